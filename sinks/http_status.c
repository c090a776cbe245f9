#include "sinks/http_status.h"

/*
 * The first row that fits decides, so single statuses stand before the range
 * they are taken out of.
 *
 * Why some of them are where they are:
 *   207  says that parts failed, and which would stand in a body that we do
 *        not read: not an acknowledgement
 *   410  the receiver is gone for good: an operator decides, data is kept
 *   412  a hole, as the receiver sees it: nothing we could send helps
 *   413  the only cure is a smaller batch, which is what a rejected one becomes
 *   415  we always send application/json
 *   4xx  an unknown one may concern us or the events; taking it for us keeps
 *        every event and their order, while a rejection may set events aside
 */
static const struct http_status rows[] = {
	{ 207, 207, ERR_TRANSIENT,
	  "a multi-status answer does not acknowledge a batch" },
	{ 200, 299, ERR_NONE, NULL },
	{ 300, 399, ERR_MISCONFIGURED,
	  "redirects are not followed; put the final address into `url`" },
	{ 400, 400, ERR_REJECTED, "the receiver cannot read the batch" },
	{ 401, 401, ERR_MISCONFIGURED,
	  "the receiver does not accept our signature or credentials" },
	{ 403, 403, ERR_MISCONFIGURED,
	  "the receiver does not accept our signature or credentials" },
	{ 404, 404, ERR_MISCONFIGURED,
	  "nothing receives batches at that address" },
	{ 405, 405, ERR_MISCONFIGURED,
	  "that address does not take POST requests" },
	{ 408, 408, ERR_TRANSIENT, NULL },
	{ 409, 409, ERR_TRANSIENT,
	  "the receiver is still working on the same batch" },
	{ 410, 410, ERR_MISCONFIGURED,
	  "the receiver says that it is gone for good" },
	{ 412, 412, ERR_MISCONFIGURED, "the receiver misses an earlier batch" },
	{ 413, 413, ERR_REJECTED, "the batch is too large for the receiver" },
	{ 415, 415, ERR_MISCONFIGURED,
	  "the receiver does not take application/json" },
	{ 422, 422, ERR_REJECTED, "the receiver refuses the events" },
	{ 423, 425, ERR_TRANSIENT, NULL },
	{ 429, 429, ERR_TRANSIENT, "the receiver wants fewer requests" },
	/* 402 406 407 411 414 416 417 418 421 426 428 431 451 and unknown ones
	 */
	{ 400, 499, ERR_MISCONFIGURED, NULL },
	{ 501, 501, ERR_MISCONFIGURED, NULL },
	{ 505, 506, ERR_MISCONFIGURED, NULL },
	{ 510, 511, ERR_MISCONFIGURED, NULL },
	{ 500, 599, ERR_TRANSIENT, NULL },
};

static const struct http_status none = { 0, 0, ERR_TRANSIENT,
					 "that is not a status of HTTP" };

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
