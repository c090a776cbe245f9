/*
 * Reading table descriptions, and files of their options: what core/table.h and
 * core/table_options.h say of their form.
 */
#include "core/table.h"

#include <stdlib.h>
#include <string.h>

#include "core/base64.h"
#include "core/table_options.h"

#define OPTIONS_FORMAT "shadowlog-options"

enum { KEY_MOST = 10000 }; /* more columns than any engine has */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

struct parser {
	const char *name; /* of the text, for messages */
	const char *p;
	size_t line;
	bool have_header;
	struct table_list *list;
	size_t tables_cap, columns_cap;
	struct column *columns;      /* of the table being read */
	struct option_line *options; /* and its lines `option` */
	size_t noptions, options_cap;
	/* In a file of options: whom the lines are for, and how many were. */
	bool all;
	struct table *table;
	size_t blocks;
	bool others_are_fine;
	struct buf word;
	struct err *err;
};

#define FAIL(parser, ...)                                                      \
	(err_set((parser)->err, ERR_DATA, __VA_ARGS__),                        \
	 err_prefix((parser)->err, "%s: line %zu", (parser)->name,             \
		    (parser)->line))

static void skip_blanks(struct parser *parser)
{
	while (*parser->p == ' ' || *parser->p == '\t')
		parser->p++;
}

/* At a comment, an end of line or the end: nothing more on this line. */
static bool at_line_end(const struct parser *parser)
{
	const char *p = parser->p;

	return !*p || *p == '\n' || *p == '#' || (*p == '\r' && p[1] == '\n');
}

/* Behind a backslash; leaves *p behind the escape. */
static bool read_escape(const char **at, struct buf *out, struct err *err)
{
	static const char letters[] = "\"\\nrt";
	static const char escaped[] = "\"\\\n\r\t";
	const char *p = *at;
	const char *e = *p ? strchr(letters, *p) : NULL;
	int byte;

	if (e) {
		buf_addch(out, escaped[e - letters]);
		*at = p + 1;
		return true;
	}
	if (*p != 'x' || hex_digit(p[1]) < 0 || hex_digit(p[2]) < 0)
		return err_set(err, ERR_DATA,
			       "a backslash stands before one of \" \\ n r t "
			       "xHH only");
	byte = hex_digit(p[1]) * 16 + hex_digit(p[2]);
	if (byte == 0)
		return err_set(err, ERR_DATA, "\\x00 cannot be in a name");
	buf_addch(out, (char)byte);
	*at = p + 3;
	return true;
}

bool table_read_quoted(const char **at, struct buf *out, struct err *err)
{
	const char *p = *at + 1;

	while (*p != '"') {
		unsigned char c = (unsigned char)*p;

		if (c == '\n' || c == '\0' || (c == '\r' && p[1] == '\n'))
			return err_set(err, ERR_DATA, "a quote is not closed");
		p++;
		if (c == '\\') {
			if (!read_escape(&p, out, err))
				return false;
		} else if (c < 0x20 || c == 0x7f) {
			return err_set(err, ERR_DATA,
				       "control byte: write it as \\x%02x",
				       (unsigned)c);
		} else {
			buf_addch(out, (char)c);
		}
	}
	*at = p + 1;
	return true;
}

static bool read_quoted(struct parser *parser)
{
	return table_read_quoted(&parser->p, &parser->word, parser->err) ||
	       err_prefix(parser->err, "%s: line %zu", parser->name,
			  parser->line);
}

/* Reads one word into the list's arena; what says what is missing. */
static bool read_word(struct parser *parser, const char *what, const char **out)
{
	buf_reset(&parser->word);
	skip_blanks(parser);
	if (at_line_end(parser))
		return FAIL(parser, "%s is missing", what);
	if (*parser->p == '"') {
		if (!read_quoted(parser))
			return false;
	} else if (table_is_bare(*parser->p)) {
		while (table_is_bare(*parser->p))
			buf_addch(&parser->word, *parser->p++);
	} else {
		return FAIL(parser,
			    "\"%.1s\": byte 0x%02x stands in double quotes "
			    "only",
			    (unsigned char)*parser->p < 0x80 ? parser->p : "?",
			    (unsigned)(unsigned char)*parser->p);
	}
	if (!at_line_end(parser) && !strchr(" \t.", *parser->p))
		return FAIL(parser, "a blank is missing behind \"%s\"",
			    buf_str(&parser->word));
	*out = arena_strndup(&parser->list->arena, buf_str(&parser->word),
			     parser->word.len);
	return true;
}

