/*
 * The header lines of one attempt to deliver a batch.  No HTTP client in it, so
 * that a preview shows what is sent.
 */
#ifndef SINKS_WEBHOOK_REQUEST_H
#define SINKS_WEBHOOK_REQUEST_H

#include <stdint.h>

#include "sinks/header_list.h"
#include "sinks/sink.h"
#include "sinks/webhook_options.h"

/* Adds the lines, signed at `now`, in seconds since 1970. */
void webhook_request_lines(const struct webhook_options *options,
			   const struct batch *batch, int64_t now,
			   struct header_list *out);

#endif
