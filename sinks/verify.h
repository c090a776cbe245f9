/*
 * A directory of the file sink, as the receiving side has it: every file is
 * whole, and the batches of each epoch are a chain without a hole.
 */
#ifndef SINKS_VERIFY_H
#define SINKS_VERIFY_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

/* What was found whole so far. */
struct verify_counts {
	int64_t files, events;
};

struct verify_options {
	/* An epoch may begin with any batch: the files before were removed. */
	bool join;
	/* Before each file; may be NULL. */
	void (*progress)(void *opaque, const char *dir, const char *name,
			 const struct verify_counts *counts);
	/* Behind each epoch; the id is that of its last batch.  May be NULL. */
	void (*epoch)(void *opaque, const char *epoch, int64_t files,
		      int64_t events, const char *last_id);
	void *opaque;
	const volatile sig_atomic_t *stop;
};

/*
 * `dir` is the sink's directory, or that of one epoch.  False at the first
 * thing that is wrong; err (ERR_DATA) names the file and what it is.
 */
bool verify_files(const char *dir, const struct verify_options *options,
		  struct err *err);

#endif
