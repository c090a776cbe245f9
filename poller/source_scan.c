#include "poller/source_private.h"

#include <stdlib.h>

enum {
	/* Seqs of one statement: drivers keep a whole result in memory. */
	WINDOW = 20000,
	/* Rows that one call fetches of them. */
	BLOCK = 1000,
	SEQ_WIDTH = 20,
};

/*
 * Predicates
 */

static void add_range(const struct range *range, struct buf *out)
{
	if (range->first == range->last)
		buf_addf(out, "seq = %lld", (long long)range->first);
	else
		buf_addf(out, "seq BETWEEN %lld AND %lld",
			 (long long)range->first, (long long)range->last);
}

/* The single seqs as one list: planners take it for less than an OR. */
static void add_singles(const struct rangeset *set, size_t count,
			struct buf *out)
{
	size_t i;

	if (count == 1)
		buf_addstr(out, "seq = ");
	else
		buf_addstr(out, "seq IN (");
	for (i = 0; i < set->n; i++) {
		const struct range *range = &set->ranges[i];

		if (range->first == range->last)
			buf_addf(out, "%lld%s", (long long)range->first,
				 --count ? ", " : "");
	}
}

void source_where(const struct rangeset *set, struct buf *out)
{
	struct range span = { set->ranges[0].first, rangeset_last(set) };
	const char *before = " AND (";
	size_t i, singles = 0;

	buf_addch(out, '(');
	/* One range around all keeps every planner on the primary key. */
	add_range(&span, out);
	for (i = 0; set->n > 1 && i < set->n; i++) {
		if (set->ranges[i].first == set->ranges[i].last) {
			singles++;
			continue;
		}
		buf_addstr(out, before);
		add_range(&set->ranges[i], out);
		before = " OR ";
	}
	if (singles) {
		buf_addstr(out, before);
		add_singles(set, singles, out);
		buf_addstr(out, singles > 1 ? "))" : ")");
	} else if (set->n > 1) {
		buf_addch(out, ')');
	}
	buf_addch(out, ')');
}

/*
 * Scans
 */

void scan_init(struct scan *scan, const struct rangeset *acked, int64_t floor,
	       int64_t bound)
{
	struct rangeset region = { 0 }, inside = { 0 }, longest = { 0 };
	size_t i;

	*scan = (struct scan){ 0 };
	if (bound <= floor)
		return;
	rangeset_add(&region, floor + 1, bound);
	rangeset_intersect(acked, &region, &inside);
	rangeset_longest(&inside, SOURCE_RANGES, &longest);
	rangeset_copy(&scan->asked, &region);
	for (i = 0; i < longest.n; i++)
		rangeset_remove(&scan->asked, longest.ranges[i].first,
				longest.ranges[i].last);
	rangeset_intersect(&inside, &scan->asked, &scan->filtered);
	rangeset_release(&region);
	rangeset_release(&inside);
	rangeset_release(&longest);
}

void scan_release(struct scan *scan)
{
	rangeset_release(&scan->asked);
	rangeset_release(&scan->filtered);
}

void seq_list_release(struct seq_list *list)
{
	free(list->seqs);
	*list = (struct seq_list){ 0 };
}

static void seq_list_add(struct seq_list *list, int64_t seq)
{
	list->seqs =
	    xgrow(list->seqs, &list->cap, list->n + 1, sizeof(*list->seqs));
	list->seqs[list->n++] = seq;
}

/* What is asked in one statement: after..last of the scan. */
struct window {
	int64_t after, last;
	int64_t limit;
	int64_t rows; /* that came */
};

/*
 * As many rows as there can be until `want` were found that are not filtered.
 */
static int64_t rows_for(const struct scan *scan, const struct window *window,
			int64_t want)
{
	int64_t filtered;

	if (want >= WINDOW || window->after >= window->last)
		return WINDOW;
	filtered =
	    rangeset_count_in(&scan->filtered, window->after + 1, window->last);
	return filtered < WINDOW - want ? want + filtered : WINDOW;
}

static bool open_window(struct source *source, const struct scan *scan,
			const struct window *window, struct odbc_rows **out,
			struct err *err)
{
	static const size_t width = SEQ_WIDTH;
	const struct odbc_layout layout = { &width, 1, BLOCK };
	struct rangeset region = { 0 }, part = { 0 };
	struct buf where = { 0 }, limit = { 0 };
	bool good = true;

	*out = NULL;
	if (window->after < window->last)
		rangeset_add(&region, window->after + 1, window->last);
	rangeset_intersect(&scan->asked, &region, &part);
	if (part.n) {
		struct template_value values[2] = { { "where", NULL },
						    { "limit", NULL } };

		source_where(&part, &where);
		source_number(window->limit, &limit);
		values[0].value = where.data;
		values[1].value = limit.data;
		good = source_query(source, "poller.seqs", values, 2, 1,
				    &layout, out, err);
	}
	rangeset_release(&region);
	rangeset_release(&part);
	buf_release(&where);
	buf_release(&limit);
	return good;
}

/* One statement's worth of scan_seqs(). */
static bool read_window(struct source *source, const struct scan *scan,
			struct window *window, int64_t want, size_t keep,
			struct seq_list *out, int64_t *count, struct err *err)
{
	const struct cell *cell;
	struct odbc_rows *rows;
	bool good;
	int64_t seq;

	window->rows = 0;
	window->limit = rows_for(scan, window, want - *count);
	if (!open_window(source, scan, window, &rows, err))
		return false;
	if (!rows)
		return true;
	while ((good = odbc_next(rows, &cell, err)) && cell && *count < want) {
		good = source_int(cell, "poller.seqs", &seq, err);
		if (!good)
			break;
		window->rows++;
		window->after = seq;
		if (rangeset_has(&scan->filtered, seq))
			continue;
		++*count;
		if (out->n < keep)
			seq_list_add(out, seq);
	}
	odbc_rows_close(rows);
	return good;
}

bool scan_seqs(struct source *source, const struct scan *scan, int64_t last,
	       int64_t want, size_t keep, struct seq_list *out, int64_t *count,
	       struct err *err)
{
	struct window window = { .after = INT64_MIN, .last = last };

	out->n = 0;
	*count = 0;
	do {
		if (!read_window(source, scan, &window, want, keep, out, count,
				 err))
			return false;
	} while (window.rows == window.limit && *count < want);
	return true;
}
