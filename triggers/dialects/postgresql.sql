-- PostgreSQL 9.4 and later.
--
-- What the triggers see, what they miss and what they need is said in section
-- install.head, with which every install script begins.

--: set encoding json
--: set escape double
--: set quote "
--: set schemas yes
--: set reserved shadowlog

--: type boolean = bool
--: type bool = bool
--: type smallint = int
--: type int2 = int
--: type integer = int
--: type int = int
--: type int4 = int
--: type bigint = bigint
--: type int8 = bigint
--: type oid = bigint
--: type numeric* = decimal
--: type decimal* = decimal
--: type real = float
--: type float4 = float
--: type float = double
--: type double precision = double
--: type float8 = double
--: type *[] = other
--: type text = text
--: type character* = text
--: type char* = text
--: type varchar* = text
--: type "char" = text
--: type name = text
--: type citext = text
--: type *.citext = text
--: type xml = text
--: type inet = text
--: type cidr = text
--: type macaddr* = text
--: type bit* = text
--: type varbit* = text
--: type tsvector = text
--: type tsquery = text
--: type int4range = text
--: type int8range = text
--: type numrange = text
--: type bytea = binary
--: type date = date
--: type time with time zone = text
--: type time(*) with time zone = text
--: type timetz* = text
--: type timestamp with time zone = timestamptz
--: type timestamp(*) with time zone = timestamptz
--: type timestamptz* = timestamptz
--: type timestamp* = timestamp
--: type time* = time
--: type interval* = interval
--: type uuid = uuid
--: type json = json
--: type jsonb = json
--: type * = other

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- row_to_json() survives a column added, dropped or renamed; it needs no list.
-- Where a table has columns of type json or jsonb, json_typeof() behind the
-- object tells SQL NULL from the document null (poller/row.h).
--: value json of json = E'\t', pg_catalog.json_typeof({{c}})
--: value json of jsonb = E'\t', pg_catalog.jsonb_typeof({{c}})
--: value json = E'\t', pg_catalog.json_typeof(pg_catalog.to_json({{c}}))

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit lob_hash actor context statement bypass bypass_marker fail
--: set statement_old o.
--: set statement_new n.

-- As bytes: also where a collation takes different ones for equal.
--: same * = pg_catalog.record_image_eq(ROW({{old}}), ROW({{new}}))

--: value binary omit = '?' OPERATOR(pg_catalog.||) pg_catalog.octet_length({{c}})::text
--: value * omit = '?' OPERATOR(pg_catalog.||) pg_catalog.octet_length({{c}}::text)::text
--: value binary hash = CASE WHEN {{c}} IS NOT NULL THEN pg_catalog.concat('?', pg_catalog.octet_length({{c}}),
--: |     ':sha256:', pg_catalog.encode(pg_catalog.sha256({{c}}), 'hex')) END
--: value * hash = CASE WHEN {{c}} IS NOT NULL THEN pg_catalog.concat('?', pg_catalog.octet_length({{c}}::text),
--: |     ':sha256:', pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to({{c}}::text,
--: |     CASE pg_catalog.getdatabaseencoding() WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END)), 'hex')) END

-- A row of some columns has to name them.
--: section image.row
(SELECT {{tag}} FROM (SELECT
	{{columns}}) AS {{tag}})

--: section image
pg_catalog.row_to_json({{row}})

--: # A function takes 100 arguments at most, an array does not mind.
--: section image.values
pg_catalog.concat(VARIADIC ARRAY[
	pg_catalog.row_to_json({{row}})::text,
	{{values}}])

--:
-- A clause SET costs every call, so a function has those only that its table's
-- columns ask for.
--: section pin.float
SET extra_float_digits = 3

--: section pin.double
SET extra_float_digits = 3

--: section pin.interval
SET intervalstyle = 'iso_8601'

--:
-- Arrays, ranges, composites, enumerations, money, geometry, regclass...
--: section pin.other
SET extra_float_digits = 3
SET intervalstyle = 'iso_8601'
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET bytea_output = 'hex'
SET lc_monetary = 'C'
SET quote_all_identifiers = off
SET search_path = pg_catalog, pg_temp

--: section if.actor.actor_column
, actor
--: section if.actor.actor_value
session_user::text,
--: # ---- what the table's options make of the triggers ----

--: section if.actor+no_context.who_columns
, actor
--: section if.no_actor+context.who_columns
, context
--: section if.actor+context.who_columns
, actor, context

--: section if.actor.who_values
session_user::text,
--: section if.context.who_values
pg_catalog.concat_ws(E'\n',
	'host=' OPERATOR(pg_catalog.||)
		pg_catalog.host(pg_catalog.inet_client_addr()),
	'program=' OPERATOR(pg_catalog.||)
		pg_catalog.current_setting('application_name'),
	'text=' OPERATOR(pg_catalog.||) pg_catalog.left(
		pg_catalog.current_setting('shadowlog.context', true), 1000)),

--: # A condition means the same in WHEN, when it is made, and in a function.
--: section if.when.path
SET search_path = pg_catalog, pg_temp
--: section if.no_when+statement.path
SET search_path = pg_catalog, pg_temp
--: section if.when.local_path

-- What the condition names is looked up here alone, now and in the triggers.
SET LOCAL search_path = pg_catalog, pg_temp;

--: section if.bypass_marker.mark
IF NOT COALESCE(pg_catalog.current_setting(
	'shadowlog.marked_{{trigger}}', true) OPERATOR(pg_catalog.=) 'yes',
	false) THEN
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	INSERT INTO shadowlog.shadowlog_changelog
		(shape, op, txid, captured_at{{actor_column}}, context)
	VALUES ({{shape}}, 'M', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		{{actor_value}}
		'reason=bypass');
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	PERFORM pg_catalog.set_config('shadowlog.marked_{{trigger}}', 'yes', true);
END IF;

--: section if.bypass.bypass
IF pg_catalog.current_setting('shadowlog.bypass', true)
	OPERATOR(pg_catalog.=) 'on' THEN
	{{mark}}
	RETURN NULL;
END IF;

--: # Which of the two rows is there for a receiver.
--: section if.no_statement+when.old_there
{{old_when}}
--: section if.no_statement+when.new_there
{{new_when}}
--: section if.statement+no_when.old_there
{{old_first}} IS NOT NULL
--: section if.statement+no_when.new_there
{{new_first}} IS NOT NULL
--: section if.statement+when.old_there
{{old_first}} IS NOT NULL AND ({{old_when}})
--: section if.statement+when.new_there
{{new_first}} IS NOT NULL AND ({{new_when}})

--: section if.no_before_none.old_part
{{old_image}}
--: section if.before_none+no_when.old_part
CASE WHEN {{key_unchanged}} THEN NULL ELSE
	{{old_image}}
END
--: section if.before_none+when.old_part
CASE WHEN {{key_unchanged}}
	AND ({{new_when}}) THEN NULL ELSE
	{{old_image}}
END

--: section if.no_statement+no_when.update_op
'U'
--: section if.no_statement+no_when.update_old
{{old_part}}
--: section if.no_statement+no_when.update_new
{{new_image}}
--: section if.when.update_op
CASE WHEN {{old_there}} THEN
	CASE WHEN {{new_there}} THEN 'U' ELSE 'D' END
ELSE 'I' END
--: section if.when.update_old
CASE WHEN {{old_there}} THEN
	{{old_part}}
END
--: section if.when.update_new
CASE WHEN {{new_there}} THEN
	{{new_image}}
END
--: section if.statement+no_when.update_op
CASE WHEN {{old_there}} THEN
	CASE WHEN {{new_there}} THEN 'U' ELSE 'D' END
