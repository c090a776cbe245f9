-- PostgreSQL 8.4 to 9.3: what is different there.
--
-- What the triggers see, what they miss and what they need is said in section
-- install.head, with which every install script begins.

--: base postgresql
--: without image
--: without image.row
--: without statement_*
--: without doctor.publications
-- What options make of the triggers depends on those before: all of it is here.
--: without if.*

--: set encoding counted

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- Each value ends in a comma; strings have their length in front.  The function
-- pins what a value's text depends on, and the search path, because operators
-- cannot be written with their schema and stay readable.  A real is printed as
-- the double that it is: one digit more than 8.4 would print.  A cast of
-- character(n) to text would cut its blanks.
--: set value_join ||
--: value bool = coalesce({{c}}::text || ',', '~,')
--: value float = coalesce({{c}}::double precision::text || ',', '~,')
--: value binary = coalesce(encode({{c}}, 'hex') || ',', '~,')
--: value text of character(*) = coalesce(char_length(textin(bpcharout({{c}}))) || ':' || textin(bpcharout({{c}})) || ',', '~,')
--: value text of char(*) = coalesce(char_length(textin(bpcharout({{c}}))) || ':' || textin(bpcharout({{c}})) || ',', '~,')
--: value text = coalesce(char_length({{c}}::text) || ':' || {{c}}::text || ',', '~,')
--: value interval = coalesce(char_length({{c}}::text) || ':' || {{c}}::text || ',', '~,')
--: value json = coalesce(char_length({{c}}::text) || ':' || {{c}}::text || ',', '~,')
--: value other = coalesce(char_length({{c}}::text) || ':' || {{c}}::text || ',', '~,')
--: value * = coalesce({{c}}::text || ',', '~,')

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit lob_hash actor fail
--: set refuse.context a trigger could not ask for a setting that the session may not have, before 9.6
--: set refuse.bypass a trigger could not ask for a setting that the session may not have, before 9.6
--: set refuse.statement a trigger cannot see all rows of a statement before PostgreSQL 10

-- As text, which has all that a value has: under a search path of its own no
-- type's idea of what is equal comes in between.
--: same * = {{old}}::text IS NOT DISTINCT FROM {{new}}::text

--: value binary omit = coalesce('?' || octet_length({{c}}) || ',', '~,')
--: value * omit = coalesce(char_length('?' || octet_length({{c}}::text)) || ':' || '?' || octet_length({{c}}::text) || ',', '~,')
--: value binary hash = coalesce('?' || octet_length({{c}}) || ':md5:' || md5({{c}}) || ',', '~,')
--: value * hash = coalesce(char_length('?' || octet_length({{c}}::text) || ':md5:' || md5({{c}}::text)) || ':' ||
--: |     '?' || octet_length({{c}}::text) || ':md5:' || md5({{c}}::text) || ',', '~,')

--: section image.values
{{values}}

--: section pin.float
SET extra_float_digits = 2

--: section pin.double
SET extra_float_digits = 2

--: section pin.date
SET datestyle = 'ISO, YMD'

--: section pin.timestamp
SET datestyle = 'ISO, YMD'

--: section pin.timestamptz
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'

--:
-- Arrays, composites, enumerations, money, geometry, regclass...
--: section pin.other
SET extra_float_digits = 2
SET intervalstyle = 'iso_8601'
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET lc_monetary = 'C'

--: # ---- what the table's options make of the triggers ----

--: section if.actor.actor_column
, actor
--: section if.actor.actor_value
session_user::text,
--: section if.when.local_path

-- What the condition names is looked up here alone, now and in the triggers.
SET LOCAL search_path = pg_catalog, pg_temp;

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

--: section if.no_when.update_op
'U'
--: section if.no_when.update_old
{{old_part}}
--: section if.no_when.update_new
{{new_image}}
--: section if.when.update_op
CASE WHEN {{old_when}} THEN
	CASE WHEN {{new_when}} THEN 'U' ELSE 'D' END
ELSE 'I' END
--: section if.when.update_old
CASE WHEN {{old_when}} THEN
	{{old_part}}
END
--: section if.when.update_new
CASE WHEN {{new_when}} THEN
	{{new_image}}
END

