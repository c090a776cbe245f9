/*
 * Keys, lanes and what waits for a dead letter: each case by itself, then
 * histories made by chance, sifted in pages of chance, of which a receiver
 * refuses some.  Whatever happens, changes of one row come in their order, and
 * each exactly once or in the hands of an operator.
 */
#include "poller/sieve.h"

#include <stdlib.h>

#include "core/table.h"
#include "poller/config.h"
#include "tests/support/shapes.h"
#include "tests/tap.h"

static const char tables[] = "shadowlog-tables 1\n"
			     "table public.orders\n"
			     "  column id BIGINT as bigint key 1\n"
			     "  column note VARCHAR as text null\n"
			     "table lines\n"
			     "  column line INT as int key 2\n"
			     "  column id BIGINT as bigint key 1\n"
			     "table docs\n"
			     "  column name VARCHAR as text key 1\n"
			     "  column hash BLOB as binary key 2\n"
			     "table log\n"
			     "  column what VARCHAR as text null\n"
			     "table brief\n"
			     "  column id INT as int key 1\n"
			     "  column note VARCHAR as text null\n"
			     "  option before key\n"
			     "table large\n"
			     "  column id INT as int key 1\n"
			     "  column a BLOB as binary null\n"
			     "  column b BLOB as binary null\n"
			     "  option lob omit a\n"
			     "  option lob hash b\n";

enum { ORDERS = 1, LINES, DOCS, LOG, BRIEF, LARGE, UNKNOWN };

struct bed {
	struct shapes shapes;
	struct page page;
	struct arena arena;
	struct sifted out;
};

static struct change change(int64_t seq, int32_t shape, char op,
			    const char *old_row, const char *new_row)
{
	return change_of(seq, shape, op, old_row, new_row, NULL);
}

static void bed_open(struct bed *bed)
{
	*bed = (struct bed){ 0 };
	shapes_open(&bed->shapes, tables);
	shapes_resolve(&bed->shapes, &bed->page);
}

static void bed_close(struct bed *bed)
{
	sifted_release(&bed->out);
	page_release(&bed->page);
	arena_release(&bed->arena);
	shapes_close(&bed->shapes);
}

static void page_set(struct bed *bed, const struct change *changes, size_t n)
{
	bed->page.changes =
	    xgrow(bed->page.changes, &bed->page.cap, n, sizeof(*changes));
	memcpy(bed->page.changes, changes, n * sizeof(*changes));
	bed->page.n = n;
}

/* The seqs that a sifted page keeps, passes and holds: "1,2 | 3 | 4>5". */
static const char *summary(struct bed *bed)
{
	static struct buf out;
	size_t i;

	buf_reset(&out);
	for (i = 0; i < bed->out.page.n; i++)
		buf_addf(&out, "%s%" PRId64, i ? "," : "",
			 bed->out.page.changes[i].seq);
	buf_addstr(&out, "|");
	for (i = 0; i < bed->out.passed.n; i++)
		buf_addf(&out, "%s%" PRId64 "-%" PRId64, i ? "," : "",
			 bed->out.passed.ranges[i].first,
			 bed->out.passed.ranges[i].last);
	buf_addstr(&out, "|");
	for (i = 0; i < bed->out.nheld; i++)
		buf_addf(&out, "%s%" PRId64, i ? "," : "",
			 bed->out.held[i].seq);
	return buf_str(&out);
}

/* --------------------------------------------------------------------- keys */

/*
 * Made by the receiver's recipe in docs/lanes.md, in Python:
 *
 *	text = net(table) + b"".join(net(v) for v in key.values())
 */
