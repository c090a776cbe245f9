/*
 * The file sink: one whole file for each batch, under a name that sorts.
 *
 *	DIR/EPOCH/BATCHSEQ_FIRSTPOS-LASTPOS.ndjson[.gz]
 *
 * A batch is written under a hidden name in the same directory, made durable,
 * and then linked to its final name, which is never overwritten: who sees a
 * name sees all of the batch.  docs/file-sink.md is the contract of consumers.
 */
#include "sinks/sink.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "core/mem.h"
#include "sinks/file_name.h"
#include "sinks/ndjson.h"
#include "sinks/options.h"

struct sink {
	char *dir;
	char *name, *source;
	bool gzip;
	/*
	 * The highest name in the directory of `epoch`, so that a directory of
	 * a million files is read once.  Empty epoch: not looked yet.
	 */
	char epoch[33];
	int64_t highest;
	char highest_name[FILE_NAME_SIZE];
};

/* The kind of an errno, and a message that names the path. */
static bool fail_errno(const struct sink *sink, const char *epoch,
		       const char *name, const char *what, struct err *err)
{
	int error = errno;
	bool denied = error == EACCES || error == EPERM;

	return err_set(err, denied ? ERR_MISCONFIGURED : ERR_IO,
		       "%s \"%s%s%s%s%s\": %s", what, sink->dir,
		       epoch ? "/" : "", epoch ? epoch : "", name ? "/" : "",
		       name ? name : "", strerror(error));
}

/* -------------------------------------------------------- the directories */

static bool sync_directory(int fd)
{
	/* Some file systems cannot; then there is nothing to be done. */
	return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
}

static int open_directory(int at, const char *path)
{
	return openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

typedef bool visit(void *opaque, int dir, const char *name);

/* Calls it for each name; stops when it returns false. */
static bool each_name(int dir, visit *call, void *opaque)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirent *entry;
	bool good = true;
	DIR *stream;

	if (fd < 0)
		return false;
	stream = fdopendir(fd);
	if (!stream) {
		close(fd);
		return false;
	}
	errno = 0;
	while (good && (entry = readdir(stream))) {
		good = call(opaque, dir, entry->d_name);
		errno = 0;
	}
	good = good && errno == 0;
	closedir(stream);
	return good;
}

/*
 * A hidden file that a crash left.  One that is being written right now is
 * locked by its writer; that is only politeness towards a second poller, which
 * should not be there: it would fail to link, and try again.
 */
