/*
 * Trimming: deleting from the changelog what all sinks have acknowledged.
 *
 * Exact: only seqs that were read and acknowledged are named.  In short
 * transactions, so that nobody waits for us.  A row that is still there and in
 * no set is undelivered, by definition; so a set forgets a seq only after its
 * DELETE is durable.
 */
#include <string.h>

#include "core/clock.h"
#include "poller/poller.h"

/* Seqs that are deleted before they are forgotten, and signals looked for. */
enum { TRIM_AT_ONCE = 20000 };

/* What is kept is let go in so many portions, so that it is few rows. */
enum { KEEP_GRAINS = 500 };

static bool is_ours(const struct poller *poller, const char *name)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++)
		if (strcmp(poller->sinks[i].state.name, name) == 0)
			return true;
	return false;
}

/*
 * Known to the state but not configured: what it has not got must stay, until
 * an operator lets it go.
 */
static bool stranger_pins(struct poller *poller, bool *out, struct err *err)
{
	struct sink_state known;
	bool found = true, left;
	size_t i = 0;

	*out = false;
	for (;;) {
		if (!state_sink_at(poller->state, i, &known, &found, err))
			return false;
		if (!found)
			return true;
		left = false;
		if (!is_ours(poller, known.name) &&
		    !state_sink_leave(poller->state, known.name, &left, err))
			return false;
		if (!left && !is_ours(poller, known.name))
			*out = true;
		i += left ? 0 : 1;
	}
}

/* What every sink has, without the anchors that must stay. */
static void acked_by_all(struct poller *poller, struct rangeset *out)
{
	struct rangeset both = { 0 };
	size_t i;

	rangeset_copy(out, &poller->sinks[0].acked);
	for (i = 1; i < poller->nsinks; i++) {
		rangeset_intersect(out, &poller->sinks[i].acked, &both);
		rangeset_copy(out, &both);
	}
	for (i = 0; i < poller->nsinks; i++) {
		int64_t anchor = poller->sinks[i].state.anchor_seq;

		rangeset_remove(out, anchor, anchor);
	}
	rangeset_release(&both);
}

/* Takes out what `keep` holds back, and notes what is new to it. */
static bool hold_back(struct poller *poller, struct rangeset *seqs,
		      struct err *err)
{
	struct rangeset all = { 0 }, released = { 0 }, fresh = { 0 };
	int64_t now = clock_now();
	int64_t keep = poller->settings.keep * 1000;
	int64_t grain = keep / KEEP_GRAINS + 1;
	bool good;

	if (!poller->settings.keep)
		return true;
	good =
	    state_kept(poller->state, now - keep, &all, &released, err) &&
	    (!released.n || state_sent_forget(poller->state, now - keep, err));
	rangeset_copy(&fresh, seqs);
	rangeset_subtract(&fresh, &all);
	if (good && fresh.n)
		good = state_keep(poller->state, &fresh,
				  now + grain - now % grain, err);
	rangeset_intersect(seqs, &released, &all);
	rangeset_copy(seqs, &all);
	rangeset_release(&all);
	rangeset_release(&released);
	rangeset_release(&fresh);
	return good;
}

/* Deletes one piece and then forgets it. */
static bool trim_piece(struct poller *poller, const struct rangeset *piece,
		       struct err *err)
{
	int64_t deleted;
	size_t i;

	/* Only under a lease that is ours: one that was lost says so here. */
	if (!guard_renew(poller, err) ||
	    !source_trim(poller->source, piece, &deleted, err) ||
	    !state_forget(poller->state, piece, err))
		return false;
	for (i = 0; i < poller->nsinks; i++)
		rangeset_subtract(&poller->sinks[i].acked, piece);
	return true;
}

/* Shortest ranges would be first by design; whole pieces in order do as well.
 */
static bool trim_pieces(struct poller *poller, const struct rangeset *seqs,
			struct err *err)
{
	struct rangeset piece = { 0 };
	int64_t room = TRIM_AT_ONCE;
	bool good = true;
	size_t i;

	for (i = 0; good && i < seqs->n; i++) {
		int64_t first = seqs->ranges[i].first;

		while (good && first <= seqs->ranges[i].last) {
			int64_t last = seqs->ranges[i].last;

			if (last - first >= room)
				last = first + room - 1;
			rangeset_add(&piece, first, last);
			room -= last - first + 1;
			first = last + 1;
			if (room > 0)
				continue;
			good = trim_piece(poller, &piece, err);
			rangeset_reset(&piece);
			room = TRIM_AT_ONCE;
			if (*poller->stop)
				goto out;
		}
	}
	if (good && piece.n)
		good = trim_piece(poller, &piece, err);
out:
	rangeset_release(&piece);
	return good;
}

bool trim_delivered(struct poller *poller, struct err *err)
{
	struct rangeset seqs = { 0 };
	bool pinned, good;

	if (!poller->nsinks)
		return true;
	if (!stranger_pins(poller, &pinned, err))
		return false;
	if (pinned)
		return true;
	acked_by_all(poller, &seqs);
	good = hold_back(poller, &seqs, err) && trim_pieces(poller, &seqs, err);
	rangeset_release(&seqs);
	return good;
}

/*
 * A floor needs proof.  M is the highest acknowledged seq; then P is taken, a
 * transaction id of our own.  Once every transaction up to P has ended, no seq
 * up to M can appear any more: if then, in a later statement, all that is there
 * up to M is acknowledged, M is the floor.
 */
static bool move_floor(struct poller *poller, struct poller_sink *sink,
		       struct err *err)
{
	static const struct page_limits one = { .rows = 1, .bytes = 1 };
	struct sink_state *state = &sink->state;
	bool passed;

	if (state->floor_marked) {
		if (!source_floor_passed(poller->source, state->floor_mark,
					 &passed, err))
			return false;
		if (!passed)
			return true;
		if (!source_read(poller->source, &sink->acked, state->floor,
				 state->floor_candidate, &one, &poller->page,
				 err))
			return false;
		if (poller->page.n)
			return true; /* it is delivered first */
		state->floor = state->floor_candidate;
		state->floor_marked = false;
		return state_sink_save_floor(poller->state, state, err);
	}
	if (state->anchor_seq <= state->floor)
		return true;
	state->floor_candidate = state->anchor_seq;
	if (!source_floor_mark(poller->source, &state->floor_mark, err))
		return false;
	state->floor_marked = true;
	return state_sink_save_floor(poller->state, state, err);
}

/*
 * Where changes come in order, all up to the highest acknowledged one is there
 * once a sink has nothing more; but for what it holds back, and for what it has
 * let go and not read yet, since it failed or was told to wait.
 */
static void follow_order(struct poller_sink *sink)
{
	struct sink_state *state = &sink->state;
	int64_t floor = state->anchor_seq;

	if (!sink->idle || !sink->looked || sink->err.kind != ERR_NONE ||
	    state->next_attempt_at)
		return;
	if (sink->held.n && sink->held.ranges[0].first <= floor)
		floor = sink->held.ranges[0].first - 1;
	if (floor > state->floor)
		state->floor = floor;
}

bool trim_floors(struct poller *poller, struct err *err)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		if (source_is_ordered(poller->source)) {
			follow_order(&poller->sinks[i]);
			continue;
		}
		if (source_has_floor_proof(poller->source) &&
		    !move_floor(poller, &poller->sinks[i], err))
			return false;
	}
	return true;
}
