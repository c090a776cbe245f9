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

-- Table dbo.orders_all
--
-- WHOEVER SETS THIS IN HIS SESSION WRITES TO THIS TABLE WITHOUT BEING CAPTURED:
--   DECLARE @c varbinary(128);
--   SET @c = CONVERT(varbinary(128), 'shadowlog.bypass=on');
--   SET CONTEXT_INFO @c;
-- Each such statement leaves an event "m".
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[dbo].[orders_all]';
SET @schema = N'[dbo].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_3cd5290d_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_3cd5290d_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_3cd5290d_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_3cd5290d_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_3cd5290d_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_3cd5290d_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1741569744, N'dbo', N'orders_all',
       v.version, d.description, N'b063f439', GETUTCDATE()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'dbo'
           AND table_name = N'orders_all') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table dbo.orders_all
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   nvarchar(max) as text    null
  column old    xml           as text    null
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option lob omit note
  option actor
  option context
  option bypass marker
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1741569744
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'b063f439', installed_at = GETUTCDATE()
 WHERE shape = 1741569744
   AND (trigger_hash <> N'b063f439'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'dbo'
                              AND s.table_name = N'orders_all'));

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

ALTER TRIGGER [dbo].[shadowlog_3cd5290d_i] ON [dbo].[orders_all] AFTER INSERT
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
	DECLARE @context nvarchar(1700);
	SET @context = shadowlog.shadowlog_context();
	IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
		<> N'on.' COLLATE Latin1_General_BIN
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, context, new_row)
		SELECT 1741569744, N'I',
			ORIGINAL_LOGIN(),
			@context,
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
			ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH(i.[note])), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		  FROM inserted AS i
		  WHERE (i.status <> 'draft');
	END
	ELSE
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, context)
		VALUES (1741569744, N'M', ORIGINAL_LOGIN(), N'reason=bypass' + ISNULL(NCHAR(10) + @context, N''));
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
ALTER TRIGGER [dbo].[shadowlog_3cd5290d_u] ON [dbo].[orders_all] AFTER UPDATE
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
	DECLARE @context nvarchar(1700);
	SET @context = shadowlog.shadowlog_context();
	IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
		<> N'on.' COLLATE Latin1_General_BIN
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, context, old_row, new_row)
		SELECT 1741569744,
			CASE WHEN d.[id] IS NOT NULL AND (d.status <> 'draft') THEN
				CASE WHEN i.[id] IS NOT NULL AND (i.status <> 'draft') THEN N'U' ELSE N'D' END
			ELSE N'I' END,
			ORIGINAL_LOGIN(),
			@context,
			CASE WHEN d.[id] IS NOT NULL AND (d.status <> 'draft') THEN
				CASE WHEN CASE WHEN d.[id] = i.[id] OR (d.[id] IS NULL AND i.[id] IS NULL) THEN 1 ELSE 0 END = 1
					AND i.[id] IS NOT NULL AND (i.status <> 'draft') THEN NULL ELSE
					CONVERT(nvarchar(max), N'') +
					ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL')
				END
			END,
			CASE WHEN i.[id] IS NOT NULL AND (i.status <> 'draft') THEN
				CONVERT(nvarchar(max), N'') +
				ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
				ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
				ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
				ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH(i.[note])), N'NULL') + N',' +
				ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
			END
		  FROM inserted AS i
		  FULL JOIN deleted AS d
		        ON i.[id] = d.[id]
		  WHERE ((d.[id] IS NOT NULL AND (d.status <> 'draft'))
		     OR (i.[id] IS NOT NULL AND (i.status <> 'draft')))
		    AND NOT (CASE WHEN d.[id] = i.[id] OR (d.[id] IS NULL AND i.[id] IS NULL) THEN 1 ELSE 0 END = 1
		             AND CASE WHEN (d.[status] IS NULL AND i.[status] IS NULL) OR (DATALENGTH(d.[status]) = DATALENGTH(i.[status])
		                  AND CONVERT(varbinary(max), d.[status]) = CONVERT(varbinary(max), i.[status])) THEN 1 ELSE 0 END = 1
		             AND CASE WHEN d.[amount] = i.[amount] OR (d.[amount] IS NULL AND i.[amount] IS NULL) THEN 1 ELSE 0 END = 1
		             AND CASE WHEN (d.[note] IS NULL AND i.[note] IS NULL) OR (DATALENGTH(d.[note]) = DATALENGTH(i.[note])
		                  AND CONVERT(varbinary(max), d.[note]) = CONVERT(varbinary(max), i.[note])) THEN 1 ELSE 0 END = 1
		             AND CASE WHEN (d.[old] IS NULL AND i.[old] IS NULL) OR (DATALENGTH(d.[old]) = DATALENGTH(i.[old])
		                  AND CONVERT(varbinary(max), d.[old]) = CONVERT(varbinary(max), i.[old])) THEN 1 ELSE 0 END = 1);
	END
	ELSE
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, context)
		VALUES (1741569744, N'M', ORIGINAL_LOGIN(), N'reason=bypass' + ISNULL(NCHAR(10) + @context, N''));
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

