/*
 * The outbox sink: an SQLite file that local programs read with SQL.
 *
 * A batch's events, its own row and the sink's cursor go in one transaction, so
 * that each event is there exactly once whatever is killed.  docs/outbox.md is
 * the contract of consumers; migrations/outbox/ is the schema.
 */
#include "sinks/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/resource.h"
#include "core/statements.h"
#include "sinks/options.h"

enum {
	APPLICATION_ID =
	    0x53684c6f, /* "ShLo": SQLite files that are outboxes */
	BUSY_MS = 5000,
	BUSY_STEP_MS = 20,
	/*
	 * What retention deletes in one transaction, so that nobody waits for
	 * it, and in how many of them behind one batch.
	 */
	PRUNE_EVENTS = 10000,
	PRUNE_ROUNDS = 4
};

/* As long as a source may keep what was delivered. */
static const int64_t KEEP_MOST = (int64_t)366 * 24 * 60 * 60 * 1000;

/* The statements of sinks/outbox.sql that are kept prepared. */
enum statement {
	S_BEGIN,
	S_COMMIT,
	S_ROLLBACK,
	S_CURRENT,
	S_BATCH,
	S_EPOCH_ADD,
	S_EPOCH_MOVE,
	S_BATCH_ADD,
	S_EVENT_ADD,
	S_POSITION,
	S_POSITION_MOVE,
	S_OLDEST,
	S_PRUNE_EVENTS,
	S_PRUNE_BATCH,
	S_PRUNE_EPOCH,
	S_SCHEMA_VERSION,
	S_APPLICATION,
	S_COUNT_OBJECTS,
	S_META_ADD,
	S_OWNER,
	S_WAL,
	STATEMENTS
};

static const char *const names[STATEMENTS] = {
	[S_BEGIN] = "begin",
	[S_COMMIT] = "commit",
	[S_ROLLBACK] = "rollback",
	[S_CURRENT] = "current",
	[S_BATCH] = "batch",
	[S_EPOCH_ADD] = "epoch_add",
	[S_EPOCH_MOVE] = "epoch_move",
	[S_BATCH_ADD] = "batch_add",
	[S_EVENT_ADD] = "event_add",
	[S_POSITION] = "position",
	[S_POSITION_MOVE] = "position_move",
	[S_OLDEST] = "oldest",
	[S_PRUNE_EVENTS] = "prune_events",
	[S_PRUNE_BATCH] = "prune_batch",
	[S_PRUNE_EPOCH] = "prune_epoch",
	[S_SCHEMA_VERSION] = "schema_version",
	[S_APPLICATION] = "application",
	[S_COUNT_OBJECTS] = "count_objects",
	[S_META_ADD] = "meta_add",
	[S_OWNER] = "owner",
	[S_WAL] = "wal",
};

struct sink {
	sqlite3 *db;
	char *path;
	struct statements *sql; /* sinks/outbox.sql */
	sqlite3_stmt *prepared[STATEMENTS];
	const volatile sig_atomic_t *stop;
	int64_t busy_ms;
	int64_t keep_ms; /* what all have read goes after that; 0: never */
};

static bool stopped(const struct sink *sink)
{
	return sink_stopped(sink->stop);
}

/* What to do about a result code of SQLite. */
static enum err_kind kind_of(const struct sink *sink, int code)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT:
		return stopped(sink) ? ERR_STOPPED : ERR_TRANSIENT;
	case SQLITE_PERM:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_AUTH:
	case SQLITE_NOTADB:
		return ERR_MISCONFIGURED;
	case SQLITE_CONSTRAINT:
	case SQLITE_ERROR:
	case SQLITE_MISUSE:
		return ERR_INTERNAL;
	case SQLITE_TOOBIG:
		return ERR_REJECTED;
	default: /* SQLITE_FULL, SQLITE_IOERR, SQLITE_CORRUPT... */
		return ERR_IO;
	}
}

