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

-- Table "it's [a] `table`; --\n*/ /* \\"

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 641739204, '', _UTF8 'it''s [a] `table`; --
*/ /* \',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'it''s [a] `table`; --
*/ /* \'),
       d.description, '1118b6e7', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table "it''s [a] `table`; --\n*/ /* \\"
  column "a\"b''c`d]e\\"                                                  int        as int  key 1
  column "line\nend\r\ttab"                                              text       as text null
  column select                                                          text       as text null
  column $shadowlog$                                                     json       as json null
  column $shadowlog_1$                                                   json       as json null
  column "{{new_image}}"                                                 text       as text null
  column "größe €"                                                       text       as text null
  column "\x01\x02\x03"                                                  text       as text null
  column "-- ''); DROP TABLE x"                                           varchar(9) as text null
  column ":name ? %s %n"                                                 text       as text null
  column a23456789_123456789_123456789_123456789_123456789_123456789_123 int        as int  null
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 641739204
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '1118b6e7', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 641739204
   AND (trigger_hash <> '1118b6e7'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'it''s [a] `table`; --
*/ /* \'))^

CREATE OR ALTER TRIGGER shadowlog_6578dc2c_i FOR "it's [a] `table`; --
*/ /* \"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 641739204, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(NEW."a""b'c`d]e\" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."line
end	tab") || ':' || NEW."line
end	tab" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."select") || ':' || NEW."select" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."$shadowlog$") || ':' || NEW."$shadowlog$" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."$shadowlog_1$") || ':' || NEW."$shadowlog_1$" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."{{new_image}}") || ':' || NEW."{{new_image}}" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."größe €") || ':' || NEW."größe €" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."") || ':' || NEW."" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."-- '); DROP TABLE x") || ':' || NEW."-- '); DROP TABLE x" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW.":name ? %s %n") || ':' || NEW.":name ? %s %n" || ',', '~,') ||
		COALESCE(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_6578dc2c_u FOR "it's [a] `table`; --
*/ /* \"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 641739204, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."a""b'c`d]e\" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."line
end	tab") || ':' || OLD."line
end	tab" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."select") || ':' || OLD."select" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."$shadowlog$") || ':' || OLD."$shadowlog$" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."$shadowlog_1$") || ':' || OLD."$shadowlog_1$" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."{{new_image}}") || ':' || OLD."{{new_image}}" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."größe €") || ':' || OLD."größe €" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."") || ':' || OLD."" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."-- '); DROP TABLE x") || ':' || OLD."-- '); DROP TABLE x" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD.":name ? %s %n") || ':' || OLD.":name ? %s %n" || ',', '~,') ||
		COALESCE(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123" || ',', '~,'),
		COALESCE(NEW."a""b'c`d]e\" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."line
end	tab") || ':' || NEW."line
end	tab" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."select") || ':' || NEW."select" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."$shadowlog$") || ':' || NEW."$shadowlog$" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."$shadowlog_1$") || ':' || NEW."$shadowlog_1$" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."{{new_image}}") || ':' || NEW."{{new_image}}" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."größe €") || ':' || NEW."größe €" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."") || ':' || NEW."" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."-- '); DROP TABLE x") || ':' || NEW."-- '); DROP TABLE x" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW.":name ? %s %n") || ':' || NEW.":name ? %s %n" || ',', '~,') ||
		COALESCE(NEW."a23456789_123456789_123456789_123456789_123456789_123456789_123" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_6578dc2c_d FOR "it's [a] `table`; --
*/ /* \"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 641739204, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."a""b'c`d]e\" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."line
end	tab") || ':' || OLD."line
end	tab" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."select") || ':' || OLD."select" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."$shadowlog$") || ':' || OLD."$shadowlog$" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."$shadowlog_1$") || ':' || OLD."$shadowlog_1$" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."{{new_image}}") || ':' || OLD."{{new_image}}" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."größe €") || ':' || OLD."größe €" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."") || ':' || OLD."" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."-- '); DROP TABLE x") || ':' || OLD."-- '); DROP TABLE x" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD.":name ? %s %n") || ':' || OLD.":name ? %s %n" || ',', '~,') ||
		COALESCE(OLD."a23456789_123456789_123456789_123456789_123456789_123456789_123" || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_6578dc2c_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_6578dc2c_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_6578dc2c_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_6578dc2c_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_6578dc2c_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_6578dc2c_d';
END^

COMMIT^

-- Table order

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 2008041246, '', _UTF8 'order',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'order'),
       d.description, '91ce397f', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table order
  column group int  as int  key 1
  column table text as text null
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 2008041246
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '91ce397f', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 2008041246
   AND (trigger_hash <> '91ce397f'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'order'))^

CREATE OR ALTER TRIGGER shadowlog_2d041af1_i FOR "order"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 2008041246, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(NEW."group" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."table") || ':' || NEW."table" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_2d041af1_u FOR "order"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 2008041246, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."group" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."table") || ':' || OLD."table" || ',', '~,'),
		COALESCE(NEW."group" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."table") || ':' || NEW."table" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_2d041af1_d FOR "order"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 2008041246, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		COALESCE(OLD."group" || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."table") || ':' || OLD."table" || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_2d041af1_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_2d041af1_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_2d041af1_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_2d041af1_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_2d041af1_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_2d041af1_d';
END^

COMMIT^

SET TERM ; ^
