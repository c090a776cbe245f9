#include "tests/support/scripted.h"

#include <inttypes.h>
#include <sched.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/mem.h"

struct sink {
	struct scripted *script;
};

/* What SIGTERM sets; and that it has come. */
static volatile sig_atomic_t *stop;
static atomic_bool caught;

static void on_signal(int number)
{
	(void)number;
	if (stop)
		*stop = 1;
	atomic_store(&caught, true);
}

/* SIGTERM comes, to the main thread, before anything else happens. */
static void terminate(void)
{
	atomic_store(&caught, false);
	kill(getpid(), SIGTERM);
	while (!atomic_load(&caught))
		sched_yield();
}

PRINTF_LIKE(2, 3)
static void complain(struct scripted *script, const char *format, ...)
{
	va_list args;

	if (script->wrong[0])
		return;
	va_start(args, format);
	vsnprintf(script->wrong, sizeof(script->wrong), format, args);
	va_end(args);
}

void scripted_say(struct scripted *script, struct scripted_answer answer)
{
	if (script->n < SCRIPTED_ANSWERS)
		script->answers[script->n++] = answer;
}

void scripted_forget(struct scripted *script)
{
	script->n = script->next = script->npoison = 0;
	script->poison_500 = script->down = false;
}

bool scripted_holds(const struct scripted *script, int64_t pos)
{
	size_t i;

	for (i = script->nevents; i > 0; i--)
		if (script->events[i - 1].pos == pos)
			return true;
	return false;
}

void scripted_release(struct scripted *script)
{
	free(script->batches);
	free(script->events);
	*script = (struct scripted){ 0 };
}

/* ----------------------------------------------------- what it was offered */

static void copy(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text ? text : "");
}

static struct scripted_batch *find_batch(struct scripted *script,
					 const char *id)
{
	size_t i;

	for (i = script->nbatches; i > 0; i--)
		if (strcmp(script->batches[i - 1].id, id) == 0)
			return &script->batches[i - 1];
	return NULL;
}

/* One id has one content, for ever. */
static struct scripted_batch *meet(struct scripted *script,
				   const struct batch *batch)
{
	struct scripted_batch *known = find_batch(script, batch->id);

	if (!known) {
		script->batches =
		    xgrow(script->batches, &script->batches_cap,
			  script->nbatches + 1, sizeof(*script->batches));
		known = &script->batches[script->nbatches++];
		*known = (struct scripted_batch){ .seq = batch->batch_seq,
						  .count = batch->count };
		copy(known->id, sizeof(known->id), batch->id);
		copy(known->prev_id, sizeof(known->prev_id), batch->prev_id);
		copy(known->sha256, sizeof(known->sha256), batch->sha256);
		known->replay = batch->replay != NULL;
	}
	if (strcmp(known->sha256, batch->sha256) != 0 ||
	    strcmp(known->prev_id, batch->prev_id ? batch->prev_id : "") != 0 ||
	    known->seq != batch->batch_seq || known->count != batch->count ||
	    known->replay != (batch->replay != NULL))
		complain(script, "batch %s came with another content",
			 batch->id);
	return known;
}

static bool inside(struct str part, struct str whole)
{
	return part.p >= whole.p && part.p + part.n <= whole.p + whole.n;
}

static void look_at_events(struct scripted *script, const struct batch *batch)
{
	int64_t before = 0;
	size_t i;

	for (i = 0; i < batch->count; i++) {
		const struct batch_event *e = &batch->events[i];
		int64_t pos = strtoll(e->pos.p, NULL, 10);

		if (!inside(e->json, batch->body) ||
		    !inside(e->id, batch->body) ||
		    !inside(e->table, batch->body) || e->pos.n != 20 ||
		    !inside(e->pos, batch->body))
			complain(script, "%s: an event is not in the body",
				 batch->id);
		if (pos < before)
			complain(script, "%s: not in order", batch->id);
		before = pos;
	}
}

/* ----------------------------------------------------------- what it takes */

