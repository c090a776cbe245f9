/*
 * Reading: one page at a time, for one sink after another, while others are
 * delivered.
 *
 * While it runs, the source is the reader's alone: nobody else may use it
 * between reader_start() and reader_finish().  What a sink has in hand counts
 * as acknowledged for it; if that turns out not to be so, the page that was
 * read is thrown away.  That keeps pages closed: with each change it holds, a
 * page or those delivered before it hold every earlier change of that row.
 *
 * Where nothing waits, a look is one statement.  A page that holds anything is
 * followed by the bound of the drain, if it is wanted, and by prolonging the
 * lease, whose commit makes durable what was read (poller/source.h).
 */
#ifndef POLLER_READER_H
#define POLLER_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "poller/change.h"
#include "poller/job.h"
#include "poller/rangeset.h"
#include "poller/source.h"

struct reader {
	struct job job;
	struct source *source;
	struct lease *lease;
	int lease_seconds;
	/* What is asked for. */
	void *owner;           /* whoever it is for; NULL: at rest */
	struct rangeset acked; /* not to be read */
	int64_t floor;
	struct page_limits limits;
	bool bound_wanted;
	/* What came of it. */
	struct page page;
	int64_t bound; /* the highest seq then, behind a page; 0: not asked */
	struct err err;
	bool good;
	int64_t renewed_at; /* clock_monotonic() before the lease; 0: not */
};

/* At rest: the source is free. */
static inline bool reader_rests(const struct reader *reader)
{
	return !job_begun(&reader->job);
}

/*
 * Begins to read; the caller has filled in `acked`, `floor`, `limits` and
 * `owner`.
 */
void reader_start(struct reader *reader, const struct hub *hub);
/*
 * Waits for it, and exchanges its page with *page.  False with its error; then
 * *page is as it was.
 */
bool reader_finish(struct reader *reader, struct page *page, struct err *err);
void reader_release(struct reader *reader);

#endif
