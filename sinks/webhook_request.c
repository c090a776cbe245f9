#include "sinks/webhook_request.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <zlib.h>

#include "core/base64.h"
#include "core/secret.h"
#include "sinks/digest.h"
#include "sinks/signature.h"

static void add_signature(const struct webhook_request *request,
			  struct header_list *out)
{
	const struct webhook_options *options = request->options;
	const struct batch *batch = request->batch;
	struct buf line = { 0 };

	if (!options->keys.n)
		return;
	buf_addstr(&line, "webhook-signature: ");
	signature_header(options->keys.keys, options->keys.n, batch->id,
			 request->now, batch->body, &line);
	/* The old keys sign too, until every receiver has the new ones. */
	if (options->previous.n)
		buf_addch(&line, ' ');
	signature_header(options->previous.keys, options->previous.n, batch->id,
			 request->now, batch->body, &line);
	header_add(out, line.data);
	buf_release(&line);
}

/* Of what is sent, RFC 9530: behind compression. */
static void add_digest(const struct webhook_request *request,
		       struct header_list *out)
{
	char hex[DIGEST_HEX + 1], text[BASE64_SIZE(DIGEST_HEX / 2) + 1];

	digest_hex(request->sent.p, request->sent.n, hex);
	*base64_put_hex(text, hex, DIGEST_HEX) = '\0';
	header_addf(out, "Content-Digest: sha-256=:%s:", text);
}

/* One trace for each batch, in it one span for each attempt. */
static void add_trace(const struct batch *batch, struct header_list *out)
{
	char trace[DIGEST_HEX + 1], span[DIGEST_HEX + 1];
	struct buf attempt = { 0 };

	buf_addf(&attempt, "%s.%" PRId64, batch->id, batch->attempt);
	digest_hex(batch->id, strlen(batch->id), trace);
	digest_hex(attempt.data, attempt.len, span);
	header_addf(out, "traceparent: 00-%.32s-%.16s-01", trace, span);
	buf_release(&attempt);
}

static void add_authorization(const struct webhook_request *request,
			      struct header_list *out)
{
	const struct webhook_options *options = request->options;
	const char *value = options->authorization;
	struct buf line = { 0 };

	if (options->oauth.url)
		buf_addf(&line, "Authorization: Bearer %s",
			 request->hide          ? "***"
			 : options->oauth.token ? options->oauth.token
						: "");
	else if (value)
		buf_addf(&line, "Authorization: %.*s%s",
			 request->hide ? (int)strcspn(value, " ") + 1
				       : (int)strlen(value),
			 value, request->hide ? "***" : "");
	else
		return;
	header_add(out, line.data);
	secret_free(buf_steal(&line));
}

/* Those of the section, and of headers_file: the names of these are shown. */
static void add_more(const struct webhook_request *request,
		     struct header_list *out)
{
	const struct webhook_options *options = request->options;
	size_t i;

	for (i = 0; i < options->fixed.n; i++)
		header_add(out, options->fixed.lines[i]);
	for (i = 0; i < options->headers.n; i++) {
		const char *line = options->headers.lines[i];

		if (request->hide)
			header_addf(out, "%.*s: ***", (int)strcspn(line, ":"),
				    line);
		else
			header_add(out, line);
	}
	add_authorization(request, out);
}

static bool has(const struct header_list *list, const char *name)
{
	size_t n = strlen(name), i;

	for (i = 0; i < list->n; i++)
		if (strncasecmp(list->lines[i], name, n) == 0 &&
		    list->lines[i][n] == ':')
			return true;
	return false;
}

void webhook_request_lines(const struct webhook_request *request,
			   struct header_list *out)
{
	const struct webhook_options *options = request->options;
	const struct batch *batch = request->batch;
	size_t i;

	add_more(request, out);
	if (!has(out, "User-Agent"))
		header_add(out, "User-Agent: shadowlog/" SHADOWLOG_VERSION);
	if (!has(out, "Accept"))
		header_add(out, "Accept: application/json, "
				"application/problem+json");
	header_addf(out, "Content-Type: %s",
		    batch->content_type ? batch->content_type
					: "application/json");
	if (request->gzip)
		header_add(out, "Content-Encoding: gzip");
	if (options->digest)
		add_digest(request, out);
	header_addf(out, "webhook-id: %s", batch->id);
	header_addf(out, "webhook-timestamp: %" PRId64, request->now);
	add_signature(request, out);
	if (!options->no_key)
		header_addf(out, "Idempotency-Key: \"%s\"", batch->id);
	if (options->trace)
		add_trace(batch, out);
	header_addf(out, "shadowlog-attempt: %" PRId64, batch->attempt + 1);
	if (batch->replay)
		header_addf(out, "shadowlog-replay: %s", batch->replay);
	if (batch->taken)
		header_addf(out, "shadowlog-taken: %zu", batch->taken);
	if (batch->token)
		header_addf(out, "shadowlog-token: %" PRId64, batch->token);
	for (i = 0; i < batch->nheaders; i++)
		header_add(out, batch->headers[i]);
}

/* Without memory there is no going on, as everywhere. */
static void must(bool good)
{
	if (good)
		return;
	fputs("zlib cannot compress\n", stderr);
	abort();
}

void webhook_compress(struct str body, struct buf *out)
{
	z_stream stream = { 0 };
	size_t start = out->len;
	uLong most;
	int code;

	/* 31: a gzip head, in which zlib writes no time and no name. */
	must(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 31, 8,
			  Z_DEFAULT_STRATEGY) == Z_OK);
	must(body.n <= UINT32_MAX);
	most = deflateBound(&stream, (uLong)body.n);
	buf_reserve(out, most);
	stream.next_in = (z_const Bytef *)body.p;
	stream.avail_in = (uInt)body.n;
	stream.next_out = (Bytef *)out->data + start;
	stream.avail_out = (uInt)most;
	code = deflate(&stream, Z_FINISH);
	must(code == Z_STREAM_END);
	out->len = start + stream.total_out;
	deflateEnd(&stream);
}

/* "/path?key=***&other=***": what is behind a "=" is often a token. */
static void add_target(struct buf *out, const char *target)
{
	bool query = false;

	for (; *target; target++) {
		buf_addch(out, *target);
		query = query || *target == '?';
		if (!query || *target != '=')
			continue;
		buf_addstr(out, "***");
		target += strcspn(target, "&");
		target--;
	}
}

void webhook_request_text(const struct webhook_request *request,
			  const char *host, const char *target, struct buf *out)
{
	const struct batch *batch = request->batch;
	struct header_list lines = { 0 };
	size_t i;

	webhook_request_lines(request, &lines);
	buf_addstr(out, "POST ");
	add_target(out, target);
	buf_addf(out, " HTTP/1.1\r\nHost: %s\r\n", host);
	for (i = 0; i < lines.n; i++)
		buf_addf(out, "%s\r\n", lines.lines[i]);
	buf_addf(out, "Content-Length: %zu\r\n\r\n", request->sent.n);
	buf_add(out, batch->body.p, batch->body.n);
	header_release(&lines);
}
