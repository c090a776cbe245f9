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

-- Table public.orders

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
		WHERE t.tgrelid = '"public"."orders"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'orders'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_9a83d3f1')
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
	        shadowlog."customer_id",
	        shadowlog."status",
	        shadowlog."amount",
	        shadowlog."note",
	        shadowlog."placed_at",
	        shadowlog."paid"
	   FROM "public"."orders" AS shadowlog WHERE false;
	PERFORM pg_catalog.row_to_json(shadowlog.*)
	   FROM "public"."orders" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1266838793, 'public', 'orders',
       v.version, d.description,
       '6ff5888c', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'orders') AS v,
       (SELECT 'shadowlog-tables 1
table public.orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1266838793
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '6ff5888c', installed_at = clock_timestamp()
 WHERE shape = 1266838793
   AND (trigger_hash <> '6ff5888c'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'orders'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9a83d3f1_i() RETURNS trigger
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
	VALUES (1266838793, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9a83d3f1_u() RETURNS trigger
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
	VALUES (1266838793, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9a83d3f1_d() RETURNS trigger
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
	VALUES (1266838793, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9a83d3f1_t() RETURNS trigger
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
	VALUES (1266838793, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_9a83d3f1_i(), shadowlog.shadowlog_9a83d3f1_u(),
	shadowlog.shadowlog_9a83d3f1_d(), shadowlog.shadowlog_9a83d3f1_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_i" ON "public"."orders";
CREATE TRIGGER "00_shadowlog_9a83d3f1_i" AFTER INSERT ON "public"."orders"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_9a83d3f1_i();
DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_u" ON "public"."orders";
CREATE TRIGGER "00_shadowlog_9a83d3f1_u" AFTER UPDATE ON "public"."orders"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_9a83d3f1_u();
DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_d" ON "public"."orders";
CREATE TRIGGER "00_shadowlog_9a83d3f1_d" AFTER DELETE ON "public"."orders"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_9a83d3f1_d();
DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_t" ON "public"."orders";
CREATE TRIGGER "00_shadowlog_9a83d3f1_t" AFTER TRUNCATE ON "public"."orders"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_9a83d3f1_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."orders" ENABLE ALWAYS TRIGGER "00_shadowlog_9a83d3f1_i";
ALTER TABLE "public"."orders" ENABLE ALWAYS TRIGGER "00_shadowlog_9a83d3f1_u";
ALTER TABLE "public"."orders" ENABLE ALWAYS TRIGGER "00_shadowlog_9a83d3f1_d";
ALTER TABLE "public"."orders" ENABLE ALWAYS TRIGGER "00_shadowlog_9a83d3f1_t";

COMMIT;

-- Table public.customers

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
		WHERE t.tgrelid = '"public"."customers"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."customers" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."customers" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'customers'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_211d1471')
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
	        shadowlog."name"
	   FROM "public"."customers" AS shadowlog WHERE false;
	PERFORM pg_catalog.row_to_json(shadowlog.*)
	   FROM "public"."customers" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1393539161, 'public', 'customers',
       v.version, d.description,
       'a3813c00', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'customers') AS v,
       (SELECT 'shadowlog-tables 1
table public.customers
  column id   int         as int  key 1
  column name varchar(80) as text
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1393539161
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = 'a3813c00', installed_at = clock_timestamp()
 WHERE shape = 1393539161
   AND (trigger_hash <> 'a3813c00'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'customers'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_211d1471_i() RETURNS trigger
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
	VALUES (1393539161, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_211d1471_u() RETURNS trigger
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
	VALUES (1393539161, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_211d1471_d() RETURNS trigger
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
	VALUES (1393539161, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_211d1471_t() RETURNS trigger
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
	VALUES (1393539161, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_211d1471_i(), shadowlog.shadowlog_211d1471_u(),
	shadowlog.shadowlog_211d1471_d(), shadowlog.shadowlog_211d1471_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_211d1471_i" ON "public"."customers";
CREATE TRIGGER "00_shadowlog_211d1471_i" AFTER INSERT ON "public"."customers"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_211d1471_i();
DROP TRIGGER IF EXISTS "00_shadowlog_211d1471_u" ON "public"."customers";
CREATE TRIGGER "00_shadowlog_211d1471_u" AFTER UPDATE ON "public"."customers"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_211d1471_u();
DROP TRIGGER IF EXISTS "00_shadowlog_211d1471_d" ON "public"."customers";
CREATE TRIGGER "00_shadowlog_211d1471_d" AFTER DELETE ON "public"."customers"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_211d1471_d();
DROP TRIGGER IF EXISTS "00_shadowlog_211d1471_t" ON "public"."customers";
CREATE TRIGGER "00_shadowlog_211d1471_t" AFTER TRUNCATE ON "public"."customers"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_211d1471_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."customers" ENABLE ALWAYS TRIGGER "00_shadowlog_211d1471_i";
ALTER TABLE "public"."customers" ENABLE ALWAYS TRIGGER "00_shadowlog_211d1471_u";
ALTER TABLE "public"."customers" ENABLE ALWAYS TRIGGER "00_shadowlog_211d1471_d";
ALTER TABLE "public"."customers" ENABLE ALWAYS TRIGGER "00_shadowlog_211d1471_t";

COMMIT;
