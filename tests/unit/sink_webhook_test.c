/* The webhook sink against a server that answers what a script says. */
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sinks/http_status.h"
#include "sinks/signature.h"
#include "sinks/sink.h"
#include "tests/support/http_server.h"
#include "tests/support/place.h"
#include "tests/support/sample.h"
#include "tests/support/stage.h"
#include "tests/support/tempdir.h"
#include "tests/tap.h"

#define OK_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

/* A script of one line, with options: what the delivery comes to. */
static void expect(const char *line, const char *more, enum err_kind kind,
		   int status, const char *text)
{
	int label = (int)strcspn(line, "\r");
	struct stage stage;
	bool good;

	stage_open(&stage, &line, 1, NULL, more, NULL);
	good = stage_send(&stage, 1);
	ok(good == (kind == ERR_NONE) && stage.err.kind == kind,
	   "%.*s: %s (%s)", label, line,
	   kind ? err_kind_name(kind) : "acknowledged", stage.err.text);
	is_int(stage.reply.status, status, "%.*s: the status", label, line);
	if (text)
		ok(strstr(stage.err.text, text) != NULL, "it says \"%s\"",
		   text);
	ok(!strstr(stage.err.text, "hidden"), "it does not tell the path");
	stage_close(&stage);
}

/* ------------------------------------------------------------------ tests */

static void test_statuses(void)
{
	static const int statuses[] = { 200, 201, 202, 204, 207, 301, 304, 307,
					400, 401, 403, 404, 408, 409, 410, 412,
					413, 415, 418, 422, 425, 429, 500, 501,
					502, 503, 504, 511, 599, 999 };
	enum { N = sizeof(statuses) / sizeof(statuses[0]) };
	char answers[N][200];
	const char *script[N];
	struct stage stage;
	size_t i;

	for (i = 0; i < N; i++) {
		bool bare = statuses[i] == 204 || statuses[i] == 304;

		snprintf(answers[i], sizeof(answers[i]),
			 "HTTP/1.1 %d X\r\n%s\r\n%s", statuses[i],
			 bare ? "" : "Content-Length: 4\r\n",
			 bare ? "" : "text");
		script[i] = answers[i];
	}
	stage_open(&stage, script, N, NULL, "", NULL);
	for (i = 0; i < N; i++) {
		enum err_kind kind = http_status_find(statuses[i])->kind;
		char number[16];

		stage_send(&stage, (int64_t)i + 1);
		is_str(err_kind_name(stage.err.kind), err_kind_name(kind),
		       "%d: %s", statuses[i], stage.err.text);
		is_int(stage.reply.status, statuses[i], "its status");
		snprintf(number, sizeof(number), "%d", statuses[i]);
		ok(kind == ERR_NONE || (strstr(stage.err.text, number) &&
					strstr(stage.err.text, "127.0.0.1")),
		   "its message names status and host");
	}
	stage_close(&stage);
}

static void test_request(void)
{
	struct sample_spec spec = { .batch_seq = 5, .count = 2, .attempt = 3 };
	char signature[256], at[64], value[200];
	struct signing_key key;
	struct sample sample;
	struct stage stage;
	struct err err = { 0 };
	char *head, *body;

	stage_open(&stage, NULL, 0, NULL, "secret_file_previous = {dir}/old\n",
		   NULL);
	ok(stage_send_spec(&stage, &spec), "delivered %s", stage.err.text);
	is_int(stage.reply.status, 200, "the status is told");
	sample_make(&sample, &spec);
	head = stage_read(stage.dir, "0001.head");
	body = stage_read(stage.dir, "0001.body");
	ok(strncmp(head, "POST /hook?key=hidden HTTP/1.1\r\n", 32) == 0,
	   "a POST to the path");
	ok(strlen(body) == sample.batch.body.n &&
	       memcmp(body, sample.batch.body.p, sample.batch.body.n) == 0,
	   "the body is the batch");
	stage_header(head, "webhook-id: ", value, sizeof(value));
	is_str(value, "erp-out-7c1e-5", "webhook-id");
	stage_header(head, "Idempotency-Key: ", value, sizeof(value));
	is_str(value, "\"erp-out-7c1e-5\"", "Idempotency-Key");
	stage_header(head, "Content-Type: ", value, sizeof(value));
	is_str(value, "application/json", "Content-Type");
	stage_header(head, "User-Agent: ", value, sizeof(value));
	ok(strncmp(value, "shadowlog/", 10) == 0, "User-Agent: %s", value);
	stage_header(head, "shadowlog-attempt: ", value, sizeof(value));
	is_str(value, "4", "the attempt");
	ok(!strstr(head, "Expect"), "no Expect");
	stage_header(head, "webhook-timestamp: ", at, sizeof(at));
	stage_header(head, "webhook-signature: ", signature, sizeof(signature));
	is_int((int64_t)strlen(signature), 2 * 47 + 1, "two signatures");
	signing_key_parse(STAGE_SECRET, &key, &err);
	ok(signature_verify(&key, 1, "erp-out-7c1e-5", at, signature,
			    sample.batch.body, time(NULL), 300, &err),
	   "the current key verifies %s", err.text);
	signing_key_parse(STAGE_OLD_SECRET, &key, &err);
	ok(signature_verify(&key, 1, "erp-out-7c1e-5", at, signature,
			    sample.batch.body, time(NULL), 300, &err),
	   "the previous key verifies %s", err.text);
	free(head);
	free(body);
	sample_release(&sample);
	stage_close(&stage);
}

