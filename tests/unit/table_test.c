/* core/table: table descriptions as text, and the numbers made of them. */
#include "core/table.h"

#include <stdlib.h>
#include <string.h>

#include "tests/tap.h"

#define HEADER "shadowlog-tables 1\n"

/* ------------------------------- what is refused, and what the message says */

static const struct {
	const char *text, *message;
} refused[] = {
	{ "", "t: line 1: no table: is this the output of shadowlog "
	      "describe?" },
	{ "table a\n",
	  "t: line 1: the first line must be \"shadowlog-tables 1\"" },
	{ "shadowlog-tables 2\n",
	  "t: line 1: format 2 is newer than this program, which reads "
	  "format 1" },
	{ "shadowlog-tables x\n",
	  "t: line 1: the version of the format is \"x\", not a number from "
	  "1" },
	{ HEADER "\n\ntable\n", "t: line 4: the table's name is missing" },
	{ HEADER "table a\n", "t: line 2: table \"a\" has no column" },
	{ HEADER "table a\ntable b\n column c int\n",
	  "t: line 2: table \"a\" has no column" },
	{ HEADER "column c int\n",
	  "t: line 2: a column stands before the first table" },
	{ HEADER "index i\n", "t: line 2: unknown word \"index\": a line "
			      "starts with table, column or option" },
	{ HEADER "table a\n column c\n",
	  "t: line 3: the column's type is missing" },
	{ HEADER "table a\n column c int unique\n",
	  "t: line 3: unknown word \"unique\": the flags of a column are as "
	  "KIND, key N, null, generated" },
	{ HEADER "table a\n column c int as number\n",
	  "t: line 3: \"number\" is no kind: there are bool, int, bigint, "
	  "decimal, float, double, text, binary, date, time, timestamp, "
	  "timestamptz, interval, uuid, json, other" },
	{ HEADER "table a\n column c int key\n",
	  "t: line 3: the place in the key is missing" },
	{ HEADER "table a\n column c int key 0\n",
	  "t: line 3: the place in the key is \"0\", not a number from 1" },
	{ HEADER "table a\n column c int key 99999999999999999999\n",
	  "t: line 3: the place in the key is \"99999999999999999999\", not a "
	  "number from 1" },
	{ HEADER "table a\n column c int key 2\n",
	  "t: line 2: table \"a\": its key has 1 columns but no \"key 1\"" },
	{ HEADER "table a\n column c int key 1\n column d int key 1\n",
	  "t: line 2: table \"a\": its key has 2 columns but no \"key 2\"" },
	{ HEADER "table a\n column c int\n column c int\n",
	  "t: line 4: column \"c\" is there twice, first in line 3" },
	{ HEADER "table s.a\n column c int\ntable a\n column c int\n"
		 "table s.a\n column c int\n",
	  "t: line 6: table \"a\" is described twice, first in line 2" },
	{ HEADER "table a.b.c\n column c int\n",
	  "t: line 2: text behind the end: \".c\"" },
	{ HEADER "table a b\n", "t: line 2: text behind the end: \"b\"" },
	{ HEADER "table \"a\n\n", "t: line 2: a quote is not closed" },
	{ HEADER "table \"a", "t: line 2: a quote is not closed" },
	{ HEADER "table \"a\\", "t: line 2: a backslash stands before one of "
				"\" \\ n r t xHH only" },
	{ HEADER "table \"a\\q\"\n", "t: line 2: a backslash stands before one "
				     "of \" \\ n r t xHH only" },
	{ HEADER "table \"a\\x0\"\n", "t: line 2: a backslash stands before "
				      "one of \" \\ n r t xHH only" },
	{ HEADER "table \"a\\x00\"\n", "t: line 2: \\x00 cannot be in a name" },
	{ HEADER "table \"a\tb\"\n",
	  "t: line 2: control byte: write it as \\x09" },
	{ HEADER "table a-b\n", "t: line 2: a blank is missing behind \"a\"" },
	{ HEADER "table \"a\"b\n",
	  "t: line 2: a blank is missing behind \"a\"" },
	{ HEADER "table -\n",
	  "t: line 2: \"-\": byte 0x2d stands in double quotes only" },
	{ HEADER "table \xc3\xa4\n",
	  "t: line 2: \"?\": byte 0xc3 stands in double quotes only" },
};

