/*
 * Every row of the status table (docs/webhook.md) over a real connection: what
 * the sink makes of an answer, and what it asks the poller for.  What the words
 * of an answer mean in every case is in sink_webhook_answer_test.c.
 *
 * Seen to fail with each row's kind, wish or doubt changed in http_status.c.
 */
#include <stdlib.h>

#include "core/mem.h"
#include "sinks/http_status.h"
#include "sinks/sink.h"
#include "tests/support/http_server.h"
#include "tests/support/place.h"
#include "tests/support/sample.h"
#include "tests/support/tempdir.h"
#include "tests/tap.h"

#define ALL(a) (sizeof(a) / sizeof((a)[0]))
#define PROBLEM "Content-Type: application/problem+json\r\n"
#define URN "urn:shadowlog:problem/"
#define EVENT "erp:7c1e:000000000000000000"

enum { BATCH_SEQ = 9, EVENTS = 3, ANSWER_SIZE = 600 };

/* Events 25, 26 and 27 are in the batch. */
struct row {
	int status;
	const char *headers, *body;
	const char *options; /* of the sink; NULL: none */
	enum err_kind kind;
	struct sink_reply reply; /* but for its status */
};

static const struct row rows[] = {
	/* Acknowledged: the whole of it, whatever the body says. */
	{ 200, "", "ok", NULL, .kind = ERR_NONE },
	{ 201, "", "", NULL, .kind = ERR_NONE },
	{ 202, "", "queued", NULL, .kind = ERR_NONE },
	{ 203, "", "", NULL, .kind = ERR_NONE },
	{ 204, "", NULL, NULL, .kind = ERR_NONE },
	{ 205, "", "", NULL, .kind = ERR_NONE },
	{ 206, "", "x", NULL, .kind = ERR_NONE },
	{ 208, "", "", NULL, .kind = ERR_NONE },
	{ 226, "", "", NULL, .kind = ERR_NONE },
	{ 299, "", "", NULL, .kind = ERR_NONE },
	{ 200,
	  "RateLimit: \"a\";r=0;t=7\r\n",
	  "",
	  NULL,
	  ERR_NONE,
	  { .retry_after = 7 } },
	{ 200,
	  "webhook-delivery: disable\r\n",
	  "",
	  NULL,
	  ERR_NONE,
	  { .wish = SINK_WISH_STOP } },
	/* By body. */
	{ 207, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 207, "", "{\"results\":[]}", NULL, .kind = ERR_NONE },
	{ 200, "", "{}", "ack = body\n", .kind = ERR_NONE },
	{ 200, "", "", "ack = body\n", ERR_TRANSIENT, { .in_doubt = true } },
	{ 204, "", NULL, "ack = body\n", ERR_TRANSIENT, { .in_doubt = true } },
	{ 200,
	  "",
	  "{\"acked_through\":\"00000000000000000026\"}",
	  "ack = body\n",
	  ERR_NONE,
	  { .partial = true, .accepted = 2 } },
	{ 200,
	  "",
	  "{\"results\":[{\"id\":\"" EVENT "26\",\"status\":"
	  "\"reject\"}]}",
	  "ack = body\n",
	  ERR_REJECTED,
	  { .partial = true, .accepted = 1 } },
	{ 200,
	  "",
	  "{\"batchItemFailures\":[{\"itemIdentifier\":\"" EVENT "27\"}]}",
	  "ack = body\n",
	  ERR_TRANSIENT,
	  { .partial = true, .accepted = 2 } },
	{ 200,
	  "",
	  "{\"batchItemFailures\":[{\"itemIdentifier\":\"" EVENT "99\"}]}",
	  "ack = body\n",
	  ERR_TRANSIENT,
	  { .in_doubt = true } },
	/* Redirects. */
	{ 300, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 301, "Location: http://127.0.0.1:1/\r\n", "", NULL,
	  .kind = ERR_MISCONFIGURED },
	{ 302, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 304, "", NULL, NULL, .kind = ERR_MISCONFIGURED },
	{ 307, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 308, "", "", NULL, .kind = ERR_MISCONFIGURED },
	/* Refused. */
	{ 400, "", "no", NULL, .kind = ERR_REJECTED },
	{ 401, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 402, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 403, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 404, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 405, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 406, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 407, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 411, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 414, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 415, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 417, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 421, "Connection: close\r\n", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 426, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 428, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 431, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 451, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 408, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 425, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 409, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 409,
	  PROBLEM,
	  "{\"type\":\"" URN "stale-token\"}",
	  NULL,
	  ERR_TRANSIENT,
	  { .in_doubt = true } },
	{ 410, "", "", NULL, ERR_MISCONFIGURED, { .wish = SINK_WISH_STOP } },
	{ 412,
	  PROBLEM,
	  "{\"type\":\"" URN "sequence-gap\",\"expected_batch_seq\":4}",
	  NULL,
	  ERR_MISCONFIGURED,
	  { .wish = SINK_WISH_REWIND, .expected_seq = 4 } },
	{ 412, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 413, "", "", NULL, ERR_REJECTED, { .wish = SINK_WISH_SPLIT } },
	{ 422, "", "", NULL, .kind = ERR_REJECTED },
	{ 422, PROBLEM, "{\"type\":\"" URN "idempotency-key-reuse\"}", NULL,
	  .kind = ERR_INTERNAL },
	{ 422, PROBLEM, "{\"type\":\"" URN "broken-chain\"}", NULL,
	  .kind = ERR_INTERNAL },
	{ 423, "", "", NULL, .kind = ERR_TRANSIENT },
	{ 424, "", "", NULL, .kind = ERR_TRANSIENT },
	{ 429,
	  "Retry-After: 11\r\n",
	  "",
	  NULL,
	  ERR_TRANSIENT,
	  { .retry_after = 11 } },
	{ 429, "Retry-After: -11\r\n", "", NULL, .kind = ERR_TRANSIENT },
	{ 429,
	  "Retry-After: 999999999999999999999\r\n",
	  "",
	  NULL,
	  ERR_TRANSIENT,
	  { .retry_after = 7200 } },
	{ 418, "", "", NULL, .kind = ERR_MISCONFIGURED },
	{ 499, "", "", NULL, .kind = ERR_MISCONFIGURED },
	/* No verdict. */
	{ 500, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 500, "webhook-delivery: abort-message\r\n", "",
	  "abort_message = yes\n", .kind = ERR_REJECTED },
	{ 500,
	  "webhook-delivery: abort-message\r\n",
	  "",
	  NULL,
	  ERR_TRANSIENT,
	  { .in_doubt = true } },
	{ 500,
	  "webhook-delivery: disable\r\n",
	  "",
	  NULL,
	  ERR_MISCONFIGURED,
	  { .wish = SINK_WISH_STOP, .in_doubt = true } },
	{ 501, "", "", NULL, ERR_MISCONFIGURED, { .in_doubt = true } },
	{ 502, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 503,
	  "Retry-After: 3\r\n",
	  "",
	  NULL,
	  ERR_TRANSIENT,
	  { .in_doubt = true, .retry_after = 3 } },
	{ 504, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 505, "", "", NULL, ERR_MISCONFIGURED, { .in_doubt = true } },
	{ 506, "", "", NULL, ERR_MISCONFIGURED, { .in_doubt = true } },
	{ 507, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 508, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 510, "", "", NULL, ERR_MISCONFIGURED, { .in_doubt = true } },
	{ 511, "", "", NULL, ERR_MISCONFIGURED, { .in_doubt = true } },
	{ 520, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 530, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 599, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
	{ 999, "", "", NULL, ERR_TRANSIENT, { .in_doubt = true } },
};

/* A NULL body is one that such a status cannot have. */
static void write_answer(const struct row *row, char out[ANSWER_SIZE])
{
	char length[40] = "";

	if (row->body)
		snprintf(length, sizeof(length), "Content-Length: %zu\r\n",
			 strlen(row->body));
	snprintf(out, ANSWER_SIZE, "HTTP/1.1 %d X\r\n%s%s\r\n%s", row->status,
		 row->headers, length, row->body ? row->body : "");
}

static void run(const struct row *row, struct opened *opened)
{
	const struct sample_spec spec = { .batch_seq = BATCH_SEQ,
					  .count = EVENTS };
	const struct sink_reply *want = &row->reply;
	struct sink_reply got = { 0 };
	struct err err = { 0 };
	struct sample sample;
	bool good;

	sample_make(&sample, &spec);
	good = opened->type->deliver(opened->sink, &sample.batch, &got, &err);
	sample_release(&sample);
	ok(good == (row->kind == ERR_NONE) && err.kind == row->kind &&
	       got.status == row->status && got.wish == want->wish &&
	       got.expected_seq == want->expected_seq &&
	       got.partial == want->partial && got.accepted == want->accepted &&
	       got.in_doubt == want->in_doubt &&
	       got.retry_after == want->retry_after,
	   "%d %.*s %s%s (%s)", row->status,
	   row->options ? (int)strcspn(row->options, "\n") : 0,
	   row->options ? row->options : "",
	   *row->headers ? "with a header, " : "",
	   row->kind ? err_kind_name(row->kind) : "acknowledged", err.text);
}

/* Those with these options, over one connection. */
static void run_all(const char *options)
{
	const char *script[ALL(rows) + 1];
	char answers[ALL(rows)][ANSWER_SIZE];
	const struct row *mine[ALL(rows)];
	struct http_server server;
	struct buf lines = { 0 };
	char *dir = tempdir_make();
	struct opened opened;
	struct err err = { 0 };
	size_t i, n = 0, nscript = 0;

	for (i = 0; i < ALL(rows); i++) {
		if (rows[i].options != options &&
		    (!options || !rows[i].options ||
		     strcmp(rows[i].options, options) != 0))
			continue;
		write_answer(&rows[i], answers[n]);
		script[nscript++] = answers[n];
		/* Which the sink asks once more, over a new connection. */
		if (rows[i].status == 421)
			script[nscript++] = answers[n];
		mine[n++] = &rows[i];
	}
	http_server_start(&server, dir, script, nscript);
	buf_addf(&lines,
		 "url = http://127.0.0.1:%d/\ninsecure_http = yes\n"
		 "unsigned = yes\n%s",
		 server.port, options ? options : "");
	if (ok(opened_open(&opened, "webhook", lines.data, NULL, &err),
	       "the sink opens %s", err.text)) {
		for (i = 0; i < n; i++)
			run(mine[i], &opened);
		opened_close(&opened);
	}
	buf_release(&lines);
	http_server_stop(&server);
	tempdir_remove(dir);
	free(dir);
}

/* No row of the table is left out, but the unknown statuses in between. */
static void test_complete(void)
{
	const struct http_status *row;
	size_t i, k;

	for (i = 0; (row = http_status_at(i)); i++) {
		for (k = 0; k < ALL(rows); k++)
			if (http_status_find(rows[k].status) == row)
				break;
		ok(k < ALL(rows), "the row of %d to %d is tried", row->first,
		   row->last);
	}
}

static void test_options(void)
{
	static const char *const bad[] = { "ack = both\n", "ack =\n",
					   "abort_message = maybe\n" };
	char lines[200];
	size_t i;

	for (i = 0; i < ALL(bad); i++) {
		struct opened opened;
		struct err err = { 0 };

		snprintf(lines, sizeof(lines),
			 "url = https://127.0.0.1:1/\nunsigned = yes\n%s",
			 bad[i]);
		ok(!opened_open(&opened, "webhook", lines, NULL, &err) &&
		       err.kind == ERR_CONFIG,
		   "refused: %s", err.text);
	}
}

int main(void)
{
	run_all(NULL);
	run_all("ack = body\n");
	run_all("abort_message = yes\n");
	test_complete();
	test_options();
	return done();
}