static bool read_number(struct parser *parser, const char *what, int *out)
{
	const char *word;
	char *end;
	long n;

	if (!read_word(parser, what, &word))
		return false;
	n = is_digit(word[0]) ? strtol(word, &end, 10) : 0;
	if (n < 1 || n > KEY_MOST || *end)
		return FAIL(parser, "%s is \"%s\", not a number from 1", what,
			    word);
	*out = (int)n;
	return true;
}

static bool read_header(struct parser *parser)
{
	int version;

	if (!read_number(parser, "the version of the format", &version))
		return false;
	if (version != TABLE_FORMAT_VERSION)
		return FAIL(parser,
			    "format %d is newer than this program, which reads "
			    "format %d",
			    version, TABLE_FORMAT_VERSION);
	parser->have_header = true;
	return true;
}

static struct table *last_table(struct parser *parser)
{
	struct table_list *list = parser->list;

	return list->ntables ? &list->tables[list->ntables - 1] : NULL;
}

/* Each place once: with n of them, none above n. */
static bool check_keys(struct parser *parser, struct table *table)
{
	size_t i, place;

	for (i = 0; i < table->ncolumns; i++)
		if (table->columns[i].key)
			table->nkeys++;
	for (place = 1; place <= table->nkeys; place++) {
		for (i = 0; i < table->ncolumns; i++)
			if (table->columns[i].key == (int)place)
				break;
		if (i == table->ncolumns)
			return FAIL(parser,
				    "table \"%s\": its key has %zu columns "
				    "but no \"key %zu\"",
				    table->name, table->nkeys, place);
	}
	return true;
}

/* Names the table that is at fault. */
static bool fail_option(struct parser *parser, const struct table *table,
			size_t line)
{
	struct buf name = { 0 };

	table_print_name(table, &name);
	err_prefix(parser->err, "%s: line %zu: table %s", parser->name,
		   line ? line : parser->line, name.data);
	buf_release(&name);
	return false;
}

/* Those that were collected. */
static bool set_options(struct parser *parser, struct table *table,
			enum option_place place)
{
	size_t line = 0;

	if (parser->noptions == 0 ||
	    table_options_set(table, parser->options, parser->noptions, place,
			      &line, parser->err))
		return true;
	return fail_option(parser, table, line);
}

/* What can only be judged when all columns are there. */
static bool finish_table(struct parser *parser)
{
	struct table *table = last_table(parser);
	struct column *columns;
	size_t size;

	if (!table)
		return true;
	parser->line = table->line;
	if (table->ncolumns == 0)
		return FAIL(parser, "table \"%s\" has no column", table->name);
	size = table->ncolumns * sizeof(*columns);
	columns = arena_alloc(&parser->list->arena, size);
	memcpy(columns, parser->columns, size);
	table->columns = columns;
	return check_keys(parser, table) &&
	       set_options(parser, table, OPTION_DESCRIPTION);
}

/* NAME or SCHEMA.NAME; *schema is "" where there is none. */
static bool read_table_name(struct parser *parser, const char **schema,
			    const char **name)
{
	*schema = "";
	if (!read_word(parser, "the table's name", name))
		return false;
	if (*parser->p != '.')
		return true;
	parser->p++;
	*schema = *name;
	return read_word(parser, "the name behind the schema", name);
}

static bool read_table(struct parser *parser)
{
	struct table_list *list = parser->list;
	struct table table = { .schema = "", .line = parser->line };
	const struct table *first;
	size_t line = parser->line;

	if (!finish_table(parser))
		return false;
	parser->line = line;
	if (!read_table_name(parser, &table.schema, &table.name))
		return false;
	first = table_list_find(list, table.schema, table.name);
	if (first)
		return FAIL(parser,
			    "table \"%s\" is described twice, first in line "
			    "%zu",
			    table.name, first->line);
	list->tables = xgrow(list->tables, &parser->tables_cap,
			     list->ntables + 1, sizeof(*list->tables));
	list->tables[list->ntables++] = table;
	parser->noptions = 0;
	return true;
}

