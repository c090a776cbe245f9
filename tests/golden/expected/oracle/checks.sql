-- catalogue.table
SELECT owner, table_name FROM (
  SELECT owner, table_name FROM all_tables
  WHERE owner IN (NVL(
'odd ''s\chema'
    , SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')), UPPER(
'odd ''s\chema'
    )) AND table_name IN (
'it''s "a" [table] \ 
;'
    , UPPER(
'it''s "a" [table] \ 
;'
    )) AND temporary = 'N' AND nested = 'NO'
  ORDER BY CASE WHEN table_name =
'it''s "a" [table] \ 
;'
    THEN 0 ELSE 1 END)
WHERE ROWNUM = 1

-- catalogue.columns
SELECT column_name, type, type, nullable, generated, NVL(place, 0) FROM (
  SELECT c.column_name,
    LOWER(CASE
      WHEN c.data_type = 'NUMBER' AND c.data_precision IS NULL
        AND c.data_scale IS NULL THEN 'number'
      WHEN c.data_type = 'NUMBER' AND NVL(c.data_scale, 0) = 0
        THEN 'number(' || NVL(c.data_precision, 38) || ')'
      WHEN c.data_type = 'NUMBER' THEN 'number(' || NVL(c.data_precision, 38)
        || ',' || c.data_scale || ')'
      WHEN c.data_type IN ('CHAR', 'VARCHAR2') THEN c.data_type || '('
        || c.char_length || CASE c.char_used WHEN 'C' THEN ' char' END || ')'
      WHEN c.data_type IN ('NCHAR', 'NVARCHAR2')
        THEN c.data_type || '(' || c.char_length || ')'
      WHEN c.data_type IN ('RAW', 'UROWID')
        THEN c.data_type || '(' || c.data_length || ')'
      WHEN c.data_type = 'FLOAT' THEN 'float(' || c.data_precision || ')'
      ELSE c.data_type END) AS type,
    CASE c.nullable WHEN 'Y' THEN 'null' ELSE '' END AS nullable,
    CASE c.virtual_column WHEN 'YES' THEN 'generated' ELSE '' END AS generated,
    c.internal_column_id,
    (SELECT MIN(k.position)
     FROM all_constraints n, all_cons_columns k
     WHERE n.owner = c.owner AND n.table_name = c.table_name
       AND n.constraint_type = 'P' AND k.owner = n.owner
       AND k.constraint_name = n.constraint_name
       AND k.column_name = c.column_name) AS place
  FROM all_tab_cols c
  WHERE c.hidden_column = 'NO' AND c.owner =
'odd ''s\chema'
  AND c.table_name =
'it''s "a" [table] \ 
;'
)
ORDER BY internal_column_id

-- catalogue.tables
SELECT owner, table_name FROM all_tables
WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')
  AND owner <> 'SHADOWLOG' AND temporary = 'N' AND nested = 'NO'
  AND secondary = 'N' AND table_name NOT LIKE 'BIN$%'
ORDER BY owner, table_name

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.
--
-- '' is NULL, so that a layout which no trigger writes has '-' for a hash.

-- catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '-' THEN 1 ELSE 0 END AS captured
FROM shadowlog.shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

-- Triggers of another user are seen by who may make them.

-- catalogue.visible
SELECT USER || ' has no CREATE ANY TRIGGER: it sees no triggers of SHADOWLOG'
FROM dual
WHERE USER <> 'SHADOWLOG'
  AND NOT EXISTS (SELECT 1 FROM session_privs
    WHERE privilege = 'CREATE ANY TRIGGER')

-- catalogue.forget
UPDATE shadowlog.shadowlog_shape SET trigger_hash = '-'
 WHERE table_schema =
'odd ''s\chema'
   AND table_name =
'it''s "a" [table] \ 
;'
;
DELETE FROM shadowlog.shadowlog_shape s
 WHERE s.table_schema =
'odd ''s\chema'
   AND s.table_name =
'it''s "a" [table] \ 
;'
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_changelog c
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
  'install again what "shadowlog-triggers oracle install" prints for this'
    || ' table; if its capture was ended, run its uninstall once more when all'
    || ' of it is delivered'
FROM (SELECT '_I' AS suffix, 'INSERT' AS event FROM dual UNION ALL
  SELECT '_U', 'UPDATE' FROM dual UNION ALL
  SELECT '_D', 'DELETE' FROM dual) w
