#include "poller/source_check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/table_options.h"
#include "poller/source_private.h"

bool source_check_session(struct source *source, struct err *err)
{
	static const char section[] = "catalogue.session";

	return !dialect_section(source->dialect, section) ||
	       source_exec(source, section, NULL, 0, NULL, err);
}

/* A cell as a text of its own; NULL is NULL. */
static const char *keep(struct arena *arena, const struct cell *cell)
{
	return cell->null ? NULL
			  : arena_strndup(arena, cell->text.p, cell->text.n);
}

static bool same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static bool add_row(struct registry *registry, const struct cell *row,
		    struct err *err)
{
	struct registered *last, *new;
	const char *schema = keep(&registry->arena, &row[1]);
	const char *name = keep(&registry->arena, &row[2]);
	int64_t shape, captured;

	if (!source_int(&row[0], "catalogue.registry", &shape, err) ||
	    !source_int(&row[3], "catalogue.registry", &captured, err))
		return false;
	registry->rows = xgrow(registry->rows, &registry->cap, registry->n + 1,
			       sizeof(*registry->rows));
	new = &registry->rows[registry->n];
	*new = (struct registered){ .shape = (int32_t)shape,
				    .schema = schema ? schema : "",
				    .name = name ? name : "",
				    .current = captured != 0 };
	last = registry->n++ ? new - 1 : NULL;
	if (last && same(last->schema, new->schema) &&
	    same(last->name, new->name))
		last->current = false;
	return true;
}

bool source_registry(struct source *source, struct registry *out,
		     struct err *err)
{
	const struct cell *row;
	struct odbc_rows *rows;
	bool good;

	*out = (struct registry){ 0 };
	if (!source_query(source, "catalogue.registry", NULL, 0, 4, NULL, &rows,
			  err))
		return false;
	while ((good = odbc_next(rows, &row, err)) && row)
		if (!(good = add_row(out, row, err)))
			break;
	odbc_rows_close(rows);
	if (!good)
		registry_release(out);
	return good;
}

void registry_release(struct registry *registry)
{
	free(registry->rows);
	arena_release(&registry->arena);
	*registry = (struct registry){ 0 };
}

const struct registered *registry_find(const struct registry *registry,
				       const struct registered *table,
				       int32_t shape)
{
	const struct registered *row = registry->rows;
	size_t i;

	for (i = 0; i < registry->n; i++, row++)
		if (row->shape == shape && same(row->schema, table->schema) &&
		    same(row->name, table->name))
			return row;
	return NULL;
}

enum { CHECK_HOLES = 7 };

/* The holes of a check, filled. */
struct holes {
	struct buf schema, name, options, suffixes;
	char shape[16], trigger[24], old[24];
	struct template_value values[CHECK_HOLES];
};

/* How the names of the triggers end that a table has. */
static void add_suffixes(const struct table *table, struct buf *out)
{
	static const struct {
		unsigned operation;
		const char *suffix;
	} triggers[] = {
		{ OPERATION_INSERT, "'_i'" },
		{ OPERATION_UPDATE, "'_u'" },
		{ OPERATION_DELETE, "'_d'" },
		{ OPERATION_TRUNCATE, "'_t'" },
	};
	size_t i;

	for (i = 0; i < sizeof(triggers) / sizeof(*triggers); i++)
		if (table_captures(table, triggers[i].operation))
			buf_addf(out, "%s%s", out->len ? ", " : "",
				 triggers[i].suffix);
}

/*
 * What the table's options make of its triggers.  A layout that does not decode
 * is a finding of the registry's.
 */
static void add_options(struct source *source, const struct registered *table,
			struct holes *holes)
{
	static const struct table plain = { .schema = "", .name = "" };
	const struct shape *shape = NULL;
	struct err err = { 0 };

	if (!table->shape || !source_shape(source, table->shape, &shape, &err))
		shape = NULL;
	table_options_words(shape ? shape->table : &plain, &holes->options);
	add_suffixes(shape ? shape->table : &plain, &holes->suffixes);
}

