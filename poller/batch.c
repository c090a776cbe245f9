#include "poller/batch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/mem.h"
#include "sinks/digest.h"

void batch_context_release(struct batch_context *context)
{
	arena_release(&context->arena);
	rendering_release(&context->rendering);
}

/*
 * From the page, since the source may be at work for the next one; what is not
 * there is asked for, and then nobody reads ahead.
 */
static bool find_shape(void *opaque, int32_t shape, const struct shape **out,
		       struct err *err)
{
	struct batch_context *context = opaque;
	const struct page *page = context->page;
	size_t i;

	for (i = 0; page && i < page->nshapes; i++) {
		if (page->shapes[i].number == shape) {
			*out = page->shapes[i].shape;
			return true;
		}
	}
	return source_shape(context->source, shape, out, err);
}

/* Renders by the seal: the only way in which bytes are made. */
static bool render(struct batch_context *context, const struct seal *seal,
		   const struct change *changes, size_t n, size_t *bad,
		   struct err *err)
{
	struct source *source = context->source;
	struct shape_lookup shapes = { context, find_shape };
	struct batch_head head = {
		.id = seal->id,
		.prev_id = seal->prev_id[0] ? seal->prev_id : NULL,
		.batch_seq = seal->batch_seq,
		.timestamp = seal->timestamp,
		.source = context->identity->source,
		.epoch = context->identity->epoch,
		.sink = context->sink,
		.dbms = source_dialect_name(source),
		.server = source_server(source),
		.database = source_database(source),
		.tx = { buf_str(&seal->tx_open), seal->tx_complete },
	};

	return event_render(&head, changes, n, context->encoding, &shapes,
			    &context->arena, &context->rendering, bad, err);
}

/* A field of the anchor's hash: its length, so that no two rows hash alike. */
static void add_field(struct digest *digest, bool there, const void *p,
		      size_t n)
{
	char length[32];
	int used = snprintf(length, sizeof(length), there ? "%zu:" : "-", n);

	digest_add(digest, length, (size_t)used);
	if (there)
		digest_add(digest, p, n);
}

void batch_anchor_hash(const struct change *change, char out[65])
{
	struct digest *digest = digest_begin();
	char head[64];
	int n = snprintf(head, sizeof(head), "%" PRId64 " %" PRId32 " %c ",
			 change->seq, change->shape, change->op);

	digest_add(digest, head, (size_t)n);
	add_field(digest, true, change->captured_at.p, change->captured_at.n);
	add_field(digest, change->has_old, change->old_row.p,
		  change->old_row.n);
	add_field(digest, change->has_new, change->new_row.p,
		  change->new_row.n);
	digest_end(digest, out);
}

bool batch_make(struct batch_context *context, const struct sink_state *sink,
		const struct cutter *cutter, size_t from, size_t n,
		struct seal *seal, size_t *bad, struct err *err)
{
	const struct page *page = cutter->page;
	const struct change *changes = page->changes + from;
	const struct state_identity *identity = context->identity;
	size_t i;

	context->page = page;
	*seal = (struct seal){ .batch_seq = sink->batch_seq + 1 };
	snprintf(seal->id, sizeof(seal->id), "%s-%s-%s-%" PRId64,
		 identity->source, context->sink, identity->epoch,
		 seal->batch_seq);
	snprintf(seal->prev_id, sizeof(seal->prev_id), "%s", sink->batch_id);
	clock_now_text(seal->timestamp);
	for (i = 0; i < n; i++)
		rangeset_add(&seal->seqs, changes[i].seq, changes[i].seq);
	cutter_open_txs(cutter, from, n, &seal->tx_open);
	seal->tx_complete = page->complete;
	seal->anchor_seq = changes[n - 1].seq;
	batch_anchor_hash(&changes[n - 1], seal->anchor_hash);
	if (!render(context, seal, changes, n, bad, err))
		return false;
	seal->events = (int64_t)context->rendering.n;
	digest_hex(context->rendering.body.data, context->rendering.body.len,
		   seal->sha256);
	return true;
}

