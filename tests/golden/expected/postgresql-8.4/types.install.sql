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

-- Table public.types

BEGIN;
SET LOCAL statement_timeout = '10s';

-- First the lock that is needed in the end: two that hold a little of it and
-- wait for the rest, as an application that writes and then TRUNCATEs, would wait
-- for each other.
--
-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
CREATE FUNCTION pg_temp.shadowlog_check() RETURNS void LANGUAGE plpgsql AS $shadowlog$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		WHERE t.tgrelid = '"public"."types"'::regclass
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."types" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."types" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'types'
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_'
		AND substr(t.tgname::text, 1, 21) <> '00_shadowlog_01cd1101')
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
	PERFORM shadowlog."id",
	        shadowlog."b",
	        shadowlog."n",
	        shadowlog."r",
	        shadowlog."d",
	        shadowlog."c",
	        shadowlog."v",
	        shadowlog."t",
	        shadowlog."bin",
	        shadowlog."da",
	        shadowlog."ti",
	        shadowlog."ts",
	        shadowlog."tz",
	        shadowlog."iv",
	        shadowlog."u",
	        shadowlog."x",
	        shadowlog."a",
	        shadowlog."m"
	   FROM "public"."types" AS shadowlog WHERE false;
	PERFORM coalesce(shadowlog."id"::text || ',', '~,') ||
	        coalesce(shadowlog."b"::text || ',', '~,') ||
	        coalesce(shadowlog."n"::text || ',', '~,') ||
	        coalesce(shadowlog."r"::double precision::text || ',', '~,') ||
	        coalesce(shadowlog."d"::text || ',', '~,') ||
	        coalesce(char_length(textin(bpcharout(shadowlog."c"))) || ':' || textin(bpcharout(shadowlog."c")) || ',', '~,') ||
	        coalesce(char_length(shadowlog."v"::text) || ':' || shadowlog."v"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."t"::text) || ':' || shadowlog."t"::text || ',', '~,') ||
	        coalesce(encode(shadowlog."bin", 'hex') || ',', '~,') ||
	        coalesce(shadowlog."da"::text || ',', '~,') ||
	        coalesce(shadowlog."ti"::text || ',', '~,') ||
	        coalesce(shadowlog."ts"::text || ',', '~,') ||
	        coalesce(shadowlog."tz"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."iv"::text) || ':' || shadowlog."iv"::text || ',', '~,') ||
	        coalesce(shadowlog."u"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."x"::text) || ':' || shadowlog."x"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."a"::text) || ':' || shadowlog."a"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."m"::text) || ':' || shadowlog."m"::text || ',', '~,')
	   FROM "public"."types" AS shadowlog WHERE false;
