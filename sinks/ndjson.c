#include "sinks/ndjson.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* No head and no event begins like this. */
#define END_BEGINS "{\"type\":\"shadowlog.end\","

/* Puts a line where the bytes go, if anywhere, and into the digest. */
static bool put_line(struct packer *packer, struct digest *digest,
		     struct str text, const char *end, size_t n)
{
	digest_add(digest, text.p, text.n);
	digest_add(digest, end, n);
	return !packer || (packer_put(packer, text.p, text.n) &&
			   packer_put(packer, end, n));
}

/* All but the last line. */
static bool put_batch(struct packer *packer, const struct batch *batch,
		      char hex[DIGEST_HEX + 1])
{
	struct digest *digest = digest_begin();
	bool good = put_line(packer, digest, batch->head, "}\n", 2);
	size_t i;

	for (i = 0; good && i < batch->count; i++)
		good = put_line(packer, digest, batch->events[i].json, "\n", 1);
	digest_end(digest, hex);
	return good;
}

void ndjson_digest(const struct batch *batch, char hex[DIGEST_HEX + 1])
{
	put_batch(NULL, batch, hex);
}

bool ndjson_is_end(struct str line)
{
	size_t n = sizeof(END_BEGINS) - 1;

	return line.n >= n && memcmp(line.p, END_BEGINS, n) == 0;
}

void ndjson_add_end(struct buf *out, int64_t count, const char *sha256)
{
	buf_addf(out, END_BEGINS "\"count\":%" PRId64 ",\"sha256\":\"%s\"}\n",
		 count, sha256);
}

static bool put_end(struct packer *packer, const struct batch *batch,
		    const char *hex)
{
	struct buf line = { 0 };
	bool good;

	ndjson_add_end(&line, (int64_t)batch->count, hex);
	good = packer_put(packer, line.data, line.len);
	buf_release(&line);
	return good;
}

bool ndjson_write(int fd, enum packing packing, const struct batch *batch)
{
	struct packer *packer = packer_open(fd, packing);
	char hex[DIGEST_HEX + 1];
	bool good = put_batch(packer, batch, hex) &&
		    put_end(packer, batch, hex) && packer_end(packer) &&
		    (fsync(fd) == 0 || errno == EINVAL);
	int error = errno;

	packer_close(packer);
	errno = error;
	return good;
}