static const struct key_case {
	int32_t shape;
	enum row_encoding encoding;
	const char *row, *hash, *json;
	int lanes[3]; /* of 2, 4, 7 */
} keys[] = {
	{ ORDERS,
	  ROW_QUOTED,
	  "41,'x'",
	  "18f6698386ede093054eba8c8253a1dc",
	  "{\"id\":\"41\"}",
	  { 1, 3, 1 } },
	{ ORDERS,
	  ROW_QUOTED,
	  "'0041',NULL",
	  "18f6698386ede093054eba8c8253a1dc",
	  "{\"id\":\"41\"}",
	  { 1, 3, 1 } },
	{ ORDERS,
	  ROW_COUNTED,
	  "41,~,",
	  "18f6698386ede093054eba8c8253a1dc",
	  "{\"id\":\"41\"}",
	  { 1, 3, 1 } },
	{ ORDERS,
	  ROW_JSON,
	  "{\"new\":1,\"id\":41}",
	  "18f6698386ede093054eba8c8253a1dc",
	  "{\"id\":\"41\"}",
	  { 1, 3, 1 } },
	{ ORDERS,
	  ROW_QUOTED,
	  "-7,NULL",
	  "18f6698386ed703284f4d0f7c3278ff7",
	  "{\"id\":\"-7\"}",
	  { 1, 1, 5 } },
	{ LINES,
	  ROW_QUOTED,
	  "3,9007199254740993",
	  "b871b847d1914ab87a7b27c0f51ab93b",
	  "{\"id\":\"9007199254740993\",\"line\":3}",
	  { 2, 4, 4 } },
	{ DOCS,
	  ROW_QUOTED,
	  "'a\n\"b',X'deadbeef'",
	  "0ea02ca2a71a21ae7d78529707f63adb",
	  "{\"name\":\"a\\n\\\"b\",\"hash\":\"3q2+7w==\"}",
	  { 1, 1, 1 } },
	{ DOCS,
	  ROW_QUOTED,
	  "NULL,X''",
	  "0ea02ca2a71a195d9bdf862bd8a9cfa4",
	  "{\"name\":null,\"hash\":\"\"}",
	  { 2, 4, 5 } },
	{ DOCS,
	  ROW_QUOTED,
	  "'\xc3\xa4',X'00'",
	  "0ea02ca2a71a867ca21d9ae371b4c27a",
	  "{\"name\":\"\xc3\xa4\",\"hash\":\"AA==\"}",
	  { 2, 2, 3 } },
};

static void test_hashes(struct bed *bed)
{
	static const int lanes[] = { 2, 4, 7 };
	size_t i, k, n;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const struct key_case *c = &keys[i];
		struct change one = change(1, c->shape, 'I', NULL, c->row);
		struct key_hash hash[2];
		struct buf json = { 0 };
		struct err err = { 0 };

		if (!ok(change_keys(&one, &bed->shapes.items[c->shape - 1],
				    c->encoding, &bed->arena, hash, &n, &json,
				    &err),
			"key %zu", i)) {
			diag("%s", err.text);
			continue;
		}
		is_int(n, 1, "it is one");
		is_str(hash[0].text, c->hash, "hash of key %zu", i);
		is_str(buf_str(&json), c->json, "json of key %zu", i);
		for (k = 0; k < 3; k++)
			is_int(key_lane(&hash[0], lanes[k]), c->lanes[k],
			       "lane of %d", lanes[k]);
		is_int(key_lane(&hash[0], 1), 1, "the only lane");
		buf_release(&json);
	}
}

static void test_changed_keys(struct bed *bed)
{
	struct change moved = change(1, ORDERS, 'U', "41,'a'", "-7,'a'");
	struct change same = change(1, ORDERS, 'U', "41,'a'", "'41','b'");
	struct change gone = change(1, ORDERS, 'D', "41,'a'", NULL);
	struct key_hash hash[2];
	struct err err = { 0 };
	struct buf json = { 0 };
	size_t n;

	ok(change_keys(&moved, &bed->shapes.items[0], ROW_QUOTED, &bed->arena,
		       hash, &n, &json, &err) &&
	       n == 2 && strcmp(hash[0].text, keys[0].hash) == 0 &&
	       strcmp(hash[1].text, keys[4].hash) == 0 &&
	       strcmp(json.data, "{\"id\":\"41\"}") == 0,
	   "an UPDATE of the key has two, the old one first");
	ok(change_keys(&same, &bed->shapes.items[0], ROW_QUOTED, &bed->arena,
		       hash, &n, NULL, &err) &&
	       n == 1,
	   "another has one");
	ok(change_keys(&gone, &bed->shapes.items[0], ROW_QUOTED, &bed->arena,
		       hash, &n, NULL, &err) &&
	       n == 1 && strcmp(hash[0].text, keys[0].hash) == 0,
	   "a DELETE has that of the old row");
	buf_release(&json);
}

