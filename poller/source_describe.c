#include "poller/source_private.h"

#include <stdlib.h>
#include <string.h>

/* A table's name as it was asked for, or as the catalogue says it. */
struct table_name {
	const char *schema, *name;
};

struct name_list {
	struct table_name *names;
	size_t n, cap;
};

/*
 * Reads NAME or SCHEMA.NAME by the very parser of table descriptions, so that
 * what `describe` prints is what it takes.
 */
static bool parse_name(const char *text, struct arena *arena,
		       struct table_name *out, struct err *err)
{
	struct table_list list = { 0 };
	struct buf whole = { 0 };
	bool good;

	buf_addf(&whole, "shadowlog-tables 1\ntable %s\ncolumn x x as text\n",
		 text);
	good = !strchr(text, '\n') && *text &&
	       table_list_parse(whole.data, "name", &list, err) &&
	       list.ntables == 1 && list.tables[0].ncolumns == 1;
	if (good) {
		out->schema = arena_strdup(arena, list.tables[0].schema);
		out->name = arena_strdup(arena, list.tables[0].name);
	} else {
		err_set(err, ERR_USAGE,
			"%s is no table's name: write NAME or SCHEMA.NAME, "
			"and in double quotes what is not only letters, "
			"digits and _, as in '\"my table\"'",
			text);
	}
	table_list_release(&list);
	buf_release(&whole);
	return good;
}

/* A section that is asked for one table. */
static bool ask_table(struct source *source, const char *section,
		      const struct table_name *name, size_t ncolumns,
		      struct odbc_rows **out, struct err *err)
{
	struct buf schema = { 0 }, table = { 0 };
	struct template_value values[] = { { "schema", NULL },
					   { "table", NULL } };
	bool good;

	source_literal(source, name->schema, &schema);
	source_literal(source, name->name, &table);
	values[0].value = schema.data;
	values[1].value = table.data;
	good =
	    source_query(source, section, values, 2, ncolumns, NULL, out, err);
	buf_release(&schema);
	buf_release(&table);
	return good;
}

/* What a cell says, in the arena. */
static char *text_of(const struct cell *cell, struct arena *arena)
{
	return arena_strndup(arena, cell->text.p,
			     cell->null ? 0 : cell->text.n);
}

static void add_name(struct name_list *list, const struct cell *row,
		     struct arena *arena)
{
	list->names =
	    xgrow(list->names, &list->cap, list->n + 1, sizeof(*list->names));
	list->names[list->n].schema = text_of(&row[0], arena);
	list->names[list->n].name = text_of(&row[1], arena);
	list->n++;
}

static bool collect_names(struct odbc_rows *rows, struct name_list *list,
			  struct arena *arena, struct err *err)
{
	const struct cell *row;
	bool good;

	while ((good = odbc_next(rows, &row, err)) && row)
		add_name(list, row, arena);
	odbc_rows_close(rows);
	return good;
}

/* Finds what is there under a name. */
static bool find_table(struct source *source, const char *text,
		       struct name_list *list, struct arena *arena,
		       struct err *err)
{
	struct table_name name;
	struct odbc_rows *rows;
	size_t before = list->n;

	if (!parse_name(text, arena, &name, err) ||
	    !ask_table(source, "catalogue.table", &name, 2, &rows, err) ||
	    !collect_names(rows, list, arena, err))
		return false;
	if (list->n == before)
		return err_set(err, ERR_CONFIG,
			       "there is no table %s here, or this user may "
			       "not see it; upper and lower case count",
			       text);
	return true;
}

enum catalogue_column {
	NAME,
	TYPE,
	BASE_TYPE,
	IS_NULL,
	GENERATED,
	KEY,
	COLUMNS
};

/*
 * What a cell says without the blanks behind it: some engines make all results
 * of a CASE as long as the longest, or know no empty string.
 */
static char *word_of(const struct cell *cell, struct arena *arena)
{
	size_t n = cell->null ? 0 : cell->text.n;

	while (n && cell->text.p[n - 1] == ' ')
		n--;
	return arena_strndup(arena, cell->text.p, n);
}

static bool add_column(const struct source *source, const struct cell *row,
		       struct arena *arena, struct column *out, struct err *err)
{
	const char *base = word_of(&row[BASE_TYPE], arena);
	int64_t key;

