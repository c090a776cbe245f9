/*
 * Row images: what each encoding decodes to, and what it says of one that does
 * not decode.
 */
#include <stdlib.h>

#include "core/table.h"
#include "poller/row.h"
#include "tests/tap.h"

static const char description[] = "shadowlog-tables 1\n"
				  "table t\n"
				  "  column a x as int key 1\n"
				  "  column b x as text null\n"
				  "  column c x as binary null\n";

static const char with_json[] = "shadowlog-tables 1\n"
				"table t\n"
				"  column a x as int key 1\n"
				"  column d x as json null\n"
				"  column e x as json null\n";

static const char odd_names[] = "shadowlog-tables 1\n"
				"table t\n"
				"  column \"a\\\"b\" x as int key 1\n"
				"  column \"\\\\\" x as text\n"
				"  column \"\\n\" x as text\n"
				"  column \"\\xc3\\xbc\" x as text\n"
				"  column \"\\xff\" x as text\n";

static const char kinds[] = "shadowlog-tables 1\n"
			    "table t\n"
			    "  column a x as int key 1\n"
			    "  column t x as time null\n"
			    "  column o x as other null\n"
			    "  column i x as interval null\n"
			    "  column d x as json null\n"
			    "  column c x as binary null\n";

static const char single[] = "shadowlog-tables 1\n"
			     "table t\n"
			     "  column c x as binary null\n";

/* Printable ASCII as it is, all else as \xHH. */
static void describe_text(struct str text, struct buf *out)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c >= ' ' && c < 0x7f)
			buf_addch(out, (char)c);
		else
			buf_addf(out, "\\x%02x", c);
	}
}

static void describe_value(const struct value *value, struct buf *out)
{
	static const char *const forms[] = {
		[VALUE_ABSENT] = "absent", [VALUE_NULL] = "null",
		[VALUE_TEXT] = "text:",    [VALUE_BARE] = "bare:",
		[VALUE_BYTES] = "bytes:",  [VALUE_JSON] = "json:",
	};

	buf_addstr(out, forms[value->form]);
	describe_text(value->text, out);
}

static void describe(const struct row *row, struct buf *out)
{
	size_t i;

	for (i = 0; i < row->n; i++) {
		if (i > 0)
			buf_addch(out, '|');
		describe_value(&row->values[i], out);
	}
	for (i = 0; i < row->nextras; i++) {
		buf_addch(out, '+');
		describe_text(row->extras[i].name, out);
		buf_addch(out, '=');
		describe_value(&row->extras[i].value, out);
	}
}

struct row_case {
	const char *table;
	const char *image;
	size_t n; /* of the image; 0: it has no NUL */
	const char *out;
};

/* `out` starts with ! where the image does not decode. */
static void check_case(enum row_encoding encoding, const char *what,
		       const struct row_case *c)
{
	size_t n = c->n > 0 ? c->n : strlen(c->image);
	struct table_list list = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };
	struct buf got = { 0 };
	/* A copy of its exact size: a read behind it is seen by ASan. */
	char *image = malloc(n + (n == 0));
	struct buf name = { 0 };
	struct row row;

	memcpy(image, c->image, n);
	describe_text((struct str){ image, n < 60 ? n : 60 }, &name);
	if (!table_list_parse(c->table, "test", &list, &err)) {
		ok(false, "%s", err.text);
		return;
	}
	if (row_decode(encoding, (struct str){ image, n }, &list.tables[0],
		       &arena, &row, &err)) {
		describe(&row, &got);
	} else {
		buf_addch(&got, '!');
		buf_addstr(&got, err.text);
		ok(err.kind == ERR_DATA, "%s %s: is bad data", what,
		   buf_str(&name));
	}
	is_str(got.data, c->out, "%s %s", what, buf_str(&name));
	free(image);
	buf_release(&name);
	buf_release(&got);
	arena_release(&arena);
	table_list_release(&list);
}

#define D description, /* the common table */
#define NUL(image) image, sizeof(image) - 1

