-- SQL Server 2005 to 2008 R2.  From 2012 on: sqlserver.

--: base sqlserver
--: without doctor.sequence
--: without doctor.durability

--: type bit = bool
--: type tinyint = int
--: type smallint = int
--: type int = int
--: type bigint = bigint
--: type decimal* = decimal
--: type numeric* = decimal
--: type money = decimal
--: type smallmoney = decimal
--: type real = float
--: type float* = double
--: type datetime* = timestamp
--: type smalldatetime = timestamp
--: type char* = text
--: type varchar* = text
--: type nchar* = text
--: type nvarchar* = text
--: type text = text
--: type ntext = text
--: type xml = text
--: type sysname = text
--: type binary* = binary
--: type varbinary* = binary
--: type image = binary
--: type timestamp = binary
--: type rowversion = binary
--: type geometry = binary
--: type geography = binary
--: type uniqueidentifier = uuid
--: type * = other

--: value float = ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(4), {{c}}), 1, 0), N'NULL')
--: value double = ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(8), {{c}}), 1, 0), N'NULL')
--: value decimal of *money = ISNULL(CONVERT(nvarchar(40), {{c}}, 2), N'NULL')
--: value timestamp = ISNULL(CONVERT(nvarchar(30), {{c}}, 126), N'NULL')
--: value uuid = ISNULL(CONVERT(nvarchar(36), {{c}}), N'NULL')
--: value binary old of image = N'?'
--: value binary of image = ISNULL((SELECT CASE DATALENGTH(shadowlog.{{name}}) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), shadowlog.{{name}}), 1, 0) END
--: |          FROM {{table}} AS shadowlog WHERE {{key_match}}), N'NULL')
--: value binary = ISNULL(CASE DATALENGTH({{c}}) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), {{c}}), 1, 0) END, N'NULL')
--: value text old of text = N'?'
--: value text old of ntext = N'?'
--: value text of text = ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.{{name}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
--: |          FROM {{table}} AS shadowlog WHERE {{key_match}}), N'NULL')
--: value text of ntext = ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.{{name}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
--: |          FROM {{table}} AS shadowlog WHERE {{key_match}}), N'NULL')
--: value text = ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), {{c}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
--: value interval = ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), {{c}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
--: value other of sql_variant = ISNULL(N'''' + REPLACE(CASE
--: |          WHEN SQL_VARIANT_PROPERTY({{c}}, 'BaseType') IN ('binary', 'varbinary', 'timestamp')
--: |          THEN sys.fn_varbintohexsubstring(0, CONVERT(varbinary(8000), {{c}}), 1, 0)
--: |          ELSE CONVERT(nvarchar(4000), {{c}}, 126) END COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
--: value other = ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), {{c}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
--: value * = ISNULL(CONVERT(nvarchar(60), {{c}}), N'NULL')

-- As bytes: to most collations other ones are equal, and so are blanks at the
-- end.  text, ntext and image are in neither row.
--: same bool = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same int = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same bigint = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same decimal = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same timestamp = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same uuid = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same float = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL)
--: |     OR CONVERT(binary(4), {{old}}) = CONVERT(binary(4), {{new}}) THEN 1 ELSE 0 END = 1
--: same double = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL)
--: |     OR CONVERT(binary(8), {{old}}) = CONVERT(binary(8), {{new}}) THEN 1 ELSE 0 END = 1
--: same text of *char* = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL) OR (DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(max), {{old}}) = CONVERT(varbinary(max), {{new}})) THEN 1 ELSE 0 END = 1
--: same text of xml = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL) OR (DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(max), {{old}}) = CONVERT(varbinary(max), {{new}})) THEN 1 ELSE 0 END = 1
--: same text of sysname = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL) OR (DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(max), {{old}}) = CONVERT(varbinary(max), {{new}})) THEN 1 ELSE 0 END = 1
--: same binary of *binary* = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL) OR (DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(max), {{old}}) = CONVERT(varbinary(max), {{new}})) THEN 1 ELSE 0 END = 1
--: same binary of timestamp = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL) OR (DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(max), {{old}}) = CONVERT(varbinary(max), {{new}})) THEN 1 ELSE 0 END = 1
--: same binary of rowversion = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL) OR (DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(max), {{old}}) = CONVERT(varbinary(max), {{new}})) THEN 1 ELSE 0 END = 1
--: same binary of geo* = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL) OR (DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(max), {{old}}) = CONVERT(varbinary(max), {{new}})) THEN 1 ELSE 0 END = 1
--: same other of sql_variant = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL)
--: |     OR (SQL_VARIANT_PROPERTY({{old}}, 'BaseType') = SQL_VARIANT_PROPERTY({{new}}, 'BaseType')
--: |     AND DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(8000), {{old}}) = CONVERT(varbinary(8000), {{new}})) THEN 1 ELSE 0 END = 1

-- The size, in bytes as they are stored.
--: value text omit of *char* = ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH({{c}})), N'NULL')
--: value text omit of xml = ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH({{c}})), N'NULL')
--: value binary omit of *binary* = ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH({{c}})), N'NULL')
--: value other omit = ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH({{c}})), N'NULL')

--: section if.insert.insert
ALTER TRIGGER {{schema_dot}}[{{trigger}}_i] ON {{table}} AFTER INSERT
AS
BEGIN
	DECLARE @kept numeric(38, 0), @put_back nvarchar(200);
	SET @kept = @@IDENTITY;
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	{{look}}
	{{insert_do}}
	IF @kept IS NOT NULL
	BEGIN
		SET @put_back = N'SELECT IDENTITY(numeric(38, 0), '
			+ CONVERT(nvarchar(40), @kept)
			+ N', 1) AS id INTO #shadowlog';
		EXEC(@put_back);
	END;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

--: section if.update.update
-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER {{schema_dot}}[{{trigger}}_u] ON {{table}} AFTER UPDATE
AS
BEGIN
	DECLARE @kept numeric(38, 0), @put_back nvarchar(200);
	SET @kept = @@IDENTITY;
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	{{look}}
	{{update_do}}
	IF @kept IS NOT NULL
	BEGIN
		SET @put_back = N'SELECT IDENTITY(numeric(38, 0), '
			+ CONVERT(nvarchar(40), @kept)
			+ N', 1) AS id INTO #shadowlog';
		EXEC(@put_back);
	END;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

--: section if.delete.delete
ALTER TRIGGER {{schema_dot}}[{{trigger}}_d] ON {{table}} AFTER DELETE
AS
BEGIN
	DECLARE @kept numeric(38, 0), @put_back nvarchar(200);
	SET @kept = @@IDENTITY;
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM deleted)
		RETURN;
	{{look}}
	{{delete_do}}
	IF @kept IS NOT NULL
	BEGIN
		SET @put_back = N'SELECT IDENTITY(numeric(38, 0), '
			+ CONVERT(nvarchar(40), @kept)
			+ N', 1) AS id INTO #shadowlog';
		EXEC(@put_back);
	END;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO
--: # ---- what the script says and looks for ----

--: section if.bypass.notes
--
-- WHOEVER SETS THIS IN HIS SESSION WRITES TO THIS TABLE WITHOUT BEING CAPTURED:
--   DECLARE @c varbinary(128);
--   SET @c = CONVERT(varbinary(128), 'shadowlog.bypass=on');
--   SET CONTEXT_INFO @c;

--: section if.keyless_unique.checks
IF NOT EXISTS (SELECT 1 FROM sys.indexes AS i
	WHERE i.object_id = OBJECT_ID(@table) AND i.is_unique = 1
	AND NOT EXISTS (SELECT 1 FROM sys.index_columns AS k
		JOIN sys.columns AS c ON c.object_id = k.object_id
			AND c.column_id = k.column_id
		WHERE k.object_id = i.object_id AND k.index_id = i.index_id
		AND k.is_included_column = 0
		AND c.name NOT IN ({{key_literals}})))
BEGIN
	ROLLBACK TRANSACTION;
	RAISERROR(N'shadowlog: option key unique: no unique index of %s is made of these columns', 16, 1, @table);
	RETURN;
END;

--: section install.head
-- Shadowlog: capture row changes of the tables below, on SQL Server.
--
-- Run it as db_owner, with a client that stops at the first error (-b):
--
--	sqlcmd -b -I -d DATABASE -i this-file.sql
--
-- Each table is one transaction: all of it or nothing.  It locks the table for
-- a moment, and gives up after 10 s of waiting for that.  Running it again
-- changes nothing.
--
-- Each table gets three AFTER triggers of one statement each, for INSERT, UPDATE
-- and DELETE (and so for MERGE),
-- set to fire first, so that they see a change
-- before a trigger of the application changes the row again.  If one of the
-- application's is set to be the first already, this fails: set that one to
-- 'None' before.  The application's users need no rights, as long as table and
-- schema shadowlog have one owner; that is checked.  The counts of
-- rows stay what they are without the triggers.  If a change cannot be
-- recorded, the statement that made it fails.
--
-- @@IDENTITY would become the number of the changelog's row, so each trigger
-- puts back what it was by making a temporary table with that one identity.
-- Only where the session had none at all, it has one now (SCOPE_IDENTITY() is
-- never touched).
--
-- What they do not see: TRUNCATE TABLE; ALTER TABLE ... SWITCH; BULK INSERT, bcp
-- and SqlBulkCopy unless told to fire triggers; WRITETEXT and UPDATETEXT;
-- DISABLE TRIGGER while it lasts; what another trigger changes where the server
-- has 'nested triggers' off; the value of a text, ntext or image column before
-- a change.  An OUTPUT clause without INTO is an error on a table with triggers.
-- A column that
-- a trigger names can be dropped, and then every write fails: uninstall, drop,
-- describe, install.  A column added later is not captured until then.

SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
SET ANSI_PADDING ON;
SET XACT_ABORT ON;
SET NOCOUNT ON;
SET LOCK_TIMEOUT 10000;
-- In a deadlock with the application this loses.
SET DEADLOCK_PRIORITY LOW;
GO

--: section install
-- Table {{label}}
{{notes}}

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N{{table_literal}};
SET @schema = N{{schema_dot_literal}};

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
{{stubs}}

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT {{shape}}, N{{schema_literal}}, N{{name_literal}},
       v.version, d.description, N'{{trigger_hash}}', GETUTCDATE()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N{{schema_literal}}
           AND table_name = N{{name_literal}}) AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N{{description_literal}})
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = {{shape}}
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'{{trigger_hash}}', installed_at = GETUTCDATE()
 WHERE shape = {{shape}}
   AND (trigger_hash <> N'{{trigger_hash}}'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N{{schema_literal}}
                              AND s.table_name = N{{name_literal}}));

{{checks}}
IF (SELECT COALESCE(t.principal_id, s.principal_id)
      FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     WHERE t.object_id = OBJECT_ID(@table, N'U')) <>
   (SELECT COALESCE(t.principal_id, s.principal_id)
      FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     WHERE t.object_id = OBJECT_ID(N'shadowlog.shadowlog_changelog'))
BEGIN
	ROLLBACK TRANSACTION;
	RAISERROR(N'shadowlog: %s and the changelog have two owners: the users of the one could not write to the other', 16, 1, @table);
END;
GO
-- After a failure the rest is read, but not run.
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

{{table_sql}}

DECLARE @schema nvarchar(300), @name nvarchar(400);
SET @schema = N{{schema_dot_literal}};
{{orders}}
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

--: section uninstall.changelog
-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  While a table is still captured its writes would fail
-- from here on, so this fails then.
SET XACT_ABORT ON;
GO
IF EXISTS (SELECT 1 FROM sys.triggers WHERE name LIKE N'shadowlog[_]%')
	RAISERROR(N'shadowlog: a table is still captured', 16, 1);
ELSE
BEGIN
	BEGIN TRANSACTION;
	DROP FUNCTION shadowlog.shadowlog_context;
	DROP FUNCTION shadowlog.shadowlog_session;
	DROP TABLE shadowlog.shadowlog_changelog;
	DROP TABLE shadowlog.shadowlog_shape;
	DROP TABLE shadowlog.shadowlog_lease;
	DROP TABLE shadowlog.shadowlog_meta;
	DROP SCHEMA shadowlog;
	COMMIT TRANSACTION;
END;
GO

--: set connect TDS_Version=7.2;ClientCharset=UTF-8

--: section poller.who
SELECT seq, actor, context FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq

--: section poller.chunk
SELECT SUBSTRING({{column}}, {{from}}, {{length}})
FROM shadowlog.shadowlog_changelog WHERE seq = {{seq}}

--: section poller.lease_read
SELECT holder, token, epoch, DATEDIFF(second, GETUTCDATE(), expires_at)
FROM shadowlog.shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog.shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = DATEADD(second, {{seconds}}, GETUTCDATE())
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= GETUTCDATE())

--: section poller.lease_renew
UPDATE shadowlog.shadowlog_lease
SET expires_at = DATEADD(second, {{seconds}}, GETUTCDATE())
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT_BIG(*), MIN(seq),
  (SELECT TOP (1) CONVERT(varchar(33), captured_at, 126) + 'Z'
   FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq),
  CONVERT(varchar(33), GETUTCDATE(), 126) + 'Z'
FROM shadowlog.shadowlog_changelog WHERE {{where}}

-- Holes that start their line are filled in as they are.

--: section doctor.table.triggers
SELECT 'error',
{{schema}}
  + N'.' +
{{table}}
  , N'trigger {{trigger}}' + w.suffix + N' is missing',
  N'its ' + w.event + N' is not captured',
  N'install again what "shadowlog-triggers sqlserver-2005 install" prints for'
    + N' this table; if its capture was ended, run its uninstall once more when'
    + N' all of it is delivered'
FROM (SELECT N'_i' AS suffix, N'INSERT' AS event UNION ALL
  SELECT N'_u', N'UPDATE' UNION ALL SELECT N'_d', N'DELETE') AS w
WHERE w.suffix IN ({{suffixes}})
  AND NOT EXISTS (SELECT 1 FROM sys.triggers AS t
  JOIN sys.tables AS b ON b.object_id = t.parent_id
  WHERE SCHEMA_NAME(b.schema_id) =
{{schema}}
  AND b.name =
{{table}}
  AND t.name = N'{{trigger}}' + w.suffix)

--: section doctor.table.enabled
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
{{schema}}
  AND b.name =
{{table}}
  AND LEFT(t.name, 19) = N'{{trigger}}_'
  AND (t.is_disabled = 1 OR t.is_not_for_replication = 1)

-- A trigger runs with the options it was created under.

--: section doctor.table.altered
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
    ELSE N' does not write the layout of today, {{shape}}' END,
  N'an install went wrong, or somebody made it anew: changes are lost or read'
    + N' by a layout that they do not have',
  N'install again what "shadowlog-triggers sqlserver-2005 install" prints for'
    + N' this table'
FROM (SELECT N'_i' AS suffix, 1 AS type UNION ALL SELECT N'_u', 2 UNION ALL
  SELECT N'_d', 3) AS w
JOIN sys.triggers AS t ON t.name = N'{{trigger}}' + w.suffix
JOIN sys.tables AS b ON b.object_id = t.parent_id
JOIN sys.sql_modules AS m ON m.object_id = t.object_id
JOIN (SELECT object_id, MIN(type) AS type, COUNT(*) AS events
  FROM sys.trigger_events GROUP BY object_id) AS e ON e.object_id = t.object_id
WHERE SCHEMA_NAME(b.schema_id) =
{{schema}}
  AND b.name =
{{table}}
  AND (e.type <> w.type OR e.events <> 1 OR t.is_instead_of_trigger = 1
    OR m.definition IS NULL
    OR m.definition NOT LIKE N'%shadowlog[_]changelog%'
    OR m.uses_ansi_nulls = 0 OR m.uses_quoted_identifier = 0
    OR m.definition NOT LIKE N'%[^0-9]{{shape}},%')

-- ALTER TRIGGER takes the place at the front away again.  Behind ours another
-- trigger may write to this table: what it does is captured after.

--: section doctor.table.key
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
{{schema}}
  AND b.name =
{{table}}
  AND NOT EXISTS (SELECT 1 FROM sys.indexes AS i
    WHERE i.object_id = b.object_id AND i.is_primary_key = 1)

--: section doctor.strays
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

--: section doctor.identity
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

--: section doctor.settings
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

--: section doctor.privileges
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