/* With option before key, the row before is its key alone. */
static void test_brief_rows(struct bed *bed)
{
	struct change moved = change(1, BRIEF, 'U', "41", "42,'a'");
	struct change kept = change(1, BRIEF, 'U', NULL, "42,'a'");
	struct key_hash hash[2], other[2];
	struct err err = { 0 };
	size_t n;

	ok(change_keys(&moved, &bed->shapes.items[BRIEF - 1], ROW_QUOTED,
		       &bed->arena, hash, &n, NULL, &err) &&
	       n == 2,
	   "a row before that is its key alone");
	ok(change_keys(&kept, &bed->shapes.items[BRIEF - 1], ROW_QUOTED,
		       &bed->arena, other, &n, NULL, &err) &&
	       n == 1 && strcmp(hash[1].text, other[0].text) == 0,
	   "and none, where the key stays");
}

static void test_tables(struct bed *bed)
{
	struct change truncated = change(1, ORDERS, 'T', NULL, NULL);
	struct change logged = change(1, LOG, 'I', NULL, "'x'");
	struct change marker = change(1, LOG, 'M', NULL, NULL);
	struct key_hash hash[2];
	struct err err = { 0 };
	struct buf json = { 0 };
	size_t n;

	ok(change_keys(&truncated, &bed->shapes.items[0], ROW_QUOTED,
		       &bed->arena, hash, &n, &json, &err) &&
	       n == 1 && key_is_table(&hash[0]) &&
	       strncmp(hash[0].text, keys[0].hash, KEY_TABLE_DIGITS) == 0 &&
	       strcmp(json.data, "null") == 0 && key_lane(&hash[0], 7) == 1,
	   "a TRUNCATE is of the table as a whole, in lane 1");
	ok(change_keys(&logged, &bed->shapes.items[3], ROW_QUOTED, &bed->arena,
		       hash, &n, NULL, &err) &&
	       n == 1 && key_is_table(&hash[0]),
	   "so is a change of a table without a key");
	ok(change_keys(&marker, &bed->shapes.items[3], ROW_QUOTED, &bed->arena,
		       hash, &n, NULL, &err) &&
	       n == 0,
	   "a marker has none");
	buf_release(&json);
}

static void test_bad_rows(struct bed *bed)
{
	static const struct {
		char op;
		const char *old, *new, *want;
	} cases[] = {
		{ 'I', NULL, "41", "column \"note\"" },
		{ 'U', "41,'a'", "'41", "column \"id\"" },
		{ 'U', "41", "41,'a'", "column \"note\"" },
		{ 'I', NULL, NULL, "a change without a row" },
		{ 'I', NULL, "?,'a'", "column \"id\" is part of the key" },
	};
	size_t i, n;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct change bad =
		    change(1, ORDERS, cases[i].op, cases[i].old, cases[i].new);
		struct key_hash hash[2];
		struct err err = { 0 };

		ok(!change_keys(&bad, &bed->shapes.items[0], ROW_QUOTED,
				&bed->arena, hash, &n, NULL, &err) &&
		       err.kind == ERR_DATA && strstr(err.text, cases[i].want),
		   "refused: %s", err.text);
	}
}

static void test_sets(void)
{
	static const char a[] = "18f6698386ede093054eba8c8253a1dc";
	static const char b[] = "18f6698386ed703284f4d0f7c3278ff7";
	static const char table[] = "18f6698386ed00000000000000000000";
	static const char other[] = "0ea02ca2a71a00000000000000000000";
	struct key_hash ha, hb, ht, ho;
	struct key_set set = { 0 };

	memcpy(ha.text, a, sizeof(a));
	memcpy(hb.text, b, sizeof(b));
	memcpy(ht.text, table, sizeof(table));
	memcpy(ho.text, other, sizeof(other));
	ok(!key_set_has(&set, &ha), "nothing waits in an empty set");
	key_set_add(&set, a);
	key_set_add(&set, a);
	is_int(set.n, 1, "a key is in it once");
	ok(key_set_has(&set, &ha) && !key_set_has(&set, &hb), "it is in it");
	ok(key_set_has(&set, &ht) && !key_set_has(&set, &ho),
	   "a table waits for any of its keys");
	key_set_add_for(&set, b, a);
	is_str(key_set_find(&set, &hb)->root.text, a, "one waits for another");
	key_set_reset(&set);
	ok(!key_set_has(&set, &hb), "it is empty");
	key_set_add(&set, table);
	ok(key_set_has(&set, &ha) && key_set_has(&set, &hb) &&
	       key_set_has(&set, &ht) && !key_set_has(&set, &ho),
	   "where a table waits, all its keys do");
	key_set_release(&set);
}

