#include "tests/support/place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>
#include <zlib.h>

#include "core/mem.h"
#include "poller/config.h"
#include "sinks/packing.h"
#include "tests/support/http_server.h"
#include "tests/support/tempdir.h"

struct kind {
	const char *type;
	bool has_position;
	void (*start)(struct place *place); /* fills place->options */
	void (*stop)(struct place *place);  /* NULL: nothing to do */
	void (*read)(const struct place *place, struct held_list *out);
	const char *const *bad;
};

struct place {
	const struct kind *kind;
	char *dir;
	struct buf options;
	struct http_server server;
};

static void die(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(99);
}

static struct held *add_held(struct held_list *list, const char *id)
{
	struct held *held;

	list->batches = xgrow(list->batches, &list->cap, list->n + 1,
			      sizeof(*list->batches));
	held = &list->batches[list->n++];
	*held = (struct held){ 0 };
	snprintf(held->id, sizeof(held->id), "%s", id);
	return held;
}

void held_release(struct held_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		buf_release(&list->batches[i].events);
	free(list->batches);
	*list = (struct held_list){ 0 };
}

/* ------------------------------------------------------------------- file */

static void file_start(struct place *place)
{
	buf_addf(&place->options, "dir = %s/files\n", place->dir);
}

static void gzip_start(struct place *place)
{
	file_start(place);
	buf_addstr(&place->options, "compress = gzip\n");
}

static void zstd_start(struct place *place)
{
	file_start(place);
	if (packing_known(PACKING_ZSTD))
		buf_addstr(&place->options, "compress = zstd\n");
}

static void write_secret(const char *path, const char *text);

/* By way of a part file, published at once, stated and signed. */
static void part_start(struct place *place)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/secret", place->dir);
	write_secret(path, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5\n");
	file_start(place);
	buf_addf(&place->options,
		 "compress = gzip\nrotate_size = 1\nsecret_file = %s\n", path);
}

static void read_zstd(const char *path, struct buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct unpacker *unpacker = unpacker_open(fd, PACKING_ZSTD, -1);
	enum unpacked what = UNPACKED_BYTES;
	const unsigned char *p;
	struct err err = { 0 };
	size_t n;

	while (what != UNPACKED_END) {
		if (!unpacker_read(unpacker, &what, &p, &n, &err))
			die(err.text);
		if (what == UNPACKED_BYTES)
			buf_add(out, p, n);
	}
	unpacker_close(unpacker);
	close(fd);
}

/* All of a file, unpacked. */
static void read_gz(const char *path, struct buf *out)
{
	gzFile file = gzopen(path, "rb");
	char part[65536];
	int n;

	if (!file)
		die(path);
	while ((n = gzread(file, part, sizeof(part))) > 0)
		buf_add(out, part, (size_t)n);
	if (gzclose(file) != Z_OK || n < 0)
		die(path);
}

/* Head, events, trailer: keeps the events. */
static void take_file(const char *path, struct held_list *out)
{
	struct buf text = { 0 };
	char *line, *end, *id;
	struct held *held;

	if (strcmp(path + strlen(path) - 4, ".zst") == 0)
		read_zstd(path, &text);
	else
		read_gz(path, &text);
	if (!text.len || text.data[text.len - 1] != '\n')
		die(path);
	end = strchr(text.data, '\n');
	*end = '\0';
	id = strstr(text.data, "\"id\":\"");
	if (!id)
		die(path);
	id += 6;
	id[strcspn(id, "\"")] = '\0';
	held = add_held(out, id);
	for (line = end + 1; (end = strchr(line, '\n')); line = end + 1) {
		if (strncmp(line, "{\"type\":\"shadowlog.end\"", 23) == 0)
			break;
		if (held->events.len)
			buf_addch(&held->events, ',');
		buf_add(&held->events, line, (size_t)(end - line));
	}
	if (!end || end[1])
		die(path);
	buf_release(&text);
}

static int is_visible(const struct dirent *entry)
{
	const char *name = entry->d_name;

	return name[0] != '.' && !strstr(name, ".sig") &&
	       !strstr(name, ".manifest");
}

