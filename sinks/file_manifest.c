#include "sinks/file_manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "core/clock.h"
#include "core/mem.h"
#include "sinks/file_dir.h"

enum {
	LINE_MOST = 4096, /* no line is that long */
	CATCH_UP = 1000,  /* files at a time that are added later */
	PART = 64 * 1024
};

static const char statement_type[] = "shadowlog.file";

/* ------------------------------------------------------------------- facts */

static bool copy(char *out, size_t size, const char *text)
{
	return (size_t)snprintf(out, size, "%s", text) < size;
}

static bool add_facts(struct file_facts *facts, int64_t seq, int64_t count,
		      const char *first_pos, const char *last_pos,
		      const char *id, const char *timestamp)
{
	struct file_name *name = &facts->name;
	bool good = true;

	if (!name->first_seq || strcmp(first_pos, name->first_pos) < 0)
		good = copy(name->first_pos, POS_SIZE, first_pos);
	if (!name->first_seq || strcmp(last_pos, name->last_pos) > 0)
		good = copy(name->last_pos, POS_SIZE, last_pos) && good;
	if (!name->first_seq)
		name->first_seq = seq;
	name->last_seq = seq;
	facts->events += count;
	return copy(facts->last_id, sizeof(facts->last_id), id) &&
	       copy(facts->timestamp, sizeof(facts->timestamp), timestamp) &&
	       good;
}

bool file_facts_add(struct file_facts *facts, const struct file_head *head,
		    struct err *err)
{
	static const char never[] = "\"\\";

	/* What is copied goes into JSON again. */
	if (!strpbrk(head->source, never) && !strpbrk(head->sink, never) &&
	    !strpbrk(head->epoch, never) && !strpbrk(head->id, never) &&
	    copy(facts->source, sizeof(facts->source), head->source) &&
	    copy(facts->sink, sizeof(facts->sink), head->sink) &&
	    copy(facts->epoch, sizeof(facts->epoch), head->epoch) &&
	    add_facts(facts, head->batch_seq, head->count, head->first_pos,
		      head->last_pos, head->id, head->timestamp))
		return true;
	return err_set(err, ERR_DATA,
		       "batch %" PRId64 " in it is none of Shadowlog's",
		       head->batch_seq);
}

void file_facts_add_batch(struct file_facts *facts, const struct batch *batch)
{
	copy(facts->source, sizeof(facts->source), batch->source);
	copy(facts->sink, sizeof(facts->sink), batch->sink);
	copy(facts->epoch, sizeof(facts->epoch), batch->epoch);
	add_facts(facts, batch->batch_seq, (int64_t)batch->count,
		  batch->first_pos, batch->last_pos, batch->id,
		  batch->timestamp);
}

int64_t file_time(const char *timestamp)
{
	int y, mo, d, h, mi, s;

	if (sscanf(timestamp, "%4d-%2d-%2dT%2d:%2d:%2d", &y, &mo, &d, &h, &mi,
		   &s) != 6)
		return 0;
	return clock_from_utc(y, mo, d, h, mi, s);
}

bool file_sum(int fd, int64_t *bytes, char hex[DIGEST_HEX + 1])
{
	unsigned char *part = xmalloc(PART);
	struct digest *digest = digest_begin();
	ssize_t n = 1;
	int error;

	*bytes = 0;
	while (n > 0) {
		n = pread(fd, part, PART, (off_t)*bytes);
		if (n > 0)
			digest_add(digest, part, (size_t)n);
		*bytes += n > 0 ? n : 0;
		n = n < 0 && errno == EINTR ? 1 : n;
	}
	error = errno;
	digest_end(digest, hex);
	free(part);
	errno = error;
	return n == 0;
}

/* -------------------------------------------------------------- statements */

void statement_make(const struct file_facts *facts, int64_t bytes,
		    const char *sha256, const char *prev, struct buf *out)
{
	char name[FILE_NAME_SIZE];

	file_name_make(&facts->name, name);
	buf_addf(out,
		 "{\"type\":\"%s\",\"name\":\"%s\",\"source\":\"%s\","
		 "\"sink\":\"%s\",\"epoch\":\"%s\",\"first_batch\":%" PRId64
		 ",\"last_batch\":%" PRId64 ",\"last_id\":\"%s\","
		 "\"events\":%" PRId64 ",\"bytes\":%" PRId64
		 ",\"sha256\":\"%s\",\"prev\":",
		 statement_type, name, facts->source, facts->sink, facts->epoch,
		 facts->name.first_seq, facts->name.last_seq, facts->last_id,
		 facts->events, bytes, sha256);
	if (*prev)
		buf_addf(out, "\"%s\"}", prev);
	else
		buf_addstr(out, "null}");
}

