/*
 * core/table_options: what lines `option` set, how they are printed, which of
 * two places wins, and what is refused.
 */
#include "core/table_options.h"

#include <stdlib.h>
#include <string.h>

#include "tests/tap.h"

#define TABLE                                                                  \
	"shadowlog-tables 1\n"                                                 \
	"table s.t\n"                                                          \
	"  column id   int  as int    key 1\n"                                 \
	"  column note text as text   null\n"                                  \
	"  column doc  blob as binary null\n"
#define KEYLESS                                                                \
	"shadowlog-tables 1\n"                                                 \
	"table s.t\n"                                                          \
	"  column a int  as int\n"                                             \
	"  column b text as text null\n"                                       \
	"  column c blob as binary\n"
#define FILE_1 "shadowlog-options 1\n"

/* The lines `option` of the first table, as they are printed. */
static char *printed(const struct table_list *list)
{
	struct buf text = { 0 };

	table_options_print(&list->tables[0], &text);
	buf_addstr(&text, "");
	return buf_steal(&text);
}

static const struct {
	const char *text, *want;
} accepted[] = {
	{ TABLE, "" },
	{ TABLE " option exclude doc note\n", "  option exclude note doc\n" },
	{ TABLE " option exclude doc\n option exclude note\n",
	  "  option exclude note doc\n" },
	{ TABLE " option include id\n", "  option exclude note doc\n" },
	{ TABLE " option operations delete insert\n",
	  "  option operations insert delete\n" },
	{ TABLE " option operations insert update delete truncate\n", "" },
	{ TABLE " option when \"this.id > 1\"\n option noop skip\n",
	  "  option when \"this.id > 1\"\n  option noop skip\n" },
	{ TABLE " option lob hash doc\n option before none\n option lob omit "
		"note\n",
	  "  option before none\n  option lob omit note\n  option lob hash "
	  "doc\n" },
	{ TABLE " option fail open\n option bypass marker\n option context\n"
		" option actor\n option statement\n",
	  "  option statement\n  option actor\n  option context\n"
	  "  option bypass marker\n  option fail open\n" },
	{ TABLE " option before full\n option fail closed\n option noop off\n"
		" option bypass off\n option key none\n option actor off\n",
	  "" },
	{ KEYLESS " option key all\n", "  option keyless all\n" },
	{ KEYLESS " option key all\n option lob omit c\n",
	  "  option keyless all\n  option lob omit c\n" },
	{ KEYLESS " option key unique b a\n", "  option keyless unique\n" },
};

/* What is printed is read again as the same. */
static void test_good(void)
{
	size_t i;

	for (i = 0; i < sizeof(accepted) / sizeof(*accepted); i++) {
		struct table_list list, again;
		struct buf text = { 0 };
		struct err err = { 0 };
		char *got;

		if (!table_list_parse(accepted[i].text, "t", &list, &err)) {
			is_str(err.text, "", "options %zu", i);
			continue;
		}
		got = printed(&list);
		is_str(got, accepted[i].want, "options %zu", i);
		free(got);
		table_print_header(&text);
		table_print(&list.tables[0], &text);
		ok(table_list_parse(text.data, "again", &again, &err) &&
		       table_shape(&again.tables[0]) ==
			   table_shape(&list.tables[0]),
		   "options %zu, printed and read again", i);
		buf_release(&text);
		table_list_release(&again);
		table_list_release(&list);
	}
}

