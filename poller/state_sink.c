/* state.db: the sinks. */
#include "poller/state_private.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_MOST = 64 /* in a message */ };

static const char *const condition_words[] = {
	[SINK_OK] = "ok",
	[SINK_RETRYING] = "retrying",
	[SINK_MISCONFIGURED] = "misconfigured",
	[SINK_HALTED] = "halted",
	[SINK_PAUSED] = "paused",
	[SINK_STOPPED] = "stopped",
};

const char *sink_condition_word(enum sink_condition condition)
{
	return condition_words[condition];
}

static enum sink_condition read_condition(sqlite3_stmt *row, int column)
{
	const char *word = (const char *)sqlite3_column_text(row, column);
	int i;

	for (i = SINK_STOPPED; i > SINK_OK; i--)
		if (word && strcmp(word, condition_words[i]) == 0)
			break;
	return (enum sink_condition)i;
}

bool sink_is_off(const struct sink_state *sink)
{
	return sink->condition == SINK_PAUSED ||
	       sink->condition == SINK_STOPPED;
}

void sink_recover(struct sink_state *sink)
{
	if (!sink_is_off(sink))
		sink->condition = SINK_OK;
	sink->failures = 0;
	sink->next_attempt_at = 0;
	sink->failing_since[0] = '\0';
	sink->waiting_since = sink->alerted_at = 0;
	sink->error_kind[0] = sink->error[0] = '\0';
}

/* Columns as sink_columns has them. */
static void read_sink(sqlite3_stmt *row, struct sink_state *out)
{
	state_text(row, 0, out->name, sizeof(out->name));
	state_text(row, 1, out->type, sizeof(out->type));
	out->condition = read_condition(row, 2);
	out->batch_seq = sqlite3_column_int64(row, 3);
	state_text(row, 4, out->batch_id, sizeof(out->batch_id));
	out->anchor_seq = sqlite3_column_int64(row, 5);
	state_text(row, 6, out->anchor_hash, sizeof(out->anchor_hash));
	out->floor = sqlite3_column_int64(row, 7);
	out->floor_candidate = sqlite3_column_int64(row, 8);
	out->floor_marked = sqlite3_column_type(row, 9) != SQLITE_NULL;
	out->floor_mark = sqlite3_column_int64(row, 9);
	out->failures = sqlite3_column_int64(row, 10);
	out->next_attempt_at = sqlite3_column_int64(row, 11);
	state_text(row, 12, out->failing_since, sizeof(out->failing_since));
	state_text(row, 13, out->error_kind, sizeof(out->error_kind));
	state_text(row, 14, out->error, sizeof(out->error));
	state_text(row, 15, out->last_success_at, sizeof(out->last_success_at));
	out->events_total = sqlite3_column_int64(row, 16);
	out->batches_total = sqlite3_column_int64(row, 17);
	out->revision = sqlite3_column_int64(row, 18);
	out->split = sqlite3_column_int64(row, 19);
	out->split_last = sqlite3_column_int64(row, 20);
	out->rejections = sqlite3_column_int64(row, 21);
	out->body_limit = sqlite3_column_int64(row, 22);
	out->rewind_to = sqlite3_column_int64(row, 23);
	out->draining = sqlite3_column_int64(row, 24) != 0;
	out->changes_total = sqlite3_column_int64(row, 25);
	out->filtered_total = sqlite3_column_int64(row, 26);
	out->dead_total = sqlite3_column_int64(row, 27);
	out->omit_seq = sqlite3_column_int64(row, 28);
	out->omit = sqlite3_column_int64(row, 29);
	out->custody_total = sqlite3_column_int64(row, 30);
	out->waiting_since = sqlite3_column_int64(row, 31);
	out->alerted_at = sqlite3_column_int64(row, 32);
	out->plain = sqlite3_column_int64(row, 33) != 0;
}

/* Ends a statement of one row or none. */
static bool one_sink(struct state *state, sqlite3_stmt *row,
		     struct sink_state *out, bool *found, struct err *err)
{
	if (!state_first(state, row, found, err))
		return false;
	if (*found)
		read_sink(row, out);
	state_done(state, row);
	return true;
}

bool state_sink_at(struct state *state, size_t i, struct sink_state *out,
		   bool *found, struct err *err)
{
	return one_sink(state,
			state_prepare(state, err, "sink_at", "i", (int64_t)i),
			out, found, err);
}

