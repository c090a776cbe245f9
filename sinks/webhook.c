/*
 * The webhook sink: one signed POST for each batch.
 *
 * Any 2xx status but 207, whose answer came whole, acknowledges the batch;
 * sinks/http_status.c says what every other status means.  In doubt the same
 * bytes come again under the same id.  docs/receiver.md is the contract of
 * receivers.
 */
#include "sinks/sink.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curl/curl.h>

#include "core/mem.h"
#include "sinks/http_status.h"
#include "sinks/options.h"
#include "sinks/signature.h"

enum {
	TIMEOUT_MS = 30000,
	CONNECT_TIMEOUT_MS = 10000,
	TIMEOUT_MOST_MS = 3600000,
	RETRY_AFTER_MOST = 7200, /* seconds: a receiver cannot ask for more */
	ANSWER_MOST = 64 * 1024, /* bytes; the rest is not read */
	EXCERPT_MOST = 200,
	KEYS_MOST = 2
};

struct sink {
	CURL *curl;
	char *url;
	char *where; /* scheme, host and port, for messages */
	struct signing_key keys[KEYS_MOST];
	size_t nkeys;
	struct curl_slist *headers; /* those of headers_file */
	const volatile sig_atomic_t *stop;
	int64_t timeout_ms, connect_ms;
	bool started; /* curl_global_init() was called */
	struct buf answer;
	bool answer_cut; /* it was longer than we read */
	bool head_whole; /* the empty line behind its head has come */
	char message[CURL_ERROR_SIZE];
};

/* -------------------------------------------------------------- callbacks */

static size_t on_answer(char *p, size_t size, size_t n, void *opaque)
{
	struct sink *sink = opaque;
	size_t room = ANSWER_MOST - sink->answer.len;
	size_t bytes = size * n;

	buf_add(&sink->answer, p, bytes < room ? bytes : room);
	if (bytes <= room)
		return bytes;
	sink->answer_cut = true;
	return 0; /* ends the transfer */
}

/*
 * libcurl takes a head that ends with the connection for a whole one, but that
 * is an answer cut short.
 */
static size_t on_header(char *p, size_t size, size_t n, void *opaque)
{
	struct sink *sink = opaque;
	size_t bytes = size * n;

	if (bytes > 5 && memcmp(p, "HTTP/", 5) == 0)
		sink->head_whole = false; /* one after a 1xx */
	else if (bytes > 0 && bytes <= 2 && p[bytes - 1] == '\n')
		sink->head_whole = true;
	return bytes;
}

static int on_progress(void *opaque, curl_off_t dltotal, curl_off_t dlnow,
		       curl_off_t ultotal, curl_off_t ulnow)
{
	const struct sink *sink = opaque;

	(void)dltotal;
	(void)dlnow;
	(void)ultotal;
	(void)ulnow;
	return sink->stop && *sink->stop;
}

/* ---------------------------------------------------------------- request */

static void add_header(struct curl_slist **list, const char *line)
{
	struct curl_slist *longer = curl_slist_append(*list, line);

	if (!longer)
		abort(); /* out of memory */
	*list = longer;
}

/* The headers of this attempt; the caller frees them. */
static struct curl_slist *make_headers(const struct sink *sink,
				       const struct batch *batch)
{
	const struct curl_slist *more;
	struct curl_slist *list = NULL;
	int64_t now = (int64_t)time(NULL);
	struct buf line = { 0 };

	add_header(&list, "Content-Type: application/json");
	add_header(&list, "Accept: application/json, application/problem+json");
	add_header(&list, "Expect:"); /* no waiting for 100 Continue */
	buf_addf(&line, "webhook-id: %s", batch->id);
	add_header(&list, line.data);
	buf_reset(&line);
	buf_addf(&line, "webhook-timestamp: %" PRId64, now);
	add_header(&list, line.data);
	if (sink->nkeys) {
		buf_reset(&line);
		buf_addstr(&line, "webhook-signature: ");
		signature_header(sink->keys, sink->nkeys, batch->id, now,
				 batch->body, &line);
		add_header(&list, line.data);
	}
	buf_reset(&line);
	buf_addf(&line, "Idempotency-Key: \"%s\"", batch->id);
	add_header(&list, line.data);
	buf_reset(&line);
	buf_addf(&line, "shadowlog-attempt: %" PRId64, batch->attempt + 1);
	add_header(&list, line.data);
	for (more = sink->headers; more; more = more->next)
		add_header(&list, more->data);
	buf_release(&line);
	return list;
}

