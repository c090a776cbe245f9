/* What the webhook sink sends: headers, keys, credentials, gzip, preview. */
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <zlib.h>

#include "core/clock.h"
#include "sinks/digest.h"
#include "sinks/signature.h"
#include "tests/support/stage.h"
#include "tests/tap.h"

#define ID "erp-out-7c1e-1"
/* Of the first batch: openssl dgst -sha256 -binary | base64 */
#define DIGEST "sha-256=:ErThZ1q/jSxc+mM2ySX5WNGDNKast2rcjWZqwy0lsNI=:"
#define PAIR "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define PUBLIC "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
#define TOKEN_ANSWER(token)                                                    \
	"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"                         \
	"{\"access_token\":\"" token                                           \
	"\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
#define DONE "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok"
#define REFUSED(status) "HTTP/1.1 " status " X\r\nConnection: close\r\n\r\nno"

/* Head and body of the n-th request; free() both. */
static char *head_of(const struct stage *stage, int n)
{
	char name[32];

	snprintf(name, sizeof(name), "%04d.head", n);
	return stage_read(stage->dir, name);
}

static char *body_of(const struct stage *stage, int n)
{
	char name[32];

	snprintf(name, sizeof(name), "%04d.body", n);
	return stage_read(stage->dir, name);
}

static void is_header(const struct stage *stage, int request, const char *name,
		      const char *want, const char *what)
{
	char *head = head_of(stage, request), got[400], start[80];

	snprintf(start, sizeof(start), "\r\n%s: ", name);
	stage_header(head, start, got, sizeof(got));
	is_str(got, want, "%s", what);
	free(head);
}

/* --------------------------------------------------- what the batch brings */

static void test_batch(void)
{
	static const char *const more[] = { "ce-specversion: 1.0",
					    "ce-type: x\r\nX-Evil: y" };
	struct sample_spec spec = { .batch_seq = 1, .count = 1, .attempt = 2 };
	struct sample sample;
	struct stage stage;

	stage_open(&stage, NULL, 0, NULL, "", NULL);
	sample_make(&sample, &spec);
	sample.batch.content_type = "application/cloudevents+json";
	sample.batch.headers = more;
	sample.batch.nheaders = 2;
	sample.batch.replay = "dlq";
	sample.batch.token = 77;
	sample.batch.taken = 2;
	ok(stage.opened.type->deliver(stage.opened.sink, &sample.batch,
				      &stage.reply, &stage.err),
	   "delivered %s", stage.err.text);
	is_header(&stage, 1, "Content-Type", "application/cloudevents+json",
		  "the format's content type");
	is_header(&stage, 1, "ce-specversion", "1.0", "its headers");
	is_header(&stage, 1, "ce-type", "x??X-Evil: y",
		  "both of them, and no third one in its value");
	is_header(&stage, 1, "shadowlog-replay", "dlq", "sent again");
	is_header(&stage, 1, "shadowlog-token", "77", "the fencing token");
	is_header(&stage, 1, "shadowlog-taken", "2", "what was taken of it");
	is_header(&stage, 1, "shadowlog-attempt", "3", "the attempt");
	sample_release(&sample);
	ok(stage_send(&stage, 2), "and one without %s", stage.err.text);
	is_header(&stage, 2, "Content-Type", "application/json", "as ever");
	is_header(&stage, 2, "shadowlog-replay", "", "no replay");
	is_header(&stage, 2, "shadowlog-token", "", "no token");
	is_header(&stage, 2, "shadowlog-taken", "", "nor a batch of the past");
	is_header(&stage, 2, "Content-Encoding", "", "not compressed");
	is_header(&stage, 2, "Content-Digest", "", "no digest");
	is_header(&stage, 2, "traceparent", "", "no trace");
	is_header(&stage, 2, "Authorization", "", "no authorization");
	stage_close(&stage);
}

static void test_extras(void)
{
	struct stage stage;
	char hex[DIGEST_HEX + 1], want[200], *head;
	struct sample_spec spec = { .batch_seq = 1, .count = 2, .attempt = 1 };

	stage_open(
	    &stage, NULL, 0, NULL,
	    "content_digest = yes\ntraceparent = yes\nidempotency_key = no\n"
	    "header.X-Team = cdc, prod\nheader.User-Agent = mine\n",
	    NULL);
	ok(stage_send(&stage, 1) && stage_send_spec(&stage, &spec),
	   "delivered %s", stage.err.text);
	is_header(&stage, 1, "X-Team", "cdc, prod", "a header of the section");
	is_header(&stage, 1, "User-Agent", "mine", "in the place of ours");
	is_header(&stage, 1, "Content-Digest", DIGEST, "the body's digest");
	digest_hex(ID, strlen(ID), hex);
	snprintf(want, sizeof(want), "00-%.32s-", hex);
	head = head_of(&stage, 1);
	ok(!strstr(head, "Idempotency-Key"), "no Idempotency-Key");
	stage_header(head, "traceparent: ", hex, sizeof(hex));
	ok(strncmp(hex, want, 36) == 0 && strlen(hex) == 55 &&
	       strcmp(hex + 52, "-01") == 0,
	   "a trace of the batch: %s", hex);
	snprintf(want, sizeof(want), "%s", hex);
	free(head);
	head = head_of(&stage, 2);
	stage_header(head, "traceparent: ", hex, sizeof(hex));
	ok(strncmp(hex, want, 36) == 0 && strcmp(hex, want) != 0,
	   "in which each attempt is a span: %s", hex);
	free(head);
	stage_close(&stage);
}

