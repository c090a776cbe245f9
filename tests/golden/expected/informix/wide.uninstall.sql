-- Shadowlog: end the capture of the tables below, on Informix.
--
--	DBACCNOIGN=1 dbaccess -e DATABASE this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

-- Table wide
BEGIN WORK;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_i;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_u;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_d;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'wide'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);
COMMIT WORK;
