#include "poller/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"

enum { LINE_EVERY = 200 /* milliseconds between progress lines */ };

struct report {
	enum report_style style;
	const char *source;
	int64_t events, batches;
	int64_t begun, shown; /* clock_monotonic() */
	bool line;            /* a progress line stands on the terminal */
};

struct report *report_open(enum report_style style, const char *source)
{
	struct report *report = xcalloc(1, sizeof(*report));

	report->style = style;
	report->source = source;
	report->begun = clock_monotonic();
	return report;
}

void report_source(struct report *report, const char *source)
{
	report->source = source;
}

/* The progress line gives way to a message, or to the end. */
static void end_line(struct report *report)
{
	if (report->line)
		fputs("\n", stderr);
	report->line = false;
}

void report_close(struct report *report)
{
	if (!report)
		return;
	end_line(report);
	free(report);
}

static void emit(struct buf *line)
{
	buf_addstr(line, "}\n");
	fputs(line->data, stderr);
	buf_release(line);
}

static void begin_json(const struct report *report, const char *what,
		       const char *sink, struct buf *line)
{
	char now[CLOCK_TEXT_SIZE];

	clock_now_text(now);
	buf_addf(line, "{\"time\":\"%s\",\"event\":\"%s\",\"source\":", now,
		 what);
	escape_name(line, report->source, strlen(report->source));
	if (sink) {
		buf_addstr(line, ",\"sink\":");
		escape_name(line, sink, strlen(sink));
	}
}

void report_batch(struct report *report, const char *sink, const char *batch_id,
		  int64_t events, int64_t bytes, int64_t milliseconds)
{
	int64_t now = clock_monotonic(), spent = now - report->begun;
	struct buf line = { 0 };

	report->events += events;
	report->batches++;
	if (report->style == REPORT_JSON) {
		begin_json(report, "batch", sink, &line);
		buf_addf(&line,
			 ",\"batch\":\"%s\",\"events\":%" PRId64
			 ",\"bytes\":%" PRId64 ",\"ms\":%" PRId64,
			 batch_id, events, bytes, milliseconds);
		emit(&line);
	}
	if (report->style != REPORT_TERMINAL ||
	    now - report->shown < LINE_EVERY)
		return;
	report->shown = now;
	report->line = true;
	fprintf(stderr,
		"\r%s: %" PRId64 " events in %" PRId64 " batches, %" PRId64
		" events/s, now %s \033[K",
		report->source, report->events, report->batches,
		spent ? report->events * 1000 / spent : 0, sink);
}

void report_failure(struct report *report, const char *sink,
		    const struct err *err, int64_t next_attempt_at)
{
	struct buf line = { 0 };
	char when[CLOCK_TEXT_SIZE] = "";

	if (next_attempt_at)
		clock_text(next_attempt_at, when);
	if (report->style == REPORT_JSON) {
		begin_json(report, "failure", sink, &line);
		buf_addf(&line, ",\"kind\":\"%s\",\"error\":",
			 err_kind_name(err->kind));
		escape_name(&line, err->text, strlen(err->text));
		if (when[0])
			buf_addf(&line, ",\"next_attempt\":\"%s\"", when);
		emit(&line);
		return;
	}
	end_line(report);
	fprintf(stderr, "shadowlog: %s: sink \"%s\": %s: %s%s%s\n",
		report->source, sink, err_kind_name(err->kind), err->text,
		when[0] ? "; next attempt not before " : "", when);
}

void report_alert(struct report *report, const char *sink, int64_t span,
		  int64_t failures, const char *error)
{
	int64_t hours = span / CLOCK_HOUR;
	struct buf line = { 0 };

	if (report->style == REPORT_JSON) {
		begin_json(report, "alert", sink, &line);
		buf_addf(&line,
			 ",\"severity\":\"critical\",\"failing_hours\":%" PRId64
			 ",\"failures\":%" PRId64 ",\"error\":",
			 hours, failures);
		escape_name(&line, error, strlen(error));
		emit(&line);
		return;
	}
	end_line(report);
	if (span < CLOCK_DAY)
		fprintf(stderr, "shadowlog: %s: sink \"%s\": CRITICAL: %s\n",
			report->source, sink, error);
	else
		fprintf(stderr,
			"shadowlog: %s: sink \"%s\": CRITICAL: no success for "
			"%" PRId64 " hours and %" PRId64 " attempts: %s\n",
			report->source, sink, hours, failures, error);
}

void report_note(struct report *report, const char *sink, const char *note)
{
	struct buf line = { 0 };

	if (report->style == REPORT_JSON) {
		begin_json(report, "note", sink, &line);
		buf_addstr(&line, ",\"note\":");
		escape_name(&line, note, strlen(note));
		emit(&line);
		return;
	}
	end_line(report);
	fprintf(stderr, "shadowlog: %s: sink \"%s\": %s\n", report->source,
		sink, note);
}

void report_error(struct report *report, const struct err *err)
{
	struct buf line = { 0 };

	if (report->style == REPORT_JSON) {
		begin_json(report, "error", NULL, &line);
		buf_addf(&line, ",\"kind\":\"%s\",\"error\":",
			 err_kind_name(err->kind));
		escape_name(&line, err->text, strlen(err->text));
		emit(&line);
		return;
	}
	end_line(report);
	fprintf(stderr, "shadowlog: %s: %s\n", report->source, err->text);
}
