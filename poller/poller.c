#include "poller/poller.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/mem.h"
#include "poller/deliver.h"
#include "poller/guard.h"
#include "poller/resend.h"
#include "poller/schedule.h"
#include "poller/trim.h"
#include "poller/verdict.h"

enum {
	/*
	 * While one sink is busy for long, the others are seen to, and what all
	 * have is trimmed, that often; milliseconds.
	 */
	TRIM_EVERY = 10000,
	WAIT_MOST = 1000,   /* between two looks at the signals */
	REOPEN_EVERY = 5000 /* a sink whose files or directory are not there */
};

/* Whether a failure to open the source leaves anything that can be done. */
static bool can_wait(const struct err *err)
{
	return err->kind == ERR_UNAVAILABLE || err->kind == ERR_TRANSIENT;
}

static bool open_source(struct poller *poller, struct err *err)
{
	enum row_encoding encoding;
	char *connection;
	bool good;
	size_t i;

	if (!config_connection(poller->config, &connection, err))
		return false;
	good = source_open(&poller->source, poller->dialect, connection, err) &&
	       guard_check(poller, err) &&
	       row_encoding_find(source_encoding(poller->source),
				 dialect_setting(poller->dialect, "escape"),
				 &encoding, err);
	poller->trimmer.connection = connection;
	if (!good && can_wait(err)) {
		source_close(poller->source);
		poller->source = NULL;
		poller->source_err = *err;
		report_error(poller->report, err);
		err_clear(err);
		return true;
	}
	for (i = 0; good && i < poller->nsinks; i++) {
		poller->sinks[i].batch.source = poller->source;
		poller->sinks[i].batch.encoding = encoding;
		poller->sinks[i].sieve.encoding = encoding;
	}
	poller->reader.source = poller->source;
	poller->reader.lease = &poller->lease;
	poller->reader.lease_seconds = (int)poller->settings.lease;
	poller->trimmer.dialect = poller->dialect;
	poller->trimmer.lease = &poller->lease;
	poller->trimmer.lease_seconds = (int)poller->settings.lease;
	return good;
}

/* What a sink holds is ours and not newer than the state, or err tells. */
static void check_place(struct poller *poller, struct poller_sink *sink)
{
	err_clear(&sink->err);
	sink->barred = !guard_check_sink(poller, sink, &sink->err) &&
		       sink->err.kind == ERR_MISCONFIGURED;
}

/*
 * A sink that could not be opened is out of order, and `status` says why; the
 * others go on.
 */
static bool note_unopened(struct poller *poller, struct poller_sink *sink,
			  struct err *err)
{
	sink->reopen_at = clock_monotonic() + REOPEN_EVERY;
	report_failure(poller->report, sink->state.name, &sink->err, 0);
	if (sink_is_off(&sink->state))
		return true;
	schedule_failure(&sink->state, &sink->err, 0);
	sink->state.next_attempt_at = SINK_UNOPENED;
	return state_sink_save(poller->state, &sink->state, err);
}

/* It is open; that it was not is over. */
static bool note_opened(struct poller *poller, struct poller_sink *sink,
			struct err *err)
{
	check_place(poller, sink);
	if (sink->err.kind != ERR_NONE)
		report_failure(poller->report, sink->state.name, &sink->err, 0);
	if (sink->state.next_attempt_at != SINK_UNOPENED)
		return true;
	sink_recover(&sink->state);
	return state_sink_save(poller->state, &sink->state, err);
}

static bool check_sinks(struct poller *poller, struct err *err)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		if (!(sink->sink ? note_opened : note_unopened)(poller, sink,
								err))
			return false;
	}
	return true;
}

static bool open_config(struct poller *poller, const char *path,
			struct err *err)
{
	if (!config_open(&poller->config, path, err) ||
	    !config_source(poller->config, &poller->settings, err))
		return false;
	report_source(poller->report, poller->settings.id);
	return true;
}

bool poller_open(struct poller *poller, const char *config_path,
		 struct report *report, const volatile sig_atomic_t *stop,
		 struct err *err)
{
	const struct config_source *settings = &poller->settings;

	*poller = (struct poller){ .report = report, .stop = stop };
	if (open_config(poller, config_path, err) &&
	    dialect_open(&poller->dialect, settings->dialect, err) &&
	    state_open_as(&poller->state, settings->state_dir, settings->id,
			  settings->host, settings->state_shared, err) &&
	    hub_open(&poller->hub, err) && poller_open_sinks(poller, err) &&
	    open_source(poller, err) && check_sinks(poller, err))
		return true;
	poller_close(poller);
	return false;
}

void poller_close(struct poller *poller)
{
	struct err ignored = { 0 };

	trimmer_release(&poller->trimmer);
	poller_close_sinks(poller);
	if (poller->source && poller->lease.token)
		source_lease_release(poller->source, &poller->lease, &ignored);
	source_close(poller->source);
	page_release(&poller->page);
	reader_release(&poller->reader);
	hub_close(&poller->hub);
	state_close(poller->state);
	dialect_close(poller->dialect);
	config_close(poller->config);
	*poller = (struct poller){ 0 };
}

