#include "sinks/file_keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/mem.h"
#include "sinks/file_check.h"
#include "sinks/file_dir.h"
#include "sinks/file_name.h"

enum { AT_A_TIME = 1000 };

/* An epoch that has files. */
struct kept_epoch {
	char name[EPOCH_SIZE];
	char timestamp[CLOCK_TEXT_SIZE]; /* of one of its batches: epochs sort
					    by that */
	int64_t files, bytes, highest;
	char highest_name[FILE_NAME_SIZE];
};

/* Up to where a consumer has done all. */
struct done {
	char epoch[EPOCH_SIZE]; /* "": nothing */
	int64_t seq;
};

struct keep {
	const char *path;
	const struct keep_rules *rules;
	const volatile sig_atomic_t *stop;
	struct err *err;
	struct kept_epoch *epochs; /* oldest first */
	size_t nepochs, epochs_cap;
	struct done *done;
	size_t ndone, done_cap;
	int64_t files, bytes, now;
};

/* --------------------------------------------------------------- consumers */

static bool read_done(int dir, const char *name, char *text, size_t size)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd < 0 ? -1 : read(fd, text, size - 1);

	if (fd >= 0)
		close(fd);
	if (n < 0)
		return false;
	text[n] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return true;
}

static bool parse_done(const char *text, struct done *out)
{
	size_t n = strcspn(text, "/");

	memset(out, 0, sizeof(*out));
	if (!*text)
		return true;
	if (n >= EPOCH_SIZE || !text[n])
		return false;
	memcpy(out->epoch, text, n);
	out->seq = file_name_seq(text + n + 1);
	return out->seq > 0 && file_name_is_epoch(out->epoch);
}

static bool visit_consumer(void *opaque, int dir, const char *name)
{
	struct keep *keep = opaque;
	char text[EPOCH_SIZE + FILE_NAME_SIZE];
	struct done done;

	if (name[0] == '.')
		return true;
	if (!read_done(dir, name, text, sizeof(text)))
		return file_dir_fail(keep->path, ".consumers", name,
				     "nothing is deleted: cannot read",
				     keep->err);
	if (!parse_done(text, &done))
		return err_set(keep->err, ERR_MISCONFIGURED,
			       "nothing is deleted: \"%s/.consumers/%s\" does "
			       "not hold EPOCH/NAME of a file",
			       keep->path, name);
	keep->done = xgrow(keep->done, &keep->done_cap, keep->ndone + 1,
			   sizeof(*keep->done));
	keep->done[keep->ndone++] = done;
	return true;
}

static bool read_consumers(struct keep *keep, int root)
{
	int dir = file_dir_open(root, ".consumers");
	bool good;

	if (dir < 0 && errno == ENOENT)
		return true;
	good = dir >= 0 && file_dir_each(dir, visit_consumer, keep);
	if (!good && keep->err->kind == ERR_NONE)
		file_dir_fail(keep->path, ".consumers", NULL,
			      "nothing is deleted: cannot read", keep->err);
	if (dir >= 0)
		close(dir);
	return good;
}

/* ------------------------------------------------------------------ epochs */

struct sums {
	struct kept_epoch *epoch;
	bool sizes;
};

static bool visit_file(void *opaque, int dir, const char *name)
{
	struct sums *sums = opaque;
	struct kept_epoch *epoch = sums->epoch;
	int64_t seq = file_name_seq(name);
	struct stat is;

	if (!seq)
		return true;
	epoch->files++;
	if (sums->sizes && fstatat(dir, name, &is, AT_SYMLINK_NOFOLLOW) == 0)
		epoch->bytes += is.st_size;
	if (seq > epoch->highest) {
		epoch->highest = seq;
		snprintf(epoch->highest_name, sizeof(epoch->highest_name), "%s",
			 name);
	}
	return true;
}

/* When the batches of the epoch's newest file were assembled. */
static bool read_time(struct keep *keep, int dir, struct kept_epoch *epoch)
{
	struct file_head head = { 0 };
	struct file_name name;
	struct err why = { 0 };
	bool good = false;
	int fd =
	    openat(dir, epoch->highest_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd >= 0 && file_name_parse(epoch->highest_name, &name))
		good = file_first_head(fd, name.packing, &head, &why);
	if (good)
		snprintf(epoch->timestamp, sizeof(epoch->timestamp), "%s",
			 head.timestamp);
	else
		file_dir_fail(keep->path, epoch->name, epoch->highest_name,
			      "nothing is deleted: cannot read", keep->err);
	file_head_release(&head);
	if (fd >= 0)
		close(fd);
	return good;
}

