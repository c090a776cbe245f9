/*
 * UTF-8, base64, and text as JSON strings.
 */
#include <stdlib.h>

#include "core/base64.h"
#include "core/escape.h"
#include "core/utf8.h"
#include "tests/tap.h"

struct text_case {
	const char *in, *out;
};

static void check_base64(void)
{
	/* RFC 4648, section 10 */
	static const struct text_case vectors[] = {
		{ "", "" },
		{ "f", "Zg==" },
		{ "fo", "Zm8=" },
		{ "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" },
		{ "fooba", "Zm9vYmE=" },
		{ "foobar", "Zm9vYmFy" },
		{ "\xfb\xff\xbf", "+/+/" },
	};
	char out[64], hex[64];
	size_t i, k;

	for (i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		const char *in = vectors[i].in;
		size_t n = strlen(in);

		*base64_put(out, in, n) = '\0';
		is_str(out, vectors[i].out, "base64 %zu", i);
		is_int((int64_t)BASE64_SIZE(n), (int64_t)strlen(out),
		       "its size");
		for (k = 0; k < n; k++)
			snprintf(hex + 2 * k, 3, k % 2 ? "%02x" : "%02X",
				 (unsigned char)in[k]);
		ok(hex_valid(hex, 2 * n), "hex digits");
		*base64_put_hex(out, hex, 2 * n) = '\0';
		is_str(out, vectors[i].out, "base64 of hex %zu", i);
	}
}

/* As it was written, and what nobody writes. */
static void check_base64_decode(void)
{
	static const char *const bad[] = {
		"Z", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Z g=", "=", "Zm9v\n"
	};
	unsigned char bytes[256], back[256];
	char text[400];
	size_t n, used, i;
	int wrong = 0;

	for (n = 0; n < sizeof(bytes); n++)
		bytes[n] = (unsigned char)(n * 11 + 3);
	for (n = 0; n <= sizeof(bytes); n++) {
		*base64_put(text, bytes, n) = '\0';
		wrong += !base64_decode(text, strlen(text), back, n, &used) ||
			 used != n || memcmp(back, bytes, n) != 0;
		wrong +=
		    n && base64_decode(text, strlen(text), back, n - 1, &used);
	}
	is_int(wrong, 0, "base64 is read as it was written, where it fits");
	ok(base64_decode("-_8", 3, back, 2, &used) && used == 2 &&
	       back[0] == 0xfb && back[1] == 0xff,
	   "that of URLs, without padding");
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(!base64_decode(bad[i], strlen(bad[i]), back, sizeof(back),
				  &used),
		   "no base64: \"%s\"", i == 7 ? "a newline" : bad[i]);
}

/* Hex digits in blocks: all lengths around the size of a block. */
static void check_hex_blocks(void)
{
	char hex[2049], a[2048], b[2048];
	unsigned char bytes[1024];
	size_t n;
	int wrong = 0;

	for (n = 0; n < sizeof(bytes); n++) {
		bytes[n] = (unsigned char)(n * 7 + n / 256);
		snprintf(hex + 2 * n, 3, "%02x", bytes[n]);
	}
	for (n = 0; n <= sizeof(bytes); n++) {
		*base64_put(a, bytes, n) = '\0';
		*base64_put_hex(b, hex, 2 * n) = '\0';
		wrong += strcmp(a, b) != 0;
	}
	is_int(wrong, 0, "base64 of bytes and of their hex digits");
	ok(!hex_valid("0", 1), "an odd number");
	ok(!hex_valid("0g", 2), "no digit");
	ok(!hex_valid("0\xff", 2), "no digit either");
	ok(hex_valid("", 0), "none at all");
}

static void check_utf8(void)
{
	static const char *const good[] = {
		"",
		"a",
		"\x7f",
		"\xc2\x80",
		"\xdf\xbf",
		"\xe0\xa0\x80",
		"\xed\x9f\xbf",
		"\xee\x80\x80",
		"\xef\xbf\xbf",
		"\xf0\x90\x80\x80",
		"\xf4\x8f\xbf\xbf",
		"abcdefgh\xc3\xbc",
		"abcdefg\xc3\xbchijklmnop",
	};
	static const char *const bad[] = {
		"\x80",
		"\xbf",
		"\xc0\x80",
		"\xc1\xbf",
		"\xc2",
		"\xc2\x41",
		"\xe0\x80\x80",
		"\xe0\x9f\xbf",
		"\xe2\x82",
		"\xe2\x82\x41",
		"\xed\xa0\x80",
		"\xed\xbf\xbf",
		"\xf0\x80\x80\x80",
		"\xf0\x8f\xbf\xbf",
		"\xf0\x9f\x98",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xfe",
		"\xff",
		"abcdefgh\xff",
		"abcdefg\xffhijklmnop",
	};
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(*good); i++) {
		ok(utf8_valid(good[i], strlen(good[i])), "valid %zu", i);
		buf_reset(&out);
		ok(escape_json(&out, good[i], strlen(good[i])) &&
		       out.len == strlen(good[i]) + 2,
		   "as JSON");
	}
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		ok(!utf8_valid(bad[i], strlen(bad[i])), "not valid %zu", i);
		buf_reset(&out);
		buf_addstr(&out, "~");
		ok(!escape_json(&out, bad[i], strlen(bad[i])), "not as JSON");
		is_str(out.data, "~", "nothing was added");
	}
	buf_release(&out);
}

