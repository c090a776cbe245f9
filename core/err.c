#include "core/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list args;

	err->kind = kind;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return false;
}

bool err_prefix(struct err *err, const char *format, ...)
{
	char text[sizeof(err->text)];
	va_list args;
	size_t used;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	used = strlen(text);
	if (snprintf(text + used, sizeof(text) - used, ": %s", err->text) < 0)
		return false; /* cannot be; a cut text is meant to be cut */
	memcpy(err->text, text, sizeof(text));
	return false;
}

void err_clear(struct err *err)
{
	err->kind = ERR_NONE;
	err->text[0] = '\0';
}

static const struct {
	int exit_code;
	const char *name;
} kinds[] = {
	[ERR_NONE] = { 0, "none" },
	[ERR_USAGE] = { 64, "usage" },
	[ERR_DATA] = { 65, "data" },
	[ERR_UNAVAILABLE] = { 69, "unavailable" },
	[ERR_INTERNAL] = { 70, "internal" },
	[ERR_CANTCREAT] = { 73, "cannot create" },
	[ERR_IO] = { 74, "i/o" },
	[ERR_TRANSIENT] = { 75, "transient" },
	[ERR_PERMISSION] = { 77, "permission" },
	[ERR_CONFIG] = { 78, "configuration" },
	[ERR_REJECTED] = { 65, "rejected" },
	[ERR_MISCONFIGURED] = { 78, "misconfigured" },
	[ERR_BUSY] = { 0, "busy" },
	[ERR_STOPPED] = { 0, "stopped" },
	[ERR_WARNINGS] = { 1, "warnings" },
	[ERR_ERRORS] = { 2, "errors" },
};

int err_exit_code(enum err_kind kind)
{
	return kinds[kind].exit_code;
}

const char *err_kind_name(enum err_kind kind)
{
	return kinds[kind].name;
}
