#include "sinks/signature.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "core/base64.h"
#include "core/mem.h"

enum {
	SHA256_SIZE = 32,
	SEED_SIZE = 32, /* of Ed25519, RFC 8032 */
	PUBLIC_SIZE = 32,
	ED25519_SIZE = 64, /* of a signature */
	NEW_SECRET_SIZE = 32,
};

static const char *const prefixes[] = {
	[SIGNING_HMAC] = "whsec_",
	[SIGNING_PAIR] = "whsk_",
	[SIGNING_PUBLIC] = "whpk_",
};

/* Without memory, or without its own algorithms, libcrypto is of no use. */
static void must(int good)
{
	if (good > 0)
		return;
	fputs("libcrypto cannot compute a signature\n", stderr);
	abort();
}

/* Puts the public key behind the seed. */
static void complete_pair(struct signing_key *key)
{
	EVP_PKEY *pkey = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL,
						      key->bytes, SEED_SIZE);
	size_t n = PUBLIC_SIZE;

	must(pkey != NULL);
	must(EVP_PKEY_get_raw_public_key(pkey, key->bytes + SEED_SIZE, &n));
	EVP_PKEY_free(pkey);
	key->n = SEED_SIZE + PUBLIC_SIZE;
}

/* A seed alone, or with the public key that belongs to it. */
static bool check_pair(struct signing_key *key)
{
	unsigned char public[PUBLIC_SIZE];
	bool alone = key->n == SEED_SIZE;

	if (!alone && key->n != SEED_SIZE + PUBLIC_SIZE)
		return false;
	memcpy(public, key->bytes + SEED_SIZE, PUBLIC_SIZE);
	complete_pair(key);
	return alone ||
	       memcmp(public, key->bytes + SEED_SIZE, PUBLIC_SIZE) == 0;
}

static bool check_key(struct signing_key *key, struct err *err)
{
	switch (key->kind) {
	case SIGNING_HMAC:
		if (key->n >= SIGNING_KEY_LEAST)
			return true;
		break;
	case SIGNING_PAIR:
		if (check_pair(key))
			return true;
		return err_set(err, ERR_CONFIG,
			       "a key whsk_ is base64 of a seed of %d bytes, "
			       "or of the seed and its public key; make one "
			       "with: shadowlog secret new --v1a FILE",
			       SEED_SIZE);
	case SIGNING_PUBLIC:
		if (key->n == PUBLIC_SIZE)
			return true;
		return err_set(err, ERR_CONFIG,
			       "a key whpk_ is base64 of a public key of %d "
			       "bytes",
			       PUBLIC_SIZE);
	}
	return err_set(err, ERR_CONFIG,
		       "a secret is whsec_ and base64 of %d to %d random "
		       "bytes; make one with: shadowlog secret new FILE",
		       SIGNING_KEY_LEAST, SIGNING_KEY_MOST);
}

bool signing_key_parse(const char *text, struct signing_key *out,
		       struct err *err)
{
	size_t i;

	*out = (struct signing_key){ .kind = SIGNING_HMAC };
	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t n = strlen(prefixes[i]);

		if (strncmp(text, prefixes[i], n) != 0)
			continue;
		out->kind = (enum signing_kind)i;
		text += n;
		break;
	}
	if (!base64_decode(text, strlen(text), out->bytes, sizeof(out->bytes),
			   &out->n))
		out->n = 0; /* of no good length */
	if (check_key(out, err))
		return true;
	signing_key_release(out);
	return false;
}

void signing_key_release(struct signing_key *key)
{
	OPENSSL_cleanse(key, sizeof(*key));
}

bool signing_key_make(enum signing_kind kind, struct signing_key *out,
		      struct err *err)
{
	*out = (struct signing_key){ .kind = kind, .n = NEW_SECRET_SIZE };
	if (RAND_priv_bytes(out->bytes, NEW_SECRET_SIZE) != 1)
		return err_set(err, ERR_INTERNAL,
			       "the system gives no random numbers");
	if (kind == SIGNING_PAIR)
		complete_pair(out);
	return true;
}

void signing_key_text(const struct signing_key *key,
		      char out[SIGNING_TEXT_SIZE])
{
	size_t n = strlen(prefixes[key->kind]);

	memcpy(out, prefixes[key->kind], n);
	*base64_put(out + n, key->bytes, key->n) = '\0';
}

void signing_key_public(const struct signing_key *pair, struct signing_key *out)
{
	*out = (struct signing_key){ .kind = SIGNING_PUBLIC, .n = PUBLIC_SIZE };
	memcpy(out->bytes, pair->bytes + SEED_SIZE, PUBLIC_SIZE);
}

/* ------------------------------------------------------------ several keys */

