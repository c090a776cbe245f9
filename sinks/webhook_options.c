#include "sinks/webhook_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "core/base64.h"
#include "core/mem.h"
#include "core/secret.h"
#include "sinks/options.h"
#include "sinks/rate.h"

enum {
	TIMEOUT_MS = 30000,
	CONNECT_TIMEOUT_MS = 10000,
	TIMEOUT_MOST_MS = 3600000,
	HIDE_LEAST = 4 /* bytes: what is shorter is no secret */
};

/* ----------------------------------------------------------------- secrets */

static bool take_keys(struct signing_keys *out, const char *text,
		      struct err *err)
{
	struct signing_keys keys = { 0 };
	bool good = signing_keys_parse(text, &keys, err);
	size_t i;

	for (i = 0; good && i < keys.n; i++)
		if (keys.keys[i].kind == SIGNING_PUBLIC)
			good = err_set(err, ERR_CONFIG,
				       "a key whpk_ is public and cannot sign; "
				       "its secret half starts with whsk_");
	if (!good) {
		signing_keys_release(&keys);
		return false;
	}
	signing_keys_release(out);
	*out = keys;
	return true;
}

static bool take_secret(struct webhook_options *out, const char *text,
			struct err *err)
{
	return take_keys(&out->keys, text, err);
}

static bool take_previous(struct webhook_options *out, const char *text,
			  struct err *err)
{
	return take_keys(&out->previous, text, err);
}

/* Text that can stand in a header. */
static bool printable(const char *text)
{
	for (; *text; text++)
		if (((unsigned char)*text < 0x20 && *text != '\t') ||
		    *text == 0x7f)
			return false;
	return true;
}

/* A header line that we may send: NAME: VALUE, none of our own names. */
static const char *header_problem(const char *line)
{
	static const char *const ours[] = {
		"content-type",
		"content-length",
		"content-encoding",
		"content-digest",
		"host",
		"expect",
		"idempotency-key",
		"transfer-encoding",
		"connection",
		"traceparent",
	};
	static const char *const prefixes[] = { "webhook-", "shadowlog-",
						"ce-" };
	size_t n = strspn(line, "abcdefghijklmnopqrstuvwxyz"
				"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
	size_t i;

	if (n == 0 || line[n] != ':' ||
	    !line[n + 1 + strspn(line + n + 1, " ")])
		return "each line is NAME: VALUE";
	if (!printable(line))
		return "a line holds a control character";
	for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		if (strlen(ours[i]) == n && strncasecmp(ours[i], line, n) == 0)
			return "it sets a header that is ours to set";
	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncasecmp(prefixes[i], line, strlen(prefixes[i])) == 0)
			return "it sets a header that is ours to set";
	return NULL;
}

static bool is_authorization(const char *line)
{
	return strncasecmp(line, "authorization:", 14) == 0;
}

/* Lines such as "Authorization: Bearer ...". */
static bool take_headers(struct webhook_options *out, const char *text,
			 struct err *err)
{
	struct header_list headers = { 0 };
	const char *problem = NULL;
	char *copy = xstrdup(text), *line, *next;

	for (line = copy; *line && !problem; line = next) {
		size_t n = strcspn(line, "\n");

		next = line + n + (line[n] != '\0');
		line[n] = '\0';
		if (n && line[n - 1] == '\r')
			line[n - 1] = '\0';
		if (!*line || *line == '#')
			continue;
		problem = header_problem(line);
		if (!problem && out->authorization && is_authorization(line))
			problem = "it sets Authorization, and so does another "
				  "key";
		if (!problem)
			header_add(&headers, line);
	}
	secret_wipe(copy, strlen(text));
	free(copy);
	if (problem) {
		header_release(&headers);
		return err_set(err, ERR_CONFIG, "%s", problem);
	}
	header_release(&out->headers);
	out->headers = headers;
	return true;
}

static void replace(char **secret, const char *text)
{
	secret_free(*secret);
	*secret = xstrdup(text);
}

static bool take_bearer(struct webhook_options *out, const char *text,
			struct err *err)
{
	struct buf value = { 0 };