static void test_connection(void)
{
	struct stage stage;
	char *log;
	int i;

	stage_open(&stage, NULL, 0, NULL, "", NULL);
	for (i = 1; i <= 5; i++)
		stage_send(&stage, i);
	log = stage_read(stage.dir, "log");
	is_str(log, "1 1\n1 2\n1 3\n1 4\n1 5\n",
	       "five batches over one connection");
	free(log);
	stage_close(&stage);
}

static void test_retry_after(void)
{
	static const struct {
		const char *value;
		int64_t want;
	} rows[] = {
		{ "7", 7 },
		{ "7200", 7200 },
		{ "99999999", 7200 },
		{ "99999999999999999999999999", 7200 },
		{ "-5", 0 },
		{ "soon", 0 },
		{ "Wed, 21 Oct 2015 07:28:00 GMT", 0 },
		{ "Fri, 21 Oct 2095 07:28:00 GMT", 7200 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char answer[200];
		const char *script[1] = { answer };
		struct stage stage;

		snprintf(answer, sizeof(answer),
			 "HTTP/1.1 503 X\r\nRetry-After: %s\r\n"
			 "Content-Length: 0\r\n\r\n",
			 rows[i].value);
		stage_open(&stage, script, 1, NULL, "", NULL);
		stage_send(&stage, 1);
		is_int(stage.reply.retry_after, rows[i].want, "Retry-After: %s",
		       rows[i].value);
		stage_close(&stage);
	}
}

static void test_trouble(void)
{
	static const char quick[] = "timeout = 2s\n";

	expect("CLOSE", "", ERR_TRANSIENT, 0, "http://127.0.0.1:");
	expect("RESET", "", ERR_TRANSIENT, 0, NULL);
	expect("HANG", quick, ERR_UNAVAILABLE, 0, NULL);
	expect("DRIP", quick, ERR_TRANSIENT, 200, "not to the end");
	expect("ENDLESS", "", ERR_NONE, 200, NULL);
	expect("CUThello, this is no HTTP\r\n\r\n", "", ERR_TRANSIENT, 0, NULL);
	expect("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n"
	       "Connection: close\r\n\r\nshort",
	       "", ERR_TRANSIENT, 200, "not to the end");
	expect("HTTP/1.1 500 X\r\nConnection: close\r\n\r\n\033[31mred\007\n\n"
	       "\xc2\x9b\tand more",
	       "", ERR_TRANSIENT, 500, "?[31mred? ?? and more");
	expect("HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:1/there\r\n"
	       "Content-Length: 0\r\n\r\n",
	       "", ERR_MISCONFIGURED, 302, "redirect to http://127.0.0.1:1/");
}

static void test_no_server(void)
{
	struct stage stage;

	stage_open(&stage, NULL, 0, "http://127.0.0.1:1/hook", "", NULL);
	ok(!stage_send(&stage, 1) && stage.err.kind == ERR_UNAVAILABLE,
	   "refused: %s", stage.err.text);
	stage_close(&stage);
}

/* The answer ends behind each of its bytes: only all of it acknowledges. */
static void test_cut_answer(void)
{
	enum { N = sizeof(OK_ANSWER) };
	static char answers[N][N + 3];
	const char *script[N];
	struct stage stage;
	bool good = true;
	size_t i;

	for (i = 0; i < N; i++) {
		snprintf(answers[i], sizeof(answers[i]), "CUT%.*s", (int)i,
			 OK_ANSWER);
		script[i] = answers[i];
	}
	stage_open(&stage, script, N, NULL, "", NULL);
	for (i = 0; i < N - 1; i++) {
		stage_send(&stage, 1);
		if (stage.err.kind != ERR_TRANSIENT) {
			diag("cut behind byte %zu: kind %s", i,
			     err_kind_name(stage.err.kind));
			good = false;
		}
	}
	ok(good, "an answer that is cut anywhere leaves the batch in doubt");
	ok(stage_send(&stage, 1), "all of it acknowledges %s", stage.err.text);
	stage_close(&stage);
}

/* Resets while a large body is being sent. */
static void test_cut_request(void)
{
	static const char *const script[] = { "ABANDON", NULL };
	struct sample_spec spec = { .batch_seq = 1,
				    .count = 1,
				    .padding = 20 * 1024 * 1024 };
	struct stage stage;

	stage_open(&stage, script, 2, NULL, "", NULL);
	ok(!stage_send_spec(&stage, &spec) && stage.err.kind == ERR_TRANSIENT,
	   "the request is cut: %s", stage.err.text);
	ok(stage_send_spec(&stage, &spec),
	   "the same batch goes through later %s", stage.err.text);
	stage_close(&stage);
}

/* An early "no" while the body is still under way. */
static void test_long_answer(void)
{
	size_t n = 200 * 1024;
	struct buf answer = { 0 };
	const char *script[1];
	struct stage stage;

	buf_addf(&answer, "HTTP/1.1 400 X\r\nContent-Length: %zu\r\n\r\n", n);
	while (n--)
		buf_addch(&answer, 'x');
	script[0] = answer.data;
	stage_open(&stage, script, 1, NULL, "", NULL);
	ok(!stage_send(&stage, 1) && stage.err.kind == ERR_REJECTED &&
	       strlen(stage.err.text) < 400,
	   "a long answer: %.60s", stage.err.text);
	ok(stage_send(&stage, 2), "and the next is served %s", stage.err.text);
	buf_release(&answer);
	stage_close(&stage);
}

static volatile sig_atomic_t stop_flag;

static void on_alarm(int signal)
{
	(void)signal;
	stop_flag = 1;
}

static void test_stop(void)
{
	static const char *const script[] = { "HANG" };
	struct sigaction action = { .sa_handler = on_alarm };
	struct stage stage;

	stop_flag = 0;
	sigaction(SIGALRM, &action, NULL);
	stage_open(&stage, script, 1, NULL, "timeout = 1m\n", &stop_flag);
	alarm(1);
	ok(!stage_send(&stage, 1) && stage.err.kind == ERR_STOPPED,
	   "a signal ends the wait: %s", stage.err.text);
	stage_close(&stage);
}

static void test_proxy(void)
{
	struct stage stage;
	char *head;

	setenv("http_proxy", "http://127.0.0.1:1", 1);
	setenv("all_proxy", "http://127.0.0.1:1", 1);
	{
		stage_open(&stage, NULL, 0, NULL, "", NULL);
		ok(stage_send(&stage, 1),
		   "the environment's proxy is not used");
		stage_close(&stage);
	}
	setenv("no_proxy", "*", 1);
	stage_open(&stage, NULL, 0, "http://receiver.invalid/hook",
		   "proxy = http://127.0.0.1:{port}\n", NULL);
	ok(stage_send(&stage, 1), "the one of the configuration is %s",
	   stage.err.text);
	head = stage_read(stage.dir, "0001.head");
	ok(strncmp(head, "POST http://receiver.invalid/hook ", 34) == 0,
	   "it gets the whole address");
	free(head);
	stage_close(&stage);
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("no_proxy");
}

static void test_headers_file(void)
{
	static const struct {
		const char *text;
		bool good;
	} rows[] = {
		{ "# for the gateway\n\nAuthorization: Bearer abc\r\nX-Team: "
		  "a, b\n",
		  true },
		{ "Authorization Bearer abc\n", false },
		{ "Authorization:\n", false },
		{ ": x\n", false },
		{ "webhook-id: x\n", false },
		{ "Webhook-Signature: x\n", false },
		{ "content-type: text/plain\n", false },
		{ "Idempotency-Key: \"x\"\n", false },
		{ "Shadowlog-Attempt: 1\n", false },
		{ "X-A: b\033c\n", false },
	};
	char lines[600];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *dir = tempdir_make();
		struct err err = { 0 };
		struct opened opened;
		bool good;

		stage_write(dir, "headers", rows[i].text);
		snprintf(lines, sizeof(lines),
			 "url = https://127.0.0.1:1/\nunsigned = yes\n"
			 "headers_file = %s/headers\n",
			 dir);
		good = opened_open(&opened, "webhook", lines, NULL, &err);
		ok(good == rows[i].good, "headers %zu: %s", i, err.text);
		ok(!strstr(err.text, "abc"), "headers %zu are not shown", i);
		if (good)
			opened_close(&opened);
		tempdir_remove(dir);
		free(dir);
	}
}

static void test_unsigned(void)
{
	struct stage stage;
	char *head;

	stage_open(&stage, NULL, 0, NULL, "unsigned = yes\n", NULL);
	ok(stage_send(&stage, 1), "goes without a signature %s",
	   stage.err.text);
	head = stage_read(stage.dir, "0001.head");
	ok(!strstr(head, "webhook-signature") &&
	       strstr(head, "webhook-timestamp: "),
	   "no signature, but id and time");
	free(head);
	stage_close(&stage);
}

int main(void)
{
	test_statuses();
	test_request();
	test_connection();
	test_retry_after();
	test_trouble();
	test_no_server();
	test_cut_answer();
	test_cut_request();
	test_long_answer();
	test_stop();
	test_proxy();
	test_headers_file();
	test_unsigned();
	return done();
}
