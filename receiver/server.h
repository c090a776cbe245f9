/*
 * The reference receiver's HTTP side.
 *
 *	POST any path     a batch
 *	GET /status       positions and counts, JSON
 *	GET /control      the rules in force, one a line        (if allowed)
 *	POST /control     replaces them by the rules of the body, one a line
 *
 * One thread, one event loop: a request that a rule makes wait holds up no
 * other.
 */
#ifndef RECEIVER_SERVER_H
#define RECEIVER_SERVER_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "receiver/store.h"
#include "sinks/signature.h"

struct server;

struct server_options {
	const char *listen; /* "ADDRESS:PORT"; port 0: any */
	/* Without keys every request is taken as it is. */
	const struct signing_key *keys;
	size_t nkeys;
	const char *const *rules;
	size_t nrules;
	const char *cert, *key; /* PEM texts for HTTPS, or NULL */
	size_t body_most;       /* bytes; a longer body is answered by 413 */
	bool control;           /* rules may be changed over HTTP */
	bool quiet;             /* no line for each request on stdout */
	struct store *store;    /* borrowed */
};

/* Listens; the caller closes *out. */
bool server_open(struct server **out, const struct server_options *options,
		 struct err *err);
/* The port it listens on. */
int server_port(const struct server *server);
/*
 * Serves until *stop is set by a signal, which must be blocked outside;
 * `unblocked` is the mask in which it waits.
 */
bool server_run(struct server *server, const volatile sig_atomic_t *stop,
		const sigset_t *unblocked, struct err *err);
/* NULL is allowed. */
void server_close(struct server *server);

#endif
