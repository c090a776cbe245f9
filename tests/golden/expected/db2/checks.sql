-- catalogue.table
SELECT RTRIM(tabschema), tabname FROM syscat.tables
WHERE type = 'T' AND (tabschema = COALESCE(NULLIF(
'odd ''s\chema'
  , ''), CURRENT SCHEMA) OR tabschema = UPPER(
'odd ''s\chema'
  )) AND tabname IN (
'it''s "a" [table] \ 
;'
  , UPPER(
'it''s "a" [table] \ 
;'
  ))
ORDER BY CASE WHEN tabname =
'it''s "a" [table] \ 
;'
  THEN 0 ELSE 1 END
FETCH FIRST 1 ROWS ONLY

-- catalogue.columns
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
'odd ''s\chema'
  AND tabname =
'it''s "a" [table] \ 
;'
) AS c
ORDER BY colno

-- catalogue.tables
SELECT RTRIM(tabschema), tabname FROM syscat.tables
WHERE type = 'T' AND tabschema = CURRENT SCHEMA
ORDER BY tabschema, tabname

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.  The catalogue
-- is that of LUW, and open to everyone, unless the database was made RESTRICTIVE.

-- catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '' THEN 1 ELSE 0 END AS captured
FROM shadowlog.shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

-- catalogue.forget
UPDATE shadowlog.shadowlog_shape SET trigger_hash = ''
 WHERE table_schema =
'odd ''s\chema'
   AND table_name =
'it''s "a" [table] \ 
;'
;
DELETE FROM shadowlog.shadowlog_shape AS s
 WHERE s.table_schema =
'odd ''s\chema'
   AND s.table_name =
'it''s "a" [table] \ 
;'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog AS c
                    WHERE c.shape = s.shape);
COMMIT;

-- doctor.table.triggers
SELECT 'error',
'odd ''s\chema'
  || '.' ||
'it''s "a" [table] \ 
;'
  , 'trigger ' || UPPER('shadowlog_0123abcd') || w.suffix || ' is missing',
  'its ' || w.event || ' is not captured',
  'install again what "shadowlog-triggers db2 install" prints for this table;'
    || ' if its capture was ended, run its uninstall once more when all of it'
    || ' is delivered'
FROM (VALUES ('_I', 'INSERT'), ('_U', 'UPDATE'), ('_D', 'DELETE'))
  AS w (suffix, event)
WHERE LOWER(w.suffix) IN ('_i', '_u', '_d', '_t')
  AND NOT EXISTS (SELECT 1 FROM syscat.triggers AS t
  WHERE t.trigschema = 'SHADOWLOG'
  AND t.trigname = UPPER('shadowlog_0123abcd') || w.suffix AND t.tabschema =
'odd ''s\chema'
  AND t.tabname =
'it''s "a" [table] \ 
;'
  )

-- An inoperative trigger does nothing, and no write fails.

-- doctor.table.enabled
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
  AND t.trigname IN (UPPER('shadowlog_0123abcd_i'), UPPER('shadowlog_0123abcd_u'),
    UPPER('shadowlog_0123abcd_d'))
  AND (t.valid IN ('N', 'X') OR t.enabled = 'N') AND t.tabschema =
'odd ''s\chema'
  AND t.tabname =
'it''s "a" [table] \ 
;'

-- doctor.table.altered
SELECT 'error', RTRIM(t.tabschema) || '.' || t.tabname,
  'trigger ' || t.trigname || CASE
    WHEN t.trigtime <> 'A' OR t.granularity <> 'R' OR t.trigevent <> w.event
      THEN ' fires for another event or at another time'
    WHEN LOCATE('shadowlog_changelog', t.text) = 0
      THEN ' does not write to the changelog any more'
    ELSE ' does not write the layout of today, 12345' END,
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    || ' a layout that they do not have',
  'install again what "shadowlog-triggers db2 install" prints for this table'
FROM (VALUES ('_I', 'I'), ('_U', 'U'), ('_D', 'D')) AS w (suffix, event)
JOIN syscat.triggers AS t ON t.trigname = UPPER('shadowlog_0123abcd') || w.suffix
WHERE t.trigschema = 'SHADOWLOG' AND t.tabschema =
'odd ''s\chema'
  AND t.tabname =
