/*
 * Prepared statements against any engine, for benchmarks that play an
 * application: SQLite by its own library, everything else through ODBC.  Errors
 * end the program.
 */
#ifndef TESTS_SUPPORT_PREPARED_H
#define TESTS_SUPPORT_PREPARED_H

#include <stddef.h>
#include <stdint.h>

struct client;
struct prepared;

struct param {
	enum { PARAM_NUMBER, PARAM_TEXT, PARAM_BYTES } kind;
	int64_t number;
	const char *p;
	size_t n;
};

/*
 * `to` is "sqlite PATH" or an ODBC connection string.  `thread` is a query for
 * the number of the operating system's thread that serves the connection, or
 * NULL where that is the caller's own.
 */
struct client *client_open(const char *to, const char *thread);
void client_close(struct client *client);

void client_exec(struct client *client, const char *sql);

/* What the serving thread has used so far. */
struct usage {
	int64_t cpu;   /* nanoseconds */
	int64_t turns; /* times that it was given a processor */
};

struct usage client_usage(struct client *client);

struct prepared *prepared_open(struct client *client, const char *sql,
			       size_t nparams);
void prepared_close(struct prepared *prepared);

/* Runs it to its end; rows, if there are any, are thrown away. */
void prepared_run(struct prepared *prepared, const struct param *params);

#endif
