/*
 * shadowlog replay: changes that were delivered already, once more.
 *
 * They come in new batches of the sink's own chain, marked as a replay, with
 * the event ids they always had; so a receiver that goes by batches applies
 * them again, and one that goes by events knows them.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/clock.h"
#include "poller/command.h"
#include "poller/poller.h"
#include "poller/replay.h"

static bool parse_number(const char *option, const char *text, int64_t *out,
			 struct err *err)
{
	char *end;

	if (!text)
		return true;
	errno = 0;
	*out = strtoll(text, &end, 10);
	if (!errno && end != text && !*end && *out > 0)
		return true;
	return err_set(err, ERR_USAGE, "replay: %s takes a number, not \"%s\"",
		       option, text);
}

static bool parse(const struct command_line *line, struct replay *replay,
		  struct err *err)
{
	replay->from = 1;
	replay->to = INT64_MAX;
	replay->files = line->files;
	if (!line->sink)
		return err_set(err, ERR_USAGE,
			       "replay: to which sink? --sink NAME");
	return parse_number("--from", line->from, &replay->from, err) &&
	       parse_number("--to", line->to, &replay->to, err) &&
	       parse_number("--rate", line->rate, &replay->rate, err);
}

/* The sink must have all that is new before anything old. */
static bool settle(struct poller *poller, const struct poller_sink *sink,
		   struct err *err)
{
	bool worked;

	if (!poller_round(poller, &worked, err))
		return false;
	if (!poller->source) {
		*err = poller->source_err;
		return false;
	}
	if (sink->err.kind != ERR_NONE) {
		*err = sink->err;
		return err_prefix(err, "sink \"%s\"", sink->name);
	}
	if (!sink->idle || sink->state.condition != SINK_OK)
		return err_set(err, ERR_TRANSIENT,
			       "sink \"%s\" is %s: nothing is replayed to it "
			       "before it has all that is new",
			       sink->name,
			       sink_condition_word(sink->state.condition));
	return true;
}

bool command_replay(const struct command_line *line, struct err *err)
{
	struct replay replay = { 0 };
	struct report *report;
	struct poller poller;
	bool good;

	if (!parse(line, &replay, err))
		return false;
	report = report_open(line->json              ? REPORT_JSON
			     : isatty(STDERR_FILENO) ? REPORT_TERMINAL
						     : REPORT_QUIET,
			     line->config);
	good = poller_open(&poller, line->config, report, line->stop, err);
	if (good) {
		good =
		    poller_find_sink(&poller, line->sink, &replay.sink, err) &&
		    settle(&poller, replay.sink, err) &&
		    replay_run(&poller, &replay, err);
		poller_close(&poller);
	}
	if (!good && (err->kind == ERR_BUSY || err->kind == ERR_STOPPED))
		err->kind = ERR_TRANSIENT; /* here it matters to the caller */
	rangeset_release(&replay.dead);
	report_close(report);
	if (good)
		printf("%" PRId64 " changes were sent to %s again\n",
		       replay.sent, line->sink);
	else if (replay.sent)
		printf("%" PRId64 " changes were sent to %s again; to go on: "
		       "--from %" PRId64 "\n",
		       replay.sent, line->sink, replay.rest);
	return good;
}
