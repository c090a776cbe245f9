#include "tests/support/prepared.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sys/resource.h>

#include <sql.h>
#include <sqlext.h>
#include <sqlite3.h>

#include "core/buf.h"
#include "core/mem.h"

enum { PARAMS_MOST = 64, BUSY_MS = 60000 };

struct client {
	sqlite3 *sqlite; /* or these: */
	SQLHENV env;
	SQLHDBC dbc;
	char schedstat[64]; /* a file; "" for our own process */
};

struct prepared {
	struct client *client;
	size_t nparams;
	sqlite3_stmt *sqlite; /* or these: */
	SQLHSTMT stmt;
	SQLLEN lengths[PARAMS_MOST];
	int64_t numbers[PARAMS_MOST];
};

static void die(const char *what, const char *why)
{
	fprintf(stderr, "benchmark: %s: %s\n", what, why);
	exit(1);
}

/*
 * SQLite
 */

static void sqlite_must(sqlite3 *db, int rc, const char *sql)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
		die(sql, sqlite3_errmsg(db));
}

static void sqlite_client(struct client *client, const char *path)
{
	int rc = sqlite3_open(path, &client->sqlite);

	sqlite_must(client->sqlite, rc, path);
	sqlite3_busy_timeout(client->sqlite, BUSY_MS);
}

static void sqlite_bind(struct prepared *prepared, const struct param *params)
{
	sqlite3_stmt *stmt = prepared->sqlite;
	int i;

	for (i = 0; i < (int)prepared->nparams; i++) {
		const struct param *p = &params[i];

		if (p->kind == PARAM_NUMBER)
			sqlite3_bind_int64(stmt, i + 1, p->number);
		else if (p->kind == PARAM_TEXT)
			sqlite3_bind_text(stmt, i + 1, p->p, (int)p->n,
					  SQLITE_STATIC);
		else
			sqlite3_bind_blob(stmt, i + 1, p->p, (int)p->n,
					  SQLITE_STATIC);
	}
}

static void sqlite_run(struct prepared *prepared, const struct param *params)
{
	sqlite3_stmt *stmt = prepared->sqlite;
	int rc;

	sqlite_bind(prepared, params);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		;
	sqlite_must(prepared->client->sqlite, rc, sqlite3_sql(stmt));
	sqlite3_reset(stmt);
}

/*
 * ODBC
 */

static void odbc_must(SQLRETURN rc, SQLSMALLINT type, SQLHANDLE handle,
		      const char *what)
{
	SQLCHAR state[6] = "", text[1024] = "";
	SQLINTEGER native;
	SQLSMALLINT n;

	if (SQL_SUCCEEDED(rc) || rc == SQL_NO_DATA)
		return;
	SQLGetDiagRec(type, handle, 1, state, &native, text, sizeof(text), &n);
	die(what, (char *)text);
}

static void odbc_client(struct client *client, const char *to)
{
	SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &client->env);
	SQLSetEnvAttr(client->env, SQL_ATTR_ODBC_VERSION,
		      (SQLPOINTER)SQL_OV_ODBC3, 0);
	SQLAllocHandle(SQL_HANDLE_DBC, client->env, &client->dbc);
	odbc_must(SQLDriverConnect(client->dbc, NULL, (SQLCHAR *)to, SQL_NTS,
				   NULL, 0, NULL, SQL_DRIVER_NOPROMPT),
		  SQL_HANDLE_DBC, client->dbc, "connect");
}

static SQLHSTMT odbc_statement(struct client *client)
{
	SQLHSTMT stmt;

	odbc_must(SQLAllocHandle(SQL_HANDLE_STMT, client->dbc, &stmt),
		  SQL_HANDLE_DBC, client->dbc, "statement");
	return stmt;
}

/* Goes through all results, of which only errors are wanted. */
static void odbc_finish(SQLHSTMT stmt, SQLRETURN rc, const char *what)
{
	odbc_must(rc, SQL_HANDLE_STMT, stmt, what);
	while ((rc = SQLMoreResults(stmt)) != SQL_NO_DATA)
		odbc_must(rc, SQL_HANDLE_STMT, stmt, what);
	SQLFreeStmt(stmt, SQL_CLOSE);
}

static void odbc_bind(struct prepared *prepared, size_t i,
		      const struct param *p)
{
	SQLUSMALLINT n = (SQLUSMALLINT)(i + 1);
	SQLRETURN rc;

	prepared->lengths[i] = (SQLLEN)p->n;
	if (p->kind == PARAM_NUMBER) {
		prepared->numbers[i] = p->number;
		rc = SQLBindParameter(prepared->stmt, n, SQL_PARAM_INPUT,
				      SQL_C_SBIGINT, SQL_BIGINT, 0, 0,
				      &prepared->numbers[i], 0, NULL);
	} else if (p->kind == PARAM_TEXT) {
		rc = SQLBindParameter(prepared->stmt, n, SQL_PARAM_INPUT,
				      SQL_C_CHAR, SQL_VARCHAR, p->n + 1, 0,
				      (SQLPOINTER)p->p, (SQLLEN)p->n,
				      &prepared->lengths[i]);
	} else {
		rc = SQLBindParameter(prepared->stmt, n, SQL_PARAM_INPUT,
				      SQL_C_BINARY, SQL_LONGVARBINARY, p->n + 1,
				      0, (SQLPOINTER)p->p, (SQLLEN)p->n,
				      &prepared->lengths[i]);
	}
	odbc_must(rc, SQL_HANDLE_STMT, prepared->stmt, "bind");
}

