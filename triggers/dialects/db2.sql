-- Db2 LUW 9.7 and later; Db2 for i and z/OS with changes by hand
--
-- The triggers themselves are what all three take: AFTER, FOR EACH ROW, MODE
-- DB2SQL.  Db2 for z/OS before 12 and Db2 for i before 7.2 have no CREATE OR
-- REPLACE TRIGGER; their catalogues have other names than the ones in
-- catalogue.* here, and z/OS can keep a DOUBLE in a form that is not IEEE 754.

--: set encoding quoted
--: set escape double
--: set quote "
--: set schemas yes
--: set reserved SHADOWLOG
--: set old o.
--: set new n.

--: type smallint = int
--: type integer = int
--: type int = int
--: type bigint = bigint
--: type decimal* = decimal
--: type numeric* = decimal
--: type decfloat* = decimal
--: type real = float
--: type double* = double
--: type boolean = bool
--: type *for bit data = binary
--: type char* = text
--: type varchar* = text
--: type long var* = text
--: type graphic* = text
--: type vargraphic* = text
--: type clob* = text
--: type dbclob* = text
--: type xml = text
--: type binary* = binary
--: type varbinary* = binary
--: type blob* = binary
--: type date = date
--: type timestamp* = timestamp
--: type time* = time
--: type * = other

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- A VARCHAR has at most 32,672 bytes; what is wider by its declaration, with
-- every byte a quote that is doubled, is put together as a CLOB.
--: set value_join || ',' ||
--: set image_join || ',' ||
--: set image_width 32000
--: width *graphic(* = 2 + 8n
--: width *(* = 60 + 2n
--: width * = 60

-- No value depends on the application's session: dates and times have a format.
-- LOBs and XML are not captured, because neither REPLACE nor HEX takes a long
-- one: they are absent from events.
--: value bool = CASE WHEN {{c}} THEN 'true' WHEN NOT {{c}} THEN 'false' ELSE 'NULL' END
--: value float = COALESCE(shadowlog.shadowlog_double({{c}}), 'NULL')
--: value double = COALESCE(shadowlog.shadowlog_double({{c}}), 'NULL')
--: value text of *clob* = '?'
--: value text of xml = '?'
--: value text of *graphic* = COALESCE('''' || REPLACE(VARCHAR({{c}}), '''', '''''') || '''', 'NULL')
--: value text = COALESCE('''' || REPLACE({{c}}, '''', '''''') || '''', 'NULL')
--: value binary of blob* = '?'
--: value binary = COALESCE(HEX({{c}}), 'NULL')
--: value date = COALESCE(CHAR({{c}}, ISO), 'NULL')
--: value time = COALESCE(CHAR({{c}}, JIS), 'NULL')
--: value timestamp of timestamp(0) = COALESCE(VARCHAR_FORMAT({{c}}, 'YYYY-MM-DD HH24:MI:SS'), 'NULL')
--: value timestamp of timestamp(9) = COALESCE(VARCHAR_FORMAT({{c}}, 'YYYY-MM-DD HH24:MI:SS.FF9'), 'NULL')
--: value timestamp of timestamp(12) = COALESCE(VARCHAR_FORMAT({{c}}, 'YYYY-MM-DD HH24:MI:SS.FF12'), 'NULL')
--: value timestamp = COALESCE(VARCHAR_FORMAT({{c}}, 'YYYY-MM-DD HH24:MI:SS.FF6'), 'NULL')
--: value other = COALESCE('''' || REPLACE(VARCHAR({{c}}), '''', '''''') || '''', 'NULL')
--: value json = COALESCE('''' || REPLACE({{c}}, '''', '''''') || '''', 'NULL')
--: value interval = COALESCE('''' || REPLACE({{c}}, '''', '''''') || '''', 'NULL')
--: value * = COALESCE(VARCHAR({{c}}), 'NULL')

--: section image.values
{{values}}

--: section image.part
CLOB({{values}})

--: section image.wide
CLOB({{values}})

--: section table
CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_i
AFTER INSERT ON {{table}}
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, {{shape}}, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	{{new_image}})@

CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_u
AFTER UPDATE ON {{table}}
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, {{shape}}, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	{{old_image}},
	{{new_image}})@

CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_d
AFTER DELETE ON {{table}}
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, {{shape}}, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	{{old_image}})@

--: section install.head
-- Shadowlog: capture row changes of the tables below, on Db2.
--
-- Run it as a DBA, with autocommit off (+c) and a client that stops at the first
-- error (-s), which then rolls back:
--
--	db2 connect to DATABASE
--	db2 +c -td@ -s -f this-file.sql
--
-- Each table is one transaction: all of it or nothing.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER ... FOR EACH ROW triggers of one statement each.
-- They have the rights of whoever runs this: the application's users need none.
-- If a change cannot be recorded, the statement that made it fails.
--
-- Triggers of one table fire in the order of their creation.  These should be
-- the first of the AFTER triggers; if one of the application's was there before
-- and it writes to this same table, drop it and create it again after this.
--
-- What they do not see: LOAD; TRUNCATE; partitions detached; ALTER TABLE ...
-- ACTIVATE NOT LOGGED INITIALLY WITH EMPTY TABLE; LOB and XML columns.  A column
-- that a trigger names can be dropped, and makes the trigger inoperative:
-- changes are then not captured at all.  Uninstall, drop, describe, install.  A
-- column added later is not captured until then.

--: section install
-- Table {{label}}

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT {{shape}}, {{schema_literal}}, {{name_literal}},
       (SELECT COALESCE(MAX(v.version), 0) + 1
          FROM shadowlog.shadowlog_shape AS v
         WHERE v.table_schema = {{schema_literal}}
           AND v.table_name = {{name_literal}}),
       d.description, '{{trigger_hash}}', CURRENT TIMESTAMP - CURRENT TIMEZONE
  FROM (SELECT {{description_literal}} AS description
          FROM sysibm.sysdummy1) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = {{shape}}
                      AND CAST(s.description AS VARCHAR(32000)) =
                          d.description)@
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = '{{trigger_hash}}',
       installed_at = CURRENT TIMESTAMP - CURRENT TIMEZONE
 WHERE shape = {{shape}}
   AND (trigger_hash <> '{{trigger_hash}}'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = {{schema_literal}}
                              AND s.table_name = {{name_literal}}))@

{{table_sql}}

COMMIT@

--: section uninstall.head
-- Shadowlog: end the capture of the tables below, on Db2.
--
--	db2 connect to DATABASE
--	db2 +c -td@ -s -f this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

--: section uninstall
-- Table {{label}}
BEGIN
	FOR t AS
		SELECT trigname FROM syscat.triggers
		 WHERE trigschema = 'SHADOWLOG'
		   AND trigname IN (UPPER('{{trigger}}_i'),
		       UPPER('{{trigger}}_u'), UPPER('{{trigger}}_d'))
	DO
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.' || t.trigname;
	END FOR;
END@
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema = {{schema_literal}}
   AND s.table_name = {{name_literal}}
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape)@
COMMIT@

--: section uninstall.changelog
-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  While a table is still captured, its triggers would be
-- made inoperative, so this fails then.
BEGIN
	IF EXISTS (SELECT 1 FROM syscat.triggers
	            WHERE trigschema = 'SHADOWLOG') THEN
		SIGNAL SQLSTATE '75001'
			SET MESSAGE_TEXT = 'shadowlog: a table is still captured';
	END IF;
END@
DROP TABLE shadowlog.shadowlog_changelog@
DROP TABLE shadowlog.shadowlog_shape@
DROP TABLE shadowlog.shadowlog_lease@
DROP TABLE shadowlog.shadowlog_meta@
DROP SEQUENCE shadowlog.shadowlog_seq@
DROP FUNCTION shadowlog.shadowlog_double@
DROP SCHEMA shadowlog RESTRICT@
COMMIT@

--: section grants
-- What the poller's user {{role_comment}} needs, and nothing else.  (A name that
-- was not made in quotes is in capitals.)  The application's users need nothing.
GRANT SELECT, DELETE ON shadowlog.shadowlog_changelog TO USER {{role}}@
GRANT SELECT ON shadowlog.shadowlog_shape TO USER {{role}}@
GRANT SELECT ON shadowlog.shadowlog_meta TO USER {{role}}@
GRANT SELECT, UPDATE ON shadowlog.shadowlog_lease TO USER {{role}}@
COMMIT@

