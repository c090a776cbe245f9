/* What is PostgreSQL's own: errors, locks, the floor, encodings, types. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/dialect.h"
#include "poller/odbc.h"
#include "poller/source.h"
#include "tests/support/engine.h"
#include "tests/support/source_suite.h"
#include "tests/tap.h"

static const char *directory, *port;
static struct dialect *dialect;
static char database[64];

/* The connection string for a database and a role. */
static const char *connection(struct buf *out, const char *base,
			      const char *role)
{
	buf_reset(out);
	buf_addf(out,
		 "Driver={PostgreSQL Unicode};Server=%s;Port=%s;Database=%s;"
		 "UID=%s;PWD=secret",
		 directory, port, base, role);
	return out->data;
}

static struct odbc *open_app(const char *base)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	struct odbc *odbc;

	if (!odbc_open(&odbc, connection(&text, base, "shadowlog"),
		       dialect_setting(dialect, "connect"), &err))
		diag("%s", err.text);
	buf_release(&text);
	return odbc;
}

static struct source *open_source(const char *base, const char *role)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	struct source *source;

	ok(source_open(&source, dialect, connection(&text, base, role), &err),
	   "a source in %s opens %s", base, err.text);
	buf_release(&text);
	return source;
}

static const char migration[] =
    "migrations/changelog/postgresql/0001_changelog.sql";

static void insert(struct odbc *odbc, int64_t seq, const char *image)
{
	struct buf sql = { 0 };

	buf_addf(&sql,
		 "INSERT INTO shadowlog.shadowlog_changelog (seq, shape, op,"
		 " txid, captured_at, new_row) VALUES (%lld, 7, 'I',"
		 " txid_current(), now(), %s)",
		 (long long)seq, image);
	run(odbc, sql.data);
	buf_release(&sql);
}

/*
 * Errors
 */

static void test_refusals(void)
{
	struct buf text = { 0 };

	refuses(dialect, connection(&text, "nowhere", "shadowlog"), ERR_CONFIG);
	refuses(dialect, connection(&text, database, "nobody"), ERR_PERMISSION);
	buf_reset(&text);
	buf_addf(&text, "Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=1;"
			"Database=x;UID=x;PWD=secret");
	refuses(dialect, text.data, ERR_UNAVAILABLE);
	buf_reset(&text);
	buf_addf(&text,
		 "Driver={PostgreSQL Unicode};Server=%s/none;Port=%s;"
		 "Database=x;UID=x;PWD=secret",
		 directory, port);
	refuses(dialect, text.data, ERR_UNAVAILABLE);
	buf_release(&text);
}

static void test_killed(struct odbc *app)
{
	struct source *source = open_source(database, "shadowlog");
	struct err err = { 0 };
	int64_t bound;

	ok(source_bound(source, &bound, &err), "it answers");
	run(app, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
		 " WHERE application_name = 'shadowlog'"
		 " AND datname = current_database()");
	ok(!source_bound(source, &bound, &err) && err.kind == ERR_UNAVAILABLE,
	   "killed: %s", err.text);
	err_clear(&err);
	ok(!source_bound(source, &bound, &err) && err.kind == ERR_UNAVAILABLE,
	   "and stays so: %s", err.text);
	source_close(source);
}

static void test_locked(struct odbc *app, struct source *source)
{
	struct err err = { 0 };
	int64_t bound;

	run(app, "BEGIN");
	run(app, "LOCK TABLE shadowlog.shadowlog_changelog"
		 " IN ACCESS EXCLUSIVE MODE");
	ok(!source_bound(source, &bound, &err) && err.kind == ERR_TRANSIENT,
	   "a locked changelog is for later: %s", err.text);
	run(app, "COMMIT");
	ok(source_bound(source, &bound, &err), "and can be read then");
}

