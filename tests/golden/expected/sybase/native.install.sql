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

-- Table orders_all
--
-- WHOEVER SETS THIS IN HIS SESSION WRITES TO THIS TABLE WITHOUT BEING CAPTURED:
--   set clientname 'shadowlog.bypass=on'
-- Each such statement leaves an event "m".
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"orders_all"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_882b567e[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 1621198259, '', 'orders_all',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'orders_all'),
       'shadowlog-tables 1
table orders_all
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option lob omit note
  option actor
  option context
  option bypass marker
',
       '4b1d59d3', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 1621198259
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table orders_all
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option lob omit note
  option actor
  option context
  option bypass marker
')
update shadowlog_shape
   set trigger_hash = '4b1d59d3', installed_at = getutcdate()
 where shape = 1621198259
   and (trigger_hash <> '4b1d59d3'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'orders_all'))
go

if object_id('shadowlog_882b567e_i') is not null
	drop trigger shadowlog_882b567e_i
go
create trigger shadowlog_882b567e_i on "orders_all" for insert
as
begin
	set nocount on
	set rowcount 0
	declare @context varchar(255)
	select @context = 'host=' + rtrim(isnull(clienthostname, hostname))
			+ char(10) + 'program='
			+ rtrim(isnull(clientapplname, program_name))
			+ case when clientname is null then null
				else char(10) + 'text=' + rtrim(clientname) end
	  from master..sysprocesses
	 where spid = @@spid
	if exists (select 1 from master..sysprocesses
	            where spid = @@spid and clientname = 'shadowlog.bypass=on')
	begin
		if exists (select 1 from inserted)
			insert into shadowlog_changelog (shape, op, actor, context)
			values (1621198259, 'M', suser_name(), 'reason=bypass' + char(10) + @context)
		return
	end
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '?' + convert(varchar(12), datalength(i."note")) end + ',' +
			isnull(bintostr(i."old"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, actor, context, new_row)
	select 1621198259, 'I',
		suser_name(),
		@context,
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '?' + convert(varchar(12), datalength(i."note")) end + ',' +
		isnull(bintostr(i."old"), 'NULL')
	  from inserted i where (i.status <> 'draft')
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_882b567e_u') is not null
	drop trigger shadowlog_882b567e_u
go
create trigger shadowlog_882b567e_u on "orders_all" for update
as
begin
	set nocount on
	set rowcount 0
	declare @context varchar(255)
	select @context = 'host=' + rtrim(isnull(clienthostname, hostname))
			+ char(10) + 'program='
			+ rtrim(isnull(clientapplname, program_name))
			+ case when clientname is null then null
				else char(10) + 'text=' + rtrim(clientname) end
	  from master..sysprocesses
	 where spid = @@spid
	if exists (select 1 from master..sysprocesses
	            where spid = @@spid and clientname = 'shadowlog.bypass=on')
	begin
		if exists (select 1 from inserted)
			insert into shadowlog_changelog (shape, op, actor, context)
			values (1621198259, 'M', suser_name(), 'reason=bypass' + char(10) + @context)
		return
	end
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '?' + convert(varchar(12), datalength(i."note")) end + ',' +
			isnull(bintostr(i."old"), 'NULL')) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, actor, context, old_row)
	select 1621198259, 'D',
		suser_name(),
		@context,
		isnull(convert(varchar(60), d."id"), 'NULL')
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."id" = d."id") and (d.status <> 'draft')
	insert into shadowlog_changelog (shape, op, actor, context, old_row, new_row)
	select 1621198259,
		case when (d.status <> 'draft') then
			case when (i.status <> 'draft') then 'U' else 'D' end
		else 'I' end,
		suser_name(),
		@context,
		case when (d.status <> 'draft') then
			case when case when d."id" is null and i."id" is null then 1 when d."id" = i."id" then 1 else 0 end = 1
				and (i.status <> 'draft') then null else
				isnull(convert(varchar(60), d."id"), 'NULL')
			end
		end,
		case when (i.status <> 'draft') then
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '?' + convert(varchar(12), datalength(i."note")) end + ',' +
			isnull(bintostr(i."old"), 'NULL')
		end
	  from inserted i, deleted d
	 where i."id" = d."id" and ((d.status <> 'draft') OR (i.status <> 'draft'))
	                           AND NOT (case when d."id" is null and i."id" is null then 1 when d."id" = i."id" then 1 else 0 end = 1
	                           AND case when d."status" is null and i."status" is null then 1 when datalength(d."status") = datalength(i."status")
	                                and convert(varbinary(16384), d."status") = convert(varbinary(16384), i."status") then 1 else 0 end = 1
	                           AND case when d."amount" is null and i."amount" is null then 1 when d."amount" = i."amount" then 1 else 0 end = 1
	                           AND case when d."note" is null and i."note" is null then 1 when datalength(d."note") = datalength(i."note")
	                                and convert(varbinary(16384), d."note") = convert(varbinary(16384), i."note") then 1 else 0 end = 1
	                           AND case when d."old" is null and i."old" is null then 1 when datalength(d."old") = datalength(i."old")
	                                and convert(varbinary(16384), d."old") = convert(varbinary(16384), i."old") then 1 else 0 end = 1)
	insert into shadowlog_changelog (shape, op, actor, context, new_row)
	select 1621198259, 'I',
		suser_name(),
		@context,
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '?' + convert(varchar(12), datalength(i."note")) end + ',' +
		isnull(bintostr(i."old"), 'NULL')
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."id" = d."id") and (i.status <> 'draft')
end
go

