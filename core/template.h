/*
 * SQL with holes.
 *
 * `{{name}}` stands for a value.  A value of several lines is indented to the
 * column of its hole, so that generated SQL stays pleasant to read; a line that
 * holds nothing but holes without a value is left out.  A value is never looked
 * into for holes.  There are no conditions: where two versions of an engine
 * differ, there are two files.
 */
#ifndef CORE_TEMPLATE_H
#define CORE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

struct template_value {
	const char *name;
	const char *value;
};

/*
 * Appends `text` with every hole filled.  `where` starts the message of an
 * error, ERR_INTERNAL: `WHERE: line 12: unknown {{nwe}}`.  A value that no hole
 * asks for is fine.
 */
bool template_fill(const char *text, const char *where,
		   const struct template_value *values, size_t nvalues,
		   struct buf *out, struct err *err);

#endif
