/*
 * What the files of state.db share; private to poller/state*.c.
 */
#ifndef POLLER_STATE_PRIVATE_H
#define POLLER_STATE_PRIVATE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "core/statements.h"
#include "poller/state.h"

enum { STATE_STATEMENTS = 64 };

struct state {
	sqlite3 *db;
	char *path;
	int lock; /* -1: none */
	char host[64];
	struct state_identity identity;
	bool untold;            /* identity.taken is not written yet */
	bool fenced;            /* writes only under our own token */
	bool history;           /* acknowledged batches are noted in `sent` */
	bool lazy;              /* this transaction's commit is not flushed */
	struct statements *sql; /* poller/state.sql */
	/* Prepared statements, by the address of their name. */
	struct state_statement {
		const char *name;
		sqlite3_stmt *statement;
		bool busy;
	} statements[STATE_STATEMENTS];
};

/* The database's last error as ours. */
bool state_failed(struct state *state, struct err *err);
/* Runs what stands under that name: statements without parameters and rows. */
bool state_run(struct state *state, const char *name, struct err *err);

/*
 * The statement of that name, with its parameters: i an int64_t, s a string
 * (NULL is NULL), b a struct str as a blob, B the same with NULL for no bytes
 * at all (p is NULL).  Parameters are not copied.  `name` is a literal: the
 * prepared statement is kept under its address.  NULL, with err set, if that
 * does not work: what takes a statement below passes it on.
 */
sqlite3_stmt *state_prepare(struct state *state, struct err *err,
			    const char *name, const char *types, ...);
/* Ends a statement; NULL is allowed. */
void state_done(struct state *state, sqlite3_stmt *statement);
/* Runs a statement that gives no rows, and ends it. */
bool state_finish(struct state *state, sqlite3_stmt *statement,
		  struct err *err);
/* state_prepare() and state_finish(). */
bool state_do(struct state *state, struct err *err, const char *name,
	      const char *types, ...);
/*
 * The first row of a statement that the caller reads and ends: *found.  False
 * with the statement ended.
 */
bool state_first(struct state *state, sqlite3_stmt *statement, bool *found,
		 struct err *err);
/* One number from a statement, and ends it; NULL is 0. */
bool state_number(struct state *state, sqlite3_stmt *statement, int64_t *out,
		  struct err *err);
/* Reads ranges from a statement of two columns, and ends it. */
bool state_read_ranges(struct state *state, sqlite3_stmt *row,
		       struct rangeset *out, struct err *err);

bool state_begin(struct state *state, struct err *err);
/*
 * For what may be lost with the power, because it is found out again: its
 * commit is not flushed by itself, but with the next one that is.
 */
bool state_begin_lazy(struct state *state, struct err *err);
/* Ends a transaction: good commits, anything else leaves nothing behind. */
bool state_end(struct state *state, bool good, struct err *err);
/* The same as state_finish(), in a transaction of its own. */
bool state_write(struct state *state, sqlite3_stmt *statement, struct err *err);

/* Copies a column of text; NULL is "". */
void state_text(sqlite3_stmt *row, int column, char *out, size_t size);
/* NULL for "". */
const char *state_or_null(const char *text);

/* In a transaction: all columns of a sink that deliveries change. */
bool state_sink_update(struct state *state, const struct sink_state *sink,
		       struct err *err);
/* In a transaction: stores what adding these ranges made of a sink's set. */
bool state_acked_add(struct state *state, const char *sink,
		     const struct rangeset *acked, const struct rangeset *added,
		     struct err *err);
/* In a transaction: writes, or ends, the row of a sealed batch. */
bool state_batch_insert(struct state *state, const char *sink,
			const struct seal *seal, struct err *err);
bool state_batch_delete(struct state *state, const char *sink,
			const struct seal *seal, struct err *err);
/* In a transaction: lets go of keys that wait for no dead letter any more. */
bool state_unpark(struct state *state, struct err *err);
/* "1-5,7-7"; what it prints it parses. */
void state_print_ranges(const struct rangeset *set, struct buf *out);
bool state_parse_ranges(const char *text, struct rangeset *out);

#endif
