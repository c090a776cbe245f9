/* Rows as they are now, as a JSON array. */
#ifndef POLLER_FORMAT_FLAT_H
#define POLLER_FORMAT_FLAT_H

#include "poller/format_private.h"

extern const struct format_style flat;

#endif
