#include "poller/value.h"

#include <string.h>

#include "core/base64.h"
#include "core/escape.h"
#include "poller/number.h"
#include "poller/timestamp.h"

const char *value_how_word(enum value_how how)
{
	return how == VALUE_AS_TEXT ? "text" : "base64";
}

bool value_same(const struct value *a, const struct value *b)
{
	return !a->differs && !b->differs && a->form == b->form &&
	       str_equal(a->text, b->text);
}

static void add_hex(struct buf *out, struct str hex)
{
	char *q;

	buf_reserve(out, BASE64_SIZE(hex.n / 2) + 2);
	q = out->data + out->len;
	*q++ = '"';
	q = base64_put_hex(q, hex.p, hex.n);
	*q++ = '"';
	*q = '\0';
	out->len = (size_t)(q - out->data);
}

/* What the column's kind cannot carry. */
static enum value_how write_own(struct buf *out, const struct value *value)
{
	if (value->form == VALUE_BYTES) {
		add_hex(out, value->text);
		return VALUE_AS_BASE64;
	}
	if (escape_json(out, value->text.p, value->text.n))
		return VALUE_AS_TEXT;
	escape_base64(out, value->text.p, value->text.n);
	return VALUE_AS_BASE64;
}

static bool is_word(struct str text, const char *word)
{
	return strlen(word) == text.n && memcmp(text.p, word, text.n) == 0;
}

