#include "poller/event_omit.h"

#include <stdlib.h>

#include "poller/shaping.h"

/* Bytes: what is shorter in both rows together is worth no mention. */
enum { OMIT_LEAST = 256 };

size_t omit_bytes(enum kind kind, const struct value *value)
{
	bool hex = value->form == VALUE_BYTES ||
		   (value->form == VALUE_BARE && kind == KIND_BINARY);

	return hex ? value->text.n / 2 : value->text.n;
}

static bool is_key(const struct layout *layout, size_t column)
{
	size_t i;

	for (i = 0; i < layout->nkeys; i++)
		if (layout->keys[i] == column)
			return true;
	return false;
}

static size_t bytes_in(const struct layout *layout, const struct row *row,
		       size_t column)
{
	const struct value *value;

	if (!row)
		return 0;
	value = &row->values[column];
	if (value->form == VALUE_ABSENT || value->form == VALUE_NULL)
		return 0;
	return omit_bytes(layout->shape->table->columns[column].kind, value);
}

/* The largest column that is not chosen yet, the first of equals; or n. */
static size_t largest(const size_t *sizes, const unsigned char *chosen,
		      size_t n)
{
	size_t best = n, i;

	for (i = 0; i < n; i++)
		if (sizes[i] && !chosen[i] &&
		    (best == n || sizes[i] > sizes[best]))
			best = i;
	return best;
}

size_t omit_choose(const struct layout *layout, const struct row *old,
		   const struct row *new, size_t most, struct arena *arena,
		   const unsigned char **out)
{
	size_t n = layout->shape->table->ncolumns, could = 0, i;
	unsigned char *chosen = arena_calloc(arena, n, 1);
	size_t *sizes = arena_calloc(arena, n, sizeof(*sizes));

	for (i = 0; i < n; i++) {
		size_t bytes =
		    bytes_in(layout, old, i) + bytes_in(layout, new, i);

		if (bytes < OMIT_LEAST || is_key(layout, i) ||
		    (layout->show && layout->show[i] != SHOW))
			continue;
		sizes[i] = bytes;
		could++;
	}
	for (i = 0; i < most && i < could; i++)
		chosen[largest(sizes, chosen, n)] = 1;
	*out = chosen;
	return could;
}
