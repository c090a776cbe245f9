/*
 * What the answer to a batch means for the webhook sink.  No HTTP client in it:
 * sinks/webhook.c has the whole answer before it asks.
 */
#ifndef SINKS_WEBHOOK_ANSWER_H
#define SINKS_WEBHOOK_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "sinks/sink.h"

/* The keys of a sink's section that say how answers are read. */
struct webhook_rules {
	bool by_body;       /* ack = body: sinks/webhook_ack.h */
	bool abort_message; /* `webhook-delivery: abort-message` rejects */
};

/* Seconds: a receiver cannot ask for a longer pause. */
enum { WEBHOOK_PAUSE_MOST = 7200 };

bool webhook_rules_read(struct webhook_rules *out,
			const struct sink_options *options, struct err *err);

/* An answer that came to its end; all of it is borrowed. */
struct webhook_answer {
	const char *where; /* scheme, host and port, for messages */
	int status;
	const char *location; /* where a redirect leads, whole; NULL: nowhere */
	int64_t now;          /* Unix time in seconds, for dates */
	/* "Name: value" of its head, as they came, without the line's end. */
	const char *const *headers;
	size_t nheaders;
	struct str body;
	bool body_cut;   /* it went on, and we did not read it */
	bool compressed; /* the batch went out with Content-Encoding: gzip */
};

/* What the sink does by itself, once per batch, before the verdict counts. */
enum webhook_again {
	WEBHOOK_AGAIN_NO,
	WEBHOOK_AGAIN_PLAIN,     /* without Content-Encoding, from now on */
	WEBHOOK_AGAIN_TOKEN,     /* with a new OAuth2 token, if it has one */
	WEBHOOK_AGAIN_CONNECTION /* over a new connection */
};

/* What the answer says to the sink and not to the poller. */
struct webhook_hints {
	enum webhook_again again;
	bool throttled; /* fewer requests, please */
	/* RateLimit: this many requests in the next `seconds`; -1: not said. */
	int64_t remaining, seconds;
};

/*
 * True: the batch is acknowledged, or what reply->accepted says of it.  Else
 * err says what is wrong.  *hints is set in any case; *reply holds the status
 * and is otherwise zeroed before.
 *
 * reply->retry_after with true is a pause before the next batch: RateLimit said
 * that nothing is left.  SINK_WISH_STOP with true: the batch was taken, and it
 * was the last one that the receiver wants.
 */
bool webhook_judge(const struct webhook_rules *rules,
		   const struct webhook_answer *answer,
		   const struct batch *batch, struct sink_reply *reply,
		   struct webhook_hints *hints, struct err *err);

/*
 * A short piece of what a receiver sent, for a message: printable ASCII, blanks
 * joined, so that it can go to a terminal and a log.
 */
enum { WEBHOOK_EXCERPT_MOST = 200, WEBHOOK_EXCERPT_SIZE = 208 };

void webhook_excerpt(struct str text, char out[WEBHOOK_EXCERPT_SIZE]);

#endif