static void file_read(const struct place *place, struct held_list *out)
{
	char root[512], path[1200];
	struct dirent **epochs, **names;
	int nepochs, n, i, k;

	snprintf(root, sizeof(root), "%s/files", place->dir);
	nepochs = scandir(root, &epochs, is_visible, alphasort);
	for (i = 0; i < nepochs; i++) {
		snprintf(path, sizeof(path), "%s/%s", root, epochs[i]->d_name);
		n = scandir(path, &names, is_visible, alphasort);
		for (k = 0; k < n; k++) {
			snprintf(path, sizeof(path), "%s/%s/%s", root,
				 epochs[i]->d_name, names[k]->d_name);
			take_file(path, out);
			free(names[k]);
		}
		if (n >= 0)
			free(names);
		free(epochs[i]);
	}
	if (nepochs >= 0)
		free(epochs);
}

/* ----------------------------------------------------------------- outbox */

static void outbox_start(struct place *place)
{
	buf_addf(&place->options, "path = %s/outbox.db\n", place->dir);
}

static void outbox_read(const struct place *place, struct held_list *out)
{
	sqlite3_stmt *statement = NULL;
	char path[512];
	struct held *held = NULL;
	sqlite3 *db;

	snprintf(path, sizeof(path), "%s/outbox.db", place->dir);
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) !=
		SQLITE_OK ||
	    sqlite3_prepare_v2(db,
			       "SELECT b.id, e.event FROM batches b"
			       " LEFT JOIN events e ON e.batch = b.n"
			       " ORDER BY b.n, e.position",
			       -1, &statement, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
	while (sqlite3_step(statement) == SQLITE_ROW) {
		const void *event = sqlite3_column_blob(statement, 1);
		size_t n = (size_t)sqlite3_column_bytes(statement, 1);
		const char *id =
		    (const char *)sqlite3_column_text(statement, 0);

		if (!held || strcmp(held->id, id) != 0)
			held = add_held(out, id);
		else
			buf_addch(&held->events, ',');
		if (n)
			buf_add(&held->events, event, n);
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
}

/* ---------------------------------------------------------------- webhook */

static void write_secret(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file || fputs(text, file) < 0 || fclose(file) != 0 ||
	    chmod(path, 0600) != 0)
		die(path);
}

static void webhook_start(struct place *place)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/secret", place->dir);
	write_secret(path, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
	snprintf(path, sizeof(path), "%s/short", place->dir);
	write_secret(path, "whsec_c2hvcnQ=\n");
	http_server_start(&place->server, place->dir, NULL, 0);
	buf_addf(&place->options,
		 "url = http://127.0.0.1:%d/hook\ninsecure_http = yes\n"
		 "secret_file = %s/secret\n",
		 place->server.port, place->dir);
}

static void webhook_gzip_start(struct place *place)
{
	webhook_start(place);
	buf_addstr(&place->options, "compress = gzip\n");
}

static void webhook_stop(struct place *place)
{
	http_server_stop(&place->server);
}

static void webhook_read(const struct place *place, struct held_list *out)
{
	char path[512], id[128];
	FILE *order;

	snprintf(path, sizeof(path), "%s/order", place->dir);
	order = fopen(path, "r");
	while (order && fgets(id, sizeof(id), order)) {
		struct buf body = { 0 };
		struct held *held;
		char *events;

		id[strcspn(id, "\n")] = '\0';
		held = add_held(out, id);
		snprintf(path, sizeof(path), "%s/%s.batch", place->dir, id);
		read_gz(path, &body);
		events = strstr(body.data, ",\"data\":[");
		if (!events)
			die(path);
		events += strlen(",\"data\":[");
		buf_add(&held->events, events,
			body.len - (size_t)(events - body.data) - 2);
		buf_release(&body);
	}
	if (order)
		fclose(order);
}

/* ------------------------------------------------------------------ table */

static const char *const bad_file[] = {
	"",
	"dir =\n",
	"dir = %s/files\ncompress = brotli\n",
	"dir = %s/files\nrotate_size = 0\n",
	"dir = %s/files\nrotate_size = 2g\n",
	"dir = %s/files\nrotate_size = 10kk\n",
	"dir = %s/files\nrotate_age = 8d\n",
	"dir = %s/files\nmanifest = always\n",
	"dir = %s/files\nkeep_files = 1k\n",
	"dir = %s/files\nkeep_size = much\n",
	"dir = %s/files\nkeep_age = 9999d\n",
	"dir = %s/files\nsecret_file = %s/nowhere\n",
	NULL,
};

