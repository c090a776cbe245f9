/*
 * Directories of the file sink: what is written there is there after a crash,
 * or it is not there at all.
 */
#ifndef SINKS_FILE_DIR_H
#define SINKS_FILE_DIR_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "sinks/file_name.h"

/*
 * ERR_MISCONFIGURED or ERR_IO of errno; names DIR/EPOCH/NAME, as far as not
 * NULL.
 */
bool file_dir_fail(const char *dir, const char *epoch, const char *name,
		   const char *what, struct err *err);

/* As open(); -1 and errno when it fails. */
int file_dir_open(int at, const char *path);
/* Makes what was done to names durable; true where the file system cannot. */
bool file_dir_sync(int fd);
/* Makes the name of a directory durable, where its parent can be opened. */
bool file_dir_sync_parent(const char *path);

typedef bool file_visit(void *opaque, int dir, const char *name);

/*
 * Calls it for each name; stops when it returns false.  False also when the
 * directory cannot be read; errno is 0 only when the call ended it.
 */
bool file_dir_each(int dir, file_visit *call, void *opaque);

/* Names of finished files, in order. */
struct file_list {
	char (*names)[FILE_NAME_SIZE];
	size_t n;
};

/*
 * The first `most` files whose batches are all behind number `behind`.  False:
 * errno; nothing is to be released then.
 */
bool file_dir_list(int dir, int64_t behind, size_t most, struct file_list *out);
void file_list_release(struct file_list *list);

/*
 * Gives a finished file its final name, which must not exist (EEXIST), and
 * takes its hidden one away.
 */
bool file_dir_publish(int dir, const char *hidden, const char *name);

/* Are these two names of one file? */
bool file_dir_same(int dir, const char *one, const char *other);

/* Writes a small file, in place of one that is there or not; durable. */
bool file_dir_put(int dir, const char *name, struct str text);

/* A lock of this process on a whole file; false: another one has it. */
bool file_dir_lock(int fd);

#endif
