/* What is SQLite's own: files, locks, copies, types. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/dialect.h"
#include "poller/odbc.h"
#include "poller/source.h"
#include "tests/support/engine.h"
#include "tests/support/source_suite.h"
#include "tests/support/tempdir.h"
#include "tests/tap.h"

static char *directory;
static struct dialect *dialect;

static const char migration[] =
    "migrations/changelog/sqlite/0001_changelog.sql";

static const char *connection(struct buf *out, const char *file)
{
	buf_reset(out);
	buf_addf(out, "Driver={SQLite3};Database=%s/%s", directory, file);
	return out->data;
}

static struct source *open_source(const char *file)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	struct source *source;

	ok(source_open(&source, dialect, connection(&text, file), &err),
	   "%s opens %s", file, err.text);
	buf_release(&text);
	return source;
}

static struct odbc *open_app(const char *file)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	struct odbc *odbc;

	if (!odbc_open(&odbc, connection(&text, file), "Timeout=1", &err))
		diag("%s", err.text);
	buf_release(&text);
	return odbc;
}

static void write_file(const char *name, const char *content)
{
	struct buf path = { 0 };
	FILE *file;

	buf_addf(&path, "%s/%s", directory, name);
	file = fopen(path.data, "w");
	if (file) {
		fputs(content, file);
		fclose(file);
	}
	buf_release(&path);
}

static void test_files(void)
{
	struct buf text = { 0 };
	struct source_meta meta;
	struct source *source;
	struct err err = { 0 };
	struct stat status;

	ok(!source_open(&source, dialect, connection(&text, "none.db"), &err) &&
	       err.kind == ERR_CONFIG,
	   "no file: %s", err.text);
	buf_reset(&text);
	buf_addf(&text, "%s/none.db", directory);
	ok(stat(text.data, &status) != 0, "and none is made");
	write_file("text.db", "This is not a database, although it is long.\n");
	ok(!source_open(&source, dialect, connection(&text, "text.db"), &err) &&
	       err.kind == ERR_CONFIG,
	   "a file that is no database: %s", err.text);
	write_file("empty.db", "");
	source = open_source("empty.db");
	ok(!source_meta(source, &meta, &err) && err.kind == ERR_CONFIG &&
	       strstr(err.text, "shadowlog-triggers sqlite changelog"),
	   "no changelog: %s", err.text);
	source_close(source);
	buf_release(&text);
}

/* A copy of the file is another engine. */
static void test_copy(struct odbc *app)
{
	struct source_meta meta = { "", "", "", "" };
	struct buf sql = { 0 };
	struct err err = { 0 };
	struct source *source;

	buf_addf(&sql, "VACUUM INTO '%s/copy.db'", directory);
	run(app, sql.data);
	source = open_source("copy.db");
	ok(source_meta(source, &meta, &err) &&
	       strcmp(meta.identity, meta.identity_now) != 0,
	   "a copy is told: %s, made as %s", meta.identity_now, meta.identity);
	source_close(source);
	buf_release(&sql);
}

static void insert(struct odbc *app, int seq)
{
	char sql[120];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO shadowlog_changelog (seq, shape, op, new_row)"
		 " VALUES (%d, 7, 'I', 'x')",
		 seq);
	run(app, sql);
}

static void test_locks(struct odbc *app, struct source *source,
		       const char *mode)
{
	struct page_limits limits = { 10, 1000, 0 };
	struct rangeset acked = { 0 };
	struct page page = { 0 };
	struct err err = { 0 };
	int64_t deleted;

	insert(app, 1);
	insert(app, 2);
	ok(source_read(source, &acked, 0, 100, &limits, &page, &err) &&
	       page.n == 2,
	   "%s: a page %s", mode, err.text);
	insert(app, 3);
	rangeset_add(&acked, 1, 2);
	run(app, "BEGIN IMMEDIATE");
	ok(!source_trim(source, &acked, &deleted, &err) &&
	       err.kind == ERR_TRANSIENT,
	   "%s: trimming waits for a writer, but not for ever: %s", mode,
	   err.text);
	insert(app, 4);
	run(app, "COMMIT");
	ok(source_trim(source, &acked, &deleted, &err) && deleted == 2,
	   "%s: and then trims", mode);
	insert(app, 5);
	ok(source_read(source, &acked, 0, 100, &limits, &page, &err) &&
	       page.n == 3 && page.changes[0].seq == 3,
	   "%s: what came meanwhile is there", mode);
	run(app, "DELETE FROM shadowlog_changelog");
	rangeset_release(&acked);
	page_release(&page);
}

