/*
 * Deleting from the changelog what all sinks have.
 */
#ifndef POLLER_TRIM_H
#define POLLER_TRIM_H

#include <stdbool.h>

#include "core/err.h"

struct poller;

/*
 * Deletes what all sinks have acknowledged, in short transactions, and moves
 * each sink's floor.  Also when nothing was delivered: a poller that was killed
 * may have left something to trim, and `keep` lets go of changes as time goes
 * by.  A source that is busy is trimmed another time.  The reader must be at
 * rest; ERR_BUSY where the lease is lost.
 */
bool trim(struct poller *poller, struct err *err);
/* The same in the middle of a drain, which goes on counting it as delivered. */
bool trim_midway(struct poller *poller, struct err *err);
/*
 * In the middle of a long drain, beside reading: begins to delete a piece, or
 * notes what has become of it.
 */
bool trim_beside(struct poller *poller, struct err *err);

#endif
