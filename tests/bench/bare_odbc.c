/*
 * The measures of draining: a bare ODBC loop that fetches the same rows of a
 * changelog and throws them away, and a consumer of PgQ that does so with the
 * events of a queue.
 *
 *	bare_odbc CONNECTION TABLE [PAGE]
 *	bare_odbc CONNECTION --pgq QUEUE CONSUMER
 *
 * Keyset pages, columns bound, blocks of 1,000 rows: the fastest plain way of
 * research on these drivers.  The consumer finishes each batch, and at the end
 * has the queue's tables rotated until what it took is gone; the queue's
 * rotation_period, ticker_max_lag and ticker_idle_period have to be 0.  Prints
 * one line of JSON.
 */
#include <inttypes.h>
#include <sql.h>
#include <sqlext.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCK = 1000, COLUMNS = 10, WIDTH = 1024, SQL_MOST = 512 };

struct block {
	SQLCHAR cells[COLUMNS][BLOCK][WIDTH];
	SQLLEN lengths[COLUMNS][BLOCK];
	SQLULEN fetched;
};

/* What one statement gave. */
struct taken {
	int64_t rows, bytes; /* bytes of the widest column */
	int64_t last;        /* the first column of the last row */
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(SQLRETURN rc, SQLSMALLINT type, SQLHANDLE handle)
{
	SQLCHAR state[6], text[512];
	SQLINTEGER native;
	SQLSMALLINT n;

	if (SQL_SUCCEEDED(rc) || rc == SQL_NO_DATA)
		return;
	if (SQLGetDiagRec(type, handle, 1, state, &native, text, sizeof(text),
			  &n) == SQL_SUCCESS)
		fprintf(stderr, "bare_odbc: %s %s\n", state, text);
	exit(1);
}

/* Runs a query to its end; `widest` is one of its columns, from 0. */
static struct taken take(SQLHDBC dbc, const char *sql, int columns, int widest)
{
	static struct block b;
	struct taken taken = { 0 };
	SQLHSTMT stmt;
	SQLRETURN rc;
	int i;

	must(SQLAllocHandle(SQL_HANDLE_STMT, dbc, &stmt), SQL_HANDLE_DBC, dbc);
	SQLSetStmtAttr(stmt, SQL_ATTR_ROW_ARRAY_SIZE, (SQLPOINTER)BLOCK, 0);
	SQLSetStmtAttr(stmt, SQL_ATTR_ROWS_FETCHED_PTR, &b.fetched, 0);
	for (i = 0; i < columns; i++)
		SQLBindCol(stmt, (SQLUSMALLINT)(i + 1), SQL_C_CHAR, b.cells[i],
			   WIDTH, b.lengths[i]);
	must(SQLExecDirect(stmt, (SQLCHAR *)sql, SQL_NTS), SQL_HANDLE_STMT,
	     stmt);
	while ((rc = SQLFetch(stmt)) != SQL_NO_DATA) {
		SQLULEN k;

		must(rc, SQL_HANDLE_STMT, stmt);
		taken.rows += (int64_t)b.fetched;
		for (k = 0; k < b.fetched; k++)
			if (b.lengths[widest][k] > 0)
				taken.bytes += b.lengths[widest][k];
		k = b.fetched - 1;
		taken.last = b.lengths[0][k] < 0
				 ? 0
				 : strtoll((char *)b.cells[0][k], NULL, 10);
	}
	SQLFreeHandle(SQL_HANDLE_STMT, stmt);
	return taken;
}

static struct taken read_table(SQLHDBC dbc, const char *table, long page)
{
	struct taken all = { 0 }, one;
	char sql[SQL_MOST];

	do {
		snprintf(sql, sizeof(sql),
			 "SELECT seq, shape, op, txid, captured_at, old_row,"
			 " new_row FROM %s WHERE seq > %" PRId64
			 " ORDER BY seq LIMIT %ld",
			 table, all.last, page);
		one = take(dbc, sql, 7, 6);
		all.rows += one.rows;
		all.bytes += one.bytes;
		all.last = one.last;
	} while (one.rows);
	return all;
}

/* A call of a function of PgQ with QUEUE, and CONSUMER where there is one. */
static int64_t call(SQLHDBC dbc, const char *function, const char *queue,
		    const char *consumer)
{
	char sql[SQL_MOST];

	snprintf(sql, sizeof(sql), "SELECT pgq.%s('%s'%s%s%s)", function, queue,
		 consumer ? ", '" : "", consumer ? consumer : "",
		 consumer ? "'" : "");
	return take(dbc, sql, 1, 0).last;
}

/* All batches that there are. */
static void take_batches(SQLHDBC dbc, const char *queue, const char *consumer,
			 struct taken *all)
{
	char sql[SQL_MOST];
	struct taken one;
	int64_t batch;

	while ((batch = call(dbc, "next_batch", queue, consumer)) > 0) {
		snprintf(sql, sizeof(sql),
			 "SELECT * FROM pgq.get_batch_events(%" PRId64 ")",
			 batch);
		one = take(dbc, sql, 10, 5);
		all->rows += one.rows;
		all->bytes += one.bytes;
		snprintf(sql, sizeof(sql),
			 "SELECT pgq.finish_batch(%" PRId64 ")", batch);
		take(dbc, sql, 1, 0);
	}
}

/*
 * A queue has three tables; it is the third rotation that empties the one that
 * was current, and each needs a consumer behind the one before it.
 */
static struct taken read_queue(SQLHDBC dbc, const char *queue,
			       const char *consumer)
{
	struct taken all = { 0 };
	int i;

	take_batches(dbc, queue, consumer, &all);
	for (i = 0; i < 3; i++) {
		call(dbc, "ticker", queue, NULL);
		take_batches(dbc, queue, consumer, &all);
		call(dbc, "maint_rotate_tables_step1", queue, NULL);
		take(dbc, "SELECT pgq.maint_rotate_tables_step2()", 1, 0);
	}
	return all;
}

int main(int argc, char **argv)
{
	struct taken all;
	SQLHENV env;
	SQLHDBC dbc;
	double start;

	if (argc < 3 || (strcmp(argv[2], "--pgq") == 0 && argc < 5)) {
		fputs("usage: bare_odbc CONNECTION TABLE [PAGE]\n"
		      "       bare_odbc CONNECTION --pgq QUEUE CONSUMER\n",
		      stderr);
		return 64;
	}
	SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &env);
	SQLSetEnvAttr(env, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3, 0);
	SQLAllocHandle(SQL_HANDLE_DBC, env, &dbc);
	start = now();
	must(SQLDriverConnect(dbc, NULL, (SQLCHAR *)argv[1], SQL_NTS, NULL, 0,
			      NULL, SQL_DRIVER_NOPROMPT),
	     SQL_HANDLE_DBC, dbc);
	if (strcmp(argv[2], "--pgq") == 0)
		all = read_queue(dbc, argv[3], argv[4]);
	else
		all = read_table(dbc, argv[2],
				 argc > 3 ? strtol(argv[3], NULL, 10) : 10000);
	printf("{\"rows\":%" PRId64 ",\"bytes\":%" PRId64
	       ",\"seconds\":%.3f}\n",
	       all.rows, all.bytes, now() - start);
	SQLDisconnect(dbc);
	SQLFreeHandle(SQL_HANDLE_DBC, dbc);
	SQLFreeHandle(SQL_HANDLE_ENV, env);
	return all.rows ? 0 : 1;
}
