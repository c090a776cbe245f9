/* shadowlog status: how far every sink is, for people and for machines. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/dialect.h"
#include "core/escape.h"
#include "poller/command.h"
#include "poller/config.h"
#include "poller/lanes.h"
#include "poller/schedule.h"
#include "poller/source.h"
#include "poller/state.h"
#include "poller/state_dead.h"

struct status {
	struct config *config;
	struct config_source settings;
	struct dialect *dialect;
	struct state *state;
	struct source *source; /* NULL: it cannot be reached */
	struct err source_err;
};

static bool open_all(struct status *status, const struct command_line *line,
		     struct err *err)
{
	char *connection;

	if (!config_open(&status->config, line->config, err) ||
	    !config_source(status->config, &status->settings, err) ||
	    !dialect_open(&status->dialect, status->settings.dialect, err) ||
	    !state_open(&status->state, status->settings.state_dir,
			status->settings.id, false, err) ||
	    !config_connection(status->config, &connection, err))
		return false;
	if (!source_open(&status->source, status->dialect, connection,
			 &status->source_err))
		status->source = NULL;
	free(connection);
	return true;
}

static void close_all(struct status *status)
{
	source_close(status->source);
	state_close(status->state);
	dialect_close(status->dialect);
	config_close(status->config);
}

/* What one sink's lines say. */
struct sink_report {
	struct sink_state state;
	bool configured;
	bool lag_known;
	struct lag lag;
	bool sealed;
	struct seal seal;
	char next_attempt[CLOCK_TEXT_SIZE];
	struct dead_count dead;     /* of this epoch */
	struct dead_count dead_all; /* of all */
	int64_t critical; /* milliseconds without success; 0: it is not */
};

/*
 * Where every change that was captured is: what is true at any time is
 * captured = delivered + pending + dead + dropped + filtered.
 */
static int64_t delivered(const struct sink_report *report)
{
	return report->state.changes_total + report->dead.delivered;
}

static int64_t dead(const struct dead_count *count)
{
	return count->dead + count->retry;
}

static bool load(struct status *status, struct sink_report *report,
		 struct err *err)
{
	struct rangeset acked = { 0 };
	struct err ignored = { 0 };
	const struct sink_state *sink = &report->state;
	bool good;

	report->configured = lane_configured(status->config, sink->name);
	report->lag_known = false;
	report->critical = report->configured ? schedule_critical(sink) : 0;
	good = state_sealed(status->state, sink->name, &report->seal,
			    &report->sealed, err) &&
	       state_acked(status->state, sink->name, &acked, err) &&
	       state_dead_count(status->state, sink->name, false, &report->dead,
				err) &&
	       state_dead_count(status->state, sink->name, true,
				&report->dead_all, err);
	if (good && status->source)
		report->lag_known =
		    source_lag(status->source, &acked, sink->floor,
			       &report->lag, &ignored);
	if (sink->next_attempt_at > 0)
		clock_text(sink->next_attempt_at, report->next_attempt);
	rangeset_release(&acked);
	return good;
}

static void print_text(const struct sink_report *report)
{
	const struct sink_state *sink = &report->state;
	const struct lag *lag = &report->lag;

	printf("sink %s (%s): %s%s\n", sink->name, sink->type,
	       sink_condition_word(sink->condition),
	       report->configured ? ""
				  : ", not in the configuration: it pins the "
				    "changelog until `shadowlog sink forget`");
	printf("  delivered     %" PRId64 " events in %" PRId64
	       " batches, last batch_seq %" PRId64 "\n",
	       sink->events_total, sink->batches_total, sink->batch_seq);
	if (sink->custody_total)
		printf("  taken over    %" PRId64
		       " of the batches: answered by "
		       "202, and no more is known of them\n",
		       sink->custody_total);
	printf("  last success  %s\n",
	       sink->last_success_at[0] ? sink->last_success_at : "never");
	if (!report->lag_known)
		printf("  lag           unknown\n");
	else if (!lag->events)
		printf("  lag           none\n");
	else
		printf("  lag           %" PRId64 " changes, %" PRId64
		       " s; oldest is %" PRId64 " of %s\n",
		       lag->events, lag->seconds, lag->oldest_seq,
		       lag->oldest_captured);
	if (dead(&report->dead_all))
		printf("  dead letters  %" PRId64 ", the oldest of %s: "
		       "`shadowlog dlq list --sink %s`\n",
		       dead(&report->dead_all), report->dead_all.oldest,
		       sink->name);
	if (report->sealed)
		printf("  under way     %s, %" PRId64 " events, tried %" PRId64
		       " times\n",
		       report->seal.id, report->seal.events,
		       report->seal.attempts);
	if (report->critical >= CLOCK_DAY)
		printf("  CRITICAL      no success for %" PRId64 " hours\n",
		       report->critical / CLOCK_HOUR);
	else if (report->critical)
		printf("  CRITICAL      a promise does not hold\n");
	if (sink->failures)
		printf("  failing       since %s, %" PRId64
		       " times; next attempt %s\n  error         %s: %s\n",
		       sink->failing_since, sink->failures,
		       *report->next_attempt ? report->next_attempt
		       : sink->next_attempt_at == SINK_UNOPENED
			   ? "once it can be opened"
			   : "when it is resumed",
		       sink->error_kind, sink->error);
}

