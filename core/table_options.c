#include "core/table_options.h"

#include <string.h>

/* What the functions that set one option share. */
struct setter {
	struct table *table;
	const struct option_line *line;
	enum option_place place;
	struct err *err;
};

static bool fail(const struct setter *s, const char *what)
{
	return err_set(s->err, ERR_DATA, "option \"%s\": %s", s->line->words[0],
		       what);
}

static const char *word(const struct setter *s, size_t i)
{
	return i < s->line->n ? s->line->words[i] : "";
}

bool column_is_held(const struct column *column, bool key_only)
{
	return !column->excluded && (!key_only || column->key);
}

bool table_captures(const struct table *table, unsigned operation)
{
	return !table->options.operations ||
	       (table->options.operations & operation);
}

/* ------------------------------------------------------------------ columns */

/* The column of that name, from word i; NULL with err set. */
static struct column *find_column(const struct setter *s, size_t i)
{
	struct column *column = table_column(s->table, word(s, i));

	if (!column)
		err_set(s->err, ERR_DATA,
			"option \"%s\": there is no column \"%s\"", word(s, 0),
			word(s, i));
	return column;
}

static bool set_exclude(const struct setter *s)
{
	struct column *column;
	size_t i;

	if (s->line->n < 2)
		return fail(s, "no column is named behind it");
	for (i = 1; i < s->line->n; i++) {
		column = find_column(s, i);
		if (!column)
			return false;
		column->excluded = true;
	}
	return true;
}

static bool set_include(const struct setter *s)
{
	struct table *table = s->table;
	struct column *column;
	size_t i;

	if (s->line->n < 2)
		return fail(s, "no column is named behind it");
	for (i = 0; i < table->ncolumns; i++) {
		if (table->columns[i].excluded)
			return fail(s, "columns are included or excluded, not "
				       "both, and in one line");
		table->columns[i].excluded = true;
	}
	for (i = 1; i < s->line->n; i++) {
		column = find_column(s, i);
		if (!column)
			return false;
		column->excluded = false;
	}
	return true;
}

static bool has_excluded(const struct table *table)
{
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		if (table->columns[i].excluded)
			return true;
	return false;
}

static void reset_excluded(struct table *table)
{
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		table->columns[i].excluded = false;
}

static bool set_lob(const struct setter *s)
{
	static const char *const policies[] = { "inline", "omit", "hash" };
	struct column *column;
	size_t policy, i;

	for (policy = 0; policy < 3; policy++)
		if (strcmp(word(s, 1), policies[policy]) == 0)
			break;
	if (policy == 3 || s->line->n < 3)
		return fail(s, "write inline, omit or hash, and the columns");
	for (i = 2; i < s->line->n; i++) {
		column = find_column(s, i);
		if (!column)
			return false;
		column->lob = (enum column_lob)policy;
	}
	return true;
}

static bool has_lob(const struct table *table)
{
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		if (table->columns[i].lob)
			return true;
	return false;
}

static void reset_lob(struct table *table)
{
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		table->columns[i].lob = LOB_INLINE;
}

/* ------------------------------------------------------------------ the key */

static void reset_key(struct table *table)
{
	size_t i;

	if (!table->options.keyless)
		return;
	for (i = 0; i < table->ncolumns; i++)
		table->columns[i].key = 0;
	table->nkeys = 0;
	table->options.keyless = KEYED;
}

static bool has_keyless(const struct table *table)
{
	/* For what a file says of all: those with a key need no other. */
	return table->options.keyless || table->nkeys;
}

static bool set_unique(const struct setter *s)
{
	struct column *column;
	size_t i;

	if (s->line->n < 3)
		return fail(s, "no column of the unique index is named");
	for (i = 2; i < s->line->n; i++) {
		column = find_column(s, i);
		if (!column)
			return false;
		if (column->key)
			return fail(s, "a column is named twice");
		column->key = (int)i - 1;
	}
	s->table->nkeys = s->line->n - 2;
	s->table->options.keyless = KEYLESS_UNIQUE;
	return true;
}

