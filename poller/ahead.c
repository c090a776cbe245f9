#include "poller/ahead.h"

#include <signal.h>

static bool read_page(struct ahead *ahead)
{
	err_clear(&ahead->err);
	ahead->good =
	    source_read(ahead->source, &ahead->acked, ahead->floor, INT64_MAX,
			&ahead->limits, &ahead->page, &ahead->err) &&
	    source_resolve(ahead->source, &ahead->page, &ahead->err);
	return ahead->good;
}

static void *run(void *opaque)
{
	read_page(opaque);
	return NULL;
}

/* Signals are the main thread's: they must interrupt its sleep and its sends.
 */
static bool start_thread(struct ahead *ahead)
{
	sigset_t all, before;
	bool good;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	good = pthread_create(&ahead->thread, NULL, run, ahead) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return good;
}

void ahead_start(struct ahead *ahead, struct source *source,
		 const struct rangeset *acked, int64_t floor,
		 const struct page_limits *limits, const struct page *in_hand,
		 size_t usable)
{
	size_t i;

	ahead->source = source;
	ahead->floor = floor;
	ahead->limits = *limits;
	rangeset_copy(&ahead->acked, acked);
	for (i = 0; i < usable; i++)
		rangeset_add(&ahead->acked, in_hand->changes[i].seq,
			     in_hand->changes[i].seq);
	ahead->threaded = start_thread(ahead);
}

bool ahead_finish(struct ahead *ahead, struct page *page, struct err *err)
{
	struct page read;

	if (ahead->threaded)
		pthread_join(ahead->thread, NULL);
	else
		read_page(ahead);
	if (!ahead->good) {
		*err = ahead->err;
		return false;
	}
	read = ahead->page;
	ahead->page = *page;
	*page = read;
	return true;
}

void ahead_release(struct ahead *ahead)
{
	rangeset_release(&ahead->acked);
	page_release(&ahead->page);
}
