/*
 * The text files that are built into the programs: dialects, migrations,
 * statements, JSON Schemas, the sample configuration.  build/resources.c is
 * made from the files themselves; a name is the file's path from the root of
 * the tree.
 */
#ifndef CORE_RESOURCE_H
#define CORE_RESOURCE_H

#include <stddef.h>

struct resource {
	const char *name; /* "triggers/dialects/mysql.sql" */
	const char *text; /* NUL-terminated */
	size_t len;
};

/* Sorted by name; ends with a NULL name. */
extern const struct resource resources[];

/* The resource of exactly that name, or NULL. */
const struct resource *resource_find(const char *name);

/*
 * The i-th resource whose name starts with `prefix`, in order of name, or NULL:
 * for numbered migrations.
 */
const struct resource *resource_under(const char *prefix, size_t i);

#endif
