/*
 * Dates and times, as the engines print them, in one form.
 *
 * Each function appends a JSON string and returns true; or it appends nothing
 * and returns false, because the text is not a value of that kind.  A date need
 * not be one of the calendar: MySQL has 0000-00-00 and 2026-02-31.
 */
#ifndef POLLER_TIMESTAMP_H
#define POLLER_TIMESTAMP_H

#include <stdbool.h>

#include "core/buf.h"

/*
 * YYYY-MM-DD as it is, with more digits of the year and " BC" where they are;
 * "infinity" and "-infinity".
 */
bool timestamp_date(struct buf *out, struct str text);

/* [-]HH:MM:SS[.f] as it is, the hours up to three digits; perhaps +HH[:MM]. */
bool timestamp_time(struct buf *out, struct str text);

/* A date, T or a space, a time: with T.  No zone. */
bool timestamp_local(struct buf *out, struct str text);

/*
 * The same with an offset ("+02", "+05:30", "-00:25:21", " +01:00", "Z"), moved
 * to UTC and ended by Z; the fraction as it was.  Without an offset it is UTC
 * already.  A number is seconds since 1970; 0 is MySQL's zero date,
 * 0000-00-00T00:00:00Z, because no TIMESTAMP of MySQL is 1970 itself.
 */
bool timestamp_utc(struct buf *out, struct str text);

#endif
