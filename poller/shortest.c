#include "poller/shortest.h"

#include <stdbool.h>
#include <string.h>

/* floor(log2(10^e)) and the like, exact for all exponents in use. */
static int floor_log2_pow10(int e)
{
	return (e * 1741647) >> 19;
}

static int floor_log10_pow2(int e)
{
	return (e * 1262611) >> 22;
}

static int floor_log10_three_quarters_pow2(int e)
{
	return (e * 1262611 - 524031) >> 22;
}

/* a * b; the lower half goes to *low. */
static uint64_t multiply(uint64_t a, uint64_t b, uint64_t *low)
{
	uint64_t a0 = a & 0xffffffff, a1 = a >> 32;
	uint64_t b0 = b & 0xffffffff, b1 = b >> 32;
	uint64_t p00 = a0 * b0, p01 = a0 * b1, p10 = a1 * b0;
	uint64_t middle = (p00 >> 32) + (p01 & 0xffffffff) + (p10 & 0xffffffff);

	*low = (middle << 32) | (p00 & 0xffffffff);
	return a1 * b1 + (p01 >> 32) + (p10 >> 32) + (middle >> 32);
}

/*
 * The upper 64 of the 192 bits of power * c; the last of them is 1 if there is
 * anything behind it.
 */
static uint64_t round_to_odd(const uint64_t power[2], uint64_t c)
{
	uint64_t ignored, low, high, carry;

	carry = multiply(power[1], c, &ignored);
	high = multiply(power[0], c, &low);
	low += carry;
	high += low < carry;
	return high | (low > 1);
}

/*
 * c * 2^q.  `uneven`: the number is a power of two, so that its lower neighbour
 * is only half as far away as the upper one.
 */
static struct decimal shorten(uint64_t c, int q, bool uneven)
{
	int k =
	    uneven ? floor_log10_three_quarters_pow2(q) : floor_log10_pow2(q);
	int h = q + floor_log2_pow10(-k) + 1;
	const uint64_t *power = shortest_powers[-k - SHORTEST_FIRST];
	/* Four times the number, and the ends of what rounds to it. */
	uint64_t middle = round_to_odd(power, (4 * c) << h);
	uint64_t lower = round_to_odd(power, (4 * c - 2 + uneven) << h);
	uint64_t upper = round_to_odd(power, (4 * c + 2) << h);
	uint64_t s = middle / 4, tens = s / 10;
	bool under, over;

	/* The ends themselves round to it only if c is even. */
	lower += c & 1;
	upper -= c & 1;
	if (s >= 10) {
		under = lower <= 40 * tens;
		over = 40 * tens + 40 <= upper;
		if (under != over)
			return (struct decimal){ tens + over, k + 1 };
	}
	under = lower <= 4 * s;
	over = 4 * s + 4 <= upper;
	if (under == over)
		over = middle > 4 * s + 2 || (middle == 4 * s + 2 && (s & 1));
	return (struct decimal){ s + over, k };
}

/* From the fields of the format: `bits` of fraction, `bias` of the exponent. */
static struct decimal from_fields(uint64_t fraction, int exponent, int bits,
				  int bias)
{
	uint64_t c = fraction;
	int q = 1 - bias - bits;

	if (exponent > 0) {
		c |= (uint64_t)1 << bits;
		q = exponent - bias - bits;
	}
	if (q <= 0 && -q <= bits && (c & (((uint64_t)1 << -q) - 1)) == 0)
		return (struct decimal){ c >> -q, 0 }; /* an integer */
	return shorten(c, q, fraction == 0 && exponent > 1);
}

struct decimal shortest_double(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return from_fields(bits & 0xfffffffffffff, (int)(bits >> 52), 52, 1023);
}

struct decimal shortest_float(float value)
{
	uint32_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return from_fields(bits & 0x7fffff, (int)(bits >> 23), 23, 127);
}
