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

-- Table "odd \"schema\""."it's [a] `table`; --\n*/ /* \\"

BEGIN;
SET LOCAL lock_timeout = '10s';

-- First the lock that is needed in the end: two that hold a little of it and
-- wait for the rest, as an application that writes and then TRUNCATEs, would wait
-- for each other.
--
-- Fails where the triggers would: without the right to record a change, or
-- without a column that they name.  And where the table was renamed: under its
-- old name it is captured still.
DO $shadowlog_2$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		WHERE t.tgrelid = '"odd ""schema"""."it''s [a] `table`; --
*/ /* \"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "odd ""schema"""."it's [a] `table`; --
*/ /* \" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "odd ""schema"""."it's [a] `table`; --
*/ /* \" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'odd "schema"'
		AND c.relname = 'it''s [a] `table`; --
*/ /* \'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_0d238086')
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
	PERFORM shadowlog."a""b'c`d]e\",
	        shadowlog."line
end	tab",
	        shadowlog."select",
	        shadowlog."$shadowlog$",
	        shadowlog."$shadowlog_1$",
	        shadowlog."{{new_image}}",
	        shadowlog."größe €",
	        shadowlog."",
	        shadowlog."-- '); DROP TABLE x",
	        shadowlog.":name ? %s %n",
	        shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123"
	   FROM "odd ""schema"""."it's [a] `table`; --
*/ /* \" AS shadowlog WHERE false;
	PERFORM pg_catalog.concat(VARIADIC ARRAY[
	        	pg_catalog.row_to_json(shadowlog.*)::text,
	        	E'\t', pg_catalog.json_typeof(shadowlog."$shadowlog$"),
	        	E'\t', pg_catalog.json_typeof(shadowlog."$shadowlog_1$")])
	   FROM "odd ""schema"""."it's [a] `table`; --
*/ /* \" AS shadowlog WHERE false;
END
$shadowlog_2$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1680505960, 'odd "schema"', 'it''s [a] `table`; --
*/ /* \',
       v.version, d.description,
       '4ea1bdd6', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'odd "schema"'
           AND table_name = 'it''s [a] `table`; --
*/ /* \') AS v,
       (SELECT 'shadowlog-tables 1
table "odd \"schema\""."it''s [a] `table`; --\n*/ /* \\"
  column "a\"b''c`d]e\\"                                                  int        as int  key 1
  column "line\nend\r\ttab"                                              text       as text null
  column select                                                          text       as text null
  column $shadowlog$                                                     json       as json null
  column $shadowlog_1$                                                   json       as json null
  column "{{new_image}}"                                                 text       as text null
  column "größe €"                                                       text       as text null
  column "\x01\x02\x03"                                                  text       as text null
  column "-- ''); DROP TABLE x"                                           varchar(9) as text null
  column ":name ? %s %n"                                                 text       as text null
  column a23456789_123456789_123456789_123456789_123456789_123456789_123 int        as int  null
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1680505960
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '4ea1bdd6', installed_at = clock_timestamp()
 WHERE shape = 1680505960
   AND (trigger_hash <> '4ea1bdd6'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'odd "schema"'
                              AND s.table_name = 'it''s [a] `table`; --
*/ /* \'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_0d238086_i() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS $shadowlog_2$
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
	VALUES (1680505960, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.concat(VARIADIC ARRAY[
			pg_catalog.row_to_json(NEW)::text,
			E'\t', pg_catalog.json_typeof(NEW."$shadowlog$"),
			E'\t', pg_catalog.json_typeof(NEW."$shadowlog_1$")]));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog_2$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_0d238086_u() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS $shadowlog_2$
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
	VALUES (1680505960, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.concat(VARIADIC ARRAY[
			pg_catalog.row_to_json(OLD)::text,
			E'\t', pg_catalog.json_typeof(OLD."$shadowlog$"),
			E'\t', pg_catalog.json_typeof(OLD."$shadowlog_1$")]),
		pg_catalog.concat(VARIADIC ARRAY[
			pg_catalog.row_to_json(NEW)::text,
			E'\t', pg_catalog.json_typeof(NEW."$shadowlog$"),
			E'\t', pg_catalog.json_typeof(NEW."$shadowlog_1$")]));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog_2$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_0d238086_d() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS $shadowlog_2$
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
	VALUES (1680505960, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.concat(VARIADIC ARRAY[
			pg_catalog.row_to_json(OLD)::text,
			E'\t', pg_catalog.json_typeof(OLD."$shadowlog$"),
			E'\t', pg_catalog.json_typeof(OLD."$shadowlog_1$")]));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog_2$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_0d238086_t() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
AS $shadowlog_2$
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
	VALUES (1680505960, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog_2$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_0d238086_i(), shadowlog.shadowlog_0d238086_u(),
	shadowlog.shadowlog_0d238086_d(), shadowlog.shadowlog_0d238086_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_0d238086_i" ON "odd ""schema"""."it's [a] `table`; --
*/ /* \";
CREATE TRIGGER "00_shadowlog_0d238086_i" AFTER INSERT ON "odd ""schema"""."it's [a] `table`; --
*/ /* \"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_0d238086_i();
DROP TRIGGER IF EXISTS "00_shadowlog_0d238086_u" ON "odd ""schema"""."it's [a] `table`; --
*/ /* \";
CREATE TRIGGER "00_shadowlog_0d238086_u" AFTER UPDATE ON "odd ""schema"""."it's [a] `table`; --
*/ /* \"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_0d238086_u();
DROP TRIGGER IF EXISTS "00_shadowlog_0d238086_d" ON "odd ""schema"""."it's [a] `table`; --
*/ /* \";
CREATE TRIGGER "00_shadowlog_0d238086_d" AFTER DELETE ON "odd ""schema"""."it's [a] `table`; --
*/ /* \"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_0d238086_d();
DROP TRIGGER IF EXISTS "00_shadowlog_0d238086_t" ON "odd ""schema"""."it's [a] `table`; --
*/ /* \";
CREATE TRIGGER "00_shadowlog_0d238086_t" AFTER TRUNCATE ON "odd ""schema"""."it's [a] `table`; --
*/ /* \"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_0d238086_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "odd ""schema"""."it's [a] `table`; --
*/ /* \" ENABLE ALWAYS TRIGGER "00_shadowlog_0d238086_i";
ALTER TABLE "odd ""schema"""."it's [a] `table`; --
*/ /* \" ENABLE ALWAYS TRIGGER "00_shadowlog_0d238086_u";
ALTER TABLE "odd ""schema"""."it's [a] `table`; --
*/ /* \" ENABLE ALWAYS TRIGGER "00_shadowlog_0d238086_d";
ALTER TABLE "odd ""schema"""."it's [a] `table`; --
*/ /* \" ENABLE ALWAYS TRIGGER "00_shadowlog_0d238086_t";

COMMIT;

-- Table public.order

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
		WHERE t.tgrelid = '"public"."order"'::regclass
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_') THEN
		LOCK TABLE "public"."order" IN ACCESS EXCLUSIVE MODE;
	ELSE
		LOCK TABLE "public"."order" IN SHARE ROW EXCLUSIVE MODE;
	END IF;
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'order'
		AND pg_catalog.left(t.tgname::text, 13) = '00_shadowlog_'
		AND pg_catalog.left(t.tgname::text, 21) <> '00_shadowlog_9df95698')
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
	PERFORM shadowlog."group",
	        shadowlog."table"
	   FROM "public"."order" AS shadowlog WHERE false;
	PERFORM pg_catalog.row_to_json(shadowlog.*)
	   FROM "public"."order" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1054325159, 'public', 'order',
       v.version, d.description,
       '5217d8bc', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'order') AS v,
       (SELECT 'shadowlog-tables 1
table public.order
  column group int  as int  key 1
  column table text as text null
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1054325159
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '5217d8bc', installed_at = clock_timestamp()
 WHERE shape = 1054325159
   AND (trigger_hash <> '5217d8bc'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'order'));

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9df95698_i() RETURNS trigger
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
	VALUES (1054325159, 'I', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9df95698_u() RETURNS trigger
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
	VALUES (1054325159, 'U', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD),
		pg_catalog.row_to_json(NEW));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9df95698_d() RETURNS trigger
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
	VALUES (1054325159, 'D', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp(),
		pg_catalog.row_to_json(OLD));
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

CREATE OR REPLACE FUNCTION shadowlog.shadowlog_9df95698_t() RETURNS trigger
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
	VALUES (1054325159, 'T', pg_catalog.txid_current(),
		pg_catalog.clock_timestamp());
	kept := pg_catalog.setval('shadowlog.shadowlog_lastval', kept,
		pg_catalog.nextval('shadowlog.shadowlog_lastval') IS NOT NULL);
	RETURN NULL;
END
$shadowlog$;

-- Nobody else may hang these functions on a table of his own.
REVOKE ALL ON FUNCTION
	shadowlog.shadowlog_9df95698_i(), shadowlog.shadowlog_9df95698_u(),
	shadowlog.shadowlog_9df95698_d(), shadowlog.shadowlog_9df95698_t() FROM PUBLIC;

DROP TRIGGER IF EXISTS "00_shadowlog_9df95698_i" ON "public"."order";
CREATE TRIGGER "00_shadowlog_9df95698_i" AFTER INSERT ON "public"."order"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_9df95698_i();
DROP TRIGGER IF EXISTS "00_shadowlog_9df95698_u" ON "public"."order";
CREATE TRIGGER "00_shadowlog_9df95698_u" AFTER UPDATE ON "public"."order"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_9df95698_u();
DROP TRIGGER IF EXISTS "00_shadowlog_9df95698_d" ON "public"."order";
CREATE TRIGGER "00_shadowlog_9df95698_d" AFTER DELETE ON "public"."order"
	FOR EACH ROW EXECUTE PROCEDURE shadowlog.shadowlog_9df95698_d();
DROP TRIGGER IF EXISTS "00_shadowlog_9df95698_t" ON "public"."order";
CREATE TRIGGER "00_shadowlog_9df95698_t" AFTER TRUNCATE ON "public"."order"
	FOR EACH STATEMENT EXECUTE PROCEDURE shadowlog.shadowlog_9df95698_t();

-- Also for what replication applies and for session_replication_role =
-- replica: a change is a change.
ALTER TABLE "public"."order" ENABLE ALWAYS TRIGGER "00_shadowlog_9df95698_i";
ALTER TABLE "public"."order" ENABLE ALWAYS TRIGGER "00_shadowlog_9df95698_u";
ALTER TABLE "public"."order" ENABLE ALWAYS TRIGGER "00_shadowlog_9df95698_d";
ALTER TABLE "public"."order" ENABLE ALWAYS TRIGGER "00_shadowlog_9df95698_t";

COMMIT;
