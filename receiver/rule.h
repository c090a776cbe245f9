/*
 * How the receiver misbehaves when it is told to.
 *
 * A rule is text, "every=3,status=503,header=Retry-After: 5": which requests it
 * is for, and what happens to them.  Which, all of those given:
 *
 *	every=N    each N-th request      first=N   the first N
 *	at=N       the N-th               batch=N   the batch with that number
 *	times=N    at most N times        over=N    a body of more bytes
 *	holds=TEXT its body holds that
 *
 * and what, in the order in which it takes effect:
 *
 *	cut_request=N   close after N bytes of the request's body
 *	stall=SECONDS   wait before the batch is looked at
 *	close=before    close, nothing stored, nothing answered
 *	lose=N          forget the last N batches, as after a restore
 *	accept=N        take only the first N events: {"acked_through":...}
 *	retry=N         all before event N; that one again: {"results":...}
 *	reject=N        all before event N; that one is refused: likewise
 *	itemfail=N      all before event N: {"batchItemFailures":...}
 *	status=N        answer N; below 300 the batch is stored first, else not
 *	header=NAME: VALUE, body=TEXT    go with that answer
 *	late=SECONDS    wait between storing and answering
 *	close=after     close after storing, without an answer
 *	cut_response=N  close after N bytes of the answer
 *
 * With holds=TEXT the last four can say `it` for N: the first event that holds
 * the text.
 */
#ifndef RECEIVER_RULE_H
#define RECEIVER_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "receiver/store.h"

enum rule_close { CLOSE_NOT, CLOSE_BEFORE, CLOSE_AFTER };

enum { RULE_HEADERS = 8 };

struct rule {
	char *text;
	int64_t every, first, at, batch; /* 0: not asked */
	int64_t over;                    /* -1: not asked */
	char *holds;                     /* NULL: not asked */
	int64_t times; /* that it may still be used; -1: any */
	int64_t cut_request, cut_response; /* -1: no */
	int64_t stall_ms, late_ms;
	enum rule_close close;
	int64_t lose;     /* 0: none */
	struct part part; /* its text is borrowed from `holds` */
	int status;       /* 0: what the batch deserves */
	char *body;
	char *names[RULE_HEADERS], *values[RULE_HEADERS];
	int nheaders;
};

/* ERR_USAGE names the word that is wrong.  Release it in both cases. */
bool rule_parse(struct rule *rule, const char *text, struct err *err);
/*
 * Is the rule for the n-th request, counted from 1, which carries batch
 * number `batch` (0: unknown)?  Of one that looks at the body that is only
 * half of it: ask rule_matches_body() as well, once it is here.
 */
bool rule_matches(const struct rule *rule, int64_t n, int64_t batch);
bool rule_needs_body(const struct rule *rule);
bool rule_matches_body(const struct rule *rule, struct str body);
/* Frees what is inside and leaves it zeroed. */
void rule_release(struct rule *rule);

#endif
