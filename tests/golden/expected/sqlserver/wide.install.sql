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

-- Table public.wide

BEGIN TRANSACTION;

DECLARE @table nvarchar(600), @schema nvarchar(300), @stub nvarchar(max);
SET @table = N'[public].[wide]';
SET @schema = N'[public].';

-- The triggers, empty where they are not there yet: ALTER TRIGGER leaves no
-- moment without one, and CREATE OR ALTER is not known before 2016.
IF OBJECT_ID(@schema + N'[shadowlog_8f9b124f_i]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_8f9b124f_i] ON '
		+ @table + N' AFTER INSERT AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_8f9b124f_u]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_8f9b124f_u] ON '
		+ @table + N' AFTER UPDATE AS RETURN';
	EXEC(@stub);
END;
IF OBJECT_ID(@schema + N'[shadowlog_8f9b124f_d]') IS NULL
BEGIN
	SET @stub = N'CREATE TRIGGER ' + @schema + N'[shadowlog_8f9b124f_d] ON '
		+ @table + N' AFTER DELETE AS RETURN';
	EXEC(@stub);
END;

-- The layout, once.  Another one under the same number would fail here.
INSERT INTO shadowlog.shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
SELECT 641579726, N'public', N'wide',
       v.version, d.description, N'4872cbac', SYSUTCDATETIME()
  FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version
          FROM shadowlog.shadowlog_shape
         WHERE table_schema = N'public'
           AND table_name = N'wide') AS v
 CROSS JOIN (SELECT CONVERT(nvarchar(max), N'shadowlog-tables 1
table public.wide
  column id   int as int key 1
  column c1   int as int null
  column c2   int as int null
  column c3   int as int null
  column c4   int as int null
  column c5   int as int null
  column c6   int as int null
  column c7   int as int null
  column c8   int as int null
  column c9   int as int null
  column c10  int as int null
  column c11  int as int null
  column c12  int as int null
  column c13  int as int null
  column c14  int as int null
  column c15  int as int null
  column c16  int as int null
  column c17  int as int null
  column c18  int as int null
  column c19  int as int null
  column c20  int as int null
  column c21  int as int null
  column c22  int as int null
  column c23  int as int null
  column c24  int as int null
  column c25  int as int null
  column c26  int as int null
  column c27  int as int null
  column c28  int as int null
  column c29  int as int null
  column c30  int as int null
  column c31  int as int null
  column c32  int as int null
  column c33  int as int null
  column c34  int as int null
  column c35  int as int null
  column c36  int as int null
  column c37  int as int null
  column c38  int as int null
  column c39  int as int null
  column c40  int as int null
  column c41  int as int null
  column c42  int as int null
  column c43  int as int null
  column c44  int as int null
  column c45  int as int null
  column c46  int as int null
  column c47  int as int null
  column c48  int as int null
  column c49  int as int null
  column c50  int as int null
  column c51  int as int null
  column c52  int as int null
  column c53  int as int null
  column c54  int as int null
  column c55  int as int null
  column c56  int as int null
  column c57  int as int null
  column c58  int as int null
  column c59  int as int null
  column c60  int as int null
  column c61  int as int null
  column c62  int as int null
  column c63  int as int null
  column c64  int as int null
  column c65  int as int null
  column c66  int as int null
  column c67  int as int null
  column c68  int as int null
  column c69  int as int null
  column c70  int as int null
  column c71  int as int null
  column c72  int as int null
  column c73  int as int null
  column c74  int as int null
  column c75  int as int null
  column c76  int as int null
  column c77  int as int null
  column c78  int as int null
  column c79  int as int null
  column c80  int as int null
  column c81  int as int null
  column c82  int as int null
  column c83  int as int null
  column c84  int as int null
  column c85  int as int null
  column c86  int as int null
  column c87  int as int null
  column c88  int as int null
  column c89  int as int null
  column c90  int as int null
  column c91  int as int null
  column c92  int as int null
  column c93  int as int null
  column c94  int as int null
  column c95  int as int null
  column c96  int as int null
  column c97  int as int null
  column c98  int as int null
  column c99  int as int null
  column c100 int as int null
  column c101 int as int null
  column c102 int as int null
  column c103 int as int null
  column c104 int as int null
  column c105 int as int null
  column c106 int as int null
  column c107 int as int null
  column c108 int as int null
  column c109 int as int null
  column c110 int as int null
  column c111 int as int null
  column c112 int as int null
  column c113 int as int null
  column c114 int as int null
  column c115 int as int null
  column c116 int as int null
  column c117 int as int null
  column c118 int as int null
  column c119 int as int null
  column c120 int as int null
  column c121 int as int null
  column c122 int as int null
  column c123 int as int null
  column c124 int as int null
  column c125 int as int null
  column c126 int as int null
  column c127 int as int null
  column c128 int as int null
  column c129 int as int null
  column c130 int as int null
')
	AS description) AS d
 WHERE NOT EXISTS (SELECT 1
                     FROM shadowlog.shadowlog_shape AS s
                    WHERE s.shape = 641579726
                      AND s.description COLLATE Latin1_General_BIN =
                          d.description COLLATE Latin1_General_BIN);
UPDATE shadowlog.shadowlog_shape
   SET trigger_hash = N'4872cbac', installed_at = SYSUTCDATETIME()
 WHERE shape = 641579726
   AND (trigger_hash <> N'4872cbac'
        OR installed_at < (SELECT MAX(s.installed_at)
                             FROM shadowlog.shadowlog_shape AS s
                            WHERE s.table_schema = N'public'
                              AND s.table_name = N'wide'));

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

ALTER TRIGGER [public].[shadowlog_8f9b124f_i] ON [public].[wide] AFTER INSERT
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, new_row)
	SELECT 641579726, N'I',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c1]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c2]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c3]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c4]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c5]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c6]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c7]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c8]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c9]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c10]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c11]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c12]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c13]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c14]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c15]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c16]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c17]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c18]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c19]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c20]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c21]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c22]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c23]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c24]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c25]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c26]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c27]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c28]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c29]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c30]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c31]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c32]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c33]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c34]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c35]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c36]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c37]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c38]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c39]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c40]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c41]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c42]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c43]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c44]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c45]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c46]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c47]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c48]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c49]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c50]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c51]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c52]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c53]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c54]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c55]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c56]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c57]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c58]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c59]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c60]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c61]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c62]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c63]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c64]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c65]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c66]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c67]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c68]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c69]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c70]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c71]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c72]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c73]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c74]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c75]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c76]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c77]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c78]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c79]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c80]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c81]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c82]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c83]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c84]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c85]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c86]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c87]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c88]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c89]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c90]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c91]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c92]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c93]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c94]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c95]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c96]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c97]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c98]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c99]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c100]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c101]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c102]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c103]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c104]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c105]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c106]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c107]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c108]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c109]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c110]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c111]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c112]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c113]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c114]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c115]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c116]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c117]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c118]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c119]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c120]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c121]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c122]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c123]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c124]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c125]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c126]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c127]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c128]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c129]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), i.[c130]), N'NULL')
	  FROM inserted AS i;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
