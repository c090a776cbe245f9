#include "receiver/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "core/mem.h"
#include "core/resource.h"
#include "core/statements.h"
#include "receiver/body.h"
#include "sinks/digest.h"

enum { BUSY_MS = 10000 };

/* The statements of receiver/store.sql that are kept prepared. */
enum statement {
	S_BEGIN,
	S_COMMIT,
	S_ROLLBACK,
	S_POSITION,
	S_POSITION_MOVE,
	S_BATCH_AGAIN,
	S_BATCH_ADD,
	S_TOKEN,
	S_TOKEN_SET,
	S_EVENT_ADD,
	S_EVENT_ADD_AGAIN,
	S_REQUEST_ADD,
	S_LOSE_POSITION,
	S_LOSE_STREAM,
	S_LOSE_EVENT,
	S_LOSE_BATCH,
	S_STATUS,
	STATEMENTS
};

static const char *const names[STATEMENTS] = {
	[S_BEGIN] = "begin",
	[S_COMMIT] = "commit",
	[S_ROLLBACK] = "rollback",
	[S_POSITION] = "position",
	[S_POSITION_MOVE] = "position_move",
	[S_BATCH_AGAIN] = "batch_again",
	[S_BATCH_ADD] = "batch_add",
	[S_TOKEN] = "token",
	[S_TOKEN_SET] = "token_set",
	[S_EVENT_ADD] = "event_add",
	[S_EVENT_ADD_AGAIN] = "event_add_again",
	[S_REQUEST_ADD] = "request_add",
	[S_LOSE_POSITION] = "lose_position",
	[S_LOSE_STREAM] = "lose_stream",
	[S_LOSE_EVENT] = "lose_event",
	[S_LOSE_BATCH] = "lose_batch",
	[S_STATUS] = "status",
};

static const char *const verdict_names[] = {
	[VERDICT_STORED] = "stored",
	[VERDICT_PARTIAL] = "partial",
	[VERDICT_DECLINED] = "declined",
	[VERDICT_DUPLICATE] = "duplicate",
	[VERDICT_PING] = "ping",
	[VERDICT_DIFFERS] = "differs",
	[VERDICT_GAP] = "gap",
	[VERDICT_CHAIN] = "chain",
	[VERDICT_STALE] = "stale",
	[VERDICT_FORGED] = "forged",
	[VERDICT_MALFORMED] = "malformed",
	[VERDICT_TOO_LARGE] = "too_large",
	[VERDICT_ENCODING] = "encoding",
	[VERDICT_FAILED] = "failed",
};

struct store {
	sqlite3 *db;
	char *path; /* for messages */
	char *bodies;
	bool join;
	struct body body;       /* of the request at hand */
	struct statements *sql; /* receiver/store.sql */
	sqlite3_stmt *prepared[STATEMENTS];
};

const char *verdict_name(enum verdict verdict)
{
	return verdict_names[verdict];
}

/* --------------------------------------------------------------- statements */

static bool fail(const struct store *store, struct err *err)
{
	int code = sqlite3_errcode(store->db);

	return err_set(
	    err,
	    code == SQLITE_BUSY || code == SQLITE_LOCKED ? ERR_TRANSIENT
							 : ERR_IO,
	    "store \"%s\": %s", store->path, sqlite3_errmsg(store->db));
}

/* Prepared once, and ready to be bound. */
static sqlite3_stmt *statement(struct store *store, enum statement i,
			       struct err *err)
{
	sqlite3_stmt **at = &store->prepared[i];
	const char *sql;

	if (!*at) {
		sql = statements_find(store->sql, names[i], err);
		if (!sql)
			return NULL;
		if (sqlite3_prepare_v3(store->db, sql, -1,
				       SQLITE_PREPARE_PERSISTENT, at,
				       NULL) != SQLITE_OK) {
			fail(store, err);
			return NULL;
		}
	}
	sqlite3_reset(*at);
	sqlite3_clear_bindings(*at);
	return *at;
}

static void bind_text(sqlite3_stmt *st, int i, const char *text)
{
	sqlite3_bind_text(st, i, text, -1, SQLITE_STATIC);
}

/* NULL where there is none. */
static void bind_str(sqlite3_stmt *st, int i, struct str text)
{
	sqlite3_bind_text64(st, i, text.p, text.n, SQLITE_STATIC, SQLITE_UTF8);
}

static const char *column_text(sqlite3_stmt *st, int i)
{
	return (const char *)sqlite3_column_text(st, i);
}

