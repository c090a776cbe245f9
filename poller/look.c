/* One sink as it stands, for commands that look and change nothing. */
#include "poller/poller.h"

#include <stdlib.h>
#include <string.h>

bool poller_find_sink(struct poller *poller, const char *name,
		      struct poller_sink **out, struct err *err)
{
	struct buf list = { 0 };
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		*out = &poller->sinks[i];
		if (!name || strcmp((*out)->name, name) == 0) {
			buf_release(&list);
			if ((*out)->sink || (*out)->err.kind == ERR_NONE)
				return true;
			*err = (*out)->err; /* it cannot be opened */
			return false;
		}
		buf_addf(&list, "%s%s", i ? ", " : "", (*out)->name);
	}
	err_set(err, ERR_CONFIG, "no sink is called \"%s\": there are %s", name,
		buf_str(&list));
	buf_release(&list);
	return false;
}

static bool look_at_state(struct poller *poller, struct poller_sink *sink,
			  struct err *err)
{
	bool found;

	if (!state_sink_find(poller->state, sink->name, &sink->state, &found,
			     err))
		return false;
	if (!found &&
	    !state_sink_to_be(poller->state, sink->name, &sink->state, err))
		return false;
	sink->batch.sink = sink->state.name;
	sink->batch.identity = state_identity(poller->state);
	return state_acked(poller->state, sink->name, &sink->acked, err) &&
	       poller_load_parked(poller, sink, err);
}

bool poller_look(struct poller *poller, struct poller_sink *sink,
		 struct err *err)
{
	char *connection;
	bool good;

	if (!look_at_state(poller, sink, err) ||
	    !config_connection(poller->config, &connection, err))
		return false;
	good = source_open(&poller->source, poller->dialect, connection, err) &&
	       row_encoding_find(source_encoding(poller->source),
				 dialect_setting(poller->dialect, "escape"),
				 &sink->batch.encoding, err);
	free(connection);
	sink->batch.source = poller->source;
	sink->sieve.encoding = sink->batch.encoding;
	return good;
}
