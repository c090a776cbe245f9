/*
 * A change: one row of the changelog, as it was read; and a page of them.
 */
#ifndef POLLER_CHANGE_H
#define POLLER_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/mem.h"

struct change {
	int64_t seq;
	int32_t shape;
	char op;                     /* I U D T R M */
	bool has_old, has_new;       /* false: SQL NULL */
	struct str old_row, new_row; /* row images, undecoded */
	struct str txid;             /* n = 0 where the engine has none */
	/* RFC 3339, UTC, up to microseconds: "2026-11-22T08:15:45.123Z" */
	struct str captured_at;
	/* As the trigger wrote them; p is NULL where it wrote none. */
	struct str actor, context;
	/*
	 * Of what was an event before: all that stood in it behind captured_at,
	 * in place of those two.
	 */
	struct str more;
};

struct shape;

/* A layout that changes of a page were written with. */
struct page_shape {
	int32_t number;
	const struct shape *shape; /* the source's, alive until it is closed */
};

/*
 * Changes in order of seq.  All they point at lives in the arena.  Reset
 * between pages, so that memory is that of one page.
 */
struct page {
	struct change *changes;
	size_t n, cap;
	size_t bytes; /* of all row images */
	/*
	 * The page holds all there is to read up to the bound: no change that
	 * was visible stands behind its last one.
	 */
	bool complete;
	/* The layouts that source_resolve() found, each once. */
	struct page_shape *shapes;
	size_t nshapes, shapes_cap;
	bool resolved; /* all of them were found */
	struct arena arena;
};

void page_reset(struct page *page);
void page_release(struct page *page);

#endif
