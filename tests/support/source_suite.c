#include "tests/support/source_suite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/mem.h"
#include "core/resource.h"
#include "tests/tap.h"

/*
 * The bed
 */

bool source_bed_run(struct source_bed *bed, const char *sql)
{
	struct err err = { 0 };

	if (odbc_exec(bed->app, sql, NULL, &err))
		return true;
	ok(false, "the application runs a statement");
	diag("%.200s: %s", sql, err.text);
	return false;
}

void source_bed_literal(const struct source_bed *bed, const char *text,
			struct buf *out)
{
	const char *escape = dialect_setting(bed->dialect, "escape");

	buf_addch(out, '\'');
	for (; *text; text++) {
		if (*text == '\'' || (*text == '\\' && *escape == 'b'))
			buf_addch(out, *text);
		buf_addch(out, *text);
	}
	buf_addch(out, '\'');
}

void source_bed_name(const struct source_bed *bed, const char *name,
		     struct buf *out)
{
	char quote = dialect_setting(bed->dialect, "quote")[0];

	buf_addch(out, quote);
	for (; *name; name++) {
		if (*name == quote)
			buf_addch(out, quote);
		buf_addch(out, *name);
	}
	buf_addch(out, quote);
}

static void add_image(const struct source_bed *bed, const char *image,
		      struct buf *out)
{
	if (image)
		source_bed_literal(bed, image, out);
	else
		buf_addstr(out, "NULL");
}

bool source_bed_insert(struct source_bed *bed, int64_t seq, const char *old_row,
		       const char *new_row)
{
	struct buf *sql = &bed->sql;

	buf_reset(sql);
	buf_addf(sql,
		 "INSERT INTO %sshadowlog_changelog (seq, shape, op, txid,"
		 " captured_at, old_row, new_row) VALUES (%lld, 7, '%c', 771,"
		 " '%s', ",
		 bed->prefix, (long long)seq,
		 !old_row  ? 'I'
		 : new_row ? 'U'
			   : 'D',
		 bed->captured);
	add_image(bed, old_row, sql);
	buf_addstr(sql, ", ");
	add_image(bed, new_row, sql);
	buf_addstr(sql, ")");
	return source_bed_run(bed, sql->data);
}

int64_t source_bed_number(struct source_bed *bed, const char *sql)
{
	struct err err = { 0 };
	char text[64] = "";
	bool null;
	size_t n;

	if (!odbc_value(bed->app, sql, text, sizeof(text), &n, &null, &err)) {
		ok(false, "a query of the application");
		diag("%s: %s", sql, err.text);
	}
	return strtoll(text, NULL, 10);
}

/* Inside a trigger's body a ; ends no statement of ours: only END; does. */
static bool in_body(const struct buf *statement)
{
	const char *text = buf_str(statement);

	return strstr(text, "\nBEGIN\n") &&
	       (statement->len < 4 ||
		strcmp(text + statement->len - 4, "\nEND") != 0);
}

/*
 * Takes the statement at p, up to a ; at a line's end that is not in $$ or in a
 * trigger's body; without comments, at whose quotes sqliteodbc stumbles.
 * Returns what is behind it.
 */
static const char *take_statement(const char *p, struct buf *out)
{
	static const char dollar[] = "$shadowlog$";
	bool inside = false;

	buf_reset(out);
	for (; *p; p++) {
		if (strncmp(p, "--", 2) == 0)
			p += strcspn(p, "\n");
		if (strncmp(p, dollar, strlen(dollar)) == 0)
			inside = !inside;
		if (!inside && p[0] == ';' && p[1] == '\n' && !in_body(out))
			return p + 1;
		buf_addch(out, *p);
	}
	return p;
}

bool source_bed_migrate(const char *connection, const char *name,
			struct err *err)
{
	const struct resource *migration = resource_find(name);
	struct buf statement = { 0 };
	struct odbc *odbc = NULL;
	const char *p = migration->text;
	bool good;

	good = odbc_open(&odbc, connection, NULL, err);
	while (good && *p) {
		p = take_statement(p, &statement);
		if (statement.data[strspn(statement.data, "\n")])
			good = odbc_exec(odbc, statement.data, NULL, err);
	}
	odbc_close(odbc);
	buf_release(&statement);
	return good;
}

static void empty(struct source_bed *bed)
{
	buf_reset(&bed->sql);
	buf_addf(&bed->sql, "DELETE FROM %sshadowlog_changelog", bed->prefix);
	source_bed_run(bed, bed->sql.data);
}

static int64_t count_all(struct source_bed *bed)
{
	buf_reset(&bed->sql);
	buf_addf(&bed->sql, "SELECT count(*) FROM %sshadowlog_changelog",
		 bed->prefix);
	return source_bed_number(bed, bed->sql.data);
}

bool source_bed_open(struct source_bed *bed)
{
	struct err err = { 0 };

	if (ok(dialect_open(&bed->dialect, bed->dialect_name, &err) &&
		   source_bed_migrate(bed->connection, bed->migration, &err) &&
		   odbc_open(&bed->app, bed->connection,
			     dialect_setting(bed->dialect, "connect"), &err) &&
		   source_open(&bed->source, bed->dialect, bed->connection,
			       &err),
	       "%s opens", bed->dialect_name))
		return !bed->app_session ||
		       source_bed_run(bed, bed->app_session);
	diag("%s", err.text);
	return false;
}

void source_bed_close(struct source_bed *bed)
{
	source_close(bed->source);
	odbc_close(bed->app);
	dialect_close(bed->dialect);
	buf_release(&bed->sql);
}

/* Reads one page; a failed test if that fails. */
static bool read_page(struct source_bed *bed, const struct rangeset *acked,
		      int64_t floor, int64_t bound, size_t rows, size_t bytes,
		      struct page *page)
{
	struct page_limits limits = { rows, bytes, 0 };
	struct err err = { 0 };

	if (source_read(bed->source, acked, floor, bound, &limits, page, &err))
		return true;
	ok(false, "a page is read");
	diag("%s", err.text);
	return false;
}

