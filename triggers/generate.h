/*
 * The generator: table descriptions in, SQL out.
 *
 * All that is known of an engine stands in its dialect file; this fills in its
 * sections.  The output depends on nothing but the input: no time, no random
 * number, no version of this program.
 *
 * Settings of a dialect that the generator reads:
 *   quote         how an identifier is quoted: the opening and, where it is
 *                 another one, the closing character.  The closing one is
 *                 doubled inside.  Empty: there are no quotes, and names that
 *                 would need some are refused.
 *   names         "lower" where names without quotes are in small letters; else
 *                 they are in capitals
 *   escape        how a string literal is written: "double" ('' for ') or
 *                 "backslash" (\\ besides)
 *   schemas       "no" where a table's name has no schema in front, "yes"
 *                 where it must have one
 *   reserved      a schema of our own, whose tables cannot be captured
 *   user          "account" where a role is 'NAME'@'HOST'; else a role is an
 *                 identifier
 *   migrations    the directory under migrations/changelog/; default: the
 *                 dialect's name
 *   old, new      what stands before a column of the row before and after;
 *                 defaults "OLD." and "NEW."
 *   image_chunk   how many values one `image.values` can take; default: any
 *                 number
 *   image_width   how wide such a part can be, by the dialect's `width` lines;
 *                 a value wider than that is a part of its own, and asks for
 *                 its `value` with "wide " in front of its type.  Default: any
 *   image_join    what stands between such parts of one image
 *   image_calls   how many values with a line `--: value KIND apart` an image
 *                 can have; of a table with more all such values are put into
 *                 variables first: holes old_variables, old_steps,
 * new_variables and new_steps.  Default: any image_short   a value up to that
 * width asks for its line `apart` with "short " in front of its type
 *   literal_room  how many bytes description_literal has at most in one
 * literal, at line ends; default: any literal_join  what stands between two of
 * them value_join    what stands between the values of one part; default ","
 *   options       the options of a table (core/table_options.h) that this
 *                 dialect has: key, operations, when, noop, before, lob_omit,
 *                 lob_hash, actor, context, statement, bypass, bypass_marker,
 *                 fail.  Others are refused.  (exclude needs nothing but, where
 *                 an image is made of the whole row, section image.row)
 *   refuse.OPTION   why it is, as in "its triggers have no session to ask"
 *   refuse.truncate   why option operations cannot ask for truncate
 *   statement_old, statement_new   `old` and `new` of a table with option
 *                 statement
 *
 * Sections; holes in braces.  Those of a table have all holes of a table, see
 * below:
 *   image         the image of a row, where no column has a `--: value`
 *   image.values  the same, where one has: {{row}} as in `image`; {{values}},
 *                 those that there are, with commas and line ends between;
 *                 {{format}}, a %s for each of them, with commas between
 *   image.part    the same, where an image has more parts than one; and
 *   image.wide    for one value alone that is too wide for others beside it;
 *                 default of both: image.values
 *   image.row     where an image is made of the whole row: what {{row}} is in
 *                 the sections above if some columns are not to be in it;
 *                 {{columns}}, as NEW."id" AS "id", with commas between;
 *                 {{tag}}, a name that none of them has
 *   not_bypassed  true where the session does not bypass capture (optional, and
 *                 filled for a table with option bypass alone)
 *   if.STATE.HOLE   adds its text to hole HOLE of a table's other sections, if
 *                 the table is in that state: see below
 *   text.NAME     what hole NAME of a head, a tail and uninstall.changelog is:
 *                 where a dialect says it otherwise than its base
 *   pin.KIND      lines that `{{pins}}` of a table holds if it has a column of
 *                 that kind; the same line is there once
 *   table         a table's triggers, and what they need
 *   install.head  before the first table (optional)
 *   install       one table: {{table_sql}}, the filled section `table`;
 *                 {{trigger_hash}}, 8 hex digits of a hash of that text
 *   install.guard  what hole {{guard}} of it is, but for a table that had
 *                 another name (optional)
 *   install.tail  behind the last (optional)
 *   upgrade.head, upgrade, upgrade.tail   the same for an upgrade;
 *                 {{install_sql}}, the filled section `install`.  Without them
 *                 those of `install` serve, and neither a change nor a rename
 *                 can be part of the script
 *   change.PLACE  what an upgrade that makes the change of the table itself
 *                 fills hole PLACE of `install` with: before, inside, behind,
 *                 after (each optional); {{change}}, the SQL of that
 *   new.PLACE     the same where the change makes the table
 *   was.PLACE     the same for a table that had another name: with the names of
 *                 that one, and {{new_table}}
 *   uninstall.head, uninstall, uninstall.tail   the same for taking it away
 *   uninstall.changelog   takes away all that the migrations made
 *   grants        {{role}}, quoted; {{role_comment}}, for a comment
 *
 * Holes of a table:
 *   table         its quoted name, with the schema where there is one
 *   table_literal that as a string literal
 *   schema_dot    the quoted schema and its dot, or nothing
 *   schema_dot_literal  that as a string literal
 *   label         its name for a comment: one line, nothing that ends one
 *   trigger       shadowlog_ and 8 hex digits: the start of each name
 *   shape         the number of the layout
 *   schema_literal, name_literal, description_literal
 *   tag           for $tag$: a word that stands in no name of the table's
 *   pins          see above
 *   old_image, new_image
 *   old_variables, old_steps, new_variables, new_steps   see `image_calls`;
 *                 nothing where the images need none
 *   row_image     the image of a row of the table itself, called `shadowlog`
 *   gone_image    the same as an old row: of its key alone with `before`
 *   columns       the captured columns of such a row, with commas and line ends
 *                 between
 *   column_names  the same without what stands before a column
 *   new_key       the image of the new row's key columns
 *   key_columns   the quoted key columns, with commas between
 *   key_match     shadowlog is the row with the new row's key
 *   old_key_match the same with the old row's
 *   key_kept      the new row's key IS the old row's
 *   key_same      the new row's key = the old row's: to pair the rows of a
 *                 statement
 *   old_first, new_first   the first column of the key; NULL where a row has no
 *                 counterpart
 *   before, inside, behind, after   nothing but in an upgrade: see change.PLACE
 *
 * Holes that depend on the table's options; old_image is of the key alone with
 * option before key and none:
 *   old_when, new_when   the condition of option `when` for that row
 *   row_when      for a row called `shadowlog`; plain_when, with nothing before
 *                 a column
 *   same          the captured columns have the same bytes before and after, by
 *                 the dialect's lines `--: same`
 *   key_unchanged   so have those of the key
 *   key_literals  the names of its columns as literals, with commas between
 *   insert_if, update_if, delete_if, truncate_if   what has to be true for such
 *                 a change to be captured: of option when, noop, and
 *                 `not_bypassed`, joined by AND; nothing where it always is.
 *                 An update is captured if the row meets the condition before
 *                 or after; if not both times it is to be written as what it is
 *                 to a receiver who sees such rows alone: 'I' without the old
 *                 row, or 'D' without the new one
 *   and one for each section if.STATE.HOLE.  Those are filled in the order of
 *   the file, and each can use the holes of those above.  A hole that no
 *   section fills, since the table is in none of its states, is empty; so a
 *   table without options gets what it always got.
 *
 * States of a table; STATE is one of them, no_ and one of them, or several with
 * + between, as in if.update+no_update_if.trigger:
 *   insert, update, delete, truncate   such changes are captured
 *   insert_if, update_if, delete_if, truncate_if   that hole is not empty
 *   before_full, before_key, before_none
 *   keyless_all, keyless_unique
 *   who           actor or context
 *   exclude, and every word of setting `options`: the table has that option
 *
 * In a value `{{c}}` is one column with what stands before it: NEW."id";
 * `{{n}}` is the number in the brackets of its type, `{{2n}}` twice that.
 */