static void odbc_run(struct prepared *prepared, const struct param *params)
{
	size_t i;

	for (i = 0; i < prepared->nparams; i++)
		odbc_bind(prepared, i, &params[i]);
	odbc_finish(prepared->stmt, SQLExecute(prepared->stmt), "execute");
}

/* The file that tells what the thread of this number has used. */
static void find_thread(struct client *client, const char *query)
{
	SQLHSTMT stmt = odbc_statement(client);
	char id[32] = "";

	odbc_must(SQLExecDirect(stmt, (SQLCHAR *)query, SQL_NTS),
		  SQL_HANDLE_STMT, stmt, query);
	odbc_must(SQLFetch(stmt), SQL_HANDLE_STMT, stmt, query);
	SQLGetData(stmt, 1, SQL_C_CHAR, id, sizeof(id), NULL);
	SQLFreeHandle(SQL_HANDLE_STMT, stmt);
	snprintf(client->schedstat, sizeof(client->schedstat),
		 "/proc/%s/task/%s/schedstat", id, id);
}

/*
 * Both
 */

struct client *client_open(const char *to, const char *thread)
{
	struct client *client = xcalloc(1, sizeof(*client));

	if (strncmp(to, "sqlite ", 7) == 0) {
		sqlite_client(client, to + 7);
		return client;
	}
	odbc_client(client, to);
	if (thread)
		find_thread(client, thread);
	return client;
}

void client_close(struct client *client)
{
	if (client->sqlite) {
		sqlite3_close(client->sqlite);
	} else {
		SQLDisconnect(client->dbc);
		SQLFreeHandle(SQL_HANDLE_DBC, client->dbc);
		SQLFreeHandle(SQL_HANDLE_ENV, client->env);
	}
	free(client);
}

void client_exec(struct client *client, const char *sql)
{
	SQLHSTMT stmt;

	if (client->sqlite) {
		sqlite_must(client->sqlite,
			    sqlite3_exec(client->sqlite, sql, NULL, NULL, NULL),
			    sql);
		return;
	}
	stmt = odbc_statement(client);
	odbc_finish(stmt, SQLExecDirect(stmt, (SQLCHAR *)sql, SQL_NTS), sql);
	SQLFreeHandle(SQL_HANDLE_STMT, stmt);
}

/* What schedstat tells of the calling process is old. */
static struct usage own_usage(void)
{
	struct timespec t;
	struct rusage use;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	getrusage(RUSAGE_SELF, &use);
	return (struct usage){
		.cpu = (int64_t)t.tv_sec * 1000000000 + t.tv_nsec,
		.turns = use.ru_nvcsw + use.ru_nivcsw,
	};
}

struct usage client_usage(struct client *client)
{
	struct usage usage = { 0 };
	FILE *f;

	if (!client->schedstat[0])
		return own_usage();
	f = fopen(client->schedstat, "r");
	if (!f || fscanf(f, "%" SCNd64 " %*s %" SCNd64, &usage.cpu,
			 &usage.turns) != 2)
		die(client->schedstat, "cannot be read");
	fclose(f);
	return usage;
}

struct prepared *prepared_open(struct client *client, const char *sql,
			       size_t nparams)
{
	struct prepared *prepared = xcalloc(1, sizeof(*prepared));

	if (nparams > PARAMS_MOST)
		die(sql, "too many parameters");
	prepared->client = client;
	prepared->nparams = nparams;
	if (client->sqlite) {
		sqlite_must(client->sqlite,
			    sqlite3_prepare_v2(client->sqlite, sql, -1,
					       &prepared->sqlite, NULL),
			    sql);
		return prepared;
	}
	prepared->stmt = odbc_statement(client);
	odbc_must(SQLPrepare(prepared->stmt, (SQLCHAR *)sql, SQL_NTS),
		  SQL_HANDLE_STMT, prepared->stmt, sql);
	return prepared;
}

void prepared_close(struct prepared *prepared)
{
	if (prepared->client->sqlite)
		sqlite3_finalize(prepared->sqlite);
	else
		SQLFreeHandle(SQL_HANDLE_STMT, prepared->stmt);
	free(prepared);
}

void prepared_run(struct prepared *prepared, const struct param *params)
{
	if (prepared->client->sqlite)
		sqlite_run(prepared, params);
	else
		odbc_run(prepared, params);
}
