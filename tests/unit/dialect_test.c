/* core/dialect: what one file of SQL says about an engine. */
#include "core/dialect.h"

#include "tests/tap.h"

static const char text[] = "-- A comment, and a line that is empty.\n"
			   "\n"
			   "--: set encoding quoted\n"
			   "--: set quote `\n"
			   "--: set connect  A=1;B = 2 \r\n"
			   "--: set empty\n"
			   "--: type int* unsigned = bigint\n"
			   "--: type a = b = text\n"
			   "--: type Double Precision = double\n"
			   "--: type *[] = other\n"
			   "--: type int* = int\n"
			   "--: type * = other\n"
			   "--: value int = {{c}}\n"
			   "--: value int null = IFNULL({{c}}, 'x = y')\n"
			   "--: value text of char* = RTRIM({{c}})\n"
			   "--: value text = QUOTE({{c}})\n"
			   "--: value text null of int* unsigned = {{c}}+0\n"
			   "--: value text old of ntext = '?'\n"
			   "--: value * of year* = {{c}}+1\n"
			   "--: | +2\n"
			   "--: |  +3\n"
			   "--: width *char = 12 + 2n\n"
			   "--: width *char(* = 14 + 4n\n"
			   "--: width * = 40\n"
			   "--: section one\n"
			   "\n"
			   "  \n"
			   "  select 1;\n"
			   "\n"
			   "-- a comment inside\n"
			   "  select 2;\n"
			   "\n"
			   "--:\n"
			   "-- between sections\n"
			   "--: section two\n"
			   "--: # a comment\n"
			   "--: section three\n"
			   "end";

static const struct {
	const char *type;
	enum kind kind;
} kinds[] = {
	{ "int", KIND_INT },
	{ "INT(11)", KIND_INT },
	{ "int(11) UNSIGNED", KIND_BIGINT },
	{ "int unsigned", KIND_BIGINT },
	{ "int unsigned zerofill", KIND_INT },
	{ "double precision", KIND_DOUBLE },
	{ "DOUBLE PRECISION", KIND_DOUBLE },
	{ "a = b", KIND_TEXT },
	{ "text[]", KIND_OTHER },
	{ "[]", KIND_OTHER },
	{ "in", KIND_OTHER },
	{ "", KIND_OTHER },
};

static void test_parsed(void)
{
	struct dialect *d;
	struct err err = { 0 };
	const char *section;
	size_t i;

	if (!ok(dialect_parse(&d, "demo", "demo.sql", text, &err), "parses")) {
		diag("%s", err.text);
		return;
	}
	is_str(dialect_name(d), "demo", "name");
	is_str(dialect_setting(d, "encoding"), "quoted", "a setting");
	is_str(dialect_setting(d, "quote"), "`", "another");
	is_str(dialect_setting(d, "connect"), "A=1;B = 2",
	       "the rest of a line");
	is_str(dialect_setting(d, "empty"), "", "an empty one");
	is_str(dialect_setting(d, "none"), NULL, "no setting");
	is_str(dialect_section(d, "one"),
	       "  select 1;\n\n-- a comment inside\n  select 2;",
	       "a section, without blank lines at its ends");
	is_str(dialect_section(d, "two"), "", "an empty section");
	is_str(dialect_section(d, "three"), "end", "a section at the end");
	is_str(dialect_section(d, "four"), NULL, "no section");
	is_str(dialect_section_at(d, "t", 0), "two", "the first of a prefix");
	is_str(dialect_section_at(d, "t", 1), "three", "the second of it");
	is_str(dialect_section_at(d, "t", 2), NULL, "there are no more");
	is_str(dialect_section_at(d, "", 0), "one", "any prefix");
	ok(dialect_need(d, "three", &section, &err), "a section we need");
	is_str(section, "end", "its text");
	ok(!dialect_need(d, "four", &section, &err), "one that is missing");
	is_str(err.text, "dialect \"demo\" has no section \"four\"", "why");
	is_str(dialect_value(d, KIND_INT, "int", false), "{{c}}", "a value");
	is_str(dialect_value(d, KIND_INT, "int", true),
	       "IFNULL({{c}}, 'x = y')", "a value that can be NULL");
	is_str(dialect_value(d, KIND_TEXT, "text", true), "QUOTE({{c}})",
	       "which falls back to the plain one");
	is_str(dialect_value(d, KIND_TEXT, "CHAR(3)", true), "RTRIM({{c}})",
	       "a value of some types");
	is_str(dialect_value(d, KIND_TEXT, "int unsigned", true), "{{c}}+0",
	       "a value of some types that can be NULL");
	is_str(dialect_value(d, KIND_DATE, "date", false), NULL, "no value");
	is_str(dialect_old_value(d, KIND_TEXT, "NTEXT"), "'?'",
	       "a value of the row before");
	is_str(dialect_old_value(d, KIND_TEXT, "text"), NULL,
	       "none that is another one");
	is_str(dialect_value(d, KIND_TEXT, "ntext", false), "QUOTE({{c}})",
	       "which the row after does not get");
	is_str(dialect_value(d, KIND_DATE, "year", false), "{{c}}+1\n +2\n  +3",
	       "a value of any kind");
	ok(dialect_width(d, "varchar(20)") == 94 &&
	       dialect_width(d, "CHAR(7)") == 42 &&
	       dialect_width(d, "nchar") == SIZE_MAX &&
	       dialect_width(d, "char(max)") == SIZE_MAX &&
	       dialect_width(d, "int") == 40,
	   "widths");
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		enum kind kind = KIND_COUNT;

		ok(dialect_kind(d, kinds[i].type, &kind) &&
		       kind == kinds[i].kind,
		   "kind of \"%s\"", kinds[i].type);
	}
	dialect_close(d);
}

