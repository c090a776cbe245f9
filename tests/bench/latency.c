/*
 * From commit to receiver: writes at a steady rate, takes the batches that a
 * poller sends, and tells how long each change was under way.
 *
 *	latency CONNECTION PORT_FILE RATE SECONDS [SESSION_SQL]
 *
 * It listens on a free port of 127.0.0.1, writes that to PORT_FILE, and inserts
 * into item(id, mark) until the first batch comes: so the poller may start
 * after it.  Then RATE transactions a second of one row each, for SECONDS.  A
 * row is under way from the moment its commit returned until the whole request
 * with its mark was read.  Prints one line of JSON, in milliseconds.
 */
#define _GNU_SOURCE /* strcasestr */
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "core/buf.h"
#include "core/mem.h"
#include "tests/support/prepared.h"

enum { GRACE = 10 }; /* seconds for the last ones to come */

struct trip {
	double left, arrived; /* seconds; 0: not yet */
};

struct trips {
	pthread_mutex_t lock;
	struct trip *at;
	size_t n, arrived, requests;
	bool begun;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void wait_until(double when)
{
	double left = when - now();
	struct timespec t;

	if (left <= 0)
		return;
	t.tv_sec = (time_t)left;
	t.tv_nsec = (long)((left - (double)t.tv_sec) * 1e9);
	nanosleep(&t, NULL);
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

/*
 * The receiver: one connection at a time, as the poller has one
 */

/* Every "L00000042E" in the body arrived at this moment. */
static void note_arrivals(struct trips *trips, const char *body, double when)
{
	const char *p = body;

	pthread_mutex_lock(&trips->lock);
	trips->requests++;
	trips->begun = true;
	while ((p = strstr(p, "\"L")) != NULL) {
		char *end;
		unsigned long i = strtoul(p + 2, &end, 10);

		p = end;
		if (*end != 'E' || i >= trips->n || trips->at[i].arrived > 0)
			continue;
		trips->at[i].arrived = when;
		trips->arrived++;
	}
	pthread_mutex_unlock(&trips->lock);
}

static bool read_more(int fd, struct buf *in)
{
	ssize_t n;

	buf_reserve(in, 65536);
	n = read(fd, in->data + in->len, 65536);
	if (n <= 0)
		return false;
	in->len += (size_t)n;
	in->data[in->len] = '\0';
	return true;
}

/* One request: false at the end of the connection. */
static bool take_request(int fd, struct buf *in, struct trips *trips)
{
	static const char answer[] = "HTTP/1.1 204 No Content\r\n\r\n";
	const char *length;
	size_t head, want;
	char *end;

	while (!in->data || !(end = strstr(in->data, "\r\n\r\n")))
		if (!read_more(fd, in))
			return false;
	head = (size_t)(end - in->data) + 4;
	length = strcasestr(in->data, "\r\ncontent-length:");
	want = head + (length ? strtoul(length + 17, NULL, 10) : 0);
	while (in->len < want)
		if (!read_more(fd, in))
			return false;
	note_arrivals(trips, in->data + head, now());
	memmove(in->data, in->data + want, in->len - want);
	buf_truncate(in, in->len - want);
	return write(fd, answer, strlen(answer)) == (ssize_t)strlen(answer);
}

struct door {
	int fd;
	struct trips *trips;
};

static void *receive(void *arg)
{
	struct door *door = arg;
	int fd, one = 1;

	while ((fd = accept(door->fd, NULL, NULL)) >= 0) {
		struct buf in = { 0 };

		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		while (take_request(fd, &in, door->trips))
			;
		buf_release(&in);
		close(fd);
	}
	return NULL;
}

static int open_door(const char *port_file)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t n = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	FILE *f;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, n) < 0 ||
	    listen(fd, 8) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &n) < 0)
		die("listen");
	f = fopen(port_file, "w");
	if (!f || fprintf(f, "%d\n", ntohs(address.sin_port)) < 0 || fclose(f))
		die(port_file);
	return fd;
}

