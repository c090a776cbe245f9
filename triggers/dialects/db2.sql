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
--: width timestamp* = 60
--: width *(* = 60 + 2n
--: width * = 60

-- No value depends on the application's session: dates and times have a format.
-- LOBs and XML are not captured, because neither REPLACE nor HEX takes a long
-- one: they are absent from events.  HEX takes 16,336 bytes.
--: value bool = CASE WHEN {{c}} THEN 'true' WHEN NOT {{c}} THEN 'false' ELSE 'NULL' END
--: value float = COALESCE(shadowlog.shadowlog_double({{c}}), 'NULL')
--: value double = COALESCE(shadowlog.shadowlog_double({{c}}), 'NULL')
--: value text of *clob* = '?'
--: value text of xml = '?'
--: value text of *graphic* = COALESCE('''' || REPLACE(VARCHAR({{c}}), '''', '''''') || '''', 'NULL')
--: value text = COALESCE('''' || REPLACE({{c}}, '''', '''''') || '''', 'NULL')
--: value binary of wide * = '?'
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

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit actor context bypass
--: set refuse.lob_hash Db2 has no hash before version 11.1
--: set refuse.statement its triggers with a table of all rows cannot say which new row was which old one
--: set refuse.bypass_marker a trigger of one statement records a row or leaves it, and does nothing else
--: set refuse.fail a trigger of Db2 cannot catch the error of its own statement

-- As bytes: blanks at the end, and with some collations capitals, make no
-- difference to =.  LOBs and XML cannot be compared in a trigger.
--: same bool = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same int = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same bigint = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same decimal = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same date = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same time = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same timestamp = CASE WHEN {{old}} = {{new}} THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same float = CASE WHEN HEX({{old}}) = HEX({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same double = CASE WHEN HEX({{old}}) = HEX({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same text of *char* = CASE WHEN HEX({{old}}) = HEX({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same text of *graphic* = CASE WHEN HEX({{old}}) = HEX({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same text of long var* = CASE WHEN HEX({{old}}) = HEX({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same binary of *for bit data = CASE WHEN HEX({{old}}) = HEX({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same binary of binary* = CASE WHEN HEX({{old}}) = HEX({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1
--: same binary of varbinary* = CASE WHEN HEX({{old}}) = HEX({{new}}) THEN 1 WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 ELSE 0 END = 1

-- The size, in bytes as they are stored.
--: value text omit of *clob* = COALESCE('?' || VARCHAR(LENGTH({{c}})), 'NULL')
--: value text omit of *char* = COALESCE('?' || VARCHAR(LENGTH({{c}})), 'NULL')
--: value binary omit = COALESCE('?' || VARCHAR(LENGTH({{c}})), 'NULL')

--: section image.values
{{values}}

--: section image.part
CLOB({{values}})

--: section image.wide
CLOB({{values}})

--: # ---- what the table's options make of the triggers ----

--: section not_bypassed
COALESCE(shadowlog.shadowlog_bypass, 'off') <> 'on'

--: section if.actor+no_context.who_columns
, actor
--: section if.no_actor+context.who_columns
, context
--: section if.actor+context.who_columns
, actor, context
--: section if.actor.who_values
RTRIM(SYSTEM_USER),
--: section if.context.who_values
shadowlog.shadowlog_lines(),

--: section if.insert_if.insert_when
WHEN ({{insert_if}})
--: section if.update_if.update_when
WHEN ({{update_if}})
--: section if.delete_if.delete_when
WHEN ({{delete_if}})

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

--: section if.insert.insert
CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_i
AFTER INSERT ON {{table}}
REFERENCING NEW AS n
FOR EACH ROW MODE DB2SQL
{{insert_when}}
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at{{who_columns}}, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, {{shape}}, 'I',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	{{who_values}}
	{{new_image}})@
--: section if.update+no_when.update
CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_u
AFTER UPDATE ON {{table}}
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
{{update_when}}
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at{{who_columns}}, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, {{shape}}, 'U',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	{{who_values}}
	{{old_part}},
	{{new_image}})@
--: section if.update+when.update
CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_u
AFTER UPDATE ON {{table}}
REFERENCING OLD AS o NEW AS n
FOR EACH ROW MODE DB2SQL
{{update_when}}
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at{{who_columns}}, old_row, new_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, {{shape}},
	CASE WHEN ({{old_when}}) THEN
		CASE WHEN ({{new_when}}) THEN 'U' ELSE 'D' END
	ELSE 'I' END,
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	{{who_values}}
	CASE WHEN ({{old_when}}) THEN
		{{old_part}}
	END,
	CASE WHEN ({{new_when}}) THEN
		{{new_image}}
	END)@
--: section if.delete.delete
CREATE OR REPLACE TRIGGER shadowlog.{{trigger}}_d
AFTER DELETE ON {{table}}
REFERENCING OLD AS o
FOR EACH ROW MODE DB2SQL
{{delete_when}}
INSERT INTO shadowlog.shadowlog_changelog
	(seq, shape, op, captured_at{{who_columns}}, old_row)
VALUES (NEXT VALUE FOR shadowlog.shadowlog_seq, {{shape}}, 'D',
	CURRENT TIMESTAMP - CURRENT TIMEZONE,
	{{who_values}}
	{{old_image}})@
--: section if.no_insert.insert
BEGIN
	IF EXISTS (SELECT 1 FROM syscat.triggers
	            WHERE trigschema = 'SHADOWLOG'
	              AND trigname = UPPER('{{trigger}}_i')) THEN
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.{{trigger}}_i';
	END IF;
END@
--: section if.no_update.update
BEGIN
	IF EXISTS (SELECT 1 FROM syscat.triggers
	            WHERE trigschema = 'SHADOWLOG'
	              AND trigname = UPPER('{{trigger}}_u')) THEN
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.{{trigger}}_u';
	END IF;
END@
--: section if.no_delete.delete
BEGIN
	IF EXISTS (SELECT 1 FROM syscat.triggers
	            WHERE trigschema = 'SHADOWLOG'
	              AND trigname = UPPER('{{trigger}}_d')) THEN
		EXECUTE IMMEDIATE 'DROP TRIGGER shadowlog.{{trigger}}_d';
	END IF;
END@

--: # ---- what the script says and looks for ----

--: section if.bypass.notes
--
-- WHOEVER MAY WRITE VARIABLE shadowlog.shadowlog_bypass CAN WRITE TO THIS TABLE
-- WITHOUT BEING CAPTURED:
--   SET shadowlog.shadowlog_bypass = 'on'
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
BEGIN
	IF NOT EXISTS (SELECT 1 FROM syscat.indexes AS i
	    WHERE i.tabschema = {{schema_literal}}
	      AND i.tabname = {{name_literal}} AND i.uniquerule IN ('U', 'P')
	      AND NOT EXISTS (SELECT 1 FROM syscat.indexcoluse AS k
	          WHERE k.indschema = i.indschema AND k.indname = i.indname
	            AND k.colorder <> 'I'
	            AND k.colname NOT IN ({{key_literals}}))) THEN
		SIGNAL SQLSTATE '75002' SET MESSAGE_TEXT =
			'shadowlog: no unique index is made of these columns';
	END IF;
END@

--: section table
{{insert}}

{{update}}

{{delete}}

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
-- ACTIVATE NOT LOGGED INITIALLY WITH EMPTY TABLE; LOB and XML columns, and
-- binary ones that are declared with more than 15,970 bytes.  A column that a
-- trigger names can be dropped, and makes the trigger inoperative: changes are
-- then not captured at all.  Uninstall, drop, describe, install.  A column added
-- later is not captured until then.

--: section install
-- Table {{label}}
{{notes}}
{{checks}}

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
DROP FUNCTION shadowlog.shadowlog_lines@
DROP VARIABLE shadowlog.shadowlog_context@
DROP VARIABLE shadowlog.shadowlog_bypass@
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

--: section poller.who
SELECT seq, actor, context FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq WITH RS

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

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.  The catalogue
-- is that of LUW, and open to everyone, unless the database was made RESTRICTIVE.

--: section catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '' THEN 1 ELSE 0 END AS captured
FROM shadowlog.shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

--: section catalogue.forget
UPDATE shadowlog.shadowlog_shape SET trigger_hash = ''
 WHERE table_schema =
{{schema}}
   AND table_name =
{{table}}
;
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema =
{{schema}}
   AND s.table_name =
{{table}}
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;

--: section doctor.table.triggers
SELECT 'error',
{{schema}}
  || '.' ||
{{table}}
  , 'trigger ' || UPPER('{{trigger}}') || w.suffix || ' is missing',
  'its ' || w.event || ' is not captured',
  'install again what "shadowlog-triggers db2 install" prints for this table;'
    || ' if its capture was ended, run its uninstall once more when all of it'
    || ' is delivered'
FROM (VALUES ('_I', 'INSERT'), ('_U', 'UPDATE'), ('_D', 'DELETE'))
  AS w (suffix, event)
WHERE LOWER(w.suffix) IN ({{suffixes}})
  AND NOT EXISTS (SELECT 1 FROM syscat.triggers AS t
  WHERE t.trigschema = 'SHADOWLOG'
  AND t.trigname = UPPER('{{trigger}}') || w.suffix AND t.tabschema =
{{schema}}
  AND t.tabname =
{{table}}
  )

-- An inoperative trigger does nothing, and no write fails.
--: section doctor.table.enabled
SELECT CASE WHEN t.valid = 'X' OR t.enabled = 'N' THEN 'error' ELSE 'warning'
    END,
  RTRIM(t.tabschema) || '.' || t.tabname, 'trigger ' || t.trigname
    || CASE WHEN t.valid = 'X' THEN ' is inoperative' WHEN t.enabled = 'N'
      THEN ' is disabled' ELSE ' is invalid' END,
  CASE WHEN t.valid = 'X' OR t.enabled = 'N'
    THEN 'the changes that it is there for are not captured'
    ELSE 'it is compiled again by the next write, which fails if that does' END,
  CASE WHEN t.valid = 'N' THEN 'CALL SYSPROC.ADMIN_REVALIDATE_DB_OBJECTS('
      || '''TRIGGER'', ''SHADOWLOG'', ''' || t.trigname || ''');'
    ELSE 'install again what "shadowlog-triggers db2 install" prints for what'
      || ' "shadowlog describe" says of the table today' END
FROM syscat.triggers AS t
WHERE t.trigschema = 'SHADOWLOG'
  AND t.trigname IN (UPPER('{{trigger}}_i'), UPPER('{{trigger}}_u'),
    UPPER('{{trigger}}_d'))
  AND (t.valid IN ('N', 'X') OR t.enabled = 'N') AND t.tabschema =
{{schema}}
  AND t.tabname =
{{table}}

--: section doctor.table.altered
SELECT 'error', RTRIM(t.tabschema) || '.' || t.tabname,
  'trigger ' || t.trigname || CASE
    WHEN t.trigtime <> 'A' OR t.granularity <> 'R' OR t.trigevent <> w.event
      THEN ' fires for another event or at another time'
    WHEN LOCATE('shadowlog_changelog', t.text) = 0
      THEN ' does not write to the changelog any more'
    ELSE ' does not write the layout of today, {{shape}}' END,
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    || ' a layout that they do not have',
  'install again what "shadowlog-triggers db2 install" prints for this table'
FROM (VALUES ('_I', 'I'), ('_U', 'U'), ('_D', 'D')) AS w (suffix, event)
JOIN syscat.triggers AS t ON t.trigname = UPPER('{{trigger}}') || w.suffix
WHERE t.trigschema = 'SHADOWLOG' AND t.tabschema =
{{schema}}
  AND t.tabname =
{{table}}
  AND (t.trigtime <> 'A' OR t.granularity <> 'R' OR t.trigevent <> w.event
    OR LOCATE('shadowlog_changelog', t.text) = 0
    OR LOCATE(' {{shape}},', t.text) = 0)

-- Triggers fire in the order in which they were created.
--: section doctor.table.order
SELECT CASE WHEN o.create_time < t.create_time
    OR LOCATE(UPPER(t.tabname), UPPER(VARCHAR(SUBSTR(o.text, 1, 8000)))) > 0
    THEN 'warning' ELSE 'note' END,
  RTRIM(o.tabschema) || '.' || o.tabname,
  'trigger ' || RTRIM(o.trigschema) || '.' || o.trigname
    || CASE WHEN o.create_time < t.create_time THEN ' fires before '
      || t.trigname ELSE ' fires for each row, too' END,
  'if it writes to this same table, its change can be captured before the one'
    || ' that it follows',
  CASE WHEN o.create_time < t.create_time
    THEN 'drop it and create it again: the newest fires last'
    ELSE 'let a BEFORE trigger change the row, or let it write to other tables'
      || ' only' END
FROM syscat.triggers AS t
JOIN syscat.triggers AS o ON o.tabschema = t.tabschema
  AND o.tabname = t.tabname AND o.trigevent IN (t.trigevent, 'M')
WHERE t.trigschema = 'SHADOWLOG' AND o.trigschema <> 'SHADOWLOG'
  AND o.trigtime = 'A' AND o.granularity = 'R' AND t.tabschema =
{{schema}}
  AND t.tabname =
{{table}}

-- A primary key; else at least one that could stand for it.
--: section doctor.table.key
SELECT CASE WHEN EXISTS (SELECT 1 FROM syscat.indexes AS i
    WHERE i.tabschema = t.tabschema AND i.tabname = t.tabname
    AND i.uniquerule = 'U' AND NOT EXISTS (
      SELECT 1 FROM syscat.indexcoluse AS k
      JOIN syscat.columns AS c ON c.colname = k.colname
      WHERE k.indschema = i.indschema AND k.indname = i.indname
      AND k.colorder <> 'I' AND c.tabschema = i.tabschema
      AND c.tabname = i.tabname AND c.nulls = 'Y'))
  THEN 'note' ELSE 'warning' END,
  RTRIM(t.tabschema) || '.' || t.tabname, 'the table has no primary key',
  'only its description says what makes a row one: if two rows can be equal in'
    || ' that, receivers take them for one',
  'give it a primary key'
FROM syscat.tables AS t
WHERE NOT EXISTS (SELECT 1 FROM syscat.tabconst AS n
    WHERE n.tabschema = t.tabschema AND n.tabname = t.tabname
    AND n.type = 'P') AND t.tabschema =
{{schema}}
  AND t.tabname =
{{table}}

--: section doctor.table.blind
SELECT 'note', RTRIM(c.tabschema) || '.' || c.tabname,
  'column ' || c.colname || ' is ' || RTRIM(c.typename),
  'its value is in no event', 'make it a VARCHAR, where it is short enough'
FROM syscat.columns AS c
WHERE c.typename IN ('CLOB', 'DBCLOB', 'BLOB', 'XML') AND c.tabschema =
{{schema}}
  AND c.tabname =
{{table}}

-- What was asked for, and nobody should forget.
--: section doctor.table.options
SELECT 'note',
{{schema}}
  || '.' ||
{{table}}
  , 'a session can write to it uncaptured (option bypass)',
  'whoever may write variable shadowlog_bypass can', CAST(NULL AS VARCHAR(1))
FROM sysibm.sysdummy1 WHERE '{{options}}' LIKE '% bypass %'

--: section doctor.strays
SELECT DISTINCT 'error', RTRIM(t.tabschema) || '.' || t.tabname,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if it was renamed, end the capture of the old name and install the new one'
FROM syscat.triggers AS t
WHERE t.trigschema = 'SHADOWLOG'
  AND t.trigname LIKE 'SHADOWLOG!_________!__' ESCAPE '!'
  AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape AS s
    WHERE s.table_schema = RTRIM(t.tabschema) AND s.table_name = t.tabname)

--: section doctor.sequence
SELECT CASE w.kind WHEN 1 THEN 'warning' ELSE 'error' END,
  'SHADOWLOG.SHADOWLOG_SEQ',
  CASE w.kind WHEN 1 THEN 'it is NO ORDER' WHEN 2 THEN 'it counts down'
    WHEN 3 THEN 'it may CYCLE'
    ELSE 'it is at ' || VARCHAR(BIGINT(s.nextcachefirstvalue))
      || ', and the changelog has ' || VARCHAR(c.latest) END,
  CASE w.kind WHEN 1 THEN 'members of a cluster hand out numbers of their own:'
      || ' the changes of one row are delivered in the wrong order'
    WHEN 2 THEN 'numbers have to grow'
    ELSE 'numbers are used twice: writes to captured tables fail, or are taken'
      || ' for delivered ones' END,
  CASE w.kind WHEN 1 THEN 'ALTER SEQUENCE shadowlog.shadowlog_seq ORDER;'
    WHEN 2 THEN 'ALTER SEQUENCE shadowlog.shadowlog_seq INCREMENT BY 1;'
    WHEN 3 THEN 'ALTER SEQUENCE shadowlog.shadowlog_seq NO CYCLE;'
    ELSE 'ALTER SEQUENCE shadowlog.shadowlog_seq RESTART WITH '
      || VARCHAR(c.latest + 1) || ';' END
FROM syscat.sequences AS s
CROSS JOIN (SELECT MAX(seq) AS latest FROM shadowlog.shadowlog_changelog) AS c
CROSS JOIN (VALUES 1, 2, 3, 4) AS w (kind)
WHERE s.seqschema = 'SHADOWLOG' AND s.seqname = 'SHADOWLOG_SEQ'
  AND (w.kind = 1 AND s."ORDER" = 'N' OR w.kind = 2 AND s.increment < 1
    OR w.kind = 3 AND s.cycle = 'Y'
    OR w.kind = 4 AND s.nextcachefirstvalue <= c.latest)

-- Currently committed is what Db2 does with CURSOR STABILITY.
--: section doctor.isolation
SELECT 'error', 'isolation', 'a session has '
    || COALESCE(NULLIF(RTRIM(CURRENT ISOLATION), ''), 'that of its package'),
  'rows that are not committed are skipped, and the order of one row''s changes'
    || ' is lost', CAST(NULL AS VARCHAR(1))
FROM sysibm.sysdummy1
WHERE RTRIM(CURRENT ISOLATION) <> 'RS'

-- READ STABILITY holds a lock for each row of a page.
--: section doctor.settings
SELECT 'warning', 'locklist', 'it is ' || RTRIM(value) || ' pages of 4 KB',
  'where locks get short, the poller''s become one on the whole changelog, and'
    || ' writers wait for it',
  'CALL SYSPROC.ADMIN_CMD(''UPDATE DB CFG USING LOCKLIST AUTOMATIC'');'
FROM sysibmadm.dbcfg
WHERE name = 'locklist' AND value_flags <> 'AUTOMATIC'
  AND CAST(RTRIM(value) AS INTEGER) < 1024

--: section doctor.transactions
SELECT 'warning', 'application ' || VARCHAR(u.application_handle),
  'a transaction of ' || RTRIM(u.session_auth_id) || ' has been open since '
    || VARCHAR(u.uow_start_time),
  'the poller waits for the rows that it has written',
  'CALL SYSPROC.ADMIN_CMD(''FORCE APPLICATION ('
    || VARCHAR(u.application_handle) || ')'');'
FROM TABLE(MON_GET_UNIT_OF_WORK(CAST(NULL AS BIGINT), -1)) AS u
WHERE u.workload_occurrence_state = 'UOWWAIT'
  AND u.uow_stop_time IS NULL
  AND u.uow_start_time <= CURRENT TIMESTAMP - {{old}} SECONDS

--: section doctor.privileges
SELECT 'error', RTRIM(SESSION_USER),
  'it has no ' || w.privilege || ' on ' || w.name,
  'the poller cannot do its work',
  'GRANT ' || w.privilege || ' ON shadowlog.' || w.name || ' TO USER "'
    || RTRIM(SESSION_USER) || '";'
FROM (VALUES ('SHADOWLOG_CHANGELOG', 'SELECT'),
  ('SHADOWLOG_CHANGELOG', 'DELETE'), ('SHADOWLOG_SHAPE', 'SELECT'),
  ('SHADOWLOG_META', 'SELECT'), ('SHADOWLOG_LEASE', 'SELECT'),
  ('SHADOWLOG_LEASE', 'UPDATE')) AS w (name, privilege)
WHERE NOT EXISTS (SELECT 1 FROM syscat.dbauth AS d
    WHERE d.grantee = RTRIM(SESSION_USER) AND d.dataaccessauth = 'Y')
  AND NOT EXISTS (SELECT 1 FROM syscat.tabauth AS p
    WHERE p.tabschema = 'SHADOWLOG' AND p.tabname = w.name
    AND (p.grantee IN (RTRIM(SESSION_USER), 'PUBLIC')
      OR p.grantee IN (SELECT r.rolename FROM syscat.roleauth AS r
        WHERE r.grantee = RTRIM(SESSION_USER)))
    AND CASE w.privilege WHEN 'SELECT' THEN p.selectauth
      WHEN 'DELETE' THEN p.deleteauth ELSE p.updateauth END IN ('Y', 'G'))
UNION ALL
SELECT 'note', RTRIM(SESSION_USER),
  'it may do more to the changelog than the poller needs',
  'whoever has the poller''s password has these rights',
  'let the poller connect as a user of its own: "shadowlog-triggers db2 grants"'
FROM sysibm.sysdummy1
WHERE EXISTS (SELECT 1 FROM syscat.dbauth AS d
    WHERE d.grantee = RTRIM(SESSION_USER)
    AND 'Y' IN (d.dataaccessauth, d.dbadmauth))
UNION ALL
SELECT 'warning', RTRIM(p.grantee), RTRIM(p.grantee) || ' may '
    || CASE WHEN p.insertauth <> 'N' THEN 'INSERT' WHEN p.updateauth <> 'N'
      THEN 'UPDATE' ELSE 'DELETE' END || ' on ' || p.tabname,
  'events can be forged or taken away; the application needs no right here',
  'REVOKE ' || CASE WHEN p.insertauth <> 'N' THEN 'INSERT'
      WHEN p.updateauth <> 'N' THEN 'UPDATE' ELSE 'DELETE' END
    || ' ON shadowlog.' || p.tabname || ' FROM '
    || CASE WHEN p.grantee = 'PUBLIC' THEN 'PUBLIC'
      WHEN p.granteetype = 'G' THEN 'GROUP "' || RTRIM(p.grantee) || '"'
      WHEN p.granteetype = 'R' THEN 'ROLE "' || RTRIM(p.grantee) || '"'
      ELSE 'USER "' || RTRIM(p.grantee) || '"' END || ';'
FROM syscat.tabauth AS p
JOIN syscat.tables AS x ON x.tabschema = p.tabschema AND x.tabname = p.tabname
WHERE p.tabschema = 'SHADOWLOG'
  AND p.tabname IN ('SHADOWLOG_CHANGELOG', 'SHADOWLOG_SHAPE')
  AND p.grantee <> x.owner
  AND (p.insertauth <> 'N' OR p.updateauth <> 'N' OR p.deleteauth <> 'N'
    AND (p.tabname = 'SHADOWLOG_SHAPE'
      OR NOT EXISTS (SELECT 1 FROM syscat.tabauth AS l
        WHERE l.tabschema = 'SHADOWLOG' AND l.tabname = 'SHADOWLOG_LEASE'
        AND l.updateauth <> 'N' AND l.grantee = p.grantee)))

-- An index, a constraint or a trigger of the site's own on the changelog.
--: section doctor.changelog
SELECT 'warning', i.tabname, 'it has an index, ' || i.indname,
  CASE i.uniquerule WHEN 'U' THEN 'it can fail the application''s writes'
    ELSE 'it makes every write of the application dearer' END,
  'DROP INDEX "' || RTRIM(i.indschema) || '"."' || i.indname || '";'
FROM syscat.indexes AS i
WHERE i.tabschema = 'SHADOWLOG' AND i.tabname = 'SHADOWLOG_CHANGELOG'
  AND i.uniquerule <> 'P'
UNION ALL
SELECT 'warning', n.tabname, 'it has a constraint, ' || n.constname,
  'it can fail the application''s writes',
  'ALTER TABLE shadowlog.shadowlog_changelog DROP CONSTRAINT "' || n.constname
    || '";'
FROM syscat.tabconst AS n
WHERE n.tabschema = 'SHADOWLOG' AND n.tabname = 'SHADOWLOG_CHANGELOG'
  AND n.type IN ('U', 'F', 'K')
UNION ALL
SELECT 'warning', t.tabname, 'it has a trigger, ' || RTRIM(t.trigschema) || '.'
    || t.trigname,
  'it runs in every write of the application, or in every delete of the poller',
  'DROP TRIGGER "' || RTRIM(t.trigschema) || '"."' || t.trigname || '";'
FROM syscat.triggers AS t
WHERE t.tabschema = 'SHADOWLOG' AND t.tabname = 'SHADOWLOG_CHANGELOG'
UNION ALL
SELECT 'error', 'SHADOWLOG_CHANGELOG', 'it has no primary key',
  'a number could be there twice, and every page reads the whole table',
  'ALTER TABLE shadowlog.shadowlog_changelog ADD PRIMARY KEY (seq);'
FROM sysibm.sysdummy1
WHERE NOT EXISTS (SELECT 1 FROM syscat.tabconst AS n
  WHERE n.tabschema = 'SHADOWLOG' AND n.tabname = 'SHADOWLOG_CHANGELOG'
  AND n.type = 'P')
