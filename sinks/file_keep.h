/*
 * Retention of the file sink: which files are deleted.
 *
 * A consumer that wants its files kept says in DIR/.consumers/NAME which file
 * it has done last: "EPOCH/NAME", or nothing while there is none.  What one of
 * them has not done is never deleted, nor the newest file of all.
 */
#ifndef SINKS_FILE_KEEP_H
#define SINKS_FILE_KEEP_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

/* What is kept at most; 0: there is no such rule. */
struct keep_rules {
	int64_t age; /* ms since a file was written */
	int64_t files, bytes;
};

/*
 * Deletes the oldest files that a rule no longer wants, as far as they may go.
 * `root` is the sink's directory, `path` its name for messages.
 */
bool keep_apply(int root, const char *path, const struct keep_rules *rules,
		const volatile sig_atomic_t *stop, struct err *err);

#endif
