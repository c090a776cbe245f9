/*
 * The promises of sinks/sink.h, held against every sink of sinks/list.h.  Names
 * none of them: tests/support/place.c does.
 */
#include <stdlib.h>

#include "sinks/sink.h"
#include "tests/support/flaky.h"
#include "tests/support/place.h"
#include "tests/support/sample.h"
#include "tests/support/tempdir.h"
#include "tests/tap.h"

enum { BIG = 20 * 1024 * 1024, MANY = 12 };

/* Where the tests of one sink are. */
struct bench {
	struct place *place;
	const char *type;
	const char *lines;
	struct opened opened;
};

static bool reopen(struct bench *bench)
{
	struct err err = { 0 };

	opened_close(&bench->opened);
	return ok(
	    opened_open(&bench->opened, bench->type, bench->lines, NULL, &err),
	    "%s opens %s", bench->type, err.text);
}

static bool deliver(struct bench *bench, const struct batch *batch,
		    struct err *err)
{
	struct sink_reply reply = { .retry_after = -1, .status = -1 };
	bool good;

	*err = (struct err){ 0 };
	good =
	    bench->opened.type->deliver(bench->opened.sink, batch, &reply, err);
	if (reply.retry_after < 0 || reply.status < 0 ||
	    good != (err->kind == ERR_NONE) || (!good && !*err->text))
		ok(false, "%s: reply and error are as promised", bench->type);
	return good;
}

/* Delivers what the spec says and expects an acknowledgement. */
static bool deliver_spec(struct bench *bench, const struct sample_spec *spec)
{
	struct sample sample;
	struct err err;
	bool good;

	sample_make(&sample, spec);
	good = deliver(bench, &sample.batch, &err);
	if (!good)
		diag("%s: %s", sample.id, err.text);
	sample_release(&sample);
	return good;
}

/* Are exactly the batches of these specs there, each once, in order? */
static bool holds(struct bench *bench, const struct sample_spec *specs,
		  size_t n, const char *what)
{
	struct held_list held;
	bool good;
	size_t i;

	place_read(bench->place, &held);
	good = held.n == n;
	for (i = 0; good && i < n; i++) {
		struct sample sample;
		struct str want;

		sample_make(&sample, &specs[i]);
		want = sample_events(&sample.batch);
		good = strcmp(held.batches[i].id, sample.id) == 0 &&
		       held.batches[i].events.len == want.n &&
		       (want.n == 0 || memcmp(held.batches[i].events.data,
					      want.p, want.n) == 0);
		if (!good)
			diag("batch %zu differs: %s", i, held.batches[i].id);
		sample_release(&sample);
	}
	ok(good, "%s: %s", bench->type, what);
	if (held.n != n)
		diag("holds %zu batches, not %zu", held.n, n);
	held_release(&held);
	return good;
}

static void check_position(struct bench *bench, const char *epoch, int64_t seq)
{
	struct sink_position position;
	struct err err = { 0 };
	char id[160];

	memset(&position, 'x', sizeof(position));
	ok(bench->opened.type->position(bench->opened.sink, &position, &err),
	   "%s tells its position %s", bench->type, err.text);
	if (!place_has_position(bench->place) || !seq) {
		ok(!position.known, "%s knows of no batch", bench->type);
		return;
	}
	snprintf(id, sizeof(id), "erp-out-%s-%" PRId64, epoch, seq);
	ok(position.known, "%s knows its last batch", bench->type);
	is_str(position.epoch, epoch, "%s: its epoch", bench->type);
	is_int(position.batch_seq, seq, "%s: its number", bench->type);
	is_str(position.batch_id, id, "%s: its id", bench->type);
}

/* ------------------------------------------------------------------ tests */

static void test_order(struct bench *bench)
{
	struct sample_spec specs[MANY];
	bool good = true;
	int i;

	check_position(bench, "7c1e", 0);
	for (i = 0; i < MANY; i++) {
		specs[i] =
		    (struct sample_spec){ .batch_seq = i + 1, .count = 3 };
		good = deliver_spec(bench, &specs[i]) && good;
	}
	ok(good, "%s takes batch after batch", bench->type);
	holds(bench, specs, MANY, "all are there, in order");
	check_position(bench, "7c1e", MANY);
	if (reopen(bench))
		check_position(bench, "7c1e", MANY);
	good = true;
	for (i = 0; i < MANY; i++)
		good = deliver_spec(bench, &specs[i]) && good;
	ok(good, "%s acknowledges what it holds already", bench->type);
	holds(bench, specs, MANY, "and nothing has changed");
}

