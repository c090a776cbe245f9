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

-- Table ORDERS

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1306599442, '', _UTF8 'ORDERS',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'ORDERS'),
       d.description, '656574a6', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table ORDERS
  column ID          bigint        as bigint    key 1
  column CUSTOMER_ID int           as int
  column STATUS      varchar(20)   as text
  column AMOUNT      decimal(12,2) as decimal   null
  column NOTE        text          as text      null
  column PLACED_AT   timestamp     as timestamp null
  column PAID        boolean       as bool
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1306599442
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '656574a6', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 1306599442
   AND (trigger_hash <> '656574a6'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'ORDERS'))^

CREATE OR ALTER TRIGGER shadowlog_fd212666_i FOR ORDERS
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1306599442, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(NEW.ID || ',', '~,') ||
		COALESCE(NEW.CUSTOMER_ID || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW.STATUS) || ':' || NEW.STATUS || ',', '~,') ||
		COALESCE(NEW.AMOUNT || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW.NOTE) || ':' || NEW.NOTE || ',', '~,') ||
		COALESCE((SELECT text_out FROM shadowlog_timestamp(NEW.PLACED_AT)) || ',', '~,') ||
		COALESCE(NEW.PAID || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_fd212666_u FOR ORDERS
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1306599442, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD.ID || ',', '~,') ||
		COALESCE(OLD.CUSTOMER_ID || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD.STATUS) || ':' || OLD.STATUS || ',', '~,') ||
		COALESCE(OLD.AMOUNT || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD.NOTE) || ':' || OLD.NOTE || ',', '~,') ||
		COALESCE((SELECT text_out FROM shadowlog_timestamp(OLD.PLACED_AT)) || ',', '~,') ||
		COALESCE(OLD.PAID || ',', '~,'),
		COALESCE(NEW.ID || ',', '~,') ||
		COALESCE(NEW.CUSTOMER_ID || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW.STATUS) || ':' || NEW.STATUS || ',', '~,') ||
		COALESCE(NEW.AMOUNT || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW.NOTE) || ':' || NEW.NOTE || ',', '~,') ||
		COALESCE((SELECT text_out FROM shadowlog_timestamp(NEW.PLACED_AT)) || ',', '~,') ||
		COALESCE(NEW.PAID || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_fd212666_d FOR ORDERS
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1306599442, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD.ID || ',', '~,') ||
		COALESCE(OLD.CUSTOMER_ID || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD.STATUS) || ':' || OLD.STATUS || ',', '~,') ||
		COALESCE(OLD.AMOUNT || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD.NOTE) || ':' || OLD.NOTE || ',', '~,') ||
		COALESCE((SELECT text_out FROM shadowlog_timestamp(OLD.PLACED_AT)) || ',', '~,') ||
		COALESCE(OLD.PAID || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_fd212666_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_fd212666_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_fd212666_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_fd212666_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_fd212666_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_fd212666_d';
END^

COMMIT^

-- Table CUSTOMERS

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 894139499, '', _UTF8 'CUSTOMERS',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'CUSTOMERS'),
       d.description, '36d26642', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table CUSTOMERS
  column ID   int         as int  key 1
  column NAME varchar(80) as text
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 894139499
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '36d26642', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 894139499
   AND (trigger_hash <> '36d26642'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'CUSTOMERS'))^

CREATE OR ALTER TRIGGER shadowlog_c609e678_i FOR CUSTOMERS
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 894139499, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(NEW.ID || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW.NAME) || ':' || NEW.NAME || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_c609e678_u FOR CUSTOMERS
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 894139499, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD.ID || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD.NAME) || ':' || OLD.NAME || ',', '~,'),
		COALESCE(NEW.ID || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW.NAME) || ':' || NEW.NAME || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_c609e678_d FOR CUSTOMERS
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 894139499, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD.ID || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD.NAME) || ':' || OLD.NAME || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_c609e678_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_c609e678_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_c609e678_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_c609e678_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_c609e678_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_c609e678_d';
END^

COMMIT^

SET TERM ; ^
