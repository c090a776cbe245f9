/*
 * What every sink is.
 *
 * A sink takes sealed batches, one at a time and in order, and says whether it
 * holds them.  The poller knows this header and never one sink; a sink is one
 * .c file and one line in sinks/list.h.
 *
 * The promises, which tests/conformance holds every sink in the list to:
 *
 *   - deliver() that returns true means the whole batch is durably the
 *     receiver's.  That is an acknowledgement: it will never be sent again.
 *   - deliver() of a batch that the sink already holds (same id, same bytes)
 *     returns true and changes nothing.  A crash can repeat a delivery.
 *   - deliver() that fails says by the error's kind what to do (below).  In
 *     doubt it is ERR_TRANSIENT: the same bytes will come again.
 *   - What was acknowledged is kept, whatever happens: there is no flush.
 */
#ifndef SINKS_SINK_H
#define SINKS_SINK_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

/* Where one event lies in the body, and what a sink may want of it. */
struct batch_event {
	struct str json;  /* the event, one JSON object, in the body */
	struct str id;    /* "SOURCE:EPOCH:SEQ[.N]", in the body */
	struct str pos;   /* seq, 20 digits, in the body */
	struct str table; /* as in the event, JSON-escaped, without quotes */
	char op;          /* c u d r t m */
};

/*
 * A sealed batch.  Everything in it is borrowed and fixed: it stays the same,
 * byte for byte, however often it is delivered.
 */
struct batch {
	const char *id;      /* SOURCE-SINK-EPOCH-BATCHSEQ, at most 120 bytes */
	const char *prev_id; /* NULL for the first of an epoch */
	const char *source, *sink, *epoch;
	int64_t batch_seq;     /* dense from 1 per sink and epoch */
	const char *timestamp; /* when assembled, RFC 3339, UTC */
	const char *first_pos,
	    *last_pos; /* lowest and highest seq, 20 digits */
	/*
	 * What is sent, in the sink's format: for "native" one JSON object, no
	 * newline.
	 */
	struct str body;
	/*
	 * All of the native body but `data`, as a JSON object that lacks only
	 * its closing brace.  In any format; it need not lie in the body.
	 */
	struct str head;
	/* In the sink's format; their text lies in the body. */
	const struct batch_event *events;
	size_t count; /* 0 in a checkpoint */
	/* SHA-256 of the body, 64 lower-case hex digits. */
	const char *sha256;
	const char *format;       /* "native", "cloudevents-batch", ... */
	const char *content_type; /* "application/json" */
	/* Header lines "name: value" that the format asks for. */
	const char *const *headers;
	size_t nheaders;
	/* Sent again by an operator: "dlq" or "manual"; NULL: it is not. */
	const char *replay;
	/*
	 * A batch of the past that the receiver has lost, and of which it had
	 * taken this many events: any others came behind it.  0: no such batch.
	 */
	size_t taken;
	/*
	 * No batch of the stream: asks whether the receiver takes any.  It has
	 * the number of the last one that was acknowledged, an id of its own
	 * and no events, so that it changes nothing for whoever goes by one of
	 * these.
	 */
	bool ping;
	/*
	 * Of this attempt, not of the batch: how often it was tried before, and
	 * the fencing token of the lease under which it is sent.
	 */
	int64_t attempt, token;
	/*
	 * The status of the last answer to it, and how often in a row it came.
	 */
	int64_t status, alike;
	bool plain; /* the receiver was found to take no Content-Encoding */
};

/* What a sink knows of its own past, for checks at the start of a poll. */
struct sink_position {
	bool known; /* false: it cannot tell (webhook), or holds nothing */
	char epoch[33];
	int64_t batch_seq; /* the highest batch it holds of that epoch */
	char batch_id[128];
};

/* What a receiver asks for beside what the kind of the error says. */
enum sink_wish {
	SINK_WISH_NONE,
	SINK_WISH_SPLIT,  /* ERR_REJECTED: the batch is too large, not bad */
	SINK_WISH_REWIND, /* ERR_MISCONFIGURED: begin again at expected_seq */
	SINK_WISH_STOP /* ERR_MISCONFIGURED: nothing more until `sink resume` */
};

/* What came with an answer, beside the error.  Zeroed before each delivery. */
struct sink_reply {
	/*
	 * Seconds to wait at least before the next attempt; 0: it did not say.
	 */
	int64_t retry_after;
	int status; /* HTTP status; 0 where there is none */
	enum sink_wish wish;
	int64_t expected_seq; /* the batch_seq of SINK_WISH_REWIND */
	/*
	 * The receiver took the first `accepted` events of the batch for good
	 * and no more.  With true from deliver(): the others come at once in
	 * the next batch.  With ERR_TRANSIENT: they come later.  With
	 * ERR_REJECTED: the event behind them is the one at fault.
	 */
	bool partial;
	size_t accepted;
	/*
	 * The attempt failed in a way that leaves open whether the receiver has
	 * the batch: a request that was sent and not answered to the end, or
	 * answered by somebody who need not know (5xx).
	 */
	bool in_doubt;
	bool plain; /* it takes no Content-Encoding: to be remembered */
	/*
	 * What an operator should know although deliver() went on: "" for
	 * nothing.  Said once, not with each attempt.
	 */
	char note[256];
};

