/*
 * What a table's options make of row images, events and layouts: columns that
 * no image holds, keys in place of rows, sizes in place of values, who made a
 * change, and markers.
 */
#include <stdlib.h>
#include <string.h>

#include "core/table.h"
#include "poller/event.h"
#include "tests/tap.h"

#define COLUMNS                                                                \
	"shadowlog-tables 1\n"                                                 \
	"table t\n"                                                            \
	"  column note text as text null\n"                                    \
	"  column id   int  as int  key 1\n"                                   \
	"  column doc  json as json null\n"                                    \
	"  column pic  blob as binary null\n"

#define EXCLUDE " option exclude note\n"
#define KEY " option before key\n"
#define NONE " option before none\n"
#define LOB " option lob omit doc\n option lob hash pic\n"

static struct str text(const char *s)
{
	return s ? (struct str){ s, strlen(s) } : (struct str){ NULL, 0 };
}

static bool find(void *opaque, int32_t number, const struct shape **out,
		 struct err *err)
{
	(void)number;
	(void)err;
	*out = opaque;
	return true;
}

struct scene {
	const char *options;
	enum row_encoding encoding;
	char op;
	const char *old_row, *new_row, *actor, *context;
};

/* Renders one change; *out is all behind `"schemas":`, or ! and the reason. */
static void render(const struct scene *scene, struct buf *out)
{
	struct change change = {
		.seq = 7,
		.shape = 1,
		.op = scene->op,
		.has_old = scene->old_row,
		.has_new = scene->new_row,
		.old_row = text(scene->old_row),
		.new_row = text(scene->new_row),
		.txid = text(""),
		.captured_at = text("2026-11-22T08:15:45Z"),
		.actor = text(scene->actor),
		.context = text(scene->context),
	};
	struct batch_head head = { .id = "b",
				   .timestamp = "t",
				   .source = "s",
				   .epoch = "e",
				   .sink = "k",
				   .batch_seq = 1 };
	struct buf tables = { 0 };
	struct table_list list = { 0 };
	struct rendering rendering = { 0 };
	struct arena arena = { 0 };
	struct shape shape = { .shape = 1, .version = 1, .label = "t" };
	struct shape_lookup lookup = { &shape, find };
	struct err err = { 0 };
	size_t bad;

	buf_addf(&tables, COLUMNS "%s", scene->options);
	if (!table_list_parse(tables.data, "t", &list, &err)) {
		buf_addf(out, "!%s", err.text);
		goto end;
	}
	shape.table = &list.tables[0];
	head.tx.open = "";
	if (event_render(&head, &change, 1, scene->encoding, &lookup, &arena,
			 &rendering, &bad, &err))
		buf_addstr(out, strstr(rendering.body.data, "\"schemas\":") +
				    strlen("\"schemas\":"));
	else
		buf_addf(out, "!%s", err.text);
end:
	rendering_release(&rendering);
	arena_release(&arena);
	table_list_release(&list);
	buf_release(&tables);
}

/* All events end so. */
#define END ",\"captured_at\":\"2026-11-22T08:15:45Z\""

