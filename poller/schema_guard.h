/*
 * Changes of a table's layout, as one sink meets them: `on_schema_change`.
 */
#ifndef POLLER_SCHEMA_GUARD_H
#define POLLER_SCHEMA_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"

struct page;
struct poller;
struct poller_sink;

/*
 * Looks at the layouts of the sink's page that it has not met in this run.  One
 * that breaks receivers is reported, once; with `halt` the page ends before it,
 * and one that comes first halts the sink: sink->err says so.
 */
bool schema_guard(struct poller *poller, struct poller_sink *sink,
		  struct err *err);

/* It has met all layouts of that page: schema_guard() would do nothing. */
bool schema_guard_knows(const struct poller_sink *sink,
			const struct page *page);

#endif