static void test_modes(struct odbc *app, struct source *source)
{
	char mode[16] = "";
	struct err err = { 0 };
	size_t n;
	bool null;

	test_locks(app, source, "rollback journal");
	ok(odbc_value(app, "PRAGMA journal_mode = WAL", mode, sizeof(mode), &n,
		      &null, &err) &&
	       strcmp(mode, "wal") == 0,
	   "journal mode %s %s", mode, err.text);
	test_locks(app, source, "WAL");
	ok(source_is_ordered(source) && source_has_floor_proof(source),
	   "what is acknowledged is the floor");
}

static const char *const tables[] = {
	"CREATE TABLE \"o.dd\" (a INTEGER PRIMARY KEY, b VARCHAR(20) NOT NULL,"
	" c, d \"long  type\", e BLOB, f REAL, g DECIMAL(10,2), h DATETIME,"
	" i AS (a * 2), j INT GENERATED ALWAYS AS (a + 1) STORED, k BOOLEAN)",
	("CREATE TABLE pair (x TEXT, y INT, z, PRIMARY KEY (y, x))"
	 " WITHOUT ROWID"),
	"CREATE TABLE keyless (a)",
	"CREATE VIEW looks AS SELECT * FROM keyless",
	"CREATE VIRTUAL TABLE words USING fts5(body)",
};

static const char described[] =
    "table keyless\n"
    "  column a \"\" as other null\n"
    "table \"o.dd\"\n"
    "  column a INTEGER       as bigint    key 1\n"
    "  column b VARCHAR(20)   as text\n"
    "  column c \"\"            as other     null\n"
    "  column d \"long  type\"  as other     null\n"
    "  column e BLOB          as binary    null\n"
    "  column f REAL          as double    null\n"
    "  column g DECIMAL(10,2) as decimal   null\n"
    "  column h DATETIME      as timestamp null\n"
    "  column i \"\"            as other     null generated\n"
    "  column j INT           as bigint    null generated\n"
    "  column k BOOLEAN       as bool      null\n"
    "table pair\n"
    "  column x TEXT as text   key 2\n"
    "  column y INT  as bigint key 1\n"
    "  column z \"\"   as other  null\n";

static void test_types(struct odbc *app, struct source *source)
{
	char *names[] = { (char *)(uintptr_t) "main.keyless",
			  (char *)(uintptr_t) "\"o.dd\"",
			  (char *)(uintptr_t) "pair" };
	char *hidden[] = { (char *)(uintptr_t) "looks",
			   (char *)(uintptr_t) "words",
			   (char *)(uintptr_t) "sqlite_sequence",
			   (char *)(uintptr_t) "temp.keyless" };
	struct table_list list;
	struct buf text = { 0 };
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		run(app, tables[i]);
	ok(source_describe(source, names, 3, &list, &err), "described %s",
	   err.text);
	for (i = 0; i < list.ntables; i++)
		table_print(&list.tables[i], &text);
	is_str(buf_str(&text), described, "as they are");
	table_list_release(&list);
	ok(source_describe(source, NULL, 0, &list, &err) && list.ntables == 3,
	   "neither a view nor what a virtual table keeps is listed");
	table_list_release(&list);
	for (i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
		ok(!source_describe(source, &hidden[i], 1, &list, &err) &&
		       err.kind == ERR_CONFIG,
		   "%s is no table to capture", hidden[i]);
	buf_release(&text);
}

int main(void)
{
	struct buf text = { 0 };
	struct source *source;
	struct err err = { 0 };
	struct odbc *app;

	directory = tempdir_make();
	ok(dialect_open(&dialect, "sqlite", &err), "the dialect %s", err.text);
	test_files();
	write_file("source.db", "");
	if (ok(source_bed_migrate(connection(&text, "source.db"), migration,
				  &err),
	       "the changelog %s", err.text)) {
		app = open_app("source.db");
		source = open_source("source.db");
		test_modes(app, source);
		test_types(app, source);
		test_copy(app);
		source_close(source);
		odbc_close(app);
	}
	dialect_close(dialect);
	buf_release(&text);
	tempdir_remove(directory);
	free(directory);
	return done();
}