/* ------------------------------------------------------------------- rounds */

bool poller_keep_lease(struct poller *poller, struct err *err)
{
	int64_t half = poller->settings.lease * 500;

	if (!poller->source || !reader_rests(&poller->reader))
		return true;
	if (clock_monotonic() >= poller->lease_until - half &&
	    !guard_renew(poller, err))
		return false;
	/* The trimmer renews the lease under the token that it was given. */
	return job_begun(&poller->trimmer.job) || guard_retake(poller, err);
}

/* From what was left on, up to what is there when it reads first. */
static void begin_drain(struct poller_sink *sink)
{
	sink->idle = false;
	sink->bound = NO_BOUND;
	sink->looked = false;
	sink->dead_after = 0;
}

/* Its files may be there by now; what is wrong is said when it is news. */
static bool try_to_open(struct poller *poller, struct poller_sink *sink,
			struct err *err)
{
	struct err before = sink->err;
	bool known;

	if (poller_reopen_sink(sink))
		return note_opened(poller, sink, err);
	sink->reopen_at = clock_monotonic() + REOPEN_EVERY;
	known = strcmp(before.text, sink->err.text) == 0 &&
		sink->state.next_attempt_at == SINK_UNOPENED;
	return known || note_unopened(poller, sink, err);
}

/*
 * From the start: a sink's trouble lasts until then.  One that could not be
 * opened is tried again, and one whose place is another's waits until an
 * operator resumes it.
 */
static bool start_over(struct poller *poller, struct poller_sink *sink,
		       bool resumed, struct err *err)
{
	bool due = resumed || clock_monotonic() >= sink->reopen_at;

	if (!sink->sink && due && !try_to_open(poller, sink, err))
		return false;
	if (sink->sink && sink->barred && resumed)
		check_place(poller, sink);
	else if (sink->sink && !sink->barred && sink->err.kind != ERR_CONFIG)
		err_clear(&sink->err);
	deliver_drop(poller, sink);
	begin_drain(sink);
	return poller_load_parked(poller, sink, err);
}

static bool begin_sink(struct poller *poller, struct poller_sink *sink,
		       struct err *err)
{
	bool resumed;

	return state_sink_fulfil(poller->state, &sink->state, &resumed, err) &&
	       start_over(poller, sink, resumed, err);
}

/* Once a day, as long as a sink has failed for more than one. */
static bool alert_sinks(struct poller *poller, struct err *err)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		struct sink_state *state = &poller->sinks[i].state;
		int64_t span = schedule_alert(state);

		if (!span)
			continue;
		report_alert(poller->report, state->name, span, state->failures,
			     state->error);
		state->alerted_at = clock_now();
		if (!state_sink_save(poller->state, state, err))
			return false;
	}
	return true;
}

static bool begin_round(struct poller *poller, struct err *err)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++)
		if (!begin_sink(poller, &poller->sinks[i], err))
			return false;
	return alert_sinks(poller, err);
}

/* `sink pause --drained`: once there is nothing left, it is paused. */
static bool pause_drained(struct poller *poller, struct poller_sink *sink,
			  struct err *err)
{
	if (!sink->state.draining)
		return true;
	sink->state.draining = false;
	sink->state.condition = SINK_PAUSED;
	return state_sink_save(poller->state, &sink->state, err);
}

/*
 * A sink that has nothing more: it is told so, may finish what waits for more,
 * and is paused if that was what a pause waited for.
 */
static bool idle_sink(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	bool found;

	if (!sink->sink || !sink->idle || courier_out(&sink->courier) ||
	    sink->err.kind != ERR_NONE || schedule_wait(&sink->state))
		return true;
	if (!resend_checkpoint(poller, sink, &found, err))
		return false;
	if (found)
		return true;
	if (sink->type->idle && !sink->type->idle(sink->sink, &sink->err)) {
		report_failure(poller->report, sink->state.name, &sink->err, 0);
		return true;
	}
	return pause_drained(poller, sink, err);
}

static bool idle_sinks(struct poller *poller, struct err *err)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++)
		if (!idle_sink(poller, &poller->sinks[i], err))
			return false;
	return true;
}

/* In the middle of a round: what an operator has asked of a sink since. */
static bool hear_wish(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	bool resumed;

	return state_sink_fulfil(poller->state, &sink->state, &resumed, err) &&
	       (!resumed || courier_out(&sink->courier) ||
		start_over(poller, sink, true, err));
}

/* Sinks that are idle go on if there is more by now. */
static bool wake_idle(struct poller *poller, struct err *err)
{
	int64_t bound = -1; /* not asked yet */
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		if (!sink->idle || schedule_wait(&sink->state))
			continue;
		if (bound < 0 && !source_bound(poller->source, &bound, err))
			return false;
		if (sink->bound != NO_BOUND && bound <= sink->bound)
			continue;
		sink->idle = false;
		sink->bound = bound;
	}
	return true;
}

