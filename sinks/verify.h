/*
 * A directory of the file sink, as the receiving side has it: every file is
 * whole, the batches of each epoch are a chain without a hole, and all is as
 * the manifest and the signatures say, where there are any.
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

/* An epoch that is whole. */
struct verified_epoch {
	const char *name;
	int64_t files, events;
	const char *last_id; /* of its last batch */
	bool stated;         /* there is a manifest */
	bool signed_;        /* every file is covered by a signature */
};

struct verify_options {
	/* An epoch may begin with any batch: the files before were removed. */
	bool join;
	/*
	 * Keys, one a line, that files must be signed by; NULL: signatures are
	 * not looked at.  A secret one, or the public half of a pair.
	 */
	const char *keys;
	/* Before each file; may be NULL. */
	void (*progress)(void *opaque, const char *dir, const char *name,
			 const struct verify_counts *counts);
	/* Behind each epoch; may be NULL. */
	void (*epoch)(void *opaque, const struct verified_epoch *epoch);
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
