-- Shadowlog: end the capture of the tables below, on Db2.
--
--	db2 connect to DATABASE
--	db2 +c -td@ -s -f this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table ERP.TYPES
BEGIN
	FOR t AS
		SELECT trigname FROM syscat.triggers
		 WHERE trigschema = 'SHADOWLOG'
		   AND trigname IN (UPPER('shadowlog_3dce6d0f_i'),
		       UPPER('shadowlog_3dce6d0f_u'), UPPER('shadowlog_3dce6d0f_d'))
	DO
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigname;
	END FOR;
END@
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'ERP'
   AND s.table_name = 'TYPES'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape)@
COMMIT@

-- Table ERP.LONG_ONE
BEGIN
	FOR t AS
		SELECT trigname FROM syscat.triggers
		 WHERE trigschema = 'SHADOWLOG'
		   AND trigname IN (UPPER('shadowlog_fbf6d127_i'),
		       UPPER('shadowlog_fbf6d127_u'), UPPER('shadowlog_fbf6d127_d'))
	DO
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigname;
	END FOR;
END@
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'ERP'
   AND s.table_name = 'LONG_ONE'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape)@
COMMIT@
