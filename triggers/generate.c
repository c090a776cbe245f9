#include "triggers/generate.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "core/resource.h"
#include "core/table_options.h"
#include "core/template.h"
#include "triggers/difference.h"
#include "triggers/generator.h"
#include "triggers/quote.h"

#define PREFIX "shadowlog_"
/* What sections call a row of the table itself. */
#define ROW_ALIAS "shadowlog"

const char *generator_setting(const struct generator *g, const char *name,
			      const char *otherwise)
{
	const char *value = dialect_setting(g->dialect, name);

	return value ? value : otherwise;
}

const char *generator_old(const struct generator *g)
{
	const char *row = generator_setting(g, "old", "OLD.");

	return g->table->options.statement
		   ? generator_setting(g, "statement_old", row)
		   : row;
}

const char *generator_new(const struct generator *g)
{
	const char *row = generator_setting(g, "new", "NEW.");

	return g->table->options.statement
		   ? generator_setting(g, "statement_new", row)
		   : row;
}

/* Takes the text of a buffer and empties that. */
void generator_add_hole(struct holes *holes, const char *name,
			struct buf *value)
{
	holes->values[holes->n++] =
	    (struct template_value){ name, arena_strdup(&holes->arena,
							buf_str(value)) };
	buf_release(value);
}

bool generator_fill(struct generator *g, const char *section, struct buf *out)
{
	struct buf where = { 0 };
	const char *text;
	bool good;

	if (!dialect_need(g->dialect, section, &text, g->err))
		return false;
	buf_addf(&where, "dialect \"%s\": section %s", dialect_name(g->dialect),
		 section);
	good = template_fill(text, where.data, g->holes.values, g->holes.n, out,
			     g->err);
	buf_release(&where);
	return good;
}

/* A filled section as a paragraph of its own. */
static bool paragraph(struct generator *g, const char *section, bool optional,
		      struct buf *out)
{
	if (optional && !dialect_section(g->dialect, section))
		return true;
	if (out->len)
		buf_addch(out, '\n');
	if (!generator_fill(g, section, out))
		return false;
	buf_addch(out, '\n');
	return true;
}

/* -------------------------------------------------------------------- names */

static const char *label(const struct table *table, struct buf *out)
{
	table_print_name(table, out);
	return out->data;
}

static void column_name(const struct generator *g, const char *row,
			const struct column *column, struct buf *out)
{
	buf_addstr(out, row);
	quote_name(g->dialect, column->name, out);
}

static bool is_named(const struct table *table, const char *word)
{
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		if (strstr(table->columns[i].name, word))
			return true;
	return strstr(table->schema, word) || strstr(table->name, word) ||
	       (table->options.when && strstr(table->options.when, word));
}

/*
 * A word W so that $W$ ends nothing inside: function bodies hold names, and
 * those can hold anything.
 */
static void choose_tag(const struct table *table, struct buf *out)
{
	size_t number = 1;

	buf_addstr(out, "shadowlog");
	while (is_named(table, buf_str(out))) {
		buf_reset(out);
		buf_addf(out, "shadowlog_%zu", number++);
	}
}

/* ------------------------------------------------------------------- images */

/* Values that one section `image.*` puts together. */
struct part {
	struct buf values, format;
	size_t n; /* values in it */
	size_t width;
	bool wide; /* one value alone, too wide for others beside it */
};

/* An image while it is put together. */
struct image {
	const char *row; /* before a column: "NEW." */
	bool keys_only;
	/*
	 * Of a trigger's rows: what values are called that are put into
	 * variables first, with a number behind; their declarations, and what
	 * fills them.
	 */
	char letter;
	struct buf variables, steps;
	struct part *parts;
	size_t nparts, cap;
};

/* Fills a text that is no section of a table. */
static bool fill_with(struct generator *g, const char *text, const char *what,
		      const struct template_value *values, size_t n,
		      struct buf *out)
{
	struct buf where = { 0 };
	bool good;

	buf_addf(&where, "dialect \"%s\": %s", dialect_name(g->dialect), what);
	good = template_fill(text, where.data, values, n, out, g->err);
	buf_release(&where);
	return good;
}

/* The first of three sections that the dialect has. */
static const char *part_section(const struct generator *g,
				const struct image *image,
				const struct part *part)
{
	if (!part->n)
		return "image";
	if (part->wide && dialect_section(g->dialect, "image.wide"))
		return "image.wide";
	if (image->nparts > 1 && dialect_section(g->dialect, "image.part"))
		return "image.part";
	return "image.values";
}

/* Are all columns of the table in it, each as it is? */
static bool is_whole(const struct generator *g, const struct image *image)
{
	size_t i;

	for (i = 0; i < g->table->ncolumns; i++) {
		const struct column *column = &g->table->columns[i];

		if (!column_is_held(column, image->keys_only) || column->lob)
			return false;
	}
	return true;
}

/* `EXPR AS "name"`, for section `image.row`. */
static bool add_row_column(struct generator *g, const struct image *image,
			   const struct column *column, struct buf *out)
{
	const char *expr = column->lob
			       ? dialect_lob_value(g->dialect, column->kind,
						   column->type, column->lob)
			       : "{{c}}";
	struct template_value c = { .name = "c" };
	struct buf name = { 0 };
	bool good;

	column_name(g, image->row, column, &name);
	c.value = name.data;
	buf_addstr(out, out->len ? ",\n" : "");
	good = fill_with(g, expr, "image.row", &c, 1, out);
	buf_addstr(out, " AS ");
	quote_name(g->dialect, column->name, out);
	buf_release(&name);
	return good;
}

/* What stands for the row: its name, or one made of some of its columns. */
static bool add_row(struct generator *g, const struct image *image,
		    struct buf *out)
{
	struct template_value holes[] = { { "columns", NULL },
					  { "tag", NULL } };
	const char *text = dialect_section(g->dialect, "image.row");
	struct buf columns = { 0 }, tag = { 0 };
	bool good = true;
	size_t i;

	if (!text || is_whole(g, image)) {
		buf_add(out, image->row, strcspn(image->row, "."));
		/* A column can be called as the row is, and would be meant. */
		if (g->table->options.statement ||
		    strcmp(image->row, ROW_ALIAS ".") == 0)
			buf_addstr(out, ".*");
		return true;
	}
	for (i = 0; good && i < g->table->ncolumns; i++)
		if (column_is_held(&g->table->columns[i], image->keys_only))
			good = add_row_column(g, image, &g->table->columns[i],
					      &columns);
	choose_tag(g->table, &tag);
	holes[0].value = buf_str(&columns);
	holes[1].value = tag.data;
	good = good && fill_with(g, text, "image.row", holes, 2, out);
	buf_release(&tag);
	buf_release(&columns);
	return good;
}

static bool fill_part(struct generator *g, const struct image *image,
		      const struct part *part, struct buf *out)
{
	const char *section = part_section(g, image, part);
	struct buf row = { 0 };
	struct template_value holes[3];
	const char *text;
	bool good;

	if (!dialect_need(g->dialect, section, &text, g->err) ||
	    !add_row(g, image, &row)) {
		buf_release(&row);
		return false;
	}
	holes[0] = (struct template_value){ "row", buf_str(&row) };
	holes[1] = (struct template_value){ "values", buf_str(&part->values) };
	holes[2] = (struct template_value){ "format", buf_str(&part->format) };
	good = fill_with(g, text, section, holes, 3, out);
	buf_release(&row);
	return good;
}

static struct part *new_part(struct image *image)
{
	image->parts = xgrow(image->parts, &image->cap, image->nparts + 1,
			     sizeof(*image->parts));
	image->parts[image->nparts] = (struct part){ 0 };
	return &image->parts[image->nparts++];
}

static bool is_wide(const struct generator *g, size_t width)
{
	size_t room =
	    strtoul(generator_setting(g, "image_width", "0"), NULL, 10);

	return room && width > room;
}

/* The part that a value of this width goes into. */
static struct part *find_part(const struct generator *g, struct image *image,
			      size_t width)
{
	size_t chunk =
	    strtoul(generator_setting(g, "image_chunk", "0"), NULL, 10);
	size_t room =
	    strtoul(generator_setting(g, "image_width", "0"), NULL, 10);
	struct part *part =
	    image->nparts ? &image->parts[image->nparts - 1] : NULL;

	if (is_wide(g, width)) {
		part = new_part(image);
		part->wide = true;
	} else if (!part || part->wide || (chunk && part->n == chunk) ||
		   (room && width > room - part->width)) {
		part = new_part(image);
	}
	part->width += width;
	return part;
}

/* What stands between two values or two parts, and a line end. */
static void add_join(const struct generator *g, const char *name,
		     const char *otherwise, struct buf *out)
{
	const char *join = generator_setting(g, name, otherwise);

	if (*join && *join != ',')
		buf_addch(out, ' ');
	buf_addf(out, "%s\n", join);
}

void generator_add_type_holes(const char *type, struct template_value *holes,
			      struct buf n[2])
{
	const char *bracket = strchr(type, '(');
	unsigned long number = bracket ? strtoul(bracket + 1, NULL, 10) : 0;

	buf_addf(&n[0], "%lu", number);
	buf_addf(&n[1], "%lu", 2 * number);
	holes[0] = (struct template_value){ "n", n[0].data };
	holes[1] = (struct template_value){ "2n", n[1].data };
}

/* Fills an expression for a column with what it asks for. */
static bool fill_value(struct generator *g, const struct image *image,
		       const struct column *column, const char *expr,
		       struct buf *out)
{
	struct template_value holes[MAX_HOLES] = { { .name = "c" },
						   { .name = "name" },
						   { .name = "v" } };
	struct buf c = { 0 }, name = { 0 }, v = { 0 }, n[2] = { { 0 } };
	bool good;

	column_name(g, image->row, column, &c);
	quote_name(g->dialect, column->name, &name);
	if (image->letter)
		buf_addf(&v, "%c%zu", image->letter,
			 (size_t)(column - g->table->columns) + 1);
	holes[0].value = c.data;
	holes[1].value = name.data;
	holes[2].value = buf_str(&v);
	generator_add_type_holes(column->type, holes + 3, n);
	memcpy(holes + 5, g->holes.values, g->holes.n * sizeof(*holes));
	good = fill_with(g, expr, kind_word(column->kind), holes,
			 g->holes.n + 5, out);
	buf_release(&c);
	buf_release(&name);
	buf_release(&v);
	buf_release(&n[0]);
	buf_release(&n[1]);
	return good;
}

/*
 * The three lines of an `apart` value: a declaration, a statement, and what
 * stands in the image, which is returned in *expr.
 */
static bool add_apart(struct generator *g, struct image *image,
		      const struct column *column, const char **expr)
{
	const char *type = *expr, *step = strchr(type, '\n');
	const char *value = step ? strchr(step + 1, '\n') : NULL;
	struct buf line = { 0 };
	bool good;

	if (!value)
		return err_set(
		    g->err, ERR_INTERNAL,
		    "dialect \"%s\": value \"%s\" is not three lines",
		    dialect_name(g->dialect), type);
	buf_addstr(&image->variables, image->variables.len ? "\n" : "");
	buf_addstr(&image->steps, image->steps.len ? "\n" : "");
	buf_addstr(&line, "DECLARE {{v}} ");
	buf_add(&line, type, (size_t)(step - type));
	good = fill_value(g, image, column, line.data, &image->variables);
	buf_reset(&line);
	buf_add(&line, step + 1, (size_t)(value - step) - 1);
	good = good && fill_value(g, image, column, line.data, &image->steps);
	buf_release(&line);
	*expr = value + 1;
	return good;
}

static bool add_value(struct generator *g, struct image *image,
		      const struct column *column, const char *expr,
		      size_t width)
{
	struct part *part = find_part(g, image, width);

	if (part->n)
		add_join(g, "value_join", ",", &part->values);
	buf_addstr(&part->format, part->n ? ",%s" : "%s");
	part->n++;
	return fill_value(g, image, column, expr, &part->values);
}

/*
 * How the value is rendered.  Always as if it could be NULL: some day it can.
 * One that is too wide asks for its type with "wide " in front first.
 */
static const char *find_value(const struct generator *g,
			      const struct image *image,
			      const struct column *column, size_t width)
{
	struct buf type = { 0 };
	const char *expr;

	if (column->lob)
		return dialect_section(g->dialect, "image.row")
			   ? NULL
			   : dialect_lob_value(g->dialect, column->kind,
					       column->type, column->lob);
	expr = dialect_old_value(g->dialect, column->kind, column->type);
	if (expr &&
	    strcmp(image->row, generator_setting(g, "old", "OLD.")) == 0)
		return expr;
	buf_addf(&type, "%s%s", is_wide(g, width) ? "wide " : "", column->type);
	expr = dialect_value(g->dialect, column->kind, buf_str(&type), true);
	buf_release(&type);
	return expr;
}

/* The `apart` value of a column, or NULL. */
static const char *find_apart(const struct generator *g,
			      const struct column *column)
{
	size_t width = dialect_width(g->dialect, column->type);
	struct buf type = { 0 };
	const char *expr;

	if (column->lob)
		return NULL;
	if (is_wide(g, width))
		buf_addstr(&type, "wide ");
	else if (width <=
		 strtoul(generator_setting(g, "image_short", "0"), NULL, 10))
		buf_addstr(&type, "short ");
	buf_addstr(&type, column->type);
	expr = dialect_apart_value(g->dialect, column->kind, type.data);
	buf_release(&type);
	return expr;
}

/* Are there more of them than one statement can hold? */
static bool is_crowded(const struct generator *g)
{
	const char *room = generator_setting(g, "image_calls", "");
	size_t i, n = 0;

	for (i = 0; i < g->table->ncolumns; i++)
		n += !g->table->columns[i].excluded &&
		     find_apart(g, &g->table->columns[i]);
	return *room && n > strtoul(room, NULL, 10);
}

static bool add_values(struct generator *g, struct image *image)
{
	const struct table *table = g->table;
	bool crowded = image->letter && is_crowded(g);
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		const struct column *column = &table->columns[i];
		size_t width = dialect_width(g->dialect, column->type);
		const char *expr = find_value(g, image, column, width);

		const char *apart = crowded ? find_apart(g, column) : NULL;

		if (!expr || !column_is_held(column, image->keys_only))
			continue;
		if (apart) {
			expr = apart;
			if (!add_apart(g, image, column, &expr))
				return false;
		}
		if (!add_value(g, image, column, expr, width))
			return false;
	}
	if (!image->nparts)
		new_part(image);
	return true;
}

