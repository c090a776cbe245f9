/*
 * OAuth2 client credentials (RFC 6749, section 4.4): what is asked for, what
 * the answer means, and how long a token is good.  No HTTP client in it.
 */
#ifndef SINKS_OAUTH_H
#define SINKS_OAUTH_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "sinks/header_list.h"

struct oauth {
	const char *url; /* of the token; NULL: no OAuth2 */
	const char *client, *scope, *audience;
	bool in_body; /* client and secret in the body, not in a header */
	char *secret;
	char *token; /* NULL: none yet */
	bool expires;
	int64_t until; /* clock_monotonic(): not to be used from then on */
};

/* The body of the request, which may hold the secret, and its header lines. */
void oauth_request(const struct oauth *oauth, struct buf *body,
		   struct header_list *lines);

/*
 * Takes the token from an answer that came at `now`, clock_monotonic().  No
 * text of err holds anything of a token or secret.  `where` is for messages.
 */
bool oauth_answer(struct oauth *oauth, const char *where, int status,
		  struct str body, int64_t now, struct err *err);

/* Whether the token can be used. */
bool oauth_good(const struct oauth *oauth, int64_t now);
/* Forgets the token. */
void oauth_drop(struct oauth *oauth);
void oauth_release(struct oauth *oauth);

#endif
