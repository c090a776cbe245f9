/*
 * shadowlog verify-files: what the receiving side of a file sink has.  It needs
 * neither a configuration nor a source.
 */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "poller/command.h"
#include "sinks/verify.h"

/* The line on a terminal, written over once a second. */
struct view {
	bool terminal, shown;
	time_t when;
};

static void clear(struct view *view)
{
	if (view->shown)
		fputs("\r\033[K", stderr);
	view->shown = false;
}

static void show_progress(void *opaque, const char *dir, const char *name,
			  const struct verify_counts *counts)
{
	struct view *view = opaque;
	time_t now = time(NULL);

	(void)dir;
	if (!view->terminal || now == view->when)
		return;
	view->when = now;
	view->shown = true;
	fprintf(stderr, "\r\033[K%" PRId64 " files, %" PRId64 " events: %.40s",
		counts->files, counts->events, name);
}

static void show_epoch(void *opaque, const char *epoch, int64_t files,
		       int64_t events, const char *last_id)
{
	clear(opaque);
	printf("%s: %" PRId64 " files, %" PRId64 " events, to batch %s\n",
	       epoch, files, events, last_id);
}

bool command_verify_files(const struct command_line *line, struct err *err)
{
	struct view view = { .terminal = isatty(STDERR_FILENO) == 1 };
	struct verify_options options = {
		.join = line->join,
		.progress = show_progress,
		.epoch = show_epoch,
		.opaque = &view,
		.stop = line->stop,
	};
	bool good;

	if (line->nargs != 1)
		return err_set(err, ERR_USAGE,
			       "usage: shadowlog verify-files [--join] DIR");
	good = verify_files(line->args[0], &options, err);
	clear(&view);
	if (!good && err->kind == ERR_STOPPED)
		err->kind = ERR_TRANSIENT; /* nothing was proved */
	return good;
}
