#include "sinks/file_epoch.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"
#include "sinks/file_dir.h"
#include "sinks/ndjson.h"

enum { TOKEN_SIZE = 32 };

bool file_epoch_fail(const struct file_epoch *epoch, const char *name,
		     const char *what, struct err *err)
{
	return file_dir_fail(epoch->where, NULL, name, what, err);
}

/* -------------------------------------------------------------------- open */

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

void file_epoch_release(struct file_epoch *epoch)
{
	if (epoch->where)
		close(epoch->dir);
	free(epoch->where);
	*epoch = (struct file_epoch){ 0 };
}

/* Opens and reads the directory of an epoch, which is there. */
bool file_epoch_open(struct file_epoch *epoch, const struct file_root *root,
		     const char *name, struct err *err)
{
	struct highest highest = { 0 };
	struct buf where = { 0 };

	*epoch = (struct file_epoch){ .dir = file_dir_open(root->fd, name) };
	if (epoch->dir < 0)
		return file_dir_fail(root->path, name, NULL, "cannot open",
				     err);
	buf_addf(&where, "%s/%s", root->path, name);
	epoch->where = buf_steal(&where);
	snprintf(epoch->name, sizeof(epoch->name), "%s", name);
	if (!file_dir_each(epoch->dir, visit_highest, &highest)) {
		file_epoch_fail(epoch, NULL, "cannot list", err);
		file_epoch_release(epoch);
		return false;
	}
	epoch->highest = highest.seq;
	memcpy(epoch->highest_name, highest.name, sizeof(highest.name));
	if (!file_part_load(&epoch->part, epoch->dir, epoch->where, err)) {
		file_epoch_release(epoch);
		return false;
	}
	if (epoch->part.facts.name.last_seq > epoch->highest)
		epoch->highest = epoch->part.facts.name.last_seq;
	return true;
}

struct epochs {
	const struct file_root *root;
	struct file_epoch *known;
	file_epoch_visit *call;
	void *opaque;
	struct err *err;
};

static bool visit_epoch(void *opaque, int dir, const char *name)
{
	struct epochs *epochs = opaque;
	struct file_epoch epoch;
	struct stat is;
	bool good;

	if (!file_name_is_epoch(name) || fstatat(dir, name, &is, 0) != 0 ||
	    !S_ISDIR(is.st_mode))
		return true;
	if (strcmp(name, epochs->known->name) == 0)
		return epochs->call(epochs->opaque, epochs->known, epochs->err);
	if (!file_epoch_open(&epoch, epochs->root, name, epochs->err))
		return false;
	good = epochs->call(epochs->opaque, &epoch, epochs->err);
	file_epoch_release(&epoch);
	return good;
}

bool file_epoch_each(const struct file_root *root, struct file_epoch *known,
		     file_epoch_visit *call, void *opaque, struct err *err)
{
	struct epochs epochs = { root, known, call, opaque, err };

	err_clear(err);
	if (file_dir_each(root->fd, visit_epoch, &epochs))
		return true;
	if (err->kind == ERR_NONE)
		file_dir_fail(root->path, NULL, NULL, "cannot list", err);
	return false;
}

/* ----------------------------------------------------------------- publish */

/* NAME.sig is there before NAME is: who sees the file finds the signature. */
static bool sign(const struct file_root *root, const struct file_epoch *epoch,
		 const struct file_facts *facts, const char *name,
		 struct str statement, struct err *err)
{
	char path[FILE_NAME_SIZE + 8];
	struct buf text = { 0 };
	bool good;

	if (!root->keys.n)
		return true;
	signature_file_make(facts, statement, &root->keys, &text);
	snprintf(path, sizeof(path), "%s.sig", name);
	good = file_dir_put(epoch->dir, path,
			    (struct str){ text.data, text.len }) ||
	       file_epoch_fail(epoch, path, "cannot write", err);
	buf_release(&text);
	return good;
}

