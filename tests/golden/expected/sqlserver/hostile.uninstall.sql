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

-- Table "odd \"schema\""."it's [a] `table`; --\n*/ /* \\"
BEGIN TRANSACTION;
DECLARE @schema nvarchar(300);
SET @schema = N'[odd "schema"].';
IF OBJECT_ID(@schema + N'[shadowlog_0d238086_i]') IS NOT NULL
	DROP TRIGGER [odd "schema"].[shadowlog_0d238086_i];
IF OBJECT_ID(@schema + N'[shadowlog_0d238086_u]') IS NOT NULL
	DROP TRIGGER [odd "schema"].[shadowlog_0d238086_u];
IF OBJECT_ID(@schema + N'[shadowlog_0d238086_d]') IS NOT NULL
	DROP TRIGGER [odd "schema"].[shadowlog_0d238086_d];
DELETE FROM shadowlog.shadowlog_shape
 WHERE table_schema = N'odd "schema"'
   AND table_name = N'it''s [a] `table`; --
*/ /* \'
   AND shape NOT IN (SELECT c.shape FROM shadowlog.shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);
COMMIT TRANSACTION;
GO

-- Table public.order
BEGIN TRANSACTION;
DECLARE @schema nvarchar(300);
SET @schema = N'[public].';
IF OBJECT_ID(@schema + N'[shadowlog_9df95698_i]') IS NOT NULL
	DROP TRIGGER [public].[shadowlog_9df95698_i];
IF OBJECT_ID(@schema + N'[shadowlog_9df95698_u]') IS NOT NULL
	DROP TRIGGER [public].[shadowlog_9df95698_u];
IF OBJECT_ID(@schema + N'[shadowlog_9df95698_d]') IS NOT NULL
	DROP TRIGGER [public].[shadowlog_9df95698_d];
DELETE FROM shadowlog.shadowlog_shape
 WHERE table_schema = N'public'
   AND table_name = N'order'
   AND shape NOT IN (SELECT c.shape FROM shadowlog.shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);
COMMIT TRANSACTION;
GO