/* The same id, other bytes: the acknowledged ones stay. */
static void test_other_bytes(struct bench *bench)
{
	struct sample_spec spec = { .batch_seq = 1, .count = 2 };
	struct sample_spec other = { .batch_seq = 1, .count = 2, .note = "9" };
	struct sample sample;
	struct err err;
	int i;

	ok(deliver_spec(bench, &spec), "%s takes a batch", bench->type);
	sample_make(&sample, &other);
	for (i = 0; i < 2; i++) {
		ok(!deliver(bench, &sample.batch, &err) &&
		       (err.kind == ERR_INTERNAL || err.kind == ERR_REJECTED),
		   "%s refuses it with other bytes: %s", bench->type, err.text);
		reopen(bench);
	}
	sample_release(&sample);
	holds(bench, &spec, 1, "the first bytes stay");
	ok(deliver_spec(bench, &spec), "%s still acknowledges those",
	   bench->type);
}

/* Every character that JSON text can be made of; the rest is escapes. */
static char *every_byte(void)
{
	struct buf note = { 0 };
	unsigned i;

	buf_addch(&note, '"');
	for (i = 0; i < 0x20; i++)
		buf_addf(&note, "\\u%04x", i);
	buf_addstr(&note, "\\\"\\\\\\n\\t");
	for (i = 0x20; i < 0x80; i++)
		if (i != '"' && i != '\\')
			buf_addch(&note, (char)i);
	for (i = 0x80; i < 0x800; i++) {
		buf_addch(&note, (char)(0xc0 | i >> 6));
		buf_addch(&note, (char)(0x80 | (i & 0x3f)));
	}
	for (i = 0x800; i < 0x10000; i += 0x111) {
		if (i >= 0xd800 && i < 0xe000)
			continue;
		buf_addch(&note, (char)(0xe0 | i >> 12));
		buf_addch(&note, (char)(0x80 | (i >> 6 & 0x3f)));
		buf_addch(&note, (char)(0x80 | (i & 0x3f)));
	}
	for (i = 0xf0; i < 0xf4; i++) {
		buf_addch(&note, (char)i);
		buf_addstr(&note, "\x90\x80\x80");
	}
	buf_addch(&note, '"');
	return buf_steal(&note);
}

static void test_bytes(struct bench *bench)
{
	char *note = every_byte();
	struct sample_spec specs[] = {
		{ .batch_seq = 1, .count = 2, .note = note },
		{ .batch_seq = 2,
		  .count = 2,
		  .note = note,
		  .table = "we\\\"ird.ta\\\\ble\\u0001 x" },
		{ .batch_seq = 3, .count = 0 },
		{ .batch_seq = 4, .count = 1, .first_seq = 100 },
	};
	bool good = true;
	size_t i;

	for (i = 0; i < 4; i++)
		good = deliver_spec(bench, &specs[i]) && good;
	ok(good, "%s takes every byte, and a batch without events",
	   bench->type);
	holds(bench, specs, 4, "and keeps them");
	for (i = 0; i < 4; i++)
		good = deliver_spec(bench, &specs[i]) && good;
	ok(good, "%s knows them again", bench->type);
	holds(bench, specs, 4, "once each");
	free(note);
}

static void test_big(struct bench *bench)
{
	struct sample_spec specs[] = {
		{ .batch_seq = 1, .count = 1, .padding = BIG },
		{ .batch_seq = 2, .count = 3000, .padding = 10 },
	};

	ok(deliver_spec(bench, &specs[0]), "%s takes an event of 20 MB",
	   bench->type);
	ok(deliver_spec(bench, &specs[1]), "%s takes 3000 events", bench->type);
	holds(bench, specs, 2, "and keeps them");
	ok(deliver_spec(bench, &specs[0]), "%s knows the big one again",
	   bench->type);
	holds(bench, specs, 2, "and has it once");
}

static void test_epochs(struct bench *bench)
{
	struct sample_spec specs[] = {
		{ .batch_seq = 1, .count = 2 },
		{ .batch_seq = 2, .count = 2 },
		{ .batch_seq = 1, .count = 2, .epoch = "9a00" },
		{ .batch_seq = 2, .count = 2, .epoch = "9a00" },
	};
	bool good = true;
	size_t i;

	for (i = 0; i < 4; i++)
		good = deliver_spec(bench, &specs[i]) && good;
	ok(good, "%s takes a new epoch", bench->type);
	holds(bench, specs, 4, "and holds both");
}

