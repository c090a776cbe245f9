/* CloudEvents 1.0, in each content mode. */
#ifndef POLLER_FORMAT_CLOUDEVENTS_H
#define POLLER_FORMAT_CLOUDEVENTS_H

#include "poller/format_private.h"

/* A JSON array of events. */
extern const struct format_style cloudevents_batch;
/* One event. */
extern const struct format_style cloudevents_single;
/* The data of one event, all else in headers. */
extern const struct format_style cloudevents_binary;

#endif
