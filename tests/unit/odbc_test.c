/* ODBC's traps, on SQLite, and what diagnostics mean. */
#include "poller/odbc.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/mem.h"
#include "poller/odbc_error.h"
#include "tests/tap.h"

static char path[] = "/tmp/shadowlog-odbc-XXXXXX";

static void test_attributes(void)
{
	static const struct {
		const char *connection, *name, *want; /* NULL: not there */
	} cases[] = {
		{ "Driver={A B};UID=x", "driver", "A B" },
		{ "Driver={A B};UID=x", "uid", "x" },
		{ "Driver={A B};UID=x", "U", NULL },
		{ " A = 1 ; B = {x;y=z} ;", "b", "x;y=z" },
		{ "PWD={a}}b};X=1", "PWD", "a}b" },
		{ "PWD={a}}};X=1", "x", "1" },
		{ "PWD=a}b;X=1", "PWD", "a}b" },
		{ "A=;B=2", "A", "" },
		{ ";;A=1;;", "A", "1" },
		{ "", "A", NULL },
	};
	struct buf value = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bool found;

		buf_reset(&value);
		found =
		    odbc_attribute(cases[i].connection, cases[i].name, &value);
		is_str(found ? buf_str(&value) : NULL, cases[i].want,
		       "%s of %s", cases[i].name, cases[i].connection);
	}
	buf_release(&value);
}

static void test_merge(void)
{
	static const struct {
		const char *connection, *defaults, *want; /* NULL: refused */
	} cases[] = {
		{ "Driver=x", "Timeout=2000;NoCreat=1",
		  "Driver=x;Timeout=2000;NoCreat=1" },
		{ "Driver=x;timeout=5;", "Timeout=2000;NoCreat=1",
		  "Driver=x;timeout=5;NoCreat=1" },
		{ "Driver=x", NULL, "Driver=x" },
		{ "Driver={Timeout=1}", "Timeout=2",
		  "Driver={Timeout=1};Timeout=2" },
		{ "Driver={x", "A=1", NULL },
		{ "PWD={secret}}", NULL, NULL },
		{ "secret", NULL, NULL },
	};
	struct buf merged = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = { 0 };
		bool good;

		buf_reset(&merged);
		good = odbc_merge(cases[i].connection, cases[i].defaults,
				  &merged, &err);
		is_str(good ? buf_str(&merged) : NULL, cases[i].want,
		       "%s with %s", cases[i].connection,
		       cases[i].defaults ? cases[i].defaults : "nothing");
		if (!good)
			ok(err.kind == ERR_CONFIG &&
			       !strstr(err.text, "secret"),
			   "is a matter of configuration, and not shown");
	}
	buf_release(&merged);
}

/* What an attribute of odbc.ini says is not overridden. */
static void test_merge_dsn(void)
{
	struct buf merged = { 0 }, file = { 0 };
	struct err err = { 0 };
	FILE *out;

	buf_addf(&file, "%s/odbc.ini", path);
	out = fopen(file.data, "w");
	if (!ok(out != NULL, "an odbc.ini is written"))
		return;
	fputs("[here]\nDriver=SQLite3\nTimeout=7\n", out);
	fclose(out);
	setenv("ODBCINI", file.data, 1);
	ok(odbc_merge("DSN=here", "Timeout=2000;NoCreat=1", &merged, &err),
	   "a data source merges");
	is_str(buf_str(&merged), "DSN=here;NoCreat=1",
	       "what odbc.ini sets stays");
	unsetenv("ODBCINI");
	buf_release(&merged);
	buf_release(&file);
}

