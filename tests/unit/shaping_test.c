/*
 * What a sink's section says of tables, operations and columns: what is read
 * and what is refused how, what then goes out, and that nothing that is not to
 * be seen stands anywhere in a batch.
 */
#include "poller/shaping.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/table.h"
#include "poller/config.h"
#include "poller/event.h"
#include "tests/support/shapes.h"
#include "tests/support/tempdir.h"
#include "tests/tap.h"

static const char tables[] = "shadowlog-tables 1\n"
			     "table public.orders\n"
			     "  column id INT as int key 1\n"
			     "  column email VARCHAR as text null\n"
			     "  column note VARCHAR as text null\n"
			     "  column total DECIMAL as decimal null\n"
			     "table sales.orders\n"
			     "  column id BIGINT as bigint key 1\n"
			     "  column email VARCHAR as text key 2\n"
			     "table log\n"
			     "  column at TIMESTAMP as timestamp\n"
			     "  column blob BLOB as binary null\n"
			     "  column ok BOOL as bool null\n"
			     "  column x DOUBLE as double null\n"
			     "table \"a.b, c: *\\\\\"\n"
			     "  column \"k\\\"; \\xc3\\xa4\" INT as int key 1\n"
			     "  column \"*\" INT as int null\n"
			     "  column y INT as int null\n";

enum { PUBLIC = 1, SALES, LOG, HOSTILE, SHAPES = HOSTILE };

#define KEY "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1F"
/* HMAC-SHA256 of these bytes over "shadowlog mask 1\n" and the value. */
#define MASK_MAIL                                                              \
	"hmac-sha256:"                                                         \
	"6003e8cea05bb2b2e539916e44cfa09cac705119983e125d628f16a3a7717f1b"
#define MASK_41                                                                \
	"hmac-sha256:"                                                         \
	"f6fdf44877b45482c85de4554214af96991b5c15c6d6f3a213ce48b8178dab77"
#define MASK_12_50                                                             \
	"hmac-sha256:"                                                         \
	"cdb67d9bffb2f76e1adf6cf28f4df5d453df6d0265b8a6880e00523492e519c8"
#define MASK_ESCAPED                                                           \
	"hmac-sha256:"                                                         \
	"b366ab29533a3ed6f488ba2eb40d7f9c9cca6a7007706235794ed6a5c52c5099"

struct bed {
	char *dir;
	struct shapes shapes;
	struct config *config;
	struct shaping *shaping;
	struct arena arena, names;
	struct rendering out;
};

static void write_secret(struct bed *bed, const char *name, const char *text,
			 mode_t mode)
{
	struct buf path = { 0 };
	int fd;

	buf_addf(&path, "%s/%s", bed->dir, name);
	fd = open(path.data, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) ||
	    fchmod(fd, mode) != 0 || close(fd) != 0) {
		printf("Bail out! %s\n", path.data);
		exit(99);
	}
	buf_release(&path);
}

static void bed_open(struct bed *bed)
{
	*bed = (struct bed){ 0 };
	bed->dir = tempdir_make();
	shapes_open(&bed->shapes, tables);
	write_secret(bed, "key", KEY "\n", 0600);
	write_secret(bed, "open", KEY "\n", 0644);
	write_secret(bed, "short", "00010203\n", 0600);
	write_secret(bed, "odd", KEY "0\n", 0600);
	write_secret(bed, "long", KEY KEY "00", 0600);
	write_secret(bed, "words",
		     "correct horse battery staple tr0ub4dor "
		     "correct horse battery staple\n",
		     0600);
}

static void shaping_drop(struct bed *bed)
{
	shaping_close(bed->shaping);
	config_close(bed->config);
	bed->shaping = NULL;
	bed->config = NULL;
}

static void bed_close(struct bed *bed)
{
	shaping_drop(bed);
	rendering_release(&bed->out);
	arena_release(&bed->arena);
	arena_release(&bed->names);
	shapes_close(&bed->shapes);
	tempdir_remove(bed->dir);
	free(bed->dir);
}

