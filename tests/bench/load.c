/*
 * An application that writes, twice: beside each chunk of operations on one
 * table it does the same to another, and tells what CPU the server spent on
 * either.
 *
 *	load SPEC
 *
 * SPEC has one setting a line, "KEY the rest":
 *
 *	to CONNECTION      of the cases that follow: tests/support/prepared.h
 *	thread SQL         the same
 *	session SQL        run by each writer first; may be repeated
 *	note MEMBERS       JSON members for each line of the output
 *	rows N             :row is one of 1 to N
 *	first N            the first :id of the first writer
 *	rounds N           measured, after `warm N` that are not
 *	case VARIANT
 *	writers N          processes that do the same at once; default 1
 *	turns N            with 1 they do it one after the other, an operation
 *	                   each, so that never two are at work; default 0
 *	phase NAME         measured for itself
 *	ops N              operations of each writer in one chunk; default 100
 *	changes N          rows that one operation changes; default 1
 *	per N              operations in one transaction; default 0: autocommit
 *	before SQL         unmeasured, before each chunk, with a or b for :side;
 *	                   may be repeated
 *	a SQL              one operation on the twin; repeated, more statements
 *	b SQL              on the table that is measured
 *
 * In a or b stand :id (the next number), :row (one that exists), :int, :amount,
 * :time, :flag, :status, :note, :blob (32 bytes), :text (1 kB), :lob (100 kB).
 *
 * In each round all cases come in a new order, and of each pair either comes
 * first.  Output: one line of JSON for each round, case and phase, in
 * microseconds for each change: of CPU, and of time that passed; and how often
 * the server's thread was given a processor for it.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/mem.h"
#include "tests/support/prepared.h"

enum {
	SIDES = 2,
	STATEMENTS = 4,
	PARAMS = 64,
	PHASES = 8,
	BEFORE = 8,
	SESSION = 16,
	CASES = 64,
	WRITERS = 64,
	POOL = 64,
	LOB = 100 * 1024,
	ID_STEP = 10000000, /* between writers */
};

struct statement {
	char *sql;
	char params[PARAMS];
	size_t nparams;
	struct prepared *prepared;
};

struct side {
	struct statement statements[STATEMENTS];
	size_t n;
	int64_t next_id;
};

struct phase {
	char *name;
	int ops, changes, per;
	char *before[BEFORE];
	size_t nbefore;
	struct side sides[SIDES];
};

struct variant {
	const char *name, *to, *thread;
	int writers, turns;
	struct phase phases[PHASES];
	size_t nphases;
	struct client *client; /* for what is not measured */
	int talk[WRITERS];
};

struct plan {
	const char *to, *thread, *note;
	char *session[SESSION];
	size_t nsession;
	int rounds, warm;
	int64_t rows, first;
	struct variant variants[CASES];
	size_t nvariants;
};

/* What a writer is told to do; it answers with what was used since it began. */
struct order {
	size_t phase, side;
	int ops;
};

static void die(const char *what, const char *why)
{
	fprintf(stderr, "load: %s: %s\n", what, why);
	exit(1);
}

static uint64_t random_state = 88172645463325252u;

