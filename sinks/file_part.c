#include "sinks/file_part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"
#include "sinks/file_dir.h"
#include "sinks/ndjson.h"

enum { COPY_SIZE = 64 * 1024 };

static bool fail(const char *where, const char *name, const char *what,
		 struct err *err)
{
	return file_dir_fail(where, NULL, name, what, err);
}

/* -------------------------------------------------------------------- load */

struct found {
	char name[FILE_NAME_SIZE];
	int n;
};

static bool visit(void *opaque, int dir, const char *name)
{
	struct found *found = opaque;
	enum packing packing;
	int64_t seq;

	(void)dir;
	if (!file_name_is_part(name, &seq, &packing))
		return true;
	snprintf(found->name, sizeof(found->name), "%s", name);
	found->n++;
	return true;
}

static bool add_head(void *opaque, const struct file_head *head,
		     const char *sha256, struct err *err)
{
	struct file_part *part = opaque;

	(void)sha256;
	if (!part->facts.name.first_seq)
		part->started = file_time(head->timestamp);
	return file_facts_add(&part->facts, head, err);
}

/*
 * Reads what is whole.  A second time when something is behind it: a batch
 * whose compression is cut is known to be no good only at its very end.
 */
static bool read_part(struct file_part *part, int fd, enum packing packing,
		      struct err *err)
{
	struct err why = { 0 };

	if (file_scan(fd, packing, -1, add_head, part, &part->whole, &why))
		return true;
	if (why.kind != ERR_DATA)
		return err_set(err, why.kind, "%s", why.text);
	memset(&part->facts, 0, sizeof(part->facts));
	part->facts.name.packing = packing;
	if (!part->whole)
		return true;
	if (lseek(fd, 0, SEEK_SET) != 0)
		return err_set(err, ERR_IO, "cannot read: %s", strerror(errno));
	return file_scan(fd, packing, part->whole, add_head, part, NULL, err);
}

static bool load(struct file_part *part, int dir, const char *where,
		 struct err *err)
{
	int fd = openat(dir, part->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	enum packing packing = PACKING_NONE;
	struct stat is;
	int64_t seq;
	bool good;

	if (fd < 0 || fstat(fd, &is) != 0) {
		if (fd >= 0)
			close(fd);
		return fail(where, part->name, "cannot read", err);
	}
	part->size = is.st_size;
	part->device = is.st_dev;
	part->inode = is.st_ino;
	file_name_is_part(part->name, &seq, &packing);
	part->facts.name.packing = packing;
	good = read_part(part, fd, packing, err) ||
	       err_prefix(err, "file \"%s/%s\"", where, part->name);
	close(fd);
	return good;
}

/* Published, and killed before its hidden name was gone. */
static bool drop_published(struct file_part *part, int dir, const char *where,
			   struct err *err)
{
	char name[FILE_NAME_SIZE];

	if (!part->whole || part->whole != part->size)
		return true;
	file_name_make(&part->facts.name, name);
	if (!file_dir_same(dir, part->name, name))
		return true;
	part->there = false;
	if (unlinkat(dir, part->name, 0) == 0 && file_dir_sync(dir))
		return true;
	return fail(where, part->name, "cannot remove", err);
}

bool file_part_load(struct file_part *part, int dir, const char *where,
		    struct err *err)
{
	struct found found = { 0 };

