#include "poller/doctor.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/table_options.h"
#include "poller/source_check.h"

#define PREFIX "doctor."
#define TABLE_PREFIX "doctor.table."

struct exam {
	const struct patient *patient;
	struct diagnosis *out;
	struct registry registry;
	const char *check; /* the one that is being made */
	struct buf label;  /* the table that is looked at */
};

/* ----------------------------------------------------------------- findings */

static const char *const severities[] = {
	[SEVERITY_ERROR] = "error",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_NOTE] = "note",
};

const char *severity_name(enum severity severity)
{
	return severities[severity];
}

static struct finding *add_finding(struct exam *exam, enum severity severity)
{
	struct diagnosis *out = exam->out;
	struct finding *finding;

	out->findings =
	    xgrow(out->findings, &out->cap, out->n + 1, sizeof(*out->findings));
	finding = &out->findings[out->n++];
	*finding =
	    (struct finding){ .check = exam->check, .severity = severity };
	out->counts[severity]++;
	return finding;
}

static void find(struct exam *exam, enum severity severity, const char *object,
		 const char *what, const char *why, const char *mend)
{
	struct finding *finding = add_finding(exam, severity);
	struct arena *arena = &exam->out->arena;
	size_t n = mend ? strlen(mend) : 0;

	finding->object = arena_strdup(arena, object);
	finding->what = arena_strdup(arena, what);
	finding->why = arena_strdup(arena, why);
	finding->mend = n ? arena_strdup(arena, mend) : NULL;
	finding->sql = n && mend[n - 1] == ';';
}

/* A row of a dialect's check. */
static void found_row(void *context, const char *const *texts)
{
	struct exam *exam = context;
	int i;

	for (i = 0; i < SEVERITIES; i++)
		if (strcmp(severities[i], texts[CHECK_SEVERITY]) == 0)
			break;
	/* A word that is none comes from a wrong dialect: be loud. */
	find(exam, i < SEVERITIES ? (enum severity)i : SEVERITY_ERROR,
	     texts[CHECK_OBJECT], texts[CHECK_WHAT], texts[CHECK_WHY],
	     texts[CHECK_MEND]);
}

/*
 * A failure inside of a check: said as a finding where it is about this check
 * alone, an error where the source is in trouble.
 */
static bool could_not(struct exam *exam, const char *object, struct err *err)
{
	struct buf what = { 0 };

	if (err->kind != ERR_PERMISSION && err->kind != ERR_CONFIG &&
	    err->kind != ERR_INTERNAL && err->kind != ERR_DATA)
		return false;
	buf_addf(&what, "could not check: %s", err->text);
	find(exam, SEVERITY_NOTE, object, what.data,
	     "what this check would find goes unseen",
	     err->kind == ERR_PERMISSION ? "run doctor as a user who may look"
					 : NULL);
	buf_release(&what);
	err_clear(err);
	return true;
}

/* ----------------------------------------------------- the dialect's checks */

/* Makes the checks of a prefix; those of tables are none of the others. */
static bool run_sections(struct exam *exam, const char *prefix,
			 const struct registered *table, struct err *err)
{
	const struct patient *patient = exam->patient;
	struct check_input input = { .table = table, .old = patient->old };
	const char *section;
	size_t i;

	for (i = 0; (section = dialect_section_at(patient->dialect, prefix, i));
	     i++) {
		if (!table &&
		    strncmp(section, TABLE_PREFIX, strlen(TABLE_PREFIX)) == 0)
			continue;
		exam->check = section + strlen(PREFIX);
		exam->out->checks++;
		if (!source_check(patient->source, section, &input, found_row,
				  exam, err) &&
		    !could_not(exam,
			       table ? buf_str(&exam->label)
				     : source_database(patient->source),
			       err))
			return false;
	}
	return true;
}

/* ---------------------------- drift: a table and its layout in the registry */

/* What mends every drift. */
static void add_again(const struct exam *exam, struct buf *out)
{
	buf_addf(out,
		 "\"shadowlog-triggers %s upgrade\" prints what to run, for "
		 "what \"shadowlog describe\" says of %s today",
		 dialect_name(exam->patient->dialect), exam->label.data);
}

