#include "core/template.h"

#include <string.h>

/* Where a template is being filled. */
struct filling {
	const char *where;
	size_t line;
	const struct template_value *values;
	size_t nvalues;
	struct buf *out;
	struct err *err;
};

static bool fail(struct filling *f, const char *what, const char *name,
		 size_t n)
{
	return err_set(f->err, ERR_INTERNAL, "%s: line %zu: %s {{%.*s}}",
		       f->where, f->line, what, (int)n, name);
}

static const char *find(const struct filling *f, const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < f->nvalues; i++)
		if (strncmp(f->values[i].name, name, n) == 0 &&
		    !f->values[i].name[n])
			return f->values[i].value;
	return NULL;
}

/*
 * What stands before the value on its line, as blanks: tabs stay tabs, every
 * other character is one space.
 */
static void add_indent(struct buf *out, size_t start, size_t end)
{
	size_t i;

	for (i = start; i < end; i++) {
		unsigned char c = (unsigned char)out->data[i];

		if (c == '\t')
			buf_addch(out, '\t');
		else if ((c & 0xc0) != 0x80)
			buf_addch(out, ' ');
	}
}

static void add_value(struct buf *out, const char *value)
{
	size_t hole = out->len;
	size_t line_start = hole;

	while (line_start && out->data[line_start - 1] != '\n')
		line_start--;
	for (;;) {
		size_t n = strcspn(value, "\n");

		buf_add(out, value, n);
		value += n;
		if (!*value)
			return;
		buf_addch(out, '\n');
		value++;
		if (*value && *value != '\n')
			add_indent(out, line_start, hole);
	}
}

static bool all_blank(const char *p, size_t n)
{
	return strspn(p, " \t") >= n;
}

/* The value of the hole at p, *end behind it; NULL with err set. */
static const char *read_hole(struct filling *f, const char *p, size_t n,
			     const char **end)
{
	const char *name = p + 2;
	size_t length = 0;
	const char *value;

	while (name + length + 1 < p + n &&
	       !(name[length] == '}' && name[length + 1] == '}'))
		length++;
	if (name + length + 1 >= p + n) {
		fail(f, "unclosed", name, (size_t)(p + n - name));
		return NULL;
	}
	value = find(f, name, length);
	if (!value)
		fail(f, "unknown", name, length);
	*end = name + length + 2;
	return value;
}

/* The next hole in n bytes at p, or NULL. */
static const char *next_hole(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i + 1 < n; i++)
		if (p[i] == '{' && p[i + 1] == '{')
			return p + i;
	return NULL;
}

/* One line without its end; *gone if nothing is to be seen of it. */
static bool fill_line(struct filling *f, const char *p, size_t n, bool *gone)
{
	const char *end = p + n;
	size_t line_start = f->out->len;
	const char *hole;

	*gone = false;
	while ((hole = next_hole(p, (size_t)(end - p)))) {
		const char *behind;
		const char *value =
		    read_hole(f, hole, (size_t)(end - hole), &behind);

		if (!value)
			return false;
		buf_add(f->out, p, (size_t)(hole - p));
		add_value(f->out, value);
		if (!*value && behind == end &&
		    all_blank(buf_str(f->out) + line_start,
			      f->out->len - line_start)) {
			buf_truncate(f->out, line_start);
			*gone = true;
		}
		p = behind;
	}
	buf_add(f->out, p, (size_t)(end - p));
	return true;
}

bool template_fill(const char *text, const char *where,
		   const struct template_value *values, size_t nvalues,
		   struct buf *out, struct err *err)
{
	struct filling f = {
		.where = where,
		.values = values,
		.nvalues = nvalues,
		.out = out,
		.err = err,
	};

	while (*text) {
		size_t n = strcspn(text, "\n");
		bool gone;

		f.line++;
		if (!fill_line(&f, text, n, &gone))
			return false;
		text += n;
		if (!*text)
			break;
		if (!gone)
			buf_addch(out, '\n');
		text++;
	}
	return true;
}
