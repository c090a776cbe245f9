#include "core/dialect.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/mem.h"
#include "core/resource.h"

#define DIRECTORY "triggers/dialects/"
#define SUFFIX ".sql"

/* A name and its text: a setting or a section. */
struct entry {
	const char *name, *text;
};

struct entries {
	struct entry *entries;
	size_t n, cap;
};

struct type_rule {
	const char *pattern;
	enum kind kind;
};

struct width_rule {
	const char *pattern;
	long base, times; /* base + times * the number in the type's brackets */
};

struct value_rule {
	enum kind kind; /* KIND_COUNT: any */
	bool null;
	bool old;  /* in the image of the row before */
	bool same; /* `--: same`: compares two rows */
	bool apart;
	enum column_lob lob;
	const char *pattern; /* of native types */
	const char *expr;
};

struct dialect {
	const char *name;
	struct dialect *base; /* what it is taken from besides; or NULL */
	const char *base_name;
	struct entries settings, sections;
	struct entries without; /* settings and sections of the base */
	struct type_rule *types;
	size_t ntypes, types_cap;
	struct value_rule *values;
	size_t nvalues, values_cap;
	struct width_rule *widths;
	size_t nwidths, widths_cap;
	struct arena arena;
};

struct parser {
	struct dialect *dialect;
	const char *where;
	size_t line;
	/* The open section, NULL where there is none. */
	const char *section;
	struct buf text;
	bool value; /* the line above was a value */
	struct err *err;
};

#define FAIL(parser, ...)                                                      \
	(err_set((parser)->err, ERR_INTERNAL, __VA_ARGS__),                    \
	 err_prefix((parser)->err, "%s: line %zu", (parser)->where,            \
		    (parser)->line))

static const char *entries_find(const struct entries *list, const char *name)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (strcmp(list->entries[i].name, name) == 0)
			return list->entries[i].text;
	return NULL;
}

static bool entries_add(struct parser *parser, struct entries *list,
			const char *name, const char *text)
{
	if (entries_find(list, name))
		return FAIL(parser, "\"%s\" is there twice", name);
	list->entries = xgrow(list->entries, &list->cap, list->n + 1,
			      sizeof(*list->entries));
	list->entries[list->n++] = (struct entry){ name, text };
	return true;
}

/* Cuts blanks at both ends; returns a copy in the arena. */
static char *trimmed(struct parser *parser, const char *p, size_t n)
{
	while (n && strchr(" \t\r", p[n - 1]))
		n--;
	while (n && strchr(" \t", *p))
		p++, n--;
	return arena_strndup(&parser->dialect->arena, p, n);
}

/* Splits "a  b c" into the word "a" and the rest "b c". */
static const char *split_word(struct parser *parser, const char *text,
			      const char **rest)
{
	size_t n = strcspn(text, " \t");

	*rest = trimmed(parser, text + n, strlen(text + n));
	return arena_strndup(&parser->dialect->arena, text, n);
}

/* Splits "left = right" at the first or the last " = ". */
static bool split_equals(struct parser *parser, const char *text, bool last,
			 const char **left, const char **right)
{
	const char *at = strstr(text, " = ");
	const char *next = at;

	while (last && next && (next = strstr(next + 1, " = ")))
		at = next;
	if (!at)
		return FAIL(parser, "\" = \" is missing");
	*left = trimmed(parser, text, (size_t)(at - text));
	*right = trimmed(parser, at + 3, strlen(at + 3));
	return true;
}

static bool find_kind(struct parser *parser, const char *word, enum kind *out)
{
	if (!kind_find(word, out))
		return FAIL(parser, "\"%s\" is no kind: there are %s", word,
			    kind_words());
	return true;
}

static bool read_set(struct parser *parser, const char *text)
{
	const char *name, *value;

	name = split_word(parser, text, &value);
	if (!*name)
		return FAIL(parser, "set has no name");
	return entries_add(parser, &parser->dialect->settings, name, value);
}

static bool read_base(struct parser *parser, const char *name)
{
	if (!*name || parser->dialect->base_name)
		return FAIL(parser, "base: the one dialect to start from");
	parser->dialect->base_name = name;
	return true;
}

static bool read_type(struct parser *parser, const char *text)
{
	struct dialect *dialect = parser->dialect;
	struct type_rule rule;
	const char *kind;

	if (!split_equals(parser, text, true, &rule.pattern, &kind) ||
	    !find_kind(parser, kind, &rule.kind))
		return false;
	dialect->types = xgrow(dialect->types, &dialect->types_cap,
			       dialect->ntypes + 1, sizeof(*dialect->types));
	dialect->types[dialect->ntypes++] = rule;
	return true;
}

