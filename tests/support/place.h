/*
 * Where each kind of sink can deliver to in a test, and how to see what arrived
 * there.  The only file of the tests that knows the sinks by name: a new sink
 * needs one entry in place.c.
 */
#ifndef TESTS_SUPPORT_PLACE_H
#define TESTS_SUPPORT_PLACE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "sinks/sink.h"

/* A batch as its receiver holds it: its events with commas between. */
struct held {
	char id[128];
	struct buf events;
};

struct held_list {
	struct held *batches; /* in order of arrival */
	size_t n, cap;
};

void held_release(struct held_list *list);

struct place;

/*
 * A fresh place for a sink of that type, in a directory of its own under `dir`.
 * `which` counts from 0: a type can have several places, with other options.
 * NULL past the last one.
 */
struct place *place_open(const char *type, size_t which, const char *dir);
/* Also removes all of it. */
void place_close(struct place *place);

/* The sink's section: lines of KEY = VALUE. */
const char *place_options(const struct place *place);

/* True if the sink can tell its position. */
bool place_has_position(const struct place *place);

/*
 * The i-th section that must be refused, with ERR_CONFIG, or ERR_MISCONFIGURED
 * where it names a file "nowhere" or "short"; false past the end.
 */
bool place_bad_options(const struct place *place, size_t i, struct buf *out);

/* What the receiver holds now.  Aborts the test if that cannot be read. */
void place_read(const struct place *place, struct held_list *out);

/* A sink as the configuration opens it. */
struct config;
struct opened {
	struct config *config;
	struct sink_options options;
	const struct sink_type *type;
	struct sink *sink;
};

/* Opens the sink "out" of source "erp" with these lines as its section. */
bool opened_open(struct opened *out, const char *type, const char *lines,
		 const volatile sig_atomic_t *stop, struct err *err);
void opened_close(struct opened *opened);

#endif