--: section if.insert.insert_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid, captured_at{{actor_column}}, new_row)
VALUES ({{shape}}, 'I', pg_catalog.txid_current(),
	pg_catalog.clock_timestamp(),
	{{actor_value}}
	{{new_image}});
--: section if.update.update_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid, captured_at{{actor_column}}, old_row, new_row)
VALUES ({{shape}}, {{update_op}}, pg_catalog.txid_current(),
	pg_catalog.clock_timestamp(),
	{{actor_value}}
	{{update_old}},
	{{update_new}});
--: section if.delete.delete_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid, captured_at{{actor_column}}, old_row)
VALUES ({{shape}}, 'D', pg_catalog.txid_current(),
	pg_catalog.clock_timestamp(),
	{{actor_value}}
	{{old_image}});
--: section if.truncate.truncate_row
INSERT INTO shadowlog.shadowlog_changelog
	(shape, op, txid{{actor_column}}, captured_at)
VALUES ({{shape}}, 'T', pg_catalog.txid_current(),
	{{actor_value}}
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
--: section if.fail.insert_do
BEGIN
	{{insert_row}}
{{trace}}
END;
--: section if.no_fail.update_do
{{update_row}}
--: section if.fail.update_do
BEGIN
	{{update_row}}
{{trace}}
END;
--: section if.no_fail.delete_do
{{delete_row}}
--: section if.fail.delete_do
BEGIN
	{{delete_row}}
{{trace}}
END;
--: section if.no_fail.truncate_do
{{truncate_row}}
--: section if.fail.truncate_do
BEGIN
	{{truncate_row}}
{{trace}}
END;
--: section if.insert_if.insert_check
IF ({{insert_if}}) IS NOT TRUE THEN
	RETURN NULL;
END IF;
--: section if.update_if.update_check
IF ({{update_if}}) IS NOT TRUE THEN
	RETURN NULL;
END IF;
--: section if.delete_if.delete_check
IF ({{delete_if}}) IS NOT TRUE THEN
	RETURN NULL;
END IF;
--: section if.insert.insert
CREATE OR REPLACE FUNCTION shadowlog.{{trigger}}_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
{{pins}}
AS ${{tag}}$
DECLARE
	kept bigint;
BEGIN
	{{insert_check}}
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
SET search_path = pg_catalog, pg_temp
{{pins}}
AS ${{tag}}$
DECLARE
	kept bigint;
BEGIN
	{{update_check}}
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
SET search_path = pg_catalog, pg_temp
{{pins}}
AS ${{tag}}$
DECLARE
	kept bigint;
BEGIN
	{{delete_check}}
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
--: section if.insert.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_i" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_i" AFTER INSERT ON {{table}}
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.{{trigger}}_i();
--: section if.update.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_u" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_u" AFTER UPDATE ON {{table}}
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.{{trigger}}_u();
--: section if.delete.triggers
DROP TRIGGER IF EXISTS "00_{{trigger}}_d" ON {{table}};
CREATE TRIGGER "00_{{trigger}}_d" AFTER DELETE ON {{table}}
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.{{trigger}}_d();
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

--: section if.fail.notes
--
-- FAIL OPEN: A CHANGE OF THIS TABLE THAT CANNOT BE CAPTURED IS LOST TO ALL
-- RECEIVERS, WHILE THE STATEMENT THAT MADE IT SUCCEEDS.  The server's log then
-- has a warning, and receivers get an event "m" if that at least can be written.
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
	AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
	AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute AS a
		WHERE a.attrelid = i.indrelid
		AND a.attnum = ANY (i.indkey::int2[])
		AND a.attname NOT IN ({{key_literals}}))) THEN
	RAISE EXCEPTION 'shadowlog: option key unique: no unique index is made of these columns';
END IF;
--: section if.when.checks
PERFORM {{row_when}}
   FROM {{table}} AS shadowlog WHERE false;

