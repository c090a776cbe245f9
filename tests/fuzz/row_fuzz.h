/*
 * One body for the fuzzers of the row encodings: the input is one or two row
 * images (a 0x1e byte between them makes it an UPDATE), rendered as a batch of
 * one change of a table with a column of every kind.  Whatever the input, the
 * outcome is ERR_DATA with a text, or a body that a strict JSON parser reads,
 * that is the same when it is rendered again, and whose events lie where
 * struct batch_event says; in every other format its events are JSON under the
 * same ids, and its headers can be header lines.  Read again, as a file has
 * them, the events make the same batch in every format.
 */
#ifndef TESTS_FUZZ_ROW_FUZZ_H
#define TESTS_FUZZ_ROW_FUZZ_H

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/table.h"
#include "poller/event.h"
#include "poller/event_read.h"
#include "poller/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char fuzz_table[] = "shadowlog-tables 1\n"
				 "table t\n"
				 "  column i x as int key 2\n"
				 "  column b x as bool null\n"
				 "  column g x as bigint key 1\n"
				 "  column d x as decimal null\n"
				 "  column f x as float null\n"
				 "  column e x as double null\n"
				 "  column t x as text null\n"
				 "  column x x as binary null\n"
				 "  column a x as date null\n"
				 "  column c x as time null\n"
				 "  column s x as timestamp null\n"
				 "  column z x as timestamptz null\n"
				 "  column v x as interval null\n"
				 "  column u x as uuid null\n"
				 "  column j x as json null\n"
				 "  column o x as other null\n"
				 "  column \"\\xff\\\"\" x as text null\n";

static void fuzz_check(bool good, const char *what, const char *text)
{
	if (good)
		return;
	fprintf(stderr, "%s: %s\n", what, text);
	abort();
}

static bool fuzz_find(void *opaque, int32_t number, const struct shape **out,
		      struct err *err)
{
	(void)number;
	(void)err;
	*out = opaque;
	return true;
}

static void fuzz_check_body(const struct rendering *out)
{
	int flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL;
	const char *body = out->body.data;
	json_t *batch = json_loadb(body, out->body.len, flags, NULL), *data;
	size_t i;

	fuzz_check(batch != NULL, "not JSON", body);
	fuzz_check(strlen(body) == out->body.len, "a NUL in the body", body);
	data = json_object_get(batch, "data");
	fuzz_check(json_array_size(data) == out->n, "count", body);
	for (i = 0; i < out->n; i++) {
		struct str span = out->events[i].json;
		json_t *event = json_loadb(span.p, span.n, flags, NULL);

		fuzz_check(json_equal(event, json_array_get(data, i)),
			   "an event is not where it should be", body);
		json_decref(event);
	}
	json_decref(batch);
}

static void fuzz_check_header(const char *line)
{
	const char *p;

	for (p = line; *p; p++)
		fuzz_check(*p >= 0x20 && *p < 0x7f, "a header", line);
}

static void fuzz_check_formats(const struct batch_head *head,
			       const struct rendering *native)
{
	int flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL;
	static struct rendering out;
	const struct format *format;
	size_t f, i;

	for (f = 0; (format = format_at(f)); f++) {
		if (format->native)
			continue;
		format_apply(format, head, native, &out);
		fuzz_check(out.n == native->n, format->name, out.body.data);
		for (i = 0; i < out.n; i++) {
			const struct batch_event *event = &out.events[i];
			struct str id = native->events[i].id;
			json_t *json = json_loadb(event->json.p, event->json.n,
						  flags, NULL);

			fuzz_check(json_is_object(json), format->name,
				   out.body.data);
			fuzz_check(event->id.n == id.n &&
				       !memcmp(event->id.p, id.p, id.n),
				   format->name, "another id");
			json_decref(json);
		}
		for (i = 0; i < out.nheaders; i++)
			fuzz_check_header(out.headers[i]);
	}
}

static bool fuzz_printed(void *opaque, const char *fingerprint,
			 const struct shape **out, struct err *err)
{
	(void)fingerprint;
	(void)err;
	*out = opaque;
	return true;
}

