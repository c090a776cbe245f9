-- Informix 11.70 and later

--: set encoding quoted
--: set escape double
--: set quote
--: set names lower
--: set schemas no
--: set old o.
--: set new n.

--: type boolean = bool
--: type smallint = int
--: type integer = int
--: type int = int
--: type int8 = bigint
--: type bigint = bigint
--: type bigserial = bigint
--: type serial8 = bigint
--: type serial = int
--: type decimal* = decimal
--: type money* = decimal
--: type smallfloat = float
--: type float = double
--: type date = date
--: type datetime year to* = timestamp
--: type datetime hour to* = time
--: type datetime* = other
--: type interval* = interval
--: type char* = text
--: type nchar* = text
--: type varchar* = text
--: type nvarchar* = text
--: type lvarchar* = text
--: type text = text
--: type clob = text
--: type byte = binary
--: type blob = binary
--: type * = other

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- Names have no quotes: a quoted one would need DELIMIDENT in the environment
-- of every session of the application.
--
-- No value depends on the application's session: dates and times have a format,
-- and MONEY, which has a currency of the session's, is a DECIMAL first.  text,
-- byte, clob and blob cannot be used in a trigger: they are absent from events.
--: set value_join || ',' ||
--: value bool = CASE WHEN {{c}} = 't' THEN 'true' WHEN {{c}} = 'f' THEN 'false' ELSE 'NULL' END
--: value decimal of money* = NVL({{c}}::DECIMAL(32,4)::VARCHAR(60), 'NULL')
--: value date = NVL(TO_CHAR({{c}}, '%Y-%m-%d'), 'NULL')
--: value timestamp of datetime year to fraction* = NVL(TO_CHAR({{c}}, '%Y-%m-%d %H:%M:%S%F5'), 'NULL')
--: value timestamp = NVL(TO_CHAR({{c}}, '%Y-%m-%d %H:%M:%S'), 'NULL')
--: value time of datetime hour to fraction* = NVL(TO_CHAR({{c}}, '%H:%M:%S%F5'), 'NULL')
--: value time = NVL(TO_CHAR({{c}}, '%H:%M:%S'), 'NULL')
--: value text of text = '?'
--: value text of clob = '?'
--: value text = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '''' || REPLACE({{c}}, '''', '''''') || '''' END
--: value binary = '?'
--: value interval = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '''' || {{c}}::VARCHAR(60) || '''' END
--: value json = '?'
--: value other = CASE WHEN {{c}} IS NULL THEN 'NULL' ELSE '''' || REPLACE({{c}}::LVARCHAR, '''', '''''') || '''' END
--: value * = NVL({{c}}::VARCHAR(60), 'NULL')

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit actor context bypass bypass_marker
--: set refuse.lob_hash Informix has no hash function that a trigger could call
--: set refuse.statement an action for a whole statement sees no rows
--: set refuse.fail a trigger of Informix has no savepoint to go back to when recording fails

-- As bytes: blanks at the end make no difference to =.  NCHAR and NVARCHAR
-- compare by locale, and without regard to case in some databases, so they
-- cannot be compared here; nor can what a trigger does not see.
--: same bool = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} THEN 1 ELSE 0 END = 1
--: same int = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} THEN 1 ELSE 0 END = 1
--: same bigint = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} THEN 1 ELSE 0 END = 1
--: same decimal = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} THEN 1 ELSE 0 END = 1
--: same float = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} THEN 1 ELSE 0 END = 1
--: same double = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} THEN 1 ELSE 0 END = 1
--: same date = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} THEN 1 ELSE 0 END = 1
--: same time = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} THEN 1 ELSE 0 END = 1
--: same timestamp = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} THEN 1 ELSE 0 END = 1
--: same text of char* = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} AND OCTET_LENGTH({{old}}) = OCTET_LENGTH({{new}}) THEN 1 ELSE 0 END = 1
--: same text of varchar* = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} AND OCTET_LENGTH({{old}}) = OCTET_LENGTH({{new}}) THEN 1 ELSE 0 END = 1
--: same text of lvarchar* = CASE WHEN {{old}} IS NULL AND {{new}} IS NULL THEN 1 WHEN {{old}} = {{new}} AND OCTET_LENGTH({{old}}) = OCTET_LENGTH({{new}}) THEN 1 ELSE 0 END = 1

-- The size, in bytes as they are stored.
--: value text omit of *char* = NVL('?' || OCTET_LENGTH({{c}})::VARCHAR(12), 'NULL')

