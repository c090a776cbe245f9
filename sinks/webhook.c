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

#include "core/clock.h"
#include "core/mem.h"
#include "core/secret.h"
#include "sinks/http_status.h"
#include "sinks/rate.h"
#include "sinks/webhook_answer.h"
#include "sinks/webhook_options.h"
#include "sinks/webhook_request.h"

enum {
	MALFORMED_MOST = 10,     /* attempts answered in no HTTP at all */
	ANSWER_MOST = 64 * 1024, /* bytes; the rest is not read */
	ANSWER_HEAD_MOST = 16 * 1024,
	LOOK_MS = 100 /* how often a wait looks whether it should end */
};

/* A URL and its parts. */
struct target {
	const char *url;
	char *where; /* scheme, host and port, for messages */
	char *host;  /* and port */
	char *path;  /* and query */
};

struct sink {
	struct webhook_options options;
	struct webhook_rules rules;
	struct target receiver, tokens;
	struct rate rate;
	CURL *curl;       /* to the receiver */
	CURL *curl_token; /* to the server for tokens, or NULL */
	const volatile sig_atomic_t *stop;
	bool started;            /* curl_global_init() was called */
	bool plain;              /* the receiver takes no gzip */
	struct buf sent;         /* the body, compressed */
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

static bool stopped(const struct sink *sink)
{
	return sink_stopped(sink->stop);
}

static int on_progress(void *opaque, curl_off_t dltotal, curl_off_t dlnow,
		       curl_off_t ultotal, curl_off_t ulnow)
{
	const struct sink *sink = opaque;

	(void)dltotal;
	(void)dlnow;
	(void)ultotal;
	(void)ulnow;
	return stopped(sink);
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
		{ CURLE_SSL_PINNEDPUBKEYNOTMATCH, ERR_MISCONFIGURED },
		{ CURLE_USE_SSL_FAILED, ERR_MISCONFIGURED },
		{ CURLE_ABORTED_BY_CALLBACK, ERR_STOPPED },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].code == code)
			return kinds[i].kind;
	return ERR_TRANSIENT;
}

/*
 * libcurl has one code for a handshake that was cut off, which passes, and for
 * one that was refused, which needs an operator; OpenSSL's words tell.  A
 * server that wants another certificate says so when the handshake seems over.
 */
static bool refuses_tls(CURLcode code, const char *message)
{
	static const char *const words[] = {
		"alert protocol version",
		"unsupported protocol",
		"wrong version number",
		"alert handshake failure",
		"alert insufficient security",
		"alert bad certificate",
		"alert certificate",
		"alert unknown ca",
		"alert access denied",
		"alert no application protocol",
		"key too small",
	};
	size_t i;

	if (code != CURLE_SSL_CONNECT_ERROR && code != CURLE_RECV_ERROR &&
	    code != CURLE_SEND_ERROR)
		return false;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(message, words[i]))
			return true;
	return false;
}

/* A transfer that did not end as it should. */
static bool fail_transfer(const struct sink *sink, CURL *curl, CURLcode code,
			  const char *where, struct err *err)
{
	enum err_kind kind = kind_of(code);
	const char *why =
	    *sink->message ? sink->message : curl_easy_strerror(code);
	long connected = 0, status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	/* A proxy that refuses us says so to CONNECT. */
	curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &connected);
	if (!status && connected >= 300) {
		kind = http_status_find((int)connected)->kind;
		/* It has not seen an event. */
		return err_set(err,
			       kind == ERR_TRANSIENT ? kind : ERR_MISCONFIGURED,
			       "%s: the proxy answered %ld", where, connected);
	}
	if (kind == ERR_STOPPED)
		return err_set(err, kind, "%s: stopped before an answer came",
			       where);
	/* The receiver began to answer and so had begun to read. */
	if (status)
		return err_set(err, ERR_TRANSIENT,
			       "%s answered %ld, but not to the end: %s", where,
			       status, why);
	if (refuses_tls(code, why))
		kind = ERR_MISCONFIGURED;
	return err_set(err, kind, "%s: %s", where, why);
}

