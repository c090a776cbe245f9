#include "poller/shaping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "core/secret.h"
#include "poller/mask.h"
#include "poller/pattern.h"

/* The answer of shaping_columns() for one shape. */
struct shown {
	int32_t shape;
	const unsigned char *columns; /* NULL: all as they are */
};

struct shaping {
	char sink[33];
	struct pattern_list tables, exclude_tables;
	struct pattern_list columns, exclude_columns, masked, redacted;
	const char *ops; /* letters; NULL: all */
	bool drop_unchanged;
	struct mask *mask;
	struct shown *shown;
	size_t nshown, shown_cap;
	struct arena arena;
};

/* A key of the section that holds patterns, and how to read them. */
struct pattern_key {
	const char *key;
	bool (*parse)(const char *text, struct arena *arena,
		      struct pattern_list *out, struct err *err);
	size_t offset;       /* of its list in struct shaping */
	const char *without; /* a key that cannot stand beside it, or NULL */
};

#define LIST(member) offsetof(struct shaping, member)

static const struct pattern_key pattern_keys[] = {
	{ "tables", pattern_tables, LIST(tables), NULL },
	{ "exclude_tables", pattern_tables, LIST(exclude_tables), "tables" },
	{ "columns", pattern_columns_of, LIST(columns), NULL },
	{ "exclude_columns", pattern_columns, LIST(exclude_columns),
	  "columns" },
	{ "mask", pattern_columns, LIST(masked), NULL },
	{ "redact", pattern_columns, LIST(redacted), NULL },
};

static const size_t npattern_keys =
    sizeof(pattern_keys) / sizeof(*pattern_keys);

static struct pattern_list *list_at(struct shaping *shaping, size_t offset)
{
	return (struct pattern_list *)(void *)((char *)shaping + offset);
}

static bool read_patterns(struct shaping *shaping,
			  const struct sink_options *options,
			  const struct pattern_key *key, bool *any,
			  struct err *err)
{
	const char *text = options->get(options, key->key);
	char why[sizeof(err->text)];

	if (!text)
		return true;
	*any = true;
	if (key->without && options->get(options, key->without)) {
		snprintf(why, sizeof(why),
			 "stands beside `%s`: say one of them", key->without);
		return options->fail(options, key->key, err, why);
	}
	if (key->parse(text, &shaping->arena, list_at(shaping, key->offset),
		       err))
		return true;
	snprintf(why, sizeof(why), "%s", err->text);
	return options->fail(options, key->key, err, why);
}

/* The words of `operations`, and the letter of each in the changelog. */
static const struct operation {
	const char *word;
	char op;
} operations[] = {
	{ "insert", 'I' },   { "update", 'U' }, { "delete", 'D' },
	{ "truncate", 'T' }, { "read", 'R' },   { "marker", 'M' },
};

static char find_operation(const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(operations) / sizeof(*operations); i++)
		if (strlen(operations[i].word) == n &&
		    memcmp(operations[i].word, word, n) == 0)
			return operations[i].op;
	return '\0';
}

static bool bad_operation(const struct sink_options *options, const char *word,
			  size_t n, struct err *err)
{
	struct buf why = { 0 };
	size_t i;

	buf_addf(&why, "\"%.*s\" is no operation; they are", (int)n, word);
	for (i = 0; i < sizeof(operations) / sizeof(*operations); i++)
		buf_addf(&why, "%s %s", i ? "," : "", operations[i].word);
	options->fail(options, "operations", err, buf_str(&why));
	buf_release(&why);
	return false;
}

static bool read_operations(struct shaping *shaping,
			    const struct sink_options *options, bool *any,
			    struct err *err)
{
	const char *p = options->get(options, "operations");
	struct buf ops = { 0 };

