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

-- Table public.stock

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."quantity",
		       shadowlog."bin",
		       shadowlog."sku",
		       shadowlog."site",
		       shadowlog."counted"
		  FROM "public"."stock" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table public.stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 869890860
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'public'
		   AND s.table_name = 'stock';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (869890860, 'public', 'stock',
			next_version, this,
			'b74ffc64', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = 'b74ffc64',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 869890860
	   AND (trigger_hash <> 'b74ffc64'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'public'
	                              AND s.table_name = 'stock'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7dcc3ede_i
AFTER INSERT ON "public"."stock" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(869890860,
		NVL(TO_CHAR(:NEW."quantity", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."bin" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."bin", '''', '''''') || '''' END || ',' ||
		CASE WHEN :NEW."sku" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."sku", '''', '''''') || '''' END || ',' ||
		NVL(TO_CHAR(:NEW."site", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."counted" IS NULL THEN 'NULL' ELSE '''' || REPLACE(TO_CHAR(:NEW."counted"), '''', '''''') || '''' END);
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7dcc3ede_u
AFTER UPDATE ON "public"."stock" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(869890860,
		NVL(TO_CHAR(:OLD."quantity", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."bin" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."bin", '''', '''''') || '''' END || ',' ||
		CASE WHEN :OLD."sku" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."sku", '''', '''''') || '''' END || ',' ||
		NVL(TO_CHAR(:OLD."site", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."counted" IS NULL THEN 'NULL' ELSE '''' || REPLACE(TO_CHAR(:OLD."counted"), '''', '''''') || '''' END,
		NVL(TO_CHAR(:NEW."quantity", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."bin" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."bin", '''', '''''') || '''' END || ',' ||
		CASE WHEN :NEW."sku" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."sku", '''', '''''') || '''' END || ',' ||
		NVL(TO_CHAR(:NEW."site", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."counted" IS NULL THEN 'NULL' ELSE '''' || REPLACE(TO_CHAR(:NEW."counted"), '''', '''''') || '''' END);
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_7dcc3ede_d
AFTER DELETE ON "public"."stock" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(869890860,
		NVL(TO_CHAR(:OLD."quantity", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."bin" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."bin", '''', '''''') || '''' END || ',' ||
		CASE WHEN :OLD."sku" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."sku", '''', '''''') || '''' END || ',' ||
		NVL(TO_CHAR(:OLD."site", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."counted" IS NULL THEN 'NULL' ELSE '''' || REPLACE(TO_CHAR(:OLD."counted"), '''', '''''') || '''' END);
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_7dcc3ede!__') ESCAPE '!'
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
