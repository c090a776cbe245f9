/*
 * A growing byte buffer.
 *
 * `data` is NUL-terminated whenever something was added, so that it can be
 * shown as a string; `len` does not count that NUL.  Zero is an empty buffer:
 * struct buf b = { 0 }; and its data is then NULL: use buf_str() to print one
 * that may be empty.
 */
#ifndef CORE_BUF_H
#define CORE_BUF_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Borrowed bytes; not NUL-terminated unless said so. */
struct str {
	const char *p;
	size_t n;
};

static inline bool str_equal(struct str a, struct str b)
{
	return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

/* Does the text stand anywhere in it? */
bool str_holds(struct str in, const char *text);

struct buf {
	char *data;
	size_t len, cap;
};

/* Makes room for n more bytes beyond len (and the NUL). */
void buf_reserve(struct buf *buf, size_t n);
/* These append, and end with a NUL; what is appended is copied. */
void buf_add(struct buf *buf, const void *p, size_t n);
void buf_addch(struct buf *buf, char c);
void buf_addstr(struct buf *buf, const char *s);
void buf_addf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
/*
 * Appends n bytes without a NUL behind them, for many short pieces in a row:
 * whoever writes the last one ends with buf_add(), or sets the NUL.
 */
static inline void buf_put(struct buf *buf, const char *p, size_t n)
{
	if (buf->cap - buf->len <= n)
		buf_reserve(buf, n);
	memcpy(buf->data + buf->len, p, n);
	buf->len += n;
}
#define BUF_PUT(buf, literal) buf_put(buf, literal, sizeof(literal) - 1)

/* Shortens to n bytes. */
void buf_truncate(struct buf *buf, size_t n);
/* Empties and keeps the memory. */
void buf_reset(struct buf *buf);
/* Frees and leaves it zeroed. */
void buf_release(struct buf *buf);
/* The bytes, now the caller's to free(); the buffer is left zeroed. */
char *buf_steal(struct buf *buf);
/* The text, "" when empty; borrowed until the next change. */
const char *buf_str(const struct buf *buf);

#endif
