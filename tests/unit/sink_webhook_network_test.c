/*
 * Every way in which the network fails between the webhook sink and a receiver:
 * no batch is acknowledged that was not, the same batch goes through later, and
 * the reply says whether the receiver may have it.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/stage.h"
#include "tests/tap.h"

#define OK_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

/* ------------------------------------------------- nothing can have arrived */

static void expect_unsent(struct stage *stage, enum err_kind kind,
			  const char *what)
{
	ok(!stage_send(stage, 1) && stage->err.kind == kind, "%s: %s", what,
	   stage->err.text);
	ok(!stage->reply.in_doubt, "%s: the receiver cannot have it", what);
	is_int(stage->reply.status, 0, "%s: no status", what);
	stage_close(stage);
}

/* A port on which nobody listens, since it is bound and no more. */
static int dead_port(int *fd)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t size = sizeof(address);

	*fd = socket(AF_INET, SOCK_STREAM, 0);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (*fd < 0 || bind(*fd, (struct sockaddr *)&address, size) != 0 ||
	    getsockname(*fd, (struct sockaddr *)&address, &size) != 0)
		return 1;
	return ntohs(address.sin_port);
}

static void test_unsent(void)
{
	struct stage stage;
	char url[64];
	int fd;

	snprintf(url, sizeof(url), "http://127.0.0.1:%d/", dead_port(&fd));
	stage_open(&stage, NULL, 0, url, "", NULL);
	expect_unsent(&stage, ERR_UNAVAILABLE, "refused");
	close(fd);
	stage_open(&stage, NULL, 0, "http://gone.invalid/", "", NULL);
	expect_unsent(&stage, ERR_UNAVAILABLE, "no such name");
	stage_open(&stage, NULL, 0, NULL, "proxy = http://gone.invalid:1\n",
		   NULL);
	expect_unsent(&stage, ERR_UNAVAILABLE, "no such proxy");
}

/* The queue of a listener that never accepts is full: SYNs go unanswered. */
static void test_connect_timeout(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0), fds[8];
	struct stage stage;
	char url[64];
	size_t i;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (listener < 0 ||
	    bind(listener, (struct sockaddr *)&address, size) != 0 ||
	    listen(listener, 0) != 0 ||
	    getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
		ok(false, "a listener");
		return;
	}
	for (i = 0; i < 8; i++) {
		fds[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
		connect(fds[i], (struct sockaddr *)&address, size);
	}
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/",
		 ntohs(address.sin_port));
	stage_open(&stage, NULL, 0, url, "connect_timeout = 300ms\n", NULL);
	expect_unsent(&stage, ERR_UNAVAILABLE, "nobody picks up");
	for (i = 0; i < 8; i++)
		close(fds[i]);
	close(listener);
}

/* A proxy that does not let us through has seen no event and judges none. */
static void test_proxy(void)
{
	static const struct {
		const char *answer;
		enum err_kind kind;
	} rows[] = {
		{ "HTTP/1.1 400 X", ERR_MISCONFIGURED },
		{ "HTTP/1.1 403 X", ERR_MISCONFIGURED },
		{ "HTTP/1.1 407 X", ERR_MISCONFIGURED },
		{ "HTTP/1.1 422 X", ERR_MISCONFIGURED },
		{ "HTTP/1.1 502 X", ERR_TRANSIENT },
		{ "HTTP/1.1 503 X", ERR_TRANSIENT },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char answer[100];
		const char *script[1] = { answer };
		struct stage stage;

		snprintf(answer, sizeof(answer),
			 "%s\r\nConnection: close\r\n\r\n", rows[i].answer);
		stage_open(&stage, script, 1, "https://receiver.invalid/",
			   "proxy = http://127.0.0.1:{port}\n", NULL);
		ok(!stage_send(&stage, 1) && stage.err.kind == rows[i].kind &&
		       strstr(stage.err.text, "the proxy answered"),
		   "%s: %s", err_kind_name(stage.err.kind), stage.err.text);
		stage_close(&stage);
	}
}

