-- Shadowlog: end the capture of the tables below, on Oracle.
--
--	sqlplus -L -S USER@DATABASE @this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET DEFINE OFF
SET SQLBLANKLINES ON
WHENEVER SQLERROR EXIT FAILURE ROLLBACK

-- Table public.orders
BEGIN
	FOR t IN (SELECT trigger_name FROM all_triggers
	           WHERE owner = 'SHADOWLOG'
	             AND trigger_name LIKE UPPER('shadowlog_9a83d3f1!__') ESCAPE '!')
	LOOP
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigger_name;
	END LOOP;
	DELETE FROM shadowlog.shadowlog_shape s
	 WHERE s.table_schema = 'public'
	   AND s.table_name = 'orders'
	   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog c
	                    WHERE c.shape = s.shape);
	COMMIT;
END;
/

-- Table public.customers
BEGIN
	FOR t IN (SELECT trigger_name FROM all_triggers
	           WHERE owner = 'SHADOWLOG'
	             AND trigger_name LIKE UPPER('shadowlog_211d1471!__') ESCAPE '!')
	LOOP
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigger_name;
	END LOOP;
	DELETE FROM shadowlog.shadowlog_shape s
	 WHERE s.table_schema = 'public'
	   AND s.table_name = 'customers'
	   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog c
	                    WHERE c.shape = s.shape);
	COMMIT;
END;
/
