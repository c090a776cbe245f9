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

-- Table "odd \"schema\""."it's [a] `table`; --\n*/ /* \\"
BEGIN;
SET LOCAL statement_timeout = '10s';

-- DROP TRIGGER takes a weak lock first, so that it and an application that writes
-- and then TRUNCATEs would wait for each other.  And it fails where the table
-- itself is gone.
CREATE FUNCTION pg_temp.shadowlog_end() RETURNS void LANGUAGE plpgsql AS $shadowlog_2$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'odd "schema"'
		AND c.relname = 'it''s [a] `table`; --
*/ /* \'
		AND substr(t.tgname::text, 1, 21) = '00_shadowlog_0d238086')
	THEN
		LOCK TABLE "odd ""schema"""."it's [a] `table`; --
*/ /* \" IN ACCESS EXCLUSIVE MODE;
		DROP TRIGGER IF EXISTS "00_shadowlog_0d238086_i" ON "odd ""schema"""."it's [a] `table`; --
*/ /* \";
		DROP TRIGGER IF EXISTS "00_shadowlog_0d238086_u" ON "odd ""schema"""."it's [a] `table`; --
*/ /* \";
		DROP TRIGGER IF EXISTS "00_shadowlog_0d238086_d" ON "odd ""schema"""."it's [a] `table`; --
*/ /* \";
		DROP TRIGGER IF EXISTS "00_shadowlog_0d238086_t" ON "odd ""schema"""."it's [a] `table`; --
*/ /* \";
	END IF;
END
$shadowlog_2$;
SELECT pg_temp.shadowlog_end();
DROP FUNCTION pg_temp.shadowlog_end();

DROP FUNCTION IF EXISTS shadowlog.shadowlog_0d238086_i();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_0d238086_u();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_0d238086_d();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_0d238086_t();
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'odd "schema"'
   AND s.table_name = 'it''s [a] `table`; --
*/ /* \'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;

-- Table public.order
BEGIN;
SET LOCAL statement_timeout = '10s';

-- DROP TRIGGER takes a weak lock first, so that it and an application that writes
-- and then TRUNCATEs would wait for each other.  And it fails where the table
-- itself is gone.
CREATE FUNCTION pg_temp.shadowlog_end() RETURNS void LANGUAGE plpgsql AS $shadowlog$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'order'
		AND substr(t.tgname::text, 1, 21) = '00_shadowlog_9df95698')
	THEN
		LOCK TABLE "public"."order" IN ACCESS EXCLUSIVE MODE;
		DROP TRIGGER IF EXISTS "00_shadowlog_9df95698_i" ON "public"."order";
		DROP TRIGGER IF EXISTS "00_shadowlog_9df95698_u" ON "public"."order";
		DROP TRIGGER IF EXISTS "00_shadowlog_9df95698_d" ON "public"."order";
		DROP TRIGGER IF EXISTS "00_shadowlog_9df95698_t" ON "public"."order";
	END IF;
END
$shadowlog$;
SELECT pg_temp.shadowlog_end();
DROP FUNCTION pg_temp.shadowlog_end();

DROP FUNCTION IF EXISTS shadowlog.shadowlog_9df95698_i();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9df95698_u();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9df95698_d();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9df95698_t();
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'order'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;
