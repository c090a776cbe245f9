/*
 * Reading ahead: the next page is read while the one in hand is delivered.
 *
 * While it runs, the source is the reader's alone: nobody else may use it
 * between ahead_start() and ahead_finish().  What the page in hand holds counts
 * as acknowledged for the reader; if it turns out not to be, the page that was
 * read is thrown away.  That keeps pages closed: with each change it holds, a
 * page or those delivered before it hold every earlier change of that row.
 */
#ifndef POLLER_AHEAD_H
#define POLLER_AHEAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "poller/change.h"
#include "poller/rangeset.h"
#include "poller/source.h"

struct ahead {
	struct source *source;
	struct rangeset acked; /* and what is in hand */
	int64_t floor;
	struct page_limits limits;
	struct page page; /* what was read */
	struct err err;
	bool good;
	bool threaded; /* false: there was no thread to be had; read later */
	pthread_t thread;
};

/*
 * Begins to read what follows `in_hand`, of which the first `usable` changes
 * are about to be delivered.
 */
void ahead_start(struct ahead *ahead, struct source *source,
		 const struct rangeset *acked, int64_t floor,
		 const struct page_limits *limits, const struct page *in_hand,
		 size_t usable);

/*
 * Waits for it and exchanges its page with *page.  False with the reader's
 * error; then *page is as it was.
 */
bool ahead_finish(struct ahead *ahead, struct page *page, struct err *err);

void ahead_release(struct ahead *ahead);

#endif
