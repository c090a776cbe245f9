/* shadowlog sink: what an operator decides about one sink. */
#include <stdio.h>
#include <string.h>

#include "poller/command.h"
#include "poller/config.h"
#include "poller/state.h"

/* What is asked of the sink; NULL: there is no such word. */
static const char *wish_of(const struct command_line *line)
{
	const char *verb = line->args[0];

	if (strcmp(verb, "pause") == 0)
		return line->drained ? "drain" : "pause";
	return strcmp(verb, "resume") == 0 ? "resume" : NULL;
}

/* No poller is at work: it is done at once. */
static bool act(struct state *state, const struct command_line *line,
		struct err *err)
{
	const char *name = line->args[1];
	struct sink_state sink;
	bool found;

	if (strcmp(line->args[0], "forget") == 0)
		return state_sink_forget(state, name, err);
	return state_sink_wish(state, name, wish_of(line), err) &&
	       state_sink_find(state, name, &sink, &found, err) &&
	       state_sink_fulfil(state, &sink, err);
}

/* A poller is at work: it does it at its next round. */
static bool ask(const struct config_source *settings,
		const struct command_line *line, struct err *err)
{
	struct state *state = NULL;
	bool good;

	if (strcmp(line->args[0], "forget") == 0) {
		err->kind = ERR_TRANSIENT; /* here it matters to the caller */
		return false;
	}
	good =
	    state_open_beside(&state, settings->state_dir, settings->id, err) &&
	    state_sink_wish(state, line->args[1], wish_of(line), err);
	if (good)
		printf("noted: the poller that is at work does it before its "
		       "next round\n");
	state_close(state);
	return good;
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
	if (strcmp(line->args[0], "forget") != 0 && !wish_of(line))
		return err_set(err, ERR_USAGE,
			       "sink: unknown \"%s\": one of pause, resume, "
			       "forget",
			       line->args[0]);
	good = config_open(&config, line->config, err) &&
	       config_source(config, &settings, err);
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
