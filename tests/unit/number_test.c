/*
 * Numbers: what engines print and what becomes of it; the shortest digits of
 * floating-point numbers against printf() and strtod(); the table of powers
 * against long multiplication.
 */
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "poller/number.h"
#include "poller/shortest.h"
#include "tests/tap.h"

typedef bool number_function(struct buf *, struct str);

struct number_case {
	const char *in, *out; /* NULL: not a value of that kind */
};

static void check(const char *what, number_function *f,
		  const struct number_case *cases, size_t n)
{
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		const char *in = cases[i].in, *want = cases[i].out;
		bool good;

		buf_reset(&out);
		buf_addstr(&out, "~");
		good = f(&out, (struct str){ in, strlen(in) });
		if (!ok(good == (want != NULL), "%s \"%.60s\" %s", what, in,
			want ? "is one" : "is none"))
			diag("got %s", out.data);
		is_str(out.data + 1, want ? want : "", "%s \"%.60s\": bytes",
		       what, in);
	}
	buf_release(&out);
}

#define CHECK(what, f, cases)                                                  \
	check(what, f, cases, sizeof(cases) / sizeof(*(cases)))

static const struct number_case ints[] = {
	{ "0", "0" },
	{ "-0", "0" },
	{ "+0", "0" },
	{ "000", "0" },
	{ "7", "7" },
	{ "+7", "7" },
	{ "-7", "-7" },
	{ "007", "7" },
	{ "-007", "-7" },
	{ "2147483647", "2147483647" },
	{ "-2147483648", "-2147483648" },
	{ "4294967295", "4294967295" },
	{ "9007199254740991", "9007199254740991" },
	{ "-9007199254740991", "-9007199254740991" },
	{ "00009007199254740991", "9007199254740991" },
	{ "9007199254740992", NULL },
	{ "-9007199254740992", NULL },
	{ "10000000000000000", NULL },
	{ "", NULL },
	{ "-", NULL },
	{ "+", NULL },
	{ "1.0", NULL },
	{ "1e3", NULL },
	{ " 1", NULL },
	{ "1 ", NULL },
	{ "0x10", NULL },
	{ "1,000", NULL },
	{ "--1", NULL },
	{ "NaN", NULL },
};

static const struct number_case bigints[] = {
	{ "0", "\"0\"" },
	{ "-0", "\"0\"" },
	{ "9223372036854775807", "\"9223372036854775807\"" },
	{ "-9223372036854775808", "\"-9223372036854775808\"" },
	{ "18446744073709551615", "\"18446744073709551615\"" },
	{ "340282366920938463463374607431768211455",
	  "\"340282366920938463463374607431768211455\"" },
	{ "0042", "\"42\"" },
	{ "+42", "\"42\"" },
	{ "1.0e+20", NULL },
	{ "", NULL },
	{ "abc", NULL },
};

