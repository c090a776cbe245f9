#include "tests/support/http_server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/buf.h"

enum { LIFETIME = 3600 /* seconds, so that none is ever left behind */ };

static void die(const char *what)
{
	perror(what);
	exit(99);
}

/* What the process of the server knows. */
struct state {
	const char *dir;
	const char *const *script;
	size_t nscript, requests, connections;
	int fd;        /* of the connection */
	struct buf in; /* read, not used yet */
};

struct request {
	struct buf head, body;
	char id[160]; /* webhook-id */
};

/*
 * Appends, or writes it under another name first: who sees it sees all of it.
 */
static void write_file(const struct state *state, const char *name,
		       const char *mode, const void *p, size_t n)
{
	char path[512], temp[520];
	bool anew = *mode == 'w';
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", state->dir, name);
	snprintf(temp, sizeof(temp), "%s%s", path, anew ? ".new" : "");
	file = fopen(temp, mode);
	if (!file || (n && fwrite(p, 1, n, file) != n) || fclose(file) != 0 ||
	    (anew && rename(temp, path) != 0))
		die(path);
}

/* More bytes from the connection; false at its end. */
static bool more(struct state *state)
{
	char part[65536];
	ssize_t n = read(state->fd, part, sizeof(part));

	if (n <= 0)
		return false;
	buf_add(&state->in, part, (size_t)n);
	return true;
}

/* Moves the first n bytes of what was read to `out`. */
static void take(struct state *state, size_t n, struct buf *out)
{
	buf_add(out, state->in.data, n);
	memmove(state->in.data, state->in.data + n, state->in.len - n);
	buf_truncate(&state->in, state->in.len - n);
}

/* The value of a header, "" if it is not there. */
static void header(const struct request *request, const char *name, char *out,
		   size_t size)
{
	const char *p = request->head.data;
	size_t n = strlen(name);

	*out = '\0';
	while ((p = strstr(p, "\r\n"))) {
		p += 2;
		if (strncasecmp(p, name, n) != 0 || p[n] != ':')
			continue;
		p += n + 1 + strspn(p + n + 1, " ");
		snprintf(out, size, "%.*s", (int)strcspn(p, "\r"), p);
		return;
	}
}

static bool is_line(const struct state *state, const char *line)
{
	return state->requests <= state->nscript &&
	       state->script[state->requests - 1] &&
	       strcmp(state->script[state->requests - 1], line) == 0;
}

static bool read_head(struct state *state, struct request *request)
{
	const char *end;

	while (!state->in.len || !(end = strstr(state->in.data, "\r\n\r\n")))
		if (!more(state))
			return false;
	state->requests++;
	take(state, (size_t)(end - state->in.data) + 4, &request->head);
	header(request, "webhook-id", request->id, sizeof(request->id));
	return true;
}

static bool read_body(struct state *state, struct request *request)
{
	char name[64], length[32];
	size_t n;

	header(request, "content-length", length, sizeof(length));
	n = (size_t)strtoull(length, NULL, 10);
	while (state->in.len < n && !is_line(state, "ABANDON"))
		if (!more(state))
			return false;
	if (is_line(state, "ABANDON"))
		return true;
	if (n)
		take(state, n, &request->body);
	snprintf(name, sizeof(name), "%04zu.head", state->requests);
	write_file(state, name, "w", request->head.data, request->head.len);
	snprintf(name, sizeof(name), "%04zu.body", state->requests);
	write_file(state, name, "w", request->body.data, request->body.len);
	return true;
}

/* What a good receiver answers. */
static const char *receive(struct state *state, const struct request *request)
{
	char path[512], name[200];
	struct buf old = { 0 };
	const char *answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
	char part[65536];
	FILE *file;
	size_t n;

	snprintf(name, sizeof(name), "%s.batch", request->id);
	snprintf(path, sizeof(path), "%s/%s", state->dir, name);
	file = fopen(path, "r");
	if (!file) {
		write_file(state, name, "w", request->body.data,
			   request->body.len);
		snprintf(name, sizeof(name), "%s\n", request->id);
		write_file(state, "order", "a", name, strlen(name));
		return answer;
	}
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		buf_add(&old, part, n);
	fclose(file);
	if (old.len != request->body.len ||
	    memcmp(old.data, request->body.data, old.len) != 0)
		answer = "HTTP/1.1 422 Unprocessable Content\r\n"
			 "Content-Type: application/problem+json\r\n"
			 "Content-Length: 58\r\n\r\n"
			 "{\"type\":\"/idempotency-key-reuse\","
			 "\"title\":\"other bytes\"}   ";
	buf_release(&old);
	return answer;
}

static void send_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t k = write(fd, p, n);

		if (k <= 0)
			return;
		p += k;
		n -= (size_t)k;
	}
}

