/*
 * One event as JSON; private to the event writer.
 */
#ifndef POLLER_EVENT_WRITE_H
#define POLLER_EVENT_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/mem.h"
#include "poller/change.h"
#include "poller/event.h"
#include "poller/layout.h"
#include "poller/row.h"
#include "poller/tx_places.h"
#include "sinks/sink.h"

struct shaping;

/* What is the same for all events of a batch. */
struct event_writer {
	struct buf *body;
	struct arena *arena; /* for this event */
	enum row_encoding encoding;
	struct str id_start;           /* `{"id":"SOURCE:EPOCH:` */
	bool tx_complete;              /* as in struct tx_knowledge */
	const struct shaping *shaping; /* NULL: columns go out as they are */
	struct buf scratch;            /* a value that is to be masked */
	/*
	 * In the body: where the event starts, and where its last part ended.
	 */
	size_t start, noted;
};

/* One side of an event: a row and how its values were written. */
struct event_side {
	struct row row;
	/* enum value_how for each column, then each extra; NULL: all as kind */
	unsigned char *how;
};

struct event {
	const struct change *change;
	const struct layout *layout;
	struct tx_place *tx; /* NULL: none */
	char op;
	int part; /* 0, or 1 and 2 for the two of a changed key */
	/* A flag for each column that is too large; NULL: none is. */
	const unsigned char *omit;
	bool last; /* the transaction's last event in this batch */
	struct event_side *before, *after; /* NULL: not applicable */
};

/*
 * Appends the event, without a NUL behind it.  Of *place it sets op and the
 * lengths; what they point to is known when the body moves no more.  Of *parts,
 * which is zeroed, it sets the spans and op.
 */
void event_write(struct event_writer *writer, const struct event *event,
		 struct batch_event *place, struct event_parts *parts);

#endif