static const struct number_case decimals[] = {
	{ "0", "\"0\"" },
	{ "-0", "\"0\"" },
	{ "-0.00", "\"0.00\"" },
	{ "+12.50", "\"12.50\"" },
	{ "12.50", "\"12.50\"" },
	{ "-12.50", "\"-12.50\"" },
	{ "0012.5", "\"12.5\"" },
	{ ".5", "\"0.5\"" },
	{ "-.5", "\"-0.5\"" },
	{ "5.", "\"5\"" },
	{ "00.10", "\"0.10\"" },
	{ "99999999999999999999999999999999.999999",
	  "\"99999999999999999999999999999999.999999\"" },
	{ "1e3", "\"1000\"" },
	{ "1E+3", "\"1000\"" },
	{ "1.5e3", "\"1500\"" },
	{ "1.5e0", "\"1.5\"" },
	{ "1.0e+20", "\"100000000000000000000\"" },
	{ "1.25e1", "\"12.5\"" },
	{ "1.25e2", "\"125\"" },
	{ "1.25e-1", "\"0.125\"" },
	{ "125e-1", "\"12.5\"" },
	{ "125e-3", "\"0.125\"" },
	{ "125e-5", "\"0.00125\"" },
	{ "-125e-5", "\"-0.00125\"" },
	{ "0.00125e2", "\"0.125\"" },
	{ "0.00125e3", "\"1.25\"" },
	{ "0.00125e5", "\"125\"" },
	{ "0.00125e6", "\"1250\"" },
	{ "000e5", "\"0\"" },
	{ "0e-3", "\"0.000\"" },
	{ "0.0e5", "\"0\"" },
	{ "-0e5", "\"0\"" },
	{ "00012e1", "\"120\"" },
	{ "3.00000000000000044408e-01", "\"0.300000000000000044408\"" },
	{ "1e-5", "\"0.00001\"" },
	{ "NaN", "\"NaN\"" },
	{ "nan", "\"NaN\"" },
	{ "Infinity", "\"Infinity\"" },
	{ "-Infinity", "\"-Infinity\"" },
	{ "Inf", "\"Infinity\"" },
	{ "-Inf", "\"-Infinity\"" },
	{ "9.0e+999", "\"Infinity\"" },
	{ "-9.0e+999", "\"-Infinity\"" },
	{ "1e300000", NULL },
	{ "1e-300000", NULL },
	{ "1e99999999999999999999", NULL },
	{ "", NULL },
	{ ".", NULL },
	{ "-", NULL },
	{ "e5", NULL },
	{ "1e", NULL },
	{ "1e+", NULL },
	{ "1.2.3", NULL },
	{ "12,50", NULL },
	{ "$12", NULL },
	{ "1 2", NULL },
};

static const struct number_case doubles[] = {
	{ "5404319552844596p-54", "0.30000000000000004" },
	{ "-21617278211378380p-56", "-0.3" },
	{ "18014398509481984p-1128", "5e-324" },
	{ "36028797018963964p969", "1.7976931348623157e+308" },
	{ "0p0", "0" },
	{ "1p1024", NULL },
	{ "1p-1075", NULL },
	{ "9007199254740993p0", NULL },
	{ "1p", NULL },
	{ "p1", NULL },
	{ "1p1x", NULL },
	{ "1p12345", NULL },
	{ "#3fb999999999999a", "0.1" },
	{ "#BFB999999999999A", "-0.1" },
	{ "#0000000000000000", "0" },
	{ "#8000000000000000", "-0.0" },
	{ "#0000000000000001", "5e-324" },
	{ "#7ff0000000000000", "\"Infinity\"" },
	{ "#fff0000000000000", "\"-Infinity\"" },
	{ "#7ff8000000000000", "\"NaN\"" },
	{ "#3fb99999", NULL },
	{ "#3fb999999999999g", NULL },
	{ "0", "0" },
	{ "0.0", "0" },
	{ "-0", "-0.0" },
	{ "-0.0", "-0.0" },
	{ "0e10", "0" },
	{ "1", "1" },
	{ "1.0", "1" },
	{ "01.50", "1.5" },
	{ "+1.5", "1.5" },
	{ "-1.5", "-1.5" },
	{ ".5", "0.5" },
	{ "100", "100" },
	{ "1e2", "100" },
	{ "0.1", "0.1" },
	{ "0.30000000000000004", "0.30000000000000004" },
	{ "3.00000000000000044408e-01", "0.30000000000000004" },
	{ "0.10000000000000001", "0.1" },
	{ "0.1000000000000000055511151231257827", "0.1" },
	{ "123456789012345", "123456789012345" },
	{ "123456789012345678", "1.2345678901234568e+17" },
	{ "1234567890123456", "1234567890123456" },
	{ "9999999999999998", "9999999999999998" },
	{ "1e15", "1000000000000000" },
	{ "1e16", "1e+16" },
	{ "12345678901234560", "1.234567890123456e+16" },
	{ "1e20", "1e+20" },
	{ "1.0e+20", "1e+20" },
	{ "1e21", "1e+21" },
	{ "1.5e21", "1.5e+21" },
	{ "123456789012345678901234567890", "1.2345678901234568e+29" },
	{ "0.000001", "0.000001" },
	{ "0.0000001", "1e-7" },
	{ "1.5e-7", "1.5e-7" },
	{ "0.00000123", "0.00000123" },
	{ "1e300", "1e+300" },
	{ "1e+300", "1e+300" },
	{ "1e-300", "1e-300" },
	{ "1E300", "1e+300" },
	{ "1.7976931348623157e308", "1.7976931348623157e+308" },
	{ "2.2250738585072014e-308", "2.2250738585072014e-308" },
	{ "5e-324", "5e-324" },
	{ "4.9406564584124654e-324", "5e-324" },
	{ "9007199254740993", "9007199254740992" },
	{ "9007199254740992", "9007199254740992" },
	{ "5.684341886080802e-14", "5.684341886080802e-14" },
	{ "NaN", "\"NaN\"" },
	{ "Nan", "\"NaN\"" },
	{ "NAN", "\"NaN\"" },
	{ "Infinity", "\"Infinity\"" },
	{ "-INFINITY", "\"-Infinity\"" },
	{ "infinity", "\"Infinity\"" },
	{ "inf", "\"Infinity\"" },
	{ "Inf", "\"Infinity\"" },
	{ "+Inf", "\"Infinity\"" },
	{ "INF", "\"Infinity\"" },
	{ "-inf", "\"-Infinity\"" },
	{ "9.0e+999", "\"Infinity\"" },
	{ "-9.0e+999", "\"-Infinity\"" },
	{ "9e999", "\"Infinity\"" },
	{ "1e309", NULL },
	{ "1.8e308", NULL },
	{ "1e999", NULL },
	{ "1e-400", NULL },
	{ "", NULL },
	{ "-NaN", NULL },
	{ "1.0f", NULL },
	{ "0x1p3", NULL },
	{ "1,5", NULL },
	{ "nano", NULL },
	{ "infinit", NULL },
	{ "--inf", NULL },
};

