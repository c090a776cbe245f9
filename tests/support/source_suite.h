/*
 * What poller/source.h promises, tested on any engine: the same tests run on
 * SQLite (unit) and on PostgreSQL and MariaDB (live).
 */
#ifndef TESTS_SUPPORT_SOURCE_SUITE_H
#define TESTS_SUPPORT_SOURCE_SUITE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/dialect.h"
#include "poller/odbc.h"
#include "poller/source.h"

struct odbc_hook {
	int64_t statements;
	/* Called before each statement, but not for its own. */
	void (*before)(void *opaque, const char *sql);
	void *opaque;
	bool busy;
	/* The n-th statement from now fails; 0: none. */
	int64_t fail_in;
};

/* An empty database to test on. */
struct source_bed {
	const char *dialect_name;
	const char *program; /* argv[0], for source_suite_measure() */
	const char *connection;
	const char *migration; /* its resource */
	/* What stands before the names of our tables, "shadowlog." */
	const char *prefix;
	/* A time as the triggers write it: 2026-11-22, 08:15:45.123. */
	const char *captured;
	/* What the application's session starts with, or NULL. */
	const char *app_session;
	/* The engine runs in our process: its memory is ours. */
	bool inside;
	struct odbc_hook *hook;
	/* Filled by the suite: */
	struct dialect *dialect;
	struct source *source;
	struct odbc *app; /* the application, with a connection of its own */
	struct buf sql;
};

/* Opens the connections; false, with a failed test, where that fails. */
bool source_bed_open(struct source_bed *bed);
void source_bed_close(struct source_bed *bed);

/* Runs a migration through ODBC, statement by statement. */
bool source_bed_migrate(const char *connection, const char *name,
			struct err *err);

/* Runs a statement of the application; a failed test if it fails. */
bool source_bed_run(struct source_bed *bed, const char *sql);
/* Appends a text as a literal, a name in the quotes of the dialect. */
void source_bed_literal(const struct source_bed *bed, const char *text,
			struct buf *out);
void source_bed_name(const struct source_bed *bed, const char *name,
		     struct buf *out);
/* A row of the changelog; NULL images are SQL NULL. */
bool source_bed_insert(struct source_bed *bed, int64_t seq, const char *old_row,
		       const char *new_row);
/* The one value of a query, or "" */
int64_t source_bed_number(struct source_bed *bed, const char *sql);

/* All of it. */
void source_suite(struct source_bed *bed);

/*
 * What a test program does when it is called with a connection string: reads a
 * page, and ends with the number of megabytes by which it grew.
 */
int source_suite_measure(const char *dialect_name, const char *connection);

/* The plan; the exit code of main(), whose own tests are none. */
int source_suite_done(void);

#endif
