-- Shadowlog: capture row changes of the tables below, on Oracle.
--
-- Run it as a DBA (CREATE ANY TRIGGER, and SELECT on these tables):
--
--	sqlplus -L -S USER@DATABASE @this-file.sql
--
-- It stops at the first error.  Running it again changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers.  They belong to user
-- SHADOWLOG and run with its rights: the application's users need none.  If a
-- change cannot be recorded, the statement that made it fails; so it does when
-- a trigger does not compile, so each is checked, and disabled again then.
--
-- These should be the first of the AFTER ... FOR EACH ROW triggers: one of the
-- application's that changes the same table should be made with FOLLOWS
-- SHADOWLOG.SHADOWLOG_... (11g and later; before, Oracle does not say in which
-- order triggers of one kind fire).  PRECEDES is for editions only.
--
-- What they do not see: TRUNCATE; partitions exchanged or dropped; direct path
-- loads; DBMS_LOB, which writes into a LOB without a trigger; a LONG column;
-- DBMS_REDEFINITION; what replication applies, unless told to fire triggers
-- (DBMS_DDL.SET_TRIGGER_FIRING_PROPERTY); ALTER TRIGGER ... DISABLE while it
-- lasts.  When a column that a trigger names is dropped, every write fails
-- (ORA-04098): uninstall, drop, describe, install.  A column added later is not
-- captured until then.

SET DEFINE OFF
SET SQLBLANKLINES ON
WHENEVER SQLERROR EXIT FAILURE ROLLBACK

-- Table ERP.TYPES

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."ID",
		       shadowlog."N9",
		       shadowlog."N",
		       shadowlog."ND",
		       shadowlog."FL",
		       shadowlog."BF",
		       shadowlog."BD",
		       shadowlog."V",
		       shadowlog."VC",
		       shadowlog."NV",
		       shadowlog."C",
		       shadowlog."CL",
		       shadowlog."NCL",
		       shadowlog."LO",
		       shadowlog."X",
		       shadowlog."RI",
		       shadowlog."R",
		       shadowlog."BL",
		       shadowlog."D",
		       shadowlog."T0",
		       shadowlog."T6",
		       shadowlog."TZ",
		       shadowlog."TL",
		       shadowlog."IY",
		       shadowlog."IDS"
		  FROM "ERP"."TYPES" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table ERP.TYPES
  column ID  number(10)                          as bigint      key 1
  column N9  number(9)                           as int         null
  column N   number                              as decimal     null
  column ND  number(12,2)                        as decimal     null
  column FL  float(126)                          as decimal     null
  column BF  binary_float                        as float       null
  column BD  binary_double                       as double      null
  column V   varchar2(200)                       as text        null
  column VC  "varchar2(200 char)"                as text        null
  column NV  nvarchar2(100)                      as text        null
  column C   char(3)                             as text        null
  column CL  clob                                as text        null
  column NCL nclob                               as text        null
  column LO  long                                as text        null
  column X   xmltype                             as text        null
  column RI  rowid                               as text        null
  column R   raw(16)                             as binary      null
  column BL  blob                                as binary      null
  column D   date                                as timestamp   null
  column T0  timestamp(0)                        as timestamp   null
  column T6  timestamp(6)                        as timestamp   null
  column TZ  "timestamp(6) with time zone"       as timestamptz null
  column TL  "timestamp(6) with local time zone" as timestamptz null
  column IY  "interval year(2) to month"         as interval    null
  column IDS "interval day(2) to second(6)"      as interval    null
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1716756274
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'ERP'
		   AND s.table_name = 'TYPES';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1716756274, 'ERP', 'TYPES',
			next_version, this,
			'5b270ba6', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '5b270ba6',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1716756274
	   AND (trigger_hash <> '5b270ba6'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'ERP'
	                              AND s.table_name = 'TYPES'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3dce6d0f_i
AFTER INSERT ON "ERP"."TYPES" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(1716756274,
		TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
		        NVL(TO_CHAR(:NEW."N9", 'TM9'), 'NULL') || ',' ||
		        NVL(TO_CHAR(:NEW."N", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        NVL(TO_CHAR(:NEW."ND", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        NVL(TO_CHAR(:NEW."FL", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        CASE WHEN :NEW."BF" IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_FLOAT(:NEW."BF", 1)) END || ',' ||
		        CASE WHEN :NEW."BD" IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_DOUBLE(:NEW."BD", 1)) END || ',' ||
		        CASE WHEN :NEW."V" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."V", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."VC" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."VC", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."NV" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."NV", 'AL32UTF8')) || '''' END || ',' ||
		        CASE WHEN :NEW."C" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."C", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(:NEW."CL") || ',' ||
		shadowlog.shadowlog_write.quoted(TO_CLOB(:NEW."NCL")) || ',' ||
		TO_CLOB('?') || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :NEW."X" IS NOT NULL THEN :NEW."X".getClobVal() END) || ',' ||
		TO_CLOB(CASE WHEN :NEW."RI" IS NULL THEN 'NULL' ELSE '''' || ROWIDTOCHAR(:NEW."RI") || '''' END || ',' ||
		        NVL(RAWTOHEX(:NEW."R"), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.hex(:NEW."BL") || ',' ||
		TO_CLOB(NVL(LTRIM(TO_CHAR(:NEW."D", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(:NEW."T0", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(:NEW."T6", 'SYYYY-MM-DD"T"HH24:MI:SS.FF', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(SYS_EXTRACT_UTC(:NEW."TZ"), 'SYYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(SYS_EXTRACT_UTC(:NEW."TL"), 'SYYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        CASE WHEN :NEW."IY" IS NULL THEN 'NULL' ELSE '''' || TO_CHAR(:NEW."IY") || '''' END || ',' ||
		        CASE WHEN :NEW."IDS" IS NULL THEN 'NULL' ELSE '''' || TO_CHAR(:NEW."IDS") || '''' END));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3dce6d0f_u
AFTER UPDATE ON "ERP"."TYPES" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(1716756274,
		TO_CLOB(NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL') || ',' ||
		        NVL(TO_CHAR(:OLD."N9", 'TM9'), 'NULL') || ',' ||
		        NVL(TO_CHAR(:OLD."N", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        NVL(TO_CHAR(:OLD."ND", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        NVL(TO_CHAR(:OLD."FL", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        CASE WHEN :OLD."BF" IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_FLOAT(:OLD."BF", 1)) END || ',' ||
		        CASE WHEN :OLD."BD" IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_DOUBLE(:OLD."BD", 1)) END || ',' ||
		        CASE WHEN :OLD."V" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."V", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."VC" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."VC", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."NV" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:OLD."NV", 'AL32UTF8')) || '''' END || ',' ||
		        CASE WHEN :OLD."C" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."C", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(:OLD."CL") || ',' ||
		shadowlog.shadowlog_write.quoted(TO_CLOB(:OLD."NCL")) || ',' ||
		TO_CLOB('?') || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :OLD."X" IS NOT NULL THEN :OLD."X".getClobVal() END) || ',' ||
		TO_CLOB(CASE WHEN :OLD."RI" IS NULL THEN 'NULL' ELSE '''' || ROWIDTOCHAR(:OLD."RI") || '''' END || ',' ||
		        NVL(RAWTOHEX(:OLD."R"), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.hex(:OLD."BL") || ',' ||
		TO_CLOB(NVL(LTRIM(TO_CHAR(:OLD."D", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(:OLD."T0", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(:OLD."T6", 'SYYYY-MM-DD"T"HH24:MI:SS.FF', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(SYS_EXTRACT_UTC(:OLD."TZ"), 'SYYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(SYS_EXTRACT_UTC(:OLD."TL"), 'SYYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        CASE WHEN :OLD."IY" IS NULL THEN 'NULL' ELSE '''' || TO_CHAR(:OLD."IY") || '''' END || ',' ||
		        CASE WHEN :OLD."IDS" IS NULL THEN 'NULL' ELSE '''' || TO_CHAR(:OLD."IDS") || '''' END),
		TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
		        NVL(TO_CHAR(:NEW."N9", 'TM9'), 'NULL') || ',' ||
		        NVL(TO_CHAR(:NEW."N", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        NVL(TO_CHAR(:NEW."ND", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        NVL(TO_CHAR(:NEW."FL", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        CASE WHEN :NEW."BF" IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_FLOAT(:NEW."BF", 1)) END || ',' ||
		        CASE WHEN :NEW."BD" IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_DOUBLE(:NEW."BD", 1)) END || ',' ||
		        CASE WHEN :NEW."V" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."V", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."VC" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."VC", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."NV" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."NV", 'AL32UTF8')) || '''' END || ',' ||
		        CASE WHEN :NEW."C" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."C", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(:NEW."CL") || ',' ||
		shadowlog.shadowlog_write.quoted(TO_CLOB(:NEW."NCL")) || ',' ||
		TO_CLOB('?') || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :NEW."X" IS NOT NULL THEN :NEW."X".getClobVal() END) || ',' ||
		TO_CLOB(CASE WHEN :NEW."RI" IS NULL THEN 'NULL' ELSE '''' || ROWIDTOCHAR(:NEW."RI") || '''' END || ',' ||
		        NVL(RAWTOHEX(:NEW."R"), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.hex(:NEW."BL") || ',' ||
		TO_CLOB(NVL(LTRIM(TO_CHAR(:NEW."D", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(:NEW."T0", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(:NEW."T6", 'SYYYY-MM-DD"T"HH24:MI:SS.FF', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(SYS_EXTRACT_UTC(:NEW."TZ"), 'SYYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(SYS_EXTRACT_UTC(:NEW."TL"), 'SYYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        CASE WHEN :NEW."IY" IS NULL THEN 'NULL' ELSE '''' || TO_CHAR(:NEW."IY") || '''' END || ',' ||
		        CASE WHEN :NEW."IDS" IS NULL THEN 'NULL' ELSE '''' || TO_CHAR(:NEW."IDS") || '''' END));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3dce6d0f_d
AFTER DELETE ON "ERP"."TYPES" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(1716756274,
		TO_CLOB(NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL') || ',' ||
		        NVL(TO_CHAR(:OLD."N9", 'TM9'), 'NULL') || ',' ||
		        NVL(TO_CHAR(:OLD."N", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        NVL(TO_CHAR(:OLD."ND", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        NVL(TO_CHAR(:OLD."FL", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		        CASE WHEN :OLD."BF" IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_FLOAT(:OLD."BF", 1)) END || ',' ||
		        CASE WHEN :OLD."BD" IS NULL THEN 'NULL' ELSE '#' || RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_DOUBLE(:OLD."BD", 1)) END || ',' ||
		        CASE WHEN :OLD."V" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."V", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."VC" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."VC", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."NV" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:OLD."NV", 'AL32UTF8')) || '''' END || ',' ||
		        CASE WHEN :OLD."C" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."C", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(:OLD."CL") || ',' ||
		shadowlog.shadowlog_write.quoted(TO_CLOB(:OLD."NCL")) || ',' ||
		TO_CLOB('?') || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :OLD."X" IS NOT NULL THEN :OLD."X".getClobVal() END) || ',' ||
		TO_CLOB(CASE WHEN :OLD."RI" IS NULL THEN 'NULL' ELSE '''' || ROWIDTOCHAR(:OLD."RI") || '''' END || ',' ||
		        NVL(RAWTOHEX(:OLD."R"), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.hex(:OLD."BL") || ',' ||
		TO_CLOB(NVL(LTRIM(TO_CHAR(:OLD."D", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(:OLD."T0", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(:OLD."T6", 'SYYYY-MM-DD"T"HH24:MI:SS.FF', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(SYS_EXTRACT_UTC(:OLD."TZ"), 'SYYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        NVL(LTRIM(TO_CHAR(SYS_EXTRACT_UTC(:OLD."TL"), 'SYYYY-MM-DD"T"HH24:MI:SS.FF6"Z"', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		        CASE WHEN :OLD."IY" IS NULL THEN 'NULL' ELSE '''' || TO_CHAR(:OLD."IY") || '''' END || ',' ||
		        CASE WHEN :OLD."IDS" IS NULL THEN 'NULL' ELSE '''' || TO_CHAR(:OLD."IDS") || '''' END));
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_3dce6d0f!__') ESCAPE '!'
	             AND status <> 'VALID')
	LOOP
		EXECUTE IMMEDIATE 'ALTER TRIGGER shadowlog.' || t.object_name
			|| ' DISABLE';
		invalid := invalid + 1;
	END LOOP;
	IF invalid > 0 THEN
		RAISE_APPLICATION_ERROR(-20002, 'shadowlog: ' || invalid
			|| ' triggers did not compile and were disabled');
	END IF;
END;
/

-- Table ERP.LONG_ONE

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."ID",
		       shadowlog."A",
		       shadowlog."B",
		       shadowlog."C",
		       shadowlog."D",
		       shadowlog."E",
		       shadowlog."F"
		  FROM "ERP"."LONG_ONE" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table ERP.LONG_ONE
  column ID number(10)      as bigint key 1
  column A  varchar2(4000)  as text   null
  column B  varchar2(4000)  as text   null
  column C  varchar2(4000)  as text   null
  column D  varchar2(4000)  as text   null
  column E  varchar2(4000)  as text   null
  column F  varchar2(32767) as text   null
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 861921666
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'ERP'
		   AND s.table_name = 'LONG_ONE';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (861921666, 'ERP', 'LONG_ONE',
			next_version, this,
			'0a57d9ae', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '0a57d9ae',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 861921666
	   AND (trigger_hash <> '0a57d9ae'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'ERP'
	                              AND s.table_name = 'LONG_ONE'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_fbf6d127_i
AFTER INSERT ON "ERP"."LONG_ONE" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(861921666,
		TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :NEW."A" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."A", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."B" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."B", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."C" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."C", '''', '''''') || '''' END) || ',' ||
		TO_CLOB(CASE WHEN :NEW."D" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."D", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."E" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."E", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(TO_CLOB(:NEW."F")));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_fbf6d127_u
AFTER UPDATE ON "ERP"."LONG_ONE" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(861921666,
		TO_CLOB(NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :OLD."A" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."A", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."B" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."B", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."C" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."C", '''', '''''') || '''' END) || ',' ||
		TO_CLOB(CASE WHEN :OLD."D" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."D", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."E" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."E", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(TO_CLOB(:OLD."F")),
		TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :NEW."A" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."A", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."B" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."B", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."C" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."C", '''', '''''') || '''' END) || ',' ||
		TO_CLOB(CASE WHEN :NEW."D" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."D", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."E" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."E", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(TO_CLOB(:NEW."F")));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_fbf6d127_d
AFTER DELETE ON "ERP"."LONG_ONE" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(861921666,
		TO_CLOB(NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :OLD."A" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."A", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."B" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."B", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."C" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."C", '''', '''''') || '''' END) || ',' ||
		TO_CLOB(CASE WHEN :OLD."D" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."D", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."E" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."E", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(TO_CLOB(:OLD."F")));
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_fbf6d127!__') ESCAPE '!'
	             AND status <> 'VALID')
	LOOP
		EXECUTE IMMEDIATE 'ALTER TRIGGER shadowlog.' || t.object_name
			|| ' DISABLE';
		invalid := invalid + 1;
	END LOOP;
	IF invalid > 0 THEN
		RAISE_APPLICATION_ERROR(-20002, 'shadowlog: ' || invalid
			|| ' triggers did not compile and were disabled');
	END IF;
END;
/
