/* state.db: sealed batches, and what becomes of them. */
#include "poller/state_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"

void seal_release(struct seal *seal)
{
	rangeset_release(&seal->seqs);
	buf_release(&seal->tx_open);
	buf_release(&seal->body);
	buf_release(&seal->spans);
	buf_release(&seal->head);
	*seal = (struct seal){ 0 };
}

void state_print_ranges(const struct rangeset *set, struct buf *out)
{
	size_t i;

	for (i = 0; i < set->n; i++)
		buf_addf(out, "%s%" PRId64 "-%" PRId64, i ? "," : "",
			 set->ranges[i].first, set->ranges[i].last);
}

bool state_parse_ranges(const char *text, struct rangeset *out)
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
	return true;
}

static struct str kept_bytes(const struct seal *seal, const struct buf *bytes)
{
	return seal->kept ? (struct str){ buf_str(bytes), bytes->len }
			  : (struct str){ 0 };
}

bool state_batch_insert(struct state *state, const char *sink,
			const struct seal *seal, struct err *err)
{
	struct buf ranges = { 0 };
	bool good;

	state_print_ranges(&seal->seqs, &ranges);
	good = state_do(
	    state, err, "batch_add", "sisssisssiisssiBBBii", sink,
	    seal->batch_seq, seal->id, state_or_null(seal->prev_id),
	    buf_str(&ranges), seal->events, seal->sha256, seal->timestamp,
	    buf_str(&seal->tx_open), (int64_t)seal->tx_complete,
	    seal->anchor_seq, seal->anchor_hash,
	    seal->format[0] ? seal->format : "native",
	    state_or_null(seal->replay), seal->dead_letter,
	    kept_bytes(seal, &seal->body), kept_bytes(seal, &seal->spans),
	    kept_bytes(seal, &seal->head), seal->omit, (int64_t)seal->omit_all);
	buf_release(&ranges);
	return good;
}

bool state_seal(struct state *state, const char *sink, const struct seal *seal,
		struct err *err)
{
	return state_begin(state, err) &&
	       state_end(state, state_batch_insert(state, sink, seal, err),
			 err);
}

/* Columns as seal_columns has them. */
static bool read_seal(struct state *state, sqlite3_stmt *row, struct seal *out,
		      struct err *err)
{
	const char *ranges = (const char *)sqlite3_column_text(row, 3);

	out->batch_seq = sqlite3_column_int64(row, 0);
	state_text(row, 1, out->id, sizeof(out->id));
	state_text(row, 2, out->prev_id, sizeof(out->prev_id));
	if (!ranges || !state_parse_ranges(ranges, &out->seqs))
		return err_set(err, ERR_IO,
			       "\"%s\" is damaged: it does not say which "
			       "changes batch \"%s\" holds; restore it from a "
			       "backup, or move it away",
			       state->path, out->id);
	out->events = sqlite3_column_int64(row, 4);
	state_text(row, 5, out->sha256, sizeof(out->sha256));
	state_text(row, 6, out->timestamp, sizeof(out->timestamp));
	buf_addstr(&out->tx_open, (const char *)sqlite3_column_text(row, 7));
	out->tx_complete = sqlite3_column_int64(row, 8) != 0;
	state_text(row, 9, out->format, sizeof(out->format));
	return true;
}

static void read_bytes(sqlite3_stmt *row, int column, struct buf *out)
{
	if (sqlite3_column_type(row, column) != SQLITE_NULL)
		buf_add(out, sqlite3_column_blob(row, column),
			(size_t)sqlite3_column_bytes(row, column));
}

/* The bytes, where they were kept. */
static void read_kept(sqlite3_stmt *row, struct seal *out)
{
	state_text(row, 10, out->replay, sizeof(out->replay));
	out->kept = sqlite3_column_type(row, 11) != SQLITE_NULL;
	read_bytes(row, 11, &out->body);
	read_bytes(row, 12, &out->spans);
	read_bytes(row, 13, &out->head);
	out->omit = sqlite3_column_int64(row, 14);
}

/* What only a batch has that is not acknowledged yet. */
static void read_pending(sqlite3_stmt *row, struct seal *out)
{
	out->anchor_seq = sqlite3_column_int64(row, 15);
	state_text(row, 16, out->anchor_hash, sizeof(out->anchor_hash));
	out->attempts = sqlite3_column_int64(row, 17);
	out->in_doubt = sqlite3_column_int64(row, 18) != 0;
	out->dead_letter = sqlite3_column_int64(row, 19);
	out->status = sqlite3_column_int64(row, 20);
	out->alike = sqlite3_column_int64(row, 21);
	out->omit_all = sqlite3_column_int64(row, 22) != 0;
}

