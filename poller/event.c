#include "poller/event.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/escape.h"
#include "poller/event_omit.h"
#include "poller/event_write.h"
#include "poller/layout.h"
#include "poller/shaping.h"
#include "poller/tx_places.h"
#include "poller/value.h"

/* Everything that rendering one batch needs. */
struct render {
	const struct batch_head *head;
	const struct change *changes;
	size_t n;
	struct rendering *out;
	struct buf *body;        /* of *out */
	struct layouts *layouts; /* of *out */
	uint32_t *layout_of;     /* for each change, index in layouts */
	struct tx_places txs;
	struct event_writer writer;
	size_t count_at; /* where the count stands in the body */
	size_t head_end; /* where the first event will start */
};

void rendering_reset(struct rendering *rendering)
{
	size_t i;

	buf_reset(&rendering->body);
	buf_reset(&rendering->head);
	for (i = 0; i < rendering->nheaders; i++)
		free(rendering->headers[i]);
	layouts_release(&rendering->layouts);
	rendering->nheaders = 0;
	rendering->n = 0;
	rendering->omittable = 0;
	rendering->head_len = 0;
}

void rendering_release(struct rendering *rendering)
{
	rendering_reset(rendering);
	buf_release(&rendering->body);
	buf_release(&rendering->head);
	free(rendering->headers);
	free(rendering->events);
	free(rendering->parts);
	*rendering = (struct rendering){ 0 };
}

struct str rendering_part(const struct rendering *rendering, size_t i,
			  enum event_part part)
{
	const struct event_span *span = &rendering->parts[i].spans[part];

	return (struct str){ rendering->events[i].json.p + span->at, span->n };
}

static void add_string(struct buf *out, const char *before, const char *text)
{
	buf_addstr(out, before);
	escape_name(out, text ? text : "", text ? strlen(text) : 0);
}

static void add_event(struct render *r, const struct event *event)
{
	struct rendering *out = r->out;
	struct event_parts *parts;

	out->events =
	    xgrow(out->events, &out->cap, out->n + 1, sizeof(*out->events));
	out->parts =
	    xgrow(out->parts, &out->parts_cap, out->n + 1, sizeof(*out->parts));
	parts = &out->parts[out->n];
	*parts = (struct event_parts){
		.layout = (uint32_t)(event->layout - r->layouts->items),
		.tx = event->tx ? (uint32_t)(event->tx - r->txs.items) + 1 : 0,
	};
	if (out->n > 0)
		buf_add(r->body, ",", 1);
	event_write(&r->writer, event, &out->events[out->n++], parts);
}

static bool decode(struct render *r, const struct event *event,
		   struct str image, bool before, struct event_side *out,
		   struct err *err)
{
	const char *which = before ? "old row" : "new row";
	const struct layout *layout = event->layout;
	const struct table *table = layout->shape->table;
	size_t i;

	*out = (struct event_side){ 0 };
	if (!(before ? row_decode_old : row_decode)(r->writer.encoding, image,
						    table, r->writer.arena,
						    &out->row, err))
		return err_prefix(err, "%s", which);
	for (i = 0; i < layout->nkeys; i++)
		if (out->row.values[layout->keys[i]].form == VALUE_ABSENT)
			return err_set(
			    err, ERR_DATA,
			    "%s: column \"%s\" is part of the key, but not in "
			    "the row",
			    which, table->columns[layout->keys[i]].name);
	return true;
}

static bool same_key(const struct layout *layout, const struct row *a,
		     const struct row *b)
{
	size_t i;

	for (i = 0; i < layout->nkeys; i++)
		if (!value_same(&a->values[layout->keys[i]],
				&b->values[layout->keys[i]]))
			return false;
	return true;
}

static void write_update(struct render *r, struct event *event,
			 struct event_side *old, struct event_side *new)
{
	bool last = event->last;

	if (!old || same_key(event->layout, &old->row, &new->row)) {
		event->op = 'u';
		event->before = old;
		event->after = new;
		add_event(r, event);
		return;
	}
	event->op = 'd';
	event->part = 1;
	event->last = false;
	event->before = old;
	add_event(r, event);
	event->op = 'c';
	event->part = 2;
	event->last = last;
	event->before = NULL;
	event->after = new;
	add_event(r, event);
}

/* What an op needs, and the letter it has on the wire. */
static const struct op {
	char op, wire;
	bool old, new;
} ops[] = {
	{ 'I', 'c', false, true },  { 'U', 'u', true, true },
	{ 'D', 'd', true, false },  { 'R', 'r', false, true },
	{ 'T', 't', false, false }, { 'M', 'm', false, false },
};

