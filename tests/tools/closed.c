/*
 * Is a page closed?  Whoever sees version n of a row must see version n-1, or
 * have seen it.
 *
 *	closed single|poller|filtered --connection STRING --dialect NAME
 *	       [--writers N] [--idle N] [--seconds N] [--stop-at N]
 *
 * `single` reads the changelog with one SELECT a page, `poller` with the
 * poller's own source_read(), and so does `filtered`, with more acknowledged
 * ranges than a query can name.  Tables (tests/torture/closed.sql): `hot`
 * (id, ver) with one row, captured, and `own` (id, n), not captured.
 *
 * Writers add one to hot.ver, each in a transaction that the engine knew before
 * it waits for the row, in a procedure `hammer`, so that the row goes from one
 * to the next without a client in between.  Idle sessions hold open
 * transactions, which make a read view long.  The reader polls without pause.
 *
 * Prints "N commits, N polls, N inversions"; exit code 0 unless something
 * failed.
 */
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/mem.h"
#include "poller/odbc.h"
#include "poller/source.h"

enum {
	MAX_WRITERS = 64,
	MAX_IDLE = 900,
	PAGE = 500,
	OWN_BY_IDLE = 1000,
	FIRST_SEQ = 1000, /* the changelog has none below, see closed.sql */
	FILTERED = 200
};

struct plan {
	const char *connection, *dialect;
	bool single, filtered;
	int writers, idle, seconds, stop_at;
};

static volatile sig_atomic_t stop;

struct writer {
	const struct plan *plan;
	int number;
	struct err err;
};

struct reader {
	const struct plan *plan;
	/* All versions up to this one were seen; it is the row of `seq`. */
	int64_t version, seq;
	int64_t polls, inversions;
	struct odbc *odbc;
	struct source *source;
	struct page page;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---------------------------------------------------------------- writers */

static void *hammer(void *argument)
{
	struct writer *w = argument;
	struct odbc *odbc;
	char sql[40];

	snprintf(sql, sizeof(sql), "CALL hammer(%d)", w->number);
	if (!odbc_open(&odbc, w->plan->connection, NULL, &w->err))
		return NULL;
	while (!stop && odbc_exec(odbc, sql, NULL, &w->err))
		;
	odbc_close(odbc);
	return NULL;
}

static bool idle_open(struct odbc **out, const struct plan *plan, int i,
		      struct err *err)
{
	char sql[80];

