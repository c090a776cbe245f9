-- Shadowlog: end the capture of the tables below, on Db2.
--
--	db2 connect to DATABASE
--	db2 +c -td@ -s -f this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table public.stock
BEGIN
	FOR t AS
		SELECT trigname FROM syscat.triggers
		 WHERE trigschema = 'SHADOWLOG'
		   AND trigname IN (UPPER('shadowlog_7dcc3ede_i'),
		       UPPER('shadowlog_7dcc3ede_u'), UPPER('shadowlog_7dcc3ede_d'))
	DO
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigname;
	END FOR;
END@
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = 'public'
   AND s.table_name = 'stock'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape)@
COMMIT@

-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  While a table is still captured, its triggers would be
-- made inoperative, so this fails then.
BEGIN
	IF EXISTS (SELECT 1 FROM syscat.triggers
	            WHERE trigschema = 'SHADOWLOG') THEN
		SIGNAL SQLSTATE '75001'
			SET MESSAGE_TEXT = 'shadowlog: a table is still captured';
	END IF;
END@
DROP TABLE shadowlog.shadowlog_changelog@
DROP TABLE shadowlog.shadowlog_shape@
DROP TABLE shadowlog.shadowlog_lease@
DROP TABLE shadowlog.shadowlog_meta@
DROP SEQUENCE shadowlog.shadowlog_seq@
DROP FUNCTION shadowlog.shadowlog_double@
DROP FUNCTION shadowlog.shadowlog_lines@
DROP VARIABLE shadowlog.shadowlog_context@
DROP VARIABLE shadowlog.shadowlog_bypass@
DROP SCHEMA shadowlog RESTRICT@
COMMIT@
