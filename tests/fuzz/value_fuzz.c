/*
 * Numbers and times from any text: the first byte chooses the kind.  What is
 * taken is JSON; what was written is written the same when it comes in again;
 * and a double that went out reads back to the bits that came in.
 */
#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "poller/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good, const char *what, const char *text)
{
	if (good)
		return;
	fprintf(stderr, "%s: %s\n", what, text);
	abort();
}

/* Without the quotes of a string. */
static struct str inner(const struct buf *json)
{
	if (*json->data != '"')
		return (struct str){ json->data, json->len };
	return (struct str){ json->data + 1, json->len - 2 };
}

static void check_bits(enum kind kind, struct str text, const struct buf *out)
{
	char in[400];

	if (*out->data == '"' || text.n >= sizeof(in))
		return;
	memcpy(in, text.p, text.n);
	in[text.n] = '\0';
	if (kind == KIND_DOUBLE)
		check(strtod(in, NULL) == strtod(out->data, NULL) &&
			  !signbit(strtod(in, NULL)) ==
			      !signbit(strtod(out->data, NULL)),
		      "other bits", out->data);
	if (kind == KIND_FLOAT)
		check(strtof(in, NULL) == strtof(out->data, NULL), "other bits",
		      out->data);
}

/* Kinds whose canonical text is text of the same kind. */
static bool comes_again(enum kind kind)
{
	return kind != KIND_BINARY && kind != KIND_BOOL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf first = { 0 }, second = { 0 };
	enum value_how how;
	struct value value = { 0 };
	enum kind kind;
	json_t *json;

	if (size == 0)
		return 0;
	kind = (enum kind)(data[0] % KIND_COUNT);
	value.form = data[0] & 0x80 ? VALUE_TEXT : VALUE_BARE;
	value.text = (struct str){ (const char *)data + 1, size - 1 };
	how = value_write(&first, kind, ROW_JSON, &value);
	json = json_loadb(first.data, first.len,
			  JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	check(json != NULL, "not JSON", first.data);
	json_decref(json);
	if (how == VALUE_AS_KIND && strcmp(kind_json(kind), "number") == 0)
		check_bits(kind, value.text, &first);
	if (how == VALUE_AS_KIND && comes_again(kind) &&
	    !memchr(first.data, '\\', first.len)) {
		value.text = inner(&first);
		how = value_write(&second, kind, ROW_JSON, &value);
		check(how == VALUE_AS_KIND &&
			  strcmp(first.data, second.data) == 0,
		      "another text the second time", second.data);
	}
	buf_release(&first);
	buf_release(&second);
	return 0;
}
