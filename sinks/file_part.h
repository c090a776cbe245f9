/*
 * The file to which batches are still added: DIR/EPOCH/.SEQ.ndjson.part.
 *
 * Each batch is a piece of its own, durable before it is acknowledged.  What a
 * crash leaves behind the last whole batch is known by its checksum; it is cut
 * off when the next batch comes, which must be the one that was being written.
 */
#ifndef SINKS_FILE_PART_H
#define SINKS_FILE_PART_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/err.h"
#include "sinks/file_manifest.h"

struct file_part {
	bool there;
	char name[FILE_NAME_SIZE];
	struct file_facts facts; /* of its whole batches */
	int64_t whole, size;     /* bytes of them; of the file */
	int64_t started;         /* when its first batch was assembled, ms */
	/* Which file that was: another process may have changed it. */
	dev_t device;
	ino_t inode;
};

/*
 * Looks for it in the directory of an epoch, reads it if it is there, and takes
 * it away if it was published already.  `where` names the directory.
 */
bool file_part_load(struct file_part *part, int dir, const char *where,
		    struct err *err);

/*
 * Adds a batch, the next one, and makes it durable.  What was not added is cut
 * off again, now or next time.
 */
bool file_part_add(struct file_part *part, int dir, const char *where,
		   enum packing packing, const struct batch *batch,
		   struct err *err);

/*
 * Opens it for who publishes it, locked and as it was left; what stands behind
 * its last batch is cut off and kept as .SEQ.ndjson.cut.  -1 with err set.
 */
int file_part_open(struct file_part *part, int dir, const char *where,
		   struct err *err);

#endif
