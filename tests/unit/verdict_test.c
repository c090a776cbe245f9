/*
 * poller/verdict.c, resend.c and bury.c: whatever a receiver answers, in
 * whatever order, it holds in the end what its contract promises, and each
 * change is in exactly one place: delivered, waiting, dead or dropped.
 *
 * First some scripts by hand, each with what has to come of it; then two
 * thousand at random, with restarts, signals and full disks in between.
 *
 * Seen to fail with a floor that passed by what was held, a batch that was in
 * doubt behind a gap, a batch cut anew under its old id, a change of two events
 * torn, a rewind that began one too late, one that did not tell how much of a
 * batch had been taken, and a doubt that was ignored.
 */
#include "poller/poller.h"

#include <signal.h>
#include <stdlib.h>

#include "core/mem.h"
#include "poller/state_dead.h"
#include "tests/support/bed.h"
#include "tests/support/scripted.h"
#include "tests/tap.h"

enum {
	EVENTS = 4, /* changes in a batch */
	KEYS = 4,
	ROUNDS_MOST = 60,
	DELIVERIES_MOST = 600, /* for one script */
#if defined(__SANITIZE_ADDRESS__)
	SCRIPTS = 300, /* each takes four times as long */
#else
	SCRIPTS = 2000,
#endif
	ORDER_WINDOW = 40
};

/* What was written: an `I` of a key, a `U` of one or to another, a `T`. */
struct written {
	char op;
	int key, to;
};

struct play {
	struct bed bed;
	struct scripted script;
	enum on_reject on_reject;
	struct written *written; /* from 1 */
	size_t nwritten, written_cap;
	uint32_t random;
};

static const char table[] = "table t\n"
			    "  column id   INTEGER as bigint  key 1\n"
			    "  column note TEXT    as text   null\n";

/* A row as the changelog has it, in SQL. */
static void print_row(char out[64], bool there, int key, size_t seq)
{
	snprintf(out, 64, there ? "'%d,''row %d'''" : "NULL", key, (int)seq);
}

static void write_change(struct play *play, char op, int key, int to)
{
	size_t seq = play->nwritten + 1;
	char before[64], after[64];

	play->written = xgrow(play->written, &play->written_cap, seq + 1,
			      sizeof(*play->written));
	play->written[seq] = (struct written){ op, key, to };
	play->nwritten = seq;
	print_row(before, op == 'U', key, seq);
	print_row(after, op != 'T', to, seq);
	bed_change(&play->bed, play->bed.shape, op, before, after);
}

static struct poller_sink *sink_of(struct play *play)
{
	return &play->bed.poller.sinks[0];
}

static void play_open_with(struct play *play, enum on_reject on_reject,
			   const char *format, const char *more)
{
	static const char *const rejects[] = { "halt", "dlq", "park-key" };
	struct buf text = { 0 };

	*play = (struct play){ .on_reject = on_reject, .random = 7 };
	bed_open(&play->bed, table);
	buf_addf(&text,
		 "keep = 1h\n[batch]\nevents = %d\n"
		 "[sink a]\n" BED_WEBHOOK "on_reject = %s\nformat = %s\n"
		 "suspect_after = 2\n%s",
		 EVENTS, rejects[on_reject], format, more);
	bed_configure(&play->bed, text.data);
	bed_start(&play->bed);
	bed_script(&play->bed, 0, &play->script);
	buf_release(&text);
}

static void play_open(struct play *play, enum on_reject on_reject,
		      const char *format)
{
	play_open_with(play, on_reject, format, "");
}

static void play_close(struct play *play)
{
	bed_close(&play->bed);
	free(play->written);
	scripted_release(&play->script);
}

static void complain(struct play *play, const char *what)
{
	if (!play->script.wrong[0])
		snprintf(play->script.wrong, sizeof(play->script.wrong),
			 "%.200s", what);
}

static void make_due(struct play *play)
{
	bed_make_due(&play->bed, 0);
}

