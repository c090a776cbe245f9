#include "poller/poller.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/mem.h"

/* One sink from its section; what is wrong with it stays its own trouble. */
static bool open_sink(struct poller *poller, struct poller_sink *sink,
		      const char *name, struct err *err)
{
	const struct config_source *settings = &poller->settings;

	if (!config_sink_type(poller->config, name, &sink->type, err) ||
	    !config_batch(poller->config, name, &sink->limits, err))
		return false;
	config_sink_options(poller->config, name, settings->id, poller->stop,
			    &sink->options);
	if (!state_sink_load(poller->state, name, sink->type->name,
			     &sink->state, &sink->acked, err))
		return false;
	sink->batch.sink = sink->state.name;
	sink->batch.identity = state_identity(poller->state);
	if (sink->type->open(&sink->sink, &sink->options, &sink->err))
		return true;
	if (sink->err.kind != ERR_CONFIG)
		return true; /* a full disk, say: the other sinks go on */
	*err = sink->err;
	return false;
}

static bool open_sinks(struct poller *poller, struct err *err)
{
	size_t n = 0, i;

	while (config_sink_name(poller->config, n))
		n++;
	if (!n)
		return err_set(err, ERR_CONFIG,
			       "no [sink NAME] section: where to deliver to?");
	poller->sinks = xcalloc(n, sizeof(*poller->sinks));
	poller->nsinks = n;
	for (i = 0; i < n; i++)
		if (!open_sink(poller, &poller->sinks[i],
			       config_sink_name(poller->config, i), err))
			return false;
	return config_check_unread(poller->config, err);
}

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
	free(connection);
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
	}
	return good;
}

static bool check_sinks(struct poller *poller)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		if (sink->err.kind == ERR_NONE)
			guard_check_sink(poller, sink, &sink->err);
		if (sink->err.kind != ERR_NONE)
			report_failure(poller->report, sink->state.name,
				       &sink->err, 0);
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
	    state_open(&poller->state, settings->state_dir, settings->id, true,
		       err) &&
	    open_sinks(poller, err) && open_source(poller, err) &&
	    check_sinks(poller))
		return true;
	poller_close(poller);
	return false;
}

void poller_close(struct poller *poller)
{
	struct err ignored = { 0 };
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		if (sink->type)
			sink->type->close(sink->sink);
		rangeset_release(&sink->acked);
		batch_context_release(&sink->batch);
	}
	free(poller->sinks);
	if (poller->source && poller->lease.token)
		source_lease_release(poller->source, &poller->lease, &ignored);
	source_close(poller->source);
	page_release(&poller->page);
	ahead_release(&poller->ahead);
	state_close(poller->state);
	dialect_close(poller->dialect);
	config_close(poller->config);
	*poller = (struct poller){ 0 };
}

static bool standing_still(const struct poller_sink *sink)
{
	return sink->idle || sink->err.kind != ERR_NONE ||
	       strcmp(sink->state.condition, "paused") == 0;
}

/* Long runs without anything to deliver must not let the lease run out. */
static bool keep_lease(struct poller *poller, struct err *err)
{
	int64_t half = poller->settings.lease * 500;

	if (!poller->source || clock_monotonic() < poller->lease_until - half)
		return true;
	return guard_renew(poller, err);
}

/* One turn for every sink that can go on; *more: another turn is due. */
static bool turn(struct poller *poller, int64_t bound, bool *more, bool *worked,
		 struct err *err)
{
	size_t i;

	*more = false;
	for (i = 0; i < poller->nsinks && !*poller->stop; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		if (standing_still(sink))
			continue;
		if (!deliver_once(poller, sink, bound, worked, err))
			return false;
		*more = *more || !standing_still(sink);
	}
	return keep_lease(poller, err);
}

/* A sink's trouble lasts one round; one that could not be opened stays so. */
static void begin_round(struct poller *poller)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		poller->sinks[i].idle = false;
		if (poller->sinks[i].sink &&
		    poller->sinks[i].err.kind != ERR_CONFIG)
			err_clear(&poller->sinks[i].err);
	}
}

/*
 * Also when nothing was delivered: a poller that was killed may have left
 * something to trim, and `keep` lets go of changes as time goes by.  A source
 * that is busy is trimmed another time.
 */
static bool trim(struct poller *poller, struct err *err)
{
	if (!trim_delivered(poller, err)) {
		if (err->kind != ERR_TRANSIENT)
			return false;
		err_clear(err);
	}
	return trim_floors(poller, err);
}

bool poller_round(struct poller *poller, bool *worked, struct err *err)
{
	int64_t bound = 0;
	bool more = true;

	*worked = false;
	begin_round(poller);
	if (poller->source && !source_bound(poller->source, &bound, err))
		return false;
	while (more && !*poller->stop)
		if (!turn(poller, bound, &more, worked, err))
			return false;
	return !poller->source || *poller->stop || trim(poller, err);
}

/* What keeps a sink from being well, now or since an earlier run. */
static void sink_trouble(const struct poller_sink *sink, struct err *out)
{
	const struct sink_state *state = &sink->state;

	err_clear(out);
	if (strcmp(state->condition, "misconfigured") == 0)
		err_set(out, ERR_MISCONFIGURED, "%s", state->error);
	else if (strcmp(state->condition, "halted") == 0)
		err_set(out, ERR_DATA, "%s", state->error);
	else
		*out = sink->err;
	if (out->kind != ERR_NONE)
		err_prefix(out, "sink \"%s\"", state->name);
}

/* Passes by itself: less worth telling than what needs an operator. */
static bool passing(const struct err *err)
{
	int code = err_exit_code(err->kind);

	return code == 0 || code == 69 || code == 75;
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
