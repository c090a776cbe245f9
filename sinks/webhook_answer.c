#include "sinks/webhook_answer.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "sinks/http_status.h"
#include "sinks/options.h"
#include "sinks/rate_limit.h"
#include "sinks/retry_after.h"
#include "sinks/webhook_ack.h"

/*
 * Answers in a row after which an unknown 4xx is taken for the events' fault.
 */
enum { UNKNOWN_MOST = 10 };

bool webhook_rules_read(struct webhook_rules *out,
			const struct sink_options *options, struct err *err)
{
	const char *ack = options->get(options, "ack");

	*out = (struct webhook_rules){ 0 };
	if (ack && strcmp(ack, "status") != 0 && strcmp(ack, "body") != 0)
		return options->fail(options, "ack", err, "say status or body");
	out->by_body = ack && strcmp(ack, "body") == 0;
	return option_yes(options, "abort_message", &out->abort_message, err);
}

void webhook_excerpt(struct str text, char out[WEBHOOK_EXCERPT_SIZE])
{
	size_t i, n = 0;
	bool blank = false;

	for (i = 0; i < text.n && n < WEBHOOK_EXCERPT_MOST; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (isspace(c)) {
			blank = n > 0;
			continue;
		}
		if (blank)
			out[n++] = ' ';
		blank = false;
		out[n++] = (char)(c > 0x20 && c < 0x7f ? c : '?');
	}
	out[n] = '\0';
	if (i < text.n)
		snprintf(out + n, 4, "...");
}

/* ---------------------------------------------------------------- headers */

/* The value of a header line of that name, or NULL. */
static const char *value_of(const char *line, const char *name)
{
	size_t n = strlen(name);

	if (strncasecmp(line, name, n) != 0 || line[n] != ':')
		return NULL;
	line += n + 1;
	return line + strspn(line, " \t");
}

/* Its first value, or NULL. */
static const char *find(const struct webhook_answer *answer, const char *name)
{
	const char *value;
	size_t i;

	for (i = 0; i < answer->nheaders; i++)
		if ((value = value_of(answer->headers[i], name)))
			return value;
	return NULL;
}

/* All its lines as one, with commas between. */
static void join(const struct webhook_answer *answer, const char *name,
		 struct buf *out)
{
	const char *value;
	size_t i;

	for (i = 0; i < answer->nheaders; i++) {
		if (!(value = value_of(answer->headers[i], name)))
			continue;
		if (out->len)
			buf_addch(out, ',');
		buf_addstr(out, value);
	}
}

/* Does a header's list of words hold this one? */
static bool says(const struct webhook_answer *answer, const char *name,
		 const char *word)
{
	struct buf all = { 0 };
	size_t length = strlen(word);
	bool found = false;
	const char *p;

	join(answer, name, &all);
	for (p = buf_str(&all); *p && !found; p += strcspn(p, ",")) {
		size_t n;

		p += strspn(p, ", \t");
		n = strcspn(p, ", \t;");
		found = n == length && strncasecmp(p, word, n) == 0;
	}
	buf_release(&all);
	return found;
}

static bool has_type(const struct webhook_answer *answer, const char *type)
{
	const char *value = find(answer, "content-type");
	size_t n = strlen(type);

	return value && strncasecmp(value, type, n) == 0 &&
	       (!value[n] || strchr("; \t", value[n]));
}

static int64_t clamp(int64_t seconds)
{
	return seconds < WEBHOOK_PAUSE_MOST ? seconds : WEBHOOK_PAUSE_MOST;
}

/*
 * The number that a text begins with; -1 for none, and for what none waits for.
 */
static int64_t leading_number(const char *text)
{
	size_t n = text ? strspn(text, "0123456789") : 0;

	if (!n || n > 9 || (text[n] && !strchr(" \t,;", text[n])))
		return -1;
	return strtoll(text, NULL, 10);
}

/* What stands behind "key=" in such a list, or NULL. */
static const char *member_of(const char *list, const char *key)
{
	const char *p = list;

	while ((p = strstr(p, key))) {
		if (p == list || strchr(" \t,", p[-1]))
			return p + strlen(key);
		p += strlen(key);
	}
	return NULL;
}

/*
 * As the drafts before the eighth had it, and most servers still do:
 * RateLimit-Remaining and RateLimit-Reset, or one field with both as members.
 */
static void read_old_rate(const struct webhook_answer *answer,
			  const char *limits, struct rate_limit *out)
{
	const char *remaining = find(answer, "ratelimit-remaining");
	const char *reset = find(answer, "ratelimit-reset");

	if (!remaining) {
		remaining = member_of(limits, "remaining=");
		reset = member_of(limits, "reset=");
	}
	out->remaining = leading_number(remaining);
	out->seconds = out->remaining < 0 ? -1 : leading_number(reset);
}

