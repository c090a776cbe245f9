-- Shadowlog: end the capture of the tables below, on Sybase (SAP) ASE.
--
--	isql -U USER -D DATABASE -i this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

set quoted_identifier on
go

-- Table "it's [a] `table`; --\n*/ /* \\"
if object_id('shadowlog_6578dc2c_i') is not null
	drop trigger shadowlog_6578dc2c_i
if object_id('shadowlog_6578dc2c_u') is not null
	drop trigger shadowlog_6578dc2c_u
if object_id('shadowlog_6578dc2c_d') is not null
	drop trigger shadowlog_6578dc2c_d
delete from shadowlog_shape
 where table_schema = ''
   and table_name = 'it''s [a] `table`; --
*/ /* \'
   and not exists (select 1 from shadowlog_changelog c
                    where c.shape = shadowlog_shape.shape)
go

-- Table order
if object_id('shadowlog_2d041af1_i') is not null
	drop trigger shadowlog_2d041af1_i
if object_id('shadowlog_2d041af1_u') is not null
	drop trigger shadowlog_2d041af1_u
if object_id('shadowlog_2d041af1_d') is not null
	drop trigger shadowlog_2d041af1_d
delete from shadowlog_shape
 where table_schema = ''
   and table_name = 'order'
   and not exists (select 1 from shadowlog_changelog c
                    where c.shape = shadowlog_shape.shape)
go
