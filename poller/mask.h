/*
 * Masks: a value's text as keyed HMAC.  Who has the key can tell which value a
 * mask stands for, by trying; who has not learns only which are the same.
 *
 * HMAC-SHA256 (RFC 2104) over "shadowlog mask 1\n" and the text.  The line in
 * front keeps masks apart from whatever else the key may be used for.
 */
#ifndef POLLER_MASK_H
#define POLLER_MASK_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

struct mask;

/*
 * A key is 32 to 64 bytes as hex digits, in lower or upper case.  ERR_CONFIG
 * says what is wrong and never shows the text.
 */
bool mask_open(struct mask **out, const char *hex, struct err *err);
/* Overwrites the key.  NULL is allowed. */
void mask_close(struct mask *mask);

/* Appends "hmac-sha256:" and 64 hex digits. */
void mask_add(struct mask *mask, const void *text, size_t n, struct buf *out);

#endif
