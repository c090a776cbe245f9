-- Shadowlog: end the capture of the tables below, on SQLite.
--
--	sqlite3 -bail DATABASE < this-file.sql
--
-- Changes captured so far stay in the changelog, and with them the layouts by
-- which they are read.

BEGIN IMMEDIATE;

-- Table wide
DROP TRIGGER IF EXISTS shadowlog_072e49c0_i;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_u;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_k;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_d;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_ib;
DROP TRIGGER IF EXISTS shadowlog_072e49c0_ub;
DELETE FROM shadowlog_shape
 WHERE table_schema = ''
   AND table_name = 'wide'
   AND NOT EXISTS (SELECT 1 FROM shadowlog_changelog AS c
                    WHERE c.shape = shadowlog_shape.shape);

COMMIT;