/* A section with these lines, in which @ stands for the directory. */
static bool open_section(struct bed *bed, const char *lines, struct err *err)
{
	struct sink_options options;
	struct buf text = { 0 };
	const char *p;
	bool good;

	shaping_drop(bed);
	*err = (struct err){ 0 };
	buf_addstr(&text, "[sink s]\n");
	for (p = lines; *p; p++)
		if (*p == '@')
			buf_addstr(&text, bed->dir);
		else
			buf_addch(&text, *p);
	good = config_parse(&bed->config, "c.ini", text.data, err);
	buf_release(&text);
	if (!good)
		return false;
	config_sink_options(bed->config, "s", "erp", NULL, &options);
	return shaping_open(&bed->shaping, &options, err) &&
	       config_check_unread(bed->config, err);
}

static void open_good(struct bed *bed, const char *lines)
{
	struct err err;

	if (open_section(bed, lines, &err))
		return;
	printf("Bail out! %s\n", err.text);
	exit(99);
}

static const struct {
	const char *lines;
	const char *want; /* part of the message; NULL: all is well */
} sections[] = {
	{ "tables = orders", NULL },
	{ "tables = public.orders,sales.* , \"a.b\".\"c\\\"\", tmp_*", NULL },
	{ "tables = \"\\x61\\xff\\n\"", NULL },
	{ "tables = \"\".a", NULL },
	{ "exclude_tables = *", NULL },
	{ "operations = insert, update,delete ,truncate, read, marker", NULL },
	{ "columns = public.orders: id, total; log:at; *: id", NULL },
	{ "exclude_columns = orders.note, *.ssn, public.*.x", NULL },
	{ "mask = *.email\nmask_key_file = @/key", NULL },
	{ "redact = orders.note\ndrop_unchanged = yes", NULL },
	{ "drop_unchanged = no", NULL },
	/* lists */
	{ "tables =", "c.ini: line 2: [sink s] tables: at the end: a name is "
		      "missing" },
	{ "tables = a,", "[sink s] tables: at the end: a name is missing" },
	{ "tables = , a", "tables: at \", a\": a name is missing" },
	{ "tables = a b", "tables: at \"b\": a comma is missing" },
	{ "tables = a.b.c", "a table is NAME or SCHEMA.NAME" },
	{ "tables = a.", "at the end: a name is missing" },
	{ "tables = .a", "at \".a\": a name is missing" },
	{ "tables = \"a", "at \"\"a\": a quote is not closed" },
	{ "tables = \"a\\q\"", "a backslash stands before one of" },
	{ "tables = \"a\\x00\"", "\\x00 cannot be in a name" },
	{ "tables = \"a\\x6\"", "a backslash stands before one of" },
	{ "tables = caf\xc3\xa9", "a comma is missing" },
	{ "tables = a;b", "at \";b\": a comma is missing" },
	{ "exclude_columns = note", "a column is TABLE.COLUMN or" },
	{ "exclude_columns = a.b.c.d", "too many dots" },
	{ "exclude_columns =", "exclude_columns: at the end: a name is" },
	{ "mask =", "mask: at the end: a name is missing" },
	{ "redact = a.b:", "at \":\": a comma is missing" },
	{ "columns = orders", "at the end: a table and its columns are" },
	{ "columns = orders:", "at the end: a name is missing" },
	{ "columns = orders: id;", "at the end: a name is missing" },
	{ "columns = orders: a.id", "stand names of columns alone" },
	{ "columns = a.b.c: id", "a table is NAME or SCHEMA.NAME" },
	{ "columns = : id", "at \": id\": a name is missing" },
	/* operations */
	{ "operations =", "[sink s] operations: \"\" is no operation; they "
			  "are insert, update, delete, truncate, read, "
			  "marker" },
	{ "operations = insert, upsert", "\"upsert\" is no operation" },
	{ "operations = insert,", "\"\" is no operation" },
	{ "operations = INSERT", "\"INSERT\" is no operation" },
	/* what does not go together */
	{ "tables = a\nexclude_tables = b",
	  "line 3: [sink s] exclude_tables: stands beside `tables`" },
	{ "exclude_columns = a.b\ncolumns = a: c",
	  "line 2: [sink s] exclude_columns: stands beside `columns`" },
	{ "mask = a.b", "line 2: [sink s] mask: needs a `mask_key_file`" },
	{ "mask_key_file = @/key",
	  "line 2: [sink s] mask_key_file: there is no `mask`" },
	{ "drop_unchanged = maybe", "drop_unchanged: say yes or no" },
	/* the key */
	{ "mask = a.b\nmask_key_file = @/none", "No such file" },
	{ "mask = a.b\nmask_key_file = @/open", "others can read" },
	{ "mask = a.b\nmask_key_file = @/short",
	  "line 3: [sink s] mask_key_file: a key for masks is 32 to 64 bytes" },
	{ "mask = a.b\nmask_key_file = @/odd", "a key for masks is 32 to 64" },
	{ "mask = a.b\nmask_key_file = @/long", "a key for masks is 32 to 64" },
	{ "mask = a.b\nmask_key_file = @/words", "openssl rand -hex 32" },
};

