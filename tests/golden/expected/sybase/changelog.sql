-- Shadowlog's changelog, version 1, for Sybase (SAP) ASE 12.5.4 to 16.
--
-- Run it in the database whose tables are to be captured, as dbo:
--
--	isql -U USER -D DATABASE -i this-file.sql
--
-- It makes four tables, shadowlog_*, and touches nothing else.  Running it
-- again changes nothing.

set quoted_identifier on
go

-- Every change of a captured row, until all receivers have it.
--
--	seq          unique, and in order for the changes of one row; it is
--	             handed out before commit, so it is not the order of commits
--	shape        which table, in which layout: shadowlog_shape
--	op           I insert, U update, D delete
--	txid         NULL: a trigger cannot know it
--	captured_at  UTC
--	actor, context  who made the change, and from where: by option of a
--	             table; else NULL.  A session says what it is with
--	             set clientname 'order 7', and writes without being captured
--	             with set clientname 'shadowlog.bypass=on'
--	old_row      the row before: its values, quoted, with commas between;
--	             NULL for I
--	new_row      the row after; NULL for D
--
-- There is no index but the primary key and no constraint but that: each would
-- cost every write of the application, or could fail one.  Rows are locked one
-- by one, so that writers and the poller do not wait for a page.  The gap keeps
-- a server that was killed from skipping millions of numbers.
if object_id('shadowlog_changelog') is null
	exec ('create table shadowlog_changelog (
		seq numeric(19, 0) identity,
		shape int null,
		op char(1) null,
		txid varchar(64) null,
		captured_at datetime default getutcdate() null,
		actor varchar(255) null,
		context varchar(255) null,
		old_row text null,
		new_row text null,
		constraint shadowlog_changelog_key primary key (seq)
	) lock datarows with identity_gap = 1000')
go

-- The layouts that changes were written with.  `shape` is a hash of the
-- layout; `description` is what the poller decodes by.
if object_id('shadowlog_shape') is null
	exec ('create table shadowlog_shape (
		shape int not null,
		table_schema varchar(30) not null,
		table_name varchar(255) not null,
		version int not null,
		description text not null,
		trigger_hash varchar(64) not null,
		installed_at datetime not null,
		constraint shadowlog_shape_key primary key (shape)
	) lock datarows')
go

-- Which poller drains the changelog, and until when it may (UTC).
if object_id('shadowlog_lease') is null
	exec ('create table shadowlog_lease (
		id int not null,
		holder varchar(255) null,
		token numeric(19, 0) not null,
		epoch varchar(64) null,
		expires_at datetime null,
		constraint shadowlog_lease_key primary key (id)
	) lock datarows')
go

insert into shadowlog_lease (id, token)
select 1, 0 where not exists (select 1 from shadowlog_lease)
go

-- What this source is called by everyone who reads from it.
if object_id('shadowlog_meta') is null
	exec ('create table shadowlog_meta (
		id int not null,
		source_uuid varchar(64) not null,
		schema_version int not null,
		engine_identity varchar(512) not null,
		installed_at datetime not null,
		constraint shadowlog_meta_key primary key (id)
	) lock datarows')
go

-- The identity tells this database from a copy of it: a database that was
-- loaded into another has another creation time.
insert into shadowlog_meta
	(id, source_uuid, schema_version, engine_identity, installed_at)
select 1, newid(1), 1,
       @@servername + '/' + d.name + '/' + convert(varchar(30), d.crdate, 112)
	+ convert(varchar(30), d.crdate, 8),
       getutcdate()
  from master..sysdatabases d
 where d.dbid = db_id()
   and not exists (select 1 from shadowlog_meta)
go
