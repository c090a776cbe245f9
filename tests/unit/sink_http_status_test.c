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

int main(void)
{
	test_classes();
	test_table();
	return done();
}
