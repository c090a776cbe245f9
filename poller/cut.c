#include "poller/cut.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

static struct cutter_tx *find(const struct cutter *cutter, struct str txid)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	size_t i;

	for (i = 0; i < txid.n; i++)
		hash = (hash ^ (unsigned char)txid.p[i]) * 1099511628211u;
	i = (size_t)(hash ^ hash >> 32) & cutter->mask;
	for (;; i = (i + 1) & cutter->mask) {
		struct cutter_tx *slot = &cutter->slots[i];

		if (!slot->txid.n ||
		    (slot->txid.n == txid.n &&
		     memcmp(slot->txid.p, txid.p, txid.n) == 0))
			return slot;
	}
}

/*
 * The transaction of change i.  `before` is that of the change before it, which
 * most often is the same; NULL: not known.
 */
static struct cutter_tx *tx_of(const struct cutter *cutter, size_t i,
			       struct cutter_tx *before)
{
	struct str txid = cutter->page->changes[i].txid;

	if (before && before->txid.n == txid.n &&
	    memcmp(before->txid.p, txid.p, txid.n) == 0)
		return before;
	return find(cutter, txid);
}

void cutter_open(struct cutter *cutter, const struct page *page)
{
	struct cutter_tx *tx = NULL;
	size_t size = 16, i;

	*cutter = (struct cutter){ .page = page };
	for (i = 0; i < page->n && !page->changes[i].txid.n; i++)
		;
	if (i == page->n)
		return;
	while (size < 2 * page->n + 1)
		size *= 2;
	cutter->slots = xcalloc(size, sizeof(*cutter->slots));
	cutter->mask = size - 1;
	for (i = 0; i < page->n; i++) {
		if (!page->changes[i].txid.n)
			continue;
		tx = tx_of(cutter, i, tx);
		tx->txid = page->changes[i].txid;
		tx->last = i;
	}
}

void cutter_release(struct cutter *cutter)
{
	free(cutter->slots);
	*cutter = (struct cutter){ 0 };
}

/* How many changes fit the limits; at least one. */
static size_t fitting(const struct page *page, size_t from,
		      const struct config_batch *limits)
{
	size_t n = 0, bytes = 0;

	while (from + n < page->n && n < (size_t)limits->events) {
		const struct change *change = &page->changes[from + n];

		bytes += change->old_row.n + change->new_row.n;
		if (n && bytes > (size_t)limits->bytes)
			break;
		n++;
	}
	return n;
}

size_t cutter_next(const struct cutter *cutter, size_t from,
		   const struct config_batch *limits)
{
	const struct page *page = cutter->page;
	size_t most = fitting(page, from, limits), clean = 0, reach = from, i;
	struct cutter_tx *tx = NULL;

	if (!cutter->slots)
		return most;
	for (i = from; i < from + most; i++) {
		struct str txid = page->changes[i].txid;

		if (txid.n) {
			tx = tx_of(cutter, i, tx);
			if (tx->last > reach)
				reach = tx->last;
		}
		/*
		 * The last change of a page that is not all there is may have
		 * more of its transaction behind it.
		 */
		if (reach <= i &&
		    (page->complete || i + 1 < page->n || !txid.n))
			clean = i + 1 - from;
	}
	if (clean)
		return clean;
	return from + most == page->n && from > 0 && !page->complete ? 0 : most;
}

size_t cutter_usable_from(const struct cutter *cutter, size_t from,
			  const struct config_batch *limits)
{
	size_t start = from, n;

	while (from < cutter->page->n &&
	       (n = cutter_next(cutter, from, limits)) > 0)
		from += n;
	return from - start;
}

static int compare_str(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int order = memcmp(x->p, y->p, n);

	return order ? order : (x->n > y->n) - (x->n < y->n);
}

void cutter_open_txs(const struct cutter *cutter, size_t from, size_t n,
		     struct buf *out)
{
	struct str *open;
	size_t count = 0, i;

	if (!cutter->slots)
		return;
	open = xcalloc(n, sizeof(*open));
	for (i = from; i < from + n; i++) {
		struct str txid = cutter->page->changes[i].txid;

		if (txid.n && find(cutter, txid)->last >= from + n)
			open[count++] = txid;
	}
	qsort(open, count, sizeof(*open), compare_str);
	for (i = 0; i < count; i++) {
		if (i && compare_str(&open[i], &open[i - 1]) == 0)
			continue;
		if (out->len)
			buf_addch(out, ',');
		buf_add(out, open[i].p, open[i].n);
	}
	free(open);
}
