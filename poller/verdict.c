/*
 * What an answer means: the set grows, or the same bytes come again, or the
 * batch is cut anew to find the one event that the receiver refuses.
 *
 * A batch that was refused never counts for the receiver, so its number goes to
 * the next one; the id tells them apart.  A batch whose refusal came after an
 * attempt with an unknown end might count: that one is never cut anew.
 */
#include "poller/verdict.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "poller/bury.h"
#include "poller/deliver.h"
#include "poller/poller.h"
#include "poller/schedule.h"
#include "poller/state_dead.h"
#include "poller/suspect.h"

/* How often a receiver can go back in one round, before it has to wait. */
enum { REWINDS_MOST = 3 };

/* The status by which a receiver takes a batch over, to see to it later. */
enum { CUSTODY = 202 };

static void finish_batch(struct poller_sink *sink)
{
	if (sink->out)
		draft_reset(sink->out);
	sink->out = NULL;
	sink->resending = false;
	sink->suspicion.up = false;
}

bool verdict_failure(struct poller *poller, struct poller_sink *sink,
		     struct seal *seal, const struct err *why,
		     int64_t retry_after, struct err *err)
{
	bool good = true;

	sink->err = *why;
	sink->rewinds = 0;
	if (why->kind != ERR_STOPPED) { /* that is not the sink's fault */
		schedule_failure(&sink->state, why, retry_after);
		report_failure(poller->report, sink->state.name, why,
			       sink->state.next_attempt_at);
		good = state_fail(poller->state, &sink->state, seal, err);
	}
	finish_batch(sink);
	deliver_drop(poller, sink);
	return good;
}

static void note_status(struct seal *seal, int status)
{
	seal->alike = seal->status == status ? seal->alike + 1 : 1;
	seal->status = status;
}

/* The batch under way failed: its bytes are kept for all later attempts. */
static bool fail_batch(struct poller *poller, struct poller_sink *sink,
		       const struct err *why, struct err *err)
{
	const struct sink_reply *reply = &sink->courier.reply;
	struct draft *draft = sink->out;

	if (sink->resending)
		return verdict_failure(poller, sink, NULL, why,
				       reply->retry_after, err);
	draft->seal.in_doubt = draft->seal.in_doubt || reply->in_doubt;
	note_status(&draft->seal, reply->status);
	return batch_keep(poller->state, sink->state.name, draft, err) &&
	       verdict_failure(poller, sink, &draft->seal, why,
			       reply->retry_after, err);
}

/* ------------------------------------------------------------ acknowledged */

static void tell(struct poller *poller, const struct poller_sink *sink,
		 const struct seal *seal)
{
	poller->worked = true;
	report_batch(poller->report, sink->state.name, seal->id, seal->events,
		     (int64_t)sink->out->rendering.body.len,
		     sink->courier.took);
}

/* The receiver took it, and wants a pause before the next one. */
static bool pause_for(struct poller *poller, struct poller_sink *sink,
		      int64_t seconds, struct err *err)
{
	if (!seconds)
		return true;
	sink->state.next_attempt_at = clock_now() + seconds * 1000;
	return state_sink_save(poller->state, &sink->state, err);
}

/* Nothing more until an operator says so. */
static void stop_sink(struct poller_sink *sink)
{
	sink->state.condition = SINK_STOPPED;
}

/* The receiver took it, and wants nothing more. */
static bool taken_and_gone(struct poller *poller, struct poller_sink *sink,
			   struct err *err)
{
	struct err why;

	err_set(&why, ERR_MISCONFIGURED,
		"the receiver took a batch and wants no more: stopped until "
		"`shadowlog sink resume %s`",
		sink->state.name);
	stop_sink(sink);
	return verdict_failure(poller, sink, NULL, &why, 0, err);
}

/* A batch of the past was taken again: on to the one behind it. */
static bool settle_resent(struct poller *poller, struct poller_sink *sink,
			  struct err *err)
{
	struct sink_state *state = &sink->state;

