#include "sinks/rate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	STEPS = 20, /* successes from nothing to all of the limit */
	LEAST = 64  /* the slowest pace is this part of the limit */
};

bool rate_parse(const char *text, double *out)
{
	long long n;
	char *end;

	errno = 0;
	n = strtoll(text, &end, 10);
	if (end == text || errno || n < 1 || *text == '+' || *text == ' ')
		return false;
	if (strcmp(end, "/s") == 0 && n <= 100000)
		*out = (double)n;
	else if (strcmp(end, "/m") == 0 && n <= 60LL * 100000)
		*out = (double)n / 60;
	else
		return false;
	return true;
}

void rate_start(struct rate *rate, double most, int64_t now)
{
	*rate = (struct rate){ .most = most, .pace = most, .at = now };
	rate->tokens = most > 1 ? most : 1;
}

static double pace_at(const struct rate *rate, int64_t now)
{
	if (rate->hint > 0 && now < rate->hint_end && rate->hint < rate->pace)
		return rate->hint;
	return rate->pace;
}

/* Adds what the time since the last count has brought. */
static void fill(struct rate *rate, int64_t now)
{
	double pace = pace_at(rate, now);
	double most = pace > 1 ? pace : 1;

	if (now > rate->at)
		rate->tokens += pace * (double)(now - rate->at) / 1000;
	if (rate->tokens > most)
		rate->tokens = most;
	rate->at = now;
}

int64_t rate_take(struct rate *rate, int64_t now)
{
	double wait;

	if (!(rate->most > 0))
		return 0;
	fill(rate, now);
	/* A millisecond's rounding must not cost another millisecond. */
	if (rate->tokens >= 1 - 1e-9) {
		rate->tokens -= 1;
		return 0;
	}
	wait = (1 - rate->tokens) * 1000 / pace_at(rate, now);
	return (int64_t)wait + ((double)(int64_t)wait < wait);
}

void rate_throttled(struct rate *rate, int64_t now)
{
	fill(rate, now);
	rate->pace /= 2;
	if (rate->pace < rate->most / LEAST)
		rate->pace = rate->most / LEAST;
	rate->tokens = 0;
}

void rate_succeeded(struct rate *rate)
{
	rate->pace += rate->most / STEPS;
	if (rate->pace > rate->most)
		rate->pace = rate->most;
}

void rate_hinted(struct rate *rate, int64_t remaining, int64_t seconds,
		 int64_t now)
{
	if (remaining < 1 || seconds < 1)
		return; /* nothing said, or nothing left: the poller pauses */
	fill(rate, now);
	rate->hint = (double)remaining / (double)seconds;
	rate->hint_end = now + seconds * 1000;
}
