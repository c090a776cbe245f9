/*
 * Holds what was captured against where it is: tests/law.sql, with all that it
 * asks for.  Prints what is wrong.
 *
 *	law LAW.SQL SOURCE STATE SUMS COPIES SINK=KIND:PATH... [-SINK=TABLE...]
 *
 * SOURCE has a line "WHAT|SEQ|OP|TABLE" for each row, or tabs in the place of
 * bars.  A SINK is `files` or `bodies`, a directory in which *.ndjson or
 **.batch are looked through for ids, `outbox`, `store`, the database of the
 * reference receiver, or `sample`, that of one in docs/receivers.  -SINK=TABLE:
 * changes that it is not to have.
 *
 * Into SUMS go the sums of each sink, with bars between them: captured,
 * delivered, pending, dead, dropped, passed over, delivered and not
 * acknowledged, lost by its receiver.
 *
 * Databases that a poller wrote are copied to the directory COPIES first, as
 * they are: who looks at what a kill has left must not mend it.
 */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include "core/buf.h"
#include "core/mem.h"

enum { PATH_SIZE = 4096, DIGITS = 20 };

static void die(const char *format, ...) PRINTF_LIKE(1, 2);

static void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("law: ", stdout);
	vfprintf(stdout, format, args);
	putchar('\n');
	va_end(args);
	exit(70);
}

static char *read_file(const char *path, size_t *n)
{
	struct buf text = { 0 };
	char part[65536];
	FILE *file = fopen(path, "r");
	size_t got;

	if (!file)
		die("\"%s\": %s", path, strerror(errno));
	while ((got = fread(part, 1, sizeof(part), file)) > 0)
		buf_add(&text, part, got);
	fclose(file);
	*n = text.len;
	return *n ? buf_steal(&text) : xstrdup("");
}

/* Nothing where there is nothing. */
static void copy_file(const char *dir, const char *path, const char *suffix)
{
	char from[PATH_SIZE], to[PATH_SIZE];
	const char *name = strrchr(path, '/');
	FILE *file;
	char *text;
	size_t n;

	snprintf(from, sizeof(from), "%s%s", path, suffix);
	snprintf(to, sizeof(to), "%s/%s%s", dir, name ? name + 1 : path,
		 suffix);
	remove(to);
	file = fopen(from, "r");
	if (!file)
		return;
	fclose(file);
	text = read_file(from, &n);
	file = fopen(to, "w");
	if (!file || fwrite(text, 1, n, file) != n || fclose(file) != 0)
		die("\"%s\": %s", to, strerror(errno));
	free(text);
}

/* The copy's path. */
static void copy_database(const char *dir, const char *path,
			  char out[PATH_SIZE])
{
	static const char *const suffixes[] = { "", "-wal", "-journal" };
	const char *name = strrchr(path, '/');
	size_t i;

	for (i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
		copy_file(dir, path, suffixes[i]);
	snprintf(out, PATH_SIZE, "%s/%s-shm", dir, name ? name + 1 : path);
	remove(out);
	snprintf(out, PATH_SIZE, "%s/%s", dir, name ? name + 1 : path);
}

/* --------------------------------------------------------------------- SQL */

static int print_row(void *unused, int n, char **values, char **names)
{
	int i;

	(void)unused;
	(void)names;
	for (i = 0; i < n; i++)
		printf("%s%s", i ? "|" : "", values[i] ? values[i] : "");
	putchar('\n');
	return 0;
}

static int write_row(void *file, int n, char **values, char **names)
{
	int i;

	(void)names;
	for (i = 0; i < n; i++)
		fprintf(file, "%s%s", i ? "|" : "", values[i]);
	fputc('\n', file);
	return 0;
}

/* Rows are printed. */
static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, print_row, NULL, &why) != SQLITE_OK)
		die("%s", why);
}

