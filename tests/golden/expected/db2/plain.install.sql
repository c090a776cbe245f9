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

-- Table public.orders

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1266838793, 'public', 'orders',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'public'
           AND v.table_name = 'orders'),
       d.description, '1b7ba193', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table public.orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1266838793
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '1b7ba193',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1266838793
   AND (trigger_hash <> '1b7ba193'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'orders'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9a83d3f1_i
AFTER INSERT ON "public"."orders"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1266838793, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(n."id"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."customer_id"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."status", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."amount"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."note", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR_FORMAT(n."placed_at", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	CASE WHEN n."paid" THEN 'true' WHEN NOT n."paid" THEN 'false' ELSE 'NULL' END)@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9a83d3f1_u
AFTER UPDATE ON "public"."orders"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1266838793, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."id"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."customer_id"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."status", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(o."amount"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."note", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR_FORMAT(o."placed_at", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	CASE WHEN o."paid" THEN 'true' WHEN NOT o."paid" THEN 'false' ELSE 'NULL' END,
	COALESCE(VARCHAR(n."id"), 'NULL') || ',' ||
	COALESCE(VARCHAR(n."customer_id"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."status", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."amount"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."note", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR_FORMAT(n."placed_at", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	CASE WHEN n."paid" THEN 'true' WHEN NOT n."paid" THEN 'false' ELSE 'NULL' END)@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9a83d3f1_d
AFTER DELETE ON "public"."orders"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1266838793, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."id"), 'NULL') || ',' ||
	COALESCE(VARCHAR(o."customer_id"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."status", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(o."amount"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."note", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR_FORMAT(o."placed_at", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	CASE WHEN o."paid" THEN 'true' WHEN NOT o."paid" THEN 'false' ELSE 'NULL' END)@

COMMIT@

-- Table public.customers

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1393539161, 'public', 'customers',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'public'
           AND v.table_name = 'customers'),
       d.description, '59307c05', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table public.customers
  column id   int         as int  key 1
  column name varchar(80) as text
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1393539161
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '59307c05',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1393539161
   AND (trigger_hash <> '59307c05'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'customers'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_211d1471_i
AFTER INSERT ON "public"."customers"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1393539161, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(n."id"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."name", '''', '''''') || '''', 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_211d1471_u
AFTER UPDATE ON "public"."customers"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1393539161, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."id"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."name", '''', '''''') || '''', 'NULL'),
	COALESCE(VARCHAR(n."id"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."name", '''', '''''') || '''', 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_211d1471_d
AFTER DELETE ON "public"."customers"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1393539161, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."id"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."name", '''', '''''') || '''', 'NULL'))@

COMMIT@