--: section install.head
-- Shadowlog: capture row changes of the tables below, on PostgreSQL 8.4
-- to 9.3.
--
-- Run it as the owner of schema shadowlog (or a superuser) who may also create
-- triggers on these tables:
--
--	psql -X -v ON_ERROR_STOP=1 -d DATABASE -f this-file.sql
--
-- Each table is one transaction: all of it or nothing.  It locks the table
-- against writers for a moment, and against readers, too, where triggers of ours
-- are exchanged; a statement that waits longer than 10 s fails.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers and one AFTER TRUNCATE.
-- They run with the rights of whoever runs this (SECURITY DEFINER), so that the
-- application's users need none; they have a search path of their own.  Their
-- names start with 00_, because PostgreSQL fires triggers in order of name and
-- these must see a change before a trigger of the application changes the row
-- again.  They put back lastval(), which the number of the changelog's row
-- would change (as far as whoever runs this may read the application's
-- sequences).  If a change cannot be recorded, the statement that made it
-- fails.
--
-- What they do not see: ALTER TABLE ... DISABLE TRIGGER while it lasts; rows
-- added to a child by inheritance; new values of a column by ALTER TABLE (a
-- default added, a type changed).  A column that a trigger names can be dropped,
-- and then every write fails: uninstall, drop, describe, install.  A column
-- added later is not captured until then.

SET standard_conforming_strings = on;

--: section install
-- Table {{label}}
{{notes}}

BEGIN;
SET LOCAL statement_timeout = '10s';
{{before}}
{{local_path}}

-- First the lock that is needed in the end: two that hold a little of it and
-- wait for the rest, as an application that writes and then TRUNCATEs, would wait
-- for each other.
--
-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
CREATE FUNCTION pg_temp.shadowlog_check() RETURNS void LANGUAGE plpgsql AS ${{tag}}$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		WHERE t.tgrelid = {{table_literal}}::regclass
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_') THEN
		LOCK TABLE {{table}} IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE {{table}} IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = {{schema_literal}}
		AND c.relname = {{name_literal}}
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_'
		AND substr(t.tgname::text, 1, 21) <> '00_{{trigger}}')
	THEN
		RAISE EXCEPTION 'shadowlog: this table had another name'
		USING HINT = '"upgrade --was" tells which.';
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
SELECT pg_temp.shadowlog_check();
DROP FUNCTION pg_temp.shadowlog_check();

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
-- Shadowlog: bring the capture of the tables below up to date, on PostgreSQL 8.4 to
-- 9.3.
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

--: section was.before
-- Fails where the old name is not one that was captured.
CREATE FUNCTION pg_temp.shadowlog_was() RETURNS void LANGUAGE plpgsql AS ${{tag}}$
BEGIN
	IF NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape
		WHERE table_schema = {{schema_literal}}
		AND table_name = {{name_literal}}) THEN
		RAISE EXCEPTION 'shadowlog: the registry lists no table of '
			'that old name';
	END IF;
END
${{tag}}$;
SELECT pg_temp.shadowlog_was();
DROP FUNCTION pg_temp.shadowlog_was();
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
-- It locks each table against writers and readers for a moment; a statement that
-- waits longer than 10 s fails.
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET standard_conforming_strings = on;

--: section uninstall
-- Table {{label}}
BEGIN;
SET LOCAL statement_timeout = '10s';

-- DROP TRIGGER takes a weak lock first, so that it and an application that writes
-- and then TRUNCATEs would wait for each other.  And it fails where the table
-- itself is gone.
CREATE FUNCTION pg_temp.shadowlog_end() RETURNS void LANGUAGE plpgsql AS ${{tag}}$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = {{schema_literal}}
		AND c.relname = {{name_literal}}
		AND substr(t.tgname::text, 1, 21) = '00_{{trigger}}')
	THEN
		LOCK TABLE {{table}} IN ACCESS EXCLUSIVE MODE;
		DROP TRIGGER IF EXISTS "00_{{trigger}}_i" ON {{table}};
		DROP TRIGGER IF EXISTS "00_{{trigger}}_u" ON {{table}};
		DROP TRIGGER IF EXISTS "00_{{trigger}}_d" ON {{table}};
		DROP TRIGGER IF EXISTS "00_{{trigger}}_t" ON {{table}};
	END IF;
END
${{tag}}$;
SELECT pg_temp.shadowlog_end();
DROP FUNCTION pg_temp.shadowlog_end();

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

--: section grants
-- What the poller's role {{role_comment}} needs, and nothing else.  Run it as
-- the owner of schema shadowlog.  The application's users need nothing.
BEGIN;
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

