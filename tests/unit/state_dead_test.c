/*
 * poller/state_dead.c and what else came with version 3 of state.db: dead
 * letters and what waits for them, wishes, history, fences, two hosts; that
 * each function that writes leaves nothing behind when it fails, on disk and in
 * memory; and databases of version 2.
 *
 * Seen to fail with writes that passed the fence by, sets that kept what was
 * not committed, changes that waited for a dead letter of another epoch, and
 * chains that began at 1 again.
 */
#include "poller/state_dead.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/resource.h"
#include "poller/key.h"
#include "poller/sieve.h"
#include "poller/state_private.h"
#include "poller/state_shape.h"
#include "tests/support/tempdir.h"
#include "tests/tap.h"

#define KEY_A "aaaaaaaaaaaa00000000000000000001"
#define KEY_B "aaaaaaaaaaaa00000000000000000002"
#define KEY_C "aaaaaaaaaaaa00000000000000000003"

static void must(bool good, const char *what, const struct err *err)
{
	if (good)
		return;
	printf("Bail out! %s: %s\n", what, err ? err->text : "");
	exit(99);
}

static struct state *must_open(const char *dir)
{
	struct state *state = NULL;
	struct err err = { 0 };

	must(state_open(&state, dir, "erp", true, &err), dir, &err);
	return state;
}

/* ------------------------------------------------ all that a state.db holds */

static void dump_rows(sqlite3 *db, const char *table, struct buf *out)
{
	sqlite3_stmt *row;
	struct buf sql = { 0 };
	int i;

	buf_addf(&sql, "SELECT * FROM \"%s\"", table);
	must(sqlite3_prepare_v2(db, sql.data, -1, &row, NULL) == SQLITE_OK,
	     sqlite3_errmsg(db), NULL);
	while (sqlite3_step(row) == SQLITE_ROW) {
		buf_addf(out, "%s", table);
		for (i = 0; i < sqlite3_column_count(row); i++) {
			const void *p = sqlite3_column_blob(row, i);

			buf_addf(out, "|%d:", sqlite3_column_type(row, i));
			if (p)
				buf_add(out, p,
					(size_t)sqlite3_column_bytes(row, i));
		}
		buf_addch(out, '\n');
	}
	sqlite3_finalize(row);
	buf_release(&sql);
}

/* Every row of every table, through a connection of its own. */
static void dump(const char *dir, struct buf *out)
{
	struct buf path = { 0 };
	sqlite3_stmt *tables = NULL;
	sqlite3 *db;

	buf_reset(out);
	buf_addf(&path, "%s/state.db", dir);
	must(sqlite3_open_v2(path.data, &db, SQLITE_OPEN_READWRITE, NULL) ==
		     SQLITE_OK &&
		 sqlite3_prepare_v2(db,
				    "SELECT name FROM sqlite_master WHERE type"
				    " = 'table' ORDER BY name",
				    -1, &tables, NULL) == SQLITE_OK,
	     path.data, NULL);
	sqlite3_busy_timeout(db, 2000);
	while (sqlite3_step(tables) == SQLITE_ROW)
		dump_rows(db, (const char *)sqlite3_column_text(tables, 0),
			  out);
	sqlite3_finalize(tables);
	sqlite3_close(db);
	buf_release(&path);
}

static bool same_dump(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* An operator's decision about one. */
static bool decide(struct state *state, int64_t id, const char *condition,
		   const char *note, struct err *err)
{
	return state_dead_decide(state, &id, 1, condition, note, err);
}

/* ------------------------------------------------- one sink with a history */

struct desk {
	char *dir;
	struct state *state;
	struct sink_state sink;
	struct rangeset acked;
	struct seal seal; /* of changes 11 to 13 */
};

static void make_seal(struct seal *seal, int64_t n, int64_t first, int64_t last)
{
	*seal = (struct seal){ .batch_seq = n, .events = last - first + 1 };
	snprintf(seal->id, sizeof(seal->id), "erp-s-e-%d", (int)n);
	snprintf(seal->sha256, sizeof(seal->sha256), "%064d", (int)n);
	snprintf(seal->timestamp, sizeof(seal->timestamp), "2026-01-01");
	snprintf(seal->format, sizeof(seal->format), "native");
	seal->anchor_seq = last;
	snprintf(seal->anchor_hash, sizeof(seal->anchor_hash), "%064d",
		 (int)last);
	if (first <= last)
		rangeset_add(&seal->seqs, first, last);
}

static void make_dead(struct dead_letter *dead, int64_t seq, const char *key)
{
	*dead = (struct dead_letter){ .event_id = "erp:e:5",
				      .table = "t",
				      .key = "{\"id\":5}",
				      .key_hash = { key, NULL },
				      .reason = "no" };
	snprintf(dead->batch_id, sizeof(dead->batch_id), "erp-s-e-9");
	snprintf(dead->died_at, sizeof(dead->died_at), "2026-01-0%d",
		 (int)(seq % 9) + 1);
	dead->change = (struct change){
		.seq = seq,
		.shape = -7,
		.op = 'U',
		.has_new = true,
		.new_row = { "a\0b'c", 5 },
		.captured_at = { "2026-01-01T00:00:00.000Z", 24 },
	};
}

static bool bury_one(struct desk *desk, int64_t seq, const char *key,
		     struct err *err)
{
	const struct seal none = { .batch_seq = -1 };
	struct dead_letter dead;

	make_dead(&dead, seq, key);
	snprintf(dead.sink, sizeof(dead.sink), "%s", desk->sink.name);
	snprintf(dead.epoch, sizeof(dead.epoch), "%s",
		 state_identity(desk->state)->epoch);
	return state_bury(desk->state, &desk->sink, &desk->acked, &none, &dead,
			  err);
}

static bool hold_one(struct desk *desk, int64_t seq, const char *key,
		     const char *also, struct err *err)
{
	struct held_change held = { .seq = seq };
	struct rangeset none = { 0 };

	snprintf(held.key.text, sizeof(held.key.text), "%s", key);
	snprintf(held.also.text, sizeof(held.also.text), "%s", also);
	return state_pass(desk->state, &desk->sink, &desk->acked, &none, &held,
			  1, err);
}

static void desk_open(struct desk *desk)
{
	struct err err = { 0 };

	*desk = (struct desk){ .dir = tempdir_make() };
	desk->state = must_open(desk->dir);
	must(state_sink_load(desk->state, "s", "file", &desk->sink,
			     &desk->acked, &err),
	     "a sink", &err);
}

/*
 * Changes 1 to 10 are delivered, 5 and 6 died; 5 waits and 6 is to be retried;
 * 20 waits for 5.  11 to 13 are sealed and were tried once, in vain and without
 * a doubt.  Two sinks have a wish to be fulfilled.
 */
static void desk_fill(struct desk *desk)
{
	struct rangeset none = { 0 };
	struct sink_state gone;
	struct err err = { 0 };
	struct seal first;

	state_keep_history(desk->state, true);
	make_seal(&first, 1, 1, 10);
	make_seal(&desk->seal, 2, 11, 13);
	must(state_seal(desk->state, "s", &first, &err) &&
		 state_ack_and_seal(desk->state, &desk->sink, &desk->acked,
				    &first, &desk->seal, &err) &&
		 state_fail(desk->state, &desk->sink, &desk->seal, &err) &&
		 bury_one(desk, 5, KEY_A, &err) &&
		 bury_one(desk, 6, KEY_B, &err) &&
		 decide(desk->state, 2, "retry", NULL, &err) &&
		 hold_one(desk, 20, KEY_A, "", &err) &&
		 state_sink_load(desk->state, "gone", "file", &gone, &none,
				 &err) &&
		 state_sink_wish(desk->state, "gone", "forget", &err) &&
		 state_sink_wish(desk->state, "s", "resume", &err),
	     "a desk", &err);
	desk->sink.condition = SINK_HALTED;
	desk->sink.next_attempt_at = 77;
	desk->sink.body_limit = 1000;
	must(state_sink_save(desk->state, &desk->sink, &err), "a sink", &err);
	seal_release(&first);
}

static void desk_close(struct desk *desk)
{
	state_close(desk->state);
	seal_release(&desk->seal);
	rangeset_release(&desk->acked);
	tempdir_remove(desk->dir);
	free(desk->dir);
}

/* ------------------------------------------ each function that writes, once */

static bool set_engine(struct desk *d, struct err *err)
{
	return state_set_engine(d->state, "uuid", "engine", err);
}

static bool set_token(struct desk *d, struct err *err)
{
	return state_set_token(d->state, 9, false, err);
}

static bool new_epoch(struct desk *d, struct err *err)
{
	return state_new_epoch(d->state, err);
}

static bool load_new(struct desk *d, struct err *err)
{
	struct rangeset none = { 0 };
	struct sink_state sink;

	return state_sink_load(d->state, "new", "file", &sink, &none, err);
}

static bool load_other_type(struct desk *d, struct err *err)
{
	struct rangeset set = { 0 };
	struct sink_state sink;
	bool good = state_sink_load(d->state, "s", "webhook", &sink, &set, err);

	rangeset_release(&set);
	return good;
}

static bool seal_new(struct desk *d, struct err *err)
{
	struct seal seal;
	bool good;

	make_seal(&seal, 3, 14, 15);
	seal.kept = true;
	buf_reserve(&seal.body, 20000);
	memset(seal.body.data, 'x', 20000);
	seal.body.len = 20000;
	good = state_seal(d->state, "s", &seal, err);
	seal_release(&seal);
	return good;
}

static bool keep_body(struct desk *d, struct err *err)
{
	return state_keep_body(d->state, "s", &d->seal, (struct str){ "b", 1 },
			       (struct str){ "s", 1 }, (struct str){ 0 }, err);
}

static bool doubt(struct desk *d, struct err *err)
{
	return state_doubt(d->state, "s", &d->seal, err);
}

static bool wish(struct desk *d, struct err *err)
{
	return state_sink_wish(d->state, "s", "drain", err);
}

static bool fulfil(struct desk *d, struct err *err)
{
	bool resumed;

	return state_sink_fulfil(d->state, &d->sink, &resumed, err);
}

static bool leave(struct desk *d, struct err *err)
{
	bool left;

	return state_sink_leave(d->state, "gone", &left, err);
}

static bool ack(struct desk *d, struct err *err)
{
	return state_ack(d->state, &d->sink, &d->acked, &d->seal, err);
}

static bool ack_and_seal(struct desk *d, struct err *err)
{
	struct seal next;
	bool good;

	make_seal(&next, 3, 14, 14);
	good = state_ack_and_seal(d->state, &d->sink, &d->acked, &d->seal,
				  &next, err);
	seal_release(&next);
	return good;
}

static bool unseal(struct desk *d, struct err *err)
{
	return state_unseal(d->state, &d->sink, &d->seal, err);
}

static bool sent_forget(struct desk *d, struct err *err)
{
	return state_sent_forget(d->state, INT64_MAX, err);
}

static bool fail(struct desk *d, struct err *err)
{
	return state_fail(d->state, &d->sink, &d->seal, err);
}

static bool sink_save(struct desk *d, struct err *err)
{
	struct sink_state other = d->sink;

	other.rewind_to = 4;
	return state_sink_save(d->state, &other, err);
}

static bool save_floor(struct desk *d, struct err *err)
{
	struct sink_state other = d->sink;

	other.floor = other.floor_candidate = 9;
	return state_sink_save_floor(d->state, &other, err);
}

static bool keep(struct desk *d, struct err *err)
{
	struct rangeset set = { 0 };
	bool good;

	rangeset_add(&set, 1, 3);
	good = state_keep(d->state, &set, 5, err);
	rangeset_release(&set);
	return good;
}

static bool forget(struct desk *d, struct err *err)
{
	struct rangeset set = { 0 };
	bool good;

	rangeset_add(&set, 2, 3);
	good = state_forget(d->state, &set, err);
	rangeset_release(&set);
	return good;
}

static bool sink_forget(struct desk *d, struct err *err)
{
	return state_sink_forget(d->state, "s", err);
}

static bool pass(struct desk *d, struct err *err)
{
	struct held_change held = { .seq = 21 };
	struct rangeset set = { 0 };
	bool good;

	snprintf(held.key.text, sizeof(held.key.text), KEY_A);
	rangeset_add(&set, 16, 17);
	good = state_pass(d->state, &d->sink, &d->acked, &set, &held, 1, err);
	rangeset_release(&set);
	return good;
}

static bool set_lanes(struct desk *d, struct err *err)
{
	return state_set_lanes(d->state, "s", 4, err);
}

static bool bury_sealed(struct desk *d, struct err *err)
{
	struct dead_letter dead;

	make_dead(&dead, 11, NULL);
	snprintf(dead.sink, sizeof(dead.sink), "s");
	return state_bury(d->state, &d->sink, &d->acked, &d->seal, &dead, err);
}

static bool bury_again(struct desk *d, struct err *err)
{
	struct seal seal = { .batch_seq = 2, .dead_letter = 2 };

	return state_bury_again(d->state, &d->sink, &seal, "again", err);
}

static bool drop_dead(struct desk *d, struct err *err)
{
	return decide(d->state, 1, "dropped", "why not", err);
}

static bool set_shape(struct desk *d, struct err *err)
{
	return state_set_seen_shape(d->state, "s", "t", 12, err);
}

struct writer {
	const char *name;
	bool (*write)(struct desk *, struct err *);
};

static const struct writer writers[] = {
	{ "state_set_engine", set_engine },
	{ "state_set_token", set_token },
	{ "state_new_epoch", new_epoch },
	{ "state_sink_load, a new one", load_new },
	{ "state_sink_load, another type", load_other_type },
	{ "state_seal", seal_new },
	{ "state_keep_body", keep_body },
	{ "state_doubt", doubt },
	{ "state_sink_wish", wish },
	{ "state_sink_fulfil", fulfil },
	{ "state_sink_leave", leave },
	{ "state_ack", ack },
	{ "state_ack_and_seal", ack_and_seal },
	{ "state_unseal", unseal },
	{ "state_sent_forget", sent_forget },
	{ "state_fail", fail },
	{ "state_sink_save", sink_save },
	{ "state_sink_save_floor", save_floor },
	{ "state_keep", keep },
	{ "state_forget", forget },
	{ "state_sink_forget", sink_forget },
	{ "state_pass", pass },
	{ "state_set_lanes", set_lanes },
	{ "state_bury", bury_sealed },
	{ "state_bury_again", bury_again },
	{ "state_dead_decide", drop_dead },
	{ "state_set_seen_shape", set_shape },
};
enum { WRITERS = sizeof(writers) / sizeof(writers[0]) };

/* What a caller holds in memory and a failure must not change. */
struct held_memory {
	struct sink_state sink;
	struct rangeset acked;
	int64_t attempts;
	struct state_identity identity;
};

static void remember(const struct desk *desk, struct held_memory *out)
{
	out->sink = desk->sink;
	rangeset_copy(&out->acked, &desk->acked);
	out->attempts = desk->seal.attempts;
	out->identity = *state_identity(desk->state);
}

static bool same_set(const struct rangeset *a, const struct rangeset *b)
{
	return a->n == b->n &&
	       (!a->n ||
		memcmp(a->ranges, b->ranges, a->n * sizeof(*a->ranges)) == 0);
}

static bool unchanged(const struct desk *desk, const struct held_memory *was)
{
	return memcmp(&was->sink, &desk->sink, sizeof(was->sink)) == 0 &&
	       same_set(&was->acked, &desk->acked) &&
	       was->attempts == desk->seal.attempts &&
	       memcmp(&was->identity, state_identity(desk->state),
		      sizeof(was->identity)) == 0;
}

/* The soft limit on the size of files. */
static void limit_files(rlim_t most)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = most < limit.rlim_max ? most : limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
}

