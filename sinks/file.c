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
#include "sinks/file_dir.h"
#include "sinks/file_keep.h"
#include "sinks/file_manifest.h"
#include "sinks/file_name.h"
#include "sinks/file_part.h"
#include "sinks/ndjson.h"
#include "sinks/options.h"

static const int64_t DAY_MS = (int64_t)24 * 60 * 60 * 1000;
static const int64_t MIB = 1024 * 1024;

enum {
	KEEP_EVERY = 64, /* published files, between two looks for old ones */
	TOKEN_SIZE = 32
};

/* One epoch's directory, as it was found and what was added since. */
struct epoch {
	char name[EPOCH_SIZE]; /* "": not looked yet */
	char *where;           /* its path, for messages */
	int dir;
	int64_t highest; /* the last batch; 0: there is none */
	char highest_name[FILE_NAME_SIZE]; /* of the last published file */
	struct file_part part;
};

struct sink {
	char *path, *name, *source;
	int root;
	const volatile sig_atomic_t *stop;
	enum packing packing;
	int64_t rotate_size, rotate_age; /* bytes, ms; 0: not by that */
	bool manifest;
	struct signing_keys keys; /* none: not signed */
	struct keep_rules keep;
	/* The epoch of the last batch, so that it is read once. */
	struct epoch epoch;
	int published; /* since old files were looked for */
};

static bool rotates(const struct sink *sink)
{
	return sink->rotate_size || sink->rotate_age;
}

static bool fail(const struct epoch *epoch, const char *name, const char *what,
		 struct err *err)
{
	return file_dir_fail(epoch->where, NULL, name, what, err);
}

/* ------------------------------------------------------------------- epochs */

struct highest {
	int64_t seq;
	char name[FILE_NAME_SIZE];
};

static bool visit_highest(void *opaque, int dir, const char *name)
{
	struct highest *highest = opaque;
	int64_t seq = file_name_seq(name);

	(void)dir;
	if (seq > highest->seq) {
		highest->seq = seq;
		snprintf(highest->name, sizeof(highest->name), "%s", name);
	}
	return true;
}

static void epoch_release(struct epoch *epoch)
{
	if (epoch->where)
		close(epoch->dir);
	free(epoch->where);
	*epoch = (struct epoch){ 0 };
}

/* Opens and reads the directory of an epoch, which is there. */
static bool epoch_open(struct epoch *epoch, const struct sink *sink,
		       const char *name, struct err *err)
{
	struct highest highest = { 0 };
	struct buf where = { 0 };

	*epoch = (struct epoch){ .dir = file_dir_open(sink->root, name) };
	if (epoch->dir < 0)
		return file_dir_fail(sink->path, name, NULL, "cannot open",
				     err);
	buf_addf(&where, "%s/%s", sink->path, name);
	epoch->where = buf_steal(&where);
	snprintf(epoch->name, sizeof(epoch->name), "%s", name);
	if (!file_dir_each(epoch->dir, visit_highest, &highest)) {
		fail(epoch, NULL, "cannot list", err);
		epoch_release(epoch);
		return false;
	}
	epoch->highest = highest.seq;
	memcpy(epoch->highest_name, highest.name, sizeof(highest.name));
	if (!file_part_load(&epoch->part, epoch->dir, epoch->where, err)) {
		epoch_release(epoch);
		return false;
	}
	if (epoch->part.facts.name.last_seq > epoch->highest)
		epoch->highest = epoch->part.facts.name.last_seq;
	return true;
}

typedef bool epoch_visit(struct sink *sink, struct epoch *epoch, void *opaque,
			 struct err *err);

struct epochs {
	struct sink *sink;
	epoch_visit *call;
	void *opaque;
	struct err *err;
};

