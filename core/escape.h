/*
 * Text as JSON strings, always the same way: " and \ and the bytes below 0x20
 * are escaped (\b \f \n \r \t, else \u00xx in lower case), all else is as it
 * is, U+2028 and DEL too.
 */
#ifndef CORE_ESCAPE_H
#define CORE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/buf.h"

/*
 * Appends the text as a JSON string, with its quotes.  False, with nothing
 * appended, if it is not valid UTF-8.
 */
bool escape_json(struct buf *out, const char *p, size_t n);

/* Appends n bytes as a JSON string of base64. */
void escape_base64(struct buf *out, const char *p, size_t n);

/*
 * Takes the escapes back, in place, of n bytes between the quotes of a string
 * that was made here; returns how many are left.
 */
size_t escape_undo(char *p, size_t n);

/*
 * Appends a name (of a column, a table, a database) as a JSON string.  One that
 * is not valid UTF-8, and one that starts with "base64:" itself, is written as
 * "base64:" and the base64 of its bytes, so that two names are never the same
 * string.
 */
void escape_name(struct buf *out, const char *name, size_t n);

/*
 * Not 0 if one of the eight bytes from p is ", \, below 0x20 or, where high is
 * 0x80, at least 0x80.
 */
static inline uint64_t escape_hit(const char *p, unsigned char high)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t word, quote, slash, hit;

	memcpy(&word, p, 8);
	quote = word ^ ones * '"';
	slash = word ^ ones * '\\';
	hit = (quote - ones) & ~quote;
	hit |= (slash - ones) & ~slash;
	hit |= (word - ones * 0x20) & ~word;
	hit |= word & ones * high;
	return hit & ones * 0x80;
}

#endif
