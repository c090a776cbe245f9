/* Debezium's envelope, the payload alone. */
#ifndef POLLER_FORMAT_DEBEZIUM_H
#define POLLER_FORMAT_DEBEZIUM_H

#include "poller/format_private.h"

/* A JSON array of envelopes. */
extern const struct format_style debezium_array;
/* One envelope. */
extern const struct format_style debezium_single;

#endif