static void fuzz_same(const struct rendering *a, const struct rendering *b,
		      const char *what)
{
	size_t i;

	fuzz_check(a->body.len == b->body.len &&
		       !memcmp(a->body.data, b->body.data, a->body.len) &&
		       a->nheaders == b->nheaders,
		   what, b->body.data);
	for (i = 0; i < a->nheaders; i++)
		fuzz_check(!strcmp(a->headers[i], b->headers[i]), what,
			   b->headers[i]);
}

/* The batch that is made of its events, read again. */
static void fuzz_check_again(const struct batch_head *head,
			     const struct rendering *native,
			     const struct shape *shape)
{
	static struct event_batch batch;
	static struct arena arena;
	static struct rendering again, a, b;
	struct event_layouts layouts = { .find = fuzz_printed,
					 .opaque = (void *)(uintptr_t)shape };
	struct shape_lookup lookup = { (void *)(uintptr_t)shape, fuzz_find };
	const struct format *format;
	struct event_head parsed;
	struct buf line = { 0 };
	struct err err = { 0 };
	bool good;
	size_t bad, i;

	buf_add(&line, native->body.data, native->head_len);
	buf_addch(&line, '}');
	good = event_head_read((struct str){ line.data, line.len }, &parsed) &&
	       event_batch_begin(&batch, &layouts, &parsed, &err);
	for (i = 0; good && i < native->n; i++)
		good = event_batch_add(&batch, native->events[i].json, &err);
	if (good)
		event_batch_end(&batch);
	fuzz_check(good && event_batch_check(&batch, &err) &&
		       event_render(head, batch.page.changes, batch.page.n,
				    ROW_WRITTEN, &lookup, &arena, &again, &bad,
				    &err),
		   err.text, native->body.data);
	fuzz_same(&again, native, "another batch when it is read again");
	for (i = 0; (format = format_at(i)); i++) {
		if (format->native)
			continue;
		format_apply(format, head, native, &a);
		format_apply(format, head, &again, &b);
		fuzz_same(&b, &a, format->name);
	}
	event_layouts_release(&layouts);
	buf_release(&line);
}

static int fuzz_rows(enum row_encoding encoding, const uint8_t *input,
		     size_t size)
{
	static const struct batch_head head = {
		.id = "s-k-1-1",
		.batch_seq = 1,
		.timestamp = "2026-01-01T00:00:00Z",
		.source = "s",
		.epoch = "1",
		.sink = "k",
		.dbms = "d",
		.server = "h",
		.database = "b",
		.tx = { "", true },
	};
	const char *data = size > 0 ? (const char *)input : "";
	const char *split = memchr(data, 0x1e, size);
	size_t first = split ? (size_t)(split - data) : size;
	struct change change = {
		.seq = 1,
		.shape = 1,
		.op = split ? 'U' : 'I',
		.has_old = split != NULL,
		.has_new = true,
		.old_row = { data, first },
		.new_row = { data, first },
		.captured_at = { "2026-01-01T00:00:00Z", 20 },
	};
	static struct table_list list; /* parsed once */
	static struct arena arena;
	static struct rendering out;
	struct buf again = { 0 };
	struct err err = { 0 };
	struct shape shape = { 1, 1, NULL, "t", "sha256:0" };
	struct shape_lookup lookup = { &shape, fuzz_find };
	size_t bad = 1;

	if (split)
		change.new_row = (struct str){ split + 1, size - first - 1 };
	if (list.ntables == 0)
		fuzz_check(table_list_parse(fuzz_table, "fuzz", &list, &err),
			   "table", err.text);
	shape.table = &list.tables[0];
	if (event_render(&head, &change, 1, encoding, &lookup, &arena, &out,
			 &bad, &err)) {
		fuzz_check_body(&out);
		fuzz_check_formats(&head, &out);
		fuzz_check_again(&head, &out, &shape);
		buf_add(&again, out.body.data, out.body.len);
		event_render(&head, &change, 1, encoding, &lookup, &arena, &out,
			     &bad, &err);
		fuzz_check(strcmp(again.data, out.body.data) == 0,
			   "another body", again.data);
	} else {
		fuzz_check(err.kind == ERR_DATA && bad == 0 &&
			       strlen(err.text) > 20,
			   "no error that says why", err.text);
	}
	buf_release(&again);
	return 0;
}

#endif
