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

-- Options of a table (core/table_options.h).
--: set options key operations when noop before lob_omit actor context bypass bypass_marker
--: set refuse.lob_hash ASE before 15 has no hash function
--: set refuse.statement its triggers fire for each statement anyway
--: set refuse.fail an error inside of a trigger takes the statement back, and nothing can catch it

-- As bytes: blanks at the end, and with some sort orders capitals, make no
-- difference to =.  text, unitext and image are in neither row.
--: same bool = case when {{old}} is null and {{new}} is null then 1 when {{old}} = {{new}} then 1 else 0 end = 1
--: same int = case when {{old}} is null and {{new}} is null then 1 when {{old}} = {{new}} then 1 else 0 end = 1
--: same bigint = case when {{old}} is null and {{new}} is null then 1 when {{old}} = {{new}} then 1 else 0 end = 1
--: same decimal = case when {{old}} is null and {{new}} is null then 1 when {{old}} = {{new}} then 1 else 0 end = 1
--: same date = case when {{old}} is null and {{new}} is null then 1 when {{old}} = {{new}} then 1 else 0 end = 1
--: same time = case when {{old}} is null and {{new}} is null then 1 when {{old}} = {{new}} then 1 else 0 end = 1
--: same timestamp = case when {{old}} is null and {{new}} is null then 1 when {{old}} = {{new}} then 1 else 0 end = 1
--: same float = case when {{old}} is null and {{new}} is null then 1 when convert(binary(4), {{old}}) = convert(binary(4), {{new}}) then 1 else 0 end = 1
--: same double = case when {{old}} is null and {{new}} is null then 1 when convert(binary(8), {{old}}) = convert(binary(8), {{new}}) then 1 else 0 end = 1
--: same text of *char* = case when {{old}} is null and {{new}} is null then 1 when datalength({{old}}) = datalength({{new}})
--: |     and convert(varbinary(16384), {{old}}) = convert(varbinary(16384), {{new}}) then 1 else 0 end = 1
--: same text of sysname = case when {{old}} is null and {{new}} is null then 1 when datalength({{old}}) = datalength({{new}})
--: |     and convert(varbinary(16384), {{old}}) = convert(varbinary(16384), {{new}}) then 1 else 0 end = 1
--: same binary of binary* = case when {{old}} is null and {{new}} is null then 1 when datalength({{old}}) = datalength({{new}})
--: |     and convert(varbinary(16384), {{old}}) = convert(varbinary(16384), {{new}}) then 1 else 0 end = 1
--: same binary of varbinary* = case when {{old}} is null and {{new}} is null then 1 when datalength({{old}}) = datalength({{new}})
--: |     and convert(varbinary(16384), {{old}}) = convert(varbinary(16384), {{new}}) then 1 else 0 end = 1
--: same binary of timestamp = case when {{old}} is null and {{new}} is null then 1 when datalength({{old}}) = datalength({{new}})
--: |     and convert(varbinary(16384), {{old}}) = convert(varbinary(16384), {{new}}) then 1 else 0 end = 1

-- The size, in bytes as they are stored.
--: value text omit of *char* = case when {{c}} is null then 'NULL' else '?' + convert(varchar(12), datalength({{c}})) end
--: value binary omit of *binary* = case when {{c}} is null then 'NULL' else '?' + convert(varchar(12), datalength({{c}})) end

--: section image.values
{{values}}

--: # ---- what the table's options make of the triggers ----

--: section if.actor+no_context.who_columns
, actor
--: section if.no_actor+context.who_columns
, context
--: section if.actor+context.who_columns
, actor, context
--: section if.actor.actor_column
, actor
--: section if.actor.who_values
suser_name(),
--: section if.actor.actor_value
 suser_name(),
--: section if.context.who_values
@context,
--: section if.context.said
 + char(10) + @context
--: section if.context.look
declare @context varchar(255)
select @context = 'host=' + rtrim(isnull(clienthostname, hostname))
		+ char(10) + 'program='
		+ rtrim(isnull(clientapplname, program_name))
		+ case when clientname is null then null
			else char(10) + 'text=' + rtrim(clientname) end
  from master..sysprocesses
 where spid = @@spid

--: section if.bypass_marker.mark_inserted
if exists (select 1 from inserted)
	insert into shadowlog_changelog (shape, op{{actor_column}}, context)
	values ({{shape}}, 'M',{{actor_value}} 'reason=bypass'{{said}})
