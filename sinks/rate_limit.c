#include "sinks/rate_limit.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { ITEMS_MOST = 16 };

/* One quota or one policy; -1 where a parameter is not there. */
struct item {
	struct str name; /* as it stands there, with its quotes */
	int64_t r, t, w;
};

struct reader {
	const char *p, *end;
};

static bool at(const struct reader *in, char c)
{
	return in->p < in->end && *in->p == c;
}

static void skip_blanks(struct reader *in)
{
	while (at(in, ' ') || at(in, '\t'))
		in->p++;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/*
 * A number; *out is -1 for one with a fraction, which no parameter of ours has.
 */
static bool read_number(struct reader *in, int64_t *out)
{
	bool minus = at(in, '-'), fraction = false;
	int64_t value = 0;
	size_t digits = 0;

	in->p += minus;
	for (; in->p < in->end; in->p++) {
		if (*in->p == '.' && digits && !fraction) {
			fraction = true;
			continue;
		}
		if (!is_digit(*in->p))
			break;
		if (++digits > 15)
			return false;
		value = value * 10 + (*in->p - '0');
	}
	*out = fraction || minus ? -1 : value;
	return digits > 0 && in->p[-1] != '.';
}

static bool read_string(struct reader *in)
{
	for (in->p++; in->p < in->end && *in->p != '"'; in->p++) {
		if (*in->p == '\\' && ++in->p == in->end)
			return false;
		if ((unsigned char)*in->p < 0x20 ||
		    (unsigned char)*in->p > 0x7e)
			return false;
	}
	return at(in, '"') && in->p++;
}

static bool read_bytes(struct reader *in)
{
	const char *close =
	    memchr(in->p + 1, ':', (size_t)(in->end - in->p - 1));

	if (!close)
		return false;
	in->p = close + 1;
	return true;
}

static bool read_token(struct reader *in)
{
	const char *start = in->p;

	while (in->p<in->end && * in->p> 0x20 && *in->p < 0x7f &&
	       !strchr("\"(),;=[]{}<>?@\\", *in->p))
		in->p++;
	return in->p > start;
}

static bool read_boolean(struct reader *in)
{
	in->p++;
	return (at(in, '0') || at(in, '1')) && in->p++;
}

/* A bare item; *number is its value, or -1 where it is no whole number. */
static bool read_bare(struct reader *in, int64_t *number)
{
	char c;

	*number = -1;
	if (in->p == in->end)
		return false;
	c = *in->p;
	if (c == '-' || is_digit(c))
		return read_number(in, number);
	if (c == '"')
		return read_string(in);
	if (c == ':')
		return read_bytes(in);
	if (c == '?')
		return read_boolean(in);
	return (is_lower(c) || is_upper(c) || c == '*') && read_token(in);
}

static bool read_parameter(struct reader *in, struct item *item)
{
	const char *key;
	int64_t number = -1;
	size_t n;

	in->p++;
	while (at(in, ' '))
		in->p++;
	key = in->p;
	if (in->p == in->end || !(is_lower(*key) || *key == '*'))
		return false;
	while (in->p < in->end && (is_lower(*in->p) || is_digit(*in->p) ||
				   memchr("_-.*", *in->p, 4)))
		in->p++;
	n = (size_t)(in->p - key);
	if (at(in, '=')) {
		in->p++;
		if (!read_bare(in, &number))
			return false;
	}
	if (n == 1 && *key == 'r')
		item->r = number;
	if (n == 1 && *key == 't')
		item->t = number;
	if (n == 1 && *key == 'w')
		item->w = number;
	return true;
}

static bool read_item(struct reader *in, struct item *item)
{
	const char *start = in->p;
	int64_t ignored;

	*item = (struct item){ .r = -1, .t = -1, .w = -1 };
	if (!read_bare(in, &ignored))
		return false;
	item->name = (struct str){ start, (size_t)(in->p - start) };
	while (at(in, ';'))
		if (!read_parameter(in, item))
			return false;
	return true;
}

/* The items of a field; 0 where it does not parse, or has too many. */
static size_t read_list(struct str text, struct item *items)
{
	struct reader in = { text.p, text.p + text.n };
	size_t n = 0;

	skip_blanks(&in);
	while (in.p < in.end) {
		if (n == ITEMS_MOST || !read_item(&in, &items[n++]))
			return 0;
		skip_blanks(&in);
		if (in.p == in.end)
			return n;
		if (!at(&in, ','))
			return 0;
		in.p++;
		skip_blanks(&in);
		if (in.p == in.end)
			return 0; /* a comma at the end */
	}
	return n;
}

static int64_t window_of(const struct item *policies, size_t n, struct str name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_equal(policies[i].name, name))
			return policies[i].w;
	return -1;
}

void rate_limit_read(struct str limits, struct str policies,
		     struct rate_limit *out)
{
	struct item items[ITEMS_MOST], known[ITEMS_MOST];
	size_t n, nknown, i;

	*out = (struct rate_limit){ -1, -1 };
	if (!limits.n)
		return;
	n = read_list(limits, items);
	nknown = policies.n ? read_list(policies, known) : 0;
	for (i = 0; i < n; i++) {
		int64_t r = items[i].r, t = items[i].t;

		if (r < 0)
			continue;
		if (t < 0)
			t = window_of(known, nknown, items[i].name);
		if (out->remaining < 0 || r < out->remaining ||
		    (r == out->remaining && t > out->seconds))
			*out = (struct rate_limit){ r, t };
	}
}