/* Runs a statement to its end, for its effect. */
static bool run(struct store *store, sqlite3_stmt *st, struct err *err)
{
	if (!st)
		return false;
	if (sqlite3_step(st) != SQLITE_DONE)
		return fail(store, err);
	sqlite3_reset(st);
	return true;
}

static bool run_plain(struct store *store, enum statement i, struct err *err)
{
	return run(store, statement(store, i, err), err);
}

/* --------------------------------------------------------------- one batch */

/* Always false. */
static bool malformed(struct outcome *out, const char *detail)
{
	out->verdict = VERDICT_MALFORMED;
	snprintf(out->detail, sizeof(out->detail), "%s", detail);
	return false;
}

static bool is_ping(const struct body *body)
{
	return strcmp(body->type, "shadowlog.ping") == 0;
}

/* False where it is no batch: then the verdict is VERDICT_MALFORMED. */
static bool read_body(const struct request *request, struct body *body,
		      struct outcome *out)
{
	if (!body_read(body, request->body))
		return malformed(out, "the body is not JSON as Shadowlog "
				      "writes it");
	out->batch_seq = body->batch_seq;
	if (!body->type ||
	    (!is_ping(body) && strcmp(body->type, "shadowlog.batch") != 0 &&
	     strcmp(body->type, "shadowlog.checkpoint") != 0))
		return malformed(out, "\"type\" is not \"shadowlog.batch\" or "
				      "\"shadowlog.checkpoint\"");
	if (!body->id || !body->source || !body->sink || !body->epoch ||
	    body->batch_seq < (is_ping(body) ? 0 : 1))
		return malformed(out,
				 "id, source, sink or batch_seq is missing");
	if (!request->id || strcmp(body->id, request->id) != 0)
		return malformed(out, "\"id\" is not that of webhook-id");
	if (body->count != (int64_t)body->n)
		return malformed(out,
				 "\"count\" is not the length of \"data\"");
	return true;
}

/* Its three parameters, from that one on. */
static void bind_stream(sqlite3_stmt *st, int first, const struct body *body)
{
	bind_text(st, first, body->source);
	bind_text(st, first + 1, body->sink);
	bind_text(st, first + 2, body->epoch);
}

/*
 * A batch that is here already: are its bytes the same?  One that came before
 * the stream was joined is not known.
 */
static bool judge_again(struct store *store, const struct body *body,
			const char *sha256, struct outcome *out,
			struct err *err)
{
	sqlite3_stmt *st = statement(store, S_BATCH_AGAIN, err);
	const char *answer;

	if (!st)
		return false;
	bind_text(st, 1, body->id);
	bind_text(st, 2, sha256);
	bind_stream(st, 3, body);
	sqlite3_bind_int64(st, 6, body->batch_seq);
	out->verdict = VERDICT_DUPLICATE;
	switch (sqlite3_step(st)) {
	case SQLITE_ROW:
		if (!sqlite3_column_int(st, 0)) {
			out->verdict = VERDICT_DIFFERS;
			snprintf(out->detail, sizeof(out->detail),
				 "batch %" PRId64 " is here, with other bytes",
				 body->batch_seq);
		}
		answer = column_text(st, 1);
		if (answer)
			snprintf(out->answer, sizeof(out->answer), "%s",
				 answer);
		break;
	case SQLITE_DONE:
		break;
	default:
		return fail(store, err);
	}
	sqlite3_reset(st);
	return true;
}

/* Has a poller with a newer lease been here?  VERDICT_STALE says so. */
static bool judge_token(struct store *store, const struct body *body,
			const char *text, struct outcome *out, struct err *err)
{
	int64_t token = text ? strtoll(text, NULL, 10) : 0;
	sqlite3_stmt *st;
	int64_t highest;

	if (token <= 0)
		return true;
	st = statement(store, S_TOKEN, err);
	if (!st)
		return false;
	bind_text(st, 1, body->source);
	bind_text(st, 2, body->epoch);
	if (sqlite3_step(st) != SQLITE_ROW)
		return fail(store, err);
	highest = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	if (highest > token) {
		out->verdict = VERDICT_STALE;
		snprintf(out->detail, sizeof(out->detail),
			 "token %" PRId64 " came, but %" PRId64
			 " was here before",
			 token, highest);
		return true;
	}
	st = statement(store, S_TOKEN_SET, err);
	if (!st)
		return false;
	bind_text(st, 1, body->source);
	bind_text(st, 2, body->epoch);
	sqlite3_bind_int64(st, 3, token);
	return run(store, st, err);
}

