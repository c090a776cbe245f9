/*
 * What an answer means, without a network: every status, the headers that count
 * and every form of acknowledgement by body, over all small batches.
 *
 * Seen to fail with each of: a pair of events split; a result that is not
 * listed taken for a refusal; a position behind the batch taken for all of it;
 * RateLimit ignored when the batch was taken.
 * RateLimit-Remaining not looked for.
 */
#include <stdlib.h>

#include "sinks/http_status.h"
#include "sinks/retry_after.h"
#include "sinks/webhook_ack.h"
#include "sinks/webhook_answer.h"
#include "tests/tap.h"

#define ALL(a) (sizeof(a) / sizeof((a)[0]))
#define PROBLEM "Content-Type: application/problem+json"

enum { EVENTS_MOST = 4, NOW = 1795335346 /* Sun, 22 Nov 2026 08:15:46 GMT */ };

/* A batch of a few events; what is sent of it does not matter here. */
struct small {
	struct batch batch;
	struct batch_event events[EVENTS_MOST];
	char ids[EVENTS_MOST][64], pos[EVENTS_MOST][24];
	char first[24], last[24];
};

/*
 * Event i has seq 10 + 2 * i, but bit i of `pairs` makes it the second of a
 * pair with the one before.
 */
static void small_make(struct small *out, size_t n, unsigned pairs)
{
	int seq = 8;
	size_t i;

	*out = (struct small){ .batch = { .batch_seq = 7, .count = n } };
	for (i = 0; i < n; i++) {
		bool second = i > 0 && (pairs >> i & 1);
		bool first = i + 1 < n && !second && (pairs >> (i + 1) & 1);

		seq += second ? 0 : 2;
		snprintf(out->pos[i], sizeof(out->pos[i]), "%020d", seq);
		snprintf(out->ids[i], sizeof(out->ids[i]), "erp:7c1e:%s%s",
			 out->pos[i],
			 second  ? ".2"
			 : first ? ".1"
				 : "");
		out->events[i] = (struct batch_event){
			.id = { out->ids[i], strlen(out->ids[i]) },
			.pos = { out->pos[i], 20 },
		};
	}
	snprintf(out->first, sizeof(out->first), "%s", n ? out->pos[0] : "");
	snprintf(out->last, sizeof(out->last), "%020d", seq);
	out->batch.events = out->events;
	out->batch.first_pos = out->first;
	out->batch.last_pos = out->last;
}

/* A pair of pairs would be three of one change: there is none. */
static bool is_possible(unsigned pairs)
{
	return (pairs & 1) == 0 && (pairs & (pairs >> 1)) == 0;
}

/* Whole changes among the first n events. */
static size_t whole(const struct small *small, size_t n)
{
	while (n > 0 && n < small->batch.count &&
	       strcmp(small->pos[n - 1], small->pos[n]) == 0)
		n--;
	return n;
}

static void ack(const struct small *small, const char *body,
		struct webhook_ack *out)
{
	webhook_ack_read((struct str){ body, strlen(body) }, false,
			 &small->batch, out);
}

static bool expect(const struct small *small, const char *body,
		   enum webhook_ack_kind kind, size_t accepted)
{
	struct webhook_ack got;

	ack(small, body, &got);
	if (got.kind == kind && got.accepted == accepted &&
	    (kind == WEBHOOK_ACK_ALL || *got.text))
		return true;
	diag("%zu events, %s: kind %d, accepted %zu (%s); wanted %d, %zu",
	     small->batch.count, body, (int)got.kind, got.accepted, got.text,
	     (int)kind, accepted);
	return false;
}

/* ------------------------------------------------------------------ bodies */

/* All positions around each batch. */
static bool through(const struct small *small)
{
	size_t n = small->batch.count;
	bool good = true;
	int seq;

	for (seq = 0; seq <= 20; seq++) {
		enum webhook_ack_kind kind;
		char body[80], pos[24];
		size_t k = 0;

		snprintf(pos, sizeof(pos), "%020d", seq);
		while (k < n && strcmp(small->pos[k], pos) <= 0)
			k++;
		kind = k == n ? WEBHOOK_ACK_ALL
		       : k    ? WEBHOOK_ACK_PREFIX
			      : WEBHOOK_ACK_RETRY;
		if (strcmp(pos, small->last) > 0) {
			kind = WEBHOOK_ACK_UNKNOWN;
			k = 0;
		}
		snprintf(body, sizeof(body), "{\"acked_through\":\"%s\"}", pos);
		good = expect(small, body, kind, k) && good;
		snprintf(body, sizeof(body), "{\"acked_through\":\"%d\"}", seq);
		good = expect(small, body, kind, k) && good;
	}
	return good;
}

