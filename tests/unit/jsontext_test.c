/*
 * JSON as we write it, read again.  Seen to fail: at 17 deep, with text behind
 * a number, and with a string that only begins like the other.
 */
#include "core/jsontext.h"

#include <inttypes.h>
#include <string.h>

#include "tests/tap.h"

static struct str text_of(const char *text)
{
	return (struct str){ text, strlen(text) };
}

static void test_values(void)
{
	static const struct {
		const char *text;
		bool good;
	} rows[] = {
		{ "null", true },
		{ "true", true },
		{ "-12.50e+20", true },
		{ "\"\"", true },
		{ "\"\\\"\\\\\\b\\f\\n\\r\\t\\u001f\"", true },
		{ "\"\303\251\"", true },
		{ "{}", true },
		{ "[]", true },
		{ "{\"a\":[1,{\"b\":null}],\"c\":\"d\"}", true },
		{ "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]", true },
		{ "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", false },
		{ "", false },
		{ "nul", false },
		{ "{\"a\": 1}", false },
		{ "{a:1}", false },
		{ "{\"a\":1", false },
		{ "{\"a\":1]", false },
		{ "\"\\u00e9\"", false }, /* we write it as it is */
		{ "\"\\/\"", false },
		{ "\"a", false },
		{ "\"\377\"", false },
		{ "\"a\nb\"", false },
		{ "1.", false },
		{ "-", false },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *p = rows[i].text, *end = p + strlen(p);
		struct str value;
		bool good = jsontext_value(&p, end, &value) && p == end;

		ok(good == rows[i].good, "%s is%s ours", rows[i].text,
		   rows[i].good ? "" : " not");
	}
}

static void test_members(void)
{
	struct str object =
	    text_of("{\"a\":{\"b\":1},\"b\":\"x\",\"c\":[2,3]}");
	struct str name, item, b = jsontext_member(object, "b");
	struct jsontext in = jsontext_open(jsontext_member(object, "c"));

	ok(jsontext_is(b, "x"), "a member, not one inside of another");
	ok(!jsontext_is(b, "xy") && !jsontext_is(b, ""), "and no other string");
	ok(!jsontext_member(object, "d").p, "one that is not there");
	ok(!jsontext_member(b, "b").p, "a string has no members");
	ok(!jsontext_is(jsontext_member(object, "d"), ""),
	   "what is not there is no empty string");
	ok(jsontext_next(&in, &name, &item) && !name.p && item.n == 1 &&
	       *item.p == '2' && jsontext_next(&in, &name, &item) &&
	       *item.p == '3' && !jsontext_next(&in, &name, &item),
	   "items of an array have no names");
}

static void test_numbers(void)
{
	static const struct {
		const char *text;
		bool good;
		int64_t number;
	} rows[] = {
		{ "0", true, 0 },
		{ "-12", true, -12 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 },
		{ "1.5", false, 0 },
		{ "1e3", false, 0 },
		{ "\"1\"", false, 0 },
		{ "null", false, 0 },
		{ "", false, 0 },
		{ "123456789012345678901234567890", false, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t number = 0;
		bool good = jsontext_int(text_of(rows[i].text), &number);

		ok(good == rows[i].good && (!good || number == rows[i].number),
		   "\"%s\" is%s a whole number", rows[i].text,
		   rows[i].good ? "" : " not");
	}
}

static void test_names(void)
{
	static const struct {
		const char *text, *name; /* NULL: none that is written so */
	} rows[] = {
		{ "\"a\\\"b\\n\"", "a\"b\n" },
		{ "\"base64:/w==\"", "\377" },
		{ "\"base64:!\"", NULL },
		{ "1", NULL },
	};
	struct arena arena = { 0 };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str name;
		bool good = jsontext_name(text_of(rows[i].text), &arena, &name);

		ok(good == (rows[i].name != NULL) &&
		       (!good || strcmp(name.p, rows[i].name) == 0),
		   "the name in %s", rows[i].text);
	}
	arena_release(&arena);
}

int main(void)
{
	test_values();
	test_members();
	test_numbers();
	test_names();
	return done();
}
