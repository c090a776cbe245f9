-- Shadowlog: end the capture of the tables below, on Firebird.
--
--	isql-fb -q -b -ch UTF8 -user USER -password WORD -i this-file.sql DATABASE
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET AUTODDL OFF;
SET TERM ^ ;

-- Table stock
EXECUTE BLOCK AS
DECLARE name VARCHAR(63) CHARACTER SET ASCII;
BEGIN
	FOR SELECT TRIM(rdb$trigger_name)
	      FROM rdb$triggers
	     WHERE rdb$trigger_name IN (UPPER('shadowlog_22725773_i'),
	           UPPER('shadowlog_22725773_u'), UPPER('shadowlog_22725773_d'))
	      INTO :name
	DO
		EXECUTE STATEMENT 'DROP TRIGGER ' || name;
END^
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = _UTF8 'stock'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape)^
COMMIT^

SET TERM ; ^

-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  It fails while a table is still captured.
SET AUTODDL OFF;
DROP TABLE shadowlog_changelog;
DROP TABLE shadowlog_shape;
DROP TABLE shadowlog_lease;
DROP TABLE shadowlog_meta;
DROP SEQUENCE shadowlog_seq;
DROP PROCEDURE shadowlog_context;
DROP PROCEDURE shadowlog_double;
DROP PROCEDURE shadowlog_hex_blob;
DROP PROCEDURE shadowlog_hex;
COMMIT;
