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

-- Table types

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id('"types"')
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like 'shadowlog_6a6e2d7c[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select 590722868, '', 'types',
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = ''
           and v.table_name = 'types'),
       'shadowlog-tables 1
table types
  column id   numeric(10,0)  as bigint    key 1
  column part varchar(10)    as text      key 2
  column b    bit            as bool
  column ui   "unsigned int" as bigint    null
  column d    decimal(12,2)  as decimal   null
  column m    money          as decimal   null
  column r    real           as float     null
  column f    float          as double    null
  column da   date           as date      null
  column t    time           as time      null
  column dt   datetime       as timestamp null
  column bdt  bigdatetime    as timestamp null
  column c    char(3)        as text      null
  column uv   univarchar(20) as text      null
  column tx   text           as text      null
  column im   image          as binary    null
  column vb   varbinary(16)  as binary    null
',
       '15a62224', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = 590722868
                      and convert(varchar(16384), s.description) =
                          'shadowlog-tables 1
table types
  column id   numeric(10,0)  as bigint    key 1
  column part varchar(10)    as text      key 2
  column b    bit            as bool
  column ui   "unsigned int" as bigint    null
  column d    decimal(12,2)  as decimal   null
  column m    money          as decimal   null
  column r    real           as float     null
  column f    float          as double    null
  column da   date           as date      null
  column t    time           as time      null
  column dt   datetime       as timestamp null
  column bdt  bigdatetime    as timestamp null
  column c    char(3)        as text      null
  column uv   univarchar(20) as text      null
  column tx   text           as text      null
  column im   image          as binary    null
  column vb   varbinary(16)  as binary    null
')
update shadowlog_shape
   set trigger_hash = '15a62224', installed_at = getutcdate()
 where shape = 590722868
   and (trigger_hash <> '15a62224'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = ''
                              and s.table_name = 'types'))
go

if object_id('shadowlog_6a6e2d7c_i') is not null
	drop trigger shadowlog_6a6e2d7c_i