--: section image.values
{{values}}

--: # ---- what the table's options make of the triggers ----

--: section if.no_actor+context.who
, 'f', 't'
--: section if.actor+no_context.who
, 't', 'f'
--: section if.actor+context.who
, 't', 't'
--: section if.no_actor+no_context.marked_by
, 'f', 'f'
--: section if.who.marked_by
{{who}}
--: section if.no_who.put
shadowlog_put
--: section if.who.put
shadowlog_put_who

--: section not_bypassed
shadowlog_bypassed() = 'f'

--: section if.bypass_marker.mark
BEFORE (EXECUTE PROCEDURE shadowlog_mark({{shape}}{{marked_by}}))
--: section if.insert_if.insert_when
 WHEN ({{insert_if}})
--: section if.update_if.update_when
 WHEN ({{update_if}})
--: section if.delete_if.delete_when
 WHEN ({{delete_if}})

--: section if.no_before_none.old_part
{{old_image}}
--: section if.before_none+no_when.old_part
CASE WHEN {{key_unchanged}} THEN NULL::LVARCHAR ELSE
	{{old_image}}
END
--: section if.before_none+when.old_part
CASE WHEN {{key_unchanged}}
	AND ({{new_when}}) THEN NULL::LVARCHAR ELSE
	{{old_image}}
END

--: section if.insert.insert
DROP TRIGGER IF EXISTS {{trigger}}_i;
CREATE TRIGGER {{trigger}}_i INSERT ON {{table}}
	REFERENCING NEW AS n
	{{mark}}
	FOR EACH ROW{{insert_when}} (EXECUTE PROCEDURE {{put}}({{shape}}, 'I', NULL,
		{{new_image}}{{who}}));
--: section if.update+no_when.update
DROP TRIGGER IF EXISTS {{trigger}}_u;
CREATE TRIGGER {{trigger}}_u UPDATE ON {{table}}
	REFERENCING OLD AS o NEW AS n
	{{mark}}
	FOR EACH ROW{{update_when}} (EXECUTE PROCEDURE {{put}}({{shape}}, 'U',
		{{old_part}},
		{{new_image}}{{who}}));
--: section if.update+when.update
DROP TRIGGER IF EXISTS {{trigger}}_u;
CREATE TRIGGER {{trigger}}_u UPDATE ON {{table}}
	REFERENCING OLD AS o NEW AS n
	{{mark}}
	FOR EACH ROW{{update_when}} (EXECUTE PROCEDURE {{put}}({{shape}},
		CASE WHEN ({{old_when}}) THEN
			CASE WHEN ({{new_when}}) THEN 'U' ELSE 'D' END
		ELSE 'I' END,
		CASE WHEN ({{old_when}}) THEN
			{{old_part}}
		END,
		CASE WHEN ({{new_when}}) THEN
			{{new_image}}
		END{{who}}));
--: section if.delete.delete
DROP TRIGGER IF EXISTS {{trigger}}_d;
CREATE TRIGGER {{trigger}}_d DELETE ON {{table}}
	REFERENCING OLD AS o
	{{mark}}
	FOR EACH ROW{{delete_when}} (EXECUTE PROCEDURE {{put}}({{shape}}, 'D',
		{{old_image}}, NULL{{who}}));
--: section if.no_insert.insert
DROP TRIGGER IF EXISTS {{trigger}}_i;
--: section if.no_update.update
DROP TRIGGER IF EXISTS {{trigger}}_u;
--: section if.no_delete.delete
DROP TRIGGER IF EXISTS {{trigger}}_d;

--: # ---- what the script says and looks for ----

--: section if.bypass.notes
--
-- WHOEVER MAY EXECUTE shadowlog_bypass CAN WRITE TO THIS TABLE WITHOUT BEING
-- CAPTURED:
--   EXECUTE PROCEDURE shadowlog_bypass('on');
--: section if.bypass_marker.notes
-- Each such statement leaves an event "m", also one that finds no row.
--: section if.keyless_all.notes
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--: section if.when.notes
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   {{plain_when}}

--: section table
{{insert}}

{{update}}

{{delete}}