ELSE 'I' END
--: section if.statement+no_when.update_old
CASE WHEN {{old_there}} THEN
	{{old_part}}
END
--: section if.statement+no_when.update_new
CASE WHEN {{new_there}} THEN
	{{new_image}}
END

--: section if.no_statement.insert_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid, captured_at{{who_columns}}, new_row)
VALUES ({{shape}}, 'I', pg_catalog.txid_current(),
	pg_catalog.clock_timestamp(),
	{{who_values}}
	{{new_image}});

--: section if.no_statement.update_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid, captured_at{{who_columns}}, old_row, new_row)
VALUES ({{shape}}, {{update_op}}, pg_catalog.txid_current(),
	pg_catalog.clock_timestamp(),
	{{who_values}}
	{{update_old}},
	{{update_new}});

--: section if.no_statement.delete_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid, captured_at{{who_columns}}, old_row)
VALUES ({{shape}}, 'D', pg_catalog.txid_current(),
	pg_catalog.clock_timestamp(),
	{{who_values}}
	{{old_image}});

--: section if.when.where_new

 WHERE {{new_when}}
--: section if.when.where_old

 WHERE {{old_when}}
--: section if.when+no_noop.where_pair

 WHERE ({{old_there}})
    OR ({{new_there}})
--: section if.when+noop.where_pair

 WHERE (({{old_there}})
    OR ({{new_there}}))
   AND NOT ({{same}})
--: section if.no_when+noop.where_pair

 WHERE NOT ({{same}})

--: section if.statement.insert_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid, captured_at{{who_columns}}, new_row)
SELECT {{shape}}, 'I', pg_catalog.txid_current(),
	pg_catalog.clock_timestamp(),
	{{who_values}}
	{{new_image}}
  FROM shadowlog_new AS n{{where_new}};

--: section if.statement.update_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid, captured_at{{who_columns}}, old_row, new_row)
SELECT {{shape}},
	{{update_op}},
	pg_catalog.txid_current(), pg_catalog.clock_timestamp(),
	{{who_values}}
	{{update_old}},
	{{update_new}}
  FROM shadowlog_old AS o
  FULL JOIN shadowlog_new AS n
    ON {{key_same}}{{where_pair}};

--: section if.statement.delete_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid, captured_at{{who_columns}}, old_row)
SELECT {{shape}}, 'D', pg_catalog.txid_current(),
	pg_catalog.clock_timestamp(),
	{{who_values}}
	{{old_image}}
  FROM shadowlog_old AS o{{where_old}};

--: section if.truncate.truncate_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid{{who_columns}}, captured_at)
VALUES ({{shape}}, 'T', pg_catalog.txid_current(),
	{{who_values}}
	pg_catalog.clock_timestamp());

--: section if.fail.trace
EXCEPTION WHEN OTHERS THEN
	RAISE WARNING 'shadowlog: a change of % was NOT captured: %',
		{{table_literal}}, SQLERRM;
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog
			(shape, op, txid, captured_at{{actor_column}}, context)
		VALUES ({{shape}}, 'M', pg_catalog.txid_current(),
			pg_catalog.clock_timestamp(),
			{{actor_value}}
			'reason=failed');
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;

--: section if.no_fail.insert_do
{{insert_row}}
--: section if.no_fail.update_do
{{update_row}}
--: section if.no_fail.delete_do
{{delete_row}}
--: section if.no_fail.truncate_do
{{truncate_row}}
--: section if.fail.insert_do
BEGIN
	{{insert_row}}
{{trace}}
END;
--: section if.fail.update_do
BEGIN
	{{update_row}}
{{trace}}
END;
--: section if.fail.delete_do
BEGIN
	{{delete_row}}
{{trace}}
END;
--: section if.fail.truncate_do
BEGIN
	{{truncate_row}}
{{trace}}
END;
--: section if.insert.insert
CREATE OR REPLACE FUNCTION shadowlog.{{trigger}}_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
{{pins}}
{{path}}
AS ${{tag}}$
DECLARE
	kept bigint;
BEGIN
	{{bypass}}
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	{{insert_do}}
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
${{tag}}$;
--: section if.no_insert.insert
-- INSERT is not captured.
DROP TRIGGER IF EXISTS "00_{{trigger}}_i" ON {{table}};
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_i();

--: section if.update.update
CREATE OR REPLACE FUNCTION shadowlog.{{trigger}}_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
{{pins}}
{{path}}
AS ${{tag}}$
DECLARE
	kept bigint;
BEGIN
	{{bypass}}
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	{{update_do}}
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
${{tag}}$;
--: section if.no_update.update
-- UPDATE is not captured.
DROP TRIGGER IF EXISTS "00_{{trigger}}_u" ON {{table}};
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_u();

--: section if.delete.delete
CREATE OR REPLACE FUNCTION shadowlog.{{trigger}}_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
{{pins}}
{{path}}
AS ${{tag}}$
DECLARE
	kept bigint;
BEGIN
	{{bypass}}
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	{{delete_do}}
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
${{tag}}$;
--: section if.no_delete.delete
-- DELETE is not captured.
DROP TRIGGER IF EXISTS "00_{{trigger}}_d" ON {{table}};
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_d();

--: section if.truncate.truncate
CREATE OR REPLACE FUNCTION shadowlog.{{trigger}}_t() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS ${{tag}}$
DECLARE
	kept bigint;
BEGIN
	{{bypass}}
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	{{truncate_do}}
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
${{tag}}$;
--: section if.no_truncate.truncate
-- TRUNCATE is not captured.
DROP TRIGGER IF EXISTS "00_{{trigger}}_t" ON {{table}};
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_t();

--: section if.no_operations.revoke
REVOKE ALL ON FUNCTION
	shadowlog.{{trigger}}_i(), shadowlog.{{trigger}}_u(),
	shadowlog.{{trigger}}_d(), shadowlog.{{trigger}}_t() FROM PUBLIC;
--: section if.operations+insert.revoke
REVOKE ALL ON FUNCTION shadowlog.{{trigger}}_i() FROM PUBLIC;
--: section if.operations+update.revoke
REVOKE ALL ON FUNCTION shadowlog.{{trigger}}_u() FROM PUBLIC;
--: section if.operations+delete.revoke
REVOKE ALL ON FUNCTION shadowlog.{{trigger}}_d() FROM PUBLIC;
--: section if.operations+truncate.revoke
REVOKE ALL ON FUNCTION shadowlog.{{trigger}}_t() FROM PUBLIC;

--: section if.insert+no_statement+no_insert_if.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_i" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_i" AFTER INSERT ON {{table}}
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.{{trigger}}_i();
--: section if.insert+no_statement+insert_if.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_i" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_i" AFTER INSERT ON {{table}}
	FOR EACH ROW
	WHEN ({{insert_if}})
	EXECUTE PROCEDURE shadowlog.{{trigger}}_i();
--: section if.insert+statement.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_i" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_i" AFTER INSERT ON {{table}}
	REFERENCING NEW TABLE AS shadowlog_new
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.{{trigger}}_i();
--: section if.update+no_statement+no_update_if.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_u" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_u" AFTER UPDATE ON {{table}}
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.{{trigger}}_u();
--: section if.update+no_statement+update_if.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_u" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_u" AFTER UPDATE ON {{table}}
	FOR EACH ROW
	WHEN ({{update_if}})
	EXECUTE PROCEDURE shadowlog.{{trigger}}_u();
--: section if.update+statement.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_u" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_u" AFTER UPDATE ON {{table}}
	REFERENCING OLD TABLE AS shadowlog_old NEW TABLE AS shadowlog_new
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.{{trigger}}_u();
--: section if.delete+no_statement+no_delete_if.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_d" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_d" AFTER DELETE ON {{table}}
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.{{trigger}}_d();
--: section if.delete+no_statement+delete_if.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_d" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_d" AFTER DELETE ON {{table}}
	FOR EACH ROW
	WHEN ({{delete_if}})
	EXECUTE PROCEDURE shadowlog.{{trigger}}_d();
