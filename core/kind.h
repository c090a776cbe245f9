/*
 * Kinds of column: what a native type is to us.
 *
 * A dialect maps each native type to one kind.  The kind chooses how a trigger
 * renders the value and which JSON type a receiver gets.  The JSON type depends
 * on the kind alone, never on the value.
 */
#ifndef CORE_KIND_H
#define CORE_KIND_H

#include <stdbool.h>

/*
 * X(symbol, word, JSON type).  The JSON type is what `schemas` in a batch says:
 * "number", "string", "boolean" or "base64" (a string of RFC 4648 base64).
 */
#define KIND_LIST(X)                                                           \
	X(KIND_BOOL, "bool", "boolean")      /* true, false */                 \
	X(KIND_INT, "int", "number")         /* at most 32 bits, signed */     \
	X(KIND_BIGINT, "bigint", "string")   /* more: JSON readers round */    \
	X(KIND_DECIMAL, "decimal", "string") /* exact, scale kept */           \
	X(KIND_FLOAT, "float", "number")     /* IEEE 754 single */             \
	X(KIND_DOUBLE, "double", "number")   /* IEEE 754 double */             \
	X(KIND_TEXT, "text", "string")                                         \
	X(KIND_BINARY, "binary", "base64")                                     \
	X(KIND_DATE, "date", "string")               /* YYYY-MM-DD */          \
	X(KIND_TIME, "time", "string")               /* HH:MM:SS[.f] */        \
	X(KIND_TIMESTAMP, "timestamp", "string")     /* ...T..., no zone */    \
	X(KIND_TIMESTAMPTZ, "timestamptz", "string") /* ...T...Z, UTC */       \
	X(KIND_INTERVAL, "interval", "string")                                 \
	X(KIND_UUID, "uuid", "string")   /* lower case */                      \
	X(KIND_JSON, "json", "string")   /* the document as text */            \
	X(KIND_OTHER, "other", "string") /* the engine's own text */

enum kind {
#define KIND_SYMBOL(symbol, word, json) symbol,
	KIND_LIST(KIND_SYMBOL)
#undef KIND_SYMBOL
	    KIND_COUNT
};

/* "bigint" */
const char *kind_word(enum kind kind);
/* "string" */
const char *kind_json(enum kind kind);
/* The kind of a word; false where there is none. */
bool kind_find(const char *word, enum kind *out);
/* All the words, for a message: "bool, int, bigint...". */
const char *kind_words(void);

#endif
