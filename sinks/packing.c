#include "sinks/packing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>
#ifdef SHADOWLOG_ZSTD
#include <zstd.h>
#endif

#include "core/mem.h"

enum { PART = 64 * 1024 };

const char *const packing_names[PACKING_COUNT] = { "none", "gzip", "zstd" };
const char *const packing_suffixes[PACKING_COUNT] = { "", ".gz", ".zst" };

bool packing_known(enum packing packing)
{
#ifdef SHADOWLOG_ZSTD
	return packing < PACKING_COUNT;
#else
	return packing < PACKING_ZSTD;
#endif
}

/* ------------------------------------------------------------------ packer */

struct packer {
	int fd;
	enum packing packing;
	bool begun; /* a piece */
	z_stream z;
#ifdef SHADOWLOG_ZSTD
	ZSTD_CCtx *zstd;
#endif
	size_t used;
	unsigned char out[PART];
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

static bool flush(struct packer *packer)
{
	bool good = write_all(packer->fd, packer->out, packer->used);

	packer->used = 0;
	return good;
}

struct packer *packer_open(int fd, enum packing packing)
{
	struct packer *packer = xcalloc(1, sizeof(*packer));

	packer->fd = fd;
	packer->packing = packing;
	/*
	 * 16 asks for a gzip header; the one zlib makes has no time and no
	 * name, so that the same batch gives the same file.
	 */
	if (packing == PACKING_GZIP &&
	    deflateInit2(&packer->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
			 MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort(); /* out of memory */
#ifdef SHADOWLOG_ZSTD
	if (packing == PACKING_ZSTD) {
		packer->zstd = ZSTD_createCCtx();
		if (!packer->zstd)
			abort(); /* out of memory */
		ZSTD_CCtx_setParameter(packer->zstd, ZSTD_c_checksumFlag, 1);
	}
#endif
	return packer;
}

static bool put_plain(struct packer *packer, const unsigned char *p, size_t n)
{
	if (n > PART - packer->used && !flush(packer))
		return false;
	if (n > PART)
		return write_all(packer->fd, p, n);
	memcpy(packer->out + packer->used, p, n);
	packer->used += n;
	return true;
}

/* Feeds what is in z.next_in to zlib; `how` is Z_NO_FLUSH or Z_FINISH. */
static bool run_deflate(struct packer *packer, int how)
{
	z_stream *z = &packer->z;
	int result;

	do {
		z->next_out = packer->out + packer->used;
		z->avail_out = (uInt)(PART - packer->used);
		result = deflate(z, how);
		packer->used = PART - z->avail_out;
		if (z->avail_out == 0 && !flush(packer))
			return false;
	} while (how == Z_FINISH ? result == Z_OK || result == Z_BUF_ERROR
				 : z->avail_in > 0);
	return true;
}

static bool put_gzip(struct packer *packer, const unsigned char *p, size_t n)
{
	while (n) {
		/* zlib counts in unsigned int */
		size_t part = n < (1u << 30) ? n : 1u << 30;

		/* zlib does not write to it; its header lacks the const */
		packer->z.next_in = (z_const Bytef *)p;
		packer->z.avail_in = (uInt)part;
		if (!run_deflate(packer, Z_NO_FLUSH))
			return false;
		p += part;
		n -= part;
	}
	return true;
}

#ifdef SHADOWLOG_ZSTD
static bool run_zstd(struct packer *packer, const void *p, size_t n,
		     ZSTD_EndDirective how)
{
	ZSTD_inBuffer in = { p, n, 0 };
	size_t left;

	do {
		ZSTD_outBuffer out = { packer->out, PART, packer->used };

		left = ZSTD_compressStream2(packer->zstd, &out, &in, how);
		if (ZSTD_isError(left))
			abort(); /* out of memory: nothing else can be */
		packer->used = out.pos;
		if (packer->used == PART && !flush(packer))
			return false;
	} while (how == ZSTD_e_end ? left > 0 : in.pos < in.size);
	return true;
}
#endif

bool packer_put(struct packer *packer, const void *p, size_t n)
{
	if (packer->packing == PACKING_NONE)
		return put_plain(packer, p, n);
	packer->begun = packer->begun || n > 0;
	if (packer->packing == PACKING_GZIP)
		return put_gzip(packer, p, n);
#ifdef SHADOWLOG_ZSTD
	return run_zstd(packer, p, n, ZSTD_e_continue);
#else
	abort();
#endif
}

bool packer_end(struct packer *packer)
{
	bool good = true;

	if (packer->begun && packer->packing == PACKING_GZIP) {
		good = run_deflate(packer, Z_FINISH);
		deflateReset(&packer->z);
	}
#ifdef SHADOWLOG_ZSTD
	if (packer->begun && packer->packing == PACKING_ZSTD)
		good = run_zstd(packer, NULL, 0, ZSTD_e_end);
#endif
	packer->begun = false;
	return good && flush(packer);
}

void packer_close(struct packer *packer)
{
	if (packer->packing == PACKING_GZIP)
		deflateEnd(&packer->z);
#ifdef SHADOWLOG_ZSTD
	ZSTD_freeCCtx(packer->zstd);
#endif
	free(packer);
}

/* ---------------------------------------------------------------- unpacker */

struct unpacker {
	int fd;
	enum packing packing;
	int64_t limit; /* bytes of the file that may still be read; -1: all */
	int64_t offset, pieces;
	bool begun, ended; /* a piece; the file */
	bool edge;         /* behind the bytes that were handed out */
	z_stream z;
#ifdef SHADOWLOG_ZSTD
	ZSTD_DCtx *zstd;
#endif
	size_t at, have; /* what is left of `in` */
	unsigned char in[PART], out[PART];
};

struct unpacker *unpacker_open(int fd, enum packing packing, int64_t limit)
{
	struct unpacker *unpacker = xcalloc(1, sizeof(*unpacker));

	unpacker->fd = fd;
	unpacker->packing = packing;
	unpacker->limit = limit;
	if (packing == PACKING_GZIP &&
	    inflateInit2(&unpacker->z, MAX_WBITS + 16) != Z_OK)
		abort(); /* out of memory */
#ifdef SHADOWLOG_ZSTD
	if (packing == PACKING_ZSTD) {
		unpacker->zstd = ZSTD_createDCtx();
		if (!unpacker->zstd)
			abort(); /* out of memory */
	}
#endif
	return unpacker;
}

int64_t unpacker_offset(const struct unpacker *unpacker)
{
	return unpacker->offset;
}

/* Reads into `in` when it is empty; `ended` at the end of the file. */
static bool fill(struct unpacker *unpacker, struct err *err)
{
	size_t most = PART;
	ssize_t k;

	if (unpacker->at < unpacker->have || unpacker->ended)
		return true;
	if (unpacker->limit >= 0 && unpacker->limit < PART)
		most = (size_t)unpacker->limit;
	do
		k = most ? read(unpacker->fd, unpacker->in, most) : 0;
	while (k < 0 && errno == EINTR);
	if (k < 0)
		return err_set(err, ERR_IO, "cannot read: %s", strerror(errno));
	unpacker->at = 0;
	unpacker->have = (size_t)k;
	unpacker->ended = k == 0;
	if (unpacker->limit >= 0)
		unpacker->limit -= k;
	return true;
}

static void took(struct unpacker *unpacker, size_t n)
{
	unpacker->at += n;
	unpacker->offset += (int64_t)n;
}

/* Takes of `in`, gives to `out`; *edge: the piece has ended. */
static bool step_gzip(struct unpacker *unpacker, size_t *n, bool *edge,
		      struct err *err)
{
	z_stream *z = &unpacker->z;
	int result;

	z->next_in = unpacker->in + unpacker->at;
	z->avail_in = (uInt)(unpacker->have - unpacker->at);
	z->next_out = unpacker->out;
	z->avail_out = PART;
	result = inflate(z, Z_NO_FLUSH);
	took(unpacker, unpacker->have - unpacker->at - z->avail_in);
	*n = PART - z->avail_out;
	*edge = result == Z_STREAM_END;
	if (*edge)
		inflateReset(z);
	/* Z_BUF_ERROR: it needs more to go on. */
	if (result != Z_OK && result != Z_BUF_ERROR && !*edge)
		return err_set(err, ERR_DATA, "its gzip is damaged: %s",
			       z->msg ? z->msg : "no such data");
	return true;
}

#ifdef SHADOWLOG_ZSTD
static bool step_zstd(struct unpacker *unpacker, size_t *n, bool *edge,
		      struct err *err)
{
	ZSTD_inBuffer in = { unpacker->in + unpacker->at,
			     unpacker->have - unpacker->at, 0 };
	ZSTD_outBuffer out = { unpacker->out, PART, 0 };
	size_t left = ZSTD_decompressStream(unpacker->zstd, &out, &in);

	if (ZSTD_isError(left))
		return err_set(err, ERR_DATA, "its zstd is damaged: %s",
			       ZSTD_getErrorName(left));
	took(unpacker, in.pos);
	*n = out.pos;
	*edge = left == 0;
	return true;
}
#endif

static bool step(struct unpacker *unpacker, size_t *n, bool *edge,
		 struct err *err)
{
	if (unpacker->packing == PACKING_GZIP)
		return step_gzip(unpacker, n, edge, err);
#ifdef SHADOWLOG_ZSTD
	return step_zstd(unpacker, n, edge, err);
#else
	(void)n;
	(void)edge;
	return err_set(err, ERR_CONFIG,
		       "it is compressed with zstd, and this program was built "
		       "without it");
#endif
}

/* Behind a piece there is another one, or nothing. */
static bool begin_piece(struct unpacker *unpacker, struct err *err)
{
	static const unsigned char first[] = { 0, 0x1f, 0x28 };

	if (unpacker->pieces &&
	    unpacker->in[unpacker->at] != first[unpacker->packing])
		return err_set(err, ERR_DATA, "it goes on behind its %s",
			       packing_names[unpacker->packing]);
	unpacker->begun = true;
	return true;
}

static bool at_end(const struct unpacker *unpacker, enum unpacked *what,
		   struct err *err)
{
	*what = UNPACKED_END;
	if (unpacker->packing == PACKING_NONE ||
	    (!unpacker->begun && unpacker->pieces))
		return true;
	return err_set(err, ERR_DATA, "it was cut: its %s ends early",
		       packing_names[unpacker->packing]);
}

/* Some bytes into `out`, or the edge that comes first, or the end. */
static bool go_on(struct unpacker *unpacker, size_t *n, bool *end,
		  struct err *err)
{
	*n = 0;
	*end = false;
	/* What the library holds back comes out without more to read, too. */
	while (!*n && !unpacker->edge && !*end) {
		if (!fill(unpacker, err))
			return false;
		*end = unpacker->ended && !unpacker->begun;
		if (*end)
			return true;
		if ((!unpacker->begun && !begin_piece(unpacker, err)) ||
		    !step(unpacker, n, &unpacker->edge, err))
			return false;
		*end = unpacker->ended && !*n && !unpacker->edge;
	}
	return true;
}

static bool read_packed(struct unpacker *unpacker, enum unpacked *what,
			const unsigned char **p, size_t *n, struct err *err)
{
	bool end;

	if (!go_on(unpacker, n, &end, err))
		return false;
	if (end)
		return at_end(unpacker, what, err);
	*p = unpacker->out;
	*what = UNPACKED_BYTES;
	if (*n)
		return true;
	*what = UNPACKED_EDGE;
	unpacker->edge = false;
	unpacker->begun = false;
	unpacker->pieces++;
	return true;
}

bool unpacker_read(struct unpacker *unpacker, enum unpacked *what,
		   const unsigned char **p, size_t *n, struct err *err)
{
	if (unpacker->packing != PACKING_NONE)
		return read_packed(unpacker, what, p, n, err);
	if (!fill(unpacker, err))
		return false;
	if (unpacker->ended)
		return at_end(unpacker, what, err);
	*what = UNPACKED_BYTES;
	*p = unpacker->in;
	*n = unpacker->have;
	took(unpacker, *n);
	return true;
}

void unpacker_close(struct unpacker *unpacker)
{
	if (unpacker->packing == PACKING_GZIP)
		inflateEnd(&unpacker->z);
#ifdef SHADOWLOG_ZSTD
	ZSTD_freeDCtx(unpacker->zstd);
#endif
	free(unpacker);
}
