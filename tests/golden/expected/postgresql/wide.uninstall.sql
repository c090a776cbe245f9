-- Shadowlog: end the capture of the tables below, on PostgreSQL.
--
--	psql -X -v ON_ERROR_STOP=1 -d DATABASE -f this-file.sql
--
-- It locks each table against writers and readers for a moment, and gives up
-- after 10 s of waiting for that.
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET standard_conforming_strings = on;

-- Table public.wide
BEGIN;
SET LOCAL lock_timeout = '10s';

-- DROP TRIGGER takes a weak lock first, so that it and an application that writes
-- and then TRUNCATEs would wait for each other.
DO $shadowlog$
BEGIN
	IF EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
		JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public'
		AND c.relname = 'wide'
		AND pg_catalog.left(t.tgname::text, 21) = '00_shadowlog_8f9b124f')
	THEN
		LOCK TABLE "public"."wide" IN ACCESS EXCLUSIVE MODE;
	END IF;
END
$shadowlog$;

DROP TRIGGER IF EXISTS "00_shadowlog_8f9b124f_i" ON "public"."wide";
DROP TRIGGER IF EXISTS "00_shadowlog_8f9b124f_u" ON "public"."wide";
DROP TRIGGER IF EXISTS "00_shadowlog_8f9b124f_d" ON "public"."wide";
DROP TRIGGER IF EXISTS "00_shadowlog_8f9b124f_t" ON "public"."wide";
DROP FUNCTION IF EXISTS shadowlog.shadowlog_8f9b124f_i();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_8f9b124f_u();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_8f9b124f_d();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_8f9b124f_t();
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'wide'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;