static void add_apart_holes(struct generator *g, struct image *image)
{
	bool old = image->letter == 'o';

	generator_add_hole(&g->holes, old ? "old_variables" : "new_variables",
			   &image->variables);
	generator_add_hole(&g->holes, old ? "old_steps" : "new_steps",
			   &image->steps);
}

static bool add_image(struct generator *g, const char *hole, struct image image)
{
	struct buf out = { 0 };
	bool good = add_values(g, &image);
	size_t i;

	for (i = 0; good && i < image.nparts; i++) {
		if (i)
			add_join(g, "image_join", "", &out);
		good = fill_part(g, &image, &image.parts[i], &out);
	}
	if (good)
		generator_add_hole(&g->holes, hole, &out);
	if (good && image.letter)
		add_apart_holes(g, &image);
	buf_release(&image.variables);
	buf_release(&image.steps);
	for (i = 0; i < image.nparts; i++) {
		buf_release(&image.parts[i].values);
		buf_release(&image.parts[i].format);
	}
	free(image.parts);
	buf_release(&out);
	return good;
}

/* ----------------------------------------------------- the holes of a table */

static void quote_table(const struct generator *g, const struct table *table,
			struct buf *out)
{
	if (table->schema[0]) {
		quote_name(g->dialect, table->schema, out);
		buf_addch(out, '.');
	}
	quote_name(g->dialect, table->name, out);
}

static void add_names(struct generator *g)
{
	const struct table *table = g->table;
	struct holes *holes = &g->holes;
	struct buf b = { 0 }, schema = { 0 };

	if (table->schema[0]) {
		quote_name(g->dialect, table->schema, &schema);
		buf_addch(&schema, '.');
	}
	quote_table(g, table, &b);
	generator_add_hole(holes, "table", &b);
	dialect_literal(g->dialect, buf_str(&schema), &b);
	generator_add_hole(holes, "schema_dot_literal", &b);
	generator_add_hole(holes, "schema_dot", &schema);
	label(table, &b);
	generator_add_hole(holes, "label", &b);
	buf_addf(&b, PREFIX "%08" PRIx32,
		 table_hash(table->schema, table->name));
	generator_add_hole(holes, "trigger", &b);
	dialect_literal(g->dialect, holes->values[0].value, &b);
	generator_add_hole(holes, "table_literal", &b);
	buf_addf(&b, "%" PRId32, table_shape(table));
	generator_add_hole(holes, "shape", &b);
	quote_literal(g->dialect, table->schema, &b);
	generator_add_hole(holes, "schema_literal", &b);
	quote_literal(g->dialect, table->name, &b);
	generator_add_hole(holes, "name_literal", &b);
	choose_tag(table, &b);
	generator_add_hole(holes, "tag", &b);
}

/* The first lines of a text that have no more than `room` bytes, or one line.
 */
static size_t some_lines(const char *text, size_t room)
{
	size_t n = 0;

	for (;;) {
		size_t line = strcspn(text + n, "\n");

		line += text[n + line] == '\n';
		if (line == 0 || (n && n + line > room))
			return n;
		n += line;
	}
}

static void add_description(struct generator *g)
{
	size_t room =
	    strtoul(generator_setting(g, "literal_room", "0"), NULL, 10);
	struct buf text = { 0 }, piece = { 0 }, b = { 0 };
	const char *p;

	table_print_header(&text);
	table_print(g->table, &text);
	for (p = text.data; *p; p += piece.len) {
		buf_reset(&piece);
		buf_add(&piece, p, room ? some_lines(p, room) : strlen(p));
		buf_addstr(&b, b.len ? generator_setting(g, "literal_join", "")
				     : "");
		quote_literal(g->dialect, piece.data, &b);
	}
	buf_release(&piece);
	generator_add_hole(&g->holes, "description_literal", &b);
	buf_release(&text);
}

/* The captured columns of a row of the table itself: are they there? */
static void add_columns(struct generator *g)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < g->table->ncolumns; i++) {
		if (g->table->columns[i].excluded)
			continue;
		buf_addstr(&b, b.len ? ",\n" : "");
		column_name(g, ROW_ALIAS ".", &g->table->columns[i], &b);
	}
	generator_add_hole(&g->holes, "columns", &b);
	for (i = 0; i < g->table->ncolumns; i++) {
		if (g->table->columns[i].excluded)
			continue;
		buf_addstr(&b, b.len ? ",\n" : "");
		column_name(g, "", &g->table->columns[i], &b);
	}
	generator_add_hole(&g->holes, "column_names", &b);
}

static bool has_line(const struct buf *lines, const char *line, size_t n)
{
	const char *p = buf_str(lines);

	while (*p) {
		size_t length = strcspn(p, "\n");

		if (length == n && memcmp(p, line, n) == 0)
			return true;
		p += length + (p[length] == '\n');
	}
	return false;
}

