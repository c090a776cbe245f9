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
#include "poller/source.h"
#include "poller/state.h"
#include "sinks/sink.h"

/* What is the same for all batches of one sink in one run. */
struct batch_context {
	struct source *source;
	const struct page *page; /* whose layouts were looked up, or NULL */
	const struct state_identity *identity;
	const char *sink;
	enum row_encoding encoding;
	struct arena arena;         /* for decoding, reset for each change */
	struct rendering rendering; /* the batch in hand */
};

void batch_context_release(struct batch_context *context);

/*
 * Makes the seal of changes[from..from+n) of the cutter's page as the sink's
 * next batch and renders it into the context.  ERR_DATA with *bad set, counted
 * from `from`.
 */
bool batch_make(struct batch_context *context, const struct sink_state *sink,
		const struct cutter *cutter, size_t from, size_t n,
		struct seal *seal, size_t *bad, struct err *err);

/*
 * Makes a sealed batch again: from the kept bytes, or else by reading exactly
 * its changes and rendering them.  Either way the bytes must have the seal's
 * SHA-256: ERR_INTERNAL if not.
 */
bool batch_remake(struct batch_context *context, const struct seal *seal,
		  struct page *page, struct err *err);

/* What a sink gets to see of the batch in hand. */
void batch_view(const struct batch_context *context, const struct seal *seal,
		struct batch *out);

/* Where the events of the batch in hand lie, as text for state_keep_body(). */
void batch_spans(const struct batch_context *context, struct buf *out);

/*
 * The hash of one change, for the anchor: SHA-256 over all that the changelog
 * holds of it.
 */
void batch_anchor_hash(const struct change *change, char out[65]);

#endif
