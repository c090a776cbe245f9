/*
 * ODBC, as little of it as we need.
 *
 * No type of sql.h shows here; it is included by odbc.c alone.  Everything is
 * text: numbers are asked for as characters, which is the one form that every
 * driver gets right.  Every statement is executed directly, in autocommit mode,
 * and is a transaction of its own.  After any error the connection is rolled
 * back, so that nothing is left open whatever a driver thinks it is in.
 *
 * Errors carry a kind by the table in odbc_error.h and the text of the driver;
 * never a statement, never the connection string.
 */
#ifndef POLLER_ODBC_H
#define POLLER_ODBC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

struct odbc;

/*
 * Connects.  `defaults` are attributes ("Timeout=2000;NoCreat=1", or NULL) that
 * are used where neither the connection string nor its DSN in odbc.ini says
 * otherwise.
 */
bool odbc_open(struct odbc **out, const char *connection, const char *defaults,
	       struct err *err);
/* Frees it, and says goodbye to the server.  NULL is allowed. */
void odbc_close(struct odbc *odbc);

/* The server's name or address, as the driver says it; "" if it does not. */
const char *odbc_server(const struct odbc *odbc);

/* Runs one statement.  *affected, if not NULL: rows changed. */
bool odbc_exec(struct odbc *odbc, const char *sql, int64_t *affected,
	       struct err *err);

struct cell {
	struct str text; /* valid until the next row is asked for */
	bool null;
	/*
	 * The value is longer than its place; text is empty, `full` is its
	 * length in bytes, or 0 where the driver does not know.
	 */
	bool cut;
	size_t full;
};

/* An open result.  One at a time per connection: close it before the next. */
struct odbc_rows;

/*
 * A layout of bound columns: widths[i] is how many bytes a cell of column i can
 * hold, `block` how many rows are fetched in one call.
 */
struct odbc_layout {
	const size_t *widths;
	size_t ncolumns;
	size_t block;
};

/*
 * Runs a query.  With a layout the columns are bound, and cells can be cut;
 * with NULL every value is fetched whole, however long, one row at a time.
 * `ncolumns` is what the query has to have: ERR_INTERNAL otherwise.
 */
bool odbc_query(struct odbc *odbc, const char *sql, size_t ncolumns,
		const struct odbc_layout *layout, struct odbc_rows **out,
		struct err *err);
/* The next row, or NULL with success at the end. */
bool odbc_next(struct odbc_rows *rows, const struct cell **out,
	       struct err *err);
/* NULL is allowed. */
void odbc_rows_close(struct odbc_rows *rows);

/*
 * Runs a query for one value and writes it straight to `to`, which has room
 * bytes.  *got is its length, which can be more than room (then `to` holds
 * nothing of use), or SIZE_MAX where it is longer than room and the driver does
 * not know by how much.  *null: it is NULL, or there is no row.
 */
bool odbc_value(struct odbc *odbc, const char *sql, char *to, size_t room,
		size_t *got, bool *null, struct err *err);

/*
 * The value of an attribute in a connection string, without braces, appended to
 * *out; names are compared without regard to case.  False where it is not set.
 */
bool odbc_attribute(const char *connection, const char *name, struct buf *out);

/*
 * The connection string with those of the defaults behind it that it does not
 * set itself.  Exposed for tests.  ERR_CONFIG, without a word of it, for a
 * string that is not well formed.
 */
bool odbc_merge(const char *connection, const char *defaults, struct buf *out,
		struct err *err);

#endif
