#include "tests/support/sample.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

static const char data[] = ",\"data\":[";

static void copy(char *out, size_t size, const char *text, const char *fallback)
{
	snprintf(out, size, "%s", text ? text : fallback);
}

static void put_head(struct sample *out, size_t count)
{
	const struct batch *batch = &out->batch;
	struct buf *body = &out->body;

	buf_addf(body,
		 "{\"type\":\"shadowlog.batch\","
		 "\"timestamp\":\"%s\",\"format\":\"shadowlog/1\","
		 "\"id\":\"%s\",\"batch_seq\":%" PRId64 ",\"prev_batch_id\":",
		 batch->timestamp, batch->id, batch->batch_seq);
	if (batch->prev_id)
		buf_addf(body, "\"%s\",", batch->prev_id);
	else
		buf_addstr(body, "null,");
	buf_addf(body,
		 "\"source\":{\"id\":\"%s\",\"epoch\":\"%s\","
		 "\"dbms\":\"test\",\"server\":\"\",\"database\":\"\"},"
		 "\"sink\":\"%s\",\"first_pos\":\"%s\",\"last_pos\":\"%s\","
		 "\"count\":%zu,\"schemas\":{\"s1\":{\"columns\":[]}}",
		 batch->source, batch->epoch, batch->sink, batch->first_pos,
		 batch->last_pos, count);
}

/* Where an event lies, as offsets: the body still moves. */
struct place {
	size_t json, json_n, id, id_n, pos, table, table_n;
};

static void put_event(struct sample *out, const struct sample_spec *spec,
		      int64_t seq, struct place *place)
{
	const char *table = spec->table ? spec->table : "public.orders";
	struct buf *body = &out->body;
	size_t i;

	place->json = body->len;
	buf_addstr(body, "{\"id\":\"");
	place->id = body->len;
	buf_addf(body, "%s:%s:%020" PRId64, out->source, out->epoch, seq);
	place->id_n = body->len - place->id;
	buf_addstr(body, "\",\"pos\":\"");
	place->pos = body->len;
	buf_addf(body, "%020" PRId64 "\",\"op\":\"c\",\"table\":\"", seq);
	place->table = body->len;
	place->table_n = strlen(table);
	buf_addf(body, "%s\",\"schema\":\"s1\",\"after\":{\"id\":\"%" PRId64,
		 table, seq);
	buf_addf(body, "\",\"note\":%s", spec->note ? spec->note : "\"x\"");
	if (spec->padding) {
		buf_addstr(body, ",\"pad\":\"");
		buf_reserve(body, spec->padding);
		for (i = 0; i < spec->padding; i++)
			buf_addch(body,
				  (char)('a' + (i * 7 + (size_t)seq) % 26));
		buf_addch(body, '"');
	}
	buf_addstr(body, "}}");
	place->json_n = body->len - place->json;
}

static void put_events(struct sample *out, const struct sample_spec *spec,
		       int64_t first)
{
	struct place *places = xcalloc(spec->count + 1, sizeof(*places));
	size_t i;

	buf_addstr(&out->body, data);
	for (i = 0; i < spec->count; i++) {
		if (i)
			buf_addch(&out->body, ',');
		put_event(out, spec, first + (int64_t)i, &places[i]);
	}
	buf_addstr(&out->body, "]}");
	out->events = xcalloc(spec->count + 1, sizeof(*out->events));
	for (i = 0; i < spec->count; i++) {
		const char *p = out->body.data;

		out->events[i] = (struct batch_event){
			.json = { p + places[i].json, places[i].json_n },
			.id = { p + places[i].id, places[i].id_n },
			.pos = { p + places[i].pos, 20 },
			.table = { p + places[i].table, places[i].table_n },
			.op = 'c',
		};
	}
	free(places);
}

static void name_batch(struct sample *out, const struct sample_spec *spec)
{
	copy(out->source, sizeof(out->source), spec->source, "erp");
	copy(out->sink, sizeof(out->sink), spec->sink, "out");
	copy(out->epoch, sizeof(out->epoch), spec->epoch, "7c1e");
	snprintf(out->id, sizeof(out->id), "%s-%s-%s-%" PRId64, out->source,
		 out->sink, out->epoch, spec->batch_seq);
	snprintf(out->prev_id, sizeof(out->prev_id), "%s-%s-%s-%" PRId64,
		 out->source, out->sink, out->epoch, spec->batch_seq - 1);
}

void sample_make(struct sample *out, const struct sample_spec *spec)
{
	struct batch *batch = &out->batch;
	int64_t first = spec->first_seq;
	size_t head_n;

	if (!first)
		first = (spec->batch_seq - 1) * (int64_t)spec->count + 1;
	*out = (struct sample){ 0 };
	name_batch(out, spec);
	snprintf(out->first_pos, sizeof(out->first_pos), "%020" PRId64, first);
	snprintf(out->last_pos, sizeof(out->last_pos), "%020" PRId64,
		 first + (int64_t)spec->count - (spec->count > 0));
	*batch = (struct batch){
		.id = out->id,
		.prev_id = spec->batch_seq > 1 ? out->prev_id : NULL,
		.source = out->source,
		.sink = out->sink,
		.epoch = out->epoch,
		.batch_seq = spec->batch_seq,
		.timestamp = spec->timestamp ? spec->timestamp
					     : "2026-11-22T08:15:46.120331Z",
		.first_pos = out->first_pos,
		.last_pos = out->last_pos,
		.count = spec->count,
		.attempt = spec->attempt,
		.plain = spec->plain,
	};
	put_head(out, spec->count);
	head_n = out->body.len;
	put_events(out, spec, first);
	batch->events = out->events;
	batch->body = (struct str){ out->body.data, out->body.len };
	batch->head = (struct str){ out->body.data, head_n };
	digest_hex(batch->body.p, batch->body.n, out->sha256);
	batch->sha256 = out->sha256;
}

void sample_release(struct sample *sample)
{
	buf_release(&sample->body);
	free(sample->events);
	*sample = (struct sample){ 0 };
}

struct str sample_events(const struct batch *batch)
{
	size_t skip = batch->head.n + strlen(data);

	return (struct str){ batch->body.p + skip, batch->body.n - skip - 2 };
}
