#include "poller/config.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/dialect.h"
#include "core/mem.h"
#include "core/quantity.h"
#include "poller/ini.h"

enum { MAX_FILE = 1024 * 1024, MAX_NAME = 32 };

struct config {
	const char *path;
	struct ini ini;
	struct arena arena;
};

/*
 * A whole small file, NUL-terminated; *others tells whether they can read it.
 */
static bool read_file(const char *path, char **out, bool *others,
		      struct err *err)
{
	struct buf text = { 0 };
	char chunk[4096];
	struct stat st;
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set(err, ERR_CONFIG, "\"%s\": %s", path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return false;
	}
	*others = (st.st_mode & S_IROTH) != 0;
	while (text.len < MAX_FILE && (n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(&text, chunk, (size_t)n);
	close(fd);
	if (n < 0 || text.len >= MAX_FILE ||
	    memchr(buf_str(&text), 0, text.len)) {
		err_set(err, ERR_CONFIG, "\"%s\": %s", path,
			n < 0 ? strerror(errno)
			      : "not a text file, or too long");
		buf_release(&text);
		return false;
	}
	buf_addstr(&text, "");
	*out = buf_steal(&text);
	return true;
}

bool config_parse(struct config **out, const char *path, const char *text,
		  struct err *err)
{
	struct config *config = xcalloc(1, sizeof(*config));

	config->path = arena_strdup(&config->arena, path);
	if (!ini_parse(text, config->path, &config->arena, &config->ini, err)) {
		config_close(config);
		return false;
	}
	*out = config;
	return true;
}

/* Does a connection string hold a password? */
static bool holds_password(const char *connection)
{
	const char *p;

	for (p = connection; *p; p++) {
		const char *word = p == connection ? p : p + 1;

		if (p != connection && *p != ';')
			continue;
		while (isspace((unsigned char)*word))
			word++;
		if (strncasecmp(word, "PWD", 3) == 0 ||
		    strncasecmp(word, "PASSWORD", 8) == 0)
			return true;
	}
	return false;
}

bool config_open(struct config **out, const char *path, struct err *err)
{
	struct ini_entry *entry;
	bool others = false;
	char *text;
	bool good;

	if (!read_file(path, &text, &others, err))
		return err_prefix(err, "configuration");
	good = config_parse(out, path, text, err);
	free(text);
	if (!good)
		return false;
	entry = ini_find(&(*out)->ini, "source", "connection");
	if (others && entry && holds_password(entry->value)) {
		err_set(
		    err, ERR_CONFIG,
		    "%s: line %zu: `connection` holds a password and others "
		    "can read this file: chmod o-r it, or name a "
		    "`password_file`",
		    path, entry->line);
		config_close(*out);
		*out = NULL;
		return false;
	}
	return true;
}

void config_close(struct config *config)
{
	if (!config)
		return;
	arena_release(&config->arena);
	free(config);
}

static const char *get(struct config *config, const char *section,
		       const char *key)
{
	struct ini_entry *entry = ini_find(&config->ini, section, key);

	if (!entry)
		return NULL;
	/* Lanes of one sink, each in its thread, read their secrets again. */
	if (!entry->read)
		entry->read = true;
	return entry->value;
}

/* "PATH: line N: [SECTION] KEY: TEXT" */
static bool fail(const struct config *config, const char *section,
		 const char *key, struct err *err, const char *text)
{
	const struct ini_entry *entry = ini_find(&config->ini, section, key);

	if (entry)
		return err_set(err, ERR_CONFIG, "%s: line %zu: [%s] %s: %s",
			       config->path, entry->line, section, key, text);
	return err_set(err, ERR_CONFIG, "%s: [%s] %s: %s", config->path,
		       section, key, text);
}

/* A number with a unit, within low..high; `none` where the key is not set. */
struct number {
	const char *key;
	enum quantity what;
	int64_t none, low, high;
	const char *expected;
};

static bool get_number(struct config *config, const char *section,
		       const struct number *number, int64_t *out,
		       struct err *err)
{
	const char *text = get(config, section, number->key);
	char message[256];

	if (!text) {
		*out = number->none;
		return true;
	}
	if (quantity_parse(text, number->what, out) && *out >= number->low &&
	    *out <= number->high)
		return true;
	snprintf(message, sizeof(message), "\"%.60s\" is not %s", text,
		 number->expected);
	return fail(config, section, number->key, err, message);
}

/* One of some words, as its index; the first one where the key is not set. */
static bool get_word(struct config *config, const char *section,
		     const char *key, const char *const *words, size_t *out,
		     struct err *err)
{
	const char *text = get(config, section, key);
	struct buf list = { 0 };
	size_t i;

	*out = 0;
	if (!text)
		return true;
	for (i = 0; words[i]; i++) {
		if (strcmp(words[i], text) == 0) {
			*out = i;
			buf_release(&list);
			return true;
		}
		buf_addf(&list, "%s%s", i ? ", " : "it is one of ", words[i]);
	}
	fail(config, section, key, err, list.data);
	buf_release(&list);
	return false;
}

/* Names go into ids, paths and headers: [a-z0-9_], at most 32 of them. */
static bool good_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return n > 0 && n <= MAX_NAME && name[n] == '\0';
}

static bool need(struct config *config, const char *section, const char *key,
		 const char *why, const char **out, struct err *err)
{
	*out = get(config, section, key);
	if (*out && **out)
		return true;
	return fail(config, section, key, err, why);
}

bool config_source(struct config *config, struct config_source *out,
		   struct err *err)
{
	static const struct number keep = {
		"keep", QUANTITY_SECONDS, 0,
		0,      366 * 86400,      "a time such as 0s, 2h or 7d"
	};
	static const struct number lease = { "lease", QUANTITY_SECONDS,
					     60,      5,
					     86400,   "a time from 5s to 1d" };
	static const struct number interval = {
		"interval", QUANTITY_MILLISECONDS,   10, 1,
		60000,      "a time from 1ms to 60s"
	};
	static const char *const words[] = { "no", "yes", NULL };
	static const char section[] = "source";
	size_t shared;

	if (!need(config, section, "id", "the source needs a name", &out->id,
		  err) ||
	    !need(config, section, "dialect",
		  "which engine is it? one of shadowlog-triggers --list",
		  &out->dialect, err) ||
	    !need(config, section, "connection",
		  "an ODBC connection string, or DSN=NAME", &out->connection,
		  err) ||
	    !need(config, section, "state_dir",
		  "a directory for state.db, on a local disk", &out->state_dir,
		  err))
		return false;
	if (!good_name(out->id))
		return fail(config, section, "id", err,
			    "use a-z, 0-9 and _, at most 32 of them");
	(void)get(config, section, "password_file");
	out->host = get(config, section, "host");
	if (out->host && (!*out->host || strlen(out->host) > 60))
		return fail(config, section, "host", err,
			    "a name of 1 to 60 characters");
	if (!get_word(config, section, "state_shared", words, &shared, err))
		return false;
	out->state_shared = shared == 1;
	return get_number(config, section, &keep, &out->keep, err) &&
	       get_number(config, section, &lease, &out->lease, err) &&
	       get_number(config, section, &interval, &out->interval, err);
}

/* A value as a connection string wants it: braces where it is not plain. */
static void add_attribute(struct buf *out, const char *value)
{
	if (!value[strcspn(value, "[]{}(),;?*=!@ ")]) {
		buf_addstr(out, value);
		return;
	}
	buf_addch(out, '{');
	for (; *value; value++) {
		if (*value == '}')
			buf_addch(out, '}');
		buf_addch(out, *value);
	}
	buf_addch(out, '}');
}

bool config_connection(struct config *config, char **out, struct err *err)
{
	const char *connection = get(config, "source", "connection");
	const char *path = get(config, "source", "password_file");
	struct buf text = { 0 };
	char *password = NULL;

	if (path && holds_password(connection))
		return fail(config, "source", "password_file", err,
			    "`connection` holds a password already");
	if (path && !config_secret(path, &password, err)) {
		char why[sizeof(err->text)];

		snprintf(why, sizeof(why), "%s", err->text);
		return fail(config, "source", "password_file", err, why);
	}
	buf_addstr(&text, connection);
	if (password) {
		buf_addstr(&text, ";PWD=");
		add_attribute(&text, password);
		free(password);
	}
	*out = buf_steal(&text);
	return true;
}

static const char *sink_of(const char *section)
{
	return strncmp(section, "sink ", 5) == 0 ? section + 5 : NULL;
}

const char *config_sink_name(const struct config *config, size_t i)
{
	size_t k;

	for (k = 0; k < config->ini.nsections; k++) {
		const char *name = sink_of(config->ini.sections[k].name);

		if (name && i-- == 0)
			return name;
	}
	return NULL;
}

static const char *sink_section(struct config *config, const char *sink)
{
	size_t k;

	for (k = 0; k < config->ini.nsections; k++) {
		const char *name = sink_of(config->ini.sections[k].name);

		if (name && strcmp(name, sink) == 0)
			return config->ini.sections[k].name;
	}
	return "sink ?";
}

bool config_sink_type(struct config *config, const char *sink,
		      const struct sink_type **out, struct err *err)
{
	const char *section = sink_section(config, sink);
	const struct sink_type *type;
	struct buf list = { 0 };
	const char *name;
	bool good;
	size_t i;

	if (!good_name(sink))
		return err_set(
		    err, ERR_CONFIG,
		    "%s: [%s]: a sink's name is made of a-z, 0-9 and "
		    "_, at most 32 of them",
		    config->path, section);
	for (i = 0; (type = sink_type_at(i)); i++)
		buf_addf(&list, "%s%s", i ? ", " : "which sink is it? one of ",
			 type->name);
	good = need(config, section, "type", buf_str(&list), &name, err);
	if (good && !(*out = sink_type_find(name)))
		good = fail(config, section, "type", err, buf_str(&list));
	buf_release(&list);
	return good;
}

bool config_batch(struct config *config, const char *sink,
		  struct config_batch *out, struct err *err)
{
	struct number events = { "events", QUANTITY_COUNT,
				 500,      1,
				 1000000,  "a number from 1 to 1000000" };
	struct number bytes = {
		"bytes", QUANTITY_SIZE, 1024 * 1024,
		1024,    1 << 30,       "a size from 1k to 1g"
	};
	const char *section = sink_section(config, sink);
	const struct sink_type *type;