/*
 * True where the image itself says which columns it has.  Options that concern
 * some columns make the triggers name them all.
 */
static bool self_describing(const struct exam *exam, const struct table *table)
{
	const struct table_options *o = &table->options;
	bool named = o->when || o->noop_skip || o->statement || o->keyless;
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		named = named || table->columns[i].excluded ||
			table->columns[i].lob;
	return !named &&
	       strcmp(source_encoding(exam->patient->source), "json") == 0;
}

static void find_drift(struct exam *exam, enum severity severity,
		       const char *what, const char *why)
{
	struct buf mend = { 0 };

	add_again(exam, &mend);
	find(exam, severity, exam->label.data, what, why, mend.data);
	buf_release(&mend);
}

static void compare_column(struct exam *exam, const struct column *then,
			   const struct column *now)
{
	struct buf what = { 0 };

	/* Another kind of the same type was the operator's choice. */
	if (strcmp(then->type, now->type) != 0) {
		buf_addf(&what, "column \"%s\" is %s, and %s in the registry",
			 now->name, now->type, then->type);
		find_drift(exam,
			   then->kind != now->kind ? SEVERITY_ERROR
						   : SEVERITY_WARNING,
			   what.data,
			   "its values are rendered and decoded as the old "
			   "type: events can be wrong in form, or be rejected");
	} else if (then->nullable != now->nullable ||
		   then->generated != now->generated) {
		buf_addf(&what, "column \"%s\" %s, and %s in the registry",
			 now->name,
			 then->nullable == now->nullable
			     ? now->generated ? "is generated" : "is plain"
			 : now->nullable ? "can be NULL"
					 : "cannot be NULL",
			 then->nullable == now->nullable
			     ? then->generated ? "generated" : "plain"
			 : then->nullable ? "can"
					  : "cannot");
		find_drift(exam, SEVERITY_WARNING, what.data,
			   "receivers are told an old layout");
	}
	buf_release(&what);
}

/* Columns that one of the two does not have. */
static void compare_sets(struct exam *exam, const struct table *then,
			 const struct table *now)
{
	bool loose = self_describing(exam, then);
	struct buf what = { 0 };
	size_t i;

	for (i = 0; i < then->ncolumns; i++) {
		if (then->columns[i].excluded ||
		    table_column(now, then->columns[i].name))
			continue;
		buf_reset(&what);
		buf_addf(&what, "column \"%s\" was dropped or renamed",
			 then->columns[i].name);
		find_drift(exam, loose ? SEVERITY_WARNING : SEVERITY_ERROR,
			   what.data,
			   loose ? "receivers are told a layout that has it"
				 : "the triggers name it: writes to the table "
				   "fail");
	}
	for (i = 0; i < now->ncolumns; i++) {
		if (table_column(then, now->columns[i].name))
			continue;
		buf_reset(&what);
		buf_addf(&what, "column \"%s\" (%s) is new",
			 now->columns[i].name, now->columns[i].type);
		find_drift(exam, loose ? SEVERITY_WARNING : SEVERITY_ERROR,
			   what.data,
			   loose ? "its values are captured, but the registry "
				   "does not know their type"
				 : "its values are not captured");
	}
	buf_release(&what);
}

static bool same_key(const struct table *then, const struct table *now)
{
	size_t i;

	for (i = 0; i < now->ncolumns; i++) {
		const struct column *column =
		    table_column(then, now->columns[i].name);

		if (now->columns[i].key != (column ? column->key : 0))
			return false;
	}
	return then->nkeys == now->nkeys;
}

static void compare_tables(struct exam *exam, const struct table *then,
			   const struct table *now)
{
	size_t i;

	compare_sets(exam, then, now);
	for (i = 0; i < now->ncolumns; i++) {
		const struct column *column =
		    table_column(then, now->columns[i].name);

		if (column)
			compare_column(exam, column, &now->columns[i]);
	}
	/* Without a primary key, its description says what stands for it. */
	if (now->nkeys && !now->options.keyless && !same_key(then, now))
		find_drift(exam, SEVERITY_ERROR,
			   "the primary key is another one than in the "
			   "registry",
			   "events carry the old key: receivers that find "
			   "their rows by it go wrong");
}

/*
 * Literals start their line in a dialect, so that a newline of theirs stays
 * what it is.  Where there is none, SQL reads better with them behind what they
 * are compared with.
 */
static void add_joined(const struct registered *table, const char *sql,
		       struct buf *out)
{
	bool apart = strchr(table->schema, '\n') || strchr(table->name, '\n');

	for (; *sql; sql++) {
		bool text =
		    strncmp(sql, "\n'", 2) == 0 || strncmp(sql, "\nN'", 3) == 0;

		if (apart || (!text && strncmp(sql, "\n;", 2) != 0))
			buf_addch(out, *sql);
		else if (text)
			buf_addch(out, ' ');
	}
}

/* A table that was captured and is not there. */
static bool table_gone(struct exam *exam, const struct registered *table,
		       struct err *err)
{
	static const char section[] = "catalogue.forget";
	const struct patient *patient = exam->patient;
	struct buf sql = { 0 }, mend = { 0 };
	bool good = true;

	if (dialect_section(patient->dialect, section))
		good = source_statement(patient->source, section, table, &sql,
					err);
	if (good) {
		add_joined(table, buf_str(&sql), &mend);
		find(exam, SEVERITY_ERROR, exam->label.data,
		     "the table is gone: dropped, or renamed",
		     "nothing of it is captured; if it was renamed, its "
		     "triggers still write under the old name, and what to "
		     "do stands under its new one",
		     mend.data);
	}
	buf_release(&sql);
	buf_release(&mend);
	return good;
}

/* A layout that does not decode is a finding of the registry's. */
static bool said_before(struct err *err)
{
	if (err->kind != ERR_DATA)
		return false;
	err_clear(err);
	return true;
}

/*
 * True if what was found is another captured table: engines that fold names
 * find T1 where t1 is gone.
 */
static bool is_another(const struct exam *exam, const struct registered *wanted,
		       const struct table *found)
{
	const struct registry *registry = &exam->registry;
	size_t i;

	if (strcmp(wanted->name, found->name) == 0)
		return false;
	for (i = 0; i < registry->n; i++)
		if (strcmp(registry->rows[i].name, found->name) == 0 &&
		    strcmp(registry->rows[i].schema, wanted->schema) == 0)
			return true;
	return false;
}

/*
 * Drift, and whether the table is there at all: *table is NULL where it is not,
 * else the layout that the triggers should write.  That need not be the newest:
 * a column that is taken back brings an old layout back.
 */
static bool check_drift(struct exam *exam, const struct registered **table,
			struct err *err)
{
	struct source *source = exam->patient->source;
	char *names[] = { exam->label.data };
	const struct registered *newest = *table, *fits;
	struct table_list list;
	const struct shape *shape;

	exam->check = "table.drift";
	exam->out->checks++;
	if (!source_describe(source, names, 1, &list, err)) {
		if (err->kind != ERR_CONFIG)
			return could_not(exam, exam->label.data, err);
		*table = NULL;
		err_clear(err);
		return table_gone(exam, newest, err);
	}
	if (is_another(exam, newest, &list.tables[0])) {
		table_list_release(&list);
		*table = NULL;
		return table_gone(exam, newest, err);
	}
	if (!source_shape(source, newest->shape, &shape, err)) {
		table_list_release(&list);
		return said_before(err);
	}
	if (shape)
		table_options_copy(shape->table, &list.tables[0]);
	fits = registry_find(&exam->registry, newest,
			     table_shape(&list.tables[0]));
	if (fits) {
		*table = fits;
	} else if (shape) {
		compare_tables(exam, shape->table, &list.tables[0]);
	}
	table_list_release(&list);
	return true;
}

/* The table's name as descriptions write it. */
static void make_label(struct exam *exam, const struct registered *table)
{
	buf_reset(&exam->label);
	table_print_name(
	    &(struct table){ .schema = table->schema, .name = table->name },
	    &exam->label);
}

static bool check_table(struct exam *exam, const struct registered *table,
			struct err *err)
{
	struct buf unseen = { 0 }, what = { 0 };
	bool good;

	make_label(exam, table);
	exam->out->tables++;
	exam->check = "table.visible";
	good = source_visible(exam->patient->source, table, &unseen, err);
	if (good && unseen.len) {
		buf_addf(&what, "could not check: %s", unseen.data);
		find(exam, SEVERITY_NOTE, exam->label.data, what.data,
		     "nothing that is wrong with this table is seen",
		     "run doctor as a user who may see the table and its "
		     "triggers");
	} else if (good) {
		good = check_drift(exam, &table, err) &&
		       (!table || run_sections(exam, TABLE_PREFIX, table, err));
	}
	buf_release(&unseen);
	buf_release(&what);
	return good;
}

/* -------------------------------------------- the registry and the identity */

static bool check_shape(struct exam *exam, const struct registered *row,
			struct err *err)
{
	const struct shape *shape;

	if (source_shape(exam->patient->source, row->shape, &shape, err))
		return true;
	if (err->kind != ERR_DATA)
		return false;
	make_label(exam, row);
	find(exam, SEVERITY_ERROR, exam->label.data, err->text,
	     "changes that were written with this layout cannot be decoded",
	     "restore the row of shadowlog_shape from the script that "
	     "installed it");
	err_clear(err);
	return true;
}

static bool check_registry(struct exam *exam, struct err *err)
{
	struct registry *registry = &exam->registry;
	size_t i;

	exam->check = "registry";
	exam->out->checks++;
	if (!dialect_section(exam->patient->dialect, "catalogue.registry")) {
		find(exam, SEVERITY_NOTE, "",
		     "could not check: this dialect has no checks of tables",
		     "nothing that is wrong with a table is seen", NULL);
		return true;
	}
	if (!source_registry(exam->patient->source, registry, err))
		return could_not(exam, "shadowlog_shape", err);
	for (i = 0; i < registry->n; i++)
		if (!check_shape(exam, &registry->rows[i], err))
			return false;
	for (i = 0; i < registry->n; i++)
		if (registry->rows[i].current &&
		    !check_table(exam, &registry->rows[i], err))
			return false;
	return true;
}

#define NEW_EPOCH                                                              \
	"if this is what you want, \"shadowlog migrate --new-epoch\"; else "   \
	"point the configuration to the right database and state_dir"

/* What the poller would refuse at its start. */
static bool check_identity(struct exam *exam, struct err *err)
{
	const struct patient *patient = exam->patient;
	const struct state_identity *identity =
	    patient->state ? state_identity(patient->state) : NULL;
	struct source_meta meta;
	struct lease lease;
	struct buf what = { 0 };
	bool polled = identity && identity->polled;

	exam->check = "identity";
	exam->out->checks++;
	if (!source_meta(patient->source, &meta, err))
		return false;
	if (polled && strcmp(identity->source_uuid, meta.uuid) != 0)
		buf_addf(&what,
			 "the changelog is another one (%s) than the one that "
			 "was polled (%s)",
			 meta.uuid, identity->source_uuid);
	else if (strcmp(polled ? identity->engine : meta.identity,
			meta.identity_now) != 0)
		buf_addf(&what,
			 "the database is a copy: it is \"%s\" and was \"%s\"",
			 meta.identity_now,
			 polled ? identity->engine : meta.identity);
	if (what.len)
		find(exam, polled ? SEVERITY_ERROR : SEVERITY_WARNING,
		     "shadowlog_meta", what.data,
		     "its numbers can mean other changes: the poller refuses "
		     "to go on",
		     NEW_EPOCH);
	buf_release(&what);
	if (!source_lease_read(patient->source, &lease, err))
		return could_not(exam, "shadowlog_lease", err);
	if (polled && *lease.epoch && strcmp(lease.epoch, identity->epoch) != 0)
		find(exam, SEVERITY_ERROR, "shadowlog_lease",
		     "it was polled in another epoch than this state.db knows",
		     "another state polls it, or this one was lost or "
		     "restored: the poller refuses to go on",
		     NEW_EPOCH);
	return true;
}

/* ----------------------- growth: who keeps the changelog from being trimmed */

