/* CloudEvents: struct format's apply() for each content mode. */
#ifndef POLLER_FORMAT_CLOUDEVENTS_H
#define POLLER_FORMAT_CLOUDEVENTS_H

#include <stdbool.h>

#include "core/err.h"
#include "poller/event.h"

/* A JSON array of events. */
bool cloudevents_batch(const struct batch_head *head,
		       const struct rendering *native, struct rendering *out,
		       struct err *err);
/* One event; the array where a changed key makes two. */
bool cloudevents_single(const struct batch_head *head,
			const struct rendering *native, struct rendering *out,
			struct err *err);
/* The event's data, all else in headers; the array for two. */
bool cloudevents_binary(const struct batch_head *head,
			const struct rendering *native, struct rendering *out,
			struct err *err);

#endif
