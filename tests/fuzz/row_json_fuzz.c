#include "tests/fuzz/row_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_rows(ROW_JSON, data, size);
}
