#include "poller/odbc.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <odbcinst.h>
#include <sql.h>
#include <sqlext.h>

#include "core/mem.h"
#include "poller/odbc_error.h"

enum {
	LOGIN_SECONDS = 10,
	DIAGNOSTIC_SIZE = 2048,
	FIRST_PIECE = 1024, /* of a value whose length is not known yet */
};

struct odbc {
	SQLHENV env;
	SQLHDBC dbc;
	bool connected;
	char driver[128];
	char server[256];
	/* While connecting: what must not stand in a message. */
	const char *connection;
};

struct odbc_rows {
	struct odbc *odbc;
	SQLHSTMT stmt;
	size_t ncolumns;
	struct cell *cells;
	struct arena arena;
	/* Bound columns: */
	bool bound;
	size_t *widths;
	char **buffers;
	SQLLEN **indicators;
	SQLUSMALLINT *status;
	SQLULEN fetched;
	size_t at;
	/* Columns fetched whole: */
	struct buf *values;
};

/*
 * Attributes of a connection string
 */

struct attribute {
	struct str name, value; /* the value as written, braces and all */
};

static bool same_name(struct str name, const char *other)
{
	return name.n == strlen(other) &&
	       strncasecmp(name.p, other, name.n) == 0;
}

static void skip_blanks(const char **p)
{
	while (isspace((unsigned char)**p) || **p == ';')
		(*p)++;
}

/* Finds the end of a value; NULL if its brace is not closed. */
static const char *value_end(const char *p)
{
	if (*p != '{')
		return p + strcspn(p, ";");
	for (p++; *p; p++) {
		if (*p != '}')
			continue;
		if (p[1] != '}')
			return p + 1 + strcspn(p + 1, ";");
		p++;
	}
	return NULL;
}

/*
 * Takes the next attribute off a connection string; *more is false at its end.
 * False where it is malformed.
 */
static bool next_attribute(const char **text, struct attribute *out, bool *more)
{
	const char *p = *text, *end;

	skip_blanks(&p);
	*more = *p != '\0';
	if (!*more)
		return true;
	out->name.p = p;
	out->name.n = strcspn(p, "=;");
	if (p[out->name.n] != '=')
		return false;
	p += out->name.n + 1;
	while (out->name.n &&
	       isspace((unsigned char)out->name.p[out->name.n - 1]))
		out->name.n--;
	while (*p == ' ' || *p == '\t')
		p++;
	end = value_end(p);
	if (!end)
		return false;
	out->value.p = p;
	out->value.n = (size_t)(end - p);
	*text = end;
	return true;
}

/* Appends a value without its braces. */
static void add_value(struct str value, struct buf *out)
{
	size_t i;

	while (value.n && isspace((unsigned char)value.p[value.n - 1]))
		value.n--;
	if (value.n < 2 || value.p[0] != '{') {
		buf_add(out, value.p, value.n);
		return;
	}
	for (i = 1; i + 1 < value.n; i++) {
		buf_addch(out, value.p[i]);
		if (value.p[i] == '}')
			i++;
	}
}

static bool find_attribute(const char *text, struct str name,
			   struct attribute *out)
{
	bool more;

	while (next_attribute(&text, out, &more) && more)
		if (out->name.n == name.n &&
		    strncasecmp(out->name.p, name.p, name.n) == 0)
			return true;
	return false;
}

bool odbc_attribute(const char *connection, const char *name, struct buf *out)
{
	struct attribute attribute;

	if (!find_attribute(connection, (struct str){ name, strlen(name) },
			    &attribute))
		return false;
	add_value(attribute.value, out);
	return true;
}

/* True if odbc.ini sets this attribute for the data source. */
static bool in_odbc_ini(const char *dsn, struct str name)
{
	char value[256] = "";
	struct buf entry = { 0 };

	buf_add(&entry, name.p, name.n);
	SQLGetPrivateProfileString(dsn, buf_str(&entry), "", value,
				   sizeof(value), "odbc.ini");
	buf_release(&entry);
	return value[0] != '\0';
}