static bool visit_epoch(void *opaque, int root, const char *name)
{
	struct keep *keep = opaque;
	struct kept_epoch epoch = { 0 };
	struct sums sums = { &epoch, keep->rules->bytes > 0 };
	bool good;
	int dir;

	if (!file_name_is_epoch(name))
		return true;
	dir = file_dir_open(root, name);
	if (dir < 0)
		return errno == ENOTDIR;
	snprintf(epoch.name, sizeof(epoch.name), "%s", name);
	good = file_dir_each(dir, visit_file, &sums);
	if (good && epoch.files)
		good = read_time(keep, dir, &epoch);
	close(dir);
	if (!good || !epoch.files)
		return good;
	keep->epochs = xgrow(keep->epochs, &keep->epochs_cap, keep->nepochs + 1,
			     sizeof(*keep->epochs));
	keep->epochs[keep->nepochs++] = epoch;
	keep->files += epoch.files;
	keep->bytes += epoch.bytes;
	return true;
}

static int by_time(const void *a, const void *b)
{
	const struct kept_epoch *one = a, *other = b;

	return strcmp(one->timestamp, other->timestamp);
}

/* ------------------------------------------------------------------ delete */

/* The highest batch of that epoch that all consumers have done. */
static int64_t done_in(const struct keep *keep, size_t which)
{
	int64_t least = INT64_MAX;
	size_t i, k;

	for (i = 0; i < keep->ndone; i++) {
		const struct done *done = &keep->done[i];
		int64_t seq = 0;

		for (k = which; k < keep->nepochs; k++)
			if (strcmp(done->epoch, keep->epochs[k].name) == 0)
				seq = k == which ? done->seq : INT64_MAX;
		least = seq < least ? seq : least;
	}
	return least;
}

static bool wanted(const struct keep *keep, const struct stat *is)
{
	const struct keep_rules *rules = keep->rules;
	int64_t age = keep->now - (int64_t)is->st_mtime * 1000;

	return (!rules->age || age < rules->age) &&
	       (!rules->files || keep->files <= rules->files) &&
	       (!rules->bytes || keep->bytes <= rules->bytes);
}

/* Deletes one file; *over: no other of this epoch may go. */
static bool delete_file(struct keep *keep, int dir, const char *epoch,
			const char *name, bool *over)
{
	char signature[FILE_NAME_SIZE + 8];
	struct stat is;

	*over = true;
	if (fstatat(dir, name, &is, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT;
	if (wanted(keep, &is))
		return true;
	snprintf(signature, sizeof(signature), "%s.sig", name);
	if ((unlinkat(dir, signature, 0) != 0 && errno != ENOENT) ||
	    unlinkat(dir, name, 0) != 0)
		return file_dir_fail(keep->path, epoch, name, "cannot delete",
				     keep->err);
	keep->files--;
	keep->bytes -= is.st_size;
	*over = keep->stop && *keep->stop;
	return true;
}

static bool delete_in(struct keep *keep, int dir, size_t which, bool *over)
{
	const struct kept_epoch *epoch = &keep->epochs[which];
	int64_t done = done_in(keep, which);
	struct file_list list = { .n = AT_A_TIME };
	bool good = true;
	size_t i;

	*over = false;
	while (good && !*over && list.n == AT_A_TIME) {
		if (!file_dir_list(dir, 0, AT_A_TIME, &list))
			return file_dir_fail(keep->path, epoch->name, NULL,
					     "cannot list", keep->err);
		for (i = 0; good && !*over && i < list.n; i++) {
			int64_t seq = file_name_seq(list.names[i]);

			*over = seq > done || (which == keep->nepochs - 1 &&
					       seq >= epoch->highest);
			if (!*over)
				good = delete_file(keep, dir, epoch->name,
						   list.names[i], over);
		}
		free(list.names);
	}
	return good;
}

static bool delete_old(struct keep *keep, int root)
{
	bool over = false, good = true;
	size_t i;

	for (i = 0; good && !over && i < keep->nepochs; i++) {
		int dir = file_dir_open(root, keep->epochs[i].name);

		if (dir < 0)
			return errno == ENOENT;
		good = delete_in(keep, dir, i, &over);
		close(dir);
	}
	return good;
}

bool keep_apply(int root, const char *path, const struct keep_rules *rules,
		const volatile sig_atomic_t *stop, struct err *err)
{
	struct keep keep = { .path = path,
			     .rules = rules,
			     .stop = stop,
			     .err = err,
			     .now = clock_now() };
	bool good;

	if (!rules->age && !rules->files && !rules->bytes)
		return true;
	err_clear(err);
	good = read_consumers(&keep, root);
	if (good && !file_dir_each(root, visit_epoch, &keep))
		good = err->kind == ERR_NONE &&
		       file_dir_fail(path, NULL, NULL, "cannot list", err);
	if (good && keep.nepochs)
		qsort(keep.epochs, keep.nepochs, sizeof(*keep.epochs), by_time);
	good = good && delete_old(&keep, root);
	if (!good && err->kind == ERR_NONE)
		file_dir_fail(path, NULL, NULL, "cannot delete files of", err);
	free(keep.epochs);
	free(keep.done);
	return good;
}
