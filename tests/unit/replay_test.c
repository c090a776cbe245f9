/*
 * poller/replay.c: a range is sent once more, each change once, over the
 * borders of pages; and whatever the receiver answers, the chain stays whole
 * and what is new is not held up.
 *
 * Seen to fail with a part of a replay that was sent again as it was, and with
 * a receiver that had lost batches.
 */
#include "poller/replay.h"

#include <stdlib.h>

#include "tests/support/bed.h"
#include "tests/tap.h"

enum { EVENTS = 300, ROUNDS_MOST = 20 };

static const char table[] = "table t\n"
			    "  column id   INTEGER as bigint  key 1\n"
			    "  column note TEXT    as text   null\n";

struct play {
	struct bed bed;
	struct scripted script;
	int rows;
};

static void write_rows(struct play *play, int n)
{
	struct buf sql = { 0 };

	buf_addf(&sql,
		 "INSERT INTO shadowlog_changelog (shape, op, captured_at,"
		 " new_row) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT"
		 " i + 1 FROM n WHERE i < %d) SELECT %d, 'I',"
		 " '2026-01-01T00:00:00.000Z', i || ',''x''' FROM n",
		 n, (int)play->bed.shape);
	bed_exec(&play->bed, sql.data);
	play->rows += n;
	buf_release(&sql);
}

static void play_open(struct play *play, int rows)
{
	struct buf text = { 0 };

	*play = (struct play){ 0 };
	bed_open(&play->bed, table);
	buf_addf(&text,
		 "keep = 1h\n[batch]\nevents = %d\n[sink a]\n" BED_WEBHOOK,
		 EVENTS);
	bed_configure(&play->bed, text.data);
	bed_start(&play->bed);
	bed_script(&play->bed, 0, &play->script);
	write_rows(play, rows);
	bed_round(&play->bed);
	buf_release(&text);
}

static void play_close(struct play *play)
{
	bed_close(&play->bed);
	scripted_release(&play->script);
}

/* What replays have brought and the receiver took: events, and the batches. */
static int64_t replayed(const struct play *play, int64_t *batches)
{
	int64_t n = 0;
	size_t i;

	*batches = 0;
	for (i = 0; i < play->script.nbatches; i++) {
		const struct scripted_batch *b = &play->script.batches[i];

		if (!b->replay || !b->held)
			continue;
		n += (int64_t)b->accepted;
		++*batches;
	}
	return n;
}

static bool run(struct play *play, struct replay *replay, int64_t from,
		int64_t to, struct err *err)
{
	*replay = (struct replay){ .sink = &play->bed.poller.sinks[0],
				   .from = from,
				   .to = to };
	err_clear(err);
	return replay_run(&play->bed.poller, replay, err);
}

/* What is new comes, and all is as it has to be. */
static void goes_on(struct play *play, const char *what)
{
	const struct sink_state *state = &play->bed.poller.sinks[0].state;
	int i;

	write_rows(play, 5);
	for (i = 0; i < ROUNDS_MOST; i++) {
		bed_make_due(&play->bed, 0);
		bed_round(&play->bed);
		if ((int)play->script.nevents == play->rows &&
		    state->batch_seq == play->script.last)
			break;
	}
	if (!ok((int)play->script.nevents == play->rows &&
		    state->batch_seq == play->script.last &&
		    !play->script.wrong[0] && state->condition == SINK_OK,
		"%s: then what is new comes", what))
		diag("%d of %d, %s, %s %s", (int)play->script.nevents,
		     play->rows, play->script.wrong,
		     sink_condition_word(state->condition), state->error);
}

static void test_pages(void)
{
	static const struct {
		int64_t from, to, want;
	} ranges[] = {
		{ 1, INT64_MAX, 4500 }, { 1, 2000, 2000 }, { 2000, 2001, 2 },
		{ 1999, 4001, 2003 },   { 4500, 4500, 1 }, { 0, 5, 5 },
	};
	struct replay replay;
	struct err err = { 0 };
	struct play play;
	int64_t before, after, batches;
	size_t i;

	play_open(&play, 4500);
	is_int((int64_t)play.script.nevents, 4500, "all is delivered");
	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		before = replayed(&play, &batches);
		ok(run(&play, &replay, ranges[i].from, ranges[i].to, &err),
		   "a replay: %s", err.text);
		after = replayed(&play, &batches);
		is_int(after - before, ranges[i].want, "each change once");
		is_int(replay.sent, ranges[i].want, "as it says");
	}
	ok(!run(&play, &replay, 5000, 6000, &err) && err.kind == ERR_DATA,
	   "of what is not there: %s", err.text);
	is_str(play.script.wrong, "", "the chain is whole");
	goes_on(&play, "after replays");
	play_close(&play);
}

/* Only what was delivered before is replayed. */
static void test_not_new(void)
{
	struct replay replay;
	struct err err = { 0 };
	struct play play;
	int64_t batches;

	play_open(&play, 10);
	write_rows(&play, 10);
	ok(run(&play, &replay, 1, INT64_MAX, &err), "a replay: %s", err.text);
	is_int(replayed(&play, &batches), 10, "of what was delivered alone");
	goes_on(&play, "and what was not");
	play_close(&play);
}

static void test_answers(void)
{
	static const struct {
		const char *what;
		struct scripted_answer said;
	} cases[] = {
		{ "refused", { SAY_REJECTED, 0, 0 } },
		{ "too large", { SAY_SPLIT, 0, 0 } },
		{ "a part", { SAY_PART, 7, 0 } },
		{ "a part, the rest later", { SAY_PART_LATER, 7, 0 } },
		{ "a part, the next is bad", { SAY_REJECTED_AT, 7, 0 } },
		{ "nothing", { SAY_PART, 0, 0 } },
		{ "down", { SAY_FAILS, 0, 0 } },
		{ "in doubt", { SAY_DOUBT, 0, 0 } },
		{ "in doubt, and taken", { SAY_DOUBT_TAKEN, 0, 0 } },
		{ "nothing that we send", { SAY_MISCONFIGURED, 0, 0 } },
		{ "it has lost two batches", { SAY_LOSE, 2, 0 } },
		{ "SIGTERM", { SAY_SIGNAL, 0, 0 } },
		{ "taken, and SIGTERM", { SAY_SIGNAL_TAKEN, 0, 0 } },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct replay replay;
		struct err err = { 0 };
		struct play play;
		int64_t batches, n;
		bool good;

		play_open(&play, 1000);
		scripted_say(&play.script, cases[i].said);
		good = run(&play, &replay, 1, INT64_MAX, &err);
		play.bed.stop = 0;
		n = replayed(&play, &batches);
		if (!ok(good ? n == 1000
			     : err.kind != ERR_NONE && err.kind != ERR_INTERNAL,
			"%s: all came again, or it says so: %s", cases[i].what,
			err.text))
			diag("%d came", (int)n);
		goes_on(&play, cases[i].what);
		n = replayed(&play, &batches);
		ok(good || n >= replay.rest - 1,
		   "%s: and all before where to go on from", cases[i].what);
		play_close(&play);
	}
}

int main(void)
{
	if (!freopen("/dev/null", "w", stderr))
		return skip_all("no /dev/null");
	test_pages();
	test_not_new();
	test_answers();
	return done();
}