/* -------------------------------------------------------------------- pages */

static void test_filter(struct bed *bed, struct config **config)
{
	const struct change changes[] = {
		change(1, ORDERS, 'I', NULL, "1,'a'"),
		change(2, LINES, 'I', NULL, "this is no row"),
		change(4, ORDERS, 'D', "1,'a'", NULL),
		change(5, UNKNOWN, 'I', NULL, "1"),
		change(6, UNKNOWN, 'D', "1", NULL),
		change(7, ORDERS, 'M', NULL, NULL),
	};
	struct sink_options options;
	struct sieve sieve = { .encoding = ROW_QUOTED };
	struct err err = { 0 };

	ok(!sieve_sifts(&sieve), "without anything to do it is not needed");
	if (!config_parse(config, "c.ini",
			  "[sink s]\ntables = orders\noperations = insert\n",
			  &err))
		return;
	config_sink_options(*config, "s", "erp", NULL, &options);
	if (!ok(shaping_open(&sieve.shaping, &options, &err), "a filter"))
		return;
	ok(sieve_sifts(&sieve), "a filter makes it needed");
	page_set(bed, changes, 6);
	bed->page.complete = bed->page.resolved = true;
	sieve_page(&sieve, &bed->page, &bed->arena, &bed->out);
	is_str(summary(bed), "1,5|2-2,4-4,6-7|",
	       "what it does not take is passed over, undecoded");
	ok(bed->out.page.complete && bed->out.page.resolved &&
	       bed->out.page.nshapes == bed->page.nshapes &&
	       bed->out.page.bytes == strlen("1,'a'") + strlen("1"),
	   "what is left is a page");
	bed->page.complete = bed->page.resolved = false;
	page_set(bed, changes, 0);
	sieve_page(&sieve, &bed->page, &bed->arena, &bed->out);
	is_str(summary(bed), "||", "an empty page stays empty");
	ok(!bed->out.page.complete, "and tells what it was told");
	shaping_close(sieve.shaping);
	config_close(*config);
	*config = NULL;
}

