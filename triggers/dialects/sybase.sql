-- Sybase (SAP) ASE 12.5.4 to 16

--: set encoding quoted
--: set escape double
--: set quote "
--: set schemas no
--: set old d.
--: set new i.

--: type bit = bool
--: type tinyint = int
--: type smallint = int
--: type unsigned smallint = int
--: type int = int
--: type integer = int
--: type unsigned int = bigint
--: type bigint = bigint
--: type unsigned bigint = bigint
--: type numeric* = decimal
--: type decimal* = decimal
--: type money = decimal
--: type smallmoney = decimal
--: type real = float
--: type float* = double
--: type date = date
--: type time = time
--: type bigtime = time
--: type datetime = timestamp
--: type smalldatetime = timestamp
--: type bigdatetime = timestamp
--: type char* = text
--: type varchar* = text
--: type nchar* = text
--: type nvarchar* = text
--: type unichar* = text
--: type univarchar* = text
--: type sysname = text
--: type text = text
--: type unitext = text
--: type binary* = binary
--: type varbinary* = binary
--: type timestamp = binary
--: type image = binary
--: type * = other

-- ---------------------------------------------------------------------------
-- What the generator prints.  Holes and sections: triggers/generate.h.

-- No value depends on the application's session: every conversion has a style.
-- text, unitext and image are not in `inserted` and `deleted`: they are absent
-- from events.  ASE knows no empty string ('' is one blank), and
-- to it a string and NULL together are that string.  real and float are
-- their bits, which some platforms keep the other way round.
--: set value_join + ',' +
--: value decimal of *money = isnull(convert(varchar(40), convert(numeric(19, 4), {{c}})), 'NULL')
--: value float = case when {{c}} is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
--: |     when 0x00000001 then convert(binary(4), {{c}}) else reverse(convert(binary(4), {{c}})) end) end
--: value double = case when {{c}} is null then 'NULL' else '#' + bintostr(case convert(binary(4), 1)
--: |     when 0x00000001 then convert(binary(8), {{c}}) else reverse(convert(binary(8), {{c}})) end) end
--: value date = isnull(str_replace(convert(char(10), {{c}}, 111), '/', '-'), 'NULL')
--: value time of bigtime = isnull(convert(varchar(20), {{c}}, 137), 'NULL')
--: value time = isnull(convert(char(8), {{c}}, 8), 'NULL')
--: value timestamp of bigdatetime = isnull(convert(varchar(40), {{c}}, 140), 'NULL')
--: value timestamp = case when {{c}} is null then 'NULL' else str_replace(convert(char(10), {{c}}, 111), '/', '-')
--: |     + 'T' + convert(char(8), {{c}}, 8) + '.' + right('000' + convert(varchar(3), datepart(ms, {{c}})), 3) end
--: value binary of image = '?'
--: value binary = isnull(bintostr({{c}}), 'NULL')
--: value text of text = '?'
--: value text of unitext = '?'
--: value text = case when {{c}} is null then 'NULL' else '''' + str_replace(convert(varchar(16384), {{c}}), '''', '''''') + '''' end
--: value json = '?'
--: value interval = case when {{c}} is null then 'NULL' else '''' + str_replace(convert(varchar(255), {{c}}), '''', '''''') + '''' end
--: value other = case when {{c}} is null then 'NULL' else '''' + str_replace(convert(varchar(255), {{c}}), '''', '''''') + '''' end
--: value * = isnull(convert(varchar(60), {{c}}), 'NULL')

--: section image.values
{{values}}

--:
-- A string has at most 16,384 bytes, and what is longer is cut without an error:
-- an image of that length fails the statement.
--: section table
if object_id('{{trigger}}_i') is not null
	drop trigger {{trigger}}_i
go
create trigger {{trigger}}_i on {{table}} for insert
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			{{new_image}}) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, new_row)
	select {{shape}}, 'I',
		{{new_image}}
	  from inserted i
end
go

-- Rows are paired by their key: one that has no partner lost or got its key in
-- this statement.
if object_id('{{trigger}}_u') is not null
	drop trigger {{trigger}}_u