static bool well_formed(const char *connection)
{
	struct attribute attribute;
	bool more;

	do {
		if (!next_attribute(&connection, &attribute, &more))
			return false;
	} while (more);
	return true;
}

bool odbc_merge(const char *connection, const char *defaults, struct buf *out,
		struct err *err)
{
	struct attribute attribute, other;
	struct buf dsn = { 0 };
	bool more;

	if (!well_formed(connection))
		return err_set(err, ERR_CONFIG,
			       "the connection string is malformed: it is "
			       "NAME=VALUE;NAME={VALUE};... where a } inside "
			       "braces is doubled");
	buf_addstr(out, connection);
	odbc_attribute(connection, "DSN", &dsn);
	while (defaults && next_attribute(&defaults, &attribute, &more) &&
	       more) {
		if (find_attribute(connection, attribute.name, &other) ||
		    (dsn.len && in_odbc_ini(dsn.data, attribute.name)))
			continue;
		if (out->len && out->data[out->len - 1] != ';')
			buf_addch(out, ';');
		buf_add(out, attribute.name.p, attribute.name.n);
		buf_addch(out, '=');
		buf_add(out, attribute.value.p, attribute.value.n);
	}
	buf_release(&dsn);
	return true;
}

/*
 * Errors
 */

/* Blots out what a password could be. */
static void redact(char *text, const char *connection)
{
	static const char *const secret[] = { "PWD", "PASSWORD" };
	struct attribute attribute;
	struct buf value = { 0 };
	bool more;
	size_t i;
	char *at;

	while (next_attribute(&connection, &attribute, &more) && more) {
		for (i = 0; i < sizeof(secret) / sizeof(*secret); i++) {
			if (!same_name(attribute.name, secret[i]))
				continue;
			buf_reset(&value);
			add_value(attribute.value, &value);
			at = value.len ? text : NULL;
			while (at && (at = strstr(at, value.data)))
				memset(at, '*', value.len);
		}
	}
	buf_release(&value);
}

/*
 * Makes a driver's text one line: without the [names] in front, and without
 * what psqlodbc puts behind.
 */
static void tidy(char *text)
{
	static const char tail[] = "; Error while executing the query";
	char *from = text, *to = text;
	size_t n;

	while (*from == '[' && strchr(from, ']'))
		from = strchr(from, ']') + 1;
	while (isspace((unsigned char)*from))
		from++;
	for (; *from; from++) {
		char c = isspace((unsigned char)*from) ? ' ' : *from;

		if (c != ' ' || (to > text && to[-1] != ' '))
			*to++ = c;
	}
	while (to > text && strchr(" .;", to[-1]))
		to--;
	*to = '\0';
	n = strlen(text);
	if (n > strlen(tail) && strcmp(text + n - strlen(tail), tail) == 0)
		text[n - strlen(tail)] = '\0';
}

static bool is_dead(struct odbc *odbc)
{
	SQLUINTEGER dead = SQL_CD_FALSE;

	return odbc->connected &&
	       SQL_SUCCEEDED(SQLGetConnectAttr(
		   odbc->dbc, SQL_ATTR_CONNECTION_DEAD, &dead, 0, NULL)) &&
	       dead == SQL_CD_TRUE;
}

/* Of all diagnostics, the first that the table knows, else the first. */
static enum err_kind pick_diagnostic(struct odbc *odbc, SQLSMALLINT type,
				     SQLHANDLE handle, SQLCHAR state[6],
				     SQLINTEGER *native, char *text,
				     size_t size, const char **hint)
{
	SQLCHAR this_state[6], this_text[DIAGNOSTIC_SIZE];
	SQLINTEGER this_native;
	enum err_kind kind = ERR_NONE;
	SQLSMALLINT i, n;

	for (i = 1; kind == ERR_NONE; i++) {
		struct odbc_diagnostic diagnostic = { odbc->driver,
						      (char *)this_state, 0,
						      (char *)this_text };

		this_native = 0;
		if (!SQL_SUCCEEDED(SQLGetDiagRec(type, handle, i, this_state,
						 &this_native, this_text,
						 sizeof(this_text), &n)))
			break;
		diagnostic.native = this_native;
		kind = odbc_error_kind(&diagnostic, hint);
		if (i > 1 && kind == ERR_NONE)
			continue;
		memcpy(state, this_state, sizeof(this_state));
		*native = this_native;
		n = (SQLSMALLINT)strlen((char *)this_text);
		if ((size_t)n >= size)
			n = (SQLSMALLINT)(size - 1);
		memcpy(text, this_text, (size_t)n);
		text[n] = '\0';
	}
	return kind;
}

