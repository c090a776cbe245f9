#include "poller/event_read.h"

#include <stdlib.h>
#include <string.h>

#include "core/jsontext.h"
#include "poller/tx_places.h"
#include "poller/value.h"

/* The members of an event, in the order in which they stand. */
enum member {
	ID,
	POS,
	OP,
	TABLE,
	SCHEMA,
	KEY,
	BEFORE,
	AFTER,
	CHANGED,
	OMITTED,
	UNREGISTERED,
	ENCODING,
	TX,
	CAPTURED_AT,
	MEMBERS
};

static const char *const member_names[] = {
	"id",           "pos",      "op",    "table",       "schema",
	"key",          "before",   "after", "changed",     "omitted",
	"unregistered", "encoding", "tx",    "captured_at",
};

/* An event, taken apart: what points into its line, in the page's arena. */
struct event_line {
	struct str text;
	struct str members[MEMBERS]; /* p is NULL: it has none of that name */
	struct str more;             /* all behind captured_at */
};

static bool bad(struct err *err)
{
	return err_set(err, ERR_DATA,
		       "an event in it is none that this version writes: it "
		       "does not know a member, or it is damaged");
}

/* "00000000000000004711" */
static bool read_position(struct str text, int64_t *out)
{
	size_t i;

	if (text.n != EVENT_POS_SIZE + 2)
		return false;
	for (i = 1; i <= EVENT_POS_SIZE; i++)
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
	*out = strtoll(text.p + 1, NULL, 10);
	return *out > 0;
}

bool event_head_read(struct str line, struct event_head *out)
{
	const char *p = line.p, *end = p + line.n;
	struct str head, source;

	*out = (struct event_head){ 0 };
	if (!jsontext_value(&p, end, &head) || p != end ||
	    !jsontext_is(jsontext_member(head, "format"), "shadowlog/1"))
		return false;
	source = jsontext_member(head, "source");
	out->source = jsontext_member(source, "id");
	out->epoch = jsontext_member(source, "epoch");
	out->dbms = jsontext_member(source, "dbms");
	out->server = jsontext_member(source, "server");
	out->database = jsontext_member(source, "database");
	out->replay = jsontext_member(head, "replay");
	out->data_format = jsontext_member(head, "data_format");
	out->schemas = jsontext_member(head, "schemas");
	read_position(jsontext_member(head, "first_pos"), &out->first);
	read_position(jsontext_member(head, "last_pos"), &out->last);
	return out->source.n && out->epoch.n && out->schemas.n;
}

/* ------------------------------------------------------------------ batches */

void event_batch_release(struct event_batch *batch)
{
	page_release(&batch->page);
	free(batch->layouts);
	free(batch->lines);
	free(batch->lasts);
	buf_release(&batch->open);
	buf_release(&batch->image);
	arena_release(&batch->scratch);
	rendering_release(&batch->again);
	*batch = (struct event_batch){ 0 };
}

static void add_layout(struct event_batch *batch, struct event_layout *layout)
{
	struct page *page = &batch->page;

	batch->layouts = xgrow(batch->layouts, &batch->layouts_cap,
			       batch->nlayouts + 1, sizeof(*batch->layouts));
	batch->layouts[batch->nlayouts++] = layout;
	page->shapes = xgrow(page->shapes, &page->shapes_cap, page->nshapes + 1,
			     sizeof(*page->shapes));
	page->shapes[page->nshapes++] =
	    (struct page_shape){ layout->shape.shape, &layout->shape };
}

static struct str keep(struct event_batch *batch, struct str text)
{
	return (struct str){ arena_strndup(&batch->page.arena, text.p, text.n),
			     text.n };
}

static bool keep_name(struct event_batch *batch, struct str value,
		      const char **out)
{
	struct str text;

	if (!jsontext_name(value, &batch->page.arena, &text))
		return false;
	*out = text.p;
	return true;
}

