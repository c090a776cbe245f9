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

-- Table stock

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"stock"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_22725773[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 276069984, '', 'stock',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'stock'),
       'shadowlog-tables 1
table stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
',
       '1ac44388', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 276069984
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table stock
  column quantity int        as int
  column bin      varchar(8) as text key 2
  column sku      varchar(8) as text key 3 generated
  column site     smallint   as int  key 1
  column counted  date       as date null
')
update shadowlog_shape
   set trigger_hash = '1ac44388', installed_at = getutcdate()
 where shape = 276069984
   and (trigger_hash <> '1ac44388'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'stock'))
go

if object_id('shadowlog_22725773_i') is not null
	drop trigger shadowlog_22725773_i
go
create trigger shadowlog_22725773_i on "stock" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."quantity"), 'NULL') + ',' +
			case when i."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."bin"), '''', '''''') + '''' end + ',' +
			case when i."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."sku"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."site"), 'NULL') + ',' +
			isnull(str_replace(convert(char(10), i."counted", 111), '/', '-'), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select 276069984, 'I',
		isnull(convert(varchar(60), i."quantity"), 'NULL') + ',' +
		case when i."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."bin"), '''', '''''') + '''' end + ',' +
		case when i."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."sku"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."site"), 'NULL') + ',' +
		isnull(str_replace(convert(char(10), i."counted", 111), '/', '-'), 'NULL')
	  from inserted i
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_22725773_u') is not null
	drop trigger shadowlog_22725773_u
go
create trigger shadowlog_22725773_u on "stock" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."quantity"), 'NULL') + ',' +
			case when i."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."bin"), '''', '''''') + '''' end + ',' +
			case when i."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."sku"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."site"), 'NULL') + ',' +
			isnull(str_replace(convert(char(10), i."counted", 111), '/', '-'), 'NULL')) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."quantity"), 'NULL') + ',' +
			case when d."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."bin"), '''', '''''') + '''' end + ',' +
			case when d."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."sku"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), d."site"), 'NULL') + ',' +
			isnull(str_replace(convert(char(10), d."counted", 111), '/', '-'), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 276069984, 'D',
		isnull(convert(varchar(60), d."quantity"), 'NULL') + ',' +
		case when d."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."bin"), '''', '''''') + '''' end + ',' +
		case when d."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."sku"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."site"), 'NULL') + ',' +
		isnull(str_replace(convert(char(10), d."counted", 111), '/', '-'), 'NULL')
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."site" = d."site"
	                          AND i."bin" = d."bin"
	                          AND i."sku" = d."sku")
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select 276069984, 'U',
		isnull(convert(varchar(60), d."quantity"), 'NULL') + ',' +
		case when d."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."bin"), '''', '''''') + '''' end + ',' +
		case when d."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."sku"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."site"), 'NULL') + ',' +
		isnull(str_replace(convert(char(10), d."counted", 111), '/', '-'), 'NULL'),
		isnull(convert(varchar(60), i."quantity"), 'NULL') + ',' +
		case when i."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."bin"), '''', '''''') + '''' end + ',' +
		case when i."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."sku"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."site"), 'NULL') + ',' +
		isnull(str_replace(convert(char(10), i."counted", 111), '/', '-'), 'NULL')
	  from inserted i, deleted d
	 where i."site" = d."site"
	       AND i."bin" = d."bin"
	       AND i."sku" = d."sku"
	insert into shadowlog_changelog (shape, op, new_row)
	select 276069984, 'I',
		isnull(convert(varchar(60), i."quantity"), 'NULL') + ',' +
		case when i."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."bin"), '''', '''''') + '''' end + ',' +
		case when i."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."sku"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."site"), 'NULL') + ',' +
		isnull(str_replace(convert(char(10), i."counted", 111), '/', '-'), 'NULL')
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."site" = d."site"
	                          AND i."bin" = d."bin"
	                          AND i."sku" = d."sku")
end
go

if object_id('shadowlog_22725773_d') is not null
	drop trigger shadowlog_22725773_d
go
create trigger shadowlog_22725773_d on "stock" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."quantity"), 'NULL') + ',' +
			case when d."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."bin"), '''', '''''') + '''' end + ',' +
			case when d."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."sku"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), d."site"), 'NULL') + ',' +
			isnull(str_replace(convert(char(10), d."counted", 111), '/', '-'), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 276069984, 'D',
		isnull(convert(varchar(60), d."quantity"), 'NULL') + ',' +
		case when d."bin" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."bin"), '''', '''''') + '''' end + ',' +
		case when d."sku" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."sku"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."site"), 'NULL') + ',' +
		isnull(str_replace(convert(char(10), d."counted", 111), '/', '-'), 'NULL')
	  from deleted d
end
go

if object_id('shadowlog_22725773_i') is not null
	and object_id('shadowlog_22725773_u') is not null
	and object_id('shadowlog_22725773_d') is not null
	print 'shadowlog: done'
go