static void hold_event(struct scripted *script, const struct batch *batch,
		       const struct batch_event *event)
{
	struct scripted_event e = { .batch_seq = batch->batch_seq };
	size_t i;

	snprintf(e.id, sizeof(e.id), "%.*s", (int)event->id.n, event->id.p);
	e.pos = strtoll(event->pos.p, NULL, 10);
	e.replay = batch->replay != NULL;
	for (i = script->nevents; i > 0; i--)
		if (strcmp(script->events[i - 1].id, e.id) == 0)
			break;
	if (i && !batch->replay)
		complain(script, "%s brings event %s again", batch->id, e.id);
	if (i)
		return;
	script->events = xgrow(script->events, &script->events_cap,
			       script->nevents + 1, sizeof(*script->events));
	script->events[script->nevents++] = e;
}

static void take(struct scripted *script, const struct batch *batch,
		 struct scripted_batch *known, size_t n,
		 enum scripted_kind answer)
{
	size_t i;

	known->held = known->was_held = true;
	known->accepted = n;
	known->answer = answer;
	for (i = 0; i < n; i++)
		hold_event(script, batch, &batch->events[i]);
	script->last = batch->batch_seq;
	copy(script->last_id, sizeof(script->last_id), batch->id);
}

/* Events with the same position are one change: all of them or none. */
static size_t whole_changes(const struct batch *batch, int64_t wanted)
{
	size_t n =
	    wanted < (int64_t)batch->count ? (size_t)wanted : batch->count;

	while (n > 0 && n < batch->count &&
	       strtoll(batch->events[n].pos.p, NULL, 10) ==
		   strtoll(batch->events[n - 1].pos.p, NULL, 10))
		n--;
	return n;
}

/* The last batch is gone, as if a backup had been restored. */
static bool lose_one(struct scripted *script)
{
	struct scripted_batch *last = find_batch(script, script->last_id);
	size_t i, kept = 0;

	if (!last)
		return false;
	last->held = false;
	for (i = 0; i < script->nevents; i++)
		if (script->events[i].batch_seq != script->last)
			script->events[kept++] = script->events[i];
	script->nevents = kept;
	script->last--;
	copy(script->last_id, sizeof(script->last_id), last->prev_id);
	return true;
}

/* ---------------------------------------------------------------- answers */

static bool fails(struct sink_reply *reply, struct err *err, enum err_kind kind,
		  enum sink_wish wish, bool in_doubt)
{
	reply->wish = wish;
	reply->in_doubt = in_doubt;
	return err_set(err, kind, "scripted: %s", err_kind_name(kind));
}

static void fill_disk(struct scripted *script)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = 0;
	setrlimit(RLIMIT_FSIZE, &limit);
	script->disk_full = true;
}

void scripted_mend(struct scripted *script)
{
	struct rlimit limit;

	if (!script->disk_full)
		return;
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
	script->disk_full = false;
}

/*
 * What it says of a batch of which it holds some events; it may count half a
 * change that it did not take.
 */
static bool say(struct scripted *script, enum scripted_kind kind,
		const struct scripted_batch *known, struct sink_reply *reply,
		struct err *err)
{
	reply->partial = known->accepted < known->count;
	reply->accepted = known->told;
	switch ((int)kind) {
	case SAY_TAKEN_STOP:
	case SAY_PART_STOP:
		reply->wish = SINK_WISH_STOP;
		return true;
	case SAY_PART_LATER:
		return reply->partial ? fails(reply, err, ERR_TRANSIENT,
					      SINK_WISH_NONE, false)
				      : true;
	case SAY_REJECTED_AT:
		return reply->partial ? fails(reply, err, ERR_REJECTED,
					      SINK_WISH_NONE, false)
				      : true;
	case SAY_SIGNAL_TAKEN:
		terminate();
		return true;
	case SAY_DISK_FULL:
		fill_disk(script);
		return true;
	case SAY_DOUBT_TAKEN:
	case SAY_DOUBT_PART:
		*reply = (struct sink_reply){ 0 };
		return fails(reply, err, ERR_TRANSIENT, SINK_WISH_NONE, true);
	default:
		return true;
	}
}

