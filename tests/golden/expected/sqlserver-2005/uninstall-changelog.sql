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

-- Table public.stock
BEGIN TRANSACTION;
DECLARE @schema nvarchar(300);
SET @schema = N'[public].';
IF OBJECT_ID(@schema + N'[shadowlog_7dcc3ede_i]') IS NOT NULL
	DROP TRIGGER [public].[shadowlog_7dcc3ede_i];
IF OBJECT_ID(@schema + N'[shadowlog_7dcc3ede_u]') IS NOT NULL
	DROP TRIGGER [public].[shadowlog_7dcc3ede_u];
IF OBJECT_ID(@schema + N'[shadowlog_7dcc3ede_d]') IS NOT NULL
	DROP TRIGGER [public].[shadowlog_7dcc3ede_d];
DELETE FROM shadowlog.shadowlog_shape
 WHERE table_schema = N'public'
   AND table_name = N'stock'
   AND shape NOT IN (SELECT c.shape FROM shadowlog.shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);
COMMIT TRANSACTION;
GO

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
