/* shadowlog sink: what an operator decides about one sink. */
#include <stdio.h>
#include <string.h>

#include "poller/command.h"
#include "poller/config.h"
#include "poller/state.h"

static bool set_condition(struct state *state, const char *name,
			  const char *condition, struct err *err)
{
	struct sink_state sink;
	bool found;

	if (!state_sink_find(state, name, &sink, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_CONFIG,
			       "no sink \"%s\" was ever polled for", name);
	snprintf(sink.condition, sizeof(sink.condition), "%s", condition);
	sink.next_attempt_at = 0;
	return state_sink_save(state, &sink, err);
}

static bool act(struct state *state, const char *verb, const char *name,
		struct err *err)
{
	if (strcmp(verb, "pause") == 0)
		return set_condition(state, name, "paused", err);
	if (strcmp(verb, "resume") == 0)
		return set_condition(state, name, "ok", err);
	if (strcmp(verb, "forget") == 0)
		return state_sink_forget(state, name, err);
	return err_set(err, ERR_USAGE,
		       "sink: unknown \"%s\": one of pause, resume, forget",
		       verb);
}

bool command_sink(const struct command_line *line, struct err *err)
{
	struct config_source settings;
	struct config *config = NULL;
	struct state *state = NULL;
	bool good;

	if (line->nargs != 2)
		return err_set(err, ERR_USAGE,
			       "usage: shadowlog sink --config FILE "
			       "pause|resume|forget NAME");
	good = config_open(&config, line->config, err) &&
	       config_source(config, &settings, err) &&
	       state_open(&state, settings.state_dir, settings.id, true, err) &&
	       act(state, line->args[0], line->args[1], err);
	if (!good && err->kind == ERR_BUSY)
		err->kind = ERR_TRANSIENT; /* here it matters to the caller */
	state_close(state);
	config_close(config);
	return good;
}