	if (!printable(text) || strpbrk(text, " \t"))
		return err_set(err, ERR_CONFIG,
			       "a token is one word, on one line");
	buf_addf(&value, "Bearer %s", text);
	secret_free(out->authorization);
	out->authorization = buf_steal(&value);
	replace(&out->password, text);
	return true;
}

static bool take_basic(struct webhook_options *out, const char *text,
		       struct err *err)
{
	const char *colon = strchr(text, ':');
	struct buf value = { 0 };
	size_t n = strlen(text);

	if (!colon || !printable(text))
		return err_set(err, ERR_CONFIG,
			       "write USER:PASSWORD, on one line");
	buf_addstr(&value, "Basic ");
	buf_reserve(&value, BASE64_SIZE(n));
	*base64_put(value.data + value.len, text, n) = '\0';
	secret_free(out->authorization);
	out->authorization = buf_steal(&value);
	replace(&out->password, colon + 1);
	return true;
}

static bool take_client_secret(struct webhook_options *out, const char *text,
			       struct err *err)
{
	(void)err;
	replace(&out->oauth.secret, text);
	/* The old one may have been withdrawn, and its tokens with it. */
	oauth_drop(&out->oauth);
	return true;
}

static bool take_key_password(struct webhook_options *out, const char *text,
			      struct err *err)
{
	(void)err;
	replace(&out->key_password, text);
	return true;
}

static bool take_proxy_basic(struct webhook_options *out, const char *text,
			     struct err *err)
{
	if (!strchr(text, ':') || !printable(text))
		return err_set(err, ERR_CONFIG,
			       "write USER:PASSWORD, on one line");
	replace(&out->proxy_basic, text);
	return true;
}

static const struct {
	const char *key;
	/* Takes it, or leaves all as it was. */
	bool (*take)(struct webhook_options *out, const char *text,
		     struct err *err);
} secrets[] = {
	[WEBHOOK_SECRET] = { "secret_file", take_secret },
	[WEBHOOK_SECRET_PREVIOUS] = { "secret_file_previous", take_previous },
	[WEBHOOK_BEARER] = { "bearer_file", take_bearer },
	[WEBHOOK_BASIC] = { "basic_file", take_basic },
	[WEBHOOK_HEADERS] = { "headers_file", take_headers },
	[WEBHOOK_CLIENT_SECRET] = { "client_secret_file", take_client_secret },
	[WEBHOOK_KEY_PASSWORD] = { "client_key_password_file",
				   take_key_password },
	[WEBHOOK_PROXY_BASIC] = { "proxy_basic_file", take_proxy_basic },
};

/* The text of a secret, read now; NULL where the key is not set. */
static bool read_secret(struct webhook_options *out, size_t i, struct err *err)
{
	const struct sink_options *section = &out->section;
	char why[sizeof(err->text)];
	char *text = NULL;
	bool good;

	if (!section->secret(section, secrets[i].key, &text, err))
		return false;
	if (!text)
		return true;
	good = secrets[i].take(out, text, err);
	secret_free(text);
	if (good)
		return true;
	snprintf(why, sizeof(why), "%s", err->text);
	return option_broken(section, secrets[i].key, err, why);
}

/* Trouble with a file is noted, and what is wrong with an option looked for. */
static bool note_broken(struct webhook_options *out, struct err *err)
{
	if (err->kind != ERR_MISCONFIGURED)
		return false;
	if (!out->broken.kind)
		out->broken = *err;
	err_clear(err);
	return true;
}

static bool read_secrets(struct webhook_options *out, struct err *err)
{
	const struct sink_options *section = &out->section;
	bool unsigned_ = false, signs;
	size_t i;

	for (i = 0; i < WEBHOOK_SECRETS; i++) {
		watch_start(&out->secret_watches[i],
			    section->get(section, secrets[i].key));
		if (!read_secret(out, i, err) && !note_broken(out, err))
			return false;
	}
	if (!option_yes(section, "unsigned", &unsigned_, err))
		return false;
	signs = section->get(section, "secret_file") != NULL;
	if (unsigned_ &&
	    (signs || section->get(section, "secret_file_previous")))
		return section->fail(section, "unsigned", err,
				     "there is a secret_file as well");
	if (!unsigned_ && !signs)
		return section->fail(
		    section, "secret_file", err,
		    "without a secret a receiver cannot tell our batches from "
		    "forged ones; make one with: shadowlog secret new FILE; or "
		    "say unsigned = yes");
	return true;
}