/*
 * The one place where a failed call becomes an error; returns false.  What a
 * driver believes to be open is rolled back: psqlodbc's COMMIT of an aborted
 * transaction says success.
 */
static bool fail(struct odbc *odbc, SQLSMALLINT type, SQLHANDLE handle,
		 struct err *err)
{
	char text[DIAGNOSTIC_SIZE] = "the driver gives no reason";
	SQLCHAR state[6] = "HY000";
	SQLINTEGER native = 0;
	const char *hint = NULL;
	enum err_kind kind;

	kind = pick_diagnostic(odbc, type, handle, state, &native, text,
			       sizeof(text), &hint);
	tidy(text);
	if (odbc->connection)
		redact(text, odbc->connection);
	if (kind == ERR_NONE)
		kind = ERR_INTERNAL;
	if (kind == ERR_INTERNAL && is_dead(odbc))
		kind = ERR_UNAVAILABLE;
	err_set(err, kind, "%.700s [%s/%ld]%s%s", text, (char *)state,
		(long)native, hint ? "; " : "", hint ? hint : "");
	if (odbc->connected)
		SQLEndTran(SQL_HANDLE_DBC, odbc->dbc, SQL_ROLLBACK);
	return false;
}

/* Every call goes through here; SQL_NO_DATA is success, and *rc tells. */
static bool check(struct odbc *odbc, SQLSMALLINT type, SQLHANDLE handle,
		  SQLRETURN rc, struct err *err)
{
	if (SQL_SUCCEEDED(rc) || rc == SQL_NO_DATA)
		return true;
	return fail(odbc, type, handle, err);
}

/*
 * Connections
 */

static void get_info(struct odbc *odbc, SQLUSMALLINT what, char *out,
		     size_t size)
{
	SQLSMALLINT n;

	out[0] = '\0';
	if (!SQL_SUCCEEDED(
		SQLGetInfo(odbc->dbc, what, out, (SQLSMALLINT)size, &n)))
		out[0] = '\0';
}

static bool connect_dbc(struct odbc *odbc, const char *connection,
			struct err *err)
{
	SQLHENV env = odbc->env;
	SQLHDBC dbc;

	if (!check(odbc, SQL_HANDLE_ENV, env,
		   SQLSetEnvAttr(env, SQL_ATTR_ODBC_VERSION,
				 (SQLPOINTER)(uintptr_t)SQL_OV_ODBC3, 0),
		   err) ||
	    !check(odbc, SQL_HANDLE_ENV, env,
		   SQLAllocHandle(SQL_HANDLE_DBC, env, &odbc->dbc), err))
		return false;
	dbc = odbc->dbc;
	/* MariaDB ignores it; its dialect says CONN_TIMEOUT. */
	SQLSetConnectAttr(dbc, SQL_ATTR_LOGIN_TIMEOUT,
			  (SQLPOINTER)(uintptr_t)LOGIN_SECONDS, 0);
	if (!check(odbc, SQL_HANDLE_DBC, dbc,
		   SQLDriverConnect(dbc, NULL, (SQLCHAR *)connection, SQL_NTS,
				    NULL, 0, NULL, SQL_DRIVER_NOPROMPT),
		   err))
		return false;
	odbc->connected = true;
	get_info(odbc, SQL_DRIVER_NAME, odbc->driver, sizeof(odbc->driver));
	get_info(odbc, SQL_SERVER_NAME, odbc->server, sizeof(odbc->server));
	return true;
}

bool odbc_open(struct odbc **out, const char *connection, const char *defaults,
	       struct err *err)
{
	struct buf merged = { 0 };
	struct odbc *odbc;
	bool good;