#ifndef TRIGGERS_GENERATE_H
#define TRIGGERS_GENERATE_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/dialect.h"
#include "core/err.h"
#include "core/table.h"

/* Appends the migrations that make the changelog. */
bool generate_changelog(const struct dialect *dialect, struct buf *out,
			struct err *err);

/*
 * Appends what captures these tables.  Kinds that their descriptions leave open
 * are filled in from the dialect.  ERR_DATA where a table cannot be captured:
 * it has no key, a schema too many, is ours, or clashes with another one.
 */
bool generate_install(const struct dialect *dialect, struct table_list *list,
		      struct buf *out, struct err *err);

/* What is known of a change of tables that were captured before. */
struct upgrade {
	struct table_list *from; /* as they were registered; NULL: not known */
	/* What the table was called before; NULL: it has kept its name. */
	const struct table *was;
	const char *change; /* SQL that makes the change; NULL: made apart */
};

/*
 * The table as it was before, under this name or the one it had; borrowed from
 * upgrade->from.  NULL where it was not captured, or nothing is known.
 */
const struct table *upgrade_before(const struct upgrade *upgrade,
				   const struct table *table);

/*
 * Appends what brings the capture of these tables up to date.  Tables that are
 * as they were are left out, those that are described no more are left alone;
 * comments say so.  A change or a rename is that of one table: ERR_DATA where
 * none or more than one is to be changed.
 */
bool generate_upgrade(const struct dialect *dialect, struct table_list *list,
		      const struct upgrade *upgrade, struct buf *out,
		      struct err *err);

/*
 * Appends what ends the capture of these tables; with `changelog`, then also
 * takes away the changelog.
 */
bool generate_uninstall(const struct dialect *dialect, struct table_list *list,
			bool changelog, struct buf *out, struct err *err);

/* Appends what a poller's role needs.  ERR_USAGE for a role that is none. */
bool generate_grants(const struct dialect *dialect, const char *role,
		     struct buf *out, struct err *err);

#endif
