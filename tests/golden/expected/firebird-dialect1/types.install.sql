-- Shadowlog: capture row changes of the tables below, on Firebird,
-- SQL dialect 1.
--
-- Run it as the owner of the changelog and of these tables, or SYSDBA, with a
-- client that stops at the first error (-b):
--
--	isql-fb -q -b -ch UTF8 -user USER -password WORD -i this-file.sql DATABASE
--
-- Each table is one transaction: all of it or nothing.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER triggers at POSITION 0, so that they see a change
-- before a trigger of the application changes the row again; of several at
-- POSITION 0 the one whose name comes first fires first.  They have rights of
-- their own (GRANT ... TO TRIGGER), so that the application's users need none.
-- If a change cannot be recorded, the statement that made it fails.
--
-- A session that was connected before goes on without them in procedures and
-- triggers that it had loaded and in statements that it had prepared, until it
-- prepares another statement on that table.  So let the application connect
-- again.  Who has not yet:
--
--	SELECT mon$attachment_id, mon$user, mon$remote_process, mon$timestamp
--	  FROM mon$attachments
--	 WHERE mon$timestamp < (SELECT MAX(installed_at) FROM shadowlog_shape)
--
-- What they do not see: ALTER TRIGGER ... INACTIVE while it lasts; what a
-- replica gets by Firebird's own replication; new values that a column gets by
-- ALTER TABLE.  A column that a trigger names cannot be dropped: uninstall,
-- drop, describe, install.  A column added later is not captured until then.

SET SQL DIALECT 1;
SET AUTODDL OFF;
SET TERM ^ ;

-- Table TYPES

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1280094235, '', _UTF8 'TYPES',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'TYPES'),
       d.description, '5c64bcc1', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table TYPES
  column ID integer                              as int       key 1
  column SI smallint                             as int       null
  column N9 numeric(9,2)                         as decimal   null
  column N  numeric(15,2)                        as decimal   null
  column F  float                                as float     null
  column D  "double precision"                   as double    null
  column TS timestamp                            as timestamp null
  column U  "varchar(60) character set utf8"     as text      null
  column NN "varchar(40) character set none"     as text      null
  column O  "varchar(40) character set octets"   as binary    null
  column T  "blob sub_type 1 character set none" as text      null
  column BL "blob sub_type 0"                    as binary    null
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1280094235
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '5c64bcc1', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 1280094235
   AND (trigger_hash <> '5c64bcc1'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'TYPES'))^

CREATE OR ALTER TRIGGER shadowlog_414c105c_i FOR TYPES
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1280094235, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(NEW.ID || ',', '~,') ||
		     COALESCE(NEW.SI || ',', '~,') ||
		     COALESCE(NEW.N9 || ',', '~,') ||
		     COALESCE(NEW.N || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(NEW.F)) || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(NEW.D)) || ',', '~,') ||
		     COALESCE((SELECT text_out FROM shadowlog_timestamp(NEW.TS)) || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW.U) || ':' || NEW.U || ',', '~,') ||
		     COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex(NEW.NN)) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(CAST((SELECT hex FROM shadowlog_hex(NEW.O)) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW.T)) || ',', '~,') ||
		COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW.BL)) || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_414c105c_u FOR TYPES
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1280094235, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD.ID || ',', '~,') ||
		     COALESCE(OLD.SI || ',', '~,') ||
		     COALESCE(OLD.N9 || ',', '~,') ||
		     COALESCE(OLD.N || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(OLD.F)) || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(OLD.D)) || ',', '~,') ||
		     COALESCE((SELECT text_out FROM shadowlog_timestamp(OLD.TS)) || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD.U) || ':' || OLD.U || ',', '~,') ||
		     COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex(OLD.NN)) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(CAST((SELECT hex FROM shadowlog_hex(OLD.O)) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD.T)) || ',', '~,') ||
		COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD.BL)) || ',', '~,'),
		CAST(COALESCE(NEW.ID || ',', '~,') ||
		     COALESCE(NEW.SI || ',', '~,') ||
		     COALESCE(NEW.N9 || ',', '~,') ||
		     COALESCE(NEW.N || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(NEW.F)) || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(NEW.D)) || ',', '~,') ||
		     COALESCE((SELECT text_out FROM shadowlog_timestamp(NEW.TS)) || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW.U) || ':' || NEW.U || ',', '~,') ||
		     COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex(NEW.NN)) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(CAST((SELECT hex FROM shadowlog_hex(NEW.O)) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW.T)) || ',', '~,') ||
		COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW.BL)) || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_414c105c_d FOR TYPES
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1280094235, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD.ID || ',', '~,') ||
		     COALESCE(OLD.SI || ',', '~,') ||
		     COALESCE(OLD.N9 || ',', '~,') ||
		     COALESCE(OLD.N || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(OLD.F)) || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(OLD.D)) || ',', '~,') ||
		     COALESCE((SELECT text_out FROM shadowlog_timestamp(OLD.TS)) || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD.U) || ':' || OLD.U || ',', '~,') ||
		     COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex(OLD.NN)) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(CAST((SELECT hex FROM shadowlog_hex(OLD.O)) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD.T)) || ',', '~,') ||
		COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD.BL)) || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_414c105c_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_414c105c_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_414c105c_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_414c105c_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_414c105c_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_414c105c_d';
END^

COMMIT^

SET TERM ; ^
