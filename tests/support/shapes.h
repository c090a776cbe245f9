/*
 * Layouts made of table descriptions, in place of a registry, and changes of
 * them that are written by hand.
 */
#ifndef TESTS_SUPPORT_SHAPES_H
#define TESTS_SUPPORT_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/table.h"
#include "poller/change.h"
#include "poller/source.h"

struct shapes {
	struct table_list list;
	struct shape *items; /* number 1, 2..., in the order of the text */
	struct buf *labels;
	size_t n;
	size_t asked; /* how often one was looked up */
};

/* Layout N has version N + 2.  A text that does not parse ends the test. */
void shapes_open(struct shapes *shapes, const char *tables);
void shapes_close(struct shapes *shapes);

/* For struct shape_lookup; a number below 0 is a source that is gone. */
bool shapes_find(void *shapes, int32_t number, const struct shape **out,
		 struct err *err);

/* Puts all of them into a page, as source_resolve() does. */
void shapes_resolve(const struct shapes *shapes, struct page *page);

/* Borrowed; NULL is no bytes. */
struct str str_of(const char *text);

/* NULL is no row, or no transaction. */
struct change change_of(int64_t seq, int32_t shape, char op,
			const char *old_row, const char *new_row,
			const char *txid);

#endif
