/*
 * How a file is compressed: not at all, with gzip or with zstd.
 *
 * A file can be written in pieces: each ends with packer_end(), and what is
 * behind it begins anew (a member of gzip, a frame of zstd), so that a file
 * that was cut is good up to the end of a piece.
 */
#ifndef SINKS_PACKING_H
#define SINKS_PACKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD, PACKING_COUNT };

/* "none", "gzip", "zstd"; "", ".gz", ".zst". */
extern const char *const packing_names[PACKING_COUNT];
extern const char *const packing_suffixes[PACKING_COUNT];

/* Was it built in?  Only zstd can be missing. */
bool packing_known(enum packing packing);

struct packer;

/*
 * Writes to fd from where it is; the caller closes fd.  ERR_CONFIG is none of
 * its errors: packing_known() is asked first.
 */
struct packer *packer_open(int fd, enum packing packing);
/* False: errno says why. */
bool packer_put(struct packer *packer, const void *p, size_t n);
/* Ends a piece and writes all that is held back. */
bool packer_end(struct packer *packer);
void packer_close(struct packer *packer);

/* What unpacker_read() found. */
enum unpacked {
	UNPACKED_BYTES, /* some */
	UNPACKED_EDGE,  /* the end of a piece, of what is compressed */
	UNPACKED_END    /* of the file */
};

struct unpacker;

/*
 * Reads fd from where it is, at most `limit` bytes of it (-1: all); the caller
 * closes fd.
 */
struct unpacker *unpacker_open(int fd, enum packing packing, int64_t limit);
/*
 * *p stays good until the next call.  ERR_DATA: it is damaged, or was cut, the
 * text without the name; ERR_IO: it cannot be read; ERR_CONFIG: not built in.
 */
bool unpacker_read(struct unpacker *unpacker, enum unpacked *what,
		   const unsigned char **p, size_t *n, struct err *err);
/*
 * How many bytes of the file lie before what was not handed out yet; exact for
 * PACKING_NONE, and at an edge.
 */
int64_t unpacker_offset(const struct unpacker *unpacker);
void unpacker_close(struct unpacker *unpacker);

#endif
