#include "poller/number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base64.h"
#include "poller/shortest.h"

/*
 * Exponents up to this are written out.  PostgreSQL's numeric has 131072 digits
 * before the point; nobody has more.
 */
enum { EXPONENT_MAX = 200000 };

/* A number in parts; all pointers are into its text. */
struct parts {
	bool negative;
	struct str whole;    /* digits before the point */
	struct str fraction; /* and behind it */
	long exponent;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct str take_digits(const char **p, const char *end)
{
	struct str digits = { *p, 0 };

	while (*p < end && is_digit(**p))
		(*p)++;
	digits.n = (size_t)(*p - digits.p);
	return digits;
}

static bool take_sign(const char **p, const char *end)
{
	bool negative = *p < end && **p == '-';

	if (*p < end && (**p == '-' || **p == '+'))
		(*p)++;
	return negative;
}

/* e and what follows, at *p; the exponent is cut off above EXPONENT_MAX. */
static bool take_exponent(const char **p, const char *end, long *exponent)
{
	bool negative;
	struct str digits;
	size_t i;

	*exponent = 0;
	if (*p == end)
		return true;
	if (**p != 'e' && **p != 'E')
		return false;
	(*p)++;
	negative = take_sign(p, end);
	digits = take_digits(p, end);
	for (i = 0; i < digits.n && *exponent <= EXPONENT_MAX; i++)
		*exponent = *exponent * 10 + (digits.p[i] - '0');
	if (negative)
		*exponent = -*exponent;
	return digits.n > 0;
}

static bool parts_read(struct parts *out, struct str text)
{
	const char *p = text.p, *end = p + text.n;

	out->negative = take_sign(&p, end);
	out->whole = take_digits(&p, end);
	out->fraction = (struct str){ p, 0 };
	if (p < end && *p == '.') {
		p++;
		out->fraction = take_digits(&p, end);
	}
	return out->whole.n + out->fraction.n > 0 &&
	       take_exponent(&p, end, &out->exponent) && p == end;
}

static bool is_zero(struct str digits)
{
	size_t i;

	for (i = 0; i < digits.n; i++)
		if (digits.p[i] != '0')
			return false;
	return true;
}

static struct str without_zeros(struct str digits)
{
	while (digits.n > 0 && *digits.p == '0') {
		digits.p++;
		digits.n--;
	}
	return digits;
}

static bool read_integer(struct str text, bool *negative, struct str *digits)
{
	const char *p = text.p, *end = p + text.n;

	*negative = take_sign(&p, end);
	*digits = take_digits(&p, end);
	if (digits->n == 0 || p != end)
		return false;
	*digits = without_zeros(*digits);
	if (digits->n == 0) {
		*digits = (struct str){ "0", 1 };
		*negative = false;
	}
	return true;
}

static char *put(char *q, const char *p, size_t n)
{
	if (n > 0)
		memcpy(q, p, n);
	return q + n;
}

static void finish(struct buf *out, char *q)
{
	*q = '\0';
	out->len = (size_t)(q - out->data);
}

static void add_integer(struct buf *out, bool negative, struct str digits,
			bool quoted)
{
	char *q;

	buf_reserve(out, digits.n + 3);
	q = out->data + out->len;
	if (quoted)
		*q++ = '"';
	if (negative)
		*q++ = '-';
	q = put(q, digits.p, digits.n);
	if (quoted)
		*q++ = '"';
	finish(out, q);
}

bool number_int(struct buf *out, struct str text)
{
	static const char safe[] = "9007199254740991"; /* 2^53 - 1 */
	size_t most = sizeof(safe) - 1;
	struct str digits;
	bool negative;

	if (!read_integer(text, &negative, &digits) || digits.n > most ||
	    (digits.n == most && memcmp(digits.p, safe, most) > 0))
		return false;
	add_integer(out, negative, digits, false);
	return true;
}

bool number_bigint(struct buf *out, struct str text)
{
	struct str digits;
	bool negative;

	if (!read_integer(text, &negative, &digits))
		return false;
	add_integer(out, negative, digits, true);
	return true;
}

enum special { SPECIAL_NONE, SPECIAL_NAN, SPECIAL_INF, SPECIAL_MINUS_INF };

static bool is_word(struct str text, const char *lower)
{
	size_t i;

	for (i = 0; i < text.n && lower[i]; i++)
		if ((text.p[i] >= 'A' && text.p[i] <= 'Z'
			 ? text.p[i] | 0x20
			 : text.p[i]) != lower[i])
			return false;
	return i == text.n && !lower[i];
}

/*
 * Words that engines print for what is no number, in upper and lower case; the
 * last four are SQLite's infinity, which its quote() and its shell write as a
 * number.
 */
static enum special special_find(struct str text)
{
	static const char *const infinities[] = {
		"infinity", "inf", "9.0e+999", "9e+999", "9.0e999", "9e999",
	};
	bool negative;
	size_t i;

