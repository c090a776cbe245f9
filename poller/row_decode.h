/*
 * What the decoders of row images share; private to poller/row*.c.
 */
#ifndef POLLER_ROW_DECODE_H
#define POLLER_ROW_DECODE_H

#include "poller/row.h"

/* A place in an image, and what is needed to say where that is. */
struct row_reader {
	const char *p, *end; /* what is left */
	const char *start;
	const struct table *table;
	bool key_only;     /* the image holds no other columns */
	bool counts_bytes; /* lengths are in bytes, not in characters */
	struct arena *arena;
	struct err *err;
};

/*
 * Sets ERR_DATA, `column "note": at byte 17: TEXT`, and returns false.  Bytes
 * are counted from 0; `at` is where.  Without a column the message starts with
 * the byte.
 */
bool row_fail(const struct row_reader *in, const struct column *column,
	      const char *at, const char *format, ...) PRINTF_LIKE(4, 5);

bool row_json(struct row_reader *in, struct row *out);
bool row_quoted(struct row_reader *in, bool backslash, struct row *out);
bool row_counted(struct row_reader *in, struct row *out);
bool row_written(struct row_reader *in, struct row *out);

#endif
