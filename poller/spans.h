/*
 * Where the events of a rendered batch lie in its bytes, as text: kept beside
 * the bytes of a batch, so that a sink can take it apart without rendering it.
 */
#ifndef POLLER_SPANS_H
#define POLLER_SPANS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "poller/event.h"

/* Appends the places of events and what goes out as headers. */
void spans_print(const struct rendering *rendering, struct buf *out);

/*
 * Fills in what spans_print() wrote, for a body that is there already.  False
 * where it does not parse or a place is outside the body.
 */
bool spans_parse(const char *text, struct rendering *out);

#endif
