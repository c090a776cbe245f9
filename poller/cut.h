/*
 * Where batches end: a page cut into batches, at the ends of transactions.
 */
#ifndef POLLER_CUT_H
#define POLLER_CUT_H

#include <stddef.h>

#include "core/buf.h"
#include "poller/change.h"
#include "poller/config.h"

/* A page, and where each of its transactions has its last change in it. */
struct cutter {
	const struct page *page;
	/* For each change; NULL where the engine has no transactions. */
	size_t *last;
};

/* Borrows the page. */
void cutter_open(struct cutter *cutter, const struct page *page);
void cutter_release(struct cutter *cutter);

/*
 * How many of page->changes[from..] make the next batch: as many as the limits
 * allow, but ending where no transaction that it holds goes on behind it.  If
 * there is no such place, or a single transaction is larger than the limits,
 * the limits alone decide, and `tx.last` tells.
 *
 * 0 means: what is left is less than a batch may hold, and the begin of a
 * transaction whose end may lie behind this page; read the next page from
 * there. Never 0 for from = 0.
 */
size_t cutter_next(const struct cutter *cutter, size_t from,
		   const struct config_batch *limits);

/* How many changes of the page from there on all its batches together take. */
size_t cutter_usable_from(const struct cutter *cutter, size_t from,
			  const struct config_batch *limits);

/*
 * Appends the transactions of changes[from..from+n) that go on behind them in
 * the page, sorted and with commas: struct tx_knowledge.open.
 */
void cutter_open_txs(const struct cutter *cutter, size_t from, size_t n,
		     struct buf *out);

#endif
