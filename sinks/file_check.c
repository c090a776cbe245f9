#include "sinks/file_check.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/jsontext.h"
#include "sinks/digest.h"
#include "sinks/file_name.h"
#include "sinks/ndjson.h"

enum {
	HEAD_MOST = 64 * 1024 * 1024,
	END_MOST = 256, /* no end line is that long */
};

struct check {
	file_batch *call;
	void *opaque;
	struct file_head head;
	struct digest *digest; /* of all lines but the last; NULL: between */
	/*
	 * The line that is being read: all of a head, of any other at most
	 * END_MOST bytes, since what is longer is an event and goes on to
	 * the digest.
	 */
	struct buf line;
	bool passed_on; /* this line has begun to go to the digest */
	bool have_head;
	bool only_head, stop;
	int64_t events, batches;
};

/* ------------------------------------------------------------------- lines */

/* A member's text, in the head's arena; NULL where it is none. */
static const char *text_of(struct file_head *head, struct str object,
			   const char *name)
{
	struct str value = jsontext_member(object, name), text;

	return jsontext_name(value, &head->arena, &text) &&
		       strlen(text.p) == text.n
		   ? text.p
		   : NULL;
}

/* Is it of the format that this program knows? */
static bool is_head(struct str root)
{
	struct str type = jsontext_member(root, "type");

	return (jsontext_is(type, "shadowlog.batch") ||
		jsontext_is(type, "shadowlog.checkpoint")) &&
	       jsontext_is(jsontext_member(root, "format"), "shadowlog/1");
}

/* Takes a line without its newline. */
static bool read_head(struct str line, struct file_head *head)
{
	const char *p = line.p;
	struct str root, source;

	if (!jsontext_value(&p, line.p + line.n, &root) || root.n != line.n ||
	    !is_head(root))
		return false;
	source = jsontext_member(root, "source");
	head->id = text_of(head, root, "id");
	head->prev_id = text_of(head, root, "prev_batch_id");
	head->source = text_of(head, source, "id");
	head->epoch = text_of(head, source, "epoch");
	head->sink = text_of(head, root, "sink");
	head->first_pos = text_of(head, root, "first_pos");
	head->last_pos = text_of(head, root, "last_pos");
	head->timestamp = text_of(head, root, "timestamp");
	return head->id && head->source && head->epoch && head->sink &&
	       head->first_pos && head->last_pos && head->timestamp &&
	       jsontext_int(jsontext_member(root, "batch_seq"),
			    &head->batch_seq) &&
	       head->batch_seq > 0 &&
	       jsontext_int(jsontext_member(root, "count"), &head->count);
}

static bool take_head(struct check *check, struct err *err)
{
	struct str line = { check->line.data, check->line.len - 1 };

	check->have_head = true;
	check->stop = check->only_head;
	if (read_head(line, &check->head))
		return true;
	return err_set(err, ERR_DATA,
		       check->batches ? "it goes on behind its end line, and "
					"not with the head of a batch"
				      : "its first line is not the head of a "
					"batch");
}

static void begin_batch(struct check *check)
{
	file_head_release(&check->head);
	check->digest = digest_begin();
	check->have_head = false;
	check->events = 0;
}

/* The end line of these events, or not? */
static bool take_end_line(struct check *check, struct err *err)
{
	char hex[DIGEST_HEX + 1];
	struct buf want = { 0 };
	bool good;

	digest_end(check->digest, hex);
	check->digest = NULL;
	ndjson_add_end(&want, check->events, hex);
	good = want.len == check->line.len &&
	       memcmp(want.data, check->line.data, want.len) == 0;
	buf_release(&want);
	buf_reset(&check->line);
	if (check->events != check->head.count)
		return err_set(err, ERR_DATA,
			       "it holds %" PRId64 " events, and its head "
			       "counts %" PRId64,
			       check->events, check->head.count);
	if (!good)
		return err_set(err, ERR_DATA,
			       "its end line does not fit: the SHA-256 of its "
			       "%" PRId64 " events and its head is %s",
			       check->events, hex);
	check->batches++;
	return !check->call ||
	       check->call(check->opaque, &check->head, hex, err);
}

static bool is_end_line(const struct check *check)
{
	return !check->passed_on &&
	       ndjson_is_end((struct str){ check->line.data, check->line.len });
}

static void pass_on(struct check *check)
{
	digest_add(check->digest, check->line.data, check->line.len);
	buf_reset(&check->line);
	check->passed_on = true;
}

static bool take_line(struct check *check, struct err *err)
{
	if (check->have_head && is_end_line(check))
		return take_end_line(check, err);
	if (check->have_head)
		check->events++;
	else if (!take_head(check, err))
		return false;
	pass_on(check);
	check->passed_on = false;
	return true;
}

