#include "sinks/http_status.h"

/*
 * The first row that fits decides, so single statuses stand before the range
 * they are taken out of.
 *
 * Why some of them are where they are:
 *   202  the receiver has taken it over; what becomes of it is its business
 *   207  says that parts failed: what it acknowledges must stand in its body
 *   400  and 422 are about these events; but see webhook_answer.c on 422
 *   409  the same batch is being worked on: it must come again as it is
 *   410  the receiver is gone for good: an operator decides, data is kept
 *   412  a hole, as the receiver sees it: only an earlier batch helps
 *   413  the only cure is a smaller batch
 *   415  we can leave out a Content-Encoding, and nothing else
 *   4xx  an unknown one may concern us or the events: first it is taken for us,
 *        which keeps every event and their order
 *   5xx  says nothing about what became of the batch
 */
static const struct http_status rows[] = {
	{ 207, 207, .kind = ERR_TRANSIENT, .in_doubt = true,
	  .meaning = "a multi-status answer acknowledges a batch only by its "
		     "body" },
	{ 200, 299, .kind = ERR_NONE },
	{ 300, 399, .kind = ERR_MISCONFIGURED,
	  .meaning =
	      "redirects are not followed; put the final address into `url`" },
	{ 400, 400, .kind = ERR_REJECTED,
	  .meaning = "the receiver cannot read the batch" },
	{ 401, 401, .kind = ERR_MISCONFIGURED,
	  .meaning =
	      "the receiver does not accept our signature or credentials" },
	{ 403, 403, .kind = ERR_MISCONFIGURED,
	  .meaning =
	      "the receiver does not accept our signature or credentials" },
	{ 404, 404, .kind = ERR_MISCONFIGURED,
	  .meaning = "nothing receives batches at that address" },
	{ 405, 405, .kind = ERR_MISCONFIGURED,
	  .meaning = "that address does not take POST requests" },
	{ 402, 407, .kind = ERR_MISCONFIGURED },
	{ 408, 408, .kind = ERR_TRANSIENT, .in_doubt = true },
	{ 409, 409, .kind = ERR_TRANSIENT, .in_doubt = true,
	  .meaning = "the receiver is still working on the same batch" },
	{ 410, 410, .kind = ERR_MISCONFIGURED, .wish = SINK_WISH_STOP,
	  .meaning = "the receiver says that it is gone for good" },
	{ 411, 411, .kind = ERR_MISCONFIGURED },
	{ 412, 412, .kind = ERR_MISCONFIGURED,
	  .meaning = "the receiver misses an earlier batch" },
	{ 413, 413, .kind = ERR_REJECTED, .wish = SINK_WISH_SPLIT,
	  .meaning = "the batch is too large for the receiver" },
	{ 414, 414, .kind = ERR_MISCONFIGURED },
	{ 415, 415, .kind = ERR_MISCONFIGURED,
	  .meaning = "the receiver does not take this content type" },
	{ 417, 417, .kind = ERR_MISCONFIGURED },
	{ 421, 421, .kind = ERR_MISCONFIGURED },
	{ 422, 422, .kind = ERR_REJECTED,
	  .meaning = "the receiver refuses the events" },
	{ 423, 424, .kind = ERR_TRANSIENT },
	{ 425, 425, .kind = ERR_TRANSIENT, .in_doubt = true },
	{ 426, 426, .kind = ERR_MISCONFIGURED },
	{ 428, 428, .kind = ERR_MISCONFIGURED },
	{ 429, 429, .kind = ERR_TRANSIENT, .throttled = true,
	  .meaning = "the receiver wants fewer requests" },
	{ 431, 431, .kind = ERR_MISCONFIGURED },
	{ 451, 451, .kind = ERR_MISCONFIGURED },
	{ 400, 499, .kind = ERR_MISCONFIGURED, .unknown = true },
	{ 501, 501, .kind = ERR_MISCONFIGURED, .in_doubt = true },
	{ 505, 506, .kind = ERR_MISCONFIGURED, .in_doubt = true },
	{ 510, 511, .kind = ERR_MISCONFIGURED, .in_doubt = true },
	{ 502, 504, .kind = ERR_TRANSIENT, .in_doubt = true,
	  .throttled = true },
	{ 507, 508, .kind = ERR_TRANSIENT, .in_doubt = true,
	  .throttled = true },
	{ 520, 530, .kind = ERR_TRANSIENT, .in_doubt = true,
	  .throttled = true },
	{ 500, 599, .kind = ERR_TRANSIENT, .in_doubt = true },
};

static const struct http_status none = { 0, 0, .kind = ERR_TRANSIENT,
					 .in_doubt = true,
					 .meaning = "that is not a status of "
						    "HTTP" };

const struct http_status *http_status_at(size_t i)
{
	return i < sizeof(rows) / sizeof(rows[0]) ? &rows[i] : NULL;
}

const struct http_status *http_status_find(int status)
{
	const struct http_status *row;
	size_t i;

	for (i = 0; (row = http_status_at(i)); i++)
		if (row->first <= status && status <= row->last)
			return row;
	return &none;
}