static bool take_text(const json_t *root, const char *name, char *out,
		      size_t size)
{
	const char *text = json_string_value(json_object_get(root, name));

	return text && copy(out, size, text);
}

static int64_t take_number(const json_t *root, const char *name)
{
	return json_integer_value(json_object_get(root, name));
}

bool statement_parse(struct str text, struct statement *out)
{
	json_t *root = json_loadb(text.p, text.n, 0, NULL);
	struct file_name name;
	char type[32];
	bool good;

	memset(out, 0, sizeof(*out));
	good = take_text(root, "type", type, sizeof(type)) &&
	       strcmp(type, statement_type) == 0 &&
	       take_text(root, "name", out->name, sizeof(out->name)) &&
	       take_text(root, "sha256", out->sha256, sizeof(out->sha256));
	if (good && !json_is_null(json_object_get(root, "prev")))
		good = take_text(root, "prev", out->prev, sizeof(out->prev));
	out->first_seq = take_number(root, "first_batch");
	out->last_seq = take_number(root, "last_batch");
	out->events = take_number(root, "events");
	out->bytes = take_number(root, "bytes");
	json_decref(root);
	return good && file_name_parse(out->name, &name) &&
	       out->first_seq == name.first_seq &&
	       out->last_seq == name.last_seq;
}

/* -------------------------------------------------------------- signatures */

static const char sig_id[] = "webhook-id: ", sig_time[] = "webhook-timestamp: ",
		  sig_value[] = "webhook-signature: ";

void signature_file_make(const struct file_facts *facts, struct str statement,
			 const struct signing_keys *keys, struct buf *out)
{
	/* The same for the same batch. */
	int64_t at = file_time(facts->timestamp) / 1000;

	buf_add(out, statement.p, statement.n);
	buf_addf(out, "\n%s%s\n%s%" PRId64 "\n%s", sig_id, facts->last_id,
		 sig_time, at, sig_value);
	signature_header(keys->keys, keys->n, facts->last_id, at, statement,
			 out);
	buf_addch(out, '\n');
}

/* The rest of the next line, behind `begins`, as a string of its own. */
static char *take_line(struct str *text, const char *begins)
{
	size_t skip = strlen(begins);
	const char *end = text->n ? memchr(text->p, '\n', text->n) : NULL;
	size_t n = end ? (size_t)(end - text->p) : 0;
	char *line;

	if (!end || n < skip || memcmp(text->p, begins, skip) != 0)
		return NULL;
	line = xmalloc(n - skip + 1);
	memcpy(line, text->p + skip, n - skip);
	line[n - skip] = '\0';
	text->p = end + 1;
	text->n -= n + 1;
	return line;
}

bool signature_file_verify(struct str text, const struct signing_keys *keys,
			   struct str *statement, struct err *err)
{
	const char *from = text.p;
	char *body = take_line(&text, "");
	char *id = take_line(&text, sig_id);
	char *at = take_line(&text, sig_time);
	char *value = take_line(&text, sig_value);
	bool good = body && id && at && value && text.n == 0;

	if (good) {
		*statement = (struct str){ from, strlen(body) };
		/* When it was signed does not matter, only by whom. */
		good = signature_verify(keys->keys, keys->n, id, at, value,
					*statement, strtoll(at, NULL, 10),
					SIGNATURE_TOLERANCE, err);
	} else {
		err_set(err, ERR_DATA,
			"its signature is not one of Shadowlog's");
	}
	free(body);
	free(id);
	free(at);
	free(value);
	return good;
}

/* ---------------------------------------------------------------- manifest */

static bool fail(const struct manifest_place *place, const char *what,
		 struct err *err)
{
	char name[FILE_NAME_SIZE];

	snprintf(name, sizeof(name), "%s.manifest", place->epoch);
	return file_dir_fail(place->path, NULL, name, what, err);
}

/* The last line, and where it ends; what stands behind it was cut off. */
static bool read_last(struct manifest *manifest,
		      const struct manifest_place *place, struct err *err)
{
	char tail[2 * LINE_MOST];
	struct statement last;
	struct stat is;
	const char *from, *p;
	off_t at;
	ssize_t n;

	if (fstat(manifest->fd, &is) != 0)
		return fail(place, "cannot look at", err);
	at = is.st_size > (off_t)sizeof(tail) ? is.st_size - (off_t)sizeof(tail)
					      : 0;
	n = pread(manifest->fd, tail, sizeof(tail), at);
	if (n < 0)
		return fail(place, "cannot read", err);
	while (n > 0 && tail[n - 1] != '\n')
		n--;
	manifest->size = at + n;
	if (is.st_size != manifest->size &&
	    ftruncate(manifest->fd, manifest->size) != 0)
		return fail(place, "cannot cut", err);
	if (n == 0 && at == 0)
		return true;
	for (from = p = tail; n > 0 && p < tail + n - 1; p++)
		if (*p == '\n')
			from = p + 1;
	if (n == 0 ||
	    !statement_parse(
		(struct str){ from, (size_t)(tail + n - 1 - from) }, &last))
		return err_set(err, ERR_IO,
			       "\"%s/%s.manifest\" is damaged: its last line "
			       "says nothing of a file; move it away, and it "
			       "is made anew",
			       place->path, place->epoch);
	digest_hex(from, (size_t)(tail + n - 1 - from), manifest->prev);
	manifest->last_seq = last.last_seq;
	return true;
}