--: section if.delete+statement.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_d" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_d" AFTER DELETE ON {{table}}
	REFERENCING OLD TABLE AS shadowlog_old
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.{{trigger}}_d();
--: section if.truncate.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_t" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_t" AFTER TRUNCATE ON {{table}}
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.{{trigger}}_t();

--: section if.insert.always
ALTER TABLE {{table}} ENABLE ALWAYS TRIGGER "00_{{trigger}}_i";
--: section if.update.always
ALTER TABLE {{table}} ENABLE ALWAYS TRIGGER "00_{{trigger}}_u";
--: section if.delete.always
ALTER TABLE {{table}} ENABLE ALWAYS TRIGGER "00_{{trigger}}_d";
--: section if.truncate.always
ALTER TABLE {{table}} ENABLE ALWAYS TRIGGER "00_{{trigger}}_t";

--: section table
{{insert}}

{{update}}

{{delete}}

{{truncate}}

-- Nobody else may hang these functions on a table of his own.
{{revoke}}

{{triggers}}

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
{{always}}

--: section if.fail.notes
--
-- FAIL OPEN: A CHANGE OF THIS TABLE THAT CANNOT BE CAPTURED IS LOST TO ALL
-- RECEIVERS, WHILE THE STATEMENT THAT MADE IT SUCCEEDS.  The server's log then
-- has a warning, and receivers get an event "m" if that at least can be written.
--: section if.bypass.notes
--
-- WHOEVER SETS shadowlog.bypass TO 'on' IN HIS SESSION WRITES TO THIS TABLE
-- WITHOUT BEING CAPTURED.
--: section if.bypass_marker.notes
-- The first such row of each transaction leaves an event "m".
--: section if.statement.notes
--
-- Its triggers fire once for each statement.  They do not see what logical
-- replication applies here.  No trigger of the table that fires for each row may
-- write to it after this, or changes of one row lose their order.
--: section if.keyless_all.notes
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--: section if.when.notes
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   {{plain_when}}

--: section if.keyless_unique.checks
IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index AS i
	WHERE i.indrelid = {{table_literal}}::regclass
	AND i.indisunique AND i.indpred IS NULL
	AND NOT EXISTS (SELECT 1
		FROM pg_catalog.unnest(i.indkey::int2[]) AS k (attnum)
		LEFT JOIN pg_catalog.pg_attribute AS a
		ON a.attrelid = i.indrelid AND a.attnum = k.attnum
		WHERE COALESCE(a.attname NOT IN ({{key_literals}}), true))) THEN
	RAISE EXCEPTION 'shadowlog: option key unique: no unique index is '
		'made of these columns';
END IF;
--: section if.lob_hash.checks
IF pg_catalog.current_setting('server_version_num')::int < 110000 THEN
	RAISE EXCEPTION 'shadowlog: option lob hash needs PostgreSQL 11';
END IF;
--: section if.bypass.checks
IF pg_catalog.current_setting('server_version_num')::int < 90600 THEN
	RAISE EXCEPTION 'shadowlog: option bypass needs PostgreSQL 9.6';
END IF;
--: section if.context.checks
IF pg_catalog.current_setting('server_version_num')::int < 90600 THEN
	RAISE EXCEPTION 'shadowlog: option context needs PostgreSQL 9.6';
END IF;
--: section if.when.checks
PERFORM {{row_when}}
   FROM {{table}} AS shadowlog WHERE false;
--: section if.statement.checks
IF pg_catalog.current_setting('server_version_num')::int < 100000 THEN
	RAISE EXCEPTION 'shadowlog: option statement needs PostgreSQL 10';
END IF;
IF EXISTS (SELECT 1 FROM pg_catalog.pg_class AS c
	WHERE c.oid = {{table_literal}}::regclass AND c.relkind <> 'r')
	OR EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS i
	WHERE {{table_literal}}::regclass IN (i.inhrelid, i.inhparent)) THEN
	RAISE EXCEPTION 'shadowlog: option statement: the table has partitions '
		'or children, or is one'
	USING HINT = 'A statement on one of these does not fire the triggers '
		'of the other. Leave the option out.';
END IF;
IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
	WHERE t.tgrelid = {{table_literal}}::regclass AND NOT t.tgisinternal
	AND t.tgtype & 1 = 1 AND t.tgtype & 66 = 0
	AND pg_catalog.left(t.tgname::text, 13) <> '00_shadowlog_') THEN
	RAISE EXCEPTION 'shadowlog: option statement: another trigger of the '
		'table fires AFTER each ROW'
	USING HINT = 'It fires before a trigger for the whole statement: what '
		'it writes to this table would be captured before the change '
		'that it follows. Leave the option out.';
END IF;
IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k
	WHERE k.contype = 'f' AND k.conrelid = k.confrelid
	AND k.conrelid = {{table_literal}}::regclass
	AND (k.confupdtype IN ('c', 'n', 'd') OR k.confdeltype IN ('c', 'n', 'd')))
THEN
	RAISE EXCEPTION 'shadowlog: option statement: a foreign key of the table '
		'to itself changes rows'
	USING HINT = 'What it changes would be captured before the change that '
		'it follows. Leave the option out.';
END IF;

--: section install.head
-- Shadowlog: capture row changes of the tables below, on PostgreSQL.
--
-- Run it as the owner of schema shadowlog (or a superuser) who may also create
-- triggers on these tables:
--
--	psql -X -v ON_ERROR_STOP=1 -d DATABASE -f this-file.sql
--
-- Each table is one transaction: all of it or nothing.  It locks the table
-- against writers for a moment, and against readers, too, where triggers of ours
-- are exchanged; it gives up after 10 s of waiting for that.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers and one AFTER TRUNCATE.
-- They run with the rights of whoever runs this (SECURITY DEFINER), so that the
-- application's users need none; every name in them has its schema.  Their
-- names start with 00_, because PostgreSQL fires triggers in order of name and
-- these must see a change before a trigger of the application changes the row
-- again.  They put back lastval(), which the number of the changelog's row
-- would change; so whoever runs this must have SELECT on the application's
-- sequences (a superuser has), or lastval() is another number after a write:
-- `shadowlog doctor` names those.  If a change cannot be recorded, the statement
-- that made it fails.
--
-- What they do not see: ALTER TABLE ... DISABLE TRIGGER while it lasts; rows
-- added to a child by inheritance; TRUNCATE of one partition by its own name;
-- what ATTACH PARTITION brings and DETACH takes; the values of VIRTUAL generated
-- columns (18; a trigger sees NULL); new values of a column by ALTER TABLE (a
-- default added, a type changed); an UNLOGGED table that a crash emptied.

SET standard_conforming_strings = on;

--: section install
-- Table {{label}}
{{notes}}

BEGIN;
SET LOCAL lock_timeout = '10s';
{{before}}
{{local_path}}

-- First the lock that is needed in the end: two that hold a little of it and
-- wait for the rest, as an application that writes and then TRUNCATEs, would wait
-- for each other.
--
-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
DO ${{tag}}$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		WHERE t.tgrelid = {{table_literal}}::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE {{table}} IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE {{table}} IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = {{schema_literal}}
		AND c.relname = {{name_literal}}
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_{{trigger}}')
	THEN
		RAISE EXCEPTION 'shadowlog: this table is captured under '
			'another name'
		USING HINT = 'It was renamed: "upgrade --was" tells which. Or it '
			'is a partition: the whole table is captured.';
	END IF;
	IF NOT pg_catalog.has_table_privilege(
		'shadowlog.shadowlog_changelog', 'INSERT') THEN
		RAISE EXCEPTION 'shadowlog: % may not INSERT into the changelog',
			current_user
		USING HINT = 'Run this as the owner of schema shadowlog.';
	END IF;
	{{checks}}
	PERFORM {{columns}}
	   FROM {{table}} AS shadowlog WHERE false;
	PERFORM {{row_image}}
	   FROM {{table}} AS shadowlog WHERE false;
