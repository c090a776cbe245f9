-- Shadowlog: end the capture of the tables below, on Sybase (SAP) ASE.
--
--	isql -U USER -D DATABASE -i this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

set quoted_identifier on
go

-- Table orders
if object_id('shadowlog_5f75baa6_i') is not null
	drop trigger shadowlog_5f75baa6_i
if object_id('shadowlog_5f75baa6_u') is not null
	drop trigger shadowlog_5f75baa6_u
if object_id('shadowlog_5f75baa6_d') is not null
	drop trigger shadowlog_5f75baa6_d
delete from shadowlog_shape
 where table_schema = ''
   and table_name = 'orders'
   and not exists (select 1 from shadowlog_changelog c
                    where c.shape = shadowlog_shape.shape)
go

-- Table customers
if object_id('shadowlog_6b987d98_i') is not null
	drop trigger shadowlog_6b987d98_i
if object_id('shadowlog_6b987d98_u') is not null
	drop trigger shadowlog_6b987d98_u
if object_id('shadowlog_6b987d98_d') is not null
	drop trigger shadowlog_6b987d98_d
delete from shadowlog_shape
 where table_schema = ''
   and table_name = 'customers'
   and not exists (select 1 from shadowlog_changelog c
                    where c.shape = shadowlog_shape.shape)
go
