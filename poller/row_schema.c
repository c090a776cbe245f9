#include "poller/row_schema.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/escape.h"
#include "poller/shaping.h"

#define DATE "[0-9]{4,9}-[0-9]{2}-[0-9]{2}"
#define CLOCK "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?"

/* The pattern of a kind's strings; NULL: any. */
static const char *pattern_of(enum kind kind)
{
	switch (kind) {
	case KIND_BIGINT:
		return "^-?[0-9]+$";
	case KIND_DECIMAL:
		return "^(-?[0-9]+(\\.[0-9]+)?|NaN|-?Infinity)$";
	case KIND_BINARY:
		return "^[A-Za-z0-9+/]*={0,2}$";
	case KIND_DATE:
		return "^(" DATE "( BC)?|-?infinity)$";
	case KIND_TIME:
		return "^-?[0-9]{1,3}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?"
		       "([+-][0-9]{2}(:[0-9]{2}){0,2})?$";
	case KIND_TIMESTAMP:
		return "^(" DATE "T" CLOCK "( BC)?|-?infinity)$";
	case KIND_TIMESTAMPTZ:
		return "^(" DATE "T" CLOCK "Z( BC)?|-?infinity)$";
	case KIND_UUID:
		return "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
	case KIND_BOOL:
	case KIND_INT:
	case KIND_FLOAT:
	case KIND_DOUBLE:
	case KIND_TEXT:
	case KIND_INTERVAL:
	case KIND_JSON:
	case KIND_OTHER:
	case KIND_COUNT:
		break;
	}
	return NULL;
}

static const char *type_of(enum kind kind)
{
	if (kind == KIND_BOOL)
		return "boolean";
	return kind == KIND_INT ? "integer" : "string";
}

/* A text that need not be UTF-8, as batches show names. */
static json_t *name_json(const char *text)
{
	struct buf quoted = { 0 };
	json_t *json;

	escape_name(&quoted, text, strlen(text));
	json = json_loadb(quoted.data, quoted.len,
			  JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	buf_release(&quoted);
	return json;
}

static void set_text(json_t *object, const char *name, const char *text)
{
	json_object_set_new(object, name, json_string(text));
}

/* Of floats and doubles: a number, or a word for what is none. */
static void set_float(json_t *schema, bool nullable)
{
	json_t *forms = json_array();

	json_array_append_new(forms, json_pack("{ss}", "type", "number"));
	json_array_append_new(forms, json_pack("{s[sss]}", "enum", "NaN",
					       "Infinity", "-Infinity"));
	if (nullable)
		json_array_append_new(forms, json_pack("{ss}", "type", "null"));
	json_object_set_new(schema, "anyOf", forms);
}

static void set_type(json_t *schema, const char *type, bool nullable)
{
	if (nullable)
		json_object_set_new(schema, "type",
				    json_pack("[ss]", type, "null"));
	else
		set_text(schema, "type", type);
}

static json_t *column_schema(const struct column *column, enum show show)
{
	json_t *schema = json_object();
	const char *pattern = pattern_of(column->kind);

	json_object_set_new(schema, "description", name_json(column->type));
	if (show == SHOW_MASK) {
		set_type(schema, "string", column->nullable);
		set_text(schema, "pattern", "^hmac-sha256:[0-9a-f]+$");
	} else if (show == SHOW_REDACT) {
		json_object_set_new(schema, "enum",
				    column->nullable
					? json_pack("[sn]", SHAPING_REDACTED)
					: json_pack("[s]", SHAPING_REDACTED));
	} else if (column->kind == KIND_FLOAT || column->kind == KIND_DOUBLE) {
		set_float(schema, column->nullable);
	} else {
		set_type(schema, type_of(column->kind), column->nullable);
		if (pattern)
			set_text(schema, "pattern", pattern);
		if (column->kind == KIND_BINARY)
			set_text(schema, "contentEncoding", "base64");
	}
	return schema;
}

/* Adds a column under its name, as batches show it. */
static void add_column(json_t *properties, const struct column *column,
		       json_t *schema)
{
	json_t *name = name_json(column->name);

	json_object_set_new(properties, json_string_value(name), schema);
	json_decref(name);
}

static enum show show_of(const unsigned char *show, size_t i)
{
	return show ? (enum show)show[i] : SHOW;
}

/*
 * The row: no column must be there, because each can be omitted; a column that
 * the registry does not know is a string.
 */
static json_t *row_schema(const struct table *table, const unsigned char *show)
{
	json_t *properties = json_object();
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		const struct column *column = &table->columns[i];

		if (column->excluded || show_of(show, i) == SHOW_NOT)
			continue;
		add_column(properties, column,
			   column_schema(column, show_of(show, i)));
	}
	return json_pack("{sssos{s[ss]}}", "type", "object", "properties",
			 properties, "additionalProperties", "type", "string",
			 "null");
}

