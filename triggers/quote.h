/*
 * Quoting: names and texts that nobody would choose, as SQL.
 *
 * A template indents the lines of a value (core/template.h), which would change
 * a name that holds a line end.  So the line ends inside quotes are veiled, and
 * unveiled again in the finished text.
 */
#ifndef TRIGGERS_QUOTE_H
#define TRIGGERS_QUOTE_H

#include "core/buf.h"
#include "core/dialect.h"
#include "core/err.h"

/* Appends an identifier; setting `quote`: an empty one adds no quotes. */
void quote_name(const struct dialect *dialect, const char *name,
		struct buf *out);

/* False for a name that would need quotes where there are none. */
bool quote_possible(const struct dialect *dialect, const char *name);

/* Appends a string literal; setting `escape`. */
void quote_literal(const struct dialect *dialect, const char *text,
		   struct buf *out);

/*
 * Appends a role; setting `user`.  An account is NAME@HOST, each part in single
 * quotes or without; ERR_USAGE for another form.
 */
bool quote_role(const struct dialect *dialect, const char *role,
		struct buf *out, struct err *err);

/* Appends a text that no template may touch: SQL of somebody else. */
void quote_veil(const char *text, struct buf *out);

/* Appends the text with all line ends back in place. */
void quote_unveil(const char *text, struct buf *out);

#endif
