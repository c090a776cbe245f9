#include "sinks/header_list.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "core/secret.h"

void header_addn(struct header_list *list, const char *line, size_t n)
{
	char *copy = xmalloc(n + 1);
	size_t i;

	/* No value, wherever it is from, begins a line of its own. */
	for (i = 0; i < n; i++)
		copy[i] = line[i] == '\r' || line[i] == '\n' || !line[i]
			      ? '?'
			      : line[i];
	copy[n] = '\0';
	list->lines =
	    xgrow(list->lines, &list->cap, list->n + 1, sizeof(*list->lines));
	list->lines[list->n++] = copy;
}

void header_add(struct header_list *list, const char *line)
{
	header_addn(list, line, strlen(line));
}

void header_addf(struct header_list *list, const char *format, ...)
{
	char line[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	header_add(list, line);
}

void header_reset(struct header_list *list)
{
	while (list->n)
		secret_free(list->lines[--list->n]);
}

void header_release(struct header_list *list)
{
	header_reset(list);
	free(list->lines);
	*list = (struct header_list){ 0 };
}
