/*
 * A webhook receiver for shell tests: tests/support/http_server.h as a program.
 *
 *	hook DIR [ANSWER...] &		writes DIR/port; ends on SIGTERM
 *
 * The k-th request gets the k-th ANSWER, later ones that of a good receiver.
 * An ANSWER is a word of http_server.h (HANG, RESET...), OK (as a good
 * receiver) or STATUS[,HEADER: VALUE]...; N*ANSWER stands for N of them.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/mem.h"
#include "tests/support/http_server.h"

struct script {
	char **lines;
	size_t n, cap;
};

static char *answer(const char *word)
{
	struct buf text = { 0 };
	size_t status = strspn(word, "0123456789");
	const char *p = word + status;

	if (strcmp(word, "OK") == 0)
		return NULL;
	if (status != 3)
		return xstrdup(word);
	buf_addf(&text, "HTTP/1.1 %.3s Told So\r\n", word);
	while (*p == ',') {
		size_t n = strcspn(p + 1, ",");

		buf_addf(&text, "%.*s\r\n", (int)n, p + 1);
		p += 1 + n;
	}
	buf_addstr(&text, "Content-Length: 7\r\n\r\ntold so");
	return buf_steal(&text);
}

static void add(struct script *script, const char *word)
{
	char *star;
	unsigned long times = strtoul(word, &star, 10);

	if (*star != '*')
		times = 1;
	else
		word = star + 1;
	while (times--) {
		script->lines = xgrow(script->lines, &script->cap,
				      script->n + 1, sizeof(*script->lines));
		script->lines[script->n++] = answer(word);
	}
}

/* Under another name first: who sees the file sees the port. */
static int write_port(const char *dir, int port)
{
	char path[512], temp[520];
	FILE *file;

	snprintf(path, sizeof(path), "%s/port", dir);
	snprintf(temp, sizeof(temp), "%s.new", path);
	file = fopen(temp, "w");
	if (!file || fprintf(file, "%d\n", port) < 0 || fclose(file) != 0 ||
	    rename(temp, path) != 0) {
		perror(path);
		return -1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	/* Of a server that stands still it is not told, but of its end. */
	const struct sigaction ended = { .sa_handler = SIG_DFL,
					 .sa_flags = SA_NOCLDSTOP };
	struct http_server server;
	struct script script = { 0 };
	sigset_t ends;
	int signal, i;

	if (argc < 2) {
		fputs("usage: hook DIR [ANSWER...]\n", stderr);
		return 64;
	}
	for (i = 2; i < argc; i++)
		add(&script, argv[i]);
	http_server_start(&server, argv[1], (const char *const *)script.lines,
			  script.n);
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGCHLD);
	sigaction(SIGCHLD, &ended, NULL);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	if (write_port(argv[1], server.port) != 0)
		return 74;
	sigwait(&ends, &signal);
	http_server_stop(&server);
	while (script.n > 0)
		free(script.lines[--script.n]);
	free(script.lines);
	return 0;
}