static void read_rate(const struct webhook_answer *answer,
		      struct webhook_hints *hints)
{
	struct buf limits = { 0 }, policies = { 0 };
	struct rate_limit rate;

	join(answer, "ratelimit", &limits);
	join(answer, "ratelimit-policy", &policies);
	rate_limit_read((struct str){ limits.data, limits.len },
			(struct str){ policies.data, policies.len }, &rate);
	if (rate.remaining < 0)
		read_old_rate(answer, buf_str(&limits), &rate);
	hints->remaining = rate.remaining;
	hints->seconds = rate.seconds < 0 ? -1 : clamp(rate.seconds);
	buf_release(&limits);
	buf_release(&policies);
}

/* --------------------------------------------------------- problem details */

/* What of RFC 9457 problem details concerns us. */
struct problem {
	char type[200];       /* "" for none */
	int64_t expected_seq; /* 0: it tells none */
};

static void read_problem(const struct webhook_answer *answer,
			 struct problem *out)
{
	const char *type;
	json_t *object, *seq;

	*out = (struct problem){ 0 };
	if (answer->body_cut || !answer->body.n ||
	    !has_type(answer, "application/problem+json"))
		return;
	object = json_loadb(answer->body.p, answer->body.n,
			    JSON_REJECT_DUPLICATES, NULL);
	type = json_string_value(json_object_get(object, "type"));
	seq = json_object_get(object, "expected_batch_seq");
	if (type && strlen(type) < sizeof(out->type))
		snprintf(out->type, sizeof(out->type), "%s", type);
	if (json_is_integer(seq) && json_integer_value(seq) > 0)
		out->expected_seq = json_integer_value(seq);
	json_decref(object);
}

/* The last part of its type, behind "/", ":" or "#". */
static bool is_problem(const struct problem *problem, const char *name)
{
	size_t n = strlen(problem->type), length = strlen(name);

	return n > length && strcmp(problem->type + n - length, name) == 0 &&
	       strchr("/:#", problem->type[n - length - 1]);
}

/* ---------------------------------------------------------------- verdict */

/* What is going to be the error. */
struct verdict {
	enum err_kind kind;
	char meaning[400];
};

PRINTF_LIKE(3, 4)
static void find_that(struct verdict *verdict, enum err_kind kind,
		      const char *format, ...)
{
	va_list args;

	verdict->kind = kind;
	va_start(args, format);
	vsnprintf(verdict->meaning, sizeof(verdict->meaning), format, args);
	va_end(args);
}

/* 412: from which batch on does it want them again? */
static void judge_gap(const struct problem *problem, struct sink_reply *reply,
		      struct verdict *verdict)
{
	if (!is_problem(problem, "sequence-gap") || !problem->expected_seq) {
		find_that(verdict, ERR_MISCONFIGURED,
			  "the receiver misses an earlier batch, and does not "
			  "tell which in application/problem+json of type "
			  "\".../sequence-gap\" with \"expected_batch_seq\"");
		return;
	}
	/*
	 * What may come of it is for the poller to say, who knows its batches.
	 */
	reply->expected_seq = problem->expected_seq;
	reply->wish = SINK_WISH_REWIND;
	find_that(verdict, ERR_MISCONFIGURED,
		  "the receiver wants batch %" PRId64 " next",
		  problem->expected_seq);
}

static bool mentions(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (; *text; text++)
		if (strncasecmp(text, word, n) == 0)
			return true;
	return false;
}

/* What the body of some refusals adds to their number. */
static void read_refusal(const struct webhook_answer *answer,
			 struct sink_reply *reply, struct verdict *verdict)
{
	struct problem problem;

	read_problem(answer, &problem);
	if (answer->status == 412)
		judge_gap(&problem, reply, verdict);
	if (answer->status == 409 && is_problem(&problem, "stale-token"))
		find_that(verdict, ERR_TRANSIENT,
			  "the receiver has heard from a poller with a newer "
			  "lease");
	if (answer->status != 422)
		return;
	if (mentions(problem.type, "idempotency"))
		find_that(verdict, ERR_INTERNAL,
			  "the receiver has another batch under the same id");
	else if (is_problem(&problem, "broken-chain"))
		find_that(verdict, ERR_INTERNAL,
			  "the receiver has another batch before this one");
}

/* False, with the error that was found. */
static bool fail(const struct webhook_answer *answer,
		 const struct verdict *verdict, struct err *err)
{
	char text[WEBHOOK_EXCERPT_SIZE];

	webhook_excerpt(answer->body, text);
	err_set(err, verdict->kind, "%s answered %d%s%s%s%s", answer->where,
		answer->status, *verdict->meaning ? ": " : "", verdict->meaning,
		*text ? ": " : "", text);
	if (answer->location) {
		const struct str to = { answer->location,
					strlen(answer->location) };

		webhook_excerpt(to, text);
		err_prefix(err, "redirect to %s", text);
	}
	return false;
}

