/*
 * Header lines, "Name: value", of a request or an answer.  They may be secret:
 * they are overwritten before their memory is given back.
 */
#ifndef SINKS_HEADER_LIST_H
#define SINKS_HEADER_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"

struct header_list {
	char **lines;
	size_t n, cap;
};

void header_add(struct header_list *list, const char *line);
void header_addf(struct header_list *list, const char *format, ...)
    PRINTF_LIKE(2, 3);
/* The first one of n bytes, of which `line` need not be the end. */
void header_addn(struct header_list *list, const char *line, size_t n);
/* Overwrites and empties it. */
void header_reset(struct header_list *list);
/* Overwrites and frees it, and leaves it zeroed. */
void header_release(struct header_list *list);

#endif