'it''s "a" [table] \ 
;'
  AND (t.trigtime <> 'A' OR t.granularity <> 'R' OR t.trigevent <> w.event
    OR LOCATE('shadowlog_changelog', t.text) = 0
    OR LOCATE(' 12345,', t.text) = 0)

-- Triggers fire in the order in which they were created.

-- doctor.table.order
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
'odd ''s\chema'
  AND t.tabname =
'it''s "a" [table] \ 
;'

-- A primary key; else at least one that could stand for it.

-- doctor.table.key
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
'odd ''s\chema'
  AND t.tabname =
'it''s "a" [table] \ 
;'

-- doctor.table.blind
SELECT 'note', RTRIM(c.tabschema) || '.' || c.tabname,
  'column ' || c.colname || ' is ' || RTRIM(c.typename),
  'its value is in no event', 'make it a VARCHAR, where it is short enough'
FROM syscat.columns AS c
WHERE c.typename IN ('CLOB', 'DBCLOB', 'BLOB', 'XML') AND c.tabschema =
'odd ''s\chema'
  AND c.tabname =
'it''s "a" [table] \ 
;'

-- What was asked for, and nobody should forget.

-- doctor.table.options
SELECT 'note',
'odd ''s\chema'
  || '.' ||
'it''s "a" [table] \ 
;'
  , 'a session can write to it uncaptured (option bypass)',
  'whoever may write variable shadowlog_bypass can', CAST(NULL AS VARCHAR(1))
FROM sysibm.sysdummy1 WHERE ' insert update delete truncate bypass ' LIKE '% bypass %'

-- doctor.strays
SELECT DISTINCT 'error', RTRIM(t.tabschema) || '.' || t.tabname,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if it was renamed, end the capture of the old name and install the new one'
FROM syscat.triggers AS t
WHERE t.trigschema = 'SHADOWLOG'
  AND t.trigname LIKE 'SHADOWLOG!_________!__' ESCAPE '!'
  AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape AS s
    WHERE s.table_schema = RTRIM(t.tabschema) AND s.table_name = t.tabname)

-- doctor.sequence
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

-- doctor.isolation
SELECT 'error', 'isolation', 'a session has '
    || COALESCE(NULLIF(RTRIM(CURRENT ISOLATION), ''), 'that of its package'),
  'rows that are not committed are skipped, and the order of one row''s changes'
    || ' is lost', CAST(NULL AS VARCHAR(1))
FROM sysibm.sysdummy1
WHERE RTRIM(CURRENT ISOLATION) <> 'RS'

-- READ STABILITY holds a lock for each row of a page.

-- doctor.settings
SELECT 'warning', 'locklist', 'it is ' || RTRIM(value) || ' pages of 4 KB',
  'where locks get short, the poller''s become one on the whole changelog, and'
    || ' writers wait for it',
  'CALL SYSPROC.ADMIN_CMD(''UPDATE DB CFG USING LOCKLIST AUTOMATIC'');'
FROM sysibmadm.dbcfg
WHERE name = 'locklist' AND value_flags <> 'AUTOMATIC'
  AND CAST(RTRIM(value) AS INTEGER) < 1024

-- doctor.transactions
SELECT 'warning', 'application ' || VARCHAR(u.application_handle),
  'a transaction of ' || RTRIM(u.session_auth_id) || ' has been open since '
    || VARCHAR(u.uow_start_time),
  'the poller waits for the rows that it has written',
  'CALL SYSPROC.ADMIN_CMD(''FORCE APPLICATION ('
    || VARCHAR(u.application_handle) || ')'');'
FROM TABLE(MON_GET_UNIT_OF_WORK(CAST(NULL AS BIGINT), -1)) AS u
WHERE u.workload_occurrence_state = 'UOWWAIT'
  AND u.uow_stop_time IS NULL
  AND u.uow_start_time <= CURRENT TIMESTAMP - 3600 SECONDS

-- doctor.privileges
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

-- doctor.changelog
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

