/*
 * Table descriptions: what a trigger must know of a table, as text that a
 * person can read, diff, edit and keep under version control.  `shadowlog
 * describe` prints it, `shadowlog-triggers` reads it, and the registry in the
 * source keeps it with each shape, so that the poller decodes every event under
 * the layout it was written with.
 *
 *	shadowlog-tables 1
 *
 *	# comments and empty lines are free
 *	table public.orders
 *	  column id      bigint         as bigint  key 1
 *	  column "total" numeric(12,2)  as decimal
 *	  column note    "character varying(200)" as text null
 *	  column slug    text           as text null generated
 *
 * A word is bare if it is made of letters, digits and _ $ ( ) , alone and holds
 * no dot; otherwise it stands in double quotes, in which \" \\ \n \r \t and
 * \xHH stand for what they say.  Any byte but NUL can be in a name.  A table's
 * name is SCHEMA.NAME or, where the engine has no schemas, NAME alone.
 *
 * Flags of a column, in this order when printed:
 *   as KIND     what the type is to us (core/kind.h).  Where it is left out,
 *               the dialect's own map of types decides.
 *   key N       the N-th column of the primary key, from 1
 *   null        it can hold NULL
 *   generated   the engine computes it; it is captured all the same
 *
 * Behind the columns of a table stand its options, each in a line of its own;
 * core/table_options.h says what there are.  They are part of the layout: the
 * registry has them, another option makes another shape.
 *
 *	  option exclude note
 *	  option when    "this.status <> 'draft'"
 */
#ifndef CORE_TABLE_H
#define CORE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/kind.h"
#include "core/mem.h"

/* The first line of a description. */
#define TABLE_FORMAT "shadowlog-tables"
enum { TABLE_FORMAT_VERSION = 1 };

/* What is captured of a column whose values can be large. */
enum column_lob {
	LOB_INLINE, /* the value, as of every other column */
	LOB_OMIT,   /* its size */
	LOB_HASH,   /* its size and a hash */
};

struct column {
	const char *name;
	const char *type; /* native, as the catalogue says it */
	enum kind kind;
	bool kind_known; /* false: no `as` yet, the dialect decides */
	int key;         /* place in the key, from 1; 0: not in it */
	bool nullable;
	bool generated;
	bool excluded; /* in no row image */
	enum column_lob lob;
	size_t line; /* where it stood, for messages; 0: made by hand */
};

/* Where the key comes from. */
enum table_keyless {
	KEYED,          /* the table's own, or marked in its description */
	KEYLESS_ALL,    /* it has none: all columns are taken for it */
	KEYLESS_UNIQUE, /* it has none: columns of a unique index are */
};

enum table_before {
	BEFORE_FULL,
	BEFORE_KEY,  /* the row before is its key alone */
	BEFORE_NONE, /* the same, and nothing where an update keeps the key */
};

enum table_bypass {
	BYPASS_OFF,
	BYPASS_SILENT, /* a session can write uncaptured */
	BYPASS_MARKER, /* and leaves a marker event */
};

enum {
	OPERATION_INSERT = 1,
	OPERATION_UPDATE = 2,
	OPERATION_DELETE = 4,
	OPERATION_TRUNCATE = 8,
	OPERATION_ALL = 15,
};

/* All zero: no option. */
struct table_options {
	enum table_keyless keyless;
	unsigned operations; /* what is captured; 0: all */
	const char *when;    /* which rows, in the engine's SQL; NULL: all */
	bool noop_skip;      /* no event for an update that changes nothing */
	enum table_before before;
	bool statement; /* a trigger for each statement, not for each row */
	bool actor, context;
	enum table_bypass bypass;
	bool fail_open; /* what cannot be captured passes all the same */
	bool cascades;  /* what foreign keys change unseen is accepted */
	bool verify;    /* an update counts once the row has it */
};

struct table {
	const char *schema; /* "" where there is none */
	const char *name;
	struct column *columns; /* in the order of the row image */
	size_t ncolumns;
	size_t nkeys;
	struct table_options options;
	size_t line;
};

struct table_list {
	struct table *tables;
	size_t ntables;
	struct arena arena; /* all of it lives here */
};

/*
 * Parses a whole text (NUL-terminated, `name` is for messages: "orders.tables:
 * line 7: ...").  Refuses, ERR_DATA: an unknown word, a table or column named
 * twice, no column, key places that are not 1..n, a byte outside the rules.
 * A table without a key is accepted here; who needs one says so.  On failure
 * *out is empty.
 */
bool table_list_parse(const char *text, const char *name,
		      struct table_list *out, struct err *err);
void table_list_release(struct table_list *list);

/* The table of exactly that schema ("": none) and name, or NULL. */
struct table *table_list_find(const struct table_list *list, const char *schema,
			      const char *name);

/* The column of exactly that name, or NULL. */
struct column *table_column(const struct table *table, const char *name);

/* Appends the header line; print it once, before the tables. */
void table_print_header(struct buf *out);

/*
 * Appends one table, canonically: the same table always gives the same bytes,
 * columns aligned, `as` always there, options in one order.  parse(print(t)) is
 * t.
 */
void table_print(const struct table *table, struct buf *out);

/*
 * A number for this layout: 31 bits of an FNV-1a hash over the canonical text
 * of the table, never 0.  The same layout has the same number on every machine,
 * so that an install can run twice; another layout has another.
 */
int32_t table_shape(const struct table *table);

/* FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
uint32_t table_hash(const char *schema, const char *name);

/*
 * At a double quote: appends what the word in it says, and leaves *p behind it.
 * ERR_DATA, with *p as it was.
 */
bool table_read_quoted(const char **p, struct buf *out, struct err *err);

/* Can it stand in a word without quotes? */
bool table_is_bare(char c);

/* Appends a word, quoted if it has to be. */
void table_print_word(const char *word, struct buf *out);

/* Appends SCHEMA.NAME, or NAME alone where there is no schema, as words. */
void table_print_name(const struct table *table, struct buf *out);

#endif
