#include "poller/timestamp.h"

#include <stdint.h>
#include <string.h>

/* Years have at most so many digits; PostgreSQL goes to 294276. */
enum { YEAR_DIGITS = 9 };

struct reader {
	const char *p, *end;
};

struct date {
	struct str text; /* YYYY-MM-DD, without BC */
	int64_t year;
	int month, day;
};

struct clock {
	struct str text; /* HH:MM:SS, without a sign */
	int hour, minute, second;
	struct str fraction; /* ".5", with the point; or empty */
};

static bool take(struct reader *in, char c)
{
	if (in->p == in->end || *in->p != c)
		return false;
	in->p++;
	return true;
}

static bool take_text(struct reader *in, const char *text)
{
	size_t n = strlen(text);

	if ((size_t)(in->end - in->p) < n || memcmp(in->p, text, n) != 0)
		return false;
	in->p += n;
	return true;
}

/* least..most digits and no more. */
static bool take_digits(struct reader *in, int least, int most, int64_t *out)
{
	int n = 0;

	*out = 0;
	for (; in->p < in->end && *in->p >= '0' && *in->p <= '9'; n++) {
		if (n == most)
			return false;
		*out = *out * 10 + (*in->p++ - '0');
	}
	return n >= least;
}

static bool take_two(struct reader *in, int most, int *out)
{
	const char *p = in->p;

	if (in->end - p < 2 || p[0] < '0' || p[0] > '9' || p[1] < '0' ||
	    p[1] > '9')
		return false;
	*out = (p[0] - '0') * 10 + (p[1] - '0');
	in->p += 2;
	return *out <= most;
}

static bool take_date(struct reader *in, struct date *out)
{
	out->text.p = in->p;
	if (!take_digits(in, 4, YEAR_DIGITS, &out->year) || !take(in, '-') ||
	    !take_two(in, 12, &out->month) || !take(in, '-') ||
	    !take_two(in, 31, &out->day))
		return false;
	out->text.n = (size_t)(in->p - out->text.p);
	return true;
}

static bool take_fraction(struct reader *in, struct str *out)
{
	*out = (struct str){ in->p, 0 };
	if (!take(in, '.'))
		return true;
	while (in->p < in->end && *in->p >= '0' && *in->p <= '9')
		in->p++;
	out->n = (size_t)(in->p - out->p);
	return out->n > 1;
}

static bool take_clock(struct reader *in, int hour_digits, struct clock *out)
{
	int64_t hour;

	out->text.p = in->p;
	if (!take_digits(in, 2, hour_digits, &hour) || !take(in, ':') ||
	    !take_two(in, 59, &out->minute) || !take(in, ':') ||
	    !take_two(in, 60, &out->second))
		return false;
	out->hour = (int)hour;
	out->text.n = (size_t)(in->p - out->text.p);
	return take_fraction(in, &out->fraction);
}

static bool at_digit(const struct reader *in)
{
	return in->p < in->end && *in->p >= '0' && *in->p <= '9';
}

/*
 * Seconds east of UTC: Z, +HH, +HHMM, +HH:MM, +HH:MM:SS; nothing at all is 0.
 */
static bool take_offset(struct reader *in, int *out)
{
	int hours, minutes = 0, seconds = 0;
	bool west = in->p < in->end && *in->p == '-';

	*out = 0;
	if (take(in, 'Z') || take(in, 'z') ||
	    (!take(in, '+') && !take(in, '-')))
		return true;
	if (!take_two(in, 24, &hours))
		return false;
	if (take(in, ':') || at_digit(in)) {
		if (!take_two(in, 59, &minutes))
			return false;
		if ((take(in, ':') || at_digit(in)) &&
		    !take_two(in, 59, &seconds))
			return false;
	}
	*out = hours * 3600 + minutes * 60 + seconds;
	if (west)
		*out = -*out;
	return true;
}

static char *put(char *q, struct str text)
{
	memcpy(q, text.p, text.n);
	return q + text.n;
}

static char *put_text(char *q, const char *text)
{
	return put(q, (struct str){ text, strlen(text) });
}

static char *put_two(char *q, int value)
{
	*q++ = (char)('0' + value / 10);
	*q++ = (char)('0' + value % 10);
	return q;
}

/* A place for a string of n bytes and its quotes; behind the first quote. */
static char *begin(struct buf *out, size_t n)
{
	buf_reserve(out, n + 2);
	out->data[out->len] = '"';
	return out->data + out->len + 1;
}

static bool finish(struct buf *out, char *q)
{
	*q++ = '"';
	*q = '\0';
	out->len = (size_t)(q - out->data);
	return true;
}

static bool add_same(struct buf *out, struct str text)
{
	return finish(out, put(begin(out, text.n), text));
}

static bool is_infinity(struct str text)
{
	struct reader in = { text.p, text.p + text.n };

	take(&in, '-');
	return take_text(&in, "infinity") && in.p == in.end;
}

bool timestamp_date(struct buf *out, struct str text)
{
	struct reader in = { text.p, text.p + text.n };
	struct date date;

	if (take_date(&in, &date)) {
		take_text(&in, " BC");
		return in.p == in.end && add_same(out, text);
	}
	return is_infinity(text) && add_same(out, text);
}

bool timestamp_time(struct buf *out, struct str text)
{
	struct reader in = { text.p, text.p + text.n };
	struct clock clock;
	int offset;

	take(&in, '-');
	if (!take_clock(&in, 3, &clock) || !take_offset(&in, &offset))
		return false;
	return in.p == in.end && add_same(out, text);
}

