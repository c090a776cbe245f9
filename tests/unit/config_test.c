/* poller/ini.c and poller/config.c: what is read, and what is refused how. */
#include "poller/config.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"
#include "core/resource.h"
#include "poller/ini.h"
#include "tests/tap.h"

#define SOURCE                                                                 \
	"[source]\nid = erp\ndialect = sqlite\nconnection = Driver=x;A=1\n"    \
	"state_dir = /tmp/x\n"
#define FILES "[sink files]\ntype = file\ndir = /tmp/f\n"

/* Everything that a poll reads, in its order. */
static bool read_all(struct config *config, struct err *err)
{
	const struct sink_type *type;
	struct sink_options options;
	struct config_source source;
	struct config_batch batch;
	const char *name;
	char *connection;
	size_t i;

	if (!config_source(config, &source, err))
		return false;
	for (i = 0; (name = config_sink_name(config, i)); i++) {
		if (!config_sink_type(config, name, &type, err) ||
		    !config_batch(config, name, &batch, err))
			return false;
		config_sink_options(config, name, source.id, NULL, &options);
		(void)options.get(&options, "dir");
	}
	if (!config_connection(config, &connection, err))
		return false;
	free(connection);
	return config_check_unread(config, err);
}

static const struct {
	const char *text;
	const char *want; /* part of the message; NULL: all is well */
} cases[] = {
	{ SOURCE FILES, NULL },
	{ "\xef\xbb\xbf" SOURCE FILES, NULL },
	{ "# a\n; b\n\n" SOURCE "\n" FILES, NULL },
	{ SOURCE "keep = 7d\nlease = 5s\ninterval = 60s\n" FILES, NULL },
	{ SOURCE "keep = 0\n" FILES, NULL },
	{ SOURCE "[batch]\nevents = 1000000\nbytes = 1g\n" FILES, NULL },
	{ SOURCE "[batch]\nbytes = 1 MiB\n" FILES, NULL },
	{ SOURCE FILES "batch_events = 3\nbatch_bytes = 64k\n", NULL },
	{ SOURCE "[sink   files]\ntype = file\n", NULL },
	/* the lines themselves */
	{ "id = erp\n", "c.ini: line 1: a key before the first [section]" },
	{ "[source\n", "c.ini: line 1: a section looks like [name], not" },
	{ "[ ]\n", "c.ini: line 1: a section needs a name" },
	{ "[source]\nid\n", "c.ini: line 2: expected `key = value`, not" },
	{ "[source]\n = 1\n", "c.ini: line 2: a value without a key" },
	{ SOURCE "id = shop\n",
	  "c.ini: line 6: a second value for key \"id\"" },
	{ SOURCE "[source]\n", "c.ini: line 6: a second section \"source\"" },
	{ SOURCE FILES "[sink  files]\n",
	  "c.ini: line 9: a second section \"sink files\"" },
	/* what is missing */
	{ FILES, "c.ini: [source] id: the source needs a name" },
	{ "[source]\nid = erp\n", "[source] dialect: which engine is it?" },
	{ "[source]\nid = erp\ndialect = sqlite\n",
	  "[source] connection: an ODBC connection string" },
	{ "[source]\nid = erp\ndialect = sqlite\nconnection = x\n",
	  "[source] state_dir: a directory" },
	{ "[source]\nid =\n", "c.ini: line 2: [source] id: the source needs" },
	/* what is wrong */
	{ SOURCE "keep = soon\n", "c.ini: line 6: [source] keep: \"soon\" is "
				  "not a time such as 0s, 2h or 7d" },
	{ SOURCE "keep = 7\n", "[source] keep: \"7\" is not a time" },
	{ SOURCE "keep = -1s\n", "[source] keep: \"-1s\" is not a time" },
	{ SOURCE "keep = 367d\n", "[source] keep: \"367d\" is not a time" },
	{ SOURCE "keep = 99999999999999999d\n", "[source] keep: " },
	{ SOURCE "lease = 1s\n", "[source] lease: \"1s\" is not a time from" },
	{ SOURCE "interval = 2m\n", "[source] interval: \"2m\" is not" },
	{ SOURCE "[batch]\nevents = 0\n" FILES,
	  "c.ini: line 7: [batch] events: \"0\" is not a number from 1 to" },
	{ SOURCE "[batch]\nevents = 1.5\n" FILES, "[batch] events: \"1.5\"" },
	{ SOURCE "[batch]\nevents = ten\n" FILES, "[batch] events: \"ten\"" },
	{ SOURCE "[batch]\nbytes = 1023\n" FILES,
	  "[batch] bytes: \"1023\" is not a size from 1k to 1g" },
	{ SOURCE "[batch]\nbytes = 2g\n" FILES, "[batch] bytes: \"2g\"" },
	{ SOURCE FILES "batch_events = 0\n",
	  "c.ini: line 9: [sink files] batch_events: \"0\" is not" },
	{ SOURCE "[sink Files]\ntype = file\n",
	  "[sink Files]: a sink's name is made of a-z, 0-9 and _" },
	{ SOURCE "[sink a-b]\ntype = file\n", "[sink a-b]: a sink's name" },
	{ SOURCE "[sink f]\n", "[sink f] type: which sink is it? one of " },
	{ SOURCE "[sink f]\ntype = kafka\n",
	  "c.ini: line 7: [sink f] type: which sink is it? one of " },
	/* what nobody reads */
	{ SOURCE "statedir = /x\n" FILES,
	  "c.ini: line 6: [source] has no key \"statedir\"" },
	{ SOURCE FILES "url = x\n",
	  "c.ini: line 9: [sink files] has no key \"url\"" },
	{ SOURCE FILES "[btach]\nevents = 1\n",
	  "c.ini: line 9: no section is called [btach]" },
	{ SOURCE FILES "[sink]\n", "c.ini: line 9: no section is called "
				   "[sink]" },
	{ "[source]\nid = a.b\ndialect = sqlite\nconnection = x\n"
	  "state_dir = x\n",
	  "c.ini: line 2: [source] id: use a-z, 0-9 and _" },
	{ "[source]\nid = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "dialect = sqlite\nconnection = x\nstate_dir = x\n",
	  "[source] id: use a-z, 0-9 and _, at most 32" },
};