static void add_text(struct buf *out, const char *name, const char *value)
{
	buf_addf(out, ",\"%s\":", name);
	if (value[0])
		escape_name(out, value, strlen(value));
	else
		buf_addstr(out, "null");
}

static void add_number(struct buf *out, const char *name, bool known,
		       int64_t value)
{
	if (known)
		buf_addf(out, ",\"%s\":%" PRId64, name, value);
	else
		buf_addf(out, ",\"%s\":null", name);
}

static void print_json(const struct sink_report *report, struct buf *out)
{
	const struct sink_state *sink = &report->state;
	bool known = report->lag_known;

	buf_addf(out, "{\"name\":\"%s\"", sink->name);
	add_text(out, "type", sink->type);
	add_text(out, "state", sink_condition_word(sink->condition));
	buf_addf(out, ",\"configured\":%s",
		 report->configured ? "true" : "false");
	add_number(out, "lag_events", known, report->lag.events);
	add_number(out, "lag_seconds", known, report->lag.seconds);
	add_number(out, "oldest_undelivered_seq",
		   known && report->lag.oldest_seq, report->lag.oldest_seq);
	add_text(out, "oldest_undelivered_at",
		 known ? report->lag.oldest_captured : "");
	buf_addf(out, ",\"changes\":{\"delivered\":%" PRId64,
		 delivered(report));
	add_number(out, "pending", known, report->lag.events);
	add_number(out, "dead", true, dead(&report->dead));
	add_number(out, "dropped", true, report->dead.dropped);
	add_number(out, "filtered", true, sink->filtered_total);
	buf_addstr(out, "}");
	add_number(out, "dead_letters", true, dead(&report->dead_all));
	add_text(out, "dead_since", report->dead_all.oldest);
	add_number(out, "batch_seq", true, sink->batch_seq);
	add_number(out, "events_total", true, sink->events_total);
	add_number(out, "batches_total", true, sink->batches_total);
	add_number(out, "custody_batches_total", true, sink->custody_total);
	add_text(out, "last_success_at", sink->last_success_at);
	add_number(out, "failures", true, sink->failures);
	add_text(out, "failing_since", sink->failing_since);
	buf_addf(out, ",\"critical\":%s", report->critical ? "true" : "false");
	add_text(out, "next_attempt_at", report->next_attempt);
	add_text(out, "error_kind", sink->error_kind);
	add_text(out, "error", sink->error);
	add_text(out, "batch_under_way", report->sealed ? report->seal.id : "");
	buf_addstr(out, "}");
}

/* *critical: one of them is. */
static bool print_sinks(struct status *status, bool json, struct buf *out,
			bool *critical, struct err *err)
{
	bool found = true;
	size_t i;

	for (i = 0;; i++) {
		struct sink_report report = { 0 };
		bool good;

		if (!state_sink_at(status->state, i, &report.state, &found,
				   err))
			return false;
		if (!found)
			return true;
		good = load(status, &report, err);
		if (good && json && i)
			buf_addch(out, ',');
		if (good && json)
			print_json(&report, out);
		else if (good)
			print_text(&report);
		*critical = *critical || report.critical;
		seal_release(&report.seal);
		if (!good)
			return false;
	}
}

static void print_head(struct status *status, bool json, struct buf *out)
{
	const char *epoch = state_identity(status->state)->epoch;
	const char *id = status->settings.id;

	if (!json) {
		printf("source %s, epoch %s: ", id, epoch);
		if (status->source)
			printf("%s\n", source_engine(status->source));
		else
			printf("%s\n", status->source_err.text);
		return;
	}
	buf_addf(out, "{\"source\":\"%s\",\"epoch\":\"%s\"", id, epoch);
	add_text(out, "engine",
		 status->source ? source_engine(status->source) : "");
	add_text(out, "source_error", status->source_err.text);
	buf_addstr(out, ",\"sinks\":[");
}

bool command_status(const struct command_line *line, struct err *err)
{
	struct status status = { 0 };
	struct buf out = { 0 };
	bool critical = false, good = open_all(&status, line, err);

	if (good) {
		print_head(&status, line->json, &out);
		good = print_sinks(&status, line->json, &out, &critical, err);
	}
	if (good && line->json)
		printf("%s]}\n", out.data);
	buf_release(&out);
	close_all(&status);
	/* It is printed: nothing is left to be said. */
	return good && (!critical || err_set(err, ERR_ERRORS, "%s", ""));
}
