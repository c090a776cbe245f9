/*
 * What the files doctor*.c share.  Nobody else includes this.
 */
#ifndef POLLER_DOCTOR_PRIVATE_H
#define POLLER_DOCTOR_PRIVATE_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/err.h"
#include "poller/doctor.h"
#include "poller/source_check.h"

struct exam {
	const struct patient *patient;
	struct diagnosis *out;
	struct registry registry;
	const char *check; /* the one that is being made */
	struct buf label;  /* the table that is looked at */
};

/* Adds a finding of the check at hand; all texts are copied, mend can be NULL.
 */
void exam_find(struct exam *exam, enum severity severity, const char *object,
	       const char *what, const char *why, const char *mend);

/*
 * A failure inside of a check: true, as a finding and with err cleared, where
 * it is about this check alone; false where the source is in trouble.
 */
bool exam_could_not(struct exam *exam, const char *object, struct err *err);

/*
 * Drift, and whether the table is there at all: *table is NULL where it is not,
 * else the layout that the triggers should write.  That need not be the newest:
 * a column that is taken back brings an old layout back.
 */
bool exam_drift(struct exam *exam, const struct registered **table,
		struct err *err);

/* What the poller would refuse at its start. */
bool exam_identity(struct exam *exam, struct err *err);

/* Who keeps the changelog from being trimmed. */
bool exam_growth(struct exam *exam, struct err *err);

#endif
