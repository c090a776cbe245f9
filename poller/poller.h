/*
 * The poller: everything that one run holds, and the steps of the golden path,
 * each in a header of its name.
 *
 *	poller_open        configuration, state, source, checks, sinks
 *	  guard_check        is this the changelog that our numbers belong to?
 *	poller_round       every sink in turn, until none has more to do:
 *	  deliver_step       the next thing that can be done for one sink
 *	    resend_first       what a crash, a failure or an operator left
 *	    reader_start       one closed page of what it has not acknowledged
 *	    sieve_page         what of it this sink is to get now
 *	    batch_make         bytes
 *	    state_seal         known before anyone else does
 *	    courier_send       out, in a thread of the sink's own
 *	    verdict_settle     an acknowledgement back: the set grows; or else
 *	  trim_beside        delete what all sinks have, while it goes on
 *	trim               and the rest of it
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
#include "poller/batch.h"
#include "poller/change.h"
#include "poller/config.h"
#include "poller/courier.h"
#include "poller/job.h"
#include "poller/rangeset.h"
#include "poller/reader.h"
#include "poller/report.h"
#include "poller/sieve.h"
#include "poller/source.h"
#include "poller/state.h"
#include "poller/trimmer.h"
#include "sinks/sink.h"

/* The bound of a drain that has not met anything yet. */
#define NO_BOUND INT64_MAX

/* Status 500, time after time: the ping, and what it is asked because of. */
struct suspicion {
	bool asking; /* the courier carries it */
	bool up;     /* the receiver took one, since the batch was sealed */
	struct draft ping;
	struct sink_reply reply; /* to the batch */
	struct err err;
};

struct poller_sink {
	const struct sink_type *type;
	struct sink_options options;
	struct sink *sink;
	char name[64];       /* its own: of the section, or of one lane */
	const char *section; /* NAME of [sink NAME] */
	struct config_sink config;
	struct config_batch limits;
	struct sink_state state;
	struct rangeset acked;
	struct rangeset held; /* waits for dead letters: not to be read */
	struct key_set parked;
	struct shaping *shaping;
	struct sieve sieve;
	struct batch_context batch;
	int32_t *met; /* layouts that it has met in this run */
	size_t nmet, met_cap;
	struct err err; /* why it stands still in this run, if it does */
	/* Where it could not be opened: clock_monotonic() of the next try. */
	int64_t reopen_at;
	bool barred;   /* what it holds is not ours: err lasts */
	bool idle;     /* nothing more for it up to its bound */
	int64_t bound; /* what was there when its drain began, or NO_BOUND */

	/* The page in hand, what of it is for this sink, and how far it is. */
	bool has_page;
	struct page page;
	struct sifted sifted;
	struct cutter cutter;
	size_t from;
	/*
	 * The page behind it, and how much of the one in hand counted as
	 * delivered for it.
	 */
	bool has_ahead, ahead_stale;
	size_t assumed;
	struct page ahead;

	/* The batch under way, and the one that is ready to follow it. */
	struct draft drafts[2];
	struct draft *out, *next;
	size_t next_n; /* changes of the page that `next` takes */
	struct courier courier;
	bool looked;    /* resend_first() has found nothing more */
	bool resending; /* `out` is a batch of the past, for a rewind */
	struct suspicion suspicion;
	int64_t dead_after; /* dead letters up to this id were tried */
	int rewinds;        /* how often the receiver went back in this round */
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
	int64_t token_at;    /* when its token was taken */
	bool sent;           /* a batch went out since */
	struct poller_sink *sinks;
	size_t nsinks;
	struct page page; /* for reading a few changes again */
	struct hub hub;
	struct reader reader;
	struct trimmer trimmer;
	struct report *report;
	const volatile sig_atomic_t *stop;
	bool worked;     /* something was delivered in this round */
	int64_t trimmed; /* changes delivered when it was trimmed last */
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
 * take it, and trimming; while one sink is busy for long, the others get what
 * has come since.  A sink's trouble is in its err and does not stop the others;
 * false is trouble with the source or the state.  *worked tells whether
 * anything was delivered.
 */
bool poller_round(struct poller *poller, bool *worked, struct err *err);

/*
 * Prolongs the lease where half of it is over, or takes a new token of it,
 * where guard_retake() has one due and the source is free.
 */
bool poller_keep_lease(struct poller *poller, struct err *err);

/*
 * The trouble that an exit code should tell of, an operator's case before a
 * passing one; ERR_NONE if all is well.  True if this run has reported it.
 */
bool poller_trouble(const struct poller *poller, struct err *out);

/*
 * The sinks of the configuration, in poller->sinks; first what their sections
 * say, then the sinks themselves and what the state knows of them.
 */
bool poller_configure_sinks(struct poller *poller, struct err *err);
bool poller_open_sinks(struct poller *poller, struct err *err);
/*
 * Once more, a sink that could not be opened: what stood in its way, a file or
 * a directory, may be mended.  sink->err says what does now.
 */
bool poller_reopen_sink(struct poller_sink *sink);
void poller_close_sinks(struct poller *poller);
/* Looks up which keys of a sink are parked, and which changes wait. */
bool poller_load_parked(struct poller *poller, struct poller_sink *sink,
			struct err *err);

/*
 * For commands that only look, with a state that was opened to read: the sink,
 * or lane, of that name (NULL: the first), and what state and source say of it.
 */
bool poller_find_sink(struct poller *poller, const char *name,
		      struct poller_sink **out, struct err *err);
bool poller_look(struct poller *poller, struct poller_sink *sink,
		 struct err *err);

#endif
