/*
 * How many requests a second: a token bucket that gives way.
 *
 * It holds what one second brings, at least one request.  A receiver that wants
 * fewer halves the pace; each success gives a twentieth of the limit back.
 * Knows no clock: the caller says what time it is, in milliseconds of a clock
 * that does not jump.
 */
#ifndef SINKS_RATE_H
#define SINKS_RATE_H

#include <stdbool.h>
#include <stdint.h>

struct rate {
	double most; /* requests a second; 0: as many as go */
	double pace; /* what is allowed at present */
	double hint; /* what a receiver asked for until hint_end; 0: nothing */
	int64_t hint_end;
	double tokens; /* requests that may go at once */
	int64_t at;    /* when they were counted */
};

/* "10/s" or "90/m", from 1/m to 100000/s, as requests a second. */
bool rate_parse(const char *text, double *out);

/* A full bucket; `most` of 0 never waits. */
void rate_start(struct rate *rate, double most, int64_t now);

/* Takes a request: 0, or how many milliseconds it has to wait to ask again. */
int64_t rate_take(struct rate *rate, int64_t now);

/* The receiver asked for fewer requests. */
void rate_throttled(struct rate *rate, int64_t now);
void rate_succeeded(struct rate *rate);

/*
 * It said how many it still takes in the next `seconds`; below 0: it did not.
 */
void rate_hinted(struct rate *rate, int64_t remaining, int64_t seconds,
		 int64_t now);

#endif