static rlim_t size_of(const char *dir, const char *name)
{
	struct buf path = { 0 };
	struct stat st;

	buf_addf(&path, "%s/%s", dir, name);
	if (stat(path.data, &st) != 0)
		st.st_size = 0;
	buf_release(&path);
	return (rlim_t)st.st_size;
}

/*
 * The disk gets full at every page that the function writes; NULL if each time
 * it says so and changes nothing, and if it works where there is room.
 */
static const char *on_full_disk(const struct writer *writer)
{
	struct buf before = { 0 }, after = { 0 };
	struct held_memory memory = { 0 };
	const char *wrong = NULL;
	struct err err = { 0 };
	struct desk desk;
	rlim_t most;
	bool good = false;
	int failures = 0;

	desk_open(&desk);
	desk_fill(&desk);
	most = size_of(desk.dir, "state.db-wal");
	while (!wrong && !good) {
		dump(desk.dir, &before);
		remember(&desk, &memory);
		err_clear(&err);
		limit_files(most);
		good = writer->write(&desk, &err);
		limit_files(RLIM_INFINITY);
		most += 2000;
		dump(desk.dir, &after);
		failures += !good;
		if (good)
			break;
		if (err.kind != ERR_IO)
			wrong = err.text[0] ? "not ERR_IO" : "no error";
		else if (!same_dump(&before, &after))
			wrong = "changed something on disk";
		else if (!unchanged(&desk, &memory))
			wrong = "changed something in memory";
	}
	if (!wrong && same_dump(&before, &after))
		wrong = "writes nothing at all";
	if (!wrong && !failures)
		wrong = "never found the disk full";
	buf_release(&before);
	buf_release(&after);
	rangeset_release(&memory.acked);
	desk_close(&desk);
	return wrong;
}

static void test_full_disk(void)
{
	size_t i;

	signal(SIGXFSZ, SIG_IGN);
	for (i = 0; i < WRITERS; i++) {
		const char *wrong = on_full_disk(&writers[i]);

		ok(!wrong, "%s, disk full: %s", writers[i].name,
		   wrong ? wrong : "ERR_IO, and nothing has changed");
	}
}

