/*
 * What a sink gets before new changes, and what it gets when there are none.
 */
#ifndef POLLER_RESEND_H
#define POLLER_RESEND_H

#include <stdbool.h>

#include "core/err.h"

struct poller;
struct poller_sink;

/*
 * What goes before new changes: the batch that a crash or a failure left, what
 * a receiver wants again, dead letters to be retried, a checkpoint.  It is then
 * in sink->out and was sent; *found false: there is nothing of the kind.
 */
bool resend_first(struct poller *poller, struct poller_sink *sink, bool *found,
		  struct err *err);
/* An idle sink that has to be told so. */
bool resend_checkpoint(struct poller *poller, struct poller_sink *sink,
		       bool *found, struct err *err);

#endif