static bool one_seal(struct state *state, sqlite3_stmt *row, bool pending,
		     struct seal *out, bool *found, struct err *err)
{
	bool good = true;

	*out = (struct seal){ 0 };
	if (!state_first(state, row, found, err))
		return false;
	if (*found)
		good = read_seal(state, row, out, err);
	if (*found && good)
		read_kept(row, out);
	if (*found && good && pending)
		read_pending(row, out);
	else if (*found && good)
		out->taken = sqlite3_column_int64(row, 15);
	state_done(state, row);
	if (!good)
		seal_release(out);
	return good;
}

bool state_sealed(struct state *state, const char *sink, struct seal *out,
		  bool *found, struct err *err)
{
	return one_seal(state,
			state_prepare(state, err, "batch_first", "s", sink),
			true, out, found, err);
}

bool state_sent(struct state *state, const char *sink, int64_t batch_seq,
		struct seal *out, bool *found, struct err *err)
{
	return one_seal(
	    state, state_prepare(state, err, "sent", "si", sink, batch_seq),
	    false, out, found, err);
}

bool state_keep_body(struct state *state, const char *sink,
		     const struct seal *seal, struct str body, struct str spans,
		     struct str head, struct err *err)
{
	return state_begin(state, err) &&
	       state_end(state,
			 state_do(state, err, "batch_keep_bytes", "bbBsi", body,
				  spans, head, sink, seal->batch_seq),
			 err);
}

bool state_doubt(struct state *state, const char *sink, const struct seal *seal,
		 struct err *err)
{
	return state_begin(state, err) &&
	       state_end(state,
			 state_do(state, err, "batch_doubt", "si", sink,
				  seal->batch_seq),
			 err);
}

bool state_batch_delete(struct state *state, const char *sink,
			const struct seal *seal, struct err *err)
{
	return state_do(state, err, "batch_delete", "si", sink,
			seal->batch_seq);
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
	sink_recover(sink);
	clock_now_text(sink->last_success_at);
	sink->events_total += seal->events;
	sink->batches_total++;
	sink->custody_total += seal->custody;
	sink->revision = 0;
	sink->rejections = 0;
	sink->changes_total += rangeset_count(&seal->seqs);
	if (seal->anchor_seq >= sink->split_last)
		sink->split = sink->split_last = 0;
	if (rangeset_has(&seal->seqs, sink->omit_seq))
		sink->omit_seq = sink->omit = 0;
}

/*
 * Notes the batch, and how much of it was taken, for a receiver that wants it
 * again.  Bytes that were kept for a retry alone are not kept any longer.
 */
static bool remember(struct state *state, const char *sink,
		     const struct seal *seal, struct err *err)
{
	return state_do(state, err, "sent_add", "iisi", clock_now(),
			seal->events, sink, seal->batch_seq);
}

/* A dead letter that has reached its receiver; its key waits no more. */
static bool raise_dead(struct state *state, const struct seal *seal,
		       struct err *err)
{
	char now[CLOCK_TEXT_SIZE];

	if (!seal->dead_letter)
		return true;
	clock_now_text(now);
	return state_do(state, err, "dead_delivered", "si", now,
			seal->dead_letter) &&
	       state_unpark(state, err);
}

bool state_ack_and_seal(struct state *state, struct sink_state *sink,
			struct rangeset *acked, const struct seal *seal,
			const struct seal *next, struct err *err)
{
	struct sink_state moved = *sink;
	bool good;

	move_on(&moved, seal);
	if (!state_begin(state, err))
		return false;
	rangeset_add_all(acked, &seal->seqs);
	good = state_acked_add(state, sink->name, acked, &seal->seqs, err) &&
	       (!state->history || remember(state, sink->name, seal, err)) &&
	       state_batch_delete(state, sink->name, seal, err) &&
	       raise_dead(state, seal, err) &&
	       state_sink_update(state, &moved, err) &&
	       (!next || state_batch_insert(state, sink->name, next, err));
	if (!state_end(state, good, err)) {
		rangeset_subtract(acked, &seal->seqs);
		return false;
	}
	*sink = moved;
	return true;
}

bool state_ack(struct state *state, struct sink_state *sink,
	       struct rangeset *acked, const struct seal *seal, struct err *err)
{
	return state_ack_and_seal(state, sink, acked, seal, NULL, err);
}

bool state_unseal(struct state *state, const struct sink_state *sink,
		  const struct seal *seal, struct err *err)
{
	return state_begin(state, err) &&
	       state_end(state,
			 state_batch_delete(state, sink->name, seal, err) &&
			     state_sink_update(state, sink, err),
			 err);
}