/* Some lines as one, for the name of a test. */
static const char *flat(struct bed *bed, const char *lines)
{
	char *text = arena_strdup(&bed->names, lines), *p;

	for (p = text; *p; p++)
		if (*p == '\n')
			*p = '|';
	return text;
}

/* What is wrong with a file is not wrong with the configuration. */
static enum err_kind kind_of(const char *lines)
{
	return strstr(lines, "mask = ") && strstr(lines, "mask_key_file = ")
		   ? ERR_MISCONFIGURED
		   : ERR_CONFIG;
}

static void test_sections(struct bed *bed)
{
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(sections) / sizeof(*sections); i++) {
		bool good = open_section(bed, sections[i].lines, &err);
		const char *want = sections[i].want;

		if (!want)
			ok(good, "taken: %s", flat(bed, sections[i].lines));
		else
			ok(!good && err.kind == kind_of(sections[i].lines) &&
			       strstr(err.text, want) &&
			       !strstr(err.text, "horse") &&
			       !strstr(err.text, "00010203"),
			   "refused: %s", flat(bed, sections[i].lines));
		if (good != !want || (want && !strstr(err.text, want)))
			diag("%s", err.text);
	}
	ok(open_section(bed, "", &err) && !bed->shaping,
	   "a section without any of it costs nothing");
	ok(!shaping_filters(NULL) && !shaping_drops_unchanged(NULL),
	   "nothing filters nothing");
	shaping_close(NULL);
}

/* Which shapes a section takes, as digits. */
static void is_taken(struct bed *bed, const char *lines, const char *want)
{
	char got[SHAPES + 1], *p = got;
	int i;

	open_good(bed, lines);
	for (i = 0; i < SHAPES; i++)
		if (shaping_takes(bed->shaping, &bed->shapes.items[i], 'I'))
			*p++ = (char)('1' + i);
	*p = '\0';
	is_str(got, want, "tables taken by: %s", flat(bed, lines));
}

static void test_tables(struct bed *bed)
{
	is_taken(bed, "tables = orders", "12");
	is_taken(bed, "tables = public.orders", "1");
	is_taken(bed, "tables = sales.*", "2");
	is_taken(bed, "tables = *.orders", "12");
	is_taken(bed, "tables = *.*", "1234");
	is_taken(bed, "tables = *", "1234");
	is_taken(bed, "tables = ord*, l*g", "123");
	is_taken(bed, "tables = o*r*d*s, *g", "123");
	is_taken(bed, "tables = o*x*s, *rder, rders, order", "");
	is_taken(bed, "tables = Orders, \"orders \"", "");
	is_taken(bed, "tables = \"\".log", "3");
	is_taken(bed, "tables = \"orders\"", "12");
	is_taken(bed, "tables = \"o*\"", "");
	is_taken(bed, "tables = \"a.b, c: *\\\\\"", "4");
	is_taken(bed, "tables = \"a.b, c: \"*", "4");
	is_taken(bed, "tables = a*", "4");
	is_taken(bed, "exclude_tables = sales.orders, log", "14");
	is_taken(bed, "exclude_tables = *", "");
	is_taken(bed, "operations = update", "");
	is_taken(bed, "operations = insert", "1234");
}