	if (!p)
		return true;
	*any = true;
	for (;;) {
		size_t n, end;
		char op;

		p += strspn(p, " \t");
		end = strcspn(p, ",");
		for (n = end; n > 0 && strchr(" \t", p[n - 1]); n--)
			;
		op = find_operation(p, n);
		if (!op) {
			buf_release(&ops);
			return bad_operation(options, p, n < 40 ? n : 40, err);
		}
		buf_addch(&ops, op);
		if (!p[end])
			break;
		p += end + 1;
	}
	shaping->ops = arena_strdup(&shaping->arena, buf_str(&ops));
	buf_release(&ops);
	return true;
}

static bool read_unchanged(struct shaping *shaping,
			   const struct sink_options *options, bool *any,
			   struct err *err)
{
	const char *text = options->get(options, "drop_unchanged");

	if (!text)
		return true;
	if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
		return options->fail(options, "drop_unchanged", err,
				     "say yes or no");
	shaping->drop_unchanged = text[0] == 'y';
	*any = *any || shaping->drop_unchanged;
	return true;
}

static bool read_mask_key(struct shaping *shaping,
			  const struct sink_options *options, struct err *err)
{
	char why[sizeof(err->text)];
	char *hex;
	bool good;

	if (!options->secret(options, "mask_key_file", &hex, err))
		return false;
	if (!hex && shaping->masked.n > 0)
		return options->fail(
		    options, "mask", err,
		    "needs a `mask_key_file`: a mask without a key is undone "
		    "by hashing every likely value; make one with: openssl "
		    "rand -hex 32");
	if (!hex)
		return true;
	good = mask_open(&shaping->mask, hex, err);
	secret_free(hex);
	if (!good) {
		snprintf(why, sizeof(why), "%s", err->text);
		options->fail(options, "mask_key_file", err, why);
		err->kind = ERR_MISCONFIGURED; /* the file, not the section */
		return false;
	}
	if (shaping->masked.n == 0)
		return options->fail(options, "mask_key_file", err,
				     "there is no `mask` that it is for");
	return true;
}

static bool read_keys(struct shaping *shaping,
		      const struct sink_options *options, bool *any,
		      struct err *err)
{
	size_t i;

	for (i = 0; i < npattern_keys; i++)
		if (!read_patterns(shaping, options, &pattern_keys[i], any,
				   err))
			return false;
	return read_operations(shaping, options, any, err) &&
	       read_unchanged(shaping, options, any, err) &&
	       read_mask_key(shaping, options, err);
}

bool shaping_open(struct shaping **out, const struct sink_options *options,
		  struct err *err)
{
	struct shaping *shaping = xcalloc(1, sizeof(*shaping));
	bool any = false, good;

	*out = NULL;
	snprintf(shaping->sink, sizeof(shaping->sink), "%s", options->name);
	good = read_keys(shaping, options, &any, err);
	if (good && any)
		*out = shaping;
	else
		shaping_close(shaping);
	return good;
}

void shaping_close(struct shaping *shaping)
{
	size_t i;

	if (!shaping)
		return;
	for (i = 0; i < npattern_keys; i++)
		pattern_list_release(list_at(shaping, pattern_keys[i].offset));
	mask_close(shaping->mask);
	free(shaping->shown);
	arena_release(&shaping->arena);
	free(shaping);
}

const char *shaping_sink(const struct shaping *shaping)
{
	return shaping->sink;
}

bool shaping_filters(const struct shaping *shaping)
{
	return shaping &&
	       (shaping->tables.n > 0 || shaping->exclude_tables.n > 0 ||
		shaping->ops || shaping->drop_unchanged);
}

/* What is none is never passed over: writing its event says what is wrong. */
static bool is_operation(char op)
{
	size_t i;

	for (i = 0; i < sizeof(operations) / sizeof(*operations); i++)
		if (operations[i].op == op)
			return true;
	return false;
}

bool shaping_takes(const struct shaping *shaping, const struct shape *shape,
		   char op)
{
	if (shaping->ops && is_operation(op) && !strchr(shaping->ops, op))
		return false;
	if (!shape)
		return true;
	if (shaping->tables.n > 0 &&
	    !pattern_has_table(&shaping->tables, shape->table))
		return false;
	return !pattern_has_table(&shaping->exclude_tables, shape->table);
}

