/*
 * poller/deliver.c and poller/poller.c: rounds against an SQLite source and two
 * sinks, one of which fails at every delivery in turn, in every way, before or
 * after it has got the batch.  Whatever happens, in the end both hold every
 * event once, in order and in the same batches, and the changelog is trimmed.
 */
#include "poller/poller.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/table.h"
#include "core/clock.h"
#include "poller/odbc.h"
#include "tests/support/flaky.h"
#include "tests/support/place.h"
#include "tests/support/source_suite.h"
#include "tests/support/tempdir.h"
#include "tests/tap.h"

enum { ROWS = 30, EVENTS = 3, BATCHES = ROWS / EVENTS };

static volatile sig_atomic_t stop;

/* The source, the places that the sinks deliver to, and a poller. */
struct bed {
	char *dir;
	struct buf connection, config;
	struct odbc *app;
	int32_t shape;
	int64_t rows; /* written so far */
	struct place *outbox, *files;
	struct poller poller;
	struct flaky_plan plan; /* of the outbox, which is sink 0 */
};

static const char tables[] = "shadowlog-tables 1\n\n"
			     "table t\n"
			     "  column id   INTEGER as bigint  key 1\n"
			     "  column note TEXT    as text   null\n";

static void must(bool good, const struct err *err)
{
	if (good)
		return;
	printf("Bail out! %s\n", err->text);
	exit(99);
}

static void run(struct bed *bed, const char *sql)
{
	struct err err = { 0 };

	must(odbc_exec(bed->app, sql, NULL, &err), &err);
}

static int64_t left(struct bed *bed)
{
	struct err err = { 0 };
	const struct cell *row = NULL;
	struct odbc_rows *rows = NULL;
	int64_t n;

	must(odbc_query(bed->app, "SELECT count(*) FROM shadowlog_changelog", 1,
			NULL, &rows, &err) &&
		 odbc_next(rows, &row, &err),
	     &err);
	n = strtoll(row[0].text.p, NULL, 10);
	odbc_rows_close(rows);
	return n;
}

/* Twelve more changes. */
static void write_rows(struct bed *bed, int64_t n)
{
	struct buf sql = { 0 };

	for (; n > 0; n--) {
		bed->rows++;
		buf_reset(&sql);
		buf_addf(&sql,
			 "INSERT INTO shadowlog_changelog"
			 " (shape, op, captured_at, new_row)"
			 " VALUES (%d, 'I', '2026-01-01T00:00:00.000Z',"
			 " '%d,''row %d''')",
			 (int)bed->shape, (int)bed->rows, (int)bed->rows);
		run(bed, sql.data);
	}
	buf_release(&sql);
}

static void write_config(struct bed *bed)
{
	struct buf text = { 0 };
	FILE *file;

	buf_addf(&bed->config, "%s/shadowlog.conf", bed->dir);
	buf_addf(&text,
		 "[source]\nid = shop\ndialect = sqlite\nconnection = %s\n"
		 "state_dir = %s\n[batch]\nevents = %d\n"
		 "[sink a]\ntype = outbox\n%s\n[sink b]\ntype = file\n%s\n",
		 bed->connection.data, bed->dir, EVENTS,
		 place_options(bed->outbox), place_options(bed->files));
	file = fopen(bed->config.data, "w");
	if (!file || fputs(text.data, file) < 0 || fclose(file) != 0) {
		printf("Bail out! %s\n", bed->config.data);
		exit(99);
	}
	chmod(bed->config.data, 0600);
	buf_release(&text);
}

static void bed_open(struct bed *bed)
{
	struct table_list list;
	struct buf sql = { 0 };
	struct err err = { 0 };
	char path[256];
	FILE *file;

	*bed = (struct bed){ .dir = tempdir_make() };
	buf_addf(&bed->connection, "Driver={SQLite3};Database=%s/source.db",
		 bed->dir);
	snprintf(path, sizeof(path), "%s/source.db", bed->dir);
	file = fopen(path, "w");
	if (file)
		fclose(file);
	must(source_bed_migrate(bed->connection.data,
				"migrations/changelog/sqlite/"
				"0001_changelog.sql",
				&err) &&
		 odbc_open(&bed->app, bed->connection.data, "Timeout=5000",
			   &err) &&
		 table_list_parse(tables, "tables", &list, &err),
	     &err);
	bed->shape = table_shape(&list.tables[0]);
	buf_addf(&sql,
		 "INSERT INTO shadowlog_shape VALUES"
		 " (%d, '', 't', 1, '",
		 (int)bed->shape);
	table_print_header(&sql);
	table_print(&list.tables[0], &sql);
	buf_addstr(&sql, "', 'x', 'x')");
	run(bed, "PRAGMA synchronous = OFF");
	run(bed, sql.data);
	bed->outbox = place_open("outbox", 0, bed->dir);
	bed->files = place_open("file", 0, bed->dir);
	write_config(bed);
	table_list_release(&list);
	buf_release(&sql);
}

