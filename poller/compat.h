/*
 * Whether a change of a table's layout breaks those who read its events.
 *
 * A receiver that was made for the old layout goes on to work with events of
 * the new one if every column it knows is still there, is still written in the
 * same way, is NULL no more often, and if the key is the same.  Columns that
 * are added, another native type of the same kind, another order: nobody is
 * hurt who finds columns by their names.  A renamed column is one that is gone
 * and one that is new.
 */
#ifndef POLLER_COMPAT_H
#define POLLER_COMPAT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/table.h"

/* What differs, one line each: `column "total": decimal is now bigint`. */
struct compat {
	struct buf breaking, other;
	size_t nbreaking, nother;
};

/* Appends to *out what differs between two layouts of one table. */
void compat_compare(const struct table *before, const struct table *after,
		    struct compat *out);
void compat_release(struct compat *compat);

/*
 * True if nothing breaks; else ERR_DATA, with the table's name and all that
 * does, as long as it fits.
 */
bool compat_check(const struct table *before, const struct table *after,
		  struct err *err);

#endif
