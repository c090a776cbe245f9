/*
 * The directory of one epoch of the file sink: what is in it, and how a
 * finished file gets its name there.
 */
#ifndef SINKS_FILE_EPOCH_H
#define SINKS_FILE_EPOCH_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "sinks/file_manifest.h"
#include "sinks/file_name.h"
#include "sinks/file_part.h"
#include "sinks/signature.h"

/* The sink's own directory, and what goes with each file. */
struct file_root {
	char *path;
	int fd;
	const volatile sig_atomic_t *stop;
	bool manifest;
	struct signing_keys keys; /* none: not signed */
};

/* An epoch's directory, as it was found and what was added since. */
struct file_epoch {
	char name[EPOCH_SIZE]; /* "": not looked yet */
	char *where;           /* its path, for messages */
	int dir;
	int64_t highest; /* the last batch; 0: there is none */
	char highest_name[FILE_NAME_SIZE]; /* of the last published file */
	struct file_part part;
};

/* Opens and reads a directory that is there. */
bool file_epoch_open(struct file_epoch *epoch, const struct file_root *root,
		     const char *name, struct err *err);
void file_epoch_release(struct file_epoch *epoch);

/* As file_dir_fail(), of a name in it or, NULL, of itself. */
bool file_epoch_fail(const struct file_epoch *epoch, const char *name,
		     const char *what, struct err *err);

/* Removes what a crash left in any of them; what cannot be, stays. */
void file_epoch_tidy(const struct file_root *root);

typedef bool file_epoch_visit(void *opaque, struct file_epoch *epoch,
			      struct err *err);

/*
 * Every epoch that is there; `known` is taken for the one of its name.  Stops
 * when the call returns false.
 */
bool file_epoch_each(const struct file_root *root, struct file_epoch *known,
		     file_epoch_visit *call, void *opaque, struct err *err);

/*
 * Publishes a hidden file that is finished, and open as fd: with a signature
 * before and a line in the manifest behind, if these are wanted.  *exists:
 * there is one of its name.
 */
bool file_epoch_publish(struct file_epoch *epoch, const struct file_root *root,
			int fd, const char *hidden,
			const struct file_facts *facts, bool *exists,
			struct err *err);

/* The part file, if there is one with a batch in it. */
bool file_epoch_publish_part(struct file_epoch *epoch,
			     const struct file_root *root, struct err *err);

/* Adds to the manifest what a crash left out. */
bool file_epoch_state(const struct file_epoch *epoch,
		      const struct file_root *root, struct err *err);

/*
 * An acknowledgement of a batch whose number has a place here already: it must
 * be there with the same bytes.
 */
bool file_epoch_holds(const struct file_epoch *epoch, const struct batch *batch,
		      struct err *err);

/* Is the batch in the finished file of that name, and all of that whole? */
bool file_epoch_holds_in(const struct file_epoch *epoch, const char *name,
			 const struct batch *batch, struct err *err);

/*
 * Tokens only grow in one epoch: a lower one is of a lease that was lost, and
 * refused; a higher one is kept.  0 is none.
 */
bool file_epoch_check_token(const struct file_epoch *epoch, int64_t token,
			    struct err *err);

#endif
