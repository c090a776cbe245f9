/*
 * A webhook sink against a server of tests/support/http_server.h that answers
 * what a script says, each in a directory of its own.
 */
#ifndef TESTS_SUPPORT_STAGE_H
#define TESTS_SUPPORT_STAGE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "sinks/sink.h"
#include "tests/support/http_server.h"
#include "tests/support/place.h"
#include "tests/support/sample.h"

/* In the files "secret" and "old" of the directory. */
#define STAGE_SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define STAGE_OLD_SECRET "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

struct stage {
	char *dir;
	struct http_server server;
	struct opened opened;
	struct err err; /* of the last delivery */
	struct sink_reply reply;
};

/*
 * Directory, secrets and server; the directory is the test's for more files.
 */
void stage_set(struct stage *stage, const char *const *script, size_t n);
/*
 * Opens the sink.  `more` is lines of its section, in which every {dir} and
 * {port} stands for the directory and the server's port, as in `url`, which is
 * NULL for the server's with "?key=hidden" in it.  False, with stage->err, if
 * it does not open.
 */
bool stage_try(struct stage *stage, const char *url, const char *more,
	       const volatile sig_atomic_t *stop);
/* Both; ends the test if the sink does not open. */
void stage_open(struct stage *stage, const char *const *script, size_t n,
		const char *url, const char *more,
		const volatile sig_atomic_t *stop);
void stage_close(struct stage *stage);

bool stage_send_spec(struct stage *stage, const struct sample_spec *spec);
/* A batch of two events. */
bool stage_send(struct stage *stage, int64_t seq);

/* A file of the directory, mode 0600. */
void stage_write(const char *dir, const char *name, const char *text);
/* The same, "" if it is not there; free() it. */
char *stage_read(const char *dir, const char *name);

/* The value of a header, "" for none, in what the server noted. */
void stage_header(const char *head, const char *name, char *out, size_t size);

#endif
