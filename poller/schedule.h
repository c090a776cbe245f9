/*
 * When a sink that failed is tried again: exponential backoff with full jitter,
 * kept in the state, so that it holds across runs of cron.
 */
#ifndef POLLER_SCHEDULE_H
#define POLLER_SCHEDULE_H

#include <stdbool.h>
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

/*
 * How many milliseconds are left until the next attempt; 0: it is due.  One
 * that is further off than any that we set was set by a clock that was wrong:
 * it is due, or the sink would stand still for years, and in silence.
 */
int64_t schedule_wait(const struct sink_state *state);

/*
 * Whether it fails in ways that pass, and in no other, for that long: seconds,
 * 0: however long it lasts.
 */
bool schedule_gives_up(const struct sink_state *state, enum err_kind kind,
		       int64_t give_up_after);

/*
 * For how long it has failed without a success, if that is more than a day; 0.
 * One that an operator has paused does not count.
 */
int64_t schedule_critical(const struct sink_state *state);
/* The same, if it has to be said: it was not, in the last 24 hours. */
int64_t schedule_alert(const struct sink_state *state);

#endif