--: section install.head
-- Shadowlog: capture row changes of the tables below, on Informix.
--
-- Run it as the owner of the changelog, who also owns these tables or is DBA:
--
--	DBACCNOIGN=1 dbaccess -e DATABASE this-file.sql
--
-- DBACCNOIGN makes it stop and roll back at the first error.  Each table is one
-- transaction, and is locked while its triggers are exchanged.  Running it again
-- changes nothing.
--
-- Each table gets three FOR EACH ROW triggers that call one procedure with the
-- rights of their owner: the application's users need none.  If a change cannot
-- be recorded, the statement that made it fails: an image has at most 16,000
-- bytes.  In which order several triggers of one kind fire, Informix does not
-- say.
--
-- What they do not see: TRUNCATE; loads in express mode; fragments attached and
-- detached; SET TRIGGERS ... DISABLED while it lasts; columns of type TEXT, BYTE,
-- CLOB and BLOB; what Enterprise Replication applies, unless it is told to fire
-- triggers.  A column that a trigger names cannot be dropped without the
-- trigger: uninstall, drop, describe, install.  A column added later is not
-- captured until then.

--: section install
-- Table {{label}}
{{notes}}
BEGIN WORK;
LOCK TABLE {{table}} IN EXCLUSIVE MODE;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT {{shape}}, {{schema_literal}}, {{name_literal}},
       (SELECT NVL(MAX(v.version), 0) + 1
          FROM shadowlog_shape AS v
         WHERE v.table_schema = {{schema_literal}}
           AND v.table_name = {{name_literal}}),
       {{description_literal}},
       '{{trigger_hash}}', DBINFO('utc_current')
  FROM systables
 WHERE tabid = 1
   AND NOT EXISTS (SELECT 1
                     FROM shadowlog_shape AS s
                    WHERE s.shape = {{shape}}
                      AND s.description =
                          {{description_literal}});
UPDATE shadowlog_shape
   SET trigger_hash = '{{trigger_hash}}', installed_at = DBINFO('utc_current')
 WHERE shape = {{shape}}
   AND (trigger_hash <> '{{trigger_hash}}'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog_shape AS s
                            WHERE s.table_schema = {{schema_literal}}
                              AND s.table_name = {{name_literal}}));

{{table_sql}}

COMMIT WORK;

--: section uninstall.head
-- Shadowlog: end the capture of the tables below, on Informix.
--
--	DBACCNOIGN=1 dbaccess -e DATABASE this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

--: section uninstall
-- Table {{label}}
BEGIN WORK;
DROP TRIGGER IF EXISTS {{trigger}}_i;
DROP TRIGGER IF EXISTS {{trigger}}_u;
DROP TRIGGER IF EXISTS {{trigger}}_d;
DELETE FROM shadowlog_shape
 WHERE table_schema = {{schema_literal}}
   AND table_name = {{name_literal}}
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);
COMMIT WORK;

--: section uninstall.changelog
-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  Uninstall all tables first: the triggers of one that is
-- still captured would fail every write.  The first statement fails then.
BEGIN WORK;
CREATE TEMP TABLE shadowlog_left (triggers INTEGER CHECK (triggers = 0));
INSERT INTO shadowlog_left
SELECT COUNT(*) FROM systriggers WHERE trigname LIKE 'shadowlog\_%' ESCAPE '\';
DROP TABLE shadowlog_left;
DROP PROCEDURE IF EXISTS shadowlog_put;
DROP PROCEDURE IF EXISTS shadowlog_put_who;
DROP PROCEDURE IF EXISTS shadowlog_mark;
DROP FUNCTION IF EXISTS shadowlog_lines;
DROP FUNCTION IF EXISTS shadowlog_bypassed;
DROP PROCEDURE IF EXISTS shadowlog_bypass;
DROP PROCEDURE IF EXISTS shadowlog_context;
DROP TABLE IF EXISTS shadowlog_changelog;
DROP TABLE IF EXISTS shadowlog_shape;
DROP TABLE IF EXISTS shadowlog_lease;
DROP TABLE IF EXISTS shadowlog_meta;
DROP SEQUENCE IF EXISTS shadowlog_seq;
COMMIT WORK;

--: section grants
-- What the poller's user {{role_comment}} needs, and nothing else.  The
-- application's users need nothing.
GRANT CONNECT TO {{role}};
GRANT SELECT, DELETE ON shadowlog_changelog TO {{role}};
GRANT SELECT ON shadowlog_shape TO {{role}};
GRANT SELECT ON shadowlog_meta TO {{role}};
GRANT SELECT, UPDATE ON shadowlog_lease TO {{role}};

