#include <string.h>

#include "core/base64.h"
#include "core/escape.h"
#include "core/table_options.h"
#include "core/utf8.h"
#include "poller/row_decode.h"

static void skip_space(struct row_reader *in)
{
	while (in->p < in->end && (*in->p == ' ' || *in->p == '\t' ||
				   *in->p == '\n' || *in->p == '\r'))
		in->p++;
}

/* Takes the byte c if it is there. */
static bool take(struct row_reader *in, char c)
{
	if (in->p == in->end || *in->p != c)
		return false;
	in->p++;
	return true;
}

/* The four digits of \uXXXX, at p; -1 if they are not there. */
static long read_unit(const char *p, const char *end)
{
	long unit = 0;
	int i;

	if (end - p < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		int digit = hex_digit(p[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

/*
 * Scans a string, in->p at its first quote; in->p is behind the last one then,
 * *text what is between, still escaped.  Escapes are looked at by their first
 * letter only.
 */
static bool scan_string(struct row_reader *in, const struct column *column,
			struct str *text, bool *plain)
{
	const char *start = ++in->p, *p = start, *end = in->end;

	*plain = true;
	for (;;) {
		while (end - p >= 8 && !escape_hit(p, 0))
			p += 8;
		while (p < end && *p != '"' && *p != '\\' &&
		       (unsigned char)*p >= ' ')
			p++;
		if (p == end)
			return row_fail(in, column, start - 1,
					"a string without an end");
		if (*p == '"')
			break;
		if (*p != '\\')
			return row_fail(in, column, p,
					"a control character in a string");
		*plain = false;
		if (end - p < 2 || !strchr("\"\\/bfnrtu", p[1]) || !p[1])
			return row_fail(in, column, p,
					"an escape that is none");
		if (p[1] == 'u' && read_unit(p + 2, end) < 0)
			return row_fail(in, column, p,
					"\\u without four hex digits");
		p += 2;
	}
	*text = (struct str){ start, (size_t)(p - start) };
	in->p = p + 1;
	return true;
}

/* \uXXXX at *p, and the second half of a pair; moves *p behind it. */
static bool read_unicode(const struct row_reader *in,
			 const struct column *column, const char **p,
			 const char *end, char **q)
{
	const char *at = *p;
	long unit = read_unit(at + 2, end), low = -1;

	*p += 6;
	if (unit >= 0xd800 && unit <= 0xdfff) {
		if (end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u')
			low = read_unit(*p + 2, end);
		if (unit > 0xdbff || low < 0xdc00 || low > 0xdfff)
			return row_fail(in, column, at,
					"half a surrogate pair");
		*p += 6;
		unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	}
	*q += utf8_put((uint32_t)unit, *q);
	return true;
}

/* The bytes that an escaped text of scan_string() stands for. */
static bool unescape(const struct row_reader *in, const struct column *column,
		     struct str *text)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *p = text->p, *end = p + text->n;
	char *q = arena_alloc(in->arena, text->n);

	text->p = q;
	while (p < end) {
		const char *slash = memchr(p, '\\', (size_t)(end - p));
		size_t run = (size_t)((slash ? slash : end) - p);

		memcpy(q, p, run);
		q += run;
		p += run;
		if (p == end)
			break;
		if (p[1] != 'u') {
			*q++ = to[strchr(from, p[1]) - from];
			p += 2;
		} else if (!read_unicode(in, column, &p, end, &q)) {
			return false;
		}
	}
	text->n = (size_t)(q - text->p);
	return true;
}

static bool read_string(struct row_reader *in, const struct column *column,
			struct str *out)
{
	bool plain;

	return scan_string(in, column, out, &plain) &&
	       (plain || unescape(in, column, out));
}

static bool is_digit(const struct row_reader *in)
{
	return in->p < in->end && *in->p >= '0' && *in->p <= '9';
}

static bool skip_digits(struct row_reader *in)
{
	if (!is_digit(in))
		return false;
	while (is_digit(in))
		in->p++;
	return true;
}

/* A number by the grammar of RFC 8259. */
static bool skip_number(struct row_reader *in, const struct column *column)
{
	const char *start = in->p;
	bool good;

	take(in, '-');
	good = take(in, '0') || skip_digits(in);
	if (good && take(in, '.'))
		good = skip_digits(in);
	if (good && (take(in, 'e') || take(in, 'E'))) {
		if (!take(in, '+'))
			take(in, '-');
		good = skip_digits(in);
	}
	return good ||
	       row_fail(in, column, start, "neither a value nor a number");
}

static bool take_word(struct row_reader *in, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(in->end - in->p) < n || memcmp(in->p, word, n) != 0)
		return false;
	in->p += n;
	return true;
}

/* A value that is no object and no array. */
static bool skip_scalar(struct row_reader *in, const struct column *column)
{
	struct str text;
	bool plain;

	if (in->p == in->end)
		return row_fail(in, column, in->p, "the row ends in a value");
	if (*in->p == '"')
		return scan_string(in, column, &text, &plain);
	if (take_word(in, "true") || take_word(in, "false") ||
	    take_word(in, "null"))
		return true;
	return skip_number(in, column);
}

/* The open objects and arrays of a document: a bit each, 1 an object. */
struct nest {
	unsigned char *bits;
	size_t depth, cap; /* cap in bytes */
	unsigned char first[8];
};

static void nest_push(struct nest *nest, struct arena *arena, bool object)
{
	unsigned char bit = (unsigned char)(1u << nest->depth % 8);
	unsigned char *byte;

	if (nest->depth / 8 == nest->cap) {
		unsigned char *bits = arena_alloc(arena, nest->cap * 2);

		memcpy(bits, nest->bits, nest->cap);
		nest->bits = bits;
		nest->cap *= 2;
	}
	byte = &nest->bits[nest->depth++ / 8];
	*byte = (unsigned char)(object ? *byte | bit : *byte & ~bit);
}

static bool nest_in_object(const struct nest *nest)
{
	size_t i = nest->depth - 1;

	return nest->bits[i / 8] >> i % 8 & 1;
}

/* "name" and its colon, at the start of a member. */
static bool skip_name(struct row_reader *in, const struct column *column)
{
	struct str text;
	bool plain;

	skip_space(in);
	if (in->p == in->end || *in->p != '"')
		return row_fail(in, column, in->p, "no name in an object");
	if (!scan_string(in, column, &text, &plain))
		return false;
	skip_space(in);
	return take(in, ':') ||
	       row_fail(in, column, in->p, "no colon behind a name");
}

/*
 * Behind a value: ends what ends there.  *more is true where another value must
 * follow, and in->p is at it then.
 */
static bool close_nest(struct row_reader *in, const struct column *column,
		       struct nest *nest, bool *more)
{
	*more = false;
	while (nest->depth > 0) {
		bool object = nest_in_object(nest);

		skip_space(in);
		if (take(in, ',')) {
			*more = true;
			return !object || skip_name(in, column);
		}
		if (!take(in, object ? '}' : ']'))
			return row_fail(in, column, in->p,
					"neither a comma nor the end of %s",
					object ? "an object" : "an array");
		nest->depth--;
	}
	return true;
}

/* Any JSON value, however deep, without recursion. */
static bool skip_value(struct row_reader *in, const struct column *column)
{
	struct nest nest = { .cap = sizeof(nest.first) };
	bool more = true;

	nest.bits = nest.first;
	while (more) {
		skip_space(in);
		if (in->p < in->end && (*in->p == '{' || *in->p == '[')) {
			bool object = *in->p++ == '{';

			skip_space(in);
			if (!take(in, object ? '}' : ']')) {
				nest_push(&nest, in->arena, object);
				if (object && !skip_name(in, column))
					return false;
				continue;
			}
		} else if (!skip_scalar(in, column)) {
			return false;
		}
		if (!close_nest(in, column, &nest, &more))
			return false;
	}
	return true;
}

/* The value of a member.  `whole` keeps it as JSON, whatever it is. */
static bool read_value(struct row_reader *in, const struct column *column,
		       bool whole, struct value *out)
{
	const char *start = in->p;
	char first = start < in->end ? *start : '\0';

	if (first == '"' && !whole) {
		out->form = VALUE_TEXT;
		return read_string(in, column, &out->text);
	}
	if (!skip_value(in, column))
		return false;
	out->text = (struct str){ start, (size_t)(in->p - start) };
	if (first == 'n')
		*out = (struct value){ .form = VALUE_NULL };
	else if (whole || first == '{' || first == '[')
		out->form = VALUE_JSON;
	else
		out->form = VALUE_BARE;
	return true;
}

/* Takes "name": if it is there just so, which is the common case. */
static bool take_name(struct row_reader *in, const char *name)
{
	const char *p = in->p;
	size_t n = strlen(name);

	if ((size_t)(in->end - p) < n + 3 || p[0] != '"' ||
	    memcmp(p + 1, name, n) != 0 || p[n + 1] != '"' || p[n + 2] != ':')
		return false;
	in->p += n + 3;
	return true;
}

static bool has_name(const struct column *column, struct str name)
{
	return strlen(column->name) == name.n &&
	       memcmp(column->name, name.p, name.n) == 0;
}

static bool add_extra(struct row_reader *in, struct row *out, size_t *cap,
		      const char *at, struct str name, struct value **value)
{
	size_t i;

	for (i = 0; i < out->nextras; i++)
		if (str_equal(out->extras[i].name, name))
			return row_fail(
			    in, NULL, at, "column \"%.*s\" is there twice",
			    (int)(name.n < 200 ? name.n : 200), name.p);
	if (out->nextras == ROW_EXTRAS_MAX)
		return row_fail(in, NULL, at,
				"more than %d columns that the table did not "
				"have",
				ROW_EXTRAS_MAX);
	*value = row_add_extra(out, cap, name, in->arena);
	return true;
}

/*
 * Reads a name and its colon, and finds where its value goes.  *at is the
 * column that is most likely next; it moves behind the one that was found.
 */
static bool read_name(struct row_reader *in, struct row *out, size_t *at,
		      size_t *cap, const struct column **column,
		      struct value **value)
{
	const struct column *columns = in->table->columns;
	const char *start = in->p;
	struct str name;
	size_t i, n = out->n;

	if (start == in->end || *start != '"')
		return row_fail(in, NULL, start, "no name of a column");
	if (!read_string(in, NULL, &name))
		return false;
	skip_space(in);
	if (!take(in, ':'))
		return row_fail(in, NULL, in->p, "no colon behind a name");
	for (i = 0; i < n; i++) {
		size_t k = *at + i < n ? *at + i : *at + i - n;

		if (!has_name(&columns[k], name))
			continue;
		if (out->values[k].form != VALUE_ABSENT)
			return row_fail(in, &columns[k], start,
					"the column is there twice");
		*column = &columns[k];
		*value = &out->values[k];
		*at = k + 1;
		return true;
	}
	*column = NULL;
	return add_extra(in, out, cap, start, name, value);
}

static bool read_member(struct row_reader *in, struct row *out, size_t *at,
			size_t *cap)
{
	const struct column *column = NULL;
	struct value *value = NULL;

	if (*at < out->n && out->values[*at].form == VALUE_ABSENT &&
	    take_name(in, in->table->columns[*at].name)) {
		column = &in->table->columns[*at];
		value = &out->values[(*at)++];
	} else if (!read_name(in, out, at, cap, &column, &value)) {
		return false;
	}
	skip_space(in);
	return read_value(in, column,
			  column && column->kind == KIND_JSON && !column->lob,
			  value);
}

static const char *json_type(char first)
{
	switch (first) {
	case '{':
		return "object";
	case '[':
		return "array";
	case '"':
		return "string";
	case 't':
	case 'f':
		return "boolean";
	default:
		return "number";
	}
}

/* One word of json_typeof() behind the object, for a column of kind json. */
static bool read_type(struct row_reader *in, const struct column *column,
		      struct value *value)
{
	const char *start = in->p, *want = "";
	size_t n;

	while (in->p < in->end && *in->p >= 'a' && *in->p <= 'z')
		in->p++;
	n = (size_t)(in->p - start);
	if (value->form == VALUE_NULL && n == 4 &&
	    memcmp(start, "null", 4) == 0) {
		value->form = VALUE_JSON;
		value->text = (struct str){ start, n };
		return true;
	}
	if (value->form == VALUE_JSON)
		want = json_type(*value->text.p);
	return (strlen(want) == n && memcmp(start, want, n) == 0) ||
	       row_fail(in, column, start,
			"the type behind the row is not that of the value");
}

/* The words for all columns of kind json, if there are any words. */
static bool read_types(struct row_reader *in, struct row *out)
{
	size_t i;

	for (i = 0; i < out->n; i++) {
		const struct column *column = &in->table->columns[i];

		if (column->kind != KIND_JSON || column->lob ||
		    !column_is_held(column, in->key_only))
			continue;
		if (!take(in, '\t'))
			return row_fail(in, column, in->p,
					"no type behind the row");
		if (!read_type(in, column, &out->values[i]))
			return false;
	}
	return true;
}

bool row_json(struct row_reader *in, struct row *out)
{
	size_t at = 0, cap = 0;

	skip_space(in);
	if (!take(in, '{'))
		return row_fail(in, NULL, in->p, "no object");
	skip_space(in);
	if (!take(in, '}')) {
		do {
			skip_space(in);
			if (!read_member(in, out, &at, &cap))
				return false;
			skip_space(in);
		} while (take(in, ','));
		if (!take(in, '}'))
			return row_fail(in, NULL, in->p,
					"neither a comma nor the end of the "
					"row");
	}
	if (in->p < in->end && !read_types(in, out))
		return false;
	return in->p == in->end ||
	       row_fail(in, NULL, in->p, "more behind the row");
}
