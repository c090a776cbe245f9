/* The layouts that a file's batches name, from their `schemas`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/escape.h"
#include "core/jsontext.h"
#include "poller/event_read.h"

/* What a schema says, on its way into a table. */
struct schema {
	struct arena *arena;
	struct table table;
	struct str version, fingerprint, dataschema, columns, excluded;
	bool hides; /* the sink did not get all that there was */
};

void event_layouts_release(struct event_layouts *layouts)
{
	free(layouts->items);
	arena_release(&layouts->arena);
	layouts->items = NULL;
	layouts->n = layouts->cap = 0;
}

static bool bad(struct err *err)
{
	return err_set(err, ERR_DATA,
		       "a schema in it is none that this version knows");
}

/* How many a list has. */
static size_t count_items(struct str list)
{
	struct jsontext in = jsontext_open(list);
	struct str name, value;
	size_t n = 0;

	while (jsontext_next(&in, &name, &value))
		n++;
	return n;
}

static bool read_name(const struct schema *schema, struct str value,
		      const char **out)
{
	struct str text;

	*out = "";
	if (!jsontext_name(value, schema->arena, &text))
		return false;
	*out = text.p;
	return true;
}

/* One kind of those with that JSON type: how values look is in the events. */
static bool read_kind(struct str value, enum kind *out)
{
	static const enum kind kinds[] = { KIND_DOUBLE, KIND_TEXT, KIND_BOOL,
					   KIND_BINARY };
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (jsontext_is(value, kind_json(kinds[i]))) {
			*out = kinds[i];
			return true;
		}
	}
	return false;
}

static bool read_column(struct schema *schema, struct str text,
			struct column *out)
{
	struct jsontext in = jsontext_open(text);
	struct str name, value;
	bool good = true;

	*out = (struct column){ .name = "", .type = "", .kind = KIND_TEXT };
	while (good && jsontext_next(&in, &name, &value)) {
		if (jsontext_is(name, "name")) {
			good = read_name(schema, value, &out->name);
		} else if (jsontext_is(name, "type")) {
			good = read_name(schema, value, &out->type);
		} else if (jsontext_is(name, "json")) {
			good = read_kind(value, &out->kind);
		} else if (jsontext_is(name, "key")) {
			out->key = (int)strtol(value.p, NULL, 10);
			schema->table.nkeys++;
		} else if (jsontext_is(name, "lob")) {
			out->lob =
			    jsontext_is(value, "hash") ? LOB_HASH : LOB_OMIT;
		} else if (jsontext_is(name, "masked") ||
			   jsontext_is(name, "redacted")) {
			schema->hides = true;
		} else {
			good = false;
		}
	}
	return good;
}

/* Those that events have, and behind them those that were not captured. */
static bool read_columns(struct schema *schema)
{
	struct jsontext in = jsontext_open(schema->columns);
	struct table *table = &schema->table;
	size_t n = count_items(schema->columns);
	size_t excluded = count_items(schema->excluded);
	struct str name, value;

	table->columns = arena_calloc(schema->arena, n + excluded + 1,
				      sizeof(*table->columns));
	while (jsontext_next(&in, &name, &value))
		if (!read_column(schema, value,
				 &table->columns[table->ncolumns++]))
			return false;
	in = jsontext_open(schema->excluded);
	while (jsontext_next(&in, &name, &value)) {
		struct column *column = &table->columns[table->ncolumns++];

		*column = (struct column){ .type = "",
					   .kind = KIND_TEXT,
					   .excluded = true };
		if (!read_name(schema, value, &column->name))
			return false;
	}
	return true;
}

static bool read_schema(struct schema *schema, struct str text)
{
	struct jsontext in = jsontext_open(text);
	struct table *table = &schema->table;
	struct str name, value;
	bool good = true;

	table->schema = table->name = "";
	while (good && jsontext_next(&in, &name, &value)) {
		if (jsontext_is(name, "schema"))
			good = read_name(schema, value, &table->schema);
		else if (jsontext_is(name, "table"))
			good = read_name(schema, value, &table->name);
		else if (jsontext_is(name, "version"))
			schema->version = value;
		else if (jsontext_is(name, "fingerprint"))
			schema->fingerprint = value;
		else if (jsontext_is(name, "dataschema"))
			schema->dataschema = value;
		else if (jsontext_is(name, "columns"))
			schema->columns = value;
		else if (jsontext_is(name, "excluded"))
			schema->excluded = value;
		else if (jsontext_is(name, "keyless"))
			table->options.keyless = KEYLESS_ALL;
		else if (jsontext_is(name, "before"))
			table->options.before = jsontext_is(value, "key")
						    ? BEFORE_KEY
						    : BEFORE_NONE;
		else if (jsontext_is(name, "filtered"))
			schema->hides = true;
		else
			good = false;
	}
	return good && schema->version.n && schema->fingerprint.n &&
	       read_columns(schema);
}