if object_id('shadowlog_882b567e_d') is not null
	drop trigger shadowlog_882b567e_d
go
create trigger shadowlog_882b567e_d on "orders_all" for delete
as
begin
	set nocount on
	set rowcount 0
	declare @context varchar(255)
	select @context = 'host=' + rtrim(isnull(clienthostname, hostname))
			+ char(10) + 'program='
			+ rtrim(isnull(clientapplname, program_name))
			+ case when clientname is null then null
				else char(10) + 'text=' + rtrim(clientname) end
	  from master..sysprocesses
	 where spid = @@spid
	if exists (select 1 from master..sysprocesses
	            where spid = @@spid and clientname = 'shadowlog.bypass=on')
	begin
		if exists (select 1 from deleted)
			insert into shadowlog_changelog (shape, op, actor, context)
			values (1621198259, 'M', suser_name(), 'reason=bypass' + char(10) + @context)
		return
	end
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, actor, context, old_row)
	select 1621198259, 'D',
		suser_name(),
		@context,
		isnull(convert(varchar(60), d."id"), 'NULL')
	  from deleted d where (d.status <> 'draft')
end
go

if object_id('shadowlog_882b567e_i') is not null
	and object_id('shadowlog_882b567e_u') is not null
	and object_id('shadowlog_882b567e_d') is not null
	print 'shadowlog: done'
go

-- Table orders_open
--
-- WHOEVER SETS THIS IN HIS SESSION WRITES TO THIS TABLE WITHOUT BEING CAPTURED:
--   set clientname 'shadowlog.bypass=on'

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"orders_open"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_5c46fa47[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 231731301, '', 'orders_open',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'orders_open'),
       'shadowlog-tables 1
table orders_open
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option exclude old
  option before key
  option actor
  option bypass silent
',
       'bdbda6bc', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 231731301
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table orders_open
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option exclude old
  option before key
  option actor
  option bypass silent
')
update shadowlog_shape
   set trigger_hash = 'bdbda6bc', installed_at = getutcdate()
 where shape = 231731301
   and (trigger_hash <> 'bdbda6bc'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'orders_open'))
go

if object_id('shadowlog_5c46fa47_i') is not null
	drop trigger shadowlog_5c46fa47_i
