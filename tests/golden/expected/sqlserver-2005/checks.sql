-- catalogue.table
SELECT s.name, t.name
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE t.is_ms_shipped = 0 AND s.name = COALESCE(NULLIF(
N'odd ''s\chema'
  , ''), SCHEMA_NAME())
  AND t.name =
N'it''s "a" [table] \ 
;'

-- An alias type is shown as such, and is of the kind of what it is made of.

-- catalogue.columns
SELECT c.name, CASE WHEN y.is_user_defined = 1 THEN y.name ELSE b.type END,
  b.type, CASE WHEN c.is_nullable = 1 THEN 'null' ELSE '' END,
  CASE WHEN c.is_computed = 1 THEN 'generated' ELSE '' END,
  COALESCE(k.key_ordinal, 0)
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
JOIN sys.columns AS c ON c.object_id = t.object_id
JOIN sys.types AS y ON y.user_type_id = c.user_type_id
CROSS APPLY (SELECT CASE
  WHEN COALESCE(TYPE_NAME(c.system_type_id), y.name) IN ('decimal', 'numeric')
  THEN TYPE_NAME(c.system_type_id) + '(' + CONVERT(varchar(9), c.precision)
    + ',' + CONVERT(varchar(9), c.scale) + ')'
  WHEN TYPE_NAME(c.system_type_id) IN ('nchar', 'nvarchar')
  THEN TYPE_NAME(c.system_type_id) + '(' + CASE c.max_length WHEN -1 THEN 'max'
    ELSE CONVERT(varchar(9), c.max_length / 2) END + ')'
  WHEN TYPE_NAME(c.system_type_id) IN ('char', 'varchar', 'binary', 'varbinary')
  THEN TYPE_NAME(c.system_type_id) + '(' + CASE c.max_length WHEN -1 THEN 'max'
    ELSE CONVERT(varchar(9), c.max_length) END + ')'
  WHEN TYPE_NAME(c.system_type_id) IN ('time', 'datetime2', 'datetimeoffset')
  THEN TYPE_NAME(c.system_type_id) + '(' + CONVERT(varchar(9), c.scale) + ')'
  ELSE COALESCE(TYPE_NAME(c.system_type_id), y.name) END AS type) AS b
LEFT JOIN (SELECT x.object_id, x.column_id, x.key_ordinal
  FROM sys.index_columns AS x
  JOIN sys.indexes AS i ON i.object_id = x.object_id
    AND i.index_id = x.index_id AND i.is_primary_key = 1) AS k
  ON k.object_id = c.object_id AND k.column_id = c.column_id
WHERE s.name =
N'odd ''s\chema'
  AND t.name =
N'it''s "a" [table] \ 
;'
ORDER BY c.column_id

-- catalogue.tables
SELECT s.name, t.name
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE t.is_ms_shipped = 0 AND s.name <> 'shadowlog'
ORDER BY s.name, t.name

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.

-- catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> N'' THEN 1 ELSE 0 END AS captured
FROM shadowlog.shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

-- The catalogue shows what a user has some right on, and no more.

-- catalogue.visible
SELECT USER_NAME() + N' may not see the definition of this table:'
  + N' GRANT VIEW DEFINITION TO ' + QUOTENAME(USER_NAME())
WHERE COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), N'DATABASE',
    N'VIEW DEFINITION'), 0) = 0
  AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(
N'odd ''s\chema'
  ), N'SCHEMA', N'VIEW DEFINITION'), 0) = 0
  AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(
N'odd ''s\chema'
  ) + N'.' + QUOTENAME(
N'it''s "a" [table] \ 
;'
  ), N'OBJECT', N'VIEW DEFINITION'), 0) = 0

-- catalogue.forget
UPDATE shadowlog.shadowlog_shape SET trigger_hash = N''
 WHERE table_schema =
N'odd ''s\chema'
   AND table_name =
N'it''s "a" [table] \ 
;'
;
DELETE FROM shadowlog.shadowlog_shape
 WHERE table_schema =
N'odd ''s\chema'
   AND table_name =
