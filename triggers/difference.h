/*
 * What has become of a table since it was described before, as comments for a
 * reader of the SQL.
 */
#ifndef TRIGGERS_DIFFERENCE_H
#define TRIGGERS_DIFFERENCE_H

#include "core/buf.h"
#include "core/table.h"

/*
 * Appends comment lines, one for each column that is there no more, is new or
 * is another one: names are words of a table description, so nothing in them
 * ends a comment.  A column renamed is one gone and one new: a description
 * cannot tell.
 */
void difference_print(const struct table *before, const struct table *after,
		      struct buf *out);

#endif