go
create trigger shadowlog_5c46fa47_i on "orders_open" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from master..sysprocesses
	            where spid = @@spid and clientname = 'shadowlog.bypass=on')
	begin
		return
	end
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, actor, new_row)
	select 231731301, 'I',
		suser_name(),
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end
	  from inserted i
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_5c46fa47_u') is not null
	drop trigger shadowlog_5c46fa47_u
go
create trigger shadowlog_5c46fa47_u on "orders_open" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from master..sysprocesses
	            where spid = @@spid and clientname = 'shadowlog.bypass=on')
	begin
		return
	end
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, actor, old_row)
	select 231731301, 'D',
		suser_name(),
		isnull(convert(varchar(60), d."id"), 'NULL')
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."id" = d."id")
	insert into shadowlog_changelog (shape, op, actor, old_row, new_row)
	select 231731301, 'U',
		suser_name(),
		isnull(convert(varchar(60), d."id"), 'NULL'),
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end
	  from inserted i, deleted d
	 where i."id" = d."id"
	insert into shadowlog_changelog (shape, op, actor, new_row)
	select 231731301, 'I',
		suser_name(),
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."id" = d."id")
end
go

if object_id('shadowlog_5c46fa47_d') is not null
	drop trigger shadowlog_5c46fa47_d
go
create trigger shadowlog_5c46fa47_d on "orders_open" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from master..sysprocesses
	            where spid = @@spid and clientname = 'shadowlog.bypass=on')
	begin
		return
	end
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, actor, old_row)
	select 231731301, 'D',
		suser_name(),
		isnull(convert(varchar(60), d."id"), 'NULL')
	  from deleted d
end
go

if object_id('shadowlog_5c46fa47_i') is not null
	and object_id('shadowlog_5c46fa47_u') is not null
	and object_id('shadowlog_5c46fa47_d') is not null
	print 'shadowlog: done'
go

-- Table orders_moved
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"orders_moved"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_c3c12392[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 1175947736, '', 'orders_moved',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'orders_moved'),
       'shadowlog-tables 1
table orders_moved
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option when "this.status <> ''draft''"
  option before none
',
       '02992e4b', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 1175947736
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table orders_moved
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option when "this.status <> ''draft''"
  option before none
')
update shadowlog_shape
   set trigger_hash = '02992e4b', installed_at = getutcdate()
 where shape = 1175947736
   and (trigger_hash <> '02992e4b'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'orders_moved'))
go

if object_id('shadowlog_c3c12392_i') is not null
	drop trigger shadowlog_c3c12392_i
go
create trigger shadowlog_c3c12392_i on "orders_moved" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
			isnull(bintostr(i."old"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select 1175947736, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(i."old"), 'NULL')
	  from inserted i where (i.status <> 'draft')
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_c3c12392_u') is not null
	drop trigger shadowlog_c3c12392_u
go
create trigger shadowlog_c3c12392_u on "orders_moved" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
			isnull(bintostr(i."old"), 'NULL')) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 1175947736, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL')
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."id" = d."id") and (d.status <> 'draft')
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select 1175947736,
		case when (d.status <> 'draft') then
			case when (i.status <> 'draft') then 'U' else 'D' end
		else 'I' end,
		case when (d.status <> 'draft') then
			case when case when d."id" is null and i."id" is null then 1 when d."id" = i."id" then 1 else 0 end = 1
				and (i.status <> 'draft') then null else
				isnull(convert(varchar(60), d."id"), 'NULL')
			end
		end,
		case when (i.status <> 'draft') then
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
			isnull(bintostr(i."old"), 'NULL')
		end
	  from inserted i, deleted d
	 where i."id" = d."id" and ((d.status <> 'draft') OR (i.status <> 'draft'))
	insert into shadowlog_changelog (shape, op, new_row)
	select 1175947736, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(i."old"), 'NULL')
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."id" = d."id") and (i.status <> 'draft')
end
go

