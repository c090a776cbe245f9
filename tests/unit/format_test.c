/*
 * The formats: each against golden files, to the byte; and against the native
 * batch, which they are made of: no event, id or value is lost or changed where
 * the format has a place for it.
 *
 * BLESS=1 writes the golden files anew.
 */
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/escape.h"
#include "core/table.h"
#include "poller/event.h"
#include "poller/format.h"
#include "poller/format_private.h"
#include "poller/row_schema.h"
#include "poller/shaping.h"
#include "tests/support/shapes.h"
#include "tests/tap.h"

static const char tables[] =
    "shadowlog-tables 1\n"
    "table dbo.orders\n"
    "  column order_id BIGINT as bigint key 1\n"
    "  column line INT as int key 2\n"
    "  column total \"DECIMAL(12,2)\" as decimal null\n"
    "  column placed_at \"DATETIME2(7)\" as timestamp null\n"
    "  column seen_at DATETIMEOFFSET as timestamptz null\n"
    "  column sig \"VARBINARY(64)\" as binary null\n"
    "  column note VARCHAR as text null\n"
    "table \"odd \\\"schema/\\\"\".\"a|b%c\"\n"
    "  column \"k \\\"1\\\"\" text as text key 1\n"
    "  column \"__op\" text as text null\n"
    "  column \"__\" text as text null\n"
    "  column \"___deleted\" text as text null\n"
    "  column \"_one\" text as text null\n"
    "  column \"\xc3\xbc\" text as text null\n"
    "  column \"\\xff\" text as text null\n"
    "  column \"base64:eA==\" text as text null\n"
    "  column \"T\\nZ\" timestamp as timestamp null\n"
    "table \"log\\xff\"\n"
    "  column at timestamptz as timestamptz\n"
    "  column what text as text null\n"
    "table t\n"
    "  column a int as int key 1\n"
    "  column b text as text null\n"
    "table kinds\n"
    "  column id int as int key 1\n"
    "  column a bool as bool null\n"
    "  column b float4 as float null\n"
    "  column c float8 as double null\n"
    "  column d date as date null\n"
    "  column e time as time null\n"
    "  column f uuid as uuid null\n"
    "  column g interval as interval null\n"
    "  column h json as json null\n"
    "  column i point as other null\n"
    "table lean\n"
    "  column a int as int key 1\n"
    "  column at timestamp as timestamp null\n"
    "  column big text as text null\n"
    "  option before none\n"
    "  option lob hash big\n"
    "table lob\n"
    "  column a int as int key 1\n"
    "  column at timestamp as timestamp null\n"
    "  column big text as text null\n"
    "  option lob omit big\n";

enum { ORDERS = 1, ODD, LOG, SMALL, KINDS, LEAN, LOB };

struct fixture {
	struct shapes shapes;
	struct arena arena;
	struct rendering native, out;
};

static void fixture_open(struct fixture *f)
{
	*f = (struct fixture){ 0 };
	shapes_open(&f->shapes, tables);
}

static void fixture_close(struct fixture *f)
{
	rendering_release(&f->native);
	rendering_release(&f->out);
	arena_release(&f->arena);
	shapes_close(&f->shapes);
}

static const struct batch_head plain_head = {
	.id = "erp_prod-orders_hook-7c1e-1042",
	.prev_id = "erp_prod-orders_hook-7c1e-1041",
	.batch_seq = 1042,
	.timestamp = "2026-11-22T08:15:46.120331Z",
	.source = "erp_prod",
	.epoch = "7c1e",
	.sink = "orders_hook",
	.dbms = "sqlserver",
	.server = "ERP01",
	.database = "erp \"2\"",
	.tx = { "884215,884217", true },
};

/* What is rendered in every format. */
struct scene {
	const char *name;
	enum row_encoding encoding;
	struct change changes[12];
	size_t n;
	const char *replay;
	int64_t checkpoint;
};

enum { SCENES = 10 };

static void scene_orders(struct scene *s)
{
	const struct change changes[] = {
		change_of(
		    4711, ORDERS, 'I', NULL,
		    "9007199254740993,1,12.50,'2026-11-22 09:15:45.1234567',"
		    "'2026-11-22 09:15:45 +01:00',X'DEADBEEF','a'",
		    "884213"),
		change_of(4712, ORDERS, 'U',
			  "41,1,99.99,'2026-11-20 10:00:00',"
			  "'2026-11-20 10:00:00.5 +00:00',NULL,'T and Z'",
			  "41,1,99.99,'2026-11-20 10:00:01',"
			  "'2026-11-20 10:00:00.5 +00:00',X'','T and Z'",
			  "884213"),
		change_of(4713, ORDERS, 'U', "41,1,NULL,NULL,NULL,NULL,NULL",
			  "41,1,NULL,NULL,NULL,NULL,NULL", "884213"),
		change_of(4714, ORDERS, 'D',
			  "7,2,0.10,'0044-03-15 10:00:00 BC','infinity',NULL,"
			  "NULL",
			  NULL, "884214"),
		change_of(4715, ORDERS, 'U', "8,1,1,NULL,NULL,NULL,NULL",
			  "9,1,1,NULL,NULL,NULL,NULL", "884213"),
		change_of(4716, LOG, 'I', NULL, "'2026-11-22 08:00:00Z',NULL",
			  "884215"),
		change_of(4717, LOG, 'T', NULL, NULL, "ERP01:884216"),
		change_of(4718, SMALL, 'R', NULL, "5,'read'", ""),
		change_of(4719, ORDERS, 'U',
			  "8,1,n/a,'Today','2026-11-20 10:00:00 +00:00',"
			  "'text','\xff\xfe'",
			  "8,1,1,'2026-11-20 10:00:00','Zero',X'00','\xff'",
			  ""),
	};

	memcpy(s->changes, changes, sizeof(changes));
	s->n = sizeof(changes) / sizeof(*changes);
}

static void scene_odd(struct scene *s)
{
	const struct change changes[] = {
		change_of(1, ODD, 'I', NULL,
			  "'a/b|c%d \"\xc3\xbc\xc2\x80\xef\xb7\x90\xf0\x9f\xbf"
			  "\xbf\t\x7f\\',"
			  "'x','y','z','1','\xc3\xbc','ff','b64',"
			  "'2026-11-22 09:15:45'",
			  "1"),
		change_of(2, ODD, 'U',
			  "'','x',NULL,NULL,NULL,NULL,NULL,NULL,NULL",
			  "'','y','q',NULL,NULL,NULL,'\xfe',NULL,"
			  "'2026-11-22 09:15:45Z'",
			  "1"),
		change_of(3, ODD, 'D',
			  "'k','x',NULL,NULL,NULL,NULL,NULL,NULL,"
			  "'2026-11-22 09:15:45'",
			  NULL, "1"),
	};

	memcpy(s->changes, changes, sizeof(changes));
	s->n = sizeof(changes) / sizeof(*changes);
}

static void scene_json(struct scene *s)
{
	const struct change changes[] = {
		change_of(1, SMALL, 'U',
			  "{\"a\":1,\"b\":\"x\",\"__new\":null,\"more\":true}",
			  "{\"a\":1,\"b\":\"y\",\"__new\":\"\\u00fc\","
			  "\"more\":false}",
			  "771"),
		change_of(2, SMALL, 'D', "{\"a\":1}", NULL, "772"),
		change_of(3, ORDERS, 'I', NULL,
			  "{\"order_id\":1,\"line\":2,\"later\":\"T\"}", "772"),
		change_of(4, KINDS, 'I', NULL,
			  "{\"id\":1,\"a\":true,\"b\":0.1,\"c\":1e300,"
			  "\"d\":\"2026-11-22\",\"e\":\"09:15:45.5\","
			  "\"f\":\"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11\","
			  "\"g\":\"1 day\",\"h\":{\"x\" : [1, null]},"
			  "\"i\":\"(1,2)\"}\tobject",
			  "772"),
	};

	memcpy(s->changes, changes, sizeof(changes));
	s->n = sizeof(changes) / sizeof(*changes);
	s->encoding = ROW_JSON;
}

/* Less of a row than there is, and more of who wrote it. */
static void scene_options(struct scene *s)
{
	const struct change changes[] = {
		change_of(1, LEAN, 'I', NULL,
			  "1,'2026-11-22 09:15:45',?5:md5:00ff", "1"),
		change_of(2, LEAN, 'U', NULL,
			  "1,'2026-11-22 09:15:45',?6:md5:11", "1"),
		change_of(3, LEAN, 'U', "1", "2,'2026-11-22 09:15:45',NULL",
			  "1"),
		change_of(4, LEAN, 'D', "2", NULL, "1"),
		change_of(5, LOB, 'U', "1,'2026-11-22 09:15:45',?6",
			  "1,'2026-11-22 09:15:46',?7", "1"),
		change_of(6, LOB, 'M', NULL, NULL, ""),
	};

	memcpy(s->changes, changes, sizeof(changes));
	s->n = sizeof(changes) / sizeof(*changes);
	s->changes[0].actor = str_of("sa\"");
	s->changes[0].context = str_of("host=h\nprogram=p\ntext=t\nu");
	s->changes[5].context = str_of("reason=bypass\ntext=x");
}

static void scene_one(struct scene *s, const struct change *one)
{
	s->changes[0] = *one;
	s->n = 1;
}

/* The i-th scene. */
static void scene_make(size_t i, struct scene *s)
{
	static const char *const names[SCENES] = {
		"several", "odd names", "columns come and go",
		"one",     "a key",     "truncated",
		"again",   "nothing",   "odd key",
		"options"
	};
	struct change insert =
	    change_of(17, SMALL, 'I', NULL, "1,'x'", "884213");
	struct change key =
	    change_of(18, SMALL, 'U', "1,'x'", "2,'x'", "884213");
	struct change truncate = change_of(19, LOG, 'T', NULL, NULL, "");
	struct change odd =
	    change_of(20, ODD, 'D',
		      "'\xc3\xbc \"%/|\n',NULL,NULL,NULL,NULL,NULL,NULL,NULL,"
		      "NULL",
		      NULL, "a b");

	*s = (struct scene){ .name = names[i], .encoding = ROW_QUOTED };
	switch (i) {
	case 0:
		scene_orders(s);
		break;
	case 1:
		scene_odd(s);
		break;
	case 2:
		scene_json(s);
		break;
	case 3:
	case 6:
		scene_one(s, &insert);
		s->replay = i == 6 ? "dlq" : NULL;
		break;
	case 4:
		scene_one(s, &key);
		break;
	case 5:
		scene_one(s, &truncate);
		break;
	case 7:
		s->checkpoint = 4711;
		break;
	case 8:
		scene_one(s, &odd);
		break;
	default:
		scene_options(s);
	}
}

/* Renders a scene; false, with a failed test, if it cannot be. */
static bool render(struct fixture *f, const struct scene *s,
		   struct batch_head *head)
{
	struct shape_lookup lookup = { &f->shapes, shapes_find };
	struct err err = { 0 };
	size_t bad;

	*head = plain_head;
	head->replay = s->replay;
	head->checkpoint = s->checkpoint;
	if (event_render(head, s->changes, s->n, s->encoding, &lookup,
			 &f->arena, &f->native, &bad, &err))
		return true;
	return ok(false, "%s: renders: %s", s->name, err.text);
}

/* A single format gets one change at a time. */
static bool takes(const struct format *format, const struct scene *s)
{
	return !format->single || s->n <= 1;
}

/* What is sent: type, headers, body. */
static void describe(const struct format *format, const struct scene *s,
		     const struct rendering *out, struct buf *got)
{
	size_t i;

	buf_addf(got, "== %s\nContent-Type: %s\n", s->name,
		 format_content_type(format, out->n));
	for (i = 0; i < out->nheaders; i++)
		buf_addf(got, "%s\n", out->headers[i]);
	buf_addf(got, "\n%s", out->body.data);
	if (out->body.data[out->body.len - 1] != '\n')
		buf_addch(got, '\n');
	buf_addch(got, '\n');
}

static void read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	char part[4096];
	size_t n;

	buf_addstr(out, "");
	if (!file)
		return;
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		buf_add(out, part, n);
	fclose(file);
}

