-- Firebird 2.5.2 to 5, SQL dialect 3.  A database of SQL dialect 1 has a file
-- of its own, firebird-dialect1.
--
-- InterBase is where Firebird came from, but has none of CURRENT_TRANSACTION,
-- EXECUTE BLOCK, CREATE OR ALTER, UUID_TO_CHAR, GEN_UUID and LIST.  The shape of
-- the triggers (AFTER, POSITION 0, GEN_ID, GRANT TO TRIGGER) is right for it;
-- those have to be replaced by hand.

--: set encoding counted
--: set escape double
--: set literal_room 8000
--: set literal_join  || _UTF8
--: set quote "
--: set schemas no

-- As `shadowlog describe` prints them: with the character set of each column.
--: type boolean = bool
--: type smallint = int
--: type integer = int
--: type int = int
--: type bigint = bigint
--: type int128 = bigint
--: type numeric* = decimal
--: type decimal* = decimal
--: type decfloat* = decimal
--: type float = float
--: type double precision = double
--: type date = date
--: type time with time zone = text
--: type time = time
--: type timestamp with time zone = timestamptz
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

-- No value depends on the application's session: dates and times are ISO in SQL
-- dialect 3, text is converted to UTF-8 whatever its column has.  A column in
-- character set NONE can hold any bytes, so those are written, xC3A4; so are
-- those of OCTETS and of a binary BLOB.
--: value text of wide *character set none = COALESCE('x' || (SELECT LIST(hex, '') FROM shadowlog_hex_blob({{c}})) || ',', '~,')
--: value text of wide blob* = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value text of wide * = COALESCE(CHAR_LENGTH({{c}}) || ':' || CAST({{c}} AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,')
--: value text of *character set none = COALESCE('x' || CAST((SELECT hex FROM shadowlog_hex({{c}})) AS VARCHAR({{2n}}) CHARACTER SET ASCII) || ',', '~,')
--: value text of time* = COALESCE(CHAR_LENGTH(CAST({{c}} AS VARCHAR(60))) || ':' || CAST({{c}} AS VARCHAR(60)) || ',', '~,')
--: value text = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value binary of wide * = COALESCE((SELECT LIST(hex, '') FROM shadowlog_hex_blob({{c}})) || ',', '~,')
--: value binary of char(16) * = COALESCE(REPLACE(UUID_TO_CHAR({{c}}), '-', '') || ',', '~,')
--: value binary = COALESCE(CAST((SELECT hex FROM shadowlog_hex({{c}})) AS VARCHAR({{2n}}) CHARACTER SET ASCII) || ',', '~,')
--: value float = COALESCE((SELECT number_out FROM shadowlog_double({{c}})) || ',', '~,')
--: value double = COALESCE((SELECT number_out FROM shadowlog_double({{c}})) || ',', '~,')
--: value timestamptz = COALESCE(CAST({{c}} AT TIME ZONE '+00:00' AS VARCHAR(40)) || ',', '~,')
--: value other = COALESCE(CHAR_LENGTH(CAST({{c}} AS VARCHAR(255))) || ':' || CAST({{c}} AS VARCHAR(255)) || ',', '~,')
--: value interval = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value json of wide * = COALESCE(CHAR_LENGTH({{c}}) || ':' || CAST({{c}} AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) || ',', '~,')
--: value json = COALESCE(CHAR_LENGTH({{c}}) || ':' || {{c}} || ',', '~,')
--: value uuid of char(16) * = COALESCE(UUID_TO_CHAR({{c}}) || ',', '~,')
--: value * = COALESCE({{c}} || ',', '~,')

-- A trigger has room for 256 tables and procedures that a SELECT reads from, for
-- both rows of an update.  A table with too many such values has them put into
-- variables, which takes no room.
--: set image_calls 100
--: set image_short 514
--: value float apart = VARCHAR(40) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_double ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')
--: value double apart = VARCHAR(40) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_double ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')
--: value text apart of wide *character set none = BLOB SUB_TYPE TEXT CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex_long ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE('x' || :{{v}} || ',', '~,')
--: value text apart of short *char(* character set none = VARCHAR({{2n}}) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex_short ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE('x' || :{{v}} || ',', '~,')
--: value binary apart of short *char(* = VARCHAR({{2n}}) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex_short ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')
--: value text apart of *char(* character set none = VARCHAR({{2n}}) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE('x' || :{{v}} || ',', '~,')
--: value binary apart of wide * = BLOB SUB_TYPE TEXT CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex_long ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')
--: value binary apart of *char(* = VARCHAR({{2n}}) CHARACTER SET ASCII;
--: | EXECUTE PROCEDURE shadowlog_hex ({{c}}) RETURNING_VALUES {{v}};
--: | COALESCE(:{{v}} || ',', '~,')

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit actor context bypass bypass_marker fail
--: set refuse.lob_hash Firebird has no hash of more than 64 bits before version 4
--: set refuse.statement Firebird's triggers fire for each row

-- As bytes: a collation can take different ones for equal, and so can blanks at
-- the end.  Minus zero is another number than zero: its angle is.
--: same text of *char(*character set utf8 = ({{old}} COLLATE UTF8 IS NOT DISTINCT FROM {{new}} COLLATE UTF8
--: |     AND OCTET_LENGTH({{old}}) IS NOT DISTINCT FROM OCTET_LENGTH({{new}}))
--: same text of *char(*character set unicode_fss = ({{old}} COLLATE UNICODE_FSS IS NOT DISTINCT FROM {{new}} COLLATE UNICODE_FSS
--: |     AND OCTET_LENGTH({{old}}) IS NOT DISTINCT FROM OCTET_LENGTH({{new}}))
--: same text of *char(*character set gb18030 = ({{old}} COLLATE GB18030 IS NOT DISTINCT FROM {{new}} COLLATE GB18030
--: |     AND OCTET_LENGTH({{old}}) IS NOT DISTINCT FROM OCTET_LENGTH({{new}}))
--: same text of *char(*character set none = (CAST({{old}} AS VARCHAR({{n}}) CHARACTER SET OCTETS)
--: |     IS NOT DISTINCT FROM CAST({{new}} AS VARCHAR({{n}}) CHARACTER SET OCTETS)
--: |     AND OCTET_LENGTH({{old}}) IS NOT DISTINCT FROM OCTET_LENGTH({{new}}))
--: same text of *char(*character set * = (CAST({{old}} AS VARCHAR({{2n}}) CHARACTER SET OCTETS)
--: |     IS NOT DISTINCT FROM CAST({{new}} AS VARCHAR({{2n}}) CHARACTER SET OCTETS)
--: |     AND OCTET_LENGTH({{old}}) IS NOT DISTINCT FROM OCTET_LENGTH({{new}}))
--: same text = (CAST({{old}} AS BLOB SUB_TYPE BINARY) IS NOT DISTINCT FROM CAST({{new}} AS BLOB SUB_TYPE BINARY))
--: same json = (CAST({{old}} AS BLOB SUB_TYPE BINARY) IS NOT DISTINCT FROM CAST({{new}} AS BLOB SUB_TYPE BINARY))
--: same binary of *char(* = ({{old}} IS NOT DISTINCT FROM {{new}}
--: |     AND OCTET_LENGTH({{old}}) IS NOT DISTINCT FROM OCTET_LENGTH({{new}}))
--: same float = ({{old}} IS NOT DISTINCT FROM {{new}}
--: |     AND ({{old}} <> 0 OR ATAN2({{old}}, -1) IS NOT DISTINCT FROM ATAN2({{new}}, -1)))
--: same double = ({{old}} IS NOT DISTINCT FROM {{new}}
--: |     AND ({{old}} <> 0 OR ATAN2({{old}}, -1) IS NOT DISTINCT FROM ATAN2({{new}}, -1)))
--: same * = ({{old}} IS NOT DISTINCT FROM {{new}})

-- The size, in bytes as they are stored.
--: value binary omit = COALESCE('?' || OCTET_LENGTH({{c}}) || ',', '~,')
--: value * omit = COALESCE(CHAR_LENGTH('?' || OCTET_LENGTH({{c}})) || ':?' || OCTET_LENGTH({{c}}) || ',', '~,')

--: section image.values
{{values}}

--: section image.part
CAST({{values}}
	AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8)

--: section image.wide
{{values}}

--: # ---- what the table's options make of the triggers ----

--: section if.actor+no_context.who_columns
, actor
--: section if.no_actor+context.who_columns
, context
--: section if.actor+context.who_columns
, actor, context
--: section if.actor.actor_column
, actor
--: section if.actor.who_values
CURRENT_USER,
--: section if.actor.actor_value
CURRENT_USER,
--: section if.context.who_values
(SELECT said FROM shadowlog_context),
--: section if.context.said
 || COALESCE(ASCII_CHAR(10) || (SELECT said FROM shadowlog_context), '')

--: # One marker for each transaction and table.
--: section if.bypass_marker.declare
DECLARE marked INTEGER;
--: section if.bypass_marker.mark
IF (rdb$get_context('USER_TRANSACTION', '{{trigger}}') IS NULL) THEN
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at{{actor_column}}, context)
	VALUES (GEN_ID(shadowlog_seq, 1), {{shape}}, 'M',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		{{actor_value}}
		'reason=bypass'{{said}});
	marked = rdb$set_context('USER_TRANSACTION', '{{trigger}}', 'on');
END

--: section if.bypass.bypass
IF (rdb$get_context('USER_SESSION', 'shadowlog.bypass') = 'on') THEN
BEGIN
	{{mark}}
	EXIT;
END
--: section if.fail.trace
WHEN ANY DO
BEGIN
	INSERT INTO shadowlog_changelog
		(seq, shape, op, txid, captured_at{{actor_column}}, context)
	VALUES (GEN_ID(shadowlog_seq, 1), {{shape}}, 'M',
		CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
		{{actor_value}}
		'reason=failed'{{said}});
	WHEN ANY DO
		EXIT;
END

--: section if.no_before_none.old_part
{{old_image}}
--: section if.before_none+no_when.old_part
CASE WHEN {{key_unchanged}} THEN NULL ELSE
	{{old_image}}
END
--: section if.before_none+when.old_part
CASE WHEN {{key_unchanged}}
	AND ({{new_when}}) THEN NULL ELSE
	{{old_image}}
END

--: section if.insert.insert_row
INSERT INTO shadowlog_changelog
	(seq, shape, op, txid, captured_at{{who_columns}}, new_row)
VALUES (GEN_ID(shadowlog_seq, 1), {{shape}}, 'I',
	CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
	{{who_values}}
	{{new_image}});
--: section if.update+no_when.update_row
INSERT INTO shadowlog_changelog
	(seq, shape, op, txid, captured_at{{who_columns}}, old_row, new_row)
VALUES (GEN_ID(shadowlog_seq, 1), {{shape}}, 'U',
	CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
	{{who_values}}
	{{old_part}},
	{{new_image}});
--: section if.update+when.update_row
INSERT INTO shadowlog_changelog
	(seq, shape, op, txid, captured_at{{who_columns}}, old_row, new_row)
VALUES (GEN_ID(shadowlog_seq, 1), {{shape}},
	CASE WHEN ({{old_when}}) THEN
		CASE WHEN ({{new_when}}) THEN 'U' ELSE 'D' END
	ELSE 'I' END,
	CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
	{{who_values}}
	CASE WHEN ({{old_when}}) THEN
		{{old_part}}
	END,
	CASE WHEN ({{new_when}}) THEN
		{{new_image}}
	END);
--: section if.delete.delete_row
INSERT INTO shadowlog_changelog
	(seq, shape, op, txid, captured_at{{who_columns}}, old_row)
VALUES (GEN_ID(shadowlog_seq, 1), {{shape}}, 'D',
	CURRENT_TRANSACTION, CURRENT_TIMESTAMP,
	{{who_values}}
	{{old_image}});

--: section if.no_insert_if.insert_do
{{insert_row}}
--: section if.no_update_if.update_do
{{update_row}}
--: section if.no_delete_if.delete_do
{{delete_row}}
--: section if.insert_if.insert_do
IF ({{insert_if}}) THEN
	{{insert_row}}
--: section if.update_if.update_do
IF ({{update_if}}) THEN
	{{update_row}}
--: section if.delete_if.delete_do
IF ({{delete_if}}) THEN
	{{delete_row}}

--: section if.insert.insert
CREATE OR ALTER TRIGGER {{trigger}}_i FOR {{table}}
ACTIVE AFTER INSERT POSITION 0
AS
{{declare}}
{{new_variables}}
BEGIN
	{{bypass}}
	{{new_steps}}
	{{insert_do}}
	{{trace}}
END^
--: section if.update.update
CREATE OR ALTER TRIGGER {{trigger}}_u FOR {{table}}
ACTIVE AFTER UPDATE POSITION 0
AS
{{declare}}
{{old_variables}}
{{new_variables}}
BEGIN
	{{bypass}}
	{{old_steps}}
	{{new_steps}}
	{{update_do}}
	{{trace}}
END^
--: section if.delete.delete
CREATE OR ALTER TRIGGER {{trigger}}_d FOR {{table}}
ACTIVE AFTER DELETE POSITION 0
AS
{{declare}}
{{old_variables}}
BEGIN
	{{bypass}}
	{{old_steps}}
	{{delete_do}}
	{{trace}}
END^
--: section if.no_insert.insert
EXECUTE BLOCK AS
BEGIN
	IF (EXISTS (SELECT 1 FROM rdb$triggers
	             WHERE rdb$trigger_name = UPPER('{{trigger}}_i'))) THEN
		EXECUTE STATEMENT 'DROP TRIGGER {{trigger}}_i';
END^
--: section if.no_update.update
EXECUTE BLOCK AS
BEGIN
	IF (EXISTS (SELECT 1 FROM rdb$triggers
	             WHERE rdb$trigger_name = UPPER('{{trigger}}_u'))) THEN
		EXECUTE STATEMENT 'DROP TRIGGER {{trigger}}_u';
END^
--: section if.no_delete.delete
EXECUTE BLOCK AS
BEGIN
	IF (EXISTS (SELECT 1 FROM rdb$triggers
	             WHERE rdb$trigger_name = UPPER('{{trigger}}_d'))) THEN
		EXECUTE STATEMENT 'DROP TRIGGER {{trigger}}_d';
END^

--: section if.insert.may_write
GRANT INSERT ON shadowlog_changelog TO TRIGGER {{trigger}}_i^
--: section if.update.may_write
GRANT INSERT ON shadowlog_changelog TO TRIGGER {{trigger}}_u^
--: section if.delete.may_write
GRANT INSERT ON shadowlog_changelog TO TRIGGER {{trigger}}_d^
--: section if.insert.may_count
EXECUTE STATEMENT
	'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER {{trigger}}_i';
--: section if.update.may_count
EXECUTE STATEMENT
	'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER {{trigger}}_u';
--: section if.delete.may_count
EXECUTE STATEMENT
	'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER {{trigger}}_d';

--: # ---- what the script says and looks for ----

--: section if.fail.notes
--
-- FAIL OPEN: A CHANGE OF THIS TABLE THAT CANNOT BE CAPTURED IS LOST TO ALL
-- RECEIVERS, WHILE THE STATEMENT THAT MADE IT SUCCEEDS.  Receivers get an event
-- "m" if that at least can be written.
--: section if.bypass.notes
--
-- WHOEVER SETS shadowlog.bypass TO 'on' IN HIS SESSION WRITES TO THIS TABLE
-- WITHOUT BEING CAPTURED:
--   SELECT rdb$set_context('USER_SESSION', 'shadowlog.bypass', 'on')
--     FROM rdb$database;
--: section if.bypass_marker.notes
-- The first such row of each transaction leaves an event "m".
--: section if.keyless_all.notes
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--: section if.when.notes
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   {{plain_when}}

--: section if.keyless_unique.checks
EXECUTE BLOCK AS
DECLARE nothing INTEGER;
BEGIN
	IF (NOT EXISTS (SELECT 1 FROM rdb$indices AS i
	     WHERE i.rdb$relation_name = {{name_literal}}
	       AND i.rdb$unique_flag = 1 AND i.rdb$expression_blr IS NULL
	       AND COALESCE(i.rdb$index_inactive, 0) = 0
	       AND NOT EXISTS (SELECT 1 FROM rdb$index_segments AS s
	                        WHERE s.rdb$index_name = i.rdb$index_name
	                          AND s.rdb$field_name
	                              NOT IN ({{key_literals}})))) THEN
		nothing = CAST('shadowlog: no unique index is of these columns'
			AS INTEGER);
END^

--: section table
{{insert}}

{{update}}

{{delete}}

-- The triggers' own rights: the application's users need none.
{{may_write}}

-- Firebird 3 and later: a sequence has rights, too.
EXECUTE BLOCK AS
BEGIN
	IF (rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2') THEN
		EXIT;
	{{may_count}}
END^

--: section text.engine
on Firebird.
--: section text.engine_more
--: section text.sql_dialect
--: section text.own_procedures

--: section install.head
-- Shadowlog: capture row changes of the tables below, {{engine}}
{{engine_more}}
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

{{sql_dialect}}
SET AUTODDL OFF;
SET TERM ^ ;

--: section install
-- Table {{label}}
{{notes}}
{{checks}}

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
  FROM (SELECT CAST('' AS BLOB SUB_TYPE TEXT CHARACTER SET UTF8) ||
               _UTF8 {{description_literal}} AS description
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
-- Shadowlog: end the capture of the tables below, {{engine}}
{{engine_more}}
--
--	isql-fb -q -b -ch UTF8 -user USER -password WORD -i this-file.sql DATABASE
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

{{sql_dialect}}
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
-- The changelog itself, as far as it is there, with all that was not delivered
-- yet, and with the source's identity.  It fails while a table is still captured,
-- and while a session is connected that wrote to one when it was ("is in use"):
-- let the application connect again, and run this once more.  It gives up after
-- 3 s: Firebird would wait for that.
{{sql_dialect}}
SET AUTODDL OFF;
SET TRANSACTION READ WRITE WAIT LOCK TIMEOUT 3;
SET TERM ^ ;
EXECUTE BLOCK AS
DECLARE ending VARCHAR(80) CHARACTER SET ASCII;
BEGIN
	FOR SELECT 'DROP TABLE ' || TRIM(rdb$relation_name)
	      FROM rdb$relations
	     WHERE rdb$relation_name IN ('SHADOWLOG_CHANGELOG',
	           'SHADOWLOG_SHAPE', 'SHADOWLOG_LEASE', 'SHADOWLOG_META')
	      INTO :ending
	DO
		EXECUTE STATEMENT ending;
	FOR SELECT 'DROP GENERATOR ' || TRIM(rdb$generator_name)
	      FROM rdb$generators
	     WHERE rdb$generator_name = 'SHADOWLOG_SEQ'
	      INTO :ending
	DO
		EXECUTE STATEMENT ending;
	-- Each before the one that it calls.
	FOR SELECT 'DROP PROCEDURE ' || TRIM(rdb$procedure_name)
	      FROM rdb$procedures
	     WHERE rdb$procedure_name IN (
	           'SHADOWLOG_CONTEXT', 'SHADOWLOG_DOUBLE',
	           {{own_procedures}}
	           'SHADOWLOG_HEX_SHORT', 'SHADOWLOG_HEX_LONG',
	           'SHADOWLOG_HEX_BLOB', 'SHADOWLOG_HEX')
	     ORDER BY rdb$procedure_name DESC
	      INTO :ending
	DO
		EXECUTE STATEMENT ending;
END^
COMMIT^
SET TERM ; ^

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
--: set connect CHARSET=UTF8;DIALECT=3
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

--: section poller.who
SELECT seq, actor, context FROM shadowlog_changelog
WHERE {{where}} ORDER BY seq

--: section poller.chunk
SELECT SUBSTRING({{column}} FROM {{from}} FOR {{length}})
FROM shadowlog_changelog WHERE seq = {{seq}}

--: section poller.count
SELECT COUNT(*) FROM shadowlog_changelog WHERE {{where}}

--: section poller.trim
DELETE FROM shadowlog_changelog WHERE {{where}}

--: section poller.lease_read
SELECT holder, token, epoch,
  DATEDIFF(SECOND FROM CAST('NOW' AS TIMESTAMP) TO expires_at)
FROM shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = DATEADD({{seconds}} SECOND TO CAST('NOW' AS TIMESTAMP))
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= CAST('NOW' AS TIMESTAMP))

--: section poller.lease_renew
UPDATE shadowlog_lease
SET expires_at = DATEADD({{seconds}} SECOND TO CAST('NOW' AS TIMESTAMP))
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT(*), MIN(seq),
  (SELECT FIRST 1 captured FROM shadowlog_changelog
   WHERE {{where}} ORDER BY seq),
  (SELECT FIRST 1 SUBSTRING(CAST(CURRENT_TIMESTAMP AS VARCHAR(60))
     FROM 1 FOR 10) || 'T' || SUBSTRING(CAST(CURRENT_TIMESTAMP AS VARCHAR(60))
     FROM 12 FOR 13) FROM rdb$database)
FROM shadowlog_changelog WHERE {{where}}

-- Without quotes a name is in capitals.
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

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.
--
-- The engine's tables have names padded with blanks, and CASE pads its results.

--: section catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '' THEN 1 ELSE 0 END
FROM shadowlog_shape
ORDER BY table_schema, table_name, 4, installed_at, version

--: section catalogue.forget
UPDATE shadowlog_shape SET trigger_hash = ''
 WHERE table_schema =
{{schema}}
   AND table_name =
{{table}}
;
DELETE FROM shadowlog_shape
 WHERE table_schema =
{{schema}}
   AND table_name =
{{table}}
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);
COMMIT;

--: section doctor.table.triggers
SELECT 'error',
{{table}}
  , 'trigger ' || UPPER('{{trigger}}') || w.suffix || ' is missing',
  'its ' || w.event || ' is not captured',
  'install again what "shadowlog-triggers firebird install" prints for'
    || ' this table; if its capture was ended, run its uninstall once more when'
    || ' all of it is delivered'
FROM (SELECT '_I' AS suffix, 'INSERT' AS event FROM rdb$database UNION ALL
  SELECT '_U', 'UPDATE' FROM rdb$database UNION ALL
  SELECT '_D', 'DELETE' FROM rdb$database) AS w
WHERE LOWER(w.suffix) IN ({{suffixes}})
  AND NOT EXISTS (SELECT 1 FROM rdb$triggers AS t
  WHERE t.rdb$trigger_name = UPPER('{{trigger}}') || w.suffix
  AND t.rdb$relation_name =
{{table}}
  )

--: section doctor.table.enabled
SELECT 'error', TRIM(rdb$relation_name),
  'trigger ' || TRIM(rdb$trigger_name) || ' is inactive',
  'the changes that it is there for are not captured',
  'ALTER TRIGGER ' || TRIM(rdb$trigger_name) || ' ACTIVE;'
FROM rdb$triggers
WHERE rdb$trigger_name IN (UPPER('{{trigger}}_i'), UPPER('{{trigger}}_u'),
    UPPER('{{trigger}}_d'))
  AND rdb$trigger_inactive = 1 AND rdb$relation_name =
{{table}}

-- The source of a trigger can be taken away, by sites that hide it: then the
-- engine still runs it, but nobody can read it.
--: section doctor.table.altered
SELECT TRIM(CASE WHEN t.rdb$trigger_source IS NULL
    AND t.rdb$trigger_type = w.type THEN 'warning' ELSE 'error' END),
  TRIM(t.rdb$relation_name), 'trigger ' || TRIM(t.rdb$trigger_name) || ' '
    || TRIM(CASE WHEN t.rdb$trigger_type <> w.type
      THEN 'fires for another event or at another time'
    WHEN t.rdb$trigger_source IS NULL THEN 'has no source that could be read'
    WHEN t.rdb$trigger_source NOT CONTAINING 'shadowlog_changelog'
      THEN 'does not write to the changelog any more'
    ELSE 'does not write the layout of today, {{shape}}' END),
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    || ' a layout that they do not have',
  'install again what "shadowlog-triggers firebird install" prints for'
    || ' this table'
FROM (SELECT '_I' AS suffix, 2 AS type FROM rdb$database UNION ALL
  SELECT '_U', 4 FROM rdb$database UNION ALL
  SELECT '_D', 6 FROM rdb$database) AS w
JOIN rdb$triggers AS t
  ON t.rdb$trigger_name = UPPER('{{trigger}}') || w.suffix
WHERE t.rdb$relation_name =
{{table}}
  AND (t.rdb$trigger_type <> w.type OR t.rdb$trigger_source IS NULL
    OR t.rdb$trigger_source NOT CONTAINING 'shadowlog_changelog'
    OR t.rdb$trigger_source NOT CONTAINING ', {{shape}},')

-- AFTER triggers of the application: the types of those that fire for one event
-- are 2, 4 and 6, of those for several 18, 26, 28 and 114.  Of two at one
-- position the one whose name comes first fires first.
--: section doctor.table.order
SELECT 'warning', TRIM(rdb$relation_name), 'trigger ' || TRIM(rdb$trigger_name)
    || ' is at position ' || rdb$trigger_sequence || ', not at 0',
  'others can fire before it: what they change is captured before the change'
    || ' that it follows',
  'ALTER TRIGGER ' || TRIM(rdb$trigger_name) || ' POSITION 0;'
FROM rdb$triggers
WHERE rdb$trigger_name IN (UPPER('{{trigger}}_i'), UPPER('{{trigger}}_u'),
    UPPER('{{trigger}}_d'))
  AND rdb$trigger_sequence <> 0 AND rdb$relation_name =
{{table}}
UNION ALL
SELECT TRIM(CASE WHEN o.early = 1 OR o.writes = 1 THEN 'warning'
    ELSE 'note' END),
  TRIM(o.relation), 'trigger ' || TRIM(o.name) || ' ' || TRIM(CASE
    WHEN o.early = 1 THEN 'fires before ours'
    WHEN o.writes = 1 THEN 'names this table, and fires for each row, too'
    ELSE 'fires for each row, too' END),
  'if it writes to this same table, its change can be captured before the one'
    || ' that it follows',
  CASE WHEN o.early = 1
    THEN 'ALTER TRIGGER "' || REPLACE(TRIM(o.name), '"', '""')
      || '" POSITION 1;'
    WHEN o.writes = 1 THEN 'let a BEFORE trigger change the row, or let it'
      || ' write to other tables only' END
FROM (
  SELECT rdb$relation_name AS relation, rdb$trigger_name AS name,
    CASE WHEN COALESCE(rdb$trigger_sequence, 0) = 0
      AND rdb$trigger_name < UPPER('{{trigger}}') THEN 1 ELSE 0 END AS early,
    CASE WHEN rdb$trigger_source CONTAINING TRIM(rdb$relation_name) THEN 1
      ELSE 0 END AS writes
  FROM rdb$triggers
  WHERE COALESCE(rdb$system_flag, 0) = 0 AND rdb$trigger_inactive = 0
  AND rdb$trigger_type IN (2, 4, 6, 18, 26, 28, 114)
  AND rdb$trigger_name NOT STARTING WITH 'SHADOWLOG_' AND rdb$relation_name =
{{table}}
) AS o

-- Without them the application's users need rights of their own.
--: section doctor.table.rights
SELECT 'error', TRIM(t.rdb$trigger_name), 'it has no right to write to the'
    || ' changelog',
  'it runs with the rights of whoever writes: writes to ' ||
    TRIM(t.rdb$relation_name) || ' fail',
  'GRANT INSERT ON shadowlog_changelog TO TRIGGER ' || TRIM(t.rdb$trigger_name)
    || ';'
FROM rdb$triggers AS t
WHERE t.rdb$trigger_name IN (UPPER('{{trigger}}_i'), UPPER('{{trigger}}_u'),
    UPPER('{{trigger}}_d'))
  AND t.rdb$relation_name =
{{table}}
  AND NOT EXISTS (SELECT 1 FROM rdb$user_privileges AS p
    WHERE p.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
    AND p.rdb$privilege = 'I' AND p.rdb$user = t.rdb$trigger_name
    AND p.rdb$user_type = 2)
UNION ALL
SELECT 'error', TRIM(t.rdb$trigger_name), 'it has no right to draw a number',
  'it runs with the rights of whoever writes: writes to ' ||
    TRIM(t.rdb$relation_name) || ' fail',
  'GRANT USAGE ON SEQUENCE shadowlog_seq TO TRIGGER '
    || TRIM(t.rdb$trigger_name) || ';'
FROM rdb$triggers AS t
WHERE rdb$get_context('SYSTEM', 'ENGINE_VERSION') NOT STARTING WITH '2'
  AND t.rdb$trigger_name IN (UPPER('{{trigger}}_i'), UPPER('{{trigger}}_u'),
    UPPER('{{trigger}}_d'))
  AND t.rdb$relation_name =
{{table}}
  AND NOT EXISTS (SELECT 1 FROM rdb$user_privileges AS p
    WHERE p.rdb$relation_name = 'SHADOWLOG_SEQ'
    AND p.rdb$privilege = 'G' AND p.rdb$user = t.rdb$trigger_name
    AND p.rdb$user_type = 2)

-- A primary key; else at least one that could stand for it.
--: section doctor.table.key
SELECT TRIM(CASE WHEN EXISTS (SELECT 1 FROM rdb$indices AS i
    WHERE i.rdb$relation_name = r.rdb$relation_name AND i.rdb$unique_flag = 1
    AND COALESCE(i.rdb$index_inactive, 0) = 0
    AND i.rdb$expression_blr IS NULL
    AND NOT EXISTS (SELECT 1 FROM rdb$index_segments AS s
      JOIN rdb$relation_fields AS rf ON rf.rdb$field_name = s.rdb$field_name
      JOIN rdb$fields AS f ON f.rdb$field_name = rf.rdb$field_source
      WHERE s.rdb$index_name = i.rdb$index_name
      AND rf.rdb$relation_name = r.rdb$relation_name
      AND COALESCE(rf.rdb$null_flag, 0) = 0
      AND COALESCE(f.rdb$null_flag, 0) = 0)) THEN 'note' ELSE 'warning' END),
  TRIM(r.rdb$relation_name), 'the table has no primary key',
  'only its description says what makes a row one: if two rows can be equal in'
    || ' that, receivers take them for one',
  'give it a primary key'
FROM rdb$relations AS r
WHERE r.rdb$relation_name =
{{table}}
  AND NOT EXISTS (SELECT 1 FROM rdb$relation_constraints AS c
    WHERE c.rdb$relation_name = r.rdb$relation_name
    AND c.rdb$constraint_type = 'PRIMARY KEY')

-- What was asked for, and nobody should forget.
--: section doctor.table.options
SELECT 'warning',
{{table}}
  , 'it fails open (option fail)',
  'a change that cannot be captured is lost to all receivers',
  'upgrade with option "fail closed"'
FROM rdb$database WHERE '{{options}}' LIKE '% fail %'
UNION ALL
SELECT 'note',
{{table}}
  , 'a session can write to it uncaptured (option bypass)',
  'whoever sets shadowlog.bypass in his session does', CAST(NULL AS VARCHAR(9))
FROM rdb$database WHERE '{{options}}' LIKE '% bypass %'

--: section doctor.strays
SELECT DISTINCT 'error', TRIM(t.rdb$relation_name),
  'triggers of ours are on a table that the registry does not list',
  'its changes cannot be decoded',
  'install again what "shadowlog-triggers firebird install" prints for'
    || ' it, or what "uninstall" prints'
FROM rdb$triggers AS t
WHERE TRIM(t.rdb$trigger_name)
    SIMILAR TO 'SHADOWLOG\_[0-9A-F]{8}\_[IUD]' ESCAPE '\'
  AND NOT EXISTS (SELECT 1 FROM shadowlog_shape AS s
    WHERE s.table_name = TRIM(t.rdb$relation_name))

-- A session keeps what it had loaded and prepared.  Those of others are seen by
-- the owner of the database and SYSDBA alone.
--: section doctor.sessions
SELECT 'warning', 'attachment ' || a.mon$attachment_id,
  'it is of ' || TRIM(a.mon$user) || COALESCE(', ' || a.mon$remote_process, '')
    || ', and was there before the triggers were installed',
  'it goes on without them in procedures that it had loaded and statements that'
    || ' it had prepared',
  'DELETE FROM mon$attachments WHERE mon$attachment_id = '
    || a.mon$attachment_id || ';'
FROM mon$attachments AS a
WHERE a.mon$attachment_id <> CURRENT_CONNECTION
  AND a.mon$user NOT IN ('Cache Writer', 'Garbage Collector')
  AND a.mon$timestamp < (SELECT MAX(s.installed_at) FROM shadowlog_shape AS s
    WHERE s.trigger_hash <> '')
UNION ALL
SELECT 'note', TRIM(CURRENT_USER),
  'could not check: the sessions of other users',
  'one that was connected before the triggers were installed can write without'
    || ' them, and a transaction that is forgotten keeps garbage from being'
    || ' collected',
  'run doctor as SYSDBA or as the owner of the database'
FROM rdb$relations AS r
WHERE r.rdb$relation_name = 'RDB$DATABASE' AND CURRENT_USER <> 'SYSDBA'
  AND CURRENT_USER <> r.rdb$owner_name AND CURRENT_ROLE <> 'RDB$ADMIN'

--: section doctor.transactions
SELECT 'warning', 'attachment ' || a.mon$attachment_id,
  'it is of ' || TRIM(a.mon$user) || COALESCE(', ' || a.mon$remote_process, '')
    || ', and has had a transaction open since '
    || CAST(MIN(t.mon$timestamp) AS VARCHAR(60)),
  'rows that were deleted since are kept: the changelog stays large, and pages'
    || ' become slow',
  'DELETE FROM mon$attachments WHERE mon$attachment_id = '
    || a.mon$attachment_id || ';'
FROM mon$transactions AS t
JOIN mon$attachments AS a ON a.mon$attachment_id = t.mon$attachment_id
WHERE a.mon$attachment_id <> CURRENT_CONNECTION AND t.mon$read_only = 0
  AND a.mon$user NOT IN ('Cache Writer', 'Garbage Collector')
  AND t.mon$timestamp <= DATEADD(-{{old}} SECOND TO CURRENT_TIMESTAMP)
GROUP BY a.mon$attachment_id, a.mon$user, a.mon$remote_process

-- Between the oldest transaction that matters and the next one lies what has to
-- be swept.  Firebird before 3 has numbers for 2,147,483,647 of them.
--: section doctor.database
SELECT 'note', TRIM(m.mon$database_name), 'there is no automatic sweep, and '
    || (m.mon$next_transaction - m.mon$oldest_transaction)
    || ' transactions since the oldest interesting one',
  'what was rolled back stays in the way of all others',
  'gfix -sweep every night, or gfix -housekeeping 20000'
FROM mon$database AS m
WHERE m.mon$sweep_interval = 0
  AND m.mon$next_transaction - m.mon$oldest_transaction > 100000
UNION ALL
SELECT 'warning', TRIM(m.mon$database_name), 'a sweep is due: '
    || (m.mon$oldest_snapshot - m.mon$oldest_transaction)
    || ' transactions, and the interval is ' || m.mon$sweep_interval,
  'something keeps it from ending: every read of the changelog wades through'
    || ' old versions',
  'gfix -sweep, when no transaction is open that is older'
FROM mon$database AS m
WHERE m.mon$sweep_interval > 0
  AND m.mon$oldest_snapshot - m.mon$oldest_transaction
    > 2 * m.mon$sweep_interval
UNION ALL
SELECT 'warning', TRIM(m.mon$database_name),
  'number ' || m.mon$next_transaction || ' of 2147483647 transactions is next',
  'behind the last one the database takes no writes',
  'back it up and restore it (gbak): the count begins anew'
FROM mon$database AS m
WHERE rdb$get_context('SYSTEM', 'ENGINE_VERSION') STARTING WITH '2'
  AND m.mon$next_transaction > 1500000000
UNION ALL
SELECT 'warning', TRIM(m.mon$database_name), 'forced writes are off',
  'a crash of the machine can damage the database, and loses commits that were'
    || ' delivered: then the poller asks for a new epoch',
  'gfix -write sync'
FROM mon$database AS m WHERE m.mon$forced_writes = 0
UNION ALL
SELECT 'note', TRIM(m.mon$database_name), 'its pages have ' || m.mon$page_size
    || ' bytes',
  'an image that is longer than a page takes pages of its own',
  'back it up and restore it with gbak -page_size 8192 or more'
FROM mon$database AS m WHERE m.mon$page_size < 8192
UNION ALL
SELECT 'error', TRIM(m.mon$database_name), 'it is read-only',
  'the poller has to write to the changelog', 'gfix -mode read_write'
FROM mon$database AS m WHERE m.mon$read_only = 1
UNION ALL
SELECT 'error', TRIM(m.mon$database_name), 'its SQL dialect is '
    || m.mon$sql_dialect,
  'names and numbers mean something else in it',
  'say "dialect = firebird-dialect1" in the configuration'
FROM mon$database AS m WHERE m.mon$sql_dialect = 1

--: section doctor.isolation
SELECT 'error', 'isolation', 'a transaction has ' || level,
  'a page is read twice to be sure of it, each time anew', NULL
FROM (SELECT rdb$get_context('SYSTEM', 'ISOLATION_LEVEL') AS level
  FROM rdb$database)
WHERE level <> 'READ COMMITTED'

-- A number that was used is used again: what has it is taken for delivered.
-- Only who may use the sequence can see how far it is.
--: section doctor.sequence
EXECUTE BLOCK RETURNS (severity VARCHAR(7), object VARCHAR(31),
  what VARCHAR(200), why VARCHAR(200), mend VARCHAR(200))
AS
DECLARE latest BIGINT;
DECLARE used BIGINT;
BEGIN
  object = 'SHADOWLOG_SEQ';
  SELECT MAX(seq) FROM shadowlog_changelog INTO :used;
  BEGIN
    EXECUTE STATEMENT 'SELECT GEN_ID(shadowlog_seq, 0) FROM rdb$database'
      INTO :latest;
    WHEN ANY DO
    BEGIN
      severity = 'note';
      what = 'could not check: how far the sequence is';
      why = 'if it was set back, numbers are used twice';
      mend = 'run doctor as SYSDBA or as the owner of the changelog';
      SUSPEND;
    END
  END
  IF (latest < used) THEN
  BEGIN
    severity = 'error';
    what = 'it is at ' || latest || ', and the changelog has ' || used;
    why = 'numbers are used twice: writes to captured tables fail, or are taken'
      || ' for delivered ones';
    mend = 'SET GENERATOR shadowlog_seq TO ' || used || ';';
    SUSPEND;
  END
END

-- Whoever may write to the lease is a poller.
--: section doctor.privileges
SELECT 'error', TRIM(CURRENT_USER), 'it has no ' || w.word || ' on ' || w.name,
  'the poller cannot do its work',
  'GRANT ' || w.word || ' ON ' || w.name || ' TO ' || CURRENT_USER || ';'
FROM (SELECT 'SHADOWLOG_CHANGELOG' AS name, 'S' AS privilege,
    'SELECT' AS word FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_CHANGELOG', 'D', 'DELETE' FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_SHAPE', 'S', 'SELECT' FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_META', 'S', 'SELECT' FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_LEASE', 'S', 'SELECT' FROM rdb$database UNION ALL
  SELECT 'SHADOWLOG_LEASE', 'U', 'UPDATE' FROM rdb$database) AS w
WHERE CURRENT_USER <> 'SYSDBA' AND CURRENT_ROLE <> 'RDB$ADMIN'
  AND NOT EXISTS (SELECT 1 FROM rdb$user_privileges AS p
    WHERE p.rdb$relation_name = w.name AND p.rdb$privilege = w.privilege
    AND p.rdb$user IN (CURRENT_USER, CURRENT_ROLE, 'PUBLIC'))
UNION ALL
SELECT 'note', TRIM(CURRENT_USER), 'it may do more to the changelog than the'
    || ' poller needs',
  'whoever has the poller''s password has these rights',
  'let the poller connect as a user of its own:'
    || ' "shadowlog-triggers firebird grants"'
FROM rdb$database
WHERE CURRENT_USER = 'SYSDBA' OR CURRENT_ROLE = 'RDB$ADMIN'
  OR EXISTS (SELECT 1 FROM rdb$user_privileges AS p
    WHERE p.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
    AND p.rdb$privilege IN ('I', 'U')
    AND p.rdb$user IN (CURRENT_USER, CURRENT_ROLE, 'PUBLIC'))
UNION ALL
SELECT 'warning', TRIM(p.rdb$user), TRIM(p.rdb$user) || ' may '
    || TRIM(CASE p.rdb$privilege WHEN 'I' THEN 'INSERT' WHEN 'U' THEN 'UPDATE'
      ELSE 'DELETE' END) || ' on ' || TRIM(p.rdb$relation_name),
  'events can be forged or taken away; the application needs no right here',
  'REVOKE ' || TRIM(CASE p.rdb$privilege WHEN 'I' THEN 'INSERT' WHEN 'U'
      THEN 'UPDATE' ELSE 'DELETE' END) || ' ON ' || TRIM(p.rdb$relation_name)
    || ' FROM ' || CASE p.rdb$user WHEN 'PUBLIC'
      THEN 'PUBLIC' ELSE '"' || REPLACE(TRIM(p.rdb$user), '"', '""') || '"' END
    || ';'
FROM rdb$user_privileges AS p
JOIN rdb$relations AS r ON r.rdb$relation_name = p.rdb$relation_name
WHERE p.rdb$relation_name IN ('SHADOWLOG_CHANGELOG', 'SHADOWLOG_SHAPE')
  AND p.rdb$privilege IN ('I', 'U', 'D') AND p.rdb$user_type IN (8, 13)
  AND p.rdb$user <> r.rdb$owner_name
  AND NOT (p.rdb$privilege = 'D' AND p.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
    AND EXISTS (SELECT 1 FROM rdb$user_privileges AS l
      WHERE l.rdb$relation_name = 'SHADOWLOG_LEASE' AND l.rdb$privilege = 'U'
      AND l.rdb$user = p.rdb$user AND l.rdb$user_type = p.rdb$user_type))

-- An index, a constraint or a trigger of the site's own on the changelog.
--: section doctor.changelog
SELECT 'warning', TRIM(i.rdb$relation_name),
  'it has an index, ' || TRIM(i.rdb$index_name),
  TRIM(CASE i.rdb$unique_flag WHEN 1
    THEN 'it can fail the application''s writes'
    ELSE 'it makes every write of the application dearer' END),
  'DROP INDEX "' || TRIM(i.rdb$index_name) || '";'
FROM rdb$indices AS i
WHERE i.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
  AND NOT EXISTS (SELECT 1 FROM rdb$relation_constraints AS c
    WHERE c.rdb$index_name = i.rdb$index_name)
UNION ALL
SELECT 'warning', TRIM(c.rdb$relation_name),
  'it has a constraint, ' || TRIM(c.rdb$constraint_name),
  'it can fail the application''s writes',
  'ALTER TABLE shadowlog_changelog DROP CONSTRAINT "'
    || TRIM(c.rdb$constraint_name) || '";'
FROM rdb$relation_constraints AS c
WHERE c.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
  AND c.rdb$constraint_type IN ('UNIQUE', 'FOREIGN KEY', 'CHECK')
UNION ALL
SELECT 'warning', TRIM(t.rdb$relation_name),
  'it has a trigger, ' || TRIM(t.rdb$trigger_name),
  'it runs in every write of the application, or in every delete of the poller',
  'DROP TRIGGER "' || TRIM(t.rdb$trigger_name) || '";'
FROM rdb$triggers AS t
WHERE t.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
  AND COALESCE(t.rdb$system_flag, 0) = 0
UNION ALL
SELECT 'error', 'SHADOWLOG_CHANGELOG', 'it has no primary key',
  'a number could be there twice, and every page reads the whole table',
  'ALTER TABLE shadowlog_changelog ADD PRIMARY KEY (seq);'
FROM rdb$database
WHERE NOT EXISTS (SELECT 1 FROM rdb$relation_constraints AS c
  WHERE c.rdb$relation_name = 'SHADOWLOG_CHANGELOG'
  AND c.rdb$constraint_type = 'PRIMARY KEY')
UNION ALL
SELECT 'error', 'SHADOWLOG_SEQ', 'the sequence is missing',
  'every write to a captured table fails',
  'uninstall all tables, drain the changelog and install it anew'
FROM rdb$database
WHERE NOT EXISTS (SELECT 1 FROM rdb$generators
  WHERE rdb$generator_name = 'SHADOWLOG_SEQ')
