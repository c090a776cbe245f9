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

-- Table public.stock

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
		WHERE t.tgrelid = '"public"."stock"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."stock" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."stock" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'stock'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_7dcc3ede')
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
	PERFORM shadowlog."quantity",
	        shadowlog."bin",
	        shadowlog."sku",
	        shadowlog."site",
	        shadowlog."counted"
	   FROM "public"."stock" AS shadowlog WHERE false;
	PERFORM pg_catalog.row_to_json(shadowlog.*)
	   FROM "public"."stock" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 869890860, 'public', 'stock',
       v.version, d.description,
       '026ac4c8', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'stock') AS v,
       (SELECT 'shadowlog-tables 1
table public.stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 869890860
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '026ac4c8', installed_at = clock_timestamp()
 WHERE shape = 869890860
   AND (trigger_hash <> '026ac4c8'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'stock'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_7dcc3ede_i() RETURNS trigger
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
	VALUES (869890860, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_7dcc3ede_u() RETURNS trigger
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
	VALUES (869890860, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_7dcc3ede_d() RETURNS trigger
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
	VALUES (869890860, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_7dcc3ede_t() RETURNS trigger
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
	VALUES (869890860, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_7dcc3ede_i(), shadowlog.shadowlog_7dcc3ede_u(),
	shadowlog.shadowlog_7dcc3ede_d(), shadowlog.shadowlog_7dcc3ede_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_7dcc3ede_i" ON "public"."stock";
CREATE TRIGGER "00_shadowlog_7dcc3ede_i" AFTER INSERT ON "public"."stock"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_7dcc3ede_i();
DROP TRIGGER IF EXISTS "00_shadowlog_7dcc3ede_u" ON "public"."stock";
CREATE TRIGGER "00_shadowlog_7dcc3ede_u" AFTER UPDATE ON "public"."stock"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_7dcc3ede_u();
DROP TRIGGER IF EXISTS "00_shadowlog_7dcc3ede_d" ON "public"."stock";
CREATE TRIGGER "00_shadowlog_7dcc3ede_d" AFTER DELETE ON "public"."stock"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_7dcc3ede_d();
DROP TRIGGER IF EXISTS "00_shadowlog_7dcc3ede_t" ON "public"."stock";
CREATE TRIGGER "00_shadowlog_7dcc3ede_t" AFTER TRUNCATE ON "public"."stock"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_7dcc3ede_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."stock" ENABLE ALWAYS TRIGGER "00_shadowlog_7dcc3ede_i";
ALTER TABLE "public"."stock" ENABLE ALWAYS TRIGGER "00_shadowlog_7dcc3ede_u";
ALTER TABLE "public"."stock" ENABLE ALWAYS TRIGGER "00_shadowlog_7dcc3ede_d";
ALTER TABLE "public"."stock" ENABLE ALWAYS TRIGGER "00_shadowlog_7dcc3ede_t";

COMMIT;
