#include "poller/spans.h"

#include <stdio.h>
#include <string.h>

#include "core/mem.h"

void spans_print(const struct rendering *rendering, struct buf *out)
{
	const char *body = rendering->body.data;
	size_t i;

	buf_addf(out, "%zu %s %s\n", rendering->head_len, rendering->first_pos,
		 rendering->last_pos);
	for (i = 0; i < rendering->n; i++) {
		const struct batch_event *e = &rendering->events[i];

		buf_addf(out, "%zu %zu %zu %zu %zu %zu %zu %zu %c\n",
			 (size_t)(e->json.p - body), e->json.n,
			 (size_t)(e->id.p - body), e->id.n,
			 (size_t)(e->pos.p - body), e->pos.n,
			 (size_t)(e->table.p - body), e->table.n, e->op);
	}
	for (i = 0; i < rendering->nheaders; i++)
		buf_addf(out, ":%s\n", rendering->headers[i]);
}

/* One event's line at *p; false: it is none. */
static bool parse_event(const char **p, struct rendering *out)
{
	const char *body = out->body.data;
	struct batch_event event = { 0 };
	size_t v[8], i;
	int used;

	if (sscanf(*p, "%zu %zu %zu %zu %zu %zu %zu %zu %c\n%n", &v[0], &v[1],
		   &v[2], &v[3], &v[4], &v[5], &v[6], &v[7], &event.op,
		   &used) != 9)
		return false;
	for (i = 0; i < 8; i += 2)
		if (v[i] > out->body.len || v[i + 1] > out->body.len - v[i])
			return false;
	event.json = (struct str){ body + v[0], v[1] };
	event.id = (struct str){ body + v[2], v[3] };
	event.pos = (struct str){ body + v[4], v[5] };
	event.table = (struct str){ body + v[6], v[7] };
	out->events =
	    xgrow(out->events, &out->cap, out->n + 1, sizeof(*out->events));
	out->events[out->n++] = event;
	*p += used;
	return true;
}

static bool parse_header(const char **p, struct rendering *out)
{
	size_t n = strcspn(*p, "\n");
	struct buf line = { 0 };

	if ((*p)[n] != '\n')
		return false;
	buf_add(&line, *p + 1, n - 1);
	out->headers = xgrow(out->headers, &out->headers_cap, out->nheaders + 1,
			     sizeof(*out->headers));
	out->headers[out->nheaders++] = buf_steal(&line);
	*p += n + 1;
	return true;
}

bool spans_parse(const char *text, struct rendering *out)
{
	int used;

	if (sscanf(text, "%zu %20s %20s\n%n", &out->head_len, out->first_pos,
		   out->last_pos, &used) != 3)
		return false;
	text += used;
	while (*text && *text != ':')
		if (!parse_event(&text, out))
			return false;
	while (*text == ':')
		if (!parse_header(&text, out))
			return false;
	return !*text && out->head_len <= out->body.len;
}
