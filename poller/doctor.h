/*
 * The doctor: reads what is there and lists what is wrong with it, and what
 * triggers cannot see.  It changes nothing, neither in the source nor in the
 * state.
 *
 * Most checks are sections of the dialect (poller/source_check.h).  Those here
 * compare what only we know: the layouts of the registry with the catalogue,
 * the state of the sinks with the changelog.
 */
#ifndef POLLER_DOCTOR_H
#define POLLER_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/dialect.h"
#include "core/err.h"
#include "core/mem.h"
#include "poller/source.h"
#include "poller/state.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };
enum { SEVERITIES = SEVERITY_NOTE + 1 };

struct finding {
	const char *check; /* "table.triggers": doctor.NAME, or ours */
	enum severity severity;
	const char *object, *what, *why;
	const char *mend; /* NULL: nothing does */
	bool sql;         /* that is SQL */
};

/* What is looked at. */
struct patient {
	struct source *source;
	const struct dialect *dialect;
	struct state *state; /* NULL: there is none, `state_error` says why */
	const char *state_error;
	bool (*configured)(void *context, const char *sink);
	void *context;
	int64_t old; /* seconds after which something is old */
};

struct diagnosis {
	struct finding *findings;
	size_t n, cap;
	size_t counts[SEVERITIES];
	size_t checks; /* that were made */
	size_t tables; /* that are captured */
	struct arena arena;
};

/*
 * Makes all checks.  One that this user may not make, or this engine does not
 * know, is a finding too; what is an error here is a source that cannot be
 * reached, or that has no changelog.
 */
bool doctor_examine(const struct patient *patient, struct diagnosis *out,
		    struct err *err);
void diagnosis_release(struct diagnosis *diagnosis);

const char *severity_name(enum severity severity);

#endif