/* Every event ok, to come again, refused or not named: 4^n answers. */
static bool results(const struct small *small)
{
	static const char *const words[] = { NULL, "ok", "retry", "reject" };
	size_t n = small->batch.count, i;
	unsigned code;
	bool good = true;

	for (code = 0; code < 1U << (2 * n); code++) {
		enum webhook_ack_kind kind = WEBHOOK_ACK_ALL;
		size_t accepted = n;
		char body[1000] = "{\"results\":[";

		for (i = n; i-- > 0;) {
			const char *word = words[code >> (2 * i) & 3];

			if (!word)
				continue;
			snprintf(
			    body + strlen(body), sizeof(body) - strlen(body),
			    "%s{\"id\":\"%s\",\"status\":\"%s\"}",
			    strchr(body, 'i') ? "," : "", small->ids[i], word);
			if (strcmp(word, "ok") == 0)
				continue;
			kind = strcmp(word, "retry") == 0 ? WEBHOOK_ACK_RETRY
							  : WEBHOOK_ACK_REJECT;
			accepted = whole(small, i);
		}
		snprintf(body + strlen(body), sizeof(body) - strlen(body),
			 "]}");
		good = expect(small, body, kind, accepted) && good;
	}
	return good;
}

static bool failures(const struct small *small)
{
	size_t n = small->batch.count, i;
	unsigned code;
	bool good = true;

	for (code = 0; code < 1U << n; code++) {
		size_t accepted = n;
		char body[600] = "{\"batchItemFailures\":[";

		for (i = n; i-- > 0;) {
			if (!(code >> i & 1))
				continue;
			snprintf(body + strlen(body),
				 sizeof(body) - strlen(body),
				 "%s{\"itemIdentifier\":\"%s\"}",
				 accepted < n ? "," : "", small->ids[i]);
			accepted = whole(small, i);
		}
		snprintf(body + strlen(body), sizeof(body) - strlen(body),
			 "]}");
		good = expect(small, body,
			      code ? WEBHOOK_ACK_RETRY : WEBHOOK_ACK_ALL,
			      accepted) &&
		       good;
	}
	return good;
}

static void test_bodies(void)
{
	bool all_through = true, all_results = true, all_failures = true;
	unsigned pairs, n;

	for (n = 0; n <= EVENTS_MOST; n++) {
		for (pairs = 0; pairs < 1U << n; pairs++) {
			struct small small;

			if (!is_possible(pairs))
				continue;
			small_make(&small, n, pairs);
			all_through = through(&small) && all_through;
			all_results = results(&small) && all_results;
			all_failures = failures(&small) && all_failures;
		}
	}
	ok(all_through, "acked_through: every position, every small batch");
	ok(all_results, "results: every combination, every small batch");
	ok(all_failures, "batchItemFailures: every set, every small batch");
}

#define ID0 "erp:7c1e:00000000000000000010"
#define ID1 "erp:7c1e:00000000000000000012"

