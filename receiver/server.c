#include "receiver/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>

#include <microhttpd.h>
#include <zlib.h>

#include "core/escape.h"
#include "core/mem.h"
#include "receiver/rule.h"

enum {
	IDLE_SECONDS = 120, /* a connection without traffic is closed then */
	CONTROL_MOST = 64 * 1024
};

/* How far a request is.  Those that wait are suspended in the daemon. */
enum phase { READING, STALLED, LATE };

struct pending {
	struct pending *next; /* in server->waiting */
	struct MHD_Connection *connection;
	enum phase phase;
	int64_t n;         /* the how many-th it is */
	int64_t wake;      /* of those that wait: milliseconds */
	struct rule *rule; /* what is to happen to it, or NULL */
	bool control;      /* it is for /control */
	bool too_large;
	struct buf body;
	struct outcome outcome;
	int status;
};

struct rule_list {
	struct rule *rules;
	size_t n;
};

struct server {
	struct MHD_Daemon *daemon;
	struct server_options options;
	struct rule_list rules;
	struct pending *waiting;
	int64_t requests; /* that brought a batch, or should have */
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* -------------------------------------------------------------------- rules */

/*
 * Rules are replaced while requests that follow them are on their way: each
 * request has a copy of its own.
 */
static struct rule *rule_copy(const struct rule *rule)
{
	struct rule *copy = xmalloc(sizeof(*copy));
	struct err ignored = { 0 };

	/* It parsed before. */
	rule_parse(copy, rule->text, &ignored);
	return copy;
}

static void rules_release(struct rule_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		rule_release(&list->rules[i]);
	free(list->rules);
	*list = (struct rule_list){ 0 };
}

static bool rules_add(struct rule_list *list, const char *text, struct err *err)
{
	list->rules =
	    xrealloc(list->rules, (list->n + 1) * sizeof(list->rules[0]));
	return rule_parse(&list->rules[list->n++], text, err);
}

/* The number in SOURCE-SINK-EPOCH-BATCHSEQ; 0 where there is none. */
static int64_t batch_of(const char *id)
{
	int i;

	for (i = 0; id && i < 3; i++) {
		id = strchr(id, '-');
		id = id ? id + 1 : NULL;
	}
	return id ? strtoll(id, NULL, 10) : 0;
}

/*
 * The rule for the n-th request, or NULL: of those that need the body where it
 * is given, else of the others.
 */
static struct rule *rule_for(struct server *server, int64_t n, const char *id,
			     const struct str *body)
{
	size_t i;

	for (i = 0; i < server->rules.n; i++) {
		struct rule *rule = &server->rules.rules[i];

		if (!rule_matches(rule, n, batch_of(id)) ||
		    rule_needs_body(rule) != (body != NULL) ||
		    (body && !rule_matches_body(rule, *body)))
			continue;
		if (rule->times > 0)
			rule->times--;
		return rule_copy(rule);
	}
	return NULL;
}

/* ------------------------------------------------------------------ answers */

static const char *header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static enum MHD_Result reply(struct MHD_Connection *connection, int status,
			     const char *type, const struct buf *body,
			     const struct rule *rule)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
	    body->len, body->data, MHD_RESPMEM_MUST_COPY);
	enum MHD_Result result;
	int i;

	MHD_add_response_header(response, "Content-Type", type);
	for (i = 0; rule && i < rule->nheaders; i++)
		MHD_add_response_header(response, rule->names[i],
					rule->values[i]);
	result = MHD_queue_response(connection, (unsigned)status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result reply_text(struct MHD_Connection *connection, int status,
				  const char *text)
{
	struct buf body = { 0 };
	enum MHD_Result result;

	buf_addf(&body, "%s\n", text);
	result = reply(connection, status, "text/plain", &body, NULL);
	buf_release(&body);
	return result;
}

static int status_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_STORED:
	case VERDICT_PARTIAL:
	case VERDICT_DECLINED:
	case VERDICT_DUPLICATE:
	case VERDICT_PING:
		return 200;
	case VERDICT_STALE:
		return 409;
	case VERDICT_GAP:
		return 412;
	case VERDICT_CHAIN:
	case VERDICT_DIFFERS:
		return 422;
	case VERDICT_FORGED:
		return 401;
	case VERDICT_TOO_LARGE:
		return 413;
	case VERDICT_ENCODING:
		return 415;
	case VERDICT_FAILED:
		return 503;
	case VERDICT_MALFORMED:
		break;
	}
	return 400;
}

