#include "poller/event_write.h"

#include <string.h>

#include "core/escape.h"
#include "core/table_options.h"
#include "poller/event_omit.h"
#include "poller/shaping.h"
#include "poller/value.h"

/* At least `width` digits. */
static void put_digits(struct buf *out, uint64_t number, size_t width)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0 || sizeof(digits) - at < width);
	buf_put(out, digits + at, sizeof(digits) - at);
}

static void note_how(struct event_writer *w, struct event_side *side, size_t i,
		     enum value_how how)
{
	if (!side->how)
		side->how =
		    arena_calloc(w->arena, side->row.n + side->row.nextras, 1);
	side->how[i] = (unsigned char)how;
}

/* How column i of the row goes out, or extra i - row->n. */
static enum show show_of(const struct event_writer *w,
			 const struct event *event, const struct row *row,
			 size_t i)
{
	const unsigned char *show = event->layout->show;

	if (!show)
		return SHOW;
	if (i < row->n)
		return (enum show)show[i];
	return shaping_extra(w->shaping, event->layout->shape,
			     row->extras[i - row->n].name);
}

/* The name of column i of the row, or of extra i - row->n; commas between. */
static void write_name(struct event_writer *w, const struct event *event,
		       const struct row *row, size_t i, bool *first)
{
	if (i < row->n) {
		struct str member = event->layout->members[i];

		buf_put(w->body, member.p + *first, member.n - 1 - *first);
	} else {
		struct str name = row->extras[i - row->n].name;

		if (!*first)
			BUF_PUT(w->body, ",");
		escape_name(w->body, name.p, name.n);
	}
	*first = false;
}

/* What stands for a value that is not to be seen: null is null. */
static void write_veiled(struct event_writer *w, enum show show, enum kind kind,
			 const struct value *value)
{
	struct buf *text = &w->scratch;

	if (value->form == VALUE_NULL) {
		BUF_PUT(w->body, "null");
	} else if (show == SHOW_REDACT) {
		BUF_PUT(w->body, "\"" SHAPING_REDACTED "\"");
	} else {
		buf_reset(text);
		value_text(text, kind, w->encoding, value);
		BUF_PUT(w->body, "\"");
		shaping_mask(w->shaping, text->data, text->len, w->body);
		BUF_PUT(w->body, "\"");
	}
}

static void write_member(struct event_writer *w, const struct event *event,
			 struct event_side *side, size_t i, bool *first)
{
	const struct row *row = &side->row;
	const struct table *table = event->layout->shape->table;
	enum show show = show_of(w, event, row, i);
	enum kind kind = KIND_OTHER;
	const struct value *value;
	enum value_how how;

	if (show == SHOW_NOT)
		return;
	if (i < row->n) {
		kind = table->columns[i].kind;
		value = &row->values[i];
	} else {
		value = &row->extras[i - row->n].value;
	}
	write_name(w, event, row, i, first);
	BUF_PUT(w->body, ":");
	if (show != SHOW) {
		write_veiled(w, show, kind, value);
		return;
	}
	how = value_write(w->body, kind, w->encoding, value);
	if (how != VALUE_AS_KIND)
		note_how(w, side, i, how);
}

/* It is there, and is to stay out because of its size. */
static bool is_too_large(const struct event *event,
			 const struct event_side *side, size_t i)
{
	enum value_form form;

	if (!event->omit || !event->omit[i] || !side)
		return false;
	form = side->row.values[i].form;
	return form != VALUE_ABSENT && form != VALUE_NULL;
}

static void write_side(struct event_writer *w, const struct event *event,
		       struct event_side *side)
{
	const struct row *row;
	bool first = true;
	size_t i;

	if (!side) {
		BUF_PUT(w->body, "null");
		return;
	}
	row = &side->row;
	BUF_PUT(w->body, "{");
	for (i = 0; i < row->n; i++)
		if (row->values[i].form != VALUE_ABSENT &&
		    !is_too_large(event, side, i))
			write_member(w, event, side, i, &first);
	for (i = 0; i < row->nextras; i++)
		write_member(w, event, side, row->n + i, &first);
	BUF_PUT(w->body, "}");
}

static void write_key(struct event_writer *w, const struct event *event)
{
	const struct layout *layout = event->layout;
	struct event_side *side = event->after ? event->after : event->before;
	bool first = true;
	size_t i;

	if (!side || layout->nkeys == 0) {
		BUF_PUT(w->body, "null");
		return;
	}
	BUF_PUT(w->body, "{");
	for (i = 0; i < layout->nkeys; i++)
		write_member(w, event, side, layout->keys[i], &first);
	BUF_PUT(w->body, "}");
}

