/*
 * Numbers with a unit: what is one, and how many that are.
 *
 * Seen to fail with units that are found by their first letter, with a product
 * that overflows, and with a sign.
 */
#include "core/quantity.h"

#include "tests/tap.h"

static const struct {
	const char *text;
	enum quantity what;
	int64_t want; /* -1: it is none */
} cases[] = {
	{ "0", QUANTITY_COUNT, 0 },
	{ "1000000", QUANTITY_COUNT, 1000000 },
	{ "007", QUANTITY_COUNT, 7 },
	{ "9223372036854775807", QUANTITY_COUNT, INT64_MAX },
	{ "9223372036854775808", QUANTITY_COUNT, -1 },
	{ "-1", QUANTITY_COUNT, -1 },
	{ "+1", QUANTITY_COUNT, -1 },
	{ " 1", QUANTITY_COUNT, -1 },
	{ "", QUANTITY_COUNT, -1 },
	{ "k", QUANTITY_COUNT, -1 },
	{ "1k", QUANTITY_COUNT, -1 },
	{ "1.5", QUANTITY_COUNT, -1 },
	{ "0x10", QUANTITY_COUNT, -1 },
	{ "1e3", QUANTITY_COUNT, -1 },
	{ "512", QUANTITY_SIZE, 512 },
	{ "8k", QUANTITY_SIZE, 8192 },
	{ "8 K", QUANTITY_SIZE, 8192 },
	{ "8KiB", QUANTITY_SIZE, 8192 },
	{ "8m", QUANTITY_SIZE, 8 << 20 },
	{ "8 MiB", QUANTITY_SIZE, 8 << 20 },
	{ "8g", QUANTITY_SIZE, (int64_t)8 << 30 },
	{ "8GIB", QUANTITY_SIZE, (int64_t)8 << 30 },
	{ "8589934591g", QUANTITY_SIZE, 8589934591 * ((int64_t)1 << 30) },
	{ "8589934592g", QUANTITY_SIZE, -1 },
	{ "10kk", QUANTITY_SIZE, -1 },
	{ "10k ", QUANTITY_SIZE, -1 },
	{ "10t", QUANTITY_SIZE, -1 },
	{ "10s", QUANTITY_SIZE, -1 },
	{ "0", QUANTITY_SECONDS, 0 },
	{ "0s", QUANTITY_SECONDS, 0 },
	{ "7", QUANTITY_SECONDS, -1 },
	{ "7s", QUANTITY_SECONDS, 7 },
	{ "7M", QUANTITY_SECONDS, 420 },
	{ "7h", QUANTITY_SECONDS, 25200 },
	{ "7d", QUANTITY_SECONDS, 604800 },
	{ "7ms", QUANTITY_SECONDS, -1 },
	{ "7 days", QUANTITY_SECONDS, -1 },
	{ "106751991167300d", QUANTITY_SECONDS, 106751991167300 * 86400 },
	{ "106751991167301d", QUANTITY_SECONDS, -1 },
	{ "10", QUANTITY_MILLISECONDS, -1 },
	{ "10ms", QUANTITY_MILLISECONDS, 10 },
	{ "10s", QUANTITY_MILLISECONDS, 10000 },
	{ "10m", QUANTITY_MILLISECONDS, 600000 },
	{ "10h", QUANTITY_MILLISECONDS, 36000000 },
	{ "1d", QUANTITY_MILLISECONDS, 86400000 },
	{ "-1s", QUANTITY_MILLISECONDS, -1 },
	{ "soon", QUANTITY_MILLISECONDS, -1 },
};

int main(void)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t got = -1;
		bool good = quantity_parse(cases[i].text, cases[i].what, &got);

		is_int(good ? got : -1, cases[i].want, "\"%s\"%s",
		       cases[i].text, cases[i].want < 0 ? " is none" : "");
	}
	return done();
}