static const struct row_case json_cases[] = {
	{ D "{\"a\":1,\"b\":\"x\",\"c\":null}", 0, "bare:1|text:x|null" },
	{ D " { \"a\" : 1 , \"b\" : \"x\" , \"c\" : null } ", 0,
	  "!at byte 37: more behind the row" },
	{ D " {\t\"a\" :\r1 , \"b\"\n: \"x\" , \"c\" : null }", 0,
	  "bare:1|text:x|null" },
	{ D "{\"c\":null,\"b\":\"x\",\"a\":1}", 0, "bare:1|text:x|null" },
	{ D "{\"a\":1}", 0, "bare:1|absent|absent" },
	{ D "{\"c\":\"\\\\x00\"}", 0, "absent|absent|text:\\x00" },
	{ D "{}", 0, "absent|absent|absent" },
	{ D "\\x7b2262223a22c3a4fc227d", 0,
	  "absent|text:\\xc3\\xa4\\xfc|absent" },
	{ D "\\x7b7", 0,
	  "!at byte 2: an odd number of hex digits, or a byte that is none" },
	{ D "{ }", 0, "absent|absent|absent" },
	{ D "{\"a\":1,\"x\":2,\"b\":\"\",\"c\":\"\",\"y\":null}", 0,
	  "bare:1|text:|text:+x=bare:2+y=null" },
	{ D "{\"z\":{\"a\":[1,2,{}]},\"q\":[],\"a\":true}", 0,
	  "bare:true|absent|absent+z=json:{\"a\":[1,2,{}]}+q=json:[]" },
	{ D "{\"a\":-1.5e+3,\"b\":false,\"c\":0}", 0,
	  "bare:-1.5e+3|bare:false|bare:0" },
	{ D "{\"b\":[1, 2],\"c\":{\"k\" : \"v\"}}", 0,
	  "absent|json:[1, 2]|json:{\"k\" : \"v\"}" },
	/* escapes */
	{ D "{\"b\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", 0,
	  "absent|text:\"\\/\\x08\\x0c\\x0a\\x0d\\x09|absent" },
	{ D "{\"b\":\"a\\u0000b\"}", 0, "absent|text:a\\x00b|absent" },
	{ D "{\"b\":\"\\u00fc\\u20AC\\ud83d\\uDE00\"}", 0,
	  "absent|text:\\xc3\\xbc\\xe2\\x82\\xac\\xf0\\x9f\\x98\\x80|absent" },
	{ D "{\"b\":\"\\u001f\\u007f\\u0080\\u07ff\\u0800\\uffff\"}", 0,
	  "absent|text:\\x1f\\x7f\\xc2\\x80\\xdf\\xbf\\xe0\\xa0\\x80"
	  "\\xef\\xbf\\xbf|absent" },
	{ D "{\"b\":\"\\udbff\\udfff\"}", 0,
	  "absent|text:\\xf4\\x8f\\xbf\\xbf|absent" },
	{ D "{\"b\":\"\xff\xfe\"}", 0, "absent|text:\\xff\\xfe|absent" },
	{ D "{\"b\":\"0123456789 0123456789\\n0123456789\"}", 0,
	  "absent|text:0123456789 0123456789\\x0a0123456789|absent" },
	{ D "{\"\\u0061\":7,\"\\u0078\":8}", 0,
	  "bare:7|absent|absent+x=bare:8" },
	{ odd_names,
	  "{\"a\\\"b\":1,\"\\\\\":\"x\",\"\\n\":\"y\",\"\xc3\xbc\":\"z\","
	  "\"\xff\":\"w\"}",
	  0, "bare:1|text:x|text:y|text:z|text:w" },
	{ D "{\"a\":1,\"a\\u0000\":2}", 0,
	  "bare:1|absent|absent+a\\x00=bare:2" },
	{ D "{\"\":5}", 0, "absent|absent|absent+=bare:5" },
	/* json columns, with and without types */
	{ with_json, "{\"a\":1,\"d\":{\"x\" : 1},\"e\":null}", 0,
	  "bare:1|json:{\"x\" : 1}|null" },
	{ with_json, "{\"a\":1,\"d\":null,\"e\":null}\tnull\t", 0,
	  "bare:1|json:null|null" },
	{ with_json, "{\"a\":1,\"d\":null,\"e\":null}\t\tnull", 0,
	  "bare:1|null|json:null" },
	{ with_json, "{\"a\":1,\"d\":\"null\",\"e\":[1]}\tstring\tarray", 0,
	  "bare:1|json:\"null\"|json:[1]" },
	{ with_json, "{\"a\":1,\"d\":true,\"e\":-0.5}\tboolean\tnumber", 0,
	  "bare:1|json:true|json:-0.5" },
	{ with_json, "{\"a\":1,\"d\":false,\"e\":{}}\tboolean\tobject", 0,
	  "bare:1|json:false|json:{}" },
	{ with_json, "{\"a\":1,\"d\":\"\\ud800\"}\tstring\t", 0,
	  "bare:1|json:\"\\ud800\"|absent" },
	{ with_json, "{\"a\":1,\"d\":1,\"e\":2}\tnumber", 0,
	  "!column \"e\": at byte 26: no type behind the row" },
	{ with_json, "{\"a\":1,\"d\":1,\"e\":2}\tnumber\tnumber\t", 0,
	  "!at byte 33: more behind the row" },
	{ with_json, "{\"a\":1,\"d\":1,\"e\":2}\tnumber\tstring", 0,
	  "!column \"e\": at byte 27: the type behind the row is not that of "
	  "the value" },
	{ with_json, "{\"a\":1,\"d\":1,\"e\":null}\tnumber\tnumber", 0,
	  "!column \"e\": at byte 30: the type behind the row is not that of "
	  "the value" },
	{ with_json, "{\"a\":1,\"d\":1,\"e\":2}\tnumber\t", 0,
	  "!column \"e\": at byte 27: the type behind the row is not that of "
	  "the value" },
	{ with_json, "{\"a\":1,\"d\":1,\"e\":2} ", 0,
	  "!column \"d\": at byte 19: no type behind the row" },
	{ with_json, "{\"a\":1,\"d\":1,\"e\":2}\tnumberx\tnumber", 0,
	  "!column \"d\": at byte 20: the type behind the row is not that of "
	  "the value" },
	/* what is no JSON */
	{ D "", 0, "!at byte 0: no object" },
	{ D "[1]", 0, "!at byte 0: no object" },
	{ D "null", 0, "!at byte 0: no object" },
	{ D "{", 0, "!at byte 1: no name of a column" },
	{ D "{\"a\"", 0, "!at byte 4: no colon behind a name" },
	{ D "{\"a\":", 0, "!column \"a\": at byte 5: the row ends in a value" },
	{ D "{\"a\":1", 0,
	  "!at byte 6: neither a comma nor the end of the row" },
	{ D "{\"a\":1,", 0, "!at byte 7: no name of a column" },
	{ D "{\"a\":1,}", 0, "!at byte 7: no name of a column" },
	{ D "{\"a\":1}}", 0, "!at byte 7: more behind the row" },
	{ D "{\"a\":1}\t", 0, "!at byte 7: more behind the row" },
	{ D "{\"a\":1 \"b\":2}", 0,
	  "!at byte 7: neither a comma nor the end of the row" },
	{ D "{a:1}", 0, "!at byte 1: no name of a column" },
	{ D "{\"a\":1,\"a\":2}", 0,
	  "!column \"a\": at byte 7: the column is there twice" },
	{ D "{\"x\":1,\"x\":2}", 0, "!at byte 7: column \"x\" is there twice" },
	{ D "{\"b\":\"x", 0,
	  "!column \"b\": at byte 5: a string without an end" },
	{ D "{\"b\":\"x\\", 0,
	  "!column \"b\": at byte 7: an escape that is none" },
	{ D "{\"b\":\"x\\\"", 0,
	  "!column \"b\": at byte 5: a string without an end" },
	{ D "{\"b\":\"\\q\"}", 0,
	  "!column \"b\": at byte 6: an escape that is none" },
	{ D "{\"b\":\"\\u12g4\"}", 0,
	  "!column \"b\": at byte 6: \\u without four hex digits" },
	{ D "{\"b\":\"\\u12", 0,
	  "!column \"b\": at byte 6: \\u without four hex digits" },
	{ D "{\"b\":\"\\ud800\"}", 0,
	  "!column \"b\": at byte 6: half a surrogate pair" },
	{ D "{\"b\":\"xx\\udc00\\ud800\"}", 0,
	  "!column \"b\": at byte 8: half a surrogate pair" },
	{ D "{\"b\":\"\\ud800x\"}", 0,
	  "!column \"b\": at byte 6: half a surrogate pair" },
	{ D "{\"b\":\"\\ud800\\u0041\"}", 0,
	  "!column \"b\": at byte 6: half a surrogate pair" },
	{ D "{\"b\":\"a\nb\"}", 0,
	  "!column \"b\": at byte 7: a control character in a string" },
	{ D NUL("{\"b\":\"a\0b\"}"),
	  "!column \"b\": at byte 7: a control character in a string" },
	{ D NUL("{\"b\":\"a\\\0b\"}"),
	  "!column \"b\": at byte 7: an escape that is none" },
	{ D "{\"a\":01}", 0,
	  "!at byte 6: neither a comma nor the end of the row" },
	{ D "{\"a\":-}", 0,
	  "!column \"a\": at byte 5: neither a value nor a number" },
	{ D "{\"a\":1.}", 0,
	  "!column \"a\": at byte 5: neither a value nor a number" },
	{ D "{\"a\":.5}", 0,
	  "!column \"a\": at byte 5: neither a value nor a number" },
	{ D "{\"a\":1e}", 0,
	  "!column \"a\": at byte 5: neither a value nor a number" },
	{ D "{\"a\":+1}", 0,
	  "!column \"a\": at byte 5: neither a value nor a number" },
	{ D "{\"a\":NaN}", 0,
	  "!column \"a\": at byte 5: neither a value nor a number" },
	{ D "{\"a\":tru}", 0,
	  "!column \"a\": at byte 5: neither a value nor a number" },
	{ D "{\"a\":truest}", 0,
	  "!at byte 9: neither a comma nor the end of the row" },
	{ D "{\"a\":nul}", 0,
	  "!column \"a\": at byte 5: neither a value nor a number" },
	{ D "{\"a\":[1,]}", 0,
	  "!column \"a\": at byte 8: neither a value nor a number" },
	{ D "{\"a\":[1}", 0,
	  "!column \"a\": at byte 7: neither a comma nor the end of an array" },
	{ D "{\"a\":{\"k\":1]}", 0,
	  "!column \"a\": at byte 11: neither a comma nor the end of an "
	  "object" },
	{ D "{\"a\":{\"k\"}}", 0,
	  "!column \"a\": at byte 9: no colon behind a name" },
	{ D "{\"a\":{1:1}}", 0,
	  "!column \"a\": at byte 6: no name in an object" },
	{ D "{\"a\":{\"k\":1,}}", 0,
	  "!column \"a\": at byte 12: no name in an object" },
};

