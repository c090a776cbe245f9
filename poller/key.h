/*
 * Keys of changes, as hashes: what lanes are dealt by and what parked keys are
 * known by.
 *
 * The text of a key is made of strings, each as LENGTH:BYTES, with the length
 * in bytes: first the table as the event's `table` has it, then each value of
 * the event's `key`, in its order: a string as what it says, a number, true and
 * false as they stand there, and NULL as ~, without a length.
 *
 *	13:public.orders,2:41,
 *	13:public.orders,2:41,~,
 *
 * Values are those of the database, before any mask.
 */
#ifndef POLLER_KEY_H
#define POLLER_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "poller/change.h"
#include "poller/row.h"
#include "poller/source.h"

/*
 * A key as 32 hex digits: 12 of SHA-256 over the table's part of the text, then
 * 20 of SHA-256 over all of it.  These 20 are zeros for the table as a whole,
 * which all its keys are part of.
 */
enum { KEY_TABLE_DIGITS = 12, KEY_DIGITS = 32 };
struct key_hash {
	char text[KEY_DIGITS + 1];
};

/* Is it a table as a whole? */
bool key_is_table(const struct key_hash *hash);

/* 1..lanes: the first 32 bits of SHA-256 over the text, mod lanes, plus 1. */
int key_lane(const struct key_hash *hash, int lanes);

/*
 * The keys of a change: one, or two where an UPDATE changed it, the old one
 * first.  A TRUNCATE, and any change of a table without a key, is of the table
 * as a whole; a marker (M) has none.  `json`, which can be NULL, gets the key
 * of the first as the event shows it ("null" for none), with every value as it
 * is in the database.  ERR_DATA where its row does not decode.
 */
bool change_keys(const struct change *change, const struct shape *shape,
		 enum row_encoding encoding, struct arena *arena,
		 struct key_hash out[2], size_t *n, struct buf *json,
		 struct err *err);

/* A key that waits, and the key of the dead letter that it waits for. */
struct parked_key {
	struct key_hash key, root;
};

/* The keys that wait for a dead letter, sorted. */
struct key_set {
	struct parked_key *keys;
	size_t n, cap;
};

/* A dead letter's own key. */
void key_set_add(struct key_set *set, const char *hash);
/* A key that waits for another's dead letter. */
void key_set_add_for(struct key_set *set, const char *hash, const char *root);
/*
 * Does a change of that key have to wait?  Also where its whole table waits;
 * and for a table as a whole where any of its keys does.
 */
bool key_set_has(const struct key_set *set, const struct key_hash *hash);
/* The same: what it waits for, or NULL. */
const struct parked_key *key_set_find(const struct key_set *set,
				      const struct key_hash *hash);
void key_set_reset(struct key_set *set); /* empties it */
void key_set_release(struct key_set *set);

#endif
