/* shadowlog-receiver: the reference receiver, for rehearsals and tests. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "receiver/server.h"

#ifndef SHADOWLOG_VERSION
#define SHADOWLOG_VERSION "0"
#endif

enum {
	SECRETS_MOST = 8,
	RULES_MOST = 64,
	FILE_MOST = 1024 * 1024, /* of a secret or a certificate */
	BODY_MOST = 64 * 1024 * 1024
};

struct settings {
	struct server_options server;
	struct store_options store;
	const char *secrets[SECRETS_MOST];
	const char *rules[RULES_MOST];
	const char *port_file, *cert_file, *key_file;
	size_t nsecrets;
	bool is_unsigned;
};

static const char help[] =
    "shadowlog-receiver takes batches of changes over HTTP, checks that none\n"
    "is forged, repeated or missing, and keeps them.\n"
    "\n"
    "usage: shadowlog-receiver --secret-file FILE [OPTION...]\n"
    "\n"
    "  --listen ADDR:PORT  default 127.0.0.1:0; port 0 is any free one\n"
    "  --port-file FILE    writes the port there once it listens\n"
    "  --secret-file FILE  a signing secret, \"whsec_...\"; may be repeated\n"
    "  --unsigned          takes batches without looking at signatures\n"
    "  --store FILE        an SQLite file for what comes; else in memory\n"
    "  --bodies DIR        keeps each new batch's body there as ID.json\n"
    "  --join              a new stream may begin with any batch\n"
    "  --no-sync           does not wait for the disk\n"
    "  --cert FILE         HTTPS: the certificate, PEM\n"
    "  --key FILE          HTTPS: its private key, PEM\n"
    "  --max-body BYTES    answers 413 to a longer body; default 64 MiB\n"
    "  --fail RULE         misbehaves; may be repeated, the first that\n"
    "                      matches counts\n"
    "  --control           POST /control replaces the rules\n"
    "  --quiet             no line for each request\n"
    "  --version, --help\n"
    "\n"
    "GET /status tells positions and counts as JSON.\n"
    "\n"
    "A RULE is words with a comma between.  Which requests:\n"
    "  every=N first=N at=N batch=N times=N\n"
    "  over=BYTES holds=TEXT  of those whose body is or does\n"
    "and what happens to them:\n"
    "  cut_request=BYTES   closes after that much of the request's body\n"
    "  stall=SECONDS       waits before it looks at the batch\n"
    "  close=before        closes, nothing stored\n"
    "  lose=N              forgets its last N batches first, as if restored\n"
    "  accept=N            takes the first N events, and says so in the body\n"
    "  retry=N reject=N    takes those before event N, which is to come again\n"
    "                      or is refused; with holds=TEXT, N can be: it\n"
    "  itemfail=N          the same, as {\"batchItemFailures\":...}\n"
    "  status=N            answers N; below 300 the batch is stored first\n"
    "  header=NAME: VALUE  with that answer;  body=TEXT  likewise\n"
    "  late=SECONDS        waits between storing and answering\n"
    "  close=after         closes after storing, without an answer\n"
    "  cut_response=BYTES  closes after that much of the answer\n"
    "such as  --fail 'every=3,status=503,header=Retry-After: 2'\n"
    "\n"
    "manual: shadowlog-receiver(1)\n";

static volatile sig_atomic_t stop;

static void on_signal(int signal)
{
	(void)signal;
	stop = 1;
}

/* ------------------------------------------------------------- command line */

static bool add_to(const char **list, size_t most, size_t *n, const char *name,
		   const char *value, struct err *err)
{
	if (*n == most)
		return err_set(err, ERR_USAGE, "more than %zu times %s", most,
			       name);
	list[(*n)++] = value;
	return true;
}

static bool set_size(const char *value, size_t *out, struct err *err)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(value, &end, 10);
	if (end == value || *end || errno || n < 1)
		return err_set(err, ERR_USAGE,
			       "--max-body takes a number of bytes, not \"%s\"",
			       value);
	*out = (size_t)n;
	return true;
}

/* An option without a value; false if it is none. */
static bool set_flag(struct settings *settings, const char *name)
{
	const struct {
		const char *name;
		bool *flag;
	} flags[] = {
		{ "--unsigned", &settings->is_unsigned },
		{ "--join", &settings->store.join },
		{ "--no-sync", &settings->store.no_sync },
		{ "--control", &settings->server.control },
		{ "--quiet", &settings->server.quiet },
	};
	size_t i;

	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (strcmp(flags[i].name, name) == 0) {
			*flags[i].flag = true;
			return true;
		}
	}
	return false;
}

static bool set_value(struct settings *settings, const char *name,
		      const char *value, struct err *err)
{
	const struct {
		const char *name;
		const char **value;
	} texts[] = {
		{ "--listen", &settings->server.listen },
		{ "--port-file", &settings->port_file },
		{ "--store", &settings->store.path },
		{ "--bodies", &settings->store.bodies },
		{ "--cert", &settings->cert_file },
		{ "--key", &settings->key_file },
	};
	size_t i;

	if (!value)
		return err_set(err, ERR_USAGE,
			       "\"%s\" is unknown or needs a value; see --help",
			       name);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (strcmp(texts[i].name, name) == 0) {
			*texts[i].value = value;
			return true;
		}
	}
	if (strcmp(name, "--secret-file") == 0)
		return add_to(settings->secrets, SECRETS_MOST,
			      &settings->nsecrets, name, value, err);
	if (strcmp(name, "--fail") == 0)
		return add_to(settings->rules, RULES_MOST,
			      &settings->server.nrules, name, value, err);
	if (strcmp(name, "--max-body") == 0)
		return set_size(value, &settings->server.body_most, err);
	return err_set(err, ERR_USAGE, "unknown option \"%s\"; see --help",
		       name);
}