static void add_pins(struct generator *g)
{
	const struct table *table = g->table;
	struct buf pins = { 0 }, name = { 0 };
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		const char *p;

		buf_reset(&name);
		buf_addf(&name, "pin.%s", kind_word(table->columns[i].kind));
		p = dialect_section(g->dialect, name.data);
		while (p && *p) {
			size_t n = strcspn(p, "\n");

			if (!has_line(&pins, p, n)) {
				buf_addstr(&pins, pins.len ? "\n" : "");
				buf_add(&pins, p, n);
			}
			p += n + (p[n] == '\n');
		}
	}
	buf_release(&name);
	generator_add_hole(&g->holes, "pins", &pins);
}

/* The columns of the key in its order, `between` them. */
static void add_keys(struct generator *g, const char *hole, const char *left,
		     const char *middle, const char *right, const char *between)
{
	const struct table *table = g->table;
	struct buf b = { 0 };
	size_t place, i;

	for (place = 1; place <= table->nkeys; place++) {
		for (i = 0; table->columns[i].key != (int)place; i++)
			;
		buf_addstr(&b, place > 1 ? between : "");
		column_name(g, left, &table->columns[i], &b);
		if (!middle)
			continue;
		buf_addstr(&b, middle);
		column_name(g, right, &table->columns[i], &b);
	}
	generator_add_hole(&g->holes, hole, &b);
}

/* The first column of the key; nothing where there is none. */
static void add_first_key(struct generator *g, const char *hole,
			  const char *row)
{
	const struct table *table = g->table;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		if (table->columns[i].key == 1)
			column_name(g, row, &table->columns[i], &b);
	generator_add_hole(&g->holes, hole, &b);
}

/* Where an upgrade has its say in section `install`. */
static const char *const places[] = { "before", "inside", "behind", "after" };

enum { PLACES = sizeof(places) / sizeof(*places) };

/* What an upgrade says there: nothing, in an install.  Takes the texts. */
static void add_places(struct generator *g, struct buf texts[PLACES])
{
	size_t i;

	for (i = 0; i < PLACES; i++)
		generator_add_hole(&g->holes, places[i], &texts[i]);
}

static bool prepare(struct generator *g, const struct table *table)
{
	const char *before, *after;
	bool key_only = table->options.before != BEFORE_FULL;

	arena_reset(&g->holes.arena);
	g->holes.n = 0;
	g->table = table;
	before = generator_old(g);
	after = generator_new(g);
	add_names(g);
	add_description(g);
	add_pins(g);
	add_columns(g);
	add_keys(g, "key_columns", "", NULL, NULL, ", ");
	add_keys(g, "key_match", ROW_ALIAS ".", " = ", after, "\nAND ");
	add_keys(g, "old_key_match", ROW_ALIAS ".", " = ", before, "\nAND ");
	add_keys(g, "key_kept", after, " IS ", before, "\nAND ");
	add_keys(g, "key_same", after, " = ", before, "\nAND ");
	add_first_key(g, "old_first", before);
	add_first_key(g, "new_first", after);
	return add_image(g, "old_image",
			 (struct image){ .row = before,
					 .keys_only = key_only,
					 .letter = 'o' }) &&
	       add_image(g, "new_image",
			 (struct image){ .row = after, .letter = 'n' }) &&
	       add_image(g, "row_image",
			 (struct image){ .row = ROW_ALIAS "." }) &&
	       add_image(g, "gone_image",
			 (struct image){ .row = ROW_ALIAS ".",
					 .keys_only = key_only }) &&
	       add_image(g, "new_key",
			 (struct image){ .row = after, .keys_only = true }) &&
	       options_prepare(g);
}

/* -------------------------------------------------- what cannot be captured */

bool generator_fail(struct generator *g, const struct table *table,
		    const char *why)
{
	struct buf name = { 0 };

	label(table, &name);
	err_set(g->err, ERR_DATA, "table %s: %s", name.data, why);
	if (table->line)
		err_prefix(g->err, "line %zu", table->line);
	buf_release(&name);
	return false;
}

static bool same_prefix(const char *text, const char *prefix)
{
	for (; *prefix; text++, prefix++) {
		char c = *text >= 'A' && *text <= 'Z'
			     ? (char)(*text - 'A' + 'a')
			     : *text;

		if (c != *prefix)
			return false;
	}
	return true;
}

static bool check_quotes(struct generator *g, const struct table *table)
{
	bool good = quote_possible(g->dialect, table->name);
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		good =
		    good && quote_possible(g->dialect, table->columns[i].name);
	return good ||
	       generator_fail(
		   g, table,
		   "names have no quotes in this dialect: they are letters, "
		   "digits, _ and $, as the catalogue shows them: all "
		   "capitals (Firebird) or none (Informix)");
}