static void bed_close(struct bed *bed)
{
	place_close(bed->outbox);
	place_close(bed->files);
	odbc_close(bed->app);
	tempdir_remove(bed->dir);
	free(bed->dir);
	buf_release(&bed->connection);
	buf_release(&bed->config);
}

static void start(struct bed *bed, struct report *report)
{
	struct poller_sink *sink;
	struct err err = { 0 };

	must(poller_open(&bed->poller, bed->config.data, report, &stop, &err),
	     &err);
	sink = &bed->poller.sinks[0];
	sink->sink = flaky_wrap(sink->type, sink->sink, &bed->plan);
	sink->type = &flaky_sink;
}

static void read_events(const struct place *place, struct buf *out)
{
	struct held_list list = { 0 };
	size_t i;

	place_read(place, &list);
	for (i = 0; i < list.n; i++) {
		buf_addstr(out, buf_str(&list.batches[i].events));
		buf_addch(out, '\n');
	}
	held_release(&list);
}

static int64_t count_events(const char *text)
{
	int64_t n = 0;

	while ((text = strstr(text, "{\"id\":\"shop:"))) {
		text++;
		n++;
	}
	return n;
}

/* Both hold all, the same, in order; silent where it is so. */
static bool whole(struct bed *bed)
{
	struct buf a = { 0 }, b = { 0 };
	const char *p;
	int64_t seq = 0;
	bool good;

	read_events(bed->outbox, &a);
	read_events(bed->files, &b);
	good = strcmp(buf_str(&a), buf_str(&b)) == 0 &&
	       count_events(buf_str(&a)) == bed->rows && left(bed) == 1;
	for (p = buf_str(&a); (p = strstr(p, "\"pos\":\"")); p++)
		good = good && strtoll(p + 7, NULL, 10) == ++seq;
	if (!good)
		diag("outbox %d, files %d, rows %d, left %d",
		     (int)count_events(buf_str(&a)),
		     (int)count_events(buf_str(&b)), (int)bed->rows,
		     (int)left(bed));
	buf_release(&a);
	buf_release(&b);
	return good;
}

struct way {
	enum err_kind kind;
	const char *condition;
	int exit_code;
};

static const struct way ways[] = {
	{ ERR_TRANSIENT, "retrying", 75 },
	{ ERR_UNAVAILABLE, "retrying", 69 },
	{ ERR_IO, "retrying", 74 },
	{ ERR_INTERNAL, "halted", 70 },
	{ ERR_MISCONFIGURED, "misconfigured", 78 },
	{ ERR_STOPPED, "ok", 0 },
};

/* Far from due, however slow this machine is: an hour. */
static void not_due(struct poller_sink *sink)
{
	sink->state.next_attempt_at = clock_now() + (int64_t)3600 * 1000;
}

/* Makes it due, as time would. */
static void due(struct poller_sink *sink)
{
	sink->state.next_attempt_at = 0;
}

/*
 * One run: more changes than a page holds, delivery `at` fails; restart or go
 * on.  Returns what is wrong, or NULL.
 */
static const char *fail_once(struct bed *bed, const struct way *way, int at,
			     bool after, bool restart, struct report *report)
{
	struct poller_sink *sink = &bed->poller.sinks[0];
	int64_t before = sink->state.batch_seq, deliveries;
	struct err err = { 0 }, trouble;
	bool worked;

	write_rows(bed, ROWS);
	bed->plan =
	    (struct flaky_plan){ .at = at, .kind = way->kind, .after = after };
	if (!poller_round(&bed->poller, &worked, &err))
		return "a round with a failing sink is no failure";
	if (sink->err.kind != way->kind)
		return "its own trouble is in its err";
	if (strcmp(sink_condition_word(sink->state.condition),
		   way->condition) != 0)
		return "its condition";
	if (sink->state.failures != (way->kind != ERR_STOPPED))
		return "its failures are counted";
	if (sink->state.batch_seq != before + at - 1)
		return "all before it was acknowledged";
	if (bed->poller.sinks[1].state.batch_seq != before + BATCHES)
		return "the other sink has got everything";
	if (!poller_trouble(&bed->poller, &trouble) ||
	    err_exit_code(trouble.kind) != way->exit_code ||
	    !strstr(trouble.text, "sink \"a\": "))
		return "the exit code, told already";
	deliveries = bed->plan.deliveries;
	if (way->kind != ERR_STOPPED) {
		if (!sink->state.next_attempt_at)
			return "it has to wait";
		not_due(sink);
		if (!poller_round(&bed->poller, &worked, &err) ||
		    bed->plan.deliveries != deliveries)
			return "a round at once does not try again";
	}
	due(sink);
	if (restart) {
		if (!state_sink_save(bed->poller.state, &sink->state, &err))
			return "its state is saved";
		poller_close(&bed->poller);
		start(bed, report);
		sink = &bed->poller.sinks[0];
	}
	if (!poller_round(&bed->poller, &worked, &err) || !worked)
		return "the next round delivers";
	if (sink->err.kind != ERR_NONE || sink->state.failures != 0 ||
	    sink->state.condition != SINK_OK)
		return "then all is forgotten";
	if (sink->state.batch_seq != before + BATCHES)
		return "no number was left out";
	if (bed->plan.deliveries != BATCHES + 1)
		return "one batch was sent twice, no other";
	return whole(bed) ? NULL : "both hold everything once";
}

