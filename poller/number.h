/*
 * Numbers, as the engines print them, in one canonical form.
 *
 * Each function appends what stands in the JSON, quotes and all, and returns
 * true; or it appends nothing and returns false, because the text is not a
 * value of that kind.
 */
#ifndef POLLER_NUMBER_H
#define POLLER_NUMBER_H

#include <stdbool.h>

#include "core/buf.h"

/*
 * An integer without leading zeros and plus sign, as a number; at most
 * 9007199254740991 either way, which every JSON reader has exactly.
 */
bool number_int(struct buf *out, struct str text);

/* The same as a string, of any length. */
bool number_bigint(struct buf *out, struct str text);

/*
 * A decimal as a string: no exponent, no plus sign, one digit at least before
 * the point, every digit behind it kept.  "NaN", "Infinity", "-Infinity".
 */
bool number_decimal(struct buf *out, struct str text);

/*
 * The shortest number that reads back to the same IEEE 754 double (single),
 * the closest of the shortest: 0.1, 123456, 1e+16, 1e-7; an exponent from 1e+16
 * on and below 1e-6; minus zero is -0.0.  "NaN", "Infinity", "-Infinity" as
 * strings.  False for a number too large or too small for the format, except
 * for the one that SQLite prints for infinity.
 */
bool number_double(struct buf *out, struct str text);
bool number_float(struct buf *out, struct str text);

#endif
