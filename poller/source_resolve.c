#include "poller/source_private.h"

static bool known(const struct page *page, int32_t number)
{
	size_t i;

	for (i = 0; i < page->nshapes; i++)
		if (page->shapes[i].number == number)
			return true;
	return false;
}

/* One layout; *found false where the registry has none that can be used. */
static bool resolve(struct source *source, struct page *page, int32_t number,
		    bool *found, struct err *err)
{
	const struct shape *shape;

	*found = false;
	if (!source_shape(source, number, &shape, err)) {
		if (err->kind != ERR_DATA)
			return false;
		err_clear(err);
		return true;
	}
	if (!shape)
		return true;
	page->shapes = xgrow(page->shapes, &page->shapes_cap, page->nshapes + 1,
			     sizeof(*page->shapes));
	page->shapes[page->nshapes++] = (struct page_shape){ number, shape };
	*found = true;
	return true;
}

bool source_resolve(struct source *source, struct page *page, struct err *err)
{
	int32_t last = 0;
	bool found;
	size_t i;

	page->resolved = true;
	for (i = 0; i < page->n; i++) {
		int32_t number = page->changes[i].shape;

		if ((i && number == last) || known(page, number))
			continue;
		if (!resolve(source, page, number, &found, err))
			return false;
		page->resolved = page->resolved && found;
		last = number;
	}
	return true;
}
