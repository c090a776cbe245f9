/*
 * poller/cut.c: where a batch ends.  Pages are written as words, one letter a
 * change, the letter its transaction; `.` is a change without one.
 */
#include "poller/batch.h"

#include <stdlib.h>

#include "core/mem.h"
#include "poller/cut.h"
#include "tests/tap.h"

/* Each change has `weight` bytes of row image. */
static void make_page(struct page *page, const char *word, bool complete,
		      size_t weight)
{
	size_t n = strlen(word), i;
	char *image = arena_calloc(&page->arena, weight + 1, 1);

	page->changes = arena_calloc(&page->arena, n, sizeof(*page->changes));
	page->n = n;
	page->complete = complete;
	for (i = 0; i < n; i++)
		page->changes[i] = (struct change){
			.seq = (int64_t)i + 1,
			.op = 'I',
			.has_new = true,
			.new_row = { image, weight },
			.txid = { &word[i], word[i] != '.' },
		};
}

static void free_page(struct page *page)
{
	arena_release(&page->arena);
	*page = (struct page){ 0 };
}

static size_t cut_at(const struct page *page, size_t from,
		     const struct config_batch *limits)
{
	struct cutter cutter;
	size_t n;

	cutter_open(&cutter, page);
	n = cutter_next(&cutter, from, limits);
	cutter_release(&cutter);
	return n;
}

struct cut_case {
	const char *word;
	bool complete;
	size_t from;
	int64_t events;
	size_t want;
	const char *why;
};

static const struct cut_case cuts[] = {
	{ "aaa", true, 0, 500, 3, "a whole page" },
	{ "aabbcc", true, 0, 4, 4, "the limit on a boundary" },
	{ "aabbcc", true, 0, 3, 2, "the limit inside b: b goes next" },
	{ "aabbcc", true, 2, 3, 2, "and so on from there" },
	{ "aaaaaa", true, 0, 4, 4, "one transaction beyond the limit is cut" },
	{ "aaaaaa", true, 4, 4, 2, "and ends in the next" },
	{ "abab", true, 0, 3, 3, "no boundary at all: the limit decides" },
	{ "aabab", true, 0, 4, 4, "interleaved ones neither" },
	{ "abba", true, 0, 4, 4, "a transaction around another" },
	{ "cabab", true, 0, 4, 1, "the last place where none goes on" },
	{ "......", true, 0, 4, 4, "no transactions: the limit" },
	{ "a.a", true, 0, 2, 2, "one without, inside another" },
	{ "aab", false, 0, 500, 2, "b may go on behind the page" },
	{ "aaa", false, 0, 500, 3, "so may a, but it is the first" },
	{ "bbaaa", false, 2, 500, 0, "from further on: read again from there" },
	{ "aaaaaa", false, 3, 3, 3, "unless it is a full batch as it is" },
	{ "aaaaa", false, 3, 3, 0, "which what is left of a page is not" },
	{ "bb..", false, 2, 500, 2, "where no transaction is, none goes on" },
	{ "aabb", true, 3, 500, 1, "the last one alone" },
	{ "abcdef", true, 0, 1, 1, "a limit of one" },
	{ "aabbcc", false, 0, 2, 2, "a boundary before the end of the page" },
};

static void test_cuts(void)
{
	size_t i;

	for (i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		const struct cut_case *c = &cuts[i];
		struct config_batch limits = { c->events, 1 << 30 };
		struct page page = { 0 };

		make_page(&page, c->word, c->complete, 1);
		is_int((int64_t)cut_at(&page, c->from, &limits),
		       (int64_t)c->want, "%s: %s", c->word, c->why);
		free_page(&page);
	}
}

static void test_bytes(void)
{
	struct config_batch limits = { 500, 1024 };
	struct page page = { 0 };

	make_page(&page, "aabbccdd", true, 200);
	is_int((int64_t)cut_at(&page, 0, &limits), 4,
	       "five fit into 1 kB, and the fifth is half a transaction");
	free_page(&page);
	make_page(&page, "abc", true, 4096);
	is_int((int64_t)cut_at(&page, 0, &limits), 1,
	       "a change larger than the limit is a batch of its own");
	free_page(&page);
}

