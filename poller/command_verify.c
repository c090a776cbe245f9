/*
 * shadowlog verify-files: what the receiving side of a file sink has.  It needs
 * neither a configuration nor a source.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/mem.h"
#include "poller/command.h"
#include "poller/config.h"
#include "sinks/verify.h"

enum { KEYS_MOST = 64 * 1024 };

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

static void show_epoch(void *opaque, const struct verified_epoch *epoch)
{
	clear(opaque);
	printf("%s: %" PRId64 " files, %" PRId64 " events, to batch %s%s%s\n",
	       epoch->name, epoch->files, epoch->events, epoch->last_id,
	       epoch->stated ? ", as the manifest says" : "",
	       epoch->signed_ ? ", signed" : "");
}

/* Public keys are no secret: everybody may read them. */
static bool read_public(const char *path, char **out)
{
	static const char begins[] = "whpk_";
	FILE *file = fopen(path, "r");
	char *text = xcalloc(1, KEYS_MOST + 1);

	if (file && fread(text, 1, KEYS_MOST, file) > 0 &&
	    strncmp(text, begins, strlen(begins)) == 0)
		*out = text;
	else
		free(text);
	if (file)
		fclose(file);
	return *out != NULL;
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
	char *keys = NULL;
	bool good;

	if (line->nargs != 1)
		return err_set(err, ERR_USAGE,
			       "usage: shadowlog verify-files [--join] "
			       "[--secret-file FILE] DIR");
	if (line->secret_file && !read_public(line->secret_file, &keys) &&
	    !config_secret(line->secret_file, &keys, err))
		return false;
	options.keys = keys;
	good = verify_files(line->args[0], &options, err);
	free(keys);
	clear(&view);
	if (!good && err->kind == ERR_STOPPED)
		err->kind = ERR_TRANSIENT; /* nothing was proved */
	return good;
}