static bool parse_line(struct settings *settings, int argc, char **argv,
		       struct err *err)
{
	int i;

	settings->server.listen = "127.0.0.1:0";
	settings->server.body_most = BODY_MOST;
	settings->server.rules = settings->rules;
	for (i = 1; i < argc; i++) {
		if (set_flag(settings, argv[i]))
			continue;
		if (!set_value(settings, argv[i], argv[i + 1], err))
			return false;
		i++;
	}
	if (!settings->nsecrets && !settings->is_unsigned)
		return err_set(err, ERR_USAGE,
			       "--secret-file is missing; --unsigned does "
			       "without signatures");
	if (settings->nsecrets && settings->is_unsigned)
		return err_set(err, ERR_USAGE,
			       "--unsigned and --secret-file exclude each "
			       "other");
	if (!settings->cert_file != !settings->key_file)
		return err_set(err, ERR_USAGE, "--cert and --key go together");
	return true;
}

/* -------------------------------------------------------------------- files */

/* The whole file; the caller frees *out.  A private one must be ours alone. */
static bool read_file(const char *path, bool private, char **out,
		      struct err *err)
{
	struct buf text = { 0 };
	struct stat st;
	char piece[4096];
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set(err, ERR_CONFIG, "\"%s\": %s", path, strerror(errno));
		goto fail;
	}
	if (private && st.st_mode & S_IRWXO) {
		err_set(err, ERR_CONFIG,
			"\"%s\" can be read by others: chmod 600 it", path);
		goto fail;
	}
	while (text.len < FILE_MOST && (n = read(fd, piece, sizeof(piece))) > 0)
		buf_add(&text, piece, (size_t)n);
	if (n < 0) {
		err_set(err, ERR_CONFIG, "\"%s\": %s", path, strerror(errno));
		goto fail;
	}
	close(fd);
	*out = text.data ? buf_steal(&text) : xstrdup("");
	return true;
fail:
	if (fd >= 0)
		close(fd);
	buf_release(&text);
	return false;
}

static bool read_keys(const struct settings *settings, struct signing_key *keys,
		      struct err *err)
{
	size_t i;

	for (i = 0; i < settings->nsecrets; i++) {
		char *text = NULL;
		bool good;

		if (!read_file(settings->secrets[i], true, &text, err))
			return false;
		text[strcspn(text, "\r\n")] = '\0';
		good = signing_key_parse(text, &keys[i], err);
		memset(text, 0, strlen(text));
		free(text);
		if (!good)
			return err_prefix(err, "\"%s\"", settings->secrets[i]);
	}
	return true;
}

/* By rename, so that whoever sees the file sees all of it. */
static bool write_port(const char *path, int port, struct err *err)
{
	struct buf draft = { 0 };
	FILE *file;
	bool good = false;

	buf_addf(&draft, "%s.tmp", path);
	file = fopen(draft.data, "w");
	if (file) {
		good = fprintf(file, "%d\n", port) > 0;
		good = fclose(file) == 0 && good;
	}
	if (!good || rename(draft.data, path) != 0)
		good = err_set(err, ERR_CANTCREAT, "\"%s\": %s", path,
			       strerror(errno));
	buf_release(&draft);
	return good;
}

/* ---------------------------------------------------------------------- run */

static bool serve(const struct settings *settings, struct err *err)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct server *server = NULL;
	sigset_t ours, before;
	bool good;

	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
	/* They come while the server waits, and at no other time. */
	sigemptyset(&ours);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGINT);
	sigprocmask(SIG_BLOCK, &ours, &before);
	if (!server_open(&server, &settings->server, err))
		return false;
	printf("listening on %.*s:%d\n",
	       (int)(strrchr(settings->server.listen, ':') -
		     settings->server.listen),
	       settings->server.listen, server_port(server));
	fflush(stdout);
	good = (!settings->port_file ||
		write_port(settings->port_file, server_port(server), err)) &&
	       server_run(server, &stop, &before, err);
	server_close(server);
	return good;
}

static bool run(struct settings *settings, struct err *err)
{
	struct signing_key keys[SECRETS_MOST] = { 0 };
	char *cert = NULL, *key = NULL;
	bool good;
	size_t i;

	good = read_keys(settings, keys, err) &&
	       (!settings->cert_file ||
		(read_file(settings->cert_file, false, &cert, err) &&
		 read_file(settings->key_file, true, &key, err))) &&
	       store_open(&settings->server.store, &settings->store, err);
	if (good) {
		settings->server.keys = keys;
		settings->server.nkeys = settings->nsecrets;
		settings->server.cert = cert;
		settings->server.key = key;
		good = serve(settings, err);
	}
	store_close(settings->server.store);
	free(cert);
	free(key);
	for (i = 0; i < settings->nsecrets; i++)
		signing_key_release(&keys[i]);
	return good;
}

int main(int argc, char **argv)
{
	struct settings settings = { 0 };
	struct err err = { 0 };

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(help, stdout);
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("shadowlog-receiver " SHADOWLOG_VERSION);
		return 0;
	}
	if (parse_line(&settings, argc, argv, &err) && run(&settings, &err))
		return 0;
	fprintf(stderr, "shadowlog-receiver: %s\n", err.text);
	return err_exit_code(err.kind);
}
