#include "tests/support/bed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/table.h"
#include "poller/odbc.h"
#include "tests/support/source_suite.h"
#include "tests/support/tempdir.h"

void bed_must(bool good, const struct err *err)
{
	if (good)
		return;
	printf("Bail out! %s\n", err->text);
	exit(99);
}

void bed_exec(struct bed *bed, const char *sql)
{
	struct err err = { 0 };

	bed_must(odbc_exec(bed->app, sql, NULL, &err), &err);
}

int32_t bed_layout(struct bed *bed, const char *table, int version)
{
	struct table_list list;
	struct buf text = { 0 }, sql = { 0 };
	struct err err = { 0 };
	int32_t shape;

	buf_addf(&text, "shadowlog-tables 1\n\n%s", table);
	bed_must(table_list_parse(text.data, "tables", &list, &err), &err);
	shape = table_shape(&list.tables[0]);
	buf_addf(&sql,
		 "INSERT INTO shadowlog_shape VALUES (%d, '', '%s', %d, '",
		 (int)shape, list.tables[0].name, version);
	table_print_header(&sql);
	table_print(&list.tables[0], &sql);
	buf_addstr(&sql, "', 'x', 'x')");
	bed_exec(bed, sql.data);
	table_list_release(&list);
	buf_release(&text);
	buf_release(&sql);
	return shape;
}

void bed_change(struct bed *bed, int32_t shape, char op, const char *old_row,
		const char *new_row)
{
	struct buf sql = { 0 };

	buf_addf(&sql,
		 "INSERT INTO shadowlog_changelog (shape, op, captured_at,"
		 " old_row, new_row) VALUES (%d, '%c',"
		 " '2026-01-01T00:00:00.000Z', %s, %s)",
		 (int)shape, op, old_row, new_row);
	bed_exec(bed, sql.data);
	buf_release(&sql);
}

void bed_open(struct bed *bed, const char *table)
{
	struct err err = { 0 };
	char path[256];
	FILE *file;

	/* Thousands of transactions, and no power cut to survive. */
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	*bed = (struct bed){ .dir = tempdir_make(),
			     .report = report_open(REPORT_QUIET, "shop") };
	buf_addf(&bed->connection, "Driver={SQLite3};Database=%s/source.db",
		 bed->dir);
	buf_addf(&bed->config, "%s/shadowlog.conf", bed->dir);
	snprintf(path, sizeof(path), "%s/source.db", bed->dir);
	file = fopen(path, "w");
	if (file)
		fclose(file);
	bed_must(source_bed_migrate(bed->connection.data,
				    "migrations/changelog/sqlite/"
				    "0001_changelog.sql",
				    &err) &&
		     odbc_open(&bed->app, bed->connection.data, "Timeout=5000",
			       &err),
		 &err);
	bed_exec(bed, "PRAGMA synchronous = OFF");
	bed->shape = bed_layout(bed, table, 1);
}

void bed_close(struct bed *bed)
{
	bed_stop(bed);
	report_close(bed->report);
	odbc_close(bed->app);
	tempdir_remove(bed->dir);
	free(bed->dir);
	buf_release(&bed->connection);
	buf_release(&bed->config);
}

/* Appends a text with the directory put in. */
static void fill(struct buf *out, const char *text, const char *dir)
{
	const char *at;

	while ((at = strstr(text, "{dir}"))) {
		buf_add(out, text, (size_t)(at - text));
		buf_addstr(out, dir);
		text = at + 5;
	}
	buf_addstr(out, text);
}

void bed_configure(struct bed *bed, const char *more)
{
	struct buf text = { 0 };
	FILE *file = fopen(bed->config.data, "w");

	buf_addf(&text,
		 "[source]\nid = shop\ndialect = sqlite\nconnection = %s\n"
		 "state_dir = %s\n",
		 bed->connection.data, bed->dir);
	fill(&text, more, bed->dir);
	if (!file || fputs(text.data, file) < 0 || fclose(file) != 0) {
		printf("Bail out! %s\n", bed->config.data);
		exit(99);
	}
	chmod(bed->config.data, 0600);
	buf_release(&text);
}

bool bed_try(struct bed *bed, struct err *err)
{
	bed->started = poller_open(&bed->poller, bed->config.data, bed->report,
				   &bed->stop, err);
	return bed->started;
}

void bed_start(struct bed *bed)
{
	struct err err = { 0 };

	bed_must(bed_try(bed, &err), &err);
}

void bed_stop(struct bed *bed)
{
	if (bed->started)
		poller_close(&bed->poller);
	bed->started = false;
}

void bed_script(struct bed *bed, size_t i, struct scripted *script)
{
	struct poller_sink *sink = &bed->poller.sinks[i];

	script->stop = &bed->stop;
	if (sink->sink)
		sink->type->close(sink->sink);
	sink->sink = scripted_wrap(script);
	sink->type = &scripted_sink;
}

bool bed_round(struct bed *bed)
{
	struct err err = { 0 };
	bool worked;

	bed_must(poller_round(&bed->poller, &worked, &err), &err);
	return worked;
}

void bed_make_due(struct bed *bed, size_t i)
{
	struct sink_state *state = &bed->poller.sinks[i].state;
	struct err err = { 0 };

	state->next_attempt_at = 0;
	bed_must(state_sink_save(bed->poller.state, state, &err), &err);
}
