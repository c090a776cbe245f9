/*
 * CloudEvents 1.0: the JSON format as a batch or one by one, and the binary
 * mode of the HTTP binding.
 */
#include "poller/format_cloudevents.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/escape.h"
#include "sinks/digest.h"

/*
 * A key longer than this is put into attributes as its SHA-256: they end up in
 * header lines, and servers refuse long ones.
 */
enum { KEY_MOST = 512 };

static const char *type_of(char op)
{
	switch (op) {
	case 'c':
		return "shadowlog.row.created";
	case 'u':
		return "shadowlog.row.updated";
	case 'd':
		return "shadowlog.row.deleted";
	case 'r':
		return "shadowlog.row.read";
	case 't':
		return "shadowlog.table.truncated";
	default:
		return "shadowlog.marker";
	}
}

/*
 * Length of the character at p if it can be in an attribute as it is: neither a
 * separator of ours, nor a control character or noncharacter, which CloudEvents
 * does not allow.  Else 0 and *n is how many bytes it has.
 */
static bool is_allowed(const unsigned char *p, size_t left, size_t *n)
{
	*n = 1;
	if (*p < 0x80)
		return *p >= 0x20 && *p != 0x7f && *p != '%' && *p != '/' &&
		       *p != '|';
	if (*p == 0xc2 && left > 1) { /* U+0080 to U+009F */
		*n = 2;
		return p[1] >= 0xa0;
	}
	if (*p == 0xef && left > 2) {
		*n = 3;
		if (p[1] == 0xb7) /* U+FDD0 to U+FDEF */
			return p[2] < 0x90 || p[2] > 0xaf;
		return p[1] != 0xbf || p[2] < 0xbe; /* U+FFFE, U+FFFF */
	}
	if (*p >= 0xf0 && left > 3) { /* U+1FFFE, U+1FFFF, U+2FFFE... */
		*n = 4;
		return (p[1] & 0x0f) != 0x0f || p[2] != 0xbf || p[3] < 0xbe;
	}
	return true;
}

/* Appends text, with percent signs for what an attribute cannot have. */
static void put_allowed(struct buf *out, struct str text)
{
	const unsigned char *p = (const unsigned char *)text.p;
	size_t i = 0, n, k;

	while (i < text.n) {
		if (is_allowed(p + i, text.n - i, &n)) {
			buf_put(out, text.p + i, n);
			i += n;
			continue;
		}
		for (k = 0; k < n; k++)
			buf_addf(out, "%%%02X", p[i + k]);
		i += n;
	}
}

/* Appends `/value` for each column of the key. */
static void put_key(struct buf *out, struct buf *scratch, struct str key)
{
	const char *p = key.p + 1, *end = key.p + key.n;
	struct format_member member;

	while (key.n > 4 && format_member(&p, end, &member)) {
		BUF_PUT(out, "/");
		buf_reset(scratch);
		format_unescape(scratch, member.value);
		put_allowed(out, (struct str){ scratch->data, scratch->len });
	}
}

/* Appends `table/key`; parts of a row that has no key: `table`. */
static void put_subject(const struct format_work *work, size_t i,
			struct buf *out)
{
	const struct format_table *table =
	    &work->tables[work->native->parts[i].layout];
	struct str key = rendering_part(work->native, i, PART_KEY);
	struct buf scratch = { 0 };
	size_t start;

	format_put_str(out, table->first);
	start = out->len;
	put_key(out, &scratch, key);
	if (out->len - start > KEY_MOST) {
		char hex[DIGEST_HEX + 1];

		digest_hex(key.p, key.n, hex);
		buf_truncate(out, start);
		buf_addf(out, "/sha256:%s", hex);
	}
	buf_release(&scratch);
}

/* `table/key` becomes `table|key`: no / stands in either. */
static void make_partition(struct buf *text)
{
	char *p = text->data;

	while ((p = memchr(p, '/', text->len - (size_t)(p - text->data))))
		*p++ = '|';
}

/* The table as it is in attributes, and its data schema. */
static void prepare(struct format_work *work, struct format_table *table)
{
	struct buf name = { 0 }, text = { 0 };

	format_unescape(&name, table->label);
	put_allowed(&text, (struct str){ name.data, name.len });
	table->first = format_keep(work, &text);
	table->second = table->layout->dataschema;
	buf_release(&name);
	buf_release(&text);
}