static void test_kinds(void)
{
	static const struct {
		const char *driver, *state;
		long native;
		const char *text;
		enum err_kind kind;
	} cases[] = {
		{ "", "IM002", 0, "Data source name not found", ERR_CONFIG },
		{ "", "01000", 0, "Can't open lib 'x'", ERR_CONFIG },
		{ "", "08001", 101, "FATAL:  password authentication failed",
		  ERR_PERMISSION },
		{ "", "08001", 101, "FATAL:  no pg_hba.conf entry for host",
		  ERR_PERMISSION },
		{ "", "08001", 101, "FATAL:  role \"x\" does not exist",
		  ERR_PERMISSION },
		{ "", "08001", 101, "FATAL:  database \"x\" does not exist",
		  ERR_CONFIG },
		{ "", "08001", 101, "connection refused", ERR_UNAVAILABLE },
		{ "", "08001", 101, "the database system is starting up",
		  ERR_UNAVAILABLE },
		{ "", "HY000", 2002, "Can't connect", ERR_UNAVAILABLE },
		{ "", "28000", 1045, "Access denied", ERR_PERMISSION },
		{ "", "42000", 1049, "Unknown database", ERR_CONFIG },
		{ "", "08S01", 2013, "Lost connection", ERR_UNAVAILABLE },
		{ "", "HY000", 14, "connect failed", ERR_CONFIG },
		{ "psqlodbcw.so", "08S01", 35, "", ERR_UNAVAILABLE },
		{ "psqlodbcw.so", "57P01", 35, "", ERR_UNAVAILABLE },
		{ "psqlodbcw.so", "40P01", 7, "", ERR_TRANSIENT },
		{ "psqlodbcw.so", "40001", 7, "", ERR_TRANSIENT },
		{ "psqlodbcw.so", "55P03", 7, "", ERR_TRANSIENT },
		{ "psqlodbcw.so", "57014", 7, "", ERR_TRANSIENT },
		{ "psqlodbcw.so", "42501", 7, "", ERR_PERMISSION },
		{ "psqlodbcw.so", "42P01", 7, "", ERR_CONFIG },
		{ "psqlodbcw.so", "42703", 7, "", ERR_CONFIG },
		{ "psqlodbcw.so", "53100", 7, "", ERR_IO },
		{ "psqlodbcw.so", "53300", 7, "", ERR_UNAVAILABLE },
		{ "psqlodbcw.so", "25006", 7, "", ERR_UNAVAILABLE },
		{ "psqlodbcw.so", "HY000", 5, "", ERR_NONE },
		{ "psqlodbcw.so", "23505", 7, "", ERR_NONE },
		{ "libmaodbc.so", "HY000", 1205, "", ERR_TRANSIENT },
		{ "libmaodbc.so", "40001", 1213, "", ERR_TRANSIENT },
		{ "libmaodbc.so", "HY000", 2006, "", ERR_UNAVAILABLE },
		{ "libmaodbc.so", "08004", 1040, "", ERR_UNAVAILABLE },
		{ "libmaodbc.so", "HY000", 1290, "", ERR_UNAVAILABLE },
		{ "libmaodbc.so", "42S02", 1146, "", ERR_CONFIG },
		{ "libmaodbc.so", "42S22", 1054, "", ERR_CONFIG },
		{ "libmaodbc.so", "42000", 1142, "", ERR_PERMISSION },
		{ "libmaodbc.so", "HY000", 1021, "", ERR_IO },
		{ "libmaodbc.so", "HY000", 1114, "", ERR_IO },
		{ "libmaodbc.so", "HY000", 5, "", ERR_NONE },
		{ "sqlite3odbc.so", "HY000", 5, "database is locked",
		  ERR_TRANSIENT },
		{ "sqlite3odbc.so", "HY000", 1, "no such table: x",
		  ERR_CONFIG },
		{ "sqlite3odbc.so", "HY000", 1, "near \"x\": syntax error",
		  ERR_NONE },
		{ "sqlite3odbc.so", "HY000", 13, "database or disk is full",
		  ERR_IO },
		{ "sqlite3odbc.so", "HY000", 8, "readonly", ERR_PERMISSION },
		{ "libtdsodbc.so", "HYT00", 0, "Timeout", ERR_TRANSIENT },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct odbc_diagnostic diagnostic = { cases[i].driver,
						      cases[i].state,
						      cases[i].native,
						      cases[i].text };
		const char *hint;
		enum err_kind kind = odbc_error_kind(&diagnostic, &hint);

		is_str(err_kind_name(kind), err_kind_name(cases[i].kind),
		       "%s %s/%ld %s", cases[i].driver, cases[i].state,
		       cases[i].native, cases[i].text);
	}
}

