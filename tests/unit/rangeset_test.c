/* The set of acknowledged seqs, against a plain array of bits. */
#include <stdlib.h>

#include "poller/rangeset.h"
#include "tests/tap.h"

enum { SIZE = 200 };

static bool same(const struct rangeset *set, const bool *bits)
{
	int64_t count = 0;
	size_t i;
	int seq;

	for (i = 1; i < set->n; i++)
		if (set->ranges[i].first <= set->ranges[i - 1].last + 1)
			return false; /* touching, or out of order */
	for (seq = 0; seq < SIZE; seq++) {
		if (rangeset_has(set, seq) != bits[seq])
			return false;
		count += bits[seq];
	}
	return rangeset_count(set) == count;
}

static int64_t bits_in(const bool *bits, int first, int last)
{
	int64_t n = 0;

	for (; first <= last; first++)
		n += bits[first];
	return n;
}

static void random_operations(void)
{
	struct rangeset set = { 0 }, other = { 0 }, both = { 0 };
	bool bits[SIZE] = { 0 }, other_bits[SIZE] = { 0 }, and[SIZE];
	bool good = true, good_and = true, good_in = true;
	bool good_less = true;
	int round, seq;

	srand(1);
	for (round = 0; round < 20000; round++) {
		int a = rand() % SIZE, b = a + rand() % 9;
		bool add = rand() % 5 > 1;
		struct rangeset *s = round % 2 ? &set : &other;
		bool *v = round % 2 ? bits : other_bits;

		b = b < SIZE ? b : SIZE - 1;
		if (add)
			rangeset_add(s, a, b);
		else
			rangeset_remove(s, a, b);
		for (seq = a; seq <= b; seq++)
			v[seq] = add;
		good = good && same(s, v);
		good_in =
		    good_in && rangeset_count_in(s, a, b) == bits_in(v, a, b);
		rangeset_intersect(&set, &other, &both);
		for (seq = 0; seq < SIZE; seq++)
			and[seq] = bits[seq] && other_bits[seq];
		good_and = good_and && same(&both, and);
		rangeset_copy(&both, &set);
		rangeset_subtract(&both, &other);
		for (seq = 0; seq < SIZE; seq++)
			and[seq] = bits[seq] && !other_bits[seq];
		good_less = good_less && same(&both, and);
	}
	ok(good, "20,000 additions and removals give what bits give");
	ok(good_in, "counts inside a span are exact");
	ok(good_less, "differences, too");
	ok(good_and, "intersections are exact");
	rangeset_release(&set);
	rangeset_release(&other);
	rangeset_release(&both);
}

static void longest(void)
{
	struct rangeset set = { 0 }, out = { 0 };
	int i;

	for (i = 0; i < 100; i++)
		rangeset_add(&set, i * 1000, i * 1000 + i);
	rangeset_longest(&set, 3, &out);
	is_int((int64_t)out.n, 3, "three ranges asked for, three given");
	is_int(out.ranges[0].first, 97000, "the longest ones, in order");
	is_int(rangeset_count(&out), 98 + 99 + 100, "whole");
	rangeset_longest(&set, 1000, &out);
	is_int((int64_t)out.n, 100, "all, where there are fewer");
	rangeset_release(&set);
	rangeset_release(&out);
}

static void edges(void)
{
	struct rangeset set = { 0 };

	rangeset_add(&set, INT64_MAX - 1, INT64_MAX);
	rangeset_add(&set, INT64_MAX - 3, INT64_MAX - 2);
	is_int((int64_t)set.n, 1, "ranges that touch become one");
	ok(rangeset_has(&set, INT64_MAX), "2^63-1 can be in the set");
	rangeset_remove(&set, INT64_MAX, INT64_MAX);
	ok(!rangeset_has(&set, INT64_MAX), "and out of it again");
	is_int(set.ranges[0].last, INT64_MAX - 1, "its neighbour stays");
	rangeset_release(&set);
	is_int((int64_t)set.n, 0, "released is empty");
}

int main(void)
{
	random_operations();
	longest();
	edges();
	return done();
}
