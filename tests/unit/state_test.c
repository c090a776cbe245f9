/* poller/state.c: what was written is there after the process is gone. */
#include "poller/state.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/mem.h"
#include "tests/tap.h"

static char dir[] = "/tmp/shadowlog-state.XXXXXX";

static struct state *must_open(const char *what)
{
	struct state *state = NULL;
	struct err err = { 0 };

	if (!state_open(&state, dir, "erp", true, &err)) {
		ok(false, "%s: %s", what, err.text);
		exit(1);
	}
	return state;
}

static void remove_state(void)
{
	static const char *const names[] = { "state.db", "state.db-wal",
					     "state.db-shm", "lock" };
	char path[128];
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		unlink(path);
	}
}

static void make_seal(struct seal *seal, int64_t n, int64_t first, int64_t last)
{
	*seal = (struct seal){ .batch_seq = n, .events = last - first + 1 };
	snprintf(seal->id, sizeof(seal->id), "erp-files-e-%d", (int)n);
	if (n > 1)
		snprintf(seal->prev_id, sizeof(seal->prev_id), "erp-files-e-%d",
			 (int)n - 1);
	snprintf(seal->sha256, sizeof(seal->sha256), "%064d", (int)n);
	snprintf(seal->timestamp, sizeof(seal->timestamp), "2026-01-01");
	seal->anchor_seq = last;
	snprintf(seal->anchor_hash, sizeof(seal->anchor_hash), "%064d",
		 (int)last);
	rangeset_add(&seal->seqs, first, last);
}

static void ranges_are(const struct rangeset *set, const char *want,
		       const char *what)
{
	struct buf got = { 0 };
	size_t i;

	for (i = 0; i < set->n; i++)
		buf_addf(&got, "%s%d-%d", i ? "," : "",
			 (int)set->ranges[i].first, (int)set->ranges[i].last);
	is_str(buf_str(&got), want, "%s", what);
	buf_release(&got);
}

static void acked_is(struct state *state, const char *sink, const char *want,
		     const char *what)
{
	struct rangeset set = { 0 };
	struct err err = { 0 };

	state_acked(state, sink, &set, &err);
	ranges_are(&set, want, what);
	rangeset_release(&set);
}

static void test_identity(void)
{
	struct state *state = must_open("a new state"), *second = NULL;
	struct err err = { 0 };
	char epoch[40];

	snprintf(epoch, sizeof(epoch), "%s", state_identity(state)->epoch);
	is_int((int64_t)strlen(epoch), 8, "a random epoch");
	ok(!state_identity(state)->polled, "it has met no source yet");
	ok(state_set_engine(state, "uuid-1", "engine-1", &err) &&
	       state_set_token(state, 41, true, &err),
	   "it meets one");
	state_close(state);
	state = must_open("again");
	is_str(state_identity(state)->epoch, epoch, "the epoch stays");
	is_str(state_identity(state)->source_uuid, "uuid-1",
	       "so does the "
	       "source");
	ok(state_identity(state)->token == 41 && state_identity(state)->taken,
	   "and the lease's token");
	ok(state_identity(state)->polled, "it has polled");
	state_close(state);
	ok(!state_open(&second, dir, "shop", true, &err) &&
	       err.kind == ERR_CONFIG &&
	       strstr(err.text, "belongs to source \"erp\", not \"shop\""),
	   "another source is refused: %s", err.text);
}

/* Written by a version that is not there yet; damaged. */
static void test_unusable(void)
{
	struct state *state = must_open("to be spoilt"), *second = NULL;
	struct err err = { 0 };
	char path[128];
	FILE *file;

	state_close(state);
	snprintf(path, sizeof(path), "%s/state.db", dir);
	/* Bytes 60 to 63 of an SQLite file are its user_version. */
	file = fopen(path, "r+");
	if (!file || fseek(file, 60, SEEK_SET) != 0 ||
	    fwrite("\0\0\0\143", 1, 4, file) != 4 || fclose(file) != 0)
		perror(path);
	ok(!state_open(&second, dir, "erp", true, &err) &&
	       err.kind == ERR_CONFIG &&
	       strstr(err.text, "written by a newer shadowlog (version 99 "),
	   "a newer state is refused: %s", err.text);
	file = fopen(path, "w");
	if (!file || fputs("garbage garbage garbage", file) < 0 ||
	    fclose(file) != 0)
		perror(path);
	ok(!state_open(&second, dir, "erp", true, &err) && err.kind == ERR_IO &&
	       strstr(err.text, path) && strstr(err.text, "move it away"),
	   "a damaged one, too: %s", err.text);
	remove_state();
}