static void test_odd_bodies(void)
{
	static const struct {
		const char *body;
		enum webhook_ack_kind kind;
		size_t accepted;
	} rows[] = {
		{ "{}", WEBHOOK_ACK_ALL, 3 },
		{ " {\t} ", WEBHOOK_ACK_ALL, 3 },
		{ "{\"results\":[]}", WEBHOOK_ACK_ALL, 3 },
		{ "{\"results\":[],\"more\":1}", WEBHOOK_ACK_ALL, 3 },
		{ "{\"batchItemFailures\":[]}", WEBHOOK_ACK_ALL, 3 },
		{ "{\"batchItemFailures\":null}", WEBHOOK_ACK_ALL, 3 },
		{ "", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "ok", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "[]", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "null", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{} {}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"status\":\"ok\"}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "<html>{}</html>", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"results\":[]", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"results\":null}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"results\":{}}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"results\":[1]}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"results\":[{\"status\":\"ok\"}]}", WEBHOOK_ACK_UNKNOWN,
		  0 },
		{ "{\"results\":[{\"id\":\"" ID0 "\"}]}", WEBHOOK_ACK_UNKNOWN,
		  0 },
		{ "{\"results\":[{\"id\":\"" ID0 "\",\"status\":\"fine\"}]}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"results\":[{\"id\":\"" ID0 "\",\"status\":\"OK\"}]}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
		/* Unknown ids take back what others acknowledge. */
		{ "{\"results\":[{\"id\":\"" ID1 "\",\"status\":\"retry\"},"
		  "{\"id\":\"erp:7c1e:9\",\"status\":\"ok\"}]}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"results\":[{\"id\":\"" ID1 "x\",\"status\":\"ok\"}]}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
		/* Told twice: what keeps the event in the stream counts. */
		{ "{\"results\":[{\"id\":\"" ID1 "\",\"status\":\"reject\"},"
		  "{\"id\":\"" ID1 "\",\"status\":\"retry\"}]}",
		  WEBHOOK_ACK_RETRY, 1 },
		{ "{\"results\":[{\"id\":\"" ID1 "\",\"status\":\"retry\"},"
		  "{\"id\":\"" ID1 "\",\"status\":\"reject\"}]}",
		  WEBHOOK_ACK_RETRY, 1 },
		{ "{\"results\":[{\"id\":\"" ID1 "\",\"status\":\"ok\"},"
		  "{\"id\":\"" ID1 "\",\"status\":\"reject\"}]}",
		  WEBHOOK_ACK_REJECT, 1 },
		{ "{\"batchItemFailures\":{}}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"batchItemFailures\":[{}]}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"acked_through\":12}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"acked_through\":null}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"acked_through\":\"\"}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"acked_through\":\"-1\"}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"acked_through\":\"12.0\"}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"acked_through\":\"" ID1 "\"}", WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"acked_through\":\"99999999999999999999\"}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"acked_through\":\"000000000000000000012\"}",
		  WEBHOOK_ACK_UNKNOWN, 0 }, /* 21 digits */
		{ "{\"acked_through\":\"12\",\"results\":[]}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"results\":[],\"batchItemFailures\":[]}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
		{ "{\"acked_through\":\"14\",\"acked_through\":\"12\"}",
		  WEBHOOK_ACK_UNKNOWN, 0 },
	};
	struct webhook_ack got;
	struct small small;
	size_t i;

	small_make(&small, 3, 0);
	for (i = 0; i < ALL(rows); i++)
		ok(expect(&small, rows[i].body, rows[i].kind, rows[i].accepted),
		   "%s", *rows[i].body ? rows[i].body : "(empty)");
	webhook_ack_read((struct str){ "{}", 2 }, true, &small.batch, &got);
	ok(got.kind == WEBHOOK_ACK_UNKNOWN, "a body that was cut: %s",
	   got.text);
	/* Late in a batch, with a lower number: order is kept, not numbers. */
	snprintf(small.pos[1], sizeof(small.pos[1]), "%020d", 13);
	snprintf(small.pos[2], sizeof(small.pos[2]), "%020d", 11);
	snprintf(small.last, sizeof(small.last), "%020d", 13);
	ok(expect(&small, "{\"acked_through\":\"11\"}", WEBHOOK_ACK_PREFIX, 1),
	   "only what comes first is taken");
	ack(&small,
	    "{\"results\":[{\"id\":\"" ID0 "\",\"status\":\"reject\","
	    "\"problem\":{\"title\":\"no such\\u001b[31m customer\","
	    "\"detail\":\"number 7\"}}]}",
	    &got);
	is_str(got.text,
	       "event \"" ID0 "\" is refused: no such?[31m customer: number 7",
	       "the reason is told, without control characters");
}

/* ----------------------------------------------------------------- answers */

struct asked {
	int status;
	size_t count; /* events of the batch; 0: three */
	const char *headers[4];
	const char *body;
	bool by_body, abort_message, compressed, cut;
	int64_t attempt, before, alike; /* alike times `before` */
};

struct told {
	bool good;
	struct err err;
	struct sink_reply reply;
	struct webhook_hints hints;
};

/* Of a batch number 7 with three events. */
static struct told judge(const struct asked *asked)
{
	const struct webhook_rules rules = { asked->by_body,
					     asked->abort_message };
	struct webhook_answer answer = {
		.where = "https://receiver.example",
		.status = asked->status,
		.now = NOW,
		.headers = asked->headers,
		.body = { asked->body, asked->body ? strlen(asked->body) : 0 },
		.body_cut = asked->cut,
		.compressed = asked->compressed,
	};
	struct told told = { .reply = { .status = asked->status } };
	struct small small;

	small_make(&small, asked->count ? asked->count : 3,
		   asked->count == 2 ? 2 : 0);
	small.batch.attempt = asked->attempt;
	small.batch.status = asked->before;
	small.batch.alike = asked->alike;
	while (answer.nheaders < 4 && asked->headers[answer.nheaders])
		answer.nheaders++;
	told.good = webhook_judge(&rules, &answer, &small.batch, &told.reply,
				  &told.hints, &told.err);
	return told;
}

/* Every status without anything else. */
static void test_statuses(void)
{
	int status;
	bool good = true;

	for (status = -1; status < 1000; status++) {
		struct asked asked = { .status = status };
		const struct http_status *row = http_status_find(status);
		struct told told = judge(&asked);
		bool doubt = status == 207 || status == 408 || status == 409 ||
			     status == 425 || status < 200 || status > 499;
		enum sink_wish wish = status == 410   ? SINK_WISH_STOP
				      : status == 413 ? SINK_WISH_SPLIT
						      : SINK_WISH_NONE;

		if (told.good == (row->kind == ERR_NONE) &&
		    told.err.kind == row->kind &&
		    told.reply.in_doubt == (doubt && !told.good) &&
		    told.reply.wish == wish && !told.reply.partial &&
		    told.reply.retry_after == 0)
			continue;
		good = false;
		diag("%d: %s", status, told.err.text);
	}
	ok(good, "every status: kind, doubt and wish");
}

struct row {
	const char *what;
	struct asked asked;
	enum err_kind kind;
	struct sink_reply reply; /* but for its status */
	const char *text;        /* that the error holds, or NULL */
};

static void run_rows(const struct row *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct told told = judge(&rows[i].asked);
		const struct sink_reply *want = &rows[i].reply;
		const struct sink_reply *got = &told.reply;

		ok(told.good == (rows[i].kind == ERR_NONE) &&
		       told.err.kind == rows[i].kind,
		   "%d, %s: %s (%s)", rows[i].asked.status, rows[i].what,
		   rows[i].kind ? err_kind_name(rows[i].kind) : "acknowledged",
		   told.err.text);
		ok(got->wish == want->wish &&
		       got->expected_seq == want->expected_seq &&
		       got->partial == want->partial &&
		       got->accepted == want->accepted &&
		       got->in_doubt == want->in_doubt &&
		       got->retry_after == want->retry_after &&
		       got->status == rows[i].asked.status,
		   "    its reply: wish %d, expected %" PRId64
		   ", %d %zu, doubt %d, wait %" PRId64,
		   (int)got->wish, got->expected_seq, got->partial,
		   got->accepted, got->in_doubt, got->retry_after);
		if (rows[i].text)
			ok(strstr(told.err.text, rows[i].text) != NULL,
			   "    it says \"%s\"", rows[i].text);
	}
}

static void test_by_body(void)
{
	static const struct row rows[] = {
		{ "by status the body counts for nothing",
		  { .status = 200, .body = "{\"batchItemFailures\":[1]}" },
		  .kind = ERR_NONE },
		{ "all",
		  { .status = 200, .body = "{}", .by_body = true },
		  .kind = ERR_NONE },
		{ "all, custody",
		  { .status = 202, .body = "{}", .by_body = 1 },
		  .kind = ERR_NONE },
		{ "no body",
		  { .status = 204, .by_body = true },
		  ERR_TRANSIENT,
		  { .in_doubt = true },
		  "it is empty" },
		{ "a page",
		  { .status = 200, .body = "<p>", .by_body = true },
		  ERR_TRANSIENT,
		  { .in_doubt = true },
		  "no JSON object" },
		{ "a prefix",
		  { .status = 200,
		    .by_body = true,
		    .body = "{\"acked_through\":\"12\"}" },
		  ERR_NONE,
		  { .partial = true, .accepted = 2 },
		  NULL },
		{ "an empty prefix",
		  { .status = 200,
		    .by_body = true,
		    .body = "{\"acked_through\":\"9\"}" },
		  ERR_TRANSIENT,
		  { .partial = true },
		  "0 of 3" },
		{ "one to come again",
		  { .status = 200,
		    .by_body = true,
		    .body = "{\"batchItemFailures\":[{\"itemIdentifier\":\"" ID1
			    "\"}]}" },
		  ERR_TRANSIENT,
		  { .partial = true, .accepted = 1 },
		  ID1 },
		{ "one refused",
		  { .status = 200,
		    .by_body = true,
		    .body = "{\"results\":[{\"id\":\"" ID1
			    "\",\"status\":\"reject\"}]}" },
		  ERR_REJECTED,
		  { .partial = true, .accepted = 1 },
		  ID1 },
		{ "the first of several refused",
		  { .status = 200,
		    .by_body = true,
		    .body = "{\"results\":[{\"id\":\"" ID0
			    "\",\"status\":\"reject\"}]}" },
		  ERR_REJECTED,
		  { .partial = true },
		  NULL },
		{ "the only one refused: all of it",
		  { .status = 200,
		    .by_body = true,
		    .count = 1,
		    .body = "{\"results\":[{\"id\":\"" ID0
			    "\",\"status\":\"reject\"}]}" },
		  ERR_REJECTED,
		  { 0 },
		  NULL },
		{ "half of the only change refused: all of it",
		  { .status = 200,
		    .by_body = true,
		    .count = 2,
		    .body = "{\"results\":[{\"id\":\"" ID0
			    ".2\",\"status\":\"reject\"}]}" },
		  ERR_REJECTED,
		  { 0 },
		  NULL },
		{ "cut",
		  { .status = 200, .body = "{}", .by_body = true, .cut = true },
		  ERR_TRANSIENT,
		  { .in_doubt = true },
		  "too long" },
		{ "nothing",
		  { .status = 207 },
		  ERR_TRANSIENT,
		  { .in_doubt = true },
		  "it is empty" },
		{ "silence",
		  { .status = 207, .body = "{}" },
		  ERR_TRANSIENT,
		  { .in_doubt = true },
		  "multi-status" },
		{ "a list",
		  { .status = 207, .body = "{\"results\":[]}" },
		  .kind = ERR_NONE },
		{ "a prefix",
		  { .status = 207, .body = "{\"acked_through\":\"10\"}" },
		  ERR_NONE,
		  { .partial = true, .accepted = 1 },
		  NULL },
		{ "a failure stays one",
		  { .status = 500, .body = "{}", .by_body = true },
		  ERR_TRANSIENT,
		  { .in_doubt = true },
		  NULL },
	};

	run_rows(rows, ALL(rows));
}

#define GAP(type, seq) "{\"type\":\"" type "\",\"expected_batch_seq\":" seq "}"
#define URN "urn:shadowlog:problem/"

static void test_gap(void)
{
	static const struct row rows[] = {
		{ "with a number",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = GAP(URN "sequence-gap", "5") },
		  ERR_MISCONFIGURED,
		  { .wish = SINK_WISH_REWIND, .expected_seq = 5 },
		  "wants batch 5 next" },
		{ "with parameters",
		  { .status = 412,
		    .headers = { "content-type: Application/Problem+JSON; "
				 "charset=utf-8" },
		    .body = GAP("https://x.example/sequence-gap", "1") },
		  ERR_MISCONFIGURED,
		  { .wish = SINK_WISH_REWIND, .expected_seq = 1 },
		  NULL },
		{ "this very batch",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = GAP(URN "sequence-gap", "7") },
		  ERR_MISCONFIGURED,
		  { .wish = SINK_WISH_REWIND, .expected_seq = 7 },
		  NULL },
		{ "a later one",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = GAP(URN "sequence-gap", "9") },
		  ERR_MISCONFIGURED,
		  { .wish = SINK_WISH_REWIND, .expected_seq = 9 },
		  NULL },
		{ "no body",
		  { .status = 412 },
		  ERR_MISCONFIGURED,
		  { 0 },
		  "does not tell which" },
		{ "no such type",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = GAP("about:blank", "5") },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "half a type",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = GAP("no-sequence-gap", "5") },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "another content",
		  { .status = 412,
		    .headers = { "Content-Type: text/json" },
		    .body = GAP(URN "sequence-gap", "5") },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "no number",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = "{\"type\":\"" URN "sequence-gap\"}" },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "zero",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = GAP(URN "sequence-gap", "0") },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "a fraction",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = GAP(URN "sequence-gap", "5.0") },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "text",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = GAP(URN "sequence-gap", "\"5\"") },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "too large for anyone",
		  { .status = 412,
		    .headers = { PROBLEM },
		    .body = GAP(URN "sequence-gap", "99999999999999999999") },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
	};

	run_rows(rows, ALL(rows));
}

