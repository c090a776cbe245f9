/*
 * Judges what arrived of a workload (tests/tools/workload.c).
 *
 *	oracle --truth FILE [--files DIR] [--outbox FILE] [--receiver FILE]
 *
 * FILE of --truth has one line "UID,K,VER,ALIVE" for each row, as the source
 * ended.  Of each sink, in the order in which its receiver has them:
 *
 *   chain    batches are dense from 1 and name the one before them
 *   count    a batch holds as many events as it says
 *   order    a row's versions come as 1, 2, 3, ...; what was deleted comes back
 *            as a new row, with the next version; `before` is what came last
 *   causal   what a stamp names was there before
 *   final    the last that came of each row is what the source holds
 *   unique   every event id comes once
 *   same     the sinks hold the same events, member by member
 *
 * Prints what is wrong, the first few of each, and one line for each sink:
 * "files: N events in N batches, N late, N wrong order N causal N"; late are
 * those that came after higher numbers.  Exit code 1 if anything is wrong.
 */
#include <dirent.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <jansson.h>
#include <sqlite3.h>

#include "core/buf.h"
#include "core/mem.h"
#include "sinks/digest.h"

enum { MAX_ROWS = 4096, MAX_SINKS = 3, TELL = 5, ID_SIZE = 96 };

enum wrong { CHAIN, COUNT, ORDER, CAUSAL, FINAL, UNIQUE, SAME, KINDS };

static const char *const kinds[KINDS] = { "chain", "count",  "order", "causal",
					  "final", "unique", "same" };

struct row {
	bool known;
	int64_t key, version;
	bool alive;
};

struct event {
	char id[ID_SIZE];
	char digest[DIGEST_HEX + 1]; /* of what must be equal everywhere */
};

/* One sink's events as its receiver has them. */
struct stream {
	const char *name;
	struct row rows[MAX_ROWS];
	struct event *events;
	size_t n, cap;
	int64_t batches, late;
	int64_t highest, before; /* seq that came, in batches before this */
	char last_batch[160];
	int64_t wrong[KINDS];
};

static void die(const char *format, ...) PRINTF_LIKE(1, 2);
static void tell(struct stream *s, enum wrong kind, const char *format, ...)
    PRINTF_LIKE(3, 4);

static void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("oracle: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(70);
}