bool timestamp_local(struct buf *out, struct str text)
{
	struct reader in = { text.p, text.p + text.n };
	struct clock clock;
	struct date date;
	char *q;

	if (!take_date(&in, &date))
		return is_infinity(text) && add_same(out, text);
	if ((!take(&in, 'T') && !take(&in, ' ')) || !take_clock(&in, 2, &clock))
		return false;
	take_text(&in, " BC");
	if (in.p != in.end)
		return false;
	q = begin(out, text.n);
	memcpy(q, text.p, text.n);
	q[date.text.n] = 'T';
	return finish(out, q + text.n);
}

/*
 * Days from 0000-03-01 of the proleptic Gregorian calendar, and back: Howard
 * Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
enum { DAYS_400_YEARS = 146097, EPOCH_DAYS = 719468, DAY_SECONDS = 86400 };

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t days_of(int64_t year, int month, int day)
{
	int64_t era, year_of_era, day_of_year;

	year -= month <= 2;
	era = floor_div(year, 400);
	year_of_era = year - era * 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * DAYS_400_YEARS + year_of_era * 365 + year_of_era / 4 -
	       year_of_era / 100 + day_of_year;
}

static void date_of(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t era = floor_div(days, DAYS_400_YEARS);
	int64_t d = days - era * DAYS_400_YEARS;
	int64_t y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
	int64_t day_of_year = d - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * day_of_year + 2) / 153;

	*day = (int)(day_of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = y + era * 400 + (*month <= 2);
}

/* At least four digits. */
static char *put_year(char *q, int64_t year)
{
	char digits[24];
	size_t n = sizeof(digits);

	do {
		digits[--n] = (char)('0' + year % 10);
		year /= 10;
	} while (year > 0 || n > sizeof(digits) - 4);
	return put(q, (struct str){ digits + n, sizeof(digits) - n });
}

/* Seconds from 0000-03-01; years before 1 are written as BC. */
static bool add_instant(struct buf *out, int64_t seconds, struct str fraction)
{
	int64_t days = floor_div(seconds, DAY_SECONDS), year;
	int rest = (int)(seconds - days * DAY_SECONDS);
	int month, day;
	char *q;

	date_of(days, &year, &month, &day);
	q = begin(out, fraction.n + 48);
	q = put_year(q, year > 0 ? year : 1 - year);
	*q++ = '-';
	q = put_two(q, month);
	*q++ = '-';
	q = put_two(q, day);
	*q++ = 'T';
	q = put_two(q, rest / 3600);
	*q++ = ':';
	q = put_two(q, rest / 60 % 60);
	*q++ = ':';
	q = put_two(q, rest % 60);
	q = put(q, fraction);
	*q++ = 'Z';
	if (year <= 0)
		q = put_text(q, " BC");
	return finish(out, q);
}

/* What is UTC already is not computed, so that odd dates stay as they are. */
static bool add_utc(struct buf *out, const struct date *date,
		    const struct clock *clock, bool bc)
{
	char *q = begin(out, date->text.n + clock->fraction.n + 16);

	q = put(q, date->text);
	*q++ = 'T';
	q = put(q, clock->text);
	q = put(q, clock->fraction);
	*q++ = 'Z';
	if (bc)
		q = put_text(q, " BC");
	return finish(out, q);
}

/* 0001-01-01 to 9999-12-31, which is more than any TIMESTAMP of MySQL. */
static const int64_t unix_first = -62135596800, unix_last = 253402300799;

static bool add_unix(struct buf *out, struct str text)
{
	struct reader in = { text.p, text.p + text.n };
	bool negative = take(&in, '-');
	struct str fraction;
	int64_t seconds;
	size_t i;

	if (!take_digits(&in, 1, 12, &seconds) ||
	    !take_fraction(&in, &fraction) || in.p != in.end)
		return false;
	for (i = 1; i < fraction.n && fraction.p[i] == '0';)
		i++;
	if (negative && i < fraction.n)
		return false;
	if (seconds == 0 && i >= fraction.n) {
		struct date zero = { { "0000-00-00", 10 }, 0, 0, 0 };
		struct clock none = { .text = { "00:00:00", 8 },
				      .fraction = fraction };

		return add_utc(out, &zero, &none, false);
	}
	if (negative)
		seconds = -seconds;
	if (seconds < unix_first || seconds > unix_last)
		return false;
	return add_instant(out, seconds + (int64_t)EPOCH_DAYS * DAY_SECONDS,
			   fraction);
}

bool timestamp_utc(struct buf *out, struct str text)
{
	struct reader in = { text.p, text.p + text.n };
	struct clock clock;
	struct date date;
	int64_t seconds;
	int offset;
	bool bc;

	if (!take_date(&in, &date))
		return (is_infinity(text) && add_same(out, text)) ||
		       add_unix(out, text);
	if ((!take(&in, 'T') && !take(&in, ' ')) || !take_clock(&in, 2, &clock))
		return false;
	if (in.end - in.p > 1 && *in.p == ' ' && in.p[1] != 'B')
		in.p++;
	if (!take_offset(&in, &offset))
		return false;
	bc = take_text(&in, " BC");
	if (in.p != in.end)
		return false;
	if (offset == 0)
		return add_utc(out, &date, &clock, bc);
	if (date.month == 0 || date.day == 0 || (date.year == 0 && !bc))
		return false;
	seconds = days_of(bc ? 1 - date.year : date.year, date.month, date.day);
	seconds = seconds * DAY_SECONDS + clock.hour * 3600 +
		  clock.minute * 60 + clock.second - offset;
	return add_instant(out, seconds, clock.fraction);
}
