/* The source on MariaDB, through ODBC. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/odbc_hook.h"
#include "tests/support/source_suite.h"
#include "tests/tap.h"

/* Makes or drops this test's own database. */
static void run(const char *socket, const char *verb, const char *database)
{
	struct buf text = { 0 };
	struct odbc *odbc;
	struct err err = { 0 };

	buf_addf(&text,
		 "Driver={MariaDB Unicode};Socket=%s;Server=localhost;"
		 "UID=shadowlog;PWD=shadowlog",
		 socket);
	if (odbc_open(&odbc, text.data, NULL, &err)) {
		buf_reset(&text);
		buf_addf(&text, "%s DATABASE %s", verb, database);
		odbc_exec(odbc, text.data, NULL, &err);
		odbc_close(odbc);
	}
	if (err.kind != ERR_NONE)
		diag("%s", err.text);
	buf_release(&text);
}

int main(int argc, char **argv)
{
	const char *socket = getenv("MY_SOCKET");
	struct source_bed bed = { .dialect_name = "mysql",
				  .program = argv[0],
				  .migration = "migrations/changelog/mysql/"
					       "0001_changelog.sql",
				  .prefix = "",
				  .captured = "2026-11-22 08:15:45.123",
				  .hook = &odbc_hook };
	struct buf connection = { 0 };
	char name[40];

	if (argc > 1)
		return source_suite_measure("mysql", argv[1]);
	if (!socket)
		return skip_all("MY_SOCKET does not name a server");
	snprintf(name, sizeof(name), "source_test_%ld", (long)getpid());
	run(socket, "CREATE", name);
	buf_addf(&connection,
		 "Driver={MariaDB Unicode};Socket=%s;Server=localhost;"
		 "Database=%s;UID=shadowlog;PWD=shadowlog",
		 socket, name);
	bed.connection = connection.data;
	source_suite(&bed);
	run(socket, "DROP", name);
	buf_release(&connection);
	return source_suite_done();
}
