#include "sinks/watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/buf.h"

static struct watch_stamp look(const char *path)
{
	static const char prefix[] = "credential:";
	const char *dir = getenv("CREDENTIALS_DIRECTORY");
	struct watch_stamp stamp = { 0 };
	struct buf full = { 0 };
	struct stat st;

	if (strncmp(path, prefix, strlen(prefix)) == 0) {
		path += strlen(prefix);
		buf_addf(&full, "%s/", dir ? dir : "");
	}
	buf_addstr(&full, path);
	if (stat(buf_str(&full), &st) == 0) {
		stamp.there = true;
		stamp.device = (uint64_t)st.st_dev;
		stamp.inode = (uint64_t)st.st_ino;
		stamp.size = (int64_t)st.st_size;
		/* Moves with the content, with rename, and with chmod. */
		stamp.seconds = (int64_t)st.st_ctim.tv_sec;
		stamp.nanoseconds = (int64_t)st.st_ctim.tv_nsec;
	}
	buf_release(&full);
	return stamp;
}

void watch_start(struct watch *watch, const char *path)
{
	*watch = (struct watch){ .path = path };
	if (path)
		watch->stamp = look(path);
}

bool watch_changed(struct watch *watch)
{
	struct watch_stamp now, *old = &watch->stamp;
	bool same;

	if (!watch->path)
		return false;
	now = look(watch->path);
	same = now.there == old->there && now.device == old->device &&
	       now.inode == old->inode && now.size == old->size &&
	       now.seconds == old->seconds &&
	       now.nanoseconds == old->nanoseconds;
	*old = now;
	return !same;
}
