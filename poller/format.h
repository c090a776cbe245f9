/*
 * The formats of a batch: what `format =` of a sink can be.
 *
 * Every format is made of the native rendering, event by event, before the
 * batch is sealed: the seal's SHA-256 is over the bytes that are sent.
 * docs/format.md and docs/formats.md are the manual.
 */
#ifndef POLLER_FORMAT_H
#define POLLER_FORMAT_H

#include <stdbool.h>

#include "core/err.h"
#include "poller/event.h"

struct format {
	const char *name; /* "native", "cloudevents-batch", ... */
	const char *content_type;
	bool native; /* the native rendering is sent as it is */
	bool single; /* one change a batch: the format knows no batches */
	/*
	 * Appends the body of the batch to out->body, and to out->events where
	 * each event lies in it; out->headers what the format sends as headers.
	 * NULL for native.
	 */
	bool (*apply)(const struct batch_head *head,
		      const struct rendering *native, struct rendering *out,
		      struct err *err);
};

/* The format of that name, or NULL. */
const struct format *format_find(const char *name);
/* The i-th, NULL past the end: for help, messages and tests. */
const struct format *format_at(size_t i);

#endif