/*
 * Where does the batch stand in its stream?  VERDICT_STORED: it is the next
 * one.
 */
static bool judge(struct store *store, const struct body *body,
		  const char *sha256, struct outcome *out, struct err *err)
{
	sqlite3_stmt *st = statement(store, S_POSITION, err);
	const char *last_id = NULL;
	int64_t last = 0;

	if (!st)
		return false;
	bind_stream(st, 1, body);
	switch (sqlite3_step(st)) {
	case SQLITE_ROW:
		last = sqlite3_column_int64(st, 0);
		last_id = column_text(st, 1);
		break;
	case SQLITE_DONE:
		break;
	default:
		return fail(store, err);
	}
	out->expected = last + 1;
	if (last && body->batch_seq <= last)
		return judge_again(store, body, sha256, out, err);
	out->verdict = VERDICT_STORED;
	if (!last && store->join)
		return true;
	if (body->batch_seq > last + 1) {
		out->verdict = VERDICT_GAP;
		snprintf(out->detail, sizeof(out->detail),
			 "batch %" PRId64 " came, but %" PRId64 " is the next",
			 body->batch_seq, last + 1);
	} else if (!body->prev != !last_id ||
		   (last_id && strcmp(body->prev, last_id) != 0)) {
		out->verdict = VERDICT_CHAIN;
		snprintf(out->detail, sizeof(out->detail),
			 "prev_batch_id is \"%.80s\", but \"%.80s\" is here",
			 body->prev ? body->prev : "", last_id ? last_id : "");
	}
	return true;
}

static bool write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes.p += n;
		bytes.n -= (size_t)n;
	}
	return true;
}

/* An id becomes a file's name: it must be one, and no path. */
static bool safe_name(const char *id)
{
	return strlen(id) <= 200 && id[0] != '.' && !strpbrk(id, "/\n");
}

/* DIR/ID.json, whole or not at all. */
static bool write_body(const struct store *store, const char *id,
		       struct str body, struct err *err)
{
	struct buf path = { 0 }, draft = { 0 };
	bool good = false;
	int fd;

	if (!safe_name(id))
		return err_set(err, ERR_DATA, "\"%s\" is no file's name", id);
	buf_addf(&path, "%s/%s.json", store->bodies, id);
	buf_addf(&draft, "%s/.%s.tmp", store->bodies, id);
	fd = open(draft.data, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd >= 0) {
		good = write_all(fd, body) && fsync(fd) == 0;
		good = close(fd) == 0 && good;
	}
	if (!good || rename(draft.data, path.data) != 0)
		good = err_set(err, ERR_IO, "\"%s\": %s", path.data,
			       strerror(errno));
	buf_release(&path);
	buf_release(&draft);
	return good;
}

/* ------------------------------------------------------------ part of one */

/* The event that the rule means, from 1; past the last one: none. */
static size_t find_event(const struct body *body, const struct part *part)
{
	size_t i;

	if (!part->text)
		return (size_t)part->n;
	for (i = 0; i < body->n; i++)
		if (str_holds(body->events[i].json, part->text))
			return i + 1;
	return SIZE_MAX;
}

/* Steps back from between the two events of one change. */
static size_t whole_changes(const struct body *body, size_t n)
{
	while (n > 0 && n < body->n &&
	       str_equal(body->events[n - 1].pos, body->events[n].pos))
		n--;
	return n;
}

static void say_part(const struct part *part, struct str last, struct str fault,
		     struct outcome *out)
{
	char *to = out->answer;
	size_t size = sizeof(out->answer);

	if (part->form == PART_PREFIX)
		snprintf(to, size, "{\"acked_through\":\"%.*s\"}", (int)last.n,
			 last.p);
	else if (part->form == PART_FAILED)
		snprintf(to, size,
			 "{\"batchItemFailures\":[{\"itemIdentifier\":"
			 "\"%.*s\"}]}",
			 (int)fault.n, fault.p);
	else
		snprintf(to, size,
			 "{\"results\":[{\"id\":\"%.*s\",\"status\":\"%s\","
			 "\"problem\":{\"title\":\"a rule said so\"}}]}",
			 (int)fault.n, fault.p,
			 part->form == PART_REJECT ? "reject" : "retry");
}

