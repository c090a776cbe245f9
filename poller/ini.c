#include "poller/ini.h"

#include <ctype.h>
#include <string.h>

struct parser {
	const char *path;
	size_t line;
	const char *section;
	struct ini *out;
};

static char *trim(char *s)
{
	char *end;

	while (isspace((unsigned char)*s))
		s++;
	end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	*end = '\0';
	return s;
}

static bool fail(const struct parser *p, struct err *err, const char *text,
		 const char *what)
{
	return err_set(err, ERR_CONFIG, "%s: line %zu: %s%s%s%s", p->path,
		       p->line, text, what ? " \"" : "", what ? what : "",
		       what ? "\"" : "");
}

/* "[sink   orders]" -> "sink orders" */
static void squeeze(char *s)
{
	char *to = s;

	for (; *s; s++)
		if (!isspace((unsigned char)*s) ||
		    !isspace((unsigned char)s[1]))
			*to++ = isspace((unsigned char)*s) ? ' ' : *s;
	*to = '\0';
}

static bool parse_section(struct parser *p, char *line, struct err *err)
{
	size_t n = strlen(line), i;
	struct ini *ini = p->out;
	char *name;

	if (n < 2 || line[n - 1] != ']')
		return fail(p, err, "a section looks like [name], not", line);
	line[n - 1] = '\0';
	name = trim(line + 1);
	squeeze(name);
	if (!*name)
		return fail(p, err, "a section needs a name", NULL);
	for (i = 0; i < ini->nsections; i++)
		if (strcmp(ini->sections[i].name, name) == 0)
			return fail(p, err, "a second section", name);
	p->section = name;
	ini->sections[ini->nsections++] =
	    (struct ini_section){ .name = name, .line = p->line };
	return true;
}

static bool parse_entry(struct parser *p, char *line, struct err *err)
{
	char *equals = strchr(line, '=');
	struct ini *ini = p->out;
	char *key;

	if (!equals)
		return fail(p, err, "expected `key = value`, not", line);
	if (!p->section)
		return fail(p, err, "a key before the first [section]", line);
	*equals = '\0';
	key = trim(line);
	if (!*key)
		return fail(p, err, "a value without a key", NULL);
	if (ini_find(ini, p->section, key))
		return fail(p, err, "a second value for key", key);
	ini->entries[ini->n++] = (struct ini_entry){
		.section = p->section,
		.key = key,
		.value = trim(equals + 1),
		.line = p->line,
	};
	return true;
}

static bool parse_line(struct parser *p, char *line, struct err *err)
{
	line = trim(line);
	if (*line == '\0' || *line == '#' || *line == ';')
		return true;
	if (*line == '[')
		return parse_section(p, line, err);
	return parse_entry(p, line, err);
}

static size_t count_lines(const char *text)
{
	size_t n = 1;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

bool ini_parse(const char *text, const char *path, struct arena *arena,
	       struct ini *out, struct err *err)
{
	static const char bom[] = "\xef\xbb\xbf";
	size_t lines = count_lines(text);
	struct parser p = { .path = path, .out = out };
	char *line, *next;

	*out = (struct ini){ 0 };
	out->entries = arena_calloc(arena, lines, sizeof(*out->entries));
	out->sections = arena_calloc(arena, lines, sizeof(*out->sections));
	if (strncmp(text, bom, 3) == 0)
		text += 3;
	for (line = arena_strdup(arena, text); line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		p.line++;
		if (!parse_line(&p, line, err))
			return false;
	}
	return true;
}

struct ini_entry *ini_find(const struct ini *ini, const char *section,
			   const char *key)
{
	size_t i;

	for (i = 0; i < ini->n; i++)
		if (strcmp(ini->entries[i].section, section) == 0 &&
		    strcmp(ini->entries[i].key, key) == 0)
			return &ini->entries[i];
	return NULL;
}
