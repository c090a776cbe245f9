/*
 * The statements of a database of ours, in a file of SQL (core/resource.h),
 * each under a name:
 *
 *	-- Comments are free.
 *	--: sink_find
 *	SELECT {{sink_columns}} FROM sink WHERE name = :name;
 *
 * A statement ends before the next `--:` line and the comment that leads up to
 * it.  {{NAME}} in it is the text of one above, for what several share.  A
 * parameter has a name, and they are bound in the order in which those are met.
 */
#ifndef CORE_STATEMENTS_H
#define CORE_STATEMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"

struct statements;

/*
 * Reads the built-in file of that name, "poller/state.sql".  ERR_INTERNAL with
 * file and line for one that is not there, a name that is there twice, or a
 * {{NAME}} that is not.  *out is the caller's, for statements_close().
 */
bool statements_open(struct statements **out, const char *file,
		     struct err *err);
/* NULL is allowed. */
void statements_close(struct statements *statements);

/*
 * The text of a statement, borrowed until statements_close(); NULL, with
 * ERR_INTERNAL, where there is none of that name.
 */
const char *statements_find(const struct statements *statements,
			    const char *name, struct err *err);

/* The name of the i-th one, in the order of the file; NULL past the end. */
const char *statements_at(const struct statements *statements, size_t i);

#endif