/* The words of `option`, to be looked at when all columns are there. */
static bool read_option(struct parser *parser)
{
	struct option_line line = { .line = parser->line };
	const char **words = NULL;
	size_t cap = 0, size;
	bool good = true;

	while (good && (skip_blanks(parser), !at_line_end(parser))) {
		words = xgrow(words, &cap, line.n + 1, sizeof(*words));
		good = read_word(parser, "a word", &words[line.n++]);
	}
	if (good && line.n == 0)
		good = FAIL(parser, "the option is missing");
	if (good) {
		size = line.n * sizeof(*words);
		line.words = memcpy(arena_alloc(&parser->list->arena, size),
				    words, size);
		parser->options =
		    xgrow(parser->options, &parser->options_cap,
			  parser->noptions + 1, sizeof(*parser->options));
		parser->options[parser->noptions++] = line;
	}
	free(words);
	return good;
}

static bool read_flag(struct parser *parser, struct column *column)
{
	const char *word;

	if (!read_word(parser, "a flag", &word))
		return false;
	if (strcmp(word, "as") == 0) {
		if (!read_word(parser, "the kind behind \"as\"", &word))
			return false;
		if (!kind_find(word, &column->kind))
			return FAIL(parser, "\"%s\" is no kind: there are %s",
				    word, kind_words());
		column->kind_known = true;
	} else if (strcmp(word, "key") == 0) {
		return read_number(parser, "the place in the key",
				   &column->key);
	} else if (strcmp(word, "null") == 0) {
		column->nullable = true;
	} else if (strcmp(word, "generated") == 0) {
		column->generated = true;
	} else {
		return FAIL(parser,
			    "unknown word \"%s\": the flags of a column are "
			    "as KIND, key N, null, generated",
			    word);
	}
	return true;
}

static bool read_column(struct parser *parser)
{
	struct table *table = last_table(parser);
	struct column column = { .kind = KIND_OTHER, .line = parser->line };
	size_t i;

	if (!table)
		return FAIL(parser, "a column stands before the first table");
	if (!read_word(parser, "the column's name", &column.name) ||
	    !read_word(parser, "the column's type", &column.type))
		return false;
	while (skip_blanks(parser), !at_line_end(parser))
		if (!read_flag(parser, &column))
			return false;
	for (i = 0; i < table->ncolumns; i++)
		if (strcmp(parser->columns[i].name, column.name) == 0)
			return FAIL(parser,
				    "column \"%s\" is there twice, first in "
				    "line %zu",
				    column.name, parser->columns[i].line);
	parser->columns = xgrow(parser->columns, &parser->columns_cap,
				table->ncolumns + 1, sizeof(*parser->columns));
	parser->columns[table->ncolumns++] = column;
	return true;
}

/* The header's word has a dash in it, which no other bare word may have. */
static bool starts_header(struct parser *parser, const char *header)
{
	size_t n = strlen(header);

	if (strncmp(parser->p, header, n) != 0 ||
	    !strchr(" \t\r\n", parser->p[n]))
		return false;
	parser->p += n;
	return true;
}

static bool read_statement(struct parser *parser)
{
	const char *word;

	if (starts_header(parser, TABLE_FORMAT))
		return read_header(parser);
	if (!parser->have_header)
		return FAIL(parser,
			    "the first line must be \"" TABLE_FORMAT " 1\"");
	if (!read_word(parser, "a word", &word))
		return false;
	if (strcmp(word, "table") == 0)
		return read_table(parser);
	if (strcmp(word, "column") == 0)
		return read_column(parser);
	if (strcmp(word, "option") == 0)
		return last_table(parser) ? read_option(parser)
					  : FAIL(parser, "an option stands "
							 "before the first "
							 "table");
	return FAIL(parser,
		    "unknown word \"%s\": a line starts with table, column "
		    "or option",
		    word);
}

