/*
 * What has become of a table since it was described before, as comments for a
 * reader of the SQL.
 */
#ifndef TRIGGERS_DIFFERENCE_H
#define TRIGGERS_DIFFERENCE_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/table.h"

/* The table of that name, or NULL. */
const struct table *difference_find(const struct table_list *list,
				    const char *schema, const char *name);

/*
 * Appends comment lines, one for each column that is there no more, is new or
 * is another one: names are words of a table description, so nothing in them
 * ends a comment.  A column renamed is one gone and one new: a description
 * cannot tell.
 */
void difference_print(const struct table *before, const struct table *after,
		      struct buf *out);

#endif
