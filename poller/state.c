#include "poller/state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/mem.h"
#include "core/resource.h"
#include "core/statements.h"
#include "poller/state_private.h"

enum { BUSY_MILLISECONDS = 2000 };

bool state_failed(struct state *state, struct err *err)
{
	int code = sqlite3_errcode(state->db) & 0xff;
	int error = code == SQLITE_IOERR || code == SQLITE_CANTOPEN
			? sqlite3_system_errno(state->db)
			: 0;
	enum err_kind kind = ERR_INTERNAL;

	if (code == SQLITE_FULL || code == SQLITE_IOERR)
		kind = ERR_IO;
	else if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		kind = ERR_TRANSIENT;
	else if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY)
		kind = ERR_CANTCREAT;
	else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
		return err_set(err, ERR_IO,
			       "\"%s\": %s: move it away; the next poll will "
			       "then say how to start afresh",
			       state->path, sqlite3_errmsg(state->db));
	return err_set(err, kind, "\"%s\": %s%s%s", state->path,
		       sqlite3_errmsg(state->db), error ? ": " : "",
		       error ? strerror(error) : "");
}

static bool exec(struct state *state, const char *sql, struct err *err)
{
	return sqlite3_exec(state->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       state_failed(state, err);
}

bool state_run(struct state *state, const char *name, struct err *err)
{
	const char *sql = statements_find(state->sql, name, err);

	return sql && exec(state, sql, err);
}

/* Where that one is kept, or will be; NULL: all of them are busy. */
static struct state_statement *place_of(struct state *state, const char *name)
{
	struct state_statement *free_one = NULL;
	size_t i;

	for (i = 0; i < STATE_STATEMENTS; i++) {
		struct state_statement *s = &state->statements[i];

		if (s->busy)
			continue;
		if (s->name == name)
			return s;
		if (!free_one || (free_one->name && !s->name))
			free_one = s;
	}
	if (free_one && free_one->name) {
		sqlite3_finalize(free_one->statement);
		*free_one = (struct state_statement){ 0 };
	}
	return free_one;
}

static void bind(sqlite3_stmt *statement, const char *types, va_list args)
{
	int i;

	for (i = 1; *types; types++, i++) {
		if (*types == 'i') {
			sqlite3_bind_int64(statement, i, va_arg(args, int64_t));
		} else if (*types == 'b' || *types == 'B') {
			struct str s = va_arg(args, struct str);

			if (s.p || *types == 'b')
				sqlite3_bind_blob64(statement, i,
						    s.p ? s.p : "", s.n,
						    SQLITE_STATIC);
		} else {
			sqlite3_bind_text(statement, i,
					  va_arg(args, const char *), -1,
					  SQLITE_STATIC);
		}
	}
}

/* The statement of that name, bound; it is busy from now on. */
static sqlite3_stmt *prepare(struct state *state, struct err *err,
			     const char *name, const char *types, va_list args)
{
	struct state_statement *place = place_of(state, name);
	const char *sql;

	if (!place) {
		err_set(err, ERR_INTERNAL, "too many statements at once");
		return NULL;
	}
	if (!place->name) {
		sql = statements_find(state->sql, name, err);
		if (!sql)
			return NULL;
		if (sqlite3_prepare_v3(state->db, sql, -1,
				       SQLITE_PREPARE_PERSISTENT,
				       &place->statement, NULL)) {
			state_failed(state, err);
			return NULL;
		}
		place->name = name;
	}
	place->busy = true;
	bind(place->statement, types, args);
	return place->statement;
}

sqlite3_stmt *state_prepare(struct state *state, struct err *err,
			    const char *name, const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list args;

	va_start(args, types);
	statement = prepare(state, err, name, types, args);
	va_end(args);
	return statement;
}

void state_done(struct state *state, sqlite3_stmt *statement)
{
	size_t i;

	if (!statement)
		return;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	for (i = 0; i < STATE_STATEMENTS; i++)
		if (state->statements[i].statement == statement)
			state->statements[i].busy = false;
}

bool state_finish(struct state *state, sqlite3_stmt *statement, struct err *err)
{
	bool good;

	if (!statement)
		return false;
	good = sqlite3_step(statement) == SQLITE_DONE;
	if (!good)
		state_failed(state, err);
	state_done(state, statement);
	return good;
}

bool state_do(struct state *state, struct err *err, const char *name,
	      const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list args;

	va_start(args, types);
	statement = prepare(state, err, name, types, args);
	va_end(args);
	return state_finish(state, statement, err);
}

bool state_first(struct state *state, sqlite3_stmt *statement, bool *found,
		 struct err *err)
{
	int rc;

	*found = false;
	if (!statement)
		return false;
	rc = sqlite3_step(statement);
	*found = rc == SQLITE_ROW;
	if (*found || rc == SQLITE_DONE)
		return true;
	state_failed(state, err);
	state_done(state, statement);
	return false;
}

bool state_number(struct state *state, sqlite3_stmt *statement, int64_t *out,
		  struct err *err)
{
	bool found;

	if (!state_first(state, statement, &found, err))
		return false;
	*out = found ? sqlite3_column_int64(statement, 0) : 0;
	state_done(state, statement);
	return true;
}

bool state_read_ranges(struct state *state, sqlite3_stmt *row,
		       struct rangeset *out, struct err *err)
{
	int rc;

	if (!row)
		return false;
	while ((rc = sqlite3_step(row)) == SQLITE_ROW)
		rangeset_add(out, sqlite3_column_int64(row, 0),
			     sqlite3_column_int64(row, 1));
	if (rc != SQLITE_DONE)
		state_failed(state, err);
	state_done(state, row);
	return rc == SQLITE_DONE;
}

/* Has another poller taken over since we have the lease? */
static bool check_fence(struct state *state, struct err *err)
{
	int64_t token;

	if (!state->fenced)
		return true;
	if (!state_number(state, state_prepare(state, err, "token", ""), &token,
			  err))
		return false;
	return token == state->identity.token ||
	       err_set(err, ERR_BUSY,
		       "another poller has taken over (token %lld, ours was "
		       "%lld)",
		       (long long)token, (long long)state->identity.token);
}

static bool tell_taken(struct state *state, struct err *err)
{
	return !state->untold || state_do(state, err, "identity_set_taken", "");
}

bool state_begin(struct state *state, struct err *err)
{
	if (!state_run(state, "begin", err))
		return false;
	return (check_fence(state, err) && tell_taken(state, err)) ||
	       state_end(state, false, err);
}

/* Commits are flushed again. */
static bool end_lazy(struct state *state, struct err *err)
{
	if (!state->lazy)
		return true;
	state->lazy = false;
	return state_run(state, "flushed", err);
}

bool state_begin_lazy(struct state *state, struct err *err)
{
	struct err ignored = { 0 };

	state->lazy = state_run(state, "not_flushed", err);
	return state->lazy &&
	       (state_begin(state, err) || (end_lazy(state, &ignored), false));
}

bool state_end(struct state *state, bool good, struct err *err)
{
	struct err ignored = { 0 };

	if (good && state_run(state, "commit", err)) {
		state->untold = false;
		return end_lazy(state, err);
	}
	if (!sqlite3_get_autocommit(state->db))
		state_run(state, "rollback", &ignored);
	end_lazy(state, &ignored);
	return false;
}

bool state_write(struct state *state, sqlite3_stmt *statement, struct err *err)
{
	if (statement && state_begin(state, err))
		return state_end(state, state_finish(state, statement, err),
				 err);
	state_done(state, statement);
	return false;
}

void state_text(sqlite3_stmt *row, int column, char *out, size_t size)
{
	const char *text = (const char *)sqlite3_column_text(row, column);

	snprintf(out, size, "%s", text ? text : "");
}

const char *state_or_null(const char *text)
{
	return text[0] ? text : NULL;
}

static bool migrate(struct state *state, struct err *err)
{
	const struct resource *migration;
	int64_t version, newest = 0, i;

	if (!state_number(state,
			  state_prepare(state, err, "schema_version", ""),
			  &version, err))
		return false;
	for (i = version;
	     (migration = resource_under("migrations/state/", (size_t)i));
	     i++) {
		char pragma[64];

		snprintf(pragma, sizeof(pragma),
			 "PRAGMA user_version = %" PRId64, i + 1);
		if (!state_begin(state, err) ||
		    !state_end(state,
			       exec(state, migration->text, err) &&
				   exec(state, pragma, err),
			       err))
			return err_prefix(err, "%s", migration->name);
	}
	while (resource_under("migrations/state/", (size_t)newest))
		newest++;
	if (version > newest)
		return err_set(err, ERR_CONFIG,
			       "\"%s\" was written by a newer shadowlog "
			       "(version %" PRId64 " of its tables): use that",
			       state->path, version);
	return true;
}

static bool random_hex(char *out, size_t digits, struct err *err)
{
	unsigned char bytes[32];
	size_t i;

	sqlite3_randomness(sizeof(bytes), bytes);
	if (digits > 2 * sizeof(bytes))
		return err_set(err, ERR_INTERNAL, "too many random digits");
	for (i = 0; i < digits; i++)
		out[i] = "0123456789abcdef"[bytes[i / 2] >> (i % 2 * 4) & 15];
	out[digits] = '\0';
	return true;
}

/* The first row, if this state is new. */
static bool make_identity(struct state *state, const char *source,
			  struct err *err)
{
	char epoch[9], holder[128], tail[9], now[CLOCK_TEXT_SIZE];

	clock_now_text(now);
	if (!random_hex(epoch, 8, err) || !random_hex(tail, 8, err))
		return false;
	snprintf(holder, sizeof(holder), "%s/%s", state->host, tail);
	return state_do(state, err, "identity_add", "ssss", source, epoch,
			holder, now);
}

/*
 * Who we are in the lease: this host, and what is the state's own.  Two hosts
 * with one state are two holders.
 */
static void name_holder(struct state *state, const char *stored)
{
	const char *tail = strrchr(stored, '/');

	if (state->host[0] && tail)
		snprintf(state->identity.holder, sizeof(state->identity.holder),
			 "%s%s", state->host, tail);
	else
		snprintf(state->identity.holder, sizeof(state->identity.holder),
			 "%s", stored);
}

static bool load_identity(struct state *state, struct err *err)
{
	struct state_identity *identity = &state->identity;
	char holder[128];
	sqlite3_stmt *row;

	row = state_prepare(state, err, "identity", "");
	if (!row)
		return false;
	if (sqlite3_step(row) != SQLITE_ROW) {
		state_done(state, row);
		return err_set(
		    err, ERR_IO,
		    "\"%s\" does not say whose it is: restore it from "
		    "a backup, or move it away; the next poll will "
		    "then say how to start afresh",
		    state->path);
	}
	state_text(row, 0, identity->source, sizeof(identity->source));
	state_text(row, 1, identity->epoch, sizeof(identity->epoch));
	state_text(row, 2, holder, sizeof(holder));
	name_holder(state, holder);
	identity->polled = sqlite3_column_type(row, 3) != SQLITE_NULL;
	state_text(row, 3, identity->source_uuid,
		   sizeof(identity->source_uuid));
	state_text(row, 4, identity->engine, sizeof(identity->engine));
	identity->token = sqlite3_column_int64(row, 5);
	identity->taken = sqlite3_column_int64(row, 6) != 0;
	state_done(state, row);
	return true;
}

/*
 * One poller per state and host: a lock on a file beside it, gone with the
 * process.
 */
static bool take_lock(struct state *state, const char *dir, bool shared,
		      struct err *err)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct buf path = { 0 };

	buf_addf(&path, "%s/lock%s%s", dir, shared ? "." : "",
		 shared ? state->host : "");
	state->lock = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (state->lock < 0 && errno == ENOENT)
		err_set(err, ERR_CANTCREAT,
			"state_dir \"%s\" is not there: make it, for the "
			"poller's user (install -d -m 750)",
			dir);
	else if (state->lock < 0)
		err_set(err, errno == EACCES ? ERR_PERMISSION : ERR_CANTCREAT,
			"\"%s\": %s", path.data, strerror(errno));
	else if (fcntl(state->lock, F_SETLK, &whole) != 0)
		err_set(err, ERR_BUSY, "another poller is at work in \"%s\"",
			dir);
	buf_release(&path);
	return err->kind == ERR_NONE;
}

