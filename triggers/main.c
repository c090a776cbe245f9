/*
 * shadowlog-triggers: table descriptions in, SQL out.  It connects to nothing
 * and needs nothing but libc, so that it runs where the DBA is.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/dialect.h"
#include "core/err.h"
#include "core/table.h"
#include "core/table_options.h"
#include "triggers/generate.h"

static const char help[] =
    "Prints the SQL that captures row changes with triggers.\n"
    "\n"
    "usage: shadowlog-triggers DIALECT changelog\n"
    "       shadowlog-triggers DIALECT install [--options FILE] [FILE...]\n"
    "       shadowlog-triggers DIALECT upgrade [--from FILE] [--was NAME]\n"
    "           [--change FILE] [--options FILE] [FILE...]\n"
    "       shadowlog-triggers DIALECT uninstall [--changelog] [FILE...]\n"
    "       shadowlog-triggers DIALECT grants --role NAME\n"
    "\n"
    "  changelog   the tables that changes are written to: once per database\n"
    "  install     triggers for the tables described; safe to run again\n"
    "  upgrade     the same for tables that changed since --from was "
    "described;\n"
    "              --change FILE: makes the change, too, and misses nothing;\n"
    "              --was NAME: what the table was called before\n"
    "  uninstall   ends the capture of the tables described; with\n"
    "              --changelog also drops the changelog, at the end\n"
    "  grants      what the poller's role needs, and nothing else\n"
    "\n"
    "--options FILE: what of the tables is captured, and how: columns, rows,\n"
    "operations, and more (docs/trigger-options.md).\n"
    "\n"
    "FILE holds table descriptions, as `shadowlog describe` prints them; - or\n"
    "no FILE is standard input (with --changelog, no FILE is no table).\n"
    "\n"
    "  --list      the dialects, one a line\n"
    "  --version\n"
    "  --help\n"
    "\n"
    "Nothing is run: review what is printed, then feed it to your own client.\n"
    "Exit codes: 0; 64 usage; 65 a description that cannot be used; 74 "
    "reading\n"
    "or writing failed; 78 no such dialect.\n";

struct options {
	const char *role, *from, *was, *change, *options;
	bool changelog;
	char **files;
	int nfiles;
};

static bool read_file(FILE *file, const char *name, struct buf *out,
		      struct err *err)
{
	char block[8192];
	size_t n;

	while ((n = fread(block, 1, sizeof(block), file)) > 0) {
		if (memchr(block, '\0', n))
			return err_set(err, ERR_DATA,
				       "%s: holds a NUL byte: not a table "
				       "description",
				       name);
		buf_add(out, block, n);
	}
	if (ferror(file))
		return err_set(err, ERR_IO, "%s: %s", name, strerror(errno));
	return true;
}

static bool read_named(const char *name, struct buf *out, struct err *err)
{
	FILE *file;
	bool good;

	if (strcmp(name, "-") == 0)
		return read_file(stdin, "standard input", out, err);
	file = fopen(name, "r");
	if (!file)
		return err_set(err, ERR_IO, "%s: %s", name, strerror(errno));
	good = read_file(file, name, out, err);
	fclose(file);
	return good;
}

/* --options FILE: of the tables in the list. */
static bool read_options_file(const char *name, struct table_list *list,
			      struct err *err)
{
	struct buf text = { 0 };
	bool good = read_named(name, &text, err) &&
		    table_options_parse(buf_str(&text), name, list, false, err);

	buf_release(&text);
	return good;
}

/* All files as one text: two that describe one table must not both win. */
static bool read_tables(const struct options *options, struct table_list *list,
			struct err *err)
{
	struct buf text = { 0 };
	const char *name = "standard input";
	bool good = true;
	int i;

	*list = (struct table_list){ 0 };
	if (options->nfiles == 0 && options->changelog)
		return true;
	if (options->nfiles == 0)
		good = read_named("-", &text, err);
	for (i = 0; good && i < options->nfiles; i++) {
		name = options->files[i];
		good = read_named(name, &text, err);
		if (good && text.len && text.data[text.len - 1] != '\n')
			buf_addch(&text, '\n');
	}
	if (options->nfiles > 1)
		name = "all files";
	good = good && table_list_parse(buf_str(&text), name, list, err);
	buf_release(&text);
	if (good && list->ntables == 0) {
		table_list_release(list);
		return err_set(err, ERR_DATA, "%s: no table is described",
			       name);
	}
	if (good && options->options &&
	    !read_options_file(options->options, list, err)) {
		table_list_release(list);
		return false;
	}
	return good;
}

static bool run_changelog(const struct dialect *dialect,
			  const struct options *options, struct buf *out,
			  struct err *err)
{
	if (options->nfiles)
		return err_set(err, ERR_USAGE,
			       "changelog takes no file: it is the same for "
			       "all tables");
	return generate_changelog(dialect, out, err);
}

static bool run_install(const struct dialect *dialect,
			const struct options *options, struct buf *out,
			struct err *err)
{
	struct table_list list;
	bool good;

	if (!read_tables(options, &list, err))
		return false;
	good = generate_install(dialect, &list, out, err);
	table_list_release(&list);
	return good;
}

/* NAME or SCHEMA.NAME, read by the parser of descriptions. */
static bool parse_name(const char *name, struct table_list *out,
		       struct err *err)
{
	struct buf text = { 0 };
	bool good;

	buf_addf(&text, "shadowlog-tables 1\ntable %s\ncolumn x x as text\n",
		 name);
	good = !strchr(name, '\n') && *name &&
	       table_list_parse(text.data, "--was", out, err) &&
	       out->ntables == 1 && out->tables[0].ncolumns == 1;
	buf_release(&text);
	if (good)
		out->tables[0].line = 0;
	return good || err_set(err, ERR_USAGE,
			       "--was: %s is no table's name: write NAME or "
			       "SCHEMA.NAME, as descriptions do",
			       name);
}

/* SQL whose statements are put between others: the last has to be ended. */
static bool read_change(const char *name, struct buf *out, struct err *err)
{
	if (!read_named(name, out, err))
		return false;
	while (out->len && strchr(" \t\r\n", out->data[out->len - 1]))
		buf_truncate(out, out->len - 1);
	if (!out->len || out->data[out->len - 1] != ';')
		return err_set(err, ERR_DATA,
			       "%s: the last thing in it has to be the ; of a "
			       "statement",
			       name);
	return true;
}

static bool read_from(const char *name, struct table_list *out, struct err *err)
{
	struct buf text = { 0 };
	bool good = read_named(name, &text, err) &&
		    table_list_parse(buf_str(&text), name, out, err);

	buf_release(&text);
	return good;
}

static bool has_options(const struct table *table)
{
	struct buf text = { 0 };
	bool has;

	table_options_print(table, &text);
	has = text.len;
	buf_release(&text);
	return has;
}

/*
 * A catalogue knows nothing of options: tables that are described without any
 * keep those that they had.
 */
static void keep_options(struct table_list *list, const struct upgrade *upgrade)
{
	size_t i;

	for (i = 0; i < list->ntables; i++) {
		struct table *table = &list->tables[i];
		const struct table *before = upgrade_before(upgrade, table);

		if (before && !has_options(table))
			table_options_copy(before, table);
	}
}

static bool run_upgrade(const struct dialect *dialect,
			const struct options *options, struct buf *out,
			struct err *err)
{
	struct table_list list = { 0 }, from = { 0 }, was = { 0 };
	struct buf change = { 0 };
	struct upgrade upgrade = { 0 };
	bool good;

	good =
	    (!options->from || read_from(options->from, &from, err)) &&
	    (!options->was || parse_name(options->was, &was, err)) &&
	    (!options->change || read_change(options->change, &change, err)) &&
	    read_tables(options, &list, err);
	if (good) {
		upgrade.from = options->from ? &from : NULL;
		upgrade.was = options->was ? was.tables : NULL;
		upgrade.change = options->change ? change.data : NULL;
		if (!options->options)
			keep_options(&list, &upgrade);
		good = generate_upgrade(dialect, &list, &upgrade, out, err);
	}
	buf_release(&change);
	table_list_release(&was);
	table_list_release(&from);
	table_list_release(&list);
	return good;
}

static bool run_uninstall(const struct dialect *dialect,
			  const struct options *options, struct buf *out,
			  struct err *err)
{
	struct table_list list;
	bool good;

	if (!read_tables(options, &list, err))
		return false;
	good = generate_uninstall(dialect, &list, options->changelog, out, err);
	table_list_release(&list);
	return good;
}

static bool run_grants(const struct dialect *dialect,
		       const struct options *options, struct buf *out,
		       struct err *err)
{
	if (!options->role)
		return err_set(err, ERR_USAGE,
			       "grants needs --role NAME: who the poller "
			       "connects as");
	if (options->nfiles)
		return err_set(err, ERR_USAGE,
			       "grants takes no file: the poller reads the "
			       "changelog only");
	return generate_grants(dialect, options->role, out, err);
}

enum option {
	OPTION_ROLE = 1,
	OPTION_CHANGELOG = 2,
	OPTION_UPGRADE = 4, /* --from, --was, --change */
	OPTION_OPTIONS = 8,
};

static const struct command {
	const char *name;
	bool (*run)(const struct dialect *dialect,
		    const struct options *options, struct buf *out,
		    struct err *err);
	int takes;
} commands[] = {
	{ "changelog", run_changelog, 0 },
	{ "install", run_install, OPTION_OPTIONS },
	{ "upgrade", run_upgrade, OPTION_UPGRADE | OPTION_OPTIONS },
	{ "uninstall", run_uninstall, OPTION_CHANGELOG },
	{ "grants", run_grants, OPTION_ROLE },
};

static const struct command *find_command(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

/* NAME=VALUE, or NAME and VALUE; moves *i past it. */
static bool read_value(int argc, char **argv, int *i, const char *name,
		       const char **out)
{
	size_t n = strlen(name);

	if (strncmp(argv[*i], name, n) != 0)
		return false;
	if (argv[*i][n] == '=')
		*out = argv[*i] + n + 1;
	else if (!argv[*i][n] && *i + 1 < argc)
		*out = argv[++*i];
	else
		return false;
	return true;
}

static bool read_option(const struct command *command, int argc, char **argv,
			int *i, struct options *options)
{
	if ((command->takes & OPTION_CHANGELOG) &&
	    strcmp(argv[*i], "--changelog") == 0) {
		options->changelog = true;
		return true;
	}
	if ((command->takes & OPTION_OPTIONS) &&
	    read_value(argc, argv, i, "--options", &options->options))
		return true;
	if (command->takes & OPTION_ROLE)
		return read_value(argc, argv, i, "--role", &options->role);
	if (command->takes & OPTION_UPGRADE)
		return read_value(argc, argv, i, "--from", &options->from) ||
		       read_value(argc, argv, i, "--was", &options->was) ||
		       read_value(argc, argv, i, "--change", &options->change);
	return false;
}

/* Options may stand before, between and behind the files; -- ends them. */
static bool read_options(const struct command *command, int argc, char **argv,
			 struct options *options, struct err *err)
{
	bool ended = false;
	int i;

	options->files = argv;
	for (i = 0; i < argc; i++) {
		char *arg = argv[i];

		if (ended || arg[0] != '-' || !arg[1])
			options->files[options->nfiles++] = arg;
		else if (strcmp(arg, "--") == 0)
			ended = true;
		else if (!read_option(command, argc, argv, &i, options))
			return err_set(err, ERR_USAGE, "%s: unknown option %s",
				       command->name, arg);
	}
	return true;
}

static bool run(int argc, char **argv, struct buf *out, struct err *err)
{
	struct options options = { 0 };
	const struct command *command;
	struct dialect *dialect;
	bool good;

	if (argc < 3)
		return err_set(err, ERR_USAGE,
			       "a dialect and a command are needed; see "
			       "--help");
	if (!dialect_open(&dialect, argv[1], err))
		return false;
	command = find_command(argv[2]);
	if (!command)
		good =
		    err_set(err, ERR_USAGE,
			    "there is no command \"%s\"; see --help", argv[2]);
	else
		good =
		    read_options(command, argc - 3, argv + 3, &options, err) &&
		    command->run(dialect, &options, out, err);
	dialect_close(dialect);
	return good;
}

static void list_dialects(struct buf *out)
{
	size_t i;

	for (i = 0; dialect_name_at(i, out); i++)
		buf_addch(out, '\n');
}

static bool print(const struct buf *out, struct err *err)
{
	if (fwrite(buf_str(out), 1, out->len, stdout) != out->len ||
	    fflush(stdout) != 0)
		return err_set(err, ERR_IO, "standard output: %s",
			       strerror(errno));
	return true;
}

int main(int argc, char **argv)
{
	const char *first = argc > 1 ? argv[1] : "";
	const char *last = argc > 1 ? argv[argc - 1] : "";
	struct buf out = { 0 };
	struct err err = { 0 };
	bool good = true;

	if (strcmp(first, "--help") == 0 || strcmp(last, "--help") == 0)
		buf_addstr(&out, help);
	else if (strcmp(first, "--version") == 0)
		buf_addstr(&out, "shadowlog-triggers " SHADOWLOG_VERSION "\n");
	else if (strcmp(first, "--list") == 0)
		list_dialects(&out);
	else
		good = run(argc, argv, &out, &err);
	/* All or nothing: half an install must not reach a client. */
	good = good && print(&out, &err);
	buf_release(&out);
	if (!good)
		fprintf(stderr, "shadowlog-triggers: %s\n", err.text);
	return err_exit_code(err.kind);
}