--: section if.bypass_marker.mark_deleted
if exists (select 1 from deleted)
	insert into shadowlog_changelog (shape, op{{actor_column}}, context)
	values ({{shape}}, 'M',{{actor_value}} 'reason=bypass'{{said}})
--: section if.bypass.bypass_inserted
if exists (select 1 from master..sysprocesses
            where spid = @@spid and clientname = 'shadowlog.bypass=on')
begin
	{{mark_inserted}}
	return
end
--: section if.bypass.bypass_deleted
if exists (select 1 from master..sysprocesses
            where spid = @@spid and clientname = 'shadowlog.bypass=on')
begin
	{{mark_deleted}}
	return
end

--: section if.insert_if.where_new
 where {{insert_if}}
--: section if.delete_if.where_old
 where {{delete_if}}
--: section if.when.and_old
 and ({{old_when}})
--: section if.when.and_new
 and ({{new_when}})
--: section if.update_if.and_both
 and {{update_if}}

--: section if.no_before_none.old_part
{{old_image}}
--: section if.before_none+no_when.old_part
case when {{key_unchanged}} then null else
	{{old_image}}
end
--: section if.before_none+when.old_part
case when {{key_unchanged}}
	and ({{new_when}}) then null else
	{{old_image}}
end

--: section if.update+no_keyless_all.update_rows
insert into shadowlog_changelog (shape, op{{who_columns}}, old_row)
select {{shape}}, 'D',
	{{who_values}}
	{{old_image}}
  from deleted d
 where not exists (select 1 from inserted i
                    where {{key_same}}){{and_old}}
--: section if.update+no_keyless_all+no_when.update_rows
insert into shadowlog_changelog (shape, op{{who_columns}}, old_row, new_row)
select {{shape}}, 'U',
	{{who_values}}
	{{old_part}},
	{{new_image}}
  from inserted i, deleted d
 where {{key_same}}{{and_both}}
--: section if.update+no_keyless_all+when.update_rows
insert into shadowlog_changelog (shape, op{{who_columns}}, old_row, new_row)
select {{shape}},
	case when ({{old_when}}) then
		case when ({{new_when}}) then 'U' else 'D' end
	else 'I' end,
	{{who_values}}
	case when ({{old_when}}) then
		{{old_part}}
	end,
	case when ({{new_when}}) then
		{{new_image}}
	end
  from inserted i, deleted d
 where {{key_same}}{{and_both}}
--: section if.no_keyless_all+update.update_rows
insert into shadowlog_changelog (shape, op{{who_columns}}, new_row)
select {{shape}}, 'I',
	{{who_values}}
	{{new_image}}
  from inserted i
 where not exists (select 1 from deleted d
                    where {{key_same}}){{and_new}}
--: # Without a key rows have no partners at all.
--: section if.update+keyless_all.update_rows
insert into shadowlog_changelog (shape, op{{who_columns}}, old_row)
select {{shape}}, 'D',
	{{who_values}}
	{{old_image}}
  from deleted d{{where_old}}
insert into shadowlog_changelog (shape, op{{who_columns}}, new_row)
select {{shape}}, 'I',
	{{who_values}}
	{{new_image}}
  from inserted i{{where_new}}

--: section if.insert.insert
if object_id('{{trigger}}_i') is not null
	drop trigger {{trigger}}_i
go
create trigger {{trigger}}_i on {{table}} for insert
as
begin
	set nocount on
	set rowcount 0
	{{look}}
	{{bypass_inserted}}
	if exists (select 1 from inserted i where datalength(
			{{new_image}}) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op{{who_columns}}, new_row)
	select {{shape}}, 'I',
		{{who_values}}
		{{new_image}}
	  from inserted i{{where_new}}
end
go
--: section if.no_insert.insert
if object_id('{{trigger}}_i') is not null
	drop trigger {{trigger}}_i
