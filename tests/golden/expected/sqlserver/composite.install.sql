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

-- Table public.stock

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[public].[stock]';
SET @schema = N'[public].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_7dcc3ede_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_7dcc3ede_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_7dcc3ede_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_7dcc3ede_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_7dcc3ede_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_7dcc3ede_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 869890860, N'public', N'stock',
       v.version, d.description, N'f7cf8822', SYSUTCDATETIME()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'public'
           AND table_name = N'stock') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table public.stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 869890860
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'f7cf8822', installed_at = SYSUTCDATETIME()
 WHERE shape = 869890860
   AND (trigger_hash <> N'f7cf8822'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'public'
                              AND s.table_name = N'stock'));

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

ALTER TRIGGER [public].[shadowlog_7dcc3ede_i] ON [public].[stock] AFTER INSERT
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
	SELECT 869890860, N'I',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), i.[quantity]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[bin]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[sku]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[site]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(10), i.[counted], 23), N'NULL')
	  FROM inserted AS i;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER [public].[shadowlog_7dcc3ede_u] ON [public].[stock] AFTER UPDATE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row, new_row)
	SELECT 869890860,
		CASE
			WHEN d.[site] IS NULL THEN N'I'
			WHEN i.[site] IS NULL THEN N'D'
			ELSE N'U'
		END,
		CASE WHEN d.[site] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[quantity]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[bin]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[sku]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[site]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(10), d.[counted], 23), N'NULL')
		END,
		CASE WHEN i.[site] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[quantity]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[bin]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[sku]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[site]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(10), i.[counted], 23), N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[site] = d.[site]
	           AND i.[bin] = d.[bin]
	           AND i.[sku] = d.[sku];
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TRIGGER [public].[shadowlog_7dcc3ede_d] ON [public].[stock] AFTER DELETE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM deleted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
	SELECT 869890860, N'D',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), d.[quantity]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[bin]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[sku]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[site]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(10), d.[counted], 23), N'NULL')
	  FROM deleted AS d;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @schema nvarchar(300), @name nvarchar(400);
SET @schema = N'[public].';
SET @name = @schema + N'[shadowlog_7dcc3ede_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_7dcc3ede_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_7dcc3ede_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO
