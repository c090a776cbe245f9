/*
 * Batches made for tests: the same arguments always give the same bytes.
 */
#ifndef TESTS_SUPPORT_SAMPLE_H
#define TESTS_SUPPORT_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "sinks/digest.h"
#include "sinks/sink.h"

struct sample_spec {
	const char *source, *sink, *epoch; /* NULL: erp, out, 7c1e */
	int64_t batch_seq;
	size_t count;
	size_t padding;        /* bytes of text in each event */
	const char *note;      /* a JSON string in each event; NULL: "x" */
	const char *table;     /* JSON-escaped; NULL: public.orders */
	int64_t attempt;       /* advisory, not in the body */
	bool plain;            /* no Content-Encoding */
	const char *timestamp; /* NULL: one of 2026 */
	int64_t first_seq; /* of the first event; 0: (batch_seq-1)*count+1 */
};

struct sample {
	struct batch batch;
	struct buf body;
	struct batch_event *events;
	char source[33], sink[33], epoch[33];
	char id[128], prev_id[128];
	char first_pos[21], last_pos[21];
	char sha256[DIGEST_HEX + 1];
};

/* Fills *out, which must be zeroed or released. */
void sample_make(struct sample *out, const struct sample_spec *spec);
void sample_release(struct sample *sample);

/* The events of a batch with commas between, as they stand in the body. */
struct str sample_events(const struct batch *batch);

#endif