/*
 * A sink's keys in its [sink NAME] section of the configuration.  get() marks a
 * key as read; the configuration refuses keys that nobody read, with the line.
 * Values are borrowed from the configuration and live as long as the sink.
 */
struct sink_options {
	const char *name;   /* the NAME of [sink NAME] */
	const char *source; /* the source's id */
	void *opaque;
	/* The value of a key, or NULL where it is not set. */
	const char *(*get)(const struct sink_options *, const char *key);
	/*
	 * The i-th key that begins with `prefix`, whole, or NULL past the end:
	 * for keys that hold a name, such as "header.X-Team".
	 */
	const char *(*key)(const struct sink_options *, const char *prefix,
			   size_t i);
	/*
	 * Sets err (ERR_CONFIG) with file, line and key in front of the text;
	 * returns false.  For a value that get() returned.
	 */
	bool (*fail)(const struct sink_options *, const char *key,
		     struct err *err, const char *text);
	/*
	 * The content of the file, or of the systemd credential
	 * ("credential:NAME"), that `key` names, without the last newline; a
	 * secret.  Refuses a file that others can read: ERR_MISCONFIGURED, like
	 * all that is wrong with a file, since it is not the configuration that
	 * is.  *out is NULL where the key is not set.  The caller frees *out.
	 */
	bool (*secret)(const struct sink_options *, const char *key, char **out,
		       struct err *err);
	/* Not 0 once SIGTERM or SIGINT has come: give up within a second. */
	const volatile sig_atomic_t *stop;
};

struct sink; /* each sink embeds or defines its own behind this */

/*
 * One kind of sink.  All functions are set but those that say otherwise.
 */
struct sink_type {
	const char *name;    /* "webhook": the value of `type =` */
	const char *summary; /* one line for --help and the manual */
	bool lanes;          /* can be several ordered lanes (`lanes =`) */
	/* Changes in a batch, where nothing else is said; 0: no wish. */
	int64_t batch_events;
	/*
	 * Reads its options and opens what it needs; must not send or write
	 * any event.  ERR_CONFIG for a bad option, which ends the poll;
	 * ERR_MISCONFIGURED, ERR_CANTCREAT, ERR_IO or ERR_PERMISSION for a
	 * file or a place that cannot be used: then all options were read, and
	 * it is opened another time.  *out is the caller's, to be closed.
	 */
	bool (*open)(struct sink **out, const struct sink_options *options,
		     struct err *err);
	/* The highest batch it holds; see struct sink_position. */
	bool (*position)(struct sink *sink, struct sink_position *out,
			 struct err *err);
	/*
	 * Delivers one batch; true is the acknowledgement.  The kinds:
	 *
	 *   ERR_TRANSIENT     down, slow, busy, or in doubt: again later, for
	 *   ERR_UNAVAILABLE   ever, the same bytes
	 *   ERR_IO            cannot write (disk full): like transient
	 *   ERR_REJECTED      these events are refused as they are
	 *   ERR_MISCONFIGURED whatever we send is refused: an operator is
	 *                     needed, data is kept
	 *   ERR_STOPPED       options->stop was set before an answer came
	 *   ERR_INTERNAL      the batch contradicts what the sink holds
	 *
	 * Called from a thread of this sink's own: no two calls for one sink at
	 * a time, but other sinks are at work meanwhile.
	 */
	bool (*deliver)(struct sink *sink, const struct batch *batch,
			struct sink_reply *reply, struct err *err);
	/*
	 * Appends the exact request that deliver() would send, for `peek
	 * --request`; NULL where there is none.
	 */
	bool (*preview)(struct sink *sink, const struct batch *batch,
			struct buf *out, struct err *err);
	/*
	 * Nothing more is there to deliver for now: what waits for more may be
	 * finished.  NULL where nothing waits.
	 */
	bool (*idle)(struct sink *sink, struct err *err);
	/* Frees it.  NULL is allowed. */
	void (*close)(struct sink *sink);
};

/*
 * Whether that flag (NULL: there is none) was set: from a sink's thread, while
 * a handler in the main thread sets it.
 */
static inline bool sink_stopped(const volatile sig_atomic_t *stop)
{
	return stop && __atomic_load_n(stop, __ATOMIC_RELAXED);
}

/* The kind of that name, or NULL. */
const struct sink_type *sink_type_find(const char *name);

/* The i-th kind of sinks/list.h, NULL past the end: for help and tests. */
const struct sink_type *sink_type_at(size_t i);

#endif
