-- Shadowlog: end the capture of the tables below, on Db2.
--
--	db2 connect to DATABASE
--	db2 +c -td@ -s -f this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table public.wide
BEGIN
	FOR t AS
		SELECT trigname FROM syscat.triggers
		 WHERE trigschema = 'SHADOWLOG'
		   AND trigname IN (UPPER('shadowlog_8f9b124f_i'),
		       UPPER('shadowlog_8f9b124f_u'), UPPER('shadowlog_8f9b124f_d'))
	DO
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigname;
	END FOR;
END@
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'wide'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape)@
COMMIT@