static void test_refusals(void)
{
	static const struct {
		const char *connection;
		enum err_kind kind;
	} cases[] = {
		{ "Driver={No such driver};PWD=secret", ERR_CONFIG },
		{ "Driver=/secret/lib.so;PWD=secret", ERR_CONFIG },
		{ "Driver={open;PWD=secret", ERR_CONFIG },
		{ "DSN=none;PWD={secret}", ERR_CONFIG },
		{ "Driver={SQLite3};Database=/nowhere/secret.db;NoCreat=1;"
		  "PWD=secret",
		  ERR_CONFIG },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = { 0 };
		struct odbc *odbc;

		ok(!odbc_open(&odbc, cases[i].connection, NULL, &err) && !odbc,
		   "%s does not open", cases[i].connection);
		is_str(err_kind_name(err.kind), err_kind_name(cases[i].kind),
		       "for what it is: %s", err.text);
		ok(!strstr(err.text, "secret"), "and shows no password");
	}
}

/*
 * Values of every length around the place they have, bound in blocks: nothing
 * but the indicator may decide what is whole.
 */
static void test_bound(struct odbc *odbc)
{
	static const size_t lengths[] = { 0,  1,   5,   62,  63,    64,
					  65, 127, 128, 300, 100000 };
	static const size_t blocks[] = { 1, 4, 256 };
	size_t widths[] = { 20, 64 }, i, k;
	struct err err = { 0 };
	char sql[200];

	odbc_exec(odbc, "CREATE TABLE v (id INTEGER PRIMARY KEY, t TEXT)", NULL,
		  &err);
	for (i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		snprintf(sql, sizeof(sql),
			 "INSERT INTO v(t) VALUES (substr(replace(hex("
			 "zeroblob(%zu)), '0', char(%d)), 1, %zu))",
			 lengths[i] / 2 + 1, 'a' + (int)i, lengths[i]);
		odbc_exec(odbc, sql, NULL, &err);
	}
	odbc_exec(odbc, "INSERT INTO v(t) VALUES (NULL)", NULL, &err);
	for (k = 0; k < 3; k++) {
		struct odbc_layout layout = { widths, 2, blocks[k] };
		const struct cell *row;
		struct odbc_rows *rows;
		bool good = true;

		if (!ok(odbc_query(odbc, "SELECT id, t FROM v ORDER BY id", 2,
				   &layout, &rows, &err),
			"a bound query, blocks of %zu", blocks[k]))
			return;
		for (i = 0; odbc_next(rows, &row, &err) && row; i++) {
			const struct cell *t = &row[1];

			if (i == sizeof(lengths) / sizeof(*lengths))
				good = good && t->null;
			else if (lengths[i] > 64)
				good = good && t->cut && !t->null &&
				       t->full == lengths[i];
			else
				good = good && !t->cut && !t->null &&
				       t->text.n == lengths[i] &&
				       (!t->text.n ||
					(t->text.p[0] == 'a' + (int)i &&
					 t->text.p[t->text.n - 1] ==
					     'a' + (int)i));
		}
		ok(good && i == 12, "every value is whole, cut or NULL, as is");
		odbc_rows_close(rows);
	}
}

static void test_whole(struct odbc *odbc)
{
	static const size_t lengths[] = { 0,    1,    1022, 1023,   1024,
					  1025, 2047, 2048, 100000, 3000000 };
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		size_t n = lengths[i], k = 0, got;
		char *place = xmalloc(n + 1);
		const struct cell *row = NULL;
		struct odbc_rows *rows;
		char sql[200];
		bool null;

		snprintf(sql, sizeof(sql),
			 "SELECT substr(replace(hex(zeroblob(%zu)), '0', "
			 "'x'), 1, %zu)",
			 n / 2 + 1, n);
		if (ok(odbc_query(odbc, sql, 1, NULL, &rows, &err) &&
			   odbc_next(rows, &row, &err) && row,
		       "a value of %zu", n))
			while (k < row->text.n && row->text.p[k] == 'x')
				k++;
		ok(row && row->text.n == n && k == n, "comes whole");
		odbc_rows_close(rows);
		ok(odbc_value(odbc, sql, place, n + 1, &got, &null, &err) &&
		       got == n && !null && (n == 0 || place[n - 1] == 'x'),
		   "and into its place");
		ok(n == 0 ||
		       (odbc_value(odbc, sql, place, n, &got, &null, &err) &&
			got == n),
		   "and says so where the place is too small");
		free(place);
	}
}

