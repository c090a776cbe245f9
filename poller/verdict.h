/*
 * What an answer means for a sink and its batch.  False is trouble with the
 * source or the state; a sink's own is in its err.
 */
#ifndef POLLER_VERDICT_H
#define POLLER_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

struct change;
struct poller;
struct poller_sink;
struct seal;

/*
 * The courier is back: what its answer means for the sink and its batch, and
 * the next batch out, if one is ready.
 */
bool verdict_settle(struct poller *poller, struct poller_sink *sink,
		    struct err *err);

/*
 * Notes a failure in the state and in sink->err: the sink stands still for the
 * rest of this round.  `seal` is that of the batch that was tried, or NULL;
 * `retry_after` the seconds that the receiver asked for, 0: none.
 */
bool verdict_failure(struct poller *poller, struct poller_sink *sink,
		     struct seal *seal, const struct err *why,
		     int64_t retry_after, struct err *err);
/*
 * A change, the first one of what is in hand, that does not decode: it halts
 * the sink, or is buried, as on_reject says.
 */
bool verdict_undecodable(struct poller *poller, struct poller_sink *sink,
			 const struct change *change, const struct err *why,
			 struct err *err);

#endif
