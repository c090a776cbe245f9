/*
 * A batch as lines: NDJSON.
 *
 *	the head of the batch, one JSON object: all of the native body but
 *`data` each event, one JSON object, in the sink's format
 *	{"type":"shadowlog.end","count":N,"sha256":"HEX"}
 *
 * The SHA-256 is that of all bytes of the batch before its last line,
 * uncompressed.  The same batch always gives the same bytes.  A file holds one
 * batch or several, one behind the other.
 */
#ifndef SINKS_NDJSON_H
#define SINKS_NDJSON_H

#include <stdbool.h>

#include "sinks/digest.h"
#include "sinks/packing.h"
#include "sinks/sink.h"

/*
 * Writes a batch to fd, from where it is, as a piece of its own, and makes it
 * durable; on failure errno says why.
 */
bool ndjson_write(int fd, enum packing packing, const struct batch *batch);

/* The SHA-256 in the last line, without writing anything. */
void ndjson_digest(const struct batch *batch, char hex[DIGEST_HEX + 1]);

#endif