static const struct row_case quoted_cases[] = {
	{ D "1,'x',X'00FF'", 0, "bare:1|text:x|bytes:00FF" },
	{ D "1,NULL,NULL", 0, "bare:1|null|null" },
	{ D "1,?,'?'", 0, "bare:1|absent|text:?" },
	{ D "NULL,'NULL',X''", 0, "null|text:NULL|bytes:" },
	{ D "-1.0e+20,'',00ff", 0, "bare:-1.0e+20|text:|bare:00ff" },
	{ D "1,'it''s',", 0, "bare:1|text:it's|bare:" },
	{ D "1,'''',NULL", 0, "bare:1|text:'|null" },
	{ D "1,'''''',NULL", 0, "bare:1|text:''|null" },
	{ D "1,'a,b''c,',NULL", 0, "bare:1|text:a,b'c,|null" },
	{ D "1,'a\\',NULL", 0, "bare:1|text:a\\|null" },
	{ D "1,'\xff\n',NULL", 0, "bare:1|text:\\xff\\x0a|null" },
	{ D NUL("1,'a\0b',NULL"), "bare:1|text:a\\x00b|null" },
	{ D "1,TX'610062',x'ab'", 0, "bare:1|text:a\\x00b|bytes:ab" },
	{ D "1,TX'',TX'6f6F'", 0, "bare:1|text:|text:oo" },
	{ D "1,UX'EFBBBF61004300EFBBBF',UX'EFBBBF'", 0,
	  "bare:1|text:a\\x00C\\x00\\xef\\xbb\\xbf|text:" },
	{ D "1,UX'FFFE61000000E900FFFE',UX'FFFE'", 0,
	  "bare:1|text:a\\x00\\xc3\\xa9\\xef\\xbb\\xbf|text:" },
	{ D "1,UX'FEFF0061000020AC',UX'FEFFD83DDE00'", 0,
	  "bare:1|text:a\\x00\\xe2\\x82\\xac|text:\\xf0\\x9f\\x98\\x80" },
	{ D "1,UX'6100',3", 0,
	  "!column \"b\": at byte 10: no byte order mark" },
	{ D "1,UX'',3", 0, "!column \"b\": at byte 6: no byte order mark" },
	{ D "1,UX'FFFE61',3", 0,
	  "!column \"b\": at byte 12: half a character" },
	{ D "1,UX'FEFFD83D0041',3", 0,
	  "!column \"b\": at byte 18: half a character" },
	{ D "1,UX'FEFFDE00',3", 0,
	  "!column \"b\": at byte 14: half a character" },
	{ D "Inf,-Inf,9.0e+999", 0, "bare:Inf|bare:-Inf|bare:9.0e+999" },
	{ D "b'1',b'0',b''", 0, "bare:b'1'|bare:b'0'|bare:b''" },
	{ D "'1','2026-11-22 10:00:00',2026-11-22 10:00:00", 0,
	  "text:1|text:2026-11-22 10:00:00|bare:2026-11-22 10:00:00" },
	{ D "NULLx,null,XNULL", 0, "bare:NULLx|bare:null|bare:XNULL" },
	{ D "X,TX,T", 0, "bare:X|bare:TX|bare:T" },
	{ D "U,UX,1", 0, "bare:U|bare:UX|bare:1" },
	{ single, "", 0, "bare:" },
	{ single, "NULL", 0, "null" },
	{ single, "X'00'", 0, "bytes:00" },
	{ D "", 0,
	  "!column \"b\": at byte 0: the row ends before this column, number 2 "
	  "of 3" },
	{ D "1,2", 0,
	  "!column \"c\": at byte 3: the row ends before this column, number 3 "
	  "of 3" },
	{ D "1,2,3,4", 0, "!at byte 5: more behind the last of 3 columns" },
	{ D "1,2,3 ", 0, "bare:1|bare:2|bare:3 " },
	{ D "1,'x'y,3", 0,
	  "!column \"b\": at byte 5: no comma behind the value" },
	{ D "1,'x' ,3", 0,
	  "!column \"b\": at byte 5: no comma behind the value" },
	{ D "1,'x,3", 0, "!column \"b\": at byte 2: a string without an end" },
	{ D "1,'", 0, "!column \"b\": at byte 2: a string without an end" },
	{ D "1,'x''", 0, "!column \"b\": at byte 2: a string without an end" },
	{ D "1,x'y',3", 0,
	  "!column \"b\": at byte 4: an odd number of hex digits, or a byte "
	  "that is none" },
	{ D "1,X'0',3", 0,
	  "!column \"b\": at byte 4: an odd number of hex digits, or a byte "
	  "that is none" },
	{ D "1,TX'0g',3", 0,
	  "!column \"b\": at byte 5: an odd number of hex digits, or a byte "
	  "that is none" },
	{ D "1,X'00", 0,
	  "!column \"b\": at byte 3: hex digits without an end" },
	{ D "1,b'12',3", 0, "!column \"b\": at byte 2: bits without an end" },
	{ D "1,b'1", 0, "!column \"b\": at byte 2: bits without an end" },
	{ D "1,ab'c',3", 0,
	  "!column \"b\": at byte 4: no comma behind the value" },
	{ D "1,a\\b,3", 0,
	  "!column \"b\": at byte 3: no comma behind the value" },
	{ D "1,\xc3\xbc,3", 0,
	  "!column \"b\": at byte 2: no comma behind the value" },
	{ D NUL("1\0,2,3"),
	  "!column \"a\": at byte 1: no comma behind the value" },
};

