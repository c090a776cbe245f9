#include "poller/state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/mem.h"
#include "core/resource.h"

enum { BUSY_MILLISECONDS = 2000 };

struct state {
	sqlite3 *db;
	char *path;
	int lock; /* -1: none */
	struct state_identity identity;
};

/* The database's last error as ours. */
static bool failed(struct state *state, struct err *err)
{
	int code = sqlite3_errcode(state->db) & 0xff;
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
	return err_set(err, kind, "\"%s\": %s", state->path,
		       sqlite3_errmsg(state->db));
}

static bool run(struct state *state, const char *sql, struct err *err)
{
	if (sqlite3_exec(state->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return failed(state, err);
}

/*
 * A statement with its parameters: i an int64_t, s a string (NULL is NULL),
 * b a struct str as a blob.  Parameters are not copied.
 */
static sqlite3_stmt *prepare(struct state *state, struct err *err,
			     const char *sql, const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list args;
	int i;

	if (sqlite3_prepare_v2(state->db, sql, -1, &statement, NULL)) {
		failed(state, err);
		return NULL;
	}
	va_start(args, types);
	for (i = 1; *types; types++, i++) {
		if (*types == 'i') {
			sqlite3_bind_int64(statement, i, va_arg(args, int64_t));
		} else if (*types == 'b') {
			struct str s = va_arg(args, struct str);

			sqlite3_bind_blob64(statement, i, s.p, s.n,
					    SQLITE_STATIC);
		} else {
			sqlite3_bind_text(statement, i,
					  va_arg(args, const char *), -1,
					  SQLITE_STATIC);
		}
	}
	va_end(args);
	return statement;
}

/* Runs a statement that gives no rows, and ends it. */
static bool finish(struct state *state, sqlite3_stmt *statement,
		   struct err *err)
{
	bool good;

	if (!statement)
		return false;
	good = sqlite3_step(statement) == SQLITE_DONE;
	if (!good)
		failed(state, err);
	sqlite3_finalize(statement);
	return good;
}

static bool begin(struct state *state, struct err *err)
{
	return run(state, "BEGIN IMMEDIATE", err);
}

/* Ends a transaction: good commits, anything else leaves nothing behind. */
static bool end(struct state *state, bool good, struct err *err)
{
	if (good && run(state, "COMMIT", err))
		return true;
	if (!sqlite3_get_autocommit(state->db))
		sqlite3_exec(state->db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

static void copy_text(sqlite3_stmt *row, int column, char *out, size_t size)
{
	const char *text = (const char *)sqlite3_column_text(row, column);

	snprintf(out, size, "%s", text ? text : "");
}

static bool migrate(struct state *state, struct err *err)
{
	const struct resource *migration;
	sqlite3_stmt *row;
	int64_t version, newest = 0, i;

	row = prepare(state, err, "PRAGMA user_version", "");
	if (!row)
		return false;
	if (sqlite3_step(row) != SQLITE_ROW) {
		failed(state, err);
		sqlite3_finalize(row);
		return false;
	}
	version = sqlite3_column_int64(row, 0);
	sqlite3_finalize(row);
	for (i = version;
	     (migration = resource_under("migrations/state/", (size_t)i));
	     i++) {
		char pragma[64];

		snprintf(pragma, sizeof(pragma),
			 "PRAGMA user_version = %" PRId64, i + 1);
		if (!begin(state, err) ||
		    !end(state,
			 run(state, migration->text, err) &&
			     run(state, pragma, err),
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
	char epoch[9], holder[128], host[64] = "", tail[9], now[40];

	if (gethostname(host, sizeof(host) - 1) != 0)
		host[0] = '\0';
	clock_now_text(now);
	if (!random_hex(epoch, 8, err) || !random_hex(tail, 8, err))
		return false;
	snprintf(holder, sizeof(holder), "%s/%s", host, tail);
	return finish(state,
		      prepare(state, err,
			      "INSERT OR IGNORE INTO identity"
			      " (id, source, epoch, holder, created_at)"
			      " VALUES (1, ?, ?, ?, ?)",
			      "ssss", source, epoch, holder, now),
		      err);
}

static bool load_identity(struct state *state, struct err *err)
{
	struct state_identity *identity = &state->identity;
	sqlite3_stmt *row;

	row =
	    prepare(state, err,
		    "SELECT source, epoch, holder, source_uuid, engine, token,"
		    " taken FROM identity",
		    "");
	if (!row)
		return false;
	if (sqlite3_step(row) != SQLITE_ROW) {
		sqlite3_finalize(row);
		return err_set(err, ERR_IO, "\"%s\" has no identity row",
			       state->path);
	}
	copy_text(row, 0, identity->source, sizeof(identity->source));
	copy_text(row, 1, identity->epoch, sizeof(identity->epoch));
	copy_text(row, 2, identity->holder, sizeof(identity->holder));
	identity->polled = sqlite3_column_type(row, 3) != SQLITE_NULL;
	copy_text(row, 3, identity->source_uuid, sizeof(identity->source_uuid));
	copy_text(row, 4, identity->engine, sizeof(identity->engine));
	identity->token = sqlite3_column_int64(row, 5);
	identity->taken = sqlite3_column_int64(row, 6) != 0;
	sqlite3_finalize(row);
	return true;
}

/* One poller per state: a lock on a file beside it, gone with the process. */
static bool take_lock(struct state *state, const char *dir, struct err *err)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct buf path = { 0 };

	buf_addf(&path, "%s/lock", dir);
	state->lock = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (state->lock < 0)
		err_set(err, errno == EACCES ? ERR_PERMISSION : ERR_CANTCREAT,
			"\"%s\": %s", path.data, strerror(errno));
	else if (fcntl(state->lock, F_SETLK, &whole) != 0)
		err_set(err, ERR_BUSY, "another poller is at work in \"%s\"",
			dir);
	buf_release(&path);
	return err->kind == ERR_NONE;
}

static bool open_database(struct state *state, bool lock, struct err *err)
{
	int flags = lock ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
			 : SQLITE_OPEN_READONLY;

	if (!lock && access(state->path, F_OK) != 0)
		return err_set(err, ERR_CONFIG,
			       "\"%s\" is not there: `shadowlog poll` makes it",
			       state->path);
	if (sqlite3_open_v2(state->path, &state->db, flags, NULL))
		return failed(state, err);
	sqlite3_extended_result_codes(state->db, 0);
	sqlite3_busy_timeout(state->db, BUSY_MILLISECONDS);
	return !lock || (run(state, "PRAGMA journal_mode = WAL", err) &&
			 run(state, "PRAGMA synchronous = FULL", err) &&
			 migrate(state, err));
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

bool state_open(struct state **out, const char *dir, const char *source,
		bool lock, struct err *err)
{
	struct state *state = xcalloc(1, sizeof(*state));
	struct buf path = { 0 };

	err_clear(err);
	buf_addf(&path, "%s/state.db", dir);
	state->path = buf_steal(&path);
	state->lock = -1;
	if ((lock && !take_lock(state, dir, err)) ||
	    !open_database(state, lock, err) ||
	    (lock && !make_identity(state, source, err)) ||
	    !load_identity(state, err) || !check_source(state, source, err)) {
		state_close(state);
		return false;
	}
	*out = state;
	return true;
}

void state_close(struct state *state)
{
	if (!state)
		return;
	sqlite3_close(state->db);
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
	return finish(state,
		      prepare(state, err,
			      "UPDATE identity SET source_uuid = ?, engine = ?",
			      "ss", source_uuid, engine),
		      err) &&
	       load_identity(state, err);
}

bool state_set_token(struct state *state, int64_t token, bool taken,
		     struct err *err)
{
	state->identity.token = token;
	state->identity.taken = taken;
	return finish(state,
		      prepare(state, err,
			      "UPDATE identity SET token = ?, taken = ?", "ii",
			      token, (int64_t)taken),
		      err);
}

bool state_new_epoch(struct state *state, struct err *err)
{
	char epoch[9];
	bool good;

	if (!random_hex(epoch, 8, err) || !begin(state, err))
		return false;
	good = run(state,
		   "DELETE FROM acked; DELETE FROM batch; DELETE FROM kept;"
		   "UPDATE sink SET batch_seq = 0, batch_id = NULL,"
		   " anchor_seq = 0, anchor_hash = NULL, floor = 0,"
		   " floor_candidate = 0, floor_mark = NULL, failures = 0,"
		   " next_attempt_at = 0, failing_since = NULL,"
		   " error_kind = NULL, error = NULL,"
		   " condition = CASE condition WHEN 'paused' THEN 'paused'"
		   " ELSE 'ok' END",
		   err) &&
	       finish(state,
		      prepare(state, err,
			      "UPDATE identity SET epoch = ?,"
			      " source_uuid = NULL, engine = NULL",
			      "s", epoch),
		      err);
	return end(state, good, err) && load_identity(state, err);
}

#define SINK_COLUMNS                                                           \
	"name, type, condition, batch_seq, batch_id, anchor_seq, anchor_hash," \
	" floor, floor_candidate, floor_mark, failures, next_attempt_at,"      \
	" failing_since, error_kind, error, last_success_at, events_total,"    \
	" batches_total"

static void read_sink(sqlite3_stmt *row, struct sink_state *out)
{
	copy_text(row, 0, out->name, sizeof(out->name));
	copy_text(row, 1, out->type, sizeof(out->type));
	copy_text(row, 2, out->condition, sizeof(out->condition));
	out->batch_seq = sqlite3_column_int64(row, 3);
	copy_text(row, 4, out->batch_id, sizeof(out->batch_id));
	out->anchor_seq = sqlite3_column_int64(row, 5);
	copy_text(row, 6, out->anchor_hash, sizeof(out->anchor_hash));
	out->floor = sqlite3_column_int64(row, 7);
	out->floor_candidate = sqlite3_column_int64(row, 8);
	out->floor_marked = sqlite3_column_type(row, 9) != SQLITE_NULL;
	out->floor_mark = sqlite3_column_int64(row, 9);
	out->failures = sqlite3_column_int64(row, 10);
	out->next_attempt_at = sqlite3_column_int64(row, 11);
	copy_text(row, 12, out->failing_since, sizeof(out->failing_since));
	copy_text(row, 13, out->error_kind, sizeof(out->error_kind));
	copy_text(row, 14, out->error, sizeof(out->error));
	copy_text(row, 15, out->last_success_at, sizeof(out->last_success_at));
	out->events_total = sqlite3_column_int64(row, 16);
	out->batches_total = sqlite3_column_int64(row, 17);
}

/* Ends a statement of one row or none. */
static bool one_sink(struct state *state, sqlite3_stmt *row,
		     struct sink_state *out, bool *found, struct err *err)
{
	int rc;

	if (!row)
		return false;
	rc = sqlite3_step(row);
	*found = rc == SQLITE_ROW;
	if (*found)
		read_sink(row, out);
	else if (rc != SQLITE_DONE)
		failed(state, err);
	sqlite3_finalize(row);
	return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool state_sink_at(struct state *state, size_t i, struct sink_state *out,
		   bool *found, struct err *err)
{
	return one_sink(state,
			prepare(state, err,
				"SELECT " SINK_COLUMNS " FROM sink"
				" ORDER BY name LIMIT 1 OFFSET ?",
				"i", (int64_t)i),
			out, found, err);
}

/* Reads ranges from a statement of two columns, and ends it. */
static bool read_ranges(struct state *state, sqlite3_stmt *row,
			struct rangeset *out, struct err *err)
{
	int rc;

	if (!row)
		return false;
	while ((rc = sqlite3_step(row)) == SQLITE_ROW)
		rangeset_add(out, sqlite3_column_int64(row, 0),
			     sqlite3_column_int64(row, 1));
	if (rc != SQLITE_DONE)
		failed(state, err);
	sqlite3_finalize(row);
	return rc == SQLITE_DONE;
}

bool state_sink_find(struct state *state, const char *name,
		     struct sink_state *out, bool *found, struct err *err)
{
	return one_sink(state,
			prepare(state, err,
				"SELECT " SINK_COLUMNS
				" FROM sink WHERE name = ?",
				"s", name),
			out, found, err);
}

bool state_acked(struct state *state, const char *name, struct rangeset *out,
		 struct err *err)
{
	rangeset_reset(out);
	return read_ranges(state,
			   prepare(state, err,
				   "SELECT first, last FROM acked"
				   " WHERE sink = ? ORDER BY first",
				   "s", name),
			   out, err);
}

bool state_sink_load(struct state *state, const char *name, const char *type,
		     struct sink_state *out, struct rangeset *acked,
		     struct err *err)
{
	bool found;

	return finish(state,
		      prepare(state, err,
			      "INSERT INTO sink (name, type) VALUES (?, ?)"
			      " ON CONFLICT (name) DO UPDATE"
			      " SET type = excluded.type"
			      " WHERE type <> excluded.type",
			      "ss", name, type),
		      err) &&
	       state_sink_find(state, name, out, &found, err) &&
	       state_acked(state, name, acked, err);
}

void seal_release(struct seal *seal)
{
	rangeset_release(&seal->seqs);
	buf_release(&seal->tx_open);
	buf_release(&seal->body);
	buf_release(&seal->spans);
	*seal = (struct seal){ 0 };
}

static void print_ranges(const struct rangeset *set, struct buf *out)
{
	size_t i;

	for (i = 0; i < set->n; i++)
		buf_addf(out, "%s%" PRId64 "-%" PRId64, i ? "," : "",
			 set->ranges[i].first, set->ranges[i].last);
}

static bool parse_ranges(const char *text, struct rangeset *out)
{
	while (*text) {
		char *next;
		int64_t first = strtoll(text, &next, 10), last;

		if (*next != '-')
			return false;
		last = strtoll(next + 1, &next, 10);
		if (last < first || (*next && *next != ','))
			return false;
		rangeset_add(out, first, last);
		text = *next ? next + 1 : next;
	}
	return out->n > 0;
}

bool state_seal(struct state *state, const char *sink, const struct seal *seal,
		struct err *err)
{
	struct buf ranges = { 0 };
	bool good;

	print_ranges(&seal->seqs, &ranges);
	good = finish(state,
		      prepare(state, err,
			      "INSERT INTO batch (sink, batch_seq, id, prev_id,"
			      " seqs, events, sha256, sealed_at, tx_open,"
			      " tx_complete, anchor_seq, anchor_hash)"
			      " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
			      "sisssisssiis", sink, seal->batch_seq, seal->id,
			      seal->prev_id[0] ? seal->prev_id : NULL,
			      buf_str(&ranges), seal->events, seal->sha256,
			      seal->timestamp, buf_str(&seal->tx_open),
			      (int64_t)seal->tx_complete, seal->anchor_seq,
			      seal->anchor_hash),
		      err);
	buf_release(&ranges);
	return good;
}

static bool read_seal(struct state *state, sqlite3_stmt *row, struct seal *out,
		      struct err *err)
{
	const char *ranges = (const char *)sqlite3_column_text(row, 3);

	out->batch_seq = sqlite3_column_int64(row, 0);
	copy_text(row, 1, out->id, sizeof(out->id));
	copy_text(row, 2, out->prev_id, sizeof(out->prev_id));
	if (!ranges || !parse_ranges(ranges, &out->seqs))
		return err_set(err, ERR_IO,
			       "\"%s\": batch \"%s\" has no readable seqs",
			       state->path, out->id);
	out->events = sqlite3_column_int64(row, 4);
	copy_text(row, 5, out->sha256, sizeof(out->sha256));
	copy_text(row, 6, out->timestamp, sizeof(out->timestamp));
	buf_addstr(&out->tx_open, (const char *)sqlite3_column_text(row, 7));
	out->tx_complete = sqlite3_column_int64(row, 8) != 0;
	out->anchor_seq = sqlite3_column_int64(row, 9);
	copy_text(row, 10, out->anchor_hash, sizeof(out->anchor_hash));
	out->attempts = sqlite3_column_int64(row, 11);
	out->kept = sqlite3_column_type(row, 12) != SQLITE_NULL;
	if (out->kept) {
		buf_add(&out->body, sqlite3_column_blob(row, 12),
			(size_t)sqlite3_column_bytes(row, 12));
		buf_add(&out->spans, sqlite3_column_text(row, 13),
			(size_t)sqlite3_column_bytes(row, 13));
	}
	return true;
}

bool state_sealed(struct state *state, const char *sink, struct seal *out,
		  bool *found, struct err *err)
{
	sqlite3_stmt *row;
	bool good = true;
	int rc;

	*out = (struct seal){ 0 };
	*found = false;
	row = prepare(state, err,
		      "SELECT batch_seq, id, prev_id, seqs, events, sha256,"
		      " sealed_at, tx_open, tx_complete, anchor_seq,"
		      " anchor_hash, attempts, body, spans FROM batch"
		      " WHERE sink = ? ORDER BY batch_seq LIMIT 1",
		      "s", sink);
	if (!row)
		return false;
	rc = sqlite3_step(row);
	if (rc == SQLITE_ROW) {
		*found = true;
		good = read_seal(state, row, out, err);
	} else if (rc != SQLITE_DONE) {
		good = failed(state, err);
	}
	sqlite3_finalize(row);
	if (!good)
		seal_release(out);
	return good;
}

bool state_keep_body(struct state *state, const char *sink,
		     const struct seal *seal, struct str body, struct str spans,
		     struct err *err)
{
	return finish(state,
		      prepare(state, err,
			      "UPDATE batch SET body = ?, spans = ?"
			      " WHERE sink = ? AND batch_seq = ?",
			      "bbsi", body, spans, sink, seal->batch_seq),
		      err);
}

/*
 * Stores what adding first..last made of the set: the one range around it in
 * the place of all that it swallowed.
 */
static bool save_range(struct state *state, const char *sink,
		       const struct rangeset *acked, int64_t first,
		       struct err *err)
{
	size_t low = 0, high = acked->n;
	const struct range *range;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (acked->ranges[middle].first <= first)
			low = middle;
		else
			high = middle;
	}
	range = &acked->ranges[low];
	return finish(state,
		      prepare(state, err,
			      "DELETE FROM acked WHERE sink = ?"
			      " AND first BETWEEN ? AND ?",
			      "sii", sink, range->first, range->last),
		      err) &&
	       finish(state,
		      prepare(state, err,
			      "INSERT INTO acked (sink, first, last)"
			      " VALUES (?, ?, ?)",
			      "sii", sink, range->first, range->last),
		      err);
}

static bool save_acked(struct state *state, const char *sink,
		       const struct rangeset *acked, const struct seal *seal,
		       struct err *err)
{
	size_t i;

	for (i = 0; i < seal->seqs.n; i++)
		if (!save_range(state, sink, acked, seal->seqs.ranges[i].first,
				err))
			return false;
	return true;
}

/* What an acknowledgement makes of a sink. */
static void move_on(struct sink_state *sink, const struct seal *seal)
{
	sink->batch_seq = seal->batch_seq;
	snprintf(sink->batch_id, sizeof(sink->batch_id), "%s", seal->id);
	if (seal->anchor_seq > sink->anchor_seq) {
		sink->anchor_seq = seal->anchor_seq;
		memcpy(sink->anchor_hash, seal->anchor_hash,
		       sizeof(sink->anchor_hash));
	}
	if (strcmp(sink->condition, "paused") != 0)
		snprintf(sink->condition, sizeof(sink->condition), "ok");
	sink->failures = 0;
	sink->next_attempt_at = 0;
	sink->failing_since[0] = '\0';
	sink->error_kind[0] = '\0';
	sink->error[0] = '\0';
	clock_now_text(sink->last_success_at);
	sink->events_total += seal->events;
	sink->batches_total++;
}

bool state_ack(struct state *state, struct sink_state *sink,
	       struct rangeset *acked, const struct seal *seal, struct err *err)
{
	struct sink_state moved = *sink;
	size_t i;
	bool good;

	move_on(&moved, seal);
	for (i = 0; i < seal->seqs.n; i++)
		rangeset_add(acked, seal->seqs.ranges[i].first,
			     seal->seqs.ranges[i].last);
	if (!begin(state, err))
		return false;
	good =
	    save_acked(state, sink->name, acked, seal, err) &&
	    finish(state,
		   prepare(state, err,
			   "DELETE FROM batch"
			   " WHERE sink = ? AND batch_seq = ?",
			   "si", sink->name, seal->batch_seq),
		   err) &&
	    finish(state,
		   prepare(state, err,
			   "UPDATE sink SET condition = ?, batch_seq = ?,"
			   " batch_id = ?, anchor_seq = ?, anchor_hash = ?,"
			   " failures = 0, next_attempt_at = 0,"
			   " failing_since = NULL, error_kind = NULL,"
			   " error = NULL, last_success_at = ?,"
			   " events_total = ?, batches_total = ?"
			   " WHERE name = ?",
			   "sisissiis", moved.condition, moved.batch_seq,
			   moved.batch_id, moved.anchor_seq, moved.anchor_hash,
			   moved.last_success_at, moved.events_total,
			   moved.batches_total, moved.name),
		   err);
	if (!end(state, good, err))
		return false;
	*sink = moved;
	return true;
}

static const char *or_null(const char *text)
{
	return text[0] ? text : NULL;
}

bool state_fail(struct state *state, const struct sink_state *sink,
		struct seal *seal, struct err *err)
{
	bool good;

	if (!begin(state, err))
		return false;
	good =
	    finish(state,
		   prepare(state, err,
			   "UPDATE sink SET condition = ?, failures = ?,"
			   " next_attempt_at = ?, failing_since = ?,"
			   " error_kind = ?, error = ? WHERE name = ?",
			   "siissss", sink->condition, sink->failures,
			   sink->next_attempt_at, or_null(sink->failing_since),
			   or_null(sink->error_kind), or_null(sink->error),
			   sink->name),
		   err);
	if (good && seal)
		good = finish(state,
			      prepare(state, err,
				      "UPDATE batch SET attempts = attempts + 1"
				      " WHERE sink = ? AND batch_seq = ?",
				      "si", sink->name, seal->batch_seq),
			      err);
	if (!end(state, good, err))
		return false;
	if (seal)
		seal->attempts++;
	return true;
}

bool state_sink_save(struct state *state, const struct sink_state *sink,
		     struct err *err)
{
	sqlite3_stmt *statement = prepare(
	    state, err,
	    "UPDATE sink SET condition = ?, floor = ?,"
	    " floor_candidate = ?, floor_mark = ?,"
	    " next_attempt_at = ? WHERE name = ?",
	    "siiiis", sink->condition, sink->floor, sink->floor_candidate,
	    sink->floor_mark, sink->next_attempt_at, sink->name);

	if (statement && !sink->floor_marked)
		sqlite3_bind_null(statement, 4);
	return finish(state, statement, err);
}

/* Runs a statement of (first, last, more) for every range of a set. */
static bool each_range(struct state *state, const char *sql,
		       const struct rangeset *set, int64_t more,
		       struct err *err)
{
	bool good = true;
	size_t i;

	for (i = 0; good && i < set->n; i++)
		good =
		    finish(state,
			   prepare(state, err, sql, "iii", set->ranges[i].first,
				   set->ranges[i].last, more),
			   err);
	return good;
}

bool state_keep(struct state *state, const struct rangeset *seqs,
		int64_t acked_at, struct err *err)
{
	return begin(state, err) &&
	       end(state,
		   each_range(state,
			      "INSERT OR REPLACE INTO kept"
			      " (first, last, acked_at) VALUES (?, ?, ?)",
			      seqs, acked_at, err),
		   err);
}

bool state_kept(struct state *state, int64_t before, struct rangeset *all,
		struct rangeset *released, struct err *err)
{
	rangeset_reset(all);
	rangeset_reset(released);
	return read_ranges(
		   state,
		   prepare(state, err, "SELECT first, last FROM kept", ""), all,
		   err) &&
	       read_ranges(state,
			   prepare(state, err,
				   "SELECT first, last FROM kept"
				   " WHERE acked_at <= ?",
				   "i", before),
			   released, err);
}

/* The stored ranges of a sink that overlap one range. */
static bool overlapping(struct state *state, const char *sink,
			const struct range *range, struct rangeset *out,
			struct err *err)
{
	rangeset_reset(out);
	return read_ranges(
	    state,
	    prepare(state, err,
		    "SELECT first, last FROM acked WHERE sink = ?1"
		    " AND first <= ?3 AND last >= ?2 AND first >="
		    " coalesce((SELECT max(first) FROM acked"
		    " WHERE sink = ?1 AND first <= ?2), ?2)"
		    " ORDER BY first",
		    "sii", sink, range->first, range->last),
	    out, err);
}

/* Takes one range out of one sink's stored set. */
static bool forget_range(struct state *state, const char *sink,
			 const struct range *range, struct err *err)
{
	struct rangeset stored = { 0 };
	bool good = overlapping(state, sink, range, &stored, err);
	size_t i;

	if (good && stored.n)
		good = finish(state,
			      prepare(state, err,
				      "DELETE FROM acked WHERE sink = ?"
				      " AND first BETWEEN ? AND ?",
				      "sii", sink, stored.ranges[0].first,
				      stored.ranges[stored.n - 1].first),
			      err);
	rangeset_remove(&stored, range->first, range->last);
	for (i = 0; good && i < stored.n; i++)
		good = finish(state,
			      prepare(state, err,
				      "INSERT INTO acked (sink, first, last)"
				      " VALUES (?, ?, ?)",
				      "sii", sink, stored.ranges[i].first,
				      stored.ranges[i].last),
			      err);
	rangeset_release(&stored);
	return good;
}

static bool forget_acked(struct state *state, const char *sink,
			 const struct rangeset *seqs, struct err *err)
{
	size_t i;

	for (i = 0; i < seqs->n; i++)
		if (!forget_range(state, sink, &seqs->ranges[i], err))
			return false;
	return true;
}

bool state_forget(struct state *state, const struct rangeset *seqs,
		  struct err *err)
{
	struct sink_state sink;
	bool good = begin(state, err), found = true;
	size_t i;

	if (!good)
		return false;
	for (i = 0; good && found; i++) {
		good = state_sink_at(state, i, &sink, &found, err);
		if (good && found)
			good = forget_acked(state, sink.name, seqs, err);
	}
	good = good && each_range(state,
				  "DELETE FROM kept WHERE first BETWEEN ?1"
				  " AND ?2 AND ?3 = 0",
				  seqs, 0, err);
	return end(state, good, err);
}

bool state_sink_forget(struct state *state, const char *name, struct err *err)
{
	bool good;

	if (!begin(state, err))
		return false;
	good = finish(state,
		      prepare(state, err, "DELETE FROM acked WHERE sink = ?",
			      "s", name),
		      err) &&
	       finish(state,
		      prepare(state, err, "DELETE FROM batch WHERE sink = ?",
			      "s", name),
		      err) &&
	       finish(state,
		      prepare(state, err, "DELETE FROM sink WHERE name = ?",
			      "s", name),
		      err);
	if (good && sqlite3_changes(state->db) == 0)
		good = err_set(err, ERR_CONFIG, "no sink \"%s\" in \"%s\"",
			       name, state->path);
	return end(state, good, err);
}