/* Is the name taken?  By the hidden file itself: killed between the two. */
static bool look_at_name(struct file_epoch *epoch, const char *hidden,
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
static bool give_name(struct file_epoch *epoch, const char *hidden,
		      const char *name, bool *exists, struct err *err)
{
	if (*exists ? unlinkat(epoch->dir, hidden, 0) != 0
		    : !file_dir_publish(epoch->dir, hidden, name)) {
		*exists = *exists || errno == EEXIST;
		return file_epoch_fail(epoch, name, "cannot publish", err);
	}
	if (!file_dir_sync(epoch->dir))
		return file_epoch_fail(epoch, NULL, "cannot sync", err);
	memcpy(epoch->highest_name, name, strlen(name) + 1);
	return true;
}

static struct manifest_place place_of(const struct file_root *root,
				      const struct file_epoch *epoch)
{
	return (struct manifest_place){ .path = root->path,
					.root = root->fd,
					.dir = epoch->dir,
					.epoch = epoch->name,
					.stop = root->stop };
}

/* With a signature before, and a line in the manifest behind. */
static bool publish_stated(struct file_epoch *epoch,
			   const struct file_root *root, int fd,
			   const char *hidden, const char *name,
			   const struct file_facts *facts, bool *exists,
			   struct err *err)
{
	const struct manifest_place place = place_of(root, epoch);
	struct buf text = { 0 };
	char hex[DIGEST_HEX + 1];
	struct manifest manifest;
	struct str statement;
	int64_t bytes;
	bool good = manifest_open(&manifest, &place, err);

	if (!good)
		return false;
	if (!file_sum(fd, &bytes, hex))
		good = file_epoch_fail(epoch, hidden, "cannot read", err);
	statement_make(facts, bytes, hex, manifest.prev, &text);
	statement = (struct str){ text.data, text.len };
	/* A name that is there has its line: opening has seen to it. */
	good =
	    good && (*exists || sign(root, epoch, facts, name, statement, err));
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

bool file_epoch_publish(struct file_epoch *epoch, const struct file_root *root,
			int fd, const char *hidden,
			const struct file_facts *facts, bool *exists,
			struct err *err)
{
	char name[FILE_NAME_SIZE];

	file_name_make(&facts->name, name);
	if (!look_at_name(epoch, hidden, name, exists, err))
		return false;
	return root->manifest ? publish_stated(epoch, root, fd, hidden, name,
					       facts, exists, err)
			      : give_name(epoch, hidden, name, exists, err);
}

bool file_epoch_publish_part(struct file_epoch *epoch,
			     const struct file_root *root, struct err *err)
{
	struct file_part *part = &epoch->part;
	bool exists, good;
	int fd;

	if (!part->there || !part->whole)
		return true;
	fd = file_part_open(part, epoch->dir, epoch->where, err);
	if (fd < 0)
		return false;
	good = file_epoch_publish(epoch, root, fd, part->name, &part->facts,
				  &exists, err);
	close(fd);
	/*
	 * It may have its name, and only the line in the manifest is missing.
	 */
	if (faccessat(epoch->dir, part->name, F_OK, 0) != 0)
		memset(part, 0, sizeof(*part));
	return good;
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
static bool accept_in(const struct file_epoch *epoch, const char *name,
		      enum packing packing, int64_t limit,
		      const struct batch *batch, struct err *err)
{
	struct search search = { .seq = batch->batch_seq };
	int fd = openat(epoch->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct err why = { 0 };
	bool good;

	if (fd < 0)
		return file_epoch_fail(epoch, name, "cannot read", err);
	ndjson_digest(batch, search.hex);
	good = file_dir_sync(fd) ||
	       file_epoch_fail(epoch, name, "cannot sync", err);
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
	       file_epoch_fail(epoch, NULL, "cannot sync", err);
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
static bool find_holder(const struct file_epoch *epoch, int64_t seq,
			struct holder *out, struct err *err)
{
	*out = (struct holder){ .seq = seq };
	/* It is nearly always the last one. */
	errno = 0;
	if (visit_holder(out, epoch->dir, epoch->highest_name) &&
	    !file_dir_each(epoch->dir, visit_holder, out) && !*out->name)
		return file_epoch_fail(epoch, NULL, "cannot list", err);
	return true;
}

bool file_epoch_state(const struct file_epoch *epoch,
		      const struct file_root *root, struct err *err)
{
	const struct manifest_place place = place_of(root, epoch);
	struct manifest manifest;

	if (!root->manifest)
		return true;
	if (!manifest_open(&manifest, &place, err))
		return false;
	manifest_close(&manifest);
	return true;
}

bool file_epoch_holds_in(const struct file_epoch *epoch, const char *name,
			 const struct batch *batch, struct err *err)
{
	struct file_name parsed = { 0 };

	file_name_parse(name, &parsed);
	return accept_in(epoch, name, parsed.packing, -1, batch, err);
}

bool file_epoch_holds(const struct file_epoch *epoch, const struct batch *batch,
		      struct err *err)
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
		return file_epoch_holds_in(epoch, holder.name, batch, err);
	return err_set(err, ERR_INTERNAL,
		       "batch %s is not in \"%s\", but batch %" PRId64
		       " is: the poller's state is older than the directory, "
		       "or another sink writes to it",
		       batch->id, epoch->where, epoch->highest);
}

/* ----------------------------------------------------------------- fencing */

static int64_t read_token(const struct file_epoch *epoch)
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

bool file_epoch_check_token(const struct file_epoch *epoch, int64_t token,
			    struct err *err)
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
	       file_epoch_fail(epoch, ".token", "cannot write", err);
}

/* -------------------------------------------------------------------- tidy */

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

void file_epoch_tidy(const struct file_root *root)
{
	file_dir_each(root->fd, visit_epoch_to_tidy, NULL);
}