N'it''s "a" [table] \ 
;'
   AND shape NOT IN (SELECT c.shape FROM shadowlog.shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);

-- doctor.table.triggers
SELECT 'error',
N'odd ''s\chema'
  + N'.' +
N'it''s "a" [table] \ 
;'
  , N'trigger shadowlog_0123abcd' + w.suffix + N' is missing',
  N'its ' + w.event + N' is not captured',
  N'install again what "shadowlog-triggers sqlserver-2005 install" prints for'
    + N' this table; if its capture was ended, run its uninstall once more when'
    + N' all of it is delivered'
FROM (SELECT N'_i' AS suffix, N'INSERT' AS event UNION ALL
  SELECT N'_u', N'UPDATE' UNION ALL SELECT N'_d', N'DELETE') AS w
WHERE w.suffix IN ('_i', '_u', '_d', '_t')
  AND NOT EXISTS (SELECT 1 FROM sys.triggers AS t
  JOIN sys.tables AS b ON b.object_id = t.parent_id
  WHERE SCHEMA_NAME(b.schema_id) =
N'odd ''s\chema'
  AND b.name =
N'it''s "a" [table] \ 
;'
  AND t.name = N'shadowlog_0123abcd' + w.suffix)

-- doctor.table.enabled
SELECT CASE WHEN t.is_disabled = 1 THEN 'error' ELSE 'warning' END,
  SCHEMA_NAME(b.schema_id) + N'.' + b.name,
  N'trigger ' + t.name + CASE WHEN t.is_disabled = 1 THEN N' is disabled'
    ELSE N' is NOT FOR REPLICATION' END,
  CASE WHEN t.is_disabled = 1
    THEN N'the changes that it is there for are not captured'
    ELSE N'what an agent of replication writes is not captured' END,
  CASE WHEN t.is_disabled = 1 THEN N'ENABLE TRIGGER '
      + QUOTENAME(SCHEMA_NAME(b.schema_id)) + N'.' + QUOTENAME(t.name) + N' ON '
      + QUOTENAME(SCHEMA_NAME(b.schema_id)) + N'.' + QUOTENAME(b.name) + N';'
    ELSE N'install again what "shadowlog-triggers sqlserver-2005 install"'
      + N' prints for this table' END
FROM sys.triggers AS t
JOIN sys.tables AS b ON b.object_id = t.parent_id
WHERE SCHEMA_NAME(b.schema_id) =
N'odd ''s\chema'
  AND b.name =
N'it''s "a" [table] \ 
;'
  AND LEFT(t.name, 19) = N'shadowlog_0123abcd_'
  AND (t.is_disabled = 1 OR t.is_not_for_replication = 1)

-- A trigger runs with the options it was created under.

-- doctor.table.altered
SELECT CASE WHEN m.definition IS NULL AND e.type = w.type AND e.events = 1
    AND t.is_instead_of_trigger = 0 THEN 'warning' ELSE 'error' END,
  SCHEMA_NAME(b.schema_id) + N'.' + b.name,
  N'trigger ' + t.name + CASE
    WHEN e.type <> w.type OR e.events <> 1 OR t.is_instead_of_trigger = 1
      THEN N' fires for another event or at another time'
    WHEN m.definition IS NULL THEN N' cannot be read: it was made WITH'
      + N' ENCRYPTION, or this user may not see it'
    WHEN m.definition NOT LIKE N'%shadowlog[_]changelog%'
      THEN N' does not write to the changelog any more'
    WHEN m.uses_ansi_nulls = 0 OR m.uses_quoted_identifier = 0
      THEN N' was made with ANSI_NULLS or QUOTED_IDENTIFIER off'
    ELSE N' does not write the layout of today, 12345' END,
  N'an install went wrong, or somebody made it anew: changes are lost or read'
    + N' by a layout that they do not have',
  N'install again what "shadowlog-triggers sqlserver-2005 install" prints for'
    + N' this table'
FROM (SELECT N'_i' AS suffix, 1 AS type UNION ALL SELECT N'_u', 2 UNION ALL
  SELECT N'_d', 3) AS w
