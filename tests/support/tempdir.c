#include "tests/support/tempdir.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/buf.h"

char *tempdir_make(void)
{
	const char *top = getenv("TMPDIR");
	struct buf path = { 0 };

	buf_addf(&path, "%s/shadowlog-test.XXXXXX", top && *top ? top : "/tmp");
	if (!mkdtemp(path.data)) {
		perror(path.data);
		exit(99);
	}
	return buf_steal(&path);
}

void tempdir_remove(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		struct buf inner = { 0 };

		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		buf_addf(&inner, "%s/%s", path, entry->d_name);
		if (unlink(inner.data) != 0)
			tempdir_remove(inner.data);
		buf_release(&inner);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}
