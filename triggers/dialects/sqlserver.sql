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

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit actor context bypass bypass_marker
--: set refuse.lob_hash SQL Server before 2016 hashes 8,000 bytes of a value and no more
--: set refuse.statement its triggers fire for each statement anyway
--: set refuse.fail an error inside of a trigger dooms the transaction, whoever catches it

-- As bytes: to most collations other ones are equal, and so are blanks at the
-- end.  text, ntext and image are in neither row.
--: same bool = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same int = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same bigint = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same decimal = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same timestamp = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same uuid = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same date = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same time = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
--: same timestamptz = CASE WHEN {{old}} = {{new}} OR ({{old}} IS NULL AND {{new}} IS NULL) THEN 1 ELSE 0 END = 1
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
--: same json = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL) OR (DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(max), {{old}}) = CONVERT(varbinary(max), {{new}})) THEN 1 ELSE 0 END = 1
--: same other of sql_variant = CASE WHEN ({{old}} IS NULL AND {{new}} IS NULL)
--: |     OR (SQL_VARIANT_PROPERTY({{old}}, 'BaseType') = SQL_VARIANT_PROPERTY({{new}}, 'BaseType')
--: |     AND DATALENGTH({{old}}) = DATALENGTH({{new}})
--: |     AND CONVERT(varbinary(8000), {{old}}) = CONVERT(varbinary(8000), {{new}})) THEN 1 ELSE 0 END = 1

-- The size, in bytes as they are stored.
--: value text omit of *char* = ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH({{c}})), N'NULL')
--: value text omit of xml = ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH({{c}})), N'NULL')
--: value binary omit of *binary* = ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH({{c}})), N'NULL')
--: value json omit = ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH({{c}})), N'NULL')
--: value other omit = ISNULL(N'?' + CONVERT(nvarchar(20), DATALENGTH({{c}})), N'NULL')

--: section image.values
CONVERT(nvarchar(max), N'') +
{{values}}

--: # ---- what the table's options make of the triggers ----

--: section if.actor+no_context.who_columns
, actor
--: section if.no_actor+context.who_columns
, context
--: section if.actor+context.who_columns
, actor, context
--: section if.actor.actor_column
, actor
--: section if.actor.who_values
ORIGINAL_LOGIN(),
--: section if.actor.actor_value
ORIGINAL_LOGIN(),
--: section if.context.who_values
@context,
--: section if.context.said
 + ISNULL(NCHAR(10) + @context, N'')
--: section if.context.look
DECLARE @context nvarchar(1700);
SET @context = shadowlog.shadowlog_context();

--: section if.no_insert_if.from_new
FROM inserted AS i;
--: section if.insert_if.from_new
FROM inserted AS i
WHERE {{insert_if}};
--: section if.no_delete_if.from_old
FROM deleted AS d;
--: section if.delete_if.from_old
FROM deleted AS d
WHERE {{delete_if}};
--: section if.no_when.old_there
{{old_first}} IS NOT NULL
--: section if.no_when.new_there
{{new_first}} IS NOT NULL
--: section if.when.old_there
{{old_first}} IS NOT NULL AND ({{old_when}})
--: section if.when.new_there
{{new_first}} IS NOT NULL AND ({{new_when}})
--: section if.when.and_old
 AND ({{old_when}})
--: section if.when.and_new
 AND ({{new_when}})
--: section if.no_when+no_noop.from_pair
FROM inserted AS i
FULL JOIN deleted AS d
      ON {{key_same}};
--: section if.when+no_noop.from_pair
FROM inserted AS i
FULL JOIN deleted AS d
      ON {{key_same}}
WHERE ({{old_there}})
   OR ({{new_there}});
--: section if.when+noop.from_pair
FROM inserted AS i
FULL JOIN deleted AS d
      ON {{key_same}}
WHERE (({{old_there}})
   OR ({{new_there}}))
  AND NOT ({{same}});
--: section if.no_when+noop.from_pair
FROM inserted AS i
FULL JOIN deleted AS d
      ON {{key_same}}
WHERE NOT ({{same}});
--: section if.no_update_if.from_both
FROM inserted AS i
JOIN deleted AS d
	ON {{key_same}};
--: section if.update_if.from_both
FROM inserted AS i
JOIN deleted AS d
	ON {{key_same}}
WHERE {{update_if}};

--: section if.no_before_none.old_part
{{old_image}}
--: section if.before_none+no_when.old_part
CASE WHEN {{key_unchanged}} THEN NULL ELSE
	{{old_image}}
END
--: section if.before_none+when.old_part
CASE WHEN {{key_unchanged}}
	AND {{new_first}} IS NOT NULL AND ({{new_when}}) THEN NULL ELSE
	{{old_image}}
END

--: section if.insert.insert_rows
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, new_row)
SELECT {{shape}}, N'I',
	{{who_values}}
	{{new_image}}
  {{from_new}}
