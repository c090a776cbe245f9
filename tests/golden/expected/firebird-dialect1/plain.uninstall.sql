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

-- Table ORDERS
EXECUTE BLOCK AS
DECLARE name VARCHAR(63) CHARACTER SET ASCII;
BEGIN
	FOR SELECT TRIM(rdb$trigger_name)
	      FROM rdb$triggers
	     WHERE rdb$trigger_name IN (UPPER('shadowlog_fd212666_i'),
	           UPPER('shadowlog_fd212666_u'), UPPER('shadowlog_fd212666_d'))
	      INTO :name
	DO
		EXECUTE STATEMENT 'DROP TRIGGER ' || name;
END^
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = _UTF8 'ORDERS'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape)^
COMMIT^

-- Table CUSTOMERS
EXECUTE BLOCK AS
DECLARE name VARCHAR(63) CHARACTER SET ASCII;
BEGIN
	FOR SELECT TRIM(rdb$trigger_name)
	      FROM rdb$triggers
	     WHERE rdb$trigger_name IN (UPPER('shadowlog_c609e678_i'),
	           UPPER('shadowlog_c609e678_u'), UPPER('shadowlog_c609e678_d'))
	      INTO :name
	DO
		EXECUTE STATEMENT 'DROP TRIGGER ' || name;
END^
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = _UTF8 'CUSTOMERS'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape)^
COMMIT^

SET TERM ; ^
