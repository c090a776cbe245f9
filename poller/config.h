/*
 * The configuration: an INI file, like odbc.ini.
 *
 *	[source]
 *	id = erp
 *	connection = Driver={PostgreSQL Unicode};Server=...   ; is no comment
 *	# a line that starts with # or ; is one
 *
 * A value is the rest of its line, without the blanks around it: nothing in it
 * is special, since connection strings are full of semicolons and braces.
 * Every message names file, line and key.  A key that nobody reads is an error:
 * it is a misspelling, or somebody believes in something that is not there.
 */
#ifndef POLLER_CONFIG_H
#define POLLER_CONFIG_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "sinks/sink.h"

struct config;

/* What [source] and [batch] say; strings live as long as the configuration. */
struct config_source {
	const char *id;
	const char *dialect;
	const char *connection; /* without the password of password_file */
	const char *state_dir;
	const char *host;  /* what the lease calls us; NULL: the host's name */
	bool state_shared; /* several hosts have state_dir mounted */
	int64_t keep;      /* seconds that delivered changes stay */
	int64_t lease;     /* seconds */
	int64_t interval;  /* milliseconds between polls that find none */
};

/* Limits of one sink's batches: [batch], which a [sink] can override. */
struct config_batch {
	int64_t events;
	int64_t bytes; /* of row images, before rendering */
};

/* What becomes of an event that the receiver refuses for good. */
enum on_reject { ON_REJECT_HALT, ON_REJECT_DLQ, ON_REJECT_PARK_KEY };

/* How one sink is served. */
struct config_sink {
	enum on_reject on_reject;
	const char *format;  /* as it is written; "native" */
	int64_t checkpoint;  /* milliseconds of idleness; 0: none */
	int64_t lanes;       /* 0: one stream */
	bool omit_too_large; /* on_too_large = omit */
	bool halt_on_schema; /* on_schema_change = halt */
	/*
	 * After how many attempts of one batch the status 500 counts as a
	 * refusal of its events; 0: never.
	 */
	int64_t suspect_after;
	int64_t give_up_after; /* seconds of failing in passing; 0: never */
};

/*
 * Reads and parses a file; ERR_CONFIG.  Refuses a file that others can read
 * while a connection string in it holds a password.
 */
bool config_open(struct config **out, const char *path, struct err *err);
/* The same from text, for tests and the sample. */
bool config_parse(struct config **out, const char *path, const char *text,
		  struct err *err);
void config_close(struct config *config);

/* Reads [source]; ERR_CONFIG for what is missing or impossible. */
bool config_source(struct config *config, struct config_source *out,
		   struct err *err);

/*
 * The connection string with the password of `password_file` put behind it; a
 * secret, the caller's to free().
 */
bool config_connection(struct config *config, char **out, struct err *err);

/* The names of the [sink NAME] sections, in order; NULL past the end. */
const char *config_sink_name(const struct config *config, size_t i);

/* The `type` of a sink; ERR_CONFIG for none or an unknown one, with a list. */
bool config_sink_type(struct config *config, const char *sink,
		      const struct sink_type **out, struct err *err);

/* Limits of one sink. */
bool config_batch(struct config *config, const char *sink,
		  struct config_batch *out, struct err *err);

/* How one sink is served. */
bool config_sink(struct config *config, const char *sink,
		 struct config_sink *out, struct err *err);

/*
 * What a sink gets to read its own keys with.  Valid as long as the
 * configuration.
 */
void config_sink_options(struct config *config, const char *sink,
			 const char *source, const volatile sig_atomic_t *stop,
			 struct sink_options *out);

/*
 * To be called when all that reads has read: ERR_CONFIG for the first key or
 * section that nobody asked for.
 */
bool config_check_unread(struct config *config, struct err *err);
/* The same of one [sink SECTION] alone. */
bool config_check_sink(const struct config *config, const char *section,
		       struct err *err);

/*
 * Reads a secret: the content of a file without its last newline, or of the
 * systemd credential for "credential:NAME".  ERR_CONFIG if others can read the
 * file.  *out is the caller's to free().
 */
bool config_secret(const char *path, char **out, struct err *err);

#endif
