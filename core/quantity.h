/*
 * Numbers with a unit, as people write them into a configuration or behind an
 * option of a command: "8m", "10ms", "1d".
 */
#ifndef CORE_QUANTITY_H
#define CORE_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

enum quantity {
	QUANTITY_COUNT,        /* no unit */
	QUANTITY_SIZE,         /* bytes: none, k, m, g or KiB, MiB, GiB */
	QUANTITY_SECONDS,      /* s, m, h, d */
	QUANTITY_MILLISECONDS, /* ms, s, m, h, d */
};

/*
 * A whole number, blanks, and a unit in upper or lower case; nothing else, and
 * a time needs its unit, but for 0.  False for any other text, for a negative
 * number, and for one that is too large for 64 bits.
 */
bool quantity_parse(const char *text, enum quantity what, int64_t *out);

#endif
