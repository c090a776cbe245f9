/*
 * The names that the file sink gives, for who writes and who reads them.
 *
 *	DIR/EPOCH/SEQ_FIRSTPOS-LASTPOS.ndjson		a file with one batch
 *	DIR/EPOCH/SEQ-SEQ_FIRSTPOS-LASTPOS.ndjson	with several
 *	DIR/EPOCH/NAME.sig				the signature of a file
 *	DIR/EPOCH/.SEQ.ndjson.part	to which batches are still added
 *	DIR/EPOCH/.NAME.tmp		one that is not finished
 *	DIR/EPOCH.manifest		what files there are
 *
 * .ndjson.gz and .ndjson.zst are compressed.
 */
#ifndef SINKS_FILE_NAME_H
#define SINKS_FILE_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "sinks/packing.h"

enum {
	FILE_NAME_DIGITS = 20, /* of a batch's number in a name */
	FILE_NAME_SIZE = 160,  /* of a name, its NUL included */
	POS_SIZE = 24,
	EPOCH_SIZE = 33
};

/* What the name of a finished file says. */
struct file_name {
	int64_t first_seq, last_seq;                  /* of its batches */
	char first_pos[POS_SIZE], last_pos[POS_SIZE]; /* lowest and highest */
	enum packing packing;
};

/* False for a name that is no finished file's. */
bool file_name_parse(const char *name, struct file_name *out);
void file_name_make(const struct file_name *name, char out[FILE_NAME_SIZE]);

/* The number of the last batch, or 0 for a name that is no finished file's. */
int64_t file_name_seq(const char *name);

/* NAME.sig; `name` is the file's then. */
bool file_name_is_signature(const char *text, struct file_name *name);

/* The file to which batches are added, from this one on. */
bool file_name_is_part(const char *name, int64_t *first_seq,
		       enum packing *packing);
void file_name_part(int64_t first_seq, enum packing packing,
		    char out[FILE_NAME_SIZE]);

/* ".NAME.tmp", with a NAME of ours? */
bool file_name_is_temp(const char *name);

/* As the poller makes them; nothing that could leave the directory. */
bool file_name_is_epoch(const char *name);

/* EPOCH.manifest; `epoch` is copied out. */
bool file_name_is_manifest(const char *name, char epoch[EPOCH_SIZE]);

#endif
