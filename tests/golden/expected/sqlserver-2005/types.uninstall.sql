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

-- Table dbo.types
BEGIN TRANSACTION;
DECLARE @schema nvarchar(300);
SET @schema = N'[dbo].';
IF OBJECT_ID(@schema + N'[shadowlog_ed8e4b15_i]') IS NOT NULL
	DROP TRIGGER [dbo].[shadowlog_ed8e4b15_i];
IF OBJECT_ID(@schema + N'[shadowlog_ed8e4b15_u]') IS NOT NULL
	DROP TRIGGER [dbo].[shadowlog_ed8e4b15_u];
IF OBJECT_ID(@schema + N'[shadowlog_ed8e4b15_d]') IS NOT NULL
	DROP TRIGGER [dbo].[shadowlog_ed8e4b15_d];
DELETE FROM shadowlog.shadowlog_shape
 WHERE table_schema = N'dbo'
   AND table_name = N'types'
   AND shape NOT IN (SELECT c.shape FROM shadowlog.shadowlog_changelog AS c
                      WHERE c.shape IS NOT NULL);
COMMIT TRANSACTION;
GO
