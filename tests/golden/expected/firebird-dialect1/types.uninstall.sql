-- Shadowlog: end the capture of the tables below, on Firebird,
-- SQL dialect 1.
--
--	isql-fb -q -b -ch UTF8 -user USER -password WORD -i this-file.sql DATABASE
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET SQL DIALECT 1;
SET AUTODDL OFF;
SET TERM ^ ;

-- Table TYPES
EXECUTE BLOCK AS
DECLARE name VARCHAR(63) CHARACTER SET ASCII;
BEGIN
	FOR SELECT TRIM(rdb$trigger_name)
	      FROM rdb$triggers
	     WHERE rdb$trigger_name IN (UPPER('shadowlog_414c105c_i'),
	           UPPER('shadowlog_414c105c_u'), UPPER('shadowlog_414c105c_d'))
	      INTO :name
	DO
		EXECUTE STATEMENT 'DROP TRIGGER ' || name;
END^
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = _UTF8 'TYPES'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape)^
COMMIT^

SET TERM ; ^
