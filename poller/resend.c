/*
 * What a sink gets before new changes: a batch that a crash or a failure left,
 * batches that a receiver wants again, dead letters that an operator sends once
 * more; and checkpoints, when there is nothing else.
 */
#include "poller/resend.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "poller/deliver.h"
#include "poller/poller.h"
#include "poller/state_dead.h"
#include "poller/verdict.h"

/* Sends what is sealed in sink->out; its last attempt may have been unheard. */
static bool send_again(struct poller *poller, struct poller_sink *sink,
		       struct err *err)
{
	const struct seal *seal = &sink->out->seal;

	if (seal->attempts && !seal->in_doubt &&
	    !state_doubt(poller->state, sink->state.name, seal, err))
		return false;
	return deliver_send(poller, sink, err);
}

/* Trouble with one batch is the sink's; with source or state, everybody's. */
static bool cannot_make(struct poller *poller, struct poller_sink *sink,
			struct seal *seal, const struct err *why,
			struct err *err)
{
	if (why->kind != ERR_DATA && why->kind != ERR_INTERNAL &&
	    why->kind != ERR_IO && why->kind != ERR_CONFIG)
		return err_set(err, why->kind, "%s", why->text);
	return verdict_failure(poller, sink, seal, why, 0, err);
}

static bool resend_sealed(struct poller *poller, struct poller_sink *sink,
			  bool *found, struct err *err)
{
	struct draft *draft = &sink->drafts[0];
	struct err why = { 0 };

	draft_reset(draft);
	if (!state_sealed(poller->state, sink->state.name, &draft->seal, found,
			  err))
		return false;
	if (!*found)
		return true;
	if (!poller->source && !draft->seal.kept) {
		sink->err = poller->source_err;
		return true;
	}
	if (!batch_remake(&sink->batch, draft, &poller->page, &why))
		return cannot_make(poller, sink, &draft->seal, &why, err);
	sink->out = draft;
	return send_again(poller, sink, err);
}

/* A batch of the past that the receiver has lost. */
static bool resend_sent(struct poller *poller, struct poller_sink *sink,
			bool *found, struct err *err)
{
	struct draft *draft = &sink->drafts[0];
	struct err why = { 0 };

	draft_reset(draft);
	if (!state_sent(poller->state, sink->state.name, sink->state.rewind_to,
			&draft->seal, found, err))
		return false;
	if (!*found) {
		*found = true;
		err_set(&why, ERR_DATA,
			"the receiver wants batch %" PRId64 " again, and it is "
			"kept no longer ([source] keep)",
			sink->state.rewind_to);
		return verdict_failure(poller, sink, NULL, &why, 0, err);
	}
	if (!batch_remake(&sink->batch, draft, &poller->page, &why))
		return cannot_make(poller, sink, NULL, &why, err);
	sink->out = draft;
	sink->resending = true;
	return deliver_send(poller, sink, err);
}

/* Seals a batch whose bytes are kept, and sends it. */
static bool send_kept(struct poller *poller, struct poller_sink *sink,
		      struct draft *draft, struct err *err)
{
	sink->out = draft;
	return state_seal(poller->state, sink->state.name, &draft->seal, err) &&
	       deliver_send(poller, sink, err);
}

/* One that still cannot be rendered. */
static bool die_again(struct poller *poller, struct poller_sink *sink,
		      int64_t id, struct err *why, struct err *err)
{
	const struct seal none = { .batch_seq = -1, .dead_letter = id };

	if (why->kind != ERR_DATA)
		return cannot_make(poller, sink, NULL, why, err);
	if (!state_bury_again(poller->state, &sink->state, &none, why->text,
			      err))
		return false;
	err_prefix(why, "dead letter %" PRId64, id);
	report_failure(poller->report, sink->state.name, why, 0);
	return true;
}

/* The next dead letter that is to be sent once more. */
static bool resend_dead(struct poller *poller, struct poller_sink *sink,
			bool *found, struct err *err)
{
	struct draft *draft = &sink->drafts[0];
	struct chain chain = chain_of_state(&sink->state);
	struct batch_kept kept = { .n = 1, .replay = "dlq" };
	struct arena arena = { 0 };
	struct dead_letter dead;
	struct err why = { 0 };
	bool good;

	draft_reset(draft);
	good = state_dead_next(poller->state, sink->state.name, "retry",
			       sink->dead_after, &arena, &dead, found, err);
	if (good && *found) {
		sink->dead_after = dead.id;
		kept.changes = &dead.change;
		if (!batch_make_kept(&sink->batch, &chain, &kept, draft,
				     &why)) {
			good = die_again(poller, sink, dead.id, &why, err);
		} else {
			draft->seal.dead_letter = dead.id;
			good = send_kept(poller, sink, draft, err);
		}
	}
	arena_release(&arena);
	return good;
}

bool resend_first(struct poller *poller, struct poller_sink *sink, bool *found,
		  struct err *err)
{
	const struct sink_state *state = &sink->state;

	if (state->rewind_to && poller->source)
		return resend_sent(poller, sink, found, err);
	if (!resend_sealed(poller, sink, found, err))
		return false;
	if (*found || !poller->source)
		return true;
	return resend_dead(poller, sink, found, err);
}

/*
 * How long nothing was delivered, in milliseconds.  A clock that was set back
 * makes it a span as well, not one that has to pass again.
 */
static int64_t quiet_for(const struct sink_state *state)
{
	int64_t last = clock_parse(state->last_success_at);

	return last ? llabs(clock_now() - last) : 0;
}

bool resend_checkpoint(struct poller *poller, struct poller_sink *sink,
		       bool *found, struct err *err)
{
	struct draft *draft = &sink->drafts[0];
	struct chain chain = chain_of_state(&sink->state);
	const struct sink_state *state = &sink->state;
	struct batch_kept nothing = { .checkpoint = state->anchor_seq };

	*found = poller->source && sink->config.checkpoint && sink->idle &&
		 sink->err.kind == ERR_NONE && state->anchor_seq &&
		 state->condition == SINK_OK &&
		 quiet_for(state) >= sink->config.checkpoint;
	if (!*found)
		return true;
	draft_reset(draft);
	return batch_make_kept(&sink->batch, &chain, &nothing, draft, err) &&
	       send_kept(poller, sink, draft, err);
}