static void test_statements(struct odbc *odbc)
{
	struct err err = { 0 };
	struct odbc_rows *rows;
	const struct cell *row = NULL;
	int64_t n = -1;
	size_t got;
	bool null;
	char c[8];

	ok(odbc_exec(odbc, "UPDATE v SET t = t WHERE id <= 3", &n, &err) &&
	       n == 3,
	   "an UPDATE says how many rows");
	ok(odbc_exec(odbc, "UPDATE v SET t = t WHERE id < 0", &n, &err) &&
	       n == 0,
	   "no row is no error");
	ok(!odbc_exec(odbc, "SELECT * FROM nix", NULL, &err) &&
	       err.kind == ERR_CONFIG && strstr(err.text, "no such table"),
	   "a missing table: %s", err.text);
	ok(!odbc_exec(odbc, "SELEKT 1", NULL, &err) && err.kind == ERR_INTERNAL,
	   "a syntax error: %s", err.text);
	ok(!odbc_query(odbc, "SELECT 1, 2", 3, NULL, &rows, &err) && !rows &&
	       err.kind == ERR_INTERNAL,
	   "a wrong number of columns: %s", err.text);
	ok(odbc_query(odbc, "SELECT '?', '{fn now()}', '{ts ''x''}', '%s'", 4,
		      NULL, &rows, &err) &&
	       odbc_next(rows, &row, &err) && row,
	   "text that looks like ODBC's escapes");
	is_str(row ? row[0].text.p : NULL, "?", "a question mark stays");
	is_str(row ? row[1].text.p : NULL, "{fn now()}", "braces stay");
	is_str(row ? row[2].text.p : NULL, "{ts 'x'}", "quotes in them too");
	odbc_rows_close(rows);
	ok(odbc_value(odbc, "SELECT 1 WHERE 0", c, sizeof(c), &got, &null,
		      &err) &&
	       null,
	   "no row is NULL");
	ok(odbc_value(odbc, "SELECT ''", c, sizeof(c), &got, &null, &err) &&
	       !null && got == 0,
	   "an empty string is not");
	odbc_rows_close(NULL);
}

/* Whoever waits for a lock too long is told to come again. */
static void test_busy(struct odbc *odbc, const char *connection)
{
	struct odbc *other;
	struct err err = { 0 };

	if (!ok(odbc_open(&other, connection, "Timeout=1", &err),
		"a second connection"))
		return;
	odbc_exec(odbc, "BEGIN IMMEDIATE", NULL, &err);
	ok(!odbc_exec(other, "INSERT INTO v(t) VALUES ('x')", NULL, &err) &&
	       err.kind == ERR_TRANSIENT,
	   "a locked database: %s", err.text);
	odbc_exec(odbc, "COMMIT", NULL, &err);
	err_clear(&err);
	ok(odbc_exec(other, "INSERT INTO v(t) VALUES ('x')", NULL, &err),
	   "and then it works, on the same connection");
	odbc_close(other);
}

int main(void)
{
	char connection[200];
	struct err err = { 0 };
	struct odbc *odbc;

	if (!mkdtemp(path))
		return skip_all("no temporary directory");
	test_attributes();
	test_merge();
	test_merge_dsn();
	test_kinds();
	test_refusals();
	snprintf(connection, sizeof(connection),
		 "Driver={SQLite3};Database=%s/a.db", path);
	if (ok(odbc_open(&odbc, connection, NULL, &err), "SQLite opens %s",
	       err.text)) {
		test_bound(odbc);
		test_whole(odbc);
		test_statements(odbc);
		test_busy(odbc, connection);
		odbc_close(odbc);
	}
	odbc_close(NULL);
	snprintf(connection, sizeof(connection), "%s/a.db", path);
	unlink(connection);
	snprintf(connection, sizeof(connection), "%s/odbc.ini", path);
	unlink(connection);
	rmdir(path);
	return done();
}
