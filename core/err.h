/*
 * Errors as values.
 *
 * A function that can fail returns bool (true: it worked) and takes a struct
 * err * last.  It sets err or it succeeds: never both, never neither.  The text
 * is complete enough to show as it is: it names the thing and, where there is
 * one, the way out.  Callers branch on the kind only.
 *
 *	if (!thing_open(&thing, path, err))
 *		return err_prefix(err, "source \"%s\"", id);
 *
 * Libraries never log, print or exit.
 */
#ifndef CORE_ERR_H
#define CORE_ERR_H

#include <stdbool.h>

#if defined(__GNUC__) || defined(__clang__)
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#else
#define PRINTF_LIKE(f, a)
#endif

/*
 * What went wrong, as far as anyone needs to act on it.  Each kind has one exit
 * code: of sysexits(3), but for the two of doctor and status.
 */
enum err_kind {
	ERR_NONE,
	ERR_USAGE,       /* 64: the command line */
	ERR_DATA,        /* 65: input does not parse or decode */
	ERR_UNAVAILABLE, /* 69: the source or a receiver cannot be reached */
	ERR_INTERNAL,    /* 70: our bug, or a promise that does not hold */
	ERR_CANTCREAT,   /* 73: a file cannot be created */
	ERR_IO,          /* 74: reading or writing failed, disk full */
	ERR_TRANSIENT, /* 75: try again later; nothing is wrong with the data */
	ERR_PERMISSION, /* 77: the database or the system says no */
	ERR_CONFIG,     /* 78: the configuration, or what needs an operator */
	ERR_REJECTED,   /* 65: a sink refuses these very events */
	ERR_MISCONFIGURED, /* 78: a sink refuses us, whatever we send */
	ERR_BUSY,          /* 0: somebody else is doing this work */
	ERR_STOPPED,       /* 0: SIGTERM or SIGINT asked us to stop */
	ERR_WARNINGS,      /* 1: doctor found what could go wrong */
	ERR_ERRORS,        /* 2: doctor or status found what is wrong */
};

struct err {
	enum err_kind kind;
	char text[1024];
};

/* Sets err and returns false, so that a failing function ends in one line. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Puts "context: " in front of the text; keeps the kind; returns false. */
bool err_prefix(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Forgets an error, for one that was handled. */
void err_clear(struct err *err);

/* The exit code for a kind; 0 for ERR_NONE. */
int err_exit_code(enum err_kind kind);

/* A lower-case word for a kind, for status and logs: "transient". */
const char *err_kind_name(enum err_kind kind);

#endif
