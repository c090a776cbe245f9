/*
 * JSON as we write it, read again: compact, with the escapes of core/escape.h
 * alone, and each value as the text that it stands as, so that no digit is
 * lost.  Members that nobody knows are values like any other.  All that is
 * handed out is borrowed from the text.
 */
#ifndef CORE_JSONTEXT_H
#define CORE_JSONTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/mem.h"

/*
 * The value at *p, which moves behind it.  False, where there is none that we
 * could have written: a blank, another escape, no UTF-8, more than 16 deep.
 */
bool jsontext_value(const char **p, const char *end, struct str *out);

/* What is inside an object or an array; of anything else, nothing. */
struct jsontext {
	const char *p, *end;
	bool object;
};
struct jsontext jsontext_open(struct str value);

/*
 * The next member, its name with the quotes; an array's items have none.  Of a
 * text that jsontext_value() took.
 */
bool jsontext_next(struct jsontext *in, struct str *name, struct str *value);

/* The member of that name, which no escape is in; p is NULL: there is none. */
struct str jsontext_member(struct str object, const char *name);

/* Is the value this string, which no escape is in? */
bool jsontext_is(struct str value, const char *string);

/*
 * A whole number of digits, 64 bits, with a minus or without.  False for any
 * other value.
 */
bool jsontext_int(struct str value, int64_t *out);

/*
 * What escape_name() was given for that string, in the arena, with a NUL behind
 * it.  False for another value, and for one that it never writes.
 */
bool jsontext_name(struct str value, struct arena *arena, struct str *out);

#endif