static uint64_t random_number(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

/*
 * Values: made once, so that making them costs the writers nothing
 */

static struct buf pools[128][POOL];

static void add_word(struct buf *to, size_t n)
{
	while (n--)
		buf_addch(to, (char)('a' + random_number() % 26));
}

/*
 * About 81 characters; some with quotes, backslashes and line ends, some not in
 * ASCII.
 */
static void make_note(struct buf *to, int k)
{
	while (to->len < 70) {
		add_word(to, 3 + random_number() % 8);
		buf_addch(to, ' ');
	}
	if (k % 10 == 3)
		buf_addstr(to, "it's \"so\"\n\\");
	else if (k % 10 == 7)
		buf_addstr(to, "Z\303\274rich \305\272");
	else
		add_word(to, 11);
}

static void make_bytes(struct buf *to, size_t n)
{
	while (n--)
		buf_addch(to, (char)random_number());
}

/* Text of a few hundred words, which compresses about as much as prose does. */
static void make_text(struct buf *to, size_t n)
{
	static struct buf words[512];
	size_t i;

	for (i = 0; !words[511].len; i++)
		add_word(&words[i], 2 + random_number() % 9);
	while (to->len < n) {
		buf_addstr(to, words[random_number() % 512].data);
		buf_addch(to, random_number() % 12 ? ' ' : '\n');
	}
	buf_truncate(to, n);
}

static void make_pools(void)
{
	static const char *const statuses[] = { "new", "open", "picked",
						"shipped", "closed" };
	int k;

	for (k = 0; k < POOL; k++) {
		buf_addf(&pools['a'][k], "%d.%02d",
			 (int)(random_number() % 9999),
			 (int)(random_number() % 100));
		buf_addf(&pools['t'][k], "2026-01-%02d 12:%02d:%02d.%06d",
			 1 + k % 28, k % 60, k % 59, k * 12345);
		buf_addstr(&pools['s'][k], statuses[k % 5]);
		make_note(&pools['n'][k], k);
		make_bytes(&pools['b'][k], 32);
		make_text(&pools['x'][k], 1000);
		if (k < 8)
			make_text(&pools['l'][k], LOB);
	}
}

static const struct {
	const char *token;
	char kind;
} tokens[] = { { ":id", 'i' },     { ":row", 'r' },  { ":int", 'd' },
	       { ":amount", 'a' }, { ":time", 't' }, { ":flag", 'f' },
	       { ":status", 's' }, { ":note", 'n' }, { ":blob", 'b' },
	       { ":text", 'x' },   { ":lob", 'l' } };

static char token_kind(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(tokens) / sizeof(*tokens); i++)
		if (strlen(tokens[i].token) == n &&
		    memcmp(tokens[i].token, p, n) == 0)
			return tokens[i].kind;
	return 0;
}

static void fill(struct param *p, char kind, struct side *side,
		 const struct plan *plan)
{
	const struct buf *value;

	*p = (struct param){ .kind = PARAM_NUMBER };
	switch (kind) {
	case 'i':
		p->number = side->next_id++;
		return;
	case 'r':
		p->number =
		    1 + (int64_t)(random_number() % (uint64_t)plan->rows);
		return;
	case 'd':
		p->number = (int64_t)(random_number() % 100000);
		return;
	case 'f':
		p->number = (int64_t)(random_number() & 1);
		return;
	default:
		break;
	}
	value = &pools[(unsigned char)kind]
		      [random_number() % (kind == 'l' ? 8 : POOL)];
	p->kind = kind == 'b' ? PARAM_BYTES : PARAM_TEXT;
	p->p = value->data;
	p->n = value->len;
}

/*
 * The plan
 */

/* Turns each :token that stands in no literal into a ?. */
static void parse_statement(struct statement *s, const char *text)
{
	struct buf sql = { 0 };
	const char *p = text;
	bool literal = false;

	while (*p) {
		size_t n = *p == ':' ? 1 + strspn(p + 1, "abcdefghijklmnopqrs"
							 "tuvwxyz")
				     : 0;
		char kind = n > 1 && !literal ? token_kind(p, n) : 0;

		literal ^= *p == '\'';
		if (!kind) {
			buf_addch(&sql, *p++);
			continue;
		}
		if (s->nparams == PARAMS)
			die(text, "too many parameters");
		s->params[s->nparams++] = kind;
		buf_addch(&sql, '?');
		p += n;
	}
	s->sql = buf_steal(&sql);
}

static void add_statement(struct side *side, const char *text)
{
	if (side->n == STATEMENTS)
		die(text, "too many statements");
	parse_statement(&side->statements[side->n++], text);
}