/* How many events are taken, and what is answered where that is not all. */
static size_t choose(const struct body *body, const struct part *part,
		     struct outcome *out)
{
	struct str last = { "0", 1 }, fault = { "", 0 };
	size_t event, n = body->n;

	if (part->form == PART_NOT)
		return n;
	event = find_event(body, part);
	if (part->form == PART_PREFIX ? event >= n : event > n)
		return n;
	n = part->form == PART_PREFIX ? event : event - 1;
	if (part->form != PART_PREFIX)
		fault = body->events[event - 1].id;
	n = whole_changes(body, n);
	if (n && body->events[n - 1].pos.p)
		last = body->events[n - 1].pos;
	say_part(part, last, fault, out);
	out->verdict = n ? VERDICT_PARTIAL : VERDICT_DECLINED;
	return n;
}

/* ------------------------------------------------------------------- effect */

static bool add_event(struct store *store, const struct body *body,
		      const struct body_event *event, struct err *err)
{
	sqlite3_stmt *st = statement(
	    store, body->replay ? S_EVENT_ADD_AGAIN : S_EVENT_ADD, err);

	if (!st)
		return false;
	bind_str(st, 1, event->id);
	bind_text(st, 2, body->id);
	bind_str(st, 3, event->pos);
	bind_str(st, 4, event->op);
	bind_str(st, 5, event->table);
	bind_str(st, 6, event->json);
	return run(store, st, err);
}

/* The first n of them. */
static bool add_events(struct store *store, const struct body *body, size_t n,
		       struct outcome *out, struct err *err)
{
	int before = sqlite3_total_changes(store->db);
	size_t i;

	for (i = 0; i < n; i++)
		if (!add_event(store, body, &body->events[i], err))
			return false;
	out->events = sqlite3_total_changes(store->db) - before;
	return true;
}

/* The stream is one batch further. */
static bool move(struct store *store, const struct body *body,
		 const char *sha256, const struct outcome *out, struct err *err)
{
	sqlite3_stmt *st = statement(store, S_POSITION_MOVE, err);

	if (!st)
		return false;
	bind_stream(st, 1, body);
	sqlite3_bind_int64(st, 4, body->batch_seq);
	bind_text(st, 5, body->id);
	if (!run(store, st, err))
		return false;
	st = statement(store, S_BATCH_ADD, err);
	if (!st)
		return false;
	bind_stream(st, 1, body);
	sqlite3_bind_int64(st, 4, body->batch_seq);
	bind_text(st, 5, body->id);
	bind_text(st, 6, sha256);
	if (*out->answer)
		bind_text(st, 7, out->answer);
	return run(store, st, err);
}

/* The batch is the next one: takes it, or as much of it as the rule says. */
static bool apply(struct store *store, const struct body *body,
		  const struct request *request, const char *sha256,
		  struct outcome *out, struct err *err)
{
	size_t n = choose(body, &request->part, out);

	if (out->verdict == VERDICT_DECLINED)
		return true;
	if (body->nameless) {
		malformed(out, "an event has no \"id\" or no \"op\"");
		return true;
	}
	return add_events(store, body, n, out, err) &&
	       move(store, body, sha256, out, err) &&
	       (!store->bodies ||
		write_body(store, body->id, request->body, err));
}

static bool add_request(struct store *store, const struct request *request,
			const char *sha256, const struct outcome *outcome,
			struct err *err)
{
	sqlite3_stmt *st = statement(store, S_REQUEST_ADD, err);

	if (!st)
		return false;
	bind_text(st, 1, request->id);
	bind_text(st, 2, request->timestamp);
	bind_text(st, 3, request->signature);
	bind_text(st, 4, request->attempt);
	sqlite3_bind_int64(st, 5, (int64_t)request->body.n);
	bind_text(st, 6, sha256);
	if (outcome->batch_seq)
		sqlite3_bind_int64(st, 7, outcome->batch_seq);
	bind_text(st, 8, verdict_name(outcome->verdict));
	bind_text(st, 9, request->rule);
	return run(store, st, err);
}

static bool take(struct store *store, const struct request *request,
		 struct outcome *out, struct err *err)
{
	struct body *body = &store->body;
	char sha256[DIGEST_HEX + 1];

	digest_hex(request->body.p, request->body.n, sha256);
	if (read_body(request, body, out) &&
	    !judge_token(store, body, request->token, out, err))
		return false;
	/* No batch: noting it shows that one could be stored. */
	if (out->verdict == VERDICT_STORED && is_ping(body))
		out->verdict = VERDICT_PING;
	if (out->verdict == VERDICT_STORED &&
	    !judge(store, body, sha256, out, err))
		return false;
	if (out->verdict == VERDICT_STORED &&
	    !apply(store, body, request, sha256, out, err))
		return false;
	return add_request(store, request, sha256, out, err);
}

