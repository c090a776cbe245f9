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

-- Table dbo.types

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[dbo].[types]';
SET @schema = N'[dbo].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_ed8e4b15_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_ed8e4b15_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_ed8e4b15_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_ed8e4b15_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_ed8e4b15_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_ed8e4b15_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 112608765, N'dbo', N'types',
       v.version, d.description, N'eda85aad', GETUTCDATE()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'dbo'
           AND table_name = N'types') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table dbo.types
  column id   bigint           as bigint    key 1
  column part varchar(10)      as text      key 2
  column b    bit              as bool      null
  column ti   tinyint          as int       null
  column d    decimal(12,2)    as decimal   null
  column m    money            as decimal   null
  column r    real             as float     null
  column f    float            as double    null
  column dt   datetime         as timestamp null
  column sdt  smalldatetime    as timestamp null
  column nv   nvarchar(max)    as text      null
  column c    char(3)          as text      null
  column tx   text             as text      null
  column ntx  ntext            as text      null
  column x    xml              as text      null
  column vb   varbinary(max)   as binary    null
  column im   image            as binary    null
  column rv   timestamp        as binary
  column u    uniqueidentifier as uuid      null
  column v    sql_variant      as other     null
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 112608765
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'eda85aad', installed_at = GETUTCDATE()
 WHERE shape = 112608765
   AND (trigger_hash <> N'eda85aad'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'dbo'
                              AND s.table_name = N'types'));

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

ALTER TRIGGER [dbo].[shadowlog_ed8e4b15_i] ON [dbo].[types] AFTER INSERT
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
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
	SELECT 112608765, N'I',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[part]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[b]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[ti]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[d]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(40), i.[m], 2), N'NULL') + N',' +
		ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(4), i.[r]), 1, 0), N'NULL') + N',' +
		ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(8), i.[f]), 1, 0), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(30), i.[dt], 126), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(30), i.[sdt], 126), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[nv]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[c]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[tx]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [dbo].[types] AS shadowlog WHERE shadowlog.[id] = i.[id]
		                                                AND shadowlog.[part] = i.[part]), N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[ntx]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [dbo].[types] AS shadowlog WHERE shadowlog.[id] = i.[id]
		                                                AND shadowlog.[part] = i.[part]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[x]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CASE DATALENGTH(i.[vb]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), i.[vb]), 1, 0) END, N'NULL') + N',' +
		ISNULL((SELECT CASE DATALENGTH(shadowlog.[im]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), shadowlog.[im]), 1, 0) END
		          FROM [dbo].[types] AS shadowlog WHERE shadowlog.[id] = i.[id]
		                                                AND shadowlog.[part] = i.[part]), N'NULL') + N',' +
		ISNULL(CASE DATALENGTH(i.[rv]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), i.[rv]), 1, 0) END, N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(36), i.[u]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CASE
		          WHEN SQL_VARIANT_PROPERTY(i.[v], 'BaseType') IN ('binary', 'varbinary', 'timestamp')
		          THEN sys.fn_varbintohexsubstring(0, CONVERT(varbinary(8000), i.[v]), 1, 0)
		          ELSE CONVERT(nvarchar(4000), i.[v], 126) END COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
	  FROM inserted AS i;
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

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER [dbo].[shadowlog_ed8e4b15_u] ON [dbo].[types] AFTER UPDATE
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
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row, new_row)
	SELECT 112608765,
		CASE
			WHEN d.[id] IS NULL THEN N'I'
			WHEN i.[id] IS NULL THEN N'D'
			ELSE N'U'
		END,
		CASE WHEN d.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[part]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[b]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[ti]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[d]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(40), d.[m], 2), N'NULL') + N',' +
			ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(4), d.[r]), 1, 0), N'NULL') + N',' +
			ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(8), d.[f]), 1, 0), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(30), d.[dt], 126), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(30), d.[sdt], 126), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[nv]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[c]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			N'?' + N',' +
			N'?' + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[x]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CASE DATALENGTH(d.[vb]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), d.[vb]), 1, 0) END, N'NULL') + N',' +
			N'?' + N',' +
			ISNULL(CASE DATALENGTH(d.[rv]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), d.[rv]), 1, 0) END, N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(36), d.[u]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CASE
			          WHEN SQL_VARIANT_PROPERTY(d.[v], 'BaseType') IN ('binary', 'varbinary', 'timestamp')
			          THEN sys.fn_varbintohexsubstring(0, CONVERT(varbinary(8000), d.[v]), 1, 0)
			          ELSE CONVERT(nvarchar(4000), d.[v], 126) END COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		END,
		CASE WHEN i.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[part]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[b]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[ti]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[d]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(40), i.[m], 2), N'NULL') + N',' +
			ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(4), i.[r]), 1, 0), N'NULL') + N',' +
			ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(8), i.[f]), 1, 0), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(30), i.[dt], 126), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(30), i.[sdt], 126), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[nv]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[c]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[tx]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [dbo].[types] AS shadowlog WHERE shadowlog.[id] = i.[id]
			                                                AND shadowlog.[part] = i.[part]), N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[ntx]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [dbo].[types] AS shadowlog WHERE shadowlog.[id] = i.[id]
			                                                AND shadowlog.[part] = i.[part]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[x]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CASE DATALENGTH(i.[vb]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), i.[vb]), 1, 0) END, N'NULL') + N',' +
			ISNULL((SELECT CASE DATALENGTH(shadowlog.[im]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), shadowlog.[im]), 1, 0) END
			          FROM [dbo].[types] AS shadowlog WHERE shadowlog.[id] = i.[id]
			                                                AND shadowlog.[part] = i.[part]), N'NULL') + N',' +
			ISNULL(CASE DATALENGTH(i.[rv]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), i.[rv]), 1, 0) END, N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(36), i.[u]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CASE
			          WHEN SQL_VARIANT_PROPERTY(i.[v], 'BaseType') IN ('binary', 'varbinary', 'timestamp')
			          THEN sys.fn_varbintohexsubstring(0, CONVERT(varbinary(8000), i.[v]), 1, 0)
			          ELSE CONVERT(nvarchar(4000), i.[v], 126) END COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[id] = d.[id]
	           AND i.[part] = d.[part];
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