/* The body of an answer: what was done, or RFC 9457 problem details. */
static void describe(const struct pending *pending, struct buf *out)
{
	static const char *const problems[] = {
		[VERDICT_GAP] = "sequence-gap",
		[VERDICT_CHAIN] = "broken-chain",
		[VERDICT_DIFFERS] = "idempotency-key-reuse",
		[VERDICT_STALE] = "stale-token",
		[VERDICT_FORGED] = "signature",
		[VERDICT_MALFORMED] = "malformed",
		[VERDICT_TOO_LARGE] = "too-large",
		[VERDICT_ENCODING] = "content-encoding",
		[VERDICT_FAILED] = "failed",
	};
	const struct outcome *outcome = &pending->outcome;
	const char *problem = problems[outcome->verdict];

	if (*outcome->answer) {
		buf_addf(out, "%s\n", outcome->answer);
		return;
	}
	/* The empty list acknowledges all of it where the body does that. */
	if (!problem) {
		buf_addf(out,
			 "{\"status\":\"%s\",\"batch_seq\":%" PRId64
			 ",\"events\":%" PRId64 ",\"results\":[]}\n",
			 verdict_name(outcome->verdict), outcome->batch_seq,
			 outcome->events);
		return;
	}
	buf_addf(out, "{\"type\":\"urn:shadowlog:problem/%s\",\"status\":%d",
		 problem, pending->status);
	if (outcome->expected)
		buf_addf(out, ",\"expected_batch_seq\":%" PRId64,
			 outcome->expected);
	if (*outcome->detail) {
		size_t mark = out->len;

		buf_addstr(out, ",\"detail\":");
		/* A text that quotes bytes which are not UTF-8 is left out. */
		if (!escape_json(out, outcome->detail, strlen(outcome->detail)))
			buf_truncate(out, mark);
	}
	buf_addstr(out, "}\n");
}

/* Sends the first n bytes of an answer, and no more. */
static void send_part(struct MHD_Connection *connection, int status,
		      const struct buf *body, int64_t n)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct buf text = { 0 };

	buf_addf(&text,
		 "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\n"
		 "Content-Length: %zu\r\n\r\n",
		 status, status < 300 ? "OK" : "Error", body->len);
	buf_add(&text, body->data, body->len);
	if (n < (int64_t)text.len)
		buf_truncate(&text, (size_t)n);
	/* A failure to send is one more way to cut it off. */
	if (info && text.len &&
	    send(info->connect_fd, text.data, text.len, MSG_NOSIGNAL) >= 0)
		shutdown(info->connect_fd, SHUT_WR);
	buf_release(&text);
}

static void print_line(const struct server *server,
		       const struct pending *pending, const char *id)
{
	const struct outcome *outcome = &pending->outcome;

	if (server->options.quiet)
		return;
	printf("%s %s", verdict_name(outcome->verdict), id ? id : "-");
	if (outcome->verdict == VERDICT_STORED ||
	    outcome->verdict == VERDICT_PARTIAL)
		printf(" events=%" PRId64, outcome->events);
	if (pending->rule)
		printf(" rule=\"%s\"", pending->rule->text);
	if (*outcome->detail)
		printf(": %s", outcome->detail);
	putchar('\n');
	fflush(stdout);
}

/* ------------------------------------------------------------------ a batch */

static void refuse(struct pending *pending, enum verdict verdict,
		   const char *detail)
{
	pending->outcome.verdict = verdict;
	snprintf(pending->outcome.detail, sizeof(pending->outcome.detail),
		 "%.250s", detail);
}