/* "10 15 20*": the seqs, and a star for a complete page. */
static const char *page_text(const struct page *page, struct buf *out)
{
	size_t i;

	buf_reset(out);
	for (i = 0; i < page->n; i++)
		buf_addf(out, "%s%lld", i ? " " : "",
			 (long long)page->changes[i].seq);
	if (page->complete)
		buf_addch(out, '*');
	return buf_str(out);
}

/*
 * Pages
 */

static void test_empty(struct source_bed *bed)
{
	struct rangeset none = { 0 };
	struct page page = { 0 };
	struct buf text = { 0 };
	struct err err = { 0 };
	int64_t bound = 7;

	ok(source_bound(bed->source, &bound, &err) && bound == 0,
	   "an empty changelog has bound 0");
	read_page(bed, &none, 0, 100, 10, 1000, &page);
	is_str(page_text(&page, &text), "*", "and an empty, complete page");
	read_page(bed, &none, 100, 100, 10, 1000, &page);
	is_str(page_text(&page, &text), "*", "so has an empty region");
	page_release(&page);
	buf_release(&text);
}

static bool same(struct str text, const char *want)
{
	return text.n == strlen(want) && memcmp(text.p, want, text.n) == 0;
}

/* What can stand in an image. */
static const char hostile[] = "a'b''c\"d`e\\f\\\\g?h{fn i}j%sk\r\nl\tm\x01n"
			      "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80--/*;";

static void test_fields(struct source_bed *bed)
{
	struct rangeset none = { 0 };
	struct page page = { 0 };
	const struct change *c;
	size_t n;

	source_bed_insert(bed, 1, NULL, "");
	source_bed_insert(bed, 2, "", NULL);
	source_bed_insert(bed, 3, hostile, "x");
	source_bed_insert(bed, INT64_C(9007199254740993), NULL, NULL);
	read_page(bed, &none, 0, INT64_MAX, 10, 1000, &page);
	if (!is_int((int64_t)page.n, 4, "a page of four"))
		return;
	c = page.changes;
	ok(c[0].seq == 1 && c[0].shape == 7 && c[0].op == 'I', "an insert");
	ok(!c[0].has_old && c[0].has_new && c[0].new_row.n == 0,
	   "an empty image is not NULL");
	ok(c[1].has_old && c[1].old_row.n == 0 && !c[1].has_new,
	   "NULL is not empty");
	ok(c[2].has_old && same(c[2].old_row, hostile) &&
	       same(c[2].new_row, "x"),
	   "an image comes as it is");
	ok(c[3].seq == INT64_C(9007199254740993) && !c[3].has_old &&
	       !c[3].has_new,
	   "large numbers, no image at all");
	ok(same(c[0].txid, "771"), "the transaction's number");
	n = c[0].captured_at.n;
	ok(n >= 24 &&
	       memcmp(c[0].captured_at.p, "2026-11-22T08:15:45.123", 23) == 0 &&
	       c[0].captured_at.p[n - 1] == 'Z',
	   "the time, as RFC 3339 in UTC: %.*s", (int)n, c[0].captured_at.p);
	is_int((int64_t)page.bytes, (int64_t)sizeof(hostile),
	       "bytes of the images");
	ok(page.complete, "all there is");
	page_release(&page);
	empty(bed);
}

static void test_limits(struct source_bed *bed)
{
	static const struct {
		int64_t floor, bound;
		size_t rows, bytes;
		const char *want;
	} cases[] = {
		{ 0, 100, 10, 100000, "1 2 3 5 6*" },
		{ 0, 100, 5, 100000, "1 2 3 5 6*" },
		{ 0, 100, 4, 100000, "1 2 3 5" },
		{ 0, 100, 1, 100000, "1" },
		{ 0, 6, 5, 100000, "1 2 3 5 6*" },
		{ 0, 5, 4, 100000, "1 2 3 5*" },
		{ 2, 5, 10, 100000, "3 5*" },
		{ 3, 4, 10, 100000, "*" },
		{ 5, 100, 1, 100000, "6*" },
		{ 0, 100, 10, 1000, "1" },
		{ 0, 100, 10, 1, "1" },
		{ 3, 100, 10, 10, "5" },
		{ 5, 100, 10, 10, "6*" },
		{ 3, 100, 10, 5000, "5" },
		{ 0, 100, 10, 9000, "1 2 3 5 6*" },
	};
	struct rangeset none = { 0 };
	struct page page = { 0 };
	struct buf text = { 0 };
	char image[5001];
	size_t i;

	memset(image, 'x', sizeof(image) - 1);
	image[5000] = '\0';
	source_bed_insert(bed, 5, NULL, image);
	image[1000] = '\0';
	for (i = 0; i < 4; i++)
		source_bed_insert(bed, i < 3 ? (int64_t)i + 1 : 6, image, NULL);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		read_page(bed, &none, cases[i].floor, cases[i].bound,
			  cases[i].rows, cases[i].bytes, &page);
		is_str(page_text(&page, &text), cases[i].want,
		       "%lld < seq <= %lld, %zu rows, %zu bytes",
		       (long long)cases[i].floor, (long long)cases[i].bound,
		       cases[i].rows, cases[i].bytes);
	}
	page_release(&page);
	buf_release(&text);
	empty(bed);
}

/* Rows of very different size: no page is larger than it may be, or empty. */
/* Pages of whole batches: rows of 100 bytes, four of them or a multiple. */
static void test_steps(struct source_bed *bed)
{
	static const struct {
		size_t rows, bytes, want;
	} cases[] = {
		{ 10, 100000, 8 }, { 8, 100000, 8 }, { 7, 100000, 4 },
		{ 4, 100000, 4 },  { 3, 100000, 3 }, { 100, 100000, 11 },
		{ 100, 1000, 8 },  { 100, 750, 4 },  { 100, 350, 3 },
	};
	struct rangeset none = { 0 };
	struct page page = { 0 };
	struct err err = { 0 };
	char image[101];
	int64_t seq;
	size_t i;

	memset(image, 'x', sizeof(image) - 1);
	image[100] = '\0';
	for (seq = 1; seq <= 11; seq++)
		source_bed_insert(bed, seq, NULL, image);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct page_limits limits = { cases[i].rows, cases[i].bytes,
					      4 };

		ok(source_read(bed->source, &none, 0, 100, &limits, &page,
			       &err) &&
		       page.n == cases[i].want &&
		       page.complete == (page.n == 11),
		   "at most %zu rows, %zu bytes, in fours: %zu", cases[i].rows,
		   cases[i].bytes, page.n);
	}
	page_release(&page);
	empty(bed);
}

static void test_weights(struct source_bed *bed)
{
	struct rangeset acked = { 0 };
	struct page page = { 0 };
	struct buf image = { 0 };
	size_t events = 0, pages = 0;
	bool good = true;
	int64_t seq;

	for (seq = 1; seq <= 120; seq++) {
		buf_reset(&image);
		while (image.len < (size_t)(seq * 7919 % 97) * 100)
			buf_addstr(&image, "0123456789");
		source_bed_insert(bed, seq, NULL, buf_str(&image));
	}
	do {
		good = read_page(bed, &acked, 0, 120, 50, 20000, &page) &&
		       page.n > 0 && (page.bytes <= 20000 || page.n == 1) &&
		       page.changes[0].seq == (int64_t)events + 1 &&
		       page.complete == (events + page.n == 120);
		events += page.n;
		rangeset_add(&acked, 1, (int64_t)events);
		pages++;
	} while (good && !page.complete);
	ok(good && events == 120 && pages < 60,
	   "%zu rows of up to 9 KB in %zu pages of 20 KB", events, pages);
	rangeset_release(&acked);
	page_release(&page);
	buf_release(&image);
	empty(bed);
}

/*
 * Drains, against a model
 */

enum { MODEL = 1200 };

struct model {
	bool present[MODEL + 1];
	struct rangeset acked;
	uint32_t random;
};

static uint32_t dice(struct model *model, uint32_t sides)
{
	model->random = model->random * 1664525u + 1013904223u;
	return (model->random >> 8) % sides;
}

/* Fills the changelog: of 8 numbers, `holes` are nobody's. */
static void fill(struct source_bed *bed, struct model *model, uint32_t holes,
		 uint32_t acked)
{
	struct buf rows = { 0 };
	int64_t seq;

	for (seq = 1; seq <= MODEL; seq++) {
		model->present[seq] = dice(model, 8) >= holes;
		if (model->present[seq])
			buf_addf(&rows,
				 "%s(%lld, 7, 'I', NULL, '2026-11-22"
				 " 08:15:45', NULL, 'row %lld')",
				 rows.len ? ", " : "", (long long)seq,
				 (long long)seq);
		if (dice(model, 8) < acked)
			rangeset_add(&model->acked, seq, seq);
	}
	buf_reset(&bed->sql);
	buf_addf(&bed->sql,
		 "INSERT INTO %sshadowlog_changelog (seq, shape, op, txid,"
		 " captured_at, old_row, new_row) VALUES %s",
		 bed->prefix, buf_str(&rows));
	source_bed_run(bed, bed->sql.data);
	buf_release(&rows);
}

/* The next unread seq behind `after` up to bound, 0 if there is none. */
static int64_t next_unread(const struct model *model, int64_t after,
			   int64_t bound)
{
	for (after++; after <= bound; after++)
		if (model->present[after] &&
		    !rangeset_has(&model->acked, after))
			return after;
	return 0;
}

/* True if the page is what the model says comes first. */
static bool as_model(const struct model *model, const struct page *page,
		     size_t rows, int64_t floor, int64_t bound)
{
	int64_t seq = floor;
	size_t i;

	for (i = 0; i < page->n; i++) {
		seq = next_unread(model, seq, bound);
		if (page->changes[i].seq != seq)
			return false;
	}
	seq = next_unread(model, seq, bound);
	return page->complete == (seq == 0) &&
	       (page->n == rows || page->complete);
}

static void test_model(struct source_bed *bed, uint32_t seed, uint32_t holes,
		       uint32_t acked, size_t rows)
{
	struct model model = { .random = seed };
	int64_t floor = dice(&model, 50), bound = MODEL - dice(&model, 50);
	struct page page = { 0 };
	int64_t events = 0;
	bool good = true;
	size_t i, before;

	fill(bed, &model, holes, acked);
	before = model.acked.n;
	do {
		good = read_page(bed, &model.acked, floor, bound, rows, 100000,
				 &page) &&
		       as_model(&model, &page, rows, floor, bound);
		for (i = 0; i < page.n; i++)
			rangeset_add(&model.acked, page.changes[i].seq,
				     page.changes[i].seq);
		events += (int64_t)page.n;
	} while (good && !page.complete);
	ok(good,
	   "a drain of %lld events by %zu, %zu ranges acknowledged before",
	   (long long)events, rows, before);
	rangeset_release(&model.acked);
	page_release(&page);
	empty(bed);
}

/* Many acknowledged rows still there: more than one statement lists. */
static void test_windows(struct source_bed *bed)
{
	enum { ROWS = 44000, EVERY = 100 };
	struct rangeset acked = { 0 };
	struct page page = { 0 };
	struct buf *sql = &bed->sql;
	struct err err = { 0 };
	struct lag lag;
	int64_t seq;
	size_t n = 0;

	for (seq = 1; seq <= ROWS; seq++) {
		if (seq % 4000 == 1) {
			buf_reset(sql);
			buf_addf(sql,
				 "INSERT INTO %sshadowlog_changelog (seq,"
				 " shape, op) VALUES ",
				 bed->prefix);
		}
		buf_addf(sql, "(%lld, 7, 'I')%s", (long long)seq,
			 seq % 4000 ? "," : "");
		if (seq % 4000 == 0)
			source_bed_run(bed, sql->data);
		if (seq % EVERY)
			rangeset_add(&acked, seq, seq);
	}
	read_page(bed, &acked, 0, ROWS, 300, 100000, &page);
	while (n < page.n && page.changes[n].seq == (int64_t)(n + 1) * EVERY)
		n++;
	ok(n == 300 && page.n == 300 && !page.complete,
	   "300 of %d rows, behind %zu ranges", ROWS, acked.n);
	read_page(bed, &acked, 0, ROWS, 1000, 100000, &page);
	n = 0;
	while (n < page.n && page.changes[n].seq == (int64_t)(n + 1) * EVERY)
		n++;
	ok(n == ROWS / EVERY && page.n == n && page.complete,
	   "and all %zu that are left", page.n);
	ok(source_lag(bed->source, &acked, 0, &lag, &err) &&
	       lag.events == ROWS / EVERY && lag.oldest_seq == EVERY,
	   "which is the lag %s", err.text);
	rangeset_release(&acked);
	page_release(&page);
	empty(bed);
}

static void test_models(struct source_bed *bed)
{
	test_model(bed, 1, 1, 0, 500);
	test_model(bed, 2, 1, 0, 37);
	test_model(bed, 3, 4, 4, 500);
	test_model(bed, 4, 2, 6, 37);
	test_model(bed, 5, 7, 1, 10);
	test_model(bed, 6, 0, 7, 7);
	test_model(bed, 7, 3, 8, 10);
}

/*
 * What commits while we read
 */

struct late {
	struct source_bed *bed;
	const char *marker; /* in the statement before which it commits */
	int nth;            /* such statement; 0: each */
	int seen;
	int64_t seq;
	int64_t step; /* to the next one */
};

static void commit_late(void *opaque, const char *sql)
{
	struct late *late = opaque;

	if (!strstr(sql, late->marker))
		return;
	if (++late->seen != late->nth && late->nth)
		return;
	source_bed_insert(late->bed, late->seq, NULL, "late");
	late->seq += late->step;
}

static void test_late(struct source_bed *bed)
{
	/* Only the page asks for the transaction. */
	struct late late = { bed, "txid", 1, 0, 15, 0 };
	struct rangeset none = { 0 };
	struct page page = { 0 };
	struct buf text = { 0 };

	source_bed_insert(bed, 10, NULL, "x");
	source_bed_insert(bed, 20, NULL, "x");
	source_bed_insert(bed, 30, NULL, "x");
	bed->hook->before = commit_late;
	bed->hook->opaque = &late;
	read_page(bed, &none, 0, 100, 10, 1000, &page);
	is_str(page_text(&page, &text), "10 15 20 30*",
	       "what commits between probe and page is read, in its place");
	is_int(late.seen, 2, "by reading again");
	late = (struct late){ bed, "txid", 1, 0, 17, 0 };
	read_page(bed, &none, 0, 100, 2, 1000, &page);
	is_str(page_text(&page, &text), "10 15",
	       "what commits behind the page is not its business");
	is_int(late.seen, 1, "and costs no second read");
	late = (struct late){ bed, "txid", 1, 0, 5, 0 };
	read_page(bed, &none, 0, 100, 2, 1000, &page);
	is_str(page_text(&page, &text), "5 10", "a full page moves down");
	late = (struct late){ bed, "txid", 1, 0, 50, 0 };
	read_page(bed, &none, 20, 100, 10, 1000, &page);
	is_str(page_text(&page, &text), "30*",
	       "what commits behind all that was there waits");
	bed->hook->before = NULL;
	page_release(&page);
	buf_release(&text);
	empty(bed);
}

/*
 * The same where the exact set filters: a look below it between probe and page;
 * what is found there is listed, and twice.
 */
static void test_late_filtered(struct source_bed *bed)
{
	struct late late = { bed, "SELECT seq FROM", 1, 0, 302, 0 };
	struct rangeset acked = { 0 };
	struct page page = { 0 };
	struct buf text = { 0 };
	int64_t seq;

	for (seq = 1; seq <= 400; seq += 2) {
		source_bed_insert(bed, seq, NULL, "acked");
		rangeset_add(&acked, seq, seq);
	}
	source_bed_insert(bed, 500, NULL, "x");
	source_bed_insert(bed, 600, NULL, "x");
	read_page(bed, &acked, 0, 1000, 10, 1000, &page);
	is_str(page_text(&page, &text), "500 600*",
	       "nothing below what is filtered");
	bed->hook->before = commit_late;
	bed->hook->opaque = &late;
	read_page(bed, &acked, 0, 1000, 10, 1000, &page);
	is_str(page_text(&page, &text), "302 500 600*",
	       "what commits below after the probe is read, in its place");
	is_int(late.seen, 3, "by listing twice");
	rangeset_add(&acked, 302, 302);
	late = (struct late){ bed, "(bytes), 0)", 1, 0, 306, 0 };
	read_page(bed, &acked, 0, 1000, 10, 1000, &page);
	is_str(page_text(&page, &text), "306 500 600*",
	       "what the probe could see below goes first");
	rangeset_add(&acked, 306, 306);
	late = (struct late){ bed, "txid", 1, 0, 304, 0 };
	read_page(bed, &acked, 0, 1000, 10, 1000, &page);
	is_str(page_text(&page, &text), "500 600*",
	       "what commits below after the look waits");
	late = (struct late){ bed, "SELECT seq FROM", 3, 0, 401, 0 };
	read_page(bed, &acked, 0, 1000, 10, 1000, &page);
	is_str(page_text(&page, &text), "304 401 500 600*",
	       "what commits between two lists is read, in its place");
	late = (struct late){ bed, "SELECT seq FROM", 3, 0, 300, 0 };
	read_page(bed, &acked, 0, 1000, 2, 1000, &page);
	is_str(page_text(&page, &text), "300 304", "a full page moves down");
	late = (struct late){ bed, "SELECT seq FROM", 3, 0, 700, 0 };
	read_page(bed, &acked, 0, 1000, 10, 1000, &page);
	is_str(page_text(&page, &text), "300 304 401 500 600*",
	       "what commits behind waits");
	late = (struct late){ bed, "txid", 1, 0, 550, 0 };
	read_page(bed, &acked, 0, 1000, 10, 1000, &page);
	is_str(page_text(&page, &text), "300 304 401 500 600 700*",
	       "what commits between what was listed is dropped");
	bed->hook->before = NULL;
	rangeset_release(&acked);
	page_release(&page);
	buf_release(&text);
	empty(bed);
}

static void test_restless(struct source_bed *bed)
{
	struct page_limits limits = { 10, 1000, 0 };
	struct late late = { bed, "txid", 0, 0, 500, -1 };
	struct rangeset none = { 0 };
	struct page page = { 0 };
	struct err err = { 0 };

	source_bed_insert(bed, 600, NULL, "x");
	bed->hook->before = commit_late;
	bed->hook->opaque = &late;
	ok(!source_read(bed->source, &none, 0, 1000, &limits, &page, &err) &&
	       err.kind == ERR_TRANSIENT && page.n == 0,
	   "if reads never agree, there is no page: %s", err.text);
	bed->hook->before = NULL;
	page_release(&page);
	empty(bed);
}

/*
 * Exact reads
 */

static void test_exact(struct source_bed *bed)
{
	struct model model = { .random = 11 };
	struct rangeset want = { 0 };
	struct page page = { 0 };
	struct err err = { 0 };
	int64_t seq, n = 0, missing = 0;

	fill(bed, &model, 3, 0);
	for (seq = 1; seq <= MODEL; seq++) {
		if (!model.present[seq])
			missing = seq;
		else if (dice(&model, 3))
			rangeset_add(&want, seq, seq);
	}
	ok(source_read_exact(bed->source, &want, &page, &err) &&
	       (int64_t)page.n == rangeset_count(&want),
	   "rows in %zu ranges are read again %s", want.n, err.text);
	while (n < (int64_t)page.n &&
	       rangeset_has(&want, page.changes[n].seq) &&
	       (!n || page.changes[n].seq > page.changes[n - 1].seq))
		n++;
	is_int(n, (int64_t)page.n, "all of them, in order");
	rangeset_add(&want, missing, missing);
	ok(!source_read_exact(bed->source, &want, &page, &err) &&
	       err.kind == ERR_DATA,
	   "one that is missing is an error: %s", err.text);
	rangeset_reset(&want);
	ok(source_read_exact(bed->source, &want, &page, &err) && page.n == 0,
	   "nothing is read of nothing");
	rangeset_release(&want);
	rangeset_release(&model.acked);
	page_release(&page);
	empty(bed);
}

/*
 * Long images
 */

/* n characters of one to four bytes, so that no piece ends at an even place. */
static char *long_text(size_t n, size_t *bytes)
{
	static const char *const characters[] = {
		"a", "\xc3\xa9", "\n", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "'"
	};
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		buf_addstr(&text, characters[i % 6]);
	*bytes = text.len;
	return buf_steal(&text);
}

static void test_long(struct source_bed *bed)
{
	/* Around the place for images that come with their rows, and pieces. */
	static const size_t lengths[] = {
		1000,   4095,    4096,    4097,    20000,   200000,
		300000, 4194303, 4194304, 4194305, 8500000,
	};
	struct rangeset none = { 0 }, set = { 0 };
	struct page page = { 0 };
	struct err err = { 0 };
	size_t i, n, bytes;
	char *text;

	for (i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		text = long_text(lengths[i], &bytes);
		source_bed_insert(bed, 1, text, "small");
		source_bed_insert(bed, 2, "small", text);
		for (n = 3; n < 20; n++)
			source_bed_insert(bed, (int64_t)n, "s", "s");
		read_page(bed, &none, 0, 100, 100, 100 << 20, &page);
		ok(page.n == 19 && page.changes[0].old_row.n == bytes &&
		       same(page.changes[0].old_row, text) &&
		       same(page.changes[1].new_row, text) &&
		       same(page.changes[0].new_row, "small"),
		   "images of %zu characters, %zu bytes", lengths[i], bytes);
		rangeset_add(&set, 1, 3);
		ok(source_read_exact(bed->source, &set, &page, &err) &&
		       page.n == 3 && same(page.changes[0].old_row, text) &&
		       same(page.changes[1].new_row, text),
		   "and again, exactly %s", err.text);
		free(text);
		empty(bed);
	}
	rangeset_release(&set);
	page_release(&page);
}

/*
 * Memory
 */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum { MEGABYTE = 1 << 20, LARGE = 30, SLACK = 28 };

/*
 * What this program had at most, since it was started: getrusage() would also
 * count what ran in this process before.  -1 where the system does not say.
 */
static long peak_megabytes(void)
{
	FILE *file = fopen("/proc/self/status", "r");
	char line[256];
	long kilobytes = -1024;

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "VmHWM: %ld", &kilobytes) == 1)
			break;
	if (file)
		fclose(file);
	return kilobytes / 1024;
}

int source_suite_measure(const char *dialect_name, const char *connection)
{
	struct page_limits limits = { 100, MEGABYTE, 0 };
	struct rangeset none = { 0 };
	struct page page = { 0 };
	struct dialect *dialect;
	struct source *source;
	struct err err;
	long grown;

	if (!dialect_open(&dialect, dialect_name, &err) ||
	    !source_open(&source, dialect, connection, &err))
		return 255;
	grown = -peak_megabytes();
	if (!source_read(source, &none, 0, 100, &limits, &page, &err) ||
	    page.n != 1 || page.bytes != (size_t)LARGE * MEGABYTE)
		return 255;
	grown += peak_megabytes();
	page_release(&page);
	source_close(source);
	dialect_close(dialect);
	return grown < 255 ? (int)grown : 254;
}

static void test_memory(struct source_bed *bed)
{
	char *image = xmalloc((size_t)LARGE * MEGABYTE + 1);
	int status = -1, most = LARGE * (bed->inside ? 2 : 1) + SLACK;
	pid_t child;

	memset(image, 'x', (size_t)LARGE * MEGABYTE);
	image[(size_t)LARGE * MEGABYTE] = '\0';
	source_bed_insert(bed, 1, NULL, image);
	free(image);
	buf_release(&bed->sql);
	fflush(stdout);
	child = fork();
	if (child == 0) {
		execl(bed->program, bed->program, bed->connection, NULL);
		_exit(255);
	}
	waitpid(child, &status, 0);
	if (SANITIZED || peak_megabytes() < 0)
		ok(true, "memory # SKIP a sanitizer has its own, or this "
			 "system does not tell");
	else
		ok(WIFEXITED(status) && WEXITSTATUS(status) < most,
		   "a change of %d MB costs %d MB, less than %d", LARGE,
		   WEXITSTATUS(status), most);
	empty(bed);
}

