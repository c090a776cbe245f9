-- Shadowlog: end the capture of the tables below, on Db2.
--
--	db2 connect to DATABASE
--	db2 +c -td@ -s -f this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table public.orders
BEGIN
	FOR t AS
		SELECT trigname FROM syscat.triggers
		 WHERE trigschema = 'SHADOWLOG'
		   AND trigname IN (UPPER('shadowlog_9a83d3f1_i'),
		       UPPER('shadowlog_9a83d3f1_u'), UPPER('shadowlog_9a83d3f1_d'))
	DO
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigname;
	END FOR;
END@
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'orders'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape)@
COMMIT@

-- Table public.customers
BEGIN
	FOR t AS
		SELECT trigname FROM syscat.triggers
		 WHERE trigschema = 'SHADOWLOG'
		   AND trigname IN (UPPER('shadowlog_211d1471_i'),
		       UPPER('shadowlog_211d1471_u'), UPPER('shadowlog_211d1471_d'))
	DO
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigname;
	END FOR;
END@
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'customers'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape)@
COMMIT@