/* Appends the event's data; with its id in it where that is nowhere else. */
static void put_data(struct format_work *work, size_t i, bool with_id)
{
	const struct batch_event *event = &work->native->events[i];
	struct buf *body = work->body;

	BUF_PUT(body, "{");
	if (with_id) {
		BUF_PUT(body, "\"id\":\"");
		work->id_at = body->len;
		format_put_str(body, event->id);
		BUF_PUT(body, "\",");
	}
	BUF_PUT(body, "\"op\":\"");
	buf_put(body, &event->op, 1);
	BUF_PUT(body, "\",\"table\":\"");
	work->table_at = body->len;
	format_put_str(body, event->table);
	BUF_PUT(body, "\"");
	format_put_part(work, i, PART_KEY, "key");
	format_put_part(work, i, PART_BEFORE, "before");
	format_put_part(work, i, PART_AFTER, "after");
	format_put_part(work, i, PART_CHANGED, "changed");
	format_put_part(work, i, PART_OMITTED, "omitted");
	format_put_part(work, i, PART_UNREGISTERED, "unregistered");
	format_put_part(work, i, PART_ENCODING, "encoding");
	format_put_str(body, rendering_part(work->native, i, PART_MORE));
	BUF_PUT(body, "}");
}

/* `,"name":"text"`; all text here is UTF-8, since it was JSON. */
static void put_text(struct buf *out, const char *name, const struct buf *text)
{
	buf_addf(out, ",\"%s\":", name);
	escape_json(out, buf_str(text), text->len);
}

/* Attributes of an event that are made of its table and key, and its time. */
static void put_names(struct format_work *work, size_t i)
{
	const struct format_table *table =
	    &work->tables[work->native->parts[i].layout];
	struct str time = rendering_part(work->native, i, PART_CAPTURED_AT);
	struct buf *body = work->body, subject = { 0 };
	int64_t seconds;
	int32_t nanoseconds;

	put_subject(work, i, &subject);
	put_text(body, "subject", &subject);
	if (format_instant(time, &seconds, &nanoseconds)) {
		BUF_PUT(body, ",\"time\":");
		format_put_str(body, time);
	}
	BUF_PUT(body, ",\"datacontenttype\":\"application/json\","
		      "\"dataschema\":\"");
	format_put_str(body, table->second);
	BUF_PUT(body, "\",\"sequence\":\"");
	format_put_str(body, work->native->events[i].pos);
	BUF_PUT(body, "\"");
	make_partition(&subject);
	put_text(body, "partitionkey", &subject);
	buf_release(&subject);
}

/* Where the event belongs: transaction, batch, replay. */
static void put_places(struct format_work *work, size_t i)
{
	struct buf *body = work->body;
	struct format_tx tx;

	if (format_tx(work, i, &tx)) {
		BUF_PUT(body, ",\"shadowlogtxid\":");
		format_put_str(body, tx.id);
		BUF_PUT(body, ",\"shadowlogtxn\":");
		format_put_int(body, tx.n);
		if (tx.known && tx.last)
			BUF_PUT(body, ",\"shadowlogtxlast\":true");
		else if (tx.known)
			BUF_PUT(body, ",\"shadowlogtxlast\":false");
	}
}

static void put_word(struct buf *out, const char *word)
{
	buf_put(out, word, strlen(word));
}

static void put_batch(struct format_work *work)
{
	struct buf *body = work->body;

	BUF_PUT(body, ",\"shadowlogbatch\":\"");
	put_word(body, work->head->id);
	if (work->head->replay) {
		BUF_PUT(body, "\",\"shadowlogreplay\":\"");
		put_word(body, work->head->replay);
	}
	BUF_PUT(body, "\"");
}

/* `{"specversion":"1.0","id":"ID","source":"/shadowlog/SOURCE/EPOCH",...` */
static void put_start(struct format_work *work, struct str id, const char *type)
{
	struct buf *body = work->body;

	BUF_PUT(body, "{\"specversion\":\"1.0\",\"id\":\"");
	work->id_at = body->len;
	format_put_str(body, id);
	BUF_PUT(body, "\",\"source\":\"/shadowlog/");
	put_word(body, work->head->source);
	BUF_PUT(body, "/");
	put_word(body, event_epoch(work->head));
	BUF_PUT(body, "\",\"type\":\"");
	put_word(body, type);
	BUF_PUT(body, "\"");
}

static void put_event(struct format_work *work, size_t i)
{
	const struct batch_event *event = &work->native->events[i];

	put_start(work, event->id, type_of(event->op));
	put_names(work, i);
	put_places(work, i);
	put_batch(work);
	BUF_PUT(work->body, ",\"data\":");
	put_data(work, i, false);
	BUF_PUT(work->body, "}");
}

static void put_checkpoint_data(struct format_work *work)
{
	buf_addf(work->body, "{\"last_pos\":\"%s\"}", work->out->last_pos);
}