-- What was read must not be lost by the server: the lease's commit waits until
-- it is on disk.  A stronger setting stays.
--: section poller.session
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE

SELECT set_config('synchronous_commit', 'on', false)
WHERE current_setting('synchronous_commit') = 'off'

SET client_encoding = 'UTF8'

SET standard_conforming_strings = on

SET TIME ZONE 'UTC'

SET datestyle = 'ISO, YMD'

SET statement_timeout = '10min'

--: section catalogue.table
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname <> 'shadowlog' AND c.relname =
{{table}}
  AND (n.nspname =
{{schema}}
  OR ('' =
{{schema}}
    AND pg_catalog.pg_table_is_visible(c.oid)))
LIMIT 1

-- A domain is shown as such, and is of the kind of what it is made of.
-- The settings are the statement's own: so every type of the site's is printed
-- with its schema, whoever asks, and none is taken for one of PostgreSQL's.
--: section catalogue.columns
WITH RECURSIVE wanted AS (
  SELECT c.oid, set_config('search_path', 'pg_catalog, pg_temp', true),
    (SELECT set_config(name, 'off', true)
    FROM pg_settings WHERE name = 'quote_all_identifiers')
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
  SELECT i.indkey[p.place - 1], p.place
  FROM wanted AS w
  JOIN pg_catalog.pg_index AS i ON i.indrelid = w.oid AND i.indisprimary
  CROSS JOIN generate_series(1, 32) AS p (place)
  WHERE p.place <= i.indnatts
)
SELECT a.attname, format_type(a.atttypid, a.atttypmod),
  format_type(b.type, b.modifier),
  CASE WHEN a.attnotnull THEN '' ELSE 'null' END, '', coalesce(k.place, 0)
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
WHERE c.relkind = 'r'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'shadowlog')
  AND n.nspname !~ '^pg_(toast|temp)'
ORDER BY n.nspname, c.relname

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.
--
-- Where a catalogue has a column in some of these versions only, a subquery asks
-- for it, and a row around it has one of that name for those that lack it.

-- Every name is then printed with its schema.
--: section doctor.table.triggers
SELECT 'error', c.oid::regclass::text,
  'trigger 00_{{trigger}}' || w.suffix || ' is missing',
  'its ' || w.event || ' is not captured',
  'install again what "shadowlog-triggers postgresql-8.4 install" prints for'
    ' this table; if its capture was ended, run its uninstall once more when all'
    ' of it is delivered'
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

--: section doctor.table.enabled
SELECT CASE t.tgenabled WHEN 'O' THEN 'warning' ELSE 'error' END,
  c.oid::regclass::text,
  'trigger ' || t.tgname || CASE t.tgenabled WHEN 'D' THEN ' is disabled'
    WHEN 'R' THEN ' fires in sessions of role replica only'
    ELSE ' does not fire in sessions of role replica' END,
  CASE t.tgenabled WHEN 'O'
    THEN 'what replication or such a session writes is not captured'
    ELSE 'changes are not captured' END,
  'ALTER TABLE ' || c.oid::regclass || ' ENABLE ALWAYS TRIGGER '
    || quote_ident(t.tgname) || ';'
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND t.tgname ~ '^00_{{trigger}}_[iudt]$' AND t.tgenabled <> 'A'

-- As CREATE TRIGGER made it: the event, each row (TRUNCATE: the statement), a
-- WHEN where the options ask for one, no list of columns; and a function of ours
-- that writes the layout of today with its owner's rights.
--: section doctor.table.altered
SELECT 'error', x.relation, 'trigger ' || x.tgname || CASE
    WHEN x.tgtype <> x.type THEN ' fires for another event or at another time'
    WHEN x.whens AND NOT x.choosy THEN ' has a WHEN'
    WHEN x.choosy AND NOT x.whens THEN ' has no WHEN any more'
    WHEN x.some THEN ' fires for some columns only'
    WHEN NOT x.ours THEN ' calls a function that is not ours'
    WHEN NOT x.prosecdef THEN ' runs with the rights of the application''s user'
    WHEN x.prosrc !~ 'shadowlog\.shadowlog_changelog'
      THEN ' does not write to the changelog any more'
    ELSE ' does not write the layout of today, {{shape}}' END,
  'somebody made it anew, or an install went wrong: changes are lost, or'
    ' writes fail',
  'install again what "shadowlog-triggers postgresql-8.4 install" prints for'
    ' this table'
