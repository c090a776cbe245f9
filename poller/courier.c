#include "poller/courier.h"

#include "core/clock.h"

static void run(void *opaque)
{
	struct courier *courier = opaque;
	int64_t start = clock_monotonic();

	courier->good = courier->type->deliver(courier->sink, &courier->batch,
					       &courier->reply, &courier->err);
	courier->took = clock_monotonic() - start;
}

void courier_send(struct courier *courier, const struct hub *hub)
{
	courier->reply = (struct sink_reply){ 0 };
	err_clear(&courier->err);
	job_start(&courier->job, hub, run, courier);
}