static bool check_digest(const struct batch_context *context,
			 const struct seal *seal, struct err *err)
{
	char sha256[65];

	digest_hex(context->rendering.body.data, context->rendering.body.len,
		   sha256);
	if (strcmp(sha256, seal->sha256) == 0)
		return true;
	return err_set(err, ERR_INTERNAL,
		       "batch \"%s\" cannot be made again: its bytes have "
		       "SHA-256 %s and were sealed with %s; was the source "
		       "changed, or the software while a batch was under way? "
		       "`shadowlog migrate --new-epoch` starts afresh",
		       seal->id, sha256, seal->sha256);
}

/* Reads what batch_spans() wrote. */
static bool restore(struct batch_context *context, const struct seal *seal,
		    struct err *err)
{
	struct rendering *r = &context->rendering;
	const char *p = buf_str(&seal->spans);
	int used;

	buf_reset(&r->body);
	buf_add(&r->body, seal->body.data, seal->body.len);
	r->n = 0;
	if (sscanf(p, "%zu %20s %20s\n%n", &r->head_len, r->first_pos,
		   r->last_pos, &used) != 3)
		return err_set(err, ERR_IO, "batch \"%s\": spans do not parse",
			       seal->id);
	for (p += used; *p; p += used) {
		size_t v[8];
		struct batch_event event = { 0 };
		size_t i;

		if (sscanf(p, "%zu %zu %zu %zu %zu %zu %zu %zu %c\n%n", &v[0],
			   &v[1], &v[2], &v[3], &v[4], &v[5], &v[6], &v[7],
			   &event.op, &used) != 9)
			break;
		for (i = 0; i < 8; i += 2)
			if (v[i] > r->body.len || v[i + 1] > r->body.len - v[i])
				break;
		if (i < 8)
			break;
		event.json = (struct str){ r->body.data + v[0], v[1] };
		event.id = (struct str){ r->body.data + v[2], v[3] };
		event.pos = (struct str){ r->body.data + v[4], v[5] };
		event.table = (struct str){ r->body.data + v[6], v[7] };
		r->events =
		    xgrow(r->events, &r->cap, r->n + 1, sizeof(*r->events));
		r->events[r->n++] = event;
	}
	if (*p || (int64_t)r->n != seal->events)
		return err_set(err, ERR_IO, "batch \"%s\": spans do not parse",
			       seal->id);
	return true;
}

bool batch_remake(struct batch_context *context, const struct seal *seal,
		  struct page *page, struct err *err)
{
	size_t bad;

	context->page = NULL;
	if (seal->kept)
		return restore(context, seal, err) &&
		       check_digest(context, seal, err);
	return source_read_exact(context->source, &seal->seqs, page, err) &&
	       render(context, seal, page->changes, page->n, &bad, err) &&
	       check_digest(context, seal, err);
}

void batch_view(const struct batch_context *context, const struct seal *seal,
		struct batch *out)
{
	const struct rendering *r = &context->rendering;

	*out = (struct batch){
		.id = seal->id,
		.prev_id = seal->prev_id[0] ? seal->prev_id : NULL,
		.source = context->identity->source,
		.sink = context->sink,
		.epoch = context->identity->epoch,
		.batch_seq = seal->batch_seq,
		.timestamp = seal->timestamp,
		.first_pos = r->first_pos,
		.last_pos = r->last_pos,
		.body = { r->body.data, r->body.len },
		.head = { r->body.data, r->head_len },
		.events = r->events,
		.count = r->n,
		.sha256 = seal->sha256,
		.attempt = seal->attempts,
	};
}

void batch_spans(const struct batch_context *context, struct buf *out)
{
	const struct rendering *r = &context->rendering;
	const char *body = r->body.data;
	size_t i;

	buf_addf(out, "%zu %s %s\n", r->head_len, r->first_pos, r->last_pos);
	for (i = 0; i < r->n; i++) {
		const struct batch_event *e = &r->events[i];

		buf_addf(out, "%zu %zu %zu %zu %zu %zu %zu %zu %c\n",
			 (size_t)(e->json.p - body), e->json.n,
			 (size_t)(e->id.p - body), e->id.n,
			 (size_t)(e->pos.p - body), e->pos.n,
			 (size_t)(e->table.p - body), e->table.n, e->op);
	}
}
