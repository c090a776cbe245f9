#include "poller/source_private.h"

#include <stdio.h>
#include <string.h>

enum {
	/* Characters of a long image that one statement fetches. */
	PIECE = 4 << 20,
	/* Bytes up to which an image comes with its row: within these. */
	INLINE_MIN = 4 << 10,
	INLINE_MAX = 256 << 10,
	/* What the places for them may take together, old and new each. */
	INLINE_ROOM = 2 << 20,
	BLOCK_MAX = 256,
	/* What one statement may bring of a sealed batch. */
	EXACT_ROWS = 1000,
	EXACT_BYTES = 4 << 20,
	/* Reads until two agree; more means something else is wrong. */
	ATTEMPTS = 100,
	NUMBER_WIDTH = 20,
};

enum page_column {
	SEQ,
	SHAPE,
	OP,
	TXID,
	CAPTURED_AT,
	OLD_BYTES,
	NEW_BYTES,
	OLD_ROW,
	NEW_ROW,
	COLUMNS
};

/* What a probe says of the first rows of a predicate. */
struct weight {
	int64_t count, last, bytes;
};

static const char page_section[] = "poller.page";

/* Fills where, limit and inline of a section. */
struct holes {
	struct buf where, limit, within;
	struct template_value values[3];
};

static void holes_init(struct holes *holes, const struct rangeset *set,
		       int64_t limit, int64_t within)
{
	*holes = (struct holes){ 0 };
	source_where(set, &holes->where);
	source_number(limit, &holes->limit);
	source_number(within, &holes->within);
	holes->values[0] =
	    (struct template_value){ "where", holes->where.data };
	holes->values[1] =
	    (struct template_value){ "limit", holes->limit.data };
	holes->values[2] =
	    (struct template_value){ "inline", holes->within.data };
}

static void holes_release(struct holes *holes)
{
	buf_release(&holes->where);
	buf_release(&holes->limit);
	buf_release(&holes->within);
}

/* *out = those of the set in after+1..last. */
static void cut_set(const struct rangeset *set, int64_t after, int64_t last,
		    struct rangeset *out)
{
	struct rangeset region = { 0 };

	rangeset_reset(out);
	if (after < last)
		rangeset_add(&region, after + 1, last);
	rangeset_intersect(set, &region, out);
	rangeset_release(&region);
}

/*
 * Weighing
 */

static bool probe(struct source *source, const struct rangeset *set,
		  int64_t limit, struct weight *out, struct err *err)
{
	struct arena arena = { 0 };
	const struct cell *row;
	struct holes holes;
	bool good;

	*out = (struct weight){ 0 };
	if (!set->n)
		return true;
	holes_init(&holes, set, limit, 0);
	good = source_one(source, "poller.probe", holes.values, 2, 3, &arena,
			  &row, err);
	if (good && row)
		good = source_int(&row[0], "poller.probe", &out->count, err) &&
		       source_int(&row[1], "poller.probe", &out->last, err) &&
		       source_int(&row[2], "poller.probe", &out->bytes, err);
	holes_release(&holes);
	arena_release(&arena);
	return good;
}

/* As many rows as `bytes` hold, going by what was weighed; at least one. */
static int64_t scale(int64_t count, int64_t weighed, int64_t bytes)
{
	double n = (double)count * (double)bytes / (double)(weighed + 1);

	return n < 1 ? 1 : n > 1e15 ? (int64_t)1e15 : (int64_t)n;
}

static int64_t in_steps(int64_t n, const struct page_limits *limits)
{
	int64_t step = (int64_t)limits->step;

	return step > 0 && n > step ? n - n % step : n;
}

/*
 * Weighs the first rows until they fit into the limits, or one is left.  The
 * mean of the last page says where to start; where that leaves the page half
 * empty, it starts higher.  *asked is how many were asked for in the end.
 */
static bool probe_fit(struct source *source, const struct rangeset *set,
		      const struct page_limits *limits, int64_t *asked,
		      struct weight *out, struct err *err)
{
	int64_t most = in_steps((int64_t)limits->rows, limits);
	int64_t bytes = (int64_t)limits->bytes, n = most;

