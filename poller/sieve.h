/*
 * Which changes of a page a sink is to get now: those that its filter takes,
 * that belong to its lane, and whose key is not parked.  docs/lanes.md and
 * docs/filters.md are the manual.
 */
#ifndef POLLER_SIEVE_H
#define POLLER_SIEVE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "poller/change.h"
#include "poller/key.h"
#include "poller/rangeset.h"
#include "poller/row.h"
#include "poller/shaping.h"

struct sieve {
	struct shaping *shaping; /* NULL: takes everything */
	int lane, lanes;         /* lane 1..lanes; 0: no lanes */
	/*
	 * The keys that wait, NULL or empty for none: the keys of dead letters,
	 * and for every change held so far its `also`.  What one page held has
	 * to be in it before the next page is sifted.
	 */
	const struct key_set *parked;
	enum row_encoding encoding;
};

/*
 * False: every change of any page passes, and sieve_page() need not be called.
 */
bool sieve_sifts(const struct sieve *sieve);

/*
 * A change that waits.
 *
 * It is let go when all dead letters of `key` are delivered or dropped; then it
 * is sifted anew, and may wait for another.  Until then changes of `also` wait
 * for the same: key_set_add_for(set, also, key).  That keeps in order what
 * follows an UPDATE of a parked key to another key, and a TRUNCATE.
 */
struct held_change {
	int64_t seq;
	struct key_hash key;
	struct key_hash also; /* "": none */
};

/* What became of a page. */
struct sifted {
	struct page page;         /* what the sink gets; borrows the other */
	struct rangeset passed;   /* not for this sink: acknowledged as it is */
	struct held_change *held; /* waits for a dead letter */
	size_t nheld, held_cap;
	struct key_set also; /* the keys that wait because of this page */
};
void sifted_release(struct sifted *sifted);

/*
 * Sifts a page whose shapes were resolved.  *out is reset first and keeps its
 * memory; `arena` is reset for each change.  Changes whose shape is unknown or
 * whose row does not decode pass, in every lane, since nobody knows whose they
 * are: rendering them says what is wrong.
 */
void sieve_page(const struct sieve *sieve, const struct page *page,
		struct arena *arena, struct sifted *out);

#endif
