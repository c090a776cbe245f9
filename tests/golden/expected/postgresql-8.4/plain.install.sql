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

-- Table public.orders

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
		WHERE t.tgrelid = '"public"."orders"'::regclass
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'orders'
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_'
		AND substr(t.tgname::text, 1, 21) <> '00_shadowlog_9a83d3f1')
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
	        shadowlog."customer_id",
	        shadowlog."status",
	        shadowlog."amount",
	        shadowlog."note",
	        shadowlog."placed_at",
	        shadowlog."paid"
	   FROM "public"."orders" AS shadowlog WHERE false;
	PERFORM coalesce(shadowlog."id"::text || ',', '~,') ||
	        coalesce(shadowlog."customer_id"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."status"::text) || ':' || shadowlog."status"::text || ',', '~,') ||
	        coalesce(shadowlog."amount"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."note"::text) || ':' || shadowlog."note"::text || ',', '~,') ||
	        coalesce(shadowlog."placed_at"::text || ',', '~,') ||
	        coalesce(shadowlog."paid"::text || ',', '~,')
	   FROM "public"."orders" AS shadowlog WHERE false;
END
$shadowlog$;
SELECT pg_temp.shadowlog_check();
DROP FUNCTION pg_temp.shadowlog_check();

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1266838793, 'public', 'orders',
       v.version, d.description,
       'f40346e9', clock_timestamp()
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
   SET trigger_hash = 'f40346e9', installed_at = clock_timestamp()
 WHERE shape = 1266838793
   AND (trigger_hash <> 'f40346e9'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'orders'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9a83d3f1_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
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
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(NEW."customer_id"::text || ',', '~,') ||
		coalesce(char_length(NEW."status"::text) || ':' || NEW."status"::text || ',', '~,') ||
		coalesce(NEW."amount"::text || ',', '~,') ||
		coalesce(char_length(NEW."note"::text) || ':' || NEW."note"::text || ',', '~,') ||
		coalesce(NEW."placed_at"::text || ',', '~,') ||
		coalesce(NEW."paid"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9a83d3f1_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
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
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(OLD."customer_id"::text || ',', '~,') ||
		coalesce(char_length(OLD."status"::text) || ':' || OLD."status"::text || ',', '~,') ||
		coalesce(OLD."amount"::text || ',', '~,') ||
		coalesce(char_length(OLD."note"::text) || ':' || OLD."note"::text || ',', '~,') ||
		coalesce(OLD."placed_at"::text || ',', '~,') ||
		coalesce(OLD."paid"::text || ',', '~,'),
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(NEW."customer_id"::text || ',', '~,') ||
		coalesce(char_length(NEW."status"::text) || ':' || NEW."status"::text || ',', '~,') ||
		coalesce(NEW."amount"::text || ',', '~,') ||
		coalesce(char_length(NEW."note"::text) || ':' || NEW."note"::text || ',', '~,') ||
		coalesce(NEW."placed_at"::text || ',', '~,') ||
		coalesce(NEW."paid"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9a83d3f1_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
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
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(OLD."customer_id"::text || ',', '~,') ||
		coalesce(char_length(OLD."status"::text) || ':' || OLD."status"::text || ',', '~,') ||
		coalesce(OLD."amount"::text || ',', '~,') ||
		coalesce(char_length(OLD."note"::text) || ':' || OLD."note"::text || ',', '~,') ||
		coalesce(OLD."placed_at"::text || ',', '~,') ||
		coalesce(OLD."paid"::text || ',', '~,'));
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
		WHERE t.tgrelid = '"public"."customers"'::regclass
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."customers" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."customers" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'customers'
		AND substr(t.tgname::text, 1, 13) = '00_shadowlog_'
		AND substr(t.tgname::text, 1, 21) <> '00_shadowlog_211d1471')
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
	        shadowlog."name"
	   FROM "public"."customers" AS shadowlog WHERE false;
	PERFORM coalesce(shadowlog."id"::text || ',', '~,') ||
	        coalesce(char_length(shadowlog."name"::text) || ':' || shadowlog."name"::text || ',', '~,')
	   FROM "public"."customers" AS shadowlog WHERE false;
END
$shadowlog$;
SELECT pg_temp.shadowlog_check();
DROP FUNCTION pg_temp.shadowlog_check();

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1393539161, 'public', 'customers',
       v.version, d.description,
       'b4ac4b90', clock_timestamp()
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
   SET trigger_hash = 'b4ac4b90', installed_at = clock_timestamp()
 WHERE shape = 1393539161
   AND (trigger_hash <> 'b4ac4b90'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'customers'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_211d1471_i() RETURNS trigger
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
	VALUES (1393539161, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(char_length(NEW."name"::text) || ':' || NEW."name"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_211d1471_u() RETURNS trigger
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
	VALUES (1393539161, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(char_length(OLD."name"::text) || ':' || OLD."name"::text || ',', '~,'),
		coalesce(NEW."id"::text || ',', '~,') ||
		coalesce(char_length(NEW."name"::text) || ':' || NEW."name"::text || ',', '~,'));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_211d1471_d() RETURNS trigger
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
	VALUES (1393539161, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		coalesce(OLD."id"::text || ',', '~,') ||
		coalesce(char_length(OLD."name"::text) || ':' || OLD."name"::text || ',', '~,'));
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