static void find_pin(struct exam *exam, const struct sink_state *sink,
		     const struct lag *lag)
{
	bool configured =
	    exam->patient->configured(exam->patient->context, sink->name);
	struct buf object = { 0 }, what = { 0 }, mend = { 0 };
	bool late = lag->seconds >= exam->patient->old;

	buf_addf(&object, "sink %s", sink->name);
	buf_addf(&what,
		 "%s%s; it keeps %" PRId64 " changes in the changelog, the "
		 "oldest %" PRId64 " s old",
		 sink_condition_word(sink->condition),
		 configured ? "" : ", and not in the configuration",
		 lag->events, lag->seconds);
	if (!configured)
		buf_addf(&mend, "shadowlog sink forget %s", sink->name);
	else if (sink->condition == SINK_PAUSED)
		buf_addf(&mend, "shadowlog sink resume %s", sink->name);
	else
		buf_addf(&mend, "shadowlog status tells what it waits for%s%s",
			 *sink->error ? ": " : "", sink->error);
	if (!configured || (late && lag->events))
		find(exam, configured ? SEVERITY_WARNING : SEVERITY_ERROR,
		     object.data, what.data,
		     "nothing behind its oldest change is deleted: the "
		     "changelog grows",
		     mend.data);
	buf_release(&object);
	buf_release(&what);
	buf_release(&mend);
}

static bool check_sink(struct exam *exam, const struct sink_state *sink,
		       struct err *err)
{
	const struct patient *patient = exam->patient;
	struct rangeset acked = { 0 };
	struct lag lag = { 0 };
	bool good;

	good = state_acked(patient->state, sink->name, &acked, err);
	if (good &&
	    !source_lag(patient->source, &acked, sink->floor, &lag, err))
		good = could_not(exam, sink->name, err);
	else if (good)
		find_pin(exam, sink, &lag);
	rangeset_release(&acked);
	return good;
}

/* No state: whatever is in the changelog waits for a first poll. */
static bool check_unpolled(struct exam *exam, struct err *err)
{
	const struct patient *patient = exam->patient;
	struct rangeset none = { 0 };
	struct buf what = { 0 };
	struct lag lag = { 0 };
	bool good = true;

	buf_addf(&what, "could not check: %s", patient->state_error);
	find(exam, SEVERITY_NOTE, "state.db", what.data,
	     "what keeps the changelog from being trimmed is not seen", NULL);
	if (!source_lag(patient->source, &none, 0, &lag, err)) {
		good = could_not(exam, "shadowlog_changelog", err);
	} else if (lag.events && lag.seconds >= patient->old) {
		buf_reset(&what);
		buf_addf(&what,
			 "%" PRId64 " changes wait in it, the oldest for "
			 "%" PRId64 " s",
			 lag.events, lag.seconds);
		find(exam, SEVERITY_WARNING, "shadowlog_changelog", what.data,
		     "nobody polls with this state: the changelog grows",
		     "start \"shadowlog poll\", or point state_dir to the "
		     "state of who does");
	}
	buf_release(&what);
	return good;
}

static bool check_growth(struct exam *exam, struct err *err)
{
	const struct patient *patient = exam->patient;
	struct sink_state sink;
	bool found = true;
	size_t i;

	exam->check = "growth";
	exam->out->checks++;
	if (!patient->state)
		return check_unpolled(exam, err);
	for (i = 0;; i++) {
		if (!state_sink_at(patient->state, i, &sink, &found, err))
			return false;
		if (!found)
			return true;
		if (!check_sink(exam, &sink, err))
			return false;
	}
}

bool doctor_examine(const struct patient *patient, struct diagnosis *out,
		    struct err *err)
{
	struct exam exam = { .patient = patient, .out = out };
	bool good;

	*out = (struct diagnosis){ 0 };
	good = source_check_session(patient->source, err) &&
	       check_identity(&exam, err) && check_registry(&exam, err) &&
	       run_sections(&exam, PREFIX, NULL, err) &&
	       check_growth(&exam, err);
	registry_release(&exam.registry);
	buf_release(&exam.label);
	if (!good)
		diagnosis_release(out);
	return good;
}

void diagnosis_release(struct diagnosis *diagnosis)
{
	free(diagnosis->findings);
	arena_release(&diagnosis->arena);
	*diagnosis = (struct diagnosis){ 0 };
}
