/* shadowlog peek: what would be sent next.  Sends nothing, changes nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "poller/command.h"
#include "poller/deliver.h"
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

/*
 * The first n changes as a batch, or fewer: a change that does not decode ends
 * it, and so does what the receiver takes at a time.
 */
static bool make_part(struct poller_sink *sink, const struct cutter *cutter,
		      size_t n, struct err *err)
{
	struct chain chain = chain_of_state(&sink->state);
	struct draft *draft = &sink->drafts[0];
	size_t bad = 0, fewer;

	for (;;) {
		if (batch_make(&sink->batch, &chain, cutter, 0, n, draft, &bad,
			       err)) {
			fewer = draft_fit(draft, sink->state.body_limit, n);
			if (fewer == n)
				return true;
		} else {
			fewer = err->kind == ERR_DATA ? bad : 0;
			if (!fewer)
				return false;
			err_clear(err);
		}
		n = fewer;
	}
}

/* The first batch of what the sink is to get. */
static bool make_batch(struct poller_sink *sink, const struct page *page,
		       struct err *err)
{
	struct config_batch limits = deliver_limits(sink);
	struct cutter cutter;
	bool good;

	cutter_open(&cutter, page);
	good = make_part(sink, &cutter, cutter_next(&cutter, 0, &limits), err);
	cutter_release(&cutter);
	return good;
}

/* Renders the sealed batch, or what would become the next one. */
static bool next_batch(struct poller *poller, struct poller_sink *sink,
		       bool *there, struct err *err)
{
	const struct page_limits limits = {
		/* One more, which tells whether a transaction ends. */
		.rows = (size_t)sink->limits.events + 1,
		.bytes = (size_t)sink->limits.bytes,
	};
	struct draft *draft = &sink->drafts[0];
	struct page *page = &sink->page;

	if (!state_sealed(poller->state, sink->name, &draft->seal, there, err))
		return false;
	if (*there)
		return batch_remake(&sink->batch, draft, page, err);
	rangeset_add_all(&sink->acked, &sink->held);
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
		rangeset_add_all(&sink->acked, &sink->sifted.passed);
		if (sink->sifted.nheld || page->complete)
			break;
	}
	if (page->n && sieve_sifts(&sink->sieve))
		page = &sink->sifted.page;
	*there = page->n > 0;
	return !*there || make_batch(sink, page, err);
}

/* The sink itself makes the request, as it would send it now. */
static bool print_request(struct poller *poller, struct poller_sink *sink,
			  struct err *err)
{
	struct buf out = { 0 };
	struct batch batch;
	bool good;

	batch_view(&sink->batch, &sink->drafts[0],
		   state_identity(poller->state)->token, &batch);
	batch.plain = sink->state.plain;
	good = sink->type->open(&sink->sink, &sink->options, err) &&
	       config_check_sink(poller->config, sink->section, err) &&
	       sink->type->preview(sink->sink, &batch, &out, err);
	if (good) {
		fwrite(buf_str(&out), 1, out.len, stdout);
		putchar('\n');
	}
	buf_release(&out);
	return good;
}

static bool print(struct poller *poller, struct poller_sink *sink, bool request,
		  struct err *err)
{
	const struct buf *body = &sink->drafts[0].rendering.body;

	if (request)
		return print_request(poller, sink, err);
	fwrite(buf_str(body), 1, body->len, stdout);
	putchar('\n');
	return true;
}

bool command_peek(const struct command_line *line, struct err *err)
{
	struct poller poller = { .stop = line->stop };
	struct poller_sink *sink = NULL;
	bool there = false, good;

	good = open_all(&poller, line, &sink, err);
	if (good && line->request && !sink->type->preview)
		good = err_set(err, ERR_USAGE,
			       "--request: sink \"%s\" sends no requests: "
			       "name a webhook with --sink",
			       sink->name);
	good = good && next_batch(&poller, sink, &there, err) &&
	       (!there || print(&poller, sink, line->request, err));
	poller_close(&poller);
	return good;
}
