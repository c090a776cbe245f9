/* What is MySQL's and MariaDB's own: errors, locks, trimming, types. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/dialect.h"
#include "poller/odbc.h"
#include "poller/source.h"
#include "tests/support/engine.h"
#include "tests/support/source_suite.h"
#include "tests/tap.h"

static const char *server_socket;
static struct dialect *dialect;
static char database[64];

static const char migration[] = "migrations/changelog/mysql/0001_changelog.sql";

/* The connection string for a database ("" for none) and a user. */
static const char *connection(struct buf *out, const char *base,
			      const char *user, const char *password)
{
	buf_reset(out);
	buf_addf(out,
		 "Driver={MariaDB Unicode};Socket=%s;Server=localhost;UID=%s;"
		 "PWD=%s%s%s",
		 server_socket, user, password, *base ? ";Database=" : "",
		 base);
	return out->data;
}

static const char *as_shadowlog(struct buf *out, const char *base)
{
	return connection(out, base, "shadowlog", "shadowlog");
}

static struct odbc *open_app(const char *base)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	struct odbc *odbc;

	if (!odbc_open(&odbc, as_shadowlog(&text, base),
		       dialect_setting(dialect, "connect"), &err))
		diag("%s", err.text);
	buf_release(&text);
	return odbc;
}

static struct source *open_source(void)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	struct source *source;

	/* As a server can have it for all. */
	as_shadowlog(&text, database);
	buf_addstr(&text, ";INITSTMT={SET SESSION sql_select_limit = 1}");
	ok(source_open(&source, dialect, text.data, &err), "a source opens %s",
	   err.text);
	buf_release(&text);
	return source;
}

static void insert(struct odbc *odbc, int64_t seq)
{
	char sql[200];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO shadowlog_changelog (seq, shape, op,"
		 " captured_at, new_row) VALUES (%lld, 7, 'I',"
		 " UTC_TIMESTAMP(6), 'x')",
		 (long long)seq);
	run(odbc, sql);
}

/*
 * Errors
 */

static void test_refusals(void)
{
	struct buf text = { 0 };

	refuses(dialect, as_shadowlog(&text, "nowhere"), ERR_CONFIG);
	refuses(dialect, connection(&text, database, "shadowlog", "secret"),
		ERR_PERMISSION);
	refuses(dialect,
		"Driver={MariaDB Unicode};Socket=/nowhere;Server=localhost;"
		"UID=x;PWD=secret",
		ERR_UNAVAILABLE);
	refuses(dialect,
		"Driver={MariaDB Unicode};Server=127.0.0.1;Port=1;UID=x;"
		"PWD=secret",
		ERR_UNAVAILABLE);
	buf_release(&text);
}

/* Without a database there is no changelog, and the reason is told. */
static void test_no_database(void)
{
	struct buf text = { 0 };
	struct source_meta meta;
	struct source *source;
	struct err err = { 0 };

	ok(source_open(&source, dialect, as_shadowlog(&text, ""), &err) &&
	       !source_meta(source, &meta, &err) && err.kind == ERR_CONFIG &&
	       strstr(err.text, "Database="),
	   "no database: %s", err.text);
	source_close(source);
	buf_release(&text);
}

static void test_killed(struct odbc *app)
{
	struct source *source = open_source();
	struct err err = { 0 };
	char sql[64], id[32] = "";
	size_t n;
	int64_t bound;
	bool null;

	ok(odbc_value(app,
		      "SELECT MAX(ID) FROM information_schema.PROCESSLIST"
		      " WHERE DB = DATABASE() AND ID <> CONNECTION_ID()",
		      id, sizeof(id), &n, &null, &err) &&
	       !null,
	   "its connection is %s", id);
	snprintf(sql, sizeof(sql), "KILL %s", id);
	run(app, sql);
	ok(!source_bound(source, &bound, &err) && err.kind == ERR_UNAVAILABLE,
	   "killed: %s", err.text);
	err_clear(&err);
	ok(!source_bound(source, &bound, &err) && err.kind == ERR_UNAVAILABLE,
	   "and stays so: %s", err.text);
	source_close(source);
}

/*
 * Locks
 */

