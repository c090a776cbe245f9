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

/* The head of the batch on a line, and each event on one of its own. */
static bool ndjson(const struct batch_head *head,
		   const struct rendering *native, struct rendering *out,
		   struct err *err)
{
	struct buf first = { 0 };
	struct format_style style = {
		.between = "\n",
		.close = "\n",
		.event = put_native,
	};

	(void)err;
	buf_add(&first, native->body.data, native->head_len);
	buf_addstr(&first, native->n > 0 ? "}\n" : "}");
	style.open = first.data;
	format_write(&style, head, native, out);
	buf_release(&first);
	return true;
}

#define JSON_TYPE "application/json"
#define CLOUDEVENTS_BATCH "application/cloudevents-batch+json"

static const struct format formats[] = {
	{ .name = "native", .content_type = JSON_TYPE, .native = true },
	{ .name = "cloudevents-batch",
	  .content_type = CLOUDEVENTS_BATCH,
	  .apply = cloudevents_batch },
	{ .name = "cloudevents",
	  .content_type = "application/cloudevents+json",
	  .pair_type = CLOUDEVENTS_BATCH,
	  .single = true,
	  .apply = cloudevents_single },
	{ .name = "cloudevents-binary",
	  .content_type = JSON_TYPE,
	  .pair_type = CLOUDEVENTS_BATCH,
	  .single = true,
	  .http = true,
	  .apply = cloudevents_binary },
	{ .name = "debezium",
	  .content_type = JSON_TYPE,
	  .apply = debezium_array },
	{ .name = "debezium-single",
	  .content_type = JSON_TYPE,
	  .single = true,
	  .apply = debezium_single },
	{ .name = "maxwell",
	  .content_type = JSON_TYPE,
	  .kinds = true,
	  .apply = maxwell_array },
	{ .name = "flat", .content_type = JSON_TYPE, .apply = flat_array },
	{ .name = "ndjson",
	  .content_type = "application/x-ndjson",
	  .apply = ndjson },
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

const char *format_content_type(const struct format *format, size_t events)
{
	return events > 1 && format->pair_type ? format->pair_type
					       : format->content_type;
}
