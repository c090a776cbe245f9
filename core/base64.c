#include "core/base64.h"

#include <stdint.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			       "abcdefghijklmnopqrstuvwxyz0123456789+/";

char *base64_put(char *out, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	for (; n >= 3; n -= 3, p += 3) {
		*out++ = alphabet[p[0] >> 2];
		*out++ = alphabet[(p[0] & 3) << 4 | p[1] >> 4];
		*out++ = alphabet[(p[1] & 15) << 2 | p[2] >> 6];
		*out++ = alphabet[p[2] & 63];
	}
	if (n == 0)
		return out;
	*out++ = alphabet[p[0] >> 2];
	if (n == 1) {
		*out++ = alphabet[(p[0] & 3) << 4];
		*out++ = '=';
	} else {
		*out++ = alphabet[(p[0] & 3) << 4 | p[1] >> 4];
		*out++ = alphabet[(p[1] & 15) << 2];
	}
	*out++ = '=';
	return out;
}

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

bool base64_decode(const char *text, size_t n, unsigned char *out, size_t size,
		   size_t *used)
{
	uint32_t v = 0;
	int bits = 0;
	size_t i;

	*used = 0;
	if (n && n % 4 == 0 && text[n - 1] == '=') {
		n--;
		if (text[n - 1] == '=')
			n--;
	}
	if (n % 4 == 1)
		return false;
	for (i = 0; i < n; i++) {
		int d = digit(text[i]);

		if (d < 0)
			return false;
		v = v << 6 | (uint32_t)d;
		bits += 6;
		if (bits < 8)
			continue;
		bits -= 8;
		if (*used == size)
			return false;
		out[(*used)++] = (unsigned char)(v >> bits & 255);
	}
	return (v & ((1u << bits) - 1)) == 0;
}

/* One more than the value of each hex digit; 0 for what is none. */
static const unsigned char hex_value[256] = {
	['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
	['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
	['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['A'] = 11, ['B'] = 12,
	['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

char *base64_put_hex(char *out, const char *hex, size_t digits)
{
	/* Whole groups: padding only at the end. */
	unsigned char bytes[3 * 128];

	while (digits > 0) {
		size_t part =
		    digits < 2 * sizeof(bytes) ? digits : 2 * sizeof(bytes);

		hex_decode(bytes, hex, part);
		out = base64_put(out, bytes, part / 2);
		hex += part;
		digits -= part;
	}
	return out;
}

int hex_digit(char c)
{
	return hex_value[(unsigned char)c] - 1;
}

bool hex_valid(const char *hex, size_t digits)
{
	size_t i;

	if (digits % 2 != 0)
		return false;
	for (i = 0; i < digits; i++)
		if (hex_value[(unsigned char)hex[i]] == 0)
			return false;
	return true;
}

void hex_decode(unsigned char *out, const char *hex, size_t digits)
{
	const unsigned char *p = (const unsigned char *)hex;
	size_t i;

	for (i = 0; i + 1 < digits; i += 2)
		*out++ = (unsigned char)((hex_value[p[i]] - 1) << 4 |
					 (hex_value[p[i + 1]] - 1));
}