static const struct number_case floats[] = {
	{ "28823038044667904p-58", "0.1" },
	{ "28823037615171201p-58", NULL },
	{ "#3dcccccd", "0.1" },
	{ "#ff800000", "\"-Infinity\"" },
	{ "#3fb999999999999a", NULL },
	{ "0.1", "0.1" },
	{ "0.100000001490116", "0.1" },
	{ "0.1000000014901161", "0.1" },
	{ "3.4028235e38", "3.4028235e+38" },
	{ "3.4028234663852886e+38", "3.4028235e+38" },
	{ "1.1754944e-38", "1.1754944e-38" },
	{ "1e-45", "1e-45" },
	{ "1.4e-45", "1e-45" },
	{ "16777216", "16777216" },
	{ "16777217", "16777216" },
	{ "33554450", "33554450" },
	{ "1.67772e7", "16777200" },
	{ "0.33333334", "0.33333334" },
	{ "0.3333333432674408", "0.33333334" },
	{ "-0", "-0.0" },
	{ "1e21", "1e+21" },
	{ "NaN", "\"NaN\"" },
	{ "-Infinity", "\"-Infinity\"" },
	{ "3.5e38", NULL },
	{ "1e39", NULL },
	{ "1e-46", NULL },
	{ "x", NULL },
};

/* One number of 131072 digits, another that an exponent makes as long. */
static void check_long(void)
{
	size_t n = 131072;
	struct buf in = { 0 }, out = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		buf_addch(&in, (char)('1' + i % 9));
	ok(number_decimal(&out, (struct str){ in.data, in.len }) &&
	       out.len == n + 2 && memcmp(out.data + 1, in.data, n) == 0,
	   "a decimal of %zu digits", n);
	buf_reset(&out);
	ok(number_decimal(&out, (struct str){ "1e131071", 8 }) &&
	       out.len == n + 2 && strspn(out.data + 2, "0") == n - 1,
	   "an exponent of 131071");
	buf_reset(&out);
	ok(number_double(&out, (struct str){ in.data, 300 }) &&
	       strncmp(out.data, "1.23456789123456", 16) == 0,
	   "a double of 300 digits");
	buf_release(&in);
	buf_release(&out);
}

