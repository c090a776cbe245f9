#include "core/kind.h"

#include <string.h>

static const struct {
	const char *word, *json;
} kinds[] = {
#define KIND_ENTRY(symbol, word, json) [symbol] = { word, json },
	KIND_LIST(KIND_ENTRY)
#undef KIND_ENTRY
};

#define KIND_LISTED(symbol, word, json) ", " word
static const char listed[] = "" KIND_LIST(KIND_LISTED);
#undef KIND_LISTED

const char *kind_words(void)
{
	return listed + strlen(", ");
}

const char *kind_word(enum kind kind)
{
	return kinds[kind].word;
}

const char *kind_json(enum kind kind)
{
	return kinds[kind].json;
}

bool kind_find(const char *word, enum kind *out)
{
	int i;

	for (i = 0; i < KIND_COUNT; i++) {
		if (strcmp(kinds[i].word, word) == 0) {
			*out = (enum kind)i;
			return true;
		}
	}
	return false;
}
