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

-- public.orders: changes
--   - note varchar(20) as text null
--   + remark varchar(20) as text null
--   ~ qty integer as int null -> varchar(20) as text null
--   ~ total numeric(12,2) as decimal -> numeric(12,2) as decimal null

-- Table public.orders

BEGIN;
SET LOCAL lock_timeout = '10s';

-- The change of the table.
-- The application's own SQL; nothing in it is touched: {{change}}
ALTER TABLE orders RENAME COLUMN note TO remark;
UPDATE orders SET remark = 'two
	lines' WHERE id = 0;

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
	        shadowlog."remark",
	        shadowlog."qty",
	        shadowlog."total"
	   FROM "public"."orders" AS shadowlog WHERE false;
	PERFORM pg_catalog.row_to_json(shadowlog.*)
	   FROM "public"."orders" AS shadowlog WHERE false;
END
$shadowlog$;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 809468537, 'public', 'orders',
       v.version, d.description,
       '725f03cc', clock_timestamp()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = 'public'
           AND table_name = 'orders') AS v,
       (SELECT 'shadowlog-tables 1
table public.orders
  column id     bigint        as bigint  key 1
  column remark varchar(20)   as text    null
  column qty    varchar(20)   as text    null
  column total  numeric(12,2) as decimal null
'::text AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 809468537
                      AND s.description = d.description);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '725f03cc', installed_at = clock_timestamp()
 WHERE shape = 809468537
   AND (trigger_hash <> '725f03cc'
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
	VALUES (809468537, 'I', pg_catalog.txid_current(),
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
	VALUES (809468537, 'U', pg_catalog.txid_current(),
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
	VALUES (809468537, 'D', pg_catalog.txid_current(),
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
	VALUES (809468537, 'T', pg_catalog.txid_current(),
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

-- Untouched:
-- public.same: as it was
-- public.gone: not described, so left alone; `uninstall` ends its capture
