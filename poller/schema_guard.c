#include "poller/schema_guard.h"

#include <stdlib.h>

#include "core/mem.h"
#include "poller/compat.h"
#include "poller/deliver.h"
#include "poller/poller.h"
#include "poller/state_shape.h"
#include "poller/verdict.h"

static bool is_met(const struct poller_sink *sink, const struct shape *shape)
{
	size_t i;

	for (i = 0; i < sink->nmet; i++)
		if (sink->met[i] == shape->shape)
			return true;
	return false;
}

static bool meet(struct poller *poller, struct poller_sink *sink,
		 const struct shape *shape, struct err *err)
{
	sink->met = xgrow(sink->met, &sink->met_cap, sink->nmet + 1,
			  sizeof(*sink->met));
	sink->met[sink->nmet++] = shape->shape;
	return state_set_seen_shape(poller->state, sink->state.name,
				    shape->label, shape->shape, err);
}

/*
 * Does this layout break those who know the last one?  *why is set if so.  A
 * change under an older layout that comes late breaks nobody.
 */
static bool compare(struct poller *poller, const struct poller_sink *sink,
		    const struct shape *shape, bool *older, struct err *why,
		    struct err *err)
{
	const struct shape *seen = NULL;
	int32_t number;
	bool found;

	*older = false;
	if (!state_seen_shape(poller->state, sink->state.name, shape->label,
			      &number, &found, err))
		return false;
	if (!found || number == shape->shape)
		return true;
	if (!deliver_await_source(poller, err) ||
	    !source_shape(poller->source, number, &seen, err))
		return false;
	*older = seen && seen->version > shape->version;
	if (seen && !*older)
		compat_check(seen->table, shape->table, why);
	return true;
}

/* Where the page has its first change of that layout. */
static size_t first_of(const struct page *page, const struct shape *shape)
{
	size_t i;

	for (i = 0; i < page->n; i++)
		if (page->changes[i].shape == shape->shape)
			break;
	return i;
}

static bool halt(struct poller *poller, struct poller_sink *sink,
		 const struct shape *shape, struct err *why, struct err *err)
{
	struct page *page = &sink->page;
	size_t at = first_of(page, shape);

	if (at > 0) { /* what stands before it is delivered first */
		page->complete = false;
		page->n = at;
		return true;
	}
	err_prefix(why,
		   "halted, as on_schema_change says (`shadowlog sink resume "
		   "%s` accepts it)",
		   sink->state.name);
	return verdict_failure(poller, sink, NULL, why, 0, err);
}

static bool look_at(struct poller *poller, struct poller_sink *sink,
		    const struct shape *shape, struct err *err)
{
	struct err why = { 0 };
	bool older;

	/* Behind a layout that halts, none is looked at before its time. */
	if (is_met(sink, shape) || first_of(&sink->page, shape) == sink->page.n)
		return true;
	if (!compare(poller, sink, shape, &older, &why, err))
		return false;
	if (older)
		return true;
	if (why.kind != ERR_NONE && sink->config.halt_on_schema)
		return halt(poller, sink, shape, &why, err);
	if (why.kind != ERR_NONE)
		report_failure(poller->report, sink->state.name, &why, 0);
	return meet(poller, sink, shape, err);
}

bool schema_guard_knows(const struct poller_sink *sink, const struct page *page)
{
	size_t i;

	for (i = 0; i < page->nshapes; i++)
		if (!is_met(sink, page->shapes[i].shape))
			return false;
	return true;
}

bool schema_guard(struct poller *poller, struct poller_sink *sink,
		  struct err *err)
{
	const struct page *page = &sink->page;
	size_t i;

	for (i = 0; i < page->nshapes && sink->err.kind == ERR_NONE; i++)
		if (!look_at(poller, sink, page->shapes[i].shape, err))
			return false;
	return true;
}
