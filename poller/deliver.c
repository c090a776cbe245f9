/*
 * Serving one sink: what was left over first, then new pages.
 *
 * In doubt the same bytes go out again; nothing is ever skipped.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "poller/poller.h"

enum {
	/* How many batches' worth one page may hold. */
	PAGE_BATCHES = 8,
	PAGE_ROWS = 10000,
	PAGE_BYTES = 2 * 1024 * 1024,
	PAGES_IN_A_ROW = 16,
	/* The schedule of attempts, in milliseconds (delivery-peers §3.3). */
	RETRY_BASE = 5 * 1000,
	RETRY_CAP = 15 * 60 * 1000,
	RETRY_CAP_OLD = 60 * 60 * 1000, /* after a day */
	OPERATOR_BASE = 5 * 60 * 1000,  /* where an operator is needed */
	DAY = 24 * 60 * 60 * 1000
};

/*
 * Full jitter: anything up to a delay that doubles with each failure, so that
 * many pollers do not come back at once; at least a tenth of it.
 */
static int64_t delay(int64_t base, int64_t cap, int64_t failures)
{
	int64_t most = base, least;
	int64_t i;

	for (i = 1; i < failures && most < cap; i++)
		most *= 2;
	if (most > cap)
		most = cap;
	least = most / 10;
	return least + rand() % (most - least + 1);
}

static int64_t next_attempt(const struct sink_state *state, enum err_kind kind,
			    int64_t retry_after, int64_t now,
			    int64_t failing_for)
{
	bool operator_needed = kind == ERR_MISCONFIGURED ||
			       kind == ERR_REJECTED || kind == ERR_DATA ||
			       kind == ERR_INTERNAL || kind == ERR_CONFIG;
	int64_t cap =
	    failing_for > DAY || operator_needed ? RETRY_CAP_OLD : RETRY_CAP;
	int64_t wait = delay(operator_needed ? OPERATOR_BASE : RETRY_BASE, cap,
			     state->failures);

	return now + (wait > retry_after * 1000 ? wait : retry_after * 1000);
}

static const char *condition(enum err_kind kind)
{
	if (kind == ERR_MISCONFIGURED || kind == ERR_CONFIG)
		return "misconfigured";
	if (kind == ERR_REJECTED || kind == ERR_DATA || kind == ERR_INTERNAL)
		return "halted";
	return "retrying";
}

/* Milliseconds since the first failure in a row; notes it if this is it. */
static int64_t failing_for(struct sink_state *state, int64_t now)
{
	int y, mo, d, h, mi, s;

	if (!state->failing_since[0]) {
		clock_text(now, state->failing_since);
		return 0;
	}
	if (sscanf(state->failing_since, "%d-%d-%dT%d:%d:%dZ", &y, &mo, &d, &h,
		   &mi, &s) != 6)
		return 0;
	return now - clock_from_utc(y, mo, d, h, mi, s);
}

/*
 * Notes a failure in the state and in sink->err: the sink stands still for the
 * rest of this round.
 */
static bool note_failure(struct poller *poller, struct poller_sink *sink,
			 struct seal *seal, const struct err *why,
			 int64_t retry_after, struct err *err)
{
	struct sink_state *state = &sink->state;
	int64_t now = clock_now();
	int64_t span = failing_for(state, now);

	sink->err = *why;
	if (why->kind == ERR_STOPPED)
		return true; /* not the sink's fault */
	state->failures++;
	if (strcmp(state->condition, "paused") != 0)
		snprintf(state->condition, sizeof(state->condition), "%s",
			 condition(why->kind));
	snprintf(state->error_kind, sizeof(state->error_kind), "%s",
		 err_kind_name(why->kind));
	snprintf(state->error, sizeof(state->error), "%s", why->text);
	state->next_attempt_at =
	    next_attempt(state, why->kind, retry_after, now, span);
	report_failure(poller->report, state->name, why,
		       state->next_attempt_at);
	return state_fail(poller->state, state, seal, err);
}

/* Keeps the very bytes of an attempt that failed or ended in doubt. */
static bool keep_body(struct poller *poller, struct poller_sink *sink,
		      struct seal *seal, struct err *err)
{
	const struct rendering *r = &sink->batch.rendering;
	struct str body = { r->body.data, r->body.len };
	struct buf spans = { 0 };
	bool good;

	if (seal->kept)
		return true;
	batch_spans(&sink->batch, &spans);
	good = state_keep_body(poller->state, sink->state.name, seal, body,
			       (struct str){ spans.data, spans.len }, err);
	buf_release(&spans);
	seal->kept = good;
	return good;
}

/* Hands the batch in hand to the sink and writes down what came of it. */
static bool hand_over(struct poller *poller, struct poller_sink *sink,
		      struct seal *seal, bool *acked, struct err *err)
{
	struct sink_reply reply = { 0 };
	struct err why = { 0 };
	struct batch batch;
	int64_t start = clock_monotonic();

	batch_view(&sink->batch, seal, &batch);
	*acked = sink->type->deliver(sink->sink, &batch, &reply, &why);
	if (!*acked)
		return keep_body(poller, sink, seal, err) &&
		       note_failure(poller, sink, seal, &why, reply.retry_after,
				    err);
	if (!state_ack(poller->state, &sink->state, &sink->acked, seal, err))
		return false;
	report_batch(poller->report, sink->state.name, seal->id, seal->events,
		     (int64_t)batch.body.n, clock_monotonic() - start);
	return true;
}

/* A batch that a crash or a failure left behind goes first. */
static bool deliver_sealed(struct poller *poller, struct poller_sink *sink,
			   bool *found, bool *acked, struct err *err)
{
	struct err why = { 0 };
	struct seal seal;
	bool good = true;

	*acked = false;
	if (!state_sealed(poller->state, sink->state.name, &seal, found, err))
		return false;
	if (!*found)
		return true;
	if (!poller->source && !seal.kept)
		sink->err = poller->source_err;
	else if (batch_remake(&sink->batch, &seal, &poller->page, &why))
		good = hand_over(poller, sink, &seal, acked, err);
	else if (why.kind == ERR_DATA || why.kind == ERR_INTERNAL ||
		 why.kind == ERR_IO)
		good = note_failure(poller, sink, &seal, &why, 0, err);
	else
		good = err_set(err, why.kind, "%s", why.text);
	seal_release(&seal);
	return good;
}

/*
 * A change that does not decode: what stands before it is delivered, then the
 * sink halts there.
 */
static bool note_bad(struct poller *poller, struct poller_sink *sink,
		     const struct err *why, struct err *err)
{
	struct err halted;

	err_set(&halted, why->kind,
		"halted: %s; all before it was delivered; once it is mended, "
		"`shadowlog sink resume %s`",
		why->text, sink->state.name);
	return note_failure(poller, sink, NULL, &halted, 0, err);
}

/*
 * Makes, seals and delivers one batch of the page.  *done is 0 when the sink
 * stands still.
 */
static bool deliver_batch(struct poller *poller, struct poller_sink *sink,
			  const struct cutter *cutter, size_t from, size_t n,
			  size_t *done, struct err *err)
{
	struct err why = { 0 };
	struct seal seal;
	bool acked = false, good;
	size_t bad = 0;

	*done = 0;
	good = batch_make(&sink->batch, &sink->state, cutter, from, n, &seal,
			  &bad, &why);
	if (!good && why.kind == ERR_DATA) {
		seal_release(&seal);
		if (bad == 0)
			return note_bad(poller, sink, &why, err);
		return deliver_batch(poller, sink, cutter, from, bad, done,
				     err);
	}
	if (!good)
		*err = why;
	good = good &&
	       state_seal(poller->state, sink->state.name, &seal, err) &&
	       hand_over(poller, sink, &seal, &acked, err);
	seal_release(&seal);
	if (good && acked)
		*done = n;
	return good;
}