/* -------------------------------------------------------------------- keys */

static bool verifies(const struct stage *stage, int request, const char *text)
{
	char *head = head_of(stage, request), *body = body_of(stage, request);
	char signature[1000], at[64], id[128];
	struct signing_key key;
	struct err err = { 0 };
	bool good;

	stage_header(head, "webhook-id: ", id, sizeof(id));
	stage_header(head, "webhook-signature: ", signature, sizeof(signature));
	stage_header(head, "webhook-timestamp: ", at, sizeof(at));
	good = signing_key_parse(text, &key, &err) &&
	       signature_verify(&key, 1, id, at, signature,
				(struct str){ body, strlen(body) }, time(NULL),
				300, &err);
	free(head);
	free(body);
	return good;
}

#define KEY_3 "whsec_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
#define KEY_4 "whsec_CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC"

static void test_keys(void)
{
	struct stage stage;

	stage_open(&stage, NULL, 0, NULL, "secret_file_previous = {dir}/old\n",
		   NULL);
	stage_write(stage.dir, "secret",
		    "# newest first\n" KEY_3 "\n" PAIR "\n" STAGE_SECRET "\n");
	ok(stage_send(&stage, 1), "rotated under way %s", stage.err.text);
	is_str(stage.reply.note, "", "nothing to say about that");
	ok(verifies(&stage, 1, KEY_3), "the new key signs");
	ok(verifies(&stage, 1, PUBLIC), "the pair signs");
	ok(verifies(&stage, 1, STAGE_SECRET), "the old one signs");
	ok(verifies(&stage, 1, STAGE_OLD_SECRET), "secret_file_previous signs");
	ok(!verifies(&stage, 1, KEY_4), "and no other");
	stage_write(stage.dir, "secret", KEY_3 "\n");
	ok(stage_send(&stage, 2) && verifies(&stage, 2, KEY_3) &&
	       !verifies(&stage, 2, STAGE_SECRET),
	   "retired under way");
	stage_close(&stage);
}

/* A secret that is missing or half written leaves the old one in use. */
static void test_bad_rotation(void)
{
	char path[512];
	struct stage stage;

	stage_open(&stage, NULL, 0, NULL, "", NULL);
	snprintf(path, sizeof(path), "%s/secret", stage.dir);
	stage_write(stage.dir, "secret", "whsec_MfKQ9r8GKYqrTwj");
	ok(stage_send(&stage, 1) && verifies(&stage, 1, STAGE_SECRET),
	   "half written: the old one stays in use %s", stage.err.text);
	ok(strstr(stage.reply.note, "the old secret_file stays in use") &&
	       !strstr(stage.reply.note, "MfKQ"),
	   "and says so: %s", stage.reply.note);
	ok(stage_send(&stage, 2), "again %s", stage.err.text);
	is_str(stage.reply.note, "", "but only once");
	unlink(path);
	ok(stage_send(&stage, 3) && verifies(&stage, 3, STAGE_SECRET) &&
	       strstr(stage.reply.note, "stays in use"),
	   "missing: %s", stage.reply.note);
	stage_write(stage.dir, "secret", KEY_3);
	chmod(path, 0604);
	ok(stage_send(&stage, 4) && verifies(&stage, 4, STAGE_SECRET) &&
	       strstr(stage.reply.note, "others can read"),
	   "open to others: %s", stage.reply.note);
	chmod(path, 0600);
	ok(stage_send(&stage, 5) && verifies(&stage, 5, KEY_3),
	   "closed again, it is taken up");
	is_str(stage.reply.note, "", "in silence");
	stage_close(&stage);
}

