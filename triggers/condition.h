/*
 * A row condition: SQL of the site's own inside a trigger of ours.
 *
 * It is about one row, whose columns it names with `this.` in front:
 *
 *	this.status <> 'draft' AND this.total > 0
 *
 * `this.` becomes what a section calls the row: NEW. or OLD., or nothing.  The
 * text must not be able to end the place where it stands, in any client or
 * engine: quotes and brackets are balanced, and there is no comment, no
 * terminator, no second line, and no backslash.
 */
#ifndef TRIGGERS_CONDITION_H
#define TRIGGERS_CONDITION_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/dialect.h"
#include "core/err.h"
#include "core/table.h"

/* ERR_DATA says what is wrong with it. */
bool condition_check(const struct dialect *dialect, const struct table *table,
		     const char *text, struct err *err);

/* Appends it with `row` for every `this.`; it was checked. */
void condition_print(const struct dialect *dialect, const char *text,
		     const char *row, struct buf *out);

#endif