WHERE LOWER(w.suffix) IN ('_i', '_u', '_d', '_t')
  AND NOT EXISTS (SELECT 1 FROM all_triggers t
  WHERE t.owner = 'SHADOWLOG'
  AND t.trigger_name = UPPER('shadowlog_0123abcd') || w.suffix AND t.table_owner =
'odd ''s\chema'
  AND t.table_name =
'it''s "a" [table] \ 
;'
  )

-- One that is invalid is compiled again by the next write.

-- doctor.table.enabled
SELECT CASE t.status WHEN 'DISABLED' THEN 'error' ELSE 'warning' END,
  t.table_owner || '.' || t.table_name, 'trigger ' || t.trigger_name
    || CASE t.status WHEN 'DISABLED' THEN ' is disabled' ELSE ' is invalid' END,
  CASE t.status WHEN 'DISABLED'
    THEN 'the changes that it is there for are not captured'
    ELSE 'if it does not compile, every write to the table fails' END,
  'ALTER TRIGGER shadowlog.' || t.trigger_name
    || CASE t.status WHEN 'DISABLED' THEN ' ENABLE;' ELSE ' COMPILE;' END
FROM all_triggers t
JOIN all_objects o ON o.owner = t.owner AND o.object_name = t.trigger_name
  AND o.object_type = 'TRIGGER'
WHERE t.owner = 'SHADOWLOG'
  AND t.trigger_name LIKE UPPER('shadowlog_0123abcd!__') ESCAPE '!'
  AND (t.status = 'DISABLED' OR o.status <> 'VALID') AND t.table_owner =
'odd ''s\chema'
  AND t.table_name =
'it''s "a" [table] \ 
;'

-- doctor.table.altered
SELECT 'error', t.table_owner || '.' || t.table_name,
  'trigger ' || t.trigger_name || CASE
    WHEN t.trigger_type <> 'AFTER EACH ROW' OR t.triggering_event <> w.event
      THEN ' fires for another event or at another time'
    WHEN t.when_clause IS NOT NULL
      THEN ' has a WHEN: it fires for some changes only'
    WHEN NOT EXISTS (SELECT 1 FROM all_source s WHERE s.owner = t.owner
        AND s.name = t.trigger_name AND s.type = 'TRIGGER'
        AND LOWER(s.text) LIKE '%shadowlog!_write.%' ESCAPE '!')
      THEN ' does not write to the changelog any more'
    ELSE ' does not write the layout of today, 12345' END,
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    || ' a layout that they do not have',
  'install again what "shadowlog-triggers oracle install" prints for this table'
FROM (SELECT '_I' AS suffix, 'INSERT' AS event FROM dual UNION ALL
  SELECT '_U', 'UPDATE' FROM dual UNION ALL
  SELECT '_D', 'DELETE' FROM dual) w
JOIN all_triggers t ON t.trigger_name = UPPER('shadowlog_0123abcd') || w.suffix
WHERE t.owner = 'SHADOWLOG' AND t.table_owner =
'odd ''s\chema'
  AND t.table_name =
'it''s "a" [table] \ 
;'
  AND (t.trigger_type <> 'AFTER EACH ROW' OR t.triggering_event <> w.event
    OR t.when_clause IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM all_source s WHERE s.owner = t.owner
      AND s.name = t.trigger_name AND s.type = 'TRIGGER'
      AND LOWER(s.text) LIKE '%shadowlog!_write.%(12345,%' ESCAPE '!'))

-- 11g and later.

-- doctor.table.order
SELECT CASE WHEN o.writes = 1 THEN 'warning' ELSE 'note' END,
  o.table_owner || '.' || o.table_name, 'trigger ' || o.owner || '.'
    || o.trigger_name || CASE WHEN o.writes = 1
      THEN ' names this table, fires for each row, too, and does not follow'
        || ' ours'
      ELSE ' fires for each row, too, and does not follow ours' END,
  'if it writes to this same table, its change can be captured before the one'
    || ' that it follows: Oracle does not say which trigger fires first',
  'create it again with FOLLOWS shadowlog.' || o.ours
