#include "poller/format_debezium.h"

#include <stdlib.h>

#include "core/escape.h"
#include "poller/format_private.h"

static void add_text(struct buf *out, const char *before, const char *text)
{
	buf_addstr(out, before);
	escape_name(out, text ? text : "", text ? strlen(text) : 0);
}

/*
 * The source block in three pieces, between which stand the times and what is
 * the event's own.
 */
static void prepare(struct format_work *work, struct format_table *table)
{
	const struct table *shape = table->layout->shape->table;
	struct buf text = { 0 };

	/* The version of this block: one of ours would change the bytes. */
	add_text(&text,
		 ",\"source\":{\"version\":\"1\",\"connector\":"
		 "\"shadowlog\",\"name\":",
		 work->head->source);
	table->first = format_keep(work, &text);
	buf_reset(&text);
	add_text(&text, "\",\"db\":", work->head->database);
	buf_addstr(&text, ",\"sequence\":null");
	table->second = format_keep(work, &text);
	buf_reset(&text);
	if (*shape->schema)
		add_text(&text, ",\"schema\":", shape->schema);
	add_text(&text, ",\"table\":", shape->name);
	table->third = format_keep(work, &text);
	buf_release(&text);
}

/* `"ts_ms":...`, or null for what is no time. */
static void put_time(struct buf *out, const char *name, bool known,
		     int64_t seconds, int32_t nanoseconds, int32_t unit)
{
	/* In 64 bits there are nanoseconds for 292 years from 1970 on. */
	if (seconds < -9000000000 || seconds > 9000000000)
		known = false;
	buf_addf(out, ",\"%s\":", name);
	if (known)
		format_put_int(out, seconds * (1000000000 / unit) +
					nanoseconds / unit);
	else
		FORMAT_PUT(out, "null");
}

static void put_source(struct format_work *work, size_t i)
{
	const struct rendering *native = work->native;
	const struct format_table *table =
	    &work->tables[native->parts[i].layout];
	struct buf *body = work->body;
	struct format_tx tx;
	int64_t seconds = 0;
	int32_t nanoseconds = 0;
	bool known = format_instant(rendering_part(native, i, PART_CAPTURED_AT),
				    &seconds, &nanoseconds);

	format_put_str(body, table->first);
	put_time(body, "ts_ms", known, seconds, nanoseconds, 1000000);
	FORMAT_PUT(body, ",\"snapshot\":\"");
	if (native->events[i].op == 'r')
		FORMAT_PUT(body, "incremental");
	else
		FORMAT_PUT(body, "false");
	format_put_str(body, table->second);
	put_time(body, "ts_us", known, seconds, nanoseconds, 1000);
	put_time(body, "ts_ns", known, seconds, nanoseconds, 1);
	format_put_str(body, table->third);
	FORMAT_PUT(body, ",\"txId\":");
	if (format_tx(work, i, &tx))
		format_put_str(body, tx.id);
	else
		FORMAT_PUT(body, "null");
	FORMAT_PUT(body, ",\"event_id\":\"");
	work->id_at = body->len;
	format_put_str(body, native->events[i].id);
	FORMAT_PUT(body, "\",\"data_collection\":\"");
	work->table_at = body->len;
	format_put_str(body, table->label);
	FORMAT_PUT(body, "\"");
	format_put_part(work, i, PART_KEY, "key");
	format_put_part(work, i, PART_OMITTED, "omitted");
	format_put_part(work, i, PART_UNREGISTERED, "unregistered");
	format_put_part(work, i, PART_ENCODING, "encoding");
	if (work->head->replay)
		add_text(body, ",\"replay\":", work->head->replay);
	format_put_str(body, rendering_part(native, i, PART_MORE));
	FORMAT_PUT(body, "}");
}

/* A transaction's events of one table, counted. */
struct tally {
	uint32_t tx, layout; /* tx 0: free */
	int64_t n;
};

/* The place among the events of its transaction in its table, from 1. */
static int64_t count_place(struct format_work *work, size_t i)
{
	const struct event_parts *parts = &work->native->parts[i];
	size_t mask = 1, slot;
	struct tally *tallies = work->opaque;

	while (mask < 2 * work->native->n)
		mask *= 2;
	if (!tallies)
		work->opaque = tallies =
		    arena_calloc(&work->arena, mask, sizeof(*tallies));
	mask--;
	slot = (parts->tx * (size_t)0x9e3779b1u + parts->layout) & mask;
	while (tallies[slot].tx && (tallies[slot].tx != parts->tx ||
				    tallies[slot].layout != parts->layout))
		slot = (slot + 1) & mask;
	tallies[slot].tx = parts->tx;
	tallies[slot].layout = parts->layout;
	return ++tallies[slot].n;
}

static void put_transaction(struct format_work *work, size_t i)
{
	struct buf *body = work->body;
	struct format_tx tx;

	if (!format_tx(work, i, &tx)) {
		FORMAT_PUT(body, ",\"transaction\":null");
		return;
	}
	FORMAT_PUT(body, ",\"transaction\":{\"id\":");
	format_put_str(body, tx.id);
	FORMAT_PUT(body, ",\"total_order\":");
	format_put_int(body, tx.n);
	FORMAT_PUT(body, ",\"data_collection_order\":");
	format_put_int(body, count_place(work, i));
	FORMAT_PUT(body, "}");
}

static void put_event(struct format_work *work, size_t i)
{
	const struct batch_event *event = &work->native->events[i];
	struct buf *body = work->body;
	const char *assembled = work->head->timestamp;
	int64_t seconds = 0;
	int32_t nanoseconds = 0;
	bool known =
	    format_instant((struct str){ assembled, strlen(assembled) },
			   &seconds, &nanoseconds);

	FORMAT_PUT(body, "{\"before\":");
	format_put_str(body, rendering_part(work->native, i, PART_BEFORE));
	format_put_part(work, i, PART_AFTER, "after");
	put_source(work, i);
	put_transaction(work, i);
	FORMAT_PUT(body, ",\"op\":\"");
	format_put(body, &event->op, 1);
	FORMAT_PUT(body, "\"");
	put_time(body, "ts_ms", known, seconds, nanoseconds, 1000000);
	put_time(body, "ts_us", known, seconds, nanoseconds, 1000);
	put_time(body, "ts_ns", known, seconds, nanoseconds, 1);
	FORMAT_PUT(body, "}");
}

static const struct format_style array_style = {
	.open = "[",
	.between = ",",
	.close = "]",
	.table = prepare,
	.event = put_event,
};

bool debezium_array(const struct batch_head *head,
		    const struct rendering *native, struct rendering *out,
		    struct err *err)
{
	(void)err;
	format_write(&array_style, head, native, out);
	return true;
}

static const struct format_style single_style = {
	.open = "",
	.between = "",
	.close = "",
	.table = prepare,
	.event = put_event,
};

bool debezium_single(const struct batch_head *head,
		     const struct rendering *native, struct rendering *out,
		     struct err *err)
{
	(void)err;
	format_write(native->n == 1 ? &single_style : &array_style, head,
		     native, out);
	return true;
}
