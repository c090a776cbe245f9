#include "sinks/file_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"
#include "sinks/packing.h"

bool file_dir_fail(const char *dir, const char *epoch, const char *name,
		   const char *what, struct err *err)
{
	int error = errno;
	bool denied = error == EACCES || error == EPERM;

	return err_set(err, denied ? ERR_MISCONFIGURED : ERR_IO,
		       "%s \"%s%s%s%s%s\": %s", what, dir, epoch ? "/" : "",
		       epoch ? epoch : "", name ? "/" : "", name ? name : "",
		       strerror(error));
}

int file_dir_open(int at, const char *path)
{
	return openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool file_dir_sync(int fd)
{
	/* Some file systems cannot; then there is nothing to be done. */
	return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
}

bool file_dir_sync_parent(const char *path)
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
	fd = file_dir_open(AT_FDCWD, parent);
	if (fd >= 0) {
		good = file_dir_sync(fd);
		close(fd);
	}
	free(parent);
	return good;
}

bool file_dir_each(int dir, file_visit *call, void *opaque)
{
	int fd = file_dir_open(dir, ".");
	struct dirent *entry;
	bool good = true;
	int error;
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
	error = errno;
	closedir(stream);
	errno = error;
	return good && error == 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void list_sort(struct file_list *list, size_t most)
{
	qsort(list->names, list->n, FILE_NAME_SIZE, by_name);
	if (list->n > most)
		list->n = most;
}

/* The lowest names so far, up to twice as many as are wanted. */
struct lowest {
	int64_t behind;
	size_t most;
	struct file_list *list;
};

static bool visit_lowest(void *opaque, int dir, const char *name)
{
	struct lowest *lowest = opaque;
	struct file_list *list = lowest->list;
	struct file_name parsed;

	(void)dir;
	if (!file_name_parse(name, &parsed) ||
	    parsed.first_seq <= lowest->behind)
		return true;
	if (list->n == 2 * lowest->most)
		list_sort(list, lowest->most);
	snprintf(list->names[list->n++], FILE_NAME_SIZE, "%s", name);
	return true;
}

bool file_dir_list(int dir, int64_t behind, size_t most, struct file_list *out)
{
	struct lowest lowest = { behind, most, out };

	out->n = 0;
	out->names = xcalloc(2 * most, FILE_NAME_SIZE);
	if (!file_dir_each(dir, visit_lowest, &lowest)) {
		int error = errno;

		file_list_release(out);
		errno = error;
		return false;
	}
	list_sort(out, most);
	return true;
}

void file_list_release(struct file_list *list)
{
	free(list->names);
	*list = (struct file_list){ 0 };
}

bool file_dir_publish(int dir, const char *hidden, const char *name)
{
	struct stat there;

	if (linkat(dir, hidden, dir, name, 0) == 0)
		return unlinkat(dir, hidden, 0) == 0;
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
	return errno == ENOENT && renameat(dir, hidden, dir, name) == 0;
}

bool file_dir_same(int dir, const char *one, const char *other)
{
	struct stat a, b;

	return fstatat(dir, one, &a, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstatat(dir, other, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static bool write_text(int fd, struct str text)
{
	struct packer *packer = packer_open(fd, PACKING_NONE);
	bool good = packer_put(packer, text.p, text.n) && packer_end(packer) &&
		    (fsync(fd) == 0 || errno == EINVAL);
	int error = errno;

	packer_close(packer);
	errno = error;
	return good;
}

bool file_dir_put(int dir, const char *name, struct str text)
{
	char hidden[FILE_NAME_SIZE + 8];
	bool good;
	int error;
	int fd;

	snprintf(hidden, sizeof(hidden), ".%s.tmp", name);
	if (unlinkat(dir, hidden, 0) != 0 && errno != ENOENT)
		return false;
	fd = openat(dir, hidden,
		    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return false;
	good = write_text(fd, text);
	error = errno;
	if (close(fd) != 0 && good) {
		good = false;
		error = errno;
	}
	if (good && renameat(dir, hidden, dir, name) == 0)
		return file_dir_sync(dir);
	if (good)
		error = errno;
	unlinkat(dir, hidden, 0);
	errno = error;
	return false;
}

bool file_dir_lock(int fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	/* Where there are no locks, there is none to be had. */
	return fcntl(fd, F_SETLK, &lock) == 0 ||
	       (errno != EACCES && errno != EAGAIN);
}
