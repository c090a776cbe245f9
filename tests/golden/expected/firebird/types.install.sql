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

-- Table TYPES

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 704010399, '', _UTF8 'TYPES',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'TYPES'),
       d.description, '076422cc', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table TYPES
  column ID  integer                              as int         key 1
  column B   boolean                              as bool        null
  column SI  smallint                             as int         null
  column BI  bigint                               as bigint      null
  column I28 int128                               as bigint      null
  column N   numeric(18,6)                        as decimal     null
  column DF  decfloat(34)                         as decimal     null
  column F   float                                as float       null
  column D   "double precision"                   as double      null
  column DA  date                                 as date        null
  column TI  time                                 as time        null
  column TIZ "time with time zone"                as text        null
  column TS  timestamp                            as timestamp   null
  column TSZ "timestamp with time zone"           as timestamptz null
  column U   "varchar(60) character set utf8"     as text        null
  column C   "char(4) character set win1250"      as text        null
  column NN  "varchar(40) character set none"     as text        null
  column O   "varchar(40) character set octets"   as binary      null
  column G   "char(16) character set octets"      as binary      null
  column T   "blob sub_type 1 character set utf8" as text        null
  column TN  "blob sub_type 1 character set none" as text        null
  column BL  "blob sub_type 0"                    as binary      null
  column W   "varchar(8191) character set utf8"   as text        null
  column WN  "varchar(20000) character set none"  as text        null
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 704010399
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '076422cc', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 704010399
   AND (trigger_hash <> '076422cc'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'TYPES'))^

CREATE OR ALTER TRIGGER shadowlog_414c105c_i FOR "TYPES"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 704010399, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(NEW."ID" || ',', '~,') ||
		     COALESCE(NEW."B" || ',', '~,') ||
		     COALESCE(NEW."SI" || ',', '~,') ||
		     COALESCE(NEW."BI" || ',', '~,') ||
		     COALESCE(NEW."I28" || ',', '~,') ||
		     COALESCE(NEW."N" || ',', '~,') ||
		     COALESCE(NEW."DF" || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(NEW."F")) || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(NEW."D")) || ',', '~,') ||
		     COALESCE(NEW."DA" || ',', '~,') ||
		     COALESCE(NEW."TI" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(CAST(NEW."TIZ" AS VARCHAR(60))) || ':' || CAST(NEW."TIZ" AS VARCHAR(60)) || ',', '~,') ||
		     COALESCE(NEW."TS" || ',', '~,') ||
		     COALESCE(CAST(NEW."TSZ" AT TIME ZONE '+00:00' AS VARCHAR(40)) || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."U") || ':' || NEW."U" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."C") || ':' || NEW."C" || ',', '~,') ||
		     COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex(NEW."NN")) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(CAST((SELECT hex FROM shadowlog_hex(NEW."O")) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(REPLACE(UUID_TO_CHAR(NEW."G"), '-', '') || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(NEW."T") || ':' || NEW."T" || ',', '~,') ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW."TN")) || ',', '~,') ||
		COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW."BL")) || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."W") || ':' || CAST(NEW."W" AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,') ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW."WN")) || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_414c105c_u FOR "TYPES"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 704010399, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD."ID" || ',', '~,') ||
		     COALESCE(OLD."B" || ',', '~,') ||
		     COALESCE(OLD."SI" || ',', '~,') ||
		     COALESCE(OLD."BI" || ',', '~,') ||
		     COALESCE(OLD."I28" || ',', '~,') ||
		     COALESCE(OLD."N" || ',', '~,') ||
		     COALESCE(OLD."DF" || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(OLD."F")) || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(OLD."D")) || ',', '~,') ||
		     COALESCE(OLD."DA" || ',', '~,') ||
		     COALESCE(OLD."TI" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(CAST(OLD."TIZ" AS VARCHAR(60))) || ':' || CAST(OLD."TIZ" AS VARCHAR(60)) || ',', '~,') ||
		     COALESCE(OLD."TS" || ',', '~,') ||
		     COALESCE(CAST(OLD."TSZ" AT TIME ZONE '+00:00' AS VARCHAR(40)) || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD."U") || ':' || OLD."U" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD."C") || ':' || OLD."C" || ',', '~,') ||
		     COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex(OLD."NN")) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(CAST((SELECT hex FROM shadowlog_hex(OLD."O")) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(REPLACE(UUID_TO_CHAR(OLD."G"), '-', '') || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(OLD."T") || ':' || OLD."T" || ',', '~,') ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD."TN")) || ',', '~,') ||
		COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD."BL")) || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."W") || ':' || CAST(OLD."W" AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,') ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD."WN")) || ',', '~,'),
		CAST(COALESCE(NEW."ID" || ',', '~,') ||
		     COALESCE(NEW."B" || ',', '~,') ||
		     COALESCE(NEW."SI" || ',', '~,') ||
		     COALESCE(NEW."BI" || ',', '~,') ||
		     COALESCE(NEW."I28" || ',', '~,') ||
		     COALESCE(NEW."N" || ',', '~,') ||
		     COALESCE(NEW."DF" || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(NEW."F")) || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(NEW."D")) || ',', '~,') ||
		     COALESCE(NEW."DA" || ',', '~,') ||
		     COALESCE(NEW."TI" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(CAST(NEW."TIZ" AS VARCHAR(60))) || ':' || CAST(NEW."TIZ" AS VARCHAR(60)) || ',', '~,') ||
		     COALESCE(NEW."TS" || ',', '~,') ||
		     COALESCE(CAST(NEW."TSZ" AT TIME ZONE '+00:00' AS VARCHAR(40)) || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."U") || ':' || NEW."U" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."C") || ':' || NEW."C" || ',', '~,') ||
		     COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex(NEW."NN")) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(CAST((SELECT hex FROM shadowlog_hex(NEW."O")) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(REPLACE(UUID_TO_CHAR(NEW."G"), '-', '') || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(NEW."T") || ':' || NEW."T" || ',', '~,') ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW."TN")) || ',', '~,') ||
		COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW."BL")) || ',', '~,') ||
		COALESCE(CHAR_LENGTH(NEW."W") || ':' || CAST(NEW."W" AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,') ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(NEW."WN")) || ',', '~,'));
END^

CREATE OR ALTER TRIGGER shadowlog_414c105c_d FOR "TYPES"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 704010399, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD."ID" || ',', '~,') ||
		     COALESCE(OLD."B" || ',', '~,') ||
		     COALESCE(OLD."SI" || ',', '~,') ||
		     COALESCE(OLD."BI" || ',', '~,') ||
		     COALESCE(OLD."I28" || ',', '~,') ||
		     COALESCE(OLD."N" || ',', '~,') ||
		     COALESCE(OLD."DF" || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(OLD."F")) || ',', '~,') ||
		     COALESCE((SELECT number_out FROM shadowlog_double(OLD."D")) || ',', '~,') ||
		     COALESCE(OLD."DA" || ',', '~,') ||
		     COALESCE(OLD."TI" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(CAST(OLD."TIZ" AS VARCHAR(60))) || ':' || CAST(OLD."TIZ" AS VARCHAR(60)) || ',', '~,') ||
		     COALESCE(OLD."TS" || ',', '~,') ||
		     COALESCE(CAST(OLD."TSZ" AT TIME ZONE '+00:00' AS VARCHAR(40)) || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD."U") || ':' || OLD."U" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD."C") || ':' || OLD."C" || ',', '~,') ||
		     COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex(OLD."NN")) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(CAST((SELECT hex FROM shadowlog_hex(OLD."O")) AS VARCHAR(80) CHARACTER SET ASCII) || ',', '~,') ||
		     COALESCE(REPLACE(UUID_TO_CHAR(OLD."G"), '-', '') || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(OLD."T") || ':' || OLD."T" || ',', '~,') ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD."TN")) || ',', '~,') ||
		COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD."BL")) || ',', '~,') ||
		COALESCE(CHAR_LENGTH(OLD."W") || ':' || CAST(OLD."W" AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,') ||
		COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob(OLD."WN")) || ',', '~,'));
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

