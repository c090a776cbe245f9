#include "poller/state_shape.h"

#include "poller/state_private.h"

bool state_seen_shape(struct state *state, const char *sink, const char *table,
		      int32_t *shape, bool *found, struct err *err)
{
	sqlite3_stmt *row =
	    state_prepare(state, err, "seen_shape", "ss", sink, table);

	if (!state_first(state, row, found, err))
		return false;
	*shape = *found ? sqlite3_column_int(row, 0) : 0;
	state_done(state, row);
	return true;
}

bool state_set_seen_shape(struct state *state, const char *sink,
			  const char *table, int32_t shape, struct err *err)
{
	int32_t known;
	bool found;

	if (!state_seen_shape(state, sink, table, &known, &found, err))
		return false;
	if (found && known == shape)
		return true;
	/* The seal of what has this layout flushes it. */
	return state_begin_lazy(state, err) &&
	       state_end(state,
			 state_do(state, err, "seen_shape_set", "ssi", sink,
				  table, (int64_t)shape),
			 err);
}
