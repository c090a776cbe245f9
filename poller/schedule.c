#include "poller/schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"

enum {
	RETRY_BASE = 5 * 1000, /* milliseconds */
	RETRY_CAP = 15 * 60 * 1000,
	RETRY_CAP_OLD = 60 * 60 * 1000, /* after a day */
	OPERATOR_BASE = 5 * 60 * 1000,  /* where an operator is needed */
	/* Above all of these, and the two hours that a receiver can ask for. */
	LONGEST = 3 * 60 * 60 * 1000
};

/* Anything up to a delay that doubles with each failure, at least a tenth. */
static int64_t delay(int64_t base, int64_t cap, int64_t failures)
{
	int64_t most = base, least;
	int64_t i;

	for (i = 1; i < failures && most < cap; i++)
		most *= 2;
	if (most > cap)
		most = cap;
	least = most / 10;
	return least + rand() % (most - least + 1);
}

static int64_t next_attempt(const struct sink_state *state, enum err_kind kind,
			    int64_t retry_after, int64_t now,
			    int64_t failing_for)
{
	bool operator_needed = kind == ERR_MISCONFIGURED ||
			       kind == ERR_REJECTED || kind == ERR_DATA ||
			       kind == ERR_INTERNAL || kind == ERR_CONFIG;
	int64_t cap = failing_for > CLOCK_DAY || operator_needed ? RETRY_CAP_OLD
								 : RETRY_CAP;
	int64_t wait = delay(operator_needed ? OPERATOR_BASE : RETRY_BASE, cap,
			     state->failures);

	return now + (wait > retry_after * 1000 ? wait : retry_after * 1000);
}

static enum sink_condition condition(enum err_kind kind)
{
	if (kind == ERR_MISCONFIGURED || kind == ERR_CONFIG)
		return SINK_MISCONFIGURED;
	if (kind == ERR_REJECTED || kind == ERR_DATA || kind == ERR_INTERNAL)
		return SINK_HALTED;
	return SINK_RETRYING;
}

/* Milliseconds since the first failure in a row; notes it if this is it. */
static int64_t failing_for(struct sink_state *state, int64_t now)
{
	int64_t since;

	if (!state->failing_since[0]) {
		clock_text(now, state->failing_since);
		return 0;
	}
	since = clock_parse(state->failing_since);
	return since ? now - since : 0;
}

/* It comes by itself, if anything does. */
static bool passes(enum err_kind kind)
{
	return kind == ERR_TRANSIENT || kind == ERR_UNAVAILABLE ||
	       kind == ERR_IO;
}

/* What needs an operator begins a wait anew; what was given up goes on. */
static void note_waiting(struct sink_state *state, enum err_kind kind,
			 int64_t now)
{
	if (passes(kind) && !state->waiting_since)
		state->waiting_since = now;
	else if (!passes(kind) && kind != ERR_REJECTED)
		state->waiting_since = 0;
}

void schedule_failure(struct sink_state *state, const struct err *why,
		      int64_t retry_after)
{
	int64_t now = clock_now();
	int64_t span = failing_for(state, now);

	note_waiting(state, why->kind, now);
	state->failures++;
	if (!sink_is_off(state))
		state->condition = condition(why->kind);
	snprintf(state->error_kind, sizeof(state->error_kind), "%s",
		 err_kind_name(why->kind));
	snprintf(state->error, sizeof(state->error), "%s", why->text);
	/* One that was told to stop has none. */
	state->next_attempt_at =
	    state->condition == SINK_STOPPED
		? 0
		: next_attempt(state, why->kind, retry_after, now, span);
}

int64_t schedule_wait(const struct sink_state *state)
{
	int64_t wait = state->next_attempt_at - clock_now();

	return wait < 0 || wait > LONGEST ? 0 : wait;
}

bool schedule_gives_up(const struct sink_state *state, enum err_kind kind,
		       int64_t give_up_after)
{
	return give_up_after && passes(kind) && state->waiting_since &&
	       clock_now() - state->waiting_since >= give_up_after * 1000;
}

int64_t schedule_critical(const struct sink_state *state)
{
	int64_t since = clock_parse(state->failing_since);
	int64_t span = since ? clock_now() - since : 0;
	bool broken =
	    state->condition == SINK_HALTED &&
	    strcmp(state->error_kind, err_kind_name(ERR_INTERNAL)) == 0;

	if (broken)
		return span > 0 ? span : 1;
	return span >= CLOCK_DAY && state->condition != SINK_PAUSED ? span : 0;
}

int64_t schedule_alert(const struct sink_state *state)
{
	int64_t said = clock_now() - state->alerted_at;

	/* A clock that was set back makes it a day as well. */
	return said >= 0 && said < CLOCK_DAY ? 0 : schedule_critical(state);
}
