/* Debezium's envelope, the payload alone: struct format's apply(). */
#ifndef POLLER_FORMAT_DEBEZIUM_H
#define POLLER_FORMAT_DEBEZIUM_H

#include <stdbool.h>

#include "core/err.h"
#include "poller/event.h"

/* A JSON array of envelopes. */
bool debezium_array(const struct batch_head *head,
		    const struct rendering *native, struct rendering *out,
		    struct err *err);
/* One envelope; the array where a changed key makes two. */
bool debezium_single(const struct batch_head *head,
		     const struct rendering *native, struct rendering *out,
		     struct err *err);

#endif
