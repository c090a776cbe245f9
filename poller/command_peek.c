/* shadowlog peek: what would be sent next.  Sends nothing, changes nothing. */
#include <stdio.h>
#include <stdlib.h>

#include "core/dialect.h"
#include "poller/batch.h"
#include "poller/command.h"
#include "poller/config.h"

struct peek {
	struct config *config;
	struct config_source settings;
	struct dialect *dialect;
	struct state *state;
	struct source *source;
	struct sink_state sink;
	struct rangeset acked;
	struct config_batch limits;
	struct batch_context batch;
	struct page page;
	struct seal seal;
};

static bool open_all(struct peek *peek, const struct command_line *line,
		     struct err *err)
{
	const char *name = line->sink;
	char *connection = NULL;
	bool good, found = false;

	good = config_open(&peek->config, line->config, err) &&
	       config_source(peek->config, &peek->settings, err) &&
	       dialect_open(&peek->dialect, peek->settings.dialect, err) &&
	       state_open(&peek->state, peek->settings.state_dir,
			  peek->settings.id, false, err);
	if (!good)
		return false;
	if (!name)
		name = config_sink_name(peek->config, 0);
	if (!name)
		return err_set(err, ERR_CONFIG, "no [sink NAME] section");
	good = config_batch(peek->config, name, &peek->limits, err) &&
	       config_connection(peek->config, &connection, err) &&
	       source_open(&peek->source, peek->dialect, connection, err) &&
	       state_sink_find(peek->state, name, &peek->sink, &found, err) &&
	       state_acked(peek->state, name, &peek->acked, err) &&
	       row_encoding_find(source_encoding(peek->source),
				 dialect_setting(peek->dialect, "escape"),
				 &peek->batch.encoding, err);
	free(connection);
	if (good && !found)
		return err_set(err, ERR_CONFIG,
			       "no sink \"%s\" was ever polled for", name);
	peek->batch.source = peek->source;
	peek->batch.sink = peek->sink.name;
	peek->batch.identity = state_identity(peek->state);
	return good;
}

/* Renders the sealed batch, or what would become the next one. */
static bool next_batch(struct peek *peek, bool *there, struct err *err)
{
	const struct page_limits limits = {
		.rows = (size_t)peek->limits.events,
		.bytes = (size_t)peek->limits.bytes,
	};
	struct cutter cutter;
	size_t bad, n;
	bool good;

	if (!state_sealed(peek->state, peek->sink.name, &peek->seal, there,
			  err))
		return false;
	if (*there)
		return batch_remake(&peek->batch, &peek->seal, &peek->page,
				    err);
	if (!source_read(peek->source, &peek->acked, peek->sink.floor,
			 INT64_MAX, &limits, &peek->page, err))
		return false;
	*there = peek->page.n > 0;
	if (!*there)
		return true;
	cutter_open(&cutter, &peek->page);
	n = cutter_next(&cutter, 0, &peek->limits);
	good = batch_make(&peek->batch, &peek->sink, &cutter, 0, n, &peek->seal,
			  &bad, err);
	cutter_release(&cutter);
	return good;
}

bool command_peek(const struct command_line *line, struct err *err)
{
	struct peek peek = { 0 };
	bool there = false, good;

	good = open_all(&peek, line, err) && next_batch(&peek, &there, err);
	if (good && there) {
		const struct buf *body = &peek.batch.rendering.body;

		fwrite(body->data, 1, body->len, stdout);
		putchar('\n');
	}
	seal_release(&peek.seal);
	page_release(&peek.page);
	batch_context_release(&peek.batch);
	rangeset_release(&peek.acked);
	source_close(peek.source);
	state_close(peek.state);
	dialect_close(peek.dialect);
	config_close(peek.config);
	return good;
}
