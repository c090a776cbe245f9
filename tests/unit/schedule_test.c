/*
 * poller/schedule.c: what a failure makes of a sink, and when it tries again.
 *
 * Seen to fail with waits of a twentieth of the longest, instead of a tenth;
 * with a wait of any length believed; with time that needed an operator counted
 * for give_up_after; with an alert each time.
 */
#include "poller/schedule.h"

#include <stdlib.h>

#include "core/clock.h"
#include "tests/tap.h"

enum { TRIES = 2000, SECOND = 1000, MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

/* The shortest and the longest wait of many, after so many failures. */
static void waits_are(const char *what, enum err_kind kind, int64_t failures,
		      const char *since, int64_t retry_after, int64_t least,
		      int64_t most)
{
	struct err why = { kind, "no" };
	int64_t shortest = INT64_MAX, longest = 0;
	int i;

	for (i = 0; i < TRIES; i++) {
		struct sink_state state = { .condition = SINK_OK,
					    .failures = failures - 1 };
		int64_t before = clock_now(), wait;

		snprintf(state.failing_since, sizeof(state.failing_since), "%s",
			 since);
		schedule_failure(&state, &why, retry_after);
		/* It was decided at some time between these two. */
		wait = state.next_attempt_at - before;
		shortest = wait < shortest ? wait : shortest;
		wait = state.next_attempt_at - clock_now();
		longest = wait > longest ? wait : longest;
	}
	if (!ok(shortest >= least && longest <= most, "%s: from %d to %d ms",
		what, (int)least, (int)most))
		diag("from %d to %d", (int)shortest, (int)longest);
	ok(least == most || longest - shortest > (most - least) / 2,
	   "%s: and anything between", what);
}

static void test_waits(void)
{
	const char *now = "2999-01-01T00:00:00Z";
	const char *old = "2001-01-01T00:00:00Z";

	waits_are("the first failure", ERR_TRANSIENT, 1, "", 0, 500,
		  5 * SECOND);
	waits_are("the third", ERR_UNAVAILABLE, 3, now, 0, 2 * SECOND,
		  20 * SECOND);
	waits_are("the thirtieth", ERR_IO, 30, now, 0, 90 * SECOND,
		  15 * MINUTE);
	waits_are("the thousandth", ERR_TRANSIENT, 1000, now, 0, 90 * SECOND,
		  15 * MINUTE);
	waits_are("the thirtieth, for more than a day", ERR_TRANSIENT, 30, old,
		  0, 6 * MINUTE, HOUR);
	waits_are("since nobody knows when", ERR_TRANSIENT, 30, "tuesday", 0,
		  90 * SECOND, 15 * MINUTE);
	waits_are("an operator is needed", ERR_MISCONFIGURED, 1, "", 0,
		  30 * SECOND, 5 * MINUTE);
	waits_are("and nobody comes", ERR_REJECTED, 30, now, 0, 6 * MINUTE,
		  HOUR);
	waits_are("our bug", ERR_INTERNAL, 1, "", 0, 30 * SECOND, 5 * MINUTE);
	waits_are("a longer wait is asked for", ERR_TRANSIENT, 1, "", 7200,
		  2 * HOUR, 2 * HOUR);
	waits_are("a shorter one", ERR_TRANSIENT, 30, now, 1, 90 * SECOND,
		  15 * MINUTE);
}

static void becomes(enum err_kind kind, enum sink_condition before,
		    enum sink_condition want)
{
	struct sink_state state = { .condition = before };
	struct err why = { kind, "it's \"down\"" };

