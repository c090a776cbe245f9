/*
 * What the files source*.c share.  Nobody else includes this.
 */
#ifndef POLLER_SOURCE_PRIVATE_H
#define POLLER_SOURCE_PRIVATE_H

#include "core/buf.h"
#include "core/mem.h"
#include "core/template.h"
#include "poller/odbc.h"
#include "poller/source.h"

/*
 * How many ranges one predicate names at most.  PostgreSQL plans an OR of a
 * thousand ranges for seconds; 65 cost it about a millisecond.
 */
enum { SOURCE_RANGES = 64 };

/* A layout of the registry, as it was read. */
struct source_shape_entry {
	struct shape shape;
	struct table_list tables; /* one table */
	struct buf label;
};

struct source {
	const struct dialect *dialect;
	struct odbc *odbc;
	struct buf engine, server, database;
	bool ordered;
	/*
	 * Lengths in bytes are those that we get: the engine's text is UTF-8.
	 */
	bool exact_lengths;
	int64_t trim_ranges;
	bool trim_one_by_one;
	/* Mean bytes of a change on the last page, 0: not known. */
	size_t mean;
	bool idle; /* the last page without a bound was empty */
	/* Entries stay where they are: shapes are borrowed from them. */
	struct source_shape_entry **shapes;
	size_t nshapes, shapes_cap;
	struct buf sql; /* the statement that is being made */
};

/* Fills a section's holes into source->sql. */
bool source_sql(struct source *source, const char *section,
		const struct template_value *values, size_t nvalues,
		struct err *err);

/* Runs a section as a statement. */
bool source_exec(struct source *source, const char *section,
		 const struct template_value *values, size_t nvalues,
		 int64_t *affected, struct err *err);

/* Runs a section as a query; see odbc_query(). */
bool source_query(struct source *source, const char *section,
		  const struct template_value *values, size_t nvalues,
		  size_t ncolumns, const struct odbc_layout *layout,
		  struct odbc_rows **out, struct err *err);

/*
 * Runs a section for its first row; the cells are copied to the arena, their
 * texts NUL-terminated.  *out is NULL where there is no row.
 */
bool source_one(struct source *source, const char *section,
		const struct template_value *values, size_t nvalues,
		size_t ncolumns, struct arena *arena, const struct cell **out,
		struct err *err);

/* A cell as a number; NULL is 0.  ERR_INTERNAL names the section. */
bool source_int(const struct cell *cell, const char *section, int64_t *out,
		struct err *err);

/* Appends a text as a SQL literal. */
void source_literal(const struct source *source, const char *text,
		    struct buf *out);

/* Appends a number, for a hole. */
void source_number(int64_t number, struct buf *out);

/*
 * Appends the predicate "seq is in this set", in brackets.  The set is not
 * empty.
 */
void source_where(const struct rangeset *set, struct buf *out);

/*
 * Reads who made the changes from page->changes[first] on, and from where: of
 * tables alone whose triggers write that.
 */
bool source_who(struct source *source, struct page *page, size_t first,
		struct err *err);

/* What is to be read, as a query can say it and as it is. */
struct scan {
	/* The region without the longest acknowledged ranges. */
	struct rangeset asked;
	/* What lies in there and was acknowledged all the same. */
	struct rangeset filtered;
};

void scan_init(struct scan *scan, const struct rangeset *acked, int64_t floor,
	       int64_t bound);
void scan_release(struct scan *scan);

struct seq_list {
	int64_t *seqs;
	size_t n, cap;
};

void seq_list_release(struct seq_list *list);

/*
 * The seqs of the scan that are not filtered, in order, up to `last`; at most
 * `want`, of which the first `keep` are put into *out, which is reset.  *count
 * is how many were found.
 */
bool scan_seqs(struct source *source, const struct scan *scan, int64_t last,
	       int64_t want, size_t keep, struct seq_list *out, int64_t *count,
	       struct err *err);

/* Copies a cell's text, cut to size; NULL is "". */
void source_text(char *to, size_t size, const struct cell *cell);

#endif
