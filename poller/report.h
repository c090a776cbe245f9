/*
 * What a poll tells people: nothing, when all is well and nobody watches.
 *
 * On a terminal there is one line that is written over; with --log json there
 * is one JSON object a line, on standard error, for each batch and each
 * trouble. Row data is never part of it, nor a password.
 */
#ifndef POLLER_REPORT_H
#define POLLER_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

enum report_style { REPORT_QUIET, REPORT_TERMINAL, REPORT_JSON };

struct report;

/*
 * `source` is what messages begin with: the configuration's path until its
 * source's id is known.  Borrowed.
 */
struct report *report_open(enum report_style style, const char *source);
void report_source(struct report *report, const char *source);
/* Ends the line on a terminal. */
void report_close(struct report *report);

/* A batch that a sink has acknowledged. */
void report_batch(struct report *report, const char *sink, const char *batch_id,
		  int64_t events, int64_t bytes, int64_t milliseconds);
/* An attempt that failed; the message goes out in every style. */
void report_failure(struct report *report, const char *sink,
		    const struct err *err, int64_t next_attempt_at);
/*
 * A sink that has failed for so long (milliseconds); goes out in every style.
 */
void report_alert(struct report *report, const char *sink, int64_t span,
		  int64_t failures, const char *error);
/* What a sink has to say beside an answer; goes out in every style. */
void report_note(struct report *report, const char *sink, const char *note);
/* What ends a poll, or keeps it from its source. */
void report_error(struct report *report, const struct err *err);

#endif
