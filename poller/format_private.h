/*
 * What the formats share: a batch is written event by event, and the pieces of
 * an event are those of the native one.
 */
#ifndef POLLER_FORMAT_PRIVATE_H
#define POLLER_FORMAT_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/buf.h"
#include "core/mem.h"
#include "poller/event.h"

/* A batch on its way from the native rendering into another. */
struct format_work {
	const struct batch_head *head;
	const struct rendering *native;
	struct rendering *out;
	struct buf *body;            /* of *out */
	struct arena arena;          /* until the batch is done */
	struct format_table *tables; /* for each layout of `native` */
	/* Of the event in hand: where its id and table stand in the body. */
	size_t id_at, table_at;
	void *opaque; /* the format's own, in the arena */
};

/* What is the same for all events of one table. */
struct format_table {
	const struct layout *layout;
	struct str label; /* JSON-escaped, without quotes */
	/* What the format put there: pieces of text, a fact. */
	struct str first, second, third;
	bool plain;
};

/* How a format writes. */
struct format_style {
	/* What events are, for the head: `data_format`; NULL: native. */
	const char *data_format;
	/* What stands before, between and behind the events; NULL: nothing. */
	const char *open, *between, *close;
	/* Appends what stands before them, where it is no fixed text. */
	void (*begin)(struct format_work *work);
	/*
	 * Prepares one of work->tables, whose layout is set; NULL: nothing to.
	 */
	void (*table)(struct format_work *work, struct format_table *table);
	/* Appends the i-th event; sets work->id_at and ->table_at. */
	void (*event)(struct format_work *work, size_t i);
	/*
	 * Appends what a checkpoint is, between open and close; NULL: nothing.
	 */
	void (*checkpoint)(struct format_work *work);
	/* Adds what goes beside the body; NULL: nothing. */
	void (*headers)(struct format_work *work);
};

/* Writes the whole batch; as format_apply(). */
void format_write(const struct format_style *style,
		  const struct batch_head *head, const struct rendering *native,
		  struct rendering *out);

/* Adds a header line, of which `value` is what can stand in one. */
void format_header(struct rendering *out, const char *name, struct str value);

static inline void format_put_str(struct buf *out, struct str text)
{
	buf_put(out, text.p, text.n);
}

/*
 * Appends `"name":` and the part, with the comma before; nothing if not there.
 */
void format_put_part(struct format_work *work, size_t i, enum event_part part,
		     const char *name);

/* Appends an integer. */
void format_put_int(struct buf *out, int64_t number);

/* A copy in the arena. */
struct str format_keep(struct format_work *work, const struct buf *text);

/* One member of an object of scalars, or one string of an array: JSON texts. */
struct format_member {
	struct str name; /* with its quotes; an array's have no name */
	struct str value;
};

/*
 * The member at *p, from behind { or [ on; *p moves behind it and its comma.
 * False at the closing bracket.  `end` is past that.  Only for what the event
 * writer has just made: nothing is checked, as core/jsontext does it.
 */
bool format_member(const char **p, const char *end, struct format_member *out);
bool format_item(const char **p, const char *end, struct str *out);

/* Appends the text of a JSON string of ours, with or without its quotes. */
void format_unescape(struct buf *out, struct str json);

/* `{"id":"...","n":5,"last":true}` */
struct format_tx {
	struct str id; /* with its quotes */
	int64_t n;
	bool known, last; /* `last` is known */
};
/* False where the event has none. */
bool format_tx(const struct format_work *work, size_t i, struct format_tx *out);

/*
 * Seconds since 1970 and nanoseconds of an RFC 3339 instant in UTC, perhaps in
 * quotes.  False for any other text.
 */
bool format_instant(struct str text, int64_t *seconds, int32_t *nanoseconds);

#endif