static bool fail_sqlite(const struct sink *sink, const char *what,
			struct err *err)
{
	int code = sqlite3_extended_errcode(sink->db);

	return err_set(err, kind_of(sink, code), "outbox \"%s\": %s: %s (%d)",
		       sink->path, what, sqlite3_errmsg(sink->db), code);
}

/*
 * Waits for another connection, in small steps, so that a signal ends it; in
 * all no longer than busy_timeout.
 */
static int on_busy(void *opaque, int tries)
{
	const struct sink *sink = opaque;
	struct timespec step = { .tv_nsec = BUSY_STEP_MS * 1000000L };

	if (stopped(sink) || (int64_t)tries * BUSY_STEP_MS >= sink->busy_ms)
		return 0;
	nanosleep(&step, NULL);
	return 1;
}

/* ------------------------------------------------------------- statements */

/* A statement, ready to be bound; NULL with err set. */
static sqlite3_stmt *prepare(struct sink *sink, enum statement which,
			     struct err *err)
{
	sqlite3_stmt **statement = &sink->prepared[which];
	const char *sql;

	if (*statement) {
		sqlite3_reset(*statement);
		sqlite3_clear_bindings(*statement);
		return *statement;
	}
	sql = statements_find(sink->sql, names[which], err);
	if (!sql)
		return NULL;
	if (sqlite3_prepare_v2(sink->db, sql, -1, statement, NULL) !=
	    SQLITE_OK) {
		fail_sqlite(sink, "cannot prepare a statement", err);
		return NULL;
	}
	return *statement;
}

/* Nothing bound is copied: all of it outlives the step. */
static void bind_text(sqlite3_stmt *statement, int i, const char *text)
{
	sqlite3_bind_text(statement, i, text, -1, SQLITE_STATIC);
}

static void bind_str(sqlite3_stmt *statement, int i, struct str text)
{
	sqlite3_bind_text64(statement, i, text.p ? text.p : "", text.n,
			    SQLITE_STATIC, SQLITE_UTF8);
}

/* Runs a statement that returns no row. */
static bool run(struct sink *sink, sqlite3_stmt *statement, const char *what,
		struct err *err)
{
	int code = sqlite3_step(statement);
	bool good = code == SQLITE_DONE || fail_sqlite(sink, what, err);

	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return good;
}

static bool run_plain(struct sink *sink, enum statement which, const char *what,
		      struct err *err)
{
	sqlite3_stmt *statement = prepare(sink, which, err);

	return statement && run(sink, statement, what, err);
}

static void rollback(struct sink *sink)
{
	struct err ignored;

	/* After some errors SQLite has rolled back by itself. */
	if (!sqlite3_get_autocommit(sink->db))
		run_plain(sink, S_ROLLBACK, "cannot roll back", &ignored);
}

/* ---------------------------------------------------------------- deliver */

static void copy_column(sqlite3_stmt *statement, int column, char *out,
			size_t size)
{
	const unsigned char *text = sqlite3_column_text(statement, column);

	snprintf(out, size, "%s", text ? (const char *)text : "");
}

/*
 * The last batch of the newest epoch, and the token under which it came; known
 * is false where there is none.
 */
static bool read_current(struct sink *sink, struct sink_position *out,
			 int64_t *token, struct err *err)
{
	sqlite3_stmt *statement = prepare(sink, S_CURRENT, err);
	bool good = true;
	int code;

	*out = (struct sink_position){ 0 };
	*token = 0;
	if (!statement)
		return false;
	code = sqlite3_step(statement);
	if (code == SQLITE_ROW) {
		out->known = true;
		*token = sqlite3_column_int64(statement, 3);
		copy_column(statement, 0, out->epoch, sizeof(out->epoch));
		out->batch_seq = sqlite3_column_int64(statement, 1);
		copy_column(statement, 2, out->batch_id, sizeof(out->batch_id));
	} else if (code != SQLITE_DONE) {
		good = fail_sqlite(sink, "cannot read its cursor", err);
	}
	sqlite3_reset(statement);
	return good;
}