/* A statement of texts, run at once. */
static void run_with(sqlite3 *db, const char *sql, const char *const *texts,
		     const int *lengths, int n)
{
	sqlite3_stmt *stmt;
	int i;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		die("%s: %s", sql, sqlite3_errmsg(db));
	for (i = 0; i < n; i++)
		sqlite3_bind_text(stmt, i + 1, texts[i],
				  lengths ? lengths[i] : -1, SQLITE_STATIC);
	if (sqlite3_step(stmt) != SQLITE_DONE)
		die("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_finalize(stmt);
}

/* A table or nothing, which is how far a poller came that was killed. */
static bool has_table(sqlite3 *db, const char *schema, const char *name)
{
	char sql[200];
	sqlite3_stmt *stmt;
	bool has;

	snprintf(sql, sizeof(sql),
		 "SELECT 1 FROM %s.sqlite_master WHERE name = '%s'", schema,
		 name);
	has = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
	      sqlite3_step(stmt) == SQLITE_ROW;
	sqlite3_finalize(stmt);
	return has;
}

/* ------------------------------------------------------------ what there is */

static void add_source(sqlite3 *db, const char *path)
{
	size_t size;
	char *text = read_file(path, &size), *p = text;

	while (*p) {
		const char *field[4];
		int length[4], i;

		for (i = 0; i < 4; i++) {
			field[i] = p;
			length[i] = (int)strcspn(p, "|\t\n");
			p += length[i];
			if ((*p == '\n') != (i == 3))
				die("\"%s\": a line without four fields", path);
			p++;
		}
		run_with(db, "INSERT INTO source VALUES (?, ?, ?, ?)", field,
			 length, 4);
	}
	free(text);
}

/*
 * Finds "id":"SOURCE:EPOCH:SEQ" or the same with .1 or .2.  Inside of a value a
 * quote has a backslash before it.
 */
static void add_ids(sqlite3 *db, const char *sink, const char *path)
{
	static const char start[] = "\"id\":\"";
	size_t size;
	char *text = read_file(path, &size), *p = text;

	while ((p = strstr(p, start))) {
		const char *value[2];
		int length[2];
		size_t n, digits;

		p += sizeof(start) - 1;
		n = strcspn(p, "\"");
		digits = n > 2 && p[n - 2] == '.' ? n - 2 : n;
		if (digits < DIGITS + 1 || p[digits - DIGITS - 1] != ':' ||
		    strspn(p + digits - DIGITS, "0123456789") != DIGITS)
			continue; /* a batch's */
		value[0] = sink;
		length[0] = -1;
		value[1] = p;
		length[1] = (int)n;
		run_with(db, "INSERT INTO has VALUES (?, ?)", value, length, 2);
	}
	free(text);
}

static void add_dir(sqlite3 *db, const char *sink, const char *dir,
		    const char *suffix)
{
	DIR *entries = opendir(dir);
	struct dirent *entry;
	char path[PATH_SIZE];
	struct stat st;

	if (!entries && errno == ENOENT)
		return;
	if (!entries)
		die("\"%s\": %s", dir, strerror(errno));
	while ((entry = readdir(entries))) {
		const char *end = strrchr(entry->d_name, '.');

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, entry->d_name);
		if (end && strcmp(end, suffix) == 0)
			add_ids(db, sink, path);
		else if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			add_dir(db, sink, path, suffix);
	}
	closedir(entries);
}

/* The last batch that a receiver has, from a table of numbers. */
static void add_place(sqlite3 *db, const char *sink, const char *table)
{
	char sql[300];

	if (!has_table(db, "place", table))
		return;
	snprintf(sql, sizeof(sql),
		 "INSERT INTO at SELECT ?1, coalesce(max(batch_seq), 0)"
		 " FROM place.%s WHERE sink = ?1"
		 " AND epoch = (SELECT epoch FROM state.identity)",
		 table);
	run_with(db, sql, &sink, NULL, 1);
}

/*
 * The events of a database, a SELECT of ids where `?1` is the sink, and how far
 * it is, at one moment.
 */
