#include "poller/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "core/escape.h"
#include "poller/source_private.h"

/*
 * Sections
 */

/*
 * Appends a section without its comment lines: drivers look into them for
 * quotes and question marks.
 */
static void add_code(const char *text, struct buf *out)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		size_t blank = strspn(text, " \t");

		n += text[n] == '\n';
		if (strncmp(text + blank, "--", 2) != 0)
			buf_add(out, text, n);
		text += n;
	}
}

bool source_sql(struct source *source, const char *section,
		const struct template_value *values, size_t nvalues,
		struct err *err)
{
	struct buf code = { 0 };
	const char *text;
	bool good;

	buf_reset(&source->sql);
	good = dialect_need(source->dialect, section, &text, err);
	if (good) {
		add_code(text, &code);
		good = template_fill(buf_str(&code), section, values, nvalues,
				     &source->sql, err);
	}
	buf_release(&code);
	return good;
}

bool source_exec(struct source *source, const char *section,
		 const struct template_value *values, size_t nvalues,
		 int64_t *affected, struct err *err)
{
	if (!source_sql(source, section, values, nvalues, err))
		return false;
	if (!odbc_exec(source->odbc, buf_str(&source->sql), affected, err))
		return err_prefix(err, "%s", section);
	return true;
}

bool source_query(struct source *source, const char *section,
		  const struct template_value *values, size_t nvalues,
		  size_t ncolumns, const struct odbc_layout *layout,
		  struct odbc_rows **out, struct err *err)
{
	*out = NULL;
	if (!source_sql(source, section, values, nvalues, err))
		return false;
	if (!odbc_query(source->odbc, buf_str(&source->sql), ncolumns, layout,
			out, err))
		return err_prefix(err, "%s", section);
	return true;
}

bool source_one(struct source *source, const char *section,
		const struct template_value *values, size_t nvalues,
		size_t ncolumns, struct arena *arena, const struct cell **out,
		struct err *err)
{
	const struct cell *row;
	struct odbc_rows *rows;
	struct cell *copy;
	size_t i;
	bool good;

	*out = NULL;
	if (!source_query(source, section, values, nvalues, ncolumns, NULL,
			  &rows, err))
		return false;
	good = odbc_next(rows, &row, err);
	if (!good)
		err_prefix(err, "%s", section);
	if (good && row) {
		copy = arena_calloc(arena, ncolumns, sizeof(*copy));
		for (i = 0; i < ncolumns; i++) {
			copy[i] = row[i];
			copy[i].text.p =
			    arena_strndup(arena, row[i].text.p, row[i].text.n);
		}
		*out = copy;
	}
	odbc_rows_close(rows);
	return good;
}

bool source_int(const struct cell *cell, const char *section, int64_t *out,
		struct err *err)
{
	char text[32], *end;
	long long number;

	*out = 0;
	if (cell->null)
		return true;
	if (!cell->cut && cell->text.n && cell->text.n < sizeof(text)) {
		memcpy(text, cell->text.p, cell->text.n);
		text[cell->text.n] = '\0';
		errno = 0;
		number = strtoll(text, &end, 10);
		if (!*end && !errno) {
			*out = number;
			return true;
		}
	}
	return err_set(err, ERR_INTERNAL, "%s: \"%.*s\" is no integer", section,
		       (int)(cell->text.n > 40 ? 40 : cell->text.n),
		       cell->text.p);
}

void source_number(int64_t number, struct buf *out)
{
	buf_addf(out, "%lld", (long long)number);
}

void source_literal(const struct source *source, const char *text,
		    struct buf *out)
{
	const char *prefix = dialect_setting(source->dialect, "literal_prefix");

	buf_addstr(out, prefix ? prefix : "");
	dialect_literal(source->dialect, text, out);
}

/*
 * Opening
 */

static bool blank_line(const char *line)
{
	return line[strspn(line, " \t\r")] == '\n';
}

