/*
 * Patterns of names: which tables and columns a sink's section speaks of.
 *
 * A list has commas between its patterns, and a pattern has dots between its
 * words: orders, sales.orders, sales.*; with a column orders.note,
 * sales.orders.note, *.ssn.  Without a schema it is a table in any.
 *
 * A word is written as in core/table.h: bare if it is made of letters, digits,
 * _ and $ alone, else in double quotes, with \" \\ \n \r \t \xHH.  A * that is
 * not in quotes stands for any bytes, also none: tmp_*, "tmp-"*.  Names are
 * compared byte by byte.
 */
#ifndef POLLER_PATTERN_H
#define POLLER_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "core/table.h"

struct pattern {
	/* Words, in which \ stands before what is meant as it is. */
	const char *schema; /* NULL: any */
	const char *table;
	const char *column; /* NULL: a pattern of tables */
};

struct pattern_list {
	struct pattern *items;
	size_t n, cap;
};

void pattern_list_release(struct pattern_list *list);

/*
 * Reads a list of patterns of tables, of columns, or, of columns by table:
 * "sales.orders: id, total; customers: id".  Words live in the arena.
 * ERR_CONFIG tells what is wrong where; an empty list is.
 */
bool pattern_tables(const char *text, struct arena *arena,
		    struct pattern_list *out, struct err *err);
bool pattern_columns(const char *text, struct arena *arena,
		     struct pattern_list *out, struct err *err);
bool pattern_columns_of(const char *text, struct arena *arena,
			struct pattern_list *out, struct err *err);

/* Does one of them, whatever it says of columns, speak of this table? */
bool pattern_has_table(const struct pattern_list *list,
		       const struct table *table);
/* Does one of them speak of this column? */
bool pattern_has_column(const struct pattern_list *list,
			const struct table *table, struct str column);

#endif