static void test_refused(void)
{
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct table_list list;
		struct err err = { 0 };
		bool good = table_list_parse(refused[i].text, "t", &list, &err);

		ok(!good && err.kind == ERR_DATA && list.ntables == 0 &&
		       !list.tables,
		   "refused %zu", i);
		is_str(err.text, refused[i].message, "the reason, %zu", i);
		table_list_release(&list);
	}
}

/* ------------------------------------------------------------- what is read */

static void test_accepted(void)
{
	static const char text[] =
	    HEADER "# all of it\r\n"
		   "\r\n"
		   "table public.orders   # with a comment\r\n"
		   "  column id bigint as bigint key 2\r\n"
		   "\tcolumn \"no\\\"te\\n\" \"character varying(20)\" null\n"
		   "column slug numeric(12,2) generated as text null key 1\n" //
	    HEADER "table x\n"
		   "column \"\" \"\"";
	struct table_list list;
	struct err err = { 0 };
	const struct column *c;

	if (!ok(table_list_parse(text, "t", &list, &err), "accepted")) {
		diag("%s", err.text);
		return;
	}
	is_int((int64_t)list.ntables, 2, "tables");
	is_str(list.tables[0].schema, "public", "schema");
	is_str(list.tables[0].name, "orders", "name");
	is_int((int64_t)list.tables[0].ncolumns, 3, "columns");
	is_int((int64_t)list.tables[0].nkeys, 2, "columns of the key");
	is_int((int64_t)list.tables[0].line, 4, "line of a table");
	c = list.tables[0].columns;
	ok(c[0].kind_known && c[0].kind == KIND_BIGINT && c[0].key == 2 &&
	       !c[0].nullable && !c[0].generated && c[0].line == 5,
	   "a key column");
	is_str(c[1].name, "no\"te\n", "a name in quotes");
	is_str(c[1].type, "character varying(20)", "a type in quotes");
	ok(!c[1].kind_known && c[1].key == 0 && c[1].nullable, "no kind");
	is_str(c[2].type, "numeric(12,2)", "a bare type");
	ok(c[2].generated && c[2].nullable && c[2].key == 1,
	   "flags in any order");
	is_str(list.tables[1].schema, "", "no schema");
	is_str(list.tables[1].columns[0].name, "", "an empty name");
	is_str(list.tables[1].columns[0].type, "", "an empty type");
	table_list_release(&list);
	ok(!list.tables && !list.ntables, "released");
}

static void test_canonical(void)
{
	static const char loose[] =
	    HEADER "table public . \n"; /* no blanks around the dot */
	static const char text[] =
	    HEADER "table public.orders\n"
		   "column id bigint as bigint key 1\n"
		   "column \"total\" numeric(12,2)   as decimal\n"
		   "column \"s p\" \"character varying(200)\" null as text\n"
		   "column slug text as text null generated\n";
	static const char want[] = HEADER
	    "table public.orders\n"
	    "  column id    bigint                   as bigint  key 1\n"
	    "  column total numeric(12,2)            as decimal\n"
	    "  column \"s p\" \"character varying(200)\" as text    null\n"
	    "  column slug  text                     as text    null "
	    "generated\n";
	struct table_list list;
	struct buf out = { 0 };
	struct err err = { 0 };

	ok(!table_list_parse(loose, "t", &list, &err), "blanks at the dot");
	err_clear(&err);
	ok(table_list_parse(text, "t", &list, &err), "parses: %s", err.text);
	table_print_header(&out);
	table_print(&list.tables[0], &out);
	is_str(buf_str(&out), want, "canonical");
	/* These numbers are stored in registries: they never change. */
	is_int(table_shape(&list.tables[0]), 846274839, "shape");
	is_int(table_hash("public", "orders"), 2592330737, "hash");
	table_list_release(&list);
	buf_release(&out);
}

/* ----------------- parse(print(t)) is t, for names that nobody would choose */

static const char *const hostile[] = {
	"a",
	"order",
	"select",
	"table",
	"shadowlog-tables",
	"",
	" ",
	"a b",
	"a.b",
	".",
	"a\"b",
	"\"",
	"a'b",
	"a`b",
	"[a]",
	"a]b",
	"a\\b",
	"\\",
	"\\n",
	"a\nb",
	"\r\n",
	"a\tb",
	"\x01\x1f\x7f",
	"#a",
	"a#b",
	"*/",
	"/* -- */",
	"--",
	"$1",
	"$shadowlog$",
	"{{table}}",
	"a;drop table b",
	"%s%n",
	"\xc3\xa4\xc3\xb6\xc3\xbc",
	"\xe2\x82\xac \xf0\x9f\x90\x98",
	"\xff\xfe not utf-8 \xc3",
	"\xed\xa0\x80",
	"a23456789012345678901234567890123456789012345678901234567890123",
	"A\"3456789 1234567890'2345678901234567890]2345678901234567\n90\\23",
};

