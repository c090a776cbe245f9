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

-- Table ORDERS_ALL
--
-- WHOEVER SETS shadowlog.bypass TO 'on' IN HIS SESSION WRITES TO THIS TABLE
-- WITHOUT BEING CAPTURED:
--   SELECT rdb$set_context('USER_SESSION', 'shadowlog.bypass', 'on')
--     FROM rdb$database;
-- The first such row of each transaction leaves an event "m".
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1119699208, '', _UTF8 'ORDERS_ALL',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'ORDERS_ALL'),
       d.description, 'f044b662', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table ORDERS_ALL
  column ID     bigint                               as int     key 1
  column STATUS "varchar(20) character set utf8"     as text
  column AMOUNT decimal(12,2)                        as decimal null
  column NOTE   "blob sub_type 1 character set utf8" as text    null
  column OLD    "varchar(9) character set win1252"   as text    null
  option when "this.STATUS <> ''draft''"
  option noop skip
  option before none
  option lob omit NOTE
  option actor
  option context
  option bypass marker
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1119699208
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = 'f044b662', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 1119699208
   AND (trigger_hash <> 'f044b662'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'ORDERS_ALL'))^

CREATE OR ALTER TRIGGER shadowlog_50ae2f1e_i FOR "ORDERS_ALL"
ACTIVE AFTER INSERT POSITION 0
AS
DECLARE marked INTEGER;
BEGIN
	IF (rdb$get_context('USER_SESSION', 'shadowlog.bypass') = 'on') THEN
	BEGIN
		IF (rdb$get_context('USER_TRANSACTION', 'shadowlog_50ae2f1e') IS NULL) THEN
		BEGIN
			INSERT INTO shadowlog_changelog
				(seq, shape, op, txid, captured_at, actor, context)
			VALUES (GEN_ID(shadowlog_seq, 1), 1119699208, 'M',
				CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
				CURRENT_USER,
				'reason=bypass' || COALESCE(ASCII_CHAR(10) || (SELECT said FROM shadowlog_context), ''));
			marked = rdb$set_context('USER_TRANSACTION', 'shadowlog_50ae2f1e', 'on');
		END
		EXIT;
	END
	IF ((NEW.STATUS <> 'draft')) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, context, new_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 1119699208, 'I',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CURRENT_USER,
			(SELECT said FROM shadowlog_context),
			CAST(COALESCE(NEW."ID" || ',', '~,') ||
			     COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,') ||
			     COALESCE(NEW."AMOUNT" || ',', '~,')
				AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
			COALESCE(CHAR_LENGTH('?' || OCTET_LENGTH(NEW."NOTE")) || ':?' || OCTET_LENGTH(NEW."NOTE") || ',', '~,') ||
			CAST(COALESCE(CHAR_LENGTH(NEW."OLD") || ':' || NEW."OLD" || ',', '~,')
				AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_50ae2f1e_u FOR "ORDERS_ALL"
ACTIVE AFTER UPDATE POSITION 0
AS
DECLARE marked INTEGER;
BEGIN
	IF (rdb$get_context('USER_SESSION', 'shadowlog.bypass') = 'on') THEN
	BEGIN
		IF (rdb$get_context('USER_TRANSACTION', 'shadowlog_50ae2f1e') IS NULL) THEN
		BEGIN
			INSERT INTO shadowlog_changelog
				(seq, shape, op, txid, captured_at, actor, context)
			VALUES (GEN_ID(shadowlog_seq, 1), 1119699208, 'M',
				CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
				CURRENT_USER,
				'reason=bypass' || COALESCE(ASCII_CHAR(10) || (SELECT said FROM shadowlog_context), ''));
			marked = rdb$set_context('USER_TRANSACTION', 'shadowlog_50ae2f1e', 'on');
		END
		EXIT;
	END
	IF (((OLD.STATUS <> 'draft') OR (NEW.STATUS <> 'draft'))
	    AND NOT ((OLD."ID" IS NOT DISTINCT FROM NEW."ID")
	    AND (OLD."STATUS" COLLATE UTF8 IS NOT DISTINCT FROM NEW."STATUS" COLLATE UTF8
	         AND OCTET_LENGTH(OLD."STATUS") IS NOT DISTINCT FROM OCTET_LENGTH(NEW."STATUS"))
	    AND (OLD."AMOUNT" IS NOT DISTINCT FROM NEW."AMOUNT")
	    AND (CAST(OLD."NOTE" AS BLOB SUB_TYPE BINARY) IS NOT DISTINCT FROM CAST(NEW."NOTE" AS BLOB SUB_TYPE BINARY))
	    AND (CAST(OLD."OLD" AS VARCHAR(18) CHARACTER SET OCTETS)
	         IS NOT DISTINCT FROM CAST(NEW."OLD" AS VARCHAR(18) CHARACTER SET OCTETS)
	         AND OCTET_LENGTH(OLD."OLD") IS NOT DISTINCT FROM OCTET_LENGTH(NEW."OLD")))) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, context, old_row, new_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 1119699208,
			CASE WHEN (OLD.STATUS <> 'draft') THEN
				CASE WHEN (NEW.STATUS <> 'draft') THEN 'U' ELSE 'D' END
			ELSE 'I' END,
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CURRENT_USER,
			(SELECT said FROM shadowlog_context),
			CASE WHEN (OLD.STATUS <> 'draft') THEN
				CASE WHEN (OLD."ID" IS NOT DISTINCT FROM NEW."ID")
					AND (NEW.STATUS <> 'draft') THEN NULL ELSE
					COALESCE(OLD."ID" || ',', '~,')
				END
			END,
			CASE WHEN (NEW.STATUS <> 'draft') THEN
				CAST(COALESCE(NEW."ID" || ',', '~,') ||
				     COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,') ||
				     COALESCE(NEW."AMOUNT" || ',', '~,')
					AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
				COALESCE(CHAR_LENGTH('?' || OCTET_LENGTH(NEW."NOTE")) || ':?' || OCTET_LENGTH(NEW."NOTE") || ',', '~,') ||
				CAST(COALESCE(CHAR_LENGTH(NEW."OLD") || ':' || NEW."OLD" || ',', '~,')
					AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8)
			END);
END^

CREATE OR ALTER TRIGGER shadowlog_50ae2f1e_d FOR "ORDERS_ALL"
ACTIVE AFTER DELETE POSITION 0
AS
DECLARE marked INTEGER;
BEGIN
	IF (rdb$get_context('USER_SESSION', 'shadowlog.bypass') = 'on') THEN
	BEGIN
		IF (rdb$get_context('USER_TRANSACTION', 'shadowlog_50ae2f1e') IS NULL) THEN
		BEGIN
			INSERT INTO shadowlog_changelog
				(seq, shape, op, txid, captured_at, actor, context)
			VALUES (GEN_ID(shadowlog_seq, 1), 1119699208, 'M',
				CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
				CURRENT_USER,
				'reason=bypass' || COALESCE(ASCII_CHAR(10) || (SELECT said FROM shadowlog_context), ''));
			marked = rdb$set_context('USER_TRANSACTION', 'shadowlog_50ae2f1e', 'on');
		END
		EXIT;
	END
	IF ((OLD.STATUS <> 'draft')) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, context, old_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 1119699208, 'D',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CURRENT_USER,
			(SELECT said FROM shadowlog_context),
			COALESCE(OLD."ID" || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_50ae2f1e_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_50ae2f1e_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_50ae2f1e_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_50ae2f1e_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_50ae2f1e_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_50ae2f1e_d';
END^

COMMIT^

-- Table ORDERS_OPEN
--
-- FAIL OPEN: A CHANGE OF THIS TABLE THAT CANNOT BE CAPTURED IS LOST TO ALL
-- RECEIVERS, WHILE THE STATEMENT THAT MADE IT SUCCEEDS.  Receivers get an event
-- "m" if that at least can be written.

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1380192330, '', _UTF8 'ORDERS_OPEN',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'ORDERS_OPEN'),
       d.description, '6cad70db', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table ORDERS_OPEN
  column ID     bigint                               as int     key 1
  column STATUS "varchar(20) character set utf8"     as text
  column AMOUNT decimal(12,2)                        as decimal null
  column NOTE   "blob sub_type 1 character set utf8" as text    null
  column OLD    "varchar(9) character set win1252"   as text    null
  option exclude OLD
  option before key
  option actor
  option fail open
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1380192330
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '6cad70db', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 1380192330
   AND (trigger_hash <> '6cad70db'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'ORDERS_OPEN'))^

CREATE OR ALTER TRIGGER shadowlog_84bc34c7_i FOR "ORDERS_OPEN"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, actor, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1380192330, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CURRENT_USER,
		CAST(COALESCE(NEW."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,') ||
		     COALESCE(NEW."AMOUNT" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(NEW."NOTE") || ':' || NEW."NOTE" || ',', '~,'));
	WHEN ANY DO
	BEGIN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, context)
		VALUES (GEN_ID(shadowlog_seq, 1), 1380192330, 'M',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CURRENT_USER,
			'reason=failed');
		WHEN ANY DO
			EXIT;
	END
END^

CREATE OR ALTER TRIGGER shadowlog_84bc34c7_u FOR "ORDERS_OPEN"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, actor, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1380192330, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CURRENT_USER,
		COALESCE(OLD."ID" || ',', '~,'),
		CAST(COALESCE(NEW."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,') ||
		     COALESCE(NEW."AMOUNT" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(NEW."NOTE") || ':' || NEW."NOTE" || ',', '~,'));
	WHEN ANY DO
	BEGIN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, context)
		VALUES (GEN_ID(shadowlog_seq, 1), 1380192330, 'M',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CURRENT_USER,
			'reason=failed');
		WHEN ANY DO
			EXIT;
	END
END^

CREATE OR ALTER TRIGGER shadowlog_84bc34c7_d FOR "ORDERS_OPEN"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, actor, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 1380192330, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CURRENT_USER,
		COALESCE(OLD."ID" || ',', '~,'));
	WHEN ANY DO
	BEGIN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, context)
		VALUES (GEN_ID(shadowlog_seq, 1), 1380192330, 'M',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CURRENT_USER,
			'reason=failed');
		WHEN ANY DO
			EXIT;
	END
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_84bc34c7_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_84bc34c7_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_84bc34c7_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_84bc34c7_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_84bc34c7_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_84bc34c7_d';
END^

