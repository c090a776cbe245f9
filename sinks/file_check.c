#include "sinks/file_check.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>
#include <zlib.h>

#include "core/buf.h"
#include "core/mem.h"
#include "sinks/digest.h"

enum {
	PART = 64 * 1024,
	HEAD_MOST = 64 * 1024 * 1024,
	TRAILER_MOST = 256, /* no trailer is that long */
};

static const char trailer_begins[] = "{\"type\":\"shadowlog.end\",";

struct check {
	struct file_head *head;
	struct digest *digest; /* of all lines but the trailer */
	/*
	 * The line that is being read: all of a head, of any other at most
	 * TRAILER_MOST bytes, since what is longer is an event and goes on to
	 * the digest.
	 */
	struct buf line;
	bool passed_on; /* this line has begun to go to the digest */
	bool have_head, have_trailer;
	int64_t events;
};

/* ------------------------------------------------------------------- lines */

static char *text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? xstrdup(text) : NULL;
}

static bool take_head(struct check *check, struct err *err)
{
	json_t *root = json_loadb(check->line.data, check->line.len, 0, NULL);
	const json_t *source = json_object_get(root, "source");
	const char *type = json_string_value(json_object_get(root, "type"));
	const char *form = json_string_value(json_object_get(root, "format"));
	struct file_head *head = check->head;
	bool good;

	head->id = text_of(root, "id");
	head->prev_id = text_of(root, "prev_batch_id");
	head->source = text_of(source, "id");
	head->epoch = text_of(source, "epoch");
	head->sink = text_of(root, "sink");
	head->first_pos = text_of(root, "first_pos");
	head->last_pos = text_of(root, "last_pos");
	head->batch_seq =
	    json_integer_value(json_object_get(root, "batch_seq"));
	head->count = json_integer_value(json_object_get(root, "count"));
	good = head->id && head->source && head->epoch && head->sink &&
	       head->first_pos && head->last_pos && head->batch_seq > 0 &&
	       type && strcmp(type, "shadowlog.batch") == 0 && form &&
	       strcmp(form, "shadowlog/1") == 0;
	json_decref(root);
	check->have_head = true;
	if (!good)
		return err_set(err, ERR_DATA,
			       "its first line is not the head of a batch");
	return true;
}

/* The end line of these events, or not? */
static bool take_trailer(struct check *check, struct err *err)
{
	char hex[DIGEST_HEX + 1];
	struct buf want = { 0 };
	bool good;

	check->have_trailer = true;
	digest_end(check->digest, hex);
	check->digest = NULL;
	buf_addf(&want, "%s\"count\":%" PRId64 ",\"sha256\":\"%s\"}\n",
		 trailer_begins, check->events, hex);
	good = want.len == check->line.len &&
	       memcmp(want.data, check->line.data, want.len) == 0;
	buf_release(&want);
	if (check->events != check->head->count)
		return err_set(err, ERR_DATA,
			       "it holds %" PRId64 " events, and its head "
			       "counts %" PRId64,
			       check->events, check->head->count);
	if (!good)
		return err_set(err, ERR_DATA,
			       "its end line does not fit: the SHA-256 of its "
			       "%" PRId64 " events and its head is %s",
			       check->events, hex);
	return true;
}

static bool is_trailer(const struct check *check)
{
	return !check->passed_on &&
	       check->line.len >= sizeof(trailer_begins) - 1 &&
	       memcmp(check->line.data, trailer_begins,
		      sizeof(trailer_begins) - 1) == 0;
}

static void pass_on(struct check *check)
{
	digest_add(check->digest, check->line.data, check->line.len);
	buf_reset(&check->line);
	check->passed_on = true;
}

static bool take_line(struct check *check, struct err *err)
{
	if (check->have_head && is_trailer(check)) {
		bool good = take_trailer(check, err);

		buf_reset(&check->line);
		return good;
	}
	if (check->have_head)
		check->events++;
	else if (!take_head(check, err))
		return false;
	pass_on(check);
	check->passed_on = false;
	return true;
}

