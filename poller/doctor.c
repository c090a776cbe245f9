#include "poller/doctor_private.h"

#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "core/table.h"

#define PREFIX "doctor."
#define TABLE_PREFIX "doctor.table."

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

void exam_find(struct exam *exam, enum severity severity, const char *object,
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
	exam_find(exam, i < SEVERITIES ? (enum severity)i : SEVERITY_ERROR,
		  texts[CHECK_OBJECT], texts[CHECK_WHAT], texts[CHECK_WHY],
		  texts[CHECK_MEND]);
}

bool exam_could_not(struct exam *exam, const char *object, struct err *err)
{
	struct buf what = { 0 };

	if (err->kind != ERR_PERMISSION && err->kind != ERR_CONFIG &&
	    err->kind != ERR_INTERNAL && err->kind != ERR_DATA)
		return false;
	buf_addf(&what, "could not check: %s", err->text);
	exam_find(exam, SEVERITY_NOTE, object, what.data,
		  "what this check would find goes unseen",
		  err->kind == ERR_PERMISSION
		      ? "run doctor as a user who may look"
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
		    !exam_could_not(exam,
				    table ? buf_str(&exam->label)
					  : source_database(patient->source),
				    err))
			return false;
	}
	return true;
}

/* -------------------------------------------------- tables and the registry */

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
		exam_find(exam, SEVERITY_NOTE, exam->label.data, what.data,
			  "nothing that is wrong with this table is seen",
			  "run doctor as a user who may see the table and its "
			  "triggers");
	} else if (good) {
		good = exam_drift(exam, &table, err) &&
		       (!table || run_sections(exam, TABLE_PREFIX, table, err));
	}
	buf_release(&unseen);
	buf_release(&what);
	return good;
}

static bool check_shape(struct exam *exam, const struct registered *row,
			struct err *err)
{
	const struct shape *shape;

	if (source_shape(exam->patient->source, row->shape, &shape, err))
		return true;
	if (err->kind != ERR_DATA)
		return false;
	make_label(exam, row);
	exam_find(
	    exam, SEVERITY_ERROR, exam->label.data, err->text,
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
		exam_find(
		    exam, SEVERITY_NOTE, "",
		    "could not check: this dialect has no checks of tables",
		    "nothing that is wrong with a table is seen", NULL);
		return true;
	}
	if (!source_registry(exam->patient->source, registry, err))
		return exam_could_not(exam, "shadowlog_shape", err);
	for (i = 0; i < registry->n; i++)
		if (!check_shape(exam, &registry->rows[i], err))
			return false;
	for (i = 0; i < registry->n; i++)
		if (registry->rows[i].current &&
		    !check_table(exam, &registry->rows[i], err))
			return false;
	return true;
}

bool doctor_examine(const struct patient *patient, struct diagnosis *out,
		    struct err *err)
{
	struct exam exam = { .patient = patient, .out = out };
	bool good;

	*out = (struct diagnosis){ 0 };
	good = source_check_session(patient->source, err) &&
	       exam_identity(&exam, err) && check_registry(&exam, err) &&
	       run_sections(&exam, PREFIX, NULL, err) &&
	       exam_growth(&exam, err);
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