static void test_operations(struct bed *bed)
{
	static const struct {
		const char *lines, *want;
	} cases[] = {
		{ "operations = insert", "I?" },
		{ "operations = delete, update", "UD?" },
		{ "operations = truncate, read, marker", "TRM?" },
		{ "tables = sales.orders", "" },
		{ "tables = public.*", "IUDTRM?" },
		{ "tables = public.*\noperations = truncate", "T?" },
	};
	static const char ops[] = "IUDTRM?";
	size_t i, k;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char got[sizeof(ops)], *p = got;

		open_good(bed, cases[i].lines);
		for (k = 0; ops[k]; k++)
			if (shaping_takes(bed->shaping, &bed->shapes.items[0],
					  ops[k]))
				*p++ = ops[k];
		*p = '\0';
		is_str(got, cases[i].want, "operations taken by: %s",
		       flat(bed, cases[i].lines));
		ok(shaping_filters(bed->shaping), "that is a filter");
	}
	open_good(bed, "operations = insert\ntables = x");
	ok(shaping_takes(bed->shaping, NULL, 'I') &&
	       !shaping_takes(bed->shaping, NULL, 'U'),
	   "of a shape that is not known only the operation counts");
	open_good(bed, "redact = *.note");
	ok(!shaping_filters(bed->shaping), "columns are no filter");
}

/* How the columns of a shape go out: "sxmr", or the message. */
static void is_shown(struct bed *bed, const char *lines, int shape,
		     const char *want)
{
	const struct shape *of = &bed->shapes.items[shape - 1];
	const unsigned char *columns, *again;
	struct err err = { 0 };
	char got[32] = "";
	size_t i;

	open_good(bed, lines);
	if (!shaping_columns(bed->shaping, of, &columns, &err)) {
		ok(err.kind == ERR_CONFIG && strstr(err.text, want),
		   "refused: %s", flat(bed, lines));
		if (!strstr(err.text, want))
			diag("%s", err.text);
		return;
	}
	for (i = 0; columns && i < of->table->ncolumns; i++)
		got[i] = "sxmr"[columns[i]];
	is_str(got, want, "columns of shape %d by: %s", shape,
	       flat(bed, lines));
	ok(shaping_columns(bed->shaping, of, &again, &err) && again == columns,
	   "it is remembered");
}

static void test_columns(struct bed *bed)
{
	is_shown(bed, "columns = public.orders: id, total", PUBLIC, "sxxs");
	is_shown(bed, "columns = public.orders: id, total", SALES, "");
	is_shown(bed, "columns = *: id, email; log: a*", PUBLIC, "ssxx");
	is_shown(bed, "columns = public.orders: id; *: id, *o*", PUBLIC,
		 "sxss");
	is_shown(bed, "exclude_columns = orders.note", PUBLIC, "ssxs");
	is_shown(bed, "exclude_columns = *.note, *.*.total", PUBLIC, "ssxx");
	is_shown(bed, "exclude_columns = log.*", LOG, "xxxx");
	is_shown(bed, "mask = *.*\nmask_key_file = @/key", PUBLIC, "mmmm");
	is_shown(bed, "redact = log.*", LOG, "rrrr");
	is_shown(bed, "redact = log.*", PUBLIC, "");
	is_shown(bed,
		 "exclude_columns = *.note\nredact = orders.note, *.email\n"
		 "mask = *.email, *.total\nmask_key_file = @/key",
		 PUBLIC, "srxm");
	is_shown(bed, "exclude_columns = \"a.b, c: *\\\\\".\"*\"", HOSTILE,
		 "sxs");
	is_shown(bed,
		 "columns = \"a.b, c: *\\\\\": \"k\\\"; \\xc3\\xa4\", \"*\"",
		 HOSTILE, "ssx");
	/* keys */
	is_shown(bed, "columns = orders: total", PUBLIC,
		 "[sink s] columns: column \"id\" of table \"public.orders\" "
		 "is part of its key, which an event cannot do without: list "
		 "it, too");
	is_shown(bed, "exclude_columns = *.email", SALES,
		 "[sink s] exclude_columns: column \"email\" of table "
		 "\"sales.orders\" is part of its key");
	is_shown(bed, "redact = *.email", SALES,
		 "[sink s] redact: column \"email\" of table \"sales.orders\"");
	is_shown(bed, "mask = *.email\nmask_key_file = @/key", SALES, "sm");
}

