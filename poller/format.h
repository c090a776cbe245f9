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
#include <stddef.h>

#include "core/err.h"
#include "poller/event.h"

struct format_style;

struct format {
	const char *name; /* "native", "cloudevents-batch", ... */
	const char *content_type;
	/*
	 * Where a changed key makes two events of the one change that the
	 * format sends at a time; NULL: the same.
	 */
	const char *pair_type;
	bool native; /* the native rendering is sent as it is */
	bool single; /* one change a batch: the format knows no batches */
	bool http;   /* what it says stands in headers: for a webhook alone */
	bool kinds;  /* goes by kinds of columns, which no schema tells */
	const struct format_style *style; /* how it writes; NULL: native */
	/* The same for two events of one change; NULL: `style`. */
	const struct format_style *pair_style;
};

/*
 * Makes *out, which is reset first and keeps its memory, of what event_render()
 * made of the same head: body, events, head, positions, and as headers what the
 * format sends as such.  Not for a native one.
 */
void format_apply(const struct format *format, const struct batch_head *head,
		  const struct rendering *native, struct rendering *out);

/* The format of that name, or NULL. */
const struct format *format_find(const char *name);
/* The i-th, NULL past the end: for help, messages and tests. */
const struct format *format_at(size_t i);

/* The Content-Type of a batch of so many events. */
const char *format_content_type(const struct format *format, size_t events);

#endif
