#include "poller/event.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/escape.h"
#include "poller/layout.h"
#include "poller/tx_places.h"
#include "poller/value.h"

/* Everything that rendering one batch needs. */
struct render {
	const struct batch_head *head;
	const struct change *changes;
	size_t n;
	enum row_encoding encoding;
	struct arena *arena;
	struct rendering *out;
	struct buf *body; /* of *out */
	struct layouts layouts;
	uint32_t *layout_of; /* for each change, index in layouts */
	struct tx_places txs;
	struct buf id_start; /* `{"id":"SOURCE:EPOCH:` */
	size_t count_at;     /* where the count stands in the body */
	size_t head_end;     /* where the first event will start */
};

/* One side of an event: a row and how its values were written. */
struct side {
	struct row row;
	/* enum value_how for each column, then each extra; NULL: all as kind */
	unsigned char *how;
};

struct event {
	const struct change *change;
	const struct layout *layout;
	struct tx_place *tx;
	char op;
	int part;  /* 0, or 1 and 2 for the two of a changed key */
	bool last; /* the transaction's last event in this batch */
	struct side *before, *after; /* NULL: not applicable */
};

void rendering_release(struct rendering *rendering)
{
	buf_release(&rendering->body);
	free(rendering->events);
	*rendering = (struct rendering){ 0 };
}

/* Appends bytes without a NUL behind them; event_render() sets the last. */
static inline void put(struct buf *out, const char *p, size_t n)
{
	if (out->cap - out->len <= n)
		buf_reserve(out, n);
	memcpy(out->data + out->len, p, n);
	out->len += n;
}

#define PUT(out, literal) put(out, literal, sizeof(literal) - 1)

static void put_str(struct buf *out, struct str text)
{
	put(out, text.p, text.n);
}

/* At least `width` digits. */
static void put_digits(struct buf *out, uint64_t number, size_t width)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0 || sizeof(digits) - at < width);
	put(out, digits + at, sizeof(digits) - at);
}

/* Room for a position, a seq of 20 digits. */
enum { POS_SIZE = 20 };

static void add_string(struct buf *out, const char *before, const char *text)
{
	buf_addstr(out, before);
	escape_name(out, text ? text : "", text ? strlen(text) : 0);
}

static void note_how(struct render *r, struct side *side, size_t i,
		     enum value_how how)
{
	if (!side->how)
		side->how =
		    arena_calloc(r->arena, side->row.n + side->row.nextras, 1);
	side->how[i] = (unsigned char)how;
}

/* The name of column i of the row, or of extra i - row->n; commas between. */
static void write_name(struct render *r, const struct event *event,
		       const struct row *row, size_t i, bool *first)
{
	if (i < row->n) {
		struct str member = event->layout->members[i];

		put(r->body, member.p + *first, member.n - 1 - *first);
	} else {
		struct str name = row->extras[i - row->n].name;

		if (!*first)
			PUT(r->body, ",");
		escape_name(r->body, name.p, name.n);
	}
	*first = false;
}

static void write_member(struct render *r, const struct event *event,
			 struct side *side, size_t i, bool *first)
{
	const struct row *row = &side->row;
	const struct table *table = event->layout->shape->table;
	enum kind kind = KIND_OTHER;
	const struct value *value;
	enum value_how how;

	if (i < row->n) {
		kind = table->columns[i].kind;
		value = &row->values[i];
	} else {
		value = &row->extras[i - row->n].value;
	}
	write_name(r, event, row, i, first);
	PUT(r->body, ":");
	how = value_write(r->body, kind, r->encoding, value);
	if (how != VALUE_AS_KIND)
		note_how(r, side, i, how);
}

static void write_side(struct render *r, const struct event *event,
		       struct side *side)
{
	const struct row *row;
	bool first = true;
	size_t i;

