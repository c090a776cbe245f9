#include "sinks/webhook_ack.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "sinks/webhook_answer.h"

enum { POS_DIGITS = 20 };

static void unknown(struct webhook_ack *out, const char *why)
{
	*out = (struct webhook_ack){ .kind = WEBHOOK_ACK_UNKNOWN };
	snprintf(out->text, sizeof(out->text),
		 "the body does not acknowledge the batch: %s", why);
}

/* Steps back from between the two events of one change. */
static size_t whole_changes(const struct batch *batch, size_t n)
{
	while (n > 0 && n < batch->count && batch->events[n].pos.n &&
	       str_equal(batch->events[n - 1].pos, batch->events[n].pos))
		n--;
	return n;
}

static bool find_event(const struct batch *batch, const json_t *id, size_t *out)
{
	struct str want = { json_string_value(id), json_string_length(id) };

	if (!want.p)
		return false;
	for (*out = 0; *out < batch->count; ++*out)
		if (str_equal(batch->events[*out].id, want))
			return true;
	return false;
}

static void excerpt(const json_t *text, char out[WEBHOOK_EXCERPT_SIZE])
{
	struct str s = { json_string_value(text), json_string_length(text) };

	*out = '\0';
	if (s.p)
		webhook_excerpt(s, out);
}

/* ------------------------------------------------------------ acked_through */

/* As 20 digits; false if it is no position. */
static bool read_pos(const json_t *value, char out[POS_DIGITS + 1])
{
	const char *text = json_string_value(value);
	size_t n = text ? strlen(text) : 0;

	if (n == 0 || n > POS_DIGITS || text[strspn(text, "0123456789")])
		return false;
	memset(out, '0', POS_DIGITS);
	memcpy(out + POS_DIGITS - n, text, n + 1);
	return true;
}

static void read_through(const json_t *value, const struct batch *batch,
			 struct webhook_ack *out)
{
	char through[POS_DIGITS + 1];
	size_t n = 0;

	if (!read_pos(value, through)) {
		unknown(out, "\"acked_through\" is no position, a string of "
			     "digits");
		return;
	}
	/*
	 * A receiver that tells the highest position it ever saw has not
	 * understood that a lower one can come later.
	 */
	if (!batch->last_pos || strcmp(through, batch->last_pos) > 0) {
		unknown(out, "\"acked_through\" lies behind its last event");
		return;
	}
	while (n < batch->count && batch->events[n].pos.n == POS_DIGITS &&
	       memcmp(batch->events[n].pos.p, through, POS_DIGITS) <= 0)
		n++;
	if (n == batch->count)
		return;
	out->kind = n ? WEBHOOK_ACK_PREFIX : WEBHOOK_ACK_RETRY;
	out->accepted = n;
	snprintf(out->text, sizeof(out->text),
		 "the receiver has taken %zu of %zu events", n, batch->count);
}

/* ---------------------------------------------------- results, by event */

/* The first event that was not taken, as far as was read. */
struct fault {
	bool found, reject;
	size_t event;
	const json_t *problem;
};

static void note_fault(struct fault *fault, size_t event, bool reject,
		       const json_t *problem)
{
	if (fault->found && event > fault->event)
		return;
	/* Told twice and differently: to come again sets nothing aside. */
	if (fault->found && event == fault->event && !fault->reject)
		return;
	*fault = (struct fault){ true, reject, event, problem };
}

static void conclude(const struct fault *fault, const struct batch *batch,
		     struct webhook_ack *out)
{
	char title[WEBHOOK_EXCERPT_SIZE], detail[WEBHOOK_EXCERPT_SIZE];

	if (!fault->found)
		return;
	out->kind = fault->reject ? WEBHOOK_ACK_REJECT : WEBHOOK_ACK_RETRY;
	out->accepted = whole_changes(batch, fault->event);
	excerpt(json_object_get(fault->problem, "title"), title);
	excerpt(json_object_get(fault->problem, "detail"), detail);
	snprintf(out->text, sizeof(out->text), "event \"%.*s\" %s%s%s%s%.120s",
		 (int)batch->events[fault->event].id.n,
		 batch->events[fault->event].id.p,
		 fault->reject ? "is refused" : "is to come again",
		 *title ? ": " : "", title, *detail ? ": " : "", detail);
}

static bool read_result(const json_t *result, const struct batch *batch,
			struct fault *fault, struct webhook_ack *out)
{
	const char *status =
	    json_string_value(json_object_get(result, "status"));
	size_t event = 0;

	if (!find_event(batch, json_object_get(result, "id"), &event)) {
		unknown(out, "\"results\" names an event that is not in it");
		return false;
	}
	if (status && strcmp(status, "ok") == 0)
		return true;
	if (!status ||
	    (strcmp(status, "retry") != 0 && strcmp(status, "reject") != 0)) {
		unknown(out, "a \"status\" in \"results\" is not ok, retry or "
			     "reject");
		return false;
	}
	note_fault(fault, event, status[2] == 'j',
		   json_object_get(result, "problem"));
	return true;
}

static void read_results(const json_t *list, const struct batch *batch,
			 struct webhook_ack *out)
{
	struct fault fault = { 0 };
	size_t i;

	if (!json_is_array(list)) {
		unknown(out, "\"results\" is no list");
		return;
	}
	for (i = 0; i < json_array_size(list); i++)
		if (!read_result(json_array_get(list, i), batch, &fault, out))
			return;
	conclude(&fault, batch, out);
}

/* -------------------------------------------------------- batchItemFailures */

static void read_failures(const json_t *list, const struct batch *batch,
			  struct webhook_ack *out)
{
	struct fault fault = { 0 };
	size_t i;

	if (json_is_null(list)) {
		out->by_silence = true;
		return;
	}
	if (!json_is_array(list)) {
		unknown(out, "\"batchItemFailures\" is no list");
		return;
	}
	for (i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		size_t event = 0;

		if (!find_event(batch, json_object_get(one, "itemIdentifier"),
				&event)) {
			unknown(out, "\"batchItemFailures\" names an event "
				     "that is not in it");
			return;
		}
		note_fault(&fault, event, false, NULL);
	}
	conclude(&fault, batch, out);
}

/* --------------------------------------------------------------------- body */

static void read_object(const json_t *object, const struct batch *batch,
			struct webhook_ack *out)
{
	const json_t *through = json_object_get(object, "acked_through");
	const json_t *results = json_object_get(object, "results");
	const json_t *failures = json_object_get(object, "batchItemFailures");

	if (!through + !results + !failures < 2) {
		unknown(out, "it does so in two ways");
		return;
	}
	if (through)
		read_through(through, batch, out);
	else if (results)
		read_results(results, batch, out);
	else if (failures)
		read_failures(failures, batch, out);
	else if (json_object_size(object) == 0)
		out->by_silence = true;
	else
		unknown(out, "it has no \"acked_through\", \"results\" or "
			     "\"batchItemFailures\"");
}

void webhook_ack_read(struct str body, bool cut, const struct batch *batch,
		      struct webhook_ack *out)
{
	json_t *object;

	*out = (struct webhook_ack){ .kind = WEBHOOK_ACK_ALL,
				     .accepted = batch->count };
	if (cut) {
		unknown(out, "it is too long");
		return;
	}
	object = json_loadb(body.n ? body.p : "", body.n,
			    JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(object))
		read_object(object, batch, out);
	else
		unknown(out, body.n ? "it is no JSON object" : "it is empty");
	json_decref(object);
}
