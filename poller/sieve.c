#include "poller/sieve.h"

#include <stdlib.h>
#include <string.h>

#include "core/err.h"
#include "poller/value.h"

/* What goes through one page. */
struct sifting {
	const struct sieve *sieve;
	const struct page *page;
	struct arena *arena;
	struct sifted *out;
	/* The last shape that was looked up, and what was asked of it. */
	int32_t number;
	const struct shape *shape; /* NULL: unknown */
	char op;
	bool takes;
};

static bool has_parked(const struct sieve *sieve)
{
	return sieve->parked && sieve->parked->n > 0;
}

bool sieve_sifts(const struct sieve *sieve)
{
	return shaping_filters(sieve->shaping) || sieve->lane > 0 ||
	       has_parked(sieve);
}

void sifted_release(struct sifted *sifted)
{
	page_release(&sifted->page);
	rangeset_release(&sifted->passed);
	free(sifted->held);
	key_set_release(&sifted->also);
	*sifted = (struct sifted){ 0 };
}

static void reset(struct sifted *out, const struct page *page)
{
	page_reset(&out->page);
	rangeset_reset(&out->passed);
	key_set_reset(&out->also);
	out->nheld = 0;
	out->page.complete = page->complete;
	out->page.resolved = page->resolved;
	out->page.shapes = xgrow(out->page.shapes, &out->page.shapes_cap,
				 page->nshapes, sizeof(*page->shapes));
	if (page->nshapes > 0)
		memcpy(out->page.shapes, page->shapes,
		       page->nshapes * sizeof(*page->shapes));
	out->page.nshapes = page->nshapes;
	out->page.changes = xgrow(out->page.changes, &out->page.cap, page->n,
				  sizeof(*page->changes));
}

static void find_shape(struct sifting *s, int32_t number)
{
	const struct page *page = s->page;
	size_t i;

	if (s->op && number == s->number)
		return;
	s->number = number;
	s->shape = NULL;
	s->op = '\0';
	for (i = 0; i < page->nshapes; i++)
		if (page->shapes[i].number == number)
			s->shape = page->shapes[i].shape;
}

/* As the section says, by table and operation alone. */
static bool takes(struct sifting *s, const struct change *change)
{
	find_shape(s, change->shape);
	if (s->op != change->op) {
		s->op = change->op;
		s->takes = !s->sieve->shaping ||
			   shaping_takes(s->sieve->shaping, s->shape, s->op);
	}
	return s->takes;
}

/*
 * True if it is known that a sink sees no difference.  Of what was not captured
 * whole a hash tells, a size alone does not.
 */
static bool shown_same(const struct value *a, const struct value *b,
		       enum show show)
{
	bool whole = a->form != VALUE_ABSENT && b->form != VALUE_ABSENT;

	if (show == SHOW_NOT)
		return true;
	if (show == SHOW_REDACT && whole)
		return (a->form == VALUE_NULL) == (b->form == VALUE_NULL);
	return value_same(a, b) &&
	       (whole || !a->text.n || memchr(a->text.p, ':', a->text.n));
}

/* Extras are seldom: one that is shown makes a change that is seen. */
static bool shows_extras(const struct sifting *s, const struct row *row)
{
	size_t i;

	for (i = 0; i < row->nextras; i++)
		if (shaping_extra(s->sieve->shaping, s->shape,
				  row->extras[i].name) != SHOW_NOT)
			return true;
	return false;
}

/* Does an UPDATE change nothing of what the sink gets to see? */
static bool is_unchanged(struct sifting *s, const struct change *change)
{
	const struct table *table = s->shape->table;
	const unsigned char *show;
	struct row old, new;
	struct err err = { 0 };
	size_t i;

	if (!change->has_old || !change->has_new ||
	    table->options.before != BEFORE_FULL ||
	    !shaping_columns(s->sieve->shaping, s->shape, &show, &err) ||
	    !row_decode_old(s->sieve->encoding, change->old_row, table,
			    s->arena, &old, &err) ||
	    !row_decode(s->sieve->encoding, change->new_row, table, s->arena,
			&new, &err))
		return false;
	for (i = 0; i < table->ncolumns; i++)
		if (!shown_same(&old.values[i], &new.values[i],
				show ? show[i] : SHOW))
			return false;
	return !shows_extras(s, &old) && !shows_extras(s, &new);
}

/* What the change has to wait for, and which of its keys says so. */
static const struct parked_key *find_parked(const struct sifting *s,
					    const struct key_hash *keys,
					    size_t n, size_t *which)
{
	const struct parked_key *found = NULL;
	size_t i;

	for (i = 0; i < n && !found; i++) {
		*which = i;
		if (has_parked(s->sieve))
			found = key_set_find(s->sieve->parked, &keys[i]);
		if (!found)
			found = key_set_find(&s->out->also, &keys[i]);
	}
	return found;
}

static void add_held(struct sifting *s, int64_t seq,
		     const struct parked_key *parked,
		     const struct key_hash *also)
{
	struct sifted *out = s->out;
	struct held_change *held;

	out->held = xgrow(out->held, &out->held_cap, out->nheld + 1,
			  sizeof(*out->held));
	held = &out->held[out->nheld++];
	*held = (struct held_change){ .seq = seq, .key = parked->root };
	if (!also || strcmp(also->text, held->key.text) == 0)
		return;
	held->also = *also;
	key_set_add_for(&out->also, also->text, held->key.text);
}

/*
 * Puts a change aside whose key waits.  What is ordered behind it by another
 * key waits with it: the keys that an UPDATE led to, all of a table that was
 * truncated.
 */
static bool is_held(struct sifting *s, const struct change *change,
		    const struct key_hash *keys, size_t n)
{
	const struct parked_key *parked;
	const struct key_hash *also = NULL;
	size_t which = 0;

	parked = find_parked(s, keys, n, &which);
	if (!parked)
		return false;
	if (key_is_table(&keys[0]))
		also = &keys[0];
	else if (n == 2)
		also = &keys[1 - which];
	add_held(s, change->seq, parked, also);
	return true;
}

enum fate { KEEP, PASS, HOLD };

static enum fate decide(struct sifting *s, const struct change *change)
{
	const struct sieve *sieve = s->sieve;
	struct key_hash keys[2];
	struct err err = { 0 };
	int lane = 1;
	size_t n;

	if (!takes(s, change))
		return PASS;
	if (!s->shape && change->op != 'M')
		return KEEP;
	arena_reset(s->arena);
	if (change->op == 'U' && shaping_drops_unchanged(sieve->shaping) &&
	    is_unchanged(s, change))
		return PASS;
	if (sieve->lane == 0 && !has_parked(sieve))
		return KEEP;
	if (change->op == 'M')
		n = 0;
	else if (!change_keys(change, s->shape, sieve->encoding, s->arena, keys,
			      &n, NULL, &err))
		return KEEP;
	if (n > 0 && sieve->lane > 0)
		lane = key_lane(&keys[0], sieve->lanes);
	if (sieve->lane > 0 && lane != sieve->lane)
		return PASS;
	if (has_parked(sieve) && is_held(s, change, keys, n))
		return HOLD;
	return KEEP;
}

void sieve_page(const struct sieve *sieve, const struct page *page,
		struct arena *arena, struct sifted *out)
{
	struct sifting s = {
		.sieve = sieve, .page = page, .arena = arena, .out = out
	};
	size_t i;

	reset(out, page);
	for (i = 0; i < page->n; i++) {
		const struct change *change = &page->changes[i];

		switch (decide(&s, change)) {
		case KEEP:
			out->page.changes[out->page.n++] = *change;
			out->page.bytes +=
			    change->old_row.n + change->new_row.n;
			break;
		case PASS:
			rangeset_add(&out->passed, change->seq, change->seq);
			break;
		case HOLD:
			break;
		}
	}
}
