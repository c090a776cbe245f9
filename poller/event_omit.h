/*
 * The largest values of an event, for a receiver that does not take it whole.
 *
 * Values of the key stay, as do masked ones, those that the shape does not
 * know, and small ones, since to say that one is left out takes room as well.
 */
#ifndef POLLER_EVENT_OMIT_H
#define POLLER_EVENT_OMIT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/kind.h"
#include "core/mem.h"
#include "poller/layout.h"
#include "poller/row.h"

/* Bytes of a value, as the database would count them. */
size_t omit_bytes(enum kind kind, const struct value *value);

/*
 * Chooses the `most` columns whose values are largest in both rows together
 * (NULL: there is no such row): a flag for each column, in the arena.  Returns
 * how many could be left out at all.
 */
size_t omit_choose(const struct layout *layout, const struct row *old,
		   const struct row *new, size_t most, struct arena *arena,
		   const unsigned char **out);

#endif
