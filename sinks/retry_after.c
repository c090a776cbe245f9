#include "sinks/retry_after.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "core/clock.h"

struct date {
	int year, month, day, hour, minute, second;
};

static bool find_month(const char *name, int *out)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *at = strlen(name) == 3 ? strstr(names, name) : NULL;

	if (!at || (at - names) % 3 != 0)
		return false;
	*out = (int)(at - names) / 3 + 1;
	return true;
}

/* A year of two digits is of the fifty years around 2020, as they are used. */
static int whole_year(int year)
{
	if (year > 99)
		return year;
	return year < 70 ? 2000 + year : 1900 + year;
}

/* The date of today's HTTP, and the two that it still has to read. */
static bool parse_date(const char *text, struct date *out)
{
	char month[4];
	int end = 0;

	if (sscanf(text, "%*3[A-Za-z], %2d %3s %4d %2d:%2d:%2d GMT%n",
		   &out->day, month, &out->year, &out->hour, &out->minute,
		   &out->second, &end) != 6 &&
	    sscanf(text, "%*9[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d GMT%n",
		   &out->day, month, &out->year, &out->hour, &out->minute,
		   &out->second, &end) != 6 &&
	    sscanf(text, "%*3[A-Za-z] %3s %2d %2d:%2d:%2d %4d%n", month,
		   &out->day, &out->hour, &out->minute, &out->second,
		   &out->year, &end) != 6)
		return false;
	if (!end || text[end + strspn(text + end, " \t")] ||
	    !find_month(month, &out->month))
		return false;
	out->year = whole_year(out->year);
	return out->year >= 1900 && out->day >= 1 && out->day <= 31 &&
	       out->hour >= 0 && out->hour <= 23 && out->minute >= 0 &&
	       out->minute <= 59 && out->second >= 0 && out->second <= 60;
}

static int64_t clamp(int64_t seconds, int64_t most)
{
	if (seconds < 0)
		return 0;
	return seconds < most ? seconds : most;
}

int64_t retry_after_read(const char *value, int64_t now, int64_t most)
{
	struct date date = { 0 };
	int64_t seconds = 0;
	const char *p;

	for (p = value; *p >= '0' && *p <= '9'; p++)
		seconds = clamp(seconds * 10 + (*p - '0'), most);
	if (p > value && !p[strspn(p, " \t")])
		return seconds;
	if (!parse_date(value, &date))
		return 0;
	return clamp(clock_from_utc(date.year, date.month, date.day, date.hour,
				    date.minute, date.second) /
			     1000 -
			 now,
		     most);
}
