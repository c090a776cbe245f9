-- Shadowlog's changelog, version 1, for SQL Server 2012 to 2022 and Azure SQL.
--
-- Run it in the database whose tables are to be captured, as db_owner:
--
--	sqlcmd -b -I -d DATABASE -i this-file.sql
--
-- It makes one schema, shadowlog, with four small tables, one sequence and
-- two functions, and touches nothing else.  All or nothing: it is one
-- transaction.  Running it again changes nothing.

SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
SET XACT_ABORT ON;
BEGIN TRANSACTION;
GO

-- Owned by dbo, as the application's tables are: the triggers may then write to
-- it whoever the application's user is (ownership chain).
IF SCHEMA_ID(N'shadowlog') IS NULL
	EXEC(N'CREATE SCHEMA shadowlog AUTHORIZATION dbo');
GO

-- Not an identity: that would change what @@IDENTITY gives the application.
-- The cache is the server's, not a session's: numbers are handed out in order.
IF OBJECT_ID(N'shadowlog.shadowlog_seq') IS NULL
	EXEC(N'CREATE SEQUENCE shadowlog.shadowlog_seq AS bigint
		START WITH 1 INCREMENT BY 1 NO CYCLE CACHE 1000');
GO

-- Every change of a captured row, until all receivers have it.
--
--	seq          unique, and in order for the changes of one row; it is
--	             handed out before commit, so it is not the order of commits
--	shape        which table, in which layout: shadowlog_shape
--	op           I insert, U update, D delete
--	txid         CURRENT_TRANSACTION_ID() from SQL Server 2016 on, else NULL
--	captured_at  UTC
--	actor, context  who made the change, and from where: by option of a
--	             table; else NULL
--	old_row      the row before: its values, quoted, with commas between;
--	             NULL for I
--	new_row      the row after; NULL for D
--
-- There is no index but the primary key and no constraint but that: each would
-- cost every write of the application, or could fail one.
IF OBJECT_ID(N'shadowlog.shadowlog_changelog') IS NULL
BEGIN
	CREATE TABLE shadowlog.shadowlog_changelog (
		seq bigint NOT NULL
			CONSTRAINT shadowlog_changelog_seq
			DEFAULT (NEXT VALUE FOR shadowlog.shadowlog_seq)
			CONSTRAINT shadowlog_changelog_key
			PRIMARY KEY CLUSTERED,
		shape int NULL,
		op nchar(1) NULL,
		txid bigint NULL,
		captured_at datetime2(7) NULL
			CONSTRAINT shadowlog_changelog_time
			DEFAULT (SYSUTCDATETIME()),
		actor nvarchar(255) NULL,
		context nvarchar(1700) NULL,
		old_row nvarchar(max) NULL,
		new_row nvarchar(max) NULL
	);
	IF CONVERT(int, PARSENAME(CONVERT(nvarchar(40),
		SERVERPROPERTY(N'ProductVersion')), 4)) >= 13
		EXEC(N'ALTER TABLE shadowlog.shadowlog_changelog
			ADD CONSTRAINT shadowlog_changelog_txid
			DEFAULT (CURRENT_TRANSACTION_ID()) FOR txid');
END;
GO

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
IF OBJECT_ID(N'shadowlog.shadowlog_shape') IS NULL
	CREATE TABLE shadowlog.shadowlog_shape (
		shape int NOT NULL
			CONSTRAINT shadowlog_shape_key PRIMARY KEY,
		table_schema nvarchar(128) NOT NULL,
		table_name nvarchar(128) NOT NULL,
		version int NOT NULL,
		description nvarchar(max) NOT NULL,
		trigger_hash nvarchar(64) NOT NULL,
		installed_at datetime2(7) NOT NULL
	);
GO

-- Which poller drains the changelog, and until when it may (UTC).
IF OBJECT_ID(N'shadowlog.shadowlog_lease') IS NULL
	CREATE TABLE shadowlog.shadowlog_lease (
		id int NOT NULL
			CONSTRAINT shadowlog_lease_key PRIMARY KEY,
		holder nvarchar(255) NULL,
		token bigint NOT NULL,
		epoch nvarchar(64) NULL,
		expires_at datetime2(7) NULL
	);
GO

INSERT INTO shadowlog.shadowlog_lease (id, token)
SELECT 1, 0
 WHERE NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_lease);

-- What this source is called by everyone who reads from it.
IF OBJECT_ID(N'shadowlog.shadowlog_meta') IS NULL
	CREATE TABLE shadowlog.shadowlog_meta (
		id int NOT NULL
			CONSTRAINT shadowlog_meta_key PRIMARY KEY,
		source_uuid nvarchar(36) NOT NULL,
		schema_version int NOT NULL,
		engine_identity nvarchar(512) NOT NULL,
		installed_at datetime2(7) NOT NULL
	);
GO

-- The identity tells this database from a copy of it: a database that was
-- restored or attached has another creation time.
INSERT INTO shadowlog.shadowlog_meta
	(id, source_uuid, schema_version, engine_identity, installed_at)
SELECT 1, LOWER(CONVERT(nvarchar(36), NEWID())), 1,
       ISNULL(CONVERT(nvarchar(256), SERVERPROPERTY(N'ServerName')), N'') +
	N'/' + d.name + N'/' + CONVERT(nvarchar(30), d.create_date, 126),
       SYSUTCDATETIME()
  FROM sys.databases AS d
 WHERE d.database_id = DB_ID()
   AND NOT EXISTS (SELECT 1 FROM shadowlog.shadowlog_meta);
GO

-- What a session says of itself, in a variable of its own:
--
--	EXEC sp_set_session_context N'shadowlog.context', N'order 7';
--
-- and before SQL Server 2016, which has one variable of 128 bytes for all:
--
--	DECLARE @c varbinary(128);
--	SET @c = CONVERT(varbinary(128), 'shadowlog.context=order 7');
--	SET CONTEXT_INFO @c;
--
-- (Triggers call these functions by ownership chain: nobody needs a right.)
IF OBJECT_ID(N'shadowlog.shadowlog_session') IS NULL
	EXEC(N'CREATE FUNCTION shadowlog.shadowlog_session (@name nvarchar(128))
		RETURNS nvarchar(1000) AS BEGIN RETURN NULL; END');
GO
IF CONVERT(int, PARSENAME(CONVERT(nvarchar(40),
	SERVERPROPERTY(N'ProductVersion')), 4)) >= 13
	EXEC(N'ALTER FUNCTION shadowlog.shadowlog_session (@name nvarchar(128))
RETURNS nvarchar(1000)
AS
BEGIN
	RETURN CONVERT(nvarchar(1000), SESSION_CONTEXT(@name));
END');
ELSE
	EXEC(N'ALTER FUNCTION shadowlog.shadowlog_session (@name nvarchar(128))
RETURNS nvarchar(1000)
AS
BEGIN
	DECLARE @all nvarchar(128);
	SET @all = REPLACE(CONVERT(varchar(128), CONTEXT_INFO())
		COLLATE Latin1_General_BIN, CHAR(0), '''');
	IF LEFT(@all, LEN(@name) + 1) = @name + N''=''
		RETURN SUBSTRING(@all, LEN(@name) + 2, 128);
	RETURN NULL;
END');
GO

-- What is known of it, line by line: option context of a table.
IF OBJECT_ID(N'shadowlog.shadowlog_context') IS NULL
	EXEC(N'CREATE FUNCTION shadowlog.shadowlog_context ()
		RETURNS nvarchar(1700) AS BEGIN RETURN NULL; END');
GO
ALTER FUNCTION shadowlog.shadowlog_context ()
RETURNS nvarchar(1700)
AS
BEGIN
	RETURN NULLIF(STUFF(
		ISNULL(NCHAR(10) + N'host='
			+ REPLACE(RTRIM(HOST_NAME()), NCHAR(10), N' '), N'')
		+ ISNULL(NCHAR(10) + N'program='
			+ REPLACE(RTRIM(APP_NAME()), NCHAR(10), N' '), N'')
		+ ISNULL(NCHAR(10) + N'text='
			+ shadowlog.shadowlog_session(N'shadowlog.context'),
			N''),
		1, 1, N''), N'');
END;
GO

COMMIT TRANSACTION;
GO
