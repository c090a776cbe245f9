/*
 * Replays of what a file sink wrote: its native events become changes again,
 * which go the way of all changes, through the sink's filters, lanes, masks and
 * format.
 *
 * All that is asked for is read twice.  The first time nothing is sent: what
 * cannot be had from files ends the replay before it has begun.
 */
#include <inttypes.h>
#include <string.h>

#include "core/jsontext.h"
#include "poller/event_read.h"
#include "poller/replay_private.h"
#include "sinks/file_read.h"

struct from_files {
	struct poller *poller;
	struct replay *replay;
	struct event_layouts layouts;
	struct event_batch batch; /* that is being read */
	bool sending;             /* the second time */
	bool skipped;             /* nothing of the batch is wanted */
	bool same_epoch;          /* its positions are those of dead letters */
};

/* What is a replay itself stands elsewhere, unless it was a dead letter. */
static bool is_wanted(const struct replay *replay,
		      const struct event_head *head)
{
	return !jsontext_is(head->replay, "manual") &&
	       head->last >= replay->from && head->first <= replay->to;
}

static bool take_head(void *opaque, struct str line, struct err *err)
{
	struct from_files *files = opaque;
	const struct state_identity *identity =
	    state_identity(files->poller->state);
	struct event_head head;

	if (*files->poller->stop)
		return err_set(err, ERR_STOPPED, "stopped");
	if (!poller_keep_lease(files->poller, err))
		return false;
	if (!event_head_read(line, &head) ||
	    !jsontext_is(head.source, identity->source))
		return err_set(err, ERR_DATA,
			       "it is not of source \"%s\", or no head of a "
			       "batch",
			       identity->source);
	if (head.data_format.n)
		return err_set(err, ERR_CONFIG,
			       "its events are not native: only those of a "
			       "file sink with `format = native` can be sent "
			       "again");
	files->skipped = !is_wanted(files->replay, &head);
	files->same_epoch = jsontext_is(head.epoch, identity->epoch);
	return files->skipped ||
	       event_batch_begin(&files->batch, &files->layouts, &head, err);
}

static bool take_event(void *opaque, struct str line, struct err *err)
{
	struct from_files *files = opaque;

	return files->skipped || event_batch_add(&files->batch, line, err);
}

/* Files know how values are written, and not what columns are. */
static bool check_kinds(const struct from_files *files,
			const struct event_layout *layout, struct err *err)
{
	const struct poller_sink *sink = files->replay->sink;
	const struct table *table = layout->shape.table;
	size_t i;

	if (layout->registered || !sink->batch.format->kinds)
		return true;
	for (i = 0; i < table->ncolumns; i++)
		if (table->columns[i].kind == KIND_TEXT)
			return err_set(
			    err, ERR_CONFIG,
			    "table \"%s\" had a layout (%s) that the source's "
			    "registry does not hold any more: format %s "
			    "writes a column by what it is (column \"%s\": a "
			    "time, or a text?), which a file does not say",
			    layout->shape.label, layout->shape.fingerprint,
			    sink->batch.format->name, table->columns[i].name);
	return true;
}

/* Can it be sent to this sink just as it was, or would be? */
static bool check(struct from_files *files, struct err *err)
{
	struct poller_sink *sink = files->replay->sink;
	struct event_batch *batch = &files->batch;
	const unsigned char *show;
	size_t i;

	if (!event_batch_check(batch, err))
		return false;
	for (i = 0; i < batch->nlayouts; i++)
		if (!check_kinds(files, batch->layouts[i], err) ||
		    (sink->shaping &&
		     !shaping_columns(sink->shaping, &batch->layouts[i]->shape,
				      &show, err)))
			return false;
	return true;
}

/* Takes dead letters out, which `dlq retry` sends. */
static void drop_dead(const struct from_files *files, struct page *page)
{
	size_t i, n = 0;

	for (i = 0; i < page->n; i++)
		if (!files->same_epoch ||
		    !rangeset_has(&files->replay->dead, page->changes[i].seq))
			page->changes[n++] = page->changes[i];
	page->n = n;
}

/* Those of the range: positions of a batch ascend. */
static bool send(struct from_files *files, const struct page *page,
		 const struct batch_origin *origin, struct err *err)
{
	const struct replay *replay = files->replay;
	size_t from = 0, to = page->n;

	while (from < to && page->changes[from].seq < replay->from)
		from++;
	while (to > from && page->changes[to - 1].seq > replay->to)
		to--;
	return replay_send_page(files->poller, files->replay, page, from, to,
				origin, err);
}

static bool take_end(void *opaque, struct err *err)
{
	struct from_files *files = opaque;
	struct poller_sink *sink = files->replay->sink;
	struct event_batch *batch = &files->batch;
	struct batch_origin *origin = &batch->origin;

	if (files->skipped)
		return true;
	event_batch_end(batch);
	if (!files->sending)
		return check(files, err);
	drop_dead(files, &batch->page);
	if (!sieve_sifts(&sink->sieve))
		return send(files, &batch->page, origin, err);
	sieve_page(&sink->sieve, &batch->page, &sink->batch.arena,
		   &sink->sifted);
	if (batch->goes_on) {
		/* Whether that is for this sink is not known. */
		origin->tx.open = "";
		origin->tx.complete = false;
	}
	return send(files, &sink->sifted.page, origin, err);
}

static bool find_registered(void *opaque, const char *fingerprint,
			    const struct shape **out, struct err *err)
{
	const struct from_files *files = opaque;

	return source_shape_printed(files->poller->source, fingerprint, out,
				    err);
}

/* All of it twice, the sink taking for images what is read there. */
static bool read_all(struct from_files *files, struct file_read *reading,
		     struct err *err)
{
	struct poller_sink *sink = files->replay->sink;
	enum row_encoding encoding = sink->batch.encoding;
	bool good;

	sink->batch.encoding = sink->sieve.encoding = ROW_WRITTEN;
	good = file_read(files->replay->files, reading, err);
	if (good) {
		files->sending = true;
		good = file_read(files->replay->files, reading, err);
	}
	sink->batch.encoding = sink->sieve.encoding = encoding;
	return good;
}

bool replay_files(struct poller *poller, struct replay *replay, struct err *err)
{
	struct from_files files = {
		.poller = poller,
		.replay = replay,
		.layouts = { .find = find_registered, .opaque = &files },
	};
	struct file_read reading = { .from = replay->from,
				     .to = replay->to,
				     .head = take_head,
				     .event = take_event,
				     .end = take_end,
				     .opaque = &files };
	bool good = read_all(&files, &reading, err);

	replay->rest = replay->from;
	if (!good && files.sending && reading.rest != INT64_MAX &&
	    reading.rest > replay->from)
		replay->rest = reading.rest;
	event_batch_release(&files.batch);
	event_layouts_release(&files.layouts);
	return good;
}
