/* The sinks of the configuration: opened, and closed again. */
#include "poller/poller.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "poller/deliver.h"
#include "poller/lanes.h"

bool poller_load_parked(struct poller *poller, struct poller_sink *sink,
			struct err *err)
{
	return state_parked(poller->state, sink->state.name, &sink->parked,
			    err) &&
	       state_held(poller->state, sink->state.name, &sink->held, err);
}

static bool find_format(struct poller *poller, struct poller_sink *sink,
			struct err *err)
{
	const struct format *format;
	struct buf list = { 0 };
	size_t i;

	(void)poller;
	format = format_find(sink->config.format);
	sink->batch.format = format;
	if (format && format->http && strcmp(sink->type->name, "webhook") != 0)
		return sink->options.fail(&sink->options, "format", err,
					  "it is made of headers of HTTP: for "
					  "a webhook alone");
	if (format && sink->config.omit_too_large &&
	    strcmp(format->name, "maxwell") == 0)
		return sink->options.fail(&sink->options, "on_too_large", err,
					  "maxwell has no place to say that a "
					  "value is left out");
	if (format)
		return true;
	for (i = 0; (format = format_at(i)); i++)
		buf_addf(&list, "%s%s", i ? ", " : "it is one of ",
			 format->name);
	sink->options.fail(&sink->options, "format", err, buf_str(&list));
	buf_release(&list);
	return false;
}

/*
 * What of the changes it gets to see.  A key for masks that cannot be read
 * keeps the sink from being opened, and nothing else: sink->err.
 */
static bool shape(struct poller_sink *sink, struct err *err)
{
	shaping_close(sink->shaping);
	sink->shaping = NULL;
	err_clear(&sink->err);
	if (!shaping_open(&sink->shaping, &sink->options, &sink->err) &&
	    sink->err.kind != ERR_MISCONFIGURED) {
		*err = sink->err;
		return false;
	}
	sink->sieve.shaping = sink->shaping;
	sink->batch.shaping = sink->shaping;
	return true;
}

/* All that its section says of how it is served. */
static bool configure(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	const char *section = sink->section;

	config_sink_options(poller->config, section, poller->settings.id,
			    poller->stop, &sink->options);
	if (!config_sink_type(poller->config, section, &sink->type, err) ||
	    !config_batch(poller->config, section, &sink->limits, err) ||
	    !config_sink(poller->config, section, &sink->config, err) ||
	    !find_format(poller, sink, err) || !shape(sink, err))
		return false;
	if (sink->config.lanes && !sink->type->lanes)
		return sink->options.fail(&sink->options, "lanes", err,
					  "sinks of this type are one stream");
	sink->sieve.lanes = (int)sink->config.lanes;
	return true;
}

/* Its numbers belong to what holds its batches. */
static bool check_type(struct poller *poller, const struct poller_sink *sink,
		       struct err *err)
{
	struct sink_state was;
	bool found;

	if (!state_sink_find(poller->state, sink->name, &was, &found, err))
		return false;
	return !found || !was.batch_seq ||
	       strcmp(was.type, sink->type->name) == 0 ||
	       err_set(err, ERR_CONFIG,
		       "[sink %s] type: it was %s, and has delivered batches "
		       "as that: give the new sink a new name, and `shadowlog "
		       "sink forget %s` once the old one is not needed",
		       sink->section, was.type, sink->name);
}

/* What is wrong is in sink->err; of a file, also while it is configured. */
static bool open_place(struct poller_sink *sink)
{
	struct err of_shaping = sink->err;
	bool good;

	err_clear(&sink->err);
	good = sink->type->open(&sink->sink, &sink->options, &sink->err);
	/* Opened all the same, since that reads its keys. */
	if (of_shaping.kind == ERR_NONE || sink->err.kind == ERR_CONFIG)
		return good;
	if (good)
		sink->type->close(sink->sink);
	sink->sink = NULL;
	sink->err = of_shaping;
	return false;
}

bool poller_reopen_sink(struct poller_sink *sink)
{
	struct err ignored = { 0 };

	return shape(sink, &ignored) && open_place(sink);
}

/* One sink, or one lane of it; what is wrong with it stays its own trouble. */
static bool open_sink(struct poller *poller, struct poller_sink *sink,
		      struct err *err)
{
	if (!check_type(poller, sink, err) ||
	    !state_sink_load(poller->state, sink->name, sink->type->name,
			     &sink->state, &sink->acked, err))
		return false;
	sink->options.name = sink->section;
	sink->batch.sink = sink->state.name;
	sink->batch.identity = state_identity(poller->state);
	if (open_place(sink))
		return true;
	if (sink->err.kind != ERR_CONFIG)
		return true; /* a full disk, say: the other sinks go on */
	*err = sink->err;
	return false;
}

/* The sinks of one section: one, or its lanes. */
static bool configure_section(struct poller *poller, const char *section,
			      struct err *err)
{
	int64_t lane = 0, lanes;

	do {
		struct poller_sink *sink;

		poller->sinks =
		    xrealloc(poller->sinks,
			     (poller->nsinks + 1) * sizeof(*poller->sinks));
		sink = &poller->sinks[poller->nsinks++];
		*sink = (struct poller_sink){ .section = section };
		if (!configure(poller, sink, err))
			return false;
		lanes = sink->config.lanes;
		lane += lanes ? 1 : 0;
		sink->sieve.lane = (int)lane;
		snprintf(sink->name, sizeof(sink->name), "%s", section);
		if (lanes && !lane_name(section, lane, lanes, sink->name, err))
			return false;
	} while (lane < lanes);
	return true;
}

bool poller_configure_sinks(struct poller *poller, struct err *err)
{
	const char *name;
	size_t i;

	for (i = 0; (name = config_sink_name(poller->config, i)); i++)
		if (!configure_section(poller, name, err))
			return false;
	if (!i)
		return err_set(err, ERR_CONFIG,
			       "no [sink NAME] section: where to deliver to?");
	/* They move no more: pointers into them hold. */
	for (i = 0; i < poller->nsinks; i++)
		poller->sinks[i].sieve.parked = &poller->sinks[i].parked;
	return true;
}

bool poller_open_sinks(struct poller *poller, struct err *err)
{
	size_t i;

	if (!poller_configure_sinks(poller, err))
		return false;
	for (i = 0; i < poller->nsinks; i++)
		if (!open_sink(poller, &poller->sinks[i], err))
			return false;
	state_keep_history(poller->state, poller->settings.keep > 0);
	return lanes_check(poller, err) &&
	       config_check_unread(poller->config, err);
}

void poller_close_sinks(struct poller *poller)
{
	size_t i, k;

	for (i = 0; i < poller->nsinks; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		deliver_drop(poller, sink);
		if (sink->sink)
			sink->type->close(sink->sink);
		rangeset_release(&sink->acked);
		rangeset_release(&sink->held);
		key_set_release(&sink->parked);
		shaping_close(sink->shaping);
		free(sink->met);
		batch_context_release(&sink->batch);
		page_release(&sink->page);
		page_release(&sink->ahead);
		sifted_release(&sink->sifted);
		for (k = 0; k < 2; k++)
			draft_release(&sink->drafts[k]);
		draft_release(&sink->suspicion.ping);
	}
	free(poller->sinks);
	poller->sinks = NULL;
	poller->nsinks = 0;
}