	tell(poller, sink, &sink->out->seal);
	state->rewind_to = sink->out->seal.batch_seq + 1;
	if (state->rewind_to > state->batch_seq)
		state->rewind_to = 0;
	sink_recover(state);
	finish_batch(sink);
	return state_sink_save(poller->state, state, err);
}

/* The changes whose events all stand among the first n. */
static size_t whole_changes(const struct batch *batch, size_t n,
			    struct rangeset *out)
{
	size_t i;

	while (n > 0 && n < batch->count &&
	       memcmp(batch->events[n].pos.p, batch->events[n - 1].pos.p,
		      batch->events[n].pos.n) == 0)
		n--;
	for (i = 0; i < n; i++) {
		int64_t seq = strtoll(batch->events[i].pos.p, NULL, 10);

		rangeset_add(out, seq, seq);
	}
	return n;
}

static size_t events_taken(const struct courier *courier)
{
	if (courier->reply.partial)
		return courier->reply.accepted;
	return courier->good ? courier->batch.count : 0;
}

/*
 * The receiver has lost a batch, and has taken something of it again.  If it
 * had taken a part, the others are in the batches behind, which are what they
 * are: if it takes more this time, some come twice, if less, some are missing.
 */
static bool settle_taken_again(struct poller *poller, struct poller_sink *sink,
			       size_t took, struct err *err)
{
	const struct seal *seal = &sink->out->seal;
	struct rangeset unused = { 0 };
	size_t whole = whole_changes(&sink->courier.batch, took, &unused);
	struct err why;

	rangeset_release(&unused);
	if ((int64_t)took == seal->taken || (int64_t)whole == seal->taken)
		return settle_resent(poller, sink, err);
	err_set(
	    &why, ERR_MISCONFIGURED,
	    "the receiver had taken %" PRId64 " events of batch %" PRId64
	    ", lost it, and has taken %zu of it now, though all but %" PRId64
	    " are in the batches behind: restore it once more and have it "
	    "take as many as the header shadowlog-taken says, or "
	    "`shadowlog migrate --new-epoch`",
	    seal->taken, seal->batch_seq, took, seal->taken);
	return verdict_failure(poller, sink, NULL, &why, 0, err);
}

static bool settle_taken(struct poller *poller, struct poller_sink *sink,
			 struct err *err)
{
	int64_t wait = sink->courier.reply.retry_after;
	bool gone = sink->courier.reply.wish == SINK_WISH_STOP;
	bool held = *poller->stop || wait || gone || sink_is_off(&sink->state);
	struct draft *next = held ? NULL : sink->next;

	sink->out->seal.custody = sink->courier.reply.status == CUSTODY;
	if (!state_ack_and_seal(poller->state, &sink->state, &sink->acked,
				&sink->out->seal, next ? &next->seal : NULL,
				err))
		return false;
	sink->rewinds = 0;
	tell(poller, sink, &sink->out->seal);
	if (sink->out->seal.dead_letter) {
		sink->looked = false; /* there may be another */
		if (!poller_load_parked(poller, sink, err))
			return false;
	}
	finish_batch(sink);
	if (gone)
		return taken_and_gone(poller, sink, err);
	if (!next) {
		if (sink->next)
			deliver_drop(poller, sink);
		return pause_for(poller, sink, wait, err);
	}
	sink->out = next;
	sink->next = NULL;
	return deliver_send(poller, sink, err);
}

/* ------------------------------------------------------ the event at fault */

/* The one change of the batch, read again. */
static bool read_change(struct poller *poller, struct poller_sink *sink,
			struct err *err)
{
	return deliver_await_source(poller, err) &&
	       source_read_exact(poller->source, &sink->out->seal.seqs,
				 &poller->page, err);
}

/* The event at fault is found: as on_reject says. */
static bool refuse_change(struct poller *poller, struct poller_sink *sink,
			  struct err *err)
{
	struct err why = sink->courier.err;

