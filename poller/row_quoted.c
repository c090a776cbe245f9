#include <stdint.h>
#include <string.h>

#include "core/base64.h"
#include "core/table_options.h"
#include "core/utf8.h"
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

static uint32_t utf16_unit(const unsigned char *p, bool big)
{
	return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

/* The character at p, of at most n bytes; how many of them, 0 for none. */
static size_t utf16_char(const unsigned char *p, size_t n, bool big,
			 uint32_t *out)
{
	uint32_t low;

	*out = n < 2 ? 0xdc00 : utf16_unit(p, big);
	if (*out < 0xd800 || *out > 0xdfff)
		return 2;
	low = n < 4 ? 0 : utf16_unit(p + 2, big);
	if (*out > 0xdbff || low < 0xdc00 || low > 0xdfff)
		return 0;
	*out = 0x10000 + ((*out - 0xd800) << 10) + (low - 0xdc00);
	return 4;
}

/* Text behind a byte order mark, as UTF-8 without. */
static bool unmark(const struct row_reader *in, const struct column *column,
		   struct str *text)
{
	const unsigned char *p = (const unsigned char *)text->p;
	const unsigned char *end = p + text->n;
	bool big = text->n > 1 && memcmp(p, "\xfe\xff", 2) == 0;
	char *out, *q;
	uint32_t c;
	size_t n;

	if (text->n > 2 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		*text = (struct str){ text->p + 3, text->n - 3 };
		return true;
	}
	if (!big && (text->n < 2 || memcmp(p, "\xff\xfe", 2) != 0))
		return row_fail(in, column, in->p, "no byte order mark");
	out = q = arena_alloc(in->arena, text->n * 2);
	for (p += 2; p < end; p += n) {
		n = utf16_char(p, (size_t)(end - p), big, &c);
		if (!n)
			return row_fail(in, column, in->p, "half a character");
		q += utf8_put(c, q);
	}
	*text = (struct str){ out, (size_t)(q - out) };
	return true;
}

/* Printable ASCII but the quote, the comma and the backslash. */
static bool is_word_byte(char c)
{
	return c >= ' ' && c <= '~' && c != '\'' && c != ',' && c != '\\';
}

/*
 * A bare word: NULL, ?, a number, hex digits, b'1'; up to a comma or the end.
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
	if (left > 2 && *p == 'U' && p[1] == 'X' && p[2] == '\'') {
		in->p += 2;
		return read_hex(in, column, true, out) &&
		       unmark(in, column, &out->text);
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
