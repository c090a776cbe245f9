/*
 * The webhook sink: one signed POST for each batch.
 *
 * Any 2xx status but 207, whose answer came whole, acknowledges the batch;
 * sinks/http_status.c says what every other status means.  In doubt the same
 * bytes come again under the same id.  docs/receiver.md is the contract of
 * receivers.
 */
#include "sinks/sink.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curl/curl.h>

#include "core/mem.h"
#include "sinks/http_status.h"
#include "sinks/webhook_answer.h"
#include "sinks/webhook_options.h"
#include "sinks/webhook_request.h"

enum {
	ANSWER_MOST = 64 * 1024, /* bytes; the rest is not read */
	ANSWER_HEAD_MOST = 16 * 1024
};

struct sink {
	struct webhook_options options;
	struct webhook_rules rules;
	CURL *curl;
	char *where; /* scheme, host and port, for messages */
	const volatile sig_atomic_t *stop;
	bool started;            /* curl_global_init() was called */
	struct header_list head; /* of the answer */
	size_t head_bytes;
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

static void forget_head(struct sink *sink)
{
	header_reset(&sink->head);
	sink->head_bytes = 0;
	sink->head_whole = false;
}

/*
 * libcurl takes a head that ends with the connection for a whole one, but that
 * is an answer cut short.
 */
static size_t on_header(char *p, size_t size, size_t n, void *opaque)
{
	struct sink *sink = opaque;
	size_t bytes = size * n;

	if (bytes > 5 && memcmp(p, "HTTP/", 5) == 0) {
		forget_head(sink); /* one after a 1xx */
		return bytes;
	}
	sink->head_bytes += bytes;
	if (bytes > 0 && bytes <= 2 && p[bytes - 1] == '\n') {
		sink->head_whole = true;
	} else if (sink->head_bytes <= ANSWER_HEAD_MOST) {
		size_t k = bytes;

		while (k && (p[k - 1] == '\n' || p[k - 1] == '\r'))
			k--;
		header_addn(&sink->head, p, k);
	}
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

/* ----------------------------------------------------------------- answer */

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

static void add_line(struct curl_slist **list, const char *line)
{
	struct curl_slist *longer = curl_slist_append(*list, line);

	if (!longer)
		abort(); /* out of memory */
	*list = longer;
}

/* The caller frees them. */
static struct curl_slist *make_lines(const struct sink *sink,
				     const struct batch *batch)
{
	struct header_list lines = { 0 };
	struct curl_slist *list = NULL;
	size_t i;

	webhook_request_lines(&sink->options, batch, (int64_t)time(NULL),
			      &lines);
	for (i = 0; i < lines.n; i++)
		add_line(&list, lines.lines[i]);
	add_line(&list, "Expect:"); /* no waiting for 100 Continue */
	header_release(&lines);
	return list;
}

static CURLcode perform(struct sink *sink, const struct batch *batch)
{
	struct curl_slist *lines = make_lines(sink, batch);
	CURL *curl = sink->curl;
	CURLcode code;

	buf_reset(&sink->answer);
	sink->answer_cut = false;
	forget_head(sink);
	sink->message[0] = '\0';
	/* Borrowed, not copied. */
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, batch->body.p);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
			 (curl_off_t)batch->body.n);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
	code = curl_easy_perform(curl);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(lines);
	/* We ended a long answer ourselves: its status stands. */
	if (code == CURLE_WRITE_ERROR && sink->answer_cut)
		code = CURLE_OK;
	if (code == CURLE_OK && !sink->head_whole)
		code = CURLE_PARTIAL_FILE;
	return code;
}

/* Has the answer judged, which came whole. */
static bool judge(struct sink *sink, int status, const struct batch *batch,
		  struct sink_reply *reply, struct err *err)
{
	struct webhook_answer answer = {
		.where = sink->where,
		.status = status,
		.now = (int64_t)time(NULL),
		.headers = (const char *const *)sink->head.lines,
		.nheaders = sink->head.n,
		.body = { sink->answer.data, sink->answer.len },
		.body_cut = sink->answer_cut,
	};
	struct webhook_hints hints;
	char *location = NULL;

