/*
 * A batch as a file: NDJSON, plain or compressed.
 *
 *	the head of the batch, one JSON object: all of the body but `data`
 *	each event, one JSON object
 *	{"type":"shadowlog.end","count":N,"sha256":"HEX"}
 *
 * The SHA-256 is that of all bytes before the last line, uncompressed.  The
 * same batch always gives the same bytes.
 */
#ifndef SINKS_NDJSON_H
#define SINKS_NDJSON_H

#include <stdbool.h>

#include "core/buf.h"
#include "sinks/sink.h"

/* Writes a batch to fd and makes it durable; on failure errno says why. */
bool ndjson_write(int fd, bool gzip, const struct batch *batch);

/*
 * Does the file hold exactly this batch?  What it holds is compared, not how it
 * is compressed: the setting may have changed, or the library.  Closes fd.
 */
bool ndjson_same(int fd, const struct batch *batch);

/*
 * Appends the first line of the file, with its newline; false where there is no
 * whole line.  Closes fd.
 */
bool ndjson_head(int fd, struct buf *out);

#endif