/* A lock of fcntl() is the process's: a second one has to ask. */
static void test_lock(void)
{
	struct state *state = must_open("locked");
	struct err err = { 0 };
	struct state *reader;
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		struct state *second;

		if (state_open(&second, dir, "erp", true, &err))
			_exit(1);
		_exit(err.kind == ERR_BUSY ? 0 : 2);
	}
	waitpid(pid, &status, 0);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 0,
	   "a second poller is kept out");
	if (ok(state_open(&reader, dir, "erp", false, &err),
	       "status reads beside it"))
		state_close(reader);
	state_close(state);
	remove_state();
	ok(!state_open(&reader, dir, "erp", false, &err) &&
	       err.kind == ERR_CONFIG &&
	       strstr(err.text, "`shadowlog poll` makes it"),
	   "without a state, status says how to get one");
	ok(!state_open(&reader, "/nonexistent/dir", "erp", true, &err) &&
	       err.kind == ERR_CANTCREAT &&
	       strstr(err.text, "/nonexistent/dir"),
	   "a missing directory is named: %s", err.text);
}

static void test_batches(void)
{
	struct state *state = must_open("for batches");
	struct str body = { "a\0b", 3 }, spans = { "1 2", 3 };
	struct rangeset acked = { 0 };
	struct sink_state sink;
	struct err err = { 0 };
	struct seal seal, got;
	bool found;

	ok(state_sink_load(state, "files", "file", &sink, &acked, &err),
	   "a sink on first sight");
	is_str(sink_condition_word(sink.condition), "ok", "is well");
	ok(state_sealed(state, "files", &got, &found, &err) && !found,
	   "nothing is sealed");
	make_seal(&seal, 1, 3, 5);
	rangeset_add(&seal.seqs, 9, 9);
	buf_addstr(&seal.tx_open, "771,772");
	seal.tx_complete = true;
	ok(state_seal(state, "files", &seal, &err), "a batch is sealed");
	ok(!state_seal(state, "files", &seal, &err) && err.kind != ERR_NONE,
	   "not twice");
	err_clear(&err);
	ok(state_fail(state, &sink, &seal, &err) && seal.attempts == 1,
	   "an attempt is counted");
	ok(state_keep_body(state, "files", &seal, body, spans,
			   (struct str){ 0 }, &err),
	   "its bytes are kept");
	state_close(state);

	state = must_open("after a restart");
	ok(state_sealed(state, "files", &got, &found, &err) && found,
	   "it is still sealed");
	ranges_are(&got.seqs, "3-5,9-9", "its seqs");
	is_str(got.id, seal.id, "its id");
	is_str(got.prev_id, "", "no predecessor");
	is_str(got.sha256, seal.sha256, "its hash");
	is_str(buf_str(&got.tx_open), "771,772", "its open transactions");
	ok(got.tx_complete, "the others are complete");
	is_int(got.attempts, 1, "its attempts");
	ok(got.kept && got.body.len == 3 &&
	       memcmp(got.body.data, "a\0b", 3) == 0,
	   "its bytes, a NUL among them");
	ok(state_ack(state, &sink, &acked, &got, &err), "acknowledged");
	seal_release(&got);
	ranges_are(&acked, "3-5,9-9", "the set in memory");
	acked_is(state, "files", "3-5,9-9", "the set on disk");
	is_int(sink.batch_seq, 1, "the sink moved on");
	is_int(sink.anchor_seq, 5, "to its anchor");
	ok(state_sealed(state, "files", &got, &found, &err) && !found,
	   "nothing is sealed any more");
	seal_release(&seal);
	rangeset_release(&acked);
	state_close(state);
	remove_state();
}

