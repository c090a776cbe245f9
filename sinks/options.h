/*
 * Values of a sink's section, read and checked; every message names file, line
 * and key, as options->fail() does it.
 */
#ifndef SINKS_OPTIONS_H
#define SINKS_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "sinks/sink.h"

/* A key that must be there and not be empty; `why` is the text of the error. */
bool option_need(const struct sink_options *options, const char *key,
		 const char *why, const char **out, struct err *err);

/* "yes" or "no"; *out stays as it is where the key is not set. */
bool option_yes(const struct sink_options *options, const char *key, bool *out,
		struct err *err);

/*
 * A time, "500ms", "30s", "2m", "1h" or "7d", in milliseconds, from 1 ms up to
 * `most`; *out stays as it is where the key is not set.
 */
bool option_time(const struct sink_options *options, const char *key,
		 int64_t most, int64_t *out, struct err *err);

/*
 * A size, "500k", "64m", "10g" or a number of bytes, from 1 up to `most`; *out
 * stays as it is where the key is not set.
 */
bool option_size(const struct sink_options *options, const char *key,
		 int64_t most, int64_t *out, struct err *err);

/* A number, from 1 up to `most`. */
bool option_number(const struct sink_options *options, const char *key,
		   int64_t most, int64_t *out, struct err *err);

/*
 * A file that `key` names is not there, or no good.  That is this sink's
 * trouble and nobody else's: ERR_MISCONFIGURED, with the text that fail() would
 * make.
 */
bool option_broken(const struct sink_options *options, const char *key,
		   struct err *err, const char *text);

#endif
