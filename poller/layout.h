/*
 * The shapes of one batch, made ready for writing its events: every name is
 * escaped once, in front of all events, and not once for each.
 */
#ifndef POLLER_LAYOUT_H
#define POLLER_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/mem.h"
#include "poller/source.h"

struct layout {
	const struct shape *shape;
	struct str *members; /* `,"name":`, one for each column */
	size_t *keys;        /* the columns of the key, in its order */
	size_t nkeys;
	/* As shaping_columns() has it; NULL: all columns as they are. */
	const unsigned char *show;
	/* `","table":"public.orders","schema":"s1","key":` */
	struct str middle;
	/*
	 * The name of its JSON Schema: that of the layout, and of the sink
	 * where it does not show all columns as they are.
	 */
	struct str dataschema;
	size_t label_n; /* bytes of the label in it, at LAYOUT_LABEL_AT */
};

/* In order of first appearance: items[0] is "s1". */
struct layouts {
	struct layout *items;
	size_t n, cap;
	const char *sink; /* set before the first is added */
	struct arena arena;
};

/* The offset of the label in `middle`. */
#define LAYOUT_LABEL_AT (sizeof("\",\"table\":\"") - 1)

/* The index of a shape that was added, or n. */
size_t layouts_find(const struct layouts *layouts, int32_t shape);
/* `show` as in struct layout; it has to live as long as the layouts. */
void layouts_add(struct layouts *layouts, const struct shape *shape,
		 const unsigned char *show);
void layouts_release(struct layouts *layouts);

/* Appends the value of `schemas`: {"s1":{...},...}. */
void layouts_print(const struct layouts *layouts, struct buf *out);

#endif
