#include "sinks/digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * libcrypto fails here only where it could not be loaded or has no memory: the
 * process ends as it does for any other lack of memory.
 */
static void must(int good)
{
	if (good == 1)
		return;
	fputs("libcrypto has no SHA-256\n", stderr);
	abort();
}

struct digest *digest_begin(void)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	must(context != NULL);
	must(EVP_DigestInit_ex(context, EVP_sha256(), NULL));
	return (struct digest *)context;
}

void digest_add(struct digest *digest, const void *p, size_t n)
{
	must(EVP_DigestUpdate((EVP_MD_CTX *)digest, p, n));
}

void digest_end(struct digest *digest, char out[DIGEST_HEX + 1])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned int n, i;

	must(EVP_DigestFinal_ex((EVP_MD_CTX *)digest, bytes, &n));
	EVP_MD_CTX_free((EVP_MD_CTX *)digest);
	for (i = 0; i < n && i < DIGEST_HEX / 2; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

void digest_hex(const void *p, size_t n, char out[DIGEST_HEX + 1])
{
	struct digest *digest = digest_begin();

	digest_add(digest, p, n);
	digest_end(digest, out);
}
