/*
 * Writers that make it hard to keep order, for the torture tests.
 *
 *	workload --connection STRING [--session SQL]... [--writers N]
 *	         [--rows N] [--seconds N] [--pause MS] [--hold MS] [--seed N]
 *
 * The tables (tests/torture/tables.sql): `item` is captured; `truth` is not,
 * and says in the same transaction what became of each row of it:
 *
 *	item  (k primary key, uid, ver, deps, note)
 *	truth (uid primary key, k, ver, alive)
 *
 * A row is known by uid, its key k changes now and then.  Every change but a
 * delete adds one to ver, which never begins anew.  `deps` holds a stamp
 * "UID:VER UID:VER ..." of other rows, read in an earlier statement of the same
 * transaction: whoever sees the change must have been told of those versions
 * before.
 *
 * Transactions are of one to five changes of one or of many rows, on a few hot
 * rows half of the time, with savepoints, rollbacks and pauses.  Writer 0 takes
 * its numbers first and commits long after everyone else; it has rows of its
 * own, which the others read but do not write.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/buf.h"
#include "core/mem.h"
#include "poller/odbc.h"

enum {
	MAX_SESSION = 8,
	MAX_WRITERS = 64,
	HOT_ROWS = 4,
	OWN_ROWS = 8, /* of writer 0, behind the others' */
	RANGE = 4,
	STAMPS = 3,
	KEY_STEP = 100000, /* a new key of the same row */
};

struct plan {
	const char *connection;
	const char *session[MAX_SESSION];
	size_t nsession;
	int writers, rows, seconds, pause, hold;
	uint64_t seed;
	int64_t until; /* milliseconds of the monotonic clock */
};

struct writer {
	const struct plan *plan;
	int number;
	uint64_t random;
	struct odbc *odbc;
	struct buf sql, stamp;
	/* What came of its transactions. */
	int64_t committed, rolled_back, gave_way;
	struct err err; /* why it stopped early */
};

/* ------------------------------------------------------------------ small */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(int ms)
{
	struct timespec t = { .tv_sec = ms / 1000,
			      .tv_nsec = (long)(ms % 1000) * 1000000 };

	if (ms > 0)
		nanosleep(&t, NULL);
}

/* xorshift64*: the same seed gives the same choices. */
static int pick(struct writer *w, int n)
{
	w->random ^= w->random >> 12;
	w->random ^= w->random << 25;
	w->random ^= w->random >> 27;
	return (int)((w->random * UINT64_C(2685821657736338717) >> 33) %
		     (uint64_t)n);
}

/* One row of those that this writer changes. */
static int pick_row(struct writer *w)
{
	if (w->number == 0)
		return w->plan->rows + pick(w, OWN_ROWS);
	return pick(w, 2) ? pick(w, HOT_ROWS) : pick(w, w->plan->rows);
}

/* Runs the statement in w->sql; *n, if not NULL, is the rows it changed. */
static bool run(struct writer *w, int64_t *n, struct err *err)
{
	int64_t changed = 0;
	bool good = odbc_exec(w->odbc, buf_str(&w->sql), &changed, err);

	if (n)
		*n = changed;
	return good;
}

static bool run_text(struct writer *w, const char *sql, struct err *err)
{
	return odbc_exec(w->odbc, sql, NULL, err);
}

#define SQL(w, ...) (buf_reset(&(w)->sql), buf_addf(&(w)->sql, __VA_ARGS__))

/*
 * Somebody brought a row back between two statements of ours: the transaction
 * cannot say what it did, and is given up like any other that lost a race.
 */
static bool lost_race(struct err *err)
{
	return err_set(err, ERR_TRANSIENT, "a row came back in between");
}

/* ---------------------------------------------------------------- changes */

/* Reads a few rows into w->stamp. */
static bool read_stamp(struct writer *w, struct err *err)
{
	int all = w->plan->rows + OWN_ROWS, i;
	const struct cell *row;
	struct odbc_rows *rows;
	bool good;

	buf_reset(&w->stamp);
	SQL(w, "SELECT uid, ver FROM item WHERE uid IN (");
	for (i = 0; i < STAMPS; i++)
		buf_addf(&w->sql, "%s%d", i ? ", " : "",
			 pick(w, 3) ? pick(w, all) : pick(w, HOT_ROWS));
	buf_addstr(&w->sql, ")");
	if (!odbc_query(w->odbc, w->sql.data, 2, NULL, &rows, err))
		return false;
	while ((good = odbc_next(rows, &row, err)) && row)
		buf_addf(&w->stamp, "%s%.*s:%.*s", w->stamp.len ? " " : "",
			 (int)row[0].text.n, row[0].text.p, (int)row[1].text.n,
			 row[1].text.p);
	odbc_rows_close(rows);
	return good;
}