static void put_checkpoint(struct format_work *work)
{
	const struct batch_head *head = work->head;

	put_start(work, (struct str){ head->id, strlen(head->id) },
		  event_batch_type(head));
	buf_addf(work->body,
		 ",\"time\":\"%s\",\"datacontenttype\":\"application/json\","
		 "\"sequence\":\"%s\"",
		 head->timestamp, work->out->last_pos);
	put_batch(work);
	BUF_PUT(work->body, ",\"data\":");
	put_checkpoint_data(work);
	BUF_PUT(work->body, "}");
}

const struct format_style cloudevents_batch = {
	.data_format = "cloudevents",
	.open = "[",
	.between = ",",
	.close = "]",
	.table = prepare,
	.event = put_event,
	.checkpoint = put_checkpoint,
};

const struct format_style cloudevents_single = {
	.data_format = "cloudevents",
	.table = prepare,
	.event = put_event,
	.checkpoint = put_checkpoint,
};

/*
 * A header of the binary mode.  What is no printable ASCII, and blank, quote
 * and percent sign, are percent-encoded (HTTP binding, 3.1.3.2).
 */
static void add_header(struct format_work *work, const char *name,
		       struct str text)
{
	struct buf value = { 0 };
	size_t i;

	for (i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c <= 0x20 || c >= 0x7f || c == '"' || c == '%')
			buf_addf(&value, "%%%02X", c);
		else
			buf_addch(&value, (char)c);
	}
	format_header(work->out, name,
		      (struct str){ buf_str(&value), value.len });
	buf_release(&value);
}

static void add_text(struct format_work *work, const char *name,
		     const char *text)
{
	add_header(work, name, (struct str){ text, strlen(text) });
}

static void add_start(struct format_work *work, struct str id, const char *type)
{
	struct buf source = { 0 };

	add_text(work, "ce-specversion", "1.0");
	add_header(work, "ce-id", id);
	buf_addf(&source, "/shadowlog/%s/%s", work->head->source,
		 event_epoch(work->head));
	add_text(work, "ce-source", source.data);
	add_text(work, "ce-type", type);
	buf_release(&source);
}

static void add_batch(struct format_work *work)
{
	add_text(work, "ce-shadowlogbatch", work->head->id);
	if (work->head->replay)
		add_text(work, "ce-shadowlogreplay", work->head->replay);
}

static void add_tx(struct format_work *work)
{
	struct buf text = { 0 };
	struct format_tx tx;

	if (!format_tx(work, 0, &tx))
		return;
	format_unescape(&text, tx.id);
	add_header(work, "ce-shadowlogtxid",
		   (struct str){ buf_str(&text), text.len });
	buf_reset(&text);
	buf_addf(&text, "%lld", (long long)tx.n);
	add_text(work, "ce-shadowlogtxn", text.data);
	if (tx.known)
		add_text(work, "ce-shadowlogtxlast",
			 tx.last ? "true" : "false");
	buf_release(&text);
}

static void add_names(struct format_work *work)
{
	const struct format_table *table =
	    &work->tables[work->native->parts[0].layout];
	struct str time = rendering_part(work->native, 0, PART_CAPTURED_AT);
	struct buf subject = { 0 };
	int64_t seconds;
	int32_t nanoseconds;

	put_subject(work, 0, &subject);
	add_header(work, "ce-subject",
		   (struct str){ buf_str(&subject), subject.len });
	if (format_instant(time, &seconds, &nanoseconds))
		add_header(work, "ce-time",
			   (struct str){ time.p + 1, time.n - 2 });
	add_header(work, "ce-dataschema", table->second);
	add_header(work, "ce-sequence", work->native->events[0].pos);
	make_partition(&subject);
	add_header(work, "ce-partitionkey",
		   (struct str){ buf_str(&subject), subject.len });
	buf_release(&subject);
}

static void add_headers(struct format_work *work)
{
	const struct batch_head *head = work->head;
	const struct batch_event *event = work->native->events;

	if (work->native->n == 0) {
		add_start(work, (struct str){ head->id, strlen(head->id) },
			  event_batch_type(head));
		add_text(work, "ce-time", head->timestamp);
		add_text(work, "ce-sequence", work->out->last_pos);
	} else {
		add_start(work, event->id, type_of(event->op));
		add_names(work);
		add_tx(work);
	}
	add_batch(work);
}

static void put_binary(struct format_work *work, size_t i)
{
	put_data(work, i, true);
}

const struct format_style cloudevents_binary = {
	.data_format = "cloudevents",
	.table = prepare,
	.event = put_binary,
	.checkpoint = put_checkpoint_data,
	.headers = add_headers,
};