/* "40", or "12 + 2n". */
static bool read_width(struct parser *parser, const char *text)
{
	struct dialect *dialect = parser->dialect;
	struct width_rule rule = { 0 };
	const char *sum;
	char *end;

	if (!split_equals(parser, text, true, &rule.pattern, &sum))
		return false;
	rule.base = strtol(sum, &end, 10);
	if (strncmp(end, " + ", 3) == 0) {
		rule.times = strtol(end + 3, &end, 10);
		if (*end == 'n' && rule.times > 0)
			end++;
		else
			rule.base = -1;
	}
	if (end == sum || *end || rule.base < 0)
		return FAIL(parser, "\"%s\" is no width: 40 or 12 + 2n", sum);
	dialect->widths = xgrow(dialect->widths, &dialect->widths_cap,
				dialect->nwidths + 1, sizeof(*dialect->widths));
	dialect->widths[dialect->nwidths++] = rule;
	return true;
}

/* One of the words that can stand behind KIND. */
static bool is_scope(const char *word, struct value_rule *rule)
{
	if (strcmp(word, "null") == 0)
		rule->null = true;
	else if (strcmp(word, "old") == 0)
		rule->old = true;
	else if (strcmp(word, "apart") == 0)
		rule->apart = true;
	else if (strcmp(word, "omit") == 0)
		rule->lob = LOB_OMIT;
	else if (strcmp(word, "hash") == 0)
		rule->lob = LOB_HASH;
	else
		return false;
	return true;
}

/* The words behind KIND, and at last `of PATTERN`. */
static bool read_value_scope(struct parser *parser, const char *text,
			     struct value_rule *rule)
{
	const char *word, *rest;

	rule->pattern = "*";
	word = split_word(parser, text, &rest);
	while (is_scope(word, rule))
		word = split_word(parser, rest, &rest);
	if (strcmp(word, "of") == 0 && *rest) {
		rule->pattern = rest;
		return true;
	}
	if (*word)
		return FAIL(parser,
			    "\"%s\": behind the kind stand null, old, "
			    "apart, omit, hash and of PATTERN only",
			    text);
	return true;
}

static bool same_rule(const struct value_rule *a, const struct value_rule *b)
{
	return a->kind == b->kind && a->null == b->null && a->old == b->old &&
	       a->same == b->same && a->apart == b->apart && a->lob == b->lob &&
	       strcmp(a->pattern, b->pattern) == 0;
}

/* A line `value`, or `same`. */
static bool read_value(struct parser *parser, const char *text, bool same)
{
	struct dialect *dialect = parser->dialect;
	struct value_rule rule = { .same = same };
	const char *left, *word, *scope;
	size_t i;

	if (!split_equals(parser, text, false, &left, &rule.expr))
		return false;
	word = split_word(parser, left, &scope);
	if (strcmp(word, "*") == 0)
		rule.kind = KIND_COUNT;
	else if (!find_kind(parser, word, &rule.kind))
		return false;
	if (!read_value_scope(parser, scope, &rule))
		return false;
	for (i = 0; i < dialect->nvalues; i++)
		if (same_rule(&dialect->values[i], &rule))
			return FAIL(parser, "value \"%s\" is there twice",
				    left);
	dialect->values = xgrow(dialect->values, &dialect->values_cap,
				dialect->nvalues + 1, sizeof(*dialect->values));
	dialect->values[dialect->nvalues++] = rule;
	parser->value = true;
	return true;
}

/* Adds a line to the value above. */
static bool continue_value(struct parser *parser, const char *text)
{
	struct dialect *dialect = parser->dialect;
	struct value_rule *rule;
	struct buf expr = { 0 };

	if (!parser->value)
		return FAIL(parser, "| stands behind a value only");
	rule = &dialect->values[dialect->nvalues - 1];
	buf_addf(&expr, "%s\n%s", rule->expr, text);
	rule->expr = arena_strdup(&dialect->arena, expr.data);
	buf_release(&expr);
	return true;
}

static bool read_section(struct parser *parser, const char *text)
{
	if (!*text)
		return FAIL(parser, "section has no name");
	parser->section = text;
	return true;
}

