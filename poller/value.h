/*
 * One value of a row as JSON: the rules at the top of poller/event.h.
 */
#ifndef POLLER_VALUE_H
#define POLLER_VALUE_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/kind.h"
#include "poller/row.h"

/* How a value was written: what an event's `encoding` member says. */
enum value_how {
	VALUE_AS_KIND,   /* as the column's kind has it: nothing to say */
	VALUE_AS_TEXT,   /* "text": the value's own text */
	VALUE_AS_BASE64, /* "base64": the value's bytes */
};

/* "text", "base64" */
const char *value_how_word(enum value_how how);

/* Appends the value, which is there (not VALUE_ABSENT). */
enum value_how value_write(struct buf *out, enum kind kind,
			   enum row_encoding encoding,
			   const struct value *value);

/*
 * Appends the value as text: what a reader of its JSON has in hand, without the
 * quotes and escapes.  False, with nothing appended, for NULL.
 */
bool value_text(struct buf *out, enum kind kind, enum row_encoding encoding,
		const struct value *value);

/*
 * True if both are NULL, or of the same form and the same bytes; what is known
 * to differ is never the same, however it was written.
 */
bool value_same(const struct value *a, const struct value *b);

#endif