--: section if.delete.delete_rows
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, old_row)
SELECT {{shape}}, N'D',
	{{who_values}}
	{{old_image}}
  {{from_old}}

--: section if.update+no_key+no_when.update_rows
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, old_row, new_row)
SELECT {{shape}},
	CASE
		WHEN {{old_first}} IS NULL THEN N'I'
		WHEN {{new_first}} IS NULL THEN N'D'
		ELSE N'U'
	END,
	{{who_values}}
	CASE WHEN {{old_first}} IS NOT NULL THEN
		{{old_part}}
	END,
	CASE WHEN {{new_first}} IS NOT NULL THEN
		{{new_image}}
	END
  {{from_pair}}
--: section if.update+no_key+when.update_rows
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, old_row, new_row)
SELECT {{shape}},
	CASE WHEN {{old_there}} THEN
		CASE WHEN {{new_there}} THEN N'U' ELSE N'D' END
	ELSE N'I' END,
	{{who_values}}
	CASE WHEN {{old_there}} THEN
		{{old_part}}
	END,
	CASE WHEN {{new_there}} THEN
		{{new_image}}
	END
  {{from_pair}}

--: # A key that may be NULL does not tell whether a row has a partner.
--: section if.update+keyless_unique.update_rows
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, old_row)
SELECT {{shape}}, N'D',
	{{who_values}}
	{{old_image}}
  FROM deleted AS d
 WHERE NOT EXISTS (SELECT 1 FROM inserted AS i
                    WHERE {{key_same}}){{and_old}};
--: section if.update+keyless_unique+no_when.update_rows
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, old_row, new_row)
SELECT {{shape}}, N'U',
	{{who_values}}
	{{old_part}},
	{{new_image}}
  {{from_both}}
--: section if.update+keyless_unique+when.update_rows
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, old_row, new_row)
SELECT {{shape}},
	CASE WHEN ({{old_when}}) THEN
		CASE WHEN ({{new_when}}) THEN N'U' ELSE N'D' END
	ELSE N'I' END,
	{{who_values}}
	CASE WHEN ({{old_when}}) THEN
		{{old_part}}
	END,
	CASE WHEN ({{new_when}}) THEN
		{{new_image}}
	END
  {{from_both}}
--: section if.keyless_unique+update.update_rows
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, new_row)
SELECT {{shape}}, N'I',
	{{who_values}}
	{{new_image}}
  FROM inserted AS i
 WHERE NOT EXISTS (SELECT 1 FROM deleted AS d
                    WHERE {{key_same}}){{and_new}};

--: # Without a key rows have no partners at all.
--: section if.update+keyless_all.update_rows
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, old_row)
SELECT {{shape}}, N'D',
	{{who_values}}
	{{old_image}}
  {{from_old}}
INSERT INTO shadowlog.shadowlog_changelog (shape, op{{who_columns}}, new_row)
SELECT {{shape}}, N'I',
	{{who_values}}
	{{new_image}}
  {{from_new}}

--: section if.bypass_marker.mark
ELSE
	INSERT INTO shadowlog.shadowlog_changelog (shape, op{{actor_column}}, context)
	VALUES ({{shape}}, N'M', {{actor_value}} N'reason=bypass'{{said}});

--: section if.no_bypass.insert_do
{{insert_rows}}
--: section if.bypass.insert_do
IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
	<> N'on.' COLLATE Latin1_General_BIN
BEGIN
	{{insert_rows}}
END
{{mark}}

--: section if.no_bypass.update_do
{{update_rows}}
--: section if.bypass.update_do
IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
	<> N'on.' COLLATE Latin1_General_BIN
BEGIN
	{{update_rows}}
END
{{mark}}

--: section if.no_bypass.delete_do
{{delete_rows}}
--: section if.bypass.delete_do
IF ISNULL(shadowlog.shadowlog_session(N'shadowlog.bypass'), N'') + N'.'
	<> N'on.' COLLATE Latin1_General_BIN
BEGIN
	{{delete_rows}}
END
{{mark}}

--: section if.insert.insert
ALTER TRIGGER {{schema_dot}}[{{trigger}}_i] ON {{table}} AFTER INSERT
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	{{look}}
	{{insert_do}}
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO
--: section if.no_insert.insert
IF OBJECT_ID(N{{schema_dot_literal}} + N'[{{trigger}}_i]') IS NOT NULL
	DROP TRIGGER {{schema_dot}}[{{trigger}}_i];
GO
--: section if.update.update
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
	{{look}}
	{{update_do}}
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO
--: section if.no_update.update
IF OBJECT_ID(N{{schema_dot_literal}} + N'[{{trigger}}_u]') IS NOT NULL
	DROP TRIGGER {{schema_dot}}[{{trigger}}_u];
