#include "poller/spans.h"

#include <stdint.h>
#include <string.h>

#include "core/mem.h"

/* Of a position, in events and batches. */
enum { POS_DIGITS = 20 };

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

/* Digits at *p and the character behind them; both are passed. */
static bool parse_number(const char **p, char end, size_t *out)
{
	const char *start = *p;
	size_t n = 0;

	for (; **p >= '0' && **p <= '9'; ++*p) {
		if (n > (SIZE_MAX - 9) / 10)
			return false;
		n = n * 10 + (size_t)(**p - '0');
	}
	if (*p == start || *(*p)++ != end)
		return false;
	*out = n;
	return true;
}

/* The same for a position, as it stands there. */
static bool parse_pos(const char **p, char end, char out[POS_DIGITS + 1])
{
	size_t n = strspn(*p, "0123456789");

	if (n == 0 || n > POS_DIGITS || (*p)[n] != end)
		return false;
	memcpy(out, *p, n);
	out[n] = '\0';
	*p += n + 1;
	return true;
}

/* One event's line at *p; false: it is none. */
static bool parse_event(const char **p, struct rendering *out)
{
	const char *body = out->body.data;
	struct batch_event event;
	size_t v[8], i;

	for (i = 0; i < 8; i++)
		if (!parse_number(p, ' ', &v[i]))
			return false;
	for (i = 0; i < 8; i += 2)
		if (v[i] > out->body.len || v[i + 1] > out->body.len - v[i])
			return false;
	if (v[5] != POS_DIGITS || !(*p)[0] || (*p)[1] != '\n')
		return false;
	event.json = (struct str){ body + v[0], v[1] };
	event.id = (struct str){ body + v[2], v[3] };
	event.pos = (struct str){ body + v[4], v[5] };
	event.table = (struct str){ body + v[6], v[7] };
	event.op = (*p)[0];
	out->events =
	    xgrow(out->events, &out->cap, out->n + 1, sizeof(*out->events));
	out->events[out->n++] = event;
	*p += 2;
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
	if (!parse_number(&text, ' ', &out->head_len) ||
	    !parse_pos(&text, ' ', out->first_pos) ||
	    !parse_pos(&text, '\n', out->last_pos))
		return false;
	while (*text && *text != ':')
		if (!parse_event(&text, out))
			return false;
	while (*text == ':')
		if (!parse_header(&text, out))
			return false;
	return !*text && out->head_len <= out->body.len;
}
