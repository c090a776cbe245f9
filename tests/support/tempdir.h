/* Directories for tests. */
#ifndef TESTS_SUPPORT_TEMPDIR_H
#define TESTS_SUPPORT_TEMPDIR_H

/* A new directory under $TMPDIR or /tmp; the caller's to free(). */
char *tempdir_make(void);

/* Removes a directory and all that is in it. */
void tempdir_remove(const char *path);

#endif
