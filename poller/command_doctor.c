/* shadowlog doctor: what is wrong, or blind, and what mends it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/escape.h"
#include "poller/command.h"
#include "poller/config.h"
#include "poller/doctor.h"

/* After an hour a change should have been delivered, a transaction ended. */
enum { OLD = 3600 };

struct practice {
	struct config *config;
	struct config_source settings;
	struct dialect *dialect;
	struct state *state;
	struct source *source;
};

/* A state that is not there yet is a finding, and no reason not to look. */
static bool open_state(struct practice *practice, struct err *missing,
		       struct err *err)
{
	if (state_open(&practice->state, practice->settings.state_dir,
		       practice->settings.id, false, missing))
		return true;
	practice->state = NULL;
	if (missing->kind == ERR_CONFIG)
		return true;
	*err = *missing;
	return false;
}

static bool open_all(struct practice *practice, const struct command_line *line,
		     struct err *missing, struct err *err)
{
	char *connection;
	bool good;

	if (!config_open(&practice->config, line->config, err) ||
	    !config_source(practice->config, &practice->settings, err) ||
	    !dialect_open(&practice->dialect, practice->settings.dialect,
			  err) ||
	    !open_state(practice, missing, err) ||
	    !config_connection(practice->config, &connection, err))
		return false;
	good =
	    source_open(&practice->source, practice->dialect, connection, err);
	free(connection);
	return good;
}

static void close_all(struct practice *practice)
{
	source_close(practice->source);
	state_close(practice->state);
	dialect_close(practice->dialect);
	config_close(practice->config);
}

static bool configured(void *context, const char *name)
{
	const struct practice *practice = context;
	const char *sink;
	size_t i;

	for (i = 0; (sink = config_sink_name(practice->config, i)); i++)
		if (strcmp(sink, name) == 0)
			return true;
	return false;
}

/* A text behind a word, its further lines under its first. */
static void print_lines(const char *word, const char *text)
{
	printf("  %-5s ", word);
	for (; *text; text++) {
		putchar(*text);
		if (*text == '\n')
			printf("%8s", "");
	}
	putchar('\n');
}

static void print_text(const struct finding *finding)
{
	printf("%s: %s%s%s\n", severity_name(finding->severity),
	       finding->object, *finding->object ? ": " : "", finding->what);
	print_lines("why", finding->why);
	if (finding->mend)
		print_lines(finding->sql ? "sql" : "do", finding->mend);
	print_lines("check", finding->check);
	putchar('\n');
}

static void print_count(size_t n, const char *one, const char *end)
{
	printf("%zu %s%s%s", n, one, n == 1 ? "" : "s", end);
}

static void print_diagnosis(const struct diagnosis *diagnosis)
{
	int severity;
	size_t i;

	for (severity = 0; severity < SEVERITIES; severity++)
		for (i = 0; i < diagnosis->n; i++)
			if ((int)diagnosis->findings[i].severity == severity)
				print_text(&diagnosis->findings[i]);
	print_count(diagnosis->counts[SEVERITY_ERROR], "error", ", ");
	print_count(diagnosis->counts[SEVERITY_WARNING], "warning", ", ");
	print_count(diagnosis->counts[SEVERITY_NOTE], "note", "; ");
	print_count(diagnosis->checks, "check", ", ");
	print_count(diagnosis->tables, "captured table", "\n");
}

static void add_text(struct buf *out, const char *name, const char *value)
{
	buf_addf(out, ",\"%s\":", name);
	if (value)
		escape_name(out, value, strlen(value));
	else
		buf_addstr(out, "null");
}

static void add_finding(const struct finding *finding, struct buf *out)
{
	buf_addf(out, "{\"severity\":\"%s\"", severity_name(finding->severity));
	add_text(out, "check", finding->check);
	add_text(out, "object", finding->object);
	add_text(out, "what", finding->what);
	add_text(out, "why", finding->why);
	add_text(out, "sql", finding->sql ? finding->mend : NULL);
	add_text(out, "action", finding->sql ? NULL : finding->mend);
	buf_addch(out, '}');
}

static void print_json(const struct practice *practice,
		       const struct diagnosis *diagnosis)
{
	struct buf out = { 0 };
	size_t i;

	buf_addf(&out, "{\"source\":\"%s\"", practice->settings.id);
	add_text(&out, "engine", source_engine(practice->source));
	buf_addf(&out,
		 ",\"errors\":%zu,\"warnings\":%zu,\"notes\":%zu,"
		 "\"checks\":%zu,\"tables\":%zu,\"findings\":[",
		 diagnosis->counts[SEVERITY_ERROR],
		 diagnosis->counts[SEVERITY_WARNING],
		 diagnosis->counts[SEVERITY_NOTE], diagnosis->checks,
		 diagnosis->tables);
	for (i = 0; i < diagnosis->n; i++) {
		if (i)
			buf_addch(&out, ',');
		add_finding(&diagnosis->findings[i], &out);
	}
	printf("%s]}\n", out.data);
	buf_release(&out);
}

/* What was found, as an exit code; what was printed says the rest. */
static bool verdict(const struct diagnosis *diagnosis, struct err *err)
{
	if (diagnosis->counts[SEVERITY_ERROR])
		return err_set(err, ERR_ERRORS, "%s", "");
	if (diagnosis->counts[SEVERITY_WARNING])
		return err_set(err, ERR_WARNINGS, "%s", "");
	return true;
}

bool command_doctor(const struct command_line *line, struct err *err)
{
	struct practice practice = { 0 };
	struct diagnosis diagnosis = { 0 };
	struct patient patient = { .configured = configured,
				   .context = &practice };
	struct err missing = { 0 };
	bool good = open_all(&practice, line, &missing, err);

	if (good) {
		patient.source = practice.source;
		patient.dialect = practice.dialect;
		patient.state = practice.state;
		patient.state_error = missing.text;
		patient.old = line->old ? line->old / 1000 : OLD;
		good = doctor_examine(&patient, &diagnosis, err);
	}
	if (good) {
		if (line->json)
			print_json(&practice, &diagnosis);
		else
			print_diagnosis(&diagnosis);
		good = verdict(&diagnosis, err);
	}
	diagnosis_release(&diagnosis);
	close_all(&practice);
	return good;
}
