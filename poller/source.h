/*
 * The source database, through ODBC, as its dialect says.
 *
 * How it is read without losing a change:
 *   - An engine gives a seq before the commit, so that a lower one can appear
 *     after a higher one.  What is read is therefore never "behind the last
 *     seq", but what is not in the set of those acknowledged: a change that
 *     commits late is there the next time, however late.
 *   - A page is closed: with each change it holds, it or those before it hold
 *     every earlier change of that row.
 *   - A server that loses commits in a crash gives their numbers out again.  So
 *     between reading and sealing there is one synchronous write of our own, to
 *     the lease, which makes durable all that was read.
 *   - A floor, below which nothing is looked for, needs a proof that no
 *     transaction can still write there, and never comes by a timeout.
 *
 * Nothing here knows an engine: every statement comes from a section of the
 * dialect file, and what differs is data.  Holes are filled with integers that
 * we made ourselves, or with literals quoted by the dialect's own rules.  A
 * literal that can hold a newline (a table's name) has to start its line in the
 * dialect file: there it is filled in as it is.
 *
 * Settings of a dialect that the poller reads:
 *   encoding       json, quoted or counted (poller/row.h)
 *   connect        ODBC attributes put behind the configured connection string
 *                  ("Protocol=7.4-0"); those of the operator win
 *   escape         how a string literal is written: "double" ('' for ') or
 *                  "backslash" (\\ and '' besides)
 *   literal_prefix what stands before a literal of ours: N for one in any
 *                  character; default: nothing
 *   ordered        "yes" where seqs become visible in order (one writer): the
 *                  highest acknowledged seq is then the floor, unproved
 *   trim_ranges    how many ranges one DELETE may name; default 1
 *
 * Sections; each is one statement unless said otherwise.  Times are text in
 * UTC: RFC 3339; in poller.page, where a function call for each row would cost
 * as much as the row, also with a blank for the T and with +00 or nothing for
 * the Z.  (An engine that knows no UTC says its own clock's time, with the T
 * and without a zone.)
 *
 * poller.session        statements, separated by empty lines, run after connect
 * poller.server         -> engine ("MariaDB 10.11.6"), server (NULL: as the
 *                       driver says), database, 1 if the engine counts bytes
 *                       as we get them (UTF-8), 1 if rows have to be deleted
 *                       one by one
 * poller.meta           -> source uuid, schema version, identity at install,
 *                       identity now
 * poller.shape          {{shape}} -> schema, table, version, description
 * poller.registered     -> description of each table, as it was installed last
 * poller.bound          -> max(seq), NULL when empty
 * poller.seqs           {{where}} {{limit}} -> seq of the first {{limit}} rows
 * poller.probe          {{where}} {{limit}} -> count, highest seq, bytes of the
 *                       row images of the first {{limit}} rows of {{where}}
 * poller.page           {{where}} {{limit}} {{inline}} -> seq, shape, op, txid,
 *                       captured_at, bytes of old, bytes of new (NULL: the
 *                       image is NULL), old, new (NULL where it has more than
 *                       {{inline}} bytes)
 * poller.who            {{where}} -> seq, actor, context, in order of seq:
 *                       asked for changes of tables with such options alone
 * poller.chunk          {{column}} {{seq}} {{from}} {{length}} -> that part of
 *                       one image, from and length in characters from 1
 * poller.count          {{where}} -> count
 * poller.trim           {{where}} {{first}} {{last}} {{count}}
 * poller.trim_one       {{seq}}: only where poller.server asks for it
 * poller.lease_read     -> holder, token, epoch, seconds until it runs out
 * poller.lease_take     {{holder}} {{epoch}} {{seconds}}: one row if it was
 *                       free, run out, or ours; adds one to the token
 * poller.lease_renew    {{holder}} {{token}} {{seconds}}: one row if still
 *                       ours.  This is also the durable write (above): it has
 *                       to change the row, and the session makes it
 *                       synchronous.
 * poller.lease_release  {{holder}} {{token}}
 * poller.lag            {{where}} -> count, lowest seq, its captured_at, now
 * poller.floor_mark     optional: -> a number P that later transactions exceed
 * poller.floor_check    optional: -> lowest number still running
 * catalogue.table       {{schema}} {{table}} literals ('' for the default
 *                       schema) -> schema, table of what is there under that
 *                       name
 * catalogue.columns     {{schema}} {{table}} -> name, native type, the type
 *                       that decides the kind (a domain's base), 'null' or '',
 *                       'generated' or '', place in the key or 0, in the order
 *                       of the row image
 * catalogue.tables      -> schema, table: every table that could be captured
 */
#ifndef POLLER_SOURCE_H
#define POLLER_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/dialect.h"
#include "core/err.h"
#include "core/table.h"
#include "poller/change.h"
#include "poller/rangeset.h"

struct source;

struct source_meta {
	char uuid[64];
	char version[16];
	char identity[512];     /* of the engine, when the changelog was made */
	char identity_now[512]; /* of the engine we are connected to */
};

/*
 * Connects and prepares the session.  ERR_UNAVAILABLE, ERR_PERMISSION
 * (password, role) or ERR_CONFIG (driver, data source).  `connection` is never
 * part of a message: it can hold a password.
 */
