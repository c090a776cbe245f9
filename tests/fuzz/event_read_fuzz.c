/*
 * Lines of any text as a batch of a file.  Either it is refused, with a text
 * that says why, or it is written in every format as JSON that a strict parser
 * reads, natively as it was.
 */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "poller/event_read.h"
#include "poller/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good, const char *what, const char *text)
{
	if (good)
		return;
	fprintf(stderr, "%s: %s\n", what, text);
	abort();
}

/* The next line; false at the end. */
static bool next_line(const char **p, const char *end, struct str *out)
{
	const char *stop;

	if (*p == end)
		return false;
	stop = memchr(*p, '\n', (size_t)(end - *p));
	*out = (struct str){ *p, (size_t)((stop ? stop : end) - *p) };
	*p = stop ? stop + 1 : end;
	return true;
}

static bool read_batch(struct event_batch *batch, struct event_layouts *layouts,
		       const char *p, const char *end, struct err *err)
{
	struct event_head head;
	struct str line;

	if (!next_line(&p, end, &line) || !event_head_read(line, &head))
		return err_set(err, ERR_DATA, "no head");
	if (!event_batch_begin(batch, layouts, &head, err))
		return false;
	while (next_line(&p, end, &line))
		if (!event_batch_add(batch, line, err))
			return false;
	event_batch_end(batch);
	return event_batch_check(batch, err);
}

/* Members that are there twice can be in what is passed on as it is. */
static void check_formats(const struct event_batch *batch)
{
	const struct batch_head head = {
		.id = "x",
		.timestamp = "2026-01-01T00:00:00Z",
		.source = batch->source.p,
		.epoch = batch->origin.epoch,
		.sink = "k",
		.dbms = batch->origin.dbms,
		.server = batch->origin.server,
		.database = batch->origin.database,
	};
	static struct rendering out;
	const struct format *format;
	size_t f, i;

	for (f = 0; (format = format_at(f)); f++) {
		if (format->native)
			continue;
		format_apply(format, &head, &batch->again, &out);
		for (i = 0; i < out.n; i++) {
			struct str event = out.events[i].json;
			json_t *json =
			    json_loadb(event.p, event.n, JSON_ALLOW_NUL, NULL);

			check(json_is_object(json), format->name, event.p);
			json_decref(json);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct event_batch batch;
	struct event_layouts layouts = { 0 };
	struct err err = { 0 };
	const char *p = size ? (const char *)data : "";

	if (read_batch(&batch, &layouts, p, p + size, &err))
		check_formats(&batch);
	else
		check(err.kind != ERR_NONE && *err.text, "no reason", p);
	event_layouts_release(&layouts);
	return 0;
}
