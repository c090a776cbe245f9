/* SHA-256 (FIPS 180-4) as lower-case hex, by OpenSSL's libcrypto. */
#ifndef SINKS_DIGEST_H
#define SINKS_DIGEST_H

#include <stddef.h>

enum { DIGEST_HEX = 64 };

struct digest;

/* A digest that grows by pieces; it is ended by digest_end() alone. */
struct digest *digest_begin(void);
void digest_add(struct digest *digest, const void *p, size_t n);
/* Writes 64 hex digits and a NUL, and frees the digest. */
void digest_end(struct digest *digest, char out[DIGEST_HEX + 1]);

/* All in one. */
void digest_hex(const void *p, size_t n, char out[DIGEST_HEX + 1]);

#endif
