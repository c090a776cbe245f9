/* The lines of an INI file, as poller/config.h describes it. */
#ifndef POLLER_INI_H
#define POLLER_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "core/mem.h"

struct ini_entry {
	const char *section; /* "source", "sink orders": blanks made one */
	const char *key, *value;
	size_t line;
	bool read; /* somebody asked for it */
};

struct ini_section {
	const char *name;
	size_t line;
};

/* Entries and sections in the order of the file; all of it in the arena. */
struct ini {
	struct ini_entry *entries;
	size_t n;
	struct ini_section *sections;
	size_t nsections;
};

/*
 * Parses `text`.  ERR_CONFIG, "PATH: line N: ...": a line that is neither, a
 * key outside a section, a section or a key of one section twice.
 */
bool ini_parse(const char *text, const char *path, struct arena *arena,
	       struct ini *out, struct err *err);

/* The entry, or NULL. */
struct ini_entry *ini_find(const struct ini *ini, const char *section,
			   const char *key);

#endif
