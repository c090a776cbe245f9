/*
 * What the tests of one engine share.  In a header, since what tap.h counts is
 * each program's own.
 */
#ifndef TESTS_SUPPORT_ENGINE_H
#define TESTS_SUPPORT_ENGINE_H

#include <string.h>

#include "poller/odbc.h"
#include "poller/source.h"
#include "tests/tap.h"

/* Runs a statement of the application; a failed test if it fails. */
static inline bool run(struct odbc *odbc, const char *sql)
{
	struct err err = { 0 };

	if (odbc && odbc_exec(odbc, sql, NULL, &err))
		return true;
	ok(false, "the application runs a statement");
	diag("%s: %s", sql, err.text);
	return false;
}

/* No source opens there, for a reason of that kind, and no password is told. */
static inline void refuses(const struct dialect *dialect,
			   const char *connection, enum err_kind kind)
{
	struct err err = { 0 };
	struct source *source;

	ok(!source_open(&source, dialect, connection, &err) && !source,
	   "no source: %s", err.text);
	is_str(err_kind_name(err.kind), err_kind_name(kind), "of its kind");
	ok(!strstr(err.text, "secret"), "and without a password");
	source_close(source);
}

#endif