static bool set_key(const struct setter *s)
{
	if (strcmp(word(s, 1), "none") == 0 && s->line->n == 2)
		return true;
	if (s->table->nkeys)
		return fail(s, "the table has a key: leave the option out, or "
			       "the \"key\" of its columns");
	if (strcmp(word(s, 1), "unique") == 0)
		return set_unique(s);
	if (strcmp(word(s, 1), "all") != 0 || s->line->n != 2)
		return fail(s, "write key all, or key unique and the columns");
	s->table->options.keyless = KEYLESS_ALL;
	return true;
}

/* As it is printed: the columns are marked already. */
static bool set_keyless(const struct setter *s)
{
	bool all = strcmp(word(s, 1), "all") == 0;

	if ((!all && strcmp(word(s, 1), "unique") != 0) || s->line->n != 2)
		return fail(s, "write keyless all or keyless unique");
	if (!s->table->nkeys)
		return fail(s, "no column is marked with \"key N\"; write key "
			       "all, or key unique and the columns");
	s->table->options.keyless = all ? KEYLESS_ALL : KEYLESS_UNIQUE;
	return true;
}

/* --------------------------------------------------------------- the others */

static bool set_operations(const struct setter *s)
{
	static const char *const names[] = { "insert", "update", "delete",
					     "truncate" };
	unsigned *operations = &s->table->options.operations;
	size_t i, k;

	if (s->line->n < 2)
		return fail(s, "name some of insert, update, delete, truncate");
	for (i = 1; i < s->line->n; i++) {
		for (k = 0; k < 4; k++)
			if (strcmp(word(s, i), names[k]) == 0)
				break;
		if (k == 4)
			return fail(s, "it takes insert, update, delete and "
				       "truncate");
		*operations |= 1u << k;
	}
	if (*operations == OPERATION_ALL)
		*operations = 0;
	return true;
}

static bool has_operations(const struct table *table)
{
	return table->options.operations;
}

static void reset_operations(struct table *table)
{
	table->options.operations = 0;
}

static bool set_when(const struct setter *s)
{
	if (s->line->n != 2)
		return fail(s, "the condition is one word: put it in double "
			       "quotes");
	if (s->table->options.when)
		return fail(s, "there are two; join them with AND");
	s->table->options.when =
	    strcmp(word(s, 1), "off") == 0 ? NULL : word(s, 1);
	return true;
}

static bool has_when(const struct table *table)
{
	return table->options.when;
}

static void reset_when(struct table *table)
{
	table->options.when = NULL;
}

/* One of up to three words: sets *out to its place. */
static bool choose(const struct setter *s, const char *const *words, size_t n,
		   size_t *out)
{
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		if (s->line->n == 2 && strcmp(word(s, 1), words[i]) == 0) {
			*out = i;
			return true;
		}
	for (i = 0; i < n; i++)
		buf_addf(&text, "%s%s", i == 0 ? "write " : " or ", words[i]);
	fail(s, text.data);
	buf_release(&text);
	return false;
}

static bool set_noop(const struct setter *s)
{
	static const char *const words[] = { "off", "skip" };
	size_t i = 0;

	if (!choose(s, words, 2, &i))
		return false;
	s->table->options.noop_skip = i;
	return true;
}

static bool has_noop(const struct table *table)
{
	return table->options.noop_skip;
}

static void reset_noop(struct table *table)
{
	table->options.noop_skip = false;
}

static bool set_before(const struct setter *s)
{
	static const char *const words[] = { "full", "key", "none" };
	size_t i = 0;

	if (!choose(s, words, 3, &i))
		return false;
	s->table->options.before = (enum table_before)i;
	return true;
}

static bool has_before(const struct table *table)
{
	return table->options.before;
}

static void reset_before(struct table *table)
{
	table->options.before = BEFORE_FULL;
}

/* `option NAME`, or `option NAME off`. */
static bool set_flag(const struct setter *s, bool *out)
{
	if (s->line->n > 2 || (s->line->n == 2 && strcmp(word(s, 1), "off")))
		return fail(s, "nothing stands behind it, or off");
	*out = s->line->n == 1;
	return true;
}

static bool set_statement(const struct setter *s)
{
	return set_flag(s, &s->table->options.statement);
}

static bool has_statement(const struct table *table)
{
	return table->options.statement;
}

static void reset_statement(struct table *table)
{
	table->options.statement = false;
}

static bool set_actor(const struct setter *s)
{
	return set_flag(s, &s->table->options.actor);
}

static bool has_actor(const struct table *table)
{
	return table->options.actor;
}