	if (!config_sink_type(config, sink, &type, err))
		return false;
	if (type->batch_events)
		events.none = type->batch_events;
	if (!get_number(config, "batch", &events, &events.none, err) ||
	    !get_number(config, "batch", &bytes, &bytes.none, err))
		return false;
	events.key = "batch_events";
	bytes.key = "batch_bytes";
	return get_number(config, section, &events, &out->events, err) &&
	       get_number(config, section, &bytes, &out->bytes, err);
}

bool config_sink(struct config *config, const char *sink,
		 struct config_sink *out, struct err *err)
{
	static const char *const rejects[] = { "halt", "dlq", "park-key",
					       NULL };
	static const char *const changes[] = { "warn", "halt", NULL };
	static const char *const larges[] = { "refuse", "omit", NULL };
	static const struct number checkpoint = {
		"checkpoint", QUANTITY_MILLISECONDS,        0, 0,
		86400000,     "a time from 1s to 1d, or 0s"
	};
	static const struct number suspect = {
		"suspect_after",          QUANTITY_COUNT, 0, 1, 1000,
		"a number from 1 to 1000"
	};
	static const struct number give_up = {
		"give_up_after", QUANTITY_SECONDS,        0, 60,
		366 * 86400,     "a time from 1m to 366d"
	};
	static const struct number lanes = { "lanes", QUANTITY_COUNT, 0, 2,
					     64,      "from 2 to 64" };
	const char *section = sink_section(config, sink);
	size_t reject, change, large;

	if (!get_word(config, section, "on_reject", rejects, &reject, err) ||
	    !get_word(config, section, "on_schema_change", changes, &change,
		      err) ||
	    !get_word(config, section, "on_too_large", larges, &large, err) ||
	    !get_number(config, section, &checkpoint, &out->checkpoint, err) ||
	    !get_number(config, section, &suspect, &out->suspect_after, err) ||
	    !get_number(config, section, &give_up, &out->give_up_after, err) ||
	    !get_number(config, section, &lanes, &out->lanes, err))
		return false;
	out->on_reject = (enum on_reject)reject;
	out->halt_on_schema = change == 1;
	out->omit_too_large = large == 1;
	out->format = get(config, section, "format");
	if (!out->format)
		out->format = "native";
	return true;
}

static const char *option_get(const struct sink_options *options,
			      const char *key)
{
	struct config *config = options->opaque;

	return get(config, sink_section(config, options->name), key);
}

static const char *option_key(const struct sink_options *options,
			      const char *prefix, size_t i)
{
	const struct config *config = options->opaque;
	const char *section = sink_section(options->opaque, options->name);
	size_t k;

	for (k = 0; k < config->ini.n; k++) {
		const struct ini_entry *entry = &config->ini.entries[k];

		if (strcmp(entry->section, section) == 0 &&
		    strncmp(entry->key, prefix, strlen(prefix)) == 0 &&
		    i-- == 0)
			return entry->key;
	}
	return NULL;
}

static bool option_fail(const struct sink_options *options, const char *key,
			struct err *err, const char *text)
{
	struct config *config = options->opaque;