FROM (
  SELECT c.oid::regclass::text AS relation, t.tgname, t.tgtype, w.type,
    (SELECT tgqual::text FROM pg_catalog.pg_trigger AS q WHERE q.oid = t.oid)
      IS NOT NULL AS whens,
    position(' when ' IN '{{options}}') > 0 AND w.suffix <> '_t'
      OR position(' noop ' IN '{{options}}') > 0 AND w.suffix = '_u' AS choosy,
    coalesce(array_length(t.tgattr::int2[], 1), 0) > 0 AS some,
    f.nspname = 'shadowlog' AND p.proname = '{{trigger}}' || w.suffix AS ours,
    p.prosecdef, p.prosrc
  FROM (VALUES ('_i', 5), ('_u', 17), ('_d', 9), ('_t', 32))
      AS w (suffix, type),
    (SELECT NULL::text AS tgqual) AS none,
    pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid
  JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
  JOIN pg_catalog.pg_namespace AS f ON f.oid = p.pronamespace
  WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND t.tgname = '00_{{trigger}}' || w.suffix
) AS x
WHERE x.tgtype <> x.type OR x.whens <> x.choosy OR x.some OR NOT x.ours
  OR NOT x.prosecdef OR x.prosrc !~ 'shadowlog\.shadowlog_changelog'
  OR x.prosrc !~ '(VALUES \(|SELECT ){{shape}},'

--: section doctor.table.owner
SELECT DISTINCT 'error', p.oid::regprocedure::text,
  'its owner, ' || o.owner || ', may not write to the changelog',
  'it runs with his rights: writes to ' || c.oid::regclass || ' fail',
  'GRANT USAGE ON SCHEMA shadowlog TO ' || o.owner
    || '; GRANT INSERT ON shadowlog.shadowlog_changelog TO ' || o.owner
    || '; GRANT USAGE ON SEQUENCE '
    || pg_get_serial_sequence('shadowlog.shadowlog_changelog', 'seq')
    || ' TO ' || o.owner
    || '; GRANT SELECT, UPDATE ON SEQUENCE shadowlog.shadowlog_lastval TO '
    || o.owner || ';'
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid
JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
JOIN (SELECT oid, quote_ident(rolname) AS owner FROM pg_catalog.pg_roles) AS o
  ON o.oid = p.proowner
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
SELECT CASE WHEN o.early OR o.writes THEN 'warning' ELSE 'note' END,
  o.relation::text, 'trigger ' || o.tgname || CASE WHEN o.early
    THEN ' fires before ours' WHEN o.writes
    THEN ' names this table, and fires for each row, too'
    ELSE ' fires for each row, too' END,
  'if it writes to this same table, its change can be captured before the one'
    ' that it follows',
  CASE WHEN o.early THEN 'ALTER TRIGGER ' || quote_ident(o.tgname) || ' ON '
      || o.relation || ' RENAME TO '
      || quote_ident(substr('app_' || o.tgname, 1, 63)) || ';'
    WHEN o.writes THEN 'let a BEFORE trigger change the row, or let it write'
      ' to other tables only' END
FROM (
  SELECT c.oid::regclass AS relation, t.tgname,
    convert_to(t.tgname::text, 'UTF8') < convert_to('00_{{trigger}}_u', 'UTF8')
      AS early,
    p.prosrc ~* ('(^|[^[:alnum:]_])' || regexp_replace(c.relname,
      E'(\\W)', E'\\\\\\1', 'g') || '([^[:alnum:]_]|$)') AS writes
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid
  JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
  WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND t.tgconstraint = 0 AND t.tgname !~ '^00_shadowlog_'
  AND t.tgtype & 1 = 1 AND t.tgtype & 66 = 0
) AS o