bool source_open(struct source **out, const struct dialect *dialect,
		 const char *connection, struct err *err);
void source_close(struct source *source);

/* ERR_CONFIG where there is no changelog: says which command makes it. */
bool source_meta(struct source *source, struct source_meta *out,
		 struct err *err);

/*
 * A layout from the registry; borrowed, cached until close.  *out is NULL,
 * with success, where the registry has no such shape.
 */
struct shape {
	int32_t shape;
	int64_t version;
	const struct table *table;
	const char *label; /* "public.orders", JSON-escaped, without quotes */
	/* SHA-256 of the canonical description, "sha256:..." */
	char fingerprint[80];
};
bool source_shape(struct source *source, int32_t shape,
		  const struct shape **out, struct err *err);

/* The same by its fingerprint; reads all of the registry. */
bool source_shape_printed(struct source *source, const char *fingerprint,
			  const struct shape **out, struct err *err);

/* Appends the label of a table: what `table` of an event says, no quotes. */
void shape_label(const struct table *table, struct buf *out);

/*
 * Looks up the layouts of all changes of a page and puts them into it, so that
 * the page can be rendered without the source.  One that the registry does not
 * have, or that does not decode, is left out: asking source_shape() for it
 * tells why.
 */
bool source_resolve(struct source *source, struct page *page, struct err *err);

/* The highest seq visible now, 0 when empty: the bound of a drain. */
bool source_bound(struct source *source, int64_t *out, struct err *err);

/* What a page may hold. */
struct page_limits {
	size_t rows;
	/* Of row images; one larger change is a page of its own. */
	size_t bytes;
	/* Of more rows than that, so many or a multiple of it; 0: any. */
	size_t step;
};

/*
 * Reads the first changes with floor < seq <= bound that are not in `acked`:
 * one closed page.  Closed by double read: a probe that counts and
 * weighs, then the rows, until both agree.  page is reset first.
 */
bool source_read(struct source *source, const struct rangeset *acked,
		 int64_t floor, int64_t bound, const struct page_limits *limits,
		 struct page *page, struct err *err);

/*
 * Reads exactly these seqs again: a sealed batch.  ERR_DATA if one of them is
 * not there any more.
 */
bool source_read_exact(struct source *source, const struct rangeset *seqs,
		       struct page *page, struct err *err);

/*
 * Deletes exactly these seqs.  Every seq inside was read by us, so a range is
 * exact.  *deleted counts rows.  ERR_TRANSIENT (lock timeout): trim later.
 */
bool source_trim(struct source *source, const struct rangeset *seqs,
		 int64_t *deleted, struct err *err);

/* The lease row.  Taken is false, with success, where another holds it. */
struct lease {
	int64_t token;
	char holder[128];
	char epoch[40];
	int64_t seconds_left;
};
bool source_lease_read(struct source *source, struct lease *out,
		       struct err *err);
bool source_lease_take(struct source *source, const char *holder,
		       const char *epoch, int seconds, bool *taken,
		       struct lease *out, struct err *err);
/*
 * Prolongs the lease and by the same synchronous commit makes all that was read
 * so far durable in the source.  ERR_BUSY if the lease is another's by now.
 */
bool source_lease_renew(struct source *source, const struct lease *lease,
			int seconds, struct err *err);
bool source_lease_release(struct source *source, const struct lease *lease,
			  struct err *err);

/* How much lies behind: for status. */
struct lag {
	int64_t events;
	int64_t oldest_seq;       /* 0: none */
	char oldest_captured[64]; /* "" where there is none */
	int64_t seconds;          /* now there minus oldest_captured */
};
bool source_lag(struct source *source, const struct rangeset *acked,
		int64_t floor, struct lag *out, struct err *err);

/* True where the dialect can prove a floor, or needs no proof. */
bool source_has_floor_proof(const struct source *source);
bool source_is_ordered(const struct source *source);
/* P: take it after the highest acknowledged seq was noted. */
bool source_floor_mark(struct source *source, int64_t *out, struct err *err);
/* True once every transaction that ran at the mark has ended. */
bool source_floor_passed(struct source *source, int64_t mark, bool *out,
			 struct err *err);

/*
 * Describes tables from the catalogue (describe): each name is SCHEMA.NAME or
 * NAME, as table.h writes words; no names: every table but our own.  ERR_CONFIG
 * for one that is not there.
 */
bool source_describe(struct source *source, char *const *names, size_t nnames,
		     struct table_list *out, struct err *err);

/*
 * The tables that are captured, each as the triggers that were installed last
 * have it (describe --registered).
 */
bool source_registered(struct source *source, struct table_list *out,
		       struct err *err);

/* "PostgreSQL 15.0.20", as the driver says it: for batches and messages. */
const char *source_engine(const struct source *source);
/* Server and database, for batches: never user or password. */
const char *source_server(const struct source *source);
const char *source_database(const struct source *source);
const char *source_dialect_name(const struct source *source);
/* The setting `encoding`. */
const char *source_encoding(const struct source *source);

#endif