static bool say_500(struct sink_reply *reply, struct err *err)
{
	reply->status = 500;
	return fails(reply, err, ERR_TRANSIENT, SINK_WISH_NONE, true);
}

/* Answers that take nothing of it. */
static bool refuse(enum scripted_kind kind, struct sink_reply *reply,
		   struct err *err)
{
	switch ((int)kind) {
	case SAY_REJECTED:
		return fails(reply, err, ERR_REJECTED, SINK_WISH_NONE, false);
	case SAY_SPLIT:
		return fails(reply, err, ERR_REJECTED, SINK_WISH_SPLIT, false);
	case SAY_STOP:
		return fails(reply, err, ERR_MISCONFIGURED, SINK_WISH_STOP,
			     false);
	case SAY_MISCONFIGURED:
		return fails(reply, err, ERR_MISCONFIGURED, SINK_WISH_NONE,
			     false);
	case SAY_500:
	case SAY_DOWN:
		return say_500(reply, err);
	case SAY_DOUBT:
		return fails(reply, err, ERR_TRANSIENT, SINK_WISH_NONE, true);
	case SAY_SIGNAL:
		terminate();
		return fails(reply, err, ERR_STOPPED, SINK_WISH_NONE, true);
	default:
		return fails(reply, err, ERR_TRANSIENT, SINK_WISH_NONE, false);
	}
}

static bool takes_nothing(enum scripted_kind kind)
{
	return kind == SAY_REJECTED || kind == SAY_SPLIT || kind == SAY_STOP ||
	       kind == SAY_MISCONFIGURED || kind == SAY_FAILS ||
	       kind == SAY_500 || kind == SAY_DOWN || kind == SAY_DOUBT ||
	       kind == SAY_SIGNAL;
}

static bool takes_part(enum scripted_kind kind)
{
	return kind == SAY_PART || kind == SAY_PART_LATER ||
	       kind == SAY_PART_STOP || kind == SAY_REJECTED_AT ||
	       kind == SAY_DOUBT_PART;
}

/* The first event that it refuses for ever, or batch->count. */
static size_t poisoned(const struct scripted *script, const struct batch *batch)
{
	size_t i, k;

	for (i = 0; i < batch->count; i++)
		for (k = 0; k < script->npoison; k++)
			if (strtoll(batch->events[i].pos.p, NULL, 10) ==
			    script->poison[k])
				return i;
	return batch->count;
}

static bool take_part_again(struct scripted *script, const struct batch *batch,
			    struct scripted_batch *known,
			    struct sink_reply *reply, struct err *err)
{
	enum scripted_kind then =
	    known->answer == SAY_DOUBT_PART ? SAY_PART : known->answer;

	take(script, batch, known, script->deaf ? batch->count : batch->taken,
	     then);
	if (known->deaf || script->deaf)
		known->told = known->accepted;
	known->deaf = script->deaf;
	return say(script, then, known, reply, err);
}

/* A batch that is the next one: by the script. */
static bool answer(struct scripted *script, const struct batch *batch,
		   struct scripted_batch *known, struct scripted_answer said,
		   struct sink_reply *reply, struct err *err)
{
	size_t bad = poisoned(script, batch), n = batch->count;

	/* Of what it had it takes as much as it is told that it took. */
	if (known->was_held && batch->taken && said.kind != SAY_DOUBT) {
		if (batch->taken != known->accepted && !known->deaf)
			complain(script, "%s: %zu were taken, not %zu",
				 batch->id, known->accepted, batch->taken);
		return take_part_again(script, batch, known, reply, err);
	}
	/* What it had it does not find bad, or too much, today. */
	if (known->was_held && said.kind != SAY_DOUBT)
		said.kind = SAY_TAKEN;
	if (takes_nothing(said.kind))
		return refuse(said.kind, reply, err);
	if (script->limit && batch->body.n > script->limit)
		return refuse(SAY_SPLIT, reply, err);
	if (bad < batch->count && script->poison_500)
		return say_500(reply, err);
	if (bad < batch->count && (!script->poison_at || batch->count == 1))
		return refuse(SAY_REJECTED, reply, err);
	if (bad < batch->count)
		said = (struct scripted_answer){ SAY_REJECTED_AT,
						 .n = (int64_t)bad };
	if (takes_part(said.kind))
		n = whole_changes(batch, said.n);
	if (strcmp(known->prev_id, script->last_id) != 0)
		complain(script, "%s follows %s, and not %s", batch->id,
			 known->prev_id, script->last_id);
	if (n || !batch->count)
		take(script, batch, known, n, said.kind);
	known->accepted = n;
	known->told = n < batch->count ? (size_t)said.n : n;
	return say(script, said.kind, known, reply, err);
}

