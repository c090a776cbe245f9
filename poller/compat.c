#include "poller/compat.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void add(struct compat *out, bool breaks, const char *format, ...)
    PRINTF_LIKE(3, 4);

static void add(struct compat *out, bool breaks, const char *format, ...)
{
	struct buf *lines = breaks ? &out->breaking : &out->other;
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	buf_addf(lines, "%s\n", text);
	*(breaks ? &out->nbreaking : &out->nother) += 1;
}

/* A column that is in no row is none to those who read. */
static const struct column *find(const struct table *table, const char *name)
{
	const struct column *column = table_column(table, name);

	return column && !column->excluded ? column : NULL;
}

static void compare_type(const struct column *before,
			 const struct column *after, struct compat *out)
{
	const char *name = before->name;

	if (!before->kind_known || !after->kind_known) {
		if (strcmp(before->type, after->type) != 0)
			add(out, true,
			    "column \"%s\": %s is now %s, and without `as` "
			    "nobody knows whether they look alike",
			    name, before->type, after->type);
	} else if (before->kind != after->kind) {
		add(out, true,
		    "column \"%s\": %s (%s) is now %s (%s), as JSON %s", name,
		    before->type, kind_word(before->kind), after->type,
		    kind_word(after->kind), kind_json(after->kind));
	} else if (strcmp(before->type, after->type) != 0) {
		add(out, false, "column \"%s\": %s is now %s, both %s", name,
		    before->type, after->type, kind_word(after->kind));
	}
}

static void compare_column(const struct column *before,
			   const struct column *after, struct compat *out)
{
	const char *name = before->name;

	compare_type(before, after, out);
	if (!before->nullable && after->nullable)
		add(out, true, "column \"%s\" can be NULL now", name);
	if (before->nullable && !after->nullable)
		add(out, false, "column \"%s\" is never NULL any more", name);
	if (before->lob == LOB_INLINE && after->lob != LOB_INLINE)
		add(out, true, "column \"%s\": its value is left out now",
		    name);
	if (before->lob != LOB_INLINE && after->lob == LOB_INLINE)
		add(out, false, "column \"%s\": its value comes along now",
		    name);
}

/* The columns of the key in its order: `order_id, line`. */
static void print_key(const struct table *table, struct buf *out)
{
	size_t place, i;

	buf_reset(out);
	buf_addstr(out, "");
	for (place = 1; place <= table->nkeys; place++)
		for (i = 0; i < table->ncolumns; i++)
			if ((size_t)table->columns[i].key == place)
				buf_addf(out, "%s\"%s\"", place > 1 ? ", " : "",
					 table->columns[i].name);
	if (table->nkeys == 0)
		buf_addstr(out, "none");
}

static void compare_keys(const struct table *before, const struct table *after,
			 struct compat *out)
{
	struct buf old = { 0 }, new = { 0 };

	print_key(before, &old);
	print_key(after, &new);
	if (strcmp(old.data, new.data) != 0)
		add(out, true, "the key was %.200s and is now %.200s", old.data,
		    new.data);
	buf_release(&old);
	buf_release(&new);
}

static bool same_order(const struct table *before, const struct table *after)
{
	const struct column *last = NULL;
	size_t i;

	for (i = 0; i < before->ncolumns; i++) {
		const struct column *column =
		    find(after, before->columns[i].name);

		if (!column || before->columns[i].excluded)
			continue;
		if (last && column < last)
			return false;
		last = column;
	}
	return true;
}

void compat_compare(const struct table *before, const struct table *after,
		    struct compat *out)
{
	size_t i;

	for (i = 0; i < before->ncolumns; i++) {
		const struct column *old = &before->columns[i];
		const struct column *new = find(after, old->name);

		if (old->excluded)
			continue;
		if (new)
			compare_column(old, new, out);
		else
			add(out, true, "column \"%s\" is gone", old->name);
	}
	for (i = 0; i < after->ncolumns; i++) {
		const struct column *new = &after->columns[i];

		if (!new->excluded && !find(before, new->name))
			add(out, false, "column \"%s\" (%s) is new", new->name,
			    new->type);
	}
	compare_keys(before, after, out);
	if (!same_order(before, after))
		add(out, false, "the columns stand in another order");
	if (after->options.before > before->options.before)
		add(out, true, "rows as they were before are not whole now");
}

void compat_release(struct compat *compat)
{
	buf_release(&compat->breaking);
	buf_release(&compat->other);
	*compat = (struct compat){ 0 };
}

bool compat_check(const struct table *before, const struct table *after,
		  struct err *err)
{
	struct compat compat = { 0 };
	struct buf text = { 0 };
	bool good;
	char *p;

	compat_compare(before, after, &compat);
	good = compat.nbreaking == 0;
	if (!good) {
		for (p = compat.breaking.data; *p; p += strcspn(p, "\n") + 1)
			buf_addf(&text, "%s%.*s", text.len > 0 ? "; " : "",
				 (int)strcspn(p, "\n"), p);
		err_set(err, ERR_DATA,
			"table \"%s%s%s\" changed so that receivers can break: "
			"%s",
			after->schema, *after->schema ? "." : "", after->name,
			text.data);
	}
	buf_release(&text);
	compat_release(&compat);
	return good;
}