static const char *const bad_outbox[] = {
	"",
	"path =\n",
	"path = %s/outbox.db\nbusy_timeout = soon\n",
	"path = %s/outbox.db\nbusy_timeout = 2h\n",
	"path = %s/outbox.db\nkeep = 367d\n",
	"path = %s/outbox.db\nkeep = 7\n",
	NULL,
};

#define URL "url = https://127.0.0.1:1/hook\n"
#define SECRET "secret_file = %s/secret\n"
static const char *const bad_webhook[] = {
	"",
	SECRET,
	URL,
	"url =\n" SECRET,
	"url = nonsense here\n" SECRET,
	"url = http://127.0.0.1:1/hook\n" SECRET,
	"url = file:///etc/passwd\ninsecure_http = yes\n" SECRET,
	"url = https://me:secret@127.0.0.1:1/hook\n" SECRET,
	URL SECRET "insecure_http = perhaps\n",
	URL SECRET "unsigned = yes\n",
	URL SECRET "timeout = 30\n",
	URL SECRET "connect_timeout = 0s\n",
	URL SECRET "ca_file = %s/nowhere.pem\n",
	URL "secret_file = %s/short\n",
	URL "secret_file = %s/nowhere\n",
	NULL,
};

/* A type can stand here more than once, with other options. */
static const struct kind kinds[] = {
	{ "file", true, file_start, NULL, file_read, bad_file },
	{ "file", true, gzip_start, NULL, file_read, bad_file },
	{ "file", true, zstd_start, NULL, file_read, bad_file },
	{ "file", true, part_start, NULL, file_read, bad_file },
	{ "outbox", true, outbox_start, NULL, outbox_read, bad_outbox },
	{ "webhook", false, webhook_start, webhook_stop, webhook_read,
	  bad_webhook },
	{ "webhook", false, webhook_gzip_start, webhook_stop, webhook_read,
	  bad_webhook },
};

/* -------------------------------------------------------------- interface */

struct place *place_open(const char *type, size_t which, const char *dir)
{
	static unsigned number;
	struct place *place;
	char path[512];
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].type, type) == 0 && which-- == 0)
			break;
	if (i == sizeof(kinds) / sizeof(kinds[0]))
		return NULL;
	place = xcalloc(1, sizeof(*place));
	place->kind = &kinds[i];
	snprintf(path, sizeof(path), "%s/%s.%u", dir, type, number++);
	place->dir = xstrdup(path);
	if (mkdir(path, 0750) != 0)
		die(path);
	place->kind->start(place);
	return place;
}

void place_close(struct place *place)
{
	if (place->kind->stop)
		place->kind->stop(place);
	tempdir_remove(place->dir);
	buf_release(&place->options);
	free(place->dir);
	free(place);
}

const char *place_options(const struct place *place)
{
	return buf_str(&place->options);
}

bool place_has_position(const struct place *place)
{
	return place->kind->has_position;
}

bool place_bad_options(const struct place *place, size_t i, struct buf *out)
{
	const char *p = place->kind->bad[i];
	const char *hole;

	buf_reset(out);
	if (!p)
		return false;
	for (; (hole = strstr(p, "%s")); p = hole + 2) {
		buf_add(out, p, (size_t)(hole - p));
		buf_addstr(out, place->dir);
	}
	buf_addstr(out, p);
	return true;
}

void place_read(const struct place *place, struct held_list *out)
{
	*out = (struct held_list){ 0 };
	place->kind->read(place, out);
}

bool opened_open(struct opened *out, const char *type, const char *lines,
		 const volatile sig_atomic_t *stop, struct err *err)
{
	struct buf text = { 0 };
	bool good;

	*out = (struct opened){ .type = sink_type_find(type) };
	buf_addf(&text, "[sink out]\ntype = %s\n%s", type, lines);
	good = config_parse(&out->config, "test.conf", text.data, err);
	buf_release(&text);
	if (!good)
		return false;
	config_sink_options(out->config, "out", "erp", stop, &out->options);
	if (out->type->open(&out->sink, &out->options, err))
		return true;
	config_close(out->config);
	out->config = NULL;
	return false;
}

void opened_close(struct opened *opened)
{
	if (opened->type)
		opened->type->close(opened->sink);
	config_close(opened->config);
	*opened = (struct opened){ 0 };
}