-- The poller.  COMMITTED READ waits for rows that are not committed, up to the
-- time given here, and tries again at the next round.  LAST COMMITTED would skip
-- them and lose the order of one row's changes, so it is switched off, also
-- where the server has it on for all.
--: section poller.session
SET ISOLATION TO COMMITTED READ

SET ENVIRONMENT USELASTCOMMITTED 'NONE'

SET LOCK MODE TO WAIT 5

--: section poller.server
SELECT 'Informix ' || DBINFO('version', 'full'), DBSERVERNAME,
  DBINFO('dbname'), 0, 0
FROM systables WHERE tabid = 1

--: section poller.meta
SELECT source_uuid, schema_version, engine_identity,
  'informix ' || DBSERVERNAME || '/' || DBINFO('dbname')
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
SELECT FIRST {{limit}} seq FROM shadowlog_changelog WHERE {{where}} ORDER BY seq

--: section poller.probe
SELECT COUNT(*), MAX(seq), NVL(SUM(bytes), 0) FROM (
  SELECT FIRST {{limit}} seq, NVL(OCTET_LENGTH(old_row), 0)
    + NVL(OCTET_LENGTH(new_row), 0) AS bytes
  FROM shadowlog_changelog WHERE {{where}} ORDER BY seq)

--: section poller.page
SELECT FIRST {{limit}} seq, shape, op, txid,
  TO_CHAR(DATETIME(1970-01-01 00:00:00) YEAR TO SECOND
    + TRUNC(captured_at / 86400) UNITS DAY
    + MOD(captured_at, 86400) UNITS SECOND, '%Y-%m-%d %H:%M:%S'),
  OCTET_LENGTH(old_row), OCTET_LENGTH(new_row),
  CASE WHEN OCTET_LENGTH(old_row) <= {{inline}} THEN old_row END,
  CASE WHEN OCTET_LENGTH(new_row) <= {{inline}} THEN new_row END
FROM shadowlog_changelog WHERE {{where}} ORDER BY seq

--: section poller.who
SELECT seq, actor, context FROM shadowlog_changelog
WHERE {{where}} ORDER BY seq

--: section poller.chunk
SELECT SUBSTR({{column}}, {{from}}, {{length}})
FROM shadowlog_changelog WHERE seq = {{seq}}

--: section poller.count
SELECT COUNT(*) FROM shadowlog_changelog WHERE {{where}}

--: section poller.trim
DELETE FROM shadowlog_changelog WHERE {{where}}

--: section poller.lease_read
SELECT holder, token, epoch, expires_at - DBINFO('utc_current')
FROM shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = DBINFO('utc_current') + {{seconds}}
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= DBINFO('utc_current'))

--: section poller.lease_renew
UPDATE shadowlog_lease SET expires_at = DBINFO('utc_current') + {{seconds}}
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT(*), MIN(seq),
  (SELECT TO_CHAR(DATETIME(1970-01-01 00:00:00) YEAR TO SECOND
     + TRUNC(l.captured_at / 86400) UNITS DAY
     + MOD(l.captured_at, 86400) UNITS SECOND, '%Y-%m-%dT%H:%M:%SZ')
   FROM shadowlog_changelog AS l
   WHERE l.seq = (SELECT MIN(seq) FROM shadowlog_changelog WHERE {{where}})),
  (SELECT TO_CHAR(DATETIME(1970-01-01 00:00:00) YEAR TO SECOND
     + TRUNC(DBINFO('utc_current') / 86400) UNITS DAY
     + MOD(DBINFO('utc_current'), 86400) UNITS SECOND, '%Y-%m-%dT%H:%M:%SZ')
   FROM systables WHERE tabid = 1)
FROM shadowlog_changelog WHERE {{where}}

-- Holes that start their line are filled in as they are.
--: section catalogue.table
SELECT '', tabname FROM systables
WHERE tabtype = 'T' AND tabid >= 100 AND '' =
{{schema}}
  AND tabname = LOWER(
{{table}}
  )

-- collength of a DATETIME or INTERVAL holds its first and last field, that of a
-- DECIMAL its precision and scale; coltype + 256 is NOT NULL.
--: section catalogue.columns
SELECT c.colname, t.name, t.name,
  CASE WHEN c.coltype >= 256 THEN '' ELSE 'null' END, '',
  CASE ABS(c.colno)
    WHEN ABS(i.part1) THEN 1 WHEN ABS(i.part2) THEN 2
    WHEN ABS(i.part3) THEN 3 WHEN ABS(i.part4) THEN 4
    WHEN ABS(i.part5) THEN 5 WHEN ABS(i.part6) THEN 6
    WHEN ABS(i.part7) THEN 7 WHEN ABS(i.part8) THEN 8 ELSE 0 END
