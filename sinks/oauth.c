#include "sinks/oauth.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "core/base64.h"
#include "core/mem.h"
#include "core/secret.h"
#include "sinks/http_status.h"

enum {
	EARLY_MS = 60000, /* a token is renewed that long before its end */
	EARLY_PART = 10,  /* or at this part of its life, if that is less */
	LIFE_MOST = 30 * 86400, /* seconds that we believe */
	TOKEN_MOST = 32 * 1024,
	CODE_MOST = 60
};

/* application/x-www-form-urlencoded */
static void add_encoded(struct buf *out, const char *text)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c < 0x80 && isalnum(c)) || strchr("-._~", c)) {
			buf_addch(out, (char)c);
			continue;
		}
		buf_addch(out, '%');
		buf_addch(out, hex[c >> 4]);
		buf_addch(out, hex[c & 15]);
	}
}

static void add_pair(struct buf *out, const char *name, const char *value)
{
	if (!value)
		return;
	buf_addf(out, "%s%s=", out->len ? "&" : "", name);
	add_encoded(out, value);
}

/* Overwrites a buffer that held a secret. */
static void wipe(struct buf *buf)
{
	if (buf->data)
		secret_free(buf_steal(buf));
}

static void add_basic(const struct oauth *oauth, struct header_list *lines)
{
	static const char name[] = "Authorization: Basic ";
	struct buf pair = { 0 }, line = { 0 };

	add_encoded(&pair, oauth->client);
	buf_addch(&pair, ':');
	add_encoded(&pair, oauth->secret);
	buf_addstr(&line, name);
	buf_reserve(&line, BASE64_SIZE(pair.len));
	*base64_put(line.data + line.len, pair.data, pair.len) = '\0';
	header_add(lines, line.data);
	wipe(&pair);
	wipe(&line);
}

void oauth_request(const struct oauth *oauth, struct buf *body,
		   struct header_list *lines)
{
	add_pair(body, "grant_type", "client_credentials");
	add_pair(body, "scope", oauth->scope);
	add_pair(body, "audience", oauth->audience);
	header_add(lines, "Content-Type: application/x-www-form-urlencoded");
	header_add(lines, "Accept: application/json");
	if (oauth->in_body) {
		add_pair(body, "client_id", oauth->client);
		add_pair(body, "client_secret", oauth->secret);
	} else {
		add_basic(oauth, lines);
	}
}

/* What can stand in a header behind "Bearer ". */
static bool good_token(const char *token)
{
	size_t n = strlen(token);
	const char *p;

	for (p = token; *p; p++)
		if ((unsigned char)*p <= 0x20 || (unsigned char)*p >= 0x7f)
			return false;
	return n > 0 && n <= TOKEN_MOST;
}

/*
 * The error code of section 5.2, which is a word; anything else is not shown.
 */
static const char *code_of(const json_t *root)
{
	const char *code = json_string_value(json_object_get(root, "error"));
	size_t n = code ? strspn(code, "abcdefghijklmnopqrstuvwxyz_") : 0;

	return n && !code[n] && n <= CODE_MOST ? code : NULL;
}

static bool take(struct oauth *oauth, const json_t *root, int64_t now)
{
	const json_t *expires = json_object_get(root, "expires_in");
	const char *token =
	    json_string_value(json_object_get(root, "access_token"));
	const char *type =
	    json_string_value(json_object_get(root, "token_type"));
	double life = json_is_number(expires) ? json_number_value(expires)
		      : json_is_string(expires)
			  ? strtod(json_string_value(expires), NULL)
			  : 0;
	int64_t ms, early;

	if (!token || !good_token(token) ||
	    (type && strcasecmp(type, "bearer") != 0))
		return false;
	oauth_drop(oauth);
	oauth->token = xstrdup(token);
	oauth->expires = expires != NULL;
	if (!(life > 0))
		life = 0;
	ms = (int64_t)((life < LIFE_MOST ? life : LIFE_MOST) * 1000);
	early = ms / EARLY_PART < EARLY_MS ? ms / EARLY_PART : EARLY_MS;
	oauth->until = now + ms - early;
	return true;
}

bool oauth_answer(struct oauth *oauth, const char *where, int status,
		  struct str body, int64_t now, struct err *err)
{
	json_t *root = json_loadb(body.n ? body.p : "", body.n, 0, NULL);
	const char *code = code_of(root);
	enum err_kind kind = http_status_find(status)->kind;
	bool taken = status >= 200 && status < 300;
	bool good = taken && take(oauth, root, now);

	/* A request for a token that is refused is no event's fault. */
	if (kind != ERR_TRANSIENT || taken)
		kind = ERR_MISCONFIGURED;
	if (!good)
		err_set(err, kind, "token_url %s answered %d%s%s%s", where,
			status, taken ? " without a bearer token" : "",
			code ? ": " : "", code ? code : "");
	json_decref(root);
	return good;
}

bool oauth_good(const struct oauth *oauth, int64_t now)
{
	return oauth->token && (!oauth->expires || now < oauth->until);
}

void oauth_drop(struct oauth *oauth)
{
	secret_free(oauth->token);
	oauth->token = NULL;
}

void oauth_release(struct oauth *oauth)
{
	oauth_drop(oauth);
	secret_free(oauth->secret);
	oauth->secret = NULL;
}
