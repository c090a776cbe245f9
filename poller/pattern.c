#include "poller/pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	const char *p;
	struct arena *arena;
	struct buf word, quoted;
	struct err *err;
};

enum { MAX_WORDS = 3 };

/* The words of one pattern; dots between. */
struct words {
	const char *items[MAX_WORDS];
	size_t n;
};

static bool fail(const struct reader *in, const char *why)
{
	if (!*in->p)
		return err_set(in->err, ERR_CONFIG, "at the end: %s", why);
	return err_set(in->err, ERR_CONFIG, "at \"%.40s\": %s", in->p, why);
}

static void skip_blanks(struct reader *in)
{
	in->p += strspn(in->p, " \t");
}

static bool is_bare(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '*';
}

/* A byte that means itself. */
static void add_plain(struct buf *word, char c)
{
	if (c == '*' || c == '\\')
		buf_addch(word, '\\');
	buf_addch(word, c);
}

static bool read_quoted(struct reader *in)
{
	char why[sizeof(in->err->text)];
	size_t i;

	buf_reset(&in->quoted);
	if (!table_read_quoted(&in->p, &in->quoted, in->err)) {
		snprintf(why, sizeof(why), "%s", in->err->text);
		return fail(in, why);
	}
	for (i = 0; i < in->quoted.len; i++)
		add_plain(&in->word, in->quoted.data[i]);
	return true;
}

/* Pieces in quotes and pieces that are not, one behind the other. */
static bool read_word(struct reader *in, const char **out)
{
	const char *start = in->p;

	buf_reset(&in->word);
	while (*in->p == '"' || is_bare(*in->p)) {
		if (*in->p != '"')
			buf_addch(&in->word, *in->p++);
		else if (!read_quoted(in))
			return false;
	}
	if (in->p == start)
		return fail(in, "a name is missing; one that is not made of "
				"letters, digits, _ and $ alone stands in "
				"double quotes");
	*out = arena_strndup(in->arena, buf_str(&in->word), in->word.len);
	return true;
}

static bool read_words(struct reader *in, struct words *out)
{
	out->n = 0;
	skip_blanks(in);
	do {
		if (out->n == MAX_WORDS)
			return fail(in, "too many dots");
		if (out->n > 0)
			in->p++;
		if (!read_word(in, &out->items[out->n++]))
			return false;
	} while (*in->p == '.');
	skip_blanks(in);
	return true;
}

static void add(struct pattern_list *list, const struct words *table,
		const char *column)
{
	list->items =
	    xgrow(list->items, &list->cap, list->n + 1, sizeof(*list->items));
	list->items[list->n++] = (struct pattern){
		.schema = table->n > 1 ? table->items[0] : NULL,
		.table = table->items[table->n - 1],
		.column = column,
	};
}

/* Behind a pattern: what goes on, or the end. */
static bool read_next(struct reader *in, const char *marks, bool *more)
{
	*more = *in->p != '\0';
	if (*more && !strchr(marks, *in->p))
		return fail(in, "a comma is missing");
	return true;
}

static bool read_table(struct reader *in, struct words *table)
{
	if (!read_words(in, table))
		return false;
	if (table->n > 2)
		return fail(in, "a table is NAME or SCHEMA.NAME");
	return true;
}

static bool read_tables(struct reader *in, struct pattern_list *out)
{
	struct words words;
	bool more;

	for (;;) {
		if (!read_table(in, &words))
			return false;
		add(out, &words, NULL);
		if (!read_next(in, ",", &more) || !more)
			return !more;
		in->p++;
	}
}

static bool read_columns(struct reader *in, struct pattern_list *out)
{
	struct words words;
	bool more;

	for (;;) {
		if (!read_words(in, &words))
			return false;
		if (words.n < 2)
			return fail(in, "a column is TABLE.COLUMN or "
					"SCHEMA.TABLE.COLUMN");
		words.n--;
		add(out, &words, words.items[words.n]);
		if (!read_next(in, ",", &more) || !more)
			return !more;
		in->p++;
	}
}

static bool read_columns_of(struct reader *in, struct pattern_list *out)
{
	struct words table, column;
	bool more;

	if (!read_table(in, &table))
		return false;
	for (;;) {
		if (*in->p != ':' && *in->p != ',')
			return fail(in, "a table and its columns are written "
					"TABLE: COLUMN, COLUMN");
		do {
			in->p++;
			if (!read_words(in, &column))
				return false;
			if (column.n > 1)
				return fail(in, "behind TABLE: stand names of "
						"columns alone; a ; goes "
						"before the next table");
			add(out, &table, column.items[0]);
		} while (*in->p == ',');
		if (!read_next(in, ";", &more) || !more)
			return !more;
		in->p++;
		if (!read_table(in, &table))
			return false;
	}
}

typedef bool read_list(struct reader *in, struct pattern_list *out);

static bool parse(read_list *read, const char *text, struct arena *arena,
		  struct pattern_list *out, struct err *err)
{
	struct reader in = { .p = text, .arena = arena, .err = err };
	bool good = read(&in, out);

	buf_release(&in.word);
	buf_release(&in.quoted);
	return good;
}

bool pattern_tables(const char *text, struct arena *arena,
		    struct pattern_list *out, struct err *err)
{
	return parse(read_tables, text, arena, out, err);
}

bool pattern_columns(const char *text, struct arena *arena,
		     struct pattern_list *out, struct err *err)
{
	return parse(read_columns, text, arena, out, err);
}

bool pattern_columns_of(const char *text, struct arena *arena,
			struct pattern_list *out, struct err *err)
{
	return parse(read_columns_of, text, arena, out, err);
}

void pattern_list_release(struct pattern_list *list)
{
	free(list->items);
	*list = (struct pattern_list){ 0 };
}

/* On a mismatch the last star takes one byte more, and all is tried again. */
static bool word_matches(const char *word, const char *p, size_t n)
{
	const char *end = p + n, *star = NULL, *resume = NULL;

	while (p < end) {
		const char *literal = *word == '\\' ? word + 1 : word;

		if (*word == '*') {
			star = ++word;
			resume = p;
		} else if (*word && *literal == *p) {
			word = literal + 1;
			p++;
		} else if (star) {
			word = star;
			p = ++resume;
		} else {
			return false;
		}
	}
	while (*word == '*')
		word++;
	return !*word;
}

static bool has_table(const struct pattern *pattern, const struct table *table)
{
	return word_matches(pattern->table, table->name, strlen(table->name)) &&
	       (!pattern->schema || word_matches(pattern->schema, table->schema,
						 strlen(table->schema)));
}

bool pattern_has_table(const struct pattern_list *list,
		       const struct table *table)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (has_table(&list->items[i], table))
			return true;
	return false;
}

bool pattern_has_column(const struct pattern_list *list,
			const struct table *table, struct str column)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		const struct pattern *pattern = &list->items[i];

		if (pattern->column && has_table(pattern, table) &&
		    word_matches(pattern->column, column.p, column.n))
			return true;
	}
	return false;
}
