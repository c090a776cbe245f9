#include "poller/row.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base64.h"
#include "poller/row_decode.h"

bool row_encoding_find(const char *encoding, const char *escape,
		       enum row_encoding *out, struct err *err)
{
	if (!encoding)
		return err_set(err, ERR_INTERNAL, "no setting \"encoding\"");
	if (escape && strcmp(escape, "double") != 0 &&
	    strcmp(escape, "backslash") != 0)
		return err_set(err, ERR_INTERNAL,
			       "escape \"%s\" is neither double nor backslash",
			       escape);
	if (strcmp(encoding, "json") == 0)
		*out = ROW_JSON;
	else if (strcmp(encoding, "counted") == 0)
		*out = ROW_COUNTED;
	else if (strcmp(encoding, "quoted") != 0)
		return err_set(err, ERR_INTERNAL,
			       "encoding \"%s\" is none of json, quoted, "
			       "counted",
			       encoding);
	else if (escape && strcmp(escape, "backslash") == 0)
		*out = ROW_QUOTED_BACKSLASH;
	else
		*out = ROW_QUOTED;
	return true;
}

bool row_fail(const struct row_reader *in, const struct column *column,
	      const char *at, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	err_set(in->err, ERR_DATA, "at byte %zu: %s", (size_t)(at - in->start),
		text);
	if (column)
		err_prefix(in->err, "column \"%s\"", column->name);
	return false;
}

struct value *row_add_extra(struct row *row, size_t *cap, struct str name,
			    struct arena *arena)
{
	struct extra_value *extras;

	if (row->nextras == *cap) {
		*cap = *cap > 0 ? *cap * 2 : 8;
		extras = arena_alloc(arena, *cap * sizeof(*extras));
		if (row->nextras > 0)
			memcpy(extras, row->extras,
			       row->nextras * sizeof(*extras));
		row->extras = extras;
	}
	row->extras[row->nextras] = (struct extra_value){ .name = name };
	return &row->extras[row->nextras++].value;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* ?BYTES or ?BYTES:ALGORITHM:HEX, as triggers write it: for JSON as it is. */
static bool is_lob(struct str text, enum column_lob lob)
{
	size_t i = 1, colons = 0;

	if (text.n < 2 || text.p[0] != '?' || !is_digit(text.p[1]))
		return false;
	while (i < text.n && is_digit(text.p[i]))
		i++;
	if (lob == LOB_OMIT)
		return i == text.n;
	for (; i < text.n; i++) {
		char c = text.p[i];

		if (c == ':')
			colons++;
		else if (!is_digit(c) && (c < 'a' || c > 'z'))
			return false;
	}
	return colons == 2 && text.p[text.n - 1] != ':';
}

/* Values that are not captured whole are absent, with their size as text. */
static bool take_lobs(const struct row_reader *in, struct row *out)
{
	size_t i;

	for (i = 0; i < out->n; i++) {
		const struct column *column = &in->table->columns[i];
		struct value *value = &out->values[i];

		if (!column->lob || value->form == VALUE_NULL ||
		    value->form == VALUE_ABSENT)
			continue;
		if (!is_lob(value->text, column->lob)) {
			err_set(in->err, ERR_DATA,
				"column \"%s\": not the size of a value",
				column->name);
			return false;
		}
		value->form = VALUE_ABSENT;
		value->text.p++;
		value->text.n--;
	}
	return true;
}

static bool decode(enum row_encoding encoding, struct row_reader *in,
		   struct row *out)
{
	switch (encoding) {
	case ROW_JSON:
		return row_json(in, out);
	case ROW_QUOTED:
		return row_quoted(in, false, out);
	case ROW_QUOTED_BACKSLASH:
		return row_quoted(in, true, out);
	case ROW_COUNTED:
		return row_counted(in, out);
	case ROW_WRITTEN:
		return row_written(in, out);
	}
	return err_set(in->err, ERR_INTERNAL, "row encoding %d is none",
		       encoding);
}

/* \x7b227d: an image by its bytes, of a database that knows no characters. */
static bool take_bytes(struct row_reader *in)
{
	const char *hex = in->start + 2;
	size_t digits = (size_t)(in->end - in->start);
	char *bytes;

	if (digits < 2 || in->start[0] != '\\' || in->start[1] != 'x')
		return true;
	digits -= 2;
	if (!hex_valid(hex, digits))
		return row_fail(in, NULL, hex,
				"an odd number of hex digits, or a byte that "
				"is none");
	bytes = arena_alloc(in->arena, digits / 2 + 1);
	hex_decode((unsigned char *)bytes, hex, digits);
	in->start = in->p = bytes;
	in->end = bytes + digits / 2;
	in->counts_bytes = true;
	return true;
}

static bool read_row(enum row_encoding encoding, struct str image,
		     const struct table *table, bool key_only,
		     struct arena *arena, struct row *out, struct err *err)
{
	const char *start = image.n > 0 ? image.p : "";
	struct row_reader in = {
		.p = start,
		.end = start + image.n,
		.start = start,
		.table = table,
		.key_only = key_only,
		.arena = arena,
		.err = err,
	};

	*out = (struct row){ .n = table->ncolumns };
	out->values = arena_calloc(arena, out->n, sizeof(*out->values));
	if ((encoding == ROW_JSON || encoding == ROW_COUNTED) &&
	    !take_bytes(&in))
		return false;
	return decode(encoding, &in, out) && take_lobs(&in, out);
}

bool row_decode(enum row_encoding encoding, struct str image,
		const struct table *table, struct arena *arena, struct row *out,
		struct err *err)
{
	return read_row(encoding, image, table, false, arena, out, err);
}

bool row_decode_old(enum row_encoding encoding, struct str image,
		    const struct table *table, struct arena *arena,
		    struct row *out, struct err *err)
{
	return read_row(encoding, image, table,
			table->options.before != BEFORE_FULL, arena, out, err);
}
