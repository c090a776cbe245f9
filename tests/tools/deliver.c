/*
 * Delivers made-up batches to a sink, for shell tests.
 *
 *	deliver TYPE FROM TO COUNT PADDING KEY=VALUE...
 *
 * Batches FROM to TO of epoch 7c1e go to the sink "out" of source "erp": COUNT
 * events each, with PADDING bytes of text.  $EPOCH, $TIMESTAMP and $FIRST_SEQ
 * say otherwise; $TOKEN is the fencing token, $REPLAY the mark of a batch that
 * is sent again.  With $IDLE the sink hears in the end that there is no more.
 * Prints the sink's position first, then a line for each batch; ends with the
 * first failure and the exit code of its kind.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/place.h"
#include "tests/support/sample.h"

static int fail(const struct err *err)
{
	printf("%s: %s\n", err_kind_name(err->kind), err->text);
	return err_exit_code(err->kind);
}

static int deliver(struct opened *opened, const struct sample_spec *spec)
{
	const char *token = getenv("TOKEN");
	struct sink_reply reply = { 0 };
	struct sample sample;
	struct err err = { 0 };
	bool good;

	sample_make(&sample, spec);
	sample.batch.token = token ? strtoll(token, NULL, 10) : 0;
	sample.batch.replay = getenv("REPLAY");
	good = opened->type->deliver(opened->sink, &sample.batch, &reply, &err);
	if (good)
		printf("ok %s\n", sample.id);
	if (*reply.note)
		printf("note %s\n", reply.note);
	sample_release(&sample);
	fflush(stdout);
	if (good)
		return 0;
	if (reply.in_doubt)
		printf("in doubt, ");
	return fail(&err);
}

static int idle(struct opened *opened)
{
	struct err err = { 0 };

	if (opened->type->idle && !opened->type->idle(opened->sink, &err))
		return fail(&err);
	return 0;
}

static void wait_for_line(void)
{
	int c = getenv("STEP") ? getchar() : EOF;

	while (c != EOF && c != '\n')
		c = getchar();
}

static int run(struct opened *opened, char **argv)
{
	struct sample_spec spec = { .epoch = getenv("EPOCH"),
				    .timestamp = getenv("TIMESTAMP") };
	const char *first_seq = getenv("FIRST_SEQ");
	int64_t last = strtoll(argv[3], NULL, 10);
	struct sink_position position;
	struct err err = { 0 };
	int code = 0;

	spec.first_seq = first_seq ? strtoll(first_seq, NULL, 10) : 0;
	spec.count = (size_t)strtoull(argv[4], NULL, 10);
	spec.padding = (size_t)strtoull(argv[5], NULL, 10);
	if (!opened->type->position(opened->sink, &position, &err))
		return fail(&err);
	if (position.known)
		printf("position %s %" PRId64 " %s\n", position.epoch,
		       position.batch_seq, position.batch_id);
	else
		printf("position unknown\n");
	fflush(stdout);
	spec.batch_seq = strtoll(argv[2], NULL, 10);
	for (; code == 0 && spec.batch_seq <= last; spec.batch_seq++) {
		wait_for_line();
		code = deliver(opened, &spec);
	}
	return code == 0 && getenv("IDLE") ? idle(opened) : code;
}

int main(int argc, char **argv)
{
	struct buf lines = { 0 };
	struct opened opened;
	struct err err = { 0 };
	int code;
	int i;

	if (argc < 6 || !sink_type_find(argv[1])) {
		fprintf(stderr, "usage: deliver TYPE FROM TO COUNT PADDING "
				"KEY=VALUE...\n");
		return 64;
	}
	for (i = 6; i < argc; i++)
		buf_addf(&lines, "%s\n", argv[i]);
	if (!opened_open(&opened, argv[1], buf_str(&lines), NULL, &err))
		code = fail(&err);
	else
		code = run(&opened, argv);
	opened_close(&opened);
	buf_release(&lines);
	return code;
}