/*
 * The writer
 */

static void write_row(struct prepared *insert, int64_t id, size_t mark)
{
	char text[32];
	struct param params[2] = { { .kind = PARAM_NUMBER, .number = id },
				   { .kind = PARAM_TEXT, .p = text } };

	params[1].n = (size_t)snprintf(text, sizeof(text), "L%08zuE", mark);
	prepared_run(insert, params);
}

/* Rows without a place in the table, until the first request comes. */
static void warm_up(struct prepared *insert, struct trips *trips)
{
	double until = now() + 30;
	int64_t id = -1;
	bool begun = false;

	while (!begun && now() < until) {
		write_row(insert, id--, trips->n + 1);
		wait_until(now() + 0.1);
		pthread_mutex_lock(&trips->lock);
		begun = trips->begun;
		pthread_mutex_unlock(&trips->lock);
	}
	if (!begun) {
		fputs("latency: no batch within 30 s\n", stderr);
		exit(1);
	}
	wait_until(now() + 0.5);
}

/* Returns the seconds that it took. */
static double write_all(struct prepared *insert, struct trips *trips,
			double rate)
{
	double start = now();
	size_t i;

	for (i = 0; i < trips->n; i++) {
		wait_until(start + (double)i / rate);
		write_row(insert, (int64_t)i + 1, i);
		trips->at[i].left = now();
	}
	return now() - start;
}

static void wait_for_all(struct trips *trips)
{
	double until = now() + GRACE;
	bool all = false;

	while (!all && now() < until) {
		wait_until(now() + 0.02);
		pthread_mutex_lock(&trips->lock);
		all = trips->arrived == trips->n;
		pthread_mutex_unlock(&trips->lock);
	}
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void print(struct trips *trips, double rate, double seconds)
{
	double *ms = xcalloc(trips->n, sizeof(*ms));
	size_t n = 0, i;

	pthread_mutex_lock(&trips->lock);
	for (i = 0; i < trips->n; i++)
		if (trips->at[i].arrived > 0)
			ms[n++] =
			    (trips->at[i].arrived - trips->at[i].left) * 1e3;
	qsort(ms, n, sizeof(*ms), compare);
	if (!n)
		ms[n++] = -1;
	printf("{\"rate\":%.0f,\"sent\":%zu,\"arrived\":%zu,\"requests\":%zu,"
	       "\"seconds\":%.1f,\"median\":%.2f,\"p90\":%.2f,\"p99\":%.2f,"
	       "\"max\":%.2f}\n",
	       rate, trips->n, trips->arrived, trips->requests, seconds,
	       ms[n / 2], ms[n * 9 / 10], ms[n * 99 / 100], ms[n - 1]);
	pthread_mutex_unlock(&trips->lock);
	free(ms);
}

int main(int argc, char **argv)
{
	struct trips trips = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct door door = { .trips = &trips };
	struct prepared *insert;
	struct client *client;
	double rate, seconds;
	pthread_t thread;

	if (argc < 5) {
		fputs("usage: latency CONNECTION PORT_FILE RATE SECONDS"
		      " [SESSION_SQL]\n",
		      stderr);
		return 64;
	}
	rate = strtod(argv[3], NULL);
	trips.n = (size_t)(rate * strtod(argv[4], NULL));
	trips.at = xcalloc(trips.n, sizeof(*trips.at));
	door.fd = open_door(argv[2]);
	if (pthread_create(&thread, NULL, receive, &door) != 0)
		die("thread");
	client = client_open(argv[1], NULL);
	if (argc > 5)
		client_exec(client, argv[5]);
	insert = prepared_open(client, "INSERT INTO item VALUES (?, ?)", 2);
	warm_up(insert, &trips);
	trips.requests = 0;
	seconds = write_all(insert, &trips, rate);
	wait_for_all(&trips);
	print(&trips, rate, seconds);
	return 0;
}