/* Is the batch there?  With other bytes it is an error. */
static bool find_batch(struct sink *sink, const struct batch *batch,
		       bool *found, struct err *err)
{
	sqlite3_stmt *statement = prepare(sink, S_BATCH, err);
	bool good = true;
	int code;

	*found = false;
	if (!statement)
		return false;
	bind_text(statement, 1, batch->id);
	code = sqlite3_step(statement);
	if (code == SQLITE_ROW) {
		const unsigned char *sha = sqlite3_column_text(statement, 0);

		*found = true;
		if (!sha || strcmp((const char *)sha, batch->sha256) != 0)
			good = err_set(
			    err, ERR_INTERNAL,
			    "outbox \"%s\" holds batch %s with other "
			    "bytes (sha256 %.12s..., now %.12s...)",
			    sink->path, batch->id, sha ? (const char *)sha : "",
			    batch->sha256);
	} else if (code != SQLITE_DONE) {
		good = fail_sqlite(sink, "cannot look for a batch", err);
	}
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return good;
}

/*
 * The batch must be the next of the current epoch, or the first of a new.  In
 * one epoch tokens only grow: who comes with a lower one has lost its lease.
 */
static bool check_order(struct sink *sink, const struct batch *batch,
			struct err *err)
{
	struct sink_position current;
	int64_t token;
	bool same;

	if (!read_current(sink, &current, &token, err))
		return false;
	same = current.known && strcmp(current.epoch, batch->epoch) == 0;
	if (same && batch->token && batch->token < token)
		return err_set(err, ERR_TRANSIENT,
			       "outbox \"%s\": another poller has taken over: "
			       "it wrote under lease %" PRId64
			       ", this one holds %" PRId64,
			       sink->path, token, batch->token);
	if (batch->batch_seq == (same ? current.batch_seq + 1 : 1))
		return true;
	return err_set(err, ERR_INTERNAL,
		       "outbox \"%s\" and the poller's state disagree: the "
		       "outbox %s%s and batch %s does not follow; one of them "
		       "was lost or restored",
		       sink->path,
		       current.known ? "ends with batch " : "is empty",
		       current.batch_id, batch->id);
}

static bool move_cursor(struct sink *sink, const struct batch *batch,
			struct err *err)
{
	sqlite3_stmt *statement;

	if (batch->batch_seq == 1) {
		statement = prepare(sink, S_EPOCH_ADD, err);
		if (!statement)
			return false;
		bind_text(statement, 1, batch->epoch);
		if (!run(sink, statement, "cannot begin an epoch", err))
			return false;
	}
	statement = prepare(sink, S_EPOCH_MOVE, err);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, batch->batch_seq);
	bind_text(statement, 2, batch->id);
	bind_text(statement, 3, batch->sha256);
	sqlite3_bind_int64(statement, 4, batch->token);
	bind_text(statement, 5, batch->epoch);
	return run(sink, statement, "cannot move its cursor", err);
}

/* The highest position that was ever given. */
static bool read_position(struct sink *sink, sqlite3_int64 *out,
			  struct err *err)
{
	sqlite3_stmt *statement = prepare(sink, S_POSITION, err);
	bool good;

	if (!statement)
		return false;
	good = sqlite3_step(statement) == SQLITE_ROW ||
	       fail_sqlite(sink, "cannot read its position", err);
	*out = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return good;
}

static bool move_position(struct sink *sink, sqlite3_int64 last,
			  struct err *err)
{
	sqlite3_stmt *statement = prepare(sink, S_POSITION_MOVE, err);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, last);
	return run(sink, statement, "cannot move its position", err);
}

