#include "poller/rangeset.h"

#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

void rangeset_release(struct rangeset *set)
{
	free(set->ranges);
	*set = (struct rangeset){ 0 };
}

void rangeset_reset(struct rangeset *set)
{
	set->n = 0;
}

void rangeset_copy(struct rangeset *to, const struct rangeset *from)
{
	to->ranges = xgrow(to->ranges, &to->cap, from->n, sizeof(*to->ranges));
	if (from->n)
		memcpy(to->ranges, from->ranges, from->n * sizeof(*to->ranges));
	to->n = from->n;
}

/* The first range that ends at or behind seq; n if there is none. */
static size_t find(const struct rangeset *set, int64_t seq)
{
	size_t low = 0, high = set->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->ranges[middle].last < seq)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Puts `count` ranges in the place of those in [from, to). */
static void splice(struct rangeset *set, size_t from, size_t to,
		   const struct range *with, size_t count)
{
	size_t behind = set->n - to;

	set->ranges = xgrow(set->ranges, &set->cap, from + count + behind,
			    sizeof(*set->ranges));
	memmove(set->ranges + from + count, set->ranges + to,
		behind * sizeof(*set->ranges));
	if (count)
		memcpy(set->ranges + from, with, count * sizeof(*with));
	set->n = from + count + behind;
}

void rangeset_add(struct rangeset *set, int64_t first, int64_t last)
{
	struct range merged = { first, last };
	struct range *end = set->n ? &set->ranges[set->n - 1] : NULL;
	size_t from, to;

	if (end && first > end->first && first - 1 <= end->last) {
		if (last > end->last)
			end->last = last;
		return;
	}
	/* A range that ends just before `first` touches it: find from there. */
	from = find(set, first > INT64_MIN ? first - 1 : first);
	for (to = from; to < set->n; to++) {
		const struct range *r = &set->ranges[to];

		if (last < INT64_MAX && r->first > last + 1)
			break;
		if (r->first < merged.first)
			merged.first = r->first;
		if (r->last > merged.last)
			merged.last = r->last;
	}
	splice(set, from, to, &merged, 1);
}

void rangeset_add_all(struct rangeset *set, const struct rangeset *other)
{
	size_t i;

	for (i = 0; i < other->n; i++)
		rangeset_add(set, other->ranges[i].first,
			     other->ranges[i].last);
}

void rangeset_remove(struct rangeset *set, int64_t first, int64_t last)
{
	struct range rest[2];
	size_t from = find(set, first), to, count = 0;

	for (to = from; to < set->n && set->ranges[to].first <= last; to++) {
		const struct range *r = &set->ranges[to];

		if (r->first < first)
			rest[count++] = (struct range){ r->first, first - 1 };
		if (r->last > last)
			rest[count++] = (struct range){ last + 1, r->last };
	}
	if (to > from)
		splice(set, from, to, rest, count);
}

void rangeset_subtract(struct rangeset *set, const struct rangeset *other)
{
	struct rangeset rest = { 0 };
	size_t i, k = 0;

	for (i = 0; i < set->n; i++) {
		struct range r = set->ranges[i];

		while (k < other->n && other->ranges[k].last < r.first)
			k++;
		while (k < other->n && other->ranges[k].first <= r.last) {
			const struct range *hole = &other->ranges[k];

			if (hole->first > r.first)
				rangeset_add(&rest, r.first, hole->first - 1);
			if (hole->last >= r.last)
				goto next;
			r.first = hole->last + 1;
			k++;
		}
		rangeset_add(&rest, r.first, r.last);
	next:;
	}
	rangeset_release(set);
	*set = rest;
}

bool rangeset_has(const struct rangeset *set, int64_t seq)
{
	size_t i = find(set, seq);

	return i < set->n && set->ranges[i].first <= seq;
}

int64_t rangeset_count(const struct rangeset *set)
{
	int64_t count = 0;
	size_t i;

	for (i = 0; i < set->n; i++)
		count += set->ranges[i].last - set->ranges[i].first + 1;
	return count;
}

int64_t rangeset_count_in(const struct rangeset *set, int64_t first,
			  int64_t last)
{
	int64_t count = 0;
	size_t i;

	for (i = find(set, first); i < set->n; i++) {
		const struct range *r = &set->ranges[i];
		int64_t a = r->first > first ? r->first : first;
		int64_t b = r->last < last ? r->last : last;

		if (r->first > last)
			break;
		count += b - a + 1;
	}
	return count;
}

void rangeset_intersect(const struct rangeset *a, const struct rangeset *b,
			struct rangeset *out)
{
	size_t i = 0, j = 0;

	rangeset_reset(out);
	while (i < a->n && j < b->n) {
		const struct range *x = &a->ranges[i], *y = &b->ranges[j];
		int64_t first = x->first > y->first ? x->first : y->first;
		int64_t last = x->last < y->last ? x->last : y->last;

		if (first <= last)
			rangeset_add(out, first, last);
		if (x->last < y->last)
			i++;
		else
			j++;
	}
}

static int64_t length(const struct range *range)
{
	return range->last - range->first;
}

/* Puts a range into its place among up to n, the longest first. */
static void place(struct rangeset *longest, size_t n, struct range range)
{
	size_t i = longest->n < n ? longest->n++ : n - 1;

	for (; i && length(&longest->ranges[i - 1]) < length(&range); i--)
		longest->ranges[i] = longest->ranges[i - 1];
	longest->ranges[i] = range;
}

void rangeset_longest(const struct rangeset *set, size_t n,
		      struct rangeset *out)
{
	struct rangeset longest = { 0 };
	size_t i;

	rangeset_reset(out);
	if (set->n <= n) {
		rangeset_copy(out, set);
		return;
	}
	longest.ranges =
	    xgrow(longest.ranges, &longest.cap, n, sizeof(*longest.ranges));
	for (i = 0; n && i < set->n; i++)
		if (longest.n < n ||
		    length(&longest.ranges[n - 1]) < length(&set->ranges[i]))
			place(&longest, n, set->ranges[i]);
	for (i = 0; i < longest.n; i++)
		rangeset_add(out, longest.ranges[i].first,
			     longest.ranges[i].last);
	rangeset_release(&longest);
}