/* The next bytes of the file, uncompressed. */
static bool take_bytes(struct check *check, const unsigned char *p, size_t n,
		       struct err *err)
{
	while (n) {
		const unsigned char *end = memchr(p, '\n', n);
		size_t part = end ? (size_t)(end - p) + 1 : n;

		if (check->have_trailer)
			return err_set(err, ERR_DATA,
				       "it goes on behind its end line");
		buf_add(&check->line, p, part);
		if (!check->have_head && check->line.len > HEAD_MOST)
			return err_set(err, ERR_DATA,
				       "its first line does not end");
		if (end && !take_line(check, err))
			return false;
		if (!end && check->have_head && check->line.len > TRAILER_MOST)
			pass_on(check);
		p += part;
		n -= part;
	}
	return true;
}

static bool take_end(const struct check *check, struct err *err)
{
	if (check->have_trailer)
		return true;
	if (!check->have_head && check->line.len == 0)
		return err_set(err, ERR_DATA, "it is empty");
	return err_set(err, ERR_DATA,
		       "it was cut: %" PRId64 " whole events, and no end line",
		       check->events);
}

/* ------------------------------------------------------------------- bytes */

/* Bytes into p; *n is 0 at the end of the file. */
static bool read_part(int fd, unsigned char *p, size_t *n, struct err *err)
{
	ssize_t k;

	do
		k = read(fd, p, PART);
	while (k < 0 && errno == EINTR);
	if (k < 0)
		return err_set(err, ERR_IO, "cannot read: %s", strerror(errno));
	*n = (size_t)k;
	return true;
}

static bool read_plain(int fd, struct check *check, struct err *err)
{
	unsigned char *in = xmalloc(PART);
	bool good = true;
	size_t n = 1;

	while (good && n > 0)
		good =
		    read_part(fd, in, &n, err) && take_bytes(check, in, n, err);
	free(in);
	return good && take_end(check, err);
}

/* All that the bytes in z.next_in hold; *ended at the end of the stream. */
static bool inflate_part(z_stream *z, unsigned char *out, bool *ended,
			 struct check *check, struct err *err)
{
	do {
		int result;

		z->next_out = out;
		z->avail_out = PART;
		result = inflate(z, Z_NO_FLUSH);
		*ended = result == Z_STREAM_END;
		/* Z_BUF_ERROR: it needs more to go on. */
		if (result != Z_OK && result != Z_BUF_ERROR && !*ended)
			return err_set(err, ERR_DATA, "its gzip is damaged: %s",
				       z->msg ? z->msg : "no such data");
		if (!take_bytes(check, out, PART - z->avail_out, err))
			return false;
	} while (!*ended && (z->avail_in > 0 || z->avail_out == 0));
	return true;
}

/* One stream of gzip, as the sink writes it, and nothing behind. */
static bool read_gzip(int fd, struct check *check, struct err *err)
{
	unsigned char *in = xmalloc(PART), *out = xmalloc(PART);
	bool good = true, ended = false;
	z_stream z = { 0 };
	size_t n = 1;

	if (inflateInit2(&z, MAX_WBITS + 16) != Z_OK)
		abort(); /* out of memory */
	while (good && n > 0) {
		good = read_part(fd, in, &n, err);
		if (!good || n == 0)
			break;
		z.next_in = in;
		z.avail_in = (uInt)n;
		if (!ended)
			good = inflate_part(&z, out, &ended, check, err);
		if (good && ended && z.avail_in > 0)
			good = err_set(err, ERR_DATA,
				       "it goes on behind its gzip");
	}
	inflateEnd(&z);
	free(in);
	free(out);
	if (good && !ended)
		return err_set(err, ERR_DATA,
			       "it was cut: its gzip ends early");
	return good && take_end(check, err);
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

bool file_check(int dir, const char *name, struct file_head *head,
		struct err *err)
{
	struct check check = { .head = head };
	char hex[DIGEST_HEX + 1];
	size_t n = strlen(name);
	bool gzip = n > 3 && strcmp(name + n - 3, ".gz") == 0;
	bool good;
	int fd = -1;

	memset(head, 0, sizeof(*head));
	check.digest = digest_begin();
	good =
	    open_file(dir, name, &fd, err) &&
	    (gzip ? read_gzip(fd, &check, err) : read_plain(fd, &check, err));
	if (fd >= 0)
		close(fd);
	if (check.digest)
		digest_end(check.digest, hex);
	buf_release(&check.line);
	return good;
}

void file_head_release(struct file_head *head)
{
	free(head->id);
	free(head->prev_id);
	free(head->source);
	free(head->sink);
	free(head->epoch);
	free(head->first_pos);
	free(head->last_pos);
	memset(head, 0, sizeof(*head));
}
