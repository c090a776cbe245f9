/* The source on PostgreSQL, through ODBC. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/odbc_hook.h"
#include "tests/support/source_suite.h"
#include "tests/tap.h"

/* Makes or drops this test's own database. */
static void run(const char *directory, const char *port, const char *format,
		const char *database)
{
	struct buf text = { 0 };
	struct odbc *odbc;
	struct err err = { 0 };

	buf_addf(&text,
		 "Driver={PostgreSQL Unicode};Server=%s;Port=%s;"
		 "Database=postgres;UID=shadowlog",
		 directory, port);
	if (odbc_open(&odbc, text.data, NULL, &err)) {
		buf_reset(&text);
		buf_addf(&text, "%s DATABASE %s", format, database);
		odbc_exec(odbc, text.data, NULL, &err);
		odbc_close(odbc);
	}
	if (err.kind != ERR_NONE)
		diag("%s", err.text);
	buf_release(&text);
}

int main(int argc, char **argv)
{
	const char *directory = getenv("PG_DIR"), *port = getenv("PG_PORT");
	struct source_bed bed = {
		.dialect_name = "postgresql",
		.program = argv[0],
		.migration = "migrations/changelog/postgresql/"
			     "0001_changelog.sql",
		.prefix = "shadowlog.",
		/* Not the schema of its own name. */
		.app_session = "SET search_path = public; SET TIME ZONE 0",
		.captured = "2026-11-22 08:15:45.123",
		.hook = &odbc_hook
	};
	struct buf connection = { 0 };
	char name[40];

	if (argc > 1)
		return source_suite_measure("postgresql", argv[1]);
	if (!directory || !port)
		return skip_all("PG_DIR and PG_PORT do not name a server");
	snprintf(name, sizeof(name), "source_test_%ld", (long)getpid());
	run(directory, port, "CREATE", name);
	buf_addf(&connection,
		 "Driver={PostgreSQL Unicode};Server=%s;Port=%s;Database=%s;"
		 "UID=shadowlog",
		 directory, port, name);
	bed.connection = connection.data;
	source_suite(&bed);
	run(directory, port, "DROP", name);
	buf_release(&connection);
	return source_suite_done();
}