/* The poller reads and trims beside an open writer, without waiting. */
static void test_beside_writer(struct odbc *app, struct source *source)
{
	struct page_limits limits = { 10, 1000, 0 };
	struct rangeset acked = { 0 };
	struct page page = { 0 };
	struct err err = { 0 };
	int64_t deleted;

	insert(app, 1, "'a'");
	insert(app, 3, "'a'");
	run(app, "BEGIN");
	insert(app, 2, "'late'");
	insert(app, 4, "'late'");
	ok(source_read(source, &acked, 0, 100, &limits, &page, &err) &&
	       page.n == 2 && page.changes[1].seq == 3,
	   "what is committed is read %s", err.text);
	rangeset_add(&acked, 1, 1);
	rangeset_add(&acked, 3, 3);
	ok(source_trim(source, &acked, &deleted, &err) && deleted == 2,
	   "and trimmed %s", err.text);
	run(app, "COMMIT");
	ok(source_read(source, &acked, 0, 100, &limits, &page, &err) &&
	       page.n == 2 && page.changes[0].seq == 2 &&
	       page.changes[1].seq == 4 && page.complete,
	   "what commits late is read then %s", err.text);
	run(app, "DELETE FROM shadowlog.shadowlog_changelog");
	rangeset_release(&acked);
	page_release(&page);
}

/*
 * Transactions of other databases count as well: it may take until the tests
 * that run beside this one have ended theirs.
 */
static bool passes_in_time(struct source *source, int64_t mark, struct err *err)
{
	const struct timespec pause = { .tv_nsec = 20000000 };
	bool passed = false;
	int i;

	for (i = 0; i < 20000 && !passed; i++) {
		if (!source_floor_passed(source, mark, &passed, err))
			return false;
		if (!passed)
			nanosleep(&pause, NULL);
	}
	return passed;
}

static void test_floor(struct odbc *app, struct source *source)
{
	struct err err = { 0 };
	int64_t mark;
	bool passed = true;

	ok(source_has_floor_proof(source) && !source_is_ordered(source),
	   "a floor can be proved");
	run(app, "BEGIN");
	insert(app, 1, "'a'");
	ok(source_floor_mark(source, &mark, &err) && mark > 0, "a mark");
	ok(source_floor_passed(source, mark, &passed, &err) && !passed,
	   "is not passed while an older writer is open %s", err.text);
	run(app, "ROLLBACK");
	ok(passes_in_time(source, mark, &err), "but then %s", err.text);
}

/* A role that has what the manual says and no more. */
static void test_grants(struct odbc *app)
{
	struct page_limits limits = { 10, 1000, 0 };
	struct source_meta meta;
	struct rangeset acked = { 0 };
	struct page page = { 0 };
	struct source *source;
	struct lease lease;
	struct err err = { 0 };
	int64_t deleted;
	bool taken;

	run(app, "DROP ROLE IF EXISTS source_test_poller");
	run(app, "CREATE ROLE source_test_poller LOGIN");
	run(app, "ALTER ROLE source_test_poller SET synchronous_commit = off");
	run(app, "GRANT USAGE ON SCHEMA shadowlog TO source_test_poller");
	run(app, "GRANT SELECT ON shadowlog.shadowlog_meta,"
		 " shadowlog.shadowlog_shape TO source_test_poller");
	run(app, "GRANT SELECT, DELETE ON shadowlog.shadowlog_changelog"
		 " TO source_test_poller");
	run(app, "GRANT SELECT, UPDATE ON shadowlog.shadowlog_lease"
		 " TO source_test_poller");
	insert(app, 1, "'a'");
	source = open_source(database, "source_test_poller");
	ok(source_meta(source, &meta, &err) &&
	       strcmp(meta.identity, meta.identity_now) == 0,
	   "a poller's rights: meta %s", err.text);
	ok(source_lease_take(source, "h", "e", 60, &taken, &lease, &err) &&
	       taken && source_lease_renew(source, &lease, 60, &err) &&
	       source_lease_release(source, &lease, &err),
	   "the lease %s", err.text);
	ok(source_read(source, &acked, 0, 100, &limits, &page, &err) &&
	       page.n == 1,
	   "a page %s", err.text);
	rangeset_add(&acked, 1, 1);
	ok(source_trim(source, &acked, &deleted, &err) && deleted == 1,
	   "trimming %s", err.text);
	run(app, "REVOKE DELETE ON shadowlog.shadowlog_changelog"
		 " FROM source_test_poller");
	ok(!source_trim(source, &acked, &deleted, &err) &&
	       err.kind == ERR_PERMISSION,
	   "without the right: %s", err.text);
	source_close(source);
	run(app, "DROP OWNED BY source_test_poller");
	run(app, "DROP ROLE source_test_poller");
	rangeset_release(&acked);
	page_release(&page);
}

