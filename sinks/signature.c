#include "sinks/signature.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "core/base64.h"

enum { SHA256_SIZE = 32 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			       "abcdefghijklmnopqrstuvwxyz0123456789+/";

static int digit(char c)
{
	const char *at;

	if (c == '-')
		c = '+';
	if (c == '_')
		c = '/';
	at = c ? strchr(alphabet, c) : NULL;
	return at ? (int)(at - alphabet) : -1;
}

/*
 * Reads base64, standard or URL alphabet, padded or not.  False for any other
 * character, a wrong length, bits left over, or more than `size` bytes.
 */
static bool base64_decode(const char *text, unsigned char *out, size_t size,
			  size_t *n)
{
	size_t len = strlen(text);
	size_t i, used = 0;
	uint32_t v = 0;
	int bits = 0;

	if (len % 4 == 0 && len && text[len - 1] == '=') {
		len--;
		if (text[len - 1] == '=')
			len--;
	}
	if (len % 4 == 1)
		return false;
	for (i = 0; i < len; i++) {
		int d = digit(text[i]);

		if (d < 0)
			return false;
		v = v << 6 | (uint32_t)d;
		bits += 6;
		if (bits < 8)
			continue;
		bits -= 8;
		if (used == size)
			return false;
		out[used++] = (unsigned char)(v >> bits & 255);
	}
	*n = used;
	return (v & ((1u << bits) - 1)) == 0;
}

bool signing_key_parse(const char *text, struct signing_key *out,
		       struct err *err)
{
	static const char prefix[] = "whsec_";
	const char *digits = text;

	*out = (struct signing_key){ 0 };
	if (strncmp(text, "whsk_", 5) == 0 || strncmp(text, "whpk_", 5) == 0)
		return err_set(err, ERR_CONFIG,
			       "this is a key of an asymmetric signature; a "
			       "secret starts with whsec_");
	if (strncmp(text, prefix, sizeof(prefix) - 1) == 0)
		digits += sizeof(prefix) - 1;
	if (!base64_decode(digits, out->bytes, sizeof(out->bytes), &out->n) ||
	    out->n < SIGNING_KEY_LEAST) {
		signing_key_release(out);
		return err_set(err, ERR_CONFIG,
			       "a secret is whsec_ and base64 of %d to %d "
			       "random bytes; make one with: "
			       "echo \"whsec_$(openssl rand -base64 32)\"",
			       SIGNING_KEY_LEAST, SIGNING_KEY_MOST);
	}
	return true;
}

void signing_key_release(struct signing_key *key)
{
	OPENSSL_cleanse(key, sizeof(*key));
}

/* Without memory, or without its own algorithms, libcrypto is of no use. */
static void must(int good)
{
	if (good > 0)
		return;
	fputs("libcrypto cannot compute an HMAC\n", stderr);
	abort();
}

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

static void make(const struct signing_key *key, struct str head,
		 struct str body, char out[SIGNATURE_SIZE])
{
	unsigned char mac[SHA256_SIZE];

	hmac(key, head, body, mac);
	memcpy(out, "v1,", 3);
	*base64_put(out + 3, mac, sizeof(mac)) = '\0';
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
	size_t i;

	for (i = 0; i < nkeys; i++) {
		signature_make(&keys[i], id, timestamp, body, one);
		buf_addf(out, "%s%s", i ? " " : "", one);
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

bool signature_verify(const struct signing_key *keys, size_t nkeys,
		      const char *id, const char *timestamp,
		      const char *signature, struct str body, int64_t now,
		      int64_t tolerance, struct err *err)
{
	char want[SIGNATURE_SIZE];
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
	for (i = 0; i < nkeys; i++) {
		make(&keys[i], (struct str){ head.data, head.len }, body, want);
		if (holds_token(signature, want))
			found = true;
	}
	buf_release(&head);
	if (!found)
		return err_set(err, ERR_DATA,
			       "webhook-signature holds no v1 signature of "
			       "these bytes by a key we know");
	return true;
}