	if (source->mean)
		n = scale(1, (int64_t)source->mean, bytes) + 1;
	for (;;) {
		*asked = n < most ? in_steps(n, limits) : most;
		if (!probe(source, set, *asked, out, err))
			return false;
		if (out->bytes > bytes || out->count < *asked ||
		    *asked == most || out->bytes > bytes / 2)
			break;
		n = scale(out->count, out->bytes, bytes);
		if (n < 2 * *asked)
			n = 2 * *asked;
	}
	while (out->bytes > bytes && out->count > 1) {
		n = scale(out->count, out->bytes, bytes);
		*asked = in_steps(n < out->count ? n : out->count - 1, limits);
		if (!probe(source, set, *asked, out, err))
			return false;
	}
	return true;
}

/*
 * Long images
 */

static size_t count_characters(const char *p, size_t n)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		count += ((unsigned char)p[i] & 0xc0) != 0x80;
	return count;
}

/* An image that is being put together. */
struct image {
	int64_t seq;
	const char *column;
	size_t said; /* its length in bytes, by the engine */
	char *p;
	size_t len, room;
};

static void make_room(struct arena *arena, struct image *image, size_t more)
{
	char *p = arena_alloc(arena, image->len + more);

	if (image->len)
		memcpy(p, image->p, image->len);
	image->p = p;
	image->room = image->len + more;
}

/* Appends the piece that starts at character `from`; *n is its bytes. */
static bool fetch_piece(struct source *source, struct image *image,
			int64_t from, struct arena *arena, size_t *n,
			struct err *err)
{
	char seq[24], start[24], length[24];
	const struct template_value values[] = {
		{ "column", image->column },
		{ "seq", seq },
		{ "from", start },
		{ "length", length },
	};
	bool null;

	snprintf(seq, sizeof(seq), "%lld", (long long)image->seq);
	snprintf(start, sizeof(start), "%lld", (long long)from);
	snprintf(length, sizeof(length), "%d", PIECE);
	if (!source_sql(source, "poller.chunk", values, 4, err))
		return false;
	for (;;) {
		size_t room = image->room - image->len;

		if (!odbc_value(source->odbc, buf_str(&source->sql),
				image->p + image->len, room, n, &null, err))
			return err_prefix(err, "poller.chunk");
		if (null && from == 1)
			return err_set(err, ERR_DATA,
				       "change %lld is not in the changelog "
				       "any more",
				       (long long)image->seq);
		if (*n < room)
			break;
		/* Longer than the engine said: its encoding is not UTF-8. */
		make_room(arena, image,
			  *n == SIZE_MAX ? (size_t)PIECE * 4 + 1 : *n + 1);
	}
	image->len += *n;
	return true;
}

static bool fetch_image(struct source *source, struct image *image,
			struct arena *arena, struct err *err)
{
	int64_t from = 1;
	bool more = true;
	size_t n;

	make_room(arena, image, image->said + 1);
	while (more) {
		if (!fetch_piece(source, image, from, arena, &n, err))
			return false;
		more = n > 0;
		if (source->exact_lengths)
			more = more && image->len < image->said;
		else
			more = more &&
			       count_characters(image->p + image->len - n, n) >=
				   PIECE;
		from += PIECE;
	}
	if (source->exact_lengths && image->len != image->said)
		return err_set(err, ERR_DATA,
			       "change %lld: %s has %zu bytes, but %zu came",
			       (long long)image->seq, image->column,
			       image->said, image->len);
	image->p[image->len] = '\0';
	return true;
}

/* Fetches the images that did not come with their rows. */
static bool fetch_long(struct source *source, struct page *page, size_t first,
		       struct err *err)
{
	size_t i, k;

	for (i = first; i < page->n; i++) {
		struct change *change = &page->changes[i];
		struct str *images[] = { &change->old_row, &change->new_row };
		static const char *const names[] = { "old_row", "new_row" };

		for (k = 0; k < 2; k++) {
			struct image image = {
				change->seq, names[k], images[k]->n, NULL, 0, 0
			};

			if (images[k]->p || !images[k]->n)
				continue;
			if (!fetch_image(source, &image, &page->arena, err))
				return false;
			*images[k] = (struct str){ image.p, image.len };
		}
	}
	return true;
}

/*
 * Rows
 */

/*
 * Takes an image over; one that did not come, or not whole, is left with its
 * length alone, for fetch_long().
 */