JOIN sys.triggers AS t ON t.name = N'shadowlog_0123abcd' + w.suffix
JOIN sys.tables AS b ON b.object_id = t.parent_id
JOIN sys.sql_modules AS m ON m.object_id = t.object_id
JOIN (SELECT object_id, MIN(type) AS type, COUNT(*) AS events
  FROM sys.trigger_events GROUP BY object_id) AS e ON e.object_id = t.object_id
WHERE SCHEMA_NAME(b.schema_id) =
N'odd ''s\chema'
  AND b.name =
N'it''s "a" [table] \ 
;'
  AND (e.type <> w.type OR e.events <> 1 OR t.is_instead_of_trigger = 1
    OR m.definition IS NULL
    OR m.definition NOT LIKE N'%shadowlog[_]changelog%'
    OR m.uses_ansi_nulls = 0 OR m.uses_quoted_identifier = 0
    OR m.definition NOT LIKE N'%[^0-9]12345,%')

-- ALTER TRIGGER takes the place at the front away again.  Behind ours another
-- trigger may write to this table: what it does is captured after.

-- doctor.table.order
SELECT CASE WHEN o.others > 0 THEN 'warning' ELSE 'note' END,
  SCHEMA_NAME(b.schema_id) + N'.' + b.name,
  N'trigger ' + t.name + N' is not set to fire first; others for its event: '
    + CONVERT(nvarchar(9), o.others),
  N'one that fires before it and writes to this same table is captured before'
    + N' the change that it follows',
  N'EXEC sys.sp_settriggerorder N''' + REPLACE(QUOTENAME(SCHEMA_NAME(
      b.schema_id)), N'''', N'''''') + N'.' + QUOTENAME(t.name)
    + N''', N''First'', N''' + e.type_desc + N''';'
FROM sys.triggers AS t
JOIN sys.tables AS b ON b.object_id = t.parent_id
JOIN sys.trigger_events AS e ON e.object_id = t.object_id
CROSS APPLY (SELECT COUNT(*) AS others FROM sys.triggers AS x
  JOIN sys.trigger_events AS y ON y.object_id = x.object_id
  WHERE x.parent_id = t.parent_id AND x.object_id <> t.object_id
  AND x.is_instead_of_trigger = 0 AND x.is_disabled = 0 AND y.type = e.type)
  AS o
WHERE SCHEMA_NAME(b.schema_id) =
N'odd ''s\chema'
  AND b.name =
N'it''s "a" [table] \ 
;'
  AND LEFT(t.name, 19) = N'shadowlog_0123abcd_' AND e.is_first = 0

-- Without one owner there is no ownership chain.

-- doctor.table.owner
SELECT 'error', SCHEMA_NAME(b.schema_id) + N'.' + b.name,
  N'its owner is ' + USER_NAME(o.owner) + N', that of the changelog '
    + USER_NAME(c.owner),
  N'the triggers have the rights of whoever writes: writes of a user who has'
    + N' none on the changelog fail',
  N'ALTER AUTHORIZATION ON SCHEMA::shadowlog TO '
    + QUOTENAME(USER_NAME(o.owner)) + N';'
FROM sys.tables AS b
CROSS APPLY (SELECT COALESCE(b.principal_id, s.principal_id) AS owner
  FROM sys.schemas AS s WHERE s.schema_id = b.schema_id) AS o
CROSS JOIN (SELECT COALESCE(x.principal_id, s.principal_id) AS owner
  FROM sys.tables AS x JOIN sys.schemas AS s ON s.schema_id = x.schema_id
  WHERE x.object_id = OBJECT_ID(N'shadowlog.shadowlog_changelog')) AS c
WHERE SCHEMA_NAME(b.schema_id) =
N'odd ''s\chema'
  AND b.name =
N'it''s "a" [table] \ 
;'
  AND o.owner <> c.owner

-- A primary key; else at least one that could stand for it.

-- doctor.table.key
SELECT CASE WHEN EXISTS (SELECT 1 FROM sys.indexes AS i
    WHERE i.object_id = b.object_id AND i.is_unique = 1
    AND NOT EXISTS (SELECT 1 FROM sys.index_columns AS k
      JOIN sys.columns AS c ON c.object_id = k.object_id
        AND c.column_id = k.column_id
      WHERE k.object_id = i.object_id AND k.index_id = i.index_id
      AND k.is_included_column = 0 AND c.is_nullable = 1))
  THEN 'note' ELSE 'warning' END,
  SCHEMA_NAME(b.schema_id) + N'.' + b.name, N'the table has no primary key',
  N'only its description says what makes a row one: if two rows can be equal in'
    + N' that, receivers take them for one',
  N'give it a primary key'
FROM sys.tables AS b
WHERE SCHEMA_NAME(b.schema_id) =
N'odd ''s\chema'
  AND b.name =
N'it''s "a" [table] \ 
;'
  AND NOT EXISTS (SELECT 1 FROM sys.indexes AS i
    WHERE i.object_id = b.object_id AND i.is_primary_key = 1)

-- doctor.table.blind
SELECT 'note', SCHEMA_NAME(b.schema_id) + N'.' + b.name,
  N'column ' + c.name + N' is ' + TYPE_NAME(c.system_type_id),
  N'its value before a change is in no event, and WRITETEXT and UPDATETEXT'
    + N' change it without a trigger',
  N'make it varchar(max), nvarchar(max) or varbinary(max)'
FROM sys.tables AS b
JOIN sys.columns AS c ON c.object_id = b.object_id
WHERE TYPE_NAME(c.system_type_id) IN (N'text', N'ntext', N'image')
  AND SCHEMA_NAME(b.schema_id) =
N'odd ''s\chema'
  AND b.name =
N'it''s "a" [table] \ 
;'

-- What was asked for, and nobody should forget.

-- doctor.table.options
SELECT 'note',
N'odd ''s\chema'
  + '.' +
N'it''s "a" [table] \ 
;'
  , 'a session can write to it uncaptured (option bypass)',
  'whoever sets shadowlog.bypass in his session does', CONVERT(nvarchar(1), NULL)
WHERE ' insert update delete truncate bypass ' LIKE '% bypass %'

-- A table that was renamed took its triggers along.

-- doctor.strays
SELECT DISTINCT 'error', SCHEMA_NAME(b.schema_id) + N'.' + b.name,
  N'triggers of ours are on a table that the registry does not list',
  N'its changes are delivered under another name, or not at all',
  N'if it was renamed, end the capture of the old name and install the new one'
FROM sys.triggers AS t
JOIN sys.tables AS b ON b.object_id = t.parent_id
WHERE t.name LIKE N'shadowlog[_]' + REPLICATE(N'[0-9a-f]', 8) + N'[_][iud]'
  AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape AS s
    WHERE s.table_schema = SCHEMA_NAME(b.schema_id) COLLATE DATABASE_DEFAULT
    AND s.table_name = b.name COLLATE DATABASE_DEFAULT)

