-- Shadowlog: capture row changes of the tables below, on Db2.
--
-- Run it as a DBA, with autocommit off (+c) and a client that stops at the first
-- error (-s), which then rolls back:
--
--	db2 connect to DATABASE
--	db2 +c -td@ -s -f this-file.sql
--
-- Each table is one transaction: all of it or nothing.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers of one statement each.
-- They have the rights of whoever runs this: the application's users need none.
-- If a change cannot be recorded, the statement that made it fails.
--
-- Triggers of one table fire in the order of their creation.  These should be
-- the first of the AFTER triggers; if one of the application's was there before
-- and it writes to this same table, drop it and create it again after this.
--
-- What they do not see: LOAD; TRUNCATE; partitions detached; ALTER TABLE ...
-- ACTIVATE NOT LOGGED INITIALLY WITH EMPTY TABLE; LOB and XML columns, and
-- binary ones that are declared with more than 15,970 bytes.  A column that a
-- trigger names can be dropped, and makes the trigger inoperative: changes are
-- then not captured at all.  Uninstall, drop, describe, install.  A column added
-- later is not captured until then.

-- Table public.stock

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 869890860, 'public', 'stock',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'public'
           AND v.table_name = 'stock'),
       d.description, 'd36d1c6c', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table public.stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 869890860
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = 'd36d1c6c',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 869890860
   AND (trigger_hash <> 'd36d1c6c'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'stock'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7dcc3ede_i
AFTER INSERT ON "public"."stock"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 869890860, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(n."quantity"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."bin", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."sku", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."site"), 'NULL') || ',' ||
	COALESCE(CHAR(n."counted", ISO), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7dcc3ede_u
AFTER UPDATE ON "public"."stock"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 869890860, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."quantity"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."bin", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."sku", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(o."site"), 'NULL') || ',' ||
	COALESCE(CHAR(o."counted", ISO), 'NULL'),
	COALESCE(VARCHAR(n."quantity"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."bin", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."sku", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."site"), 'NULL') || ',' ||
	COALESCE(CHAR(n."counted", ISO), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7dcc3ede_d
AFTER DELETE ON "public"."stock"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 869890860, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."quantity"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."bin", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."sku", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(o."site"), 'NULL') || ',' ||
	COALESCE(CHAR(o."counted", ISO), 'NULL'))@

COMMIT@