static void test_refusals(void)
{
	static const struct row rows[] = {
		{ "the same key with other bytes",
		  { .status = 422,
		    .headers = { PROBLEM },
		    .body = "{\"type\":\"https://x.example/Idempotency-Key"
			    "-reused\"}" },
		  ERR_INTERNAL,
		  { 0 },
		  "under the same id" },
		{ "a broken chain",
		  { .status = 422,
		    .headers = { PROBLEM },
		    .body = "{\"type\":\"" URN "broken-chain\"}" },
		  ERR_INTERNAL,
		  { 0 },
		  "before this one" },
		{ "any other reason",
		  { .status = 422,
		    .headers = { PROBLEM },
		    .body = "{\"type\":\"" URN "unknown-customer\"}" },
		  ERR_REJECTED,
		  { 0 },
		  NULL },
		{ "the reason in a page",
		  { .status = 422,
		    .headers = { "Content-Type: text/html" },
		    .body = "{\"type\":\"idempotency\"}" },
		  ERR_REJECTED,
		  { 0 },
		  NULL },
		{ "a newer lease",
		  { .status = 409,
		    .headers = { PROBLEM },
		    .body = "{\"type\":\"" URN "stale-token\"}" },
		  ERR_TRANSIENT,
		  { .in_doubt = true },
		  "newer lease" },
		{ "unknown, at first",
		  { .status = 418, .attempt = 9, .before = 418, .alike = 9 },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "unknown, behind much other trouble",
		  { .status = 418, .attempt = 99, .before = 503, .alike = 99 },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "unknown, and no end",
		  { .status = 418, .attempt = 10, .before = 418, .alike = 10 },
		  ERR_REJECTED,
		  { 0 },
		  NULL },
		{ "known, and no end",
		  { .status = 404, .attempt = 1000 },
		  ERR_MISCONFIGURED,
		  { 0 },
		  NULL },
		{ "disable",
		  { .status = 503, .headers = { "Webhook-Delivery: disable" } },
		  ERR_MISCONFIGURED,
		  { .wish = SINK_WISH_STOP, .in_doubt = true },
		  "disable" },
		{ "disable, and taken",
		  { .status = 200, .headers = { "webhook-delivery: Disable" } },
		  ERR_NONE,
		  { .wish = SINK_WISH_STOP },
		  NULL },
		{ "disable, and taken in part",
		  { .status = 200,
		    .headers = { "webhook-delivery: disable" },
		    .by_body = true,
		    .body = "{\"acked_through\":\"12\"}" },
		  ERR_NONE,
		  { .wish = SINK_WISH_STOP, .partial = true, .accepted = 2 },
		  NULL },
		{ "abort-message, not asked for",
		  { .status = 500,
		    .headers = { "webhook-delivery: abort-message" } },
		  ERR_TRANSIENT,
		  { .in_doubt = true },
		  NULL },
		{ "abort-message",
		  { .status = 500,
		    .abort_message = true,
		    .headers = { "webhook-delivery: x, abort-message" } },
		  ERR_REJECTED,
		  { 0 },
		  "abort-message" },
		{ "abort-message is for what failed",
		  { .status = 200,
		    .abort_message = true,
		    .headers = { "webhook-delivery: abort-message" } },
		  .kind = ERR_NONE },
		{ "abort-message, but gone",
		  { .status = 410,
		    .abort_message = true,
		    .headers = { "webhook-delivery: abort-message" } },
		  ERR_MISCONFIGURED,
		  { .wish = SINK_WISH_STOP },
		  NULL },
		{ "half a word",
		  { .status = 503,
		    .headers = { "webhook-delivery: disabled" } },
		  ERR_TRANSIENT,
		  { .in_doubt = true },
		  NULL },
	};

	run_rows(rows, ALL(rows));
}