if object_id('shadowlog_c3c12392_d') is not null
	drop trigger shadowlog_c3c12392_d
go
create trigger shadowlog_c3c12392_d on "orders_moved" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 1175947736, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL')
	  from deleted d where (d.status <> 'draft')
end
go

if object_id('shadowlog_c3c12392_i') is not null
	and object_id('shadowlog_c3c12392_u') is not null
	and object_id('shadowlog_c3c12392_d') is not null
	print 'shadowlog: done'
go

-- Table orders_same

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"orders_same"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_63870445[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 1002228300, '', 'orders_same',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'orders_same'),
       'shadowlog-tables 1
table orders_same
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option noop skip
',
       'd82715b6', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 1002228300
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table orders_same
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option noop skip
')
update shadowlog_shape
   set trigger_hash = 'd82715b6', installed_at = getutcdate()
 where shape = 1002228300
   and (trigger_hash <> 'd82715b6'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'orders_same'))
go

if object_id('shadowlog_63870445_i') is not null
	drop trigger shadowlog_63870445_i
go
create trigger shadowlog_63870445_i on "orders_same" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
			isnull(bintostr(i."old"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select 1002228300, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(i."old"), 'NULL')
	  from inserted i
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_63870445_u') is not null
	drop trigger shadowlog_63870445_u
go
create trigger shadowlog_63870445_u on "orders_same" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
			isnull(bintostr(i."old"), 'NULL')) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
			case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
			case when d."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."note"), '''', '''''') + '''' end + ',' +
			isnull(bintostr(d."old"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 1002228300, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
		case when d."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(d."old"), 'NULL')
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."id" = d."id")
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select 1002228300, 'U',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
		case when d."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(d."old"), 'NULL'),
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(i."old"), 'NULL')
	  from inserted i, deleted d
	 where i."id" = d."id" and NOT (case when d."id" is null and i."id" is null then 1 when d."id" = i."id" then 1 else 0 end = 1
	                           AND case when d."status" is null and i."status" is null then 1 when datalength(d."status") = datalength(i."status")
	                                and convert(varbinary(16384), d."status") = convert(varbinary(16384), i."status") then 1 else 0 end = 1
	                           AND case when d."amount" is null and i."amount" is null then 1 when d."amount" = i."amount" then 1 else 0 end = 1
	                           AND case when d."note" is null and i."note" is null then 1 when datalength(d."note") = datalength(i."note")
	                                and convert(varbinary(16384), d."note") = convert(varbinary(16384), i."note") then 1 else 0 end = 1
	                           AND case when d."old" is null and i."old" is null then 1 when datalength(d."old") = datalength(i."old")
	                                and convert(varbinary(16384), d."old") = convert(varbinary(16384), i."old") then 1 else 0 end = 1)
	insert into shadowlog_changelog (shape, op, new_row)
	select 1002228300, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(i."old"), 'NULL')
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."id" = d."id")
end
go

if object_id('shadowlog_63870445_d') is not null
	drop trigger shadowlog_63870445_d