/*
 * Types
 */

static const char *const tables[] = {
	"CREATE SCHEMA \"o.dd\"",
	"CREATE DOMAIN money_t AS numeric(12,2) NOT NULL",
	"CREATE DOMAIN price_t AS money_t CHECK (value > 0)",
	"CREATE TYPE mood AS ENUM ('sad', 'ok')",
	"CREATE TYPE timeslot AS ENUM ('am', 'pm')",
	"CREATE TABLE \"o.dd\".t ("
	" id bigint GENERATED ALWAYS AS IDENTITY, gone text,"
	" code character varying(20) NOT NULL, price price_t,"
	" mood mood, slot timeslot, tags text[], at timestamp(3) with time "
	"zone,"
	" plain timestamp without time zone, flag boolean, n numeric(10,3),"
	" r real, d double precision, b bytea, u uuid, j jsonb, iv interval,"
	" x \"char\", bits bit varying(7), twice integer GENERATED ALWAYS AS"
	" (2) STORED, PRIMARY KEY (code, id) INCLUDE (u))",
	"ALTER TABLE \"o.dd\".t DROP COLUMN gone",
	"CREATE TABLE parts (a integer PRIMARY KEY) PARTITION BY RANGE (a)",
	"CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (0) TO (9)",
	"CREATE TABLE keyless (a integer)",
	"CREATE VIEW looks AS SELECT * FROM keyless",
	"CREATE TEMP TABLE brief (a integer)",
};

static const char described[] =
    "table public.keyless\n"
    "  column a integer as int null\n"
    "table public.parts\n"
    "  column a integer as int key 1\n"
    "table \"o.dd\".t\n"
    "  column id    bigint                        as bigint      key 2\n"
    "  column code  \"character varying(20)\"       as text        key 1\n"
    "  column price \"public.price_t\"              as decimal     null\n"
    "  column mood  \"public.mood\"                 as other       null\n"
    "  column slot  \"public.timeslot\"             as other       null\n"
    "  column tags  \"text[]\"                      as other       null\n"
    "  column at    \"timestamp(3) with time zone\" as timestamptz null\n"
    "  column plain \"timestamp without time zone\" as timestamp   null\n"
    "  column flag  boolean                       as bool        null\n"
    "  column n     numeric(10,3)                 as decimal     null\n"
    "  column r     real                          as float       null\n"
    "  column d     \"double precision\"            as double      null\n"
    "  column b     bytea                         as binary      null\n"
    "  column u     uuid                          as uuid        null\n"
    "  column j     jsonb                         as json        null\n"
    "  column iv    interval                      as interval    null\n"
    "  column x     \"\\\"char\\\"\"                    as text        null\n"
    "  column bits  \"bit varying(7)\"              as text        null\n"
    "  column twice integer                       as int         null"
    " generated\n";

static void test_types(struct odbc *app, struct source *source)
{
	char *names[] = { (char *)(uintptr_t) "keyless",
			  (char *)(uintptr_t) "parts",
			  (char *)(uintptr_t) "\"o.dd\".t" };
	char *hidden[] = { (char *)(uintptr_t) "public.looks" };
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
	   "neither partition nor view nor temporary table is listed");
	table_list_release(&list);
	ok(!source_describe(source, hidden, 1, &list, &err) &&
	       err.kind == ERR_CONFIG,
	   "a view is no table: %s", err.text);
	buf_release(&text);
}

/*
 * A database whose text is not UTF-8
 */

static void test_latin1(struct odbc *app)
{
	static const char *const images[] = {
		"repeat(chr(233), 10)",      /* 10 bytes there, 20 here */
		"repeat(chr(233), 3000)",    /* comes cut */
		"repeat(chr(233), 300000)",  /* comes apart */
		"repeat(chr(233), 4194304)", /* one piece, exactly */
		"repeat(chr(233), 9000000)", /* three */
	};
	static const size_t lengths[] = { 20, 6000, 600000, 8388608, 18000000 };
	struct page_limits limits = { 10, 100 << 20, 0 };
	struct rangeset none = { 0 };
	struct page page = { 0 };
	struct buf text = { 0 };
	struct source *source;
	struct odbc *latin;
	struct err err = { 0 };
	size_t i, k;

	run(app, "CREATE DATABASE source_test_latin ENCODING 'LATIN1'"
		 " LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
	ok(source_bed_migrate(
	       connection(&text, "source_test_latin", "shadowlog"), migration,
	       &err),
	   "the changelog in LATIN1 %s", err.text);
	latin = open_app("source_test_latin");
	for (i = 0; i < 5; i++)
		insert(latin, (int64_t)i + 1, images[i]);
	source = open_source("source_test_latin", "shadowlog");
	ok(source_read(source, &none, 0, 100, &limits, &page, &err) &&
	       page.n == 5,
	   "a database in LATIN1 is read %s", err.text);
	for (i = 0; i < page.n; i++) {
		struct str image = page.changes[i].new_row;

		for (k = 0; k + 1 < image.n; k += 2)
			if (memcmp(image.p + k, "\xc3\xa9", 2) != 0)
				break;
		ok(image.n == lengths[i] && k == image.n,
		   "an image of %zu bytes in UTF-8", image.n);
	}
	source_close(source);
	odbc_close(latin);
	run(app, "DROP DATABASE source_test_latin");
	page_release(&page);
	buf_release(&text);
}

static void test_engine(void)
{
	struct odbc *app = open_app(database);
	struct source *source;

	run(app, "SET search_path = public");
	test_refusals();
	test_killed(app);
	source = open_source(database, "shadowlog");
	test_locked(app, source);
	test_beside_writer(app, source);
	test_floor(app, source);
	test_types(app, source);
	source_close(source);
	test_grants(app);
	test_latin1(app);
	odbc_close(app);
}

int main(void)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	struct odbc *odbc;

	directory = getenv("PG_DIR");
	port = getenv("PG_PORT");
	if (!directory || !port)
		return skip_all("PG_DIR and PG_PORT do not name a server");
	snprintf(database, sizeof(database), "source_engine_%ld",
		 (long)getpid());
	if (!dialect_open(&dialect, "postgresql", &err))
		return 1;
	odbc = open_app("postgres");
	buf_addf(&text, "CREATE DATABASE %s", database);
	run(odbc, text.data);
	buf_reset(&text);
	buf_addf(&text, "ALTER DATABASE %s SET quote_all_identifiers = on",
		 database);
	run(odbc, text.data);
	if (ok(source_bed_migrate(connection(&text, database, "shadowlog"),
				  migration, &err),
	       "the changelog %s", err.text))
		test_engine();
	buf_reset(&text);
	buf_addf(&text, "DROP DATABASE %s", database);
	run(odbc, text.data);
	odbc_close(odbc);
	dialect_close(dialect);
	buf_release(&text);
	return done();
}