static void tell(struct stream *s, enum wrong kind, const char *format, ...)
{
	va_list args;

	if (++s->wrong[kind] > TELL)
		return;
	printf("%s: %s: ", s->name, kinds[kind]);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

/* ----------------------------------------------------------------- members */

static const char *text_of(const json_t *object, const char *member)
{
	const char *text = json_string_value(json_object_get(object, member));

	return text ? text : "";
}

/* A number, or a BIGINT: digits in a string. */
static int64_t number_of(const json_t *object, const char *member)
{
	const json_t *value = json_object_get(object, member);

	if (json_is_integer(value))
		return json_integer_value(value);
	if (json_is_string(value))
		return strtoll(json_string_value(value), NULL, 10);
	return -1;
}

static struct row *row_of(struct stream *s, int64_t uid)
{
	if (uid < 0 || uid >= MAX_ROWS)
		die("%s: a row %" PRId64, s->name, uid);
	return &s->rows[uid];
}

/* ------------------------------------------------------------------ events */

/* Where an event lies in its transaction depends on the batch; all else not. */
static void digest_event(const json_t *event, char out[DIGEST_HEX + 1])
{
	static const char *const members[] = {
		"id",     "pos",   "op",      "table",      "key",
		"before", "after", "changed", "captured_at"
	};
	json_t *same = json_object();
	char *text;
	size_t i;

	for (i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		json_object_set(same, members[i],
				json_object_get(event, members[i]));
	json_object_set(same, "tx",
			json_object_get(json_object_get(event, "tx"), "id"));
	text = json_dumps(same, JSON_COMPACT | JSON_SORT_KEYS);
	digest_hex(text, strlen(text), out);
	free(text);
	json_decref(same);
}

/* "UID:VER UID:VER ...": each must have been told of. */
static void check_stamps(struct stream *s, const char *id, const char *stamps)
{
	const char *p = stamps;
	char *end;

	while (*p) {
		int64_t uid = strtoll(p, &end, 10), version;
		const struct row *row;

		if (*end != ':')
			die("%s: a stamp \"%s\"", s->name, stamps);
		version = strtoll(end + 1, &end, 10);
		row = row_of(s, uid);
		if (row->version < version)
			tell(s, CAUSAL,
			     "%s had read version %" PRId64 " of row %" PRId64
			     ", the last that came is %" PRId64,
			     id, version, uid, row->version);
		p = *end == ' ' ? end + 1 : end;
	}
}

static void check_before(struct stream *s, const char *id, const json_t *before)
{
	int64_t uid = number_of(before, "uid");
	const struct row *row = row_of(s, uid);

	if (!row->alive || row->version != number_of(before, "ver") ||
	    row->key != number_of(before, "k"))
		tell(s, ORDER,
		     "%s changes version %" PRId64 " key %" PRId64
		     " of row %" PRId64 ", what came last is version %" PRId64
		     " key %" PRId64 "%s",
		     id, number_of(before, "ver"), number_of(before, "k"), uid,
		     row->version, row->key, row->alive ? "" : ", deleted");
}

static void check_after(struct stream *s, const char *id, const json_t *after,
			bool new)
{
	int64_t uid = number_of(after, "uid"), version;
	struct row *row = row_of(s, uid);

	version = number_of(after, "ver");
	if (version != row->version + 1 || new == row->alive)
		tell(s, ORDER,
		     "%s makes version %" PRId64 " of row %" PRId64
		     ", what came last is version %" PRId64 "%s",
		     id, version, uid, row->version,
		     row->alive ? "" : ", deleted");
	check_stamps(s, id, text_of(after, "deps"));
	row->known = row->alive = true;
	row->version = version;
	row->key = number_of(after, "k");
}

/* A change that came after a batch with higher numbers committed late. */
static void note_place(struct stream *s, int64_t seq)
{
	if (seq < s->before)
		s->late++;
	if (seq > s->highest)
		s->highest = seq;
}

static void take_event(struct stream *s, const json_t *event)
{
	const char *id = text_of(event, "id"), *op = text_of(event, "op");
	const json_t *before = json_object_get(event, "before");
	const json_t *after = json_object_get(event, "after");
	struct event *kept;

	note_place(s, number_of(event, "pos"));
	if (json_is_object(before))
		check_before(s, id, before);
	if (*op == 'd' && json_is_object(before))
		row_of(s, number_of(before, "uid"))->alive = false;
	else if ((*op == 'c' || *op == 'u') && json_is_object(after))
		check_after(s, id, after, *op == 'c');
	else
		die("%s: %s is no change of a row", s->name, id);
	s->events = xgrow(s->events, &s->cap, s->n + 1, sizeof(*s->events));
	kept = &s->events[s->n++];
	snprintf(kept->id, sizeof(kept->id), "%s", id);
	digest_event(event, kept->digest);
}

/* ----------------------------------------------------------------- batches */

static void note_batch(struct stream *s, int64_t seq, const char *id,
		       const char *prev)
{
	if (seq != ++s->batches || strcmp(prev, s->last_batch) != 0)
		tell(s, CHAIN,
		     "batch %" PRId64 " after \"%s\" stands in place %" PRId64
		     " after \"%s\"",
		     seq, prev, s->batches, s->last_batch);
	snprintf(s->last_batch, sizeof(s->last_batch), "%s", id);
	s->before = s->highest;
}

static void begin_batch(struct stream *s, const json_t *head)
{
	note_batch(s, number_of(head, "batch_seq"), text_of(head, "id"),
		   text_of(head, "prev_batch_id"));
}

static void end_batch(struct stream *s, const json_t *head, size_t events)
{
	if (number_of(head, "count") != (int64_t)events)
		tell(s, COUNT, "%s says %" PRId64 " events and holds %zu",
		     text_of(head, "id"), number_of(head, "count"), events);
}

static json_t *parse(const struct stream *s, const char *text, size_t n)
{
	json_error_t why;
	json_t *value = json_loadb(text, n, JSON_REJECT_DUPLICATES, &why);

	if (!value)
		die("%s: %s: %.80s", s->name, why.text, text);
	return value;
}

/* ------------------------------------------------------------------- files */

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Head, events, and a last line that says how many. */
static void take_file(struct stream *s, FILE *file)
{
	json_t *head = NULL, *line;
	char *text = NULL;
	size_t cap = 0, events = 0;
	bool ended = false;
	ssize_t n;

	while ((n = getline(&text, &cap, file)) > 0) {
		line = parse(s, text, (size_t)n);
		ended = strcmp(text_of(line, "type"), "shadowlog.end") == 0;
		if (!head) {
			head = line;
			begin_batch(s, head);
			continue;
		}
		if (ended) {
			end_batch(s, line, events);
		} else {
			take_event(s, line);
			events++;
		}
		json_decref(line);
	}
	if (!head || !ended)
		tell(s, COUNT, "a file ends in between");
	else
		end_batch(s, head, events);
	free(text);
	json_decref(head);
}

/* The files of a directory, in order of their names; of one epoch. */
static void read_files(struct stream *s, const char *dir)
{
	struct dirent **names;
	char path[4096];
	struct stat st;
	int n = scandir(dir, &names, visible, alphasort), i;

	if (n < 0)
		die("\"%s\" cannot be read", dir);
	for (i = 0; i < n; i++) {
		FILE *file;

		snprintf(path, sizeof(path), "%s/%s", dir, names[i]->d_name);
		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
			read_files(s, path);
		} else {
			file = fopen(path, "r");
			if (!file)
				die("\"%s\" cannot be read", path);
			take_file(s, file);
			fclose(file);
		}
		free(names[i]);
	}
	free(names);
}

/* --------------------------------------------------------------- databases */

static sqlite3 *open_database(const char *path)
{
	sqlite3 *db;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) !=
	    SQLITE_OK)
		die("\"%s\": %s", path, sqlite3_errmsg(db));
	return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		die("%s: %s", sql, sqlite3_errmsg(db));
	return stmt;
}