/* ------------------------------------------------------------ authorization */

/* At most one of the ways to say who we are. */
static bool check_authorization(const struct webhook_options *out,
				struct err *err)
{
	const struct sink_options *section = &out->section;
	static const char *const ways[] = { "bearer_file", "basic_file",
					    "token_url" };
	const char *first = NULL;
	size_t i;

	for (i = 0; i < out->headers.n; i++)
		if (is_authorization(out->headers.lines[i]))
			first = "Authorization in headers_file";
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		char text[120];

		if (!section->get(section, ways[i]))
			continue;
		snprintf(text, sizeof(text), "there is %s as well",
			 first ? first : "");
		if (first)
			return section->fail(section, ways[i], err, text);
		first = ways[i];
	}
	return true;
}

static bool read_oauth(struct webhook_options *out, struct err *err)
{
	const struct sink_options *section = &out->section;
	struct oauth *oauth = &out->oauth;
	const char *client_auth = section->get(section, "client_auth");

	oauth->url = section->get(section, "token_url");
	oauth->client = section->get(section, "client_id");
	oauth->scope = section->get(section, "scope");
	oauth->audience = section->get(section, "audience");
	if (!oauth->url) {
		static const char *const keys[] = { "client_id", "scope",
						    "audience", "client_auth",
						    "client_secret_file" };
		size_t i;

		for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
			if (section->get(section, keys[i]))
				return section->fail(section, keys[i], err,
						     "there is no token_url to "
						     "use it with");
		return true;
	}
	if (!oauth->client || !*oauth->client)
		return section->fail(section, "client_id", err,
				     "token_url needs one");
	if (!section->get(section, "client_secret_file"))
		return section->fail(section, "client_secret_file", err,
				     "token_url needs one");
	if (client_auth && strcmp(client_auth, "basic") != 0 &&
	    strcmp(client_auth, "post") != 0)
		return section->fail(section, "client_auth", err,
				     "say basic or post");
	oauth->in_body = client_auth && strcmp(client_auth, "post") == 0;
	return true;
}

/* header.NAME = VALUE, for those that are no secret. */
static bool read_fixed(struct webhook_options *out, struct err *err)
{
	static const char prefix[] = "header.";
	static const char *const secret[] = { "authorization:", "cookie:",
					      "proxy-authorization:" };
	const struct sink_options *section = &out->section;
	const char *key;
	size_t i, k;

	for (i = 0; (key = section->key(section, prefix, i)); i++) {
		const char *problem;
		struct buf line = { 0 };

		buf_addf(&line, "%s: %s", key + strlen(prefix),
			 section->get(section, key));
		problem = header_problem(line.data);
		for (k = 0; k < sizeof(secret) / sizeof(secret[0]); k++)
			if (strncasecmp(line.data, secret[k],
					strlen(secret[k])) == 0)
				problem = "a secret: put it into headers_file, "
					  "bearer_file or basic_file";
		if (!problem)
			header_add(&out->fixed, line.data);
		buf_release(&line);
		if (problem)
			return section->fail(section, key, err, problem);
	}
	return true;
}

/* -------------------------------------------------------------------- other */

static const char *const file_keys[] = {
	[WEBHOOK_CA] = "ca_file",
	[WEBHOOK_CLIENT_CERT] = "client_cert_file",
	[WEBHOOK_CLIENT_KEY] = "client_key_file",
};

/* A file that the HTTP client reads by itself. */
static bool read_path(struct webhook_options *out, size_t i, struct err *err)
{
	const struct sink_options *section = &out->section;
	const char *path = section->get(section, file_keys[i]);
	struct stat st;
	FILE *file;
	bool others;

	out->files[i] = path;
	watch_start(&out->file_watches[i], path);
	if (!path)
		return true;
	file = fopen(path, "r");
	if (!file || fstat(fileno(file), &st) != 0) {
		if (file)
			fclose(file);
		return option_broken(section, file_keys[i], err,
				     "the file cannot be read");
	}
	fclose(file);
	others = i == WEBHOOK_CLIENT_KEY && (st.st_mode & S_IROTH);
	return !others ||
	       option_broken(section, file_keys[i], err,
			     "a secret that others can read: chmod o-r it");
}

