/*
 * Runs a command and prints what it cost, as one line of JSON:
 *
 *	measure COMMAND ARG...
 *
 * seconds by the wall clock, user and system seconds, peak memory in KiB and
 * the exit code of the command alone.  Exits with that code.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	struct timespec start, end;
	struct rusage use;
	int status, code;
	pid_t child;

	if (argc < 2) {
		fputs("usage: measure COMMAND ARG...\n", stderr);
		return 64;
	}
	clock_gettime(CLOCK_MONOTONIC, &start);
	child = fork();
	if (child == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &use) < 0) {
		perror("measure");
		return 71;
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	printf("{\"seconds\":%.3f,\"user\":%.3f,\"system\":%.3f,"
	       "\"peak_kib\":%ld,\"exit\":%d}\n",
	       (double)(end.tv_sec - start.tv_sec) +
		   (double)(end.tv_nsec - start.tv_nsec) / 1e9,
	       seconds(use.ru_utime), seconds(use.ru_stime), use.ru_maxrss,
	       code);
	return code;
}
