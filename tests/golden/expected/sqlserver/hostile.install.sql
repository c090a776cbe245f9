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

-- Table "odd \"schema\""."it's [a] `table`; --\n*/ /* \\"

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[odd "schema"].[it''s [a]] `table`; --
*/ /* \]';
SET @schema = N'[odd "schema"].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_0d238086_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_0d238086_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_0d238086_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_0d238086_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_0d238086_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_0d238086_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1680505960, N'odd "schema"', N'it''s [a] `table`; --
*/ /* \',
       v.version, d.description, N'437b9a38', SYSUTCDATETIME()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'odd "schema"'
           AND table_name = N'it''s [a] `table`; --
*/ /* \') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table "odd \"schema\""."it''s [a] `table`; --\n*/ /* \\"
  column "a\"b''c`d]e\\"                                                  int        as int  key 1
  column "line\nend\r\ttab"                                              text       as text null
  column select                                                          text       as text null
  column $shadowlog$                                                     json       as json null
  column $shadowlog_1$                                                   json       as json null
  column "{{new_image}}"                                                 text       as text null
  column "größe €"                                                       text       as text null
  column "\x01\x02\x03"                                                  text       as text null
  column "-- ''); DROP TABLE x"                                           varchar(9) as text null
  column ":name ? %s %n"                                                 text       as text null
  column a23456789_123456789_123456789_123456789_123456789_123456789_123 int        as int  null
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1680505960
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'437b9a38', installed_at = SYSUTCDATETIME()
 WHERE shape = 1680505960
   AND (trigger_hash <> N'437b9a38'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'odd "schema"'
                              AND s.table_name = N'it''s [a] `table`; --
*/ /* \'));

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

ALTER TRIGGER [odd "schema"].[shadowlog_0d238086_i] ON [odd "schema"].[it's [a]] `table`; --
*/ /* \] AFTER INSERT
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
	SELECT 1680505960, N'I',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), i.[a"b'c`d]]e\]), N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[line
end	tab]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[select]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[$shadowlog$]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[$shadowlog_1$]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[{{new_image}}]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[größe €]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[-- '); DROP TABLE x]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[:name ? %s %n]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[a23456789_123456789_123456789_123456789_123456789_123456789_123]), N'NULL')
	  FROM inserted AS i;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER [odd "schema"].[shadowlog_0d238086_u] ON [odd "schema"].[it's [a]] `table`; --
*/ /* \] AFTER UPDATE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row, new_row)
	SELECT 1680505960,
		CASE
			WHEN d.[a"b'c`d]]e\] IS NULL THEN N'I'
			WHEN i.[a"b'c`d]]e\] IS NULL THEN N'D'
			ELSE N'U'
		END,
		CASE WHEN d.[a"b'c`d]]e\] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[a"b'c`d]]e\]), N'NULL') + N',' +
			N'?' + N',' +
			N'?' + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[$shadowlog$]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[$shadowlog_1$]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			N'?' + N',' +
			N'?' + N',' +
			N'?' + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[-- '); DROP TABLE x]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			N'?' + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[a23456789_123456789_123456789_123456789_123456789_123456789_123]), N'NULL')
		END,
		CASE WHEN i.[a"b'c`d]]e\] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[a"b'c`d]]e\]), N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[line
end	tab]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[select]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[$shadowlog$]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[$shadowlog_1$]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[{{new_image}}]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[größe €]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[-- '); DROP TABLE x]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[:name ? %s %n]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [odd "schema"].[it's [a]] `table`; --
*/ /* \] AS shadowlog WHERE shadowlog.[a"b'c`d]]e\] = i.[a"b'c`d]]e\]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[a23456789_123456789_123456789_123456789_123456789_123456789_123]), N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[a"b'c`d]]e\] = d.[a"b'c`d]]e\];
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TRIGGER [odd "schema"].[shadowlog_0d238086_d] ON [odd "schema"].[it's [a]] `table`; --
*/ /* \] AFTER DELETE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM deleted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
	SELECT 1680505960, N'D',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), d.[a"b'c`d]]e\]), N'NULL') + N',' +
		N'?' + N',' +
		N'?' + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[$shadowlog$]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[$shadowlog_1$]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		N'?' + N',' +
		N'?' + N',' +
		N'?' + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[-- '); DROP TABLE x]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		N'?' + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[a23456789_123456789_123456789_123456789_123456789_123456789_123]), N'NULL')
	  FROM deleted AS d;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @schema nvarchar(300), @name nvarchar(400);
SET @schema = N'[odd "schema"].';
SET @name = @schema + N'[shadowlog_0d238086_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_0d238086_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_0d238086_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

-- Table public.order

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[public].[order]';
SET @schema = N'[public].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_9df95698_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_9df95698_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_9df95698_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_9df95698_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_9df95698_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_9df95698_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1054325159, N'public', N'order',
       v.version, d.description, N'7615a31c', SYSUTCDATETIME()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'public'
           AND table_name = N'order') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table public.order
  column group int  as int  key 1
  column table text as text null
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1054325159
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'7615a31c', installed_at = SYSUTCDATETIME()
 WHERE shape = 1054325159
   AND (trigger_hash <> N'7615a31c'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'public'
                              AND s.table_name = N'order'));

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

ALTER TRIGGER [public].[shadowlog_9df95698_i] ON [public].[order] AFTER INSERT
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
	SELECT 1054325159, N'I',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), i.[group]), N'NULL') + N',' +
		ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[table]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
		          FROM [public].[order] AS shadowlog WHERE shadowlog.[group] = i.[group]), N'NULL')
	  FROM inserted AS i;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER [public].[shadowlog_9df95698_u] ON [public].[order] AFTER UPDATE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row, new_row)
	SELECT 1054325159,
		CASE
			WHEN d.[group] IS NULL THEN N'I'
			WHEN i.[group] IS NULL THEN N'D'
			ELSE N'U'
		END,
		CASE WHEN d.[group] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[group]), N'NULL') + N',' +
			N'?'
		END,
		CASE WHEN i.[group] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[group]), N'NULL') + N',' +
			ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.[table]) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
			          FROM [public].[order] AS shadowlog WHERE shadowlog.[group] = i.[group]), N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[group] = d.[group];
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TRIGGER [public].[shadowlog_9df95698_d] ON [public].[order] AFTER DELETE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM deleted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
	SELECT 1054325159, N'D',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), d.[group]), N'NULL') + N',' +
		N'?'
	  FROM deleted AS d;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @schema nvarchar(300), @name nvarchar(400);
SET @schema = N'[public].';
SET @name = @schema + N'[shadowlog_9df95698_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_9df95698_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_9df95698_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO
