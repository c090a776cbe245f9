-- catalogue.table
SELECT FIRST 1 '', TRIM(TRAILING FROM r.rdb$relation_name)
FROM rdb$relations AS r
WHERE COALESCE(r.rdb$system_flag, 0) = 0 AND r.rdb$view_blr IS NULL
  AND COALESCE(r.rdb$relation_type, 0) = 0 AND '' =
'odd ''s\chema'
  AND (r.rdb$relation_name =
'it''s "a" [table] \ 
;'
  OR r.rdb$relation_name = UPPER(
'it''s "a" [table] \ 
;'
  ))
ORDER BY CASE WHEN r.rdb$relation_name =
'it''s "a" [table] \ 
;'
  THEN 0 ELSE 1 END

-- catalogue.columns
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
'odd ''s\chema'
  AND rf.rdb$relation_name =
'it''s "a" [table] \ 
;'
)
ORDER BY column_place

-- catalogue.tables
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

-- catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> '' THEN 1 ELSE 0 END
FROM shadowlog_shape
ORDER BY table_schema, table_name, 4, installed_at, version

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
COMMIT;

-- doctor.table.triggers
SELECT 'error',
'it''s "a" [table] \ 
;'
  , 'trigger ' || UPPER('shadowlog_0123abcd') || w.suffix || ' is missing',
  'its ' || w.event || ' is not captured',
  'install again what "shadowlog-triggers firebird install" prints for'
    || ' this table; if its capture was ended, run its uninstall once more when'
    || ' all of it is delivered'
FROM (SELECT '_I' AS suffix, 'INSERT' AS event FROM rdb$database UNION ALL
  SELECT '_U', 'UPDATE' FROM rdb$database UNION ALL
  SELECT '_D', 'DELETE' FROM rdb$database) AS w
WHERE LOWER(w.suffix) IN ('_i', '_u', '_d', '_t')
  AND NOT EXISTS (SELECT 1 FROM rdb$triggers AS t
  WHERE t.rdb$trigger_name = UPPER('shadowlog_0123abcd') || w.suffix
  AND t.rdb$relation_name =
'it''s "a" [table] \ 
;'
  )

-- doctor.table.enabled
SELECT 'error', TRIM(rdb$relation_name),
  'trigger ' || TRIM(rdb$trigger_name) || ' is inactive',
  'the changes that it is there for are not captured',
  'ALTER TRIGGER ' || TRIM(rdb$trigger_name) || ' ACTIVE;'
FROM rdb$triggers
WHERE rdb$trigger_name IN (UPPER('shadowlog_0123abcd_i'), UPPER('shadowlog_0123abcd_u'),
    UPPER('shadowlog_0123abcd_d'))
  AND rdb$trigger_inactive = 1 AND rdb$relation_name =
'it''s "a" [table] \ 
;'

-- The source of a trigger can be taken away, by sites that hide it: then the
-- engine still runs it, but nobody can read it.

-- doctor.table.altered
SELECT TRIM(CASE WHEN t.rdb$trigger_source IS NULL
    AND t.rdb$trigger_type = w.type THEN 'warning' ELSE 'error' END),
  TRIM(t.rdb$relation_name), 'trigger ' || TRIM(t.rdb$trigger_name) || ' '
    || TRIM(CASE WHEN t.rdb$trigger_type <> w.type
      THEN 'fires for another event or at another time'
    WHEN t.rdb$trigger_source IS NULL THEN 'has no source that could be read'
    WHEN t.rdb$trigger_source NOT CONTAINING 'shadowlog_changelog'
      THEN 'does not write to the changelog any more'
    ELSE 'does not write the layout of today, 12345' END),
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    || ' a layout that they do not have',
  'install again what "shadowlog-triggers firebird install" prints for'
    || ' this table'
FROM (SELECT '_I' AS suffix, 2 AS type FROM rdb$database UNION ALL
  SELECT '_U', 4 FROM rdb$database UNION ALL
  SELECT '_D', 6 FROM rdb$database) AS w
JOIN rdb$triggers AS t
  ON t.rdb$trigger_name = UPPER('shadowlog_0123abcd') || w.suffix
WHERE t.rdb$relation_name =
'it''s "a" [table] \ 
;'
  AND (t.rdb$trigger_type <> w.type OR t.rdb$trigger_source IS NULL
    OR t.rdb$trigger_source NOT CONTAINING 'shadowlog_changelog'
    OR t.rdb$trigger_source NOT CONTAINING ', 12345,')

-- AFTER triggers of the application: the types of those that fire for one event
-- are 2, 4 and 6, of those for several 18, 26, 28 and 114.  Of two at one
-- position the one whose name comes first fires first.

