#include "poller/row.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "poller/row_decode.h"

bool row_encoding_find(const char *encoding, const char *escape,
		       enum row_encoding *out, struct err *err)
{
	if (!encoding)
		return err_set(err, ERR_INTERNAL, "no setting \"encoding\"");
	if (escape && strcmp(escape, "double") != 0 &&
	    strcmp(escape, "backslash") != 0)
		return err_set(err, ERR_INTERNAL,
			       "escape \"%s\" is neither double nor backslash",
			       escape);
	if (strcmp(encoding, "json") == 0)
		*out = ROW_JSON;
	else if (strcmp(encoding, "counted") == 0)
		*out = ROW_COUNTED;
	else if (strcmp(encoding, "quoted") != 0)
		return err_set(err, ERR_INTERNAL,
			       "encoding \"%s\" is none of json, quoted, "
			       "counted",
			       encoding);
	else if (escape && strcmp(escape, "backslash") == 0)
		*out = ROW_QUOTED_BACKSLASH;
	else
		*out = ROW_QUOTED;
	return true;
}

bool row_fail(const struct row_reader *in, const struct column *column,
	      const char *at, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	err_set(in->err, ERR_DATA, "at byte %zu: %s", (size_t)(at - in->start),
		text);
	if (column)
		err_prefix(in->err, "column \"%s\"", column->name);
	return false;
}

bool row_decode(enum row_encoding encoding, struct str image,
		const struct table *table, struct arena *arena, struct row *out,
		struct err *err)
{
	const char *start = image.n > 0 ? image.p : "";
	struct row_reader in = {
		.p = start,
		.end = start + image.n,
		.start = start,
		.table = table,
		.arena = arena,
		.err = err,
	};

	*out = (struct row){ .n = table->ncolumns };
	out->values = arena_calloc(arena, out->n, sizeof(*out->values));
	switch (encoding) {
	case ROW_JSON:
		return row_json(&in, out);
	case ROW_QUOTED:
		return row_quoted(&in, false, out);
	case ROW_QUOTED_BACKSLASH:
		return row_quoted(&in, true, out);
	case ROW_COUNTED:
		return row_counted(&in, out);
	}
	return err_set(err, ERR_INTERNAL, "row encoding %d is none", encoding);
}