go
create trigger shadowlog_6a6e2d7c_i on "types" for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."part"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."b"), 'NULL') + ',' +
			isnull(convert(varchar(60), i."ui"), 'NULL') + ',' +
			isnull(convert(varchar(60), i."d"), 'NULL') + ',' +
			isnull(convert(varchar(40), convert(numeric(19, 4), i."m")), 'NULL') + ',' +
			case when i."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
			     when 0x00000001 then convert(binary(4), i."r") else reverse(convert(binary(4), i."r")) end) end + ',' +
			case when i."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
			     when 0x00000001 then convert(binary(8), i."f") else reverse(convert(binary(8), i."f")) end) end + ',' +
			isnull(str_replace(convert(char(10), i."da", 111), '/', '-'), 'NULL') + ',' +
			isnull(convert(char(8), i."t", 8), 'NULL') + ',' +
			case when i."dt" is null then 'NULL' else str_replace(convert(char(10), i."dt", 111), '/', '-')
			     + 'T' + convert(char(8), i."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."dt")), 3) end + ',' +
			isnull(convert(varchar(40), i."bdt", 140), 'NULL') + ',' +
			case when i."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."c"), '''', '''''') + '''' end + ',' +
			case when i."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."uv"), '''', '''''') + '''' end + ',' +
			'?' + ',' +
			'?' + ',' +
			isnull(bintostr(i."vb"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select 590722868, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."part"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."b"), 'NULL') + ',' +
		isnull(convert(varchar(60), i."ui"), 'NULL') + ',' +
		isnull(convert(varchar(60), i."d"), 'NULL') + ',' +
		isnull(convert(varchar(40), convert(numeric(19, 4), i."m")), 'NULL') + ',' +
		case when i."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(4), i."r") else reverse(convert(binary(4), i."r")) end) end + ',' +
		case when i."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(8), i."f") else reverse(convert(binary(8), i."f")) end) end + ',' +
		isnull(str_replace(convert(char(10), i."da", 111), '/', '-'), 'NULL') + ',' +
		isnull(convert(char(8), i."t", 8), 'NULL') + ',' +
		case when i."dt" is null then 'NULL' else str_replace(convert(char(10), i."dt", 111), '/', '-')
		     + 'T' + convert(char(8), i."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."dt")), 3) end + ',' +
		isnull(convert(varchar(40), i."bdt", 140), 'NULL') + ',' +
		case when i."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."c"), '''', '''''') + '''' end + ',' +
		case when i."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."uv"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		'?' + ',' +
		isnull(bintostr(i."vb"), 'NULL')
	  from inserted i
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('shadowlog_6a6e2d7c_u') is not null
	drop trigger shadowlog_6a6e2d7c_u
go
create trigger shadowlog_6a6e2d7c_u on "types" for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
			case when i."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."part"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), i."b"), 'NULL') + ',' +
			isnull(convert(varchar(60), i."ui"), 'NULL') + ',' +
			isnull(convert(varchar(60), i."d"), 'NULL') + ',' +
			isnull(convert(varchar(40), convert(numeric(19, 4), i."m")), 'NULL') + ',' +
			case when i."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
			     when 0x00000001 then convert(binary(4), i."r") else reverse(convert(binary(4), i."r")) end) end + ',' +
			case when i."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
			     when 0x00000001 then convert(binary(8), i."f") else reverse(convert(binary(8), i."f")) end) end + ',' +
			isnull(str_replace(convert(char(10), i."da", 111), '/', '-'), 'NULL') + ',' +
			isnull(convert(char(8), i."t", 8), 'NULL') + ',' +
			case when i."dt" is null then 'NULL' else str_replace(convert(char(10), i."dt", 111), '/', '-')
			     + 'T' + convert(char(8), i."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."dt")), 3) end + ',' +
			isnull(convert(varchar(40), i."bdt", 140), 'NULL') + ',' +
			case when i."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."c"), '''', '''''') + '''' end + ',' +
			case when i."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."uv"), '''', '''''') + '''' end + ',' +
			'?' + ',' +
			'?' + ',' +
			isnull(bintostr(i."vb"), 'NULL')) >= 16384)
	or exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
			case when d."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."part"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), d."b"), 'NULL') + ',' +
			isnull(convert(varchar(60), d."ui"), 'NULL') + ',' +
			isnull(convert(varchar(60), d."d"), 'NULL') + ',' +
			isnull(convert(varchar(40), convert(numeric(19, 4), d."m")), 'NULL') + ',' +
			case when d."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
			     when 0x00000001 then convert(binary(4), d."r") else reverse(convert(binary(4), d."r")) end) end + ',' +
			case when d."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
			     when 0x00000001 then convert(binary(8), d."f") else reverse(convert(binary(8), d."f")) end) end + ',' +
			isnull(str_replace(convert(char(10), d."da", 111), '/', '-'), 'NULL') + ',' +
			isnull(convert(char(8), d."t", 8), 'NULL') + ',' +
			case when d."dt" is null then 'NULL' else str_replace(convert(char(10), d."dt", 111), '/', '-')
			     + 'T' + convert(char(8), d."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."dt")), 3) end + ',' +
			isnull(convert(varchar(40), d."bdt", 140), 'NULL') + ',' +
			case when d."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."c"), '''', '''''') + '''' end + ',' +
			case when d."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."uv"), '''', '''''') + '''' end + ',' +
			'?' + ',' +
			'?' + ',' +
			isnull(bintostr(d."vb"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 590722868, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."part"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."b"), 'NULL') + ',' +
		isnull(convert(varchar(60), d."ui"), 'NULL') + ',' +
		isnull(convert(varchar(60), d."d"), 'NULL') + ',' +
		isnull(convert(varchar(40), convert(numeric(19, 4), d."m")), 'NULL') + ',' +
		case when d."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(4), d."r") else reverse(convert(binary(4), d."r")) end) end + ',' +
		case when d."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(8), d."f") else reverse(convert(binary(8), d."f")) end) end + ',' +
		isnull(str_replace(convert(char(10), d."da", 111), '/', '-'), 'NULL') + ',' +
		isnull(convert(char(8), d."t", 8), 'NULL') + ',' +
		case when d."dt" is null then 'NULL' else str_replace(convert(char(10), d."dt", 111), '/', '-')
		     + 'T' + convert(char(8), d."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."dt")), 3) end + ',' +
		isnull(convert(varchar(40), d."bdt", 140), 'NULL') + ',' +
		case when d."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."c"), '''', '''''') + '''' end + ',' +
		case when d."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."uv"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		'?' + ',' +
		isnull(bintostr(d."vb"), 'NULL')
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where i."id" = d."id"
	                          AND i."part" = d."part")
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select 590722868, 'U',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."part"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."b"), 'NULL') + ',' +
		isnull(convert(varchar(60), d."ui"), 'NULL') + ',' +
		isnull(convert(varchar(60), d."d"), 'NULL') + ',' +
		isnull(convert(varchar(40), convert(numeric(19, 4), d."m")), 'NULL') + ',' +
		case when d."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(4), d."r") else reverse(convert(binary(4), d."r")) end) end + ',' +
		case when d."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(8), d."f") else reverse(convert(binary(8), d."f")) end) end + ',' +
		isnull(str_replace(convert(char(10), d."da", 111), '/', '-'), 'NULL') + ',' +
		isnull(convert(char(8), d."t", 8), 'NULL') + ',' +
		case when d."dt" is null then 'NULL' else str_replace(convert(char(10), d."dt", 111), '/', '-')
		     + 'T' + convert(char(8), d."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."dt")), 3) end + ',' +
		isnull(convert(varchar(40), d."bdt", 140), 'NULL') + ',' +
		case when d."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."c"), '''', '''''') + '''' end + ',' +
		case when d."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."uv"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		'?' + ',' +
		isnull(bintostr(d."vb"), 'NULL'),
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."part"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."b"), 'NULL') + ',' +
		isnull(convert(varchar(60), i."ui"), 'NULL') + ',' +
		isnull(convert(varchar(60), i."d"), 'NULL') + ',' +
		isnull(convert(varchar(40), convert(numeric(19, 4), i."m")), 'NULL') + ',' +
		case when i."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(4), i."r") else reverse(convert(binary(4), i."r")) end) end + ',' +
		case when i."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(8), i."f") else reverse(convert(binary(8), i."f")) end) end + ',' +
		isnull(str_replace(convert(char(10), i."da", 111), '/', '-'), 'NULL') + ',' +
		isnull(convert(char(8), i."t", 8), 'NULL') + ',' +
		case when i."dt" is null then 'NULL' else str_replace(convert(char(10), i."dt", 111), '/', '-')
		     + 'T' + convert(char(8), i."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."dt")), 3) end + ',' +
		isnull(convert(varchar(40), i."bdt", 140), 'NULL') + ',' +
		case when i."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."c"), '''', '''''') + '''' end + ',' +
		case when i."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."uv"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		'?' + ',' +
		isnull(bintostr(i."vb"), 'NULL')
	  from inserted i, deleted d
	 where i."id" = d."id"
	       AND i."part" = d."part"
	insert into shadowlog_changelog (shape, op, new_row)
	select 590722868, 'I',
		isnull(convert(varchar(60), i."id"), 'NULL') + ',' +
		case when i."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."part"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), i."b"), 'NULL') + ',' +
		isnull(convert(varchar(60), i."ui"), 'NULL') + ',' +
		isnull(convert(varchar(60), i."d"), 'NULL') + ',' +
		isnull(convert(varchar(40), convert(numeric(19, 4), i."m")), 'NULL') + ',' +
		case when i."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(4), i."r") else reverse(convert(binary(4), i."r")) end) end + ',' +
		case when i."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(8), i."f") else reverse(convert(binary(8), i."f")) end) end + ',' +
		isnull(str_replace(convert(char(10), i."da", 111), '/', '-'), 'NULL') + ',' +
		isnull(convert(char(8), i."t", 8), 'NULL') + ',' +
		case when i."dt" is null then 'NULL' else str_replace(convert(char(10), i."dt", 111), '/', '-')
		     + 'T' + convert(char(8), i."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, i."dt")), 3) end + ',' +
		isnull(convert(varchar(40), i."bdt", 140), 'NULL') + ',' +
		case when i."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."c"), '''', '''''') + '''' end + ',' +
		case when i."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), i."uv"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		'?' + ',' +
		isnull(bintostr(i."vb"), 'NULL')
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where i."id" = d."id"
	                          AND i."part" = d."part")
end
go

if object_id('shadowlog_6a6e2d7c_d') is not null
	drop trigger shadowlog_6a6e2d7c_d
go
create trigger shadowlog_6a6e2d7c_d on "types" for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
			case when d."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."part"), '''', '''''') + '''' end + ',' +
			isnull(convert(varchar(60), d."b"), 'NULL') + ',' +
			isnull(convert(varchar(60), d."ui"), 'NULL') + ',' +
			isnull(convert(varchar(60), d."d"), 'NULL') + ',' +
			isnull(convert(varchar(40), convert(numeric(19, 4), d."m")), 'NULL') + ',' +
			case when d."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
			     when 0x00000001 then convert(binary(4), d."r") else reverse(convert(binary(4), d."r")) end) end + ',' +
			case when d."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
			     when 0x00000001 then convert(binary(8), d."f") else reverse(convert(binary(8), d."f")) end) end + ',' +
			isnull(str_replace(convert(char(10), d."da", 111), '/', '-'), 'NULL') + ',' +
			isnull(convert(char(8), d."t", 8), 'NULL') + ',' +
			case when d."dt" is null then 'NULL' else str_replace(convert(char(10), d."dt", 111), '/', '-')
			     + 'T' + convert(char(8), d."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."dt")), 3) end + ',' +
			isnull(convert(varchar(40), d."bdt", 140), 'NULL') + ',' +
			case when d."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."c"), '''', '''''') + '''' end + ',' +
			case when d."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."uv"), '''', '''''') + '''' end + ',' +
			'?' + ',' +
			'?' + ',' +
			isnull(bintostr(d."vb"), 'NULL')) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select 590722868, 'D',
		isnull(convert(varchar(60), d."id"), 'NULL') + ',' +
		case when d."part" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."part"), '''', '''''') + '''' end + ',' +
		isnull(convert(varchar(60), d."b"), 'NULL') + ',' +
		isnull(convert(varchar(60), d."ui"), 'NULL') + ',' +
		isnull(convert(varchar(60), d."d"), 'NULL') + ',' +
		isnull(convert(varchar(40), convert(numeric(19, 4), d."m")), 'NULL') + ',' +
		case when d."r" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(4), d."r") else reverse(convert(binary(4), d."r")) end) end + ',' +
		case when d."f" is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
		     when 0x00000001 then convert(binary(8), d."f") else reverse(convert(binary(8), d."f")) end) end + ',' +
		isnull(str_replace(convert(char(10), d."da", 111), '/', '-'), 'NULL') + ',' +
		isnull(convert(char(8), d."t", 8), 'NULL') + ',' +
		case when d."dt" is null then 'NULL' else str_replace(convert(char(10), d."dt", 111), '/', '-')
		     + 'T' + convert(char(8), d."dt", 8) + '.' + right('000' + convert(varchar(3), datepart(ms, d."dt")), 3) end + ',' +
		isnull(convert(varchar(40), d."bdt", 140), 'NULL') + ',' +
		case when d."c" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."c"), '''', '''''') + '''' end + ',' +
		case when d."uv" is null then 'NULL' else '''' + str_replace(convert(varchar(16384), d."uv"), '''', '''''') + '''' end + ',' +
		'?' + ',' +
		'?' + ',' +
		isnull(bintostr(d."vb"), 'NULL')
	  from deleted d
end
go

if object_id('shadowlog_6a6e2d7c_i') is not null
	and object_id('shadowlog_6a6e2d7c_u') is not null
	and object_id('shadowlog_6a6e2d7c_d') is not null
	print 'shadowlog: done'
go