static void restart(struct play *play)
{
	bed_stop(&play->bed);
	bed_start(&play->bed);
	bed_script(&play->bed, 0, &play->script);
	make_due(play);
}

/* One round; a disk that was full meanwhile ends the poller's life. */
static bool go_round(struct play *play)
{
	struct err err = { 0 };
	bool worked = false;

	if (!poller_round(&play->bed.poller, &worked, &err)) {
		if (!play->script.disk_full)
			complain(play, err.text);
		scripted_mend(&play->script);
		restart(play);
		worked = true;
	} else {
		scripted_mend(&play->script);
	}
	play->bed.stop = 0;
	if (play->script.deliveries > DELIVERIES_MOST)
		complain(play, "more deliveries than any script needs");
	return worked;
}

/* The operator's word, where one is asked for. */
static void resume(struct play *play)
{
	struct err err = { 0 };

	bed_must(state_sink_wish(play->bed.poller.state, "a", "resume", &err),
		 &err);
}

/* Rounds until there is nothing more to do. */
static void settle(struct play *play)
{
	int i;

	for (i = 0; i < ROUNDS_MOST && !play->script.wrong[0]; i++) {
		struct sink_state *state = &sink_of(play)->state;
		bool worked;

		if (state->condition != SINK_OK)
			resume(play);
		if (i % 3 == 2)
			play->script.down = false; /* not for ever */
		make_due(play);
		worked = go_round(play);
		state = &sink_of(play)->state;
		if (!worked && state->condition == SINK_OK &&
		    sink_of(play)->err.kind == ERR_NONE && !state->rewind_to)
			return;
	}
	complain(play, "does not come to rest");
}

/* ---------------------------------------------------- where each change is */

static bool is_acked(struct play *play, int64_t seq)
{
	return rangeset_has(&sink_of(play)->acked, seq);
}