static void reset_actor(struct table *table)
{
	table->options.actor = false;
}

static bool set_context(const struct setter *s)
{
	return set_flag(s, &s->table->options.context);
}

static bool has_context(const struct table *table)
{
	return table->options.context;
}

static void reset_context(struct table *table)
{
	table->options.context = false;
}

static bool set_bypass(const struct setter *s)
{
	static const char *const words[] = { "off", "silent", "marker" };
	size_t i = 0;

	if (!choose(s, words, 3, &i))
		return false;
	s->table->options.bypass = (enum table_bypass)i;
	return true;
}

static bool has_bypass(const struct table *table)
{
	return table->options.bypass;
}

static void reset_bypass(struct table *table)
{
	table->options.bypass = BYPASS_OFF;
}

static bool set_fail(const struct setter *s)
{
	static const char *const words[] = { "closed", "open" };
	size_t i = 0;

	if (!choose(s, words, 2, &i))
		return false;
	s->table->options.fail_open = i;
	return true;
}

static bool has_fail(const struct table *table)
{
	return table->options.fail_open;
}

static void reset_fail(struct table *table)
{
	table->options.fail_open = false;
}

static bool set_cascades(const struct setter *s)
{
	static const char *const words[] = { "refuse", "accept" };
	size_t i = 0;

	if (!choose(s, words, 2, &i))
		return false;
	s->table->options.cascades = i;
	return true;
}

static bool has_cascades(const struct table *table)
{
	return table->options.cascades;
}

static void reset_cascades(struct table *table)
{
	table->options.cascades = false;
}

static bool set_ignore(const struct setter *s)
{
	static const char *const words[] = { "trust", "verify" };
	size_t i = 0;

	if (!choose(s, words, 2, &i))
		return false;
	s->table->options.verify = i;
	return true;
}

static bool has_ignore(const struct table *table)
{
	return table->options.verify;
}

static void reset_ignore(struct table *table)
{
	table->options.verify = false;
}

static const struct option {
	const char *name;
	bool (*set)(const struct setter *s);
	bool (*is_set)(const struct table *table);
	void (*reset)(struct table *table);
	bool names_columns;
} options[] = {
	{ "key", set_key, has_keyless, reset_key, false },
	{ "keyless", set_keyless, has_keyless, reset_key, true },
	{ "exclude", set_exclude, has_excluded, reset_excluded, true },
	{ "include", set_include, has_excluded, reset_excluded, true },
	{ "operations", set_operations, has_operations, reset_operations,
	  false },
	{ "when", set_when, has_when, reset_when, false },
	{ "noop", set_noop, has_noop, reset_noop, false },
	{ "before", set_before, has_before, reset_before, false },
	{ "lob", set_lob, has_lob, reset_lob, true },
	{ "statement", set_statement, has_statement, reset_statement, false },
	{ "actor", set_actor, has_actor, reset_actor, false },
	{ "context", set_context, has_context, reset_context, false },
	{ "bypass", set_bypass, has_bypass, reset_bypass, false },
	{ "fail", set_fail, has_fail, reset_fail, false },
	{ "cascades", set_cascades, has_cascades, reset_cascades, false },
	{ "ignore", set_ignore, has_ignore, reset_ignore, false },
};

enum { OPTIONS = sizeof(options) / sizeof(*options) };

/* ----------------------------------------------------- do they go together? */

static bool check_column(const struct column *c, struct err *err)
{
	if (c->excluded && c->key)
		return err_set(
		    err, ERR_DATA,
		    "column \"%s\" cannot be excluded: it is part of "
		    "the key, by which a receiver finds the row",
		    c->name);
	if (c->lob && c->key)
		return err_set(err, ERR_DATA,
			       "column \"%s\" is part of the key: option lob "
			       "would leave a receiver nothing to find the row "
			       "by",
			       c->name);
	if (c->lob && c->excluded)
		return err_set(err, ERR_DATA,
			       "column \"%s\" is excluded: it needs no option "
			       "lob",
			       c->name);
	return true;
}

/* The key of a table that has none: all that is captured whole. */
static bool take_all_for_key(struct table *table, struct err *err)
{
	int place = 0;
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		struct column *c = &table->columns[i];
		bool whole = !c->excluded && !c->lob;

		if (table->nkeys && c->key != (whole ? place + 1 : 0))
			return err_set(err, ERR_DATA,
				       "option \"keyless all\": column \"%s\" "
				       "is marked as key %d, which is not its "
				       "place among all columns",
				       c->name, c->key);
		c->key = whole ? ++place : 0;
	}
	table->nkeys = (size_t)place;
	return place > 0 || err_set(err, ERR_DATA, "no column is captured");
}

