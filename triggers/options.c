/* Options of a table, as a dialect has them. */
#include <string.h>

#include "core/table_options.h"
#include "triggers/condition.h"
#include "triggers/generator.h"
#include "triggers/quote.h"

/* ---------------------------------------------------- what a dialect can do */

/* The names of options, as dialects list them, and whether a table has one. */
static bool has_option(const struct table *table, const char *name)
{
	const struct table_options *o = &table->options;
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		const struct column *c = &table->columns[i];

		if ((strcmp(name, "exclude") == 0 && c->excluded) ||
		    (strcmp(name, "lob_omit") == 0 && c->lob == LOB_OMIT) ||
		    (strcmp(name, "lob_hash") == 0 && c->lob == LOB_HASH))
			return true;
	}
	return (strcmp(name, "key") == 0 && o->keyless) ||
	       (strcmp(name, "operations") == 0 && o->operations) ||
	       (strcmp(name, "when") == 0 && o->when) ||
	       (strcmp(name, "noop") == 0 && o->noop_skip) ||
	       (strcmp(name, "before") == 0 && o->before) ||
	       (strcmp(name, "statement") == 0 && o->statement) ||
	       (strcmp(name, "actor") == 0 && o->actor) ||
	       (strcmp(name, "context") == 0 && o->context) ||
	       (strcmp(name, "bypass") == 0 && o->bypass) ||
	       (strcmp(name, "bypass_marker") == 0 &&
		o->bypass == BYPASS_MARKER) ||
	       (strcmp(name, "fail") == 0 && o->fail_open) ||
	       (strcmp(name, "cascades") == 0 && o->cascades) ||
	       (strcmp(name, "ignore") == 0 && o->verify);
}

static const char *const option_names[] = {
	"key",      "operations",    "when",  "noop",     "before",
	"lob_omit", "lob_hash",      "actor", "context",  "statement",
	"bypass",   "bypass_marker", "fail",  "cascades", "ignore",
};

enum { OPTION_NAMES = sizeof(option_names) / sizeof(*option_names) };

/* Is a word one of those in a list with blanks between? */
static bool is_listed(const char *list, const char *word)
{
	size_t length = strlen(word);

	while (*list) {
		size_t n = strcspn(list, " ");

		if (n == length && memcmp(list, word, n) == 0)
			return true;
		list += n;
		list += strspn(list, " ");
	}
	return false;
}

/* Where the dialect itself gives no reason. */
static const char *why_not(const char *name)
{
	if (strcmp(name, "cascades") == 0)
		return "it is for engines that hide them from triggers, as "
		       "InnoDB does";
	if (strcmp(name, "ignore") == 0)
		return "its triggers fire for what happens, and for nothing "
		       "else";
	return "its triggers have no place for it";
}

/* `dialect "sqlite" has no option actor: REASON`. */
static bool refuse(struct generator *g, const struct table *table,
		   const char *name)
{
	struct buf setting = { 0 }, why = { 0 };
	const char *word = strncmp(name, "lob_", 4) == 0 ? "lob" : name;
	bool good;

	buf_addf(&setting, "refuse.%s", name);
	buf_addf(&why, "dialect \"%s\" does not have option \"%.*s%s%s\": %s",
		 dialect_name(g->dialect), (int)strcspn(word, "_"), word,
		 strchr(name, '_') ? " " : "",
		 strchr(name, '_') ? strchr(name, '_') + 1 : "",
		 generator_setting(g, setting.data, why_not(name)));
	good = generator_fail(g, table, why.data);
	buf_release(&setting);
	buf_release(&why);
	return good;
}

/* `MESSAGE` of g->err with the table and its line in front. */
static bool at_table(struct generator *g, const struct table *table)
{
	struct err err = *g->err;

	err_clear(g->err);
	return generator_fail(g, table, err.text);
}

static bool check_lob(struct generator *g, const struct table *table,
		      const struct column *c)
{
	struct buf why = { 0 };
	bool good = true;

	if (!c->lob)
		return true;
	if (c->kind != KIND_TEXT && c->kind != KIND_BINARY &&
	    c->kind != KIND_JSON && c->kind != KIND_OTHER)
		buf_addf(&why,
			 "option \"lob\": column \"%s\" is of kind %s, whose "
			 "values are never large",
			 c->name, kind_word(c->kind));
	else if (!dialect_lob_value(g->dialect, c->kind, c->type, c->lob))
		buf_addf(&why,
			 "option \"lob\": dialect \"%s\" cannot do that with "
			 "column \"%s\", of type %s",
			 dialect_name(g->dialect), c->name, c->type);
	if (why.len)
		good = generator_fail(g, table, why.data);
	buf_release(&why);
	return good;
}

/* Two rows cannot be told apart where a type has no `--: same`. */
static bool check_same(struct generator *g, const struct table *table,
		       const struct column *c)
{
	struct buf why = { 0 };
	bool good;

	if (!table->options.noop_skip || c->excluded ||
	    dialect_same(g->dialect, c->kind, c->type))
		return true;
	buf_addf(
	    &why,
	    "option \"noop\": dialect \"%s\" cannot compare column \"%s\", "
	    "of type %s; exclude it, or leave the option out",
	    dialect_name(g->dialect), c->name, c->type);
	good = generator_fail(g, table, why.data);
	buf_release(&why);
	return good;
}