static const struct {
	const char *text, *message;
} refused[] = {
	{ TABLE " option\n", "t: line 6: the option is missing" },
	{ "shadowlog-tables 1\noption actor\n",
	  "t: line 2: an option stands before the first table" },
	{ TABLE " option exclud note\n",
	  "t: line 6: table s.t: there is no option \"exclud\"; the options "
	  "are key, exclude, include, operations, when, noop, before, lob, "
	  "statement, actor, context, bypass, fail, cascades, "
	  "ignore" },
	{ TABLE " option exclude nota\n",
	  "t: line 6: table s.t: option \"exclude\": there is no column "
	  "\"nota\"" },
	{ TABLE " option exclude\n",
	  "t: line 6: table s.t: option \"exclude\": no column is named behind "
	  "it" },
	{ TABLE " option exclude id\n",
	  "t: line 2: table s.t: column \"id\" cannot be excluded: it is part "
	  "of the key, by which a receiver finds the row" },
	{ TABLE " option include note\n",
	  "t: line 2: table s.t: column \"id\" cannot be excluded: it is part "
	  "of the key, by which a receiver finds the row" },
	{ TABLE " option exclude doc\n option include id\n",
	  "t: line 7: table s.t: option \"include\": columns are included or "
	  "excluded, not both, and in one line" },
	{ TABLE " option lob omit id\n",
	  "t: line 2: table s.t: column \"id\" is part of the key: option lob "
	  "would leave a receiver nothing to find the row by" },
	{ TABLE " option lob doc\n",
	  "t: line 6: table s.t: option \"lob\": write inline, omit or hash, "
	  "and the columns" },
	{ TABLE " option lob omit doc\n option exclude doc\n",
	  "t: line 2: table s.t: column \"doc\" is excluded: it needs no "
	  "option lob" },
	{ TABLE " option key all\n",
	  "t: line 6: table s.t: option \"key\": the table has a key: leave "
	  "the option out, or the \"key\" of its columns" },
	{ KEYLESS " option keyless all\n",
	  "t: line 6: table s.t: option \"keyless\": no column is marked with "
	  "\"key N\"; write key all, or key unique and the columns" },
	{ TABLE " option keyless all\n",
	  NULL }, /* the key would be another one */
	{ KEYLESS " option key unique\n",
	  "t: line 6: table s.t: option \"key\": no column of the unique index "
	  "is named" },
	{ KEYLESS " option key unique a a\n",
	  "t: line 6: table s.t: option \"key\": a column is named twice" },
	{ KEYLESS " option key unique d\n",
	  "t: line 6: table s.t: option \"key\": there is no column \"d\"" },
	{ KEYLESS " option key all\n option before none\n",
	  "t: line 2: table s.t: option \"before\": all columns are the key, "
	  "so that the row before is its key" },
	{ KEYLESS " option key all\n option statement\n",
	  "t: line 2: table s.t: option \"statement\": the rows before and "
	  "after a statement are paired by a key, and the table has none" },
	{ KEYLESS " option key all\n option exclude a b c\n",
	  "t: line 2: table s.t: no column is captured" },
	{ TABLE " option operations\n",
	  "t: line 6: table s.t: option \"operations\": name some of insert, "
	  "update, delete, truncate" },
	{ TABLE " option operations inserts\n",
	  "t: line 6: table s.t: option \"operations\": it takes insert, "
	  "update, delete and truncate" },
	{ TABLE " option operations insert\n option noop skip\n",
	  "t: line 2: table s.t: option \"noop\": updates are not captured" },
	{ TABLE " option when this\n option when that\n",
	  "t: line 7: table s.t: option \"when\": there are two; join them "
	  "with AND" },
	{ TABLE " option when a b\n",
	  "t: line 6: table s.t: option \"when\": the condition is one word: "
	  "put it in double quotes" },
	{ TABLE " option before nothing\n",
	  "t: line 6: table s.t: option \"before\": write full or key or "
	  "none" },
	{ TABLE " option bypass on\n",
	  "t: line 6: table s.t: option \"bypass\": write off or silent or "
	  "marker" },
	{ TABLE " option actor me\n",
	  "t: line 6: table s.t: option \"actor\": nothing stands behind it, "
	  "or off" },
};

static void test_refused(void)
{
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct table_list list;
		struct err err = { 0 };

		ok(!table_list_parse(refused[i].text, "t", &list, &err) &&
		       err.kind == ERR_DATA,
		   "refused %zu", i);
		if (refused[i].message)
			is_str(err.text, refused[i].message, "the reason, %zu",
			       i);
		table_list_release(&list);
	}
}

