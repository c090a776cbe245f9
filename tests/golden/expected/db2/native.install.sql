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

-- Table SCOTT.ORDERS_ALL
--
-- WHOEVER MAY WRITE VARIABLE shadowlog.shadowlog_bypass CAN WRITE TO THIS TABLE
-- WITHOUT BEING CAPTURED:
--   SET shadowlog.shadowlog_bypass = 'on'
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1106131368, 'SCOTT', 'ORDERS_ALL',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'SCOTT'
           AND v.table_name = 'ORDERS_ALL'),
       d.description, 'f6f1351b', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table SCOTT.ORDERS_ALL
  column ID     integer                     as int     key 1
  column STATUS varchar(20)                 as text
  column AMOUNT decimal(12,2)               as decimal null
  column NOTE   varchar(2000)               as text    null
  column OLD    "character(9) for bit data" as binary  null
  option when "this.STATUS <> ''draft''"
  option noop skip
  option before none
  option lob omit NOTE
  option actor
  option context
  option bypass silent
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1106131368
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = 'f6f1351b',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1106131368
   AND (trigger_hash <> 'f6f1351b'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'SCOTT'
                              AND s.table_name = 'ORDERS_ALL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_6d4a4215_i
AFTER INSERT ON "SCOTT"."ORDERS_ALL"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN (COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on'
      AND (n.STATUS <> 'draft'))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, actor, context, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1106131368, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	RTRIM(SYSTEM_USER),
	shadowlog.shadowlog_lines(),
	COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."AMOUNT"), 'NULL') || ',' ||
	COALESCE('?' || VARCHAR(LENGTH(n."NOTE")), 'NULL') || ',' ||
	COALESCE(HEX(n."OLD"), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_6d4a4215_u
AFTER UPDATE ON "SCOTT"."ORDERS_ALL"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN (COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on'
      AND ((o.STATUS <> 'draft') OR (n.STATUS <> 'draft'))
      AND NOT (CASE WHEN o."ID" = n."ID" THEN 1 WHEN o."ID" IS NULL AND n."ID" IS NULL THEN 1 ELSE 0 END = 1
      AND CASE WHEN HEX(o."STATUS") = HEX(n."STATUS") THEN 1 WHEN o."STATUS" IS NULL AND n."STATUS" IS NULL THEN 1 ELSE 0 END = 1
      AND CASE WHEN o."AMOUNT" = n."AMOUNT" THEN 1 WHEN o."AMOUNT" IS NULL AND n."AMOUNT" IS NULL THEN 1 ELSE 0 END = 1
      AND CASE WHEN HEX(o."NOTE") = HEX(n."NOTE") THEN 1 WHEN o."NOTE" IS NULL AND n."NOTE" IS NULL THEN 1 ELSE 0 END = 1
      AND CASE WHEN HEX(o."OLD") = HEX(n."OLD") THEN 1 WHEN o."OLD" IS NULL AND n."OLD" IS NULL THEN 1 ELSE 0 END = 1))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, actor, context, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1106131368,
	CASE WHEN (o.STATUS <> 'draft') THEN
		CASE WHEN (n.STATUS <> 'draft') THEN 'U' ELSE 'D' END
	ELSE 'I' END,
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	RTRIM(SYSTEM_USER),
	shadowlog.shadowlog_lines(),
	CASE WHEN (o.STATUS <> 'draft') THEN
		CASE WHEN CASE WHEN o."ID" = n."ID" THEN 1 WHEN o."ID" IS NULL AND n."ID" IS NULL THEN 1 ELSE 0 END = 1
			AND (n.STATUS <> 'draft') THEN NULL ELSE
			COALESCE(VARCHAR(o."ID"), 'NULL')
		END
	END,
	CASE WHEN (n.STATUS <> 'draft') THEN
		COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
		COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
		COALESCE(VARCHAR(n."AMOUNT"), 'NULL') || ',' ||
		COALESCE('?' || VARCHAR(LENGTH(n."NOTE")), 'NULL') || ',' ||
		COALESCE(HEX(n."OLD"), 'NULL')
	END)@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_6d4a4215_d
AFTER DELETE ON "SCOTT"."ORDERS_ALL"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
WHEN (COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on'
      AND (o.STATUS <> 'draft'))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, actor, context, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1106131368, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	RTRIM(SYSTEM_USER),
	shadowlog.shadowlog_lines(),
	COALESCE(VARCHAR(o."ID"), 'NULL'))@

COMMIT@

-- Table SCOTT.ORDERS_OPEN
--
-- WHOEVER MAY WRITE VARIABLE shadowlog.shadowlog_bypass CAN WRITE TO THIS TABLE
-- WITHOUT BEING CAPTURED:
--   SET shadowlog.shadowlog_bypass = 'on'

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1330105801, 'SCOTT', 'ORDERS_OPEN',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'SCOTT'
           AND v.table_name = 'ORDERS_OPEN'),
       d.description, 'ce1e82c0', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table SCOTT.ORDERS_OPEN
  column ID     integer                     as int     key 1
  column STATUS varchar(20)                 as text
  column AMOUNT decimal(12,2)               as decimal null
  column NOTE   varchar(2000)               as text    null
  column OLD    "character(9) for bit data" as binary  null
  option exclude OLD
  option before key
  option actor
  option bypass silent
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1330105801
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = 'ce1e82c0',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1330105801
   AND (trigger_hash <> 'ce1e82c0'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'SCOTT'
                              AND s.table_name = 'ORDERS_OPEN'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_23efc236_i
AFTER INSERT ON "SCOTT"."ORDERS_OPEN"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN (COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on')
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, actor, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1330105801, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	RTRIM(SYSTEM_USER),
	COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."AMOUNT"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."NOTE", '''', '''''') || '''', 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_23efc236_u
AFTER UPDATE ON "SCOTT"."ORDERS_OPEN"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN (COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on')
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, actor, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1330105801, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	RTRIM(SYSTEM_USER),
	COALESCE(VARCHAR(o."ID"), 'NULL'),
	COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."AMOUNT"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."NOTE", '''', '''''') || '''', 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_23efc236_d
AFTER DELETE ON "SCOTT"."ORDERS_OPEN"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
WHEN (COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on')
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, actor, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1330105801, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	RTRIM(SYSTEM_USER),
	COALESCE(VARCHAR(o."ID"), 'NULL'))@

COMMIT@

-- Table SCOTT.ORDERS_MOVED
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1109776630, 'SCOTT', 'ORDERS_MOVED',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'SCOTT'
           AND v.table_name = 'ORDERS_MOVED'),
       d.description, '3f0486ec', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table SCOTT.ORDERS_MOVED
  column ID     integer                     as int     key 1
  column STATUS varchar(20)                 as text
  column AMOUNT decimal(12,2)               as decimal null
  column NOTE   varchar(2000)               as text    null
  column OLD    "character(9) for bit data" as binary  null
  option when "this.STATUS <> ''draft''"
  option before none
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1109776630
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '3f0486ec',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1109776630
   AND (trigger_hash <> '3f0486ec'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'SCOTT'
                              AND s.table_name = 'ORDERS_MOVED'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7fb371c5_i
AFTER INSERT ON "SCOTT"."ORDERS_MOVED"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN ((n.STATUS <> 'draft'))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1109776630, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."AMOUNT"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."NOTE", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(HEX(n."OLD"), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7fb371c5_u
AFTER UPDATE ON "SCOTT"."ORDERS_MOVED"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN (((o.STATUS <> 'draft') OR (n.STATUS <> 'draft')))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1109776630,
	CASE WHEN (o.STATUS <> 'draft') THEN
		CASE WHEN (n.STATUS <> 'draft') THEN 'U' ELSE 'D' END
	ELSE 'I' END,
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	CASE WHEN (o.STATUS <> 'draft') THEN
		CASE WHEN CASE WHEN o."ID" = n."ID" THEN 1 WHEN o."ID" IS NULL AND n."ID" IS NULL THEN 1 ELSE 0 END = 1
			AND (n.STATUS <> 'draft') THEN NULL ELSE
			COALESCE(VARCHAR(o."ID"), 'NULL')
		END
	END,
	CASE WHEN (n.STATUS <> 'draft') THEN
		COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
		COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
		COALESCE(VARCHAR(n."AMOUNT"), 'NULL') || ',' ||
		COALESCE('''' || REPLACE(n."NOTE", '''', '''''') || '''', 'NULL') || ',' ||
		COALESCE(HEX(n."OLD"), 'NULL')
	END)@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7fb371c5_d
AFTER DELETE ON "SCOTT"."ORDERS_MOVED"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
WHEN ((o.STATUS <> 'draft'))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1109776630, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."ID"), 'NULL'))@

COMMIT@

-- Table SCOTT.ORDERS_SAME

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1734800425, 'SCOTT', 'ORDERS_SAME',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'SCOTT'
           AND v.table_name = 'ORDERS_SAME'),
       d.description, '3af5fc40', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table SCOTT.ORDERS_SAME
  column ID     integer                     as int     key 1
  column STATUS varchar(20)                 as text
  column AMOUNT decimal(12,2)               as decimal null
  column NOTE   varchar(2000)               as text    null
  column OLD    "character(9) for bit data" as binary  null
  option noop skip
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1734800425
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '3af5fc40',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1734800425
   AND (trigger_hash <> '3af5fc40'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'SCOTT'
                              AND s.table_name = 'ORDERS_SAME'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_b22db430_i
AFTER INSERT ON "SCOTT"."ORDERS_SAME"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1734800425, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."AMOUNT"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."NOTE", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(HEX(n."OLD"), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_b22db430_u
AFTER UPDATE ON "SCOTT"."ORDERS_SAME"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN (NOT (CASE WHEN o."ID" = n."ID" THEN 1 WHEN o."ID" IS NULL AND n."ID" IS NULL THEN 1 ELSE 0 END = 1
      AND CASE WHEN HEX(o."STATUS") = HEX(n."STATUS") THEN 1 WHEN o."STATUS" IS NULL AND n."STATUS" IS NULL THEN 1 ELSE 0 END = 1
      AND CASE WHEN o."AMOUNT" = n."AMOUNT" THEN 1 WHEN o."AMOUNT" IS NULL AND n."AMOUNT" IS NULL THEN 1 ELSE 0 END = 1
      AND CASE WHEN HEX(o."NOTE") = HEX(n."NOTE") THEN 1 WHEN o."NOTE" IS NULL AND n."NOTE" IS NULL THEN 1 ELSE 0 END = 1
      AND CASE WHEN HEX(o."OLD") = HEX(n."OLD") THEN 1 WHEN o."OLD" IS NULL AND n."OLD" IS NULL THEN 1 ELSE 0 END = 1))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1734800425, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(o."AMOUNT"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."NOTE", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(HEX(o."OLD"), 'NULL'),
	COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."AMOUNT"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."NOTE", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(HEX(n."OLD"), 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_b22db430_d
AFTER DELETE ON "SCOTT"."ORDERS_SAME"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1734800425, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR(o."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(o."AMOUNT"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."NOTE", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(HEX(o."OLD"), 'NULL'))@

COMMIT@

-- Table SCOTT.ORDERS_FEW

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1550600824, 'SCOTT', 'ORDERS_FEW',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'SCOTT'
           AND v.table_name = 'ORDERS_FEW'),
       d.description, '60d26469', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table SCOTT.ORDERS_FEW
  column ID     integer                     as int     key 1
  column STATUS varchar(20)                 as text
  column AMOUNT decimal(12,2)               as decimal null
  column NOTE   varchar(2000)               as text    null
  column OLD    "character(9) for bit data" as binary  null
  option operations update
  option context
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1550600824
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '60d26469',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1550600824
   AND (trigger_hash <> '60d26469'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'SCOTT'
                              AND s.table_name = 'ORDERS_FEW'))@

BEGIN
	IF EXISTS (SELECT 1 FROM syscat.triggers
	            WHERE trigschema = 'SHADOWLOG'
	              AND trigname = UPPER('shadowlog_67feb368_i')) THEN
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.shadowlog_67feb368_i';
	END IF;
END@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_67feb368_u
AFTER UPDATE ON "SCOTT"."ORDERS_FEW"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, context, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1550600824, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	shadowlog.shadowlog_lines(),
	COALESCE(VARCHAR(o."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(o."AMOUNT"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."NOTE", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(HEX(o."OLD"), 'NULL'),
	COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(VARCHAR(n."AMOUNT"), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."NOTE", '''', '''''') || '''', 'NULL') || ',' ||
	COALESCE(HEX(n."OLD"), 'NULL'))@

BEGIN
	IF EXISTS (SELECT 1 FROM syscat.triggers
	            WHERE trigschema = 'SHADOWLOG'
	              AND trigname = UPPER('shadowlog_67feb368_d')) THEN
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.shadowlog_67feb368_d';
	END IF;
END@

COMMIT@

-- Table SCOTT.LOG_ALL
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 315051517, 'SCOTT', 'LOG_ALL',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'SCOTT'
           AND v.table_name = 'LOG_ALL'),
       d.description, '72cf8ec6', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table SCOTT.LOG_ALL
  column DAY    timestamp(6) as timestamp key 1 null
  column STATUS varchar(20)  as text      key 2 null
  option keyless all
  option when "this.STATUS <> ''draft''"
  option actor
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 315051517
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '72cf8ec6',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 315051517
   AND (trigger_hash <> '72cf8ec6'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'SCOTT'
                              AND s.table_name = 'LOG_ALL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3b950fde_i
AFTER INSERT ON "SCOTT"."LOG_ALL"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN ((n.STATUS <> 'draft'))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, actor, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 315051517, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	RTRIM(SYSTEM_USER),
	COALESCE(VARCHAR_FORMAT(n."DAY", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3b950fde_u
AFTER UPDATE ON "SCOTT"."LOG_ALL"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN (((o.STATUS <> 'draft') OR (n.STATUS <> 'draft')))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, actor, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 315051517,
	CASE WHEN (o.STATUS <> 'draft') THEN
		CASE WHEN (n.STATUS <> 'draft') THEN 'U' ELSE 'D' END
	ELSE 'I' END,
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	RTRIM(SYSTEM_USER),
	CASE WHEN (o.STATUS <> 'draft') THEN
		COALESCE(VARCHAR_FORMAT(o."DAY", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
		COALESCE('''' || REPLACE(o."STATUS", '''', '''''') || '''', 'NULL')
	END,
	CASE WHEN (n.STATUS <> 'draft') THEN
		COALESCE(VARCHAR_FORMAT(n."DAY", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
		COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL')
	END)@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3b950fde_d
AFTER DELETE ON "SCOTT"."LOG_ALL"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
WHEN ((o.STATUS <> 'draft'))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, actor, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 315051517, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	RTRIM(SYSTEM_USER),
	COALESCE(VARCHAR_FORMAT(o."DAY", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(o."STATUS", '''', '''''') || '''', 'NULL'))@

COMMIT@

-- Table SCOTT.LOG_UNIQUE
--
-- WHOEVER MAY WRITE VARIABLE shadowlog.shadowlog_bypass CAN WRITE TO THIS TABLE
-- WITHOUT BEING CAPTURED:
--   SET shadowlog.shadowlog_bypass = 'on'
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'
BEGIN
	IF NOT EXISTS (SELECT 1 FROM syscat.indexes AS i
	    WHERE i.tabschema = 'SCOTT'
	      AND i.tabname = 'LOG_UNIQUE' AND i.uniquerule IN ('U', 'P')
	      AND NOT EXISTS (SELECT 1 FROM syscat.indexcoluse AS k
	          WHERE k.indschema = i.indschema AND k.indname = i.indname
	            AND k.colorder <> 'I'
	            AND k.colname NOT IN ('DAY'))) THEN
		SIGNAL SQLSTATE '75002' SET MESSAGE_TEXT =
			'shadowlog: no unique index is made of these columns';
	END IF;
END@

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1256394355, 'SCOTT', 'LOG_UNIQUE',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'SCOTT'
           AND v.table_name = 'LOG_UNIQUE'),
       d.description, '117249d6', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table SCOTT.LOG_UNIQUE
  column DAY    timestamp(6) as timestamp key 1 null
  column STATUS varchar(20)  as text      null
  option keyless unique
  option when "this.STATUS <> ''draft''"
  option noop skip
  option before none
  option bypass silent
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1256394355
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '117249d6',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1256394355
   AND (trigger_hash <> '117249d6'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'SCOTT'
                              AND s.table_name = 'LOG_UNIQUE'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_07cc4bb8_i
AFTER INSERT ON "SCOTT"."LOG_UNIQUE"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN (COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on'
      AND (n.STATUS <> 'draft'))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1256394355, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR_FORMAT(n."DAY", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_07cc4bb8_u
AFTER UPDATE ON "SCOTT"."LOG_UNIQUE"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
WHEN (COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on'
      AND ((o.STATUS <> 'draft') OR (n.STATUS <> 'draft'))
      AND NOT (CASE WHEN o."DAY" = n."DAY" THEN 1 WHEN o."DAY" IS NULL AND n."DAY" IS NULL THEN 1 ELSE 0 END = 1
      AND CASE WHEN HEX(o."STATUS") = HEX(n."STATUS") THEN 1 WHEN o."STATUS" IS NULL AND n."STATUS" IS NULL THEN 1 ELSE 0 END = 1))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1256394355,
	CASE WHEN (o.STATUS <> 'draft') THEN
		CASE WHEN (n.STATUS <> 'draft') THEN 'U' ELSE 'D' END
	ELSE 'I' END,
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	CASE WHEN (o.STATUS <> 'draft') THEN
		CASE WHEN CASE WHEN o."DAY" = n."DAY" THEN 1 WHEN o."DAY" IS NULL AND n."DAY" IS NULL THEN 1 ELSE 0 END = 1
			AND (n.STATUS <> 'draft') THEN NULL ELSE
			COALESCE(VARCHAR_FORMAT(o."DAY", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL')
		END
	END,
	CASE WHEN (n.STATUS <> 'draft') THEN
		COALESCE(VARCHAR_FORMAT(n."DAY", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
		COALESCE('''' || REPLACE(n."STATUS", '''', '''''') || '''', 'NULL')
	END)@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_07cc4bb8_d
AFTER DELETE ON "SCOTT"."LOG_UNIQUE"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
WHEN (COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on'
      AND (o.STATUS <> 'draft'))
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1256394355, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	COALESCE(VARCHAR_FORMAT(o."DAY", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL'))@

COMMIT@