static void test_extras(struct bed *bed)
{
	const struct shape *orders = &bed->shapes.items[PUBLIC - 1];
	struct str ssn = { "ssn", 3 }, other = { "other", 5 };

	open_good(bed, "exclude_columns = *.ssn");
	ok(shaping_extra(bed->shaping, orders, ssn) == SHOW_NOT &&
	       shaping_extra(bed->shaping, orders, other) == SHOW,
	   "a column that the registry does not know is left out by its name");
	open_good(bed, "columns = orders: id");
	ok(shaping_extra(bed->shaping, orders, other) == SHOW_NOT &&
	       shaping_extra(bed->shaping, &bed->shapes.items[LOG - 1],
			     other) == SHOW,
	   "and where it is not listed");
	open_good(bed, "redact = *.ssn\nmask = *.o*\nmask_key_file = @/key");
	ok(shaping_extra(bed->shaping, orders, ssn) == SHOW_REDACT &&
	       shaping_extra(bed->shaping, orders, other) == SHOW_MASK,
	   "it is redacted and masked");
}

static struct change change(int32_t shape, char op, const char *old_row,
			    const char *new_row)
{
	return change_of(7, shape, op, old_row, new_row, NULL);
}

static bool render(struct bed *bed, const struct change *changes, size_t n,
		   enum row_encoding encoding, struct err *err)
{
	struct shape_lookup lookup = { &bed->shapes, shapes_find };
	struct batch_head head = {
		.id = "e-s-1-1",
		.batch_seq = 1,
		.timestamp = "t",
		.source = "e",
		.epoch = "1",
		.sink = "s_1of2",
		.dbms = "x",
		.shaping = bed->shaping,
	};
	size_t bad;

	return event_render(&head, changes, n, encoding, &lookup, &bed->arena,
			    &bed->out, &bad, err);
}

struct event_case {
	const char *lines;
	int32_t shape;
	char op;
	enum row_encoding encoding;
	const char *old_row, *new_row;
	const char *want;    /* from the key on, or from a later member */
	const char *columns; /* what the schema says of columns, or NULL */
};

