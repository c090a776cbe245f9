/*
 * A signature of a file that somebody sent: whatever is in it, reading it ends,
 * and only what the key has signed is believed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "sinks/file_manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char key[] = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2"
				  "Nzg5";
	struct signing_keys keys = { 0 };
	struct str statement = { 0 };
	struct statement stated;
	struct err err = { 0 };
	/* Of its own, so that reading beyond it is seen. */
	char *text = xmalloc(size ? size : 1);
	bool good;

	memcpy(text, data, size);
	if (!signing_keys_parse(key, &keys, &err))
		abort();
	good = signature_file_verify((struct str){ text, size }, &keys,
				     &statement, &err);
	if (good != (err.kind == ERR_NONE) ||
	    (good && (statement.p != text || statement.n >= size)))
		abort();
	if (statement_parse((struct str){ text, size }, &stated) &&
	    (stated.first_seq < 1 || stated.last_seq < stated.first_seq))
		abort();
	signing_keys_release(&keys);
	free(text);
	return 0;
}
