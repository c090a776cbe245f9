/*
 * Status 500, time after time: a ping tells a bad row from a receiver that is
 * down.
 */
#ifndef POLLER_SUSPECT_H
#define POLLER_SUSPECT_H

#include <stdbool.h>

#include "core/err.h"

struct poller;
struct poller_sink;

/*
 * Is the batch under way answered by 500 often enough, as suspect_after says,
 * to ask whose fault that is?
 */
bool suspect_is(const struct poller *poller, const struct poller_sink *sink);
/* Asks the receiver by a ping whether it takes anything at all. */
bool suspect_ping(struct poller *poller, struct poller_sink *sink,
		  struct err *err);
/*
 * The ping is back: true if it does.  The courier has then what was answered to
 * the batch, and if it does not, the reason to wait.
 */
bool suspect_hear(struct poller_sink *sink);

#endif