static const struct event_case events[] = {
	{ "exclude_columns = *.note, *.email", PUBLIC, 'I', ROW_QUOTED, NULL,
	  "41,'a@b.c','hush',12.50",
	  "\"key\":{\"id\":41},\"before\":null,\"after\":{\"id\":41,"
	  "\"total\":\"12.50\"},\"captured_at\"",
	  "\"columns\":[{\"name\":\"id\",\"type\":\"INT\",\"json\":\"number\","
	  "\"key\":1},{\"name\":\"total\",\"type\":\"DECIMAL\",\"json\":"
	  "\"string\"}],\"filtered\":[\"email\",\"note\"]}" },
	{ "exclude_columns = log.*", LOG, 'I', ROW_QUOTED, NULL,
	  "'2026-11-22 08:00:00',NULL,NULL,1.5",
	  "\"key\":null,\"before\":null,\"after\":{},\"captured_at\"",
	  "\"columns\":[],\"filtered\":[\"at\",\"blob\",\"ok\",\"x\"]}" },
	{ "mask = *.*\nmask_key_file = @/key", PUBLIC, 'D', ROW_QUOTED,
	  "41,'a@b.c',NULL,12.50", NULL,
	  "\"key\":{\"id\":\"" MASK_41 "\"},\"before\":{\"id\":\"" MASK_41
	  "\",\"email\":\"" MASK_MAIL "\",\"note\":null,\"total\":\"" MASK_12_50
	  "\"},\"after\":null,\"captured_at\"",
	  "\"columns\":[{\"name\":\"id\",\"type\":\"INT\",\"json\":\"string\","
	  "\"key\":1,\"masked\":\"hmac-sha256\"}," },
	/* the same values from another table, engine and kind */
	{ "mask = *.*\nmask_key_file = @/key", SALES, 'I', ROW_JSON, NULL,
	  "{\"id\":41,\"email\":\"a@b.c\"}",
	  "\"key\":{\"id\":\"" MASK_41 "\",\"email\":\"" MASK_MAIL
	  "\"},\"before\":null",
	  NULL },
	{ "mask = *.id\nmask_key_file = @/key", PUBLIC, 'I', ROW_COUNTED, NULL,
	  "0041,5:a@b.c,~,12.50,", "\"key\":{\"id\":\"" MASK_41 "\"}", NULL },
	/* escapes are of JSON, not of the value */
	{ "mask = *.note\nmask_key_file = @/key", PUBLIC, 'I',
	  ROW_QUOTED_BACKSLASH, NULL, "1,NULL,'x\\n\"y',NULL",
	  "\"note\":\"" MASK_ESCAPED "\"", NULL },
	{ "redact = orders.note, *.total", PUBLIC, 'U', ROW_QUOTED,
	  "1,'a','hush',NULL", "1,'a','hush!',1",
	  "\"before\":{\"id\":1,\"email\":\"a\",\"note\":\"[redacted]\","
	  "\"total\":null},\"after\":{\"id\":1,\"email\":\"a\",\"note\":"
	  "\"[redacted]\",\"total\":\"[redacted]\"},\"changed\":[\"total\"],"
	  "\"captured_at\"",
	  "\"json\":\"string\",\"redacted\":true}" },
	/* `changed` tells of nothing that is hidden */
	{ "exclude_columns = orders.note\nmask = *.email, *.total\n"
	  "mask_key_file = @/key",
	  PUBLIC, 'U', ROW_QUOTED, "1,'a','hush',1", "1,'b','hush!',1",
	  "\"changed\":[\"email\"],\"captured_at\"", NULL },
	{ "exclude_columns = orders.note", PUBLIC, 'U', ROW_QUOTED,
	  "1,'a','hush',1", "1,'a','hush!',1", "\"changed\":[],\"captured_at\"",
	  NULL },
	/* nor does `encoding` */
	{ "exclude_columns = orders.note\nredact = *.total\nmask = *.email\n"
	  "mask_key_file = @/key",
	  PUBLIC, 'I', ROW_QUOTED, NULL, "1,X'ff',X'ff','hush'",
	  "\"total\":\"[redacted]\"},\"captured_at\"", NULL },
	/* columns that are not there, and such as the registry does not know */
	{ "exclude_columns = *.note, *.ssn, *.pin\nmask = *.nick\n"
	  "mask_key_file = @/key",
	  PUBLIC, 'I', ROW_JSON, NULL,
	  "{\"id\":1,\"ssn\":\"hush\",\"nick\":\"a@b.c\",\"new\":2,"
	  "\"pin\":\"hush\"}",
	  "\"after\":{\"id\":1,\"nick\":\"" MASK_MAIL "\",\"new\":\"2\"},"
	  "\"omitted\":[{\"column\":\"email\",\"reason\":\"absent\"},"
	  "{\"column\":\"total\",\"reason\":\"absent\"},"
	  "{\"column\":\"ssn\",\"reason\":\"filtered\"},"
	  "{\"column\":\"pin\",\"reason\":\"filtered\"}],"
	  "\"unregistered\":[\"nick\",\"new\"],\"captured_at\"",
	  "\"filtered\":[\"note\"]" },
	{ "columns = orders: id, email, note, total", PUBLIC, 'U', ROW_JSON,
	  "{\"id\":1,\"email\":1,\"note\":1,\"total\":1,\"ssn\":\"hush\"}",
	  "{\"id\":1,\"email\":1,\"note\":1,\"total\":1,\"ssn\":\"hush!\"}",
	  "\"changed\":[],\"omitted\":[{\"column\":\"ssn\",\"reason\":"
	  "\"filtered\"}],\"captured_at\"",
	  NULL },
	/* a key that changes under a mask is two events */
	{ "mask = *.id\nmask_key_file = @/key", PUBLIC, 'U', ROW_QUOTED,
	  "41,NULL,NULL,NULL", "42,NULL,NULL,NULL",
	  "\"op\":\"d\",\"table\":\"public.orders\",\"schema\":\"s1\",\"key\":{"
	  "\"id\":\"" MASK_41 "\"}",
	  NULL },
};

