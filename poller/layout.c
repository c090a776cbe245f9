#include "poller/layout.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/escape.h"
#include "poller/shaping.h"

size_t layouts_find(const struct layouts *layouts, int32_t shape)
{
	size_t i;

	for (i = 0; i < layouts->n; i++)
		if (layouts->items[i].shape->shape == shape)
			break;
	return i;
}

static struct str keep(struct layouts *layouts, const struct buf *text)
{
	return (struct str){
		arena_strndup(&layouts->arena, text->data, text->len), text->len
	};
}

void layouts_add(struct layouts *layouts, const struct shape *shape,
		 const unsigned char *show)
{
	const struct table *table = shape->table;
	struct buf text = { 0 };
	struct layout *layout;
	size_t i;

	layouts->items = xgrow(layouts->items, &layouts->cap, layouts->n + 1,
			       sizeof(*layouts->items));
	layout = &layouts->items[layouts->n++];
	*layout = (struct layout){ .shape = shape,
				   .nkeys = table->nkeys,
				   .show = show };
	layout->members = arena_alloc(
	    &layouts->arena, table->ncolumns * sizeof(*layout->members));
	layout->keys = arena_calloc(&layouts->arena, table->nkeys + 1,
				    sizeof(*layout->keys));
	for (i = 0; i < table->ncolumns; i++) {
		const struct column *column = &table->columns[i];

		buf_reset(&text);
		buf_addch(&text, ',');
		escape_name(&text, column->name, strlen(column->name));
		buf_addch(&text, ':');
		layout->members[i] = keep(layouts, &text);
		if (column->key > 0 && (size_t)column->key <= table->nkeys)
			layout->keys[column->key - 1] = i;
	}
	buf_reset(&text);
	buf_addf(&text, "\",\"table\":\"%s\",\"schema\":\"s%zu\",\"key\":",
		 shape->label, layouts->n);
	layout->middle = keep(layouts, &text);
	buf_reset(&text);
	buf_addf(&text, "urn:shadowlog:schema:%s", shape->fingerprint);
	if (show)
		buf_addf(&text, ":%s", layouts->sink);
	layout->dataschema = keep(layouts, &text);
	layout->label_n = strlen(shape->label);
	buf_release(&text);
}

void layouts_release(struct layouts *layouts)
{
	free(layouts->items);
	arena_release(&layouts->arena);
	*layouts = (struct layouts){ 0 };
}

static void add_member(struct buf *out, const char *name, const char *value)
{
	buf_addf(out, "\"%s\":", name);
	escape_name(out, value, strlen(value));
}

static void print_column(const struct column *column, enum show show,
			 struct buf *out)
{
	bool plain = show == SHOW;

	buf_addch(out, '{');
	add_member(out, "name", column->name);
	buf_addch(out, ',');
	add_member(out, "type", column->type);
	buf_addf(out, ",\"json\":\"%s\"",
		 plain ? kind_json(column->kind) : "string");
	if (column->key > 0)
		buf_addf(out, ",\"key\":%d", column->key);
	if (column->lob)
		buf_addf(out, ",\"lob\":\"%s\"",
			 column->lob == LOB_HASH ? "hash" : "omit");
	if (show == SHOW_MASK)
		buf_addstr(out, ",\"masked\":\"hmac-sha256\"");
	if (show == SHOW_REDACT)
		buf_addstr(out, ",\"redacted\":true");
	buf_addch(out, '}');
}

static enum show show_of(const struct layout *layout, size_t i)
{
	return layout->show ? (enum show)layout->show[i] : SHOW;
}

/* The names of columns that are left out, if there are any. */
static void print_filtered(const struct layout *layout, struct buf *out)
{
	const struct table *table = layout->shape->table;
	bool any = false;
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		const char *name = table->columns[i].name;

		if (show_of(layout, i) != SHOW_NOT ||
		    table->columns[i].excluded)
			continue;
		buf_addstr(out, any ? "," : ",\"filtered\":[");
		escape_name(out, name, strlen(name));
		any = true;
	}
	if (any)
		buf_addch(out, ']');
}

/* What a receiver has to know of a table's options. */
static void print_options(const struct table *table, struct buf *out)
{
	const struct table_options *o = &table->options;
	bool any = false;
	size_t i;

	if (o->keyless)
		buf_addstr(out, ",\"keyless\":true");
	if (o->before)
		buf_addf(out, ",\"before\":\"%s\"",
			 o->before == BEFORE_KEY ? "key" : "none");
	for (i = 0; i < table->ncolumns; i++) {
		const char *name = table->columns[i].name;

		if (!table->columns[i].excluded)
			continue;
		buf_addstr(out, any ? "," : ",\"excluded\":[");
		escape_name(out, name, strlen(name));
		any = true;
	}
	buf_addstr(out, any ? "]" : "");
}

static void print_layout(const struct layout *layout, struct buf *out)
{
	const struct shape *shape = layout->shape;
	const struct table *table = shape->table;
	const char *before = "";
	size_t i;

	buf_addch(out, '{');
	add_member(out, "schema", table->schema);
	buf_addch(out, ',');
	add_member(out, "table", table->name);
	buf_addf(out, ",\"version\":%" PRId64 ",", shape->version);
	add_member(out, "fingerprint", shape->fingerprint);
	buf_addstr(out, ",\"dataschema\":\"");
	buf_add(out, layout->dataschema.p, layout->dataschema.n);
	buf_addstr(out, "\",\"columns\":[");
	for (i = 0; i < table->ncolumns; i++) {
		enum show show = show_of(layout, i);

		if (show == SHOW_NOT || table->columns[i].excluded)
			continue;
		buf_addstr(out, before);
		print_column(&table->columns[i], show, out);
		before = ",";
	}
	buf_addch(out, ']');
	print_options(table, out);
	print_filtered(layout, out);
	buf_addch(out, '}');
}

void layouts_print(const struct layouts *layouts, struct buf *out)
{
	size_t i;

	buf_addch(out, '{');
	for (i = 0; i < layouts->n; i++) {
		if (i > 0)
			buf_addch(out, ',');
		buf_addf(out, "\"s%zu\":", i + 1);
		print_layout(&layouts->items[i], out);
	}
	buf_addch(out, '}');
}
