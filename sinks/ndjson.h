/*
 * A batch as lines: NDJSON (docs/file-sink.md).
 *
 *	HEAD     a JSON object: all of the native body but `data`
 *	EVENT    a JSON object in the sink's format: one line for each event
 *	{"type":"shadowlog.end","count":N,"sha256":"HEX"}
 *
 * The SHA-256 is that of all bytes of the batch before its last line,
 * uncompressed.  The same batch always gives the same bytes.  A file holds one
 * batch or several, one behind the other.
 */
#ifndef SINKS_NDJSON_H
#define SINKS_NDJSON_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "sinks/digest.h"
#include "sinks/packing.h"
#include "sinks/sink.h"

/*
 * Writes a batch to fd, from where it is, as a piece of its own, and makes it
 * durable; on failure errno says why.
 */
bool ndjson_write(int fd, enum packing packing, const struct batch *batch);

/* Is this line, with its newline or without, the last one of a batch? */
bool ndjson_is_end(struct str line);

/* Appends the last line of a batch of `count` events, with its newline. */
void ndjson_add_end(struct buf *out, int64_t count, const char *sha256);

/* The SHA-256 in the last line, without writing anything. */
void ndjson_digest(const struct batch *batch, char hex[DIGEST_HEX + 1]);

#endif
