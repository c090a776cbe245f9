/*
 * Status 500, time after time: is it the batch, or is the receiver down?
 *
 * One bad row can make a receiver answer 500 for ever; so does a receiver whose
 * disk is full, to every batch.  So before a batch is taken for a refused one,
 * the receiver is asked by a ping whether it takes anything at all, and gets
 * the very same batch once more: only when it says yes to the one and 500 to
 * the other is it the batch.  Each half of it is asked for in the same way, or
 * a receiver that goes down in between would have its events refused one by
 * one.
 *
 * Whoever sets suspect_after says that the receiver has taken nothing when it
 * answers 500.  The batch stays sealed meanwhile: a ping is no batch, and has
 * no number that one could need.  Whatever is answered to it but 2xx, and no
 * answer, means no.
 */
#include "poller/suspect.h"

#include <string.h>

#include "poller/deliver.h"
#include "poller/poller.h"

bool suspect_is(const struct poller *poller, const struct poller_sink *sink)
{
	const struct courier *courier = &sink->courier;
	const struct seal *seal = &sink->out->seal;
	int64_t after = sink->config.suspect_after;
	int64_t before = seal->status == 500 ? seal->alike : 0;

	return after && courier->reply.status == 500 &&
	       courier->err.kind == ERR_TRANSIENT && !courier->reply.partial &&
	       !sink->resending && poller->source && !*poller->stop &&
	       (sink->state.split || before + 1 >= after);
}

bool suspect_ping(struct poller *poller, struct poller_sink *sink,
		  struct err *err)
{
	struct suspicion *suspicion = &sink->suspicion;
	struct chain chain = chain_of_state(&sink->state);

	suspicion->reply = sink->courier.reply;
	suspicion->err = sink->courier.err;
	suspicion->asking = true;
	return batch_make_ping(&sink->batch, &chain, sink->state.anchor_seq,
			       &suspicion->ping, err) &&
	       deliver_send_draft(poller, sink, &suspicion->ping, err);
}

/* What it said of the batch, and what of the ping. */
static void tell_both(struct err *why, const struct err *of_ping)
{
	const struct err of_batch = *why;

	err_set(why, of_batch.kind,
		"%.400s; it does not take a ping either, so it is not about "
		"the events: %.400s",
		of_batch.text, *of_ping->text ? of_ping->text : "in part only");
}

bool suspect_hear(struct poller_sink *sink)
{
	struct suspicion *suspicion = &sink->suspicion;
	struct courier *courier = &sink->courier;
	struct err *why = &suspicion->err;
	bool up = courier->good && !courier->reply.partial;

	suspicion->asking = false;
	suspicion->up = up;
	draft_reset(&suspicion->ping);
	if (!up && courier->err.kind != ERR_STOPPED)
		tell_both(why, &courier->err);
	if (courier->reply.retry_after > suspicion->reply.retry_after)
		suspicion->reply.retry_after = courier->reply.retry_after;
	courier->reply = suspicion->reply;
	courier->err = *why;
	courier->good = false;
	return up;
}
