#include "poller/format_debezium.h"

#include <stdlib.h>

#include "core/escape.h"

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

/* `,"ts_ms":...`, or null for what is no time; the name with all that. */
static void put_time(struct buf *out, struct str name, bool known,
		     int64_t seconds, int32_t nanoseconds, int32_t unit)
{
	/* In 64 bits there are nanoseconds for 292 years from 1970 on. */
	if (seconds < -9000000000 || seconds > 9000000000)
		known = false;
	format_put_str(out, name);
	if (known)
		format_put_int(out, seconds * (1000000000 / unit) +
					nanoseconds / unit);
	else
		BUF_PUT(out, "null");
}

static const struct str ms = { ",\"ts_ms\":", 9 }, us = { ",\"ts_us\":", 9 },
			ns = { ",\"ts_ns\":", 9 };

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
	put_time(body, ms, known, seconds, nanoseconds, 1000000);
	BUF_PUT(body, ",\"snapshot\":\"");
	if (native->events[i].op == 'r')
		BUF_PUT(body, "incremental");
	else
		BUF_PUT(body, "false");
	format_put_str(body, table->second);
	put_time(body, us, known, seconds, nanoseconds, 1000);
	put_time(body, ns, known, seconds, nanoseconds, 1);
	format_put_str(body, table->third);
	BUF_PUT(body, ",\"txId\":");
	if (format_tx(work, i, &tx))
		format_put_str(body, tx.id);
	else
		BUF_PUT(body, "null");
	BUF_PUT(body, ",\"event_id\":\"");
	work->id_at = body->len;
	format_put_str(body, native->events[i].id);
	BUF_PUT(body, "\",\"data_collection\":\"");
	work->table_at = body->len;
	format_put_str(body, table->label);
	BUF_PUT(body, "\"");
	format_put_part(work, i, PART_KEY, "key");
	format_put_part(work, i, PART_OMITTED, "omitted");
	format_put_part(work, i, PART_UNREGISTERED, "unregistered");
	format_put_part(work, i, PART_ENCODING, "encoding");
	if (work->head->replay)
		add_text(body, ",\"replay\":", work->head->replay);
	format_put_str(body, rendering_part(native, i, PART_MORE));
	BUF_PUT(body, "}");
}

/* How many events of a transaction there were in one table so far. */
struct tally {
	uint32_t tx, layout; /* tx 0: a free slot */
	int64_t n;
};

/* What is the same for a batch, or grows along it. */
struct counts {
	struct str assembled;
	struct tally *tallies; /* a hash table */
	size_t mask;
};

/* The place among the events of its transaction in its table, from 1. */
static int64_t count_place(struct format_work *work, size_t i)
{
	const struct event_parts *parts = &work->native->parts[i];
	struct counts *counts = work->opaque;
	size_t slots = 1, slot;
	struct tally *tally;

	if (!counts->tallies) {
		while (slots < 2 * work->native->n)
			slots *= 2;
		counts->mask = slots - 1;
		counts->tallies =
		    arena_calloc(&work->arena, slots, sizeof(*counts->tallies));
	}
	slot = (parts->tx * (size_t)0x9e3779b1u + parts->layout) & counts->mask;
	for (tally = &counts->tallies[slot];
	     tally->tx &&
	     (tally->tx != parts->tx || tally->layout != parts->layout);
	     tally = &counts->tallies[slot])
		slot = (slot + 1) & counts->mask;
	tally->tx = parts->tx;
	tally->layout = parts->layout;
	return ++tally->n;
}

static void put_transaction(struct format_work *work, size_t i)
{
	struct buf *body = work->body;
	struct format_tx tx;

	if (!format_tx(work, i, &tx)) {
		BUF_PUT(body, ",\"transaction\":null");
		return;
	}
	BUF_PUT(body, ",\"transaction\":{\"id\":");
	format_put_str(body, tx.id);
	BUF_PUT(body, ",\"total_order\":");
	format_put_int(body, tx.n);
	BUF_PUT(body, ",\"data_collection_order\":");
	format_put_int(body, count_place(work, i));
	BUF_PUT(body, "}");
}

/* When the batch was assembled: the same for all events. */
static struct str assembled(struct format_work *work)
{
	const char *timestamp = work->head->timestamp;
	struct str text = { timestamp, strlen(timestamp) };
	struct buf times = { 0 };
	int64_t seconds = 0;
	int32_t nanoseconds = 0;
	bool known = format_instant(text, &seconds, &nanoseconds);

	put_time(&times, ms, known, seconds, nanoseconds, 1000000);
	put_time(&times, us, known, seconds, nanoseconds, 1000);
	put_time(&times, ns, known, seconds, nanoseconds, 1);
	text = format_keep(work, &times);
	buf_release(&times);
	return text;
}

static void put_event(struct format_work *work, size_t i)
{
	const struct batch_event *event = &work->native->events[i];
	struct buf *body = work->body;
	struct counts *counts = work->opaque;

	if (!counts) {
		work->opaque = counts =
		    arena_calloc(&work->arena, 1, sizeof(*counts));
		counts->assembled = assembled(work);
	}
	BUF_PUT(body, "{\"before\":");
	format_put_str(body, rendering_part(work->native, i, PART_BEFORE));
	format_put_part(work, i, PART_AFTER, "after");
	put_source(work, i);
	put_transaction(work, i);
	BUF_PUT(body, ",\"op\":\"");
	buf_put(body, &event->op, 1);
	BUF_PUT(body, "\"");
	format_put_str(body, counts->assembled);
	BUF_PUT(body, "}");
}

const struct format_style debezium_array = {
	.data_format = "debezium",
	.open = "[",
	.between = ",",
	.close = "]",
	.table = prepare,
	.event = put_event,
};

/* It knows no checkpoints: no events. */
static void put_none(struct format_work *work)
{
	BUF_PUT(work->body, "[]");
}

const struct format_style debezium_single = {
	.data_format = "debezium",
	.table = prepare,
	.event = put_event,
	.checkpoint = put_none,
};
