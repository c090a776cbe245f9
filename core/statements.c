#include "core/statements.h"

#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/mem.h"
#include "core/resource.h"
#include "core/template.h"

#define MARK "--:"

struct statements {
	const char *file;
	struct template_value *items; /* a name and its text */
	size_t n, cap;
	struct arena arena;
};

static const char *find(const struct statements *statements, const char *name)
{
	size_t i;

	for (i = 0; i < statements->n; i++)
		if (strcmp(statements->items[i].name, name) == 0)
			return statements->items[i].value;
	return NULL;
}

/* Without blanks and line ends at both ends; a copy in the arena. */
static char *trimmed(struct statements *statements, const char *p, size_t n)
{
	while (n && strchr(" \t\r\n", p[n - 1]))
		n--;
	while (n && strchr(" \t\r\n", *p))
		p++, n--;
	return arena_strndup(&statements->arena, p, n);
}

/* Lines of comment at the end are of the next statement. */
static size_t without_comments(const char *p, size_t n)
{
	size_t end = 0, i = 0;

	while (i < n) {
		size_t line = strcspn(p + i, "\n");

		if (line > 0 && strncmp(p + i, "--", 2) != 0)
			end = i + line;
		i += line + 1;
	}
	return end;
}

/* The statement under the mark at p, which is `n` bytes with its text. */
static bool add(struct statements *statements, const char *p, size_t n,
		struct err *err)
{
	size_t line = strcspn(p, "\n");
	const char *name =
	    trimmed(statements, p + strlen(MARK), line - strlen(MARK));
	const char *text =
	    trimmed(statements, p + line, without_comments(p + line, n - line));
	struct buf where = { 0 }, filled = { 0 };
	bool good;

	buf_addf(&where, "%s: %s", statements->file, name);
	if (find(statements, name))
		good =
		    err_set(err, ERR_INTERNAL, "%s is there twice", where.data);
	else
		good = template_fill(text, where.data, statements->items,
				     statements->n, &filled, err);
	if (good) {
		statements->items =
		    xgrow(statements->items, &statements->cap,
			  statements->n + 1, sizeof(*statements->items));
		statements->items[statements->n++] = (struct template_value){
			name, arena_strdup(&statements->arena, buf_str(&filled))
		};
	}
	buf_release(&where);
	buf_release(&filled);
	return good;
}

/* The next line that is a mark, or the end. */
static const char *next_mark(const char *p)
{
	while (*p && strncmp(p, MARK, strlen(MARK)) != 0) {
		p += strcspn(p, "\n");
		if (*p)
			p++;
	}
	return p;
}

bool statements_open(struct statements **out, const char *file, struct err *err)
{
	const struct resource *resource = resource_find(file);
	struct statements *statements;
	const char *p, *next;
	bool good = true;

	*out = NULL;
	if (!resource)
		return err_set(err, ERR_INTERNAL, "%s is not built in", file);
	statements = xcalloc(1, sizeof(*statements));
	statements->file = resource->name;
	for (p = next_mark(resource->text); good && *p; p = next) {
		next = next_mark(p + strlen(MARK));
		good = add(statements, p, (size_t)(next - p), err);
	}
	if (!good) {
		statements_close(statements);
		return false;
	}
	*out = statements;
	return true;
}

void statements_close(struct statements *statements)
{
	if (!statements)
		return;
	free(statements->items);
	arena_release(&statements->arena);
	free(statements);
}

const char *statements_find(const struct statements *statements,
			    const char *name, struct err *err)
{
	const char *text = find(statements, name);

	if (!text)
		err_set(err, ERR_INTERNAL, "%s has no statement \"%s\"",
			statements->file, name);
	return text;
}

const char *statements_at(const struct statements *statements, size_t i)
{
	return i < statements->n ? statements->items[i].name : NULL;
}
