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

-- Table orders

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"orders"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_5f75baa6[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 429289234, '', 'orders',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'orders'),
       'shadowlog-tables 1
table orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
',
       '31802688', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 429289234
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table orders
  column id          bigint        as bigint    key 1
  column customer_id int           as int
  column status      varchar(20)   as text
  column amount      decimal(12,2) as decimal   null
  column note        text          as text      null
  column placed_at   timestamp     as timestamp null
  column paid        boolean       as bool
')
update shadowlog_shape
   set trigger_hash = '31802688', installed_at = getutcdate()
 where shape = 429289234
   and (trigger_hash <> '31802688'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'orders'))
go

if object_id('shadowlog_5f75baa6_i') is not null
	drop trigger shadowlog_5f75baa6_i
go
create trigger shadowlog_5f75baa6_i on "orders" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			isnull(convert(varchar(60), i."customer_id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			'?' + ',' +
			case when i."placed_at" is null then 'NULL' else str_replace(convert(char(10), i."placed_at", 111), '/', '-')
			     + 'T' + convert(char(8), i."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."placed_at")), 3) end + ',' +
			isnull(convert(varchar(60), i."paid"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select 429289234, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		isnull(convert(varchar(60), i."customer_id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		'?' + ',' +
		case when i."placed_at" is null then 'NULL' else str_replace(convert(char(10), i."placed_at", 111), '/', '-')
		     + 'T' + convert(char(8), i."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."placed_at")), 3) end + ',' +
		isnull(convert(varchar(60), i."paid"), 'NULL')
	  from inserted i
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_5f75baa6_u') is not null
	drop trigger shadowlog_5f75baa6_u
go
create trigger shadowlog_5f75baa6_u on "orders" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			isnull(convert(varchar(60), i."customer_id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			'?' + ',' +
			case when i."placed_at" is null then 'NULL' else str_replace(convert(char(10), i."placed_at", 111), '/', '-')
			     + 'T' + convert(char(8), i."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."placed_at")), 3) end + ',' +
			isnull(convert(varchar(60), i."paid"), 'NULL')) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
			isnull(convert(varchar(60), d."customer_id"), 'NULL') + ',' +
			case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
			'?' + ',' +
			case when d."placed_at" is null then 'NULL' else str_replace(convert(char(10), d."placed_at", 111), '/', '-')
			     + 'T' + convert(char(8), d."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."placed_at")), 3) end + ',' +
			isnull(convert(varchar(60), d."paid"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 429289234, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		isnull(convert(varchar(60), d."customer_id"), 'NULL') + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
		'?' + ',' +
		case when d."placed_at" is null then 'NULL' else str_replace(convert(char(10), d."placed_at", 111), '/', '-')
		     + 'T' + convert(char(8), d."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."placed_at")), 3) end + ',' +
		isnull(convert(varchar(60), d."paid"), 'NULL')
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."id" = d."id")
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select 429289234, 'U',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		isnull(convert(varchar(60), d."customer_id"), 'NULL') + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
		'?' + ',' +
		case when d."placed_at" is null then 'NULL' else str_replace(convert(char(10), d."placed_at", 111), '/', '-')
		     + 'T' + convert(char(8), d."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."placed_at")), 3) end + ',' +
		isnull(convert(varchar(60), d."paid"), 'NULL'),
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		isnull(convert(varchar(60), i."customer_id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		'?' + ',' +
		case when i."placed_at" is null then 'NULL' else str_replace(convert(char(10), i."placed_at", 111), '/', '-')
		     + 'T' + convert(char(8), i."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."placed_at")), 3) end + ',' +
		isnull(convert(varchar(60), i."paid"), 'NULL')
	  from inserted i, deleted d
	 where i."id" = d."id"
	insert into shadowlog_changelog (shape, op, new_row)
	select 429289234, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		isnull(convert(varchar(60), i."customer_id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		'?' + ',' +
		case when i."placed_at" is null then 'NULL' else str_replace(convert(char(10), i."placed_at", 111), '/', '-')
		     + 'T' + convert(char(8), i."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."placed_at")), 3) end + ',' +
		isnull(convert(varchar(60), i."paid"), 'NULL')
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."id" = d."id")
end
go

if object_id('shadowlog_5f75baa6_d') is not null
	drop trigger shadowlog_5f75baa6_d
go
create trigger shadowlog_5f75baa6_d on "orders" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
			isnull(convert(varchar(60), d."customer_id"), 'NULL') + ',' +
			case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
			'?' + ',' +
			case when d."placed_at" is null then 'NULL' else str_replace(convert(char(10), d."placed_at", 111), '/', '-')
			     + 'T' + convert(char(8), d."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."placed_at")), 3) end + ',' +
			isnull(convert(varchar(60), d."paid"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 429289234, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		isnull(convert(varchar(60), d."customer_id"), 'NULL') + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
		'?' + ',' +
		case when d."placed_at" is null then 'NULL' else str_replace(convert(char(10), d."placed_at", 111), '/', '-')
		     + 'T' + convert(char(8), d."placed_at", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."placed_at")), 3) end + ',' +
		isnull(convert(varchar(60), d."paid"), 'NULL')
	  from deleted d
end
go

if object_id('shadowlog_5f75baa6_i') is not null
	and object_id('shadowlog_5f75baa6_u') is not null
	and object_id('shadowlog_5f75baa6_d') is not null
	print 'shadowlog: done'
go

-- Table customers

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"customers"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_6b987d98[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 1539619914, '', 'customers',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'customers'),
       'shadowlog-tables 1
table customers
  column id   int         as int  key 1
  column name varchar(80) as text
',
       '936349f4', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 1539619914
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table customers
  column id   int         as int  key 1
  column name varchar(80) as text
')
update shadowlog_shape
   set trigger_hash = '936349f4', installed_at = getutcdate()
 where shape = 1539619914
   and (trigger_hash <> '936349f4'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'customers'))
go

if object_id('shadowlog_6b987d98_i') is not null
	drop trigger shadowlog_6b987d98_i
go
create trigger shadowlog_6b987d98_i on "customers" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."name"), '''', '''''') + '''' end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select 1539619914, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."name"), '''', '''''') + '''' end
	  from inserted i
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_6b987d98_u') is not null
	drop trigger shadowlog_6b987d98_u
go
create trigger shadowlog_6b987d98_u on "customers" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."name"), '''', '''''') + '''' end) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
			case when d."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."name"), '''', '''''') + '''' end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 1539619914, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."name"), '''', '''''') + '''' end
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."id" = d."id")
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select 1539619914, 'U',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."name"), '''', '''''') + '''' end,
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."name"), '''', '''''') + '''' end
	  from inserted i, deleted d
	 where i."id" = d."id"
	insert into shadowlog_changelog (shape, op, new_row)
	select 1539619914, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."name"), '''', '''''') + '''' end
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."id" = d."id")
end
go

if object_id('shadowlog_6b987d98_d') is not null
	drop trigger shadowlog_6b987d98_d
go
create trigger shadowlog_6b987d98_d on "customers" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
			case when d."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."name"), '''', '''''') + '''' end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 1539619914, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."name" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."name"), '''', '''''') + '''' end
	  from deleted d
end
go

if object_id('shadowlog_6b987d98_i') is not null
	and object_id('shadowlog_6b987d98_u') is not null
	and object_id('shadowlog_6b987d98_d') is not null
	print 'shadowlog: done'
go
