/*
 * poller/spans.c: what it prints it parses, and no text whatsoever makes it
 * point out of the body.  Body and text have no byte more than they need, so
 * that SAN=1 sees a read behind them.
 *
 * Seen to fail with sscanf(), which takes signs, blanks and what overflows.
 */
#include "poller/spans.h"

#include <stdlib.h>

#include "core/mem.h"
#include "tests/tap.h"

/* A body of three events, as far as spans know of them. */
static const char body[] =
    "{\"data\":[{\"id\":\"a:00000000000000000007\",\"t\":\"x\"},"
    "{\"id\":\"a:00000000000000000008.1\",\"t\":\"x\"},"
    "{\"id\":\"a:00000000000000000008.2\",\"t\":\"\"}]}";

/* A rendering of its own, with the body in exactly as many bytes. */
static void make(struct rendering *out, const char *text, size_t n)
{
	*out = (struct rendering){ .body = { xmalloc(n), n, n } };
	memcpy(out->body.data, text, n);
}

static void release(struct rendering *rendering)
{
	rendering_release(rendering);
}

static void add_event(struct rendering *out, const char *id, char op)
{
	const char *start = out->body.data;
	size_t n = strlen(id);
	struct batch_event e;
	size_t i;

	for (i = 0; i + n <= out->body.len; i++)
		if (memcmp(start + i, id, n) == 0)
			break;
	e.id = (struct str){ start + i, n };
	e.pos = (struct str){ start + i + 2, 20 };
	e.json = (struct str){ start + i - 7, n + 15 };
	e.table = (struct str){ start + i + n + 7, 1 };
	e.op = op;
	out->events =
	    xgrow(out->events, &out->cap, out->n + 1, sizeof(*out->events));
	out->events[out->n++] = e;
}

static void add_header(struct rendering *out, const char *line)
{
	out->headers = xgrow(out->headers, &out->headers_cap, out->nheaders + 1,
			     sizeof(*out->headers));
	out->headers[out->nheaders++] = xstrdup(line);
}

static void make_full(struct rendering *out)
{
	char odd[256];
	int i, n = 0;

	make(out, body, sizeof(body) - 1);
	add_event(out, "a:00000000000000000007", 'c');
	add_event(out, "a:00000000000000000008.1", ' ');
	add_event(out, "a:00000000000000000008.2", ':');
	out->head_len = 8;
	snprintf(out->first_pos, sizeof(out->first_pos),
		 "00000000000000000007");
	snprintf(out->last_pos, sizeof(out->last_pos), "00000000000000000008");
	add_header(out, "ce-id: x");
	add_header(out, "");
	add_header(out, ": :");
	for (i = 1; i < 256; i++)
		if (i != '\n')
			odd[n++] = (char)i;
	odd[n] = '\0';
	add_header(out, odd);
}

static bool same_place(const struct rendering *a, struct str x,
		       const struct rendering *b, struct str y)
{
	return x.n == y.n && x.p - a->body.data == y.p - b->body.data;
}

static bool same(const struct rendering *a, const struct rendering *b)
{
	size_t i;

	if (a->n != b->n || a->nheaders != b->nheaders ||
	    a->head_len != b->head_len ||
	    strcmp(a->first_pos, b->first_pos) != 0 ||
	    strcmp(a->last_pos, b->last_pos) != 0)
		return false;
	for (i = 0; i < a->n; i++) {
		const struct batch_event *x = &a->events[i];
		const struct batch_event *y = &b->events[i];

		if (x->op != y->op || !same_place(a, x->json, b, y->json) ||
		    !same_place(a, x->id, b, y->id) ||
		    !same_place(a, x->pos, b, y->pos) ||
		    !same_place(a, x->table, b, y->table))
			return false;
	}
	for (i = 0; i < a->nheaders; i++)
		if (strcmp(a->headers[i], b->headers[i]) != 0)
			return false;
	return true;
}

/* Reads all that it points to; false where that is not in the body. */
static bool inside(const struct rendering *r)
{
	const char *end = r->body.data + r->body.len;
	size_t i, k;

	for (i = 0; i < r->n; i++) {
		const struct str parts[] = { r->events[i].json, r->events[i].id,
					     r->events[i].pos,
					     r->events[i].table };

		for (k = 0; k < 4; k++)
			if (parts[k].p < r->body.data || parts[k].p > end ||
			    parts[k].n > (size_t)(end - parts[k].p))
				return false;
		if (r->events[i].pos.n != 20)
			return false;
	}
	return r->head_len <= r->body.len;
}

/* Parses a text; *good: it said that it could.  False: out of the body. */
static bool parse(const char *text, size_t n, bool *good)
{
	char *exact = xmalloc(n + 1);
	struct rendering r;
	bool held;

	memcpy(exact, text, n);
	exact[n] = '\0';
	make(&r, body, sizeof(body) - 1);
	*good = spans_parse(exact, &r);
	held = !*good || inside(&r);
	release(&r);
	free(exact);
	return held;
}

