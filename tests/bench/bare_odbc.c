/*
 * The measure of draining: a bare ODBC loop that fetches the same rows of a
 * changelog and throws them away.
 *
 *	bare_odbc CONNECTION TABLE [PAGE]
 *
 * Keyset pages, columns bound, blocks of 1,000 rows: the fastest plain way of
 * research on these drivers.  Prints one line of JSON.
 */
#include <inttypes.h>
#include <sql.h>
#include <sqlext.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCK = 1000, COLUMNS = 7, WIDTH = 1024 };

struct block {
	SQLCHAR cells[COLUMNS][BLOCK][WIDTH];
	SQLLEN lengths[COLUMNS][BLOCK];
	SQLULEN fetched;
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

/* One page from behind *last; returns its rows and moves *last. */
static int64_t read_page(SQLHDBC dbc, const char *table, long page,
			 int64_t *last, int64_t *bytes)
{
	static struct block b;
	char sql[512];
	int64_t rows = 0;
	SQLHSTMT stmt;
	SQLRETURN rc;
	int i;

	must(SQLAllocHandle(SQL_HANDLE_STMT, dbc, &stmt), SQL_HANDLE_DBC, dbc);
	SQLSetStmtAttr(stmt, SQL_ATTR_ROW_ARRAY_SIZE, (SQLPOINTER)BLOCK, 0);
	SQLSetStmtAttr(stmt, SQL_ATTR_ROWS_FETCHED_PTR, &b.fetched, 0);
	for (i = 0; i < COLUMNS; i++)
		SQLBindCol(stmt, (SQLUSMALLINT)(i + 1), SQL_C_CHAR, b.cells[i],
			   WIDTH, b.lengths[i]);
	snprintf(sql, sizeof(sql),
		 "SELECT seq, shape, op, txid, captured_at, old_row, new_row"
		 " FROM %s WHERE seq > %" PRId64 " ORDER BY seq LIMIT %ld",
		 table, *last, page);
	must(SQLExecDirect(stmt, (SQLCHAR *)sql, SQL_NTS), SQL_HANDLE_STMT,
	     stmt);
	while ((rc = SQLFetch(stmt)) != SQL_NO_DATA) {
		SQLULEN k;

		must(rc, SQL_HANDLE_STMT, stmt);
		rows += (int64_t)b.fetched;
		for (k = 0; k < b.fetched; k++)
			*bytes += b.lengths[6][k] > 0 ? b.lengths[6][k] : 0;
		*last = strtoll((char *)b.cells[0][b.fetched - 1], NULL, 10);
	}
	SQLFreeHandle(SQL_HANDLE_STMT, stmt);
	return rows;
}

int main(int argc, char **argv)
{
	int64_t rows = 0, bytes = 0, last = 0, n;
	long page = argc > 3 ? atol(argv[3]) : 10000;
	SQLHENV env;
	SQLHDBC dbc;
	double start;

	if (argc < 3) {
		fputs("usage: bare_odbc CONNECTION TABLE [PAGE]\n", stderr);
		return 64;
	}
	SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &env);
	SQLSetEnvAttr(env, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3, 0);
	SQLAllocHandle(SQL_HANDLE_DBC, env, &dbc);
	start = now();
	must(SQLDriverConnect(dbc, NULL, (SQLCHAR *)argv[1], SQL_NTS, NULL, 0,
			      NULL, SQL_DRIVER_NOPROMPT),
	     SQL_HANDLE_DBC, dbc);
	while ((n = read_page(dbc, argv[2], page, &last, &bytes)) > 0)
		rows += n;
	printf("{\"rows\":%" PRId64 ",\"bytes\":%" PRId64
	       ",\"seconds\":%.3f}\n",
	       rows, bytes, now() - start);
	SQLDisconnect(dbc);
	SQLFreeHandle(SQL_HANDLE_DBC, dbc);
	SQLFreeHandle(SQL_HANDLE_ENV, env);
	return rows ? 0 : 1;
}
