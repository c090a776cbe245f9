#include "tests/support/flaky.h"

#include <inttypes.h>
#include <stdlib.h>

#include "core/mem.h"

struct sink {
	const struct sink_type *type;
	struct sink *inner;
	struct flaky_plan *plan;
	struct flaky_plan none; /* for a sink that open() made */
};

struct sink *flaky_wrap(const struct sink_type *type, struct sink *inner,
			struct flaky_plan *plan)
{
	struct sink *sink = xcalloc(1, sizeof(*sink));

	sink->type = type;
	sink->inner = inner;
	sink->plan = plan ? plan : &sink->none;
	return sink;
}

static bool flaky_open(struct sink **out, const struct sink_options *options,
		       struct err *err)
{
	const char *name = options->get(options, "inner");
	const struct sink_type *type = name ? sink_type_find(name) : NULL;
	struct sink *inner;

	*out = NULL;
	if (!type)
		return options->fail(options, "inner", err, "no such sink");
	if (!type->open(&inner, options, err))
		return false;
	*out = flaky_wrap(type, inner, NULL);
	return true;
}

static bool flaky_position(struct sink *sink, struct sink_position *out,
			   struct err *err)
{
	return sink->type->position(sink->inner, out, err);
}

static bool falls_due(const struct flaky_plan *plan)
{
	int64_t times = plan->times ? plan->times : 1;

	if (plan->at < 1 || plan->deliveries < plan->at)
		return false;
	return times < 0 || plan->deliveries < plan->at + times;
}

static bool flaky_deliver(struct sink *sink, const struct batch *batch,
			  struct sink_reply *reply, struct err *err)
{
	struct flaky_plan *plan = sink->plan;
	bool due;

	plan->deliveries++;
	due = falls_due(plan);
	if (!due || plan->after) {
		if (!sink->type->deliver(sink->inner, batch, reply, err))
			return false;
		plan->delivered++;
	}
	if (!due)
		return true;
	*reply = (struct sink_reply){ .retry_after = plan->retry_after,
				      .status = plan->status };
	return err_set(err, plan->kind ? plan->kind : ERR_TRANSIENT,
		       "flaky: delivery %" PRId64 " fails %s the sink got it",
		       plan->deliveries, plan->after ? "after" : "before");
}

static void flaky_close(struct sink *sink)
{
	if (!sink)
		return;
	sink->type->close(sink->inner);
	free(sink);
}

const struct sink_type flaky_sink = {
	.name = "flaky",
	.summary = "fails when a test wants it to",
	.open = flaky_open,
	.position = flaky_position,
	.deliver = flaky_deliver,
	.close = flaky_close,
};
