/*
 * Serving one sink, step by step: pages in, batches out.
 *
 * Nothing here waits: the reader reads and couriers deliver in threads, and
 * each step does what can be done meanwhile.  While a batch is under way, the
 * one behind it is made ready, so that one commit acknowledges the first and
 * seals the second.  In doubt the same bytes go out again; nothing is ever
 * skipped.
 */
#include "poller/deliver.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "poller/guard.h"
#include "poller/poller.h"
#include "poller/resend.h"
#include "poller/schedule.h"
#include "poller/schema_guard.h"
#include "poller/verdict.h"

enum {
	/* How many batches' worth one page may hold. */
	PAGE_BATCHES = 8,
	PAGE_ROWS = 10000,
	PAGE_BYTES = 2 * 1024 * 1024, /* of all sinks together */
	PAGE_BYTES_LEAST = 256 * 1024,
	/* A batch larger than that has memory for itself. */
	LARGE = 4 * 1024 * 1024
};

bool deliver_rests(const struct poller_sink *sink)
{
	return !courier_out(&sink->courier) && !sink->next &&
	       (sink->idle || sink->err.kind != ERR_NONE ||
		sink_is_off(&sink->state));
}

/* ------------------------------------------------------- the source's turn */

/* The sink that the reader works for. */
static struct poller_sink *owner(struct poller *poller)
{
	return poller->reader.owner;
}

bool deliver_collect(struct poller *poller, struct err *err)
{
	struct reader *reader = &poller->reader;
	struct poller_sink *sink = owner(poller);
	int64_t renewed_at;

	if (!sink)
		return true;
	if (!reader_finish(reader, &sink->ahead, err))
		return false;
	if (reader->bound)
		sink->bound = reader->bound;
	renewed_at = reader->renewed_at;
	if (renewed_at)
		poller->lease_until =
		    renewed_at + poller->settings.lease * 1000;
	sink->has_ahead = !sink->ahead_stale;
	sink->ahead_stale = false;
	return true;
}

bool deliver_await_source(struct poller *poller, struct err *err)
{
	return reader_rests(&poller->reader) || deliver_collect(poller, err);
}

static struct page_limits page_limits(const struct poller *poller,
				      const struct poller_sink *sink)
{
	size_t events = (size_t)sink->limits.events;
	size_t bytes = (size_t)sink->limits.bytes;
	size_t share = PAGE_BYTES / poller->nsinks;
	struct page_limits limits = { events * PAGE_BATCHES, share, events };

	if (limits.bytes < PAGE_BYTES_LEAST)
		limits.bytes = PAGE_BYTES_LEAST;
	if (limits.rows > PAGE_ROWS)
		limits.rows = events > PAGE_ROWS ? events : PAGE_ROWS;
	if (limits.bytes < bytes)
		limits.bytes = bytes;
	return limits;
}

struct config_batch deliver_limits(const struct poller_sink *sink)
{
	struct config_batch limits = sink->limits;

	if (sink->state.split && sink->state.split < limits.events)
		limits.events = sink->state.split;
	if ((sink->batch.format && sink->batch.format->single) ||
	    sink->state.omit_seq)
		limits.events = 1;
	return limits;
}

/* All that need not be read: acknowledged, held back, or in hand. */
static void fill_acked(struct poller_sink *sink, struct rangeset *out)
{
	const struct page *page = sink->cutter.page;
	struct config_batch limits = deliver_limits(sink);
	size_t i;

	rangeset_copy(out, &sink->acked);
	rangeset_add_all(out, &sink->held);
	if (sink->out)
		rangeset_add_all(out, &sink->out->seal.seqs);
	if (sink->next)
		rangeset_add_all(out, &sink->next->seal.seqs);
	if (!sink->has_page)
		return;
	sink->assumed =
	    sink->from + cutter_usable_from(&sink->cutter, sink->from, &limits);
	for (i = sink->from; i < sink->assumed; i++)
		rangeset_add(out, page->changes[i].seq, page->changes[i].seq);
}

/* Asks for a page, if nobody else is at it. */
static void ask_page(struct poller *poller, struct poller_sink *sink,
		     bool *progress)
{
	struct reader *reader = &poller->reader;

	if (!poller->source || sink->has_ahead || !reader_rests(reader) ||
	    *poller->stop)
		return;
	fill_acked(sink, &reader->acked);
	reader->owner = sink;
	reader->floor = sink->state.floor;
	reader->limits = page_limits(poller, sink);
	reader->bound_wanted = sink->bound == NO_BOUND;
	reader_start(reader, &poller->hub);
	*progress = true;
}

/* -------------------------------------------------------- the page in hand */

static void drop_page(struct poller_sink *sink)
{
	if (sink->has_page)
		cutter_release(&sink->cutter);
	sink->has_page = false;
}

void deliver_drop(struct poller *poller, struct poller_sink *sink)
{
	drop_page(sink);
	sink->has_ahead = false;
	sink->ahead_stale = owner(poller) == sink;
	if (sink->next)
		draft_reset(sink->next);
	sink->next = NULL;
}

/* Everything up to the bound is on its way or there. */
static void rest(struct poller *poller, struct poller_sink *sink)
{
	sink->idle = true;
	drop_page(sink);
	if (poller->nsinks > 1) {
		page_release(&sink->page);
		page_release(&sink->ahead);
	}
}

static void note_held(struct poller_sink *sink, const struct held_change *held)
{
	rangeset_add(&sink->held, held->seq, held->seq);
	if (*held->also.text)
		key_set_add_for(&sink->parked, held->also.text, held->key.text);
}

/* What of the page the sink is to get; the rest is passed over or held. */
static bool sift(struct poller *poller, struct poller_sink *sink,
		 struct err *err)
{
	struct sifted *sifted = &sink->sifted;
	const struct page *page = &sink->page;
	size_t i;

	if (!schema_guard(poller, sink, err))
		return false;
	if (sink->err.kind != ERR_NONE)
		return true;
	if (sieve_sifts(&sink->sieve)) {
		sieve_page(&sink->sieve, &sink->page, &sink->batch.arena,
			   sifted);
		if (!state_pass(poller->state, &sink->state, &sink->acked,
				&sifted->passed, sifted->held, sifted->nheld,
				err))
			return false;
		for (i = 0; i < sifted->nheld; i++)
			note_held(sink, &sifted->held[i]);
		poller->worked = poller->worked || sifted->passed.n > 0;
		page = &sifted->page;
	}
	cutter_open(&sink->cutter, page);
	sink->has_page = true;
	sink->from = 0;
	return true;
}

/* The page that was read ahead becomes the page in hand. */
static bool take_page(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	struct page read = sink->ahead;

	sink->ahead = sink->page;
	sink->page = read;
	sink->has_ahead = false;
	if (!read.n || read.changes[0].seq > sink->bound) {
		/*
		 * The bound ends the drain but does not cut a page: a
		 * transaction can have changes on both sides of it.
		 */
		rest(poller, sink);
		return true;
	}
	return sift(poller, sink, err);
}

/* How many changes the next batch takes; 0: the page is used up. */
static size_t next_changes(const struct poller_sink *sink)
{
	struct config_batch limits = deliver_limits(sink);

	if (!sink->has_page || sink->from == sink->cutter.page->n)
		return 0;
	return cutter_next(&sink->cutter, sink->from, &limits);
}

/* ---------------------------------------------------------------- drafting */

/* Behind the batch under way, or behind the last one acknowledged. */
static struct chain chain_of(const struct poller_sink *sink)
{
	if (sink->out)
		return (struct chain){ sink->out->seal.batch_seq,
				       sink->out->seal.id, 0, 0, 0 };
	return chain_of_state(&sink->state);
}

/*
 * Makes the next batch of the page ready.  A change that does not decode ends
 * the batch before it; one that comes first waits for what is under way, and is
 * then judged.
 */
static bool make_next(struct poller *poller, struct poller_sink *sink, size_t n,
		      struct err *err)
{
	struct draft *draft =
	    &sink->drafts[sink->out == &sink->drafts[0] ? 1 : 0];
	struct chain chain = chain_of(sink);
	struct err why = { 0 };
	size_t fewer;

	for (;;) {
		size_t bad = 0;

		if (!batch_make(&sink->batch, &chain, &sink->cutter, sink->from,
				n, draft, &bad, &why)) {
			if (why.kind != ERR_DATA || bad == 0)
				break;
			n = bad;
			continue;
		}
		fewer = draft_fit(draft, sink->state.body_limit, n);
		if (fewer == n) {
			sink->next = draft;
			sink->next_n = n;
			return true;
		}
		n = fewer;
	}
	draft_reset(draft);
	if (sink->out)
		return true;
	if (why.kind == ERR_DATA)
		return verdict_undecodable(
		    poller, sink, &sink->cutter.page->changes[sink->from], &why,
		    err);
	if (why.kind == ERR_CONFIG)
		return verdict_failure(poller, sink, NULL, &why, 0, err);
	return err_set(err, why.kind, "%s", why.text);
}

/*
 * What is ready is behind us in the page.  Once a large page is used up, it is
 * in memory as batches alone.
 */
static void advance(struct poller_sink *sink)
{
	sink->from += sink->next_n;
	if (sink->from == sink->cutter.page->n && sink->page.bytes > LARGE)
		arena_release(&sink->page.arena);
}

/* A page whose layouts are not all at hand needs the source to be rendered. */
static bool can_render(struct poller *poller, const struct poller_sink *sink)
{
	return sink->page.resolved || reader_rests(&poller->reader);
}

static bool is_large(const struct poller_sink *sink)
{
	return sink->out && sink->out->rendering.body.len > LARGE;
}

/* The page behind the one in hand: the source is the slowest of all. */
static void ask_ahead(struct poller *poller, struct poller_sink *sink,
		      bool *progress)
{
	const struct page *page = &sink->page;
	bool is_one_large = page->n == 1 && page->bytes > LARGE;

	if (sink->has_page && !page->complete && page->resolved &&
	    !is_one_large)
		ask_page(poller, sink, progress);
}

/*
 * On to the page that was read ahead, unless it was read behind more than was
 * delivered: it would overtake.
 */
static bool turn_page(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	bool overtakes = sink->has_page && sink->from != sink->assumed;

	drop_page(sink);
	sink->has_ahead = !overtakes;
	return overtakes || take_page(poller, sink, err);
}

/*
 * The page in hand is used up, and nothing in the one behind it has to wait for
 * what becomes of the batch under way.
 */
static bool can_turn(const struct poller_sink *sink)
{
	const struct page *ahead = &sink->ahead;

	return sink->has_page && sink->from == sink->cutter.page->n &&
	       sink->has_ahead && ahead->n && ahead->resolved &&
	       ahead->changes[0].seq <= sink->bound &&
	       !sieve_sifts(&sink->sieve) && schema_guard_knows(sink, ahead);
}

/* What can be done ahead of time: the page behind, and the next batch. */
static bool prepare(struct poller *poller, struct poller_sink *sink,
		    bool *progress, struct err *err)
{
	size_t n;

	if (sink->resending || sink->err.kind != ERR_NONE || is_large(sink) ||
	    sink_is_off(&sink->state) || *poller->stop)
		return true;
	ask_ahead(poller, sink, progress);
	if (sink->next)
		return true;
	if (can_turn(sink)) {
		/* Other sinks have their turn at the reader before us. */
		*progress = true;
		return turn_page(poller, sink, err);
	}
	n = next_changes(sink);
	if (!n || !can_render(poller, sink))
		return true;
	if (!make_next(poller, sink, n, err))
		return false;
	if (sink->next) {
		advance(sink);
		*progress = true;
	}
	return true;
}

/* ----------------------------------------------------------------- sending */

/* Only under a lease that is ours for certain. */
static bool have_lease(struct poller *poller, struct err *err)
{
	if (!poller->source || clock_monotonic() < poller->lease_until)
		return true;
	return deliver_await_source(poller, err) && guard_renew(poller, err);
}

bool deliver_send_draft(struct poller *poller, struct poller_sink *sink,
			const struct draft *draft, struct err *err)
{
	int64_t token = poller->lease.token
			    ? poller->lease.token
			    : state_identity(poller->state)->token;

	if (!have_lease(poller, err))
		return false;
	sink->courier.type = sink->type;
	sink->courier.sink = sink->sink;
	poller->sent = true;
	batch_view(&sink->batch, draft, token, &sink->courier.batch);
	sink->courier.batch.plain = sink->state.plain;
	courier_send(&sink->courier, &poller->hub);
	return true;
}

bool deliver_send(struct poller *poller, struct poller_sink *sink,
		  struct err *err)
{
	return deliver_send_draft(poller, sink, sink->out, err);
}

/* Seals what is ready, and sends it. */
static bool send_next(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	sink->out = sink->next;
	sink->next = NULL;
	return state_seal(poller->state, sink->state.name, &sink->out->seal,
			  err) &&
	       deliver_send(poller, sink, err);
}

/* ------------------------------------------------------------------- steps */

static bool due(const struct poller_sink *sink)
{
	return !schedule_wait(&sink->state);
}

/* New changes: a batch of the page in hand, or else another page. */
static bool step_changes(struct poller *poller, struct poller_sink *sink,
			 bool *progress, struct err *err)
{
	size_t n = next_changes(sink);

	if (n && !can_render(poller, sink))
		return true;
	if (n) {
		*progress = true;
		ask_ahead(poller, sink, progress);
		if (!make_next(poller, sink, n, err))
			return false;
		if (sink->next)
			advance(sink);
		return true;
	}
	if (sink->has_page && sink->page.complete &&
	    sink->from == sink->cutter.page->n) {
		*progress = true;
		rest(poller, sink);
		return true;
	}
	if (sink->has_ahead) {
		*progress = true;
		return turn_page(poller, sink, err);
	}
	ask_page(poller, sink, progress);
	return true;
}

/* At rest between two batches. */
static bool step_idle(struct poller *poller, struct poller_sink *sink,
		      bool *progress, struct err *err)
{
	bool found;

	if (!due(sink)) {
		*progress = true;
		rest(poller, sink);
		return true;
	}
	if (!sink->looked) {
		/* It may need the source; what the reader has can wait. */
		if (!reader_rests(&poller->reader))
			return true;
		*progress = true;
		if (!resend_first(poller, sink, &found, err))
			return false;
		sink->looked = !found;
		return true;
	}
	if (!poller->source) {
		*progress = true;
		rest(poller, sink);
		return true;
	}
	return step_changes(poller, sink, progress, err);
}

bool deliver_step(struct poller *poller, struct poller_sink *sink,
		  bool *progress, struct err *err)
{
	if (courier_out(&sink->courier)) {
		if (!job_done(&sink->courier.job))
			return prepare(poller, sink, progress, err);
		*progress = true;
		return verdict_settle(poller, sink, err);
	}
	if (*poller->stop)
		return true;
	if (sink_is_off(&sink->state))
		deliver_drop(poller, sink);
	if (sink->next) {
		*progress = true;
		return send_next(poller, sink, err);
	}
	if (deliver_rests(sink))
		return true;
	return step_idle(poller, sink, progress, err);
}