/* The end of the statement at p: where an empty line or the text ends. */
static const char *statement_end(const char *p)
{
	for (; *p; p++)
		if (*p == '\n' && (!p[1] || blank_line(p + 1)))
			return p;
	return p;
}

static bool start_session(struct source *source, struct err *err)
{
	const char *text = dialect_section(source->dialect, "poller.session");
	struct buf code = { 0 }, statement = { 0 };
	const char *p;
	bool good = true;

	add_code(text ? text : "", &code);
	p = buf_str(&code);
	while (good && *(p += strspn(p, " \t\r\n"))) {
		const char *end = statement_end(p);

		buf_reset(&statement);
		buf_add(&statement, p, (size_t)(end - p));
		good = odbc_exec(source->odbc, statement.data, NULL, err);
		if (!good)
			err_prefix(err, "poller.session");
		p = end;
	}
	buf_release(&statement);
	buf_release(&code);
	return good;
}

/* What has to be known of the server once. */
static bool read_server(struct source *source, struct err *err)
{
	static const char section[] = "poller.server";
	struct buf *names[] = { &source->engine, &source->server,
				&source->database };
	struct arena arena = { 0 };
	const struct cell *row;
	int64_t exact = 0, singly = 0;
	size_t i;
	bool good;

	good = source_one(source, section, NULL, 0, 5, &arena, &row, err);
	if (good && !row)
		good = err_set(err, ERR_INTERNAL, "%s: no row", section);
	for (i = 0; good && i < 3; i++)
		buf_add(names[i], row[i].text.p, row[i].text.n);
	if (good && row[1].null)
		buf_addstr(&source->server, odbc_server(source->odbc));
	good = good && source_int(&row[3], section, &exact, err) &&
	       source_int(&row[4], section, &singly, err);
	source->exact_lengths = exact != 0;
	source->trim_one_by_one = singly != 0;
	arena_release(&arena);
	return good;
}

/*
 * The first statements on a connection.  If the engine does not understand
 * them, it is most likely another one than the configuration says.
 */
static bool greet(struct source *source, struct err *err)
{
	struct err why;

	if (start_session(source, err) && read_server(source, err))
		return true;
	if (err->kind != ERR_INTERNAL)
		return false;
	why = *err;
	return err_set(err, ERR_CONFIG,
		       "does this database speak dialect \"%s\"? %s",
		       dialect_name(source->dialect), why.text);
}

static bool is_yes(const struct dialect *dialect, const char *setting)
{
	const char *value = dialect_setting(dialect, setting);

	return value && strcmp(value, "yes") == 0;
}

/* What goes wrong names the database, even where the driver does not. */
static bool connect_to(struct source *source, const char *connection,
		       struct err *err)
{
	struct buf database = { 0 };
	bool good = odbc_open(&source->odbc, connection,
			      dialect_setting(source->dialect, "connect"), err);

	if (!good && odbc_attribute(connection, "Database", &database) &&
	    !strstr(err->text, buf_str(&database)))
		err_prefix(err, "\"%s\"", buf_str(&database));
	buf_release(&database);
	return good;
}

bool source_open(struct source **out, const struct dialect *dialect,
		 const char *connection, struct err *err)
{
	const char *ranges = dialect_setting(dialect, "trim_ranges");
	struct source *source = xcalloc(1, sizeof(*source));

	*out = NULL;
	source->dialect = dialect;
	source->ordered = is_yes(dialect, "ordered");
	source->trim_ranges = ranges ? strtol(ranges, NULL, 10) : 1;
	if (source->trim_ranges < 1)
		source->trim_ranges = 1;
	if (!connect_to(source, connection, err) || !greet(source, err)) {
		source_close(source);
		return err_prefix(err, "source");
	}
	*out = source;
	return true;
}

void source_close(struct source *source)
{
	size_t i;

	if (!source)
		return;
	odbc_close(source->odbc);
	for (i = 0; i < source->nshapes; i++) {
		table_list_release(&source->shapes[i]->tables);
		buf_release(&source->shapes[i]->label);
		free(source->shapes[i]);
	}
	free(source->shapes);
	buf_release(&source->engine);
	buf_release(&source->server);
	buf_release(&source->database);
	buf_release(&source->sql);
	free(source);
}