	if (!side) {
		PUT(r->body, "null");
		return;
	}
	row = &side->row;
	PUT(r->body, "{");
	for (i = 0; i < row->n; i++)
		if (row->values[i].form != VALUE_ABSENT)
			write_member(r, event, side, i, &first);
	for (i = 0; i < row->nextras; i++)
		write_member(r, event, side, row->n + i, &first);
	PUT(r->body, "}");
}

static void write_key(struct render *r, const struct event *event)
{
	const struct layout *layout = event->layout;
	struct side *side = event->after ? event->after : event->before;
	bool first = true;
	size_t i;

	if (!side || layout->nkeys == 0) {
		PUT(r->body, "null");
		return;
	}
	PUT(r->body, "{");
	for (i = 0; i < layout->nkeys; i++)
		write_member(r, event, side, layout->keys[i], &first);
	PUT(r->body, "}");
}

static const struct extra_value *find_extra(const struct row *row,
					    struct str name)
{
	size_t i;

	for (i = 0; i < row->nextras; i++)
		if (row->extras[i].name.n == name.n &&
		    memcmp(row->extras[i].name.p, name.p, name.n) == 0)
			return &row->extras[i];
	return NULL;
}

/* Columns that both rows have and whose values differ. */
static void write_changed(struct render *r, const struct event *event)
{
	const struct row *old = &event->before->row, *new = &event->after->row;
	bool first = true;
	size_t i;

	PUT(r->body, ",\"changed\":[");
	for (i = 0; i < new->n; i++)
		if (old->values[i].form != VALUE_ABSENT &&
		    new->values[i].form != VALUE_ABSENT &&
		    !value_same(&old->values[i], &new->values[i]))
			write_name(r, event, new, i, &first);
	for (i = 0; i < new->nextras; i++) {
		const struct extra_value *extra = &new->extras[i];
		const struct extra_value *other = find_extra(old, extra->name);

		if (other && !value_same(&other->value, &extra->value))
			write_name(r, event, new, new->n + i, &first);
	}
	PUT(r->body, "]");
}

static bool is_absent(const struct side *side, size_t i)
{
	return side && side->row.values[i].form == VALUE_ABSENT;
}

/* Columns of the shape that a row of the event does not have. */
static void write_omitted(struct render *r, const struct event *event)
{
	size_t i, n = event->layout->shape->table->ncolumns;
	struct buf *body = r->body;
	bool any = false;

	for (i = 0; i < n; i++) {
		struct str member = event->layout->members[i];

		if (!is_absent(event->before, i) && !is_absent(event->after, i))
			continue;
		if (any)
			PUT(body, ",");
		else
			PUT(body, ",\"omitted\":[");
		any = true;
		PUT(body, "{\"column\":");
		put(body, member.p + 1, member.n - 2);
		PUT(body, ",\"reason\":\"absent\"}");
	}
	if (any)
		PUT(body, "]");
}

/* Columns of a row of the event that the shape does not have. */
static void write_unregistered(struct render *r, const struct event *event)
{
	const struct row *old = event->before ? &event->before->row : NULL;
	const struct row *new = event->after ? &event->after->row : NULL;
	bool first = true;
	size_t i;

	if ((!old || old->nextras == 0) && (!new || new->nextras == 0))
		return;
	PUT(r->body, ",\"unregistered\":[");
	for (i = 0; new &&i < new->nextras; i++)
		write_name(r, event, new, new->n + i, &first);
	for (i = 0; old && i < old->nextras; i++)
		if (!new || !find_extra(new, old->extras[i].name))
			write_name(r, event, old, old->n + i, &first);
	PUT(r->body, "]");
}

/* {"sig":"text",...} for the values of one side that are not as their kind. */
static void write_hows(struct render *r, const struct event *event,
		       const struct side *side)
{
	const struct row *row = &side->row;
	bool first = true;
	size_t i;

	PUT(r->body, "{");
	for (i = 0; i < row->n + row->nextras; i++) {
		const char *word = value_how_word(side->how[i]);

		if (side->how[i] == VALUE_AS_KIND)
			continue;
		write_name(r, event, row, i, &first);
		PUT(r->body, ":\"");
		put(r->body, word, strlen(word));
		PUT(r->body, "\"");
	}
	PUT(r->body, "}");
}