static void test_round_trip(void)
{
	struct rendering r, back;
	struct buf text = { 0 };
	bool good, none = true;
	size_t i;

	make_full(&r);
	spans_print(&r, &text);
	make(&back, body, sizeof(body) - 1);
	ok(spans_parse(text.data, &back) && same(&r, &back),
	   "three events and headers of any byte come back");
	release(&back);
	for (i = 0; i < text.len; i++) {
		/* Whole lines of headers are what can be missing unseen. */
		if (!parse(text.data, i, &good) ||
		    (good && text.data[i - 1] != '\n'))
			none = false;
	}
	ok(none, "cut off anywhere but behind a line it does not parse");
	release(&r);
	buf_release(&text);

	make(&r, "{}", 2);
	r.head_len = 1;
	snprintf(r.first_pos, sizeof(r.first_pos), "00000000000000000009");
	snprintf(r.last_pos, sizeof(r.last_pos), "00000000000000000009");
	spans_print(&r, &text);
	make(&back, "{}", 2);
	ok(spans_parse(text.data, &back) && same(&r, &back),
	   "a checkpoint has no events");
	release(&back);
	release(&r);
	buf_release(&text);
}

/* Every byte of a good text, replaced by each of these. */
static void test_mutations(void)
{
	static const char instead[] = "0 9\n:-+x\t\xff";
	struct buf text = { 0 };
	struct rendering r;
	int outside = 0, parsed = 0;
	size_t i, k;
	bool good;

	make_full(&r);
	spans_print(&r, &text);
	for (i = 0; i < text.len; i++) {
		for (k = 0; k < sizeof(instead) - 1; k++) {
			char was = text.data[i];

			text.data[i] = instead[k];
			outside += !parse(text.data, text.len, &good);
			parsed += good;
			text.data[i] = was;
		}
	}
	is_int(outside, 0, "no changed byte makes it point out of the body");
	ok(parsed > 0, "some of them parse");
	release(&r);
	buf_release(&text);
}

#define POS "00000000000000000007"
#define HEAD "8 " POS " " POS "\n"
#define MOST "18446744073709551615"

static void test_hostile(void)
{
	static const char *const texts[] = {
		"",
		"\n",
		"8",
		"8 " POS,
		"8 " POS " " POS,
		"-1 " POS " " POS "\n",
		" 8 " POS " " POS "\n",
		"8  " POS " " POS "\n",
		"999 " POS " " POS "\n",
		MOST " " POS " " POS "\n",
		MOST "0 " POS " " POS "\n",
		"8 " POS "0 " POS "\n",
		"8 x " POS "\n",
		HEAD "0 0 0 0 0 20 0 0\n",
		HEAD "0 0 0 0 0 20 0 0 c",
		HEAD "0 0 0 0 0 20 0 0 ",
		HEAD "0 0 0 0 0 20 0 0 cc\n",
		HEAD "0 0 0 0 0 19 0 0 c\n",
		HEAD "0 0 0 0 0 21 0 0 c\n",
		HEAD "0 0 0 0 999 20 0 0 c\n",
		HEAD "0 999 0 0 0 20 0 0 c\n",
		HEAD "0 0 1 " MOST " 0 20 0 0 c\n",
		HEAD MOST " 0 0 0 0 20 0 0 c\n",
		HEAD MOST " 1 0 0 0 20 0 0 c\n",
		HEAD "0 0 0 0 0 20 0 36893488147419103233 c\n",
		HEAD "0 0 0 0 0 20 0 -1 c\n",
		HEAD "0 0 0 0 0 20 0 +1 c\n",
		HEAD "0 0 0 0 0 20 0 0x1 c\n",
		HEAD ":X: y",
		HEAD ":X: y\n0 0 0 0 0 20 0 0 c\n",
		HEAD ":X: y\nz",
		HEAD "x",
	};
	size_t i;
	bool good;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		bool held = parse(texts[i], strlen(texts[i]), &good);

		if (!ok(held && !good, "no spans, %d", (int)i))
			diag("%s", texts[i]);
	}
	ok(parse(HEAD, strlen(HEAD), &good) && good,
	   "while these are, without any event");
	ok(parse(HEAD "0 0 0 0 0 20 0 0 c\n:\n",
		 strlen(HEAD "0 0 0 0 0 20 0 0 c\n:\n"), &good) &&
	       good,
	   "and these, with one and an empty header");
}

/* As many events as a batch can have, in a time that grows with them alone. */
static void test_many(void)
{
	struct buf text = { 0 };
	struct rendering r, back;
	int i;

	make_full(&r);
	for (i = 0; i < 100000; i++)
		add_event(&r, "a:00000000000000000007", 'c');
	spans_print(&r, &text);
	make(&back, body, sizeof(body) - 1);
	ok(spans_parse(text.data, &back) && same(&r, &back),
	   "a hundred thousand events");
	release(&back);
	release(&r);
	buf_release(&text);
}

int main(void)
{
	test_round_trip();
	test_mutations();
	test_hostile();
	test_many();
	return done();
}
