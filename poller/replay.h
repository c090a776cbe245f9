/*
 * Replays: a range of the changelog, as long as it is kept, or of what a file
 * sink wrote, to one sink.
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
	int64_t begun;     /* clock_monotonic() */
	/* Not to be sent: dead letters, which `dlq retry` sends. */
	struct rangeset dead;
	/*
	 * How many changes were sent, and after a failure the position to go on
	 * from: some behind it may have been sent.
	 */
	int64_t sent, rest;
};

/*
 * Sends all that is there of the range: of the changelog what was delivered to
 * the sink before, of files whatever they hold.  The sink is at rest and has
 * all that is new.  ERR_DATA where there is nothing of the range; ERR_CONFIG
 * where files do not hold what it needs; the sink's own trouble; ERR_STOPPED.
 */
bool replay_run(struct poller *poller, struct replay *replay, struct err *err);

#endif