FROM systables AS s
JOIN syscolumns AS c ON c.tabid = s.tabid
JOIN (
  SELECT k.tabid, k.colno, CASE MOD(k.coltype, 256)
    WHEN 0 THEN 'char(' || k.collength || ')'
    WHEN 1 THEN 'smallint' WHEN 2 THEN 'integer' WHEN 3 THEN 'float'
    WHEN 4 THEN 'smallfloat'
    WHEN 5 THEN 'decimal(' || TRUNC(k.collength / 256)
      || CASE MOD(k.collength, 256) WHEN 255 THEN ''
        ELSE ',' || MOD(k.collength, 256) END || ')'
    WHEN 6 THEN 'serial' WHEN 7 THEN 'date'
    WHEN 8 THEN 'money(' || TRUNC(k.collength / 256) || ','
      || MOD(k.collength, 256) || ')'
    WHEN 10 THEN 'datetime '
      || CASE TRUNC(MOD(k.collength, 256) / 16) WHEN 0 THEN 'year'
        WHEN 2 THEN 'month' WHEN 4 THEN 'day' WHEN 6 THEN 'hour'
        WHEN 8 THEN 'minute' WHEN 10 THEN 'second' ELSE 'fraction' END
      || ' to ' || CASE MOD(k.collength, 16) WHEN 0 THEN 'year'
        WHEN 2 THEN 'month' WHEN 4 THEN 'day' WHEN 6 THEN 'hour'
        WHEN 8 THEN 'minute' WHEN 10 THEN 'second'
        ELSE 'fraction(' || (MOD(k.collength, 16) - 10) || ')' END
    WHEN 11 THEN 'byte' WHEN 12 THEN 'text'
    WHEN 13 THEN 'varchar(' || MOD(k.collength, 256) || ')'
    WHEN 14 THEN 'interval' WHEN 15 THEN 'nchar(' || k.collength || ')'
    WHEN 16 THEN 'nvarchar(' || MOD(k.collength, 256) || ')'
    WHEN 17 THEN 'int8' WHEN 18 THEN 'serial8'
    WHEN 43 THEN 'lvarchar(' || k.collength || ')' WHEN 45 THEN 'boolean'
    WHEN 52 THEN 'bigint' WHEN 53 THEN 'bigserial'
    ELSE NVL(x.name, 'type ' || MOD(k.coltype, 256)) END AS name
  FROM syscolumns AS k
  LEFT JOIN sysxtdtypes AS x ON x.extended_id = k.extended_id
    AND k.extended_id > 0) AS t
  ON t.tabid = c.tabid AND t.colno = c.colno
LEFT JOIN sysconstraints AS p ON p.tabid = s.tabid AND p.constrtype = 'P'
LEFT JOIN sysindexes AS i ON i.tabid = p.tabid AND i.idxname = p.idxname
WHERE '' =
{{schema}}
  AND s.tabname =
{{table}}
ORDER BY c.colno

--: section catalogue.tables
SELECT '', tabname FROM systables
WHERE tabtype = 'T' AND tabid >= 100 AND tabname NOT LIKE 'shadowlog\_%' ESCAPE '\'
ORDER BY tabname

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.
--
-- The text of a trigger is kept in pieces of 256 characters, so that what is
-- looked for can lie on the border of two.

--: section catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '' THEN 1 ELSE 0 END AS captured
FROM shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

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

--: section doctor.table.triggers
SELECT 'error', s.tabname, 'trigger {{trigger}}' || w.suffix || ' is missing',
  'its ' || TRIM(w.event) || ' is not captured',
  'install again what "shadowlog-triggers informix install" prints for this'
    || ' table; if its capture was ended, run its uninstall once more when all'
    || ' of it is delivered'
FROM systables AS s,
  (SELECT '_i' AS suffix, 'INSERT' AS event FROM systables WHERE tabid = 1
   UNION ALL SELECT '_u', 'UPDATE' FROM systables WHERE tabid = 1
   UNION ALL SELECT '_d', 'DELETE' FROM systables WHERE tabid = 1) AS w
WHERE s.tabtype = 'T' AND s.tabname =
{{table}}
  AND w.suffix IN ({{suffixes}})
  AND NOT EXISTS (SELECT 1 FROM systriggers AS t
    WHERE t.tabid = s.tabid AND t.trigname = '{{trigger}}' || w.suffix)