static const struct row_case backslash_cases[] = {
	{ D "1,'it\\'s',NULL", 0, "bare:1|text:it's|null" },
	{ D "1,'it''s',NULL", 0, "bare:1|text:it's|null" },
	{ D "1,'\\\\',NULL", 0, "bare:1|text:\\|null" },
	{ D "1,'\\\\\\'',NULL", 0, "bare:1|text:\\'|null" },
	{ D "1,'\\'',NULL", 0, "bare:1|text:'|null" },
	{ D "1,'\\0\\Z\\n\\r\\t',NULL", 0,
	  "bare:1|text:\\x00\\x1a\\x0a\\x0d\\x09|null" },
	{ D "'1','a','0'", 0, "text:1|text:a|text:0" },
	{ D "1,'a''\\'b',NULL", 0, "bare:1|text:a''b|null" },
	{ D "1,'\\', 'x',NULL", 0,
	  "!column \"b\": at byte 8: no comma behind the value" },
	{ D "1,'\\q',NULL", 0,
	  "!column \"b\": at byte 3: an escape that is none" },
	{ D "1,'ab\\b',NULL", 0,
	  "!column \"b\": at byte 5: an escape that is none" },
	{ D "1,'\\", 0, "!column \"b\": at byte 2: a string without an end" },
	{ D "1,'\\'", 0, "!column \"b\": at byte 2: a string without an end" },
	{ D "1,'\\'',3,4", 0, "!at byte 8: more behind the last of 3 columns" },
};