-- Table LONG

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 2139639562, '', _UTF8 'LONG',
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = ''
           AND table_name = _UTF8 'LONG'),
       d.description, '10778709', CURRENT_TIMESTAMP
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 'shadowlog-tables 1
table LONG
  column ID integer                              as int  key 1
  column A  "varchar(5000) character set utf8"   as text null
  column B  "varchar(5000) character set utf8"   as text null
  column C  "blob sub_type 1 character set utf8" as text null
  column D  integer                              as int  null
' AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = 2139639562
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '10778709', installed_at = CURRENT_TIMESTAMP
 WHERE shape = 2139639562
   AND (trigger_hash <> '10778709'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = ''
                              AND s.table_name = _UTF8 'LONG'))^

CREATE OR ALTER TRIGGER shadowlog_13bd5469_i FOR "LONG"
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 2139639562, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(NEW."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."A") || ':' || NEW."A" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(CHAR_LENGTH(NEW."B") || ':' || NEW."B" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(NEW."C") || ':' || NEW."C" || ',', '~,') ||
		CAST(COALESCE(NEW."D" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_13bd5469_u FOR "LONG"
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 2139639562, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD."A") || ':' || OLD."A" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(CHAR_LENGTH(OLD."B") || ':' || OLD."B" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(OLD."C") || ':' || OLD."C" || ',', '~,') ||
		CAST(COALESCE(OLD."D" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8),
		CAST(COALESCE(NEW."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(NEW."A") || ':' || NEW."A" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(CHAR_LENGTH(NEW."B") || ':' || NEW."B" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(NEW."C") || ':' || NEW."C" || ',', '~,') ||
		CAST(COALESCE(NEW."D" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

CREATE OR ALTER TRIGGER shadowlog_13bd5469_d FOR "LONG"
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), 2139639562, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		CAST(COALESCE(OLD."ID" || ',', '~,') ||
		     COALESCE(CHAR_LENGTH(OLD."A") || ':' || OLD."A" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		CAST(COALESCE(CHAR_LENGTH(OLD."B") || ':' || OLD."B" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
		COALESCE(CHAR_LENGTH(OLD."C") || ':' || OLD."C" || ',', '~,') ||
		CAST(COALESCE(OLD."D" || ',', '~,')
			AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8));
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_13bd5469_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_13bd5469_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER shadowlog_13bd5469_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_13bd5469_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_13bd5469_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER shadowlog_13bd5469_d';
END^

COMMIT^

SET TERM ; ^