/* The set on disk is always the set in memory, whatever order it grows in. */
static void test_sets(void)
{
	struct state *state = must_open("for sets");
	struct rangeset acked = { 0 }, stored = { 0 }, gone = { 0 };
	uint32_t random = 7;
	struct sink_state sink;
	struct err err = { 0 };
	int bad = 0, i;

	state_sink_load(state, "files", "file", &sink, &acked, &err);
	for (i = 1; i <= 300; i++) {
		struct seal seal;
		int64_t first, last;

		random = random * 1664525u + 1013904223u;
		first = 1 + (random >> 16) % 400;
		last = first + (random >> 8) % 7;
		if (i % 3 == 0) {
			rangeset_reset(&gone);
			rangeset_add(&gone, first, last);
			rangeset_remove(&acked, first, last);
			if (!state_forget(state, &gone, &err))
				bad++;
		} else {
			make_seal(&seal, i, first, last);
			if (!state_ack(state, &sink, &acked, &seal, &err))
				bad++;
			seal_release(&seal);
		}
		state_acked(state, "files", &stored, &err);
		if (stored.n != acked.n ||
		    (acked.n && memcmp(stored.ranges, acked.ranges,
				       acked.n * sizeof(*acked.ranges)) != 0))
			bad++;
	}
	is_int(bad, 0, "300 changes of a set, each the same on disk");
	rangeset_release(&acked);
	rangeset_release(&stored);
	rangeset_release(&gone);
	state_close(state);
	remove_state();
}

static void test_failure(void)
{
	struct state *state = must_open("for failures");
	struct rangeset acked = { 0 };
	struct sink_state sink;
	struct err err = { 0 };
	struct seal seal;

	state_sink_load(state, "hook", "webhook", &sink, &acked, &err);
	sink.condition = SINK_RETRYING;
	snprintf(sink.error_kind, sizeof(sink.error_kind), "transient");
	snprintf(sink.error, sizeof(sink.error), "it's \"down\"");
	snprintf(sink.failing_since, sizeof(sink.failing_since), "2026");
	sink.failures = 3;
	sink.next_attempt_at = 1234567890123;
	ok(state_fail(state, &sink, NULL, &err), "a failure is noted");
	state_close(state);
	state = must_open("after a restart");
	state_sink_load(state, "hook", "webhook", &sink, &acked, &err);
	is_int(sink.failures, 3, "how often");
	is_int(sink.next_attempt_at, 1234567890123, "when again");
	is_str(sink.error, "it's \"down\"", "why");
	is_str(sink_condition_word(sink.condition), "retrying", "what it is");
	make_seal(&seal, 1, 1, 1);
	ok(state_seal(state, "hook", &seal, &err) &&
	       state_ack(state, &sink, &acked, &seal, &err),
	   "a success");
	state_sink_load(state, "hook", "webhook", &sink, &acked, &err);
	is_int(sink.failures, 0, "forgets them");
	is_int(sink.next_attempt_at, 0, "and the delay");
	is_str(sink.error, "", "and the reason");
	is_str(sink_condition_word(sink.condition), "ok", "and is well");
	seal_release(&seal);
	sink.condition = SINK_PAUSED;
	state_sink_save(state, &sink, &err);
	make_seal(&seal, 2, 2, 2);
	ok(state_seal(state, "hook", &seal, &err) &&
	       state_ack(state, &sink, &acked, &seal, &err),
	   "a success of one that was paused meanwhile");
	state_sink_load(state, "hook", "webhook", &sink, &acked, &err);
	is_str(sink_condition_word(sink.condition), "paused",
	       "leaves it paused");
	seal_release(&seal);
	rangeset_release(&acked);
	state_close(state);
	remove_state();
}

static void test_epoch(void)
{
	struct state *state = must_open("for epochs");
	struct rangeset acked = { 0 };
	struct sink_state sink;
	struct err err = { 0 };
	struct seal seal, got;
	char before[40];
	bool found;

	state_set_engine(state, "u", "e", &err);
	snprintf(before, sizeof(before), "%s", state_identity(state)->epoch);
	state_sink_load(state, "files", "file", &sink, &acked, &err);
	make_seal(&seal, 1, 1, 4);
	state_seal(state, "files", &seal, &err);
	state_ack(state, &sink, &acked, &seal, &err);
	seal_release(&seal);
	make_seal(&seal, 2, 5, 6);
	state_seal(state, "files", &seal, &err);
	seal_release(&seal);
	ok(state_new_epoch(state, &err), "a new epoch");
	ok(strcmp(before, state_identity(state)->epoch) != 0, "is another one");
	ok(!state_identity(state)->polled, "that has met no source");
	acked_is(state, "files", "", "nothing is acknowledged in it");
	ok(state_sealed(state, "files", &got, &found, &err) && !found,
	   "nothing is sealed");
	state_sink_load(state, "files", "file", &sink, &acked, &err);
	is_int(sink.batch_seq, 0, "batches count from 1 again");
	is_int(sink.anchor_seq, 0, "there is no anchor");
	is_int(sink.events_total, 4, "what was delivered still counts");
	rangeset_release(&acked);
	state_close(state);
	remove_state();
}

