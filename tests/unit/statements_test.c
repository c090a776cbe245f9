/*
 * Statements in files of SQL: each of them fits the tables that the migrations
 * make.  Seen to fail: with a column misspelt in poller/state.sql, a second
 * statement under a mark, and a comment left behind a list of columns.
 */
#include "core/statements.h"

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "core/resource.h"
#include "tests/tap.h"

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), length = strlen(end);

	return n >= length && strcmp(text + n - length, end) == 0;
}

/* What several statements have in common is none itself. */
static bool is_part(const char *name)
{
	return ends_with(name, "_columns");
}

static bool run_scripts(sqlite3 *db, const char *directory)
{
	const struct resource *script;
	size_t i;

	for (i = 0; (script = resource_under(directory, i)); i++)
		if (sqlite3_exec(db, script->text, NULL, NULL, NULL))
			return false;
	return i > 0;
}

/* Whether SQLite takes each statement of a text; *n is how many there are. */
static bool prepares(sqlite3 *db, const char *text, int *n)
{
	sqlite3_stmt *statement;

	for (*n = 0; *text; ++*n) {
		if (sqlite3_prepare_v2(db, text, -1, &statement, &text))
			return false;
		sqlite3_finalize(statement);
		text += strspn(text, " \n");
	}
	return true;
}

static void test_file(const char *file, const char *migrations,
		      const char *scripts)
{
	struct statements *statements;
	struct err err = { 0 };
	const char *name;
	sqlite3 *db;
	size_t i;

	ok(statements_open(&statements, file, &err), "%s is read", file);
	ok(sqlite3_open(":memory:", &db) == SQLITE_OK &&
	       run_scripts(db, migrations),
	   "%s make its tables", migrations);
	for (i = 0; (name = statements_at(statements, i)); i++) {
		const char *text = statements_find(statements, name, &err);
		bool script = strstr(scripts, name) != NULL;
		int n;

		if (is_part(name)) {
			ok(text && !strstr(text, "--") && !strchr(text, ';'),
			   "%s: %s can stand in a statement", file, name);
			continue;
		}
		if (!ok(text && prepares(db, text, &n) && (n == 1 || script),
			"%s: %s fits them", file, name))
			diag("%s", sqlite3_errmsg(db));
	}
	sqlite3_close(db);
	statements_close(statements);
}

static void test_errors(void)
{
	struct statements *statements;
	struct err err = { 0 };

	ok(!statements_open(&statements, "poller/none.sql", &err) &&
	       err.kind == ERR_INTERNAL && !statements,
	   "a file that is not built in: %s", err.text);
	err_clear(&err);
	statements_open(&statements, "poller/state.sql", &err);
	ok(!statements_find(statements, "none", &err) &&
	       err.kind == ERR_INTERNAL && strstr(err.text, "\"none\""),
	   "a statement that is not there: %s", err.text);
	statements_close(statements);
	statements_close(NULL);
}

int main(void)
{
	test_file("poller/state.sql", "migrations/state/", "forget_epoch");
	test_file("sinks/outbox.sql", "migrations/outbox/", "set_up");
	test_file("receiver/store.sql", "receiver/schema.sql", "");
	test_errors();
	return done();
}