void signing_keys_add(struct signing_keys *keys, const struct signing_key *key)
{
	if (keys->n == keys->cap) {
		/* By hand: what is given back to the heap is overwritten. */
		size_t cap = keys->cap ? 2 * keys->cap : 4;
		struct signing_key *more = xcalloc(cap, sizeof(*more));

		if (keys->n)
			memcpy(more, keys->keys, keys->n * sizeof(*more));
		if (keys->keys)
			OPENSSL_cleanse(keys->keys,
					keys->n * sizeof(*keys->keys));
		free(keys->keys);
		keys->keys = more;
		keys->cap = cap;
	}
	keys->keys[keys->n++] = *key;
}

void signing_keys_release(struct signing_keys *keys)
{
	if (keys->keys)
		OPENSSL_cleanse(keys->keys, keys->cap * sizeof(*keys->keys));
	free(keys->keys);
	*keys = (struct signing_keys){ 0 };
}

static bool parse_line(const char *line, size_t n, size_t number,
		       struct signing_keys *out, struct err *err)
{
	struct signing_key key;
	char text[2 * SIGNING_TEXT_SIZE];
	bool good;

	while (n && (line[n - 1] == '\r' || line[n - 1] == ' '))
		n--;
	if (!n || *line == '#')
		return true;
	if (n >= sizeof(text))
		return err_set(
		    err, ERR_CONFIG,
		    "line %zu is too long for a key: one starts with whsec_, "
		    "whsk_ or whpk_",
		    number);
	memcpy(text, line, n);
	text[n] = '\0';
	good = signing_key_parse(text, &key, err);
	OPENSSL_cleanse(text, sizeof(text));
	if (!good)
		return number > 1 ? err_prefix(err, "line %zu", number) : false;
	signing_keys_add(out, &key);
	signing_key_release(&key);
	return true;
}

bool signing_keys_parse(const char *text, struct signing_keys *out,
			struct err *err)
{
	size_t number = 1, before = out->n;

	for (;; number++) {
		size_t n = strcspn(text, "\n");

		if (!parse_line(text, n, number, out, err))
			return false;
		if (!text[n])
			break;
		text += n + 1;
	}
	return out->n > before ||
	       err_set(err, ERR_CONFIG,
		       "there is no key in it; make one with: shadowlog "
		       "secret new FILE");
}

/* -------------------------------------------------------------- signatures */

/* HMAC over "ID.TIMESTAMP.BODY", where `head` is "ID.TIMESTAMP." already. */
static void hmac(const struct signing_key *key, struct str head,
		 struct str body, unsigned char out[SHA256_SIZE])
{
	EVP_PKEY *pkey = EVP_PKEY_new_raw_private_key(EVP_PKEY_HMAC, NULL,
						      key->bytes, key->n);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t n = SHA256_SIZE;

	must(pkey && ctx);
	must(EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, pkey));
	must(EVP_DigestSignUpdate(ctx, head.p, head.n));
	must(EVP_DigestSignUpdate(ctx, body.p, body.n));
	must(EVP_DigestSignFinal(ctx, out, &n));
	must(n == SHA256_SIZE);
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(pkey);
}

/* Ed25519 wants its message in one piece. */
static void join(struct str head, struct str body, struct buf *out)
{
	buf_reserve(out, head.n + body.n);
	buf_add(out, head.p, head.n);
	buf_add(out, body.p, body.n);
}

static void sign_pair(const struct signing_key *key, struct str head,
		      struct str body, unsigned char out[ED25519_SIZE])
{
	EVP_PKEY *pkey = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL,
						      key->bytes, SEED_SIZE);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	struct buf message = { 0 };
	size_t n = ED25519_SIZE;

	join(head, body, &message);
	must(pkey && ctx);
	must(EVP_DigestSignInit(ctx, NULL, NULL, NULL, pkey));
	must(EVP_DigestSign(ctx, out, &n,
			    (const unsigned char *)buf_str(&message),
			    message.len));
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(pkey);
	buf_release(&message);
}

static void make(const struct signing_key *key, struct str head,
		 struct str body, char out[SIGNATURE_SIZE])
{
	unsigned char bytes[ED25519_SIZE];

	if (key->kind == SIGNING_HMAC) {
		hmac(key, head, body, bytes);
		memcpy(out, "v1,", 3);
		*base64_put(out + 3, bytes, SHA256_SIZE) = '\0';
	} else {
		must(key->kind == SIGNING_PAIR);
		sign_pair(key, head, body, bytes);
		memcpy(out, "v1a,", 4);
		*base64_put(out + 4, bytes, ED25519_SIZE) = '\0';
	}
}