static const char *column(sqlite3_stmt *stmt, int i, size_t *n)
{
	const char *text = sqlite3_column_blob(stmt, i);

	*n = (size_t)sqlite3_column_bytes(stmt, i);
	return text ? text : "";
}

/* Every event, by position, with the batch it lies in. */
static void read_outbox(struct stream *s, const char *path)
{
	sqlite3 *db = open_database(path);
	sqlite3_stmt *batches =
	    prepare(db, "SELECT n, head FROM batches ORDER BY n");
	sqlite3_stmt *events = prepare(
	    db, "SELECT event FROM events WHERE batch = ? ORDER BY position");
	const char *text;
	size_t n, count;

	while (sqlite3_step(batches) == SQLITE_ROW) {
		json_t *head, *event;

		text = column(batches, 1, &n);
		head = parse(s, text, n);
		begin_batch(s, head);
		sqlite3_bind_int64(events, 1, sqlite3_column_int64(batches, 0));
		for (count = 0; sqlite3_step(events) == SQLITE_ROW; count++) {
			text = column(events, 0, &n);
			event = parse(s, text, n);
			take_event(s, event);
			json_decref(event);
		}
		sqlite3_reset(events);
		end_batch(s, head, count);
		json_decref(head);
	}
	sqlite3_finalize(batches);
	sqlite3_finalize(events);
	sqlite3_close(db);
}

/* The reference receiver keeps the id of a batch with each of its events. */
static void read_receiver(struct stream *s, const char *path)
{
	sqlite3 *db = open_database(path);
	sqlite3_stmt *events =
	    prepare(db, "SELECT batch_id, json FROM event ORDER BY ordinal");
	const char *id, *text, *seq;
	json_t *event;
	size_t n;

	while (sqlite3_step(events) == SQLITE_ROW) {
		id = (const char *)sqlite3_column_text(events, 0);
		seq = strrchr(id, '-');
		if (!seq)
			die("%s: a batch \"%s\"", s->name, id);
		if (strcmp(id, s->last_batch) != 0)
			note_batch(s, strtoll(seq + 1, NULL, 10), id,
				   s->last_batch);
		text = column(events, 1, &n);
		event = parse(s, text, n);
		take_event(s, event);
		json_decref(event);
	}
	sqlite3_finalize(events);
	sqlite3_close(db);
}