FROM (SELECT t.owner, t.trigger_name, t.table_owner, t.table_name,
    (SELECT MIN(s.trigger_name) FROM all_triggers s
     WHERE s.owner = 'SHADOWLOG' AND s.table_owner = t.table_owner
       AND s.table_name = t.table_name
       AND INSTR(t.triggering_event, s.triggering_event) > 0) AS ours,
    (SELECT COUNT(*) FROM dual WHERE EXISTS (SELECT 1 FROM all_source s
       WHERE s.owner = t.owner AND s.name = t.trigger_name
         AND s.type = 'TRIGGER' AND s.line > 1
         AND INSTR(UPPER(s.text), UPPER(t.table_name)) > 0)) AS writes
  FROM all_triggers t
  WHERE t.owner <> 'SHADOWLOG' AND t.status = 'ENABLED'
    AND t.trigger_type IN ('AFTER EACH ROW', 'COMPOUND') AND t.table_owner =
'odd ''s\chema'
    AND t.table_name =
'it''s "a" [table] \ 
;'
  ) o
WHERE o.ours IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM all_trigger_ordering f
    WHERE f.trigger_owner = o.owner AND f.trigger_name = o.trigger_name
    AND f.ordering_type = 'FOLLOWS'
    AND f.referenced_trigger_owner = 'SHADOWLOG')

-- A primary key; else at least one that could stand for it.

-- doctor.table.key
SELECT CASE WHEN EXISTS (SELECT 1 FROM all_indexes i
    WHERE i.table_owner = t.owner AND i.table_name = t.table_name
    AND i.uniqueness = 'UNIQUE' AND i.index_type = 'NORMAL'
    AND NOT EXISTS (SELECT 1 FROM all_ind_columns k, all_tab_columns c
      WHERE k.index_owner = i.owner AND k.index_name = i.index_name
      AND c.owner = t.owner AND c.table_name = t.table_name
      AND c.column_name = k.column_name AND c.nullable = 'Y'))
  THEN 'note' ELSE 'warning' END,
  t.owner || '.' || t.table_name,
  'the table has no primary key that is enabled',
  'only its description says what makes a row one: if two rows can be equal in'
    || ' that, receivers take them for one',
  'give it a primary key'
FROM all_tables t
WHERE NOT EXISTS (SELECT 1 FROM all_constraints n
    WHERE n.owner = t.owner AND n.table_name = t.table_name
    AND n.constraint_type = 'P' AND n.status = 'ENABLED') AND t.owner =
'odd ''s\chema'
  AND t.table_name =
'it''s "a" [table] \ 
;'

-- doctor.table.blind
SELECT 'note', c.owner || '.' || c.table_name,
  'column ' || c.column_name || ' is ' || c.data_type,
  CASE WHEN c.data_type LIKE '%LOB'
    THEN 'what DBMS_LOB writes into it fires no trigger: it is captured with'
      || ' the next change of the row'
    ELSE 'no trigger sees its value: it is in no event' END,
  CASE WHEN c.data_type LIKE '%LOB'
    THEN 'let the application UPDATE the column, or touch the row afterwards'
    ELSE 'make it a CLOB or BLOB' END
FROM all_tab_columns c
WHERE c.data_type IN ('LONG', 'LONG RAW', 'CLOB', 'NCLOB', 'BLOB') AND c.owner =
'odd ''s\chema'
  AND c.table_name =
'it''s "a" [table] \ 
;'

-- What was asked for, and nobody should forget.

-- doctor.table.options
SELECT 'warning',
'odd ''s\chema'
  || '.' ||
'it''s "a" [table] \ 
;'
  , 'it fails open (option fail)',
  'a change that cannot be captured is lost to all receivers',
  'upgrade with option "fail closed"'
FROM dual WHERE ' insert update delete truncate bypass ' LIKE '% fail %'
UNION ALL
SELECT 'note',
'odd ''s\chema'
  || '.' ||
'it''s "a" [table] \ 
;'
  , 'a session can write to it uncaptured (option bypass)',
  'whoever may execute shadowlog_bypass can', NULL
FROM dual WHERE ' insert update delete truncate bypass ' LIKE '% bypass %'

-- A table that was renamed took its triggers along.

-- doctor.strays
SELECT DISTINCT 'error', t.table_owner || '.' || t.table_name,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if it was renamed, end the capture of the old name and install the new one'
FROM all_triggers t
WHERE t.owner = 'SHADOWLOG'
  AND t.trigger_name LIKE 'SHADOWLOG!_________!__' ESCAPE '!'
  AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape s
    WHERE s.table_schema = t.table_owner AND s.table_name = t.table_name)