/* ------------------------------------------------------------------ fences */

static const char *behind_fence(const struct writer *writer, struct desk *desk)
{
	struct buf before = { 0 }, after = { 0 };
	struct held_memory memory = { 0 };
	const char *wrong = NULL;
	struct err err = { 0 };

	dump(desk->dir, &before);
	remember(desk, &memory);
	if (writer->write(desk, &err))
		wrong = "writes";
	else if (err.kind != ERR_BUSY)
		wrong = err.text;
	dump(desk->dir, &after);
	if (!wrong && !same_dump(&before, &after))
		wrong = "changed something on disk";
	if (!wrong && !unchanged(desk, &memory))
		wrong = "changed something in memory";
	if (wrong)
		diag("%s: %s", writer->name, wrong);
	buf_release(&before);
	buf_release(&after);
	rangeset_release(&memory.acked);
	return wrong;
}

static struct state *open_as(const char *dir, const char *host)
{
	struct state *state = NULL;
	struct err err = { 0 };

	must(state_open_as(&state, dir, "erp", host, true, &err), host, &err);
	return state;
}

/* Bytes 18 and 19 of an SQLite file: 1 with a rollback journal, 2 with WAL. */
static int journal_of(const char *dir)
{
	unsigned char head[20] = { 0 };
	struct buf path = { 0 };
	FILE *file;

	buf_addf(&path, "%s/state.db", dir);
	file = fopen(path.data, "r");
	if (!file || fread(head, 1, sizeof(head), file) != sizeof(head))
		diag("%s cannot be read", path.data);
	if (file)
		fclose(file);
	buf_release(&path);
	return head[18] == head[19] ? head[18] : -1;
}

static void test_two_hosts(void)
{
	struct state *second, *third = NULL;
	struct err err = { 0 };
	struct desk desk;
	int64_t token;
	size_t i;

	desk_open(&desk);
	is_int(journal_of(desk.dir), 2, "a state of one host has WAL");
	desk_fill(&desk);
	state_close(desk.state);
	desk.state = open_as(desk.dir, "host/a");
	is_int(journal_of(desk.dir), 1, "that of several hosts has not");
	is_int((int64_t)size_of(desk.dir, "state.db-wal"), 0,
	       "and what was in the WAL is in the database");
	second = open_as(desk.dir, "host-b");
	ok(strncmp(state_identity(desk.state)->holder, "host_a/", 7) == 0 &&
	       strncmp(state_identity(second)->holder, "host-b/", 7) == 0 &&
	       strcmp(state_identity(desk.state)->holder + 6,
		      state_identity(second)->holder + 6) == 0,
	   "two hosts are two holders of one state");
	token = state_identity(desk.state)->token + 1;
	ok(state_set_token(desk.state, token, false, &err) &&
	       state_set_token(desk.state, token, true, &err),
	   "the first one gets the lease");
	state_fence(desk.state);
	ok(state_sink_save(desk.state, &desk.sink, &err),
	   "and writes under its token");
	ok(state_set_token(second, token + 1, false, &err),
	   "then the second one asks for it");
	for (i = 0; i < WRITERS; i++)
		ok(!behind_fence(&writers[i], &desk),
		   "%s, fenced: ERR_BUSY, and nothing has changed",
		   writers[i].name);
	ok(state_sink_save(second, &desk.sink, &err),
	   "the second one writes all the same");
	state_lose(second);
	ok(!state_sink_save(second, &desk.sink, &err) && err.kind == ERR_BUSY,
	   "until it does not know whether the lease is its own");
	ok(!state_open_as(&third, desk.dir, "shop", "host-c", true, &err) &&
	       err.kind == ERR_CONFIG,
	   "another source is refused there, too");
	state_close(second);
	state_close(desk.state);
	desk.state = must_open(desk.dir);
	is_int(journal_of(desk.dir), 2, "back to one host, WAL comes back");
	is_int(state_identity(desk.state)->token, token + 1, "with the token");
	ok(!state_identity(desk.state)->taken,
	   "that nobody was given for certain");
	desk_close(&desk);
}

/* ------------------------------------------------------------ dead letters */

static bool dead_at(struct desk *desk, int64_t id, struct arena *arena,
		    struct dead_letter *out)
{
	struct err err = { 0 };
	bool found;

	return state_dead_next(desk->state, NULL, NULL, id - 1, arena, out,
			       &found, &err) &&
	       found && out->id == id;
}

static void counts_are(struct desk *desk, bool all, const char *want,
		       const char *what)
{
	struct dead_count n;
	struct err err = { 0 };
	char got[128];

	must(state_dead_count(desk->state, "s", all, &n, &err), what, &err);
	snprintf(got, sizeof(got), "%d %d %d %d %s", (int)n.dead, (int)n.retry,
		 (int)n.delivered, (int)n.dropped, n.oldest);
	is_str(got, want, "%s", what);
}

static void parked_are(struct desk *desk, const char *want, const char *what)
{
	struct key_set set = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };
	size_t i;

	key_set_add(&set, "left from before");
	must(state_parked(desk->state, "s", &set, &err), what, &err);
	for (i = 0; i < set.n; i++)
		buf_addf(&got, "%s%s<%s", i ? " " : "",
			 set.keys[i].key.text + KEY_DIGITS - 1,
			 set.keys[i].root.text + KEY_DIGITS - 1);
	is_str(buf_str(&got), want, "%s", what);
	key_set_release(&set);
	buf_release(&got);
}

static void held_are(struct desk *desk, const char *want, const char *what)
{
	struct rangeset set = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };

	rangeset_add(&set, 99, 99); /* left from before */
	must(state_held(desk->state, "s", &set, &err), what, &err);
	state_print_ranges(&set, &got);
	is_str(buf_str(&got), want, "%s", what);
	rangeset_release(&set);
	buf_release(&got);
}