/* Without the blank lines at both ends. */
static bool end_section(struct parser *parser)
{
	const char *p = buf_str(&parser->text), *name = parser->section;
	size_t n = parser->text.len;

	if (!name)
		return true;
	while (n && strchr(" \t\r\n", p[n - 1]))
		n--;
	while (n && p[strspn(p, " \t\r")] == '\n') {
		size_t skip = strspn(p, " \t\r") + 1;

		p += skip;
		n -= skip;
	}
	parser->section = NULL;
	if (!entries_add(parser, &parser->dialect->sections, name,
			 arena_strndup(&parser->dialect->arena, p, n)))
		return false;
	buf_reset(&parser->text);
	return true;
}

/* A line that starts with --: , whose rest is `text`. */
static bool read_directive(struct parser *parser, const char *text, size_t n)
{
	const char *word, *rest;

	if (!end_section(parser))
		return false;
	text = trimmed(parser, text, n);
	word = split_word(parser, text, &rest);
	if (strcmp(word, "|") == 0)
		return continue_value(parser, text + 1);
	parser->value = false;
	if (!*word || *word == '#')
		return true;
	if (strcmp(word, "set") == 0)
		return read_set(parser, rest);
	if (strcmp(word, "base") == 0)
		return read_base(parser, rest);
	if (strcmp(word, "without") == 0)
		return entries_add(parser, &parser->dialect->without, rest, "");
	if (strcmp(word, "type") == 0)
		return read_type(parser, rest);
	if (strcmp(word, "value") == 0)
		return read_value(parser, rest, false);
	if (strcmp(word, "same") == 0)
		return read_value(parser, rest, true);
	if (strcmp(word, "width") == 0)
		return read_width(parser, rest);
	if (strcmp(word, "section") == 0)
		return read_section(parser, rest);
	return FAIL(parser, "unknown word \"%s\" behind --:", word);
}

static bool read_line(struct parser *parser, const char *p, size_t n)
{
	const char *text;

	if (n >= 3 && memcmp(p, "--:", 3) == 0)
		return read_directive(parser, p + 3, n - 3);
	parser->value = false;
	if (parser->section) {
		buf_add(&parser->text, p, n);
		buf_addch(&parser->text, '\n');
		return true;
	}
	text = trimmed(parser, p, n);
	if (*text && strncmp(text, "--", 2) != 0)
		return FAIL(parser, "text outside of a section");
	return true;
}

bool dialect_parse(struct dialect **out, const char *name, const char *where,
		   const char *text, struct err *err)
{
	struct dialect *dialect = xcalloc(1, sizeof(*dialect));
	struct parser parser = { .dialect = dialect,
				 .where = where,
				 .err = err };
	bool good = true;

	*out = NULL;
	dialect->name = arena_strdup(&dialect->arena, name);
	while (good && *text) {
		size_t n = strcspn(text, "\n");

		parser.line++;
		good = read_line(&parser, text, n);
		text += n;
		if (*text)
			text++;
	}
	good = good && end_section(&parser);
	buf_release(&parser.text);
	if (!good) {
		dialect_close(dialect);
		return false;
	}
	*out = dialect;
	return true;
}

bool dialect_name_at(size_t i, struct buf *out)
{
	const struct resource *r = resource_under(DIRECTORY, i);

	if (!r)
		return false;
	buf_add(out, r->name + strlen(DIRECTORY),
		strlen(r->name) - strlen(DIRECTORY) - strlen(SUFFIX));
	return true;
}

static bool unknown(const char *name, struct err *err)
{
	struct buf names = { 0 };
	size_t i;

	for (i = 0; resource_under(DIRECTORY, i); i++) {
		buf_addstr(&names, i ? ", " : "");
		dialect_name_at(i, &names);
	}
	err_set(err, ERR_CONFIG, "there is no dialect \"%s\"; there are: %s",
		name, buf_str(&names));
	buf_release(&names);
	return false;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Goes back to the last * only, so that it is never slow. */
static bool fits(const char *pattern, const char *text)
{
	const char *star = NULL, *from = NULL;

	for (;;) {
		if (*pattern == '*') {
			star = ++pattern;
			from = text;
		} else if (*text && lower(*pattern) == lower(*text)) {
			pattern++;
			text++;
		} else if (!*text) {
			return !*pattern;
		} else if (star) {
			pattern = star;
			text = ++from;
		} else {
			return false;
		}
	}
}

/* Does a list of names, or of patterns, have one for this name? */
static bool names(const struct entries *list, const char *name)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (fits(list->entries[i].name, name))
			return true;
	return false;
}

static bool any_fits(const struct entries *list, const char *pattern)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (fits(pattern, list->entries[i].name))
			return true;
	return false;
}

