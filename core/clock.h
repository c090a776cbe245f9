/* The time, as ids, messages and schedules want it. */
#ifndef CORE_CLOCK_H
#define CORE_CLOCK_H

#include <stdint.h>

/* A time as text has room in that many bytes, its NUL included. */
enum { CLOCK_TEXT_SIZE = 40 };

/* Milliseconds. */
enum { CLOCK_HOUR = 60 * 60 * 1000, CLOCK_DAY = 24 * CLOCK_HOUR };

/* Unix time in milliseconds, by the system's clock. */
int64_t clock_now(void);
/* Milliseconds by a clock that never jumps, for spans of time. */
int64_t clock_monotonic(void);
/* Now, RFC 3339, UTC, microseconds: 27 characters and a NUL. */
void clock_now_text(char out[CLOCK_TEXT_SIZE]);
/* A time of clock_now() as RFC 3339, UTC, whole seconds. */
void clock_text(int64_t milliseconds, char out[CLOCK_TEXT_SIZE]);
/* Such a time again, without its fraction; 0 for what is none. */
int64_t clock_parse(const char *text);
/* Waits, but not past a signal: its handler ends the sleep. */
void clock_sleep(int64_t milliseconds);
/* Unix time in milliseconds of a UTC date and time (proleptic Gregorian). */
int64_t clock_from_utc(int year, int month, int day, int hour, int minute,
		       int second);

#endif
