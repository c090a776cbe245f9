#include "core/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t size;
	max_align_t data[];
};

static void *checked(void *p, size_t size)
{
	if (!p && size) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return p;
}

void *xmalloc(size_t size)
{
	return checked(malloc(size), size);
}

void *xcalloc(size_t count, size_t size)
{
	return checked(calloc(count, size), count && size);
}

void *xrealloc(void *p, size_t size)
{
	return checked(realloc(p, size), size);
}

char *xstrdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(xmalloc(n), s, n);
}

void *xgrow(void *array, size_t *capacity, size_t need, size_t size)
{
	size_t n = *capacity;

	if (need <= n)
		return array;
	n = n ? n : 8;
	while (n < need)
		n *= 2;
	if (n > SIZE_MAX / size)
		return checked(NULL, 1);
	*capacity = n;
	return xrealloc(array, n * size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t align = sizeof(max_align_t);
	void *p;

	size = (size + align - 1) / align * align;
	if (!block || block->size - arena->used < size) {
		size_t want = size > BLOCK_SIZE ? size : BLOCK_SIZE;

		block = xmalloc(sizeof(*block) + want);
		block->size = want;
		block->next = arena->blocks;
		arena->blocks = block;
		arena->used = 0;
	}
	p = (char *)block->data + arena->used;
	arena->used += size;
	return p;
}

void *arena_calloc(struct arena *arena, size_t count, size_t size)
{
	void *p;

	if (size && count > SIZE_MAX / size)
		return checked(NULL, 1);
	p = arena_alloc(arena, count * size);
	memset(p, 0, count * size);
	return p;
}

char *arena_strndup(struct arena *arena, const char *s, size_t n)
{
	char *copy = arena_alloc(arena, n + 1);

	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *s)
{
	return arena_strndup(arena, s, strlen(s));
}

void arena_reset(struct arena *arena)
{
	struct arena_block *block = arena->blocks;
	struct arena_block *kept = NULL;

	while (block) {
		struct arena_block *next = block->next;

		if (!kept && block->size == BLOCK_SIZE)
			kept = block;
		else
			free(block);
		block = next;
	}
	if (kept)
		kept->next = NULL;
	arena->blocks = kept;
	arena->used = 0;
}

void arena_release(struct arena *arena)
{
	arena_reset(arena);
	free(arena->blocks);
	arena->blocks = NULL;
}
