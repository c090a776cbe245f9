/*
 * What an ODBC diagnostic means to us, as a table: which kind of error it is,
 * and what an operator can do about it.
 */
#ifndef POLLER_ODBC_ERROR_H
#define POLLER_ODBC_ERROR_H

#include "core/err.h"

/* What is known of the driver and of the failure. */
struct odbc_diagnostic {
	const char *driver; /* "psqlodbcw.so"; "" before it is connected */
	const char *state;  /* SQLSTATE */
	long native;
	const char *text;
};

/*
 * The kind of a diagnostic, ERR_NONE where no line of the table fits.  *hint is
 * a way out, or NULL.
 */
enum err_kind odbc_error_kind(const struct odbc_diagnostic *diagnostic,
			      const char **hint);

#endif