const char *source_engine(const struct source *source)
{
	return buf_str(&source->engine);
}

const char *source_server(const struct source *source)
{
	return buf_str(&source->server);
}

const char *source_database(const struct source *source)
{
	return buf_str(&source->database);
}

const char *source_dialect_name(const struct source *source)
{
	return dialect_name(source->dialect);
}

const char *source_encoding(const struct source *source)
{
	const char *encoding = dialect_setting(source->dialect, "encoding");

	return encoding ? encoding : "";
}

/*
 * What the changelog says of itself
 */

void source_text(char *to, size_t size, const struct cell *cell)
{
	size_t n = cell->text.n < size ? cell->text.n : size - 1;

	if (cell->null)
		n = 0;
	memcpy(to, cell->text.p, n);
	to[n] = '\0';
}

bool source_meta(struct source *source, struct source_meta *out,
		 struct err *err)
{
	struct arena arena = { 0 };
	const struct cell *row;
	bool good;

	*out = (struct source_meta){ 0 };
	good = source_one(source, "poller.meta", NULL, 0, 4, &arena, &row, err);
	if (!good && err->kind == ERR_CONFIG) {
		err_prefix(
		    err,
		    "there is no changelog in this database: review and "
		    "run what \"shadowlog-triggers %s changelog\" prints",
		    source_dialect_name(source));
	} else if (good && !row) {
		good = err_set(err, ERR_CONFIG,
			       "shadowlog_meta is empty: run again what "
			       "\"shadowlog-triggers %s changelog\" prints",
			       source_dialect_name(source));
	} else if (good) {
		source_text(out->uuid, sizeof(out->uuid), &row[0]);
		source_text(out->version, sizeof(out->version), &row[1]);
		source_text(out->identity, sizeof(out->identity), &row[2]);
		source_text(out->identity_now, sizeof(out->identity_now),
			    &row[3]);
	}
	arena_release(&arena);
	return good;
}

void shape_label(const struct table *table, struct buf *out)
{
	struct buf name = { 0 }, quoted = { 0 };

	if (*table->schema)
		buf_addf(&name, "%s.", table->schema);
	buf_addstr(&name, table->name);
	escape_name(&quoted, name.data, name.len);
	buf_add(out, quoted.data + 1, quoted.len - 2);
	buf_release(&name);
	buf_release(&quoted);
}

static void fingerprint(struct str text, char out[80])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned int i, n = 0;
	char *p = out + 7;

	memcpy(out, "sha256:", 8);
	EVP_Digest(text.p, text.n, digest, &n, EVP_sha256(), NULL);
	for (i = 0; i < n; i++, p += 2)
		snprintf(p, 3, "%02x", digest[i]);
}

/* Makes an entry of a row of the registry; what it says must be true. */
static bool fill_shape(struct source_shape_entry *entry, int32_t number,
		       const struct cell *row, struct err *err)
{
	struct shape *shape = &entry->shape;
	const struct table *table;
	char name[40];

	shape->shape = number;
	snprintf(name, sizeof(name), "shadowlog_shape %d", (int)number);
	if (!source_int(&row[2], "poller.shape", &shape->version, err) ||
	    !table_list_parse(row[3].text.p, name, &entry->tables, err))
		return false;
	table = entry->tables.tables;
	if (entry->tables.ntables != 1 || table_shape(table) != number ||
	    strcmp(table->schema, row[0].text.p) != 0 ||
	    strcmp(table->name, row[1].text.p) != 0)
		return err_set(err, ERR_DATA,
			       "shadowlog_shape %d is not what its number "
			       "says: somebody changed the registry",
			       (int)number);
	shape->table = table;
	shape_label(table, &entry->label);
	shape->label = buf_str(&entry->label);
	fingerprint(row[3].text, shape->fingerprint);
	return true;
}

