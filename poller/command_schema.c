/*
 * shadowlog schema: the JSON Schema of tables as they are captured; and whether
 * a change of their layout breaks receivers.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/dialect.h"
#include "core/table.h"
#include "poller/command.h"
#include "poller/compat.h"
#include "poller/config.h"
#include "poller/row_schema.h"
#include "poller/shaping.h"
#include "poller/source.h"

/* The source of a configuration, and what is captured of it. */
struct registry {
	struct config *config;
	struct config_source settings;
	struct dialect *dialect;
	struct source *source;
	struct shaping *shaping; /* of --sink; NULL: none */
	struct table_list list;
	char *connection;
};

static bool has_sink(const struct config *config, const char *name)
{
	const char *one;
	size_t i;

	for (i = 0; (one = config_sink_name(config, i)); i++)
		if (strcmp(one, name) == 0)
			return true;
	return false;
}

static bool open_shaping(struct registry *registry,
			 const struct command_line *line, struct err *err)
{
	const struct sink_type *type;
	struct sink_options options;

	if (!line->sink)
		return true;
	if (!has_sink(registry->config, line->sink))
		return err_set(err, ERR_CONFIG, "\"%s\" has no [sink %s]",
			       line->config, line->sink);
	if (!config_sink_type(registry->config, line->sink, &type, err))
		return false;
	config_sink_options(registry->config, line->sink, registry->settings.id,
			    line->stop, &options);
	return shaping_open(&registry->shaping, &options, err);
}

static bool registry_open(struct registry *registry,
			  const struct command_line *line, struct err *err)
{
	return config_open(&registry->config, line->config, err) &&
	       config_source(registry->config, &registry->settings, err) &&
	       open_shaping(registry, line, err) &&
	       dialect_open(&registry->dialect, registry->settings.dialect,
			    err) &&
	       config_connection(registry->config, &registry->connection,
				 err) &&
	       source_open(&registry->source, registry->dialect,
			   registry->connection, err) &&
	       source_registered(registry->source, &registry->list, err);
}

static void registry_close(struct registry *registry)
{
	table_list_release(&registry->list);
	free(registry->connection);
	source_close(registry->source);
	dialect_close(registry->dialect);
	shaping_close(registry->shaping);
	config_close(registry->config);
}

/* "orders" or "public.orders" */
static bool is_named(const struct table *table, const char *name)
{
	size_t n = strlen(table->schema);

	if (strcmp(table->name, name) == 0)
		return true;
	return n > 0 && strncmp(table->schema, name, n) == 0 &&
	       name[n] == '.' && strcmp(table->name, name + n + 1) == 0;
}

static bool print_schema(struct registry *registry, const struct table *table,
			 const char *sink, struct err *err)
{
	const unsigned char *show = NULL;
	const struct shape *shape;
	struct buf text = { 0 };

	if (!source_shape(registry->source, table_shape(table), &shape, err))
		return false;
	if (!shape)
		return err_set(err, ERR_INTERNAL,
			       "table \"%s\": its layout is in the registry "
			       "under another number",
			       table->name);
	if (registry->shaping &&
	    !shaping_columns(registry->shaping, shape, &show, err))
		return false;
	row_schema_print(shape, show, sink, &text);
	fwrite(text.data, 1, text.len, stdout);
	buf_release(&text);
	return true;
}

static bool print_schemas(struct registry *registry,
			  const struct command_line *line, struct err *err)
{
	const struct table_list *list = &registry->list;
	size_t i, k, found;

	for (i = 0; i < list->ntables && line->nargs == 0; i++)
		if (!print_schema(registry, &list->tables[i], line->sink, err))
			return false;
	for (k = 0; k < line->nargs; k++) {
		for (i = found = 0; i < list->ntables; i++) {
			if (!is_named(&list->tables[i], line->args[k]))
				continue;
			found++;
			if (!print_schema(registry, &list->tables[i],
					  line->sink, err))
				return false;
		}
		if (found == 0)
			return err_set(
			    err, ERR_DATA,
			    "table \"%s\" is not captured: `shadowlog "
			    "describe --registered` lists those that "
			    "are",
			    line->args[k]);
	}
	return true;
}

