/* The token bucket, by a clock that only the test moves. */
#include "sinks/rate.h"

#include <inttypes.h>

#include "tests/tap.h"

static void test_parse(void)
{
	static const struct {
		const char *text;
		double want; /* 0: refused */
	} rows[] = {
		{ "10/s", 10 },
		{ "1/s", 1 },
		{ "90/m", 1.5 },
		{ "1/m", 1.0 / 60 },
		{ "100000/s", 100000 },
		{ "0/s", 0 },
		{ "-1/s", 0 },
		{ "+1/s", 0 },
		{ " 1/s", 0 },
		{ "10", 0 },
		{ "10/h", 0 },
		{ "/s", 0 },
		{ "1.5/s", 0 },
		{ "100001/s", 0 },
		{ "10/s ", 0 },
		{ "", 0 },
		{ "99999999999999999999/s", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		double got = 0;
		bool good = rate_parse(rows[i].text, &got);

		ok(good == (rows[i].want > 0) && got == rows[i].want,
		   "\"%s\" is %g", rows[i].text, got);
	}
}

/* How many requests go within `span` milliseconds of a clock at *now. */
static int64_t run(struct rate *rate, int64_t *now, int64_t span)
{
	int64_t end = *now + span, n = 0;

	for (;;) {
		int64_t wait = rate_take(rate, *now);

		if (!wait) {
			n++;
			continue;
		}
		if (*now + wait >= end) {
			*now = end;
			return n;
		}
		*now += wait;
	}
}

static void test_bucket(void)
{
	struct rate rate;
	int64_t now = 5000, i;

	rate_start(&rate, 10, now);
	for (i = 0; i < 10; i++)
		is_int(rate_take(&rate, now), 0, "request %" PRId64, i + 1);
	is_int(rate_take(&rate, now), 100, "the next waits for its turn");
	is_int(rate_take(&rate, now + 40), 60, "and for what is left of it");
	is_int(rate_take(&rate, now + 100), 0, "and then goes");
	is_int(rate_take(&rate, now + 100), 100, "alone");
	now += 100;
	is_int(run(&rate, &now, 10000), 99, "ten a second, for ten seconds");
	now += 3600 * 1000;
	is_int(run(&rate, &now, 1), 10, "an idle hour saves up one second");
}

static void test_slow(void)
{
	struct rate rate;
	int64_t now = 0;

	rate_start(&rate, 1.0 / 60, now);
	is_int(rate_take(&rate, now), 0, "the first goes at once");
	is_int(rate_take(&rate, now), 60000, "the second in a minute");
	is_int(rate_take(&rate, now + 60000), 0, "and not later");
}

static void test_none(void)
{
	struct rate rate;
	int i, waits = 0;

	rate_start(&rate, 0, 0);
	for (i = 0; i < 1000; i++)
		waits += rate_take(&rate, 0) != 0;
	rate_throttled(&rate, 0);
	rate_succeeded(&rate);
	rate_hinted(&rate, 1, 60, 0);
	waits += rate_take(&rate, 0) != 0;
	is_int(waits, 0, "without a limit nothing waits");
}

static void test_giving_way(void)
{
	struct rate rate;
	int64_t now = 0;
	int i;

	rate_start(&rate, 16, now);
	rate_throttled(&rate, now);
	is_int(run(&rate, &now, 10001), 80, "half of it after one complaint");
	rate_throttled(&rate, now);
	is_int(run(&rate, &now, 10001), 40, "a quarter after another");
	for (i = 0; i < 100; i++)
		rate_throttled(&rate, now);
	is_int(rate_take(&rate, now), 4000, "never less than one 64th");
	for (i = 0; i < 3; i++)
		rate_succeeded(&rate);
	ok(rate.pace > 2.6 && rate.pace < 2.7, "successes give it back: %g",
	   rate.pace);
	for (i = 0; i < 100; i++)
		rate_succeeded(&rate);
	ok(rate.pace == 16, "and never more than the limit: %g", rate.pace);
}

static void test_hint(void)
{
	struct rate rate;
	int64_t now = 0;

	rate_start(&rate, 10, now);
	run(&rate, &now, 1); /* the bucket is empty */
	rate_hinted(&rate, 20, 10, now);
	is_int(run(&rate, &now, 10000), 20, "two a second, as it asked");
	is_int(run(&rate, &now, 1000), 10, "and no longer than it asked");
	rate_hinted(&rate, 1000, 10, now);
	is_int(run(&rate, &now, 10000), 100, "its 100 a second are no licence");
	rate_hinted(&rate, -1, -1, now);
	rate_hinted(&rate, 0, 60, now);
	is_int(run(&rate, &now, 10000), 100,
	       "what says nothing changes it not");
}

int main(void)
{
	test_parse();
	test_bucket();
	test_slow();
	test_none();
	test_giving_way();
	test_hint();
	return done();
}
