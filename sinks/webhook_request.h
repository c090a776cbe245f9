/*
 * One attempt to deliver a batch: its header lines and its body.  No HTTP
 * client in it, so that a preview shows what is sent.
 */
#ifndef SINKS_WEBHOOK_REQUEST_H
#define SINKS_WEBHOOK_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "sinks/header_list.h"
#include "sinks/sink.h"
#include "sinks/webhook_options.h"

struct webhook_request {
	const struct webhook_options *options;
	const struct batch *batch;
	int64_t now; /* seconds since 1970: signed at */
	bool gzip;   /* `sent` is the body compressed */
	struct str sent;
	bool hide; /* secrets as "***", for people */
};

void webhook_request_lines(const struct webhook_request *request,
			   struct header_list *out);

/* The body as gzip, the same bytes each time. */
void webhook_compress(struct str body, struct buf *out);

/*
 * The request as HTTP/1.1 text with `request->batch`'s body behind it, not
 * compressed.  `host` is HOST or HOST:PORT, `target` path and query.
 */
void webhook_request_text(const struct webhook_request *request,
			  const char *host, const char *target,
			  struct buf *out);

#endif
