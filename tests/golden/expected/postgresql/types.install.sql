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

-- Table public.numbers

BEGIN;
SET LOCAL lock_timeout = '10s';

-- First the lock that is needed in the end: two that hold a little of it and
-- wait for the rest, as an application that writes and then TRUNCATEs, would wait
-- for each other.
--
-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
DO $shadowlog$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		WHERE t.tgrelid = '"public"."numbers"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."numbers" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."numbers" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'numbers'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_5b6c3746')
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
	PERFORM shadowlog."id",
	        shadowlog."i",
	        shadowlog."n",
	        shadowlog."r",
	        shadowlog."d"
	   FROM "public"."numbers" AS shadowlog WHERE false;
	PERFORM pg_catalog.row_to_json(shadowlog.*)
	   FROM "public"."numbers" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1279353742, 'public', 'numbers',
       v.version, d.description,
       '8894c418', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'numbers') AS v,
       (SELECT 'shadowlog-tables 1
table public.numbers
  column id bigint             as bigint  key 1
  column i  integer            as int     null
  column n  numeric(12,2)      as decimal null
  column r  real               as float   null
  column d  "double precision" as double  null
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1279353742
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '8894c418', installed_at = clock_timestamp()
 WHERE shape = 1279353742
   AND (trigger_hash <> '8894c418'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'numbers'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_5b6c3746_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET extra_float_digits = 3
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
	VALUES (1279353742, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_5b6c3746_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET extra_float_digits = 3
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
	VALUES (1279353742, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_5b6c3746_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET extra_float_digits = 3
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
	VALUES (1279353742, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_5b6c3746_t() RETURNS trigger
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
	VALUES (1279353742, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_5b6c3746_i(), shadowlog.shadowlog_5b6c3746_u(),
	shadowlog.shadowlog_5b6c3746_d(), shadowlog.shadowlog_5b6c3746_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_5b6c3746_i" ON "public"."numbers";
CREATE TRIGGER "00_shadowlog_5b6c3746_i" AFTER INSERT ON "public"."numbers"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_5b6c3746_i();
DROP TRIGGER IF EXISTS "00_shadowlog_5b6c3746_u" ON "public"."numbers";
CREATE TRIGGER "00_shadowlog_5b6c3746_u" AFTER UPDATE ON "public"."numbers"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_5b6c3746_u();
DROP TRIGGER IF EXISTS "00_shadowlog_5b6c3746_d" ON "public"."numbers";
CREATE TRIGGER "00_shadowlog_5b6c3746_d" AFTER DELETE ON "public"."numbers"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_5b6c3746_d();
DROP TRIGGER IF EXISTS "00_shadowlog_5b6c3746_t" ON "public"."numbers";
CREATE TRIGGER "00_shadowlog_5b6c3746_t" AFTER TRUNCATE ON "public"."numbers"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_5b6c3746_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."numbers" ENABLE ALWAYS TRIGGER "00_shadowlog_5b6c3746_i";
ALTER TABLE "public"."numbers" ENABLE ALWAYS TRIGGER "00_shadowlog_5b6c3746_u";
ALTER TABLE "public"."numbers" ENABLE ALWAYS TRIGGER "00_shadowlog_5b6c3746_d";
ALTER TABLE "public"."numbers" ENABLE ALWAYS TRIGGER "00_shadowlog_5b6c3746_t";

COMMIT;

-- Table public.documents

BEGIN;
SET LOCAL lock_timeout = '10s';

-- First the lock that is needed in the end: two that hold a little of it and
-- wait for the rest, as an application that writes and then TRUNCATEs, would wait
-- for each other.
--
-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
DO $shadowlog$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		WHERE t.tgrelid = '"public"."documents"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."documents" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."documents" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'documents'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_331876ae')
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
	PERFORM shadowlog."id",
	        shadowlog."j",
	        shadowlog."jb",
	        shadowlog."b",
	        shadowlog."ts",
	        shadowlog."tz",
	        shadowlog."iv"
	   FROM "public"."documents" AS shadowlog WHERE false;
	PERFORM pg_catalog.concat(VARIADIC ARRAY[
	        	pg_catalog.row_to_json(shadowlog.*)::text,
	        	E'\t', pg_catalog.json_typeof(shadowlog."j"),
	        	E'\t', pg_catalog.jsonb_typeof(shadowlog."jb")])
	   FROM "public"."documents" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 83091014, 'public', 'documents',
       v.version, d.description,
       '42bcf29c', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'documents') AS v,
       (SELECT 'shadowlog-tables 1
table public.documents
  column id uuid                          as uuid        key 1
  column j  json                          as json        null
  column jb jsonb                         as json        null
  column b  bytea                         as binary      null
  column ts "timestamp without time zone" as timestamp   null
  column tz "timestamp(3) with time zone" as timestamptz null
  column iv interval                      as interval    null
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 83091014
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '42bcf29c', installed_at = clock_timestamp()
 WHERE shape = 83091014
   AND (trigger_hash <> '42bcf29c'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'documents'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_331876ae_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET intervalstyle = 'iso_8601'
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
	VALUES (83091014, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.concat(VARIADIC ARRAY[
			pg_catalog.row_to_json(NEW)::text,
			E'\t', pg_catalog.json_typeof(NEW."j"),
			E'\t', pg_catalog.jsonb_typeof(NEW."jb")]));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_331876ae_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET intervalstyle = 'iso_8601'
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
	VALUES (83091014, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.concat(VARIADIC ARRAY[
			pg_catalog.row_to_json(OLD)::text,
			E'\t', pg_catalog.json_typeof(OLD."j"),
			E'\t', pg_catalog.jsonb_typeof(OLD."jb")]),
		pg_catalog.concat(VARIADIC ARRAY[
			pg_catalog.row_to_json(NEW)::text,
			E'\t', pg_catalog.json_typeof(NEW."j"),
			E'\t', pg_catalog.jsonb_typeof(NEW."jb")]));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_331876ae_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET intervalstyle = 'iso_8601'
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
	VALUES (83091014, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.concat(VARIADIC ARRAY[
			pg_catalog.row_to_json(OLD)::text,
			E'\t', pg_catalog.json_typeof(OLD."j"),
			E'\t', pg_catalog.jsonb_typeof(OLD."jb")]));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_331876ae_t() RETURNS trigger
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
	VALUES (83091014, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_331876ae_i(), shadowlog.shadowlog_331876ae_u(),
	shadowlog.shadowlog_331876ae_d(), shadowlog.shadowlog_331876ae_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_331876ae_i" ON "public"."documents";
CREATE TRIGGER "00_shadowlog_331876ae_i" AFTER INSERT ON "public"."documents"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_331876ae_i();
DROP TRIGGER IF EXISTS "00_shadowlog_331876ae_u" ON "public"."documents";
CREATE TRIGGER "00_shadowlog_331876ae_u" AFTER UPDATE ON "public"."documents"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_331876ae_u();
DROP TRIGGER IF EXISTS "00_shadowlog_331876ae_d" ON "public"."documents";
CREATE TRIGGER "00_shadowlog_331876ae_d" AFTER DELETE ON "public"."documents"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_331876ae_d();
DROP TRIGGER IF EXISTS "00_shadowlog_331876ae_t" ON "public"."documents";
CREATE TRIGGER "00_shadowlog_331876ae_t" AFTER TRUNCATE ON "public"."documents"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_331876ae_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."documents" ENABLE ALWAYS TRIGGER "00_shadowlog_331876ae_i";
ALTER TABLE "public"."documents" ENABLE ALWAYS TRIGGER "00_shadowlog_331876ae_u";
ALTER TABLE "public"."documents" ENABLE ALWAYS TRIGGER "00_shadowlog_331876ae_d";
ALTER TABLE "public"."documents" ENABLE ALWAYS TRIGGER "00_shadowlog_331876ae_t";

COMMIT;

-- Table public.others

BEGIN;
SET LOCAL lock_timeout = '10s';

-- First the lock that is needed in the end: two that hold a little of it and
-- wait for the rest, as an application that writes and then TRUNCATEs, would wait
-- for each other.
--
-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
DO $shadowlog$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		WHERE t.tgrelid = '"public"."others"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."others" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."others" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'others'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_3b7f18f3')
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
	PERFORM shadowlog."id",
	        shadowlog."a",
	        shadowlog."m",
	        shadowlog."r",
	        shadowlog."e"
	   FROM "public"."others" AS shadowlog WHERE false;
	PERFORM pg_catalog.row_to_json(shadowlog.*)
	   FROM "public"."others" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1617779478, 'public', 'others',
       v.version, d.description,
       'b2b57e72', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'others') AS v,
       (SELECT 'shadowlog-tables 1
table public.others
  column id integer       as int   key 1
  column a  "integer[]"   as other null
  column m  money         as other null
  column r  tstzrange     as other null
  column e  "public.mood" as other null
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1617779478
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = 'b2b57e72', installed_at = clock_timestamp()
 WHERE shape = 1617779478
   AND (trigger_hash <> 'b2b57e72'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'others'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_3b7f18f3_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET extra_float_digits = 3
SET intervalstyle = 'iso_8601'
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET bytea_output = 'hex'
SET lc_monetary = 'C'
SET quote_all_identifiers = off
SET search_path = pg_catalog, pg_temp
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
	VALUES (1617779478, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_3b7f18f3_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET extra_float_digits = 3
SET intervalstyle = 'iso_8601'
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET bytea_output = 'hex'
SET lc_monetary = 'C'
SET quote_all_identifiers = off
SET search_path = pg_catalog, pg_temp
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
	VALUES (1617779478, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_3b7f18f3_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET extra_float_digits = 3
SET intervalstyle = 'iso_8601'
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET bytea_output = 'hex'
SET lc_monetary = 'C'
SET quote_all_identifiers = off
SET search_path = pg_catalog, pg_temp
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
	VALUES (1617779478, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_3b7f18f3_t() RETURNS trigger
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
	VALUES (1617779478, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_3b7f18f3_i(), shadowlog.shadowlog_3b7f18f3_u(),
	shadowlog.shadowlog_3b7f18f3_d(), shadowlog.shadowlog_3b7f18f3_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_3b7f18f3_i" ON "public"."others";
CREATE TRIGGER "00_shadowlog_3b7f18f3_i" AFTER INSERT ON "public"."others"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_3b7f18f3_i();
DROP TRIGGER IF EXISTS "00_shadowlog_3b7f18f3_u" ON "public"."others";
CREATE TRIGGER "00_shadowlog_3b7f18f3_u" AFTER UPDATE ON "public"."others"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_3b7f18f3_u();
DROP TRIGGER IF EXISTS "00_shadowlog_3b7f18f3_d" ON "public"."others";
CREATE TRIGGER "00_shadowlog_3b7f18f3_d" AFTER DELETE ON "public"."others"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_3b7f18f3_d();
DROP TRIGGER IF EXISTS "00_shadowlog_3b7f18f3_t" ON "public"."others";
CREATE TRIGGER "00_shadowlog_3b7f18f3_t" AFTER TRUNCATE ON "public"."others"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_3b7f18f3_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."others" ENABLE ALWAYS TRIGGER "00_shadowlog_3b7f18f3_i";
ALTER TABLE "public"."others" ENABLE ALWAYS TRIGGER "00_shadowlog_3b7f18f3_u";
ALTER TABLE "public"."others" ENABLE ALWAYS TRIGGER "00_shadowlog_3b7f18f3_d";
ALTER TABLE "public"."others" ENABLE ALWAYS TRIGGER "00_shadowlog_3b7f18f3_t";

COMMIT;
