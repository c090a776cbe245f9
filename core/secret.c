#include "core/secret.h"

#include <stdlib.h>
#include <string.h>

void secret_wipe(void *p, size_t n)
{
	volatile char *byte = p;

	while (n--)
		*byte++ = '\0';
}

void secret_free(char *secret)
{
	if (secret)
		secret_wipe(secret, strlen(secret));
	free(secret);
}