static void write_encoding(struct render *r, const struct event *event)
{
	bool old = event->before && event->before->how;
	bool new = event->after && event->after->how;

	if (!old && !new)
		return;
	PUT(r->body, ",\"encoding\":{");
	if (old) {
		PUT(r->body, "\"before\":");
		write_hows(r, event, event->before);
	}
	if (old && new)
		PUT(r->body, ",");
	if (new) {
		PUT(r->body, "\"after\":");
		write_hows(r, event, event->after);
	}
	PUT(r->body, "}");
}

static void write_tx(struct render *r, const struct event *event)
{
	struct tx_place *tx = event->tx;

	if (!tx)
		return;
	PUT(r->body, ",\"tx\":{\"id\":");
	escape_name(r->body, tx->id.p, tx->id.n);
	PUT(r->body, ",\"n\":");
	put_digits(r->body, ++tx->count, 1);
	if (tx->open || !event->last)
		PUT(r->body, ",\"last\":false}");
	else if (r->head->tx.complete)
		PUT(r->body, ",\"last\":true}");
	else
		PUT(r->body, "}");
}

/* What batch_event points to is filled in when the body moves no more. */
static struct batch_event *add_event(struct rendering *out)
{
	out->events =
	    xgrow(out->events, &out->cap, out->n + 1, sizeof(*out->events));
	return &out->events[out->n++];
}

static void write_event(struct render *r, const struct event *event)
{
	struct batch_event *place = add_event(r->out);
	struct str middle = event->layout->middle;
	struct buf *body = r->body;
	size_t start, digits;

	if (r->out->n > 1)
		PUT(body, ",");
	start = body->len;
	put(body, r->id_start.data, r->id_start.len);
	digits = body->len;
	put_digits(body, (uint64_t)event->change->seq, POS_SIZE);
	if (event->part > 0) {
		PUT(body, ".");
		put_digits(body, (uint64_t)event->part, 1);
	}
	place->id.n = body->len - start - (sizeof("{\"id\":\"") - 1);
	PUT(body, "\",\"pos\":\"");
	buf_reserve(body, POS_SIZE);
	put(body, body->data + digits, POS_SIZE);
	PUT(body, "\",\"op\":\"");
	put(body, &event->op, 1);
	put_str(body, middle);
	write_key(r, event);
	PUT(body, ",\"before\":");
	write_side(r, event, event->before);
	PUT(body, ",\"after\":");
	write_side(r, event, event->after);
	if (event->op == 'u')
		write_changed(r, event);
	if (event->before || event->after) {
		write_omitted(r, event);
		write_unregistered(r, event);
		write_encoding(r, event);
	}
	write_tx(r, event);
	PUT(body, ",\"captured_at\":");
	escape_name(body, event->change->captured_at.p,
		    event->change->captured_at.n);
	PUT(body, "}");
	place->json.n = body->len - start;
	place->table.n = event->layout->label_n;
	place->op = event->op;
}

static bool decode(struct render *r, const struct event *event,
		   struct str image, const char *which, struct side *out,
		   struct err *err)
{
	const struct layout *layout = event->layout;
	const struct table *table = layout->shape->table;
	size_t i;

	*out = (struct side){ 0 };
	if (!row_decode(r->encoding, image, table, r->arena, &out->row, err))
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
			 struct side *old, struct side *new)
{
	bool last = event->last;

	if (same_key(event->layout, &old->row, &new->row)) {
		event->op = 'u';
		event->before = old;
		event->after = new;
		write_event(r, event);
		return;
	}
	event->op = 'd';
	event->part = 1;
	event->last = false;
	event->before = old;
	write_event(r, event);
	event->op = 'c';
	event->part = 2;
	event->last = last;
	event->before = NULL;
	event->after = new;
	write_event(r, event);
}