/* A sink that gets a table as it is names the layout alone. */
static bool is_plain(const struct schema *schema, const char *fingerprint)
{
	static const char start[] = "\"urn:shadowlog:schema:";
	struct str is = schema->dataschema;
	size_t n = sizeof(start) - 1, length = strlen(fingerprint);

	return is.n == n + length + 1 && memcmp(is.p, start, n) == 0 &&
	       memcmp(is.p + n, fingerprint, length) == 0;
}

static bool check_whole(const struct schema *schema, const struct shape *shape,
			struct err *err)
{
	if (!schema->hides && is_plain(schema, shape->fingerprint))
		return true;
	return err_set(err, ERR_CONFIG,
		       "columns of table \"%s\" are masked or left out in it: "
		       "what they held is not there, so that nobody can be "
		       "sent it; replay from the files of a sink without "
		       "masks, or from the changelog",
		       shape->label);
}

static void add_names(struct event_layout *layout, struct arena *arena)
{
	const struct table *table = layout->shape.table;
	struct buf text = { 0 };
	size_t i;

	layout->names =
	    arena_calloc(arena, table->ncolumns + 1, sizeof(*layout->names));
	for (i = 0; i < table->ncolumns; i++) {
		const char *name = table->columns[i].name;

		buf_reset(&text);
		escape_name(&text, name, strlen(name));
		layout->names[i] =
		    (struct str){ arena_strndup(arena, text.data, text.len),
				  text.len };
	}
	buf_release(&text);
}

/*
 * A number that no layout of the registry has, and no other one of files: what
 * is known of a shape is known by its number.
 */
static int32_t free_number(const struct event_layouts *layouts,
			   const struct shape *shape)
{
	uint32_t hash = table_hash(shape->fingerprint, "") & INT32_MAX;
	size_t i;

	for (i = 0; i < layouts->n; i++) {
		const struct shape *other = &layouts->items[i]->shape;

		if (other->shape == -(int32_t)hash &&
		    strcmp(other->fingerprint, shape->fingerprint) != 0) {
			hash = (hash + 1) & INT32_MAX;
			i = (size_t)-1; /* from the first on again */
		}
	}
	return -(int32_t)hash;
}

/* The registry's, if it has it, under the version that the file says. */
static bool make_layout(struct event_layouts *layouts, struct str text,
			struct event_layout *out, struct err *err)
{
	struct schema schema = { .arena = &layouts->arena };
	const struct shape *known = NULL;
	struct shape *shape = &out->shape;
	struct buf label = { 0 };
	struct table *table;
	struct str print;

	if (!read_schema(&schema, text) ||
	    !jsontext_name(schema.fingerprint, schema.arena, &print) ||
	    print.n >= sizeof(shape->fingerprint))
		return bad(err);
	memcpy(shape->fingerprint, print.p, print.n + 1);
	if (layouts->find &&
	    !layouts->find(layouts->opaque, shape->fingerprint, &known, err))
		return false;
	table = arena_alloc(schema.arena, sizeof(*table));
	*table = schema.table;
	out->registered = known != NULL;
	shape->table = known ? known->table : table;
	shape->shape = known ? known->shape : free_number(layouts, shape);
	shape->version = strtoll(schema.version.p, NULL, 10);
	shape_label(shape->table, &label);
	shape->label = arena_strdup(schema.arena, buf_str(&label));
	buf_release(&label);
	add_names(out, schema.arena);
	return check_whole(&schema, shape, err);
}

bool event_layouts_take(struct event_layouts *layouts, struct str schema,
			struct event_layout **out, struct err *err)
{
	struct event_layout *layout;
	size_t i;

	for (i = 0; i < layouts->n; i++) {
		*out = layouts->items[i];
		if (str_equal((*out)->text, schema))
			return true;
	}
	layout = arena_calloc(&layouts->arena, 1, sizeof(*layout));
	layout->text =
	    (struct str){ arena_strndup(&layouts->arena, schema.p, schema.n),
			  schema.n };
	if (!make_layout(layouts, layout->text, layout, err))
		return false;
	layouts->items = xgrow(layouts->items, &layouts->cap, layouts->n + 1,
			       sizeof(*layouts->items));
	layouts->items[layouts->n++] = *out = layout;
	return true;
}
