/*
 * checks DIALECT: the statements that `shadowlog describe` and `shadowlog
 * doctor` run, their holes filled as for one table with a hostile name.
 *
 * checks DIALECT PREFIX: the sections whose names begin so, as they are, each
 * behind a line "-- NAME".
 */
#include <stdio.h>
#include <string.h>

#include "core/buf.h"
#include "core/dialect.h"
#include "core/template.h"

static void add_literal(const struct dialect *dialect, const char *text,
			struct buf *out)
{
	const char *prefix = dialect_setting(dialect, "literal_prefix");

	buf_addstr(out, prefix ? prefix : "");
	dialect_literal(dialect, text, out);
}

static bool print_sections(const struct dialect *dialect, const char *prefix,
			   struct err *err)
{
	struct buf schema = { 0 }, table = { 0 }, sql = { 0 };
	struct template_value values[] = {
		{ "schema", NULL },
		{ "table", NULL },
		{ "shape", "12345" },
		{ "trigger", "shadowlog_0123abcd" },
		{ "old", "3600" },
		{ "suffixes", "'_i', '_u', '_d', '_t'" },
		{ "options", " insert update delete truncate bypass " },
	};
	const char *section;
	bool good = true;
	size_t i;

	add_literal(dialect, "odd 's\\chema", &schema);
	add_literal(dialect, "it's \"a\" [table] \\ \n;", &table);
	values[0].value = buf_str(&schema);
	values[1].value = buf_str(&table);
	for (i = 0; good && (section = dialect_section_at(dialect, prefix, i));
	     i++) {
		buf_reset(&sql);
		good = template_fill(dialect_section(dialect, section), section,
				     values, 7, &sql, err);
		printf("-- %s\n%s\n\n", section, buf_str(&sql));
	}
	buf_release(&schema);
	buf_release(&table);
	buf_release(&sql);
	return good;
}

static void print_raw(const struct dialect *dialect, const char *prefix)
{
	const char *section;
	size_t i;

	for (i = 0; (section = dialect_section_at(dialect, prefix, i)); i++)
		printf("-- %s\n%s\n\n", section,
		       dialect_section(dialect, section));
}

int main(int argc, char **argv)
{
	struct err err = { 0 };
	struct dialect *dialect;
	bool good = true;

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: checks DIALECT [PREFIX]\n");
		return 2;
	}
	if (!dialect_open(&dialect, argv[1], &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	if (argc == 3)
		print_raw(dialect, argv[2]);
	else
		good = print_sections(dialect, "catalogue.", &err) &&
		       print_sections(dialect, "doctor.", &err);
	if (!good)
		fprintf(stderr, "%s\n", err.text);
	dialect_close(dialect);
	return !good;
}
