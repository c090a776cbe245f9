/*
 * Standard Webhooks signatures over "ID.TIMESTAMP.BODY", symmetric (v1,
 * HMAC-SHA256) and asymmetric (v1a, Ed25519).  https://www.standardwebhooks.com
 *
 * Used by the sender and by the reference receiver; depends on libcrypto only.
 */
#ifndef SINKS_SIGNATURE_H
#define SINKS_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

enum {
	SIGNING_KEY_LEAST = 24, /* bytes of a symmetric key, as specified */
	SIGNING_KEY_MOST = 64,
	SIGNATURE_SIZE = 96,      /* "v1a," and 88 of base64, and a NUL */
	SIGNING_TEXT_SIZE = 96,   /* a key with its prefix, and a NUL */
	SIGNATURE_TOLERANCE = 300 /* seconds that clocks may differ */
};

enum signing_kind {
	SIGNING_HMAC,   /* whsec_: signs and verifies v1 */
	SIGNING_PAIR,   /* whsk_: signs and verifies v1a */
	SIGNING_PUBLIC, /* whpk_: verifies v1a */
};

struct signing_key {
	enum signing_kind kind;
	/* SIGNING_PAIR: 32 of the seed and 32 of the public key. */
	unsigned char bytes[SIGNING_KEY_MOST];
	size_t n;
};

/*
 * Reads a key: its prefix and base64 (standard or URL alphabet, padded or not)
 * of 24 to 64 bytes (whsec_), of a seed of 32 bytes or of seed and public key
 * (whsk_), of a public key (whpk_).  Without a prefix it is whsec_, as the
 * official libraries allow.  ERR_CONFIG says what is wrong and never shows the
 * text.
 */
bool signing_key_parse(const char *text, struct signing_key *out,
		       struct err *err);
/* Overwrites it. */
void signing_key_release(struct signing_key *key);

/* A new key, SIGNING_HMAC or SIGNING_PAIR, from the system's random numbers. */
bool signing_key_make(enum signing_kind kind, struct signing_key *out,
		      struct err *err);
/* The key as signing_key_parse() reads it; a secret, but for SIGNING_PUBLIC. */
void signing_key_text(const struct signing_key *key,
		      char out[SIGNING_TEXT_SIZE]);
/* The half of a pair that receivers get. */
void signing_key_public(const struct signing_key *pair,
			struct signing_key *out);

/* Several keys: all of them sign, and any of them verifies. */
struct signing_keys {
	struct signing_key *keys;
	size_t n, cap;
};

/*
 * Adds the keys of a text, one a line, the newest first; empty lines and those
 * that start with # are passed over.  At least one.  ERR_CONFIG names the line.
 */
bool signing_keys_parse(const char *text, struct signing_keys *out,
			struct err *err);
void signing_keys_add(struct signing_keys *keys, const struct signing_key *key);
/* Overwrites and frees them, and leaves it zeroed. */
void signing_keys_release(struct signing_keys *keys);

/* "v1,..." or "v1a,..." for one key, which must not be SIGNING_PUBLIC. */
void signature_make(const struct signing_key *key, const char *id,
		    int64_t timestamp, struct str body,
		    char out[SIGNATURE_SIZE]);

/*
 * Appends a webhook-signature value: one for each key, a space between; public
 * keys are passed over.
 */
void signature_header(const struct signing_key *keys, size_t nkeys,
		      const char *id, int64_t timestamp, struct str body,
		      struct buf *out);

/*
 * Checks what came with a request: its webhook-id, webhook-timestamp and
 * webhook-signature, any of which may be NULL (missing).  One good signature by
 * any of the keys suffices; tokens of other versions are passed over.
 * Times are compared with `now`, in seconds, within `tolerance`.  False, with
 * ERR_DATA and a reason that may be shown to the sender.
 */
bool signature_verify(const struct signing_key *keys, size_t nkeys,
		      const char *id, const char *timestamp,
		      const char *signature, struct str body, int64_t now,
		      int64_t tolerance, struct err *err);

#endif
