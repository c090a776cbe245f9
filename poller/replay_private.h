/* What replays of the changelog and of files share; private to replay*.c. */
#ifndef POLLER_REPLAY_PRIVATE_H
#define POLLER_REPLAY_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "poller/batch.h"
#include "poller/change.h"
#include "poller/replay.h"

/*
 * Sends page->changes[from..to) in batches of the sink's chain, at the replay's
 * rate.  `origin` is theirs; NULL: the source at hand.  A signal is ERR_STOPPED
 * where something was left.
 */
bool replay_send_page(struct poller *poller, struct replay *replay,
		      const struct page *page, size_t from, size_t to,
		      const struct batch_origin *origin, struct err *err);

bool replay_files(struct poller *poller, struct replay *replay,
		  struct err *err);

#endif