static void test_failures(struct bed *bed, struct report *report)
{
	size_t i;
	int at, after;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		const char *wrong = NULL;

		for (at = 1; !wrong && at <= BATCHES; at++)
			for (after = 0; !wrong && after < 2; after++)
				wrong = fail_once(bed, &ways[i], at, after,
						  (at + after + (int)i) % 2,
						  report);
		ok(!wrong, "%s at every delivery, before and after: %s",
		   err_kind_name(ways[i].kind), wrong ? wrong : "survived");
		if (wrong)
			diag("delivery %d, after %d", at - 1, after - 1);
	}
}

/*
 * How long a sink waits, in milliseconds, after that many failures in a row: at
 * least what is returned, at most what is set.
 */
static int64_t wait_after(struct bed *bed, enum err_kind kind, int failures,
			  int64_t retry_after, int64_t *at_most)
{
	struct poller_sink *sink = &bed->poller.sinks[0];
	struct err err = { 0 };
	int64_t now = 0;
	bool worked;
	int i;

	write_rows(bed, 1);
	bed->plan = (struct flaky_plan){
		.at = 1, .times = -1, .kind = kind, .retry_after = retry_after
	};
	for (i = 0; i < failures; i++) {
		due(sink);
		now = clock_now();
		must(poller_round(&bed->poller, &worked, &err), &err);
	}
	now = sink->state.next_attempt_at - now;
	*at_most = sink->state.next_attempt_at - clock_now();
	bed->plan.at = 0;
	due(sink);
	must(poller_round(&bed->poller, &worked, &err), &err);
	return now;
}

static void test_schedule(struct bed *bed)
{
	static const struct {
		enum err_kind kind;
		int failures;
		int64_t retry_after, least, most; /* in seconds */
	} waits[] = {
		{ ERR_TRANSIENT, 1, 0, 0, 5 },
		{ ERR_TRANSIENT, 3, 0, 2, 20 },
		{ ERR_TRANSIENT, 12, 0, 90, 900 },
		{ ERR_UNAVAILABLE, 12, 0, 90, 900 },
		{ ERR_TRANSIENT, 1, 120, 120, 120 },
		{ ERR_TRANSIENT, 12, 3, 90, 900 },
		{ ERR_MISCONFIGURED, 1, 0, 30, 300 },
		{ ERR_REJECTED, 9, 0, 360, 3600 },
	};
	size_t i;

	for (i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
		int64_t at_most;
		int64_t got = wait_after(bed, waits[i].kind, waits[i].failures,
					 waits[i].retry_after, &at_most);

		if (!ok(got >= waits[i].least * 1000 &&
			    at_most <= waits[i].most * 1000,
			"%s, %d failures: from %d to %d s",
			err_kind_name(waits[i].kind), waits[i].failures,
			(int)waits[i].least, (int)waits[i].most))
			diag("got %d ms", (int)got);
	}
	ok(whole(bed), "and then everything is there");
}

/* A stop ends a round between batches, and nothing is lost by it. */
static void test_stop(struct bed *bed)
{
	struct err err = { 0 };
	bool worked;

	write_rows(bed, ROWS);
	bed->plan = (struct flaky_plan){ 0 };
	stop = 1;
	ok(poller_round(&bed->poller, &worked, &err) && !worked,
	   "a round that is stopped delivers nothing");
	stop = 0;
	ok(poller_round(&bed->poller, &worked, &err) && worked && whole(bed),
	   "the next one everything");
}

/* A paused sink holds nobody up and keeps what it lacks. */
static void test_paused(struct bed *bed)
{
	struct poller_sink *sink = &bed->poller.sinks[0];
	struct err err = { 0 }, trouble;
	bool worked;

	sink->state.condition = SINK_PAUSED;
	write_rows(bed, ROWS);
	ok(poller_round(&bed->poller, &worked, &err) && worked &&
	       bed->plan.deliveries == BATCHES,
	   "a paused sink gets nothing, the other one everything");
	is_int(left(bed), ROWS + 1, "what it lacks stays, and the anchor");
	poller_trouble(&bed->poller, &trouble);
	is_int(trouble.kind, ERR_NONE, "that is no trouble");
	sink->state.condition = SINK_OK;
	ok(poller_round(&bed->poller, &worked, &err) && whole(bed),
	   "then it gets it");
}

int main(void)
{
	struct report *report = report_open(REPORT_QUIET, "shop");
	struct bed bed;

	/* Thousands of transactions, and no power cut to survive. */
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	if (!freopen("/dev/null", "w", stderr))
		return skip_all("no /dev/null");
	bed_open(&bed);
	start(&bed, report);
	test_failures(&bed, report);
	test_schedule(&bed);
	test_stop(&bed);
	test_paused(&bed);
	poller_close(&bed.poller);
	bed_close(&bed);
	report_close(report);
	return done();
}