/* *n is its number; its events come behind `last`. */
static bool add_batch(struct sink *sink, const struct batch *batch,
		      sqlite3_int64 last, sqlite3_int64 *n, struct err *err)
{
	sqlite3_stmt *statement = prepare(sink, S_BATCH_ADD, err);
	char now[CLOCK_TEXT_SIZE];

	if (!statement)
		return false;
	clock_now_text(now);
	bind_text(statement, 1, batch->id);
	bind_text(statement, 2, batch->epoch);
	sqlite3_bind_int64(statement, 3, batch->batch_seq);
	bind_text(statement, 4, batch->prev_id);
	sqlite3_bind_int64(statement, 5, (sqlite3_int64)batch->count);
	bind_text(statement, 6, batch->first_pos);
	bind_text(statement, 7, batch->last_pos);
	bind_text(statement, 8, batch->sha256);
	bind_text(statement, 9, batch->timestamp);
	bind_text(statement, 10, now);
	bind_str(statement, 11, batch->head);
	if (batch->count) {
		sqlite3_bind_int64(statement, 12, last + 1);
		sqlite3_bind_int64(statement, 13,
				   last + (sqlite3_int64)batch->count);
	}
	bind_text(statement, 14, batch->format ? batch->format : "native");
	bind_text(statement, 15, batch->replay);
	if (!run(sink, statement, "cannot add a batch", err))
		return false;
	*n = sqlite3_last_insert_rowid(sink->db);
	return true;
}

/* A table's name behind its JSON escapes, for WHERE table_name = ... */
static struct str unescape(struct str json, struct buf *scratch)
{
	if (!json.n || !memchr(json.p, '\\', json.n))
		return json;
	buf_reset(scratch);
	buf_add(scratch, json.p, json.n);
	return (struct str){ scratch->data,
			     escape_undo(scratch->data, scratch->len) };
}

/* The statement is ready, and its parameter 3, the batch, is bound. */
static bool add_event(struct sink *sink, sqlite3_stmt *statement,
		      const struct batch_event *event, sqlite3_int64 position,
		      struct buf *scratch, struct err *err)
{
	char what[160];

	sqlite3_bind_int64(statement, 1, position);
	bind_str(statement, 2, event->id);
	bind_str(statement, 4, event->pos);
	bind_str(statement, 5, (struct str){ &event->op, 1 });
	bind_str(statement, 6, unescape(event->table, scratch));
	bind_str(statement, 7, event->json);
	if (sqlite3_step(statement) == SQLITE_DONE) {
		sqlite3_reset(statement);
		return true;
	}
	snprintf(what, sizeof(what), "cannot add event %.*s",
		 (int)(event->id.n < 120 ? event->id.n : 120), event->id.p);
	return fail_sqlite(sink, what, err);
}

static bool add_events(struct sink *sink, const struct batch *batch,
		       sqlite3_int64 last, sqlite3_int64 n, struct err *err)
{
	sqlite3_stmt *statement = prepare(sink, S_EVENT_ADD, err);
	struct buf scratch = { 0 };
	bool good = true;
	size_t i;

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 3, n);
	for (i = 0; good && i < batch->count; i++) {
		if (i % 256 == 0 && stopped(sink))
			good = err_set(err, ERR_STOPPED,
				       "outbox \"%s\": stopped", sink->path);
		else
			good = add_event(sink, statement, &batch->events[i],
					 last + 1 + (sqlite3_int64)i, &scratch,
					 err);
	}
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	buf_release(&scratch);
	return good;
}

static bool store(struct sink *sink, const struct batch *batch, struct err *err)
{
	sqlite3_int64 last, n;

	return check_order(sink, batch, err) && move_cursor(sink, batch, err) &&
	       read_position(sink, &last, err) &&
	       add_batch(sink, batch, last, &n, err) &&
	       add_events(sink, batch, last, n, err) &&
	       move_position(sink, last + (sqlite3_int64)batch->count, err) &&
	       run_plain(sink, S_COMMIT, "cannot commit", err);
}