END
${{tag}}$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT {{shape}}, {{schema_literal}}, {{name_literal}},
       v.version, d.description,
       '{{trigger_hash}}', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = {{schema_literal}}
           AND table_name = {{name_literal}}) AS v,
       (SELECT {{description_literal}}::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = {{shape}}
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '{{trigger_hash}}', installed_at = clock_timestamp()
 WHERE shape = {{shape}}
   AND (trigger_hash <> '{{trigger_hash}}'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = {{schema_literal}}
                              AND s.table_name = {{name_literal}}));

{{table_sql}}

COMMIT;

--: section upgrade.head
-- Shadowlog: bring the capture of the tables below up to date, on PostgreSQL.
--
-- Run it as the owner of schema shadowlog (or a superuser) who may also create
-- triggers on these tables and make the change:
--
--	psql -X -v ON_ERROR_STOP=1 -d DATABASE -f this-file.sql
--
-- Each table is one transaction, and a change of the table is part of it: all
-- of it or nothing, no write fails, and none is missed.  It locks the table
-- against writers and readers while it lasts, and gives up after 10 s of waiting
-- for that.
-- Running it again changes nothing, unless the change of the table does.
--
-- Changes captured so far stay, and are read by the layout they were written
-- with.

SET standard_conforming_strings = on;

--: section upgrade
{{install_sql}}

--: section change.before
-- The change of the table.
{{change}}

--: section new.before
-- The table.
{{change}}

--: section was.before
-- Fails where the old name is not one that was captured.
DO ${{tag}}$
BEGIN
	IF NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape
		WHERE table_schema = {{schema_literal}}
		AND table_name = {{name_literal}}) THEN
		RAISE EXCEPTION 'shadowlog: the registry lists no table of '
			'that old name';
	END IF;
END
${{tag}}$;
{{change}}

-- Triggers go with a table that is renamed; these are called by its old name.
DROP TRIGGER IF EXISTS "00_{{trigger}}_i" ON {{new_table}};
DROP TRIGGER IF EXISTS "00_{{trigger}}_u" ON {{new_table}};
DROP TRIGGER IF EXISTS "00_{{trigger}}_d" ON {{new_table}};
DROP TRIGGER IF EXISTS "00_{{trigger}}_t" ON {{new_table}};
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_i();
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_u();
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_d();
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_t();

-- Its layouts stay, for what was captured: no triggers write them any more.
UPDATE shadowlog.shadowlog_shape SET trigger_hash = ''
 WHERE table_schema = {{schema_literal}} AND table_name = {{name_literal}};

--: section uninstall.head
-- Shadowlog: end the capture of the tables below, on PostgreSQL.
--
--	psql -X -v ON_ERROR_STOP=1 -d DATABASE -f this-file.sql
--
-- It locks each table against writers and readers for a moment, and gives up
-- after 10 s of waiting for that.
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET standard_conforming_strings = on;

--: section uninstall
-- Table {{label}}
BEGIN;
SET LOCAL lock_timeout = '10s';

-- DROP TRIGGER takes a weak lock first, so that it and an application that writes
-- and then TRUNCATEs would wait for each other.
DO ${{tag}}$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = {{schema_literal}}
		AND c.relname = {{name_literal}}
		AND pg_catalog.left(t.tgname::text, 21) = '00_{{trigger}}')
	THEN
		LOCK TABLE {{table}} IN ACCESS EXCLUSIVE MODE;
	END IF;
END
${{tag}}$;

DROP TRIGGER IF EXISTS "00_{{trigger}}_i" ON {{table}};
DROP TRIGGER IF EXISTS "00_{{trigger}}_u" ON {{table}};
DROP TRIGGER IF EXISTS "00_{{trigger}}_d" ON {{table}};
DROP TRIGGER IF EXISTS "00_{{trigger}}_t" ON {{table}};
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_i();
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_u();
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_d();
DROP FUNCTION IF EXISTS shadowlog.{{trigger}}_t();
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = {{schema_literal}}
   AND s.table_name = {{name_literal}}
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;

--: section uninstall.changelog
-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  It fails while a table is still captured.
BEGIN;
DROP FUNCTION IF EXISTS shadowlog.shadowlog_identity();
DROP SEQUENCE IF EXISTS shadowlog.shadowlog_lastval;
DROP TABLE IF EXISTS shadowlog.shadowlog_changelog;
DROP TABLE IF EXISTS shadowlog.shadowlog_shape;
DROP TABLE IF EXISTS shadowlog.shadowlog_lease;
DROP TABLE IF EXISTS shadowlog.shadowlog_meta;
DROP SCHEMA shadowlog RESTRICT;
COMMIT;

--: section grants
-- What the poller's role {{role_comment}} needs, and nothing else.  Run it as
-- the owner of schema shadowlog.  The application's users need nothing.
BEGIN;
REVOKE ALL ON ALL TABLES IN SCHEMA shadowlog FROM {{role}};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA shadowlog FROM {{role}};
GRANT USAGE ON SCHEMA shadowlog TO {{role}};
GRANT SELECT, DELETE ON shadowlog.shadowlog_changelog TO {{role}};
GRANT SELECT ON shadowlog.shadowlog_shape TO {{role}};
GRANT SELECT ON shadowlog.shadowlog_meta TO {{role}};
GRANT SELECT, UPDATE ON shadowlog.shadowlog_lease TO {{role}};
GRANT EXECUTE ON FUNCTION shadowlog.shadowlog_identity() TO {{role}};
COMMIT;

--:

-- The poller.  Protocol 7.4-0: a failed statement fails its transaction, no
-- savepoints, as everywhere else.  TLS where the server has it, as libpq does.
--: set connect Protocol=7.4-0;SSLmode=prefer
--: set trim_ranges 64

-- What was read must not be lost by the server: the lease's commit waits until
-- it is on disk.  A stronger setting stays.
--: section poller.session
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE

SELECT set_config('synchronous_commit', 'on', false)
WHERE current_setting('synchronous_commit') IN ('off', 'local')

SET client_encoding = 'UTF8'

SET standard_conforming_strings = on

SET TIME ZONE 'UTC'

SET datestyle = 'ISO, YMD'

SET lock_timeout = '5s'

SET application_name = 'shadowlog'

--: section poller.server
SELECT 'PostgreSQL ' || current_setting('server_version'), NULL,
  current_database(),
  (current_setting('server_encoding') IN ('UTF8', 'SQL_ASCII'))::integer, 0

--: section poller.meta
SELECT source_uuid, schema_version, engine_identity,
  shadowlog.shadowlog_identity()
FROM shadowlog.shadowlog_meta

--: section poller.shape
SELECT table_schema, table_name, version, description
FROM shadowlog.shadowlog_shape WHERE shape = {{shape}}

-- Without a hash: layouts that no trigger writes.
--: section poller.registered
SELECT description FROM shadowlog.shadowlog_shape AS s
WHERE trigger_hash <> ''
AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape AS newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND newer.trigger_hash <> '' AND (newer.installed_at > s.installed_at
    OR newer.installed_at = s.installed_at AND newer.version > s.version))
ORDER BY table_schema, table_name

