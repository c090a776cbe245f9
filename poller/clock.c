#include "poller/clock.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

int64_t clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void clock_now_text(char out[40])
{
	struct timespec t;
	struct tm utc;
	size_t n;

	clock_gettime(CLOCK_REALTIME, &t);
	gmtime_r(&t.tv_sec, &utc);
	n = strftime(out, 40, "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(out + n, 40 - n, ".%06ldZ", t.tv_nsec / 1000);
}

void clock_text(int64_t milliseconds, char out[40])
{
	time_t seconds = (time_t)(milliseconds / 1000);
	struct tm utc;

	gmtime_r(&seconds, &utc);
	strftime(out, 40, "%Y-%m-%dT%H:%M:%SZ", &utc);
}
