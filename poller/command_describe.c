/* shadowlog describe: tables from the catalogue, as text to keep. */
#include <stdio.h>
#include <stdlib.h>

#include "core/dialect.h"
#include "core/table.h"
#include "poller/command.h"
#include "poller/config.h"
#include "poller/source.h"

static void print_list(const struct table_list *list)
{
	struct buf text = { 0 };
	size_t i;

	table_print_header(&text);
	for (i = 0; i < list->ntables; i++) {
		buf_addch(&text, '\n');
		table_print(&list->tables[i], &text);
	}
	fwrite(text.data, 1, text.len, stdout);
	buf_release(&text);
}

bool command_describe(const struct command_line *line, struct err *err)
{
	struct config_source settings;
	struct table_list list = { 0 };
	struct dialect *dialect = NULL;
	struct source *source = NULL;
	struct config *config = NULL;
	char *connection = NULL;
	bool good;

	if (line->registered && line->nargs)
		return err_set(err, ERR_USAGE,
			       "--registered is all that the registry lists; "
			       "it takes no table");
	good = config_open(&config, line->config, err) &&
	       config_source(config, &settings, err) &&
	       dialect_open(&dialect, settings.dialect, err) &&
	       config_connection(config, &connection, err) &&
	       source_open(&source, dialect, connection, err) &&
	       (line->registered ? source_registered(source, &list, err)
				 : source_describe(source, line->args,
						   line->nargs, &list, err));
	if (good)
		print_list(&list);
	table_list_release(&list);
	free(connection);
	source_close(source);
	dialect_close(dialect);
	config_close(config);
	return good;
}