static void keep_shape(struct source *source, struct source_shape_entry *entry)
{
	source->shapes = xgrow(source->shapes, &source->shapes_cap,
			       source->nshapes + 1, sizeof(*source->shapes));
	source->shapes[source->nshapes++] = entry;
}

bool source_shape(struct source *source, int32_t shape,
		  const struct shape **out, struct err *err)
{
	char number[16];
	struct template_value value = { "shape", number };
	struct source_shape_entry *entry;
	struct arena arena = { 0 };
	const struct cell *row;
	bool good;
	size_t i;

	*out = NULL;
	for (i = 0; i < source->nshapes && !*out; i++)
		if (source->shapes[i]->shape.shape == shape)
			*out = &source->shapes[i]->shape;
	if (*out)
		return true;
	snprintf(number, sizeof(number), "%d", (int)shape);
	good =
	    source_one(source, "poller.shape", &value, 1, 4, &arena, &row, err);
	if (good && row) {
		entry = xcalloc(1, sizeof(*entry));
		keep_shape(source, entry);
		good = fill_shape(entry, shape, row, err);
		if (good) {
			*out = &entry->shape;
		} else {
			source->nshapes--;
			table_list_release(&entry->tables);
			buf_release(&entry->label);
			free(entry);
		}
	}
	arena_release(&arena);
	return good;
}

/* The number of the row of the registry with that description, or 0. */
static bool find_printed(struct odbc_rows *rows, const char *wanted,
			 int32_t *number, struct err *err)
{
	struct table_list list;
	const struct cell *row;
	bool good;

	*number = 0;
	while ((good = odbc_next(rows, &row, err)) && row && !*number) {
		struct buf text = { 0 };
		char print[80];

		if (row[3].null)
			continue;
		fingerprint(row[3].text, print);
		if (strcmp(print, wanted) != 0)
			continue;
		buf_add(&text, row[3].text.p, row[3].text.n);
		good = table_list_parse(text.data, "registry", &list, err);
		if (good && list.ntables == 1)
			*number = table_shape(list.tables);
		table_list_release(&list);
		buf_release(&text);
		if (!good)
			break;
	}
	odbc_rows_close(rows);
	return good;
}

bool source_shape_printed(struct source *source, const char *wanted,
			  const struct shape **out, struct err *err)
{
	/* Every row: the column is what it is. */
	struct template_value all = { "shape", "shape" };
	struct odbc_rows *rows;
	int32_t number;

	*out = NULL;
	return source_query(source, "poller.shape", &all, 1, 4, NULL, &rows,
			    err) &&
	       find_printed(rows, wanted, &number, err) &&
	       (!number || source_shape(source, number, out, err));
}

/*
 * Bound and floor
 */

/* A section that gives one number. */
static bool ask_number(struct source *source, const char *section, int64_t *out,
		       struct err *err)
{
	struct arena arena = { 0 };
	const struct cell *row;
	bool good;

	*out = 0;
	good = source_one(source, section, NULL, 0, 1, &arena, &row, err) &&
	       (!row || source_int(row, section, out, err));
	arena_release(&arena);
	return good;
}

bool source_bound(struct source *source, int64_t *out, struct err *err)
{
	return ask_number(source, "poller.bound", out, err);
}

bool source_is_ordered(const struct source *source)
{
	return source->ordered;
}

bool source_has_floor_proof(const struct source *source)
{
	return source->ordered ||
	       (dialect_section(source->dialect, "poller.floor_mark") &&
		dialect_section(source->dialect, "poller.floor_check"));
}

bool source_floor_mark(struct source *source, int64_t *out, struct err *err)
{
	return ask_number(source, "poller.floor_mark", out, err);
}

bool source_floor_passed(struct source *source, int64_t mark, bool *out,
			 struct err *err)
{
	int64_t oldest;

	*out = false;
	if (!ask_number(source, "poller.floor_check", &oldest, err))
		return false;
	*out = oldest > mark;
	return true;
}
