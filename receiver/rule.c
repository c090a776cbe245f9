#include "receiver/rule.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

enum { SECONDS_MOST = 3600 };

static bool parse_count(const char *value, int64_t least, int64_t *out)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(value, &end, 10);
	if (end == value || *end || errno || n < least)
		return false;
	*out = n;
	return true;
}

static bool parse_seconds(const char *value, int64_t *ms)
{
	char *end;
	double seconds = strtod(value, &end);

	if (end == value || *end || !(seconds >= 0 && seconds <= SECONDS_MOST))
		return false;
	*ms = (int64_t)(seconds * 1000);
	return true;
}

static bool parse_status(const char *value, int *out)
{
	int64_t n = 0;

	if (!parse_count(value, 200, &n) || n > 599)
		return false;
	*out = (int)n;
	return true;
}

static bool parse_close(const char *value, enum rule_close *out)
{
	if (strcmp(value, "before") == 0)
		*out = CLOSE_BEFORE;
	else if (strcmp(value, "after") == 0)
		*out = CLOSE_AFTER;
	else
		return false;
	return true;
}

static bool parse_header(struct rule *rule, const char *value)
{
	const char *colon = strchr(value, ':');
	char *name;

	if (!colon || colon == value || rule->nheaders == RULE_HEADERS)
		return false;
	name = xstrdup(value);
	name[colon - value] = '\0';
	rule->names[rule->nheaders] = name;
	rule->values[rule->nheaders++] =
	    xstrdup(colon + 1 + strspn(colon + 1, " "));
	return true;
}

/* How much of the batch is taken: a number, or `it`, of holds=. */
static bool parse_part(struct rule *rule, enum part_form form,
		       const char *value)
{
	rule->part.form = form;
	rule->part.n = 0;
	return (form != PART_PREFIX && strcmp(value, "it") == 0) ||
	       parse_count(value, form == PART_PREFIX ? 0 : 1, &rule->part.n);
}

static bool parse_text(char **out, const char *value)
{
	free(*out);
	*out = xstrdup(value);
	return true;
}

static bool parse_word(struct rule *rule, const char *name, const char *value)
{
	const struct {
		const char *name;
		int64_t *count;
		int64_t least;
	} counts[] = {
		{ "every", &rule->every, 1 },
		{ "first", &rule->first, 1 },
		{ "at", &rule->at, 1 },
		{ "batch", &rule->batch, 1 },
		{ "times", &rule->times, 1 },
		{ "over", &rule->over, 0 },
		{ "lose", &rule->lose, 1 },
		{ "cut_request", &rule->cut_request, 0 },
		{ "cut_response", &rule->cut_response, 0 },
	};
	const struct {
		const char *name;
		enum part_form form;
	} parts[] = {
		{ "accept", PART_PREFIX },
		{ "retry", PART_RETRY },
		{ "reject", PART_REJECT },
		{ "itemfail", PART_FAILED },
	};
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i].name, name) == 0)
			return parse_part(rule, parts[i].form, value);
	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		if (strcmp(counts[i].name, name) == 0)
			return parse_count(value, counts[i].least,
					   counts[i].count);
	if (strcmp(name, "stall") == 0)
		return parse_seconds(value, &rule->stall_ms);
	if (strcmp(name, "late") == 0)
		return parse_seconds(value, &rule->late_ms);
	if (strcmp(name, "status") == 0)
		return parse_status(value, &rule->status);
	if (strcmp(name, "close") == 0)
		return parse_close(value, &rule->close);
	if (strcmp(name, "header") == 0)
		return parse_header(rule, value);
	if (strcmp(name, "holds") == 0)
		return *value && parse_text(&rule->holds, value);
	return strcmp(name, "body") == 0 && parse_text(&rule->body, value);
}

bool rule_parse(struct rule *rule, const char *text, struct err *err)
{
	char *words, *word, *next;
	bool good = true;

	*rule = (struct rule){ .text = xstrdup(text),
			       .times = -1,
			       .over = -1,
			       .cut_request = -1,
			       .cut_response = -1 };
	words = xstrdup(text);
	for (word = words; good && word; word = next) {
		char *value = strchr(word, '=');

		next = strchr(word, ',');
		if (next)
			*next++ = '\0';
		if (value && (!next || value < next))
			*value++ = '\0';
		else
			value = NULL;
		good = value && parse_word(rule, word, value);
		if (!good)
			err_set(err, ERR_USAGE,
				"rule \"%s\": \"%s\" with that value is no "
				"word of a rule; see --help",
				text, word);
	}
	free(words);
	/* `it` is what holds= finds, wherever in the rule that stands. */
	if (good && rule->part.form != PART_NOT &&
	    rule->part.form != PART_PREFIX && !rule->part.n) {
		rule->part.text = rule->holds;
		if (!rule->holds)
			good = err_set(err, ERR_USAGE,
				       "rule \"%s\": \"it\" needs holds=TEXT",
				       text);
	}
	return good;
}

bool rule_matches(const struct rule *rule, int64_t n, int64_t batch)
{
	return rule->times != 0 && (!rule->every || n % rule->every == 0) &&
	       (!rule->first || n <= rule->first) &&
	       (!rule->at || n == rule->at) &&
	       (!rule->batch || batch == rule->batch);
}

bool rule_needs_body(const struct rule *rule)
{
	return rule->over >= 0 || rule->holds;
}

bool rule_matches_body(const struct rule *rule, struct str body)
{
	return (rule->over < 0 || body.n > (size_t)rule->over) &&
	       (!rule->holds || str_holds(body, rule->holds));
}

void rule_release(struct rule *rule)
{
	int i;

	for (i = 0; i < rule->nheaders; i++) {
		free(rule->names[i]);
		free(rule->values[i]);
	}
	free(rule->body);
	free(rule->holds);
	free(rule->text);
	*rule = (struct rule){ 0 };
}
