/* shadowlog sink: what an operator decides about one sink. */
#include <stdio.h>
#include <string.h>

#include "poller/command.h"
#include "poller/config.h"
#include "poller/lanes.h"
#include "poller/state.h"

/* What is asked of the sink; NULL: there is no such word. */
static const char *wish_of(const struct command_line *line)
{
	static const char *const wishes[] = { "pause", "resume", "forget" };
	const char *verb = line->args[0];
	size_t i;

	for (i = 0; i < sizeof(wishes) / sizeof(*wishes); i++)
		if (strcmp(verb, wishes[i]) == 0)
			return i == 0 && line->drained ? "drain" : wishes[i];
	return NULL;
}

/* No poller is at work: it is done at once. */
static bool act(struct state *state, const struct command_line *line,
		struct err *err)
{
	const char *name = line->args[1];
	struct sink_state sink;
	bool found, resumed;

	if (strcmp(line->args[0], "forget") == 0)
		return state_sink_forget(state, name, err);
	return state_sink_wish(state, name, wish_of(line), err) &&
	       state_sink_find(state, name, &sink, &found, err) &&
	       state_sink_fulfil(state, &sink, &resumed, err);
}

/* A poller is at work: it does it in its own time. */
static bool ask(const struct config_source *settings,
		const struct command_line *line, struct err *err)
{
	struct state *state = NULL;
	bool good;

	good =
	    state_open_beside(&state, settings->state_dir, settings->id, err) &&
	    state_sink_wish(state, line->args[1], wish_of(line), err);
	if (good)
		printf("noted: the poller that is at work does it soon%s\n",
		       strcmp(line->args[0], "forget") == 0
			   ? ", unless it was started with that sink"
			   : "");
	state_close(state);
	return good;
}

/* Forgetting what is polled for would only begin its batches anew. */
static bool may_forget(const struct config *config,
		       const struct command_line *line, struct err *err)
{
	const char *name = line->args[1];

	if (strcmp(line->args[0], "forget") != 0 ||
	    !lane_configured(config, name))
		return true;
	return err_set(err, ERR_CONFIG,
		       "forget: sink \"%s\" is in the configuration: take its "
		       "section out first",
		       name);
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
	if (!wish_of(line))
		return err_set(err, ERR_USAGE,
			       "sink: unknown \"%s\": one of pause, resume, "
			       "forget",
			       line->args[0]);
	if (line->drained && strcmp(line->args[0], "pause") != 0)
		return err_set(err, ERR_USAGE,
			       "sink %s: --drained is for pause alone",
			       line->args[0]);
	good = config_open(&config, line->config, err) &&
	       config_source(config, &settings, err) &&
	       may_forget(config, line, err);
	if (good) {
		good =
		    state_open_as(&state, settings.state_dir, settings.id,
				  settings.host, settings.state_shared, err) &&
		    act(state, line, err);
		if (!good && err->kind == ERR_BUSY)
			good = ask(&settings, line, err);
	}
	state_close(state);
	config_close(config);
	return good;
}