/*
 * Whatever the page and the limits: batches are never empty at its start, they
 * keep to the limit, and together they are the page.
 */
static void test_progress(void)
{
	static const char letters[] = "abcd.";
	uint32_t random = 1;
	int bad = 0, round;

	for (round = 0; round < 3000; round++) {
		struct config_batch limits = { 0, 1 << 30 };
		struct page page = { 0 };
		char word[17] = "";
		size_t n, from = 0, i;
		bool complete;

		random = random * 1664525u + 1013904223u;
		n = 1 + (random >> 16) % 16;
		complete = (random >> 24) & 1;
		limits.events = 1 + (random >> 8) % 6;
		for (i = 0; i < n; i++) {
			random = random * 1664525u + 1013904223u;
			word[i] = letters[(random >> 16) % 5];
		}
		make_page(&page, word, complete, 1);
		while (from < n) {
			size_t got = cut_at(&page, from, &limits);

			if (!got && from > 0 && !complete)
				break;
			if (!got || got > (size_t)limits.events ||
			    from + got > n) {
				diag("%s from %zu limit %d: %zu", word, from,
				     (int)limits.events, got);
				bad++;
				break;
			}
			from += got;
		}
		free_page(&page);
	}
	is_int(bad, 0, "3000 random pages come apart completely");
}

static void open_is(const char *word, size_t from, size_t n, const char *want)
{
	struct cutter cutter;
	struct page page = { 0 };
	struct buf got = { 0 };

	make_page(&page, word, true, 1);
	cutter_open(&cutter, &page);
	cutter_open_txs(&cutter, from, n, &got);
	cutter_release(&cutter);
	is_str(buf_str(&got), want, "%s: what goes on behind %zu+%zu", word,
	       from, n);
	buf_release(&got);
	free_page(&page);
}

static void test_open(void)
{
	open_is("aabb", 0, 2, "");
	open_is("aabb", 0, 3, "b");
	open_is("aaaa", 0, 3, "a");
	open_is("bacabc", 0, 3, "a,b,c");
	open_is("bacabc", 3, 3, "");
	open_is("....", 0, 2, "");
	open_is("cbacba", 1, 2, "a,b");
}

/* The anchor knows one change from another by everything it holds. */
static void test_anchor(void)
{
	const struct change base = {
		.seq = 7,
		.shape = 3,
		.op = 'U',
		.has_old = true,
		.has_new = true,
		.old_row = { "1,2", 3 },
		.new_row = { "3", 1 },
		.captured_at = { "2026-01-01T00:00:00Z", 20 },
	};
	struct change other[8];
	char first[65], hash[65];
	size_t i;

	for (i = 0; i < 8; i++)
		other[i] = base;
	other[0].seq = 8;
	other[1].shape = 4;
	other[2].op = 'I';
	other[3].has_old = false;
	other[3].old_row = (struct str){ 0 };
	other[4].new_row = (struct str){ "4", 1 };
	other[5].old_row = (struct str){ "1,", 2 };
	other[5].new_row = (struct str){ "23", 2 };
	other[6].captured_at = (struct str){ "2026-01-01T00:00:01Z", 20 };
	other[7].has_new = false;
	other[7].new_row = (struct str){ 0 };
	batch_anchor_hash(&base, first);
	is_int((int64_t)strlen(first), 64, "a hash in hex");
	for (i = 0; i < 8; i++) {
		batch_anchor_hash(&other[i], hash);
		ok(strcmp(hash, first) != 0,
		   "another change %zu, another "
		   "hash",
		   i);
	}
	batch_anchor_hash(&base, hash);
	is_str(hash, first, "the same change, the same hash");
}

int main(void)
{
	test_cuts();
	test_bytes();
	test_progress();
	test_open();
	test_anchor();
	return done();
}
