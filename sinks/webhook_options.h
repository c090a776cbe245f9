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
#include "sinks/signature.h"
#include "sinks/sink.h"

enum { WEBHOOK_KEYS_MOST = 2 };

struct webhook_options {
	const char *url;
	bool insecure; /* http: may be used */
	struct signing_key keys[WEBHOOK_KEYS_MOST];
	size_t nkeys;
	struct header_list headers; /* those of headers_file */
	/* Files that the HTTP client reads; NULL where they are not set. */
	const char *ca_file, *client_cert_file, *client_key_file;
	const char *proxy;
	int64_t timeout_ms, connect_ms;
};

bool webhook_options_read(struct webhook_options *out,
			  const struct sink_options *options, struct err *err);
void webhook_options_release(struct webhook_options *options);

#endif
