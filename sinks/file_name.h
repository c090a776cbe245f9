/*
 * The names that the file sink gives, for who writes and who reads them.
 *
 *	DIR/EPOCH/BATCHSEQ_FIRSTPOS-LASTPOS.ndjson[.gz]
 *	DIR/EPOCH/.NAME.tmp		one that is not finished
 */
#ifndef SINKS_FILE_NAME_H
#define SINKS_FILE_NAME_H

#include <stdbool.h>
#include <stdint.h>

enum {
	FILE_NAME_DIGITS = 20, /* of a batch's number in a name */
	FILE_NAME_SIZE = 128,  /* of a name, its NUL included */
};

/* What stands behind the names of finished files, plain and compressed. */
extern const char *const file_name_suffixes[2];

/* The number of the batch, or 0 for a name that is no finished file's. */
int64_t file_name_seq(const char *name);

/* ".NAME.tmp", with a NAME of ours? */
bool file_name_is_temp(const char *name);

/* As the poller makes them; nothing that could leave the directory. */
bool file_name_is_epoch(const char *name);

#endif
