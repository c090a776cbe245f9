-- Shadowlog: end the capture of the tables below, on Oracle.
--
--	sqlplus -L -S USER@DATABASE @this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET DEFINE OFF
SET SQLBLANKLINES ON
WHENEVER SQLERROR EXIT FAILURE ROLLBACK

-- Table public.stock
BEGIN
	FOR t IN (SELECT trigger_name FROM all_triggers
	           WHERE owner = 'SHADOWLOG'
	             AND trigger_name LIKE UPPER('shadowlog_7dcc3ede!__') ESCAPE '!')
	LOOP
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigger_name;
	END LOOP;
	DELETE FROM shadowlog.shadowlog_shape s
	 WHERE s.table_schema = 'public'
	   AND s.table_name = 'stock'
	   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog c
	                    WHERE c.shape = s.shape);
	COMMIT;
END;
/

-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  While a table is still captured its writes would fail
-- from here on, so this fails then.
WHENEVER SQLERROR EXIT FAILURE ROLLBACK
DECLARE
	captured NUMBER;
BEGIN
	SELECT COUNT(*) INTO captured FROM all_triggers
	 WHERE owner = 'SHADOWLOG';
	IF captured > 0 THEN
		RAISE_APPLICATION_ERROR(-20003,
			'shadowlog: a table is still captured');
	END IF;
END;
/
DROP CONTEXT shadowlog_bypass;
DROP CONTEXT shadowlog_context;
DROP PACKAGE shadowlog.shadowlog_bypass;
DROP PROCEDURE shadowlog.shadowlog_context;
DROP PACKAGE shadowlog.shadowlog_write;
DROP TABLE shadowlog.shadowlog_changelog;
DROP TABLE shadowlog.shadowlog_shape;
DROP TABLE shadowlog.shadowlog_lease;
DROP TABLE shadowlog.shadowlog_meta;
DROP SEQUENCE shadowlog.shadowlog_seq;
