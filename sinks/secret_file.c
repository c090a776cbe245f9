#include "sinks/secret_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"
#include "core/secret.h"
#include "sinks/signature.h"

enum { FILE_MOST = 64 * 1024 };

static bool fail(struct err *err, enum err_kind kind, const char *path,
		 const char *what)
{
	return err_set(err, kind, "\"%s\": %s%s%s", path, what ? what : "",
		       what ? ": " : "", strerror(errno));
}

/* ------------------------------------------------------------------- files */

/* What is known of a file that is to be replaced. */
struct old {
	struct stat st;
	char *text;
};

static void release(struct old *old)
{
	secret_free(old->text);
}

static bool read_all(int fd, const char *path, char **out, struct err *err)
{
	char *text = xcalloc(1, FILE_MOST + 1);
	size_t len = 0;
	ssize_t n;

	while ((n = read(fd, text + len, FILE_MOST - len)) > 0)
		len += (size_t)n;
	*out = text;
	if (n < 0)
		return fail(err, ERR_IO, path, NULL);
	if (len == FILE_MOST || memchr(text, 0, len))
		return err_set(err, ERR_DATA, "\"%s\" is no file of keys",
			       path);
	return true;
}

static bool read_old(const char *path, struct old *old, struct err *err)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	bool good;

	*old = (struct old){ .text = NULL };
	if (fd < 0 && errno == ELOOP)
		return err_set(err, ERR_CONFIG,
			       "\"%s\" is a symbolic link: name the file "
			       "that it leads to",
			       path);
	if (fd < 0 || fstat(fd, &old->st) != 0) {
		fail(err, errno == EACCES ? ERR_PERMISSION : ERR_CONFIG, path,
		     NULL);
		if (fd >= 0)
			close(fd);
		return false;
	}
	good = read_all(fd, path, &old->text, err);
	close(fd);
	return good;
}

/* The directory of a path, to be freed. */
static char *directory_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf dir = { 0 };

	if (!slash)
		buf_addch(&dir, '.');
	else
		buf_add(&dir, path, slash == path ? 1 : (size_t)(slash - path));
	return buf_steal(&dir);
}

/* The name of a draft, beside the file itself, to be freed. */
static char *draft_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) + 1 : 0;
	struct buf draft = { 0 };

	buf_add(&draft, path, n);
	buf_addf(&draft, ".%s.new", path + n);
	return buf_steal(&draft);
}

static bool write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t k = write(fd, p, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		p += k;
		n -= (size_t)k;
	}
	return fsync(fd) == 0;
}

/*
 * Writes a draft, which nobody else may be writing.  It belongs to whom the old
 * file belongs: the poller may not run as the one who rotates.
 */
static bool write_draft(const char *draft, const struct stat *like,
			const char *text, struct err *err)
{
	mode_t mode = like ? like->st_mode & (S_IRWXU | S_IRWXG) : 0600;
	int fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	struct stat st;
	bool good;

	if (fd < 0 && errno == EEXIST)
		return err_set(err, ERR_CANTCREAT,
			       "\"%s\" is there: another command is at work, "
			       "or was cut off; then remove it",
			       draft);
	if (fd < 0)
		return fail(err, ERR_CANTCREAT, draft, NULL);
	good = fstat(fd, &st) == 0 &&
	       (!like ||
		(st.st_uid == like->st_uid && st.st_gid == like->st_gid) ||
		fchown(fd, like->st_uid, like->st_gid) == 0) &&
	       fchmod(fd, mode) == 0 && write_all(fd, text, strlen(text));
	if (!good)
		fail(err, errno == EPERM ? ERR_PERMISSION : ERR_IO, draft,
		     "cannot write as the old one was");
	if (close(fd) != 0 && good)
		good = fail(err, ERR_IO, draft, NULL);
	if (!good)
		unlink(draft);
	return good;
}