static bool check(struct table *table, struct err *err)
{
	const struct table_options *o = &table->options;
	size_t i;

	if (o->keyless == KEYLESS_ALL && !take_all_for_key(table, err))
		return false;
	for (i = 0; i < table->ncolumns; i++)
		if (!check_column(&table->columns[i], err))
			return false;
	for (i = 0; i < table->ncolumns; i++)
		if (!table->columns[i].excluded)
			break;
	if (i == table->ncolumns)
		return err_set(err, ERR_DATA, "all columns are excluded");
	if (o->keyless == KEYLESS_ALL && o->before)
		return err_set(err, ERR_DATA,
			       "option \"before\": all columns are the key, so "
			       "that the row before is its key");
	if (o->keyless && o->statement)
		return err_set(
		    err, ERR_DATA,
		    "option \"statement\": the rows before and after "
		    "a statement are paired by a key, and the table "
		    "has none");
	if (o->noop_skip && !table_captures(table, OPERATION_UPDATE))
		return err_set(err, ERR_DATA,
			       "option \"noop\": updates are not captured");
	return true;
}

/* ------------------------------------------------------------------ setting */

static const struct option *find_option(const struct option_line *line,
					struct err *err)
{
	struct buf names = { 0 };
	size_t i;

	for (i = 0; line->n && i < OPTIONS; i++)
		if (strcmp(line->words[0], options[i].name) == 0)
			return &options[i];
	for (i = 0; i < OPTIONS; i++)
		if (strcmp(options[i].name, "keyless") != 0)
			buf_addf(&names, "%s%s", i ? ", " : "",
				 options[i].name);
	err_set(err, ERR_DATA,
		"there is no option \"%s\"; the options are "
		"%s",
		line->n ? line->words[0] : "", names.data);
	buf_release(&names);
	return NULL;
}

/* Which options count here: bit i for options[i]. */
static bool prepare(struct table *table, const struct option_line *lines,
		    size_t n, enum option_place place, unsigned *counts,
		    size_t *at, struct err *err)
{
	unsigned seen = 0;
	size_t i;

	*counts = 0;
	for (i = 0; i < n; i++) {
		const struct option *option = find_option(&lines[i], err);
		unsigned bit;

		*at = lines[i].line;
		if (!option)
			return false;
		bit = 1u << (option - options);
		if (place == OPTION_FOR_ALL && option->names_columns)
			return err_set(err, ERR_DATA,
				       "option \"%s\" names columns: it is for "
				       "one table, not for all",
				       option->name);
		if (seen & bit)
			continue;
		seen |= bit;
		if (place == OPTION_FOR_ALL && option->is_set(table))
			continue;
		if (place == OPTION_FOR_TABLE)
			option->reset(table);
		*counts |= bit;
	}
	return true;
}

/* All columns are the key: which those are can change. */
static void forget_all_keys(struct table *table)
{
	enum table_keyless keyless = table->options.keyless;

	if (keyless != KEYLESS_ALL)
		return;
	reset_key(table);
	table->options.keyless = keyless;
}

bool table_options_set(struct table *table, const struct option_line *lines,
		       size_t n, enum option_place place, size_t *line,
		       struct err *err)
{
	struct setter setter = { .table = table, .place = place, .err = err };
	unsigned counts;
	size_t i;

	forget_all_keys(table);
	if (!prepare(table, lines, n, place, &counts, line, err))
		return false;
	for (i = 0; i < n; i++) {
		const struct option *option = find_option(&lines[i], err);

		setter.line = &lines[i];
		*line = lines[i].line;
		if ((counts & 1u << (option - options)) &&
		    !option->set(&setter))
			return false;
	}
	*line = table->line;
	return check(table, err);
}

/* ----------------------------------------------------------------- printing */

