#include "core/escape.h"

#include "core/base64.h"
#include "core/utf8.h"

/* What stands behind the backslash; 0 for bytes that stay as they are. */
static const char escapes[256] = {
	'u', 'u', 'u', 'u', 'u', 'u',         'u',           'u', 'b',
	't', 'n', 'u', 'f', 'r', 'u',         'u',           'u', 'u',
	'u', 'u', 'u', 'u', 'u', 'u',         'u',           'u', 'u',
	'u', 'u', 'u', 'u', 'u', ['"'] = '"', ['\\'] = '\\',
};

/* The longest escape: \u001f. */
enum { ESCAPE_MAX = 6 };

static char *put_escape(char *q, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";

	*q++ = '\\';
	*q++ = escapes[c];
	if (escapes[c] != 'u')
		return q;
	*q++ = '0';
	*q++ = '0';
	*q++ = digits[c >> 4];
	*q++ = digits[c & 15];
	return q;
}

/*
 * Room for `left` more bytes as they are, one escape, the quote at the end and
 * a NUL, behind q.
 */
static char *make_room(struct buf *out, char *q, size_t left)
{
	out->len = (size_t)(q - out->data);
	buf_reserve(out, left + ESCAPE_MAX + 1);
	return out->data + out->len;
}

/*
 * The bytes from *p up to stop, one by one; a sequence or an escape may go past
 * stop, never past end.  NULL where a byte is not UTF-8.
 */
static char *escape_slowly(struct buf *out, char *q, const char **p,
			   const char *stop, const char *end)
{
	const char *s = *p;

	while (s < stop) {
		unsigned char c = (unsigned char)*s;
		size_t n;

		if (c < 0x80 && !escapes[c]) {
			*q++ = *s++;
		} else if (c < 0x80) {
			q = make_room(out, q, (size_t)(end - s));
			q = put_escape(q, c);
			s++;
		} else {
			n = utf8_sequence((const unsigned char *)s,
					  (size_t)(end - s));
			if (n == 0)
				return NULL;
			memcpy(q, s, n);
			q += n;
			s += n;
		}
	}
	*p = s;
	return q;
}

bool escape_json(struct buf *out, const char *p, size_t n)
{
	const char *end = n > 0 ? p + n : p;
	size_t start = out->len;
	char *q;

	buf_reserve(out, n + ESCAPE_MAX + 2);
	q = out->data + start;
	*q++ = '"';
	while (p < end) {
		while (end - p >= 8 && !escape_hit(p, 0x80)) {
			memcpy(q, p, 8);
			q += 8;
			p += 8;
		}
		q = escape_slowly(out, q, &p, end - p > 8 ? p + 8 : end, end);
		if (!q) {
			out->len = start;
			out->data[start] = '\0';
			return false;
		}
	}
	*q++ = '"';
	*q = '\0';
	out->len = (size_t)(q - out->data);
	return true;
}

/* A string of `prefix` and the base64 of n bytes. */
static void add_base64(struct buf *out, const char *prefix, const char *p,
		       size_t n)
{
	size_t length = strlen(prefix);
	char *q;

	buf_reserve(out, length + BASE64_SIZE(n) + 2);
	q = out->data + out->len;
	*q++ = '"';
	memcpy(q, prefix, length);
	q = base64_put(q + length, p, n);
	*q++ = '"';
	*q = '\0';
	out->len = (size_t)(q - out->data);
}

void escape_base64(struct buf *out, const char *p, size_t n)
{
	add_base64(out, "", p, n);
}

void escape_name(struct buf *out, const char *name, size_t n)
{
	static const char prefix[] = "base64:";
	size_t length = sizeof(prefix) - 1;

	if (n >= length && memcmp(name, prefix, length) == 0)
		add_base64(out, prefix, name, n);
	else if (!escape_json(out, name, n))
		add_base64(out, prefix, name, n);
}

/* Behind a backslash; leaves *p at the last byte of the escape. */
static char undo_one(const char **p)
{
	static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
	const char *at = strchr(letters, **p);
	int high, low;

	if (at)
		return meant[at - letters];
	if (**p != 'u')
		return **p;
	high = (*p)[3] - '0';
	low = (*p)[4] <= '9' ? (*p)[4] - '0' : (*p)[4] - 'a' + 10;
	*p += 4;
	return (char)(high << 4 | low);
}

size_t escape_undo(char *p, size_t n)
{
	const char *from = n > 0 ? memchr(p, '\\', n) : NULL, *end = p + n;
	char *to = from ? p + (from - p) : NULL;

	if (!to)
		return n;
	for (; from < end; from++) {
		if (*from == '\\') {
			from++;
			*to++ = undo_one(&from);
		} else {
			*to++ = *from;
		}
	}
	return (size_t)(to - p);
}