-- Rows of a child by inheritance.
--: section doctor.table.children
SELECT 'warning', i.inhrelid::regclass::text,
  'this child inherits from a captured table and is not captured',
  'its rows are seen through the parent, and its changes by nobody',
  'capture it, too'
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_inherits AS i ON i.inhparent = c.oid
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
    WHERE t.tgrelid = i.inhrelid AND t.tgname ~ '^00_shadowlog_[0-9a-f]{8}_i$')

-- What a trigger does not see: that a crash emptied the table (9.1).
--: section doctor.table.unseen
SELECT 'warning', c.oid::regclass::text, 'the table is UNLOGGED',
  'a crash of the server empties it, and no event says so',
  CASE WHEN current_setting('server_version_num')::int < 90500
    THEN 'copy it into a table that is not, and take that in its place'
    ELSE 'ALTER TABLE ' || c.oid::regclass || ' SET LOGGED;' END
FROM (SELECT NULL::text AS relpersistence) AS none, pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname =
{{schema}}
  AND c.relname =
{{table}}
  AND (SELECT relpersistence::text FROM pg_catalog.pg_class AS p
    WHERE p.oid = c.oid) = 'u'

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

-- A table that was renamed took its triggers along.
--: section doctor.strays
SELECT DISTINCT 'error', c.oid::regclass::text,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if it was renamed: "shadowlog-triggers postgresql-8.4 upgrade --was OLDNAME"'
    ' prints what to run'
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE t.tgname ~ '^00_shadowlog_[0-9a-f]{8}_[iudt]$'
  AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape AS s
    WHERE s.table_schema = n.nspname AND s.table_name = c.relname)

-- The triggers put lastval() back with the rights of whoever installed them.
--: section doctor.lastval
SELECT 'warning', s.oid::regclass::text,
  quote_ident(pg_get_userbyid(o.proowner)) || ', who installed triggers, may not'
    ' read this sequence',
  'whoever draws from it, writes to a captured table and then asks for lastval()'
    ' is told another number',
  'GRANT SELECT ON SEQUENCE ' || s.oid::regclass || ' TO '
    || quote_ident(pg_get_userbyid(o.proowner)) || ';'
FROM pg_catalog.pg_class AS s
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.relnamespace,
  (SELECT DISTINCT p.proowner FROM pg_catalog.pg_proc AS p
  JOIN pg_catalog.pg_namespace AS x ON x.oid = p.pronamespace
  WHERE x.nspname = 'shadowlog'
  AND p.proname ~ '^shadowlog_[0-9a-f]{8}_[iudt]$') AS o
WHERE s.relkind = 'S' AND n.nspname !~ '^pg_temp'
  AND NOT has_sequence_privilege(o.proowner, s.oid, 'USAGE, SELECT')
ORDER BY 2

-- Before 10 a sequence is a table of one row, and afterwards it has a row in a
-- catalogue: what is asked depends on that.
--: section doctor.sequence
SELECT CASE WHEN w.kind = 'cycle' THEN 'warning' ELSE 'error' END, s.name,
  CASE w.kind
    WHEN 'cache' THEN 'CACHE is ' || s.cache
    WHEN 'increment' THEN 'INCREMENT is ' || s.increment
    ELSE 'it may CYCLE' END,
  CASE w.kind WHEN 'cache' THEN 'sessions hold numbers back: the changes of one'
      ' row are delivered in the wrong order'
    WHEN 'increment' THEN 'numbers have to grow'
    ELSE 'numbers would be used twice' END,
  'ALTER SEQUENCE ' || s.name || CASE w.kind WHEN 'cache' THEN ' CACHE 1;'
    WHEN 'increment' THEN ' INCREMENT 1;' ELSE ' NO CYCLE;' END
FROM (VALUES ('cache'), ('increment'), ('cycle')) AS w (kind),
  (SELECT x.name, (xpath('//a/text()', x.row))[1]::text AS cache,
    (xpath('//b/text()', x.row))[1]::text AS increment,
    (xpath('//c/text()', x.row))[1]::text AS cycle
  FROM (SELECT q.name, query_to_xml(CASE
      WHEN current_setting('server_version_num')::int < 100000
      THEN 'SELECT cache_value AS a, increment_by AS b, is_cycled AS c FROM '
        || q.name
      ELSE 'SELECT seqcache AS a, seqincrement AS b, seqcycle AS c'
        ' FROM pg_catalog.pg_sequence WHERE seqrelid = '
        || quote_literal(q.name) || '::regclass' END, false, false, '') AS row
    FROM (SELECT pg_get_serial_sequence('shadowlog.shadowlog_changelog', 'seq')
      AS name) AS q) AS x) AS s
