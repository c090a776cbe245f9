#include "triggers/difference.h"

#include <string.h>

#include "core/table_options.h"

/* All that a description says of a column, but for its name. */
static void describe(const struct column *column, struct buf *out)
{
	table_print_word(column->type, out);
	if (column->kind_known)
		buf_addf(out, " as %s", kind_word(column->kind));
	if (column->key)
		buf_addf(out, " key %d", column->key);
	buf_addstr(out, column->nullable ? " null" : "");
	buf_addstr(out, column->generated ? " generated" : "");
}

static void print_line(char sign, const struct column *column, const char *what,
		       struct buf *out)
{
	buf_addf(out, "--   %c ", sign);
	table_print_word(column->name, out);
	buf_addf(out, " %s\n", what);
}

/* The columns of one table that the other one does not have. */
static bool print_missing(char sign, const struct table *table,
			  const struct table *other, struct buf *out)
{
	struct buf what = { 0 };
	bool found = false;
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		if (table_column(other, table->columns[i].name))
			continue;
		buf_reset(&what);
		describe(&table->columns[i], &what);
		print_line(sign, &table->columns[i], what.data, out);
		found = true;
	}
	buf_release(&what);
	return found;
}

static bool print_others(const struct table *before, const struct table *after,
			 struct buf *out)
{
	struct buf old = { 0 }, new = { 0 };
	bool found = false;
	size_t i;

	for (i = 0; i < after->ncolumns; i++) {
		const struct column *column = &after->columns[i];
		const struct column *other = table_column(before, column->name);

		if (!other)
			continue;
		buf_reset(&old);
		buf_reset(&new);
		describe(other, &old);
		describe(column, &new);
		if (strcmp(old.data, new.data) == 0)
			continue;
		buf_addf(&old, " -> %s", new.data);
		print_line('~', column, old.data, out);
		found = true;
	}
	buf_release(&old);
	buf_release(&new);
	return found;
}

/* The lines of `text` that `other` does not have. */
static bool print_lines(char sign, const char *text, const char *other,
			struct buf *out)
{
	struct buf line = { 0 };
	bool found = false;

	while (*text) {
		size_t n = strcspn(text, "\n") + 1;

		buf_reset(&line);
		buf_add(&line, text, n);
		if (!strstr(other, line.data)) {
			buf_addf(out, "--   %c %s", sign, line.data + 2);
			found = true;
		}
		text += n;
	}
	buf_release(&line);
	return found;
}

/* Words are quoted, so nothing in a line of options ends a comment. */
static bool print_options(const struct table *before, const struct table *after,
			  struct buf *out)
{
	struct buf old = { 0 }, new = { 0 };
	bool gone, added;

	table_options_print(before, &old);
	table_options_print(after, &new);
	gone = print_lines('-', buf_str(&old), buf_str(&new), out);
	added = print_lines('+', buf_str(&new), buf_str(&old), out);
	buf_release(&old);
	buf_release(&new);
	return gone || added;
}

void difference_print(const struct table *before, const struct table *after,
		      struct buf *out)
{
	bool gone = print_missing('-', before, after, out);
	bool new = print_missing('+', after, before, out);
	bool other = print_others(before, after, out);

	bool option = print_options(before, after, out);

	if (!gone && !new && !other && !option &&
	    table_shape(before) != table_shape(after))
		buf_addstr(out, "--   the name of the table, or the order of "
				"its columns\n");
}