static bool check_name(struct generator *g, const struct table *table)
{
	if (!check_quotes(g, table))
		return false;
	if (table->schema[0] &&
	    strcmp(generator_setting(g, "schemas", ""), "no") == 0)
		return generator_fail(
		    g, table,
		    "a table has no schema in this dialect; write its "
		    "name alone");
	if (!table->schema[0] &&
	    strcmp(generator_setting(g, "schemas", ""), "yes") == 0)
		return generator_fail(
		    g, table,
		    "a table needs its schema in this dialect; write "
		    "SCHEMA.NAME");
	if (same_prefix(table->name, PREFIX) ||
	    strcmp(table->schema, generator_setting(g, "reserved", " ")) == 0)
		return generator_fail(
		    g, table,
		    "it belongs to Shadowlog itself: capturing it "
		    "would never end");
	return true;
}

static bool check_key(struct generator *g, const struct table *table)
{
	if (table->nkeys)
		return true;
	return generator_fail(
	    g, table,
	    "it has no key, so a receiver could not tell its rows "
	    "apart.  Give it a primary key; or, if some of its columns "
	    "are unique together and never NULL, mark these with "
	    "\"key 1\", \"key 2\"... in the description; or let "
	    "\"option key all\" take all columns for it");
}

/* Names and numbers are hashes: seldom, two tables share one. */
static bool check_clash(struct generator *g, const struct table_list *list,
			const struct table *table)
{
	const struct table *other;

	for (other = list->tables; other < table; other++) {
		if (table_hash(other->schema, other->name) ==
		    table_hash(table->schema, table->name))
			return generator_fail(
			    g, table,
			    "its triggers would be called like those "
			    "of another table here; rename one of the "
			    "tables");
		if (table_shape(other) == table_shape(table))
			return generator_fail(
			    g, table,
			    "the number of its layout is that of "
			    "another table here; reorder or rename a "
			    "column");
	}
	return true;
}

static bool fail_type(struct generator *g, const struct table *table,
		      const struct column *column)
{
	struct buf why = { 0 };

	buf_addf(&why,
		 "column \"%s\": dialect \"%s\" does not know type \"%s\"; "
		 "write \"as KIND\" behind it",
		 column->name, dialect_name(g->dialect), column->type);
	generator_fail(g, table, why.data);
	buf_release(&why);
	return false;
}

/* What `as KIND` leaves open is the dialect's to say. */
static bool find_kinds(struct generator *g, const struct table *table)
{
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		struct column *column = &table->columns[i];

		if (column->kind_known)
			continue;
		if (!dialect_kind(g->dialect, column->type, &column->kind))
			return fail_type(g, table, column);
		column->kind_known = true;
	}
	return true;
}

static bool check_tables(struct generator *g, struct table_list *list,
			 bool need_key)
{
	size_t i;

	for (i = 0; i < list->ntables; i++) {
		struct table *table = &list->tables[i];

		if (!check_name(g, table) ||
		    (need_key && !check_key(g, table)) ||
		    !find_kinds(g, table) || !options_check(g, table) ||
		    !check_clash(g, list, table))
			return false;
	}
	return true;
}

/* ----------------------------------------------------------------- commands */

bool generate_changelog(const struct dialect *dialect, struct buf *out,
			struct err *err)
{
	const char *name = dialect_setting(dialect, "migrations");
	struct buf path = { 0 };
	const struct resource *r;
	size_t i;

	buf_addf(&path, "migrations/changelog/%s/",
		 name ? name : dialect_name(dialect));
	for (i = 0; (r = resource_under(path.data, i)); i++) {
		buf_addstr(out, i ? "\n" : "");
		buf_add(out, r->text, r->len);
	}
	if (i == 0)
		err_set(err, ERR_INTERNAL, "there is nothing in \"%s\"",
			path.data);
	buf_release(&path);
	return i > 0;
}

static bool add_guard(struct generator *g)
{
	struct buf guard = { 0 };
	bool good = true;

	if (dialect_section(g->dialect, "install.guard") &&
	    !(g->upgrade && g->upgrade->was)) {
		buf_addch(&guard, '\n');
		good = generator_fill(g, "install.guard", &guard);
	}
	generator_add_hole(&g->holes, "guard", &guard);
	return good;
}

/* All holes of section `install` but the places. */
static bool prepare_install(struct generator *g, const struct table *table)
{
	struct buf sql = { 0 }, hash = { 0 };

	if (!prepare(g, table) || !generator_fill(g, "table", &sql)) {
		buf_release(&sql);
		return false;
	}
	buf_addf(&hash, "%08" PRIx32, table_hash("", sql.data));
	generator_add_hole(&g->holes, "table_sql", &sql);
	generator_add_hole(&g->holes, "trigger_hash", &hash);
	return add_guard(g);
}

static bool install_table(struct generator *g, const struct table *table,
			  struct buf *out)
{
	struct buf nothing[PLACES] = { { 0 } };

	if (!prepare_install(g, table))
		return false;
	add_places(g, nothing);
	return paragraph(g, "install", false, out);
}