static bool visit_temp(void *opaque, int dir, const char *name)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd;

	(void)opaque;
	if (!file_name_is_temp(name))
		return true;
	fd = openat(dir, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return true;
	if (fcntl(fd, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
		unlinkat(dir, name, 0);
	close(fd);
	return true;
}

static bool visit_epoch_for_temps(void *opaque, int dir, const char *name)
{
	int fd;

	if (!file_name_is_epoch(name))
		return true;
	fd = open_directory(dir, name);
	if (fd < 0)
		return true;
	each_name(fd, visit_temp, opaque);
	close(fd);
	return true;
}

struct highest {
	int64_t seq;
	char name[FILE_NAME_SIZE];
};

static bool visit_highest(void *opaque, int dir, const char *name)
{
	struct highest *highest = opaque;
	int64_t seq = file_name_seq(name);

	(void)dir;
	if (seq > highest->seq && strlen(name) < sizeof(highest->name)) {
		highest->seq = seq;
		snprintf(highest->name, sizeof(highest->name), "%s", name);
	}
	return true;
}

/* ---------------------------------------------------------------- deliver */

/* Links the finished file to its final name, which must not exist. */
static bool publish(int dir, const char *temp, const char *name)
{
	struct stat there;

	if (linkat(dir, temp, dir, name, 0) == 0)
		return unlinkat(dir, temp, 0) == 0;
	if (errno != EPERM && errno != ENOTSUP && errno != EOPNOTSUPP &&
	    errno != ENOSYS && errno != EMLINK)
		return false;
	/*
	 * A file system without hard links.  Looking first leaves a moment in
	 * which another could take the name; there is one poller per source.
	 */
	if (fstatat(dir, name, &there, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return false;
	}
	return errno == ENOENT && renameat(dir, temp, dir, name) == 0;
}

/* Writes the hidden file; it is gone again when this fails. */
static bool write_temp(const struct sink *sink, int dir, const char *temp,
		       const struct batch *batch)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	bool good;
	int error;
	int fd;

	if (unlinkat(dir, temp, 0) != 0 && errno != ENOENT)
		return false;
	fd = openat(dir, temp,
		    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return false;
	(void)fcntl(fd, F_SETLK, &lock);
	good = ndjson_write(fd, sink->gzip, batch);
	error = errno;
	if (close(fd) != 0 && good) {
		good = false;
		error = errno;
	}
	if (!good)
		unlinkat(dir, temp, 0);
	errno = error;
	return good;
}

/*
 * The name is there already: an acknowledgement if it holds this batch.  It may
 * be from a run that was killed before the name was durable.
 */
static bool accept_existing(struct sink *sink, int dir, const char *name,
			    const struct batch *batch, struct err *err)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return fail_errno(sink, batch->epoch, name, "cannot read", err);
	if (fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP) {
		fail_errno(sink, batch->epoch, name, "cannot sync", err);
		close(fd);
		return false;
	}
	if (!ndjson_same(fd, batch)) /* takes fd over */
		return err_set(
		    err, ERR_INTERNAL,
		    "file \"%s/%s/%s\" is there already and does not "
		    "hold batch %s as it is now: the file was "
		    "changed, or another sink writes to \"%s\"",
		    sink->dir, batch->epoch, name, batch->id, sink->dir);
	if (!sync_directory(dir))
		return fail_errno(sink, batch->epoch, NULL, "cannot sync", err);
	return true;
}

/* A batch with a number that has a place in the directory already. */
static bool deliver_again(struct sink *sink, int dir, const char *stem,
			  const struct batch *batch, struct err *err)
{
	char name[FILE_NAME_SIZE];
	size_t i;

	for (i = 0; i < 2; i++) {
		struct stat there;

		snprintf(name, sizeof(name), "%s%s", stem,
			 file_name_suffixes[i]);
		if (fstatat(dir, name, &there, AT_SYMLINK_NOFOLLOW) == 0)
			return accept_existing(sink, dir, name, batch, err);
		if (errno != ENOENT)
			return fail_errno(sink, batch->epoch, name,
					  "cannot look at", err);
	}
	return err_set(err, ERR_INTERNAL,
		       "batch %s is not in \"%s/%s\", but \"%s\" is: the "
		       "poller's state is older than the directory, or another "
		       "sink writes to it",
		       batch->id, sink->dir, batch->epoch, sink->highest_name);
}

static bool deliver_new(struct sink *sink, int dir, const char *stem,
			const struct batch *batch, struct err *err)
{
	char name[FILE_NAME_SIZE], temp[FILE_NAME_SIZE + 8];

	snprintf(name, sizeof(name), "%s%s", stem,
		 file_name_suffixes[sink->gzip]);
	snprintf(temp, sizeof(temp), ".%s.tmp", name);
	if (!write_temp(sink, dir, temp, batch))
		return fail_errno(sink, batch->epoch, name, "cannot write",
				  err);
	if (!publish(dir, temp, name)) {
		bool exists = errno == EEXIST;

		if (!exists)
			fail_errno(sink, batch->epoch, name, "cannot publish",
				   err);
		unlinkat(dir, temp, 0);
		return exists && accept_existing(sink, dir, name, batch, err);
	}
	if (!sync_directory(dir))
		return fail_errno(sink, batch->epoch, NULL, "cannot sync", err);
	sink->highest = batch->batch_seq;
	snprintf(sink->highest_name, sizeof(sink->highest_name), "%s", name);
	return true;
}

/* Opens the directory of the batch's epoch, makes it, and knows its highest. */
static bool open_epoch(struct sink *sink, const char *epoch, int *out,
		       struct err *err)
{
	struct highest highest = { 0 };
	int dir = open_directory(AT_FDCWD, sink->dir);
	bool good;
	int fd;

	if (dir < 0)
		return fail_errno(sink, NULL, NULL, "cannot open", err);
	/* Durable even if an earlier run made it and was killed then. */
	good = (mkdirat(dir, epoch, 0750) == 0 || errno == EEXIST) &&
	       (strcmp(sink->epoch, epoch) == 0 || sync_directory(dir));
	fd = good ? open_directory(dir, epoch) : -1;
	if (fd < 0)
		fail_errno(sink, epoch, NULL, "cannot make", err);
	close(dir);
	if (fd < 0)
		return false;
	*out = fd;
	if (strcmp(sink->epoch, epoch) == 0)
		return true;
	if (!each_name(fd, visit_highest, &highest)) {
		fail_errno(sink, epoch, NULL, "cannot list", err);
		close(fd);
		return false;
	}
	sink->highest = highest.seq;
	memcpy(sink->highest_name, highest.name, sizeof(highest.name));
	snprintf(sink->epoch, sizeof(sink->epoch), "%s", epoch);
	return true;
}

static bool file_deliver(struct sink *sink, const struct batch *batch,
			 struct sink_reply *reply, struct err *err)
{
	char stem[FILE_NAME_SIZE - 16];
	int dir = -1;
	bool good;
	int n;

	*reply = (struct sink_reply){ 0 };
	n = snprintf(stem, sizeof(stem), "%0*" PRId64 "_%s-%s",
		     FILE_NAME_DIGITS, batch->batch_seq, batch->first_pos,
		     batch->last_pos);
	if (!file_name_is_epoch(batch->epoch) || batch->batch_seq < 1 ||
	    n < 0 || (size_t)n >= sizeof(stem))
		return err_set(err, ERR_INTERNAL,
			       "batch \"%.130s\" cannot be named as a file",
			       batch->id);
	if (!open_epoch(sink, batch->epoch, &dir, err))
		return false;
	good = batch->batch_seq <= sink->highest
		   ? deliver_again(sink, dir, stem, batch, err)
		   : deliver_new(sink, dir, stem, batch, err);
	close(dir);
	return good;
}

/* --------------------------------------------------------------- position */

/* Parses a head; NULL if it is not the head of the file of that name. */
static json_t *parse_head(const struct buf *head, const char *epoch,
			  int64_t seq)
{
	json_t *root = json_loadb(head->data, head->len, 0, NULL);
	const char *id, *sink, *in_epoch, *in_source, *timestamp;
	json_int_t in_seq;

	if (!root ||
	    json_unpack(root, "{s:s, s:I, s:s, s:s, s:{s:s, s:s}}", "id", &id,
			"batch_seq", &in_seq, "timestamp", &timestamp, "sink",
			&sink, "source", "id", &in_source, "epoch",
			&in_epoch) != 0 ||
	    strcmp(in_epoch, epoch) != 0 || in_seq != seq) {
		json_decref(root);
		return NULL;
	}
	return root;
}

/* The newest batch that was found so far. */
struct newest {
	struct sink *sink;
	struct sink_position *position;
	struct err *err;
	char timestamp[40];
};

static const char *member(const json_t *root, const char *name)
{
	return json_string_value(json_object_get(root, name));
}

/* Takes the head over if it is newer than what was found. */
static bool take_head(struct newest *newest, const char *epoch, int64_t seq,
		      const json_t *root)
{
	const json_t *source = json_object_get(root, "source");
	struct sink_position *position = newest->position;
	const char *timestamp = member(root, "timestamp");

	if (strcmp(member(root, "sink"), newest->sink->name) != 0 ||
	    strcmp(member(source, "id"), newest->sink->source) != 0)
		return err_set(newest->err, ERR_MISCONFIGURED,
			       "directory \"%s\" belongs to sink \"%s\" of "
			       "source \"%s\": give each sink one of its own",
			       newest->sink->dir, member(root, "sink"),
			       member(source, "id"));
	if (position->known && strcmp(timestamp, newest->timestamp) <= 0)
		return true;
	position->known = true;
	position->batch_seq = seq;
	snprintf(position->epoch, sizeof(position->epoch), "%s", epoch);
	snprintf(position->batch_id, sizeof(position->batch_id), "%s",
		 member(root, "id"));
	snprintf(newest->timestamp, sizeof(newest->timestamp), "%s", timestamp);
	return true;
}

/*
 * Looks at the highest file of one epoch.  Names of epochs have no order, so
 * the heads tell which is newest: when their batches were assembled.
 */
static bool visit_epoch(void *opaque, int dir, const char *name)
{
	struct newest *newest = opaque;
	struct highest highest = { 0 };
	struct buf head = { 0 };
	json_t *root;
	bool good;
	int fd, epoch;

	if (!file_name_is_epoch(name))
		return true;
	epoch = open_directory(dir, name);
	if (epoch < 0 && errno == ENOTDIR)
		return true;
	if (epoch < 0 || !each_name(epoch, visit_highest, &highest)) {
		fail_errno(newest->sink, name, NULL, "cannot read",
			   newest->err);
		if (epoch >= 0)
			close(epoch);
		return false;
	}
	if (!highest.seq) {
		close(epoch);
		return true;
	}
	fd = openat(epoch, highest.name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	close(epoch);
	if (fd < 0)
		return fail_errno(newest->sink, name, highest.name,
				  "cannot read", newest->err);
	root = ndjson_head(fd, &head) ? parse_head(&head, name, highest.seq)
				      : NULL;
	good = root ? take_head(newest, name, highest.seq, root)
		    : err_set(newest->err, ERR_IO,
			      "file \"%s/%s/%s\" is damaged: its first line is "
			      "not the head of that batch",
			      newest->sink->dir, name, highest.name);
	json_decref(root);
	buf_release(&head);
	return good;
}

static bool file_position(struct sink *sink, struct sink_position *out,
			  struct err *err)
{
	struct newest newest = { .sink = sink, .position = out, .err = err };
	int dir = open_directory(AT_FDCWD, sink->dir);
	bool good;

	*out = (struct sink_position){ 0 };
	err_clear(err);
	if (dir < 0)
		return fail_errno(sink, NULL, NULL, "cannot open", err);
	good = each_name(dir, visit_epoch, &newest);
	if (!good && err->kind == ERR_NONE)
		fail_errno(sink, NULL, NULL, "cannot list", err);
	close(dir);
	return good;
}

/* ------------------------------------------------------------------- open */

/* Makes the name of a directory durable, where its parent can be opened. */
static bool sync_parent(const char *path)
{
	char *parent = xstrdup(path);
	char *slash;
	bool good = true;
	int fd;

	while ((slash = strrchr(parent, '/')) && slash > parent && !slash[1])
		*slash = '\0';
	if (!slash)
		snprintf(parent, strlen(parent) + 1, ".");
	else
		slash[slash == parent] = '\0';
	fd = open_directory(AT_FDCWD, parent);
	if (fd >= 0) {
		good = sync_directory(fd);
		close(fd);
	}
	free(parent);
	return good;
}

/* The directory of `dir`, made if it is not there; writable, and tidied. */
static bool prepare(struct sink *sink, struct err *err)
{
	int fd;

	if (mkdir(sink->dir, 0750) != 0 && errno != EEXIST)
		return err_set(err,
			       errno == EACCES ? ERR_PERMISSION : ERR_CANTCREAT,
			       "cannot make directory \"%s\": %s", sink->dir,
			       strerror(errno));
	fd = open_directory(AT_FDCWD, sink->dir);
	if (fd < 0)
		return err_set(err,
			       errno == EACCES ? ERR_PERMISSION : ERR_CANTCREAT,
			       "cannot open directory \"%s\": %s", sink->dir,
			       strerror(errno));
	if (faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) != 0) {
		close(fd);
		return err_set(err, ERR_PERMISSION,
			       "cannot write to directory \"%s\": %s",
			       sink->dir, strerror(errno));
	}
	each_name(fd, visit_epoch_for_temps, NULL);
	close(fd);
	if (!sync_parent(sink->dir))
		return err_set(err, ERR_IO, "cannot sync the parent of \"%s\"",
			       sink->dir);
	return true;
}

static void file_close(struct sink *sink)
{
	if (!sink)
		return;
	free(sink->dir);
	free(sink->name);
	free(sink->source);
	free(sink);
}

static bool file_open(struct sink **out, const struct sink_options *options,
		      struct err *err)
{
	const char *compress = options->get(options, "compress");
	struct sink *sink;
	const char *dir;

	*out = NULL;
	if (!option_need(options, "dir", "which directory takes the files?",
			 &dir, err))
		return false;
	if (compress && strcmp(compress, "none") != 0 &&
	    strcmp(compress, "gzip") != 0)
		return options->fail(options, "compress", err,
				     "say none or gzip");
	sink = xcalloc(1, sizeof(*sink));
	sink->dir = xstrdup(dir);
	sink->name = xstrdup(options->name);
	sink->source = xstrdup(options->source);
	sink->gzip = compress && strcmp(compress, "gzip") == 0;
	if (!prepare(sink, err)) {
		file_close(sink);
		return false;
	}
	*out = sink;
	return true;
}

extern const struct sink_type sink_file;
const struct sink_type sink_file = {
	.name = "file",
	.summary = "one whole, checksummed NDJSON file for each batch",
	.open = file_open,
	.position = file_position,
	.deliver = file_deliver,
	.close = file_close,
};
