/*
 * Trimming: deleting from the changelog what all sinks have acknowledged.
 *
 * Exact: only seqs that were read and acknowledged are named.  In short
 * transactions, so that nobody waits for us.  A row that is still there and in
 * no set is undelivered, by definition; so a set forgets a seq only after its
 * DELETE is durable.
 */
#include "poller/trim.h"

#include <string.h>

#include "core/clock.h"
#include "poller/guard.h"
#include "poller/poller.h"

enum {
	/* Seqs of one piece, between two looks at lease and signals. */
	PIECE = 20000,
	/*
	 * A drain trims beside itself once each sink has got so many changes;
	 * what lies in more ranges than that is forgotten at once, since each
	 * page looks through them.
	 */
	BESIDE_AFTER = 20000,
	RANGES = 128,
	/*
	 * What is kept is let go in so many portions, so that it is few rows.
	 */
	KEEP_GRAINS = 500
};

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

/* What may be deleted now; nothing while a sink pins it all. */
static bool find_trimmable(struct poller *poller, struct rangeset *out,
			   struct err *err)
{
	bool pinned;

	if (!stranger_pins(poller, &pinned, err))
		return false;
	if (pinned)
		return true;
	acked_by_all(poller, out);
	return hold_back(poller, out, err);
}

/* Takes the first seqs of a set out of it. */
static void take_piece(struct rangeset *seqs, struct rangeset *piece)
{
	int64_t room = PIECE;
	size_t i;

	rangeset_reset(piece);
	for (i = 0; room > 0 && i < seqs->n; i++) {
		struct range range = seqs->ranges[i];

		if (range.last - range.first >= room)
			range.last = range.first + room - 1;
		rangeset_add(piece, range.first, range.last);
		room -= range.last - range.first + 1;
	}
	rangeset_subtract(seqs, piece);
}

static bool forget(struct poller *poller, const struct rangeset *seqs,
		   struct err *err)
{
	size_t i;

	if (seqs->n && !state_forget(poller->state, seqs, err))
		return false;
	for (i = 0; i < poller->nsinks; i++)
		rangeset_subtract(&poller->sinks[i].acked, seqs);
	return true;
}

static bool forget_gone(struct poller *poller, struct err *err)
{
	bool good = forget(poller, &poller->trimmer.gone, err);

	rangeset_reset(&poller->trimmer.gone);
	return good;
}

static bool trim_piece(struct poller *poller, const struct rangeset *piece,
		       struct err *err)
{
	int64_t deleted;

	/* Only under a lease that is ours: one that was lost says so here. */
	if (!guard_renew(poller, err) ||
	    !source_trim(poller->source, piece, &deleted, err))
		return false;
	rangeset_add_all(&poller->trimmer.gone, piece);
	return true;
}

/* Notes what the trimmer has deleted. */
static void settle(struct trimmer *trimmer)
{
	if (!job_begun(&trimmer->job) || !trimmer_finish(trimmer))
		return;
	rangeset_add_all(&trimmer->gone, &trimmer->piece);
}

/*
 * In the middle of a drain nothing is forgotten: where there were rows each
 * page would look for late ones, and past those that were delivered since to
 * get there.
 */
static bool trim_delivered(struct poller *poller, bool midway, struct err *err)
{
	struct rangeset seqs = { 0 }, piece = { 0 };
	bool good;

	if (!poller->nsinks)
		return true;
	settle(&poller->trimmer);
	trimmer_disconnect(&poller->trimmer);
	good = (midway || forget_gone(poller, err)) &&
	       find_trimmable(poller, &seqs, err);
	rangeset_subtract(&seqs, &poller->trimmer.gone);
	while (good && seqs.n) {
		take_piece(&seqs, &piece);
		good = trim_piece(poller, &piece, err) &&
		       (midway || forget_gone(poller, err));
		if (*poller->stop)
			break;
	}
	rangeset_release(&seqs);
	rangeset_release(&piece);
	if (good || err->kind != ERR_TRANSIENT)
		return good;
	err_clear(err);
	return true;
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

static bool trim_floors(struct poller *poller, struct err *err)
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

bool trim(struct poller *poller, struct err *err)
{
	return !poller->source ||
	       (trim_delivered(poller, false, err) && trim_floors(poller, err));
}

bool trim_midway(struct poller *poller, struct err *err)
{
	return !poller->source ||
	       (trim_delivered(poller, true, err) && trim_floors(poller, err));
}

/*
 * Between many holes, as rollbacks leave them, each page has to look through
 * all that was delivered and is still there: it is forgotten early then.
 */
static bool in_pieces(const struct poller *poller)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++)
		if (poller->sinks[i].acked.n > RANGES)
			return true;
	return false;
}

static int64_t delivered(const struct poller *poller)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < poller->nsinks; i++)
		n += poller->sinks[i].state.changes_total;
	return n;
}

bool trim_beside(struct poller *poller, struct err *err)
{
	int64_t least = (int64_t)poller->nsinks * BESIDE_AFTER;
	struct trimmer *trimmer = &poller->trimmer;
	struct rangeset seqs = { 0 };
	bool good;

	if (job_begun(&trimmer->job) && !job_done(&trimmer->job))
		return true;
	settle(trimmer);
	if (!poller->source || *poller->stop ||
	    (!trimmer->more && delivered(poller) - poller->trimmed < least))
		return true;
	if (in_pieces(poller) && !reader_rests(&poller->reader))
		return true;
	poller->trimmed = delivered(poller);
	if (in_pieces(poller))
		return trim(poller, err);
	/* With one writer at a time, a second one would only wait. */
	if (trimmer->refused || source_is_ordered(poller->source))
		return true;
	good = find_trimmable(poller, &seqs, err);
	rangeset_subtract(&seqs, &trimmer->gone);
	if (good && rangeset_count(&seqs) >= PIECE) {
		take_piece(&seqs, &trimmer->piece);
		trimmer->more = rangeset_count(&seqs) >= PIECE;
		trimmer_start(trimmer, &poller->hub);
	}
	rangeset_release(&seqs);
	return good;
}
