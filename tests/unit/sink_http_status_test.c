#include "sinks/http_status.h"

#include "tests/tap.h"

/* Every status that the receiver's contract names, and its class. */
static const struct {
	enum err_kind kind;
	int statuses[40];
} classes[] = {
	{ ERR_NONE, { 200, 201, 202, 203, 204, 205, 206, 208, 226, 299 } },
	{ ERR_TRANSIENT,
	  { 0,   100, 101, 199, 207, 408, 409, 423, 424, 425, 429, 500, 502,
	    503, 504, 507, 508, 509, 520, 525, 530, 599, 600, 999, -1 } },
	{ ERR_REJECTED, { 400, 413, 422 } },
	{ ERR_MISCONFIGURED,
	  { 300, 301, 302, 303, 304, 305, 307, 308, 399, 401, 402, 403,
	    404, 405, 406, 407, 410, 411, 412, 414, 415, 416, 417, 418,
	    421, 426, 428, 431, 451, 499, 501, 505, 506, 510, 511 } },
};

static void test_classes(void)
{
	size_t i, k;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		for (k = 0; k < 40 && (k == 0 || classes[i].statuses[k]); k++) {
			int status = classes[i].statuses[k];

			is_str(err_kind_name(http_status_find(status)->kind),
			       err_kind_name(classes[i].kind), "%d is %s",
			       status,
			       classes[i].kind ? err_kind_name(classes[i].kind)
					       : "an acknowledgement");
		}
	}
}

/* No row stands behind one that hides it; only 2xx acknowledges. */
static void test_table(void)
{
	const struct http_status *row;
	int status;
	size_t i;

	for (i = 0; (row = http_status_at(i)); i++) {
		bool used = false;

		for (status = row->first; status <= row->last; status++)
			used = used || http_status_find(status) == row;
		ok(used, "row %zu, %d to %d, decides something", i, row->first,
		   row->last);
	}
	for (status = -2; status < 1100; status++)
		if ((http_status_find(status)->kind == ERR_NONE) !=
		    (status >= 200 && status <= 299 && status != 207))
			ok(false, "%d acknowledges as it should", status);
	ok(http_status_at(i) == NULL, "the table ends");
}

/* "408, 423-425": does it hold the status? */
static bool cell_holds(const char *cell, int status)
{
	int first, last, n;

	while (sscanf(cell, " %d%n", &first, &n) == 1) {
		cell += n;
		last = first;
		if (sscanf(cell, "-%d%n", &last, &n) == 1)
			cell += n;
		if (first <= status && status <= last)
			return true;
		cell += *cell == ',';
	}
	return false;
}

/* The class that a row of the table in docs/webhook.md gives a status. */
static void documented(FILE *file, int status, char *out, size_t size)
{
	char line[300], cell[100], class[40];

	rewind(file);
	*out = '\0';
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "| %99[0-9, -]| %39[a-z] |", cell, class) != 2)
			continue;
		if (cell_holds(cell, status))
			snprintf(out + strlen(out), size - strlen(out), "%s",
				 class);
	}
}

/* The manual says the same of every status, and says it once. */
static void test_manual(void)
{
	FILE *file = fopen("docs/webhook.md", "r");
	char class[200];
	int status;

	if (!ok(file != NULL, "docs/webhook.md is there"))
		return;
	for (status = 200; status < 600; status++) {
		enum err_kind kind = http_status_find(status)->kind;
		const char *want = kind ? err_kind_name(kind) : "acknowledged";

		documented(file, status, class, sizeof(class));
		if (strcmp(class, want) != 0)
			is_str(class, want, "docs/webhook.md on %d", status);
	}
	fclose(file);
	ok(true, "docs/webhook.md was compared");
}

int main(void)
{
	test_classes();
	test_table();
	test_manual();
	return done();
}