/* Delivers the batches of the page in hand; *done is how many changes. */
static bool deliver_page(struct poller *poller, struct poller_sink *sink,
			 const struct cutter *cutter, size_t *done,
			 struct err *err)
{
	size_t n, now;

	*done = 0;
	while (*done < cutter->page->n && !*poller->stop) {
		n = cutter_next(cutter, *done, &sink->limits);
		if (!n)
			return true; /* the next page begins here */
		if (!deliver_batch(poller, sink, cutter, *done, n, &now, err))
			return false;
		if (!now)
			return true;
		*done += now;
	}
	return true;
}

/*
 * Delivers the page in hand and reads the next one meanwhile, which is in hand
 * afterwards; *more: it is, and may be delivered.
 */
static bool deliver_and_read(struct poller *poller, struct poller_sink *sink,
			     const struct page_limits *limits, bool go_on,
			     bool *more, bool *worked, struct err *err)
{
	struct page *page = &poller->page;
	struct cutter cutter;
	struct err read_err = { 0 };
	size_t usable, done;
	bool good, read = true;

	cutter_open(&cutter, page);
	usable = cutter_usable(&cutter, &sink->limits);
	*more = go_on && page->resolved && !page->complete;
	if (*more)
		ahead_start(&poller->ahead, poller->source, &sink->acked,
			    sink->state.floor, limits, page, usable);
	good = deliver_page(poller, sink, &cutter, &done, err);
	cutter_release(&cutter);
	if (page->complete && done == page->n)
		sink->idle = true;
	if (*more)
		read = ahead_finish(&poller->ahead, page, &read_err);
	*more = *more && good && read && done == usable;
	*worked = *worked || done > 0;
	if (good && !read)
		return err_set(err, read_err.kind, "%s", read_err.text);
	return good;
}

static struct page_limits page_limits(const struct poller_sink *sink)
{
	size_t events = (size_t)sink->limits.events;
	size_t bytes = (size_t)sink->limits.bytes;
	struct page_limits limits = { events * PAGE_BATCHES, PAGE_BYTES };

	if (limits.rows > PAGE_ROWS)
		limits.rows = events > PAGE_ROWS ? events : PAGE_ROWS;
	if (limits.bytes < bytes)
		limits.bytes = bytes;
	return limits;
}

/* Pages in a row, before another sink has its turn. */
static bool deliver_pages(struct poller *poller, struct poller_sink *sink,
			  int64_t bound, bool *worked, struct err *err)
{
	const struct page_limits limits = page_limits(sink);
	struct page *page = &poller->page;
	bool more = true;
	int i;

	/*
	 * The bound ends the drain but does not cut a page: a transaction can
	 * have changes on both sides of it.
	 */
	if (!source_read(poller->source, &sink->acked, sink->state.floor,
			 INT64_MAX, &limits, page, err) ||
	    !source_resolve(poller->source, page, err))
		return false;
	for (i = 0; more; i++) {
		if (!page->n || page->changes[0].seq > bound) {
			sink->idle = true;
			return true;
		}
		if (!guard_renew(poller, err) ||
		    !deliver_and_read(poller, sink, &limits,
				      i + 1 < PAGES_IN_A_ROW, &more, worked,
				      err))
			return false;
	}
	return true;
}

static bool due(const struct poller_sink *sink)
{
	return sink->state.next_attempt_at <= clock_now();
}

bool deliver_once(struct poller *poller, struct poller_sink *sink,
		  int64_t bound, bool *worked, struct err *err)
{
	bool found, acked;

	if (!due(sink)) {
		sink->idle = true;
		return true;
	}
	if (!deliver_sealed(poller, sink, &found, &acked, err))
		return false;
	if (found) {
		*worked = *worked || acked;
		return true;
	}
	if (!poller->source) {
		sink->idle = true;
		return true;
	}
	return deliver_pages(poller, sink, bound, worked, err);
}
