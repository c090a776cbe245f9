/*
 * What a file sink wrote, read again: the lines of each batch, in the order in
 * which they were delivered.  Each file is checked to its end before any of its
 * lines is handed out.
 */
#ifndef SINKS_FILE_READ_H
#define SINKS_FILE_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

struct file_read {
	/* Files that hold nothing between these positions are passed over. */
	int64_t from, to;
	/* Lines without their newline, borrowed; false ends the reading. */
	bool (*head)(void *opaque, struct str line, struct err *err);
	bool (*event)(void *opaque, struct str line, struct err *err);
	/* Behind the last event of a batch. */
	bool (*end)(void *opaque, struct err *err);
	void *opaque;
	/*
	 * After a failure: the lowest position in the file that was being read
	 * and in those behind it; INT64_MAX: there is none.
	 */
	int64_t rest;
};

/*
 * `dir` is the sink's directory, if it holds one epoch alone, or else that of
 * one epoch.  ERR_CONFIG where it holds several, or none; ERR_DATA for a file
 * that is damaged; ERR_IO and ERR_PERMISSION.
 */
bool file_read(const char *dir, struct file_read *reading, struct err *err);

#endif
