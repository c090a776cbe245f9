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
#include "sinks/file_manifest.h"
#include "sinks/file_name.h"
#include "sinks/signature.h"

enum { SIGNATURE_MOST = 64 * 1024, LINE_MOST = 64 * 1024 };

/* The names in a directory but the hidden ones, sorted. */
struct names {
	char **list;
	size_t count, capacity;
};

struct verify {
	const struct verify_options *options;
	struct signing_keys keys;
	struct verify_counts counts;
	char *source, *sink; /* of the first file; all must have the same */
};

/* What the files of an epoch before this one have told. */
struct chain {
	struct verify *verify;
	const char *dir;
	const char *epoch; /* the directory's name; NULL: of any name */
	char *of_epoch;    /* as the heads say */
	char *last_id, *last_name;
	int64_t last_seq, files, events;
	struct file_facts facts; /* of the file that is being read */
	const char *name;        /* its name, and what that says */
	struct file_name parsed;
	/* The manifest, read along with the files; NULL: there is none. */
	FILE *manifest;
	struct buf line;            /* the last one that was read */
	struct statement stated;    /* what it says */
	char prev[DIGEST_HEX + 1];  /* of that line */
	char *unstated, *unsigned_; /* the first file that is not covered */
	bool missing; /* what is wrong is not `name`, but one that is gone */
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

/* Is it a batch of this source, this sink and this epoch? */
static bool check_owner(struct chain *chain, const struct file_head *head,
			struct err *err)
{
	struct verify *verify = chain->verify;
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

static bool check_first(const struct chain *chain, const struct file_head *head,
			struct err *err)
{
	if (chain->verify->options->join)
		return true;
	if (head->batch_seq != 1)
		return err_set(err, ERR_DATA,
			       "the epoch begins with it: batch 1 is missing "
			       "(--join allows that)");
	if (head->prev_id)
		return err_set(err, ERR_DATA,
			       "it is batch 1 and names \"%s\" as the one "
			       "before",
			       head->prev_id);
	return true;
}

/* Does it follow the batch before? */
static bool check_link(const struct chain *chain, const struct file_head *head,
		       struct err *err)
{
	if (!chain->last_id)
		return check_first(chain, head, err);
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

static void replace(char **text, const char *with)
{
	free(*text);
	*text = with ? xstrdup(with) : NULL;
}

static bool take_batch(void *opaque, const struct file_head *head,
		       const char *sha256, struct err *err)
{
	struct chain *chain = opaque;

	(void)sha256;
	if (!chain->facts.name.first_seq &&
	    head->batch_seq != chain->parsed.first_seq)
		return err_set(err, ERR_DATA,
			       "it holds batch %" PRId64
			       ", and its name says something else",
			       head->batch_seq);
	if (!check_owner(chain, head, err) || !check_link(chain, head, err) ||
	    !file_facts_add(&chain->facts, head, err))
		return false;
	replace(&chain->last_id, head->id);
	replace(&chain->last_name, chain->name);
	chain->last_seq = head->batch_seq;
	return true;
}

/* Do the heads say what the name says? */
static bool check_name(const struct chain *chain, struct err *err)
{
	struct file_name is = chain->facts.name;
	char text[FILE_NAME_SIZE];

	is.packing = chain->parsed.packing;
	file_name_make(&is, text);
	if (strcmp(text, chain->name) == 0)
		return true;
	return err_set(err, ERR_DATA,
		       "it holds batch %" PRId64 " to %" PRId64
		       " with positions %s to %s, and its name says something "
		       "else",
		       is.first_seq, is.last_seq, is.first_pos, is.last_pos);
}

/* ---------------------------------------------------------------- manifest */

/* EPOCH.manifest beside the directory of the epoch. */
static bool open_manifest(struct chain *chain, struct err *err)
{
	struct buf path = { 0 };
	size_t n = strlen(chain->dir);
	bool good;

	while (n > 1 && chain->dir[n - 1] == '/')
		n--;
	buf_addf(&path, "%.*s.manifest", (int)n, chain->dir);
	chain->manifest = fopen(buf_str(&path), "r");
	good = chain->manifest || errno == ENOENT ||
	       err_set(err, ERR_IO, "cannot read \"%s\": %s", buf_str(&path),
		       strerror(errno));
	buf_release(&path);
	return good;
}

/* The next line; *end: there is none, or one that is just being written. */
static bool next_line(struct chain *chain, bool *end, struct err *err)
{
	struct buf *line = &chain->line;
	char part[1024];

	buf_reset(line);
	*end = true;
	while (line->len < LINE_MOST &&
	       fgets(part, sizeof(part), chain->manifest)) {
		buf_addstr(line, part);
		if (line->data[line->len - 1] == '\n') {
			*end = false;
			break;
		}
	}
	if (*end && line->len < LINE_MOST)
		return true;
	line->len--;
	if (*end || !statement_parse((struct str){ line->data, line->len },
				     &chain->stated))
		return err_set(err, ERR_DATA,
			       "the manifest of \"%s\" has a line that says "
			       "nothing of a file",
			       chain->dir);
	if (strcmp(chain->stated.prev, chain->prev) != 0)
		return err_set(err, ERR_DATA,
			       "the manifest of \"%s\" has no chain: the line "
			       "of \"%s\" does not follow the one before",
			       chain->dir, chain->stated.name);
	digest_hex(line->data, line->len, chain->prev);
	return true;
}

static bool is_missing(struct chain *chain, struct err *err)
{
	chain->missing = true;
	return err_set(err, ERR_DATA,
		       "file \"%s/%s\" is missing: the manifest names it",
		       chain->dir, chain->stated.name);
}

/* Moves on to the file's line; *found: there is one. */
static bool find_line(struct chain *chain, const char *name, bool *found,
		      struct err *err)
{
	bool end;

