/*
 * Base64, RFC 4648 section 4, padded; and hex digits.
 */
#ifndef CORE_BASE64_H
#define CORE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* How many characters n bytes take. */
#define BASE64_SIZE(n) (((n) + 2) / 3 * 4)

/* Writes BASE64_SIZE(n) characters, no NUL; returns where they end. */
char *base64_put(char *out, const void *bytes, size_t n);

/*
 * Reads n characters of it, also in the alphabet for URLs, padded or not.
 * False for any other character, a wrong length, bits left over, or more than
 * `size` bytes; else *used is how many.
 */
bool base64_decode(const char *text, size_t n, unsigned char *out, size_t size,
		   size_t *used);

/*
 * The same as base64_put() for bytes that are there as `digits` hex digits, an
 * even number of them, which must have passed hex_valid().
 */
char *base64_put_hex(char *out, const char *hex, size_t digits);

/* What a hex digit of either case stands for; -1 for another byte. */
int hex_digit(char c);

/* True for an even number of hex digits of either case, and nothing else. */
bool hex_valid(const char *hex, size_t digits);

/* Writes digits / 2 bytes; the digits must have passed hex_valid(). */
void hex_decode(unsigned char *out, const char *hex, size_t digits);

#endif
