/*
 * From row images to the bytes of a batch: whole batches against golden files,
 * then one odd case after the other, then every byte value and large ones.
 *
 * BLESS=1 writes the golden files anew.
 */
#include <jansson.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/escape.h"
#include "core/table.h"
#include "poller/event.h"
#include "tests/support/shapes.h"
#include "tests/tap.h"

static const char tables[] =
    "shadowlog-tables 1\n"
    "table dbo.orders\n"
    "  column order_id BIGINT as bigint key 1\n"
    "  column total \"DECIMAL(12,2)\" as decimal\n"
    "  column status \"VARCHAR(20)\" as text null\n"
    "  column placed_at \"DATETIME2(7)\" as timestamp\n"
    "  column sig \"VARBINARY(64)\" as binary null\n"
    "  column doc \"VARBINARY(MAX)\" as binary null\n"
    "table dbo.lines\n"
    "  column note VARCHAR as text null\n"
    "  column line INT as int key 2\n"
    "  column order_id BIGINT as bigint key 1\n"
    "table dbo.log\n"
    "  column at \"DATETIMEOFFSET(7)\" as timestamptz\n"
    "  column what VARCHAR as text null\n"
    "table t\n"
    "  column a int as int key 1\n"
    "  column b text as text null\n"
    "table k\n"
    "  column a text as text null\n"
    "  column b bytea as binary null\n"
    "  column d json as json null\n";

/* The shapes of those tables: numbered from 1 in this order. */
enum { ORDERS = 1, LINES, LOG, SMALL, KEYLESS };

struct fixture {
	struct shapes shapes;
	struct arena arena;
	struct rendering out;
};

static void fixture_open(struct fixture *f)
{
	*f = (struct fixture){ 0 };
	shapes_open(&f->shapes, tables);
}

static void fixture_close(struct fixture *f)
{
	rendering_release(&f->out);
	arena_release(&f->arena);
	shapes_close(&f->shapes);
}

static const struct batch_head head = {
	.id = "erp_prod-orders_hook-7c1e-1042",
	.prev_id = "erp_prod-orders_hook-7c1e-1041",
	.batch_seq = 1042,
	.timestamp = "2026-11-22T08:15:46.120331Z",
	.source = "erp_prod",
	.epoch = "7c1e",
	.sink = "orders_hook",
	.dbms = "sqlserver",
	.server = "ERP01",
	.database = "erp",
	.tx = { "884215,884217", true },
};

static bool render(struct fixture *f, const struct batch_head *with,
		   const struct change *changes, size_t n,
		   enum row_encoding encoding, size_t *bad, struct err *err)
{
	struct shape_lookup lookup = { &f->shapes, shapes_find };

	return event_render(with, changes, n, encoding, &lookup, &f->arena,
			    &f->out, bad, err);
}

/* Everything that struct batch_event says of the body is so. */
static bool spans_are_right(const struct rendering *out)
{
	const char *p = out->body.data + out->head_len;
	size_t i;

	if (strncmp(p, ",\"data\":[", 9) != 0)
		return false;
	p += 9;
	for (i = 0; i < out->n; i++) {
		const struct batch_event *event = &out->events[i];
		char start[512];

		snprintf(start, sizeof(start),
			 "{\"id\":\"%.*s\",\"pos\":\"%.*s\",\"op\":\"%c\","
			 "\"table\":\"%.*s\",",
			 (int)event->id.n, event->id.p, (int)event->pos.n,
			 event->pos.p, event->op, (int)event->table.n,
			 event->table.p);
		if (event->json.p != p ||
		    strncmp(p, start, strlen(start)) != 0 ||
		    p[event->json.n - 1] != '}')
			return false;
		p += event->json.n;
		if (*p++ != (i + 1 < out->n ? ',' : ']'))
			return false;
	}
	return strcmp(p, out->n > 0 ? "}" : "]}") == 0 &&
	       out->body.data + out->body.len == p + (out->n > 0 ? 1 : 2);
}

static bool read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	char part[4096];
	size_t n;

	if (!file)
		return false;
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		buf_add(out, part, n);
	fclose(file);
	return true;
}

static void bless(const char *path, const struct buf *body)
{
	FILE *file = getenv("BLESS") ? fopen(path, "wb") : NULL;

	if (!file)
		return;
	fwrite(body->data, 1, body->len, file);
	fputc('\n', file);
	fclose(file);
}

static json_t *schema_of(const char *name)
{
	json_t *schema =
	    json_load_file("docs/schemas/batch.schema.json", 0, NULL);
	json_t *part =
	    *name ? json_object_get(json_object_get(schema, "$defs"), name)
		  : schema;

	json_incref(part);
	json_decref(schema);
	return part;
}

/*
 * The object has what the schema requires, and nothing that it does not name.
 */
