/*
 * Events per CPU second of the event writer for the row encodings and
 * a few sizes of rows.  Prints one line for each: name, events/s, MB/s of
 * images read, MB/s of JSON written.  Then for each format what it takes to
 * make it of the native one, of updates.
 *
 *	event_bench [seconds for each, default 0.5]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/table.h"
#include "poller/event.h"
#include "poller/format.h"

/* A small, ordinary row. */
#define SMALL                                                                  \
	"shadowlog-tables 1\n"                                                 \
	"table app.orders\n"                                                   \
	"  column id bigint as bigint key 1\n"                                 \
	"  column customer_id int as int\n"                                    \
	"  column status \"varchar(20)\" as text\n"                            \
	"  column amount \"decimal(12,2)\" as decimal\n"                       \
	"  column note \"varchar(200)\" as text null\n"                        \
	"  column updated_at timestamp as timestamp\n"                         \
	"  column flag bool as bool\n"                                         \
	"  column blob32 binary as binary null\n"

#define MEASURES                                                               \
	"shadowlog-tables 1\n"                                                 \
	"table app.measures\n"                                                 \
	"  column id bigint as bigint key 1\n"                                 \
	"  column at timestamptz as timestamptz\n"                             \
	"  column x float8 as double\n"                                        \
	"  column y float8 as double\n"                                        \
	"  column z float4 as float\n"

struct sample {
	const char *name, *table;
	enum row_encoding encoding;
	char op;
	const char *old_row, *new_row;
};

#define NOTE "Delivered late, the customer's note said: ring twice at the gate"
#define QUOTED_NOTE                                                            \
	"'Delivered late, the customer''s note said: ring twice at the gate'"
#define HEX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static const struct sample samples[] = {
	{ "insert, json", SMALL, ROW_JSON, 'I', NULL,
	  "{\"id\":4711,\"customer_id\":815,\"status\":\"shipped\","
	  "\"amount\":12.50,\"note\":\"" NOTE "\","
	  "\"updated_at\":\"2026-11-22T09:15:45.123456\",\"flag\":true,"
	  "\"blob32\":\"\\\\x" HEX "\"}" },
	{ "update, json", SMALL, ROW_JSON, 'U',
	  "{\"id\":4711,\"customer_id\":815,\"status\":\"open\","
	  "\"amount\":12.50,\"note\":\"" NOTE "\","
	  "\"updated_at\":\"2026-11-22T09:15:45.123456\",\"flag\":true,"
	  "\"blob32\":\"\\\\x" HEX "\"}",
	  "{\"id\":4711,\"customer_id\":815,\"status\":\"shipped\","
	  "\"amount\":12.50,\"note\":\"" NOTE "\","
	  "\"updated_at\":\"2026-11-22T09:15:46.123456\",\"flag\":true,"
	  "\"blob32\":\"\\\\x" HEX "\"}" },
	{ "insert, quoted", SMALL, ROW_QUOTED, 'I', NULL,
	  "4711,815,'shipped',12.50," QUOTED_NOTE
	  ",'2026-11-22 09:15:45.123456',1,X'" HEX "'" },
	{ "update, quoted", SMALL, ROW_QUOTED, 'U',
	  "4711,815,'open',12.50," QUOTED_NOTE
	  ",'2026-11-22 09:15:45.123456',1,X'" HEX "'",
	  "4711,815,'shipped',12.50," QUOTED_NOTE
	  ",'2026-11-22 09:15:46.123456',1,X'" HEX "'" },
	{ "insert, backslash", SMALL, ROW_QUOTED_BACKSLASH, 'I', NULL,
	  "4711,815,'shipped',12.50,'the customer\\'s note'"
	  ",'2026-11-22 09:15:45.123456',1,X'" HEX "'" },
	{ "insert, counted", SMALL, ROW_COUNTED, 'I', NULL,
	  "4711,815,7:shipped,12.50,64:" NOTE
	  ",2026-11-22 09:15:45.123456,1," HEX "," },
	{ "doubles of 17 digits, json", MEASURES, ROW_JSON, 'I', NULL,
	  "{\"id\":4711,\"at\":\"2026-11-22T09:15:45.123456+01:00\","
	  "\"x\":0.30000000000000004,\"y\":123.45678901234567,"
	  "\"z\":0.33333334}" },
};

enum { PAGE = 1000 };

static bool find(void *opaque, int32_t number, const struct shape **out,
		 struct err *err)
{
	(void)number;
	(void)err;
	*out = opaque;
	return true;
}

/* CPU time: others may use the machine too. */
static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct str text(const char *s)
{
	return s ? (struct str){ s, strlen(s) } : (struct str){ "", 0 };
}

static void fill(struct change *changes, const struct sample *sample)
{
	int i;

	for (i = 0; i < PAGE; i++)
		changes[i] = (struct change){
			.seq = 1000000 + i,
			.shape = 1,
			.op = sample->op,
			.has_old = sample->old_row != NULL,
			.has_new = sample->new_row != NULL,
			.old_row = text(sample->old_row),
			.new_row = text(sample->new_row),
			.txid = text(i / 10 % 2 ? "884213" : "884214"),
			.captured_at = text("2026-11-22T08:15:45.123456Z"),
		};
}

static const struct batch_head head = {
	.id = "src-sink-1-1",
	.batch_seq = 1,
	.timestamp = "2026-11-22T08:15:46Z",
	.source = "src",
	.epoch = "1",
	.sink = "sink",
	.dbms = "test",
	.server = "host",
	.database = "db",
	.tx = { "", true },
};

/* Making the other formats of a native rendering. */
static void measure_formats(const struct rendering *native, double seconds)
{
	const struct format *format;
	struct rendering out = { 0 };
	double start, spent;
	size_t i, rounds;

	for (i = 0; (format = format_at(i)); i++) {
		if (format->native || format->single)
			continue;
		start = now();
		rounds = 0;
		do {
			format_apply(format, &head, native, &out);
			rounds++;
			spent = now() - start;
		} while (spent < seconds);
		printf("%-28s %9.0f events/s %7.0f MB/s in %7.0f MB/s out\n",
		       format->name, (double)rounds * (double)out.n / spent,
		       (double)native->body.len * (double)rounds / spent / 1e6,
		       (double)out.body.len * (double)rounds / spent / 1e6);
	}
	rendering_release(&out);
}

static bool measure(const struct sample *sample, bool formats, double seconds)
{
	static struct change changes[PAGE];
	struct table_list list = { 0 };
	struct rendering out = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };
	struct shape shape = { 1, 1, NULL, "app.orders", "sha256:00" };
	struct shape_lookup lookup = { &shape, find };
	size_t bad, rounds = 0;
	double start, spent, images;

	if (!table_list_parse(sample->table, "sample", &list, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return false;
	}
	shape.table = &list.tables[0];
	fill(changes, sample);
	start = now();
	do {
		if (!event_render(&head, changes, PAGE, sample->encoding,
				  &lookup, &arena, &out, &bad, &err)) {
			fprintf(stderr, "%s: %s\n", sample->name, err.text);
			return false;
		}
		rounds++;
		spent = now() - start;
	} while (spent < seconds);
	images = (double)(changes[0].old_row.n + changes[0].new_row.n) * PAGE;
	printf("%-28s %9.0f events/s %7.0f MB/s in %7.0f MB/s out\n",
	       sample->name, (double)rounds * (double)out.n / spent,
	       images * (double)rounds / spent / 1e6,
	       (double)out.body.len * (double)rounds / spent / 1e6);
	if (formats)
		measure_formats(&out, seconds);
	rendering_release(&out);
	arena_release(&arena);
	table_list_release(&list);
	return true;
}

int main(int argc, char **argv)
{
	double seconds = argc > 1 ? strtod(argv[1], NULL) : 0.5;
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		if (!measure(&samples[i], false, seconds))
			return 1;
	return !measure(&samples[1], true, seconds);
}