static void holes_fill(struct holes *holes, struct source *source,
		       const struct check_input *input)
{
	static const struct registered none = { .schema = "", .name = "" };
	const struct registered *table = input->table ? input->table : &none;

	*holes = (struct holes){ 0 };
	source_literal(source, table->schema, &holes->schema);
	source_literal(source, table->name, &holes->name);
	snprintf(holes->shape, sizeof(holes->shape), "%" PRId32, table->shape);
	snprintf(holes->trigger, sizeof(holes->trigger), "shadowlog_%08" PRIx32,
		 table_hash(table->schema, table->name));
	snprintf(holes->old, sizeof(holes->old), "%" PRId64, input->old);
	holes->values[0] =
	    (struct template_value){ "schema", holes->schema.data };
	holes->values[1] = (struct template_value){ "table", holes->name.data };
	holes->values[2] = (struct template_value){ "shape", holes->shape };
	holes->values[3] = (struct template_value){ "trigger", holes->trigger };
	holes->values[4] = (struct template_value){ "old", holes->old };
	add_options(source, table, holes);
	holes->values[5] =
	    (struct template_value){ "options", holes->options.data };
	holes->values[6] =
	    (struct template_value){ "suffixes", buf_str(&holes->suffixes) };
}

static void holes_release(struct holes *holes)
{
	buf_release(&holes->schema);
	buf_release(&holes->name);
	buf_release(&holes->options);
	buf_release(&holes->suffixes);
}

/* Several SELECTs or a CASE can make all texts as wide as the widest. */
static struct cell without_blanks(const struct cell *cell)
{
	struct cell word = *cell;

	while (!word.null && word.text.n && word.text.p[word.text.n - 1] == ' ')
		word.text.n--;
	return word;
}

static void report_row(const struct cell *row, source_check_fn *found,
		       void *context)
{
	const char *texts[CHECK_COLUMNS];
	struct arena arena = { 0 };
	int i;

	for (i = 0; i < CHECK_COLUMNS; i++) {
		struct cell word = without_blanks(&row[i]);

		texts[i] = keep(&arena, &word);
		if (!texts[i] && i != CHECK_MEND)
			texts[i] = "";
	}
	found(context, texts);
	arena_release(&arena);
}

bool source_check(struct source *source, const char *section,
		  const struct check_input *input, source_check_fn *found,
		  void *context, struct err *err)
{
	const struct cell *row;
	struct odbc_rows *rows;
	struct holes holes;
	bool good;

	holes_fill(&holes, source, input);
	good = source_query(source, section, holes.values, CHECK_HOLES,
			    CHECK_COLUMNS, NULL, &rows, err);
	holes_release(&holes);
	if (!good)
		return false;
	while ((good = odbc_next(rows, &row, err)) && row)
		report_row(row, found, context);
	odbc_rows_close(rows);
	return good;
}

bool source_visible(struct source *source, const struct registered *table,
		    struct buf *why, struct err *err)
{
	static const char section[] = "catalogue.visible";
	struct check_input input = { .table = table };
	struct arena arena = { 0 };
	const struct cell *row;
	struct holes holes;
	bool good;

	if (!dialect_section(source->dialect, section))
		return true;
	holes_fill(&holes, source, &input);
	good = source_one(source, section, holes.values, CHECK_HOLES, 1, &arena,
			  &row, err);
	if (good && row)
		buf_addstr(why, row->text.p);
	holes_release(&holes);
	arena_release(&arena);
	return good;
}

bool source_statement(struct source *source, const char *section,
		      const struct registered *table, struct buf *out,
		      struct err *err)
{
	struct check_input input = { .table = table };
	struct holes holes;
	bool good;

	holes_fill(&holes, source, &input);
	good = source_sql(source, section, holes.values, CHECK_HOLES, err);
	if (good)
		buf_addstr(out, buf_str(&source->sql));
	holes_release(&holes);
	return good;
}