static const struct op *op_find(char op)
{
	size_t i;

	for (i = 0; i < sizeof(ops) / sizeof(*ops); i++)
		if (ops[i].op == op)
			return &ops[i];
	return NULL;
}

/* The change has the rows that its op needs, and no other. */
static bool check_rows(const struct change *change, const struct op *op,
		       const struct table *table, struct err *err)
{
	/* An update that keeps the key, with option before none. */
	if (op->old && op->new && !change->has_old && change->has_new &&
	    table->options.before == BEFORE_NONE)
		return true;
	if (change->has_old != op->old)
		return err_set(err, ERR_DATA, "op \"%c\" %s old row", op->op,
			       op->old ? "without" : "with an");
	if (change->has_new != op->new)
		return err_set(err, ERR_DATA, "op \"%c\" %s new row", op->op,
			       op->new ? "without" : "with a");
	return true;
}

static bool write_change(struct render *r, size_t i, struct err *err)
{
	const struct change *change = &r->changes[i];
	struct event event = {
		.change = change,
		.layout = &r->layouts->items[r->layout_of[i]],
		.tx = tx_places_of(&r->txs, i),
	};
	const struct op *op = op_find(change->op);
	struct event_side old, new;

	arena_reset(r->writer.arena);
	if (!op)
		return err_set(err, ERR_DATA,
			       "op \"%c\" is none of I, U, D, T, R, M",
			       change->op);
	event.op = op->wire;
	event.last = event.tx && event.tx->last == i;
	if (!check_rows(change, op, event.layout->shape->table, err))
		return false;
	if (change->has_old &&
	    !decode(r, &event, change->old_row, true, &old, err))
		return false;
	if (change->has_new &&
	    !decode(r, &event, change->new_row, false, &new, err))
		return false;
	if (r->head->omit)
		r->out->omittable =
		    omit_choose(event.layout, change->has_old ? &old.row : NULL,
				change->has_new ? &new.row : NULL,
				r->head->omit, r->writer.arena, &event.omit);
	if (op->old && op->new) {
		write_update(r, &event, change->has_old ? &old : NULL, &new);
		return true;
	}
	event.before = op->old ? &old : NULL;
	event.after = op->new ? &new : NULL;
	add_event(r, &event);
	return true;
}

static void write_head(struct render *r)
{
	const struct batch_head *head = r->head;
	struct rendering *out = r->out;
	struct buf *body = r->body;

	add_string(body, "{\"type\":", event_batch_type(head));
	add_string(body, ",\"timestamp\":", head->timestamp);
	add_string(body, ",\"format\":\"shadowlog/1\",\"id\":", head->id);
	buf_addf(body, ",\"batch_seq\":%" PRId64 ",\"prev_batch_id\":",
		 head->batch_seq);
	if (head->prev_id)
		add_string(body, "", head->prev_id);
	else
		buf_addstr(body, "null");
	add_string(body, ",\"source\":{\"id\":", head->source);
	add_string(body, ",\"epoch\":", head->epoch);
	add_string(body, ",\"dbms\":", head->dbms);
	add_string(body, ",\"server\":", head->server);
	add_string(body, ",\"database\":", head->database);
	add_string(body, "},\"sink\":", head->sink);
	if (head->replay)
		add_string(body, ",\"replay\":", head->replay);
	add_string(body, ",\"first_pos\":", out->first_pos);
	add_string(body, ",\"last_pos\":", out->last_pos);
	buf_addstr(body, ",\"count\":");
	r->count_at = body->len;
	buf_addf(body, "%zu,\"schemas\":", r->n);
	layouts_print(r->layouts, body);
	out->head_len = body->len;
	buf_addstr(body, ",\"data\":[");
	r->head_end = body->len;
}

/*
 * The head counts one event for each change.  Where a change of a key made two,
 * the right count goes in, and all behind it moves if it has more digits.
 */
static void correct_count(struct render *r)
{
	struct buf count = { 0 };
	struct buf *body = r->body;
	size_t digits = strcspn(body->data + r->count_at, ",");
	size_t more;

	if (r->out->n == r->n)
		return;
	buf_addf(&count, "%zu", r->out->n);
	more = count.len - digits; /* there are never fewer events */
	if (more > 0) {
		char *from;

		buf_reserve(body, more);
		from = body->data + r->count_at + digits;
		memmove(from + more, from, body->len - r->count_at - digits);
		body->len += more;
		r->out->head_len += more;
		r->head_end += more;
	}
	memcpy(body->data + r->count_at, count.data, count.len);
	buf_release(&count);
}

