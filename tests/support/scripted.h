/*
 * A receiver in memory that keeps the contract of docs/receiver.md to the
 * letter, and answers what a script says wherever the contract leaves it free:
 *
 *	struct scripted script = { 0 };
 *	scripted_say(&script, (struct scripted_answer){ SAY_PART, .n = 2 });
 *	sink->sink = scripted_wrap(&script);
 *	sink->type = &scripted_sink;
 *
 * It watches: one id has one content for ever, batches are dense and chained,
 * no event comes twice but in a replay.  What breaks that is in `wrong`.
 */
#ifndef TESTS_SUPPORT_SCRIPTED_H
#define TESTS_SUPPORT_SCRIPTED_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "sinks/sink.h"

enum scripted_kind {
	SAY_TAKEN,
	SAY_TAKEN_STOP, /* and wants no more */
	/* The first n events, or as many of them as are whole changes. */
	SAY_PART,       /* the rest at once */
	SAY_PART_LATER, /* later */
	SAY_PART_STOP,  /* and wants no more */
	SAY_REJECTED_AT,
	SAY_REJECTED, /* as a whole */
	SAY_SPLIT,
	/* Loses the last n batches, then goes on. */
	SAY_LOSE,
	SAY_STOP,
	SAY_MISCONFIGURED,
	SAY_FAILS,        /* for certain */
	SAY_500,          /* status 500, and it has taken nothing */
	SAY_DOWN,         /* the same, and from then on to everything */
	SAY_DOUBT,        /* it did not get it */
	SAY_DOUBT_TAKEN,  /* it did */
	SAY_DOUBT_PART,   /* it took n of it */
	SAY_SIGNAL,       /* SIGTERM comes, and no answer */
	SAY_SIGNAL_TAKEN, /* SIGTERM comes, and it is taken */
	SAY_DISK_FULL,    /* it is taken, and then our own disk is full */
	SAY_KINDS
};

struct scripted_answer {
	enum scripted_kind kind;
	int64_t n, retry_after;
};

/* A batch that it was offered, by its id. */
struct scripted_batch {
	char id[160], prev_id[160], sha256[65];
	int64_t seq;
	bool held, was_held, replay;
	bool deaf; /* it took something else than it was told */
	/* The answer that it gives to a repeat. */
	size_t accepted, told, count;
	enum scripted_kind answer;
};

/* An event that it holds. */
struct scripted_event {
	char id[96];
	int64_t pos, batch_seq;
	bool replay;
};

enum { SCRIPTED_ANSWERS = 64, SCRIPTED_POISONS = 8 };

struct scripted {
	struct scripted_answer answers[SCRIPTED_ANSWERS];
	size_t n, next;
	/*
	 * Positions whose events it refuses for ever: with the whole batch, or
	 * with those from there on.
	 */
	int64_t poison[SCRIPTED_POISONS];
	size_t npoison;
	bool poison_at;
	bool poison_500; /* those answer 500 instead of a refusal */
	size_t limit;    /* bytes of a body; more is too large; 0: any */
	bool plain;      /* it takes no Content-Encoding, and says so */
	bool down;       /* everything answers 500, a ping as well */
	bool deaf; /* takes all of what it had taken a part of, and has lost */
	volatile sig_atomic_t *stop; /* what SIGTERM sets */
	bool disk_full;              /* limit_files(0) is in force */

	/* What came of it. */
	int64_t deliveries, pings, last;
	bool was_plain; /* the last batch came as one for such a receiver */
	char last_id[160];
	struct scripted_batch *batches;
	size_t nbatches, batches_cap;
	struct scripted_event *events;
	size_t nevents, events_cap;
	char wrong[256]; /* the first thing that was */
};

void scripted_say(struct scripted *script, struct scripted_answer answer);
/* What is left of the script; what it holds stays. */
void scripted_forget(struct scripted *script);
/* Does it hold the change? */
bool scripted_holds(const struct scripted *script, int64_t pos);
void scripted_release(struct scripted *script);
/* The disk is there again. */
void scripted_mend(struct scripted *script);

struct sink *scripted_wrap(struct scripted *script);
/* For what scripted_wrap() returns. */
extern const struct sink_type scripted_sink;

#endif