static void test_keep(void)
{
	struct state *state = must_open("for keep");
	struct rangeset all = { 0 }, released = { 0 }, set = { 0 };
	struct err err = { 0 };

	rangeset_add(&set, 1, 4);
	state_keep(state, &set, 1000, &err);
	rangeset_reset(&set);
	rangeset_add(&set, 7, 9);
	state_keep(state, &set, 2000, &err);
	state_kept(state, 1500, &all, &released, &err);
	ranges_are(&all, "1-4,7-9", "all that is kept");
	ranges_are(&released, "1-4", "what is old enough");
	rangeset_reset(&set);
	rangeset_add(&set, 1, 4);
	state_forget(state, &set, &err);
	state_kept(state, 1500, &all, &released, &err);
	ranges_are(&all, "7-9", "what was deleted is forgotten");
	ranges_are(&released, "", "nothing else is old enough");
	rangeset_release(&all);
	rangeset_release(&released);
	rangeset_release(&set);
	state_close(state);
	remove_state();
}

/*
 * A disk that is full at any size: ERR_IO, and then nothing has changed.  The
 * limit on the size of files stands for the disk.
 */
static void full_disk(rlim_t most)
{
	struct rlimit limit = { most, RLIM_INFINITY };
	struct rangeset acked = { 0 };
	struct state *state;
	struct sink_state sink;
	struct err err = { 0 };
	int64_t n;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		_exit(9);
	if (!state_open(&state, dir, "erp", true, &err) ||
	    !state_sink_load(state, "files", "file", &sink, &acked, &err))
		_exit(err.kind == ERR_IO ? 1 : 2);
	for (n = 1;; n++) {
		struct seal seal;

		make_seal(&seal, n, n * 2, n * 2);
		if (!state_seal(state, "files", &seal, &err))
			break;
		if (!state_ack(state, &sink, &acked, &seal, &err))
			break;
		seal_release(&seal);
	}
	if (sink.batch_seq != n - 1)
		_exit(3);
	_exit(err.kind == ERR_IO ? 0 : 4);
}

static void test_full_disk(void)
{
	rlim_t most;
	int bad = 0, some = 0;

	fflush(stdout);
	for (most = 4096; most <= 512 * 1024; most *= 2) {
		struct rangeset acked = { 0 };
		struct sink_state sink;
		struct state *state;
		struct err err = { 0 };
		int status;
		pid_t pid = fork();

		if (pid == 0)
			full_disk(most);
		waitpid(pid, &status, 0);
		if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
			diag("limit %d: status %x", (int)most, status);
			bad++;
		}
		state = must_open("after the disk was full");
		state_sink_load(state, "files", "file", &sink, &acked, &err);
		if (rangeset_count(&acked) != sink.batch_seq ||
		    sink.events_total != sink.batch_seq)
			bad++;
		some += sink.batch_seq > 0;
		rangeset_release(&acked);
		state_close(state);
		remove_state();
	}
	is_int(bad, 0, "on a full disk nothing is half done");
	ok(some > 0, "and before it was full, something was");
}

static void test_forget_sink(void)
{
	struct state *state = must_open("to forget a sink");
	struct rangeset acked = { 0 };
	struct sink_state sink;
	struct err err = { 0 };
	bool found;

	state_sink_load(state, "b", "file", &sink, &acked, &err);
	state_sink_load(state, "a", "file", &sink, &acked, &err);
	ok(state_sink_at(state, 0, &sink, &found, &err) && found, "a first");
	is_str(sink.name, "a", "in order of name");
	ok(state_sink_forget(state, "a", &err), "one is forgotten");
	ok(state_sink_at(state, 1, &sink, &found, &err) && !found,
	   "one is left");
	ok(!state_sink_forget(state, "a", &err) && err.kind == ERR_CONFIG &&
	       strstr(err.text, "no sink \"a\""),
	   "it cannot be forgotten again");
	rangeset_release(&acked);
	state_close(state);
	remove_state();
}

int main(void)
{
	if (!mkdtemp(dir))
		return skip_all("no temporary directory");
	test_identity();
	test_lock();
	test_unusable();
	test_batches();
	test_sets();
	test_failure();
	test_epoch();
	test_keep();
	test_full_disk();
	test_forget_sink();
	rmdir(dir);
	return done();
}