-- doctor.sequence
SELECT CASE w.kind WHEN 1 THEN 'warning' ELSE 'error' END, 'SHADOWLOG_SEQ',
  CASE w.kind WHEN 1 THEN 'it is NOORDER' WHEN 2 THEN 'it counts down'
    WHEN 3 THEN 'it may CYCLE'
    ELSE 'it is at ' || s.last_number || ', and the changelog has ' || c.latest
    END,
  CASE w.kind WHEN 1 THEN 'on RAC each instance hands out numbers of its own:'
      || ' the changes of one row are delivered in the wrong order'
    WHEN 2 THEN 'numbers have to grow'
    ELSE 'numbers are used twice: writes to captured tables fail, or are taken'
      || ' for delivered ones' END,
  CASE w.kind WHEN 1 THEN 'ALTER SEQUENCE shadowlog.shadowlog_seq ORDER;'
    WHEN 2 THEN 'ALTER SEQUENCE shadowlog.shadowlog_seq INCREMENT BY 1;'
    WHEN 3 THEN 'ALTER SEQUENCE shadowlog.shadowlog_seq NOCYCLE;'
    ELSE 'ask for NEXTVAL until it is past ' || c.latest END
FROM all_sequences s
CROSS JOIN (SELECT MAX(seq) AS latest FROM shadowlog.shadowlog_changelog) c
CROSS JOIN (SELECT 1 AS kind FROM dual UNION ALL SELECT 2 FROM dual UNION ALL
  SELECT 3 FROM dual UNION ALL SELECT 4 FROM dual) w
WHERE s.sequence_owner = 'SHADOWLOG' AND s.sequence_name = 'SHADOWLOG_SEQ'
  AND (w.kind = 1 AND s.order_flag = 'N' OR w.kind = 2 AND s.increment_by < 1
    OR w.kind = 3 AND s.cycle_flag = 'Y'
    OR w.kind = 4 AND s.last_number <= c.latest)

-- doctor.package
SELECT 'error', 'SHADOWLOG_WRITE', object_type || ' is ' || status,
  'every write to a captured table fails',
  'ALTER PACKAGE shadowlog.shadowlog_write COMPILE;'
FROM all_objects
WHERE owner = 'SHADOWLOG' AND object_name = 'SHADOWLOG_WRITE'
  AND status <> 'VALID'

-- doctor.recovery
SELECT 'error', SYS_CONTEXT('USERENV', 'DB_NAME'),
  'this database is a ' || SYS_CONTEXT('USERENV', 'DATABASE_ROLE'),
  'the poller has to write to the changelog', 'connect to the primary'
FROM dual
WHERE SYS_CONTEXT('USERENV', 'DATABASE_ROLE') <> 'PRIMARY'

-- These need SELECT_CATALOG_ROLE.

-- doctor.durability
SELECT 'warning', name, 'it is ' || value,
  'a crash loses commits that were delivered: then the poller asks for a new'
    || ' epoch',
  CASE name WHEN 'commit_wait' THEN 'ALTER SYSTEM SET commit_wait = ''WAIT'';'
    ELSE 'ALTER SYSTEM SET commit_write = ''IMMEDIATE,WAIT'';' END
FROM v$parameter
WHERE name IN ('commit_wait', 'commit_write') AND UPPER(value) LIKE '%NOWAIT%'

-- doctor.transactions
SELECT 'warning', 'session ' || s.sid || ',' || s.serial#,
  'a transaction of ' || s.username || ' (' || s.program
    || ') has been open since ' || t.start_time,
  'what it has changed is delivered when it commits, long after later changes',
  'ALTER SYSTEM KILL SESSION ''' || s.sid || ',' || s.serial# || ''';'
FROM v$transaction t JOIN v$session s ON s.taddr = t.addr
WHERE TO_DATE(t.start_time, 'MM/DD/RR HH24:MI:SS') <= SYSDATE - 3600 / 86400

-- doctor.privileges
SELECT 'error', USER, 'it has no ' || w.privilege || ' on ' || w.name,
  'the poller cannot do its work',
  'GRANT ' || w.privilege || ' ON shadowlog.' || w.name || ' TO "'
    || USER || '";'
FROM (SELECT 'SHADOWLOG_CHANGELOG' AS name, 'SELECT' AS privilege FROM dual
  UNION ALL SELECT 'SHADOWLOG_CHANGELOG', 'DELETE' FROM dual
  UNION ALL SELECT 'SHADOWLOG_SHAPE', 'SELECT' FROM dual
  UNION ALL SELECT 'SHADOWLOG_META', 'SELECT' FROM dual
  UNION ALL SELECT 'SHADOWLOG_LEASE', 'SELECT' FROM dual
  UNION ALL SELECT 'SHADOWLOG_LEASE', 'UPDATE' FROM dual) w
