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

-- Table public.orders

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."id",
		       shadowlog."customer_id",
		       shadowlog."status",
		       shadowlog."amount",
		       shadowlog."note",
		       shadowlog."placed_at",
		       shadowlog."paid"
		  FROM "public"."orders" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table public.orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1266838793
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'public'
		   AND s.table_name = 'orders';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1266838793, 'public', 'orders',
			next_version, this,
			'4991e49b', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '4991e49b',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1266838793
	   AND (trigger_hash <> '4991e49b'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'public'
	                              AND s.table_name = 'orders'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9a83d3f1_i
AFTER INSERT ON "public"."orders" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(1266838793,
		NVL(TO_CHAR(:NEW."id", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."customer_id", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."status" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."status", '''', '''''') || '''' END || ',' ||
		NVL(TO_CHAR(:NEW."amount", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		CASE WHEN :NEW."note" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."note", '''', '''''') || '''' END || ',' ||
		NVL(LTRIM(TO_CHAR(:NEW."placed_at", 'SYYYY-MM-DD"T"HH24:MI:SS.FF', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		CASE WHEN :NEW."paid" THEN 'true' WHEN NOT :NEW."paid" THEN 'false' ELSE 'NULL' END);
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9a83d3f1_u
AFTER UPDATE ON "public"."orders" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(1266838793,
		NVL(TO_CHAR(:OLD."id", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."customer_id", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."status" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."status", '''', '''''') || '''' END || ',' ||
		NVL(TO_CHAR(:OLD."amount", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		CASE WHEN :OLD."note" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."note", '''', '''''') || '''' END || ',' ||
		NVL(LTRIM(TO_CHAR(:OLD."placed_at", 'SYYYY-MM-DD"T"HH24:MI:SS.FF', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		CASE WHEN :OLD."paid" THEN 'true' WHEN NOT :OLD."paid" THEN 'false' ELSE 'NULL' END,
		NVL(TO_CHAR(:NEW."id", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:NEW."customer_id", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."status" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."status", '''', '''''') || '''' END || ',' ||
		NVL(TO_CHAR(:NEW."amount", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		CASE WHEN :NEW."note" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."note", '''', '''''') || '''' END || ',' ||
		NVL(LTRIM(TO_CHAR(:NEW."placed_at", 'SYYYY-MM-DD"T"HH24:MI:SS.FF', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		CASE WHEN :NEW."paid" THEN 'true' WHEN NOT :NEW."paid" THEN 'false' ELSE 'NULL' END);
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_9a83d3f1_d
AFTER DELETE ON "public"."orders" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(1266838793,
		NVL(TO_CHAR(:OLD."id", 'TM9'), 'NULL') || ',' ||
		NVL(TO_CHAR(:OLD."customer_id", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."status" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."status", '''', '''''') || '''' END || ',' ||
		NVL(TO_CHAR(:OLD."amount", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), 'NULL') || ',' ||
		CASE WHEN :OLD."note" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."note", '''', '''''') || '''' END || ',' ||
		NVL(LTRIM(TO_CHAR(:OLD."placed_at", 'SYYYY-MM-DD"T"HH24:MI:SS.FF', 'NLS_CALENDAR=GREGORIAN')), 'NULL') || ',' ||
		CASE WHEN :OLD."paid" THEN 'true' WHEN NOT :OLD."paid" THEN 'false' ELSE 'NULL' END);
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_9a83d3f1!__') ESCAPE '!'
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

-- Table public.customers

-- Are they there?  A trigger that names another column would fail every write.
BEGIN
	FOR nothing IN (
		SELECT shadowlog."id",
		       shadowlog."name"
		  FROM "public"."customers" shadowlog
		 WHERE 1 = 0)
	LOOP
		NULL;
	END LOOP;
END;
/

-- The layout, once.  Another one under the same number would fail here.
DECLARE
	this CLOB := 'shadowlog-tables 1
table public.customers
  column id   int         as int  key 1
  column name varchar(80) as text
';
	next_version NUMBER;
	found NUMBER;
BEGIN
	SELECT COUNT(*) INTO found
	  FROM shadowlog.shadowlog_shape s
	 WHERE s.shape = 1393539161
	   AND DBMS_LOB.COMPARE(s.description, this) = 0;
	IF found = 0 THEN
		SELECT NVL(MAX(s.version), 0) + 1 INTO next_version
		  FROM shadowlog.shadowlog_shape s
		 WHERE s.table_schema = 'public'
		   AND s.table_name = 'customers';
		INSERT INTO shadowlog.shadowlog_shape
			(shape, table_schema, table_name, version, description,
			 trigger_hash, installed_at)
		VALUES (1393539161, 'public', 'customers',
			next_version, this,
			'94a6aca1', SYS_EXTRACT_UTC(SYSTIMESTAMP));
	END IF;
	UPDATE shadowlog.shadowlog_shape
	   SET trigger_hash = '94a6aca1',
	       installed_at = SYS_EXTRACT_UTC(SYSTIMESTAMP)
	 WHERE shape = 1393539161
	   AND (trigger_hash <> '94a6aca1'
	        OR installed_at < (SELECT MAX(s.installed_at)
	                             FROM shadowlog.shadowlog_shape s
	                            WHERE s.table_schema = 'public'
	                              AND s.table_name = 'customers'));
	COMMIT;
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_211d1471_i
AFTER INSERT ON "public"."customers" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.inserted(1393539161,
		NVL(TO_CHAR(:NEW."id", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."name" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."name", '''', '''''') || '''' END);
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_211d1471_u
AFTER UPDATE ON "public"."customers" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.updated(1393539161,
		NVL(TO_CHAR(:OLD."id", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."name" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."name", '''', '''''') || '''' END,
		NVL(TO_CHAR(:NEW."id", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :NEW."name" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:NEW."name", '''', '''''') || '''' END);
END;
/

CREATE OR REPLACE TRIGGER shadowlog.shadowlog_211d1471_d
AFTER DELETE ON "public"."customers" FOR EACH ROW
BEGIN
	shadowlog.shadowlog_write.deleted(1393539161,
		NVL(TO_CHAR(:OLD."id", 'TM9'), 'NULL') || ',' ||
		CASE WHEN :OLD."name" IS NULL THEN 'NULL' ELSE '''' || REPLACE(:OLD."name", '''', '''''') || '''' END);
END;
/

DECLARE
	invalid NUMBER := 0;
BEGIN
	FOR t IN (SELECT object_name FROM all_objects
	           WHERE owner = 'SHADOWLOG' AND object_type = 'TRIGGER'
	             AND object_name LIKE UPPER('shadowlog_211d1471!__') ESCAPE '!'
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