/* The rows FIRST..LAST get a new version, and with `step` a new key. */
static bool update(struct writer *w, int first, int last, int step,
		   struct err *err)
{
	int64_t changed, known;

	SQL(w,
	    "UPDATE item SET ver = ver + 1, k = k + %d, deps = '%s',"
	    " note = 'writer %d' WHERE uid BETWEEN %d AND %d",
	    step, buf_str(&w->stamp), w->number, first, last);
	if (!run(w, &changed, err))
		return false;
	if (!changed)
		return true;
	SQL(w,
	    "UPDATE truth SET ver = ver + 1, k = k + %d"
	    " WHERE alive = 1 AND uid BETWEEN %d AND %d",
	    step, first, last);
	return run(w, &known, err) && (known == changed || lost_race(err));
}

static bool delete (struct writer *w, int first, int last, struct err *err)
{
	int64_t changed, known;

	SQL(w, "DELETE FROM item WHERE uid BETWEEN %d AND %d", first, last);
	if (!run(w, &changed, err))
		return false;
	if (!changed)
		return true;
	SQL(w,
	    "UPDATE truth SET alive = 0"
	    " WHERE alive = 1 AND uid BETWEEN %d AND %d",
	    first, last);
	return run(w, &known, err) && (known == changed || lost_race(err));
}

/* Brings a deleted row back, with the version after its last one. */
static bool revive(struct writer *w, int uid, struct err *err)
{
	int64_t changed;

	SQL(w,
	    "UPDATE truth SET alive = 1, ver = ver + 1"
	    " WHERE alive = 0 AND uid = %d",
	    uid);
	if (!run(w, &changed, err))
		return false;
	if (!changed)
		return true;
	SQL(w,
	    "INSERT INTO item (k, uid, ver, deps, note)"
	    " SELECT k, uid, ver, '%s', 'back' FROM truth WHERE uid = %d",
	    buf_str(&w->stamp), uid);
	return run(w, &changed, err);
}

static bool change(struct writer *w, struct err *err)
{
	int uid = pick_row(w), kind = pick(w, 100), last = uid + RANGE - 1;
	int end = w->plan->rows + (w->number ? 0 : OWN_ROWS);

	if (last >= end)
		last = end - 1;
	if (!read_stamp(w, err))
		return false;
	if (kind < 45)
		return update(w, uid, uid, 0, err);
	if (kind < 60)
		return update(w, uid, last, 0, err);
	if (kind < 72)
		return update(w, uid, uid, KEY_STEP, err);
	if (kind < 80)
		return delete (w, uid, uid, err);
	if (kind < 83)
		return delete (w, uid, last, err);
	return revive(w, uid, err);
}

/* ----------------------------------------------------------- transactions */

/* A change that is taken back, or not, while the transaction goes on. */
static bool change_in_savepoint(struct writer *w, struct err *err)
{
	return run_text(w, "SAVEPOINT here", err) && change(w, err) &&
	       (pick(w, 2) == 0 ||
		run_text(w, "ROLLBACK TO SAVEPOINT here", err));
}

static bool changes(struct writer *w, struct err *err)
{
	int n = 1 + pick(w, 5), i;

	for (i = 0; i < n; i++) {
		if (!(pick(w, 5) ? change(w, err)
				 : change_in_savepoint(w, err)))
			return false;
		if (w->number == 0 && i == 0)
			pause_ms(w->plan->hold);
		else if (pick(w, 3) == 0)
			pause_ms(pick(w, 4));
	}
	return true;
}

static bool transaction(struct writer *w, struct err *err)
{
	bool keep;

	if (!run_text(w, "BEGIN", err) || !changes(w, err))
		return false;
	keep = w->number == 0 || pick(w, 7);
	if (!run_text(w, keep ? "COMMIT" : "ROLLBACK", err))
		return false;
	if (keep)
		w->committed++;
	else
		w->rolled_back++;
	return true;
}

static bool start_session(struct writer *w, struct err *err)
{
	size_t i;

	if (!odbc_open(&w->odbc, w->plan->connection, "Protocol=7.4-0", err))
		return false;
	for (i = 0; i < w->plan->nsession; i++)
		if (!run_text(w, w->plan->session[i], err))
			return false;
	return true;
}

/*
 * A deadlock, a lock that takes too long, a serialization failure: writers
 * meet them with or without us.  Anything else is not theirs.
 */
static void *work(void *argument)
{
	struct writer *w = argument;
	struct err err = { 0 }, ignored;

	if (!start_session(w, &w->err))
		return NULL;
	while (now_ms() < w->plan->until) {
		err_clear(&err);
		if (!transaction(w, &err)) {
			if (err.kind != ERR_TRANSIENT) {
				w->err = err;
				break;
			}
			w->gave_way++;
			run_text(w, "ROLLBACK", &ignored);
		}
		pause_ms(pick(w, 2 * w->plan->pause + 1));
	}
	odbc_close(w->odbc);
	w->odbc = NULL;
	return NULL;
}

