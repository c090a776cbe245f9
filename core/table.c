#include "core/table.h"

#include <string.h>

#include "core/table_options.h"
#include "core/utf8.h"

struct column *table_column(const struct table *table, const char *name)
{
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		if (strcmp(table->columns[i].name, name) == 0)
			return &table->columns[i];
	return NULL;
}

struct table *table_list_find(const struct table_list *list, const char *schema,
			      const char *name)
{
	size_t i;

	for (i = 0; i < list->ntables; i++)
		if (strcmp(list->tables[i].schema, schema) == 0 &&
		    strcmp(list->tables[i].name, name) == 0)
			return &list->tables[i];
	return NULL;
}

void table_list_release(struct table_list *list)
{
	arena_release(&list->arena);
	*list = (struct table_list){ 0 };
}

/* In ASCII, whatever the locale. */
bool table_is_bare(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("_$(),", c));
}

static void print_quoted(const char *word, struct buf *out)
{
	static const char escaped[] = "\"\\\n\r\t";
	static const char letters[] = "\"\\nrt";
	const char *p = word;

	buf_addch(out, '"');
	while (*p) {
		const char *e = strchr(escaped, *p);
		size_t n =
		    utf8_sequence((const unsigned char *)p, strnlen(p, 4));

		if (e) {
			buf_addch(out, '\\');
			buf_addch(out, letters[e - escaped]);
			p++;
		} else if (n == 0 || (unsigned char)*p < 0x20 || *p == 0x7f) {
			buf_addf(out, "\\x%02x", (unsigned)(unsigned char)*p);
			p++;
		} else {
			buf_add(out, p, n);
			p += n;
		}
	}
	buf_addch(out, '"');
}

void table_print_word(const char *word, struct buf *out)
{
	const char *p;

	for (p = word; table_is_bare(*p); p++)
		;
	if (p > word && !*p)
		buf_addstr(out, word);
	else
		print_quoted(word, out);
}

void table_print_name(const struct table *table, struct buf *out)
{
	if (table->schema[0]) {
		table_print_word(table->schema, out);
		buf_addch(out, '.');
	}
	table_print_word(table->name, out);
}

void table_print_header(struct buf *out)
{
	buf_addf(out, TABLE_FORMAT " %d\n", TABLE_FORMAT_VERSION);
}

/* Characters, not bytes: what a terminal lines up by. */
static size_t word_width(const char *word)
{
	struct buf b = { 0 };
	size_t i, width = 0;

	table_print_word(word, &b);
	for (i = 0; i < b.len; i++)
		if (((unsigned char)b.data[i] & 0xc0) != 0x80)
			width++;
	buf_release(&b);
	return width;
}

static void print_padded(const char *word, size_t width, struct buf *out)
{
	size_t n = word_width(word);

	table_print_word(word, out);
	for (; n < width; n++)
		buf_addch(out, ' ');
}

static void print_column(const struct column *c, size_t names, size_t types,
			 size_t kinds, struct buf *out)
{
	buf_addstr(out, "  column ");
	print_padded(c->name, names, out);
	buf_addch(out, ' ');
	print_padded(c->type, types, out);
	if (c->kind_known) {
		buf_addstr(out, " as ");
		print_padded(kind_word(c->kind), kinds, out);
	}
	if (c->key)
		buf_addf(out, " key %d", c->key);
	if (c->nullable)
		buf_addstr(out, " null");
	if (c->generated)
		buf_addstr(out, " generated");
	while (out->data[out->len - 1] == ' ')
		buf_truncate(out, out->len - 1);
	buf_addch(out, '\n');
}

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

void table_print(const struct table *table, struct buf *out)
{
	size_t i, names = 0, types = 0, kinds = 0;

	for (i = 0; i < table->ncolumns; i++) {
		const struct column *c = &table->columns[i];

		names = max(names, word_width(c->name));
		types = max(types, word_width(c->type));
		if (c->kind_known)
			kinds = max(kinds, word_width(kind_word(c->kind)));
	}
	buf_addstr(out, "table ");
	table_print_name(table, out);
	buf_addch(out, '\n');
	for (i = 0; i < table->ncolumns; i++)
		print_column(&table->columns[i], names, types, kinds, out);
	table_options_print(table, out);
}

/* ---- numbers ---- */

static uint32_t fnv1a(uint32_t hash, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	while (n--) {
		hash ^= *p++;
		hash *= UINT32_C(16777619);
	}
	return hash;
}

static const uint32_t fnv1a_start = UINT32_C(2166136261);

int32_t table_shape(const struct table *table)
{
	struct buf text = { 0 };
	uint32_t hash;

	table_print(table, &text);
	hash = fnv1a(fnv1a_start, text.data, text.len);
	buf_release(&text);
	hash = (hash >> 31) ^ (hash & UINT32_C(0x7fffffff));
	return hash ? (int32_t)hash : 1;
}

/* The NUL between them keeps ("ab", "c") apart from ("a", "bc"). */
uint32_t table_hash(const char *schema, const char *name)
{
	uint32_t hash = fnv1a(fnv1a_start, schema, strlen(schema) + 1);

	return fnv1a(hash, name, strlen(name));
}