static void append(struct entries *list, const struct entry *entry)
{
	list->entries = xgrow(list->entries, &list->cap, list->n + 1,
			      sizeof(*list->entries));
	list->entries[list->n++] = *entry;
}

/*
 * In the order of the base, each with the text of our own, if there is one;
 * what is not taken from it comes behind.
 */
static void inherit_entries(struct entries *own, const struct entries *base,
			    const struct entries *without)
{
	struct entries all = { 0 };
	size_t i;

	for (i = 0; i < base->n; i++) {
		struct entry entry = base->entries[i];
		const char *text = entries_find(own, entry.name);

		if (names(without, entry.name))
			continue;
		if (text)
			entry.text = text;
		append(&all, &entry);
	}
	for (i = 0; i < own->n; i++)
		if (!entries_find(&all, own->entries[i].name))
			append(&all, &own->entries[i]);
	free(own->entries);
	*own = all;
}

static bool has_rules(const struct dialect *dialect, bool same)
{
	size_t i;

	for (i = 0; i < dialect->nvalues; i++)
		if (dialect->values[i].same == same)
			return true;
	return false;
}

static void inherit_values(struct dialect *dialect, bool same)
{
	const struct dialect *base = dialect->base;
	size_t i;

	if (has_rules(dialect, same))
		return;
	for (i = 0; i < base->nvalues; i++) {
		if (base->values[i].same != same)
			continue;
		dialect->values =
		    xgrow(dialect->values, &dialect->values_cap,
			  dialect->nvalues + 1, sizeof(*dialect->values));
		dialect->values[dialect->nvalues++] = base->values[i];
	}
}

/* Which line fits first depends on all of them: so all of them, or none. */
static void inherit_rules(struct dialect *dialect)
{
	const struct dialect *base = dialect->base;

	if (!dialect->ntypes && base->ntypes) {
		dialect->types = xgrow(NULL, &dialect->types_cap, base->ntypes,
				       sizeof(*dialect->types));
		memcpy(dialect->types, base->types,
		       base->ntypes * sizeof(*base->types));
		dialect->ntypes = base->ntypes;
	}
	if (!dialect->nwidths && base->nwidths) {
		dialect->widths =
		    xgrow(NULL, &dialect->widths_cap, base->nwidths,
			  sizeof(*dialect->widths));
		memcpy(dialect->widths, base->widths,
		       base->nwidths * sizeof(*base->widths));
		dialect->nwidths = base->nwidths;
	}
	inherit_values(dialect, false);
	inherit_values(dialect, true);
}

static bool check_without(const struct dialect *dialect, struct err *err)
{
	const struct dialect *base = dialect->base;
	size_t i;

	for (i = 0; i < dialect->without.n; i++) {
		const char *name = dialect->without.entries[i].name;

		if (!any_fits(&base->sections, name) &&
		    !any_fits(&base->settings, name))
			return err_set(err, ERR_INTERNAL,
				       "dialect \"%s\" is without \"%s\", "
				       "which \"%s\" does not have either",
				       dialect->name, name, base->name);
	}
	return true;
}

bool dialect_inherit(struct dialect *dialect, struct dialect *base,
		     struct err *err)
{
	dialect->base = base;
	if (!check_without(dialect, err))
		return false;
	inherit_entries(&dialect->settings, &base->settings, &dialect->without);
	inherit_entries(&dialect->sections, &base->sections, &dialect->without);
	inherit_rules(dialect);
	return true;
}

static bool open_base(struct dialect *dialect, struct err *err)
{
	struct dialect *base;

	if (!dialect->base_name)
		return true;
	if (strcmp(dialect->base_name, dialect->name) == 0)
		return err_set(err, ERR_INTERNAL,
			       "dialect \"%s\" is its own base", dialect->name);
	return dialect_open(&base, dialect->base_name, err) &&
	       dialect_inherit(dialect, base, err);
}

bool dialect_open(struct dialect **out, const char *name, struct err *err)
{
	struct buf path = { 0 };
	const struct resource *r;
	bool good;

	*out = NULL;
	buf_addf(&path, DIRECTORY "%s" SUFFIX, name);
	r = resource_find(path.data);
	if (r)
		good = dialect_parse(out, name, path.data, r->text, err);
	else
		good = unknown(name, err);
	buf_release(&path);
	if (good && !open_base(*out, err)) {
		dialect_close(*out);
		*out = NULL;
		good = false;
	}
	return good;
}