	*out = NULL;
	if (!odbc_merge(connection, defaults, &merged, err)) {
		buf_release(&merged);
		return false;
	}
	odbc = xcalloc(1, sizeof(*odbc));
	odbc->connection = merged.data;
	if (SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &odbc->env) !=
	    SQL_SUCCESS) {
		odbc->env = SQL_NULL_HENV;
		good = err_set(err, ERR_INTERNAL,
			       "the ODBC driver manager does not start");
	} else {
		good = connect_dbc(odbc, buf_str(&merged), err);
	}
	odbc->connection = NULL;
	if (merged.data)
		memset(merged.data, 0, merged.len);
	buf_release(&merged);
	if (good)
		*out = odbc;
	else
		odbc_close(odbc);
	return good;
}

void odbc_close(struct odbc *odbc)
{
	if (!odbc)
		return;
	if (odbc->connected)
		SQLDisconnect(odbc->dbc);
	if (odbc->dbc)
		SQLFreeHandle(SQL_HANDLE_DBC, odbc->dbc);
	if (odbc->env)
		SQLFreeHandle(SQL_HANDLE_ENV, odbc->env);
	free(odbc);
}

const char *odbc_server(const struct odbc *odbc)
{
	return odbc->server;
}

/*
 * Statements
 */

/* Runs a statement; *stmt is the caller's to free where it worked. */
static bool execute(struct odbc *odbc, const char *sql, SQLHSTMT *stmt,
		    struct err *err)
{
	*stmt = SQL_NULL_HSTMT;
	if (!check(odbc, SQL_HANDLE_DBC, odbc->dbc,
		   SQLAllocHandle(SQL_HANDLE_STMT, odbc->dbc, stmt), err))
		return false;
	/* Text is text: no {escapes} of ODBC's own in it.  Not all can. */
	SQLSetStmtAttr(*stmt, SQL_ATTR_NOSCAN,
		       (SQLPOINTER)(uintptr_t)SQL_NOSCAN_ON, 0);
	if (check(odbc, SQL_HANDLE_STMT, *stmt,
		  SQLExecDirect(*stmt, (SQLCHAR *)sql, SQL_NTS), err))
		return true;
	SQLFreeHandle(SQL_HANDLE_STMT, *stmt);
	return false;
}

bool odbc_exec(struct odbc *odbc, const char *sql, int64_t *affected,
	       struct err *err)
{
	SQLLEN count = 0;
	SQLHSTMT stmt;
	bool good;

	if (!execute(odbc, sql, &stmt, err))
		return false;
	good =
	    check(odbc, SQL_HANDLE_STMT, stmt, SQLRowCount(stmt, &count), err);
	SQLFreeHandle(SQL_HANDLE_STMT, stmt);
	if (good && affected)
		*affected = count > 0 ? count : 0;
	return good;
}

static bool count_columns(struct odbc *odbc, SQLHSTMT stmt, size_t want,
			  struct err *err)
{
	SQLSMALLINT n = 0;

	if (!check(odbc, SQL_HANDLE_STMT, stmt, SQLNumResultCols(stmt, &n),
		   err))
		return false;
	if ((size_t)n != want)
		return err_set(err, ERR_INTERNAL,
			       "the query gives %d columns where %zu belong",
			       (int)n, want);
	return true;
}

