/* What replays of the changelog and of files share; private to replay*.c. */
#ifndef POLLER_REPLAY_PRIVATE_H
#define POLLER_REPLAY_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "poller/replay.h"

/*
 * Seals and sends the batch in the sink's first draft, and waits for the answer
 * and for what the receiver wants to wait.  *taken: it will not have to be made
 * again, since it was delivered, or is sealed and goes out by itself.  True
 * without that: it was too large, and fewer changes are to be sent.
 */
bool replay_send(struct poller *poller, struct replay *replay, bool *taken,
		 struct err *err);
/* Waits as long as keeps the rate; a signal ends it. */
bool replay_keep_rate(struct poller *poller, const struct replay *replay,
		      struct err *err);

bool replay_files(struct poller *poller, struct replay *replay,
		  struct err *err);

#endif