/* Every character there is: written, read, valid. */
static void check_all_characters(void)
{
	int wrong = 0;
	uint32_t c;

	for (c = 0; c <= 0x10ffff; c++) {
		char text[5] = "";
		size_t n;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		n = utf8_put(c, text);
		wrong += utf8_sequence((unsigned char *)text, n) != n;
		wrong +=
		    n > 1 && utf8_sequence((unsigned char *)text, n - 1) != 0;
	}
	is_int(wrong, 0, "every character");
}

static void check_span(void)
{
	static const char text[] = "a\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80z";
	static const size_t want[] = { 0, 1, 3, 6, 10, 11 };
	size_t i, bytes;

	for (i = 0; i < 6; i++)
		ok(utf8_span(text, 11, i, &bytes) && bytes == want[i],
		   "%zu characters", i);
	ok(!utf8_span(text, 11, 6, &bytes), "not 6");
	ok(utf8_span("", 0, 0, &bytes) && bytes == 0, "none of none");
	ok(!utf8_span("", 0, 1, &bytes), "not one of none");
	ok(utf8_span("\xff\xfe", 2, 2, &bytes) && bytes == 2, "not valid");
}

/* Every byte at every place around a word of eight, against a slow writer. */
static void check_escape(void)
{
	struct buf out = { 0 }, want = { 0 };
	int c, at, n, wrong = 0;

	for (c = 0; c < 0x80; c++)
		for (n = 1; n < 20; n++)
			for (at = 0; at < n; at++) {
				char text[20];

				memset(text, 'x', sizeof(text));
				text[at] = (char)c;
				buf_reset(&want);
				buf_addf(&want, "\"%.*s", at, text);
				if (c == '"' || c == '\\')
					buf_addf(&want, "\\%c", c);
				else if (c >= 8 && c < 14 && c != 11)
					buf_addf(&want, "\\%c",
						 "btn-fr"[c - 8]);
				else if (c < 0x20)
					buf_addf(&want, "\\u%04x", (unsigned)c);
				else
					buf_addch(&want, (char)c);
				buf_addf(&want, "%.*s\"", n - at - 1,
					 text + at + 1);
				buf_reset(&out);
				wrong +=
				    !escape_json(&out, text, (size_t)n) ||
				    out.len != want.len ||
				    memcmp(out.data, want.data, want.len) != 0;
			}
	is_int(wrong, 0, "every ASCII byte at every place");
	buf_release(&out);
	buf_release(&want);
}

/* Only bytes that grow: the buffer must keep up. */
static void check_growth(void)
{
	struct buf out = { 0 };
	char text[5000];

	memset(text, 1, sizeof(text));
	ok(escape_json(&out, text, sizeof(text)) &&
	       out.len == 6 * sizeof(text) + 2,
	   "5000 bytes become 30002");
	ok(out.data[out.len] == '\0' && out.len < out.cap, "and a NUL");
	buf_reset(&out);
	ok(escape_json(&out, NULL, 0) && strcmp(out.data, "\"\"") == 0,
	   "nothing at all");
	buf_release(&out);
}

static void check_names(void)
{
	static const struct text_case names[] = {
		{ "id", "\"id\"" },
		{ "", "\"\"" },
		{ "a\"b", "\"a\\\"b\"" },
		{ "\xc3\xbc", "\"\xc3\xbc\"" },
		{ "\xff", "\"base64:/w==\"" },
		{ "base64", "\"base64\"" },
		{ "base64:", "\"base64:YmFzZTY0Og==\"" },
		{ "base64:/w==", "\"base64:YmFzZTY0Oi93PT0=\"" },
	};
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		buf_reset(&out);
		escape_name(&out, names[i].in, strlen(names[i].in));
		is_str(out.data, names[i].out, "name %zu", i);
	}
	buf_reset(&out);
	escape_base64(&out, "\xff", 1);
	is_str(out.data, "\"/w==\"", "base64 alone");
	buf_release(&out);
}

int main(void)
{
	check_base64();
	check_base64_decode();
	check_hex_blocks();
	check_utf8();
	check_all_characters();
	check_span();
	check_escape();
	check_growth();
	check_names();
	return done();
}