ALTER TRIGGER [public].[shadowlog_8f9b124f_u] ON [public].[wide] AFTER UPDATE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM inserted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row, new_row)
	SELECT 641579726,
		CASE
			WHEN d.[id] IS NULL THEN N'I'
			WHEN i.[id] IS NULL THEN N'D'
			ELSE N'U'
		END,
		CASE WHEN d.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c1]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c2]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c3]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c4]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c5]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c6]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c7]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c8]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c9]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c10]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c11]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c12]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c13]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c14]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c15]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c16]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c17]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c18]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c19]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c20]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c21]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c22]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c23]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c24]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c25]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c26]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c27]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c28]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c29]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c30]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c31]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c32]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c33]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c34]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c35]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c36]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c37]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c38]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c39]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c40]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c41]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c42]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c43]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c44]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c45]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c46]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c47]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c48]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c49]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c50]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c51]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c52]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c53]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c54]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c55]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c56]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c57]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c58]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c59]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c60]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c61]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c62]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c63]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c64]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c65]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c66]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c67]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c68]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c69]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c70]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c71]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c72]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c73]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c74]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c75]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c76]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c77]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c78]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c79]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c80]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c81]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c82]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c83]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c84]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c85]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c86]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c87]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c88]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c89]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c90]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c91]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c92]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c93]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c94]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c95]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c96]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c97]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c98]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c99]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c100]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c101]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c102]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c103]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c104]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c105]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c106]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c107]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c108]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c109]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c110]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c111]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c112]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c113]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c114]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c115]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c116]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c117]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c118]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c119]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c120]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c121]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c122]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c123]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c124]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c125]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c126]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c127]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c128]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c129]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), d.[c130]), N'NULL')
		END,
		CASE WHEN i.[id] IS NOT NULL THEN
			CONVERT(nvarchar(max), N'') +
			ISNULL(CONVERT(nvarchar(60), i.[id]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c1]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c2]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c3]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c4]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c5]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c6]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c7]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c8]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c9]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c10]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c11]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c12]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c13]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c14]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c15]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c16]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c17]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c18]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c19]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c20]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c21]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c22]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c23]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c24]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c25]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c26]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c27]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c28]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c29]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c30]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c31]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c32]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c33]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c34]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c35]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c36]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c37]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c38]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c39]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c40]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c41]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c42]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c43]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c44]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c45]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c46]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c47]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c48]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c49]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c50]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c51]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c52]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c53]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c54]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c55]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c56]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c57]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c58]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c59]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c60]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c61]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c62]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c63]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c64]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c65]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c66]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c67]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c68]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c69]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c70]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c71]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c72]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c73]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c74]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c75]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c76]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c77]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c78]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c79]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c80]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c81]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c82]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c83]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c84]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c85]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c86]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c87]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c88]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c89]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c90]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c91]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c92]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c93]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c94]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c95]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c96]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c97]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c98]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c99]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c100]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c101]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c102]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c103]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c104]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c105]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c106]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c107]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c108]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c109]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c110]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c111]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c112]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c113]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c114]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c115]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c116]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c117]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c118]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c119]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c120]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c121]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c122]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c123]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c124]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c125]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c126]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c127]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c128]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c129]), N'NULL') + N',' +
			ISNULL(CONVERT(nvarchar(60), i.[c130]), N'NULL')
		END
	  FROM inserted AS i
	  FULL JOIN deleted AS d
	        ON i.[id] = d.[id];
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TRIGGER [public].[shadowlog_8f9b124f_d] ON [public].[wide] AFTER DELETE
AS
BEGIN
	SET NOCOUNT ON;
	SET ROWCOUNT 0;
	SET CONCAT_NULL_YIELDS_NULL ON;
	SET ANSI_WARNINGS ON;
	IF NOT EXISTS (SELECT 1 FROM deleted)
		RETURN;
	INSERT INTO shadowlog.shadowlog_changelog (shape, op, old_row)
	SELECT 641579726, N'D',
		CONVERT(nvarchar(max), N'') +
		ISNULL(CONVERT(nvarchar(60), d.[id]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c1]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c2]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c3]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c4]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c5]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c6]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c7]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c8]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c9]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c10]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c11]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c12]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c13]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c14]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c15]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c16]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c17]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c18]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c19]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c20]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c21]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c22]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c23]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c24]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c25]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c26]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c27]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c28]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c29]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c30]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c31]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c32]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c33]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c34]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c35]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c36]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c37]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c38]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c39]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c40]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c41]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c42]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c43]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c44]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c45]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c46]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c47]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c48]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c49]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c50]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c51]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c52]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c53]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c54]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c55]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c56]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c57]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c58]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c59]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c60]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c61]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c62]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c63]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c64]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c65]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c66]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c67]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c68]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c69]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c70]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c71]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c72]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c73]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c74]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c75]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c76]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c77]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c78]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c79]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c80]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c81]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c82]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c83]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c84]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c85]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c86]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c87]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c88]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c89]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c90]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c91]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c92]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c93]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c94]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c95]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c96]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c97]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c98]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c99]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c100]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c101]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c102]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c103]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c104]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c105]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c106]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c107]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c108]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c109]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c110]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c111]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c112]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c113]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c114]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c115]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c116]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c117]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c118]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c119]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c120]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c121]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c122]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c123]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c124]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c125]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c126]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c127]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c128]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c129]), N'NULL') + N',' +
		ISNULL(CONVERT(nvarchar(60), d.[c130]), N'NULL')
	  FROM deleted AS d;
END;
GO
IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @schema nvarchar(300), @name nvarchar(400);
SET @schema = N'[public].';
SET @name = @schema + N'[shadowlog_8f9b124f_i]';
EXEC sys.sp_settriggerorder @name, N'First', N'INSERT';
SET @name = @schema + N'[shadowlog_8f9b124f_u]';
EXEC sys.sp_settriggerorder @name, N'First', N'UPDATE';
SET @name = @schema + N'[shadowlog_8f9b124f_d]';
EXEC sys.sp_settriggerorder @name, N'First', N'DELETE';
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO
