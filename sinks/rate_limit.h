/*
 * The headers RateLimit and RateLimit-Policy, draft-ietf-httpapi-ratelimit-
 * headers: lists of structured fields (RFC 9651),
 *
 *	RateLimit: "permin";r=0;t=12
 *	RateLimit-Policy: "permin";q=50;w=60
 *
 * r is what is left of a quota, t the seconds until there is more; q and w are
 * the quota and its window.  A field that does not parse says nothing at all.
 */
#ifndef SINKS_RATE_LIMIT_H
#define SINKS_RATE_LIMIT_H

#include <stdint.h>

#include "core/buf.h"

struct rate_limit {
	int64_t remaining, seconds; /* -1: not said */
};

/*
 * What binds most: of the quotas that are used up, the one that lasts longest;
 * else the one with the least left.  A used one without t lasts for the window
 * of its policy.  Both texts are the fields' lines, joined by commas.
 */
void rate_limit_read(struct str limits, struct str policies,
		     struct rate_limit *out);

#endif
