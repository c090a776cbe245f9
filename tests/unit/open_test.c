/*
 * poller_open() and poller_close(): what is opened is closed, also halfway.
 *
 * Seen to fail with a hub that leaves one end of its pipe open.
 */
#include "poller/poller.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/bed.h"
#include "tests/tap.h"

enum { TIMES = 1000, FAILURES = 50 };

static const char table[] = "table t\n"
			    "  column id   INTEGER as bigint  key 1\n";
static const char sinks[] = "[sink a]\ntype = file\ndir = {dir}/files\n"
			    "[sink b]\ntype = outbox\npath = {dir}/outbox.db\n"
			    "[sink c]\n" BED_WEBHOOK;

static int descriptors(void)
{
	int fd, n = 0;

	for (fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static void test_times(void)
{
	struct bed bed;
	int before, i;

	bed_open(&bed, table);
	bed_configure(&bed, sinks);
	bed_change(&bed, bed.shape, 'I', "NULL", "'1'");
	/* What libraries open once and keep is no leak. */
	bed_start(&bed);
	bed_round(&bed);
	bed_stop(&bed);
	before = descriptors();
	for (i = 0; i < TIMES; i++) {
		bed_start(&bed);
		if (i % 100 == 0) {
			bed_change(&bed, bed.shape, 'I', "NULL", "'1'");
			bed_round(&bed);
		}
		bed_stop(&bed);
	}
	is_int(descriptors(), before,
	       "a thousand pollers leave no descriptor open");
	bed_close(&bed);
}

static void fails(const char *config, enum err_kind kind, const char *what)
{
	struct err err = { 0 };
	struct bed bed;
	int before, i, bad = 0;

	bed_open(&bed, table);
	bed_configure(&bed, config);
	if (bed_try(&bed, &err))
		bed_stop(&bed);
	before = descriptors();
	for (i = 0; i < FAILURES; i++) {
		err_clear(&err);
		bad += bed_try(&bed, &err) || err.kind != kind;
		bed_stop(&bed);
	}
	if (!ok(!bad && descriptors() == before, "%s: nothing is left open",
		what))
		diag("%d, %s, %d descriptors more", bad, err.text,
		     descriptors() - before);
	bed_close(&bed);
}

static void test_failures(void)
{
	fails("[sink a]\ntype = file\ndir = {dir}/files\nwhat = 1\n",
	      ERR_CONFIG, "a key that nobody knows");
	fails("[sink a]\ntype = file\ndir = {dir}/files\n"
	      "[sink b]\ntype = outbox\n",
	      ERR_CONFIG, "a sink without its place");
	fails("", ERR_CONFIG, "no sink");
	fails("lease = much\n[sink a]\ntype = file\ndir = {dir}/files\n",
	      ERR_CONFIG, "a lease that is no time");
}

/* The source has no changelog; another poller holds its lease. */
static void test_source(void)
{
	struct err err = { 0 };
	struct bed bed;
	int before, i, bad = 0;

	bed_open(&bed, table);
	bed_configure(&bed, sinks);
	bed_start(&bed);
	bed_round(&bed);
	bed_stop(&bed);
	bed_exec(&bed, "UPDATE shadowlog_lease SET holder = 'x/y', expires_at ="
		       " datetime('now', '+1 hour')");
	before = descriptors();
	for (i = 0; i < FAILURES; i++) {
		err_clear(&err);
		bad += bed_try(&bed, &err) || err.kind != ERR_BUSY;
		bed_stop(&bed);
	}
	if (!ok(!bad && descriptors() == before,
		"another holds the lease: nothing is left open"))
		diag("%d, %d, %s", bad, (int)err.kind, err.text);
	bed_exec(&bed, "ALTER TABLE shadowlog_changelog RENAME TO away");
	bed_exec(&bed, "DROP TABLE shadowlog_lease");
	for (i = bad = 0; i < FAILURES; i++) {
		err_clear(&err);
		bad += bed_try(&bed, &err);
		bed_stop(&bed);
	}
	ok(!bad && descriptors() == before,
	   "there is no changelog: nothing is left open: %s", err.text);
	bed_close(&bed);
}

int main(void)
{
	if (!freopen("/dev/null", "w", stderr))
		return skip_all("no /dev/null");
	test_times();
	test_failures();
	test_source();
	return done();
}