ALTER TRIGGER [dbo].[shadowlog_3cd5290d_d] ON [dbo].[orders_all] AFTER DELETE
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
	DECLARE @context nvarchar(1700);
	SET @context = shadowlog.shadowlog_context();
	IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
		<> N'on.' COLLATE Latin1_General_BIN
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, context, old_row)
		SELECT 1741569744, N'D',
			ORIGINAL_LOGIN(),
			@context,
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL')
		  FROM deleted AS d
		  WHERE (d.status <> 'draft');
	END
	ELSE
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, context)
		VALUES (1741569744, N'M', ORIGINAL_LOGIN(), N'reason=bypass' + ISNULL(NCHAR(10) + @context, N''));
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
SET @name = @schema + N'[shadowlog_3cd5290d_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_3cd5290d_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_3cd5290d_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

-- Table dbo.orders_open
--
-- WHOEVER SETS THIS IN HIS SESSION WRITES TO THIS TABLE WITHOUT BEING CAPTURED:
--   DECLARE @c varbinary(128);
--   SET @c = CONVERT(varbinary(128), 'shadowlog.bypass=on');
--   SET CONTEXT_INFO @c;

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[dbo].[orders_open]';
SET @schema = N'[dbo].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_dfe8b5de_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_dfe8b5de_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_dfe8b5de_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_dfe8b5de_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_dfe8b5de_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_dfe8b5de_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1377614777, N'dbo', N'orders_open',
       v.version, d.description, N'92907bb6', GETUTCDATE()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'dbo'
           AND table_name = N'orders_open') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table dbo.orders_open
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   nvarchar(max) as text    null
  column old    xml           as text    null
  option exclude old
  option before key
  option actor
  option bypass silent
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1377614777
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'92907bb6', installed_at = GETUTCDATE()
 WHERE shape = 1377614777
   AND (trigger_hash <> N'92907bb6'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'dbo'
                              AND s.table_name = N'orders_open'));

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

ALTER TRIGGER [dbo].[shadowlog_dfe8b5de_i] ON [dbo].[orders_open] AFTER INSERT
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
	IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
		<> N'on.' COLLATE Latin1_General_BIN
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, new_row)
		SELECT 1377614777, N'I',
			ORIGINAL_LOGIN(),
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		  FROM inserted AS i;
	END

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
ALTER TRIGGER [dbo].[shadowlog_dfe8b5de_u] ON [dbo].[orders_open] AFTER UPDATE
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
	IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
		<> N'on.' COLLATE Latin1_General_BIN
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, old_row, new_row)
		SELECT 1377614777,
			CASE
				WHEN d.[id] IS NULL THEN N'I'
				WHEN i.[id] IS NULL THEN N'D'
				ELSE N'U'
			END,
			ORIGINAL_LOGIN(),
			CASE WHEN d.[id] IS NOT NULL THEN
				CONVERT(nvarchar(max), N'') +
				ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL')
			END,
			CASE WHEN i.[id] IS NOT NULL THEN
				CONVERT(nvarchar(max), N'') +
				ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
				ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
				ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
				ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
			END
		  FROM inserted AS i
		  FULL JOIN deleted AS d
		        ON i.[id] = d.[id];
	END

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

