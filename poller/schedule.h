/*
 * When a sink that failed is tried again (delivery-peers §3.3).
 */
#ifndef POLLER_SCHEDULE_H
#define POLLER_SCHEDULE_H

#include <stdint.h>

#include "core/err.h"
#include "poller/state.h"

/*
 * Notes a failure of that kind in *state: failures, condition, since when,
 * what, and the next attempt: delays that double from 5 s up to 15 minutes, an
 * hour after a day or where an operator is needed, with full jitter, so that
 * many pollers do not come back at once; not before `retry_after` seconds.
 */
void schedule_failure(struct sink_state *state, const struct err *why,
		      int64_t retry_after);

#endif
