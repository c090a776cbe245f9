/* Drift: a captured table and its layout in the registry. */
#include "poller/doctor_private.h"

#include <string.h>

#include "core/table_options.h"

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
	exam_find(exam, severity, exam->label.data, what, why, mend.data);
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
		exam_find(
		    exam, SEVERITY_ERROR, exam->label.data,
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

bool exam_drift(struct exam *exam, const struct registered **table,
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
			return exam_could_not(exam, exam->label.data, err);
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