/* In which condition the dead letter of the change is; "": it has none. */
static void dead_of(struct play *play, int64_t seq, char out[16])
{
	struct arena arena = { 0 };
	struct dead_letter dead = { 0 };
	struct err err = { 0 };
	bool found = true;

	out[0] = '\0';
	while (found) {
		bed_must(state_dead_next(play->bed.poller.state, "a", NULL,
					 dead.id, &arena, &dead, &found, &err),
			 &err);
		if (found && dead.change.seq == seq)
			snprintf(out, 16, "%s", dead.condition);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

static bool is_held(struct play *play, int64_t seq)
{
	struct rangeset held = { 0 };
	struct err err = { 0 };
	bool is;

	bed_must(state_held(play->bed.poller.state, "a", &held, &err), &err);
	is = rangeset_has(&held, seq);
	rangeset_release(&held);
	return is;
}

/*
 * d delivered, D delivered as a dead letter, x dead, r retry, - dropped, w
 * waits for a dead letter, p pending, ! anything that cannot be.
 */
static char place_of(struct play *play, int64_t seq)
{
	bool there = scripted_holds(&play->script, seq);
	bool acked = is_acked(play, seq), held = is_held(play, seq);
	char dead[16];

	dead_of(play, seq, dead);
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

static void places(struct play *play, struct buf *out)
{
	size_t seq;

	buf_reset(out);
	for (seq = 1; seq <= play->nwritten; seq++)
		buf_addch(out, place_of(play, (int64_t)seq));
}

/* Which dead letters there are, by position; one walk for all. */
static void collect_dead(struct play *play, char *conditions)
{
	struct arena arena = { 0 };
	struct dead_letter dead = { 0 };
	struct err err = { 0 };
	bool found = true;

	while (found) {
		bed_must(state_dead_next(play->bed.poller.state, "a", NULL,
					 dead.id, &arena, &dead, &found, &err),
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
static void check_places(struct play *play)
{
	char *dead = xcalloc(play->nwritten + 2, 1);
	char *there = xcalloc(play->nwritten + 2, 1);
	const struct sink_state *state = &sink_of(play)->state;
	struct rangeset held = { 0 };
	struct err err = { 0 };
	int64_t ndead = 0, plain = 0;
	size_t i;

	collect_dead(play, dead);
	bed_must(state_held(play->bed.poller.state, "a", &held, &err), &err);
	for (i = 0; i < play->script.nevents; i++)
		there[play->script.events[i].pos] = 1;
	for (i = 1; i <= play->nwritten; i++) {
		bool waits = rangeset_has(&held, (int64_t)i);
		bool acked = is_acked(play, (int64_t)i);
		bool want = acked && (!dead[i] || dead[i] == 'D');

		if (acked == waits)
			complain(play, waits
					   ? "acknowledged, and waits"
					   : "not delivered, and not waiting");
		if (there[i] != want)
			complain(play, want ? "not there, and acknowledged"
					    : "there, and not acknowledged");
		ndead += dead[i] != 0;
		plain += acked && !dead[i];
	}
	if (state->dead_total != ndead)
		complain(play, "dead letters are miscounted");
	if (state->changes_total != plain)
		complain(play, "changes are miscounted");
	if (play->script.last != state->batch_seq)
		complain(play, "the receiver has another last batch");
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
static void check_order(struct play *play, size_t window)
{
	size_t *at = xcalloc(play->nwritten + 2, sizeof(*at));
	char *replayed = xcalloc(play->nwritten + 2, 1);
	size_t i, k, from = 1;

	for (i = 0; i < play->script.nevents; i++) {
		at[play->script.events[i].pos] = i + 1;
		replayed[play->script.events[i].pos] =
		    play->script.events[i].replay;
	}
	if (play->nwritten > window)
		from = play->nwritten - window;
	for (i = from; i <= play->nwritten; i++)
		for (k = i + 1; k <= play->nwritten; k++)
			if (at[i] && at[k] && at[i] > at[k] &&
			    related(&play->written[i], &play->written[k]) &&
			    !(play->on_reject == ON_REJECT_DLQ && replayed[i]))
				complain(play, "one change overtook another of "
					       "the same key");
	free(at);
	free(replayed);
}

/* --------------------------------------------------------- scripts by hand */

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
	{ "it loses what it had in part",
	  ON_REJECT_HALT,
	  "1 2 3 4 1 2 3 4 1",
	  { { SAY_PART, 2, 0 }, { SAY_TAKEN, 0, 0 }, { SAY_LOSE, 2, 0 } },
	  { 0 },
	  false,
	  "ddddddddd",
	  "ok" },
	{ "it loses what it had in part, twice, and a changed key",
	  ON_REJECT_HALT,
	  "1 1>2 3 4 1 2 3 4 1 2",
	  { { SAY_PART, 2, 0 },
	    { SAY_PART, 3, 0 },
	    { SAY_LOSE, 2, 0 },
	    { SAY_TAKEN, 0, 0 },
	    { SAY_LOSE, 3, 0 } },
	  { 0 },
	  false,
	  "dddddddddd",
	  "ok" },
	{ "it loses what it had up to a bad one",
	  ON_REJECT_DLQ,
	  "1 2 3 4 1 2 3",
	  { { SAY_TAKEN, 0, 0 }, { SAY_TAKEN, 0, 0 }, { SAY_LOSE, 2, 0 } },
	  { 3 },
	  true,
	  "ddxdddd",
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

static void say_all(struct play *play, const struct by_hand *hand)
{
	size_t i;

	for (i = 0; i < 6; i++)
		scripted_say(&play->script, hand->answers[i]);
	for (i = 0; i < 2; i++)
		if (hand->poison[i])
			play->script.poison[play->script.npoison++] =
			    hand->poison[i];
	play->script.poison_at = hand->poison_at;
}

static void write_all(struct play *play, const char *changes)
{
	int key, to, used;

	for (; *changes; changes += used) {
		if (sscanf(changes, "%d>%d %n", &key, &to, &used) == 2)
			write_change(play, 'U', key, to);
		else if (sscanf(changes, "%d %n", &key, &used) == 1)
			write_change(play, 'I', key, key);
		else if (sscanf(changes, "T %n", &used) == 0)
			write_change(play, 'T', 0, 0);
	}
}

static void test_by_hand(const struct by_hand *hand)
{
	struct buf got = { 0 };
	struct play play;

	play_open(&play, hand->on_reject, "native");
	say_all(&play, hand);
	write_all(&play, hand->changes);
	go_round(&play);
	places(&play, &got);
	is_str(buf_str(&got), hand->places, "%s", hand->what);
	is_str(sink_condition_word(sink_of(&play)->state.condition),
	       hand->condition, "%s: and the sink's condition", hand->what);
	scripted_forget(&play.script);
	settle(&play);
	check_places(&play);
	check_order(&play, ORDER_WINDOW);
	is_str(play.script.wrong, "", "%s: and all is as it has to be",
	       hand->what);
	buf_release(&got);
	play_close(&play);
}

/*
 * Refused, after an attempt with an unknown end: the receiver may have it, so
 * that nothing is cut anew until an operator knows better.
 */
static void test_in_doubt(void)
{
	struct scripted_answer doubt = { SAY_DOUBT, 0, 0 };
	struct play play;

	play_open(&play, ON_REJECT_DLQ, "native");
	scripted_say(&play.script, doubt);
	play.script.poison[play.script.npoison++] = 2;
	write_all(&play, "1 2 3");
	go_round(&play);
	make_due(&play);
	go_round(&play);
	is_str(sink_condition_word(sink_of(&play)->state.condition), "halted",
	       "refused after an attempt in doubt");
	ok(strstr(sink_of(&play)->state.error, "not taken apart") != NULL,
	   "it is not cut anew: %s", sink_of(&play)->state.error);
	resume(&play);
	settle(&play);
	check_places(&play);
	ok(place_of(&play, 1) == 'd' && place_of(&play, 2) == 'x' &&
	       place_of(&play, 3) == 'd',
	   "until an operator says so");
	is_str(play.script.wrong, "", "and all is as it has to be");
	play_close(&play);
}

/*
 * It has lost a batch of which it had taken a part, and takes all of it now:
 * the batches behind would bring the rest once more.
 */
static void test_deaf(void)
{
	struct scripted_answer part = { SAY_PART, 2, 0 },
			       taken = { SAY_TAKEN, 0, 0 },
			       lose = { SAY_LOSE, 2, 0 };
	struct play play;
	int i;

	play_open(&play, ON_REJECT_DLQ, "native");
	play.script.deaf = true;
	scripted_say(&play.script, part);
	scripted_say(&play.script, taken);
	scripted_say(&play.script, lose);
	write_all(&play, "1 2 3 4 1 2 3");
	for (i = 0; i < 3; i++) {
		resume(&play);
		make_due(&play);
		go_round(&play);
		is_str(sink_condition_word(sink_of(&play)->state.condition),
		       "misconfigured",
		       "it takes more than it had taken, poll %d", i + 1);
		ok(strstr(sink_of(&play)->state.error,
			  "had taken 2 events of batch 1, lost it, and has "
			  "taken 4 of it now") != NULL,
		   "the state says so: %s", sink_of(&play)->state.error);
	}
	is_int((int64_t)play.script.nevents, 4, "and it gets nothing more");
	play.script.deaf = false;
	scripted_say(&play.script, (struct scripted_answer){ SAY_LOSE, 1, 0 });
	settle(&play);
	check_places(&play);
	is_str(play.script.wrong, "", "restored once more it gets the rest");
	play_close(&play);
}

/*
 * 500 for a bad row, and 500 for everything: a ping tells them apart, also
 * while the event at fault is being looked for.
 */
static void test_suspect(void)
{
	struct buf got = { 0 };
	struct play play;

	play_open(&play, ON_REJECT_DLQ, "native");
	play.script.poison[play.script.npoison++] = 3;
	play.script.poison_500 = true;
	write_all(&play, "1 2 3 4 1 2");
	go_round(&play);
	is_int(play.script.pings, 0, "the first 500 asks nothing");
	play.script.down = true;
	make_due(&play);
	go_round(&play);
	is_int(play.script.pings, 1, "the second one asks by a ping");
	is_str(sink_condition_word(sink_of(&play)->state.condition), "retrying",
	       "which fails, too: it is down");
	ok(strstr(sink_of(&play)->state.error, "does not take a ping") != NULL,
	   "and the state says so: %s", sink_of(&play)->state.error);
	is_int(play.script.nbatches, 1, "the batch stays what it was");
	restart(&play);
	go_round(&play);
	is_int(play.script.pings, 2, "a poller that starts anew asks again");
	play.script.down = false;
	make_due(&play);
	go_round(&play);
	places(&play, &got);
	is_str(buf_str(&got), "ddxddd", "up again, the bad one alone is dead");
	ok(play.script.pings > 4, "and each half of it was asked for");
	settle(&play);
	check_places(&play);
	is_str(play.script.wrong, "", "and all is as it has to be");
	buf_release(&got);
	play_close(&play);
}

/* Down in the middle of the search: nothing more is dead for that. */
static void test_suspect_down(void)
{
	struct buf got = { 0 };
	struct play play;

	play_open(&play, ON_REJECT_DLQ, "native");
	write_all(&play, "1 2 3 4");
	play.script.poison[play.script.npoison++] = 4;
	play.script.poison_500 = true;
	go_round(&play);
	/* The batch, the batch again, and its first half. */
	scripted_say(&play.script, (struct scripted_answer){ .kind = SAY_500 });
	scripted_say(&play.script, (struct scripted_answer){ .kind = SAY_500 });
	scripted_say(&play.script,
		     (struct scripted_answer){ .kind = SAY_DOWN });
	make_due(&play);
	go_round(&play);
	places(&play, &got);
	is_str(buf_str(&got), "pppp", "down behind the first cut");
	is_str(sink_condition_word(sink_of(&play)->state.condition), "retrying",
	       "it waits");
	play.script.down = false;
	make_due(&play);
	go_round(&play);
	places(&play, &got);
	is_str(buf_str(&got), "dddx", "up again, the search goes on");
	is_str(play.script.wrong, "", "and all is as it has to be");
	buf_release(&got);
	play_close(&play);
}

/* A row with a note of so many bytes. */
static void write_large(struct play *play, int key, int bytes)
{
	struct buf row = { 0 };

	play->written = xgrow(play->written, &play->written_cap,
			      play->nwritten + 2, sizeof(*play->written));
	play->written[++play->nwritten] = (struct written){ 'I', key, key };
	buf_addf(&row, "'%d,''%0*d'''", key, bytes, 7);
	bed_change(&play->bed, play->bed.shape, 'I', "NULL", row.data);
	buf_release(&row);
}

/* One change is too large: its note is left out, and the others go whole. */
static void test_omit(const char *format)
{
	struct buf got = { 0 };
	struct play play;

	play_open_with(&play, ON_REJECT_DLQ, format, "on_too_large = omit\n");
	write_all(&play, "1");
	write_large(&play, 2, 9000);
	write_all(&play, "3 4");
	play.script.limit = 4000;
	go_round(&play);
	places(&play, &got);
	is_str(buf_str(&got), "dddd", "%s: too large, and taken in part",
	       format);
	is_int(sink_of(&play)->state.omit_seq, 0, "%s: which is over", format);
	/* Lost by the receiver, it is made again as it was. */
	scripted_say(&play.script,
		     (struct scripted_answer){ SAY_LOSE, .n = 3 });
	write_all(&play, "1");
	settle(&play);
	restart(&play);
	/* And one that a restart finds sealed. */
	write_large(&play, 2, 9000);
	scripted_say(&play.script,
		     (struct scripted_answer){ .kind = SAY_SPLIT });
	scripted_say(&play.script,
		     (struct scripted_answer){ .kind = SAY_SIGNAL });
	go_round(&play);
	restart(&play);
	settle(&play);
	check_places(&play);
	check_order(&play, ORDER_WINDOW);
	places(&play, &got);
	is_str(buf_str(&got), "dddddd", "%s: also after a restart", format);
	is_str(play.script.wrong, "", "%s: and all is as it has to be", format);
	buf_release(&got);
	play_close(&play);
}

/* Nothing more can be left out of it. */
static void test_omit_all(void)
{
	struct buf got = { 0 };
	struct play play;

	play_open_with(&play, ON_REJECT_DLQ, "native", "on_too_large = omit\n");
	write_large(&play, 2, 9000);
	write_all(&play, "3");
	play.script.limit = 100;
	go_round(&play);
	places(&play, &got);
	is_str(buf_str(&got), "xx",
	       "what is too large without its values, too");
	ok(play.script.deliveries <= 7, "and no value is left out twice: %d",
	   (int)play.script.deliveries);
	is_str(play.script.wrong, "", "and all is as it has to be");
	play_close(&play);

	play_open(&play, ON_REJECT_DLQ, "native");
	write_large(&play, 2, 9000);
	write_all(&play, "3");
	play.script.limit = 4000;
	go_round(&play);
	places(&play, &got);
	is_str(buf_str(&got), "xd", "nothing is left out unless it may be");
	play_close(&play);
	buf_release(&got);
}

/* In doubt it stays whole until an operator knows. */
static void test_omit_in_doubt(void)
{
	struct buf got = { 0 };
	struct play play;

	play_open_with(&play, ON_REJECT_DLQ, "native", "on_too_large = omit\n");
	write_large(&play, 2, 9000);
	scripted_say(&play.script,
		     (struct scripted_answer){ .kind = SAY_DOUBT });
	go_round(&play);
	play.script.limit = 4000;
	make_due(&play);
	go_round(&play);
	is_str(sink_condition_word(sink_of(&play)->state.condition), "halted",
	       "too large, after an attempt in doubt");
	settle(&play);
	places(&play, &got);
	is_str(buf_str(&got), "d", "an operator lets it go in part");
	is_str(play.script.wrong, "", "and all is as it has to be");
	play_close(&play);
	buf_release(&got);
}

/* That it takes no Content-Encoding is remembered until it is resumed. */
static void test_plain(void)
{
	struct play play;

	play_open(&play, ON_REJECT_HALT, "native");
	play.script.plain = true;
	write_all(&play, "1");
	go_round(&play);
	ok(!play.script.was_plain, "nobody knows of it at first");
	play.script.plain = false;
	restart(&play);
	write_all(&play, "2");
	go_round(&play);
	ok(play.script.was_plain, "another poller does");
	resume(&play);
	write_all(&play, "3");
	go_round(&play);
	ok(!play.script.was_plain, "until an operator has it tried again");
	is_str(play.script.wrong, "", "and all is as it has to be");
	play_close(&play);
}

/* A day of failures is over. */
static void wait_for_long(struct play *play)
{
	struct sink_state *state = &sink_of(play)->state;

	if (state->waiting_since)
		state->waiting_since -= 86400 * 1000;
	make_due(play);
}

/* give_up_after: as on_reject says, unless an attempt ended in doubt. */
static void test_give_up(enum on_reject on_reject, enum scripted_kind kind,
			 const char *want, const char *condition)
{
	struct buf got = { 0 };
	struct play play;
	int i;

	play_open_with(&play, on_reject, "native", "give_up_after = 1h\n");
	for (i = 0; i < 12; i++)
		scripted_say(&play.script,
			     (struct scripted_answer){ .kind = kind });
	write_all(&play, "1 2 3 4");
	go_round(&play);
	make_due(&play);
	go_round(&play);
	is_str(sink_condition_word(sink_of(&play)->state.condition),
	       kind == SAY_MISCONFIGURED ? "misconfigured" : "retrying",
	       "not given up at once");
	is_int(play.script.nbatches, 1, "and sent as it is");
	wait_for_long(&play);
	go_round(&play);
	places(&play, &got);
	is_str(buf_str(&got), want, "given up, %d", (int)on_reject);
	is_str(sink_condition_word(sink_of(&play)->state.condition), condition,
	       "%s", sink_of(&play)->state.error);
	scripted_forget(&play.script);
	settle(&play);
	check_places(&play);
	is_str(play.script.wrong, "", "and all is as it has to be");
	buf_release(&got);
	play_close(&play);
}

/* Resumed, it has its time anew. */
static void test_give_up_resumed(void)
{
	struct play play;
	int i;

	play_open_with(&play, ON_REJECT_HALT, "native", "give_up_after = 1h\n");
	for (i = 0; i < 12; i++)
		scripted_say(&play.script,
			     (struct scripted_answer){ .kind = SAY_FAILS });
	write_all(&play, "1 2 3 4");
	go_round(&play);
	wait_for_long(&play);
	go_round(&play);
	make_due(&play);
	go_round(&play);
	is_str(sink_condition_word(sink_of(&play)->state.condition), "halted",
	       "given up for good");
	resume(&play);
	go_round(&play);
	is_str(sink_condition_word(sink_of(&play)->state.condition), "retrying",
	       "until resumed");
	is_int(play.script.nbatches, 1, "it was not taken apart to halt");
	play_close(&play);
}

/* A row that does not decode: nobody knows its key, so it cannot be parked. */
static void test_undecodable(void)
{
	struct arena arena = { 0 };
	struct dead_letter dead;
	struct err err = { 0 };
	struct buf got = { 0 };
	struct play play;
	bool found;
	int i;

	for (i = 0; i < 3; i++) {
		bool dlq = i == ON_REJECT_DLQ;

		play_open(&play, (enum on_reject)i, "native");
		write_all(&play, "1 2 3");
		bed_exec(&play.bed,
			 "UPDATE shadowlog_changelog SET new_row = '2,'''"
			 " WHERE seq = 2");
		go_round(&play);
		places(&play, &got);
		is_str(buf_str(&got), dlq ? "dxd" : "dpp",
		       "a row that does not decode, %d", i);
		is_str(sink_condition_word(sink_of(&play)->state.condition),
		       dlq ? "ok" : "halted", "and the sink's condition");
		if (dlq) {
			bed_must(state_dead_decide(play.bed.poller.state,
						   &(int64_t){ 1 }, 1, "retry",
						   NULL, &err),
				 &err);
			settle(&play);
			ok(state_dead_next(play.bed.poller.state, "a", "dead",
					   0, &arena, &dead, &found, &err) &&
			       found && dead.retries == 1,
			   "sent again it still does not, and is dead again");
			is_str(play.script.wrong, "", "all else goes on");
		}
		play_close(&play);
	}
	arena_release(&arena);
	buf_release(&got);
}

/* ------------------------------------------------------- scripts at random */

static int one_of(struct play *play, int n)
{
	play->random = play->random * 1664525u + 1013904223u;
	return (int)((play->random >> 8) % (uint32_t)n);
}

static void write_random(struct play *play)
{
	int n = 1 + one_of(play, 9), kind, key;

	while (n-- > 0) {
		kind = one_of(play, 30);
		key = 1 + one_of(play, KEYS);
		if (kind == 0)
			write_change(play, 'T', 0, 0);
		else if (kind < 6)
			write_change(play, 'U', key, 1 + one_of(play, KEYS));
		else
			write_change(play, 'I', key, key);
	}
}

static void say_random(struct play *play, size_t before)
{
	struct scripted *script = &play->script;
	int fresh = (int)(play->nwritten - before);
	int n = one_of(play, 6);

	while (n-- > 0)
		scripted_say(
		    script,
		    (struct scripted_answer){
			.kind = (enum scripted_kind)one_of(play, SAY_KINDS),
			.n = one_of(play, EVENTS + 2),
			.retry_after = one_of(play, 8) ? 0 : 60 });
	for (n = one_of(play, 6) - 3; n > 0; n--)
		script->poison[script->npoison++] =
		    (int64_t)before + 1 + one_of(play, fresh);
	script->poison_at = one_of(play, 2);
	script->poison_500 = !one_of(play, 4);
	script->down = !one_of(play, 16);
}

/* An operator decides about some of those that wait. */
static void decide(struct play *play)
{
	struct arena arena = { 0 };
	struct dead_letter dead = { 0 };
	struct err err = { 0 };
	bool found = true;

	while (found) {
		bed_must(state_dead_next(play->bed.poller.state, "a", "dead",
					 dead.id, &arena, &dead, &found, &err),
			 &err);
		if (found && one_of(play, 4))
			bed_must(state_dead_decide(
				     play->bed.poller.state, &dead.id, 1,
				     one_of(play, 3) ? "retry" : "dropped",
				     "because", &err),
				 &err);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

static void one_script(struct play *play)
{
	size_t before = play->nwritten;
	int i;

	play->script.deliveries = 0;
	write_random(play);
	say_random(play, before);
	for (i = 0; i < 8 && play->script.next < play->script.n; i++) {
		if (!one_of(play, 4))
			restart(play);
		if (!one_of(play, 4))
			resume(play);
		if (!one_of(play, 4))
			decide(play);
		make_due(play);
		go_round(play);
	}
	if (play->on_reject == ON_REJECT_HALT || one_of(play, 2))
		scripted_forget(&play->script);
	settle(play);
	decide(play);
	scripted_forget(&play->script);
	settle(play);
	check_places(play);
	check_order(play, ORDER_WINDOW);
}

/* What a script was, to see what went wrong with it. */
static void show_script(struct play *play, int i, uint32_t seed)
{
	struct buf all = { 0 };
	size_t k;

	places(play, &all);
	diag("script %d, seed %u: %s", i, (unsigned)seed, play->script.wrong);
	diag("%s", buf_str(&all));
	for (k = 0; k < play->script.nbatches; k++)
		if (k + 12 > play->script.nbatches)
			diag("%s -> %s%s", play->script.batches[k].prev_id,
			     play->script.batches[k].id,
			     play->script.batches[k].held ? ", held" : "");
	diag("%s %s", sink_condition_word(sink_of(play)->state.condition),
	     sink_of(play)->state.error);
	buf_release(&all);
}

static void test_random(void)
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
		struct play play;
		uint32_t seed = 0;

		play_open(&play, (enum on_reject)(b % 3), formats[b / 3]);
		play.random = (uint32_t)b * 2654435761u + 1;
		for (i = 0; i < n && !play.script.wrong[0]; i++) {
			seed = play.random;
			one_script(&play);
		}
		check_order(&play, play.nwritten);
		if (!ok(!play.script.wrong[0], "%d random scripts, %s, %s", n,
			formats[b / 3],
			b % 3 == 0   ? "halt"
			: b % 3 == 1 ? "dlq"
				     : "park-key"))
			show_script(&play, i - 1, seed);
		done_scripts += n;
		play_close(&play);
	}
	is_int(done_scripts, SCRIPTS, "so many scripts");
}

int main(void)
{
	size_t i;

	if (!freopen("/dev/null", "w", stderr))
		return skip_all("no /dev/null");
	signal(SIGXFSZ, SIG_IGN);
	for (i = 0; i < sizeof(by_hand) / sizeof(by_hand[0]); i++)
		test_by_hand(&by_hand[i]);
	test_in_doubt();
	test_deaf();
	test_suspect();
	test_suspect_down();
	test_give_up(ON_REJECT_HALT, SAY_FAILS, "pppp", "halted");
	test_give_up(ON_REJECT_DLQ, SAY_FAILS, "xppp", "retrying");
	test_give_up(ON_REJECT_DLQ, SAY_DOUBT, "pppp", "halted");
	test_give_up(ON_REJECT_DLQ, SAY_MISCONFIGURED, "pppp", "misconfigured");
	test_give_up_resumed();
	test_plain();
	test_omit("native");
	test_omit("debezium");
	test_omit_all();
	test_omit_in_doubt();
	test_undecodable();
	test_random();
	return done();
}
