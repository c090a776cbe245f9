-- Shadowlog: end the capture of the tables below, on Sybase (SAP) ASE.
--
--	isql -U USER -D DATABASE -i this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

set quoted_identifier on
go

-- Table stock
if object_id('shadowlog_22725773_i') is not null
	drop trigger shadowlog_22725773_i
if object_id('shadowlog_22725773_u') is not null
	drop trigger shadowlog_22725773_u
if object_id('shadowlog_22725773_d') is not null
	drop trigger shadowlog_22725773_d
delete from shadowlog_shape
 where table_schema = ''
   and table_name = 'stock'
   and not exists (select 1 from shadowlog_changelog c
                    where c.shape = shadowlog_shape.shape)
go