static int misfits(const json_t *object, const json_t *schema)
{
	json_t *properties = json_object_get(schema, "properties");
	json_t *value;
	const char *name;
	int wrong = !json_is_object(properties);
	size_t i;

	json_array_foreach(json_object_get(schema, "required"), i, value)
	    wrong += !json_object_get(object, json_string_value(value));
	json_object_foreach((json_t *)object, name, value) wrong +=
	    !json_object_get(properties, name);
	return wrong;
}

/*
 * The published schema names every member that there is.  (That whole batches
 * fit it is tested with a validator, where there is one.)
 */
static void check_schema(const char *path, const json_t *batch)
{
	json_t *root = schema_of(""), *event_schema = schema_of("event");
	json_t *schema_schema = schema_of("schema");
	json_t *column_schema = schema_of("column");
	json_t *event, *schema, *column;
	int wrong = misfits(batch, root);
	const char *name;
	size_t i;

	wrong += misfits(
	    json_object_get(batch, "source"),
	    json_object_get(json_object_get(root, "properties"), "source"));
	json_array_foreach(json_object_get(batch, "data"), i, event) wrong +=
	    misfits(event, event_schema);
	json_object_foreach(json_object_get(batch, "schemas"), name, schema)
	{
		wrong += misfits(schema, schema_schema);
		json_array_foreach(json_object_get(schema, "columns"), i,
				   column) wrong +=
		    misfits(column, column_schema);
	}
	is_int(wrong, 0, "%s: the schema names all members", path);
	json_decref(root);
	json_decref(event_schema);
	json_decref(schema_schema);
	json_decref(column_schema);
}