	*found = false;
	if (!chain->manifest || chain->unstated)
		return true;
	for (;;) {
		if (!next_line(chain, &end, err))
			return false;
		if (end)
			break;
		*found = strcmp(chain->stated.name, name) == 0;
		if (*found)
			return true;
		/* Those before the first one that is there may be gone. */
		if (chain->files ||
		    chain->stated.last_seq >= chain->facts.name.first_seq)
			return is_missing(chain, err);
	}
	return true;
}

/* Is the file the one that a statement tells of? */
static bool check_statement(const struct chain *chain,
			    const struct statement *stated, int64_t bytes,
			    const char *hex, const char *who, struct err *err)
{
	const struct file_facts *facts = &chain->facts;

	if (strcmp(stated->name, chain->name) == 0 && stated->bytes == bytes &&
	    strcmp(stated->sha256, hex) == 0 &&
	    stated->events == facts->events &&
	    stated->first_seq == facts->name.first_seq &&
	    stated->last_seq == facts->name.last_seq)
		return true;
	return err_set(err, ERR_DATA,
		       "%s tells of another file: %" PRId64 " bytes, SHA-256 "
		       "%.64s; here are %" PRId64 ", %s",
		       who, stated->bytes, stated->sha256, bytes, hex);
}

/* -------------------------------------------------------------- signatures */

/* NAME.sig; *found: it is there. */
static bool read_signature(const char *name, int dir, struct buf *out,
			   bool *found, struct err *err)
{
	char path[FILE_NAME_SIZE + 8];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "%s.sig", name);
	fd = openat(dir, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	*found = fd >= 0;
	if (fd < 0)
		return errno == ENOENT ||
		       err_set(err, ERR_IO, "cannot read its signature: %s",
			       strerror(errno));
	buf_reserve(out, SIGNATURE_MOST);
	n = read(fd, out->data, SIGNATURE_MOST);
	close(fd);
	if (n < 0)
		return err_set(err, ERR_IO, "cannot read its signature: %s",
			       strerror(errno));
	out->len = (size_t)n;
	return true;
}

/*
 * Is it signed, and is what was signed what is there?  A statement names the
 * line before it in the manifest: so a signature covers the files before, too.
 */
static bool check_signature(struct chain *chain, int dir, bool in_manifest,
			    int64_t bytes, const char *hex, struct err *err)
{
	struct buf text = { 0 };
	struct statement stated;
	struct str statement = { 0 };
	bool found = false, good;

	if (!chain->verify->keys.n)
		return true;
	good = read_signature(chain->name, dir, &text, &found, err);
	if (good && found) {
		good = signature_file_verify(
			   (struct str){ text.data, text.len },
			   &chain->verify->keys, &statement, err) ||
		       err_prefix(err, "its signature");
		if (good && !statement_parse(statement, &stated))
			good = err_set(err, ERR_DATA,
				       "its signature is of no file");
		good = good && check_statement(chain, &stated, bytes, hex,
					       "its signature", err);
		if (good && in_manifest &&
		    (statement.n != chain->line.len ||
		     memcmp(statement.p, chain->line.data, statement.n) != 0))
			good = err_set(err, ERR_DATA,
				       "its signature is not of the line in "
				       "the manifest");
	}
	if (good && found && (in_manifest || !chain->manifest))
		replace(&chain->unsigned_, NULL);
	if (good && !found && !chain->unsigned_)
		chain->unsigned_ = xstrdup(chain->name);
	/* Without a manifest no later signature covers it. */
	if (good && !found && !chain->manifest)
		good = err_set(err, ERR_DATA, "it is not signed");
	buf_release(&text);
	return good;
}

/* -------------------------------------------------------------------- files */

static bool check_sum(struct chain *chain, int dir, int64_t *bytes, char *hex,
		      struct err *err)
{
	int fd;
	bool good;