/* ------------------------------------------------------ it may have arrived */

static void expect_doubt(const char *line, const char *more, enum err_kind kind)
{
	const char *script[1] = { line };
	int n = (int)strcspn(line, "\r");
	struct stage stage;
	char *order;

	stage_open(&stage, script, 1, NULL, more, NULL);
	ok(!stage_send(&stage, 1) && stage.err.kind == kind, "%.*s: %s", n,
	   line, stage.err.text);
	ok(stage.reply.in_doubt, "%.*s: the receiver may have it", n, line);
	/* A timeout that was short on purpose is for that request alone. */
	if (*more) {
		opened_close(&stage.opened);
		ok(stage_try(&stage, NULL, "", NULL), "%.*s: opened again %s",
		   n, line, stage.err.text);
	}
	ok(stage_send(&stage, 1), "%.*s: it goes through later %s", n, line,
	   stage.err.text);
	ok(!stage.reply.in_doubt, "%.*s: and there is no doubt left", n, line);
	order = stage_read(stage.dir, "order");
	is_str(order, "erp-out-7c1e-1\n", "%.*s: one batch", n, line);
	free(order);
	stage_close(&stage);
}

static void test_doubt(void)
{
	static const char quick[] = "timeout = 2s\n";

	expect_doubt("CLOSE", "", ERR_TRANSIENT);
	expect_doubt("RESET", "", ERR_TRANSIENT);
	expect_doubt("HANG", quick, ERR_UNAVAILABLE);
	expect_doubt("DRIP", quick, ERR_TRANSIENT);
	expect_doubt("TRICKLE", quick, ERR_TRANSIENT);
	expect_doubt("HEADS", "timeout = 1m\n", ERR_TRANSIENT);
	expect_doubt("CUTthis is no HTTP\r\n\r\n", "", ERR_TRANSIENT);
	expect_doubt("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n"
		     "Connection: close\r\n\r\nshort",
		     "", ERR_TRANSIENT);
}

/* A body without end is not read to its end, and its status stands. */
static void test_oversized(void)
{
	static const char *const script[] = { "ENDLESS" };
	struct stage stage;

	stage_open(&stage, script, 1, NULL, "", NULL);
	ok(stage_send(&stage, 1) && stage.reply.status == 200,
	   "200 and an endless body acknowledge %s", stage.err.text);
	stage_close(&stage);
}

/* Once it may be a fault on the way; time after time it is no receiver. */
static void test_malformed(void)
{
	static const char *const script[] = { "CUTthis is no HTTP\r\n\r\n",
					      "CUTthis is no HTTP\r\n\r\n" };
	struct sample_spec spec = { .batch_seq = 1, .count = 2 };
	struct stage stage;

	stage_open(&stage, script, 2, NULL, "", NULL);
	spec.attempt = 9;
	ok(!stage_send_spec(&stage, &spec) && stage.err.kind == ERR_TRANSIENT,
	   "the tenth answer that is no HTTP: %s", stage.err.text);
	spec.attempt = 10;
	ok(!stage_send_spec(&stage, &spec) &&
	       stage.err.kind == ERR_MISCONFIGURED,
	   "the eleventh needs an operator");
	stage_close(&stage);
}

/* --------------------------------------------------------------- every byte */

enum { REQUEST_MOST = 4000 };

/* How long the request is that the server noted. */
static size_t request_size(const struct stage *stage)
{
	char *head = stage_read(stage->dir, "0001.head");
	char *body = stage_read(stage->dir, "0001.body");
	size_t n = strlen(head) + strlen(body);

	free(head);
	free(body);
	return n;
}