bool event_batch_begin(struct event_batch *batch, struct event_layouts *layouts,
		       const struct event_head *head, struct err *err)
{
	struct batch_origin *origin = &batch->origin;
	struct str name, value;
	struct jsontext in;
	const char *source;

	page_reset(&batch->page);
	batch->page.complete = batch->page.resolved = true;
	batch->nlines = batch->nlayouts = 0;
	batch->goes_on = false;
	*origin = (struct batch_origin){ .page = &batch->page };
	if (!keep_name(batch, head->source, &source) ||
	    !keep_name(batch, head->epoch, &origin->epoch) ||
	    !keep_name(batch, head->dbms, &origin->dbms) ||
	    !keep_name(batch, head->server, &origin->server) ||
	    !keep_name(batch, head->database, &origin->database))
		return err_set(err, ERR_DATA, "it has no head of ours");
	batch->source = (struct str){ source, strlen(source) };
	batch->schemas = keep(batch, head->schemas);
	in = jsontext_open(batch->schemas);
	while (jsontext_next(&in, &name, &value)) {
		struct event_layout *layout;

		if (!event_layouts_take(layouts, value, &layout, err))
			return false;
		add_layout(batch, layout);
	}
	return true;
}

/* ------------------------------------------------------------------- events */

/* The members at hand; a line has each of them once, and in this order. */
static bool take_apart(struct event_line *line)
{
	struct jsontext in = jsontext_open(line->text);
	struct str name, value;
	size_t i = 0;

	while (!line->members[CAPTURED_AT].p) {
		if (!jsontext_next(&in, &name, &value))
			return false;
		while (i < MEMBERS && !jsontext_is(name, member_names[i]))
			i++;
		if (i == MEMBERS)
			return false;
		line->members[i] = value;
	}
	line->more.p = value.p + value.n;
	line->more.n = (size_t)(in.end - line->more.p);
	return true;
}

/* "s3" */
static struct event_layout *find_layout(const struct event_batch *batch,
					struct str label)
{
	size_t n = label.n > 3 && label.p[1] == 's'
		       ? (size_t)strtoul(label.p + 2, NULL, 10)
		       : 0;

	return n > 0 && n <= batch->nlayouts ? batch->layouts[n - 1] : NULL;
}

/* One side of an event, as it becomes an image. */
struct side {
	struct event_batch *batch;
	const struct event_layout *layout;
	struct row row;
	size_t cap;  /* of its extras */
	size_t next; /* the column that most likely comes next */
};

/* The value under that name, which is JSON; NULL: the row has none. */
static struct value *find_value(struct side *side, struct str name)
{
	const struct event_layout *layout = side->layout;
	size_t i, n = side->row.n;
	struct str raw;

	for (i = 0; i < n; i++) {
		size_t k = (side->next + i) % n;

		if (str_equal(layout->names[k], name)) {
			side->next = k + 1;
			return &side->row.values[k];
		}
	}
	if (!jsontext_name(name, &side->batch->scratch, &raw))
		return NULL;
	for (i = 0; i < side->row.nextras; i++) {
		struct extra_value *extra = &side->row.extras[i];

		if (str_equal(extra->name, raw))
			return &extra->value;
	}
	return NULL;
}

static bool read_values(struct side *side, struct str object)
{
	struct arena *scratch = &side->batch->scratch;
	struct jsontext in = jsontext_open(object);
	struct str name, text, raw;

	while (jsontext_next(&in, &name, &text)) {
		struct value *value = find_value(side, name);

		if (!value) {
			if (side->row.nextras == ROW_EXTRAS_MAX ||
			    !jsontext_name(name, scratch, &raw))
				return false;
			value =
			    row_add_extra(&side->row, &side->cap, raw, scratch);
		}
		*value = (struct value){ .form = VALUE_WRITTEN, .text = text };
		if (*text.p == 'n') /* null */
			*value = (struct value){ .form = VALUE_NULL };
	}
	return true;
}

/* {"sig":"text",...} */
static bool read_hows(struct side *side, struct str hows)
{
	struct jsontext in = jsontext_open(hows);
	struct str name, how;

	while (jsontext_next(&in, &name, &how)) {
		struct value *value = find_value(side, name);

		if (!value)
			return false;
		value->how =
		    jsontext_is(how, "text") ? VALUE_AS_TEXT : VALUE_AS_BASE64;
	}
	return true;
}

/* {"bytes":81920,"hash":"md5:..."}: what an image says of such a value. */
static struct str read_lob(struct side *side, struct str text)
{
	struct str bytes = jsontext_member(text, "bytes");
	struct str hash = jsontext_member(text, "hash");
	struct buf out = { 0 };

	buf_add(&out, bytes.p ? bytes.p : "", bytes.n);
	if (hash.n > 2) {
		buf_addch(&out, ':');
		buf_add(&out, hash.p + 1, hash.n - 2);
	}
	text = (struct str){ arena_strndup(&side->batch->scratch, buf_str(&out),
					   out.len),
			     out.len };
	buf_release(&out);
	return text;
}

