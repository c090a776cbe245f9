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

-- Table "odd \"schema\""."it's [a] `table`; --\n*/ /* \\"

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."a""b'c`d]e\",
		       shadowlog."line
end	tab",
		       shadowlog."select",
		       shadowlog."$shadowlog$",
		       shadowlog."$shadowlog_1$",
		       shadowlog."{{new_image}}",
		       shadowlog."größe €",
		       shadowlog."",
		       shadowlog."-- '); DROP TABLE x",
		       shadowlog.":name ? %s %n",
		       shadowlog."a23456789_123456789_123456789_123456789_123456789_123456789_123"
		  FROM "odd ""schema"""."it's [a] `table`; --
*/ /* \" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
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
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1680505960
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'odd "schema"'
		   AND s.table_name = 'it''s [a] `table`; --
*/ /* \';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1680505960, 'odd "schema"', 'it''s [a] `table`; --
*/ /* \',
			next_version, this,
			'a7144faa', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = 'a7144faa',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1680505960
	   AND (trigger_hash <> 'a7144faa'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'odd "schema"'
	                              AND s.table_name = 'it''s [a] `table`; --
*/ /* \'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_0d238086_i
AFTER INSERT ON "odd ""schema"""."it's [a] `table`; --
*/ /* \" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(1680505960,
		TO_CLOB(NVL(TO_CHAR(:NEW."a""b'c`d]e\", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :NEW."line
end	tab" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."line
end	tab", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."select" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."select", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :NEW."$shadowlog$" IS NOT NULL THEN :NEW."$shadowlog$".to_clob() END) || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :NEW."$shadowlog_1$" IS NOT NULL THEN :NEW."$shadowlog_1$".to_clob() END) || ',' ||
		TO_CLOB(CASE WHEN :NEW."{{new_image}}" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."{{new_image}}", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."größe €" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."größe €", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."-- '); DROP TABLE x" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."-- '); DROP TABLE x", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW.":name ? %s %n" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW.":name ? %s %n", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123", 'TM9'), 'NULL')));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_0d238086_u
AFTER UPDATE ON "odd ""schema"""."it's [a] `table`; --
*/ /* \" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(1680505960,
		TO_CLOB(NVL(TO_CHAR(:OLD."a""b'c`d]e\", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :OLD."line
end	tab" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."line
end	tab", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."select" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."select", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :OLD."$shadowlog$" IS NOT NULL THEN :OLD."$shadowlog$".to_clob() END) || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :OLD."$shadowlog_1$" IS NOT NULL THEN :OLD."$shadowlog_1$".to_clob() END) || ',' ||
		TO_CLOB(CASE WHEN :OLD."{{new_image}}" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."{{new_image}}", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."größe €" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."größe €", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."-- '); DROP TABLE x" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."-- '); DROP TABLE x", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD.":name ? %s %n" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD.":name ? %s %n", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123", 'TM9'), 'NULL')),
		TO_CLOB(NVL(TO_CHAR(:NEW."a""b'c`d]e\", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :NEW."line
end	tab" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."line
end	tab", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."select" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."select", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :NEW."$shadowlog$" IS NOT NULL THEN :NEW."$shadowlog$".to_clob() END) || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :NEW."$shadowlog_1$" IS NOT NULL THEN :NEW."$shadowlog_1$".to_clob() END) || ',' ||
		TO_CLOB(CASE WHEN :NEW."{{new_image}}" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."{{new_image}}", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."größe €" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."größe €", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW."-- '); DROP TABLE x" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."-- '); DROP TABLE x", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :NEW.":name ? %s %n" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW.":name ? %s %n", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123", 'TM9'), 'NULL')));
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_0d238086_d
AFTER DELETE ON "odd ""schema"""."it's [a] `table`; --
*/ /* \" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(1680505960,
		TO_CLOB(NVL(TO_CHAR(:OLD."a""b'c`d]e\", 'TM9'), 'NULL') || ',' ||
		        CASE WHEN :OLD."line
end	tab" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."line
end	tab", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."select" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."select", '''', '''''') || '''' END) || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :OLD."$shadowlog$" IS NOT NULL THEN :OLD."$shadowlog$".to_clob() END) || ',' ||
		shadowlog.shadowlog_write.quoted(CASE WHEN :OLD."$shadowlog_1$" IS NOT NULL THEN :OLD."$shadowlog_1$".to_clob() END) || ',' ||
		TO_CLOB(CASE WHEN :OLD."{{new_image}}" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."{{new_image}}", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."größe €" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."größe €", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD."-- '); DROP TABLE x" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."-- '); DROP TABLE x", '''', '''''') || '''' END || ',' ||
		        CASE WHEN :OLD.":name ? %s %n" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD.":name ? %s %n", '''', '''''') || '''' END || ',' ||
		        NVL(TO_CHAR(:OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123", 'TM9'), 'NULL')));
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_0d238086!__') ESCAPE '!'
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

-- Table public.order

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."group",
		       shadowlog."table"
		  FROM "public"."order" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table public.order
  column group int  as int  key 1
  column table text as text null
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1054325159
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'public'
		   AND s.table_name = 'order';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1054325159, 'public', 'order',
			next_version, this,
			'ee77d593', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = 'ee77d593',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1054325159
	   AND (trigger_hash <> 'ee77d593'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'public'
	                              AND s.table_name = 'order'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9df95698_i
AFTER INSERT ON "public"."order" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(1054325159,
		NVL(TO_CHAR(:NEW."group", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."table" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."table", '''', '''''') || '''' END);
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9df95698_u
AFTER UPDATE ON "public"."order" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(1054325159,
		NVL(TO_CHAR(:OLD."group", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."table" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."table", '''', '''''') || '''' END,
		NVL(TO_CHAR(:NEW."group", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."table" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."table", '''', '''''') || '''' END);
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9df95698_d
AFTER DELETE ON "public"."order" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(1054325159,
		NVL(TO_CHAR(:OLD."group", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."table" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."table", '''', '''''') || '''' END);
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_9df95698!__') ESCAPE '!'
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