static const struct extra_value *find_extra(const struct row *row,
					    struct str name)
{
	size_t i;

	for (i = 0; i < row->nextras; i++)
		if (str_equal(row->extras[i].name, name))
			return &row->extras[i];
	return NULL;
}

/* Do two values look different to who gets them? */
static bool differ(const struct value *a, const struct value *b, enum show show)
{
	if (show == SHOW_NOT)
		return false;
	if (show == SHOW_REDACT)
		return (a->form == VALUE_NULL) != (b->form == VALUE_NULL);
	return !value_same(a, b);
}

/* The value is there, or at least its size. */
static bool is_known(const struct value *value)
{
	return value->form != VALUE_ABSENT || value->text.n;
}

/* Columns that both rows have and whose values differ, as they are shown. */
static void write_changed(struct event_writer *w, const struct event *event)
{
	const struct row *old = &event->before->row, *new = &event->after->row;
	bool first = true;
	size_t i;

	BUF_PUT(w->body, ",\"changed\":[");
	for (i = 0; i < new->n; i++)
		if (is_known(&old->values[i]) && is_known(&new->values[i]) &&
		    differ(&old->values[i], &new->values[i],
			   show_of(w, event, new, i)))
			write_name(w, event, new, i, &first);
	for (i = 0; i < new->nextras; i++) {
		const struct extra_value *extra = &new->extras[i];
		const struct extra_value *other = find_extra(old, extra->name);

		if (other && differ(&other->value, &extra->value,
				    show_of(w, event, new, new->n + i)))
			write_name(w, event, new, new->n + i, &first);
	}
	BUF_PUT(w->body, "]");
}

static bool is_absent(const struct event_side *side, size_t i)
{
	return side && side->row.values[i].form == VALUE_ABSENT;
}

/* A column that should be in a row of the event, and is not. */
static bool is_missing(const struct event *event, size_t i)
{
	const struct table *table = event->layout->shape->table;
	bool key_only = table->options.before != BEFORE_FULL;

	return !table->columns[i].excluded &&
	       ((is_absent(event->before, i) &&
		 column_is_held(&table->columns[i], key_only)) ||
		is_absent(event->after, i));
}

/* {"bytes":N,"hash":"md5:..."} of a value that was not captured whole. */
static void write_lob(struct event_writer *w, const char *name,
		      const struct event_side *side, size_t i)
{
	struct str text;
	size_t digits = 0;

	if (!is_absent(side, i) || !side->row.values[i].text.n)
		return;
	text = side->row.values[i].text;
	while (digits < text.n && text.p[digits] != ':')
		digits++;
	buf_put(w->body, name, strlen(name));
	BUF_PUT(w->body, "{\"bytes\":");
	buf_put(w->body, text.p, digits);
	if (digits < text.n) {
		BUF_PUT(w->body, ",\"hash\":\"");
		buf_put(w->body, text.p + digits + 1, text.n - digits - 1);
		BUF_PUT(w->body, "\"");
	}
	BUF_PUT(w->body, "}");
}

/* {"bytes":N} of a value that is too large for the receiver. */
static void write_size(struct event_writer *w, const char *name,
		       const struct event *event, const struct event_side *side,
		       size_t i)
{
	const struct table *table = event->layout->shape->table;

	if (!is_too_large(event, side, i)) {
		write_lob(w, name, side, i);
		return;
	}
	buf_put(w->body, name, strlen(name));
	BUF_PUT(w->body, "{\"bytes\":");
	put_digits(w->body,
		   omit_bytes(table->columns[i].kind, &side->row.values[i]), 1);
	BUF_PUT(w->body, "}");
}

/* Opens a list before its first item, else a comma. */
static void write_before(struct event_writer *w, const char *open, bool *any)
{
	if (*any)
		BUF_PUT(w->body, ",");
	else
		buf_put(w->body, open, strlen(open));
	*any = true;
}

/*
 * The columns that a row of the event has and the shape does not, each once:
 * those that are left out, with a reason, or the others, by their names.
 */
static void write_extras(struct event_writer *w, const struct event *event,
			 bool left_out, const char *open, bool *any)
{
	const struct row *rows[2] = {
		event->after ? &event->after->row : NULL,
		event->before ? &event->before->row : NULL,
	};
	size_t k, i;

	for (k = 0; k < 2; k++) {
		const struct row *row = rows[k];

		for (i = 0; row && i < row->nextras; i++) {
			bool first = true;

			if (k == 1 && rows[0] &&
			    find_extra(rows[0], row->extras[i].name))
				continue;
			if ((show_of(w, event, row, row->n + i) == SHOW_NOT) !=
			    left_out)
				continue;
			write_before(w, open, any);
			if (left_out)
				BUF_PUT(w->body, "{\"column\":");
			write_name(w, event, row, row->n + i, &first);
			if (left_out)
				BUF_PUT(w->body, ",\"reason\":\"filtered\"}");
		}
	}
}

