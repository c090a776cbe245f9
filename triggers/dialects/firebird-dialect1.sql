-- Firebird 2.5.2 to 5, a database of SQL dialect 1: from the days of InterBase
-- 5, without quotes around names and without 64-bit integers.

--: set encoding counted
--: set escape double
--: set quote
--: set schemas no

-- As `shadowlog describe` prints them: with the character set of each column.
--: type smallint = int
--: type integer = int
--: type int = int
--: type numeric* = decimal
--: type decimal* = decimal
--: type float = float
--: type double precision = double
--: type date = timestamp
--: type timestamp = timestamp
--: type *char(*) character set octets = binary
--: type *char* = text
--: type blob sub_type 1* = text
--: type blob sub_type text* = text
--: type blob* = binary
--: type * = other

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- A concatenation has at most 32,765 bytes, by what its parts could have and
-- not by what they have, and a character of UTF-8 counts for four.  What is
-- wider is put together as a BLOB.
--: set value_join  ||
--: set image_width 8000
--: set image_join  ||
--: width *char(* character set octets = 2 + 2n
--: width *char(* character set none = 4 + 2n
--: width *char(* = 16 + 1n
--: width blob* = 99999
--: width * = 64

-- No value depends on the application's session: text is converted to UTF-8 whatever its column has.  A column in
-- character set NONE can hold any bytes, so those are written, xC3A4; so are
-- those of OCTETS and of a binary BLOB.
--: value text of wide *character set none = COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob({{c}})) || ',', '~,')
--: value text of wide blob* = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value text of wide * = COALESCE(CHAR_LENGTH({{c}}) || ':' || CAST({{c}} AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,')
--: value text of *character set none = COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex({{c}})) AS VARCHAR({{2n}}) CHARACTER SET ASCII) || ',', '~,')
--: value text = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value binary of wide * = COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob({{c}})) || ',', '~,')
--: value binary of char(16) * = COALESCE(REPLACE(UUID_TO_CHAR({{c}}), '-', '') || ',', '~,')
--: value binary = COALESCE(CAST((SELECT hex FROM shadowlog_hex({{c}})) AS VARCHAR({{2n}}) CHARACTER SET ASCII) || ',', '~,')
--: value float = COALESCE((SELECT number_out FROM shadowlog_double({{c}})) || ',', '~,')
--: value double = COALESCE((SELECT number_out FROM shadowlog_double({{c}})) || ',', '~,')
--: value timestamp = COALESCE((SELECT text_out FROM shadowlog_timestamp({{c}})) || ',', '~,')
--: value other = COALESCE(CHAR_LENGTH(CAST({{c}} AS VARCHAR(255))) || ':' || CAST({{c}} AS VARCHAR(255)) || ',', '~,')
--: value interval = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value json of wide * = COALESCE(CHAR_LENGTH({{c}}) || ':' || CAST({{c}} AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,')
--: value json = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value uuid of char(16) * = COALESCE(UUID_TO_CHAR({{c}}) || ',', '~,')
--: value * = COALESCE({{c}} || ',', '~,')

--: section image.values
{{values}}

--: section image.part
CAST({{values}}
	AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8)

--: section image.wide
{{values}}

--: section table
CREATE OR ALTER TRIGGER {{trigger}}_i FOR {{table}}
ACTIVE AFTER INSERT POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), {{shape}}, 'I',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		{{new_image}});
END^

CREATE OR ALTER TRIGGER {{trigger}}_u FOR {{table}}
ACTIVE AFTER UPDATE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row, new_row)
	VALUES (GEN_ID(shadowlog_seq, 1), {{shape}}, 'U',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		{{old_image}},
		{{new_image}});
END^

CREATE OR ALTER TRIGGER {{trigger}}_d FOR {{table}}
ACTIVE AFTER DELETE POSITION 0
AS
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at, old_row)
	VALUES (GEN_ID(shadowlog_seq, 1), {{shape}}, 'D',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		{{old_image}});
END^