-- doctor.settings
SELECT 'warning', N'nested triggers', N'it is 0',
  N'what triggers of the application change in captured tables is not captured',
  N'EXEC sys.sp_configure N''nested triggers'', 1; RECONFIGURE;'
FROM sys.configurations
WHERE name = N'nested triggers' AND CONVERT(int, value_in_use) = 0
UNION ALL
SELECT 'note', DB_NAME(), N'READ_COMMITTED_SNAPSHOT is off',
  N'the poller waits for rows that are not committed, and one transaction that'
    + N' is forgotten holds it up',
  N'ALTER DATABASE ' + QUOTENAME(DB_NAME())
    + N' SET READ_COMMITTED_SNAPSHOT ON;'
FROM sys.databases
WHERE database_id = DB_ID() AND is_read_committed_snapshot_on = 0
UNION ALL
SELECT 'error', DB_NAME(), N'it takes no writes',
  N'the poller has to write to the changelog', N'connect to the primary'
WHERE CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), N'Updateability'))
  <> N'READ_WRITE'

-- doctor.isolation
SELECT 'error', N'isolation', N'a session has level '
    + CONVERT(nvarchar(9), transaction_isolation_level),
  N'a page is read twice to be sure of it, and each time waits for what is not'
    + N' committed', CONVERT(nvarchar(1), NULL)
