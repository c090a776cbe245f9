#include "tests/support/shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

void shapes_open(struct shapes *shapes, const char *tables)
{
	struct err err = { 0 };
	size_t i;

	*shapes = (struct shapes){ 0 };
	if (!table_list_parse(tables, "tables", &shapes->list, &err)) {
		printf("Bail out! %s\n", err.text);
		exit(99);
	}
	shapes->n = shapes->list.ntables;
	shapes->items = xcalloc(shapes->n, sizeof(*shapes->items));
	shapes->labels = xcalloc(shapes->n, sizeof(*shapes->labels));
	for (i = 0; i < shapes->n; i++) {
		struct shape *shape = &shapes->items[i];

		shape_label(&shapes->list.tables[i], &shapes->labels[i]);
		shape->shape = (int32_t)i + 1;
		shape->version = (int64_t)i + 3;
		shape->table = &shapes->list.tables[i];
		shape->label = buf_str(&shapes->labels[i]);
		snprintf(shape->fingerprint, sizeof(shape->fingerprint),
			 "sha256:%064zu", i + 1);
	}
}

void shapes_close(struct shapes *shapes)
{
	size_t i;

	for (i = 0; i < shapes->n; i++)
		buf_release(&shapes->labels[i]);
	free(shapes->labels);
	free(shapes->items);
	table_list_release(&shapes->list);
	*shapes = (struct shapes){ 0 };
}

bool shapes_find(void *opaque, int32_t number, const struct shape **out,
		 struct err *err)
{
	struct shapes *shapes = opaque;

	shapes->asked++;
	if (number < 0)
		return err_set(err, ERR_UNAVAILABLE, "the source is gone");
	*out = number >= 1 && (size_t)number <= shapes->n
		   ? &shapes->items[number - 1]
		   : NULL;
	return true;
}

void shapes_resolve(const struct shapes *shapes, struct page *page)
{
	size_t i;

	for (i = 0; i < shapes->n; i++) {
		page->shapes = xgrow(page->shapes, &page->shapes_cap,
				     page->nshapes + 1, sizeof(*page->shapes));
		page->shapes[page->nshapes++] =
		    (struct page_shape){ shapes->items[i].shape,
					 &shapes->items[i] };
	}
}

struct str str_of(const char *text)
{
	return (struct str){ text ? text : "", text ? strlen(text) : 0 };
}

struct change change_of(int64_t seq, int32_t shape, char op,
			const char *old_row, const char *new_row,
			const char *txid)
{
	return (struct change){
		.seq = seq,
		.shape = shape,
		.op = op,
		.has_old = old_row != NULL,
		.has_new = new_row != NULL,
		.old_row = str_of(old_row),
		.new_row = str_of(new_row),
		.txid = str_of(txid),
		.captured_at = str_of("2026-11-22T08:15:45.123Z"),
	};
}