-- The triggers' own rights: the application's users need none.
GRANT INSERT ON shadowlog_changelog TO TRIGGER {{trigger}}_i^
GRANT INSERT ON shadowlog_changelog TO TRIGGER {{trigger}}_u^
GRANT INSERT ON shadowlog_changelog TO TRIGGER {{trigger}}_d^

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER {{trigger}}_i';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER {{trigger}}_u';
	EXECUTE STATEMENT
		'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER {{trigger}}_d';
END^

--: section install.head
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

--: section install
-- Table {{label}}

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT {{shape}}, {{schema_literal}}, _UTF8 {{name_literal}},
       (SELECT COALESCE(MAX(version), 0) + 1
          FROM shadowlog_shape
         WHERE table_schema = {{schema_literal}}
           AND table_name = _UTF8 {{name_literal}}),
       d.description, '{{trigger_hash}}', CURRENT_TIMESTAMP
  FROM (SELECT _UTF8 {{description_literal}} AS description
          FROM rdb$database) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = {{shape}}
                      AND s.description = d.description)^
UPDATE shadowlog_shape
   SET trigger_hash = '{{trigger_hash}}', installed_at = CURRENT_TIMESTAMP
 WHERE shape = {{shape}}
   AND (trigger_hash <> '{{trigger_hash}}'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = {{schema_literal}}
                              AND s.table_name = _UTF8 {{name_literal}}))^

{{table_sql}}

COMMIT^

--: section install.tail
SET TERM ; ^

--: section uninstall.head
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

--: section uninstall
-- Table {{label}}
EXECUTE BLOCK AS
DECLARE name VARCHAR(63) CHARACTER SET ASCII;
BEGIN
	FOR SELECT TRIM(rdb$trigger_name)
	      FROM rdb$triggers
	     WHERE rdb$trigger_name IN (UPPER('{{trigger}}_i'),
	           UPPER('{{trigger}}_u'), UPPER('{{trigger}}_d'))
	      INTO :name
	DO
		EXECUTE STATEMENT 'DROP TRIGGER ' || name;
END^
DELETE FROM shadowlog_shape
 WHERE table_schema = {{schema_literal}}
   AND table_name = _UTF8 {{name_literal}}
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape)^
COMMIT^

--: section uninstall.tail
SET TERM ; ^

--: section uninstall.changelog
-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  It fails while a table is still captured.
SET SQL DIALECT 1;
SET AUTODDL OFF;
DROP TABLE shadowlog_changelog;
DROP TABLE shadowlog_shape;
DROP TABLE shadowlog_lease;
DROP TABLE shadowlog_meta;
DROP GENERATOR shadowlog_seq;
DROP PROCEDURE shadowlog_double;
DROP PROCEDURE shadowlog_timestamp;
DROP PROCEDURE shadowlog_hex_blob;
DROP PROCEDURE shadowlog_hex;
COMMIT;

--: section grants
-- What the poller's user or role {{role_comment}} needs, and nothing else.  Run
-- it as the owner of the changelog.  The application's users need nothing.
GRANT SELECT, DELETE ON shadowlog_changelog TO {{role}};
GRANT SELECT ON shadowlog_shape TO {{role}};
GRANT SELECT ON shadowlog_meta TO {{role}};
GRANT SELECT, UPDATE ON shadowlog_lease TO {{role}};
COMMIT;

-- The poller.  There is no packaged ODBC driver; these are the attributes of
-- the Firebird project's own.
--: set connect CHARSET=UTF8;DIALECT=1
--: set trim_ranges 64

--: section poller.server
SELECT 'Firebird ' || rdb$get_context('SYSTEM', 'ENGINE_VERSION'), NULL,
  rdb$get_context('SYSTEM', 'DB_NAME'), 1, 0
FROM rdb$database

--: section poller.meta
SELECT source_uuid, schema_version, engine_identity,
  (SELECT 'firebird ' || rdb$get_context('SYSTEM', 'DB_NAME') || ' '
     || CAST(m.mon$creation_date AS VARCHAR(60))
   FROM mon$database AS m)
FROM shadowlog_meta

--: section poller.shape
SELECT table_schema, table_name, version, description
FROM shadowlog_shape WHERE shape = {{shape}}

