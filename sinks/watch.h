/*
 * Whether a file that the configuration names has changed since it was read,
 * so that a poller that runs for months takes up new secrets and certificates.
 */
#ifndef SINKS_WATCH_H
#define SINKS_WATCH_H

#include <stdbool.h>
#include <stdint.h>

/* What changes when a file is written, replaced, or opened to others. */
struct watch_stamp {
	bool there;
	uint64_t device, inode;
	int64_t size, seconds, nanoseconds;
};

struct watch {
	const char *path; /* or "credential:NAME", as in the configuration */
	struct watch_stamp stamp;
};

/* To be called before the file is read; `path` is borrowed, NULL is none. */
void watch_start(struct watch *watch, const char *path);

/* True once for each change; the file may also have gone. */
bool watch_changed(struct watch *watch);

#endif
