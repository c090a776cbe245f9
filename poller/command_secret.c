/* shadowlog secret: the keys that webhooks are signed with. */
#include <stdio.h>
#include <string.h>

#include "poller/command.h"
#include "sinks/secret_file.h"

static bool print_public(const char *path, struct err *err)
{
	struct buf out = { 0 };
	bool good = secret_file_public(path, &out, err);

	if (good)
		fputs(buf_str(&out), stdout);
	buf_release(&out);
	return good;
}

static bool make(const char *path, enum secret_kind kind, struct err *err)
{
	if (!secret_file_new(path, kind, err))
		return false;
	if (kind == SECRET_V1A)
		return print_public(path, err);
	printf("%s: a new secret; receivers need a copy of it\n", path);
	return true;
}

static bool rotate(const char *path, enum secret_kind kind, struct err *err)
{
	if (!secret_file_rotate(path, kind, err))
		return false;
	printf("%s: the new key stands first, and all of them sign.\n"
	       "Give it to every receiver beside the old one; then: "
	       "shadowlog secret retire %s\n",
	       path, path);
	return kind != SECRET_V1A || print_public(path, err);
}

static bool retire(const char *path, struct err *err)
{
	size_t n;

	if (!secret_file_retire(path, &n, err))
		return false;
	printf("%s: %zu old %s dropped\n", path, n, n == 1 ? "key" : "keys");
	return true;
}

bool command_secret(const struct command_line *line, struct err *err)
{
	enum secret_kind kind = line->v1a  ? SECRET_V1A
				: line->v1 ? SECRET_V1
					   : SECRET_SAME;
	const char *word = line->nargs ? line->args[0] : "";
	const char *path = line->nargs == 2 ? line->args[1] : NULL;
	bool makes = strcmp(word, "new") == 0 || strcmp(word, "rotate") == 0;

	if (!path)
		return err_set(err, ERR_USAGE,
			       "say new, rotate, retire or public, and a FILE");
	if ((line->v1 && line->v1a) || (!makes && kind != SECRET_SAME))
		return err_set(err, ERR_USAGE,
			       "--v1 or --v1a say what new and rotate make");
	if (strcmp(word, "new") == 0)
		return make(path, kind, err);
	if (strcmp(word, "rotate") == 0)
		return rotate(path, kind, err);
	if (strcmp(word, "retire") == 0)
		return retire(path, err);
	if (strcmp(word, "public") == 0)
		return print_public(path, err);
	return err_set(err, ERR_USAGE, "unknown word \"%s\"", word);
}