void dialect_close(struct dialect *dialect)
{
	if (!dialect)
		return;
	dialect_close(dialect->base);
	free(dialect->without.entries);
	free(dialect->settings.entries);
	free(dialect->sections.entries);
	free(dialect->types);
	free(dialect->values);
	free(dialect->widths);
	arena_release(&dialect->arena);
	free(dialect);
}

const char *dialect_name(const struct dialect *dialect)
{
	return dialect->name;
}

const char *dialect_setting(const struct dialect *dialect, const char *name)
{
	return entries_find(&dialect->settings, name);
}

const char *dialect_section(const struct dialect *dialect, const char *name)
{
	return entries_find(&dialect->sections, name);
}

bool dialect_need(const struct dialect *dialect, const char *section,
		  const char **out, struct err *err)
{
	*out = dialect_section(dialect, section);
	if (!*out)
		return err_set(err, ERR_INTERNAL,
			       "dialect \"%s\" has no section \"%s\"",
			       dialect->name, section);
	return true;
}

const char *dialect_section_at(const struct dialect *dialect,
			       const char *prefix, size_t i)
{
	const struct entries *list = &dialect->sections;
	size_t k;

	for (k = 0; k < list->n; k++)
		if (strncmp(list->entries[k].name, prefix, strlen(prefix)) ==
			0 &&
		    i-- == 0)
			return list->entries[k].name;
	return NULL;
}

bool dialect_kind(const struct dialect *dialect, const char *type,
		  enum kind *out)
{
	size_t i;

	for (i = 0; i < dialect->ntypes; i++) {
		if (fits(dialect->types[i].pattern, type)) {
			*out = dialect->types[i].kind;
			return true;
		}
	}
	return false;
}

/* `wanted` says all but the pattern. */
static const char *find_value(const struct dialect *dialect,
			      struct value_rule wanted, const char *type)
{
	const struct value_rule *rule = dialect->values;
	size_t i;

	for (i = 0; i < dialect->nvalues; i++, rule++)
		if ((rule->kind == wanted.kind || rule->kind == KIND_COUNT) &&
		    rule->null == wanted.null && rule->old == wanted.old &&
		    rule->same == wanted.same && rule->apart == wanted.apart &&
		    rule->lob == wanted.lob && fits(rule->pattern, type))
			return rule->expr;
	return NULL;
}

const char *dialect_value(const struct dialect *dialect, enum kind kind,
			  const char *type, bool nullable)
{
	struct value_rule wanted = { .kind = kind, .null = nullable };
	const char *expr = find_value(dialect, wanted, type);

	wanted.null = false;
	return expr ? expr : find_value(dialect, wanted, type);
}

const char *dialect_old_value(const struct dialect *dialect, enum kind kind,
			      const char *type)
{
	return find_value(
	    dialect, (struct value_rule){ .kind = kind, .old = true }, type);
}

const char *dialect_apart_value(const struct dialect *dialect, enum kind kind,
				const char *type)
{
	return find_value(
	    dialect, (struct value_rule){ .kind = kind, .apart = true }, type);
}

const char *dialect_lob_value(const struct dialect *dialect, enum kind kind,
			      const char *type, enum column_lob lob)
{
	return find_value(
	    dialect, (struct value_rule){ .kind = kind, .lob = lob }, type);
}

const char *dialect_same(const struct dialect *dialect, enum kind kind,
			 const char *type)
{
	return find_value(
	    dialect, (struct value_rule){ .kind = kind, .same = true }, type);
}

size_t dialect_width(const struct dialect *dialect, const char *type)
{
	const struct width_rule *rule = dialect->widths;
	const char *bracket = strchr(type, '(');
	long n = bracket ? strtol(bracket + 1, NULL, 10) : 0;
	size_t i;

	for (i = 0; i < dialect->nwidths; i++, rule++) {
		if (!fits(rule->pattern, type))
			continue;
		/* A number that is none, or none at all: as wide as can be. */
		if (rule->times && (n <= 0 || n > 1000000000))
			return SIZE_MAX;
		return (size_t)(rule->base + rule->times * n);
	}
	return 0;
}

void dialect_literal(const struct dialect *dialect, const char *text,
		     struct buf *out)
{
	const char *escape = dialect_setting(dialect, "escape");
	bool backslash = escape && strcmp(escape, "backslash") == 0;

	buf_addch(out, '\'');
	for (; *text; text++) {
		if (*text == '\'' || (backslash && *text == '\\'))
			buf_addch(out, *text);
		buf_addch(out, *text);
	}
	buf_addch(out, '\'');
}