--: section poller.bound
SELECT max(seq) FROM shadowlog.shadowlog_changelog

--: section poller.seqs
SELECT seq FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.probe
SELECT count(*), max(seq), coalesce(sum(bytes), 0)
  * CASE getdatabaseencoding() WHEN 'SQL_ASCII' THEN 2 ELSE 1 END FROM (
  SELECT seq, coalesce(octet_length(old_row), 0)::bigint
    + coalesce(octet_length(new_row), 0) AS bytes
  FROM shadowlog.shadowlog_changelog
  WHERE {{where}} ORDER BY seq LIMIT {{limit}}) AS page

-- In a database in SQL_ASCII text can be no UTF-8, and PostgreSQL hands out none
-- that is not: an image that is not ASCII is handed out by its bytes, poller/row.h.
--: section poller.page
SELECT seq, shape, op, txid,
  captured_at::text,
  octet_length(old_row), octet_length(new_row),
  CASE WHEN octet_length(old_row) <= {{inline}} THEN old_row END,
  CASE WHEN octet_length(new_row) <= {{inline}} THEN new_row END
FROM (SELECT seq, shape, op, txid, captured_at,
  CASE WHEN (SELECT getdatabaseencoding() = 'SQL_ASCII')
      AND (octet_length(old_row) > 1000000 OR old_row ~ '[^\x01-\x7f]')
    THEN '\x' || encode(convert_to(old_row, 'SQL_ASCII'), 'hex') ELSE old_row END AS old_row,
  CASE WHEN (SELECT getdatabaseencoding() = 'SQL_ASCII')
      AND (octet_length(new_row) > 1000000 OR new_row ~ '[^\x01-\x7f]')
    THEN '\x' || encode(convert_to(new_row, 'SQL_ASCII'), 'hex') ELSE new_row END AS new_row
  FROM shadowlog.shadowlog_changelog) AS c
WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.who
SELECT seq,
  CASE WHEN (SELECT getdatabaseencoding() = 'SQL_ASCII')
      AND actor ~ '[^\x01-\x7f]'
    THEN encode(convert_to(actor, 'SQL_ASCII'), 'escape') ELSE actor END,
  CASE WHEN (SELECT getdatabaseencoding() = 'SQL_ASCII')
      AND context ~ '[^\x01-\x7f]'
    THEN encode(convert_to(context, 'SQL_ASCII'), 'escape') ELSE context END
FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq

--: section poller.chunk
SELECT substring(CASE WHEN (SELECT getdatabaseencoding() = 'SQL_ASCII')
      AND (octet_length({{column}}) > 1000000 OR {{column}} ~ '[^\x01-\x7f]')
    THEN '\x' || encode(convert_to({{column}}, 'SQL_ASCII'), 'hex') ELSE {{column}} END
  FROM {{from}} FOR {{length}})
FROM shadowlog.shadowlog_changelog WHERE seq = {{seq}}

--: section poller.count
SELECT count(*) FROM shadowlog.shadowlog_changelog WHERE {{where}}

--: section poller.trim
DELETE FROM shadowlog.shadowlog_changelog WHERE {{where}}

--: section poller.lease_read
SELECT holder, token, epoch,
  trunc(extract(epoch FROM expires_at - clock_timestamp()))::bigint
FROM shadowlog.shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog.shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = clock_timestamp() + {{seconds}} * interval '1 second'
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= clock_timestamp())

--: section poller.lease_renew
UPDATE shadowlog.shadowlog_lease
SET expires_at = clock_timestamp() + {{seconds}} * interval '1 second'
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog.shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT count(*), min(seq),
  (SELECT to_char(captured_at AT TIME ZONE 'UTC',
     'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
   FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq LIMIT 1),
  to_char(clock_timestamp() AT TIME ZONE 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
FROM shadowlog.shadowlog_changelog WHERE {{where}}

-- Numbers below the highest that was read belong to transactions that had an
-- xid before this one gets its own.
--: section poller.floor_mark
SELECT txid_current()

--: section poller.floor_check
SELECT txid_snapshot_xmin(txid_current_snapshot())

-- Without a schema: the first of the search path that has such a table, but
-- not ours, which a role "shadowlog" has in front.
-- Holes that start their line are filled in as they are.
--: section catalogue.table
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace,
  unnest(current_schemas(false)::text[] ||
{{schema}}
    ::text) WITH ORDINALITY AS path (name, place)
WHERE c.relkind IN ('r', 'p') AND c.relname =
{{table}}
  AND n.nspname = path.name AND n.nspname <> 'shadowlog'
  AND path.name = coalesce(nullif(
{{schema}}
    , ''), path.name)
ORDER BY path.place
LIMIT 1

-- A domain is shown as such, and is of the kind of what it is made of.  Columns
-- of the catalogue that came later (generated: 12, INCLUDE: 11) are asked for
-- by name.
-- The settings are the statement's own: so every type of the site's is printed
-- with its schema, whoever asks, and none is taken for one of PostgreSQL's.
--: section catalogue.columns
WITH RECURSIVE wanted AS (
  SELECT c.oid, set_config('search_path', 'pg_catalog, pg_temp', true),
    set_config('quote_all_identifiers', 'off', true)
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
), base (attnum, type, modifier) AS (
  SELECT a.attnum, a.atttypid, a.atttypmod
  FROM pg_catalog.pg_attribute AS a JOIN wanted AS w ON w.oid = a.attrelid
  WHERE a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT b.attnum, t.typbasetype, t.typtypmod
  FROM base AS b
  JOIN pg_catalog.pg_type AS t ON t.oid = b.type AND t.typtype = 'd'
), key (attnum, place) AS (
  SELECT k.attnum, k.place
  FROM wanted AS w
  JOIN pg_catalog.pg_index AS i ON i.indrelid = w.oid AND i.indisprimary,
    unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
  WHERE k.place <= coalesce((row_to_json(i) ->> 'indnkeyatts')::int, i.indnatts)
)
SELECT a.attname, format_type(a.atttypid, a.atttypmod),
  format_type(b.type, b.modifier),
  CASE WHEN a.attnotnull THEN '' ELSE 'null' END,
  CASE WHEN row_to_json(a) ->> 'attgenerated' <> '' THEN 'generated'
    ELSE '' END,
  coalesce(k.place, 0)
FROM wanted AS w
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = w.oid
JOIN base AS b ON b.attnum = a.attnum
JOIN pg_catalog.pg_type AS t ON t.oid = b.type AND t.typtype <> 'd'
LEFT JOIN key AS k ON k.attnum = a.attnum
ORDER BY a.attnum

--: section catalogue.tables
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'shadowlog')
  AND n.nspname !~ '^pg_(toast|temp)'
  AND coalesce(row_to_json(c) ->> 'relispartition', 'false') = 'false'
ORDER BY n.nspname, c.relname

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.

-- Every name is then printed with its schema.
--: section catalogue.session
SET search_path = pg_catalog, pg_temp

--: section catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '' THEN 1 ELSE 0 END AS captured
FROM shadowlog.shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

--: section catalogue.forget
UPDATE shadowlog.shadowlog_shape SET trigger_hash = ''
 WHERE table_schema =
{{schema}}
   AND table_name =
{{table}}
;
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema =
{{schema}}
   AND s.table_name =
{{table}}
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);

--: section doctor.table.triggers
SELECT 'error', c.oid::regclass::text,
  'trigger 00_{{trigger}}' || w.suffix || ' is missing',
  'its ' || w.event || ' is not captured',
  'install again what "shadowlog-triggers postgresql install" prints for this'
    ' table; if its capture was ended, run its uninstall once more when all of'
    ' it is delivered'