go
create trigger shadowlog_63870445_d on "orders_same" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
			case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
			case when d."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."note"), '''', '''''') + '''' end + ',' +
			isnull(bintostr(d."old"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 1002228300, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
		case when d."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(d."old"), 'NULL')
	  from deleted d
end
go

if object_id('shadowlog_63870445_i') is not null
	and object_id('shadowlog_63870445_u') is not null
	and object_id('shadowlog_63870445_d') is not null
	print 'shadowlog: done'
go

-- Table orders_few

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"orders_few"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_d72d3f43[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 1465032839, '', 'orders_few',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'orders_few'),
       'shadowlog-tables 1
table orders_few
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option operations update
  option context
',
       'ca2cd756', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 1465032839
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table orders_few
  column id     int           as int     key 1
  column status varchar(20)   as text
  column amount decimal(12,2) as decimal null
  column note   varchar(2000) as text    null
  column old    binary(9)     as binary  null
  option operations update
  option context
')
update shadowlog_shape
   set trigger_hash = 'ca2cd756', installed_at = getutcdate()
 where shape = 1465032839
   and (trigger_hash <> 'ca2cd756'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'orders_few'))
go

if object_id('shadowlog_d72d3f43_i') is not null
	drop trigger shadowlog_d72d3f43_i
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_d72d3f43_u') is not null
	drop trigger shadowlog_d72d3f43_u
go
create trigger shadowlog_d72d3f43_u on "orders_few" for update
as
begin
	set nocount on
	set rowcount 0
	declare @context varchar(255)
	select @context = 'host=' + rtrim(isnull(clienthostname, hostname))
			+ char(10) + 'program='
			+ rtrim(isnull(clientapplname, program_name))
			+ case when clientname is null then null
				else char(10) + 'text=' + rtrim(clientname) end
	  from master..sysprocesses
	 where spid = @@spid
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
			case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
			isnull(bintostr(i."old"), 'NULL')) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
			case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
			case when d."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."note"), '''', '''''') + '''' end + ',' +
			isnull(bintostr(d."old"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, context, old_row)
	select 1465032839, 'D',
		@context,
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
		case when d."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(d."old"), 'NULL')
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."id" = d."id")
	insert into shadowlog_changelog (shape, op, context, old_row, new_row)
	select 1465032839, 'U',
		@context,
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."amount"), 'NULL') + ',' +
		case when d."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(d."old"), 'NULL'),
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(i."old"), 'NULL')
	  from inserted i, deleted d
	 where i."id" = d."id"
	insert into shadowlog_changelog (shape, op, context, new_row)
	select 1465032839, 'I',
		@context,
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."amount"), 'NULL') + ',' +
		case when i."note" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."note"), '''', '''''') + '''' end + ',' +
		isnull(bintostr(i."old"), 'NULL')
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."id" = d."id")
end
go

if object_id('shadowlog_d72d3f43_d') is not null
	drop trigger shadowlog_d72d3f43_d
go

if object_id('shadowlog_d72d3f43_u') is not null
	print 'shadowlog: done'
go

-- Table log_all
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"log_all"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_df88dba3[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 2048615366, '', 'log_all',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'log_all'),
       'shadowlog-tables 1
table log_all
  column day    datetime    as timestamp key 1 null
  column status varchar(20) as text      key 2 null
  option keyless all
  option when "this.status <> ''draft''"
  option actor
',
       '5bd2b6ad', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 2048615366
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table log_all
  column day    datetime    as timestamp key 1 null
  column status varchar(20) as text      key 2 null
  option keyless all
  option when "this.status <> ''draft''"
  option actor
')
update shadowlog_shape
   set trigger_hash = '5bd2b6ad', installed_at = getutcdate()
 where shape = 2048615366
   and (trigger_hash <> '5bd2b6ad'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'log_all'))
go

if object_id('shadowlog_df88dba3_i') is not null
	drop trigger shadowlog_df88dba3_i
