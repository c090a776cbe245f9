#include "triggers/quote.h"

#include <string.h>

/*
 * A line end inside quotes is VEIL LINE while templates are filled, and a VEIL
 * that was there is VEIL SELF.
 */
#define VEIL '\001'
#define LINE '\002'
#define SELF '\003'

static void add_veiled(struct buf *out, char c)
{
	if (c == '\n' || c == VEIL)
		buf_addch(out, VEIL);
	buf_addch(out, c == '\n' ? LINE : c == VEIL ? SELF : c);
}

/* Between the quotes, with every byte of `twice` doubled. */
static void add_quoted(struct buf *out, char open, const char *text, char close,
		       const char *twice)
{
	const char *p;

	buf_addch(out, open);
	for (p = text; *p; p++) {
		if (strchr(twice, *p))
			buf_addch(out, *p);
		add_veiled(out, *p);
	}
	buf_addch(out, close);
}

void quote_name(const struct dialect *dialect, const char *name,
		struct buf *out)
{
	const char *quotes = dialect_setting(dialect, "quote");
	char twice[2] = { 0 };
	char open = quotes ? quotes[0] : '"';
	char close = quotes && *quotes && quotes[1] ? quotes[1] : open;

	if (quotes && !*quotes) {
		buf_addstr(out, name);
		return;
	}
	twice[0] = close;
	add_quoted(out, open, name, close, twice);
}

bool quote_possible(const struct dialect *dialect, const char *name)
{
	static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789$";
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz_0123456789$";
	const char *quotes = dialect_setting(dialect, "quote");
	const char *names = dialect_setting(dialect, "names");
	const char *letters =
	    names && strcmp(names, "lower") == 0 ? lower : upper;

	/* The first is a letter or, where names are so, an underscore. */
	return !quotes || *quotes ||
	       (*name && strspn(name, letters) == strlen(name) &&
		strchr(letters, *name) - letters < 27 &&
		(*name != '_' || letters == lower));
}

void quote_literal(const struct dialect *dialect, const char *text,
		   struct buf *out)
{
	const char *escape = dialect_setting(dialect, "escape");
	bool backslash = escape && strcmp(escape, "backslash") == 0;

	add_quoted(out, '\'', text, '\'', backslash ? "'\\" : "'");
}

/* One part of an account; p behind it. */
static bool read_part(const char **p, struct buf *out)
{
	if (**p != '\'') {
		size_t n = strcspn(*p, "@'");

		buf_add(out, *p, n);
		*p += n;
		return n > 0;
	}
	for (++*p; **p && (**p != '\'' || (*p)[1] == '\''); ++*p) {
		*p += **p == '\'';
		buf_addch(out, **p);
	}
	if (**p != '\'')
		return false;
	++*p;
	return true;
}

static bool quote_account(const struct dialect *dialect, const char *role,
			  struct buf *out, struct err *err)
{
	struct buf name = { 0 }, host = { 0 };
	const char *p = role;
	bool good;

	good = read_part(&p, &name);
	if (good && *p == '@') {
		p++;
		good = read_part(&p, &host);
	} else {
		good = false;
	}
	good = good && !*p;
	if (good) {
		quote_literal(dialect, buf_str(&name), out);
		buf_addch(out, '@');
		quote_literal(dialect, buf_str(&host), out);
	} else {
		err_set(err, ERR_USAGE,
			"--role \"%s\": an account is NAME@HOST here, as in "
			"shadowlog@10.0.0.7 or \"'shadowlog'@'%%'\"",
			role);
	}
	buf_release(&name);
	buf_release(&host);
	return good;
}

bool quote_role(const struct dialect *dialect, const char *role,
		struct buf *out, struct err *err)
{
	const char *user = dialect_setting(dialect, "user");

	if (user && strcmp(user, "account") == 0)
		return quote_account(dialect, role, out, err);
	if (!*role)
		return err_set(err, ERR_USAGE, "--role is empty");
	if (!quote_possible(dialect, role))
		return err_set(err, ERR_USAGE,
			       "--role \"%s\": names have no quotes in this "
			       "dialect: they are letters, digits, _ and $, "
			       "all capitals or none",
			       role);
	quote_name(dialect, role, out);
	return true;
}

void quote_veil(const char *text, struct buf *out)
{
	for (; *text; text++)
		add_veiled(out, *text);
}

void quote_unveil(const char *text, struct buf *out)
{
	for (; *text; text++) {
		if (*text == VEIL) {
			text++;
			buf_addch(out, *text == LINE ? '\n' : VEIL);
		} else {
			buf_addch(out, *text);
		}
	}
}