FROM (VALUES ('_i', 'INSERT'), ('_u', 'UPDATE'), ('_d', 'DELETE'),
  ('_t', 'TRUNCATE')) AS w (suffix, event), pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND position(' ' || lower(w.event) || ' ' IN '{{options}}') > 0
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
    WHERE t.tgrelid = c.oid AND t.tgname = '00_{{trigger}}' || w.suffix)

-- Of a partitioned table: also of its partitions, whose triggers are copies.
--: section doctor.table.enabled
WITH RECURSIVE wanted (oid) AS (
  SELECT c.oid
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  UNION ALL
  SELECT i.inhrelid FROM wanted AS w
  JOIN pg_catalog.pg_inherits AS i ON i.inhparent = w.oid
  JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
  WHERE row_to_json(c) ->> 'relispartition' = 'true'
)
SELECT CASE t.tgenabled WHEN 'O' THEN 'warning' ELSE 'error' END,
  w.oid::regclass::text,
  'trigger ' || t.tgname || CASE t.tgenabled WHEN 'D' THEN ' is disabled'
    WHEN 'R' THEN ' fires in sessions of role replica only'
    ELSE ' does not fire in sessions of role replica' END,
  CASE t.tgenabled WHEN 'O'
    THEN 'what logical replication or such a session writes is not captured'
    ELSE 'changes are not captured' END,
  format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I;', w.oid::regclass, t.tgname)
FROM wanted AS w JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = w.oid
WHERE t.tgname ~ '^00_{{trigger}}_[iudt]$' AND t.tgenabled <> 'A'

-- As CREATE TRIGGER made it: the event, each row (TRUNCATE: the statement), no
-- WHEN, no list of columns; and a function of ours that writes the layout
-- of today with its owner's rights.
--: section doctor.table.altered
SELECT 'error', c.oid::regclass::text, 'trigger ' || t.tgname || CASE
    WHEN t.tgtype <> w.type THEN ' fires for another event or at another time'
    WHEN t.tgqual IS NOT NULL AND NOT w.choosy THEN ' has a WHEN'
    WHEN t.tgqual IS NULL AND w.choosy THEN ' has no WHEN any more'
    WHEN array_length(t.tgattr::int2[], 1) > 0
      THEN ' fires for some columns only'
    WHEN p.pronamespace <> (SELECT x.oid
      FROM pg_catalog.pg_namespace AS x WHERE x.nspname = 'shadowlog')
      OR p.proname <> '{{trigger}}' || w.suffix
      THEN ' calls a function that is not ours'
    WHEN NOT p.prosecdef
      THEN ' runs with the rights of the application''s user'
    WHEN p.prosrc !~ 'shadowlog\.shadowlog_changelog'
      THEN ' does not write to the changelog any more'
    ELSE ' does not write the layout of today, {{shape}}' END,
  'somebody made it anew, or an install went wrong: changes are lost, or'
    ' writes fail',
  'install again what "shadowlog-triggers postgresql install" prints for this'
    ' table'
FROM (SELECT v.suffix, CASE WHEN o.statement THEN v.type & 62 ELSE v.type END,
    NOT o.statement AND (o.whens AND v.suffix <> '_t'
      OR o.noop AND v.suffix = '_u')
  FROM (VALUES ('_i', 5), ('_u', 17), ('_d', 9), ('_t', 32)) AS v (suffix, type),
    (SELECT position(' statement ' IN '{{options}}') > 0,
      position(' when ' IN '{{options}}') > 0,
      position(' noop ' IN '{{options}}') > 0) AS o (statement, whens, noop)
  ) AS w (suffix, type, choosy),
  pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid
JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND t.tgname = '00_{{trigger}}' || w.suffix
  AND (t.tgtype <> w.type OR (t.tgqual IS NOT NULL) <> w.choosy
    OR array_length(t.tgattr::int2[], 1) > 0
    OR p.pronamespace <> (SELECT x.oid
      FROM pg_catalog.pg_namespace AS x WHERE x.nspname = 'shadowlog')
    OR p.proname <> '{{trigger}}' || w.suffix OR NOT p.prosecdef
    OR p.prosrc !~ 'shadowlog\.shadowlog_changelog'
    OR p.prosrc !~ '(VALUES \(|SELECT ){{shape}},')

--: section doctor.table.owner
SELECT DISTINCT 'error', p.oid::regprocedure::text,
  'its owner, ' || quote_ident(pg_get_userbyid(p.proowner)) || ', may not write to the changelog',
  'it runs with his rights: writes to ' || c.oid::regclass || ' fail',
  format('GRANT USAGE ON SCHEMA shadowlog TO %1$s;'
    ' GRANT INSERT ON shadowlog.shadowlog_changelog TO %1$s;'
    ' GRANT USAGE ON SEQUENCE %2$s TO %1$s;'
    ' GRANT SELECT, UPDATE ON SEQUENCE shadowlog.shadowlog_lastval TO %1$s;',
    quote_ident(pg_get_userbyid(p.proowner)),
    pg_get_serial_sequence('shadowlog.shadowlog_changelog', 'seq'))
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid
JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND t.tgname ~ '^00_{{trigger}}_[iudt]$'
  AND NOT (has_schema_privilege(p.proowner, 'shadowlog', 'USAGE')
    AND has_table_privilege(p.proowner, 'shadowlog.shadowlog_changelog',
      'INSERT')
    AND has_sequence_privilege(p.proowner,
      pg_get_serial_sequence('shadowlog.shadowlog_changelog', 'seq'), 'USAGE')
    AND has_sequence_privilege(p.proowner, 'shadowlog.shadowlog_lastval',
      'UPDATE'))

-- Every other AFTER ... FOR EACH ROW trigger: first those that fire before
-- ours, by name; then, on the table's own name in their text, those that change
-- a neighbour before its own first change is captured.
--: section doctor.table.order
SELECT CASE WHEN o.early OR o.writes OR position(' statement ' IN '{{options}}')
    > 0 THEN 'warning' ELSE 'note' END,
  o.relation::text, 'trigger ' || o.tgname || CASE WHEN o.early
    THEN ' fires before ours' WHEN o.writes
    THEN ' names this table, and fires for each row, too'
    ELSE ' fires for each row, too' END,
  'if it writes to this same table, its change can be captured before the one'
    ' that it follows',
  CASE WHEN o.early THEN format('ALTER TRIGGER %I ON %s RENAME TO %I;',
      o.tgname, o.relation, left('app_' || o.tgname, 63))
    WHEN o.writes THEN 'let a BEFORE trigger change the row, or let it write'
      ' to other tables only' END
FROM (
  SELECT c.oid::regclass AS relation, t.tgname,
    t.tgname::text COLLATE "C" < '00_{{trigger}}_u' AS early,
    p.prosrc ~* ('(^|[^[:alnum:]_])' || regexp_replace(c.relname, '(\W)',
      '\\\1', 'g') || '([^[:alnum:]_]|$)') AS writes
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid
  JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
  WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND NOT t.tgisinternal AND t.tgname !~ '^00_shadowlog_'
  AND t.tgtype & 1 = 1 AND t.tgtype & 66 = 0
) AS o

-- Rows of a child by inheritance; partitions without our triggers, or with those
-- of two tables; TRUNCATE of one partition, which fires no trigger of the whole.
--: section doctor.table.children
WITH RECURSIVE family (oid, partition) AS (
  SELECT c.oid, false
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  UNION ALL
  SELECT i.inhrelid, row_to_json(c) ->> 'relispartition' = 'true'
  FROM family AS f JOIN pg_catalog.pg_inherits AS i ON i.inhparent = f.oid
  JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
), children (oid, partition, captured) AS (
  SELECT f.oid, f.partition, EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
    WHERE t.tgrelid = f.oid AND t.tgname ~ '^00_shadowlog_[0-9a-f]{8}_i$')
  FROM family AS f JOIN pg_catalog.pg_class AS c ON c.oid = f.oid
  WHERE f.oid IN (SELECT inhrelid FROM pg_catalog.pg_inherits)
    AND c.relkind = 'r'
)
SELECT 'error', oid::regclass::text, 'the partition has no trigger of ours',
  'its changes are not captured',
  'install again what "shadowlog-triggers postgresql install" prints for the'
    ' whole table'
