/* shadowlog dlq: dead letters, and what an operator decides about them. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/escape.h"
#include "poller/command.h"
#include "poller/poller.h"
#include "poller/state_dead.h"

struct dlq {
	const struct command_line *line;
	struct poller poller; /* of it: configuration, state, source */
	struct arena arena;
	struct buf out;
};

static bool open_state(struct dlq *dlq, bool write, struct err *err)
{
	struct poller *poller = &dlq->poller;
	const struct config_source *settings = &poller->settings;

	if (!config_open(&poller->config, dlq->line->config, err) ||
	    !config_source(poller->config, &poller->settings, err))
		return false;
	return write ? state_open_beside(&poller->state, settings->state_dir,
					 settings->id, err)
		     : state_open(&poller->state, settings->state_dir,
				  settings->id, false, err);
}

static void add_text(struct buf *out, const char *name, const char *value)
{
	buf_addf(out, ",\"%s\":", name);
	if (value && *value)
		escape_name(out, value, strlen(value));
	else
		buf_addstr(out, "null");
}

/* The facts of one, as the members of an object that is left open. */
static void add_facts(const struct dead_letter *dead, struct buf *out)
{
	buf_addf(out, "{\"id\":%" PRId64, dead->id);
	add_text(out, "sink", dead->sink);
	add_text(out, "event_id", dead->event_id);
	buf_addf(out, ",\"table\":\"%s\",\"key\":%s", dead->table, dead->key);
	add_text(out, "condition", dead->condition);
	buf_addf(out, ",\"parked\":%s", dead->key_hash[0] ? "true" : "false");
	add_text(out, "reason", dead->reason);
	add_text(out, "batch_id", dead->batch_id);
	add_text(out, "died_at", dead->died_at);
	buf_addf(out, ",\"retries\":%" PRId64, dead->retries);
	add_text(out, "decided_at", dead->decided_at);
	add_text(out, "note", dead->note);
}

static void print_line(const struct dead_letter *dead)
{
	printf("%" PRId64 "\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", dead->id,
	       dead->sink, dead->condition, dead->died_at, dead->table,
	       dead->key, dead->event_id, dead->reason);
}

/* Those that wait; with --all every one there ever was. */
static bool list(struct dlq *dlq, struct err *err)
{
	const struct command_line *line = dlq->line;
	struct dead_letter dead = { 0 };
	bool found = true, first = true;

	if (line->json)
		buf_addstr(&dlq->out, "[");
	while (found) {
		arena_reset(&dlq->arena);
		if (!state_dead_next(dlq->poller.state, line->sink, NULL,
				     dead.id, &dlq->arena, &dead, &found, err))
			return false;
		if (!found || (!line->all && dead.condition[0] == 'd' &&
			       strcmp(dead.condition, "dead") != 0))
			continue;
		if (!line->json) {
			print_line(&dead);
			continue;
		}
		buf_addstr(&dlq->out, first ? "\n" : ",\n");
		add_facts(&dead, &dlq->out);
		buf_addstr(&dlq->out, "}");
		first = false;
	}
	if (line->json)
		printf("%s\n]\n", buf_str(&dlq->out));
	return true;
}

static bool parse_id(const char *text, int64_t *out, struct err *err)
{
	char *end;

	errno = 0;
	*out = strtoll(text, &end, 10);
	if (!errno && end != text && !*end && *out > 0)
		return true;
	return err_set(err, ERR_USAGE,
		       "dlq: \"%s\" is no id of a dead letter, such as `dlq "
		       "list` shows first",
		       text);
}

static bool find(struct dlq *dlq, const char *text, struct dead_letter *out,
		 struct err *err)
{
	int64_t id;
	bool found;

	if (!parse_id(text, &id, err))
		return false;
	arena_reset(&dlq->arena);
	if (!state_dead_next(dlq->poller.state, NULL, NULL, id - 1, &dlq->arena,
			     out, &found, err))
		return false;
	return (found && out->id == id) ||
	       err_set(err, ERR_CONFIG,
		       "there is no dead letter %" PRId64
		       ": `shadowlog dlq list` shows them",
		       id);
}

/* What would be sent, if the source can still be asked for its layout. */
static bool render(struct dlq *dlq, const struct dead_letter *dead,
		   struct poller_sink **out, struct err *err)
{
	struct batch_kept kept = { .changes = &dead->change,
				   .n = 1,
				   .replay = "dlq" };
	struct poller *poller = &dlq->poller;
	struct poller_sink *sink;
	struct chain chain = { .batch_id = "" };

	if (!dialect_open(&poller->dialect, poller->settings.dialect, err) ||
	    !poller_configure_sinks(poller, err) ||
	    !poller_find_sink(poller, dead->sink, &sink, err) ||
	    !poller_look(poller, sink, err))
		return false;
	*out = sink;
	return batch_make_kept(&sink->batch, &chain, &kept, &sink->drafts[0],
			       err);
}