go
create trigger {{trigger}}_u on {{table}} for update
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from inserted i where datalength(
			{{new_image}}) >= 16384)
	or exists (select 1 from deleted d where datalength(
			{{old_image}}) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select {{shape}}, 'D',
		{{old_image}}
	  from deleted d
	 where not exists (select 1 from inserted i
	                    where {{key_same}})
	insert into shadowlog_changelog (shape, op, old_row, new_row)
	select {{shape}}, 'U',
		{{old_image}},
		{{new_image}}
	  from inserted i, deleted d
	 where {{key_same}}
	insert into shadowlog_changelog (shape, op, new_row)
	select {{shape}}, 'I',
		{{new_image}}
	  from inserted i
	 where not exists (select 1 from deleted d
	                    where {{key_same}})
end
go

if object_id('{{trigger}}_d') is not null
	drop trigger {{trigger}}_d
go
create trigger {{trigger}}_d on {{table}} for delete
as
begin
	set nocount on
	set rowcount 0
	if exists (select 1 from deleted d where datalength(
			{{old_image}}) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op, old_row)
	select {{shape}}, 'D',
		{{old_image}}
	  from deleted d
end
go

--: section install.head
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

--: section install
-- Table {{label}}

if exists (select 1
             from sysobjects t, sysobjects o
            where t.id = object_id({{table_literal}})
              and o.id in (t.instrig, t.updtrig, t.deltrig)
              and o.name not like '{{trigger}}[_]_')
begin
	print 'shadowlog: the table has triggers of its own: nothing was installed'
	select syb_quit()
end
go

-- The layout, once.  Another one under the same number would fail here.
insert into shadowlog_shape
	(shape, table_schema, table_name, version, description, trigger_hash,
	 installed_at)
select {{shape}}, {{schema_literal}}, {{name_literal}},
       (select isnull(max(v.version), 0) + 1
          from shadowlog_shape v
         where v.table_schema = {{schema_literal}}
           and v.table_name = {{name_literal}}),
       {{description_literal}},
       '{{trigger_hash}}', getutcdate()
 where not exists (select 1
                     from shadowlog_shape s
                    where s.shape = {{shape}}
                      and convert(varchar(16384), s.description) =
                          {{description_literal}})
update shadowlog_shape
   set trigger_hash = '{{trigger_hash}}', installed_at = getutcdate()
 where shape = {{shape}}
   and (trigger_hash <> '{{trigger_hash}}'
        or installed_at < (select max(s.installed_at)
                             from shadowlog_shape s
                            where s.table_schema = {{schema_literal}}
                              and s.table_name = {{name_literal}}))
go

{{table_sql}}

if object_id('{{trigger}}_i') is not null
	and object_id('{{trigger}}_u') is not null
	and object_id('{{trigger}}_d') is not null
	print 'shadowlog: done'
go

--: section uninstall.head
-- Shadowlog: end the capture of the tables below, on Sybase (SAP) ASE.
--
--	isql -U USER -D DATABASE -i this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

set quoted_identifier on
go

--: section uninstall
-- Table {{label}}
if object_id('{{trigger}}_i') is not null
	drop trigger {{trigger}}_i
if object_id('{{trigger}}_u') is not null
	drop trigger {{trigger}}_u
if object_id('{{trigger}}_d') is not null
	drop trigger {{trigger}}_d
delete from shadowlog_shape
 where table_schema = {{schema_literal}}
   and table_name = {{name_literal}}
   and not exists (select 1 from shadowlog_changelog c
                    where c.shape = shadowlog_shape.shape)
go

--: section uninstall.changelog
-- The changelog itself, with all that was not delivered yet, and with the
-- source's identity.  While a table is still captured its writes would fail
-- from here on, so nothing is dropped then.
if exists (select 1 from sysobjects
            where type = 'TR' and name like 'shadowlog[_]%')
	print 'shadowlog: a table is still captured: nothing was dropped'
else
begin
	drop table shadowlog_changelog
	drop table shadowlog_shape
	drop table shadowlog_lease
	drop table shadowlog_meta
end
go

--: section grants
-- What the poller's user {{role_comment}} needs, and nothing else.  The
-- application's users need nothing.
set quoted_identifier on
go
grant select, delete on shadowlog_changelog to {{role}}
grant select on shadowlog_shape to {{role}}
grant select on shadowlog_meta to {{role}}
grant select, update on shadowlog_lease to {{role}}
go

-- The poller.  Attributes of FreeTDS.  Isolation level 1 waits for rows that are
-- not committed, up to the time given here, and tries again at the next round.
-- READPAST would skip them and lose the order of one row's changes.
--: set connect TDS_Version=5.0;ClientCharset=UTF-8

--: section poller.session
set transaction isolation level 1

set lock wait 5

set rowcount 0

set quoted_identifier on

set textsize 2147483647

--: section poller.server
select 'ASE ' + @@version, @@servername, db_name(), 0, 0

--: section poller.meta
select m.source_uuid, m.schema_version, m.engine_identity,
  @@servername + '/' + d.name + '/' + convert(varchar(30), d.crdate, 112)
    + convert(varchar(30), d.crdate, 8)
from shadowlog_meta m, master..sysdatabases d
where d.dbid = db_id()

--: section poller.shape
select table_schema, table_name, version, description
from shadowlog_shape where shape = {{shape}}

--: section poller.registered
SELECT description FROM shadowlog_shape s
WHERE trigger_hash <> '' AND NOT EXISTS (SELECT 1 FROM shadowlog_shape newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND newer.trigger_hash <> '' AND (newer.installed_at > s.installed_at
    OR newer.installed_at = s.installed_at AND newer.version > s.version))
ORDER BY table_schema, table_name

--: section poller.bound
select max(seq) from shadowlog_changelog

--: section poller.seqs
select top {{limit}} seq from shadowlog_changelog where {{where}} order by seq

--: section poller.probe
select count(*), max(seq), isnull(sum(bytes), 0) from (
  select top {{limit}} seq, isnull(datalength(old_row), 0)
    + isnull(datalength(new_row), 0) as bytes
  from shadowlog_changelog where {{where}} order by seq) page

--: section poller.page
select top {{limit}} seq, shape, op, txid,
  str_replace(convert(char(10), captured_at, 111), '/', '-') + 'T'
    + convert(char(8), captured_at, 8) + 'Z',
  datalength(old_row), datalength(new_row), old_row, new_row
from shadowlog_changelog where {{where}} order by seq

--: section poller.chunk
select substring({{column}}, {{from}}, 16384)
from shadowlog_changelog where seq = {{seq}}

--: section poller.count
select count(*) from shadowlog_changelog where {{where}}

--: section poller.trim
delete from shadowlog_changelog where {{where}}

--: section poller.lease_read
select holder, token, epoch, datediff(ss, getutcdate(), expires_at)
from shadowlog_lease where id = 1

--: section poller.lease_take
update shadowlog_lease
set holder = {{holder}}, epoch = {{epoch}}, token = token + 1,
  expires_at = dateadd(ss, {{seconds}}, getutcdate())
where id = 1 and (holder is null or holder in ('', {{holder}})
  or expires_at is null or expires_at <= getutcdate())

--: section poller.lease_renew
update shadowlog_lease
set expires_at = dateadd(ss, {{seconds}}, getutcdate())
where id = 1 and holder = {{holder}} and token = {{token}}

--: section poller.lease_release
update shadowlog_lease set holder = null, expires_at = null
where id = 1 and holder = {{holder}} and token = {{token}}

--: section poller.lag
select count(*), min(seq),
  (select str_replace(convert(char(10), l.captured_at, 111), '/', '-') + 'T'
     + convert(char(8), l.captured_at, 8) + 'Z'
   from shadowlog_changelog l
   where l.seq = (select min(seq) from shadowlog_changelog where {{where}})),
  str_replace(convert(char(10), getutcdate(), 111), '/', '-') + 'T'
    + convert(char(8), getutcdate(), 8) + 'Z'
from shadowlog_changelog where {{where}}

-- Holes that start their line are filled in as they are.
--: section catalogue.table
select '', name from sysobjects
where type = 'U' and uid = user_id() and '' =
{{schema}}
  and name =
{{table}}

--: section catalogue.columns
select c.name, t.name + case
    when t.name in ('char', 'varchar', 'binary', 'varbinary', 'nchar',
      'nvarchar') then '(' + convert(varchar(9), c.length) + ')'
    when t.name in ('unichar', 'univarchar')
      then '(' + convert(varchar(9), c.length / 2) + ')'
    when t.name in ('numeric', 'decimal') then '(' + convert(varchar(9), c.prec)
      + ',' + convert(varchar(9), c.scale) + ')'
    else '' end,
  b.name, case when c.status & 8 = 8 then 'null' else '' end,
  case when c.status2 & 16 = 16 then 'generated' else '' end,
  case c.name
    when index_col(o.name, i.indid, 1) then 1
    when index_col(o.name, i.indid, 2) then 2
    when index_col(o.name, i.indid, 3) then 3
    when index_col(o.name, i.indid, 4) then 4
    when index_col(o.name, i.indid, 5) then 5
    when index_col(o.name, i.indid, 6) then 6
    when index_col(o.name, i.indid, 7) then 7
    when index_col(o.name, i.indid, 8) then 8
    else 0 end
from sysobjects o
join syscolumns c on c.id = o.id
join systypes t on t.usertype = c.usertype
join systypes b on b.type = t.type and b.usertype = (
  select min(m.usertype) from systypes m
  where m.type = t.type and m.usertype < 100)
left join sysindexes i on i.id = o.id and i.status & 2048 = 2048
where o.type = 'U' and o.uid = user_id() and '' =
{{schema}}
  and o.name =
{{table}}
order by c.colid

--: section catalogue.tables
select '', name from sysobjects
where type = 'U' and uid = user_id() and name not like 'shadowlog[_]%'
order by name