	memset(part, 0, sizeof(*part));
	if (!file_dir_each(dir, visit, &found))
		return fail(where, NULL, "cannot list", err);
	if (found.n == 0)
		return true;
	if (found.n > 1)
		return err_set(err, ERR_INTERNAL,
			       "directory \"%s\" has %d files that end in "
			       ".part: another sink writes to it",
			       where, found.n);
	part->there = true;
	snprintf(part->name, sizeof(part->name), "%s", found.name);
	return load(part, dir, where, err) &&
	       drop_published(part, dir, where, err);
}

/* --------------------------------------------------------------------- add */

static int open_part(struct file_part *part, int dir, const char *where,
		     struct err *err)
{
	int fd = openat(dir, part->name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	struct stat is;

	if (fd < 0 || fstat(fd, &is) != 0) {
		fail(where, part->name, "cannot open", err);
	} else if (!file_dir_lock(fd) || is.st_size != part->size ||
		   is.st_ino != part->inode || is.st_dev != part->device) {
		err_set(err, ERR_TRANSIENT,
			"\"%s/%s\" is being written by another process", where,
			part->name);
	} else {
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

static int make_part(struct file_part *part, int dir, const char *where,
		     enum packing packing, int64_t seq, struct err *err)
{
	struct stat is;
	int fd;

	memset(part, 0, sizeof(*part));
	file_name_part(seq, packing, part->name);
	part->facts.name.packing = packing;
	fd = openat(dir, part->name,
		    O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0 || fstat(fd, &is) != 0 || !file_dir_lock(fd) ||
	    !file_dir_sync(dir)) {
		fail(where, part->name, "cannot make", err);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	part->there = true;
	part->device = is.st_dev;
	part->inode = is.st_ino;
	return fd;
}

/* Behind the last whole batch. */
static bool go_to_end(struct file_part *part, int fd)
{
	if (part->size != part->whole && ftruncate(fd, part->whole) != 0)
		return false;
	part->size = part->whole;
	return lseek(fd, part->whole, SEEK_SET) == part->whole;
}

/* After a failure: what is there now, if it cannot be cut off. */
static void look_again(struct file_part *part, int fd)
{
	struct stat is;

	if (ftruncate(fd, part->whole) == 0)
		part->size = part->whole;
	else if (fstat(fd, &is) == 0)
		part->size = is.st_size;
}

bool file_part_add(struct file_part *part, int dir, const char *where,
		   enum packing packing, const struct batch *batch,
		   struct err *err)
{
	int fd = part->there ? open_part(part, dir, where, err)
			     : make_part(part, dir, where, packing,
					 batch->batch_seq, err);
	off_t end = -1;

	if (fd < 0)
		return false;
	if (go_to_end(part, fd) &&
	    ndjson_write(fd, part->facts.name.packing, batch))
		end = lseek(fd, 0, SEEK_CUR);
	if (end < 0) {
		fail(where, part->name, "cannot write", err);
		look_again(part, fd);
		close(fd);
		return false;
	}
	close(fd);
	if (!part->facts.name.first_seq)
		part->started = file_time(batch->timestamp);
	file_facts_add_batch(&part->facts, batch);
	part->whole = part->size = end;
	return true;
}

/* All of `from` behind `at`, in pieces: it may be long. */
static bool copy_behind(int from, int64_t at, int to)
{
	struct packer *packer = packer_open(to, PACKING_NONE);
	char *piece = xmalloc(COPY_SIZE);
	ssize_t n = 1;
	bool good = true;
	int error;

	while (good && n > 0) {
		n = pread(from, piece, COPY_SIZE, at);
		good = n >= 0 && packer_put(packer, piece, (size_t)n);
		at += n;
	}
	good = good && packer_end(packer) && fsync(to) == 0;
	error = errno;
	packer_close(packer);
	free(piece);
	errno = error;
	return good;
}

/*
 * Something stands behind the last whole batch, and is not sent again: it goes
 * into a file of its own, for who wants to know what it was.
 */
static bool cut_off(struct file_part *part, int fd, int dir, const char *where,
		    struct err *err)
{
	char name[FILE_NAME_SIZE];
	bool good;
	int cut;

	snprintf(name, sizeof(name), "%.*s.cut",
		 (int)(strlen(part->name) - strlen(".part")), part->name);
	cut =
	    openat(dir, name,
		   O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	good = cut >= 0 && copy_behind(fd, part->whole, cut) &&
	       file_dir_sync(dir) && go_to_end(part, fd) && fsync(fd) == 0;
	if (!good)
		fail(where, part->name, "cannot cut", err);
	if (cut >= 0)
		close(cut);
	return good;
}

int file_part_open(struct file_part *part, int dir, const char *where,
		   struct err *err)
{
	int fd = open_part(part, dir, where, err);

	if (fd >= 0 && part->size != part->whole &&
	    !cut_off(part, fd, dir, where, err)) {
		close(fd);
		return -1;
	}
	return fd;
}
