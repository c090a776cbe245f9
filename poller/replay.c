#include "poller/replay_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/clock.h"
#include "poller/deliver.h"
#include "poller/guard.h"
#include "poller/schedule.h"
#include "poller/state_dead.h"
#include "poller/verdict.h"

enum {
	PAGE_ROWS = 2000,
	PAGE_BYTES = 2 * 1024 * 1024,
	WAIT_MOST = 1000 /* milliseconds between two looks at the signals */
};

/* Until then, in clock_monotonic(); the lease is kept meanwhile. */
static bool wait_until(struct poller *poller, int64_t when, struct err *err)
{
	int64_t left;

	while ((left = when - clock_monotonic()) > 0 && !*poller->stop) {
		clock_sleep(left < WAIT_MOST ? left : WAIT_MOST);
		if (!poller_keep_lease(poller, err))
			return false;
	}
	return true;
}

/* Waits as long as keeps the rate; a signal ends it. */
static bool keep_rate(struct poller *poller, const struct replay *replay,
		      struct err *err)
{
	return !replay->rate ||
	       wait_until(poller,
			  replay->begun + replay->sent * 1000 / replay->rate,
			  err);
}

/* Until the courier is back, whatever becomes of the lease. */
static bool wait_for_courier(struct poller *poller, struct poller_sink *sink,
			     struct err *err)
{
	struct err ignored = { 0 };
	bool good = true;

	while (courier_out(&sink->courier)) {
		while (!job_done(&sink->courier.job)) {
			hub_wait(&poller->hub, WAIT_MOST);
			good = good && poller_keep_lease(poller, err);
		}
		good =
		    verdict_settle(poller, sink, good ? err : &ignored) && good;
	}
	return good;
}

static bool is_sealed(struct poller *poller, const struct poller_sink *sink)
{
	struct err ignored = { 0 };
	struct seal seal = { 0 };
	bool found = false;

	if (state_sealed(poller->state, sink->state.name, &seal, &found,
			 &ignored))
		seal_release(&seal);
	return found;
}

/*
 * Seals and sends the batch in the sink's first draft, and waits for the answer
 * and for what the receiver wants to wait.  *taken: it will not have to be made
 * again, since it was delivered, or is sealed and goes out by itself.  True
 * without that: it was too large, and fewer changes are to be sent.
 */
static bool send_draft(struct poller *poller, struct replay *replay,
		       bool *taken, struct err *err)
{
	struct poller_sink *sink = replay->sink;
	int64_t before = sink->state.batch_seq, wait;

	*taken = false;
	sink->out = &sink->drafts[0];
	if (!state_seal(poller->state, sink->state.name, &sink->out->seal,
			err) ||
	    !deliver_send(poller, sink, err) ||
	    !wait_for_courier(poller, sink, err))
		return false;
	*taken = sink->state.batch_seq > before || is_sealed(poller, sink);
	if (sink->err.kind != ERR_NONE) {
		if (sink->courier.reply.partial)
			*taken = false;
		*err = sink->err;
		return err_prefix(err, "sink \"%s\"", sink->name);
	}
	if (sink->state.rewind_to)
		return err_set(
		    err, ERR_TRANSIENT,
		    "sink \"%s\": the receiver has lost batches from "
		    "%" PRId64 " on, which come first: `shadowlog "
		    "poll`, and then the rest of the replay",
		    sink->name, sink->state.rewind_to);
	wait = schedule_wait(&sink->state);
	return !wait || wait_until(poller, clock_monotonic() + wait, err);
}

/*
 * A page that is sent.  `origin` of the next batch is that of the page, and
 * what is known of the transactions in it.
 */
struct sending {
	struct poller *poller;
	struct replay *replay;
	const struct page *page;
	struct cutter cutter;
	const struct batch_origin *origin; /* NULL: the source at hand */
	struct buf open;
};

/* Of the page's n changes from there on. */
static void fill_origin(struct sending *s, size_t from, size_t n,
			struct batch_origin *out)
{
	*out = *s->origin;
	buf_reset(&s->open);
	cutter_open_txs(&s->cutter, from, n, &s->open);
	if (s->open.len && *out->tx.open)
		buf_addch(&s->open, ',');
	buf_addstr(&s->open, out->tx.open);
	out->tx.open = buf_str(&s->open);
}

static bool make_batch(struct sending *s, size_t from, size_t n,
		       struct err *err)
{
	struct poller_sink *sink = s->replay->sink;
	struct chain chain = chain_of_state(&sink->state);
	struct batch_origin origin;
	struct batch_kept kept = { .changes = s->page->changes + from,
				   .n = n,
				   .replay = "manual" };

	if (s->origin) {
		fill_origin(s, from, n, &origin);
		kept.origin = &origin;
	}
	draft_reset(&sink->drafts[0]);
	return batch_make_kept(&sink->batch, &chain, &kept, &sink->drafts[0],
			       err);
}

/* The next batch, of at most n changes from there on; *n: how many it took. */
static bool send_batch(struct sending *s, size_t from, size_t *n,
		       struct err *err)
{
	struct poller_sink *sink = s->replay->sink;
	bool good, taken;
	size_t fits;

	for (;;) {
		if (!make_batch(s, from, *n, err)) {
			*n = 0;
			return false;
		}
		fits = draft_fit(&sink->drafts[0], sink->state.body_limit, *n);
		if (fits < *n) {
			*n = fits;
			continue;
		}
		good = send_draft(s->poller, s->replay, &taken, err);
		if (good && !taken && !*s->poller->stop)
			continue; /* the limit is known now */
		*n = taken ? *n : 0;
		return good;
	}
}

static size_t next_size(const struct sending *s, size_t from, size_t to)
{
	const struct replay *replay = s->replay;
	struct config_batch limits = deliver_limits(replay->sink);
	size_t n;

	if (replay->rate && limits.events > replay->rate)
		limits.events = replay->rate;
	n = cutter_next(&s->cutter, from, &limits);
	if (!n || n > to - from)
		n = to - from;
	return n < (size_t)limits.events ? n : (size_t)limits.events;
}

bool replay_send_page(struct poller *poller, struct replay *replay,
		      const struct page *page, size_t from, size_t to,
		      const struct batch_origin *origin, struct err *err)
{
	struct sending s = { .poller = poller,
			     .replay = replay,
			     .page = page,
			     .origin = origin };
	bool good = true;

	cutter_open(&s.cutter, page);
	while (good && from < to && !*poller->stop) {
		size_t n = next_size(&s, from, to);

		good = send_batch(&s, from, &n, err);
		from += n;
		replay->sent += (int64_t)n;
		if (n)
			replay->rest = page->changes[from - 1].seq + 1;
		good = good && keep_rate(poller, replay, err);
	}
	cutter_release(&s.cutter);
	buf_release(&s.open);
	return good && (from == to || err_set(err, ERR_STOPPED, "stopped"));
}

/* What is not to be read: all outside of the range, and what is still new. */
static void fill_rest(const struct replay *replay, int64_t from,
		      struct rangeset *out)
{
	rangeset_reset(out);
	if (from > 1)
		rangeset_add(out, 1, from - 1);
	if (replay->to < INT64_MAX)
		rangeset_add(out, replay->to + 1, INT64_MAX - 1);
}

/* Of a page only what the sink was sent before, and took. */
static void keep_taken(const struct replay *replay, struct page *page)
{
	const struct rangeset *acked = &replay->sink->acked;
	size_t i, n = 0;

	for (i = 0; i < page->n; i++) {
		int64_t seq = page->changes[i].seq;

		if (rangeset_has(acked, seq) &&
		    !rangeset_has(&replay->dead, seq))
			page->changes[n++] = page->changes[i];
	}
	page->n = n;
}

/* The sink's dead letters of this epoch that it has not taken since. */
static bool find_dead(struct poller *poller, struct replay *replay,
		      struct err *err)
{
	const char *epoch = state_identity(poller->state)->epoch;
	struct dead_letter dead = { 0 };
	struct arena arena = { 0 };
	bool good = true, found = true;

	while (good && found) {
		arena_reset(&arena);
		good =
		    state_dead_next(poller->state, replay->sink->state.name,
				    NULL, dead.id, &arena, &dead, &found, err);
		if (good && found && strcmp(dead.epoch, epoch) == 0 &&
		    strcmp(dead.condition, "delivered") != 0)
			rangeset_add(&replay->dead, dead.change.seq,
				     dead.change.seq);
	}
	arena_release(&arena);
	return good;
}

static bool next_page(struct poller *poller, struct replay *replay,
		      int64_t from, struct page *page, bool *more,
		      int64_t *last, struct err *err)
{
	static const struct page_limits limits = { PAGE_ROWS, PAGE_BYTES, 0 };
	struct rangeset rest = { 0 };
	bool good;

	fill_rest(replay, from, &rest);
	good = source_read(poller->source, &rest, 0, INT64_MAX, &limits, page,
			   err) &&
	       source_resolve(poller->source, page, err) &&
	       (!page->n || guard_renew(poller, err));
	rangeset_release(&rest);
	*more = good && page->n && !page->complete;
	*last = good && page->n ? page->changes[page->n - 1].seq : 0;
	return good;
}

static bool replay_changelog(struct poller *poller, struct replay *replay,
			     struct err *err)
{
	struct poller_sink *sink = replay->sink;
	struct page *page = &sink->page;
	int64_t from = replay->from, last;
	bool more = true;

	while (more && !*poller->stop) {
		const struct page *taken = page;

		if (!next_page(poller, replay, from, page, &more, &last, err))
			return false;
		keep_taken(replay, page);
		if (sieve_sifts(&sink->sieve)) {
			sieve_page(&sink->sieve, page, &sink->batch.arena,
				   &sink->sifted);
			taken = &sink->sifted.page;
		}
		if (!replay_send_page(poller, replay, taken, 0, taken->n, NULL,
				      err))
			return false;
		from = last + 1;
	}
	return true;
}

bool replay_run(struct poller *poller, struct replay *replay, struct err *err)
{
	replay->begun = clock_monotonic();
	replay->rest = replay->from;
	if (!find_dead(poller, replay, err))
		return false;
	if (replay->files ? !replay_files(poller, replay, err)
			  : !replay_changelog(poller, replay, err))
		return false;
	if (*poller->stop && !replay->files)
		return err_set(err, ERR_STOPPED, "stopped");
	if (replay->sent)
		return true;
	if (replay->files)
		return err_set(err, ERR_DATA,
			       "the files in \"%s\" hold nothing of that range "
			       "for this sink",
			       replay->files);
	return err_set(err, ERR_DATA,
		       "nothing of that range is kept in the changelog "
		       "([source] keep says for how long)");
}