--: section poller.registered
SELECT description FROM shadowlog_shape AS s
WHERE trigger_hash <> '' AND NOT EXISTS (SELECT 1 FROM shadowlog_shape AS newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND newer.trigger_hash <> '' AND (newer.installed_at > s.installed_at
    OR newer.installed_at = s.installed_at AND newer.version > s.version))
ORDER BY table_schema, table_name

--: section poller.bound
SELECT MAX(seq) FROM shadowlog_changelog

--: section poller.seqs
SELECT seq FROM shadowlog_changelog WHERE {{where}} ORDER BY seq ROWS {{limit}}

--: section poller.probe
SELECT COUNT(*), MAX(seq), COALESCE(SUM(bytes), 0) FROM (
  SELECT seq, COALESCE(OCTET_LENGTH(old_row), 0)
    + COALESCE(OCTET_LENGTH(new_row), 0) AS bytes
  FROM shadowlog_changelog WHERE {{where}} ORDER BY seq ROWS {{limit}})

--: section poller.page
SELECT seq, shape, op, txid, captured,
  OCTET_LENGTH(old_row), OCTET_LENGTH(new_row),
  CASE WHEN OCTET_LENGTH(old_row) <= {{inline}} THEN old_row END,
  CASE WHEN OCTET_LENGTH(new_row) <= {{inline}} THEN new_row END
FROM shadowlog_changelog WHERE {{where}} ORDER BY seq ROWS {{limit}}

--: section poller.chunk
SELECT SUBSTRING({{column}} FROM {{from}} FOR {{length}})
FROM shadowlog_changelog WHERE seq = {{seq}}

--: section poller.count
SELECT COUNT(*) FROM shadowlog_changelog WHERE {{where}}

--: section poller.trim
DELETE FROM shadowlog_changelog WHERE {{where}}

--: section poller.lease_read
SELECT holder, token, epoch,
  DATEDIFF(SECOND FROM CAST('NOW' AS DATE) TO expires_at)
FROM shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = DATEADD({{seconds}} SECOND TO CAST('NOW' AS DATE))
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= CAST('NOW' AS DATE))

--: section poller.lease_renew
UPDATE shadowlog_lease
SET expires_at = DATEADD({{seconds}} SECOND TO CAST('NOW' AS DATE))
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT(*), MIN(seq),
  (SELECT FIRST 1 captured FROM shadowlog_changelog
   WHERE {{where}} ORDER BY seq),
  (SELECT text_out FROM shadowlog_timestamp(CURRENT_TIMESTAMP))
FROM shadowlog_changelog WHERE {{where}}

-- Holes that start their line are filled in as they are.
--: section catalogue.table
SELECT FIRST 1 '', TRIM(TRAILING FROM r.rdb$relation_name)
FROM rdb$relations AS r
WHERE COALESCE(r.rdb$system_flag, 0) = 0 AND r.rdb$view_blr IS NULL
  AND COALESCE(r.rdb$relation_type, 0) = 0 AND '' =
{{schema}}
  AND (r.rdb$relation_name =
{{table}}
  OR r.rdb$relation_name = UPPER(
{{table}}
  ))
ORDER BY CASE WHEN r.rdb$relation_name =
{{table}}
  THEN 0 ELSE 1 END

