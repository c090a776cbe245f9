/*
 * A sink's courier: takes one batch at a time to its sink, in a thread, so that
 * a sink that is slow or dead holds back nobody else.
 */
#ifndef POLLER_COURIER_H
#define POLLER_COURIER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "poller/job.h"
#include "sinks/sink.h"

struct courier {
	struct job job;
	const struct sink_type *type;
	struct sink *sink;
	struct batch batch; /* what it carries; borrowed until it is back */
	/* What came of it. */
	bool good;
	struct sink_reply reply;
	struct err err;
	int64_t took; /* milliseconds */
};

/* On its way, or back and not received yet. */
static inline bool courier_out(const struct courier *courier)
{
	return job_begun(&courier->job);
}

/* Sends it off with courier->batch. */
void courier_send(struct courier *courier, const struct hub *hub);

#endif