/* systemd's credentials are files as well. */
static void test_credential(void)
{
	struct stage stage;

	stage_set(&stage, NULL, 0);
	setenv("CREDENTIALS_DIRECTORY", stage.dir, 1);
	ok(stage_try(&stage, NULL, "secret_file_previous = credential:old\n",
		     NULL) &&
	       stage_send(&stage, 1) && verifies(&stage, 1, STAGE_OLD_SECRET),
	   "a credential signs %s", stage.err.text);
	stage_write(stage.dir, "old", KEY_3 "\n" KEY_4 "\n");
	ok(stage_send(&stage, 2) && verifies(&stage, 2, KEY_3) &&
	       verifies(&stage, 2, KEY_4) &&
	       !verifies(&stage, 2, STAGE_OLD_SECRET),
	   "and is read again %s", stage.err.text);
	unsetenv("CREDENTIALS_DIRECTORY");
	stage_close(&stage);
}

/* ------------------------------------------------------------- credentials */

static void test_credentials(void)
{
	static const struct {
		const char *text, *line, *name, *want, *next, *then;
	} rows[] = {
		{ "abc.def\n", "bearer_file = {dir}/f\n", "Authorization",
		  "Bearer abc.def", "ghi\n", "Bearer ghi" },
		/* RFC 7617 */
		{ "Aladdin:open sesame\n", "basic_file = {dir}/f\n",
		  "Authorization",
		  "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "a:b\n", "Basic YTpi" },
		{ "# x\n\nX-B: b\r\nX-Api-Key: k1\n",
		  "headers_file = {dir}/f\n", "X-Api-Key", "k1",
		  "X-Api-Key: k2\n", "k2" },
		{ "Aladdin:open sesame\n",
		  "proxy = http://127.0.0.1:{port}\n"
		  "proxy_basic_file = {dir}/f\n",
		  "Proxy-Authorization",
		  "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "a:b\n", "Basic YTpi" },
		{ "Authorization: Custom t\n", "headers_file = {dir}/f\n",
		  "Authorization", "Custom t", "Authorization: Other t\n",
		  "Other t" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct stage stage;

		stage_set(&stage, NULL, 0);
		stage_write(stage.dir, "f", rows[i].text);
		ok(stage_try(&stage, NULL, rows[i].line, NULL) &&
		       stage_send(&stage, 1),
		   "credentials %zu: %s", i, stage.err.text);
		is_header(&stage, 1, rows[i].name, rows[i].want, "are sent");
		stage_write(stage.dir, "f", rows[i].next);
		ok(stage_send(&stage, 2), "replaced %s", stage.err.text);
		is_header(&stage, 2, rows[i].name, rows[i].then,
			  "the new ones are sent");
		stage_write(stage.dir, "f", "\n");
		ok(stage_send(&stage, 3) && *stage.reply.note, "emptied: %s",
		   stage.reply.note);
		is_header(&stage, 3, rows[i].name, rows[i].then,
			  "the last good ones are sent");
		stage_close(&stage);
	}
}

/* What is wrong with a file is not wrong with the configuration. */
static enum err_kind kind_of(const char *why)
{
	static const char *const of_files[] = { "one word",      "empty",
						"USER:PASSWORD", "sets Auth",
						"cannot sign",   "whsec_" };
	size_t i;

	for (i = 0; i < sizeof(of_files) / sizeof(of_files[0]); i++)
		if (strstr(why, of_files[i]))
			return ERR_MISCONFIGURED;
	return ERR_CONFIG;
}

/* Sections that must be refused, with a file "f" of that text. */
static void test_refused(void)
{
	static const struct {
		const char *text, *more, *why;
	} rows[] = {
		{ "a b\n", "bearer_file = {dir}/f\n", "one word" },
		{ "a\nb\n", "bearer_file = {dir}/f\n", "one word" },
		{ "\n", "bearer_file = {dir}/f\n", "empty" },
		{ "nocolon\n", "basic_file = {dir}/f\n", "USER:PASSWORD" },
		{ "a:b\nc\n", "basic_file = {dir}/f\n", "USER:PASSWORD" },
		{ "a:b\n", "basic_file = {dir}/f\nbearer_file = {dir}/f\n",
		  "as well" },
		{ "Authorization: x y\n",
		  "headers_file = {dir}/f\nbearer_file = {dir}/old\n",
		  "sets Authorization" },
		{ "Authorization: x y\n",
		  "headers_file = {dir}/f\ntoken_url = "
		  "http://127.0.0.1:{port}/t\nclient_id = c\n"
		  "client_secret_file = {dir}/old\n",
		  "as well" },
		{ "x\n", "token_url = http://127.0.0.1:1/\n", "client_id" },
		{ "x\n", "token_url = http://127.0.0.1:1/\nclient_id = c\n",
		  "client_secret_file" },
		{ "x\n", "scope = s\n", "no token_url" },
		{ "x\n", "client_secret_file = {dir}/f\n", "no token_url" },
		{ "x\n",
		  "token_url = ftp://h/\nclient_id = c\n"
		  "client_secret_file = {dir}/f\n",
		  "only https" },
		{ "x\n",
		  "token_url = http://127.0.0.1:1/\nclient_id = c\n"
		  "client_secret_file = {dir}/f\nclient_auth = jwt\n",
		  "basic or post" },
		{ "x\n", "header.Authorization = Bearer zzz\n",
		  "headers_file" },
		{ "x\n", "header.Cookie = a=zzz\n", "headers_file" },
		{ "x\n", "header.webhook-id = zzz\n", "ours to set" },
		{ "x\n", "header.content-digest = zzz\n", "ours to set" },
		{ "x\n", "header.X Y = zzz\n", "NAME: VALUE" },
		{ "x\n", "header.X =\n", "NAME: VALUE" },
		{ "x\n", "compress = br\n", "gzip or none" },
		{ "x\n", "rate = fast\n", "10/s" },
		{ "x\n", "pinned_key = sha256//zzz\n", "sha256//" },
		{ "x\n", "pinned_key = {dir}/f\n", "sha256//" },
		{ "x\n", "client_key_file = {dir}/f\n", "client_cert_file" },
		{ "x\n", "proxy = http://zzz:zzz@h/\n", "proxy_basic_file" },
		{ "a:b\n", "proxy_basic_file = {dir}/f\n", "no proxy" },
		{ "x\n", "proxy = http://h/\nproxy_basic_file = {dir}/f\n",
		  "USER:PASSWORD" },
		{ "x\n", "content_digest = 1\n", "yes or no" },
		{ "x\n", "traceparent = 1\n", "yes or no" },
		{ "x\n", "idempotency_key = 1\n", "yes or no" },
		{ PUBLIC "\n", "secret_file_previous = {dir}/f\n",
		  "cannot sign" },
		{ "whsec_zzz\n", "secret_file_previous = {dir}/f\n",
		  "a secret is whsec_" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct stage stage;

		stage_set(&stage, NULL, 0);
		stage_write(stage.dir, "f", rows[i].text);
		ok(!stage_try(&stage, NULL, rows[i].more, NULL) &&
		       stage.err.kind == kind_of(rows[i].why) &&
		       strstr(stage.err.text, rows[i].why),
		   "refused %zu: %s", i, stage.err.text);
		ok(!strstr(stage.err.text, "zzz"), "refused %zu: not shown", i);
		stage_close(&stage);
	}
}

static void test_open_key(void)
{
	struct stage stage;
	char path[512];

	stage_set(&stage, NULL, 0);
	stage_write(stage.dir, "cert", "x");
	stage_write(stage.dir, "key", "x");
	snprintf(path, sizeof(path), "%s/key", stage.dir);
	chmod(path, 0604);
	ok(!stage_try(&stage, NULL,
		      "client_cert_file = {dir}/cert\n"
		      "client_key_file = {dir}/key\n",
		      NULL) &&
	       strstr(stage.err.text, "others can read"),
	   "a private key that others can read: %s", stage.err.text);
	stage_close(&stage);
}

/* ------------------------------------------------------------------ OAuth2 */

#define OAUTH                                                                  \
	"token_url = http://127.0.0.1:{port}/token\nclient_id = me+you\n"      \
	"client_secret_file = {dir}/f\nscope = a b\n"

static void open_oauth(struct stage *stage, const char *const *script, size_t n,
		       const char *more)
{
	struct buf lines = { 0 };

	stage_set(stage, script, n);
	stage_write(stage->dir, "f", "s3cret/x\n");
	buf_addf(&lines, OAUTH "%s", more);
	ok(stage_try(stage, NULL, lines.data, NULL), "opens %s",
	   stage->err.text);
	buf_release(&lines);
}

/* One token for several batches; a new one on 401, once. */
static void test_oauth(void)
{
	static const char *const script[] = {
		TOKEN_ANSWER("first.token"), /* 1 */
		DONE,                        /* 2 */
		DONE,
		REFUSED("401"), /* 4 */
		TOKEN_ANSWER("second.token"),
		DONE,           /* 6 */
		REFUSED("401"), /* 7 */
		TOKEN_ANSWER("third.token"),
		REFUSED("401"), /* 9 */
	};
	struct stage stage;
	char *head, *body;

	open_oauth(&stage, script, 9, "");
	ok(stage_send(&stage, 1) && stage_send(&stage, 2), "delivered %s",
	   stage.err.text);
	head = head_of(&stage, 1);
	body = body_of(&stage, 1);
	ok(strncmp(head, "POST /token HTTP/1.1\r\n", 22) == 0,
	   "first a token is fetched");
	is_str(body, "grant_type=client_credentials&scope=a%20b",
	       "with what is asked for");
	free(head);
	free(body);
	is_header(&stage, 1, "Content-Type",
		  "application/x-www-form-urlencoded", "as a form");
	/* me%2Byou:s3cret%2Fx, RFC 6749 section 2.3.1 */
	is_header(&stage, 1, "Authorization",
		  "Basic bWUlMkJ5b3U6czNjcmV0JTJGeA==", "client and secret");
	is_header(&stage, 1, "webhook-signature", "", "without a signature");
	is_header(&stage, 2, "Authorization", "Bearer first.token",
		  "the token is used");
	is_header(&stage, 3, "Authorization", "Bearer first.token",
		  "and used again");
	ok(stage_send(&stage, 3), "401, a new token, delivered %s",
	   stage.err.text);
	is_header(&stage, 6, "Authorization", "Bearer second.token",
		  "with the new token");
	is_header(&stage, 6, "webhook-id", "erp-out-7c1e-3", "the same batch");
	ok(!stage_send(&stage, 4) && stage.err.kind == ERR_MISCONFIGURED &&
	       stage.reply.status == 401,
	   "401 with a new token, too: %s", stage.err.text);
	is_header(&stage, 9, "Authorization", "Bearer third.token",
		  "one new token was tried");
	head = head_of(&stage, 10);
	is_str(head, "", "and not two");
	free(head);
	ok(!stage.reply.in_doubt, "a batch that was refused is in no doubt");
	stage_close(&stage);
}

static void test_oauth_post(void)
{
	static const char *const script[] = { TOKEN_ANSWER("t"), DONE };
	struct stage stage;
	char *body;

	open_oauth(&stage, script, 2,
		   "client_auth = post\naudience = https://x/\n");
	ok(stage_send(&stage, 1), "delivered %s", stage.err.text);
	body = body_of(&stage, 1);
	is_str(body,
	       "grant_type=client_credentials&scope=a%20b"
	       "&audience=https%3A%2F%2Fx%2F&client_id=me%2Byou"
	       "&client_secret=s3cret%2Fx",
	       "client and secret in the body");
	free(body);
	is_header(&stage, 1, "Authorization", "", "and no header");
	/* A new secret: the tokens of the old one may be void. */
	stage_write(stage.dir, "f", "n3w\n");
	ok(!stage_send(&stage, 2), "asks for another: %s", stage.err.text);
	body = body_of(&stage, 3);
	ok(strstr(body, "client_secret=n3w") != NULL, "with the new secret");
	free(body);
	stage_close(&stage);
}

/* What a server for tokens can answer, and what follows; no batch is sent. */
static void test_oauth_failures(void)
{
	static const struct {
		const char *answer;
		enum err_kind kind;
		const char *why;
	} rows[] = {
		{ "HTTP/1.1 400 X\r\nConnection: close\r\n\r\n"
		  "{\"error\":\"invalid_scope\",\"error_description\":"
		  "\"s3cret/x\"}",
		  ERR_MISCONFIGURED, "400: invalid_scope" },
		{ REFUSED("401"), ERR_MISCONFIGURED, "answered 401" },
		{ REFUSED("422"), ERR_MISCONFIGURED, "answered 422" },
		{ REFUSED("302"), ERR_MISCONFIGURED, "answered 302" },
		{ REFUSED("429"), ERR_TRANSIENT, "answered 429" },
		{ REFUSED("503"), ERR_TRANSIENT, "answered 503" },
		{ REFUSED("200"), ERR_MISCONFIGURED, "without a bearer token" },
		{ "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
		  "{\"access_token\":\"s3cret/x\",\"token_type\":\"mac\"}",
		  ERR_MISCONFIGURED, "without a bearer token" },
		{ "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
		  "{\"access_token\":\"a\\nX-Evil: s3cret/x\"}",
		  ERR_MISCONFIGURED, "without a bearer token" },
		{ "CLOSE", ERR_TRANSIENT, "token_url: http://127.0.0.1:" },
		{ "CUTHTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{",
		  ERR_TRANSIENT, "not to the end" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *script[1] = { rows[i].answer };
		struct stage stage;
		char *order;

		open_oauth(&stage, script, 1, "");
		ok(!stage_send(&stage, 1) && stage.err.kind == rows[i].kind &&
		       strstr(stage.err.text, rows[i].why),
		   "token %zu: %s: %s", i, err_kind_name(stage.err.kind),
		   stage.err.text);
		ok(!stage.reply.in_doubt && !strstr(stage.err.text, "s3cret"),
		   "token %zu: no doubt, no secret", i);
		order = stage_read(stage.dir, "order");
		is_str(order, "", "token %zu: no batch", i);
		free(order);
		stage_close(&stage);
	}
}

/* A token that lives a second is not used for long. */
static void test_oauth_expiry(void)
{
	static const char *const script[] = {
		"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
		"{\"access_token\":\"a\",\"expires_in\":\"0\"}",
		DONE,
		TOKEN_ANSWER("b"),
		DONE,
		DONE,
	};
	struct stage stage;

	open_oauth(&stage, script, 5, "");
	ok(stage_send(&stage, 1) && stage_send(&stage, 2) &&
	       stage_send(&stage, 3),
	   "delivered %s", stage.err.text);
	is_header(&stage, 2, "Authorization", "Bearer a", "once");
	is_header(&stage, 4, "Authorization", "Bearer b", "then another");
	is_header(&stage, 5, "Authorization", "Bearer b", "which lives on");
	stage_close(&stage);
}

/* -------------------------------------------------------------------- gzip */

/* Inflates what the server noted of a request. */
static size_t inflate_body(const struct stage *stage, int request, char *out,
			   size_t size)
{
	char path[512];
	gzFile file;
	int n;

	snprintf(path, sizeof(path), "%s/%04d.body", stage->dir, request);
	file = gzopen(path, "rb");
	n = file && !gzdirect(file) ? gzread(file, out, (unsigned)size) : 0;
	if (file)
		gzclose(file);
	return n > 0 ? (size_t)n : 0;
}

static void test_gzip(void)
{
	static const char *const script[] = { NULL, NULL, REFUSED("415"),
					      NULL, NULL, REFUSED("415") };
	struct sample_spec spec = { .batch_seq = 1,
				    .count = 2,
				    .padding = 20000 };
	char body[65536], signature[256], at[32], *head;
	struct signing_key key;
	struct sample sample;
	struct stage stage;
	struct err err = { 0 };
	size_t n;

	sample_make(&sample, &spec);
	stage_open(&stage, script, 6, NULL, "compress = gzip\n", NULL);
	ok(stage_send_spec(&stage, &spec), "delivered %s", stage.err.text);
	is_header(&stage, 1, "Content-Encoding", "gzip", "compressed");
	n = inflate_body(&stage, 1, body, sizeof(body));
	ok(n == sample.batch.body.n &&
	       memcmp(body, sample.batch.body.p, n) == 0,
	   "the body is the batch");
	head = head_of(&stage, 1);
	stage_header(head, "webhook-signature: ", signature, sizeof(signature));
	stage_header(head, "webhook-timestamp: ", at, sizeof(at));
	free(head);
	signing_key_parse(STAGE_SECRET, &key, &err);
	ok(signature_verify(&key, 1, ID, at, signature, sample.batch.body,
			    time(NULL), 300, &err),
	   "the signature is of what it was before %s", err.text);
	ok(stage_send_spec(&stage, &spec), "again, the same bytes %s",
	   stage.err.text);
	ok(stage_send(&stage, 2), "415: once more without %s", stage.err.text);
	is_header(&stage, 3, "Content-Encoding", "gzip", "first with");
	is_header(&stage, 4, "Content-Encoding", "", "then without");
	is_header(&stage, 4, "webhook-id", "erp-out-7c1e-2", "the same batch");
	ok(stage.reply.plain, "which the poller is told");
	spec = (struct sample_spec){ .batch_seq = 3, .plain = true };
	ok(stage_send_spec(&stage, &spec), "the next %s", stage.err.text);
	ok(stage.reply.plain, "and that is to be remembered");
	is_header(&stage, 5, "Content-Encoding", "", "remembers that");
	spec.batch_seq = 4;
	ok(!stage_send_spec(&stage, &spec) &&
	       stage.err.kind == ERR_MISCONFIGURED,
	   "415 without gzip: %s", stage.err.text);
	stage_close(&stage);
	sample_release(&sample);
}

/* 421: this connection leads to the wrong server. */
static void test_misdirected(void)
{
	static const char wrong[] =
	    "HTTP/1.1 421 X\r\nContent-Length: 2\r\n\r\nno";
	static const char *const script[] = { NULL, wrong, NULL,
					      NULL, wrong, wrong };
	struct stage stage;
	char *log;

	stage_open(&stage, script, 6, NULL, "", NULL);
	ok(stage_send(&stage, 1) && stage_send(&stage, 2) &&
	       stage_send(&stage, 3),
	   "delivered %s", stage.err.text);
	ok(!stage_send(&stage, 4) && stage.err.kind == ERR_MISCONFIGURED,
	   "twice 421: %s", stage.err.text);
	log = stage_read(stage.dir, "log");
	is_str(log, "1 1\n1 2\n2 3\n2 4\n2 5\n3 6\n",
	       "over a new connection, which stays, and once");
	free(log);
	stage_close(&stage);
}

/* -------------------------------------------------------------------- rate */

static volatile sig_atomic_t stop_flag;

static void on_alarm(int signal)
{
	(void)signal;
	stop_flag = 1;
}

static void test_rate(void)
{
	struct sigaction action = { .sa_handler = on_alarm };
	const struct itimerval soon = { .it_value = { .tv_usec = 50000 } };
	struct stage stage;
	int64_t begun, waited;

	stop_flag = 0;
	sigaction(SIGALRM, &action, NULL);
	stage_open(&stage, NULL, 0, NULL, "rate = 1/m\n", &stop_flag);
	ok(stage_send(&stage, 1), "the first goes at once %s", stage.err.text);
	setitimer(ITIMER_REAL, &soon, NULL);
	begun = clock_monotonic();
	ok(!stage_send(&stage, 2) && stage.err.kind == ERR_STOPPED,
	   "the second waits until a signal: %s", stage.err.text);
	waited = clock_monotonic() - begun;
	ok(waited < 30000, "not for its turn: %" PRId64 " ms", waited);
	ok(!stage.reply.in_doubt, "and was not sent");
	stage_close(&stage);
}

/* Does a request have to wait?  Sends nothing if so. */
static bool has_to_wait(struct stage *stage)
{
	stop_flag = 1;
	stage_send(stage, 99);
	stop_flag = 0;
	return strstr(stage->err.text, "made it wait") != NULL;
}

/*
 * One request, which goes well or not; does another have to wait then?  Its
 * turn comes within a second: where that is nearly over, the answer says
 * nothing.
 */
static void second_waits(const char *const *script, size_t n, const char *more,
			 bool good, const char *what)
{
	enum { SOON = 500, TRIES = 100 };
	bool sent = !good, waits = false;
	int64_t took = SOON;
	int i;

	for (i = 0; i < TRIES && took >= SOON; i++) {
		struct stage stage;
		int64_t begun;

		stage_open(&stage, script, n, NULL, more, &stop_flag);
		begun = clock_monotonic();
		sent = stage_send(&stage, 1);
		waits = has_to_wait(&stage);
		took = clock_monotonic() - begun;
		if (i + 1 == TRIES || took < SOON)
			ok(sent == good && waits, "%s: %s", what,
			   stage.err.text);
		stage_close(&stage);
	}
}

/* A receiver that wants fewer requests gets fewer. */
static void test_giving_way(void)
{
	static const char *const busy[] = { REFUSED("429") };
	static const char *const hint[] = {
		"HTTP/1.1 200 OK\r\nRateLimit: \"a\";r=1;t=60\r\n"
		"Content-Length: 0\r\n\r\n"
	};
	struct stage stage;

	stop_flag = 0;
	stage_open(&stage, NULL, 0, NULL, "rate = 2/s\n", &stop_flag);
	ok(stage_send(&stage, 1) && !has_to_wait(&stage),
	   "two a second: the second goes at once");
	stage_close(&stage);
	second_waits(busy, 1, "rate = 2/s\n", false,
		     "429: the second has to wait");
	stage_open(&stage, hint, 1, NULL, "rate = 100/s\n", &stop_flag);
	ok(stage_send(&stage, 1) && stage_send(&stage, 2) &&
	       has_to_wait(&stage),
	   "RateLimit: one more in a minute, and no third: %s", stage.err.text);
	stage_close(&stage);
	second_waits(NULL, 0, "rate = 2/s\nlanes = 2\n", true,
		     "each of two lanes has half");
}

/* ----------------------------------------------------------------- preview */

static bool has_line(const char *text, const char *line)
{
	char needle[2000];

	snprintf(needle, sizeof(needle), "\r\n%s\r\n", line);
	return strstr(text, needle) != NULL;
}

/* Every line of `head`, but those that tell a secret or the moment. */
static void same_lines(const char *shown, const char *head)
{
	const char *line = strstr(head, "\r\n") + 2;
	int lines = 0;

	while (*line && *line != '\r') {
		char one[2000];
		size_t n = strcspn(line, "\r");

		snprintf(one, sizeof(one), "%.*s", (int)n, line);
		line += n + 2;
		if (strstr(one, "Authorization") || strstr(one, "X-Key") ||
		    strstr(one, "webhook-timestamp") ||
		    strstr(one, "webhook-signature"))
			continue;
		ok(has_line(shown, one), "it shows %.60s", one);
		lines++;
	}
	ok(lines >= 7, "%d lines are shown as they are sent", lines);
}

static void test_preview(void)
{
	struct sample_spec spec = { .batch_seq = 1, .count = 2 };
	char signature[200], at[32];
	struct signing_key key;
	struct buf shown = { 0 };
	struct sample sample;
	struct stage stage;
	struct err err = { 0 };
	char *head, *log, *body;

	stage_set(&stage, NULL, 0);
	stage_write(stage.dir, "f", "me:s3cret.basic\n");
	stage_write(stage.dir, "headers", "X-Key: s3cret.header\n");
	ok(stage_try(&stage, "http://127.0.0.1:{port}/a/b?key=s3cret.query&x=1",
		     "basic_file = {dir}/f\nheaders_file = {dir}/headers\n"
		     "header.X-Team = cdc\n",
		     NULL),
	   "opens %s", stage.err.text);
	sample_make(&sample, &spec);
	ok(stage.opened.type->preview(stage.opened.sink, &sample.batch, &shown,
				      &err),
	   "previews %s", err.text);
	log = stage_read(stage.dir, "log");
	is_str(log, "", "and sends nothing");
	free(log);
	ok(strncmp(shown.data, "POST /a/b?key=***&x=*** HTTP/1.1\r\n", 34) == 0,
	   "method and path");
	ok(has_line(shown.data, "Authorization: Basic ***") &&
	       has_line(shown.data, "X-Key: ***"),
	   "names of secrets");
	ok(!strstr(shown.data, "s3cret"), "and none of them");
	body = strstr(shown.data, "\r\n\r\n") + 4;
	is_str(body, sample.body.data, "the body");
	stage_header(shown.data, "webhook-signature: ", signature,
		     sizeof(signature));
	stage_header(shown.data, "webhook-timestamp: ", at, sizeof(at));
	signing_key_parse(STAGE_SECRET, &key, &err);
	ok(signature_verify(&key, 1, ID, at, signature, sample.batch.body,
			    time(NULL), 300, &err),
	   "signed with the very key %s", err.text);
	ok(stage_send_spec(&stage, &spec), "delivered %s", stage.err.text);
	head = head_of(&stage, 1);
	same_lines(shown.data, head);
	free(head);
	buf_release(&shown);
	sample_release(&sample);
	stage_close(&stage);
}

/* ------------------------------------------------------------------- echoes */

/* A receiver that sends back what it got must not make us tell it. */
static void test_echo(void)
{
	static const struct {
		const char *text, *more, *secret;
	} rows[] = {
		{ "s3cretbearer\n", "bearer_file = {dir}/f\n", "s3cretb" },
		{ "u:s3cretpass\n", "basic_file = {dir}/f\n", "dTpzM2NyZXRw" },
		{ "u:s3cretproxy\n",
		  "proxy = http://127.0.0.1:{port}\n"
		  "proxy_basic_file = {dir}/f\n",
		  "dTpzM2NyZXRw" },
		{ "X-Key: s3cret  header\n", "headers_file = {dir}/f\n",
		  "s3cret" },
		{ "Authorization: Token s3/cret/token\n",
		  "headers_file = {dir}/f\n", "s3/cret" },
		{ "x\n", "", "hidden" },
	};
	static const char *const script[] = { "ECHO" };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct stage stage;

		stage_set(&stage, script, 1);
		stage_write(stage.dir, "f", rows[i].text);
		ok(stage_try(&stage, NULL, rows[i].more, NULL) &&
		       !stage_send(&stage, 1) && strstr(stage.err.text, "***"),
		   "echo %zu: %s", i, stage.err.text);
		ok(!strstr(stage.err.text, rows[i].secret), "echo %zu: hidden",
		   i);
		stage_close(&stage);
	}
}

/* The end of the excerpt cuts the secret, and JSON escapes it. */
static void test_echo_cut(void)
{
	char answers[40][500];
	const char *script[40];
	struct stage stage;
	int i, told = 0;

	for (i = 0; i < 40; i++) {
		snprintf(answers[i], sizeof(answers[i]),
			 "HTTP/1.1 400 X\r\nConnection: close\r\n\r\n"
			 "%0*d s3/cret/0123456789 s3\\/cret\\/0123456789",
			 170 + i, 0);
		script[i] = answers[i];
	}
	stage_set(&stage, script, 40);
	stage_write(stage.dir, "f", "s3/cret/0123456789\n");
	ok(stage_try(&stage, NULL, "bearer_file = {dir}/f\n", NULL), "opens");
	for (i = 0; i < 40; i++) {
		stage_send(&stage, i + 1);
		if (strstr(stage.err.text, "cret")) {
			diag("%s", stage.err.text);
			told++;
		}
	}
	is_int(told, 0, "no part of it is told");
	stage_close(&stage);
}

int main(void)
{
	test_batch();
	test_extras();
	test_keys();
	test_bad_rotation();
	test_credential();
	test_credentials();
	test_refused();
	test_open_key();
	test_oauth();
	test_oauth_post();
	test_oauth_failures();
	test_oauth_expiry();
	test_gzip();
	test_misdirected();
	test_rate();
	test_giving_way();
	test_preview();
	test_echo();
	test_echo_cut();
	return done();
}