GO
--: section if.delete.delete
ALTER TRIGGER {{schema_dot}}[{{trigger}}_d] ON {{table}} AFTER DELETE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM deleted)
		RETURN;
	{{look}}
	{{delete_do}}
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO
--: section if.no_delete.delete
IF OBJECT_ID(N{{schema_dot_literal}} + N'[{{trigger}}_d]') IS NOT NULL
	DROP TRIGGER {{schema_dot}}[{{trigger}}_d];
GO

--: section if.insert.stubs
IF OBJECT_ID(@schema + N'[{{trigger}}_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[{{trigger}}_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
--: section if.update.stubs
IF OBJECT_ID(@schema + N'[{{trigger}}_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[{{trigger}}_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
--: section if.delete.stubs
IF OBJECT_ID(@schema + N'[{{trigger}}_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[{{trigger}}_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;
--: section if.insert.orders
SET @name = @schema + N'[{{trigger}}_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
--: section if.update.orders
SET @name = @schema + N'[{{trigger}}_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
--: section if.delete.orders
SET @name = @schema + N'[{{trigger}}_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';

--: # ---- what the script says and looks for ----

--: section if.bypass.notes
--
-- WHOEVER SETS shadowlog.bypass TO 'on' IN HIS SESSION WRITES TO THIS TABLE
-- WITHOUT BEING CAPTURED (before SQL Server 2016: by CONTEXT_INFO):
--   EXEC sp_set_session_context N'shadowlog.bypass', N'on';
--: section if.bypass_marker.notes
-- Each such statement leaves an event "m".
--: section if.keyless_all.notes
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--: section if.when.notes
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   {{plain_when}}

--: section if.keyless_unique.checks
IF NOT EXISTS (SELECT 1 FROM sys.indexes AS i
	WHERE i.object_id = OBJECT_ID(@table) AND i.is_unique = 1 AND i.has_filter = 0
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

--: section table
{{insert}}

{{update}}

{{delete}}

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
-- In a deadlock with the application this loses.
SET DEADLOCK_PRIORITY LOW;
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
	DROP FUNCTION shadowlog.shadowlog_context;
	DROP FUNCTION shadowlog.shadowlog_session;
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
--: set literal_prefix N
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

--: section poller.who
SELECT seq, actor, context FROM shadowlog.shadowlog_changelog
WHERE {{where}} ORDER BY seq

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

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.

--: section catalogue.registry
SELECT shape, table_schema, table_name,
  CASE WHEN trigger_hash <> N'' THEN 1 ELSE 0 END AS captured
FROM shadowlog.shadowlog_shape
ORDER BY table_schema, table_name, captured, installed_at, version

-- The catalogue shows what a user has some right on, and no more.
--: section catalogue.visible
SELECT USER_NAME() + N' may not see the definition of this table:'
  + N' GRANT VIEW DEFINITION TO ' + QUOTENAME(USER_NAME())
WHERE COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), N'DATABASE',
    N'VIEW DEFINITION'), 0) = 0
  AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(
{{schema}}
  ), N'SCHEMA', N'VIEW DEFINITION'), 0) = 0
  AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(
{{schema}}
  ) + N'.' + QUOTENAME(
{{table}}
  ), N'OBJECT', N'VIEW DEFINITION'), 0) = 0

--: section catalogue.forget
UPDATE shadowlog.shadowlog_shape SET trigger_hash = N''
 WHERE table_schema =
{{schema}}
   AND table_name =
{{table}}
;
DELETE FROM shadowlog.shadowlog_shape
 WHERE table_schema =
{{schema}}
   AND table_name =
{{table}}
   AND shape NOT IN (SELECT c.shape FROM shadowlog.shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);

--: section doctor.table.triggers
SELECT 'error',
{{schema}}
  + N'.' +
{{table}}
  , N'trigger {{trigger}}' + w.suffix + N' is missing',
  N'its ' + w.event + N' is not captured',
  N'install again what "shadowlog-triggers sqlserver install" prints for'
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
    ELSE N'install again what "shadowlog-triggers sqlserver install"'
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
  N'install again what "shadowlog-triggers sqlserver install" prints for'
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
--: section doctor.table.order
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
{{schema}}
  AND b.name =
{{table}}
  AND LEFT(t.name, 19) = N'{{trigger}}_' AND e.is_first = 0

-- Without one owner there is no ownership chain.
--: section doctor.table.owner
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
{{schema}}
  AND b.name =
{{table}}
  AND o.owner <> c.owner

