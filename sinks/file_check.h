/*
 * One file of the file sink, read to its end: is it whole, and which batches
 * are in it?  sinks/ndjson.h says what a batch looks like.
 */
#ifndef SINKS_FILE_CHECK_H
#define SINKS_FILE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/mem.h"
#include "sinks/packing.h"

/* What the head of a batch says (docs/format.md). */
struct file_head {
	const char *id,
	    *prev_id; /* prev_id is NULL for the first of an epoch */
	const char *source, *sink, *epoch;
	const char *first_pos, *last_pos;
	const char *timestamp;
	int64_t batch_seq, count;
	struct arena arena; /* of all these texts */
};
void file_head_release(struct file_head *head);

/*
 * Called for each whole batch, in order: its head, borrowed, and the SHA-256 of
 * its last line, which is right.  False, with err set, ends the reading.
 */
typedef bool file_batch(void *opaque, const struct file_head *head,
			const char *sha256, struct err *err);

/*
 * Reads fd from where it is, at most `limit` bytes (-1: all).  False: err is
 * ERR_DATA when the file is damaged, the text without its name; ERR_IO when it
 * cannot be read, ERR_CONFIG when it cannot be unpacked; or it is what the call
 * said.  *whole (may be NULL) is set in every case: how many bytes of the file
 * are whole batches before anything that is wrong.
 */
bool file_scan(int fd, enum packing packing, int64_t limit, file_batch *call,
	       void *opaque, int64_t *whole, struct err *err);

/* The head of the first batch alone; the caller releases *head. */
bool file_first_head(int fd, enum packing packing, struct file_head *head,
		     struct err *err);

/* All of `name`, which is a finished file's, in the directory `dir`. */
bool file_check(int dir, const char *name, file_batch *call, void *opaque,
		struct err *err);

#endif