/* A file of table descriptions; "-" is standard input. */
static bool read_tables(const char *path, struct table_list *out,
			struct err *err)
{
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	struct buf text = { 0 };
	char part[4096];
	bool good;
	size_t n;

	if (!file)
		return err_set(err, ERR_DATA, "\"%s\": %s", path,
			       strerror(errno));
	buf_addstr(&text, "");
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		buf_add(&text, part, n);
	if (ferror(file))
		good =
		    err_set(err, ERR_IO, "\"%s\": %s", path, strerror(errno));
	else if (memchr(text.data, '\0', text.len))
		good = err_set(err, ERR_DATA, "\"%s\" has a NUL in it", path);
	else
		good = table_list_parse(text.data, path, out, err);
	if (file != stdin)
		fclose(file);
	buf_release(&text);
	return good;
}

static void print_lines(const struct table *table, const char *what,
			const struct buf *lines)
{
	const char *p = buf_str(lines);

	for (; *p; p += strcspn(p, "\n") + 1)
		printf("%s: table \"%s%s%s\": %.*s\n", what, table->schema,
		       *table->schema ? "." : "", table->name,
		       (int)strcspn(p, "\n"), p);
}

/* Prints what differs; returns how many differences break receivers. */
static size_t compare_lists(const struct table_list *before,
			    const struct table_list *after)
{
	struct buf gone = { 0 }, new = { 0 };
	size_t breaking = 0, i;

	buf_addstr(&gone, "it is captured no more\n");
	buf_addstr(&new, "it is new\n");
	for (i = 0; i < before->ntables; i++) {
		const struct table *table = &before->tables[i];
		const struct table *other =
		    table_list_find(after, table->schema, table->name);
		struct compat compat = { 0 };

		if (other) {
			compat_compare(table, other, &compat);
			print_lines(table, "breaks", &compat.breaking);
			print_lines(table, "fits", &compat.other);
			breaking += compat.nbreaking;
			compat_release(&compat);
		} else {
			print_lines(table, "breaks", &gone);
			breaking++;
		}
	}
	for (i = 0; i < after->ntables; i++) {
		const struct table *table = &after->tables[i];

		if (!table_list_find(before, table->schema, table->name))
			print_lines(table, "fits", &new);
	}
	buf_release(&gone);
	buf_release(&new);
	return breaking;
}

/* With one file, what is captured now is compared with it. */
static bool check(const struct command_line *line, struct err *err)
{
	struct registry registry = { 0 };
	struct table_list before = { 0 }, after = { 0 };
	bool two = line->nargs == 2;
	size_t breaking = 0;
	bool good;

	if (line->nargs < 1 || line->nargs > 2)
		return err_set(err, ERR_USAGE,
			       "--check takes OLD and NEW, files of table "
			       "descriptions, or NEW alone with --config");
	if (!two && !line->config)
		return err_set(err, ERR_USAGE,
			       "--check of one file needs --config FILE, to "
			       "know what is captured now");
	good = (two ? read_tables(line->args[0], &before, err)
		    : registry_open(&registry, line, err)) &&
	       read_tables(line->args[line->nargs - 1], &after, err);
	if (good)
		breaking =
		    compare_lists(two ? &before : &registry.list, &after);
	table_list_release(&before);
	table_list_release(&after);
	registry_close(&registry);
	if (good && breaking > 0)
		return err_set(err, ERR_DATA,
			       "%zu changes can break receivers: deliver what "
			       "is pending first, and tell them",
			       breaking);
	return good;
}

bool command_schema(const struct command_line *line, struct err *err)
{
	struct registry registry = { 0 };
	bool good;

	if (line->check)
		return check(line, err);
	if (!line->config)
		return err_set(err, ERR_USAGE, "--config FILE is missing");
	good = registry_open(&registry, line, err) &&
	       print_schemas(&registry, line, err);
	registry_close(&registry);
	return good;
}
