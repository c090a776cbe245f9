#include "sinks/file_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/mem.h"
#include "sinks/file_check.h"
#include "sinks/file_dir.h"
#include "sinks/file_name.h"
#include "sinks/ndjson.h"
#include "sinks/packing.h"

enum { FILES_AT_ONCE = 256 };

/* ------------------------------------------------------------------- lines */

struct lines {
	struct file_read *reading;
	struct buf line;
	bool in_batch;
};

static bool take_line(struct lines *lines, struct err *err)
{
	const struct file_read *reading = lines->reading;
	struct str line = { lines->line.data, lines->line.len };

	if (!lines->in_batch) {
		lines->in_batch = true;
		return reading->head(reading->opaque, line, err);
	}
	if (ndjson_is_end(line)) {
		lines->in_batch = false;
		return reading->end(reading->opaque, err);
	}
	return reading->event(reading->opaque, line, err);
}

static bool take_bytes(struct lines *lines, const char *p, size_t n,
		       struct err *err)
{
	while (n) {
		const char *end = memchr(p, '\n', n);
		size_t part = end ? (size_t)(end - p) : n;

		buf_add(&lines->line, p, part);
		if (!end)
			return true;
		if (!take_line(lines, err))
			return false;
		buf_reset(&lines->line);
		p += part + 1;
		n -= part + 1;
	}
	return true;
}

static bool read_lines(int fd, enum packing packing, struct file_read *reading,
		       struct err *err)
{
	struct unpacker *unpacker = unpacker_open(fd, packing, -1);
	struct lines lines = { .reading = reading };
	enum unpacked what = UNPACKED_BYTES;
	const unsigned char *p;
	bool good = true;
	size_t n;

	while (good && what != UNPACKED_END) {
		good = unpacker_read(unpacker, &what, &p, &n, err);
		if (good && what == UNPACKED_BYTES)
			good = take_bytes(&lines, (const char *)p, n, err);
	}
	unpacker_close(unpacker);
	buf_release(&lines.line);
	return good;
}

/* ------------------------------------------------------------------- files */

/* Does it hold anything between the positions? */
static bool in_range(const struct file_read *reading,
		     const struct file_name *name)
{
	return strtoll(name->last_pos, NULL, 10) >= reading->from &&
	       strtoll(name->first_pos, NULL, 10) <= reading->to;
}

static bool read_file(int dir, const char *name, const struct file_name *parsed,
		      struct file_read *reading, struct err *err)
{
	bool good;
	int fd;

	if (!file_check(dir, name, NULL, NULL, err))
		return false;
	fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, ERR_IO, "cannot open: %s", strerror(errno));
	good = read_lines(fd, parsed->packing, reading, err);
	close(fd);
	return good;
}

typedef bool visit_file(void *opaque, int dir, const char *name,
			const struct file_name *parsed, struct err *err);

/*
 * Every file of the range whose batches are all behind number `behind`, in
 * order; *at is the number before the file that the visit was false for.
 */
static bool each_file(int dir, const char *path, int64_t behind,
		      const struct file_read *reading, visit_file *visit,
		      void *opaque, int64_t *at, struct err *err)
{
	struct file_list list = { 0 };
	struct file_name name;
	bool good = true, more = true;
	size_t i;

	while (good && more) {
		if (!file_dir_list(dir, behind, FILES_AT_ONCE, &list))
			return err_set(err, ERR_IO,
				       "cannot read directory \"%s\": %s", path,
				       strerror(errno));
		for (i = 0; good && i < list.n; i++) {
			if (!file_name_parse(list.names[i], &name))
				continue;
			*at = behind;
			behind = name.last_seq;
			if (!in_range(reading, &name))
				continue;
			good = visit(opaque, dir, list.names[i], &name, err);
			if (!good)
				err_prefix(err, "file \"%s/%s\"", path,
					   list.names[i]);
		}
		more = list.n > 0;
		file_list_release(&list);
	}
	return good;
}

static bool read_it(void *opaque, int dir, const char *name,
		    const struct file_name *parsed, struct err *err)
{
	return read_file(dir, name, parsed, opaque, err);
}

static bool lower(void *opaque, int dir, const char *name,
		  const struct file_name *parsed, struct err *err)
{
	int64_t *lowest = opaque, first = strtoll(parsed->first_pos, NULL, 10);

	(void)dir;
	(void)name;
	(void)err;
	*lowest = first < *lowest ? first : *lowest;
	return true;
}

static bool read_epoch(int dir, const char *path, struct file_read *reading,
		       struct err *err)
{
	struct err ignored = { 0 };
	int64_t at = 0, lowest = INT64_MAX;

	if (each_file(dir, path, 0, reading, read_it, reading, &at, err))
		return true;
	each_file(dir, path, at, reading, lower, &lowest, &at, &ignored);
	reading->rest = lowest;
	return false;
}

/* ------------------------------------------------------------------- epochs */

/* What is in a directory. */
struct content {
	struct buf epochs; /* names, with commas between */
	size_t nepochs, nfiles;
};

static bool note(void *opaque, int dir, const char *name)
{
	struct content *content = opaque;
	struct file_name parsed;
	int fd;

	if (file_name_parse(name, &parsed)) {
		content->nfiles++;
		return true;
	}
	if (!file_name_is_epoch(name))
		return true;
	fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return true;
	close(fd);
	buf_addf(&content->epochs, "%s%s", content->nepochs ? ", " : "", name);
	content->nepochs++;
	return true;
}

/* The directory of the one epoch that is in `dir`, or is it. */
static bool find_epoch(const char *path, int dir, struct buf *out,
		       struct err *err)
{
	struct content content = { 0 };
	bool good = true;

	if (!file_dir_each(dir, note, &content))
		good = err_set(err, ERR_IO, "cannot read directory \"%s\": %s",
			       path, strerror(errno));
	else if (content.nfiles)
		buf_addstr(out, path);
	else if (content.nepochs == 1)
		buf_addf(out, "%s/%s", path, buf_str(&content.epochs));
	else if (!content.nepochs)
		good = err_set(err, ERR_CONFIG,
			       "\"%s\" holds no files of a file sink", path);
	else
		good = err_set(err, ERR_CONFIG,
			       "\"%s\" holds several epochs, whose positions "
			       "are not one line: name the directory of one "
			       "(%s)",
			       path, buf_str(&content.epochs));
	buf_release(&content.epochs);
	return good;
}

static bool open_dir(const char *path, int *out, struct err *err)
{
	*out = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return *out >= 0 ||
	       err_set(err, errno == EACCES ? ERR_PERMISSION : ERR_CONFIG,
		       "cannot open directory \"%s\": %s", path,
		       strerror(errno));
}

bool file_read(const char *path, struct file_read *reading, struct err *err)
{
	struct buf epoch = { 0 };
	bool good;
	int dir, sub = -1;

	reading->rest = INT64_MAX;
	if (!open_dir(path, &dir, err))
		return false;
	good = find_epoch(path, dir, &epoch, err) &&
	       open_dir(buf_str(&epoch), &sub, err) &&
	       read_epoch(sub, buf_str(&epoch), reading, err);
	close(dir);
	if (sub >= 0)
		close(sub);
	buf_release(&epoch);
	return good;
}