/* A refusal, or no verdict at all. */
static bool refused(const struct webhook_rules *rules,
		    const struct webhook_answer *answer,
		    const struct batch *batch, struct sink_reply *reply,
		    struct err *err)
{
	const struct http_status *row = http_status_find(answer->status);
	struct verdict verdict;
	const char *after = find(answer, "retry-after");

	find_that(&verdict, row->kind, "%s", row->meaning ? row->meaning : "");
	reply->wish = row->wish;
	reply->in_doubt = row->in_doubt;
	if (after)
		reply->retry_after =
		    retry_after_read(after, answer->now, WEBHOOK_PAUSE_MOST);
	read_refusal(answer, reply, &verdict);
	if (row->unknown && batch->status == answer->status &&
	    batch->alike >= UNKNOWN_MOST)
		find_that(&verdict, ERR_REJECTED,
			  "nobody knows that status, and it does not pass");
	if (says(answer, "webhook-delivery", "disable")) {
		reply->wish = SINK_WISH_STOP;
		find_that(&verdict, ERR_MISCONFIGURED,
			  "the receiver wants no more (webhook-delivery: "
			  "disable)");
	} else if (rules->abort_message && reply->wish == SINK_WISH_NONE &&
		   verdict.kind != ERR_INTERNAL &&
		   says(answer, "webhook-delivery", "abort-message")) {
		reply->in_doubt = false;
		find_that(&verdict, ERR_REJECTED,
			  "the receiver does not want this batch "
			  "(webhook-delivery: abort-message)");
	}
	return fail(answer, &verdict, err);
}

/* Does the batch hold one change, of one event or two? */
static bool is_one_change(const struct batch *batch)
{
	const struct batch_event *e = batch->events;

	return batch->count == 1 || (batch->count == 2 && e[0].pos.n &&
				     str_equal(e[0].pos, e[1].pos));
}

/* A 2xx whose body decides. */
static bool by_body(const struct webhook_answer *answer,
		    const struct batch *batch, struct sink_reply *reply,
		    struct err *err)
{
	static const enum err_kind kinds[] = {
		[WEBHOOK_ACK_RETRY] = ERR_TRANSIENT,
		[WEBHOOK_ACK_REJECT] = ERR_REJECTED,
		[WEBHOOK_ACK_UNKNOWN] = ERR_TRANSIENT,
	};
	struct verdict verdict;
	struct webhook_ack ack;

	webhook_ack_read(answer->body, answer->body_cut, batch, &ack);
	/* 207 says that parts failed: silence takes nothing there. */
	if (answer->status == 207 && ack.by_silence) {
		ack = (struct webhook_ack){ .kind = WEBHOOK_ACK_UNKNOWN };
		snprintf(ack.text, sizeof(ack.text), "%s",
			 http_status_find(207)->meaning);
	}
	if (ack.kind == WEBHOOK_ACK_ALL)
		return true;
	reply->in_doubt = ack.kind == WEBHOOK_ACK_UNKNOWN;
	/* The one change of a batch refused is the batch refused. */
	reply->partial =
	    ack.kind != WEBHOOK_ACK_UNKNOWN &&
	    !(ack.kind == WEBHOOK_ACK_REJECT && is_one_change(batch));
	reply->accepted = ack.accepted;
	if (ack.kind == WEBHOOK_ACK_PREFIX)
		return true;
	find_that(&verdict, kinds[ack.kind], "%s", ack.text);
	return fail(answer, &verdict, err);
}

static enum webhook_again again(const struct webhook_answer *answer)
{
	switch (answer->status) {
	case 401:
		return WEBHOOK_AGAIN_TOKEN;
	case 415:
		return answer->compressed ? WEBHOOK_AGAIN_PLAIN
					  : WEBHOOK_AGAIN_NO;
	case 421:
		return WEBHOOK_AGAIN_CONNECTION;
	default:
		return WEBHOOK_AGAIN_NO;
	}
}

bool webhook_judge(const struct webhook_rules *rules,
		   const struct webhook_answer *answer,
		   const struct batch *batch, struct sink_reply *reply,
		   struct webhook_hints *hints, struct err *err)
{
	const struct http_status *row = http_status_find(answer->status);
	bool good;

	*hints = (struct webhook_hints){ .again = again(answer),
					 .throttled = row->throttled };
	read_rate(answer, hints);
	if (answer->status == 207 || (row->kind == ERR_NONE && rules->by_body))
		good = by_body(answer, batch, reply, err);
	else if (row->kind == ERR_NONE)
		good = true;
	else
		good = refused(rules, answer, batch, reply, err);
	/* One that was taken stays taken, whatever else is asked for. */
	if (answer->status / 100 == 2 &&
	    says(answer, "webhook-delivery", "disable"))
		reply->wish = SINK_WISH_STOP;
	if (hints->remaining == 0 && hints->seconds > reply->retry_after)
		reply->retry_after = hints->seconds;
	return good;
}