static void test_again(void)
{
	static const struct {
		int status;
		bool compressed;
		enum webhook_again again;
	} rows[] = {
		{ 401, false, WEBHOOK_AGAIN_TOKEN },
		{ 403, false, WEBHOOK_AGAIN_NO },
		{ 415, false, WEBHOOK_AGAIN_NO },
		{ 415, true, WEBHOOK_AGAIN_PLAIN },
		{ 400, true, WEBHOOK_AGAIN_NO },
		{ 417, false, WEBHOOK_AGAIN_NO },
		{ 421, false, WEBHOOK_AGAIN_CONNECTION },
		{ 200, true, WEBHOOK_AGAIN_NO },
	};
	int status;
	size_t i;

	for (i = 0; i < ALL(rows); i++) {
		struct asked asked = { .status = rows[i].status,
				       .compressed = rows[i].compressed };

		is_int(judge(&asked).hints.again, rows[i].again,
		       "%d: what the sink tries by itself", rows[i].status);
	}
	for (status = 200; status < 600; status++) {
		struct asked asked = { .status = status };
		bool want = status == 429 || (status > 501 && status < 505) ||
			    status == 507 || status == 508 ||
			    (status > 519 && status < 531);

		if (judge(&asked).hints.throttled != want)
			ok(false, "%d asks for fewer requests", status);
	}
}

