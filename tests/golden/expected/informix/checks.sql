-- catalogue.table
SELECT '', tabname FROM systables
WHERE tabtype = 'T' AND tabid >= 100 AND '' =
'odd ''s\chema'
  AND tabname = LOWER(
'it''s "a" [table] \ 
;'
  )

-- collength of a DATETIME or INTERVAL holds its first and last field, that of a
-- DECIMAL its precision and scale; coltype + 256 is NOT NULL.

-- catalogue.columns
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
'odd ''s\chema'
  AND s.tabname =
'it''s "a" [table] \ 
;'
ORDER BY c.colno

-- catalogue.tables
SELECT '', tabname FROM systables
WHERE tabtype = 'T' AND tabid >= 100 AND tabname NOT LIKE 'shadowlog\_%' ESCAPE '\'
ORDER BY tabname

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.
--
-- The text of a trigger is kept in pieces of 256 characters, so that what is
-- looked for can lie on the border of two.

-- catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '' THEN 1 ELSE 0 END AS captured
FROM shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

-- catalogue.forget
UPDATE shadowlog_shape SET trigger_hash = ''
 WHERE table_schema =
'odd ''s\chema'
   AND table_name =
'it''s "a" [table] \ 
;'
;
DELETE FROM shadowlog_shape
 WHERE table_schema =
'odd ''s\chema'
   AND table_name =
'it''s "a" [table] \ 
;'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);

-- doctor.table.triggers
SELECT 'error', s.tabname, 'trigger shadowlog_0123abcd' || w.suffix || ' is missing',
  'its ' || TRIM(w.event) || ' is not captured',
  'install again what "shadowlog-triggers informix install" prints for this'
    || ' table; if its capture was ended, run its uninstall once more when all'
    || ' of it is delivered'
FROM systables AS s,
  (SELECT '_i' AS suffix, 'INSERT' AS event FROM systables WHERE tabid = 1
   UNION ALL SELECT '_u', 'UPDATE' FROM systables WHERE tabid = 1
   UNION ALL SELECT '_d', 'DELETE' FROM systables WHERE tabid = 1) AS w
WHERE s.tabtype = 'T' AND s.tabname =
'it''s "a" [table] \ 
;'
  AND w.suffix IN ('_i', '_u', '_d', '_t')
  AND NOT EXISTS (SELECT 1 FROM systriggers AS t
    WHERE t.tabid = s.tabid AND t.trigname = 'shadowlog_0123abcd' || w.suffix)

-- doctor.table.enabled
SELECT 'error', s.tabname, 'trigger ' || TRIM(o.name) || ' is disabled',
  'the changes that it is there for are not captured',
  'SET TRIGGERS ' || TRIM(o.name) || ' ENABLED;'
FROM systables AS s
JOIN sysobjstate AS o ON o.tabid = s.tabid AND o.objtype = 'T'
WHERE o.state <> 'E'
  AND o.name IN ('shadowlog_0123abcd_i', 'shadowlog_0123abcd_u', 'shadowlog_0123abcd_d')
  AND s.tabname =
'it''s "a" [table] \ 
;'

-- doctor.table.altered
SELECT 'error', s.tabname, 'trigger ' || TRIM(t.trigname) || CASE
    WHEN t.event <> w.event THEN ' fires for another event'
    WHEN NOT EXISTS (SELECT 1 FROM systrigbody AS b
        LEFT JOIN systrigbody AS c ON c.trigid = b.trigid
          AND c.datakey = b.datakey AND c.seqno = b.seqno + 1
        WHERE b.trigid = t.trigid AND b.datakey = 'A'
        AND LOWER(b.data || NVL(c.data, '')) LIKE '%shadowlog!_put%' ESCAPE '!')
      THEN ' does not write to the changelog any more'
    ELSE ' does not write the layout of today, 12345' END,
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    || ' a layout that they do not have',
  'install again what "shadowlog-triggers informix install" prints for this'
    || ' table'
FROM systables AS s,
  (SELECT '_i' AS suffix, 'I' AS event FROM systables WHERE tabid = 1
   UNION ALL SELECT '_u', 'U' FROM systables WHERE tabid = 1
   UNION ALL SELECT '_d', 'D' FROM systables WHERE tabid = 1) AS w,
  systriggers AS t
WHERE t.tabid = s.tabid AND t.trigname = 'shadowlog_0123abcd' || w.suffix
  AND (t.event <> w.event OR NOT EXISTS (SELECT 1 FROM systrigbody AS b
    LEFT JOIN systrigbody AS c ON c.trigid = b.trigid
      AND c.datakey = b.datakey AND c.seqno = b.seqno + 1
    WHERE b.trigid = t.trigid AND b.datakey = 'A'
    AND LOWER(b.data || NVL(c.data, ''))
      LIKE '%shadowlog!_put%(12345%' ESCAPE '!'))
  AND s.tabname =
'it''s "a" [table] \ 
;'

-- doctor.table.order
SELECT 'warning', s.tabname, 'trigger ' || TRIM(t.trigname)
    || ' fires for the same event as ours',
  'Informix does not say in which order: if it writes to this same table, its'
    || ' change can be captured before the one that it follows',
  'let it write to other tables only'
FROM systables AS s
JOIN systriggers AS t ON t.tabid = s.tabid AND t.event IN ('I', 'U', 'D')
WHERE t.trigname NOT LIKE 'shadowlog!_%' ESCAPE '!'
  AND EXISTS (SELECT 1 FROM systriggers AS o WHERE o.tabid = s.tabid
    AND o.event = t.event AND o.trigname LIKE 'shadowlog_0123abcd!__' ESCAPE '!')
  AND s.tabname =
'it''s "a" [table] \ 
;'

-- A primary key; else a unique constraint that could stand for it.

-- doctor.table.key
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
'it''s "a" [table] \ 
;'

-- doctor.table.blind
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
'it''s "a" [table] \ 
;'

-- What was asked for, and nobody should forget.

-- doctor.table.options
SELECT 'note',
'it''s "a" [table] \ 
;'
  , 'a session can write to it uncaptured (option bypass)',
  'whoever may execute shadowlog_bypass can', NULL::VARCHAR(9)
FROM systables WHERE tabid = 1 AND ' insert update delete truncate bypass ' LIKE '% bypass %'

-- A table that was renamed took its triggers along.

-- doctor.strays
SELECT DISTINCT 'error', s.tabname,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if it was renamed, end the capture of the old name and install the new one'
FROM systriggers AS t
JOIN systables AS s ON s.tabid = t.tabid
WHERE t.trigname LIKE 'shadowlog!_________!__' ESCAPE '!'
  AND NOT EXISTS (SELECT 1 FROM shadowlog_shape AS r
    WHERE r.table_name = s.tabname)

-- doctor.sequence
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

-- doctor.settings
SELECT 'error', TRIM(d.name), 'the database is not logged',
  'a change and its record do not commit together, and captured changes are'
    || ' read before they are committed',
  'ontape -s -B ' || TRIM(d.name)
FROM sysmaster:sysdatabases AS d
WHERE d.name = DBINFO('dbname') AND d.is_logging = 0

-- doctor.privileges
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

-- doctor.changelog
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

