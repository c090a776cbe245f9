/*
 * One file of the file sink, read to its end: is it whole, and which batch is
 * it?  sinks/ndjson.h says what is in it.
 */
#ifndef SINKS_FILE_CHECK_H
#define SINKS_FILE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

/* What the head of the file says. */
struct file_head {
	char *id, *prev_id; /* prev_id is NULL for the first of an epoch */
	char *source, *sink, *epoch;
	char *first_pos, *last_pos;
	int64_t batch_seq, count;
};

/*
 * Reads `name` in the directory `dir`.  *head is filled as far as it was read,
 * and the caller's to release, whatever is returned.  ERR_DATA when the file is
 * damaged, its text without the name; ERR_IO or ERR_PERMISSION when it cannot
 * be read.
 */
bool file_check(int dir, const char *name, struct file_head *head,
		struct err *err);

void file_head_release(struct file_head *head);

#endif