WHERE CASE w.kind WHEN 'cache' THEN s.cache::bigint > 1
    WHEN 'increment' THEN s.increment::bigint < 1 ELSE s.cycle = 'true' END

-- The poller makes durable what it read before it sends it, so that only
-- commits which nobody has seen can be lost.
--: section doctor.durability
SELECT 'note', name, 'it is ' || reset_val,
  CASE name WHEN 'synchronous_commit'
      THEN 'a crash can lose commits of the application; what was delivered is'
        ' safe'
    ELSE 'a crash of the machine can damage the database, and with it what was'
      ' delivered: then the poller asks for a new epoch' END,
  CASE WHEN current_setting('server_version_num')::int < 90400
    THEN 'set it to on in postgresql.conf, and SELECT pg_reload_conf()'
    ELSE 'ALTER SYSTEM SET ' || name || ' = on;' END
FROM pg_catalog.pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')
  AND reset_val = 'off'

--: section doctor.isolation
SELECT 'error', 'transaction_isolation',
  'a session has ' || current_setting('transaction_isolation'),
  'a page is read twice to be sure of it, each time anew', NULL
WHERE current_setting('transaction_isolation') <> 'read committed'

-- pg_stat_activity has other columns in each of these versions; these functions
-- are in all.  They show the transactions of others to a superuser alone.
--: section doctor.transactions
SELECT 'warning', 'backend ' || pg_stat_get_backend_pid(b.id),
  'a transaction of ' || pg_get_userbyid(pg_stat_get_backend_userid(b.id))
    || ' has been open since '
    || to_char(pg_stat_get_backend_xact_start(b.id), 'YYYY-MM-DD HH24:MI:SS'),
  'vacuum removes nothing that ended since, and every page looks at all that'
    ' was acknowledged since',
  'SELECT pg_terminate_backend(' || pg_stat_get_backend_pid(b.id) || ');'
FROM pg_stat_get_backend_idset() AS b (id), pg_catalog.pg_database AS d
WHERE d.datname = current_database() AND pg_stat_get_backend_dbid(b.id) = d.oid
  AND pg_stat_get_backend_pid(b.id) <> pg_backend_pid()
  AND pg_stat_get_backend_xact_start(b.id)
    <= clock_timestamp() - {{old}} * interval '1 second'
UNION ALL
SELECT 'warning', gid, 'it was prepared at '
    || to_char(prepared, 'YYYY-MM-DD HH24:MI:SS')
    || ', and neither committed nor rolled back',
  'vacuum removes nothing that ended since, and every page looks at all that'
    ' was acknowledged since',
  'COMMIT PREPARED ' || quote_literal(gid) || ' or ROLLBACK PREPARED '
    || quote_literal(gid) || ', as its coordinator says'
FROM pg_catalog.pg_prepared_xacts
WHERE database = current_database()
  AND prepared <= clock_timestamp() - {{old}} * interval '1 second'
UNION ALL
SELECT 'note', current_user::text, 'could not check: how long the transactions of '
    || count(*) || ' other sessions have been open',
  'one that is forgotten keeps vacuum from its work',
  CASE WHEN current_setting('server_version_num')::int < 100000
    THEN 'run doctor as a superuser'
    ELSE 'GRANT pg_read_all_stats TO ' || quote_ident(current_user) || ';' END
FROM pg_stat_get_backend_idset() AS b (id), pg_catalog.pg_database AS d
WHERE d.datname = current_database() AND pg_stat_get_backend_dbid(b.id) = d.oid
  AND pg_get_userbyid(pg_stat_get_backend_userid(b.id)) <> current_user
  AND pg_stat_get_backend_activity_start(b.id) IS NULL
HAVING count(*) > 0

--: section doctor.privileges
SELECT 'error', current_user::text, 'it has no ' || w.privilege || ' on ' || w.name,
  'the poller cannot do its work',
  'GRANT ' || w.privilege || ' ON ' || w.name || ' TO '
    || quote_ident(current_user) || ';'
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
  'let the poller connect as a role of its own: "shadowlog-triggers'
    ' postgresql-8.4 grants"'
