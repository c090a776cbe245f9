/*
 * Passes one TCP connection on and counts what goes through:
 *
 *	relay PORT PORT_FILE
 *
 * Listens on a free port of 127.0.0.1, which it writes to PORT_FILE, and passes
 * on to PORT.  SIGUSR1 prints one line of JSON with what went through since the
 * last one: bytes either way, and turns, which are times that the client spoke
 * after the server.  Ends with the connection.
 */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

struct count {
	int64_t up, down, turns;
	bool client_spoke;
};

static volatile sig_atomic_t asked;

static void on_signal(int signal)
{
	asked = signal;
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static int loopback(int port, bool server)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	address.sin_port = htons((uint16_t)port);
	if (fd < 0)
		die("socket");
	if (server) {
		if (bind(fd, (struct sockaddr *)&address, sizeof(address)) <
			0 ||
		    listen(fd, 1) < 0)
			die("listen");
	} else if (connect(fd, (struct sockaddr *)&address, sizeof(address)) <
		   0) {
		die("connect");
	}
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return fd;
}

static void tell_port(int fd, const char *path)
{
	struct sockaddr_in address;
	socklen_t n = sizeof(address);
	FILE *f = fopen(path, "w");

	if (getsockname(fd, (struct sockaddr *)&address, &n) < 0 || !f ||
	    fprintf(f, "%d\n", ntohs(address.sin_port)) < 0 || fclose(f))
		die(path);
}

static void print(struct count *count)
{
	printf("{\"up\":%" PRId64 ",\"down\":%" PRId64 ",\"turns\":%" PRId64
	       "}\n",
	       count->up, count->down, count->turns);
	fflush(stdout);
	*count = (struct count){ .client_spoke = count->client_spoke };
}

/* The bytes that went from one to the other, or 0 at the end. */
static int64_t pass(int from, int to)
{
	char data[65536];
	ssize_t n = read(from, data, sizeof(data)), done = 0;

	while (done < n) {
		ssize_t k = write(to, data + done, (size_t)(n - done));

		if (k < 0)
			return 0;
		done += k;
	}
	return n > 0 ? n : 0;
}

static void relay(int client, int server)
{
	struct pollfd fds[2] = { { .fd = client, .events = POLLIN },
				 { .fd = server, .events = POLLIN } };
	struct count count = { 0 };
	int64_t n = 1;

	while (n > 0) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			die("poll");
		if (asked) {
			asked = 0;
			print(&count);
			continue;
		}
		if (fds[0].revents) {
			n = pass(client, server);
			count.up += n;
			count.turns += !count.client_spoke;
			count.client_spoke = true;
		} else if (fds[1].revents) {
			n = pass(server, client);
			count.down += n;
			count.client_spoke = false;
		}
	}
	print(&count);
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_signal };
	int door, client;

	if (argc != 3) {
		fputs("usage: relay PORT PORT_FILE\n", stderr);
		return 64;
	}
	sigaction(SIGUSR1, &action, NULL);
	door = loopback(0, true);
	tell_port(door, argv[2]);
	client = accept(door, NULL, NULL);
	if (client < 0)
		die("accept");
	relay(client, loopback((int)strtol(argv[1], NULL, 10), false));
	return 0;
}
