#include "poller/trimmer.h"

#include <stdlib.h>

static bool trim_piece(struct trimmer *trimmer)
{
	struct err *err = &trimmer->err;
	int64_t deleted;

	if (!trimmer->source && !source_open(&trimmer->source, trimmer->dialect,
					     trimmer->connection, err))
		return false;
	return source_lease_renew(trimmer->source, trimmer->lease,
				  trimmer->lease_seconds, err) &&
	       source_trim(trimmer->source, &trimmer->piece, &deleted, err);
}

static void run(void *opaque)
{
	struct trimmer *trimmer = opaque;

	trimmer->good = trim_piece(trimmer);
}

void trimmer_start(struct trimmer *trimmer, const struct hub *hub)
{
	err_clear(&trimmer->err);
	job_start(&trimmer->job, hub, run, trimmer);
}

bool trimmer_finish(struct trimmer *trimmer)
{
	job_finish(&trimmer->job);
	if (trimmer->good)
		return true;
	trimmer->more = false;
	trimmer->refused = !trimmer->source;
	/*
	 * Rows that are locked are another time's.  Trouble that is not of this
	 * connection alone will be told by the one that all depends on.
	 */
	if (trimmer->err.kind != ERR_TRANSIENT)
		trimmer_disconnect(trimmer);
	return false;
}

void trimmer_disconnect(struct trimmer *trimmer)
{
	source_close(trimmer->source);
	trimmer->source = NULL;
}

void trimmer_release(struct trimmer *trimmer)
{
	job_finish(&trimmer->job);
	trimmer_disconnect(trimmer);
	free(trimmer->connection);
	rangeset_release(&trimmer->piece);
	rangeset_release(&trimmer->gone);
	*trimmer = (struct trimmer){ 0 };
}
