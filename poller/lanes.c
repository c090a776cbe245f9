#include "poller/lanes.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "poller/poller.h"

enum { NAME_MOST = 32 };

bool lane_name(const char *section, int64_t lane, int64_t lanes, char out[64],
	       struct err *err)
{
	int n =
	    snprintf(out, 64, "%s_%" PRId64 "of%" PRId64, section, lane, lanes);

	if (n <= NAME_MOST)
		return true;
	return err_set(err, ERR_CONFIG,
		       "[sink %s]: with lanes its name can have at most %d "
		       "characters, since theirs are such as \"%s\"",
		       section, NAME_MOST - (n - (int)strlen(section)), out);
}

bool lane_of(const char *name, const char *section)
{
	size_t n = strlen(section);
	int lane, lanes, used = 0;

	return strncmp(name, section, n) == 0 &&
	       sscanf(name + n, "_%dof%d%n", &lane, &lanes, &used) == 2 &&
	       !name[n + (size_t)used];
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

/* What one old lane has; *drained: it has no batch under way. */
static bool old_lane(struct poller *poller, const char *name, bool *known,
		     bool *drained, struct rangeset *acked, struct err *err)
{
	struct sink_state state;
	struct seal seal;
	bool sealed;

	*drained = false;
	if (!state_sink_find(poller->state, name, &state, known, err) ||
	    !*known)
		return err->kind == ERR_NONE;
	if (!state_sealed(poller->state, name, &seal, &sealed, err))
		return false;
	seal_release(&seal);
	*drained = !sealed;
	return state_acked(poller->state, name, acked, err);
}

/*
 * What all old lanes have acknowledged, if that is the same for all of them and
 * nothing is under way.
 */
static bool old_lanes(struct poller *poller, const char *section, int64_t lanes,
		      bool *known, bool *drained, struct rangeset *acked,
		      struct err *err)
{
	struct rangeset other = { 0 };
	char name[64];
	bool good = true, all = true;
	int64_t lane = lanes ? 1 : 0;

	*known = *drained = false;
	for (; good && all && lane <= lanes; lane++) {
		bool first = lane <= 1;

		good = old_name(section, lane, lanes, name, err) &&
		       old_lane(poller, name, known, &all,
				first ? acked : &other, err);
		all = all && (first || same_set(acked, &other));
	}
	rangeset_release(&other);
	*drained = good && all;
	return good;
}

/* Gives new lanes what the old ones had, and lets go of those. */
static bool move_lanes(struct poller *poller, const char *section,
		       int64_t before, const struct rangeset *acked,
		       struct err *err)
{
	char name[64];
	int64_t lane;
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		struct poller_sink *sink = &poller->sinks[i];

		if (strcmp(sink->section, section) != 0)
			continue;
		if (!state_pass(poller->state, &sink->state, &sink->acked,
				acked, NULL, 0, err))
			return false;
	}
	for (lane = before ? 1 : 0; lane <= before; lane++)
		if (!old_name(section, lane, before, name, err) ||
		    !state_sink_forget(poller->state, name, err))
			return false;
	return true;
}

/* Takes back the rows of new lanes: unused, they would pin the changelog. */
static void forget_new(struct poller *poller, const char *section)
{
	struct err ignored = { 0 };
	size_t i;

	for (i = 0; i < poller->nsinks; i++) {
		const struct poller_sink *sink = &poller->sinks[i];

		if (strcmp(sink->section, section) == 0 &&
		    !sink->state.batch_seq && !sink->acked.n)
			state_sink_forget(poller->state, sink->name, &ignored);
	}
}

static bool check_section(struct poller *poller, const char *section,
			  int64_t lanes, struct err *err)
{
	struct rangeset acked = { 0 };
	int64_t before;
	bool known, drained, good;

	if (!state_lanes(poller->state, section, &before, err))
		return false;
	if (before == lanes)
		return true;
	good =
	    old_lanes(poller, section, before, &known, &drained, &acked, err);
	if (good && known && !drained)
		good = err_set(err, ERR_CONFIG,
			       "[sink %s]: `lanes` was %" PRId64
			       " and is %" PRId64 ": first deliver all with "
			       "the old number (`shadowlog poll`), while "
			       "nothing is written",
			       section, before, lanes);
	if (!good)
		forget_new(poller, section);
	if (good && known)
		good = move_lanes(poller, section, before, &acked, err);
	rangeset_release(&acked);
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
