/* shadowlog: the command line. */
#include <errno.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/quantity.h"
#include "core/resource.h"
#include "poller/command.h"
#include "sinks/sink.h"

#ifndef SHADOWLOG_VERSION
#define SHADOWLOG_VERSION "0"
#endif

static volatile sig_atomic_t stop;

/* Which command takes which options. */
enum option_flag {
	OPTION_CONFIG = 1 << 0,
	OPTION_SINK = 1 << 1,
	OPTION_LINGER = 1 << 2, /* --linger, --follow */
	OPTION_JSON = 1 << 3,
	OPTION_LOG = 1 << 4,
	OPTION_NEW_EPOCH = 1 << 5,
	OPTION_HELP = 1 << 6,
	OPTION_ARGUMENTS = 1 << 7, /* takes arguments that are no options */
	OPTION_OLD = 1 << 8,
	OPTION_REGISTERED = 1 << 9,
	OPTION_JOIN = 1 << 10,
	OPTION_DRAINED = 1 << 11,
	OPTION_REASON = 1 << 12,
	OPTION_REQUEST = 1 << 13,
	OPTION_RANGE = 1 << 14, /* --from, --to, --files, --rate */
	OPTION_ALL = 1 << 15,
	OPTION_SECRET = 1 << 16, /* --secret-file */
	OPTION_V1A = 1 << 17,
	OPTION_CHECK = 1 << 18,
	OPTION_STANDBY = 1 << 19,
	OPTION_CONFIGLESS = 1 << 20, /* --config need not be there */
};

/* Where the value of an option goes: a member of struct command_line. */
enum option_kind { KIND_TEXT, KIND_TIME, KIND_YES, KIND_LOG, KIND_NONE };

#define MEMBER(name) offsetof(struct command_line, name)

static const struct option {
	const char *name, *value, *help;
	enum option_flag flag;
	enum option_kind kind;
	size_t member;
} options[] = {
	{ "--config", "FILE", "the configuration file; always needed",
	  OPTION_CONFIG, KIND_TEXT, MEMBER(config) },
	{ "--sink", "NAME", "of this sink; else the first one, or all",
	  OPTION_SINK, KIND_TEXT, MEMBER(sink) },
	{ "--linger", "TIME", "go on polling for that long, such as 55s",
	  OPTION_LINGER, KIND_TIME, MEMBER(linger) },
	{ "--follow", NULL, "go on polling until a signal comes", OPTION_LINGER,
	  KIND_YES, MEMBER(follow) },
	{ "--standby", NULL,
	  "wait while a poller on another host holds the lease", OPTION_STANDBY,
	  KIND_YES, MEMBER(standby) },
	{ "--old", "TIME", "what is older waits for too long; default 1h",
	  OPTION_OLD, KIND_TIME, MEMBER(old) },
	{ "--json", NULL, "for machines", OPTION_JSON, KIND_YES, MEMBER(json) },
	{ "--log", "json", "one JSON object a line on standard error",
	  OPTION_LOG, KIND_LOG, MEMBER(json) },
	{ "--new-epoch", NULL,
	  "start afresh: what the changelog holds comes under new ids",
	  OPTION_NEW_EPOCH, KIND_YES, MEMBER(new_epoch) },
	{ "--registered", NULL, "as they are captured now, from the registry",
	  OPTION_REGISTERED, KIND_YES, MEMBER(registered) },
	{ "--join", NULL, "the first files of an epoch may have been removed",
	  OPTION_JOIN, KIND_YES, MEMBER(join) },
	{ "--drained", NULL, "pause once all that is pending is delivered",
	  OPTION_DRAINED, KIND_YES, MEMBER(drained) },
	{ "--reason", "TEXT", "why: kept with the dead letter", OPTION_REASON,
	  KIND_TEXT, MEMBER(reason) },
	{ "--all", NULL, "every one that waits", OPTION_ALL, KIND_YES,
	  MEMBER(all) },
	{ "--request", NULL, "the exact request instead of its body",
	  OPTION_REQUEST, KIND_YES, MEMBER(request) },
	{ "--from", "POS", "the first position; default: the first there is",
	  OPTION_RANGE, KIND_TEXT, MEMBER(from) },
	{ "--to", "POS", "the last position; default: the last one delivered",
	  OPTION_RANGE, KIND_TEXT, MEMBER(to) },
	{ "--files", "DIR", "from what a file sink wrote there", OPTION_RANGE,
	  KIND_TEXT, MEMBER(files) },
	{ "--rate", "N", "at most so many changes a second", OPTION_RANGE,
	  KIND_TEXT, MEMBER(rate) },
	{ "--secret-file", "FILE", "the key that files were signed with",
	  OPTION_SECRET, KIND_TEXT, MEMBER(secret_file) },
	{ "--v1a", NULL, "a pair for signatures of version v1a (Ed25519)",
	  OPTION_V1A, KIND_YES, MEMBER(v1a) },
	{ "--v1", NULL, "a secret for v1 (HMAC), where the newest is a pair",
	  OPTION_V1A, KIND_YES, MEMBER(v1) },
	{ "--check", NULL, "tell whether a change breaks receivers",
	  OPTION_CHECK, KIND_YES, MEMBER(check) },
	{ "--help", NULL, "this text", OPTION_HELP, KIND_NONE, 0 },
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
	  OPTION_CONFIG | OPTION_LINGER | OPTION_STANDBY | OPTION_LOG,
	  command_poll },
	{ "peek", "", "print what would be sent next; sends nothing",
	  OPTION_CONFIG | OPTION_SINK | OPTION_REQUEST, command_peek },
	{ "status", "", "how far every sink is", OPTION_CONFIG | OPTION_JSON,
	  command_status },
	{ "doctor", "", "what is wrong or blind, and what mends it",
	  OPTION_CONFIG | OPTION_OLD | OPTION_JSON, command_doctor },
	{ "sink", "pause|resume|forget NAME", "decide about one sink",
	  OPTION_CONFIG | OPTION_DRAINED | OPTION_ARGUMENTS, command_sink },
	{ "schema", "[TABLE... | [OLD] NEW]",
	  "print JSON Schemas of tables, or compare layouts",
	  OPTION_CONFIG | OPTION_CONFIGLESS | OPTION_SINK | OPTION_CHECK |
	      OPTION_ARGUMENTS,
	  command_schema },
	{ "dlq", "list|show|retry|drop [ID...]",
	  "dead letters: what receivers have refused",
	  OPTION_CONFIG | OPTION_SINK | OPTION_JSON | OPTION_REASON |
	      OPTION_ALL | OPTION_ARGUMENTS,
	  command_dlq },
	{ "replay", "", "send changes once more, as long as they are kept",
	  OPTION_CONFIG | OPTION_SINK | OPTION_RANGE | OPTION_LOG,
	  command_replay },
	{ "migrate", "", "bring state.db up to date, or start a new epoch",
	  OPTION_CONFIG | OPTION_NEW_EPOCH, command_migrate },
	{ "secret", "new|rotate|retire|public [--v1a] FILE",
	  "make and replace the keys that webhooks are signed with",
	  OPTION_V1A | OPTION_ARGUMENTS, command_secret },
	{ "verify-files", "DIR",
	  "check what a file sink wrote: whole files, and none missing",
	  OPTION_JOIN | OPTION_SECRET | OPTION_ARGUMENTS,
	  command_verify_files },
};