static bool read_line(struct parser *parser,
		      bool (*statement)(struct parser *parser))
{
	skip_blanks(parser);
	if (at_line_end(parser))
		return true;
	if (!statement(parser))
		return false;
	skip_blanks(parser);
	if (!at_line_end(parser))
		return FAIL(parser, "text behind the end: \"%.*s\"",
			    (int)strcspn(parser->p, "\r\n"), parser->p);
	return true;
}

static bool read_lines(struct parser *parser,
		       bool (*statement)(struct parser *parser))
{
	while (*parser->p) {
		parser->line++;
		if (!read_line(parser, statement))
			return false;
		parser->p += strcspn(parser->p, "\n");
		if (*parser->p)
			parser->p++;
	}
	return true;
}

static bool read_all(struct parser *parser)
{
	if (!read_lines(parser, read_statement))
		return false;
	if (!parser->have_header) {
		parser->line = 1;
		return FAIL(parser, "no table: is this the output of "
				    "shadowlog describe?");
	}
	return finish_table(parser);
}

bool table_list_parse(const char *text, const char *name,
		      struct table_list *out, struct err *err)
{
	struct parser parser = {
		.name = name, .p = text, .list = out, .err = err
	};
	struct table *tables;
	bool good;

	*out = (struct table_list){ 0 };
	good = read_all(&parser);
	free(parser.columns);
	free(parser.options);
	buf_release(&parser.word);
	/* The array grew by itself; from here on the arena owns it. */
	tables = out->tables;
	out->tables = NULL;
	if (good && out->ntables) {
		size_t size = out->ntables * sizeof(*tables);

		out->tables = arena_alloc(&out->arena, size);
		memcpy(out->tables, tables, size);
	}
	free(tables);
	if (!good)
		table_list_release(out);
	return good;
}

/* -------------------------------------------------------- a file of options */

/* Gives what was collected to the tables that it is for. */
static bool finish_block(struct parser *parser)
{
	struct table_list *list = parser->list;
	size_t i;

	for (i = 0; parser->all && i < list->ntables; i++)
		if (!set_options(parser, &list->tables[i], OPTION_FOR_ALL))
			return false;
	if (parser->table &&
	    !set_options(parser, parser->table, OPTION_FOR_TABLE))
		return false;
	parser->noptions = 0;
	return true;
}

/* `table NAME` of a file of options; *out is NULL for one that is not here. */
static bool find_table(struct parser *parser, struct table **out)
{
	const char *schema, *name;

	if (!read_table_name(parser, &schema, &name))
		return false;
	*out = table_list_find(parser->list, schema, name);
	return *out || parser->others_are_fine ||
	       FAIL(parser,
		    "table \"%s\" is not among those described; schema, "
		    "upper and lower case count",
		    name);
}

static bool read_block(struct parser *parser, const char *word)
{
	bool all = strcmp(word, "all") == 0;
	struct table *table = NULL;

	if (!all && strcmp(word, "table") != 0)
		return FAIL(parser,
			    "unknown word \"%s\": a line starts with all, "
			    "table or option",
			    word);
	if (all && parser->blocks)
		return FAIL(parser, "all stands once, before the first table");
	if (!finish_block(parser) || (!all && !find_table(parser, &table)))
		return false;
	parser->all = all;
	parser->table = table;
	parser->blocks++;
	return true;
}

static bool read_options_statement(struct parser *parser)
{
	const char *word;

	if (starts_header(parser, OPTIONS_FORMAT))
		return read_header(parser);
	if (!parser->have_header)
		return FAIL(parser,
			    "the first line must be \"" OPTIONS_FORMAT " 1\"");
	if (!read_word(parser, "a word", &word))
		return false;
	if (strcmp(word, "option") != 0)
		return read_block(parser, word);
	return parser->blocks ? read_option(parser)
			      : FAIL(parser, "an option stands before all or "
					     "the first table");
}

bool table_options_parse(const char *text, const char *name,
			 struct table_list *list, bool others_are_fine,
			 struct err *err)
{
	struct parser parser = { .name = name,
				 .p = text,
				 .list = list,
				 .others_are_fine = others_are_fine,
				 .err = err };
	bool good = read_lines(&parser, read_options_statement) &&
		    finish_block(&parser);

	free(parser.options);
	buf_release(&parser.word);
	return good;
}