WHERE USER <> 'SHADOWLOG'
  AND NOT EXISTS (SELECT 1 FROM session_privs p
    WHERE p.privilege = w.privilege || ' ANY TABLE')
  AND NOT EXISTS (SELECT 1 FROM all_tab_privs p
    WHERE p.table_schema = 'SHADOWLOG' AND p.table_name = w.name
    AND p.privilege = w.privilege AND (p.grantee IN (USER, 'PUBLIC')
      OR p.grantee IN (SELECT r.role FROM session_roles r)))
UNION ALL
SELECT 'note', USER, 'it may do more to the changelog than the poller needs',
  'whoever has the poller''s password has these rights',
  'let the poller connect as a user of its own: "shadowlog-triggers oracle'
    || ' grants"'
FROM dual
WHERE USER = 'SHADOWLOG' OR EXISTS (SELECT 1 FROM session_privs
  WHERE privilege IN ('INSERT ANY TABLE', 'UPDATE ANY TABLE'))

-- Whoever may write to the lease is a poller.

-- doctor.grants
SELECT 'warning', p.grantee, p.grantee || ' may ' || p.privilege || ' on '
    || p.table_name,
  'events can be forged or taken away; the application needs no right here',
  'REVOKE ' || p.privilege || ' ON shadowlog.' || p.table_name || ' FROM "'
    || p.grantee || '";'
FROM dba_tab_privs p
WHERE p.owner = 'SHADOWLOG'
  AND p.table_name IN ('SHADOWLOG_CHANGELOG', 'SHADOWLOG_SHAPE')
  AND p.privilege IN ('INSERT', 'UPDATE', 'DELETE', 'ALTER')
  AND NOT (p.privilege = 'DELETE' AND p.table_name = 'SHADOWLOG_CHANGELOG'
    AND EXISTS (SELECT 1 FROM dba_tab_privs l WHERE l.owner = 'SHADOWLOG'
      AND l.table_name = 'SHADOWLOG_LEASE' AND l.privilege = 'UPDATE'
      AND l.grantee = p.grantee))

-- An index, a constraint or a trigger of the site's own on the changelog.

-- doctor.changelog
SELECT 'warning', i.table_name, 'it has an index, ' || i.index_name,
  CASE i.uniqueness WHEN 'UNIQUE' THEN 'it can fail the application''s writes'
    ELSE 'it makes every write of the application dearer' END,
  'DROP INDEX "' || i.owner || '"."' || i.index_name || '";'
FROM all_indexes i
WHERE i.table_owner = 'SHADOWLOG' AND i.table_name = 'SHADOWLOG_CHANGELOG'
  AND i.index_type <> 'LOB' AND NOT EXISTS (SELECT 1 FROM all_constraints n
    WHERE n.owner = 'SHADOWLOG' AND n.table_name = i.table_name
    AND n.constraint_type IN ('P', 'U') AND n.index_name = i.index_name)
UNION ALL
SELECT 'warning', n.table_name, 'it has a constraint, ' || n.constraint_name,
  'it can fail the application''s writes',
  'ALTER TABLE shadowlog.shadowlog_changelog DROP CONSTRAINT "'
    || n.constraint_name || '";'
FROM all_constraints n
WHERE n.owner = 'SHADOWLOG' AND n.table_name = 'SHADOWLOG_CHANGELOG'
  AND n.constraint_type IN ('U', 'R')
UNION ALL
SELECT 'warning', t.table_name, 'it has a trigger, ' || t.owner || '.'
    || t.trigger_name,
  'it runs in every write of the application, or in every delete of the poller',
  'DROP TRIGGER "' || t.owner || '"."' || t.trigger_name || '";'
FROM all_triggers t
WHERE t.table_owner = 'SHADOWLOG' AND t.table_name = 'SHADOWLOG_CHANGELOG'
UNION ALL
SELECT 'error', 'SHADOWLOG_CHANGELOG', 'it has no primary key that is enabled',
  'a number could be there twice, and every page reads the whole table',
  'ALTER TABLE shadowlog.shadowlog_changelog ADD CONSTRAINT'
    || ' shadowlog_changelog_key PRIMARY KEY (seq);'
FROM dual
WHERE NOT EXISTS (SELECT 1 FROM all_constraints n
  WHERE n.owner = 'SHADOWLOG' AND n.table_name = 'SHADOWLOG_CHANGELOG'
  AND n.constraint_type = 'P' AND n.status = 'ENABLED')