--: section doctor.table.enabled
SELECT 'error', s.tabname, 'trigger ' || TRIM(o.name) || ' is disabled',
  'the changes that it is there for are not captured',
  'SET TRIGGERS ' || TRIM(o.name) || ' ENABLED;'
FROM systables AS s
JOIN sysobjstate AS o ON o.tabid = s.tabid AND o.objtype = 'T'
WHERE o.state <> 'E'
  AND o.name IN ('{{trigger}}_i', '{{trigger}}_u', '{{trigger}}_d')
  AND s.tabname =
{{table}}

--: section doctor.table.altered
SELECT 'error', s.tabname, 'trigger ' || TRIM(t.trigname) || CASE
    WHEN t.event <> w.event THEN ' fires for another event'
    WHEN NOT EXISTS (SELECT 1 FROM systrigbody AS b
        LEFT JOIN systrigbody AS c ON c.trigid = b.trigid
          AND c.datakey = b.datakey AND c.seqno = b.seqno + 1
        WHERE b.trigid = t.trigid AND b.datakey = 'A'
        AND LOWER(b.data || NVL(c.data, '')) LIKE '%shadowlog!_put%' ESCAPE '!')
      THEN ' does not write to the changelog any more'
    ELSE ' does not write the layout of today, {{shape}}' END,
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    || ' a layout that they do not have',
  'install again what "shadowlog-triggers informix install" prints for this'
    || ' table'
FROM systables AS s,
  (SELECT '_i' AS suffix, 'I' AS event FROM systables WHERE tabid = 1
   UNION ALL SELECT '_u', 'U' FROM systables WHERE tabid = 1
   UNION ALL SELECT '_d', 'D' FROM systables WHERE tabid = 1) AS w,
  systriggers AS t
WHERE t.tabid = s.tabid AND t.trigname = '{{trigger}}' || w.suffix
  AND (t.event <> w.event OR NOT EXISTS (SELECT 1 FROM systrigbody AS b
    LEFT JOIN systrigbody AS c ON c.trigid = b.trigid
      AND c.datakey = b.datakey AND c.seqno = b.seqno + 1
    WHERE b.trigid = t.trigid AND b.datakey = 'A'
    AND LOWER(b.data || NVL(c.data, ''))
      LIKE '%shadowlog!_put%({{shape}}%' ESCAPE '!'))
  AND s.tabname =
{{table}}

--: section doctor.table.order
SELECT 'warning', s.tabname, 'trigger ' || TRIM(t.trigname)
    || ' fires for the same event as ours',
  'Informix does not say in which order: if it writes to this same table, its'
    || ' change can be captured before the one that it follows',
  'let it write to other tables only'
FROM systables AS s
JOIN systriggers AS t ON t.tabid = s.tabid AND t.event IN ('I', 'U', 'D')
WHERE t.trigname NOT LIKE 'shadowlog!_%' ESCAPE '!'
  AND EXISTS (SELECT 1 FROM systriggers AS o WHERE o.tabid = s.tabid
    AND o.event = t.event AND o.trigname LIKE '{{trigger}}!__' ESCAPE '!')
  AND s.tabname =
{{table}}

-- A primary key; else a unique constraint that could stand for it.
--: section doctor.table.key
SELECT CASE WHEN EXISTS (SELECT 1 FROM sysconstraints AS u
    WHERE u.tabid = s.tabid AND u.constrtype = 'U')
  THEN 'note' ELSE 'warning' END,
  s.tabname, 'the table has no primary key',
  'only its description says what makes a row one: if two rows can be equal in'
    || ' that, receivers take them for one',
  'give it a primary key'
FROM systables AS s
WHERE NOT EXISTS (SELECT 1 FROM sysconstraints AS p
    WHERE p.tabid = s.tabid AND p.constrtype = 'P')
  AND s.tabname =
{{table}}

--: section doctor.table.blind
SELECT 'note', s.tabname, 'column ' || TRIM(c.colname) || ' is '
    || CASE MOD(c.coltype, 256) WHEN 11 THEN 'BYTE' WHEN 12 THEN 'TEXT'
      ELSE UPPER(TRIM(x.name)) END,
  'its value is in no event', 'make it an LVARCHAR, where it is short enough'
FROM systables AS s
JOIN syscolumns AS c ON c.tabid = s.tabid
LEFT JOIN sysxtdtypes AS x ON x.extended_id = c.extended_id
  AND c.extended_id > 0
