/*
 * A sink that fails when it is told to, around any other: the idea of SQLite's
 * test_vfs.c.
 *
 *	struct flaky_plan plan = { .at = 3, .kind = ERR_TRANSIENT };
 *	sink->sink = flaky_wrap(sink->type, sink->sink, &plan);
 *	sink->type = &flaky_sink;
 */
#ifndef TESTS_SUPPORT_FLAKY_H
#define TESTS_SUPPORT_FLAKY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "sinks/sink.h"

struct flaky_plan {
	int64_t at;    /* the delivery that fails, from 1; 0: none */
	int64_t times; /* how many fail from there on; 0 is 1, -1 all */
	/*
	 * True: the inner sink gets the batch first, and only the
	 * acknowledgement is lost.
	 */
	bool after;
	enum err_kind kind; /* ERR_NONE is ERR_TRANSIENT */
	int64_t retry_after;
	int status;
	/* Out: */
	int64_t deliveries; /* how many were asked for */
	int64_t delivered;  /* how many the inner sink took */
};

/* Takes `inner` over; the plan stays the caller's and may change meanwhile. */
struct sink *flaky_wrap(const struct sink_type *type, struct sink *inner,
			struct flaky_plan *plan);

/*
 * For what flaky_wrap() returns.  Its open() opens the sink type that the key
 * `inner` names and never fails on purpose.
 */
extern const struct sink_type flaky_sink;

#endif