/* --------------------------------------------------------------- the truth */

static void check_final(struct stream *s, const char *path)
{
	FILE *file = fopen(path, "r");
	int64_t uid, key, version, alive;
	int n;

	if (!file)
		die("\"%s\" cannot be read", path);
	while ((n = fscanf(file, "%" SCNd64 ",%" SCNd64 ",%" SCNd64 ",%" SCNd64,
			   &uid, &key, &version, &alive)) == 4) {
		const struct row *row = row_of(s, uid);

		if (row->version != version || row->alive != (alive == 1) ||
		    (row->alive && row->key != key))
			tell(s, FINAL,
			     "row %" PRId64 " is version %" PRId64
			     " key %" PRId64 "%s, what came last is version "
			     "%" PRId64 " key %" PRId64 "%s",
			     uid, version, key, alive ? "" : ", deleted",
			     row->version, row->key,
			     row->alive ? "" : ", deleted");
	}
	if (n != EOF)
		die("\"%s\" is no list of UID,K,VER,ALIVE", path);
	fclose(file);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct event *)a)->id,
		      ((const struct event *)b)->id);
}

static void check_unique(struct stream *s)
{
	size_t i;

	if (s->n)
		qsort(s->events, s->n, sizeof(*s->events), by_id);
	for (i = 1; i < s->n; i++)
		if (strcmp(s->events[i - 1].id, s->events[i].id) == 0)
			tell(s, UNIQUE, "%s came twice", s->events[i].id);
}

/* Both are sorted. */
static void check_same(struct stream *s, const struct stream *other)
{
	size_t i = 0, k = 0;

	while (i < s->n || k < other->n) {
		int order = i == s->n ? 1
			    : k == other->n
				? -1
				: strcmp(s->events[i].id, other->events[k].id);

		if (order < 0)
			tell(s, SAME, "%s is not in %s", s->events[i].id,
			     other->name);
		else if (order > 0)
			tell(s, SAME, "%s is only in %s", other->events[k].id,
			     other->name);
		else if (strcmp(s->events[i].digest, other->events[k].digest))
			tell(s, SAME, "%s is another in %s", s->events[i].id,
			     other->name);
		i += order <= 0;
		k += order >= 0;
	}
}

static bool judge(const struct stream *s)
{
	int64_t all = 0;
	int i;

	for (i = 0; i < KINDS; i++)
		all += s->wrong[i];
	printf("%s: %zu events in %" PRId64 " batches, %" PRId64
	       " late, %" PRId64 " wrong",
	       s->name, s->n, s->batches, s->late, all);
	for (i = 0; i < KINDS; i++)
		if (s->wrong[i])
			printf(" %s %" PRId64, kinds[i], s->wrong[i]);
	putchar('\n');
	return all == 0 && s->n > 0;
}

int main(int argc, char **argv)
{
	static struct stream streams[MAX_SINKS];
	static const struct {
		const char *option, *name;
		void (*read)(struct stream *, const char *);
	} sinks[MAX_SINKS] = {
		{ "--files", "files", read_files },
		{ "--outbox", "outbox", read_outbox },
		{ "--receiver", "receiver", read_receiver },
	};
	const char *truth = NULL;
	size_t n = 0, k, first;
	bool good = true;
	int i;

	for (i = 1; i + 1 < argc; i += 2)
		if (strcmp(argv[i], "--truth") == 0)
			truth = argv[i + 1];
	if (!truth)
		die("--truth FILE is missing");
	for (k = 0; k < MAX_SINKS; k++) {
		for (i = 1; i + 1 < argc; i += 2) {
			if (strcmp(argv[i], sinks[k].option) != 0)
				continue;
			streams[n].name = sinks[k].name;
			sinks[k].read(&streams[n], argv[i + 1]);
			check_final(&streams[n], truth);
			check_unique(&streams[n]);
			n++;
		}
	}
	for (first = 1; first < n; first++)
		check_same(&streams[first], &streams[0]);
	for (k = 0; k < n; k++) {
		good = judge(&streams[k]) && good;
		free(streams[k].events);
	}
	return good && n ? 0 : 1;
}
