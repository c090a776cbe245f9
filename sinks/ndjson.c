#include "sinks/ndjson.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "core/mem.h"
#include "sinks/digest.h"

enum {
	OUT_SIZE = 64 * 1024, /* bytes collected for one write() */
	HEAD_MOST = 64 * 1024 * 1024
};

/* Where the bytes of a batch go. */
struct output {
	bool (*put)(struct output *output, const void *p, size_t n);
};

/*
 * Puts the whole file: head, events, trailer.  False as soon as put() is.  The
 * same batch gives the same bytes.
 */
static bool put_batch(const struct batch *batch, struct output *output)
{
	struct digest *digest = digest_begin();
	char hex[DIGEST_HEX + 1];
	struct buf trailer = { 0 };
	bool good;
	size_t i;

	digest_add(digest, batch->head.p, batch->head.n);
	digest_add(digest, "}\n", 2);
	good = output->put(output, batch->head.p, batch->head.n) &&
	       output->put(output, "}\n", 2);
	for (i = 0; good && i < batch->count; i++) {
		struct str json = batch->events[i].json;

		digest_add(digest, json.p, json.n);
		digest_add(digest, "\n", 1);
		good = output->put(output, json.p, json.n) &&
		       output->put(output, "\n", 1);
	}
	digest_end(digest, hex);
	buf_addf(&trailer,
		 "{\"type\":\"shadowlog.end\",\"count\":%zu,"
		 "\"sha256\":\"%s\"}\n",
		 batch->count, hex);
	good = good && output->put(output, trailer.data, trailer.len);
	buf_release(&trailer);
	return good;
}

/* An output that writes a file, compressed or not.  errno tells of failures. */
struct writer {
	struct output output; /* first */
	int fd;
	z_stream z;
	size_t used;
	unsigned char out[OUT_SIZE];
};

static bool write_all(int fd, const unsigned char *p, size_t n)
{
	while (n) {
		ssize_t k = write(fd, p, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0) {
			errno = k == 0 ? ENOSPC : errno;
			return false;
		}
		p += k;
		n -= (size_t)k;
	}
	return true;
}

static bool writer_flush(struct writer *writer)
{
	bool good = write_all(writer->fd, writer->out, writer->used);

	writer->used = 0;
	return good;
}

static bool put_plain(struct output *output, const void *p, size_t n)
{
	struct writer *writer = (struct writer *)output;

	if (n > sizeof(writer->out) - writer->used && !writer_flush(writer))
		return false;
	if (n > sizeof(writer->out))
		return write_all(writer->fd, p, n);
	memcpy(writer->out + writer->used, p, n);
	writer->used += n;
	return true;
}

/* Feeds what is in z.next_in to zlib; `how` is Z_NO_FLUSH or Z_FINISH. */
static bool writer_deflate(struct writer *writer, int how)
{
	z_stream *z = &writer->z;
	int result;

	do {
		z->next_out = writer->out + writer->used;
		z->avail_out = (uInt)(sizeof(writer->out) - writer->used);
		result = deflate(z, how);
		writer->used = sizeof(writer->out) - z->avail_out;
		if (z->avail_out == 0 && !writer_flush(writer))
			return false;
	} while (how == Z_FINISH ? result == Z_OK || result == Z_BUF_ERROR
				 : z->avail_in > 0);
	return true;
}

static bool put_gzip(struct output *output, const void *p, size_t n)
{
	struct writer *writer = (struct writer *)output;
	const unsigned char *bytes = p;

	while (n) {
		/* zlib counts in unsigned int */
		size_t part = n < (1u << 30) ? n : 1u << 30;

		/* zlib does not write to it; its header lacks the const */
		writer->z.next_in = (z_const Bytef *)bytes;
		writer->z.avail_in = (uInt)part;
		if (!writer_deflate(writer, Z_NO_FLUSH))
			return false;
		bytes += part;
		n -= part;
	}
	return true;
}

bool ndjson_write(int fd, bool gzip, const struct batch *batch)
{
	struct writer *writer = xcalloc(1, sizeof(*writer));
	bool good;
	int error;

	writer->fd = fd;
	writer->output.put = gzip ? put_gzip : put_plain;
	/*
	 * 16 asks for a gzip header; the one zlib makes has no time and no
	 * name, so that the same batch gives the same file.
	 */
	if (gzip && deflateInit2(&writer->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
				 MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort(); /* out of memory */
	good = put_batch(batch, &writer->output) &&
	       (!gzip || writer_deflate(writer, Z_FINISH)) &&
	       writer_flush(writer) && fsync(fd) == 0;
	error = errno;
	if (gzip)
		deflateEnd(&writer->z);
	free(writer);
	errno = error;
	return good;
}

/* An output that compares with a file that is there, compressed or not. */
struct comparer {
	struct output output; /* first */
	gzFile file;
	unsigned char in[OUT_SIZE];
};

static bool put_compare(struct output *output, const void *p, size_t n)
{
	struct comparer *comparer = (struct comparer *)output;
	const unsigned char *bytes = p;

	while (n) {
		size_t part = n < OUT_SIZE ? n : OUT_SIZE;
		int k = gzread(comparer->file, comparer->in, (unsigned)part);

		if (k <= 0 || memcmp(comparer->in, bytes, (size_t)k) != 0)
			return false;
		bytes += k;
		n -= (size_t)k;
	}
	return true;
}

/* Takes fd over. */
static gzFile gz_reader(int fd)
{
	gzFile file = gzdopen(fd, "rb");

	if (!file)
		abort(); /* out of memory */
	return file;
}

bool ndjson_same(int fd, const struct batch *batch)
{
	struct comparer *comparer = xcalloc(1, sizeof(*comparer));
	bool same;

	comparer->output.put = put_compare;
	comparer->file = gz_reader(fd);
	same = put_batch(batch, &comparer->output) &&
	       gzread(comparer->file, comparer->in, 1) == 0;
	same = gzclose(comparer->file) == Z_OK && same;
	free(comparer);
	return same;
}

bool ndjson_head(int fd, struct buf *out)
{
	gzFile file = gz_reader(fd);
	char part[4096];
	bool whole = false;

	while (!whole && out->len < HEAD_MOST &&
	       gzgets(file, part, sizeof(part)) && *part) {
		buf_addstr(out, part);
		whole = out->data[out->len - 1] == '\n';
	}
	gzclose(file);
	return whole;
}
