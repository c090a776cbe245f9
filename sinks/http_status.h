/*
 * What each HTTP status means to us.  One table, and no HTTP client in it, so
 * that docs and tests can go through it row by row.
 *
 * The principle: in doubt the same batch comes again, and nothing is skipped.
 */
#ifndef SINKS_HTTP_STATUS_H
#define SINKS_HTTP_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "sinks/sink.h"

struct http_status {
	int first, last; /* statuses of this row, both inside */
	/*
	 * ERR_NONE acknowledges the batch; else ERR_TRANSIENT, ERR_REJECTED or
	 * ERR_MISCONFIGURED: sinks/sink.h says what follows.
	 */
	enum err_kind kind;
	enum sink_wish wish; /* what it asks for by itself */
	/* The receiver may have the batch, or is still working on it. */
	bool in_doubt;
	bool throttled; /* it asks for fewer requests */
	/* Nobody knows whom it concerns: at length it is the events'. */
	bool unknown;
	const char *meaning; /* for messages; NULL where the number says it */
};

/* The row of a status; never NULL: what is no status at all is transient. */
const struct http_status *http_status_find(int status);

/* The i-th row, NULL past the end. */
const struct http_status *http_status_at(size_t i);

#endif
