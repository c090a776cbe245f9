/*
 * Packing and unpacking: whatever pieces a file is written in and read in, the
 * bytes are the same; cut anywhere, it is never taken for whole.  And the names
 * of files.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/mem.h"
#include "sinks/file_name.h"
#include "sinks/packing.h"
#include "tests/support/tempdir.h"
#include "tests/tap.h"

enum { SIZE = 200 * 1000 };

/* Text that compresses a little, always the same. */
static unsigned char *text(size_t n)
{
	unsigned char *p = xmalloc(n);
	unsigned seed = 1;
	size_t i;

	for (i = 0; i < n; i++) {
		seed = seed * 1103515245 + 12345;
		p[i] = (unsigned char)('a' + (seed >> 16) % 40);
	}
	return p;
}

/* Writes n bytes, `step` at a time, a piece for each `piece` of them. */
static void write_file(const char *path, enum packing packing,
		       const unsigned char *p, size_t n, size_t step,
		       size_t piece)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	struct packer *packer = packer_open(fd, packing);
	bool good = true;
	size_t i;

	for (i = 0; good && i < n; i += step) {
		size_t part = n - i < step ? n - i : step;

		good = packer_put(packer, p + i, part);
		if ((i + part) % piece == 0)
			good = packer_end(packer) && good;
	}
	good = packer_end(packer) && good;
	packer_close(packer);
	if (close(fd) != 0 || !good)
		ok(false, "%s can be written", path);
}

/* All that is in it; false when it is not whole. */
static bool read_file(const char *path, enum packing packing, int64_t limit,
		      struct buf *out, size_t *edges, struct err *err)
{
	int fd = open(path, O_RDONLY);
	struct unpacker *unpacker = unpacker_open(fd, packing, limit);
	enum unpacked what = UNPACKED_BYTES;
	const unsigned char *p;
	bool good = true;
	size_t n;

	buf_reset(out);
	*edges = 0;
	while (good && what != UNPACKED_END) {
		good = unpacker_read(unpacker, &what, &p, &n, err);
		if (good && what == UNPACKED_BYTES)
			buf_add(out, p, n);
		*edges += good && what == UNPACKED_EDGE;
	}
	unpacker_close(unpacker);
	close(fd);
	return good;
}

static void test_pieces(const char *path, enum packing packing)
{
	static const size_t steps[] = { 1000, 20 * 1000, SIZE };
	unsigned char *p = text(SIZE);
	struct buf out = { 0 };
	size_t i, edges;

	for (i = 0; i < 3; i++) {
		struct err err = { 0 };

		write_file(path, packing, p, SIZE, steps[i], 40 * 1000);
		ok(read_file(path, packing, -1, &out, &edges, &err) &&
		       out.len == SIZE && memcmp(out.data, p, SIZE) == 0,
		   "%s, %zu bytes at a time: comes back %s",
		   packing_names[packing], steps[i], err.text);
		if (packing != PACKING_NONE)
			is_int((int64_t)edges, i < 2 ? 5 : 1,
			       "%s: in its pieces", packing_names[packing]);
	}
	buf_release(&out);
	free(p);
}

static int64_t size_of(const char *path)
{
	int fd = open(path, O_RDONLY);
	off_t size = lseek(fd, 0, SEEK_END);

	close(fd);
	return size;
}

/* Every length that is not the end of a piece is an error. */
static void test_cut(const char *path, enum packing packing)
{
	unsigned char *p = text(600);
	struct buf out = { 0 };
	size_t edges, whole = 0;
	int64_t size, at;

	write_file(path, packing, p, 600, 200, 200);
	size = size_of(path);
	for (at = 1; at <= size; at++) {
		struct err err = { 0 };

		if (read_file(path, packing, at, &out, &edges, &err))
			whole += out.len == edges * 200;
		else if (err.kind != ERR_DATA ||
			 !strstr(err.text, "ends early"))
			ok(false, "cut at %d: %s", (int)at, err.text);
	}
	is_int((int64_t)whole, 3, "%s: whole at the ends of pieces alone",
	       packing_names[packing]);
	buf_release(&out);
	free(p);
}

static void test_names(void)
{
	static const struct {
		const char *name;
		int64_t first, last;
	} rows[] = {
#define A "00000000000000000001"
#define B "00000000000000000012"
		{ A "_1-2.ndjson", 1, 1 },
		{ A "_1-2.ndjson.gz", 1, 1 },
		{ A "-" B "_1-2.ndjson.zst", 1, 12 },
		{ B "-" A "_1-2.ndjson", 0, 0 },
		{ A "_1-2.ndjson.bz2", 0, 0 },
		{ A "_1-.ndjson", 0, 0 },
		{ A "_1.ndjson", 0, 0 },
		{ A "-_1-2.ndjson", 0, 0 },
		{ "1_1-2.ndjson", 0, 0 },
		{ "00000000000000000000_1-2.ndjson", 0, 0 },
		{ A "_1-2222222222222222222222222222.ndjson", 0, 0 },
		{ A "_1-2.ndjson.sig", 0, 0 },
		{ "." A "_1-2.ndjson", 0, 0 },
		{ "", 0, 0 },
	};
	char made[FILE_NAME_SIZE], epoch[EPOCH_SIZE];
	struct file_name name;
	enum packing packing;
	int64_t seq;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool good = file_name_parse(rows[i].name, &name);

		ok(good == (rows[i].first > 0) &&
		       (!good || (name.first_seq == rows[i].first &&
				  name.last_seq == rows[i].last)),
		   "name \"%s\"", rows[i].name);
		if (!good)
			continue;
		file_name_make(&name, made);
		is_str(made, rows[i].name, "is made the same");
	}
	ok(file_name_is_signature(A "_1-2.ndjson.gz.sig", &name) &&
	       name.packing == PACKING_GZIP &&
	       !file_name_is_signature(A "_1-2.ndjson.gz", &name),
	   "names of signatures");
	file_name_part(12, PACKING_ZSTD, made);
	is_str(made, "." B ".ndjson.zst.part", "the name of a part");
	ok(file_name_is_part(made, &seq, &packing) && seq == 12 &&
	       packing == PACKING_ZSTD &&
	       !file_name_is_part(made + 1, &seq, &packing),
	   "is known");
	ok(file_name_is_temp("." A "_1-2.ndjson.tmp") &&
	       file_name_is_temp("." A "_1-2.ndjson.sig.tmp") &&
	       !file_name_is_temp(".mine.tmp") && !file_name_is_temp(".tmp"),
	   "names of what is not finished");
	ok(file_name_is_manifest("7c1e.manifest", epoch) &&
	       strcmp(epoch, "7c1e") == 0 &&
	       !file_name_is_manifest(".manifest", epoch) &&
	       !file_name_is_manifest("../x.manifest", epoch),
	   "names of manifests");
}

int main(void)
{
	char *dir = tempdir_make();
	struct buf path = { 0 };
	int i;

	buf_addf(&path, "%s/file", dir);
	for (i = 0; i < PACKING_COUNT; i++) {
		if (!packing_known((enum packing)i)) {
			ok(true, "%s # SKIP it is not built in",
			   packing_names[i]);
			continue;
		}
		test_pieces(buf_str(&path), (enum packing)i);
		if (i != PACKING_NONE)
			test_cut(buf_str(&path), (enum packing)i);
	}
	test_names();
	buf_release(&path);
	tempdir_remove(dir);
	free(dir);
	return done();
}
