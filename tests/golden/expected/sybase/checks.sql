-- catalogue.table
select '', name from sysobjects
where type = 'U' and uid = user_id() and '' =
'odd ''s\chema'
  and name =
'it''s "a" [table] \ 
;'

-- catalogue.columns
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
'odd ''s\chema'
  and o.name =
'it''s "a" [table] \ 
;'
order by c.colid

-- catalogue.tables
select '', name from sysobjects
where type = 'U' and uid = user_id() and name not like 'shadowlog[_]%'
order by name

-- ---------------------------------------------------------------------------
-- shadowlog doctor.  Sections and columns: poller/source_check.h.
--
-- A table names its triggers; from ASE 16 on sysconstraints lists those behind
-- the first of a kind.  The text of a trigger is kept in pieces of 255
-- characters, so that what is looked for can lie on the border of two.

-- catalogue.registry
select shape, table_schema, table_name,
  case when trigger_hash <> '-' then 1 else 0 end
from shadowlog_shape
order by table_schema, table_name, 4, installed_at, version

-- catalogue.forget
update shadowlog_shape set trigger_hash = '-'
 where table_name =
'it''s "a" [table] \ 
;'
go
delete from shadowlog_shape
 where table_name =
'it''s "a" [table] \ 
;'
   and not exists (select 1 from shadowlog_changelog c
                    where c.shape = shadowlog_shape.shape)
go

-- doctor.table.triggers
select 'error', t.name, 'trigger shadowlog_0123abcd' + w.suffix + case
    when object_id('shadowlog_0123abcd' + w.suffix) is null then ' is missing'
    else ' was replaced by another one' end,
  'its ' + w.event + ' is not captured',
  'install again what "shadowlog-triggers sybase install" prints for this table;'
    + ' if its capture was ended, run its uninstall once more when all of it is'
    + ' delivered'
from sysobjects t, (select '_i' as suffix, 'insert' as event union all
  select '_u', 'update' union all select '_d', 'delete') w
where t.type = 'U' and t.uid = user_id() and w.suffix in ('_i', '_u', '_d', '_t')
  and isnull(object_id('shadowlog_0123abcd' + w.suffix), -1)
    not in (t.instrig, t.updtrig, t.deltrig)
  and not exists (select 1 from sysconstraints k where k.tableid = t.id
    and k.constrid = object_id('shadowlog_0123abcd' + w.suffix))
  and t.name =
'it''s "a" [table] \ 
;'

-- The bits of sysstat2 are not in the manual; sp_help prints what they mean.

-- doctor.table.enabled
select 'error', t.name, 'trigger ' + o.name + ' is disabled',
  'the changes that it is there for are not captured',
  'alter table ' + t.name + ' enable trigger ' + o.name + ';'
from sysobjects t, sysobjects o
where t.type = 'U' and t.uid = user_id() and t.name =
'it''s "a" [table] \ 
;'
  and o.type = 'TR' and o.name like 'shadowlog_0123abcd[_]_'
  and (o.id = t.instrig and t.sysstat2 & 1048576 = 1048576
    or o.id = t.deltrig and t.sysstat2 & 2097152 = 2097152
    or o.id = t.updtrig and t.sysstat2 & 4194304 = 4194304
    or exists (select 1 from sysconstraints k where k.tableid = t.id
      and k.constrid = o.id and k.status & 1024 = 1024))

-- doctor.table.altered
select 'error', t.name, 'trigger ' + o.name + case
    when not exists (select 1 from syscomments c where c.id = o.id)
      then ' has no text that could be read'
    when not exists (select 1 from syscomments c
      left join syscomments d on d.id = c.id and d.colid = c.colid + 1
      where c.id = o.id and c.text + d.text like '%shadowlog[_]changelog%')
      then ' does not write to the changelog any more'
    else ' does not write the layout of today, 12345' end,
  'an install went wrong, or somebody made it anew: changes are lost or read by'
    + ' a layout that they do not have',
  'install again what "shadowlog-triggers sybase install" prints for this table'
from sysobjects t, sysobjects o
where t.type = 'U' and t.uid = user_id() and t.name =
'it''s "a" [table] \ 
;'
  and o.type = 'TR' and o.name like 'shadowlog_0123abcd[_]_'
  and (not exists (select 1 from syscomments c
      left join syscomments d on d.id = c.id and d.colid = c.colid + 1
      where c.id = o.id and c.text + d.text like '%shadowlog[_]changelog%')
    or not exists (select 1 from syscomments c
      left join syscomments d on d.id = c.id and d.colid = c.colid + 1
      where c.id = o.id and c.text + d.text like '%[^0-9]12345,%'))

-- ASE 16 and later: others of one kind fire in their order.

-- doctor.table.order
select 'warning', t.name, 'trigger ' + o.name + ' fires for the same event as'
    + ' ours',
  'if it fires first and writes to this same table, its change is captured'
    + ' before the one that it follows',
  'create it again with "order 1" or more'
from sysobjects t, sysconstraints k, sysobjects o
where t.type = 'U' and t.uid = user_id() and t.name =
'it''s "a" [table] \ 
;'
  and k.tableid = t.id and o.id = k.constrid and o.type = 'TR'
  and o.name not like 'shadowlog[_]%' and k.colid = 0

-- A primary key; else at least one that could stand for it.

-- doctor.table.key
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
'it''s "a" [table] \ 
;'

-- doctor.table.blind
select 'note', t.name, 'column ' + c.name + ' is ' + y.name,
  'its value is in no event, and writetext changes it without a trigger',
  'make it a varchar, where it is short enough'
from sysobjects t, syscolumns c, systypes y
where c.id = t.id and y.usertype = c.usertype
  and y.name in ('text', 'unitext', 'image')
  and t.type = 'U' and t.uid = user_id() and t.name =
'it''s "a" [table] \ 
;'

-- What was asked for, and nobody should forget.

-- doctor.table.options
select 'note',
'it''s "a" [table] \ 
;'
  , 'a session can write to it uncaptured (option bypass)',
  'whoever sets client name shadowlog.bypass=on does', convert(varchar(1), null)
where ' insert update delete truncate bypass ' like '% bypass %'

-- A table that was renamed took its triggers along.

-- doctor.strays
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

-- doctor.changelog
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

-- doctor.settings
select 'warning', 'allow nested triggers', 'it is 0',
  'what triggers of the application change in captured tables is not captured',
  'exec sp_configure ''allow nested triggers'', 1;'
where exists (select 1 from master..sysconfigures f,
    master..syscurconfigs u
  where f.config = u.config and f.comment = 'allow nested triggers'
    and u.value = 0)

-- doctor.isolation
select 'error', 'isolation', 'a session has level '
    + convert(varchar(3), @@isolation),
  'a page is read twice to be sure of it, and each time waits for what is not'
    + ' committed', convert(varchar(1), null)
where @@isolation <> 1

-- Whoever may sees the transactions of others.

-- doctor.transactions
select 'warning', 'spid ' + convert(varchar(9), l.spid),
  'a transaction, ' + rtrim(l.name) + ', has been open since '
    + convert(varchar(30), l.starttime, 109),
  'the poller waits for the rows that it has written, and the log cannot be'
    + ' truncated',
  'kill ' + convert(varchar(9), l.spid) + ';'
from master..syslogshold l
where l.dbid = db_id() and l.spid > 0 and l.spid <> @@spid
  and l.starttime <= dateadd(ss, -3600, getdate())

-- action: 193 select, 195 insert, 196 delete, 197 update; protecttype: 0 and 1
-- are granted, 2 is revoked.  Whoever may write to the lease is a poller.

-- doctor.privileges
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

