/*
 * The layout of each table that a sink has last seen, to tell it of changes
 * that could break it (poller/compat.h).
 */
#ifndef POLLER_STATE_SHAPE_H
#define POLLER_STATE_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "poller/state.h"

/* `table` is a name that has one form, such as a shape's label. */
bool state_seen_shape(struct state *state, const char *sink, const char *table,
		      int32_t *shape, bool *found, struct err *err);
bool state_set_seen_shape(struct state *state, const char *sink,
			  const char *table, int32_t shape, struct err *err);

#endif