go
--: section if.update.update
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
	{{look}}
	{{bypass_inserted}}
	if exists (select 1 from inserted i where datalength(
			{{new_image}}) >= 16384)
	or exists (select 1 from deleted d where datalength(
			{{old_image}}) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	{{update_rows}}
end
go
--: section if.no_update.update
if object_id('{{trigger}}_u') is not null
	drop trigger {{trigger}}_u
go
--: section if.delete.delete
if object_id('{{trigger}}_d') is not null
	drop trigger {{trigger}}_d
go
create trigger {{trigger}}_d on {{table}} for delete
as
begin
	set nocount on
	set rowcount 0
	{{look}}
	{{bypass_deleted}}
	if exists (select 1 from deleted d where datalength(
			{{old_image}}) >= 16384)
	begin
		rollback trigger with raiserror 30001
			'shadowlog: the row is too large'
		return
	end
	insert into shadowlog_changelog (shape, op{{who_columns}}, old_row)
	select {{shape}}, 'D',
		{{who_values}}
		{{old_image}}
	  from deleted d{{where_old}}
end
go
--: section if.no_delete.delete
if object_id('{{trigger}}_d') is not null
	drop trigger {{trigger}}_d
go

--: section if.insert.there
if object_id('{{trigger}}_i') is not null
--: section if.insert+update.there
	and object_id('{{trigger}}_u') is not null
--: section if.no_insert+update.there
if object_id('{{trigger}}_u') is not null
--: section if.insert+delete.there
	and object_id('{{trigger}}_d') is not null
--: section if.no_insert+update+delete.there
	and object_id('{{trigger}}_d') is not null
--: section if.no_insert+no_update+delete.there
if object_id('{{trigger}}_d') is not null

--: # ---- what the script says and looks for ----

--: section if.bypass.notes
--
-- WHOEVER SETS THIS IN HIS SESSION WRITES TO THIS TABLE WITHOUT BEING CAPTURED:
--   set clientname 'shadowlog.bypass=on'
--: section if.bypass_marker.notes
-- Each such statement leaves an event "m".
--: section if.keyless_all.notes
--
-- It has no key: all columns are taken for it, and two rows that are equal are
-- one row to a receiver.
--: section if.when.notes
--
-- Rows are captured that meet this alone (an update is an insert or a delete to
-- receivers if the row does not meet it before or after):
--   {{plain_when}}

--:
-- A string has at most 16,384 bytes, and what is longer is cut without an error:
-- an image of that length fails the statement.
--: section table
{{insert}}

{{update}}

{{delete}}

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
{{notes}}

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

{{there}}
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
WHERE trigger_hash <> '-' AND NOT EXISTS (SELECT 1 FROM shadowlog_shape newer
  WHERE newer.table_schema = s.table_schema AND newer.table_name = s.table_name
  AND newer.trigger_hash <> '-' AND (newer.installed_at > s.installed_at
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

--: section poller.who
SELECT seq, actor, context FROM shadowlog_changelog
WHERE {{where}} ORDER BY seq

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

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.
--
-- A table names its triggers; from ASE 16 on sysconstraints lists those behind
-- the first of a kind.  The text of a trigger is kept in pieces of 255
-- characters, so that what is looked for can lie on the border of two.

--: section catalogue.registry
select shape, table_schema, table_name,
  case when trigger_hash <> '-' then 1 else 0 end
from shadowlog_shape
order by table_schema, table_name, 4, installed_at, version

--: section catalogue.forget
update shadowlog_shape set trigger_hash = '-'
 where table_name =
{{table}}
go
delete from shadowlog_shape
 where table_name =
{{table}}
   and not exists (select 1 from shadowlog_changelog c
                    where c.shape = shadowlog_shape.shape)
go

--: section doctor.table.triggers
select 'error', t.name, 'trigger {{trigger}}' + w.suffix + case
    when object_id('{{trigger}}' + w.suffix) is null then ' is missing'
    else ' was replaced by another one' end,
  'its ' + w.event + ' is not captured',
  'install again what "shadowlog-triggers sybase install" prints for this table;'
    + ' if its capture was ended, run its uninstall once more when all of it is'
    + ' delivered'
from sysobjects t, (select '_i' as suffix, 'insert' as event union all
  select '_u', 'update' union all select '_d', 'delete') w
where t.type = 'U' and t.uid = user_id() and w.suffix in ({{suffixes}})
  and isnull(object_id('{{trigger}}' + w.suffix), -1)
    not in (t.instrig, t.updtrig, t.deltrig)
  and not exists (select 1 from sysconstraints k where k.tableid = t.id
    and k.constrid = object_id('{{trigger}}' + w.suffix))
  and t.name =
{{table}}

-- The bits of sysstat2 are not in the manual; sp_help prints what they mean.
--: section doctor.table.enabled
select 'error', t.name, 'trigger ' + o.name + ' is disabled',
  'the changes that it is there for are not captured',
  'alter table ' + t.name + ' enable trigger ' + o.name + ';'
from sysobjects t, sysobjects o
where t.type = 'U' and t.uid = user_id() and t.name =
{{table}}
  and o.type = 'TR' and o.name like '{{trigger}}[_]_'
  and (o.id = t.instrig and t.sysstat2 & 1048576 = 1048576
    or o.id = t.deltrig and t.sysstat2 & 2097152 = 2097152
    or o.id = t.updtrig and t.sysstat2 & 4194304 = 4194304
    or exists (select 1 from sysconstraints k where k.tableid = t.id
      and k.constrid = o.id and k.status & 1024 = 1024))

--: section doctor.table.altered
select 'error', t.name, 'trigger ' + o.name + case
    when not exists (select 1 from syscomments c where c.id = o.id)
      then ' has no text that could be read'
    when not exists (select 1 from syscomments c
      left join syscomments d on d.id = c.id and d.colid = c.colid + 1
      where c.id = o.id and c.text + d.text like '%shadowlog[_]changelog%')
      then ' does not write to the changelog any more'
    else ' does not write the layout of today, {{shape}}' end,
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    + ' a layout that they do not have',
  'install again what "shadowlog-triggers sybase install" prints for this table'
from sysobjects t, sysobjects o
where t.type = 'U' and t.uid = user_id() and t.name =
{{table}}
  and o.type = 'TR' and o.name like '{{trigger}}[_]_'
  and (not exists (select 1 from syscomments c
      left join syscomments d on d.id = c.id and d.colid = c.colid + 1
      where c.id = o.id and c.text + d.text like '%shadowlog[_]changelog%')
    or not exists (select 1 from syscomments c
      left join syscomments d on d.id = c.id and d.colid = c.colid + 1
      where c.id = o.id and c.text + d.text like '%[^0-9]{{shape}},%'))

-- ASE 16 and later: others of one kind fire in their order.
--: section doctor.table.order
select 'warning', t.name, 'trigger ' + o.name + ' fires for the same event as'
    + ' ours',
  'if it fires first and writes to this same table, its change is captured'
    + ' before the one that it follows',
  'create it again with "order 1" or more'
from sysobjects t, sysconstraints k, sysobjects o
where t.type = 'U' and t.uid = user_id() and t.name =
{{table}}
  and k.tableid = t.id and o.id = k.constrid and o.type = 'TR'
  and o.name not like 'shadowlog[_]%' and k.colid = 0

-- A primary key; else at least one that could stand for it.
--: section doctor.table.key
select case when exists (select 1 from sysindexes i where i.id = t.id
    and i.status & 2 = 2) then 'note' else 'warning' end,
  t.name, 'the table has no primary key',
  'only its description says what makes a row one: if two rows can be equal in'
    + ' that, receivers take them for one',
  'give it a primary key'
from sysobjects t
where t.type = 'U' and t.uid = user_id()
  and not exists (select 1 from sysindexes i where i.id = t.id
    and i.status & 2048 = 2048)
  and t.name =
{{table}}

--: section doctor.table.blind
select 'note', t.name, 'column ' + c.name + ' is ' + y.name,
  'its value is in no event, and writetext changes it without a trigger',
  'make it a varchar, where it is short enough'
from sysobjects t, syscolumns c, systypes y
where c.id = t.id and y.usertype = c.usertype
  and y.name in ('text', 'unitext', 'image')
  and t.type = 'U' and t.uid = user_id() and t.name =
{{table}}

-- What was asked for, and nobody should forget.
--: section doctor.table.options
select 'note',
{{table}}
  , 'a session can write to it uncaptured (option bypass)',
  'whoever sets client name shadowlog.bypass=on does', convert(varchar(1), null)
where '{{options}}' like '% bypass %'

-- A table that was renamed took its triggers along.
--: section doctor.strays
select distinct 'error', t.name,
  'triggers of ours are on a table that the registry does not list',
  'its changes are delivered under another name, or not at all',
  'if it was renamed, end the capture of the old name and install the new one'
from sysobjects t, sysobjects o
where o.type = 'TR' and t.type = 'U' and o.deltrig = t.id
  and o.name like 'shadowlog[_]________[_]_'
  and not exists (select 1 from shadowlog_shape s where s.table_name = t.name)

-- Reserved numbers that a crash left out do no harm; a table that is not locked
-- by the row makes writers wait for one another.
--: section doctor.changelog
select 'warning', t.name, 'it has an index, ' + i.name,
  case when i.status & 2 = 2 then 'it can fail the application''s writes'
    else 'it makes every write of the application dearer' end,
  'drop index shadowlog_changelog.' + i.name + ';'
from sysobjects t, sysindexes i
where t.id = object_id('shadowlog_changelog') and i.id = t.id
  and i.indid between 1 and 254 and i.status & 2048 = 0
union all
select 'warning', t.name, 'it has a trigger, ' + o.name,
  'it runs in every write of the application, or in every delete of the poller',
  'drop trigger ' + o.name + ';'
from sysobjects t, sysobjects o
where t.id = object_id('shadowlog_changelog') and o.type = 'TR'
  and o.deltrig = t.id
union all
select 'error', t.name, 'it has no primary key',
  'a number could be there twice, and every page reads the whole table',
  'alter table shadowlog_changelog add constraint shadowlog_changelog_key'
    + ' primary key (seq);'
from sysobjects t
where t.id = object_id('shadowlog_changelog')
  and not exists (select 1 from sysindexes i where i.id = t.id
    and i.status & 2048 = 2048)
union all
select 'warning', t.name, 'it is not locked by the row',
  'writers wait for one another, and for the poller',
  'alter table shadowlog_changelog lock datarows;'
from sysobjects t
where t.id = object_id('shadowlog_changelog') and t.sysstat2 & 32768 = 0

--: section doctor.settings
select 'warning', 'allow nested triggers', 'it is 0',
  'what triggers of the application change in captured tables is not captured',
  'exec sp_configure ''allow nested triggers'', 1;'
where exists (select 1 from master..sysconfigures f,
    master..syscurconfigs u
  where f.config = u.config and f.comment = 'allow nested triggers'
    and u.value = 0)

--: section doctor.isolation
select 'error', 'isolation', 'a session has level '
    + convert(varchar(3), @@isolation),
  'a page is read twice to be sure of it, and each time waits for what is not'
    + ' committed', convert(varchar(1), null)
where @@isolation <> 1

-- Whoever may sees the transactions of others.
--: section doctor.transactions
select 'warning', 'spid ' + convert(varchar(9), l.spid),
  'a transaction, ' + rtrim(l.name) + ', has been open since '
    + convert(varchar(30), l.starttime, 109),
  'the poller waits for the rows that it has written, and the log cannot be'
    + ' truncated',
  'kill ' + convert(varchar(9), l.spid) + ';'
from master..syslogshold l
where l.dbid = db_id() and l.spid > 0 and l.spid <> @@spid
  and l.starttime <= dateadd(ss, -{{old}}, getdate())

-- action: 193 select, 195 insert, 196 delete, 197 update; protecttype: 0 and 1
-- are granted, 2 is revoked.  Whoever may write to the lease is a poller.
--: section doctor.privileges
select 'error', user_name(), 'it has no ' + w.word + ' on ' + w.name,
  'the poller cannot do its work',
  'grant ' + w.word + ' on ' + w.name + ' to ' + user_name() + ';'
from (select 'shadowlog_changelog' as name, 'select' as word, 193 as action
  union all select 'shadowlog_changelog', 'delete', 196
  union all select 'shadowlog_shape', 'select', 193
  union all select 'shadowlog_meta', 'select', 193
  union all select 'shadowlog_lease', 'select', 193
  union all select 'shadowlog_lease', 'update', 197) w
where user_name() <> 'dbo' and not exists (select 1 from sysprotects p
  where p.id = object_id(w.name) and p.action = w.action
  and p.protecttype in (0, 1) and (p.uid in (0, user_id())
    or p.uid in (select u.gid from sysusers u where u.uid = user_id())))
union all
select 'note', user_name(), 'it may do more to the changelog than the poller'
    + ' needs',
  'whoever has the poller''s password has these rights',
  'let the poller connect as a user of its own: "shadowlog-triggers sybase'
    + ' grants"'
where user_name() = 'dbo'
union all
select 'warning', user_name(p.uid), user_name(p.uid) + ' may ' + case p.action
    when 195 then 'insert' when 196 then 'delete' else 'update' end + ' on '
    + object_name(p.id),
  'events can be forged or taken away; the application needs no right here',
  'revoke ' + case p.action when 195 then 'insert' when 196 then 'delete'
    else 'update' end + ' on ' + object_name(p.id) + ' from '
    + user_name(p.uid) + ';'
from sysprotects p
where p.id in (object_id('shadowlog_changelog'), object_id('shadowlog_shape'))
  and p.action in (195, 196, 197) and p.protecttype in (0, 1)
  and not (p.action = 196 and p.id = object_id('shadowlog_changelog')
    and exists (select 1 from sysprotects l
      where l.id = object_id('shadowlog_lease') and l.action = 197
      and l.protecttype in (0, 1) and l.uid = p.uid))
