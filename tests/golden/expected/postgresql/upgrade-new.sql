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

-- public.fresh: was not captured so far

-- Table public.fresh

BEGIN;
SET LOCAL lock_timeout = '10s';

-- The table.
CREATE TABLE fresh (id bigint PRIMARY KEY);

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
		WHERE t.tgrelid = '"public"."fresh"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."fresh" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."fresh" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'fresh'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_f2a92584')
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
	PERFORM shadowlog."id"
	   FROM "public"."fresh" AS shadowlog WHERE false;
	PERFORM pg_catalog.row_to_json(shadowlog.*)
	   FROM "public"."fresh" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 770182412, 'public', 'fresh',
       v.version, d.description,
       'c8d7c82c', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'fresh') AS v,
       (SELECT 'shadowlog-tables 1
table public.fresh
  column id bigint as bigint key 1
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 770182412
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = 'c8d7c82c', installed_at = clock_timestamp()
 WHERE shape = 770182412
   AND (trigger_hash <> 'c8d7c82c'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'fresh'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_f2a92584_i() RETURNS trigger
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
		(shape, op, txid, captured_at, new_row)
	VALUES (770182412, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_f2a92584_u() RETURNS trigger
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
		(shape, op, txid, captured_at, old_row, new_row)
	VALUES (770182412, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_f2a92584_d() RETURNS trigger
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
		(shape, op, txid, captured_at, old_row)
	VALUES (770182412, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_f2a92584_t() RETURNS trigger
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
	VALUES (770182412, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_f2a92584_i(), shadowlog.shadowlog_f2a92584_u(),
	shadowlog.shadowlog_f2a92584_d(), shadowlog.shadowlog_f2a92584_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_f2a92584_i" ON "public"."fresh";
CREATE TRIGGER "00_shadowlog_f2a92584_i" AFTER INSERT ON "public"."fresh"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_f2a92584_i();
DROP TRIGGER IF EXISTS "00_shadowlog_f2a92584_u" ON "public"."fresh";
CREATE TRIGGER "00_shadowlog_f2a92584_u" AFTER UPDATE ON "public"."fresh"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_f2a92584_u();
DROP TRIGGER IF EXISTS "00_shadowlog_f2a92584_d" ON "public"."fresh";
CREATE TRIGGER "00_shadowlog_f2a92584_d" AFTER DELETE ON "public"."fresh"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_f2a92584_d();
DROP TRIGGER IF EXISTS "00_shadowlog_f2a92584_t" ON "public"."fresh";
CREATE TRIGGER "00_shadowlog_f2a92584_t" AFTER TRUNCATE ON "public"."fresh"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_f2a92584_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."fresh" ENABLE ALWAYS TRIGGER "00_shadowlog_f2a92584_i";
ALTER TABLE "public"."fresh" ENABLE ALWAYS TRIGGER "00_shadowlog_f2a92584_u";
ALTER TABLE "public"."fresh" ENABLE ALWAYS TRIGGER "00_shadowlog_f2a92584_d";
ALTER TABLE "public"."fresh" ENABLE ALWAYS TRIGGER "00_shadowlog_f2a92584_t";

COMMIT;

-- Untouched:
-- public.orders: as it was
-- public.same: as it was
-- public.gone: as it was