/* Unpacks the body, as far as it may be long; false if it is no gzip. */
static bool inflate_body(const struct server *server, struct pending *pending)
{
	z_stream z = { .next_in = (unsigned char *)pending->body.data,
		       .avail_in = (unsigned)pending->body.len };
	unsigned char piece[16384];
	struct buf out = { 0 };
	int code = Z_OK;

	if (inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
		abort(); /* out of memory */
	while (code == Z_OK && out.len <= server->options.body_most) {
		z.next_out = piece;
		z.avail_out = sizeof(piece);
		code = inflate(&z, Z_NO_FLUSH);
		buf_add(&out, piece, sizeof(piece) - z.avail_out);
	}
	inflateEnd(&z);
	pending->too_large = out.len > server->options.body_most;
	buf_release(&pending->body);
	pending->body = out;
	return pending->too_large || (code == Z_STREAM_END && !z.avail_in);
}

/* Everything that says no before the store is asked; true: go on to it. */
static bool admit(const struct server *server, struct pending *pending,
		  const struct request *request)
{
	struct err err = { 0 };

	if (pending->rule && (pending->rule->close == CLOSE_BEFORE ||
			      pending->rule->status >= 300)) {
		refuse(pending, VERDICT_FAILED, "");
		return false;
	}
	if (pending->too_large) {
		refuse(pending, VERDICT_TOO_LARGE, "the body is too long");
		return false;
	}
	if (server->options.nkeys &&
	    !signature_verify(server->options.keys, server->options.nkeys,
			      request->id, request->timestamp,
			      request->signature, request->body,
			      (int64_t)time(NULL), SIGNATURE_TOLERANCE, &err)) {
		refuse(pending, VERDICT_FORGED, err.text);
		return false;
	}
	return true;
}

/*
 * Of a batch that was lost, and of which only a part had been taken, as many
 * events as then, whatever rules say.
 */
static struct part part_of(struct MHD_Connection *connection)
{
	const char *taken = header(connection, "shadowlog-taken");

	return taken ? (struct part){ PART_PREFIX, strtoll(taken, NULL, 10),
				      NULL }
		     : (struct part){ .form = PART_NOT };
}

/* What the rule does before anybody looks at the batch. */
static void follow_rule(struct server *server, struct pending *pending,
			struct request *request)
{
	struct err err = { 0 };

	if (!pending->rule)
		pending->rule =
		    rule_for(server, pending->n, request->id, &request->body);
	if (!pending->rule)
		return;
	request->rule = pending->rule->text;
	if (request->part.form == PART_NOT)
		request->part = pending->rule->part;
	if (pending->rule->lose &&
	    !store_lose(server->options.store, pending->rule->lose, &err))
		fprintf(stderr, "shadowlog-receiver: %s\n", err.text);
}

/* Finds the verdict, durably.  A store that fails is a reason to come again. */
static void process(struct server *server, struct pending *pending)
{
	struct MHD_Connection *connection = pending->connection;
	const char *encoding = header(connection, "Content-Encoding");
	bool packed = encoding && strcmp(encoding, "gzip") == 0;
	bool readable =
	    !packed || pending->too_large || inflate_body(server, pending);
	struct request request = {
		.id = header(connection, "webhook-id"),
		.timestamp = header(connection, "webhook-timestamp"),
		.signature = header(connection, "webhook-signature"),
		.attempt = header(connection, "shadowlog-attempt"),
		.token = header(connection, "shadowlog-token"),
		.part = part_of(connection),
		.body = { buf_str(&pending->body), pending->body.len },
	};
	struct store *store = server->options.store;
	struct err err = { 0 };
	bool good;

	follow_rule(server, pending, &request);
	if (!readable)
		refuse(pending, VERDICT_MALFORMED, "the body is no gzip");
	else if (encoding && !packed && strcmp(encoding, "identity") != 0)
		refuse(pending, VERDICT_ENCODING,
		       "only gzip is taken as a Content-Encoding");
	if (pending->outcome.verdict == VERDICT_STORED &&
	    admit(server, pending, &request))
		good = store_batch(store, &request, &pending->outcome, &err);
	else
		good = store_note(store, &request, &pending->outcome, &err);
	if (!good) {
		fprintf(stderr, "shadowlog-receiver: %s\n", err.text);
		refuse(pending, VERDICT_FAILED, "the store failed");
	}
	pending->status = status_of(pending->outcome.verdict);
	/* A rule's 2xx stands for ours, never for a refusal. */
	if (pending->rule && pending->rule->status &&
	    (pending->rule->status >= 300 || pending->status < 300))
		pending->status = pending->rule->status;
	print_line(server, pending, request.id);
}

/* Puts the request to sleep. */
static enum MHD_Result wait_for(struct server *server, struct pending *pending,
				enum phase phase, int64_t ms)
{
	pending->phase = phase;
	pending->wake = now_ms() + ms;
	pending->next = server->waiting;
	server->waiting = pending;
	MHD_suspend_connection(pending->connection);
	return MHD_YES;
}

static enum MHD_Result answer(const struct pending *pending)
{
	const struct rule *rule = pending->rule;
	struct buf body = { 0 };
	enum MHD_Result result = MHD_NO; /* which closes the connection */

	if (rule && rule->body)
		buf_addstr(&body, rule->body);
	else
		describe(pending, &body);
	if (rule && rule->cut_response >= 0)
		send_part(pending->connection, pending->status, &body,
			  rule->cut_response);
	else if (!rule || rule->close == CLOSE_NOT)
		result =
		    reply(pending->connection, pending->status,
			  pending->status < 300 ? "application/json"
						: "application/problem+json",
			  &body, rule);
	buf_release(&body);
	return result;
}

/* The whole request is here: one step further, after each time it waited. */
static enum MHD_Result step(struct server *server, struct pending *pending)
{
	const struct rule *rule = pending->rule;

	if (pending->phase == READING && rule && rule->stall_ms)
		return wait_for(server, pending, STALLED, rule->stall_ms);
	if (pending->phase != LATE) {
		process(server, pending);
		if (rule && rule->late_ms)
			return wait_for(server, pending, LATE, rule->late_ms);
	}
	return answer(pending);
}

/* ------------------------------------------------------- status and control */

static enum MHD_Result serve_status(struct server *server,
				    struct MHD_Connection *connection)
{
	struct buf body = { 0 };
	struct err err = { 0 };
	enum MHD_Result result;

	if (!store_status(server->options.store, &body, &err)) {
		fprintf(stderr, "shadowlog-receiver: %s\n", err.text);
		result = reply_text(connection, 503, "the store failed");
	} else {
		buf_addch(&body, '\n');
		result =
		    reply(connection, 200, "application/json", &body, NULL);
	}
	buf_release(&body);
	return result;
}

static enum MHD_Result serve_rules(const struct server *server,
				   struct MHD_Connection *connection)
{
	struct buf body = { 0 };
	enum MHD_Result result;
	size_t i;

	for (i = 0; i < server->rules.n; i++)
		buf_addf(&body, "%s\n", server->rules.rules[i].text);
	result = reply(connection, 200, "text/plain", &body, NULL);
	buf_release(&body);
	return result;
}

/* All new rules or, if one is wrong, the old ones. */
static enum MHD_Result replace_rules(struct server *server,
				     struct pending *pending)
{
	struct rule_list list = { 0 };
	struct err err = { 0 };
	char *line, *next;

	for (line = pending->body.data; line && *line; line = next) {
		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		if (!*line || rules_add(&list, line, &err))
			continue;
		rules_release(&list);
		return reply_text(pending->connection, 400, err.text);
	}
	rules_release(&server->rules);
	server->rules = list;
	/* every=N, first=N and at=N count from here. */
	server->requests = 0;
	return reply_text(pending->connection, 200, "ok");
}

/* ---------------------------------------------------------------- callbacks */

/* The first call for a request: its line and headers are here. */
static enum MHD_Result begin(struct server *server,
			     struct MHD_Connection *connection, const char *url,
			     const char *method, void **context)
{
	struct pending *pending;
	bool control = strcmp(url, "/control") == 0;
	bool get = strcmp(method, "GET") == 0;

	if (get && strcmp(url, "/status") == 0)
		return serve_status(server, connection);
	if (control && !server->options.control)
		return reply_text(connection, 403,
				  "not allowed: start it with --control");
	if (get && control)
		return serve_rules(server, connection);
	if (strcmp(method, "POST") != 0)
		return reply_text(connection, 405, "POST a batch here");
	pending = xcalloc(1, sizeof(*pending));
	pending->connection = connection;
	pending->control = control;
	if (!control) {
		pending->n = ++server->requests;
		pending->rule = rule_for(
		    server, pending->n, header(connection, "webhook-id"), NULL);
	}
	*context = pending;
	return MHD_YES;
}

/* A piece of the body; false where a rule cuts it off. */
static bool take_piece(const struct server *server, struct pending *pending,
		       const char *piece, size_t n)
{
	size_t most =
	    pending->control ? (size_t)CONTROL_MOST : server->options.body_most;

	if (pending->body.len + n > most) {
		pending->too_large = true;
		buf_release(&pending->body);
	}
	if (!pending->too_large)
		buf_add(&pending->body, piece, n);
	return !pending->rule || pending->rule->cut_request < 0 ||
	       pending->body.len < (size_t)pending->rule->cut_request;
}

static enum MHD_Result on_request(void *opaque,
				  struct MHD_Connection *connection,
				  const char *url, const char *method,
				  const char *version, const char *piece,
				  size_t *n, void **context)
{
	struct server *server = opaque;
	struct pending *pending = *context;

	(void)version;
	if (!pending)
		return begin(server, connection, url, method, context);
	if (*n) {
		if (!take_piece(server, pending, piece, *n))
			return MHD_NO;
		*n = 0;
		return MHD_YES;
	}
	if (pending->control)
		return pending->too_large
			   ? reply_text(connection, 413, "too many rules")
			   : replace_rules(server, pending);
	if (pending->rule && pending->rule->cut_request >= 0)
		return MHD_NO; /* it was shorter than that */
	return step(server, pending);
}

static void on_end(void *opaque, struct MHD_Connection *connection,
		   void **context, enum MHD_RequestTerminationCode code)
{
	struct pending *pending = *context;

	(void)opaque;
	(void)connection;
	(void)code;
	if (!pending)
		return;
	if (pending->rule)
		rule_release(pending->rule);
	free(pending->rule);
	buf_release(&pending->body);
	free(pending);
	*context = NULL;
}

/* --------------------------------------------------------------------- loop */

/* Wakes those whose time has come; `all`: everyone, at the end. */
static void wake(struct server *server, bool all)
{
	struct pending **at = &server->waiting;
	int64_t now = now_ms();

	while (*at) {
		struct pending *pending = *at;

		if (!all && pending->wake > now) {
			at = &pending->next;
			continue;
		}
		*at = pending->next;
		MHD_resume_connection(pending->connection);
	}
}

/* How long the loop may sleep: milliseconds, -1 for ever. */
static int64_t rest(const struct server *server)
{
	const struct pending *pending;
	MHD_UNSIGNED_LONG_LONG timeout = 0;
	int64_t now = now_ms(), ms = -1;

	if (MHD_get_timeout(server->daemon, &timeout) == MHD_YES)
		ms = (int64_t)timeout;
	for (pending = server->waiting; pending; pending = pending->next) {
		int64_t left = pending->wake > now ? pending->wake - now : 0;

		if (ms < 0 || left < ms)
			ms = left;
	}
	return ms;
}

bool server_run(struct server *server, const volatile sig_atomic_t *stop,
		const sigset_t *unblocked, struct err *err)
{
	while (!*stop) {
		fd_set reads, writes, excepts;
		struct timespec timeout;
		MHD_socket most = -1;
		int64_t ms;

		FD_ZERO(&reads);
		FD_ZERO(&writes);
		FD_ZERO(&excepts);
		if (MHD_get_fdset(server->daemon, &reads, &writes, &excepts,
				  &most) != MHD_YES)
			return err_set(err, ERR_INTERNAL,
				       "too many connections");
		ms = rest(server);
		timeout.tv_sec = ms / 1000;
		timeout.tv_nsec = ms % 1000 * 1000000;
		if (pselect(most + 1, &reads, &writes, &excepts,
			    ms < 0 ? NULL : &timeout, unblocked) < 0) {
			if (errno == EINTR)
				continue;
			return err_set(err, ERR_IO, "pselect: %s",
				       strerror(errno));
		}
		wake(server, false);
		MHD_run_from_select(server->daemon, &reads, &writes, &excepts);
	}
	return true;
}

/* -------------------------------------------------------------- open, close */

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static bool parse_listen(const char *text, union address *out, struct err *err)
{
	const char *colon = strrchr(text, ':');
	char host[64];
	char *end;
	long port;

	*out = (union address){ 0 };
	if (!colon || (size_t)(colon - text) >= sizeof(host))
		goto bad;
	memcpy(host, text, (size_t)(colon - text));
	host[colon - text] = '\0';
	port = strtol(colon + 1, &end, 10);
	if (end == colon + 1 || *end || port < 0 || port > 65535)
		goto bad;
	if (inet_pton(AF_INET, host, &out->v4.sin_addr) == 1) {
		out->v4.sin_family = AF_INET;
		out->v4.sin_port = htons((uint16_t)port);
		return true;
	}
	if (host[0] == '[' && host[strlen(host) - 1] == ']') {
		host[strlen(host) - 1] = '\0';
		if (inet_pton(AF_INET6, host + 1, &out->v6.sin6_addr) == 1) {
			out->v6.sin6_family = AF_INET6;
			out->v6.sin6_port = htons((uint16_t)port);
			return true;
		}
	}
bad:
	return err_set(err, ERR_USAGE,
		       "--listen takes ADDRESS:PORT, such as 127.0.0.1:8080 "
		       "or [::1]:0, not \"%s\"",
		       text);
}

static void on_message(void *opaque, const char *format, va_list args)
{
	(void)opaque;
	(void)format;
	(void)args;
	/* A sender that goes away is not worth a line. */
}

static struct MHD_Daemon *start(struct server *server,
				const struct server_options *options,
				union address *address)
{
	unsigned flags = MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)options->cert },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)options->key },
		{ MHD_OPTION_END, 0, NULL }
	};
	struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };

	if (options->cert)
		flags |= MHD_USE_TLS;
	if (address->any.sa_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	return MHD_start_daemon(
	    flags, 0, NULL, NULL, on_request, server,
	    MHD_OPTION_EXTERNAL_LOGGER, on_message, NULL, MHD_OPTION_SOCK_ADDR,
	    &address->any, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
	    MHD_OPTION_ARRAY, options->cert ? tls : none, MHD_OPTION_END);
}

bool server_open(struct server **out, const struct server_options *options,
		 struct err *err)
{
	struct server *server = xcalloc(1, sizeof(*server));
	union address address;
	size_t i;

	server->options = *options;
	for (i = 0; i < options->nrules; i++)
		if (!rules_add(&server->rules, options->rules[i], err))
			goto fail;
	if (!parse_listen(options->listen, &address, err))
		goto fail;
	server->daemon = start(server, options, &address);
	if (!server->daemon) {
		err_set(err, ERR_UNAVAILABLE, "cannot listen on %s: %s%s",
			options->listen, strerror(errno),
			options->cert ? ", or the certificate and its key are "
					"of no use"
				      : "");
		goto fail;
	}
	*out = server;
	return true;
fail:
	server_close(server);
	return false;
}

int server_port(const struct server *server)
{
	const union MHD_DaemonInfo *info =
	    MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : 0;
}

void server_close(struct server *server)
{
	if (!server)
		return;
	wake(server, true);
	if (server->daemon)
		MHD_stop_daemon(server->daemon);
	rules_release(&server->rules);
	free(server);
}