enum { NHOSTILE = sizeof(hostile) / sizeof(hostile[0]) };

static bool same_column(const struct column *a, const struct column *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->type, b->type) == 0 &&
	       a->kind_known == b->kind_known && a->kind == b->kind &&
	       a->key == b->key && a->nullable == b->nullable &&
	       a->generated == b->generated;
}

static bool same_table(const struct table *a, const struct table *b)
{
	size_t i;

	if (strcmp(a->schema, b->schema) != 0 ||
	    strcmp(a->name, b->name) != 0 || a->ncolumns != b->ncolumns ||
	    a->nkeys != b->nkeys)
		return false;
	for (i = 0; i < a->ncolumns; i++)
		if (!same_column(&a->columns[i], &b->columns[i]))
			return false;
	return true;
}

/* Every name in every place once, every kind and flag somewhere. */
static void make_table(size_t i, struct table *table, struct column *columns)
{
	size_t n;

	*table = (struct table){ .schema = hostile[i],
				 .name = hostile[(i + 7) % NHOSTILE],
				 .columns = columns,
				 .ncolumns = NHOSTILE,
				 .nkeys = 2 };
	for (n = 0; n < NHOSTILE; n++)
		columns[n] = (struct column){
			.name = hostile[n],
			.type = hostile[(n + i) % NHOSTILE],
			.kind = (enum kind)((n + i) % KIND_COUNT),
			.kind_known = true,
			.key = n == i                    ? 1
			       : n == (i + 3) % NHOSTILE ? 2
							 : 0,
			.nullable = (n + i) % 2,
			.generated = (n + i) % 3 == 0,
		};
}

static void test_round_trip(void)
{
	struct column columns[NHOSTILE];
	size_t i;

	for (i = 0; i < NHOSTILE; i++) {
		struct table table;
		struct table_list list;
		struct buf text = { 0 }, again = { 0 };
		struct err err = { 0 };
		bool good;

		make_table(i, &table, columns);
		table_print_header(&text);
		table_print(&table, &text);
		good = table_list_parse(buf_str(&text), "t", &list, &err);
		ok(good && list.ntables == 1 &&
		       same_table(&table, &list.tables[0]),
		   "parse(print(t)) is t, %zu %s", i, err.text);
		if (good) {
			table_print_header(&again);
			table_print(&list.tables[0], &again);
			is_str(buf_str(&again), buf_str(&text),
			       "print(parse(print(t))) is print(t), %zu", i);
			ok(table_shape(&table) == table_shape(&list.tables[0]),
			   "the same shape, %zu", i);
		}
		table_list_release(&list);
		buf_release(&text);
		buf_release(&again);
	}
}

static void test_unknown_kind(void)
{
	static const char text[] = HEADER "table a\n  column c int key 1\n";
	struct table_list list;
	struct buf out = { 0 };
	struct err err = { 0 };

	ok(table_list_parse(text, "t", &list, &err), "no kind: %s", err.text);
	table_print_header(&out);
	table_print(&list.tables[0], &out);
	is_str(buf_str(&out), text, "a kind is not made up");
	table_list_release(&list);
	buf_release(&out);
}

static void test_numbers(void)
{
	struct column columns[2] = {
		{ .name = "id", .type = "int", .kind_known = true, .key = 1 },
		{ .name = "x", .type = "int", .kind_known = true },
	};
	struct table table = { .schema = "",
			       .name = "t",
			       .columns = columns,
			       .ncolumns = 2,
			       .nkeys = 1 };
	int32_t shape = table_shape(&table);

	ok(shape > 0, "a shape is positive");
	columns[1].nullable = true;
	ok(table_shape(&table) != shape, "a flag makes another shape");
	columns[1].nullable = false;
	ok(table_shape(&table) == shape, "and back");
	ok(table_hash("a", "bc") != table_hash("ab", "c"),
	   "schema and name are kept apart");
	/*
	 * The empty string's published FNV-1a is the offset basis; ours has one
	 * NUL behind the schema.
	 */
	is_int((int64_t)table_hash("", ""), INT64_C(0x050c5d1f),
	       "FNV-1a of one NUL");
}

int main(void)
{
	test_refused();
	test_accepted();
	test_canonical();
	test_round_trip();
	test_unknown_kind();
	test_numbers();
	return done();
}
