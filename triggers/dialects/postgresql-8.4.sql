-- PostgreSQL 9.4 and later.
--
-- What the triggers see, what they miss and what they need is said in section
-- install.head, with which every install script begins.

--: set encoding counted
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

--: section pin.interval
SET intervalstyle = 'iso_8601'

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
-- against writers for a moment; a statement that waits longer than 10 s fails.
-- Running it again changes nothing.
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

-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
CREATE FUNCTION pg_temp.shadowlog_check() RETURNS void LANGUAGE plpgsql AS ${{tag}}$
BEGIN
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
-- against writers while it lasts, and gives up after 10 s of waiting for that.
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
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET standard_conforming_strings = on;

--: section uninstall
-- Table {{label}}
BEGIN;
SET LOCAL statement_timeout = '10s';
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
WHERE current_setting('synchronous_commit') = 'off'

SET client_encoding = 'UTF8'

SET standard_conforming_strings = on

SET TIME ZONE 'UTC'

SET datestyle = 'ISO, YMD'

SET statement_timeout = '10min'

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
SELECT count(*), max(seq), coalesce(sum(bytes), 0) FROM (
  SELECT seq, coalesce(octet_length(old_row), 0)::bigint
    + coalesce(octet_length(new_row), 0) AS bytes
  FROM shadowlog.shadowlog_changelog
  WHERE {{where}} ORDER BY seq LIMIT {{limit}}) AS page

--: section poller.page
SELECT seq, shape, op, txid,
  captured_at::text,
  octet_length(old_row), octet_length(new_row),
  CASE WHEN octet_length(old_row) <= {{inline}} THEN old_row END,
  CASE WHEN octet_length(new_row) <= {{inline}} THEN new_row END
FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq LIMIT {{limit}}

--: section poller.who
SELECT seq, actor, context FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq

--: section poller.chunk
SELECT substring({{column}} FROM {{from}} FOR {{length}})
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
--: section catalogue.columns
WITH RECURSIVE wanted AS (
  SELECT c.oid
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
