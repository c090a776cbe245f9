/*
 * Row images: text that a trigger wrote, decoded to values.
 *
 * An image that does not decode exactly is an error of its event, never a
 * guess.  Whether a value is one of its column's kind is not decided here but
 * when it is written (poller/value.h).
 *
 * The encodings (a dialect names one of the first three):
 *
 *   json     {"id":1,"note":"a","doc":null}: the engine's own row-to-JSON.  A
 *            member is found by its name, so that a column dropped or added
 *            keeps working.  Behind the object there can stand, for a table
 *            with columns of kind json, a tab and a word for each such column
 *            in the order of the shape: the engine's json_typeof(), no word
 *            where the column is SQL NULL.  It tells SQL NULL from the JSON
 *            document `null`.  Half a surrogate pair is an error, but for one
 *            inside a document, which is passed on as it is.
 *
 *   quoted   1,'it''s',NULL,X'00FF',3.5: values in the order of the shape, with
 *            commas between.  A string is a SQL literal: '' is a quote; where
 *            the dialect's setting `escape` is "backslash", \0 \' \\ \Z \n \r
 *            \t too, as MySQL's QUOTE() writes them.  X'..' is binary.  TX'..'
 *            is text whose bytes are those: for text that a literal cannot
 *            carry.  UX'..' is the same behind a byte order mark, which tells
 *            UTF-8 from UTF-16 (SQLite, a NUL, in a database of either).  A
 *            bare word is NULL, a number, b'1', or the hex digits of a binary
 *            column, none of them if it is empty.  A bare ? is a value that the
 *            trigger could not see: it is absent.  (So an engine whose binary
 *            columns can hold a number writes that as a string, not bare.)
 *
 *   counted  3:abc,17,~,: values in the order of the shape, each ended by a
 *            comma.  ~ is NULL.  Columns of the kinds text, json, interval and
 *            other are LENGTH:TEXT, where LENGTH counts characters; all others
 *            are bare text without commas, hex digits if they are binary.
 *            xC3A4 in place of LENGTH:TEXT is text whose bytes are those: for
 *            text in a character set that nobody knows.
 *
 *   written  values as they stand in a native event, in the order of the shape,
 *            then those that the shape does not know, each behind its name.  A
 *            value is LENGTH:JSON with a letter before: = as its column's kind
 *            has it, t or b where the event's `encoding` says text or base64, ~
 *            NULL, - absent, with what option lob captured as its text; and a !
 *            before that where it differs from the row's other image.  No
 *            trigger writes that: poller/event_read.h does, of what a file
 *            holds.
 *
 * An image in json or counted can be \x and the hex digits of its bytes: where
 * a database holds bytes and calls them text (SQL_ASCII), which it hands out in
 * no other way.  A LENGTH counts bytes then.
 *
 * A table's options (core/table_options.h) say what an image holds.  Excluded
 * columns are in none.  With option before key or none the image of the row
 * before holds the columns of the key alone.  With option lob a value is, in
 * any encoding, the text ?BYTES or ?BYTES:ALGORITHM:HEX in place of the value:
 * it is absent, and its text says what is behind the question mark.
 */
#ifndef POLLER_ROW_H
#define POLLER_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "core/table.h"

enum value_form {
	/* The image does not hold this column; text: see option lob. */
	VALUE_ABSENT,
	VALUE_NULL,
	VALUE_TEXT,  /* text holds the value's own bytes, unescaped */
	VALUE_BARE,  /* text holds a number, true, false, hex digits... */
	VALUE_BYTES, /* text holds an even number of hex digits */
	VALUE_JSON,  /* text holds a JSON document, as it stood in the image */
	VALUE_WRITTEN, /* text holds what stands in the event for it */
};

struct value {
	enum value_form form;
	/* Of encoding written only. */
	unsigned char how; /* enum value_how: how it was written */
	bool differs;      /* from that of the row's other image */
	struct str text;   /* in the image or in the arena */
};

/* A column in the image that the shape does not know: json only. */
struct extra_value {
	struct str name;
	struct value value;
};

struct row {
	struct value *values; /* one for each column of the shape */
	size_t n;
	struct extra_value *extras;
	size_t nextras;
};

/*
 * A row holds no more columns that the shape does not know: no engine has
 * tables that wide, and looking for one that is there twice stays cheap.
 */
enum { ROW_EXTRAS_MAX = 2000 };

/* One more of them, in the arena; *cap is how many there is room for. */
struct value *row_add_extra(struct row *row, size_t *cap, struct str name,
			    struct arena *arena);

enum row_encoding {
	ROW_JSON,
	ROW_QUOTED,
	ROW_QUOTED_BACKSLASH,
	ROW_COUNTED,
	ROW_WRITTEN
};

/* Appends an image in the encoding written. */
void row_write(struct buf *out, const struct row *row);

/*
 * The encoding of a dialect's settings `encoding` and `escape`; ERR_INTERNAL
 * for a word that is none.
 */
bool row_encoding_find(const char *encoding, const char *escape,
		       enum row_encoding *out, struct err *err);

/*
 * Decodes one image.  What it cannot point to in `image` it puts in the arena.
 * ERR_DATA says what is wrong and at which byte: `column "note": ...`.
 */
bool row_decode(enum row_encoding encoding, struct str image,
		const struct table *table, struct arena *arena, struct row *out,
		struct err *err);

/* The same for the image of the row before. */
bool row_decode_old(enum row_encoding encoding, struct str image,
		    const struct table *table, struct arena *arena,
		    struct row *out, struct err *err);

#endif
