/*
 * The transactions of changes in a row, a page's or a batch's: which of them
 * each change is of, and where that one ends.
 */
#ifndef POLLER_TX_PLACES_H
#define POLLER_TX_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "poller/change.h"

struct tx_place {
	struct str id;
	size_t last;    /* index of its last change among these */
	uint64_t count; /* of its events, so far */
	bool open;      /* it goes on behind them */
};

struct tx_places {
	struct tx_place *items;
	size_t n, cap;
	uint32_t *slots; /* hash table: index in items plus one, 0 is free */
	size_t mask;
	uint32_t *of; /* for each change: index in items plus one, 0: none */
};

/*
 * Finds the transactions of changes[0..n), whose txids are borrowed; `open` as
 * in tx_knowledge.  *places is zeroed before; tx_places_release() frees it.
 */
void tx_places_fill(struct tx_places *places, const struct change *changes,
		    size_t n, const char *open);
void tx_places_release(struct tx_places *places);

/* The transaction of the i-th change, or NULL. */
static inline struct tx_place *tx_places_of(const struct tx_places *places,
					    size_t i)
{
	return places->of[i] > 0 ? &places->items[places->of[i] - 1] : NULL;
}

#endif
