/*
 * Standard Webhooks signatures, symmetric (v1): HMAC-SHA256 over
 * "ID.TIMESTAMP.BODY".  https://www.standardwebhooks.com
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
	SIGNING_KEY_LEAST = 24, /* bytes, of the specification */
	SIGNING_KEY_MOST = 64,
	SIGNATURE_SIZE = 48,      /* "v1," and 44 of base64, and a NUL */
	SIGNATURE_TOLERANCE = 300 /* seconds that clocks may differ */
};

struct signing_key {
	unsigned char bytes[SIGNING_KEY_MOST];
	size_t n;
};

/*
 * Reads "whsec_" and base64 (standard or URL alphabet, padded or not) of 24 to
 * 64 bytes; the prefix may be left out, as the official libraries allow.
 * ERR_CONFIG says what is wrong and never shows the text.
 */
bool signing_key_parse(const char *text, struct signing_key *out,
		       struct err *err);
/* Overwrites it. */
void signing_key_release(struct signing_key *key);

/* "v1,..." for one key. */
void signature_make(const struct signing_key *key, const char *id,
		    int64_t timestamp, struct str body,
		    char out[SIGNATURE_SIZE]);

/* Appends a webhook-signature value: one for each key, a space between. */
void signature_header(const struct signing_key *keys, size_t nkeys,
		      const char *id, int64_t timestamp, struct str body,
		      struct buf *out);

/*
 * Checks what came with a request: its webhook-id, webhook-timestamp and
 * webhook-signature, any of which may be NULL (missing).  One good v1 signature
 * by any of the keys suffices; tokens of other versions are passed over.
 * Times are compared with `now`, in seconds, within `tolerance`.  False, with
 * ERR_DATA and a reason that may be shown to the sender.
 */
bool signature_verify(const struct signing_key *keys, size_t nkeys,
		      const char *id, const char *timestamp,
		      const char *signature, struct str body, int64_t now,
		      int64_t tolerance, struct err *err);

#endif