static bool sync_directory(const char *path, struct err *err)
{
	char *dir = directory_of(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (!good)
		fail(err, ERR_IO, dir, NULL);
	if (fd >= 0)
		close(fd);
	free(dir);
	return good;
}

/*
 * Publishes the text under the path: `like` is the file it replaces, or NULL.
 */
static bool publish(const char *path, const struct stat *like, const char *text,
		    struct err *err)
{
	char *draft = draft_of(path);
	bool good;

	if (!write_draft(draft, like, text, err)) {
		free(draft);
		return false;
	}
	/* link() refuses what is there already. */
	good = (like ? rename(draft, path) : link(draft, path)) == 0;
	if (!good && errno == EEXIST)
		err_set(err, ERR_CANTCREAT,
			"\"%s\" is there already; a new key beside the old one "
			"is: shadowlog secret rotate %s",
			path, path);
	else if (!good)
		fail(err, ERR_CANTCREAT, path, NULL);
	if (!like || !good)
		unlink(draft);
	free(draft);
	return good && sync_directory(path, err);
}

/* -------------------------------------------------------------------- keys */

static bool parse(const struct old *old, const char *path,
		  struct signing_keys *keys, struct err *err)
{
	return signing_keys_parse(old->text, keys, err) ||
	       err_prefix(err, "\"%s\"", path);
}

/* A line with a new key, before `rest`; a secret, to be freed. */
static bool add_key(enum signing_kind kind, const char *rest, char **out,
		    struct err *err)
{
	char line[SIGNING_TEXT_SIZE];
	struct signing_key key;
	size_t n = strlen(rest);

	if (!signing_key_make(kind, &key, err))
		return false;
	signing_key_text(&key, line);
	signing_key_release(&key);
	/* All at once, so that no piece is left behind in freed memory. */
	*out = xmalloc(strlen(line) + n + 2);
	memcpy(*out, line, strlen(line));
	(*out)[strlen(line)] = '\n';
	memcpy(*out + strlen(line) + 1, rest, n + 1);
	secret_wipe(line, sizeof(line));
	return true;
}

static enum signing_kind kind_of(enum secret_kind kind, enum signing_kind same)
{
	switch (kind) {
	case SECRET_V1:
		return SIGNING_HMAC;
	case SECRET_V1A:
		return SIGNING_PAIR;
	case SECRET_SAME:
		break;
	}
	return same;
}

bool secret_file_new(const char *path, enum secret_kind kind, struct err *err)
{
	char *text = NULL;
	bool good = add_key(kind_of(kind, SIGNING_HMAC), "", &text, err) &&
		    publish(path, NULL, text, err);

	secret_free(text);
	return good;
}

bool secret_file_rotate(const char *path, enum secret_kind kind,
			struct err *err)
{
	struct signing_keys keys = { 0 };
	struct old old = { 0 };
	char *text = NULL;
	bool good;

	good = read_old(path, &old, err) && parse(&old, path, &keys, err);
	if (good && keys.keys[0].kind == SIGNING_PUBLIC)
		good = err_set(err, ERR_DATA,
			       "\"%s\" holds a public key, which cannot sign",
			       path);
	good =
	    good &&
	    add_key(kind_of(kind, keys.keys[0].kind), old.text, &text, err) &&
	    publish(path, &old.st, text, err);
	secret_free(text);
	signing_keys_release(&keys);
	release(&old);
	return good;
}

/* Leaves out the lines of keys of which a newer one of their kind is there. */
static bool drop_old(const char *text, char *out, size_t *dropped,
		     struct err *err)
{
	bool seen[3] = { false };

	for (*dropped = 0; *text;) {
		size_t n = strcspn(text, "\n");
		char line[2 * SIGNING_TEXT_SIZE];
		struct signing_keys keys = { 0 };
		bool drop = false, key;

		snprintf(line, sizeof(line), "%.*s", (int)n, text);
		key = *line && *line != '#' && *line != '\r' && *line != ' ';
		if (key && !signing_keys_parse(line, &keys, err))
			return false;
		secret_wipe(line, sizeof(line));
		if (key) {
			drop = seen[keys.keys[0].kind];
			seen[keys.keys[0].kind] = true;
		}
		signing_keys_release(&keys);
		n += text[n] == '\n';
		if (drop)
			++*dropped;
		else
			memcpy(out, text, n);
		out += drop ? 0 : n;
		text += n;
	}
	*out = '\0';
	return true;
}

bool secret_file_retire(const char *path, size_t *dropped, struct err *err)
{
	struct signing_keys keys = { 0 };
	struct old old = { 0 };
	char *text = NULL;
	bool good;

	*dropped = 0;
	good = read_old(path, &old, err) && parse(&old, path, &keys, err);
	if (good) {
		text = xcalloc(1, strlen(old.text) + 1);
		good = drop_old(old.text, text, dropped, err) &&
		       (!*dropped || publish(path, &old.st, text, err));
	}
	secret_free(text);
	signing_keys_release(&keys);
	release(&old);
	return good;
}

bool secret_file_public(const char *path, struct buf *out, struct err *err)
{
	struct signing_keys keys = { 0 };
	struct old old = { 0 };
	size_t i, n = 0;
	bool good;

	good = read_old(path, &old, err) && parse(&old, path, &keys, err);
	for (i = 0; good && i < keys.n; i++) {
		struct signing_key public = keys.keys[i];
		char text[SIGNING_TEXT_SIZE];

		if (public.kind == SIGNING_HMAC)
			continue;
		if (public.kind == SIGNING_PAIR)
			signing_key_public(&keys.keys[i], &public);
		signing_key_text(&public, text);
		buf_addf(out, "%s\n", text);
		n++;
	}
	if (good && !n)
		good = err_set(err, ERR_DATA,
			       "\"%s\" holds no key of v1a: receivers need the "
			       "very secret of v1",
			       path);
	signing_keys_release(&keys);
	release(&old);
	return good;
}
