#include <stdint.h>
#include <string.h>

#include "core/base64.h"
#include "core/table_options.h"
#include "core/utf8.h"
#include "poller/row_decode.h"

/* Kinds whose values have a length in front; all others are bare. */
static bool is_counted(enum kind kind)
{
	return kind == KIND_TEXT || kind == KIND_JSON ||
	       kind == KIND_INTERVAL || kind == KIND_OTHER;
}

/* LENGTH:TEXT, at in->p; LENGTH is in characters, or in bytes. */
static bool read_counted(struct row_reader *in, const struct column *column,
			 struct value *out)
{
	const char *start = in->p;
	size_t chars = 0, bytes;

	while (in->p < in->end && *in->p >= '0' && *in->p <= '9') {
		if (chars > SIZE_MAX / 10 - 1)
			return row_fail(in, column, start,
					"a length that is too large");
		chars = chars * 10 + (size_t)(*in->p++ - '0');
	}
	if (in->p == start || in->p == in->end || *in->p != ':')
		return row_fail(in, column, in->p,
				"no length with a colon in front of a string");
	in->p++;
	bytes = chars;
	if (in->counts_bytes
		? bytes > (size_t)(in->end - in->p)
		: !utf8_span(in->p, (size_t)(in->end - in->p), chars, &bytes))
		return row_fail(in, column, start,
				"a string of %zu characters, but the row ends "
				"before that",
				chars);
	out->form = VALUE_TEXT;
	out->text = (struct str){ in->p, bytes };
	in->p += bytes;
	return true;
}

/* xC3A4, at in->p: a text by its bytes, up to the comma. */
static bool read_bytes(struct row_reader *in, const struct column *column,
		       struct value *out)
{
	const char *start = in->p + 1;
	const char *end = memchr(start, ',', (size_t)(in->end - start));
	size_t digits = (size_t)((end ? end : in->end) - start);
	char *bytes;

	if (!hex_valid(start, digits))
		return row_fail(in, column, start,
				"an odd number of hex digits, or a byte that "
				"is none");
	bytes = arena_alloc(in->arena, digits / 2);
	hex_decode((unsigned char *)bytes, start, digits);
	out->form = VALUE_TEXT;
	out->text = (struct str){ bytes, digits / 2 };
	in->p = start + digits;
	return true;
}

/* All up to the comma. */
static void read_bare(struct row_reader *in, struct value *out)
{
	size_t left = (size_t)(in->end - in->p);
	const char *comma = left > 0 ? memchr(in->p, ',', left) : NULL;
	size_t n = comma ? (size_t)(comma - in->p) : left;

	out->form = VALUE_BARE;
	out->text = (struct str){ in->p, n };
	in->p += n;
}

bool row_counted(struct row_reader *in, struct row *out)
{
	size_t i;

	for (i = 0; i < out->n; i++) {
		const struct column *column = &in->table->columns[i];
		struct value *value = &out->values[i];

		if (!column_is_held(column, in->key_only))
			continue;
		if (in->p == in->end)
			return row_fail(in, column, in->p,
					"the row ends before this column, "
					"number %zu of %zu",
					i + 1, out->n);
		if (*in->p == '~') {
			value->form = VALUE_NULL;
			in->p++;
		} else if (!is_counted(column->kind)) {
			read_bare(in, value);
		} else if (*in->p == 'x') {
			if (!read_bytes(in, column, value))
				return false;
		} else if (!read_counted(in, column, value)) {
			return false;
		}
		if (in->p == in->end || *in->p != ',')
			return row_fail(in, column, in->p,
					"no comma behind the value");
		in->p++;
	}
	if (in->p != in->end)
		return row_fail(in, NULL, in->p,
				"more behind the last of %zu columns", out->n);
	return true;
}