static void test_cases(void)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config *config = NULL;
		struct err err = { 0 };
		bool good =
		    config_parse(&config, "c.ini", cases[i].text, &err) &&
		    read_all(config, &err);

		if (!cases[i].want) {
			ok(good, "case %zu is taken", i);
		} else {
			ok(!good && err.kind == ERR_CONFIG &&
			       strstr(err.text, cases[i].want),
			   "refused: %s", cases[i].want);
		}
		if (good != !cases[i].want ||
		    (!good && !strstr(err.text, cases[i].want)))
			diag("%s", err.text);
		if (good || config)
			config_close(config);
	}
}

/* A connection string is full of what other formats take for comments. */
static void test_values(void)
{
	static const char text[] =
	    "[source]\r\n  id=erp\r\ndialect = sqlite\nstate_dir = /a b \n"
	    "connection =  Driver={A ;# B};Server=x ;PWD={a=b;} # no comment\n";
	struct config_source source;
	struct config *config = NULL;
	struct err err = { 0 };

	if (!ok(config_parse(&config, "c.ini", text, &err) &&
		    config_source(config, &source, &err),
		"values are taken as they are"))
		return;
	is_str(source.id, "erp", "a value without blanks, a line with CR");
	is_str(source.state_dir, "/a b", "blanks inside stay, those around go");
	is_str(source.connection,
	       "Driver={A ;# B};Server=x ;PWD={a=b;} # no comment",
	       "semicolons, braces, = and # are part of a value");
	is_int(source.keep, 0, "keep is 0 where nothing is said");
	is_int(source.lease, 60, "the lease lasts a minute");
	is_int(source.interval, 10, "an interval in milliseconds");
	config_close(config);
}

static void test_long_line(void)
{
	struct buf text = { 0 };
	struct config_source source;
	struct config *config = NULL;
	struct err err = { 0 };
	size_t i;

	buf_addstr(&text, "[source]\nid = erp\ndialect = sqlite\n"
			  "state_dir = x\nconnection = ");
	for (i = 0; i < 2000; i++)
		buf_addf(&text, "Key%zu=v;", i);
	ok(config_parse(&config, "c.ini", text.data, &err) &&
	       config_source(config, &source, &err) &&
	       strstr(source.connection, "Key1999=v;"),
	   "a line of 20 kB is read whole");
	config_close(config);
	buf_release(&text);
}

static void test_batch(void)
{
	struct config_batch batch;
	struct config *config = NULL;
	struct err err = { 0 };

	if (!ok(config_parse(&config, "c.ini",
			     SOURCE "[batch]\nevents = 7\n" FILES
				    "batch_bytes = 2k\n[sink b]\n"
				    "type = webhook\nbatch_events = 9\n",
			     &err),
		"two sinks"))
		return;
	config_batch(config, "files", &batch, &err);
	is_int(batch.events, 7, "[batch] holds for every sink");
	is_int(batch.bytes, 2048, "a sink's own limit wins");
	config_batch(config, "b", &batch, &err);
	is_int(batch.events, 9, "of another sink too");
	is_int(batch.bytes, 1048576, "and else there is a default");
	is_str(config_sink_name(config, 1), "b", "sinks keep their order");
	ok(!config_sink_name(config, 2), "there are two");
	config_close(config);
}

static void write_file(const char *path, const char *text, mode_t mode)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0 || chmod(path, mode))
		perror(path);
}