/* ------------------------------------------------------------------- main */

static bool is_empty(struct writer *w, bool *empty, struct err *err)
{
	static const char query[] = "SELECT max(uid) FROM truth";
	char number[24];
	size_t n;

	return odbc_value(w->odbc, query, number, sizeof(number), &n, empty,
			  err);
}

/* All rows, in one statement each, unless they are there. */
static bool fill(const struct plan *plan, struct err *err)
{
	struct writer w = { .plan = plan };
	int n = plan->rows + OWN_ROWS, i;
	bool empty = false;
	bool good = start_session(&w, err) && is_empty(&w, &empty, err);

	if (good && empty) {
		SQL(&w, "INSERT INTO truth (uid, k, ver, alive) VALUES ");
		for (i = 0; i < n; i++)
			buf_addf(&w.sql, "%s(%d, %d, 1, 1)", i ? ", " : "", i,
				 i);
		good = run_text(&w, "BEGIN", err) && run(&w, NULL, err) &&
		       run_text(&w,
				"INSERT INTO item (k, uid, ver, deps, note) "
				"SELECT k, uid, ver, '', 'new' FROM truth",
				err) &&
		       run_text(&w, "COMMIT", err);
	}
	odbc_close(w.odbc);
	buf_release(&w.sql);
	return good;
}

static bool join(struct writer *writers, pthread_t *threads, int n)
{
	int64_t committed = 0, rolled_back = 0, gave_way = 0;
	bool good = true;
	int i;

	for (i = 0; i < n; i++) {
		struct writer *w = &writers[i];

		pthread_join(threads[i], NULL);
		committed += w->committed;
		rolled_back += w->rolled_back;
		gave_way += w->gave_way;
		if (w->err.kind != ERR_NONE) {
			fprintf(stderr, "workload: writer %d: %s\n", i,
				w->err.text);
			good = false;
		}
		buf_release(&w->sql);
		buf_release(&w->stamp);
	}
	printf("%" PRId64 " committed, %" PRId64 " rolled back, %" PRId64
	       " gave way to others\n",
	       committed, rolled_back, gave_way);
	return good && committed > 0;
}

static bool parse(int argc, char **argv, struct plan *plan)
{
	const struct {
		const char *name;
		int *value;
	} numbers[] = {
		{ "--writers", &plan->writers }, { "--rows", &plan->rows },
		{ "--seconds", &plan->seconds }, { "--pause", &plan->pause },
		{ "--hold", &plan->hold },
	};
	size_t k;
	int i;

	for (i = 1; i + 1 < argc; i += 2) {
		const char *value = argv[i + 1];

		if (strcmp(argv[i], "--connection") == 0)
			plan->connection = value;
		else if (strcmp(argv[i], "--seed") == 0)
			plan->seed = strtoull(value, NULL, 10);
		else if (strcmp(argv[i], "--session") == 0 &&
			 plan->nsession < MAX_SESSION)
			plan->session[plan->nsession++] = value;
		else {
			for (k = 0; k < sizeof(numbers) / sizeof(numbers[0]);
			     k++)
				if (strcmp(argv[i], numbers[k].name) == 0)
					break;
			if (k == sizeof(numbers) / sizeof(numbers[0]))
				return false;
			*numbers[k].value = (int)strtol(value, NULL, 10);
		}
	}
	return i == argc && plan->connection && plan->writers > 0 &&
	       plan->writers <= MAX_WRITERS && plan->rows > HOT_ROWS;
}

int main(int argc, char **argv)
{
	struct plan plan = { .writers = 8,
			     .rows = 48,
			     .seconds = 10,
			     .pause = 10,
			     .hold = 3000,
			     .seed = 1 };
	struct writer writers[MAX_WRITERS] = { 0 };
	pthread_t threads[MAX_WRITERS];
	struct err err = { 0 };
	int i;

	if (!parse(argc, argv, &plan)) {
		fprintf(stderr, "workload: see the head of workload.c\n");
		return 64;
	}
	if (!fill(&plan, &err)) {
		fprintf(stderr, "workload: %s\n", err.text);
		return 1;
	}
	plan.until = now_ms() + (int64_t)plan.seconds * 1000;
	for (i = 0; i < plan.writers; i++) {
		writers[i].plan = &plan;
		writers[i].number = i;
		writers[i].random =
		    plan.seed * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)i + 1;
		if (pthread_create(&threads[i], NULL, work, &writers[i]) != 0) {
			fprintf(stderr, "workload: no thread\n");
			return 1;
		}
	}
	return join(writers, threads, plan.writers) ? 0 : 1;
}