static void test_unchanged(struct bed *bed, struct config **config)
{
	const struct change changes[] = {
		change(1, ORDERS, 'U', "1,'a'", "1,'b'"),
		change(2, ORDERS, 'U', "1,'a'", "1,'a'"),
		change(3, ORDERS, 'U', "1,'a'", "2,'b'"),
		change(4, ORDERS, 'U', "1,NULL", "1,'b'"),
		change(5, ORDERS, 'U', "1,'a'", "1"),
		change(6, ORDERS, 'I', NULL, "1,'a'"),
		change(7, LOG, 'U', "'a'", "'b'"),
		change(8, LOG, 'U', "'a'", "'a'"),
		/* of these it is not known */
		change(9, BRIEF, 'U', "1", "1,'a'"),
		change(10, LARGE, 'U', "1,?7,?7:md5:ff", "1,?7,?7:md5:ff"),
		change(11, LARGE, 'U', "1,NULL,?7:md5:ff", "1,NULL,?7:md5:ff"),
		change(12, LARGE, 'U', "1,NULL,?7:md5:ff", "1,NULL,?7:md5:fe"),
	};
	static const struct {
		const char *lines, *want;
	} cases[] = {
		{ "drop_unchanged = yes",
		  "1,3,4,5,6,7,9,10,12|2-2,8-8,11-11|" },
		{ "drop_unchanged = yes\nexclude_columns = *.note",
		  "3,5,6,7,9,10,12|1-2,4-4,8-8,11-11|" },
		{ "drop_unchanged = yes\nredact = *.note",
		  "3,4,5,6,7,9,10,12|1-2,8-8,11-11|" },
		{ "exclude_columns = *.note", "1,2,3,4,5,6,7,8,9,10,11,12||" },
		{ "drop_unchanged = yes\nexclude_columns = large.a, large.b",
		  "1,3,4,5,6,7,9|2-2,8-8,10-12|" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sink_options options;
		struct sieve sieve = { .encoding = ROW_QUOTED };
		struct err err = { 0 };
		struct buf lines = { 0 };

		buf_addf(&lines, "[sink s]\n%s\n", cases[i].lines);
		if (!config_parse(config, "c.ini", lines.data, &err))
			return;
		config_sink_options(*config, "s", "erp", NULL, &options);
		ok(shaping_open(&sieve.shaping, &options, &err), "case %zu", i);
		page_set(bed, changes, 12);
		sieve_page(&sieve, &bed->page, &bed->arena, &bed->out);
		is_str(summary(bed), cases[i].want,
		       "updates that change nothing to be seen, case %zu", i);
		shaping_close(sieve.shaping);
		config_close(*config);
		*config = NULL;
		buf_release(&lines);
	}
}

static void test_lanes(struct bed *bed)
{
	const struct change changes[] = {
		change(1, ORDERS, 'I', NULL, "41,'x'"),     /* 3 of 4 */
		change(2, ORDERS, 'I', NULL, "-7,'x'"),     /* 1 of 4 */
		change(3, ORDERS, 'U', "41,'x'", "-7,'x'"), /* the old key's */
		change(4, ORDERS, 'D', "-7,'x'", NULL),
		change(5, LINES, 'I', NULL, "3,9007199254740993"), /* 4 of 4 */
		change(6, LOG, 'I', NULL, "'x'"),
		change(7, LINES, 'T', NULL, NULL),
		change(8, LOG, 'M', NULL, NULL),
		change(9, ORDERS, 'I', NULL, "no row"),
		change(10, UNKNOWN, 'I', NULL, "1"),
	};
	static const char *const want[] = {
		"2,4,6,7,8,9,10|1-1,3-3,5-5|",
		"9,10|1-8|",
		"1,3,9,10|2-2,4-8|",
		"5,9,10|1-4,6-8|",
	};
	struct sieve sieve = { .lanes = 4, .encoding = ROW_QUOTED };

	page_set(bed, changes, 10);
	for (sieve.lane = 1; sieve.lane <= 4; sieve.lane++) {
		ok(sieve_sifts(&sieve), "lanes make it needed");
		sieve_page(&sieve, &bed->page, &bed->arena, &bed->out);
		is_str(summary(bed), want[sieve.lane - 1], "lane %d of 4",
		       sieve.lane);
	}
	sieve = (struct sieve){ .lane = 1, .lanes = 1, .encoding = ROW_QUOTED };
	sieve_page(&sieve, &bed->page, &bed->arena, &bed->out);
	is_str(summary(bed), "1,2,3,4,5,6,7,8,9,10||", "one lane of one");
}

static void test_parked(struct bed *bed)
{
	const struct change changes[] = {
		change(1, ORDERS, 'U', "41,'x'", "41,'y'"),
		change(2, ORDERS, 'U', "-7,'x'", "-7,'y'"),
		change(3, ORDERS, 'U', "41,'y'", "5,'y'"),
		change(4, ORDERS, 'U', "5,'y'", "5,'z'"),
		change(5, ORDERS, 'U', "5,'y'", "6,'z'"),
		change(6, LINES, 'T', NULL, NULL),
		change(7, ORDERS, 'U', "-7,'y'", "6,'z'"),
		change(8, ORDERS, 'D', "-7,'y'", NULL),
		change(9, ORDERS, 'D', "8,'y'", NULL),
		change(10, ORDERS, 'T', NULL, NULL),
		change(11, ORDERS, 'I', NULL, "9,'y'"),
		change(12, LINES, 'I', NULL, "1,2"),
		change(13, ORDERS, 'I', NULL, "no row"),
		change(14, UNKNOWN, 'I', NULL, "1"),
		change(15, LOG, 'M', NULL, NULL),
	};
	struct key_set parked = { 0 };
	struct sieve sieve = { .parked = &parked, .encoding = ROW_QUOTED };
	struct key_hash key;
	size_t i, wrong = 0;

	ok(!sieve_sifts(&sieve), "an empty set is none");
	key_set_add(&parked, keys[0].hash);
	ok(sieve_sifts(&sieve), "a parked key makes it needed");
	page_set(bed, changes, 15);
	sieve_page(&sieve, &bed->page, &bed->arena, &bed->out);
	is_str(summary(bed), "2,6,9,12,13,14,15||1,3,4,5,7,8,10,11",
	       "a parked key waits, and all that is behind it");
	for (i = 0; i < bed->out.nheld; i++)
		wrong += strcmp(bed->out.held[i].key.text, keys[0].hash) != 0;
	is_int(wrong, 0, "they wait for that one key");
	is_str(bed->out.held[0].also.text, "", "an UPDATE adds no key");
	is_int(strlen(bed->out.held[1].also.text), KEY_DIGITS,
	       "one that changes it does");
	/* What is behind is behind in the next page, too. */
	for (i = 0; i < bed->out.nheld; i++)
		if (*bed->out.held[i].also.text)
			key_set_add_for(&parked, bed->out.held[i].also.text,
					bed->out.held[i].key.text);
	page_set(bed, changes + 3, 8);
	bed->page.changes[7].seq = 99;
	sieve_page(&sieve, &bed->page, &bed->arena, &bed->out);
	is_str(summary(bed), "6||4,5,7,8,9,10,99", "and in the next page");
	memcpy(key.text, keys[0].hash, sizeof(key.text));
	ok(key_set_has(&parked, &key), "the set is as it was");
	key_set_release(&parked);
}

/* ---------------------------------------------------------------- histories */

enum { KEYS = 6, STEPS = 60, RUNS = 400 };

struct letter {
	size_t change; /* index in the history */
	struct key_hash keys[2];
	size_t nkeys;
	bool decided;
};

/* One history, its sink, and an operator who decides now and then. */
struct world {
	struct bed *bed;
	struct change changes[STEPS];
	char text[STEPS][2][32];
	size_t n;
	enum { WAITS, HELD, DONE, DEAD } fate[STEPS];
	struct held_change held[STEPS]; /* where the fate is HELD */
	struct letter letters[STEPS];
	size_t nletters;
	size_t order[STEPS]; /* delivered or decided, in order */
	size_t norder;
	unsigned seed;
};

static unsigned chance(struct world *w, unsigned n)
{
	w->seed = w->seed * 1103515245u + 12345u;
	return w->seed / 65536u % n;
}

static const char *row(struct world *w, size_t i, int side, unsigned key)
{
	snprintf(w->text[i][side], sizeof(w->text[i][side]), "%u,'%zu'", key,
		 i);
	return w->text[i][side];
}

static void add_change(struct world *w)
{
	size_t i = w->n++;
	unsigned key = chance(w, KEYS), op = chance(w, 20);
	unsigned to = op < 4 ? chance(w, KEYS) : key;

	if (op == 19)
		w->changes[i] = change((int64_t)i + 1, ORDERS, 'T', NULL, NULL);
	else
		w->changes[i] = change((int64_t)i + 1, ORDERS, 'U',
				       row(w, i, 0, key), row(w, i, 1, to));
	w->fate[i] = WAITS;
}

/* As poller/state.h keeps it. */
static void gather_parked(const struct world *w, struct key_set *out)
{
	size_t i, k;

	key_set_reset(out);
	for (i = 0; i < w->nletters; i++)
		for (k = 0; k < w->letters[i].nkeys && !w->letters[i].decided;
		     k++)
			key_set_add(out, w->letters[i].keys[k].text);
	for (i = 0; i < w->n; i++)
		if (w->fate[i] == HELD && *w->held[i].also.text)
			key_set_add_for(out, w->held[i].also.text,
					w->held[i].key.text);
}

static void decide(struct world *w)
{
	struct letter *letter = &w->letters[chance(w, (unsigned)w->nletters)];
	size_t i, k, j;

	if (letter->decided)
		return;
	letter->decided = true;
	w->order[w->norder++] = letter->change;
	for (i = 0; i < w->n; i++) {
		bool waits = false;

		for (k = 0; k < w->nletters; k++)
			for (j = 0; j < w->letters[k].nkeys; j++)
				waits |= !w->letters[k].decided &&
					 strcmp(w->letters[k].keys[j].text,
						w->held[i].key.text) == 0;
		if (w->fate[i] == HELD && !waits)
			w->fate[i] = WAITS;
	}
}

static void refuse(struct world *w, size_t i)
{
	struct letter *letter = &w->letters[w->nletters++];
	struct err err = { 0 };

	*letter = (struct letter){ .change = i };
	change_keys(&w->changes[i], &w->bed->shapes.items[0], ROW_QUOTED,
		    &w->bed->arena, letter->keys, &letter->nkeys, NULL, &err);
	w->fate[i] = DEAD;
}

/* One page: delivered up to a change that is refused, if one is. */
static void poll_page(struct world *w, unsigned refusals)
{
	struct change page[STEPS];
	struct key_set parked = { 0 };
	struct sieve sieve = { .parked = &parked, .encoding = ROW_QUOTED };
	struct sifted *out = &w->bed->out;
	size_t i, n = 0, most = 1 + chance(w, 10);

	for (i = 0; i < w->n && n < most; i++)
		if (w->fate[i] == WAITS)
			page[n++] = w->changes[i];
	page_set(w->bed, page, n);
	gather_parked(w, &parked);
	sieve_page(&sieve, &w->bed->page, &w->bed->arena, out);
	for (i = 0; i < out->nheld; i++) {
		size_t at = (size_t)out->held[i].seq - 1;

		w->fate[at] = HELD;
		w->held[at] = out->held[i];
	}
	for (i = 0; i < out->page.n; i++) {
		size_t at = (size_t)out->page.changes[i].seq - 1;

		if (refusals > 0 && chance(w, refusals) == 0) {
			refuse(w, at);
			break;
		}
		w->fate[at] = DONE;
		w->order[w->norder++] = at;
	}
	key_set_release(&parked);
}

static bool shares_key(const struct world *w, size_t a, size_t b)
{
	struct key_hash ka[2], kb[2];
	struct err err = { 0 };
	size_t na, nb, i, k;

	change_keys(&w->changes[a], &w->bed->shapes.items[0], ROW_QUOTED,
		    &w->bed->arena, ka, &na, NULL, &err);
	change_keys(&w->changes[b], &w->bed->shapes.items[0], ROW_QUOTED,
		    &w->bed->arena, kb, &nb, NULL, &err);
	if (key_is_table(&ka[0]) || key_is_table(&kb[0]))
		return true;
	for (i = 0; i < na; i++)
		for (k = 0; k < nb; k++)
			if (strcmp(ka[i].text, kb[k].text) == 0)
				return true;
	return false;
}

/* How many pairs of changes of one row came the wrong way round. */
static size_t inversions(const struct world *w)
{
	size_t i, k, found = 0;

	for (i = 0; i < w->norder; i++)
		for (k = i + 1; k < w->norder; k++)
			found += w->order[i] > w->order[k] &&
				 shares_key(w, w->order[i], w->order[k]);
	return found;
}

static void run_history(struct bed *bed, unsigned seed, size_t *wrong,
			size_t *left, size_t *letters)
{
	struct world w = { .bed = bed, .seed = seed };
	size_t i, k, rounds;
	bool seen[STEPS] = { false };

	while (w.n < STEPS) {
		unsigned what = chance(&w, 10);

		if (what < 5)
			add_change(&w);
		else if (what < 9)
			poll_page(&w, 5);
		else if (w.nletters > 0)
			decide(&w);
	}
	for (rounds = 0; rounds < 40 * STEPS && w.norder < STEPS; rounds++) {
		poll_page(&w, 0);
		if (w.nletters > 0)
			decide(&w);
	}
	*wrong += inversions(&w);
	*letters += w.nletters;
	for (i = 0; i < w.norder; i++)
		seen[w.order[i]] = true;
	for (k = 0; k < STEPS; k++)
		*left += !seen[k];
	*left += w.norder - STEPS;
}

static void test_histories(struct bed *bed)
{
	size_t wrong = 0, left = 0, letters = 0;
	unsigned seed;

	for (seed = 1; seed <= RUNS; seed++)
		run_history(bed, seed * 7919, &wrong, &left, &letters);
	diag("%zu dead letters in %d histories", letters, RUNS);
	ok(letters > RUNS, "changes were refused");
	is_int(wrong, 0, "no two changes of one row change places");
	is_int(left, 0, "each change comes exactly once");
}

int main(void)
{
	struct config *config = NULL;
	struct bed bed;

	bed_open(&bed);
	test_hashes(&bed);
	test_changed_keys(&bed);
	test_brief_rows(&bed);
	test_tables(&bed);
	test_bad_rows(&bed);
	test_sets();
	test_filter(&bed, &config);
	test_unchanged(&bed, &config);
	test_lanes(&bed);
	test_parked(&bed);
	test_histories(&bed);
	bed_close(&bed);
	config_close(config);
	return done();
}
