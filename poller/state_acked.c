/* state.db: which changes are acknowledged, kept, or gone. */
#include "poller/state_private.h"

static bool insert_range(struct state *state, const char *sink,
			 const struct range *range, struct err *err)
{
	return state_do(state, err, "acked_add", "sii", sink, range->first,
			range->last);
}

/* Deletes the stored ranges that begin in first..last. */
static bool delete_ranges(struct state *state, const char *sink, int64_t first,
			  int64_t last, struct err *err)
{
	return state_do(state, err, "acked_delete", "sii", sink, first, last);
}

/*
 * Stores what adding a range made of the set: the one range around it in the
 * place of all that it swallowed.
 */
static bool save_range(struct state *state, const char *sink,
		       const struct rangeset *acked, int64_t first,
		       struct err *err)
{
	size_t low = 0, high = acked->n;
	const struct range *range;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (acked->ranges[middle].first <= first)
			low = middle;
		else
			high = middle;
	}
	range = &acked->ranges[low];
	/* A single seq has swallowed nothing. */
	return (range->first == range->last ||
		delete_ranges(state, sink, range->first, range->last, err)) &&
	       insert_range(state, sink, range, err);
}

bool state_acked_add(struct state *state, const char *sink,
		     const struct rangeset *acked, const struct rangeset *added,
		     struct err *err)
{
	size_t i;

	for (i = 0; i < added->n; i++)
		if (!save_range(state, sink, acked, added->ranges[i].first,
				err))
			return false;
	return true;
}

/* A range that goes on behind one of the same time becomes part of it. */
static bool keep_range(struct state *state, const struct range *range,
		       int64_t acked_at, struct err *err)
{
	if (!state_do(state, err, "kept_extend", "iii", range->last,
		      range->first - 1, acked_at))
		return false;
	return sqlite3_changes(state->db) > 0 ||
	       state_do(state, err, "kept_add", "iii", range->first,
			range->last, acked_at);
}

bool state_keep(struct state *state, const struct rangeset *seqs,
		int64_t acked_at, struct err *err)
{
	bool good = state_begin(state, err);
	size_t i;

	if (!good)
		return false;
	for (i = 0; good && i < seqs->n; i++)
		good = keep_range(state, &seqs->ranges[i], acked_at, err);
	return state_end(state, good, err);
}

bool state_kept(struct state *state, int64_t before, struct rangeset *all,
		struct rangeset *released, struct err *err)
{
	rangeset_reset(all);
	rangeset_reset(released);
	return state_read_ranges(state, state_prepare(state, err, "kept", ""),
				 all, err) &&
	       state_read_ranges(
		   state,
		   state_prepare(state, err, "kept_released", "i", before),
		   released, err);
}

/* The stored ranges of a sink that overlap one range. */
static bool overlapping(struct state *state, const char *sink,
			const struct range *range, struct rangeset *out,
			struct err *err)
{
	rangeset_reset(out);
	return state_read_ranges(state,
				 state_prepare(state, err, "acked_overlapping",
					       "sii", sink, range->first,
					       range->last),
				 out, err);
}

/* Takes seqs out of one sink's stored set: what is left of it is put back. */
static bool forget_acked(struct state *state, const char *sink,
			 const struct rangeset *seqs, struct err *err)
{
	struct rangeset stored = { 0 };
	struct range span;
	bool good;
	size_t i;

	if (!seqs->n)
		return true;
	span = (struct range){ seqs->ranges[0].first, rangeset_last(seqs) };
	good = overlapping(state, sink, &span, &stored, err);
	if (good && stored.n)
		good = delete_ranges(state, sink, stored.ranges[0].first,
				     stored.ranges[stored.n - 1].first, err);
	rangeset_subtract(&stored, seqs);
	for (i = 0; good && i < stored.n; i++)
		good = insert_range(state, sink, &stored.ranges[i], err);
	rangeset_release(&stored);
	return good;
}

bool state_forget(struct state *state, const struct rangeset *seqs,
		  struct err *err)
{
	struct sink_state sink;
	/* If it comes back, there is only nothing to delete. */
	bool good = state_begin_lazy(state, err), found = true;
	size_t i;

	if (!good)
		return false;
	for (i = 0; good && found; i++) {
		good = state_sink_at(state, i, &sink, &found, err);
		if (good && found)
			good = forget_acked(state, sink.name, seqs, err);
	}
	for (i = 0; good && i < seqs->n; i++)
		good = state_do(state, err, "kept_delete", "ii",
				seqs->ranges[i].first, seqs->ranges[i].last);
	return state_end(state, good, err);
}

bool state_sent_forget(struct state *state, int64_t before, struct err *err)
{
	return state_write(
	    state, state_prepare(state, err, "sent_delete", "i", before), err);
}
