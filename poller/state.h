/*
 * state.db: what the poller must not forget.
 *
 * One SQLite file per source, WAL, synchronous=FULL.  Each function that
 * changes something is one transaction, durable when it returns true.  A full
 * disk is ERR_IO, and then nothing has changed.
 */
#ifndef POLLER_STATE_H
#define POLLER_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/err.h"
#include "poller/rangeset.h"
#include "sinks/digest.h"
#include "sinks/sink.h"

struct state;

struct state_identity {
	char source[64];
	char epoch[40];
	char holder[128];
	bool polled; /* a poll has met the source before */
	char source_uuid[64];
	char engine[512];
	int64_t token; /* of the lease: the last one we asked for */
	bool taken;    /* and were given, for certain */
};

/*
 * Opens DIR/state.db, made and migrated as needed (the directory must be
 * there), and takes the lock that keeps a second poller of this host out:
 * ERR_BUSY. A new one gets a random epoch and holder.  ERR_CONFIG if it belongs
 * to another source.  `lock` false: read-only, for status; ERR_CONFIG if there
 * is none.
 */
bool state_open(struct state **out, const char *dir, const char *source,
		bool lock, struct err *err);
/*
 * The same, with the lock, for a poller that is known as `host` (NULL: this
 * host's name) to those on other hosts.  `shared`: those hosts have the same
 * directory mounted at the same time; then the lock is for pollers of the same
 * host only, the lease keeps the others out, and SQLite does without WAL, which
 * wants one host's memory.
 */
bool state_open_as(struct state **out, const char *dir, const char *source,
		   const char *host, bool shared, struct err *err);
void state_close(struct state *state);

/*
 * From now on nothing is written any more once another poller has taken the
 * lease and noted its token here: ERR_BUSY.
 */
void state_fence(struct state *state);
/*
 * A token was announced here, and whether the source gave it to us is not
 * known: nothing more is written, for another poller can announce the same one.
 */
void state_lose(struct state *state);
/*
 * For an operator's command beside a running poller: writable, but only
 * state_sink_wish() and decisions about dead letters may be written.
 */
bool state_open_beside(struct state **out, const char *dir, const char *source,
		       struct err *err);

const struct state_identity *state_identity(const struct state *state);
/* Notes which changelog and engine these numbers belong to. */
bool state_set_engine(struct state *state, const char *source_uuid,
		      const char *engine, struct err *err);
/* To be called before the lease is asked for (not taken), and after (taken). */
bool state_set_token(struct state *state, int64_t token, bool taken,
		     struct err *err);
/*
 * A new epoch: forgets what was acknowledged, what was sealed, and which engine
 * it was.  What the changelog holds will be delivered again under new ids.
 */
bool state_new_epoch(struct state *state, struct err *err);
/* Whether acknowledged batches are noted, for state_sent(); at first: no. */
void state_keep_history(struct state *state, bool history);

/* How it is with a sink; docs/operations.md is what an operator does then. */
enum sink_condition {
	SINK_OK,            /* it delivers, or has nothing to */
	SINK_RETRYING,      /* it failed, and tries again by itself */
	SINK_MISCONFIGURED, /* it failed, and needs an operator */
	SINK_HALTED,        /* before an event that cannot be delivered */
	SINK_PAUSED,        /* by an operator, who resumes it */
	SINK_STOPPED,       /* by its receiver; an operator resumes it */
};

/* In place of the time of the next attempt: as soon as it can be opened. */
enum { SINK_UNOPENED = -1 };

/* What state.db and `status` write for it: "ok". */
const char *sink_condition_word(enum sink_condition condition);