static bool read_paths(struct webhook_options *out, struct err *err)
{
	const struct sink_options *section = &out->section;
	size_t i;

	for (i = 0; i < WEBHOOK_FILES; i++)
		if (!read_path(out, i, err) && !note_broken(out, err))
			return false;
	if (out->files[WEBHOOK_CLIENT_KEY] && !out->files[WEBHOOK_CLIENT_CERT])
		return section->fail(section, "client_key_file", err,
				     "there is no client_cert_file with it");
	return true;
}

static bool read_compress(struct webhook_options *out, struct err *err)
{
	const struct sink_options *section = &out->section;
	const char *text = section->get(section, "compress");

	out->compress = text && strcmp(text, "gzip") == 0;
	return !text || out->compress || strcmp(text, "none") == 0 ||
	       section->fail(section, "compress", err, "say gzip or none");
}

static bool read_rate(struct webhook_options *out, struct err *err)
{
	const struct sink_options *section = &out->section;
	const char *text = section->get(section, "rate");
	const char *lanes = section->get(section, "lanes");
	long n = lanes ? strtol(lanes, NULL, 10) : 1;

	if (text && !rate_parse(text, &out->rate))
		return section->fail(section, "rate", err,
				     "write requests a second or a minute, "
				     "such as 10/s or 90/m");
	/* Each lane is a sink of its own, and all of them keep to the rate. */
	if (n > 1)
		out->rate /= (double)n;
	return true;
}

static bool read_proxy(struct webhook_options *out, struct err *err)
{
	const struct sink_options *section = &out->section;

	out->proxy = section->get(section, "proxy");
	if (out->proxy && strchr(out->proxy, '@'))
		return section->fail(section, "proxy", err,
				     "put USER:PASSWORD into proxy_basic_file, "
				     "not into the URL");
	if (!out->proxy && out->proxy_basic)
		return section->fail(section, "proxy_basic_file", err,
				     "there is no proxy to use it with");
	return true;
}

static bool read_key(struct webhook_options *out, struct err *err)
{
	bool key = true;

	if (!option_yes(&out->section, "idempotency_key", &key, err))
		return false;
	out->no_key = !key;
	return true;
}

/* "sha256//BASE64", several with ";" between. */
static bool read_pin(struct webhook_options *out, struct err *err)
{
	static const char prefix[] = "sha256//";
	const struct sink_options *section = &out->section;
	const char *p = section->get(section, "pinned_key");

	out->pinned_key = p;
	while (p) {
		size_t n = strcspn(p, ";");

		if (strncmp(p, prefix, 8) != 0 || n != 8 + BASE64_SIZE(32))
			return section->fail(
			    section, "pinned_key", err,
			    "write sha256// and base64 of the SHA-256 of the "
			    "server's public key, several with ; between");
		p = p[n] ? p + n + 1 : NULL;
	}
	return true;
}

bool webhook_options_read(struct webhook_options *out,
			  const struct sink_options *options, struct err *err)
{
	*out = (struct webhook_options){
		.section = *options,
		.timeout_ms = TIMEOUT_MS,
		.connect_ms = CONNECT_TIMEOUT_MS,
	};
	return option_need(options, "url", "where do the batches go?",
			   &out->url, err) &&
	       option_yes(options, "insecure_http", &out->insecure, err) &&
	       read_secrets(out, err) && read_oauth(out, err) &&
	       check_authorization(out, err) && read_fixed(out, err) &&
	       read_paths(out, err) && read_pin(out, err) &&
	       read_compress(out, err) && read_rate(out, err) &&
	       read_proxy(out, err) &&
	       option_yes(options, "content_digest", &out->digest, err) &&
	       option_yes(options, "traceparent", &out->trace, err) &&
	       read_key(out, err) &&
	       option_time(options, "timeout", TIMEOUT_MOST_MS,
			   &out->timeout_ms, err) &&
	       option_time(options, "connect_timeout", TIMEOUT_MOST_MS,
			   &out->connect_ms, err);
}

