-- Shadowlog: end the capture of the tables below, on Db2.
--
--	db2 connect to DATABASE
--	db2 +c -td@ -s -f this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table "odd \"schema\""."it's [a] `table`; --\n*/ /* \\"
BEGIN
	FOR t AS
		SELECT trigname FROM syscat.triggers
		 WHERE trigschema = 'SHADOWLOG'
		   AND trigname IN (UPPER('shadowlog_0d238086_i'),
		       UPPER('shadowlog_0d238086_u'), UPPER('shadowlog_0d238086_d'))
	DO
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigname;
	END FOR;
END@
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'odd "schema"'
   AND s.table_name = 'it''s [a] `table`; --
*/ /* \'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape)@
COMMIT@

-- Table public.order
BEGIN
	FOR t AS
		SELECT trigname FROM syscat.triggers
		 WHERE trigschema = 'SHADOWLOG'
		   AND trigname IN (UPPER('shadowlog_9df95698_i'),
		       UPPER('shadowlog_9df95698_u'), UPPER('shadowlog_9df95698_d'))
	DO
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigname;
	END FOR;
END@
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'order'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape)@
COMMIT@
