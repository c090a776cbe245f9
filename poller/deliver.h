/*
 * Serving one sink, step by step: pages in, batches out.
 *
 * All of this is the main thread's.  False is trouble with the source or the
 * state, which ends the round; a sink's own trouble is in sink->err, and the
 * others go on.
 */
#ifndef POLLER_DELIVER_H
#define POLLER_DELIVER_H

#include <stdbool.h>

#include "core/err.h"
#include "poller/config.h"

struct draft;
struct poller;
struct poller_sink;

/*
 * The next thing that can be done for a sink without waiting; *progress is set
 * if there was any, and left as it is if not.
 */
bool deliver_step(struct poller *poller, struct poller_sink *sink,
		  bool *progress, struct err *err);
/* Nothing more is to be done for it in this round. */
bool deliver_rests(const struct poller_sink *sink);
/*
 * Drops what is in hand and not sealed, a page that is being read for it, too:
 * it will be read again.
 */
void deliver_drop(struct poller *poller, struct poller_sink *sink);
/*
 * Sends the batch sink->out, which is sealed, under a lease that is ours: the
 * courier has it, and borrows it, until verdict_settle().
 */
bool deliver_send(struct poller *poller, struct poller_sink *sink,
		  struct err *err);
/* The same with any draft. */
bool deliver_send_draft(struct poller *poller, struct poller_sink *sink,
			const struct draft *draft, struct err *err);
/*
 * Waits for the reader, if it is at work: its page goes to the sink that asked
 * for it.
 */
bool deliver_collect(struct poller *poller, struct err *err);
/*
 * Limits of its next batch: narrower while a bad event is looked for, and one
 * change where its format knows no batches, or where one is too large as it is.
 */
struct config_batch deliver_limits(const struct poller_sink *sink);
/* Until then the source is the reader's: poller/reader.h. */
bool deliver_await_source(struct poller *poller, struct err *err);

#endif
