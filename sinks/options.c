#include "sinks/options.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/quantity.h"

bool option_need(const struct sink_options *options, const char *key,
		 const char *why, const char **out, struct err *err)
{
	*out = options->get(options, key);
	if (*out && **out)
		return true;
	return options->fail(options, key, err, why);
}

bool option_yes(const struct sink_options *options, const char *key, bool *out,
		struct err *err)
{
	const char *text = options->get(options, key);

	if (!text)
		return true;
	if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
		return options->fail(options, key, err, "say yes or no");
	*out = text[0] == 'y';
	return true;
}

/* From 1 up to `most`. */
static bool parse(const char *text, enum quantity what, int64_t most,
		  int64_t *out)
{
	int64_t value;

	if (!quantity_parse(text, what, &value) || value < 1 || value > most)
		return false;
	*out = value;
	return true;
}

bool option_time(const struct sink_options *options, const char *key,
		 int64_t most, int64_t *out, struct err *err)
{
	const char *text = options->get(options, key);
	char message[200];

	if (!text || parse(text, QUANTITY_MILLISECONDS, most, out))
		return true;
	snprintf(message, sizeof(message),
		 "\"%.60s\" is not a time such as 500ms, 30s or 2m, "
		 "up to %" PRId64 "s",
		 text, most / 1000);
	return options->fail(options, key, err, message);
}

bool option_size(const struct sink_options *options, const char *key,
		 int64_t most, int64_t *out, struct err *err)
{
	const char *text = options->get(options, key);
	char message[200];

	if (!text || parse(text, QUANTITY_SIZE, most, out))
		return true;
	snprintf(message, sizeof(message),
		 "\"%.60s\" is not a size such as 500k, 64m or 10g, up to "
		 "%" PRId64 "m",
		 text, most >> 20);
	return options->fail(options, key, err, message);
}

bool option_number(const struct sink_options *options, const char *key,
		   int64_t most, int64_t *out, struct err *err)
{
	const char *text = options->get(options, key);
	char message[200];

	if (!text || parse(text, QUANTITY_COUNT, most, out))
		return true;
	snprintf(message, sizeof(message),
		 "\"%.60s\" is not a number from 1 to %" PRId64, text, most);
	return options->fail(options, key, err, message);
}

bool option_broken(const struct sink_options *options, const char *key,
		   struct err *err, const char *text)
{
	options->fail(options, key, err, text);
	err->kind = ERR_MISCONFIGURED;
	return false;
}