/* -------------------------------------------------------------- retention */

/* A batch that may go. */
struct old_batch {
	sqlite3_int64 n, count, first, last, seq;
	char epoch[33];
};

/* The oldest batch, if all consumers have read it and its time is over. */
static bool find_old(struct sink *sink, const char *before,
		     struct old_batch *out, bool *found, struct err *err)
{
	sqlite3_stmt *statement = prepare(sink, S_OLDEST, err);
	int code;

	*found = false;
	if (!statement)
		return false;
	bind_text(statement, 1, before);
	code = sqlite3_step(statement);
	if (code == SQLITE_ROW) {
		*found = true;
		out->n = sqlite3_column_int64(statement, 0);
		out->count = sqlite3_column_int64(statement, 1);
		out->first = sqlite3_column_int64(statement, 2);
		out->last = sqlite3_column_int64(statement, 3);
		out->seq = sqlite3_column_int64(statement, 5);
		copy_column(statement, 4, out->epoch, sizeof(out->epoch));
	}
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE ||
	       fail_sqlite(sink, "cannot look for old batches", err);
}

static bool delete_old(struct sink *sink, const struct old_batch *old,
		       struct err *err)
{
	static const char what[] = "cannot delete an old batch";
	sqlite3_stmt *events = prepare(sink, S_PRUNE_EVENTS, err);
	sqlite3_stmt *batch = prepare(sink, S_PRUNE_BATCH, err);
	sqlite3_stmt *epoch = prepare(sink, S_PRUNE_EPOCH, err);

	if (!events || !batch || !epoch)
		return false;
	sqlite3_bind_int64(events, 1, old->first);
	sqlite3_bind_int64(events, 2, old->count ? old->last : -1);
	sqlite3_bind_int64(batch, 1, old->n);
	sqlite3_bind_int64(epoch, 1, old->seq);
	bind_text(epoch, 2, old->epoch);
	return run(sink, events, what, err) && run(sink, batch, what, err) &&
	       run(sink, epoch, what, err);
}

/* One transaction; *more: there is more to delete. */
static bool prune_some(struct sink *sink, const char *before, bool *more,
		       struct err *err)
{
	sqlite3_int64 events = 0;
	struct old_batch old;
	bool good = run_plain(sink, S_BEGIN, "cannot begin", err);
	int n;

	*more = true;
	for (n = 0; good && *more && events < PRUNE_EVENTS && n < 1000; n++) {
		good = find_old(sink, before, &old, more, err) &&
		       (!*more || delete_old(sink, &old, err));
		events += old.count;
	}
	good = good && run_plain(sink, S_COMMIT, "cannot commit", err);
	rollback(sink);
	return good;
}

/*
 * Deletes what all consumers have read and is old enough, so much behind each
 * batch that it keeps up.  What does not work now works later: a delivery does
 * not fail by it.  Whether there is anything is asked without a lock.
 */
static void prune(struct sink *sink, int rounds)
{
	struct err ignored = { 0 };
	struct old_batch old;
	char before[CLOCK_TEXT_SIZE];
	bool more;

	if (!sink->keep_ms)
		return;
	clock_text(clock_now() - sink->keep_ms, before);
	if (!find_old(sink, before, &old, &more, &ignored))
		return;
	while (more && rounds-- > 0 && !stopped(sink))
		if (!prune_some(sink, before, &more, &ignored))
			return;
}

static bool outbox_deliver(struct sink *sink, const struct batch *batch,
			   struct sink_reply *reply, struct err *err)
{
	bool found = false;
	bool good;

	*reply = (struct sink_reply){ 0 };
	good = run_plain(sink, S_BEGIN, "cannot begin", err) &&
	       find_batch(sink, batch, &found, err);
	if (good && !found)
		good = store(sink, batch, err);
	rollback(sink); /* nothing to do after a commit */
	if (good && !found)
		prune(sink, PRUNE_ROUNDS);
	return good;
}

