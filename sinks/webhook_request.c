#include "sinks/webhook_request.h"

#include <inttypes.h>

#include "sinks/signature.h"

void webhook_request_lines(const struct webhook_options *options,
			   const struct batch *batch, int64_t now,
			   struct header_list *out)
{
	struct buf line = { 0 };
	size_t i;

	header_addf(out, "Content-Type: %s",
		    batch->content_type ? batch->content_type
					: "application/json");
	header_add(out, "Accept: application/json, application/problem+json");
	header_addf(out, "webhook-id: %s", batch->id);
	header_addf(out, "webhook-timestamp: %" PRId64, now);
	if (options->nkeys) {
		buf_addstr(&line, "webhook-signature: ");
		signature_header(options->keys, options->nkeys, batch->id, now,
				 batch->body, &line);
		header_add(out, line.data);
	}
	header_addf(out, "Idempotency-Key: \"%s\"", batch->id);
	header_addf(out, "shadowlog-attempt: %" PRId64, batch->attempt + 1);
	if (batch->replay)
		header_addf(out, "shadowlog-replay: %s", batch->replay);
	if (batch->token)
		header_addf(out, "shadowlog-token: %" PRId64, batch->token);
	for (i = 0; i < batch->nheaders; i++)
		header_add(out, batch->headers[i]);
	for (i = 0; i < options->headers.n; i++)
		header_add(out, options->headers.lines[i]);
	buf_release(&line);
}