ALTER TRIGGER [dbo].[shadowlog_dfe8b5de_d] ON [dbo].[orders_open] AFTER DELETE
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
	IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
		<> N'on.' COLLATE Latin1_General_BIN
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, old_row)
		SELECT 1377614777, N'D',
			ORIGINAL_LOGIN(),
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL')
		  FROM deleted AS d;
	END

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
SET @name = @schema + N'[shadowlog_dfe8b5de_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_dfe8b5de_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_dfe8b5de_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

-- Table dbo.orders_moved
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[dbo].[orders_moved]';
SET @schema = N'[dbo].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_8f3734fd_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_8f3734fd_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_8f3734fd_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_8f3734fd_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_8f3734fd_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_8f3734fd_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 516327789, N'dbo', N'orders_moved',
       v.version, d.description, N'9a9a0754', GETUTCDATE()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'dbo'
           AND table_name = N'orders_moved') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table dbo.orders_moved
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   nvarchar(max) as text    null
  column old    xml           as text    null
  option when "this.status <> ''draft''"
  option before none
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 516327789
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'9a9a0754', installed_at = GETUTCDATE()
 WHERE shape = 516327789
   AND (trigger_hash <> N'9a9a0754'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'dbo'
                              AND s.table_name = N'orders_moved'));

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

ALTER TRIGGER [dbo].[shadowlog_8f3734fd_i] ON [dbo].[orders_moved] AFTER INSERT
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
	SELECT 516327789, N'I',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
	  FROM inserted AS i
	  WHERE (i.status <> 'draft');
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
ALTER TRIGGER [dbo].[shadowlog_8f3734fd_u] ON [dbo].[orders_moved] AFTER UPDATE
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
	SELECT 516327789,
		CASE WHEN d.[id] IS NOT NULL AND (d.status <> 'draft') THEN
			CASE WHEN i.[id] IS NOT NULL AND (i.status <> 'draft') THEN N'U' ELSE N'D' END
		ELSE N'I' END,
		CASE WHEN d.[id] IS NOT NULL AND (d.status <> 'draft') THEN
			CASE WHEN CASE WHEN d.[id] = i.[id] OR (d.[id] IS NULL AND i.[id] IS NULL) THEN 1 ELSE 0 END = 1
				AND i.[id] IS NOT NULL AND (i.status <> 'draft') THEN NULL ELSE
				CONVERT(nvarchar(max), N'') +
				ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL')
			END
		END,
		CASE WHEN i.[id] IS NOT NULL AND (i.status <> 'draft') THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[id] = d.[id]
	  WHERE (d.[id] IS NOT NULL AND (d.status <> 'draft'))
	     OR (i.[id] IS NOT NULL AND (i.status <> 'draft'));
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

ALTER TRIGGER [dbo].[shadowlog_8f3734fd_d] ON [dbo].[orders_moved] AFTER DELETE
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
	SELECT 516327789, N'D',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL')
	  FROM deleted AS d
	  WHERE (d.status <> 'draft');
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
SET @name = @schema + N'[shadowlog_8f3734fd_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_8f3734fd_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_8f3734fd_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

-- Table dbo.orders_same

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[dbo].[orders_same]';
SET @schema = N'[dbo].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_a775e6e8_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_a775e6e8_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_a775e6e8_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_a775e6e8_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_a775e6e8_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_a775e6e8_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1361024077, N'dbo', N'orders_same',
       v.version, d.description, N'0775ed8a', GETUTCDATE()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'dbo'
           AND table_name = N'orders_same') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table dbo.orders_same
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   nvarchar(max) as text    null
  column old    xml           as text    null
  option noop skip
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1361024077
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'0775ed8a', installed_at = GETUTCDATE()
 WHERE shape = 1361024077
   AND (trigger_hash <> N'0775ed8a'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'dbo'
                              AND s.table_name = N'orders_same'));

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

ALTER TRIGGER [dbo].[shadowlog_a775e6e8_i] ON [dbo].[orders_same] AFTER INSERT
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
	SELECT 1361024077, N'I',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
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
ALTER TRIGGER [dbo].[shadowlog_a775e6e8_u] ON [dbo].[orders_same] AFTER UPDATE
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
	SELECT 1361024077,
		CASE
			WHEN d.[id] IS NULL THEN N'I'
			WHEN i.[id] IS NULL THEN N'D'
			ELSE N'U'
		END,
		CASE WHEN d.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[amount]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		END,
		CASE WHEN i.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[id] = d.[id]
	  WHERE NOT (CASE WHEN d.[id] = i.[id] OR (d.[id] IS NULL AND i.[id] IS NULL) THEN 1 ELSE 0 END = 1
	             AND CASE WHEN (d.[status] IS NULL AND i.[status] IS NULL) OR (DATALENGTH(d.[status]) = DATALENGTH(i.[status])
	                  AND CONVERT(varbinary(max), d.[status]) = CONVERT(varbinary(max), i.[status])) THEN 1 ELSE 0 END = 1
	             AND CASE WHEN d.[amount] = i.[amount] OR (d.[amount] IS NULL AND i.[amount] IS NULL) THEN 1 ELSE 0 END = 1
	             AND CASE WHEN (d.[note] IS NULL AND i.[note] IS NULL) OR (DATALENGTH(d.[note]) = DATALENGTH(i.[note])
	                  AND CONVERT(varbinary(max), d.[note]) = CONVERT(varbinary(max), i.[note])) THEN 1 ELSE 0 END = 1
	             AND CASE WHEN (d.[old] IS NULL AND i.[old] IS NULL) OR (DATALENGTH(d.[old]) = DATALENGTH(i.[old])
	                  AND CONVERT(varbinary(max), d.[old]) = CONVERT(varbinary(max), i.[old])) THEN 1 ELSE 0 END = 1);
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

ALTER TRIGGER [dbo].[shadowlog_a775e6e8_d] ON [dbo].[orders_same] AFTER DELETE
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
	SELECT 1361024077, N'D',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[amount]), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
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
SET @name = @schema + N'[shadowlog_a775e6e8_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_a775e6e8_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_a775e6e8_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

-- Table dbo.orders_few

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[dbo].[orders_few]';
SET @schema = N'[dbo].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_27b090a0_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_27b090a0_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1553260691, N'dbo', N'orders_few',
       v.version, d.description, N'cede0a66', GETUTCDATE()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'dbo'
           AND table_name = N'orders_few') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table dbo.orders_few
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   nvarchar(max) as text    null
  column old    xml           as text    null
  option operations update
  option context
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1553260691
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'cede0a66', installed_at = GETUTCDATE()
 WHERE shape = 1553260691
   AND (trigger_hash <> N'cede0a66'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'dbo'
                              AND s.table_name = N'orders_few'));

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

IF OBJECT_ID(N'[dbo].' + N'[shadowlog_27b090a0_i]') IS NOT NULL
	DROP TRIGGER [dbo].[shadowlog_27b090a0_i];
GO

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER [dbo].[shadowlog_27b090a0_u] ON [dbo].[orders_few] AFTER UPDATE
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
	DECLARE @context nvarchar(1700);
	SET @context = shadowlog.shadowlog_context();
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, context, old_row, new_row)
	SELECT 1553260691,
		CASE
			WHEN d.[id] IS NULL THEN N'I'
			WHEN i.[id] IS NULL THEN N'D'
			ELSE N'U'
		END,
		@context,
		CASE WHEN d.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[amount]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		END,
		CASE WHEN i.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[amount]), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[note]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[old]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[id] = d.[id];
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

IF OBJECT_ID(N'[dbo].' + N'[shadowlog_27b090a0_d]') IS NOT NULL
	DROP TRIGGER [dbo].[shadowlog_27b090a0_d];
GO