/* One that it has: the same answer as then. */
static bool repeat(struct scripted *script, const struct batch *batch,
		   const struct scripted_batch *known,
		   struct scripted_answer said, struct sink_reply *reply,
		   struct err *err)
{
	enum scripted_kind then = known->answer;

	if (!known->held)
		complain(script, "%s has the number of another one", batch->id);
	if (said.kind == SAY_FAILS || said.kind == SAY_500 ||
	    said.kind == SAY_DOWN || said.kind == SAY_DOUBT)
		return refuse(said.kind, reply, err);
	if (then == SAY_DOUBT_PART)
		then = SAY_PART;
	if (!takes_part(then))
		then = SAY_TAKEN;
	return say(script, then, known, reply, err);
}

static struct scripted_answer next_answer(struct scripted *script)
{
	struct scripted_answer none = { .kind = SAY_TAKEN };

	return script->next < script->n ? script->answers[script->next++]
					: none;
}

/* No batch: it changes nothing, and comes with the last number. */
static bool hear_ping(struct scripted *script, const struct batch *batch,
		      struct sink_reply *reply, struct err *err)
{
	script->pings++;
	if (batch->count || find_batch(script, batch->id))
		complain(script, "ping %s looks like a batch", batch->id);
	if (batch->batch_seq > script->last)
		complain(script, "ping %s is ahead", batch->id);
	return !script->down || say_500(reply, err);
}

static bool scripted_deliver(struct sink *sink, const struct batch *batch,
			     struct sink_reply *reply, struct err *err)
{
	struct scripted *script = sink->script;
	struct scripted_batch *known;
	struct scripted_answer said;
	int64_t lost;

	script->deliveries++;
	script->was_plain = batch->plain;
	reply->plain = script->plain;
	if (batch->ping)
		return hear_ping(script, batch, reply, err);
	known = meet(script, batch);
	if (script->down)
		return say_500(reply, err);
	said = next_answer(script);
	script->down = said.kind == SAY_DOWN;
	lost = said.kind == SAY_LOSE ? said.n : 0;
	look_at_events(script, batch);
	reply->retry_after = said.retry_after;
	while (lost-- > 0 && lose_one(script))
		;
	if (batch->batch_seq <= script->last)
		return repeat(script, batch, known, said, reply, err);
	if (batch->batch_seq == script->last + 1)
		return answer(script, batch, known, said, reply, err);
	reply->expected_seq = script->last + 1;
	return fails(reply, err, ERR_MISCONFIGURED, SINK_WISH_REWIND, false);
}

/* --------------------------------------------------------------- as a sink */

struct sink *scripted_wrap(struct scripted *script)
{
	struct sink *sink = xcalloc(1, sizeof(*sink));
	struct sigaction action = { .sa_handler = on_signal };

	stop = script->stop;
	sigaction(SIGTERM, &action, NULL);
	sink->script = script;
	return sink;
}

static bool scripted_position(struct sink *sink, struct sink_position *out,
			      struct err *err)
{
	(void)sink;
	(void)err;
	*out = (struct sink_position){ 0 };
	return true;
}

static void scripted_close(struct sink *sink)
{
	free(sink);
}

const struct sink_type scripted_sink = {
	.name = "scripted",
	.summary = "answers what a test's script says",
	.position = scripted_position,
	.deliver = scripted_deliver,
	.close = scripted_close,
};