static const struct row_case counted_cases[] = {
	{ D "1,3:abc,00ff,", 0, "bare:1|text:abc|bare:00ff" },
	{ D "~,~,~,", 0, "null|null|null" },
	{ D "1,0:,,", 0, "bare:1|text:|bare:" },
	{ D "1,1:~,~,", 0, "bare:1|text:~|null" },
	{ D "1,7:a,b,3:c,~,", 0, "bare:1|text:a,b,3:c|null" },
	{ D "1,2:\xc3\xbc\xe2\x82\xac,~,", 0,
	  "bare:1|text:\\xc3\\xbc\\xe2\\x82\\xac|null" },
	{ D "1,1:\xf0\x9f\x98\x80,~,", 0,
	  "bare:1|text:\\xf0\\x9f\\x98\\x80|null" },
	{ D "1,3:\xff\xfe\x41,~,", 0, "bare:1|text:\\xff\\xfeA|null" },
	{ D "1,003:abc,~,", 0, "bare:1|text:abc|null" },
	{ D "1,xC3a4,~,", 0, "bare:1|text:\\xc3\\xa4|null" },
	{ D "1,x,~,", 0, "bare:1|text:|null" },
	{ D "1,xC3a,~,", 0,
	  "!column \"b\": at byte 3: an odd number of hex digits, or a byte "
	  "that is none" },
	{ D "1,x00", 0, "!column \"b\": at byte 5: no comma behind the value" },
	{ D "\\x312c343ac3a4fc782c7e2c", 0,
	  "bare:1|text:\\xc3\\xa4\\xfcx|null" },
	{ D "\\x312c353ac3a4fc782c7e2c", 0,
	  "!column \"b\": at byte 9: no comma behind the value" },
	{ D "\\x312c393ac3a4", 0,
	  "!column \"b\": at byte 2: a string of 9 characters, but the row "
	  "ends before that" },
	{ D "\\x312", 0,
	  "!at byte 2: an odd number of hex digits, or a byte that is none" },
	{ D NUL("1,3:a\0b,~,"), "bare:1|text:a\\x00b|null" },
	{ kinds, "1,12:30:00,5:1,2,3,2:1d,4:null,ff,", 0,
	  "bare:1|bare:12:30:00|text:1,2,3|text:1d|text:null|bare:ff" },
	{ D "", 0,
	  "!column \"a\": at byte 0: the row ends before this column, number 1 "
	  "of 3" },
	{ D "1,3:abc,00ff", 0,
	  "!column \"c\": at byte 12: no comma behind the value" },
	{ D "1,3:abc,", 0,
	  "!column \"c\": at byte 8: the row ends before this column, number 3 "
	  "of 3" },
	{ D "1,3:abc,~,~,", 0,
	  "!at byte 10: more behind the last of 3 columns" },
	{ D "1,4:abc,~,", 0,
	  "!column \"b\": at byte 8: no comma behind the value" },
	{ D "1,2:abc,~,", 0,
	  "!column \"b\": at byte 6: no comma behind the value" },
	{ D "1,99:abc,~,", 0,
	  "!column \"b\": at byte 2: a string of 99 characters, but the row "
	  "ends "
	  "before that" },
	{ D "1,99999999999999999999999:abc,~,", 0,
	  "!column \"b\": at byte 2: a length that is too large" },
	{ D "1,abc,~,", 0,
	  "!column \"b\": at byte 2: no length with a colon in front of a "
	  "string" },
	{ D "1,:abc,~,", 0,
	  "!column \"b\": at byte 2: no length with a colon in front of a "
	  "string" },
	{ D "1,3,~,", 0,
	  "!column \"b\": at byte 3: no length with a colon in front of a "
	  "string" },
	{ D "1,3", 0,
	  "!column \"b\": at byte 3: no length with a colon in front of a "
	  "string" },
	{ D "~1,~,~,", 0,
	  "!column \"a\": at byte 1: no comma behind the value" },
	{ D "1", 0, "!column \"a\": at byte 1: no comma behind the value" },
};