bool state_sink_find(struct state *state, const char *name,
		     struct sink_state *out, bool *found, struct err *err)
{
	return one_sink(state,
			state_prepare(state, err, "sink_find", "s", name), out,
			found, err);
}

bool state_sink_to_be(struct state *state, const char *name,
		      struct sink_state *out, struct err *err)
{
	sqlite3_stmt *row = state_prepare(state, err, "sink_to_be", "s", name);
	bool found;

	*out = (struct sink_state){ 0 };
	snprintf(out->name, sizeof(out->name), "%s", name);
	if (!state_first(state, row, &found, err))
		return false;
	out->batch_seq = sqlite3_column_int64(row, 0);
	state_text(row, 1, out->batch_id, sizeof(out->batch_id));
	out->revision = sqlite3_column_int64(row, 2);
	state_done(state, row);
	return true;
}

bool state_acked(struct state *state, const char *name, struct rangeset *out,
		 struct err *err)
{
	rangeset_reset(out);
	return state_read_ranges(
	    state, state_prepare(state, err, "acked", "s", name), out, err);
}

bool state_sink_load(struct state *state, const char *name, const char *type,
		     struct sink_state *out, struct rangeset *acked,
		     struct err *err)
{
	bool found;

	return state_write(
		   state,
		   state_prepare(state, err, "sink_add", "ss", name, type),
		   err) &&
	       state_sink_find(state, name, out, &found, err) &&
	       state_acked(state, name, acked, err);
}

bool state_sink_update(struct state *state, const struct sink_state *sink,
		       struct err *err)
{
	sqlite3_stmt *statement = state_prepare(
	    state, err, "sink_update", "sisisiiiiissssiiiiiiiiiiiiiiiiiis",
	    sink_condition_word(sink->condition), sink->batch_seq,
	    state_or_null(sink->batch_id), sink->anchor_seq,
	    state_or_null(sink->anchor_hash), sink->floor,
	    sink->floor_candidate, sink->floor_mark, sink->failures,
	    sink->next_attempt_at, state_or_null(sink->failing_since),
	    state_or_null(sink->error_kind), state_or_null(sink->error),
	    state_or_null(sink->last_success_at), sink->events_total,
	    sink->batches_total, sink->revision, sink->split, sink->split_last,
	    sink->rejections, sink->body_limit, sink->rewind_to,
	    (int64_t)sink->draining, sink->changes_total, sink->filtered_total,
	    sink->dead_total, sink->omit_seq, sink->omit, sink->custody_total,
	    sink->waiting_since, sink->alerted_at, (int64_t)sink->plain,
	    sink->name);

	if (statement && !sink->floor_marked)
		sqlite3_bind_null(statement, 8);
	return state_finish(state, statement, err);
}

bool state_sink_save_floor(struct state *state, const struct sink_state *sink,
			   struct err *err)
{
	return state_begin_lazy(state, err) &&
	       state_end(state, state_sink_update(state, sink, err), err);
}

bool state_sink_save(struct state *state, const struct sink_state *sink,
		     struct err *err)
{
	return state_begin(state, err) &&
	       state_end(state, state_sink_update(state, sink, err), err);
}

bool state_fail(struct state *state, const struct sink_state *sink,
		struct seal *seal, struct err *err)
{
	bool good;

	if (!state_begin(state, err))
		return false;
	good = state_sink_update(state, sink, err);
	if (good && seal)
		good = state_do(state, err, "batch_failed", "iiisi",
				(int64_t)seal->in_doubt, seal->status,
				seal->alike, sink->name, seal->batch_seq);
	if (!state_end(state, good, err))
		return false;
	if (seal)
		seal->attempts++;
	return true;
}

bool state_no_sink(struct state *state, const char *name, struct err *err)
{
	struct buf names = { 0 };
	struct sink_state sink;
	bool found = true;
	size_t i;

	for (i = 0; found && i < NAMES_MOST; i++) {
		if (!state_sink_at(state, i, &sink, &found, err))
			break;
		if (found)
			buf_addf(&names, "%s%s", i ? ", " : "", sink.name);
	}
	err_set(err, ERR_CONFIG, "no sink \"%s\" was ever polled for%s%.200s",
		name, names.len ? ": there are " : "", buf_str(&names));
	buf_release(&names);
	return false;
}

