#include "poller/lanes.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "poller/poller.h"
#include "poller/state_dead.h"

enum { NAME_MOST = 32 };

bool lane_name(const char *section, int64_t lane, int64_t lanes, char out[64],
	       struct err *err)
{
	int longest = snprintf(out, 64, "_%" PRId64 "of%" PRId64, lanes, lanes);
	int n = (int)strlen(section) + longest;

	snprintf(out, 64, "%s_%" PRId64 "of%" PRId64, section, lane, lanes);
	if (n <= NAME_MOST)
		return true;
	return err_set(err, ERR_CONFIG,
		       "[sink %s]: with lanes its name can have at most %d "
		       "characters, since theirs are such as \"%s\"",
		       section, NAME_MOST - longest, out);
}

bool lane_of(const char *name, const char *section)
{
	size_t n = strlen(section), digits;

	if (strncmp(name, section, n) != 0 || name[n] != '_')
		return false;
	name += n + 1;
	digits = strspn(name, "0123456789");
	if (digits == 0 || strncmp(name + digits, "of", 2) != 0)
		return false;
	name += digits + 2;
	return *name && !name[strspn(name, "0123456789")];
}

/* The name under which the i-th of `lanes` lanes was known; 0: no lanes. */
static bool old_name(const char *section, int64_t lane, int64_t lanes,
		     char out[64], struct err *err)
{
	if (lanes)
		return lane_name(section, lane, lanes, out, err);
	snprintf(out, 64, "%s", section);
	return true;
}

static bool same_set(const struct rangeset *a, const struct rangeset *b)
{
	return a->n == b->n &&
	       (!a->n ||
		memcmp(a->ranges, b->ranges, a->n * sizeof(*a->ranges)) == 0);
}

/* What the lanes of another number have. */
struct old {
	bool known;   /* there are any */
	bool drained; /* all have the same, and no batch is under way */
	bool dead;    /* dead letters of theirs wait */
	struct rangeset acked;
};

/* One of them; one that a change of number has let go already is none. */
static bool add_old(struct poller *poller, const char *name, struct old *old,
		    struct err *err)
{
	struct rangeset acked = { 0 };
	struct sink_state state;
	struct dead_count dead;
	struct seal seal;
	bool known, sealed, good;

	if (!state_sink_find(poller->state, name, &state, &known, err))
		return false;
	if (!known)
		return true;
	if (!state_sealed(poller->state, name, &seal, &sealed, err))
		return false;
	seal_release(&seal);
	good = state_acked(poller->state, name, &acked, err) &&
	       state_dead_count(poller->state, name, false, &dead, err);
	if (good) {
		old->drained =
		    !sealed && (!old->known || (old->drained &&
						same_set(&old->acked, &acked)));
		old->dead = old->dead || dead.dead || dead.retry;
		rangeset_copy(&old->acked, &acked);
		old->known = true;
	}
	rangeset_release(&acked);
	return good;
}

static bool find_old(struct poller *poller, const char *section, int64_t lanes,
		     struct old *old, struct err *err)
{
	char name[64];
	int64_t lane;

	for (lane = lanes ? 1 : 0; lane <= lanes; lane++)
		if (!old_name(section, lane, lanes, name, err) ||
		    !add_old(poller, name, old, err))
			return false;
	return true;
}

static bool forget_old(struct poller *poller, const char *section,
		       int64_t lanes, struct err *err)
{
	struct sink_state state;
	char name[64];
	int64_t lane;
	bool known;

	for (lane = lanes ? 1 : 0; lane <= lanes; lane++)
		if (!old_name(section, lane, lanes, name, err) ||
		    !state_sink_find(poller->state, name, &state, &known,
				     err) ||
		    (known && !state_sink_forget(poller->state, name, err)))
			return false;
	return true;
}

/* Gives new lanes what the old ones had, and lets go of those. */
static bool move_lanes(struct poller *poller, const char *section,
		       int64_t before, const struct rangeset *acked,
		       struct err *err)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		if (strcmp(sink->section, section) != 0)
			continue;
		/* It was delivered to others, and not filtered. */
		sink->state.filtered_total -= rangeset_count(acked);
		if (!state_pass(poller->state, &sink->state, &sink->acked,
				acked, NULL, 0, err))
			return false;
	}
	return forget_old(poller, section, before, err);
}

/* Takes back the rows of new lanes: unused, they would pin the changelog. */
static void forget_new(struct poller *poller, const char *section)
{
	struct err ignored = { 0 };
	size_t i;

	for (i = 0; i < poller->nsinks; i++)
		if (strcmp(poller->sinks[i].section, section) == 0)
			state_sink_forget(poller->state, poller->sinks[i].name,
					  &ignored);
}

static bool may_change(const char *section, int64_t before, int64_t lanes,
		       const struct old *old, struct err *err)
{
	if (old->known && !old->drained)
		return err_set(err, ERR_CONFIG,
			       "[sink %s]: `lanes` was %" PRId64
			       " and is %" PRId64 ": first deliver all with "
			       "the old number (`shadowlog poll`), while "
			       "nothing is written",
			       section, before, lanes);
	if (old->dead)
		return err_set(err, ERR_CONFIG,
			       "[sink %s]: `lanes` was %" PRId64
			       " and is %" PRId64 ", and a dead letter of an "
			       "old lane waits: first retry or drop it with "
			       "the old number (`shadowlog dlq`)",
			       section, before, lanes);
	return true;
}

static bool check_section(struct poller *poller, const char *section,
			  int64_t lanes, struct err *err)
{
	struct old old = { 0 };
	int64_t before;
	bool good;

	if (!state_lanes(poller->state, section, &before, err))
		return false;
	if (before == lanes)
		return true;
	good = find_old(poller, section, before, &old, err) &&
	       may_change(section, before, lanes, &old, err);
	if (!good)
		forget_new(poller, section);
	else if (old.known)
		good = move_lanes(poller, section, before, &old.acked, err);
	rangeset_release(&old.acked);
	return good && state_set_lanes(poller->state, section, lanes, err);
}

bool lane_configured(const struct config *config, const char *name)
{
	const char *section;
	size_t i;

	for (i = 0; (section = config_sink_name(config, i)); i++)
		if (strcmp(section, name) == 0 || lane_of(name, section))
			return true;
	return false;
}

bool lanes_check(struct poller *poller, struct err *err)
{
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		const struct poller_sink *sink = &poller->sinks[i];

		if (sink->sieve.lane <= 1 &&
		    !check_section(poller, sink->section, sink->config.lanes,
				   err))
			return false;
	}
	return true;
}
