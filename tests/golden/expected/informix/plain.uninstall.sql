-- Shadowlog: end the capture of the tables below, on Informix.
--
--	DBACCNOIGN=1 dbaccess -e DATABASE this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table orders
BEGIN WORK;
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_i;
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_u;
DROP TRIGGER IF EXISTS shadowlog_5f75baa6_d;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'orders'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);
COMMIT WORK;

-- Table customers
BEGIN WORK;
DROP TRIGGER IF EXISTS shadowlog_6b987d98_i;
DROP TRIGGER IF EXISTS shadowlog_6b987d98_u;
DROP TRIGGER IF EXISTS shadowlog_6b987d98_d;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'customers'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);
COMMIT WORK;
