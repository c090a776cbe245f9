#include "poller/format_maxwell.h"

#include <stdlib.h>

#include "core/escape.h"

/* A transaction id of at most so many digits is a number that nobody rounds. */
enum { NUMBER_DIGITS = 15 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_timestamp(enum kind kind)
{
	return kind == KIND_TIMESTAMP || kind == KIND_TIMESTAMPTZ;
}

/* `plain`: no column's values look other than in the native format. */
static void prepare(struct format_work *work, struct format_table *table)
{
	const struct table *shape = table->layout->shape->table;
	const char *database = work->head->database;
	struct buf text = { 0 };
	size_t i;

	buf_addstr(&text, "{\"database\":");
	escape_name(&text, database ? database : "",
		    database ? strlen(database) : 0);
	buf_addstr(&text, ",\"table\":\"");
	table->first = format_keep(work, &text);
	buf_release(&text);
	table->plain = true;
	for (i = 0; i < shape->ncolumns; i++)
		if (is_timestamp(shape->columns[i].kind))
			table->plain = false;
}

/* "2026-11-22T09:15:45.123Z" as "2026-11-22 09:15:45.123" */
static void put_datetime(struct buf *out, struct str text)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == 'T')
			c = ' ';
		if (c != 'Z')
			buf_put(out, &c, 1);
	}
}

/* The kind of a column; members come in the order of the table. */
static enum kind kind_of(const struct layout *layout, struct str name,
			 size_t *column)
{
	const struct table *table = layout->shape->table;
	size_t i;

	for (i = *column; i < table->ncolumns; i++) {
		struct str member = layout->members[i]; /* `,"name":` */

		if (member.n - 2 == name.n &&
		    memcmp(member.p + 1, name.p, name.n) == 0) {
			*column = i + 1;
			return table->columns[i].kind;
		}
	}
	return KIND_OTHER; /* unregistered: behind all others */
}

/* Does `encoding` say of this side's column that it is not as its kind? */
static bool is_odd(struct str encoding, const char *side, struct str name)
{
	const char *p = encoding.p + 1, *end = encoding.p + encoding.n;
	size_t side_n = strlen(side);

	while (encoding.n > 0 && p < end && *p == '"') {
		bool wanted = strncmp(p + 1, side, side_n) == 0;
		struct format_member member;

		p = (const char *)memchr(p, '{', (size_t)(end - p)) + 1;
		while (format_member(&p, end, &member))
			if (wanted && str_equal(member.name, name))
				return true;
		p += p[1] == ',' ? 2 : 1; /* the } and the comma */
	}
	return false;
}

/* One side of an event that is being copied. */
struct side {
	const struct layout *layout;
	const char *name;    /* "before", "after" */
	struct str encoding; /* of the event */
	size_t column;       /* where to look for the next */
	bool any;
};

static void put_member(struct buf *out, struct side *side,
		       const struct format_member *member)
{
	enum kind kind = kind_of(side->layout, member->name, &side->column);

	if (side->any)
		BUF_PUT(out, ",");
	side->any = true;
	format_put_str(out, member->name);
	BUF_PUT(out, ":");
	if (is_timestamp(kind) && is_digit(member->value.p[1]) &&
	    *member->value.p == '"' &&
	    !is_odd(side->encoding, side->name, member->name))
		put_datetime(out, member->value);
	else
		format_put_str(out, member->value);
}

static void put_row(struct format_work *work, struct side *side, struct str row)
{
	const char *p = row.p + 1, *end = row.p + row.n;
	struct format_member member;

	BUF_PUT(work->body, "{");
	while (format_member(&p, end, &member))
		put_member(work->body, side, &member);
	BUF_PUT(work->body, "}");
}

/* Finds a member by its name, from *p on; *p moves only if it is there. */
static bool find_member(const char **p, const char *end, struct str name,
			struct format_member *out)
{
	const char *q = *p;

	while (format_member(&q, end, out)) {
		if (str_equal(out->name, name)) {
			*p = q;
			return true;
		}
	}
	return false;
}