FROM children WHERE partition AND NOT captured
UNION ALL
SELECT 'warning', oid::regclass::text,
  'this child inherits from a captured table and is not captured',
  'its rows are seen through the parent, and its changes by nobody',
  'capture it, too'
FROM children WHERE NOT partition AND NOT captured
UNION ALL
SELECT 'warning', min(f.oid::regclass::text),
  'this partition is captured by itself, too',
  'each change of it is delivered twice, under both names',
  'uninstall one of the two'
FROM family AS f JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = f.oid
WHERE f.partition AND t.tgname ~ '^00_shadowlog_[0-9a-f]{8}_[iud]$'
  AND left(t.tgname::text, 21) <> '00_{{trigger}}'
GROUP BY left(t.tgname::text, 21)
UNION ALL
SELECT 'note', min(oid::regclass::text), 'TRUNCATE of this partition by its own'
    ' name is not captured' || CASE WHEN count(*) > 1 THEN ', nor of '
    || count(*) - 1 || ' more' ELSE '' END || ', nor what ATTACH PARTITION brings'
    ' and DETACH takes',
  'PostgreSQL fires the trigger of the table that is named by TRUNCATE; ATTACH'
    ' and DETACH change no row',
  'truncate the whole table, or DELETE; INSERT rows, do not ATTACH them'
FROM children WHERE partition HAVING count(*) > 0

-- What a trigger does not see: values that are computed when they are read (18),
-- and that a crash emptied the table.
--: section doctor.table.unseen
SELECT 'warning', c.oid::regclass::text,
  'column "' || a.attname || '" is a VIRTUAL generated one',
  'a trigger sees NULL in it: receivers are told NULL, whatever it is',
  'make it STORED, or exclude it: "option exclude" in its description'
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND a.attnum > 0 AND NOT a.attisdropped
  AND row_to_json(a) ->> 'attgenerated' = 'v'
UNION ALL
SELECT 'warning', c.oid::regclass::text, 'the table is UNLOGGED',
  'a crash of the server empties it, and no event says so',
  format('ALTER TABLE %s SET LOGGED;', c.oid::regclass)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND c.relpersistence = 'u'

-- A primary key; else at least one that could stand for it.
--: section doctor.table.key
SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_index AS i
    WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL
    AND NOT EXISTS (SELECT 1 FROM unnest(i.indkey::int2[]) AS k (attnum)
      LEFT JOIN pg_catalog.pg_attribute AS a
        ON a.attrelid = c.oid AND a.attnum = k.attnum AND a.attnum > 0
      WHERE a.attnotnull IS NOT TRUE))
  THEN 'note' ELSE 'warning' END,
  c.oid::regclass::text, 'the table has no primary key',
  'only its description says what makes a row one: if two rows can be equal in'
    || ' that, receivers take them for one',
  'give it a primary key'
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index AS i
    WHERE i.indrelid = c.oid AND i.indisprimary)

-- What was asked for, and nobody should forget.
--: section doctor.table.options
SELECT w.severity, c.oid::regclass::text, w.what, w.why, w.mend
FROM (VALUES
  (' fail ', 'warning', 'it fails open (option fail)',
    'a change that cannot be captured is lost to all receivers',
    'upgrade with option "fail closed"'),
  (' bypass ', 'note', 'a session can write to it uncaptured (option bypass)',
    'whoever sets shadowlog.bypass does', NULL))
  AS w (option, severity, what, why, mend), pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND position(w.option IN '{{options}}') > 0

-- Captured twice: by the triggers here, and by the copy at a subscriber.
--: section doctor.publications
SELECT 'note', pubname::text, 'this publication of all tables holds the'
    ' changelog, too',
  'each change is replicated twice; a subscriber''s own triggers write into'
    ' what is replicated',
  NULL
FROM pg_catalog.pg_publication WHERE puballtables

-- The triggers put lastval() back with the rights of whoever installed them.
--: section doctor.lastval
SELECT 'warning', s.oid::regclass::text,
  quote_ident(pg_get_userbyid(o.proowner)) || ', who installed triggers, may not'
    ' read this sequence',
  'whoever draws from it, writes to a captured table and then asks for lastval()'
    ' is told another number',
  format('GRANT SELECT ON SEQUENCE %s TO %s;', s.oid::regclass,
    quote_ident(pg_get_userbyid(o.proowner)))
FROM pg_catalog.pg_class AS s
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.relnamespace,
  (SELECT DISTINCT p.proowner FROM pg_catalog.pg_proc AS p
  JOIN pg_catalog.pg_namespace AS x ON x.oid = p.pronamespace
  WHERE x.nspname = 'shadowlog'
  AND p.proname ~ '^shadowlog_[0-9a-f]{8}_[iudt]$') AS o
WHERE s.relkind = 'S' AND s.relpersistence <> 't'
  AND NOT has_sequence_privilege(o.proowner, s.oid, 'USAGE, SELECT')
ORDER BY 2

-- A table that was renamed took its triggers along.
--: section doctor.strays
SELECT DISTINCT 'error', c.oid::regclass::text,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if it was renamed: "shadowlog-triggers postgresql upgrade --was OLDNAME"'
    ' prints what to run'
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE t.tgname ~ '^00_shadowlog_[0-9a-f]{8}_[iudt]$'
  AND coalesce(row_to_json(c) ->> 'relispartition', 'false') = 'false'
  AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape AS s
    WHERE s.table_schema = n.nspname AND s.table_name = c.relname)

--: section doctor.sequence
SELECT CASE WHEN w.kind = 'cycle' THEN 'warning' ELSE 'error' END,
  s.seqrelid::regclass::text, CASE w.kind
    WHEN 'cache' THEN 'CACHE is ' || s.seqcache
    WHEN 'increment' THEN 'INCREMENT is ' || s.seqincrement
    ELSE 'it may CYCLE' END,
  CASE w.kind WHEN 'cache' THEN 'sessions hold numbers back: the changes of one'
      ' row are delivered in the wrong order'
    WHEN 'increment' THEN 'numbers have to grow'
    ELSE 'numbers would be used twice' END,
  format(CASE w.kind WHEN 'cache' THEN 'ALTER SEQUENCE %s CACHE 1;'
    WHEN 'increment' THEN 'ALTER SEQUENCE %s INCREMENT 1;'
    ELSE 'ALTER SEQUENCE %s NO CYCLE;' END, s.seqrelid::regclass)
FROM pg_catalog.pg_sequence AS s,
  (VALUES ('cache'), ('increment'), ('cycle')) AS w (kind)
WHERE s.seqrelid =
    pg_get_serial_sequence('shadowlog.shadowlog_changelog', 'seq')::regclass
  AND CASE w.kind WHEN 'cache' THEN s.seqcache > 1
    WHEN 'increment' THEN s.seqincrement < 1 ELSE s.seqcycle END

-- The poller makes durable what it read before it sends it, so that only
-- commits which nobody has seen can be lost.
--: section doctor.durability
SELECT 'note', name, 'it is ' || reset_val,
  CASE name WHEN 'synchronous_commit'
      THEN 'a crash can lose commits of the application; what was delivered is'
        ' safe'
    ELSE 'a crash of the machine can damage the database, and with it what was'
      ' delivered: then the poller asks for a new epoch' END,
  format('ALTER SYSTEM SET %I = on;', name)