END
$shadowlog$;
SELECT pg_temp.shadowlog_check();
DROP FUNCTION pg_temp.shadowlog_check();

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1726128165, 'public', 'types',
       v.version, d.description,
       'e785c543', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'types') AS v,
       (SELECT 'shadowlog-tables 1
table public.types
  column id  bigint                        as bigint      key 1
  column b   boolean                       as bool        null
  column n   numeric(12,2)                 as decimal     null
  column r   real                          as float       null
  column d   "double precision"            as double      null
  column c   character(3)                  as text        null
  column v   "character varying(80)"       as text        null
  column t   text                          as text        null
  column bin bytea                         as binary      null
  column da  date                          as date        null
  column ti  "time without time zone"      as time        null
  column ts  "timestamp without time zone" as timestamp   null
  column tz  "timestamp(3) with time zone" as timestamptz null
  column iv  interval                      as interval    null
  column u   uuid                          as uuid        null
  column x   xml                           as text        null
  column a   "integer[]"                   as other       null
  column m   money                         as other       null
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1726128165
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = 'e785c543', installed_at = clock_timestamp()
 WHERE shape = 1726128165
   AND (trigger_hash <> 'e785c543'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'types'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_01cd1101_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 2
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET intervalstyle = 'iso_8601'
SET lc_monetary = 'C'
AS $shadowlog$
DECLARE
	kept bigint;
BEGIN
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	INSERT INTO shadowlog.shadowlog_changelog
		(shape, op, txid, captured_at, new_row)
	VALUES (1726128165, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(NEW."b"::text || ',', '~,') ||
		coalesce(NEW."n"::text || ',', '~,') ||
		coalesce(NEW."r"::double precision::text || ',', '~,') ||
		coalesce(NEW."d"::text || ',', '~,') ||
		coalesce(char_length(textin(bpcharout(NEW."c"))) || ':' || textin(bpcharout(NEW."c")) || ',', '~,') ||
		coalesce(char_length(NEW."v"::text) || ':' || NEW."v"::text || ',', '~,') ||
		coalesce(char_length(NEW."t"::text) || ':' || NEW."t"::text || ',', '~,') ||
		coalesce(encode(NEW."bin", 'hex') || ',', '~,') ||
		coalesce(NEW."da"::text || ',', '~,') ||
		coalesce(NEW."ti"::text || ',', '~,') ||
		coalesce(NEW."ts"::text || ',', '~,') ||
		coalesce(NEW."tz"::text || ',', '~,') ||
		coalesce(char_length(NEW."iv"::text) || ':' || NEW."iv"::text || ',', '~,') ||
		coalesce(NEW."u"::text || ',', '~,') ||
		coalesce(char_length(NEW."x"::text) || ':' || NEW."x"::text || ',', '~,') ||
		coalesce(char_length(NEW."a"::text) || ':' || NEW."a"::text || ',', '~,') ||
		coalesce(char_length(NEW."m"::text) || ':' || NEW."m"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_01cd1101_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 2
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET intervalstyle = 'iso_8601'
SET lc_monetary = 'C'
AS $shadowlog$
DECLARE
	kept bigint;
BEGIN
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	INSERT INTO shadowlog.shadowlog_changelog
		(shape, op, txid, captured_at, old_row, new_row)
	VALUES (1726128165, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(OLD."b"::text || ',', '~,') ||
		coalesce(OLD."n"::text || ',', '~,') ||
		coalesce(OLD."r"::double precision::text || ',', '~,') ||
		coalesce(OLD."d"::text || ',', '~,') ||
		coalesce(char_length(textin(bpcharout(OLD."c"))) || ':' || textin(bpcharout(OLD."c")) || ',', '~,') ||
		coalesce(char_length(OLD."v"::text) || ':' || OLD."v"::text || ',', '~,') ||
		coalesce(char_length(OLD."t"::text) || ':' || OLD."t"::text || ',', '~,') ||
		coalesce(encode(OLD."bin", 'hex') || ',', '~,') ||
		coalesce(OLD."da"::text || ',', '~,') ||
		coalesce(OLD."ti"::text || ',', '~,') ||
		coalesce(OLD."ts"::text || ',', '~,') ||
		coalesce(OLD."tz"::text || ',', '~,') ||
		coalesce(char_length(OLD."iv"::text) || ':' || OLD."iv"::text || ',', '~,') ||
		coalesce(OLD."u"::text || ',', '~,') ||
		coalesce(char_length(OLD."x"::text) || ':' || OLD."x"::text || ',', '~,') ||
		coalesce(char_length(OLD."a"::text) || ':' || OLD."a"::text || ',', '~,') ||
		coalesce(char_length(OLD."m"::text) || ':' || OLD."m"::text || ',', '~,'),
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(NEW."b"::text || ',', '~,') ||
		coalesce(NEW."n"::text || ',', '~,') ||
		coalesce(NEW."r"::double precision::text || ',', '~,') ||
		coalesce(NEW."d"::text || ',', '~,') ||
		coalesce(char_length(textin(bpcharout(NEW."c"))) || ':' || textin(bpcharout(NEW."c")) || ',', '~,') ||
		coalesce(char_length(NEW."v"::text) || ':' || NEW."v"::text || ',', '~,') ||
		coalesce(char_length(NEW."t"::text) || ':' || NEW."t"::text || ',', '~,') ||
		coalesce(encode(NEW."bin", 'hex') || ',', '~,') ||
		coalesce(NEW."da"::text || ',', '~,') ||
		coalesce(NEW."ti"::text || ',', '~,') ||
		coalesce(NEW."ts"::text || ',', '~,') ||
		coalesce(NEW."tz"::text || ',', '~,') ||
		coalesce(char_length(NEW."iv"::text) || ':' || NEW."iv"::text || ',', '~,') ||
		coalesce(NEW."u"::text || ',', '~,') ||
		coalesce(char_length(NEW."x"::text) || ':' || NEW."x"::text || ',', '~,') ||
		coalesce(char_length(NEW."a"::text) || ':' || NEW."a"::text || ',', '~,') ||
		coalesce(char_length(NEW."m"::text) || ':' || NEW."m"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_01cd1101_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 2
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET intervalstyle = 'iso_8601'
SET lc_monetary = 'C'
AS $shadowlog$
DECLARE
	kept bigint;
BEGIN
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	INSERT INTO shadowlog.shadowlog_changelog
		(shape, op, txid, captured_at, old_row)
	VALUES (1726128165, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(OLD."b"::text || ',', '~,') ||
		coalesce(OLD."n"::text || ',', '~,') ||
		coalesce(OLD."r"::double precision::text || ',', '~,') ||
		coalesce(OLD."d"::text || ',', '~,') ||
		coalesce(char_length(textin(bpcharout(OLD."c"))) || ':' || textin(bpcharout(OLD."c")) || ',', '~,') ||
		coalesce(char_length(OLD."v"::text) || ':' || OLD."v"::text || ',', '~,') ||
		coalesce(char_length(OLD."t"::text) || ':' || OLD."t"::text || ',', '~,') ||
		coalesce(encode(OLD."bin", 'hex') || ',', '~,') ||
		coalesce(OLD."da"::text || ',', '~,') ||
		coalesce(OLD."ti"::text || ',', '~,') ||
		coalesce(OLD."ts"::text || ',', '~,') ||
		coalesce(OLD."tz"::text || ',', '~,') ||
		coalesce(char_length(OLD."iv"::text) || ':' || OLD."iv"::text || ',', '~,') ||
		coalesce(OLD."u"::text || ',', '~,') ||
		coalesce(char_length(OLD."x"::text) || ':' || OLD."x"::text || ',', '~,') ||
		coalesce(char_length(OLD."a"::text) || ':' || OLD."a"::text || ',', '~,') ||
		coalesce(char_length(OLD."m"::text) || ':' || OLD."m"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_01cd1101_t() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS $shadowlog$
DECLARE
	kept bigint;
BEGIN
	BEGIN
		kept := pg_catalog.lastval();
	EXCEPTION WHEN OTHERS THEN
		NULL;
	END;
	INSERT INTO shadowlog.shadowlog_changelog
		(shape, op, txid, captured_at)
	VALUES (1726128165, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_01cd1101_i(), shadowlog.shadowlog_01cd1101_u(),
	shadowlog.shadowlog_01cd1101_d(), shadowlog.shadowlog_01cd1101_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_01cd1101_i" ON "public"."types";
CREATE TRIGGER "00_shadowlog_01cd1101_i" AFTER INSERT ON "public"."types"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_01cd1101_i();
DROP TRIGGER IF EXISTS "00_shadowlog_01cd1101_u" ON "public"."types";
CREATE TRIGGER "00_shadowlog_01cd1101_u" AFTER UPDATE ON "public"."types"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_01cd1101_u();
DROP TRIGGER IF EXISTS "00_shadowlog_01cd1101_d" ON "public"."types";
CREATE TRIGGER "00_shadowlog_01cd1101_d" AFTER DELETE ON "public"."types"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_01cd1101_d();
DROP TRIGGER IF EXISTS "00_shadowlog_01cd1101_t" ON "public"."types";
CREATE TRIGGER "00_shadowlog_01cd1101_t" AFTER TRUNCATE ON "public"."types"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_01cd1101_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."types" ENABLE ALWAYS TRIGGER "00_shadowlog_01cd1101_i";
ALTER TABLE "public"."types" ENABLE ALWAYS TRIGGER "00_shadowlog_01cd1101_u";
ALTER TABLE "public"."types" ENABLE ALWAYS TRIGGER "00_shadowlog_01cd1101_d";
ALTER TABLE "public"."types" ENABLE ALWAYS TRIGGER "00_shadowlog_01cd1101_t";

COMMIT;
