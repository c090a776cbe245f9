/* Several webhook sinks at work at the same time, each in its own thread. */
#include <pthread.h>
#include <stdlib.h>

#include "tests/support/stage.h"
#include "tests/tap.h"

enum { SINKS = 4, BATCHES = 100 };

struct worker {
	struct stage stage;
	pthread_t thread;
	int good, bad;
};

static void *work(void *opaque)
{
	struct worker *worker = opaque;
	int i;

	for (i = 1; i <= BATCHES; i++) {
		/* A new key now and then, as with `secret rotate`. */
		if (i % 25 == 0)
			stage_write(worker->stage.dir, "secret",
				    STAGE_OLD_SECRET "\n" STAGE_SECRET "\n");
		if (stage_send(&worker->stage, i))
			worker->good++;
		else
			worker->bad++;
	}
	return NULL;
}

int main(void)
{
	static struct worker workers[SINKS];
	/*
	 * What gets lost on a connection that was good is sent again over
	 * another at once, by libcurl; so the 500 alone is a failure.
	 */
	static const char *const script[] = { NULL,
					      "RESET",
					      NULL,
					      "CLOSE",
					      "HTTP/1.1 500 X\r\n"
					      "Content-Length: 1\r\n\r\nx",
					      "ENDLESS" };
	size_t i;

	for (i = 0; i < SINKS; i++)
		stage_open(&workers[i].stage, script, 6, NULL,
			   "compress = gzip\nrate = 100000/s\n"
			   "content_digest = yes\n",
			   NULL);
	for (i = 0; i < SINKS; i++)
		if (pthread_create(&workers[i].thread, NULL, work,
				   &workers[i]) != 0)
			return 1;
	for (i = 0; i < SINKS; i++) {
		pthread_join(workers[i].thread, NULL);
		is_int(workers[i].good, BATCHES - 1, "sink %zu: delivered", i);
		is_int(workers[i].bad, 1, "sink %zu: the 500", i);
	}
	for (i = 0; i < SINKS; i++)
		stage_close(&workers[i].stage);
	return done();
}