FROM pg_catalog.pg_roles WHERE rolname = current_user AND (rolsuper
  OR has_table_privilege('shadowlog.shadowlog_changelog', 'INSERT')
  OR has_table_privilege('shadowlog.shadowlog_changelog', 'UPDATE')
  OR has_table_privilege('shadowlog.shadowlog_changelog', 'TRUNCATE')
  OR has_table_privilege('shadowlog.shadowlog_shape', 'INSERT')
  OR has_table_privilege('shadowlog.shadowlog_shape', 'UPDATE')
  OR has_table_privilege('shadowlog.shadowlog_shape', 'DELETE'))
UNION ALL
SELECT 'warning', 'PUBLIC', 'PUBLIC may ' || w.privilege || ' on ' || w.name,
  'events can be forged or taken away; the application needs no right here',
  'REVOKE ' || w.privilege || ' ON ' || w.name || ' FROM PUBLIC;'
FROM (VALUES ('shadowlog.shadowlog_changelog', 'INSERT'),
  ('shadowlog.shadowlog_changelog', 'UPDATE'),
  ('shadowlog.shadowlog_changelog', 'DELETE'),
  ('shadowlog.shadowlog_changelog', 'TRUNCATE'),
  ('shadowlog.shadowlog_shape', 'INSERT'),
  ('shadowlog.shadowlog_shape', 'UPDATE'),
  ('shadowlog.shadowlog_shape', 'DELETE')) AS w (name, privilege)
WHERE has_table_privilege('public', w.name, w.privilege)

-- A constraint, an index or a trigger of the site's own on the changelog.
--: section doctor.changelog
SELECT 'warning', 'shadowlog.shadowlog_changelog',
  'it has an index, ' || i.indexrelid::regclass,
  CASE WHEN i.indisunique THEN 'it can fail the application''s writes'
    ELSE 'it makes every write of the application dearer' END,
  'DROP INDEX ' || i.indexrelid::regclass || ';'
FROM pg_catalog.pg_index AS i
WHERE i.indrelid = 'shadowlog.shadowlog_changelog'::regclass
  AND NOT i.indisprimary
UNION ALL
SELECT 'warning', 'shadowlog.shadowlog_changelog',
  'it has a constraint, ' || conname, 'it can fail the application''s writes',
  'ALTER TABLE shadowlog.shadowlog_changelog DROP CONSTRAINT '
    || quote_ident(conname) || ';'
FROM pg_catalog.pg_constraint
WHERE conrelid = 'shadowlog.shadowlog_changelog'::regclass
  AND contype NOT IN ('p', 'n')
UNION ALL
SELECT 'warning', 'shadowlog.shadowlog_changelog',
  'it has a trigger, ' || tgname,
  'it runs in every write of the application, or in every delete of the poller',
  'DROP TRIGGER ' || quote_ident(tgname)
    || ' ON shadowlog.shadowlog_changelog;'
FROM pg_catalog.pg_trigger
WHERE tgrelid = 'shadowlog.shadowlog_changelog'::regclass AND tgconstraint = 0
UNION ALL
SELECT 'error', 'shadowlog.shadowlog_changelog', 'it has no primary key',
  'a number could be there twice, and every page reads the whole table',
  'ALTER TABLE shadowlog.shadowlog_changelog ADD PRIMARY KEY (seq);'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index
  WHERE indrelid = 'shadowlog.shadowlog_changelog'::regclass AND indisprimary)
UNION ALL
SELECT 'error', 'shadowlog.shadowlog_changelog', 'it is UNLOGGED',
  'a crash of the server empties it',
  CASE WHEN current_setting('server_version_num')::int < 90500
    THEN 'uninstall it and make it anew, once all is delivered'
    ELSE 'ALTER TABLE shadowlog.shadowlog_changelog SET LOGGED;' END
FROM (SELECT NULL::text AS relpersistence) AS none
WHERE (SELECT relpersistence::text FROM pg_catalog.pg_class
    WHERE oid = 'shadowlog.shadowlog_changelog'::regclass) = 'u'
