/* state.db: dead letters, and the changes that wait for them. */
#include "poller/state_dead.h"

#include <stdio.h>
#include <string.h>

#include "core/clock.h"
#include "poller/sieve.h"
#include "poller/state_private.h"

static struct str image(bool there, struct str row)
{
	return there ? (struct str){ row.p ? row.p : "", row.n }
		     : (struct str){ 0 };
}

/*
 * One that is there already was buried for a sink of that name which was
 * forgotten since: it is the same change, and waits again.
 */
static bool insert_dead(struct state *state, const struct dead_letter *dead,
			struct err *err)
{
	const struct change *change = &dead->change;
	const char op[2] = { change->op, '\0' };
	struct buf txid = { 0 }, captured = { 0 };
	bool good;

	buf_add(&txid, change->txid.p, change->txid.n);
	buf_add(&captured, change->captured_at.p, change->captured_at.n);
	good = state_do(
	    state, err, "dead_add", "ssissssssssisssBB", dead->sink,
	    dead->epoch, change->seq, dead->event_id, dead->table, dead->key,
	    dead->key_hash[0], dead->key_hash[1], dead->batch_id, dead->reason,
	    dead->died_at, (int64_t)change->shape, op,
	    change->txid.n ? buf_str(&txid) : NULL, buf_str(&captured),
	    image(change->has_old, change->old_row),
	    image(change->has_new, change->new_row));
	buf_release(&txid);
	buf_release(&captured);
	return good;
}

bool state_bury(struct state *state, struct sink_state *sink,
		struct rangeset *acked, const struct seal *seal,
		const struct dead_letter *dead, struct err *err)
{
	struct rangeset one = { 0 };
	bool good = state_begin(state, err);

	if (!good)
		return false;
	rangeset_add(&one, dead->change.seq, dead->change.seq);
	rangeset_add(acked, dead->change.seq, dead->change.seq);
	good = state_batch_delete(state, sink->name, seal, err) &&
	       insert_dead(state, dead, err) &&
	       state_acked_add(state, sink->name, acked, &one, err) &&
	       state_sink_update(state, sink, err);
	good = state_end(state, good, err);
	if (!good)
		rangeset_subtract(acked, &one);
	rangeset_release(&one);
	return good;
}

bool state_bury_again(struct state *state, struct sink_state *sink,
		      const struct seal *seal, const char *reason,
		      struct err *err)
{
	bool good = state_begin(state, err);

	if (!good)
		return false;
	good = state_batch_delete(state, sink->name, seal, err) &&
	       state_do(state, err, "dead_again", "si", reason,
			seal->dead_letter) &&
	       state_sink_update(state, sink, err);
	return state_end(state, good, err);
}

static const char *copy(sqlite3_stmt *row, int column, struct arena *arena)
{
	const char *text = (const char *)sqlite3_column_text(row, column);

	return text ? arena_strdup(arena, text) : NULL;
}

static struct str copy_bytes(sqlite3_stmt *row, int column, struct arena *arena)
{
	size_t n = (size_t)sqlite3_column_bytes(row, column);
	char *p = arena_alloc(arena, n + 1);

	if (n)
		memcpy(p, sqlite3_column_blob(row, column), n);
	p[n] = '\0';
	return (struct str){ p, n };
}

static void read_dead(sqlite3_stmt *row, struct arena *arena,
		      struct dead_letter *out)
{
	struct change *change = &out->change;
	const char *op = (const char *)sqlite3_column_text(row, 17);

	*out = (struct dead_letter){ .id = sqlite3_column_int64(row, 0) };
	state_text(row, 1, out->sink, sizeof(out->sink));
	state_text(row, 2, out->epoch, sizeof(out->epoch));
	change->seq = sqlite3_column_int64(row, 3);
	out->event_id = copy(row, 4, arena);
	out->table = copy(row, 5, arena);
	out->key = copy(row, 6, arena);
	out->key_hash[0] = copy(row, 7, arena);
	out->key_hash[1] = copy(row, 8, arena);
	state_text(row, 9, out->batch_id, sizeof(out->batch_id));
	out->reason = copy(row, 10, arena);
	state_text(row, 11, out->died_at, sizeof(out->died_at));
	state_text(row, 12, out->condition, sizeof(out->condition));
	out->note = copy(row, 13, arena);
	state_text(row, 14, out->decided_at, sizeof(out->decided_at));
	out->retries = sqlite3_column_int64(row, 15);
	change->shape = (int32_t)sqlite3_column_int64(row, 16);
	change->op = op ? op[0] : '\0';
	change->txid = copy_bytes(row, 18, arena);
	change->captured_at = copy_bytes(row, 19, arena);
	change->has_old = sqlite3_column_type(row, 20) != SQLITE_NULL;
	change->old_row = copy_bytes(row, 20, arena);
	change->has_new = sqlite3_column_type(row, 21) != SQLITE_NULL;
	change->new_row = copy_bytes(row, 21, arena);
}

