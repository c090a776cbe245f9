/*
 * Files of signing secrets, as `secret_file` names them: made, rotated and
 * retired.  Files are replaced whole and durably; none is ever overwritten by a
 * new one.
 */
#ifndef SINKS_SECRET_FILE_H
#define SINKS_SECRET_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

enum secret_kind {
	SECRET_SAME, /* of the kind of the newest key of the file */
	SECRET_V1,   /* whsec_ */
	SECRET_V1A   /* whsk_ */
};

/* A new file, readable by its owner alone, with one key. */
bool secret_file_new(const char *path, enum secret_kind kind, struct err *err);

/* Puts a new key before those of the file; all of them sign from now on. */
bool secret_file_rotate(const char *path, enum secret_kind kind,
			struct err *err);

/* Keeps the newest key of each kind; *dropped is how many went. */
bool secret_file_retire(const char *path, size_t *dropped, struct err *err);

/* Appends the public keys, newest first, a line each; ERR_DATA for none. */
bool secret_file_public(const char *path, struct buf *out, struct err *err);

#endif
