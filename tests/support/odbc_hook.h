/*
 * Sees every statement on its way to the driver, and can act just before it:
 * commit something on another connection, fail the statement, count.
 *
 * A test program includes this once: its SQLExecDirect() then stands before
 * that of the driver manager.
 */
#ifndef TESTS_SUPPORT_ODBC_HOOK_H
#define TESTS_SUPPORT_ODBC_HOOK_H

#include <dlfcn.h>
#include <string.h>

#include "tests/support/source_suite.h"

static struct odbc_hook odbc_hook;

/* As sql.h has it. */
short SQLExecDirect(void *stmt, unsigned char *sql, int length);

short SQLExecDirect(void *stmt, unsigned char *sql, int length)
{
	short (*real)(void *, unsigned char *, int);
	void *found = dlsym(RTLD_NEXT, "SQLExecDirect");

	memcpy(&real, &found, sizeof(real));
	odbc_hook.statements++;
	if (odbc_hook.before && !odbc_hook.busy) {
		odbc_hook.busy = true;
		odbc_hook.before(odbc_hook.opaque, (const char *)sql);
		odbc_hook.busy = false;
	}
	if (odbc_hook.fail_in > 0 && --odbc_hook.fail_in == 0)
		return -1;
	return real(stmt, sql, length);
}

#endif
