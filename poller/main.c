/* shadowlog: the command line. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/resource.h"
#include "poller/command.h"
#include "sinks/sink.h"

#ifndef SHADOWLOG_VERSION
#define SHADOWLOG_VERSION "0"
#endif

static volatile sig_atomic_t stop;

enum option_flag {
	OPTION_CONFIG = 1,
	OPTION_SINK = 2,
	OPTION_LINGER = 4,
	OPTION_FOLLOW = 8,
	OPTION_JSON = 16,
	OPTION_LOG = 32,
	OPTION_NEW_EPOCH = 64,
	OPTION_HELP = 128,
	OPTION_ARGUMENTS = 256, /* takes arguments that are no options */
	OPTION_OLD = 512,
	OPTION_REGISTERED = 1024,
	OPTION_JOIN = 2048,
};

static const struct {
	const char *name, *value, *help;
	enum option_flag flag;
} options[] = {
	{ "--config", "FILE", "the configuration file; always needed",
	  OPTION_CONFIG },
	{ "--sink", "NAME", "of this sink; else the first one", OPTION_SINK },
	{ "--linger", "TIME", "go on polling for that long, such as 55s",
	  OPTION_LINGER },
	{ "--follow", NULL, "go on polling until a signal comes",
	  OPTION_FOLLOW },
	{ "--old", "TIME", "what is older waits for too long; default 1h",
	  OPTION_OLD },
	{ "--json", NULL, "for machines", OPTION_JSON },
	{ "--log", "json", "one JSON object a line on standard error",
	  OPTION_LOG },
	{ "--new-epoch", NULL,
	  "start afresh: what the changelog holds comes under new ids",
	  OPTION_NEW_EPOCH },
	{ "--registered", NULL, "as they are captured now, from the registry",
	  OPTION_REGISTERED },
	{ "--join", NULL, "the first files of an epoch may have been removed",
	  OPTION_JOIN },
	{ "--help", NULL, "this text", OPTION_HELP },
};

static const struct command {
	const char *name, *arguments, *summary;
	int options;
	bool (*run)(const struct command_line *line, struct err *err);
} commands[] = {
	{ "describe", "[TABLE...]",
	  "print table descriptions from the source's catalogue",
	  OPTION_CONFIG | OPTION_REGISTERED | OPTION_ARGUMENTS,
	  command_describe },
	{ "poll", "", "deliver what was captured, and exit",
	  OPTION_CONFIG | OPTION_LINGER | OPTION_FOLLOW | OPTION_LOG,
	  command_poll },
	{ "peek", "", "print what would be sent next; sends nothing",
	  OPTION_CONFIG | OPTION_SINK, command_peek },
	{ "status", "", "how far every sink is", OPTION_CONFIG | OPTION_JSON,
	  command_status },
	{ "doctor", "", "what is wrong or blind, and what mends it",
	  OPTION_CONFIG | OPTION_OLD | OPTION_JSON, command_doctor },
	{ "sink", "pause|resume|forget NAME", "decide about one sink",
	  OPTION_CONFIG | OPTION_ARGUMENTS, command_sink },
	{ "migrate", "", "bring state.db up to date, or start a new epoch",
	  OPTION_CONFIG | OPTION_NEW_EPOCH, command_migrate },
	{ "verify-files", "DIR",
	  "check what a file sink wrote: whole files, and none missing",
	  OPTION_JOIN | OPTION_ARGUMENTS, command_verify_files },
};

enum {
	NCOMMANDS = sizeof(commands) / sizeof(commands[0]),
	NOPTIONS = sizeof(options) / sizeof(options[0])
};

static void on_signal(int signal)
{
	(void)signal;
	stop = 1;
}

/* No SA_RESTART: a sleep ends when a signal comes. */
static void catch_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
	/* A file over its limit is an error to report, not an end. */
	sigaction(SIGXFSZ, &action, NULL);
}

static void print_help(FILE *out)
{
	const struct sink_type *type;
	size_t i;

	fputs("shadowlog delivers row changes that triggers wrote into a "
	      "changelog.\n\nusage: shadowlog COMMAND --config FILE "
	      "[OPTION...]\n\n",
	      out);
	for (i = 0; i < NCOMMANDS; i++)
		fprintf(out, "  %-12s %s\n", commands[i].name,
			commands[i].summary);
	fputs("\n  --sample-config   print a configuration file to start from\n"
	      "  --version\n  --help            also behind a command\n\n"
	      "sinks:\n",
	      out);
	for (i = 0; (type = sink_type_at(i)); i++)
		fprintf(out, "  %-12s %s\n", type->name, type->summary);
	fputs("\nexit codes (sysexits): 0 done, idle or somebody else is at "
	      "it; 64 usage;\n65 halted on an event; 69 source or receiver "
	      "unavailable; 70 internal;\n73 and 74 cannot write; 75 try "
	      "again; 77 permission; 78 configuration;\ndoctor: 1 warnings, "
	      "2 errors.\n\nmanual: shadowlog(1), shadowlog.conf(5)\n",
	      out);
}

static void print_command_help(const struct command *command)
{
	size_t i;

	printf("usage: shadowlog %s%s [OPTION...] %s\n\n%s\n\n", command->name,
	       command->options & OPTION_CONFIG ? " --config FILE" : "",
	       command->arguments, command->summary);
	for (i = 0; i < NOPTIONS; i++) {
		char name[32];

		if (!((command->options | OPTION_HELP) & options[i].flag))
			continue;
		snprintf(name, sizeof(name), "%s%s%s", options[i].name,
			 options[i].value ? " " : "",
			 options[i].value ? options[i].value : "");
		printf("  %-16s %s\n", name, options[i].help);
	}
}

static bool parse_time(const char *option, const char *text, int64_t *out,
		       struct err *err)
{
	static const struct {
		const char *unit;
		int64_t milliseconds;
	} units[] = {
		{ "ms", 1 }, { "s", 1000 }, { "m", 60000 }, { "h", 3600000 }
	};
	char *end;
	long long n;
	size_t i;

	errno = 0;
	n = strtoll(text, &end, 10);
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(units[i].unit, end) != 0)
			continue;
		*out = n * units[i].milliseconds;
		if (end != text && !errno && n > 0 && n <= 86400000)
			return true;
	}
	return err_set(err, ERR_USAGE, "%s: \"%s\" is no time such as 55s",
		       option, text);
}

static bool set_option(struct command_line *line, enum option_flag flag,
		       const char *value, struct err *err)
{
	switch (flag) {
	case OPTION_CONFIG:
		line->config = value;
		return true;
	case OPTION_SINK:
		line->sink = value;
		return true;
	case OPTION_LINGER:
		return parse_time("--linger", value, &line->linger, err);
	case OPTION_OLD:
		return parse_time("--old", value, &line->old, err);
	case OPTION_FOLLOW:
		line->follow = true;
		return true;
	case OPTION_LOG:
		if (strcmp(value, "json") != 0)
			return err_set(err, ERR_USAGE,
				       "--log takes \"json\", not \"%s\"",
				       value);
		line->json = true;
		return true;
	case OPTION_JSON:
		line->json = true;
		return true;
	case OPTION_NEW_EPOCH:
		line->new_epoch = true;
		return true;
	case OPTION_REGISTERED:
		line->registered = true;
		return true;
	case OPTION_JOIN:
		line->join = true;
		return true;
	case OPTION_HELP:
	case OPTION_ARGUMENTS:
		break;
	}
	return true;
}

/* One option at argv[*i]; moves *i past its value. */
static bool parse_option(const struct command *command, char **argv, int *i,
			 struct command_line *line, struct err *err)
{
	const char *name = argv[*i];
	size_t length = strcspn(name, "="), k;

	for (k = 0; k < NOPTIONS; k++) {
		const char *value = NULL;

		if (strncmp(options[k].name, name, length) != 0 ||
		    options[k].name[length] ||
		    !(command->options & options[k].flag))
			continue;
		if (name[length] == '=')
			value = name + length + 1;
		else if (options[k].value)
			value = argv[++*i];
		if (!value != !options[k].value)
			return err_set(err, ERR_USAGE, "%s %s", options[k].name,
				       value ? "takes no value"
					     : "needs a value");
		return set_option(line, options[k].flag, value, err);
	}
	return err_set(err, ERR_USAGE,
		       "%s: unknown option \"%s\": see shadowlog %s --help",
		       command->name, name, command->name);
}

static bool parse_line(const struct command *command, int argc, char **argv,
		       struct command_line *line, struct err *err)
{
	int i;

	for (i = 2; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
		if (argv[i][2] == '\0') {
			i++;
			break;
		}
		if (!parse_option(command, argv, &i, line, err))
			return false;
	}
	line->args = argv + i;
	line->nargs = (size_t)(argc - i);
	line->stop = &stop;
	if (line->nargs && !(command->options & OPTION_ARGUMENTS))
		return err_set(err, ERR_USAGE, "%s: unexpected \"%s\"",
			       command->name, line->args[0]);
	if (!line->config && command->options & OPTION_CONFIG)
		return err_set(err, ERR_USAGE, "%s: --config FILE is missing",
			       command->name);
	return true;
}

static int finish(const struct command *command, bool good,
		  const struct err *err)
{
	if (!good && err_exit_code(err->kind) != 0 && err->text[0])
		fprintf(stderr, "shadowlog: %s: %s\n", command->name,
			err->text);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "shadowlog: standard output: %s\n",
			strerror(errno));
		return err_exit_code(ERR_IO);
	}
	return good ? 0 : err_exit_code(err->kind);
}

static int run(const struct command *command, int argc, char **argv)
{
	struct command_line line = { 0 };
	struct err err = { 0 };
	int i;

	for (i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--help") == 0) {
			print_command_help(command);
			return 0;
		}
	}
	if (!parse_line(command, argc, argv, &line, &err))
		return finish(command, false, &err);
	catch_signals();
	srand((unsigned)time(NULL) ^ (unsigned)getpid());
	return finish(command, command->run(&line, &err), &err);
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";
	size_t i;

	if (strcmp(word, "--help") == 0) {
		print_help(stdout);
		return 0;
	}
	if (strcmp(word, "--version") == 0) {
		puts("shadowlog " SHADOWLOG_VERSION);
		return 0;
	}
	if (strcmp(word, "--sample-config") == 0) {
		fputs(resource_find("poller/shadowlog.ini")->text, stdout);
		return 0;
	}
	for (i = 0; i < NCOMMANDS; i++)
		if (strcmp(commands[i].name, word) == 0)
			return run(&commands[i], argc, argv);
	if (*word)
		fprintf(stderr, "shadowlog: unknown command \"%s\"\n\n", word);
	print_help(stderr);
	return err_exit_code(ERR_USAGE);
}