/*
 * Made by us and not by SQLite: dead letters and batches that are tried again
 * hold rows, for its owner and group alone.  Its journals get the same mode.
 */
static void make_file(const struct state *state)
{
	int fd = open(state->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);

	if (fd >= 0)
		close(fd); /* else SQLite says why */
}

static bool open_database(struct state *state, bool lock, bool shared,
			  struct err *err)
{
	int flags = lock ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
			 : SQLITE_OPEN_READONLY;

	if (!lock && access(state->path, F_OK) != 0)
		return err_set(err, ERR_CONFIG,
			       "\"%s\" is not there: `shadowlog poll` makes it",
			       state->path);
	if (lock)
		make_file(state);
	if (sqlite3_open_v2(state->path, &state->db, flags, NULL))
		return state_failed(state, err);
	sqlite3_extended_result_codes(state->db, 0);
	sqlite3_busy_timeout(state->db, BUSY_MILLISECONDS);
	return !lock ||
	       (state_run(state, shared ? "no_wal" : "wal", err) &&
		state_run(state, "flushed", err) && migrate(state, err));
}

static bool check_source(struct state *state, const char *source,
			 struct err *err)
{
	if (strcmp(state->identity.source, source) == 0)
		return true;
	return err_set(err, ERR_CONFIG,
		       "\"%s\" belongs to source \"%s\", not \"%s\": give each "
		       "source a state_dir of its own",
		       state->path, state->identity.source, source);
}