static void add_events(const struct rendering *r, struct buf *out)
{
	size_t i;

	buf_addstr(out, ",\"events\":[");
	for (i = 0; i < r->n; i++) {
		buf_addstr(out, i ? "," : "");
		buf_add(out, r->events[i].json.p, r->events[i].json.n);
	}
	buf_addstr(out, "]");
}

static bool show(struct dlq *dlq, struct err *err)
{
	const struct command_line *line = dlq->line;
	struct poller_sink *sink;
	struct err why = { 0 };
	struct dead_letter dead;

	if (line->nargs != 2)
		return err_set(err, ERR_USAGE, "usage: shadowlog dlq show ID");
	if (!find(dlq, line->args[1], &dead, err))
		return false;
	add_facts(&dead, &dlq->out);
	if (render(dlq, &dead, &sink, &why)) {
		add_events(&sink->drafts[0].rendering, &dlq->out);
	} else {
		add_text(&dlq->out, "unreadable", why.text);
	}
	printf("%s}\n", buf_str(&dlq->out));
	return true;
}

/* Every one that waits, of one sink or of all. */
static bool decide_all(struct dlq *dlq, const char *condition, int64_t *n,
		       struct err *err)
{
	const struct command_line *line = dlq->line;
	struct dead_letter dead = { 0 };
	bool found;

	for (;;) {
		arena_reset(&dlq->arena);
		if (!state_dead_next(dlq->poller.state, line->sink, "dead",
				     dead.id, &dlq->arena, &dead, &found, err))
			return false;
		if (!found)
			return true;
		if (!state_dead_decide(dlq->poller.state, &dead.id, 1,
				       condition, line->reason, err))
			return false;
		++*n;
	}
}

/* Those that are named: all or none. */
static bool decide_named(struct dlq *dlq, const char *condition, int64_t *n,
			 struct err *err)
{
	const struct command_line *line = dlq->line;
	size_t i, named = line->nargs - 1;
	int64_t *ids = arena_alloc(&dlq->arena, named * sizeof(*ids));

	for (i = 0; i < named; i++)
		if (!parse_id(line->args[i + 1], &ids[i], err))
			return false;
	*n = (int64_t)named;
	return state_dead_decide(dlq->poller.state, ids, named, condition,
				 line->reason, err);
}

static bool decide(struct dlq *dlq, const char *condition, struct err *err)
{
	const struct command_line *line = dlq->line;
	int64_t n = 0;

	if (line->all == (line->nargs > 1))
		return err_set(err, ERR_USAGE,
			       "dlq %s: say which: IDs, or --all",
			       line->args[0]);
	if (!(line->all ? decide_all : decide_named)(dlq, condition, &n, err))
		return false;
	if (strcmp(condition, "retry") == 0)
		printf("%" PRId64 " dead letters are sent again by the next "
		       "poll\n",
		       n);
	else
		printf("%" PRId64 " dead letters are dropped\n", n);
	return true;
}

/* A sink whose name is wrong has no dead letters either. */
static bool open_named(struct dlq *dlq, bool write, struct err *err)
{
	const char *name = dlq->line->sink;
	struct dead_letter dead;
	struct sink_state sink;
	struct state *state;
	bool found;

	if (!open_state(dlq, write, err))
		return false;
	state = dlq->poller.state;
	if (!name)
		return true;
	if (!state_sink_find(state, name, &sink, &found, err) ||
	    (!found && !state_dead_next(state, name, NULL, 0, &dlq->arena,
					&dead, &found, err)))
		return false;
	return found || state_no_sink(state, name, err);
}

static bool act(struct dlq *dlq, struct err *err)
{
	const struct command_line *line = dlq->line;
	const char *verb = line->nargs ? line->args[0] : "";

	if (strcmp(verb, "list") == 0)
		return open_named(dlq, false, err) && list(dlq, err);
	if (strcmp(verb, "show") == 0)
		return open_named(dlq, false, err) && show(dlq, err);
	if (strcmp(verb, "retry") == 0)
		return open_named(dlq, true, err) && decide(dlq, "retry", err);
	if (strcmp(verb, "drop") == 0 && (!line->reason || !*line->reason))
		return err_set(err, ERR_USAGE,
			       "dlq drop: gives changes up for good: say why "
			       "with --reason TEXT");
	if (strcmp(verb, "drop") == 0)
		return open_named(dlq, true, err) &&
		       decide(dlq, "dropped", err);
	return err_set(err, ERR_USAGE,
		       "dlq: unknown \"%s\": one of list, show, retry, drop",
		       verb);
}

bool command_dlq(const struct command_line *line, struct err *err)
{
	struct dlq dlq = { .line = line };
	bool good = act(&dlq, err);

	arena_release(&dlq.arena);
	buf_release(&dlq.out);
	poller_close(&dlq.poller);
	return good;
}
