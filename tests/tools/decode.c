/*
 * Row images as JSON, by the poller's own decoder, for tests of triggers.
 *
 *	decode DIALECT FILE <LINES
 *
 * FILE holds table descriptions.  A line of LINES is what was captured, as
 *
 *	SHAPE OP OLD NEW
 *
 * with the images in hex digits, or - for none.  Printed is
 *
 *	OP TABLE OLD NEW
 *
 * with the table's name as a description has it, and each image as the JSON of
 * its values.  What a column's kind cannot carry is followed by how it is
 * written: "text" or "base64".
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base64.h"
#include "core/dialect.h"
#include "core/escape.h"
#include "poller/row.h"
#include "poller/value.h"

enum { LINE_MAX_BYTES = 1 << 22 };

static bool read_all(FILE *file, struct buf *out)
{
	char block[8192];
	size_t n;

	while ((n = fread(block, 1, sizeof(block), file)) > 0)
		buf_add(out, block, n);
	return !ferror(file);
}

/* The descriptions, with the kinds that they leave to the dialect. */
static bool read_tables(const struct dialect *dialect, const char *name,
			struct table_list *out, struct err *err)
{
	FILE *file = fopen(name, "r");
	struct buf text = { 0 };
	bool good;
	size_t i, k;

	good = file && read_all(file, &text);
	if (file)
		fclose(file);
	if (!good)
		err_set(err, ERR_IO, "%s: cannot be read", name);
	good = good && table_list_parse(buf_str(&text), name, out, err);
	buf_release(&text);
	for (i = 0; good && i < out->ntables; i++) {
		struct table *table = &out->tables[i];

		for (k = 0; k < table->ncolumns; k++)
			if (!table->columns[k].kind_known)
				table->columns[k].kind_known = dialect_kind(
				    dialect, table->columns[k].type,
				    &table->columns[k].kind);
	}
	return good;
}

static const struct table *find_table(const struct table_list *list,
				      const char *shape)
{
	size_t i;

	for (i = 0; i < list->ntables; i++)
		if (table_shape(&list->tables[i]) == strtol(shape, NULL, 10))
			return &list->tables[i];
	return NULL;
}

static void print_row(const struct table *table, const struct row *row,
		      enum row_encoding encoding, struct buf *out)
{
	size_t i;

	for (i = 0; i < row->n; i++) {
		const char *name = table->columns[i].name;
		enum value_how how;

		buf_addch(out, i ? ',' : '{');
		escape_name(out, name, strlen(name));
		buf_addch(out, ':');
		how = value_write(out, table->columns[i].kind, encoding,
				  &row->values[i]);
		if (how != VALUE_AS_KIND)
			buf_addf(out, " (%s)", value_how_word(how));
	}
	buf_addch(out, '}');
}

static bool print_image(const struct table *table, enum row_encoding encoding,
			const char *hex, struct buf *out, struct err *err)
{
	struct arena arena = { 0 };
	size_t digits = strlen(hex);
	struct str image;
	struct row row;
	char *bytes;
	bool good;

	buf_addch(out, ' ');
	if (strcmp(hex, "-") == 0) {
		buf_addch(out, '-');
		return true;
	}
	if (!hex_valid(hex, digits))
		return err_set(err, ERR_DATA, "\"%.40s\" is not hex", hex);
	bytes = arena_alloc(&arena, digits / 2 + 1);
	hex_decode((unsigned char *)bytes, hex, digits);
	image = (struct str){ bytes, digits / 2 };
	good = row_decode(encoding, image, table, &arena, &row, err);
	if (good)
		print_row(table, &row, encoding, out);
	arena_release(&arena);
	return good;
}

static bool print_line(const struct table_list *list,
		       enum row_encoding encoding, char *line, struct err *err)
{
	const struct table *table;
	struct buf out = { 0 };
	char *words[4];
	bool good;
	int i;

	for (i = 0; i < 4; i++) {
		words[i] = line + strspn(line, " \t\n");
		line = words[i] + strcspn(words[i], " \t\n");
		if (line == words[i])
			return err_set(err, ERR_DATA, "a line of %d words", i);
		if (*line)
			*line++ = '\0';
	}
	table = find_table(list, words[0]);
	if (!table)
		return err_set(err, ERR_DATA, "no table has shape %s",
			       words[0]);
	buf_addf(&out, "%s ", words[1]);
	table_print_word(table->name, &out);
	good = print_image(table, encoding, words[2], &out, err) &&
	       print_image(table, encoding, words[3], &out, err);
	if (good)
		printf("%s\n", out.data);
	buf_release(&out);
	return good;
}

static bool run(char **argv, char *line, struct err *err)
{
	struct dialect *dialect;
	struct table_list list = { 0 };
	enum row_encoding encoding;
	bool good;

	if (!dialect_open(&dialect, argv[1], err))
		return false;
	good = row_encoding_find(dialect_setting(dialect, "encoding"),
				 dialect_setting(dialect, "escape"), &encoding,
				 err) &&
	       read_tables(dialect, argv[2], &list, err);
	while (good && fgets(line, LINE_MAX_BYTES, stdin))
		if (line[strspn(line, " \t\n")])
			good = print_line(&list, encoding, line, err);
	table_list_release(&list);
	dialect_close(dialect);
	return good;
}

int main(int argc, char **argv)
{
	struct err err = { 0 };
	char *line;
	bool good;

	if (argc != 3) {
		fprintf(stderr, "usage: decode DIALECT FILE <LINES\n");
		return 64;
	}
	line = xmalloc(LINE_MAX_BYTES);
	good = run(argv, line, &err);
	free(line);
	if (!good)
		fprintf(stderr, "decode: %s\n", err.text);
	return good ? 0 : err_exit_code(err.kind);
}
