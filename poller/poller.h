/*
 * The poller: everything that one run holds, and the steps of the golden path.
 *
 *	poller_open        configuration, state, source, checks, sinks
 *	  guard_check        is this the changelog that our numbers belong to?
 *	poller_round       for every sink, until there is nothing more to do:
 *	  deliver_sealed     what a crash or a failure left behind
 *	  source_read        one closed page of what it has not acknowledged
 *	  batch_make         bytes
 *	  state_seal         known before anyone else does
 *	  sink->deliver      out, and an acknowledgement back
 *	  state_ack          the set grows
 *	trim_delivered     delete what all sinks have
 *	poller_close
 */
#ifndef POLLER_POLLER_H
#define POLLER_POLLER_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/dialect.h"
#include "core/err.h"
#include "poller/ahead.h"
#include "poller/batch.h"
#include "poller/change.h"
#include "poller/config.h"
#include "poller/rangeset.h"
#include "poller/report.h"
#include "poller/source.h"
#include "poller/state.h"
#include "sinks/sink.h"

struct poller_sink {
	const struct sink_type *type;
	struct sink_options options;
	struct sink *sink;
	struct sink_state state;
	struct rangeset acked;
	struct config_batch limits;
	struct batch_context batch;
	struct err
	    err;   /* why it stands still in this run; ERR_NONE: it does not */
	bool idle; /* nothing more for it up to the bound of this round */
};

struct poller {
	struct config *config;
	struct config_source settings;
	struct dialect *dialect;
	struct state *state;
	struct source *source; /* NULL: it could not be reached */
	struct err source_err; /* why */
	struct lease lease;
	int64_t lease_until; /* clock_monotonic() */
	struct poller_sink *sinks;
	size_t nsinks;
	struct page page;
	struct ahead ahead; /* at rest outside deliver_once() */
	struct report *report;
	const volatile sig_atomic_t *stop;
};

/*
 * Opens all that a poll needs.  ERR_BUSY: another poller is at work, which is
 * no error to anyone.  A source that cannot be reached is no failure here:
 * sinks that have kept bytes are served without it; see source_err.
 */
bool poller_open(struct poller *poller, const char *config_path,
		 struct report *report, const volatile sig_atomic_t *stop,
		 struct err *err);
void poller_close(struct poller *poller);

/*
 * One drain: everything that was there when it began, to every sink that can
 * take it, and trimming.  A sink's trouble is in its err and does not stop the
 * others; false is trouble with the source or the state.  *worked tells whether
 * anything was delivered.
 */
bool poller_round(struct poller *poller, bool *worked, struct err *err);

/*
 * The trouble that an exit code should tell of, an operator's case before a
 * passing one; ERR_NONE if all is well.  True if this run has reported it.
 */
bool poller_trouble(const struct poller *poller, struct err *out);

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

/* Is the lease still ours?  Prolongs it; makes what was read durable. */
bool guard_renew(struct poller *poller, struct err *err);

/* Refuses a state that is older than what a sink holds of it. */
bool guard_check_sink(struct poller *poller, struct poller_sink *sink,
		      struct err *err);

/*
 * Serves one sink once: a batch left over, or else a few pages.  It has nothing
 * more to do when all that is left is behind `bound`.  False only for trouble
 * with source or state; the sink's own trouble is in sink->err.
 */
bool deliver_once(struct poller *poller, struct poller_sink *sink,
		  int64_t bound, bool *worked, struct err *err);

/* Deletes what all sinks have acknowledged, in short transactions. */
bool trim_delivered(struct poller *poller, struct err *err);

/* Tries to move each sink's floor (design §4). */
bool trim_floors(struct poller *poller, struct err *err);

#endif