	if (!chain->manifest && !chain->verify->keys.n)
		return true;
	fd = openat(dir, chain->name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	good = fd >= 0 && file_sum(fd, bytes, hex);
	if (!good)
		err_set(err, ERR_IO, "cannot read: %s", strerror(errno));
	if (fd >= 0)
		close(fd);
	return good;
}

static bool check_file(struct chain *chain, int dir, struct err *err)
{
	char hex[DIGEST_HEX + 1];
	bool in_manifest;
	int64_t bytes = 0;

	memset(&chain->facts, 0, sizeof(chain->facts));
	if (!file_name_parse(chain->name, &chain->parsed))
		return err_set(err, ERR_DATA, "it is none of the sink's");
	if (!file_check(dir, chain->name, take_batch, chain, err) ||
	    !check_name(chain, err) ||
	    !check_sum(chain, dir, &bytes, hex, err) ||
	    !find_line(chain, chain->name, &in_manifest, err))
		return false;
	/* The newest one may get its line right now; no other. */
	if (chain->unstated)
		return err_set(err, ERR_DATA,
			       "\"%s\" before it is not in the manifest",
			       chain->unstated);
	if (chain->manifest && !in_manifest)
		chain->unstated = xstrdup(chain->name);
	return (!in_manifest || check_statement(chain, &chain->stated, bytes,
						hex, "the manifest", err)) &&
	       check_signature(chain, dir, in_manifest, bytes, hex, err);
}

static bool verify_file(struct chain *chain, int dir, const char *name,
			struct err *err)
{
	struct verify *verify = chain->verify;
	const struct verify_options *options = verify->options;
	struct file_name parsed;

	if (options->stop && *options->stop)
		return err_set(err, ERR_STOPPED, "stopped before the end");
	if (file_name_is_signature(name, &parsed))
		return true; /* it is read with its file */
	if (options->progress)
		options->progress(options->opaque, chain->dir, name,
				  &verify->counts);
	chain->name = name;
	if (!check_file(chain, dir, err))
		return chain->missing ? false
				      : err_prefix(err, "file \"%s/%s\"",
						   chain->dir, name);
	chain->files++;
	chain->events += chain->facts.events;
	verify->counts.files++;
	verify->counts.events += chain->facts.events;
	return true;
}

/*
 * What the manifest names behind the last file, and what is not signed.  Files
 * that came since the directory was read are there, and are not looked at.
 */
static bool verify_end(struct chain *chain, int dir, struct err *err)
{
	bool end = !chain->manifest || chain->unstated;

	while (!end) {
		if (!next_line(chain, &end, err))
			return false;
		if (!end && faccessat(dir, chain->stated.name, F_OK, 0) != 0)
			return is_missing(chain, err);
	}
	if (chain->unsigned_)
		return err_set(err, ERR_DATA,
			       "file \"%s/%s\": it is not signed", chain->dir,
			       chain->unsigned_);
	return true;
}

static void tell(const struct chain *chain)
{
	const struct verify_options *options = chain->verify->options;
	const struct verified_epoch epoch = {
		.name = chain->of_epoch,
		.files = chain->files,
		.events = chain->events,
		.last_id = chain->last_id,
		.stated = chain->manifest != NULL,
		.signed_ = chain->verify->keys.n > 0,
	};

	if (chain->files && options->epoch)
		options->epoch(options->opaque, &epoch);
}

static bool verify_epoch(struct verify *verify, const char *path,
			 const char *epoch, const struct names *names,
			 struct err *err)
{
	struct chain chain = { .verify = verify, .dir = path, .epoch = epoch };
	int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = dir >= 0 || fail_errno(path, err);
	size_t i;

	good = good && open_manifest(&chain, err);
	for (i = 0; good && i < names->count; i++)
		good = verify_file(&chain, dir, names->list[i], err);
	good = good && verify_end(&chain, dir, err);
	if (good)
		tell(&chain);
	if (dir >= 0)
		close(dir);
	if (chain.manifest)
		fclose(chain.manifest);
	buf_release(&chain.line);
	free(chain.of_epoch);
	free(chain.last_id);
	free(chain.last_name);
	free(chain.unstated);
	free(chain.unsigned_);
	return good;
}

/* One entry of the sink's own directory. */
static bool verify_entry(struct verify *verify, const char *dir,
			 const char *name, struct err *err)
{
	char epoch[EPOCH_SIZE] = "";
	struct names names = { 0 };
	struct buf path = { 0 };
	struct stat is;
	bool good;

	if (file_name_is_manifest(name, epoch))
		name = epoch;
	buf_addf(&path, "%s/%s", dir, name);
	if (*epoch && stat(buf_str(&path), &is) == 0)
		good = true; /* it is read with its directory */
	else if (*epoch)
		good = verify->options->join ||
		       err_set(err, ERR_DATA,
			       "\"%s\" is missing, and its manifest is there",
			       buf_str(&path));
	else if (!file_name_is_epoch(name) || stat(buf_str(&path), &is) != 0 ||
		 !S_ISDIR(is.st_mode))
		good = err_set(err, ERR_DATA,
			       "\"%s\" is none of the sink's: directories of "
			       "epochs and their manifests are all that "
			       "belongs there",
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
	bool good = !options->keys ||
		    signing_keys_parse(options->keys, &verify.keys, err);
	bool is_epoch = false;
	size_t i;

	good = good && names_read(&names, dir, err);
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
	signing_keys_release(&verify.keys);
	free(verify.source);
	free(verify.sink);
	return good;
}
