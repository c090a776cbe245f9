/*
 * poller/trim.c in the middle of a drain: what was delivered is deleted, but
 * stays acknowledged until the end.  Forgotten at once, each page after it
 * would look for late rows where those were, past all that was delivered since:
 * ten million pending on SQLite took three times as long.
 *
 * Seen to fail with trim() in the place of trim_midway().
 */
#include "poller/poller.h"

#include <stdlib.h>

#include "poller/odbc.h"
#include "poller/trim.h"
#include "tests/support/bed.h"
#include "tests/support/scripted.h"
#include "tests/tap.h"

enum { CHANGES = 20, BATCH = 5 /* below, too */ };

static int64_t number(struct bed *bed, const char *sql)
{
	struct err err = { 0 };
	char text[32];
	bool null;
	size_t n;

	bed_must(odbc_value(bed->app, sql, text, sizeof(text), &n, &null, &err),
		 &err);
	return null ? -1 : strtoll(text, NULL, 10);
}

static int64_t rows(struct bed *bed)
{
	return number(bed, "SELECT count(*) FROM shadowlog_changelog");
}

/* Twenty changes of which the first batch is delivered, and then SIGTERM. */
static void open_midway(struct bed *bed, struct scripted *script)
{
	static const struct scripted_answer stop = { SAY_SIGNAL_TAKEN, 0, 0 };
	char row[32];
	int i;

	bed_open(bed, "table t\n  column id INTEGER as bigint key 1\n");
	bed_configure(bed, "[batch]\nevents = 5\n[sink a]\n" BED_WEBHOOK);
	bed_start(bed);
	bed_script(bed, 0, script);
	for (i = 1; i <= CHANGES; i++) {
		snprintf(row, sizeof(row), "'%d'", i);
		bed_change(bed, bed->shape, 'I', "NULL", row);
	}
	scripted_say(script, stop);
	bed_round(bed);
	bed->stop = 0;
}

int main(void)
{
	struct scripted script = { 0 };
	struct poller_sink *sink;
	struct err err = { 0 };
	struct bed bed;

	open_midway(&bed, &script);
	sink = &bed.poller.sinks[0];
	is_int(rows(&bed), CHANGES, "stopped in the middle of a drain");
	is_int(rangeset_count(&sink->acked), BATCH, "behind the first batch");

	ok(trim_midway(&bed.poller, &err), "trimmed there: %s", err.text);
	is_int(rows(&bed), CHANGES - BATCH + 1,
	       "what was delivered is deleted, but for the anchor");
	is_int(rangeset_count(&sink->acked), BATCH,
	       "and counts as delivered still, as one range");
	is_int((int64_t)sink->acked.n, 1, "without a gap before the rest");
	ok(trim_midway(&bed.poller, &err) && rows(&bed) == CHANGES - BATCH + 1,
	   "once more: nothing to do");

	ok(bed_round(&bed), "the drain goes on");
	is_int((int64_t)script.nevents, CHANGES, "each change came once");
	is_str(script.wrong, "", "in order");
	is_int(rows(&bed), 1, "the anchor is left");
	is_int(rangeset_count(&sink->acked), 1,
	       "what was deleted in the middle is forgotten too");
	bed_close(&bed);
	scripted_release(&script);
	return done();
}