/* A whole batch: the file holds its bytes and a newline. */
static void check_golden(const char *path, const struct change *changes,
			 size_t n, enum row_encoding encoding, size_t events)
{
	struct fixture f;
	struct buf want = { 0 }, first = { 0 };
	struct err err = { 0 };
	json_t *json;
	size_t bad;

	fixture_open(&f);
	if (!ok(render(&f, &head, changes, n, encoding, &bad, &err),
		"%s: renders", path))
		diag("%s", err.text);
	bless(path, &f.out.body);
	ok(read_file(path, &want), "%s: there", path);
	if (want.len > 0)
		buf_truncate(&want, want.len - 1);
	is_str(f.out.body.data, buf_str(&want), "%s: byte for byte", path);
	is_int((int64_t)f.out.n, (int64_t)events, "%s: events", path);
	ok(spans_are_right(&f.out), "%s: events are where they should be",
	   path);
	json = json_loads(f.out.body.data,
			  JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	ok(json, "%s: JSON without a name twice", path);
	check_schema(path, json);
	json_decref(json);
	buf_add(&first, f.out.body.data, f.out.body.len);
	ok(render(&f, &head, changes, n, encoding, &bad, &err) &&
	       strcmp(first.data, f.out.body.data) == 0,
	   "%s: the same bytes again", path);
	buf_release(&first);
	buf_release(&want);
	fixture_close(&f);
}

static void check_quoted_golden(void)
{
	const struct change changes[] = {
		change_of(4711, ORDERS, 'I', NULL,
			  "9007199254740993,12.50,NULL,"
			  "'2026-11-22 09:15:45.1234567',X'DEADBEEF',NULL",
			  "884213"),
		change_of(
		    4712, ORDERS, 'U',
		    "41,99.99,'open','2026-11-20 10:00:00.0000000',NULL,X''",
		    "41,99.99,'shipped','2026-11-20 10:00:00.0000000',NULL,"
		    "X''",
		    "884213"),
		change_of(
		    4713, ORDERS, 'D',
		    "7,0.10,'void','2026-01-01 00:00:00.0000000',NULL,NULL",
		    NULL, "884214"),
		change_of(4715, LINES, 'U', "'it''s \"odd\"',1,41",
			  "'it''s \"odd\"',2,41", "884213"),
		change_of(4716, LINES, 'I', NULL, "NULL,3,41", "884215"),
		change_of(4720, LOG, 'I', NULL,
			  "'2026-11-22 09:15:45.1234567 +01:00',"
			  "'Gr\xc3\xbc\xc3\x9f"
			  "e,\n\xe2\x80\xa8\x7f end'",
			  "884215"),
		change_of(4721, LOG, 'U', "'2026-11-22 09:15:45 +01:00','a'",
			  "'2026-11-22 09:15:45 +01:00','a'", ""),
		change_of(4722, LINES, 'T', NULL, NULL, "884216"),
		change_of(4723, ORDERS, 'R', NULL,
			  "8,1.0e+20,X'FF00','0000-00-00 00:00:00',"
			  "'text in a binary column',NULL",
			  ""),
		change_of(4724, ORDERS, 'U',
			  "8,1,'\xff\xfe','2026-11-20 10:00:00','t',NULL",
			  "9,n/a,'\xff','2026-11-20',X'00',NULL", "884217"),
	};

	check_golden("tests/golden/batch_quoted.json", changes,
		     sizeof(changes) / sizeof(*changes), ROW_QUOTED, 12);
}

static void check_json_golden(void)
{
	const struct change changes[] = {
		change_of(1, SMALL, 'I', NULL, "{\"a\":1,\"b\":\"x\"}", "771"),
		change_of(2, SMALL, 'U',
			  "{\"a\":1,\"b\":\"x\",\"new\":null,\"more\":true}",
			  "{\"a\":1,\"b\":\"y\",\"new\":\"\\u00fc\","
			  "\"more\":{\"k\" : [1]}}",
			  "771"),
		change_of(3, SMALL, 'D', "{\"a\":1}", NULL, "772"),
		change_of(4, KEYLESS, 'I', NULL,
			  "{\"a\":\"\\u0000\",\"b\":\"\\\\x00ff\","
			  "\"d\":{\"x\" : 1.0}}\tobject",
			  "772"),
		change_of(5, KEYLESS, 'I', NULL,
			  "{\"a\":null,\"b\":null,\"d\":null}\tnull", "772"),
		change_of(6, KEYLESS, 'D',
			  "{\"a\":\"\",\"b\":\"\\\\x\",\"d\":null}\t", NULL,
			  "772"),
	};

	check_golden("tests/golden/batch_json.json", changes,
		     sizeof(changes) / sizeof(*changes), ROW_JSON, 6);
}

/* ' stands for " in what is wanted, and in images of the encoding json. */
static char *with_quotes(const char *s)
{
	struct buf out = { 0 };

	buf_addstr(&out, "");
	for (; *s; s++)
		buf_addch(&out, (char)(*s == '\'' ? '"' : *s));
	return buf_steal(&out);
}

struct event_case {
	const char *what;
	int shape;
	enum row_encoding encoding;
	char op;
	const char *old_row, *new_row;
	/* The events without id, pos and captured_at; or ! and the error. */
	const char *want;
};

#define Q ROW_QUOTED
#define J ROW_JSON

static const struct event_case cases[] = {
	{ "insert", SMALL, Q, 'I', NULL, "1,'x'",
	  "'op':'c','table':'t','schema':'s1','key':{'a':1},'before':null,"
	  "'after':{'a':1,'b':'x'}" },
	{ "delete", SMALL, Q, 'D', "1,'x'", NULL,
	  "'op':'d','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':'x'},'after':null" },
	{ "read", SMALL, Q, 'R', NULL, "1,'x'",
	  "'op':'r','table':'t','schema':'s1','key':{'a':1},'before':null,"
	  "'after':{'a':1,'b':'x'}" },
	{ "truncate", SMALL, Q, 'T', NULL, NULL,
	  "'op':'t','table':'t','schema':'s1','key':null,'before':null,"
	  "'after':null" },
	{ "update", SMALL, Q, 'U', "1,'x'", "1,'y'",
	  "'op':'u','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':'x'},'after':{'a':1,'b':'y'},'changed':['b']" },
	{ "update to NULL", SMALL, Q, 'U', "1,'x'", "1,NULL",
	  "'op':'u','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':'x'},'after':{'a':1,'b':null},'changed':['b']" },
	{ "update from NULL to ''", SMALL, Q, 'U', "1,NULL", "1,''",
	  "'op':'u','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':null},'after':{'a':1,'b':''},'changed':['b']" },
	{ "update of nothing", SMALL, Q, 'U', "1,NULL", "1,NULL",
	  "'op':'u','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':null},'after':{'a':1,'b':null},'changed':[]" },
	{ "update of the key", SMALL, Q, 'U', "1,'x'", "2,'y'",
	  "'op':'d','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':'x'},'after':null|"
	  "'op':'c','table':'t','schema':'s1','key':{'a':2},"
	  "'before':null,'after':{'a':2,'b':'y'}" },
	{ "a key of NULL (SQLite)", SMALL, Q, 'U', "NULL,'x'", "NULL,'y'",
	  "'op':'u','table':'t','schema':'s1','key':{'a':null},"
	  "'before':{'a':null,'b':'x'},'after':{'a':null,'b':'y'},"
	  "'changed':['b']" },
	{ "a key from NULL", SMALL, Q, 'U', "NULL,'x'", "1,'x'",
	  "'op':'d','table':'t','schema':'s1','key':{'a':null},"
	  "'before':{'a':null,'b':'x'},'after':null|"
	  "'op':'c','table':'t','schema':'s1','key':{'a':1},"
	  "'before':null,'after':{'a':1,'b':'x'}" },
	{ "a key of several columns, in its own order", LINES, Q, 'U',
	  "'x',2,41", "'y',2,41",
	  "'op':'u','table':'dbo.lines','schema':'s1',"
	  "'key':{'order_id':'41','line':2},"
	  "'before':{'note':'x','line':2,'order_id':'41'},"
	  "'after':{'note':'y','line':2,'order_id':'41'},'changed':['note']" },
	{ "the second column of the key", LINES, Q, 'U', "'x',2,41", "'x',3,41",
	  "'op':'d','table':'dbo.lines','schema':'s1',"
	  "'key':{'order_id':'41','line':2},"
	  "'before':{'note':'x','line':2,'order_id':'41'},'after':null|"
	  "'op':'c','table':'dbo.lines','schema':'s1',"
	  "'key':{'order_id':'41','line':3},'before':null,"
	  "'after':{'note':'x','line':3,'order_id':'41'}" },
	{ "no key", LOG, Q, 'U', "'2026-11-22 10:00:00','x'",
	  "'2026-11-22 10:00:01','x'",
	  "'op':'u','table':'dbo.log','schema':'s1','key':null,"
	  "'before':{'at':'2026-11-22T10:00:00Z','what':'x'},"
	  "'after':{'at':'2026-11-22T10:00:01Z','what':'x'},"
	  "'changed':['at']" },
	/* what a kind cannot carry */
	{ "a text as number, before and after", SMALL, Q, 'U', "1,X'ff'",
	  "1,'\xff'",
	  "'op':'u','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':'/w=='},'after':{'a':1,'b':'/w=='},"
	  "'changed':['b'],'encoding':{'before':{'b':'base64'},"
	  "'after':{'b':'base64'}}" },
	{ "only before", SMALL, Q, 'U', "1,X'ff'", "1,'x'",
	  "'op':'u','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':'/w=='},'after':{'a':1,'b':'x'},"
	  "'changed':['b'],'encoding':{'before':{'b':'base64'}}" },
	{ "in the key", SMALL, Q, 'D', "'one','x'", NULL,
	  "'op':'d','table':'t','schema':'s1','key':{'a':'one'},"
	  "'before':{'a':'one','b':'x'},'after':null,"
	  "'encoding':{'before':{'a':'text'}}" },
	{ "in a key that changes", SMALL, Q, 'U', "'one','x'", "1,'x'",
	  "'op':'d','table':'t','schema':'s1','key':{'a':'one'},"
	  "'before':{'a':'one','b':'x'},'after':null,"
	  "'encoding':{'before':{'a':'text'}}|"
	  "'op':'c','table':'t','schema':'s1','key':{'a':1},"
	  "'before':null,'after':{'a':1,'b':'x'}" },
	/* columns dropped and added since the triggers were made */
	{ "a column that is gone", SMALL, J, 'I', NULL, "{'a':1}",
	  "'op':'c','table':'t','schema':'s1','key':{'a':1},'before':null,"
	  "'after':{'a':1},'omitted':[{'column':'b','reason':'absent'}]" },
	{ "a column that is gone, of an update", SMALL, J, 'U', "{'a':1}",
	  "{'a':1}",
	  "'op':'u','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1},'after':{'a':1},'changed':[],"
	  "'omitted':[{'column':'b','reason':'absent'}]" },
	{ "a column that one row has", SMALL, J, 'U', "{'a':1}",
	  "{'a':1,'b':'x'}",
	  "'op':'u','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1},'after':{'a':1,'b':'x'},'changed':[],"
	  "'omitted':[{'column':'b','reason':'absent'}]" },
	{ "all columns but the key are gone", KEYLESS, J, 'D', "{}", NULL,
	  "'op':'d','table':'k','schema':'s1','key':null,'before':{},"
	  "'after':null,'omitted':[{'column':'a','reason':'absent'},"
	  "{'column':'b','reason':'absent'},"
	  "{'column':'d','reason':'absent'}]" },
	{ "a column that is new", SMALL, J, 'I', NULL,
	  "{'a':1,'b':'x','z':[1, 2],'y':1.50,'n':null}",
	  "'op':'c','table':'t','schema':'s1','key':{'a':1},'before':null,"
	  "'after':{'a':1,'b':'x','z':'[1, 2]','y':'1.50','n':null},"
	  "'unregistered':['z','y','n']" },
	{ "new columns of an update", SMALL, J, 'U',
	  "{'a':1,'b':'x','z':1,'old':2}", "{'a':1,'new':3,'b':'x','z':2}",
	  "'op':'u','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':'x','z':'1','old':'2'},"
	  "'after':{'a':1,'b':'x','new':'3','z':'2'},'changed':['z'],"
	  "'unregistered':['new','z','old']" },
	{ "a column with a new name", SMALL, J, 'D', "{'a':1,'c':'x'}", NULL,
	  "'op':'d','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'c':'x'},'after':null,"
	  "'omitted':[{'column':'b','reason':'absent'}],"
	  "'unregistered':['c']" },
	{ "a new column that is no UTF-8", SMALL, J, 'D',
	  "{'a':1,'b':'','\xff':'\xfe'}", NULL,
	  "'op':'d','table':'t','schema':'s1','key':{'a':1},"
	  "'before':{'a':1,'b':'','base64:/w==':'/g=='},'after':null,"
	  "'unregistered':['base64:/w=='],"
	  "'encoding':{'before':{'base64:/w==':'base64'}}" },
	/* errors */
	{ "no new row", SMALL, Q, 'I', NULL, NULL,
	  "!seq 7: table \"t\": op \"I\" without new row" },
	{ "no old row", SMALL, Q, 'U', NULL, "1,'x'",
	  "!seq 7: table \"t\": op \"U\" without old row" },
	{ "no new row of an update", SMALL, Q, 'U', "1,'x'", NULL,
	  "!seq 7: table \"t\": op \"U\" without new row" },
	{ "no row of a delete", SMALL, Q, 'D', NULL, NULL,
	  "!seq 7: table \"t\": op \"D\" without old row" },
	{ "a row too many", SMALL, Q, 'I', "1,'x'", "1,'x'",
	  "!seq 7: table \"t\": op \"I\" with an old row" },
	{ "a row too many of a delete", SMALL, Q, 'D', "1,'x'", "1,'x'",
	  "!seq 7: table \"t\": op \"D\" with a new row" },
	{ "a truncate with a row", SMALL, Q, 'T', "1,'x'", NULL,
	  "!seq 7: table \"t\": op \"T\" with an old row" },
	{ "an unknown op", SMALL, Q, 'X', NULL, "1,'x'",
	  "!seq 7: table \"t\": op \"X\" is none of I, U, D, T, R, M" },
	{ "an old row that does not decode", SMALL, Q, 'U', "1,'x", "1,'x'",
	  "!seq 7: table \"t\": old row: column \"b\": at byte 2: a string "
	  "without an end" },
	{ "a new row that does not decode", SMALL, Q, 'U', "1,'x'", "1",
	  "!seq 7: table \"t\": new row: column \"b\": at byte 1: the row "
	  "ends before this column, number 2 of 2" },
	{ "a key column that is gone", SMALL, J, 'I', NULL, "{'b':'x'}",
	  "!seq 7: table \"t\": new row: column \"a\" is part of the key, but "
	  "not in the row" },
};

/* The events of the batch, cut down to what a case wants, | between. */
static void cut_events(const struct rendering *out, struct buf *got)
{
	static const char captured[] =
	    ",\"captured_at\":\"2026-11-22T08:15:45.123Z\"}";
	size_t i;

	for (i = 0; i < out->n; i++) {
		struct str json = out->events[i].json;
		const char *start = strstr(json.p, "\"op\":");
		size_t skipped = (size_t)(start - json.p);

		if (i > 0)
			buf_addch(got, '|');
		buf_add(got, start, json.n - skipped - strlen(captured));
	}
}

static void check_case(const struct event_case *c)
{
	bool json = c->encoding == ROW_JSON;
	char *old_row = c->old_row && json ? with_quotes(c->old_row) : NULL;
	char *new_row = c->new_row && json ? with_quotes(c->new_row) : NULL;
	char *want = *c->want == '!' ? NULL : with_quotes(c->want);
	struct change one =
	    change_of(7, c->shape, c->op, json ? old_row : c->old_row,
		      json ? new_row : c->new_row, "");
	struct err err = { 0 };
	struct buf got = { 0 };
	size_t bad = 99;
	struct fixture f;

	fixture_open(&f);
	if (render(&f, &head, &one, 1, c->encoding, &bad, &err)) {
		cut_events(&f.out, &got);
		ok(spans_are_right(&f.out), "%s: spans", c->what);
	} else {
		buf_addf(&got, "!%s", err.text);
		ok(err.kind == ERR_DATA && bad == 0, "%s: is bad data",
		   c->what);
	}
	is_str(got.data, want ? want : c->want, "%s", c->what);
	fixture_close(&f);
	buf_release(&got);
	free(old_row);
	free(new_row);
	free(want);
}

/* What the batch says of its events' transactions, as "id n last,...". */
static void describe_tx(const struct rendering *out, struct buf *got)
{
	json_t *batch = json_loads(out->body.data, 0, NULL);
	json_t *event;
	size_t i;

	json_array_foreach(json_object_get(batch, "data"), i, event)
	{
		json_t *tx = json_object_get(event, "tx");
		json_t *last = json_object_get(tx, "last");

		buf_addstr(got, i > 0 ? "," : "");
		if (!tx) {
			buf_addstr(got, "-");
			continue;
		}
		buf_addf(got, "%s %d %s",
			 json_string_value(json_object_get(tx, "id")),
			 (int)json_integer_value(json_object_get(tx, "n")),
			 !last                ? "?"
			 : json_is_true(last) ? "yes"
					      : "no");
	}
	json_decref(batch);
}

static void check_tx(const char *open, bool complete, const char *want)
{
	const struct change changes[] = {
		change_of(1, SMALL, 'I', NULL, "1,'x'", "a"),
		change_of(2, SMALL, 'U', "1,'x'", "2,'x'", "b"),
		change_of(3, SMALL, 'I', NULL, "3,'x'", "a"),
		change_of(4, SMALL, 'I', NULL, "4,'x'", ""),
		change_of(5, SMALL, 'U', "4,'x'", "5,'x'", "a"),
		change_of(6, SMALL, 'I', NULL, "6,'x'", "aa"),
	};
	struct batch_head with = head;
	struct err err = { 0 };
	struct buf got = { 0 };
	struct fixture f;
	size_t bad;

	with.tx = (struct tx_knowledge){ open, complete };
	fixture_open(&f);
	ok(render(&f, &with, changes, 6, ROW_QUOTED, &bad, &err), "renders");
	describe_tx(&f.out, &got);
	is_str(got.data, want, "open \"%s\", %s", open,
	       complete ? "complete" : "not complete");
	buf_release(&got);
	fixture_close(&f);
}

/* The count grows by a digit where a key changed: 9 changes, 10 events. */
static void check_count(size_t n, size_t moved)
{
	struct change *changes = calloc(n, sizeof(*changes));
	struct err err = { 0 };
	struct fixture f;
	json_t *batch;
	size_t i, bad;

	for (i = 0; i < n; i++)
		changes[i] = i < moved ? change_of((int64_t)i + 1, SMALL, 'U',
						   "1,'x'", "2,'x'", "")
				       : change_of((int64_t)i + 1, SMALL, 'I',
						   NULL, "1,'x'", "");
	fixture_open(&f);
	ok(render(&f, &head, changes, n, ROW_QUOTED, &bad, &err),
	   "%zu changes, %zu of a key", n, moved);
	ok(spans_are_right(&f.out) && f.out.n == n + moved, "spans");
	batch = json_loads(f.out.body.data, JSON_REJECT_DUPLICATES, NULL);
	is_int(json_integer_value(json_object_get(batch, "count")),
	       (int64_t)(n + moved), "count");
	is_int((int64_t)json_array_size(json_object_get(batch, "data")),
	       (int64_t)(n + moved), "as many events");
	json_decref(batch);
	fixture_close(&f);
	free(changes);
}

static void check_heads(void)
{
	struct change one = change_of(INT64_MAX, SMALL, 'I', NULL, "1,'x'", "");
	struct batch_head with = head;
	struct err err = { 0 };
	struct fixture f;
	size_t bad;

	fixture_open(&f);
	with.prev_id = NULL;
	with.server = "host \"a\"\\\n";
	with.database = "\xff";
	ok(render(&f, &with, &one, 1, ROW_QUOTED, &bad, &err), "odd names");
	ok(strstr(f.out.body.data, "\"prev_batch_id\":null,"),
	   "no batch before");
	ok(strstr(f.out.body.data, "\"server\":\"host \\\"a\\\"\\\\\\n\","),
	   "a server's name is escaped");
	ok(strstr(f.out.body.data, "\"database\":\"base64:/w==\"}"),
	   "a database's name that is no UTF-8");
	is_str(f.out.first_pos, "09223372036854775807", "the highest seq");
	with.server = NULL;
	ok(render(&f, &with, &one, 1, ROW_QUOTED, &bad, &err) &&
	       strstr(f.out.body.data, "\"server\":\"\","),
	   "no server");
	ok(render(&f, &head, NULL, 0, ROW_QUOTED, &bad, &err) && f.out.n == 0,
	   "no changes");
	ok(strstr(f.out.body.data, "\"count\":0,\"schemas\":{},\"data\":[]}") &&
	       spans_are_right(&f.out),
	   "an empty batch");
	fixture_close(&f);
}

static void check_lookups(void)
{
	const struct change changes[] = {
		change_of(1, SMALL, 'I', NULL, "1,'x'", ""),
		change_of(2, LOG, 'I', NULL, "NULL,'x'", ""),
		change_of(3, SMALL, 'I', NULL, "1,'x'", ""),
		change_of(4, LOG, 'I', NULL, "NULL,'x'", ""),
	};
	struct change bad_shape[] = { changes[0], changes[1], changes[2] };
	struct err err = { 0 };
	struct fixture f;
	size_t bad = 99;

	fixture_open(&f);
	ok(render(&f, &head, changes, 4, ROW_QUOTED, &bad, &err), "two tables");
	is_int((int64_t)f.shapes.asked, 2, "each is looked up once");
	bad_shape[2].shape = 815;
	ok(!render(&f, &head, bad_shape, 3, ROW_QUOTED, &bad, &err) &&
	       err.kind == ERR_DATA && bad == 2,
	   "a shape that is not registered");
	is_str(err.text, "seq 3: the registry has no shape 815", "and why");
	bad_shape[2].shape = -1;
	ok(!render(&f, &head, bad_shape, 3, ROW_QUOTED, &bad, &err) &&
	       err.kind == ERR_UNAVAILABLE && bad == 2,
	   "a source that fails: %s", err.text);
	bad_shape[2] = change_of(3, SMALL, 'I', NULL, "1", "");
	ok(!render(&f, &head, bad_shape, 3, ROW_QUOTED, &bad, &err) && bad == 2,
	   "the third is bad");
	ok(render(&f, &head, changes, 4, ROW_QUOTED, &bad, &err),
	   "and all is well again");
	fixture_close(&f);
}

/* The literal for one byte, as an engine would write it. */
static void add_literal(struct buf *out, enum row_encoding encoding,
			unsigned char c)
{
	switch (encoding) {
	case ROW_JSON:
		if (c < 0x20) {
			buf_addf(out, "\\u%04X", c);
			return;
		}
		if (c == '"' || c == '\\')
			buf_addch(out, '\\');
		break;
	case ROW_QUOTED_BACKSLASH:
		if (c == 0 || c == 0x1a || c == '\\' || c == '\'')
			buf_addch(out, '\\');
		if (c == 0 || c == 0x1a)
			c = c == 0 ? '0' : 'Z';
		break;
	case ROW_QUOTED:
		if (c == '\'')
			buf_addch(out, '\'');
		break;
	case ROW_COUNTED:
	case ROW_WRITTEN:
		break;
	}
	buf_addch(out, (char)c);
}

/* An image of the table k, with these bytes in its text and its binary. */
static void make_image(struct buf *out, enum row_encoding encoding,
		       const unsigned char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	size_t i, chars = 0;

	for (i = 0; i < n; i++)
		chars += (bytes[i] & 0xc0) != 0x80 || i == 0;
	if (encoding == ROW_JSON)
		buf_addstr(out, "{\"a\":\"");
	else if (encoding == ROW_COUNTED)
		buf_addf(out, "%zu:", chars);
	else
		buf_addch(out, '\'');
	for (i = 0; i < n; i++)
		add_literal(out, encoding, bytes[i]);
	buf_addstr(out, encoding == ROW_JSON      ? "\",\"b\":\"\\\\x"
			: encoding == ROW_COUNTED ? ","
						  : "',X'");
	for (i = 0; i < n; i++) {
		buf_addch(out, digits[bytes[i] >> 4]);
		buf_addch(out, digits[bytes[i] & 15]);
	}
	buf_addstr(out, encoding == ROW_JSON      ? "\",\"d\":null}\t"
			: encoding == ROW_COUNTED ? ",~,"
						  : "',NULL");
}

/* The text and the binary come out as they were, whatever they hold. */
static bool comes_out(struct fixture *f, enum row_encoding encoding,
		      const unsigned char *bytes, size_t n, bool utf8)
{
	struct buf image = { 0 }, want = { 0 };
	struct err err = { 0 };
	struct change one;
	bool good;
	size_t bad;

	make_image(&image, encoding, bytes, n);
	one = change_of(1, KEYLESS, 'I', NULL, "", "");
	one.new_row = (struct str){ image.data, image.len };
	buf_addstr(&want, "\"after\":{\"a\":");
	good = escape_json(&want, (const char *)bytes, n);
	if (!good)
		escape_base64(&want, (const char *)bytes, n);
	good = good == utf8;
	buf_addstr(&want, ",\"b\":");
	escape_base64(&want, (const char *)bytes, n);
	buf_addf(&want, ",\"d\":null},%s\"captured_at\"",
		 utf8 ? "" : "\"encoding\":{\"after\":{\"a\":\"base64\"}},");
	good = good && render(f, &head, &one, 1, encoding, &bad, &err) &&
	       strstr(f->out.body.data, want.data) != NULL;
	if (!good)
		diag("%s\n# %s\n# %s", err.text, buf_str(&f->out.body),
		     want.data);
	buf_release(&image);
	buf_release(&want);
	return good;
}

static void check_bytes(void)
{
	static const char *const names[] = { "json", "quoted", "backslash",
					     "counted" };
	static const unsigned char pair[] = { 0xc3, 0xbc, 0xf0, 0x9f,
					      0x98, 0x80, 0x00, 'x' };
	unsigned char all[256];
	struct fixture f;
	int c, e;

	fixture_open(&f);
	for (c = 0; c < 256; c++)
		all[c] = (unsigned char)c;
	for (e = ROW_JSON; e <= ROW_COUNTED; e++) {
		int wrong = 0;

		for (c = 0; c < 256; c++) {
			unsigned char three[] = { 'a', (unsigned char)c, 'z' };

			wrong += !comes_out(&f, (enum row_encoding)e, three, 3,
					    c < 0x80);
			wrong += !comes_out(&f, (enum row_encoding)e, three + 1,
					    1, c < 0x80);
		}
		is_int(wrong, 0, "every byte alone and among others, %s",
		       names[e]);
		ok(comes_out(&f, (enum row_encoding)e, all, 256, false),
		   "all bytes, %s", names[e]);
		ok(comes_out(&f, (enum row_encoding)e, all, 128, true),
		   "all of ASCII, %s", names[e]);
		ok(comes_out(&f, (enum row_encoding)e, pair, sizeof(pair),
			     true),
		   "longer sequences and a NUL, %s", names[e]);
		ok(comes_out(&f, (enum row_encoding)e, all, 0, true),
		   "nothing, %s", names[e]);
	}
	fixture_close(&f);
}

/* Peak of the process's memory, in bytes. */
static size_t peak_memory(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (size_t)usage.ru_maxrss * 1024;
}

/*
 * 50 MB of text and as much binary, a third of the text to be escaped: the
 * memory that it takes is a small multiple of image and body.  In a process of
 * its own, so that the peak is its own.  (AddressSanitizer keeps what is freed:
 * only the plain build measures.)
 */
static int render_large(enum row_encoding encoding)
{
	size_t n = 50 * 1000 * 1000, i, before, bad, used;
	unsigned char *bytes = malloc(n);
	struct buf image = { 0 };
	struct err err = { 0 };
	struct change one;
	struct fixture f;

	for (i = 0; i < n; i++)
		bytes[i] = (unsigned char)(i % 3 ? 'a' + i % 26
						 : (i % 2 ? '\'' : '"'));
	make_image(&image, encoding, bytes, n);
	free(bytes);
	one = change_of(1, KEYLESS, 'I', NULL, "", "");
	one.new_row = (struct str){ image.data, image.len };
	fixture_open(&f);
	before = peak_memory();
	if (!render(&f, &head, &one, 1, encoding, &bad, &err) ||
	    f.out.body.len < n + n / 3 * 4)
		return 1;
	used = peak_memory() - before;
	diag("an image of %zu bytes, a body of %zu, %zu bytes besides",
	     image.len, f.out.body.len, used);
#if !defined(__SANITIZE_ADDRESS__)
	if (used > 2 * (image.len + f.out.body.len))
		return 2;
#endif
	fixture_close(&f);
	buf_release(&image);
	return 0;
}

static void check_large(enum row_encoding encoding, const char *what)
{
	int status = 0;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0)
		_exit(render_large(encoding));
	ok(child > 0 && waitpid(child, &status, 0) == child && status == 0,
	   "100 MB in one row, %s (status %d)", what, status);
}

