#include "receiver/body.h"

#include <stdlib.h>
#include <string.h>

#include "core/escape.h"
#include "core/jsontext.h"

/* A member that is wanted, and where it goes. */
struct wanted {
	const char *name;
	struct str *to;
};

/* Fills in what is wanted of an object, and stops when it has all. */
static void pick(struct str object, const struct wanted *wanted, size_t n)
{
	struct jsontext in = jsontext_open(object);
	struct str name, value;
	size_t i, found = 0;

	while (in.object && found < n && jsontext_next(&in, &name, &value)) {
		for (i = 0; i < n; i++) {
			if (!jsontext_is(name, wanted[i].name))
				continue;
			*wanted[i].to = value;
			found++;
		}
	}
}

/* What the string says; a copy of it only where it has escapes. */
static struct str unquote(struct body *body, struct str value)
{
	char *copy;

	if (value.n < 2 || *value.p != '"')
		return (struct str){ NULL, 0 };
	value.p++;
	value.n -= 2;
	if (!memchr(value.p, '\\', value.n))
		return value;
	copy = arena_strndup(&body->arena, value.p, value.n);
	return (struct str){ copy, escape_undo(copy, value.n) };
}

/* The same with a NUL behind it, or NULL. */
static const char *text_of(struct body *body, struct str value)
{
	struct str said = unquote(body, value);

	return said.p ? arena_strndup(&body->arena, said.p, said.n) : NULL;
}

/* Of a whole number that int64_t holds; else 0. */
static int64_t number_of(struct str value)
{
	int64_t n;

	return jsontext_int(value, &n) ? n : 0;
}

static void add_event(struct body *body, struct str json)
{
	struct body_event event = { .json = json };
	const struct wanted wanted[] = {
		{ "id", &event.id },
		{ "pos", &event.pos },
		{ "op", &event.op },
		{ "table", &event.table },
	};

	pick(json, wanted, sizeof(wanted) / sizeof(wanted[0]));
	event.id = unquote(body, event.id);
	event.pos = unquote(body, event.pos);
	event.op = unquote(body, event.op);
	event.table = unquote(body, event.table);
	body->nameless = body->nameless || !event.id.p || !event.op.p;
	body->events =
	    xgrow(body->events, &body->cap, body->n + 1, sizeof(*body->events));
	body->events[body->n++] = event;
}

static void add_events(struct body *body, struct str data)
{
	struct jsontext in = jsontext_open(data);
	struct str name, value;

	while (!in.object && jsontext_next(&in, &name, &value))
		add_event(body, value);
}

static void read_source(struct body *body, struct str source)
{
	struct str id = { NULL, 0 }, epoch = { NULL, 0 };
	const struct wanted wanted[] = {
		{ "id", &id },
		{ "epoch", &epoch },
	};

	pick(source, wanted, sizeof(wanted) / sizeof(wanted[0]));
	body->source = text_of(body, id);
	body->epoch = text_of(body, epoch);
}

static void forget(struct body *body)
{
	struct body kept = { .events = body->events,
			     .cap = body->cap,
			     .arena = body->arena };

	arena_reset(&kept.arena);
	*body = kept;
}

bool body_read(struct body *body, struct str text)
{
	const char *p = text.p, *end = text.p + text.n;
	struct str whole, type = { NULL, 0 }, id = type, seq = type,
			  prev = type, source = type, sink = type,
			  replay = type, count = type, data = type;
	const struct wanted wanted[] = {
		{ "type", &type },     { "id", &id },
		{ "batch_seq", &seq }, { "prev_batch_id", &prev },
		{ "source", &source }, { "sink", &sink },
		{ "replay", &replay }, { "count", &count },
		{ "data", &data },
	};

	forget(body);
	if (!jsontext_value(&p, end, &whole) || p != end)
		return false;
	pick(whole, wanted, sizeof(wanted) / sizeof(wanted[0]));
	body->type = text_of(body, type);
	body->id = text_of(body, id);
	body->batch_seq = number_of(seq);
	body->prev = text_of(body, prev);
	body->sink = text_of(body, sink);
	body->count = number_of(count);
	body->replay = replay.n && *replay.p != 'n'; /* null is none */
	read_source(body, source);
	add_events(body, data);
	return true;
}

void body_release(struct body *body)
{
	free(body->events);
	arena_release(&body->arena);
	*body = (struct body){ 0 };
}