enum {
	NCOMMANDS = sizeof(commands) / sizeof(commands[0]),
	NOPTIONS = sizeof(options) / sizeof(options[0])
};

static void on_signal(int signal)
{
	(void)signal;
	/* Threads of sinks look at it. */
	__atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
}

/*
 * One pool of memory for all threads: they hand pages and batches on to each
 * other, and none of them asks for memory often.
 */
static void share_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_ARENA_MAX, 1);
#endif
}

/* No SA_RESTART: a sleep ends when a signal comes. */
static void catch_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal }, before;

	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	/* The terminal is closed; nohup has it ignored. */
	if (sigaction(SIGHUP, NULL, &before) == 0 &&
	    before.sa_handler != SIG_IGN)
		sigaction(SIGHUP, &action, NULL);
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
	/* Added to a clock. */
	if (quantity_parse(text, QUANTITY_MILLISECONDS, out) && *out > 0 &&
	    *out < INT64_MAX / 2)
		return true;
	return err_set(err, ERR_USAGE, "%s: \"%s\" is no time such as 55s",
		       option, text);
}

static bool set_option(struct command_line *line, const struct option *option,
		       const char *value, struct err *err)
{
	void *member = (char *)line + option->member;

	switch (option->kind) {
	case KIND_TEXT:
		*(const char **)member = value;
		return true;
	case KIND_TIME:
		return parse_time(option->name, value, member, err);
	case KIND_LOG:
		if (strcmp(value, "json") != 0)
			return err_set(err, ERR_USAGE,
				       "%s takes \"json\", not \"%s\"",
				       option->name, value);
		*(bool *)member = true;
		return true;
	case KIND_YES:
		*(bool *)member = true;
		return true;
	case KIND_NONE:
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
		return set_option(line, &options[k], value, err);
	}
	return err_set(err, ERR_USAGE,
		       "%s: unknown option \"%s\": see shadowlog %s --help",
		       command->name, name, command->name);
}

/* Options may stand anywhere before a "--"; what is none moves together. */
static bool parse_line(const struct command *command, int argc, char **argv,
		       struct command_line *line, struct err *err)
{
	int i, n = 2;

	for (i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0) {
			i++;
			break;
		}
		if (strncmp(argv[i], "--", 2) != 0)
			argv[n++] = argv[i];
		else if (!parse_option(command, argv, &i, line, err))
			return false;
	}
	while (i < argc)
		argv[n++] = argv[i++];
	line->args = argv + 2;
	line->nargs = (size_t)(n - 2);
	line->stop = &stop;
	if (line->nargs && !(command->options & OPTION_ARGUMENTS))
		return err_set(err, ERR_USAGE, "%s: unexpected \"%s\"",
			       command->name, line->args[0]);
	if (!line->config && command->options & OPTION_CONFIG &&
	    !(command->options & OPTION_CONFIGLESS))
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
	share_memory();
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