static void check_all(enum row_encoding encoding, const char *what,
		      const struct row_case *cases, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		check_case(encoding, what, &cases[i]);
}

#define CHECK(encoding, what, cases)                                           \
	check_all(encoding, what, cases, sizeof(cases) / sizeof(*(cases)))

/* An array 100000 deep: no recursion, no limit. */
static void check_depth(void)
{
	struct table_list list = { 0 };
	struct arena arena = { 0 };
	struct buf image = { 0 };
	struct err err = { 0 };
	size_t i, depth = 100000;
	struct row row;

	ok(table_list_parse(with_json, "test", &list, &err), "a table");
	buf_addstr(&image, "{\"a\":1,\"d\":");
	for (i = 0; i < depth; i++)
		buf_addstr(&image, i % 2 ? "{\"k\":" : "[");
	buf_addstr(&image, "1");
	for (i = depth; i > 0; i--)
		buf_addstr(&image, (i - 1) % 2 ? "}" : "]");
	buf_addstr(&image, "}");
	ok(row_decode(ROW_JSON, (struct str){ image.data, image.len },
		      &list.tables[0], &arena, &row, &err) &&
	       row.values[1].form == VALUE_JSON &&
	       row.values[1].text.n == image.len - 12,
	   "%zu levels", depth);
	image.data[image.len - 3] =
	    image.data[image.len - 3] == '}' ? ']' : '}';
	ok(!row_decode(ROW_JSON, (struct str){ image.data, image.len },
		       &list.tables[0], &arena, &row, &err),
	   "%zu levels, one wrong", depth);
	arena_release(&arena);
	buf_release(&image);
	table_list_release(&list);
}