/*
 * Trimming
 */

static void test_trim(struct source_bed *bed)
{
	struct model model = { .random = 5 };
	struct rangeset gone = { 0 };
	struct err err = { 0 };
	int64_t seq, all, some = 0, deleted;

	fill(bed, &model, 2, 0);
	all = count_all(bed);
	for (seq = 1; seq <= MODEL; seq++) {
		if (!dice(&model, 2))
			continue;
		rangeset_add(&gone, seq, seq);
		some += model.present[seq];
	}
	ok(source_trim(bed->source, &gone, &deleted, &err) && deleted == some,
	   "%lld of %lld rows are trimmed, in %zu ranges %s", (long long)some,
	   (long long)all, gone.n, err.text);
	is_int(count_all(bed), all - some, "and no other");
	for (seq = 1; seq <= MODEL; seq++) {
		if (!model.present[seq] || rangeset_has(&gone, seq))
			continue;
		rangeset_reset(&model.acked);
		rangeset_add(&model.acked, seq, seq);
		break;
	}
	ok(source_trim(bed->source, &gone, &deleted, &err) && deleted == 0,
	   "trimming again is nothing %s", err.text);
	rangeset_reset(&gone);
	rangeset_add(&gone, 1, INT64_C(20000));
	ok(source_trim(bed->source, &gone, &deleted, &err) &&
	       deleted == all - some,
	   "one long range %s", err.text);
	is_int(count_all(bed), 0, "and nothing is left");
	rangeset_release(&gone);
	rangeset_release(&model.acked);
}

/*
 * The lease
 */

static void test_lease(struct source_bed *bed)
{
	struct lease lease, other, read;
	struct err err = { 0 };
	int64_t token;
	bool taken;

	ok(source_lease_read(bed->source, &read, &err), "the lease %s",
	   err.text);
	token = read.token;
	ok(source_lease_take(bed->source, "ho'st\\1", "e1", 60, &taken, &lease,
			     &err) &&
	       taken && lease.token == token + 1,
	   "a free lease is taken %s", err.text);
	is_str(lease.holder, "ho'st\\1", "by its holder");
	is_str(lease.epoch, "e1", "with its epoch");
	ok(lease.seconds_left > 55 && lease.seconds_left <= 60,
	   "for %d seconds", (int)lease.seconds_left);
	ok(source_lease_take(bed->source, "two", "e1", 60, &taken, &other,
			     &err) &&
	       !taken,
	   "not by another");
	is_str(other.holder, "ho'st\\1", "who sees whose it is");
	ok(source_lease_renew(bed->source, &lease, 90, &err) &&
	       source_lease_read(bed->source, &read, &err) &&
	       read.seconds_left > 80 && read.token == lease.token,
	   "it is prolonged");
	ok(source_lease_renew(bed->source, &lease, 90, &err) &&
	       source_lease_renew(bed->source, &lease, 90, &err),
	   "and again at once");
	ok(source_lease_take(bed->source, "ho'st\\1", "e2", 0, &taken, &lease,
			     &err) &&
	       taken && lease.token == token + 2,
	   "its holder can take it again");
	ok(source_lease_take(bed->source, "two", "e3", 60, &taken, &other,
			     &err) &&
	       taken && other.token == token + 3,
	   "another once it has run out");
	ok(!source_lease_renew(bed->source, &lease, 60, &err) &&
	       err.kind == ERR_BUSY,
	   "who lost it is told: %s", err.text);
	ok(source_lease_release(bed->source, &lease, &err) &&
	       source_lease_read(bed->source, &read, &err) &&
	       strcmp(read.holder, "two") == 0,
	   "and cannot give it back");
	ok(source_lease_release(bed->source, &other, &err) &&
	       source_lease_read(bed->source, &read, &err) && !*read.holder &&
	       read.token == token + 3,
	   "its holder can");
}

/*
 * What stands in the registry and in the catalogue
 */

static void test_meta(struct source_bed *bed)
{
	struct source_meta meta;
	struct err err = { 0 };

	ok(source_meta(bed->source, &meta, &err), "meta %s", err.text);
	ok(strlen(meta.uuid) >= 32, "uuid %s", meta.uuid);
	ok(*meta.version, "version %s", meta.version);
	is_str(meta.identity, meta.identity_now,
	       "the engine is that of the install");
	ok(*meta.identity_now && *source_engine(bed->source) &&
	       *source_database(bed->source),
	   "and has names: %s, \"%s\", \"%s\"", source_engine(bed->source),
	   source_server(bed->source), source_database(bed->source));
}

static void register_table(struct source_bed *bed, int32_t shape,
			   const struct table *table, const char *description)
{
	buf_reset(&bed->sql);
	buf_addf(
	    &bed->sql,
	    "INSERT INTO %sshadowlog_shape (shape, table_schema,"
	    " table_name, version, description, trigger_hash, installed_at)"
	    " VALUES (%d,",
	    bed->prefix, (int)shape);
	source_bed_literal(bed, table->schema, &bed->sql);
	buf_addstr(&bed->sql, ",");
	source_bed_literal(bed, table->name, &bed->sql);
	buf_addstr(&bed->sql, ", 3,");
	source_bed_literal(bed, description, &bed->sql);
	buf_addstr(&bed->sql, ", 'x', '2026-11-22 08:15:45')");
	source_bed_run(bed, bed->sql.data);
}

