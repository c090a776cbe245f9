#include "sinks/sink.h"

#include <string.h>

#define SINK(type) extern const struct sink_type type;
#include "sinks/list.h"
#undef SINK

static const struct sink_type *const types[] = {
#define SINK(type) &type,
#include "sinks/list.h"
#undef SINK
};

const struct sink_type *sink_type_at(size_t i)
{
	return i < sizeof(types) / sizeof(types[0]) ? types[i] : NULL;
}

const struct sink_type *sink_type_find(const char *name)
{
	const struct sink_type *type;
	size_t i;

	for (i = 0; (type = sink_type_at(i)); i++)
		if (strcmp(type->name, name) == 0)
			return type;
	return NULL;
}