static void test_secret(const char *dir)
{
	static const struct {
		const char *content, *want;
	} secrets[] = {
		{ "s3cret\n", "s3cret" },
		{ "s3cret", "s3cret" },
		{ "s3cret\r\n", "s3cret" },
		{ "a\nb\n", "a\nb" },
		{ " a ", " a " },
		{ "\n", NULL },
		{ "", NULL },
	};
	struct err err = { 0 };
	char path[256], *got;
	size_t i;

	snprintf(path, sizeof(path), "%s/secret", dir);
	for (i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++) {
		write_file(path, secrets[i].content, 0600);
		got = NULL;
		config_secret(path, &got, &err);
		is_str(got, secrets[i].want, "secret %zu", i);
		free(got);
	}
	ok(strstr(err.text, "is empty") != NULL, "an empty one is refused");
	write_file(path, "s3cret", 0644);
	ok(!config_secret(path, &got, &err) && err.kind == ERR_CONFIG &&
	       strstr(err.text, "others can read it: chmod o-r it") &&
	       !strstr(err.text, "s3cret"),
	   "a secret that others can read is refused, and not shown");
	snprintf(path, sizeof(path), "%s/nowhere", dir);
	ok(!config_secret(path, &got, &err) && strstr(err.text, path),
	   "a missing one is named");
	ok(!config_secret("credential:pw", &got, &err) &&
	       strstr(err.text, "LoadCredential=pw"),
	   "without systemd there are no credentials");
	setenv("CREDENTIALS_DIRECTORY", dir, 1);
	snprintf(path, sizeof(path), "%s/pw", dir);
	write_file(path, "from systemd\n", 0400);
	if (ok(config_secret("credential:pw", &got, &err), "with it, there "
							   "are")) {
		is_str(got, "from systemd", "and they are read");
		free(got);
	}
	ok(!config_secret("credential:../secret", &got, &err),
	   "but not those of others");
}

static void connection_is(const char *dir, const char *password,
			  const char *want)
{
	struct buf text = { 0 };
	struct config *config = NULL;
	struct err err = { 0 };
	char path[256], *got = NULL;

	snprintf(path, sizeof(path), "%s/pw", dir);
	write_file(path, password, 0600);
	buf_addf(&text, "[source]\nconnection = DSN=x\npassword_file = %s\n",
		 path);
	config_parse(&config, "c.ini", text.data, &err);
	config_connection(config, &got, &err);
	is_str(got, want, "password %s", password);
	free(got);
	config_close(config);
	buf_release(&text);
}

static void test_password(const char *dir)
{
	char path[256];
	struct config *config = NULL;
	struct err err = { 0 };
	char *got;

	connection_is(dir, "plain\n", "DSN=x;PWD=plain");
	connection_is(dir, "a;b", "DSN=x;PWD={a;b}");
	connection_is(dir, "a}b", "DSN=x;PWD={a}}b}");
	connection_is(dir, "a b=c", "DSN=x;PWD={a b=c}");
	config_parse(&config, "c.ini",
		     "[source]\nconnection = DSN=x; Pwd=y\n"
		     "password_file = z\n",
		     &err);
	ok(!config_connection(config, &got, &err) &&
	       strstr(err.text, "holds a password already"),
	   "two passwords are refused");
	config_close(config);
	snprintf(path, sizeof(path), "%s/c.ini", dir);
	write_file(path, "[source]\nconnection = DSN=x;pwd=y\n", 0644);
	ok(!config_open(&config, path, &err) && !config &&
	       strstr(err.text, "others can read this file: chmod o-r"),
	   "a password in a file that others can read is refused");
	write_file(path, "[source]\nconnection = DSN=x;pwd=y\n", 0640);
	if (ok(config_open(&config, path, &err), "else it is taken"))
		config_close(config);
	write_file(path, "[source]\nconnection = DSN=x\n", 0644);
	if (ok(config_open(&config, path, &err), "and so is a public file "
						 "without one"))
		config_close(config);
	snprintf(path, sizeof(path), "%s/none.ini", dir);
	ok(!config_open(&config, path, &err) && err.kind == ERR_CONFIG &&
	       strstr(err.text, path),
	   "a missing configuration is named");
}

/* The sample must be what it shows: every key is one that somebody reads. */
static void test_sample(void)
{
	const struct resource *sample = resource_find("poller/shadowlog.ini");
	struct config_source source;
	struct config *config = NULL;
	struct err err = { 0 };

	ok(sample && config_parse(&config, "sample", sample->text, &err) &&
	       config_source(config, &source, &err),
	   "the sample parses");
	is_str(config_sink_name(config, 2), "orders_hook", "three sinks of it");
	config_close(config);
}

int main(void)
{
	char dir[] = "/tmp/shadowlog-config.XXXXXX";
	static const char *const made[] = { "secret", "pw", "c.ini" };
	char path[256];
	size_t i;

	if (!mkdtemp(dir))
		return skip_all("no temporary directory");
	test_cases();
	test_values();
	test_long_line();
	test_batch();
	test_secret(dir);
	test_password(dir);
	test_sample();
	for (i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, made[i]);
		unlink(path);
	}
	rmdir(dir);
	return done();
}