--: section catalogue.columns
SELECT name, type, type, nullable, generated, COALESCE(place, 0)
FROM (
  SELECT TRIM(TRAILING FROM rf.rdb$field_name) AS name,
    CASE f.rdb$field_type
      WHEN 7 THEN CASE WHEN f.rdb$field_scale < 0 OR f.rdb$field_sub_type > 0
        THEN CASE f.rdb$field_sub_type WHEN 2 THEN 'decimal(' ELSE 'numeric('
          END || COALESCE(f.rdb$field_precision, 4) || ',' || ABS(f.rdb$field_scale)
          || ')' ELSE 'smallint' END
      WHEN 8 THEN CASE WHEN f.rdb$field_scale < 0 OR f.rdb$field_sub_type > 0
        THEN CASE f.rdb$field_sub_type WHEN 2 THEN 'decimal(' ELSE 'numeric('
          END || COALESCE(f.rdb$field_precision, 9) || ',' || ABS(f.rdb$field_scale)
          || ')' ELSE 'integer' END
      WHEN 16 THEN CASE WHEN f.rdb$field_scale < 0 OR f.rdb$field_sub_type > 0
        THEN CASE f.rdb$field_sub_type WHEN 2 THEN 'decimal(' ELSE 'numeric('
          END || COALESCE(f.rdb$field_precision, 18) || ','
          || ABS(f.rdb$field_scale) || ')' ELSE 'bigint' END
      WHEN 26 THEN CASE WHEN f.rdb$field_scale < 0 OR f.rdb$field_sub_type > 0
        THEN CASE f.rdb$field_sub_type WHEN 2 THEN 'decimal(' ELSE 'numeric('
          END || COALESCE(f.rdb$field_precision, 38) || ','
          || ABS(f.rdb$field_scale) || ')' ELSE 'int128' END
      WHEN 27 THEN CASE WHEN f.rdb$field_scale < 0
        THEN 'numeric(' || COALESCE(f.rdb$field_precision, 15) || ','
          || ABS(f.rdb$field_scale) || ')' ELSE 'double precision' END
      WHEN 10 THEN 'float'
      WHEN 11 THEN 'double precision'
      WHEN 12 THEN 'date'
      WHEN 13 THEN 'time'
      WHEN 14 THEN 'char(' || f.rdb$character_length || ')'
      WHEN 23 THEN 'boolean'
      WHEN 24 THEN 'decfloat(16)'
      WHEN 25 THEN 'decfloat(34)'
      WHEN 28 THEN 'time with time zone'
      WHEN 29 THEN 'timestamp with time zone'
      WHEN 35 THEN 'timestamp'
      WHEN 37 THEN 'varchar(' || f.rdb$character_length || ')'
      WHEN 40 THEN 'cstring(' || f.rdb$character_length || ')'
      WHEN 261 THEN 'blob sub_type ' || COALESCE(f.rdb$field_sub_type, 0)
      ELSE 'type ' || f.rdb$field_type
    END || CASE WHEN f.rdb$field_type IN (14, 37, 40)
        OR (f.rdb$field_type = 261 AND f.rdb$field_sub_type = 1)
      THEN ' character set ' || LOWER(TRIM(COALESCE(cs.rdb$character_set_name,
        'NONE'))) ELSE '' END
      || CASE WHEN f.rdb$dimensions > 0 THEN ' array' ELSE '' END AS type,
    CASE WHEN rf.rdb$null_flag = 1 OR f.rdb$null_flag = 1 THEN ''
      ELSE 'null' END AS nullable,
    CASE WHEN f.rdb$computed_blr IS NULL THEN '' ELSE 'generated' END
      AS generated,
    rf.rdb$field_position AS column_place,
    (SELECT s.rdb$field_position + 1
     FROM rdb$relation_constraints AS c
     JOIN rdb$index_segments AS s ON s.rdb$index_name = c.rdb$index_name
     WHERE c.rdb$relation_name = rf.rdb$relation_name
       AND c.rdb$constraint_type = 'PRIMARY KEY'
       AND s.rdb$field_name = rf.rdb$field_name) AS place
  FROM rdb$relation_fields AS rf
  JOIN rdb$fields AS f ON f.rdb$field_name = rf.rdb$field_source
  LEFT JOIN rdb$character_sets AS cs
    ON cs.rdb$character_set_id = f.rdb$character_set_id
  WHERE '' =
{{schema}}
  AND rf.rdb$relation_name =
{{table}}
)
ORDER BY column_place

--: section catalogue.tables
SELECT '', TRIM(TRAILING FROM rdb$relation_name)
FROM rdb$relations
WHERE COALESCE(rdb$system_flag, 0) = 0 AND rdb$view_blr IS NULL
  AND COALESCE(rdb$relation_type, 0) = 0
  AND rdb$relation_name NOT STARTING WITH 'SHADOWLOG_'
ORDER BY 2