static const struct {
	struct scene scene;
	const char *part; /* stands in what is rendered */
} scenes[] = {
	/* Excluded columns: in no image, and not missed. */
	{ { EXCLUDE, ROW_QUOTED, 'I', NULL, "1,'{}',NULL", NULL, NULL },
	  "\"after\":{\"id\":1,\"doc\":\"{}\",\"pic\":null}" END },
	{ { EXCLUDE, ROW_COUNTED, 'I', NULL, "1,2:{},~,", NULL, NULL },
	  "\"after\":{\"id\":1,\"doc\":\"{}\",\"pic\":null}" END },
	{ { EXCLUDE, ROW_JSON, 'I', NULL,
	    "{\"id\":1,\"doc\":null,\"pic\":null}\tnull", NULL, NULL },
	  "\"after\":{\"id\":1,\"doc\":\"null\",\"pic\":null}" END },
	{ { EXCLUDE, ROW_QUOTED, 'I', NULL, "'n',1,'{}',NULL", NULL, NULL },
	  "!seq 7: table \"t\": new row: at byte 10: more behind the last of "
	  "4 columns" },
	{ { EXCLUDE, ROW_QUOTED, 'I', NULL, "1,'{}'", NULL, NULL },
	  "!seq 7: table \"t\": new row: column \"pic\": at byte 6: the row "
	  "ends" },
	{ { EXCLUDE, ROW_QUOTED, 'T', NULL, NULL, NULL, NULL },
	  "\"columns\":[{\"name\":\"id\",\"type\":\"int\",\"json\":\"number\","
	  "\"key\":1},{\"name\":\"doc\",\"type\":\"json\",\"json\":\"string\"},"
	  "{\"name\":\"pic\",\"type\":\"blob\",\"json\":\"base64\"}],"
	  "\"excluded\":[\"note\"]}" },
	{ { EXCLUDE " option key none\n", ROW_QUOTED, 'I', NULL, "1,NULL,NULL",
	    NULL, NULL },
	  "\"key\":{\"id\":1}" },

	/* The row before is its key. */
	{ { KEY, ROW_QUOTED, 'U', "1", "'n',1,NULL,NULL", NULL, NULL },
	  "\"op\":\"u\",\"table\":\"t\",\"schema\":\"s1\",\"key\":{\"id\":1},"
	  "\"before\":{\"id\":1},\"after\":{\"note\":\"n\",\"id\":1,\"doc\":"
	  "null,\"pic\":null}" END },
	{ { KEY, ROW_COUNTED, 'D', "1,", NULL, NULL, NULL },
	  "\"before\":{\"id\":1},\"after\":null" END },
	{ { KEY, ROW_JSON, 'U', "{\"id\":1}",
	    "{\"note\":\"n\",\"id\":2,\"doc\":null,\"pic\":null}\t", NULL,
	    NULL },
	  "\"op\":\"d\",\"table\":\"t\",\"schema\":\"s1\",\"key\":{\"id\":1},"
	  "\"before\":{\"id\":1},\"after\":null" },
	{ { KEY, ROW_QUOTED, 'U', NULL, "'n',1,NULL,NULL", NULL, NULL },
	  "!seq 7: table \"t\": op \"U\" without old row" },
	{ { KEY, ROW_QUOTED, 'D', "1,'n'", NULL, NULL, NULL },
	  "!seq 7: table \"t\": old row: at byte 1: more behind the last" },
	{ { KEY, ROW_QUOTED, 'T', NULL, NULL, NULL, NULL },
	  "],\"before\":\"key\"}" },
	{ { NONE, ROW_QUOTED, 'U', NULL, "'n',1,NULL,NULL", NULL, NULL },
	  "\"key\":{\"id\":1},\"before\":null,\"after\":{\"note\":\"n\",\"id\":"
	  "1,\"doc\":null,\"pic\":null}" END },
	{ { NONE, ROW_QUOTED, 'U', "2", "'n',1,NULL,NULL", NULL, NULL },
	  "\"op\":\"d\",\"table\":\"t\",\"schema\":\"s1\",\"key\":{\"id\":2},"
	  "\"before\":{\"id\":2},\"after\":null" },
	{ { NONE, ROW_QUOTED, 'D', NULL, NULL, NULL, NULL },
	  "!seq 7: table \"t\": op \"D\" without old row" },
	{ { "", ROW_QUOTED, 'U', NULL, "'n',1,NULL,NULL", NULL, NULL },
	  "!seq 7: table \"t\": op \"U\" without old row" },

	/* Sizes and hashes. */
	{ { LOB, ROW_QUOTED, 'U', "NULL,1,?5,?3:md5:0a", "NULL,1,?5,?3:md5:0b",
	    NULL, NULL },
	  "\"changed\":[\"pic\"],\"omitted\":[{\"column\":\"doc\",\"reason\":"
	  "\"lob\",\"before\":{\"bytes\":5},\"after\":{\"bytes\":5}},"
	  "{\"column\":\"pic\",\"reason\":\"lob\",\"before\":{\"bytes\":3,"
	  "\"hash\":\"md5:0a\"},\"after\":{\"bytes\":3,\"hash\":\"md5:0b\"}}"
	  "]" END },
	{ { LOB, ROW_COUNTED, 'I', NULL, "~,1,2:?5,?3:md5:0a,", NULL, NULL },
	  "\"after\":{\"note\":null,\"id\":1},\"omitted\":[{\"column\":\"doc\","
	  "\"reason\":\"lob\",\"after\":{\"bytes\":5}},{\"column\":\"pic\"," },
	{ { LOB, ROW_JSON, 'I', NULL,
	    "{\"note\":null,\"id\":1,\"doc\":\"?12\",\"pic\":null}", NULL,
	    NULL },
	  "\"after\":{\"note\":null,\"id\":1,\"pic\":null},\"omitted\":[{"
	  "\"column\":\"doc\",\"reason\":\"lob\",\"after\":{\"bytes\":12}}]" },
	{ { LOB, ROW_QUOTED, 'U', "NULL,1,NULL,NULL", "NULL,1,?0,NULL", NULL,
	    NULL },
	  "\"changed\":[\"doc\"]" },
	{ { LOB, ROW_QUOTED, 'I', NULL, "NULL,1,'{}',NULL", NULL, NULL },
	  "!seq 7: table \"t\": new row: column \"doc\": not the size of a "
	  "value" },
	{ { LOB, ROW_QUOTED, 'I', NULL, "NULL,1,?5\"x,NULL", NULL, NULL },
	  "column \"doc\": not the size of a value" },
	{ { LOB, ROW_QUOTED, 'I', NULL, "NULL,1,?5,?3:md5:\"", NULL, NULL },
	  "column \"pic\": not the size of a value" },
	{ { LOB, ROW_QUOTED, 'I', NULL, "NULL,1,?5,?3", NULL, NULL },
	  "column \"pic\": not the size of a value" },
	{ { LOB, ROW_QUOTED, 'T', NULL, NULL, NULL, NULL },
	  "\"json\":\"string\",\"lob\":\"omit\"},{\"name\":\"pic\",\"type\":"
	  "\"blob\",\"json\":\"base64\",\"lob\":\"hash\"}" },

	/* Who, from where. */
	{ { "", ROW_QUOTED, 'T', NULL, NULL, "bob", NULL },
	  "\"after\":null" END ",\"actor\":\"bob\"}" },
	{ { "", ROW_QUOTED, 'T', NULL, NULL, "bo\"b",
	    "host=h\nprogram=p=q\ntext=a\nb" },
	  END ",\"actor\":\"bo\\\"b\",\"context\":{\"host\":\"h\",\"program\":"
	      "\"p=q\",\"text\":\"a\\nb\"}}" },
	{ { "", ROW_QUOTED, 'T', NULL, NULL, NULL, "program=p" },
	  END ",\"context\":{\"program\":\"p\"}}" },
	{ { "", ROW_QUOTED, 'T', NULL, NULL, NULL, "what the site wrote" },
	  END ",\"context\":{\"text\":\"what the site wrote\"}}" },
	{ { "", ROW_QUOTED, 'T', NULL, NULL, NULL, "" },
	  "\"after\":null" END "}" },
	{ { "", ROW_QUOTED, 'T', NULL, NULL, NULL, "host=h\ntext=" },
	  END ",\"context\":{\"host\":\"h\"}}" },

	/* Markers. */
	{ { "", ROW_QUOTED, 'M', NULL, NULL, "bob", "reason=bypass" },
	  "\"op\":\"m\",\"table\":\"t\",\"schema\":\"s1\",\"key\":null,"
	  "\"before\":null,\"after\":null" END
	  ",\"reason\":\"bypass\",\"actor\":\"bob\"}" },
	{ { "", ROW_QUOTED, 'M', NULL, NULL, NULL, "reason=failed\nhost=h" },
	  END ",\"reason\":\"failed\",\"context\":{\"host\":\"h\"}}" },
	{ { "", ROW_QUOTED, 'M', NULL, NULL, NULL, NULL }, END "}" },
	{ { "", ROW_QUOTED, 'M', NULL, "NULL,1,NULL,NULL", NULL, NULL },
	  "!seq 7: table \"t\": op \"M\" with a new row" },
};

static void test_scenes(void)
{
	size_t i;

	for (i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
		struct buf got = { 0 };

		render(&scenes[i].scene, &got);
		if (!ok(strstr(buf_str(&got), scenes[i].part) != NULL,
			"scene %zu", i))
			printf("#      got: %s\n#  to hold: %s\n", got.data,
			       scenes[i].part);
		buf_release(&got);
	}
}

/* A table without a key of its own says so. */
static void test_keyless(void)
{
	struct scene scene = { "", ROW_QUOTED, 'T', NULL, NULL, NULL, NULL };
	struct buf got = { 0 };

	render(&scene, &got);
	ok(!strstr(got.data, "keyless"), "a key is a key");
	buf_reset(&got);
	scene.options = " option keyless unique\n";
	render(&scene, &got);
	ok(strstr(got.data, "],\"keyless\":true}") != NULL,
	   "one that was taken for it is said to be");
	buf_release(&got);
}

int main(void)
{
	test_scenes();
	test_keyless();
	return done();
}
