/* shadowlog migrate: bring state.db up to date, or start a new epoch. */
#include <stdio.h>
#include <stdlib.h>

#include "poller/command.h"
#include "poller/guard.h"
#include "poller/poller.h"

static bool adopt(struct poller *poller, struct err *err)
{
	char *connection;
	bool good;

	if (!config_connection(poller->config, &connection, err))
		return false;
	good = source_open(&poller->source, poller->dialect, connection, err) &&
	       guard_adopt(poller, err);
	free(connection);
	if (good)
		printf("source \"%s\" is in epoch %s now\n",
		       poller->settings.id,
		       state_identity(poller->state)->epoch);
	return good;
}

bool command_migrate(const struct command_line *line, struct err *err)
{
	struct poller poller = { .stop = line->stop };
	const struct config_source *settings = &poller.settings;
	bool good;

	good = config_open(&poller.config, line->config, err) &&
	       config_source(poller.config, &poller.settings, err) &&
	       dialect_open(&poller.dialect, settings->dialect, err) &&
	       state_open_as(&poller.state, settings->state_dir, settings->id,
			     settings->host, settings->state_shared, err) &&
	       (!line->new_epoch || adopt(&poller, err));
	if (!good && err->kind == ERR_BUSY)
		err->kind = ERR_TRANSIENT; /* here it matters to the caller */
	poller_close(&poller);
	return good;
}