/* All that is stored of one comes back, byte for byte. */
static void test_bury(void)
{
	struct arena arena = { 0 };
	struct dead_letter dead, got;
	struct err err = { 0 };
	struct desk desk;
	struct seal seal, none;
	bool found;

	desk_open(&desk);
	make_seal(&seal, 1, 7, 7);
	make_dead(&dead, 7, KEY_A);
	snprintf(dead.sink, sizeof(dead.sink), "s");
	snprintf(dead.epoch, sizeof(dead.epoch), "%s",
		 state_identity(desk.state)->epoch);
	dead.key_hash[1] = KEY_B;
	dead.reason = "it's \"bad\"\n\xc3\xa9";
	dead.change.has_old = true; /* and empty, which is not NULL */
	dead.change.txid = (struct str){ "77", 2 };
	desk.sink.dead_total = 1;
	ok(state_seal(desk.state, "s", &seal, &err) &&
	       state_bury(desk.state, &desk.sink, &desk.acked, &seal, &dead,
			  &err),
	   "a change dies");
	ok(rangeset_has(&desk.acked, 7), "it counts as acknowledged");
	ok(state_sealed(desk.state, "s", &none, &found, &err) && !found,
	   "its batch is gone");
	state_close(desk.state);
	desk.state = must_open(desk.dir);
	must(state_sink_load(desk.state, "s", "file", &desk.sink, &desk.acked,
			     &err),
	     "again", &err);
	is_int(desk.sink.dead_total, 1, "the sink was stored with it");
	ok(rangeset_has(&desk.acked, 7), "with what it acknowledged");
	ok(dead_at(&desk, 1, &arena, &got), "it is there after a restart");
	is_str(got.reason, dead.reason, "why it died");
	is_str(got.condition, "dead", "it waits");
	is_str(got.key, dead.key, "its key");
	is_str(got.key_hash[0], KEY_A, "the key that is parked");
	is_str(got.key_hash[1], KEY_B, "the other one, too");
	ok(!got.note && !got.decided_at[0], "nobody has decided");
	ok(got.change.seq == 7 && got.change.shape == -7 &&
	       got.change.op == 'U' && got.change.has_old &&
	       got.change.old_row.n == 0 && got.change.has_new &&
	       got.change.new_row.n == 5 &&
	       memcmp(got.change.new_row.p, "a\0b'c", 5) == 0 &&
	       got.change.txid.n == 2 &&
	       memcmp(got.change.txid.p, "77", 2) == 0 &&
	       got.change.captured_at.n == 24,
	   "the change, byte for byte");
	parked_are(&desk, "1<1 2<2", "both keys are parked");
	counts_are(&desk, false, "1 0 0 0 2026-01-08", "it is counted");
	arena_release(&arena);
	seal_release(&seal);
	desk_close(&desk);
}

/* One that another life of the sink has buried before. */
static void test_bury_twice(void)
{
	struct arena arena = { 0 };
	struct rangeset none = { 0 };
	struct dead_letter got;
	struct err err = { 0 };
	struct desk desk;

	desk_open(&desk);
	must(bury_one(&desk, 3, KEY_A, &err) &&
		 decide(desk.state, 1, "dropped", "no use", &err) &&
		 state_sink_forget(desk.state, "s", &err) &&
		 state_sink_load(desk.state, "s", "file", &desk.sink, &none,
				 &err),
	     "another life", &err);
	counts_are(&desk, false, "0 0 0 1 ",
		   "a sink that is forgotten leaves its dead letters");
	ok(bury_one(&desk, 3, NULL, &err), "the same change dies again: %s",
	   err.text);
	counts_are(&desk, false, "1 0 0 0 2026-01-04", "and waits again");
	ok(dead_at(&desk, 1, &arena, &got) && !got.key_hash[0],
	   "as it died the last time");
	rangeset_release(&none);
	arena_release(&arena);
	desk_close(&desk);
}

static void test_bury_again(void)
{
	struct arena arena = { 0 };
	struct dead_letter got;
	struct err err = { 0 };
	struct desk desk;
	struct seal seal;
	bool found;

	desk_open(&desk);
	must(bury_one(&desk, 3, KEY_A, &err), "one", &err);
	ok(!decide(desk.state, 8, "retry", NULL, &err) &&
	       err.kind == ERR_CONFIG && strstr(err.text, "no dead letter 8"),
	   "one that is not there: %s", err.text);
	ok(!state_dead_decide(desk.state, (const int64_t[]){ 1, 8 }, 2,
			      "dropped", NULL, &err) &&
	       dead_at(&desk, 1, &arena, &got) &&
	       strcmp(got.condition, "dead") == 0,
	   "nor one that is named with it");
	ok(decide(desk.state, 1, "retry", "try", &err) &&
	       state_dead_next(desk.state, "s", "retry", 0, &arena, &got,
			       &found, &err) &&
	       found,
	   "it is to be retried");
	counts_are(&desk, false, "0 1 0 0 2026-01-04", "it still waits");
	make_seal(&seal, 1, 1, 0);
	seal.dead_letter = 1;
	seal.events = 1;
	must(state_seal(desk.state, "s", &seal, &err), "sealed", &err);
	ok(!decide(desk.state, 1, "dropped", "no", &err) &&
	       err.kind == ERR_CONFIG && strstr(err.text, "just being sent"),
	   "while it is being sent nobody decides: %s", err.text);
	ok(state_bury_again(desk.state, &desk.sink, &seal, "still bad", &err),
	   "it is refused again");
	ok(dead_at(&desk, 1, &arena, &got) &&
	       strcmp(got.condition, "dead") == 0 && got.retries == 1 &&
	       strcmp(got.reason, "still bad") == 0 &&
	       strcmp(got.note, "try") == 0,
	   "and is dead again, counted, with the new reason");
	parked_are(&desk, "1<1", "its key is still parked");
	ok(decide(desk.state, 1, "retry", NULL, &err) &&
	       decide(desk.state, 1, "dead", NULL, &err),
	   "a retry can be taken back");
	ok(decide(desk.state, 1, "dropped", "given up", &err) &&
	       dead_at(&desk, 1, &arena, &got) &&
	       strcmp(got.note, "given up") == 0 && got.decided_at[0],
	   "it is dropped");
	ok(!decide(desk.state, 1, "retry", NULL, &err) &&
	       err.kind == ERR_CONFIG && strstr(err.text, "already"),
	   "for good: %s", err.text);
	parked_are(&desk, "", "nothing is parked any more");
	arena_release(&arena);
	seal_release(&seal);
	desk_close(&desk);
}