	schedule_failure(&state, &why, 0);
	is_str(sink_condition_word(state.condition), sink_condition_word(want),
	       "%s: %s becomes", err_kind_name(kind),
	       sink_condition_word(before));
}

static void test_conditions(void)
{
	becomes(ERR_TRANSIENT, SINK_OK, SINK_RETRYING);
	becomes(ERR_UNAVAILABLE, SINK_OK, SINK_RETRYING);
	becomes(ERR_IO, SINK_HALTED, SINK_RETRYING);
	becomes(ERR_MISCONFIGURED, SINK_RETRYING, SINK_MISCONFIGURED);
	becomes(ERR_CONFIG, SINK_OK, SINK_MISCONFIGURED);
	becomes(ERR_REJECTED, SINK_OK, SINK_HALTED);
	becomes(ERR_DATA, SINK_OK, SINK_HALTED);
	becomes(ERR_INTERNAL, SINK_OK, SINK_HALTED);
	becomes(ERR_TRANSIENT, SINK_PAUSED, SINK_PAUSED);
	becomes(ERR_REJECTED, SINK_PAUSED, SINK_PAUSED);
}

static void test_notes(void)
{
	struct sink_state state = { .condition = SINK_OK };
	struct err why = { ERR_TRANSIENT, "one" };
	char since[40];

	schedule_failure(&state, &why, 0);
	snprintf(since, sizeof(since), "%s", state.failing_since);
	ok(since[0] && state.failures == 1 && !strcmp(state.error, "one") &&
	       !strcmp(state.error_kind, "transient"),
	   "the first failure is noted");
	why = (struct err){ ERR_UNAVAILABLE, "two" };
	snprintf(state.failing_since, sizeof(state.failing_since),
		 "2001-01-01T00:00:00Z");
	schedule_failure(&state, &why, 0);
	ok(state.failures == 2 && !strcmp(state.error, "two") &&
	       !strcmp(state.failing_since, "2001-01-01T00:00:00Z"),
	   "the next one too, and since when it fails stays");
}

static void left(int64_t ahead, int64_t most, const char *what)
{
	struct sink_state state = { .next_attempt_at = clock_now() + ahead };
	int64_t wait = schedule_wait(&state);

	/* Time may have passed since. */
	if (!ok(wait <= most && (!most || wait > most - MINUTE), "%s", what))
		diag("%d ms", (int)wait);
}

static void test_left(void)
{
	struct sink_state never = { 0 };

	is_int(schedule_wait(&never), 0, "one that never failed is due");
	left(-HOUR, 0, "one whose time has come is due");
	left(15 * MINUTE, 15 * MINUTE, "a quarter of an hour is left");
	left(2 * HOUR, 2 * HOUR, "so are the two hours that a receiver wants");
	left(24 * HOUR, 0, "nobody sets a day: the clock was wrong");
	left((int64_t)9 * 365 * 24 * HOUR, 0, "nor years");
}

/* A failure of that kind in a sink that has failed in passing for so long. */
static bool gives_up(enum err_kind before, int64_t waited, enum err_kind kind,
		     int64_t give_up_after)
{
	struct sink_state state = { 0 };
	struct err first = { ERR_TRANSIENT, "no" }, why = { before, "no" };

	schedule_failure(&state, &first, 0);
	schedule_failure(&state, &why, 0);
	if (state.waiting_since)
		state.waiting_since -= waited;
	return schedule_gives_up(&state, kind, give_up_after);
}

static void test_gives_up(void)
{
	const enum err_kind down = ERR_UNAVAILABLE;

	ok(!gives_up(down, 1000 * (int64_t)HOUR, down, 0),
	   "without give_up_after never");
	ok(!gives_up(down, HOUR - MINUTE, down, 3600), "it is too early");
	ok(gives_up(down, HOUR, down, 3600), "it is time");
	ok(gives_up(ERR_IO, HOUR, ERR_TRANSIENT, 3600), "in whatever way");
	ok(!gives_up(down, HOUR, ERR_MISCONFIGURED, 3600),
	   "what needs an operator is not given up");
	ok(!gives_up(ERR_MISCONFIGURED, HOUR, down, 3600),
	   "nor does the time count before it needed one");
	ok(gives_up(ERR_REJECTED, HOUR, down, 3600),
	   "one that was given up stays so");
}

static void critical(const char *what, int64_t hours,
		     enum sink_condition condition, int64_t said_hours, bool is,
		     bool says)
{
	struct sink_state state = { .condition = condition };

	clock_text(clock_now() - hours * HOUR, state.failing_since);
	if (said_hours)
		state.alerted_at = clock_now() - said_hours * HOUR;
	ok((schedule_critical(&state) > 0) == is &&
	       (schedule_alert(&state) > 0) == says,
	   "%s", what);
}

static void test_critical(void)
{
	struct sink_state well = { 0 };

	ok(!schedule_critical(&well) && !schedule_alert(&well),
	   "one that is well is not critical");
	critical("23 hours are not", 23, SINK_RETRYING, 0, false, false);
	critical("25 are, and are said", 25, SINK_RETRYING, 0, true, true);
	critical("once a day", 48, SINK_RETRYING, 23, true, false);
	critical("and again the next day", 49, SINK_MISCONFIGURED, 25, true,
		 true);
	critical("also where it was said tomorrow", 49, SINK_STOPPED, -20, true,
		 true);
	critical("but not where somebody has paused it", 99, SINK_PAUSED, 0,
		 false, false);
	{
		struct sink_state broken = { .condition = SINK_OK };
		struct err why = { ERR_INTERNAL, "a promise" };

		schedule_failure(&broken, &why, 0);
		ok(schedule_critical(&broken) && schedule_alert(&broken),
		   "a promise that does not hold is, at once");
	}
	critical("nor since tomorrow", -30, SINK_RETRYING, 0, false, false);
}

int main(void)
{
	srand(1);
	test_left();
	test_waits();
	test_conditions();
	test_notes();
	test_gives_up();
	test_critical();
	return done();
}
