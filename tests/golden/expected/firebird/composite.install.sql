-- Shadowlog: capture row changes of the tables below, on Firebird.
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

SET AUTODDL OFF;
SET TERM ^ ;

-- Table stock

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 276069984, '', _UTF8 'stock',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'stock'),
       d.description, 'b2e7f7cd', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 276069984
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = 'b2e7f7cd', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 276069984
   AND (trigger_hash <> 'b2e7f7cd'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'stock'))^

CREATE OR ALTER TRIGGER shadowlog_22725773_i FOR "stock"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 276069984, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(NEW."quantity" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."bin") || ':' || NEW."bin" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."sku") || ':' || NEW."sku" || ',', '~,') ||
		COALESCE(NEW."site" || ',', '~,') ||
		COALESCE(NEW."counted" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_22725773_u FOR "stock"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 276069984, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."quantity" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."bin") || ':' || OLD."bin" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."sku") || ':' || OLD."sku" || ',', '~,') ||
		COALESCE(OLD."site" || ',', '~,') ||
		COALESCE(OLD."counted" || ',', '~,'),
		COALESCE(NEW."quantity" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."bin") || ':' || NEW."bin" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."sku") || ':' || NEW."sku" || ',', '~,') ||
		COALESCE(NEW."site" || ',', '~,') ||
		COALESCE(NEW."counted" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_22725773_d FOR "stock"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 276069984, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."quantity" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."bin") || ':' || OLD."bin" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."sku") || ':' || OLD."sku" || ',', '~,') ||
		COALESCE(OLD."site" || ',', '~,') ||
		COALESCE(OLD."counted" || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_22725773_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_22725773_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_22725773_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_22725773_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_22725773_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_22725773_d';
END^

COMMIT^

SET TERM ; ^