	curl_easy_getinfo(sink->curl, CURLINFO_REDIRECT_URL, &location);
	answer.location = location;
	return webhook_judge(&sink->rules, &answer, batch, reply, &hints, err);
}

static bool webhook_deliver(struct sink *sink, const struct batch *batch,
			    struct sink_reply *reply, struct err *err)
{
	curl_off_t sent = 0;
	long status = 0;
	CURLcode code;

	*reply = (struct sink_reply){ 0 };
	code = perform(sink, batch);
	curl_easy_getinfo(sink->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(sink->curl, CURLINFO_SIZE_UPLOAD_T, &sent);
	reply->status = (int)status;
	if (code != CURLE_OK)
		return fail_transfer(sink, code, (int)status, err);
	if (status >= 200 && status < 300 && sent < (curl_off_t)batch->body.n)
		return err_set(err, ERR_TRANSIENT,
			       "%s answered %ld before it had read the batch",
			       sink->where, status);
	return judge(sink, (int)status, batch, reply, err);
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
		      CURLU *parts, struct err *err)
{
	char *scheme = NULL, *host = NULL, *port = NULL, *user = NULL;
	struct buf where = { 0 };
	const char *problem = NULL;

	if (curl_url_set(parts, CURLUPART_URL, sink->options.url, 0) !=
		CURLUE_OK ||
	    curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
	    curl_url_get(parts, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		problem = "this is not a URL such as https://HOST/PATH";
	else if (strcmp(scheme, "https") != 0 && strcmp(scheme, "http") != 0)
		problem = "only https can be used";
	else if (strcmp(scheme, "http") == 0 && !sink->options.insecure)
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

/* A file that curl reads by itself. */
static bool use_file(const struct sink *sink,
		     const struct sink_options *options, const char *key,
		     const char *path, CURLoption option, struct err *err)
{
	return !path ||
	       curl_easy_setopt(sink->curl, option, path) == CURLE_OK ||
	       options->fail(options, key, err,
			     "this libcurl cannot use the file");
}

static bool use_options(struct sink *sink, const struct sink_options *options,
			struct err *err)
{
	const struct webhook_options *read = &sink->options;
	CURLU *parts = curl_url();
	bool good;

	if (!parts)
		abort(); /* out of memory */
	good = parse_url(sink, options, parts, err);
	curl_url_cleanup(parts);
	allow_protocols(sink->curl, read->insecure);
	return good &&
	       use_file(sink, options, "ca_file", read->ca_file, CURLOPT_CAINFO,
			err) &&
	       use_file(sink, options, "client_cert_file",
			read->client_cert_file, CURLOPT_SSLCERT, err) &&
	       use_file(sink, options, "client_key_file", read->client_key_file,
			CURLOPT_SSLKEY, err);
}

/* All that is the same for every batch. */
static void set_up(struct sink *sink)
{
	const struct webhook_options *options = &sink->options;
	CURL *curl = sink->curl;

	curl_easy_setopt(curl, CURLOPT_URL, options->url);
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
	curl_easy_setopt(curl, CURLOPT_PROXY,
			 options->proxy ? options->proxy : "");
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)options->timeout_ms);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
			 (long)options->connect_ms);
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
	if (!sink)
		return;
	curl_easy_cleanup(sink->curl);
	webhook_options_release(&sink->options);
	header_release(&sink->head);
	buf_release(&sink->answer);
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
	sink->started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
	sink->curl = sink->started ? curl_easy_init() : NULL;
	if (!sink->curl) {
		webhook_close(sink);
		return err_set(err, ERR_INTERNAL, "libcurl does not start");
	}
	if (!webhook_options_read(&sink->options, options, err) ||
	    !webhook_rules_read(&sink->rules, options, err) ||
	    !use_options(sink, options, err)) {
		webhook_close(sink);
		return false;
	}
	set_up(sink);
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