/* ----------------------------------------------------------------- answer */

/*
 * A short piece of the answer for a message: printable ASCII, blanks joined, so
 * that it can go to a terminal and a log.
 */
static void excerpt(const struct buf *answer, char out[EXCERPT_MOST + 8])
{
	size_t i, n = 0;
	bool blank = false;

	for (i = 0; i < answer->len && n < EXCERPT_MOST; i++) {
		unsigned char c = (unsigned char)answer->data[i];

		if (isspace(c)) {
			blank = n > 0;
			continue;
		}
		if (blank)
			out[n++] = ' ';
		blank = false;
		out[n++] = (char)(c > 0x20 && c < 0x7f ? c : '?');
	}
	out[n] = '\0';
	if (i < answer->len)
		snprintf(out + n, 4, "...");
}

static int64_t retry_after(CURL *curl)
{
	curl_off_t seconds = 0;

	/* Before 8.12 a date in the past gives a negative number. */
	if (curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds) ||
	    seconds < 0)
		return 0;
	return seconds > RETRY_AFTER_MOST ? RETRY_AFTER_MOST : seconds;
}

/* Turns a whole answer into the acknowledgement or an error. */
static bool judge(const struct sink *sink, int status, struct err *err)
{
	const struct http_status *row = http_status_find(status);
	char text[EXCERPT_MOST + 8];
	char *location = NULL;

	if (row->kind == ERR_NONE)
		return true;
	excerpt(&sink->answer, text);
	curl_easy_getinfo(sink->curl, CURLINFO_REDIRECT_URL, &location);
	err_set(err, row->kind, "%s answered %d%s%s%s%s", sink->where, status,
		row->meaning ? ": " : "", row->meaning ? row->meaning : "",
		*text ? ": " : "", text);
	if (location) {
		struct buf to = { 0 };

		buf_addstr(&to, location);
		excerpt(&to, text);
		buf_release(&to);
		err_prefix(err, "redirect to %s", text);
	}
	return false;
}

/*
 * Failures of the transfer and what they mean; those that are not listed may
 * have come after the receiver took the batch: in doubt, ERR_TRANSIENT.
 */
static enum err_kind kind_of(CURLcode code)
{
	static const struct {
		CURLcode code;
		enum err_kind kind;
	} kinds[] = {
		{ CURLE_COULDNT_RESOLVE_PROXY, ERR_UNAVAILABLE },
		{ CURLE_COULDNT_RESOLVE_HOST, ERR_UNAVAILABLE },
		{ CURLE_COULDNT_CONNECT, ERR_UNAVAILABLE },
		{ CURLE_OPERATION_TIMEDOUT, ERR_UNAVAILABLE },
		{ CURLE_SSL_CONNECT_ERROR, ERR_UNAVAILABLE },
		{ CURLE_INTERFACE_FAILED, ERR_UNAVAILABLE },
		{ CURLE_PEER_FAILED_VERIFICATION, ERR_MISCONFIGURED },
		{ CURLE_SSL_CACERT_BADFILE, ERR_MISCONFIGURED },
		{ CURLE_SSL_CERTPROBLEM, ERR_MISCONFIGURED },
		{ CURLE_SSL_CIPHER, ERR_MISCONFIGURED },
		{ CURLE_SSL_ISSUER_ERROR, ERR_MISCONFIGURED },
		{ CURLE_SSL_INVALIDCERTSTATUS, ERR_MISCONFIGURED },
		{ CURLE_USE_SSL_FAILED, ERR_MISCONFIGURED },
		{ CURLE_ABORTED_BY_CALLBACK, ERR_STOPPED },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].code == code)
			return kinds[i].kind;
	return ERR_TRANSIENT;
}