/* The old values of what was changed; both stand in the table's order. */
static void put_old(struct format_work *work, struct side *side,
		    struct str before, struct str changed)
{
	const char *p = before.p + 1, *end = before.p + before.n;
	const char *q = changed.p + 1, *last = changed.p + changed.n;
	struct format_member member;
	struct str name;

	BUF_PUT(work->body, ",\"old\":{");
	while (format_item(&q, last, &name)) {
		const char *again = before.p + 1;

		if (find_member(&p, end, name, &member) ||
		    find_member(&again, end, name, &member))
			put_member(work->body, side, &member);
	}
	BUF_PUT(work->body, "}");
}

static void put_rows(struct format_work *work, size_t i)
{
	const struct rendering *native = work->native;
	const struct format_table *table =
	    &work->tables[native->parts[i].layout];
	struct str before = rendering_part(native, i, PART_BEFORE);
	struct str after = rendering_part(native, i, PART_AFTER);
	struct str encoding = rendering_part(native, i, PART_ENCODING);
	bool deleted = *after.p == 'n';
	struct str row = deleted ? before : after;
	struct side side = { .layout = table->layout,
			     .name = deleted ? "before" : "after",
			     .encoding = encoding };

	if (*row.p == 'n') /* null: a truncated table */
		return;
	BUF_PUT(work->body, ",\"data\":");
	if (table->plain)
		format_put_str(work->body, row);
	else
		put_row(work, &side, row);
	/* With option before it is not known what changed. */
	if (native->parts[i].spans[PART_CHANGED].n == 0)
		return;
	side = (struct side){ .layout = table->layout,
			      .name = "before",
			      .encoding = encoding };
	put_old(work, &side, before, rendering_part(native, i, PART_CHANGED));
}

static const char *type_of(char op)
{
	switch (op) {
	case 'c':
		return "insert";
	case 'u':
		return "update";
	case 'd':
		return "delete";
	case 'r':
		return "bootstrap-insert";
	case 't':
		return "table-truncate";
	default:
		return "marker";
	}
}

/* A number where it can be one and nobody rounds it. */
static void put_xid(struct buf *out, struct str id)
{
	size_t i, n = id.n - 2;

	for (i = 0; i < n; i++)
		if (!is_digit(id.p[1 + i]))
			break;
	if (i == n && n > 0 && n <= NUMBER_DIGITS && (n == 1 || id.p[1] != '0'))
		buf_put(out, id.p + 1, n);
	else
		format_put_str(out, id);
}

static void put_tx(struct format_work *work, size_t i)
{
	struct buf *body = work->body;
	struct format_tx tx;

	if (!format_tx(work, i, &tx))
		return;
	BUF_PUT(body, ",\"xid\":");
	put_xid(body, tx.id);
	if (tx.known && tx.last) {
		BUF_PUT(body, ",\"commit\":true");
		return;
	}
	BUF_PUT(body, ",\"xoffset\":");
	format_put_int(body, tx.n - 1);
}

static void put_event(struct format_work *work, size_t i)
{
	const struct rendering *native = work->native;
	const struct format_table *table =
	    &work->tables[native->parts[i].layout];
	struct buf *body = work->body;
	int64_t seconds;
	int32_t nanoseconds;

	format_put_str(body, table->first);
	work->table_at = body->len;
	format_put_str(body, table->label);
	buf_addf(body,
		 "\",\"type\":\"%s\",\"ts\":", type_of(native->events[i].op));
	if (format_instant(rendering_part(native, i, PART_CAPTURED_AT),
			   &seconds, &nanoseconds))
		format_put_int(body, seconds);
	else
		BUF_PUT(body, "null");
	put_tx(work, i);
	BUF_PUT(body, ",\"position\":\"");
	work->id_at = body->len;
	format_put_str(body, native->events[i].id);
	BUF_PUT(body, "\"");
	put_rows(work, i);
	BUF_PUT(body, "}");
}

const struct format_style maxwell = {
	.data_format = "maxwell",
	.open = "[",
	.between = ",",
	.close = "]",
	.table = prepare,
	.event = put_event,
};