FROM pg_catalog.pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')
  AND reset_val = 'off'

--: section doctor.recovery
SELECT 'error', current_database()::text, 'this server is a standby',
  'the poller has to write to the changelog', 'connect to the primary'
WHERE pg_is_in_recovery()

--: section doctor.encoding
SELECT 'note', current_database()::text, 'its encoding is SQL_ASCII: it takes'
    ' any bytes for text',
  'text that is not UTF-8 is delivered by its bytes, as base64; tables and columns'
    ' whose names are not cannot be captured',
  'write UTF-8 only; for good: load a dump of it into a database whose encoding'
    ' is UTF8'
WHERE current_setting('server_encoding') = 'SQL_ASCII'

--: section doctor.isolation
SELECT 'error', 'transaction_isolation',
  'a session has ' || current_setting('transaction_isolation'),
  'a page is read twice to be sure of it, each time anew', NULL
WHERE current_setting('transaction_isolation') <> 'read committed'

-- The floor waits for whoever has drawn a number and has not ended.
--: section doctor.transactions
SELECT 'warning', 'backend ' || pid, format('a transaction of %s (%s) has been'
    ' open since %s', coalesce(usename::text, '?'), state,
    to_char(xact_start, 'YYYY-MM-DD HH24:MI:SS')),
  'vacuum removes nothing that ended since, and every page looks at all that'
    ' was acknowledged since',
  format('SELECT pg_terminate_backend(%s);', pid)
FROM pg_catalog.pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND xact_start <= clock_timestamp() - {{old}} * interval '1 second'
UNION ALL
SELECT 'warning', gid, format('it was prepared at %s, and neither committed nor'
    ' rolled back', to_char(prepared, 'YYYY-MM-DD HH24:MI:SS')),
  'vacuum removes nothing that ended since, and every page looks at all that'
    ' was acknowledged since',
  format('COMMIT PREPARED %L or ROLLBACK PREPARED %1$L, as its coordinator says',
    gid)
FROM pg_catalog.pg_prepared_xacts
WHERE database = current_database()
  AND prepared <= clock_timestamp() - {{old}} * interval '1 second'
UNION ALL
SELECT 'note', current_user::text, 'could not check: how long the transactions of '
    || count(*) || ' other sessions have been open',
  'one that is forgotten keeps vacuum from its work',
  'GRANT pg_read_all_stats TO ' || quote_ident(current_user) || ';'
FROM pg_catalog.pg_stat_activity
WHERE datname = current_database() AND query = '<insufficient privilege>'
HAVING count(*) > 0

--: section doctor.privileges
SELECT 'error', current_user::text, 'it has no ' || w.privilege || ' on ' || w.name,
  'the poller cannot do its work',
  format('GRANT %s ON %s TO %I;', w.privilege, w.name, current_user)
FROM (VALUES ('shadowlog.shadowlog_changelog', 'SELECT'),
  ('shadowlog.shadowlog_changelog', 'DELETE'),
  ('shadowlog.shadowlog_shape', 'SELECT'),
  ('shadowlog.shadowlog_lease', 'SELECT'),
  ('shadowlog.shadowlog_lease', 'UPDATE')) AS w (name, privilege)
WHERE NOT has_table_privilege(w.name, w.privilege)
UNION ALL
SELECT 'note', current_user::text, CASE WHEN rolsuper THEN 'it is a superuser'
    ELSE 'it may do more to the changelog than the poller needs' END,
  'whoever has the poller''s password has these rights',
  'let the poller connect as a role of its own: "shadowlog-triggers postgresql'
    ' grants"'
FROM pg_catalog.pg_roles WHERE rolname = current_user AND (rolsuper
  OR has_table_privilege('shadowlog.shadowlog_changelog',
    'INSERT, UPDATE, TRUNCATE, TRIGGER, REFERENCES')
  OR has_table_privilege('shadowlog.shadowlog_shape',
    'INSERT, UPDATE, DELETE, TRUNCATE'))
UNION ALL
SELECT 'warning', grantee, grantee || ' may ' || string_agg(DISTINCT privilege,
    ', ' ORDER BY privilege) || ' on ' || relation,
  'events can be forged or taken away; the application needs no right here',
  format('REVOKE %s ON %s FROM %s;', string_agg(DISTINCT privilege, ', '
    ORDER BY privilege), relation, grantee)
FROM (SELECT c.oid::regclass::text AS relation, a.privilege_type AS privilege,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(
      pg_get_userbyid(a.grantee)) END
      AS grantee
  FROM pg_catalog.pg_class AS c, aclexplode(c.relacl) AS a
  WHERE c.oid IN ('shadowlog.shadowlog_changelog'::regclass,
      'shadowlog.shadowlog_shape'::regclass)
    AND a.grantee <> c.relowner AND a.privilege_type IN ('INSERT', 'UPDATE',
      'DELETE', 'TRUNCATE')
    AND (a.grantee = 0 OR a.grantee NOT IN (SELECT p.proowner
        FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace = (SELECT x.oid
      FROM pg_catalog.pg_namespace AS x WHERE x.nspname = 'shadowlog')))
    AND NOT (a.privilege_type = 'DELETE' AND c.relname = 'shadowlog_changelog'
      AND pg_get_userbyid(a.grantee) = current_user)) AS others
GROUP BY grantee, relation

-- A constraint, an index or a trigger of the site's own on the changelog.
--: section doctor.changelog
SELECT 'warning', 'shadowlog.shadowlog_changelog',
  'it has an index, ' || i.indexrelid::regclass,
  CASE WHEN i.indisunique THEN 'it can fail the application''s writes'
    ELSE 'it makes every write of the application dearer' END,
  format('DROP INDEX %s;', i.indexrelid::regclass)
FROM pg_catalog.pg_index AS i
WHERE i.indrelid = 'shadowlog.shadowlog_changelog'::regclass
  AND NOT i.indisprimary
UNION ALL
SELECT 'warning', 'shadowlog.shadowlog_changelog',
  'it has a constraint, ' || conname, 'it can fail the application''s writes',
  format('ALTER TABLE shadowlog.shadowlog_changelog DROP CONSTRAINT %I;',
    conname)
FROM pg_catalog.pg_constraint
WHERE conrelid = 'shadowlog.shadowlog_changelog'::regclass
  AND contype NOT IN ('p', 'n')
UNION ALL
SELECT 'warning', 'shadowlog.shadowlog_changelog',
  'it has a trigger, ' || tgname,
  'it runs in every write of the application, or in every delete of the poller',
  format('DROP TRIGGER %I ON shadowlog.shadowlog_changelog;', tgname)
FROM pg_catalog.pg_trigger
WHERE tgrelid = 'shadowlog.shadowlog_changelog'::regclass AND NOT tgisinternal
UNION ALL
SELECT 'error', 'shadowlog.shadowlog_changelog', 'it has no primary key',
  'a number could be there twice, and every page reads the whole table',
  'ALTER TABLE shadowlog.shadowlog_changelog ADD PRIMARY KEY (seq);'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index
  WHERE indrelid = 'shadowlog.shadowlog_changelog'::regclass AND indisprimary)
UNION ALL
SELECT 'error', 'shadowlog.shadowlog_changelog', 'it is UNLOGGED',
  'a crash of the server empties it',
  'ALTER TABLE shadowlog.shadowlog_changelog SET LOGGED;'
FROM pg_catalog.pg_class
WHERE oid = 'shadowlog.shadowlog_changelog'::regclass
  AND relpersistence <> 'p'