ALTER TRIGGER [dbo].[shadowlog_ed8e4b15_d] ON [dbo].[types] AFTER DELETE
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
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
	SELECT 112608765, N'D',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[part]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[b]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[ti]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[d]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(40), d.[m], 2), N'NULL') + N',' +
		ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(4), d.[r]), 1, 0), N'NULL') + N',' +
		ISNULL(N'#' + sys.fn_varbintohexsubstring(0, CONVERT(binary(8), d.[f]), 1, 0), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(30), d.[dt], 126), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(30), d.[sdt], 126), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[nv]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[c]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		N'?' + N',' +
		N'?' + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[x]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CASE DATALENGTH(d.[vb]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), d.[vb]), 1, 0) END, N'NULL') + N',' +
		N'?' + N',' +
		ISNULL(CASE DATALENGTH(d.[rv]) WHEN 0 THEN N'' ELSE sys.fn_varbintohexsubstring(0, CONVERT(varbinary(max), d.[rv]), 1, 0) END, N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(36), d.[u]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CASE
		          WHEN SQL_VARIANT_PROPERTY(d.[v], 'BaseType') IN ('binary', 'varbinary', 'timestamp')
		          THEN sys.fn_varbintohexsubstring(0, CONVERT(varbinary(8000), d.[v]), 1, 0)
		          ELSE CONVERT(nvarchar(4000), d.[v], 126) END COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
	  FROM deleted AS d;
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

DECLARE @schema nvarchar(300), @name nvarchar(400);
SET @schema = N'[dbo].';
SET @name = @schema + N'[shadowlog_ed8e4b15_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_ed8e4b15_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_ed8e4b15_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO
