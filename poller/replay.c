#include "poller/replay.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/clock.h"

enum { PAGE_ROWS = 2000, PAGE_BYTES = 2 * 1024 * 1024 };

/* Waits as long as keeps the rate; a signal ends it. */
static void keep_rate(const struct replay *replay, int64_t began)
{
	int64_t due, wait;
	struct timespec t;

	if (!replay->rate)
		return;
	due = began + replay->changes * 1000 / replay->rate;
	wait = due - clock_monotonic();
	if (wait <= 0)
		return;
	t.tv_sec = (time_t)(wait / 1000);
	t.tv_nsec = (long)(wait % 1000) * 1000000;
	nanosleep(&t, NULL);
}

/* Seals and sends what is in the draft; waits for the answer. */
static bool send(struct poller *poller, struct poller_sink *sink,
		 struct draft *draft, struct err *err)
{
	sink->out = draft;
	if (!state_seal(poller->state, sink->state.name, &draft->seal, err) ||
	    !deliver_send(poller, sink, err))
		return false;
	while (courier_out(&sink->courier)) {
		while (!job_done(&sink->courier.job))
			hub_wait(&poller->hub, 1000);
		if (!verdict_settle(poller, sink, err))
			return false;
	}
	if (sink->err.kind == ERR_NONE)
		return true;
	*err = sink->err;
	return err_prefix(err, "sink \"%s\"", sink->name);
}

static bool send_batch(struct poller *poller, struct poller_sink *sink,
		       const struct cutter *cutter, size_t from, size_t n,
		       struct err *err)
{
	struct chain chain = { sink->state.batch_seq, sink->state.batch_id,
			       sink->state.revision };
	struct draft *draft = &sink->drafts[0];

	draft_reset(draft);
	return batch_make_kept(&sink->batch, &chain,
			       cutter->page->changes + from, n, "manual", 0,
			       draft, err) &&
	       send(poller, sink, draft, err);
}

static bool send_page(struct poller *poller, struct replay *replay,
		      const struct page *page, int64_t began, struct err *err)
{
	struct poller_sink *sink = replay->sink;
	struct config_batch limits = sink->limits;
	struct cutter cutter;
	size_t from = 0, n;
	bool good = true;

	if (sink->batch.format->single)
		limits.events = 1;
	cutter_open(&cutter, page);
	while (good && from < page->n && !*poller->stop) {
		n = cutter_next(&cutter, from, &limits);
		if (!n)
			n = page->n - from;
		if (n > (size_t)limits.events)
			n = (size_t)limits.events;
		good = send_batch(poller, sink, &cutter, from, n, err);
		if (!good)
			break;
		from += n;
		replay->changes += (int64_t)n;
		replay->last = page->changes[from - 1].seq;
		keep_rate(replay, began);
	}
	cutter_release(&cutter);
	return good;
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

/* Of a page only what the sink was sent before. */
static void keep_acked(struct page *page, const struct rangeset *acked)
{
	size_t i, n = 0;

	for (i = 0; i < page->n; i++)
		if (rangeset_has(acked, page->changes[i].seq))
			page->changes[n++] = page->changes[i];
	page->n = n;
}

static bool next_page(struct poller *poller, struct replay *replay,
		      int64_t from, struct page *page, bool *more,
		      int64_t *last, struct err *err)
{
	static const struct page_limits limits = { PAGE_ROWS, PAGE_BYTES };
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
	int64_t from = replay->from, began = clock_monotonic(), last;
	bool more = true;

	while (more && !*poller->stop) {
		const struct page *taken = page;

		if (!next_page(poller, replay, from, page, &more, &last, err))
			return false;
		keep_acked(page, &sink->acked);
		if (sieve_sifts(&sink->sieve)) {
			sieve_page(&sink->sieve, page, &sink->batch.arena,
				   &sink->sifted);
			taken = &sink->sifted.page;
		}
		if (!send_page(poller, replay, taken, began, err))
			return false;
		from = last + 1;
	}
	return true;
}

bool replay_run(struct poller *poller, struct replay *replay, struct err *err)
{
	if (!replay_changelog(poller, replay, err))
		return false;
	if (*poller->stop)
		return err_set(err, ERR_STOPPED, "stopped");
	if (!replay->changes)
		return err_set(err, ERR_DATA,
			       "nothing of that range is kept in the changelog "
			       "([source] keep says for how long)");
	return true;
}
