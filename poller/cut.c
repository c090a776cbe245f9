#include "poller/cut.h"

#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "poller/tx_places.h"

void cutter_open(struct cutter *cutter, const struct page *page)
{
	struct tx_places places = { 0 };
	size_t i;

	*cutter = (struct cutter){ .page = page };
	for (i = 0; i < page->n && !page->changes[i].txid.n; i++)
		;
	if (i == page->n)
		return;
	cutter->last = xcalloc(page->n, sizeof(*cutter->last));
	tx_places_fill(&places, page->changes, page->n, "");
	for (i = 0; i < page->n; i++) {
		const struct tx_place *tx = tx_places_of(&places, i);

		cutter->last[i] = tx ? tx->last : i;
	}
	tx_places_release(&places);
}

void cutter_release(struct cutter *cutter)
{
	free(cutter->last);
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

	if (!cutter->last)
		return most;
	for (i = from; i < from + most; i++) {
		if (cutter->last[i] > reach)
			reach = cutter->last[i];
		/*
		 * The last change of a page that is not all there is may have
		 * more of its transaction behind it.
		 */
		if (reach <= i && (page->complete || i + 1 < page->n ||
				   !page->changes[i].txid.n))
			clean = i + 1 - from;
	}
	if (clean)
		return clean;
	/* One that is full already has nothing to wait for. */
	return from + most == page->n && most < (size_t)limits->events &&
		       from > 0 && !page->complete
		   ? 0
		   : most;
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

	if (!cutter->last)
		return;
	open = xcalloc(n, sizeof(*open));
	for (i = from; i < from + n; i++) {
		if (cutter->last[i] >= from + n)
			open[count++] = cutter->page->changes[i].txid;
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
