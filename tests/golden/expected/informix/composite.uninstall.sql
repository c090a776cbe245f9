-- Shadowlog: end the capture of the tables below, on Informix.
--
--	DBACCNOIGN=1 dbaccess -e DATABASE this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table stock
BEGIN WORK;
DROP TRIGGER IF EXISTS shadowlog_22725773_i;
DROP TRIGGER IF EXISTS shadowlog_22725773_u;
DROP TRIGGER IF EXISTS shadowlog_22725773_d;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'stock'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);
COMMIT WORK;