/* Also a bit as MySQL has it: the byte itself, X'01', or b'1'. */
static bool write_bool(struct buf *out, const struct value *value)
{
	static const char yes[][5] = { "true", "t", "1", "TRUE", "T", "b'1'" };
	static const char no[][6] = { "false", "f", "0", "FALSE", "F", "b'0'" };
	struct str text = value->text;
	size_t i;

	if (value->form == VALUE_BYTES) {
		if (!is_word(text, "01") && !is_word(text, "00"))
			return false;
		text.p++;
		text.n--;
	} else if (text.n == 1 && (*text.p == '\0' || *text.p == '\1')) {
		text.p = *text.p ? "1" : "0";
	}
	for (i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		if (is_word(text, yes[i])) {
			buf_add(out, "true", 4);
			return true;
		}
	for (i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (is_word(text, no[i])) {
			buf_add(out, "false", 5);
			return true;
		}
	return false;
}

static bool is_octal(const char *p)
{
	return p[0] >= '0' && p[0] <= '3' && p[1] >= '0' && p[1] <= '7' &&
	       p[2] >= '0' && p[2] <= '7';
}

/*
 * PostgreSQL's bytea_output = escape: printable ASCII, \\ and \ooo.  The bytes
 * go to q, where there is room for text.n; NULL if it is not that form.
 */
static char *unescape_bytea(char *q, struct str text)
{
	const char *p = text.p, *end = p + text.n;

	while (p < end) {
		if (*p < ' ' || *p > '~')
			return NULL;
		if (*p != '\\') {
			*q++ = *p++;
		} else if (end - p >= 2 && p[1] == '\\') {
			*q++ = '\\';
			p += 2;
		} else if (end - p >= 4 && is_octal(p + 1)) {
			*q++ = (char)((p[1] - '0') << 6 | (p[2] - '0') << 3 |
				      (p[3] - '0'));
			p += 4;
		} else {
			return NULL;
		}
	}
	return q;
}

/* \x00ff or the older form, as PostgreSQL's row_to_json() has it. */
static bool write_bytea(struct buf *out, struct str text)
{
	size_t start = out->len, room = BASE64_SIZE(text.n) + 2;
	char *bytes, *end;

	if (text.n >= 2 && text.p[0] == '\\' && text.p[1] == 'x') {
		struct str hex = { text.p + 2, text.n - 2 };

		if (!hex_valid(hex.p, hex.n))
			return false;
		add_hex(out, hex);
		return true;
	}
	/* The bytes wait behind the room that their base64 needs. */
	buf_reserve(out, room + text.n);
	bytes = out->data + start + room;
	end = unescape_bytea(bytes, text);
	if (!end)
		return false;
	escape_base64(out, bytes, (size_t)(end - bytes));
	return true;
}

static bool write_binary(struct buf *out, enum row_encoding encoding,
			 const struct value *value)
{
	if (value->form == VALUE_TEXT && encoding == ROW_JSON)
		return write_bytea(out, value->text);
	if (value->form != VALUE_BYTES &&
	    (value->form != VALUE_BARE ||
	     !hex_valid(value->text.p, value->text.n)))
		return false;
	add_hex(out, value->text);
	return true;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* 8-4-4-4-12 hex digits, in lower case. */
static bool write_uuid(struct buf *out, struct str text)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	char lower[sizeof(form) + 1];
	size_t i, n = sizeof(form) - 1;

	if (text.n != n)
		return false;
	lower[0] = '"';
	for (i = 0; i < n; i++) {
		char c = text.p[i];

		if (form[i] == 'x' ? !is_hex(c) : c != '-')
			return false;
		lower[i + 1] = (char)(c >= 'A' && c <= 'F' ? c | 0x20 : c);
	}
	lower[n + 1] = '"';
	buf_add(out, lower, n + 2);
	return true;
}

static bool write_as_kind(struct buf *out, enum kind kind,
			  enum row_encoding encoding, const struct value *value)
{
	struct str text = value->text;

	switch (kind) {
	case KIND_BOOL:
		return write_bool(out, value);
	case KIND_INT:
		return number_int(out, text);
	case KIND_BIGINT:
		return number_bigint(out, text);
	case KIND_DECIMAL:
		return number_decimal(out, text);
	case KIND_FLOAT:
		return number_float(out, text);
	case KIND_DOUBLE:
		return number_double(out, text);
	case KIND_BINARY:
		return write_binary(out, encoding, value);
	case KIND_DATE:
		return timestamp_date(out, text);
	case KIND_TIME:
		return timestamp_time(out, text);
	case KIND_TIMESTAMP:
		return timestamp_local(out, text);
	case KIND_TIMESTAMPTZ:
		return timestamp_utc(out, text);
	case KIND_UUID:
		return write_uuid(out, text);
	case KIND_TEXT:
	case KIND_INTERVAL:
	case KIND_JSON:
	case KIND_OTHER:
	case KIND_COUNT:
		break;
	}
	return escape_json(out, text.p, text.n);
}

enum value_how value_write(struct buf *out, enum kind kind,
			   enum row_encoding encoding,
			   const struct value *value)
{
	bool known = true;

	switch (value->form) {
	case VALUE_ABSENT:
	case VALUE_NULL:
		buf_add(out, "null", 4);
		return VALUE_AS_KIND;
	case VALUE_WRITTEN:
		buf_add(out, value->text.p, value->text.n);
		return (enum value_how)value->how;
	case VALUE_BYTES:
		/* Hex digits are no number and no text. */
		known = kind == KIND_BINARY || kind == KIND_BOOL;
		break;
	case VALUE_TEXT:
	case VALUE_BARE:
	case VALUE_JSON:
		break;
	}
	if (known && write_as_kind(out, kind, encoding, value))
		return VALUE_AS_KIND;
	return write_own(out, value);
}

bool value_text(struct buf *out, enum kind kind, enum row_encoding encoding,
		const struct value *value)
{
	size_t start = out->len, n;
	char *p;

	if (value->form == VALUE_ABSENT || value->form == VALUE_NULL)
		return false;
	value_write(out, kind, encoding, value);
	p = out->data + start;
	if (*p != '"')
		return true;
	n = escape_undo(p + 1, out->len - start - 2);
	memmove(p, p + 1, n);
	buf_truncate(out, start + n);
	return true;
}
