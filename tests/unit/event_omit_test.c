/*
 * poller/event_omit.c and what the writer makes of it: an event without its
 * largest values.
 *
 * Seen to fail with: the smallest taken first, a key that can be left out, NULL
 * left out as well, bytes counted as hex digits, and small values counted.
 */
#include <stdlib.h>
#include <string.h>

#include "core/table.h"
#include "poller/event.h"
#include "tests/tap.h"

#define TABLE                                                                  \
	"shadowlog-tables 1\n"                                                 \
	"table t\n"                                                            \
	"  column note  text as text null\n"                                   \
	"  column id    text as text key 1\n"                                  \
	"  column pic   blob as binary null\n"                                 \
	"  column small text as text null\n"                                   \
	"  column scan  blob as binary null\n"                                 \
	" option lob omit scan\n"

static bool find(void *opaque, int32_t number, const struct shape **out,
		 struct err *err)
{
	(void)number;
	(void)err;
	*out = opaque;
	return true;
}

/* Appends n of a character, between. */
static void fill(struct buf *out, const char *before, char c, size_t n,
		 const char *behind)
{
	buf_addstr(out, before);
	while (n-- > 0)
		buf_addch(out, c);
	buf_addstr(out, behind);
}

/* note, id, pic in bytes; "" is NULL; small and scan as they are. */
static void make_row(struct buf *out, size_t note, size_t id, size_t pic)
{
	buf_reset(out);
	if (note)
		fill(out, "'", 'n', note, "',");
	else
		buf_addstr(out, "NULL,");
	fill(out, "'", 'i', id, "',");
	if (pic)
		fill(out, "X'", 'A', 2 * pic, "',");
	else
		buf_addstr(out, "NULL,");
	buf_addstr(out, "'s',?9");
}

static struct str whole(const struct buf *text)
{
	return (struct str){ text->data, text->len };
}

/*
 * The event without `omit` values, from "before" on; how many there could be.
 */
static size_t render(char op, const struct buf *old, const struct buf *new,
		     size_t omit, struct buf *out)
{
	struct change change = {
		.seq = 7,
		.shape = 1,
		.op = op,
		.has_old = old != NULL,
		.has_new = new != NULL,
		.txid = { "", 0 },
		.captured_at = { "2026", 4 },
	};
	struct batch_head head = { .id = "b",
				   .timestamp = "t",
				   .source = "s",
				   .epoch = "e",
				   .sink = "k",
				   .batch_seq = 1,
				   .omit = omit };
	struct table_list list = { 0 };
	struct rendering rendering = { 0 };
	struct arena arena = { 0 };
	struct shape shape = { .shape = 1, .version = 1, .label = "t" };
	struct shape_lookup lookup = { &shape, find };
	struct err err = { 0 };
	size_t bad, could = 0;

	if (old)
		change.old_row = whole(old);
	if (new)
		change.new_row = whole(new);
	buf_reset(out);
	head.tx.open = "";
	if (table_list_parse(TABLE, "t", &list, &err)) {
		shape.table = &list.tables[0];
		if (event_render(&head, &change, 1, ROW_QUOTED, &lookup, &arena,
				 &rendering, &bad, &err))
			buf_addstr(out,
				   strstr(rendering.body.data, "\"before\":"));
		could = rendering.omittable;
	}
	if (err.kind)
		buf_addf(out, "!%s", err.text);
	rendering_release(&rendering);
	arena_release(&arena);
	table_list_release(&list);
	return could;
}

static bool holds(const struct buf *text, const char *part)
{
	bool is = strstr(buf_str(text), part) != NULL;

	if (!is)
		diag("%s\n# has no %s", buf_str(text), part);
	return is;
}

#define SCAN "{\"column\":\"scan\",\"reason\":\"lob\",\"after\":{\"bytes\":9}}"
#define LARGE(name, sides)                                                     \
	"{\"column\":\"" name "\",\"reason\":\"too_large\"" sides "}"

static void test_order(void)
{
	struct buf row = { 0 }, got = { 0 };

	make_row(&row, 400, 600, 500);
	is_int(render('I', NULL, &row, 0, &got), 0, "nothing is to stay out");
	ok(holds(&got, "\"omitted\":[" SCAN "]"), "but what was never there");
	is_int(render('I', NULL, &row, 1, &got), 2, "two values could");
	ok(holds(&got, "\"omitted\":[" LARGE(
			   "pic", ",\"after\":{\"bytes\":500}") "," SCAN "]") &&
	       !strstr(buf_str(&got), "\"pic\":") &&
	       holds(&got, "\"note\":\"nnn"),
	   "the largest one is first, counted in bytes");
	is_int(render('I', NULL, &row, 2, &got), 2, "of two");
	ok(holds(&got,
		 "\"omitted\":[" LARGE(
		     "note",
		     ",\"after\":{\"bytes\":"
		     "400}") "," LARGE("pic",
				       ",\"after\":{\"bytes\":500}") "," SCAN
								     "]"),
	   "then both, in the order of the table");
	ok(holds(&got, "\"after\":{\"id\":\"iii") &&
	       holds(&got, ",\"small\":\"s\"}"),
	   "key and small values stay");
	is_int(render('I', NULL, &row, 64, &got), 2, "there are no more");
	make_row(&row, 255, 600, 0);
	is_int(render('I', NULL, &row, 1, &got), 0,
	       "what is small or NULL is worth nothing");
	ok(holds(&got, "\"omitted\":[" SCAN "]"), "and stays");
	buf_release(&row);
	buf_release(&got);
}

static void test_sides(void)
{
	struct buf old = { 0 }, new = { 0 }, got = { 0 };

	make_row(&old, 0, 3, 200);
	make_row(&new, 300, 3, 201);
	is_int(render('U', &old, &new, 1, &got), 2,
	       "both rows of an update count");
	ok(holds(&got, LARGE("pic", ",\"before\":{\"bytes\":200},\"after\":{"
				    "\"bytes\":201}")),
	   "and lose the same column");
	ok(holds(&got, "\"changed\":[\"note\",\"pic\"]"),
	   "whether it has changed is told as ever");
	render('U', &old, &new, 2, &got);
	ok(holds(&got, "\"before\":{\"note\":null,\"id\"") &&
	       holds(&got, LARGE("note", ",\"after\":{\"bytes\":300}")),
	   "NULL stays null");
	make_row(&new, 300, 4, 201);
	render('U', &old, &new, 2, &got);
	ok(holds(&got, LARGE("pic", ",\"before\":{\"bytes\":200}")) &&
	       holds(&got, LARGE("pic", ",\"after\":{\"bytes\":201}")),
	   "a change of the key is two events without it");
	render('D', &old, NULL, 1, &got);
	ok(!strstr(buf_str(&got), "too_large"), "a delete with little in it");
	render('T', NULL, NULL, 1, &got);
	ok(!strstr(buf_str(&got), "omitted"), "TRUNCATE has nothing");
	buf_release(&old);
	buf_release(&new);
	buf_release(&got);
}

int main(void)
{
	test_order();
	test_sides();
	return done();
}
