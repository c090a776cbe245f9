#include "poller/source_private.h"

#include <stdio.h>
#include <string.h>

/* Values of the lease's sections, as literals. */
struct lease_holes {
	struct buf holder, epoch;
	char token[24], seconds[24];
	struct template_value values[4];
};

static void holes_init(const struct source *source, struct lease_holes *holes,
		       const char *holder, const char *epoch, int64_t token,
		       int seconds)
{
	*holes = (struct lease_holes){ 0 };
	source_literal(source, holder, &holes->holder);
	source_literal(source, epoch, &holes->epoch);
	snprintf(holes->token, sizeof(holes->token), "%lld", (long long)token);
	snprintf(holes->seconds, sizeof(holes->seconds), "%d", seconds);
	holes->values[0] =
	    (struct template_value){ "holder", holes->holder.data };
	holes->values[1] =
	    (struct template_value){ "epoch", holes->epoch.data };
	holes->values[2] = (struct template_value){ "token", holes->token };
	holes->values[3] = (struct template_value){ "seconds", holes->seconds };
}

static void holes_release(struct lease_holes *holes)
{
	buf_release(&holes->holder);
	buf_release(&holes->epoch);
}

bool source_lease_read(struct source *source, struct lease *out,
		       struct err *err)
{
	static const char section[] = "poller.lease_read";
	struct arena arena = { 0 };
	const struct cell *row;
	bool good;

	*out = (struct lease){ 0 };
	good = source_one(source, section, NULL, 0, 4, &arena, &row, err);
	if (good && !row)
		good = err_set(err, ERR_CONFIG,
			       "shadowlog_lease is empty: run again what "
			       "\"shadowlog-triggers %s changelog\" prints",
			       source_dialect_name(source));
	if (good) {
		source_text(out->holder, sizeof(out->holder), &row[0]);
		source_text(out->epoch, sizeof(out->epoch), &row[2]);
		good = source_int(&row[1], section, &out->token, err) &&
		       source_int(&row[3], section, &out->seconds_left, err);
	}
	arena_release(&arena);
	return good;
}

bool source_lease_take(struct source *source, const char *holder,
		       const char *epoch, int seconds, bool *taken,
		       struct lease *out, struct err *err)
{
	struct lease_holes holes;
	int64_t rows;
	bool good;

	*taken = false;
	holes_init(source, &holes, holder, epoch, 0, seconds);
	good = source_exec(source, "poller.lease_take", holes.values, 4, &rows,
			   err);
	holes_release(&holes);
	if (!good || !source_lease_read(source, out, err))
		return false;
	/* Whoever took it since would be in the row now. */
	*taken = rows > 0 && strcmp(out->holder, holder) == 0;
	return true;
}

bool source_lease_renew(struct source *source, const struct lease *lease,
			int seconds, struct err *err)
{
	struct lease_holes holes;
	int64_t rows;
	bool good;

	holes_init(source, &holes, lease->holder, lease->epoch, lease->token,
		   seconds);
	good = source_exec(source, "poller.lease_renew", holes.values, 4, &rows,
			   err);
	holes_release(&holes);
	if (good && rows == 0)
		good = err_set(err, ERR_BUSY,
			       "another poller took over this source");
	return good;
}

bool source_lease_release(struct source *source, const struct lease *lease,
			  struct err *err)
{
	struct lease_holes holes;
	bool good;

	holes_init(source, &holes, lease->holder, lease->epoch, lease->token,
		   0);
	good = source_exec(source, "poller.lease_release", holes.values, 4,
			   NULL, err);
	holes_release(&holes);
	return good;
}