/* `which`: the side's name. */
static bool read_lobs(struct side *side, struct str omitted, const char *which)
{
	struct jsontext in = jsontext_open(omitted);
	struct str ignored, item;

	while (jsontext_next(&in, &ignored, &item)) {
		struct str column = jsontext_member(item, "column");
		struct str lob = jsontext_member(item, which);
		struct value *value;

		if (!lob.n)
			continue;
		value = column.n ? find_value(side, column) : NULL;
		if (!value || value->form != VALUE_ABSENT)
			return false;
		value->text = read_lob(side, lob);
	}
	return true;
}

/* What of the row before is known to differ, however it was written. */
static bool read_changed(struct side *side, const struct event_line *line)
{
	struct jsontext in = jsontext_open(line->members[CHANGED]);
	const struct table *table = side->layout->shape.table;
	struct str ignored, name;
	size_t i;

	while (jsontext_next(&in, &ignored, &name)) {
		struct value *value = find_value(side, name);

		if (!value)
			return false;
		value->differs = true;
	}
	if (jsontext_is(line->members[OP], "d"))
		for (i = 0; i < table->ncolumns; i++)
			if (table->columns[i].key > 0)
				side->row.values[i].differs = true;
	return true;
}

/* The image of the row before or after, in the page's arena. */
static bool read_side(struct event_batch *batch,
		      const struct event_layout *layout,
		      const struct event_line *line, bool before,
		      struct str *out)
{
	const char *which = before ? "before" : "after";
	struct side side = { .batch = batch, .layout = layout };

	arena_reset(&batch->scratch);
	side.row.n = layout->shape.table->ncolumns;
	side.row.values = arena_calloc(&batch->scratch, side.row.n + 1,
				       sizeof(*side.row.values));
	if (!read_values(&side, line->members[before ? BEFORE : AFTER]) ||
	    !read_hows(&side,
		       jsontext_member(line->members[ENCODING], which)) ||
	    !read_lobs(&side, line->members[OMITTED], which) ||
	    (before && !read_changed(&side, line)))
		return false;
	buf_reset(&batch->image);
	row_write(&batch->image, &side.row);
	*out = keep(batch,
		    (struct str){ buf_str(&batch->image), batch->image.len });
	return true;
}

static bool read_rows(struct event_batch *batch,
		      const struct event_layout *layout,
		      const struct event_line *line, struct change *change)
{
	change->has_old =
	    line->members[BEFORE].n && *line->members[BEFORE].p == '{';
	change->has_new =
	    line->members[AFTER].n && *line->members[AFTER].p == '{';
	return (!change->has_old ||
		read_side(batch, layout, line, true, &change->old_row)) &&
	       (!change->has_new ||
		read_side(batch, layout, line, false, &change->new_row));
}

/* The op of the changelog; 0 for what is none. */
static char op_of(struct str wire)
{
	static const char from[] = "cudrtm", to[] = "IUDRTM";
	const char *at = wire.n == 3 ? strchr(from, wire.p[1]) : NULL;

	return (char)(at && *at ? to[at - from] : '\0');
}

static bool read_change(struct event_batch *batch,
			const struct event_line *line, struct change *out,
			char *last)
{
	const struct str *members = line->members;
	const struct event_layout *layout = find_layout(batch, members[SCHEMA]);
	struct str tx = members[TX], known = jsontext_member(tx, "last");

	*out = (struct change){ .op = op_of(members[OP]), .more = line->more };
	*last = '\0';
	if (known.n)
		*last = *known.p;
	if (!layout || !out->op || !read_position(members[POS], &out->seq) ||
	    !jsontext_name(members[CAPTURED_AT], &batch->page.arena,
			   &out->captured_at) ||
	    (tx.n && !jsontext_name(jsontext_member(tx, "id"),
				    &batch->page.arena, &out->txid)))
		return false;
	out->shape = layout->shape.shape;
	return read_rows(batch, layout, line, out);
}

/* The second event of a changed key makes one change of both. */
static bool join(struct change *first, const struct change *second)
{
	if (first->op != 'D' || second->op != 'I' ||
	    first->seq != second->seq || first->shape != second->shape)
		return false;
	first->op = 'U';
	first->has_new = true;
	first->new_row = second->new_row;
	return true;
}