-- The poller.  READ STABILITY waits for rows that are not committed, up to the
-- time given here, and tries again at the next round.  "Currently committed",
-- which Db2 uses with CURSOR STABILITY, would skip them and lose the order of
-- one row's changes.
--: section poller.session
SET CURRENT LOCK TIMEOUT 5

SET CURRENT ISOLATION RS

--: section poller.server
SELECT 'Db2 ' || service_level, CAST(NULL AS VARCHAR(1)), CURRENT SERVER, 0, 0
FROM sysibmadm.env_inst_info

--: section poller.meta
SELECT source_uuid, schema_version, engine_identity, 'db2 ' || CURRENT SERVER
FROM shadowlog.shadowlog_meta

--: section poller.shape
SELECT table_schema, table_name, version, description
FROM shadowlog.shadowlog_shape WHERE shape = {{shape}}

--: section poller.registered
SELECT description FROM shadowlog.shadowlog_shape AS s
WHERE trigger_hash <> '' AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape AS newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND newer.trigger_hash <> '' AND (newer.installed_at > s.installed_at
    OR newer.installed_at = s.installed_at AND newer.version > s.version))
ORDER BY table_schema, table_name WITH RS

--: section poller.bound
SELECT MAX(seq) FROM shadowlog.shadowlog_changelog WITH RS

