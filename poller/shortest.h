/*
 * The shortest decimal that reads back to the same floating-point number.
 *
 * Raffaello Giulietti, "The Schubfach way to render doubles", 2020; the shape
 * of the code follows Alexander Bolz, "Drachennest" (Boost licence).
 */
#ifndef POLLER_SHORTEST_H
#define POLLER_SHORTEST_H

#include <stdint.h>

/* digits times ten to the `exponent`; digits can end in zeros. */
struct decimal {
	uint64_t digits;
	int exponent;
};

/*
 * Of all decimals that lie nearer to the number than to any other of its
 * format, the shortest; of these, the nearest.  The number is finite and > 0.
 */
struct decimal shortest_double(double value);
struct decimal shortest_float(float value);

/*
 * Powers of ten from SHORTEST_FIRST to SHORTEST_LAST: the upper and the lower
 * half of 10^k * 2^(127 - floor(log2(10^k))), rounded up.
 */
enum { SHORTEST_FIRST = -292, SHORTEST_LAST = 324 };
extern const uint64_t shortest_powers[SHORTEST_LAST - SHORTEST_FIRST + 1][2];

#endif
