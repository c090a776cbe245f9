/*
 * poller/lanes.c: how many lanes a sink has may change, once all is delivered:
 * each change comes once, whatever the numbers were.
 *
 * Seen to fail with lanes that came back and numbered their batches from 1, and
 * with a move that forgot that it had been begun.
 */
#include "poller/lanes.h"

#include <stdlib.h>

#include "core/mem.h"
#include "poller/state_dead.h"
#include "tests/support/bed.h"
#include "tests/tap.h"

enum { LANES_MOST = 16, KEYS = 23 };

static const char table[] = "table t\n"
			    "  column id   INTEGER as bigint  key 1\n"
			    "  column note TEXT    as text   null\n";

/* A receiver for each lane that there ever was: [lanes][lane]. */
struct play {
	struct bed bed;
	struct scripted scripts[LANES_MOST + 1][LANES_MOST + 1];
	int lanes;
	int rows;
};

static void configure(struct play *play, int lanes, const char *on_reject)
{
	struct buf text = { 0 };

	bed_stop(&play->bed);
	buf_addf(&text,
		 "[batch]\nevents = 3\n[sink x]\n" BED_WEBHOOK
		 "on_reject = %s\n",
		 on_reject);
	if (lanes)
		buf_addf(&text, "lanes = %d\n", lanes);
	bed_configure(&play->bed, text.data);
	play->lanes = lanes;
	buf_release(&text);
}

static void take_over(struct play *play)
{
	size_t i;

	for (i = 0; i < play->bed.poller.nsinks; i++)
		bed_script(&play->bed, i, &play->scripts[play->lanes][i]);
}

/* Opens it with so many lanes; what comes of it. */
static bool try_lanes(struct play *play, int lanes, struct err *err)
{
	configure(play, lanes, "dlq");
	err_clear(err);
	if (!bed_try(&play->bed, err))
		return false;
	take_over(play);
	return true;
}

static void play_open(struct play *play, int lanes)
{
	struct err err = { 0 };

	*play = (struct play){ 0 };
	bed_open(&play->bed, table);
	bed_must(try_lanes(play, lanes, &err), &err);
}

static void play_close(struct play *play)
{
	int i, k;

	bed_close(&play->bed);
	for (i = 0; i <= LANES_MOST; i++)
		for (k = 0; k <= LANES_MOST; k++)
			scripted_release(&play->scripts[i][k]);
}

static void write_rows(struct play *play, int n)
{
	char row[64];

	for (; n > 0; n--) {
		play->rows++;
		snprintf(row, sizeof(row), "'%d,''%d'''", play->rows % KEYS,
			 play->rows);
		bed_change(&play->bed, play->bed.shape, 'I', "NULL", row);
	}
}

/* Each change that was written has come once; of each key in order. */
static const char *whole(const struct play *play)
{
	char *seen = xcalloc((size_t)play->rows + 2, 1);
	const char *wrong = NULL;
	int i, k, seq;
	size_t e;

	for (i = 0; i <= LANES_MOST; i++) {
		for (k = 0; k <= LANES_MOST; k++) {
			const struct scripted *script = &play->scripts[i][k];

			if (script->wrong[0])
				wrong = script->wrong;
			for (e = 0; e < script->nevents; e++)
				if (seen[script->events[e].pos]++)
					wrong = "a change came twice";
		}
	}
	for (seq = 1; seq <= play->rows; seq++)
		if (!seen[seq])
			wrong = "a change has not come";
	free(seen);
	return wrong;
}

static void is_whole(struct play *play, const char *what)
{
	const char *wrong = whole(play);

	if (!ok(!wrong, "%s: each change has come once", what))
		diag("%s", wrong);
}

static bool is_known(struct play *play, const char *name)
{
	struct sink_state state;
	struct err err = { 0 };
	bool found;

	bed_must(
	    state_sink_find(play->bed.poller.state, name, &state, &found, &err),
	    &err);
	return found;
}

static int busy_lanes(const struct play *play)
{
	int i, n = 0;

	for (i = 0; i < LANES_MOST; i++)
		n += play->scripts[play->lanes][i].nevents > 0;
	return n;
}

static void test_changes(void)
{
	static const int numbers[] = { 4, 2, 0, 3, 0, 2 };
	struct err err = { 0 };
	struct play play;
	char what[32];
	size_t i;

	play_open(&play, 2);
	write_rows(&play, 60);
	bed_round(&play.bed);
	is_whole(&play, "two lanes");
	is_int(busy_lanes(&play), 2, "both have had something");
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		int before = play.lanes;

		/* Written while no poller is at work: still to be delivered. */
		write_rows(&play, 10);
		snprintf(what, sizeof(what), "from %d to %d", before,
			 numbers[i]);
		ok(try_lanes(&play, numbers[i], &err), "%s: %s", what,
		   err.text);
		write_rows(&play, 30);
		bed_round(&play.bed);
		is_whole(&play, what);
		is_int(play.bed.poller.sinks[0].state.changes_total +
			       play.bed.poller.sinks[0].state.filtered_total <=
			   40,
		       1, "%s: what others delivered is not counted", what);
	}
	ok(is_known(&play, "x_1of2") && is_known(&play, "x_2of2") &&
	       !is_known(&play, "x") && !is_known(&play, "x_1of4") &&
	       !is_known(&play, "x_3of3"),
	   "of the others nothing is left");
	play_close(&play);
}