/* The connection is reset before each byte of the request, and behind it. */
static void test_request_bytes(void)
{
	static char lines[REQUEST_MOST][16];
	static const char *script[REQUEST_MOST];
	size_t n, i, acknowledged = 0, certain = 0, strange = 0;
	struct stage stage;
	char *order;

	for (i = 1; i < REQUEST_MOST; i++) {
		snprintf(lines[i], sizeof(lines[i]), "TAKE %zu", i - 1);
		script[i] = lines[i];
	}
	stage_open(&stage, script, REQUEST_MOST, NULL, "", NULL);
	ok(stage_send(&stage, 1), "once whole %s", stage.err.text);
	n = request_size(&stage);
	ok(n > 500 && n < REQUEST_MOST - 2, "a request of %zu bytes", n);
	for (i = 0; i <= n; i++) {
		if (stage_send(&stage, 2))
			acknowledged++;
		else if (stage.err.kind != ERR_TRANSIENT)
			strange++;
		/* Whoever reads a byte might have read all of them. */
		if (i > 0 && !stage.reply.in_doubt)
			certain++;
	}
	is_int((int64_t)acknowledged, 0, "no cut acknowledges");
	is_int((int64_t)strange, 0, "each of them is transient");
	is_int((int64_t)certain, 0, "each of them leaves a doubt");
	stage_close(&stage);
	stage_open(&stage, script + 1, 5, NULL, "", NULL);
	for (i = 0; i < 5; i++)
		acknowledged += stage_send(&stage, 2);
	ok(!acknowledged && stage_send(&stage, 2), "cut five times, then not");
	order = stage_read(stage.dir, "order");
	is_str(order, "erp-out-7c1e-2\n", "the receiver has it once");
	free(order);
	stage_close(&stage);
}

/* The receiver has it; its answer is cut behind each of its bytes. */
static void test_answer_bytes(void)
{
	enum { N = sizeof(OK_ANSWER) - 1 };
	static char answers[N][N + 8];
	const char *script[N];
	size_t i, wrong = 0;
	struct stage stage;
	char *order;

	for (i = 0; i < N; i++) {
		snprintf(answers[i], sizeof(answers[i]), "BREAK%.*s", (int)i,
			 OK_ANSWER);
		script[i] = answers[i];
	}
	stage_open(&stage, script, N, NULL, "", NULL);
	for (i = 0; i < N; i++) {
		if (stage_send(&stage, 1) || stage.err.kind != ERR_TRANSIENT ||
		    !stage.reply.in_doubt) {
			diag("behind byte %zu: %s", i, stage.err.text);
			wrong++;
		}
	}
	is_int((int64_t)wrong, 0,
	       "an answer cut behind any byte leaves a doubt");
	ok(stage_send(&stage, 1), "all of it acknowledges %s", stage.err.text);
	order = stage_read(stage.dir, "order");
	is_str(order, "erp-out-7c1e-1\n", "the receiver took it once");
	free(order);
	stage_close(&stage);
}

/*
 * A connection that was good dies between two batches.  libcurl tries a new one
 * by itself, and there nobody listens: the first may have taken the batch.
 */
static void test_dead_connection(void)
{
	static const char *const script[] = { NULL, "CLOSE", "CLOSE" };
	struct stage stage;

	stage_open(&stage, script, 3, NULL, "", NULL);
	ok(stage_send(&stage, 1), "a connection %s", stage.err.text);
	ok(!stage_send(&stage, 2) && stage.reply.in_doubt,
	   "lost while it waits for an answer: %s", stage.err.text);
	ok(stage_send(&stage, 2), "and again %s", stage.err.text);
	http_server_stop(&stage.server);
	ok(!stage_send(&stage, 3), "then nobody listens: %s", stage.err.text);
	stage_close(&stage);
}

int main(void)
{
	test_unsent();
	test_connect_timeout();
	test_proxy();
	test_doubt();
	test_oversized();
	test_malformed();
	test_request_bytes();
	test_answer_bytes();
	test_dead_connection();
	return done();
}