static bool bind_columns(struct odbc_rows *rows,
			 const struct odbc_layout *layout, struct err *err)
{
	struct arena *arena = &rows->arena;
	size_t i, n = rows->ncolumns, block = layout->block;
	SQLHSTMT stmt = rows->stmt;

	rows->bound = true;
	rows->widths = arena_calloc(arena, n, sizeof(*rows->widths));
	rows->buffers = arena_calloc(arena, n, sizeof(*rows->buffers));
	rows->indicators = arena_calloc(arena, n, sizeof(*rows->indicators));
	rows->status = arena_calloc(arena, block, sizeof(*rows->status));
	if (!check(rows->odbc, SQL_HANDLE_STMT, stmt,
		   SQLSetStmtAttr(stmt, SQL_ATTR_ROW_ARRAY_SIZE,
				  (SQLPOINTER)(uintptr_t)block, 0),
		   err) ||
	    !check(rows->odbc, SQL_HANDLE_STMT, stmt,
		   SQLSetStmtAttr(stmt, SQL_ATTR_ROWS_FETCHED_PTR,
				  &rows->fetched, 0),
		   err) ||
	    !check(
		rows->odbc, SQL_HANDLE_STMT, stmt,
		SQLSetStmtAttr(stmt, SQL_ATTR_ROW_STATUS_PTR, rows->status, 0),
		err))
		return false;
	for (i = 0; i < n; i++) {
		size_t width = layout->widths[i] + 1;

		rows->widths[i] = width;
		rows->buffers[i] = arena_alloc(arena, width * block);
		rows->indicators[i] =
		    arena_calloc(arena, block, sizeof(SQLLEN));
		if (!check(rows->odbc, SQL_HANDLE_STMT, stmt,
			   SQLBindCol(stmt, (SQLUSMALLINT)(i + 1), SQL_C_CHAR,
				      rows->buffers[i], (SQLLEN)width,
				      rows->indicators[i]),
			   err))
			return false;
	}
	return true;
}

bool odbc_query(struct odbc *odbc, const char *sql, size_t ncolumns,
		const struct odbc_layout *layout, struct odbc_rows **out,
		struct err *err)
{
	struct odbc_rows *rows;
	SQLHSTMT stmt;

	*out = NULL;
	if (!execute(odbc, sql, &stmt, err))
		return false;
	rows = xcalloc(1, sizeof(*rows));
	rows->odbc = odbc;
	rows->stmt = stmt;
	rows->ncolumns = ncolumns;
	rows->cells =
	    arena_calloc(&rows->arena, ncolumns, sizeof(*rows->cells));
	rows->values =
	    arena_calloc(&rows->arena, ncolumns, sizeof(*rows->values));
	if (!count_columns(odbc, stmt, ncolumns, err) ||
	    (layout && !bind_columns(rows, layout, err))) {
		odbc_rows_close(rows);
		return false;
	}
	*out = rows;
	return true;
}

void odbc_rows_close(struct odbc_rows *rows)
{
	size_t i;

	if (!rows)
		return;
	SQLFreeHandle(SQL_HANDLE_STMT, rows->stmt);
	for (i = 0; i < rows->ncolumns; i++)
		buf_release(&rows->values[i]);
	arena_release(&rows->arena);
	free(rows);
}

/*
 * What a driver says of a value and what it did: only the indicator tells
 * whether it is all there.  Neither the return code, nor the row's status, nor
 * a NUL does on every driver.
 */
static bool is_cut(SQLLEN indicator, size_t room)
{
	return indicator == SQL_NO_TOTAL || (size_t)indicator >= room;
}

static void bound_row(struct odbc_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->ncolumns; i++) {
		SQLLEN indicator = rows->indicators[i][rows->at];
		char *p = rows->buffers[i] + rows->at * rows->widths[i];
		struct cell *cell = &rows->cells[i];

		*cell = (struct cell){ .text = { p, 0 } };
		if (indicator == SQL_NULL_DATA) {
			cell->null = true;
		} else if (is_cut(indicator, rows->widths[i])) {
			cell->cut = true;
			if (indicator != SQL_NO_TOTAL)
				cell->full = (size_t)indicator;
		} else {
			cell->text.n = (size_t)indicator;
		}
	}
	rows->at++;
}

/* FreeTDS calls a row with a cut value an error; others mean it. */
static bool row_failed(const struct odbc_rows *rows)
{
	size_t i;

	if (rows->status[rows->at] != SQL_ROW_ERROR)
		return false;
	for (i = 0; i < rows->ncolumns; i++) {
		SQLLEN indicator = rows->indicators[i][rows->at];

		if (indicator != SQL_NULL_DATA &&
		    is_cut(indicator, rows->widths[i]))
			return false;
	}
	return true;
}