	if (text.n < 3)
		return SPECIAL_NONE;
	if (is_word(text, "nan"))
		return SPECIAL_NAN;
	negative = *text.p == '-';
	if (negative || *text.p == '+') {
		text.p++;
		text.n--;
	}
	for (i = 0; i < sizeof(infinities) / sizeof(*infinities); i++)
		if (is_word(text, infinities[i]))
			return negative ? SPECIAL_MINUS_INF : SPECIAL_INF;
	return SPECIAL_NONE;
}

static bool add_special(struct buf *out, struct str text)
{
	switch (special_find(text)) {
	case SPECIAL_NONE:
		return false;
	case SPECIAL_NAN:
		buf_addstr(out, "\"NaN\"");
		break;
	case SPECIAL_INF:
		buf_addstr(out, "\"Infinity\"");
		break;
	case SPECIAL_MINUS_INF:
		buf_addstr(out, "\"-Infinity\"");
		break;
	}
	return true;
}

/*
 * Digits from..to of `whole` and `fraction` put together; what lies beyond
 * either end is zeros.
 */
static char *put_digits(char *q, const struct parts *parts, long from, long to)
{
	long whole = (long)parts->whole.n;
	long all = whole + (long)parts->fraction.n;

	for (; from < to; from++) {
		if (from < 0 || from >= all)
			*q++ = '0';
		else if (from < whole)
			*q++ = parts->whole.p[from];
		else
			*q++ = parts->fraction.p[from - whole];
	}
	return q;
}

/* A decimal with its exponent written out. */
static void add_expanded(struct buf *out, const struct parts *parts,
			 bool negative)
{
	long point = (long)parts->whole.n + parts->exponent;
	long scale = (long)parts->fraction.n - parts->exponent;
	long first = 0; /* the first digit before the point that is no zero */
	char *q;

	if (scale < 0)
		scale = 0;
	while (
	    first < point &&
	    (first < (long)parts->whole.n
		 ? parts->whole.p[first] == '0'
		 : first < (long)(parts->whole.n + parts->fraction.n) &&
		       parts->fraction.p[first - (long)parts->whole.n] == '0'))
		first++;
	buf_reserve(out, (size_t)((point > 0 ? point : 0) + scale) + 5);
	q = out->data + out->len;
	*q++ = '"';
	if (negative)
		*q++ = '-';
	if (first >= point ||
	    (is_zero(parts->whole) && is_zero(parts->fraction)))
		*q++ = '0';
	else
		q = put_digits(q, parts, first, point);
	if (scale > 0) {
		*q++ = '.';
		q = put_digits(q, parts, point, point + scale);
	}
	*q++ = '"';
	finish(out, q);
}

bool number_decimal(struct buf *out, struct str text)
{
	struct parts parts;
	struct str whole;
	bool negative;
	char *q;

	if (!parts_read(&parts, text))
		return add_special(out, text);
	if (parts.exponent > EXPONENT_MAX || parts.exponent < -EXPONENT_MAX)
		return add_special(out, text);
	negative = parts.negative &&
		   !(is_zero(parts.whole) && is_zero(parts.fraction));
	if (parts.exponent != 0) {
		if (special_find(text) != SPECIAL_NONE)
			return add_special(out, text);
		add_expanded(out, &parts, negative);
		return true;
	}
	whole = without_zeros(parts.whole);
	buf_reserve(out, whole.n + parts.fraction.n + 5);
	q = out->data + out->len;
	*q++ = '"';
	if (negative)
		*q++ = '-';
	if (whole.n == 0)
		*q++ = '0';
	q = put(q, whole.p, whole.n);
	if (parts.fraction.n > 0) {
		*q++ = '.';
		q = put(q, parts.fraction.p, parts.fraction.n);
	}
	*q++ = '"';
	finish(out, q);
	return true;
}

/* The significant digits of a number: 0.DIGITS times ten to the `point`. */
struct digits {
	char text[24];
	int n;
	int point;
};

/* A format, and how far its shortest digits are known without looking. */
struct binary {
	bool single;
	int digits_sure; /* that many digits survive reading and printing */
	int point_max;   /* for points within this, either side */
};

static const struct binary binary32 = { true, FLT_DIG, 36 };
static const struct binary binary64 = { false, DBL_DIG, 300 };

static bool digit_at(const struct parts *parts, size_t i, char *out)
{
	if (i < parts->whole.n)
		*out = parts->whole.p[i];
	else if (i - parts->whole.n < parts->fraction.n)
		*out = parts->fraction.p[i - parts->whole.n];
	else
		return false;
	return true;
}

/*
 * The digits of a number that has so few of them that they are the shortest
 * that read back to the same bits; false if it has more.
 */
static bool few_digits(const struct binary *format, const struct parts *parts,
		       struct digits *out)
{
	size_t i = 0;
	long point;
	int n = 0, zeros = 0;
	char c;