static uint64_t next_random(uint64_t *state)
{
	uint64_t x = *state;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return *state = x;
}

static void print_decimal(char *text, size_t size, struct decimal d)
{
	snprintf(text, size, "%" PRIu64 "e%d", d.digits, d.exponent);
}

/* How many digits, without zeros at the end. */
static int length_of(struct decimal d)
{
	int n = 0;

	while (d.digits % 10 == 0)
		d.digits /= 10;
	for (; d.digits > 0; d.digits /= 10)
		n++;
	return n;
}

/*
 * It reads back to the same bits; no shorter one does; and where printf() with
 * as many digits reads back too, it prints just these.
 */
static bool is_shortest(double value, bool single)
{
	struct decimal d =
	    single ? shortest_float((float)value) : shortest_double(value);
	char text[64], printed[64];
	int n = length_of(d);

	print_decimal(text, sizeof(text), d);
	if (single ? strtof(text, NULL) != (float)value
		   : strtod(text, NULL) != value)
		return false;
	snprintf(printed, sizeof(printed), "%.*e", n - 1, value);
	if (single ? strtof(printed, NULL) == (float)value
		   : strtod(printed, NULL) == value) {
		if (strtold(printed, NULL) != strtold(text, NULL))
			return false;
	}
	if (n == 1)
		return true;
	snprintf(printed, sizeof(printed), "%.*e", n - 2, value);
	return single ? strtof(printed, NULL) != (float)value
		      : strtod(printed, NULL) != value;
}

static void check_shortest(void)
{
	uint64_t state = 88172645463325252u;
	int i, wrong = 0;

	for (i = 0; i < 200000; i++) {
		uint64_t bits = next_random(&state) >> 1;
		double value;

		memcpy(&value, &bits, sizeof(value));
		if (isfinite(value) && value > 0 && !is_shortest(value, false))
			wrong++;
	}
	is_int(wrong, 0, "doubles of random bits");
	for (i = 0; i < 200000; i++) {
		uint32_t bits = (uint32_t)(next_random(&state) >> 33);
		float value;

		memcpy(&value, &bits, sizeof(value));
		if (isfinite(value) && value > 0 && !is_shortest(value, true))
			wrong++;
	}
	is_int(wrong, 0, "floats of random bits");
	for (i = -1073; i < 1024; i++)
		if (!is_shortest(ldexp(1, i), false) ||
		    !is_shortest(nextafter(ldexp(1, i), 0), false) ||
		    !is_shortest(nextafter(ldexp(1, i), INFINITY), false))
			wrong++;
	is_int(wrong, 0, "powers of two and their neighbours");
	for (i = 0; i < 100000; i++) {
		double value = (double)(next_random(&state) % 1000000) / 100.0;

		if (value > 0 && !is_shortest(value, false))
			wrong++;
	}
	is_int(wrong, 0, "amounts of money");
}

/*
 * The short way (few digits, no look at the bits) and the long way (the same
 * number with zeros behind it, so that it has too many) agree.
 */
static void check_ways(void)
{
	struct buf a = { 0 }, b = { 0 };
	uint64_t state = 88172645463325252u;
	int i, wrong = 0;

	for (i = 0; i < 50000; i++) {
		uint64_t digits = next_random(&state) % 1000000000000000u;
		int exponent = (int)(next_random(&state) % 560) - 290;
		double value;
		char text[64], exact[64];

		snprintf(text, sizeof(text), "%" PRIu64 "e%d", digits,
			 exponent);
		value = strtod(text, NULL);
		snprintf(exact, sizeof(exact), "%.17e", value);
		buf_reset(&a);
		buf_reset(&b);
		if (!number_double(&a, (struct str){ text, strlen(text) }) ||
		    !number_double(&b, (struct str){ exact, strlen(exact) }) ||
		    strcmp(a.data, b.data) != 0)
			wrong++;
	}
	is_int(wrong, 0, "15 digits and 18 digits give the same");
	buf_release(&a);
	buf_release(&b);
}

/* Little-endian words, enough for 10^324 * 2^128. */
enum { WORDS = 48 };

struct big {
	uint32_t words[WORDS];
};

static void big_multiply(struct big *big, uint32_t by)
{
	uint64_t carry = 0;
	int i;

	for (i = 0; i < WORDS; i++) {
		carry += (uint64_t)big->words[i] * by;
		big->words[i] = (uint32_t)carry;
		carry >>= 32;
	}
}

static int big_bits(const struct big *big)
{
	int i;

	for (i = WORDS * 32 - 1; i >= 0; i--)
		if (big->words[i / 32] >> i % 32 & 1)
			break;
	return i + 1;
}

static void big_set(struct big *big, uint64_t high, uint64_t low)
{
	*big = (struct big){ { (uint32_t)low, (uint32_t)(low >> 32),
			       (uint32_t)high, (uint32_t)(high >> 32) } };
}

static void big_shift(struct big *big, int bits)
{
	for (; bits > 0; bits--)
		big_multiply(big, 2);
}

static int big_compare(const struct big *a, const struct big *b)
{
	int i;

	for (i = WORDS - 1; i >= 0; i--)
		if (a->words[i] != b->words[i])
			return a->words[i] < b->words[i] ? -1 : 1;
	return 0;
}

/*
 * The entry g for 10^k is the least with g * 2^(e-127) >= 10^k, and has its top
 * bit set.  For k < 0 both sides are multiplied by 10^-k.
 */
static bool power_is_right(int k)
{
	const uint64_t *power = shortest_powers[k - SHORTEST_FIRST];
	struct big exact = { { 1 } }, g, less;
	int i, shift;

	big_set(&g, power[0], power[1]);
	big_set(&less, power[0] - (power[1] == 0), power[1] - 1);
	for (i = 0; i < (k < 0 ? -k : k); i++) {
		if (k > 0)
			big_multiply(&exact, 10);
		if (k < 0) {
			big_multiply(&g, 10);
			big_multiply(&less, 10);
		}
	}
	/* One of the sides is shifted so that both have as many bits. */
	shift = big_bits(&exact) - 128;
	if (k < 0)
		shift = -(big_bits(&g) - 1);
	if (shift > 0) {
		big_shift(&g, shift);
		big_shift(&less, shift);
	} else {
		big_shift(&exact, -shift);
	}
	return power[0] >> 63 && big_compare(&g, &exact) >= 0 &&
	       big_compare(&less, &exact) < 0;
}

static void check_powers(void)
{
	int k, wrong = 0;

	for (k = SHORTEST_FIRST; k <= SHORTEST_LAST; k++)
		if (!power_is_right(k)) {
			diag("10^%d", k);
			wrong++;
		}
	is_int(wrong, 0, "every power of ten is computed again");
}

/* A program whose locale writes 1,5 gets no other numbers. */
static void check_locale(void)
{
	static const char *const names[] = { "de_DE.UTF-8", "de_DE", "fr_FR",
					     "fr_FR.UTF-8", "pl_PL.UTF-8" };
	struct buf out = { 0 };
	size_t i, n = sizeof(names) / sizeof(*names);

	for (i = 0; i < n && !setlocale(LC_ALL, names[i]);)
		i++;
	if (i == n) {
		ok(true, "decimal commas # SKIP no such locale is installed");
		return;
	}
	number_double(&out, (struct str){ "0.30000000000000004", 19 });
	is_str(out.data, "0.30000000000000004", "in locale %s", names[i]);
	setlocale(LC_ALL, "C");
	buf_release(&out);
}

int main(void)
{
	CHECK("int", number_int, ints);
	CHECK("bigint", number_bigint, bigints);
	CHECK("decimal", number_decimal, decimals);
	CHECK("double", number_double, doubles);
	CHECK("float", number_float, floats);
	check_long();
	check_powers();
	check_shortest();
	check_ways();
	check_locale();
	return done();
}