static bool outbox_position(struct sink *sink, struct sink_position *out,
			    struct err *err)
{
	int64_t token;

	return read_current(sink, out, &token, err);
}

/* Time has passed: what was too young then may go now. */
static bool outbox_idle(struct sink *sink, struct err *err)
{
	(void)err;
	prune(sink, INT_MAX);
	return true;
}

/* ------------------------------------------------------------------- open */

static bool exec(struct sink *sink, const char *text, const char *what,
		 struct err *err)
{
	return sqlite3_exec(sink->db, text, NULL, NULL, NULL) == SQLITE_OK ||
	       fail_sqlite(sink, what, err);
}

/* The first row of a statement; the caller resets it.  NULL with err set. */
static sqlite3_stmt *ask(struct sink *sink, enum statement which,
			 struct err *err)
{
	sqlite3_stmt *row = prepare(sink, which, err);

	if (!row || sqlite3_step(row) == SQLITE_ROW)
		return row;
	fail_sqlite(sink, "cannot be read", err);
	sqlite3_reset(row);
	return NULL;
}

static bool ask_number(struct sink *sink, enum statement which, int64_t *out,
		       struct err *err)
{
	sqlite3_stmt *row = ask(sink, which, err);

	if (!row)
		return false;
	*out = sqlite3_column_int64(row, 0);
	sqlite3_reset(row);
	return true;
}

/* Writes whose outbox this is; only with the very first migration. */
static bool add_meta(struct sink *sink, const struct sink_options *options,
		     struct err *err)
{
	sqlite3_stmt *statement = prepare(sink, S_META_ADD, err);
	char now[CLOCK_TEXT_SIZE];

	if (!statement)
		return false;
	clock_now_text(now);
	bind_text(statement, 1, options->source);
	bind_text(statement, 2, options->name);
	bind_text(statement, 3, now);
	return run(sink, statement, "cannot be made", err);
}

/*
 * Brings the schema up to what this program knows.  Under the write lock from
 * the first look on, so that two of us cannot both begin.
 */
static bool migrate(struct sink *sink, const struct sink_options *options,
		    struct err *err)
{
	static const char prefix[] = "migrations/outbox/";
	const struct resource *step;
	int64_t version, id, objects;
	char pragma[64];
	size_t i;

	if (!ask_number(sink, S_SCHEMA_VERSION, &version, err) ||
	    !ask_number(sink, S_APPLICATION, &id, err) ||
	    !ask_number(sink, S_COUNT_OBJECTS, &objects, err))
		return false;
	if (id != APPLICATION_ID && (objects || version))
		return err_set(err, ERR_CONFIG,
			       "\"%s\" is a database of something else, not an "
			       "outbox: name another file",
			       sink->path);
	for (i = (size_t)version; (step = resource_under(prefix, i)); i++)
		if (!exec(sink, step->text, step->name, err))
			return false;
	if ((int64_t)i < version || !resource_under(prefix, i - 1))
		return err_set(err, ERR_CONFIG,
			       "outbox \"%s\" was made by a newer Shadowlog "
			       "(schema %" PRId64 "): use that",
			       sink->path, version);
	if ((int64_t)i == version)
		return true;
	snprintf(pragma, sizeof(pragma),
		 "PRAGMA user_version = %zu; PRAGMA application_id = %d", i,
		 APPLICATION_ID);
	return exec(sink, pragma, "cannot set its version", err) &&
	       (version > 0 || add_meta(sink, options, err));
}

static bool check_owner(struct sink *sink, const struct sink_options *options,
			struct err *err)
{
	sqlite3_stmt *row = ask(sink, S_OWNER, err);
	char source[64], name[64], text[300];