FROM sys.dm_exec_sessions
WHERE session_id = @@SPID AND transaction_isolation_level <> 2

-- Needs VIEW SERVER STATE.

-- doctor.transactions
SELECT 'warning', N'session ' + CONVERT(nvarchar(9), s.session_id),
  N'a transaction of ' + s.login_name + COALESCE(N' (' + s.program_name + N')',
    N'') + N' has been open since '
    + CONVERT(nvarchar(30), a.transaction_begin_time, 120),
  N'its rows hold up the poller where READ_COMMITTED_SNAPSHOT is off, and keep'
    + N' old versions where it is on',
  N'KILL ' + CONVERT(nvarchar(9), s.session_id) + N';'
FROM sys.dm_tran_session_transactions AS x
JOIN sys.dm_tran_active_transactions AS a
  ON a.transaction_id = x.transaction_id
JOIN sys.dm_tran_database_transactions AS d
  ON d.transaction_id = x.transaction_id AND d.database_id = DB_ID()
JOIN sys.dm_exec_sessions AS s ON s.session_id = x.session_id
WHERE s.session_id <> @@SPID
  AND a.transaction_begin_time <= DATEADD(second, -3600, GETDATE())

-- Whoever may write to the lease is a poller.

-- doctor.privileges
SELECT 'error', USER_NAME(), N'it has no ' + w.privilege + N' on ' + w.name,
  N'the poller cannot do its work',
  N'GRANT ' + w.privilege + N' ON ' + w.name + N' TO '
    + QUOTENAME(USER_NAME()) + N';'
FROM (SELECT N'shadowlog.shadowlog_changelog' AS name, N'SELECT' AS privilege
  UNION ALL SELECT N'shadowlog.shadowlog_changelog', N'DELETE'
  UNION ALL SELECT N'shadowlog.shadowlog_shape', N'SELECT'
  UNION ALL SELECT N'shadowlog.shadowlog_meta', N'SELECT'
  UNION ALL SELECT N'shadowlog.shadowlog_lease', N'SELECT'
  UNION ALL SELECT N'shadowlog.shadowlog_lease', N'UPDATE') AS w
WHERE COALESCE(HAS_PERMS_BY_NAME(w.name, N'OBJECT', w.privilege), 0) = 0
UNION ALL
SELECT 'note', USER_NAME(),
  N'it may do more to the changelog than the poller needs',
  N'whoever has the poller''s password has these rights',
  N'let the poller connect as a user of its own: "shadowlog-triggers'
    + N' sqlserver-2005 grants"'
WHERE HAS_PERMS_BY_NAME(N'shadowlog.shadowlog_changelog', N'OBJECT', N'INSERT')
  = 1
UNION ALL
SELECT 'warning', USER_NAME(p.grantee_principal_id),
  USER_NAME(p.grantee_principal_id) + N' may ' + p.permission_name
    + N' on ' + x.name,
  N'events can be forged or taken away; the application needs no right here',
  N'REVOKE ' + p.permission_name + N' ON ' + x.name + N' FROM '
    + QUOTENAME(USER_NAME(p.grantee_principal_id)) + N';'
FROM sys.database_permissions AS p
JOIN (SELECT N'shadowlog.shadowlog_changelog' AS name UNION ALL
  SELECT N'shadowlog.shadowlog_shape') AS x ON p.major_id = OBJECT_ID(x.name)
WHERE p.class = 1 AND p.state IN ('G', 'W')
  AND p.permission_name IN (N'INSERT', N'UPDATE', N'DELETE', N'ALTER',
    N'CONTROL')
  AND NOT (p.permission_name = N'DELETE'
    AND x.name = N'shadowlog.shadowlog_changelog'
    AND EXISTS (SELECT 1 FROM sys.database_permissions AS l
      WHERE l.class = 1 AND l.state IN ('G', 'W')
      AND l.major_id = OBJECT_ID(N'shadowlog.shadowlog_lease')
      AND l.permission_name = N'UPDATE'
      AND l.grantee_principal_id = p.grantee_principal_id))
