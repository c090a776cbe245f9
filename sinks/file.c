/*
 * The file sink: whole files under names that sort.
 *
 * Either a file is one batch: written under a hidden name in the same
 * directory, made durable, and then linked to its final name, which is never
 * overwritten.  Or batches are added to a hidden file (sinks/file_part.h) that
 * gets its final name, in the same way, when it is large or old enough, or when
 * there is nothing more to deliver.  Who sees a name sees all of a file.
 * docs/file-sink.md is the contract of consumers.
 */
#include "sinks/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/mem.h"
#include "core/secret.h"
#include "sinks/file_dir.h"
#include "sinks/file_epoch.h"
#include "sinks/file_keep.h"
#include "sinks/file_name.h"
#include "sinks/file_part.h"
#include "sinks/ndjson.h"
#include "sinks/options.h"
#include "sinks/watch.h"

static const int64_t DAY_MS = (int64_t)24 * 60 * 60 * 1000;
static const int64_t MIB = 1024 * 1024;
static const int64_t ROTATE_MOST = 1024 * 1024 * 1024;

enum {
	/* Between two looks for old files: batches, and time without any. */
	KEEP_EVERY = 64,
	KEEP_EVERY_MS = 60 * 1000
};

struct sink {
	struct sink_options section; /* the secret is read again with it */
	struct file_root root;
	char *name, *source;
	enum packing packing;
	int64_t rotate_size, rotate_age; /* bytes, ms; 0: not by that */
	struct watch watch;              /* of the secret */
	struct keep_rules keep;
	/* The epoch of the last batch, so that it is read once. */
	struct file_epoch epoch;
	/* When part files of other epochs, and old files, are looked for. */
	int64_t look_at, keep_at;
	int delivered; /* batches, since old files were looked for */
};

static bool rotates(const struct sink *sink)
{
	return sink->rotate_size || sink->rotate_age;
}

/* The keys in secret_file; those that are in use stay when it is no good. */
static bool read_keys(struct sink *sink, struct err *err)
{
	const struct sink_options *section = &sink->section;
	struct signing_keys keys = { 0 };
	struct err why = { 0 };
	char *text;
	bool good;

	if (!section->secret(section, "secret_file", &text, err))
		return false;
	if (!text)
		return true;
	good = signing_keys_parse(text, &keys, &why);
	secret_free(text);
	if (!good) {
		signing_keys_release(&keys);
		return option_broken(section, "secret_file", err, why.text);
	}
	signing_keys_release(&sink->root.keys);
	sink->root.keys = keys;
	sink->root.manifest = true;
	return true;
}

/* Old enough; also where the clock was far ahead when it was begun. */
static bool aged(const struct sink *sink, const struct file_part *part)
{
	return sink->rotate_age &&
	       llabs(clock_now() - part->started) >= sink->rotate_age;
}

/* Is the part file to be published, before (or without) another batch? */
static bool due(const struct sink *sink, const struct file_epoch *epoch,
		bool idle)
{
	const struct file_part *part = &epoch->part;

	if (!part->there)
		return false;
	return !rotates(sink) || part->facts.name.packing != sink->packing ||
	       (sink->rotate_size && part->whole >= sink->rotate_size) ||
	       aged(sink, part) || (idle && !sink->rotate_age);
}

/* ---------------------------------------------------------------- deliver */