	*out = (struct column){ 0 };
	out->name = text_of(&row[NAME], arena);
	out->type = word_of(&row[TYPE], arena);
	out->kind_known = dialect_kind(source->dialect, base, &out->kind);
	out->nullable = *word_of(&row[IS_NULL], arena);
	out->generated = *word_of(&row[GENERATED], arena);
	if (!source_int(&row[KEY], "catalogue.columns", &key, err))
		return false;
	out->key = (int)key;
	if (!out->kind_known)
		return err_set(err, ERR_INTERNAL,
			       "column \"%s\": dialect \"%s\" does not know "
			       "type \"%s\"",
			       out->name, source_dialect_name(source), base);
	return true;
}

/*
 * Takes the columns of a result.  They are collected apart, because the arena
 * cannot grow an array.
 */
static bool collect_columns(struct source *source, struct odbc_rows *rows,
			    struct arena *arena, struct table *table,
			    struct err *err)
{
	struct column *columns = NULL;
	const struct cell *row;
	size_t n = 0, cap = 0;
	bool good;

	while ((good = odbc_next(rows, &row, err)) && row) {
		columns = xgrow(columns, &cap, n + 1, sizeof(*columns));
		good = add_column(source, row, arena, &columns[n], err);
		if (!good)
			break;
		table->nkeys += columns[n++].key > 0;
	}
	odbc_rows_close(rows);
	table->ncolumns = n;
	table->columns = arena_calloc(arena, n, sizeof(*columns));
	if (n)
		memcpy(table->columns, columns, n * sizeof(*columns));
	free(columns);
	return good;
}

static bool read_table(struct source *source, const struct table_name *name,
		       struct arena *arena, struct table *table,
		       struct err *err)
{
	struct odbc_rows *rows;
	struct buf label = { 0 };
	bool good;

	*table = (struct table){ .schema = name->schema, .name = name->name };
	good =
	    ask_table(source, "catalogue.columns", name, COLUMNS, &rows, err) &&
	    collect_columns(source, rows, arena, table, err);
	if (good && !table->ncolumns)
		good = err_set(err, ERR_CONFIG,
			       "it has no column that this user may see");
	if (!good) {
		table_print_word(name->name, &label);
		err_prefix(err, "table %s", buf_str(&label));
	}
	buf_release(&label);
	return good;
}

static bool read_tables(struct source *source, const struct name_list *names,
			struct table_list *out, struct err *err)
{
	size_t i;

	out->tables = arena_calloc(&out->arena, names->n, sizeof(*out->tables));
	for (i = 0; i < names->n; i++) {
		if (!read_table(source, &names->names[i], &out->arena,
				&out->tables[i], err))
			return false;
		out->ntables++;
	}
	return true;
}

bool source_describe(struct source *source, char *const *names, size_t nnames,
		     struct table_list *out, struct err *err)
{
	struct name_list list = { 0 };
	struct odbc_rows *rows;
	bool good = true;
	size_t i;

	*out = (struct table_list){ 0 };
	for (i = 0; good && i < nnames; i++)
		good = find_table(source, names[i], &list, &out->arena, err);
	if (!nnames)
		good = source_query(source, "catalogue.tables", NULL, 0, 2,
				    NULL, &rows, err) &&
		       collect_names(rows, &list, &out->arena, err);
	good = good && read_tables(source, &list, out, err);
	free(list.names);
	if (!good)
		table_list_release(out);
	return good;
}

/* Descriptions one behind the other, under the header of the first. */
static bool collect_descriptions(struct odbc_rows *rows, struct buf *out,
				 struct err *err)
{
	const struct cell *row;
	bool good;

	table_print_header(out);
	while ((good = odbc_next(rows, &row, err)) && row) {
		size_t header = 0;

		while (header < row->text.n && row->text.p[header] != '\n')
			header++;
		if (!row->null)
			buf_add(out, row->text.p + header,
				row->text.n - header);
	}
	odbc_rows_close(rows);
	return good;
}

bool source_registered(struct source *source, struct table_list *out,
		       struct err *err)
{
	struct odbc_rows *rows;
	struct buf text = { 0 };
	bool good;

	*out = (struct table_list){ 0 };
	good = source_query(source, "poller.registered", NULL, 0, 1, NULL,
			    &rows, err) &&
	       collect_descriptions(rows, &text, err) &&
	       table_list_parse(text.data, "registry", out, err);
	buf_release(&text);
	return good;
}
