-- Shadowlog: end the capture of the tables below, on Sybase (SAP) ASE.
--
--	isql -U USER -D DATABASE -i this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

set quoted_identifier on
go

-- Table types
if object_id('shadowlog_6a6e2d7c_i') is not null
	drop trigger shadowlog_6a6e2d7c_i
if object_id('shadowlog_6a6e2d7c_u') is not null
	drop trigger shadowlog_6a6e2d7c_u
if object_id('shadowlog_6a6e2d7c_d') is not null
	drop trigger shadowlog_6a6e2d7c_d
delete from shadowlog_shape
 where table_schema = ''
   and table_name = 'types'
   and not exists (select 1 from shadowlog_changelog c
                    where c.shape = shadowlog_shape.shape)
go