/* Writes the hidden file, and leaves it open; it is gone when this fails. */
static int write_temp(const struct sink *sink, const struct file_epoch *epoch,
		      const char *temp, const struct batch *batch)
{
	int error;
	int fd;

	if (unlinkat(epoch->dir, temp, 0) != 0 && errno != ENOENT)
		return -1;
	fd = openat(epoch->dir, temp,
		    O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return -1;
	(void)file_dir_lock(fd);
	if (ndjson_write(fd, sink->packing, batch))
		return fd;
	error = errno;
	close(fd);
	unlinkat(epoch->dir, temp, 0);
	errno = error;
	return -1;
}

/* A file for this batch alone. */
static bool deliver_file(struct sink *sink, struct file_epoch *epoch,
			 const struct batch *batch, struct err *err)
{
	char name[FILE_NAME_SIZE], temp[FILE_NAME_SIZE + 8];
	struct file_facts facts = { .name.packing = sink->packing };
	bool exists, good;
	int fd;

	file_facts_add_batch(&facts, batch);
	file_name_make(&facts.name, name);
	snprintf(temp, sizeof(temp), ".%s.tmp", name);
	fd = write_temp(sink, epoch, temp, batch);
	if (fd < 0)
		return file_epoch_fail(epoch, name, "cannot write", err);
	good = file_epoch_publish(epoch, &sink->root, fd, temp, &facts, &exists,
				  err);
	close(fd);
	if (good)
		return true;
	unlinkat(epoch->dir, temp, 0);
	return exists && file_epoch_holds_in(epoch, name, batch, err);
}

/* The part file takes it; what is due then is published now, or next time. */
static bool deliver_part(struct sink *sink, struct file_epoch *epoch,
			 const struct batch *batch, struct err *err)
{
	struct err later = { 0 };

	if (!file_part_add(&epoch->part, epoch->dir, epoch->where,
			   sink->packing, batch, err))
		return false;
	if (due(sink, epoch, false))
		file_epoch_publish_part(epoch, &sink->root, &later);
	return true;
}

/* A batch with a number that has a place in the directory already. */
static bool deliver_again(const struct sink *sink, const struct batch *batch,
			  struct err *err)
{
	return file_epoch_holds(&sink->epoch, batch, err) &&
	       file_epoch_state(&sink->epoch, &sink->root, err);
}

static bool deliver_new(struct sink *sink, struct file_epoch *epoch,
			const struct batch *batch, struct err *err)
{
	if (epoch->highest && batch->batch_seq != epoch->highest + 1)
		return err_set(err, ERR_INTERNAL,
			       "\"%s\" ends with batch %" PRId64
			       " and batch %s does not follow: files are "
			       "missing; put them back, or move all of that "
			       "directory away",
			       epoch->where, epoch->highest, batch->id);
	if (due(sink, epoch, false) &&
	    !file_epoch_publish_part(epoch, &sink->root, err))
		return false;
	if (rotates(sink) ? !deliver_part(sink, epoch, batch, err)
			  : !deliver_file(sink, epoch, batch, err))
		return false;
	epoch->highest = batch->batch_seq;
	return true;
}

/* ------------------------------------------------------------ which epoch */

static bool publish_others(void *opaque, struct file_epoch *epoch,
			   struct err *err)
{
	struct sink *sink = opaque;

	return epoch == &sink->epoch ||
	       file_epoch_publish_part(epoch, &sink->root, err);
}

static bool epoch_known(const struct sink *sink, const char *name)
{
	struct stat is;

	/* Not if somebody took it away meanwhile. */
	return strcmp(sink->epoch.name, name) == 0 &&
	       fstat(sink->epoch.dir, &is) == 0 && is.st_nlink > 0;
}

/* The directory of the batch's epoch, made if it is not there. */
static bool enter_epoch(struct sink *sink, const char *name, struct err *err)
{
	if (epoch_known(sink, name))
		return true;
	file_epoch_release(&sink->epoch);
	/* Durable even if an earlier run made it and was killed then. */
	if ((mkdirat(sink->root.fd, name, 0750) != 0 && errno != EEXIST) ||
	    !file_dir_sync(sink->root.fd))
		return file_dir_fail(sink->root.path, name, NULL, "cannot make",
				     err);
	return file_epoch_open(&sink->epoch, &sink->root, name, err) &&
	       file_epoch_each(&sink->root, &sink->epoch, publish_others, sink,
			       err);
}

/* A poller that runs for months takes up new keys. */
static void refresh_keys(struct sink *sink, struct sink_reply *reply)
{
	struct err why = { 0 };

	if (watch_changed(&sink->watch) && !read_keys(sink, &why))
		snprintf(reply->note, sizeof(reply->note),
			 "the old secret_file stays in use: %.200s", why.text);
}

static bool file_deliver(struct sink *sink, const struct batch *batch,
			 struct sink_reply *reply, struct err *err)
{
	struct err later = { 0 };
	struct file_epoch *epoch = &sink->epoch;

	*reply = (struct sink_reply){ 0 };
	refresh_keys(sink, reply);
	if (!file_name_is_epoch(batch->epoch) || batch->batch_seq < 1 ||
	    strlen(batch->first_pos) >= POS_SIZE ||
	    strlen(batch->last_pos) >= POS_SIZE)
		return err_set(err, ERR_INTERNAL,
			       "batch \"%.130s\" cannot be named as a file",
			       batch->id);
	if (!enter_epoch(sink, batch->epoch, err) ||
	    !file_epoch_check_token(epoch, batch->token, err))
		return false;
	if (batch->batch_seq <= epoch->highest
		? !deliver_again(sink, batch, err)
		: !deliver_new(sink, epoch, batch, err)) {
		/* What is there is read anew next time. */
		file_epoch_release(epoch);
		return false;
	}
	if (++sink->delivered >= KEEP_EVERY) {
		sink->delivered = 0;
		keep_apply(sink->root.fd, sink->root.path, &sink->keep,
			   sink->root.stop, &later);
	}
	return true;
}

/*
 * The part files of other epochs: published, or when they will be old enough.
 */
static bool publish_due(void *opaque, struct file_epoch *epoch, struct err *err)
{
	struct sink *sink = opaque;
	int64_t at = epoch->part.started + sink->rotate_age;

	if (epoch == &sink->epoch || !epoch->part.there)
		return true;
	if (due(sink, epoch, true))
		return file_epoch_publish_part(epoch, &sink->root, err);
	sink->look_at = at < sink->look_at ? at : sink->look_at;
	return true;
}

/*
 * A poller that runs on asks often: directories of a million files are not read
 * each time.
 */
static bool file_idle(struct sink *sink, struct err *err)
{
	int64_t now = clock_now();

	if (due(sink, &sink->epoch, true) &&
	    !file_epoch_publish_part(&sink->epoch, &sink->root, err)) {
		/* What is there is read anew next time. */
		file_epoch_release(&sink->epoch);
		sink->look_at = 0;
		return false;
	}
	if (now >= sink->look_at) {
		sink->look_at = INT64_MAX;
		if (!file_epoch_each(&sink->root, &sink->epoch, publish_due,
				     sink, err)) {
			sink->look_at = 0;
			return false;
		}
	}
	if (now < sink->keep_at && !sink->delivered)
		return true;
	sink->delivered = 0;
	sink->keep_at = now + KEEP_EVERY_MS;
	return keep_apply(sink->root.fd, sink->root.path, &sink->keep,
			  sink->root.stop, err);
}

/* --------------------------------------------------------------- position */

/* The newest batch that was found so far. */
struct newest {
	struct sink *sink;
	struct sink_position *position;
	char timestamp[CLOCK_TEXT_SIZE];
};

static bool foreign(const struct sink *sink, const char *name,
		    const char *source, struct err *err)
{
	if (strcmp(name, sink->name) == 0 && strcmp(source, sink->source) == 0)
		return false;
	err_set(err, ERR_MISCONFIGURED,
		"directory \"%s\" belongs to sink \"%s\" of source \"%s\": "
		"give each sink one of its own",
		sink->root.path, name, source);
	return true;
}

/* The last batch of the last published file, by its first head. */
static bool read_last(const struct sink *sink, const struct file_epoch *epoch,
		      struct file_facts *out, struct err *err)
{
	const char *name = epoch->highest_name;
	int fd = openat(epoch->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct file_head head = { 0 };
	struct file_name parsed = { 0 };
	struct err why = { 0 };
	bool good;

	if (fd < 0)
		return file_epoch_fail(epoch, name, "cannot read", err);
	good = file_name_parse(name, &parsed) &&
	       file_first_head(fd, parsed.packing, &head, &why) &&
	       head.batch_seq == parsed.first_seq &&
	       strcmp(head.epoch, epoch->name) == 0 &&
	       file_facts_add(out, &head, &why);
	if (good)
		snprintf(out->last_id, sizeof(out->last_id),
			 "%.30s-%.30s-%.32s-%" PRId64, sink->source, sink->name,
			 epoch->name, parsed.last_seq);
	else if (why.kind == ERR_CONFIG || why.kind == ERR_IO)
		err_set(err, why.kind, "file \"%s/%s\": %s", epoch->where, name,
			why.text);
	else
		err_set(err, ERR_IO,
			"file \"%s/%s\" is damaged: its first line is not "
			"the head of that batch",
			epoch->where, name);
	out->name.last_seq = parsed.last_seq;
	file_head_release(&head);
	close(fd);
	return good;
}

/* Names of epochs have no order: when their batches were assembled tells. */
static bool look_at_epoch(void *opaque, struct file_epoch *epoch,
			  struct err *err)
{
	struct newest *newest = opaque;
	struct sink *sink = newest->sink;
	struct sink_position *position = newest->position;
	struct file_facts facts = epoch->part.facts;

	if (!epoch->highest)
		return true;
	if (facts.name.last_seq < epoch->highest) {
		facts = (struct file_facts){ 0 };
		if (!read_last(sink, epoch, &facts, err))
			return false;
	}
	if (foreign(sink, facts.sink, facts.source, err))
		return false;
	if (position->known && strcmp(facts.timestamp, newest->timestamp) <= 0)
		return true;
	position->known = true;
	position->batch_seq = epoch->highest;
	snprintf(position->epoch, sizeof(position->epoch), "%s", epoch->name);
	snprintf(position->batch_id, sizeof(position->batch_id), "%s",
		 facts.last_id);
	memcpy(newest->timestamp, facts.timestamp, sizeof(newest->timestamp));
	/* It was read to the end: it is kept for the batch that follows. */
	if (epoch != &sink->epoch) {
		file_epoch_release(&sink->epoch);
		sink->epoch = *epoch;
		*epoch = (struct file_epoch){ 0 };
	}
	return true;
}

static bool file_position(struct sink *sink, struct sink_position *out,
			  struct err *err)
{
	struct newest newest = { .sink = sink, .position = out };

	*out = (struct sink_position){ 0 };
	return file_epoch_each(&sink->root, &sink->epoch, look_at_epoch,
			       &newest, err);
}

/* ------------------------------------------------------------------- open */

/* The directory of `dir`, made if it is not there; writable, and tidied. */
static bool prepare(struct sink *sink, struct err *err)
{
	if (mkdir(sink->root.path, 0750) != 0 && errno != EEXIST)
		return err_set(err,
			       errno == EACCES ? ERR_PERMISSION : ERR_CANTCREAT,
			       "cannot make directory \"%s\": %s",
			       sink->root.path, strerror(errno));
	sink->root.fd = file_dir_open(AT_FDCWD, sink->root.path);
	if (sink->root.fd < 0)
		return err_set(err,
			       errno == EACCES ? ERR_PERMISSION : ERR_CANTCREAT,
			       "cannot open directory \"%s\": %s",
			       sink->root.path, strerror(errno));
	if (faccessat(sink->root.fd, ".", W_OK | X_OK, AT_EACCESS) != 0)
		return err_set(err, ERR_PERMISSION,
			       "cannot write to directory \"%s\": %s",
			       sink->root.path, strerror(errno));
	file_epoch_tidy(&sink->root);
	if (!file_dir_sync_parent(sink->root.path))
		return err_set(err, ERR_IO,
			       "cannot sync the parent of \"%s\": %s",
			       sink->root.path, strerror(errno));
	return true;
}

static bool read_packing(struct sink *sink, const struct sink_options *options,
			 struct err *err)
{
	const char *text = options->get(options, "compress");
	int i;

	if (!text)
		return true;
	for (i = 0; i < PACKING_COUNT; i++)
		if (strcmp(text, packing_names[i]) == 0)
			sink->packing = (enum packing)i;
	if (strcmp(text, packing_names[sink->packing]) != 0)
		return options->fail(options, "compress", err,
				     "say none, gzip or zstd");
	if (!packing_known(sink->packing))
		return options->fail(options, "compress", err,
				     "this program was built without libzstd");
	return true;
}

static bool read_options(struct sink *sink, const struct sink_options *options,
			 struct err *err)
{
	watch_start(&sink->watch, options->get(options, "secret_file"));
	if (!read_packing(sink, options, err) ||
	    !option_size(options, "rotate_size", ROTATE_MOST,
			 &sink->rotate_size, err) ||
	    !option_time(options, "rotate_age", 7 * DAY_MS, &sink->rotate_age,
			 err))
		return false;
	/* Each poll reads what was collected so far: not without end. */
	if (sink->rotate_age && !sink->rotate_size)
		sink->rotate_size = ROTATE_MOST;
	return option_yes(options, "manifest", &sink->root.manifest, err) &&
	       option_time(options, "keep_age", 3660 * DAY_MS, &sink->keep.age,
			   err) &&
	       option_number(options, "keep_files", 1000 * 1000 * 1000,
			     &sink->keep.files, err) &&
	       option_size(options, "keep_size", 1024 * 1024 * MIB,
			   &sink->keep.bytes, err) &&
	       read_keys(sink, err); /* last: a file, and no option */
}

static void file_close(struct sink *sink)
{
	if (!sink)
		return;
	file_epoch_release(&sink->epoch);
	if (sink->root.fd >= 0)
		close(sink->root.fd);
	signing_keys_release(&sink->root.keys);
	free(sink->root.path);
	free(sink->name);
	free(sink->source);
	free(sink);
}

static bool file_open(struct sink **out, const struct sink_options *options,
		      struct err *err)
{
	struct sink *sink;
	const char *dir;

	*out = NULL;
	if (!option_need(options, "dir", "which directory takes the files?",
			 &dir, err))
		return false;
	sink = xcalloc(1, sizeof(*sink));
	sink->root.path = xstrdup(dir);
	sink->name = xstrdup(options->name);
	sink->source = xstrdup(options->source);
	sink->root.stop = options->stop;
	sink->root.fd = -1;
	sink->section = *options;
	if (!read_options(sink, options, err) || !prepare(sink, err)) {
		file_close(sink);
		return false;
	}
	*out = sink;
	return true;
}

extern const struct sink_type sink_file;
const struct sink_type sink_file = {
	.name = "file",
	.summary = "whole, checksummed NDJSON files",
	.batch_events = 2000, /* two or three flushes each */
	.open = file_open,
	.position = file_position,
	.deliver = file_deliver,
	.idle = file_idle,
	.close = file_close,
};
