#include "poller/format.h"

#include <string.h>

#include "poller/format_cloudevents.h"
#include "poller/format_debezium.h"
#include "poller/format_flat.h"
#include "poller/format_maxwell.h"
#include "poller/format_private.h"

static void put_native(struct format_work *work, size_t i)
{
	const struct batch_event *event = &work->native->events[i];
	size_t at = work->body->len;

	work->id_at = at + (size_t)(event->id.p - event->json.p);
	work->table_at = at + (size_t)(event->table.p - event->json.p);
	format_put_str(work->body, event->json);
}

/* The head of the batch on a line of its own. */
static void put_native_head(struct format_work *work)
{
	const struct rendering *native = work->native;

	buf_add(work->body, native->body.data, native->head_len);
	buf_addstr(work->body, native->n > 0 ? "}\n" : "}");
}

static const struct format_style ndjson = {
	.begin = put_native_head,
	.between = "\n",
	.close = "\n",
	.event = put_native,
};

#define JSON_TYPE "application/json"
#define CLOUDEVENTS_BATCH "application/cloudevents-batch+json"

static const struct format formats[] = {
	{ .name = "native", .content_type = JSON_TYPE, .native = true },
	{ .name = "cloudevents-batch",
	  .content_type = CLOUDEVENTS_BATCH,
	  .style = &cloudevents_batch },
	{ .name = "cloudevents",
	  .content_type = "application/cloudevents+json",
	  .pair_type = CLOUDEVENTS_BATCH,
	  .single = true,
	  .style = &cloudevents_single,
	  .pair_style = &cloudevents_batch },
	{ .name = "cloudevents-binary",
	  .content_type = JSON_TYPE,
	  .pair_type = CLOUDEVENTS_BATCH,
	  .single = true,
	  .http = true,
	  .style = &cloudevents_binary,
	  .pair_style = &cloudevents_batch },
	{ .name = "debezium",
	  .content_type = JSON_TYPE,
	  .style = &debezium_array },
	{ .name = "debezium-single",
	  .content_type = JSON_TYPE,
	  .single = true,
	  .style = &debezium_single,
	  .pair_style = &debezium_array },
	{ .name = "maxwell",
	  .content_type = JSON_TYPE,
	  .kinds = true,
	  .style = &maxwell },
	{ .name = "flat", .content_type = JSON_TYPE, .style = &flat },
	{ .name = "ndjson",
	  .content_type = "application/x-ndjson",
	  .style = &ndjson },
};

enum { FORMATS = sizeof(formats) / sizeof(*formats) };

const struct format *format_find(const char *name)
{
	size_t i;

	for (i = 0; i < FORMATS; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

const struct format *format_at(size_t i)
{
	return i < FORMATS ? &formats[i] : NULL;
}

void format_apply(const struct format *format, const struct batch_head *head,
		  const struct rendering *native, struct rendering *out)
{
	bool pair = native->n > 1 && format->pair_style;

	format_write(pair ? format->pair_style : format->style, head, native,
		     out);
}

const char *format_content_type(const struct format *format, size_t events)
{
	return events > 1 && format->pair_type ? format->pair_type
					       : format->content_type;
}