void webhook_options_release(struct webhook_options *options)
{
	signing_keys_release(&options->keys);
	signing_keys_release(&options->previous);
	header_release(&options->fixed);
	header_release(&options->headers);
	oauth_release(&options->oauth);
	secret_free(options->authorization);
	secret_free(options->password);
	secret_free(options->key_password);
	secret_free(options->proxy_basic);
}

void webhook_options_refresh(struct webhook_options *options, bool *reconnect,
			     struct buf *note)
{
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < WEBHOOK_SECRETS; i++) {
		if (!watch_changed(&options->secret_watches[i]))
			continue;
		if (!read_secret(options, i, &err))
			buf_addf(note, "%sthe old %s stays in use: %s",
				 note->len ? "; " : "", secrets[i].key,
				 err.text);
		else if (i == WEBHOOK_KEY_PASSWORD || i == WEBHOOK_PROXY_BASIC)
			*reconnect = true;
	}
	for (i = 0; i < WEBHOOK_FILES; i++)
		if (watch_changed(&options->file_watches[i]))
			*reconnect = true;
}

/* ------------------------------------------------------------------- hiding */

/* How a receiver's text is shown: blanks joined, what is not ASCII as "?". */
static char *as_shown(const char *secret)
{
	struct buf out = { 0 };

	for (; *secret; secret++) {
		unsigned char c = (unsigned char)*secret;

		if (c != ' ' && c != '\t')
			buf_addch(&out, (char)(c > 0x20 && c < 0x7f ? c : '?'));
		else if (out.len && out.data[out.len - 1] != ' ')
			buf_addch(&out, ' ');
	}
	buf_addstr(&out, "");
	return buf_steal(&out);
}

/*
 * How much of `text` is the secret, from its start: all of it, or what the end
 * of the excerpt left of it.  A backslash before a character is JSON's.
 */
static size_t match(const char *text, const char *secret)
{
	size_t at = 0, n = 0;

	while (secret[n]) {
		if (text[at] == '\\' && text[at + 1] == secret[n])
			at++;
		if (text[at] != secret[n])
			break;
		at++;
		n++;
	}
	if (!secret[n])
		return at;
	if (text[at] == '\\')
		at++; /* of what the end cut off */
	if (text[at] && strncmp(text + at, "...", 3) != 0)
		return 0;
	return n < HIDE_LEAST ? 0 : at;
}

static void hide(char *text, const char *secret)
{
	char *shown;

	if (!secret || strlen(secret) < HIDE_LEAST)
		return;
	shown = as_shown(secret);
	for (; *text; text++) {
		size_t n = match(text, shown);

		memset(text, '*', n);
	}
	secret_free(shown);
}

/* A password, and what becomes of it in a header. */
static void hide_basic(char *text, const char *pair)
{
	size_t n = strlen(pair);
	char *encoded = xmalloc(BASE64_SIZE(n) + 1);

	*base64_put(encoded, pair, n) = '\0';
	hide(text, encoded);
	hide(text, strchr(pair, ':') + 1);
	secret_free(encoded);
}

/* The values of "?key=value&...", which are often tokens. */
static void hide_query(char *text, const char *url)
{
	const char *p = strchr(url, '?');
	char *copy, *value;

	if (!p)
		return;
	copy = xstrdup(p + 1);
	for (value = copy; value;) {
		char *next = strpbrk(value, "&#");
		char *equals;

		if (next)
			*next++ = '\0';
		equals = strchr(value, '=');
		hide(text, equals ? equals + 1 : value);
		value = next;
	}
	secret_free(copy);
}

void webhook_options_hide(const struct webhook_options *options, char *text)
{
	const char *value;
	size_t i;

	for (i = 0; i < options->headers.n; i++) {
		value = strchr(options->headers.lines[i], ':') + 1;
		value += strspn(value, " ");
		hide(text, value);
		/* "Bearer TOKEN": the token alone as well. */
		if (strchr(value, ' '))
			hide(text, strchr(value, ' ') + 1);
	}
	if (options->authorization)
		hide(text, strchr(options->authorization, ' ') + 1);
	hide(text, options->password);
	if (options->proxy_basic)
		hide_basic(text, options->proxy_basic);
	hide(text, options->oauth.token);
	hide(text, options->oauth.secret);
	hide_query(text, options->url);
}
