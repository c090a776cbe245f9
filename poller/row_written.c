/* Row images in the encoding `written`: both its writer and its reader. */
#include <stdint.h>

#include "poller/row_decode.h"
#include "poller/value.h"

static void put_text(struct buf *out, struct str text)
{
	buf_addf(out, "%zu:", text.n);
	buf_add(out, text.p, text.n);
}

static char letter_of(const struct value *value)
{
	if (value->form == VALUE_ABSENT)
		return '-';
	if (value->form == VALUE_NULL)
		return '~';
	if (value->how == VALUE_AS_TEXT)
		return 't';
	return value->how == VALUE_AS_BASE64 ? 'b' : '=';
}

static void put_value(struct buf *out, const struct value *value)
{
	if (value->differs)
		buf_addch(out, '!');
	buf_addch(out, letter_of(value));
	put_text(out, value->text);
}

void row_write(struct buf *out, const struct row *row)
{
	size_t i;

	for (i = 0; i < row->n; i++)
		put_value(out, &row->values[i]);
	for (i = 0; i < row->nextras; i++) {
		put_text(out, row->extras[i].name);
		put_value(out, &row->extras[i].value);
	}
}

/* LENGTH:TEXT */
static bool read_text(struct row_reader *in, const struct column *column,
		      struct str *out)
{
	const char *start = in->p;
	size_t n = 0;

	while (in->p < in->end && *in->p >= '0' && *in->p <= '9' &&
	       n < SIZE_MAX / 10 - 1)
		n = n * 10 + (size_t)(*in->p++ - '0');
	if (in->p == start || in->p == in->end || *in->p != ':' ||
	    n > (size_t)(in->end - in->p - 1))
		return row_fail(in, column, start, "no length that fits");
	*out = (struct str){ in->p + 1, n };
	in->p += 1 + n;
	return true;
}

static bool read_value(struct row_reader *in, const struct column *column,
		       struct value *out)
{
	*out = (struct value){ .form = VALUE_WRITTEN };
	if (in->p < in->end && *in->p == '!') {
		out->differs = true;
		in->p++;
	}
	switch (in->p < in->end ? *in->p : '\0') {
	case '-':
		out->form = VALUE_ABSENT;
		break;
	case '~':
		out->form = VALUE_NULL;
		break;
	case '=':
		out->how = VALUE_AS_KIND;
		break;
	case 't':
		out->how = VALUE_AS_TEXT;
		break;
	case 'b':
		out->how = VALUE_AS_BASE64;
		break;
	default:
		return row_fail(in, column, in->p, "no letter of a value");
	}
	in->p++;
	return read_text(in, column, &out->text);
}

bool row_written(struct row_reader *in, struct row *out)
{
	size_t cap = 0, i;

	for (i = 0; i < out->n; i++)
		if (!read_value(in, &in->table->columns[i], &out->values[i]))
			return false;
	while (in->p < in->end) {
		struct str name;

		if (!read_text(in, NULL, &name) ||
		    !read_value(in, NULL,
				row_add_extra(out, &cap, name, in->arena)))
			return false;
	}
	return true;
}
