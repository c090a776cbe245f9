/*
 * What of the changes a sink gets to see, as its section says: which tables,
 * operations and columns, and which values only masked.
 *
 * Filtering is by table and operation; it decides for whole changes, and what
 * is passed over counts as acknowledged.  Columns are hidden, masked or
 * redacted when an event is written.
 */
#ifndef POLLER_SHAPING_H
#define POLLER_SHAPING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "poller/source.h"
#include "sinks/sink.h"

/* How a column of a shape goes out. */
enum show {
	SHOW,       /* as it is */
	SHOW_NOT,   /* left out, and listed in `omitted` as "filtered" */
	SHOW_MASK,  /* as keyed HMAC: equal values stay equal */
	SHOW_REDACT /* as a fixed text, unless it is NULL */
};

struct shaping;

/*
 * Reads the keys of a sink's section.  *out is NULL where it has none of them.
 * ERR_CONFIG for what is wrong in itself.
 */
bool shaping_open(struct shaping **out, const struct sink_options *options,
		  struct err *err);
void shaping_close(struct shaping *shaping);

/* Whether it passes over any changes at all. */
bool shaping_filters(const struct shaping *shaping);

/* Does the sink get changes of this shape and op (I U D T R M)? */
bool shaping_takes(const struct shaping *shaping, const struct shape *shape,
		   char op);

/*
 * How each column of a shape goes out: as many as it has columns, the last one
 * more for columns that the registry does not know.  Borrowed, cached.  NULL,
 * with success: all as they are.  ERR_CONFIG where a column of the key would be
 * left out.
 */
bool shaping_columns(struct shaping *shaping, const struct shape *shape,
		     const unsigned char **out, struct err *err);

/* Appends the masked form of a value's text: "hmac-sha256:HEX". */
void shaping_mask(const struct shaping *shaping, const void *value, size_t n,
		  struct buf *out);

#endif