/* Against tests/golden/format/NAME.txt. */
static void compare(const char *name, const struct buf *got)
{
	struct buf want = { 0 };
	char path[128];
	size_t i;

	snprintf(path, sizeof(path), "tests/golden/format/%s.txt", name);
	if (getenv("BLESS")) {
		FILE *file = fopen(path, "wb");

		if (file) {
			fwrite(got->data, 1, got->len, file);
			fclose(file);
		}
	}
	read_file(path, &want);
	for (i = 0; got->data[i] && got->data[i] == want.data[i]; i++)
		;
	if (!ok(strcmp(got->data, want.data) == 0, "%s: byte for byte", path))
		diag("from byte %zu on: got %.200s, expected %.200s", i,
		     got->data + i, want.data + i);
	buf_release(&want);
}

static void check_golden(const struct format *format, struct fixture *f)
{
	struct buf got = { 0 };
	struct batch_head head;
	struct scene scene;
	size_t i;

	for (i = 0; i < SCENES; i++) {
		scene_make(i, &scene);
		if (!takes(format, &scene) || !render(f, &scene, &head))
			continue;
		if (!format->native)
			format_apply(format, &head, &f->native, &f->out);
		describe(format, &scene, format->native ? &f->native : &f->out,
			 &got);
	}
	compare(format->name, &got);
	buf_release(&got);
}

