#include "poller/tx_places.h"

#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

/* True if the comma-separated list has the id. */
static bool is_listed(const char *list, struct str id)
{
	while (*list) {
		size_t n = strcspn(list, ",");

		if (str_equal((struct str){ list, n }, id))
			return true;
		list += n;
		list += *list == ',';
	}
	return false;
}

static uint32_t *find_slot(const struct tx_places *places, struct str id)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	size_t i;

	for (i = 0; i < id.n; i++)
		hash = (hash ^ (unsigned char)id.p[i]) * 1099511628211u;
	i = (size_t)(hash ^ hash >> 32) & places->mask;
	while (places->slots[i] > 0 &&
	       !str_equal(places->items[places->slots[i] - 1].id, id))
		i = (i + 1) & places->mask;
	return &places->slots[i];
}

void tx_places_fill(struct tx_places *places, const struct change *changes,
		    size_t n, const char *open)
{
	size_t size = 16, i;

	while (size < 2 * n)
		size *= 2;
	places->mask = size - 1;
	places->slots = xcalloc(size, sizeof(*places->slots));
	places->of = xcalloc(n + 1, sizeof(*places->of));
	for (i = 0; i < n; i++) {
		struct str id = changes[i].txid;
		uint32_t *slot;

		if (id.n == 0)
			continue;
		if (i > 0 && str_equal(changes[i - 1].txid, id)) {
			places->of[i] = places->of[i - 1];
			places->items[places->of[i] - 1].last = i;
			continue;
		}
		slot = find_slot(places, id);
		if (*slot == 0) {
			places->items =
			    xgrow(places->items, &places->cap, places->n + 1,
				  sizeof(*places->items));
			places->items[places->n] =
			    (struct tx_place){ .id = id,
					       .open = is_listed(open, id) };
			*slot = (uint32_t)++places->n;
		}
		places->of[i] = *slot;
		places->items[*slot - 1].last = i;
	}
}

void tx_places_release(struct tx_places *places)
{
	free(places->items);
	free(places->slots);
	free(places->of);
	*places = (struct tx_places){ 0 };
}