/*
 * What is not HTTP at all may be a passing fault in front of the receiver; time
 * after time it is another service at that address.  Returns false.
 */
static bool fail_malformed(CURLcode code, int64_t attempt, struct err *err)
{
	if (attempt >= MALFORMED_MOST && (code == CURLE_WEIRD_SERVER_REPLY ||
					  code == CURLE_UNSUPPORTED_PROTOCOL))
		err->kind = ERR_MISCONFIGURED;
	return false;
}

/* --------------------------------------------------------------- transfer */

/* Copies the lines, as libcurl wants them; the caller frees them. */
static struct curl_slist *make_list(const struct header_list *lines)
{
	struct curl_slist *list = NULL, *longer;
	size_t i;

	for (i = 0; i <= lines->n; i++) {
		/* Last: no waiting for 100 Continue. */
		longer = curl_slist_append(list, i < lines->n ? lines->lines[i]
							      : "Expect:");
		if (!longer)
			abort(); /* out of memory */
		list = longer;
	}
	return list;
}

static void free_list(struct curl_slist *list)
{
	struct curl_slist *line;

	for (line = list; line; line = line->next)
		secret_wipe(line->data, strlen(line->data));
	curl_slist_free_all(list);
}

/* One POST; the answer is in the sink. */
static CURLcode transfer(struct sink *sink, CURL *curl,
			 const struct header_list *lines, struct str body)
{
	struct curl_slist *list = make_list(lines);
	CURLcode code;

	buf_reset(&sink->answer);
	sink->answer_cut = false;
	forget_head(sink);
	sink->message[0] = '\0';
	/* Borrowed, not copied. */
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.n ? body.p : "");
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.n);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
	code = curl_easy_perform(curl);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, NULL);
	free_list(list);
	/* We ended a long answer ourselves: its status stands. */
	if (code == CURLE_WRITE_ERROR && sink->answer_cut)
		code = CURLE_OK;
	if (code == CURLE_OK && !sink->head_whole)
		code = CURLE_PARTIAL_FILE;
	return code;
}

/* Did any of the request leave?  What a proxy was told counts, too. */
static bool any_sent(CURL *curl)
{
	long bytes = 0;

	curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &bytes);
	return bytes > 0;
}

static bool fetch_token(struct sink *sink, struct err *err)
{
	struct oauth *oauth = &sink->options.oauth;
	struct header_list lines = { 0 };
	struct buf body = { 0 };
	long status = 0;
	CURLcode code;
	bool good;

	oauth_request(oauth, &body, &lines);
	code = transfer(sink, sink->curl_token, &lines,
			(struct str){ body.data, body.len });
	secret_wipe(body.data, body.len);
	buf_release(&body);
	header_release(&lines);
	if (code != CURLE_OK) {
		fail_transfer(sink, sink->curl_token, code, sink->tokens.where,
			      err);
		return err_prefix(err, "token_url");
	}
	curl_easy_getinfo(sink->curl_token, CURLINFO_RESPONSE_CODE, &status);
	good = oauth_answer(oauth, sink->tokens.where, (int)status,
			    (struct str){ sink->answer.data, sink->answer.len },
			    clock_monotonic(), err);
	if (sink->answer.len)
		secret_wipe(sink->answer.data, sink->answer.len);
	return good;
}

/* ---------------------------------------------------------------- deliver */

static void nap(int64_t ms)
{
	const struct timespec span = {
		.tv_nsec = 1000000L * (ms < LOOK_MS ? (long)ms : LOOK_MS)
	};

	nanosleep(&span, NULL);
}

/* Waits until `rate` lets a request go. */
static bool wait_turn(struct sink *sink, struct err *err)
{
	int64_t ms;

	while ((ms = rate_take(&sink->rate, clock_monotonic())) > 0) {
		if (stopped(sink))
			return err_set(err, ERR_STOPPED,
				       "%s: stopped while `rate` made it wait",
				       sink->receiver.where);
		nap(ms);
	}
	return true;
}