/* A transfer that did not end as it should. */
static bool fail_transfer(const struct sink *sink, CURLcode code, int status,
			  struct err *err)
{
	enum err_kind kind = kind_of(code);
	long connect_status = 0;

	/* A proxy that refuses us says so to CONNECT. */
	curl_easy_getinfo(sink->curl, CURLINFO_HTTP_CONNECTCODE,
			  &connect_status);
	if (!status && connect_status >= 300)
		return err_set(err, http_status_find((int)connect_status)->kind,
			       "%s: the proxy answered %ld", sink->where,
			       connect_status);
	if (kind == ERR_STOPPED)
		return err_set(err, kind, "%s: stopped before an answer came",
			       sink->where);
	/* The receiver began to answer and so had begun to read. */
	if (status)
		return err_set(err, ERR_TRANSIENT,
			       "%s answered %d, but not to the end: %s",
			       sink->where, status,
			       *sink->message ? sink->message
					      : curl_easy_strerror(code));
	return err_set(err, kind, "%s: %s", sink->where,
		       *sink->message ? sink->message
				      : curl_easy_strerror(code));
}

static bool webhook_deliver(struct sink *sink, const struct batch *batch,
			    struct sink_reply *reply, struct err *err)
{
	struct curl_slist *headers = make_headers(sink, batch);
	CURL *curl = sink->curl;
	curl_off_t sent = 0;
	long status = 0;
	CURLcode code;

	*reply = (struct sink_reply){ 0 };
	buf_reset(&sink->answer);
	sink->answer_cut = false;
	sink->head_whole = false;
	sink->message[0] = '\0';
	/* Borrowed, not copied. */
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, batch->body.p);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
			 (curl_off_t)batch->body.n);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	code = curl_easy_perform(curl);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(headers);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(curl, CURLINFO_SIZE_UPLOAD_T, &sent);
	reply->status = (int)status;
	reply->retry_after = retry_after(curl);
	/* We ended a long answer ourselves: its status stands. */
	if (code == CURLE_WRITE_ERROR && sink->answer_cut)
		code = CURLE_OK;
	if (code == CURLE_OK && !sink->head_whole)
		code = CURLE_PARTIAL_FILE;
	if (code != CURLE_OK)
		return fail_transfer(sink, code, (int)status, err);
	if (http_status_find((int)status)->kind == ERR_NONE &&
	    sent < (curl_off_t)batch->body.n)
		return err_set(err, ERR_TRANSIENT,
			       "%s answered %ld before it had read the batch",
			       sink->where, status);
	return judge(sink, (int)status, err);
}

static bool webhook_position(struct sink *sink, struct sink_position *out,
			     struct err *err)
{
	(void)sink;
	(void)err;
	*out = (struct sink_position){ 0 };
	return true;
}

/* ------------------------------------------------------------------- open */

/* Checks `url` and keeps what of it may be shown. */
static bool parse_url(struct sink *sink, const struct sink_options *options,
		      CURLU *parts, bool insecure, struct err *err)
{
	char *scheme = NULL, *host = NULL, *port = NULL, *user = NULL;
	struct buf where = { 0 };
	const char *problem = NULL;

	if (curl_url_set(parts, CURLUPART_URL, sink->url, 0) != CURLUE_OK ||
	    curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
	    curl_url_get(parts, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		problem = "this is not a URL such as https://HOST/PATH";
	else if (strcmp(scheme, "https") != 0 && strcmp(scheme, "http") != 0)
		problem = "only https can be used";
	else if (strcmp(scheme, "http") == 0 && !insecure)
		problem = "changes would go over the network unencrypted; use "
			  "https, or say insecure_http = yes";
	else if (curl_url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_OK)
		problem = "put credentials into headers_file, not into the URL";
	if (!problem) {
		curl_url_get(parts, CURLUPART_PORT, &port, 0);
		buf_addf(&where, "%s://%s%s%s", scheme, host, port ? ":" : "",
			 port ? port : "");
		sink->where = buf_steal(&where);
	}
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	curl_free(user);
	return !problem || options->fail(options, "url", err, problem);
}

/* curl would take file: and gopher: as well. */
static void allow_protocols(CURL *curl, bool insecure)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR,
			 insecure ? "http,https" : "https");
#else
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS,
			 CURLPROTO_HTTPS | (insecure ? CURLPROTO_HTTP : 0));