/* What waits, waits for all dead letters of its key, and for no other. */
static void test_held(void)
{
	struct err err = { 0 };
	struct desk desk;
	struct seal seal;

	desk_open(&desk);
	must(bury_one(&desk, 1, KEY_A, &err) &&
		 bury_one(&desk, 2, KEY_A, &err) &&
		 bury_one(&desk, 3, KEY_B, &err) &&
		 hold_one(&desk, 10, KEY_A, "", &err) &&
		 hold_one(&desk, 11, KEY_A, KEY_C, &err) &&
		 hold_one(&desk, 12, KEY_B, "", &err) &&
		 hold_one(&desk, 12, KEY_B, "", &err),
	     "held", &err);
	held_are(&desk, "10-12", "what waits");
	parked_are(&desk, "1<1 2<2 3<1",
		   "parked: the keys of dead letters, and what follows them");
	ok(decide(desk.state, 1, "dropped", "x", &err),
	   "one of two dead letters of a key is dropped");
	held_are(&desk, "10-12", "the key still waits");
	make_seal(&seal, 1, 1, 0);
	seal.dead_letter = 2;
	must(decide(desk.state, 2, "retry", NULL, &err) &&
		 state_seal(desk.state, "s", &seal, &err),
	     "sealed", &err);
	ok(state_ack(desk.state, &desk.sink, &desk.acked, &seal, &err),
	   "the other one is delivered");
	held_are(&desk, "12-12", "its changes are let go, the others not");
	parked_are(&desk, "2<2", "nor their key");
	counts_are(&desk, false, "1 0 1 1 2026-01-04", "all are counted");
	/* An operator was faster than a poller that still held back. */
	ok(decide(desk.state, 3, "dropped", "x", &err) &&
	       hold_one(&desk, 13, KEY_B, KEY_C, &err),
	   "a change is held for a dead letter that was just dropped");
	held_are(&desk, "", "it does not wait for ever");
	parked_are(&desk, "", "nor does what would wait for it");
	seal_release(&seal);
	desk_close(&desk);
}

static void test_epochs(void)
{
	struct arena arena = { 0 };
	struct dead_letter got;
	struct err err = { 0 };
	struct desk desk;
	struct rangeset gone = { 0 };
	bool found;

	desk_open(&desk);
	must(bury_one(&desk, 1, KEY_A, &err) &&
		 bury_one(&desk, 2, KEY_B, &err) &&
		 decide(desk.state, 2, "retry", NULL, &err) &&
		 hold_one(&desk, 10, KEY_A, "", &err),
	     "an epoch", &err);
	rangeset_add(&gone, 1, 2);
	ok(state_forget(desk.state, &gone, &err), "their changes are trimmed");
	counts_are(&desk, false, "1 1 0 0 2026-01-02", "they are not");
	ok(state_new_epoch(desk.state, &err), "a new epoch");
	counts_are(&desk, false, "0 0 0 0 ", "has no dead letters");
	counts_are(&desk, true, "1 1 0 0 2026-01-02",
		   "those of the last one are there");
	parked_are(&desk, "", "nothing is parked for them");
	held_are(&desk, "", "and nothing waits");
	ok(state_dead_next(desk.state, "s", "retry", 0, &arena, &got, &found,
			   &err) &&
	       found && got.id == 2,
	   "one that is to be retried still is");
	rangeset_reset(&desk.acked);
	ok(bury_one(&desk, 1, KEY_A, &err), "the same number dies again");
	counts_are(&desk, false, "1 0 0 0 2026-01-02", "in this epoch");
	must(hold_one(&desk, 10, KEY_A, "", &err), "held", &err);
	held_are(&desk, "10-10", "a change waits for it");
	ok(decide(desk.state, 3, "dropped", "x", &err), "it is dropped");
	held_are(&desk, "",
		 "one of another epoch with the same key holds nothing back");
	arena_release(&arena);
	rangeset_release(&gone);
	desk_close(&desk);
}

/* ------------------------------------------------- seals and what was sent */

static void test_kept_seals(void)
{
	struct err err = { 0 };
	struct seal seal, got;
	struct desk desk;
	bool found;

	desk_open(&desk);
	make_seal(&seal, 1, 1, 0);
	snprintf(seal.replay, sizeof(seal.replay), "dlq");
	snprintf(seal.format, sizeof(seal.format), "flat");
	seal.dead_letter = 4;
	seal.events = 2;
	seal.kept = true;
	buf_add(&seal.body, "b\0\xff{", 4);
	buf_addstr(&seal.spans, "0 1\n:X: \xc3\xa9\n");
	buf_add(&seal.head, "{\"h\":\0", 6);
	ok(state_seal(desk.state, "s", &seal, &err), "sealed with its bytes");
	ok(state_sealed(desk.state, "s", &got, &found, &err) && found &&
	       got.kept && got.body.len == 4 &&
	       memcmp(got.body.data, "b\0\xff{", 4) == 0 &&
	       strcmp(buf_str(&got.spans), seal.spans.data) == 0 &&
	       got.head.len == 6 && memcmp(got.head.data, "{\"h\":\0", 6) == 0,
	   "body, spans and head come back");
	ok(got.in_doubt && got.dead_letter == 4 && !got.seqs.n &&
	       strcmp(got.replay, "dlq") == 0 &&
	       strcmp(got.format, "flat") == 0,
	   "and what it is; a seal with no word of an attempt is in doubt");
	seal_release(&got);
	state_keep_history(desk.state, true);
	ok(state_ack(desk.state, &desk.sink, &desk.acked, &seal, &err) &&
	       state_sent(desk.state, "s", 1, &got, &found, &err) && found &&
	       got.kept && got.body.len == 4 && got.head.len == 6 &&
	       strcmp(got.replay, "dlq") == 0,
	   "bytes that cannot be made again stay in the history");
	seal_release(&got);
	seal_release(&seal);
	make_seal(&seal, 2, 5, 7);
	must(state_seal(desk.state, "s", &seal, &err) &&
		 state_keep_body(desk.state, "s", &seal, (struct str){ "x", 1 },
				 (struct str){ "y", 1 }, (struct str){ 0 },
				 &err) &&
		 state_ack(desk.state, &desk.sink, &desk.acked, &seal, &err),
	     "a second", &err);
	ok(state_sent(desk.state, "s", 2, &got, &found, &err) && found &&
	       !got.kept && rangeset_count(&got.seqs) == 3 && got.events == 3,
	   "those that were kept for a retry do not");
	seal_release(&got);
	seal_release(&seal);
	desk_close(&desk);
}

