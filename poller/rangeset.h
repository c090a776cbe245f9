/*
 * A set of seqs, as ranges: what a sink has acknowledged.
 *
 * Ranges are inclusive, sorted, and never touch: [1,2] and [3,4] are [1,4].
 * Adding at the end, which is the common case, costs nothing; adding in the
 * middle moves the ranges behind it.
 */
#ifndef POLLER_RANGESET_H
#define POLLER_RANGESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct range {
	int64_t first, last; /* both inside */
};

/* Zero is the empty set. */
struct rangeset {
	struct range *ranges;
	size_t n, cap;
};

void rangeset_release(struct rangeset *set);
void rangeset_reset(struct rangeset *set);
void rangeset_copy(struct rangeset *to, const struct rangeset *from);
/* Adds first..last, whatever of it is there already. */
void rangeset_add(struct rangeset *set, int64_t first, int64_t last);
/* Adds all that is in the other. */
void rangeset_add_all(struct rangeset *set, const struct rangeset *other);
/* Takes first..last away, whatever of it is there. */
void rangeset_remove(struct rangeset *set, int64_t first, int64_t last);
/* Takes away all that is in the other. */
void rangeset_subtract(struct rangeset *set, const struct rangeset *other);
bool rangeset_has(const struct rangeset *set, int64_t seq);
/* How many seqs. */
int64_t rangeset_count(const struct rangeset *set);
/* The highest number in it; 0 for none. */
static inline int64_t rangeset_last(const struct rangeset *set)
{
	return set->n ? set->ranges[set->n - 1].last : 0;
}
/* How many seqs of the set lie in first..last. */
int64_t rangeset_count_in(const struct rangeset *set, int64_t first,
			  int64_t last);
/* *out = a AND b; out must be neither. */
void rangeset_intersect(const struct rangeset *a, const struct rangeset *b,
			struct rangeset *out);
/*
 * The n longest ranges (all, if there are fewer), as a set: what a page query
 * leaves out.  out must not be set.
 */
void rangeset_longest(const struct rangeset *set, size_t n,
		      struct rangeset *out);

#endif