#endif
}

static bool read_url(struct sink *sink, const struct sink_options *options,
		     struct err *err)
{
	bool insecure = false;
	const char *url;
	CURLU *parts;
	bool good;

	if (!option_need(options, "url", "where do the batches go?", &url,
			 err) ||
	    !option_yes(options, "insecure_http", &insecure, err))
		return false;
	parts = curl_url();
	if (!parts)
		abort(); /* out of memory */
	sink->url = xstrdup(url);
	allow_protocols(sink->curl, insecure);
	good = parse_url(sink, options, parts, insecure, err);
	curl_url_cleanup(parts);
	return good;
}

static void forget(char *secret)
{
	volatile char *p = secret;

	while (p && *p)
		*p++ = '\0';
	free(secret);
}

/* One key, where it is set. */
static bool read_key(struct sink *sink, const struct sink_options *options,
		     const char *key, struct err *err)
{
	char text[sizeof(err->text)];
	char *secret = NULL;
	bool good;

	if (!options->secret(options, key, &secret, err))
		return false;
	if (!secret)
		return true;
	good = signing_key_parse(secret, &sink->keys[sink->nkeys], err);
	forget(secret);
	if (good) {
		sink->nkeys++;
		return true;
	}
	snprintf(text, sizeof(text), "%s", err->text);
	return options->fail(options, key, err, text);
}

static bool read_keys(struct sink *sink, const struct sink_options *options,
		      struct err *err)
{
	bool without = false;

	if (!read_key(sink, options, "secret_file", err) ||
	    !option_yes(options, "unsigned", &without, err))
		return false;
	if (without && sink->nkeys)
		return options->fail(options, "unsigned", err,
				     "there is a secret_file as well");
	if (!without && !sink->nkeys)
		return options->fail(
		    options, "secret_file", err,
		    "without a secret a receiver cannot tell our batches from "
		    "forged ones; make one with: "
		    "echo \"whsec_$(openssl rand -base64 32)\" >FILE; "
		    "chmod 600 FILE; or say unsigned = yes");
	/* The old key signs too, until every receiver has the new one. */
	return read_key(sink, options, "secret_file_previous", err);
}