/* `  option NAME` and the columns that have it, if there are any. */
static void print_columns(const struct table *table, const char *name,
			  bool excluded, enum column_lob lob, struct buf *out)
{
	bool any = false;
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		const struct column *c = &table->columns[i];

		if (excluded ? !c->excluded : c->lob != lob)
			continue;
		if (!any)
			buf_addf(out, "  option %s", name);
		any = true;
		buf_addch(out, ' ');
		table_print_word(c->name, out);
	}
	buf_addstr(out, any ? "\n" : "");
}

static void print_operations(unsigned operations, struct buf *out)
{
	if (!operations)
		return;
	buf_addstr(out, "  option operations");
	buf_addstr(out, operations & OPERATION_INSERT ? " insert" : "");
	buf_addstr(out, operations & OPERATION_UPDATE ? " update" : "");
	buf_addstr(out, operations & OPERATION_DELETE ? " delete" : "");
	buf_addstr(out, operations & OPERATION_TRUNCATE ? " truncate" : "");
	buf_addch(out, '\n');
}

static void print_if(bool there, const char *text, struct buf *out)
{
	if (there)
		buf_addf(out, "  option %s\n", text);
}

void table_options_print(const struct table *table, struct buf *out)
{
	const struct table_options *o = &table->options;

	print_if(o->keyless == KEYLESS_ALL, "keyless all", out);
	print_if(o->keyless == KEYLESS_UNIQUE, "keyless unique", out);
	print_columns(table, "exclude", true, LOB_INLINE, out);
	print_operations(o->operations, out);
	if (o->when) {
		buf_addstr(out, "  option when ");
		table_print_word(o->when, out);
		buf_addch(out, '\n');
	}
	print_if(o->noop_skip, "noop skip", out);
	print_if(o->before == BEFORE_KEY, "before key", out);
	print_if(o->before == BEFORE_NONE, "before none", out);
	print_columns(table, "lob omit", false, LOB_OMIT, out);
	print_columns(table, "lob hash", false, LOB_HASH, out);
	print_if(o->statement, "statement", out);
	print_if(o->actor, "actor", out);
	print_if(o->context, "context", out);
	print_if(o->bypass == BYPASS_SILENT, "bypass silent", out);
	print_if(o->bypass == BYPASS_MARKER, "bypass marker", out);
	print_if(o->fail_open, "fail open", out);
	print_if(o->cascades, "cascades accept", out);
	print_if(o->verify, "ignore verify", out);
}

/* ----------------------------------------------------------- for the doctor */

void table_options_words(const struct table *table, struct buf *out)
{
	const struct table_options *o = &table->options;
	const struct {
		const char *word;
		bool is;
	} words[] = {
		{ "insert", table_captures(table, OPERATION_INSERT) },
		{ "update", table_captures(table, OPERATION_UPDATE) },
		{ "delete", table_captures(table, OPERATION_DELETE) },
		{ "truncate", table_captures(table, OPERATION_TRUNCATE) },
		{ "exclude", has_excluded(table) },
		{ "when", o->when },
		{ "noop", o->noop_skip },
		{ "before", o->before },
		{ "lob", has_lob(table) },
		{ "statement", o->statement },
		{ "actor", o->actor },
		{ "context", o->context },
		{ "bypass", o->bypass },
		{ "marker", o->bypass == BYPASS_MARKER },
		{ "fail", o->fail_open },
		{ "cascades", o->cascades },
		{ "ignore", o->verify },
		{ "keyless", o->keyless },
		{ "keyless_all", o->keyless == KEYLESS_ALL },
	};
	size_t i;

	buf_addch(out, ' ');
	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (words[i].is)
			buf_addf(out, "%s ", words[i].word);
}

void table_options_copy(const struct table *from, struct table *to)
{
	struct err err = { 0 };
	size_t i;

	to->options = from->options;
	for (i = 0; i < to->ncolumns; i++) {
		struct column *column = &to->columns[i];
		const struct column *other = table_column(from, column->name);

		column->excluded = other && other->excluded;
		column->lob = other ? other->lob : LOB_INLINE;
		if (from->options.keyless == KEYLESS_UNIQUE && !to->nkeys)
			column->key = other ? other->key : 0;
	}
	if (from->options.keyless && to->nkeys) {
		to->options.keyless = KEYED;
	} else if (from->options.keyless == KEYLESS_UNIQUE) {
		to->nkeys = from->nkeys;
	} else if (from->options.keyless) {
		/* Cannot fail: no column is marked. */
		take_all_for_key(to, &err);
	}
}
