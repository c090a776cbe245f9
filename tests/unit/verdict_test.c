/*
 * poller/verdict.c, resend.c and bury.c: whatever a receiver answers, in
 * whatever order, it holds in the end what its contract promises, and each
 * change is in exactly one place: delivered, waiting, dead or dropped.
 *
 * First some scripts by hand, each with what has to come of it; then two
 * thousand at random, with restarts, signals and full disks in between.
 */
#include "poller/poller.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"
#include "core/table.h"
#include "poller/odbc.h"
#include "poller/state_dead.h"
#include "tests/support/scripted.h"
#include "tests/support/source_suite.h"
#include "tests/support/tempdir.h"
#include "tests/tap.h"

enum {
	EVENTS = 4, /* changes in a batch */
	KEYS = 4,
	ROUNDS_MOST = 60,
	DELIVERIES_MOST = 600, /* for one script */
	SCRIPTS = 2000,
	ORDER_WINDOW = 40
};

static volatile sig_atomic_t stop;

/* What was written: an `I` of a key, a `U` of one or to another, a `T`. */
struct written {
	char op;
	int key, to;
};

struct bed {
	char *dir;
	struct buf connection, config;
	struct odbc *app;
	int32_t shape;
	struct report *report;
	struct poller poller;
	struct scripted script;
	enum on_reject on_reject;
	struct written *written; /* from 1 */
	size_t nwritten, written_cap;
	uint32_t random;
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

/* --------------------------------------------------------------- the source
 */

static void add_image(struct buf *sql, int key, size_t seq)
{
	buf_addf(sql, key ? ", '%d,''row %d'''" : ", NULL", key, (int)seq);
}

static void write_change(struct bed *bed, char op, int key, int to)
{
	struct buf sql = { 0 };
	size_t seq = bed->nwritten + 1;

	bed->written = xgrow(bed->written, &bed->written_cap, seq + 1,
			     sizeof(*bed->written));
	bed->written[seq] = (struct written){ op, key, to };
	bed->nwritten = seq;
	buf_addf(&sql,
		 "INSERT INTO shadowlog_changelog (shape, op, captured_at,"
		 " old_row, new_row) VALUES (%d, '%c',"
		 " '2026-01-01T00:00:00.000Z'",
		 (int)bed->shape, op);
	add_image(&sql, op == 'U' ? key : 0, seq);
	add_image(&sql, op == 'T' ? 0 : to, seq);
	buf_addstr(&sql, ")");
	run(bed, sql.data);
	buf_release(&sql);
}

static void make_source(struct bed *bed)
{
	struct table_list list;
	struct buf sql = { 0 };
	struct err err = { 0 };
	char path[256];
	FILE *file;

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
	buf_addf(&sql, "INSERT INTO shadowlog_shape VALUES (%d, '', 't', 1, '",
		 (int)bed->shape);
	table_print_header(&sql);
	table_print(&list.tables[0], &sql);
	buf_addstr(&sql, "', 'x', 'x')");
	run(bed, "PRAGMA synchronous = OFF");
	run(bed, sql.data);
	table_list_release(&list);
	buf_release(&sql);
}

/* --------------------------------------------------------------- the poller
 */

static void write_config(struct bed *bed, const char *format)
{
	static const char *const rejects[] = { "halt", "dlq", "park-key" };
	struct buf text = { 0 };
	FILE *file;

	buf_addf(&bed->config, "%s/shadowlog.conf", bed->dir);
	buf_addf(&text,
		 "[source]\nid = shop\ndialect = sqlite\nconnection = %s\n"
		 "state_dir = %s\nkeep = 1h\n[batch]\nevents = %d\n"
		 "[sink a]\ntype = webhook\nurl = http://127.0.0.1:9/\n"
		 "insecure_http = yes\nunsigned = yes\n"
		 "on_reject = %s\nformat = %s\n",
		 bed->connection.data, bed->dir, EVENTS,
		 rejects[bed->on_reject], format);
	file = fopen(bed->config.data, "w");
	if (!file || fputs(text.data, file) < 0 || fclose(file) != 0) {
		printf("Bail out! %s\n", bed->config.data);
		exit(99);
	}
	chmod(bed->config.data, 0600);
	buf_release(&text);
}

static struct poller_sink *sink_of(struct bed *bed)
{
	return &bed->poller.sinks[0];
}

static void start(struct bed *bed)
{
	struct poller_sink *sink;
	struct err err = { 0 };

	must(poller_open(&bed->poller, bed->config.data, bed->report, &stop,
			 &err),
	     &err);
	sink = sink_of(bed);
	sink->type->close(sink->sink);
	sink->sink = scripted_wrap(&bed->script);
	sink->type = &scripted_sink;
}

static void bed_open(struct bed *bed, struct report *report,
		     enum on_reject on_reject, const char *format)
{
	*bed = (struct bed){ .dir = tempdir_make(),
			     .report = report,
			     .on_reject = on_reject,
			     .random = 7 };
	bed->script.stop = &stop;
	make_source(bed);
	write_config(bed, format);
	start(bed);
}

static void bed_close(struct bed *bed)
{
	poller_close(&bed->poller);
	odbc_close(bed->app);
	tempdir_remove(bed->dir);
	free(bed->dir);
	free(bed->written);
	scripted_release(&bed->script);
	buf_release(&bed->connection);
	buf_release(&bed->config);
}

static void complain(struct bed *bed, const char *what)
{
	if (!bed->script.wrong[0])
		snprintf(bed->script.wrong, sizeof(bed->script.wrong), "%.200s",
			 what);
}

/* As time would. */
static void make_due(struct bed *bed)
{
	struct err err = { 0 };

	sink_of(bed)->state.next_attempt_at = 0;
	must(state_sink_save(bed->poller.state, &sink_of(bed)->state, &err),
	     &err);
}

static void restart(struct bed *bed)
{
	poller_close(&bed->poller);
	start(bed);
	make_due(bed);
}

/* One round; a disk that was full meanwhile ends the poller's life. */
static bool go_round(struct bed *bed)
{
	struct err err = { 0 };
	bool worked = false;

	if (!poller_round(&bed->poller, &worked, &err)) {
		if (!bed->script.disk_full)
			complain(bed, err.text);
		scripted_mend(&bed->script);
		restart(bed);
		worked = true;
	} else {
		scripted_mend(&bed->script);
	}
	stop = 0;
	if (bed->script.deliveries > DELIVERIES_MOST)
		complain(bed, "more deliveries than any script needs");
	return worked;
}

/* The operator's word, where one is asked for. */
static void resume(struct bed *bed)
{
	struct err err = { 0 };

	must(state_sink_wish(bed->poller.state, "a", "resume", &err), &err);
}

/* Rounds until there is nothing more to do. */
static void settle(struct bed *bed)
{
	int i;

	for (i = 0; i < ROUNDS_MOST && !bed->script.wrong[0]; i++) {
		struct sink_state *state = &sink_of(bed)->state;
		bool worked;

		if (strcmp(state->condition, "ok") != 0)
			resume(bed);
		make_due(bed);
		worked = go_round(bed);
		state = &sink_of(bed)->state;
		if (!worked && strcmp(state->condition, "ok") == 0 &&
		    sink_of(bed)->err.kind == ERR_NONE && !state->rewind_to)
			return;
	}
	complain(bed, "does not come to rest");
}

/* ------------------------------------------------------- where each change is
 */

static bool is_acked(struct bed *bed, int64_t seq)
{
	return rangeset_has(&sink_of(bed)->acked, seq);
}

/* In which condition the dead letter of the change is; "": it has none. */
static void dead_of(struct bed *bed, int64_t seq, char out[16])
{
	struct arena arena = { 0 };
	struct dead_letter dead = { 0 };
	struct err err = { 0 };
	bool found = true;

	out[0] = '\0';
	while (found) {
		must(state_dead_next(bed->poller.state, "a", NULL, dead.id,
				     &arena, &dead, &found, &err),
		     &err);
		if (found && dead.change.seq == seq)
			snprintf(out, 16, "%s", dead.condition);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

static bool is_held(struct bed *bed, int64_t seq)
{
	struct rangeset held = { 0 };
	struct err err = { 0 };
	bool is;

	must(state_held(bed->poller.state, "a", &held, &err), &err);
	is = rangeset_has(&held, seq);
	rangeset_release(&held);
	return is;
}

/* d delivered, D delivered as a dead letter, x dead, r retry, - dropped, w
 * waits for a dead letter, p pending, ! anything that cannot be. */
static char place_of(struct bed *bed, int64_t seq)
{
	bool there = scripted_holds(&bed->script, seq);
	bool acked = is_acked(bed, seq), held = is_held(bed, seq);
	char dead[16];

	dead_of(bed, seq, dead);
	if (held)
		return there || acked || dead[0] ? '!' : 'w';
	if (!acked)
		return there || dead[0] ? '!' : 'p';
	if (!dead[0])
		return there ? 'd' : '!';
	if (strcmp(dead, "delivered") == 0)
		return there ? 'D' : '!';
	if (there)
		return '!';
	return strcmp(dead, "dead") == 0    ? 'x'
	       : strcmp(dead, "retry") == 0 ? 'r'
					    : '-';
}

static void places(struct bed *bed, struct buf *out)
{
	size_t seq;

	buf_reset(out);
	for (seq = 1; seq <= bed->nwritten; seq++)
		buf_addch(out, place_of(bed, (int64_t)seq));
}

/* Which dead letters there are, by position; one walk for all. */
static void collect_dead(struct bed *bed, char *conditions)
{
	struct arena arena = { 0 };
	struct dead_letter dead = { 0 };
	struct err err = { 0 };
	bool found = true;

	while (found) {
		must(state_dead_next(bed->poller.state, "a", NULL, dead.id,
				     &arena, &dead, &found, &err),
		     &err);
		if (found)
			conditions[dead.change.seq] =
			    strcmp(dead.condition, "delivered") == 0
				? 'D'
				: dead.condition[0];
		arena_reset(&arena);
	}
	arena_release(&arena);
}

/* Each change is in one place, as all that count them say. */
static void check_places(struct bed *bed)
{
	char *dead = xcalloc(bed->nwritten + 2, 1);
	char *there = xcalloc(bed->nwritten + 2, 1);
	const struct sink_state *state = &sink_of(bed)->state;
	struct rangeset held = { 0 };
	struct err err = { 0 };
	int64_t ndead = 0, plain = 0;
	size_t i;

	collect_dead(bed, dead);
	must(state_held(bed->poller.state, "a", &held, &err), &err);
	for (i = 0; i < bed->script.nevents; i++)
		there[bed->script.events[i].pos] = 1;
	for (i = 1; i <= bed->nwritten; i++) {
		bool waits = rangeset_has(&held, (int64_t)i);
		bool acked = is_acked(bed, (int64_t)i);
		bool want = acked && (!dead[i] || dead[i] == 'D');

		if (acked == waits)
			complain(bed, waits ? "acknowledged, and waits"
					    : "not delivered, and not waiting");
		if (there[i] != want)
			complain(bed, want ? "not there, and acknowledged"
					   : "there, and not acknowledged");
		ndead += dead[i] != 0;
		plain += acked && !dead[i];
	}
	if (state->dead_total != ndead)
		complain(bed, "dead letters are miscounted");
	if (state->changes_total != plain)
		complain(bed, "changes are miscounted");
	if (bed->script.last != state->batch_seq)
		complain(bed, "the receiver has another last batch");
	rangeset_release(&held);
	free(dead);
	free(there);
}

static bool related(const struct written *a, const struct written *b)
{
	return a->op == 'T' || b->op == 'T' || a->key == b->key ||
	       a->key == b->to || a->to == b->key || a->to == b->to;
}

/*
 * Changes of a key came in order; but for dead letters, where the others did
 * not wait for them.
 */
static void check_order(struct bed *bed, size_t window)
{
	size_t *at = xcalloc(bed->nwritten + 2, sizeof(*at));
	char *replayed = xcalloc(bed->nwritten + 2, 1);
	size_t i, k, from = 1;

	for (i = 0; i < bed->script.nevents; i++) {
		at[bed->script.events[i].pos] = i + 1;
		replayed[bed->script.events[i].pos] =
		    bed->script.events[i].replay;
	}
	if (bed->nwritten > window)
		from = bed->nwritten - window;
	for (i = from; i <= bed->nwritten; i++)
		for (k = i + 1; k <= bed->nwritten; k++)
			if (at[i] && at[k] && at[i] > at[k] &&
			    related(&bed->written[i], &bed->written[k]) &&
			    !(bed->on_reject == ON_REJECT_DLQ && replayed[i]))
				complain(bed, "one change overtook another of "
					      "the same key");
	free(at);
	free(replayed);
}

/* ----------------------------------------------------------- scripts by hand
 */

struct by_hand {
	const char *what;
	enum on_reject on_reject;
	/* "2": an insert of key 2; "2>3": an update to key 3; "T". */
	const char *changes;
	struct scripted_answer answers[6];
	int64_t poison[2];
	bool poison_at;
	const char *places;    /* of each change after one round */
	const char *condition; /* of the sink then */
};

static const struct by_hand by_hand[] = {
	{ "all is taken",
	  ON_REJECT_HALT,
	  "1 2 3 4 1 2",
	  { { 0 } },
	  { 0 },
	  false,
	  "dddddd",
	  "ok" },
	{ "a part, and the rest at once",
	  ON_REJECT_HALT,
	  "1 2 3 4 1",
	  { { SAY_PART, 1, 0 }, { SAY_PART, 3, 0 } },
	  { 0 },
	  false,
	  "ddddd",
	  "ok" },
	{ "nothing of it, without an error",
	  ON_REJECT_HALT,
	  "1 2 3",
	  { { SAY_PART, 0, 0 } },
	  { 0 },
	  false,
	  "ppp",
	  "retrying" },
	{ "half of a change of a key is nothing",
	  ON_REJECT_HALT,
	  "1>2 2",
	  { { SAY_PART, 1, 0 } },
	  { 0 },
	  false,
	  "pp",
	  "retrying" },
	{ "a part with half a change of a key behind it",
	  ON_REJECT_HALT,
	  "1 1>2 2",
	  { { SAY_PART, 2, 0 } },
	  { 0 },
	  false,
	  "ddd",
	  "ok" },
	{ "a part, and the rest later",
	  ON_REJECT_HALT,
	  "1 2 3 4",
	  { { SAY_PART_LATER, 2, 0 } },
	  { 0 },
	  false,
	  "ddpp",
	  "retrying" },
	{ "a part, and a pause",
	  ON_REJECT_HALT,
	  "1 2 3 4",
	  { { SAY_PART, 2, 100 } },
	  { 0 },
	  false,
	  "ddpp",
	  "ok" },
	{ "a part, and no more",
	  ON_REJECT_HALT,
	  "1 2 3 4",
	  { { SAY_PART_STOP, 2, 0 } },
	  { 0 },
	  false,
	  "ddpp",
	  "stopped" },
	{ "taken, and a pause",
	  ON_REJECT_HALT,
	  "1 2 3 4 1",
	  { { SAY_TAKEN, 0, 100 } },
	  { 0 },
	  false,
	  "ddddp",
	  "ok" },
	{ "taken, and no more",
	  ON_REJECT_HALT,
	  "1 2 3 4 1",
	  { { SAY_TAKEN_STOP, 0, 0 } },
	  { 0 },
	  false,
	  "ddddp",
	  "stopped" },
	{ "no more",
	  ON_REJECT_DLQ,
	  "1 2",
	  { { SAY_STOP, 0, 0 } },
	  { 0 },
	  false,
	  "pp",
	  "stopped" },
	{ "refused in passing",
	  ON_REJECT_DLQ,
	  "1 2 3",
	  { { SAY_REJECTED, 0, 0 } },
	  { 0 },
	  false,
	  "ddd",
	  "ok" },
	{ "a bad one, as a whole, halt",
	  ON_REJECT_HALT,
	  "1 2 3 4 1 2",
	  { { 0 } },
	  { 3 },
	  false,
	  "ddpppp",
	  "halted" },
	{ "a bad one, told which, halt",
	  ON_REJECT_HALT,
	  "1 2 3 4 1 2",
	  { { 0 } },
	  { 3 },
	  true,
	  "ddpppp",
	  "halted" },
	{ "the first is bad, told which, halt",
	  ON_REJECT_HALT,
	  "1 2 3",
	  { { 0 } },
	  { 1 },
	  true,
	  "ppp",
	  "halted" },
	{ "a bad one, as a whole, dlq",
	  ON_REJECT_DLQ,
	  "1 2 3 4 1 2",
	  { { 0 } },
	  { 3 },
	  false,
	  "ddxddd",
	  "ok" },
	{ "a bad one, told which, dlq",
	  ON_REJECT_DLQ,
	  "1 2 3 4 1 2",
	  { { 0 } },
	  { 3 },
	  true,
	  "ddxddd",
	  "ok" },
	{ "two bad ones, dlq",
	  ON_REJECT_DLQ,
	  "1 2 3 4 1 2",
	  { { 0 } },
	  { 1, 6 },
	  false,
	  "xddddx",
	  "ok" },
	{ "a bad change of a key, dlq",
	  ON_REJECT_DLQ,
	  "1 1>2 2",
	  { { 0 } },
	  { 2 },
	  true,
	  "dxd",
	  "ok" },
	{ "a bad one, park-key",
	  ON_REJECT_PARK_KEY,
	  "1 2 3 1 3 2",
	  { { 0 } },
	  { 1 },
	  false,
	  "xddwdd",
	  "ok" },
	{ "a bad change of a key parks both",
	  ON_REJECT_PARK_KEY,
	  "1>2 1 2 3",
	  { { 0 } },
	  { 1 },
	  true,
	  "xwwd",
	  "ok" },
	{ "what follows a parked key waits too",
	  ON_REJECT_PARK_KEY,
	  "1 1>2 2 3 T 3",
	  { { 0 } },
	  { 1 },
	  false,
	  "xwwdww",
	  "ok" },
	{ "too large",
	  ON_REJECT_HALT,
	  "1 2 3 4",
	  { { SAY_SPLIT, 0, 0 } },
	  { 0 },
	  false,
	  "dddd",
	  "ok" },
	{ "one alone is too large, halt",
	  ON_REJECT_HALT,
	  "1",
	  { { SAY_SPLIT, 0, 0 } },
	  { 0 },
	  false,
	  "p",
	  "halted" },
	{ "one alone is too large, dlq",
	  ON_REJECT_DLQ,
	  "1",
	  { { SAY_SPLIT, 0, 0 } },
	  { 0 },
	  false,
	  "x",
	  "ok" },
	{ "it loses what it had",
	  ON_REJECT_HALT,
	  "1 2 3 4 1 2 3 4 1",
	  { { SAY_TAKEN, 0, 0 }, { SAY_TAKEN, 0, 0 }, { SAY_LOSE, 2, 0 } },
	  { 0 },
	  false,
	  "ddddddddd",
	  "ok" },
	{ "it loses what it had, and then a bad one comes",
	  ON_REJECT_DLQ,
	  "1 2 3 4 1 2 3",
	  { { SAY_TAKEN, 0, 0 }, { SAY_LOSE, 1, 0 } },
	  { 6 },
	  false,
	  "dddddxd",
	  "ok" },
	{ "it fails",
	  ON_REJECT_HALT,
	  "1 2",
	  { { SAY_FAILS, 0, 0 } },
	  { 0 },
	  false,
	  "pp",
	  "retrying" },
	{ "it fails, and a pause",
	  ON_REJECT_HALT,
	  "1 2",
	  { { SAY_FAILS, 0, 100 } },
	  { 0 },
	  false,
	  "pp",
	  "retrying" },
	{ "it is in doubt",
	  ON_REJECT_HALT,
	  "1 2",
	  { { SAY_DOUBT, 0, 0 } },
	  { 0 },
	  false,
	  "pp",
	  "retrying" },
	{ "nothing that we send is right",
	  ON_REJECT_DLQ,
	  "1 2",
	  { { SAY_MISCONFIGURED, 0, 0 } },
	  { 0 },
	  false,
	  "pp",
	  "misconfigured" },
};

static void say_all(struct bed *bed, const struct by_hand *hand)
{
	size_t i;

	for (i = 0; i < 6; i++)
		scripted_say(&bed->script, hand->answers[i]);
	for (i = 0; i < 2; i++)
		if (hand->poison[i])
			bed->script.poison[bed->script.npoison++] =
			    hand->poison[i];
	bed->script.poison_at = hand->poison_at;
}

static void write_all(struct bed *bed, const char *changes)
{
	int key, to, used;

	for (; *changes; changes += used) {
		if (sscanf(changes, "%d>%d %n", &key, &to, &used) == 2)
			write_change(bed, 'U', key, to);
		else if (sscanf(changes, "%d %n", &key, &used) == 1)
			write_change(bed, 'I', key, key);
		else if (sscanf(changes, "T %n", &used) == 0)
			write_change(bed, 'T', 0, 0);
	}
}

static void test_by_hand(struct report *report, const struct by_hand *hand)
{
	struct buf got = { 0 };
	struct bed bed;

	bed_open(&bed, report, hand->on_reject, "native");
	say_all(&bed, hand);
	write_all(&bed, hand->changes);
	go_round(&bed);
	places(&bed, &got);
	is_str(buf_str(&got), hand->places, "%s", hand->what);
	is_str(sink_of(&bed)->state.condition, hand->condition,
	       "%s: and the sink's condition", hand->what);
	scripted_forget(&bed.script);
	settle(&bed);
	check_places(&bed);
	check_order(&bed, ORDER_WINDOW);
	is_str(bed.script.wrong, "", "%s: and all is as it has to be",
	       hand->what);
	buf_release(&got);
	bed_close(&bed);
}

/* A row that does not decode: nobody knows its key, so it cannot be parked. */
static void test_undecodable(struct report *report)
{
	struct arena arena = { 0 };
	struct dead_letter dead;
	struct err err = { 0 };
	struct buf got = { 0 };
	struct bed bed;
	bool found;
	int i;

	for (i = 0; i < 3; i++) {
		bool dlq = i == ON_REJECT_DLQ;

		bed_open(&bed, report, (enum on_reject)i, "native");
		write_all(&bed, "1 2 3");
		run(&bed, "UPDATE shadowlog_changelog SET new_row = '2,'''"
			  " WHERE seq = 2");
		go_round(&bed);
		places(&bed, &got);
		is_str(buf_str(&got), dlq ? "dxd" : "dpp",
		       "a row that does not decode, %d", i);
		is_str(sink_of(&bed)->state.condition, dlq ? "ok" : "halted",
		       "and the sink's condition");
		if (dlq) {
			must(state_dead_decide(bed.poller.state, 1, "retry",
					       NULL, &err),
			     &err);
			settle(&bed);
			ok(state_dead_next(bed.poller.state, "a", "dead", 0,
					   &arena, &dead, &found, &err) &&
			       found && dead.retries == 1,
			   "sent again it still does not, and is dead again");
			is_str(bed.script.wrong, "", "all else goes on");
		}
		bed_close(&bed);
	}
	arena_release(&arena);
	buf_release(&got);
}

/* -------------------------------------------------------- scripts at random
 */

static int one_of(struct bed *bed, int n)
{
	bed->random = bed->random * 1664525u + 1013904223u;
	return (int)((bed->random >> 8) % (uint32_t)n);
}

static void write_random(struct bed *bed)
{
	int n = 1 + one_of(bed, 9), kind, key;

	while (n-- > 0) {
		kind = one_of(bed, 30);
		key = 1 + one_of(bed, KEYS);
		if (kind == 0)
			write_change(bed, 'T', 0, 0);
		else if (kind < 6)
			write_change(bed, 'U', key, 1 + one_of(bed, KEYS));
		else
			write_change(bed, 'I', key, key);
	}
}

static void say_random(struct bed *bed, size_t before)
{
	struct scripted *script = &bed->script;
	int fresh = (int)(bed->nwritten - before);
	int n = one_of(bed, 6);

	while (n-- > 0)
		scripted_say(
		    script,
		    (struct scripted_answer){
			.kind = (enum scripted_kind)one_of(bed, SAY_KINDS),
			.n = one_of(bed, EVENTS + 2),
			.retry_after = one_of(bed, 8) ? 0 : 60 });
	for (n = one_of(bed, 6) - 3; n > 0; n--)
		script->poison[script->npoison++] =
		    (int64_t)before + 1 + one_of(bed, fresh);
	script->poison_at = one_of(bed, 2);
}

/* An operator decides about some of those that wait. */
static void decide(struct bed *bed)
{
	struct arena arena = { 0 };
	struct dead_letter dead = { 0 };
	struct err err = { 0 };
	bool found = true;

	while (found) {
		must(state_dead_next(bed->poller.state, "a", "dead", dead.id,
				     &arena, &dead, &found, &err),
		     &err);
		if (found && one_of(bed, 4))
			must(state_dead_decide(bed->poller.state, dead.id,
					       one_of(bed, 3) ? "retry"
							      : "dropped",
					       "because", &err),
			     &err);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

static void one_script(struct bed *bed)
{
	size_t before = bed->nwritten;
	int i;

	bed->script.deliveries = 0;
	write_random(bed);
	say_random(bed, before);
	for (i = 0; i < 8 && bed->script.next < bed->script.n; i++) {
		if (!one_of(bed, 4))
			restart(bed);
		if (!one_of(bed, 4))
			resume(bed);
		if (!one_of(bed, 4))
			decide(bed);
		make_due(bed);
		go_round(bed);
	}
	if (bed->on_reject == ON_REJECT_HALT || one_of(bed, 2))
		scripted_forget(&bed->script);
	settle(bed);
	decide(bed);
	scripted_forget(&bed->script);
	settle(bed);
	check_places(bed);
	check_order(bed, ORDER_WINDOW);
}

/* What a script was, to see what went wrong with it. */
static void show_script(struct bed *bed, int i, uint32_t seed)
{
	struct buf all = { 0 };
	size_t k;

	places(bed, &all);
	diag("script %d, seed %u: %s", i, (unsigned)seed, bed->script.wrong);
	diag("%s", buf_str(&all));
	for (k = 0; k < bed->script.nbatches; k++)
		if (k + 12 > bed->script.nbatches)
			diag("%s -> %s%s", bed->script.batches[k].prev_id,
			     bed->script.batches[k].id,
			     bed->script.batches[k].held ? ", held" : "");
	diag("%s %s", sink_of(bed)->state.condition, sink_of(bed)->state.error);
	buf_release(&all);
}

static void test_random(struct report *report)
{
	static const char *const formats[] = {
		"native",
		"cloudevents-batch",
		"cloudevents",
		"debezium",
		"debezium-single",
		"maxwell",
		"flat",
		"ndjson",
		"cloudevents-binary",
	};
	enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };
	enum { BEDS = 3 * FORMATS };
	int done_scripts = 0, b, i;

	for (b = 0; b < BEDS; b++) {
		int n = SCRIPTS * (b + 1) / BEDS - done_scripts;
		struct bed bed;
		uint32_t seed = 0;

		bed_open(&bed, report, (enum on_reject)(b % 3), formats[b / 3]);
		bed.random = (uint32_t)b * 2654435761u + 1;
		for (i = 0; i < n && !bed.script.wrong[0]; i++) {
			seed = bed.random;
			one_script(&bed);
		}
		check_order(&bed, bed.nwritten);
		if (!ok(!bed.script.wrong[0], "%d random scripts, %s, %s", n,
			formats[b / 3],
			b % 3 == 0   ? "halt"
			: b % 3 == 1 ? "dlq"
				     : "park-key"))
			show_script(&bed, i - 1, seed);
		done_scripts += n;
		bed_close(&bed);
	}
	is_int(done_scripts, SCRIPTS, "so many scripts");
}

int main(void)
{
	struct report *report = report_open(REPORT_QUIET, "shop");
	size_t i;

	/* Thousands of transactions, and no power cut to survive. */
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	if (!freopen("/dev/null", "w", stderr))
		return skip_all("no /dev/null");
	signal(SIGXFSZ, SIG_IGN);
	for (i = 0; i < sizeof(by_hand) / sizeof(by_hand[0]); i++)
		test_by_hand(report, &by_hand[i]);
	test_undecodable(report);
	test_random(report);
	report_close(report);
	return done();
}