bool manifest_add(struct manifest *manifest, const struct manifest_place *place,
		  struct str statement, int64_t last_seq, struct err *err)
{
	struct buf line = { 0 };
	ssize_t n;
	bool good;

	buf_add(&line, statement.p, statement.n);
	buf_addch(&line, '\n');
	n = pwrite(manifest->fd, line.data, line.len, manifest->size);
	if (n >= 0 && (size_t)n < line.len)
		errno = ENOSPC;
	good = n == (ssize_t)line.len && fsync(manifest->fd) == 0;
	if (good) {
		manifest->size += n;
		manifest->last_seq = last_seq;
		digest_hex(statement.p, statement.n, manifest->prev);
	} else {
		fail(place, "cannot add to", err);
	}
	buf_release(&line);
	return good;
}

static bool add_head(void *opaque, const struct file_head *head,
		     const char *sha256, struct err *err)
{
	(void)sha256;
	return file_facts_add(opaque, head, err);
}

static bool add_file(struct manifest *manifest,
		     const struct manifest_place *place, const char *name,
		     struct err *err)
{
	struct file_facts facts = { 0 };
	struct buf statement = { 0 };
	char hex[DIGEST_HEX + 1];
	int64_t bytes = 0;
	bool good;
	int fd;

	if (!file_check(place->dir, name, add_head, &facts, err))
		return err_prefix(err, "file \"%s/%s/%s\"", place->path,
				  place->epoch, name);
	file_name_parse(name, &facts.name); /* as it is called */
	fd = openat(place->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	good = fd >= 0 && file_sum(fd, &bytes, hex);
	if (!good)
		file_dir_fail(place->path, place->epoch, name, "cannot read",
			      err);
	if (fd >= 0)
		close(fd);
	if (!good)
		return false;
	statement_make(&facts, bytes, hex, manifest->prev, &statement);
	good = manifest_add(manifest, place,
			    (struct str){ statement.data, statement.len },
			    facts.name.last_seq, err);
	buf_release(&statement);
	return good;
}

static bool add_files(struct manifest *manifest,
		      const struct manifest_place *place,
		      const struct file_list *list, struct err *err)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		if (sink_stopped(place->stop))
			return err_set(err, ERR_STOPPED, "stopped");
		if (!add_file(manifest, place, list->names[i], err))
			return false;
	}
	return true;
}

static bool catch_up(struct manifest *manifest,
		     const struct manifest_place *place, struct err *err)
{
	struct file_list list = { .n = 1 };
	bool good = true;

	while (good && list.n) {
		if (!file_dir_list(place->dir, manifest->last_seq, CATCH_UP,
				   &list))
			return fail(place, "cannot list the files of", err);
		good = add_files(manifest, place, &list, err);
		free(list.names);
	}
	return good;
}

static bool open_locked(struct manifest *manifest,
			const struct manifest_place *place, struct err *err)
{
	char name[FILE_NAME_SIZE];

	snprintf(name, sizeof(name), "%s.manifest", place->epoch);
	manifest->fd =
	    openat(place->root, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (manifest->fd < 0 && errno == ENOENT)
		manifest->fd =
		    openat(place->root, name,
			   O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (manifest->fd < 0)
		return fail(place, "cannot open", err);
	if (!file_dir_lock(manifest->fd))
		return err_set(err, ERR_TRANSIENT,
			       "\"%s/%s\" is being written by another process",
			       place->path, name);
	return true;
}

bool manifest_open(struct manifest *manifest,
		   const struct manifest_place *place, struct err *err)
{
	*manifest = (struct manifest){ .fd = -1 };
	if (open_locked(manifest, place, err) &&
	    read_last(manifest, place, err)) {
		bool fresh = manifest->size == 0;

		if (fresh && !file_dir_sync(place->root))
			fail(place, "cannot make", err);
		else if (catch_up(manifest, place, err))
			return true;
	}
	manifest_close(manifest);
	return false;
}

void manifest_close(struct manifest *manifest)
{
	if (manifest->fd >= 0)
		close(manifest->fd);
	manifest->fd = -1;
}
