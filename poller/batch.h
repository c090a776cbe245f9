/*
 * Batches: from a page of changes to sealed bytes.
 *
 * A batch is cut from the changes of a page, rendered, and described by a seal
 * that state.db knows before anyone else does.  From the seal alone the same
 * bytes can be made again.
 */
#ifndef POLLER_BATCH_H
#define POLLER_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "poller/change.h"
#include "poller/config.h"
#include "poller/cut.h"
#include "poller/event.h"
#include "poller/format.h"
#include "poller/shaping.h"
#include "poller/source.h"
#include "poller/state.h"
#include "sinks/digest.h"
#include "sinks/sink.h"

/* What is the same for all batches of one sink in one run. */
struct batch_context {
	struct source *source;
	const struct page *page; /* whose layouts were looked up, or NULL */
	const struct state_identity *identity;
	const char *sink;
	const struct format *format; /* NULL: native */
	struct shaping *shaping;     /* NULL: changes go out as they are */
	enum row_encoding encoding;
	struct arena arena;      /* for decoding, reset for each change */
	struct rendering native; /* before another format is made of it */
};
void batch_context_release(struct batch_context *context);

/* A batch in hand: its seal and its bytes. */
struct draft {
	struct seal seal;
	struct rendering rendering;
};
/* Empties it and keeps memory for the next batch, but not much. */
void draft_reset(struct draft *draft);
void draft_release(struct draft *draft);

/* Where a sink's chain of batches stands. */
struct chain {
	int64_t batch_seq;
	const char *batch_id;
	int64_t revision;
	/*
	 * The change that is too large for the receiver, and how many columns
	 * of it stay out.
	 */
	int64_t omit_seq, omit;
};

/* Behind the last batch that the sink has acknowledged. */
struct chain chain_of_state(const struct sink_state *sink);

/*
 * How many of the n changes of a draft to try, where the receiver takes no body
 * of more than `limit` bytes (0: any): n if it fits, or is one.
 */
size_t draft_fit(const struct draft *draft, int64_t limit, size_t n);

/*
 * Makes changes[from..from+n) of the cutter's page the next batch of the chain.
 * ERR_DATA with *bad set, counted from `from`.
 */
bool batch_make(struct batch_context *context, const struct chain *chain,
		const struct cutter *cutter, size_t from, size_t n,
		struct draft *out, size_t *bad, struct err *err);

/* What the source at hand does not say of changes that come from a file. */
struct batch_origin {
	const struct page *page; /* whose layouts are in it */
	const char *epoch, *dbms, *server, *database;
	struct tx_knowledge tx;
};

/* Changes that a sink is to get once more, or none: a checkpoint. */
struct batch_kept {
	const struct change *changes;
	size_t n;
	const char *replay;                /* the mark */
	int64_t checkpoint;                /* all up to there was delivered */
	const struct batch_origin *origin; /* NULL: the source at hand */
};

/*
 * The next batch of the chain, of that.  Its bytes cannot be read again, so
 * they are kept with the seal.
 */
bool batch_make_kept(struct batch_context *context, const struct chain *chain,
		     const struct batch_kept *kept, struct draft *out,
		     struct err *err);

/*
 * A ping, behind the last batch of the chain that was acknowledged: a request
 * of the same form which is no batch.  Its seal is for batch_view() alone.
 */
bool batch_make_ping(struct batch_context *context, const struct chain *chain,
		     int64_t last_pos, struct draft *out, struct err *err);

/*
 * Makes a sealed batch again: from the kept bytes, or else by reading exactly
 * its changes and rendering them.  Either way the bytes must have the seal's
 * SHA-256: ERR_INTERNAL if not.
 */
bool batch_remake(struct batch_context *context, struct draft *draft,
		  struct page *page, struct err *err);

/* What a sink gets to see of the batch in hand; points into the draft. */
void batch_view(const struct batch_context *context, const struct draft *draft,
		int64_t token, struct batch *out);

/* Keeps the very bytes of a batch in its row of the state. */
bool batch_keep(struct state *state, const char *sink, struct draft *draft,
		struct err *err);

/*
 * The hash of one change, for the anchor: SHA-256 over all that the changelog
 * holds of it.
 */
void batch_anchor_hash(const struct change *change, char out[DIGEST_HEX + 1]);

#endif