static json_t *key_schema(const struct table *table, const unsigned char *show)
{
	json_t *properties = json_object(), *required = json_array();
	size_t place, i;

	for (place = 1; place <= table->nkeys; place++) {
		for (i = 0; i < table->ncolumns; i++) {
			const struct column *column = &table->columns[i];

			if ((size_t)column->key != place)
				continue;
			add_column(properties, column,
				   column_schema(column, show_of(show, i)));
			json_array_append_new(required,
					      name_json(column->name));
		}
	}
	return json_pack("{sssososb}", "type", "object", "properties",
			 properties, "required", required,
			 "additionalProperties", false);
}

/* {"anyOf": [{"$ref": ...}, {"type": "null"}]} */
static json_t *or_null(const char *reference)
{
	return json_pack("{s[{ss}{ss}]}", "anyOf", "$ref", reference, "type",
			 "null");
}

/* key, before and after, by the definitions of these names. */
static json_t *images(const char *row, const char *key)
{
	json_t *properties = json_object();

	json_object_set_new(properties, "key",
			    key ? or_null(key)
				: json_pack("{ss}", "type", "null"));
	json_object_set_new(properties, "before", or_null(row));
	json_object_set_new(properties, "after", or_null(row));
	return json_pack("{so}", "properties", properties);
}

static json_t *label_json(const struct shape *shape)
{
	struct buf quoted = { 0 };
	json_t *json;

	buf_addf(&quoted, "\"%s\"", shape->label);
	json = json_loadb(quoted.data, quoted.len,
			  JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	buf_release(&quoted);
	return json;
}

static json_t *definitions(const struct shape *shape, const unsigned char *show)
{
	json_t *defs = json_object();

	json_object_set_new(defs, "row", row_schema(shape->table, show));
	if (shape->table->nkeys > 0)
		json_object_set_new(defs, "key",
				    key_schema(shape->table, show));
	json_object_set_new(
	    defs, "odd_row",
	    json_pack("{sssss{s[ssss]}}", "description",
		      "of an event that has a member `encoding`", "type",
		      "object", "additionalProperties", "type", "string",
		      "number", "boolean", "null"));
	return defs;
}

void row_schema_print(const struct shape *shape, const unsigned char *show,
		      const char *sink, struct buf *out)
{
	const char *key = shape->table->nkeys > 0 ? "#/$defs/key" : NULL;
	json_t *root = json_object(), *label = label_json(shape);
	struct buf id = { 0 };
	char *text;

	set_text(root, "$schema",
		 "https://json-schema.org/draft/2020-12/schema");
	buf_addf(&id, "urn:shadowlog:schema:%s%s%s", shape->fingerprint,
		 show ? ":" : "", show ? sink : "");
	set_text(root, "$id", id.data);
	json_object_set(root, "title", label);
	set_text(root, "type", "object");
	json_object_set_new(
	    root, "required",
	    json_pack("[sssss]", "op", "table", "key", "before", "after"));
	json_object_set_new(root, "properties",
			    json_pack("{s{s[ssssss]}s{so}}", "op", "enum", "c",
				      "u", "d", "r", "t", "m", "table", "const",
				      label));
	json_object_set_new(root, "if",
			    json_pack("{s[s]}", "required", "encoding"));
	json_object_set_new(
	    root, "then",
	    images("#/$defs/odd_row", key ? "#/$defs/odd_row" : NULL));
	json_object_set_new(root, "else", images("#/$defs/row", key));
	json_object_set_new(root, "$defs", definitions(shape, show));
	text = json_dumps(root, JSON_INDENT(2));
	buf_addf(out, "%s\n", text);
	free(text);
	json_decref(root);
	buf_release(&id);
}
