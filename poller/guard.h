/*
 * Who polls, and which changelog: the lease and the identity of the source,
 * held against what the state remembers.  It refuses with the way out, and
 * guesses nothing.
 */
#ifndef POLLER_GUARD_H
#define POLLER_GUARD_H

#include <stdbool.h>

#include "core/err.h"

struct poller;
struct poller_sink;

/*
 * Compares the source with what the state remembers: changelog, engine, lease,
 * anchors.  ERR_CONFIG with an explanation and the way out, ERR_BUSY if another
 * poller holds the lease.
 */
bool guard_check(struct poller *poller, struct err *err);

/*
 * Begins a new epoch and takes the source as it is for it: writes our holder
 * and epoch into its lease and notes its identity.  ERR_TRANSIENT, with nothing
 * changed, while another poller holds the lease.
 */
bool guard_adopt(struct poller *poller, struct err *err);

/*
 * Is the lease still ours?  Prolongs it; makes what was read durable.  The
 * reader must be at rest.
 */
bool guard_renew(struct poller *poller, struct err *err);

/*
 * A state.db that was copied while this poller was at work has its token: put
 * back, it would send other batches under ids that receivers have.  So, some
 * times in the length of a lease, and only when something was sent since, the
 * lease is taken anew: its token grows here and there.  The reader must be at
 * rest.
 */
bool guard_retake(struct poller *poller, struct err *err);

/* Refuses a state that is older than what a sink holds of it. */
bool guard_check_sink(struct poller *poller, struct poller_sink *sink,
		      struct err *err);

#endif
