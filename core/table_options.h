/*
 * Options of a table: what of it is captured, and how.
 *
 *	option key all              it has no key: all columns are taken for it
 *	option key unique a b       ... or those of a unique index
 *	option exclude a b          these columns are not captured
 *	option include a b          nor is any but these
 *	option operations insert update delete truncate
 *	                            these alone
 *	option when "this.a > 0"    rows that meet this alone; `this.` stands
 *	                            before a column's name
 *	option noop skip            no event for an update that changes nothing
 *	option before key           of the row before its key alone
 *	option before none          ... and nothing where the key stays
 *	option lob omit a b         of these columns their size alone
 *	option lob hash a b         ... and a hash
 *	option statement            a trigger for each statement (PostgreSQL 10)
 *	option actor                who made the change
 *	option context              from where and by what, as far as is known
 *	option bypass silent        a session can write without being captured
 *	option bypass marker        ... and an event tells that it did
 *	option fail open            what cannot be captured passes all the same
 *	option cascades accept      what foreign keys change unseen is missed
 *	option ignore verify        an update counts once the row has it: UPDATE
 *	                            IGNORE (MySQL)
 *
 * Words behind the name of an option are as all words (core/table.h).  One that
 * is said twice of one table adds columns, or is refused.  `off` behind noop,
 * statement, actor, context, bypass and when, `before full`, `fail closed`,
 * `cascades refuse`, `ignore trust`, `lob inline` and `key none` take back what
 * stands in a less particular place: below.
 *
 * They stand under the columns of a table, or in a file of their own:
 *
 *	shadowlog-options 1
 *	all
 *	  option actor
 *	table public.orders
 *	  option exclude note
 *
 * What a file says of one table replaces that option of the table's
 * description; what it says of all counts where neither says anything.
 *
 * Printed, `key all` is `keyless all` and the columns are marked, and `include`
 * is `exclude` of the others.
 */
#ifndef CORE_TABLE_OPTIONS_H
#define CORE_TABLE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/table.h"

/* A line `option WORD...`: words[0] is the option's name. */
struct option_line {
	const char *const *words;
	size_t n;
	size_t line; /* for messages; 0: none */
};

/* From where lines are: what they yield to. */
enum option_place {
	OPTION_DESCRIPTION, /* the table has none so far */
	OPTION_FOR_ALL,     /* they count where nothing is said */
	OPTION_FOR_TABLE,   /* they replace what is said */
};

/*
 * Sets the options, and looks whether they go together.  ERR_DATA, with the
 * number of the line at fault in *line where there is one.  Words are borrowed.
 */
bool table_options_set(struct table *table, const struct option_line *lines,
		       size_t n, enum option_place place, size_t *line,
		       struct err *err);

/*
 * Reads a file of options (`name` is for messages) and sets those of the tables
 * in the list.  ERR_DATA also for a table that is not in it, unless
 * `others_are_fine`.
 */
bool table_options_parse(const char *text, const char *name,
			 struct table_list *list, bool others_are_fine,
			 struct err *err);

/* Appends the lines of a table, canonically: nothing where it has none. */
void table_options_print(const struct table *table, struct buf *out);

/* Is a column in the image of a row?  `key_only`: of its key. */
bool column_is_held(const struct column *column, bool key_only);

/*
 * Appends words for a query to look for, each with a blank before and behind:
 * " insert update delete truncate when noop " and so on: the operations that
 * are captured, and the options that the table has: exclude, when, noop,
 * before, lob, statement, actor, context, bypass, marker, fail, keyless,
 * keyless_all.
 */
void table_options_words(const struct table *table, struct buf *out);

/*
 * The options of one table for another description of it, by names: what is
 * there no more is left out.  Columns that the key was made of make it again.
 */
void table_options_copy(const struct table *from, struct table *to);

/* Is this operation captured? */
bool table_captures(const struct table *table, unsigned operation);

#endif