--: section poller.seqs
SELECT seq FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq
FETCH FIRST {{limit}} ROWS ONLY WITH RS

--: section poller.probe
SELECT COUNT(*), MAX(seq), COALESCE(SUM(bytes), 0) FROM (
  SELECT seq, BIGINT(COALESCE(LENGTH(old_row), 0))
    + COALESCE(LENGTH(new_row), 0) AS bytes
  FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq
  FETCH FIRST {{limit}} ROWS ONLY) AS page WITH RS

--: section poller.page
SELECT seq, shape, op, txid,
  VARCHAR_FORMAT(captured_at, 'YYYY-MM-DD HH24:MI:SS.FF6'),
  LENGTH(old_row), LENGTH(new_row),
  CASE WHEN LENGTH(old_row) <= {{inline}} THEN old_row END,
  CASE WHEN LENGTH(new_row) <= {{inline}} THEN new_row END
FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq
FETCH FIRST {{limit}} ROWS ONLY WITH RS

--: section poller.chunk
SELECT SUBSTRING({{column}}, {{from}}, {{length}}, CODEUNITS32)
FROM shadowlog.shadowlog_changelog WHERE seq = {{seq}} WITH RS

--: section poller.count
SELECT COUNT(*) FROM shadowlog.shadowlog_changelog WHERE {{where}} WITH RS

--: section poller.trim
DELETE FROM shadowlog.shadowlog_changelog WHERE {{where}}

--: section poller.lease_read
SELECT holder, token, epoch,
  (DAYS(expires_at) - DAYS(CURRENT TIMESTAMP - CURRENT TIMEZONE)) * 86400
  + MIDNIGHT_SECONDS(expires_at)
  - MIDNIGHT_SECONDS(CURRENT TIMESTAMP - CURRENT TIMEZONE)
FROM shadowlog.shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog.shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = CURRENT TIMESTAMP - CURRENT TIMEZONE + {{seconds}} SECONDS
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL
  OR expires_at <= CURRENT TIMESTAMP - CURRENT TIMEZONE)

--: section poller.lease_renew
UPDATE shadowlog.shadowlog_lease
SET expires_at = CURRENT TIMESTAMP - CURRENT TIMEZONE + {{seconds}} SECONDS
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog.shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT(*), MIN(seq),
  (SELECT VARCHAR_FORMAT(captured_at, 'YYYY-MM-DD HH24:MI:SS') || 'Z'
   FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq
   FETCH FIRST 1 ROWS ONLY),
  VARCHAR_FORMAT(CURRENT TIMESTAMP - CURRENT TIMEZONE,
    'YYYY-MM-DD HH24:MI:SS') || 'Z'
FROM shadowlog.shadowlog_changelog WHERE {{where}}

-- Without quotes a name is in capitals.
-- Holes that start their line are filled in as they are.
--: section catalogue.table
SELECT RTRIM(tabschema), tabname FROM syscat.tables
WHERE type = 'T' AND (tabschema = COALESCE(NULLIF(
{{schema}}
  , ''), CURRENT SCHEMA) OR tabschema = UPPER(
{{schema}}
  )) AND tabname IN (
{{table}}
  , UPPER(
{{table}}
  ))
ORDER BY CASE WHEN tabname =
{{table}}
  THEN 0 ELSE 1 END
FETCH FIRST 1 ROWS ONLY

--: section catalogue.columns
SELECT colname, type, type, CASE nulls WHEN 'Y' THEN 'null' ELSE '' END,
  CASE generated WHEN '' THEN '' ELSE
    CASE identity WHEN 'Y' THEN '' ELSE 'generated' END END,
  COALESCE(keyseq, 0)
FROM (
  SELECT colname, nulls, generated, identity, keyseq, colno,
    LOWER(CASE
      WHEN typename IN ('DECIMAL', 'NUMERIC')
        THEN RTRIM(typename) || '(' || VARCHAR(length) || ',' || VARCHAR(scale)
          || ')'
      WHEN typename = 'TIMESTAMP' THEN 'timestamp(' || VARCHAR(scale) || ')'
      WHEN typename IN ('CHARACTER', 'VARCHAR', 'GRAPHIC', 'VARGRAPHIC',
          'BINARY', 'VARBINARY', 'CLOB', 'DBCLOB', 'BLOB')
        THEN RTRIM(typename) || '(' || VARCHAR(length) || ')'
      ELSE RTRIM(typename) END
      || CASE WHEN typename IN ('CHARACTER', 'VARCHAR', 'LONG VARCHAR')
        AND codepage = 0 THEN ' for bit data' ELSE '' END) AS type
  FROM syscat.columns
  WHERE hidden = '' AND tabschema =
{{schema}}
  AND tabname =
{{table}}
) AS c
ORDER BY colno

--: section catalogue.tables
SELECT RTRIM(tabschema), tabname FROM syscat.tables
WHERE type = 'T' AND tabschema = CURRENT SCHEMA
ORDER BY tabschema, tabname