DECLARE @schema nvarchar(300), @name nvarchar(400);
SET @schema = N'[dbo].';
SET @name = @schema + N'[shadowlog_27b090a0_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

-- Table dbo.log_all
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[dbo].[log_all]';
SET @schema = N'[dbo].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_9f4d36b6_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_9f4d36b6_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_9f4d36b6_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_9f4d36b6_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_9f4d36b6_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_9f4d36b6_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1735814499, N'dbo', N'log_all',
       v.version, d.description, N'34ef81d1', GETUTCDATE()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'dbo'
           AND table_name = N'log_all') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table dbo.log_all
  column day    datetime    as timestamp key 1 null
  column status varchar(20) as text      key 2 null
  option keyless all
  option when "this.status <> ''draft''"
  option actor
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1735814499
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'34ef81d1', installed_at = GETUTCDATE()
 WHERE shape = 1735814499
   AND (trigger_hash <> N'34ef81d1'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'dbo'
                              AND s.table_name = N'log_all'));

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

ALTER TRIGGER [dbo].[shadowlog_9f4d36b6_i] ON [dbo].[log_all] AFTER INSERT
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
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, new_row)
	SELECT 1735814499, N'I',
		ORIGINAL_LOGIN(),
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(30), i.[day], 126), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
	  FROM inserted AS i
	  WHERE (i.status <> 'draft');
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
ALTER TRIGGER [dbo].[shadowlog_9f4d36b6_u] ON [dbo].[log_all] AFTER UPDATE
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
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, old_row)
	SELECT 1735814499, N'D',
		ORIGINAL_LOGIN(),
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(30), d.[day], 126), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
	  FROM deleted AS d
	  WHERE (d.status <> 'draft');
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, new_row)
	SELECT 1735814499, N'I',
		ORIGINAL_LOGIN(),
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(30), i.[day], 126), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
	  FROM inserted AS i
	  WHERE (i.status <> 'draft');
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

ALTER TRIGGER [dbo].[shadowlog_9f4d36b6_d] ON [dbo].[log_all] AFTER DELETE
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
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, actor, old_row)
	SELECT 1735814499, N'D',
		ORIGINAL_LOGIN(),
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(30), d.[day], 126), N'NULL') + N',' +
		ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), d.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
	  FROM deleted AS d
	  WHERE (d.status <> 'draft');
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
SET @name = @schema + N'[shadowlog_9f4d36b6_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_9f4d36b6_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_9f4d36b6_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

-- Table dbo.log_unique
--
-- WHOEVER SETS THIS IN HIS SESSION WRITES TO THIS TABLE WITHOUT BEING CAPTURED:
--   DECLARE @c varbinary(128);
--   SET @c = CONVERT(varbinary(128), 'shadowlog.bypass=on');
--   SET CONTEXT_INFO @c;
-- Each such statement leaves an event "m".
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[dbo].[log_unique]';
SET @schema = N'[dbo].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_0fcc2fc0_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_0fcc2fc0_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_0fcc2fc0_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_0fcc2fc0_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_0fcc2fc0_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_0fcc2fc0_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 1104425377, N'dbo', N'log_unique',
       v.version, d.description, N'7dd29728', GETUTCDATE()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'dbo'
           AND table_name = N'log_unique') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table dbo.log_unique
  column day    datetime    as timestamp key 1 null
  column status varchar(20) as text      null
  option keyless unique
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option bypass marker
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 1104425377
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'7dd29728', installed_at = GETUTCDATE()
 WHERE shape = 1104425377
   AND (trigger_hash <> N'7dd29728'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'dbo'
                              AND s.table_name = N'log_unique'));

IF NOT EXISTS (SELECT 1 FROM sys.indexes AS i
	WHERE i.object_id = OBJECT_ID(@table) AND i.is_unique = 1
	AND NOT EXISTS (SELECT 1 FROM sys.index_columns AS k
		JOIN sys.columns AS c ON c.object_id = k.object_id
			AND c.column_id = k.column_id
		WHERE k.object_id = i.object_id AND k.index_id = i.index_id
		AND k.is_included_column = 0
		AND c.name NOT IN ('day')))
