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

-- Table orders

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 429289234, '', _UTF8 'orders',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'orders'),
       d.description, '9bf7468a', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 429289234
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '9bf7468a', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 429289234
   AND (trigger_hash <> '9bf7468a'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'orders'))^

CREATE OR ALTER TRIGGER shadowlog_5f75baa6_i FOR "orders"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 429289234, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(NEW."id" || ',', '~,') ||
		COALESCE(NEW."customer_id" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."status") || ':' || NEW."status" || ',', '~,') ||
		COALESCE(NEW."amount" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."note") || ':' || NEW."note" || ',', '~,') ||
		COALESCE(NEW."placed_at" || ',', '~,') ||
		COALESCE(NEW."paid" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_5f75baa6_u FOR "orders"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 429289234, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."id" || ',', '~,') ||
		COALESCE(OLD."customer_id" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."status") || ':' || OLD."status" || ',', '~,') ||
		COALESCE(OLD."amount" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."note") || ':' || OLD."note" || ',', '~,') ||
		COALESCE(OLD."placed_at" || ',', '~,') ||
		COALESCE(OLD."paid" || ',', '~,'),
		COALESCE(NEW."id" || ',', '~,') ||
		COALESCE(NEW."customer_id" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."status") || ':' || NEW."status" || ',', '~,') ||
		COALESCE(NEW."amount" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."note") || ':' || NEW."note" || ',', '~,') ||
		COALESCE(NEW."placed_at" || ',', '~,') ||
		COALESCE(NEW."paid" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_5f75baa6_d FOR "orders"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 429289234, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."id" || ',', '~,') ||
		COALESCE(OLD."customer_id" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."status") || ':' || OLD."status" || ',', '~,') ||
		COALESCE(OLD."amount" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."note") || ':' || OLD."note" || ',', '~,') ||
		COALESCE(OLD."placed_at" || ',', '~,') ||
		COALESCE(OLD."paid" || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_5f75baa6_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_5f75baa6_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_5f75baa6_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_5f75baa6_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_5f75baa6_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_5f75baa6_d';
END^

COMMIT^

-- Table customers

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1539619914, '', _UTF8 'customers',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'customers'),
       d.description, '11912c55', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table customers
  column id   int         as int  key 1
  column name varchar(80) as text
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1539619914
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '11912c55', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 1539619914
   AND (trigger_hash <> '11912c55'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'customers'))^

CREATE OR ALTER TRIGGER shadowlog_6b987d98_i FOR "customers"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1539619914, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(NEW."id" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."name") || ':' || NEW."name" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_6b987d98_u FOR "customers"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1539619914, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."id" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."name") || ':' || OLD."name" || ',', '~,'),
		COALESCE(NEW."id" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."name") || ':' || NEW."name" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_6b987d98_d FOR "customers"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1539619914, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."id" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."name") || ':' || OLD."name" || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_6b987d98_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_6b987d98_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_6b987d98_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_6b987d98_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_6b987d98_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_6b987d98_d';
END^

COMMIT^

SET TERM ; ^
