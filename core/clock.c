#include "core/clock.h"

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

void clock_now_text(char out[CLOCK_TEXT_SIZE])
{
	struct timespec t;
	struct tm utc;
	size_t n;

	clock_gettime(CLOCK_REALTIME, &t);
	gmtime_r(&t.tv_sec, &utc);
	n = strftime(out, CLOCK_TEXT_SIZE, "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(out + n, CLOCK_TEXT_SIZE - n, ".%06ldZ", t.tv_nsec / 1000);
}

void clock_text(int64_t milliseconds, char out[CLOCK_TEXT_SIZE])
{
	time_t seconds = (time_t)(milliseconds / 1000);
	struct tm utc;

	gmtime_r(&seconds, &utc);
	strftime(out, CLOCK_TEXT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

int64_t clock_from_utc(int year, int month, int day, int hour, int minute,
		       int second)
{
	/*
	 * Days from the civil date: years that begin in March end in February.
	 */
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year =
	    (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
		       of_year - 719468;

	return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}

int64_t clock_parse(const char *text)
{
	int y, mo, d, h, mi, s;

	if (sscanf(text, "%d-%d-%dT%d:%d:%d", &y, &mo, &d, &h, &mi, &s) != 6)
		return 0;
	return clock_from_utc(y, mo, d, h, mi, s);
}

void clock_sleep(int64_t milliseconds)
{
	struct timespec t = { .tv_sec = (time_t)(milliseconds / 1000),
			      .tv_nsec =
				  (long)(milliseconds % 1000) * 1000000 };

	nanosleep(&t, NULL);
}