bool shaping_drops_unchanged(const struct shaping *shaping)
{
	return shaping && shaping->drop_unchanged;
}

enum show shaping_extra(const struct shaping *shaping,
			const struct shape *shape, struct str name)
{
	const struct table *table = shape->table;

	if (pattern_has_column(&shaping->exclude_columns, table, name))
		return SHOW_NOT;
	if (pattern_has_table(&shaping->columns, table) &&
	    !pattern_has_column(&shaping->columns, table, name))
		return SHOW_NOT;
	if (pattern_has_column(&shaping->redacted, table, name))
		return SHOW_REDACT;
	if (pattern_has_column(&shaping->masked, table, name))
		return SHOW_MASK;
	return SHOW;
}

/* Does any rule speak of columns of this table? */
static bool concerns(const struct shaping *shaping, const struct table *table)
{
	return pattern_has_table(&shaping->columns, table) ||
	       pattern_has_table(&shaping->exclude_columns, table) ||
	       pattern_has_table(&shaping->masked, table) ||
	       pattern_has_table(&shaping->redacted, table);
}

static bool refuse_key(const struct shaping *shaping, const struct shape *shape,
		       const struct column *column, enum show show,
		       struct err *err)
{
	const char *key = show == SHOW_REDACT      ? "redact"
			  : shaping->columns.n > 0 ? "columns"
						   : "exclude_columns";

	return err_set(err, ERR_CONFIG,
		       "[sink %s] %s: column \"%s\" of table \"%s\" is part of "
		       "its key, which an event cannot do without: %s",
		       shaping->sink, key, column->name, shape->label,
		       show == SHOW_NOT && shaping->columns.n > 0
			   ? "list it, too, and `mask` it if it must not be "
			     "seen"
			   : "`mask` it if it must not be seen");
}

static enum show show_column(const struct shaping *shaping,
			     const struct shape *shape,
			     const struct column *column)
{
	struct str name = { column->name, strlen(column->name) };

	return shaping_extra(shaping, shape, name);
}

static bool decide(struct shaping *shaping, const struct shape *shape,
		   const unsigned char **out, struct err *err)
{
	const struct table *table = shape->table;
	unsigned char *columns;
	size_t i;

	*out = NULL;
	if (!concerns(shaping, table))
		return true;
	for (i = 0; i < table->ncolumns; i++) {
		const struct column *column = &table->columns[i];
		enum show show = show_column(shaping, shape, column);

		if (column->key > 0 &&
		    (show == SHOW_NOT || show == SHOW_REDACT))
			return refuse_key(shaping, shape, column, show, err);
	}
	columns = arena_alloc(&shaping->arena, table->ncolumns + 1);
	for (i = 0; i < table->ncolumns; i++)
		columns[i] = (unsigned char)show_column(shaping, shape,
							&table->columns[i]);
	columns[i] = SHOW_NOT; /* ask */
	*out = columns;
	return true;
}

bool shaping_columns(struct shaping *shaping, const struct shape *shape,
		     const unsigned char **out, struct err *err)
{
	size_t i;

	for (i = 0; i < shaping->nshown; i++)
		if (shaping->shown[i].shape == shape->shape) {
			*out = shaping->shown[i].columns;
			return true;
		}
	if (!decide(shaping, shape, out, err))
		return false;
	shaping->shown = xgrow(shaping->shown, &shaping->shown_cap,
			       shaping->nshown + 1, sizeof(*shaping->shown));
	shaping->shown[shaping->nshown++] =
	    (struct shown){ shape->shape, *out };
	return true;
}

void shaping_mask(const struct shaping *shaping, const void *value, size_t n,
		  struct buf *out)
{
	mask_add(shaping->mask, value, n, out);
}