WHERE (MOD(c.coltype, 256) IN (11, 12) OR x.name IN ('blob', 'clob'))
  AND s.tabname =
{{table}}

-- What was asked for, and nobody should forget.
--: section doctor.table.options
SELECT 'note',
{{table}}
  , 'a session can write to it uncaptured (option bypass)',
  'whoever may execute shadowlog_bypass can', NULL::VARCHAR(9)
FROM systables WHERE tabid = 1 AND '{{options}}' LIKE '% bypass %'

-- A table that was renamed took its triggers along.
--: section doctor.strays
SELECT DISTINCT 'error', s.tabname,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if it was renamed, end the capture of the old name and install the new one'
FROM systriggers AS t
JOIN systables AS s ON s.tabid = t.tabid
WHERE t.trigname LIKE 'shadowlog!_________!__' ESCAPE '!'
  AND NOT EXISTS (SELECT 1 FROM shadowlog_shape AS r
    WHERE r.table_name = s.tabname)

--: section doctor.sequence
SELECT 'error', t.tabname, CASE WHEN q.cycle = '1' THEN 'it may CYCLE'
    ELSE 'it counts down' END,
  'numbers are used twice, or do not grow',
  CASE WHEN q.cycle = '1' THEN 'ALTER SEQUENCE shadowlog_seq NOCYCLE;'
    ELSE 'ALTER SEQUENCE shadowlog_seq INCREMENT BY 1;' END
FROM systables AS t
JOIN syssequences AS q ON q.tabid = t.tabid
WHERE t.tabname = 'shadowlog_seq' AND (q.cycle = '1' OR q.inc_val < 1)
UNION ALL
SELECT 'error', 'shadowlog_seq', 'the sequence is missing',
  'every write to a captured table fails',
  'uninstall all tables, drain the changelog and install it anew'
FROM systables AS t
WHERE t.tabid = 1 AND NOT EXISTS (SELECT 1 FROM systables AS q
  WHERE q.tabname = 'shadowlog_seq' AND q.tabtype = 'Q')
UNION ALL
SELECT 'error', 'shadowlog_put', 'the procedure is missing',
  'every write to a captured table fails',
  'run again what "shadowlog-triggers informix changelog" prints'
FROM systables AS t
WHERE t.tabid = 1 AND NOT EXISTS (SELECT 1 FROM sysprocedures AS p
  WHERE p.procname = 'shadowlog_put')

-- Without a log there is no transaction that a change and its record share.
--: section doctor.settings
SELECT 'error', TRIM(d.name), 'the database is not logged',
  'a change and its record do not commit together, and captured changes are'
    || ' read before they are committed',
  'ontape -s -B ' || TRIM(d.name)
FROM sysmaster:sysdatabases AS d
WHERE d.name = DBINFO('dbname') AND d.is_logging = 0

--: section doctor.privileges
SELECT 'error', TRIM(USER), 'it has no ' || TRIM(w.word) || ' on '
    || TRIM(w.name),
  'the poller cannot do its work',
  'GRANT ' || TRIM(w.word) || ' ON ' || TRIM(w.name) || ' TO ' || TRIM(USER)
    || ';'
FROM (SELECT 'shadowlog_changelog' AS name, 'SELECT' AS word, 1 AS place
    FROM systables WHERE tabid = 1 UNION ALL
  SELECT 'shadowlog_changelog', 'DELETE', 5 FROM systables WHERE tabid = 1
  UNION ALL
  SELECT 'shadowlog_shape', 'SELECT', 1 FROM systables WHERE tabid = 1
  UNION ALL
  SELECT 'shadowlog_meta', 'SELECT', 1 FROM systables WHERE tabid = 1
  UNION ALL
  SELECT 'shadowlog_lease', 'SELECT', 1 FROM systables WHERE tabid = 1
  UNION ALL
  SELECT 'shadowlog_lease', 'UPDATE', 2 FROM systables WHERE tabid = 1) AS w,
  systables AS s
WHERE s.tabname = w.name AND s.owner <> USER
  AND NOT EXISTS (SELECT 1 FROM sysusers AS u
    WHERE u.username = USER AND u.usertype = 'D')
  AND NOT EXISTS (SELECT 1 FROM systabauth AS a
    WHERE a.tabid = s.tabid AND a.grantee IN (USER, 'public')
    AND SUBSTR(a.tabauth, w.place, 1) <> '-')
