#include "poller/source_private.h"

#include <stdio.h>
#include <string.h>

enum {
	/*
	 * Rows of one DELETE, so that it is a short transaction: on SQLite
	 * nobody else writes meanwhile.
	 */
	TRIM_ROWS = 5000,
	/* Single seqs in its list; engines take at least 1000. */
	TRIM_SINGLES = 500,
};

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

/* The rows that are there, of all seqs of a set. */
static bool list_rows(struct source *source, const struct rangeset *set,
		      struct seq_list *out, struct err *err)
{
	struct scan scan = { *set, { 0 } };
	int64_t count;

	return scan_seqs(source, &scan, INT64_MAX, INT64_MAX, SIZE_MAX, out,
			 &count, err);
}

/* One DELETE, of `count` rows. */
static bool trim_set(struct source *source, const struct rangeset *set,
		     int64_t count, int64_t *deleted, struct err *err)
{
	char first[24], last[24], rows[24];
	struct template_value values[] = {
		{ "where", NULL },
		{ "first", first },
		{ "last", last },
		{ "count", rows },
	};
	struct buf where = { 0 };
	bool good;

	snprintf(first, sizeof(first), "%lld", (long long)set->ranges[0].first);
	snprintf(last, sizeof(last), "%lld", (long long)rangeset_last(set));
	snprintf(rows, sizeof(rows), "%lld", (long long)count);
	source_where(set, &where);
	values[0].value = where.data;
	good = source_exec(source, trim_section, values, 4, &count, err);
	if (good)
		*deleted += count;
	buf_release(&where);
	return good;
}

/* A DELETE for each range, with as many rows as the list has of it. */
static bool trim_listed(struct source *source, const struct rangeset *set,
			int64_t *deleted, struct err *err)
{
	struct rangeset one = { 0 };
	struct seq_list seqs = { 0 };
	size_t i, k = 0;
	bool good = list_rows(source, set, &seqs, err);

	for (i = 0; good && i < set->n; i++) {
		struct range range = set->ranges[i];
		int64_t count = 0;

		for (; k < seqs.n && seqs.seqs[k] <= range.last; k++)
			count++;
		if (!count)
			continue;
		rangeset_reset(&one);
		rangeset_add(&one, range.first, range.last);
		good = trim_set(source, &one, count, deleted, err);
	}
	rangeset_release(&one);
	seq_list_release(&seqs);
	return good;
}

/* Some engines wait for neighbours unless they know where to stop. */
static bool trim_counted(struct source *source, const struct rangeset *set,
			 int64_t *deleted, struct err *err)
{
	int64_t count;

	if (set->n > 1)
		return trim_listed(source, set, deleted, err);
	return count_rows(source, set, &count, err) &&
	       (!count || trim_set(source, set, count, deleted, err));
}

/* The same where a DELETE may name one row that exists, and no more. */
static bool trim_singly(struct source *source, const struct rangeset *set,
			int64_t *deleted, struct err *err)
{
	struct seq_list seqs = { 0 };
	char seq[24];
	const struct template_value value = { "seq", seq };
	int64_t count;
	size_t i;
	bool good = list_rows(source, set, &seqs, err);

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

/* How far a set is trimmed: up to its range i, and there up to `after`. */
struct place {
	size_t i;
	int64_t after;
};

/* The next ranges of a set: what one DELETE may name. */
static void take_part(const struct rangeset *set, int64_t ranges,
		      struct place *place, struct rangeset *part)
{
	int64_t rows = TRIM_ROWS, singles = TRIM_SINGLES;
	int64_t *of_singles = ranges > 1 ? &singles : &ranges;

	rangeset_reset(part);
	while (place->i < set->n && ranges > 0 && singles > 0 && rows > 0) {
		struct range range = set->ranges[place->i];

		--*(range.first == range.last ? of_singles : &ranges);
		if (range.first <= place->after)
			range.first = place->after + 1;
		if (range.last - range.first < rows)
			place->i++;
		else
			range.last = range.first + rows - 1;
		place->after = range.last;
		rows -= range.last - range.first + 1;
		rangeset_add(part, range.first, range.last);
	}
}

/* One part: as many statements as the engine needs for it. */
static bool trim_part(struct source *source, const struct rangeset *part,
		      bool counted, int64_t *deleted, struct err *err)
{
	if (source->trim_one_by_one)
		return trim_singly(source, part, deleted, err);
	if (counted)
		return trim_counted(source, part, deleted, err);
	return trim_set(source, part, 0, deleted, err);
}

bool source_trim(struct source *source, const struct rangeset *seqs,
		 int64_t *deleted, struct err *err)
{
	const char *text = dialect_section(source->dialect, trim_section);
	bool counted = text && strstr(text, "{{count}}");
	int64_t ranges = source->trim_ranges;
	struct place place = { 0, INT64_MIN };
	struct rangeset part = { 0 };
	bool good = true;

	*deleted = 0;
	if (ranges > SOURCE_RANGES || counted)
		ranges = SOURCE_RANGES;
	while (good && place.i < seqs->n) {
		take_part(seqs, ranges, &place, &part);
		good = trim_part(source, &part, counted, deleted, err);
	}
	rangeset_release(&part);
	return good;
}
