/* Rows as they are now, as a JSON array: struct format's apply(). */
#ifndef POLLER_FORMAT_FLAT_H
#define POLLER_FORMAT_FLAT_H

#include <stdbool.h>

#include "core/err.h"
#include "poller/event.h"

bool flat_array(const struct batch_head *head, const struct rendering *native,
		struct rendering *out, struct err *err);

#endif
