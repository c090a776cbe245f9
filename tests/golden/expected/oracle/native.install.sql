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

-- Table SCOTT.ORDERS_ALL
--
-- WHOEVER MAY EXECUTE shadowlog.shadowlog_bypass CAN WRITE TO THIS TABLE WITHOUT
-- BEING CAPTURED:
--   BEGIN shadowlog.shadowlog_bypass.set_state('on'); END;
-- The first such row of each transaction leaves an event "m".
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."ID",
		       shadowlog."STATUS",
		       shadowlog."AMOUNT",
		       shadowlog."NOTE",
		       shadowlog."OLD"
		  FROM "SCOTT"."ORDERS_ALL" shadowlog
		 WHERE 1 = 0 AND (shadowlog.STATUS <> 'draft'))
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table SCOTT.ORDERS_ALL
  column ID     number(9)    as int     key 1
  column STATUS varchar2(20) as text
  column AMOUNT number(12,2) as decimal null
  column NOTE   clob         as text    null
  column OLD    nvarchar2(9) as text    null
  option when "this.STATUS <> ''draft''"
  option noop skip
  option before none
  option lob omit NOTE
  option actor
  option context
  option bypass marker
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1122609220
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'SCOTT'
		   AND s.table_name = 'ORDERS_ALL';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1122609220, 'SCOTT', 'ORDERS_ALL',
			next_version, this,
			'0c11ef32', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '0c11ef32',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1122609220
	   AND (trigger_hash <> '0c11ef32'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'SCOTT'
	                              AND s.table_name = 'ORDERS_ALL'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_6d4a4215_i
AFTER INSERT ON "SCOTT"."ORDERS_ALL" FOR EACH ROW
BEGIN
	IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', 'STATE'), 'off') <> 'on' THEN
		IF :NEW.STATUS <> 'draft' THEN
			shadowlog.shadowlog_write.inserted(1122609220,
				TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
				        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
				        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
				CASE WHEN :NEW."NOTE" IS NULL THEN 'NULL' ELSE '?' || TO_CHAR(shadowlog.shadowlog_write.bytes(:NEW."NOTE"), 'TM9') END || ',' ||
				TO_CLOB(CASE WHEN :NEW."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8')) || '''' END), by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'), from_where => shadowlog.shadowlog_write.session_lines);
		END IF;
	ELSE
		shadowlog.shadowlog_bypass.mark(1122609220, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'), from_where => shadowlog.shadowlog_write.session_lines);
	END IF;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_6d4a4215_u
AFTER UPDATE ON "SCOTT"."ORDERS_ALL" FOR EACH ROW
BEGIN
	IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', 'STATE'), 'off') <> 'on' THEN
		IF NOT (CASE WHEN :OLD."ID" = :NEW."ID" THEN 1 WHEN :OLD."ID" IS NULL AND :NEW."ID" IS NULL THEN 1 ELSE 0 END = 1
		        AND CASE WHEN UTL_RAW.CAST_TO_RAW(:OLD."STATUS") = UTL_RAW.CAST_TO_RAW(:NEW."STATUS") THEN 1 WHEN :OLD."STATUS" IS NULL AND :NEW."STATUS" IS NULL THEN 1 ELSE 0 END = 1
		        AND CASE WHEN :OLD."AMOUNT" = :NEW."AMOUNT" THEN 1 WHEN :OLD."AMOUNT" IS NULL AND :NEW."AMOUNT" IS NULL THEN 1 ELSE 0 END = 1
		        AND CASE WHEN DBMS_LOB.COMPARE(:OLD."NOTE", :NEW."NOTE") = 0 THEN 1 WHEN :OLD."NOTE" IS NULL AND :NEW."NOTE" IS NULL THEN 1 ELSE 0 END = 1
		        AND CASE WHEN UTL_I18N.STRING_TO_RAW(:OLD."OLD", 'AL32UTF8') = UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8') THEN 1 WHEN :OLD."OLD" IS NULL AND :NEW."OLD" IS NULL THEN 1 ELSE 0 END = 1) THEN
			IF :OLD.STATUS <> 'draft' THEN
				IF :NEW.STATUS <> 'draft' THEN
					shadowlog.shadowlog_write.updated(1122609220,
						CASE WHEN CASE WHEN :OLD."ID" = :NEW."ID" THEN 1 WHEN :OLD."ID" IS NULL AND :NEW."ID" IS NULL THEN 1 ELSE 0 END = 1 THEN NULL ELSE
							NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL')
						END,
						TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
						        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
						        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
						CASE WHEN :NEW."NOTE" IS NULL THEN 'NULL' ELSE '?' || TO_CHAR(shadowlog.shadowlog_write.bytes(:NEW."NOTE"), 'TM9') END || ',' ||
						TO_CLOB(CASE WHEN :NEW."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8')) || '''' END), by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'), from_where => shadowlog.shadowlog_write.session_lines);
				ELSE
					shadowlog.shadowlog_write.deleted(1122609220,
						NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL'), by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'), from_where => shadowlog.shadowlog_write.session_lines);
				END IF;
			ELSIF :NEW.STATUS <> 'draft' THEN
				shadowlog.shadowlog_write.inserted(1122609220,
					TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
					        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
					        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
					CASE WHEN :NEW."NOTE" IS NULL THEN 'NULL' ELSE '?' || TO_CHAR(shadowlog.shadowlog_write.bytes(:NEW."NOTE"), 'TM9') END || ',' ||
					TO_CLOB(CASE WHEN :NEW."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8')) || '''' END), by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'), from_where => shadowlog.shadowlog_write.session_lines);
			END IF;
		END IF;
	ELSE
		shadowlog.shadowlog_bypass.mark(1122609220, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'), from_where => shadowlog.shadowlog_write.session_lines);
	END IF;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_6d4a4215_d
AFTER DELETE ON "SCOTT"."ORDERS_ALL" FOR EACH ROW
BEGIN
	IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', 'STATE'), 'off') <> 'on' THEN
		IF :OLD.STATUS <> 'draft' THEN
			shadowlog.shadowlog_write.deleted(1122609220,
				NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL'), by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'), from_where => shadowlog.shadowlog_write.session_lines);
		END IF;
	ELSE
		shadowlog.shadowlog_bypass.mark(1122609220, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'), from_where => shadowlog.shadowlog_write.session_lines);
	END IF;
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_6d4a4215!__') ESCAPE '!'
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

-- Table SCOTT.ORDERS_OPEN
--
-- FAIL OPEN: A CHANGE OF THIS TABLE THAT CANNOT BE CAPTURED IS LOST TO ALL
-- RECEIVERS, WHILE THE STATEMENT THAT MADE IT SUCCEEDS.  Receivers get an event
-- "m" if that at least can be written.

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."ID",
		       shadowlog."STATUS",
		       shadowlog."AMOUNT",
		       shadowlog."NOTE"
		  FROM "SCOTT"."ORDERS_OPEN" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table SCOTT.ORDERS_OPEN
  column ID     number(9)    as int     key 1
  column STATUS varchar2(20) as text
  column AMOUNT number(12,2) as decimal null
  column NOTE   clob         as text    null
  column OLD    nvarchar2(9) as text    null
  option exclude OLD
  option before key
  option actor
  option fail open
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1563545377
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'SCOTT'
		   AND s.table_name = 'ORDERS_OPEN';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1563545377, 'SCOTT', 'ORDERS_OPEN',
			next_version, this,
			'4c9b42e7', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '4c9b42e7',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1563545377
	   AND (trigger_hash <> '4c9b42e7'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'SCOTT'
	                              AND s.table_name = 'ORDERS_OPEN'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_23efc236_i
AFTER INSERT ON "SCOTT"."ORDERS_OPEN" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(1563545377,
		TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.quoted(:NEW."NOTE"), by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
EXCEPTION
	WHEN OTHERS THEN
		shadowlog.shadowlog_write.failed(1563545377, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_23efc236_u
AFTER UPDATE ON "SCOTT"."ORDERS_OPEN" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(1563545377,
		NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL'),
		TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.quoted(:NEW."NOTE"), by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
EXCEPTION
	WHEN OTHERS THEN
		shadowlog.shadowlog_write.failed(1563545377, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_23efc236_d
AFTER DELETE ON "SCOTT"."ORDERS_OPEN" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(1563545377,
		NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL'), by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
EXCEPTION
	WHEN OTHERS THEN
		shadowlog.shadowlog_write.failed(1563545377, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_23efc236!__') ESCAPE '!'
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

-- Table SCOTT.ORDERS_MOVED
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."ID",
		       shadowlog."STATUS",
		       shadowlog."AMOUNT",
		       shadowlog."NOTE",
		       shadowlog."OLD"
		  FROM "SCOTT"."ORDERS_MOVED" shadowlog
		 WHERE 1 = 0 AND (shadowlog.STATUS <> 'draft'))
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table SCOTT.ORDERS_MOVED
  column ID     number(9)    as int     key 1
  column STATUS varchar2(20) as text
  column AMOUNT number(12,2) as decimal null
  column NOTE   clob         as text    null
  column OLD    nvarchar2(9) as text    null
  option when "this.STATUS <> ''draft''"
  option before none
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1839583680
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'SCOTT'
		   AND s.table_name = 'ORDERS_MOVED';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1839583680, 'SCOTT', 'ORDERS_MOVED',
			next_version, this,
			'707c5969', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '707c5969',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1839583680
	   AND (trigger_hash <> '707c5969'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'SCOTT'
	                              AND s.table_name = 'ORDERS_MOVED'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7fb371c5_i
AFTER INSERT ON "SCOTT"."ORDERS_MOVED" FOR EACH ROW
BEGIN
	IF :NEW.STATUS <> 'draft' THEN
		shadowlog.shadowlog_write.inserted(1839583680,
			TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
			        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
			        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
			shadowlog.shadowlog_write.quoted(:NEW."NOTE") || ',' ||
			TO_CLOB(CASE WHEN :NEW."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8')) || '''' END));
	END IF;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7fb371c5_u
AFTER UPDATE ON "SCOTT"."ORDERS_MOVED" FOR EACH ROW
BEGIN
	IF :OLD.STATUS <> 'draft' THEN
		IF :NEW.STATUS <> 'draft' THEN
			shadowlog.shadowlog_write.updated(1839583680,
				CASE WHEN CASE WHEN :OLD."ID" = :NEW."ID" THEN 1 WHEN :OLD."ID" IS NULL AND :NEW."ID" IS NULL THEN 1 ELSE 0 END = 1 THEN NULL ELSE
					NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL')
				END,
				TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
				        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
				        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
				shadowlog.shadowlog_write.quoted(:NEW."NOTE") || ',' ||
				TO_CLOB(CASE WHEN :NEW."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8')) || '''' END));
		ELSE
			shadowlog.shadowlog_write.deleted(1839583680,
				NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL'));
		END IF;
	ELSIF :NEW.STATUS <> 'draft' THEN
		shadowlog.shadowlog_write.inserted(1839583680,
			TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
			        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
			        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
			shadowlog.shadowlog_write.quoted(:NEW."NOTE") || ',' ||
			TO_CLOB(CASE WHEN :NEW."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8')) || '''' END));
	END IF;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7fb371c5_d
AFTER DELETE ON "SCOTT"."ORDERS_MOVED" FOR EACH ROW
BEGIN
	IF :OLD.STATUS <> 'draft' THEN
		shadowlog.shadowlog_write.deleted(1839583680,
			NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL'));
	END IF;
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_7fb371c5!__') ESCAPE '!'
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

-- Table SCOTT.ORDERS_SAME

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."ID",
		       shadowlog."STATUS",
		       shadowlog."AMOUNT",
		       shadowlog."NOTE",
		       shadowlog."OLD"
		  FROM "SCOTT"."ORDERS_SAME" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table SCOTT.ORDERS_SAME
  column ID     number(9)    as int     key 1
  column STATUS varchar2(20) as text
  column AMOUNT number(12,2) as decimal null
  column NOTE   clob         as text    null
  column OLD    nvarchar2(9) as text    null
  option noop skip
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1885959335
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'SCOTT'
		   AND s.table_name = 'ORDERS_SAME';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1885959335, 'SCOTT', 'ORDERS_SAME',
			next_version, this,
			'927c73ab', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '927c73ab',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1885959335
	   AND (trigger_hash <> '927c73ab'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'SCOTT'
	                              AND s.table_name = 'ORDERS_SAME'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_b22db430_i
AFTER INSERT ON "SCOTT"."ORDERS_SAME" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(1885959335,
		TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.quoted(:NEW."NOTE") || ',' ||
		TO_CLOB(CASE WHEN :NEW."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8')) || '''' END));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_b22db430_u
AFTER UPDATE ON "SCOTT"."ORDERS_SAME" FOR EACH ROW
BEGIN
	IF NOT (CASE WHEN :OLD."ID" = :NEW."ID" THEN 1 WHEN :OLD."ID" IS NULL AND :NEW."ID" IS NULL THEN 1 ELSE 0 END = 1
	        AND CASE WHEN UTL_RAW.CAST_TO_RAW(:OLD."STATUS") = UTL_RAW.CAST_TO_RAW(:NEW."STATUS") THEN 1 WHEN :OLD."STATUS" IS NULL AND :NEW."STATUS" IS NULL THEN 1 ELSE 0 END = 1
	        AND CASE WHEN :OLD."AMOUNT" = :NEW."AMOUNT" THEN 1 WHEN :OLD."AMOUNT" IS NULL AND :NEW."AMOUNT" IS NULL THEN 1 ELSE 0 END = 1
	        AND CASE WHEN DBMS_LOB.COMPARE(:OLD."NOTE", :NEW."NOTE") = 0 THEN 1 WHEN :OLD."NOTE" IS NULL AND :NEW."NOTE" IS NULL THEN 1 ELSE 0 END = 1
	        AND CASE WHEN UTL_I18N.STRING_TO_RAW(:OLD."OLD", 'AL32UTF8') = UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8') THEN 1 WHEN :OLD."OLD" IS NULL AND :NEW."OLD" IS NULL THEN 1 ELSE 0 END = 1) THEN
		shadowlog.shadowlog_write.updated(1885959335,
			TO_CLOB(NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL') || ',' ||
			        CASE WHEN :OLD."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."STATUS", '''', '''''') || '''' END || ',' ||
			        NVL(TO_CHAR(:OLD."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
			shadowlog.shadowlog_write.quoted(:OLD."NOTE") || ',' ||
			TO_CLOB(CASE WHEN :OLD."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:OLD."OLD", 'AL32UTF8')) || '''' END),
			TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
			        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
			        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
			shadowlog.shadowlog_write.quoted(:NEW."NOTE") || ',' ||
			TO_CLOB(CASE WHEN :NEW."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8')) || '''' END));
	END IF;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_b22db430_d
AFTER DELETE ON "SCOTT"."ORDERS_SAME" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(1885959335,
		TO_CLOB(NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :OLD."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."STATUS", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:OLD."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.quoted(:OLD."NOTE") || ',' ||
		TO_CLOB(CASE WHEN :OLD."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:OLD."OLD", 'AL32UTF8')) || '''' END));
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_b22db430!__') ESCAPE '!'
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

-- Table SCOTT.ORDERS_FEW

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."ID",
		       shadowlog."STATUS",
		       shadowlog."AMOUNT",
		       shadowlog."NOTE",
		       shadowlog."OLD"
		  FROM "SCOTT"."ORDERS_FEW" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table SCOTT.ORDERS_FEW
  column ID     number(9)    as int     key 1
  column STATUS varchar2(20) as text
  column AMOUNT number(12,2) as decimal null
  column NOTE   clob         as text    null
  column OLD    nvarchar2(9) as text    null
  option operations update
  option context
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1972371909
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'SCOTT'
		   AND s.table_name = 'ORDERS_FEW';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1972371909, 'SCOTT', 'ORDERS_FEW',
			next_version, this,
			'f316bfc2', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = 'f316bfc2',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1972371909
	   AND (trigger_hash <> 'f316bfc2'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'SCOTT'
	                              AND s.table_name = 'ORDERS_FEW'));
	COMMIT;
END;
/

BEGIN
	FOR t IN (SELECT trigger_name FROM all_triggers
	           WHERE owner = 'SHADOWLOG'
	             AND trigger_name = UPPER('shadowlog_67feb368_i'))
	LOOP
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigger_name;
	END LOOP;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_67feb368_u
AFTER UPDATE ON "SCOTT"."ORDERS_FEW" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(1972371909,
		TO_CLOB(NVL(TO_CHAR(:OLD."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :OLD."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."STATUS", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:OLD."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.quoted(:OLD."NOTE") || ',' ||
		TO_CLOB(CASE WHEN :OLD."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:OLD."OLD", 'AL32UTF8')) || '''' END),
		TO_CLOB(NVL(TO_CHAR(:NEW."ID", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:NEW."AMOUNT", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL')) || ',' ||
		shadowlog.shadowlog_write.quoted(:NEW."NOTE") || ',' ||
		TO_CLOB(CASE WHEN :NEW."OLD" IS NULL THEN 'NULL' ELSE 'TX''' || RAWTOHEX(UTL_I18N.STRING_TO_RAW(:NEW."OLD", 'AL32UTF8')) || '''' END), from_where => shadowlog.shadowlog_write.session_lines);
END;
/

BEGIN
	FOR t IN (SELECT trigger_name FROM all_triggers
	           WHERE owner = 'SHADOWLOG'
	             AND trigger_name = UPPER('shadowlog_67feb368_d'))
	LOOP
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigger_name;
	END LOOP;
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_67feb368!__') ESCAPE '!'
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

-- Table SCOTT.LOG_ALL
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."DAY",
		       shadowlog."STATUS"
		  FROM "SCOTT"."LOG_ALL" shadowlog
		 WHERE 1 = 0 AND (shadowlog.STATUS <> 'draft'))
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table SCOTT.LOG_ALL
  column DAY    date         as timestamp key 1 null
  column STATUS varchar2(20) as text      key 2 null
  option keyless all
  option when "this.STATUS <> ''draft''"
  option actor
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1881940978
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'SCOTT'
		   AND s.table_name = 'LOG_ALL';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1881940978, 'SCOTT', 'LOG_ALL',
			next_version, this,
			'5d2eec6b', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '5d2eec6b',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1881940978
	   AND (trigger_hash <> '5d2eec6b'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'SCOTT'
	                              AND s.table_name = 'LOG_ALL'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3b950fde_i
AFTER INSERT ON "SCOTT"."LOG_ALL" FOR EACH ROW
BEGIN
	IF :NEW.STATUS <> 'draft' THEN
		shadowlog.shadowlog_write.inserted(1881940978,
			NVL(LTRIM(TO_CHAR(:NEW."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
			CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
	END IF;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3b950fde_u
AFTER UPDATE ON "SCOTT"."LOG_ALL" FOR EACH ROW
BEGIN
	IF :OLD.STATUS <> 'draft' THEN
		IF :NEW.STATUS <> 'draft' THEN
			shadowlog.shadowlog_write.updated(1881940978,
				NVL(LTRIM(TO_CHAR(:OLD."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
				CASE WHEN :OLD."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."STATUS", '''', '''''') || '''' END,
				NVL(LTRIM(TO_CHAR(:NEW."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
				CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
		ELSE
			shadowlog.shadowlog_write.deleted(1881940978,
				NVL(LTRIM(TO_CHAR(:OLD."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
				CASE WHEN :OLD."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."STATUS", '''', '''''') || '''' END, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
		END IF;
	ELSIF :NEW.STATUS <> 'draft' THEN
		shadowlog.shadowlog_write.inserted(1881940978,
			NVL(LTRIM(TO_CHAR(:NEW."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
			CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
	END IF;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_3b950fde_d
AFTER DELETE ON "SCOTT"."LOG_ALL" FOR EACH ROW
BEGIN
	IF :OLD.STATUS <> 'draft' THEN
		shadowlog.shadowlog_write.deleted(1881940978,
			NVL(LTRIM(TO_CHAR(:OLD."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
			CASE WHEN :OLD."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."STATUS", '''', '''''') || '''' END, by_whom => SYS_CONTEXT('USERENV', 'SESSION_USER'));
	END IF;
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_3b950fde!__') ESCAPE '!'
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

-- Table SCOTT.LOG_UNIQUE
--
-- WHOEVER MAY EXECUTE shadowlog.shadowlog_bypass CAN WRITE TO THIS TABLE WITHOUT
-- BEING CAPTURED:
--   BEGIN shadowlog.shadowlog_bypass.set_state('on'); END;
-- The first such row of each transaction leaves an event "m".
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."DAY",
		       shadowlog."STATUS"
		  FROM "SCOTT"."LOG_UNIQUE" shadowlog
		 WHERE 1 = 0 AND (shadowlog.STATUS <> 'draft'))
	LOOP
		NULL;
	END LOOP;
END;
/
DECLARE
	n NUMBER;
BEGIN
	SELECT COUNT(*) INTO n FROM all_indexes i
	 WHERE i.table_owner = 'SCOTT'
	   AND i.table_name = 'LOG_UNIQUE' AND i.uniqueness = 'UNIQUE'
	   AND i.index_type = 'NORMAL'
	   AND NOT EXISTS (SELECT 1 FROM all_ind_columns k
	                    WHERE k.index_owner = i.owner
	                      AND k.index_name = i.index_name
	                      AND k.column_name NOT IN ('DAY'));
	IF n = 0 THEN
		RAISE_APPLICATION_ERROR(-20004, 'shadowlog: option key unique: '
			|| 'no unique index is made of these columns');
	END IF;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table SCOTT.LOG_UNIQUE
  column DAY    date         as timestamp key 1 null
  column STATUS varchar2(20) as text      null
  option keyless unique
  option when "this.STATUS <> ''draft''"
  option noop skip
  option before none
  option bypass marker
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 139876995
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'SCOTT'
		   AND s.table_name = 'LOG_UNIQUE';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (139876995, 'SCOTT', 'LOG_UNIQUE',
			next_version, this,
			'7dbb329e', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '7dbb329e',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 139876995
	   AND (trigger_hash <> '7dbb329e'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'SCOTT'
	                              AND s.table_name = 'LOG_UNIQUE'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_07cc4bb8_i
AFTER INSERT ON "SCOTT"."LOG_UNIQUE" FOR EACH ROW
BEGIN
	IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', 'STATE'), 'off') <> 'on' THEN
		IF :NEW.STATUS <> 'draft' THEN
			shadowlog.shadowlog_write.inserted(139876995,
				NVL(LTRIM(TO_CHAR(:NEW."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
				CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END);
		END IF;
	ELSE
		shadowlog.shadowlog_bypass.mark(139876995);
	END IF;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_07cc4bb8_u
AFTER UPDATE ON "SCOTT"."LOG_UNIQUE" FOR EACH ROW
BEGIN
	IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', 'STATE'), 'off') <> 'on' THEN
		IF NOT (CASE WHEN :OLD."DAY" = :NEW."DAY" THEN 1 WHEN :OLD."DAY" IS NULL AND :NEW."DAY" IS NULL THEN 1 ELSE 0 END = 1
		        AND CASE WHEN UTL_RAW.CAST_TO_RAW(:OLD."STATUS") = UTL_RAW.CAST_TO_RAW(:NEW."STATUS") THEN 1 WHEN :OLD."STATUS" IS NULL AND :NEW."STATUS" IS NULL THEN 1 ELSE 0 END = 1) THEN
			IF :OLD.STATUS <> 'draft' THEN
				IF :NEW.STATUS <> 'draft' THEN
					shadowlog.shadowlog_write.updated(139876995,
						CASE WHEN CASE WHEN :OLD."DAY" = :NEW."DAY" THEN 1 WHEN :OLD."DAY" IS NULL AND :NEW."DAY" IS NULL THEN 1 ELSE 0 END = 1 THEN NULL ELSE
							NVL(LTRIM(TO_CHAR(:OLD."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL')
						END,
						NVL(LTRIM(TO_CHAR(:NEW."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
						CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END);
				ELSE
					shadowlog.shadowlog_write.deleted(139876995,
						NVL(LTRIM(TO_CHAR(:OLD."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL'));
				END IF;
			ELSIF :NEW.STATUS <> 'draft' THEN
				shadowlog.shadowlog_write.inserted(139876995,
					NVL(LTRIM(TO_CHAR(:NEW."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
					CASE WHEN :NEW."STATUS" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."STATUS", '''', '''''') || '''' END);
			END IF;
		END IF;
	ELSE
		shadowlog.shadowlog_bypass.mark(139876995);
	END IF;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_07cc4bb8_d
AFTER DELETE ON "SCOTT"."LOG_UNIQUE" FOR EACH ROW
BEGIN
	IF NVL(SYS_CONTEXT('SHADOWLOG_BYPASS', 'STATE'), 'off') <> 'on' THEN
		IF :OLD.STATUS <> 'draft' THEN
			shadowlog.shadowlog_write.deleted(139876995,
				NVL(LTRIM(TO_CHAR(:OLD."DAY", 'SYYYY-MM-DD"T"HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')), 'NULL'));
		END IF;
	ELSE
		shadowlog.shadowlog_bypass.mark(139876995);
	END IF;
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_07cc4bb8!__') ESCAPE '!'
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