void signature_make(const struct signing_key *key, const char *id,
		    int64_t timestamp, struct str body,
		    char out[SIGNATURE_SIZE])
{
	struct buf head = { 0 };

	buf_addf(&head, "%s.%" PRId64 ".", id, timestamp);
	make(key, (struct str){ head.data, head.len }, body, out);
	buf_release(&head);
}

void signature_header(const struct signing_key *keys, size_t nkeys,
		      const char *id, int64_t timestamp, struct str body,
		      struct buf *out)
{
	char one[SIGNATURE_SIZE];
	const char *between = "";
	size_t i;

	for (i = 0; i < nkeys; i++) {
		if (keys[i].kind == SIGNING_PUBLIC)
			continue;
		signature_make(&keys[i], id, timestamp, body, one);
		buf_addf(out, "%s%s", between, one);
		between = " ";
	}
}

/* A whole number of seconds, digits only. */
static bool parse_seconds(const char *text, int64_t *out)
{
	size_t n = strspn(text, "0123456789");

	if (n == 0 || n > 18 || text[n])
		return false;
	*out = strtoll(text, NULL, 10);
	return true;
}

/*
 * Does one of the space-separated tokens equal `want`?  Compares all of them,
 * each in constant time.
 */
static bool holds_token(const char *tokens, const char *want)
{
	size_t want_n = strlen(want);
	bool found = false;

	while (*tokens) {
		size_t n = strcspn(tokens, " ");

		if (n == want_n && CRYPTO_memcmp(tokens, want, n) == 0)
			found = true;
		tokens += n;
		tokens += strspn(tokens, " ");
	}
	return found;
}

/* Is one of the tokens a v1a signature by this pair or public key? */
static bool holds_pair(const char *tokens, const struct signing_key *key,
		       struct str head, struct str body)
{
	const unsigned char *public =
	    key->bytes + (key->kind == SIGNING_PAIR ? SEED_SIZE : 0);
	EVP_PKEY *pkey = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL,
						     public, PUBLIC_SIZE);
	struct buf message = { 0 };
	bool found = false;

	must(pkey != NULL);
	join(head, body, &message);
	while (*tokens) {
		size_t n = strcspn(tokens, " "), size = 0;
		unsigned char bytes[ED25519_SIZE];
		char text[SIGNATURE_SIZE] = "";

		if (n < sizeof(text))
			memcpy(text, tokens, n);
		if (strncmp(text, "v1a,", 4) == 0 &&
		    base64_decode(text + 4, strlen(text + 4), bytes,
				  sizeof(bytes), &size) &&
		    size == sizeof(bytes)) {
			EVP_MD_CTX *ctx = EVP_MD_CTX_new();

			must(ctx != NULL);
			must(EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, pkey));
			if (EVP_DigestVerify(
				ctx, bytes, size,
				(const unsigned char *)buf_str(&message),
				message.len) == 1)
				found = true;
			EVP_MD_CTX_free(ctx);
		}
		tokens += n;
		tokens += strspn(tokens, " ");
	}
	EVP_PKEY_free(pkey);
	buf_release(&message);
	return found;
}

static bool holds(const char *tokens, const struct signing_key *key,
		  struct str head, struct str body)
{
	char want[SIGNATURE_SIZE];

	if (key->kind != SIGNING_HMAC)
		return holds_pair(tokens, key, head, body);
	make(key, head, body, want);
	return holds_token(tokens, want);
}

bool signature_verify(const struct signing_key *keys, size_t nkeys,
		      const char *id, const char *timestamp,
		      const char *signature, struct str body, int64_t now,
		      int64_t tolerance, struct err *err)
{
	struct buf head = { 0 };
	bool found = false;
	int64_t seconds;
	size_t i;

	if (!id || !*id || !timestamp || !signature)
		return err_set(err, ERR_DATA, "%s is missing",
			       !id || !*id  ? "webhook-id"
			       : !timestamp ? "webhook-timestamp"
					    : "webhook-signature");
	if (!parse_seconds(timestamp, &seconds))
		return err_set(err, ERR_DATA,
			       "webhook-timestamp is not a number of seconds");
	if (seconds < now - tolerance || seconds > now + tolerance)
		return err_set(err, ERR_DATA,
			       "webhook-timestamp is more than %" PRId64
			       " seconds %s: compare the clocks",
			       tolerance, seconds < now ? "old" : "ahead");
	/* The bytes that came, not our own idea of the number. */
	buf_addf(&head, "%s.%s.", id, timestamp);
	for (i = 0; i < nkeys; i++)
		if (holds(signature, &keys[i],
			  (struct str){ head.data, head.len }, body))
			found = true;
	buf_release(&head);
	if (!found)
		return err_set(err, ERR_DATA,
			       "webhook-signature holds no signature of "
			       "these bytes by a key we know");
	return true;
}