/* ------------------------------------------------------------------ pauses */

static void test_retry_after(void)
{
	static const struct {
		const char *value;
		int64_t want;
	} rows[] = {
		{ "7", 7 },
		{ "0", 0 },
		{ "8 \t", 8 },
		{ "Sun, 22 Nov 2026 08:15:56 GMT ", 10 },
		{ "7200", 7200 },
		{ "7201", 7200 },
		{ "99999999999999999999999999", 7200 },
		{ "-5", 0 },
		{ "7.5", 0 },
		{ "7 s", 0 },
		{ "", 0 },
		{ "soon", 0 },
		{ "Sun, 22 Nov 2026 08:15:56 GMT", 10 },
		{ "Sunday, 22-Nov-26 08:15:56 GMT", 10 },
		{ "Sun Nov 22 08:15:56 2026", 10 },
		{ "Sun Nov  1 08:15:56 2026", 0 },
		{ "Sun, 22 Nov 2026 08:15:46 GMT", 0 },
		{ "Wed, 21 Oct 2015 07:28:00 GMT", 0 },
		{ "Fri, 21 Oct 2095 07:28:00 GMT", 7200 },
		{ "Fri, 21 Xyz 2095 07:28:00 GMT", 0 },
		{ "Fri, 21 anF 2095 07:28:00 GMT", 0 },
		{ "Fri, 21 Oct 2095 07:28:00 CET", 0 },
		{ "Fri, 21 Oct 2095 07:28:00 GMT x", 0 },
		{ "Fri, 99 Oct 2095 99:28:00 GMT", 0 },
	};
	size_t i;

	for (i = 0; i < ALL(rows); i++)
		is_int(retry_after_read(rows[i].value, NOW, 7200), rows[i].want,
		       "Retry-After: %s", rows[i].value);
}