go
create trigger shadowlog_df88dba3_i on "log_all" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			case when i."day" is null then 'NULL' else str_replace(convert(char(10), i."day", 111), '/', '-')
			     + 'T' + convert(char(8), i."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."day")), 3) end + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, actor, new_row)
	select 2048615366, 'I',
		suser_name(),
		case when i."day" is null then 'NULL' else str_replace(convert(char(10), i."day", 111), '/', '-')
		     + 'T' + convert(char(8), i."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."day")), 3) end + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end
	  from inserted i where (i.status <> 'draft')
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_df88dba3_u') is not null
	drop trigger shadowlog_df88dba3_u
go
create trigger shadowlog_df88dba3_u on "log_all" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			case when i."day" is null then 'NULL' else str_replace(convert(char(10), i."day", 111), '/', '-')
			     + 'T' + convert(char(8), i."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."day")), 3) end + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end) >= 16384)
	or exists (select 1 from deleted d where datalength(
			case when d."day" is null then 'NULL' else str_replace(convert(char(10), d."day", 111), '/', '-')
			     + 'T' + convert(char(8), d."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."day")), 3) end + ',' +
			case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, actor, old_row)
	select 2048615366, 'D',
		suser_name(),
		case when d."day" is null then 'NULL' else str_replace(convert(char(10), d."day", 111), '/', '-')
		     + 'T' + convert(char(8), d."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."day")), 3) end + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end
	  from deleted d where (d.status <> 'draft')
	insert into shadowlog_changelog (shape, op, actor, new_row)
	select 2048615366, 'I',
		suser_name(),
		case when i."day" is null then 'NULL' else str_replace(convert(char(10), i."day", 111), '/', '-')
		     + 'T' + convert(char(8), i."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."day")), 3) end + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end
	  from inserted i where (i.status <> 'draft')
end
go

if object_id('shadowlog_df88dba3_d') is not null
	drop trigger shadowlog_df88dba3_d
go
create trigger shadowlog_df88dba3_d on "log_all" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			case when d."day" is null then 'NULL' else str_replace(convert(char(10), d."day", 111), '/', '-')
			     + 'T' + convert(char(8), d."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."day")), 3) end + ',' +
			case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, actor, old_row)
	select 2048615366, 'D',
		suser_name(),
		case when d."day" is null then 'NULL' else str_replace(convert(char(10), d."day", 111), '/', '-')
		     + 'T' + convert(char(8), d."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."day")), 3) end + ',' +
		case when d."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."status"), '''', '''''') + '''' end
	  from deleted d where (d.status <> 'draft')
end
go

if object_id('shadowlog_df88dba3_i') is not null
	and object_id('shadowlog_df88dba3_u') is not null
	and object_id('shadowlog_df88dba3_d') is not null
	print 'shadowlog: done'
go

-- Table log_unique
--
-- WHOEVER SETS THIS IN HIS SESSION WRITES TO THIS TABLE WITHOUT BEING CAPTURED:
--   set clientname 'shadowlog.bypass=on'
-- Each such statement leaves an event "m".
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   status <> 'draft'

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"log_unique"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_7f046147[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 273892045, '', 'log_unique',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'log_unique'),
       'shadowlog-tables 1
table log_unique
  column day    datetime    as timestamp key 1 null
  column status varchar(20) as text      null
  option keyless unique
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option bypass marker
',
       'f59662cf', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 273892045
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table log_unique
  column day    datetime    as timestamp key 1 null
  column status varchar(20) as text      null
  option keyless unique
  option when "this.status <> ''draft''"
  option noop skip
  option before none
  option bypass marker
')
update shadowlog_shape
   set trigger_hash = 'f59662cf', installed_at = getutcdate()
 where shape = 273892045
   and (trigger_hash <> 'f59662cf'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'log_unique'))
go

if object_id('shadowlog_7f046147_i') is not null
	drop trigger shadowlog_7f046147_i
go
create trigger shadowlog_7f046147_i on "log_unique" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from master..sysprocesses
	            where spid = @@spid and clientname = 'shadowlog.bypass=on')
	begin
		if exists (select 1 from inserted)
			insert into shadowlog_changelog (shape, op, context)
			values (273892045, 'M', 'reason=bypass')
		return
	end
	if exists (select 1 from inserted i where datalength(
			case when i."day" is null then 'NULL' else str_replace(convert(char(10), i."day", 111), '/', '-')
			     + 'T' + convert(char(8), i."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."day")), 3) end + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select 273892045, 'I',
		case when i."day" is null then 'NULL' else str_replace(convert(char(10), i."day", 111), '/', '-')
		     + 'T' + convert(char(8), i."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."day")), 3) end + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end
	  from inserted i where (i.status <> 'draft')
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_7f046147_u') is not null
	drop trigger shadowlog_7f046147_u
go
create trigger shadowlog_7f046147_u on "log_unique" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from master..sysprocesses
	            where spid = @@spid and clientname = 'shadowlog.bypass=on')
	begin
		if exists (select 1 from inserted)
			insert into shadowlog_changelog (shape, op, context)
			values (273892045, 'M', 'reason=bypass')
		return
	end
	if exists (select 1 from inserted i where datalength(
			case when i."day" is null then 'NULL' else str_replace(convert(char(10), i."day", 111), '/', '-')
			     + 'T' + convert(char(8), i."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."day")), 3) end + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end) >= 16384)
	or exists (select 1 from deleted d where datalength(
			case when d."day" is null then 'NULL' else str_replace(convert(char(10), d."day", 111), '/', '-')
			     + 'T' + convert(char(8), d."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."day")), 3) end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 273892045, 'D',
		case when d."day" is null then 'NULL' else str_replace(convert(char(10), d."day", 111), '/', '-')
		     + 'T' + convert(char(8), d."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."day")), 3) end
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."day" = d."day") and (d.status <> 'draft')
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select 273892045,
		case when (d.status <> 'draft') then
			case when (i.status <> 'draft') then 'U' else 'D' end
		else 'I' end,
		case when (d.status <> 'draft') then
			case when case when d."day" is null and i."day" is null then 1 when d."day" = i."day" then 1 else 0 end = 1
				and (i.status <> 'draft') then null else
				case when d."day" is null then 'NULL' else str_replace(convert(char(10), d."day", 111), '/', '-')
				     + 'T' + convert(char(8), d."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."day")), 3) end
			end
		end,
		case when (i.status <> 'draft') then
			case when i."day" is null then 'NULL' else str_replace(convert(char(10), i."day", 111), '/', '-')
			     + 'T' + convert(char(8), i."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."day")), 3) end + ',' +
			case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end
		end
	  from inserted i, deleted d
	 where i."day" = d."day" and ((d.status <> 'draft') OR (i.status <> 'draft'))
	                             AND NOT (case when d."day" is null and i."day" is null then 1 when d."day" = i."day" then 1 else 0 end = 1
	                             AND case when d."status" is null and i."status" is null then 1 when datalength(d."status") = datalength(i."status")
	                                  and convert(varbinary(16384), d."status") = convert(varbinary(16384), i."status") then 1 else 0 end = 1)
	insert into shadowlog_changelog (shape, op, new_row)
	select 273892045, 'I',
		case when i."day" is null then 'NULL' else str_replace(convert(char(10), i."day", 111), '/', '-')
		     + 'T' + convert(char(8), i."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."day")), 3) end + ',' +
		case when i."status" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."status"), '''', '''''') + '''' end
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."day" = d."day") and (i.status <> 'draft')
end
go

if object_id('shadowlog_7f046147_d') is not null
	drop trigger shadowlog_7f046147_d
go
create trigger shadowlog_7f046147_d on "log_unique" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from master..sysprocesses
	            where spid = @@spid and clientname = 'shadowlog.bypass=on')
	begin
		if exists (select 1 from deleted)
			insert into shadowlog_changelog (shape, op, context)
			values (273892045, 'M', 'reason=bypass')
		return
	end
	if exists (select 1 from deleted d where datalength(
			case when d."day" is null then 'NULL' else str_replace(convert(char(10), d."day", 111), '/', '-')
			     + 'T' + convert(char(8), d."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."day")), 3) end) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 273892045, 'D',
		case when d."day" is null then 'NULL' else str_replace(convert(char(10), d."day", 111), '/', '-')
		     + 'T' + convert(char(8), d."day", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."day")), 3) end
	  from deleted d where (d.status <> 'draft')
end
go

if object_id('shadowlog_7f046147_i') is not null
	and object_id('shadowlog_7f046147_u') is not null
	and object_id('shadowlog_7f046147_d') is not null
	print 'shadowlog: done'
go
