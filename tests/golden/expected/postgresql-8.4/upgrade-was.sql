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

-- public.sales: was called public.orders
--   - note varchar(20) as text null
--   + remark varchar(20) as text null
--   ~ qty integer as int null -> varchar(20) as text null
--   ~ total numeric(12,2) as decimal -> numeric(12,2) as decimal null

-- Table public.sales

BEGIN;
SET LOCAL statement_timeout = '10s';

-- Fails where the old name is not one that was captured.
CREATE FUNCTION pg_temp.shadowlog_was() RETURNS void LANGUAGE plpgsql AS $shadowlog$
BEGIN
	IF NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape
		WHERE table_schema = 'public'
		AND table_name = 'orders') THEN
		RAISE EXCEPTION 'shadowlog: the registry lists no table of '
			'that old name';
	END IF;
END
$shadowlog$;
SELECT pg_temp.shadowlog_was();
DROP FUNCTION pg_temp.shadowlog_was();
ALTER TABLE orders RENAME TO sales;

-- Triggers go with a table that is renamed; these are called by its old name.
DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_i" ON "public"."sales";
DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_u" ON "public"."sales";
DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_d" ON "public"."sales";
DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_t" ON "public"."sales";
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9a83d3f1_i();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9a83d3f1_u();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9a83d3f1_d();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9a83d3f1_t();

-- Its layouts stay, for what was captured: no triggers write them any more.
UPDATE shadowlog.shadowlog_shape SET trigger_hash = ''
 WHERE table_schema = 'public' AND table_name = 'orders';

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
		WHERE t.tgrelid = '"public"."sales"'::regclass
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."sales" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."sales" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'sales'
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_'
		AND substr(t.tgname::text, 1, 21) <> '00_shadowlog_6a848eb8')
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
	        shadowlog."remark",
	        shadowlog."qty",
	        shadowlog."total"
	   FROM "public"."sales" AS shadowlog WHERE false;
	PERFORM coalesce(shadowlog."id"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."remark"::text) || ':' || shadowlog."remark"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."qty"::text) || ':' || shadowlog."qty"::text || ',', '~,') ||
	        coalesce(shadowlog."total"::text || ',', '~,')
	   FROM "public"."sales" AS shadowlog WHERE false;
END
$shadowlog$;
SELECT pg_temp.shadowlog_check();
DROP FUNCTION pg_temp.shadowlog_check();

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 472216728, 'public', 'sales',
       v.version, d.description,
       '1583d224', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'sales') AS v,
       (SELECT 'shadowlog-tables 1
table public.sales
  column id     bigint        as bigint  key 1
  column remark varchar(20)   as text    null
  column qty    varchar(20)   as text    null
  column total  numeric(12,2) as decimal null
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 472216728
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '1583d224', installed_at = clock_timestamp()
 WHERE shape = 472216728
   AND (trigger_hash <> '1583d224'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'sales'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_6a848eb8_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
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
	VALUES (472216728, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(char_length(NEW."remark"::text) || ':' || NEW."remark"::text || ',', '~,') ||
		coalesce(char_length(NEW."qty"::text) || ':' || NEW."qty"::text || ',', '~,') ||
		coalesce(NEW."total"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_6a848eb8_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
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
	VALUES (472216728, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(char_length(OLD."remark"::text) || ':' || OLD."remark"::text || ',', '~,') ||
		coalesce(char_length(OLD."qty"::text) || ':' || OLD."qty"::text || ',', '~,') ||
		coalesce(OLD."total"::text || ',', '~,'),
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(char_length(NEW."remark"::text) || ':' || NEW."remark"::text || ',', '~,') ||
		coalesce(char_length(NEW."qty"::text) || ':' || NEW."qty"::text || ',', '~,') ||
		coalesce(NEW."total"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_6a848eb8_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
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
	VALUES (472216728, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(char_length(OLD."remark"::text) || ':' || OLD."remark"::text || ',', '~,') ||
		coalesce(char_length(OLD."qty"::text) || ':' || OLD."qty"::text || ',', '~,') ||
		coalesce(OLD."total"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_6a848eb8_t() RETURNS trigger
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
	VALUES (472216728, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_6a848eb8_i(), shadowlog.shadowlog_6a848eb8_u(),
	shadowlog.shadowlog_6a848eb8_d(), shadowlog.shadowlog_6a848eb8_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_6a848eb8_i" ON "public"."sales";
CREATE TRIGGER "00_shadowlog_6a848eb8_i" AFTER INSERT ON "public"."sales"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_6a848eb8_i();
DROP TRIGGER IF EXISTS "00_shadowlog_6a848eb8_u" ON "public"."sales";
CREATE TRIGGER "00_shadowlog_6a848eb8_u" AFTER UPDATE ON "public"."sales"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_6a848eb8_u();
DROP TRIGGER IF EXISTS "00_shadowlog_6a848eb8_d" ON "public"."sales";
CREATE TRIGGER "00_shadowlog_6a848eb8_d" AFTER DELETE ON "public"."sales"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_6a848eb8_d();
DROP TRIGGER IF EXISTS "00_shadowlog_6a848eb8_t" ON "public"."sales";
CREATE TRIGGER "00_shadowlog_6a848eb8_t" AFTER TRUNCATE ON "public"."sales"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_6a848eb8_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."sales" ENABLE ALWAYS TRIGGER "00_shadowlog_6a848eb8_i";
ALTER TABLE "public"."sales" ENABLE ALWAYS TRIGGER "00_shadowlog_6a848eb8_u";
ALTER TABLE "public"."sales" ENABLE ALWAYS TRIGGER "00_shadowlog_6a848eb8_d";
ALTER TABLE "public"."sales" ENABLE ALWAYS TRIGGER "00_shadowlog_6a848eb8_t";

COMMIT;

-- Untouched:
-- public.same: as it was
-- public.gone: not described, so left alone; `uninstall` ends its capture
