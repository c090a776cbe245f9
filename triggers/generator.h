/*
 * What the files of the generator share.  Nobody else includes this.
 */
#ifndef TRIGGERS_GENERATOR_H
#define TRIGGERS_GENERATOR_H

#include "core/buf.h"
#include "core/dialect.h"
#include "core/err.h"
#include "core/mem.h"
#include "core/table.h"
#include "core/template.h"
#include "triggers/generate.h"

enum { MAX_HOLES = 256 };

/* What the holes of one table stand for. */
struct holes {
	struct template_value values[MAX_HOLES];
	size_t n;
	struct arena arena;
};

struct generator {
	const struct dialect *dialect;
	const struct table *table; /* the one at hand */
	struct holes holes;
	const struct upgrade *upgrade; /* NULL but for an upgrade */
	struct err *err;
};

/* A setting of the dialect, or what holds without it. */
const char *generator_setting(const struct generator *g, const char *name,
			      const char *otherwise);

/* Takes the text of a buffer and empties that. */
void generator_add_hole(struct holes *holes, const char *name,
			struct buf *value);

/* The number in a type's brackets, and twice that: holes n and 2n. */
void generator_add_type_holes(const char *type, struct template_value *holes,
			      struct buf n[2]);

/* Appends a section with all holes of the table filled. */
bool generator_fill(struct generator *g, const char *section, struct buf *out);

/* Fails with the table's name and line. */
bool generator_fail(struct generator *g, const struct table *table,
		    const char *why);

/* What stands before a column of the row before, and after. */
const char *generator_old(const struct generator *g);
const char *generator_new(const struct generator *g);

/* ERR_DATA for an option that the dialect does not have, or not so. */
bool options_check(struct generator *g, const struct table *table);

/* The holes that depend on options; behind all others of the table. */
bool options_prepare(struct generator *g);

#endif