struct sink_state {
	char name[33];
	char type[32];
	enum sink_condition condition;
	int64_t batch_seq;
	char batch_id[160]; /* "": none in this epoch */
	int64_t anchor_seq; /* 0: none */
	char anchor_hash[DIGEST_HEX + 1];
	int64_t floor, floor_candidate, floor_mark;
	bool floor_marked;
	int64_t failures;
	/* Unix time in milliseconds, or SINK_UNOPENED. */
	int64_t next_attempt_at;
	char failing_since[CLOCK_TEXT_SIZE];
	char error_kind[24];
	char error[1024];
	char last_success_at[CLOCK_TEXT_SIZE];
	int64_t events_total, batches_total;
	/*
	 * How often the next batch_seq was given to a batch that was refused
	 * and cut anew: behind its id from the first time on.
	 */
	int64_t revision;
	/*
	 * Looking for a bad event up to split_last: changes in a batch; 0: no
	 */
	int64_t split, split_last;
	/*
	 * A change that is too large as it is: how many columns stay out; 0: no
	 */
	int64_t omit_seq, omit;
	int64_t rejections;    /* in a row, of the batch in hand */
	int64_t body_limit;    /* bytes; more was too large; 0: unknown */
	int64_t rewind_to;     /* the batch_seq to be sent again; 0: none */
	bool draining;         /* to be paused once nothing is pending */
	int64_t changes_total; /* delivered, without replays */
	int64_t filtered_total, dead_total;
	int64_t custody_total; /* of batches_total, those answered by 202 */
	/* Unix time in milliseconds, or 0: poller/schedule.h. */
	int64_t waiting_since, alerted_at;
	bool plain; /* the receiver takes no Content-Encoding */
};

/* Nothing is sent to it until an operator says so. */
bool sink_is_off(const struct sink_state *sink);
/* It delivers again: its failures are forgotten. */
void sink_recover(struct sink_state *sink);

/* Makes the row on first sight; fills *acked with what it acknowledged. */
bool state_sink_load(struct state *state, const char *name, const char *type,
		     struct sink_state *out, struct rangeset *acked,
		     struct err *err);
/* A sink that is there already; *found false if it is not. */
bool state_sink_find(struct state *state, const char *name,
		     struct sink_state *out, bool *found, struct err *err);
/* One that is not there yet, as it will be: behind where its chain ended. */
bool state_sink_to_be(struct state *state, const char *name,
		      struct sink_state *out, struct err *err);
/* False: there is no such sink, and which there are. */
bool state_no_sink(struct state *state, const char *name, struct err *err);
/* What it has acknowledged. */
bool state_acked(struct state *state, const char *name, struct rangeset *out,
		 struct err *err);
/* The i-th sink of the state, in order of name; *found false past the end. */
bool state_sink_at(struct state *state, size_t i, struct sink_state *out,
		   bool *found, struct err *err);

/* A sealed batch, as the state knows it. */
struct seal {
	int64_t batch_seq;
	char id[160];
	char prev_id[160]; /* "": none */
	struct rangeset seqs;
	int64_t events;
	char sha256[DIGEST_HEX + 1];
	char timestamp[CLOCK_TEXT_SIZE];
	struct buf tx_open;
	bool tx_complete;
	int64_t anchor_seq;
	char anchor_hash[DIGEST_HEX + 1];
	int64_t attempts;
	/* What the last one was answered with, and how many in a row were. */
	int64_t status, alike;
	/* It may have reached the receiver although no attempt says so. */
	bool in_doubt;
	/* So many of its largest values stay out; and no more of them could. */
	int64_t omit;
	bool omit_all;
	char format[24];
	char replay[8];      /* "dlq", "manual"; "": new changes */
	bool ping;           /* no batch at all: never stored */
	bool custody;        /* acknowledged by 202; not stored with it */
	int64_t dead_letter; /* the one that it carries; 0: none */
	int64_t taken;       /* of a sent one: how many events were */
	/*
	 * The very bytes, if they were kept; where the events lie in them; and
	 * the head, where the body does not begin with it.
	 */
	bool kept;
	struct buf body, spans, head;
};
void seal_release(struct seal *seal);

/*
 * Writes the batch's row: nothing may leave before this has returned true.
 * With seal->kept its bytes too.
 */
bool state_seal(struct state *state, const char *sink, const struct seal *seal,
		struct err *err);
/* The sealed batch of a sink, if there is one. */
bool state_sealed(struct state *state, const char *sink, struct seal *out,
		  bool *found, struct err *err);
/* Keeps the bytes of a sealed batch, so that it needs neither source nor us. */
bool state_keep_body(struct state *state, const char *sink,
		     const struct seal *seal, struct str body, struct str spans,
		     struct str head, struct err *err);
