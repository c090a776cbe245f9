/*
 * A file that somebody sent: whatever is in it, file_check() ends, and says the
 * same of it plain and compressed.  The input itself is tried as a compressed
 * file, too.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "core/mem.h"
#include "sinks/file_check.h"

/* Names of finished files, which say how they are compressed. */
#define NAME "00000000000000000001_1-1.ndjson"
static const char plain[] = NAME, packed[] = NAME ".gz", zstd[] = NAME ".zst";

static char directory[] = "/tmp/shadowlog-fuzz.XXXXXX";

static void remove_files(void)
{
	char path[sizeof(directory) + sizeof(packed)];

	snprintf(path, sizeof(path), "%s/%s", directory, plain);
	unlink(path);
	snprintf(path, sizeof(path), "%s/%s", directory, packed);
	unlink(path);
	snprintf(path, sizeof(path), "%s/%s", directory, zstd);
	unlink(path);
	rmdir(directory);
}

static int open_directory(void)
{
	if (!mkdtemp(directory))
		abort();
	atexit(remove_files);
	return open(directory, O_RDONLY | O_DIRECTORY);
}

static void put(int dir, const char *name, const void *p, size_t n)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, p, n) != (ssize_t)n || close(fd) != 0)
		abort();
}

static bool count(void *opaque, const struct file_head *head,
		  const char *sha256, struct err *err)
{
	size_t *batches = opaque;

	(void)err;
	if (!head->id || strlen(sha256) != 64)
		abort();
	++*batches;
	return true;
}

/* What it says, "" when all is well. */
static struct err check(int dir, const char *name)
{
	struct err err = { 0 };
	size_t batches = 0;
	bool good = file_check(dir, name, count, &batches, &err);

	if (good != (err.kind == ERR_NONE) || (good && !batches))
		abort();
	return err;
}

static size_t pack(const uint8_t *data, size_t size, unsigned char **out)
{
	z_stream z = { 0 };
	size_t n;

	if (deflateInit2(&z, 1, Z_DEFLATED, MAX_WBITS + 16, 8,
			 Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	n = deflateBound(&z, (uLong)size);
	*out = xmalloc(n);
	z.next_in = (z_const Bytef *)data;
	z.avail_in = (uInt)size;
	z.next_out = *out;
	z.avail_out = (uInt)n;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	n = z.total_out;
	deflateEnd(&z);
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int dir = -1;
	unsigned char *gzip;
	struct err of_plain, of_packed;
	size_t n;

	if (dir < 0)
		dir = open_directory();
	put(dir, packed, data, size);
	(void)check(dir, packed);
	put(dir, zstd, data, size);
	(void)check(dir, zstd);
	put(dir, plain, data, size);
	of_plain = check(dir, plain);
	n = pack(data, size, &gzip);
	put(dir, packed, gzip, n);
	free(gzip);
	of_packed = check(dir, packed);
	if (of_plain.kind != of_packed.kind ||
	    strcmp(of_plain.text, of_packed.text) != 0)
		abort();
	return 0;
}