/*
 * Columns of the shape that a row of the event does not have, and columns that
 * are left out of it and not of the shape.
 */
static void write_omitted(struct event_writer *w, const struct event *event)
{
	static const char open[] = ",\"omitted\":[";
	const struct layout *layout = event->layout;
	size_t i, n = layout->shape->table->ncolumns;
	struct buf *body = w->body;
	bool any = false;

	for (i = 0; i < n; i++) {
		struct str member = layout->members[i];
		bool lob = layout->shape->table->columns[i].lob;
		bool large = event->omit && event->omit[i];

		if (!large && !is_missing(event, i))
			continue;
		if (layout->show && layout->show[i] == SHOW_NOT)
			continue;
		write_before(w, open, &any);
		BUF_PUT(body, "{\"column\":");
		buf_put(body, member.p + 1, member.n - 2);
		if (large)
			BUF_PUT(body, ",\"reason\":\"too_large\"");
		else if (lob)
			BUF_PUT(body, ",\"reason\":\"lob\"");
		else
			BUF_PUT(body, ",\"reason\":\"absent\"");
		if ((large || lob) &&
		    (!layout->show || layout->show[i] == SHOW)) {
			write_size(w, ",\"before\":", event, event->before, i);
			write_size(w, ",\"after\":", event, event->after, i);
		}
		BUF_PUT(body, "}");
	}
	if (layout->show)
		write_extras(w, event, true, open, &any);
	if (any)
		BUF_PUT(body, "]");
}

/* Columns of a row of the event that the shape does not have. */
static void write_unregistered(struct event_writer *w,
			       const struct event *event)
{
	bool any = false;

	write_extras(w, event, false, ",\"unregistered\":[", &any);
	if (any)
		BUF_PUT(w->body, "]");
}

/* {"sig":"text",...} for the values of one side that are not as their kind. */
static void write_hows(struct event_writer *w, const struct event *event,
		       const struct event_side *side)
{
	const struct row *row = &side->row;
	bool first = true;
	size_t i;

	BUF_PUT(w->body, "{");
	for (i = 0; i < row->n + row->nextras; i++) {
		const char *word = value_how_word(side->how[i]);

		if (side->how[i] == VALUE_AS_KIND)
			continue;
		write_name(w, event, row, i, &first);
		BUF_PUT(w->body, ":\"");
		buf_put(w->body, word, strlen(word));
		BUF_PUT(w->body, "\"");
	}
	BUF_PUT(w->body, "}");
}

static void write_encoding(struct event_writer *w, const struct event *event)
{
	bool old = event->before && event->before->how;
	bool new = event->after && event->after->how;

	if (!old && !new)
		return;
	BUF_PUT(w->body, ",\"encoding\":{");
	if (old) {
		BUF_PUT(w->body, "\"before\":");
		write_hows(w, event, event->before);
	}
	if (old && new)
		BUF_PUT(w->body, ",");
	if (new) {
		BUF_PUT(w->body, "\"after\":");
		write_hows(w, event, event->after);
	}
	BUF_PUT(w->body, "}");
}

static void write_tx(struct event_writer *w, const struct event *event)
{
	struct tx_place *tx = event->tx;

	if (!tx)
		return;
	BUF_PUT(w->body, ",\"tx\":{\"id\":");
	escape_name(w->body, tx->id.p, tx->id.n);
	BUF_PUT(w->body, ",\"n\":");
	put_digits(w->body, ++tx->count, 1);
	if (tx->open || !event->last)
		BUF_PUT(w->body, ",\"last\":false}");
	else if (w->tx_complete)
		BUF_PUT(w->body, ",\"last\":true}");
	else
		BUF_PUT(w->body, "}");
}

/* `{"id":"...","pos":"...","op":"c","table":"...","schema":"s1","key":` */
static void write_start(struct event_writer *w, const struct event *event,
			struct batch_event *place)
{
	struct buf *body = w->body;
	size_t id = body->len + sizeof("{\"id\":\"") - 1, digits;

	buf_put(body, w->id_start.p, w->id_start.n);
	digits = body->len;
	put_digits(body, (uint64_t)event->change->seq, EVENT_POS_SIZE);
	if (event->part > 0) {
		BUF_PUT(body, ".");
		put_digits(body, (uint64_t)event->part, 1);
	}
	place->id.n = body->len - id;
	BUF_PUT(body, "\",\"pos\":\"");
	buf_reserve(body, EVENT_POS_SIZE); /* so that the digits do not move */
	buf_put(body, body->data + digits, EVENT_POS_SIZE);
	place->pos.n = EVENT_POS_SIZE;
	BUF_PUT(body, "\",\"op\":\"");
	buf_put(body, &event->op, 1);
	buf_put(body, event->layout->middle.p, event->layout->middle.n);
	place->table.n = event->layout->label_n;
	place->op = event->op;
}

