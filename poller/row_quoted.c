#include <string.h>

#include "core/base64.h"
#include "core/table_options.h"
#include "poller/row_decode.h"

/*
 * Points behind the quote that ends the literal whose text starts at p, or is
 * NULL.  The quote is looked for again only when p has passed it, so that many
 * backslashes cost no more than one pass.
 */
static const char *literal_end(const char *p, const char *end, bool backslash,
			       bool *plain)
{
	const char *quote = NULL;

	*plain = true;
	while (p < end) {
		const char *slash = NULL;

		if (!quote || quote < p)
			quote = memchr(p, '\'', (size_t)(end - p));
		if (!quote)
			return NULL;
		if (backslash)
			slash = memchr(p, '\\', (size_t)(quote - p));
		if (slash) {
			*plain = false;
			p = slash + 2;
		} else if (quote + 1 < end && quote[1] == '\'') {
			*plain = false;
			p = quote + 2;
		} else {
			return quote + 1;
		}
	}
	return NULL;
}

/* What stands behind a backslash, or -1. */
static int unescaped(char c)
{
	switch (c) {
	case '0':
		return 0;
	case 'Z':
		return 0x1a;
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case '\'':
	case '\\':
		return c;
	default:
		return -1;
	}
}

/* The text between p and end, which is known to hold '' or an escape. */
static bool unquote(const struct row_reader *in, const struct column *column,
		    const char *p, const char *end, bool backslash,
		    struct str *out)
{
	char *q = arena_alloc(in->arena, (size_t)(end - p));

	out->p = q;
	while (p < end) {
		int c = (unsigned char)*p;

		if (c == '\'') {
			p++;
		} else if (c == '\\' && backslash) {
			c = unescaped(*++p);
			if (c < 0)
				return row_fail(in, column, p - 1,
						"an escape that is none");
		}
		*q++ = (char)c;
		p++;
	}
	out->n = (size_t)(q - out->p);
	return true;
}

/* 'text', at in->p. */
static bool read_literal(struct row_reader *in, const struct column *column,
			 bool backslash, struct value *out)
{
	const char *start = in->p + 1, *end;
	bool plain;

	end = literal_end(start, in->end, backslash, &plain);
	if (!end)
		return row_fail(in, column, in->p, "a string without an end");
	in->p = end--;
	out->form = VALUE_TEXT;
	out->text = (struct str){ start, (size_t)(end - start) };
	if (plain)
		return true;
	return unquote(in, column, start, end, backslash, &out->text);
}

/* X'00FF' or TX'00FF'; in->p is at the quote. */
static bool read_hex(struct row_reader *in, const struct column *column,
		     bool text, struct value *out)
{
	const char *start = in->p + 1;
	const char *end = memchr(start, '\'', (size_t)(in->end - start));
	size_t digits;
	char *bytes;

	if (!end)
		return row_fail(in, column, in->p, "hex digits without an end");
	digits = (size_t)(end - start);
	if (!hex_valid(start, digits))
		return row_fail(in, column, start,
				"an odd number of hex digits, or a byte that "
				"is none");
	in->p = end + 1;
	out->form = text ? VALUE_TEXT : VALUE_BYTES;
	out->text = (struct str){ start, digits };
	if (!text)
		return true;
	bytes = arena_alloc(in->arena, digits / 2);
	hex_decode((unsigned char *)bytes, start, digits);
	out->text = (struct str){ bytes, digits / 2 };
	return true;
}

/* Printable ASCII but the quote, the comma and the backslash. */
static bool is_word_byte(char c)
{
	return c >= ' ' && c <= '~' && c != '\'' && c != ',' && c != '\\';
}

/* A bare word: NULL, ?, a number, hex digits, b'1'; up to a comma or the end.
 */
static bool read_word(struct row_reader *in, const struct column *column,
		      struct value *out)
{
	const char *start = in->p, *p = start;

	if (in->end - p >= 2 && (*p == 'b' || *p == 'B') && p[1] == '\'') {
		for (p += 2; p < in->end && (*p == '0' || *p == '1');)
			p++;
		if (p == in->end || *p != '\'')
			return row_fail(in, column, start,
					"bits without an end");
		p++;
	} else {
		while (p < in->end && is_word_byte(*p))
			p++;
	}
	out->text = (struct str){ start, (size_t)(p - start) };
	out->form = VALUE_BARE;
	if (out->text.n == 4 && memcmp(start, "NULL", 4) == 0)
		*out = (struct value){ .form = VALUE_NULL };
	if (out->text.n == 1 && *start == '?')
		*out = (struct value){ .form = VALUE_ABSENT };
	in->p = p;
	return true;
}

static bool read_value(struct row_reader *in, const struct column *column,
		       bool backslash, struct value *out)
{
	const char *p = in->p;
	size_t left = (size_t)(in->end - p);

	if (left > 0 && *p == '\'')
		return read_literal(in, column, backslash, out);
	if (left > 1 && (*p == 'X' || *p == 'x') && p[1] == '\'') {
		in->p++;
		return read_hex(in, column, false, out);
	}
	if (left > 2 && *p == 'T' && p[1] == 'X' && p[2] == '\'') {
		in->p += 2;
		return read_hex(in, column, true, out);
	}
	return read_word(in, column, out);
}

bool row_quoted(struct row_reader *in, bool backslash, struct row *out)
{
	const struct column *columns = in->table->columns;
	const struct column *last = NULL;
	size_t i;

	for (i = 0; i < out->n; i++) {
		if (!column_is_held(&columns[i], in->key_only))
			continue;
		if (last && in->p == in->end)
			return row_fail(in, &columns[i], in->p,
					"the row ends before this column, "
					"number %zu of %zu",
					i + 1, out->n);
		if (last && *in->p++ != ',')
			return row_fail(in, last, in->p - 1,
					"no comma behind the value");
		last = &columns[i];
		if (!read_value(in, &columns[i], backslash, &out->values[i]))
			return false;
	}
	if (in->p != in->end)
		return row_fail(in, NULL, in->p,
				"more behind the last of %zu columns", out->n);
	return true;
}