static void test_history(void)
{
	struct err err = { 0 };
	struct seal seal, part, got;
	struct desk desk;
	bool found;

	desk_open(&desk);
	make_seal(&seal, 1, 1, 3);
	must(state_seal(desk.state, "s", &seal, &err) &&
		 state_ack(desk.state, &desk.sink, &desk.acked, &seal, &err),
	     "one", &err);
	ok(state_sent(desk.state, "s", 1, &got, &found, &err) && !found,
	   "without `keep` nothing is noted");
	seal_release(&seal);
	state_keep_history(desk.state, true);
	make_seal(&seal, 2, 4, 6);
	make_seal(&part, 2, 4, 5);
	must(state_seal(desk.state, "s", &seal, &err) &&
		 state_ack(desk.state, &desk.sink, &desk.acked, &part, &err),
	     "a part", &err);
	ok(state_sent(desk.state, "s", 2, &got, &found, &err) && found &&
	       got.taken == 2 && got.events == 3 && rangeset_has(&got.seqs, 6),
	   "a batch of which a part was taken is, whole, and how much it was");
	seal_release(&got);
	ok(rangeset_has(&desk.acked, 5) && !rangeset_has(&desk.acked, 6),
	   "the part is acknowledged, the rest is not");
	ok(state_sealed(desk.state, "s", &got, &found, &err) && !found,
	   "and is free to be sealed again");
	ok(state_sent_forget(desk.state, INT64_MAX, &err), "what is forgotten");
	seal_release(&seal);
	seal_release(&part);
	desk_close(&desk);
}

/* --------------------------------------------------------- forgotten sinks */

static void come_back(struct desk *desk, int64_t batch_seq, const char *id,
		      int64_t revision, const char *what)
{
	struct err err = { 0 };

	must(state_sink_forget(desk->state, "s", &err) &&
		 state_sink_load(desk->state, "s", "file", &desk->sink,
				 &desk->acked, &err),
	     what, &err);
	ok(desk->sink.batch_seq == batch_seq &&
	       strcmp(desk->sink.batch_id, id) == 0 &&
	       desk->sink.revision == revision && !desk->sink.events_total,
	   "%s", what);
	ok(desk->acked.n == 0, "and has to get all that is there");
}

/* A receiver knows a batch by its number: none is given to another. */
static void test_chain(void)
{
	struct err err = { 0 };
	struct desk desk;
	struct seal seal;

	desk_open(&desk);
	come_back(&desk, 0, "", 0, "a sink that never sent comes back as new");
	make_seal(&seal, 1, 1, 3);
	must(state_seal(desk.state, "s", &seal, &err) &&
		 state_ack(desk.state, &desk.sink, &desk.acked, &seal, &err),
	     "one", &err);
	come_back(&desk, 1, seal.id, 0, "one that did goes on behind that");
	come_back(&desk, 1, seal.id, 0, "each time");
	seal_release(&seal);
	make_seal(&seal, 2, 1, 3);
	must(state_seal(desk.state, "s", &seal, &err) &&
		 state_fail(desk.state, &desk.sink, &seal, &err),
	     "two", &err);
	come_back(&desk, 1, "erp-s-e-1", 1,
		  "a batch that did not arrive has used its id");
	must(state_seal(desk.state, "s", &seal, &err), "two again", &err);
	come_back(&desk, 2, seal.id, 0,
		  "one that may have arrived has used its number");
	must(state_new_epoch(desk.state, &err), "epoch", &err);
	come_back(&desk, 0, "", 0, "a new epoch begins at 1");
	seal_release(&seal);
	desk_close(&desk);
}

/* ------------------------------------------------------- operators, beside */

static void test_wishes(void)
{
	struct state *beside = NULL, *reader = NULL;
	struct err err = { 0 };
	struct desk desk;
	struct seal got;
	bool resumed, found, left;

	desk_open(&desk);
	desk_fill(&desk);
	ok(state_open_beside(&beside, desk.dir, "erp", &err),
	   "an operator's command opens a state that is in use: %s", err.text);
	must(beside != NULL, "beside", &err);
	ok(!state_open_beside(&reader, desk.dir, "shop", &err) &&
	       err.kind == ERR_CONFIG,
	   "not that of another source");
	ok(!state_sink_wish(beside, "nobody", "pause", &err) &&
	       err.kind == ERR_CONFIG && strstr(err.text, "\"nobody\""),
	   "a wish for a sink that is not there: %s", err.text);
	err_clear(&err);
	snprintf(desk.sink.error_kind, sizeof(desk.sink.error_kind),
		 "rejected");
	ok(state_sink_fulfil(desk.state, &desk.sink, &resumed, &err) && resumed,
	   "resume: it goes on");
	ok(desk.sink.condition == SINK_OK && !desk.sink.next_attempt_at &&
	       !desk.sink.body_limit,
	   "at once, and not more carefully than at first");
	ok(state_sealed(desk.state, "s", &got, &found, &err) && found &&
	       !got.in_doubt,
	   "and its batch is not there, by the operator's word");
	seal_release(&got);
	ok(state_sink_fulfil(desk.state, &desk.sink, &resumed, &err) &&
	       !resumed,
	   "once");
	ok(state_sink_wish(beside, "s", "drain", &err) &&
	       state_sink_fulfil(desk.state, &desk.sink, &resumed, &err) &&
	       !resumed && desk.sink.draining && desk.sink.condition == SINK_OK,
	   "drain: it goes on until it is done");
	ok(state_sink_wish(beside, "s", "pause", &err) &&
	       state_sink_fulfil(desk.state, &desk.sink, &resumed, &err) &&
	       !desk.sink.draining && desk.sink.condition == SINK_PAUSED,
	   "pause: it does not");
	ok(state_sink_wish(beside, "s", "forget", &err) &&
	       state_sink_fulfil(desk.state, &desk.sink, &resumed, &err) &&
	       state_sink_find(desk.state, "s", &desk.sink, &found, &err) &&
	       found,
	   "one that is polled for is not forgotten");
	ok(state_sink_leave(desk.state, "s", &left, &err) && left &&
	       state_sink_find(desk.state, "s", &desk.sink, &found, &err) &&
	       !found,
	   "one that is not, is");
	ok(decide(beside, 1, "dropped", "x", &err),
	   "dead letters are decided beside it");
	counts_are(&desk, false, "0 1 0 1 2026-01-07", "and it sees that");
	state_close(beside);
	desk_close(&desk);
}

