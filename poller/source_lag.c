#include "poller/source_private.h"

#include <stdio.h>
#include <string.h>

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
	int64_t era, year_of_era, day_of_year;

	year -= month <= 2;
	era = (year >= 0 ? year : year - 399) / 400;
	year_of_era = year - era * 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 -
	       year_of_era / 100 + day_of_year - 719468;
}

/* Seconds since 1970 of "2026-11-22T08:15:45.123Z". */
static bool parse_time(const char *text, int64_t *out)
{
	int year, month, day, hour, minute, second;

	if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour,
		   &minute, &second) != 6)
		return false;
	*out = days_from_civil(year, month, day) * 86400 + hour * 3600 +
	       minute * 60 + second;
	return true;
}

/* Counts the scan itself, where there is something to filter. */
static bool count_filtered(struct source *source, const struct scan *scan,
			   int64_t *count, int64_t *first, struct err *err)
{
	struct seq_list seqs = { 0 };
	bool good;

	good =
	    scan_seqs(source, scan, INT64_MAX, INT64_MAX, 1, &seqs, count, err);
	*first = good && seqs.n ? seqs.seqs[0] : 0;
	seq_list_release(&seqs);
	return good;
}

/* Asks for count, lowest and its time of a set. */
static bool ask_lag(struct source *source, const struct rangeset *set,
		    struct lag *out, struct err *err)
{
	static const char section[] = "poller.lag";
	struct template_value value = { "where", NULL };
	struct arena arena = { 0 };
	struct buf where = { 0 };
	const struct cell *row;
	int64_t then, now;
	bool good;

	source_where(set, &where);
	value.value = where.data;
	good = source_one(source, section, &value, 1, 4, &arena, &row, err);
	if (good && row) {
		good = source_int(&row[0], section, &out->events, err) &&
		       source_int(&row[1], section, &out->oldest_seq, err);
		if (!row[2].null)
			snprintf(out->oldest_captured,
				 sizeof(out->oldest_captured), "%s",
				 row[2].text.p);
		if (!row[2].null && !row[3].null &&
		    parse_time(row[2].text.p, &then) &&
		    parse_time(row[3].text.p, &now) && now > then)
			out->seconds = now - then;
	}
	buf_release(&where);
	arena_release(&arena);
	return good;
}

bool source_lag(struct source *source, const struct rangeset *acked,
		int64_t floor, struct lag *out, struct err *err)
{
	struct rangeset first = { 0 };
	struct scan scan;
	int64_t count, seq;
	bool good = true;

	*out = (struct lag){ 0 };
	scan_init(&scan, acked, floor, INT64_MAX);
	if (scan.asked.n && !scan.filtered.n) {
		good = ask_lag(source, &scan.asked, out, err);
	} else if (scan.asked.n) {
		good = count_filtered(source, &scan, &count, &seq, err);
		if (good && count) {
			rangeset_add(&first, seq, seq);
			good = ask_lag(source, &first, out, err);
			out->events = count;
		}
	}
	rangeset_release(&first);
	scan_release(&scan);
	return good;
}