/*
 * Takes `NAME=VALUE` and its line end from the front of the text; *value has no
 * p where another name stands there.
 */
static void take_line(struct str *text, const char *name, bool to_the_end,
		      struct str *value)
{
	size_t n = strlen(name);
	const char *end;

	*value = (struct str){ NULL, 0 };
	if (text->n <= n || memcmp(text->p, name, n) != 0 || text->p[n] != '=')
		return;
	text->p += n + 1;
	text->n -= n + 1;
	end = to_the_end ? NULL : memchr(text->p, '\n', text->n);
	*value =
	    (struct str){ text->p, end ? (size_t)(end - text->p) : text->n };
	n = value->n + (end != NULL);
	text->p += n;
	text->n -= n;
}

static void write_string(struct event_writer *w, const char *name,
			 struct str value)
{
	buf_put(w->body, name, strlen(name));
	escape_name(w->body, value.p, value.n);
}

/* {"host":...,"program":...,"text":...}: those that are known. */
static void write_context(struct event_writer *w, struct str text)
{
	static const char *const names[] = { "host", "program", "text" };
	bool any = false;
	size_t i;

	for (i = 0; i < 3; i++) {
		struct str value;

		take_line(&text, names[i], i == 2, &value);
		/* What the site itself wrote there has no names. */
		if (!value.p && i == 2 && text.n)
			value = text;
		if (!value.n)
			continue;
		write_before(w, ",\"context\":{", &any);
		BUF_PUT(w->body, "\"");
		buf_put(w->body, names[i], strlen(names[i]));
		write_string(w, "\":", value);
	}
	if (any)
		BUF_PUT(w->body, "}");
}

/* Why there is a marker, who made the change, from where and by what. */
static void write_who(struct event_writer *w, const struct event *event)
{
	struct str text = event->change->context, reason;

	if (event->change->more.n)
		buf_put(w->body, event->change->more.p, event->change->more.n);
	take_line(&text, "reason", false, &reason);
	if (reason.p)
		write_string(w, ",\"reason\":", reason);
	if (event->change->actor.p)
		write_string(w, ",\"actor\":", event->change->actor);
	if (text.p)
		write_context(w, text);
}

/* The part that ends where the body ends now, behind the one before it. */
static void note(struct event_writer *w, struct event_parts *parts,
		 enum event_part part, size_t name)
{
	size_t n = w->body->len - w->noted;

	if (n > name)
		parts->spans[part] =
		    (struct event_span){ w->noted + name - w->start, n - name };
	w->noted = w->body->len;
}

/* Bytes in front of a member's value. */
#define NAME(name) (sizeof(",\"" name "\":") - 1)

void event_write(struct event_writer *w, const struct event *event,
		 struct batch_event *place, struct event_parts *parts)
{
	struct buf *body = w->body;

	w->start = body->len;
	parts->op = event->op;
	write_start(w, event, place);
	w->noted = body->len;
	write_key(w, event);
	note(w, parts, PART_KEY, 0);
	BUF_PUT(body, ",\"before\":");
	write_side(w, event, event->before);
	note(w, parts, PART_BEFORE, NAME("before"));
	BUF_PUT(body, ",\"after\":");
	write_side(w, event, event->after);
	note(w, parts, PART_AFTER, NAME("after"));
	if (event->op == 'u' &&
	    event->layout->shape->table->options.before == BEFORE_FULL)
		write_changed(w, event);
	note(w, parts, PART_CHANGED, NAME("changed"));
	if (event->before || event->after) {
		write_omitted(w, event);
		note(w, parts, PART_OMITTED, NAME("omitted"));
		write_unregistered(w, event);
		note(w, parts, PART_UNREGISTERED, NAME("unregistered"));
		write_encoding(w, event);
		note(w, parts, PART_ENCODING, NAME("encoding"));
	}
	write_tx(w, event);
	note(w, parts, PART_TX, NAME("tx"));
	BUF_PUT(body, ",\"captured_at\":");
	escape_name(body, event->change->captured_at.p,
		    event->change->captured_at.n);
	note(w, parts, PART_CAPTURED_AT, NAME("captured_at"));
	write_who(w, event);
	/* Members that are added to events come here. */
	note(w, parts, PART_MORE, 0);
	BUF_PUT(body, "}");
	place->json.n = body->len - w->start;
}