/*
 * The next bytes of the file, uncompressed; *ended is how many of them lie up
 * to the end of the last batch that has ended in them.
 */
static bool take_bytes(struct check *check, const unsigned char *p, size_t n,
		       size_t *ended, struct err *err)
{
	const unsigned char *from = p;

	*ended = 0;
	while (n && !check->stop) {
		const unsigned char *end = memchr(p, '\n', n);
		size_t part = end ? (size_t)(end - p) + 1 : n;

		if (!check->digest)
			begin_batch(check);
		buf_add(&check->line, p, part);
		if (!check->have_head && check->line.len > HEAD_MOST)
			return err_set(err, ERR_DATA,
				       "its first line does not end");
		if (end && !take_line(check, err))
			return false;
		if (!end && check->have_head && check->line.len > END_MOST)
			pass_on(check);
		p += part;
		n -= part;
		if (!check->digest)
			*ended = (size_t)(p - from);
	}
	return true;
}

static bool take_end(const struct check *check, struct err *err)
{
	if (!check->digest && check->batches)
		return true;
	if (!check->digest)
		return err_set(err, ERR_DATA, "it is empty");
	if (check->batches && !check->have_head)
		return err_set(err, ERR_DATA,
			       "it goes on behind its end line, and is cut "
			       "there");
	return err_set(err, ERR_DATA,
		       "it was cut: %" PRId64 " whole events, and no end line",
		       check->events);
}

/* ------------------------------------------------------------------- bytes */

/* Reads on until the end, or until check->stop. */
static bool scan(struct unpacker *unpacker, bool packed, struct check *check,
		 int64_t *whole, struct err *err)
{
	enum unpacked what = UNPACKED_BYTES;
	const unsigned char *p;
	size_t n, ended;
	int64_t before;

	while (!check->stop) {
		before = unpacker_offset(unpacker);
		if (!unpacker_read(unpacker, &what, &p, &n, err))
			return false;
		if (what == UNPACKED_END)
			return take_end(check, err);
		if (what == UNPACKED_EDGE && !check->digest)
			*whole = unpacker_offset(unpacker);
		if (what == UNPACKED_EDGE)
			continue;
		if (!take_bytes(check, p, n, &ended, err)) {
			if (!packed && ended)
				*whole = before + (int64_t)ended;
			return false;
		}
		if (!packed && ended)
			*whole = before + (int64_t)ended;
	}
	return true;
}

static void check_release(struct check *check)
{
	char hex[DIGEST_HEX + 1];

	if (check->digest)
		digest_end(check->digest, hex);
	buf_release(&check->line);
	file_head_release(&check->head);
}

bool file_scan(int fd, enum packing packing, int64_t limit, file_batch *call,
	       void *opaque, int64_t *whole, struct err *err)
{
	struct check check = { .call = call, .opaque = opaque };
	struct unpacker *unpacker = unpacker_open(fd, packing, limit);
	int64_t good_bytes = 0;
	bool good =
	    scan(unpacker, packing != PACKING_NONE, &check, &good_bytes, err);

	if (whole)
		*whole = good_bytes;
	unpacker_close(unpacker);
	check_release(&check);
	return good;
}

bool file_first_head(int fd, enum packing packing, struct file_head *head,
		     struct err *err)
{
	struct unpacker *unpacker = unpacker_open(fd, packing, -1);
	struct check check = { .only_head = true };
	int64_t whole;
	bool good =
	    scan(unpacker, packing != PACKING_NONE, &check, &whole, err);

	*head = check.head;
	check.head = (struct file_head){ 0 };
	unpacker_close(unpacker);
	check_release(&check);
	return good;
}

static bool open_file(int dir, const char *name, int *fd, struct err *err)
{
	struct stat is;

	/* Not blocking: a name of ours could be a pipe. */
	*fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0)
		return err_set(
		    err,
		    errno == EACCES || errno == EPERM ? ERR_PERMISSION : ERR_IO,
		    "cannot open: %s", strerror(errno));
	if (fstat(*fd, &is) != 0 || !S_ISREG(is.st_mode))
		return err_set(err, ERR_DATA, "it is no file");
	return true;
}

bool file_check(int dir, const char *name, file_batch *call, void *opaque,
		struct err *err)
{
	struct file_name parsed;
	bool good;
	int fd = -1;

	if (!file_name_parse(name, &parsed))
		return err_set(err, ERR_DATA, "it is none of the sink's");
	good = open_file(dir, name, &fd, err) &&
	       file_scan(fd, parsed.packing, -1, call, opaque, NULL, err);
	if (fd >= 0)
		close(fd);
	return good;
}

void file_head_release(struct file_head *head)
{
	arena_release(&head->arena);
	*head = (struct file_head){ 0 };
}