bool state_dead_next(struct state *state, const char *sink,
		     const char *condition, int64_t after, struct arena *arena,
		     struct dead_letter *out, bool *found, struct err *err)
{
	sqlite3_stmt *row = state_prepare(state, err, "dead_next", "iss", after,
					  sink, condition);

	if (!state_first(state, row, found, err))
		return false;
	if (*found)
		read_dead(row, arena, out);
	state_done(state, row);
	return true;
}

static bool check_decided(struct state *state, int64_t id, struct err *err)
{
	int64_t known;

	if (sqlite3_changes(state->db) == 1)
		return true;
	if (!state_number(state,
			  state_prepare(state, err, "dead_known", "i", id),
			  &known, err))
		return false;
	return err_set(err, ERR_CONFIG,
		       known ? "dead letter %lld was delivered or dropped "
			       "already, or is just being sent"
			     : "there is no dead letter %lld: `shadowlog dlq "
			       "list` shows them",
		       (long long)id);
}

static bool decide(struct state *state, int64_t id, const char *condition,
		   const char *note, const char *now, struct err *err)
{
	return state_do(state, err, "dead_decide", "sssi", condition, note, now,
			id) &&
	       check_decided(state, id, err);
}

bool state_dead_decide(struct state *state, const int64_t *ids, size_t n,
		       const char *condition, const char *note, struct err *err)
{
	bool good = state_begin(state, err);
	char now[CLOCK_TEXT_SIZE];
	size_t i;

	if (!good)
		return false;
	clock_now_text(now);
	for (i = 0; good && i < n; i++)
		good = decide(state, ids[i], condition, note, now, err);
	good = good && state_unpark(state, err);
	return state_end(state, good, err);
}

bool state_dead_count(struct state *state, const char *sink, bool all_epochs,
		      struct dead_count *out, struct err *err)
{
	sqlite3_stmt *row =
	    state_prepare(state, err, "dead_count", "sis", sink,
			  (int64_t)all_epochs, state->identity.epoch);
	bool found;

	*out = (struct dead_count){ 0 };
	if (!state_first(state, row, &found, err))
		return false;
	if (found) {
		out->dead = sqlite3_column_int64(row, 0);
		out->retry = sqlite3_column_int64(row, 1);
		out->delivered = sqlite3_column_int64(row, 2);
		out->dropped = sqlite3_column_int64(row, 3);
		state_text(row, 4, out->oldest, sizeof(out->oldest));
	}
	state_done(state, row);
	return true;
}

/* A key waits as long as a dead letter of it does. */
bool state_unpark(struct state *state, struct err *err)
{
	return state_do(state, err, "held_release", "s", state->identity.epoch);
}

bool state_parked(struct state *state, const char *sink, struct key_set *out,
		  struct err *err)
{
	sqlite3_stmt *row = state_prepare(state, err, "parked", "ss", sink,
					  state->identity.epoch);
	int rc;

	key_set_reset(out);
	if (!row)
		return false;
	while ((rc = sqlite3_step(row)) == SQLITE_ROW)
		key_set_add_for(out, (const char *)sqlite3_column_text(row, 0),
				(const char *)sqlite3_column_text(row, 1));
	if (rc != SQLITE_DONE)
		state_failed(state, err);
	state_done(state, row);
	return rc == SQLITE_DONE;
}

bool state_held(struct state *state, const char *sink, struct rangeset *out,
		struct err *err)
{
	rangeset_reset(out);
	return state_read_ranges(
	    state, state_prepare(state, err, "held", "s", sink), out, err);
}

static bool hold(struct state *state, const char *sink,
		 const struct held_change *held, size_t n, struct err *err)
{
	bool good = true;
	size_t i;

	for (i = 0; good && i < n; i++)
		good = state_do(state, err, "held_add", "siss", sink,
				held[i].seq, held[i].key.text,
				*held[i].also.text ? held[i].also.text : NULL);
	return good;
}

bool state_pass(struct state *state, struct sink_state *sink,
		struct rangeset *acked, const struct rangeset *passed,
		const struct held_change *held, size_t nheld, struct err *err)
{
	bool good;

	if (!passed->n && !nheld)
		return true;
	if (!state_begin(state, err))
		return false;
	sink->filtered_total += rangeset_count(passed);
	rangeset_add_all(acked, passed);
	/* An operator may have decided since the sink was told who waits. */
	good = state_acked_add(state, sink->name, acked, passed, err) &&
	       hold(state, sink->name, held, nheld, err) &&
	       (!nheld || state_unpark(state, err)) &&
	       state_sink_update(state, sink, err);
	if (state_end(state, good, err))
		return true;
	sink->filtered_total -= rangeset_count(passed);
	rangeset_subtract(acked, passed);
	return false;
}
