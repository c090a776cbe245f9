/*
 * JSON Schema of a table: what its events, rows and keys look like.
 *
 * The document describes an event, in the native format as well as the `data`
 * of a CloudEvent; #/$defs/row and #/$defs/key are the row and the key
 * alone.  Where an event has a member `encoding`, a value can be any string.
 */
#ifndef POLLER_ROW_SCHEMA_H
#define POLLER_ROW_SCHEMA_H

#include "core/buf.h"
#include "poller/source.h"

/*
 * Appends it, indented, with a newline.  `show` is how a sink of that name gets
 * the columns (poller/shaping.h); NULL: all as they are.  Its $id is what
 * `dataschema` in a batch says.
 */
void row_schema_print(const struct shape *shape, const unsigned char *show,
		      const char *sink, struct buf *out);

#endif
