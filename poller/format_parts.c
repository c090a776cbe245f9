#include "poller/format_private.h"

#include <stdlib.h>

#include "core/clock.h"
#include "core/escape.h"

/* Where an event lies, as offsets: the body still moves. */
struct place {
	size_t json, n, id, table;
};

static void begin(struct format_work *work, const struct format_style *style)
{
	const struct rendering *native = work->native;
	struct rendering *out = work->out;
	size_t i;

	rendering_reset(out);
	buf_add(&out->head, native->body.data, native->head_len);
	/* Files and outboxes have this head, and events in another format. */
	if (style->data_format)
		buf_addf(&out->head, ",\"data_format\":\"%s\"",
			 style->data_format);
	memcpy(out->first_pos, native->first_pos, sizeof(out->first_pos));
	memcpy(out->last_pos, native->last_pos, sizeof(out->last_pos));
	work->tables = arena_calloc(&work->arena, native->layouts.n + 1,
				    sizeof(*work->tables));
	for (i = 0; i < native->layouts.n; i++) {
		struct format_table *table = &work->tables[i];

		table->layout = &native->layouts.items[i];
		table->label.p = table->layout->shape->label;
		table->label.n = table->layout->label_n;
		if (style->table)
			style->table(work, table);
	}
	/* About what the native body takes: few moves while it grows. */
	buf_reserve(&out->body, native->body.len + native->body.len / 4);
}

/* The body moves no more. */
static void place_events(struct format_work *work, const struct place *places)
{
	const struct rendering *native = work->native;
	struct rendering *out = work->out;
	const char *body = work->body->data;
	size_t i;

	out->events =
	    xgrow(out->events, &out->cap, native->n, sizeof(*out->events));
	out->n = native->n;
	for (i = 0; i < native->n; i++) {
		const struct place *place = &places[i];
		struct batch_event *event = &out->events[i];
		size_t id_n = native->events[i].id.n;

		*event = native->events[i];
		event->json = (struct str){ body + place->json, place->n };
		event->id.p = body + place->id;
		event->table.p = body + place->table;
		/* The id is SOURCE:EPOCH:POS or SOURCE:EPOCH:POS.N */
		event->pos.p = event->id.p + id_n - event->pos.n;
		if (event->id.p[id_n - 2] == '.')
			event->pos.p -= 2;
	}
}

void format_write(const struct format_style *style,
		  const struct batch_head *head, const struct rendering *native,
		  struct rendering *out)
{
	struct format_work work = {
		.head = head,
		.native = native,
		.out = out,
		.body = &out->body,
	};
	struct place *places = xcalloc(native->n + 1, sizeof(*places));
	size_t between = style->between ? strlen(style->between) : 0;
	size_t i;

	begin(&work, style);
	if (style->begin)
		style->begin(&work);
	buf_addstr(work.body, style->open ? style->open : "");
	for (i = 0; i < native->n; i++) {
		if (i > 0 && between > 0)
			buf_put(work.body, style->between, between);
		places[i].json = work.body->len;
		style->event(&work, i);
		places[i].n = work.body->len - places[i].json;
		places[i].id = work.id_at;
		places[i].table = work.table_at;
	}
	if ((head->checkpoint || head->ping) && style->checkpoint)
		style->checkpoint(&work);
	buf_addstr(work.body, style->close ? style->close : "");
	place_events(&work, places);
	if (style->headers)
		style->headers(&work);
	free(places);
	arena_release(&work.arena);
}

void format_header(struct rendering *out, const char *name, struct str value)
{
	struct buf line = { 0 };

	out->headers = xgrow(out->headers, &out->headers_cap, out->nheaders + 1,
			     sizeof(*out->headers));
	buf_addf(&line, "%s: ", name);
	buf_add(&line, value.p, value.n);
	out->headers[out->nheaders++] = buf_steal(&line);
}

void format_put_part(struct format_work *work, size_t i, enum event_part part,
		     const char *name)
{
	struct str text = rendering_part(work->native, i, part);

	if (text.n == 0)
		return;
	BUF_PUT(work->body, ",\"");
	buf_put(work->body, name, strlen(name));
	BUF_PUT(work->body, "\":");
	format_put_str(work->body, text);
}

void format_put_int(struct buf *out, int64_t number)
{
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	char digits[24];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (number < 0)
		digits[--at] = '-';
	buf_put(out, digits + at, sizeof(digits) - at);
}

struct str format_keep(struct format_work *work, const struct buf *text)
{
	return (struct str){
		arena_strndup(&work->arena, buf_str(text), text->len), text->len
	};
}

/* Behind the string that starts at p. */
static const char *skip_string(const char *p, const char *end)
{
	for (p++; p < end; p++) {
		const char *q = memchr(p, '"', (size_t)(end - p));
		const char *slash = q;

		if (!q)
			break;
		while (slash > p && slash[-1] == '\\')
			slash--;
		p = q;
		if ((q - slash) % 2 == 0) /* not an escaped one */
			break;
	}
	return p + 1;
}

static const char *skip_value(const char *p, const char *end)
{
	if (*p == '"')
		return skip_string(p, end);
	while (p < end && *p != ',' && *p != '}' && *p != ']')
		p++;
	return p;
}

bool format_item(const char **p, const char *end, struct str *out)
{
	const char *start = *p;

	if (start >= end || *start == ']' || *start == '}')
		return false;
	*p = skip_value(start, end);
	*out = (struct str){ start, (size_t)(*p - start) };
	if (**p == ',')
		++*p;
	return true;
}

bool format_member(const char **p, const char *end, struct format_member *out)
{
	const char *start = *p;

	if (start >= end || *start == '}')
		return false;
	*p = skip_string(start, end);
	out->name = (struct str){ start, (size_t)(*p - start) };
	++*p; /* the colon */
	return format_item(p, end, &out->value);
}

void format_unescape(struct buf *out, struct str json)
{
	size_t start = out->len;

	if (json.n >= 2 && *json.p == '"')
		json = (struct str){ json.p + 1, json.n - 2 };
	buf_add(out, json.p, json.n);
	out->len = start + escape_undo(out->data + start, json.n);
}

bool format_tx(const struct format_work *work, size_t i, struct format_tx *out)
{
	struct str text = rendering_part(work->native, i, PART_TX);
	const char *p = text.p + 1, *end = text.p + text.n;
	struct format_member member;

	*out = (struct format_tx){ 0 };
	if (text.n == 0)
		return false;
	if (format_member(&p, end, &member))
		out->id = member.value;
	if (format_member(&p, end, &member))
		out->n = strtoll(member.value.p, NULL, 10);
	if (format_member(&p, end, &member)) {
		out->known = true;
		out->last = *member.value.p == 't';
	}
	return true;
}

/* Digits up to the byte `stop`; *p moves behind it. */
static bool take_number(const char **p, size_t digits, char stop, int64_t *out)
{
	for (*out = 0; digits > 0; digits--, ++*p) {
		if (**p < '0' || **p > '9')
			return false;
		*out = *out * 10 + (**p - '0');
	}
	return *(*p)++ == stop;
}

bool format_instant(struct str text, int64_t *seconds, int32_t *nanoseconds)
{
	char copy[48] = { 0 };
	const char *p = copy;
	int64_t year, month, day, hour, minute, second;
	int32_t unit = 100000000;

	if (text.n >= 2 && *text.p == '"')
		text = (struct str){ text.p + 1, text.n - 2 };
	if (text.n < sizeof("2026-01-01T00:00:00Z") - 1 ||
	    text.n >= sizeof(copy))
		return false;
	memcpy(copy, text.p, text.n);
	if (!take_number(&p, 4, '-', &year) ||
	    !take_number(&p, 2, '-', &month) ||
	    !take_number(&p, 2, 'T', &day) || !take_number(&p, 2, ':', &hour) ||
	    !take_number(&p, 2, ':', &minute) ||
	    !take_number(&p, 2, p[2], &second) || month < 1 || month > 12 ||
	    day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
		return false;
	*nanoseconds = 0;
	if (p[-1] == '.')
		for (; *p >= '0' && *p <= '9'; p++, unit /= 10)
			*nanoseconds += (*p - '0') * unit;
	else
		p--;
	*seconds = clock_from_utc((int)year, (int)month, (int)day, (int)hour,
				  (int)minute, (int)second) /
		   1000;
	return p[0] == 'Z' && p[1] == '\0';
}
