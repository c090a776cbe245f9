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

-- Table public.orders
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
		AND c.relname = 'orders'
		AND substr(t.tgname::text, 1, 21) = '00_shadowlog_9a83d3f1')
	THEN
		LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
		DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_i" ON "public"."orders";
		DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_u" ON "public"."orders";
		DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_d" ON "public"."orders";
		DROP TRIGGER IF EXISTS "00_shadowlog_9a83d3f1_t" ON "public"."orders";
	END IF;
END
$shadowlog$;
SELECT pg_temp.shadowlog_end();
DROP FUNCTION pg_temp.shadowlog_end();

DROP FUNCTION IF EXISTS shadowlog.shadowlog_9a83d3f1_i();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9a83d3f1_u();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9a83d3f1_d();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_9a83d3f1_t();
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'orders'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;

-- Table public.customers
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
		AND c.relname = 'customers'
		AND substr(t.tgname::text, 1, 21) = '00_shadowlog_211d1471')
	THEN
		LOCK TABLE "public"."customers" IN ACCESS EXCLUSIVE MODE;
		DROP TRIGGER IF EXISTS "00_shadowlog_211d1471_i" ON "public"."customers";
		DROP TRIGGER IF EXISTS "00_shadowlog_211d1471_u" ON "public"."customers";
		DROP TRIGGER IF EXISTS "00_shadowlog_211d1471_d" ON "public"."customers";
		DROP TRIGGER IF EXISTS "00_shadowlog_211d1471_t" ON "public"."customers";
	END IF;
END
$shadowlog$;
SELECT pg_temp.shadowlog_end();
DROP FUNCTION pg_temp.shadowlog_end();

DROP FUNCTION IF EXISTS shadowlog.shadowlog_211d1471_i();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_211d1471_u();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_211d1471_d();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_211d1471_t();
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'customers'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;