static bool same_str(struct str a, struct str b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

static bool lies_in(struct str text, const struct buf *body)
{
	return text.p >= body->data &&
	       text.p + text.n <= body->data + body->len;
}

/* What the head says more than the native one: what its events are. */
static bool head_is(const struct format *format, const char *more)
{
	char want[64] = "";

	if (strcmp(format->name, "ndjson") != 0)
		snprintf(want, sizeof(want), ",\"data_format\":\"%.*s\"",
			 (int)strcspn(format->name, "-"), format->name);
	return strcmp(more, want) == 0;
}

/* struct batch_event says the truth of the body, and of the native event. */
static void check_places(const struct format *format, const struct scene *s,
			 struct fixture *f)
{
	const struct rendering *out = &f->out, *native = &f->native;
	int wrong = out->n != native->n;
	size_t i;

	for (i = 0; i < out->n && i < native->n; i++) {
		const struct batch_event *a = &out->events[i];
		const struct batch_event *b = &native->events[i];
		json_t *json =
		    json_loadb(a->json.p, a->json.n,
			       JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);

		wrong += !json_is_object(json);
		wrong += !same_str(a->id, b->id) || !same_str(a->pos, b->pos) ||
			 !same_str(a->table, b->table) || a->op != b->op;
		wrong += !lies_in(a->json, &out->body) ||
			 !lies_in(a->id, &out->body) ||
			 !lies_in(a->pos, &out->body) ||
			 !lies_in(a->table, &out->body);
		wrong += memchr(a->json.p, '\n', a->json.n) != NULL;
		json_decref(json);
	}
	wrong += strcmp(out->first_pos, native->first_pos) != 0 ||
		 strcmp(out->last_pos, native->last_pos) != 0;
	wrong +=
	    out->head.len < native->head_len ||
	    memcmp(out->head.data, native->body.data, native->head_len) != 0 ||
	    !head_is(format, buf_str(&out->head) + native->head_len);
	is_int(wrong, 0, "%s, %s: events lie where they should be",
	       format->name, s->name);
}

/* The same bytes again, also where memory is used again. */
static void check_again(const struct format *format, const struct scene *s,
			const struct batch_head *head, struct fixture *f)
{
	struct rendering second = { 0 };

	format_apply(format, head, &f->native, &second);
	ok(second.body.len == f->out.body.len &&
	       strcmp(second.body.data, f->out.body.data) == 0 &&
	       second.nheaders == f->out.nheaders,
	   "%s, %s: the same bytes again", format->name, s->name);
	rendering_release(&second);
}

/* The whole body is JSON, and its events are those that were noted. */
static void check_body(const struct format *format, const struct scene *s,
		       struct fixture *f)
{
	json_t *body =
	    json_loadb(f->out.body.data, f->out.body.len,
		       JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);

	ok(body, "%s, %s: JSON", format->name, s->name);
	if (f->out.n > 1)
		is_int((int64_t)json_array_size(body), (int64_t)f->out.n,
		       "%s, %s: an array of all", format->name, s->name);
	json_decref(body);
}

/* An event of the batch in hand, as a tree. */
static json_t *event_at(const struct rendering *r, size_t i)
{
	return json_loadb(r->events[i].json.p, r->events[i].json.n,
			  JSON_ALLOW_NUL, NULL);
}

/* Both have the member and it is the same, or both lack it. */
static bool same_member(const json_t *a, const char *name, const json_t *b,
			const char *other)
{
	json_t *x = json_object_get(a, name), *y = json_object_get(b, other);

	return x == y || json_equal(x, y);
}

static const char *const image_members[] = { "key",     "before",
					     "after",   "changed",
					     "omitted", "unregistered",
					     "encoding" };

static int cloudevent_wrong(const json_t *got, const json_t *native)
{
	const json_t *data = json_object_get(got, "data"), *value;
	const json_t *tx = json_object_get(native, "tx");
	const char *name;
	int wrong = 0;
	size_t i;

	if (!data) /* binary: the event is the data */
		data = got;
	for (i = 0; i < sizeof(image_members) / sizeof(*image_members); i++)
		wrong += !same_member(data, image_members[i], native,
				      image_members[i]);
	wrong += !same_member(data, "table", native, "table") ||
		 !same_member(data, "op", native, "op") ||
		 !same_member(got, "id", native, "id");
	if (data == got)
		return wrong;
	wrong += !same_member(got, "sequence", native, "pos") ||
		 !same_member(got, "time", native, "captured_at") ||
		 !same_member(got, "shadowlogtxid", tx, "id") ||
		 !same_member(got, "shadowlogtxn", tx, "n") ||
		 !same_member(got, "shadowlogtxlast", tx, "last");
	json_object_foreach((json_t *)got, name, value)
	{
		wrong += strspn(name, "abcdefghijklmnopqrstuvwxyz") !=
			     strlen(name) ||
			 strlen(name) > 20;
		wrong += json_is_real(value) || json_is_null(value);
	}
	return wrong;
}

static int debezium_wrong(const json_t *got, const json_t *native)
{
	const json_t *source = json_object_get(got, "source");
	const json_t *tx = json_object_get(got, "transaction");
	int wrong = 0;

	wrong += !same_member(got, "before", native, "before") ||
		 !same_member(got, "after", native, "after") ||
		 !same_member(got, "op", native, "op") ||
		 !same_member(source, "key", native, "key") ||
		 !same_member(source, "event_id", native, "id") ||
		 !same_member(source, "data_collection", native, "table") ||
		 !same_member(source, "omitted", native, "omitted") ||
		 !same_member(source, "unregistered", native, "unregistered") ||
		 !same_member(source, "encoding", native, "encoding");
	if (json_object_get(native, "tx"))
		wrong += !same_member(tx, "id", json_object_get(native, "tx"),
				      "id") ||
			 !same_member(tx, "total_order",
				      json_object_get(native, "tx"), "n") ||
			 !json_is_integer(
			     json_object_get(tx, "data_collection_order"));
	else
		wrong += !json_is_null(tx);
	wrong += json_integer_value(json_object_get(source, "ts_us")) !=
		 1795335345123000;
	wrong += json_integer_value(json_object_get(got, "ts_ns")) !=
		 1795335346120331000;
	return wrong;
}

static bool has_kind(const json_t *object, const char *name, const char *kinds)
{
	const json_t *value = json_object_get(object, name);
	char kind = json_is_string(value)    ? 's'
		    : json_is_integer(value) ? 'i'
		    : json_is_object(value)  ? 'o'
		    : json_is_null(value)    ? 'n'
		    : value                  ? '?'
					     : '-';

	return strchr(kinds, kind) != NULL;
}

/* The envelope's own schema: what Debezium's documentation calls required. */
static int debezium_misfits(const json_t *got)
{
	static const struct {
		const char *name, *kinds;
	} envelope[] = { { "before", "on" }, { "after", "on" },
			 { "source", "o" },  { "op", "s" },
			 { "ts_ms", "i" },   { "ts_us", "i" },
			 { "ts_ns", "i" },   { "transaction", "on" } },
	  source[] = { { "version", "s" },   { "connector", "s" },
		       { "name", "s" },      { "ts_ms", "i" },
		       { "ts_us", "i" },     { "ts_ns", "i" },
		       { "snapshot", "s" },  { "db", "s" },
		       { "sequence", "sn" }, { "schema", "s-" },
		       { "table", "s" } };
	int wrong = 0;
	size_t i;

	for (i = 0; i < sizeof(envelope) / sizeof(*envelope); i++)
		wrong += !has_kind(got, envelope[i].name, envelope[i].kinds);
	for (i = 0; i < sizeof(source) / sizeof(*source); i++)
		wrong += !has_kind(json_object_get(got, "source"),
				   source[i].name, source[i].kinds);
	return wrong;
}

/* A row as Maxwell shows it: a space for the T of a time that is one. */
static json_t *as_maxwell(const json_t *row)
{
	json_t *out = json_object(), *value;
	const char *name;

	json_object_foreach((json_t *)row, name, value)
	{
		const char *s = json_string_value(value);
		char copy[64];

		if (s && strlen(s) < sizeof(copy) && strlen(s) > 18 &&
		    s[10] == 'T' && s[4] == '-') {
			size_t n = strcspn(s, "Z");

			snprintf(copy, sizeof(copy), "%.*s%s", (int)n, s,
				 s[n] ? s + n + 1 : "");
			copy[10] = ' ';
			json_object_set_new(out, name, json_string(copy));
		} else {
			json_object_set(out, name, value);
		}
	}
	return out;
}

static int maxwell_wrong(const json_t *got, const json_t *native)
{
	const json_t *after = json_object_get(native, "after");
	const json_t *before = json_object_get(native, "before");
	const json_t *row = json_is_object(after) ? after : before;
	json_t *data = json_object_get(got, "data");
	json_t *want = as_maxwell(row), *was, *merged;
	int wrong = 0;

	wrong += !same_member(got, "position", native, "id") ||
		 !same_member(got, "table", native, "table");
	wrong += json_is_object(row) ? !json_equal(data, want) : data != NULL;
	if (json_object_get(native, "changed")) {
		was = as_maxwell(before);
		merged = json_copy(data);
		json_object_update(merged, json_object_get(got, "old"));
		wrong += !json_equal(merged, was);
		json_decref(was);
		json_decref(merged);
	} else {
		wrong += json_object_get(got, "old") != NULL;
	}
	wrong += json_integer_value(json_object_get(got, "ts")) != 1795335345;
	json_decref(want);
	return wrong;
}

static int flat_wrong(const json_t *got, const json_t *native)
{
	const json_t *row = json_object_get(native, "after");
	const char *op = json_string_value(json_object_get(native, "op"));
	json_t *value;
	size_t columns = 0, ours = 5;
	const char *name;
	int wrong = 0;

	if (!json_is_object(row))
		row = json_object_get(native, "before");
	json_object_foreach((json_t *)row, name, value)
	{
		char longer[300];

		snprintf(longer, sizeof(longer), "%s%s",
			 strncmp(name, "__", 2) == 0 ? "_" : "", name);
		wrong += !json_equal(json_object_get(got, longer), value);
		columns++;
	}
	ours += json_object_get(native, "omitted") != NULL;
	ours += json_object_get(native, "unregistered") != NULL;
	ours += json_object_get(native, "encoding") != NULL;
	wrong += json_object_size(got) != columns + ours;
	wrong += !same_member(got, "__id", native, "id") ||
		 !same_member(got, "__op", native, "op") ||
		 !same_member(got, "__pos", native, "pos") ||
		 !same_member(got, "__table", native, "table") ||
		 !same_member(got, "__omitted", native, "omitted") ||
		 !same_member(got, "__unregistered", native, "unregistered") ||
		 !same_member(got, "__encoding", native, "encoding");
	wrong += json_is_true(json_object_get(got, "__deleted")) !=
		 (*op == 'd' || *op == 't');
	return wrong;
}

/* Every event says what the native one says, read by a parser. */
static void check_meaning(const struct format *format, const struct scene *s,
			  const struct fixture *f)
{
	int wrong = 0;
	size_t i;

	for (i = 0; i < f->out.n; i++) {
		json_t *got = event_at(&f->out, i);
		json_t *native = event_at(&f->native, i);

		if (strncmp(format->name, "cloudevents", 11) == 0)
			wrong += cloudevent_wrong(got, native);
		else if (strncmp(format->name, "debezium", 8) == 0)
			wrong +=
			    debezium_wrong(got, native) + debezium_misfits(got);
		else if (strcmp(format->name, "maxwell") == 0)
			wrong += strcmp(s->name, "several") == 0
				     ? 0
				     : maxwell_wrong(got, native);
		else if (strcmp(format->name, "flat") == 0)
			wrong += flat_wrong(got, native);
		else
			wrong += !json_equal(got, native);
		json_decref(got);
		json_decref(native);
	}
	is_int(wrong, 0, "%s, %s: says what the native batch says",
	       format->name, s->name);
}

static void check_format(const struct format *format)
{
	struct batch_head head;
	struct scene scene;
	struct fixture f;
	size_t i;

	fixture_open(&f);
	for (i = 0; i < SCENES && !format->native; i++) {
		scene_make(i, &scene);
		if (!takes(format, &scene) || !render(&f, &scene, &head))
			continue;
		format_apply(format, &head, &f.native, &f.out);
		check_places(format, &scene, &f);
		check_again(format, &scene, &head, &f);
		if (strcmp(format->name, "ndjson") != 0)
			check_body(format, &scene, &f);
		check_meaning(format, &scene, &f);
	}
	check_golden(format, &f);
	fixture_close(&f);
}

/* The JSON Schemas of tables; the last as a sink shows it. */
static void check_schemas(void)
{
	static const unsigned char show[] = { SHOW_MASK,   SHOW, SHOW_REDACT,
					      SHOW,        SHOW, SHOW_NOT,
					      SHOW_REDACT, SHOW };
	struct buf got = { 0 };
	struct fixture f;
	size_t i;

	fixture_open(&f);
	for (i = 0; i < f.shapes.n; i++)
		row_schema_print(&f.shapes.items[i], NULL, NULL, &got);
	row_schema_print(&f.shapes.items[ORDERS - 1], show, "orders_hook",
			 &got);
	compare("schema", &got);
	buf_release(&got);
	fixture_close(&f);
}

static void check_registry(void)
{
	const struct format *format;
	size_t i;

	for (i = 0; (format = format_at(i)); i++) {
		ok(format_find(format->name) == format, "\"%s\" is found",
		   format->name);
		ok(format->native == !format->style,
		   "\"%s\" is native or has a style", format->name);
	}
	is_int((int64_t)i, 9, "so many formats");
	ok(!format_find("avro") && !format_find(""), "and no others");
	is_str(format_content_type(format_find("cloudevents"), 1),
	       "application/cloudevents+json", "one event");
	is_str(format_content_type(format_find("cloudevents"), 2),
	       "application/cloudevents-batch+json", "two of a changed key");
	is_str(format_content_type(format_find("cloudevents-binary"), 2),
	       "application/cloudevents-batch+json", "in binary mode, too");
	is_str(format_content_type(format_find("flat"), 2), "application/json",
	       "and no change where there is none");
}

static const char *header_of(const struct rendering *out, const char *name)
{
	size_t i, n = strlen(name);

	for (i = 0; i < out->nheaders; i++)
		if (strncmp(out->headers[i], name, n) == 0 &&
		    strncmp(out->headers[i] + n, ": ", 2) == 0)
			return out->headers[i] + n + 2;
	return NULL;
}

/* A key of any length makes a subject that a header line can hold. */
static void check_long_key(void)
{
	const struct format *format = format_find("cloudevents-binary");
	static char row[3000];
	struct batch_head head;
	struct scene scene;
	struct fixture f;
	const char *subject;
	size_t n;

	fixture_open(&f);
	for (n = 511; n <= 512; n++) {
		snprintf(row, sizeof(row),
			 "'%0*d',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL",
			 (int)n, 0);
		scene =
		    (struct scene){ .name = "long", .encoding = ROW_QUOTED };
		scene.changes[0] = change_of(1, ODD, 'I', NULL, row, "");
		scene.n = 1;
		if (!render(&f, &scene, &head))
			continue;
		format_apply(format, &head, &f.native, &f.out);
		subject = header_of(&f.out, "ce-subject");
		ok(subject && !!strstr(subject, "/sha256:") == (n > 511),
		   "a key of %zu bytes", n);
		ok(subject && strlen(subject) < 1024, "is not too long");
	}
	fixture_close(&f);
}

/* Half a million orders of ten thousand transactions are counted in time. */
static void check_counting(void)
{
	enum { N = 3000 };
	const struct format *format = format_find("debezium");
	struct change *changes = calloc(N, sizeof(*changes));
	struct shape_lookup lookup;
	struct fixture f;
	struct err err = { 0 };
	static char txids[N][24];
	json_t *body, *event;
	int64_t counts[N / 3][2] = { { 0 } };
	int wrong = 0;
	size_t i, bad;

	fixture_open(&f);
	lookup = (struct shape_lookup){ &f.shapes, shapes_find };
	for (i = 0; i < N; i++) {
		bool log = i * 7919 % 5 == 0;

		snprintf(txids[i], sizeof(txids[i]), "%zu",
			 i * 31 % (N / 3) + 1);
		changes[i] = change_of(
		    (int64_t)i + 1, log ? LOG : SMALL, 'I', NULL,
		    log ? "'2026-01-01 00:00:00','x'" : "1,'x'", txids[i]);
	}
	ok(event_render(&plain_head, changes, N, ROW_QUOTED, &lookup, &f.arena,
			&f.native, &bad, &err),
	   "many transactions");
	format_apply(format, &plain_head, &f.native, &f.out);
	body = json_loadb(f.out.body.data, f.out.body.len, 0, NULL);
	json_array_foreach(body, i, event)
	{
		size_t tx = (size_t)atol(txids[i]) - 1;
		int log = changes[i].shape == LOG;

		wrong += json_integer_value(json_object_get(
			     json_object_get(event, "transaction"),
			     "data_collection_order")) != ++counts[tx][log];
	}
	is_int(wrong, 0, "each event has its place in its table");
	json_decref(body);
	free(changes);
	fixture_close(&f);
}

static void check_instants(void)
{
	static const struct {
		const char *text;
		bool good;
		int64_t seconds;
		int32_t nanoseconds;
	} cases[] = {
		{ "1970-01-01T00:00:00Z", true, 0, 0 },
		{ "\"2026-11-22T08:15:45.123Z\"", true, 1795335345, 123000000 },
		{ "2024-02-29T23:59:60.000000001Z", true, 1709251200, 1 },
		{ "1969-12-31T23:59:59.9Z", true, -1, 900000000 },
		{ "2000-03-01T00:00:00Z", true, 951868800, 0 },
		{ "9999-12-31T23:59:59.9999999999Z", true, 253402300799,
		  999999999 },
		{ "0001-01-01T00:00:00Z", true, -62135596800, 0 },
		{ "2026-11-22T08:15:45", false, 0, 0 },
		{ "2026-11-22 08:15:45Z", false, 0, 0 },
		{ "2026-11-22T08:15:45+01:00", false, 0, 0 },
		{ "2026-13-22T08:15:45Z", false, 0, 0 },
		{ "2026-11-22T08:15:45.1Zx", false, 0, 0 },
		{ "2026-11-22T08:15:4", false, 0, 0 },
		{ "", false, 0, 0 },
		{ "\"", false, 0, 0 },
		{ "2026-11-22T08:15:45.11111111111111111111111111111111111Z",
		  false, 0, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t seconds = 0;
		int32_t nanoseconds = 0;
		bool good = format_instant(str_of(cases[i].text), &seconds,
					   &nanoseconds);

		ok(good == cases[i].good &&
		       (!good || (seconds == cases[i].seconds &&
				  nanoseconds == cases[i].nanoseconds)),
		   "instant %s", cases[i].text);
	}
}

int main(void)
{
	const struct format *format;
	const char *top = getenv("TOP");
	size_t i;

	if (top && chdir(top) != 0)
		return 1;
	check_registry();
	check_instants();
	for (i = 0; (format = format_at(i)); i++)
		check_format(format);
	check_schemas();
	check_long_key();
	check_counting();
	return done();
}
