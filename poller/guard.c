/*
 * Is this the changelog that our numbers belong to?
 *
 * Numbers mean something only together with the changelog that handed them out.
 * After a restore, a failover, a clone or a recreated changelog they could mean
 * other changes, and to go on would lose rows in silence.  So the poller
 * refuses, says why, and leaves the decision to an operator.
 */
#include "poller/guard.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/clock.h"
#include "poller/poller.h"

enum { TOKENS = 6 /* in the time of one lease, while batches go out */ };

static const char way_out[] =
    "nothing was read or deleted. If this is what you want, "
    "`shadowlog migrate --new-epoch` starts afresh: all that the changelog "
    "holds is then delivered under new ids";

static bool check_identity(const struct state_identity *identity,
			   const struct source_meta *meta, struct err *err)
{
	if (!identity->polled)
		return true;
	if (strcmp(identity->source_uuid, meta->uuid) != 0)
		return err_set(err, ERR_CONFIG,
			       "the changelog is another one (%s, it was %s): "
			       "recreated, or another database; %s",
			       meta->uuid, identity->source_uuid, way_out);
	if (strcmp(identity->engine, meta->identity_now) != 0)
		return err_set(err, ERR_CONFIG,
			       "the database is a copy of the one polled "
			       "before: a clone, a restore or a failover (it "
			       "is \"%s\", it was \"%s\"); %s",
			       meta->identity_now, identity->engine, way_out);
	return true;
}

/*
 * The lease's token grows with every poll, there and here: who has the lower
 * one was restored from a backup.  A poller that died while it asked for the
 * lease may have got it or not.
 */
static bool check_token(const struct state_identity *identity,
			const struct lease *lease, struct err *err)
{
	int64_t least = identity->taken ? identity->token : identity->token - 1;

	if (lease->token > identity->token)
		return err_set(err, ERR_CONFIG,
			       "state.db is older than the source's memory of "
			       "it (lease token %" PRId64 ", ours %" PRId64
			       "): restored from a backup? %s",
			       lease->token, identity->token, way_out);
	if (lease->token < least)
		return err_set(err, ERR_CONFIG,
			       "the source is older than our memory of it "
			       "(lease token %" PRId64 ", ours %" PRId64
			       "): restored from a backup, or it lost "
			       "commits in a crash; %s",
			       lease->token, identity->token, way_out);
	return true;
}

/* What the lease row remembers of whoever polled last. */
static bool check_lease(const struct state_identity *identity,
			const struct lease *lease, struct err *err)
{
	bool ours = strcmp(lease->holder, identity->holder) == 0;

	if (!lease->epoch[0])
		return check_token(identity, lease, err);
	if (!ours && lease->seconds_left > 0)
		return err_set(err, ERR_BUSY,
			       "\"%s\" holds the lease for another %" PRId64
			       " s",
			       lease->holder, lease->seconds_left);
	if (strcmp(lease->epoch, identity->epoch) != 0)
		return err_set(err, ERR_CONFIG,
			       "this source was polled before, in epoch %s, "
			       "and %s: if that state.db still exists, point "
			       "state_dir to it; else %s",
			       lease->epoch,
			       identity->polled
				   ? "by us in another"
				   : "our state.db does not know of it",
			       way_out);
	return check_token(identity, lease, err);
}

/* Our state knows already that this will be the token. */
static bool take_announced(struct poller *poller, struct err *err)
{
	const struct state_identity *identity = state_identity(poller->state);
	int64_t now = clock_monotonic();
	bool taken;

	if (!source_lease_take(poller->source, identity->holder,
			       identity->epoch, (int)poller->settings.lease,
			       &taken, &poller->lease, err))
		return false;
	if (!taken)
		return err_set(err, ERR_BUSY,
			       "another poller was faster to take the lease");
	poller->lease_until = now + poller->settings.lease * 1000;
	poller->token_at = now;
	poller->sent = false;
	return state_set_token(poller->state, poller->lease.token, true, err);
}

static bool take_lease(struct poller *poller, const struct lease *before,
		       struct err *err)
{
	/* Ours first, so that a crash in between cannot look like a restore. */
	if (!state_set_token(poller->state, before->token + 1, false, err) ||
	    !take_announced(poller, err))
		return false;
	state_fence(poller->state);
	return true;
}

/*
 * The highest change that a sink has acknowledged is still in the changelog: if
 * it is gone or another, the source has lost or rewritten what we know.
 */
static bool check_anchor(struct poller *poller, const struct sink_state *sink,
			 struct err *err)
{
	struct rangeset seqs = { 0 };
	char hash[DIGEST_HEX + 1] = "";
	bool good;

