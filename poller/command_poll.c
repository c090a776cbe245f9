/* shadowlog poll: drain, and stay if told to. */
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

/* Waits, but not past a signal: its handler interrupts the sleep. */
static void wait_for(int64_t milliseconds)
{
	struct timespec t = { .tv_sec = (time_t)(milliseconds / 1000),
			      .tv_nsec =
				  (long)(milliseconds % 1000) * 1000000 };

	nanosleep(&t, NULL);
}

/* Rounds until there is no reason for another. */
static bool drain(struct poller *poller, const struct command_line *line,
		  struct err *err)
{
	int64_t until = clock_monotonic() + line->linger;
	bool worked, again;

	do {
		int64_t left;

		if (!poller_round(poller, &worked, err))
			return false;
		left = until - clock_monotonic();
		again = poller->source && !*poller->stop &&
			(line->follow || left > 0);
		if (again && !worked)
			wait_for(line->follow ||
					 left > poller->settings.interval
				     ? poller->settings.interval
				     : left);
	} while (again && !*poller->stop);
	return true;
}

bool command_poll(const struct command_line *line, struct err *err)
{
	struct report *report;
	struct poller poller;
	bool good, told = false;

	report = report_open(style(line), line->config);
	good = poller_open(&poller, line->config, report, line->stop, err);
	if (good) {
		good = drain(&poller, line, err);
		if (good)
			told = poller_trouble(&poller, err);
		/* While the configuration is there: the report names it. */
		if (line->json && !told && err_exit_code(err->kind) != 0) {
			report_error(report, err);
			told = true;
		}
		poller_close(&poller);
	} else if (line->json && err_exit_code(err->kind) != 0) {
		report_source(report, line->config);
		report_error(report, err);
		told = true;
	}
	if (told)
		err->text[0] = '\0';
	report_close(report);
	return good && err->kind == ERR_NONE;
}