/*
 * Every table that holds something of one sink; dead letters stay, and where
 * its chain ended.
 */
static const char *const forgets[] = {
	"chain_add",        "sink_delete_acked", "sink_delete_batch",
	"sink_delete_held", "sink_delete_sent",  "sink_delete_seen",
	"sink_delete", /* the last one: its changes are counted */
};

bool state_sink_forget(struct state *state, const char *name, struct err *err)
{
	bool good = state_begin(state, err);
	size_t i;

	if (!good)
		return false;
	for (i = 0; good && i < sizeof(forgets) / sizeof(*forgets); i++)
		good = state_do(state, err, forgets[i], "s", name);
	if (good && sqlite3_changes(state->db) == 0)
		good = state_no_sink(state, name, err);
	return state_end(state, good, err);
}

bool state_lanes(struct state *state, const char *section, int64_t *out,
		 struct err *err)
{
	return state_number(
	    state, state_prepare(state, err, "lanes", "s", section), out, err);
}

bool state_set_lanes(struct state *state, const char *section, int64_t lanes,
		     struct err *err)
{
	return state_write(
	    state, state_prepare(state, err, "lanes_set", "si", section, lanes),
	    err);
}

bool state_sink_wish(struct state *state, const char *name, const char *wish,
		     struct err *err)
{
	bool good = state_write(
	    state, state_prepare(state, err, "sink_set_wish", "ss", wish, name),
	    err);

	if (good && sqlite3_changes(state->db) == 0)
		return state_no_sink(state, name, err);
	return good;
}

/* Lets a sink go on at once, whatever stopped it. */
static bool resume(struct state *state, struct sink_state *sink,
		   struct err *err)
{
	bool refused =
	    strcmp(sink->error_kind, err_kind_name(ERR_REJECTED)) == 0;

	sink->condition = SINK_OK;
	sink->next_attempt_at = 0;
	sink->draining = false;
	sink->body_limit = 0; /* the receiver may take more by now */
	sink->plain = false;  /* and other forms */
	sink->waiting_since = 0;
	/*
	 * The operator's word that the receiver does not have the batch, if
	 * that was the question, and that it can take the layouts that have
	 * changed.
	 */
	return (!refused ||
		state_do(state, err, "batch_trust", "s", sink->name)) &&
	       state_do(state, err, "sink_delete_seen", "s", sink->name);
}

static bool fulfil(struct state *state, struct sink_state *sink,
		   const char *wish, struct err *err)
{
	bool good = true;

	if (strcmp(wish, "resume") == 0)
		good = resume(state, sink, err);
	sink->draining = strcmp(wish, "drain") == 0;
	if (strcmp(wish, "pause") == 0)
		sink->condition = SINK_PAUSED;
	return good &&
	       state_do(state, err, "sink_clear_wish", "s", sink->name) &&
	       state_sink_update(state, sink, err);
}

static bool read_wish(struct state *state, const char *name, char wish[16],
		      struct err *err)
{
	sqlite3_stmt *row = state_prepare(state, err, "sink_wish", "s", name);
	bool found;

	wish[0] = '\0';
	if (!state_first(state, row, &found, err))
		return false;
	if (found)
		state_text(row, 0, wish, 16);
	state_done(state, row);
	return true;
}

bool state_sink_fulfil(struct state *state, struct sink_state *sink,
		       bool *resumed, struct err *err)
{
	struct sink_state moved = *sink;
	char wish[16];

	*resumed = false;
	if (!read_wish(state, sink->name, wish, err))
		return false;
	/* To forget one that is polled for is for who has it no more. */
	if (!wish[0] || strcmp(wish, "forget") == 0)
		return true;
	/* Once more, where nobody can leave another one meanwhile. */
	if (!state_begin(state, err) ||
	    !state_end(state,
		       read_wish(state, sink->name, wish, err) &&
			   fulfil(state, &moved, wish, err),
		       err))
		return false;
	*sink = moved;
	*resumed = strcmp(wish, "resume") == 0;
	return true;
}

bool state_sink_leave(struct state *state, const char *name, bool *left,
		      struct err *err)
{
	char wish[16];

	if (!read_wish(state, name, wish, err))
		return false;
	*left = strcmp(wish, "forget") == 0;
	return !*left || state_sink_forget(state, name, err);
}