static void test_rate_limit(void)
{
	static const struct {
		const char *limit, *policy;
		int64_t remaining, seconds;
	} rows[] = {
		{ "\"a\";r=5;t=30", NULL, 5, 30 },
		{ "\"a\";r=0;t=30", NULL, 0, 30 },
		{ "a; r=0; t=30", NULL, 0, 30 },
		{ "\"a\";r=0;t=30;pk=:c2hlbGw=:", NULL, 0, 30 },
		{ "\"a\";r=9;t=30, \"b\";r=0;t=4", NULL, 0, 4 },
		{ "\"a\";r=0;t=30, \"b\";r=0;t=4", NULL, 0, 30 },
		{ "\"a\";t=30, \"b\";r=3", NULL, 3, -1 },
		{ "\"a\";r=0", "\"a\";q=10;w=60", 0, 60 },
		{ "\"a\";r=0", "\"b\";q=10;w=60", 0, -1 },
		{ "\"a\";r=0", "\"b\";q=9;w=1,\"a\";q=10;w=60;qu=\"x y\"", 0,
		  60 },
		{ "\"a\";r=0", "broken;;", 0, -1 },
		{ "\"a\";r=0;t=99999999", NULL, 0, 7200 },
		{ "\"a\\\"b\";r=0;t=3;x;y=?1;z=tok/en", NULL, 0, 3 },
		{ "\"a\";r=-1;t=30", NULL, -1, -1 },
		{ "\"a\";r=0.5;t=30", NULL, -1, -1 },
		{ "\"a\";r=0;t=9999999999999999", NULL, -1, -1 },
		{ "limit=10, remaining=0, reset=9", NULL, 0, 9 },
		{ "\"a;r=0;t=30", NULL, -1, -1 },
		{ "\"a\";r=0;t=30,", NULL, -1, -1 },
		{ "\"a\";R=0;t=30", NULL, -1, -1 },
		{ "\"a\";r=0;t=30 x", NULL, -1, -1 },
		{ "(\"a\");r=0;t=30", NULL, -1, -1 },
		{ "\"a\";r=0;pk=:x", NULL, -1, -1 },
		{ "", NULL, -1, -1 },
	};
	size_t i;

	for (i = 0; i < ALL(rows); i++) {
		struct asked asked = { .status = 200 };
		char limit[200], policy[200];
		struct told told;

		snprintf(limit, sizeof(limit), "RateLimit: %s", rows[i].limit);
		asked.headers[0] = limit;
		snprintf(policy, sizeof(policy), "ratelimit-policy: %s",
			 rows[i].policy ? rows[i].policy : "");
		asked.headers[1] = rows[i].policy ? policy : NULL;
		told = judge(&asked);
		ok(told.good && told.hints.remaining == rows[i].remaining &&
		       told.hints.seconds == rows[i].seconds,
		   "%s, %s: %" PRId64 " in %" PRId64, limit, policy,
		   told.hints.remaining, told.hints.seconds);
		is_int(told.reply.retry_after,
		       rows[i].remaining == 0 && rows[i].seconds > 0
			   ? rows[i].seconds
			   : 0,
		       "    the pause behind a batch that was taken");
	}
}