static void set_phase(struct phase *phase, const char *key, const char *rest)
{
	if (strcmp(key, "ops") == 0)
		phase->ops = (int)strtol(rest, NULL, 10);
	else if (strcmp(key, "changes") == 0)
		phase->changes = (int)strtol(rest, NULL, 10);
	else if (strcmp(key, "per") == 0)
		phase->per = (int)strtol(rest, NULL, 10);
	else if (strcmp(key, "before") == 0 && phase->nbefore < BEFORE)
		phase->before[phase->nbefore++] = xstrdup(rest);
	else if (strcmp(key, "a") == 0)
		add_statement(&phase->sides[0], rest);
	else if (strcmp(key, "b") == 0)
		add_statement(&phase->sides[1], rest);
	else
		die(key, "not a setting of a phase");
}

static void begin_case(struct plan *plan, const char *name)
{
	if (plan->nvariants == CASES)
		die(name, "too many cases");
	plan->variants[plan->nvariants++] =
	    (struct variant){ .name = xstrdup(name),
			      .to = plan->to,
			      .thread = plan->thread,
			      .writers = 1 };
}

static void set_case(struct variant *variant, const char *key, const char *rest)
{
	if (strcmp(key, "writers") == 0) {
		variant->writers = (int)strtol(rest, NULL, 10);
		if (variant->writers > WRITERS)
			die(rest, "too many writers");
	} else if (strcmp(key, "turns") == 0) {
		variant->turns = (int)strtol(rest, NULL, 10);
	} else if (strcmp(key, "phase") == 0) {
		if (variant->nphases == PHASES)
			die(rest, "too many phases");
		variant->phases[variant->nphases++] = (struct phase){
			.name = xstrdup(rest), .ops = 100, .changes = 1
		};
	} else if (variant->nphases) {
		set_phase(&variant->phases[variant->nphases - 1], key, rest);
	} else {
		die(key, "before the first phase");
	}
}

static void set(struct plan *plan, const char *key, const char *rest)
{
	if (strcmp(key, "to") == 0)
		plan->to = xstrdup(rest);
	else if (strcmp(key, "thread") == 0)
		plan->thread = xstrdup(rest);
	else if (strcmp(key, "note") == 0)
		plan->note = xstrdup(rest);
	else if (strcmp(key, "session") == 0 && plan->nsession < SESSION)
		plan->session[plan->nsession++] = xstrdup(rest);
	else if (strcmp(key, "rounds") == 0)
		plan->rounds = (int)strtol(rest, NULL, 10);
	else if (strcmp(key, "warm") == 0)
		plan->warm = (int)strtol(rest, NULL, 10);
	else if (strcmp(key, "rows") == 0)
		plan->rows = strtoll(rest, NULL, 10);
	else if (strcmp(key, "first") == 0)
		plan->first = strtoll(rest, NULL, 10);
	else if (strcmp(key, "case") == 0)
		begin_case(plan, rest);
	else if (plan->nvariants)
		set_case(&plan->variants[plan->nvariants - 1], key, rest);
	else
		die(key, "before the first case");
}

static void read_plan(struct plan *plan, const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (!f)
		die(path, "cannot be read");
	while ((n = getline(&line, &cap, f)) > 0) {
		char *rest;

		if (line[n - 1] == '\n')
			line[n - 1] = '\0';
		if (!line[0] || line[0] == '#')
			continue;
		rest = strchr(line, ' ');
		if (rest)
			*rest++ = '\0';
		set(plan, line, rest ? rest : "");
	}
	free(line);
	fclose(f);
}

/*
 * Writers: one process each
 */

static void run_statement(struct statement *s, struct side *side,
			  const struct plan *plan)
{
	struct param params[PARAMS];
	size_t i;

	for (i = 0; i < s->nparams; i++)
		fill(&params[i], s->params[i], side, plan);
	prepared_run(s->prepared, params);
}

