/*
 * The event writer: changes in, the native body of a batch out.
 *
 * One canonical JSON for every engine: compact, UTF-8, members in a fixed
 * order, so that the same changes give the same bytes on any machine and at any
 * time. shared format "shadowlog/1"; docs/format.md is its manual.
 *
 * How a value is written depends on its column's kind, never on the value:
 *
 *   bool          true or false
 *   int           a number, without leading zeros
 *   float, double a number, the shortest that reads back to the same bits, with
 *                 an exponent from 1e+16 on and below 1e-6;
 *                 "NaN", "Infinity", "-Infinity" as strings
 *   bigint        a string, canonical: "-9223372036854775808"
 *   decimal       a string, plain, the scale kept: "12.50"; "NaN" and the
 *                 infinities too
 *   text, json, interval, other: the string
 *   uuid          a string, lower case
 *   binary        a string of padded base64
 *   date          "YYYY-MM-DD" as it is, also "0000-00-00", "infinity" and
 *                 "0044-03-15 BC"
 *   time          "HH:MM:SS[.f]" as it is
 *   timestamp     the same with T between date and time, no zone
 *   timestamptz   moved to UTC and ended by Z; fractions as they were
 *
 * A value that is not what its column's kind can carry (text with invalid
 * UTF-8, a BLOB in a text column of SQLite, text in a binary one) is neither
 * dropped nor changed: it is written as a string, and the event's `encoding`
 * member, {"before":{COLUMN:HOW},"after":{...}}, says how: "base64" for bytes,
 * "text" for the value's own text.  In strings " and \ and the bytes below 0x20
 * are escaped (\b \f \n \r \t, else \u00xx in lower case); all else is as it
 * is.
 */
#ifndef POLLER_EVENT_H
#define POLLER_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "poller/change.h"
#include "poller/layout.h"
#include "poller/row.h"
#include "poller/source.h"
#include "sinks/sink.h"

struct shaping;

/* Bytes of a position, a seq with zeros in front. */
enum { EVENT_POS_SIZE = 20 };

/* What a transaction id in the batch means for `tx.last`. */
struct tx_knowledge {
	/*
	 * Transactions of this batch that go on behind it, as far as was known
	 * when it was sealed: sorted, with commas between, "771,772"; "" none.
	 */
	const char *open;
	/* False: whether others end here was not known: no `last` for those. */
	bool complete;
};

/* All that stands in a batch beside its events. */
struct batch_head {
	const char *id;
	const char *prev_id; /* NULL: null */
	int64_t batch_seq;
	const char *timestamp;
	const char *source, *epoch, *sink;
	const char *events_epoch; /* of its events; NULL: that of the batch */
	const char *dbms, *server, *database;
	struct tx_knowledge tx;
	const char
	    *replay; /* "dlq", "manual": a member of that name; or NULL */
	/*
	 * Not 0: a checkpoint, of no changes: type "shadowlog.checkpoint", and
	 * this is the position up to which the sink has got them.
	 */
	int64_t checkpoint;
	size_t
	    omit;  /* how many of the largest values of each change stay out */
	bool ping; /* of no changes: type "shadowlog.ping", no batch at all */
	struct shaping *shaping; /* how columns go out; NULL: all as they are */
};

/* Finds the layout of a change: source_shape(), or a test's table. */
struct shape_lookup {
	void *opaque;
	bool (*find)(void *opaque, int32_t shape, const struct shape **out,
		     struct err *err);
};

/*
 * The members of an event that other formats are made of; PART_MORE is all that
 * stands behind captured_at, with the comma before it.
 */
enum event_part {
	PART_KEY,
	PART_BEFORE,
	PART_AFTER,
	PART_CHANGED,
	PART_OMITTED,
	PART_UNREGISTERED,
	PART_ENCODING,
	PART_TX,
	PART_CAPTURED_AT,
	PART_MORE,
	PARTS
};

/* Where they lie in the event, without their names; n = 0: not there. */
struct event_parts {
	struct event_span {
		size_t at, n;
	} spans[PARTS];
	uint32_t layout; /* in the rendering's layouts */
	uint32_t tx;     /* its transaction, counted from 1; 0: none */
	char op;
};

/* A rendered batch: what struct batch points to. */
struct rendering {
	struct buf body;
	size_t head_len;
	struct batch_event *events;
	size_t n, cap;
	/*
	 * Of event_render() only: for each event, and what they were made by.
	 */
	struct event_parts *parts;
	size_t parts_cap;
	struct layouts layouts;
	char first_pos[21], last_pos[21];
	/*
	 * With head->omit: how many values of the last change could stay out.
	 */
	size_t omittable;
	/* Not native: the native head, and what the format sends as headers. */
	struct buf head;
	char **headers; /* "name: value" */
	size_t nheaders, headers_cap;
};

/* Empties it and keeps its memory. */
void rendering_reset(struct rendering *rendering);
void rendering_release(struct rendering *rendering);

/* A member of the i-th event of what event_render() rendered. */
struct str rendering_part(const struct rendering *rendering, size_t i,
			  enum event_part part);

/*
 * Renders changes[0..n) as one batch.  *out is reset first and keeps its
 * memory.
 *
 * A column of the shape that a row does not hold is listed in `omitted`; one
 * that it holds and the shape does not is written behind the others, as a
 * string of its own text, and listed in `unregistered`.
 *
 * An UPDATE whose key changed is two events, "d" of the old key and "c" of the
 * new, with .1 and .2 behind their ids, and one tx place each.  A TRUNCATE is
 * "t" with neither key nor images.
 *
 * ERR_DATA for a change that does not decode, with *bad set to its index: the
 * message names seq, table and column.  Memory for decoding is in `arena`,
 * which is reset for every change.
 */
bool event_render(const struct batch_head *head, const struct change *changes,
		  size_t n, enum row_encoding encoding,
		  const struct shape_lookup *shapes, struct arena *arena,
		  struct rendering *out, size_t *bad, struct err *err);

/* "shadowlog.batch", "shadowlog.checkpoint" or "shadowlog.ping". */
const char *event_batch_type(const struct batch_head *head);

/* The epoch that the events' ids name. */
const char *event_epoch(const struct batch_head *head);

#endif