	if (!sink->anchor_seq)
		return true;
	rangeset_add(&seqs, sink->anchor_seq, sink->anchor_seq);
	good = source_read_exact(poller->source, &seqs, &poller->page, err);
	rangeset_release(&seqs);
	if (!good && err->kind != ERR_DATA)
		return false;
	if (good)
		batch_anchor_hash(&poller->page.changes[0], hash);
	if (strcmp(hash, sink->anchor_hash) == 0)
		return true;
	return err_set(err, ERR_CONFIG,
		       "change %" PRId64 ", the last one that sink \"%s\" has "
		       "acknowledged, is %s in the changelog: the source was "
		       "restored from a backup, or lost commits in a crash; %s",
		       sink->anchor_seq, sink->name,
		       good ? "another one" : "not", way_out);
}

static bool check_anchors(struct poller *poller, struct err *err)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++)
		if (!check_anchor(poller, &poller->sinks[i].state, err))
			return false;
	return true;
}

bool guard_check(struct poller *poller, struct err *err)
{
	const struct state_identity *identity = state_identity(poller->state);
	struct source_meta meta;
	struct lease lease;

	if (!source_meta(poller->source, &meta, err) ||
	    !check_identity(identity, &meta, err) ||
	    !source_lease_read(poller->source, &lease, err) ||
	    !check_lease(identity, &lease, err) ||
	    !take_lease(poller, &lease, err) || !check_anchors(poller, err))
		return false;
	return identity->polled || state_set_engine(poller->state, meta.uuid,
						    meta.identity_now, err);
}

bool guard_adopt(struct poller *poller, struct err *err)
{
	const struct state_identity *identity = state_identity(poller->state);
	struct source_meta meta;
	struct lease lease;

	if (!source_meta(poller->source, &meta, err) ||
	    !source_lease_read(poller->source, &lease, err))
		return false;
	if (strcmp(lease.holder, identity->holder) != 0 &&
	    lease.seconds_left > 0)
		return err_set(err, ERR_TRANSIENT,
			       "\"%s\" holds the lease for another %" PRId64
			       " s: stop that poller first",
			       lease.holder, lease.seconds_left);
	return state_new_epoch(poller->state, err) &&
	       take_lease(poller, &lease, err) &&
	       state_set_engine(poller->state, meta.uuid, meta.identity_now,
				err);
}

bool guard_renew(struct poller *poller, struct err *err)
{
	int64_t now = clock_monotonic();

	if (!source_lease_renew(poller->source, &poller->lease,
				(int)poller->settings.lease, err))
		return false;
	poller->lease_until = now + poller->settings.lease * 1000;
	return true;
}

/* Somebody is in the way: next time will do. */
static bool retake_later(struct poller *poller, struct err *err)
{
	if (err->kind != ERR_TRANSIENT)
		return false;
	err_clear(err);
	poller->token_at = clock_monotonic();
	return true;
}

bool guard_retake(struct poller *poller, struct err *err)
{
	const int64_t token = poller->lease.token;
	int64_t every = poller->settings.lease * 1000 / TOKENS;

	if (!poller->sent || clock_monotonic() < poller->token_at + every)
		return true;
	/* Only from what is ours: taking it asks for less. */
	if (!guard_renew(poller, err) ||
	    !state_set_token(poller->state, token + 1, false, err))
		return retake_later(poller, err);
	if (take_announced(poller, err)) {
		if (poller->lease.token == token + 1)
			return true;
		err_set(err, ERR_BUSY, "another poller took over this source");
	}
	state_lose(poller->state);
	return false;
}

bool guard_check_sink(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	const struct state_identity *identity = state_identity(poller->state);
	struct sink_position position = { 0 };
	struct seal seal;
	int64_t highest = sink->state.batch_seq;
	bool found;

	if (!sink->type->position(sink->sink, &position, err))
		return false;
	if (!position.known || strcmp(position.epoch, identity->epoch) != 0)
		return true;
	if (!state_sealed(poller->state, sink->state.name, &seal, &found, err))
		return false;
	if (found)
		highest = seal.batch_seq;
	seal_release(&seal);
	if (position.batch_seq <= highest)
		return true;
	return err_set(err, ERR_CONFIG,
		       "it holds batch %" PRId64 " of epoch %s and state.db "
		       "knows of %" PRId64 ": state.db was restored from a "
		       "backup; %s",
		       position.batch_seq, identity->epoch, highest, way_out);
}
