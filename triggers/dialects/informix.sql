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

--: section image.values
{{values}}

--: section table
DROP TRIGGER IF EXISTS {{trigger}}_i;
CREATE TRIGGER {{trigger}}_i INSERT ON {{table}}
	REFERENCING NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put({{shape}}, 'I', NULL,
		{{new_image}}));

DROP TRIGGER IF EXISTS {{trigger}}_u;
CREATE TRIGGER {{trigger}}_u UPDATE ON {{table}}
	REFERENCING OLD AS o NEW AS n
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put({{shape}}, 'U',
		{{old_image}},
		{{new_image}}));

DROP TRIGGER IF EXISTS {{trigger}}_d;
CREATE TRIGGER {{trigger}}_d DELETE ON {{table}}
	REFERENCING OLD AS o
	FOR EACH ROW (EXECUTE PROCEDURE shadowlog_put({{shape}}, 'D',
		{{old_image}}, NULL));

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