static void run_chunk(const struct phase *phase, int ops, struct side *side,
		      struct prepared *begin, struct prepared *commit,
		      const struct plan *plan)
{
	size_t i;
	int op;

	for (op = 0; op < ops; op++) {
		if (phase->per && op % phase->per == 0)
			prepared_run(begin, NULL);
		for (i = 0; i < side->n; i++)
			run_statement(&side->statements[i], side, plan);
		if (phase->per && (op + 1) % phase->per == 0)
			prepared_run(commit, NULL);
	}
}

static void prepare_all(const struct plan *plan, struct variant *variant,
			struct client *client, int number)
{
	size_t p, s, i;

	for (p = 0; p < variant->nphases; p++)
		for (s = 0; s < SIDES; s++) {
			struct side *side = &variant->phases[p].sides[s];

			side->next_id =
			    plan->first +
			    ID_STEP * (number + WRITERS * (int64_t)p);
			for (i = 0; i < side->n; i++) {
				struct statement *st = &side->statements[i];

				st->prepared =
				    prepared_open(client, st->sql, st->nparams);
			}
		}
}

static _Noreturn void write_for(struct plan *plan, struct variant *variant,
				int number, int talk)
{
	struct client *client = client_open(variant->to, variant->thread);
	struct prepared *begin, *commit;
	struct order order;
	size_t i;

	random_state += (uint64_t)number * 7919;
	for (i = 0; i < plan->nsession; i++)
		client_exec(client, plan->session[i]);
	begin = prepared_open(client, "BEGIN", 0);
	commit = prepared_open(client, "COMMIT", 0);
	prepare_all(plan, variant, client, number);
	while (read(talk, &order, sizeof(order)) == sizeof(order)) {
		struct phase *phase = &variant->phases[order.phase];
		struct usage usage;

		run_chunk(phase, order.ops, &phase->sides[order.side], begin,
			  commit, plan);
		usage = client_usage(client);
		if (write(talk, &usage, sizeof(usage)) != sizeof(usage))
			break;
	}
	_exit(0);
}

static void start_writers(struct plan *plan, struct variant *variant)
{
	int i, pair[2];

	for (i = 0; i < variant->writers; i++) {
		if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
			die("socketpair", "failed");
		fflush(NULL);
		switch (fork()) {
		case -1:
			die("fork", "failed");
			break;
		case 0:
			close(pair[0]);
			write_for(plan, variant, i, pair[1]);
		default:
			close(pair[1]);
			variant->talk[i] = pair[0];
		}
	}
}

/*
 * Rounds
 */

struct cost {
	double cpu, wall; /* microseconds for each change */
	double turns;     /* for each change */
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Runs what comes before a chunk on a side. */
static void run_before(struct variant *variant, const char *sql, size_t side)
{
	const char *p = strstr(sql, ":side");
	struct buf text = { 0 };

	if (p) {
		buf_add(&text, sql, (size_t)(p - sql));
		buf_addch(&text, side ? 'b' : 'a');
		sql = p + strlen(":side");
	}
	buf_addstr(&text, sql);
	client_exec(variant->client, buf_str(&text));
	buf_release(&text);
}

static void tell(const struct variant *variant, int w, struct order order)
{
	if (write(variant->talk[w], &order, sizeof(order)) != sizeof(order))
		die(variant->name, "a writer is gone");
}

static void hear(const struct variant *variant, int w, struct usage *sum)
{
	struct usage one;

	if (read(variant->talk[w], &one, sizeof(one)) != sizeof(one))
		die(variant->name, "a writer is gone");
	sum->cpu += one.cpu;
	sum->turns += one.turns;
}

/* All writers at once; what all of them have used since they began. */
static struct usage run_all(const struct variant *variant, struct order order)
{
	struct usage sum = { 0 };
	int w;