/*
 * One sink is busy for long: meanwhile the others go on, are told that they are
 * idle, are paused and resumed; and what all have got is trimmed.
 */
static bool meanwhile(struct poller *poller, int64_t *next_look,
		      int64_t *next_trim, struct err *err)
{
	int64_t now = clock_monotonic();
	size_t i;

	if (!poller->source || now < *next_look ||
	    !reader_rests(&poller->reader))
		return true;
	*next_look = now + poller->settings.interval;
	for (i = 0; i < poller->nsinks; i++)
		if (!hear_wish(poller, &poller->sinks[i], err))
			return false;
	if (!alert_sinks(poller, err) || !wake_idle(poller, err) ||
	    !idle_sinks(poller, err))
		return false;
	if (now < *next_trim)
		return true;
	*next_trim = now + TRIM_EVERY;
	return trim_midway(poller, err);
}

/* One step for every sink; *busy: not all of them rest. */
static bool steps(struct poller *poller, bool *busy, bool *progress,
		  struct err *err)
{
	size_t i;

	*busy = *progress = false;
	if (job_done(&poller->reader.job)) {
		*progress = true;
		if (!deliver_collect(poller, err) ||
		    !poller_keep_lease(poller, err))
			return false;
	}
	if (!trim_beside(poller, err))
		return false;
	for (i = 0; i < poller->nsinks; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		if (!deliver_step(poller, sink, progress, err))
			return false;
		*busy = *busy || courier_out(&sink->courier) ||
			(!*poller->stop && !deliver_rests(sink));
	}
	return poller_keep_lease(poller, err);
}

/* Steps until every sink rests, and no thread is at work. */
static bool drain(struct poller *poller, struct err *err)
{
	int64_t next_look = clock_monotonic() + poller->settings.interval;
	int64_t next_trim = clock_monotonic() + TRIM_EVERY;
	bool busy, progress;

	for (;;) {
		if (!steps(poller, &busy, &progress, err))
			return false;
		if (!busy && reader_rests(&poller->reader))
			return true;
		if (!progress)
			hub_wait(&poller->hub,
				 poller->settings.interval < WAIT_MOST
				     ? poller->settings.interval
				     : WAIT_MOST);
		if (busy && !*poller->stop &&
		    !meanwhile(poller, &next_look, &next_trim, err))
			return false;
	}
}

/* After trouble with the source or the state: couriers come back first. */
static void call_back(struct poller *poller)
{
	struct err ignored = { 0 };
	size_t i;

	if (!reader_rests(&poller->reader))
		deliver_collect(poller, &ignored);
	if (job_begun(&poller->trimmer.job))
		trimmer_finish(&poller->trimmer);
	for (i = 0; i < poller->nsinks; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		if (courier_out(&sink->courier)) {
			deliver_drop(poller, sink);
			err_clear(&ignored);
			verdict_settle(poller, sink, &ignored);
			job_finish(&sink->courier.job);
		}
	}
}

bool poller_round(struct poller *poller, bool *worked, struct err *err)
{
	bool good;

	poller->worked = false;
	/* Twice: checkpoints are on their way then. */
	good =
	    begin_round(poller, err) && drain(poller, err) &&
	    (*poller->stop || (idle_sinks(poller, err) && drain(poller, err)));
	if (!good)
		call_back(poller);
	*worked = poller->worked;
	return good && (*poller->stop || trim(poller, err));
}

/* What keeps a sink from being well, now or since an earlier run. */
static void sink_trouble(const struct poller_sink *sink, struct err *out)
{
	const struct sink_state *state = &sink->state;

	err_clear(out);
	if (state->condition == SINK_MISCONFIGURED ||
	    state->condition == SINK_STOPPED)
		err_set(out, ERR_MISCONFIGURED, "%s", state->error);
	else if (state->condition == SINK_HALTED)
		err_set(
		    out,
		    strcmp(state->error_kind, err_kind_name(ERR_INTERNAL)) == 0
			? ERR_INTERNAL
			: ERR_DATA,
		    "%s", state->error);
	else
		*out = sink->err;
	if (out->kind != ERR_NONE)
		err_prefix(out, "sink \"%s\"", state->name);
}

/* Passes by itself: less worth telling than what needs an operator. */
static bool passing(const struct err *err)
{
	return err->kind == ERR_UNAVAILABLE || err->kind == ERR_TRANSIENT ||
	       err->kind == ERR_BUSY || err->kind == ERR_STOPPED;
}

bool poller_trouble(const struct poller *poller, struct err *out)
{
	bool told = false;
	size_t i;

	err_clear(out);
	for (i = 0; i < poller->nsinks; i++) {
		const struct poller_sink *sink = &poller->sinks[i];
		struct err err;

		sink_trouble(sink, &err);
		if (err.kind == ERR_NONE ||
		    (out->kind != ERR_NONE && (!passing(out) || passing(&err))))
			continue;
		*out = err;
		told = sink->err.kind != ERR_NONE;
	}
	if (out->kind != ERR_NONE || poller->source_err.kind == ERR_NONE)
		return told;
	*out = poller->source_err;
	return true;
}