/* 2001 columns that the table does not have are refused. */
static void check_extras(void)
{
	struct table_list list = { 0 };
	struct arena arena = { 0 };
	struct buf image = { 0 };
	struct err err = { 0 };
	struct row row;
	int i;

	ok(table_list_parse(description, "test", &list, &err), "a table");
	buf_addstr(&image, "{\"a\":1");
	for (i = 0; i < 2000; i++)
		buf_addf(&image, ",\"x%d\":%d", i, i);
	buf_addstr(&image, "}");
	ok(row_decode(ROW_JSON, (struct str){ image.data, image.len },
		      &list.tables[0], &arena, &row, &err) &&
	       row.nextras == 2000,
	   "2000 unknown columns");
	buf_truncate(&image, image.len - 1);
	buf_addstr(&image, ",\"y\":1}");
	ok(!row_decode(ROW_JSON, (struct str){ image.data, image.len },
		       &list.tables[0], &arena, &row, &err),
	   "one more");
	ok(strstr(err.text, "more than 2000 columns that the table did not "
			    "have"),
	   "and why: %s", err.text);
	arena_release(&arena);
	buf_release(&image);
	table_list_release(&list);
}

/*
 * How many prefixes of a good image are good too: none but itself, except that
 * a positional one can end in a bare word, or behind a comma, which is an empty
 * one.  No read goes past the end, wherever that is.
 */
