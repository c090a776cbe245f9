/*
 * Secrets in memory: they are overwritten before their memory is given back, so
 * that no core file and no later allocation holds them.
 */
#ifndef CORE_SECRET_H
#define CORE_SECRET_H

#include <stddef.h>

/* Overwrites n bytes, in a way that a compiler must not leave out. */
void secret_wipe(void *p, size_t n);
/* Overwrites a text up to its NUL, and frees it.  NULL is allowed. */
void secret_free(char *secret);

#endif
