/*
 * poller/schema_guard.c: a changed layout halts a sink, or is only reported:
 * wherever it stands, and whatever comes late.
 *
 * Seen to fail with a look at layouts behind the one that halts.
 */
#include "poller/schema_guard.h"

#include <stdlib.h>

#include "tests/support/bed.h"
#include "tests/tap.h"

/* Of one table: b lacks a column of a, c has it again and one more. */
static const char layout_a[] = "table t\n"
			       "  column id   INTEGER as bigint  key 1\n"
			       "  column note TEXT    as text   null\n";
static const char layout_b[] = "table t\n"
			       "  column id   INTEGER as bigint  key 1\n";
static const char layout_c[] = "table t\n"
			       "  column id   INTEGER as bigint  key 1\n"
			       "  column note TEXT    as text   null\n"
			       "  column more TEXT    as text   null\n";
static const char layout_u[] = "table u\n"
			       "  column id   INTEGER as bigint  key 1\n";

struct play {
	struct bed bed;
	struct scripted script;
	int32_t a, b, c, u;
	int rows;
};

static void play_open(struct play *play, const char *policy, int events)
{
	struct buf text = { 0 };

	*play = (struct play){ 0 };
	bed_open(&play->bed, layout_a);
	play->a = play->bed.shape;
	play->b = bed_layout(&play->bed, layout_b, 2);
	play->c = bed_layout(&play->bed, layout_c, 3);
	play->u = bed_layout(&play->bed, layout_u, 1);
	buf_addf(&text,
		 "keep = 1h\n[batch]\nevents = %d\n[sink a]\n" BED_WEBHOOK
		 "on_schema_change = %s\n",
		 events, policy);
	bed_configure(&play->bed, text.data);
	bed_start(&play->bed);
	bed_script(&play->bed, 0, &play->script);
	buf_release(&text);
}

static void play_close(struct play *play)
{
	bed_close(&play->bed);
	scripted_release(&play->script);
}

/* One change for each letter: of that layout. */
static void write_all(struct play *play, const char *layouts)
{
	char row[64];

	for (; *layouts; layouts++) {
		int32_t shape = *layouts == 'a'   ? play->a
				: *layouts == 'b' ? play->b
				: *layouts == 'c' ? play->c
						  : play->u;

		snprintf(row, sizeof(row),
			 *layouts == 'a'   ? "'%d,''x'''"
			 : *layouts == 'c' ? "'%d,''x'',''y'''"
					   : "'%d'",
			 ++play->rows);
		bed_change(&play->bed, shape, 'I', "NULL", row);
	}
}

static void restart(struct play *play)
{
	bed_stop(&play->bed);
	bed_start(&play->bed);
	bed_script(&play->bed, 0, &play->script);
}

static void resume(struct play *play)
{
	struct err err = { 0 };

	bed_must(state_sink_wish(play->bed.poller.state, "a", "resume", &err),
		 &err);
}

/* So many changes have come so far, all before them too, and it is well. */
static void came(struct play *play, int n, const char *condition,
		 const char *what)
{
	const struct sink_state *state = &play->bed.poller.sinks[0].state;
	size_t i;
	bool order = true;

	for (i = 0; i < play->script.nevents; i++)
		order = order && play->script.events[i].pos == (int64_t)i + 1;
	if (!ok(order && (int)play->script.nevents == n &&
		    strcmp(sink_condition_word(state->condition), condition) ==
			0 &&
		    !play->script.wrong[0],
		"%s", what))
		diag("%d came, %s, %s %s", (int)play->script.nevents,
		     play->script.wrong, sink_condition_word(state->condition),
		     state->error);
}

static void test_halt(void)
{
	struct play play;

	play_open(&play, "halt", 2);
	write_all(&play, "aaa");
	bed_round(&play.bed);
	came(&play, 3, "ok", "the first layout is no change");
	write_all(&play, "bb");
	bed_round(&play.bed);
	came(&play, 3, "halted", "a layout that breaks halts at once");
	ok(strstr(play.bed.poller.sinks[0].state.error, "\"note\"") != NULL,
	   "and says why: %s", play.bed.poller.sinks[0].state.error);
	bed_make_due(&play.bed, 0);
	bed_round(&play.bed);
	came(&play, 3, "halted", "as long as nobody says go on");
	restart(&play);
	bed_make_due(&play.bed, 0);
	bed_round(&play.bed);
	came(&play, 3, "halted", "after a restart as well");
	resume(&play);
	bed_round(&play.bed);
	came(&play, 5, "ok", "then it goes on");
	write_all(&play, "ab");
	bed_round(&play.bed);
	came(&play, 7, "ok", "an old layout that comes late breaks nobody");
	restart(&play);
	write_all(&play, "abab");
	bed_round(&play.bed);
	came(&play, 11, "ok", "in another run neither");
	write_all(&play, "c");
	bed_round(&play.bed);
	came(&play, 12, "ok", "nor does a column that is added");
	play_close(&play);
}

/* What stands before it is delivered, wherever batches and pages end. */
static void test_in_the_middle(void)
{
	int events;

	for (events = 1; events <= 8; events++) {
		struct play play;

		play_open(&play, "halt", events);
		write_all(&play, "aauaabbub");
		bed_round(&play.bed);
		came(&play, 5, "halted", "in the middle of a page: all before");
		resume(&play);
		bed_round(&play.bed);
		came(&play, 9, "ok", "and then all behind it");
		play_close(&play);
	}
}

/* A layout behind one that halts is not looked at before its time. */
static void test_back_again(void)
{
	struct play play;

	play_open(&play, "halt", 3);
	write_all(&play, "aabbcc");
	bed_round(&play.bed);
	came(&play, 2, "halted",
	     "a layout that breaks halts, though the next one is as before");
	restart(&play);
	bed_make_due(&play.bed, 0);
	bed_round(&play.bed);
	came(&play, 2, "halted", "and stays halted");
	resume(&play);
	bed_round(&play.bed);
	came(&play, 6, "ok", "until it is accepted");
	play_close(&play);
}

static void test_report(void)
{
	struct play play;

	play_open(&play, "warn", 2);
	write_all(&play, "aabbccbb");
	bed_round(&play.bed);
	came(&play, 8, "ok", "where it is only reported, all is delivered");
	play_close(&play);
}

int main(void)
{
	if (!freopen("/dev/null", "w", stderr))
		return skip_all("no /dev/null");
	test_halt();
	test_in_the_middle();
	test_back_again();
	test_report();
	return done();
}