static const struct {
	const char *text, *message;
} refused[] = {
	{ "\nselect 1;\n", "x.sql: line 2: text outside of a section" },
	{ "--: section a\nx\n--:\ny\n",
	  "x.sql: line 4: text outside of a section" },
	{ "--: sections a\n", "x.sql: line 1: unknown word \"sections\" "
			      "behind --:" },
	{ "--: section\n", "x.sql: line 1: section has no name" },
	{ "--: set\n", "x.sql: line 1: set has no name" },
	{ "--: set a 1\n--: set a 2\n", "x.sql: line 2: \"a\" is there "
					"twice" },
	{ "--: section a\n--: section a\n--: set b\n",
	  "x.sql: line 3: \"a\" is there twice" },
	{ "--: type int: int\n", "x.sql: line 1: \" = \" is missing" },
	{ "--: type int = number\n",
	  "x.sql: line 1: \"number\" is no kind: there are bool, int, bigint, "
	  "decimal, float, double, text, binary, date, time, timestamp, "
	  "timestamptz, interval, uuid, json, other" },
	{ "--: value number = x\n",
	  "x.sql: line 1: \"number\" is no kind: there are bool, int, bigint, "
	  "decimal, float, double, text, binary, date, time, timestamp, "
	  "timestamptz, interval, uuid, json, other" },
	{ "--: value int nul = x\n", "x.sql: line 1: \"nul\": behind the kind "
				     "stand null, old, apart, omit, "
				     "hash and of PATTERN only" },
	{ "--: value int null of = x\n",
	  "x.sql: line 1: \"null of\": behind the kind stand null, old, apart, "
	  "omit, "
	  "hash and of PATTERN only" },
	{ "--: width a = b\n",
	  "x.sql: line 1: \"b\" is no width: 40 or 12 + 2n" },
	{ "--: width a = 1 + n\n",
	  "x.sql: line 1: \"1 + n\" is no width: 40 or 12 + 2n" },
	{ "--: width a = 1 + 2nn\n",
	  "x.sql: line 1: \"1 + 2nn\" is no width: 40 or 12 + 2n" },
	{ "--: set a 1\n--: | x\n",
	  "x.sql: line 2: | stands behind a value only" },
	{ "--: value int = x\n\n--: | x\n",
	  "x.sql: line 3: | stands behind a value only" },
	{ "--: value int = x\n--: value int = y\n",
	  "x.sql: line 2: value \"int\" is there twice" },
};

static void test_refused(void)
{
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct dialect *d;
		struct err err = { 0 };

		ok(!dialect_parse(&d, "x", "x.sql", refused[i].text, &err) &&
		       !d && err.kind == ERR_INTERNAL,
		   "refused %zu", i);
		is_str(err.text, refused[i].message, "the reason, %zu", i);
	}
}

/* What triggers/generate.h and poller/source.h ask for, of any dialect. */
static const char *const needed[] = {
	"image.values",
	"table",
	"install",
	"uninstall",
	"uninstall.changelog",
	"grants",
	"poller.server",
	"poller.meta",
	"poller.shape",
	"poller.registered",
	"poller.bound",
	"poller.seqs",
	"poller.probe",
	"poller.page",
	"poller.chunk",
	"poller.count",
	"poller.trim",
	"poller.lease_read",
	"poller.lease_take",
	"poller.lease_renew",
	"poller.lease_release",
	"poller.lag",
	"catalogue.table",
	"catalogue.columns",
	"catalogue.tables",
};

static void check_complete(const struct dialect *d)
{
	struct err err = { 0 };
	const char *section;
	size_t i, missing = 0;

	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!dialect_need(d, needed[i], &section, &err))
			missing++;
	ok(!missing, "%s has all sections that are needed", dialect_name(d));
	if (missing)
		diag("%s", err.text);
}

static struct dialect *parsed(const char *name, const char *sql)
{
	struct err err = { 0 };
	struct dialect *d = NULL;

	if (!dialect_parse(&d, name, name, sql, &err))
		diag("%s", err.text);
	return d;
}

/* A dialect that starts from another one. */
static void test_inherited(void)
{
	static const char old[] = "--: base new\n"
				  "--: without limit\n"
				  "--: without floor\n"
				  "--: set name old\n"
				  "--: type SERIAL = bigint\n"
				  "--: section page\nold page\n"
				  "--: section more\nmore\n";
	static const char new[] = "--: set name new\n--: set limit 30\n"
				  "--: type * = other\n"
				  "--: value text = {{c}}\n"
				  "--: value int = {{c}}\n"
				  "--: section first\nfirst\n"
				  "--: section page\nnew page\n"
				  "--: section floor\nfloor\n"
				  "--: section last\nlast\n";
	struct dialect *d = parsed("old", old);
	struct err err = { 0 };
	enum kind kind;

	ok(dialect_inherit(d, parsed("new", new), &err), "one from another");
	is_str(dialect_setting(d, "name"), "old", "its own setting");
	ok(!dialect_setting(d, "limit"), "one that it is without");
	is_str(dialect_section(d, "page"), "old page", "its own section");
	is_str(dialect_section(d, "last"), "last", "one of the base");
	ok(!dialect_section(d, "floor"), "one that it is without");
	is_str(dialect_section_at(d, "", 0), "first", "the base's order");
	is_str(dialect_section_at(d, "", 1), "page", "is kept");
	is_str(dialect_section_at(d, "", 3), "more", "what is new comes last");
	ok(dialect_kind(d, "serial", &kind) && kind == KIND_BIGINT,
	   "its own types");
	ok(!dialect_kind(d, "blob", &kind), "and none of the base's then");
	is_str(dialect_value(d, KIND_INT, "int", false), "{{c}}",
	       "all values of the base, where it has none");
	dialect_close(d);
	d = parsed("old", "--: base new\n--: without nothing\n");
	ok(!dialect_inherit(d, parsed("new", new), &err) &&
	       strstr(err.text, "without \"nothing\""),
	   "without what is not there: %s", err.text);
	dialect_close(d);
}

/* Every dialect that ships parses, and knows what to do with any type. */
static void test_built_in(void)
{
	struct err err = { 0 };
	struct dialect *d;
	struct buf name = { 0 };
	enum kind kind;
	size_t i;

	for (i = 0; dialect_name_at(i, &name); i++) {
		if (ok(dialect_open(&d, name.data, &err), "%s opens",
		       name.data)) {
			is_str(dialect_name(d), name.data, "its name");
			ok(dialect_kind(d, "no such type", &kind) &&
			       kind == KIND_OTHER,
			   "%s: the last type line takes the rest", name.data);
			check_complete(d);
			dialect_close(d);
		} else {
			diag("%s", err.text);
		}
		buf_reset(&name);
	}
	ok(i >= 3, "there are dialects");
	buf_release(&name);
	ok(!dialect_open(&d, "mysq", &err) && err.kind == ERR_CONFIG,
	   "no such dialect");
	ok(strstr(err.text, "there is no dialect \"mysq\"; there are: ") ==
		   err.text &&
	       strstr(err.text, "postgresql"),
	   "the message lists those that are: %s", err.text);
}

int main(void)
{
	test_parsed();
	test_refused();
	test_inherited();
	test_built_in();
	return done();
}
