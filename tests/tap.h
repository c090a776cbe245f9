/*
 * TAP for C tests: https://testanything.org/tap-version-14-specification.html
 *
 *	int main(void)
 *	{
 *		ok(1 + 1 == 2, "sums");
 *		is_str(name, "x", "the name of %d", 7);
 *		return done();
 *	}
 */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count, tap_failed;

__attribute__((format(printf, 2, 0))) static inline bool
tap_line(bool good, const char *format, va_list args)
{
	tap_count++;
	if (!good)
		tap_failed++;
	printf("%sok %d - ", good ? "" : "not ", tap_count);
	vprintf(format, args);
	putchar('\n');
	fflush(stdout);
	return good;
}

__attribute__((format(printf, 2, 3), unused)) static bool
ok(bool good, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tap_line(good, format, args);
	va_end(args);
	return good;
}

__attribute__((format(printf, 3, 4), unused)) static bool
is_str(const char *got, const char *want, const char *format, ...)
{
	bool good = got && want ? strcmp(got, want) == 0 : got == want;
	va_list args;

	va_start(args, format);
	tap_line(good, format, args);
	va_end(args);
	if (!good)
		printf("#      got: %s\n# expected: %s\n", got ? got : "(null)",
		       want ? want : "(null)");
	return good;
}

__attribute__((format(printf, 3, 4), unused)) static bool
is_int(int64_t got, int64_t want, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tap_line(got == want, format, args);
	va_end(args);
	if (got != want)
		printf("#      got: %" PRId64 "\n# expected: %" PRId64 "\n",
		       got, want);
	return got == want;
}

__attribute__((format(printf, 1, 2), unused)) static void
diag(const char *format, ...)
{
	va_list args;

	printf("# ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
}

/* The plan; the exit code of main(). */
__attribute__((unused)) static int done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed ? 1 : 0;
}

/* For a whole program that cannot run here: says why, loudly. */
__attribute__((unused)) static int skip_all(const char *why)
{
	printf("1..0 # SKIP %s\n", why);
	return 0;
}

#endif
