/*
 * The body of a request, taken apart: the head of a batch, and its events, each
 * of them as the text that it came as, to the last digit.
 *
 * It is read as JSON that Shadowlog wrote: compact, and with its escapes alone
 * (core/jsontext.h).
 */
#ifndef RECEIVER_BODY_H
#define RECEIVER_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/mem.h"

/* Strings without quotes and escapes; p is NULL where there is none. */
struct body_event {
	struct str id, pos, op, table;
	struct str json; /* the whole of it, as it came */
};

/* Borrows the body; zero is one that nothing was read into. */
struct body {
	/* NULL where there is none that is a string. */
	const char *type, *id, *source, *sink, *epoch, *prev;
	int64_t batch_seq, count; /* 0: there is none */
	bool replay;              /* it has a mark of a replay */
	bool nameless;            /* an event has no "id" or no "op" */
	struct body_event *events;
	size_t n, cap;
	struct arena arena;
};

/* Reads a body; what was read before is gone.  False: it is not JSON. */
bool body_read(struct body *body, struct str text);
void body_release(struct body *body);

#endif