/* ----------------------------------------------------- a state of version 2 */

static const char version2[] =
    "INSERT INTO identity VALUES"
    " (1, 'erp', 'e1e1e1e1', 'h/1', 'u1', 'g1', 12, 'x', 1);"
    "INSERT INTO sink (name, type, condition, batch_seq, batch_id, anchor_seq,"
    " anchor_hash, failures, error, events_total, batches_total) VALUES"
    " ('s', 'webhook', 'retrying', 3, 'erp-s-e1e1e1e1-3', 30, 'h', 2, 'down',"
    " 31, 3);"
    "INSERT INTO acked VALUES ('s', 1, 9), ('s', 11, 30);"
    "INSERT INTO batch (sink, batch_seq, id, prev_id, seqs, events, sha256,"
    " sealed_at, tx_open, tx_complete, anchor_seq, anchor_hash, attempts,"
    " body, spans) VALUES ('s', 4, 'erp-s-e1e1e1e1-4', 'erp-s-e1e1e1e1-3',"
    " '10-10,31-33', 4, 'abc', '2026', '', 1, 33, 'h2', 2, x'7b7d',"
    " '1 2 3');"
    "INSERT INTO kept VALUES (1, 5, 1000);"
    "PRAGMA user_version = 2;";

static void make_version2(const char *dir)
{
	struct buf path = { 0 };
	sqlite3 *db;
	size_t i;

	buf_addf(&path, "%s/state.db", dir);
	must(sqlite3_open(path.data, &db) == SQLITE_OK, path.data, NULL);
	for (i = 0; i < 2; i++)
		must(sqlite3_exec(db,
				  resource_under("migrations/state/", i)->text,
				  NULL, NULL, NULL) == SQLITE_OK,
		     sqlite3_errmsg(db), NULL);
	must(sqlite3_exec(db, version2, NULL, NULL, NULL) == SQLITE_OK,
	     sqlite3_errmsg(db), NULL);
	sqlite3_close(db);
	buf_release(&path);
}

static void test_version2(void)
{
	struct desk desk = { .dir = tempdir_make() };
	struct rangeset all = { 0 }, released = { 0 };
	struct buf acked = { 0 };
	struct err err = { 0 };
	struct seal got;
	bool found;

	make_version2(desk.dir);
	desk.state = must_open(desk.dir);
	is_str(state_identity(desk.state)->epoch, "e1e1e1e1",
	       "a state of version 2 keeps its epoch");
	ok(state_identity(desk.state)->token == 12 &&
	       state_identity(desk.state)->taken &&
	       state_identity(desk.state)->polled,
	   "its token and its source");
	must(state_sink_load(desk.state, "s", "webhook", &desk.sink,
			     &desk.acked, &err),
	     "its sink", &err);
	state_print_ranges(&desk.acked, &acked);
	is_str(buf_str(&acked), "1-9,11-30", "what is acknowledged");
	ok(desk.sink.batch_seq == 3 && desk.sink.anchor_seq == 30 &&
	       desk.sink.failures == 2 && desk.sink.events_total == 31 &&
	       desk.sink.condition == SINK_RETRYING && !desk.sink.revision &&
	       !desk.sink.split && !desk.sink.rewind_to &&
	       !desk.sink.dead_total,
	   "where its sink stands");
	ok(state_sealed(desk.state, "s", &got, &found, &err) && found &&
	       got.kept && got.in_doubt && got.attempts == 2 &&
	       strcmp(got.format, "native") == 0 && !got.replay[0] &&
	       !got.dead_letter && strcmp(buf_str(&got.body), "{}") == 0 &&
	       strcmp(buf_str(&got.spans), "1 2 3") == 0 && !got.head.len &&
	       rangeset_count(&got.seqs) == 4,
	   "its batch, with its bytes, and in doubt");
	ok(state_kept(desk.state, 2000, &all, &released, &err) &&
	       rangeset_count(&released) == 5,
	   "what is kept");
	ok(state_ack(desk.state, &desk.sink, &desk.acked, &got, &err) &&
	       bury_one(&desk, 40, KEY_A, &err),
	   "it goes on from there");
	counts_are(&desk, false, "1 0 0 0 2026-01-05", "with all that is new");
	seal_release(&got);
	rangeset_release(&all);
	rangeset_release(&released);
	buf_release(&acked);
	desk_close(&desk);
}

int main(void)
{
	/* Hundreds of transactions, and no power cut to survive. */
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	test_bury();
	test_bury_twice();
	test_bury_again();
	test_held();
	test_epochs();
	test_kept_seals();
	test_history();
	test_chain();
	test_wishes();
	test_version2();
	test_two_hosts();
	test_full_disk();
	return done();
}
