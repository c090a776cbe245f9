#include "poller/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "core/escape.h"
#include "poller/value.h"

enum { DIGEST = 32 };

static const char zeros[] = "00000000000000000000";

bool key_is_table(const struct key_hash *hash)
{
	return strcmp(hash->text + KEY_TABLE_DIGITS, zeros) == 0;
}

int key_lane(const struct key_hash *hash, int lanes)
{
	char digits[9];

	memcpy(digits, hash->text + KEY_TABLE_DIGITS, 8);
	digits[8] = '\0';
	return 1 + (int)(strtoul(digits, NULL, 16) % (unsigned long)lanes);
}

/* The first digits of SHA-256, and a NUL. */
static void put_hash(const struct buf *text, char *out, size_t digits)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char digest[DIGEST];
	size_t i;

	if (EVP_Digest(text->data, text->len, digest, NULL, EVP_sha256(),
		       NULL) != 1) {
		fputs("libcrypto has no SHA-256\n", stderr);
		abort();
	}
	for (i = 0; i < digits; i++)
		out[i] = hex[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
	out[digits] = '\0';
}

/* What was appended behind `start` becomes LENGTH:BYTES, */
static void add_length(struct buf *text, size_t start)
{
	char length[32];
	int n = snprintf(length, sizeof(length), "%zu:", text->len - start);

	buf_reserve(text, (size_t)n);
	memmove(text->data + start + n, text->data + start, text->len - start);
	memcpy(text->data + start, length, (size_t)n);
	text->len += (size_t)n;
	buf_addch(text, ',');
}

static void add_table(struct buf *text, const struct shape *shape)
{
	buf_reset(text);
	buf_addstr(text, shape->label);
	buf_truncate(text, escape_undo(text->data, text->len));
	add_length(text, 0);
}

/* The columns of the key, in its order, into room for nkeys. */
static void find_columns(const struct table *table, size_t *out)
{
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		int place = table->columns[i].key;

		if (place > 0 && (size_t)place <= table->nkeys)
			out[place - 1] = i;
	}
}

/* A row and where its key stands, for hashing it. */
struct keyed {
	const struct shape *shape;
	enum row_encoding encoding;
	const size_t *columns;
	struct row row;
};

static bool decode(struct keyed *keyed, struct str image, bool old,
		   struct arena *arena, struct err *err)
{
	const struct table *table = keyed->shape->table;
	size_t i;

	if (!(old ? row_decode_old : row_decode)(keyed->encoding, image, table,
						 arena, &keyed->row, err))
		return false;
	for (i = 0; i < table->nkeys; i++) {
		size_t column = keyed->columns[i];

		if (keyed->row.values[column].form == VALUE_ABSENT)
			return err_set(err, ERR_DATA,
				       "column \"%s\" is part of the key, but "
				       "not in the row",
				       table->columns[column].name);
	}
	return true;
}

static void hash_key(const struct keyed *keyed, struct buf *text,
		     struct key_hash *out)
{
	const struct table *table = keyed->shape->table;
	size_t i;

	add_table(text, keyed->shape);
	put_hash(text, out->text, KEY_TABLE_DIGITS);
	for (i = 0; i < table->nkeys; i++) {
		size_t column = keyed->columns[i], start = text->len;

		if (value_text(text, table->columns[column].kind,
			       keyed->encoding, &keyed->row.values[column]))
			add_length(text, start);
		else
			buf_addstr(text, "~,");
	}
	put_hash(text, out->text + KEY_TABLE_DIGITS,
		 KEY_DIGITS - KEY_TABLE_DIGITS);
}

static void print_key(const struct keyed *keyed, struct buf *out)
{
	const struct table *table = keyed->shape->table;
	size_t i;

	buf_addch(out, '{');
	for (i = 0; i < table->nkeys; i++) {
		const struct column *column =
		    &table->columns[keyed->columns[i]];

		if (i > 0)
			buf_addch(out, ',');
		escape_name(out, column->name, strlen(column->name));
		buf_addch(out, ':');
		value_write(out, column->kind, keyed->encoding,
			    &keyed->row.values[keyed->columns[i]]);
	}
	buf_addch(out, '}');
}