static void name_host(struct state *state, const char *host)
{
	size_t i;

	if (host)
		snprintf(state->host, sizeof(state->host), "%s", host);
	else if (gethostname(state->host, sizeof(state->host) - 1) != 0)
		state->host[0] = '\0';
	for (i = 0; state->host[i]; i++)
		if (state->host[i] == '/')
			state->host[i] = '_';
}

/* A state that is not open yet; NULL with err set. */
static struct state *new_state(const char *dir, struct err *err)
{
	struct state *state = xcalloc(1, sizeof(*state));
	struct buf path = { 0 };

	err_clear(err);
	buf_addf(&path, "%s/state.db", dir);
	state->path = buf_steal(&path);
	state->lock = -1;
	if (statements_open(&state->sql, "poller/state.sql", err))
		return state;
	state_close(state);
	return NULL;
}

static bool open_state(struct state **out, const char *dir, const char *source,
		       const char *host, bool lock, bool shared,
		       struct err *err)
{
	struct state *state = new_state(dir, err);

	if (!state)
		return false;
	name_host(state, host);
	if ((lock && !take_lock(state, dir, shared, err)) ||
	    !open_database(state, lock, shared, err) ||
	    (lock && !make_identity(state, source, err)) ||
	    !load_identity(state, err) || !check_source(state, source, err)) {
		state_close(state);
		return false;
	}
	*out = state;
	return true;
}