static bool add_change(struct event_batch *batch, const struct change *change,
		       char last)
{
	struct page *page = &batch->page;
	struct change *before = page->n ? &page->changes[page->n - 1] : NULL;

	if (before && join(before, change)) {
		batch->lasts[page->n - 1] = last;
	} else if (before && change->seq <= before->seq) {
		return false;
	} else {
		page->changes = xgrow(page->changes, &page->cap, page->n + 1,
				      sizeof(*page->changes));
		batch->lasts =
		    xgrow(batch->lasts, &batch->lasts_cap, page->n + 1, 1);
		batch->lasts[page->n] = last;
		page->changes[page->n++] = *change;
	}
	page->bytes += change->old_row.n + change->new_row.n;
	return true;
}

bool event_batch_add(struct event_batch *batch, struct str text,
		     struct err *err)
{
	const char *p = text.p, *end = p + text.n;
	struct event_line *line;
	struct change change;
	struct str whole;
	char last;

	batch->lines = xgrow(batch->lines, &batch->lines_cap, batch->nlines + 1,
			     sizeof(*batch->lines));
	line = &batch->lines[batch->nlines];
	if (!jsontext_value(&p, end, &whole) || p != end)
		return bad(err);
	*line = (struct event_line){ .text = keep(batch, whole) };
	if (!take_apart(line))
		return bad(err);
	batch->nlines++;
	return (read_change(batch, line, &change, &last) &&
		add_change(batch, &change, last)) ||
	       bad(err);
}

/*
 * What the file knows of where transactions end: of all but those that go on
 * behind the batch, or nothing.
 */
void event_batch_end(struct event_batch *batch)
{
	struct tx_knowledge *known = &batch->origin.tx;
	const struct page *page = &batch->page;
	struct tx_places places = { 0 };
	size_t i;

	buf_reset(&batch->open);
	known->complete = true;
	tx_places_fill(&places, page->changes, page->n, "");
	for (i = 0; i < places.n; i++) {
		char last = batch->lasts[places.items[i].last];

		if (!last)
			known->complete = false;
		if (last != 'f')
			continue;
		if (batch->open.len)
			buf_addch(&batch->open, ',');
		buf_add(&batch->open, places.items[i].id.p,
			places.items[i].id.n);
		batch->goes_on = true;
	}
	known->open = buf_str(&batch->open);
	tx_places_release(&places);
}

/* -------------------------------------------------------------------- check */

static bool find_shape(void *opaque, int32_t number, const struct shape **out,
		       struct err *err)
{
	const struct event_batch *batch = opaque;
	size_t i;

	(void)err;
	*out = NULL;
	for (i = 0; i < batch->nlayouts && !*out; i++)
		if (batch->layouts[i]->shape.shape == number)
			*out = &batch->layouts[i]->shape;
	return true;
}

static bool check_schemas(const struct event_batch *batch, struct err *err)
{
	struct buf text = { 0 };
	bool good;

	layouts_print(&batch->again.layouts, &text);
	good = text.len == batch->schemas.n &&
	       memcmp(text.data, batch->schemas.p, text.len) == 0;
	buf_release(&text);
	return good || err_set(err, ERR_DATA,
			       "its schemas hold what this version does not "
			       "know, or what no event of the batch is of");
}

static bool check_events(const struct event_batch *batch, struct err *err)
{
	const struct rendering *again = &batch->again;
	size_t i;

	for (i = 0; i < again->n && i < batch->nlines; i++) {
		struct str is = batch->lines[i].text,
			   made = again->events[i].json;

		if (!str_equal(is, made))
			return err_set(
			    err, ERR_DATA,
			    "event %.*s holds what this version does not "
			    "know, and would lose",
			    (int)batch->lines[i].members[ID].n,
			    batch->lines[i].members[ID].p);
	}
	return again->n == batch->nlines || bad(err);
}

bool event_batch_check(struct event_batch *batch, struct err *err)
{
	struct batch_head head = {
		.id = "",
		.timestamp = "",
		.source = batch->source.p,
		.epoch = batch->origin.epoch,
		.tx = batch->origin.tx,
	};
	struct shape_lookup shapes = { batch, find_shape };
	size_t bad_one;

	return event_render(&head, batch->page.changes, batch->page.n,
			    ROW_WRITTEN, &shapes, &batch->scratch,
			    &batch->again, &bad_one, err) &&
	       check_events(batch, err) && check_schemas(batch, err);
}
