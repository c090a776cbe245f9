/*
 * What files a file sink has published: DIR/EPOCH.manifest, a line for each.
 *
 * A line is a statement about one file: which batches are in it, how large it
 * is and its SHA-256, and the SHA-256 of the line before.  It is made of the
 * file alone, so that it can be made again after a crash, and comes out the
 * same.  A signature signs a statement, and by it all of the lines before.
 */
#ifndef SINKS_FILE_MANIFEST_H
#define SINKS_FILE_MANIFEST_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/err.h"
#include "sinks/digest.h"
#include "sinks/file_check.h"
#include "sinks/file_name.h"
#include "sinks/signature.h"
#include "sinks/sink.h"

/* What batches a file holds. */
struct file_facts {
	struct file_name name; /* first_seq is 0 while there is none */
	int64_t events;
	char source[64], sink[64], epoch[EPOCH_SIZE];
	char last_id[128], timestamp[CLOCK_TEXT_SIZE]; /* of the last batch */
};

/* Another batch, as its head says it; one of ours, if it has the lengths. */
bool file_facts_add(struct file_facts *facts, const struct file_head *head,
		    struct err *err);
void file_facts_add_batch(struct file_facts *facts, const struct batch *batch);

/* "2026-11-22T08:15:46..." in milliseconds of Unix time; 0: it is none. */
int64_t file_time(const char *timestamp);

/* How many bytes a file has, and their SHA-256; errno when it fails. */
bool file_sum(int fd, int64_t *bytes, char hex[DIGEST_HEX + 1]);

/* Appends the statement, without a newline; prev is "" for the first. */
void statement_make(const struct file_facts *facts, int64_t bytes,
		    const char *sha256, const char *prev, struct buf *out);

/* What a statement says, for who reads it. */
struct statement {
	char name[FILE_NAME_SIZE], sha256[DIGEST_HEX + 1], prev[DIGEST_HEX + 1];
	int64_t first_seq, last_seq, events, bytes;
};

/* False: it is none. */
bool statement_parse(struct str text, struct statement *out);

/* Appends NAME.sig: the statement, and the headers of a webhook. */
void signature_file_make(const struct file_facts *facts, struct str statement,
			 const struct signing_keys *keys, struct buf *out);

/*
 * Checks NAME.sig, whole; *statement lies in it.  ERR_DATA: what is wrong,
 * without the name.
 */
bool signature_file_verify(struct str text, const struct signing_keys *keys,
			   struct str *statement, struct err *err);

/* Where the manifest of one epoch ends. */
struct manifest {
	int fd; /* -1: not open */
	int64_t size;
	int64_t last_seq;          /* of its last line; 0: it is empty */
	char prev[DIGEST_HEX + 1]; /* of its last line; "": it is empty */
};

/* The sink's directory and who wants to stop, for the calls below. */
struct manifest_place {
	const char *path; /* of the sink's directory, for messages */
	int root, dir;    /* it, and that of the epoch */
	const char *epoch;
	const volatile sig_atomic_t *stop;
};

/*
 * Opens it, makes it if it is not there, cuts a line that a crash left
 * unfinished, and adds the files that are there and not in it.
 */
bool manifest_open(struct manifest *manifest,
		   const struct manifest_place *place, struct err *err);
/* Adds the statement of a file that was published. */
bool manifest_add(struct manifest *manifest, const struct manifest_place *place,
		  struct str statement, int64_t last_seq, struct err *err);
void manifest_close(struct manifest *manifest);

#endif
