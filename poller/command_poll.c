/* shadowlog poll: drain, and stay if told to. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/clock.h"
#include "poller/command.h"
#include "poller/poller.h"

static enum report_style style(const struct command_line *line)
{
	if (line->json)
		return REPORT_JSON;
	return isatty(STDERR_FILENO) ? REPORT_TERMINAL : REPORT_QUIET;
}

/* Another poller holds the lease, or has taken it: look again that often. */
enum { STANDBY_EVERY = 1000 };

/* How long there is still to go on. */
struct span {
	bool follow;
	int64_t until; /* clock_monotonic() */
};

static int64_t left(const struct span *span)
{
	return span->follow ? INT64_MAX : span->until - clock_monotonic();
}

/* Rounds until there is no reason for another. */
static bool drain(struct poller *poller, const struct span *span,
		  struct err *err)
{
	int64_t interval = poller->settings.interval;
	bool worked, again;

	do {
		if (!poller_round(poller, &worked, err))
			return false;
		again = poller->source && !*poller->stop && left(span) > 0;
		if (again && !worked)
			clock_sleep(left(span) > interval ? interval
							  : left(span));
	} while (again && !*poller->stop);
	return true;
}

/* One poller's life, from open to close. */
static bool poll_once(const struct command_line *line, const struct span *span,
		      struct report *report, bool *told, struct err *err)
{
	struct poller poller;
	bool good;

	*told = false;
	err_clear(err);
	if (!poller_open(&poller, line->config, report, line->stop, err)) {
		if (!line->json || err_exit_code(err->kind) == 0)
			return false;
		report_source(report, line->config);
		report_error(report, err);
		*told = true;
		return false;
	}
	good = drain(&poller, span, err);
	if (good)
		*told = poller_trouble(&poller, err);
	/* While the configuration is there: the report names it. */
	if (line->json && !*told && err_exit_code(err->kind) != 0) {
		report_error(report, err);
		*told = true;
	}
	poller_close(&poller);
	return good && err->kind == ERR_NONE;
}

/* What a standby waits for to pass, instead of ending with it. */
static bool passes(const struct err *err)
{
	return err->kind == ERR_BUSY || err->kind == ERR_TRANSIENT ||
	       err->kind == ERR_UNAVAILABLE;
}

bool command_poll(const struct command_line *line, struct err *err)
{
	const struct span span = { line->follow,
				   clock_monotonic() + line->linger };
	struct err said = { 0 };
	struct report *report;
	bool good, told;

	if (line->standby && !line->follow && !line->linger)
		return err_set(err, ERR_USAGE,
			       "poll: --standby needs --follow or --linger");
	report = report_open(style(line), line->config);
	good = poll_once(line, &span, report, &told, err);
	while (!good && line->standby && passes(err) && !*line->stop &&
	       left(&span) > 0) {
		if (err->kind != ERR_BUSY && !told &&
		    strcmp(said.text, err->text) != 0)
			report_error(report, err);
		said = *err;
		clock_sleep(left(&span) > STANDBY_EVERY ? STANDBY_EVERY
							: left(&span));
		if (!*line->stop)
			good = poll_once(line, &span, report, &told, err);
	}
	if (told)
		err->text[0] = '\0';
	report_close(report);
	return good;
}
