/*
 * Replays: a range of the changelog, as long as it is kept, to one sink again.
 */
#ifndef POLLER_REPLAY_H
#define POLLER_REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "poller/poller.h"

struct replay {
	struct poller_sink *sink;
	int64_t from, to;  /* positions, both inside */
	const char *files; /* a file sink's directory; NULL: the changelog */
	int64_t rate;      /* changes a second; 0: as fast as they go */
	/* What was sent: changes, and the last position. */
	int64_t changes, last;
};

/*
 * Sends all that is there of the range and was delivered to the sink before.
 * The sink is at rest and has all that is new.  ERR_DATA where nothing of the
 * range is kept; the sink's own trouble; ERR_STOPPED.  replay->last tells where
 * to go on.
 */
bool replay_run(struct poller *poller, struct replay *replay, struct err *err);

#endif
