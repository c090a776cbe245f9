/*
 * Trimming beside a long drain: what all sinks have is deleted piece by piece
 * in a thread, through a connection of its own, while the reader reads on.
 *
 * The connection is made when the first piece is due, so that a poll that finds
 * little has one alone.  Where a second one cannot be had, it is refused, and
 * all is deleted at the end of the drain.  Each piece begins with prolonging
 * the lease, as everywhere: who has lost it deletes nothing.
 */
#ifndef POLLER_TRIMMER_H
#define POLLER_TRIMMER_H

#include <stdbool.h>

#include "core/dialect.h"
#include "core/err.h"
#include "poller/job.h"
#include "poller/rangeset.h"
#include "poller/source.h"

struct trimmer {
	struct job job;
	const struct dialect *dialect;
	char *connection; /* owned; can hold a password */
	const struct lease *lease;
	int lease_seconds;
	struct source *source; /* NULL: not connected yet */
	bool refused;          /* it is not tried again */
	struct rangeset piece; /* what is being deleted */
	bool more;             /* another piece is due */
	/*
	 * Durably deleted, and not forgotten yet: one range, which a page need
	 * not look into, is better than the many places where rows were.
	 */
	struct rangeset gone;
	struct err err;
	bool good;
};

/* Begins to delete trimmer->piece, which the caller has filled in. */
void trimmer_start(struct trimmer *trimmer, const struct hub *hub);
/*
 * Takes it back, and waits where it is not done.  True: the piece is durably
 * gone.  False: nothing or a part of it is, and it is to be trimmed again.
 */
bool trimmer_finish(struct trimmer *trimmer);
/* At rest: ends its connection, until the next piece. */
void trimmer_disconnect(struct trimmer *trimmer);
/* Waits, disconnects, and frees what it holds. */
void trimmer_release(struct trimmer *trimmer);

#endif
