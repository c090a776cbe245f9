-- SQL Server 2012 to 2022 and Azure SQL.  Before 2012: sqlserver-2005.

--: set encoding quoted
--: set escape double
--: set quote []
--: set schemas yes
--: set reserved shadowlog
--: set old d.
--: set new i.

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
--: type date = date
--: type time = time
--: type time(*) = time
--: type timestamp = binary
--: type datetimeoffset* = timestamptz
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
--: type rowversion = binary
--: type geometry = binary
--: type geography = binary
--: type uniqueidentifier = uuid
--: type json = json
--: type * = other

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- No value depends on the application's session: every conversion has a style.
-- float and real are their bits, because no style before 2016 has all digits.
-- Text is compared by its code points when quotes are doubled: to most
-- collations a full-width apostrophe is a quote, too.  text, ntext and image
-- are not in `inserted` and `deleted`: the new value is read from the table,
-- the old one is marked as not seen.
--: set value_join + N',' +
--: value float = ISNULL(N'#' + CONVERT(nvarchar(8), CONVERT(binary(4), {{c}}), 2), N'NULL')
--: value double = ISNULL(N'#' + CONVERT(nvarchar(16), CONVERT(binary(8), {{c}}), 2), N'NULL')
--: value decimal of *money = ISNULL(CONVERT(nvarchar(40), {{c}}, 2), N'NULL')
--: value date = ISNULL(CONVERT(nvarchar(10), {{c}}, 23), N'NULL')
--: value time = ISNULL(CONVERT(nvarchar(20), {{c}}, 121), N'NULL')
--: value timestamp = ISNULL(CONVERT(nvarchar(30), {{c}}, 126), N'NULL')
--: value timestamptz = ISNULL(CONVERT(nvarchar(40), SWITCHOFFSET({{c}}, '+00:00'), 126), N'NULL')
--: value uuid = ISNULL(CONVERT(nvarchar(36), {{c}}), N'NULL')
--: value binary old of image = N'?'
--: value binary of image = ISNULL((SELECT CONVERT(nvarchar(max), CONVERT(varbinary(max), shadowlog.{{name}}), 2)
--: |          FROM {{table}} AS shadowlog WHERE {{key_match}}), N'NULL')
--: value binary = ISNULL(CONVERT(nvarchar(max), CONVERT(varbinary(max), {{c}}), 2), N'NULL')
--: value text old of text = N'?'
--: value text old of ntext = N'?'
--: value text of text = ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.{{name}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
--: |          FROM {{table}} AS shadowlog WHERE {{key_match}}), N'NULL')
--: value text of ntext = ISNULL((SELECT N'''' + REPLACE(CONVERT(nvarchar(max), shadowlog.{{name}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N''''
--: |          FROM {{table}} AS shadowlog WHERE {{key_match}}), N'NULL')
--: value text = ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), {{c}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
--: value json = ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), {{c}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
--: value interval = ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), {{c}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
--: value other of sql_variant = ISNULL(N'''' + REPLACE(CASE
--: |          WHEN SQL_VARIANT_PROPERTY({{c}}, 'BaseType') IN ('binary', 'varbinary', 'timestamp')
--: |          THEN CONVERT(nvarchar(max), CONVERT(varbinary(8000), {{c}}), 2)
--: |          ELSE CONVERT(nvarchar(4000), {{c}}, 126) END COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
--: value other = ISNULL(N'''' + REPLACE(CONVERT(nvarchar(max), {{c}}) COLLATE Latin1_General_BIN, N'''', N'''''') + N'''', N'NULL')
--: value * = ISNULL(CONVERT(nvarchar(60), {{c}}), N'NULL')

--: section image.values
CONVERT(nvarchar(max), N'') +
{{values}}

--: section table
ALTER TRIGGER {{schema_dot}}[{{trigger}}_i] ON {{table}} AFTER INSERT
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
	SELECT {{shape}}, N'I',
		{{new_image}}
	  FROM inserted AS i;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER {{schema_dot}}[{{trigger}}_u] ON {{table}} AFTER UPDATE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row, new_row)
	SELECT {{shape}},
		CASE
			WHEN {{old_first}} IS NULL THEN N'I'
			WHEN {{new_first}} IS NULL THEN N'D'
			ELSE N'U'
		END,
		CASE WHEN {{old_first}} IS NOT NULL THEN
			{{old_image}}
		END,
		CASE WHEN {{new_first}} IS NOT NULL THEN
			{{new_image}}
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
		ON {{key_same}};
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TRIGGER {{schema_dot}}[{{trigger}}_d] ON {{table}} AFTER DELETE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM deleted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
	SELECT {{shape}}, N'D',
		{{old_image}}
	  FROM deleted AS d;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

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
GO

--: section install
-- Table {{label}}

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N{{table_literal}};
SET @schema = N{{schema_dot_literal}};

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[{{trigger}}_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[{{trigger}}_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[{{trigger}}_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[{{trigger}}_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[{{trigger}}_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[{{trigger}}_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT {{shape}}, N{{schema_literal}}, N{{name_literal}},
       v.version, d.description, N'{{trigger_hash}}', SYSUTCDATETIME()
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
   SET trigger_hash = N'{{trigger_hash}}', installed_at = SYSUTCDATETIME()
 WHERE shape = {{shape}}
   AND (trigger_hash <> N'{{trigger_hash}}'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N{{schema_literal}}
                              AND s.table_name = N{{name_literal}}));

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
SET @name = @schema + N'[{{trigger}}_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[{{trigger}}_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[{{trigger}}_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO

--: section uninstall.head
-- Shadowlog: end the capture of the tables below, on SQL Server.
--
--	sqlcmd -b -I -d DATABASE -i this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

SET XACT_ABORT ON;
SET NOCOUNT ON;
SET LOCK_TIMEOUT 10000;
GO

--: section uninstall
-- Table {{label}}
BEGIN TRANSACTION;
DECLARE @schema nvarchar(300);
SET @schema = N{{schema_dot_literal}};
IF OBJECT_ID(@schema + N'[{{trigger}}_i]') IS NOT NULL
	DROP TRIGGER {{schema_dot}}[{{trigger}}_i];
IF OBJECT_ID(@schema + N'[{{trigger}}_u]') IS NOT NULL
	DROP TRIGGER {{schema_dot}}[{{trigger}}_u];
IF OBJECT_ID(@schema + N'[{{trigger}}_d]') IS NOT NULL
	DROP TRIGGER {{schema_dot}}[{{trigger}}_d];
DELETE FROM shadowlog.shadowlog_shape
 WHERE table_schema = N{{schema_literal}}
   AND table_name = N{{name_literal}}
   AND shape NOT IN (SELECT c.shape FROM shadowlog.shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);
COMMIT TRANSACTION;
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
	DROP TABLE shadowlog.shadowlog_changelog;
	DROP TABLE shadowlog.shadowlog_shape;
	DROP TABLE shadowlog.shadowlog_lease;
	DROP TABLE shadowlog.shadowlog_meta;
	DROP SEQUENCE shadowlog.shadowlog_seq;
	DROP SCHEMA shadowlog;
	COMMIT TRANSACTION;
END;
GO

--: section grants
-- What the poller's user or role {{role_comment}} needs, and nothing else.  The
-- application's users need nothing.
GRANT SELECT, DELETE ON shadowlog.shadowlog_changelog TO {{role}};
GRANT SELECT ON shadowlog.shadowlog_shape TO {{role}};
GRANT SELECT ON shadowlog.shadowlog_meta TO {{role}};
GRANT SELECT, UPDATE ON shadowlog.shadowlog_lease TO {{role}};
GO

-- The poller.  Attributes of FreeTDS; the vendor's driver ignores them.
--: set connect TDS_Version=7.4;ClientCharset=UTF-8

-- READ COMMITTED waits for rows that are not committed, up to the time given
-- here, and tries again at the next round.  Where the database has
-- READ_COMMITTED_SNAPSHOT on it sees a snapshot instead, and never waits:
-- recommended.  READPAST and NOLOCK would lose the order of one row's changes.
--: section poller.session
SET TRANSACTION ISOLATION LEVEL READ COMMITTED

SET LOCK_TIMEOUT 5000

SET NOCOUNT OFF

SET ROWCOUNT 0

SET DATEFORMAT ymd

SET DEADLOCK_PRIORITY LOW

--: section poller.server
SELECT N'SQL Server ' + CONVERT(nvarchar(40), SERVERPROPERTY(N'ProductVersion')),
  CONVERT(nvarchar(256), SERVERPROPERTY(N'ServerName')), DB_NAME(), 0, 0

--: section poller.meta
SELECT m.source_uuid, m.schema_version, m.engine_identity,
  ISNULL(CONVERT(nvarchar(256), SERVERPROPERTY(N'ServerName')), N'') +
    N'/' + d.name + N'/' + CONVERT(nvarchar(30), d.create_date, 126)
FROM shadowlog.shadowlog_meta AS m
JOIN sys.databases AS d ON d.database_id = DB_ID()

--: section poller.shape
SELECT table_schema, table_name, version, description
FROM shadowlog.shadowlog_shape WHERE shape = {{shape}}

--: section poller.registered
SELECT description FROM shadowlog.shadowlog_shape AS s
WHERE trigger_hash <> '' AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_shape AS newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND newer.trigger_hash <> '' AND (newer.installed_at > s.installed_at
    OR newer.installed_at = s.installed_at AND newer.version > s.version))
ORDER BY table_schema, table_name

--: section poller.bound
SELECT MAX(seq) FROM shadowlog.shadowlog_changelog

--: section poller.seqs
SELECT TOP ({{limit}}) seq FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq OPTION (MAXDOP 1)

--: section poller.probe
SELECT COUNT_BIG(*), MAX(seq), COALESCE(SUM(bytes), 0) FROM (
  SELECT TOP ({{limit}}) seq, CONVERT(bigint, COALESCE(DATALENGTH(old_row), 0)
    + COALESCE(DATALENGTH(new_row), 0)) AS bytes
  FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq) AS page
OPTION (MAXDOP 1)

--: section poller.page
SELECT TOP ({{limit}}) seq, shape, op, txid,
  CONVERT(varchar(33), captured_at, 126) + 'Z',
  DATALENGTH(old_row), DATALENGTH(new_row),
  CASE WHEN DATALENGTH(old_row) <= {{inline}} THEN old_row END,
  CASE WHEN DATALENGTH(new_row) <= {{inline}} THEN new_row END
FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq OPTION (MAXDOP 1)

-- With this collation a character outside the BMP counts as one.
--: section poller.chunk
SELECT SUBSTRING({{column}} COLLATE Latin1_General_100_CI_AS_SC,
  {{from}}, {{length}})
FROM shadowlog.shadowlog_changelog WHERE seq = {{seq}}

--: section poller.count
SELECT COUNT_BIG(*) FROM shadowlog.shadowlog_changelog WHERE {{where}}

--: section poller.trim
DELETE FROM shadowlog.shadowlog_changelog WHERE {{where}}

--: section poller.lease_read
SELECT holder, token, epoch, DATEDIFF(second, SYSUTCDATETIME(), expires_at)
FROM shadowlog.shadowlog_lease WHERE id = 1

--: section poller.lease_take
UPDATE shadowlog.shadowlog_lease
SET holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = DATEADD(second, {{seconds}}, SYSUTCDATETIME())
WHERE id = 1 AND (holder IS NULL OR holder IN ('', {{holder}})
  OR expires_at IS NULL OR expires_at <= SYSUTCDATETIME())

--: section poller.lease_renew
UPDATE shadowlog.shadowlog_lease
SET expires_at = DATEADD(second, {{seconds}}, SYSUTCDATETIME())
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lease_release
UPDATE shadowlog.shadowlog_lease SET holder = NULL, expires_at = NULL
WHERE id = 1 AND holder = {{holder}} AND token = {{token}}

--: section poller.lag
SELECT COUNT_BIG(*), MIN(seq),
  (SELECT TOP (1) CONVERT(varchar(33), captured_at, 126) + 'Z'
   FROM shadowlog.shadowlog_changelog WHERE {{where}} ORDER BY seq),
  CONVERT(varchar(33), SYSUTCDATETIME(), 126) + 'Z'
FROM shadowlog.shadowlog_changelog WHERE {{where}}

-- Holes that start their line are filled in as they are.
--: section catalogue.table
SELECT s.name, t.name
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE t.is_ms_shipped = 0 AND s.name = COALESCE(NULLIF(
{{schema}}
  , ''), SCHEMA_NAME())
  AND t.name =
{{table}}

-- An alias type is shown as such, and is of the kind of what it is made of.
--: section catalogue.columns
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
{{schema}}
  AND t.name =
{{table}}
ORDER BY c.column_id

--: section catalogue.tables
SELECT s.name, t.name
FROM sys.tables AS t
JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE t.is_ms_shipped = 0 AND s.name <> 'shadowlog'
ORDER BY s.name, t.name
