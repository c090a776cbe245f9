/*
 * Native events read again: from the lines that a file sink wrote, the changes
 * that the event writer makes the same events of.  Values stay the text that
 * they were written as (ROW_WRITTEN), so that they come out to the byte, in any
 * format; and so does what stands behind an event's captured_at, known or not.
 *
 * What was read is rendered once more and has to be what was read: anything
 * else that would get lost is refused.
 */
#ifndef POLLER_EVENT_READ_H
#define POLLER_EVENT_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "poller/batch.h"
#include "poller/change.h"
#include "poller/event.h"
#include "poller/source.h"

/* The head of a batch, each member as JSON; p is NULL where it has none. */
struct event_head {
	struct str source, epoch, dbms, server, database;
	struct str replay, data_format, schemas;
	int64_t first, last; /* positions */
};

/* False: it is no head of a batch of ours.  Borrows the line. */
bool event_head_read(struct str line, struct event_head *out);

/* A layout that a file names. */
struct event_layout {
	struct str text; /* its schema, as JSON */
	struct shape shape;
	struct str *names; /* of its columns, as JSON */
	/* Of the registry; else made of the schema, which knows no kinds. */
	bool registered;
};

/* All of them, as long as files are read. */
struct event_layouts {
	struct event_layout **items;
	size_t n, cap;
	struct arena arena;
	/* The registry's layout of a fingerprint; *out NULL: it has none. */
	bool (*find)(void *opaque, const char *fingerprint,
		     const struct shape **out, struct err *err);
	void *opaque;
};
void event_layouts_release(struct event_layouts *layouts);

/*
 * The layout of one member of `schemas`.  ERR_DATA where a file cannot give it:
 * its sink masked columns, or left some out.
 */
bool event_layouts_take(struct event_layouts *layouts, struct str schema,
			struct event_layout **out, struct err *err);

/* A batch that is read. */
struct event_batch {
	struct page page; /* its changes, and their layouts */
	struct batch_origin origin;
	bool goes_on; /* a transaction does, behind the batch */

	struct str source, schemas;
	struct event_layout **layouts; /* s1, s2... */
	size_t nlayouts, layouts_cap;
	struct event_line *lines;
	size_t nlines, lines_cap;
	char *lasts; /* of each change: t, f or nothing, as its tx.last */
	size_t lasts_cap;
	struct buf open, image;
	struct arena scratch;
	struct rendering again;
};
void event_batch_release(struct event_batch *batch);

/* Begins a batch; of the one before nothing is left. */
bool event_batch_begin(struct event_batch *batch, struct event_layouts *layouts,
		       const struct event_head *head, struct err *err);
/* One more event.  ERR_DATA where it is none of ours. */
bool event_batch_add(struct event_batch *batch, struct str line,
		     struct err *err);
/* Behind the last one: what is known of transactions. */
void event_batch_end(struct event_batch *batch);
/* Would we write the same?  ERR_DATA names the event that we would not. */
bool event_batch_check(struct event_batch *batch, struct err *err);

#endif
