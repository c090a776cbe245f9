/*
 * An answer of any bytes: the first ones choose status, rules and the batch, a
 * head follows up to an empty line, and the rest is the body.
 *
 * What holds whatever came: an acknowledgement by body alone takes what the
 * body can be read to say, and no more; nobody makes us wait for longer than
 * we allow; a change that is two events is never torn; and what is told of it
 * can go to a terminal.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "sinks/webhook_answer.h"

enum { EVENTS = 5, LINES = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

/* Five events, of which the second and the third are one change. */
static struct batch_event events[EVENTS] = {
	{ .id = { "a:b:00000000000000000003", 24 },
	  .pos = { "00000000000000000003", 20 } },
	{ .id = { "a:b:00000000000000000004.1", 26 },
	  .pos = { "00000000000000000004", 20 } },
	{ .id = { "a:b:00000000000000000004.2", 26 },
	  .pos = { "00000000000000000004", 20 } },
	{ .id = { "a:b:00000000000000000005", 24 },
	  .pos = { "00000000000000000005", 20 } },
	{ .id = { "a:b:00000000000000000009", 24 },
	  .pos = { "00000000000000000009", 20 } },
};

static void check_reply(const struct webhook_rules *rules,
			const struct webhook_answer *answer,
			const struct batch *batch, bool good,
			const struct sink_reply *reply, const struct err *err)
{
	const char *p;

	check(good == (err->kind == ERR_NONE), "both, or neither");
	check(reply->retry_after >= 0 &&
		  reply->retry_after <= WEBHOOK_PAUSE_MOST,
	      "a long wait");
	check(!good || (answer->status >= 200 && answer->status < 300),
	      "a failure acknowledges");
	check(!good || !reply->in_doubt, "taken, and in doubt");
	check(!reply->partial || reply->accepted < batch->count,
	      "a part that is all");
	check(reply->partial || reply->accepted == 0, "a part of nothing");
	check(!(good && reply->partial) || reply->accepted > 0,
	      "no part, at once");
	check(reply->accepted != 2, "half of a change");
	check((reply->wish == SINK_WISH_REWIND) <= (reply->expected_seq > 0),
	      "back to where?");
	for (p = err->text; *p; p++)
		check(*p >= 0x20 && *p < 0x7f, "no text");
	if (good && rules->by_body) {
		json_t *body = json_loadb(answer->body.n ? answer->body.p : "",
					  answer->body.n, 0, NULL);

		check(json_is_object(body), "taken, and nobody said so");
		json_decref(body);
	}
}

/* Splits off lines up to an empty one; what is left is the body. */
static size_t split(char *text, size_t n, const char **lines, struct str *body)
{
	char *end = text + n;
	size_t count = 0;

	while (count < LINES && text < end) {
		char *stop = memchr(text, '\n', (size_t)(end - text));

		if (!stop)
			break;
		*stop = '\0';
		if (stop == text) {
			text++;
			break;
		}
		lines[count++] = text;
		text = stop + 1;
	}
	*body = (struct str){ text, (size_t)(end - text) };
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct webhook_rules rules;
	struct webhook_answer answer = { .where = "https://x",
					 .now = 1795335346 };
	struct batch batch = { .batch_seq = 7,
			       .first_pos = "00000000000000000003",
			       .last_pos = "00000000000000000009",
			       .events = events };
	struct sink_reply reply = { 0 };
	struct webhook_hints hints;
	const char *lines[LINES];
	struct err err = { 0 };
	char *text;
	bool good;

	if (size < 3)
		return 0;
	answer.status = data[0] * 4 + (data[1] & 3);
	answer.compressed = data[1] & 4;
	answer.body_cut = data[1] & 8;
	rules = (struct webhook_rules){ .by_body = data[1] & 16,
					.abort_message = data[1] & 32 };
	batch.attempt = data[1] >> 6 << 2;
	batch.count = data[2] % 3 == 0 ? 0 : EVENTS;
	size -= 3;
	text = malloc(size + 1);
	check(text != NULL, "no memory");
	memcpy(text, data + 3, size);
	text[size] = '\0';
	answer.headers = lines;
	answer.nheaders = split(text, size, lines, &answer.body);
	good = webhook_judge(&rules, &answer, &batch, &reply, &hints, &err);
	check_reply(&rules, &answer, &batch, good, &reply, &err);
	check(hints.seconds >= -1 && hints.seconds <= WEBHOOK_PAUSE_MOST,
	      "a long window");
	free(text);
	return 0;
}