UNION ALL
SELECT 'note', USER_NAME(r.member_principal_id),
  USER_NAME(r.member_principal_id) + N' is in db_datawriter',
  N'that is a right to write to the changelog, too: events can be forged or'
    + N' taken away',
  N'DENY INSERT, UPDATE, DELETE ON SCHEMA::shadowlog TO '
    + QUOTENAME(USER_NAME(r.member_principal_id)) + N';'
FROM sys.database_role_members AS r
WHERE USER_NAME(r.role_principal_id) = N'db_datawriter'
  AND NOT EXISTS (SELECT 1 FROM sys.database_permissions AS p
    WHERE p.class = 3 AND p.state = 'D' AND p.permission_name = N'INSERT'
    AND p.major_id = SCHEMA_ID(N'shadowlog')
    AND p.grantee_principal_id = r.member_principal_id)

-- An index, a constraint or a trigger of the site's own on the changelog.

-- doctor.changelog
SELECT 'warning', N'shadowlog.shadowlog_changelog',
  N'it has an index, ' + i.name,
  CASE WHEN i.is_unique = 1 THEN N'it can fail the application''s writes'
    ELSE N'it makes every write of the application dearer' END,
  N'DROP INDEX ' + QUOTENAME(i.name) + N' ON shadowlog.shadowlog_changelog;'
FROM sys.indexes AS i
WHERE i.object_id = OBJECT_ID(N'shadowlog.shadowlog_changelog')
  AND i.index_id > 0 AND i.is_primary_key = 0
UNION ALL
SELECT 'warning', N'shadowlog.shadowlog_changelog',
  N'it has a constraint, ' + o.name, N'it can fail the application''s writes',
  N'ALTER TABLE shadowlog.shadowlog_changelog DROP CONSTRAINT '
    + QUOTENAME(o.name) + N';'
FROM sys.objects AS o
WHERE o.parent_object_id = OBJECT_ID(N'shadowlog.shadowlog_changelog')
  AND o.type IN ('C', 'F')
UNION ALL
SELECT 'warning', N'shadowlog.shadowlog_changelog',
  N'it has a trigger, ' + t.name,
  N'it runs in every write of the application, or in every delete of the'
    + N' poller',
  N'DROP TRIGGER shadowlog.' + QUOTENAME(t.name) + N';'
FROM sys.triggers AS t
WHERE t.parent_id = OBJECT_ID(N'shadowlog.shadowlog_changelog')
UNION ALL
SELECT 'error', N'shadowlog.shadowlog_changelog', N'it has no primary key',
  N'a number could be there twice, and every page reads the whole table',
  N'ALTER TABLE shadowlog.shadowlog_changelog ADD CONSTRAINT'
    + N' shadowlog_changelog_key PRIMARY KEY CLUSTERED (seq);'
WHERE NOT EXISTS (SELECT 1 FROM sys.indexes AS i
  WHERE i.object_id = OBJECT_ID(N'shadowlog.shadowlog_changelog')
  AND i.is_primary_key = 1)

-- doctor.identity
SELECT 'error', N'shadowlog.shadowlog_changelog', N'its identity is at '
    + CONVERT(nvarchar(40), i.latest) + N', and it has '
    + CONVERT(nvarchar(20), c.latest),
  N'numbers are used twice: writes to captured tables fail, or are taken for'
    + N' delivered ones',
  N'DBCC CHECKIDENT(N''shadowlog.shadowlog_changelog'', RESEED, '
    + CONVERT(nvarchar(20), c.latest) + N');'
FROM (SELECT MAX(seq) AS latest FROM shadowlog.shadowlog_changelog) AS c
CROSS JOIN (SELECT IDENT_CURRENT(N'shadowlog.shadowlog_changelog') AS latest)
  AS i
WHERE i.latest < c.latest

