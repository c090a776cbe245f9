-- Shadowlog: capture row changes of the tables below, on Sybase (SAP) ASE.
--
-- Run it as dbo, who owns these tables and the changelog:
--
--	isql -U USER -D DATABASE -i this-file.sql
--
-- Before ASE 16 a table has room for one trigger of each kind, and another one
-- of that kind takes its place without a word.  So the script looks first: where
-- the application has one, it says so and ends the session (syb_quit), and
-- nothing is overwritten.  Put the INSERTs from below into that trigger, at its
-- start, by hand.
--
-- There is a moment between an old trigger and the new one: where a table is
-- captured already, keep its writers away while this runs.
--
-- Each table gets three triggers that record all rows of a statement at once.
-- The application's users need no rights, as long as they and the changelog have
-- one owner.  If a change cannot be recorded, the statement that made it fails:
-- an image has less than 16,384 bytes.
--
-- isql does not stop at an error.  Read what it prints: anything but "shadowlog:
-- done" for each table means that that table is not captured.
--
-- What they do not see: TRUNCATE TABLE; fast bcp; WRITETEXT; partitions that are
-- truncated or dropped; ALTER TABLE ... DISABLE TRIGGER while it lasts; columns
-- of type text, unitext and image; what replication applies with triggers off.
-- @@identity is what the application's own statement left, once the triggers are
-- through.  A column added later is not captured until the triggers are made
-- again.

set quoted_identifier on
set nocount on
go

-- Table "it's [a] `table`; --\n*/ /* \\"

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"it''s [a] `table`; --
*/ /* \"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_6578dc2c[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 641739204, '', 'it''s [a] `table`; --
*/ /* \',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'it''s [a] `table`; --
*/ /* \'),
       'shadowlog-tables 1
table "it''s [a] `table`; --\n*/ /* \\"
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
',
       'f9b9fd75', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 641739204
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table "it''s [a] `table`; --\n*/ /* \\"
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
update shadowlog_shape
   set trigger_hash = 'f9b9fd75', installed_at = getutcdate()
 where shape = 641739204
   and (trigger_hash <> 'f9b9fd75'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'it''s [a] `table`; --
*/ /* \'))
go

if object_id('shadowlog_6578dc2c_i') is not null
	drop trigger shadowlog_6578dc2c_i
go
create trigger shadowlog_6578dc2c_i on "it's [a] `table`; --
*/ /* \" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."a""b'c`d]e\"), 'NULL') + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			case when i."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
			'?' + ',' +
			isnull(convert(varchar(60), i."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select 641739204, 'I',
		isnull(convert(varchar(60), i."a""b'c`d]e\"), 'NULL') + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		case when i."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		isnull(convert(varchar(60), i."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL')
	  from inserted i
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_6578dc2c_u') is not null
	drop trigger shadowlog_6578dc2c_u
go
create trigger shadowlog_6578dc2c_u on "it's [a] `table`; --
*/ /* \" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."a""b'c`d]e\"), 'NULL') + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			case when i."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
			'?' + ',' +
			isnull(convert(varchar(60), i."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL')) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."a""b'c`d]e\"), 'NULL') + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			case when d."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
			'?' + ',' +
			isnull(convert(varchar(60), d."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 641739204, 'D',
		isnull(convert(varchar(60), d."a""b'c`d]e\"), 'NULL') + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		case when d."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		isnull(convert(varchar(60), d."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL')
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."a""b'c`d]e\" = d."a""b'c`d]e\")
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select 641739204, 'U',
		isnull(convert(varchar(60), d."a""b'c`d]e\"), 'NULL') + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		case when d."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		isnull(convert(varchar(60), d."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL'),
		isnull(convert(varchar(60), i."a""b'c`d]e\"), 'NULL') + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		case when i."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		isnull(convert(varchar(60), i."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL')
	  from inserted i, deleted d
	 where i."a""b'c`d]e\" = d."a""b'c`d]e\"
	insert into shadowlog_changelog (shape, op, new_row)
	select 641739204, 'I',
		isnull(convert(varchar(60), i."a""b'c`d]e\"), 'NULL') + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		case when i."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		isnull(convert(varchar(60), i."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL')
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."a""b'c`d]e\" = d."a""b'c`d]e\")
end
go

if object_id('shadowlog_6578dc2c_d') is not null
	drop trigger shadowlog_6578dc2c_d
go
create trigger shadowlog_6578dc2c_d on "it's [a] `table`; --
*/ /* \" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."a""b'c`d]e\"), 'NULL') + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			'?' + ',' +
			case when d."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
			'?' + ',' +
			isnull(convert(varchar(60), d."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 641739204, 'D',
		isnull(convert(varchar(60), d."a""b'c`d]e\"), 'NULL') + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		'?' + ',' +
		case when d."-- '); DROP TABLE x" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."-- '); DROP TABLE x"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		isnull(convert(varchar(60), d."a23456789_123456789_123456789_123456789_123456789_123456789_123"), 'NULL')
	  from deleted d
end
go

if object_id('shadowlog_6578dc2c_i') is not null
	and object_id('shadowlog_6578dc2c_u') is not null
	and object_id('shadowlog_6578dc2c_d') is not null
	print 'shadowlog: done'
go

-- Table order

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"order"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_2d041af1[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 2008041246, '', 'order',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'order'),
       'shadowlog-tables 1
table order
  column group int  as int  key 1
  column table text as text null
',
       '6393e6bc', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 2008041246
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table order
  column group int  as int  key 1
  column table text as text null
')
update shadowlog_shape
   set trigger_hash = '6393e6bc', installed_at = getutcdate()
 where shape = 2008041246
   and (trigger_hash <> '6393e6bc'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'order'))
go

if object_id('shadowlog_2d041af1_i') is not null
	drop trigger shadowlog_2d041af1_i
go
create trigger shadowlog_2d041af1_i on "order" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."group"), 'NULL') + ',' +
			'?') >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select 2008041246, 'I',
		isnull(convert(varchar(60), i."group"), 'NULL') + ',' +
		'?'
	  from inserted i
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_2d041af1_u') is not null
	drop trigger shadowlog_2d041af1_u
go
create trigger shadowlog_2d041af1_u on "order" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."group"), 'NULL') + ',' +
			'?') >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."group"), 'NULL') + ',' +
			'?') >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 2008041246, 'D',
		isnull(convert(varchar(60), d."group"), 'NULL') + ',' +
		'?'
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."group" = d."group")
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select 2008041246, 'U',
		isnull(convert(varchar(60), d."group"), 'NULL') + ',' +
		'?',
		isnull(convert(varchar(60), i."group"), 'NULL') + ',' +
		'?'
	  from inserted i, deleted d
	 where i."group" = d."group"
	insert into shadowlog_changelog (shape, op, new_row)
	select 2008041246, 'I',
		isnull(convert(varchar(60), i."group"), 'NULL') + ',' +
		'?'
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."group" = d."group")
end
go

if object_id('shadowlog_2d041af1_d') is not null
	drop trigger shadowlog_2d041af1_d
go
create trigger shadowlog_2d041af1_d on "order" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."group"), 'NULL') + ',' +
			'?') >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 2008041246, 'D',
		isnull(convert(varchar(60), d."group"), 'NULL') + ',' +
		'?'
	  from deleted d
end
go

if object_id('shadowlog_2d041af1_i') is not null
	and object_id('shadowlog_2d041af1_u') is not null
	and object_id('shadowlog_2d041af1_d') is not null
	print 'shadowlog: done'
go