/* To be called before another attempt: it may reach the receiver. */
bool state_doubt(struct state *state, const char *sink, const struct seal *seal,
		 struct err *err);
/*
 * Leaves a wish for the running poller: "pause", "drain", "resume", or "forget"
 * for a sink that it has not in its configuration.
 */
bool state_sink_wish(struct state *state, const char *name, const char *wish,
		     struct err *err);
/*
 * Fulfils the wish that was left, if there is one, in *sink and the state;
 * *resumed: it was to go on.
 */
bool state_sink_fulfil(struct state *state, struct sink_state *sink,
		       bool *resumed, struct err *err);
/* Forgets the sink if that was the wish; *left: it was. */
bool state_sink_leave(struct state *state, const char *name, bool *left,
		      struct err *err);

/*
 * The acknowledgement: the set grows, the batch's row goes, the sink moves on.
 * `sink` and `acked` are brought up to date with it.  A batch of which only a
 * part was taken is acknowledged with a seal of that part.
 */
bool state_ack(struct state *state, struct sink_state *sink,
	       struct rangeset *acked, const struct seal *seal,
	       struct err *err);
/* The same, and in the same commit the seal of the next batch; NULL: none. */
bool state_ack_and_seal(struct state *state, struct sink_state *sink,
			struct rangeset *acked, const struct seal *seal,
			const struct seal *next, struct err *err);

/*
 * The receiver refused a batch, and its changes are to be cut anew: its row
 * goes, and the sink is stored as it is.
 */
bool state_unseal(struct state *state, const struct sink_state *sink,
		  const struct seal *seal, struct err *err);

/* An acknowledged batch of this epoch, where history was kept. */
bool state_sent(struct state *state, const char *sink, int64_t batch_seq,
		struct seal *out, bool *found, struct err *err);
/* Forgets those that were acknowledged before. */
bool state_sent_forget(struct state *state, int64_t before, struct err *err);

/*
 * A failed attempt: condition, error and next_attempt_at as in *sink.  If
 * `seal` is not NULL its attempts are counted up too.
 */
bool state_fail(struct state *state, const struct sink_state *sink,
		struct seal *seal, struct err *err);
/* All that deliveries and operators change, as in *sink. */
bool state_sink_save(struct state *state, const struct sink_state *sink,
		     struct err *err);
/* The same, where only the floor has moved: not flushed by itself. */
bool state_sink_save_floor(struct state *state, const struct sink_state *sink,
			   struct err *err);

/* Notes what all sinks have acknowledged and `keep` holds back. */
bool state_keep(struct state *state, const struct rangeset *seqs,
		int64_t acked_at, struct err *err);
/* What is kept at all, and what of it was acknowledged before `before`. */
bool state_kept(struct state *state, int64_t before, struct rangeset *all,
		struct rangeset *released, struct err *err);

/*
 * Forgets seqs that are durably gone from the source, for every sink.  The
 * caller changes its own copies of the sets.
 */
bool state_forget(struct state *state, const struct rangeset *seqs,
		  struct err *err);

/* Forgets a sink altogether; ERR_CONFIG if there is none of that name. */
bool state_sink_forget(struct state *state, const char *name, struct err *err);

/* Changes that a sink passes over or holds back, out of one page. */
struct held_change;
struct key_set;
/*
 * What the sink's filter does not take is acknowledged as it is; what waits for
 * a dead letter is noted.
 */
bool state_pass(struct state *state, struct sink_state *sink,
		struct rangeset *acked, const struct rangeset *passed,
		const struct held_change *held, size_t nheld, struct err *err);
/* What a sink holds back: not to be read. */
bool state_held(struct state *state, const char *sink, struct rangeset *out,
		struct err *err);
/* The keys that are parked. */
bool state_parked(struct state *state, const char *sink, struct key_set *out,
		  struct err *err);

/* How many lanes a section had; 0: it was not seen yet, or has none. */
bool state_lanes(struct state *state, const char *section, int64_t *out,
		 struct err *err);
bool state_set_lanes(struct state *state, const char *section, int64_t lanes,
		     struct err *err);

#endif
