/*
 * Dead letters: changes that a receiver refused and that were set aside, so
 * that those behind them could go on (`on_reject = dlq` or `park-key`).
 *
 * One is in exactly one condition:
 *   dead       waits for an operator
 *   retry      is to be sent again, at the next poll
 *   delivered  its receiver has taken it after all
 *   dropped    an operator gave it up, and said why
 */
#ifndef POLLER_STATE_DEAD_H
#define POLLER_STATE_DEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/clock.h"
#include "core/err.h"
#include "core/mem.h"
#include "poller/change.h"
#include "poller/state.h"

struct dead_letter {
	int64_t id;
	char sink[33], epoch[40];
	char batch_id[160]; /* the batch in which it was refused */
	char died_at[CLOCK_TEXT_SIZE], condition[16];
	char decided_at[CLOCK_TEXT_SIZE]; /* "": nobody did */
	int64_t retries;
	/* In the arena that was given. */
	const char *event_id;
	const char *table;       /* JSON-escaped */
	const char *key;         /* JSON */
	const char *key_hash[2]; /* NULL: not parked */
	const char *reason, *note;
	struct change change;
};

/*
 * The receiver refused a batch of this one change, which dies: the batch's row
 * goes, the change counts as acknowledged, and the sink moves on.  `dead` has
 * no id yet.
 */
bool state_bury(struct state *state, struct sink_state *sink,
		struct rangeset *acked, const struct seal *seal,
		const struct dead_letter *dead, struct err *err);
/* The same for a dead letter that was refused once more. */
bool state_bury_again(struct state *state, struct sink_state *sink,
		      const struct seal *seal, const char *reason,
		      struct err *err);

/*
 * The first dead letter with a higher id, of this sink (NULL: of any) and in
 * this condition (NULL: in any); *found false: there is none.
 */
bool state_dead_next(struct state *state, const char *sink,
		     const char *condition, int64_t after, struct arena *arena,
		     struct dead_letter *out, bool *found, struct err *err);

/*
 * An operator's decision about some of them: "retry", "dropped", or "dead" to
 * take a retry back.  `note` says why; NULL: nothing.  ERR_CONFIG where there
 * is no such dead letter, or where it was delivered or dropped already; then
 * nothing is decided about any.
 */
bool state_dead_decide(struct state *state, const int64_t *ids, size_t n,
		       const char *condition, const char *note,
		       struct err *err);

/*
 * How many there are of a sink in each condition; of this epoch, or of all.
 */
struct dead_count {
	int64_t dead, retry, delivered, dropped;
	char oldest[CLOCK_TEXT_SIZE]; /* when the oldest of those that wait
					 died; "": none */
};
bool state_dead_count(struct state *state, const char *sink, bool all_epochs,
		      struct dead_count *out, struct err *err);

#endif
