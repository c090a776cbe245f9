#include "core/jsontext.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base64.h"
#include "core/escape.h"
#include "core/utf8.h"

enum { DEPTH_MOST = 16 };

static bool take(const char **p, const char *end, char c)
{
	if (*p == end || **p != c)
		return false;
	++*p;
	return true;
}

/* Behind a backslash: one of our escapes; *p moves behind it. */
static bool skip_escape(const char **p, const char *end)
{
	const char *at = *p;

	if (at == end)
		return false;
	*p = at + 1;
	if (*at != 'u')
		return *at && strchr("\"\\bfnrt", *at);
	if (end - at < 5)
		return false;
	*p = at + 5;
	return at[1] == '0' && at[2] == '0' && (at[3] == '0' || at[3] == '1') &&
	       ((at[4] >= '0' && at[4] <= '9') ||
		(at[4] >= 'a' && at[4] <= 'f'));
}

/* Behind what stands for itself, in ASCII. */
static const char *skip_plain(const char *p, const char *end)
{
	while (end - p >= 8 && !escape_hit(p, 0x80))
		p += 8;
	while (p < end && *p != '"' && *p != '\\' && (*p & 0xe0) &&
	       !(*p & 0x80))
		p++;
	return p;
}

static bool skip_string(const char **p, const char *end)
{
	if (!take(p, end, '"'))
		return false;
	for (;;) {
		size_t n;

		*p = skip_plain(*p, end);
		if (take(p, end, '"'))
			return true;
		if (take(p, end, '\\')) {
			if (!skip_escape(p, end))
				return false;
			continue;
		}
		n = *p < end ? utf8_sequence((const unsigned char *)*p,
					     (size_t)(end - *p))
			     : 0;
		if (!n || (unsigned char)**p < 0x20)
			return false;
		*p += n;
	}
}

static bool skip_digits(const char **p, const char *end)
{
	const char *start = *p;

	while (*p < end && **p >= '0' && **p <= '9')
		++*p;
	return *p > start;
}

static bool skip_number(const char **p, const char *end)
{
	bool good;

	take(p, end, '-');
	good = take(p, end, '0') || skip_digits(p, end);
	if (good && take(p, end, '.'))
		good = skip_digits(p, end);
	if (good && take(p, end, 'e')) {
		if (!take(p, end, '+'))
			take(p, end, '-');
		good = skip_digits(p, end);
	}
	return good;
}

static bool skip_word(const char **p, const char *end, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(end - *p) < n || memcmp(*p, word, n) != 0)
		return false;
	*p += n;
	return true;
}

static bool skip_scalar(const char **p, const char *end)
{
	if (*p < end && **p == '"')
		return skip_string(p, end);
	return skip_word(p, end, "null") || skip_word(p, end, "true") ||
	       skip_word(p, end, "false") || skip_number(p, end);
}

/* In an object, its next name and the colon. */
static bool skip_name(const char **p, const char *end, char close)
{
	return close == ']' || (skip_string(p, end) && take(p, end, ':'));
}

/* Behind a value: what ends there.  *more: another value follows. */
static bool skip_ends(const char **p, const char *end, const char *closes,
		      size_t *depth, bool *more)
{
	*more = false;
	while (*depth > 0) {
		char close = closes[*depth - 1];

		if (take(p, end, ',')) {
			*more = true;
			return skip_name(p, end, close);
		}
		if (!take(p, end, close))
			return false;
		--*depth;
	}
	return true;
}

bool jsontext_value(const char **p, const char *end, struct str *out)
{
	const char *start = *p;
	char closes[DEPTH_MOST];
	size_t depth = 0;
	bool more = true;

	while (more) {
		bool object = *p < end && **p == '{';
		char close = object ? '}' : ']';

		if (object || (*p < end && **p == '[')) {
			++*p;
			if (!take(p, end, close)) {
				if (depth == DEPTH_MOST ||
				    !skip_name(p, end, close))
					return false;
				closes[depth++] = close;
				continue;
			}
		} else if (!skip_scalar(p, end)) {
			return false;
		}
		if (!skip_ends(p, end, closes, &depth, &more))
			return false;
	}
	*out = (struct str){ start, (size_t)(*p - start) };
	return true;
}

struct jsontext jsontext_open(struct str value)
{
	struct jsontext in = { value.p, value.p, false };

	if (value.n < 2 || (*value.p != '{' && *value.p != '['))
		return in;
	in.object = *value.p == '{';
	in.p = value.p + 1;
	in.end = value.p + value.n - 1;
	return in;
}

bool jsontext_next(struct jsontext *in, struct str *name, struct str *value)
{
	*name = (struct str){ NULL, 0 };
	if (in->p == in->end ||
	    (in->object && (!jsontext_value(&in->p, in->end, name) ||
			    !take(&in->p, in->end, ':'))) ||
	    !jsontext_value(&in->p, in->end, value))
		return false;
	take(&in->p, in->end, ',');
	return true;
}

struct str jsontext_member(struct str object, const char *wanted)
{
	struct jsontext in = jsontext_open(object);
	struct str name, value;

	while (jsontext_next(&in, &name, &value))
		if (jsontext_is(name, wanted))
			return value;
	return (struct str){ NULL, 0 };
}

bool jsontext_is(struct str value, const char *string)
{
	size_t n = strlen(string);

	return value.n == n + 2 && *value.p == '"' &&
	       memcmp(value.p + 1, string, n) == 0;
}

bool jsontext_int(struct str value, int64_t *out)
{
	char digits[24];
	char *end;

	if (!value.n || value.n >= sizeof(digits) || *value.p == '"')
		return false;
	memcpy(digits, value.p, value.n);
	digits[value.n] = '\0';
	errno = 0;
	*out = strtoll(digits, &end, 10);
	return !*end && !errno;
}

bool jsontext_name(struct str value, struct arena *arena, struct str *out)
{
	static const char prefix[] = "base64:";
	size_t length = sizeof(prefix) - 1;
	unsigned char *bytes;
	char *text;

	if (value.n < 2 || *value.p != '"')
		return false;
	text = arena_strndup(arena, value.p + 1, value.n - 2);
	out->p = text;
	out->n = escape_undo(text, value.n - 2);
	text[out->n] = '\0';
	if (out->n < length || memcmp(text, prefix, length) != 0)
		return true;
	bytes = arena_alloc(arena, out->n + 1);
	if (!base64_decode(text + length, out->n - length, bytes, out->n,
			   &out->n))
		return false;
	bytes[out->n] = '\0';
	out->p = (const char *)bytes;
	return true;
}
