#include "core/utf8.h"

#include <string.h>

bool utf8_valid(const char *p, size_t n)
{
	const unsigned char *s = (const unsigned char *)p;

	while (n > 0) {
		size_t length;
		uint64_t word;

		if (n >= sizeof(word)) {
			memcpy(&word, s, sizeof(word));
			if (!(word & 0x8080808080808080u)) {
				s += sizeof(word);
				n -= sizeof(word);
				continue;
			}
		}
		length = utf8_sequence(s, n);
		if (length == 0)
			return false;
		s += length;
		n -= length;
	}
	return true;
}

size_t utf8_put(uint32_t c, char out[4])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

bool utf8_span(const char *p, size_t n, size_t chars, size_t *bytes)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (((unsigned char)p[i] & 0xc0) == 0x80 && i > 0)
			continue;
		if (chars == 0)
			break;
		chars--;
	}
	*bytes = i;
	return chars == 0;
}
