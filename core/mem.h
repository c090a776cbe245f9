/*
 * Memory: allocation that cannot fail, and arenas.
 *
 * Running out of memory aborts the process.  That is safe here: nothing that
 * was not delivered was ever acknowledged.  An arena holds what dies together
 * (a page of changes, a configuration, one generator run).
 */
#ifndef CORE_MEM_H
#define CORE_MEM_H

#include <stddef.h>

/* As their namesakes without the x, and freed by free(); none of them fails. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t size);
char *xstrdup(const char *s);

/*
 * Grows an array so that it holds at least `need` items of `size` bytes;
 * *capacity is in items.  Returns the array, moved or not.
 */
void *xgrow(void *array, size_t *capacity, size_t need, size_t size);

struct arena_block;

/* Zero is an empty arena: struct arena a = { 0 }; */
struct arena {
	struct arena_block *blocks;
	size_t used; /* in the first block */
};

/* Memory aligned for any type, not zeroed, alive until reset or release. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_calloc(struct arena *arena, size_t count, size_t size);
char *arena_strdup(struct arena *arena, const char *s);
/* Copies n bytes and adds a NUL. */
char *arena_strndup(struct arena *arena, const char *s, size_t n);
/* Empties the arena but keeps one block for the next round. */
void arena_reset(struct arena *arena);
/* Frees all and leaves the arena zeroed. */
void arena_release(struct arena *arena);

#endif
