#include "sinks/file_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const file_name_suffixes[2] = { ".ndjson", ".ndjson.gz" };

int64_t file_name_seq(const char *name)
{
	static const char digits[] = "0123456789";
	const char *p = name;
	size_t i;

	if (strspn(p, digits) != FILE_NAME_DIGITS || p[FILE_NAME_DIGITS] != '_')
		return 0;
	p += FILE_NAME_DIGITS + 1;
	if (!*p || strspn(p, digits) == 0)
		return 0;
	p += strspn(p, digits);
	if (*p++ != '-' || strspn(p, digits) == 0)
		return 0;
	p += strspn(p, digits);
	for (i = 0; i < 2; i++)
		if (strcmp(p, file_name_suffixes[i]) == 0)
			return strtoll(name, NULL, 10);
	return 0;
}

bool file_name_is_temp(const char *name)
{
	char inner[FILE_NAME_SIZE];
	size_t n = strlen(name);

	if (name[0] != '.' || n < 6 || n - 5 >= sizeof(inner) ||
	    strcmp(name + n - 4, ".tmp") != 0)
		return false;
	snprintf(inner, sizeof(inner), "%.*s", (int)(n - 5), name + 1);
	return file_name_seq(inner) > 0;
}

bool file_name_is_epoch(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return n > 0 && n <= 32 && name[n] == '\0';
}