	if (sink->config.on_reject == ON_REJECT_HALT || !poller->source) {
		err_prefix(&why, "halted at event %.*s",
			   (int)sink->courier.batch.events[0].id.n,
			   sink->courier.batch.events[0].id.p);
		return fail_batch(poller, sink, &why, err);
	}
	if (!read_change(poller, sink, err))
		return false;
	sink->state.revision++;
	if (!bury(poller, sink, &sink->out->seal, &poller->page.changes[0],
		  &why, err))
		return false;
	finish_batch(sink);
	return true;
}

/* -------------------------------------------------------------- part of it */

/* Acknowledges the first events; *done tells whether there were any. */
static bool ack_part(struct poller *poller, struct poller_sink *sink,
		     bool *done, struct err *err)
{
	const struct sink_reply *reply = &sink->courier.reply;
	struct seal part = { .batch_seq = sink->out->seal.batch_seq,
			     .custody = reply->status == CUSTODY };
	bool good = true;

	memcpy(part.id, sink->out->seal.id, sizeof(part.id));
	part.events = (int64_t)whole_changes(&sink->courier.batch,
					     reply->accepted, &part.seqs);
	*done = part.events > 0;
	if (*done) {
		good = state_ack(poller->state, &sink->state, &sink->acked,
				 &part, err);
		tell(poller, sink, &part);
	}
	seal_release(&part);
	return good;
}

/*
 * The receiver took a part.  The rest comes in the next batch: at once, later,
 * or beginning with a batch of the one event that it refused.
 */
static bool settle_part(struct poller *poller, struct poller_sink *sink,
			struct err *err)
{
	struct courier *courier = &sink->courier;
	int64_t last = rangeset_last(&sink->out->seal.seqs);
	struct err why = courier->err;
	bool done;

	if (!ack_part(poller, sink, &done, err))
		return false;
	if (!done && why.kind == ERR_REJECTED &&
	    rangeset_count(&sink->out->seal.seqs) == 1)
		return refuse_change(poller, sink, err);
	if (!done) {
		if (courier->good)
			err_set(&why, ERR_TRANSIENT,
				"the receiver took no event of the batch");
		if (why.kind != ERR_REJECTED)
			return fail_batch(poller, sink, &why, err);
	}
	if (why.kind == ERR_REJECTED) {
		sink->state.split = 1;
		sink->state.split_last = last;
		/* Known to be at fault: no second try of the whole. */
		sink->state.rejections = 1;
	}
	if (!done) {
		sink->state.revision++;
		if (!state_unseal(poller->state, &sink->state, &sink->out->seal,
				  err))
			return false;
	} else if (!state_sink_save(poller->state, &sink->state, err)) {
		return false;
	}
	finish_batch(sink);
	deliver_drop(poller, sink);
	if (courier->good || why.kind == ERR_REJECTED)
		return pause_for(poller, sink, courier->reply.retry_after, err);
	return verdict_failure(poller, sink, NULL, &why,
			       courier->reply.retry_after, err);
}

/* Not a batch of the past, and not a dead letter, which is one change. */
static bool is_part_of_replay(const struct poller_sink *sink)
{
	return !sink->resending && sink->out->seal.replay[0] &&
	       !sink->out->seal.dead_letter && sink->courier.reply.accepted > 0;
}

/*
 * Of a replay, too, the number is used; the same bytes would get the same
 * answer for ever.  Who replays goes on from there.
 */
static bool settle_part_of_replay(struct poller *poller,
				  struct poller_sink *sink, struct err *err)
{
	const struct courier *courier = &sink->courier;
	struct seal part = { .batch_seq = sink->out->seal.batch_seq,
			     .events = (int64_t)courier->reply.accepted };

	memcpy(part.id, sink->out->seal.id, sizeof(part.id));
	if (!state_ack(poller->state, &sink->state, &sink->acked, &part, err))
		return false;
	tell(poller, sink, &part);
	err_set(&sink->err, courier->good ? ERR_TRANSIENT : courier->err.kind,
		"the receiver took only %zu of %zu events of a replay%s%.512s",
		courier->reply.accepted, courier->batch.count,
		courier->good ? "" : ": ",
		courier->good ? "" : courier->err.text);
	report_failure(poller->report, sink->state.name, &sink->err, 0);
	finish_batch(sink);
	return pause_for(poller, sink, courier->reply.retry_after, err);
}

/* ----------------------------------------------------------------- refused */

/* What was sealed is made anew, under another id. */
static bool take_back(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	struct sink_state *state = &sink->state;

	state->revision++;
	state->rejections = 0;
	if (!state_unseal(poller->state, state, &sink->out->seal, err))
		return false;
	finish_batch(sink);
	deliver_drop(poller, sink);
	return true;
}

/* Cuts the changes of the batch anew, into smaller ones. */
static bool cut_anew(struct poller *poller, struct poller_sink *sink,
		     struct err *err)
{
	const struct seal *seal = &sink->out->seal;
	struct sink_state *state = &sink->state;
	int64_t n = rangeset_count(&seal->seqs);
	int64_t len = (int64_t)sink->out->rendering.body.len;

	if (sink->courier.reply.wish == SINK_WISH_SPLIT) {
		state->body_limit = len / 2;
	} else {
		state->split = n / 2;
		if (state->split_last < rangeset_last(&seal->seqs))
			state->split_last = rangeset_last(&seal->seqs);
	}
	return take_back(poller, sink, err);
}

/* The one change of the batch, too large for the receiver, can go in part. */
static bool can_omit(const struct poller_sink *sink)
{
	const struct seal *seal = &sink->out->seal;

	return sink->config.omit_too_large &&
	       sink->courier.reply.wish == SINK_WISH_SPLIT && !seal->omit_all &&
	       !seal->replay[0] && rangeset_count(&seal->seqs) == 1;
}

/* Without its largest value, and then without twice as many each time. */
static bool omit_more(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	const struct seal *seal = &sink->out->seal;
	struct sink_state *state = &sink->state;

	state->omit_seq = rangeset_last(&seal->seqs);
	state->omit = seal->omit ? seal->omit * 2 : 1;
	return take_back(poller, sink, err);
}

/* Once more, at once: it may have been a passing mood of the receiver. */
static bool try_once_more(struct poller *poller, struct poller_sink *sink,
			  struct err *err)
{
	sink->state.rejections++;
	sink->out->seal.attempts++;
	return state_sink_save(poller->state, &sink->state, err) &&
	       deliver_send(poller, sink, err);
}

/*
 * A replay or a checkpoint that is refused is given up: nothing that was
 * captured is lost with it, and what is new must not wait for it.
 */
static bool give_up(struct poller *poller, struct poller_sink *sink,
		    struct err *why, struct err *err)
{
	const struct seal *seal = &sink->out->seal;
	bool replay = seal->replay[0] != '\0';
	bool smaller =
	    sink->courier.reply.wish == SINK_WISH_SPLIT && seal->events > 1;

	sink->state.revision++;
	sink->state.rejections = 0;
	if (smaller)
		sink->state.body_limit =
		    (int64_t)sink->out->rendering.body.len / 2;
	if (!state_unseal(poller->state, &sink->state, seal, err))
		return false;
	if (replay) {
		err_prefix(why, "a replay is refused");
		if (!smaller)
			sink->err = *why;
		report_failure(poller->report, sink->state.name, why, 0);
		finish_batch(sink);
		return true;
	}
	err_prefix(why, "a checkpoint is refused; without `checkpoint` in its "
			"section it gets none");
	return verdict_failure(poller, sink, NULL, why,
			       sink->courier.reply.retry_after, err);
}

/*
 * A ping came back: with the receiver up the very same batch goes out once
 * more, so that it can be judged by what is answered right behind.
 */
static bool settle_ping(struct poller *poller, struct poller_sink *sink,
			struct err *err)
{
	if (!suspect_hear(sink) || *poller->stop)
		return fail_batch(poller, sink, &sink->courier.err, err);
	note_status(&sink->out->seal, sink->courier.reply.status);
	sink->out->seal.attempts++;
	return deliver_send(poller, sink, err);
}

static bool settle_rejected(struct poller *poller, struct poller_sink *sink,
			    struct err *err)
{
	const struct seal *seal = &sink->out->seal;
	bool split = sink->courier.reply.wish == SINK_WISH_SPLIT;
	struct err why = sink->courier.err;

	if (seal->dead_letter) {
		sink->state.revision++;
		if (!state_bury_again(poller->state, &sink->state, seal,
				      why.text, err))
			return false;
		err_prefix(&why, "dead letter %" PRId64, seal->dead_letter);
		report_failure(poller->report, sink->state.name, &why, 0);
		finish_batch(sink);
		return true;
	}
	if (sink->resending)
		return fail_batch(poller, sink, &why, err);
	if (!seal->seqs.n && !seal->in_doubt)
		return give_up(poller, sink, &why, err);
	if (!split && !sink->state.rejections && !sink->state.split &&
	    !*poller->stop)
		return try_once_more(poller, sink, err);
	if (rangeset_count(&seal->seqs) == 1 && !can_omit(sink))
		return refuse_change(poller, sink, err);
	if (seal->in_doubt) {
		err_prefix(&why,
			   "not taken apart, since an earlier attempt may "
			   "have reached the receiver; `shadowlog sink resume "
			   "%s` if it has not",
			   sink->state.name);
		return fail_batch(poller, sink, &why, err);
	}
	return can_omit(sink) ? omit_more(poller, sink, err)
			      : cut_anew(poller, sink, err);
}

/* The batch under way, of new changes, has failed in passing for too long. */
static bool is_given_up(const struct poller_sink *sink)
{
	const struct seal *seal = &sink->out->seal;

	return !sink->resending && !seal->replay[0] && seal->seqs.n &&
	       schedule_gives_up(&sink->state, sink->courier.err.kind,
				 sink->config.give_up_after);
}

/*
 * As if the receiver had refused it now.  But what may be there for all we know
 * is not set aside: the next batch would come under its number.  And to halt
 * nobody has to look for the event at fault.
 */
static bool settle_given_up(struct poller *poller, struct poller_sink *sink,
			    struct err *err)
{
	struct err *why = &sink->courier.err;
	bool in_doubt =
	    sink->out->seal.in_doubt || sink->courier.reply.in_doubt;

	why->kind = ERR_REJECTED;
	err_prefix(why, "given up (give_up_after), failing since %s",
		   sink->state.failing_since);
	if (in_doubt)
		err_prefix(why,
			   "nothing is set aside, since an attempt may have "
			   "reached the receiver; `shadowlog sink resume %s` "
			   "if none has",
			   sink->state.name);
	if (in_doubt || sink->config.on_reject == ON_REJECT_HALT)
		return fail_batch(poller, sink, why, err);
	sink->state.rejections++; /* it was tried often enough */
	return settle_rejected(poller, sink, err);
}

bool verdict_undecodable(struct poller *poller, struct poller_sink *sink,
			 const struct change *change, const struct err *why,
			 struct err *err)
{
	const struct seal none = { .batch_seq = -1 };
	struct err halted;

	if (sink->config.on_reject == ON_REJECT_DLQ)
		return deliver_await_source(poller, err) &&
		       bury(poller, sink, &none, change, why, err);
	err_set(&halted, why->kind,
		"halted: %s; all before it was delivered; once it is mended, "
		"`shadowlog sink resume %s`",
		why->text, sink->state.name);
	return verdict_failure(poller, sink, NULL, &halted, 0, err);
}

/* ------------------------------------------------------------------ wishes */

/* Whether every batch from `first` on is kept. */
static bool all_kept(struct poller *poller, const struct poller_sink *sink,
		     int64_t first, bool *out, struct err *err)
{
	struct seal seal;
	int64_t seq;

	*out = first > 0;
	for (seq = first; *out && seq <= sink->state.batch_seq; seq++) {
		if (!state_sent(poller->state, sink->state.name, seq, &seal,
				out, err))
			return false;
		seal_release(&seal);
	}
	return true;
}

/* The receiver misses batches from expected_seq on. */
static bool settle_rewind(struct poller *poller, struct poller_sink *sink,
			  struct err *err)
{
	int64_t expected = sink->courier.reply.expected_seq;
	int64_t sent = sink->out->seal.batch_seq;
	struct err why = sink->courier.err;
	bool kept, good;

	/* That is what it got; or it has forgotten what it took just now. */
	if (expected == sent || sink->rewinds++ >= REWINDS_MOST) {
		why.kind = ERR_TRANSIENT;
		return fail_batch(poller, sink, &why, err);
	}
	if (expected > sent) {
		err_set(&why, ERR_INTERNAL,
			"the receiver expects batch %" PRId64
			" and was sent %" PRId64 ": was state.db restored from "
			"a backup? `shadowlog migrate --new-epoch` starts "
			"afresh",
			expected, sent);
		return fail_batch(poller, sink, &why, err);
	}
	if (!all_kept(poller, sink, expected, &kept, err))
		return false;
	if (!kept) {
		err_set(&why, ERR_MISCONFIGURED,
			"the receiver misses batches from %" PRId64
			" on, and they are not kept any more ([source] keep "
			"holds them): give it a copy of its data from a later "
			"time, or the sink another name, under which it begins "
			"with batch 1 and what the changelog holds, and "
			"`shadowlog sink forget %s`",
			expected, sink->section);
		return fail_batch(poller, sink, &why, err);
	}
	sink->state.rewind_to = expected;
	sink->looked = false;
	good =
	    sink->resending
		? state_sink_save(poller->state, &sink->state, err)
		: batch_keep(poller->state, sink->state.name, sink->out, err) &&
		      /* For certain it has not got this one. */
		      state_fail(poller->state, &sink->state, &sink->out->seal,
				 err);
	finish_batch(sink);
	deliver_drop(poller, sink);
	return good;
}

static bool settle_gone(struct poller *poller, struct poller_sink *sink,
			struct err *err)
{
	struct err why = sink->courier.err;

	err_prefix(&why, "stopped until `shadowlog sink resume %s`",
		   sink->state.name);
	stop_sink(sink);
	return fail_batch(poller, sink, &why, err);
}

bool verdict_settle(struct poller *poller, struct poller_sink *sink,
		    struct err *err)
{
	struct courier *courier = &sink->courier;
	const struct sink_reply *reply = &courier->reply;
	bool part, simple;
	size_t took;

	job_finish(&courier->job);
	if (reply->note[0])
		report_note(poller->report, sink->state.name, reply->note);
	sink->state.plain = sink->state.plain || reply->plain;
	if (sink->suspicion.asking)
		return settle_ping(poller, sink, err);
	took = events_taken(courier);
	if (sink->resending && sink->out->seal.taken && took)
		return settle_taken_again(poller, sink, took, err);
	simple = sink->resending || !sink->out->seal.seqs.n;
	part = reply->partial && reply->accepted < courier->batch.count;
	if (part && (!simple || is_part_of_replay(sink)))
		return (simple ? settle_part_of_replay(poller, sink, err)
			       : settle_part(poller, sink, err)) &&
		       (reply->wish != SINK_WISH_STOP ||
			taken_and_gone(poller, sink, err));
	if (part && courier->good)
		err_set(&courier->err, ERR_TRANSIENT,
			"the receiver took only a part of the batch");
	if (courier->good && !part)
		return sink->resending ? settle_resent(poller, sink, err)
				       : settle_taken(poller, sink, err);
	if (reply->wish == SINK_WISH_REWIND)
		return settle_rewind(poller, sink, err);
	if (reply->wish == SINK_WISH_STOP)
		return settle_gone(poller, sink, err);
	if (sink->config.suspect_after && reply->status == 500)
		courier->reply.in_doubt = false;
	if (suspect_is(poller, sink)) {
		if (!sink->suspicion.up)
			return suspect_ping(poller, sink, err);
		courier->err.kind = ERR_REJECTED;
		sink->state.rejections++; /* it was tried often enough */
	}
	if (courier->err.kind == ERR_REJECTED)
		return settle_rejected(poller, sink, err);
	if (is_given_up(sink))
		return settle_given_up(poller, sink, err);
	return fail_batch(poller, sink, &courier->err, err);
}
