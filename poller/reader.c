#include "poller/reader.h"

#include "core/clock.h"

static bool read_page(struct reader *reader)
{
	struct page *page = &reader->page;
	struct err *err = &reader->err;
	int64_t now = clock_monotonic();

	if (!source_read(reader->source, &reader->acked, reader->floor,
			 INT64_MAX, &reader->limits, page, err))
		return false;
	if (!page->n)
		return true;
	if (reader->bound_wanted &&
	    !source_bound(reader->source, &reader->bound, err))
		return false;
	if (!source_resolve(reader->source, page, err) ||
	    !source_lease_renew(reader->source, reader->lease,
				reader->lease_seconds, err))
		return false;
	reader->renewed_at = now;
	return true;
}

static void run(void *opaque)
{
	struct reader *reader = opaque;

	reader->good = read_page(reader);
}

void reader_start(struct reader *reader, const struct hub *hub)
{
	err_clear(&reader->err);
	reader->renewed_at = 0;
	reader->bound = 0;
	job_start(&reader->job, hub, run, reader);
}

bool reader_finish(struct reader *reader, struct page *page, struct err *err)
{
	struct page read;

	job_finish(&reader->job);
	reader->owner = NULL;
	if (!reader->good) {
		*err = reader->err;
		return false;
	}
	read = reader->page;
	reader->page = *page;
	*page = read;
	return true;
}

void reader_release(struct reader *reader)
{
	rangeset_release(&reader->acked);
	page_release(&reader->page);
}
