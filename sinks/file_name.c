#include "sinks/file_name.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char digits[] = "0123456789";
static const char ending[] = ".ndjson";

/* A batch's number at *p, which moves behind it; 0 where there is none. */
static int64_t take_seq(const char **p)
{
	const char *from = *p;

	if (strspn(from, digits) != FILE_NAME_DIGITS)
		return 0;
	*p += FILE_NAME_DIGITS;
	return strtoll(from, NULL, 10);
}

static bool take_pos(const char **p, char out[POS_SIZE])
{
	size_t n = strspn(*p, digits);

	if (n == 0 || n >= POS_SIZE)
		return false;
	memcpy(out, *p, n);
	out[n] = '\0';
	*p += n;
	return true;
}

static bool take_char(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

static bool take_packing(const char *p, enum packing *out)
{
	int i;

	if (strncmp(p, ending, strlen(ending)) != 0)
		return false;
	for (i = 0; i < PACKING_COUNT; i++) {
		if (strcmp(p + strlen(ending), packing_suffixes[i]) == 0) {
			*out = (enum packing)i;
			return true;
		}
	}
	return false;
}

bool file_name_parse(const char *name, struct file_name *out)
{
	const char *p = name;

	out->first_seq = out->last_seq = take_seq(&p);
	if (out->first_seq < 1)
		return false;
	if (take_char(&p, '-'))
		out->last_seq = take_seq(&p);
	return out->last_seq >= out->first_seq && take_char(&p, '_') &&
	       take_pos(&p, out->first_pos) && take_char(&p, '-') &&
	       take_pos(&p, out->last_pos) && take_packing(p, &out->packing);
}

void file_name_make(const struct file_name *name, char out[FILE_NAME_SIZE])
{
	char last[32] = "";

	if (name->last_seq != name->first_seq)
		snprintf(last, sizeof(last), "-%0*" PRId64, FILE_NAME_DIGITS,
			 name->last_seq);
	snprintf(out, FILE_NAME_SIZE, "%0*" PRId64 "%s_%s-%s%s%s",
		 FILE_NAME_DIGITS, name->first_seq, last, name->first_pos,
		 name->last_pos, ending, packing_suffixes[name->packing]);
}

int64_t file_name_seq(const char *name)
{
	struct file_name parsed;

	return file_name_parse(name, &parsed) ? parsed.last_seq : 0;
}

/* `text` without `suffix` behind it. */
static bool strip(const char *text, const char *suffix,
		  char out[FILE_NAME_SIZE])
{
	size_t n = strlen(text), m = strlen(suffix);

	if (n <= m || n - m >= FILE_NAME_SIZE ||
	    strcmp(text + n - m, suffix) != 0)
		return false;
	memcpy(out, text, n - m);
	out[n - m] = '\0';
	return true;
}

bool file_name_is_signature(const char *text, struct file_name *name)
{
	char inner[FILE_NAME_SIZE];

	return strip(text, ".sig", inner) && file_name_parse(inner, name);
}

bool file_name_is_part(const char *name, int64_t *first_seq,
		       enum packing *packing)
{
	char inner[FILE_NAME_SIZE];
	const char *p = inner + 1;

	if (name[0] != '.' || !strip(name, ".part", inner))
		return false;
	*first_seq = take_seq(&p);
	return *first_seq > 0 && take_packing(p, packing);
}

void file_name_part(int64_t first_seq, enum packing packing,
		    char out[FILE_NAME_SIZE])
{
	snprintf(out, FILE_NAME_SIZE, ".%0*" PRId64 "%s%s.part",
		 FILE_NAME_DIGITS, first_seq, ending,
		 packing_suffixes[packing]);
}

bool file_name_is_temp(const char *name)
{
	char inner[FILE_NAME_SIZE];
	struct file_name parsed;

	return name[0] == '.' && strip(name, ".tmp", inner) &&
	       (file_name_parse(inner + 1, &parsed) ||
		file_name_is_signature(inner + 1, &parsed));
}

bool file_name_is_epoch(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return n > 0 && n < EPOCH_SIZE && name[n] == '\0';
}

bool file_name_is_manifest(const char *name, char epoch[EPOCH_SIZE])
{
	char inner[FILE_NAME_SIZE];

	if (!strip(name, ".manifest", inner) || !file_name_is_epoch(inner))
		return false;
	memcpy(epoch, inner, strlen(inner) + 1);
	return true;
}
