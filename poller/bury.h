/*
 * Burying: a change that cannot be delivered is set aside as a dead letter
 * (poller/state_dead.h), and the stream goes on behind it.
 */
#ifndef POLLER_BURY_H
#define POLLER_BURY_H

#include <stdbool.h>

#include "core/err.h"

struct change;
struct poller;
struct poller_sink;
struct seal;

/*
 * The change, refused in the batch of `seal` or not in any (batch_seq -1), and
 * why.  With on_reject = park-key its keys are parked.  False is trouble with
 * the source or the state; then nothing is buried.
 */
bool bury(struct poller *poller, struct poller_sink *sink,
	  const struct seal *seal, const struct change *change,
	  const struct err *why, struct err *err);

#endif
