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

-- Table ERP.TYPES

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1773454227, 'ERP', 'TYPES',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'ERP'
           AND v.table_name = 'TYPES'),
       d.description, 'f37095e4', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table ERP.TYPES
  column ID  bigint                     as bigint    key 1
  column SI  smallint                   as int       null
  column D   decimal(12,2)              as decimal   null
  column DF  decfloat(34)               as decimal   null
  column R   real                       as float     null
  column DP  double                     as double    null
  column B   boolean                    as bool      null
  column C   character(3)               as text      null
  column V   varchar(200)               as text      null
  column BD  "varchar(16) for bit data" as binary    null
  column G   vargraphic(20)             as text      null
  column CL  clob(1048576)              as text      null
  column X   xml                        as text      null
  column VB  varbinary(20)              as binary    null
  column BL  blob(1048576)              as binary    null
  column DA  date                       as date      null
  column TI  time                       as time      null
  column T0  timestamp(0)               as timestamp null
  column T6  timestamp(6)               as timestamp null
  column T12 timestamp(12)              as timestamp null
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1773454227
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = 'f37095e4',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1773454227
   AND (trigger_hash <> 'f37095e4'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'ERP'
                              AND s.table_name = 'TYPES'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3dce6d0f_i
AFTER INSERT ON "ERP"."TYPES"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1773454227, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	CLOB(COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(n."SI"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(n."D"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(n."DF"), 'NULL') || ',' ||
	     COALESCE(shadowlog.shadowlog_double(n."R"), 'NULL') || ',' ||
	     COALESCE(shadowlog.shadowlog_double(n."DP"), 'NULL') || ',' ||
	     CASE WHEN n."B" THEN 'true' WHEN NOT n."B" THEN 'false' ELSE 'NULL' END || ',' ||
	     COALESCE('''' || REPLACE(n."C", '''', '''''') || '''', 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(n."V", '''', '''''') || '''', 'NULL') || ',' ||
	     COALESCE(HEX(n."BD"), 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(VARCHAR(n."G"), '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB('?') || ',' ||
	CLOB('?' || ',' ||
	     COALESCE(HEX(n."VB"), 'NULL')) || ',' ||
	CLOB('?') || ',' ||
	CLOB(COALESCE(CHAR(n."DA", ISO), 'NULL') || ',' ||
	     COALESCE(CHAR(n."TI", JIS), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(n."T0", 'YYYY-MM-DD HH24:MI:SS'), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(n."T6", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(n."T12", 'YYYY-MM-DD HH24:MI:SS.FF12'), 'NULL')))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3dce6d0f_u
AFTER UPDATE ON "ERP"."TYPES"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1773454227, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	CLOB(COALESCE(VARCHAR(o."ID"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(o."SI"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(o."D"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(o."DF"), 'NULL') || ',' ||
	     COALESCE(shadowlog.shadowlog_double(o."R"), 'NULL') || ',' ||
	     COALESCE(shadowlog.shadowlog_double(o."DP"), 'NULL') || ',' ||
	     CASE WHEN o."B" THEN 'true' WHEN NOT o."B" THEN 'false' ELSE 'NULL' END || ',' ||
	     COALESCE('''' || REPLACE(o."C", '''', '''''') || '''', 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(o."V", '''', '''''') || '''', 'NULL') || ',' ||
	     COALESCE(HEX(o."BD"), 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(VARCHAR(o."G"), '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB('?') || ',' ||
	CLOB('?' || ',' ||
	     COALESCE(HEX(o."VB"), 'NULL')) || ',' ||
	CLOB('?') || ',' ||
	CLOB(COALESCE(CHAR(o."DA", ISO), 'NULL') || ',' ||
	     COALESCE(CHAR(o."TI", JIS), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(o."T0", 'YYYY-MM-DD HH24:MI:SS'), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(o."T6", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(o."T12", 'YYYY-MM-DD HH24:MI:SS.FF12'), 'NULL')),
	CLOB(COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(n."SI"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(n."D"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(n."DF"), 'NULL') || ',' ||
	     COALESCE(shadowlog.shadowlog_double(n."R"), 'NULL') || ',' ||
	     COALESCE(shadowlog.shadowlog_double(n."DP"), 'NULL') || ',' ||
	     CASE WHEN n."B" THEN 'true' WHEN NOT n."B" THEN 'false' ELSE 'NULL' END || ',' ||
	     COALESCE('''' || REPLACE(n."C", '''', '''''') || '''', 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(n."V", '''', '''''') || '''', 'NULL') || ',' ||
	     COALESCE(HEX(n."BD"), 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(VARCHAR(n."G"), '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB('?') || ',' ||
	CLOB('?' || ',' ||
	     COALESCE(HEX(n."VB"), 'NULL')) || ',' ||
	CLOB('?') || ',' ||
	CLOB(COALESCE(CHAR(n."DA", ISO), 'NULL') || ',' ||
	     COALESCE(CHAR(n."TI", JIS), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(n."T0", 'YYYY-MM-DD HH24:MI:SS'), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(n."T6", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(n."T12", 'YYYY-MM-DD HH24:MI:SS.FF12'), 'NULL')))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3dce6d0f_d
AFTER DELETE ON "ERP"."TYPES"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1773454227, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	CLOB(COALESCE(VARCHAR(o."ID"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(o."SI"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(o."D"), 'NULL') || ',' ||
	     COALESCE(VARCHAR(o."DF"), 'NULL') || ',' ||
	     COALESCE(shadowlog.shadowlog_double(o."R"), 'NULL') || ',' ||
	     COALESCE(shadowlog.shadowlog_double(o."DP"), 'NULL') || ',' ||
	     CASE WHEN o."B" THEN 'true' WHEN NOT o."B" THEN 'false' ELSE 'NULL' END || ',' ||
	     COALESCE('''' || REPLACE(o."C", '''', '''''') || '''', 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(o."V", '''', '''''') || '''', 'NULL') || ',' ||
	     COALESCE(HEX(o."BD"), 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(VARCHAR(o."G"), '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB('?') || ',' ||
	CLOB('?' || ',' ||
	     COALESCE(HEX(o."VB"), 'NULL')) || ',' ||
	CLOB('?') || ',' ||
	CLOB(COALESCE(CHAR(o."DA", ISO), 'NULL') || ',' ||
	     COALESCE(CHAR(o."TI", JIS), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(o."T0", 'YYYY-MM-DD HH24:MI:SS'), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(o."T6", 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL') || ',' ||
	     COALESCE(VARCHAR_FORMAT(o."T12", 'YYYY-MM-DD HH24:MI:SS.FF12'), 'NULL')))@

COMMIT@

-- Table ERP.LONG_ONE

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1859361779, 'ERP', 'LONG_ONE',
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = 'ERP'
           AND v.table_name = 'LONG_ONE'),
       d.description, '65a9c95b', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT 'shadowlog-tables 1
table ERP.LONG_ONE
  column ID bigint         as bigint key 1
  column A  varchar(8000)  as text   null
  column B  varchar(8000)  as text   null
  column C  varchar(32000) as text   null
' AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1859361779
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '65a9c95b',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = 1859361779
   AND (trigger_hash <> '65a9c95b'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = 'ERP'
                              AND s.table_name = 'LONG_ONE'))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_fbf6d127_i
AFTER INSERT ON "ERP"."LONG_ONE"
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1859361779, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	CLOB(COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(n."A", '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB(COALESCE('''' || REPLACE(n."B", '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB(COALESCE('''' || REPLACE(n."C", '''', '''''') || '''', 'NULL')))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_fbf6d127_u
AFTER UPDATE ON "ERP"."LONG_ONE"
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1859361779, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	CLOB(COALESCE(VARCHAR(o."ID"), 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(o."A", '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB(COALESCE('''' || REPLACE(o."B", '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB(COALESCE('''' || REPLACE(o."C", '''', '''''') || '''', 'NULL')),
	CLOB(COALESCE(VARCHAR(n."ID"), 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(n."A", '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB(COALESCE('''' || REPLACE(n."B", '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB(COALESCE('''' || REPLACE(n."C", '''', '''''') || '''', 'NULL')))@

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_fbf6d127_d
AFTER DELETE ON "ERP"."LONG_ONE"
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, 1859361779, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	CLOB(COALESCE(VARCHAR(o."ID"), 'NULL') || ',' ||
	     COALESCE('''' || REPLACE(o."A", '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB(COALESCE('''' || REPLACE(o."B", '''', '''''') || '''', 'NULL')) || ',' ||
	CLOB(COALESCE('''' || REPLACE(o."C", '''', '''''') || '''', 'NULL')))@

COMMIT@
