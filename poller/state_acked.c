/* state.db: which changes are acknowledged, kept, or gone. */
#include "poller/state_private.h"

static bool insert_range(struct state *state, const char *sink,
			 const struct range *range, struct err *err)
{
	return state_finish(
	    state,
	    state_prepare(state, err,
			  "INSERT OR REPLACE INTO acked (sink, first, last)"
			  " VALUES (?, ?, ?)",
			  "sii", sink, range->first, range->last),
	    err);
}

/* Deletes the stored ranges that begin in first..last. */
static bool delete_ranges(struct state *state, const char *sink, int64_t first,
			  int64_t last, struct err *err)
{
	return state_finish(state,
			    state_prepare(state, err,
					  "DELETE FROM acked WHERE sink = ?"
					  " AND first BETWEEN ? AND ?",
					  "sii", sink, first, last),
			    err);
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

/* Runs a statement of (first, last, more) for every range of a set. */
static bool each_range(struct state *state, const char *sql,
		       const struct rangeset *set, int64_t more,
		       struct err *err)
{
	bool good = true;
	size_t i;

	for (i = 0; good && i < set->n; i++)
		good = state_finish(state,
				    state_prepare(state, err, sql, "iii",
						  set->ranges[i].first,
						  set->ranges[i].last, more),
				    err);
	return good;
}

/* A range that goes on behind one of the same time becomes part of it. */
static bool keep_range(struct state *state, const struct range *range,
		       int64_t acked_at, struct err *err)
{
	if (!state_finish(state,
			  state_prepare(state, err,
					"UPDATE kept SET last = ?"
					" WHERE last = ? AND acked_at = ?",
					"iii", range->last, range->first - 1,
					acked_at),
			  err))
		return false;
	return sqlite3_changes(state->db) > 0 ||
	       state_finish(state,
			    state_prepare(state, err,
					  "INSERT OR REPLACE INTO kept"
					  " (first, last, acked_at)"
					  " VALUES (?, ?, ?)",
					  "iii", range->first, range->last,
					  acked_at),
			    err);
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
	return state_read_ranges(state,
				 state_prepare(state, err,
					       "SELECT first, last FROM kept",
					       ""),
				 all, err) &&
	       state_read_ranges(state,
				 state_prepare(state, err,
					       "SELECT first, last FROM kept"
					       " WHERE acked_at <= ?",
					       "i", before),
				 released, err);
}

/* The stored ranges of a sink that overlap one range. */
static bool overlapping(struct state *state, const char *sink,
			const struct range *range, struct rangeset *out,
			struct err *err)
{
	rangeset_reset(out);
	return state_read_ranges(
	    state,
	    state_prepare(state, err,
			  "SELECT first, last FROM acked WHERE sink = ?1"
			  " AND first <= ?3 AND last >= ?2 AND first >="
			  " coalesce((SELECT max(first) FROM acked"
			  " WHERE sink = ?1 AND first <= ?2), ?2)"
			  " ORDER BY first",
			  "sii", sink, range->first, range->last),
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
	good = good && each_range(state,
				  "DELETE FROM kept WHERE first BETWEEN ?1"
				  " AND ?2 AND ?3 = 0",
				  seqs, 0, err);
	return state_end(state, good, err);
}

bool state_sent_forget(struct state *state, int64_t before, struct err *err)
{
	return state_write(state,
			   state_prepare(state, err,
					 "DELETE FROM sent WHERE acked_at <= ?",
					 "i", before),
			   err);
}