COMMIT^

-- Table ORDERS_MOVED
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 52001058, '', _UTF8 'ORDERS_MOVED',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'ORDERS_MOVED'),
       d.description, 'b7bad810', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table ORDERS_MOVED
  column ID     bigint                               as int     key 1
  column STATUS "varchar(20) character set utf8"     as text
  column AMOUNT decimal(12,2)                        as decimal null
  column NOTE   "blob sub_type 1 character set utf8" as text    null
  column OLD    "varchar(9) character set win1252"   as text    null
  option when "this.STATUS <> ''draft''"
  option before none
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 52001058
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = 'b7bad810', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 52001058
   AND (trigger_hash <> 'b7bad810'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'ORDERS_MOVED'))^

CREATE OR ALTER TRIGGER shadowlog_c159acb2_i FOR "ORDERS_MOVED"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	IF ((NEW.STATUS <> 'draft')) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, new_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 52001058, 'I',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CAST(COALESCE(NEW."ID" || ',', '~,') ||
			     COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,') ||
			     COALESCE(NEW."AMOUNT" || ',', '~,')
				AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
			COALESCE(CHAR_LENGTH(NEW."NOTE") || ':' || NEW."NOTE" || ',', '~,') ||
			CAST(COALESCE(CHAR_LENGTH(NEW."OLD") || ':' || NEW."OLD" || ',', '~,')
				AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_c159acb2_u FOR "ORDERS_MOVED"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	IF (((OLD.STATUS <> 'draft') OR (NEW.STATUS <> 'draft'))) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, old_row, new_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 52001058,
			CASE WHEN (OLD.STATUS <> 'draft') THEN
				CASE WHEN (NEW.STATUS <> 'draft') THEN 'U' ELSE 'D' END
			ELSE 'I' END,
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CASE WHEN (OLD.STATUS <> 'draft') THEN
				CASE WHEN (OLD."ID" IS NOT DISTINCT FROM NEW."ID")
					AND (NEW.STATUS <> 'draft') THEN NULL ELSE
					COALESCE(OLD."ID" || ',', '~,')
				END
			END,
			CASE WHEN (NEW.STATUS <> 'draft') THEN
				CAST(COALESCE(NEW."ID" || ',', '~,') ||
				     COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,') ||
				     COALESCE(NEW."AMOUNT" || ',', '~,')
					AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
				COALESCE(CHAR_LENGTH(NEW."NOTE") || ':' || NEW."NOTE" || ',', '~,') ||
				CAST(COALESCE(CHAR_LENGTH(NEW."OLD") || ':' || NEW."OLD" || ',', '~,')
					AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8)
			END);
END^

CREATE OR ALTER TRIGGER shadowlog_c159acb2_d FOR "ORDERS_MOVED"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	IF ((OLD.STATUS <> 'draft')) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, old_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 52001058, 'D',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			COALESCE(OLD."ID" || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_c159acb2_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_c159acb2_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_c159acb2_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_c159acb2_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_c159acb2_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_c159acb2_d';
END^

COMMIT^

-- Table ORDERS_SAME

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 633642165, '', _UTF8 'ORDERS_SAME',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'ORDERS_SAME'),
       d.description, '3bd300e4', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table ORDERS_SAME
  column ID     bigint                               as int     key 1
  column STATUS "varchar(20) character set utf8"     as text
  column AMOUNT decimal(12,2)                        as decimal null
  column NOTE   "blob sub_type 1 character set utf8" as text    null
  column OLD    "varchar(9) character set win1252"   as text    null
  option noop skip
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 633642165
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '3bd300e4', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 633642165
   AND (trigger_hash <> '3bd300e4'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'ORDERS_SAME'))^

CREATE OR ALTER TRIGGER shadowlog_9db8f6c5_i FOR "ORDERS_SAME"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 633642165, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(NEW."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,') ||
		     COALESCE(NEW."AMOUNT" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(NEW."NOTE") || ':' || NEW."NOTE" || ',', '~,') ||
		CAST(COALESCE(CHAR_LENGTH(NEW."OLD") || ':' || NEW."OLD" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_9db8f6c5_u FOR "ORDERS_SAME"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	IF (NOT ((OLD."ID" IS NOT DISTINCT FROM NEW."ID")
	    AND (OLD."STATUS" COLLATE UTF8 IS NOT DISTINCT FROM NEW."STATUS" COLLATE UTF8
	         AND OCTET_LENGTH(OLD."STATUS") IS NOT DISTINCT FROM OCTET_LENGTH(NEW."STATUS"))
	    AND (OLD."AMOUNT" IS NOT DISTINCT FROM NEW."AMOUNT")
	    AND (CAST(OLD."NOTE" AS BLOB SUB_TYPE BINARY) IS NOT DISTINCT FROM CAST(NEW."NOTE" AS BLOB SUB_TYPE BINARY))
	    AND (CAST(OLD."OLD" AS VARCHAR(18) CHARACTER SET OCTETS)
	         IS NOT DISTINCT FROM CAST(NEW."OLD" AS VARCHAR(18) CHARACTER SET OCTETS)
	         AND OCTET_LENGTH(OLD."OLD") IS NOT DISTINCT FROM OCTET_LENGTH(NEW."OLD")))) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, old_row, new_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 633642165, 'U',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CAST(COALESCE(OLD."ID" || ',', '~,') ||
			     COALESCE(CHAR_LENGTH(OLD."STATUS") || ':' || OLD."STATUS" || ',', '~,') ||
			     COALESCE(OLD."AMOUNT" || ',', '~,')
				AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
			COALESCE(CHAR_LENGTH(OLD."NOTE") || ':' || OLD."NOTE" || ',', '~,') ||
			CAST(COALESCE(CHAR_LENGTH(OLD."OLD") || ':' || OLD."OLD" || ',', '~,')
				AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8),
			CAST(COALESCE(NEW."ID" || ',', '~,') ||
			     COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,') ||
			     COALESCE(NEW."AMOUNT" || ',', '~,')
				AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
			COALESCE(CHAR_LENGTH(NEW."NOTE") || ':' || NEW."NOTE" || ',', '~,') ||
			CAST(COALESCE(CHAR_LENGTH(NEW."OLD") || ':' || NEW."OLD" || ',', '~,')
				AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_9db8f6c5_d FOR "ORDERS_SAME"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 633642165, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD."STATUS") || ':' || OLD."STATUS" || ',', '~,') ||
		     COALESCE(OLD."AMOUNT" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(OLD."NOTE") || ':' || OLD."NOTE" || ',', '~,') ||
		CAST(COALESCE(CHAR_LENGTH(OLD."OLD") || ':' || OLD."OLD" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_9db8f6c5_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_9db8f6c5_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_9db8f6c5_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_9db8f6c5_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_9db8f6c5_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_9db8f6c5_d';
END^

COMMIT^

-- Table ORDERS_FEW

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 441457827, '', _UTF8 'ORDERS_FEW',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'ORDERS_FEW'),
       d.description, 'cb959151', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table ORDERS_FEW
  column ID     bigint                               as int     key 1
  column STATUS "varchar(20) character set utf8"     as text
  column AMOUNT decimal(12,2)                        as decimal null
  column NOTE   "blob sub_type 1 character set utf8" as text    null
  column OLD    "varchar(9) character set win1252"   as text    null
  option operations update
  option context
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 441457827
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = 'cb959151', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 441457827
   AND (trigger_hash <> 'cb959151'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'ORDERS_FEW'))^

EXECUTE BLOCK AS
BEGIN
	IF (EXISTS (SELECT 1 FROM rdb$triggers
	             WHERE rdb$trigger_name = UPPER('shadowlog_9d3741e3_i'))) THEN
		EXECUTE STATEMENT 'DROP TRIGGER shadowlog_9d3741e3_i';
END^

CREATE OR ALTER TRIGGER shadowlog_9d3741e3_u FOR "ORDERS_FEW"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, context, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 441457827, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		(SELECT said FROM shadowlog_context),
		CAST(COALESCE(OLD."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD."STATUS") || ':' || OLD."STATUS" || ',', '~,') ||
		     COALESCE(OLD."AMOUNT" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(OLD."NOTE") || ':' || OLD."NOTE" || ',', '~,') ||
		CAST(COALESCE(CHAR_LENGTH(OLD."OLD") || ':' || OLD."OLD" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8),
		CAST(COALESCE(NEW."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,') ||
		     COALESCE(NEW."AMOUNT" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(NEW."NOTE") || ':' || NEW."NOTE" || ',', '~,') ||
		CAST(COALESCE(CHAR_LENGTH(NEW."OLD") || ':' || NEW."OLD" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

EXECUTE BLOCK AS
BEGIN
	IF (EXISTS (SELECT 1 FROM rdb$triggers
	             WHERE rdb$trigger_name = UPPER('shadowlog_9d3741e3_d'))) THEN
		EXECUTE STATEMENT 'DROP TRIGGER shadowlog_9d3741e3_d';
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_9d3741e3_u^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_9d3741e3_u';
END^

COMMIT^

-- Table LOG_ALL
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1413182784, '', _UTF8 'LOG_ALL',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'LOG_ALL'),
       d.description, 'a431eff6', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table LOG_ALL
  column ADDED  timestamp                        as timestamp key 1 null
  column STATUS "varchar(20) character set utf8" as text      key 2 null
  option keyless all
  option when "this.STATUS <> ''draft''"
  option actor
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1413182784
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = 'a431eff6', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 1413182784
   AND (trigger_hash <> 'a431eff6'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'LOG_ALL'))^

CREATE OR ALTER TRIGGER shadowlog_14aadea3_i FOR "LOG_ALL"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	IF ((NEW.STATUS <> 'draft')) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, new_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 1413182784, 'I',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CURRENT_USER,
			COALESCE(NEW."ADDED" || ',', '~,') ||
			COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_14aadea3_u FOR "LOG_ALL"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	IF (((OLD.STATUS <> 'draft') OR (NEW.STATUS <> 'draft'))) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, old_row, new_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 1413182784,
			CASE WHEN (OLD.STATUS <> 'draft') THEN
				CASE WHEN (NEW.STATUS <> 'draft') THEN 'U' ELSE 'D' END
			ELSE 'I' END,
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CURRENT_USER,
			CASE WHEN (OLD.STATUS <> 'draft') THEN
				COALESCE(OLD."ADDED" || ',', '~,') ||
				COALESCE(CHAR_LENGTH(OLD."STATUS") || ':' || OLD."STATUS" || ',', '~,')
			END,
			CASE WHEN (NEW.STATUS <> 'draft') THEN
				COALESCE(NEW."ADDED" || ',', '~,') ||
				COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,')
			END);
END^

CREATE OR ALTER TRIGGER shadowlog_14aadea3_d FOR "LOG_ALL"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	IF ((OLD.STATUS <> 'draft')) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, actor, old_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 1413182784, 'D',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CURRENT_USER,
			COALESCE(OLD."ADDED" || ',', '~,') ||
			COALESCE(CHAR_LENGTH(OLD."STATUS") || ':' || OLD."STATUS" || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_14aadea3_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_14aadea3_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_14aadea3_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_14aadea3_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_14aadea3_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_14aadea3_d';
END^

COMMIT^

-- Table LOG_UNIQUE
--
-- WHOEVER SETS shadowlog.bypass TO 'on' IN HIS SESSION WRITES TO THIS TABLE
-- WITHOUT BEING CAPTURED:
--   SELECT rdb$set_context('USER_SESSION', 'shadowlog.bypass', 'on')
--     FROM rdb$database;
-- The first such row of each transaction leaves an event "m".
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   STATUS <> 'draft'
EXECUTE BLOCK AS
DECLARE nothing INTEGER;
BEGIN
	IF (NOT EXISTS (SELECT 1 FROM rdb$indices AS i
	     WHERE i.rdb$relation_name = 'LOG_UNIQUE'
	       AND i.rdb$unique_flag = 1 AND i.rdb$expression_blr IS NULL
	       AND COALESCE(i.rdb$index_inactive, 0) = 0
	       AND NOT EXISTS (SELECT 1 FROM rdb$index_segments AS s
	                        WHERE s.rdb$index_name = i.rdb$index_name
	                          AND s.rdb$field_name
	                              NOT IN ('ADDED')))) THEN
		nothing = CAST('shadowlog: no unique index is of these columns'
			AS INTEGER);
END^

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1100035676, '', _UTF8 'LOG_UNIQUE',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'LOG_UNIQUE'),
       d.description, 'f1e2f110', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table LOG_UNIQUE
  column ADDED  timestamp                        as timestamp key 1 null
  column STATUS "varchar(20) character set utf8" as text      null
  option keyless unique
  option when "this.STATUS <> ''draft''"
  option noop skip
  option before none
  option bypass marker
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 1100035676
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = 'f1e2f110', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 1100035676
   AND (trigger_hash <> 'f1e2f110'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'LOG_UNIQUE'))^

CREATE OR ALTER TRIGGER shadowlog_cec95ea7_i FOR "LOG_UNIQUE"
ACTIVE AFTER INSERT POSITION 0
AS
DECLARE marked INTEGER;
BEGIN
	IF (rdb$get_context('USER_SESSION', 'shadowlog.bypass') = 'on') THEN
	BEGIN
		IF (rdb$get_context('USER_TRANSACTION', 'shadowlog_cec95ea7') IS NULL) THEN
		BEGIN
			INSERT INTO shadowlog_changelog
				(seq, shape, op, txid, captured_at, context)
			VALUES (GEN_ID(shadowlog_seq, 1), 1100035676, 'M',
				CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
				'reason=bypass');
			marked = rdb$set_context('USER_TRANSACTION', 'shadowlog_cec95ea7', 'on');
		END
		EXIT;
	END
	IF ((NEW.STATUS <> 'draft')) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, new_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 1100035676, 'I',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			COALESCE(NEW."ADDED" || ',', '~,') ||
			COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_cec95ea7_u FOR "LOG_UNIQUE"
ACTIVE AFTER UPDATE POSITION 0
AS
DECLARE marked INTEGER;
BEGIN
	IF (rdb$get_context('USER_SESSION', 'shadowlog.bypass') = 'on') THEN
	BEGIN
		IF (rdb$get_context('USER_TRANSACTION', 'shadowlog_cec95ea7') IS NULL) THEN
		BEGIN
			INSERT INTO shadowlog_changelog
				(seq, shape, op, txid, captured_at, context)
			VALUES (GEN_ID(shadowlog_seq, 1), 1100035676, 'M',
				CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
				'reason=bypass');
			marked = rdb$set_context('USER_TRANSACTION', 'shadowlog_cec95ea7', 'on');
		END
		EXIT;
	END
	IF (((OLD.STATUS <> 'draft') OR (NEW.STATUS <> 'draft'))
	    AND NOT ((OLD."ADDED" IS NOT DISTINCT FROM NEW."ADDED")
	    AND (OLD."STATUS" COLLATE UTF8 IS NOT DISTINCT FROM NEW."STATUS" COLLATE UTF8
	         AND OCTET_LENGTH(OLD."STATUS") IS NOT DISTINCT FROM OCTET_LENGTH(NEW."STATUS")))) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, old_row, new_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 1100035676,
			CASE WHEN (OLD.STATUS <> 'draft') THEN
				CASE WHEN (NEW.STATUS <> 'draft') THEN 'U' ELSE 'D' END
			ELSE 'I' END,
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			CASE WHEN (OLD.STATUS <> 'draft') THEN
				CASE WHEN (OLD."ADDED" IS NOT DISTINCT FROM NEW."ADDED")
					AND (NEW.STATUS <> 'draft') THEN NULL ELSE
					COALESCE(OLD."ADDED" || ',', '~,')
				END
			END,
			CASE WHEN (NEW.STATUS <> 'draft') THEN
				COALESCE(NEW."ADDED" || ',', '~,') ||
				COALESCE(CHAR_LENGTH(NEW."STATUS") || ':' || NEW."STATUS" || ',', '~,')
			END);
END^

CREATE OR ALTER TRIGGER shadowlog_cec95ea7_d FOR "LOG_UNIQUE"
ACTIVE AFTER DELETE POSITION 0
AS
DECLARE marked INTEGER;
BEGIN
	IF (rdb$get_context('USER_SESSION', 'shadowlog.bypass') = 'on') THEN
	BEGIN
		IF (rdb$get_context('USER_TRANSACTION', 'shadowlog_cec95ea7') IS NULL) THEN
		BEGIN
			INSERT INTO shadowlog_changelog
				(seq, shape, op, txid, captured_at, context)
			VALUES (GEN_ID(shadowlog_seq, 1), 1100035676, 'M',
				CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
				'reason=bypass');
			marked = rdb$set_context('USER_TRANSACTION', 'shadowlog_cec95ea7', 'on');
		END
		EXIT;
	END
	IF ((OLD.STATUS <> 'draft')) THEN
		INSERT INTO shadowlog_changelog
			(seq, shape, op, txid, captured_at, old_row)
		VALUES (GEN_ID(shadowlog_seq, 1), 1100035676, 'D',
			CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
			COALESCE(OLD."ADDED" || ',', '~,'));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_cec95ea7_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_cec95ea7_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_cec95ea7_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_cec95ea7_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_cec95ea7_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_cec95ea7_d';
END^

COMMIT^

SET TERM ; ^
