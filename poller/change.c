#include "poller/change.h"

#include <stdlib.h>

void page_reset(struct page *page)
{
	page->n = 0;
	page->nshapes = 0;
	page->resolved = false;
	page->bytes = 0;
	page->complete = false;
	arena_reset(&page->arena);
}

void page_release(struct page *page)
{
	free(page->changes);
	free(page->shapes);
	arena_release(&page->arena);
	*page = (struct page){ 0 };
}
