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

-- Table public.numbers
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
		AND c.relname = 'numbers'
		AND pg_catalog.left(t.tgname::text, 21) = '00_shadowlog_5b6c3746')
	THEN
		LOCK TABLE "public"."numbers" IN ACCESS EXCLUSIVE MODE;
	END IF;
END
$shadowlog$;

DROP TRIGGER IF EXISTS "00_shadowlog_5b6c3746_i" ON "public"."numbers";
DROP TRIGGER IF EXISTS "00_shadowlog_5b6c3746_u" ON "public"."numbers";
DROP TRIGGER IF EXISTS "00_shadowlog_5b6c3746_d" ON "public"."numbers";
DROP TRIGGER IF EXISTS "00_shadowlog_5b6c3746_t" ON "public"."numbers";
DROP FUNCTION IF EXISTS shadowlog.shadowlog_5b6c3746_i();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_5b6c3746_u();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_5b6c3746_d();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_5b6c3746_t();
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'numbers'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;

-- Table public.documents
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
		AND c.relname = 'documents'
		AND pg_catalog.left(t.tgname::text, 21) = '00_shadowlog_331876ae')
	THEN
		LOCK TABLE "public"."documents" IN ACCESS EXCLUSIVE MODE;
	END IF;
END
$shadowlog$;

DROP TRIGGER IF EXISTS "00_shadowlog_331876ae_i" ON "public"."documents";
DROP TRIGGER IF EXISTS "00_shadowlog_331876ae_u" ON "public"."documents";
DROP TRIGGER IF EXISTS "00_shadowlog_331876ae_d" ON "public"."documents";
DROP TRIGGER IF EXISTS "00_shadowlog_331876ae_t" ON "public"."documents";
DROP FUNCTION IF EXISTS shadowlog.shadowlog_331876ae_i();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_331876ae_u();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_331876ae_d();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_331876ae_t();
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'documents'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;

-- Table public.others
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
		AND c.relname = 'others'
		AND pg_catalog.left(t.tgname::text, 21) = '00_shadowlog_3b7f18f3')
	THEN
		LOCK TABLE "public"."others" IN ACCESS EXCLUSIVE MODE;
	END IF;
END
$shadowlog$;

DROP TRIGGER IF EXISTS "00_shadowlog_3b7f18f3_i" ON "public"."others";
DROP TRIGGER IF EXISTS "00_shadowlog_3b7f18f3_u" ON "public"."others";
DROP TRIGGER IF EXISTS "00_shadowlog_3b7f18f3_d" ON "public"."others";
DROP TRIGGER IF EXISTS "00_shadowlog_3b7f18f3_t" ON "public"."others";
DROP FUNCTION IF EXISTS shadowlog.shadowlog_3b7f18f3_i();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_3b7f18f3_u();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_3b7f18f3_d();
DROP FUNCTION IF EXISTS shadowlog.shadowlog_3b7f18f3_t();
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'others'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;
