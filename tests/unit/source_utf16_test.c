/* The source on a SQLite database whose text is UTF-16. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/odbc_hook.h"
#include "tests/support/source_suite.h"
#include "tests/support/tempdir.h"

/* The encoding is fixed by the first thing that is written. */
static void make_utf16(const char *connection)
{
	struct err err = { 0 };
	struct odbc *odbc;

	if (odbc_open(&odbc, connection, NULL, &err) &&
	    odbc_exec(odbc, "PRAGMA encoding = 'UTF-16le'", NULL, &err))
		odbc_exec(odbc, "CREATE TABLE first (a)", NULL, &err);
	if (err.kind != ERR_NONE)
		printf("# %s\n", err.text);
	odbc_close(odbc);
}

int main(int argc, char **argv)
{
	char *directory;
	struct buf connection = { 0 };
	struct source_bed bed = { .dialect_name = "sqlite",
				  .program = argv[0],
				  .migration = "migrations/changelog/sqlite/"
					       "0001_changelog.sql",
				  .prefix = "",
				  .captured = "2026-11-22T08:15:45.123Z",
				  .app_session = "PRAGMA synchronous = OFF",
				  .inside = true,
				  .hook = &odbc_hook };

	if (argc > 1)
		return source_suite_measure("sqlite", argv[1]);
	directory = tempdir_make();
	buf_addf(&connection, "Driver={SQLite3};Database=%s/source.db;",
		 directory);
	bed.connection = connection.data;
	make_utf16(bed.connection);
	source_suite(&bed);
	buf_release(&connection);
	tempdir_remove(directory);
	free(directory);
	return source_suite_done();
}
