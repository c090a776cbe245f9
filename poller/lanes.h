/*
 * Lanes: a sink that is several ordered streams, each with the changes of its
 * share of all keys.  A lane is a sink of its own to the state, with its own
 * name (NAME_1of4), chain of batches and set of acknowledged changes.
 */
#ifndef POLLER_LANES_H
#define POLLER_LANES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

struct config;
struct poller;

/*
 * The name of a lane; ERR_CONFIG where it would be too long for a sink's name.
 */
bool lane_name(const char *section, int64_t lane, int64_t lanes, char out[64],
	       struct err *err);

/* Is that the name of a lane of the section? */
bool lane_of(const char *name, const char *section);

/* Is there a section for a sink, or a lane, of that name? */
bool lane_configured(const struct config *config, const char *name);

/*
 * The number of lanes may change once all that was read is delivered: then each
 * new lane begins where the old ones ended.  ERR_CONFIG before that, and while
 * a dead letter of an old lane waits.
 */
bool lanes_check(struct poller *poller, struct err *err);

#endif
