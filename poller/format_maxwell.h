/* Maxwell's messages, as a JSON array. */
#ifndef POLLER_FORMAT_MAXWELL_H
#define POLLER_FORMAT_MAXWELL_H

#include "poller/format_private.h"

extern const struct format_style maxwell;

#endif