static void check_page(void)
{
	struct page page = { .cap = 4 };

	page.changes = calloc(4, sizeof(*page.changes));
	page.n = 2;
	page.bytes = 100;
	page.complete = true;
	arena_strdup(&page.arena, "row");
	page_reset(&page);
	ok(page.n == 0 && page.bytes == 0 && !page.complete && page.cap == 4,
	   "a page that is reset keeps its memory");
	page_release(&page);
	ok(!page.changes && page.cap == 0 && !page.arena.blocks,
	   "one that is released does not");
}

int main(void)
{
	size_t i;

	check_quoted_golden();
	check_json_golden();
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_case(&cases[i]);
	check_tx("", true,
		 "a 1 no,b 1 no,b 2 yes,a 2 no,-,a 3 no,a 4 yes,"
		 "aa 1 yes");
	check_tx("a", true,
		 "a 1 no,b 1 no,b 2 yes,a 2 no,-,a 3 no,a 4 no,"
		 "aa 1 yes");
	check_tx("aa,b", true,
		 "a 1 no,b 1 no,b 2 no,a 2 no,-,a 3 no,a 4 yes,"
		 "aa 1 no");
	check_tx("b", false,
		 "a 1 no,b 1 no,b 2 no,a 2 no,-,a 3 no,a 4 ?,"
		 "aa 1 ?");
	check_count(9, 0);
	check_count(9, 1);
	check_count(9, 9);
	check_count(99, 1);
	check_count(60, 50);
	check_heads();
	check_lookups();
	check_bytes();
	check_large(ROW_JSON, "json");
	check_large(ROW_QUOTED, "quoted");
	check_large(ROW_COUNTED, "counted");
	check_page();
	return done();
}
