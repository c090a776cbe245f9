/*
 * Which changes of a layout break receivers.
 */
#include <stdlib.h>

#include "core/table.h"
#include "poller/compat.h"
#include "tests/tap.h"

#define BASE                                                                   \
	"  column id bigint as bigint key 1\n"                                 \
	"  column part int as int key 2\n"                                     \
	"  column total \"numeric(9,2)\" as decimal\n"                         \
	"  column note varchar(20) as text null\n"

static const struct {
	const char *what, *before, *after, *breaking, *other;
} cases[] = {
	{ "the same", BASE, BASE, "", "" },
	{ "added", BASE, BASE "  column more text as text null\n", "",
	  "column \"more\" (text) is new\n" },
	{ "added, never NULL", BASE, BASE "  column more text as text\n", "",
	  "column \"more\" (text) is new\n" },
	{ "removed", BASE "  column more text as text null\n", BASE,
	  "column \"more\" is gone\n", "" },
	{ "renamed", BASE "  column a text as text null\n",
	  BASE "  column b text as text null\n", "column \"a\" is gone\n",
	  "column \"b\" (text) is new\n" },
	{ "another kind", BASE "  column a int as int\n",
	  BASE "  column a bigint as bigint\n",
	  "column \"a\": int (int) is now bigint (bigint), as JSON string\n",
	  "" },
	{ "another kind, the same JSON", BASE "  column a date as date\n",
	  BASE "  column a timestamp as timestamp\n",
	  "column \"a\": date (date) is now timestamp (timestamp), as JSON "
	  "string\n",
	  "" },
	{ "another type of the kind", BASE "  column a varchar(20) as text\n",
	  BASE "  column a varchar(40) as text\n", "",
	  "column \"a\": varchar(20) is now varchar(40), both text\n" },
	{ "a type of no known kind", BASE "  column a varchar(20)\n",
	  BASE "  column a varchar(40)\n",
	  "column \"a\": varchar(20) is now varchar(40), and without `as` "
	  "nobody knows whether they look alike\n",
	  "" },
	{ "the same type of no known kind", BASE "  column a varchar(20)\n",
	  BASE "  column a varchar(20)\n", "", "" },
	{ "NULL from now on", BASE "  column a int as int\n",
	  BASE "  column a int as int null\n", "column \"a\" can be NULL now\n",
	  "" },
	{ "never NULL any more", BASE "  column a int as int null\n",
	  BASE "  column a int as int\n", "",
	  "column \"a\" is never NULL any more\n" },
	{ "the key in another order",
	  "  column a int as int key 1\n  column b int as int key 2\n",
	  "  column a int as int key 2\n  column b int as int key 1\n",
	  "the key was \"a\", \"b\" and is now \"b\", \"a\"\n", "" },
	{ "a longer key",
	  "  column a int as int key 1\n  column b int as int\n",
	  "  column a int as int key 1\n  column b int as int key 2\n",
	  "the key was \"a\" and is now \"a\", \"b\"\n", "" },
	{ "no key any more", "  column a int as int key 1\n",
	  "  column a int as int\n", "the key was \"a\" and is now none\n",
	  "" },
	{ "a key where none was", "  column a int as int\n",
	  "  column a int as int key 1\n",
	  "the key was none and is now \"a\"\n", "" },
	{ "another order", "  column a int as int\n  column b int as int\n",
	  "  column b int as int\n  column a int as int\n", "",
	  "the columns stand in another order\n" },
	{ "several",
	  "  column a int as int key 1\n  column b int as int\n"
	  "  column c int as int\n",
	  "  column a bigint as bigint key 1\n  column c int as int null\n"
	  "  column d int as int\n",
	  "column \"a\": int (int) is now bigint (bigint), as JSON string\n"
	  "column \"b\" is gone\ncolumn \"c\" can be NULL now\n",
	  "column \"d\" (int) is new\n" },
	{ "computed by the engine", BASE "  column a int as int null\n",
	  BASE "  column a int as int null generated\n", "", "" },
};

static void parse(const char *columns, struct table_list *out)
{
	struct buf text = { 0 };
	struct err err = { 0 };

	buf_addf(&text, "shadowlog-tables 1\ntable public.t\n%s", columns);
	if (!table_list_parse(text.data, "t", out, &err)) {
		printf("Bail out! %s\n", err.text);
		exit(1);
	}
	buf_release(&text);
}

static void check_cases(void)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct table_list before, after;
		struct compat compat = { 0 };
		struct err err = { 0 };

		parse(cases[i].before, &before);
		parse(cases[i].after, &after);
		compat_compare(before.tables, after.tables, &compat);
		is_str(buf_str(&compat.breaking), cases[i].breaking,
		       "%s: what breaks", cases[i].what);
		is_str(buf_str(&compat.other), cases[i].other,
		       "%s: what does not", cases[i].what);
		ok(compat_check(before.tables, after.tables, &err) ==
		       !*cases[i].breaking,
		   "%s: whether it does", cases[i].what);
		compat_release(&compat);
		table_list_release(&before);
		table_list_release(&after);
	}
}

/* Options that decide what rows hold. */
static void check_options(void)
{
	struct table_list before, after;
	struct compat compat = { 0 };

	parse(BASE, &before);
	parse(BASE, &after);
	after.tables->columns[3].excluded = true;
	compat_compare(before.tables, after.tables, &compat);
	is_str(buf_str(&compat.breaking), "column \"note\" is gone\n",
	       "not captured any more");
	compat_release(&compat);
	compat_compare(after.tables, before.tables, &compat);
	is_str(buf_str(&compat.other), "column \"note\" (varchar(20)) is new\n",
	       "captured from now on");
	compat_release(&compat);
	after.tables->columns[3].excluded = false;
	after.tables->columns[3].lob = LOB_HASH;
	after.tables->options.before = BEFORE_KEY;
	compat_compare(before.tables, after.tables, &compat);
	is_str(buf_str(&compat.breaking),
	       "column \"note\": its value is left out now\n"
	       "rows as they were before are not whole now\n",
	       "less of a row than before");
	compat_release(&compat);
	compat_compare(after.tables, before.tables, &compat);
	is_str(buf_str(&compat.other),
	       "column \"note\": its value comes along now\n",
	       "more of it than before");
	is_int((int64_t)compat.nbreaking, 0, "breaks nothing");
	compat_release(&compat);
	table_list_release(&before);
	table_list_release(&after);
}

static void check_message(void)
{
	struct table_list before, after;
	struct err err = { 0 };
	struct buf wide = { 0 };
	int i;

	parse("  column a int as int\n  column b int as int\n", &before);
	parse("  column c int as int\n", &after);
	ok(!compat_check(before.tables, after.tables, &err), "two are gone");
	is_int(err.kind, ERR_DATA, "the kind");
	is_str(err.text,
	       "table \"public.t\" changed so that receivers can break: column "
	       "\"a\" is gone; column \"b\" is gone",
	       "the message names the table and all that breaks");
	table_list_release(&before);
	for (i = 0; i < 1000; i++)
		buf_addf(&wide, "  column a%d int as int\n", i);
	parse(wide.data, &before);
	ok(!compat_check(before.tables, after.tables, &err),
	   "more than a message can hold");
	table_list_release(&before);
	table_list_release(&after);
	buf_release(&wide);
}

int main(void)
{
	check_cases();
	check_options();
	check_message();
	return done();
}
