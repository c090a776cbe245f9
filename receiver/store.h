/*
 * What the reference receiver keeps: an SQLite file of its own.
 *
 * This is the whole art of receiving: what a batch brings, and how far the
 * stream is, are stored in one transaction, so that a batch that comes twice is
 * seen to be the same, and a batch that is missing is seen to be missing.
 */
#ifndef RECEIVER_STORE_H
#define RECEIVER_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

struct store;

struct store_options {
	const char *path;   /* NULL: in memory, gone at the end */
	const char *bodies; /* a directory for raw bodies, or NULL */
	bool join;          /* a new stream may begin with any batch */
	bool no_sync;       /* a crash of the machine may lose the last ones */
};

/* How only the first events of a batch are taken, and how that is answered. */
enum part_form {
	PART_NOT,    /* all are taken */
	PART_PREFIX, /* the first n: {"acked_through":...} */
	PART_RETRY,  /* event n is to come again: {"results":...} */
	PART_REJECT, /* event n is refused: {"results":...} */
	PART_FAILED  /* event n has failed: {"batchItemFailures":...} */
};

struct part {
	enum part_form form;
	int64_t n;        /* counted from 1 */
	const char *text; /* not NULL: the first event that holds it, not n */
};

/* A request, as it came; what did not come is NULL. */
struct request {
	const char *id, *timestamp, *signature, *attempt, *token;
	const char *rule; /* the text of the rule that applies, or NULL */
	struct part part; /* what that rule takes */
	struct str body;
};

/* What became of a request; receiver/schema.sql says what each means. */
enum verdict {
	VERDICT_STORED,
	VERDICT_PARTIAL,
	VERDICT_DECLINED,
	VERDICT_DUPLICATE,
	VERDICT_PING,
	VERDICT_DIFFERS,
	VERDICT_GAP,
	VERDICT_CHAIN,
	VERDICT_STALE,
	VERDICT_FORGED,
	VERDICT_MALFORMED,
	VERDICT_TOO_LARGE,
	VERDICT_ENCODING,
	VERDICT_FAILED
};

struct outcome {
	enum verdict verdict;
	int64_t batch_seq; /* 0: not known */
	int64_t expected;  /* the batch_seq that would be stored next */
	int64_t events;    /* how many were stored */
	char detail[256]; /* for the sender, "" where there is nothing to say */
	char answer[512]; /* the answer's body to one taken in part, else "" */
};

bool store_open(struct store **out, const struct store_options *options,
		struct err *err);

/*
 * Stores the batch, or finds why not; the outcome is durable when it returns
 * true.  The signature must have been checked before.  False when the store
 * fails: nothing has happened then.
 */
bool store_batch(struct store *store, const struct request *request,
		 struct outcome *out, struct err *err);

/*
 * Forgets the last n batches of every stream and what they brought, as if it
 * had been restored from a backup.
 */
bool store_lose(struct store *store, int64_t n, struct err *err);

/* Notes a request that never came to store_batch(). */
bool store_note(struct store *store, const struct request *request,
		const struct outcome *outcome, struct err *err);

/* Appends the positions and counts as one JSON object. */
bool store_status(struct store *store, struct buf *out, struct err *err);

/* The word for it, as in the table of requests. */
const char *verdict_name(enum verdict verdict);

/* Frees it.  NULL is allowed. */
void store_close(struct store *store);

#endif