/* No statement stays open: an open one would hold up SQLite's checkpoints. */
static void reset_all(struct store *store)
{
	size_t i;

	for (i = 0; i < STATEMENTS; i++)
		sqlite3_reset(store->prepared[i]);
}

/* Ends the transaction, well or not at all. */
static bool end(struct store *store, bool good, struct err *err)
{
	struct err ignored = { 0 };

	reset_all(store);
	if (good && run_plain(store, S_COMMIT, err))
		return true;
	reset_all(store);
	run_plain(store, S_ROLLBACK, &ignored);
	return false;
}

bool store_batch(struct store *store, const struct request *request,
		 struct outcome *out, struct err *err)
{
	*out = (struct outcome){ 0 };
	return run_plain(store, S_BEGIN, err) &&
	       end(store, take(store, request, out, err), err);
}

bool store_lose(struct store *store, int64_t n, struct err *err)
{
	sqlite3_stmt *st;

	if (!run_plain(store, S_BEGIN, err))
		return false;
	st = statement(store, S_LOSE_POSITION, err);
	if (st)
		sqlite3_bind_int64(st, 1, n);
	return end(store,
		   run(store, st, err) &&
		       run_plain(store, S_LOSE_STREAM, err) &&
		       run_plain(store, S_LOSE_EVENT, err) &&
		       run_plain(store, S_LOSE_BATCH, err),
		   err);
}

bool store_note(struct store *store, const struct request *request,
		const struct outcome *outcome, struct err *err)
{
	char sha256[DIGEST_HEX + 1];

	digest_hex(request->body.p, request->body.n, sha256);
	return add_request(store, request, sha256, outcome, err);
}

bool store_status(struct store *store, struct buf *out, struct err *err)
{
	sqlite3_stmt *st = statement(store, S_STATUS, err);

	if (!st)
		return false;
	if (sqlite3_step(st) != SQLITE_ROW)
		return fail(store, err);
	buf_addstr(out, column_text(st, 0));
	sqlite3_reset(st);
	return true;
}

/* -------------------------------------------------------------- open, close */

static bool execute(struct store *store, const char *text, struct err *err)
{
	return sqlite3_exec(store->db, text, NULL, NULL, NULL) == SQLITE_OK ||
	       fail(store, err);
}

/* What stands under a name: it need not be one statement. */
static bool run_script(struct store *store, const char *name, struct err *err)
{
	const char *text = statements_find(store->sql, name, err);

	return text && execute(store, text, err);
}

static bool prepare_file(struct store *store, bool no_sync, struct err *err)
{
	return run_script(store, "wal", err) &&
	       run_script(store, no_sync ? "not_flushed" : "flushed", err) &&
	       run_plain(store, S_BEGIN, err) &&
	       execute(store, resource_find("receiver/schema.sql")->text,
		       err) &&
	       run_plain(store, S_COMMIT, err);
}

bool store_open(struct store **out, const struct store_options *options,
		struct err *err)
{
	struct store *store = xcalloc(1, sizeof(*store));
	const char *path = options->path ? options->path : ":memory:";

	store->path = xstrdup(path);
	store->bodies = options->bodies ? xstrdup(options->bodies) : NULL;
	store->join = options->join;
	if (store->bodies && access(store->bodies, W_OK | X_OK) != 0)
		err_set(err, ERR_CANTCREAT, "\"%s\": %s", store->bodies,
			strerror(errno));
	else if (sqlite3_open_v2(path, &store->db,
				 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
				     SQLITE_OPEN_NOMUTEX,
				 NULL) != SQLITE_OK)
		fail(store, err);
	else if (sqlite3_busy_timeout(store->db, BUSY_MS) == SQLITE_OK &&
		 statements_open(&store->sql, "receiver/store.sql", err) &&
		 prepare_file(store, options->no_sync, err)) {
		*out = store;
		return true;
	}
	store_close(store);
	return false;
}

void store_close(struct store *store)
{
	size_t i;

	if (!store)
		return;
	for (i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(store->prepared[i]);
	sqlite3_close(store->db);
	statements_close(store->sql);
	body_release(&store->body);
	free(store->path);
	free(store->bodies);
	free(store);
}