static bool uninstall_table(struct generator *g, const struct table *table,
			    struct buf *out)
{
	return prepare(g, table) && paragraph(g, "uninstall", false, out);
}

/* What a dialect's base leaves to it in sections that speak of no table. */
static void add_texts(struct generator *g)
{
	static const char prefix[] = "text.";
	struct buf b = { 0 };
	const char *name;
	size_t i;

	g->holes.n = 0;
	for (i = 0; (name = dialect_section_at(g->dialect, prefix, i)); i++) {
		buf_addstr(&b, dialect_section(g->dialect, name));
		generator_add_hole(&g->holes, name + strlen(prefix), &b);
	}
}

/* head, every table, tail, end; each optional but the tables. */
static bool
run(struct generator *g, const struct table_list *list,
    bool (*each)(struct generator *, const struct table *, struct buf *),
    const char *head, const char *tail, const char *end, struct buf *out)
{
	struct buf text = { 0 };
	bool good = true;
	size_t i;

	add_texts(g);
	if (list->ntables)
		good = paragraph(g, head, true, &text);
	for (i = 0; good && i < list->ntables; i++)
		good = each(g, &list->tables[i], &text);
	add_texts(g);
	if (good && list->ntables)
		good = paragraph(g, tail, true, &text);
	if (good && end)
		good = paragraph(g, end, false, &text);
	if (good)
		quote_unveil(buf_str(&text), out);
	buf_release(&text);
	arena_release(&g->holes.arena);
	return good;
}

bool generate_install(const struct dialect *dialect, struct table_list *list,
		      struct buf *out, struct err *err)
{
	struct generator g = { .dialect = dialect, .err = err };

	return check_tables(&g, list, true) &&
	       run(&g, list, install_table, "install.head", "install.tail",
		   NULL, out);
}

/* ------------------------------------------------------------------ upgrade */

const struct table *upgrade_before(const struct upgrade *upgrade,
				   const struct table *table)
{
	const struct table *before;

	if (!upgrade->from)
		return NULL;
	before = table_list_find(upgrade->from, table->schema, table->name);
	if (!before && upgrade->was)
		before = table_list_find(upgrade->from, upgrade->was->schema,
					 upgrade->was->name);
	return before;
}

static bool is_unchanged(const struct generator *g, const struct table *table)
{
	const struct table *before = upgrade_before(g->upgrade, table);

	return before && table_shape(before) == table_shape(table);
}

static void comment_table(const struct table *table, const char *what,
			  struct buf *out)
{
	struct buf name = { 0 };

	buf_addf(out, "-- %s: %s\n", label(table, &name), what);
	buf_release(&name);
}

static void comment_difference(const struct generator *g,
			       const struct table *table, struct buf *out)
{
	const struct table *before = upgrade_before(g->upgrade, table);
	struct buf what = { 0 };

	if (g->upgrade->was) {
		buf_addstr(&what, "was called ");
		label(g->upgrade->was, &what);
		comment_table(table, what.data, out);
	} else if (before) {
		comment_table(table, "changes", out);
	} else if (g->upgrade->from) {
		comment_table(table, "was not captured so far", out);
	}
	if (before)
		difference_print(before, table, out);
	buf_release(&what);
}

/* Which tables this script does not touch. */
static void comment_untouched(const struct generator *g,
			      const struct table_list *list, struct buf *out)
{
	const struct upgrade *upgrade = g->upgrade;
	size_t i;

	for (i = 0; i < list->ntables; i++)
		if (is_unchanged(g, &list->tables[i]))
			comment_table(&list->tables[i], "as it was", out);
	for (i = 0; upgrade->from && i < upgrade->from->ntables; i++) {
		const struct table *table = &upgrade->from->tables[i];

		if (!table_list_find(list, table->schema, table->name) &&
		    (!upgrade->was ||
		     strcmp(upgrade->was->schema, table->schema) != 0 ||
		     strcmp(upgrade->was->name, table->name) != 0))
			comment_table(table,
				      "not described, so left alone; "
				      "`uninstall` ends its capture",
				      out);
	}
}

/* Which sections say what is different in this upgrade. */
static const char *upgrade_kind(const struct generator *g,
				const struct table *table)
{
	if (g->upgrade->was)
		return "was";
	if (g->upgrade->from && !upgrade_before(g->upgrade, table))
		return "new";
	return "change";
}

/*
 * What sections `was.*`, `new.*` or `change.*` say: with the names of the table
 * as it was, so before those of the new one are prepared.
 */
static bool fill_places(struct generator *g, const struct table *table,
			struct buf texts[PLACES])
{
	const struct upgrade *upgrade = g->upgrade;
	struct buf b = { 0 };
	bool good = true;
	size_t i;

