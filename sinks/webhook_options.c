#include "sinks/webhook_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sinks/options.h"

enum {
	TIMEOUT_MS = 30000,
	CONNECT_TIMEOUT_MS = 10000,
	TIMEOUT_MOST_MS = 3600000
};

/* One key, where it is set. */
static bool read_key(struct webhook_options *out,
		     const struct sink_options *options, const char *key,
		     struct err *err)
{
	char text[sizeof(err->text)];
	char *secret = NULL;
	bool good;

	if (!options->secret(options, key, &secret, err))
		return false;
	if (!secret)
		return true;
	good = signing_key_parse(secret, &out->keys[out->nkeys], err);
	secret_free(secret);
	if (good) {
		out->nkeys++;
		return true;
	}
	snprintf(text, sizeof(text), "%s", err->text);
	return options->fail(options, key, err, text);
}

static bool read_keys(struct webhook_options *out,
		      const struct sink_options *options, struct err *err)
{
	bool without = false;

	if (!read_key(out, options, "secret_file", err) ||
	    !option_yes(options, "unsigned", &without, err))
		return false;
	if (without && out->nkeys)
		return options->fail(options, "unsigned", err,
				     "there is a secret_file as well");
	if (!without && !out->nkeys)
		return options->fail(
		    options, "secret_file", err,
		    "without a secret a receiver cannot tell our batches from "
		    "forged ones; make one with: "
		    "echo \"whsec_$(openssl rand -base64 32)\" >FILE; "
		    "chmod 600 FILE; or say unsigned = yes");
	/* The old key signs too, until every receiver has the new one. */
	return read_key(out, options, "secret_file_previous", err);
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
		if (strlen(ours[i]) == n && strncasecmp(ours[i], line, n) == 0)
			return "it sets a header that is ours to set";
	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncasecmp(prefixes[i], line, strlen(prefixes[i])) == 0)
			return "it sets a header that is ours to set";
	return NULL;
}

/* Lines such as "Authorization: Bearer ...": secrets, so in a file. */
static bool read_headers(struct webhook_options *out,
			 const struct sink_options *options, struct err *err)
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
			header_add(&out->headers, line);
	}
	secret_free(text);
	return !problem || options->fail(options, "headers_file", err, problem);
}

/* A file that the HTTP client reads by itself. */
static bool read_path(const char **out, const struct sink_options *options,
		      const char *key, struct err *err)
{
	FILE *file;

	*out = options->get(options, key);
	if (!*out)
		return true;
	file = fopen(*out, "r");
	if (!file)
		return options->fail(options, key, err,
				     "the file cannot be read");
	fclose(file);
	return true;
}

bool webhook_options_read(struct webhook_options *out,
			  const struct sink_options *options, struct err *err)
{
	*out = (struct webhook_options){ .timeout_ms = TIMEOUT_MS,
					 .connect_ms = CONNECT_TIMEOUT_MS };
	out->proxy = options->get(options, "proxy");
	return option_need(options, "url", "where do the batches go?",
			   &out->url, err) &&
	       option_yes(options, "insecure_http", &out->insecure, err) &&
	       read_keys(out, options, err) &&
	       read_headers(out, options, err) &&
	       read_path(&out->ca_file, options, "ca_file", err) &&
	       read_path(&out->client_cert_file, options, "client_cert_file",
			 err) &&
	       read_path(&out->client_key_file, options, "client_key_file",
			 err) &&
	       option_time(options, "timeout", TIMEOUT_MOST_MS,
			   &out->timeout_ms, err) &&
	       option_time(options, "connect_timeout", TIMEOUT_MOST_MS,
			   &out->connect_ms, err);
}

void webhook_options_release(struct webhook_options *options)
{
	size_t i;

	for (i = 0; i < WEBHOOK_KEYS_MOST; i++)
		signing_key_release(&options->keys[i]);
	header_release(&options->headers);
}
