/*
 * One value as JSON: every kind, every form a decoder can give, and what the
 * event's `encoding` member says of it.
 */
#include <stdlib.h>

#include "poller/value.h"
#include "tests/tap.h"

enum { KIND_AS = VALUE_AS_KIND, TEXT = VALUE_AS_TEXT, B64 = VALUE_AS_BASE64 };

#define Q ROW_QUOTED
#define J ROW_JSON
#define C ROW_COUNTED

struct value_case {
	enum kind kind;
	enum row_encoding encoding;
	enum value_form form;
	const char *text;
	const char *want;
	int how;
};

static const struct value_case cases[] = {
	/* NULL is null, whatever the column */
	{ KIND_BOOL, Q, VALUE_NULL, "", "null", KIND_AS },
	{ KIND_INT, Q, VALUE_NULL, "", "null", KIND_AS },
	{ KIND_TEXT, J, VALUE_NULL, "", "null", KIND_AS },
	{ KIND_BINARY, C, VALUE_NULL, "", "null", KIND_AS },
	{ KIND_JSON, J, VALUE_NULL, "", "null", KIND_AS },
	/* bool */
	{ KIND_BOOL, J, VALUE_BARE, "true", "true", KIND_AS },
	{ KIND_BOOL, J, VALUE_BARE, "false", "false", KIND_AS },
	{ KIND_BOOL, J, VALUE_TEXT, "t", "true", KIND_AS },
	{ KIND_BOOL, J, VALUE_TEXT, "f", "false", KIND_AS },
	{ KIND_BOOL, Q, VALUE_BARE, "1", "true", KIND_AS },
	{ KIND_BOOL, Q, VALUE_BARE, "0", "false", KIND_AS },
	{ KIND_BOOL, Q, VALUE_TEXT, "1", "true", KIND_AS },
	{ KIND_BOOL, Q, VALUE_TEXT, "TRUE", "true", KIND_AS },
	{ KIND_BOOL, Q, VALUE_TEXT, "FALSE", "false", KIND_AS },
	{ KIND_BOOL, Q, VALUE_TEXT, "\1", "true", KIND_AS },
	{ KIND_BOOL, Q, VALUE_BARE, "b'1'", "true", KIND_AS },
	{ KIND_BOOL, Q, VALUE_BARE, "b'0'", "false", KIND_AS },
	{ KIND_BOOL, Q, VALUE_BYTES, "01", "true", KIND_AS },
	{ KIND_BOOL, Q, VALUE_BYTES, "00", "false", KIND_AS },
	{ KIND_BOOL, Q, VALUE_BYTES, "02", "\"Ag==\"", B64 },
	{ KIND_BOOL, Q, VALUE_BARE, "2", "\"2\"", TEXT },
	{ KIND_BOOL, Q, VALUE_BARE, "-1", "\"-1\"", TEXT },
	{ KIND_BOOL, Q, VALUE_TEXT, "yes", "\"yes\"", TEXT },
	{ KIND_BOOL, Q, VALUE_TEXT, "", "\"\"", TEXT },
	/* int */
	{ KIND_INT, J, VALUE_BARE, "7", "7", KIND_AS },
	{ KIND_INT, J, VALUE_TEXT, "7", "7", KIND_AS },
	{ KIND_INT, Q, VALUE_TEXT, "007", "7", KIND_AS },
	{ KIND_INT, C, VALUE_BARE, "-7", "-7", KIND_AS },
	{ KIND_INT, Q, VALUE_BARE, "1.5", "\"1.5\"", TEXT },
	{ KIND_INT, Q, VALUE_BARE, "9007199254740992", "\"9007199254740992\"",
	  TEXT },
	{ KIND_INT, Q, VALUE_TEXT, "abc", "\"abc\"", TEXT },
	{ KIND_INT, Q, VALUE_BYTES, "37", "\"Nw==\"", B64 },
	{ KIND_INT, J, VALUE_JSON, "[1]", "\"[1]\"", TEXT },
	{ KIND_INT, J, VALUE_BARE, "true", "\"true\"", TEXT },
	{ KIND_INT, Q, VALUE_TEXT, "\xff", "\"/w==\"", B64 },
	/* bigint */
	{ KIND_BIGINT, J, VALUE_BARE, "9223372036854775807",
	  "\"9223372036854775807\"", KIND_AS },
	{ KIND_BIGINT, Q, VALUE_BARE, "18446744073709551616",
	  "\"18446744073709551616\"", KIND_AS },
	{ KIND_BIGINT, Q, VALUE_BARE, "1.0e+20", "\"1.0e+20\"", TEXT },
	{ KIND_BIGINT, Q, VALUE_TEXT, "a\"b", "\"a\\\"b\"", TEXT },
	/* decimal */
	{ KIND_DECIMAL, J, VALUE_BARE, "12.50", "\"12.50\"", KIND_AS },
	{ KIND_DECIMAL, J, VALUE_TEXT, "NaN", "\"NaN\"", KIND_AS },
	{ KIND_DECIMAL, Q, VALUE_BARE, "1.0e+20", "\"100000000000000000000\"",
	  KIND_AS },
	{ KIND_DECIMAL, Q, VALUE_TEXT, "12,50", "\"12,50\"", TEXT },
	{ KIND_DECIMAL, Q, VALUE_BYTES, "", "\"\"", B64 },
	/* float and double */
	{ KIND_DOUBLE, J, VALUE_BARE, "0.1", "0.1", KIND_AS },
	{ KIND_DOUBLE, J, VALUE_TEXT, "Infinity", "\"Infinity\"", KIND_AS },
	{ KIND_DOUBLE, Q, VALUE_BARE, "Inf", "\"Infinity\"", KIND_AS },
	{ KIND_DOUBLE, Q, VALUE_BARE, "-9.0e+999", "\"-Infinity\"", KIND_AS },
	{ KIND_DOUBLE, J, VALUE_TEXT, "NaN", "\"NaN\"", KIND_AS },
	{ KIND_DOUBLE, Q, VALUE_TEXT, "n/a", "\"n/a\"", TEXT },
	{ KIND_FLOAT, J, VALUE_BARE, "0.1", "0.1", KIND_AS },
	{ KIND_FLOAT, Q, VALUE_BARE, "0.100000001490116", "0.1", KIND_AS },
	{ KIND_FLOAT, Q, VALUE_BARE, "1e39", "\"1e39\"", TEXT },
	/* text and what is like it */
	{ KIND_TEXT, J, VALUE_TEXT, "", "\"\"", KIND_AS },
	{ KIND_TEXT, J, VALUE_TEXT, "a\"b\\c/d\n\x1f\x7f",
	  "\"a\\\"b\\\\c/d\\n\\u001f\x7f\"", KIND_AS },
	{ KIND_TEXT, Q, VALUE_TEXT, "\xe2\x80\xa8", "\"\xe2\x80\xa8\"",
	  KIND_AS },
	{ KIND_TEXT, Q, VALUE_TEXT, "\xff\xfe", "\"//4=\"", B64 },
	{ KIND_TEXT, Q, VALUE_TEXT, "ab\xc3", "\"YWLD\"", B64 },
	{ KIND_TEXT, Q, VALUE_TEXT, "\xed\xa0\x80", "\"7aCA\"", B64 },
	{ KIND_TEXT, Q, VALUE_BYTES, "616263", "\"YWJj\"", B64 },
	{ KIND_TEXT, Q, VALUE_BARE, "5", "\"5\"", KIND_AS },
	{ KIND_TEXT, J, VALUE_BARE, "true", "\"true\"", KIND_AS },
	{ KIND_TEXT, J, VALUE_JSON, "{\"a\":1}", "\"{\\\"a\\\":1}\"", KIND_AS },
	{ KIND_JSON, J, VALUE_JSON, "{\"a\" : 1.0}", "\"{\\\"a\\\" : 1.0}\"",
	  KIND_AS },
	{ KIND_JSON, J, VALUE_JSON, "null", "\"null\"", KIND_AS },
	{ KIND_JSON, J, VALUE_JSON, "\"\\ud800\"", "\"\\\"\\\\ud800\\\"\"",
	  KIND_AS },
	{ KIND_JSON, Q, VALUE_TEXT, "[1]", "\"[1]\"", KIND_AS },
	{ KIND_INTERVAL, J, VALUE_TEXT, "1 mon 3 days", "\"1 mon 3 days\"",
	  KIND_AS },
	{ KIND_OTHER, J, VALUE_JSON, "[1, 2]", "\"[1, 2]\"", KIND_AS },
	{ KIND_OTHER, Q, VALUE_BARE, "1.5", "\"1.5\"", KIND_AS },
	{ KIND_OTHER, Q, VALUE_BYTES, "ff", "\"/w==\"", B64 },
	/* uuid */
	{ KIND_UUID, J, VALUE_TEXT, "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
	  "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"", KIND_AS },
	{ KIND_UUID, C, VALUE_BARE, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
	  "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"", KIND_AS },
	{ KIND_UUID, Q, VALUE_TEXT, "{A0EEBC99}", "\"{A0EEBC99}\"", TEXT },
	{ KIND_UUID, Q, VALUE_TEXT, "a0eebc999c0b4ef8bb6d6bb9bd380a11",
	  "\"a0eebc999c0b4ef8bb6d6bb9bd380a11\"", TEXT },
	{ KIND_UUID, Q, VALUE_TEXT, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380g11",
	  "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380g11\"", TEXT },
	{ KIND_UUID, Q, VALUE_BYTES, "a0eebc999c0b4ef8bb6d6bb9bd380a11",
	  "\"oO68mZwLTvi7bWu5vTgKEQ==\"", B64 },
	/* binary: X'..', bare hex, and bytea of PostgreSQL in both its forms */
	{ KIND_BINARY, Q, VALUE_BYTES, "", "\"\"", KIND_AS },
	{ KIND_BINARY, Q, VALUE_BYTES, "DEADbeef", "\"3q2+7w==\"", KIND_AS },
	{ KIND_BINARY, Q, VALUE_BARE, "DEADBEEF", "\"3q2+7w==\"", KIND_AS },
	{ KIND_BINARY, C, VALUE_BARE, "", "\"\"", KIND_AS },
	{ KIND_BINARY, C, VALUE_BARE, "00ff", "\"AP8=\"", KIND_AS },
	{ KIND_BINARY, Q, VALUE_BARE, "123", "\"123\"", TEXT },
	{ KIND_BINARY, Q, VALUE_BARE, "1.5", "\"1.5\"", TEXT },
	{ KIND_BINARY, Q, VALUE_TEXT, "00ff", "\"00ff\"", TEXT },
	{ KIND_BINARY, Q, VALUE_TEXT, "\\x00ff", "\"\\\\x00ff\"", TEXT },
	{ KIND_BINARY, Q, VALUE_TEXT, "\xff", "\"/w==\"", B64 },
	{ KIND_BINARY, J, VALUE_TEXT, "\\x", "\"\"", KIND_AS },
	{ KIND_BINARY, J, VALUE_TEXT, "\\x00FF41", "\"AP9B\"", KIND_AS },
	{ KIND_BINARY, J, VALUE_TEXT, "\\x0", "\"\\\\x0\"", TEXT },
	{ KIND_BINARY, J, VALUE_TEXT, "\\x0g", "\"\\\\x0g\"", TEXT },
	{ KIND_BINARY, J, VALUE_TEXT, "", "\"\"", KIND_AS },
	{ KIND_BINARY, J, VALUE_TEXT, "abc", "\"YWJj\"", KIND_AS },
	{ KIND_BINARY, J, VALUE_TEXT, "\\\\\\000\\377a", "\"XAD/YQ==\"",
	  KIND_AS },
	{ KIND_BINARY, J, VALUE_TEXT, "\\400", "\"\\\\400\"", TEXT },
	{ KIND_BINARY, J, VALUE_TEXT, "\\08", "\"\\\\08\"", TEXT },
	{ KIND_BINARY, J, VALUE_TEXT, "a\\", "\"a\\\\\"", TEXT },
	{ KIND_BINARY, J, VALUE_TEXT, "\xc3\xbc", "\"\xc3\xbc\"", TEXT },
	/* dates and times */
	{ KIND_DATE, J, VALUE_TEXT, "2026-11-22", "\"2026-11-22\"", KIND_AS },
	{ KIND_DATE, C, VALUE_BARE, "2026-11-22", "\"2026-11-22\"", KIND_AS },
	{ KIND_DATE, Q, VALUE_BARE, "2460000.5", "\"2460000.5\"", TEXT },
	{ KIND_TIME, Q, VALUE_TEXT, "-838:59:59", "\"-838:59:59\"", KIND_AS },
	{ KIND_TIME, Q, VALUE_TEXT, "10:00", "\"10:00\"", TEXT },
	{ KIND_TIMESTAMP, Q, VALUE_TEXT, "2026-11-22 09:15:45",
	  "\"2026-11-22T09:15:45\"", KIND_AS },
	{ KIND_TIMESTAMP, Q, VALUE_BARE, "1700000000", "\"1700000000\"", TEXT },
	{ KIND_TIMESTAMP, Q, VALUE_TEXT, "2026-11-22 09:15",
	  "\"2026-11-22 09:15\"", TEXT },
	{ KIND_TIMESTAMPTZ, Q, VALUE_BARE, "1700000000",
	  "\"2023-11-14T22:13:20Z\"", KIND_AS },
	{ KIND_TIMESTAMPTZ, J, VALUE_TEXT, "2026-11-22T09:15:45.5+01:00",
	  "\"2026-11-22T08:15:45.5Z\"", KIND_AS },
	{ KIND_TIMESTAMPTZ, J, VALUE_TEXT, "yesterday", "\"yesterday\"", TEXT },
	{ KIND_TIMESTAMPTZ, Q, VALUE_BYTES, "00", "\"AA==\"", B64 },
};

static void check_cases(void)
{
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct value_case *c = &cases[i];
		struct value value = { .form = c->form,
				       .text = { c->text, strlen(c->text) } };
		int how;

		buf_reset(&out);
		how = (int)value_write(&out, c->kind, c->encoding, &value);
		is_str(out.data, c->want, "case %zu: %s", i,
		       kind_word(c->kind));
		is_int(how, c->how, "case %zu: how", i);
	}
	buf_release(&out);
}

/* Texts with NUL bytes, which the table cannot hold. */
static void check_nul(void)
{
	struct value value = { .form = VALUE_TEXT, .text = { "a\0b", 3 } };
	struct value bit = { .form = VALUE_TEXT, .text = { "\0", 1 } };
	struct value number = { .form = VALUE_TEXT, .text = { "7\0", 2 } };
	struct buf out = { 0 };

	is_int(value_write(&out, KIND_TEXT, Q, &value), KIND_AS, "NUL in text");
	is_str(out.data, "\"a\\u0000b\"", "NUL is escaped");
	buf_reset(&out);
	is_int(value_write(&out, KIND_BOOL, Q, &bit), KIND_AS, "a bit of 0");
	is_str(out.data, "false", "a NUL byte is false");
	buf_reset(&out);
	is_int(value_write(&out, KIND_INT, Q, &number), TEXT, "7 and NUL");
	is_str(out.data, "\"7\\u0000\"", "is no number");
	buf_release(&out);
}

static void check_same(void)
{
	struct value null = { .form = VALUE_NULL };
	struct value empty = { .form = VALUE_TEXT, .text = { "", 0 } };
	struct value text = { .form = VALUE_TEXT, .text = { "5", 1 } };
	struct value bare = { .form = VALUE_BARE, .text = { "5", 1 } };
	struct value longer = { .form = VALUE_TEXT, .text = { "55", 2 } };
	struct value copy = text;

	ok(value_same(&null, &null), "NULL is NULL");
	ok(!value_same(&null, &empty), "NULL is not ''");
	ok(value_same(&text, &copy), "'5' is '5'");
	ok(!value_same(&text, &bare), "'5' is not 5");
	ok(!value_same(&text, &longer), "'5' is not '55'");
}

int main(void)
{
	check_cases();
	check_nul();
	check_same();
	return done();
}