static void test_events(struct bed *bed)
{
	size_t i;

	for (i = 0; i < sizeof(events) / sizeof(*events); i++) {
		const struct event_case *c = &events[i];
		struct change one =
		    change(c->shape, c->op, c->old_row, c->new_row);
		struct err err = { 0 };
		const char *body;

		open_good(bed, c->lines);
		if (!ok(render(bed, &one, 1, c->encoding, &err), "written: %s",
			flat(bed, c->lines))) {
			diag("%s", err.text);
			continue;
		}
		body = bed->out.body.data;
		if (!ok(strstr(body, c->want) != NULL, "event %zu", i) ||
		    (c->columns &&
		     !ok(strstr(body, c->columns) != NULL, "its schema")))
			diag("%s", body);
		ok(!strstr(body, "hush") && !strstr(body, KEY),
		   "what is hidden is nowhere in the batch");
	}
}

/* A refusal names the sink's key, and says what to do. */
static void test_refusal(struct bed *bed)
{
	struct change one = change(SALES, 'I', NULL, "1,'a'");
	struct err err = { 0 };

	open_good(bed, "exclude_columns = *.email");
	ok(!render(bed, &one, 1, ROW_QUOTED, &err) && err.kind == ERR_CONFIG &&
	       strstr(err.text, "`mask` it"),
	   "no batch without a column of the key: %s", err.text);
}

/* All lanes of a sink have one schema of a table. */
static void test_schema_name(struct bed *bed)
{
	struct change one = change(SALES, 'I', NULL, "1,'a'");
	struct buf name = { 0 };
	struct err err = { 0 };

	buf_addf(&name, "\"dataschema\":\"urn:shadowlog:schema:%s:s\"",
		 bed->shapes.items[SALES - 1].fingerprint);
	open_good(bed, "mask = *.email\nmask_key_file = @/key");
	ok(render(bed, &one, 1, ROW_QUOTED, &err) &&
	       strstr(bed->out.body.data, name.data),
	   "a schema is named after the section, not the lane");
	buf_release(&name);
}

/* Longer keys, of a whole block. */
static void test_long_key(struct bed *bed)
{
	struct buf hex = { 0 }, got = { 0 };
	int i;

	for (i = 0; i < 64; i++)
		buf_addf(&hex, "%02x", (unsigned)i);
	write_secret(bed, "key64", hex.data, 0600);
	open_good(bed, "mask = *.x\nmask_key_file = @/key64");
	shaping_mask(bed->shaping, "a@b.c", 5, &got);
	is_str(got.data,
	       "hmac-sha256:"
	       "1caef509cb6aed6f5fc1de242ac905a31b8abf16a268e5db1db59dd52fbf87c"
	       "3",
	       "a key of 64 bytes");
	buf_release(&hex);
	buf_release(&got);
}

int main(void)
{
	struct bed bed;

	bed_open(&bed);
	test_sections(&bed);
	test_tables(&bed);
	test_operations(&bed);
	test_columns(&bed);
	test_extras(&bed);
	test_events(&bed);
	test_refusal(&bed);
	test_schema_name(&bed);
	test_long_key(&bed);
	bed_close(&bed);
	return done();
}
