/*
 * Spans of any text: the first byte is the length of the body, the rest is the
 * text.  What parses points into the body alone, and is printed and parsed
 * again as the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "poller/spans.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static void check_place(const struct rendering *r, struct str place)
{
	const char *end = r->body.data + r->body.len;

	check(place.p >= r->body.data && place.p <= end &&
		  place.n <= (size_t)(end - place.p),
	      "a place outside the body");
}

static void check_places(const struct rendering *r)
{
	size_t i;

	check(r->head_len <= r->body.len, "a head outside the body");
	for (i = 0; i < r->n; i++) {
		check_place(r, r->events[i].json);
		check_place(r, r->events[i].id);
		check_place(r, r->events[i].pos);
		check_place(r, r->events[i].table);
	}
}

static void make_body(struct rendering *r, size_t n)
{
	*r = (struct rendering){ .body = { xmalloc(n + 1), n, n } };
	memset(r->body.data, 'x', n + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = { 0 }, first = { 0 }, again = { 0 };
	struct rendering r, back;

	if (size == 0)
		return 0;
	buf_add(&text, data + 1, size - 1);
	make_body(&r, data[0]);
	if (spans_parse(buf_str(&text), &r)) {
		check_places(&r);
		spans_print(&r, &first);
		make_body(&back, data[0]);
		check(spans_parse(first.data, &back), "not what it printed");
		spans_print(&back, &again);
		check(strcmp(first.data, again.data) == 0, "another text");
		rendering_release(&back);
	}
	rendering_release(&r);
	buf_release(&text);
	buf_release(&first);
	buf_release(&again);
	return 0;
}
