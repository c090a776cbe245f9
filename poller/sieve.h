/*
 * Which changes of a page a sink is to get now: those that its filter takes,
 * that belong to its lane, and whose key is not parked.
 */
#ifndef POLLER_SIEVE_H
#define POLLER_SIEVE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "poller/change.h"
#include "poller/rangeset.h"
#include "poller/row.h"
#include "poller/shaping.h"

/* A key as text: 32 hex digits of SHA-256 over table and key. */
struct key_hash {
	char text[33];
};

/* The keys that wait for a dead letter; sorted by key_set_add(). */
struct key_set {
	struct key_hash *keys;
	size_t n, cap;
};
void key_set_add(struct key_set *set, const char *hash);
bool key_set_has(const struct key_set *set, const struct key_hash *hash);
void key_set_reset(struct key_set *set); /* empties it */
void key_set_release(struct key_set *set);

/*
 * The keys of a change: one, two where an UPDATE changed it, none for a
 * TRUNCATE or a table without a key.  `json` gets the key of the first as the
 * event shows it ("null" for none).  ERR_DATA where its row does not decode.
 */
bool change_keys(const struct change *change, const struct shape *shape,
		 enum row_encoding encoding, struct arena *arena,
		 struct key_hash out[2], size_t *n, struct buf *json,
		 struct err *err);

struct sieve {
	const struct shaping *shaping; /* NULL: takes everything */
	int lane, lanes;               /* lane 1..lanes; 0: no lanes */
	const struct key_set *parked;  /* NULL or empty: none */
	enum row_encoding encoding;
};

/* False: every change of any page passes, and sieve_page() need not be called.
 */
bool sieve_sifts(const struct sieve *sieve);

/* A change that waits, and for which key. */
struct held {
	int64_t seq;
	struct key_hash key;
};

/* What became of a page. */
struct sifted {
	struct page page;       /* what the sink gets; borrows the other */
	struct rangeset passed; /* not for this sink: acknowledged as it is */
	struct held *held;      /* waits for a dead letter */
	size_t nheld, held_cap;
};
void sifted_release(struct sifted *sifted);

/*
 * Sifts a page whose shapes were resolved.  *out is reset first and keeps its
 * memory.  Changes whose shape is unknown or whose row does not decode pass:
 * rendering them says what is wrong.
 */
void sieve_page(const struct sieve *sieve, const struct page *page,
		struct arena *arena, struct sifted *out);

#endif
