/*
 * UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above
 * U+10FFFF.
 */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The length, 1 to 4, of the valid sequence that starts at p, of which n > 0
 * bytes are there; 0 if there is none.
 */
static inline size_t utf8_sequence(const unsigned char *p, size_t n)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t length, i;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (n < length)
		return 0;
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	for (i = 2; i < length; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

/* True if all n bytes are valid sequences. */
bool utf8_valid(const char *p, size_t n);

/*
 * Writes the character c, which must be one (no surrogate, at most 0x10ffff);
 * returns how many bytes, 1 to 4.
 */
size_t utf8_put(uint32_t c, char out[4]);

/*
 * How many bytes the first `chars` characters take; false if there are fewer.
 * A character is what starts with a byte that is no continuation byte, so that
 * text that is not valid has a length as well.
 */
bool utf8_span(const char *p, size_t n, size_t chars, size_t *bytes);

#endif
