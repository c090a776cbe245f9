#include "poller/source_private.h"

/*
 * Who made a change is asked for apart, so that it costs nobody else a thing.
 */

enum who_column { SEQ, ACTOR, CONTEXT, COLUMNS };

/* Do the triggers that wrote under this layout say more than the row? */
static bool is_wanted(struct source *source, int32_t number, bool *out,
		      struct err *err)
{
	const struct table_options *o;
	const struct shape *shape;

	*out = false;
	if (!source_shape(source, number, &shape, err)) {
		if (err->kind != ERR_DATA)
			return false;
		err_clear(err); /* who renders the change says so */
		return true;
	}
	if (!shape)
		return true;
	o = &shape->table->options;
	*out = o->actor || o->context || o->bypass == BYPASS_MARKER ||
	       o->fail_open;
	return true;
}

static bool collect(struct source *source, const struct page *page,
		    size_t first, struct rangeset *out, struct err *err)
{
	bool wanted = false;
	size_t i;

	for (i = first; i < page->n; i++) {
		const struct change *change = &page->changes[i];

		if ((i == first || change->shape != change[-1].shape) &&
		    !is_wanted(source, change->shape, &wanted, err))
			return false;
		if (wanted)
			rangeset_add(out, change->seq, change->seq);
	}
	return true;
}

static struct str take(const struct cell *cell, struct arena *arena)
{
	if (cell->null)
		return (struct str){ NULL, 0 };
	return (struct str){ arena_strndup(arena, cell->text.p, cell->text.n),
			     cell->text.n };
}

/* Rows and changes are both in order of seq. */
static bool take_rows(struct odbc_rows *rows, struct page *page, size_t first,
		      struct err *err)
{
	const struct cell *row;
	size_t i = first;
	int64_t seq;
	bool good;

	while ((good = odbc_next(rows, &row, err)) && row) {
		if (!source_int(&row[SEQ], "poller.who", &seq, err))
			return false;
		while (i < page->n && page->changes[i].seq < seq)
			i++;
		if (i == page->n || page->changes[i].seq != seq)
			continue;
		page->changes[i].actor = take(&row[ACTOR], &page->arena);
		page->changes[i].context = take(&row[CONTEXT], &page->arena);
	}
	return good;
}

static bool fetch(struct source *source, const struct rangeset *group,
		  struct page *page, size_t first, struct err *err)
{
	struct template_value where = { .name = "where" };
	struct buf text = { 0 };
	struct odbc_rows *rows;
	bool good;

	source_where(group, &text);
	where.value = text.data;
	good = source_query(source, "poller.who", &where, 1, COLUMNS, NULL,
			    &rows, err);
	buf_release(&text);
	if (!good)
		return false;
	good = take_rows(rows, page, first, err);
	odbc_rows_close(rows);
	return good;
}

bool source_who(struct source *source, struct page *page, size_t first,
		struct err *err)
{
	struct rangeset wanted = { 0 }, group = { 0 };
	bool good = collect(source, page, first, &wanted, err);
	size_t i, k;

	for (i = 0; good && i < wanted.n; i = k) {
		rangeset_reset(&group);
		for (k = i; k < wanted.n && k < i + SOURCE_RANGES; k++)
			rangeset_add(&group, wanted.ranges[k].first,
				     wanted.ranges[k].last);
		good = fetch(source, &group, page, first, err);
	}
	rangeset_release(&wanted);
	rangeset_release(&group);
	return good;
}
