/*
 * A poller over an SQLite source of its own: a changelog that a test fills, and
 * a configuration that it writes.
 *
 *	bed_open(&bed, "table t\n  column id INTEGER as bigint key 1\n");
 *	bed_configure(&bed, "[sink a]\ntype = file\ndir = {dir}/out\n");
 *	bed_start(&bed);
 *	bed_exec(&bed, "INSERT INTO shadowlog_changelog ...");
 *	bed_round(&bed);
 *	bed_close(&bed);
 *
 * What a test cannot go on without ends it.
 */
#ifndef TESTS_SUPPORT_BED_H
#define TESTS_SUPPORT_BED_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"
#include "poller/poller.h"
#include "poller/report.h"
#include "tests/support/scripted.h"

/* A section of a sink that bed_script() is for. */
#define BED_WEBHOOK                                                            \
	"type = webhook\nurl = http://127.0.0.1:9/\ninsecure_http = yes\n"     \
	"unsigned = yes\n"

struct bed {
	char *dir;
	struct buf connection, config;
	struct odbc *app;
	int32_t shape; /* of the first table */
	struct report *report;
	struct poller poller;
	bool started;
	volatile sig_atomic_t stop;
};

/* The source, with the first layout of a table registered. */
void bed_open(struct bed *bed, const char *table);
void bed_close(struct bed *bed);

/* Registers a layout as that version of its table; its number. */
int32_t bed_layout(struct bed *bed, const char *table, int version);
/* A statement, as the application. */
void bed_exec(struct bed *bed, const char *sql);
/* One change; images as they are in SQL, "NULL" for none. */
void bed_change(struct bed *bed, int32_t shape, char op, const char *old_row,
		const char *new_row);

/*
 * Writes the configuration: a [source], and behind it these lines: more of that
 * section, and others.  {dir} is the bed's directory.
 */
void bed_configure(struct bed *bed, const char *more);
/* Opens the poller.  bed_try() returns what comes of it. */
void bed_start(struct bed *bed);
bool bed_try(struct bed *bed, struct err *err);
void bed_stop(struct bed *bed);

/* The i-th sink is a receiver that goes by a script, from now on. */
void bed_script(struct bed *bed, size_t i, struct scripted *script);
/* One round that must not fail; true if it delivered anything. */
bool bed_round(struct bed *bed);
/* The sink can try again, as if its time had come. */
void bed_make_due(struct bed *bed, size_t i);

/* Ends the test unless it is so. */
void bed_must(bool good, const struct err *err);

#endif
