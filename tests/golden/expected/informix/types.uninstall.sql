-- Shadowlog: end the capture of the tables below, on Informix.
--
--	DBACCNOIGN=1 dbaccess -e DATABASE this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table types
BEGIN WORK;
DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_i;
DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_u;
DROP TRIGGER IF EXISTS shadowlog_6a6e2d7c_d;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'types'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);
COMMIT WORK;
