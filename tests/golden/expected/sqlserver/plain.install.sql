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
-- and DELETE (and so for MERGE), set to fire first, so that they see a change
-- before a trigger of the application changes the row again.  If one of the
-- application's is set to be the first already, this fails: set that one to
-- 'None' before.  The application's users need no rights, as long as table and
-- schema shadowlog have one owner; that is checked.  @@IDENTITY and the counts
-- of rows stay what they are without the triggers.  If a change cannot be
-- recorded, the statement that made it fails.
--
-- What they do not see: TRUNCATE TABLE; ALTER TABLE ... SWITCH; BULK INSERT, bcp
-- and SqlBulkCopy unless told to fire triggers; WRITETEXT and UPDATETEXT;
-- DISABLE TRIGGER while it lasts; what another trigger changes where the server
-- has 'nested triggers' off; the value of a text, ntext or image column before
-- a change.  An OUTPUT clause without INTO is an error on a table with triggers
-- (Entity Framework Core 7 and later: UseSqlOutputClause(false)).  A column that
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

-- Table public.orders

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[public].[orders]';
SET @schema = N'[public].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_9a83d3f1_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_9a83d3f1_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_9a83d3f1_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_9a83d3f1_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_9a83d3f1_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_9a83d3f1_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1266838793, N'public', N'orders',
       v.version, d.description, N'81fab874', SYSUTCDATETIME()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'public'
           AND table_name = N'orders') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table public.orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1266838793
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'81fab874', installed_at = SYSUTCDATETIME()
 WHERE shape = 1266838793
   AND (trigger_hash <> N'81fab874'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'public'
                              AND s.table_name = N'orders'));

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

ALTER TRIGGER [public].[shadowlog_9a83d3f1_i] ON [public].[orders] AFTER INSERT
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
	SELECT 1266838793, N'I',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[customer_id]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [public].[orders] AS shadowlog WHERE shadowlog.[id] = i.[id]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(30), i.[placed_at], 126), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[paid]), N'NULL')
	  FROM inserted AS i;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER [public].[shadowlog_9a83d3f1_u] ON [public].[orders] AFTER UPDATE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row, new_row)
	SELECT 1266838793,
		CASE
			WHEN d.[id] IS NULL THEN N'I'
			WHEN i.[id] IS NULL THEN N'D'
			ELSE N'U'
		END,
		CASE WHEN d.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[customer_id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[amount]), N'NULL') + N',' +
			N'?' + N',' +
			ISNULL(CONVERT(nvarchar(30), d.[placed_at], 126), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[paid]), N'NULL')
		END,
		CASE WHEN i.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[customer_id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [public].[orders] AS shadowlog WHERE shadowlog.[id] = i.[id]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(30), i.[placed_at], 126), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[paid]), N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[id] = d.[id];
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TRIGGER [public].[shadowlog_9a83d3f1_d] ON [public].[orders] AFTER DELETE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM deleted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
	SELECT 1266838793, N'D',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[customer_id]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[amount]), N'NULL') + N',' +
		N'?' + N',' +
		ISNULL(CONVERT(nvarchar(30), d.[placed_at], 126), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[paid]), N'NULL')
	  FROM deleted AS d;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @schema nvarchar(300), @name nvarchar(400);
SET @schema = N'[public].';
SET @name = @schema + N'[shadowlog_9a83d3f1_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_9a83d3f1_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_9a83d3f1_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

-- Table public.customers

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[public].[customers]';
SET @schema = N'[public].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_211d1471_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_211d1471_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_211d1471_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_211d1471_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_211d1471_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_211d1471_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1393539161, N'public', N'customers',
       v.version, d.description, N'50376cef', SYSUTCDATETIME()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'public'
           AND table_name = N'customers') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table public.customers
  column id   int         as int  key 1
  column name varchar(80) as text
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1393539161
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'50376cef', installed_at = SYSUTCDATETIME()
 WHERE shape = 1393539161
   AND (trigger_hash <> N'50376cef'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'public'
                              AND s.table_name = N'customers'));

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

ALTER TRIGGER [public].[shadowlog_211d1471_i] ON [public].[customers] AFTER INSERT
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
	SELECT 1393539161, N'I',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[name]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
	  FROM inserted AS i;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER [public].[shadowlog_211d1471_u] ON [public].[customers] AFTER UPDATE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row, new_row)
	SELECT 1393539161,
		CASE
			WHEN d.[id] IS NULL THEN N'I'
			WHEN i.[id] IS NULL THEN N'D'
			ELSE N'U'
		END,
		CASE WHEN d.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[name]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		END,
		CASE WHEN i.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[name]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[id] = d.[id];
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TRIGGER [public].[shadowlog_211d1471_d] ON [public].[customers] AFTER DELETE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM deleted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
	SELECT 1393539161, N'D',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[name]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
	  FROM deleted AS d;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @schema nvarchar(300), @name nvarchar(400);
SET @schema = N'[public].';
SET @name = @schema + N'[shadowlog_211d1471_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_211d1471_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_211d1471_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO
