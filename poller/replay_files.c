/*
 * Replays of what a file sink wrote: its native events as they are, in batches
 * of the sink's own chain.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "poller/replay_private.h"
#include "sinks/file_read.h"

struct from_files {
	struct poller *poller;
	struct replay *replay;
	/* Of the batch that is being read. */
	struct buf schemas;
	bool skipped;    /* a replay itself: what it holds stands elsewhere */
	bool same_epoch; /* its positions are those of dead letters */
	/* Its events that are not sent yet, one behind the other. */
	struct buf text;
	struct buf ends; /* size_t: where each of them ends in `text` */
};

static size_t count(const struct from_files *files)
{
	return files->ends.len / sizeof(size_t);
}

static size_t end_of(const struct from_files *files, size_t i)
{
	size_t end;

	memcpy(&end, files->ends.data + i * sizeof(end), sizeof(end));
	return end;
}

/* The first n events as what batch_make_given() takes; the caller frees. */
static struct str *first_events(const struct from_files *files, size_t n)
{
	struct str *events = xcalloc(n, sizeof(*events));
	size_t at = 0, i;

	for (i = 0; i < n; i++) {
		size_t end = end_of(files, i);

		events[i] = (struct str){ files->text.data + at, end - at };
		at = end;
	}
	return events;
}

/* Takes the first n events out. */
static void drop_events(struct from_files *files, size_t n)
{
	size_t at = n ? end_of(files, n - 1) : 0, left = count(files) - n, i;
	struct buf ends = { 0 };

	for (i = 0; i < left; i++) {
		size_t end = end_of(files, n + i) - at;

		buf_add(&ends, &end, sizeof(end));
	}
	memmove(files->text.data, files->text.data + at, files->text.len - at);
	files->text.len -= at;
	buf_release(&files->ends);
	files->ends = ends;
}

/* A batch of the first *n events, or of fewer; *n: how many were taken. */
static bool send_batch(struct from_files *files, size_t *n, struct err *err)
{
	struct poller_sink *sink = files->replay->sink;
	struct chain chain = chain_of_state(&sink->state);
	struct str *events = first_events(files, *n);
	struct given_events given = {
		{ buf_str(&files->schemas), files->schemas.len }, events, *n
	};
	bool good, taken = false;
	size_t fits;

	draft_reset(&sink->drafts[0]);
	good = batch_make_given(&sink->batch, &chain, &given, "manual",
				&sink->drafts[0], err);
	free(events);
	fits = draft_fit(&sink->drafts[0], sink->state.body_limit, *n);
	if (good && fits < *n) {
		*n = fits;
		return send_batch(files, n, err);
	}
	good = good && replay_send(files->poller, files->replay, &taken, err);
	*n = taken ? *n : 0;
	return good;
}

/* Sends what was collected. */
static bool flush(struct from_files *files, struct err *err)
{
	struct replay *replay = files->replay;
	const volatile sig_atomic_t *stop = files->poller->stop;
	bool good = true;

	while (good && count(files) && !*stop) {
		size_t n = count(files);

		if (replay->rate && n > (size_t)replay->rate)
			n = (size_t)replay->rate;
		good = send_batch(files, &n, err);
		drop_events(files, n);
		replay->sent += (int64_t)n;
		good = good && replay_keep_rate(files->poller, replay, err);
	}
	return good && (!count(files) || err_set(err, ERR_STOPPED, "stopped"));
}

/* A member of a head, as it stands there; p is NULL where there is none. */
static struct str text_of(struct str head, const char *name, const char *end)
{
	struct buf begins = { 0 };
	struct str found = { 0 };
	const char *at, *stop;
	struct buf text = { 0 };

	buf_add(&text, head.p, head.n);
	buf_addf(&begins, "\"%s\":", name);
	at = strstr(buf_str(&text), buf_str(&begins));
	if (at)
		at += begins.len;
	stop = at && end ? strstr(at, end) : NULL;
	if (at) {
		size_t n = stop ? (size_t)(stop - at)
				: text.len - (size_t)(at - text.data) - 1;

		found = (struct str){ head.p + (at - text.data), n };
	}
	buf_release(&begins);
	buf_release(&text);
	return found;
}

/* Is it that string, in quotes? */
static bool is_string(struct str text, const char *other)
{
	size_t n = strlen(other);

	return text.p && text.n == n + 2 && memcmp(text.p + 1, other, n) == 0;
}

static bool take_head(void *opaque, struct str line, struct err *err)
{
	struct from_files *files = opaque;
	const struct state_identity *identity =
	    state_identity(files->poller->state);
	struct str source = text_of(line, "source\":{\"id", ",\"epoch\":");
	struct str epoch = text_of(line, "epoch", ",\"dbms\":");
	struct str schemas = text_of(line, "schemas", NULL);

	if (*files->poller->stop)
		return err_set(err, ERR_STOPPED, "stopped");
	if (!is_string(source, identity->source) || !schemas.p)
		return err_set(err, ERR_DATA,
			       "it is not of source \"%s\", or no head of a "
			       "native batch",
			       identity->source);
	files->skipped =
	    is_string(text_of(line, "replay", ",\"first_pos\":"), "manual");
	files->same_epoch = is_string(epoch, identity->epoch);
	buf_reset(&files->schemas);
	buf_add(&files->schemas, schemas.p, schemas.n);
	return true;
}

/* {"id":"...","pos":"..." and so on; -1: it is no native event. */
static int64_t position_of(struct str event)
{
	static const char begins[] = "{\"id\":\"", pos[] = "\",\"pos\":\"";
	const char *p = event.p, *end = p + event.n;

	if (event.n < sizeof(begins) ||
	    memcmp(p, begins, sizeof(begins) - 1) != 0)
		return -1;
	p = memchr(p + sizeof(begins) - 1, '"', event.n - sizeof(begins));
	if (!p || (size_t)(end - p) < sizeof(pos) + 20 ||
	    memcmp(p, pos, sizeof(pos) - 1) != 0)
		return -1;
	return strtoll(p + sizeof(pos) - 1, NULL, 10);
}

static bool take_event(void *opaque, struct str line, struct err *err)
{
	struct from_files *files = opaque;
	const struct replay *replay = files->replay;
	const struct config_batch *limits = &replay->sink->limits;
	int64_t position = position_of(line);

	if (position < 0)
		return err_set(err, ERR_CONFIG,
			       "its events are not native: only those of a "
			       "file sink with `format = native` can be sent "
			       "again");
	if (files->skipped || position < replay->from ||
	    position > replay->to ||
	    (files->same_epoch && rangeset_has(&replay->dead, position)))
		return true;
	if (count(files) &&
	    (count(files) >= (size_t)limits->events ||
	     files->text.len + line.n > (size_t)limits->bytes) &&
	    !flush(files, err))
		return false;
	buf_add(&files->text, line.p, line.n);
	buf_add(&files->ends, &files->text.len, sizeof(files->text.len));
	return true;
}

static bool take_end(void *opaque, struct err *err)
{
	return flush(opaque, err);
}

static bool may_send(const struct poller_sink *sink, struct err *err)
{
	const char *why = NULL;

	if (!sink->batch.format->native)
		why = "its format is another one than that of files";
	else if (sink->batch.format->single)
		why = "it takes one event at a time";
	else if (sink->sieve.lanes)
		why = "it has lanes, which go by what files do not hold";
	else if (sink->shaping)
		why = "it has filters or masks, which go by what files do not "
		      "hold";
	return !why ||
	       err_set(err, ERR_CONFIG,
		       "files cannot be sent to sink \"%s\": %s: replay "
		       "from the changelog",
		       sink->name, why);
}

bool replay_files(struct poller *poller, struct replay *replay, struct err *err)
{
	struct from_files files = { .poller = poller, .replay = replay };
	struct file_read reading = { .from = replay->from,
				     .to = replay->to,
				     .head = take_head,
				     .event = take_event,
				     .end = take_end,
				     .opaque = &files };
	bool good = may_send(replay->sink, err) &&
		    file_read(replay->files, &reading, err);

	if (!good && reading.rest != INT64_MAX)
		replay->rest =
		    reading.rest > replay->from ? reading.rest : replay->from;
	buf_release(&files.schemas);
	buf_release(&files.text);
	buf_release(&files.ends);
	return good;
}
