#include "core/resource.h"

#include <string.h>

const struct resource *resource_find(const char *name)
{
	const struct resource *r;

	for (r = resources; r->name; r++)
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}

const struct resource *resource_under(const char *prefix, size_t i)
{
	const struct resource *r;

	for (r = resources; r->name; r++)
		if (strncmp(r->name, prefix, strlen(prefix)) == 0 && i-- == 0)
			return r;
	return NULL;
}