	return fail(config, sink_section(config, options->name), key, err,
		    text);
}

static bool option_secret(const struct sink_options *options, const char *key,
			  char **out, struct err *err)
{
	const char *path = option_get(options, key);
	char why[sizeof(err->text)];

	*out = NULL;
	if (!path || config_secret(path, out, err))
		return true;
	snprintf(why, sizeof(why), "%s", err->text);
	option_fail(options, key, err, why);
	err->kind = ERR_MISCONFIGURED; /* the file is, and for this sink */
	return false;
}

void config_sink_options(struct config *config, const char *sink,
			 const char *source, const volatile sig_atomic_t *stop,
			 struct sink_options *out)
{
	*out = (struct sink_options){
		.name = sink,
		.source = source,
		.opaque = config,
		.get = option_get,
		.key = option_key,
		.fail = option_fail,
		.secret = option_secret,
		.stop = stop,
	};
}

static bool no_such_key(const struct config *config,
			const struct ini_entry *entry, struct err *err)
{
	return err_set(err, ERR_CONFIG,
		       "%s: line %zu: [%s] has no key \"%s\": see shadowlog "
		       "--sample-config",
		       config->path, entry->line, entry->section, entry->key);
}

bool config_check_sink(const struct config *config, const char *section,
		       struct err *err)
{
	size_t i;

	for (i = 0; i < config->ini.n; i++) {
		const struct ini_entry *entry = &config->ini.entries[i];
		const char *name = sink_of(entry->section);

		if (!entry->read && name && strcmp(name, section) == 0)
			return no_such_key(config, entry, err);
	}
	return true;
}

bool config_check_unread(struct config *config, struct err *err)
{
	size_t i;

	for (i = 0; i < config->ini.nsections; i++) {
		const struct ini_section *section = &config->ini.sections[i];

		if (strcmp(section->name, "source") != 0 &&
		    strcmp(section->name, "batch") != 0 &&
		    !sink_of(section->name))
			return err_set(err, ERR_CONFIG,
				       "%s: line %zu: no section is called "
				       "[%s]: there are [source], [batch] and "
				       "[sink NAME]",
				       config->path, section->line,
				       section->name);
	}
	for (i = 0; i < config->ini.n; i++)
		if (!config->ini.entries[i].read)
			return no_such_key(config, &config->ini.entries[i],
					   err);
	return true;
}

bool config_secret(const char *path, char **out, struct err *err)
{
	static const char prefix[] = "credential:";
	const char *dir = getenv("CREDENTIALS_DIRECTORY");
	struct buf full = { 0 };
	bool others = false, good;
	size_t n;

	if (strncmp(path, prefix, strlen(prefix)) == 0) {
		path += strlen(prefix);
		if (!dir || !*path || strchr(path, '/'))
			return err_set(err, ERR_CONFIG,
				       "credential \"%s\": not run by systemd "
				       "with LoadCredential=%s:...",
				       path, path);
		buf_addf(&full, "%s/", dir);
	}
	buf_addstr(&full, path);
	good = read_file(buf_str(&full), out, &others, err);
	if (good && others) {
		good = err_set(err, ERR_CONFIG,
			       "\"%s\" is a secret and others can read it: "
			       "chmod o-r it",
			       buf_str(&full));
		free(*out);
		*out = NULL;
	}
	buf_release(&full);
	if (!good)
		return false;
	n = strlen(*out);
	if (n && (*out)[n - 1] == '\n')
		(*out)[--n] = '\0';
	if (n && (*out)[n - 1] == '\r')
		(*out)[--n] = '\0';
	if (n)
		return true;
	free(*out);
	*out = NULL;
	return err_set(err, ERR_CONFIG, "\"%s\" is empty", path);
}