bool options_check(struct generator *g, const struct table *table)
{
	const char *list = generator_setting(g, "options", "");
	size_t i;

	for (i = 0; i < OPTION_NAMES; i++)
		if (has_option(table, option_names[i]) &&
		    !is_listed(list, option_names[i]))
			return refuse(g, table, option_names[i]);
	if ((table->options.operations & OPERATION_TRUNCATE) &&
	    dialect_setting(g->dialect, "refuse.truncate"))
		return refuse(g, table, "truncate");
	for (i = 0; i < table->ncolumns; i++)
		if (!check_lob(g, table, &table->columns[i]) ||
		    !check_same(g, table, &table->columns[i]))
			return false;
	if (table->options.verify && table->options.keyless == KEYLESS_ALL)
		return generator_fail(
		    g, table,
		    "option \"ignore\": a row is looked up by "
		    "its key, and the table has none");
	if (table->options.when &&
	    !condition_check(g->dialect, table, table->options.when, g->err))
		return at_table(g, table);
	return true;
}

/* --------------------------------------------------------------- conditions */

static void add_when(struct generator *g, const char *hole, const char *row)
{
	struct buf b = { 0 };

	if (g->table->options.when)
		condition_print(g->dialect, g->table->options.when, row, &b);
	generator_add_hole(&g->holes, hole, &b);
}

static bool add_column_same(struct generator *g, const struct column *c,
			    struct buf *out)
{
	const char *expr = dialect_same(g->dialect, c->kind, c->type);
	struct buf old = { 0 }, new = { 0 }, n[2] = { { 0 } };
	struct template_value holes[4];
	bool good;

	if (!expr)
		return true;
	buf_addstr(out, out->len ? "\nAND " : "");
	buf_addstr(&old, generator_old(g));
	quote_name(g->dialect, c->name, &old);
	buf_addstr(&new, generator_new(g));
	quote_name(g->dialect, c->name, &new);
	holes[0] = (struct template_value){ "old", old.data };
	holes[1] = (struct template_value){ "new", new.data };
	generator_add_type_holes(c->type, holes + 2, n);
	good = template_fill(expr, "same", holes, 4, out, g->err);
	buf_release(&old);
	buf_release(&new);
	buf_release(&n[0]);
	buf_release(&n[1]);
	return good;
}

/* All columns that are captured, or those of the key, have kept their bytes. */
static bool add_same(struct generator *g, const char *hole, bool key_only)
{
	struct buf b = { 0 };
	bool good = true;
	size_t i;

	for (i = 0; good && i < g->table->ncolumns; i++)
		if (!g->table->columns[i].excluded &&
		    (!key_only || g->table->columns[i].key))
			good = add_column_same(g, &g->table->columns[i], &b);
	generator_add_hole(&g->holes, hole, &b);
	return good;
}

static const char *hole(const struct generator *g, const char *name)
{
	size_t i;

	for (i = 0; i < g->holes.n; i++)
		if (strcmp(g->holes.values[i].name, name) == 0)
			return g->holes.values[i].value;
	return "";
}

static void add_part(struct buf *out, const char *format, const char *a,
		     const char *b)
{
	const char *p;

	buf_addstr(out, out->len ? "\nAND " : "");
	for (p = format; *p; p++) {
		if (*p == '1')
			buf_addstr(out, a);
		else if (*p == '2')
			buf_addstr(out, b);
		else
			buf_addch(out, *p);
	}
}

/* What has to be true for a change to be captured; nothing: it always is. */
static void add_condition(struct generator *g, const char *name,
			  unsigned operation)
{
	const struct table_options *o = &g->table->options;
	const char *not_bypassed = hole(g, "not_bypassed");
	struct buf b = { 0 };

	if (*not_bypassed)
		add_part(&b, "1", not_bypassed, "");
	if (o->when && operation == OPERATION_INSERT)
		add_part(&b, "(1)", hole(g, "new_when"), "");
	if (o->when && operation == OPERATION_DELETE)
		add_part(&b, "(1)", hole(g, "old_when"), "");
	if (o->when && operation == OPERATION_UPDATE)
		add_part(&b, "((1) OR (2))", hole(g, "old_when"),
			 hole(g, "new_when"));
	if (*hole(g, "verified") && operation == OPERATION_UPDATE)
		add_part(&b, "1", hole(g, "verified"), "");
	if (o->noop_skip && operation == OPERATION_UPDATE)
		add_part(&b, "NOT (1)", hole(g, "same"), "");
	generator_add_hole(&g->holes, name, &b);
}

static bool add_conditions(struct generator *g)
{
	struct buf b = { 0 };

	add_when(g, "old_when", generator_old(g));
	add_when(g, "new_when", generator_new(g));
	add_when(g, "row_when", "shadowlog.");
	add_when(g, "plain_when", "");
	if (!add_same(g, "same", false) || !add_same(g, "key_unchanged", true))
		return false;
	if (g->table->options.bypass &&
	    dialect_section(g->dialect, "not_bypassed") &&
	    !generator_fill(g, "not_bypassed", &b)) {
		buf_release(&b);
		return false;
	}
	generator_add_hole(&g->holes, "not_bypassed", &b);
	if (g->table->options.verify && !generator_fill(g, "verified", &b)) {
		buf_release(&b);
		return false;
	}
	generator_add_hole(&g->holes, "verified", &b);
	add_condition(g, "insert_if", OPERATION_INSERT);
	add_condition(g, "update_if", OPERATION_UPDATE);
	add_condition(g, "delete_if", OPERATION_DELETE);
	add_condition(g, "truncate_if", OPERATION_TRUNCATE);
	return true;
}

/* ------------------------------------------------- sections `if.STATE.HOLE` */

/* Is the table in this state?  False with *known false for no state. */
static bool in_state(const struct generator *g, const char *state, bool *known)
{
	const struct table *table = g->table;
	const struct table_options *o = &table->options;
	const struct {
		const char *name;
		bool is;
	} states[] = {
		{ "insert", table_captures(table, OPERATION_INSERT) },
		{ "update", table_captures(table, OPERATION_UPDATE) },
		{ "delete", table_captures(table, OPERATION_DELETE) },
		{ "truncate", table_captures(table, OPERATION_TRUNCATE) },
		{ "insert_if", *hole(g, "insert_if") },
		{ "update_if", *hole(g, "update_if") },
		{ "delete_if", *hole(g, "delete_if") },
		{ "truncate_if", *hole(g, "truncate_if") },
		{ "before_full", o->before == BEFORE_FULL },
		{ "before_key", o->before == BEFORE_KEY },
		{ "before_none", o->before == BEFORE_NONE },
		{ "keyless_all", o->keyless == KEYLESS_ALL },
		{ "keyless_unique", o->keyless == KEYLESS_UNIQUE },
		{ "who", o->actor || o->context },
		{ "exclude", has_option(table, "exclude") },
	};
	size_t i;

	*known = true;
	for (i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (strcmp(states[i].name, state) == 0)
			return states[i].is;
	for (i = 0; i < OPTION_NAMES; i++)
		if (strcmp(option_names[i], state) == 0)
			return has_option(table, state);
	*known = false;
	return false;
}

/* STATE, no_STATE, or several of them with + between. */
static bool holds(struct generator *g, const char *section, const char *states,
		  size_t n, bool *out)
{
	struct buf state = { 0 };
	bool known = true;

	*out = true;
	while (known && n) {
		size_t length = 0;
		bool negated = strncmp(states, "no_", 3) == 0;

		while (length < n && states[length] != '+')
			length++;
		buf_reset(&state);
		buf_add(&state, states + 3 * negated, length - 3 * negated);
		if (in_state(g, state.data, &known) == negated)
			*out = false;
		states += length;
		n -= length;
		if (n) {
			states++;
			n--;
		}
	}
	if (!known)
		err_set(g->err, ERR_INTERNAL,
			"dialect \"%s\": section %s: \"%s\" is no state of a "
			"table",
			dialect_name(g->dialect), section, buf_str(&state));
	buf_release(&state);
	return known;
}

/* Adds to a hole that is there already. */
static void extend_hole(struct generator *g, const char *name,
			struct buf *value)
{
	struct holes *holes = &g->holes;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < holes->n; i++)
		if (strcmp(holes->values[i].name, name) == 0)
			break;
	if (i == holes->n) {
		generator_add_hole(holes, name, value);
		return;
	}
	if (value->len) {
		buf_addstr(&b, holes->values[i].value);
		buf_addstr(&b, b.len ? "\n" : "");
		buf_addstr(&b, value->data);
		holes->values[i].value = arena_strdup(&holes->arena, b.data);
	}
	buf_release(&b);
	buf_release(value);
}

static bool fill_if(struct generator *g, const char *section)
{
	const char *states = section + strlen("if.");
	const char *name = strchr(states, '.');
	struct buf text = { 0 };
	bool is;

	if (!name)
		return err_set(g->err, ERR_INTERNAL,
			       "dialect \"%s\": section %s names no hole",
			       dialect_name(g->dialect), section);
	if (!holds(g, section, states, (size_t)(name - states), &is))
		return false;
	if (is && !generator_fill(g, section, &text)) {
		buf_release(&text);
		return false;
	}
	extend_hole(g, name + 1, &text);
	return true;
}

/* The names of the key's columns, as literals. */
static void add_key_literals(struct generator *g)
{
	const struct table *table = g->table;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		if (!table->columns[i].key)
			continue;
		buf_addstr(&b, b.len ? ", " : "");
		quote_literal(g->dialect, table->columns[i].name, &b);
	}
	generator_add_hole(&g->holes, "key_literals", &b);
}

bool options_prepare(struct generator *g)
{
	const char *section;
	size_t i;

	add_key_literals(g);
	if (!add_conditions(g))
		return false;
	for (i = 0; (section = dialect_section_at(g->dialect, "if.", i)); i++)
		if (!fill_if(g, section))
			return false;
	return true;
}