bool state_open(struct state **out, const char *dir, const char *source,
		bool lock, struct err *err)
{
	return open_state(out, dir, source, NULL, lock, false, err);
}

bool state_open_as(struct state **out, const char *dir, const char *source,
		   const char *host, bool shared, struct err *err)
{
	return open_state(out, dir, source, host, true, shared, err);
}

void state_fence(struct state *state)
{
	state->fenced = true;
}

void state_lose(struct state *state)
{
	state->fenced = true;
	state->identity.token = -1;
}

bool state_open_beside(struct state **out, const char *dir, const char *source,
		       struct err *err)
{
	struct state *state = new_state(dir, err);

	if (!state)
		return false;
	if (sqlite3_open_v2(state->path, &state->db, SQLITE_OPEN_READWRITE,
			    NULL)) {
		state_failed(state, err);
		state_close(state);
		return false;
	}
	sqlite3_busy_timeout(state->db, BUSY_MILLISECONDS);
	if (!state_run(state, "flushed", err) || !load_identity(state, err) ||
	    !check_source(state, source, err)) {
		state_close(state);
		return false;
	}
	*out = state;
	return true;
}

void state_close(struct state *state)
{
	size_t i;

	if (!state)
		return;
	for (i = 0; i < STATE_STATEMENTS; i++)
		sqlite3_finalize(state->statements[i].statement);
	sqlite3_close(state->db);
	statements_close(state->sql);
	if (state->lock >= 0)
		close(state->lock);
	free(state->path);
	free(state);
}

const struct state_identity *state_identity(const struct state *state)
{
	return &state->identity;
}

bool state_set_engine(struct state *state, const char *source_uuid,
		      const char *engine, struct err *err)
{
	return state_write(state,
			   state_prepare(state, err, "identity_set_engine",
					 "ss", source_uuid, engine),
			   err) &&
	       load_identity(state, err);
}

bool state_set_token(struct state *state, int64_t token, bool taken,
		     struct err *err)
{
	/*
	 * That we were given the token we asked for can be written with what
	 * comes next: until then we seem not to know, which is nothing worse.
	 */
	state->untold = taken && token == state->identity.token;
	if (!state->untold &&
	    !state_write(state,
			 state_prepare(state, err, "identity_set_token", "ii",
				       token, (int64_t)taken),
			 err))
		return false;
	state->identity.token = token;
	state->identity.taken = taken;
	return true;
}

bool state_new_epoch(struct state *state, struct err *err)
{
	char epoch[9];
	bool good;

	if (!random_hex(epoch, 8, err) || !state_begin(state, err))
		return false;
	good = state_run(state, "forget_epoch", err) &&
	       state_do(state, err, "identity_set_epoch", "s", epoch);
	return state_end(state, good, err) && load_identity(state, err);
}

void state_keep_history(struct state *state, bool history)
{
	state->history = history;
}