static bool take_image(const struct source *source, const struct cell *cell,
		       const struct cell *bytes, struct arena *arena, bool *has,
		       struct str *out, struct err *err)
{
	int64_t said;

	*out = (struct str){ "", 0 };
	*has = !bytes->null;
	if (!*has)
		return true;
	if (!source_int(bytes, page_section, &said, err))
		return false;
	if (cell->null || cell->cut) {
		*out = (struct str){ said ? NULL : "", (size_t)said };
		return true;
	}
	if (source->exact_lengths && cell->text.n != (size_t)said)
		return err_set(err, ERR_DATA,
			       "an image has %lld bytes, but %zu came",
			       (long long)said, cell->text.n);
	out->p = arena_strndup(arena, cell->text.p, cell->text.n);
	out->n = cell->text.n;
	return true;
}

static struct str take_text(const struct cell *cell, struct arena *arena)
{
	size_t n = cell->null ? 0 : cell->text.n;

	return (struct str){ arena_strndup(arena, cell->text.p, n), n };
}

/*
 * A time in UTC as RFC 3339, from what engines make of one without a function
 * call for each row: a blank for the T, an offset of +00 or none.  With a T it
 * is as it is to be: an engine that knows no UTC has no zone to show.
 */
static struct str take_time(const struct cell *cell, struct arena *arena)
{
	static const size_t date = sizeof("2026-11-22") - 1;
	size_t n = cell->null ? 0 : cell->text.n;
	char *p = arena_alloc(arena, n + 2);

	if (n)
		memcpy(p, cell->text.p, n);
	if (n <= date || p[date] != ' ')
		return (struct str){ p, n };
	p[date] = 'T';
	if (n > 6 && memcmp(p + n - 6, "+00:00", 6) == 0)
		n -= 6;
	else if (memcmp(p + n - 3, "+00", 3) == 0)
		n -= 3;
	if (p[n - 1] != 'Z')
		p[n++] = 'Z';
	return (struct str){ p, n };
}

static bool take_row(const struct source *source, const struct cell *row,
		     struct page *page, struct err *err)
{
	struct arena *arena = &page->arena;
	struct change change = { 0 };
	int64_t shape;

	if (!source_int(&row[SEQ], page_section, &change.seq, err) ||
	    !source_int(&row[SHAPE], page_section, &shape, err))
		return false;
	if (row[TXID].cut || row[CAPTURED_AT].cut || row[OP].cut ||
	    row[OP].text.n != 1 || shape != (int32_t)shape)
		return err_set(err, ERR_DATA,
			       "change %lld: shape, op, txid or captured_at "
			       "is not what a trigger of ours writes",
			       (long long)change.seq);
	change.shape = (int32_t)shape;
	change.op = row[OP].text.p[0];
	change.txid = take_text(&row[TXID], arena);
	change.captured_at = take_time(&row[CAPTURED_AT], arena);
	if (!take_image(source, &row[OLD_ROW], &row[OLD_BYTES], arena,
			&change.has_old, &change.old_row, err) ||
	    !take_image(source, &row[NEW_ROW], &row[NEW_BYTES], arena,
			&change.has_new, &change.new_row, err))
		return err_prefix(err, "change %lld", (long long)change.seq);
	page->changes = xgrow(page->changes, &page->cap, page->n + 1,
			      sizeof(*page->changes));
	page->changes[page->n++] = change;
	return true;
}

/* Small images come with their rows; what is small depends on the mean. */
static void choose_layout(const struct weight *weight, size_t widths[COLUMNS],
			  struct odbc_layout *layout)
{
	size_t within = INLINE_MIN, block;
	int64_t mean = weight->count ? weight->bytes / weight->count : 0;

	while (within < INLINE_MAX && (int64_t)within < 4 * mean)
		within *= 2;
	block = INLINE_ROOM / within;
	if (block > BLOCK_MAX)
		block = BLOCK_MAX;
	if ((int64_t)block > weight->count)
		block = (size_t)weight->count;
	widths[SEQ] = widths[SHAPE] = NUMBER_WIDTH;
	widths[OLD_BYTES] = widths[NEW_BYTES] = NUMBER_WIDTH;
	widths[OP] = 4;
	widths[TXID] = 64;
	widths[CAPTURED_AT] = 40;
	widths[OLD_ROW] = widths[NEW_ROW] = within;
	*layout = (struct odbc_layout){ widths, COLUMNS, block ? block : 1 };
}

/* Appends the first rows of the set, as many as were weighed, to the page. */
static bool fetch_rows(struct source *source, const struct rangeset *set,
		       const struct weight *weight, struct page *page,
		       struct err *err)
{
	size_t widths[COLUMNS], i, first = page->n;
	struct odbc_layout layout;
	const struct cell *row;
	struct odbc_rows *rows;
	struct holes holes;
	bool good;

	choose_layout(weight, widths, &layout);
	holes_init(&holes, set, weight->count, (int64_t)widths[OLD_ROW]);
	good = source_query(source, page_section, holes.values, 3, COLUMNS,
			    &layout, &rows, err);
	holes_release(&holes);
	while (good && (good = odbc_next(rows, &row, err)) && row)
		good = take_row(source, row, page, err);
	odbc_rows_close(rows);
	if (!good || !fetch_long(source, page, first, err) ||
	    !source_who(source, page, first, err))
		return false;
	for (i = first; i < page->n; i++)
		page->bytes +=
		    page->changes[i].old_row.n + page->changes[i].new_row.n;
	return true;
}

/* Is anything of the scan visible up to `last`? */
static bool look_below(struct source *source, const struct scan *scan,
		       int64_t last, bool *found, struct err *err)
{
	struct seq_list none = { 0 };
	int64_t count;

	if (!scan_seqs(source, scan, last, 1, 0, &none, &count, err))
		return false;
	*found = count > 0;
	return true;
}

/*
 * The rows of a page up to the last one that was weighed; *closed: they are
 * those that were, because only late commits can come in between.
 */
static bool fetch_weighed(struct source *source, const struct rangeset *asked,
			  const struct weight *weight, struct page *page,
			  bool *closed, struct err *err)
{
	struct rangeset part = { 0 };
	struct weight behind;
	bool good;

	cut_set(asked, INT64_MIN, weight->last, &part);
	good = fetch_rows(source, &part, weight, page, err);
	*closed = good && page->n == (size_t)weight->count &&
		  page->changes[page->n - 1].seq == weight->last;
	if (*closed && !page->complete) {
		cut_set(asked, weight->last, INT64_MAX, &part);
		good = probe(source, &part, 1, &behind, err);
		page->complete = behind.count == 0;
	}
	rangeset_release(&part);
	return good;
}

/*
 * Reading what lies behind all that is filtered: the common case.
 *
 * A probe, and the rows up to its last.  In between, a look at what lies below:
 * each predecessor of a row that the probe saw had committed before it was
 * complete, so that whatever is read later shows it.  If nothing new is below,
 * and the rows are as many as were weighed, then the page is closed.  *late:
 * there is something below; it goes first.
 */
static bool read_behind(struct source *source, const struct scan *scan,
			const struct page_limits *limits, struct page *page,
			bool *closed, bool *late, struct err *err)
{
	int64_t below = rangeset_last(&scan->filtered), n;
	struct rangeset fresh = { 0 };
	struct weight weight;
	bool good;

	*closed = *late = false;
	cut_set(&scan->asked, scan->filtered.n ? below : INT64_MIN, INT64_MAX,
		&fresh);
	good =
	    probe_fit(source, &fresh, limits, &n, &weight, err) &&
	    (!scan->filtered.n || look_below(source, scan, below, late, err));
	if (good && !*late) {
		page->complete = weight.count < n;
		*closed = weight.count == 0;
		if (!*closed)
			good = fetch_weighed(source, &fresh, &weight, page,
					     closed, err);
	}
	rangeset_release(&fresh);
	return good;
}

/*
 * Appends the rows of at most SOURCE_RANGES ranges in order, in statements
 * bounded by bytes.  *full: one row more would exceed the limits.
 */
static bool read_group(struct source *source, const struct rangeset *set,
		       const struct page_limits *limits, struct page *page,
		       bool *full, struct err *err)
{
	struct rangeset rest = { 0 }, part = { 0 };
	struct weight weight;
	int64_t after = INT64_MIN, end = set->ranges[set->n - 1].last, n;
	size_t before;
	bool good = true;

	while (good && !*full && after < end) {
		struct page_limits left = { .rows = limits->rows - page->n,
					    .bytes =
						limits->bytes - page->bytes };

		if (left.rows > EXACT_ROWS)
			left.rows = EXACT_ROWS;
		if (left.bytes > EXACT_BYTES)
			left.bytes = EXACT_BYTES;
		cut_set(set, after, end, &rest);
		good = probe_fit(source, &rest, &left, &n, &weight, err);
		if (!good || weight.count == 0)
			break;
		/* One larger change is only taken if it is the first. */
		*full = page->n &&
			(size_t)weight.bytes > limits->bytes - page->bytes;
		if (*full)
			break;
		cut_set(&rest, INT64_MIN, weight.last, &part);
		before = page->n;
		good = fetch_rows(source, &part, &weight, page, err);
		after = weight.last;
		/* Late commits push others behind the limit. */
		if (page->n - before >= (size_t)weight.count)
			after = page->changes[page->n - 1].seq;
		*full = page->n >= limits->rows || page->bytes >= limits->bytes;
	}
	rangeset_release(&rest);
	rangeset_release(&part);
	return good;
}

/* The same for any number of ranges. */
static bool read_set(struct source *source, const struct rangeset *set,
		     const struct page_limits *limits, struct page *page,
		     struct err *err)
{
	struct rangeset group = { 0 };
	bool good = true, full = false;
	size_t i, k;

	for (i = 0; good && !full && i < set->n; i = k) {
		rangeset_reset(&group);
		for (k = i; k < set->n && k < i + SOURCE_RANGES; k++)
			rangeset_add(&group, set->ranges[k].first,
				     set->ranges[k].last);
		good = read_group(source, &group, limits, page, &full, err);
	}
	rangeset_release(&group);
	return good;
}

/*
 * Reading what has to be filtered.
 *
 * Seqs first, twice: every predecessor of a row of the first list had committed
 * before the first list was complete, so the second, begun later, shows it.
 * Rows never change, so it does not matter when they themselves are fetched.
 */

static bool same_seqs(const struct seq_list *a, const struct seq_list *b)
{
	return a->n == b->n &&
	       memcmp(a->seqs, b->seqs, a->n * sizeof(*a->seqs)) == 0;
}

/*
 * Lists the first seqs, as many as a page can hold, and at most one more: *more
 * tells of it.
 */
static bool list_seqs(struct source *source, const struct scan *scan,
		      int64_t last, size_t rows, struct seq_list *out,
		      bool *more, struct err *err)
{
	int64_t count;

	if (!scan_seqs(source, scan, last, (int64_t)rows + 1, rows, out, &count,
		       err))
		return false;
	*more = count > (int64_t)rows;
	return true;
}

/* Lists seqs until two lists agree; *complete: there are no others. */
static bool list_closed(struct source *source, const struct scan *scan,
			size_t rows, struct seq_list *out, bool *complete,
			bool *closed, struct err *err)
{
	struct seq_list again = { 0 };
	bool good, more = false;

	*closed = false;
	good = list_seqs(source, scan, INT64_MAX, rows, out, &more, err);
	*complete = !more;
	*closed = good && out->n == 0;
	if (good && !*closed) {
		good = list_seqs(source, scan, out->seqs[out->n - 1], rows,
				 &again, &more, err);
		*closed = good && !more && same_seqs(out, &again);
	}
	seq_list_release(&again);
	return good;
}

/*
 * The seqs of a list as ranges.  One goes across a gap in which nothing lies
 * that we know of: what commits there meanwhile is dropped after reading.
 */
static void span_seqs(const struct scan *scan, const struct seq_list *seqs,
		      struct rangeset *out)
{
	size_t i;

	for (i = 0; i < seqs->n; i++) {
		int64_t first = seqs->seqs[i], last = first;

		if (i)
			first = seqs->seqs[i - 1] + 1;
		if (rangeset_count_in(&scan->asked, first, last) !=
			last - first + 1 ||
		    rangeset_count_in(&scan->filtered, first, last))
			first = last;
		rangeset_add(out, first, last);
	}
}

/* Drops what is not in the list: a page is what was there twice. */
static bool keep_listed(struct page *page, const struct seq_list *seqs,
			struct err *err)
{
	size_t i, n = 0;

	page->bytes = 0;
	for (i = 0; i < page->n; i++) {
		const struct change *change = &page->changes[i];

		if (n == seqs->n || change->seq < seqs->seqs[n])
			continue;
		if (change->seq > seqs->seqs[n])
			return err_set(err, ERR_INTERNAL,
				       "change %lld went away while it was "
				       "read: does another poller trim here?",
				       (long long)seqs->seqs[n]);
		page->bytes += change->old_row.n + change->new_row.n;
		page->changes[n++] = *change;
	}
	page->n = n;
	return true;
}

static bool read_filtered(struct source *source, const struct scan *scan,
			  const struct page_limits *limits, struct page *page,
			  bool *closed, struct err *err)
{
	struct rangeset set = { 0 };
	struct seq_list seqs = { 0 };
	bool good;

	good = list_closed(source, scan, limits->rows, &seqs, &page->complete,
			   closed, err);
	if (good && *closed && seqs.n) {
		span_seqs(scan, &seqs, &set);
		good = read_set(source, &set, limits, page, err) &&
		       keep_listed(page, &seqs, err);
		page->complete = page->complete && page->n == seqs.n;
	}
	rangeset_release(&set);
	seq_list_release(&seqs);
	return good;
}

/*
 * The contract
 */

/* Once: *closed tells whether the page is one. */
static bool read_once(struct source *source, const struct scan *scan,
		      const struct page_limits *limits, struct page *page,
		      bool *closed, struct err *err)
{
	bool late = true;

	page_reset(page);
	/* Where nothing is to be expected, one statement sees that. */
	if (scan->filtered.n && source->idle)
		return read_filtered(source, scan, limits, page, closed, err);
	return read_behind(source, scan, limits, page, closed, &late, err) &&
	       (!late ||
		read_filtered(source, scan, limits, page, closed, err));
}

static bool read_scan(struct source *source, const struct scan *scan,
		      const struct page_limits *limits, struct page *page,
		      struct err *err)
{
	struct page_limits now = *limits;
	bool closed = false;
	int i;

	for (i = 0; i < ATTEMPTS; i++) {
		if (!read_once(source, scan, &now, page, &closed, err))
			return false;
		if (closed)
			return true;
		/* Fewer rows, fewer that can come in between. */
		if (i % 3 == 2 && now.rows > 1)
			now.rows /= 2;
	}
	return err_set(err, ERR_TRANSIENT,
		       "the changelog does not come to rest: %d reads in a row "
		       "were overtaken by late commits",
		       ATTEMPTS);
}

bool source_read(struct source *source, const struct rangeset *acked,
		 int64_t floor, int64_t bound, const struct page_limits *limits,
		 struct page *page, struct err *err)
{
	struct page_limits now = *limits;
	struct scan scan;
	bool good = true;

	page_reset(page);
	page->complete = true;
	now.rows = now.rows ? now.rows : 1;
	scan_init(&scan, acked, floor, bound);
	if (scan.asked.n)
		good = read_scan(source, &scan, &now, page, err);
	if (good && page->n)
		source->mean = page->bytes / page->n;
	if (bound == INT64_MAX)
		source->idle = good && !page->n;
	if (!good)
		page_reset(page);
	scan_release(&scan);
	return good;
}

static bool missing(const struct rangeset *seqs, const struct page *page,
		    struct err *err)
{
	size_t i, k = 0;
	int64_t seq;

	for (i = 0; i < seqs->n; i++)
		for (seq = seqs->ranges[i].first; seq <= seqs->ranges[i].last;
		     seq++, k++)
			if (k >= page->n || page->changes[k].seq != seq)
				return err_set(err, ERR_DATA,
					       "change %lld is not in the "
					       "changelog any more",
					       (long long)seq);
	return true;
}

bool source_read_exact(struct source *source, const struct rangeset *seqs,
		       struct page *page, struct err *err)
{
	static const struct page_limits all = { SIZE_MAX / 2, SIZE_MAX / 2, 0 };

	page_reset(page);
	page->complete = true;
	return read_set(source, seqs, &all, page, err) &&
	       missing(seqs, page, err);
}
