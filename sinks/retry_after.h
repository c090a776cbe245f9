/* The value of a Retry-After header. */
#ifndef SINKS_RETRY_AFTER_H
#define SINKS_RETRY_AFTER_H

#include <stdint.h>

/*
 * Seconds to wait, from 0 to `most`, as a number or as one of the three dates
 * of RFC 9110; `now` is Unix time in seconds.  0 for what is neither, what is
 * negative and what is past.
 */
int64_t retry_after_read(const char *value, int64_t now, int64_t most);

#endif