/*
 * Each delivery fails once, before the sink got the batch or after: sent again,
 * every batch is there once.
 */
static void test_lost_answers(struct bench *bench)
{
	struct sample_spec specs[MANY];
	struct flaky_plan plan = { .kind = ERR_TRANSIENT };
	bool good = true;
	int i;

	bench->opened.sink =
	    flaky_wrap(bench->opened.type, bench->opened.sink, &plan);
	bench->opened.type = &flaky_sink;
	for (i = 0; i < MANY; i++) {
		struct sample sample;
		struct err err;

		specs[i] =
		    (struct sample_spec){ .batch_seq = i + 1, .count = 2 };
		plan.at = plan.deliveries + 1;
		plan.after = i % 2 == 0;
		sample_make(&sample, &specs[i]);
		good = !deliver(bench, &sample.batch, &err) &&
		       err.kind == ERR_TRANSIENT && good;
		good = deliver(bench, &sample.batch, &err) && good;
		sample_release(&sample);
	}
	ok(good, "%s takes again what was in doubt", bench->type);
	is_int(plan.deliveries, (int64_t)MANY * 2, "every one was tried twice");
	is_int(plan.delivered, (int64_t)MANY * 2 - MANY / 2,
	       "half of them arrived twice");
	holds(bench, specs, MANY, "and has each once");
}

/* What varies from one attempt to the next is not part of the batch. */
static void test_attempts(struct bench *bench)
{
	struct sample_spec spec = { .batch_seq = 1, .count = 2 };
	struct sample_spec again = spec;

	again.attempt = 7;
	ok(deliver_spec(bench, &spec) && deliver_spec(bench, &again),
	   "%s takes another attempt for the same batch", bench->type);
	holds(bench, &spec, 1, "once");
}

/* A file that is not there, or no good: not the configuration is. */
static bool names_file(const char *lines)
{
	return strstr(lines, "/nowhere") || strstr(lines, "/short");
}

static void test_options(struct bench *bench)
{
	struct buf lines = { 0 };
	size_t i;

	for (i = 0; place_bad_options(bench->place, i, &lines); i++) {
		struct err err = { 0 };
		struct opened opened;
		bool opens = opened_open(&opened, bench->type, buf_str(&lines),
					 NULL, &err);

		ok(!opens &&
		       err.kind == (names_file(buf_str(&lines))
					? ERR_MISCONFIGURED
					: ERR_CONFIG) &&
		       strstr(err.text, "test.conf"),
		   "%s refuses bad options %zu: %s", bench->type, i, err.text);
		if (opens)
			opened_close(&opened);
	}
	ok(i > 0, "%s has options that can be wrong", bench->type);
	buf_release(&lines);
}

static void test_close(struct bench *bench)
{
	bench->opened.type->close(NULL);
	ok(true, "%s closes nothing", bench->type);
	ok(bench->opened.type->name && *bench->opened.type->summary,
	   "%s introduces itself", bench->type);
}

static void run(const char *type, size_t which, const char *dir,
		void (*test)(struct bench *bench))
{
	struct bench bench = { .type = type };

	bench.place = place_open(type, which, dir);
	bench.lines = place_options(bench.place);
	if (reopen(&bench))
		test(&bench);
	opened_close(&bench.opened);
	place_close(bench.place);
}

int main(void)
{
	static void (*const tests[])(struct bench * bench) = {
		test_order,    test_other_bytes, test_bytes,
		test_big,      test_epochs,      test_lost_answers,
		test_attempts, test_options,     test_close,
	};
	const struct sink_type *type;
	char *dir = tempdir_make();
	size_t i, which, t;

	for (i = 0; (type = sink_type_at(i)); i++) {
		struct place *place;

		for (which = 0; (place = place_open(type->name, which, dir));
		     which++) {
			place_close(place);
			for (t = 0; t < sizeof(tests) / sizeof(tests[0]); t++)
				run(type->name, which, dir, tests[t]);
		}
		ok(which > 0, "there is a place to test %s", type->name);
	}
	tempdir_remove(dir);
	free(dir);
	return done();
}
