/*
 * The commands of shadowlog(1).  Each is a function over parsed options; main.c
 * finds it, prints what went wrong, and turns that into an exit code.
 */
#ifndef POLLER_COMMAND_H
#define POLLER_COMMAND_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

/* What stood on the command line, whatever the command. */
struct command_line {
	const char *config; /* --config */
	const char *sink;   /* --sink */
	int64_t linger;     /* --linger, milliseconds; 0: drain once */
	bool follow;        /* --follow */
	int64_t old;        /* --old, milliseconds; 0: not said */
	bool json;          /* --json, --log json */
	bool new_epoch;     /* --new-epoch */
	bool registered;    /* --registered */
	bool join;          /* --join */
	bool standby;       /* --standby */
	bool drained;       /* --drained */
	bool all;           /* --all */
	bool request;       /* --request */
	bool v1, v1a;       /* --v1, --v1a */
	bool check;         /* --check */
	const char *reason; /* --reason */
	const char *from, *to, *files, *rate; /* --from ... */
	const char *secret_file;              /* --secret-file */
	char *const *args;                    /* what is no option */
	size_t nargs;
	const volatile sig_atomic_t *stop;
};

bool command_poll(const struct command_line *line, struct err *err);
bool command_peek(const struct command_line *line, struct err *err);
bool command_status(const struct command_line *line, struct err *err);
bool command_describe(const struct command_line *line, struct err *err);
bool command_migrate(const struct command_line *line, struct err *err);
bool command_doctor(const struct command_line *line, struct err *err);
bool command_sink(const struct command_line *line, struct err *err);
bool command_dlq(const struct command_line *line, struct err *err);
bool command_replay(const struct command_line *line, struct err *err);
bool command_schema(const struct command_line *line, struct err *err);
bool command_verify_files(const struct command_line *line, struct err *err);
bool command_secret(const struct command_line *line, struct err *err);

#endif