	for (w = 0; w < variant->writers; w++)
		tell(variant, w, order);
	for (w = 0; w < variant->writers; w++)
		hear(variant, w, &sum);
	return sum;
}

/* The same, each in its turn with one operation. */
static struct usage run_turns(const struct variant *variant, struct order order)
{
	struct usage sum = { 0 };
	int op, w, ops = order.ops;

	order.ops = 1;
	for (op = 0; op < ops; op++) {
		sum = (struct usage){ 0 };
		for (w = 0; w < variant->writers; w++) {
			tell(variant, w, order);
			hear(variant, w, &sum);
		}
	}
	return sum;
}

static struct cost measure(struct variant *variant, size_t phase, size_t side)
{
	const struct phase *p = &variant->phases[phase];
	struct order order = { .phase = phase, .side = side };
	struct usage before, after;
	double start, changes;
	size_t i;

	for (i = 0; i < p->nbefore; i++)
		run_before(variant, p->before[i], side);
	before = run_all(variant, order);
	order.ops = p->ops;
	start = now();
	after = variant->turns ? run_turns(variant, order)
			       : run_all(variant, order);
	changes = (double)p->ops * p->changes * variant->writers;
	return (struct cost){
		.cpu = (double)(after.cpu - before.cpu) / 1e3 / changes,
		.wall = (now() - start) / changes,
		.turns = (double)(after.turns - before.turns) / changes,
	};
}

static void run_case(const struct plan *plan, struct variant *variant,
		     int round)
{
	struct cost cost[SIDES];
	size_t p, first;

	for (p = 0; p < variant->nphases; p++) {
		first = random_number() & 1;
		cost[first] = measure(variant, p, first);
		cost[!first] = measure(variant, p, !first);
		if (round < plan->warm)
			continue;
		printf("{%s,\"variant\":\"%s\",\"phase\":\"%s\",\"writers\":%d,"
		       "\"in_turns\":%d,\"round\":%d,\"a_cpu\":%.3f,"
		       "\"b_cpu\":%.3f,\"a_wall\":%.3f,\"b_wall\":%.3f,"
		       "\"a_turns\":%.3f,\"b_turns\":%.3f}\n",
		       plan->note, variant->name, variant->phases[p].name,
		       variant->writers, variant->turns, round - plan->warm + 1,
		       cost[0].cpu, cost[1].cpu, cost[0].wall, cost[1].wall,
		       cost[0].turns, cost[1].turns);
	}
}

static void shuffle(size_t *order, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		order[i] = i;
	for (i = n; i > 1; i--) {
		size_t k = random_number() % i, t = order[k];

		order[k] = order[i - 1];
		order[i - 1] = t;
	}
}

int main(int argc, char **argv)
{
	static struct plan plan = { .rounds = 10,
				    .warm = 1,
				    .rows = 1,
				    .first = ID_STEP,
				    .note = "\"what\":\"load\"" };
	size_t order[CASES], i;
	int round, w, status, failed = 0;

	if (argc != 2) {
		fputs("usage: load SPEC\n", stderr);
		return 64;
	}
	read_plan(&plan, argv[1]);
	make_pools();
	for (i = 0; i < plan.nvariants; i++)
		start_writers(&plan, &plan.variants[i]);
	for (i = 0; i < plan.nvariants; i++)
		plan.variants[i].client =
		    client_open(plan.variants[i].to, NULL);
	for (round = 0; round < plan.warm + plan.rounds; round++) {
		shuffle(order, plan.nvariants);
		for (i = 0; i < plan.nvariants; i++)
			run_case(&plan, &plan.variants[order[i]], round);
	}
	for (i = 0; i < plan.nvariants; i++) {
		for (w = 0; w < plan.variants[i].writers; w++)
			close(plan.variants[i].talk[w]);
		client_close(plan.variants[i].client);
	}
	while (wait(&status) > 0)
		failed |= status;
	return failed ? 1 : 0;
}
