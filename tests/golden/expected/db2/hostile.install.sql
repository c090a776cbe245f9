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

-- Table "odd \"schema\""."it's [a] `table`; --\n*/ /* \\"

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1680505960, 'odd "schema"', 'it''s [a] `table`; --
*/ /* \',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'odd "schema"'
           AND v.table_name = 'it''s [a] `table`; --
*/ /* \'),
       d.description, '0c0c5a98', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
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
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1680505960
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '0c0c5a98',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1680505960
   AND (trigger_hash <> '0c0c5a98'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'odd "schema"'
                              AND s.table_name = 'it''s [a] `table`; --
*/ /* \'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_0d238086_i
AFTER INSERT ON "odd ""schema"""."it's [a] `table`; --
*/ /* \"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1680505960, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(n."a""b'c`d]e\"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."line
end	tab", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."select", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."$shadowlog$", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."$shadowlog_1$", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."{{new_image}}", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."größe €", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."-- '); DROP TABLE x", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n.":name ? %s %n", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_0d238086_u
AFTER UPDATE ON "odd ""schema"""."it's [a] `table`; --
*/ /* \"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1680505960, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."a""b'c`d]e\"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."line
end	tab", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."select", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."$shadowlog$", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."$shadowlog_1$", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."{{new_image}}", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."größe €", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."-- '); DROP TABLE x", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o.":name ? %s %n", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(o."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL'),
	COALESCE(VARCHAR(n."a""b'c`d]e\"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."line
end	tab", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."select", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."$shadowlog$", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."$shadowlog_1$", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."{{new_image}}", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."größe €", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."-- '); DROP TABLE x", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n.":name ? %s %n", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_0d238086_d
AFTER DELETE ON "odd ""schema"""."it's [a] `table`; --
*/ /* \"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1680505960, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."a""b'c`d]e\"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."line
end	tab", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."select", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."$shadowlog$", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."$shadowlog_1$", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."{{new_image}}", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."größe €", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."-- '); DROP TABLE x", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o.":name ? %s %n", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(o."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL'))@

COMMIT@

-- Table public.order

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1054325159, 'public', 'order',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'public'
           AND v.table_name = 'order'),
       d.description, '2747b151', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table public.order
  column group int  as int  key 1
  column table text as text null
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1054325159
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '2747b151',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1054325159
   AND (trigger_hash <> '2747b151'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'public'
                              AND s.table_name = 'order'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9df95698_i
AFTER INSERT ON "public"."order"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1054325159, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(n."group"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."table", '''', '''''') || '''', 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9df95698_u
AFTER UPDATE ON "public"."order"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1054325159, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."group"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."table", '''', '''''') || '''', 'NULL'),
	COALESCE(VARCHAR(n."group"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."table", '''', '''''') || '''', 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9df95698_d
AFTER DELETE ON "public"."order"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1054325159, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."group"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."table", '''', '''''') || '''', 'NULL'))@

COMMIT@
