/* shadowlog peek: what would be sent next.  Sends nothing, changes nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "poller/command.h"
#include "poller/poller.h"

static bool open_all(struct poller *poller, const struct command_line *line,
		     struct poller_sink **out, struct err *err)
{
	const struct config_source *settings = &poller->settings;

	if (!config_open(&poller->config, line->config, err) ||
	    !config_source(poller->config, &poller->settings, err) ||
	    !dialect_open(&poller->dialect, settings->dialect, err) ||
	    !state_open(&poller->state, settings->state_dir, settings->id,
			false, err) ||
	    !poller_configure_sinks(poller, err))
		return false;
	return poller_find_sink(poller, line->sink, out, err) &&
	       poller_look(poller, *out, err);
}

/* The first batch of what the sink is to get. */
static bool make_batch(struct poller_sink *sink, const struct page *page,
		       struct err *err)
{
	struct chain chain = { sink->state.batch_seq, sink->state.batch_id,
			       sink->state.revision };
	struct config_batch limits = sink->limits;
	struct cutter cutter;
	size_t bad, n;
	bool good;

	if (sink->batch.format->single)
		limits.events = 1;
	cutter_open(&cutter, page);
	n = cutter_next(&cutter, 0, &limits);
	good = batch_make(&sink->batch, &chain, &cutter, 0, n, &sink->drafts[0],
			  &bad, err);
	cutter_release(&cutter);
	return good;
}

static void add_all(struct rangeset *out, const struct rangeset *more)
{
	size_t i;

	for (i = 0; i < more->n; i++)
		rangeset_add(out, more->ranges[i].first, more->ranges[i].last);
}

/* Renders the sealed batch, or what would become the next one. */
static bool next_batch(struct poller *poller, struct poller_sink *sink,
		       bool *there, struct err *err)
{
	const struct page_limits limits = {
		.rows = (size_t)sink->limits.events,
		.bytes = (size_t)sink->limits.bytes,
	};
	struct draft *draft = &sink->drafts[0];
	struct page *page = &sink->page;

	if (!state_sealed(poller->state, sink->name, &draft->seal, there, err))
		return false;
	if (*there)
		return batch_remake(&sink->batch, draft, page, err);
	add_all(&sink->acked, &sink->held);
	for (;;) {
		if (!source_read(poller->source, &sink->acked,
				 sink->state.floor, INT64_MAX, &limits, page,
				 err) ||
		    !source_resolve(poller->source, page, err))
			return false;
		if (!page->n || !sieve_sifts(&sink->sieve))
			break;
		sieve_page(&sink->sieve, page, &sink->batch.arena,
			   &sink->sifted);
		if (sink->sifted.page.n)
			break;
		add_all(&sink->acked, &sink->sifted.passed);
		if (sink->sifted.nheld || page->complete)
			break;
	}
	if (page->n && sieve_sifts(&sink->sieve))
		page = &sink->sifted.page;
	*there = page->n > 0;
	return !*there || make_batch(sink, page, err);
}

bool command_peek(const struct command_line *line, struct err *err)
{
	struct poller poller = { .stop = line->stop };
	struct poller_sink *sink = NULL;
	bool there = false, good;

	good = open_all(&poller, line, &sink, err) &&
	       next_batch(&poller, sink, &there, err);
	if (good && there) {
		const struct buf *body = &sink->drafts[0].rendering.body;

		fwrite(body->data, 1, body->len, stdout);
		putchar('\n');
	}
	poller_close(&poller);
	return good;
}
