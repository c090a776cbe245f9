#include "core/quantity.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct unit {
	enum quantity what;
	const char *word;
	int64_t factor;
};

static const struct unit units[] = {
	{ QUANTITY_COUNT, "", 1 },
	{ QUANTITY_SIZE, "", 1 },
	{ QUANTITY_SIZE, "k", 1024 },
	{ QUANTITY_SIZE, "kib", 1024 },
	{ QUANTITY_SIZE, "m", 1024 * 1024 },
	{ QUANTITY_SIZE, "mib", 1024 * 1024 },
	{ QUANTITY_SIZE, "g", 1024 * 1024 * 1024 },
	{ QUANTITY_SIZE, "gib", 1024 * 1024 * 1024 },
	{ QUANTITY_SECONDS, "s", 1 },
	{ QUANTITY_SECONDS, "m", 60 },
	{ QUANTITY_SECONDS, "h", 3600 },
	{ QUANTITY_SECONDS, "d", 86400 },
	{ QUANTITY_MILLISECONDS, "ms", 1 },
	{ QUANTITY_MILLISECONDS, "s", 1000 },
	{ QUANTITY_MILLISECONDS, "m", 60 * 1000 },
	{ QUANTITY_MILLISECONDS, "h", 3600 * 1000 },
	{ QUANTITY_MILLISECONDS, "d", 86400 * 1000 },
};

enum { UNITS = sizeof(units) / sizeof(*units) };

/* 0 where there is no such unit. */
static int64_t find_factor(const char *word, enum quantity what)
{
	size_t i;

	for (i = 0; i < UNITS; i++)
		if (units[i].what == what &&
		    strcasecmp(units[i].word, word) == 0)
			return units[i].factor;
	return 0;
}

bool quantity_parse(const char *text, enum quantity what, int64_t *out)
{
	long long value;
	int64_t factor;
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno)
		return false;
	end += strspn(end, " \t");
	factor = find_factor(end, what);
	if (!factor && value == 0 && !*end)
		factor = 1;
	if (!factor || value > INT64_MAX / factor)
		return false;
	*out = value * factor;
	return true;
}