-- A primary key; else at least one that could stand for it.
--: section doctor.table.key
SELECT CASE WHEN EXISTS (SELECT 1 FROM sys.indexes AS i
    WHERE i.object_id = b.object_id AND i.is_unique = 1 AND i.has_filter = 0
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

--: section doctor.table.blind
SELECT 'note', SCHEMA_NAME(b.schema_id) + N'.' + b.name,
  N'column ' + c.name + N' is ' + TYPE_NAME(c.system_type_id),
  N'its value before a change is in no event, and WRITETEXT and UPDATETEXT'
    + N' change it without a trigger',
  N'make it varchar(max), nvarchar(max) or varbinary(max)'
FROM sys.tables AS b
JOIN sys.columns AS c ON c.object_id = b.object_id
WHERE TYPE_NAME(c.system_type_id) IN (N'text', N'ntext', N'image')
  AND SCHEMA_NAME(b.schema_id) =
{{schema}}
  AND b.name =
{{table}}

-- What was asked for, and nobody should forget.
--: section doctor.table.options
SELECT 'note',
{{schema}}
  + '.' +
{{table}}
  , 'a session can write to it uncaptured (option bypass)',
  'whoever sets shadowlog.bypass in his session does', CONVERT(nvarchar(1), NULL)
WHERE '{{options}}' LIKE '% bypass %'

-- A table that was renamed took its triggers along.
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

-- Numbers of a sequence come in order from the server's one cache; a crash leaves
-- some out, which nobody minds.
--: section doctor.sequence
SELECT 'error', N'shadowlog.shadowlog_seq', CASE w.kind
    WHEN 1 THEN N'it counts down' WHEN 2 THEN N'it may CYCLE'
    ELSE N'it is at ' + CONVERT(nvarchar(20), s.current_value)
      + N', and the changelog has ' + CONVERT(nvarchar(20), c.latest) END,
  CASE w.kind WHEN 1 THEN N'numbers have to grow'
    ELSE N'numbers are used twice: writes to captured tables fail, or are taken'
      + N' for delivered ones' END,
  CASE w.kind
    WHEN 1 THEN N'ALTER SEQUENCE shadowlog.shadowlog_seq INCREMENT BY 1;'
    WHEN 2 THEN N'ALTER SEQUENCE shadowlog.shadowlog_seq NO CYCLE;'
    ELSE N'ALTER SEQUENCE shadowlog.shadowlog_seq RESTART WITH '
      + CONVERT(nvarchar(20), c.latest + 1) + N';' END
FROM sys.sequences AS s
CROSS JOIN (SELECT MAX(seq) AS latest FROM shadowlog.shadowlog_changelog) AS c
CROSS JOIN (SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT 3) AS w
WHERE s.object_id = OBJECT_ID(N'shadowlog.shadowlog_seq')
  AND (w.kind = 1 AND CONVERT(bigint, s.increment) < 1
    OR w.kind = 2 AND s.is_cycling = 1
    OR w.kind = 3 AND CONVERT(bigint, s.current_value) < c.latest)
UNION ALL
SELECT 'error', N'shadowlog.shadowlog_changelog', N'seq has no default',
  N'every write to a captured table fails',
  N'ALTER TABLE shadowlog.shadowlog_changelog ADD CONSTRAINT'
    + N' shadowlog_changelog_seq DEFAULT (NEXT VALUE FOR'
    + N' shadowlog.shadowlog_seq) FOR seq;'
FROM sys.columns
WHERE object_id = OBJECT_ID(N'shadowlog.shadowlog_changelog') AND name = N'seq'
  AND default_object_id = 0

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

-- SQL Server 2014 and later; the poller's own commits are as durable as the rest.
--: section doctor.durability
IF EXISTS (SELECT 1 FROM sys.all_columns
    WHERE object_id = OBJECT_ID(N'sys.databases')
    AND name = N'delayed_durability_desc')
  EXEC(N'SELECT ''warning'', name, N''DELAYED_DURABILITY is ''
      + delayed_durability_desc,
    N''a crash loses commits that were delivered: then the poller asks for a''
      + N'' new epoch'',
    N''ALTER DATABASE '' + QUOTENAME(name)
      + N'' SET DELAYED_DURABILITY = DISABLED;''
  FROM sys.databases
  WHERE database_id = DB_ID() AND delayed_durability_desc <> N''DISABLED''')
ELSE
  SELECT TOP (0) N'', N'', N'', N'', N''

--: section doctor.isolation
SELECT 'error', N'isolation', N'a session has level '
    + CONVERT(nvarchar(9), transaction_isolation_level),
  N'a page is read twice to be sure of it, and each time waits for what is not'
    + N' committed', CONVERT(nvarchar(1), NULL)
FROM sys.dm_exec_sessions
WHERE session_id = @@SPID AND transaction_isolation_level <> 2

-- Needs VIEW SERVER STATE.
--: section doctor.transactions
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
  AND a.transaction_begin_time <= DATEADD(second, -{{old}}, GETDATE())

-- Whoever may write to the lease is a poller.
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
    + N' sqlserver grants"'
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
--: section doctor.changelog
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