UNION ALL
SELECT 'note', TRIM(USER), 'it may do more to the changelog than the poller'
    || ' needs',
  'whoever has the poller''s password has these rights',
  'let the poller connect as a user of its own: "shadowlog-triggers informix'
    || ' grants"'
FROM systables AS s
WHERE s.tabname = 'shadowlog_changelog' AND (s.owner = USER
  OR EXISTS (SELECT 1 FROM sysusers AS u
    WHERE u.username = USER AND u.usertype = 'D'))
UNION ALL
SELECT 'warning', TRIM(a.grantee), TRIM(a.grantee) || ' may '
    || CASE WHEN SUBSTR(a.tabauth, 4, 1) <> '-' THEN 'INSERT'
      WHEN SUBSTR(a.tabauth, 2, 1) <> '-' THEN 'UPDATE' ELSE 'DELETE' END
    || ' on ' || TRIM(s.tabname),
  'events can be forged or taken away; the application needs no right here',
  'REVOKE ' || CASE WHEN SUBSTR(a.tabauth, 4, 1) <> '-' THEN 'INSERT'
      WHEN SUBSTR(a.tabauth, 2, 1) <> '-' THEN 'UPDATE' ELSE 'DELETE' END
    || ' ON ' || TRIM(s.tabname) || ' FROM ' || TRIM(a.grantee) || ';'
FROM systabauth AS a
JOIN systables AS s ON s.tabid = a.tabid
WHERE s.tabname IN ('shadowlog_changelog', 'shadowlog_shape')
  AND a.grantee <> s.owner AND (SUBSTR(a.tabauth, 4, 1) <> '-'
    OR SUBSTR(a.tabauth, 2, 1) <> '-' OR SUBSTR(a.tabauth, 5, 1) <> '-'
    AND (s.tabname = 'shadowlog_shape'
      OR NOT EXISTS (SELECT 1 FROM systabauth AS l, systables AS e
        WHERE e.tabname = 'shadowlog_lease' AND l.tabid = e.tabid
        AND l.grantee = a.grantee AND SUBSTR(l.tabauth, 2, 1) <> '-')))

-- An index, a constraint or a trigger of the site's own on the changelog.
--: section doctor.changelog
SELECT 'warning', s.tabname, 'it has an index, ' || TRIM(i.idxname),
  CASE i.idxtype WHEN 'U' THEN 'it can fail the application''s writes'
    ELSE 'it makes every write of the application dearer' END,
  'DROP INDEX ' || TRIM(i.idxname) || ';'
FROM systables AS s
JOIN sysindexes AS i ON i.tabid = s.tabid
WHERE s.tabname = 'shadowlog_changelog'
  AND NOT EXISTS (SELECT 1 FROM sysconstraints AS c
    WHERE c.tabid = s.tabid AND c.idxname = i.idxname)
UNION ALL
SELECT 'warning', s.tabname, 'it has a constraint, ' || TRIM(c.constrname),
  'it can fail the application''s writes',
  'ALTER TABLE shadowlog_changelog DROP CONSTRAINT ' || TRIM(c.constrname)
    || ';'
FROM systables AS s
JOIN sysconstraints AS c ON c.tabid = s.tabid
WHERE s.tabname = 'shadowlog_changelog' AND c.constrtype IN ('U', 'R', 'C')
UNION ALL
SELECT 'warning', s.tabname, 'it has a trigger, ' || TRIM(t.trigname),
  'it runs in every write of the application, or in every delete of the poller',
  'DROP TRIGGER ' || TRIM(t.trigname) || ';'
FROM systables AS s
JOIN systriggers AS t ON t.tabid = s.tabid
WHERE s.tabname = 'shadowlog_changelog'
UNION ALL
SELECT 'error', s.tabname, 'it has no primary key',
  'a number could be there twice, and every page reads the whole table',
  'ALTER TABLE shadowlog_changelog ADD CONSTRAINT PRIMARY KEY (seq);'
FROM systables AS s
WHERE s.tabname = 'shadowlog_changelog'
  AND NOT EXISTS (SELECT 1 FROM sysconstraints AS c
    WHERE c.tabid = s.tabid AND c.constrtype = 'P')
UNION ALL
SELECT 'warning', s.tabname, 'it is locked by the page',
  'writers wait for one another, and for the poller',
  'ALTER TABLE shadowlog_changelog LOCK MODE (ROW);'
FROM systables AS s
WHERE s.tabname = 'shadowlog_changelog' AND s.locklevel = 'P'