static bool next_bound(struct odbc_rows *rows, const struct cell **out,
		       struct err *err)
{
	SQLRETURN rc;

	if (rows->at >= rows->fetched) {
		rows->at = 0;
		rows->fetched = 0;
		rc = SQLFetch(rows->stmt);
		if (!check(rows->odbc, SQL_HANDLE_STMT, rows->stmt, rc, err))
			return false;
		if (rc == SQL_NO_DATA || rows->fetched == 0)
			return true;
	}
	if (row_failed(rows))
		return fail(rows->odbc, SQL_HANDLE_STMT, rows->stmt, err);
	bound_row(rows);
	*out = rows->cells;
	return true;
}

/* Fetches one value whole, in as many pieces as it takes. */
static bool get_value(struct odbc_rows *rows, size_t column, struct buf *value,
		      bool *null, struct err *err)
{
	size_t need = FIRST_PIECE;

	buf_reset(value);
	*null = false;
	for (;;) {
		SQLLEN indicator = 0;
		SQLRETURN rc;
		size_t room;

		buf_reserve(value, need);
		room = value->cap - value->len;
		rc = SQLGetData(rows->stmt, (SQLUSMALLINT)(column + 1),
				SQL_C_CHAR, value->data + value->len,
				(SQLLEN)room, &indicator);
		if (!check(rows->odbc, SQL_HANDLE_STMT, rows->stmt, rc, err))
			return false;
		if (rc == SQL_NO_DATA)
			break;
		if (indicator == SQL_NULL_DATA) {
			*null = true;
			break;
		}
		if (!is_cut(indicator, room)) {
			value->len += (size_t)indicator;
			break;
		}
		value->len += room - 1;
		need = indicator == SQL_NO_TOTAL
			   ? value->cap
			   : (size_t)indicator - (room - 1);
	}
	value->data[value->len] = '\0';
	return true;
}

static bool next_whole(struct odbc_rows *rows, const struct cell **out,
		       struct err *err)
{
	SQLRETURN rc = SQLFetch(rows->stmt);
	size_t i;

	if (!check(rows->odbc, SQL_HANDLE_STMT, rows->stmt, rc, err))
		return false;
	if (rc == SQL_NO_DATA)
		return true;
	for (i = 0; i < rows->ncolumns; i++) {
		struct buf *value = &rows->values[i];
		struct cell *cell = &rows->cells[i];

		if (!get_value(rows, i, value, &cell->null, err))
			return false;
		cell->text = (struct str){ value->data, value->len };
	}
	*out = rows->cells;
	return true;
}

bool odbc_next(struct odbc_rows *rows, const struct cell **out, struct err *err)
{
	*out = NULL;
	return rows->bound ? next_bound(rows, out, err)
			   : next_whole(rows, out, err);
}

static bool fetch_value(struct odbc *odbc, SQLHSTMT stmt, char *to, size_t room,
			size_t *got, bool *null, struct err *err)
{
	SQLLEN indicator = 0;
	SQLRETURN rc;

	*got = 0;
	*null = true;
	if (!count_columns(odbc, stmt, 1, err))
		return false;
	rc = SQLFetch(stmt);
	if (!check(odbc, SQL_HANDLE_STMT, stmt, rc, err))
		return false;
	if (rc == SQL_NO_DATA)
		return true;
	rc = SQLGetData(stmt, 1, SQL_C_CHAR, to, (SQLLEN)room, &indicator);
	if (!check(odbc, SQL_HANDLE_STMT, stmt, rc, err))
		return false;
	if (indicator == SQL_NULL_DATA)
		return true;
	*null = false;
	*got = indicator == SQL_NO_TOTAL ? SIZE_MAX : (size_t)indicator;
	return true;
}

bool odbc_value(struct odbc *odbc, const char *sql, char *to, size_t room,
		size_t *got, bool *null, struct err *err)
{
	SQLHSTMT stmt;
	bool good;

	if (!execute(odbc, sql, &stmt, err))
		return false;
	good = fetch_value(odbc, stmt, to, room, got, null, err);
	SQLFreeHandle(SQL_HANDLE_STMT, stmt);
	return good;
}
