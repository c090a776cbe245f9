#include "poller/batch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/mem.h"
#include "poller/spans.h"
#include "sinks/digest.h"

/* What a draft may keep of a large batch when it is emptied. */
enum { KEPT_MEMORY = 4 * 1024 * 1024 };

void batch_context_release(struct batch_context *context)
{
	arena_release(&context->arena);
	rendering_release(&context->native);
}

void draft_reset(struct draft *draft)
{
	seal_release(&draft->seal);
	if (draft->rendering.body.cap > KEPT_MEMORY)
		rendering_release(&draft->rendering);
	else
		rendering_reset(&draft->rendering);
}

void draft_release(struct draft *draft)
{
	seal_release(&draft->seal);
	rendering_release(&draft->rendering);
}

struct chain chain_of_state(const struct sink_state *sink)
{
	return (struct chain){ sink->batch_seq, sink->batch_id, sink->revision,
			       sink->omit_seq, sink->omit };
}

size_t draft_fit(const struct draft *draft, int64_t limit, size_t n)
{
	size_t len = draft->rendering.body.len;
	size_t fewer;

	if (!limit || len <= (size_t)limit || n <= 1)
		return n;
	fewer = (size_t)((double)n * (double)limit / (double)len);
	return fewer < n ? (fewer ? fewer : 1) : n - 1;
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

static bool is_native(const struct batch_context *context)
{
	return !context->format || context->format->native;
}

static struct batch_head head_of(const struct batch_context *context,
				 const struct seal *seal, int64_t checkpoint)
{
	struct source *source = context->source;

	return (struct batch_head){
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
		.replay = seal->replay[0] ? seal->replay : NULL,
		.omit = (size_t)seal->omit,
		.checkpoint = checkpoint,
		.shaping = context->shaping,
	};
}

/* Renders changes: the only way in which bytes are made of them. */
static bool render(struct batch_context *context, const struct batch_head *head,
		   const struct change *changes, size_t n,
		   struct rendering *out, size_t *bad, struct err *err)
{
	struct shape_lookup shapes = { context, find_shape };
	bool native = is_native(context);

	if (!event_render(head, changes, n, context->encoding, &shapes,
			  &context->arena, native ? out : &context->native, bad,
			  err))
		return false;
	if (!native)
		format_apply(context->format, head, &context->native, out);
	return true;
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

void batch_anchor_hash(const struct change *change, char out[DIGEST_HEX + 1])
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

/* The seal's number, ids and time; what it holds comes later. */
static void begin_seal(const struct batch_context *context,
		       const struct chain *chain, struct seal *seal)
{
	const struct state_identity *identity = context->identity;
	char revision[24] = "";

	seal_release(seal);
	seal->batch_seq = chain->batch_seq + 1;
	if (chain->revision)
		snprintf(revision, sizeof(revision), "-%" PRId64,
			 chain->revision);
	snprintf(seal->id, sizeof(seal->id), "%s-%s-%s-%" PRId64 "%s",
		 identity->source, context->sink, identity->epoch,
		 seal->batch_seq, revision);
	snprintf(seal->prev_id, sizeof(seal->prev_id), "%s", chain->batch_id);
	snprintf(seal->format, sizeof(seal->format), "%s",
		 is_native(context) ? "native" : context->format->name);
	clock_now_text(seal->timestamp);
}

static void end_seal(struct draft *draft)
{
	const struct rendering *r = &draft->rendering;

	draft->seal.events = (int64_t)r->n;
	digest_hex(r->body.data, r->body.len, draft->seal.sha256);
}

/* How many values of its one change could stay out. */
static size_t omittable(const struct batch_context *context,
			const struct rendering *rendering)
{
	return is_native(context) ? rendering->omittable
				  : context->native.omittable;
}

bool batch_make(struct batch_context *context, const struct chain *chain,
		const struct cutter *cutter, size_t from, size_t n,
		struct draft *out, size_t *bad, struct err *err)
{
	const struct page *page = cutter->page;
	const struct change *changes = page->changes + from;
	struct seal *seal = &out->seal;
	struct batch_head head;
	size_t i;

	context->page = page;
	begin_seal(context, chain, seal);
	for (i = 0; i < n; i++)
		rangeset_add(&seal->seqs, changes[i].seq, changes[i].seq);
	cutter_open_txs(cutter, from, n, &seal->tx_open);
	seal->tx_complete = page->complete;
	seal->anchor_seq = changes[n - 1].seq;
	batch_anchor_hash(&changes[n - 1], seal->anchor_hash);
	if (n == 1 && changes[0].seq == chain->omit_seq)
		seal->omit = chain->omit;
	head = head_of(context, seal, 0);
	if (!render(context, &head, changes, n, &out->rendering, bad, err))
		return false;
	seal->omit_all = seal->omit && omittable(context, &out->rendering) <=
					   (size_t)seal->omit;
	end_seal(out);
	return true;
}

/* The bytes of a draft into its seal. */
static void keep_bytes(struct draft *draft)
{
	const struct rendering *r = &draft->rendering;
	struct seal *seal = &draft->seal;

	buf_reset(&seal->body);
	buf_reset(&seal->spans);
	buf_reset(&seal->head);
	buf_add(&seal->body, r->body.data, r->body.len);
	buf_add(&seal->head, r->head.data, r->head.len);
	spans_print(r, &seal->spans);
	seal->kept = true;
}

bool batch_make_kept(struct batch_context *context, const struct chain *chain,
		     const struct batch_kept *kept, struct draft *out,
		     struct err *err)
{
	const struct batch_origin *origin = kept->origin;
	struct seal *seal = &out->seal;
	struct batch_head head;
	bool good;
	size_t bad;

	context->page = origin ? origin->page : NULL;
	begin_seal(context, chain, seal);
	if (kept->replay)
		snprintf(seal->replay, sizeof(seal->replay), "%s",
			 kept->replay);
	head = head_of(context, seal, kept->checkpoint);
	if (origin) {
		head.events_epoch = origin->epoch;
		head.dbms = origin->dbms;
		head.server = origin->server;
		head.database = origin->database;
		head.tx = origin->tx;
	}
	good = render(context, &head, kept->changes, kept->n, &out->rendering,
		      &bad, err);
	context->page = NULL;
	if (!good)
		return false;
	end_seal(out);
	keep_bytes(out);
	return true;
}

bool batch_make_ping(struct batch_context *context, const struct chain *chain,
		     int64_t last_pos, struct draft *out, struct err *err)
{
	const struct state_identity *identity = context->identity;
	struct seal *seal = &out->seal;
	struct batch_head head;
	size_t bad;

	context->page = NULL;
	begin_seal(context, chain, seal);
	seal->ping = true;
	seal->batch_seq = chain->batch_seq;
	seal->prev_id[0] = '\0';
	/* No sink's name and no epoch holds a "-": no batch has that id. */
	snprintf(seal->id, sizeof(seal->id), "%s-%s-%s-ping-%" PRId64,
		 identity->source, context->sink, identity->epoch, clock_now());
	head = head_of(context, seal, last_pos);
	head.ping = true;
	if (!render(context, &head, NULL, 0, &out->rendering, &bad, err))
		return false;
	end_seal(out);
	return true;
}

static bool check_digest(const struct draft *draft, struct err *err)
{
	const struct seal *seal = &draft->seal;
	char sha256[DIGEST_HEX + 1];

	digest_hex(draft->rendering.body.data, draft->rendering.body.len,
		   sha256);
	if (strcmp(sha256, seal->sha256) == 0)
		return true;
	return err_set(
	    err, ERR_INTERNAL,
	    "batch \"%s\" cannot be made again: its bytes have SHA-256 %s and "
	    "were sealed with %s; was the source changed, or the sink's "
	    "section or the software while a batch was under way? Put that "
	    "back, or `shadowlog migrate --new-epoch` starts afresh",
	    seal->id, sha256, seal->sha256);
}

static bool restore(struct draft *draft, struct err *err)
{
	struct rendering *r = &draft->rendering;
	struct seal *seal = &draft->seal;

	/* Taken over: it can be large, and the state has it. */
	rendering_reset(r);
	buf_release(&r->body);
	r->body = seal->body;
	seal->body = (struct buf){ 0 };
	buf_add(&r->head, seal->head.data, seal->head.len);
	if (spans_parse(buf_str(&seal->spans), r) &&
	    (int64_t)r->n == seal->events)
		return true;
	return err_set(
	    err, ERR_IO,
	    "state.db is damaged: the bytes of batch \"%s\" are not where it "
	    "says; restore it from a backup, or move it away",
	    seal->id);
}

static bool check_format(const struct batch_context *context,
			 const struct seal *seal, struct err *err)
{
	const char *now = is_native(context) ? "native" : context->format->name;

	if (strcmp(seal->format, now) == 0)
		return true;
	return err_set(err, ERR_CONFIG,
		       "batch \"%s\" was sealed as %s and `format` is %s now: "
		       "put it back until the batch is delivered",
		       seal->id, seal->format, now);
}

bool batch_remake(struct batch_context *context, struct draft *draft,
		  struct page *page, struct err *err)
{
	struct batch_head head;
	size_t bad;

	context->page = NULL;
	if (draft->seal.kept)
		return restore(draft, err) && check_digest(draft, err);
	head = head_of(context, &draft->seal, 0);
	return check_format(context, &draft->seal, err) &&
	       source_read_exact(context->source, &draft->seal.seqs, page,
				 err) &&
	       render(context, &head, page->changes, page->n, &draft->rendering,
		      &bad, err) &&
	       check_digest(draft, err);
}

void batch_view(const struct batch_context *context, const struct draft *draft,
		int64_t token, struct batch *out)
{
	const struct rendering *r = &draft->rendering;
	const struct seal *seal = &draft->seal;
	const struct format *format = format_find(seal->format);
	bool own_head = r->head.len > 0;

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
		.head = { own_head ? r->head.data : r->body.data,
			  own_head ? r->head.len : r->head_len },
		.events = r->events,
		.count = r->n,
		.sha256 = seal->sha256,
		.format = seal->format,
		.content_type = format ? format_content_type(format, r->n)
				       : "application/json",
		.headers = (const char *const *)r->headers,
		.nheaders = r->nheaders,
		.replay = seal->replay[0] ? seal->replay : NULL,
		.taken = (size_t)seal->taken,
		.ping = seal->ping,
		.attempt = seal->attempts,
		.status = seal->status,
		.alike = seal->alike,
		.token = token,
	};
}

bool batch_keep(struct state *state, const char *sink, struct draft *draft,
		struct err *err)
{
	const struct rendering *r = &draft->rendering;
	struct str head = { r->head.len ? r->head.data : NULL, r->head.len };
	struct buf spans = { 0 };
	bool good;

	if (draft->seal.kept)
		return true;
	spans_print(r, &spans);
	good = state_keep_body(state, sink, &draft->seal,
			       (struct str){ r->body.data, r->body.len },
			       (struct str){ buf_str(&spans), spans.len }, head,
			       err);
	buf_release(&spans);
	draft->seal.kept = good;
	return good;
}
