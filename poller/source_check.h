/*
 * What `shadowlog doctor` asks the source, as its dialect says.
 *
 * A check is a section of the dialect file: one query whose rows are findings.
 * Its five columns:
 *
 *	severity   'error': changes are lost, or writes fail, now; 'warning':
 *	           that can come to pass, or order can be lost; 'note': all
 *	           else one should know
 *	object     the table, trigger, setting or role it is about
 *	what       what was found, as a sentence without its full stop
 *	why        why it matters
 *	mend       what mends it: SQL, which ends with a semicolon, or else
 *	           what to do.  NULL: nothing does
 *
 * A check that finds nothing has no rows.  What the engine or the privileges
 * of this user do not show is no reason for silence: such a query fails, or
 * says so in a row of its own.
 *
 * Sections, each optional:
 *   catalogue.session    one statement, run before the checks: so that what
 *                        they print means the same to whoever runs it
 *   catalogue.registry   -> shape, schema, table of every row of the registry,
 *                        1 if triggers write it or 0; in order of schema and
 *                        table, the one that was installed last behind the
 *                        others
 *   catalogue.visible    {{schema}} {{table}} -> no row, or one that says what
 *                        this user cannot see of the table, so that its
 *                        absence proves nothing
 *   catalogue.forget     {{schema}} {{table}}: not to be run here: SQL that
 *                        takes a table which is gone out of the registry
 *   doctor.table.NAME    {{schema}} {{table}} {{trigger}} {{shape}}
 *                        {{options}} {{suffixes}}: a check that is made for
 *                        each captured table
 *   doctor.NAME          {{old}}, in seconds: from when on a transaction or a
 *                        change is old: a check that is made once
 *
 * {{schema}} and {{table}} are literals and have to start their line, as in
 * poller/source.h; {{trigger}} is how the names of the table's triggers start,
 * without what a dialect puts before it; {{shape}} is that layout of the
 * registry which the table has today or, where none fits, the one that was
 * installed last.  {{options}}, to stand in quotes, says what is captured in it
 * and how: " insert update delete truncate when " (table_options_words());
 * {{suffixes}} is how the names of the triggers end that it should have: '_i',
 * '_u', '_d', '_t', without those of operations that are not captured.
 */
#ifndef POLLER_SOURCE_CHECK_H
#define POLLER_SOURCE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "poller/source.h"

struct registered {
	int32_t shape;
	const char *schema, *name;
	bool current; /* of its table, and triggers write it */
};

struct registry {
	struct registered *rows;
	size_t n, cap;
	struct arena arena;
};

/* Sets the session up for checks. */
bool source_check_session(struct source *source, struct err *err);

bool source_registry(struct source *source, struct registry *out,
		     struct err *err);
void registry_release(struct registry *registry);

/* The layout of a table under this number; NULL where it has none. */
const struct registered *registry_find(const struct registry *registry,
				       const struct registered *table,
				       int32_t shape);

/* What the holes of a check are filled with. */
struct check_input {
	const struct registered *table; /* NULL: for doctor.NAME */
	int64_t old;                    /* seconds */
};

enum { CHECK_SEVERITY, CHECK_OBJECT, CHECK_WHAT, CHECK_WHY, CHECK_MEND };
enum { CHECK_COLUMNS = CHECK_MEND + 1 };

/* One finding; texts[CHECK_MEND] can be NULL.  They are borrowed. */
typedef void source_check_fn(void *context, const char *const *texts);

/* Runs a check; `found` is called for each of its rows. */
bool source_check(struct source *source, const char *section,
		  const struct check_input *input, source_check_fn *found,
		  void *context, struct err *err);

/* Appends why this user does not see all of a table; nothing where he does. */
bool source_visible(struct source *source, const struct registered *table,
		    struct buf *why, struct err *err);

/* Appends a section as SQL for an operator. */
bool source_statement(struct source *source, const char *section,
		      const struct registered *table, struct buf *out,
		      struct err *err);

#endif
