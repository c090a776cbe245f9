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

-- Table STOCK
EXECUTE BLOCK AS
DECLARE name VARCHAR(63) CHARACTER SET ASCII;
BEGIN
	FOR SELECT TRIM(rdb$trigger_name)
	      FROM rdb$triggers
	     WHERE rdb$trigger_name IN (UPPER('shadowlog_8a3dc353_i'),
	           UPPER('shadowlog_8a3dc353_u'), UPPER('shadowlog_8a3dc353_d'))
	      INTO :name
	DO
		EXECUTE STATEMENT 'DROP TRIGGER ' || name;
END^
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = _UTF8 'STOCK'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape)^
COMMIT^

SET TERM ; ^

-- The changelog itself, as far as it is there, with all that was not delivered
-- yet, and with the source's identity.  It fails while a table is still captured,
-- and while a session is connected that wrote to one when it was ("is in use"):
-- let the application connect again, and run this once more.  It gives up after
-- 3 s: Firebird would wait for that.
SET SQL DIALECT 1;
SET AUTODDL OFF;
SET TRANSACTION READ WRITE WAIT LOCK TIMEOUT 3;
SET TERM ^ ;
EXECUTE BLOCK AS
DECLARE ending VARCHAR(80) CHARACTER SET ASCII;
BEGIN
	FOR SELECT 'DROP TABLE ' || TRIM(rdb$relation_name)
	      FROM rdb$relations
	     WHERE rdb$relation_name IN ('SHADOWLOG_CHANGELOG',
	           'SHADOWLOG_SHAPE', 'SHADOWLOG_LEASE', 'SHADOWLOG_META')
	      INTO :ending
	DO
		EXECUTE STATEMENT ending;
	FOR SELECT 'DROP GENERATOR ' || TRIM(rdb$generator_name)
	      FROM rdb$generators
	     WHERE rdb$generator_name = 'SHADOWLOG_SEQ'
	      INTO :ending
	DO
		EXECUTE STATEMENT ending;
	-- Each before the one that it calls.
	FOR SELECT 'DROP PROCEDURE ' || TRIM(rdb$procedure_name)
	      FROM rdb$procedures
	     WHERE rdb$procedure_name IN (
	           'SHADOWLOG_CONTEXT', 'SHADOWLOG_DOUBLE',
	           'SHADOWLOG_TIMESTAMP',
	           'SHADOWLOG_HEX_SHORT', 'SHADOWLOG_HEX_LONG',
	           'SHADOWLOG_HEX_BLOB', 'SHADOWLOG_HEX')
	     ORDER BY rdb$procedure_name DESC
	      INTO :ending
	DO
		EXECUTE STATEMENT ending;
END^
COMMIT^
SET TERM ; ^