static void test_pauses(void)
{
	static const struct row rows[] = {
		{ "Retry-After",
		  { .status = 429, .headers = { "retry-after: 12" } },
		  ERR_TRANSIENT,
		  { .retry_after = 12 },
		  NULL },
		{ "the longer of the two",
		  { .status = 429,
		    .headers = { "Retry-After: 12",
				 "RateLimit: \"a\";r=0;t=40" } },
		  ERR_TRANSIENT,
		  { .retry_after = 40 },
		  NULL },
		{ "the other one",
		  { .status = 429,
		    .headers = { "Retry-After: 60",
				 "RateLimit: \"a\";r=0;t=40" } },
		  ERR_TRANSIENT,
		  { .retry_after = 60 },
		  NULL },
		{ "in two lines",
		  { .status = 200,
		    .headers = { "RateLimit: \"a\";r=1;t=9",
				 "RateLimit: \"b\";r=0;t=4" } },
		  ERR_NONE,
		  { .retry_after = 4 },
		  NULL },
		{ "as old drafts have it",
		  { .status = 200,
		    .headers = { "RateLimit-Limit: 100, 100;w=60",
				 "RateLimit-Remaining: 0",
				 "RateLimit-Reset: 30" } },
		  ERR_NONE,
		  { .retry_after = 30 },
		  NULL },
		{ "for longer than anybody waits",
		  { .status = 429,
		    .headers = { "ratelimit-remaining: 0",
				 "ratelimit-reset: 999999999" } },
		  ERR_TRANSIENT,
		  { .retry_after = 7200 },
		  NULL },
		{ "in one field",
		  { .status = 200,
		    .headers = { "RateLimit: limit=10, remaining=0, "
				 "reset=50" } },
		  ERR_NONE,
		  { .retry_after = 50 },
		  NULL },
		{ "that is no number",
		  { .status = 200,
		    .headers = { "RateLimit-Remaining: -0",
				 "RateLimit-Reset: 0x30" } },
		  .kind = ERR_NONE },
		{ "without an end",
		  { .status = 200,
		    .headers = { "RateLimit: xremaining=1, remaining=0" } },
		  .kind = ERR_NONE },
		{ "the newer one counts",
		  { .status = 200,
		    .headers = { "RateLimit: \"a\";r=0;t=4",
				 "RateLimit-Remaining: 0",
				 "RateLimit-Reset: 99" } },
		  ERR_NONE,
		  { .retry_after = 4 },
		  NULL },
		{ "what is left needs no pause",
		  { .status = 200, .headers = { "RateLimit: \"a\";r=1;t=9" } },
		  .kind = ERR_NONE },
		{ "Retry-After means nothing where nothing failed",
		  { .status = 200, .headers = { "Retry-After: 12" } },
		  .kind = ERR_NONE },
	};

	run_rows(rows, ALL(rows));
}

int main(void)
{
	test_bodies();
	test_odd_bodies();
	test_statuses();
	test_by_body();
	test_gap();
	test_refusals();
	test_again();
	test_retry_after();
	test_rate_limit();
	test_pauses();
	return done();
}
