/*
 * The keys of a webhook sink's section.  No HTTP client in it.
 */
#ifndef SINKS_WEBHOOK_OPTIONS_H
#define SINKS_WEBHOOK_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "sinks/header_list.h"
#include "sinks/oauth.h"
#include "sinks/signature.h"
#include "sinks/sink.h"
#include "sinks/watch.h"

/* Files with secrets, read again when they change. */
enum webhook_secret {
	WEBHOOK_SECRET,
	WEBHOOK_SECRET_PREVIOUS,
	WEBHOOK_BEARER,
	WEBHOOK_BASIC,
	WEBHOOK_HEADERS, /* behind those that set Authorization as well */
	WEBHOOK_CLIENT_SECRET,
	WEBHOOK_KEY_PASSWORD,
	WEBHOOK_PROXY_BASIC,
	WEBHOOK_SECRETS
};

/* Files that the HTTP client reads. */
enum webhook_file {
	WEBHOOK_CA,
	WEBHOOK_CLIENT_CERT,
	WEBHOOK_CLIENT_KEY,
	WEBHOOK_FILES
};

struct webhook_options {
	struct sink_options section; /* secrets are read again with it */
	const char *url;
	bool insecure; /* http: may be used */
	bool compress; /* gzip */
	bool digest;   /* Content-Digest */
	bool trace;    /* traceparent */
	bool no_key;   /* without Idempotency-Key */
	double rate;   /* requests a second; 0: as many as go */
	struct signing_keys keys, previous;
	struct header_list fixed;   /* header.NAME */
	struct header_list headers; /* headers_file: secrets */
	char *authorization;        /* the value of that header, or NULL */
	char *password;             /* in it, as it was before base64 */
	struct oauth oauth;
	char *key_password; /* of the client's key, or NULL */
	char *proxy_basic;  /* USER:PASSWORD for the proxy, or NULL */
	const char *files[WEBHOOK_FILES];
	const char *pinned_key, *proxy;
	int64_t timeout_ms, connect_ms;
	/* The first file that is missing or no good; ERR_NONE: none is. */
	struct err broken;
	struct watch secret_watches[WEBHOOK_SECRETS];
	struct watch file_watches[WEBHOOK_FILES];
};

/*
 * ERR_CONFIG for a bad option.  What is wrong with a file is in out->broken,
 * with all else read.
 */
bool webhook_options_read(struct webhook_options *out,
			  const struct sink_options *options, struct err *err);
void webhook_options_release(struct webhook_options *options);

/*
 * Reads again what has changed.  A secret that cannot be read now, or is none,
 * leaves the one before in use and appends that to `note`, once.  *reconnect is
 * set if what the HTTP client reads has changed.
 */
void webhook_options_refresh(struct webhook_options *options, bool *reconnect,
			     struct buf *note);

/*
 * Overwrites with '*' whatever of a message is a secret that receivers and
 * servers for tokens get from us, and may send back.
 */
void webhook_options_hide(const struct webhook_options *options, char *text);

#endif
