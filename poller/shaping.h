/*
 * What of the changes a sink gets to see, as its section says: which tables,
 * operations and columns, and which values only masked.  docs/filters.md is the
 * manual.
 *
 * Filtering is by table and operation; it decides for whole changes, and what
 * is passed over counts as acknowledged.  Columns are hidden, masked or
 * redacted when an event is written.
 *
 * One thread at a time.
 */
#ifndef POLLER_SHAPING_H
#define POLLER_SHAPING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "poller/source.h"
#include "sinks/sink.h"

/* How a column of a shape goes out. */
enum show {
	SHOW,       /* as it is */
	SHOW_NOT,   /* left out, and named once in the schema's `filtered` */
	SHOW_MASK,  /* as keyed HMAC: equal values stay equal */
	SHOW_REDACT /* as a fixed text, unless it is NULL */
};

/* What stands for a redacted value. */
#define SHAPING_REDACTED "[redacted]"

struct shaping;

/*
 * Reads the keys of a sink's section.  *out is NULL where it has none of them.
 * ERR_CONFIG for what is wrong in itself.
 */
bool shaping_open(struct shaping **out, const struct sink_options *options,
		  struct err *err);
/* Overwrites the key of the masks.  NULL is allowed. */
void shaping_close(struct shaping *shaping);

/* The NAME of [sink NAME]: one for all lanes. */
const char *shaping_sink(const struct shaping *shaping);

/* Whether it passes over any changes at all.  NULL is allowed. */
bool shaping_filters(const struct shaping *shaping);

/*
 * Does the sink get changes of this shape and op (I U D T R M)?  A shape that
 * is not known, NULL, is of any table.
 */
bool shaping_takes(const struct shaping *shaping, const struct shape *shape,
		   char op);

/*
 * Whether an UPDATE is passed over that changes nothing of what the sink gets
 * to see (`drop_unchanged`).  NULL is allowed.
 */
bool shaping_drops_unchanged(const struct shaping *shaping);

/*
 * How each column of a shape goes out: as many as it has columns, the last one
 * more for columns that the registry does not know: SHOW, or ask
 * shaping_extra() for each.  Borrowed, cached, at the same place until it is
 * closed.  NULL, with success: all as they are.  ERR_CONFIG where a column of
 * the key would be left out or redacted.
 */
bool shaping_columns(struct shaping *shaping, const struct shape *shape,
		     const unsigned char **out, struct err *err);

/* How a column goes out that the registry does not know. */
enum show shaping_extra(const struct shaping *shaping,
			const struct shape *shape, struct str name);

/* Appends the masked form of a value's text: "hmac-sha256:HEX". */
void shaping_mask(const struct shaping *shaping, const void *value, size_t n,
		  struct buf *out);

#endif
