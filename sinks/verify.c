#include "sinks/verify.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/mem.h"
#include "sinks/file_check.h"
#include "sinks/file_name.h"

/* The names in a directory but the hidden ones, sorted. */
struct names {
	char **list;
	size_t count, capacity;
};

/* What the files before this one have told. */
struct chain {
	const char *dir;
	const char *epoch; /* the directory's name; NULL: of any name */
	char *of_epoch;    /* as the heads say */
	char *last_id, *last_name;
	int64_t last_seq, files, events;
};

struct verify {
	const struct verify_options *options;
	struct verify_counts counts;
	char *source, *sink; /* of the first file; all must have the same */
};

/* ------------------------------------------------------------------- names */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void names_release(struct names *names)
{
	while (names->count)
		free(names->list[--names->count]);
	free(names->list);
}

static bool fail_errno(const char *dir, struct err *err)
{
	int error = errno;

	return err_set(
	    err, error == EACCES || error == EPERM ? ERR_PERMISSION : ERR_IO,
	    "cannot read directory \"%s\": %s", dir, strerror(error));
}

static bool names_read(struct names *names, const char *dir, struct err *err)
{
	struct dirent *entry;
	DIR *stream = opendir(dir);

	if (!stream)
		return fail_errno(dir, err);
	errno = 0;
	while ((entry = readdir(stream))) {
		if (entry->d_name[0] == '.')
			continue;
		names->list = xgrow(names->list, &names->capacity,
				    names->count + 1, sizeof(*names->list));
		names->list[names->count++] = xstrdup(entry->d_name);
		errno = 0;
	}
	if (errno) {
		fail_errno(dir, err);
		closedir(stream);
		return false;
	}
	closedir(stream);
	if (names->count)
		qsort(names->list, names->count, sizeof(*names->list), by_name);
	return true;
}

/* ------------------------------------------------------------------- chain */

/* Does the head say what the name says? */
static bool check_name(const char *name, const struct file_head *head,
		       struct err *err)
{
	char want[FILE_NAME_SIZE];

	snprintf(want, sizeof(want), "%0*" PRId64 "_%s-%s.", FILE_NAME_DIGITS,
		 head->batch_seq, head->first_pos, head->last_pos);
	if (strncmp(name, want, strlen(want)) != 0)
		return err_set(err, ERR_DATA,
			       "it holds batch %" PRId64
			       " with positions %s to %s, and its name says "
			       "something else",
			       head->batch_seq, head->first_pos,
			       head->last_pos);
	return true;
}

/* Is it a file of this source, this sink and this epoch? */
static bool check_owner(struct verify *verify, struct chain *chain,
			const struct file_head *head, struct err *err)
{
	const char *epoch = chain->epoch ? chain->epoch : chain->of_epoch;

	if (!verify->source) {
		verify->source = xstrdup(head->source);
		verify->sink = xstrdup(head->sink);
	}
	if (strcmp(verify->source, head->source) != 0 ||
	    strcmp(verify->sink, head->sink) != 0)
		return err_set(err, ERR_DATA,
			       "it is of source \"%s\" and sink \"%s\", the "
			       "files before are of \"%s\" and \"%s\"",
			       head->source, head->sink, verify->source,
			       verify->sink);
	if (epoch && strcmp(epoch, head->epoch) != 0)
		return err_set(err, ERR_DATA, "it is of epoch \"%s\"",
			       head->epoch);
	if (!chain->of_epoch)
		chain->of_epoch = xstrdup(head->epoch);
	return true;
}

/* Does it follow the file before? */
static bool check_link(const struct verify *verify, const struct chain *chain,
		       const struct file_head *head, struct err *err)
{
	if (!chain->last_id) {
		if (verify->options->join)
			return true;
		if (head->batch_seq != 1)
			return err_set(err, ERR_DATA,
				       "the epoch begins with it: batch 1 is "
				       "missing (--join allows that)");
		if (head->prev_id)
			return err_set(err, ERR_DATA,
				       "it is batch 1 and names \"%s\" as the "
				       "one before",
				       head->prev_id);
		return true;
	}
	if (head->batch_seq == chain->last_seq)
		return err_set(err, ERR_DATA,
			       "it has the same number as \"%s\"",
			       chain->last_name);
	if (head->batch_seq != chain->last_seq + 1)
		return err_set(err, ERR_DATA,
			       "batch %" PRId64 " is missing before it",
			       chain->last_seq + 1);
	if (!head->prev_id || strcmp(head->prev_id, chain->last_id) != 0)
		return err_set(err, ERR_DATA,
			       "it names \"%s\" as the batch before, which is "
			       "\"%s\"",
			       head->prev_id ? head->prev_id : "none",
			       chain->last_id);
	return true;
}

static void move_on(struct verify *verify, struct chain *chain,
		    const char *name, const struct file_head *head)
{
	free(chain->last_id);
	free(chain->last_name);
	chain->last_id = xstrdup(head->id);
	chain->last_name = xstrdup(name);
	chain->last_seq = head->batch_seq;
	chain->files++;
	chain->events += head->count;
	verify->counts.files++;
	verify->counts.events += head->count;
}

static bool verify_file(struct verify *verify, struct chain *chain, int dir,
			const char *name, struct err *err)
{
	const struct verify_options *options = verify->options;
	struct file_head head = { 0 };
	bool good;

	if (options->stop && *options->stop)
		return err_set(err, ERR_STOPPED, "stopped before the end");
	if (options->progress)
		options->progress(options->opaque, chain->dir, name,
				  &verify->counts);
	if (!file_name_seq(name))
		err_set(err, ERR_DATA, "it is none of the sink's");
	good = file_name_seq(name) && file_check(dir, name, &head, err) &&
	       check_name(name, &head, err) &&
	       check_owner(verify, chain, &head, err) &&
	       check_link(verify, chain, &head, err);
	if (good)
		move_on(verify, chain, name, &head);
	else
		err_prefix(err, "file \"%s/%s\"", chain->dir, name);
	file_head_release(&head);
	return good;
}

static bool verify_epoch(struct verify *verify, const char *path,
			 const char *epoch, const struct names *names,
			 struct err *err)
{
	const struct verify_options *options = verify->options;
	struct chain chain = { .dir = path, .epoch = epoch };
	int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = dir >= 0 || fail_errno(path, err);
	size_t i;

	for (i = 0; good && i < names->count; i++)
		good = verify_file(verify, &chain, dir, names->list[i], err);
	if (good && chain.files && options->epoch)
		options->epoch(options->opaque, chain.of_epoch, chain.files,
			       chain.events, chain.last_id);
	if (dir >= 0)
		close(dir);
	free(chain.of_epoch);
	free(chain.last_id);
	free(chain.last_name);
	return good;
}

/* One entry of the sink's own directory. */
static bool verify_entry(struct verify *verify, const char *dir,
			 const char *name, struct err *err)
{
	struct names names = { 0 };
	struct buf path = { 0 };
	struct stat is;
	bool good;

	buf_addf(&path, "%s/%s", dir, name);
	if (!file_name_is_epoch(name) || stat(buf_str(&path), &is) != 0 ||
	    !S_ISDIR(is.st_mode))
		good = err_set(err, ERR_DATA,
			       "\"%s\" is none of the sink's: directories of "
			       "epochs are all that belongs there",
			       buf_str(&path));
	else
		good = names_read(&names, buf_str(&path), err) &&
		       verify_epoch(verify, buf_str(&path), name, &names, err);
	names_release(&names);
	buf_release(&path);
	return good;
}

bool verify_files(const char *dir, const struct verify_options *options,
		  struct err *err)
{
	struct verify verify = { .options = options };
	struct names names = { 0 };
	bool good = names_read(&names, dir, err), is_epoch = false;
	size_t i;

	for (i = 0; i < names.count; i++)
		is_epoch = is_epoch || file_name_seq(names.list[i]);
	if (good && is_epoch)
		good = verify_epoch(&verify, dir, NULL, &names, err);
	for (i = 0; good && !is_epoch && i < names.count; i++)
		good = verify_entry(&verify, dir, names.list[i], err);
	if (good && !verify.counts.files)
		good =
		    err_set(err, ERR_DATA, "there is no batch in \"%s\"", dir);
	names_release(&names);
	free(verify.source);
	free(verify.sink);
	return good;
}