static void check_prefixes(enum row_encoding encoding, const char *image,
			   int64_t want)
{
	struct table_list list = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };
	size_t n, whole = strlen(image), good = 0;
	struct row row;

	ok(table_list_parse(description, "test", &list, &err), "a table");
	for (n = 0; n <= whole; n++) {
		char *copy = malloc(n + (n == 0));

		memcpy(copy, image, n);
		good += row_decode(encoding, (struct str){ copy, n },
				   &list.tables[0], &arena, &row, &err);
		free(copy);
		arena_reset(&arena);
	}
	is_int((int64_t)good, want, "good prefixes of %s", image);
	arena_release(&arena);
	table_list_release(&list);
}

static void check_find(void)
{
	enum row_encoding encoding;
	struct err err = { 0 };

	ok(row_encoding_find("json", "double", &encoding, &err) &&
	       encoding == ROW_JSON,
	   "json");
	ok(row_encoding_find("quoted", "double", &encoding, &err) &&
	       encoding == ROW_QUOTED,
	   "quoted");
	ok(row_encoding_find("quoted", "backslash", &encoding, &err) &&
	       encoding == ROW_QUOTED_BACKSLASH,
	   "quoted with backslashes");
	ok(row_encoding_find("quoted", NULL, &encoding, &err) &&
	       encoding == ROW_QUOTED,
	   "quoted, no escape set");
	ok(row_encoding_find("counted", "double", &encoding, &err) &&
	       encoding == ROW_COUNTED,
	   "counted");
	ok(!row_encoding_find("csv", "double", &encoding, &err) &&
	       err.kind == ERR_INTERNAL && strstr(err.text, "\"csv\""),
	   "csv: %s", err.text);
	ok(!row_encoding_find("quoted", "single", &encoding, &err) &&
	       strstr(err.text, "\"single\""),
	   "single: %s", err.text);
	ok(!row_encoding_find(NULL, NULL, &encoding, &err) &&
	       err.kind == ERR_INTERNAL,
	   "no encoding: %s", err.text);
}

int main(void)
{
	CHECK(ROW_JSON, "json", json_cases);
	CHECK(ROW_QUOTED, "quoted", quoted_cases);
	CHECK(ROW_QUOTED_BACKSLASH, "backslash", backslash_cases);
	CHECK(ROW_COUNTED, "counted", counted_cases);
	check_depth();
	check_extras();
	check_prefixes(ROW_JSON,
		       "{\"a\":-1.5e3,\"b\":\"x\\u00fc\\n\",\"c\":null}", 1);
	check_prefixes(ROW_JSON,
		       "{\"a\":{\"k\":[true,\"x\"]},\"zz\":\"\\ud83d\\ude00\"}",
		       1);
	check_prefixes(ROW_QUOTED, "1,'it''s',X'00ff'", 3);
	check_prefixes(ROW_QUOTED_BACKSLASH, "1,'it\\'s\\\\',X'00ff'", 3);
	check_prefixes(ROW_COUNTED, "1,3:a,b,00ff,", 1);
	check_find();
	return done();
}
