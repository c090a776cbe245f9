/*
 * How much memory a command took at its highest.
 *
 *	peak FILE COMMAND...	writes KiB to FILE; exits as the command did
 */
#define _DEFAULT_SOURCE /* getrusage() knows ru_maxrss */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct rusage usage;
	int status;
	FILE *file;
	pid_t pid;

	if (argc < 3) {
		fputs("usage: peak FILE COMMAND...\n", stderr);
		return 64;
	}
	pid = fork();
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid ||
	    getrusage(RUSAGE_CHILDREN, &usage) != 0) {
		perror("peak");
		return 70;
	}
	file = fopen(argv[1], "w");
	if (!file || fprintf(file, "%ld\n", usage.ru_maxrss) < 0 ||
	    fclose(file) != 0) {
		perror(argv[1]);
		return 74;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