	if (!row)
		return false;
	copy_column(row, 0, source, sizeof(source));
	copy_column(row, 1, name, sizeof(name));
	sqlite3_reset(row);
	if (strcmp(source, options->source) == 0 &&
	    strcmp(name, options->name) == 0)
		return true;
	snprintf(text, sizeof(text),
		 "the outbox belongs to sink \"%s\" of source \"%s\": give "
		 "each sink one of its own",
		 name, source);
	return options->fail(options, "path", err, text);
}

/* A journal that readers do not wait for. */
static bool set_wal(struct sink *sink, struct err *err)
{
	sqlite3_stmt *row = ask(sink, S_WAL, err);
	char mode[16];

	if (!row)
		return false;
	copy_column(row, 0, mode, sizeof(mode));
	sqlite3_reset(row);
	return strcmp(mode, "wal") == 0 ||
	       err_set(err, ERR_MISCONFIGURED,
		       "outbox \"%s\": no write-ahead log is possible there; "
		       "put it on a local disk",
		       sink->path);
}

static bool set_up(struct sink *sink, const struct sink_options *options,
		   struct err *err)
{
	const char *sql = statements_find(sink->sql, "set_up", err);
	bool good;

	sqlite3_extended_result_codes(sink->db, 1);
	sqlite3_busy_handler(sink->db, on_busy, sink);
	/* Before the WAL: a foreign database must be left as it is. */
	if (!sql || !run_plain(sink, S_BEGIN, "cannot begin", err))
		return false;
	good = migrate(sink, options, err) &&
	       run_plain(sink, S_COMMIT, "cannot commit", err);
	rollback(sink);
	return good && set_wal(sink, err) &&
	       exec(sink, sql, "cannot be set up", err) &&
	       check_owner(sink, options, err);
}

static void outbox_close(struct sink *sink)
{
	int i;

	if (!sink)
		return;
	for (i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(sink->prepared[i]);
	sqlite3_close(sink->db);
	statements_close(sink->sql);
	free(sink->path);
	free(sink);
}

/*
 * The file is made by us and not by SQLite: events are for its owner and group
 * alone.  Its journals get the same mode.
 */
static bool make_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);

	if (fd < 0)
		return err_set(
		    err,
		    errno == EACCES || errno == EPERM || errno == EROFS
			? ERR_PERMISSION
			: ERR_CANTCREAT,
		    "cannot open outbox \"%s\": %s", path, strerror(errno));
	close(fd);
	return true;
}

static bool outbox_open(struct sink **out, const struct sink_options *options,
			struct err *err)
{
	struct sink *sink;
	const char *path;

	*out = NULL;
	if (!option_need(options, "path", "which SQLite file is the outbox?",
			 &path, err))
		return false;
	sink = xcalloc(1, sizeof(*sink));
	sink->path = xstrdup(path);
	sink->stop = options->stop;
	sink->busy_ms = BUSY_MS;
	if (!option_time(options, "busy_timeout", 60000, &sink->busy_ms, err) ||
	    !option_time(options, "keep", KEEP_MOST, &sink->keep_ms, err) ||
	    !statements_open(&sink->sql, "sinks/outbox.sql", err) ||
	    !make_file(path, err)) {
		outbox_close(sink);
		return false;
	}
	if (sqlite3_open_v2(path, &sink->db,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK) {
		fail_sqlite(sink, "cannot be opened", err);
		outbox_close(sink);
		return false;
	}
	if (!set_up(sink, options, err)) {
		outbox_close(sink);
		return false;
	}
	*out = sink;
	return true;
}

extern const struct sink_type sink_outbox;
const struct sink_type sink_outbox = {
	.name = "outbox",
	.summary = "an SQLite file that local programs read with SQL",
	.batch_events = 2000, /* two or three flushes each */
	.open = outbox_open,
	.position = outbox_position,
	.deliver = outbox_deliver,
	.idle = outbox_idle,
	.close = outbox_close,
};
