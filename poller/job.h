/*
 * Work in a thread of its own: reading the source, delivering to a sink.
 *
 * One main thread starts jobs, waits at their hub until any of them is done,
 * and takes each back before it touches again what the job works on.  There is
 * no other sharing between threads, and so no other lock.
 */
#ifndef POLLER_JOB_H
#define POLLER_JOB_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

/* Where jobs tell that they are done; zero is one that is not open. */
struct hub {
	int pipe[2];
	bool open;
};
bool hub_open(struct hub *hub, struct err *err);
void hub_close(struct hub *hub);
/*
 * Waits until a job is done since the last wait, for at most `milliseconds`.  A
 * signal ends the wait, too.
 */
void hub_wait(const struct hub *hub, int64_t milliseconds);

struct job {
	const struct hub *hub;
	void (*run)(void *opaque);
	void *opaque;
	pthread_t thread;
	bool begun, threaded;
	atomic_bool done;
};

/*
 * Begins run(opaque) in a thread that gets no signals; where there is no thread
 * to be had, runs it here.
 */
void job_start(struct job *job, const struct hub *hub, void (*run)(void *),
	       void *opaque);
/* Was begun and not taken back yet. */
static inline bool job_begun(const struct job *job)
{
	return job->begun;
}
/* Was begun, and is done: job_finish() will not wait. */
bool job_done(const struct job *job);
/* Takes it back; waits where it is not done. */
void job_finish(struct job *job);

#endif