	snprintf(sql, sizeof(sql), "INSERT INTO own VALUES (%d, 0)",
		 OWN_BY_IDLE + i);
	return odbc_open(out, plan->connection, NULL, err) &&
	       odbc_exec(*out, "BEGIN", NULL, err) &&
	       odbc_exec(*out, sql, NULL, err);
}

/* ----------------------------------------------------------------- reader */

/*
 * One row of a page: versions go up with seq.  A version that is missing in
 * front of it is an inversion, and it will be there next time.
 */
static bool see(struct reader *r, int64_t seq, struct str image, bool *gap)
{
	char text[64], *comma;
	int64_t version;

	snprintf(text, sizeof(text), "%.*s", (int)image.n, image.p);
	comma = strchr(text, ',');
	if (!comma)
		return false;
	version = strtoll(comma + 1, NULL, 10);
	if (!*gap && version == r->version + 1) {
		r->version = version;
		r->seq = seq;
	} else if (!*gap) {
		*gap = true;
		r->inversions++;
		printf("# version %" PRId64 " came, and %" PRId64
		       " had not come\n",
		       version, r->version + 1);
	}
	return true;
}

static bool poll_single(struct reader *r, struct err *err)
{
	static const size_t widths[] = { 24, 64 };
	static const struct odbc_layout layout = { widths, 2, PAGE };
	const struct cell *row;
	struct odbc_rows *rows;
	bool gap = false, good;
	char sql[160];

	snprintf(sql, sizeof(sql),
		 "SELECT seq, new_row FROM shadowlog_changelog"
		 " WHERE seq > %" PRId64 " ORDER BY seq LIMIT %d",
		 r->seq, PAGE);
	if (!odbc_query(r->odbc, sql, 2, &layout, &rows, err))
		return false;
	while ((good = odbc_next(rows, &row, err)) && row)
		if (!see(r, strtoll(row[0].text.p, NULL, 10), row[1].text,
			 &gap))
			good = err_set(err, ERR_DATA, "no image of `hot`");
	odbc_rows_close(rows);
	return good;
}

static bool poll_page(struct reader *r, struct err *err)
{
	static const struct page_limits limits = { PAGE, 1 << 20, 0 };
	struct rangeset acked = { 0 };
	bool gap = false, good;
	int64_t seq;
	size_t i;

	for (seq = 1; r->plan->filtered && seq < FILTERED; seq += 2)
		rangeset_add(&acked, seq, seq);
	if (r->seq)
		rangeset_add(&acked, FIRST_SEQ, r->seq);
	good = source_read(r->source, &acked, 0, INT64_MAX, &limits, &r->page,
			   err);
	for (i = 0; good && i < r->page.n; i++)
		if (!see(r, r->page.changes[i].seq, r->page.changes[i].new_row,
			 &gap))
			good = err_set(err, ERR_DATA, "no image of `hot`");
	rangeset_release(&acked);
	return good;
}

static bool read_all(struct reader *r, struct err *err)
{
	const struct plan *plan = r->plan;
	int64_t until = now_ms() + (int64_t)plan->seconds * 1000;

	while (now_ms() < until &&
	       (!plan->stop_at || r->inversions < plan->stop_at)) {
		if (!(plan->single ? poll_single(r, err) : poll_page(r, err)))
			return false;
		r->polls++;
	}
	return true;
}

static bool reader_open(struct reader *r, struct dialect *dialect,
			struct err *err)
{
	if (r->plan->single)
		return odbc_open(&r->odbc, r->plan->connection, NULL, err) &&
		       odbc_exec(r->odbc,
				 "SET SESSION TRANSACTION ISOLATION LEVEL"
				 " READ COMMITTED",
				 NULL, err);
	return source_open(&r->source, dialect, r->plan->connection, err);
}

static void reader_close(struct reader *r)
{
	odbc_close(r->odbc);
	source_close(r->source);
	page_release(&r->page);
}

/* ------------------------------------------------------------------- main */

static bool torture(struct reader *r, struct odbc **idle, struct err *err)
{
	const struct plan *plan = r->plan;
	struct writer writers[MAX_WRITERS] = { 0 };
	pthread_t threads[MAX_WRITERS];
	bool good = true;
	int i, n = 0;

	for (i = 0; good && i < plan->idle; i++)
		good = idle_open(&idle[i], plan, i, err);
	for (i = 0; good && i < plan->writers; i++) {
		writers[i].plan = plan;
		writers[i].number = i;
		if (pthread_create(&threads[i], NULL, hammer, &writers[i]) != 0)
			good = err_set(err, ERR_INTERNAL, "no thread");
		n += good;
	}
	good = good && read_all(r, err);
	stop = 1;
	for (i = 0; i < n; i++) {
		pthread_join(threads[i], NULL);
		if (good && writers[i].err.kind != ERR_NONE) {
			*err = writers[i].err;
			good = false;
		}
	}
	for (i = 0; i < plan->idle; i++)
		odbc_close(idle[i]);
	return good;
}

static bool parse(int argc, char **argv, struct plan *plan)
{
	int i;

	if (argc < 2)
		return false;
	plan->single = strcmp(argv[1], "single") == 0;
	plan->filtered = strcmp(argv[1], "filtered") == 0;
	for (i = 2; i + 1 < argc; i += 2) {
		const char *name = argv[i], *value = argv[i + 1];
		int number = (int)strtol(value, NULL, 10);

		if (strcmp(name, "--connection") == 0)
			plan->connection = value;
		else if (strcmp(name, "--dialect") == 0)
			plan->dialect = value;
		else if (strcmp(name, "--writers") == 0)
			plan->writers = number;
		else if (strcmp(name, "--idle") == 0)
			plan->idle = number;
		else if (strcmp(name, "--seconds") == 0)
			plan->seconds = number;
		else if (strcmp(name, "--stop-at") == 0)
			plan->stop_at = number;
		else
			return false;
	}
	return i == argc && plan->connection && plan->dialect &&
	       plan->writers <= MAX_WRITERS && plan->idle <= MAX_IDLE;
}

int main(int argc, char **argv)
{
	static struct odbc *idle[MAX_IDLE];
	struct plan plan = { .writers = 16, .idle = 300, .seconds = 20 };
	struct reader reader = { .plan = &plan };
	struct dialect *dialect = NULL;
	struct err err = { 0 };
	bool good;

	if (!parse(argc, argv, &plan)) {
		fprintf(stderr, "closed: see the head of closed.c\n");
		return 64;
	}
	good = dialect_open(&dialect, plan.dialect, &err) &&
	       reader_open(&reader, dialect, &err) &&
	       torture(&reader, idle, &err);
	if (!good)
		fprintf(stderr, "closed: %s\n", err.text);
	printf("%" PRId64 " commits seen, %" PRId64 " polls, %" PRId64
	       " inversions\n",
	       reader.version, reader.polls, reader.inversions);
	reader_close(&reader);
	dialect_close(dialect);
	return good ? 0 : 1;
}