/* Rows next to those that we delete are somebody's who has not committed. */
static void test_beside_writer(struct odbc *app, struct source *source)
{
	struct page_limits limits = { 10, 1000, 0 };
	struct rangeset acked = { 0 };
	struct page page = { 0 };
	struct err err = { 0 };
	int64_t deleted, seq;

	for (seq = 1; seq <= 9; seq += 2)
		insert(app, seq);
	run(app, "START TRANSACTION");
	for (seq = 2; seq <= 10; seq += 2)
		insert(app, seq);
	ok(source_read(source, &acked, 0, 100, &limits, &page, &err) &&
	       page.n == 5,
	   "what is committed is read %s", err.text);
	for (seq = 1; seq <= 9; seq += 2)
		rangeset_add(&acked, seq, seq);
	ok(source_trim(source, &acked, &deleted, &err) && deleted == 5,
	   "and trimmed beside a writer %s", err.text);
	run(app, "COMMIT");
	ok(source_read(source, &acked, 0, 100, &limits, &page, &err) &&
	       page.n == 5 && page.changes[0].seq == 2 && page.complete,
	   "what commits late is read then %s", err.text);
	run(app, "DELETE FROM shadowlog_changelog");
	rangeset_release(&acked);
	page_release(&page);
}

static void test_run_beside_writer(struct odbc *app, struct source *source)
{
	struct rangeset acked = { 0 };
	struct err err = { 0 };
	int64_t deleted, seq;

	for (seq = 1; seq <= 100; seq++)
		insert(app, seq);
	run(app, "START TRANSACTION");
	insert(app, 101);
	rangeset_add(&acked, 1, 100);
	ok(source_trim(source, &acked, &deleted, &err) && deleted == 100,
	   "a long range is trimmed in front of a writer %s", err.text);
	run(app, "ROLLBACK");
	rangeset_release(&acked);
}

static void test_locked(struct odbc *app, struct source *source)
{
	struct rangeset acked = { 0 };
	struct err err = { 0 };
	int64_t deleted, seq;

	for (seq = 1; seq <= 3; seq++)
		insert(app, seq);
	rangeset_add(&acked, 1, 3);
	run(app, "START TRANSACTION");
	run(app, "UPDATE shadowlog_changelog SET actor = 'x' WHERE seq = 2");
	ok(!source_trim(source, &acked, &deleted, &err) &&
	       err.kind == ERR_TRANSIENT,
	   "a row that is locked is for later: %s", err.text);
	run(app, "COMMIT");
	ok(source_trim(source, &acked, &deleted, &err) &&
	       source_bound(source, &seq, &err) && seq == 0,
	   "and then goes %s", err.text);
	rangeset_release(&acked);
}

/*
 * Types
 */

static const char *const tables[] = {
	"CREATE TABLE `o.dd` ("
	" id int unsigned NOT NULL, code varchar(20) NOT NULL,"
	" big bigint, ubig bigint unsigned, tiny tinyint(1), bits bit(3),"
	" one bit(1), price decimal(12,2), f float, d double,"
	" kind enum('a','b''c','d,e'), flags set('x','y'), dt datetime(3),"
	" ts timestamp NULL, da date, ti time(6), ye year, blo longblob,"
	" bin varbinary(16), txt mediumtext, js json,"
	" dbl int GENERATED ALWAYS AS (id * 2) VIRTUAL,"
	" sto int AS (id + 1) STORED, def int DEFAULT (1 + 1),"
	" PRIMARY KEY (code, id))",
	"CREATE TABLE keyless (a int, UNIQUE KEY (a))",
	"CREATE VIEW looks AS SELECT * FROM keyless",
	"CREATE TABLE `Case` (a int PRIMARY KEY)",
	"CREATE TABLE `case` (b int PRIMARY KEY, a int)",
};

/* Behind the table's name. */
static const char described[] =
    "  column id    \"int(10) unsigned\"       as bigint      key 2\n"
    "  column code  varchar(20)              as text        key 1\n"
    "  column big   bigint(20)               as bigint      null\n"
    "  column ubig  \"bigint(20) unsigned\"    as bigint      null\n"
    "  column tiny  tinyint(1)               as int         null\n"
    "  column bits  bit(3)                   as bigint      null\n"
    "  column one   bit(1)                   as bool        null\n"
    "  column price decimal(12,2)            as decimal     null\n"
    "  column f     float                    as float       null\n"
    "  column d     double                   as double      null\n"
    "  column kind  \"enum('a','b''c','d,e')\" as text        null\n"
    "  column flags \"set('x','y')\"           as text        null\n"
    "  column dt    datetime(3)              as timestamp   null\n"
    "  column ts    timestamp                as timestamptz null\n"
    "  column da    date                     as date        null\n"
    "  column ti    time(6)                  as time        null\n"
    "  column ye    year(4)                  as int         null\n"
    "  column blo   longblob                 as binary      null\n"
    "  column bin   varbinary(16)            as binary      null\n"
    "  column txt   mediumtext               as text        null\n"
    "  column js    longtext                 as text        null\n"
    "  column dbl   int(11)                  as int         null "
    "generated\n"
    "  column sto   int(11)                  as int         null "
    "generated\n"
    "  column def   int(11)                  as int         null\n";

/* What is behind the first line. */
static const char *behind_name(const char *text)
{
	const char *end = strchr(text, '\n');

	return end ? end + 1 : "";
}

static void test_types(struct odbc *app, struct source *source)
{
	char *names[] = { (char *)(uintptr_t) "\"o.dd\"",
			  (char *)(uintptr_t) "keyless",
			  (char *)(uintptr_t) "Case",
			  (char *)(uintptr_t) "case" };
	char *hidden[] = { (char *)(uintptr_t) "looks" };
	struct table_list list;
	struct buf text = { 0 };
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		run(app, tables[i]);
	if (!ok(source_describe(source, names, 4, &list, &err) &&
		    list.ntables == 4,
		"described %s", err.text))
		return;
	table_print(&list.tables[0], &text);
	is_str(behind_name(buf_str(&text)), described, "as they are");
	is_str(list.tables[0].schema, database, "in their database");
	is_int((int64_t)list.tables[1].nkeys, 0,
	       "a unique column is no primary key");
	ok(list.tables[2].ncolumns == 1 && list.tables[3].ncolumns == 2,
	   "upper and lower case are told apart");
	table_list_release(&list);
	ok(!source_describe(source, hidden, 1, &list, &err) &&
	       err.kind == ERR_CONFIG,
	   "a view is no table: %s", err.text);
	buf_release(&text);
}

/* A user that has what the manual says and no more. */
static void test_grants(struct odbc *app)
{
	static const char *const grants[] = {
		"DROP USER IF EXISTS source_test",
		"CREATE USER source_test IDENTIFIED BY 'secret'",
		"GRANT SELECT ON shadowlog_meta TO source_test",
		"GRANT SELECT ON shadowlog_shape TO source_test",
		"GRANT SELECT, UPDATE ON shadowlog_lease TO source_test",
		"GRANT SELECT, DELETE ON shadowlog_changelog TO source_test",
	};
	struct page_limits limits = { 10, 1000, 0 };
	struct rangeset acked = { 0 };
	struct page page = { 0 };
	struct buf text = { 0 };
	struct source_meta meta;
	struct source *source;
	struct lease lease;
	struct err err = { 0 };
	int64_t deleted;
	bool taken;
	size_t i;

	for (i = 0; i < sizeof(grants) / sizeof(*grants); i++)
		run(app, grants[i]);
	insert(app, 1);
	ok(source_open(&source, dialect,
		       connection(&text, database, "source_test", "secret"),
		       &err) &&
	       source_meta(source, &meta, &err) &&
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
	run(app, "REVOKE DELETE ON shadowlog_changelog FROM source_test");
	insert(app, 1);
	ok(!source_trim(source, &acked, &deleted, &err) &&
	       err.kind == ERR_PERMISSION,
	   "without the right: %s", err.text);
	source_close(source);
	run(app, "DROP USER source_test");
	rangeset_release(&acked);
	page_release(&page);
	buf_release(&text);
}

static void test_engine(void)
{
	struct odbc *app = open_app(database);
	struct source *source;

	test_refusals();
	test_no_database();
	test_killed(app);
	source = open_source();
	test_beside_writer(app, source);
	test_run_beside_writer(app, source);
	test_locked(app, source);
	test_types(app, source);
	source_close(source);
	test_grants(app);
	odbc_close(app);
}

int main(void)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	struct odbc *odbc;

	server_socket = getenv("MY_SOCKET");
	if (!server_socket)
		return skip_all("MY_SOCKET does not name a server");
	snprintf(database, sizeof(database), "source_engine_%ld",
		 (long)getpid());
	if (!dialect_open(&dialect, "mysql", &err))
		return 1;
	odbc = open_app("");
	buf_addf(&text, "CREATE DATABASE %s", database);
	run(odbc, text.data);
	if (ok(source_bed_migrate(as_shadowlog(&text, database), migration,
				  &err),
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
