#include "poller/format_flat.h"

/* Our members start with __: a column that does, too, gets one more _. */
static bool is_ours(struct str name)
{
	return name.n > 3 && name.p[1] == '_' && name.p[2] == '_';
}

static void prepare(struct format_work *work, struct format_table *table)
{
	const struct layout *layout = table->layout;
	size_t i;

	(void)work;
	table->plain = true;
	for (i = 0; i < layout->shape->table->ncolumns; i++) {
		struct str member = layout->members[i]; /* `,"name":` */

		if (is_ours((struct str){ member.p + 1, member.n - 2 }))
			table->plain = false;
	}
}

static void put_row(struct format_work *work, struct str row)
{
	const char *p = row.p + 1, *end = row.p + row.n;
	struct buf *body = work->body;
	struct format_member member;

	while (format_member(&p, end, &member)) {
		BUF_PUT(body, ",");
		if (is_ours(member.name)) {
			BUF_PUT(body, "\"_");
			buf_put(body, member.name.p + 1, member.name.n - 1);
		} else {
			format_put_str(body, member.name);
		}
		BUF_PUT(body, ":");
		format_put_str(body, member.value);
	}
}

static void put_event(struct format_work *work, size_t i)
{
	const struct rendering *native = work->native;
	const struct batch_event *event = &native->events[i];
	struct str row = rendering_part(native, i, PART_AFTER);
	struct buf *body = work->body;

	BUF_PUT(body, "{\"__id\":\"");
	work->id_at = body->len;
	format_put_str(body, event->id);
	BUF_PUT(body, "\",\"__op\":\"");
	buf_put(body, &event->op, 1);
	BUF_PUT(body, "\",\"__pos\":\"");
	format_put_str(body, event->pos);
	BUF_PUT(body, "\",\"__table\":\"");
	work->table_at = body->len;
	format_put_str(body, event->table);
	if (event->op == 'd' || event->op == 't')
		BUF_PUT(body, "\",\"__deleted\":true");
	else
		BUF_PUT(body, "\",\"__deleted\":false");
	format_put_part(work, i, PART_OMITTED, "__omitted");
	format_put_part(work, i, PART_UNREGISTERED, "__unregistered");
	format_put_part(work, i, PART_ENCODING, "__encoding");
	if (*row.p == 'n')
		row = rendering_part(native, i, PART_BEFORE);
	if (*row.p == '{' && row.n > 2) {
		if (work->tables[native->parts[i].layout].plain &&
		    native->parts[i].spans[PART_UNREGISTERED].n == 0) {
			BUF_PUT(body, ",");
			buf_put(body, row.p + 1, row.n - 2);
		} else {
			put_row(work, row);
		}
	}
	BUF_PUT(body, "}");
}

const struct format_style flat = {
	.data_format = "flat",
	.open = "[",
	.between = ",",
	.close = "]",
	.table = prepare,
	.event = put_event,
};