/* The batch as it goes out now. */
static struct webhook_request prepare(struct sink *sink,
				      const struct batch *batch)
{
	struct webhook_request request = {
		.options = &sink->options,
		.batch = batch,
		.now = (int64_t)time(NULL),
		.gzip = sink->options.compress && !sink->plain,
		.sent = batch->body,
	};

	if (request.gzip) {
		buf_reset(&sink->sent);
		webhook_compress(batch->body, &sink->sent);
		request.sent = (struct str){ sink->sent.data, sink->sent.len };
	}
	return request;
}

/* Has the answer judged, which came whole. */
static bool judge(struct sink *sink, const struct webhook_request *request,
		  struct sink_reply *reply, struct webhook_hints *hints,
		  struct err *err)
{
	struct webhook_answer answer = {
		.where = sink->receiver.where,
		.status = reply->status,
		.now = (int64_t)time(NULL),
		.headers = (const char *const *)sink->head.lines,
		.nheaders = sink->head.n,
		.body = { sink->answer.data, sink->answer.len },
		.body_cut = sink->answer_cut,
		.compressed = request->gzip,
	};
	int64_t now = clock_monotonic();
	char *location = NULL;
	bool good;

	curl_easy_getinfo(sink->curl, CURLINFO_REDIRECT_URL, &location);
	answer.location = location;
	good = webhook_judge(&sink->rules, &answer, request->batch, reply,
			     hints, err);
	if (hints->throttled)
		rate_throttled(&sink->rate, now);
	else if (good)
		rate_succeeded(&sink->rate);
	rate_hinted(&sink->rate, hints->remaining, hints->seconds, now);
	return good;
}

/* One request for the batch, and its verdict. */
static bool attempt(struct sink *sink, const struct batch *batch,
		    struct sink_reply *reply, struct webhook_hints *hints,
		    struct err *err)
{
	struct webhook_request request = prepare(sink, batch);
	struct header_list lines = { 0 };
	curl_off_t sent = 0;
	long status = 0;
	CURLcode code;

	webhook_request_lines(&request, &lines);
	code = transfer(sink, sink->curl, &lines, request.sent);
	header_release(&lines);
	curl_easy_getinfo(sink->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(sink->curl, CURLINFO_SIZE_UPLOAD_T, &sent);
	reply->status = (int)status;
	reply->in_doubt = any_sent(sink->curl);
	if (code != CURLE_OK)
		return fail_transfer(sink, sink->curl, code,
				     sink->receiver.where, err) ||
		       fail_malformed(code, batch->attempt, err);
	if (status >= 200 && status < 300 && sent < (curl_off_t)request.sent.n)
		return err_set(err, ERR_TRANSIENT,
			       "%s answered %ld before it had read the batch",
			       sink->receiver.where, status);
	reply->in_doubt = false;
	return judge(sink, &request, reply, hints, err);
}

static void open_handles(struct sink *sink);

/* Whether another attempt at once may help, and what it needs; each once. */
static bool try_again(struct sink *sink, const struct webhook_hints *hints,
		      unsigned *tried)
{
	const unsigned bit = 1u << hints->again;

	if (*tried & bit)
		return false;
	*tried |= bit;
	switch (hints->again) {
	case WEBHOOK_AGAIN_NO:
		return false;
	case WEBHOOK_AGAIN_PLAIN:
		if (sink->plain || !sink->options.compress)
			return false;
		sink->plain = true;
		return true;
	case WEBHOOK_AGAIN_TOKEN:
		if (!sink->options.oauth.url)
			return false;
		oauth_drop(&sink->options.oauth);
		return true;
	case WEBHOOK_AGAIN_CONNECTION:
		open_handles(sink); /* closes the connections there are */
		return true;
	}
	return false;
}

/* Takes up secrets and certificates that were replaced meanwhile. */
static void refresh(struct sink *sink, struct sink_reply *reply)
{
	struct buf note = { 0 };
	bool reconnect = false;

	webhook_options_refresh(&sink->options, &reconnect, &note);
	snprintf(reply->note, sizeof(reply->note), "%s", buf_str(&note));
	buf_release(&note);
	/* libcurl keeps certificates with a handle and its connections. */
	if (reconnect)
		open_handles(sink);
}

static bool deliver(struct sink *sink, const struct batch *batch,
		    struct sink_reply *reply, struct err *err)
{
	const struct oauth *oauth = &sink->options.oauth;
	struct webhook_hints hints;
	unsigned tried = 0;
	bool good;