/* A header line that we may send: NAME: VALUE, none of our own names. */
static const char *header_problem(const char *line)
{
	static const char *const ours[] = {
		"content-type",     "content-length",
		"content-encoding", "host",
		"expect",           "transfer-encoding",
		"idempotency-key",  "connection",
	};
	static const char *const prefixes[] = { "webhook-", "shadowlog-" };
	size_t n = strspn(line, "abcdefghijklmnopqrstuvwxyz"
				"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
	const char *p;
	size_t i;

	if (n == 0 || line[n] != ':' ||
	    !line[n + 1 + strspn(line + n + 1, " ")])
		return "each line is NAME: VALUE";
	for (p = line; *p; p++)
		if ((unsigned char)*p < 0x20 && *p != '\t')
			return "a line holds a control character";
	for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		if (strlen(ours[i]) == n && curl_strnequal(ours[i], line, n))
			return "it sets a header that is ours to set";
	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (curl_strnequal(prefixes[i], line, strlen(prefixes[i])))
			return "it sets a header that is ours to set";
	return NULL;
}

/* Lines such as "Authorization: Bearer ...": secrets, so in a file. */
static bool read_headers(struct sink *sink, const struct sink_options *options,
			 struct err *err)
{
	const char *problem = NULL;
	char *text = NULL;
	char *line, *next;

	if (!options->secret(options, "headers_file", &text, err))
		return false;
	for (line = text; line && *line && !problem; line = next) {
		size_t n = strcspn(line, "\n");

		next = line + n + (line[n] != '\0');
		line[n] = '\0';
		if (n && line[n - 1] == '\r')
			line[n - 1] = '\0';
		if (!*line || *line == '#')
			continue;
		problem = header_problem(line);
		if (!problem)
			add_header(&sink->headers, line);
	}
	free(text);
	return !problem || options->fail(options, "headers_file", err, problem);
}

/* A file that curl reads by itself. */
static bool read_path(struct sink *sink, const struct sink_options *options,
		      const char *key, CURLoption option, struct err *err)
{
	const char *path = options->get(options, key);
	FILE *file;

	if (!path)
		return true;
	file = fopen(path, "r");
	if (!file)
		return options->fail(options, key, err,
				     "the file cannot be read");
	fclose(file);
	return curl_easy_setopt(sink->curl, option, path) == CURLE_OK ||
	       options->fail(options, key, err,
			     "this libcurl cannot use the file");
}

static bool read_options(struct sink *sink, const struct sink_options *options,
			 struct err *err)
{
	return read_url(sink, options, err) && read_keys(sink, options, err) &&
	       read_headers(sink, options, err) &&
	       read_path(sink, options, "ca_file", CURLOPT_CAINFO, err) &&
	       read_path(sink, options, "client_cert_file", CURLOPT_SSLCERT,
			 err) &&
	       read_path(sink, options, "client_key_file", CURLOPT_SSLKEY,
			 err) &&
	       option_time(options, "timeout", TIMEOUT_MOST_MS,
			   &sink->timeout_ms, err) &&
	       option_time(options, "connect_timeout", TIMEOUT_MOST_MS,
			   &sink->connect_ms, err);
}

/* All that is the same for every batch. */
static void set_up(struct sink *sink, const char *proxy)
{
	CURL *curl = sink->curl;

	curl_easy_setopt(curl, CURLOPT_URL, sink->url);
	curl_easy_setopt(curl, CURLOPT_POST, 1L);
	curl_easy_setopt(curl, CURLOPT_USERAGENT,
			 "shadowlog/" SHADOWLOG_VERSION);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
			 (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION,
			 (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	/* "" is no proxy; NULL would mean the environment's. */
	curl_easy_setopt(curl, CURLOPT_PROXY, proxy ? proxy : "");
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)sink->timeout_ms);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
			 (long)sink->connect_ms);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_answer);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, sink);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, sink);
	curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, sink);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, sink->message);
}

static void webhook_close(struct sink *sink)
{
	size_t i;

	if (!sink)
		return;
	curl_easy_cleanup(sink->curl);
	curl_slist_free_all(sink->headers);
	for (i = 0; i < KEYS_MOST; i++)
		signing_key_release(&sink->keys[i]);
	buf_release(&sink->answer);
	free(sink->url);
	free(sink->where);
	if (sink->started)
		curl_global_cleanup(); /* counted by libcurl */
	free(sink);
}

static bool webhook_open(struct sink **out, const struct sink_options *options,
			 struct err *err)
{
	struct sink *sink = xcalloc(1, sizeof(*sink));

	*out = NULL;
	sink->stop = options->stop;
	sink->timeout_ms = TIMEOUT_MS;
	sink->connect_ms = CONNECT_TIMEOUT_MS;
	sink->started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
	sink->curl = sink->started ? curl_easy_init() : NULL;
	if (!sink->curl) {
		webhook_close(sink);
		return err_set(err, ERR_INTERNAL, "libcurl does not start");
	}
	if (!read_options(sink, options, err)) {
		webhook_close(sink);
		return false;
	}
	set_up(sink, options->get(options, "proxy"));
	*out = sink;
	return true;
}

extern const struct sink_type sink_webhook;
const struct sink_type sink_webhook = {
	.name = "webhook",
	.summary = "one signed HTTP POST for each batch",
	.open = webhook_open,
	.position = webhook_position,
	.deliver = webhook_deliver,
	.close = webhook_close,
};
