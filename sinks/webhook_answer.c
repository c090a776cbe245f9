#include "sinks/webhook_answer.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "sinks/http_status.h"

enum { RETRY_AFTER_MOST = 7200 };

bool webhook_rules_read(struct webhook_rules *out,
			const struct sink_options *options, struct err *err)
{
	(void)options;
	(void)err;
	*out = (struct webhook_rules){ .retry_after_most = RETRY_AFTER_MOST };
	return true;
}

void webhook_excerpt(struct str text, char out[WEBHOOK_EXCERPT_SIZE])
{
	size_t i, n = 0;
	bool blank = false;

	for (i = 0; i < text.n && n < WEBHOOK_EXCERPT_MOST; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (isspace(c)) {
			blank = n > 0;
			continue;
		}
		if (blank)
			out[n++] = ' ';
		blank = false;
		out[n++] = (char)(c > 0x20 && c < 0x7f ? c : '?');
	}
	out[n] = '\0';
	if (i < text.n)
		snprintf(out + n, 4, "...");
}

bool webhook_judge(const struct webhook_rules *rules,
		   const struct webhook_answer *answer,
		   const struct batch *batch, struct sink_reply *reply,
		   struct webhook_hints *hints, struct err *err)
{
	const struct http_status *row = http_status_find(answer->status);
	char text[WEBHOOK_EXCERPT_SIZE];

	(void)batch;
	*hints = (struct webhook_hints){ .remaining = -1 };
	reply->retry_after = answer->retry_after > rules->retry_after_most
				 ? rules->retry_after_most
				 : answer->retry_after;
	if (row->kind == ERR_NONE)
		return true;
	webhook_excerpt(answer->body, text);
	err_set(err, row->kind, "%s answered %d%s%s%s%s", answer->where,
		answer->status, row->meaning ? ": " : "",
		row->meaning ? row->meaning : "", *text ? ": " : "", text);
	if (answer->location) {
		const struct str to = { answer->location,
					strlen(answer->location) };

		webhook_excerpt(to, text);
		err_prefix(err, "redirect to %s", text);
	}
	return false;
}
