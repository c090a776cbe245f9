#include "core/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

bool str_holds(struct str in, const char *text)
{
	size_t n = strlen(text), i;

	for (i = 0; i + n <= in.n; i++)
		if (memcmp(in.p + i, text, n) == 0)
			return true;
	return false;
}

void buf_reserve(struct buf *buf, size_t n)
{
	buf->data = xgrow(buf->data, &buf->cap, buf->len + n + 1, 1);
}

void buf_add(struct buf *buf, const void *p, size_t n)
{
	buf_reserve(buf, n);
	if (n)
		memcpy(buf->data + buf->len, p, n);
	buf->len += n;
	buf->data[buf->len] = '\0';
}

void buf_addch(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_addstr(struct buf *buf, const char *s)
{
	buf_add(buf, s, strlen(s));
}

void buf_addf(struct buf *buf, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		return;
	buf_reserve(buf, (size_t)n);
	va_start(args, format);
	vsnprintf(buf->data + buf->len, (size_t)n + 1, format, args);
	va_end(args);
	buf->len += (size_t)n;
}

void buf_truncate(struct buf *buf, size_t n)
{
	if (n >= buf->len)
		return;
	buf->len = n;
	buf->data[n] = '\0';
}

void buf_reset(struct buf *buf)
{
	buf_truncate(buf, 0);
}

void buf_release(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){ 0 };
}

char *buf_steal(struct buf *buf)
{
	char *data = buf->data;

	*buf = (struct buf){ 0 };
	return data;
}

const char *buf_str(const struct buf *buf)
{
	return buf->data ? buf->data : "";
}