/* While one lane lags, the number stays. */
static void test_not_drained(void)
{
	struct scripted_answer no = { SAY_FAILS, 0, 0 };
	struct err err = { 0 };
	struct play play;

	play_open(&play, 2);
	write_rows(&play, 30);
	scripted_say(&play.scripts[2][1], no);
	bed_round(&play.bed);
	ok(!try_lanes(&play, 4, &err) && err.kind == ERR_CONFIG &&
	       strstr(err.text, "`lanes` was 2 and is 4"),
	   "one lane lags: %s", err.text);
	ok(!try_lanes(&play, 0, &err) && err.kind == ERR_CONFIG,
	   "nor can it be none: %s", err.text);
	ok(try_lanes(&play, 2, &err), "the old number still does: %s",
	   err.text);
	ok(!is_known(&play, "x") && !is_known(&play, "x_4of4"),
	   "of the tries nothing is left");
	bed_make_due(&play.bed, 1);
	bed_round(&play.bed);
	is_whole(&play, "then it has caught up");
	ok(try_lanes(&play, 4, &err), "and the number can change: %s",
	   err.text);
	write_rows(&play, 30);
	bed_round(&play.bed);
	is_whole(&play, "from 2 to 4");
	play_close(&play);
}

/* Dead letters belong to a lane: it does not go while they wait. */
static void test_dead_letters(void)
{
	struct err err = { 0 };
	struct play play;
	int i;

	play_open(&play, 2);
	write_rows(&play, 10);
	for (i = 0; i < 2; i++)
		play.scripts[2][i].poison[play.scripts[2][i].npoison++] = 5;
	bed_round(&play.bed);
	ok(!try_lanes(&play, 3, &err) && err.kind == ERR_CONFIG &&
	       strstr(err.text, "dead letter"),
	   "a dead letter waits in an old lane: %s", err.text);
	bed_must(try_lanes(&play, 2, &err), &err);
	for (i = 0; i < 2; i++)
		scripted_forget(&play.scripts[2][i]);
	bed_must(state_dead_decide(play.bed.poller.state, &(int64_t){ 1 }, 1,
				   "retry", NULL, &err),
		 &err);
	bed_round(&play.bed);
	is_whole(&play, "it is delivered after all");
	ok(try_lanes(&play, 3, &err), "then the number can change: %s",
	   err.text);
	write_rows(&play, 10);
	bed_round(&play.bed);
	is_whole(&play, "from 2 to 3");
	play_close(&play);
}

/* A change of number that was cut short goes on where it was. */
static void test_cut_short(void)
{
	static const char *const gone[] = { "x_1of3", "x_2of3", "x_3of3" };
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < 3; i++) {
		struct play play;

		play_open(&play, 3);
		write_rows(&play, 20);
		bed_round(&play.bed);
		bed_must(
		    state_sink_forget(play.bed.poller.state, gone[i], &err),
		    &err);
		ok(try_lanes(&play, 2, &err), "without %s: %s", gone[i],
		   err.text);
		ok(!is_known(&play, "x_1of3") && !is_known(&play, "x_2of3") &&
		       !is_known(&play, "x_3of3"),
		   "the others are let go as well");
		write_rows(&play, 20);
		bed_round(&play.bed);
		is_whole(&play, "from 3 to 2");
		play_close(&play);
	}
}

static void test_names(void)
{
	struct err err = { 0 };
	char name[64];

	ok(lane_name("abcdefghijklmnopqrstuvwxyz", 1, 9, name, &err) &&
	       strcmp(name, "abcdefghijklmnopqrstuvwxyz_1of9") == 0,
	   "the name of a lane");
	ok(!lane_name("abcdefghijklmnopqrstuvwxyz12", 1, 9, name, &err) &&
	       err.kind == ERR_CONFIG &&
	       strstr(err.text, "at most 27 characters"),
	   "one that is too long: %s", err.text);
	ok(!lane_name("abcdefghijklmnopqrstuvwxyz", 1, 16, name, &err) &&
	       strstr(err.text, "at most 25 characters"),
	   "also for its last lane alone: %s", err.text);
	ok(lane_of("x_1of2", "x") && lane_of("x_16of16", "x") &&
	       lane_of("a_b_1of2", "a_b") && lane_of("x_1of2_1of3", "x_1of2"),
	   "names of lanes");
	ok(!lane_of("x", "x") && !lane_of("x_1of2", "x_") &&
	       !lane_of("xy_1of2", "x") && !lane_of("x_1of2x", "x") &&
	       !lane_of("x_1of", "x") && !lane_of("x_of2", "x") &&
	       !lane_of("x_ 1of2", "x") && !lane_of("x_+1of2", "x") &&
	       !lane_of("x_1of-2", "x") && !lane_of("x_1of2 ", "x"),
	   "names of none");
}

int main(void)
{
	if (!freopen("/dev/null", "w", stderr))
		return skip_all("no /dev/null");
	test_names();
	test_changes();
	test_not_drained();
	test_dead_letters();
	test_cut_short();
	return done();
}