	do {
		char note[sizeof(reply->note)];

		hints = (struct webhook_hints){ .remaining = -1 };
		err_clear(err);
		memcpy(note, reply->note, sizeof(note));
		*reply = (struct sink_reply){ 0 };
		memcpy(reply->note, note, sizeof(note));
		if (!wait_turn(sink, err))
			return false;
		if (oauth->url && !oauth_good(oauth, clock_monotonic()) &&
		    !fetch_token(sink, err))
			return false;
		good = attempt(sink, batch, reply, &hints, err);
	} while (!good && try_again(sink, &hints, &tried));
	return good;
}

static bool webhook_deliver(struct sink *sink, const struct batch *batch,
			    struct sink_reply *reply, struct err *err)
{
	bool good;

	*reply = (struct sink_reply){ 0 };
	refresh(sink, reply);
	sink->plain = batch->plain;
	good = deliver(sink, batch, reply, err);
	reply->plain = sink->plain;
	if (!good)
		webhook_options_hide(&sink->options, err->text);
	return good;
}

static bool webhook_preview(struct sink *sink, const struct batch *batch,
			    struct buf *out, struct err *err)
{
	struct webhook_request request;

	(void)err;
	sink->plain = batch->plain;
	request = prepare(sink, batch);
	request.hide = true;
	webhook_request_text(&request, sink->receiver.host, sink->receiver.path,
			     out);
	return true;
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

/* Checks the value of `key` and keeps its parts. */
static bool parse_url(const struct webhook_options *options, const char *key,
		      CURLU *parts, struct target *out, struct err *err)
{
	char *scheme = NULL, *host = NULL, *port = NULL, *user = NULL;
	char *path = NULL, *query = NULL;
	struct buf text = { 0 };
	const char *problem = NULL;

	if (curl_url_set(parts, CURLUPART_URL, out->url, 0) != CURLUE_OK ||
	    curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
	    curl_url_get(parts, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		problem = "this is not a URL such as https://HOST/PATH";
	else if (strcmp(scheme, "https") != 0 && strcmp(scheme, "http") != 0)
		problem = "only https can be used";
	else if (strcmp(scheme, "http") == 0 && !options->insecure)
		problem = "changes would go over the network unencrypted; use "
			  "https, or say insecure_http = yes";
	else if (curl_url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_OK)
		problem = "put credentials into basic_file, not into the URL";
	if (!problem) {
		curl_url_get(parts, CURLUPART_PORT, &port, 0);
		curl_url_get(parts, CURLUPART_PATH, &path, 0);
		curl_url_get(parts, CURLUPART_QUERY, &query, 0);
		buf_addf(&text, "%s%s%s", host, port ? ":" : "",
			 port ? port : "");
		out->host = buf_steal(&text);
		buf_addf(&text, "%s://%s", scheme, out->host);
		out->where = buf_steal(&text);
		buf_addf(&text, "%s%s%s", path ? path : "/", query ? "?" : "",
			 query ? query : "");
		out->path = buf_steal(&text);
	}
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	curl_free(user);
	curl_free(path);
	curl_free(query);
	return !problem ||
	       options->section.fail(&options->section, key, err, problem);
}

static bool read_target(const struct webhook_options *options, const char *key,
			const char *url, struct target *out, struct err *err)
{
	CURLU *parts;
	bool good;

	out->url = url;
	if (!url)
		return true;
	parts = curl_url();
	if (!parts)
		abort(); /* out of memory */
	good = parse_url(options, key, parts, out, err);
	curl_url_cleanup(parts);
	return good;
}

static void release_target(struct target *target)
{
	free(target->where);
	free(target->host);
	free(target->path);
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

static void set_tls(CURL *curl, const struct webhook_options *options)
{
	static const CURLoption file_options[] = {
		[WEBHOOK_CA] = CURLOPT_CAINFO,
		[WEBHOOK_CLIENT_CERT] = CURLOPT_SSLCERT,
		[WEBHOOK_CLIENT_KEY] = CURLOPT_SSLKEY,
	};
	size_t i;

	curl_easy_setopt(curl, CURLOPT_SSLVERSION,
			 (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	for (i = 0; i < WEBHOOK_FILES; i++)
		if (options->files[i])
			curl_easy_setopt(curl, file_options[i],
					 options->files[i]);
	/* Without one, OpenSSL would ask at the terminal. */
	curl_easy_setopt(curl, CURLOPT_KEYPASSWD,
			 options->key_password ? options->key_password : "");
}

/* All that is the same for every request. */
static void set_up(struct sink *sink, CURL *curl, const char *url)
{
	const struct webhook_options *options = &sink->options;

	curl_easy_setopt(curl, CURLOPT_URL, url);
	allow_protocols(curl, options->insecure);
	curl_easy_setopt(curl, CURLOPT_POST, 1L);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
			 (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
	set_tls(curl, options);
	/* "" is no proxy; NULL would mean the environment's. */
	curl_easy_setopt(curl, CURLOPT_PROXY,
			 options->proxy ? options->proxy : "");
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
	curl_easy_setopt(curl, CURLOPT_PROXYUSERPWD, options->proxy_basic);
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

static void close_handles(struct sink *sink)
{
	curl_easy_cleanup(sink->curl);
	curl_easy_cleanup(sink->curl_token);
	sink->curl = NULL;
	sink->curl_token = NULL;
}

static CURL *open_handle(struct sink *sink, const char *url)
{
	CURL *curl = curl_easy_init();

	if (!curl)
		abort(); /* out of memory */
	set_up(sink, curl, url);
	return curl;
}

/* Anew, where there were some. */
static void open_handles(struct sink *sink)
{
	close_handles(sink);
	sink->curl = open_handle(sink, sink->receiver.url);
	if (sink->options.pinned_key)
		curl_easy_setopt(sink->curl, CURLOPT_PINNEDPUBLICKEY,
				 sink->options.pinned_key);
	if (sink->tokens.url)
		sink->curl_token = open_handle(sink, sink->tokens.url);
}

static void webhook_close(struct sink *sink)
{
	if (!sink)
		return;
	close_handles(sink);
	webhook_options_release(&sink->options);
	release_target(&sink->receiver);
	release_target(&sink->tokens);
	header_release(&sink->head);
	buf_release(&sink->answer);
	buf_release(&sink->sent);
	if (sink->started)
		curl_global_cleanup(); /* counted by libcurl */
	free(sink);
}

static bool webhook_open(struct sink **out, const struct sink_options *options,
			 struct err *err)
{
	struct sink *sink = xcalloc(1, sizeof(*sink));
	struct webhook_options *read = &sink->options;

	*out = NULL;
	sink->stop = options->stop;
	sink->started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
	if (!sink->started) {
		webhook_close(sink);
		return err_set(err, ERR_INTERNAL, "libcurl does not start");
	}
	if (!webhook_options_read(read, options, err) ||
	    !webhook_rules_read(&sink->rules, options, err) ||
	    !read_target(read, "url", read->url, &sink->receiver, err) ||
	    !read_target(read, "token_url", read->oauth.url, &sink->tokens,
			 err)) {
		webhook_close(sink);
		return false;
	}
	if (read->broken.kind) {
		*err = read->broken;
		webhook_close(sink);
		return false;
	}
	rate_start(&sink->rate, read->rate, clock_monotonic());
	open_handles(sink);
	*out = sink;
	return true;
}

extern const struct sink_type sink_webhook;
const struct sink_type sink_webhook = {
	.name = "webhook",
	.lanes = true,
	.summary = "one signed HTTP POST for each batch",
	.open = webhook_open,
	.position = webhook_position,
	.deliver = webhook_deliver,
	.preview = webhook_preview,
	.close = webhook_close,
};