/* The body moves no more: where each event lies in it. */
static void place_events(const struct render *r)
{
	const char *p = r->body->data + r->head_end;
	size_t i;

	for (i = 0; i < r->out->n; i++) {
		struct batch_event *event = &r->out->events[i];

		event->json.p = p;
		event->id.p = p + sizeof("{\"id\":\"") - 1;
		event->pos.p =
		    event->id.p + event->id.n + sizeof("\",\"pos\":\"") - 1;
		event->table.p = event->pos.p + EVENT_POS_SIZE +
				 sizeof("\",\"op\":\"c") - 1 + LAYOUT_LABEL_AT;
		p += event->json.n + 1; /* the comma */
	}
}

static bool add_layout(struct render *r, const struct shape *shape,
		       struct err *err)
{
	const unsigned char *show = NULL;

	if (r->head->shaping &&
	    !shaping_columns(r->head->shaping, shape, &show, err))
		return false;
	layouts_add(r->layouts, shape, show);
	return true;
}

/* Looks up the shape of every change, so that `schemas` can come first. */
static bool find_layouts(struct render *r, const struct shape_lookup *shapes,
			 size_t *bad, struct err *err)
{
	size_t i, k = 0;

	for (i = 0; i < r->n; i++) {
		int32_t number = r->changes[i].shape;
		const struct shape *shape = NULL;

		*bad = i;
		if (i == 0 || number != r->changes[i - 1].shape)
			k = layouts_find(r->layouts, number);
		r->layout_of[i] = (uint32_t)k;
		if (k < r->layouts->n)
			continue;
		if (!shapes->find(shapes->opaque, number, &shape, err))
			return err_prefix(err, "seq %" PRId64,
					  r->changes[i].seq);
		if (!shape)
			return err_set(err, ERR_DATA,
				       "seq %" PRId64 ": the registry has no "
				       "shape %" PRId32,
				       r->changes[i].seq, number);
		if (!add_layout(r, shape, err))
			return false;
	}
	return true;
}

static void find_bounds(struct render *r)
{
	int64_t first = r->n > 0 ? r->changes[0].seq : r->head->checkpoint;
	int64_t last = first;
	size_t i;

	for (i = 0; i < r->n; i++) {
		int64_t seq = r->changes[i].seq;

		first = seq < first ? seq : first;
		last = seq > last ? seq : last;
	}
	snprintf(r->out->first_pos, sizeof(r->out->first_pos), "%020" PRId64,
		 first);
	snprintf(r->out->last_pos, sizeof(r->out->last_pos), "%020" PRId64,
		 last);
}

static bool render_all(struct render *r, const struct shape_lookup *shapes,
		       size_t *bad, struct err *err)
{
	size_t i;

	if (!find_layouts(r, shapes, bad, err))
		return false;
	find_bounds(r);
	write_head(r);
	for (i = 0; i < r->n; i++) {
		if (write_change(r, i, err))
			continue;
		*bad = i;
		return err_prefix(
		    err, "seq %" PRId64 ": table \"%s\"", r->changes[i].seq,
		    r->layouts->items[r->layout_of[i]].shape->label);
	}
	buf_addstr(r->body, "]}");
	correct_count(r);
	r->body->data[r->body->len] = '\0';
	place_events(r);
	return true;
}

const char *event_batch_type(const struct batch_head *head)
{
	return head->ping         ? "shadowlog.ping"
	       : head->checkpoint ? "shadowlog.checkpoint"
				  : "shadowlog.batch";
}

const char *event_epoch(const struct batch_head *head)
{
	return head->events_epoch ? head->events_epoch : head->epoch;
}

bool event_render(const struct batch_head *head, const struct change *changes,
		  size_t n, enum row_encoding encoding,
		  const struct shape_lookup *shapes, struct arena *arena,
		  struct rendering *out, size_t *bad, struct err *err)
{
	struct render r = {
		.head = head,
		.changes = changes,
		.n = n,
		.out = out,
		.body = &out->body,
		.layouts = &out->layouts,
		.writer = { .body = &out->body,
			    .arena = arena,
			    .encoding = encoding,
			    .shaping = head->shaping,
			    .tx_complete = head->tx.complete },
	};
	struct buf id_start = { 0 };
	bool good;

	rendering_reset(out);
	if (head->shaping)
		out->layouts.sink = shaping_sink(head->shaping);
	r.layout_of = xcalloc(n + 1, sizeof(*r.layout_of));
	tx_places_fill(&r.txs, changes, n, head->tx.open);
	buf_addf(&id_start, "{\"id\":\"%s:%s:", head->source,
		 event_epoch(head));
	r.writer.id_start = (struct str){ id_start.data, id_start.len };
	good = render_all(&r, shapes, bad, err);
	tx_places_release(&r.txs);
	buf_release(&r.writer.scratch);
	free(r.layout_of);
	buf_release(&id_start);
	return good;
}
