/* shadowlog peek: what would be sent next.  Sends nothing, changes nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "poller/command.h"
#include "poller/poller.h"

/* The sink, or the lane, of that name; the first one for NULL. */
static struct poller_sink *find_sink(struct poller *poller, const char *name,
				     struct err *err)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++)
		if (!name || strcmp(poller->sinks[i].name, name) == 0)
			return &poller->sinks[i];
	err_set(err, ERR_CONFIG,
		name ? "no sink is called \"%s\"" : "no [sink NAME] section%s",
		name ? name : "");
	return NULL;
}

static bool open_state(struct poller *poller, struct poller_sink *sink,
		       struct err *err)
{
	bool found;

	if (!state_sink_find(poller->state, sink->name, &sink->state, &found,
			     err))
		return false;
	if (!found)
		return err_set(err, ERR_CONFIG,
			       "no sink \"%s\" was ever polled for",
			       sink->name);
	sink->batch.sink = sink->state.name;
	sink->batch.identity = state_identity(poller->state);
	return state_acked(poller->state, sink->name, &sink->acked, err) &&
	       poller_load_parked(poller, sink, err);
}

static bool open_source(struct poller *poller, struct poller_sink *sink,
			struct err *err)
{
	char *connection;
	bool good;

	if (!config_connection(poller->config, &connection, err))
		return false;
	good = source_open(&poller->source, poller->dialect, connection, err) &&
	       row_encoding_find(source_encoding(poller->source),
				 dialect_setting(poller->dialect, "escape"),
				 &sink->batch.encoding, err);
	free(connection);
	sink->batch.source = poller->source;
	sink->sieve.encoding = sink->batch.encoding;
	return good;
}

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
	*out = find_sink(poller, line->sink, err);
	return *out && open_state(poller, *out, err) &&
	       open_source(poller, *out, err);
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
