/*
 * One body for the fuzzers of the row encodings: the input is one or two row
 * images (a 0x1e byte between them makes it an UPDATE), rendered as a batch of
 * one change of a table with a column of every kind.  Whatever the input, the
 * outcome is ERR_DATA with a text, or a body that a strict JSON parser reads,
 * that is the same when it is rendered again, and whose events lie where
 * struct batch_event says.
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

static int fuzz_rows(enum row_encoding encoding, const uint8_t *input,
		     size_t size)
{
	static const struct batch_head head = {
		"s-k-1-1", NULL, 1,   "2026-01-01T00:00:00Z", "s", "1", "k",
		"d",       "h",  "b", { "", true },
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
