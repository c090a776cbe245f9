/*
 * A dialect: all that Shadowlog knows of one engine, as one file of readable
 * SQL, triggers/dialects/NAME.sql.  Adding a dialect needs no C.
 *
 * Lines that start with `--:` speak to us; all else is SQL or a comment.
 *
 *	--: base NAME              starts from another dialect: what is not said
 *	                           here is as there; lines of type, of value, of
 *	                           same, of width are all taken over or none
 *	--: without PATTERN        such settings or sections of the base are not
 *	                           there
 *	--: set NAME VALUE         a setting; VALUE is the rest of the line
 *	--: type PATTERN = KIND    native types of this kind.  Compared without
 *	                           regard to case; * in PATTERN is any text; the
 *	                           first line that fits decides.  `--: type * =
 *	                           other` comes last.
 *	--: value KIND = EXPR      how a trigger renders a column of this kind;
 *	                           {{c}} is the column, as NEW.`name`.  Behind
 *	                           KIND can stand `null`, for columns that can
 *	                           be NULL; `old`, for the row before; `apart`,
 *	                           for a value whose text a statement in front
 *	                           puts into a variable {{v}}, in three lines:
 *	                           the variable's type, the statement, the value
 *	                           made of it; `omit` or
 *	                           `hash`, for what is captured in place of a
 *	                           large value (poller/row.h); and `of PATTERN`,
 *	                           for some native types only.  The first line
 *	                           that fits decides
 *	--: same KIND = EXPR       true where {{old}} and {{new}}, a column of
 *	                           the row before and after, are the same bytes
 *	                           or both NULL, and false (never NULL) where
 *	                           not; {{n}} and {{2n}}, and `of PATTERN`, as
 *	                           above
 *	--: | TEXT                 one more line of the value above
 *	--: width PATTERN = 12 + 2n  how many characters a rendered value of
 *	                           such a native type has at most; n is the
 *	                           first number in its brackets.  The first
 *	                           line that fits decides
 *	--: section NAME           all lines up to the next `--:` line belong to
 *	                           this section; blank lines at both ends go
 *	--:                        ends a section; --: # is a comment that does
 *
 * Outside a section there are comments and blank lines only.  Nothing may be
 * said twice.
 *
 * The settings and sections that the generator needs are listed in
 * triggers/generate.h, those that the poller needs in poller/source.h, those of
 * `shadowlog doctor` in poller/source_check.h.
 */
#ifndef CORE_DIALECT_H
#define CORE_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/kind.h"
#include "core/table.h"

struct dialect;

/*
 * The built-in dialect of that name.  ERR_CONFIG for one that is not there,
 * with the list of those that are; ERR_INTERNAL with file and line for one that
 * does not parse.
 */
bool dialect_open(struct dialect **out, const char *name, struct err *err);
void dialect_close(struct dialect *dialect);

const char *dialect_name(const struct dialect *dialect);

/* Appends the i-th built-in dialect's name; false past the end. */
bool dialect_name_at(size_t i, struct buf *out);

/* The value of a setting, or NULL. */
const char *dialect_setting(const struct dialect *dialect, const char *name);

/* The text of a section, or NULL. */
const char *dialect_section(const struct dialect *dialect, const char *name);

/* The same, but a missing one is an error: ERR_INTERNAL. */
bool dialect_need(const struct dialect *dialect, const char *section,
		  const char **out, struct err *err);

/*
 * The name of the i-th section whose name starts with `prefix`, in the order of
 * the file; NULL past the end.
 */
const char *dialect_section_at(const struct dialect *dialect,
			       const char *prefix, size_t i);

/* The kind of a native type; false if no line fits. */
bool dialect_kind(const struct dialect *dialect, const char *type,
		  enum kind *out);

/*
 * The expression for a kind and a native type, or NULL.  `nullable` asks first
 * for `--: value KIND null = EXPR`, and falls back to the plain ones.
 */
const char *dialect_value(const struct dialect *dialect, enum kind kind,
			  const char *type, bool nullable);

/*
 * The expression in the image of the row before, `--: value KIND old = EXPR`,
 * or NULL where that is no other: for what a trigger cannot see of that row.
 */
const char *dialect_old_value(const struct dialect *dialect, enum kind kind,
			      const char *type);

/* `--: value KIND apart`, or NULL. */
const char *dialect_apart_value(const struct dialect *dialect, enum kind kind,
				const char *type);

/* `--: value KIND omit` or `hash`; NULL where the dialect cannot do that. */
const char *dialect_lob_value(const struct dialect *dialect, enum kind kind,
			      const char *type, enum column_lob lob);

/* `--: same KIND`, or NULL. */
const char *dialect_same(const struct dialect *dialect, enum kind kind,
			 const char *type);

/*
 * How wide a rendered value of this native type can be; 0 where no line fits,
 * SIZE_MAX where it depends on a number that the type does not have.
 */
size_t dialect_width(const struct dialect *dialect, const char *type);

/* Appends a string literal, as setting `escape` says. */
void dialect_literal(const struct dialect *dialect, const char *text,
		     struct buf *out);

/*
 * For tests, and for a dialect from elsewhere: parses `text`.  `where` starts
 * messages, "mysql.sql: line 3: ...".
 */
bool dialect_parse(struct dialect **out, const char *name, const char *where,
		   const char *text, struct err *err);
/* What a line `--: base` does; takes `base` over, also when it fails. */
bool dialect_inherit(struct dialect *dialect, struct dialect *base,
		     struct err *err);

#endif
