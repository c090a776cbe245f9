/*
 * Passes connections on between TCP on 127.0.0.1 and a Unix socket, so that
 * whoever has no other network than this one can be cut off:
 *
 *	relay tcp PORT_FILE SOCKET [HOLD]	from a free port, written to
 *						PORT_FILE
 *	relay unix SOCKET PORT [HOLD]		from a Unix socket, made anew
 *
 * While there is a file HOLD, nothing comes back from the other side.
 *
 * A line on standard output for what comes: "up" from whoever connected, "down"
 * from the other side.  Ends by a signal.
 */
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

static int die(const char *what)
{
	perror(what);
	exit(1);
}

static struct sockaddr_in loopback(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET };

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	address.sin_port = htons((uint16_t)port);
	return address;
}

static struct sockaddr_un local(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof(address.sun_path)) {
		fprintf(stderr, "%s: too long for a socket\n", path);
		exit(1);
	}
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	return address;
}

static int listen_tcp(const char *port_file)
{
	struct sockaddr_in address = loopback(0);
	socklen_t n = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char temp[512];
	FILE *file;

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, n) < 0 ||
	    listen(fd, 16) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &n) < 0)
		die("listen");
	/* Under another name first: who sees the file sees the port. */
	snprintf(temp, sizeof(temp), "%s.new", port_file);
	file = fopen(temp, "w");
	if (!file || fprintf(file, "%d\n", ntohs(address.sin_port)) < 0 ||
	    fclose(file) != 0 || rename(temp, port_file) != 0)
		die(port_file);
	return fd;
}

static int listen_unix(const char *path)
{
	struct sockaddr_un address = local(path);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	unlink(path);
	if (fd < 0 ||
	    bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    listen(fd, 16) < 0)
		die(path);
	return fd;
}

static int connect_to(bool tcp, const char *where)
{
	struct sockaddr_in port = loopback((int)strtol(where, NULL, 10));
	struct sockaddr_un path = local(where);
	int fd = socket(tcp ? AF_INET : AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0 ||
	    connect(
		fd, tcp ? (struct sockaddr *)&port : (struct sockaddr *)&path,
		tcp ? (socklen_t)sizeof(port) : (socklen_t)sizeof(path)) < 0)
		die(where);
	return fd;
}

/* What is there goes to the other side; false at the end. */
static bool pass(int from, int to, const char *what)
{
	char data[65536];
	ssize_t n = read(from, data, sizeof(data)), done = 0;

	if (n > 0 && write(STDOUT_FILENO, what, strlen(what)) < 0)
		return false;
	while (done < n) {
		ssize_t k = write(to, data + done, (size_t)(n - done));

		if (k < 0)
			return false;
		done += k;
	}
	return n > 0;
}

static void wait_while(const char *hold)
{
	const struct timespec pause = { .tv_nsec = 20000000 };

	while (hold && access(hold, F_OK) == 0)
		nanosleep(&pause, NULL);
}

static void relay(int client, int server, const char *hold)
{
	struct pollfd fds[2] = { { .fd = client, .events = POLLIN },
				 { .fd = server, .events = POLLIN } };

	for (;;) {
		if (poll(fds, 2, -1) < 0)
			die("poll");
		if (fds[0].revents && !pass(client, server, "up\n"))
			return;
		if (fds[1].revents) {
			wait_while(hold);
			if (!pass(server, client, "down\n"))
				return;
		}
	}
}

int main(int argc, char **argv)
{
	bool good = argc == 4 || argc == 5;
	bool from_tcp = good && strcmp(argv[1], "tcp") == 0;
	int door;

	if (!from_tcp && (!good || strcmp(argv[1], "unix") != 0)) {
		fputs("usage: relay tcp PORT_FILE SOCKET [HOLD] | "
		      "unix SOCKET PORT [HOLD]\n",
		      stderr);
		return 64;
	}
	signal(SIGCHLD, SIG_IGN);
	door = from_tcp ? listen_tcp(argv[2]) : listen_unix(argv[2]);
	for (;;) {
		int client = accept(door, NULL, NULL);

		if (client < 0)
			die("accept");
		if (fork() == 0) {
			close(door);
			relay(client, connect_to(!from_tcp, argv[3]), argv[4]);
			_exit(0);
		}
		close(client);
	}
}