static const struct {
	const char *table, *file, *want, *message;
} files[] = {
	{ TABLE, FILE_1, "", NULL },
	{ TABLE, FILE_1 "all\n option actor\n", "  option actor\n", NULL },
	{ TABLE, FILE_1 "table s.t\n option exclude note\n",
	  "  option exclude note\n", NULL },
	/* One table's wins over all's, and over the description's. */
	{ TABLE " option before key\n",
	  FILE_1 "all\n option before none\n option actor\n",
	  "  option before key\n  option actor\n", NULL },
	{ TABLE " option before key\n",
	  FILE_1 "table s.t\n option before none\n", "  option before none\n",
	  NULL },
	{ TABLE " option exclude note\n",
	  FILE_1 "table s.t\n option exclude doc\n", "  option exclude doc\n",
	  NULL },
	{ TABLE, FILE_1 "all\n option actor\ntable s.t\n option actor off\n",
	  "", NULL },
	/* Those who have a key need no other. */
	{ TABLE, FILE_1 "all\n option key all\n", "", NULL },
	{ KEYLESS, FILE_1 "all\n option key all\n", "  option keyless all\n",
	  NULL },
	{ KEYLESS " option key all\n", FILE_1 "table s.t\n option exclude b\n",
	  "  option keyless all\n  option exclude b\n", NULL },
	{ KEYLESS " option key all\n", FILE_1 "table s.t\n option key none\n",
	  "", NULL },
	{ TABLE, "all\n", NULL,
	  "f: line 1: the first line must be \"shadowlog-options 1\"" },
	{ TABLE, FILE_1 "option actor\n", NULL,
	  "f: line 2: an option stands before all or the first table" },
	{ TABLE, FILE_1 "every\n", NULL,
	  "f: line 2: unknown word \"every\": a line starts with all, table or "
	  "option" },
	{ TABLE, FILE_1 "table s.t\nall\n", NULL,
	  "f: line 3: all stands once, before the first table" },
	{ TABLE, FILE_1 "table t\n", NULL,
	  "f: line 2: table \"t\" is not among those described; schema, upper "
	  "and lower case count" },
	{ TABLE, FILE_1 "all\n option exclude note\n", NULL,
	  "f: line 3: table s.t: option \"exclude\" names columns: it is for "
	  "one table, not for all" },
	{ TABLE, FILE_1 "all\n\n option actr\n", NULL, "" },
	{ TABLE, FILE_1 "table s.t\n option exclude id\n", NULL, "" },
};

static void test_files(void)
{
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct table_list list;
		struct err err = { 0 };
		char *got;
		bool good;

		ok(table_list_parse(files[i].table, "t", &list, &err),
		   "file %zu: the table", i);
		good =
		    table_options_parse(files[i].file, "f", &list, false, &err);
		got = printed(&list);
		if (files[i].want)
			is_str(good ? got : err.text, files[i].want, "file %zu",
			       i);
		else
			ok(!good && err.kind == ERR_DATA, "file %zu is refused",
			   i);
		if (files[i].message && files[i].message[0])
			is_str(err.text, files[i].message, "the reason, %zu",
			       i);
		free(got);
		table_list_release(&list);
	}
}

/* Other options, another number. */
static void test_shapes(void)
{
	struct table_list a, b;
	struct err err = { 0 };

	ok(table_list_parse(TABLE, "a", &a, &err) &&
	       table_list_parse(TABLE " option actor\n", "b", &b, &err) &&
	       table_shape(&a.tables[0]) != table_shape(&b.tables[0]),
	   "an option makes another shape");
	table_list_release(&a);
	table_list_release(&b);
}

int main(void)
{
	test_good();
	test_refused();
	test_files();
	test_shapes();
	return done();
}