	if (!upgrade->was && !upgrade->change)
		return true;
	g->holes.n = 0;
	g->table = upgrade->was ? upgrade->was : table;
	add_names(g);
	quote_table(g, table, &b);
	generator_add_hole(&g->holes, "new_table", &b);
	quote_veil(upgrade->change ? upgrade->change : "", &b);
	generator_add_hole(&g->holes, "change", &b);
	for (i = 0; good && i < PLACES; i++) {
		buf_addf(&b, "%s.%s", upgrade_kind(g, table), places[i]);
		if (dialect_section(g->dialect, b.data)) {
			buf_addch(&texts[i], '\n');
			good = generator_fill(g, b.data, &texts[i]);
		}
		buf_reset(&b);
	}
	buf_release(&b);
	return good;
}

static bool fill_upgrade(struct generator *g, const struct table *table,
			 struct buf texts[PLACES], struct buf *out)
{
	struct buf sql = { 0 };

	if (!prepare_install(g, table))
		return false;
	add_places(g, texts);
	if (!dialect_section(g->dialect, "upgrade"))
		return paragraph(g, "install", false, out);
	if (!generator_fill(g, "install", &sql)) {
		buf_release(&sql);
		return false;
	}
	generator_add_hole(&g->holes, "install_sql", &sql);
	return paragraph(g, "upgrade", false, out);
}

static bool upgrade_table(struct generator *g, const struct table *table,
			  struct buf *out)
{
	struct buf texts[PLACES] = { { 0 } };
	bool good;
	size_t i;

	if (is_unchanged(g, table))
		return true;
	if (out->len)
		buf_addch(out, '\n');
	comment_difference(g, table, out);
	good =
	    fill_places(g, table, texts) && fill_upgrade(g, table, texts, out);
	for (i = 0; i < PLACES; i++)
		buf_release(&texts[i]);
	return good;
}

static size_t count_changed(const struct generator *g,
			    const struct table_list *list)
{
	size_t i, n = 0;

	for (i = 0; i < list->ntables; i++)
		n += !is_unchanged(g, &list->tables[i]);
	return n;
}

static bool check_upgrade(struct generator *g, struct table_list *list)
{
	const struct upgrade *upgrade = g->upgrade;
	size_t n = count_changed(g, list);

	if (!upgrade->change && !upgrade->was)
		return true;
	if (!dialect_section(g->dialect, "upgrade"))
		return err_set(g->err, ERR_USAGE,
			       "dialect \"%s\" takes neither --change nor "
			       "--was",
			       dialect_name(g->dialect));
	if (n != 1)
		return err_set(g->err, ERR_DATA,
			       "a change is that of one table, and %zu are "
			       "described here as new or changed: describe one "
			       "table alone, or name with --from what was "
			       "there before",
			       n);
	return !upgrade->was || check_name(g, upgrade->was);
}

/* The section of `upgrade` if the dialect has one, else that of `install`. */
static const char *upgrade_section(const struct generator *g,
				   const char *section, const char *otherwise)
{
	return dialect_section(g->dialect, "upgrade") ? section : otherwise;
}

bool generate_upgrade(const struct dialect *dialect, struct table_list *list,
		      const struct upgrade *upgrade, struct buf *out,
		      struct err *err)
{
	struct generator g = { .dialect = dialect,
			       .upgrade = upgrade,
			       .err = err };
	struct buf text = { 0 };
	bool good;

	if (!check_tables(&g, list, true) ||
	    (upgrade->from && !check_tables(&g, upgrade->from, false)) ||
	    !check_upgrade(&g, list))
		return false;
	comment_untouched(&g, list, &text);
	good =
	    !count_changed(&g, list) ||
	    run(&g, list, upgrade_table,
		upgrade_section(&g, "upgrade.head", "install.head"),
		upgrade_section(&g, "upgrade.tail", "install.tail"), NULL, out);
	if (good && text.len) {
		buf_addstr(out, out->len ? "\n-- Untouched:\n" : "");
		buf_add(out, text.data, text.len);
	}
	buf_release(&text);
	return good;
}

bool generate_uninstall(const struct dialect *dialect, struct table_list *list,
			bool changelog, struct buf *out, struct err *err)
{
	struct generator g = { .dialect = dialect, .err = err };

	return check_tables(&g, list, false) &&
	       run(&g, list, uninstall_table, "uninstall.head",
		   "uninstall.tail", changelog ? "uninstall.changelog" : NULL,
		   out);
}

bool generate_grants(const struct dialect *dialect, const char *role,
		     struct buf *out, struct err *err)
{
	struct generator g = { .dialect = dialect, .err = err };
	struct buf text = { 0 }, b = { 0 };
	bool good;

	good = quote_role(dialect, role, &b, err);
	if (good) {
		generator_add_hole(&g.holes, "role", &b);
		table_print_word(role, &b);
		generator_add_hole(&g.holes, "role_comment", &b);
		good = paragraph(&g, "grants", false, &text);
	}
	if (good)
		quote_unveil(buf_str(&text), out);
	buf_release(&text);
	buf_release(&b);
	arena_release(&g.holes.arena);
	return good;
}