/* The table as a whole. */
static void hash_table(const struct shape *shape, struct key_hash *out)
{
	struct buf text = { 0 };

	add_table(&text, shape);
	put_hash(&text, out->text, KEY_TABLE_DIGITS);
	memcpy(out->text + KEY_TABLE_DIGITS, zeros, sizeof(zeros));
	buf_release(&text);
}

static bool hash_rows(const struct change *change, struct keyed *keyed,
		      struct arena *arena, struct key_hash out[2], size_t *n,
		      struct buf *json, struct err *err)
{
	const bool has[] = { change->has_old, change->has_new };
	const struct str rows[] = { change->old_row, change->new_row };
	struct buf text = { 0 };
	bool good = true;
	size_t i;

	for (i = 0; i < 2 && good; i++) {
		if (!has[i])
			continue;
		good = decode(keyed, rows[i], i == 0, arena, err);
		if (!good)
			break;
		hash_key(keyed, &text, &out[*n]);
		if (*n == 0 && json)
			print_key(keyed, json);
		if (*n == 0 || strcmp(out[0].text, out[1].text) != 0)
			++*n;
	}
	buf_release(&text);
	if (good && *n == 0)
		return err_set(err, ERR_DATA, "a change without a row");
	return good;
}

bool change_keys(const struct change *change, const struct shape *shape,
		 enum row_encoding encoding, struct arena *arena,
		 struct key_hash out[2], size_t *n, struct buf *json,
		 struct err *err)
{
	const struct table *table = shape->table;
	struct keyed keyed = { .shape = shape, .encoding = encoding };
	size_t *columns;

	*n = 0;
	if (change->op == 'M' || change->op == 'T' || table->nkeys == 0) {
		if (change->op != 'M')
			hash_table(shape, &out[(*n)++]);
		if (json)
			buf_addstr(json, "null");
		return true;
	}
	columns = arena_calloc(arena, table->nkeys, sizeof(*columns));
	find_columns(table, columns);
	keyed.columns = columns;
	return hash_rows(change, &keyed, arena, out, n, json, err);
}

/* --------------------------------------------------------------------- sets */

static int compare(const struct parked_key *a, const char *key,
		   const char *root)
{
	int order = strcmp(a->key.text, key);

	return order != 0 ? order : strcmp(a->root.text, root);
}

/* Where (key, root) is, or would be. */
static size_t place_of(const struct key_set *set, const char *key,
		       const char *root)
{
	size_t low = 0, high = set->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&set->keys[middle], key, root) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void key_set_add_for(struct key_set *set, const char *hash, const char *root)
{
	size_t at = place_of(set, hash, root);
	struct parked_key *key;

	if (at < set->n && compare(&set->keys[at], hash, root) == 0)
		return;
	set->keys = xgrow(set->keys, &set->cap, set->n + 1, sizeof(*set->keys));
	key = &set->keys[at];
	memmove(key + 1, key, (set->n - at) * sizeof(*key));
	snprintf(key->key.text, sizeof(key->key.text), "%s", hash);
	snprintf(key->root.text, sizeof(key->root.text), "%s", root);
	set->n++;
}

void key_set_add(struct key_set *set, const char *hash)
{
	key_set_add_for(set, hash, hash);
}

/* The first of the set from `key` on, if it begins with n digits of it. */
static const struct parked_key *find(const struct key_set *set, const char *key,
				     size_t n)
{
	size_t at = place_of(set, key, "");

	if (at < set->n && strncmp(set->keys[at].key.text, key, n) == 0)
		return &set->keys[at];
	return NULL;
}

const struct parked_key *key_set_find(const struct key_set *set,
				      const struct key_hash *hash)
{
	const struct parked_key *first;

	/* In the order of the set a table stands before its keys. */
	if (key_is_table(hash))
		return find(set, hash->text, KEY_TABLE_DIGITS);
	first = find(set, hash->text, KEY_DIGITS);
	if (!first) {
		struct key_hash table = *hash;

		memcpy(table.text + KEY_TABLE_DIGITS, zeros, sizeof(zeros));
		first = find(set, table.text, KEY_DIGITS);
	}
	return first;
}

bool key_set_has(const struct key_set *set, const struct key_hash *hash)
{
	return key_set_find(set, hash) != NULL;
}

void key_set_reset(struct key_set *set)
{
	set->n = 0;
}

void key_set_release(struct key_set *set)
{
	free(set->keys);
	*set = (struct key_set){ 0 };
}
