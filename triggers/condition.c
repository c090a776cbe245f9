#include "triggers/condition.h"

#include <string.h>

#define THIS "this."

enum { THIS_LEN = sizeof(THIS) - 1 };

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || ((unsigned char)c & 0x80);
}

/* What closes a quote that this byte opens; 0: it opens none. */
static char closing(const struct dialect *dialect, char c)
{
	const char *quotes = dialect_setting(dialect, "quote");

	if (c == '\'' || c == '"')
		return c;
	if (quotes && c == quotes[0])
		return quotes[1] ? quotes[1] : c;
	return '\0';
}

/* Behind the quote that opens at p, doubled ones inside; NULL: no end. */
static const char *skip_quoted(const char *p, char close)
{
	for (p++; *p; p++) {
		if (*p != close)
			continue;
		if (p[1] != close)
			return p + 1;
		p++;
	}
	return NULL;
}

/* Does `this.` start at p, which is not the middle of a word? */
static bool at_this(const char *text, const char *p)
{
	return strncmp(p, THIS, THIS_LEN) == 0 &&
	       (p == text || (!is_word_byte(p[-1]) && p[-1] != '.'));
}

/* Which words and bytes stand nowhere outside of quotes. */
static const char *forbidden(const struct dialect *dialect, const char *p)
{
	static const char *const texts[] = {
		";", "--", "/*", "*/", "//", "#", "$", "`", "@", "!", "^", "{{"
	};
	size_t i;

	if (p[0] == ':' && p[1] == ':')
		return NULL;
	if (p[0] == ':')
		return ":";
	if (p[0] == '!' && p[1] == '=')
		return NULL;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (strncmp(p, texts[i], strlen(texts[i])) == 0 &&
		    !closing(dialect, *p))
			return texts[i];
	return NULL;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(const char *name, const char *p, size_t n)
{
	size_t i;

	if (strlen(name) != n)
		return false;
	for (i = 0; i < n; i++)
		if (lower(name[i]) != lower(p[i]))
			return false;
	return true;
}

/* The name behind `this.`, at p, is a column's: engines fold case. */
static bool check_column(const struct dialect *dialect,
			 const struct table *table, const char *p,
			 struct err *err)
{
	struct buf name = { 0 };
	char close = *p == '\'' ? '\0' : closing(dialect, *p);
	const char *end = close ? skip_quoted(p, close) : p;
	bool found = false;
	size_t i;

	if (close && !end)
		return err_set(err, ERR_DATA,
			       "option \"when\": a quote is not closed: %s", p);
	if (close)
		for (p++; end && p < end - 1; p++) {
			p += *p == close;
			buf_addch(&name, *p);
		}
	else
		for (; is_word_byte(*end) || *end == '$'; end++)
			buf_addch(&name, *end);
	for (i = 0; name.len && i < table->ncolumns; i++)
		found = found ||
			same_name(table->columns[i].name, name.data, name.len);
	if (!found)
		err_set(err, ERR_DATA,
			"option \"when\": there is no column \"%s\"",
			buf_str(&name));
	buf_release(&name);
	return found;
}

static bool fail(const char *text, struct err *err, const char *what)
{
	return err_set(err, ERR_DATA, "option \"when\": %s: %s", what, text);
}

/* Bytes that stand nowhere, not even in quotes. */
static bool check_bytes(const char *text, struct err *err)
{
	const char *p;

	for (p = text; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f || *p == '\\' ||
		    (p[0] == '$' && p[1] == '('))
			return fail(text, err,
				    "it is one line without control "
				    "characters, backslashes and $(");
	return true;
}

/* One step from p; *columns counts, *depth is that of brackets. */
static const char *step(const struct dialect *dialect,
			const struct table *table, const char *text,
			const char *p, int *depth, size_t *columns,
			struct err *err)
{
	const char *bad = forbidden(dialect, p), *end;
	char close = closing(dialect, *p);
	struct buf what = { 0 };

	if (bad) {
		buf_addf(&what, "%s stands in quotes only", bad);
		fail(text, err, what.data);
		buf_release(&what);
		return NULL;
	}
	if (close) {
		end = skip_quoted(p, close);
		if (!end)
			fail(text, err, "a quote is not closed");
		return end;
	}
	if (strncmp(p, "::", 2) == 0 || strncmp(p, "!=", 2) == 0)
		return p + 2;
	*depth += (*p == '(') - (*p == ')');
	if (*depth < 0) {
		fail(text, err, "a bracket is closed that was not opened");
		return NULL;
	}
	if (!at_this(text, p))
		return p + 1;
	++*columns;
	p += THIS_LEN;
	return check_column(dialect, table, p, err) ? p : NULL;
}

bool condition_check(const struct dialect *dialect, const struct table *table,
		     const char *text, struct err *err)
{
	const char *p = text;
	size_t columns = 0;
	int depth = 0;

	if (!check_bytes(text, err))
		return false;
	while (*p) {
		p = step(dialect, table, text, p, &depth, &columns, err);
		if (!p)
			return false;
	}
	if (depth)
		return fail(text, err, "a bracket is not closed");
	if (!columns)
		return fail(text, err,
			    "it names no column of the row: write "
			    "this.COLUMN");
	return true;
}

void condition_print(const struct dialect *dialect, const char *text,
		     const char *row, struct buf *out)
{
	const char *p = text;

	while (*p) {
		char close = closing(dialect, *p);
		const char *end = close ? skip_quoted(p, close) : p + 1;

		if (!close && at_this(text, p)) {
			buf_addstr(out, row);
			end = p + THIS_LEN;
		} else {
			buf_add(out, p, (size_t)(end - p));
		}
		p = end;
	}
}
