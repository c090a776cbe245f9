#include "poller/job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

bool hub_open(struct hub *hub, struct err *err)
{
	int i;

	hub->open = pipe(hub->pipe) == 0;
	if (!hub->open)
		return err_set(err, ERR_INTERNAL, "cannot make a pipe: %s",
			       strerror(errno));
	for (i = 0; i < 2; i++) {
		fcntl(hub->pipe[i], F_SETFD, FD_CLOEXEC);
		fcntl(hub->pipe[i], F_SETFL, O_NONBLOCK);
	}
	return true;
}

void hub_close(struct hub *hub)
{
	if (hub->open) {
		close(hub->pipe[0]);
		close(hub->pipe[1]);
	}
	hub->open = false;
}

void hub_wait(const struct hub *hub, int64_t milliseconds)
{
	struct pollfd done = { .fd = hub->pipe[0], .events = POLLIN };
	char bytes[64];

	if (poll(&done, 1, (int)milliseconds) == 1)
		while (read(hub->pipe[0], bytes, sizeof(bytes)) > 0)
			;
}

static void *work(void *opaque)
{
	struct job *job = opaque;
	const struct hub *hub = job->hub;

	job->run(job->opaque);
	atomic_store(&job->done, true);
	/* A full pipe wakes the waiter as well. */
	while (write(hub->pipe[1], "", 1) < 0 && errno == EINTR)
		;
	return NULL;
}

void job_start(struct job *job, const struct hub *hub, void (*run)(void *),
	       void *opaque)
{
	sigset_t all, before;

	job->hub = hub;
	job->run = run;
	job->opaque = opaque;
	job->begun = true;
	atomic_store(&job->done, false);
	/* Signals are the main thread's: they must interrupt its waits. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	job->threaded = pthread_create(&job->thread, NULL, work, job) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!job->threaded)
		work(job);
}

bool job_done(const struct job *job)
{
	return job->begun && atomic_load(&job->done);
}

void job_finish(struct job *job)
{
	if (job->begun && job->threaded)
		pthread_join(job->thread, NULL);
	job->begun = job->threaded = false;
}