static void add_database(sqlite3 *db, const char *sink, const char *path,
			 const char *table, const char *ids)
{
	char sql[300];
	struct stat st;

	if (stat(path, &st) != 0)
		return;
	run_with(db, "ATTACH ? AS place", &path, NULL, 1);
	run(db, "BEGIN");
	snprintf(sql, sizeof(sql), "INSERT INTO has SELECT ?1, %s", ids);
	if (has_table(db, "place", table))
		run_with(db, sql, &sink, NULL, 1);
	add_place(db, sink, "position");
	add_place(db, sink, "taken");
	run(db, "COMMIT");
	run(db, "DETACH place");
}

/* SINK=KIND:PATH, or -SINK=TABLE. */
static void add_sink(sqlite3 *db, char *word, const char *copies)
{
	char *kind = strchr(word, '='), *path, copy[PATH_SIZE];
	const char *pair[2];

	if (!kind)
		die("\"%s\" is no SINK=...", word);
	*kind++ = '\0';
	if (word[0] == '-') {
		pair[0] = word + 1;
		pair[1] = kind;
		run_with(db, "INSERT INTO passes VALUES (?, ?)", pair, NULL, 2);
		return;
	}
	pair[0] = word;
	run_with(db, "INSERT INTO sink VALUES (?)", pair, NULL, 1);
	path = strchr(kind, ':');
	if (!path)
		die("\"%s\" is no KIND:PATH", kind);
	*path++ = '\0';
	if (strcmp(kind, "files") == 0) {
		add_dir(db, word, path, ".ndjson");
	} else if (strcmp(kind, "bodies") == 0) {
		add_dir(db, word, path, ".batch");
	} else if (strcmp(kind, "store") == 0) {
		/* Lanes have one store. */
		add_database(db, word, path, "event",
			     "event_id FROM place.event JOIN place.batch"
			     " USING (batch_id) WHERE sink = ?1");
	} else if (strcmp(kind, "sample") == 0) {
		add_database(db, word, path, "event", "id FROM place.event");
	} else if (strcmp(kind, "outbox") == 0) {
		copy_database(copies, path, copy);
		add_database(db, word, copy, "events", "id FROM place.events");
	} else {
		die("a kind \"%s\"", kind);
	}
}

/* Where the poller did not come to make all of it there is nothing in it. */
static void add_state(sqlite3 *db, const char *path, const char *copies)
{
	char copy[PATH_SIZE];
	const char *name = copy;

	copy_database(copies, path, copy);
	run_with(db, "ATTACH ? AS state", &name, NULL, 1);
	if (has_table(db, "state", "chain"))
		return;
	run(db, "DETACH state; ATTACH ':memory:' AS state;"
		" CREATE TABLE state.acked (sink, first, last);"
		" CREATE TABLE state.sink (name, floor, anchor_seq);"
		" CREATE TABLE state.batch (sink, seqs, dead_letter);"
		" CREATE TABLE state.sent (sink, seqs, batch_seq);"
		" CREATE TABLE state.identity (epoch);"
		" CREATE TABLE state.dead_letter (id, sink, seq, condition)");
}

int main(int argc, char **argv)
{
	sqlite3 *db;
	FILE *sums;
	char *law;
	size_t n;
	int i;

	if (argc < 7)
		die("usage: law LAW.SQL SOURCE STATE SUMS COPIES SINK...");
	if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
	    sqlite3_busy_timeout(db, 10000) != SQLITE_OK)
		die("%s", sqlite3_errmsg(db));
	law = read_file(argv[1], &n);
	add_state(db, argv[3], argv[5]);
	run(db, "CREATE TABLE source (what, seq INTEGER, op, name);"
		" CREATE TABLE has (sink, id); CREATE TABLE sink (name);"
		" CREATE TABLE at (sink, batch_seq);"
		" CREATE TABLE passes (sink, name)");
	add_source(db, argv[2]);
	for (i = 6; i < argc; i++)
		add_sink(db, argv[i], argv[5]);
	run(db, law);
	free(law);
	sums = fopen(argv[4], "w");
	if (!sums ||
	    sqlite3_exec(db, "SELECT * FROM sums", write_row, sums, NULL) !=
		SQLITE_OK ||
	    fclose(sums) != 0)
		die("\"%s\": %s", argv[4], strerror(errno));
	sqlite3_close(db);
	return 0;
}