	while (digit_at(parts, i, &c) && c == '0')
		i++;
	point = (long)parts->whole.n - (long)i + parts->exponent;
	for (; digit_at(parts, i, &c); i++) {
		if (c == '0') {
			zeros++;
			continue;
		}
		if (n + zeros >= format->digits_sure)
			return false;
		for (; zeros > 0; zeros--)
			out->text[n++] = '0';
		out->text[n++] = c;
	}
	if (n > 0 && (point > format->point_max || point < -format->point_max))
		return false;
	out->n = n;
	out->point = n > 0 ? (int)point : 1;
	return true;
}

/* strtod() that does not ask the locale. */
static double read_binary(const char *text, bool single)
{
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	locale_t old = uselocale(c);
	double value = single ? (double)strtof(text, NULL) : strtod(text, NULL);

	uselocale(old);
	freelocale(c);
	return value;
}

/* The shortest digits that read back to the value, which is finite and > 0. */
static void shortest(const struct binary *format, double value,
		     struct digits *out)
{
	struct decimal decimal = format->single ? shortest_float((float)value)
						: shortest_double(value);
	char reversed[sizeof(out->text)];
	int n = 0;

	while (decimal.digits % 10 == 0) {
		decimal.digits /= 10;
		decimal.exponent++;
	}
	for (; decimal.digits > 0; decimal.digits /= 10)
		reversed[n++] = (char)('0' + decimal.digits % 10);
	out->n = n;
	out->point = n + decimal.exponent;
	while (n > 0) {
		n--;
		out->text[out->n - 1 - n] = reversed[n];
	}
}

/*
 * As ECMAScript's Number::toString, but with an exponent from 1e+16 on and not
 * only from 1e+21: many JSON readers take a number without point and exponent
 * for an integer, and some refuse one that is none of 64 bits.
 */
static char *put_number(char *q, const struct digits *d)
{
	int e = d->point - 1, i;

	if (d->point > 0 && d->point <= 16) {
		for (i = 0; i < d->point || i < d->n; i++) {
			if (i == d->point)
				*q++ = '.';
			*q++ = i < d->n ? d->text[i] : '0';
		}
		return q;
	}
	if (d->point <= 0 && d->point > -6) {
		q = put(q, "0.00000", (size_t)(2 - d->point));
		return put(q, d->text, (size_t)d->n);
	}
	*q++ = d->text[0];
	if (d->n > 1) {
		*q++ = '.';
		q = put(q, d->text + 1, (size_t)d->n - 1);
	}
	*q++ = 'e';
	*q++ = e < 0 ? '-' : '+';
	e = e < 0 ? -e : e;
	if (e >= 100)
		*q++ = (char)('0' + e / 100);
	if (e >= 10)
		*q++ = (char)('0' + e / 10 % 10);
	*q++ = (char)('0' + e % 10);
	return q;
}

/* Room for any number: sign, 17 digits, zeros or an exponent, a NUL. */
enum { NUMBER_MAX = 40 };

/*
 * The bits themselves: "#3fb999999999999a" for a double, "#3dcccccd" for a
 * single.
 */
static bool read_bits(const struct binary *format, struct str text, double *out)
{
	size_t i, n = format->single ? 9 : 17;
	uint64_t bits = 0;
	uint32_t low;
	float single;

	if (text.n != n || *text.p != '#' || !hex_valid(text.p + 1, n & ~1U))
		return false;
	for (i = 1; i < n; i++) {
		char c = text.p[i];

		bits = bits << 4 |
		       (uint64_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	if (!format->single) {
		memcpy(out, &bits, sizeof(*out));
		return true;
	}
	low = (uint32_t)bits;
	memcpy(&single, &low, sizeof(single));
	*out = single;
	return true;
}

/*
 * A whole number times a power of two, "7205759403792794p-56": by engines that
 * cannot print all digits, but can compute.  Nothing is rounded.
 */
static bool read_scaled(const struct binary *format, struct str text,
			double *out)
{
	const char *p = text.p, *end = p + text.n;
	bool negative = take_sign(&p, end), down;
	struct str digits = take_digits(&p, end);
	uint64_t number = 0;
	int exponent = 0;
	size_t i;

	if (digits.n == 0 || digits.n > 18 || p == end || *p++ != 'p')
		return false;
	for (i = 0; i < digits.n; i++)
		number = number * 10 + (uint64_t)(digits.p[i] - '0');
	down = take_sign(&p, end);
	digits = take_digits(&p, end);
	if (digits.n == 0 || digits.n > 4 || p != end)
		return false;
	for (i = 0; i < digits.n; i++)
		exponent = exponent * 10 + (digits.p[i] - '0');
	*out = ldexp((double)number, down ? -exponent : exponent);
	if (negative)
		*out = -*out;
	return (uint64_t)(double)number == number &&
	       ldexp(fabs(*out), down ? exponent : -exponent) ==
		   (double)number &&
	       (!format->single || (double)(float)*out == *out);
}

/* A value that is known, and finite or not. */
static void add_value(struct buf *out, const struct binary *format,
		      double value)
{
	struct digits digits = { .point = 1 };
	char *q;

	if (isnan(value) || isinf(value)) {
		buf_addstr(out, isnan(value) ? "\"NaN\""
				: value < 0  ? "\"-Infinity\""
					     : "\"Infinity\"");
		return;
	}
	if (value != 0)
		shortest(format, fabs(value), &digits);
	buf_reserve(out, NUMBER_MAX);
	q = out->data + out->len;
	if (signbit(value))
		*q++ = '-';
	if (value != 0)
		q = put_number(q, &digits);
	else
		q = put(q, "0.0", signbit(value) ? 3 : 1);
	finish(out, q);
}

static bool add_binary(struct buf *out, const struct binary *format,
		       struct str text)
{
	size_t start = out->len;
	struct digits digits;
	struct parts parts;
	double value;
	char *q;

	if (!parts_read(&parts, text) || special_find(text) != SPECIAL_NONE) {
		if (add_special(out, text))
			return true;
		if (!read_bits(format, text, &value) &&
		    !read_scaled(format, text, &value))
			return false;
		add_value(out, format, value);
		return true;
	}
	if (!few_digits(format, &parts, &digits)) {
		buf_add(out, text.p, text.n); /* for its NUL */
		value = fabs(read_binary(out->data + start, format->single));
		buf_truncate(out, start);
		if (value > DBL_MAX || value == 0)
			return false; /* more or less than the format has */
		shortest(format, value, &digits);
	}
	buf_reserve(out, NUMBER_MAX);
	q = out->data + start;
	if (parts.negative)
		*q++ = '-';
	if (digits.n > 0)
		q = put_number(q, &digits);
	else
		q = put(q, "0.0", parts.negative ? 3 : 1);
	finish(out, q);
	return true;
}

bool number_double(struct buf *out, struct str text)
{
	return add_binary(out, &binary64, text);
}

bool number_float(struct buf *out, struct str text)
{
	return add_binary(out, &binary32, text);
}