-- doctor.table.order
SELECT 'warning', TRIM(rdb$relation_name), 'trigger ' || TRIM(rdb$trigger_name)
    || ' is at position ' || rdb$trigger_sequence || ', not at 0',
  'others can fire before it: what they change is captured before the change'
    || ' that it follows',
  'ALTER TRIGGER ' || TRIM(rdb$trigger_name) || ' POSITION 0;'
FROM rdb$triggers
WHERE rdb$trigger_name IN (UPPER('shadowlog_0123abcd_i'), UPPER('shadowlog_0123abcd_u'),
    UPPER('shadowlog_0123abcd_d'))
  AND rdb$trigger_sequence <> 0 AND rdb$relation_name =
'it''s "a" [table] \ 
;'
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
      AND rdb$trigger_name < UPPER('shadowlog_0123abcd') THEN 1 ELSE 0 END AS early,
    CASE WHEN rdb$trigger_source CONTAINING TRIM(rdb$relation_name) THEN 1
      ELSE 0 END AS writes
  FROM rdb$triggers
  WHERE COALESCE(rdb$system_flag, 0) = 0 AND rdb$trigger_inactive = 0
  AND rdb$trigger_type IN (2, 4, 6, 18, 26, 28, 114)
  AND rdb$trigger_name NOT STARTING WITH 'SHADOWLOG_' AND rdb$relation_name =
'it''s "a" [table] \ 
;'
) AS o

-- Without them the application's users need rights of their own.

-- doctor.table.rights
SELECT 'error', TRIM(t.rdb$trigger_name), 'it has no right to write to the'
    || ' changelog',
  'it runs with the rights of whoever writes: writes to ' ||
    TRIM(t.rdb$relation_name) || ' fail',
  'GRANT INSERT ON shadowlog_changelog TO TRIGGER ' || TRIM(t.rdb$trigger_name)
    || ';'
FROM rdb$triggers AS t
WHERE t.rdb$trigger_name IN (UPPER('shadowlog_0123abcd_i'), UPPER('shadowlog_0123abcd_u'),
    UPPER('shadowlog_0123abcd_d'))
  AND t.rdb$relation_name =
'it''s "a" [table] \ 
;'
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
  AND t.rdb$trigger_name IN (UPPER('shadowlog_0123abcd_i'), UPPER('shadowlog_0123abcd_u'),
    UPPER('shadowlog_0123abcd_d'))
  AND t.rdb$relation_name =
'it''s "a" [table] \ 
;'
  AND NOT EXISTS (SELECT 1 FROM rdb$user_privileges AS p
    WHERE p.rdb$relation_name = 'SHADOWLOG_SEQ'
    AND p.rdb$privilege = 'G' AND p.rdb$user = t.rdb$trigger_name
    AND p.rdb$user_type = 2)

-- A primary key; else at least one that could stand for it.

-- doctor.table.key
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
'it''s "a" [table] \ 
;'
  AND NOT EXISTS (SELECT 1 FROM rdb$relation_constraints AS c
    WHERE c.rdb$relation_name = r.rdb$relation_name
    AND c.rdb$constraint_type = 'PRIMARY KEY')

-- What was asked for, and nobody should forget.

-- doctor.table.options
SELECT 'warning',
'it''s "a" [table] \ 
;'
  , 'it fails open (option fail)',
  'a change that cannot be captured is lost to all receivers',
  'upgrade with option "fail closed"'
FROM rdb$database WHERE ' insert update delete truncate bypass ' LIKE '% fail %'
UNION ALL
SELECT 'note',
'it''s "a" [table] \ 
;'
  , 'a session can write to it uncaptured (option bypass)',
  'whoever sets shadowlog.bypass in his session does', CAST(NULL AS VARCHAR(9))
FROM rdb$database WHERE ' insert update delete truncate bypass ' LIKE '% bypass %'

-- doctor.strays
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

-- doctor.sessions
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

-- doctor.transactions
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
  AND t.mon$timestamp <= DATEADD(-3600 SECOND TO CURRENT_TIMESTAMP)
GROUP BY a.mon$attachment_id, a.mon$user, a.mon$remote_process

-- Between the oldest transaction that matters and the next one lies what has to
-- be swept.  Firebird before 3 has numbers for 2,147,483,647 of them.

-- doctor.database
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

-- doctor.isolation
SELECT 'error', 'isolation', 'a transaction has ' || level,
  'a page is read twice to be sure of it, each time anew', NULL
FROM (SELECT rdb$get_context('SYSTEM', 'ISOLATION_LEVEL') AS level
  FROM rdb$database)
WHERE level <> 'READ COMMITTED'

-- A number that was used is used again: what has it is taken for delivered.
-- Only who may use the sequence can see how far it is.

-- doctor.sequence
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

-- doctor.privileges
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

-- doctor.changelog
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

