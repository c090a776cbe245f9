#include "tests/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/buf.h"
#include "tests/support/tempdir.h"

/* Without its stage a test cannot go on. */
static void bail(const char *what)
{
	printf("Bail out!  %s\n", what);
	exit(1);
}

void stage_write(const char *dir, const char *name, const char *text)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "w");
	if (!file || fputs(text, file) < 0 || fclose(file) != 0 ||
	    chmod(path, 0600) != 0)
		bail(path);
}

char *stage_read(const char *dir, const char *name)
{
	struct buf text = { 0 };
	char path[512], part[4096];
	FILE *file;
	size_t n;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "r");
	while (file && (n = fread(part, 1, sizeof(part), file)) > 0)
		buf_add(&text, part, n);
	if (file)
		fclose(file);
	buf_addstr(&text, "");
	return buf_steal(&text);
}

/* Appends `text` with the directory and the port put in. */
static void fill(struct buf *out, const char *text, const struct stage *stage)
{
	while (*text) {
		size_t n = strcspn(text, "{");

		buf_add(out, text, n);
		text += n;
		if (strncmp(text, "{dir}", 5) == 0) {
			buf_addstr(out, stage->dir);
			text += 5;
		} else if (strncmp(text, "{port}", 6) == 0) {
			buf_addf(out, "%d", stage->server.port);
			text += 6;
		} else if (*text) {
			buf_addch(out, *text++);
		}
	}
}

void stage_set(struct stage *stage, const char *const *script, size_t n)
{
	*stage = (struct stage){ .dir = tempdir_make() };
	stage_write(stage->dir, "secret", STAGE_SECRET "\n");
	stage_write(stage->dir, "old", STAGE_OLD_SECRET "\n");
	http_server_start(&stage->server, stage->dir, script, n);
}

bool stage_try(struct stage *stage, const char *url, const char *more,
	       const volatile sig_atomic_t *stop)
{
	struct buf lines = { 0 };
	bool good;

	buf_addstr(&lines, "url = ");
	fill(&lines, url ? url : "http://127.0.0.1:{port}/hook?key=hidden",
	     stage);
	buf_addstr(&lines, "\ninsecure_http = yes\n");
	if (!strstr(more, "unsigned"))
		fill(&lines, "secret_file = {dir}/secret\n", stage);
	fill(&lines, more, stage);
	good = opened_open(&stage->opened, "webhook", lines.data, stop,
			   &stage->err);
	buf_release(&lines);
	return good;
}

void stage_open(struct stage *stage, const char *const *script, size_t n,
		const char *url, const char *more,
		const volatile sig_atomic_t *stop)
{
	stage_set(stage, script, n);
	if (!stage_try(stage, url, more, stop))
		bail(stage->err.text);
}

void stage_close(struct stage *stage)
{
	opened_close(&stage->opened);
	http_server_stop(&stage->server);
	tempdir_remove(stage->dir);
	free(stage->dir);
}

bool stage_send_spec(struct stage *stage, const struct sample_spec *spec)
{
	struct sample sample;
	bool good;

	sample_make(&sample, spec);
	stage->err = (struct err){ 0 };
	good = stage->opened.type->deliver(stage->opened.sink, &sample.batch,
					   &stage->reply, &stage->err);
	sample_release(&sample);
	return good;
}

bool stage_send(struct stage *stage, int64_t seq)
{
	struct sample_spec spec = { .batch_seq = seq, .count = 2 };

	return stage_send_spec(stage, &spec);
}

void stage_header(const char *head, const char *name, char *out, size_t size)
{
	const char *at = strstr(head, name);

	*out = '\0';
	if (at)
		snprintf(out, size, "%.*s",
			 (int)strcspn(at + strlen(name), "\r"),
			 at + strlen(name));
}