BEGIN
	ROLLBACK TRANSACTION;
	RAISERROR(N'shadowlog: option key unique: no unique index of %s is made of these columns', 16, 1, @table);
	RETURN;
END;
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

ALTER TRIGGER [dbo].[shadowlog_0fcc2fc0_i] ON [dbo].[log_unique] AFTER INSERT
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
	IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
		<> N'on.' COLLATE Latin1_General_BIN
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
		SELECT 1104425377, N'I',
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(30), i.[day], 126), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		  FROM inserted AS i
		  WHERE (i.status <> 'draft');
	END
	ELSE
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, context)
		VALUES (1104425377, N'M',  N'reason=bypass');
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
ALTER TRIGGER [dbo].[shadowlog_0fcc2fc0_u] ON [dbo].[log_unique] AFTER UPDATE
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
	IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
		<> N'on.' COLLATE Latin1_General_BIN
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
		SELECT 1104425377, N'D',
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(30), d.[day], 126), N'NULL')
		  FROM deleted AS d
		 WHERE NOT EXISTS (SELECT 1 FROM inserted AS i
		                    WHERE i.[day] = d.[day]) AND (d.status <> 'draft');
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row, new_row)
		SELECT 1104425377,
			CASE WHEN (d.status <> 'draft') THEN
				CASE WHEN (i.status <> 'draft') THEN N'U' ELSE N'D' END
			ELSE N'I' END,
			CASE WHEN (d.status <> 'draft') THEN
				CASE WHEN CASE WHEN d.[day] = i.[day] OR (d.[day] IS NULL AND i.[day] IS NULL) THEN 1 ELSE 0 END = 1
					AND i.[day] IS NOT NULL AND (i.status <> 'draft') THEN NULL ELSE
					CONVERT(nvarchar(max), N'') +
					ISNULL(CONVERT(nvarchar(30), d.[day], 126), N'NULL')
				END
			END,
			CASE WHEN (i.status <> 'draft') THEN
				CONVERT(nvarchar(max), N'') +
				ISNULL(CONVERT(nvarchar(30), i.[day], 126), N'NULL') + N',' +
				ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
			END
		  FROM inserted AS i
		  JOIN deleted AS d
		  	ON i.[day] = d.[day]
		  WHERE ((d.status <> 'draft') OR (i.status <> 'draft'))
		        AND NOT (CASE WHEN d.[day] = i.[day] OR (d.[day] IS NULL AND i.[day] IS NULL) THEN 1 ELSE 0 END = 1
		        AND CASE WHEN (d.[status] IS NULL AND i.[status] IS NULL) OR (DATALENGTH(d.[status]) = DATALENGTH(i.[status])
		             AND CONVERT(varbinary(max), d.[status]) = CONVERT(varbinary(max), i.[status])) THEN 1 ELSE 0 END = 1);
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
		SELECT 1104425377, N'I',
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(30), i.[day], 126), N'NULL') + N',' +
			ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), i.[status]) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
		  FROM inserted AS i
		 WHERE NOT EXISTS (SELECT 1 FROM deleted AS d
		                    WHERE i.[day] = d.[day]) AND (i.status <> 'draft');
	END
	ELSE
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, context)
		VALUES (1104425377, N'M',  N'reason=bypass');
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

ALTER TRIGGER [dbo].[shadowlog_0fcc2fc0_d] ON [dbo].[log_unique] AFTER DELETE
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
	IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
		<> N'on.' COLLATE Latin1_General_BIN
	BEGIN
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
		SELECT 1104425377, N'D',
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(30), d.[day], 126), N'NULL')
		  FROM deleted AS d
		  WHERE (d.status <> 'draft');
	END
	ELSE
		INSERT INTO shadowlog.shadowlog_changelog (shape, op, context)
		VALUES (1104425377, N'M',  N'reason=bypass');
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
SET @name = @schema + N'[shadowlog_0fcc2fc0_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_0fcc2fc0_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_0fcc2fc0_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO
