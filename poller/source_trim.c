#include "poller/source_private.h"

#include <stdio.h>
#include <string.h>

/*
 * Rows of one DELETE, so that it is a short transaction: on SQLite nobody else
 * writes meanwhile.
 */
enum { TRIM_ROWS = 5000 };

static const char trim_section[] = "poller.trim";

/* How many rows of the set there are. */
static bool count_rows(struct source *source, const struct rangeset *set,
		       int64_t *out, struct err *err)
{
	struct template_value value = { "where", NULL };
	struct arena arena = { 0 };
	struct buf where = { 0 };
	const struct cell *row;
	bool good;

	*out = 0;
	source_where(set, &where);
	value.value = where.data;
	good = source_one(source, "poller.count", &value, 1, 1, &arena, &row,
			  err) &&
	       (!row || source_int(row, "poller.count", out, err));
	buf_release(&where);
	arena_release(&arena);
	return good;
}

/* One DELETE of a few ranges. */
static bool trim_set(struct source *source, const struct rangeset *set,
		     int64_t *deleted, struct err *err)
{
	const char *text = dialect_section(source->dialect, trim_section);
	char first[24], last[24], rows[24];
	struct template_value values[] = {
		{ "where", NULL },
		{ "first", first },
		{ "last", last },
		{ "count", rows },
	};
	struct buf where = { 0 };
	int64_t count = 1;
	bool good = true;

	/* Some engines wait for neighbours unless they know where to stop. */
	if (text && strstr(text, "{{count}}"))
		good = count_rows(source, set, &count, err);
	if (good && count) {
		snprintf(first, sizeof(first), "%lld",
			 (long long)set->ranges[0].first);
		snprintf(last, sizeof(last), "%lld",
			 (long long)set->ranges[set->n - 1].last);
		snprintf(rows, sizeof(rows), "%lld", (long long)count);
		source_where(set, &where);
		values[0].value = where.data;
		good =
		    source_exec(source, trim_section, values, 4, &count, err);
		if (good)
			*deleted += count;
		buf_release(&where);
	}
	return good;
}

/* The same where a DELETE may name one row that exists, and no more. */
static bool trim_singly(struct source *source, const struct rangeset *set,
			int64_t *deleted, struct err *err)
{
	struct scan scan = { *set, { 0 } };
	struct seq_list seqs = { 0 };
	char seq[24];
	const struct template_value value = { "seq", seq };
	int64_t count;
	size_t i;
	bool good;

	good = scan_seqs(source, &scan, INT64_MAX, INT64_MAX, SIZE_MAX, &seqs,
			 &count, err);
	for (i = 0; good && i < seqs.n; i++) {
		snprintf(seq, sizeof(seq), "%lld", (long long)seqs.seqs[i]);
		good = source_exec(source, "poller.trim_one", &value, 1, &count,
				   err);
		if (good)
			*deleted += count;
	}
	seq_list_release(&seqs);
	return good;
}

/* Takes the next few ranges off a set: at most TRIM_ROWS rows. */
static void take_part(const struct source *source, struct rangeset *rest,
		      struct rangeset *part)
{
	int64_t ranges = source->trim_ranges, rows = TRIM_ROWS;

	if (ranges > SOURCE_RANGES)
		ranges = SOURCE_RANGES;
	rangeset_reset(part);
	while (rest->n && ranges-- > 0 && rows > 0) {
		struct range range = rest->ranges[0];

		if (range.last - range.first >= rows)
			range.last = range.first + rows - 1;
		rows -= range.last - range.first + 1;
		rangeset_add(part, range.first, range.last);
		rangeset_remove(rest, range.first, range.last);
	}
}

bool source_trim(struct source *source, const struct rangeset *seqs,
		 int64_t *deleted, struct err *err)
{
	struct rangeset rest = { 0 }, part = { 0 };
	bool good = true;

	*deleted = 0;
	rangeset_copy(&rest, seqs);
	while (good && rest.n) {
		take_part(source, &rest, &part);
		good = source->trim_one_by_one
			   ? trim_singly(source, &part, deleted, err)
			   : trim_set(source, &part, deleted, err);
	}
	rangeset_release(&rest);
	rangeset_release(&part);
	return good;
}
