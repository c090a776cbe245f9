/* What the state knows of the source: is it this one, and who holds it up? */
#include "poller/doctor_private.h"

#include <inttypes.h>
#include <string.h>

#define NEW_EPOCH                                                              \
	"if this is what you want, \"shadowlog migrate --new-epoch\"; else "   \
	"point the configuration to the right database and state_dir"

bool exam_identity(struct exam *exam, struct err *err)
{
	const struct patient *patient = exam->patient;
	const struct state_identity *identity =
	    patient->state ? state_identity(patient->state) : NULL;
	struct source_meta meta;
	struct lease lease;
	struct buf what = { 0 };
	bool polled = identity && identity->polled;

	exam->check = "identity";
	exam->out->checks++;
	if (!source_meta(patient->source, &meta, err))
		return false;
	if (polled && strcmp(identity->source_uuid, meta.uuid) != 0)
		buf_addf(&what,
			 "the changelog is another one (%s) than the one that "
			 "was polled (%s)",
			 meta.uuid, identity->source_uuid);
	else if (strcmp(polled ? identity->engine : meta.identity,
			meta.identity_now) != 0)
		buf_addf(&what,
			 "the database is a copy: it is \"%s\" and was \"%s\"",
			 meta.identity_now,
			 polled ? identity->engine : meta.identity);
	if (what.len)
		exam_find(
		    exam, polled ? SEVERITY_ERROR : SEVERITY_WARNING,
		    "shadowlog_meta", what.data,
		    "its numbers can mean other changes: the poller refuses "
		    "to go on",
		    NEW_EPOCH);
	buf_release(&what);
	if (!source_lease_read(patient->source, &lease, err))
		return exam_could_not(exam, "shadowlog_lease", err);
	if (polled && *lease.epoch && strcmp(lease.epoch, identity->epoch) != 0)
		exam_find(
		    exam, SEVERITY_ERROR, "shadowlog_lease",
		    "it was polled in another epoch than this state.db knows",
		    "another state polls it, or this one was lost or "
		    "restored: the poller refuses to go on",
		    NEW_EPOCH);
	return true;
}

static void find_pin(struct exam *exam, const struct sink_state *sink,
		     const struct lag *lag)
{
	bool configured =
	    exam->patient->configured(exam->patient->context, sink->name);
	struct buf object = { 0 }, what = { 0 }, mend = { 0 };
	bool late = lag->seconds >= exam->patient->old;

	buf_addf(&object, "sink %s", sink->name);
	buf_addf(&what,
		 "%s%s; it keeps %" PRId64 " changes in the changelog, the "
		 "oldest %" PRId64 " s old",
		 sink_condition_word(sink->condition),
		 configured ? "" : ", and not in the configuration",
		 lag->events, lag->seconds);
	if (!configured)
		buf_addf(&mend, "shadowlog sink forget %s", sink->name);
	else if (sink->condition == SINK_PAUSED)
		buf_addf(&mend, "shadowlog sink resume %s", sink->name);
	else
		buf_addf(&mend, "shadowlog status tells what it waits for%s%s",
			 *sink->error ? ": " : "", sink->error);
	if (!configured || (late && lag->events))
		exam_find(exam, configured ? SEVERITY_WARNING : SEVERITY_ERROR,
			  object.data, what.data,
			  "nothing behind its oldest change is deleted: the "
			  "changelog grows",
			  mend.data);
	buf_release(&object);
	buf_release(&what);
	buf_release(&mend);
}

static bool check_sink(struct exam *exam, const struct sink_state *sink,
		       struct err *err)
{
	const struct patient *patient = exam->patient;
	struct rangeset acked = { 0 };
	struct lag lag = { 0 };
	bool good;

	good = state_acked(patient->state, sink->name, &acked, err);
	if (good &&
	    !source_lag(patient->source, &acked, sink->floor, &lag, err))
		good = exam_could_not(exam, sink->name, err);
	else if (good)
		find_pin(exam, sink, &lag);
	rangeset_release(&acked);
	return good;
}

/* No state: whatever is in the changelog waits for a first poll. */
static bool check_unpolled(struct exam *exam, struct err *err)
{
	const struct patient *patient = exam->patient;
	struct rangeset none = { 0 };
	struct buf what = { 0 };
	struct lag lag = { 0 };
	bool good = true;

	buf_addf(&what, "could not check: %s", patient->state_error);
	exam_find(exam, SEVERITY_NOTE, "state.db", what.data,
		  "what keeps the changelog from being trimmed is not seen",
		  NULL);
	if (!source_lag(patient->source, &none, 0, &lag, err)) {
		good = exam_could_not(exam, "shadowlog_changelog", err);
	} else if (lag.events && lag.seconds >= patient->old) {
		buf_reset(&what);
		buf_addf(&what,
			 "%" PRId64 " changes wait in it, the oldest for "
			 "%" PRId64 " s",
			 lag.events, lag.seconds);
		exam_find(exam, SEVERITY_WARNING, "shadowlog_changelog",
			  what.data,
			  "nobody polls with this state: the changelog grows",
			  "start \"shadowlog poll\", or point state_dir to the "
			  "state of who does");
	}
	buf_release(&what);
	return good;
}

bool exam_growth(struct exam *exam, struct err *err)
{
	const struct patient *patient = exam->patient;
	struct sink_state sink;
	bool found = true;
	size_t i;

	exam->check = "growth";
	exam->out->checks++;
	if (!patient->state)
		return check_unpolled(exam, err);
	for (i = 0;; i++) {
		if (!state_sink_at(patient->state, i, &sink, &found, err))
			return false;
		if (!found)
			return true;
		if (!check_sink(exam, &sink, err))
			return false;
	}
}