static bool visit_epoch(void *opaque, int dir, const char *name)
{
	struct epochs *epochs = opaque;
	struct sink *sink = epochs->sink;
	struct epoch epoch;
	struct stat is;
	bool good;

	if (!file_name_is_epoch(name) ||
	    fstatat(dir, name, &is, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !S_ISDIR(is.st_mode))
		return true;
	if (strcmp(name, sink->epoch.name) == 0)
		return epochs->call(sink, &sink->epoch, epochs->opaque,
				    epochs->err);
	if (!epoch_open(&epoch, sink, name, epochs->err))
		return false;
	good = epochs->call(sink, &epoch, epochs->opaque, epochs->err);
	epoch_release(&epoch);
	return good;
}

/* Every epoch that is there; stops when the call returns false. */
static bool each_epoch(struct sink *sink, epoch_visit *call, void *opaque,
		       struct err *err)
{
	struct epochs epochs = { sink, call, opaque, err };

	err_clear(err);
	if (file_dir_each(sink->root, visit_epoch, &epochs))
		return true;
	if (err->kind == ERR_NONE)
		file_dir_fail(sink->path, NULL, NULL, "cannot list", err);
	return false;
}

/* ----------------------------------------------------------------- publish */

/* NAME.sig is there before NAME is: who sees the file finds the signature. */
static bool sign(const struct sink *sink, const struct epoch *epoch,
		 const struct file_facts *facts, const char *name,
		 struct str statement, struct err *err)
{
	char path[FILE_NAME_SIZE + 8];
	struct buf text = { 0 };
	bool good;

	if (!sink->keys.n)
		return true;
	signature_file_make(facts, statement, &sink->keys, &text);
	snprintf(path, sizeof(path), "%s.sig", name);
	good = file_dir_put(epoch->dir, path,
			    (struct str){ text.data, text.len }) ||
	       fail(epoch, path, "cannot write", err);
	buf_release(&text);
	return good;
}

/* Is the name taken?  By the hidden file itself: killed between the two. */
static bool look_at_name(struct epoch *epoch, const char *hidden,
			 const char *name, bool *exists, struct err *err)
{
	struct stat is;

	*exists = fstatat(epoch->dir, name, &is, AT_SYMLINK_NOFOLLOW) == 0;
	if (!*exists || file_dir_same(epoch->dir, hidden, name))
		return true;
	return err_set(err, ERR_INTERNAL,
		       "file \"%s/%s\" is there already: another sink writes "
		       "to \"%s\"",
		       epoch->where, name, epoch->where);
}

/* Gives the hidden file its name, or takes it away if it has one. */
static bool give_name(struct epoch *epoch, const char *hidden, const char *name,
		      bool *exists, struct err *err)
{
	if (*exists ? unlinkat(epoch->dir, hidden, 0) != 0
		    : !file_dir_publish(epoch->dir, hidden, name)) {
		*exists = *exists || errno == EEXIST;
		return fail(epoch, name, "cannot publish", err);
	}
	if (!file_dir_sync(epoch->dir))
		return fail(epoch, NULL, "cannot sync", err);
	memcpy(epoch->highest_name, name, strlen(name) + 1);
	return true;
}

static struct manifest_place place_of(const struct sink *sink,
				      const struct epoch *epoch)
{
	return (struct manifest_place){ .path = sink->path,
					.root = sink->root,
					.dir = epoch->dir,
					.epoch = epoch->name,
					.stop = sink->stop };
}

/* With a signature before, and a line in the manifest behind. */
static bool publish_stated(struct sink *sink, struct epoch *epoch, int fd,
			   const char *hidden, const char *name,
			   const struct file_facts *facts, bool *exists,
			   struct err *err)
{
	const struct manifest_place place = place_of(sink, epoch);
	struct buf text = { 0 };
	char hex[DIGEST_HEX + 1];
	struct manifest manifest;
	struct str statement;
	int64_t bytes;
	bool good = manifest_open(&manifest, &place, err);

	if (!good)
		return false;
	if (!file_sum(fd, &bytes, hex))
		good = fail(epoch, hidden, "cannot read", err);
	statement_make(facts, bytes, hex, manifest.prev, &text);
	statement = (struct str){ text.data, text.len };
	/* A name that is there has its line: opening has seen to it. */
	good =
	    good && (*exists || sign(sink, epoch, facts, name, statement, err));
	if (good && *exists)
		good = give_name(epoch, hidden, name, exists, err);
	else
		good = good && give_name(epoch, hidden, name, exists, err) &&
		       manifest_add(&manifest, &place, statement,
				    facts->name.last_seq, err);
	manifest_close(&manifest);
	buf_release(&text);
	return good;
}

/*
 * Publishes a hidden file that is finished, and open as fd.  *exists: another
 * one has its name.
 */
static bool publish(struct sink *sink, struct epoch *epoch, int fd,
		    const char *hidden, const struct file_facts *facts,
		    bool *exists, struct err *err)
{
	char name[FILE_NAME_SIZE];

	file_name_make(&facts->name, name);
	if (!look_at_name(epoch, hidden, name, exists, err))
		return false;
	sink->published++;
	return sink->manifest ? publish_stated(sink, epoch, fd, hidden, name,
					       facts, exists, err)
			      : give_name(epoch, hidden, name, exists, err);
}

static bool publish_part(struct sink *sink, struct epoch *epoch,
			 struct err *err)
{
	struct file_part *part = &epoch->part;
	bool exists, good;
	int fd;

	if (!part->there || !part->whole)
		return true;
	fd = file_part_open(part, epoch->dir, epoch->where, err);
	if (fd < 0)
		return false;
	good = publish(sink, epoch, fd, part->name, &part->facts, &exists, err);
	close(fd);
	/* It may have its name, and only the line in the manifest is missing.
	 */
	if (faccessat(epoch->dir, part->name, F_OK, 0) != 0)
		memset(part, 0, sizeof(*part));
	return good;
}

/* Is the part file to be published, before (or without) another batch? */
static bool due(const struct sink *sink, const struct epoch *epoch, bool idle)
{
	const struct file_part *part = &epoch->part;

	if (!part->there)
		return false;
	return !rotates(sink) || part->facts.name.packing != sink->packing ||
	       (sink->rotate_size && part->whole >= sink->rotate_size) ||
	       (sink->rotate_age &&
		clock_now() - part->started >= sink->rotate_age) ||
	       (idle && !sink->rotate_age);
}

/* -------------------------------------------------------------- redelivery */

/* Is the batch in a file, with the same bytes? */
struct search {
	int64_t seq;
	char hex[DIGEST_HEX + 1];
	bool found;
};

static bool search_batch(void *opaque, const struct file_head *head,
			 const char *sha256, struct err *err)
{
	struct search *search = opaque;

	(void)err;
	search->found = search->found || (head->batch_seq == search->seq &&
					  strcmp(sha256, search->hex) == 0);
	return true;
}

/*
 * An acknowledgement if the file holds this batch.  It may be from a run that
 * was killed before it was durable.  All of a finished file must be whole, of a
 * part what was written before.
 */
static bool accept_in(struct epoch *epoch, const char *name,
		      enum packing packing, int64_t limit,
		      const struct batch *batch, struct err *err)
{
	struct search search = { .seq = batch->batch_seq };
	int fd = openat(epoch->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct err why = { 0 };
	bool good;

	if (fd < 0)
		return fail(epoch, name, "cannot read", err);
	ndjson_digest(batch, search.hex);
	good = file_dir_sync(fd) || fail(epoch, name, "cannot sync", err);
	if (good && (!file_scan(fd, packing, limit, search_batch, &search, NULL,
				&why) ||
		     !search.found))
		good = err_set(err, ERR_INTERNAL,
			       "file \"%s/%s\" is there already and does not "
			       "hold batch %s as it is now: the file was "
			       "changed, or another sink writes to \"%s\"",
			       epoch->where, name, batch->id, epoch->where);
	close(fd);
	if (!good)
		return false;
	return file_dir_sync(epoch->dir) ||
	       fail(epoch, NULL, "cannot sync", err);
}

struct holder {
	int64_t seq;
	char name[FILE_NAME_SIZE];
};

static bool visit_holder(void *opaque, int dir, const char *name)
{
	struct holder *holder = opaque;
	struct file_name parsed;

	(void)dir;
	if (!file_name_parse(name, &parsed) || parsed.first_seq > holder->seq ||
	    parsed.last_seq < holder->seq)
		return true;
	snprintf(holder->name, sizeof(holder->name), "%s", name);
	return false;
}

/* The published file with that batch; "" where there is none. */
static bool find_holder(const struct epoch *epoch, int64_t seq,
			struct holder *out, struct err *err)
{
	*out = (struct holder){ .seq = seq };
	/* It is nearly always the last one. */
	errno = 0;
	if (visit_holder(out, epoch->dir, epoch->highest_name) &&
	    !file_dir_each(epoch->dir, visit_holder, out) && !*out->name)
		return fail(epoch, NULL, "cannot list", err);
	return true;
}

/* A manifest that a crash left behind is brought up to date. */
static bool state(struct sink *sink, struct epoch *epoch, struct err *err)
{
	const struct manifest_place place = place_of(sink, epoch);
	struct manifest manifest;

	if (!sink->manifest)
		return true;
	if (!manifest_open(&manifest, &place, err))
		return false;
	manifest_close(&manifest);
	return true;
}

/* A batch with a number that has a place in the directory already. */
static bool deliver_again(struct sink *sink, struct epoch *epoch,
			  const struct batch *batch, struct err *err)
{
	const struct file_part *part = &epoch->part;
	struct file_name name = { 0 };
	struct holder holder;

	if (part->there && part->whole &&
	    batch->batch_seq >= part->facts.name.first_seq)
		return accept_in(epoch, part->name, part->facts.name.packing,
				 part->whole, batch, err);
	if (!find_holder(epoch, batch->batch_seq, &holder, err))
		return false;
	if (file_name_parse(holder.name, &name) &&
	    (name.first_seq != name.last_seq ||
	     (strcmp(name.first_pos, batch->first_pos) == 0 &&
	      strcmp(name.last_pos, batch->last_pos) == 0)))
		return accept_in(epoch, holder.name, name.packing, -1, batch,
				 err) &&
		       state(sink, epoch, err);
	return err_set(err, ERR_INTERNAL,
		       "batch %s is not in \"%s\", but batch %" PRId64
		       " is: the poller's state is older than the directory, "
		       "or another sink writes to it",
		       batch->id, epoch->where, epoch->highest);
}

/* ---------------------------------------------------------------- deliver */

/* Writes the hidden file, and leaves it open; it is gone when this fails. */
static int write_temp(const struct sink *sink, const struct epoch *epoch,
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
static bool deliver_file(struct sink *sink, struct epoch *epoch,
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
		return fail(epoch, name, "cannot write", err);
	good = publish(sink, epoch, fd, temp, &facts, &exists, err);
	close(fd);
	if (good)
		return true;
	unlinkat(epoch->dir, temp, 0);
	return exists && accept_in(epoch, name, sink->packing, -1, batch, err);
}

/* The part file takes it; what is due then is published now, or next time. */
static bool deliver_part(struct sink *sink, struct epoch *epoch,
			 const struct batch *batch, struct err *err)
{
	struct err later = { 0 };

	if (!file_part_add(&epoch->part, epoch->dir, epoch->where,
			   sink->packing, batch, err))
		return false;
	if (due(sink, epoch, false))
		publish_part(sink, epoch, &later);
	return true;
}

static bool deliver_new(struct sink *sink, struct epoch *epoch,
			const struct batch *batch, struct err *err)
{
	if (epoch->highest && batch->batch_seq != epoch->highest + 1)
		return err_set(err, ERR_INTERNAL,
			       "\"%s\" ends with batch %" PRId64
			       " and batch %s does not follow: files are "
			       "missing; put them back, or move all of that "
			       "directory away",
			       epoch->where, epoch->highest, batch->id);
	if (due(sink, epoch, false) && !publish_part(sink, epoch, err))
		return false;
	if (rotates(sink) ? !deliver_part(sink, epoch, batch, err)
			  : !deliver_file(sink, epoch, batch, err))
		return false;
	epoch->highest = batch->batch_seq;
	return true;
}

/* ----------------------------------------------------------------- fencing */

static int64_t read_token(const struct epoch *epoch)
{
	int fd = openat(epoch->dir, ".token", O_RDONLY | O_CLOEXEC);
	char text[TOKEN_SIZE];
	ssize_t n;

	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[n > 0 ? n : 0] = '\0';
	return strtoll(text, NULL, 10);
}

/* In one epoch tokens only grow: a lower one is of a lease that was lost. */
static bool check_token(struct epoch *epoch, int64_t token, struct err *err)
{
	int64_t newest = token ? read_token(epoch) : 0;
	char text[TOKEN_SIZE];

	if (token == newest)
		return true;
	if (token < newest)
		return err_set(err, ERR_TRANSIENT,
			       "\"%s\": another poller has taken over: it "
			       "wrote under lease %" PRId64
			       ", this one holds %" PRId64,
			       epoch->where, newest, token);
	snprintf(text, sizeof(text), "%" PRId64 "\n", token);
	return file_dir_put(epoch->dir, ".token",
			    (struct str){ text, strlen(text) }) ||
	       fail(epoch, ".token", "cannot write", err);
}

/* ------------------------------------------------------------ which epoch */

static bool publish_others(struct sink *sink, struct epoch *epoch, void *opaque,
			   struct err *err)
{
	const char *current = opaque;

	return strcmp(epoch->name, current) == 0 ||
	       publish_part(sink, epoch, err);
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
	char current[EPOCH_SIZE];

	if (epoch_known(sink, name))
		return true;
	epoch_release(&sink->epoch);
	/* Durable even if an earlier run made it and was killed then. */
	if ((mkdirat(sink->root, name, 0750) != 0 && errno != EEXIST) ||
	    !file_dir_sync(sink->root))
		return file_dir_fail(sink->path, name, NULL, "cannot make",
				     err);
	snprintf(current, sizeof(current), "%s", name);
	return epoch_open(&sink->epoch, sink, name, err) &&
	       each_epoch(sink, publish_others, current, err);
}

static bool file_deliver(struct sink *sink, const struct batch *batch,
			 struct sink_reply *reply, struct err *err)
{
	struct err later = { 0 };
	struct epoch *epoch = &sink->epoch;

	*reply = (struct sink_reply){ 0 };
	if (!file_name_is_epoch(batch->epoch) || batch->batch_seq < 1 ||
	    strlen(batch->first_pos) >= POS_SIZE ||
	    strlen(batch->last_pos) >= POS_SIZE)
		return err_set(err, ERR_INTERNAL,
			       "batch \"%.130s\" cannot be named as a file",
			       batch->id);
	if (!enter_epoch(sink, batch->epoch, err) ||
	    !check_token(epoch, batch->token, err))
		return false;
	if (batch->batch_seq <= epoch->highest
		? !deliver_again(sink, epoch, batch, err)
		: !deliver_new(sink, epoch, batch, err)) {
		/* What is there is read anew next time. */
		epoch_release(epoch);
		return false;
	}
	if (sink->published >= KEEP_EVERY) {
		sink->published = 0;
		keep_apply(sink->root, sink->path, &sink->keep, sink->stop,
			   &later);
	}
	return true;
}

static bool publish_due(struct sink *sink, struct epoch *epoch, void *opaque,
			struct err *err)
{
	(void)opaque;
	return !due(sink, epoch, true) || publish_part(sink, epoch, err);
}

static bool file_idle(struct sink *sink, struct err *err)
{
	sink->published = 0;
	return each_epoch(sink, publish_due, NULL, err) &&
	       keep_apply(sink->root, sink->path, &sink->keep, sink->stop, err);
}

/* --------------------------------------------------------------- position */

/* The newest batch that was found so far. */
struct newest {
	struct sink_position *position;
	char timestamp[40];
};

static bool foreign(const struct sink *sink, const char *name,
		    const char *source, struct err *err)
{
	if (strcmp(name, sink->name) == 0 && strcmp(source, sink->source) == 0)
		return false;
	err_set(err, ERR_MISCONFIGURED,
		"directory \"%s\" belongs to sink \"%s\" of source \"%s\": "
		"give each sink one of its own",
		sink->path, name, source);
	return true;
}

/* The last batch of the last published file, by its first head. */
static bool read_last(const struct sink *sink, const struct epoch *epoch,
		      struct file_facts *out, struct err *err)
{
	const char *name = epoch->highest_name;
	int fd = openat(epoch->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct file_head head = { 0 };
	struct file_name parsed = { 0 };
	struct err why = { 0 };
	bool good;

	if (fd < 0)
		return fail(epoch, name, "cannot read", err);
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
static bool look_at_epoch(struct sink *sink, struct epoch *epoch, void *opaque,
			  struct err *err)
{
	struct newest *newest = opaque;
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
	return true;
}

static bool file_position(struct sink *sink, struct sink_position *out,
			  struct err *err)
{
	struct newest newest = { .position = out };

	*out = (struct sink_position){ 0 };
	return each_epoch(sink, look_at_epoch, &newest, err);
}

/* ------------------------------------------------------------------- open */

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

/* The signature of a file that did not come to be. */
static bool visit_signature(void *opaque, int dir, const char *name)
{
	const struct highest *highest = opaque;
	struct file_name parsed;

	if (file_name_is_signature(name, &parsed) &&
	    parsed.last_seq > highest->seq)
		unlinkat(dir, name, 0);
	return true;
}

static bool visit_epoch_to_tidy(void *opaque, int dir, const char *name)
{
	struct highest highest = { 0 };
	int fd;

	if (!file_name_is_epoch(name))
		return true;
	fd = file_dir_open(dir, name);
	if (fd < 0)
		return true;
	file_dir_each(fd, visit_temp, opaque);
	if (file_dir_each(fd, visit_highest, &highest))
		file_dir_each(fd, visit_signature, &highest);
	close(fd);
	return true;
}

/* The directory of `dir`, made if it is not there; writable, and tidied. */
static bool prepare(struct sink *sink, struct err *err)
{
	if (mkdir(sink->path, 0750) != 0 && errno != EEXIST)
		return err_set(err,
			       errno == EACCES ? ERR_PERMISSION : ERR_CANTCREAT,
			       "cannot make directory \"%s\": %s", sink->path,
			       strerror(errno));
	sink->root = file_dir_open(AT_FDCWD, sink->path);
	if (sink->root < 0)
		return err_set(err,
			       errno == EACCES ? ERR_PERMISSION : ERR_CANTCREAT,
			       "cannot open directory \"%s\": %s", sink->path,
			       strerror(errno));
	if (faccessat(sink->root, ".", W_OK | X_OK, AT_EACCESS) != 0)
		return err_set(err, ERR_PERMISSION,
			       "cannot write to directory \"%s\": %s",
			       sink->path, strerror(errno));
	file_dir_each(sink->root, visit_epoch_to_tidy, NULL);
	if (!file_dir_sync_parent(sink->path))
		return err_set(err, ERR_IO, "cannot sync the parent of \"%s\"",
			       sink->path);
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

static bool read_keys(struct sink *sink, const struct sink_options *options,
		      struct err *err)
{
	struct err why = { 0 };
	char *text;
	bool good;

	if (!options->secret(options, "secret_file", &text, err))
		return false;
	if (!text)
		return true;
	good = signing_keys_parse(text, &sink->keys, &why);
	memset(text, 0, strlen(text));
	free(text);
	sink->manifest = true;
	return good || options->fail(options, "secret_file", err, why.text);
}

static bool read_options(struct sink *sink, const struct sink_options *options,
			 struct err *err)
{
	return read_packing(sink, options, err) &&
	       option_size(options, "rotate_size", 1024 * MIB,
			   &sink->rotate_size, err) &&
	       option_time(options, "rotate_age", 7 * DAY_MS, &sink->rotate_age,
			   err) &&
	       option_yes(options, "manifest", &sink->manifest, err) &&
	       read_keys(sink, options, err) &&
	       option_time(options, "keep_age", 3660 * DAY_MS, &sink->keep.age,
			   err) &&
	       option_number(options, "keep_files", 1000 * 1000 * 1000,
			     &sink->keep.files, err) &&
	       option_size(options, "keep_size", 1024 * 1024 * MIB,
			   &sink->keep.bytes, err);
}

static void file_close(struct sink *sink)
{
	if (!sink)
		return;
	epoch_release(&sink->epoch);
	if (sink->root >= 0)
		close(sink->root);
	signing_keys_release(&sink->keys);
	free(sink->path);
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
	sink->path = xstrdup(dir);
	sink->name = xstrdup(options->name);
	sink->source = xstrdup(options->source);
	sink->stop = options->stop;
	sink->root = -1;
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
