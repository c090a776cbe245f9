/*
 * Dead letters: a change that cannot be delivered is set aside with all that is
 * needed to send it later, and the stream goes on behind it.
 */
#include "poller/bury.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/clock.h"
#include "poller/deliver.h"
#include "poller/poller.h"
#include "poller/state_dead.h"

/* Its key, as JSON and as what is parked; undecodable rows have none. */
static void find_key(struct poller_sink *sink, const struct change *change,
		     const struct shape *shape, struct key_hash hashes[2],
		     size_t *n, struct buf *json)
{
	struct err ignored = { 0 };

	*n = 0;
	if (!shape ||
	    !change_keys(change, shape, sink->batch.encoding,
			 &sink->batch.arena, hashes, n, json, &ignored)) {
		*n = 0;
		buf_reset(json);
		buf_addstr(json, "null");
	}
}

static void park(struct poller_sink *sink, const struct key_hash *hashes,
		 size_t n, struct dead_letter *dead)
{
	size_t i;

	if (sink->config.on_reject != ON_REJECT_PARK_KEY)
		return;
	for (i = 0; i < n; i++) {
		dead->key_hash[i] = hashes[i].text;
		key_set_add(&sink->parked, hashes[i].text);
	}
}

/* With the event at fault goes what was wrong with the sink. */
static void revive(struct sink_state *state)
{
	state->rejections = 0;
	state->split = state->split_last = 0;
	state->omit_seq = state->omit = 0;
	state->dead_total++;
	sink_recover(state);
}

static void tell(struct poller *poller, const struct poller_sink *sink,
		 const struct dead_letter *dead, const struct err *why)
{
	struct err told = *why;

	err_prefix(&told, "event %s is a dead letter now (`shadowlog dlq`)",
		   dead->event_id);
	report_failure(poller->report, sink->state.name, &told, 0);
}

bool bury(struct poller *poller, struct poller_sink *sink,
	  const struct seal *seal, const struct change *change,
	  const struct err *why, struct err *err)
{
	const struct state_identity *identity = sink->batch.identity;
	const struct shape *shape = NULL;
	struct dead_letter dead = { .change = *change, .reason = why->text };
	struct key_hash hashes[2];
	struct buf json = { 0 };
	char event_id[160];
	size_t n;
	bool good;

	/* A shape that does not decode is why it dies: no reason to stop. */
	if (!source_shape(poller->source, change->shape, &shape, err) &&
	    err->kind != ERR_DATA)
		return false;
	err_clear(err);
	find_key(sink, change, shape, hashes, &n, &json);
	snprintf(event_id, sizeof(event_id), "%s:%s:%020" PRId64,
		 identity->source, identity->epoch, change->seq);
	snprintf(dead.sink, sizeof(dead.sink), "%s", sink->state.name);
	snprintf(dead.epoch, sizeof(dead.epoch), "%s", identity->epoch);
	snprintf(dead.batch_id, sizeof(dead.batch_id), "%s", seal->id);
	clock_now_text(dead.died_at);
	dead.event_id = event_id;
	dead.table = shape ? shape->label : "";
	dead.key = buf_str(&json);
	park(sink, hashes, n, &dead);
	revive(&sink->state);
	good = state_bury(poller->state, &sink->state, &sink->acked, seal,
			  &dead, err);
	if (good)
		tell(poller, sink, &dead, why);
	poller->worked = true;
	buf_release(&json);
	deliver_drop(poller, sink);
	return good;
}