/* What an op needs, and the letter it has on the wire. */
static const struct op {
	char op, wire;
	bool old, new;
} ops[] = {
	{ 'I', 'c', false, true },  { 'U', 'u', true, true },
	{ 'D', 'd', true, false },  { 'R', 'r', false, true },
	{ 'T', 't', false, false },
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
		       struct err *err)
{
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
		.layout = &r->layouts.items[r->layout_of[i]],
		.tx = tx_places_of(&r->txs, i),
	};
	const struct op *op = op_find(change->op);
	struct side old, new;

	arena_reset(r->arena);
	if (!op)
		return err_set(err, ERR_DATA,
			       "op \"%c\" is none of I, U, D, T, R",
			       change->op);
	event.op = op->wire;
	event.last = event.tx && event.tx->last == i;
	if (!check_rows(change, op, err))
		return false;
	if (op->old &&
	    !decode(r, &event, change->old_row, "old row", &old, err))
		return false;
	if (op->new &&
	    !decode(r, &event, change->new_row, "new row", &new, err))
		return false;
	if (op->old && op->new) {
		write_update(r, &event, &old, &new);
		return true;
	}
	event.before = op->old ? &old : NULL;
	event.after = op->new ? &new : NULL;
	write_event(r, &event);
	return true;
}

static void write_head(struct render *r)
{
	const struct batch_head *head = r->head;
	struct rendering *out = r->out;
	struct buf *body = r->body;

	add_string(body, "{\"type\":\"shadowlog.batch\",\"timestamp\":",
		   head->timestamp);
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
	add_string(body, ",\"first_pos\":", out->first_pos);
	add_string(body, ",\"last_pos\":", out->last_pos);
	buf_addstr(body, ",\"count\":");
	r->count_at = body->len;
	buf_addf(body, "%zu,\"schemas\":", r->n);
	layouts_print(&r->layouts, body);
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
		event->pos.n = POS_SIZE;
		event->table.p = event->pos.p + POS_SIZE +
				 sizeof("\",\"op\":\"c") - 1 + LAYOUT_LABEL_AT;
		p += event->json.n + 1; /* the comma */
	}
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
			k = layouts_find(&r->layouts, number);
		r->layout_of[i] = (uint32_t)k;
		if (k < r->layouts.n)
			continue;
		if (!shapes->find(shapes->opaque, number, &shape, err))
			return err_prefix(err, "seq %" PRId64,
					  r->changes[i].seq);
		if (!shape)
			return err_set(err, ERR_DATA,
				       "seq %" PRId64 ": the registry has no "
				       "shape %" PRId32,
				       r->changes[i].seq, number);
		layouts_add(&r->layouts, shape);
	}
	return true;
}

static void find_bounds(struct render *r)
{
	int64_t first = r->n > 0 ? r->changes[0].seq : 0, last = first;
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
		    r->layouts.items[r->layout_of[i]].shape->label);
	}
	buf_addstr(r->body, "]}");
	correct_count(r);
	r->body->data[r->body->len] = '\0';
	place_events(r);
	return true;
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
		.encoding = encoding,
		.arena = arena,
		.out = out,
		.body = &out->body,
	};
	bool good;

	buf_reset(&out->body);
	out->n = 0;
	r.layout_of = xcalloc(n + 1, sizeof(*r.layout_of));
	tx_places_fill(&r.txs, changes, n, head->tx.open);
	buf_addf(&r.id_start, "{\"id\":\"%s:%s:", head->source, head->epoch);
	good = render_all(&r, shapes, bad, err);
	layouts_release(&r.layouts);
	tx_places_release(&r.txs);
	free(r.layout_of);
	buf_release(&r.id_start);
	return good;
}
