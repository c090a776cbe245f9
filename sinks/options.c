#include "sinks/options.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static bool parse_time(const char *text, int64_t *out)
{
	static const struct {
		const char *word;
		int64_t factor;
	} units[] = { { "ms", 1 },
		      { "s", 1000 },
		      { "m", 60 * 1000 },
		      { "h", 60 * 60 * 1000 },
		      { "d", 24 * 60 * 60 * 1000 } };
	long long value;
	char *end;
	size_t i;

	errno = 0;
	value = strtoll(text, &end, 10);
	if (end == text || errno || value < 1 || value > INT32_MAX)
		return false;
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(end, units[i].word) == 0) {
			*out = value * units[i].factor;
			return true;
		}
	}
	return false;
}

bool option_time(const struct sink_options *options, const char *key,
		 int64_t most, int64_t *out, struct err *err)
{
	const char *text = options->get(options, key);
	char message[200];
	int64_t value;

	if (!text)
		return true;
	if (parse_time(text, &value) && value <= most) {
		*out = value;
		return true;
	}
	snprintf(message, sizeof(message),
		 "\"%.60s\" is not a time such as 500ms, 30s or 2m, "
		 "up to %" PRId64 "s",
		 text, most / 1000);
	return options->fail(options, key, err, message);
}

static bool parse_size(const char *text, bool unit, int64_t *out)
{
	static const char units[] = "kmg";
	const char *at;
	long long value;
	char *end;

	errno = 0;
	value = strtoll(text, &end, 10);
	if (end == text || errno || value < 1 || value > INT64_MAX >> 31)
		return false;
	if (*end && (!unit || end[1] || !(at = strchr(units, *end))))
		return false;
	*out = *end ? value << (10 * (at - units + 1)) : value;
	return true;
}

bool option_size(const struct sink_options *options, const char *key,
		 int64_t most, int64_t *out, struct err *err)
{
	const char *text = options->get(options, key);
	char message[200];
	int64_t value;

	if (!text)
		return true;
	if (parse_size(text, true, &value) && value <= most) {
		*out = value;
		return true;
	}
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
	int64_t value;

	if (!text)
		return true;
	if (parse_size(text, false, &value) && value <= most) {
		*out = value;
		return true;
	}
	snprintf(message, sizeof(message),
		 "\"%.60s\" is not a number from 1 to %" PRId64, text, most);
	return options->fail(options, key, err, message);
}