static void reset(int fd)
{
	struct linger now = { 1, 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

static void wait_for_client(int fd)
{
	char byte;

	while (read(fd, &byte, 1) > 0)
		;
}

static void trickle(int fd)
{
	const struct timespec pause = { .tv_nsec = 20000000 };

	while (write(fd, "x", 1) == 1)
		nanosleep(&pause, NULL);
}

static void echo(int fd, const struct buf *head)
{
	struct buf answer = { 0 };

	buf_addf(&answer,
		 "HTTP/1.1 400 X\r\nConnection: close\r\n"
		 "Content-Length: %zu\r\n\r\n",
		 head->len);
	buf_add(&answer, head->data, head->len);
	send_all(fd, answer.data, answer.len);
	buf_release(&answer);
}

/* The answers that are no text; false: it is none of them. */
static bool behave(struct state *state, const struct request *request)
{
	static const char head[] = "HTTP/1.1 200 OK\r\n\r\n";
	static const char line[] = "X-Long: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n";
	static const char text[65536] = "endless";

	if (is_line(state, "CLOSE"))
		return true;
	if (is_line(state, "RESET") || is_line(state, "ABANDON")) {
		reset(state->fd);
	} else if (is_line(state, "HANG")) {
		wait_for_client(state->fd);
	} else if (is_line(state, "DRIP")) {
		send_all(state->fd, head, strlen(head));
		wait_for_client(state->fd);
	} else if (is_line(state, "TRICKLE")) {
		send_all(state->fd, head, strlen(head));
		trickle(state->fd);
	} else if (is_line(state, "HEADS")) {
		send_all(state->fd, head, strlen(head) - 2);
		while (write(state->fd, line, strlen(line)) > 0)
			;
	} else if (is_line(state, "ECHO")) {
		echo(state->fd, &request->head);
	} else if (is_line(state, "ENDLESS")) {
		send_all(state->fd, head, strlen(head));
		while (write(state->fd, text, sizeof(text)) > 0)
			;
	} else {
		return false;
	}
	return true;
}

/* The next line is "TAKE N": reads N bytes and resets. */
static bool take_some(struct state *state)
{
	const char *line = state->requests < state->nscript
			       ? state->script[state->requests]
			       : NULL;
	unsigned long left;
	char part[4096];

	if (!line || strncmp(line, "TAKE ", 5) != 0)
		return false;
	state->requests++;
	left = strtoul(line + 5, NULL, 10);
	while (left) {
		size_t most = left < sizeof(part) ? left : sizeof(part);
		ssize_t n = read(state->fd, part, most);

		if (n <= 0)
			break;
		left -= (unsigned long)n;
	}
	reset(state->fd);
	return true;
}

/* One request; false: the connection is over. */
static bool serve(struct state *state)
{
	struct request request = { 0 };
	const char *answer = NULL;
	char line[48];
	bool on = false;

	if (take_some(state))
		return false;
	if (read_head(state, &request) && read_body(state, &request) &&
	    !behave(state, &request)) {
		if (state->requests <= state->nscript)
			answer = state->script[state->requests - 1];
		if (!answer)
			answer = receive(state, &request);
		snprintf(line, sizeof(line), "%zu %zu\n", state->connections,
			 state->requests);
		write_file(state, "log", "a", line, strlen(line));
		on = !strstr(answer, "Connection: close");
		if (strncmp(answer, "CUT", 3) == 0) {
			answer += 3;
			on = false;
		} else if (strncmp(answer, "BREAK", 5) == 0) {
			receive(state, &request);
			reset(state->fd);
			answer += 5;
			on = false;
		}
		send_all(state->fd, answer, strlen(answer));
	}
	buf_release(&request.head);
	buf_release(&request.body);
	return on;
}

static void run(struct state *state, int listener)
{
	signal(SIGPIPE, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	alarm(LIFETIME);
	for (;;) {
		state->fd = accept(listener, NULL, NULL);
		if (state->fd < 0)
			die("accept");
		state->connections++;
		buf_reset(&state->in);
		while (serve(state))
			;
		close(state->fd);
	}
}

void http_server_start(struct http_server *server, const char *dir,
		       const char *const *script, size_t n)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	struct state state = { .dir = dir, .script = script, .nscript = n };
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (listener < 0 ||
	    bind(listener, (struct sockaddr *)&address, size) != 0 ||
	    listen(listener, 16) != 0 ||
	    getsockname(listener, (struct sockaddr *)&address, &size) != 0)
		die("listen");
	fflush(stdout);
	server->port = ntohs(address.sin_port);
	server->pid = fork();
	if (server->pid < 0)
		die("fork");
	if (server->pid == 0) {
		run(&state, listener);
		_exit(0);
	}
	close(listener);
}

void http_server_stop(struct http_server *server)
{
	if (server->pid <= 0)
		return;
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
	server->pid = 0;
}
