#include "poller/mask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "core/base64.h"
#include "core/mem.h"

enum { BLOCK = 64, DIGEST = 32, KEY_LEAST = 32, KEY_MOST = BLOCK };

static const char domain[] = "shadowlog mask 1\n";
static const char prefix[] = "hmac-sha256:";

/*
 * The hash after the first block of the inner and of the outer half of the
 * HMAC: all that depends on the key, so that a value costs no more than two
 * blocks.
 */
struct mask {
	EVP_MD_CTX *inner, *outer, *work;
};

/* Without memory, or without its own algorithms, libcrypto is of no use. */
static void must(int good)
{
	if (good == 1)
		return;
	fputs("libcrypto has no SHA-256\n", stderr);
	abort();
}

static EVP_MD_CTX *start(const unsigned char *key, unsigned char pad)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	unsigned char block[BLOCK];
	size_t i;

	for (i = 0; i < sizeof(block); i++)
		block[i] = key[i] ^ pad;
	must(context != NULL);
	must(EVP_DigestInit_ex(context, EVP_sha256(), NULL));
	must(EVP_DigestUpdate(context, block, sizeof(block)));
	OPENSSL_cleanse(block, sizeof(block));
	return context;
}

bool mask_open(struct mask **out, const char *hex, struct err *err)
{
	unsigned char key[BLOCK] = { 0 };
	size_t digits = strlen(hex);
	struct mask *mask;

	*out = NULL;
	if (digits < 2 * KEY_LEAST || digits > 2 * KEY_MOST ||
	    !hex_valid(hex, digits))
		return err_set(err, ERR_CONFIG,
			       "a key for masks is %d to %d bytes in hex, in "
			       "one line; make one with: openssl rand -hex 32",
			       KEY_LEAST, KEY_MOST);
	hex_decode(key, hex, digits);
	mask = xcalloc(1, sizeof(*mask));
	mask->inner = start(key, 0x36);
	mask->outer = start(key, 0x5c);
	mask->work = EVP_MD_CTX_new();
	must(mask->work != NULL);
	must(EVP_DigestUpdate(mask->inner, domain, sizeof(domain) - 1));
	OPENSSL_cleanse(key, sizeof(key));
	*out = mask;
	return true;
}

/* libcrypto overwrites what a context holds when it frees it. */
void mask_close(struct mask *mask)
{
	if (!mask)
		return;
	EVP_MD_CTX_free(mask->inner);
	EVP_MD_CTX_free(mask->outer);
	EVP_MD_CTX_free(mask->work);
	free(mask);
}

/* The hash of `half` and the text behind it. */
static void finish(struct mask *mask, const EVP_MD_CTX *half, const void *text,
		   size_t n, unsigned char out[DIGEST])
{
	must(EVP_MD_CTX_copy_ex(mask->work, half));
	must(EVP_DigestUpdate(mask->work, text, n));
	must(EVP_DigestFinal_ex(mask->work, out, NULL));
}

void mask_add(struct mask *mask, const void *text, size_t n, struct buf *out)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char mac[DIGEST];
	size_t i;
	char *q;

	finish(mask, mask->inner, text, n, mac);
	finish(mask, mask->outer, mac, sizeof(mac), mac);
	buf_add(out, prefix, sizeof(prefix) - 1);
	buf_reserve(out, sizeof(mac) * 2);
	q = out->data + out->len;
	for (i = 0; i < sizeof(mac); i++) {
		*q++ = digits[mac[i] >> 4];
		*q++ = digits[mac[i] & 15];
	}
	*q = '\0';
	out->len += sizeof(mac) * 2;
}