static void test_shape(struct source_bed *bed)
{
	struct column columns[1000];
	char names[1000][16];
	struct table table = { .schema = "s.\"x",
			       .name = "t\\\n\x01",
			       .columns = columns,
			       .ncolumns = 1000,
			       .nkeys = 1 };
	const struct shape *shape, *again;
	struct buf text = { 0 };
	struct err err = { 0 };
	int32_t number;
	size_t i;

	for (i = 0; i < 1000; i++) {
		snprintf(names[i], sizeof(names[i]), "col %zu", i);
		columns[i] = (struct column){ .name = names[i],
					      .type = "varchar(20)",
					      .kind = KIND_TEXT,
					      .kind_known = true,
					      .key = i == 0 };
	}
	table_print_header(&text);
	table_print(&table, &text);
	number = table_shape(&table);
	register_table(bed, number, &table, text.data);
	register_table(bed, 12345, &table, text.data);
	if (!ok(source_shape(bed->source, number, &shape, &err) && shape,
		"a layout of 1000 columns %s", err.text))
		return;
	ok(shape->shape == number && shape->version == 3 &&
	       shape->table->ncolumns == 1000 &&
	       strcmp(shape->table->columns[999].name, "col 999") == 0,
	   "as it was registered");
	is_str(shape->label, "s.\\\"x.t\\\\\\n\\u0001", "its label for JSON");
	ok(strncmp(shape->fingerprint, "sha256:", 7) == 0 &&
	       strlen(shape->fingerprint) == 71,
	   "its fingerprint %s", shape->fingerprint);
	ok(source_shape(bed->source, number, &again, &err) && again == shape,
	   "it is asked for once");
	ok(source_shape(bed->source, 99, &again, &err) && !again,
	   "one that is not there is no error");
	ok(!source_shape(bed->source, 12345, &again, &err) &&
	       err.kind == ERR_DATA,
	   "one that was tampered with is: %s", err.text);
	buf_release(&text);
}

static const char *const odd_names[] = {
	"plain",
	"MiXed",
	"we ird",
	"a.b",
	"a\"b",
	"a'b",
	"a`b",
	"a\\b",
	"new\nline",
	"?",
	"{fn x}",
	"%s",
	"{{where}}",
	"select",
	"--x",
	"a;b",
	"a\tb",
	"\xc3\xa9t\xc3\xa9",
	"$1",
	"[x]",
	"sixty-three bytes: 0123456789 0123456789 0123456789 0123456789X",
};

enum { ODD = sizeof(odd_names) / sizeof(*odd_names) };

static void drop_odd(struct source_bed *bed, size_t i)
{
	struct err ignored = { 0 };

	buf_reset(&bed->sql);
	buf_addstr(&bed->sql, "DROP TABLE ");
	source_bed_name(bed, odd_names[i], &bed->sql);
	odbc_exec(bed->app, bed->sql.data, NULL, &ignored);
}

/* Describes one table by the word that describe itself prints for it. */
static void describe_odd(struct source_bed *bed, size_t i)
{
	struct table_list list;
	struct buf word = { 0 };
	struct err err = { 0 };
	char *name;

	table_print_word(odd_names[i], &word);
	name = word.data;
	if (ok(source_describe(bed->source, &name, 1, &list, &err) &&
		   list.ntables == 1,
	       "table %s is described", name)) {
		const struct table *table = list.tables;

		is_str(table->name, odd_names[i], "by its name");
		ok(table->ncolumns == 3 && table->nkeys == 2 &&
		       strcmp(table->columns[0].name, odd_names[i]) == 0 &&
		       table->columns[0].key == 2 &&
		       table->columns[1].key == 1 && !table->columns[2].key &&
		       table->columns[2].nullable &&
		       table->columns[0].kind_known,
		   "with its columns and key");
	} else {
		diag("%s", err.text);
	}
	table_list_release(&list);
	buf_release(&word);
}

static void test_describe(struct source_bed *bed)
{
	struct buf *sql = &bed->sql;
	struct table_list list;
	struct err err = { 0 };
	size_t i, k, found = 0, ours = 0;
	char *nix = (char *)(uintptr_t) "nix";
	char *bad = (char *)(uintptr_t) "a b";

	for (i = 0; i < ODD; i++) {
		drop_odd(bed, i);
		buf_reset(sql);
		buf_addstr(sql, "CREATE TABLE ");
		source_bed_name(bed, odd_names[i], sql);
		buf_addstr(sql, " (");
		source_bed_name(bed, odd_names[i], sql);
		buf_addstr(sql, " integer NOT NULL, k integer NOT NULL, "
				"v varchar(20), PRIMARY KEY (k, ");
		source_bed_name(bed, odd_names[i], sql);
		buf_addstr(sql, "))");
		source_bed_run(bed, sql->data);
		describe_odd(bed, i);
	}
	ok(source_describe(bed->source, NULL, 0, &list, &err),
	   "all tables are described %s", err.text);
	for (i = 0; i < list.ntables; i++) {
		ours += strncmp(list.tables[i].name, "shadowlog_", 10) == 0;
		for (k = 0; k < ODD; k++)
			found += strcmp(list.tables[i].name, odd_names[k]) == 0;
	}
	is_int((int64_t)found, ODD, "each of them once");
	is_int((int64_t)ours, 0, "and none of ours");
	table_list_release(&list);
	ok(!source_describe(bed->source, &nix, 1, &list, &err) &&
	       err.kind == ERR_CONFIG && !list.tables,
	   "one that is not there: %s", err.text);
	ok(!source_describe(bed->source, &bad, 1, &list, &err) &&
	       err.kind == ERR_USAGE,
	   "a name that is none: %s", err.text);
	for (i = 0; i < ODD; i++)
		drop_odd(bed, i);
}

static void test_wide(struct source_bed *bed)
{
	char *name = (char *)(uintptr_t) "wide";
	struct table_list list;
	struct err err = { 0 };
	size_t i;

	buf_reset(&bed->sql);
	buf_addstr(&bed->sql, "CREATE TABLE wide (c0 integer PRIMARY KEY");
	for (i = 1; i < 1000; i++)
		buf_addf(&bed->sql, ", c%zu integer", i);
	buf_addstr(&bed->sql, ")");
	source_bed_run(bed, bed->sql.data);
	ok(source_describe(bed->source, &name, 1, &list, &err) &&
	       list.ntables == 1 && list.tables[0].ncolumns == 1000 &&
	       strcmp(list.tables[0].columns[999].name, "c999") == 0,
	   "a table of 1000 columns %s", err.text);
	table_list_release(&list);
	source_bed_run(bed, "DROP TABLE wide");
}

/*
 * The rest
 */

static void test_lag(struct source_bed *bed)
{
	struct rangeset acked = { 0 };
	struct err err = { 0 };
	struct lag lag;
	int64_t seq;

	ok(source_lag(bed->source, &acked, 0, &lag, &err) && lag.events == 0 &&
	       lag.oldest_seq == 0 && !*lag.oldest_captured,
	   "nothing behind %s", err.text);
	for (seq = 1; seq <= 300; seq++)
		source_bed_insert(bed, seq, NULL, "x");
	rangeset_add(&acked, 11, 20);
	ok(source_lag(bed->source, &acked, 10, &lag, &err) &&
	       lag.events == 280 && lag.oldest_seq == 21,
	   "280 behind, from 21 %s", err.text);
	ok(strncmp(lag.oldest_captured, "2026-11-22T08:15:45.123", 23) == 0 &&
	       lag.seconds > 0,
	   "since %s, for %lld s", lag.oldest_captured, (long long)lag.seconds);
	for (seq = 1; seq <= 300; seq += 2)
		rangeset_add(&acked, seq, seq);
	ok(source_lag(bed->source, &acked, 0, &lag, &err) &&
	       lag.events == 145 && lag.oldest_seq == 2 && *lag.oldest_captured,
	   "exactly, with many ranges %s", err.text);
	rangeset_release(&acked);
	empty(bed);
}

/* Whichever statement fails, there is no page, and the next read is whole. */
static void test_faults(struct source_bed *bed)
{
	struct page_limits limits = { 100, 100000, 0 };
	struct rangeset acked = { 0 };
	struct page page = { 0 };
	struct err err;
	int64_t seq, n, failed = 0;
	bool good = true;

	for (seq = 1; seq <= 300; seq++)
		source_bed_insert(bed, seq, NULL, "x");
	for (seq = 1; seq <= 200; seq += 2)
		rangeset_add(&acked, seq, seq);
	for (n = 1; n < 100; n++) {
		err = (struct err){ 0 };
		bed->hook->fail_in = n;
		if (source_read(bed->source, &acked, 0, 250, &limits, &page,
				&err))
			break;
		failed++;
		good = good && page.n == 0 && err.kind != ERR_NONE;
		bed->hook->fail_in = 0;
		good = good &&
		       read_page(bed, &acked, 0, 250, 100, 100000, &page) &&
		       page.n == 100;
	}
	bed->hook->fail_in = 0;
	ok(good && failed > 3, "each of %lld statements failed once",
	   (long long)failed);
	rangeset_release(&acked);
	page_release(&page);
	empty(bed);
}

/* All changes get a layout that is registered, and asked for already. */
static void lay_out(struct source_bed *bed)
{
	struct column column = { .name = "id",
				 .type = "integer",
				 .kind = KIND_INT,
				 .kind_known = true,
				 .key = true };
	struct table table = { .schema = "s",
			       .name = "t",
			       .columns = &column,
			       .ncolumns = 1,
			       .nkeys = 1 };
	int32_t number = table_shape(&table);
	const struct shape *shape;
	struct buf text = { 0 };
	struct err err = { 0 };

	table_print_header(&text);
	table_print(&table, &text);
	register_table(bed, number, &table, text.data);
	ok(source_shape(bed->source, number, &shape, &err) && shape,
	   "a layout of one column %s", err.text);
	buf_reset(&text);
	buf_addf(&text, "UPDATE %sshadowlog_changelog SET shape = %d",
		 bed->prefix, (int)number);
	source_bed_run(bed, text.data);
	buf_release(&text);
}

static void test_cost(struct source_bed *bed)
{
	struct rangeset none = { 0 }, acked = { 0 };
	struct page page = { 0 };
	int64_t seq, before;

	for (seq = 1; seq <= 20; seq++)
		source_bed_insert(bed, seq, NULL, "x");
	lay_out(bed);
	before = bed->hook->statements;
	read_page(bed, &none, 0, 100, 100, 100000, &page);
	is_int(bed->hook->statements - before, 2,
	       "a page of all there is costs two statements");
	before = bed->hook->statements;
	read_page(bed, &none, 0, 100, 10, 100000, &page);
	is_int(bed->hook->statements - before, 3, "a full page three");
	before = bed->hook->statements;
	read_page(bed, &none, 20, 100, 10, 100000, &page);
	is_int(bed->hook->statements - before, 1, "an empty one one");
	for (seq = 1; seq <= 400; seq += 2) {
		source_bed_insert(bed, 100 + seq, NULL, "x");
		rangeset_add(&acked, 100 + seq, 100 + seq);
	}
	read_page(bed, &acked, 20, INT64_MAX, 10, 100000, &page);
	before = bed->hook->statements;
	read_page(bed, &acked, 20, INT64_MAX, 10, 100000, &page);
	is_int(bed->hook->statements - before, 1,
	       "and one where there are many holes");
	rangeset_release(&acked);
	page_release(&page);
	empty(bed);
}

void source_suite(struct source_bed *bed)
{
	if (source_bed_open(bed)) {
		test_meta(bed);
		test_empty(bed);
		test_fields(bed);
		test_limits(bed);
		test_weights(bed);
		test_steps(bed);
		test_models(bed);
		test_windows(bed);
		test_late(bed);
		test_late_filtered(bed);
		test_restless(bed);
		test_exact(bed);
		test_long(bed);
		test_memory(bed);
		test_trim(bed);
		test_lease(bed);
		test_shape(bed);
		test_describe(bed);
		test_wide(bed);
		test_lag(bed);
		test_faults(bed);
		test_cost(bed);
	}
	source_bed_close(bed);
}

int source_suite_done(void)
{
	return done();
}
