/*
 * Acknowledgement by the body of an answer: `ack = body`, and status 207.
 *
 *	{"acked_through":"00000000000000004712"}
 *	{"results":[{"id":"...","status":"ok|retry|reject","problem":{...}}]}
 *	{"batchItemFailures":[{"itemIdentifier":"..."}]}
 *	{}
 *
 * The first takes every event up to that position.  The second names events,
 * and takes those that it does not name.  The third is what functions behind
 * AWS Lambda's streams answer: these are to come again.  The fourth takes all.
 *
 * Order is kept: the first event that is not taken ends what is, whatever is
 * said of later ones.  The two events of a change of key are one change: both
 * are taken, or none.
 */
#ifndef SINKS_WEBHOOK_ACK_H
#define SINKS_WEBHOOK_ACK_H

#include <stddef.h>

#include "core/buf.h"
#include "sinks/sink.h"

enum webhook_ack_kind {
	WEBHOOK_ACK_ALL,
	WEBHOOK_ACK_PREFIX, /* `accepted` of them; the others at once */
	WEBHOOK_ACK_RETRY,  /* `accepted` of them, perhaps none; others later */
	WEBHOOK_ACK_REJECT, /* `accepted` of them; the next one is refused */
	WEBHOOK_ACK_UNKNOWN /* nothing of it can be relied on */
};

struct webhook_ack {
	enum webhook_ack_kind kind;
	size_t accepted; /* less than the batch has, but for WEBHOOK_ACK_ALL */
	/* It was {}, or a list without entries that may be left out. */
	bool by_silence;
	char text[400]; /* what to say of it, "" where there is nothing */
};

/* `cut`: the body went on, and we did not read it. */
void webhook_ack_read(struct str body, bool cut, const struct batch *batch,
		      struct webhook_ack *out);

#endif
